/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run did to the suggestions that stood before it, read from its own entries in the journal.
 * It must not know texts, nor that two changes may be one that moved. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-journal.h"
#include "gls-packets.h"
#include "gls-runs.h"

typedef struct {
  GlsProject *project;
  GHashTable *group;      /* gint64: the run's actions */
  gint64      first;      /* of them */
  GArray     *records;    /* gint64: what they touched */
  GPtrArray  *changes;    /* GlsRunChange */
  guint       most, total;
  GArray     *entries;    /* GlsFoldedField: of the record under way */
  GlsArena    arena;
  GlsFold     before, after;
} Looking;

void
gls_run_change_free (GlsRunChange *change)
{
  g_free (change->type);
  g_free (change->fragments);
  g_free (change);
}

static gboolean
load_group (Looking *looking, const GlsId *run, GError **error)
{
  GlsProject *project = looking->project;
  gint64 rec = gls_journal_find_record (project, run, error), action;
  sqlite3_stmt *select;
  g_autoptr (GError) failure = NULL;

  if (rec == 0)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such run in the project"));
      return FALSE;
    }
  action = gls_elements_first (project, 0, rec, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  select = gls_db_prepare (&project->db,
                           "SELECT k, records FROM action WHERE k = ?1 OR grp = (SELECT grp FROM action WHERE k = ?1) ORDER BY k",
                           error);
  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, action);
  while (failure == NULL && gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);

      if (looking->first == 0)
        looking->first = k;
      g_hash_table_add (looking->group, g_memdup2 (&k, sizeof k));
      if (!gls_keys_unpack (sqlite3_column_blob (select, 1), sqlite3_column_bytes (select, 1), looking->records))
        gls_journal_fail_damaged (project, &failure);
    }
  if (failure == NULL)
    {
      gls_keys_normalize (looking->records);
      return TRUE;
    }
  sqlite3_reset (select);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Links count as a change of the annotation that has them. */
static gboolean
find_annotations (Looking *looking, GArray *annotations, GError **error)
{
  for (guint i = 0; i < looking->records->len; i++)
    {
      GlsRecord record;

      if (!gls_journal_get_record (looking->project, g_array_index (looking->records, gint64, i), &record, error))
        return FALSE;
      if (record.kind == GLS_RECORD_ANNOTATION)
        g_array_append_val (annotations, record.k);
      else if (record.kind == GLS_RECORD_LINK)
        g_array_append_val (annotations, record.owner);
    }
  gls_keys_normalize (annotations);
  return TRUE;
}

static void
take_entry (Looking *looking, GlsFold *fold, const GlsFoldedField *entry)
{
  const GlsFoldedField *standing = gls_fold_find (fold, entry->field);

  if (standing == NULL || gls_journal_is_later (looking->project, entry->action, standing->action))
    gls_fold_set (fold, entry->field, entry->action, &entry->value);
}

/* The record's state before the run, and after it. */
static gboolean
fold_both (Looking *looking, const GlsRecord *record, GError **error)
{
  g_array_set_size (looking->entries, 0);
  gls_arena_reset (&looking->arena);
  gls_fold_reset (&looking->before);
  gls_fold_reset (&looking->after);
  if (!gls_journal_load_entries (looking->project, record, looking->entries, &looking->arena, error))
    return FALSE;
  for (guint i = 0; i < looking->entries->len; i++)
    {
      const GlsFoldedField *entry = &g_array_index (looking->entries, GlsFoldedField, i);
      gboolean own = g_hash_table_contains (looking->group, &entry->action);

      if (!own && !gls_journal_is_later (looking->project, looking->first, entry->action))
        continue;
      if (!own)
        take_entry (looking, &looking->before, entry);
      take_entry (looking, &looking->after, entry);
    }
  return TRUE;
}

static gboolean
stands (const GlsFold *fold)
{
  return fold->fields->len > 0 && !gls_fold_is_deleted (fold);
}

static GlsRunChange *
make_change (Looking *looking, const GlsRecord *record, GlsRunChangeKind kind, GError **error)
{
  const GlsFold *fold = kind == GLS_RUN_REMOVED ? &looking->before : &looking->after;
  const GlsFoldedField *packed = gls_fold_find (fold, GLS_FIELD_FRAGMENTS);
  const GlsDefinition *type = gls_names_get_definition (looking->project, gls_fold_get_int (fold, GLS_FIELD_TYPE, 0));
  GlsRunChange *change;
  GlsFragment *fragments;
  guint n = 0;

  if (packed == NULL || packed->value.type != GLS_JOURNAL_BLOB || type == NULL)
    return NULL;
  fragments = gls_fragments_unpack ((const guint8 *) packed->value.data, packed->value.n_bytes, &n);
  if (fragments == NULL || n == 0)
    {
      g_free (fragments);
      return NULL;
    }
  change = g_new0 (GlsRunChange, 1);
  change->kind = kind;
  change->annotation = record->id;
  change->type = g_strdup (type->name);
  change->fragments = fragments;
  change->n_fragments = n;
  if (gls_journal_get_id (looking->project, record->doc, &change->document, error))
    return change;
  gls_run_change_free (change);
  return NULL;
}

static gboolean
look_at (Looking *looking, gint64 k, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GlsRecord record;
  GlsRunChange *change;
  gboolean was, is;

  if (!gls_journal_get_record (looking->project, k, &record, error) || !fold_both (looking, &record, error))
    return FALSE;
  was = stands (&looking->before);
  is = stands (&looking->after);
  if (!was && !is)
    return TRUE;
  looking->total++;
  if (looking->changes->len == looking->most)
    return TRUE;
  change = make_change (looking, &record, was && is ? GLS_RUN_CHANGED : is ? GLS_RUN_ADDED : GLS_RUN_REMOVED, &failure);
  if (change != NULL)
    g_ptr_array_add (looking->changes, change);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const GlsRunChange *x = *(GlsRunChange * const *) a, *y = *(GlsRunChange * const *) b;
  int order = gls_id_compare (&x->document, &y->document);

  if (order != 0)
    return order;
  if (x->fragments[0].start != y->fragments[0].start)
    return x->fragments[0].start < y->fragments[0].start ? -1 : 1;
  return gls_id_compare (&x->annotation, &y->annotation);
}

GPtrArray *
gls_project_load_run_changes (GlsProject *project, const GlsId *run, guint most, guint *total, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_run_change_free);
  g_autoptr (GHashTable) group = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) annotations = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  Looking looking = { .project = project, .group = group, .records = records, .changes = changes, .most = most, .entries = entries };
  gboolean ok;

  if (!gls_names_load (project, error))
    return NULL;
  gls_arena_init (&looking.arena);
  gls_fold_init (&looking.before);
  gls_fold_init (&looking.after);
  ok = load_group (&looking, run, error) && find_annotations (&looking, annotations, error);
  for (guint i = 0; ok && i < annotations->len; i++)
    ok = look_at (&looking, g_array_index (annotations, gint64, i), error);
  gls_arena_clear (&looking.arena);
  gls_fold_clear (&looking.before);
  gls_fold_clear (&looking.after);
  if (!ok)
    return NULL;
  g_ptr_array_sort (changes, compare_changes);
  if (total != NULL)
    *total = looking.total;
  return g_steal_pointer (&changes);
}
