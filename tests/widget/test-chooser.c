/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The label chooser takes neither the focus nor a press by itself, and its filter labels with Return; letters are taken by
 * their place where the layout has none of them. */
#include <adwaita.h>
#include "annotate/gls-label-chooser.h"
#include "common/gls-keys.h"

static char *chosen;

static void
label (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_free (chosen);
  chosen = g_variant_dup_string (parameter, NULL);
}

static gboolean
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, set_true, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find_text (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_ENTRY (child) ? child : find_text (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_chooser (void)
{
  static const GActionEntry actions[] = { { .name = "label", .activate = label, .parameter_type = "s" } };
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *window = gtk_window_new (), *text = gtk_text_view_new (), *box = adw_bin_new ();
  GtkWidget *chooser = gls_label_chooser_new (), *entry;

  g_assert_nonnull (codebook);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), NULL);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  adw_bin_set_child (ADW_BIN (box), text);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_widget_set_parent (chooser, box);
  gls_label_chooser_set_codebook (GLS_LABEL_CHOOSER (chooser), codebook);
  gtk_window_present (GTK_WINDOW (window));
  wait_ms (200);
  gtk_widget_grab_focus (text);

  gls_label_chooser_show (GLS_LABEL_CHOOSER (chooser), &(GdkRectangle){ 100, 100, 1, 1 });
  wait_ms (200);
  g_assert_true (gtk_widget_get_visible (chooser));
  g_assert_false (gtk_popover_get_autohide (GTK_POPOVER (chooser)));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == text);

  gls_label_chooser_begin_filter (GLS_LABEL_CHOOSER (chooser));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), chooser));
  entry = find_text (chooser);
  gtk_editable_set_text (GTK_EDITABLE (entry), "organ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (chosen, ==, "Organization");
  /* What fits nothing labels nothing. */
  g_clear_pointer (&chosen, g_free);
  gtk_editable_set_text (GTK_EDITABLE (entry), "no such label");
  g_signal_emit_by_name (entry, "activate");
  g_assert_null (chosen);

  gls_label_chooser_hide (GLS_LABEL_CHOOSER (chooser));
  gtk_widget_unparent (chooser);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_letters (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_p, 33), ==, 'p');
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_P, 33), ==, 'p');
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_slash, 61), ==, '/');
  /* The same physical key with a Russian and an Arabic letter on it. */
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_Cyrillic_ze, 33), ==, 'p');
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_Arabic_hah, 33), ==, 'p');
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_Return, 36), ==, 0);
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_comma, 59), ==, 0);
  /* Digits that French layouts type with Shift, Arabic ones, and what stands right of them. */
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_ampersand, 10), ==, '1');
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_Arabic_2, 11), ==, '2');
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_minus, 20), ==, '-');
  g_assert_cmpuint (gls_keys_get_latin (display, GDK_KEY_ssharp, 20), ==, '-');
  g_assert_cmpstr (gls_keys_get_role_key (9), ==, "9");
  g_assert_cmpstr (gls_keys_get_role_key (10), ==, "-");
  g_assert_null (gls_keys_get_role_key (11));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/chooser/focus-and-filter", test_chooser);
  g_test_add_func ("/keys/letters", test_letters);
  return g_test_run ();
}
