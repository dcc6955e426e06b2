/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row a command: its key as a button that waits for another one, and a way back to the first.
 * It must not know what a command does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-key-map.h"
#include "common/gls-settings.h"
#include "gls-preferences-rows.h"

/* The one row that waits for a key; all rows of a window share it. */
typedef struct {
  GtkWidget *waiting;  /* its AdwActionRow */
} Capture;

static const GlsKey *
get_key (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "key");
}

static void
show_row (GtkWidget *row)
{
  const GlsKey *key = get_key (row);
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "button"), *reset = g_object_get_data (G_OBJECT (row), "reset");
  Capture *capture = g_object_get_data (G_OBJECT (row), "capture");
  g_autofree char *label = gls_keys_dup_accel_label (key), *spoken = NULL;

  if (capture->waiting == row)
    gtk_button_set_label (GTK_BUTTON (button), _ ("Press a key…"));
  else
    gtk_button_set_label (GTK_BUTTON (button), *label != '\0' ? label : _ ("None"));
  spoken = g_strdup_printf ("%s: %s", _ (key->title), gtk_button_get_label (GTK_BUTTON (button)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_visible (reset, gls_key_map_is_changed (key));
}

static void
wait_for_key (Capture *capture, GtkWidget *row)
{
  GtkWidget *before = capture->waiting;

  capture->waiting = row;
  if (before != NULL)
    show_row (before);
  if (row != NULL)
    show_row (row);
}

static void
button_clicked (GtkButton *button, GtkWidget *row)
{
  Capture *capture = g_object_get_data (G_OBJECT (row), "capture");

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Escape keeps the old key, Backspace takes it off"));
  wait_for_key (capture, capture->waiting == row ? NULL : row);
}

static void
reset_clicked (GtkButton *button, GtkWidget *row)
{
  const GlsKey *key = get_key (row), *other = gls_key_map_find_conflict (key, key->accel);
  g_autofree char *sentence = other != NULL ? g_strdup_printf (_ ("“%s” has this key."), _ (other->title)) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sentence != NULL ? sentence : "");
  if (sentence == NULL)
    gls_key_map_set (key, NULL);
}

static gboolean
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R) || keyval == GDK_KEY_ISO_Level3_Shift
         || keyval == GDK_KEY_ISO_Next_Group || keyval == GDK_KEY_Num_Lock;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, Capture *capture)
{
  GtkWidget *row = capture->waiting;
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  g_autofree char *accel = NULL, *sentence = NULL;
  guint lower = gdk_keyval_to_lower (keyval);

  if (row == NULL || is_modifier (keyval))
    return row != NULL;
  if (modifiers == 0 && keyval == GDK_KEY_Escape)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), "");
      wait_for_key (capture, NULL);
      return TRUE;
    }
  /* Another alphabet's letter means the Latin one of its key, as it does everywhere. */
  if (gdk_keyval_to_unicode (lower) > 0x7f && gls_keys_get_latin (gtk_widget_get_display (row), keyval, keycode) != 0)
    lower = gdk_unicode_to_keyval (gls_keys_get_latin (gtk_widget_get_display (row), keyval, keycode));
  accel = modifiers == 0 && keyval == GDK_KEY_BackSpace ? g_strdup ("") : gtk_accelerator_name (lower, modifiers);
  sentence = gls_key_map_check (get_key (row), accel);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sentence != NULL ? sentence : "");
  if (sentence != NULL)
    return TRUE;
  wait_for_key (capture, NULL);
  gls_key_map_set (get_key (row), accel);
  return TRUE;
}

static GtkWidget *
new_row (const GlsKey *key, Capture *capture)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_label (""), *reset;
  g_autofree char *title = g_markup_escape_text (_ (key->title), -1);
  g_autofree char *back = g_strdup_printf (_ ("%s: back to the first key"), _ (key->title));

  reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (key->title), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (reset, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Change the key"));
  gtk_widget_set_tooltip_text (reset, back);
  gtk_accessible_update_property (GTK_ACCESSIBLE (reset), GTK_ACCESSIBLE_PROPERTY_LABEL, back, -1);
  g_object_set_data (G_OBJECT (row), "key", (gpointer) key);
  g_object_set_data (G_OBJECT (row), "button", button);
  g_object_set_data (G_OBJECT (row), "reset", reset);
  g_object_set_data (G_OBJECT (row), "capture", capture);
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked), row);
  g_signal_connect (reset, "clicked", G_CALLBACK (reset_clicked), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), reset);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (gls_settings_get_default (), "changed::" GLS_SETTING_KEYS, G_CALLBACK (show_row), row,
                           G_CONNECT_SWAPPED);
  show_row (row);
  return row;
}

GtkWidget *
gls_preference_keys_new (GtkWidget *window)
{
  GtkWidget *group = adw_preferences_group_new (), *all = gtk_button_new_with_label (_ ("All as at First"));
  GtkEventController *keys = gtk_event_controller_key_new ();
  Capture *capture = g_new0 (Capture, 1);

  g_object_set_data_full (G_OBJECT (window), "capture", capture, g_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Keys"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("The letters of labels are changed in the codebook."));
  gtk_widget_set_tooltip_text (all, _ ("Every key as it was before it was changed"));
  gtk_widget_set_valign (all, GTK_ALIGN_CENTER);
  g_signal_connect (all, "clicked", G_CALLBACK (gls_key_map_reset_all), NULL);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), all);
  for (const GlsKey *key = gls_keys_get (); key->title != NULL; key++)
    if (key->action != NULL)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (key, capture));
  /* Before the application's own keys see them. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), capture);
  gtk_widget_add_controller (window, keys);
  return group;
}
