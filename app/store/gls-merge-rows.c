/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merge did, a row a record, in words for people. It must not know how entries are taken. */
#include "config.h"

#include <string.h>

#include "gls-merge-private.h"

void
gls_merge_row_free (GlsMergeRow *row)
{
  g_free (row->set);
  g_free (row->fields);
  g_free (row->by);
  g_free (row);
}

static int
compare_traces (gconstpointer a, gconstpointer b)
{
  const GlsMergeTrace *x = a, *y = b;

  if (x->record != y->record)
    return x->record < y->record ? -1 : 1;
  if (x->outcome != y->outcome)
    return x->outcome < y->outcome ? -1 : 1;
  return x->field != y->field ? (x->field < y->field ? -1 : 1) : 0;
}

static const char *
get_person (GlsProject *project, gint64 action)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT person FROM action WHERE k = ?", NULL);
  gint64 person = 0;

  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, action);
  if (gls_db_step (&project->db, select, NULL))
    {
      person = sqlite3_column_int64 (select, 0);
      sqlite3_reset (select);
    }
  return gls_names_get_set (project, person);
}

static void
add_name (GPtrArray *names, char *name)
{
  if (name == NULL || g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_free (name);
  else
    g_ptr_array_add (names, name);
}

static char *
join (GPtrArray *names)
{
  g_ptr_array_add (names, NULL);
  return names->len > 1 ? g_strjoinv (", ", (char **) names->pdata) : NULL;
}

/* Traces [from, to) are of one record and outcome. */
static gboolean
add_row (GlsMerging *merging, guint from, guint to, GPtrArray *rows, GError **error)
{
  const GlsMergeTrace *first = &g_array_index (merging->traces, GlsMergeTrace, from);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  GlsProject *ours = merging->ours;
  GlsMergeRow *row;
  GlsRecord record;

  if (!gls_journal_get_record (ours, first->record, &record, error))
    return FALSE;
  row = g_new0 (GlsMergeRow, 1);
  g_ptr_array_add (rows, row);
  row->outcome = first->outcome;
  row->kind = record.kind;
  row->record = record.id;
  row->set = g_strdup (gls_names_get_set (ours, record.person));
  for (guint i = from; i < to; i++)
    {
      const GlsMergeTrace *trace = &g_array_index (merging->traces, GlsMergeTrace, i);

      add_name (fields, gls_history_describe_field (ours, gls_journal_field_name (ours, trace->field), NULL));
      add_name (people, g_strdup (get_person (ours, trace->action)));
    }
  row->fields = join (fields);
  row->by = join (people);
  if (record.kind == GLS_RECORD_DOCUMENT)
    row->document = record.id;
  else if (!gls_journal_get_id (ours, record.doc, &row->document, error))
    return FALSE;
  return TRUE;
}

gboolean
gls_merging_tell (GlsMerging *merging, GPtrArray *rows, GError **error)
{
  GArray *traces = merging->traces;

  /* Types and people that came with the copy have their names by now. */
  merging->ours->names_head = -1;
  if (!gls_names_load (merging->ours, error))
    return FALSE;
  g_array_sort (traces, compare_traces);
  for (guint from = 0, to; from < traces->len; from = to)
    {
      const GlsMergeTrace *first = &g_array_index (traces, GlsMergeTrace, from);

      for (to = from + 1; to < traces->len; to++)
        {
          const GlsMergeTrace *next = &g_array_index (traces, GlsMergeTrace, to);

          if (next->record != first->record || next->outcome != first->outcome)
            break;
        }
      if (!add_row (merging, from, to, rows, error))
        return FALSE;
    }
  return TRUE;
}
