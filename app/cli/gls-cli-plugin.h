/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands that run plugins share. */
#pragma once

#include <gls-annotation.h>

#include "gls-cli.h"

G_BEGIN_DECLS

/* Cancelled by Ctrl+C or SIGTERM; a second one ends the program. Call it before any thread is started. */
GCancellable *gls_cli_cancellable (void);
/* Members of @annotation as in JSON Lines: id, type, spans, attributes, entity, chain, confidence, note, relations. */
void          gls_cli_write_annotation (GlsJsonWriter *writer, const GlsAnnotation *annotation);

/* "gloss: COMMAND: why". */
int           gls_cli_fail_command (const char *command, const GError *error);

int gls_plugins_list (gboolean json);
int gls_plugins_run  (char **arguments, const char *kind, const char *language, gboolean json);

G_END_DECLS
