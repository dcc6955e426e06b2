/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The structures of glossator-plugin.h as JSON and back, one to one; glossator-plugin.schema.json documents the form. Used on both
 * ends of the process protocol. Reading checks form only: what values mean is checked where modules' values are, too. */
#pragma once

#include <gls-json-writer.h>
#include <gls-json.h>

#include "gls-contract.h"

G_BEGIN_DECLS

/* A message is one line of at most so many bytes. */
#define GLS_WIRE_MAX_LINE (64 * 1024 * 1024)

void gls_wire_write_document   (GlsJsonWriter *writer, const GlsPluginDocument *document);
void gls_wire_write_annotation (GlsJsonWriter *writer, const GlsPluginAnnotation *annotation);
void gls_wire_write_problem    (GlsJsonWriter *writer, const GlsPluginProblem *problem);
void gls_wire_write_entity     (GlsJsonWriter *writer, const GlsPluginEntity *entity);
/* "name", "folder", "files", "encoding". */
void gls_wire_write_source     (GlsJsonWriter *writer, const GlsPluginSource *source, const char *root);
/* The parameters of "initialize", with typed settings. */
void gls_wire_write_run        (GlsJsonWriter *writer, GlsContract *contract);

/* What they make lives as long as @blocks and the JSON they read. */
gboolean gls_wire_read_document   (JsonObject *object, GPtrArray *blocks, GlsPluginDocument *document, GError **error);
gboolean gls_wire_read_annotation (JsonObject *object, GPtrArray *blocks, GlsPluginAnnotation *annotation, GError **error);
gboolean gls_wire_read_problem    (JsonObject *object, GPtrArray *blocks, GlsPluginProblem *problem, GError **error);
gboolean gls_wire_read_entity     (JsonObject *object, GPtrArray *blocks, GlsPluginEntity *entity, GError **error);

/* {"jsonrpc":"2.0", "id":@id, "method":@method, "params":{ … : the caller writes members and calls end. @id 0: a notification. */
void gls_wire_begin_request (GlsJsonWriter *writer, guint64 id, const char *method);
void gls_wire_end_request   (GlsJsonWriter *writer);

G_END_DECLS
