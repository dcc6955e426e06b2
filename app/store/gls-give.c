/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the project with some of its documents and one person's marks: an empty file of the same project that merges
 * what that person may have. It must not know how entries are merged. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "gls-give.h"
#include "gls-merge-private.h"

/**
 * gls_change_assign:
 * @documents: (element-type GlsId): a set
 *
 * A document that the person has a status for already keeps it.
 */
void
gls_change_assign (GlsChange *change, GlsProject *project, const char *person, GHashTable *documents)
{
  GHashTableIter iter;
  gpointer document;

  gls_change_put_person (change, person);
  g_hash_table_iter_init (&iter, documents);
  while (g_hash_table_iter_next (&iter, &document, NULL))
    {
      GlsId id;

      gls_record_id_for_status (document, person, &id);
      if (gls_journal_find_record (project, &id, NULL) == 0)
        gls_change_set_status (change, document, person, GLS_STATUS_NOT_BEGUN, NULL);
    }
}

static gboolean
wants_set (const GlsGiving *giving, const char *set)
{
  if (set == NULL || g_str_equal (set, giving->person))
    return TRUE;
  if (g_str_has_prefix (set, "plugin:"))
    return giving->suggestions;
  return g_str_equal (set, "gold") && giving->gold;
}

gboolean
gls_giving_wants (const GlsGiving *giving, GlsProject *project, const GlsRecord *record)
{
  if (record->kind == GLS_RECORD_DOCUMENT)
    return g_hash_table_contains (giving->documents, &record->id);
  if (record->kind == GLS_RECORD_DECISION)
    return giving->gold;
  return record->person == 0 || wants_set (giving, gls_names_get_set (project, record->person));
}

static gboolean
count (GlsProject *copy, GlsGivingReport *report, GError **error)
{
  GlsStats stats = { 0 };

  if (!gls_project_stats (copy, &stats, error))
    return FALSE;
  report->documents = stats.documents;
  report->annotations = stats.annotations;
  report->suggestions = stats.suggestions;
  gls_stats_clear (&stats);
  return TRUE;
}

/**
 * gls_project_give:
 * @giving: who gets what
 * @path: where no file is yet
 *
 * The codebook, entities and questions go along whole; of other people nothing but their names. Merging the copy back
 * joins what was done in it with what was left out, as a copy may hold part of an action.
 */
gboolean
gls_project_give (GlsProject *project, const GlsGiving *giving, const char *path, GlsGivingReport *report, GError **error)
{
  g_autoptr (GlsProject) copy = NULL;
  gboolean ok;

  memset (report, 0, sizeof *report);
  if (!gls_names_load (project, error))
    return FALSE;
  copy = gls_project_create_copy (path, &project->id, error);
  if (copy == NULL)
    return FALSE;
  ok = gls_project_fill (copy, project, giving, error) && count (copy, report, error);
  g_clear_pointer (&copy, gls_project_close);
  if (!ok)
    g_unlink (path);
  return ok;
}
