/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tooltips of Undo and Redo say what would be undone: after a restart nobody remembers. Read when the pointer or the
 * keyboard comes to the button, so that work itself pays nothing for it. */
#include "gls-window-private.h"
#include "common/gls-keys.h"

#include <glib/gi18n.h>

typedef struct {
  char     *person;
  gboolean  redo;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->person);
  g_free (question);
}

static gpointer
find (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return gls_project_dup_next_undo (project, question->person, question->redo, error);
}

static void
name (GtkWidget *button, gboolean redo, const char *what)
{
  const char *word = redo ? _ ("Redo") : _ ("Undo");
  g_autofree char *text = what != NULL && *what != '\0' ? g_strdup_printf ("%s: %s", word, gls_session_name_action (what))
                                                        : g_strdup (word);

  gls_keys_set_tooltip (button, text, redo ? "win.redo" : "win.undo");
}

static void
found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autofree char *what = gls_store_run_finish (GLS_STORE (source), result, NULL);

  name (button, g_str_equal (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "win.redo"), what);
}

static void
ask (GlsWindow *self, GtkEventController *controller)
{
  GtkWidget *button = gtk_event_controller_get_widget (controller);
  Question *question;

  if (self->session == NULL)
    return;
  question = g_new (Question, 1);
  question->person = g_strdup (gls_session_get_person (self->session));
  question->redo = button == self->redo_button;
  gls_store_read_async (gls_session_get_store (self->session), find, question, question_free, g_free, self->cancellable, found,
                        g_object_ref (button));
}

static void
entered (GtkEventController *controller, double x, double y, GlsWindow *self)
{
  ask (self, controller);
}

static void
focused (GtkEventController *controller, GlsWindow *self)
{
  ask (self, controller);
}

void
gls_window_name_undo (GlsWindow *self)
{
  GtkWidget *buttons[] = { self->undo_button, self->redo_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkEventController *motion = gtk_event_controller_motion_new ();
      GtkEventController *focus = gtk_event_controller_focus_new ();

      name (buttons[i], i == 1, NULL);
      g_signal_connect_object (motion, "enter", G_CALLBACK (entered), self, 0);
      g_signal_connect_object (focus, "enter", G_CALLBACK (focused), self, 0);
      gtk_widget_add_controller (buttons[i], motion);
      gtk_widget_add_controller (buttons[i], focus);
    }
}
