/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions in the project file. */
#pragma once

#include <gls-decision.h>

#include "gls-project.h"

G_BEGIN_DECLS

/* Writes @decision; a later one of the same id takes its place. */
void       gls_change_put_decision    (GlsChange *change, const GlsDecision *decision);
/* What @person says to a decision; NULL or empty takes it away. */
void       gls_change_answer_decision (GlsChange *change, const GlsId *decision, const char *person, const char *text);
/* Those of @document (NULL: of the whole project), by id: GlsDecision, owned. */
GPtrArray *gls_project_load_decisions (GlsProject *project, const GlsId *document, GError **error);

G_END_DECLS
