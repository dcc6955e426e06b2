/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries of a copy that we lack, record by record: keys of theirs become ours, what is new is written, and the record
 * is folded again. It must not know how records and actions were taken. */
#include "config.h"

#include <string.h>

#include "gls-merge-private.h"
#include "gls-packets.h"

/* What the copy has of the record under way. */
typedef struct {
  GlsMerging *merging;
  GlsRecord   record;    /* ours */
  gboolean    is_new;
  gboolean    is_wanted; /* FALSE: the person that the copy is for does not get it */
  GArray     *theirs;    /* GlsFoldedField, keys and records being ours, by action */
  GArray     *ours;      /* GlsFoldedField: what we have */
  GArray     *fresh;     /* GlsFoldedField: of theirs, those that we lacked */
  GArray     *row;       /* GlsFoldedField: of one action, on the way into the file */
  GByteArray *packed;
  GHashTable *runs;      /* action to GlsPacket: rows that are being filled */
  GlsArena    arena;     /* the values of all */
  GlsFold     before, after;
} Taking;

static const GlsFoldedField *
find_entry (GArray *entries, gint64 action, guint field)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const GlsFoldedField *entry = &g_array_index (entries, GlsFoldedField, i);

      if (entry->action == action && entry->field == field)
        return entry;
    }
  return NULL;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const GlsFoldedField *x = a, *y = b;

  if (x->action != y->action)
    return x->action < y->action ? -1 : 1;
  return x->field != y->field ? (x->field < y->field ? -1 : 1) : 0;
}

/* Reads the fields of a row of theirs. */
static gboolean
read_row (Taking *taking, gint64 action, gconstpointer packed, gsize n_bytes, GError **error)
{
  GlsMerging *merging = taking->merging;
  GlsFoldedField next = { .action = gls_merging_look_up (merging->actions, action) };
  GlsFieldsReader reader;
  GlsFieldsResult result;

  if (next.action == 0)
    return gls_merging_fail_damaged (merging, error);
  gls_fields_reader_init (&reader, packed, n_bytes);
  while ((result = gls_fields_reader_next (&reader, &next.field, &next.value)) == GLS_FIELDS_VALUE)
    {
      const char *name = gls_journal_field_name (merging->theirs, next.field);

      if (name == NULL)
        return gls_merging_fail_damaged (merging, error);
      next.field = gls_journal_field_key (merging->ours, name, TRUE, error);
      if (next.field == 0)
        return FALSE;
      if (next.value.type == GLS_JOURNAL_REF)
        {
          next.value.number = gls_merging_look_up (merging->records, next.value.number);
          if (next.value.number == 0 && merging->giving != NULL)
            continue;
          if (next.value.number == 0 || !gls_journal_get_id (merging->ours, next.value.number, &next.value.ref, error))
            return gls_merging_fail_damaged (merging, error);
        }
      else if (next.value.data != NULL)
        next.value.data = gls_arena_copy (&taking->arena, next.value.data, next.value.n_bytes);
      g_array_append_val (taking->theirs, next);
    }
  return result == GLS_FIELDS_END || gls_merging_fail_damaged (merging, error);
}

static void
free_run (gpointer data)
{
  gls_packet_clear (data);
  g_free (data);
}

static GlsPacket *
get_run (Taking *taking, gint64 action)
{
  GlsPacket *run = g_hash_table_lookup (taking->runs, &action);

  if (run == NULL)
    {
      run = g_new (GlsPacket, 1);
      gls_packet_init (run);
      g_hash_table_insert (taking->runs, g_memdup2 (&action, sizeof action), run);
    }
  return run;
}

/* Before the next document, whose actions are others. */
static gboolean
flush_runs (Taking *taking, GError **error)
{
  GHashTableIter iter;
  gpointer run;

  g_hash_table_iter_init (&iter, taking->runs);
  while (g_hash_table_iter_next (&iter, NULL, &run))
    if (!gls_packet_flush (taking->merging->ours, run, error))
      return FALSE;
  g_hash_table_remove_all (taking->runs);
  return TRUE;
}

/* One action's entries of the record, ours and theirs together. */
static gboolean
write_row (Taking *taking, gint64 action, GError **error)
{
  g_array_sort (taking->row, compare_places);
  g_byte_array_set_size (taking->packed, 0);
  for (guint i = 0; i < taking->row->len; i++)
    {
      const GlsFoldedField *entry = &g_array_index (taking->row, GlsFoldedField, i);

      gls_fields_append (taking->packed, entry->field, &entry->value);
    }
  return gls_packet_add (taking->merging->ours, get_run (taking, action), taking->record.doc, taking->record.k, action,
                      taking->packed, error);
}

static gboolean
sum_begin (Taking *taking, gint64 action, guint64 *begin, GError **error)
{
  GlsProject *ours = taking->merging->ours;
  sqlite3_stmt *select = gls_db_prepare (&ours->db, "SELECT id FROM action WHERE k = ?", error);
  GlsId id = { { 0 } }, doc, owner, person;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, action);
  if (!gls_db_step (&ours->db, select, error))
    return FALSE;
  memcpy (&id, sqlite3_column_blob (select, 0), MIN (sizeof id, (gsize) sqlite3_column_bytes (select, 0)));
  sqlite3_reset (select);
  if (!gls_journal_get_id (ours, taking->record.doc, &doc, error)
      || !gls_journal_get_id (ours, taking->record.owner, &owner, error)
      || !gls_journal_get_id (ours, taking->record.person, &person, error))
    return FALSE;
  *begin = gls_journal_sum_record (&id, &taking->record.id, taking->record.kind, &doc, &owner, &person);
  return TRUE;
}

/* Entries [from, to) of theirs are of one action. */
static gboolean
take_row (Taking *taking, guint from, guint to, guint *taken, GError **error)
{
  GlsMerging *merging = taking->merging;
  gint64 action = g_array_index (taking->theirs, GlsFoldedField, from).action;
  guint fresh = 0;
  guint64 begin;

  g_array_set_size (taking->row, 0);
  if (!sum_begin (taking, action, &begin, error))
    return FALSE;
  for (guint i = from; i < to; i++)
    {
      const GlsFoldedField *entry = &g_array_index (taking->theirs, GlsFoldedField, i), *standing;

      if (find_entry (taking->ours, action, entry->field) != NULL)
        continue;
      standing = gls_fold_find (&taking->before, entry->field);
      /* Both have set the field, to different values; the later stands. */
      merging->report->conflicts += standing != NULL && !gls_journal_value_equal (&standing->value, &entry->value);
      merging->report->entries++;
      gls_merging_gain (merging, action)->sum
          += gls_journal_sum_entry (begin, gls_journal_field_name (merging->ours, entry->field), &entry->value);
      g_array_append_vals (taking->row, entry, 1);
      g_array_append_vals (taking->fresh, entry, 1);
      fresh++;
    }
  if (fresh == 0)
    return TRUE;
  for (guint i = 0; i < taking->ours->len; i++)
    if (g_array_index (taking->ours, GlsFoldedField, i).action == action)
      g_array_append_vals (taking->row, &g_array_index (taking->ours, GlsFoldedField, i), 1);
  /* Copies may hold different parts of an action. */
  if (taking->row->len > fresh && !gls_packet_remove (merging->ours, taking->record.doc, taking->record.k, action, error))
    return FALSE;
  *taken += fresh;
  g_array_append_val (gls_merging_gain (merging, action)->records, taking->record.k);
  return write_row (taking, action, error);
}

/* Which of the fresh entries stand, and which gave way to a later one of ours. */
static void
trace (Taking *taking)
{
  for (guint i = 0; i < taking->fresh->len; i++)
    {
      const GlsFoldedField *entry = &g_array_index (taking->fresh, GlsFoldedField, i);
      const GlsFoldedField *stands = gls_fold_find (&taking->after, entry->field);
      GlsMergeTrace next = { .record = taking->record.k, .field = entry->field };

      if (stands == NULL)
        continue;
      next.action = stands->action;
      if (stands->action == entry->action)
        next.outcome = taking->is_new ? GLS_MERGED_NEW : GLS_MERGED_CHANGED;
      else if (find_entry (taking->ours, stands->action, entry->field) != NULL
               && !gls_journal_value_equal (&stands->value, &entry->value))
        next.outcome = GLS_MERGED_REFUSED;
      else
        continue;
      g_array_append_val (taking->merging->traces, next);
    }
}

/* All entries of one record that the copy has. */
static gboolean
take_record (Taking *taking, GError **error)
{
  GlsProject *ours = taking->merging->ours;
  guint taken = 0;

  g_array_set_size (taking->ours, 0);
  g_array_set_size (taking->fresh, 0);
  gls_fold_reset (&taking->before);
  gls_fold_reset (&taking->after);
  if (!taking->is_new
      && (!gls_journal_fold (ours, &taking->record, &taking->before, error)
          || !gls_journal_load_entries (ours, &taking->record, taking->ours, &taking->arena, error)))
    return FALSE;
  for (guint from = 0, to; from < taking->theirs->len; from = to)
    {
      gint64 action = g_array_index (taking->theirs, GlsFoldedField, from).action;

      for (to = from + 1; to < taking->theirs->len; to++)
        if (g_array_index (taking->theirs, GlsFoldedField, to).action != action)
          break;
      if (!take_row (taking, from, to, &taken, error))
        return FALSE;
    }
  if (taken == 0)
    return TRUE;
  /* The arena has the values of both. */
  for (guint i = 0; i < taking->ours->len; i++)
    gls_fold_add (ours, &taking->after, &g_array_index (taking->ours, GlsFoldedField, i));
  for (guint i = 0; i < taking->fresh->len; i++)
    gls_fold_add (ours, &taking->after, &g_array_index (taking->fresh, GlsFoldedField, i));
  if (!gls_projection_update (ours, &taking->record, taking->is_new ? NULL : &taking->before, &taking->after, error))
    return FALSE;
  if (taking->merging->traces != NULL)
    trace (taking);
  return TRUE;
}

static gboolean
begin_record (Taking *taking, gint64 theirs, GError **error)
{
  gint64 k = gls_merging_look_up (taking->merging->records, theirs);

  g_array_set_size (taking->theirs, 0);
  gls_arena_reset (&taking->arena);
  taking->is_wanted = k != 0 || taking->merging->giving == NULL;
  if (!taking->is_wanted)
    return TRUE;
  taking->is_new = g_hash_table_contains (taking->merging->is_new, &k);
  return k != 0 ? gls_journal_get_record (taking->merging->ours, k, &taking->record, error)
                : gls_merging_fail_damaged (taking->merging, error);
}

static gboolean
take_document (Taking *taking, gint64 doc, GArray *elements, GlsArena *arena, GError **error)
{
  GlsProject *theirs = taking->merging->theirs;

  g_array_set_size (elements, 0);
  gls_arena_reset (arena);
  if (!gls_elements_load (theirs, doc, elements, arena, error))
    return FALSE;
  for (guint at = 0, n; at < elements->len; at += n)
    {
      n = gls_elements_same (elements, at);
      if (!begin_record (taking, g_array_index (elements, GlsElement, at).rec, error))
        return FALSE;
      for (guint i = at; i < at + n; i++)
        {
          const GlsElement *element = &g_array_index (elements, GlsElement, i);

          if (taking->is_wanted && !read_row (taking, element->action, element->fields, element->n_bytes, error))
            return FALSE;
        }
      if (taking->is_wanted && !take_record (taking, error))
        return FALSE;
    }
  return flush_runs (taking, error);
}

static gboolean
take_all (Taking *taking, GError **error)
{
  g_autoptr (GArray) elements = g_array_new (FALSE, FALSE, sizeof (GlsElement));
  g_autoptr (GError) failure = NULL;
  GlsArena arena;
  gint64 doc = -1;

  gls_arena_init (&arena);
  while (failure == NULL && gls_elements_next (taking->merging->theirs, &doc, &failure))
    take_document (taking, doc, elements, &arena, &failure);
  gls_arena_clear (&arena);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
gls_merging_take_entries (GlsMerging *merging, GError **error)
{
  Taking taking = { .merging = merging };
  gboolean ok;

  taking.theirs = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  taking.ours = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  taking.fresh = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  taking.runs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_run);
  taking.row = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  taking.packed = g_byte_array_new ();
  gls_arena_init (&taking.arena);
  gls_fold_init (&taking.before);
  gls_fold_init (&taking.after);
  ok = take_all (&taking, error);
  g_array_unref (taking.theirs);
  g_array_unref (taking.ours);
  g_array_unref (taking.fresh);
  g_array_unref (taking.row);
  g_hash_table_unref (taking.runs);
  g_byte_array_unref (taking.packed);
  gls_arena_clear (&taking.arena);
  gls_fold_clear (&taking.before);
  gls_fold_clear (&taking.after);
  return ok;
}
