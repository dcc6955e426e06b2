/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes in another copy of the project: first only counted, then, once that is confirmed, merged on the writer thread.
 * It must not know how entries are taken, nor pages. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-backup.h>
#include <gls-clock.h>
#include "common/gls-dialogs.h"
#include "gls-merge-copy.h"

typedef struct {
  GtkWindow   *parent;
  GlsSession  *session;
  char        *path;
  char        *name;
  GlsOpenFlags flags;
} Merge;

typedef struct {
  char          *path;
  GlsOpenFlags   flags;
  gboolean       dry_run;
} Request;

typedef struct {
  GlsMergeReport report;
  char          *backup;
} Outcome;

static void
merge_free (Merge *merge)
{
  g_object_unref (merge->parent);
  g_object_unref (merge->session);
  g_free (merge->path);
  g_free (merge->name);
  g_free (merge);
}

static void
request_free (gpointer data)
{
  g_free (((Request *) data)->path);
  g_free (data);
}

static void
outcome_free (gpointer data)
{
  g_free (((Outcome *) data)->backup);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static gpointer
run_merge (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);

  if (!gls_project_merge (project, request->path, request->dry_run, request->flags, &outcome->report, NULL, error))
    return NULL;
  if (!request->dry_run)
    {
      g_autoptr (GPtrArray) backups = NULL;
      GlsId id;

      gls_project_get_id (project, &id);
      backups = gls_backup_list (&id);
      if (backups->len > 0)
        outcome->backup = g_strdup (g_ptr_array_index (backups, 0));
    }
  return g_steal_pointer (&outcome);
}

static void
run_async (Merge *merge, gboolean dry_run, GAsyncReadyCallback callback)
{
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (merge->path);
  request->flags = merge->flags;
  request->dry_run = dry_run;
  gls_store_write_async (gls_session_get_store (merge->session), run_merge, request, request_free, outcome_free, NULL, callback, merge);
}

/* "3 new documents · 20 new annotations · 41 changes in all", a line about what both changed below. */
static char *
dup_counts (const GlsMergeReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (report->documents > 0)
    g_string_append_printf (text, ngettext ("%u new document · ", "%u new documents · ", report->documents), report->documents);
  if (report->annotations > 0)
    g_string_append_printf (text, ngettext ("%u new annotation · ", "%u new annotations · ", report->annotations),
                            report->annotations);
  g_string_append_printf (text, ngettext ("%u change in all", "%u changes in all", report->entries), report->entries);
  if (report->conflicts > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("In %u place both copies changed the same; the later change stands.",
                                              "In %u places both copies changed the same; the later change stands.",
                                              report->conflicts), report->conflicts);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Merge *merge = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (outcome == NULL)
    gls_session_fail (merge->session, _ ("Nothing is merged"), error->message);
  else
    {
      g_autofree char *heading = g_strdup_printf (_ ("“%s” is merged"), merge->name);
      g_autofree char *counts = dup_counts (&outcome->report);
      g_autofree char *shown = outcome->backup != NULL ? g_filename_display_name (outcome->backup) : NULL;
      g_autofree char *backup = shown != NULL ? g_strdup_printf (_ ("The project as it was before is kept as\n%s"), shown) : NULL;
      g_autofree char *text = g_strjoin ("\n\n", counts, backup, NULL);

      gls_dialog_tell (merge->parent, heading, text);
    }
  merge_free (merge);
}

static void
confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Merge *merge = user_data;
  g_autofree char *answer = gls_dialog_choose_finish (result);

  if (!g_str_equal (answer, "merge"))
    {
      merge_free (merge);
      return;
    }
  gls_session_say (merge->session, _ ("Merging…"), FALSE);
  run_async (merge, FALSE, merged);
}

static void
counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const char *answers[] = { "cancel", _ ("_Cancel"), "*merge", _ ("_Merge"), NULL };
  Merge *merge = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = gls_store_run_finish (GLS_STORE (source), result, &error);
  g_autofree char *heading = NULL, *counts = NULL, *text = NULL, *ahead = NULL;
  gint64 ahead_ms;

  if (outcome == NULL || (outcome->report.actions == 0 && outcome->report.entries == 0))
    {
      if (outcome == NULL)
        gls_session_fail (merge->session, _ ("Nothing is merged"), error->message);
      else
        gls_dialog_tell (merge->parent, _ ("Nothing new"), _ ("Everything in this copy is in the project already."));
      merge_free (merge);
      return;
    }
  ahead_ms = outcome->report.clock_ahead_ms;
  if (ahead_ms > GLS_CLOCK_DAY >> 16)
    {
      int days = (int) MIN (ahead_ms / (24 * 60 * 60 * 1000), G_MAXINT);

      /* Shown and confirmed by this very dialog. */
      merge->flags = GLS_OPEN_ACCEPT_CLOCK;
      ahead = g_strdup_printf (ngettext ("Its changes are dated %d day ahead of this computer's clock: one of the two clocks is wrong. "
                                         "They are taken with the dates they have.",
                                         "Its changes are dated %d days ahead of this computer's clock: one of the two clocks is "
                                         "wrong. They are taken with the dates they have.", days), days);
    }
  heading = g_strdup_printf (_ ("Merge “%s”?"), merge->name);
  counts = dup_counts (&outcome->report);
  text = g_strjoin ("\n\n", counts, _ ("A backup of this project is made first. A merge is no step that Undo takes back."), ahead, NULL);
  gls_dialog_choose_async (merge->parent, heading, text, answers, confirmed, merge);
}

static void
copy_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Merge *merge = user_data;
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  merge->path = file != NULL ? g_file_get_path (file) : NULL;
  if (merge->path == NULL)
    {
      merge_free (merge);
      return;
    }
  merge->name = g_filename_display_basename (merge->path);
  gls_session_say (merge->session, _ ("Reading the copy…"), FALSE);
  run_async (merge, TRUE, counted);
}

void
gls_merge_copy_start (GtkWindow *parent, GlsSession *session)
{
  static const char * const patterns[] = { "*.gloss", NULL };
  Merge *merge = g_new0 (Merge, 1);

  merge->parent = g_object_ref (parent);
  merge->session = g_object_ref (session);
  gls_dialog_file_async (parent, GLS_FILE_OPEN, _ ("Merge a Copy"), _ ("_Merge"), NULL, _ ("Glossator projects"), patterns,
                         copy_chosen, merge);
}
