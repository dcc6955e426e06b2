/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows settings as rows and writes them at once.
 * It must not know who obeys them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-compat.h"
#include "common/gls-settings.h"
#include "gls-preferences.h"

static const char * const schemes[] = { "system", "light", "dark" };

static void
scheme_chosen (AdwComboRow *row)
{
  guint chosen = adw_combo_row_get_selected (row);

  if (chosen < G_N_ELEMENTS (schemes))
    gls_settings_set (gls_settings_get_default (), GLS_SETTING_COLOR_SCHEME, g_variant_new_string (schemes[chosen]));
}

static void
zoom_chosen (GtkSpinButton *button)
{
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_ZOOM,
                    g_variant_new_double (gtk_spin_button_get_value (button) / 100.0));
}

static GtkWidget *
new_scheme_row (void)
{
  GtkWidget *row = adw_combo_row_new ();
  const char *names[] = { _ ("As the system"), _ ("Light"), _ ("Dark"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();
  g_autofree char *scheme = gls_settings_dup_string (gls_settings_get_default (), GLS_SETTING_COLOR_SCHEME);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Light or dark"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Light or dark"), -1);
  adw_combo_row_set_factory (ADW_COMBO_ROW (row), factory);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (scheme, schemes[i]))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect (row, "notify::selected", G_CALLBACK (scheme_chosen), NULL);
  return row;
}

static GtkWidget *
new_zoom_row (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (50, 300, 10);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Size of the article's letters"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Percent of the normal size"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin),
                             100 * gls_settings_get_double (gls_settings_get_default (), GLS_SETTING_ZOOM));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Size of the article's letters"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Size of the article's letters"), -1);
  g_signal_connect (spin, "value-changed", G_CALLBACK (zoom_chosen), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  return row;
}

GtkWidget *
gls_preferences_new (GtkWindow *parent)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "title", _ ("Preferences"),
                                    "default-width", 480, "resizable", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _ ("Appearance"), "margin-top", 18, "margin-bottom", 24,
                                   "margin-start", 18, "margin-end", 18, NULL);
  GtkShortcut *escape = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close"));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_scheme_row ());
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_zoom_row ());
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), group);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), escape);
  gtk_widget_add_controller (window, keys);
  return window;
}
