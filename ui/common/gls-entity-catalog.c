/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the entities with their index and counts on a reader's thread, and again when the change feed tells of some.
 * It must not know a widget, nor what is done with a proposal. */
#include "config.h"

#include <gls-entity-same.h>
#include <gls-mentions.h>

#include "gls-entity-catalog.h"

/* Changes that come closer are read together. Counting looks at every annotation of the project. */
#define NAMES_DELAY_MS 60
#define COUNTS_DELAY_MS 600

struct _GlsEntityCatalog {
  GObject           parent_instance;
  GlsSession       *session;   /* not owned: it owns us */
  GlsEntityMatcher *matcher;   /* NULL until it is read */
  GHashTable       *by_id;     /* GlsId to GlsEntity, of @matcher's */
  GHashTable       *counts;    /* GlsId to GUINT_TO_POINTER, of the one that stands for those that are one */
  GHashTable       *same;      /* of gls_entities_find_same(), never changed; NULL until it is read */
  GPtrArray        *expected;  /* GlsEntity not read yet */
  GPtrArray        *waiting;   /* GTask that ask before the first reading is done */
  GCancellable     *cancellable;
  guint             source;
  gboolean          reading, again, names;
};

G_DEFINE_FINAL_TYPE (GlsEntityCatalog, gls_entity_catalog, G_TYPE_OBJECT)

static guint changed_signal;

typedef struct {
  GlsEntityMatcher *matcher; /* NULL: only counted */
  GArray           *counts;
  GHashTable       *same;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->matcher, gls_entity_matcher_unref);
  g_clear_pointer (&reading->counts, g_array_unref);
  g_clear_pointer (&reading->same, g_hash_table_unref);
  g_free (reading);
}

static gpointer
read_entities (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GPtrArray) entities = data != NULL ? gls_project_load_entities (project, error) : NULL;
  g_autoptr (GPtrArray) judgements = entities != NULL ? gls_project_load_judgements (project, error) : NULL;

  if (judgements != NULL)
    reading->same = gls_entities_find_same (judgements);
  if (data == NULL || judgements != NULL)
    reading->counts = gls_project_count_mentions (project, error);
  if (reading->counts == NULL)
    g_clear_pointer (&reading, reading_free);
  else if (entities != NULL)
    reading->matcher = gls_entity_matcher_new (entities);
  return reading;
}

static void start_reading (GlsEntityCatalog *self);

/* --- Asking ------------------------------------------------------------------------------------------------------ */

typedef struct {
  char             *words, *kind;
  gboolean          typed;
  guint             limit;
  GlsEntityMatcher *matcher;
  GHashTable       *same;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->words);
  g_free (question->kind);
  g_clear_pointer (&question->matcher, gls_entity_matcher_unref);
  g_clear_pointer (&question->same, g_hash_table_unref);
  g_free (question);
}

void
gls_entity_proposals_free (GlsEntityProposals *proposals)
{
  g_array_unref (proposals->matches);
  gls_entity_matcher_unref (proposals->matcher);
  g_free (proposals);
}

/* Those that are judged to be one are one row, the best; what only they share is theirs alone. */
static void
join_same (GArray *matches, GHashTable *same, const char *kind)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (gls_id_hash, gls_id_equal);
  gboolean joined = FALSE;

  for (guint i = 0; i < matches->len;)
    {
      const GlsEntityMatch *match = &g_array_index (matches, GlsEntityMatch, i);

      if (g_hash_table_add (seen, (gpointer) gls_entities_get_same (same, &match->entity->id)))
        {
          i++;
          continue;
        }
      joined = TRUE;
      g_array_remove_index (matches, i);
    }
  if (joined && matches->len > 0)
    {
      GlsEntityMatch *first = &g_array_index (matches, GlsEntityMatch, 0);

      first->certain |= first->reason <= GLS_MATCH_SURNAME && g_strcmp0 (first->entity->kind, kind) == 0 &&
                        (matches->len == 1 || g_array_index (matches, GlsEntityMatch, 1).reason > GLS_MATCH_SURNAME);
    }
}

static void
answer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GlsEntityProposals *proposals = g_new0 (GlsEntityProposals, 1);

  proposals->matcher = gls_entity_matcher_ref (question->matcher);
  proposals->matches = gls_entity_matcher_find (question->matcher, question->words, question->kind, question->typed, question->limit);
  if (question->same != NULL && g_hash_table_size (question->same) > 0)
    join_same (proposals->matches, question->same, question->kind);
  g_task_return_pointer (task, proposals, (GDestroyNotify) gls_entity_proposals_free);
}

static void
ask (GlsEntityCatalog *self, GTask *task)
{
  Question *question = g_task_get_task_data (task);

  question->matcher = gls_entity_matcher_ref (self->matcher);
  question->same = self->same != NULL ? g_hash_table_ref (self->same) : NULL;
  g_task_run_in_thread (task, answer);
}

void
gls_entity_catalog_match_async (GlsEntityCatalog *self, const char *words, const char *kind, gboolean typed, guint limit,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->words = g_strdup (words);
  question->kind = g_strdup (kind);
  question->typed = typed;
  question->limit = limit;
  g_task_set_task_data (task, question, question_free);
  if (self->matcher != NULL)
    ask (self, task);
  else
    g_ptr_array_add (self->waiting, g_object_ref (task));
}

GlsEntityProposals *
gls_entity_catalog_match_finish (GlsEntityCatalog *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

static void
take_names (GlsEntityCatalog *self, GlsEntityMatcher *matcher)
{
  GPtrArray *entities = gls_entity_matcher_get_entities (matcher);
  guint n = 0;

  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < entities->len; i++)
    {
      GlsEntity *entity = g_ptr_array_index (entities, i);

      g_hash_table_insert (self->by_id, &entity->id, entity);
    }
  g_clear_pointer (&self->matcher, gls_entity_matcher_unref);
  self->matcher = matcher;
  while (n < self->expected->len)
    if (g_hash_table_contains (self->by_id, &((GlsEntity *) g_ptr_array_index (self->expected, n))->id))
      g_ptr_array_remove_index_fast (self->expected, n);
    else
      n++;
}

static void
take_counts (GlsEntityCatalog *self, const GArray *counts)
{
  g_hash_table_remove_all (self->counts);
  for (guint i = 0; i < counts->len; i++)
    {
      const GlsMentionCount *count = &g_array_index (counts, GlsMentionCount, i);
      const GlsId *one;
      guint n = count->n;

      if (g_str_has_prefix (count->set, "plugin:"))
        continue;
      one = gls_entities_get_same (self->same, &count->entity);
      n += GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, one));
      g_hash_table_replace (self->counts, g_memdup2 (one, sizeof *one), GUINT_TO_POINTER (n));
    }
}

static void
entities_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsEntityCatalog) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = gls_store_run_finish (GLS_STORE (source), result, &error);

  self->reading = FALSE;
  if (reading == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&reading, reading_free);
      return;
    }
  if (reading->matcher != NULL)
    {
      take_names (self, g_steal_pointer (&reading->matcher));
      g_clear_pointer (&self->same, g_hash_table_unref);
      self->same = g_steal_pointer (&reading->same);
    }
  take_counts (self, reading->counts);
  reading_free (reading);
  for (guint i = 0; self->matcher != NULL && i < self->waiting->len; i++)
    ask (self, g_ptr_array_index (self->waiting, i));
  g_ptr_array_set_size (self->waiting, 0);
  g_signal_emit (self, changed_signal, 0);
  if (self->again)
    start_reading (self);
}

static void
start_reading (GlsEntityCatalog *self)
{
  gboolean names = self->names;

  if (self->reading)
    {
      self->again = TRUE;
      return;
    }
  self->reading = TRUE;
  self->again = self->names = FALSE;
  gls_store_read_async (gls_session_get_store (self->session), read_entities, GINT_TO_POINTER (names), NULL, reading_free,
                        self->cancellable, entities_read, g_object_ref (self));
}

static gboolean
start_later (gpointer data)
{
  GlsEntityCatalog *self = data;

  self->source = 0;
  start_reading (self);
  return G_SOURCE_REMOVE;
}

static void
records_changed (GlsEntityCatalog *self, GArray *records)
{
  gboolean names = records == NULL, counts = records == NULL;

  for (guint i = 0; records != NULL && i < records->len && !names; i++)
    switch (g_array_index (records, GlsChangedRecord, i).kind)
      {
      case GLS_RECORD_ENTITY:
      case GLS_RECORD_ALIAS:
      case GLS_RECORD_EXTERNAL_ID:
      case GLS_RECORD_JUDGEMENT:
        names = TRUE;
        break;
      case GLS_RECORD_ANNOTATION:
        counts = TRUE;
        break;
      default:
        break;
      }
  if (!names && !counts)
    return;
  if (names && !self->names)
    g_clear_handle_id (&self->source, g_source_remove);
  self->names |= names;
  if (self->source == 0)
    self->source = g_timeout_add (self->names ? NAMES_DELAY_MS : COUNTS_DELAY_MS, start_later, self);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_entity_catalog_dispose (GObject *object)
{
  GlsEntityCatalog *self = GLS_ENTITY_CATALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  for (guint i = 0; i < self->waiting->len; i++)
    g_task_return_new_error (g_ptr_array_index (self->waiting, i), G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
  g_ptr_array_set_size (self->waiting, 0);
  G_OBJECT_CLASS (gls_entity_catalog_parent_class)->dispose (object);
}

static void
gls_entity_catalog_finalize (GObject *object)
{
  GlsEntityCatalog *self = GLS_ENTITY_CATALOG (object);

  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->counts);
  g_clear_pointer (&self->same, g_hash_table_unref);
  g_ptr_array_unref (self->expected);
  g_ptr_array_unref (self->waiting);
  g_clear_pointer (&self->matcher, gls_entity_matcher_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (gls_entity_catalog_parent_class)->finalize (object);
}

static void
gls_entity_catalog_class_init (GlsEntityCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_entity_catalog_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_entity_catalog_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_entity_catalog_init (GlsEntityCatalog *self)
{
  self->by_id = g_hash_table_new (gls_id_hash, gls_id_equal);
  self->counts = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  self->expected = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_entity_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

static void
dispose_and_unref (gpointer data)
{
  g_object_run_dispose (data);
  g_object_unref (data);
}

GlsEntityCatalog *
gls_entity_catalog_get (GlsSession *session)
{
  GlsEntityCatalog *self = g_object_get_data (G_OBJECT (session), "gls-entity-catalog");

  if (self != NULL)
    return self;
  self = g_object_new (GLS_TYPE_ENTITY_CATALOG, NULL);
  self->session = session;
  self->names = TRUE;
  g_signal_connect_object (session, "records-changed", G_CALLBACK (records_changed), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (session), "gls-entity-catalog", self, dispose_and_unref);
  start_reading (self);
  return self;
}

const GlsEntity *
gls_entity_catalog_find (GlsEntityCatalog *self, const GlsId *id)
{
  const GlsEntity *entity = g_hash_table_lookup (self->by_id, id);

  for (guint i = 0; entity == NULL && i < self->expected->len; i++)
    if (gls_id_equal (&((GlsEntity *) g_ptr_array_index (self->expected, i))->id, id))
      entity = g_ptr_array_index (self->expected, i);
  return entity;
}

void
gls_entity_catalog_expect (GlsEntityCatalog *self, const GlsId *id, const char *kind, const char *name)
{
  GlsEntity *entity = gls_entity_new (kind, name);

  entity->id = *id;
  g_ptr_array_add (self->expected, entity);
}

guint
gls_entity_catalog_count (GlsEntityCatalog *self, const GlsId *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, gls_entities_get_same (self->same, id)));
}
