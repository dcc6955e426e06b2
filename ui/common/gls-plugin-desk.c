/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands what is asked about plugins to threads, and reads everything anew after each change.
 * It must not know a widget, nor how plugins are run. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-child.h>
#include <gls-codebook-edit.h>
#include <gls-formats.h>
#include <gls-plugin-config.h>

#include "gls-plugin-news.h"
#include "gls-plugin-desk.h"

struct _GlsPluginDesk {
  GObject       parent_instance;
  GlsSession   *session;
  GlsRegistry  *registry;
  GPtrArray    *choices;
  GCancellable *checking;     /* NULL: no check runs */
  char         *checking_id;
  guint         reading;      /* number of the newest reading */
};

G_DEFINE_FINAL_TYPE (GlsPluginDesk, gls_plugin_desk, G_TYPE_OBJECT)

enum { CHANGED, SAID, FAILED, CHECKED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Reading ----------------------------------------------------------------------------------------------------- */

static const char *
get_name (const GlsPluginEntry *entry)
{
  return entry->manifest != NULL ? entry->manifest->name : entry->id;
}

/* As they are called in the list. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  const GlsPluginEntry *x = *(GlsPluginEntry * const *) a, *y = *(GlsPluginEntry * const *) b;
  g_autofree char *one = g_utf8_casefold (get_name (x), -1), *other = g_utf8_casefold (get_name (y), -1);
  int order = g_utf8_collate (one, other);

  return order != 0 ? order : strcmp (x->folder, y->folder);
}

static void
scan (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GlsRegistry *registry = gls_registry_new ();

  /* Asked here, as the first time it starts a program. */
  gls_child_is_confined ();
  g_ptr_array_sort (registry->entries, compare_names);
  g_task_return_pointer (task, registry, (GDestroyNotify) gls_registry_free);
}

static void
scanned (GObject *source, GAsyncResult *result, gpointer data)
{
  GlsPluginDesk *self = GLS_PLUGIN_DESK (source);
  GlsRegistry *registry = g_task_propagate_pointer (G_TASK (result), NULL);

  if (GPOINTER_TO_UINT (data) != self->reading)
    {
      gls_registry_free (registry);
      return;
    }
  g_clear_pointer (&self->registry, gls_registry_free);
  self->registry = registry;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
scan_anew (GlsPluginDesk *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, scanned, GUINT_TO_POINTER (++self->reading));

  g_task_run_in_thread (task, scan);
}

static gpointer
load_choices (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_project_load_plugin_choices (project, NULL, error);
}

static void
choices_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsPluginDesk) self = data;
  GPtrArray *choices = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (choices == NULL)
    return;
  g_ptr_array_unref (self->choices);
  self->choices = choices;
  scan_anew (self);
}

void
gls_plugin_desk_refresh (GlsPluginDesk *self)
{
  if (self->session != NULL)
    gls_store_read_async (gls_session_get_store (self->session), load_choices, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                          choices_loaded, g_object_ref (self));
  else
    scan_anew (self);
}

static void
records_changed (GlsPluginDesk *self, GArray *records)
{
  gboolean concerned = records == NULL;

  for (guint i = 0; !concerned && i < records->len; i++)
    {
      GlsRecordKind kind = g_array_index (records, GlsChangedRecord, i).kind;

      /* A run may have noted a failure. */
      concerned = kind == GLS_RECORD_PLUGIN_CHOICE || kind == GLS_RECORD_RUN;
    }
  if (concerned)
    gls_plugin_desk_refresh (self);
}

/* --- Changing ---------------------------------------------------------------------------------------------------- */

typedef enum { JOB_ENABLE, JOB_GRANT, JOB_SETTING, JOB_TYPE, JOB_INSTALL, JOB_REMOVE } JobKind;

typedef struct {
  JobKind      kind;
  GlsManifest *manifest;
  char        *id;      /* or the folder to install */
  char        *name, *value;
  gboolean     enabled;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->manifest, gls_manifest_unref);
  g_free (job->id);
  g_free (job->name);
  g_free (job->value);
  g_free (job);
}

static gboolean
remove_plugin (const char *id, GError **error)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();

  return gls_registry_remove (registry, id, error);
}

/* What is said when it went well; NULL: nothing. */
static char *
install_plugin (const char *folder, GError **error)
{
  g_autoptr (GlsManifest) manifest = gls_registry_install (folder, error);

  return manifest != NULL ? g_strdup_printf (_ ("%s %s is installed"), manifest->name, manifest->version) : NULL;
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  char *said = NULL;

  switch (job->kind)
    {
    case JOB_ENABLE:
      gls_plugin_config_set_enabled (job->id, job->enabled, &error);
      break;
    case JOB_GRANT:
      gls_plugin_config_grant (job->manifest, &error);
      break;
    case JOB_SETTING:
      gls_plugin_config_set_setting (job->manifest, job->name, job->value, &error);
      break;
    case JOB_TYPE:
      gls_plugin_config_set_type (job->manifest->id, job->name, job->value, &error);
      break;
    case JOB_INSTALL:
      said = install_plugin (job->id, &error);
      break;
    case JOB_REMOVE:
    default:
      if (remove_plugin (job->id, &error))
        said = g_strdup_printf (_ ("%s is removed"), job->id);
      break;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, said, g_free);
}

static void
worked (GObject *source, GAsyncResult *result, gpointer data)
{
  GlsPluginDesk *self = GLS_PLUGIN_DESK (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *said = g_task_propagate_pointer (G_TASK (result), &error);

  if (said != NULL)
    g_signal_emit (self, signals[SAID], 0, said);
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0,
                   job->kind == JOB_INSTALL  ? _ ("The plugin was not installed")
                   : job->kind == JOB_REMOVE ? _ ("The plugin was not removed")
                                             : _ ("Nothing was changed"),
                   error->message);
  /* This desk listens, too. */
  gls_plugin_news_tell ();
}

static void
begin (GlsPluginDesk *self, JobKind kind, GlsManifest *manifest, const char *id, const char *name, const char *value, gboolean enabled)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, worked, NULL);
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->manifest = manifest != NULL ? gls_manifest_ref (manifest) : NULL;
  job->id = g_strdup (id);
  job->name = g_strdup (name);
  job->value = g_strdup (value);
  job->enabled = enabled;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, work);
}

void
gls_plugin_desk_set_enabled (GlsPluginDesk *self, const char *id, gboolean enabled)
{
  begin (self, JOB_ENABLE, NULL, id, NULL, NULL, enabled);
}

void
gls_plugin_desk_grant (GlsPluginDesk *self, GlsManifest *manifest)
{
  begin (self, JOB_GRANT, manifest, NULL, NULL, NULL, FALSE);
}

void
gls_plugin_desk_set_choice (GlsPluginDesk *self, GlsManifest *manifest, gboolean in_project, GlsPluginChoiceKind kind, const char *name,
                            const char *value)
{
  GlsChange *change;

  if (!in_project)
    {
      begin (self, kind == GLS_CHOICE_TYPE ? JOB_TYPE : JOB_SETTING, manifest, NULL, name, value, FALSE);
      return;
    }
  if (self->session == NULL)
    return;
  change = gls_session_new_change (self->session, "plugin-setting");
  gls_change_set_plugin_choice (change, kind, manifest->id, name, value);
  gls_session_commit (self->session, change);
}

void
gls_plugin_desk_add_types (GlsPluginDesk *self, GPtrArray *names)
{
  const GlsCodebook *now = self->session != NULL ? gls_session_get_codebook (self->session) : NULL;
  g_autoptr (GlsCodebook) codebook = now != NULL ? gls_codebook_copy (now) : NULL;
  GlsChange *change;

  if (codebook == NULL)
    return;
  change = gls_session_new_change (self->session, "codebook");
  for (guint i = 0; i < names->len; i++)
    gls_change_put_type (change, codebook, gls_codebook_add_type (codebook, names->pdata[i]));
  gls_session_commit (self->session, change);
}

void
gls_plugin_desk_install (GlsPluginDesk *self, const char *folder)
{
  begin (self, JOB_INSTALL, NULL, folder, NULL, NULL, FALSE);
}

void
gls_plugin_desk_remove (GlsPluginDesk *self, const char *id)
{
  begin (self, JOB_REMOVE, NULL, id, NULL, NULL, FALSE);
}

/* --- Checking ---------------------------------------------------------------------------------------------------- */

static void
check (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *cases = gls_formats_check (data, cancellable, &error);

  if (cases != NULL)
    g_task_return_pointer (task, cases, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
checked (GObject *source, GAsyncResult *result, gpointer data)
{
  GlsPluginDesk *self = GLS_PLUGIN_DESK (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autofree char *id = g_steal_pointer (&self->checking_id);

  /* A cancelled suite is over when it says so, whatever it had by then. */
  g_task_set_check_cancellable (G_TASK (result), FALSE);
  cases = g_task_propagate_pointer (G_TASK (result), &error);
  g_clear_object (&self->checking);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, _ ("The plugin cannot be checked"), error->message);
  g_signal_emit (self, signals[CHECKED], 0, id, cases);
}

void
gls_plugin_desk_check (GlsPluginDesk *self, const char *id)
{
  g_autoptr (GTask) task = NULL;

  if (self->checking != NULL)
    return;
  self->checking = g_cancellable_new ();
  self->checking_id = g_strdup (id);
  task = g_task_new (self, self->checking, checked, NULL);
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, check);
}

void
gls_plugin_desk_cancel_check (GlsPluginDesk *self)
{
  g_cancellable_cancel (self->checking);
}

const char *
gls_plugin_desk_get_checking (GlsPluginDesk *self)
{
  return self->checking_id;
}

/* --- The object -------------------------------------------------------------------------------------------------- */

static void
gls_plugin_desk_finalize (GObject *object)
{
  GlsPluginDesk *self = GLS_PLUGIN_DESK (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->registry, gls_registry_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->checking);
  g_free (self->checking_id);
  G_OBJECT_CLASS (gls_plugin_desk_parent_class)->finalize (object);
}

static void
gls_plugin_desk_class_init (GlsPluginDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_plugin_desk_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAID] = g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_STRING);
  signals[CHECKED] = g_signal_new ("checked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                   G_TYPE_PTR_ARRAY);
}

static void
gls_plugin_desk_init (GlsPluginDesk *self)
{
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_plugin_choice_free);
  g_signal_connect_object (gls_plugin_news_get_default (), "changed", G_CALLBACK (gls_plugin_desk_refresh), self, G_CONNECT_SWAPPED);
}

GlsPluginDesk *
gls_plugin_desk_new (GlsSession *session)
{
  GlsPluginDesk *self = g_object_new (GLS_TYPE_PLUGIN_DESK, NULL);

  if (session != NULL)
    {
      self->session = g_object_ref (session);
      g_signal_connect_object (session, "records-changed", G_CALLBACK (records_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "codebook-changed", G_CALLBACK (gls_plugin_desk_refresh), self, G_CONNECT_SWAPPED);
    }
  gls_plugin_desk_refresh (self);
  return self;
}

GlsSession *
gls_plugin_desk_get_session (GlsPluginDesk *self)
{
  return self->session;
}

GlsRegistry *
gls_plugin_desk_get_registry (GlsPluginDesk *self)
{
  return self->registry;
}

GPtrArray *
gls_plugin_desk_get_choices (GlsPluginDesk *self)
{
  return self->choices;
}
