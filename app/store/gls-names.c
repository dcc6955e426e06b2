/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of sets and definitions by local key, read once per change of the file, so that reading annotations needs no joins. */
#include "config.h"

#include "gls-journal.h"

static gboolean
load_record (GlsProject *project, const GlsRecord *record, GError **error)
{
  g_autofree gint64 *key = g_memdup2 (&record->k, sizeof record->k);
  GlsFold fold;
  const char *name;
  gboolean ok;

  gls_fold_init (&fold);
  ok = gls_journal_fold (project, record, &fold, error);
  name = gls_fold_get_text (&fold, GLS_FIELD_NAME);
  if (ok && name != NULL)
    {
      if (record->kind == GLS_RECORD_PERSON)
        g_hash_table_insert (project->sets, g_steal_pointer (&key), g_strdup (name));
      else
        {
          GlsDefinition *definition = g_new0 (GlsDefinition, 1);

          definition->kind = record->kind;
          definition->id = record->id;
          definition->name = g_strdup (name);
          definition->order = gls_fold_get_int (&fold, GLS_FIELD_ORDER, 0);
          definition->owner = record->owner;
          g_hash_table_insert (project->definitions, g_steal_pointer (&key), definition);
        }
    }
  gls_fold_clear (&fold);
  return ok;
}

/* TRUE when nothing has been committed since the caches were read. */
static gboolean
is_fresh (GlsProject *project, gint64 *head)
{
  *head = gls_project_get_head (project);
  return project->names_head == *head && project->epoch == gls_journal_get_meta (project, "epoch", 0);
}

gboolean
gls_names_load (GlsProject *project, GError **error)
{
  g_autoptr (GArray) records = NULL;
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select;
  gint64 head;

  if (project->reading.is_open && project->reading.has_names)
    return TRUE;
  project->reading.has_names = is_fresh (project, &head);
  if (project->reading.has_names)
    return TRUE;
  if (!gls_journal_load_fields (project, error))
    return FALSE;
  project->epoch = gls_journal_get_meta (project, "epoch", 0);
  records = g_array_new (FALSE, FALSE, sizeof (gint64));
  select = gls_db_prepare (&project->db, "SELECT k FROM rec WHERE part BETWEEN 2 AND 6 AND doc = 0", error);
  if (select == NULL || !gls_journal_flush_records (project, error))
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);

      g_array_append_val (records, k);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_hash_table_remove_all (project->sets);
  g_hash_table_remove_all (project->definitions);
  for (guint i = 0; i < records->len; i++)
    {
      GlsRecord record;

      if (!gls_journal_get_record (project, g_array_index (records, gint64, i), &record, error)
          || !load_record (project, &record, error))
        return FALSE;
    }
  project->names_head = head;
  return TRUE;
}

const char *
gls_names_get_set (GlsProject *project, gint64 person)
{
  return g_hash_table_lookup (project->sets, &person);
}

const GlsDefinition *
gls_names_get_definition (GlsProject *project, gint64 k)
{
  return g_hash_table_lookup (project->definitions, &k);
}
