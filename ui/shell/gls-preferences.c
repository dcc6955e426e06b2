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

static void
width_chosen (GtkSpinButton *button)
{
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_LINE_WIDTH,
                    g_variant_new_int32 (gtk_spin_button_get_value_as_int (button)));
}

static GtkWidget *
new_width_row (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 200, 4);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Width of the article's lines"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Characters; 0: as wide as the window"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), gls_settings_get_int (gls_settings_get_default (), GLS_SETTING_LINE_WIDTH));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Width of the article's lines"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Width of the article's lines"), -1);
  g_signal_connect (spin, "value-changed", G_CALLBACK (width_chosen), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  return row;
}

/* The first is the program's own choice. */
static void
font_chosen (GtkDropDown *drop_down)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));

  gls_settings_set (gls_settings_get_default (), GLS_SETTING_FONT,
                    g_variant_new_string (chosen == 0 || chosen == GTK_INVALID_LIST_POSITION
                                              ? "" : gtk_string_list_get_string (list, chosen)));
}

static int
compare_families (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

static GtkWidget *
new_font_row (GtkWidget *window)
{
  GtkWidget *row = adw_action_row_new (), *drop_down;
  g_autofree char *chosen = gls_settings_dup_string (gls_settings_get_default (), GLS_SETTING_FONT);
  g_autofree PangoFontFamily **families = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GtkStringList *list;
  guint at = 0;
  int n;

  pango_context_list_families (gtk_widget_get_pango_context (window), &families, &n);
  for (int i = 0; i < n; i++)
    g_ptr_array_add (names, (gpointer) pango_font_family_get_name (families[i]));
  g_ptr_array_sort (names, compare_families);
  g_ptr_array_insert (names, 0, _ ("Serif, as the program chooses"));
  g_ptr_array_add (names, NULL);
  for (guint i = 1; i + 1 < names->len && *chosen != '\0'; i++)
    if (g_str_equal (g_ptr_array_index (names, i), chosen))
      at = i;
  list = gtk_string_list_new ((const char * const *) names->pdata);
  drop_down = gtk_drop_down_new (G_LIST_MODEL (list), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), at);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Font of the article"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Font of the article"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Font of the article"), -1);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (font_chosen), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), drop_down);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), drop_down);
  return row;
}

static gboolean
trim_chosen (GtkSwitch *widget, gboolean on)
{
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_TRIM, g_variant_new_boolean (on));
  return FALSE;
}

static GtkWidget *
new_trim_row (void)
{
  GtkWidget *row = adw_action_row_new (), *widget = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Trim what is marked"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Without the spaces and punctuation at its ends"));
  gtk_switch_set_active (GTK_SWITCH (widget), gls_settings_get_boolean (gls_settings_get_default (), GLS_SETTING_TRIM));
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Trim what is marked"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Trim what is marked"), -1);
  g_signal_connect (widget, "state-set", G_CALLBACK (trim_chosen), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
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
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_width_row ());
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_font_row (window));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_trim_row ());
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), group);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), escape);
  gtk_widget_add_controller (window, keys);
  return window;
}
