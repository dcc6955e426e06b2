/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss publish: freezes gold with a number, and writes it to a folder with all that is needed to read it. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-clock.h>
#include <gls-publications.h>
#include <gls-publish.h>
#include <gls-report.h>
#include <gls-transfer.h>

#include "gls-cli.h"

typedef struct {
  GlsProject      *project;
  const char      *path;       /* of the project */
  const char      *folder;
  GlsPublication  *publication;
  guint            n_documents, n_annotations;
  GString         *changes;
  GlsPublishReport report;
} Publishing;

static gboolean
write_file (const Publishing *publishing, const char *name, const char *data, gsize n, GError **error)
{
  g_autofree char *path = g_build_filename (publishing->folder, name, NULL);

  return g_file_set_contents (path, data, (gssize) n, error);
}

/* The documents with gold, as any export; its digest names the state. */
static gboolean
write_gold (Publishing *publishing, GError **error)
{
  static const char * const sets[] = { "gold", NULL };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  if (!gls_export_jsonl (publishing->project, stream, sets, NULL, error) || !g_output_stream_close (stream, NULL, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  publishing->publication->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return write_file (publishing, "gold.jsonl", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static gboolean
write_codebook (const Publishing *publishing, GError **error)
{
  g_autoptr (GlsCodebook) codebook = gls_project_load_codebook (publishing->project, error);
  g_autofree char *json = codebook != NULL ? gls_codebook_to_json (codebook, TRUE) : NULL;

  return json != NULL && write_file (publishing, "codebook.json", json, strlen (json), error);
}

/* Where fewer than two people worked there is none to report. */
static gboolean
write_agreement (const Publishing *publishing, GError **error)
{
  static const GlsReviewQuery query;
  g_autoptr (GlsReview) review = gls_review_new (publishing->project, &query, error);
  g_autoptr (GlsAgreement) agreement = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = g_path_get_basename (publishing->path);

  if (review == NULL)
    return FALSE;
  agreement = gls_agreement_compute (review, GLS_UNIT_SPAN, NULL, error);
  if (agreement == NULL)
    return FALSE;
  gls_report_write_html (agreement, name, out);
  return write_file (publishing, "agreement.html", out->str, out->len, error);
}

static void
write_summary (const Publishing *publishing, GString *out)
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
  GlsId project;

  gls_project_get_id (publishing->project, &project);
  gls_id_to_string (&project, id);
  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "number");
  gls_json_writer_int (&writer, publication->number);
  gls_json_writer_string_member (&writer, "project", id);
  gls_json_writer_string_member (&writer, "when", text);
  gls_json_writer_string_member (&writer, "by", publication->by);
  if (publication->note != NULL)
    gls_json_writer_string_member (&writer, "note", publication->note);
  gls_json_writer_string_member (&writer, "sha256", publication->digest);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gls_json_writer_member (&writer, numbers[i].name);
      gls_json_writer_int (&writer, numbers[i].n);
    }
  gls_json_writer_end_object (&writer);
}

static gboolean
publish (Publishing *publishing, GError **error)
{
  g_autoptr (GPtrArray) before = gls_project_load_publications (publishing->project, error);
  const GlsPublication *last = before != NULL && before->len > 0 ? g_ptr_array_index (before, before->len - 1) : NULL;
  g_autoptr (GlsChange) change = gls_change_new (publishing->publication->by, "publish");
  g_autoptr (GString) summary = g_string_new (NULL);
  GlsPublication *publication = publishing->publication;

  if (before == NULL)
    return FALSE;
  publication->annotations = gls_publish_list (publishing->project, &publishing->n_documents, &publishing->n_annotations, error);
  if (publication->annotations == NULL)
    return FALSE;
  publication->number = before->len + 1;
  publication->when = MAX ((gls_clock_wall () >> 16) / 1000, last != NULL ? last->when + 1 : 0);
  gls_publish_compare (last != NULL ? last->annotations : NULL, publication->annotations, publishing->changes, &publishing->report);
  if (!write_gold (publishing, error) || !write_codebook (publishing, error) || !write_agreement (publishing, error)
      || !write_file (publishing, "changes.tsv", publishing->changes->str, publishing->changes->len, error))
    return FALSE;
  write_summary (publishing, summary);
  g_string_append_c (summary, '\n');
  /* The number is given once everything is written. */
  if (!write_file (publishing, "publication.json", summary->str, summary->len, error))
    return FALSE;
  gls_change_put_publication (change, publication);
  return gls_project_commit (publishing->project, change, error);
}

static int
list_publications (GlsProject *project, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gls_project_load_publications (project, &error);
  const char * const headers[] = { _(">number"), _("when"), _("by"), _("note"), _("SHA-256"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);
  g_autoptr (GString) out = g_string_new (NULL);
  GlsJsonWriter writer;

  if (all == NULL)
    return gls_cli_fail_error (error);
  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "publications");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < all->len; i++)
    {
      const GlsPublication *one = g_ptr_array_index (all, i);
      g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (one->when);
      g_autofree char *text = when != NULL ? g_date_time_format_iso8601 (when) : g_strdup ("");
      g_autofree char *number = g_strdup_printf ("%u", one->number);

      gls_table_add (table, number, text, one->by, one->note, one->digest, NULL);
      gls_json_writer_begin_object (&writer);
      gls_json_writer_member (&writer, "number");
      gls_json_writer_int (&writer, one->number);
      gls_json_writer_string_member (&writer, "when", text);
      gls_json_writer_string_member (&writer, "by", one->by != NULL ? one->by : "");
      if (one->note != NULL)
        gls_json_writer_string_member (&writer, "note", one->note);
      gls_json_writer_string_member (&writer, "sha256", one->digest != NULL ? one->digest : "");
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  if (json)
    gls_cli_print_json (out);
  else
    gls_table_print (table);
  return GLS_EXIT_DONE;
}

static int
run (Publishing *publishing, gboolean json)
{
  g_autoptr (GString) summary = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (g_mkdir (publishing->folder, 0777) != 0)
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s: %s; name a folder that is not there yet"), publishing->folder, g_strerror (errno));
  if (!publish (publishing, &error))
    return gls_cli_fail_error (error);
  write_summary (publishing, summary);
  if (json)
    gls_cli_print_json (summary);
  else
    g_print (_("%s: gold number %u, %u documents with %u annotations; since the last: %u added, %u changed, %u removed\n"),
             publishing->folder, publishing->publication->number, publishing->n_documents, publishing->n_annotations,
             publishing->report.added, publishing->report.changed, publishing->report.removed);
  return GLS_EXIT_DONE;
}

int
gls_command_publish (const char *name, int argc, char **argv)
{
  g_autofree char *output = NULL, *note = NULL, *by = NULL;
  gboolean json = FALSE, list = FALSE;
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The folder to write, which is not there yet"), N_("FOLDER") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_("What to say of it"), N_("TEXT") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Who publishes"), N_("NAME") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_("Only list what was published"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsPublication) publication = g_new0 (GlsPublication, 1);
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autoptr (GlsProject) project = NULL;
  Publishing publishing = { .folder = output, .publication = publication, .changes = changes };

  if (arguments == NULL)
    return exit_code;
  if (!list && output == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("publish: say which folder it goes to with -o FOLDER"));
  if (!gls_cli_check_person (gls_cli_person (by)))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], list ? GLS_OPEN_READ_ONLY : GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (list)
    return list_publications (project, json);
  publishing.project = project;
  publishing.path = arguments[0];
  publication->by = g_strdup (gls_cli_person (by));
  publication->note = g_steal_pointer (&note);
  return run (&publishing, json);
}
