/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes entries and actions: what is set on a record becomes packed fields, a share of the action's sum and rows of the
 * projections. It must not know where settings come from; transactions are its caller's. */
#include "config.h"

#include <string.h>
#include <time.h>

#include <glib/gi18n-lib.h>

#include <gls-clock.h>
#include <gls-error.h>

#include "gls-writing.h"

#define PART_USEC 20000    /* of the processor; with the disk about 25 ms */
#define YIELD_USEC 1500 /* others look for their turn every millisecond */

static gboolean
check_clock (GlsProject *project, gint64 highest, GError **error)
{
  g_autofree char *name = NULL, *ours = NULL, *theirs = NULL;
  gint64 wall = gls_clock_wall ();

  if (highest - wall <= GLS_CLOCK_DAY || (project->flags & GLS_OPEN_ACCEPT_CLOCK))
    return TRUE;
  name = g_filename_display_name (project->db.path);
  ours = gls_clock_to_iso (wall);
  theirs = gls_clock_to_iso (highest);
  g_set_error (error, GLS_ERROR, GLS_ERROR_CLOCK,
               _("%s: this computer's clock says %s, but the project was changed at %s; set the clock, or confirm to go on"),
               name, ours, theirs);
  return FALSE;
}

gboolean
gls_writing_init (GlsWriting *writing, GlsProject *project, GError **error)
{
  gint64 highest = gls_journal_get_clock (project);

  memset (writing, 0, sizeof *writing);
  if (!check_clock (project, highest, error))
    return FALSE;
  writing->project = project;
  writing->clock = gls_clock_next (highest);
  gls_id_generate (&writing->id);
  if (project->next_action == 0)
    project->next_action = gls_db_get_int (&project->db, "SELECT max(k) FROM action", 0) + 1;
  writing->action = project->next_action;
  writing->records = g_array_new (FALSE, FALSE, sizeof (gint64));
  writing->entries = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  writing->packed = g_byte_array_new ();
  gls_packet_init (&writing->run);
  gls_fold_init (&writing->before);
  gls_fold_init (&writing->after);
  return TRUE;
}

void
gls_writing_clear (GlsWriting *writing)
{
  if (writing->project == NULL)
    return;
  g_array_unref (writing->records);
  g_array_unref (writing->entries);
  g_byte_array_unref (writing->packed);
  gls_packet_clear (&writing->run);
  gls_fold_clear (&writing->before);
  gls_fold_clear (&writing->after);
}

/* In the order of the keys: there are few, and they mostly come so. */
static void
add_entry (GlsWriting *writing, guint field, const GlsJournalValue *value)
{
  GArray *entries = writing->entries;
  guint at = entries->len;
  GlsFoldedField *fields;

  g_array_set_size (entries, at + 1);
  fields = (GlsFoldedField *) (void *) entries->data;
  for (; at > 0 && fields[at - 1].field > field; at--)
    fields[at] = fields[at - 1];
  fields[at] = (GlsFoldedField) { .field = field, .action = writing->action, .value = *value };
}

static gboolean
sum_entries (GlsWriting *writing, const GlsRecord *record, const GlsPlace *place, GError **error)
{
  GlsProject *project = writing->project;
  GlsPlace found;
  guint64 begin;

  if (place == NULL
      && (!gls_journal_get_id (project, record->doc, &found.document, error)
          || !gls_journal_get_id (project, record->owner, &found.owner, error)
          || !gls_journal_get_id (project, record->person, &found.set, error)))
    return FALSE;
  if (place == NULL)
    place = &found;
  begin = gls_journal_sum_record (&writing->id, &record->id, record->kind, &place->document, &place->owner, &place->set);
  for (guint i = 0; i < writing->entries->len; i++)
    {
      const GlsFoldedField *entry = &g_array_index (writing->entries, GlsFoldedField, i);

      writing->sum += gls_journal_sum_entry (begin, gls_journal_field_name (project, entry->field), &entry->value);
    }
  return TRUE;
}

static gboolean
write_entries (GlsWriting *writing, const GlsRecord *record, const GlsPlace *place, GError **error)
{
  g_byte_array_set_size (writing->packed, 0);
  for (guint i = 0; i < writing->entries->len; i++)
    {
      const GlsFoldedField *entry = &g_array_index (writing->entries, GlsFoldedField, i);

      gls_fields_append (writing->packed, entry->field, &entry->value);
    }
  g_array_append_val (writing->records, record->k);
  return sum_entries (writing, record, place, error)
         && gls_packet_add (writing->project, &writing->run, record->doc, record->k, writing->action, writing->packed, error);
}

/* Of a record that has nothing yet, what is set is what stands. */
static gboolean
put_new (GlsWriting *writing, const GlsRecord *record, const GlsPlace *place, const GlsSetting *settings, guint n, GError **error)
{
  GlsFold after = { .fields = writing->entries };

  g_array_set_size (writing->entries, 0);
  for (guint i = 0; i < n; i++)
    if (settings[i].value.type != GLS_JOURNAL_NULL)
      add_entry (writing, settings[i].field, &settings[i].value);
  /* A record without a field still has to be somebody's doing. */
  if (writing->entries->len == 0)
    add_entry (writing, GLS_FIELD_DELETED, &(GlsJournalValue) { .type = GLS_JOURNAL_INT });
  return write_entries (writing, record, place, error)
         && gls_projection_update (writing->project, record, NULL, &after, error);
}

/* Our clock is above every clock in the file, so what is written now stands. */
gboolean
gls_writing_put (GlsWriting *writing, const GlsRecord *record, const GlsPlace *place, const GlsSetting *settings, guint n,
                 GError **error)
{
  GlsFold *before = &writing->before, *after = &writing->after;

  if (before->fields->len == 0)
    return put_new (writing, record, place, settings, n, error);
  g_array_set_size (writing->entries, 0);
  g_array_set_size (after->fields, 0);
  g_array_append_vals (after->fields, before->fields->data, before->fields->len);
  for (guint i = 0; i < n; i++)
    {
      const GlsFoldedField *standing = gls_fold_find (after, settings[i].field);

      if (standing == NULL ? settings[i].value.type == GLS_JOURNAL_NULL
                           : gls_journal_value_equal (&standing->value, &settings[i].value))
        continue;
      add_entry (writing, settings[i].field, &settings[i].value);
      gls_fold_set (after, settings[i].field, writing->action, &settings[i].value);
    }
  return writing->entries->len == 0
         || (write_entries (writing, record, place, error)
             && gls_projection_update (writing->project, record, before, after, error));
}

/**
 * gls_writing_finish:
 * @person: (nullable): whose action it is; %NULL: the program's own
 * @undoes: (nullable): the action that is undone
 * @group: (nullable): of a long action
 * @detail: (nullable): canonical JSON
 */
gboolean
gls_writing_finish (GlsWriting *writing, const char *person, const char *what, const GlsId *undoes, const GlsId *group,
                    const char *detail, GError **error)
{
  GlsProject *project = writing->project;
  sqlite3_stmt *insert = gls_db_prepare (&project->db,
                                         "INSERT INTO action (k, id, clock, person, what, undoes, grp, detail, sum, records)"
                                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                         error);
  GlsId person_id = { { 0 } };
  gint64 person_key = 0;

  if (insert == NULL || !gls_packet_flush (project, &writing->run, error))
    return FALSE;
  if (person != NULL)
    {
      gls_record_id_for_person (person, &person_id);
      person_key = gls_journal_find_record (project, &person_id, error);
    }
  writing->sum += gls_journal_sum_action (&writing->id, writing->clock, person != NULL ? &person_id : NULL, what, undoes,
                                          group, detail);
  g_byte_array_set_size (writing->packed, 0);
  gls_keys_pack (writing->records, writing->packed);
  sqlite3_bind_int64 (insert, 1, writing->action);
  sqlite3_bind_blob (insert, 2, &writing->id, sizeof writing->id, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 3, writing->clock);
  if (person_key != 0)
    sqlite3_bind_int64 (insert, 4, person_key);
  sqlite3_bind_text (insert, 5, what, -1, SQLITE_STATIC);
  if (undoes != NULL)
    sqlite3_bind_blob (insert, 6, undoes, sizeof *undoes, SQLITE_STATIC);
  if (group != NULL)
    sqlite3_bind_blob (insert, 7, group, sizeof *group, SQLITE_STATIC);
  if (detail != NULL)
    sqlite3_bind_text (insert, 8, detail, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 9, (gint64) writing->sum);
  gls_db_bind_bytes (insert, 10, writing->packed->data, writing->packed->len);
  project->next_action = writing->action + 1;
  project->clock = writing->clock;
  return gls_db_run (&project->db, insert, error);
}

void
gls_pace_init (GlsPace *pace)
{
  pace->size = 1000;
}

/* Not the clock on the wall: waiting for the disk or behind other programs takes as long for few records as for many. */
static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

void
gls_pace_begin (GlsPace *pace)
{
  pace->begun = processor_time ();
}

void
gls_pace_end (GlsPace *pace, gboolean more)
{
  gint64 took = MAX (1, processor_time () - pace->begun);
  guint64 fitting = (guint64) pace->size * PART_USEC / took;

  pace->size = CLAMP (CLAMP (fitting, pace->size / 2, pace->size * 2), 100, 20000);
  if (more)
    g_usleep (YIELD_USEC);
}
