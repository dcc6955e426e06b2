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

typedef struct {
  const char *kind, *language;   /* of "new" */
  const char *project;           /* path of the project that "set" and "show" are about; NULL: the person */
  const char *by;
  gboolean    json;
} GlsPluginsOptions;

int gls_plugins_list (gboolean json);
int gls_plugins_show (const char *id, const char *project);
int gls_plugins_run  (char **arguments, const GlsPluginsOptions *options);

G_END_DECLS
