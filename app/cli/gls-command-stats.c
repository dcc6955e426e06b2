/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss stats: the numbers of a project. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-cli.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
sorted_keys (GHashTable *table)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_names);
  return keys;
}

static void
write_counts (GlsJsonWriter *writer, const char *name, GHashTable *counts)
{
  g_autoptr (GPtrArray) keys = sorted_keys (counts);

  gls_json_writer_member (writer, name);
  gls_json_writer_begin_object (writer);
  for (guint i = 0; i < keys->len; i++)
    {
      gls_json_writer_member (writer, g_ptr_array_index (keys, i));
      gls_json_writer_int (writer, GPOINTER_TO_UINT (g_hash_table_lookup (counts, g_ptr_array_index (keys, i))));
    }
  gls_json_writer_end_object (writer);
}

static void
write_statuses (GlsJsonWriter *writer, GHashTable *by_status)
{
  g_autoptr (GPtrArray) keys = sorted_keys (by_status);

  gls_json_writer_member (writer, "by_status");
  gls_json_writer_begin_object (writer);
  for (guint i = 0; i < keys->len; i++)
    {
      GArray *counts = g_hash_table_lookup (by_status, g_ptr_array_index (keys, i));

      gls_json_writer_member (writer, g_ptr_array_index (keys, i));
      gls_json_writer_begin_object (writer);
      for (guint status = 0; status < counts->len; status++)
        gls_json_writer_int_member (writer, gls_status_to_string (status), g_array_index (counts, guint, status));
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_object (writer);
}

static void
print_json (const GlsStats *stats)
{
  const struct { const char *name; guint64 n; } numbers[] = {
    { "documents", stats->documents },     { "characters", stats->characters },   { "passed_over", stats->passed_over },
    { "annotations", stats->annotations }, { "suggestions", stats->suggestions }, { "people", stats->people },
    { "entities", stats->entities },
  };
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    gls_json_writer_int_member (&writer, numbers[i].name, numbers[i].n);
  write_counts (&writer, "by_set", stats->by_set);
  write_counts (&writer, "by_type", stats->by_type);
  write_statuses (&writer, stats->by_status);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static void
print_number (GlsTable *table, const char *name, guint64 n)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, n);

  gls_table_add (table, name, text, NULL);
}

static void
print_counts (const char *header, GHashTable *counts)
{
  g_autofree char *right = g_strconcat (">", _("Annotations"), NULL);
  const char *headers[] = { header, right, NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);
  g_autoptr (GPtrArray) keys = sorted_keys (counts);

  if (keys->len == 0)
    return;
  for (guint i = 0; i < keys->len; i++)
    print_number (table, g_ptr_array_index (keys, i),
                  GPOINTER_TO_UINT (g_hash_table_lookup (counts, g_ptr_array_index (keys, i))));
  g_print ("\n");
  gls_table_print (table);
}

static void
print_tables (const GlsStats *stats)
{
  g_autofree char *right = g_strconcat (">", _("Number"), NULL);
  const char *headers[] = { _("What"), right, NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  print_number (table, _("documents"), stats->documents);
  print_number (table, _("characters"), stats->characters);
  print_number (table, _("… in boilerplate and repeats"), stats->passed_over);
  print_number (table, _("annotations"), stats->annotations);
  print_number (table, _("open suggestions"), stats->suggestions);
  print_number (table, _("people"), stats->people);
  print_number (table, _("entities"), stats->entities);
  gls_table_print (table);
  print_counts (_("Set"), stats->by_set);
  print_counts (_("Type"), stats->by_type);
}

int
gls_command_stats (const char *name, int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;
  GlsStats stats;

  if (arguments == NULL)
    return exit_code;
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (!gls_project_stats (project, &stats, &error))
    return gls_cli_fail_error (error);
  if (json)
    print_json (&stats);
  else
    print_tables (&stats);
  gls_stats_clear (&stats);
  return GLS_EXIT_DONE;
}
