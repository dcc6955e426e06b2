/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which suggestions a person's own marks answer, and why. */
#include <gls-covered.h>
#include <string.h>

static GlsSpanTable *
new_table (void)
{
  GlsSpanTable *table = g_new0 (GlsSpanTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->spans = g_array_new (FALSE, FALSE, sizeof (GlsSpan));
  table->fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  table->sets = g_ptr_array_new_with_free_func (g_free);
  table->types = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (table->sets, g_strdup ("amira"));
  g_ptr_array_add (table->sets, g_strdup ("plugin:figures"));
  g_ptr_array_add (table->sets, g_strdup ("bek"));
  g_ptr_array_add (table->types, g_strdup ("Figure"));
  g_ptr_array_add (table->types, g_strdup ("Group"));
  g_ptr_array_add (table->types, g_strdup ("Claim"));
  return table;
}

enum { FIGURE, GROUP, CLAIM };

/* In order: by start, then end. */
static void
add (GlsSpanTable *table, guint8 id, guint32 start, guint32 end, guint16 type, guint16 set)
{
  GlsSpan span = { .id = { { id } }, .start = start, .end = end, .n_fragments = 1, .type = type, .set = set,
                   .flags = set == 1 ? GLS_SPAN_SUGGESTION : 0 };

  g_array_append_val (table->spans, span);
}

static void
check (GArray *covered, guint at, guint8 id, guint8 by, GlsCoveredKind why)
{
  const GlsCovered *one = &g_array_index (covered, GlsCovered, at);

  g_assert_cmpuint (one->span.id.bytes[0], ==, id);
  g_assert_cmpuint (one->by.bytes[0], ==, by);
  g_assert_cmpint (one->why, ==, why);
}

static void
test_reasons (void)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsSpanTable) table = new_table ();
  g_autoptr (GArray) covered = NULL;

  add (table, 1, 0, 9, FIGURE, 0);
  add (table, 2, 0, 9, FIGURE, 1);   /* the same */
  add (table, 3, 4, 9, FIGURE, 1);   /* within it */
  add (table, 4, 4, 9, GROUP, 1);    /* within one of another type: open */
  add (table, 5, 12, 20, GROUP, 0);
  add (table, 6, 12, 20, FIGURE, 1); /* the same words as another type */
  add (table, 7, 12, 24, GROUP, 1);  /* wider than the mark: open */
  add (table, 8, 30, 40, FIGURE, 2);
  add (table, 9, 30, 40, FIGURE, 1); /* somebody else's mark answers nothing */
  covered = gls_covered_take (table, "amira", codebook);
  g_assert_cmpuint (covered->len, ==, 3);
  check (covered, 0, 2, 1, GLS_COVERED_SAME);
  check (covered, 1, 3, 1, GLS_COVERED_WIDER);
  check (covered, 2, 6, 5, GLS_COVERED_OTHER);
  g_assert_cmpuint (table->spans->len, ==, 6);
}

static void
test_claims (void)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsSpanTable) table = new_table ();
  g_autoptr (GArray) covered = NULL;

  add (table, 1, 0, 100, CLAIM, 0);
  add (table, 2, 0, 80, CLAIM, 1);    /* nearly the same */
  add (table, 3, 10, 30, CLAIM, 1);   /* a claim within it is one of its own */
  add (table, 4, 110, 120, FIGURE, 0);
  add (table, 5, 110, 120, CLAIM, 1); /* a figure does not answer a claim */
  covered = gls_covered_take (table, "amira", codebook);
  g_assert_cmpuint (covered->len, ==, 1);
  check (covered, 0, 2, 1, GLS_COVERED_WIDER);
}

static void
test_nothing (void)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsSpanTable) table = new_table ();
  g_autoptr (GArray) covered = NULL;

  add (table, 1, 0, 9, FIGURE, 1);
  covered = gls_covered_take (table, "nobody", codebook);
  g_assert_cmpuint (covered->len, ==, 0);
  g_assert_cmpuint (table->spans->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/covered/reasons", test_reasons);
  g_test_add_func ("/covered/claims", test_claims);
  g_test_add_func ("/covered/nothing", test_nothing);
  return g_test_run ();
}
