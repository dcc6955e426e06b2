/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast JSON Lines are written and read, without the store: MB/s on a generated mix of texts and annotations.
 * It knows no project file; whole imports are measured elsewhere. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-jsonl.h>

#define DOCUMENTS 1000
#define PASSES 3

static const char *const words[]
    = { "officials", "said", "on", "Tuesday", "that", "more", "than", "330", "citizens", "had", "left", "the", "country",
        "for", "Syria", "and", "Iraq", "according", "to", "Interior", "Ministry", "“the", "youth”", "Бишкек", "—", "café" };

static char *
make_text (GRand *rand)
{
  GString *text = g_string_new (NULL);

  while (text->len < 4500)
    {
      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      g_string_append (text, g_rand_int_range (rand, 0, 60) == 0 ? ".\n\n" : " ");
    }
  return g_string_free (text, FALSE);
}

static GlsAnnotation *
make_annotation (GRand *rand, guint32 length, const char *type)
{
  static const char *const sets[] = { "amira", "bek", "gold" };
  GlsAnnotation *annotation = gls_annotation_new ();
  GlsFragment fragment;

  fragment.start = (guint32) g_rand_int_range (rand, 0, (int) length - 100);
  fragment.end = fragment.start + (guint32) g_rand_int_range (rand, 1, 100);
  gls_annotation_set_fragments (annotation, &fragment, 1);
  gls_id_generate (&annotation->id);
  annotation->type = g_strdup (type);
  annotation->by = g_strdup (sets[g_rand_int_range (rand, 0, G_N_ELEMENTS (sets))]);
  return annotation;
}

/* A claim with its source and figure, and some names: what an article is full of. */
static void
add_claim (GlsDocument *document, GRand *rand, guint32 length)
{
  GlsAnnotation *claim = make_annotation (rand, length, "Claim"), *source = make_annotation (rand, length, "Person");
  GlsAnnotation *figure = make_annotation (rand, length, "Figure");
  const GlsLink links[] = { { FALSE, (char *) "source", GLS_LINK_TO, source->id, NULL },
                            { FALSE, (char *) "figure", GLS_LINK_TO, figure->id, NULL },
                            { FALSE, (char *) "as-of", GLS_LINK_NONE, { { 0 } }, NULL } };

  gls_annotation_add_attribute (claim, "certainty", "\"certain\"");
  gls_annotation_add_attribute (figure, "value",
                                "{\"said\":\"more than 330\",\"low\":330,\"high\":null,\"modifier\":\"more than\","
                                "\"measure\":\"persons\"}");
  source->has_entity = TRUE;
  gls_id_generate (&source->entity);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      GlsLink link = links[i];

      link.name = g_strdup (link.name);
      gls_annotation_take_link (claim, link);
    }
  g_ptr_array_add (document->annotations, claim);
  g_ptr_array_add (document->annotations, source);
  g_ptr_array_add (document->annotations, figure);
  g_ptr_array_add (document->annotations, make_annotation (rand, length, "Place"));
}

static GlsDocument *
make_document (GRand *rand, guint index)
{
  g_autofree char *string = make_text (rand);
  g_autoptr (GlsText) text = gls_text_new_from_string (string, -1, NULL);
  GlsDocument *document = gls_document_new (text);
  guint32 length = gls_text_get_length (text);

  document->key = g_strdup_printf ("article-%04u", index);
  document->title = g_strdup ("More than 330 citizens had left");
  document->published = g_strdup ("2015-04-21");
  gls_document_add_zone (document, GLS_ZONE_HEADLINE, 0, 40);
  for (guint i = 0; i < 15; i++)
    add_claim (document, rand, length);
  g_ptr_array_sort (document->annotations, gls_annotation_compare);
  return document;
}

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
read_one (gpointer data, gpointer user_data)
{
  const char *line = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsDocument) document = gls_jsonl_read_document (line, strcspn (line, "\n"), 1, NULL, NULL, NULL, &error);

  if (!document)
    g_error ("%s", error->message);
}

static double
read_lines (GPtrArray *lines, guint n_threads)
{
  double begin = now ();

  if (n_threads == 1)
    g_ptr_array_foreach (lines, read_one, NULL);
  else
    {
      GThreadPool *pool = g_thread_pool_new (read_one, NULL, (int) n_threads, TRUE, NULL);

      for (guint i = 0; i < lines->len; i++)
        g_thread_pool_push (pool, lines->pdata[i], NULL);
      g_thread_pool_free (pool, FALSE, TRUE);
    }
  return now () - begin;
}

int
main (void)
{
  GRand *rand = g_rand_new_with_seed (330);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  double best_write = INFINITY, best_one = INFINITY, best_two = INFINITY, megabytes;

  for (guint i = 0; i < DOCUMENTS; i++)
    g_ptr_array_add (documents, make_document (rand, i));
  for (guint pass = 0; pass < PASSES; pass++)
    {
      double begin = now ();

      g_string_truncate (out, 0);
      for (guint i = 0; i < documents->len; i++)
        gls_jsonl_write_document (documents->pdata[i], out);
      best_write = MIN (best_write, now () - begin);
    }
  for (char *at = out->str; *at; at = strchr (at, '\n') + 1)
    g_ptr_array_add (lines, at);
  for (guint pass = 0; pass < PASSES; pass++)
    {
      double one = read_lines (lines, 1), two = read_lines (lines, 2);

      best_one = MIN (best_one, one);
      best_two = MIN (best_two, two);
    }
  megabytes = (double) out->len / 1e6;
  g_print ("jsonl: %u documents, %u annotations, %.1f MB\n", DOCUMENTS, DOCUMENTS * 60, megabytes);
  g_print ("jsonl write: %.0f MB/s\n", megabytes / best_write);
  g_print ("jsonl read, 1 thread: %.1f MB/s\n", megabytes / best_one);
  g_print ("jsonl read, 2 threads: %.1f MB/s\n", megabytes / best_two);
  g_rand_free (rand);
  return 0;
}
