/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures of agreement against figures worked by hand, against every possible answer of small studies, and against published
 * examples where they are at hand. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-alpha.h>
#include <gls-assign.h>
#include <gls-case.h>
#include <gls-chance.h>
#include <gls-gamma.h>
#include <gls-json.h>
#include <gls-random.h>
#include <gls-span-scores.h>

/* "ab a. bb": an item a word, a rater a letter, "." missing. */
static GlsCoding *
make (const char *items)
{
  g_auto (GStrv) words = g_strsplit (items, " ", -1);
  GlsCoding *coding = gls_coding_new (g_strv_length (words), strlen (words[0]));

  for (guint i = 0; words[i] != NULL; i++)
    for (guint r = 0; words[i][r] != '\0'; r++)
      if (words[i][r] != '.')
        {
          char name[2] = { words[i][r], '\0' };

          gls_coding_set (coding, i, r, gls_coding_add_category (coding, name));
        }
  gls_coding_sort (coding);
  return coding;
}

static void
assert_near (double value, double expected)
{
  if (!(fabs (value - expected) < 1e-9))
    g_error ("%.12f is not %.12f", value, expected);
}

/* Four items: both say a, both say b, twice they differ. */
static void
test_two_raters (void)
{
  g_autoptr (GlsCoding) coding = make ("aa bb ab ab");
  GlsFigure kappa = gls_cohen_kappa (coding);

  assert_near (gls_percent_agreement (coding).value, 0.5);
  /* 3/4 and 1/4 against 1/4 and 3/4: chance 6/16. */
  assert_near (kappa.expected, 0.375);
  assert_near (kappa.value, 0.2);
  assert_near (gls_scott_pi (coding).value, 0);
  assert_near (gls_bennett_s (coding).value, 0);
  assert_near (gls_light_kappa (coding).value, 0.2);
  assert_near (gls_hubert_kappa (coding).value, 0.2);
  /* Half of eight ratings are a: 1 - (1/2) / (2 × 4 × 4 / (8 × 7)). */
  assert_near (gls_krippendorff_alpha (coding, GLS_METRIC_NOMINAL, NULL).value, 1 - 0.5 / (32.0 / 56));
  assert_near (gls_gwet_ac (coding, GLS_WEIGHTS_NOMINAL).value, 0);
}

static void
test_metrics (void)
{
  g_autoptr (GlsCoding) coding = make ("12 22 33 .1");
  g_autofree double *distance = g_new0 (double, 9);

  /* 1 2 2 2 3 3: squared differences of all pairs sum to 2 × (1×3×1 + 1×2×4 + 3×2×1). */
  assert_near (gls_krippendorff_alpha (coding, GLS_METRIC_INTERVAL, NULL).value, 1 - (2.0 / 6) / (34.0 / 30));
  for (guint c = 0; c < 3; c++)
    for (guint k = 0; k < 3; k++)
      distance[c * 3 + k] = ((double) c - k) * ((double) c - k);
  assert_near (gls_krippendorff_alpha (coding, GLS_METRIC_CUSTOM, distance).value, 1 - (2.0 / 6) / (34.0 / 30));
  /* Mid-ranks 0.5, 2.5, 5. */
  assert_near (gls_krippendorff_alpha (coding, GLS_METRIC_ORDINAL, NULL).value,
               1 - (2 * 4.0 / 6) / (2 * (3 * 4 + 2 * 20.25 + 6 * 6.25) / 30));
  g_assert_cmpuint (gls_krippendorff_alpha (coding, GLS_METRIC_RATIO, NULL).n_items, ==, 3);
}

static void
test_undefined (void)
{
  g_autoptr (GlsCoding) same = make ("aa aa aa"), alone = make ("a. .b"), words = make ("ab ba"), three = make ("aab");

  g_assert_cmpint (gls_cohen_kappa (same).undefined, ==, GLS_UNDEFINED_NO_VARIATION);
  g_assert_true (isnan (gls_krippendorff_alpha (same, GLS_METRIC_NOMINAL, NULL).value));
  g_assert_true (isnan (gls_gwet_ac (same, GLS_WEIGHTS_NOMINAL).value));
  g_assert_true (isnan (gls_bennett_s (same).value));
  assert_near (gls_percent_agreement (same).value, 1);
  g_assert_cmpint (gls_fleiss_kappa (alone).undefined, ==, GLS_UNDEFINED_NO_ITEMS);
  g_assert_cmpint (gls_krippendorff_alpha (words, GLS_METRIC_INTERVAL, NULL).undefined, ==, GLS_UNDEFINED_NOT_NUMBERS);
  g_assert_cmpint (gls_scott_pi (three).undefined, ==, GLS_UNDEFINED_NOT_TWO);
  for (int why = GLS_UNDEFINED_NO_ITEMS; why <= GLS_UNDEFINED_NO_NEGATIVES; why++)
    g_assert_nonnull (gls_undefined_explain (why));
}

static GlsUnitizing *
make_units (double length, guint raters)
{
  GlsUnitizing *study = gls_unitizing_new (0, length, raters);

  gls_unitizing_add_category (study, "a");
  gls_unitizing_add_category (study, "b");
  return study;
}

static void
test_units (void)
{
  g_autoptr (GlsUnitizing) study = make_units (10, 2);
  GlsFigure figure;

  g_assert_cmpint (gls_alpha_u_2004 (study, GLS_CODING_MISSING).undefined, ==, GLS_UNDEFINED_NO_UNITS);
  gls_unitizing_add (study, 0, 0, 2, 5);
  gls_unitizing_add (study, 1, 0, 2, 5);
  assert_near (gls_alpha_u_2004 (study, GLS_CODING_MISSING).value, 1);
  assert_near (gls_alpha_u_2016 (study, GLS_ALPHA_U, 0).value, 1);
  assert_near (gls_alpha_u_2016 (study, GLS_ALPHA_U_BAR, 0).value, 1);
  /* Only one category anywhere: nothing can be confused with it. */
  g_assert_true (isnan (gls_alpha_u_2016 (study, GLS_ALPHA_CU, 0).value));
  gls_unitizing_add (study, 0, 1, 4, 6);
  figure = gls_alpha_u_2016 (study, GLS_ALPHA_U, 0);
  g_assert_cmpint (figure.undefined, ==, GLS_UNDEFINED_OVERLAP);
  /* Other categories may overlap in 2004, where each is taken by itself. */
  g_assert_cmpint (gls_alpha_u_2004 (study, GLS_CODING_MISSING).undefined, ==, GLS_UNDEFINED_NOT);
}

/* --- Assignment and alignment against all possibilities ------------------------------------------------------------- */

static double
best_assignment (const double *cost, guint n_left, guint n_right, guint left, guint used)
{
  double best;

  if (left == n_left)
    return 0;
  best = best_assignment (cost, n_left, n_right, left + 1, used);
  for (guint r = 0; r < n_right; r++)
    if ((used & 1u << r) == 0)
      best = MIN (best, cost[left * n_right + r] + best_assignment (cost, n_left, n_right, left + 1, used | 1u << r));
  return best;
}

static void
test_assign (void)
{
  GlsRandom random;

  gls_random_init (&random, 7);
  for (guint round = 0; round < 300; round++)
    {
      guint n_left = 1 + gls_random_below (&random, 6), n_right = 1 + gls_random_below (&random, 6);
      g_autofree double *cost = g_new0 (double, n_left * n_right);
      g_autofree int *match = g_new (int, n_left);
      g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (GlsAssignEdge));
      guint used = 0;
      double sum = 0;

      for (guint l = 0; l < n_left; l++)
        for (guint r = 0; r < n_right; r++)
          if (gls_random_below (&random, 3) > 0)
            {
              GlsAssignEdge edge = { l, r, cost[l * n_right + r] = (double) gls_random_below (&random, 21) - 15 };

              g_array_append_val (edges, edge);
            }
      gls_assign ((GlsAssignEdge *) (gpointer) edges->data, edges->len, n_left, n_right, match);
      for (guint l = 0; l < n_left; l++)
        if (match[l] >= 0)
          {
            g_assert_cmpuint (used & 1u << match[l], ==, 0);
            used |= 1u << match[l];
            sum += cost[l * n_right + match[l]];
          }
      assert_near (sum, best_assignment (cost, n_left, n_right, 0, 0));
    }
}

/* Disorder of the group of units @members (-1: none), times the pairs of raters. */
static double
cost_of (const GlsUnitizing *study, const int *members, guint m)
{
  double sum = 0;

  for (guint a = 0; a < m; a++)
    for (guint b = a + 1; b < m; b++)
      if (members[a] < 0 || members[b] < 0)
        sum += 1;
      else
        {
          const GlsUnit *u = &g_array_index (study->units, GlsUnit, members[a]), *v = &g_array_index (study->units, GlsUnit, members[b]);
          double apart = fabs (u->begin - v->begin) + fabs (u->end - v->end);

          sum += pow (apart / (u->end - u->begin + v->end - v->begin), 2) + (u->category != v->category);
        }
  return sum;
}

/* The first unit left joins every choice of units of later raters. */
static double best_alignment (const GlsUnitizing *study, guint used);

static double
best_group (const GlsUnitizing *study, guint used, int *members, guint r)
{
  double best = HUGE_VAL;

  if (r == study->n_raters)
    return cost_of (study, members, r) + best_alignment (study, used);
  if (members[r] >= 0)
    return best_group (study, used, members, r + 1);
  best = best_group (study, used, members, r + 1);
  for (guint i = 0; i < study->units->len; i++)
    if (g_array_index (study->units, GlsUnit, i).rater == r && (used & 1u << i) == 0)
      {
        members[r] = i;
        best = MIN (best, best_group (study, used | 1u << i, members, r + 1));
        members[r] = -1;
      }
  return best;
}

static double
best_alignment (const GlsUnitizing *study, guint used)
{
  int members[8];

  memset (members, -1, sizeof members);
  for (guint i = 0; i < study->units->len; i++)
    if ((used & 1u << i) == 0)
      {
        members[g_array_index (study->units, GlsUnit, i).rater] = i;
        return best_group (study, used | 1u << i, members, 0);
      }
  return 0;
}

static void
test_alignment (void)
{
  const GlsGammaParams params = GLS_GAMMA_PARAMS_INIT;
  GlsRandom random;
  guint exact = 0, rounds = 150;

  gls_random_init (&random, 11);
  for (guint round = 0; round < rounds; round++)
    {
      guint m = 2 + gls_random_below (&random, 2);
      g_autoptr (GlsUnitizing) study = make_units (40, m);
      g_autoptr (GlsAlignment) alignment = NULL;
      double best;

      for (guint r = 0; r < m; r++)
        for (guint i = 0, n = 1 + gls_random_below (&random, 3); i < n; i++)
          {
            double begin = gls_random_below (&random, 20);

            gls_unitizing_add (study, r, gls_random_below (&random, 2), begin, begin + 1 + gls_random_below (&random, 8));
          }
      alignment = gls_gamma_align (study, &params);
      best = best_alignment (study, 0) / (m * (m - 1) / 2.0) / ((double) study->units->len / m);
      g_assert_cmpfloat (alignment->bound, <=, best + 1e-9);
      g_assert_cmpfloat (alignment->disorder, >=, best - 1e-9);
      if (m == 2)
        assert_near (alignment->disorder, best);
      exact += alignment->disorder < best + 1e-9;
    }
  /* For three raters the search may miss the best, but seldom. */
  g_assert_cmpuint (exact, >=, rounds * 95 / 100);
}

static void
test_gamma (void)
{
  const GlsGammaParams params = GLS_GAMMA_PARAMS_INIT;
  g_autoptr (GlsUnitizing) study = make_units (300, 3);
  GlsGamma first, second;

  for (guint r = 0; r < 3; r++)
    for (guint i = 0; i < 10; i++)
      gls_unitizing_add (study, r, i % 2, i * 30, i * 30 + 8);
  first = gls_gamma (study, &params);
  assert_near (first.gamma.value, 1);
  assert_near (first.cat.value, 1);
  g_assert_cmpuint (first.n_groups, ==, 10);
  g_array_index (study->units, GlsUnit, 3).begin -= 4;
  g_array_index (study->units, GlsUnit, 7).category ^= 1;
  first = gls_gamma (study, &params);
  second = gls_gamma (study, &params);
  g_assert_cmpfloat (first.gamma.value, <, 1);
  g_assert_cmpfloat (first.gamma.value, >, 0.5);
  g_assert_cmpfloat (first.upper, >=, first.gamma.value - 1e-12);
  g_assert_cmpmem (&first.gamma.value, sizeof (double), &second.gamma.value, sizeof (double));
}

static void
test_span_scores (void)
{
  g_autoptr (GlsUnitizing) study = make_units (100, 2);
  GlsSpanScores scores;

  g_assert_true (isnan (gls_span_scores (study, 0, 1, GLS_SPANS_EXACT).f1));
  /* Rater 1 has the first as it is, the second cut short, the third as b, and one more. */
  gls_unitizing_add (study, 0, 0, 0, 10);
  gls_unitizing_add (study, 0, 0, 20, 30);
  gls_unitizing_add (study, 0, 0, 40, 50);
  gls_unitizing_add (study, 1, 0, 0, 10);
  gls_unitizing_add (study, 1, 0, 20, 26);
  gls_unitizing_add (study, 1, 1, 40, 50);
  gls_unitizing_add (study, 1, 0, 60, 70);
  scores = gls_span_scores (study, 0, 1, GLS_SPANS_EXACT);
  assert_near (scores.precision, 0.25);
  assert_near (scores.recall, 1.0 / 3);
  assert_near (scores.f1, 2.0 / 7);
  scores = gls_span_scores (study, 0, 1, GLS_SPANS_OVERLAPPING);
  assert_near (scores.f1, 4.0 / 7);
  /* Begins 0 and 20, end 10. */
  scores = gls_span_scores (study, 0, 1, GLS_SPANS_BOUNDARY);
  g_assert_cmpuint (scores.n_right, ==, 3);
}

/* Two spans within a longer one: only one of them can be its partner. */
static void
test_span_scores_once (void)
{
  g_autoptr (GlsUnitizing) study = make_units (100, 2);

  gls_unitizing_add (study, 0, 0, 0, 30);
  gls_unitizing_add (study, 1, 0, 0, 5);
  gls_unitizing_add (study, 1, 0, 10, 30);
  g_assert_cmpuint (gls_span_scores (study, 0, 1, GLS_SPANS_OVERLAPPING).n_right, ==, 1);
}

/* {1 2 3} {4 5 6 7} against {1 2} {3} {4 5} {6 7}: MUC recall 3/5, precision 1; B³ recall (2×2 + 1)/3/7 + 8/4/7, precision 1. */
static void
test_chains (void)
{
  const int a[] = { 0, 0, 0, 1, 1, 1, 1 }, b[] = { 5, 5, -1, 6, 6, 7, 7 };
  GlsChainScores scores = gls_chain_scores (a, b, 7);
  double recall = (5.0 / 3 + 2) / 7, similar = 2 * 2.0 / 5 + 2 * 2.0 / 6;

  assert_near (scores.muc, 2 * 0.6 / 1.6);
  assert_near (scores.b_cubed, 2 * recall / (1 + recall));
  assert_near (scores.ceaf_e, 2 * (similar / 4) * (similar / 2) / (similar / 4 + similar / 2));
  scores = gls_chain_scores (a, a, 7);
  assert_near (scores.mean, 1);
  g_assert_true (isnan (gls_chain_scores (NULL, NULL, 0).mean));
}

static double
mean_of_picks (const guint *picks, guint n, gpointer data)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += picks[i] % 2;
  return sum / n;
}

static void
test_bootstrap (void)
{
  double low, high;

  gls_bootstrap (400, 1000, 3, mean_of_picks, NULL, &low, &high);
  /* A share of one half of 400 has a standard error of 2.5 %. */
  g_assert_cmpfloat (low, >, 0.43);
  g_assert_cmpfloat (low, <, 0.47);
  g_assert_cmpfloat (high, >, 0.53);
  g_assert_cmpfloat (high, <, 0.57);
  gls_bootstrap (0, 1000, 3, mean_of_picks, NULL, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
}

/* A place name inside a claim is another mark; the same words with another type are the same mark. */
static void
test_overlapping (void)
{
  g_autoptr (GlsUnitizing) study = make_units (100, 3);
  g_autoptr (GlsAlignment) alignment = NULL;

  gls_unitizing_add (study, 0, 0, 0, 60);
  gls_unitizing_add (study, 0, 1, 10, 20);
  gls_unitizing_add (study, 1, 0, 0, 50);
  gls_unitizing_add (study, 1, 0, 10, 19);
  gls_unitizing_add (study, 2, 1, 80, 90);
  alignment = gls_align_overlapping (study);
  g_assert_cmpuint (alignment->n_groups, ==, 3);
  g_assert_cmpint (alignment->group[0], ==, alignment->group[2]);
  g_assert_cmpint (alignment->group[1], ==, alignment->group[3]);
}

/* Published examples, where they are at hand. */
static void
test_published (void)
{
  const char *shared = g_getenv ("GLS_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "cases", "agreement", "cases.json", NULL);
  g_autofree char *data = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize n_bytes;

  if (shared == NULL || !g_file_get_contents (path, &data, &n_bytes, NULL))
    {
      g_test_skip ("the published examples are not here (GLS_SHARED)");
      return;
    }
  root = gls_json_parse (data, n_bytes, NULL);
  g_assert_nonnull (root);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
    {
      JsonObject *object = json_array_get_object_element (json_node_get_array (root), i);
      JsonNode *expected = json_object_get_member (object, "expected");
      const char *name = json_object_get_string_member (object, "name");
      g_autoptr (GError) error = NULL;
      GlsFigure figure;

      gls_case_compute (object, name, &figure, &error);
      g_assert_no_error (error);
      if (JSON_NODE_HOLDS_NULL (expected))
        g_assert_true (isnan (figure.value));
      else if (!(fabs (figure.value - json_node_get_double (expected)) <=
                 json_object_get_double_member (object, "tolerance") + 1e-12))
        g_error ("%s, %s: %f instead of %f", name, json_object_get_string_member (object, "measure"), figure.value,
                 json_node_get_double (expected));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement/two-raters", test_two_raters);
  g_test_add_func ("/agreement/metrics", test_metrics);
  g_test_add_func ("/agreement/undefined", test_undefined);
  g_test_add_func ("/agreement/units", test_units);
  g_test_add_func ("/agreement/assign", test_assign);
  g_test_add_func ("/agreement/alignment", test_alignment);
  g_test_add_func ("/agreement/gamma", test_gamma);
  g_test_add_func ("/agreement/span-scores", test_span_scores);
  g_test_add_func ("/agreement/span-scores/once", test_span_scores_once);
  g_test_add_func ("/agreement/chains", test_chains);
  g_test_add_func ("/agreement/bootstrap", test_bootstrap);
  g_test_add_func ("/agreement/overlapping", test_overlapping);
  g_test_add_func ("/agreement/published", test_published);
  return g_test_run ();
}
