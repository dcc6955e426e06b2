/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads records with their neighbours: a bulk change asks for tens of thousands, one statement each would take most of its
 * time. It must not know what they are looked up for. */
#include "config.h"

#include <string.h>

#include "gls-near.h"

/* Keys that are read at once. */
#define BLOCK 64
/* So many rows are read before it is asked whether that was worth while. */
#define TRIAL 512
/* One answer for so many rows read is. */
#define WORTH 8

typedef struct {
  GlsRecord records[BLOCK];  /* by key; k 0: there is none */
} Block;

struct _GlsNear {
  GHashTable *blocks;  /* gint64, a key / BLOCK, to Block */
  GHashTable *by_id;   /* GlsId to GlsRecord, both in a block */
  guint       read;    /* rows */
  guint       used;    /* answers */
};

void
gls_near_begin (GlsProject *project)
{
  gls_near_end (project);
  project->near = g_new0 (struct _GlsNear, 1);
  project->near->blocks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  project->near->by_id = g_hash_table_new (gls_id_hash, gls_id_equal);
}

void
gls_near_end (GlsProject *project)
{
  if (project->near == NULL)
    return;
  g_hash_table_unref (project->near->by_id);
  g_hash_table_unref (project->near->blocks);
  g_clear_pointer (&project->near, g_free);
}

gboolean
gls_near_find (GlsProject *project, const GlsId *id, GlsRecord *record)
{
  const GlsRecord *known = project->near != NULL ? g_hash_table_lookup (project->near->by_id, id) : NULL;

  if (known == NULL)
    return FALSE;
  project->near->used++;
  *record = *known;
  return TRUE;
}

void
gls_record_read_row (sqlite3_stmt *select, int column, gint64 k, GlsRecord *record)
{
  memset (record, 0, sizeof *record);
  record->k = k;
  if (sqlite3_column_bytes (select, column) == sizeof (GlsId))
    memcpy (&record->id, sqlite3_column_blob (select, column), sizeof (GlsId));
  record->kind = sqlite3_column_int (select, column + 1);
  record->doc = sqlite3_column_int64 (select, column + 2);
  record->owner = sqlite3_column_int64 (select, column + 3);
  record->person = sqlite3_column_int64 (select, column + 4);
}

static Block *
read_block (GlsProject *project, gint64 number, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT k, id, kind, doc, owner, person FROM rec WHERE k BETWEEN ? AND ?", error);
  g_autoptr (GError) failure = NULL;
  Block *block;

  if (select == NULL || !gls_journal_flush_records (project, error))
    return NULL;
  block = g_new0 (Block, 1);
  sqlite3_bind_int64 (select, 1, number * BLOCK);
  sqlite3_bind_int64 (select, 2, number * BLOCK + BLOCK - 1);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);
      GlsRecord *record = &block->records[k - number * BLOCK];

      gls_record_read_row (select, 1, k, record);
      g_hash_table_insert (project->near->by_id, &record->id, record);
      project->near->read++;
    }
  sqlite3_reset (select);
  g_hash_table_insert (project->near->blocks, g_memdup2 (&number, sizeof number), block);
  if (failure == NULL)
    return block;
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
gls_near_get (GlsProject *project, gint64 k, GlsRecord *record, GError **error)
{
  struct _GlsNear *near = project->near;
  gint64 number = k / BLOCK;
  const Block *block;

  if (near == NULL || k <= 0)
    return FALSE;
  block = g_hash_table_lookup (near->blocks, &number);
  /* Those asked for may also lie far apart. */
  if (block == NULL && (near->read < TRIAL || near->used * WORTH >= near->read))
    block = read_block (project, number, error);
  if (block == NULL || block->records[k % BLOCK].k == 0)
    return FALSE;
  near->used++;
  *record = block->records[k % BLOCK];
  return TRUE;
}
