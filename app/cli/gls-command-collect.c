/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss collect: takes back the copies that were given, and says of every record what became of it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-collect.h>

#include "gls-cli.h"

typedef struct {
  GlsProject    *project;
  GHashTable    *keys;      /* GlsId of a document to its shown key */
  GlsJsonWriter *writer;    /* NULL: for people */
  guint          n_refused; /* files */
} Collecting;

static void
read_keys (Collecting *collecting)
{
  g_autoptr (GlsDocumentTable) table = gls_project_list_documents (collecting->project, NULL, NULL);

  g_hash_table_remove_all (collecting->keys);
  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      g_hash_table_insert (collecting->keys, g_memdup2 (&row->id, sizeof row->id), g_strdup (row->key));
    }
}

static const char *
get_key (const Collecting *collecting, const GlsMergeRow *row, char *buffer)
{
  const char *key = g_hash_table_lookup (collecting->keys, &row->document);

  if (key != NULL || gls_id_is_null (&row->document))
    return key;
  gls_id_to_string (&row->document, buffer);
  return buffer;
}

static void
write_row (const Collecting *collecting, const GlsMergeRow *row)
{
  GlsJsonWriter *writer = collecting->writer;
  char id[GLS_ID_STRING_SIZE], buffer[GLS_ID_STRING_SIZE];
  const char *key = get_key (collecting, row, buffer);
  g_autofree char *why = gls_collect_dup_why (row);
  const struct { const char *name, *value; } members[] = {
    { "document", key }, { "set", row->set }, { "fields", row->fields }, { "by", row->by },
    { "why", *why != '\0' ? why : NULL },
  };

  gls_id_to_string (&row->record, id);
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "outcome", gls_collect_outcome (row));
  gls_json_writer_string_member (writer, "kind", gls_collect_kind (row));
  gls_json_writer_string_member (writer, "id", id);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].value != NULL)
      gls_json_writer_string_member (writer, members[i].name, members[i].value);
  gls_json_writer_end_object (writer);
}

static void
print_rows (const Collecting *collecting, const GPtrArray *rows)
{
  static const char * const headers[] = { N_("Outcome"), N_("Kind"), N_("Document"), N_("Set"), N_("Fields"), N_("Why"), NULL };
  const char *translated[G_N_ELEMENTS (headers)];
  g_autoptr (GlsTable) table = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    translated[i] = headers[i] != NULL ? _(headers[i]) : NULL;
  table = gls_table_new (translated);
  for (guint i = 0; i < rows->len; i++)
    {
      const GlsMergeRow *row = g_ptr_array_index (rows, i);
      char buffer[GLS_ID_STRING_SIZE];
      const char *key = get_key (collecting, row, buffer);
      g_autofree char *why = gls_collect_dup_why (row);

      gls_table_add (table, _(gls_collect_outcome (row)), _(gls_collect_kind (row)), key != NULL ? key : "",
                     row->set != NULL ? row->set : "", row->fields != NULL ? row->fields : "", why, NULL);
    }
  gls_table_print (table);
}

static void
tell (const Collecting *collecting, const char *path, const GPtrArray *rows, gboolean dry_run)
{
  static const char * const outcomes[] = { "new", "changed", "refused" };
  guint n[G_N_ELEMENTS (outcomes)] = { 0 };

  for (guint i = 0; i < rows->len; i++)
    n[((const GlsMergeRow *) g_ptr_array_index (rows, i))->outcome]++;
  if (collecting->writer != NULL)
    {
      gls_json_writer_begin_object (collecting->writer);
      gls_json_writer_string_member (collecting->writer, "file", path);
      for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
        gls_json_writer_int_member (collecting->writer, outcomes[i], n[i]);
      gls_json_writer_member (collecting->writer, "rows");
      gls_json_writer_begin_array (collecting->writer);
      for (guint i = 0; i < rows->len; i++)
        write_row (collecting, g_ptr_array_index (rows, i));
      gls_json_writer_end_array (collecting->writer);
      gls_json_writer_end_object (collecting->writer);
      return;
    }
  if (rows->len == 0)
    {
      g_print (_("%s: nothing new\n"), path);
      return;
    }
  g_print (dry_run ? _("%s: would take %u new and %u changed records, and leave %u as they are here\n")
                   : _("%s: took %u new and %u changed records, and left %u as they are here\n"),
           path, n[GLS_MERGED_NEW], n[GLS_MERGED_CHANGED], n[GLS_MERGED_REFUSED]);
  print_rows (collecting, rows);
}

/* A whole file that is refused does not keep the others out. */
static void
refuse (Collecting *collecting, const char *path, const GError *error)
{
  collecting->n_refused++;
  if (collecting->writer == NULL)
    {
      gls_cli_fail_error (error);
      return;
    }
  gls_json_writer_begin_object (collecting->writer);
  gls_json_writer_string_member (collecting->writer, "file", path);
  gls_json_writer_string_member (collecting->writer, "error", error->message);
  gls_json_writer_end_object (collecting->writer);
}

/* TRUE when something was taken. */
static gboolean
collect (Collecting *collecting, const char *path, gboolean dry_run, GlsOpenFlags flags)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_merge_row_free);
  g_autoptr (GError) error = NULL;
  GlsMergeReport report;
  gboolean take;

  if (!gls_collect_file (collecting->project, path, dry_run, flags, &report, rows, &take, &error))
    {
      refuse (collecting, path, error);
      return FALSE;
    }
  if (take)
    read_keys (collecting);
  tell (collecting, path, rows, dry_run);
  return take;
}

int
gls_command_collect (const char *name, int argc, char **argv)
{
  gboolean json = FALSE, dry_run = FALSE, accept_clock = FALSE;
  const GOptionEntry options[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would be taken"), NULL },
    { "accept-clock", 0, 0, G_OPTION_ARG_NONE, &accept_clock, N_("Take changes dated more than a day ahead"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  GlsOpenFlags flags = accept_clock ? GLS_OPEN_ACCEPT_CLOCK : GLS_OPEN_DEFAULT;
  g_autoptr (GHashTable) keys = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GlsProject) project = NULL;
  Collecting collecting = { .keys = keys };
  GlsJsonWriter writer;

  if (arguments == NULL)
    return exit_code;
  project = gls_cli_open (arguments[0], flags);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  collecting.project = project;
  read_keys (&collecting);
  if (json)
    {
      collecting.writer = &writer;
      gls_json_writer_init (&writer, out);
      gls_json_writer_begin_object (&writer);
      gls_json_writer_member (&writer, "collected");
      gls_json_writer_begin_array (&writer);
    }
  for (guint i = 1; arguments[i] != NULL; i++)
    /* What was before all of them is what one wants back. */
    if (collect (&collecting, arguments[i], dry_run, flags))
      flags |= GLS_MERGE_SAME_BACKUP;
  if (json)
    {
      gls_json_writer_end_array (&writer);
      gls_json_writer_end_object (&writer);
      gls_cli_print_json (out);
    }
  return collecting.n_refused > 0 ? GLS_EXIT_FAILURE : GLS_EXIT_DONE;
}
