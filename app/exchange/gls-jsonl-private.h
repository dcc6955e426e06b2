/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that read JSON Lines; nobody else includes it. */
#pragma once

#include <gls-json-writer.h>
#include <gls-json-tree.h>
#include "gls-jsonl.h"

G_BEGIN_DECLS

#define GLS_JSONL_MAX_REPORTS 1000

/* Adds the sentence unless it is there or the list is full; @reports may be NULL. */
void     gls_jsonl_report         (GPtrArray *reports, const char *format, ...) G_GNUC_PRINTF (2, 3);
void     gls_jsonl_report_unknown (GPtrArray *reports, GPtrArray *unknown);

/* The line's outermost object, owned by *@tree, which the caller frees. */
const GlsJsonValue *gls_jsonl_parse_line (const char *line, gsize n_bytes, GlsJsonTree **tree, GError **error);

/* What an entity's id in a file is here: the id itself when it is canonical, else what @project says, else derived. */
void     gls_jsonl_entity_id      (const char *string, const GlsProjectData *project, GlsId *id);

/* Reads "annotations" of @document (NULL: it has none), whose id and text are set, and what of @object names them. @unknown collects
 * unknown members. */
gboolean gls_jsonl_read_annotations (const GlsJsonValue *object, const GlsJsonValue *array, GlsDocument *document,
                                     const char *by, const GlsProjectData *project, GPtrArray *unknown, GPtrArray *reports,
                                     GError **error);

/* "verdicts" and "decisions". @local: what annotations are called in the file (char *) to their GlsId. */
gboolean gls_jsonl_read_judged (const GlsJsonValue *object, GlsDocument *document, GHashTable *local,
                                GPtrArray *unknown, GPtrArray *reports, GError **error);

/* "waivers", into @waivers, each problem once. @document, @local: NULL for those of the whole project. */
gboolean gls_jsonl_read_waivers (const GlsJsonValue *object, const GlsId *document, GHashTable *local,
                                 const GlsProjectData *project, GPtrArray *waivers, GPtrArray *unknown, GError **error);
/* The member "waivers" where there are any; @waivers may be NULL. */
void     gls_jsonl_write_waivers (GlsJsonWriter *writer, GPtrArray *waivers);

/* "plugins", into @choices (GlsPluginChoice), sorted. */
gboolean gls_jsonl_read_plugins  (const GlsJsonValue *object, GPtrArray *choices, GPtrArray *unknown, GPtrArray *reports,
                                  GError **error);
/* The member "plugins" where there are any. */
void     gls_jsonl_write_plugins (GlsJsonWriter *writer, GPtrArray *choices);

/* "publications", into @publications (GlsPublication), sorted. */
gboolean gls_jsonl_read_publications  (const GlsJsonValue *object, GPtrArray *publications, GPtrArray *unknown, GPtrArray *reports,
                                       GError **error);
/* The member "publications" where there are any. */
void     gls_jsonl_write_publications (GlsJsonWriter *writer, GPtrArray *publications);

/* Is @name one that a plugin or a rule of it may have? */
gboolean gls_jsonl_check_name    (const char *member, const char *name, GError **error);

G_END_DECLS
