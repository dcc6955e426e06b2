/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The native JSON Lines: a project line, then a line per document. Values in, lines out, and back; knows no store.
 * Canonical: reading a written line and writing it again gives the same bytes. */
#pragma once

#include <gls-codebook.h>
#include <gls-document.h>
#include <gls-entity.h>
#include <gls-plugin-choice.h>
#include <gls-publication.h>

G_BEGIN_DECLS

/* What the first line holds. */
typedef struct {
  GlsCodebook *codebook;    /* NULL: the line has none */
  GPtrArray   *people;      /* char *, by name; every set's name but gold and plugins */
  GPtrArray   *entities;    /* GlsEntity by id */
  GPtrArray   *judgements;  /* GlsJudgement by (a, b, by) */
  GPtrArray   *questions;   /* GlsQuestion by id */
  GPtrArray   *waivers;     /* GlsWaiver by problem: those on no document */
  GPtrArray   *plugins;     /* GlsPluginChoice by plugin, kind and name: what the project says to plugins */
  GPtrArray   *publications; /* GlsPublication in the order of time; their numbers are not told */
  GHashTable  *entity_ids;  /* char * to GlsId *: what the entity ids of the file that are not ours became; only reading fills it */
} GlsProjectData;

GlsProjectData *gls_project_data_new  (void);
void            gls_project_data_free (GlsProjectData *data);

/* Both append one line with its "\n" to @out. */
void            gls_jsonl_write_project  (const GlsProjectData *project, GString *out);
void            gls_jsonl_write_document (const GlsDocument *document, GString *out);

typedef enum { GLS_JSONL_PROJECT, GLS_JSONL_DOCUMENT, GLS_JSONL_OTHER } GlsJsonlKind;

/* Reads one line. @reports (nullable) collects sentences for what was left out or mapped: unknown members, doubled ids.
 * Those on unknown members name no line, so that a caller can keep each once for a whole file.
 * Ids in the file that are 26 canonical digits are taken; others are derived from (document, set, text of the id).
 * @by: the set of annotations that name none, or NULL for "import". @project (nullable): tells what local entity ids became.
 * The error names line (as @line_number, from 1), record, member and value. Safe on any thread. */
GlsJsonlKind    gls_jsonl_peek          (const char *line, gsize n_bytes);
GlsProjectData *gls_jsonl_read_project  (const char *line, gsize n_bytes, guint line_number, GPtrArray *reports, GError **error);
GlsDocument    *gls_jsonl_read_document (const char *line, gsize n_bytes, guint line_number, const char *by,
                                         const GlsProjectData *project, GPtrArray *reports, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsProjectData, gls_project_data_free)

G_END_DECLS
