/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss search: lines that hold the words, or annotations that satisfy the filters. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-error.h>
#include <gls-find.h>

#include "gls-cli.h"

typedef struct {
  GPtrArray *batches;   /* GlsFindBatch */
  guint      n_rows;
} Found;

static void
take_batch (GlsFindBatch *batch, gpointer data)
{
  Found *found = data;

  if (batch->rows->len == 0)
    return;
  found->n_rows += batch->rows->len;
  g_ptr_array_add (found->batches, gls_find_batch_ref (batch));
}

static void
foreach_row (const Found *found, void (*func) (const GlsFindRow *row, gpointer data), gpointer data)
{
  for (guint i = 0; i < found->batches->len; i++)
    {
      const GlsFindBatch *batch = g_ptr_array_index (found->batches, i);

      for (guint k = 0; k < batch->rows->len; k++)
        func (&g_array_index (batch->rows, GlsFindRow, k), data);
    }
}

static void
write_row (const GlsFindRow *row, gpointer data)
{
  GlsJsonWriter *writer = data;
  char id[GLS_ID_STRING_SIZE];

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "document", row->key);
  gls_json_writer_int_member (writer, "start", row->start);
  gls_json_writer_int_member (writer, "end", row->end);
  gls_json_writer_string_member (writer, "zone", row->zone == GLS_ZONE_BODY ? "body" : gls_zone_kind_to_string (row->zone));
  gls_json_writer_string_member (writer, "before", row->before);
  gls_json_writer_string_member (writer, "words", row->words);
  gls_json_writer_string_member (writer, "after", row->after);
  if (row->kind == GLS_FIND_ANNOTATION)
    {
      gls_id_to_string (&row->annotation, id);
      gls_json_writer_string_member (writer, "annotation", id);
      gls_json_writer_string_member (writer, "type", row->type);
      gls_json_writer_string_member (writer, "by", row->set);
    }
  gls_json_writer_end_object (writer);
}

static void
print_json (const Found *found, gboolean more)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "total", found->n_rows);
  gls_json_writer_boolean_member (&writer, "more", more);
  gls_json_writer_member (&writer, "lines");
  gls_json_writer_begin_array (&writer);
  foreach_row (found, write_row, &writer);
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static void
add_row (const GlsFindRow *row, gpointer data)
{
  g_autofree char *marked = g_strdup_printf ("%s«%s»%s", row->before, row->words, row->after);

  if (row->kind == GLS_FIND_ANNOTATION)
    gls_table_add (data, row->key, row->type, row->set, marked, NULL);
  else
    gls_table_add (data, row->key, row->kind == GLS_FIND_DOCUMENT ? row->words : marked, NULL);
}

static void
print_table (const Found *found, gboolean annotations, gboolean more)
{
  const char *places[] = { _ ("Key"), _ ("In context"), NULL };
  const char *marks[] = { _ ("Key"), _ ("Type"), _ ("By"), _ ("In context"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (annotations ? marks : places);

  foreach_row (found, add_row, table);
  if (found->n_rows > 0)
    gls_table_print (table);
  if (annotations)
    g_print (ngettext ("%u annotation", "%u annotations", found->n_rows), found->n_rows);
  else
    g_print (ngettext ("%u line", "%u lines", found->n_rows), found->n_rows);
  if (more)
    g_print (_ (", and there are more: see --limit"));
  g_print ("\n");
}

int
gls_command_search (const char *name, int argc, char **argv)
{
  gboolean json = FALSE, more;
  int limit = 200;
  g_autofree char *by = NULL;
  const GOptionEntry options[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many lines, 0 for all (200)"), N_ ("N") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_ ("Whose status is meant by status:"), N_ ("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_find_batch_unref);
  g_autoptr (GlsQuery) query = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  Found found = { batches, 0 };

  if (arguments == NULL)
    return exit_code;
  if (limit < 0)
    return gls_cli_fail (GLS_EXIT_USAGE, _ ("--limit: %d is not a number of lines"), limit);
  words = g_strjoinv (" ", arguments + 1);
  query = gls_query_parse (words, &error);
  if (query == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, "search: %s", error->message);
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (!gls_project_find (project, query, gls_cli_person (by), FALSE, limit, take_batch, &found, &more, NULL, &error))
    return g_error_matches (error, GLS_ERROR, GLS_ERROR_NOT_FOUND) ? gls_cli_fail (GLS_EXIT_USAGE, "search: %s", error->message)
                                                                   : gls_cli_fail_error (error);
  if (json)
    print_json (&found, more);
  else
    print_table (&found, gls_query_asks_annotations (query), more);
  return GLS_EXIT_DONE;
}
