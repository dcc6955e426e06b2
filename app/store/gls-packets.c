/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes and reads the rows of the journal's table of entries, which hold what one action set on several records at once: a
 * row a record would cost as much as the record itself. It must not know what a field means. */
#include "config.h"

#include <string.h>

#include "gls-near.h"
#include "gls-packets.h"
#include "gls-rows.h"

/* A row of more bytes would leave its page and take one of its own. */
#define MOST_BYTES 900

void
gls_packet_init (GlsPacket *run)
{
  memset (run, 0, sizeof *run);
  run->bytes = g_byte_array_new ();
}

void
gls_packet_clear (GlsPacket *run)
{
  g_clear_pointer (&run->bytes, g_byte_array_unref);
}

/* Rows that are whole and wait to be written with others. */
struct _GlsPackets {
  GArray     *rows;    /* PacketRow */
  GByteArray *bytes;   /* of all */
};

typedef struct {
  gint64 doc, first, action, span;
  guint  at, n_bytes;  /* in bytes */
} PacketRow;

struct _GlsPackets *
gls_packets_new (void)
{
  struct _GlsPackets *packets = g_new (struct _GlsPackets, 1);

  packets->rows = g_array_new (FALSE, FALSE, sizeof (PacketRow));
  packets->bytes = g_byte_array_new ();
  return packets;
}

void
gls_packets_free (struct _GlsPackets *packets)
{
  g_array_unref (packets->rows);
  g_byte_array_unref (packets->bytes);
  g_free (packets);
}

void
gls_packets_drop (GlsProject *project)
{
  g_array_set_size (project->new_packets->rows, 0);
  g_byte_array_set_size (project->new_packets->bytes, 0);
}

static void
bind_packet (gconstpointer data, guint i, sqlite3_stmt *insert, int column)
{
  const struct _GlsPackets *packets = data;
  const PacketRow *row = &g_array_index (packets->rows, PacketRow, i);

  sqlite3_bind_int64 (insert, column, row->doc);
  sqlite3_bind_int64 (insert, column + 1, row->first);
  sqlite3_bind_int64 (insert, column + 2, row->action);
  sqlite3_bind_int64 (insert, column + 3, row->span);
  gls_db_bind_bytes (insert, column + 4, packets->bytes->data + row->at, row->n_bytes);
}

gboolean
gls_packets_flush (GlsProject *project, GError **error)
{
  static const GlsRowSql sql
      = GLS_ROW_SQL ("INSERT OR FAIL INTO entry (doc, rec, action, span, fields) VALUES ", "(?, ?, ?, ?, ?)", 5);
  gboolean ok = project->new_packets->rows->len == 0
                || gls_rows_insert (&project->db, &sql, bind_packet, project->new_packets, project->new_packets->rows->len, error);

  gls_packets_drop (project);
  return ok;
}

gboolean
gls_packet_flush (GlsProject *project, GlsPacket *run, GError **error)
{
  struct _GlsPackets *packets = project->new_packets;
  PacketRow row = { run->doc, run->first, run->action, run->last - run->first, packets->bytes->len, run->bytes->len };

  if (run->first == 0)
    return TRUE;
  g_array_append_val (packets->rows, row);
  g_byte_array_append (packets->bytes, run->bytes->data, run->bytes->len);
  run->first = 0;
  return packets->rows->len < GLS_ROWS_AT_ONCE || gls_packets_flush (project, error);
}

gboolean
gls_packet_add (GlsProject *project, GlsPacket *run, gint64 doc, gint64 rec, gint64 action, const GByteArray *fields,
             GError **error)
{
  gboolean fits = run->first != 0 && run->doc == doc && run->action == action && rec > run->last
                  && rec - run->first <= GLS_PACKET_SPAN && run->bytes->len + fields->len <= MOST_BYTES;

  if (!fits)
    {
      if (!gls_packet_flush (project, run, error))
        return FALSE;
      run->doc = doc;
      run->action = action;
      run->first = run->last = rec;
      g_byte_array_set_size (run->bytes, 0);
    }
  gls_packet_append (run->bytes, (guint) (rec - run->last), fields->data, fields->len);
  run->last = rec;
  return TRUE;
}

/* The record's own row and those that begin before it and reach it. */
static sqlite3_stmt *
select_rows (GlsProject *project, gint64 doc, gint64 rec, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db,
      "SELECT rec, action, span, fields FROM entry WHERE doc = ?1 AND rec = ?2 UNION ALL"
      " SELECT rec, action, span, fields FROM entry INDEXED BY entry_span WHERE doc = ?1 AND span > 0"
      " AND rec BETWEEN ?2 - 63 AND ?2 - 1 AND rec + span >= ?2",
      error);

  G_STATIC_ASSERT (GLS_PACKET_SPAN == 63);
  if (select == NULL || !gls_packets_flush (project, error))
    return NULL;
  sqlite3_bind_int64 (select, 1, doc);
  sqlite3_bind_int64 (select, 2, rec);
  return select;
}

static void
read_row (sqlite3_stmt *select, GlsPacketReader *reader)
{
  gls_packet_reader_init (reader, sqlite3_column_int64 (select, 0), sqlite3_column_int64 (select, 2),
                       sqlite3_column_blob (select, 3), (gsize) sqlite3_column_bytes (select, 3));
}

/* FALSE: damaged. @element->rec 0: the row has nothing of @rec. */
static gboolean
find_element (sqlite3_stmt *select, gint64 rec, GlsElement *element)
{
  GlsFieldsResult result;
  gconstpointer fields;
  GlsPacketReader reader;
  gint64 k;

  memset (element, 0, sizeof *element);
  read_row (select, &reader);
  while ((result = gls_packet_reader_next (&reader, &k, &fields, &element->n_bytes)) == GLS_FIELDS_VALUE && k <= rec)
    if (k == rec)
      {
        element->rec = rec;
        element->action = sqlite3_column_int64 (select, 1);
        element->fields = fields;
        return TRUE;
      }
  return result != GLS_FIELDS_DAMAGED;
}

static gboolean
keep_first (gpointer data, const GlsElement *element, GError **error)
{
  gint64 *first = data;

  *first = *first == 0 ? element->action : MIN (*first, element->action);
  return TRUE;
}

gint64
gls_elements_first (GlsProject *project, gint64 doc, gint64 rec, GError **error)
{
  gint64 first = 0;

  return gls_elements_each (project, doc, rec, keep_first, &first, error) ? first : 0;
}

static gboolean
add_elements (sqlite3_stmt *select, GArray *elements, GlsArena *arena)
{
  const char *bytes = sqlite3_column_blob (select, 3);
  gsize n_bytes = (gsize) sqlite3_column_bytes (select, 3);
  GlsElement element = { .action = sqlite3_column_int64 (select, 1) };
  GlsFieldsResult result;
  gconstpointer fields;
  GlsPacketReader reader;

  gls_packet_reader_init (&reader, sqlite3_column_int64 (select, 0), sqlite3_column_int64 (select, 2),
                       n_bytes > 0 ? gls_arena_copy (arena, bytes, n_bytes) : NULL, n_bytes);
  while ((result = gls_packet_reader_next (&reader, &element.rec, &fields, &element.n_bytes)) == GLS_FIELDS_VALUE)
    {
      element.fields = fields;
      g_array_append_val (elements, element);
    }
  return result == GLS_FIELDS_END;
}

static int
compare_elements (gconstpointer a, gconstpointer b)
{
  const GlsElement *x = a, *y = b;

  if (x->rec != y->rec)
    return x->rec < y->rec ? -1 : 1;
  return (x->action > y->action) - (x->action < y->action);
}

/* So many keys beyond the one asked for are read with it. */
#define AHEAD 256

struct _GlsElementWindow {
  gint64   doc, first, last;  /* has all of the document's from first to last */
  GArray  *elements;
  GlsArena arena;
};

void
gls_elements_begin_many (GlsProject *project)
{
  gls_elements_end_many (project);
  gls_near_begin (project);
  project->window = g_new0 (struct _GlsElementWindow, 1);
  project->window->elements = g_array_new (FALSE, FALSE, sizeof (GlsElement));
  gls_arena_init (&project->window->arena);
}

void
gls_elements_end_many (GlsProject *project)
{
  gls_near_end (project);
  if (project->window == NULL)
    return;
  g_array_unref (project->window->elements);
  gls_arena_clear (&project->window->arena);
  g_clear_pointer (&project->window, g_free);
}

static gboolean
read_window (GlsProject *project, gint64 doc, gint64 rec, GError **error)
{
  struct _GlsElementWindow *window = project->window;
  sqlite3_stmt *select = gls_db_prepare (&project->db,
                                         "SELECT rec, action, span, fields FROM entry WHERE doc = ?1"
                                         " AND rec BETWEEN ?2 - 63 AND ?2 + 256 ORDER BY rec, action",
                                         error);
  g_autoptr (GError) failure = NULL;

  G_STATIC_ASSERT (GLS_PACKET_SPAN == 63 && AHEAD == 256);
  if (select == NULL || !gls_packets_flush (project, error))
    return FALSE;
  g_array_set_size (window->elements, 0);
  gls_arena_reset (&window->arena);
  window->doc = doc;
  window->first = rec;
  window->last = rec + AHEAD;
  sqlite3_bind_int64 (select, 1, doc);
  sqlite3_bind_int64 (select, 2, rec);
  while (failure == NULL && gls_db_step (&project->db, select, &failure))
    if (!add_elements (select, window->elements, &window->arena))
      gls_journal_fail_damaged (project, &failure);
  sqlite3_reset (select);
  g_array_sort (window->elements, compare_elements);
  if (failure == NULL)
    return TRUE;
  window->last = 0;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
each_in_window (GlsProject *project, gint64 doc, gint64 rec, GlsElementFunc read, gpointer data, GError **error)
{
  const struct _GlsElementWindow *window = project->window;
  guint low = 0, high;

  if ((window->doc != doc || rec < window->first || rec > window->last) && !read_window (project, doc, rec, error))
    return FALSE;
  for (high = window->elements->len; low < high;)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (window->elements, GlsElement, middle).rec < rec)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < window->elements->len && g_array_index (window->elements, GlsElement, low).rec == rec; low++)
    if (!read (data, &g_array_index (window->elements, GlsElement, low), error))
      return FALSE;
  return TRUE;
}

gboolean
gls_elements_each (GlsProject *project, gint64 doc, gint64 rec, GlsElementFunc read, gpointer data, GError **error)
{
  sqlite3_stmt *select;
  g_autoptr (GError) failure = NULL;

  if (project->window != NULL)
    return each_in_window (project, doc, rec, read, data, error);
  select = select_rows (project, doc, rec, error);
  if (select == NULL)
    return FALSE;
  while (failure == NULL && gls_db_step (&project->db, select, &failure))
    {
      GlsElement element;

      if (!find_element (select, rec, &element))
        gls_journal_fail_damaged (project, &failure);
      else if (element.rec != 0)
        read (data, &element, &failure);
    }
  if (failure == NULL)
    return TRUE;
  sqlite3_reset (select);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
gls_elements_load (GlsProject *project, gint64 doc, GArray *elements, GlsArena *arena, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT rec, action, span, fields FROM entry WHERE doc = ? ORDER BY rec, action", error);
  g_autoptr (GError) failure = NULL;
  gboolean sorted = TRUE;

  if (select == NULL || !gls_packets_flush (project, error))
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  while (failure == NULL && gls_db_step (&project->db, select, &failure))
    if (!add_elements (select, elements, arena))
      gls_journal_fail_damaged (project, &failure);
  if (failure != NULL)
    {
      sqlite3_reset (select);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 1; i < elements->len && sorted; i++)
    sorted = compare_elements (&g_array_index (elements, GlsElement, i - 1), &g_array_index (elements, GlsElement, i)) <= 0;
  if (!sorted)
    g_array_sort (elements, compare_elements);
  return TRUE;
}

guint
gls_elements_same (const GArray *elements, guint at)
{
  guint end = at + 1;

  while (end < elements->len && g_array_index (elements, GlsElement, end).rec == g_array_index (elements, GlsElement, at).rec)
    end++;
  return end - at;
}

gboolean
gls_elements_next (GlsProject *project, gint64 *doc, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT doc FROM entry WHERE doc > ? ORDER BY doc LIMIT 1", error);
  gboolean more;

  if (select == NULL || !gls_packets_flush (project, error))
    return FALSE;
  sqlite3_bind_int64 (select, 1, *doc);
  more = gls_db_step (&project->db, select, error);
  if (more)
    *doc = sqlite3_column_int64 (select, 0);
  sqlite3_reset (select);
  return more;
}

/* All that the row holds but @rec's, and takes the row away. */
static gboolean
take_row (GlsProject *project, sqlite3_stmt *select, gint64 doc, GArray *left, GlsArena *arena, GError **error)
{
  gint64 first = sqlite3_column_int64 (select, 0), action = sqlite3_column_int64 (select, 1);
  sqlite3_stmt *delete;

  if (!add_elements (select, left, arena))
    return gls_journal_fail_damaged (project, error);
  sqlite3_reset (select);
  delete = gls_db_prepare (&project->db, "DELETE FROM entry WHERE doc = ? AND rec = ? AND action = ?", error);
  if (delete == NULL)
    return FALSE;
  sqlite3_bind_int64 (delete, 1, doc);
  sqlite3_bind_int64 (delete, 2, first);
  sqlite3_bind_int64 (delete, 3, action);
  return gls_db_run (&project->db, delete, error);
}

static gboolean
write_left (GlsProject *project, const GArray *left, gint64 doc, gint64 rec, GError **error)
{
  g_autoptr (GByteArray) fields = g_byte_array_new ();
  gboolean ok = TRUE;
  GlsPacket run;

  gls_packet_init (&run);
  for (guint i = 0; ok && i < left->len; i++)
    {
      const GlsElement *element = &g_array_index (left, GlsElement, i);

      if (element->rec == rec)
        continue;
      g_byte_array_set_size (fields, 0);
      g_byte_array_append (fields, (const guint8 *) element->fields, (guint) element->n_bytes);
      ok = gls_packet_add (project, &run, doc, element->rec, element->action, fields, error);
    }
  ok = ok && gls_packet_flush (project, &run, error);
  gls_packet_clear (&run);
  return ok;
}

gboolean
gls_packet_remove (GlsProject *project, gint64 doc, gint64 rec, gint64 action, GError **error)
{
  sqlite3_stmt *select = select_rows (project, doc, rec, error);
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (GlsElement));
  g_autoptr (GError) failure = NULL;
  GlsArena arena;
  gboolean ok;

  if (select == NULL)
    return FALSE;
  gls_arena_init (&arena);
  while (gls_db_step (&project->db, select, &failure))
    {
      GlsElement element;

      if (sqlite3_column_int64 (select, 1) != action)
        continue;
      if (!find_element (select, rec, &element))
        gls_journal_fail_damaged (project, &failure);
      else if (element.rec == 0)
        continue;
      else
        take_row (project, select, doc, left, &arena, &failure);
      break;
    }
  sqlite3_reset (select);
  ok = failure == NULL && write_left (project, left, doc, rec, &failure);
  gls_arena_clear (&arena);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&failure));
  return ok;
}
