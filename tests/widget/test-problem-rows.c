/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems as rows: a head a group, the open document's first, waived ones last, and rows that stay keep their item. */
#include "config.h"

#include "annotate/gls-problem-model.h"

static GlsFinding *
make (const char *rule, GlsPluginSeverity severity, guint32 start, const GlsId *document)
{
  GlsFinding *finding = g_new0 (GlsFinding, 1);
  GlsProblem *problem = g_new0 (GlsProblem, 1);

  g_atomic_ref_count_init (&finding->ref_count);
  gls_id_generate (&problem->id);
  problem->plugin = g_strdup ("tester");
  problem->rule = g_strdup (rule);
  problem->severity = severity;
  problem->message = g_strdup_printf ("%s at %u", rule, start);
  problem->has_document = TRUE;
  problem->document = *document;
  problem->annotations = g_array_new (FALSE, FALSE, sizeof (GlsId));
  problem->entities = g_array_new (FALSE, FALSE, sizeof (GlsId));
  problem->fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_fix_free);
  finding->problem = problem;
  finding->start = start;
  finding->end = start + 1;
  return finding;
}

/* Heads in brackets, problems by their message, one after the other. */
static char *
show (GListStore *store)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (GlsProblemItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);
      GlsFinding *finding = gls_problem_item_get_finding (item);

      if (finding != NULL)
        g_string_append_printf (text, "%s, ", finding->problem->message);
      else
        g_string_append_printf (text, "[%s] ", gls_problem_item_get_title (item));
    }
  return g_string_free (text, FALSE);
}

static void
test_rows (void)
{
  g_autoptr (GListStore) store = g_list_store_new (GLS_TYPE_PROBLEM_ITEM);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_finding_unref);
  g_autoptr (GlsProblemItem) kept = NULL, still = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  GlsProblemCounts counts;
  GlsId here, there;

  gls_id_generate (&here);
  gls_id_generate (&there);
  g_ptr_array_add (findings, make ("odd", GLS_PLUGIN_NOTE, 1, &here));
  g_ptr_array_add (findings, make ("wrong", GLS_PLUGIN_ERROR, 9, &there));
  g_ptr_array_add (findings, make ("wrong", GLS_PLUGIN_ERROR, 20, &here));
  g_ptr_array_add (findings, make ("wrong", GLS_PLUGIN_ERROR, 5, &here));
  gls_problem_rows_fill (store, findings, &here, FALSE, &counts);
  first = show (store);
  g_assert_cmpstr (first, ==, "[Wrong · 3] wrong at 5, wrong at 20, wrong at 9, [Odd · 1] odd at 1, ");
  g_assert_cmpuint (counts.errors, ==, 3);
  g_assert_cmpuint (counts.notes, ==, 1);

  kept = g_list_model_get_item (G_LIST_MODEL (store), 5);
  g_ptr_array_remove_index (findings, 3);
  gls_problem_rows_fill (store, findings, &here, FALSE, &counts);
  second = show (store);
  g_assert_cmpstr (second, ==, "[Wrong · 2] wrong at 20, wrong at 9, [Odd · 1] odd at 1, ");
  still = g_list_model_get_item (G_LIST_MODEL (store), 4);
  g_assert_true (kept == still);

  ((GlsFinding *) findings->pdata[1])->waiver = g_new0 (GlsWaiver, 1);
  gls_problem_rows_fill (store, findings, &here, TRUE, &counts);
  third = show (store);
  g_assert_cmpstr (third, ==, "[Wrong · 1] wrong at 20, [Odd · 1] odd at 1, [Waived: Wrong · 1] wrong at 9, ");
  g_assert_cmpuint (counts.waived, ==, 1);
  gls_problem_rows_fill (store, findings, &here, FALSE, &counts);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 4);
}

static void
test_titles (void)
{
  g_autofree char *known = gls_problem_dup_rule_title ("figure-differs"), *foreign = gls_problem_dup_rule_title ("my-own-rule");

  g_assert_cmpstr (known, ==, "A figure differs from its words");
  g_assert_cmpstr (foreign, ==, "My own rule");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem-rows/rows", test_rows);
  g_test_add_func ("/problem-rows/titles", test_titles);
  return g_test_run ();
}
