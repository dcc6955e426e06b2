/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as each person's work stood when that person last set it to done: what was changed later is passed over. The
 * journal holds both states; nothing is stored for this. */
#include "config.h"

#include <string.h>

#include "gls-read-parts.h"

/* What is imported or merged carries a state, not a time. */
static const char imported[] = "import";

typedef struct {
  gint64   clock;
  gboolean imported;
} Action;

struct _GlsDoneReading {
  GlsProject *project;
  GHashTable *limits;   /* gint64 person to gint64 clock */
  GHashTable *actions;  /* gint64 to Action */
  gboolean    passed;   /* something was passed over */
};

static gboolean
read_action (GlsDoneReading *self, gint64 k, Action *action)
{
  const Action *known = g_hash_table_lookup (self->actions, &k);
  sqlite3_stmt *select;

  if (known != NULL)
    {
      *action = *known;
      return TRUE;
    }
  select = gls_db_prepare (&self->project->db, "SELECT clock, what FROM action WHERE k = ?", NULL);
  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, k);
  if (!gls_db_step (&self->project->db, select, NULL))
    return FALSE;
  action->clock = sqlite3_column_int64 (select, 0);
  action->imported = g_strcmp0 ((const char *) sqlite3_column_text (select, 1), imported) == 0;
  sqlite3_reset (select);
  g_hash_table_insert (self->actions, g_memdup2 (&k, sizeof k), g_memdup2 (action, sizeof *action));
  return TRUE;
}

/* When each person who is done set it so, also for @document's statuses. */
static gboolean
read_limits (GlsDoneReading *self, const GlsId *document_id, GlsDocument *document, GError **error)
{
  guint field = gls_journal_field_key (self->project, "status", FALSE, NULL);

  for (guint i = 0; i < document->statuses->len; i++)
    {
      GlsDocumentStatus *status = g_ptr_array_index (document->statuses, i);
      const GlsFoldedField *set;
      GlsRecord record;
      Action action;
      GlsFold fold;
      GlsId id;
      gboolean ok;

      gls_record_id_for_status (document_id, status->by, &id);
      if (status->status != GLS_STATUS_DONE || !gls_journal_find_whole_record (self->project, &id, &record, NULL))
        continue;
      gls_fold_init (&fold);
      ok = gls_journal_fold (self->project, &record, &fold, error);
      set = ok ? gls_fold_find (&fold, field) : NULL;
      if (set != NULL && read_action (self, set->action, &action))
        {
          status->since = action.clock;
          g_hash_table_insert (self->limits, g_memdup2 (&record.person, sizeof record.person),
                               g_memdup2 (&action.clock, sizeof action.clock));
        }
      gls_fold_clear (&fold);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

GlsDoneReading *
gls_done_reading_new (GlsProject *project, const GlsId *document_id, GlsDocument *document, GError **error)
{
  GlsDoneReading *self = g_new0 (GlsDoneReading, 1);

  self->project = project;
  self->limits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->actions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (read_limits (self, document_id, document, error))
    return self;
  gls_done_reading_free (self);
  return NULL;
}

void
gls_done_reading_free (GlsDoneReading *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->limits);
  g_hash_table_unref (self->actions);
  g_free (self);
}

gboolean
gls_done_reading_is_late (GlsDoneReading *self, const GlsRecord *record, gint64 action)
{
  gint64 person = record->person;
  const gint64 *limit;
  GlsRecord owner;
  Action read;

  /* A link is its annotation's. */
  if (person == 0 && record->owner != 0 && gls_journal_get_record (self->project, record->owner, &owner, NULL))
    person = owner.person;
  limit = person != 0 ? g_hash_table_lookup (self->limits, &person) : NULL;
  if (limit == NULL || !read_action (self, action, &read) || read.imported || read.clock <= *limit)
    return FALSE;
  self->passed = TRUE;
  return TRUE;
}

gboolean
gls_done_reading_has_passed (const GlsDoneReading *self)
{
  return self->passed;
}
