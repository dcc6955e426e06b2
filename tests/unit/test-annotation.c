/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Annotations as values: fragments checked, normalised, packed; order; attributes and links. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-annotation.h>
#include <gls-error.h>

static void
test_check (void)
{
  static const struct { GlsFragment list[3]; guint n; guint32 length; const char *says; } cases[] = {
    { { { 0, 1 } }, 1, 1, NULL },
    { { { 3, 3 } }, 1, 3, NULL },
    { { { 0, 2 }, { 3, 4 }, { 8, 9 } }, 3, 9, NULL },
    { { { 0, G_MAXUINT32 } }, 1, G_MAXUINT32, NULL },
    { { { 0, 0 } }, 0, 10, "at least one" },
    { { { 0, 2 } }, 1, 1, "beyond the end" },
    { { { 5, 5 } }, 1, 4, "beyond the end" },
    { { { 3, 2 } }, 1, 9, "ends before" },
    { { { 1, 2 }, { 4, 4 } }, 2, 9, "Fragment 2" },
    { { { 1, 4 }, { 3, 5 } }, 2, 9, "overlaps" },
    { { { 4, 5 }, { 1, 2 } }, 2, 9, "out of order" },
    { { { 1, 2 }, { 2, 3 } }, 2, 9, "touches" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean good = gls_fragments_check (cases[i].list, cases[i].n, cases[i].length, &error);

      g_assert_cmpint (good, ==, cases[i].says == NULL);
      if (good)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
assert_fragments (const GlsFragment *list, guint n, const GlsFragment *wanted, guint n_wanted)
{
  g_assert_cmpuint (n, ==, n_wanted);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (list[i].start, ==, wanted[i].start);
      g_assert_cmpuint (list[i].end, ==, wanted[i].end);
    }
}

static void
test_normalize (void)
{
  static const struct { GlsFragment list[4]; guint n; GlsFragment wanted[4]; guint n_wanted; } cases[] = {
    { { { 0, 0 } }, 0, { { 0, 0 } }, 0 },
    { { { 5, 5 } }, 1, { { 5, 5 } }, 1 },
    { { { 7, 5 } }, 1, { { 5, 7 } }, 1 },
    { { { 8, 9 }, { 0, 2 } }, 2, { { 0, 2 }, { 8, 9 } }, 2 },
    { { { 0, 2 }, { 2, 4 } }, 2, { { 0, 4 } }, 1 },
    { { { 0, 9 }, { 2, 4 }, { 9, 11 } }, 3, { { 0, 11 } }, 1 },
    { { { 3, 3 }, { 5, 8 } }, 2, { { 5, 8 } }, 1 },
    { { { 5, 8 }, { 9, 9 } }, 2, { { 5, 8 } }, 1 },
    { { { 5, 8 }, { 8, 8 } }, 2, { { 5, 8 } }, 1 },
    { { { 6, 6 }, { 3, 3 }, { 3, 3 } }, 3, { { 3, 3 } }, 1 },
    { { { 2, 2 }, { 4, 4 }, { 6, 7 }, { 9, 9 } }, 4, { { 6, 7 } }, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GlsFragment list[4];

      memcpy (list, cases[i].list, sizeof list);
      assert_fragments (list, gls_fragments_normalize (list, cases[i].n), cases[i].wanted, cases[i].n_wanted);
    }
}

/* Whatever comes in, what comes out is a good list that covers the same characters. */
static void
test_normalize_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 2000; round++)
    {
      GlsFragment list[8];
      gboolean covered[40] = { FALSE }, again[40] = { FALSE };
      guint n = g_rand_int_range (rand, 1, 9);

      for (guint i = 0; i < n; i++)
        {
          list[i] = (GlsFragment) { g_rand_int_range (rand, 0, 40), g_rand_int_range (rand, 0, 40) };
          for (guint32 at = MIN (list[i].start, list[i].end); at < MAX (list[i].start, list[i].end); at++)
            covered[at] = TRUE;
        }
      n = gls_fragments_normalize (list, n);

      g_autoptr (GError) error = NULL;
      gls_fragments_check (list, n, 40, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < n; i++)
        for (guint32 at = list[i].start; at < list[i].end; at++)
          again[at] = TRUE;
      g_assert_cmpmem (covered, sizeof covered, again, sizeof again);
    }
}

static void
test_pack (void)
{
  static const struct { GlsFragment list[3]; guint n; guint8 bytes[10]; guint n_bytes; } cases[] = {
    { { { 0, 1 } }, 1, { 0, 1 }, 2 },
    { { { 12, 25 } }, 1, { 12, 13 }, 2 },
    { { { 7, 7 } }, 1, { 7, 0 }, 2 },
    { { { 12, 25 }, { 30, 330 } }, 2, { 12, 13, 5, 0xac, 0x02 }, 5 },
    { { { 0, G_MAXUINT32 } }, 1, { 0, 0xff, 0xff, 0xff, 0xff, 0x0f }, 6 },
    { { { G_MAXUINT32, G_MAXUINT32 } }, 1, { 0xff, 0xff, 0xff, 0xff, 0x0f, 0 }, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = gls_fragments_pack (cases[i].list, cases[i].n);
      gsize n_bytes;
      const guint8 *data = g_bytes_get_data (bytes, &n_bytes);
      guint n;

      g_assert_cmpmem (data, n_bytes, cases[i].bytes, cases[i].n_bytes);
      g_autofree GlsFragment *list = gls_fragments_unpack (data, n_bytes, &n);
      g_assert_nonnull (list);
      assert_fragments (list, n, cases[i].list, cases[i].n);
    }
}

static void
test_unpack_hostile (void)
{
  static const struct { guint8 bytes[12]; guint n; } cases[] = {
    { { 0 }, 0 },                                         /* nothing */
    { { 5 }, 1 },                                         /* a gap alone */
    { { 5, 0x80 }, 2 },                                   /* cut */
    { { 5, 0x80, 0 }, 3 },                                /* not the shortest form */
    { { 5, 1, 3 }, 3 },                                   /* half a fragment */
    { { 5, 1, 0, 1 }, 4 },                                /* touching */
    { { 5, 0, 2, 1 }, 4 },                                /* empty, but not alone */
    { { 5, 1, 2, 0 }, 4 },
    { { 0xff, 0xff, 0xff, 0xff, 0x0f, 1 }, 6 },           /* beyond 32 bits */
    { { 0, 0xff, 0xff, 0xff, 0xff, 0x10 }, 6 },
    { { 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 }, 7 },     /* six groups */
    { { 1, 0xff, 0xff, 0xff, 0xff, 0x0f }, 6 },           /* sum beyond 32 bits */
  };
  guint n = 9;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (gls_fragments_unpack (cases[i].bytes, cases[i].n, &n));
      g_assert_cmpuint (n, ==, 0);
    }
  g_assert_null (gls_fragments_unpack (NULL, 0, &n));

  /* Any bytes are either refused or the one packed form of a good list. */
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 20000; round++)
    {
      guint8 bytes[8];
      gsize length = g_rand_int_range (rand, 0, 9);

      for (guint i = 0; i < length; i++)
        bytes[i] = g_rand_int_range (rand, 0, 4) == 0 ? g_rand_int_range (rand, 0, 256) : g_rand_int_range (rand, 0, 130);

      g_autofree GlsFragment *list = gls_fragments_unpack (bytes, length, &n);

      if (list != NULL)
        {
          g_autoptr (GBytes) again = gls_fragments_pack (list, n);
          g_assert_cmpmem (bytes, length, g_bytes_get_data (again, NULL), g_bytes_get_size (again));
        }
    }
}

static GlsAnnotation *
make (guint32 start, guint32 end, const char *type, guint8 id)
{
  GlsAnnotation *annotation = gls_annotation_new ();
  GlsFragment fragment = { start, end };

  gls_annotation_set_fragments (annotation, &fragment, 1);
  annotation->type = g_strdup (type);
  annotation->id.bytes[15] = id;

  return annotation;
}

static void
test_compare (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);

  /* In the order that is wanted; then shuffled and sorted. */
  g_ptr_array_add (list, gls_annotation_new ());
  g_ptr_array_add (list, make (1, 5, "Person", 1));
  g_ptr_array_add (list, make (2, 3, NULL, 1));
  g_ptr_array_add (list, make (2, 3, "Claim", 9));
  g_ptr_array_add (list, make (2, 3, "Person", 1));
  g_ptr_array_add (list, make (2, 3, "Person", 2));
  g_ptr_array_add (list, make (2, 4, "Claim", 0));
  g_ptr_array_add (list, make (4000000000u, 4000000001u, "Claim", 0));

  g_autoptr (GPtrArray) shuffled = g_ptr_array_copy (list, NULL, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  g_ptr_array_set_free_func (shuffled, NULL);
  for (guint round = 0; round < 50; round++)
    {
      for (guint i = shuffled->len - 1; i > 0; i--)
        {
          guint j = g_rand_int_range (rand, 0, i + 1);
          gpointer kept = shuffled->pdata[i];
          shuffled->pdata[i] = shuffled->pdata[j];
          shuffled->pdata[j] = kept;
        }
      g_ptr_array_sort (shuffled, gls_annotation_compare);
      for (guint i = 0; i < list->len; i++)
        g_assert_true (shuffled->pdata[i] == list->pdata[i]);
    }
  g_assert_cmpint (gls_annotation_compare (&list->pdata[1], &list->pdata[1]), ==, 0);
}

static void
test_parts (void)
{
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  GlsLink link = { .name = g_strdup ("source"), .kind = GLS_LINK_VALUE, .value = g_strdup ("\"Varin\"") };

  g_assert_true (isnan (annotation->confidence));
  g_assert_null (gls_annotation_get_attribute (annotation, "certainty"));
  gls_annotation_add_attribute (annotation, "certainty", "\"certain\"");
  gls_annotation_add_attribute (annotation, "value", "330");
  gls_annotation_add_attribute (annotation, "certainty", gls_annotation_get_attribute (annotation, "value"));
  g_assert_cmpuint (annotation->attributes->len, ==, 2);
  g_assert_cmpstr (gls_annotation_get_attribute (annotation, "certainty"), ==, "330");

  gls_annotation_take_link (annotation, link);
  gls_annotation_take_link (annotation, (GlsLink) { .name = g_strdup ("cue"), .kind = GLS_LINK_NONE });
  g_assert_cmpuint (annotation->links->len, ==, 2);
  g_assert_cmpstr (g_array_index (annotation->links, GlsLink, 0).value, ==, "\"Varin\"");

  /* Its own list, cut. */
  gls_annotation_set_fragments (annotation, (GlsFragment[]) { { 1, 2 }, { 4, 5 } }, 2);
  gls_annotation_set_fragments (annotation, annotation->fragments + 1, 1);
  g_assert_cmpuint (annotation->n_fragments, ==, 1);
  g_assert_cmpuint (annotation->fragments[0].start, ==, 4);
  gls_annotation_set_fragments (annotation, NULL, 0);
  g_assert_null (annotation->fragments);
  gls_annotation_free (NULL);
  gls_link_clear (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/annotation/check", test_check);
  g_test_add_func ("/annotation/normalize", test_normalize);
  g_test_add_func ("/annotation/normalize-random", test_normalize_random);
  g_test_add_func ("/annotation/pack", test_pack);
  g_test_add_func ("/annotation/unpack-hostile", test_unpack_hostile);
  g_test_add_func ("/annotation/compare", test_compare);
  g_test_add_func ("/annotation/parts", test_parts);

  return g_test_run ();
}
