/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with a problem: take a fix that it offers, waive it with a note, open it again. Each is one step to undo. */
#pragma once

#include <gls-validate.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

/* @fix: its number. */
void gls_problem_take_fix   (GlsSession *session, GlsFinding *finding, guint fix);
void gls_problem_waive      (GlsSession *session, const GlsFinding *finding, const char *note);
void gls_problem_open_again (GlsSession *session, const GlsFinding *finding);

G_END_DECLS
