/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the settings into groups of rows.
 * It must not know who obeys them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-settings.h"
#include "gls-preferences-rows.h"
#include "gls-preferences.h"

static AdwPreferencesGroup *
append_group (GtkWidget *box, const char *title)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, NULL);

  gtk_box_append (GTK_BOX (box), group);
  return ADW_PREFERENCES_GROUP (group);
}

/* --- Name -------------------------------------------------------------------------------------------------------- */

static void
name_changed (AdwEntryRow *row)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (gls_session_is_person_name (name))
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
}

static void
name_applied (AdwEntryRow *row, GlsWindow *window)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (gls_session_is_person_name (name))
    gls_window_set_person (window, name);
  else
    gtk_widget_error_bell (GTK_WIDGET (row));
}

static GtkWidget *
new_name_row (GlsWindow *window)
{
  GtkWidget *row = adw_entry_row_new ();
  GlsSession *session = gls_window_get_session (window);
  g_autofree char *last = gls_settings_dup_string (gls_settings_get_default (), GLS_SETTING_LAST_PERSON);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Your name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Your name"), -1);
  gtk_widget_set_tooltip_text (row, _ ("What your annotations carry; those made before keep their name"));
  gtk_editable_set_text (GTK_EDITABLE (row), session != NULL ? gls_session_get_person (session) : last);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect (row, "changed", G_CALLBACK (name_changed), NULL);
  g_signal_connect_object (row, "apply", G_CALLBACK (name_applied), window, 0);
  return row;
}

/* --- Appearance -------------------------------------------------------------------------------------------------- */

static int
compare_families (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

/* The first is the program's own choice. */
static GtkWidget *
new_font_row (GtkWidget *window)
{
  g_autofree PangoFontFamily **families = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new (), names = g_ptr_array_new ();
  int n;

  pango_context_list_families (gtk_widget_get_pango_context (window), &families, &n);
  for (int i = 0; i < n; i++)
    g_ptr_array_add (values, (gpointer) pango_font_family_get_name (families[i]));
  g_ptr_array_sort (values, compare_families);
  g_ptr_array_extend (names, values, NULL, NULL);
  g_ptr_array_insert (values, 0, (gpointer) "");
  g_ptr_array_insert (names, 0, _ ("Serif, as the program chooses"));
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (names, NULL);
  return gls_preference_choice_new (_ ("Font of the article"), NULL, GLS_SETTING_FONT,
                                    (const char * const *) values->pdata, (const char * const *) names->pdata, TRUE);
}

static void
fill (GtkWidget *box, GtkWidget *window, GlsWindow *parent)
{
  const char * const schemes[] = { "system", "light", "dark", NULL };
  const char * const scheme_names[] = { _ ("As the system"), _ ("Light"), _ ("Dark"), NULL };
  AdwPreferencesGroup *group = append_group (box, _ ("You"));

  adw_preferences_group_add (group, new_name_row (parent));
  group = append_group (box, _ ("Appearance"));
  adw_preferences_group_add (group, gls_preference_choice_new (_ ("Light or dark"), NULL, GLS_SETTING_COLOR_SCHEME, schemes,
                                                               scheme_names, FALSE));
  adw_preferences_group_add (group, new_font_row (window));
  adw_preferences_group_add (group, gls_preference_spin_new (_ ("Size of the article's letters"), _ ("Percent of the normal size"),
                                                             GLS_SETTING_ZOOM, 50, 300, 10, 100));
  adw_preferences_group_add (group, gls_preference_spin_new (_ ("Width of the article's lines"),
                                                             _ ("Characters; 0: as wide as the window"),
                                                             GLS_SETTING_LINE_WIDTH, 0, 200, 4, 0));
  adw_preferences_group_add (group, gls_preference_switch_new (_ ("All arcs"),
                                                               _ ("Roles and relations of every annotation, not only of the selected one"),
                                                               GLS_SETTING_ALL_LINKS, FALSE));
  group = append_group (box, _ ("Marking"));
  adw_preferences_group_add (group, gls_preference_switch_new (_ ("Snap to words"), _ ("Hold Shift for single characters"),
                                                               GLS_SETTING_BY_CHARACTERS, TRUE));
  adw_preferences_group_add (group, gls_preference_switch_new (_ ("Trim what is marked"),
                                                               _ ("Without the spaces and punctuation at its ends"),
                                                               GLS_SETTING_TRIM, FALSE));
  adw_preferences_group_add (group, gls_preference_switch_new (_ ("Letters of labels by their place"),
                                                               _ ("As on a US keyboard, whatever the layout types"),
                                                               GLS_SETTING_BY_POSITION, FALSE));
  group = append_group (box, _ ("Problems"));
  adw_preferences_group_add (group, gls_preference_spin_new (_ ("Problems that are kept"),
                                                             _ ("Of documents that are not open, and as many of the project as a whole"),
                                                             GLS_SETTING_MOST_PROBLEMS, 1000, 1000000, 1000, 0));
  gtk_box_append (GTK_BOX (box), gls_preference_keys_new (window));
}

GtkWidget *
gls_preferences_new (GlsWindow *parent)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, "transient-for", parent,
                                    "destroy-with-parent", TRUE, "title", _ ("Preferences"), "default-width", 560,
                                    "default-height", 600, "width-request", 400, "height-request", 300, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, 20);
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkShortcut *escape = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close"));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_object_set (groups, "margin-top", 18, "margin-bottom", 24, "margin-start", 18, "margin-end", 18, NULL);
  fill (groups, window, parent);
  adw_clamp_set_child (ADW_CLAMP (clamp), groups);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preferences"), -1);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), escape);
  gtk_widget_add_controller (window, keys);
  return window;
}
