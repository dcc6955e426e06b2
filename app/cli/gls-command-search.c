/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss search: documents that hold the words, with the first place in each. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-cli.h"

static void
print_json (GPtrArray *rows, guint total)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "total");
  gls_json_writer_int (&writer, total);
  gls_json_writer_member (&writer, "documents");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < rows->len; i++)
    {
      const GlsSearchRow *row = g_ptr_array_index (rows, i);

      gls_json_writer_begin_object (&writer);
      gls_json_writer_string_member (&writer, "key", row->key);
      gls_json_writer_string_member (&writer, "title", row->title);
      gls_json_writer_member (&writer, "hits");
      gls_json_writer_int (&writer, row->n_hits);
      gls_json_writer_member (&writer, "start");
      gls_json_writer_int (&writer, row->hit_start);
      gls_json_writer_member (&writer, "end");
      gls_json_writer_int (&writer, row->hit_end);
      gls_json_writer_string_member (&writer, "context", row->context);
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

/* The hit between « and ». */
static char *
mark_hit (const GlsSearchRow *row)
{
  const char *context = row->context != NULL ? row->context : "";
  glong length = g_utf8_strlen (context, -1);
  glong start = CLAMP ((glong) row->hit_start - (glong) row->context_start, 0, length);
  glong end = CLAMP ((glong) row->hit_end - (glong) row->context_start, start, length);
  g_autofree char *before = g_utf8_substring (context, 0, start);
  g_autofree char *hit = g_utf8_substring (context, start, end);

  return g_strdup_printf ("%s«%s»%s", before, hit, g_utf8_offset_to_pointer (context, end));
}

static void
print_table (GPtrArray *rows, guint total)
{
  g_autofree char *hits = g_strconcat (">", _("Hits"), NULL);
  const char *headers[] = { _("Key"), hits, _("First place"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < rows->len; i++)
    {
      const GlsSearchRow *row = g_ptr_array_index (rows, i);
      g_autofree char *n = g_strdup_printf ("%u", row->n_hits);
      g_autofree char *marked = mark_hit (row);

      gls_table_add (table, row->key, n, marked, NULL);
    }
  if (rows->len > 0)
    gls_table_print (table);
  g_print (ngettext ("%u document", "%u documents", total), total);
  if (rows->len < total)
    g_print (_(", the first %u shown"), rows->len);
  g_print ("\n");
}

int
gls_command_search (const char *name, int argc, char **argv)
{
  gboolean json = FALSE;
  int limit = 200;
  const GOptionEntry options[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many documents, 0 for all (200)"), N_("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *query = NULL;
  guint total;

  if (arguments == NULL)
    return exit_code;
  if (limit < 0)
    return gls_cli_fail (GLS_EXIT_USAGE, _("--limit: %d is not a number of documents"), limit);
  query = g_strjoinv (" ", arguments + 1);
  if (!g_utf8_validate (query, -1, NULL))
    return gls_cli_fail (GLS_EXIT_USAGE, _("search: the words are not UTF-8"));
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  rows = gls_project_search (project, query, limit, &total, &error);
  if (rows == NULL)
    return gls_cli_fail_error (error);
  if (json)
    print_json (rows, total);
  else
    print_table (rows, total);
  return GLS_EXIT_DONE;
}
