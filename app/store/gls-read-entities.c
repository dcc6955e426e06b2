/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People, entities with their aliases, judgements and questions back from their records. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"

typedef struct {
  GlsProject *project;
  GPtrArray  *result;
  GHashTable *by_key; /* local key to what owns records read later */
} Reading;

static const char *
get_text (Reading *reading, const GlsFold *fold, const char *field)
{
  return gls_fold_get_text (fold, gls_journal_field_key (reading->project, field, FALSE, NULL));
}

static void
read_person (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  const char *name = get_text (reading, fold, "name");
  guint actor = gls_journal_field_key (reading->project, "actor", FALSE, NULL);

  (void) record;
  if (name != NULL && !gls_fold_is_deleted (fold) && gls_fold_get_int (fold, actor, 0) == 0 && !g_str_equal (name, "gold")
      && !g_str_has_prefix (name, "plugin:"))
    g_ptr_array_add (reading->result, g_strdup (name));
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

GPtrArray *
gls_project_load_people (GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  Reading reading = { .project = project, .result = people };

  if (!gls_journal_each_record (project, GLS_RECORD_PERSON, read_person, &reading, error))
    return NULL;
  g_ptr_array_sort (people, compare_strings);
  return g_steal_pointer (&people);
}

static void
read_entity (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  const char *kind = get_text (reading, fold, "kind"), *name = get_text (reading, fold, "name");
  GlsEntity *entity;

  if (kind == NULL || name == NULL || gls_fold_is_deleted (fold))
    return;
  entity = gls_entity_new (kind, name);
  entity->id = record->id;
  g_free (entity->note);
  entity->note = g_strdup (get_text (reading, fold, "note"));
  g_ptr_array_add (reading->result, entity);
  g_hash_table_insert (reading->by_key, g_memdup2 (&record->k, sizeof record->k), entity);
}

static void
read_alias (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  GlsEntity *entity = g_hash_table_lookup (reading->by_key, &record->owner);
  const char *name = get_text (reading, fold, "name");
  GlsAlias *alias;

  if (entity == NULL || name == NULL || gls_fold_is_deleted (fold))
    return;
  alias = g_new0 (GlsAlias, 1);
  alias->name = g_strdup (name);
  alias->evidence = g_strdup (get_text (reading, fold, "evidence"));
  g_ptr_array_add (entity->aliases, alias);
}

static void
read_external_id (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  GlsEntity *entity = g_hash_table_lookup (reading->by_key, &record->owner);
  const char *scheme = get_text (reading, fold, "scheme"), *value = get_text (reading, fold, "value");
  GlsExternalId *external;

  if (entity == NULL || scheme == NULL || value == NULL || gls_fold_is_deleted (fold))
    return;
  external = g_new0 (GlsExternalId, 1);
  external->scheme = g_strdup (scheme);
  external->value = g_strdup (value);
  g_ptr_array_add (entity->external_ids, external);
}

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsEntity * const *) a)->id, &(*(GlsEntity * const *) b)->id);
}

static int
compare_aliases (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GlsAlias * const *) a)->name, (*(GlsAlias * const *) b)->name);
}

static int
compare_external_ids (gconstpointer a, gconstpointer b)
{
  const GlsExternalId *x = *(GlsExternalId * const *) a, *y = *(GlsExternalId * const *) b;
  int order = strcmp (x->scheme, y->scheme);

  return order != 0 ? order : strcmp (x->value, y->value);
}

GPtrArray *
gls_project_load_entities (GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_entity_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Reading reading = { .project = project, .result = entities, .by_key = by_key };

  if (!gls_journal_each_record (project, GLS_RECORD_ENTITY, read_entity, &reading, error)
      || !gls_journal_each_record (project, GLS_RECORD_ALIAS, read_alias, &reading, error)
      || !gls_journal_each_record (project, GLS_RECORD_EXTERNAL_ID, read_external_id, &reading, error))
    return NULL;
  g_ptr_array_sort (entities, compare_entities);
  for (guint i = 0; i < entities->len; i++)
    {
      GlsEntity *entity = g_ptr_array_index (entities, i);

      g_ptr_array_sort (entity->aliases, compare_aliases);
      g_ptr_array_sort (entity->external_ids, compare_external_ids);
    }
  return g_steal_pointer (&entities);
}

static gboolean
get_ref (Reading *reading, const GlsFold *fold, const char *field, GlsId *id)
{
  gint64 k = gls_fold_get_int (fold, gls_journal_field_key (reading->project, field, FALSE, NULL), 0);
  GlsRecord record;

  if (k == 0 || !gls_journal_get_record (reading->project, k, &record, NULL))
    return FALSE;
  *id = record.id;
  return TRUE;
}

static void
read_judgement (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  GlsRecord person;
  GlsJudgement judgement = { 0 };
  const char *by;
  GlsFold name;

  if (gls_fold_is_deleted (fold) || !get_ref (reading, fold, "&a", &judgement.a) || !get_ref (reading, fold, "&b", &judgement.b)
      || !gls_journal_get_record (reading->project, record->person, &person, NULL))
    return;
  gls_fold_init (&name);
  gls_journal_fold (reading->project, &person, &name, NULL);
  by = gls_fold_get_text (&name, GLS_FIELD_NAME);
  if (by != NULL)
    {
      gint64 verdict
          = gls_fold_get_int (fold, gls_journal_field_key (reading->project, "verdict", FALSE, NULL), 0);

      judgement.verdict = CLAMP (verdict, 0, GLS_JUDGEMENT_UNDECIDED);
      judgement.by = g_strdup (by);
      judgement.reason = g_strdup (get_text (reading, fold, "reason"));
      g_ptr_array_add (reading->result, g_memdup2 (&judgement, sizeof judgement));
    }
  gls_fold_clear (&name);
}

static int
compare_judgements (gconstpointer a, gconstpointer b)
{
  const GlsJudgement *x = *(GlsJudgement * const *) a, *y = *(GlsJudgement * const *) b;
  int order = gls_id_compare (&x->a, &y->a);

  if (order == 0)
    order = gls_id_compare (&x->b, &y->b);
  return order != 0 ? order : strcmp (x->by, y->by);
}

GPtrArray *
gls_project_load_judgements (GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) judgements = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_judgement_free);
  Reading reading = { .project = project, .result = judgements };

  if (!gls_journal_each_record (project, GLS_RECORD_JUDGEMENT, read_judgement, &reading, error))
    return NULL;
  g_ptr_array_sort (judgements, compare_judgements);
  return g_steal_pointer (&judgements);
}

static void
read_question (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  const char *text = get_text (reading, fold, "text");
  GlsQuestion *question;

  if (text == NULL || gls_fold_is_deleted (fold))
    return;
  question = g_new0 (GlsQuestion, 1);
  question->id = record->id;
  question->text = g_strdup (text);
  g_ptr_array_add (reading->result, question);
}

static int
compare_questions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsQuestion * const *) a)->id, &(*(GlsQuestion * const *) b)->id);
}

GPtrArray *
gls_project_load_questions (GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_question_free);
  Reading reading = { .project = project, .result = questions };

  if (!gls_journal_each_record (project, GLS_RECORD_QUESTION, read_question, &reading, error))
    return NULL;
  g_ptr_array_sort (questions, compare_questions);
  return g_steal_pointer (&questions);
}
