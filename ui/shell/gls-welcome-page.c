/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a name once and offers projects.
 * It must not know how a project is opened. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-settings.h"
#include "common/gls-keys.h"
#include "common/gls-session.h"
#include "gls-welcome-page.h"

struct _GlsWelcomePage {
  AdwBin               parent_instance;
  AdwEntryRow         *person_row;
  GtkLabel            *waiting_label;
  GtkWidget           *buttons;
  GtkWidget           *sample_button;
  GtkWidget           *open_button;
  GtkWidget           *new_button;
  GtkWidget           *busy_box;
  GtkLabel            *busy_label;
  AdwPreferencesGroup *recent_group;
  GPtrArray           *recent_rows;
  gboolean             waiting;
};

G_DEFINE_FINAL_TYPE (GlsWelcomePage, gls_welcome_page, ADW_TYPE_BIN)

enum { PROJECT_CHOSEN, SAMPLE_CHOSEN, PERSON_GIVEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static char *
dup_name (GlsWelcomePage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->person_row))));
}

static void
person_changed (GlsWelcomePage *self)
{
  g_autofree char *name = dup_name (self);
  gboolean usable = gls_session_is_person_name (name);

  gtk_widget_set_sensitive (self->buttons, usable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->recent_group), usable);
  if (usable || *name == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->person_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->person_row), "error");
  if (usable && !self->waiting)
    g_signal_emit (self, signals[PERSON_GIVEN], 0, name);
}

static void
person_activated (GlsWelcomePage *self)
{
  g_autofree char *name = dup_name (self);

  if (!gls_session_is_person_name (name))
    return;
  self->waiting = FALSE;
  g_signal_emit (self, signals[PERSON_GIVEN], 0, name);
  gtk_widget_grab_focus (self->sample_button);
}

static void
sample_clicked (GlsWelcomePage *self)
{
  g_signal_emit (self, signals[SAMPLE_CHOSEN], 0);
}

static void
row_activated (AdwActionRow *row, GlsWelcomePage *self)
{
  g_signal_emit (self, signals[PROJECT_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "path"));
}

static void
show_recent (GlsWelcomePage *self)
{
  g_auto (GStrv) recent = gls_settings_dup_strv (gls_settings_get_default (), GLS_SETTING_RECENT);
  guint n = 0;

  for (guint i = 0; i < self->recent_rows->len; i++)
    adw_preferences_group_remove (self->recent_group, g_ptr_array_index (self->recent_rows, i));
  g_ptr_array_set_size (self->recent_rows, 0);
  for (guint i = 0; recent[i] != NULL; i++)
    if (g_file_test (recent[i], G_FILE_TEST_EXISTS))
      {
        GtkWidget *row = adw_action_row_new ();
        g_autofree char *title = g_filename_display_basename (recent[i]);
        g_autofree char *folder = g_path_get_dirname (recent[i]);
        g_autofree char *shown = g_filename_display_name (folder);

        adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
        {
          g_autofree char *escaped = g_markup_escape_text (shown, -1);
          adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
        }
        adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
        gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
        gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
        gtk_widget_set_tooltip_text (row, recent[i]);
        g_object_set_data_full (G_OBJECT (row), "path", g_strdup (recent[i]), g_free);
        g_signal_connect (row, "activated", G_CALLBACK (row_activated), self);
        adw_preferences_group_add (self->recent_group, row);
        g_ptr_array_add (self->recent_rows, row);
        n++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), n > 0);
}

static void
gls_welcome_page_finalize (GObject *object)
{
  g_ptr_array_unref (GLS_WELCOME_PAGE (object)->recent_rows);
  G_OBJECT_CLASS (gls_welcome_page_parent_class)->finalize (object);
}

static void
gls_welcome_page_class_init (GlsWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_welcome_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/shell/gls-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, person_row);
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, buttons);
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, sample_button);
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, open_button);
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, new_button);
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, busy_box);
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, busy_label);
  gtk_widget_class_bind_template_child (widget_class, GlsWelcomePage, recent_group);
  gtk_widget_class_bind_template_callback (widget_class, person_changed);
  gtk_widget_class_bind_template_callback (widget_class, person_activated);
  gtk_widget_class_bind_template_callback (widget_class, sample_clicked);
  signals[PROJECT_CHOSEN] = g_signal_new ("project-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_STRING);
  signals[SAMPLE_CHOSEN] = g_signal_new ("sample-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PERSON_GIVEN] = g_signal_new ("person-given", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
}

static void
gls_welcome_page_init (GlsWelcomePage *self)
{
  self->recent_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gls_keys_set_tooltip (self->open_button, _ ("Open a project file"), "win.open");
  gls_keys_set_tooltip (self->new_button, _ ("Begin a new project"), "win.new");
  g_signal_connect_object (gls_settings_get_default (), "changed::" GLS_SETTING_RECENT, G_CALLBACK (show_recent), self,
                           G_CONNECT_SWAPPED);
  show_recent (self);
  person_changed (self);
}

GtkWidget *
gls_welcome_page_new (void)
{
  return g_object_new (GLS_TYPE_WELCOME_PAGE, NULL);
}

void
gls_welcome_page_set_person (GlsWelcomePage *self, const char *person)
{
  g_autofree char *name = dup_name (self);

  if (g_strcmp0 (name, person) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->person_row), person != NULL ? person : "");
}

void
gls_welcome_page_set_waiting (GlsWelcomePage *self, const char *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *text = name != NULL ? g_strdup_printf (_ ("“%s” opens as soon as you have given your name and pressed Return."), name)
                                       : NULL;

  self->waiting = path != NULL;
  gtk_label_set_text (self->waiting_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_label), text != NULL);
}

void
gls_welcome_page_focus (GlsWelcomePage *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_grab_focus (*name == '\0' || self->waiting ? GTK_WIDGET (self->person_row) : self->sample_button);
}

void
gls_welcome_page_set_busy (GlsWelcomePage *self, const char *what)
{
  gtk_label_set_text (self->busy_label, what != NULL ? what : "");
  gtk_widget_set_visible (self->busy_box, what != NULL);
  gtk_widget_set_sensitive (self->buttons, what == NULL);
}
