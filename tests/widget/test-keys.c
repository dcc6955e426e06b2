/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of keys: every trigger of every page, none of them twice; and changing them. */
#include "config.h"

#include <gtk/gtk.h>

#include "common/gls-key-map.h"
#include "common/gls-settings.h"

static const GlsKey *
find (const char *action)
{
  for (const GlsKey *key = gls_keys_get (); key->title != NULL; key++)
    if (g_strcmp0 (key->action, action) == 0)
      return key;
  g_assert_not_reached ();
}

static void
test_unique (void)
{
  guint n = 0;

  gls_key_map_reset_all ();
  for (const GlsKey *key = gls_keys_get (); key->title != NULL; key++)
    {
      g_auto (GStrv) accels = g_strsplit (key->accel, " ", -1);
      const GlsKey *other = gls_key_map_find_conflict (key, key->accel);

      if (other != NULL)
        g_error ("“%s” and “%s” both have %s", key->title, other->title, key->accel);
      for (guint i = 0; accels[i] != NULL; i++)
        {
          guint keyval;
          GdkModifierType modifiers;

          if (!gtk_accelerator_parse (accels[i], &keyval, &modifiers))
            g_error ("“%s” is no key of “%s”", accels[i], key->title);
          g_assert_cmpint (modifiers & (GDK_ALT_MASK | GDK_SHIFT_MASK), !=, GDK_ALT_MASK | GDK_SHIFT_MASK);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 30);
}

static void
check (const GlsKey *key, const char *accel, const char *part)
{
  g_autofree char *sentence = gls_key_map_check (key, accel);

  if (part == NULL)
    g_assert_cmpstr (sentence, ==, NULL);
  else
    {
      g_assert_nonnull (sentence);
      g_assert_nonnull (strstr (sentence, part));
    }
}

static void
test_check (void)
{
  const GlsKey *undo = find ("win.undo");

  gls_key_map_reset_all ();
  check (undo, "<Control>z", NULL);
  check (undo, "<Control>period", NULL);
  check (undo, "F12", NULL);
  check (undo, "", NULL);
  check (undo, "x", "labels");
  check (undo, "<Shift>x", "labels");
  check (undo, "<Alt><Shift>x", "layout");
  check (undo, "nonsense", "no key");
  check (undo, "<Control>o", "Open");
  check (undo, "<Control>O", "Open");
}

static void
test_change (void)
{
  const GlsKey *undo = find ("win.undo"), *open = find ("win.open");
  g_autoptr (GtkApplication) application = gtk_application_new ("io.github.glossator.Glossator.Test", G_APPLICATION_NON_UNIQUE);
  GtkWidget *button = g_object_ref_sink (gtk_button_new_from_icon_name ("edit-undo-symbolic"));
  g_autofree char *label = NULL;
  g_auto (GStrv) accels = NULL;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  gls_keys_install (application);
  gls_keys_set_tooltip (button, "Undo", "win.undo");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Undo (Ctrl+Z)");

  gls_key_map_set (undo, "<Control>period");
  g_assert_true (gls_key_map_is_changed (undo));
  g_assert_cmpstr (gls_key_map_get (undo), ==, "<Control>period");
  label = gls_keys_dup_label ("win.undo");
  g_assert_cmpstr (label, ==, "Ctrl+.");
  /* At once: the accelerator and the tooltip; and the old key is free for another. */
  accels = gtk_application_get_accels_for_action (application, "win.undo");
  g_assert_cmpuint (g_strv_length (accels), ==, 1);
  g_assert_cmpstr (accels[0], ==, "<Control>period");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Undo (Ctrl+.)");
  check (open, "<Control>z", NULL);
  check (open, "<Control>period", "Undo");

  gls_key_map_set (undo, "");
  g_assert_null (gls_keys_dup_label ("win.undo"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Undo");
  gls_key_map_set (undo, NULL);
  g_assert_false (gls_key_map_is_changed (undo));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Undo (Ctrl+Z)");
  g_object_unref (button);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  /* First, as in the program: nobody has asked for a key before the application. */
  g_test_add_func ("/keys/change", test_change);
  g_test_add_func ("/keys/unique", test_unique);
  g_test_add_func ("/keys/check", test_check);
  return g_test_run ();
}
