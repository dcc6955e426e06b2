/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts side by side what the manifest, the person and the project say of a plugin's settings and types, and says in words what a plugin
 * may do. It runs nothing and writes nothing. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-child.h>
#include <gls-plugin-choices.h>
#include <gls-plugin-config.h>

#include "gls-plugin-values.h"

static void
setting_value_free (gpointer data)
{
  GlsSettingValue *value = data;

  g_free (value->value);
  g_free (value->own);
  g_free (value->project);
  g_free (value);
}

static void
type_value_free (gpointer data)
{
  GlsTypeValue *value = data;

  g_free (value->type);
  g_free (value->becomes);
  g_free (value->own);
  g_free (value->project);
  g_free (value->proposal);
  g_free (value);
}

static GHashTable *
table_of (const GlsManifest *manifest, const GPtrArray *choices, GlsPluginChoiceKind kind)
{
  return choices != NULL ? gls_plugin_choices_to_table (choices, manifest->id, kind)
                         : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

GPtrArray *
gls_plugin_list_settings (const GlsManifest *manifest, const GPtrArray *choices)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (setting_value_free);
  g_autoptr (GHashTable) project = table_of (manifest, choices, GLS_CHOICE_SETTING);
  g_autoptr (GHashTable) own = gls_plugin_config_get_own_settings (manifest);
  g_autoptr (GHashTable) all = gls_plugin_config_get_settings (manifest, project);

  for (guint i = 0; i < manifest->settings->len; i++)
    {
      GlsSettingValue *value = g_new0 (GlsSettingValue, 1);

      value->def = g_ptr_array_index (manifest->settings, i);
      value->value = g_strdup (g_hash_table_lookup (all, value->def->name));
      value->own = g_strdup (g_hash_table_lookup (own, value->def->name));
      value->project = g_strdup (g_hash_table_lookup (project, value->def->name));
      /* One that does not fit this version gives way; it is shown, so that it can be reset. */
      value->by = value->project != NULL && g_strcmp0 (value->value, value->project) == 0 ? GLS_DECIDED_PROJECT
                  : value->own != NULL                                                    ? GLS_DECIDED_PERSON
                                                                                          : GLS_DECIDED_NOBODY;
      g_ptr_array_add (values, value);
    }
  return values;
}

/* "Persons" and "person" are one. */
static char *
stem (const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  gsize n = strlen (folded);

  if (n > 3 && g_str_has_suffix (folded, "ies"))
    return g_strdup_printf ("%.*sy", (int) n - 3, folded);
  return n > 3 && folded[n - 1] == 's' && folded[n - 2] != 's' ? g_strndup (folded, n - 1) : g_steal_pointer (&folded);
}

/* What taggers of the field commonly call their types, by what this program's codebooks call them. */
static const char * const usual_names[][2] = {
  { "per", "person" }, { "pers", "person" }, { "people", "person" }, { "org", "organization" }, { "organisation", "organization" },
  { "loc", "place" }, { "location", "place" }, { "gpe", "place" }, { "fac", "place" }, { "city", "place" }, { "town", "place" }, { "country", "place" }, { "number", "figure" }, { "cardinal", "figure" },
  { "quantity", "figure" }, { "money", "figure" }, { "percent", "figure" }, { "time", "date" }, { "timex", "date" },
  { "speaker", "source" }, { "statement", "claim" }, { "event", "event" },
};

const char *
gls_plugin_propose_type (const GlsCodebook *codebook, const char *name)
{
  g_autofree char *wanted = stem (name), *usual = NULL;
  const char *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (usual_names) && usual == NULL; i++)
    if (g_str_equal (usual_names[i][0], wanted))
      usual = g_strdup (usual_names[i][1]);
  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);
      g_autofree char *own = NULL;

      if (type->retired)
        continue;
      own = stem (type->name);
      if (g_str_equal (own, wanted) || g_strcmp0 (own, usual) == 0)
        return type->name;
      if (found == NULL && strlen (own) > 2 && strlen (wanted) > 2 && (strstr (wanted, own) != NULL || strstr (own, wanted) != NULL))
        found = type->name;
    }
  return found;
}

static gboolean
is_in_codebook (const GlsCodebook *codebook, const char *name)
{
  const GlsTypeDef *type = gls_codebook_find_type (codebook, name);

  return type != NULL && !type->retired;
}

static GlsTypeValue *
new_type_value (const char *type, const GlsCodebook *codebook, GHashTable *own, GHashTable *project)
{
  GlsTypeValue *value = g_new0 (GlsTypeValue, 1);

  value->type = g_strdup (type);
  value->own = g_strdup (g_hash_table_lookup (own, type));
  value->project = g_strdup (g_hash_table_lookup (project, type));
  value->by = value->project != NULL ? GLS_DECIDED_PROJECT : value->own != NULL ? GLS_DECIDED_PERSON : GLS_DECIDED_NOBODY;
  value->becomes = g_strdup (value->project != NULL ? value->project : value->own != NULL ? value->own : type);
  value->fits = *value->becomes == '\0' || codebook == NULL || is_in_codebook (codebook, value->becomes);
  if (codebook != NULL && !is_in_codebook (codebook, type))
    value->proposal = g_strdup (gls_plugin_propose_type (codebook, type));
  return value;
}

/* What was decided of types that this manifest does not name: an older one did, or the plugin finds its types as it goes. */
static void
add_others (GPtrArray *values, const GlsManifest *manifest, const GlsCodebook *codebook, GHashTable *own, GHashTable *project)
{
  GHashTable *tables[] = { project, own };
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; manifest->types[i] != NULL; i++)
    g_hash_table_add (known, manifest->types[i]);
  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (tables[t]), (GCompareFunc) strcmp);

      for (GList *at = names; at != NULL; at = at->next)
        if (g_hash_table_add (known, at->data))
          g_ptr_array_add (values, new_type_value (at->data, codebook, own, project));
    }
}

GPtrArray *
gls_plugin_list_types (const GlsManifest *manifest, const GlsCodebook *codebook, const GPtrArray *choices)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (type_value_free);
  g_autoptr (GHashTable) project = table_of (manifest, choices, GLS_CHOICE_TYPE);
  g_autoptr (GHashTable) own = gls_plugin_config_get_types (manifest->id, NULL);

  for (guint i = 0; manifest->types[i] != NULL; i++)
    g_ptr_array_add (values, new_type_value (manifest->types[i], codebook, own, project));
  add_others (values, manifest, codebook, own, project);
  return values;
}

static void
add_right (GPtrArray *rights, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_right (GPtrArray *rights, const char *format, ...)
{
  va_list values;

  va_start (values, format);
  g_ptr_array_add (rights, g_strdup_vprintf (format, values));
  va_end (values);
}

static void
list_files (GPtrArray *rights, const GlsManifest *manifest)
{
  if (!gls_child_is_confined ())
    {
      g_ptr_array_add (rights, g_strdup (_("Files: every file that you may read or write, and the network, as bubblewrap is missing or does not work here")));
      return;
    }
  g_ptr_array_add (rights, g_strdup (_("Files: reads its own folder and the system's programs, writes to a temporary folder only")));
  for (guint i = 0; manifest->reads[i] != NULL; i++)
    add_right (rights, _("Files: reads %s"), manifest->reads[i]);
  g_ptr_array_add (rights, g_strdup (manifest->network ? _("Network: yes") : _("Network: none")));
}

GPtrArray *
gls_plugin_list_rights (const GlsManifest *manifest)
{
  GPtrArray *rights = g_ptr_array_new_with_free_func (g_free);

  if (manifest->exec == NULL && manifest->origin == GLS_ORIGIN_SHIPPED)
    {
      g_ptr_array_add (rights, g_strdup (_("It came with Glossator and runs inside it")));
      return rights;
    }
  list_files (rights, manifest);
  g_ptr_array_add (rights, g_strdup (manifest->gpu ? _("Graphics processor: yes") : _("Graphics processor: none")));
  add_right (rights, _("Memory: at most %u MiB"), manifest->memory_mib);
  add_right (rights, _("Time: at most %u s to start and %u s a document"), manifest->start_seconds, manifest->document_seconds);
  return rights;
}
