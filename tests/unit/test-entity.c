/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entities, judgements and questions as values; run under a sanitizer or valgrind it shows that nothing leaks. */
#include "config.h"

#include <gls-entity-same.h>

static void
test_entity (void)
{
  GlsEntity *entity = gls_entity_new ("Person", "Teo Varin");
  GlsAlias *alias = g_new0 (GlsAlias, 1);
  GlsExternalId *external = g_new0 (GlsExternalId, 1);

  alias->name = g_strdup ("the Heron");
  alias->evidence = g_strdup ("ferry-strike, line 4");
  external->scheme = g_strdup ("wikidata");
  external->value = g_strdup ("Q0");
  g_ptr_array_add (entity->aliases, alias);
  g_ptr_array_add (entity->external_ids, external);
  entity->note = g_strdup ("deputy governor");

  g_assert_cmpstr (entity->kind, ==, "Person");
  g_assert_cmpstr (entity->name, ==, "Teo Varin");
  g_assert_true (gls_id_is_null (&entity->id));
  g_assert_cmpuint (entity->aliases->len, ==, 1);
  gls_entity_free (entity);

  /* What a reader fills in later. */
  entity = gls_entity_new (NULL, NULL);
  g_assert_null (entity->kind);
  g_assert_cmpuint (entity->aliases->len + entity->external_ids->len, ==, 0);
  gls_entity_free (entity);
}

static void
test_others (void)
{
  GlsJudgement *judgement = g_new0 (GlsJudgement, 1);
  GlsQuestion *question = g_new0 (GlsQuestion, 1);

  judgement->by = g_strdup ("amira");
  judgement->reason = g_strdup ("different first names");
  question->text = g_strdup ("How many dockers are on strike?");
  gls_judgement_free (judgement);
  gls_question_free (question);

  gls_judgement_free (NULL);
  gls_question_free (NULL);
  gls_entity_free (NULL);
  gls_alias_free (NULL);
  gls_external_id_free (NULL);
}

static void
test_verdicts (void)
{
  static const char * const names[] = { "same", "not the same", "undecided" };
  GlsVerdict verdict = GLS_JUDGEMENT_SAME;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (gls_verdict_parse (names[i], &verdict));
      g_assert_cmpint (verdict, ==, i);
      g_assert_cmpstr (gls_verdict_to_string (verdict), ==, names[i]);
    }
  g_assert_false (gls_verdict_parse ("Same", &verdict));
  g_assert_false (gls_verdict_parse ("", &verdict));
  g_assert_false (gls_verdict_parse (NULL, &verdict));
  g_assert_cmpint (verdict, ==, GLS_JUDGEMENT_UNDECIDED);
}

static void
judge (GPtrArray *judgements, guint8 a, guint8 b, GlsVerdict verdict)
{
  GlsJudgement *judgement = g_new0 (GlsJudgement, 1);

  judgement->a.bytes[0] = MIN (a, b);
  judgement->b.bytes[0] = MAX (a, b);
  judgement->verdict = verdict;
  g_ptr_array_add (judgements, judgement);
}

static gboolean
are_one (GHashTable *same, guint8 a, guint8 b)
{
  GlsId x = { { a } }, y = { { b } };

  return gls_id_equal (gls_entities_get_same (same, &x), gls_entities_get_same (same, &y));
}

/* What is one follows over others; a pair that somebody calls not the same ties nothing by itself; order is nothing. */
static void
test_same (void)
{
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr (GPtrArray) judgements = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_judgement_free);
      g_autoptr (GHashTable) same = NULL;
      static const guint8 pairs[][2] = { { 1, 2 }, { 3, 4 }, { 2, 3 }, { 7, 6 } };

      for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
        {
          const guint8 *pair = pairs[turn == 0 ? i : G_N_ELEMENTS (pairs) - 1 - i];

          judge (judgements, pair[0], pair[1], GLS_JUDGEMENT_SAME);
        }
      judge (judgements, 8, 9, GLS_JUDGEMENT_SAME);
      judge (judgements, 8, 9, GLS_JUDGEMENT_NOT_SAME);
      judge (judgements, 1, 8, GLS_JUDGEMENT_UNDECIDED);
      same = gls_entities_find_same (judgements);
      g_assert_true (are_one (same, 1, 4) && are_one (same, 2, 3) && are_one (same, 6, 7));
      g_assert_false (are_one (same, 1, 6) || are_one (same, 8, 9) || are_one (same, 1, 8) || are_one (same, 1, 5));
      /* The same one stands for all, whatever came first. */
      g_assert_cmpuint (gls_entities_get_same (same, &(GlsId){ { 4 } })->bytes[0], ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entity/entity", test_entity);
  g_test_add_func ("/entity/others", test_others);
  g_test_add_func ("/entity/verdicts", test_verdicts);
  g_test_add_func ("/entity/same", test_same);

  return g_test_run ();
}
