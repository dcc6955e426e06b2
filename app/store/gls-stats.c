/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a project, from its projections. */
#include "config.h"

#include "gls-journal.h"

void
gls_stats_clear (GlsStats *stats)
{
  g_clear_pointer (&stats->by_set, g_hash_table_unref);
  g_clear_pointer (&stats->by_type, g_hash_table_unref);
  g_clear_pointer (&stats->by_status, g_hash_table_unref);
}

static void
free_array (gpointer array)
{
  g_array_unref (array);
}

static gboolean
add_sets (GlsProject *project, GlsStats *stats, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT c.person, sum(c.n) FROM count c JOIN document d ON d.k = c.doc GROUP BY c.person", error);

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, error))
    {
      const char *set = gls_names_get_set (project, sqlite3_column_int64 (select, 0));
      guint64 n = MAX (0, sqlite3_column_int64 (select, 1));

      if (set == NULL || n == 0)
        continue;
      if (g_str_has_prefix (set, "plugin:"))
        stats->suggestions += n;
      else
        stats->annotations += n;
      g_hash_table_insert (stats->by_set, g_strdup (set), GUINT_TO_POINTER ((guint) n));
    }
  return error == NULL || *error == NULL;
}

static gboolean
add_types (GlsProject *project, GlsStats *stats, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT a.type, count(*) FROM ann a JOIN document d ON d.k = a.doc GROUP BY a.type", error);

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, error))
    {
      const GlsDefinition *type = gls_names_get_definition (project, sqlite3_column_int64 (select, 0));

      if (type != NULL)
        g_hash_table_insert (stats->by_type, g_strdup (type->name),
                             GUINT_TO_POINTER ((guint) sqlite3_column_int64 (select, 1)));
    }
  return error == NULL || *error == NULL;
}

static gboolean
add_statuses (GlsProject *project, GlsStats *stats, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db,
                                         "SELECT s.person, s.status, count(*) FROM status s JOIN document d ON d.k = s.doc"
                                         " GROUP BY s.person, s.status",
                                         error);

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, error))
    {
      const char *person = gls_names_get_set (project, sqlite3_column_int64 (select, 0));
      guint status = CLAMP (sqlite3_column_int (select, 1), 0, GLS_STATUS_DONE);
      GArray *counts;

      if (person == NULL)
        continue;
      counts = g_hash_table_lookup (stats->by_status, person);
      if (counts == NULL)
        {
          counts = g_array_sized_new (FALSE, TRUE, sizeof (guint), 3);
          g_array_set_size (counts, 3);
          g_hash_table_insert (stats->by_status, g_strdup (person), counts);
        }
      g_array_index (counts, guint, status) += sqlite3_column_int (select, 2);
    }
  return error == NULL || *error == NULL;
}

gboolean
gls_project_stats (GlsProject *project, GlsStats *stats, GError **error)
{
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) entities = NULL;

  *stats = (GlsStats) { 0 };
  stats->by_set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stats->by_type = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stats->by_status = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_array);
  if (!gls_names_load (project, error))
    return FALSE;
  stats->documents = gls_db_get_int (&project->db, "SELECT count(*) FROM document", 0);
  stats->characters = gls_db_get_int (&project->db, "SELECT sum(length) FROM document", 0);
  /* GLS_ZONE_BOILERPLATE and GLS_ZONE_REPEAT. */
  stats->passed_over = gls_db_get_int (
      &project->db, "SELECT sum(z.end - z.start) FROM zone z JOIN document d ON d.k = z.doc WHERE z.kind IN (4, 5)", 0);
  people = gls_project_load_people (project, error);
  entities = people != NULL ? gls_project_load_entities (project, error) : NULL;
  if (entities == NULL || !add_sets (project, stats, error) || !add_types (project, stats, error)
      || !add_statuses (project, stats, error))
    {
      gls_stats_clear (stats);
      return FALSE;
    }
  stats->people = people->len;
  stats->entities = entities->len;
  return TRUE;
}
