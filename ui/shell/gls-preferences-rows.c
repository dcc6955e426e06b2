/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Switches, numbers and choices that show a setting as it is, also when something else changes it.
 * It must not know which settings there are. */
#include "config.h"

#include <math.h>
#include "common/gls-compat.h"
#include "common/gls-settings.h"
#include "gls-preferences-rows.h"

typedef struct {
  char     *setting;
  gboolean  inverse;
  double    factor;
  char    **values;
} Tie;

static void
tie_free (gpointer data)
{
  Tie *tie = data;

  g_free (tie->setting);
  g_strfreev (tie->values);
  g_free (tie);
}

static Tie *
get_tie (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "tie");
}

/* A row with @widget at its end; @show is called now and whenever the setting changes. */
static GtkWidget *
new_row (const char *title, const char *subtitle, GtkWidget *widget, Tie *tie, void (*show) (GtkWidget *))
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *detail = g_strconcat ("changed::", tie->setting, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (widget, subtitle != NULL ? subtitle : title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (widget), "tie", tie, tie_free);
  g_signal_connect_object (gls_settings_get_default (), detail, G_CALLBACK (show), widget, G_CONNECT_SWAPPED);
  show (widget);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  return row;
}

static Tie *
new_tie (const char *setting)
{
  Tie *tie = g_new0 (Tie, 1);

  tie->setting = g_strdup (setting);
  return tie;
}

static void
show_switch (GtkWidget *widget)
{
  Tie *tie = get_tie (widget);

  gtk_switch_set_active (GTK_SWITCH (widget), gls_settings_get_boolean (gls_settings_get_default (), tie->setting) != tie->inverse);
}

static void
switched (GtkSwitch *widget)
{
  Tie *tie = get_tie (GTK_WIDGET (widget));
  gboolean value = gtk_switch_get_active (widget) != tie->inverse;

  if (value != gls_settings_get_boolean (gls_settings_get_default (), tie->setting))
    gls_settings_set (gls_settings_get_default (), tie->setting, g_variant_new_boolean (value));
}

GtkWidget *
gls_preference_switch_new (const char *title, const char *subtitle, const char *setting, gboolean inverse)
{
  GtkWidget *widget = gtk_switch_new (), *row;
  Tie *tie = new_tie (setting);

  tie->inverse = inverse;
  row = new_row (title, subtitle, widget, tie, show_switch);
  g_signal_connect (widget, "notify::active", G_CALLBACK (switched), NULL);
  return row;
}

static double
get_number (const Tie *tie)
{
  GlsSettings *settings = gls_settings_get_default ();

  return tie->factor == 0 ? gls_settings_get_int (settings, tie->setting)
                          : round (gls_settings_get_double (settings, tie->setting) * tie->factor);
}

static void
show_spin (GtkWidget *widget)
{
  double value = get_number (get_tie (widget));

  if (value != gtk_spin_button_get_value (GTK_SPIN_BUTTON (widget)))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (widget), value);
}

static void
spun (GtkSpinButton *widget)
{
  Tie *tie = get_tie (GTK_WIDGET (widget));
  double value = gtk_spin_button_get_value (widget);

  if (value != get_number (tie))
    gls_settings_set (gls_settings_get_default (), tie->setting,
                      tie->factor == 0 ? g_variant_new_int32 ((int) value) : g_variant_new_double (value / tie->factor));
}

GtkWidget *
gls_preference_spin_new (const char *title, const char *subtitle, const char *setting, double min, double max, double step,
                         double factor)
{
  GtkWidget *widget = gtk_spin_button_new_with_range (min, max, step), *row;
  Tie *tie = new_tie (setting);

  tie->factor = factor;
  row = new_row (title, subtitle, widget, tie, show_spin);
  g_signal_connect (widget, "value-changed", G_CALLBACK (spun), NULL);
  return row;
}

static void
show_choice (GtkWidget *widget)
{
  Tie *tie = get_tie (widget);
  g_autofree char *value = gls_settings_dup_string (gls_settings_get_default (), tie->setting);

  for (guint i = 0; tie->values[i] != NULL; i++)
    if (g_str_equal (tie->values[i], value))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), i);
}

static void
chosen (GtkDropDown *widget)
{
  Tie *tie = get_tie (GTK_WIDGET (widget));
  guint at = gtk_drop_down_get_selected (widget);
  g_autofree char *value = gls_settings_dup_string (gls_settings_get_default (), tie->setting);

  if (at < g_strv_length (tie->values) && !g_str_equal (tie->values[at], value))
    gls_settings_set (gls_settings_get_default (), tie->setting, g_variant_new_string (tie->values[at]));
}

GtkWidget *
gls_preference_choice_new (const char *title, const char *subtitle, const char *setting, const char * const *values,
                           const char * const *names, gboolean search)
{
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();
  GtkWidget *widget = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (names)),
                                         gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")), *row;
  Tie *tie = new_tie (setting);

  tie->values = g_strdupv ((char **) values);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (widget), factory);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (widget), search);
  row = new_row (title, subtitle, widget, tie, show_choice);
  g_signal_connect (widget, "notify::selected", G_CALLBACK (chosen), NULL);
  return row;
}
