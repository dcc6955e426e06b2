/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers as records of the journal and back; a record's id follows from the problem's, so that two copies waive one thing once.
 * It must not know how problems are found. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"
#include "gls-waivers.h"

static void
derive_id (const GlsId *problem, GlsId *id)
{
  gls_id_derive (id, "waiver", problem, sizeof *problem, NULL);
}

static void
set_ids (GlsChange *change, const GlsId *id, const char *field, const GArray *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      char word[GLS_ID_STRING_SIZE];

      gls_id_to_string (&g_array_index (ids, GlsId, i), word);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", word);
    }
  gls_change_set_text (change, id, field, text->len > 0 ? text->str : NULL);
}

/* What the problem's id follows from. */
static void
set_origin (GlsChange *change, const GlsId *id, const GlsWaiver *waiver)
{
  gls_change_set_text (change, id, "plugin", waiver->plugin);
  gls_change_set_text (change, id, "rule", waiver->rule);
  set_ids (change, id, "annotations", waiver->annotations);
  set_ids (change, id, "entities", waiver->entities);
  if (waiver->end == 0)
    return;
  gls_change_set_int (change, id, "start", waiver->start);
  gls_change_set_int (change, id, "end", waiver->end);
}

void
gls_change_waive (GlsChange *change, const GlsWaiver *waiver, const GlsId *owner)
{
  char problem[GLS_ID_STRING_SIZE];
  GlsId id, set;

  derive_id (&waiver->problem, &id);
  gls_id_to_string (&waiver->problem, problem);
  if (waiver->set != NULL)
    {
      gls_record_id_for_person (waiver->set, &set);
      gls_change_put_person (change, waiver->set);
    }
  gls_change_declare (change, &id, GLS_RECORD_WAIVER, gls_id_is_null (&waiver->document) ? NULL : &waiver->document,
                      owner, waiver->set != NULL ? &set : NULL);
  gls_change_set_text (change, &id, "problem", problem);
  set_origin (change, &id, waiver);
  gls_change_set_text (change, &id, "by", waiver->by);
  gls_change_set_text (change, &id, "note", waiver->note != NULL && *waiver->note != '\0' ? waiver->note : NULL);
  gls_change_set_int (change, &id, "waived", 1);
}

void
gls_change_take_waiver_back (GlsChange *change, const GlsId *problem)
{
  GlsId id;

  derive_id (problem, &id);
  gls_change_set_int (change, &id, "waived", 0);
}

/* --- Reading ---------------------------------------------------------------------------------------------------------- */

static guint
field_of (GlsProject *project, const char *name)
{
  return gls_journal_field_key (project, name, FALSE, NULL);
}

static gint64
read_clock (GlsProject *project, gint64 action)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT clock FROM action WHERE k = ?", NULL);
  gint64 clock = 0;

  if (select == NULL)
    return 0;
  sqlite3_bind_int64 (select, 1, action);
  if (gls_db_step (&project->db, select, NULL))
    clock = sqlite3_column_int64 (select, 0);
  sqlite3_reset (select);
  return clock;
}

static gboolean
read_ids (GlsProject *project, const GlsFold *fold, const char *field, GArray *ids)
{
  const char *text = gls_fold_get_text (fold, field_of (project, field));
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      GlsId id;

      if (!gls_id_parse (words[i], &id))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

static gboolean
read_origin (GlsProject *project, const GlsRecord *record, const GlsFold *fold, GlsWaiver *waiver)
{
  GlsId owner;

  waiver->plugin = g_strdup (gls_fold_get_text (fold, field_of (project, "plugin")));
  waiver->rule = g_strdup (gls_fold_get_text (fold, field_of (project, "rule")));
  waiver->start = (guint32) gls_fold_get_int (fold, field_of (project, "start"), 0);
  waiver->end = (guint32) gls_fold_get_int (fold, field_of (project, "end"), 0);
  if (!read_ids (project, fold, "annotations", waiver->annotations) || !read_ids (project, fold, "entities", waiver->entities))
    return FALSE;
  if (record->owner == 0 || waiver->annotations->len > 0)
    return TRUE;
  /* Made before waivers said what they are on. */
  if (!gls_journal_get_id (project, record->owner, &owner, NULL))
    return FALSE;
  g_array_append_val (waiver->annotations, owner);
  return TRUE;
}

/* NULL: taken back, or not as we write it. */
static GlsWaiver *
read_waiver (GlsProject *project, const GlsRecord *record, const GlsFold *fold)
{
  g_autoptr (GlsWaiver) waiver = gls_waiver_new ();
  const char *problem = gls_fold_get_text (fold, field_of (project, "problem"));
  const GlsFoldedField *waived = gls_fold_find (fold, field_of (project, "waived"));

  if (gls_fold_is_deleted (fold) || problem == NULL || !gls_id_parse (problem, &waiver->problem) || waived == NULL
      || waived->value.type != GLS_JOURNAL_INT || waived->value.number != 1)
    return NULL;
  if ((record->doc != 0 && !gls_journal_get_id (project, record->doc, &waiver->document, NULL))
      || !read_origin (project, record, fold, waiver))
    return NULL;
  waiver->set = g_strdup (record->person != 0 ? gls_names_get_set (project, record->person) : NULL);
  waiver->by = g_strdup (gls_fold_get_text (fold, field_of (project, "by")));
  waiver->note = g_strdup (gls_fold_get_text (fold, GLS_FIELD_NOTE));
  waiver->clock = read_clock (project, waived->action);
  return g_steal_pointer (&waiver);
}

GHashTable *
gls_project_load_waivers (GlsProject *project, const GlsId *document, GError **error)
{
  g_autoptr (GHashTable) waivers = g_hash_table_new_full (gls_id_hash, gls_id_equal, NULL, (GDestroyNotify) gls_waiver_free);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 doc = document != NULL ? gls_journal_find_record (project, document, NULL) : 0;
  gboolean ok = TRUE;
  GlsFold fold;

  if (document != NULL && doc == 0)
    return g_steal_pointer (&waivers);
  if (!gls_names_load (project, error) || !gls_journal_list_records (project, GLS_RECORD_WAIVER, doc, keys, error))
    return NULL;
  gls_fold_init (&fold);
  for (guint i = 0; ok && i < keys->len; i++)
    {
      GlsRecord record;
      GlsWaiver *waiver = NULL;

      gls_fold_reset (&fold);
      ok = gls_journal_get_record (project, g_array_index (keys, gint64, i), &record, error)
           && gls_journal_fold (project, &record, &fold, error);
      if (ok)
        waiver = read_waiver (project, &record, &fold);
      if (waiver != NULL)
        g_hash_table_replace (waivers, &waiver->problem, waiver);
    }
  gls_fold_clear (&fold);
  return ok ? g_steal_pointer (&waivers) : NULL;
}
