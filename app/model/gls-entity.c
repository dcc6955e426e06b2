/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entities, judgements on which of them are one, and questions, as plain values.
 * It must not know mentions, claims or the file; which entities are one is computed elsewhere from the judgements. */
#include "config.h"

#include "gls-entity.h"

/* What files say; the order is that of GlsVerdict. */
static const char * const verdict_names[] = { "same", "not the same", "undecided" };

/**
 * gls_alias_free:
 * @alias: (nullable) (transfer full): an alias
 */
void
gls_alias_free (GlsAlias *alias)
{
  if (alias == NULL)
    return;

  g_free (alias->name);
  g_free (alias->evidence);
  g_free (alias);
}

/**
 * gls_external_id_free:
 * @id: (nullable) (transfer full): an external id
 */
void
gls_external_id_free (GlsExternalId *id)
{
  if (id == NULL)
    return;

  g_free (id->scheme);
  g_free (id->value);
  g_free (id);
}

/**
 * gls_entity_new:
 * @kind: (nullable): "Person"; what a span type is called
 * @name: (nullable): the preferred name
 *
 * Its arrays are there and empty; its id is null until the caller sets one.
 *
 * Returns: (transfer full): free with gls_entity_free()
 */
GlsEntity *
gls_entity_new (const char *kind, const char *name)
{
  GlsEntity *entity = g_new0 (GlsEntity, 1);

  entity->kind = g_strdup (kind);
  entity->name = g_strdup (name);
  entity->aliases = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_alias_free);
  entity->external_ids = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_external_id_free);

  return entity;
}

/**
 * gls_entity_free:
 * @entity: (nullable) (transfer full): an entity
 */
void
gls_entity_free (GlsEntity *entity)
{
  if (entity == NULL)
    return;

  g_free (entity->kind);
  g_free (entity->name);
  g_clear_pointer (&entity->aliases, g_ptr_array_unref);
  g_clear_pointer (&entity->external_ids, g_ptr_array_unref);
  g_free (entity->note);
  g_free (entity);
}

/**
 * gls_judgement_free:
 * @judgement: (nullable) (transfer full): a judgement
 */
void
gls_judgement_free (GlsJudgement *judgement)
{
  if (judgement == NULL)
    return;

  g_free (judgement->by);
  g_free (judgement->reason);
  g_free (judgement);
}

/**
 * gls_question_free:
 * @question: (nullable) (transfer full): a question
 */
void
gls_question_free (GlsQuestion *question)
{
  if (question == NULL)
    return;

  g_free (question->text);
  g_free (question);
}

/**
 * gls_verdict_to_string:
 * @verdict: a verdict
 *
 * Returns: what files say, never translated
 */
const char *
gls_verdict_to_string (GlsVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < G_N_ELEMENTS (verdict_names), "undecided");

  return verdict_names[verdict];
}

/**
 * gls_verdict_parse:
 * @string: (nullable): exactly what gls_verdict_to_string() gives
 * @verdict: (out): untouched when FALSE is returned
 *
 * Returns: TRUE when @string is a verdict
 */
gboolean
gls_verdict_parse (const char *string, GlsVerdict *verdict)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdict_names); i++)
    if (g_strcmp0 (string, verdict_names[i]) == 0)
      {
        *verdict = i;
        return TRUE;
      }

  return FALSE;
}
