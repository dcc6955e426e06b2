/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo in the person's name, and what they say. It knows actions by their kind only; what they changed is the store's. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-session-private.h"

const char *
gls_session_name_action (const char *what)
{
  static const struct { const char *what, *name; } names[] = {
    { "adjudicate", N_ ("decision") }, { "zone", N_ ("zone") }, { "give", N_ ("giving out") }, { "publish", N_ ("publishing") }, { "label", N_ ("label") }, { "delete", N_ ("delete") }, { "type", N_ ("change of type") }, { "note", N_ ("note") },
    { "status", N_ ("status") }, { "metadata", N_ ("document data") }, { "import", N_ ("import") },
    { "attribute", N_ ("attribute") }, { "role", N_ ("role") }, { "relation", N_ ("relation") }, { "entity", N_ ("entity") },
    { "fix", N_ ("fix of a problem") }, { "waive", N_ ("waiver") }, { "open problem", N_ ("opened problem") },
    { "unsure", N_ ("unsure") }, { "fragments", N_ ("boundaries") }, { "codebook", N_ ("codebook") }, { "person", N_ ("person") },
    { "plugin-setting", N_ ("setting of a plugin") }, { "extract", N_ ("run of a plugin") },
    { "accept", N_ ("accepting suggestions") }, { "reject", N_ ("rejecting suggestions") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].what, what) == 0)
      return _ (names[i].name);
  return what;
}

static void
undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsSession *self = g_task_get_source_object (task);
  gboolean redo = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  GlsUndoReport report = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  if (!gls_store_undo_finish (GLS_STORE (source), result, &report, &error))
    {
      gls_session_fail (self, redo ? _ ("Nothing was done again") : _ ("Nothing was undone"), error->message);
      return;
    }
  if (report.what == NULL)
    g_string_append (text, redo ? _ ("Nothing to do again") : _ ("Nothing to undo"));
  else
    g_string_append_printf (text, redo ? _ ("Done again: %s") : _ ("Undone: %s"), gls_session_name_action (report.what));
  if (report.what != NULL && report.kept > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%u of %u changed since by %s"), report.kept, report.kept + report.restored,
                              report.kept_by != NULL ? report.kept_by : "?");
    }
  if (report.what == NULL || redo || self->bundle <= 1)
    {
      self->bundle = 0;
      gls_session_say (self, text->str, FALSE);
    }
  else
    {
      self->bundle--;
      gls_session_undo (self, FALSE);
    }
  gls_undo_report_clear (&report);
}

void
gls_session_bundle_undo (GlsSession *self, guint steps)
{
  self->bundle = steps;
}

/* Kinds of actions that are written in many steps and are not at their end. */
void
gls_session_hold_undo (GlsSession *self, const char *what)
{
  g_ptr_array_add (self->held, g_strdup (what));
}

void
gls_session_release_undo (GlsSession *self, const char *what)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->held, what, g_str_equal, &index))
    g_ptr_array_remove_index_fast (self->held, index);
}

const char *
gls_session_get_held (GlsSession *self)
{
  return self->held->len > 0 ? g_ptr_array_index (self->held, 0) : NULL;
}

static void
begin_undo (GlsSession *self, gboolean redo)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_task_data (task, GINT_TO_POINTER (redo), NULL);
  gls_store_undo_async (self->store, self->person, redo, NULL, undone, task);
}

static gpointer
find_next (GlsProject *project, gpointer person, GCancellable *cancellable, GError **error)
{
  return gls_project_dup_next_undo (project, person, FALSE, error);
}

static void
next_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsSession) self = user_data;
  g_autofree char *what = gls_store_run_finish (GLS_STORE (source), result, NULL);
  g_autofree char *text = NULL;

  if (what == NULL || !g_ptr_array_find_with_equal_func (self->held, what, g_str_equal, NULL))
    {
      begin_undo (self, FALSE);
      return;
    }
  text = g_strdup_printf (_ ("Nothing undone: “%s” is still going on. Stop it first, or wait for its end."),
                          gls_session_name_action (what));
  gls_session_say (self, text, FALSE);
}

void
gls_session_undo (GlsSession *self, gboolean redo)
{
  if (redo || self->held->len == 0)
    begin_undo (self, redo);
  else
    gls_store_read_async (self->store, find_next, g_strdup (self->person), g_free, g_free, NULL, next_found, g_object_ref (self));
}
