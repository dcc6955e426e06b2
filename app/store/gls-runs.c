/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of plugins as records of the journal and back, and taking one back.
 * It must not know plugins, nor what a run does while it lasts. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-journal.h"
#include "gls-packets.h"
#include "gls-runs.h"

void
gls_run_free (GlsRun *run)
{
  g_free (run->plugin);
  g_free (run->version);
  g_free (run->by);
  g_free (run->reason);
  g_free (run->settings);
  g_free (run->scope);
  g_free (run);
}

/* The counts by the names that their fields have in the file. */
static const struct { const char *field; gsize offset; } counts[] = {
  { "documents", G_STRUCT_OFFSET (GlsRun, documents) }, { "skipped", G_STRUCT_OFFSET (GlsRun, skipped) },
  { "failed", G_STRUCT_OFFSET (GlsRun, failed) },       { "proposed", G_STRUCT_OFFSET (GlsRun, proposed) },
  { "added", G_STRUCT_OFFSET (GlsRun, added) },         { "removed", G_STRUCT_OFFSET (GlsRun, removed) },
  { "changed", G_STRUCT_OFFSET (GlsRun, changed) },     { "moved", G_STRUCT_OFFSET (GlsRun, moved) },
};

void
gls_change_put_run (GlsChange *change, const GlsRun *run)
{
  const GlsId *id = &run->id;

  gls_change_declare (change, id, GLS_RECORD_RUN, NULL, NULL, NULL);
  gls_change_set_text (change, id, "plugin", run->plugin);
  gls_change_set_text (change, id, "version", run->version);
  gls_change_set_text (change, id, "by", run->by);
  gls_change_set_text (change, id, "settings", run->settings);
  gls_change_set_int (change, id, "began", run->began);
  gls_change_set_int (change, id, "whole", run->whole);
  gls_change_set_text (change, id, "scope", run->scope);
  gls_change_set_int (change, id, "ended", run->end);
  if (run->end == GLS_RUN_BROKEN_OFF)
    return;
  gls_change_set_int (change, id, "took", (gint64) (run->seconds * 1000));
  gls_change_set_int (change, id, "characters", (gint64) run->characters);
  gls_change_set_text (change, id, "reason", run->reason);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    gls_change_set_int (change, id, counts[i].field, *(const guint *) (gconstpointer) ((const char *) run + counts[i].offset));
}

typedef struct {
  GlsProject *project;
  GPtrArray  *runs;
} Reading;

static const char *
get_text (const Reading *reading, const GlsFold *fold, const char *field)
{
  return gls_fold_get_text (fold, gls_journal_field_key (reading->project, field, FALSE, NULL));
}

static gint64
get_int (const Reading *reading, const GlsFold *fold, const char *field)
{
  return gls_fold_get_int (fold, gls_journal_field_key (reading->project, field, FALSE, NULL), 0);
}

static void
read_run (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  const char *plugin = get_text (reading, fold, "plugin"), *version = get_text (reading, fold, "version");
  GlsRun *run;

  if (plugin == NULL || version == NULL)
    return;
  run = g_new0 (GlsRun, 1);
  run->id = record->id;
  run->record = record->k;
  run->scope = g_strdup (get_text (reading, fold, "scope"));
  run->plugin = g_strdup (plugin);
  run->version = g_strdup (version);
  run->by = g_strdup (get_text (reading, fold, "by"));
  run->settings = g_strdup (get_text (reading, fold, "settings"));
  run->reason = g_strdup (get_text (reading, fold, "reason"));
  run->began = get_int (reading, fold, "began");
  run->seconds = get_int (reading, fold, "took") / 1000.0;
  run->characters = (guint64) MAX (get_int (reading, fold, "characters"), 0);
  run->end = (GlsRunEnd) CLAMP (get_int (reading, fold, "ended"), GLS_RUN_BROKEN_OFF, GLS_RUN_LOST);
  run->whole = get_int (reading, fold, "whole") != 0;
  run->taken_back = gls_fold_is_deleted (fold);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    *(guint *) (gpointer) ((char *) run + counts[i].offset) = (guint) CLAMP (get_int (reading, fold, counts[i].field), 0, G_MAXINT);
  g_ptr_array_add (reading->runs, run);
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  const GlsRun *x = *(GlsRun * const *) a, *y = *(GlsRun * const *) b;

  if (x->began != y->began)
    return x->began < y->began ? 1 : -1;
  return gls_id_compare (&y->id, &x->id);
}

GPtrArray *
gls_project_load_runs (GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_run_free);
  Reading reading = { project, runs };

  if (!gls_journal_each_record (project, GLS_RECORD_RUN, read_run, &reading, error))
    return NULL;
  g_ptr_array_sort (runs, compare_runs);
  return g_steal_pointer (&runs);
}

/* May it be taken back? What a later run of the plugin built on it would be left without its ground. */
static gboolean
check_newest (GlsProject *project, const GlsId *id, GError **error)
{
  g_autoptr (GPtrArray) runs = gls_project_load_runs (project, error);
  const GlsRun *run = NULL;

  if (runs == NULL)
    return FALSE;
  for (guint i = 0; i < runs->len && run == NULL; i++)
    if (gls_id_equal (&((const GlsRun *) g_ptr_array_index (runs, i))->id, id))
      run = g_ptr_array_index (runs, i);
  if (run == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such run in the project"));
  else if (run->taken_back)
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("this run was taken back before"));
  if (run == NULL || run->taken_back)
    return FALSE;
  for (guint i = 0; i < runs->len && g_ptr_array_index (runs, i) != run; i++)
    {
      const GlsRun *later = g_ptr_array_index (runs, i);

      if (!later->taken_back && g_str_equal (later->plugin, run->plugin))
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("a later run of %s stands; take that one back first"), run->plugin);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
gls_project_take_run_back (GlsProject *project, const GlsId *run, const char *person, GlsUndoReport *report, GError **error)
{
  gint64 rec, action = 0;

  memset (report, 0, sizeof *report);
  if (!check_newest (project, run, error) || !gls_journal_begin (project, error))
    return FALSE;
  rec = gls_journal_find_record (project, run, error);
  if (rec != 0)
    action = gls_elements_first (project, 0, rec, error);
  if (action != 0)
    return gls_undo_action (project, action, person, report, error);
  gls_journal_end (project, FALSE, NULL);
  if (error != NULL && *error == NULL)
    gls_journal_fail_damaged (project, error);
  return FALSE;
}
