/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds records by id. Ids come in no order, and each put into a table at once would cost a page of the file; so those of a
 * long import wait, in memory of whoever has the file open, until they are written sorted. It knows nothing but keys. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "gls-rows.h"
#include "gls-writing.h"

/* So many are written with the transaction that made them. */
#define FEW 400
/* So many may wait. */
#define MOST 250000
/* So many are written within a few milliseconds anywhere. */
#define FIRST_PART 8000

/* Beginnings that are near each other for ids made near each other in time, and that seldom are the same. */
static gint64
beginning (const GlsId *id)
{
  guint64 high, low, mixed;

  memcpy (&high, id->bytes, 8);
  memcpy (&low, id->bytes + 8, 8);
  mixed = (high ^ low ^ low >> 29) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (gint64) ((GUINT64_FROM_BE (high) & ~G_GUINT64_CONSTANT (0xffffff)) | mixed >> 40);
}

static guint
slot_of (const GlsIdTail *tail, gint64 h)
{
  guint64 mixed = (guint64) h * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (mixed >> 32) & (tail->size - 1);
}

static void
put_slot (GlsIdTail *tail, guint at_key)
{
  guint at = slot_of (tail, tail->keys[at_key].h);

  while (tail->slots[at] != 0)
    at = (at + 1) & (tail->size - 1);
  tail->slots[at] = at_key + 1;
}

/* Mostly nobody looks for what was just added: slots are filled when somebody does. */
static void
fill_slots (GlsIdTail *tail)
{
  if (tail->n * 2 >= tail->size)
    {
      g_free (tail->slots);
      tail->size = MAX (1024, tail->size);
      while (tail->n * 2 >= tail->size)
        tail->size *= 4;
      tail->slots = g_new0 (guint32, tail->size);
      tail->n_filled = 0;
    }
  for (; tail->n_filled < tail->n; tail->n_filled++)
    put_slot (tail, tail->n_filled);
}

static void
add_key (GlsIdTail *tail, gint64 h, gint64 k)
{
  if (tail->n == tail->room)
    {
      tail->room = MAX (1024, tail->room * 2);
      tail->keys = g_renew (GlsIdKey, tail->keys, tail->room);
    }
  tail->keys[tail->n++] = (GlsIdKey) { h, k };
}

void
gls_ids_clear (GlsProject *project)
{
  g_free (project->tail.keys);
  g_free (project->tail.slots);
  memset (&project->tail, 0, sizeof project->tail);
}

gboolean
gls_ids_sync (GlsProject *project, GError **error)
{
  GlsIdTail *tail = &project->tail;
  gint64 indexed = gls_journal_get_meta (project, "indexed", 0);
  sqlite3_stmt *select;
  g_autoptr (GError) failure = NULL;

  /* What waited has been written. */
  if (indexed >= tail->seen && tail->n > 0)
    gls_ids_clear (project);
  tail->indexed = indexed;
  tail->seen = MAX (tail->seen, indexed);
  select = gls_db_prepare (&project->db, "SELECT k, id FROM rec WHERE k > ? ORDER BY k", error);
  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, tail->seen);
  while (gls_db_step (&project->db, select, &failure))
    {
      tail->seen = sqlite3_column_int64 (select, 0);
      if (sqlite3_column_bytes (select, 1) == sizeof (GlsId))
        add_key (tail, beginning (sqlite3_column_blob (select, 1)), tail->seen);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_record (GlsProject *project, gint64 k, const GlsId *id, gboolean *same, GError **error)
{
  GlsRecord record;

  *same = FALSE;
  if (!gls_journal_get_record (project, k, &record, error))
    return FALSE;
  *same = gls_id_equal (&record.id, id);
  return TRUE;
}

static gboolean
find_waiting (GlsProject *project, const GlsId *id, gint64 h, gint64 *k, GError **error)
{
  GlsIdTail *tail = &project->tail;
  gboolean same = FALSE;

  *k = 0;
  if (tail->n == 0)
    return TRUE;
  fill_slots (tail);
  for (guint at = slot_of (tail, h); tail->slots[at] != 0; at = (at + 1) & (tail->size - 1))
    {
      const GlsIdKey *key = &tail->keys[tail->slots[at] - 1];

      if (key->h != h)
        continue;
      if (!is_record (project, key->k, id, &same, error))
        return FALSE;
      if (same)
        *k = key->k;
      if (same)
        return TRUE;
    }
  return TRUE;
}

gint64
gls_ids_find (GlsProject *project, const GlsId *id, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT i.k FROM ids i CROSS JOIN rec r ON r.k = i.k WHERE i.h = ? AND r.id = ?", error);
  g_autoptr (GError) failure = NULL;
  gint64 h = beginning (id), k = 0;

  /* Inside a transaction nobody else writes, and what waits is known. */
  if ((project->is_writing || project->ids_frozen) && (!find_waiting (project, id, h, &k, error) || k != 0))
    return k;
  if (select == NULL)
    return 0;
  sqlite3_bind_int64 (select, 1, h);
  sqlite3_bind_blob (select, 2, id, sizeof *id, SQLITE_STATIC);
  if (gls_db_step (&project->db, select, &failure))
    k = sqlite3_column_int64 (select, 0);
  sqlite3_reset (select);
  if (k == 0 && failure == NULL && !project->is_writing && !project->ids_frozen && gls_ids_sync (project, &failure))
    find_waiting (project, id, h, &k, &failure);
  if (failure == NULL)
    return k;
  g_propagate_error (error, g_steal_pointer (&failure));
  return 0;
}

static void
bind_key (gconstpointer rows, guint i, sqlite3_stmt *insert, int column)
{
  const GlsIdKey *key = (const GlsIdKey *) rows + i;

  sqlite3_bind_int64 (insert, column, key->h);
  sqlite3_bind_int64 (insert, column + 1, key->k);
}

static gboolean
insert_keys (GlsProject *project, const GlsIdKey *keys, guint n, GError **error)
{
  static const GlsRowSql sql = GLS_ROW_SQL ("INSERT OR IGNORE INTO ids (h, k) VALUES ", "(?, ?)", 2);

  return gls_rows_insert (&project->db, &sql, bind_key, keys, n, error);
}

gboolean
gls_ids_add (GlsProject *project, const GlsId *id, gint64 k, gboolean at_once, GError **error)
{
  gint64 h = beginning (id);

  project->tail.seen = MAX (project->tail.seen, k);
  add_key (&project->tail, h, k);
  return !at_once || insert_keys (project, &(GlsIdKey) { h, k }, 1, error);
}

#define DIGIT_BITS 11
#define DIGITS     (1 << DIGIT_BITS)

static inline guint
digit_of (const GlsIdKey *key, guint shift)
{
  return (guint) (((guint64) key->h ^ G_GUINT64_CONSTANT (1) << 63) >> shift) & (DIGITS - 1);
}

/* By digits of h, the least first; those of one h stay as they are, and keys wait in their order. */
static void
sort_keys (GlsIdKey **keys, GlsIdKey **other, guint n)
{
  for (guint shift = 0; shift < 64; shift += DIGIT_BITS)
    {
      guint counts[DIGITS] = { 0 }, at = 0;
      GlsIdKey *from = *keys;

      for (guint i = 0; i < n; i++)
        counts[digit_of (&from[i], shift)]++;
      for (guint i = 0; i < DIGITS; i++)
        {
          guint count = counts[i];

          counts[i] = at;
          at += count;
        }
      for (guint i = 0; i < n; i++)
        (*other)[counts[digit_of (&from[i], shift)]++] = from[i];
      *keys = *other;
      *other = from;
    }
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const GlsIdKey *x = a, *y = b;

  if (x->h != y->h)
    return x->h < y->h ? -1 : 1;
  return (x->k > y->k) - (x->k < y->k);
}

/* What waits, in the table's order. */
static GlsIdKey *
sort_waiting (const GlsIdTail *tail)
{
  GlsIdKey *keys = g_new (GlsIdKey, tail->n), *other;

  if (tail->n > 0)
    memcpy (keys, tail->keys, tail->n * sizeof *keys);
  if (tail->n < DIGITS)
    {
      if (tail->n > 1)
        qsort (keys, tail->n, sizeof *keys, compare_keys);
      return keys;
    }
  other = g_new (GlsIdKey, tail->n);
  sort_keys (&keys, &other, tail->n);
  g_free (other);
  return keys;
}

gboolean
gls_ids_index_now (GlsProject *project, GError **error)
{
  g_autofree GlsIdKey *keys = sort_waiting (&project->tail);

  if (project->tail.n == 0)
    return TRUE;
  if (!insert_keys (project, keys, project->tail.n, error)
      || !gls_journal_set_meta (project, "indexed", project->tail.seen, error))
    return FALSE;
  gls_ids_clear (project);
  return gls_ids_sync (project, error);
}

gboolean
gls_ids_settle (GlsProject *project, GError **error)
{
  return project->tail.n > FEW || gls_ids_index_now (project, error);
}

/* Killed midway, it begins again: what is in the table already is passed over. */
gboolean
gls_ids_index (GlsProject *project, GError **error)
{
  g_autofree GlsIdKey *keys = NULL;
  gint64 seen;
  guint n;
  GlsPace pace;
  gboolean ok;

  if ((project->flags & GLS_OPEN_READ_ONLY) || !gls_ids_sync (project, error))
    return FALSE;
  if (project->tail.n == 0)
    return TRUE;
  keys = sort_waiting (&project->tail);
  seen = project->tail.seen;
  n = project->tail.n;
  gls_pace_init (&pace);
  pace.size = FIRST_PART;
  ok = TRUE;
  for (guint from = 0, to; ok && from < n; from = to)
    {
      to = (guint) MIN ((guint64) from + pace.size, n);
      gls_pace_begin (&pace);
      ok = gls_journal_begin (project, error);
      if (!ok)
        break;
      ok = insert_keys (project, keys + from, to - from, error)
           && (to < n
               || gls_journal_set_meta (project, "indexed", MAX (seen, gls_journal_get_meta (project, "indexed", 0)), error));
      ok = gls_journal_end (project, ok, error);
      gls_pace_end (&pace, ok && to < n);
    }
  gls_ids_clear (project);
  return ok;
}

gboolean
gls_ids_rebuild (GlsProject *project, GError **error)
{
  gls_ids_clear (project);
  return gls_db_exec (&project->db, "DELETE FROM ids", error) && gls_journal_set_meta (project, "indexed", 0, error)
         && gls_ids_sync (project, error) && gls_ids_index_now (project, error);
}

/**
 * gls_project_freeze_ids:
 * @project: opened for reading
 *
 * For many look-ups while another connection of this program writes much: what it writes from now on need not be found.
 */
gboolean
gls_project_freeze_ids (GlsProject *project, GError **error)
{
  project->ids_frozen = gls_ids_sync (project, error);
  return project->ids_frozen;
}

gboolean
gls_ids_are_many (GlsProject *project)
{
  return project->tail.n > MOST;
}
