/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Freezes gold with a number, and writes it to a folder with all that is needed to read it.
 * It must not know who asks for it, nor how the outcome is told. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-clock.h>
#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-transfer.h>

#include "gls-publishing.h"
#include "gls-report.h"

static gboolean
write_file (const GlsPublishing *publishing, const char *name, const char *data, gsize n, GError **error)
{
  g_autofree char *path = g_build_filename (publishing->folder, name, NULL);

  return g_file_set_contents (path, data, (gssize) n, error);
}

/* The documents with gold, as any export; its digest names the state. */
static gboolean
write_gold (GlsPublishing *publishing, GlsProject *project, GError **error)
{
  static const char * const sets[] = { "gold", NULL };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  if (!gls_export_jsonl (project, stream, sets, NULL, error) || !g_output_stream_close (stream, NULL, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  publishing->publication->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return write_file (publishing, "gold.jsonl", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static gboolean
write_codebook (const GlsPublishing *publishing, GlsProject *project, GError **error)
{
  g_autoptr (GlsCodebook) codebook = gls_project_load_codebook (project, error);
  g_autofree char *json = codebook != NULL ? gls_codebook_to_json (codebook, TRUE) : NULL;

  return json != NULL && write_file (publishing, "codebook.json", json, strlen (json), error);
}

/* Where fewer than two people worked there is none to report. */
static gboolean
write_agreement (const GlsPublishing *publishing, GlsProject *project, GCancellable *cancellable, GError **error)
{
  static const GlsReviewQuery query;
  g_autoptr (GlsReview) review = gls_review_new (project, &query, error);
  g_autoptr (GlsAgreement) agreement = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (review == NULL)
    return FALSE;
  agreement = gls_agreement_compute (review, GLS_UNIT_SPAN, cancellable, error);
  if (agreement == NULL)
    return FALSE;
  gls_report_write_html (agreement, publishing->name, out);
  return write_file (publishing, "agreement.html", out->str, out->len, error);
}

void
gls_publishing_summarize (const GlsPublishing *publishing, GlsProject *project, GString *out)
{
  const GlsPublication *publication = publishing->publication;
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (publication->when);
  g_autofree char *text = g_date_time_format_iso8601 (when);
  const struct { const char *name; guint n; } numbers[] = {
    { "documents", publishing->n_documents }, { "annotations", publishing->n_annotations }, { "added", publishing->report.added },
    { "changed", publishing->report.changed }, { "removed", publishing->report.removed },
  };
  char id[GLS_ID_STRING_SIZE];
  GlsJsonWriter writer;
  GlsId own;

  gls_project_get_id (project, &own);
  gls_id_to_string (&own, id);
  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "number", publication->number);
  gls_json_writer_string_member (&writer, "project", id);
  gls_json_writer_string_member (&writer, "when", text);
  gls_json_writer_string_member (&writer, "by", publication->by);
  if (publication->note != NULL)
    gls_json_writer_string_member (&writer, "note", publication->note);
  gls_json_writer_string_member (&writer, "sha256", publication->digest);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    gls_json_writer_int_member (&writer, numbers[i].name, numbers[i].n);
  gls_json_writer_end_object (&writer);
}

/* Once the folder is there. */
static gboolean
publish (GlsPublishing *publishing, GlsProject *project, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) before = gls_project_load_publications (project, error);
  const GlsPublication *last = before != NULL && before->len > 0 ? g_ptr_array_index (before, before->len - 1) : NULL;
  g_autoptr (GlsChange) change = gls_change_new (publishing->publication->by, "publish");
  g_autoptr (GString) summary = g_string_new (NULL), changes = g_string_new (NULL);
  GlsPublication *publication = publishing->publication;

  if (before == NULL)
    return FALSE;
  publication->annotations = gls_publish_list (project, &publishing->n_documents, &publishing->n_annotations, error);
  if (publication->annotations == NULL)
    return FALSE;
  publication->number = before->len + 1;
  publication->when = MAX ((gls_clock_wall () >> 16) / 1000, last != NULL ? last->when + 1 : 0);
  gls_publish_compare (last != NULL ? last->annotations : NULL, publication->annotations, changes, &publishing->report);
  if (!write_gold (publishing, project, error) || !write_codebook (publishing, project, error)
      || !write_agreement (publishing, project, cancellable, error)
      || !write_file (publishing, "changes.tsv", changes->str, changes->len, error))
    return FALSE;
  gls_publishing_summarize (publishing, project, summary);
  g_string_append_c (summary, '\n');
  /* The number is given once everything is written. */
  if (!write_file (publishing, "publication.json", summary->str, summary->len, error))
    return FALSE;
  gls_change_put_publication (change, publication);
  return gls_project_commit (project, change, error);
}

gboolean
gls_publishing_run (GlsPublishing *publishing, GlsProject *project, GCancellable *cancellable, GError **error)
{
  if (g_mkdir (publishing->folder, 0777) != 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, _("%s: %s; name a folder that is not there yet"), publishing->folder,
                   g_strerror (errno));
      return FALSE;
    }
  return publish (publishing, project, cancellable, error);
}
