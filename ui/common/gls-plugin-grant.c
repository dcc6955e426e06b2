/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks on a thread which plugins the person was never asked about, asks about them in one question, and keeps the answer.
 * It must not know what is run, nor for what. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-plugin-config.h>
#include <gls-registry.h>

#include "gls-dialogs.h"
#include "gls-plugin-grant.h"
#include "gls-plugin-news.h"

typedef struct {
  GlsPluginKind kind;
  char        **plugins;
  GPtrArray    *unknown;   /* GlsManifest */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_strfreev (asking->plugins);
  g_clear_pointer (&asking->unknown, g_ptr_array_unref);
  g_free (asking);
}

char *
gls_plugin_grant_question (const GlsManifest *manifest)
{
  g_autoptr (GPtrArray) wishes = gls_manifest_list_wishes (manifest);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < wishes->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *) wishes->pdata[i]);
  if (wishes->len > 0)
    return g_strdup_printf (_ ("%s %s was added by you and asks for: %s. May it run?"), manifest->name, manifest->version, list->str);
  return g_strdup_printf (_ ("%s %s was added by you and asks for nothing special. May it run?"), manifest->name, manifest->version);
}

static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asking *asking = data;
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_manifest_unref);
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; asking->plugins != NULL && asking->plugins[i] != NULL; i++)
    {
      GlsManifest *manifest = gls_registry_get (registry, asking->plugins[i], NULL);

      if (manifest != NULL)
        g_ptr_array_add (wanted, manifest);
    }
  /* With those that they build on. One that is missing is for the run to name. */
  all = asking->plugins == NULL                   ? gls_registry_list (registry, asking->kind)
        : asking->kind == GLS_PLUGIN_EXTRACTOR ? gls_registry_order (registry, wanted, NULL)
                                               : NULL;
  if (all == NULL)
    all = g_steal_pointer (&wanted);
  for (guint i = 0; i < all->len; i++)
    if (!gls_plugin_config_was_asked (all->pdata[i]))
      g_ptr_array_add (asking->unknown, gls_manifest_ref (all->pdata[i]));
  g_task_return_boolean (task, TRUE);
}

static void
keep (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const GPtrArray *granted = data;
  GError *error = NULL;

  for (guint i = 0; error == NULL && i < granted->len; i++)
    gls_plugin_config_grant (g_ptr_array_index (granted, i), &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      gls_plugin_news_tell ();
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Asking *asking = g_task_get_task_data (task);
  g_autofree char *answer = gls_dialog_choose_finish (result);
  g_autoptr (GTask) keeping = NULL;

  if (g_strcmp0 (answer, "allow") != 0)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  keeping = g_task_new (NULL, NULL, kept, g_object_ref (task));
  g_task_set_task_data (keeping, g_ptr_array_ref (asking->unknown), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (keeping, keep);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Asking *asking = g_task_get_task_data (task);
  const char * const answers[] = { "cancel", _ ("_Not Now"), "*allow", _ ("_Allow"), NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  if (asking->unknown->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  for (guint i = 0; i < asking->unknown->len; i++)
    {
      g_autofree char *question = gls_plugin_grant_question (asking->unknown->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", question);
    }
  gls_dialog_choose_async (g_task_get_source_object (task), _ ("A plugin runs for the first time"), text->str, answers, answered,
                           g_object_ref (task));
}

void
gls_plugin_grant_ask_async (GtkWindow *parent, GlsPluginKind kind, const char * const *plugins, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);
  g_autoptr (GTask) looking = g_task_new (NULL, NULL, looked, task);

  asking->kind = kind;
  asking->plugins = g_strdupv ((char **) plugins);
  asking->unknown = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_manifest_unref);
  g_task_set_task_data (task, asking, asking_free);
  /* The outer task outlives this one: it is handed over when this one is done. */
  g_task_set_task_data (looking, asking, NULL);
  g_task_run_in_thread (looking, look);
}

gboolean
gls_plugin_grant_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
