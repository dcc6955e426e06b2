/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents and which plugins a run is about, and what the project and the person say to it. It runs nothing. */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-plugin-config.h>

#include "gls-work-private.h"

gboolean
gls_work_init (GlsWork *work, GlsProject *project, GError **error)
{
  *work = (GlsWork){ .project = project };
  work->codebook = gls_project_load_codebook (project, error);
  work->entities = work->codebook != NULL ? gls_project_load_entities (project, error) : NULL;
  work->choices = work->entities != NULL ? gls_project_load_plugin_choices (project, NULL, error) : NULL;
  if (work->choices != NULL)
    return TRUE;
  gls_work_clear (work);
  return FALSE;
}

void
gls_work_clear (GlsWork *work)
{
  g_clear_pointer (&work->codebook, gls_codebook_unref);
  g_clear_pointer (&work->entities, g_ptr_array_unref);
  g_clear_pointer (&work->choices, g_ptr_array_unref);
  g_clear_pointer (&work->table, gls_document_table_unref);
  g_clear_pointer (&work->rows, g_array_unref);
}

gboolean
gls_work_choose_documents (GlsWork *work, const char * const *keys, GError **error)
{
  work->table = gls_project_list_documents (work->project, NULL, error);
  if (work->table == NULL)
    return FALSE;
  work->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; keys == NULL && i < work->table->rows->len; i++)
    g_array_append_val (work->rows, i);
  for (guint k = 0; keys != NULL && keys[k] != NULL; k++)
    {
      GlsId id;

      if (!gls_project_find_document (work->project, keys[k], &id, error))
        return FALSE;
      for (guint i = 0; i < work->table->rows->len; i++)
        if (gls_id_equal (&g_array_index (work->table->rows, GlsDocumentRow, i).id, &id))
          g_array_append_val (work->rows, i);
    }
  return TRUE;
}

GlsDocument *
gls_work_load_document (GlsWork *work, guint *next, const char * const *sets, GError **error)
{
  const GlsDocumentRow *row;
  GlsDocument *document;

  if (*next == work->rows->len)
    return NULL;
  row = &g_array_index (work->table->rows, GlsDocumentRow, g_array_index (work->rows, guint, (*next)++));
  document = gls_project_load_document (work->project, &row->id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS, sets, error);
  if (document == NULL)
    return NULL;
  g_free (document->key);
  document->key = g_strdup (row->key);
  return document;
}

GlsContract *
gls_work_contract (GlsWork *work, GlsManifest *manifest, GlsPluginKind kind)
{
  g_autoptr (GHashTable) own_settings = gls_plugin_choices_to_table (work->choices, manifest->id, GLS_CHOICE_SETTING);
  g_autoptr (GHashTable) own_types = gls_plugin_choices_to_table (work->choices, manifest->id, GLS_CHOICE_TYPE);
  g_autoptr (GHashTable) settings = gls_plugin_config_get_settings (manifest, own_settings);
  g_autoptr (GHashTable) types = gls_plugin_config_get_types (manifest->id, own_types);
  GlsContract *contract = gls_contract_new (manifest, kind, work->codebook, settings, types, work->entities);

  contract->n_documents = work->rows != NULL ? work->rows->len : 0;
  return contract;
}

GPtrArray *
gls_work_choose_plugins (const char * const *ids, GlsPluginKind kind, GError **error)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_manifest_unref);

  if (ids == NULL || ids[0] == NULL)
    return gls_registry_list (registry, kind);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      GlsManifest *manifest = gls_registry_choose (registry, ids[i], error);

      if (manifest == NULL)
        return NULL;
      g_ptr_array_add (chosen, manifest);
      if (!(manifest->kinds & GLS_KIND_BIT (kind)))
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE,
                       kind == GLS_PLUGIN_VALIDATOR ? _("the plugin %s is no validator") : _("the plugin %s is no extractor"),
                       manifest->id);
          return NULL;
        }
    }
  return kind == GLS_PLUGIN_EXTRACTOR ? gls_registry_order (registry, chosen, error) : g_steal_pointer (&chosen);
}

gboolean
gls_work_check_grant (const GlsManifest *manifest, GError **error)
{
  g_autoptr (GPtrArray) wishes = NULL;
  g_autoptr (GString) list = NULL;

  if (manifest->origin == GLS_ORIGIN_SHIPPED || gls_plugin_config_is_granted (manifest))
    return TRUE;
  wishes = gls_manifest_list_wishes (manifest);
  list = g_string_new (NULL);
  for (guint i = 0; i < wishes->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *) wishes->pdata[i]);
  g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, _("the plugin %s asks for %s; allow it with “gloss plugins allow %s”"), manifest->id,
               list->str, manifest->origin == GLS_ORIGIN_FOLDER ? manifest->folder : manifest->id);
  return FALSE;
}

void
gls_work_note_failure (const GlsManifest *manifest, GError **error)
{
  g_autofree char *line = NULL;

  if (error != NULL && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL && *error != NULL)
    line = g_strdelimit (g_strdup ((*error)->message), "\r\n", ' ');
  gls_plugin_config_set_failure (manifest->id, line);
}
