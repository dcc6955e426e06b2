/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row a command under the heading of its group; GTK's own shortcuts window is taller than a small screen and locks the one beneath.
 * It must not know what commands do. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "common/gls-key-map.h"
#include "common/gls-settings.h"
#include "gls-keys-window.h"

/* Titles longer than that go on in another line. */
#define TITLE_CHARS 27

typedef struct {
  GtkEditable  *search;
  GtkWidget    *lists[2];
  GtkWidget    *nothing;
  GtkSizeGroup *keycaps;
} Parts;

static void
parts_free (gpointer data)
{
  Parts *parts = data;

  g_object_unref (parts->keycaps);
  g_free (parts);
}

static const GlsKey *
get_key (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "key") : NULL;
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_row (Parts *parts, const GlsKey *key)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_ (key->title)), *caps;
  g_auto (GStrv) accels = g_strsplit (gls_key_map_get (key), " ", -1);
  g_autofree char *label = gls_keys_dup_accel_label (key), *spoken = g_strdup_printf ("%s, %s", _ (key->title), label);

  caps = gtk_shortcut_label_new (accels[0] != NULL ? accels[0] : "");
  gtk_shortcut_label_set_disabled_text (GTK_SHORTCUT_LABEL (caps), "–");
  gtk_widget_set_valign (caps, GTK_ALIGN_CENTER);
  gtk_size_group_add_widget (parts->keycaps, caps);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (title), TITLE_CHARS / 2);
  gtk_label_set_max_width_chars (GTK_LABEL (title), TITLE_CHARS);
  gtk_box_append (GTK_BOX (box), caps);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data (G_OBJECT (row), "key", (gpointer) key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const GlsKey *above = get_key (before);
  GtkWidget *heading;

  if (above != NULL && g_str_equal (above->group, get_key (row)->group))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  heading = gtk_label_new (_ (get_key (row)->group));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_top (heading, before != NULL ? 18 : 6);
  gtk_widget_set_margin_bottom (heading, 3);
  gtk_widget_set_margin_start (heading, 6);
  gtk_list_box_row_set_header (row, heading);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  Parts *parts = data;
  const GlsKey *key = get_key (row);
  g_autofree char *words = g_utf8_casefold (gtk_editable_get_text (parts->search), -1);
  g_autofree char *label = gls_keys_dup_accel_label (key);
  g_autofree char *all = g_strconcat (_ (key->title), " ", label, " ", _ (key->group), NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);

  g_strstrip (words);
  return *words == '\0' || strstr (folded, words) != NULL;
}

static void
search_changed (Parts *parts)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (parts->lists); i++)
    {
      gboolean here = FALSE;
      GtkListBoxRow *row;

      gtk_list_box_invalidate_filter (GTK_LIST_BOX (parts->lists[i]));
      for (int at = 0; !here && (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (parts->lists[i]), at)) != NULL; at++)
        here = is_wanted (row, parts);
      /* What is found in the other column alone has the whole width. */
      gtk_widget_set_visible (gtk_widget_get_parent (parts->lists[i]), here);
      any |= here;
    }
  gtk_widget_set_visible (parts->nothing, !any);
}

/* Groups as they come first in the table, the first half of them in the first column. */
static void
fill (Parts *parts)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  guint n_keys = 0, n_done = 0;

  for (const GlsKey *key = gls_keys_get (); key->title != NULL; key++, n_keys++)
    if (!g_ptr_array_find_with_equal_func (groups, key->group, g_str_equal, NULL))
      g_ptr_array_add (groups, (gpointer) key->group);
  for (guint i = 0; i < groups->len; i++)
    {
      GtkWidget *list = parts->lists[n_done * 2 >= n_keys ? 1 : 0];

      for (const GlsKey *key = gls_keys_get (); key->title != NULL; key++)
        if (g_str_equal (key->group, g_ptr_array_index (groups, i)))
          {
            gtk_list_box_append (GTK_LIST_BOX (list), new_row (parts, key));
            n_done++;
          }
    }
}

/* Keys were changed meanwhile. */
static void
refill (GtkWidget *window)
{
  Parts *parts = g_object_get_data (G_OBJECT (window), "parts");
  GtkListBoxRow *row;

  for (guint i = 0; i < G_N_ELEMENTS (parts->lists); i++)
    while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (parts->lists[i]), 0)) != NULL)
      gtk_list_box_remove (GTK_LIST_BOX (parts->lists[i]), GTK_WIDGET (row));
  fill (parts);
  search_changed (parts);
}

/* --- Window ------------------------------------------------------------------------------------------------------ */

static gboolean
close_window (GtkWidget *window, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static gboolean
focus_search (GtkWidget *window, GVariant *arguments, gpointer data)
{
  return gtk_widget_grab_focus (data);
}

static void
add_keys (GtkWidget *window, GtkWidget *search)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  const struct { const char *trigger; GtkShortcutFunc run; } shortcuts[] = {
    { "Escape|<Control>w|<Control>question", close_window },
    { "<Control>f", focus_search },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].trigger),
                        gtk_callback_action_new (shortcuts[i].run, search, NULL)));
  /* Before the search field empties itself. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (window, controller);
}

static GtkWidget *
new_columns (Parts *parts)
{
  GtkWidget *columns = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (columns), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (columns), G_N_ELEMENTS (parts->lists));
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (columns), 18);
  gtk_widget_set_valign (columns, GTK_ALIGN_START);
  g_object_set (columns, "margin-start", 12, "margin-end", 12, "margin-bottom", 18, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts->lists); i++)
    {
      GtkWidget *list = parts->lists[i] = gtk_list_box_new ();

      gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
      gtk_list_box_set_header_func (GTK_LIST_BOX (list), set_header, NULL, NULL);
      gtk_list_box_set_filter_func (GTK_LIST_BOX (list), is_wanted, parts, NULL);
      gtk_widget_add_css_class (list, "key-list");
      gtk_widget_set_valign (list, GTK_ALIGN_START);
      gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Keys"), -1);
      gtk_flow_box_append (GTK_FLOW_BOX (columns), list);
      gtk_widget_set_focusable (gtk_widget_get_parent (list), FALSE);
    }
  return columns;
}

GtkWidget *
gls_keys_window_new (GtkWindow *parent)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, "title", _ ("Keys"),
                                    "default-width", 960, "default-height", 640, "width-request", 320, "height-request", 280, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new ();
  GtkWidget *search = gtk_search_entry_new (), *scroller = gtk_scrolled_window_new ();
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Parts *parts = g_new0 (Parts, 1);

  parts->search = GTK_EDITABLE (search);
  parts->keycaps = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  parts->nothing = gtk_label_new (_ ("No command is called so"));
  gtk_widget_add_css_class (parts->nothing, "dim-label");
  gtk_widget_set_margin_top (parts->nothing, 24);
  gtk_widget_set_visible (parts->nothing, FALSE);
  g_object_set_data_full (G_OBJECT (window), "parts", parts, parts_free);
  gtk_widget_set_size_request (search, 260, -1);
  g_object_set (search, "placeholder-text", _ ("Search the keys"), NULL);
  gls_keys_set_tooltip (search, _ ("Search the keys (Ctrl+F)"), NULL);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (search_changed), parts);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), search);
  gtk_box_append (GTK_BOX (inside), new_columns (parts));
  gtk_box_append (GTK_BOX (inside), parts->nothing);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), inside);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Keys"), -1);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  fill (parts);
  g_signal_connect_object (gls_settings_get_default (), "changed::" GLS_SETTING_KEYS, G_CALLBACK (refill), window,
                           G_CONNECT_SWAPPED);
  add_keys (window, search);
  gtk_window_set_focus (GTK_WINDOW (window), search);
  return window;
}
