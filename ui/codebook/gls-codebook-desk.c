/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the working copy apart from what is in the project, commits the difference, and takes over what others change.
 * It must not know a widget. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-codebook-check.h>
#include "gls-codebook-desk.h"

/* Longer than a session waits and reads, short enough to be called at once. */
#define SETTLE_MS 350

struct _GlsCodebookDesk {
  GObject      parent_instance;
  GlsSession  *session;
  GlsCodebook *committed; /* what the project says, with what is on its way */
  GlsCodebook *working;
  GPtrArray   *problems;
  GHashTable  *counts;
  guint        pending;   /* commits on their way */
  guint        settle_source;
};

G_DEFINE_FINAL_TYPE (GlsCodebookDesk, gls_codebook_desk, G_TYPE_OBJECT)

enum { EDITED, REPLACED, COUNTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
judge (GlsCodebookDesk *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = gls_codebook_check (self->working);
}

static void
take_over (GlsCodebookDesk *self)
{
  GlsCodebook *now = gls_session_get_codebook (self->session);
  g_autoptr (GlsCodebook) old = NULL;

  if (self->pending > 0 || now == NULL || gls_codebook_equal (now, self->working))
    return;
  g_clear_pointer (&self->committed, gls_codebook_unref);
  self->committed = gls_codebook_copy (now);
  old = self->working;
  self->working = gls_codebook_copy (now);
  judge (self);
  g_signal_emit (self, signals[REPLACED], 0, old);
}

static gboolean
settled (gpointer data)
{
  GlsCodebookDesk *self = data;

  self->settle_source = 0;
  take_over (self);
  return G_SOURCE_REMOVE;
}

/* What the session has just read may be from before our last commit; then it reads again soon. */
static void
settle (GlsCodebookDesk *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settled, self);
}

static gpointer
count_types (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_project_count_types (project, error);
}

static void
types_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsCodebookDesk) self = user_data;
  GHashTable *counts = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (counts == NULL)
    return;
  g_clear_pointer (&self->counts, g_hash_table_unref);
  self->counts = counts;
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
count_all (GlsCodebookDesk *self)
{
  gls_store_read_async (gls_session_get_store (self->session), count_types, NULL, NULL, (GDestroyNotify) g_hash_table_unref,
                        NULL, types_counted, g_object_ref (self));
}

static void
gls_codebook_desk_finalize (GObject *object)
{
  GlsCodebookDesk *self = GLS_CODEBOOK_DESK (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_pointer (&self->committed, gls_codebook_unref);
  g_clear_pointer (&self->working, gls_codebook_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gls_codebook_desk_parent_class)->finalize (object);
}

static void
gls_codebook_desk_class_init (GlsCodebookDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_codebook_desk_finalize;
  signals[EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REPLACED] = g_signal_new ("replaced", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GLS_TYPE_CODEBOOK);
  signals[COUNTED] = g_signal_new ("counted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_codebook_desk_init (GlsCodebookDesk *self)
{
}

GlsCodebookDesk *
gls_codebook_desk_new (GlsSession *session)
{
  GlsCodebookDesk *self = g_object_new (GLS_TYPE_CODEBOOK_DESK, NULL);

  self->session = g_object_ref (session);
  self->committed = gls_codebook_copy (gls_session_get_codebook (session));
  self->working = gls_codebook_copy (self->committed);
  judge (self);
  g_signal_connect_object (session, "codebook-changed", G_CALLBACK (settle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "catalog-changed", G_CALLBACK (count_all), self, G_CONNECT_SWAPPED);
  count_all (self);
  return self;
}

GlsSession *
gls_codebook_desk_get_session (GlsCodebookDesk *self)
{
  return self->session;
}

GlsCodebook *
gls_codebook_desk_get (GlsCodebookDesk *self)
{
  return self->working;
}

GlsTypeDef *
gls_codebook_desk_get_type_def (GlsCodebookDesk *self, const GlsId *id)
{
  return gls_codebook_find_type_by_id (self->working, id);
}

static void
committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsCodebookDesk) self = user_data;
  g_autoptr (GError) error = NULL;

  self->pending--;
  if (gls_store_commit_finish (GLS_STORE (source), result, &error))
    return;
  gls_session_fail (self->session, _ ("The change is not saved"), error->message);
  settle (self);
}

void
gls_codebook_desk_commit (GlsCodebookDesk *self)
{
  g_autoptr (GlsChange) change = gls_session_new_change (self->session, "codebook");

  gls_change_put_difference (change, self->committed, self->working);
  if (gls_change_is_empty (change))
    return;
  g_clear_pointer (&self->committed, gls_codebook_unref);
  self->committed = gls_codebook_copy (self->working);
  self->pending++;
  gls_store_commit_async (gls_session_get_store (self->session), g_steal_pointer (&change), NULL, committed,
                          g_object_ref (self));
  judge (self);
  g_signal_emit (self, signals[EDITED], 0);
}

GPtrArray *
gls_codebook_desk_get_problems (GlsCodebookDesk *self)
{
  return self->problems;
}

char *
gls_codebook_desk_dup_problems (GlsCodebookDesk *self, const GlsId *id)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < self->problems->len; i++)
    {
      const GlsCodebookProblem *problem = g_ptr_array_index (self->problems, i);

      if (gls_id_equal (&problem->owner, id) || gls_id_equal (&problem->id, id))
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", problem->message);
    }
  return lines->len > 0 ? g_strdup (lines->str) : NULL;
}

guint
gls_codebook_desk_count (GlsCodebookDesk *self, const GlsId *type)
{
  return self->counts != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, type)) : 0;
}

/* --- Usage ------------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsRecordKind kind;
  GlsId         id;
  char         *value;
} CountRequest;

static void
count_request_free (gpointer data)
{
  CountRequest *request = data;

  g_free (request->value);
  g_free (request);
}

static gpointer
count_usage (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  CountRequest *request = data;

  return gls_project_count_usage (project, request->kind, &request->id, request->value, error);
}

static void
usage_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GlsUsage *usage = gls_store_run_finish (GLS_STORE (source), result, &error);
  GlsCodebookDesk *self = g_task_get_source_object (task);

  if (usage == NULL && error != NULL)
    gls_session_fail (self->session, _ ("The project cannot be read"), error->message);
  g_task_return_pointer (task, usage, (GDestroyNotify) gls_usage_free);
}

void
gls_codebook_desk_count_async (GlsCodebookDesk *self, GlsRecordKind kind, const GlsId *definition, const char *value,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  CountRequest *request = g_new0 (CountRequest, 1);

  request->kind = kind;
  request->id = *definition;
  request->value = g_strdup (value);
  gls_store_read_async (gls_session_get_store (self->session), count_usage, request, count_request_free,
                        (GDestroyNotify) gls_usage_free, NULL, usage_counted, g_task_new (self, NULL, callback, user_data));
}

GlsUsage *
gls_codebook_desk_count_finish (GlsCodebookDesk *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

typedef struct {
  char         *person;
  GlsId         type, to;
  GlsRetireMode mode;
  guint         n;
} RetireRequest;

static void
retire_request_free (gpointer data)
{
  RetireRequest *request = data;

  g_free (request->person);
  g_free (request);
}

/* Gives the number of annotations changed, plus one. */
static gpointer
retire (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  RetireRequest *request = data;
  guint n = 0;

  if (!gls_project_retire_type (project, request->person, &request->type, request->mode, &request->to, &n, error))
    return NULL;
  return GUINT_TO_POINTER (n + 1);
}

static void
retired (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsCodebookDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer answer = gls_store_run_finish (GLS_STORE (source), result, &error);
  guint n = GPOINTER_TO_UINT (answer) - 1;
  g_autofree char *text = NULL;

  self->pending--;
  if (answer == NULL)
    {
      gls_session_fail (self->session, _ ("The type is not retired"), error != NULL ? error->message : "");
      settle (self);
      return;
    }
  text = n == 0 ? g_strdup (_ ("The type is retired"))
                : g_strdup_printf (ngettext ("The type is retired, %u annotation changed",
                                             "The type is retired, %u annotations changed", n), n);
  gls_session_say (self->session, text, TRUE);
}

void
gls_codebook_desk_retire (GlsCodebookDesk *self, const GlsId *type, GlsRetireMode mode, const GlsId *to)
{
  GlsTypeDef *def = gls_codebook_desk_get_type_def (self, type);
  RetireRequest *request;

  if (def == NULL)
    return;
  request = g_new0 (RetireRequest, 1);
  request->person = g_strdup (gls_session_get_person (self->session));
  request->type = *type;
  request->mode = mode;
  if (to != NULL)
    request->to = *to;
  /* Shown at once; the writer does the rest. */
  def->retired = TRUE;
  g_clear_pointer (&self->committed, gls_codebook_unref);
  self->committed = gls_codebook_copy (self->working);
  self->pending++;
  gls_store_write_async (gls_session_get_store (self->session), retire, request, retire_request_free, NULL, NULL, retired,
                         g_object_ref (self));
  judge (self);
  g_signal_emit (self, signals[EDITED], 0);
}
