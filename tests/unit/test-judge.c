/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What accepting makes of several suggestions at once: one annotation of what two plugins say alike, with what fills its roles. */
#include "config.h"

#include <gls-judge.h>

static GPtrArray *suggestions;

static GlsAnnotation *
add (const char *by, const char *type, guint32 start, guint32 end)
{
  GlsAnnotation *suggestion = gls_annotation_new ();
  GlsFragment words = { start, end };

  gls_id_generate (&suggestion->id);
  suggestion->by = g_strdup (by);
  suggestion->type = g_strdup (type);
  gls_annotation_set_fragments (suggestion, &words, 1);
  g_ptr_array_add (suggestions, suggestion);
  return suggestion;
}

static const GlsAnnotation *
find_suggestion (gpointer data, const GlsId *id)
{
  for (guint i = 0; i < suggestions->len; i++)
    if (gls_id_equal (&((GlsAnnotation *) suggestions->pdata[i])->id, id))
      return suggestions->pdata[i];
  return NULL;
}

static gboolean
find_own (gpointer data, const GlsAnnotation *suggestion, GlsId *id)
{
  return FALSE;
}

static GlsAcceptPlan *
begin (void)
{
  GlsAcceptSource source = { find_suggestion, find_own, NULL, "amira" };

  suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);
  return gls_accept_plan_new (&source);
}

static guint
count_new (const GlsAcceptPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->list->len; i++)
    n += ((GlsAcceptance *) plan->list->pdata[i])->copy != NULL;
  return n;
}

static void
test_two_plugins (void)
{
  g_autoptr (GlsAcceptPlan) plan = begin ();
  const GlsAcceptance *one = gls_accept_plan_add (plan, add ("plugin:a", "Figure", 3, 9));
  const GlsAcceptance *same = gls_accept_plan_add (plan, add ("plugin:b", "Figure", 3, 9));
  const GlsAcceptance *type = gls_accept_plan_add (plan, add ("plugin:b", "Group", 3, 9));
  const GlsAcceptance *place = gls_accept_plan_add (plan, add ("plugin:b", "Figure", 3, 10));

  /* Both are judged, one annotation is made; another type or place is another annotation. */
  g_assert_cmpuint (plan->list->len, ==, 4);
  g_assert_cmpuint (count_new (plan), ==, 3);
  g_assert_null (same->copy);
  g_assert_true (gls_id_equal (&same->annotation, &one->annotation));
  g_assert_nonnull (type->copy);
  g_assert_nonnull (place->copy);
  g_ptr_array_unref (suggestions);
}

static void
test_one_plugin (void)
{
  g_autoptr (GlsAcceptPlan) plan = begin ();

  /* Two claims may have the same words and different sources. */
  gls_accept_plan_add (plan, add ("plugin:a", "Claim", 3, 9));
  gls_accept_plan_add (plan, add ("plugin:a", "Claim", 3, 9));
  g_assert_cmpuint (count_new (plan), ==, 2);
  g_ptr_array_unref (suggestions);
}

static void
test_fillers (void)
{
  g_autoptr (GlsAcceptPlan) plan = begin ();
  GlsAnnotation *figure = add ("plugin:b", "Figure", 3, 5), *filler = add ("plugin:a", "Figure", 3, 5);
  GlsAnnotation *claim = add ("plugin:a", "Claim", 3, 9);
  const GlsAcceptance *first, *accepted;
  const GlsLink *link;

  gls_annotation_take_link (claim, (GlsLink){ .name = g_strdup ("figure"), .kind = GLS_LINK_TO, .target = filler->id });
  first = gls_accept_plan_add (plan, figure);
  accepted = gls_accept_plan_add (plan, claim);
  /* The claim's figure is the one that another plugin's suggestion became. */
  g_assert_cmpuint (plan->list->len, ==, 3);
  g_assert_cmpuint (count_new (plan), ==, 2);
  link = &g_array_index (accepted->copy->links, GlsLink, 0);
  g_assert_true (gls_id_equal (&link->target, &first->annotation));
  g_ptr_array_unref (suggestions);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/two-plugins", test_two_plugins);
  g_test_add_func ("/judge/one-plugin", test_one_plugin);
  g_test_add_func ("/judge/fillers", test_fillers);
  return g_test_run ();
}
