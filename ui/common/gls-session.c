/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the project-wide state fresh from the store's change feed and hands it to the pages.
 * It must not know a widget, nor which document is open on which page. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-clock.h>
#include <string.h>
#include <gls-dates.h>
#include "gls-session-private.h"

/* Reading the list again costs a tenth of a second in a large project; changes that come closer are taken together. */
#define RELOAD_DELAY_MS 120

G_DEFINE_FINAL_TYPE (GlsSession, gls_session, G_TYPE_OBJECT)

enum { CODEBOOK_CHANGED, CATALOG_CHANGED, RECORDS_CHANGED, PERSON_CHANGED, SET_CHANGED, MESSAGE, FAILED, CLOCK_OFF, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What one reading brings; @codebook and @people only when asked. */
typedef struct {
  GlsCatalog  *catalog;
  GlsCodebook *codebook;
  GPtrArray   *people;
  char        *description;
  gint64       clock;
} Loaded;

typedef struct {
  char    *person;
  gboolean everything;
} LoadRequest;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->catalog, gls_catalog_unref);
  g_clear_pointer (&loaded->codebook, gls_codebook_unref);
  g_clear_pointer (&loaded->people, g_ptr_array_unref);
  g_free (loaded->description);
  g_free (loaded);
}

static void
load_request_free (gpointer data)
{
  LoadRequest *request = data;

  g_free (request->person);
  g_free (request);
}

static gpointer
load (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  LoadRequest *request = data;
  Loaded *loaded = g_new0 (Loaded, 1);
  GlsDocumentTable *table = gls_project_list_documents (project, request->person, error);

  if (table != NULL)
    loaded->catalog = gls_catalog_new (table);
  if (table != NULL && request->everything && (loaded->codebook = gls_project_load_codebook (project, error)) != NULL)
    {
      loaded->people = gls_project_load_people (project, error);
      loaded->description = gls_codebook_to_json (loaded->codebook, FALSE);
    }
  loaded->clock = gls_project_get_clock (project);
  if (loaded->catalog == NULL || (request->everything && loaded->people == NULL))
    g_clear_pointer (&loaded, loaded_free);
  return loaded;
}

static void
load_async (GlsSession *self, gboolean everything, GAsyncReadyCallback callback, gpointer user_data)
{
  LoadRequest *request = g_new0 (LoadRequest, 1);

  request->person = g_strdup (self->person);
  request->everything = everything;
  gls_store_read_async (self->store, load, request, load_request_free, loaded_free, self->cancellable, callback, user_data);
}

static gboolean
are_same_people (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    if (g_strcmp0 (g_ptr_array_index (a, i), g_ptr_array_index (b, i)) != 0)
      return FALSE;
  return TRUE;
}

/* After a change of very many records everything is read anew, and mostly the codebook is what it was: rows and drawings stay. */
static gboolean
has_new_codebook (GlsSession *self, const Loaded *loaded)
{
  return loaded->codebook != NULL
         && (g_strcmp0 (self->description, loaded->description) != 0 || !are_same_people (self->people, loaded->people));
}

static void
take_loaded (GlsSession *self, Loaded *loaded)
{
  g_clear_pointer (&self->catalog, gls_catalog_unref);
  self->catalog = g_steal_pointer (&loaded->catalog);
  if (has_new_codebook (self, loaded))
    {
      g_clear_pointer (&self->codebook, gls_codebook_unref);
      g_clear_pointer (&self->people, g_ptr_array_unref);
      self->codebook = g_steal_pointer (&loaded->codebook);
      self->people = g_steal_pointer (&loaded->people);
      g_free (self->description);
      self->description = g_steal_pointer (&loaded->description);
      gls_type_style_set_codebook (self->style, self->codebook);
      g_signal_emit (self, signals[CODEBOOK_CHANGED], 0);
    }
  g_signal_emit (self, signals[CATALOG_CHANGED], 0);
}

/* --- The clock --------------------------------------------------------------------------------------------------- */

static gboolean
take_clock (GlsSession *self, gint64 clock)
{
  self->clock = clock - gls_clock_wall () > GLS_CLOCK_DAY ? clock : 0;
  return self->clock != 0 && !self->clock_accepted;
}

static gpointer
read_clock (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return g_memdup2 (&(gint64) { gls_project_get_clock (project) }, sizeof (gint64));
}

static void
clock_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsSession) self = user_data;
  g_autofree gint64 *clock = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (clock != NULL && take_clock (self, *clock))
    g_signal_emit (self, signals[CLOCK_OFF], 0);
}

/* A change was refused: another process may have dated the project ahead while it was open here, or our clock was set. */
static void
store_failed (GlsSession *self)
{
  if (gls_store_get_error (self->store) != NULL)
    gls_store_read_async (self->store, read_clock, NULL, NULL, g_free, self->cancellable, clock_read, g_object_ref (self));
}

static gpointer
accept_clock (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  gls_project_accept_clock (project);
  return NULL;
}

static void
clock_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  gls_store_run_finish (GLS_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

gint64
gls_session_get_clock_ahead (GlsSession *self)
{
  return self->clock_accepted ? 0 : self->clock;
}

void
gls_session_accept_clock_async (GlsSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  self->clock_accepted = TRUE;
  gls_store_write_async (self->store, accept_clock, NULL, NULL, NULL, NULL, clock_accepted, task);
}

gboolean
gls_session_accept_clock_finish (GlsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

static void queue_reload (GlsSession *self, gboolean codebook);

static void
reloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsSession) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = gls_store_run_finish (GLS_STORE (source), result, &error);

  self->reloading = FALSE;
  if (loaded != NULL)
    {
      take_loaded (self, loaded);
      loaded_free (loaded);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_session_fail (self, _ ("The project cannot be read"), error->message);
  if (self->reload_again && !g_cancellable_is_cancelled (self->cancellable))
    {
      self->reload_again = FALSE;
      queue_reload (self, FALSE);
    }
}

static gboolean
start_reload (gpointer data)
{
  GlsSession *self = data;

  self->reload_source = 0;
  self->reloading = TRUE;
  load_async (self, self->reload_codebook, reloaded, g_object_ref (self));
  self->reload_codebook = FALSE;
  return G_SOURCE_REMOVE;
}

static void
queue_reload (GlsSession *self, gboolean codebook)
{
  self->reload_codebook |= codebook;
  if (self->reloading)
    self->reload_again = TRUE;
  else if (self->reload_source == 0)
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, start_reload, self);
}

static void
store_changed (GlsStore *store, GArray *records, GlsSession *self)
{
  gboolean list = records == NULL, codebook = records == NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    switch (g_array_index (records, GlsChangedRecord, i).kind)
      {
      case GLS_RECORD_TYPE:
      case GLS_RECORD_ATTRIBUTE:
      case GLS_RECORD_ROLE:
      case GLS_RECORD_RELATION_TYPE:
      case GLS_RECORD_PERSON:
      case GLS_RECORD_PROJECT:
        codebook = TRUE;
        break;
      case GLS_RECORD_DOCUMENT:
      case GLS_RECORD_ANNOTATION:
      case GLS_RECORD_STATUS:
      case GLS_RECORD_VERDICT:
        list = TRUE;
        break;
      default:
        break;
      }
  if (list || codebook)
    queue_reload (self, codebook);
  g_signal_emit (self, signals[RECORDS_CHANGED], 0, records);
}

static void
gls_session_dispose (GObject *object)
{
  GlsSession *self = GLS_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  G_OBJECT_CLASS (gls_session_parent_class)->dispose (object);
}

static void
gls_session_finalize (GObject *object)
{
  GlsSession *self = GLS_SESSION (object);

  g_clear_object (&self->store);
  g_clear_object (&self->style);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  g_clear_pointer (&self->catalog, gls_catalog_unref);
  g_free (self->description);
  g_ptr_array_unref (self->held);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self->path);
  g_free (self->person);
  g_free (self->looked_at);
  g_free (self->note);
  G_OBJECT_CLASS (gls_session_parent_class)->finalize (object);
}

static void
gls_session_class_init (GlsSessionClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_session_finalize;
  signals[CODEBOOK_CHANGED] = g_signal_new ("codebook-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CATALOG_CHANGED] = g_signal_new ("catalog-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RECORDS_CHANGED] = g_signal_new ("records-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           G_TYPE_POINTER);
  signals[PERSON_CHANGED] = g_signal_new ("person-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SET_CHANGED] = g_signal_new ("set-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                   G_TYPE_BOOLEAN);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_STRING);
  signals[CLOCK_OFF] = g_signal_new ("clock-off", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_session_init (GlsSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->held = g_ptr_array_new_with_free_func (g_free);
  self->style = gls_type_style_new ();
}

static void
first_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsSession *self = g_task_get_task_data (task);
  GError *error = NULL;
  Loaded *loaded = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (loaded == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_loaded (self, loaded);
  take_clock (self, loaded->clock);
  loaded_free (loaded);
  g_signal_connect (self->store, "changed", G_CALLBACK (store_changed), self);
  g_signal_connect_swapped (self->store, "notify::error", G_CALLBACK (store_failed), self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
store_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GlsSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->store = gls_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  load_async (self, TRUE, first_loaded, task);
}

gboolean
gls_session_is_person_name (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL) || g_utf8_strlen (name, -1) > 100 || g_str_has_prefix (name, "plugin:") ||
      g_str_equal (name, "gold") || *name == '\0' || g_unichar_isspace (g_utf8_get_char (name)))
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

void
gls_session_open_async (const char *path, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GlsSession *self = g_object_new (GLS_TYPE_SESSION, NULL);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  self->path = g_canonicalize_filename (path, NULL);
  self->person = g_strdup (person);
  g_task_set_task_data (task, self, g_object_unref);
  gls_store_open_async (self->path, GLS_OPEN_DEFAULT, cancellable, store_opened, task);
}

GlsSession *
gls_session_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GlsStore *
gls_session_get_store (GlsSession *self)
{
  return self->store;
}

const char *
gls_session_get_path (GlsSession *self)
{
  return self->path;
}

char *
gls_session_dup_title (GlsSession *self)
{
  g_autofree char *name = g_filename_display_basename (self->path);

  if (g_str_has_suffix (name, ".gloss"))
    name[strlen (name) - strlen (".gloss")] = '\0';
  return g_steal_pointer (&name);
}

const char *
gls_session_get_person (GlsSession *self)
{
  return self->person;
}

static void
show_set (GlsSession *self, gboolean gold, const char *person)
{
  const char *looked_at = g_strcmp0 (person, self->person) != 0 ? person : NULL;

  if (gold == self->gold && g_strcmp0 (looked_at, self->looked_at) == 0)
    return;
  self->gold = gold;
  g_free (self->looked_at);
  self->looked_at = g_strdup (looked_at);
  g_signal_emit (self, signals[SET_CHANGED], 0);
}

void
gls_session_set_person (GlsSession *self, const char *person)
{
  if (g_strcmp0 (person, self->person) == 0)
    return;
  g_free (self->person);
  self->person = g_strdup (person);
  queue_reload (self, FALSE);
  g_signal_emit (self, signals[PERSON_CHANGED], 0);
  show_set (self, self->gold, NULL);
}

const char *
gls_session_get_set (GlsSession *self)
{
  return self->looked_at != NULL ? self->looked_at : self->gold ? "gold" : self->person;
}

const char *
gls_session_get_looked_at (GlsSession *self)
{
  return self->looked_at;
}

gboolean
gls_session_shows_own (GlsSession *self)
{
  return !self->gold && self->looked_at == NULL;
}

void
gls_session_look_at (GlsSession *self, const char *person)
{
  show_set (self, person == NULL && self->gold, person);
}

gboolean
gls_session_edits_gold (GlsSession *self)
{
  return self->gold;
}

void
gls_session_edit_gold (GlsSession *self, gboolean gold)
{
  show_set (self, gold, NULL);
}

void
gls_session_set_why (GlsSession *self, GlsReason reason, const char *note)
{
  g_autofree char *kept = note != NULL && *note != '\0' ? g_strdup (note) : NULL;

  self->reason = reason;
  g_free (self->note);
  self->note = g_steal_pointer (&kept);
}

GlsReason
gls_session_get_why (GlsSession *self, const char **note)
{
  *note = self->note;
  return self->reason;
}

GlsCodebook *
gls_session_get_codebook (GlsSession *self)
{
  return self->codebook;
}

GlsCatalog *
gls_session_get_catalog (GlsSession *self)
{
  return self->catalog;
}

GPtrArray *
gls_session_get_people (GlsSession *self)
{
  return self->people;
}

const char *
gls_session_get_scope (GlsSession *self)
{
  return gls_type_style_get_scope (self->style);
}

GlsChange *
gls_session_new_change (GlsSession *self, const char *what)
{
  self->bundle = 0;
  return gls_change_new (self->person, what);
}

static void
committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gls_store_commit_finish (GLS_STORE (source), result, &error))
    gls_session_fail (self, _ ("The change is not saved"), error->message);
}

void
gls_session_commit (GlsSession *self, GlsChange *change)
{
  gls_store_commit_async (self->store, change, NULL, committed, g_object_ref (self));
}

typedef struct {
  GlsChange *change;
  GlsId      document;
  char      *before, *published;
} Resolving;

static void
resolving_free (gpointer data)
{
  Resolving *resolving = data;

  gls_change_free (resolving->change);
  g_free (resolving->before);
  g_free (resolving->published);
  g_free (resolving);
}

static gpointer
resolve_dates (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Resolving *resolving = data;

  if (gls_project_resolve_dates (project, resolving->change, &resolving->document, resolving->before, resolving->published, error) > 0)
    gls_project_commit (project, resolving->change, error);
  return NULL;
}

static void
dates_resolved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsSession) self = data;
  g_autoptr (GError) error = NULL;

  gls_store_run_finish (GLS_STORE (source), result, &error);
  if (error != NULL)
    gls_session_fail (self, _ ("The dates could not be read again"), error->message);
}

void
gls_session_resolve_dates (GlsSession *self, const GlsId *document, const char *before, const char *published, const GlsId *group)
{
  Resolving *resolving = g_new0 (Resolving, 1);

  resolving->change = gls_session_new_change (self, "metadata");
  gls_change_join (resolving->change, group);
  resolving->document = *document;
  resolving->before = g_strdup (before);
  resolving->published = g_strdup (published);
  gls_store_write_async (self->store, resolve_dates, resolving, resolving_free, NULL, NULL, dates_resolved, g_object_ref (self));
}

void
gls_session_say (GlsSession *self, const char *text, gboolean undoable)
{
  g_signal_emit (self, signals[MESSAGE], 0, text, undoable);
}

void
gls_session_fail (GlsSession *self, const char *heading, const char *text)
{
  g_signal_emit (self, signals[FAILED], 0, heading, text);
}
