/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads shared objects of plugins and checks that they fit, before anything of theirs but the descriptor's function has run.
 * It knows no documents. */
#include "config.h"

#include <gmodule.h>
#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-module.h"

struct _GlsModule {
  GModule                   *handle;
  const GlsPluginDescriptor *descriptor;
};

static GMutex lock;
static GHashTable *loaded; /* path to GlsModule */

/* Size of the descriptor in API 1.0. */
#define LEAST_DESCRIPTOR (G_STRUCT_OFFSET (GlsPluginDescriptor, exporter) + sizeof (void *))
#define LEAST_OPERATIONS (G_STRUCT_OFFSET (GlsPluginOperations, end) + sizeof (void *))

static gboolean
fail (const char *where, const char *why, GError **error)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, "%s: %s", where, why);
  return FALSE;
}

gboolean
gls_module_check_descriptor (const GlsPluginDescriptor *descriptor, const char *id, const char *where, GError **error)
{
  if (descriptor == NULL || descriptor->magic != GLS_PLUGIN_MAGIC)
    return fail (where, _("it is no Glossator plugin; begin its descriptor with GLS_PLUGIN_HEAD"), error);
  if (descriptor->api_major != GLS_PLUGIN_API_MAJOR || descriptor->api_minor > GLS_PLUGIN_API_MINOR)
    {
      g_autofree char *why = g_strdup_printf (_("it was made for API %d.%d, this program speaks %d.0 to %d.%d"),
                                              descriptor->api_major, descriptor->api_minor, GLS_PLUGIN_API_MAJOR,
                                              GLS_PLUGIN_API_MAJOR, GLS_PLUGIN_API_MINOR);

      return fail (where, why, error);
    }
  if (descriptor->size < LEAST_DESCRIPTOR)
    return fail (where, _("its descriptor is shorter than API 1.0 has it"), error);
  if (g_strcmp0 (descriptor->id, id) != 0)
    {
      g_autofree char *valid = g_utf8_make_valid (descriptor->id != NULL ? descriptor->id : "", -1);
      g_autofree char *why = g_strdup_printf (_("it calls itself “%s”, its manifest says “%s”"), valid, id);

      return fail (where, why, error);
    }
  return TRUE;
}

static GlsModule *
load (GlsManifest *manifest, const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  GModule *handle = g_module_open (path, G_MODULE_BIND_LOCAL);
  const GlsPluginDescriptor *(*get) (void) = NULL;
  const GlsPluginDescriptor *descriptor;
  GlsModule *module;

  if (handle == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: it cannot be loaded: %s"), shown, g_module_error ());
      return NULL;
    }
  g_module_make_resident (handle);
  if (!g_module_symbol (handle, GLS_PLUGIN_SYMBOL, (gpointer *) &get) || get == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: it does not export %s; use GLS_PLUGIN_DEFINE and build a shared object"),
                   shown, GLS_PLUGIN_SYMBOL);
      return NULL;
    }
  descriptor = get ();
  if (!gls_module_check_descriptor (descriptor, manifest->id, shown, error))
    return NULL;
  module = g_new0 (GlsModule, 1);
  module->handle = handle;
  module->descriptor = descriptor;
  return module;
}

GlsModule *
gls_module_load (GlsManifest *manifest, GError **error)
{
  g_autofree char *path = g_build_filename (manifest->folder, manifest->module != NULL ? manifest->module : "", NULL);
  GlsModule *module;

  g_mutex_lock (&lock);
  if (loaded == NULL)
    loaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  module = g_hash_table_lookup (loaded, path);
  if (module == NULL)
    {
      module = load (manifest, path, error);
      if (module != NULL)
        g_hash_table_insert (loaded, g_steal_pointer (&path), module);
    }
  g_mutex_unlock (&lock);
  return module;
}

const GlsPluginOperations *
gls_module_get_operations (GlsModule *module, GlsPluginKind kind, GError **error)
{
  const GlsPluginDescriptor *descriptor = module->descriptor;
  const GlsPluginOperations *operations = NULL;
  const char *kind_name = gls_plugin_kind_to_string (kind);
  gboolean complete;

  switch (kind)
    {
    case GLS_PLUGIN_EXTRACTOR:
      operations = descriptor->extractor;
      break;
    case GLS_PLUGIN_VALIDATOR:
      operations = descriptor->validator;
      break;
    case GLS_PLUGIN_IMPORTER:
      operations = descriptor->importer;
      break;
    case GLS_PLUGIN_EXPORTER:
      operations = descriptor->exporter;
      break;
    default:
      break;
    }
  complete = operations != NULL && operations->size >= LEAST_OPERATIONS
             && (kind == GLS_PLUGIN_IMPORTER ? operations->import != NULL : operations->document != NULL);
  if (complete)
    return operations;
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("the plugin %s does not have the operations of an %s that its manifest promises"),
               descriptor->id, kind_name);
  return NULL;
}
