/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps changed keys in the settings and tells whether a key is free.
 * It must not know what a command does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "gls-key-map.h"
#include "gls-settings.h"

static GHashTable *changed; /* action to accelerators */
static gboolean connected;

static void
forget (void)
{
  g_clear_pointer (&changed, g_hash_table_unref);
}

static GHashTable *
get_changed (void)
{
  GlsSettings *settings = gls_settings_get_default ();
  g_autoptr (GVariant) value = NULL;
  GVariantIter iter;
  char *action, *accels;

  if (!connected)
    {
      g_signal_connect (settings, "changed::" GLS_SETTING_KEYS, G_CALLBACK (forget), NULL);
      connected = TRUE;
    }
  if (changed != NULL)
    return changed;
  changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  value = gls_settings_get (settings, GLS_SETTING_KEYS);
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{ss}", &action, &accels))
    g_hash_table_insert (changed, action, accels);
  return changed;
}

gboolean
gls_key_map_is_changed (const GlsKey *key)
{
  return key->action != NULL && g_hash_table_contains (get_changed (), key->action);
}

const char *
gls_key_map_get (const GlsKey *key)
{
  const char *own = key->action != NULL ? g_hash_table_lookup (get_changed (), key->action) : NULL;

  return own != NULL ? own : key->accel;
}

/* Ctrl+Plus and Ctrl+Shift+Plus are one trigger to a person; case is not told apart. */
static gboolean
same_trigger (const char *a, const char *b)
{
  guint x, y;
  GdkModifierType m, n;

  return gtk_accelerator_parse (a, &x, &m) && gtk_accelerator_parse (b, &y, &n) && m == n
         && gdk_keyval_to_lower (x) == gdk_keyval_to_lower (y);
}

static gboolean
share_trigger (const char *a, const char *b)
{
  g_auto (GStrv) some = g_strsplit (a, " ", -1), others = g_strsplit (b, " ", -1);

  for (guint i = 0; some[i] != NULL; i++)
    for (guint j = 0; others[j] != NULL; j++)
      if (same_trigger (some[i], others[j]))
        return TRUE;
  return FALSE;
}

const GlsKey *
gls_key_map_find_conflict (const GlsKey *but, const char *accels)
{
  for (const GlsKey *key = gls_keys_get (); key->title != NULL; key++)
    if (key != but && (key->page == NULL || but->page == NULL || g_str_equal (key->page, but->page))
        && share_trigger (gls_key_map_get (key), accels))
      return key;
  return NULL;
}

static gboolean
is_function_key (guint keyval)
{
  return keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35;
}

char *
gls_key_map_check (const GlsKey *key, const char *accel)
{
  const GlsKey *other;
  guint keyval;
  GdkModifierType modifiers;

  if (*accel == '\0')
    return NULL;
  if (!gtk_accelerator_parse (accel, &keyval, &modifiers) || keyval == 0)
    return g_strdup (_ ("This is no key."));
  if ((modifiers & (GDK_ALT_MASK | GDK_SHIFT_MASK)) == (GDK_ALT_MASK | GDK_SHIFT_MASK))
    return g_strdup (_ ("Alt+Shift changes the keyboard layout on many computers; choose another."));
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0 && !is_function_key (keyval))
    return g_strdup (_ ("A key needs Ctrl or Alt, or is one from F1 on: letters alone are labels."));
  other = gls_key_map_find_conflict (key, accel);
  if (other != NULL)
    return g_strdup_printf (_ ("“%s” has this key."), _ (other->title));
  return NULL;
}

void
gls_key_map_set (const GlsKey *key, const char *accel)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer action, accels;

  g_return_if_fail (key->action != NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, get_changed ());
  while (g_hash_table_iter_next (&iter, &action, &accels))
    if (!g_str_equal (action, key->action))
      g_variant_builder_add (&builder, "{ss}", action, accels);
  if (accel != NULL)
    g_variant_builder_add (&builder, "{ss}", key->action, accel);
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_KEYS, g_variant_builder_end (&builder));
}

void
gls_key_map_reset_all (void)
{
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_KEYS, g_variant_new_parsed ("@a{ss} {}"));
}
