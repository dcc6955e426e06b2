/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at a part of a document: what touches it, what that points to wherever it is, and nothing else. */
#include "config.h"

#include <gls-extract-focus.h>
#include <string.h>

static GlsAnnotation *
add (GPtrArray *found, const char *name, const char *type, const char *by, guint32 start, guint32 end)
{
  GlsAnnotation *annotation = gls_annotation_new ();
  GlsFragment fragment = { start, end };

  gls_id_derive (&annotation->id, "test", name, strlen (name), NULL);
  annotation->type = g_strdup (type);
  annotation->by = g_strdup (by);
  gls_annotation_set_fragments (annotation, &fragment, 1);
  g_ptr_array_add (found, annotation);
  return annotation;
}

static void
link_to (GlsAnnotation *from, const char *role, const GlsAnnotation *to)
{
  gls_annotation_take_link (from, (GlsLink){ .name = g_strdup (role), .kind = GLS_LINK_TO, .target = to->id });
}

/* A name far away, a cue and a figure in the sentence, a name behind it that nothing points to. */
static GPtrArray *
make_finds (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);
  GlsAnnotation *name = add (found, "name", "Person", "plugin:names", 0, 10);
  GlsAnnotation *figure = add (found, "figure", "Figure", "plugin:figures", 100, 110);
  GlsAnnotation *cue = add (found, "cue", "Cue", "plugin:quotes", 140, 145), *claim;

  add (found, "other", "Person", "plugin:names", 200, 210);
  claim = add (found, "claim", "Claim", "plugin:quotes", 100, 130);
  link_to (claim, "source", name);
  link_to (claim, "figure", figure);
  link_to (claim, "cue", cue);
  add (found, "later", "Claim", "plugin:quotes", 220, 240);
  return found;
}

static gboolean
has (GPtrArray *chosen, GPtrArray *found, guint at)
{
  return g_ptr_array_find (chosen, found->pdata[at], NULL);
}

static void
test_choose (void)
{
  g_autoptr (GPtrArray) found = make_finds (), chosen = gls_focus_choose (found, 95, 135), none = gls_focus_choose (found, 120, 120);

  g_assert_cmpuint (chosen->len, ==, 4);
  for (guint i = 0; i < 3; i++)
    g_assert_true (has (chosen, found, i));
  g_assert_true (has (chosen, found, 4));
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_first_claim (void)
{
  g_autoptr (GPtrArray) found = make_finds ();
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  guint32 start = 101, end = 1000;

  g_assert_true (gls_focus_find_claim (found, codebook, &start, &end));
  g_assert_cmpuint (start, ==, 220);
  g_assert_cmpuint (end, ==, 240);
  start = 221;
  g_assert_false (gls_focus_find_claim (found, codebook, &start, &end));
}

static void
test_lend (void)
{
  g_autoptr (GPtrArray) found = make_finds ();
  g_autoptr (GlsText) text = gls_text_new_from_string ("x", -1, NULL);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  const char *sets[] = { "plugin:names", "plugin:figures", NULL };

  g_ptr_array_add (document->annotations, gls_annotation_copy (found->pdata[1]));
  gls_focus_lend (found, sets, document);
  g_assert_cmpuint (document->annotations->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const guint order[] = { 0, 1, 3 };
      const GlsAnnotation *lent = document->annotations->pdata[i], *given = found->pdata[order[i]];

      g_assert_true (gls_id_equal (&lent->id, &given->id));
      g_assert_true (lent != given);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract-focus/choose", test_choose);
  g_test_add_func ("/extract-focus/first-claim", test_first_claim);
  g_test_add_func ("/extract-focus/lend", test_lend);
  return g_test_run ();
}
