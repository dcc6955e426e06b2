/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole imports and exports between files and a project, for the command line and the window alike: finds files in
 * folders, reads them on worker threads, commits in batches, reports. Synchronous; run it on a thread of the store. */
#pragma once

#include <gio/gio.h>
#include <gls-project.h>
#include "gls-jsonl.h"
#include "gls-reader.h"

G_BEGIN_DECLS

typedef struct {
  const char  *format;      /* "text", "html", "jsonl" or NULL: tell by content and name */
  const char  *by;          /* who imports; annotations keep their own set; those without one get this. NULL: "import" */
  gboolean     is_theirs;   /* @by was named for these files: they are that person's work, also where nothing is marked in them */
  const char * const *formats; /* those that may be told so, NULL-ended; NULL: all three */
  const char  *encoding;    /* forced, or NULL */
  const char  *text_encoding; /* of plain texts where @encoding is NULL; or NULL: detected */
  gboolean     drop_pages;  /* keep of HTML what it shows, and not its bytes */
  const char  *metadata;    /* path of a CSV (file, title, published, publisher, source, language), or NULL */
  /* @done of @total files (bytes for one JSON Lines file); called on the caller's thread, at most 20 times a second. */
  void       (*progress)    (guint64 done, guint64 total, const char *file, gpointer data);
  gpointer     progress_data;
} GlsImportOptions;

typedef struct {
  guint      documents;      /* new */
  guint      already;        /* there before (same text) */
  guint      annotations;    /* new or changed */
  GPtrArray *document_keys;  /* char *: shown keys of new documents, at most 10,000 */
  GPtrArray *reports;        /* char *: a sentence a thing left out, already there, added to the codebook … at most 1,000 */
  guint      more_reports;   /* sentences beyond those */
  GPtrArray *failures;       /* char *: "FILE: why": files that could not be read; the others are in */
} GlsImportReport;

void     gls_import_report_clear (GlsImportReport *report);
/* @paths: files and folders (walked, hidden files and other kinds passed over with a report), NULL-ended. FALSE only when nothing could go on. */
gboolean gls_import (GlsProject *project, const char * const *paths, const GlsImportOptions *options,
                     GlsImportReport *report, GCancellable *cancellable, GError **error);
/* Writes JSON Lines to @stream; @sets NULL: all. */
gboolean gls_export_jsonl (GlsProject *project, GOutputStream *stream, const char * const *sets,
                           GCancellable *cancellable, GError **error);
/* Plain text of every document into a folder, KEY.txt, byte for byte as imported. */
gboolean gls_export_text (GlsProject *project, const char *folder, GCancellable *cancellable, GError **error);
/* Reads the CSV (RFC 4180, header row: file, title, published, publisher, source, language, byline in any order; "," ";" or tab). A table of
 * file name → GHashTable of column → value (char *, empty ones left out). Look a file up by the name as given (its path), then by its base
 * name, under which a row with folders is found too when no other row has it. The error names the line. */
GHashTable *gls_metadata_csv_read (const char *path, GError **error);

G_END_DECLS
