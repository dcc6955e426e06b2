/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a project file sound? SQLite's own check, the hashes of texts, the checksums of actions, and whether the projections
 * are what the journal says. It repairs nothing. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-clock.h>
#include <gls-error.h>

#include "gls-rebuild.h"
#include "gls-packets.h"

#define MOST_FINDINGS 200

static void G_GNUC_PRINTF (2, 3)
add (GPtrArray *findings, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  if (findings->len > MOST_FINDINGS)
    return;
  if (findings->len == MOST_FINDINGS)
    {
      g_ptr_array_add (findings, g_strdup (_("there is more; only the first findings are listed")));
      return;
    }
  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* A damaged file is quoted as it is. */
  g_ptr_array_add (findings, g_utf8_make_valid (sentence, -1));
}

/* Damage is what we look for: it becomes a finding, anything else stays an error. */
static gboolean
take_damage (GPtrArray *findings, GError **failure, GError **error)
{
  if (*failure == NULL)
    return TRUE;
  if (g_error_matches (*failure, GLS_ERROR, GLS_ERROR_DAMAGED))
    {
      add (findings, "%s", (*failure)->message);
      g_clear_error (failure);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (failure));
  return FALSE;
}

static gboolean
check_pages (GlsProject *project, gboolean full, GPtrArray *findings, GError **error)
{
  sqlite3_stmt *select = full ? gls_db_prepare (&project->db, "PRAGMA integrity_check", error)
                              : gls_db_prepare (&project->db, "PRAGMA quick_check", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      const char *line = (const char *) sqlite3_column_text (select, 0);

      if (g_strcmp0 (line, "ok") != 0)
        add (findings, _("the file's pages: %s"), line);
    }
  return take_damage (findings, &failure, error);
}

static gboolean
check_texts (GlsProject *project, GPtrArray *findings, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT r.id, t.content FROM rec r LEFT JOIN text t ON t.doc = r.k WHERE r.part = 7", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      char name[GLS_ID_STRING_SIZE] = "?";
      g_autoptr (GlsText) text = NULL;
      GlsId id = { { 0 } }, actual = { { 0 } };

      if (sqlite3_column_bytes (select, 0) == sizeof id)
        memcpy (&id, sqlite3_column_blob (select, 0), sizeof id);
      gls_id_to_string (&id, name);
      if (sqlite3_column_type (select, 1) == SQLITE_NULL)
        {
          add (findings, _("document %s: its text is missing"), name);
          continue;
        }
      text = gls_text_new_from_string ((const char *) sqlite3_column_text (select, 1), sqlite3_column_bytes (select, 1), NULL);
      if (text != NULL)
        gls_document_id_for_text (text, &actual);
      if (!gls_id_equal (&id, &actual))
        add (findings, _("document %s: its text is not what was imported"), name);
    }
  return take_damage (findings, &failure, error);
}

/* Ids and places of all records, by local key. */
typedef struct {
  GlsId  id;
  gint64 doc, owner, person;
  int    kind;
} Place;

static GHashTable *
load_places (GlsProject *project, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT k, id, kind, doc, owner, person FROM rec", error);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  while (gls_db_step (&project->db, select, &failure))
    {
      Place *place = g_new0 (Place, 1);
      gint64 k = sqlite3_column_int64 (select, 0);

      if (sqlite3_column_bytes (select, 1) == sizeof place->id)
        memcpy (&place->id, sqlite3_column_blob (select, 1), sizeof place->id);
      place->kind = sqlite3_column_int (select, 2);
      place->doc = sqlite3_column_int64 (select, 3);
      place->owner = sqlite3_column_int64 (select, 4);
      place->person = sqlite3_column_int64 (select, 5);
      g_hash_table_insert (places, g_memdup2 (&k, sizeof k), place);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&places);
}

static const GlsId *
get_id (GHashTable *places, gint64 k)
{
  static const GlsId none;
  const Place *place = k != 0 ? g_hash_table_lookup (places, &k) : NULL;

  return place != NULL ? &place->id : &none;
}

static const GlsId *
blob_id (sqlite3_stmt *select, int column)
{
  return sqlite3_column_bytes (select, column) == sizeof (GlsId) ? sqlite3_column_blob (select, column) : NULL;
}

static gboolean
sum_actions (GlsProject *project, GHashTable *places, GHashTable *sums, GHashTable *ids, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT k, id, clock, person, what, undoes, grp, detail FROM action", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0), person = sqlite3_column_int64 (select, 3);
      const GlsId *id = blob_id (select, 1);
      guint64 sum;

      if (id == NULL)
        continue;
      sum = gls_journal_sum_action (id, sqlite3_column_int64 (select, 2), person != 0 ? get_id (places, person) : NULL,
                                    (const char *) sqlite3_column_text (select, 4), blob_id (select, 5),
                                    blob_id (select, 6), (const char *) sqlite3_column_text (select, 7));
      g_hash_table_insert (sums, g_memdup2 (&k, sizeof k), g_memdup2 (&sum, sizeof sum));
      g_hash_table_insert (ids, g_memdup2 (&k, sizeof k), g_memdup2 (id, sizeof *id));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/* Damage spoils the sum. */
static guint64
sum_fields (GlsProject *project, GHashTable *places, const Place *place, const GlsId *action, gconstpointer packed,
            gsize n_bytes)
{
  guint64 begin = gls_journal_sum_record (action, &place->id, place->kind, get_id (places, place->doc),
                                          get_id (places, place->owner), get_id (places, place->person));
  GlsFieldsReader reader;
  GlsFieldsResult result;
  GlsJournalValue value;
  guint64 sum = 0;
  guint field;

  gls_fields_reader_init (&reader, packed, n_bytes);
  while ((result = gls_fields_reader_next (&reader, &field, &value)) == GLS_FIELDS_VALUE)
    {
      const char *name = gls_journal_field_name (project, field);

      if (value.type == GLS_JOURNAL_REF)
        value.ref = *get_id (places, value.number);
      sum += name != NULL ? gls_journal_sum_entry (begin, name, &value) : 1;
    }
  return sum + (result == GLS_FIELDS_DAMAGED);
}

typedef struct {
  GlsProject *project;
  GHashTable *places, *sums, *ids;
} Summing;

static void
sum_row (Summing *summing, sqlite3_stmt *select)
{
  gint64 doc = sqlite3_column_int64 (select, 0), action = sqlite3_column_int64 (select, 2), rec;
  guint64 *sum = g_hash_table_lookup (summing->sums, &action);
  const GlsId *action_id = g_hash_table_lookup (summing->ids, &action);
  GlsFieldsResult result;
  GlsPacketReader reader;
  gconstpointer fields;
  gsize n_bytes;

  if (sum == NULL)
    return;
  gls_packet_reader_init (&reader, sqlite3_column_int64 (select, 1), sqlite3_column_int64 (select, 3),
                       sqlite3_column_blob (select, 4), (gsize) sqlite3_column_bytes (select, 4));
  while ((result = gls_packet_reader_next (&reader, &rec, &fields, &n_bytes)) == GLS_FIELDS_VALUE)
    {
      const Place *place = g_hash_table_lookup (summing->places, &rec);

      /* An entry that hangs in the air spoils the sum of whatever it claims to belong to. */
      *sum += place == NULL || action_id == NULL || place->doc != doc
                  ? 1
                  : sum_fields (summing->project, summing->places, place, action_id, fields, n_bytes);
    }
  *sum += result == GLS_FIELDS_DAMAGED;
}

/**
 * gls_journal_sum_all:
 *
 * Returns: (transfer full) (element-type gint64 guint64): what the stored sum of each action ought to be
 */
GHashTable *
gls_journal_sum_all (GlsProject *project, GError **error)
{
  g_autoptr (GHashTable) places = load_places (project, error);
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Summing summing = { project, places, sums, ids };
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select;

  if (places == NULL || !sum_actions (project, places, sums, ids, error))
    return NULL;
  select = gls_db_prepare (&project->db, "SELECT doc, rec, action, span, fields FROM entry", error);
  if (select == NULL)
    return NULL;
  while (gls_db_step (&project->db, select, &failure))
    sum_row (&summing, select);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&sums);
}

/* No id is kept twice. */
static gboolean
check_ids (GlsProject *project, GPtrArray *findings, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT id FROM rec GROUP BY id HAVING count(*) > 1", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      char name[GLS_ID_STRING_SIZE] = "?";

      if (sqlite3_column_bytes (select, 0) == sizeof (GlsId))
        gls_id_to_string (sqlite3_column_blob (select, 0), name);
      add (findings, _("the journal: there are two records of the id %s"), name);
    }
  return take_damage (findings, &failure, error);
}

static gboolean
check_sums (GlsProject *project, GPtrArray *findings, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GHashTable) sums = gls_journal_sum_all (project, &failure);
  sqlite3_stmt *select;

  if (sums == NULL)
    return take_damage (findings, &failure, error);
  select = gls_db_prepare (&project->db, "SELECT k, id, clock, what, sum FROM action ORDER BY k", error);
  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);
      const guint64 *sum = g_hash_table_lookup (sums, &k);
      g_autofree char *time = gls_clock_to_iso (sqlite3_column_int64 (select, 2));

      if (sum == NULL || *sum != (guint64) sqlite3_column_int64 (select, 4))
        add (findings, _("the journal: action “%s” of %s was altered or is incomplete"),
             (const char *) sqlite3_column_text (select, 3), time);
    }
  return take_damage (findings, &failure, error);
}

typedef struct {
  const char *name, *sql;
  guint64     sum;
} Table;

/* A sum over all rows, whatever their order. */
static gboolean
digest (GlsProject *project, Table *table, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, table->sql, error);
  g_autoptr (GError) failure = NULL;

  table->sum = 0;
  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      guint64 row = 0;

      for (int i = 0; i < sqlite3_column_count (select); i++)
        {
          GlsJournalValue value = { .type = GLS_JOURNAL_BLOB };

          /* As text, whatever it is: NULL is none, and of numbers nothing is lost. */
          value.data = (const char *) sqlite3_column_text (select, i);
          value.n_bytes = sqlite3_column_bytes (select, i);
          row = gls_journal_sum_entry (row * 31 + (value.data != NULL), table->name, &value);
        }
      table->sum += row * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/* Rebuilds inside a transaction that is always rolled back, and compares. */
static gboolean
check_projections (GlsProject *project, GPtrArray *findings, GError **error)
{
  Table tables[] = {
    { .name = "document", .sql = "SELECT * FROM document" }, { .name = "ann", .sql = "SELECT * FROM ann" },
    { .name = "zone", .sql = "SELECT * FROM zone" },         { .name = "status", .sql = "SELECT * FROM status" },
    { .name = "count", .sql = "SELECT * FROM count WHERE n <> 0" },
    { .name = "action", .sql = "SELECT k, undone, records FROM action" }, { .name = "ids", .sql = "SELECT * FROM ids" },
  };
  g_autoptr (GError) failure = NULL;
  gboolean ok = TRUE;

  if (project->flags & GLS_OPEN_READ_ONLY)
    return TRUE;
  if (!gls_journal_begin (project, error))
    return FALSE;
  /* Some may wait for their place in it. */
  ok = gls_ids_index_now (project, &failure);
  for (gsize i = 0; ok && i < G_N_ELEMENTS (tables); i++)
    ok = digest (project, &tables[i], &failure);
  ok = ok && gls_rebuild_projections (project, &failure);
  for (gsize i = 0; ok && i < G_N_ELEMENTS (tables); i++)
    {
      Table now = tables[i];

      ok = digest (project, &now, &failure);
      if (ok && now.sum != tables[i].sum)
        add (findings, _("the table “%s” is not what the journal says; “gloss check --rebuild” makes it anew"), now.name);
    }
  if (ok)
    ok = gls_db_exec (&project->db, "INSERT INTO fts (fts, rank) VALUES ('integrity-check', 1)", &failure);
  gls_journal_end (project, FALSE, NULL);
  return take_damage (findings, &failure, error);
}

/**
 * gls_project_check:
 * @full: everything; else only what SQLite finds quickly
 *
 * Returns: (transfer full) (element-type utf8): a sentence a finding; empty when the file is sound
 */
GPtrArray *
gls_project_check (GlsProject *project, gboolean full, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (!check_pages (project, full, findings, error))
    return NULL;
  if (full
      && (!check_texts (project, findings, error) || !check_ids (project, findings, error) || !check_sums (project, findings, error)
          || !check_projections (project, findings, error)))
    return NULL;
  return g_steal_pointer (&findings);
}
