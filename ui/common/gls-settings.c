/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings through GSettings where the schema is installed, else in memory.
 * It must not know who uses which setting. */
#include "config.h"

#include "gls-settings.h"

#define MOST_RECENT 10
#define MOST_POSITIONS 50

static const struct {
  const char *key;
  const char *initial; /* GVariant text */
} keys[] = {
  { GLS_SETTING_LAST_PERSON, "''" },
  { GLS_SETTING_RECENT, "@as []" },
  { GLS_SETTING_WIDTH, "1280" },
  { GLS_SETTING_HEIGHT, "820" },
  { GLS_SETTING_MAXIMIZED, "false" },
  { GLS_SETTING_POSITIONS, "@a(ss) []" },
  { GLS_SETTING_COLOR_SCHEME, "'system'" },
  { GLS_SETTING_ZOOM, "1.0" },
  { GLS_SETTING_KEYS, "@a{ss} {}" },
  { GLS_SETTING_BY_POSITION, "false" },
  { GLS_SETTING_LINE_WIDTH, "72" },
  { GLS_SETTING_FONT, "''" },
  { GLS_SETTING_ALL_LINKS, "false" },
  { GLS_SETTING_BY_CHARACTERS, "false" },
  { GLS_SETTING_TRIM, "true" },
  { GLS_SETTING_ANONYMOUS, "false" },
  { GLS_SETTING_MOST_PROBLEMS, "20000" },
  { GLS_SETTING_FOUND_HEIGHT, "0" },
};

struct _GlsSettings {
  GObject     parent_instance;
  GSettings  *stored; /* NULL: no schema */
  GHashTable *memory;
};

G_DEFINE_FINAL_TYPE (GlsSettings, gls_settings, G_TYPE_OBJECT)

static guint changed_signal;

static void
stored_changed (GSettings *stored, const char *key, GlsSettings *self)
{
  g_signal_emit (self, changed_signal, g_quark_from_string (key), key);
}

static void
gls_settings_finalize (GObject *object)
{
  GlsSettings *self = GLS_SETTINGS (object);

  g_clear_object (&self->stored);
  g_clear_pointer (&self->memory, g_hash_table_unref);
  G_OBJECT_CLASS (gls_settings_parent_class)->finalize (object);
}

static void
gls_settings_class_init (GlsSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_settings_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gls_settings_init (GlsSettings *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_variant_unref);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_hash_table_insert (self->memory, (gpointer) keys[i].key,
                         g_variant_ref_sink (g_variant_new_parsed (keys[i].initial)));

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, GLS_APP_ID, TRUE);
  /* An older installed schema may lack a key, which GSettings answers with an abort. */
  for (guint i = 0; schema != NULL && i < G_N_ELEMENTS (keys); i++)
    if (!g_settings_schema_has_key (schema, keys[i].key))
      g_clear_pointer (&schema, g_settings_schema_unref);
  if (schema == NULL)
    return;
  self->stored = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect (self->stored, "changed", G_CALLBACK (stored_changed), self);
}

GlsSettings *
gls_settings_get_default (void)
{
  static GlsSettings *settings;

  if (settings == NULL)
    settings = g_object_new (GLS_TYPE_SETTINGS, NULL);
  return settings;
}

GVariant *
gls_settings_get (GlsSettings *self, const char *key)
{
  GVariant *value = g_hash_table_lookup (self->memory, key);

  g_return_val_if_fail (value != NULL, NULL);
  return self->stored != NULL ? g_settings_get_value (self->stored, key) : g_variant_ref (value);
}

void
gls_settings_set (GlsSettings *self, const char *key, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);
  gpointer own_key = NULL;

  g_return_if_fail (g_hash_table_lookup_extended (self->memory, key, &own_key, NULL));
  if (self->stored != NULL)
    {
      g_settings_set_value (self->stored, key, sunk);
      return;
    }
  g_hash_table_replace (self->memory, own_key, g_steal_pointer (&sunk));
  g_signal_emit (self, changed_signal, g_quark_from_string (key), key);
}

char *
gls_settings_dup_string (GlsSettings *self, const char *key)
{
  g_autoptr (GVariant) value = gls_settings_get (self, key);
  return g_variant_dup_string (value, NULL);
}

int
gls_settings_get_int (GlsSettings *self, const char *key)
{
  g_autoptr (GVariant) value = gls_settings_get (self, key);
  return g_variant_get_int32 (value);
}

gboolean
gls_settings_get_boolean (GlsSettings *self, const char *key)
{
  g_autoptr (GVariant) value = gls_settings_get (self, key);
  return g_variant_get_boolean (value);
}

double
gls_settings_get_double (GlsSettings *self, const char *key)
{
  g_autoptr (GVariant) value = gls_settings_get (self, key);
  return g_variant_get_double (value);
}

char **
gls_settings_dup_strv (GlsSettings *self, const char *key)
{
  g_autoptr (GVariant) value = gls_settings_get (self, key);
  return g_variant_dup_strv (value, NULL);
}

void
gls_settings_remove_recent (GlsSettings *self, const char *path)
{
  g_auto (GStrv) recent = gls_settings_dup_strv (self, GLS_SETTING_RECENT);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; recent[i] != NULL; i++)
    if (!g_str_equal (recent[i], path))
      g_strv_builder_add (builder, recent[i]);
  list = g_strv_builder_end (builder);
  gls_settings_set (self, GLS_SETTING_RECENT, g_variant_new_strv ((const char * const *) list, -1));
}

void
gls_settings_add_recent (GlsSettings *self, const char *path)
{
  g_auto (GStrv) recent = gls_settings_dup_strv (self, GLS_SETTING_RECENT);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  guint n = 1;

  g_strv_builder_add (builder, path);
  for (guint i = 0; recent[i] != NULL && n < MOST_RECENT; i++)
    if (!g_str_equal (recent[i], path))
      {
        g_strv_builder_add (builder, recent[i]);
        n++;
      }
  list = g_strv_builder_end (builder);
  gls_settings_set (self, GLS_SETTING_RECENT, g_variant_new_strv ((const char * const *) list, -1));
}

char *
gls_settings_dup_position (GlsSettings *self, const char *path)
{
  g_autoptr (GVariant) positions = gls_settings_get (self, GLS_SETTING_POSITIONS);
  GVariantIter iter;
  const char *at, *document;

  g_variant_iter_init (&iter, positions);
  while (g_variant_iter_next (&iter, "(&s&s)", &at, &document))
    if (g_str_equal (at, path))
      return g_strdup (document);
  return NULL;
}

void
gls_settings_set_position (GlsSettings *self, const char *path, const char *document)
{
  g_autoptr (GVariant) positions = gls_settings_get (self, GLS_SETTING_POSITIONS);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *at, *other;
  guint n = 1;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ss)"));
  g_variant_builder_add (&builder, "(ss)", path, document);
  g_variant_iter_init (&iter, positions);
  while (n < MOST_POSITIONS && g_variant_iter_next (&iter, "(&s&s)", &at, &other))
    if (!g_str_equal (at, path))
      {
        g_variant_builder_add (&builder, "(ss)", at, other);
        n++;
      }
  gls_settings_set (self, GLS_SETTING_POSITIONS, g_variant_builder_end (&builder));
}
