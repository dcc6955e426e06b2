/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences on plugins that more than one widget says.
 * It must not know what is done with a plugin. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "gls-plugin-words.h"

gboolean
gls_plugin_words_is_extractor (const GlsPluginEntry *entry)
{
  return entry->fault == NULL && (entry->manifest->kinds & GLS_KIND_BIT (GLS_PLUGIN_EXTRACTOR)) != 0;
}

char *
gls_plugin_words_kinds (const GlsManifest *manifest)
{
  static const char * const names[] = { NULL, N_ ("extractor"), N_ ("validator"), N_ ("importer"), N_ ("exporter") };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint kind = 1; kind < G_N_ELEMENTS (names); kind++)
    if (manifest->kinds & GLS_KIND_BIT (kind))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ (names[kind]));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
gls_plugin_words_when (gint64 began)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (began / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

void
gls_plugin_words_show_text (GtkWindow *parent, const char *title, const char *text)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, "title", title,
                                    "default-width", 640, "default-height", 420, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new (), *view = gtk_text_view_new ();
  GtkShortcut *escape = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close"));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  g_object_set (view, "editable", FALSE, "monospace", TRUE, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "left-margin", 12,
                "right-margin", 12, "top-margin", 8, "bottom-margin", 8, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), escape);
  gtk_widget_add_controller (window, keys);
  gtk_window_present (GTK_WINDOW (window));
}
