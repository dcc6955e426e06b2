/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of "gloss agreement" that knows no project. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Computes and prints the cases in the file @path; the exit code. */
int gls_agreement_run_cases (const char *path, gboolean json);

G_END_DECLS
