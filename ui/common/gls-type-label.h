/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of types as people read them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is shown for a type: its name, translated where it is one of the shipped codebooks'. */
const char *gls_type_get_label (const char *name);
/* The same for roles, attributes, relation types and choices. */
const char *gls_role_get_label (const char *name);

G_END_DECLS
