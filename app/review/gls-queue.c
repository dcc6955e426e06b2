/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps cases by document and puts those that are wanted in an order.
 * It must not know how a case is found or settled. */
#include "config.h"

#include <string.h>

#include "gls-agreed.h"
#include "gls-queue.h"

/* How many cases are looked at between two questions whether to go on. */
#define CHECK_EVERY 4096

GlsQueueDocument *
gls_queue_document_new (const GlsId *document, const char *key, GPtrArray *cases)
{
  GlsQueueDocument *self = g_new0 (GlsQueueDocument, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->document = *document;
  self->key = g_strdup (key);
  self->cases = g_ptr_array_ref (cases);
  return self;
}

static GlsQueueDocument *
read_document (GlsReview *review, const GlsId *document, gboolean agreed, GError **error)
{
  g_autoptr (GPtrArray) decisions = NULL, cases = NULL;
  g_autoptr (GlsAligned) aligned = gls_review_load (review, document, &decisions, error);
  GlsQueueDocument *self;

  if (aligned == NULL)
    return NULL;
  cases = agreed ? gls_list_agreed (aligned, review->codebook, decisions) : gls_list_cases (aligned, review->codebook, decisions);
  for (guint i = 0; i < cases->len; i++)
    {
      GlsCase *item = g_ptr_array_index (cases, i);

      g_clear_pointer (&item->saw, g_free);
      g_array_set_size (item->annotations, 0);
    }
  self = gls_queue_document_new (document, aligned->document->key, cases);
  self->alone = gls_count_people (aligned->asked) < 2;
  self->finished = gls_aligned_find_finished (aligned);
  self->n_passed_over = aligned->n_passed_over;
  return self;
}

GlsQueueDocument *
gls_queue_document_read (GlsReview *review, const GlsId *document, GError **error)
{
  return read_document (review, document, FALSE, error);
}

GlsQueueDocument *
gls_queue_document_read_agreed (GlsReview *review, const GlsId *document, GError **error)
{
  return read_document (review, document, TRUE, error);
}

GlsQueueDocument *
gls_queue_document_ref (GlsQueueDocument *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gls_queue_document_unref (GlsQueueDocument *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->cases);
  g_free (self->key);
  g_free (self);
}

void
gls_queue_filter_clear (GlsQueueFilter *filter)
{
  g_clear_pointer (&filter->type, g_free);
  g_clear_pointer (&filter->document, g_free);
  g_clear_pointer (&filter->words, g_free);
  g_clear_pointer (&filter->says_a, g_free);
  g_clear_pointer (&filter->says_b, g_free);
}

void
gls_queue_filter_copy (const GlsQueueFilter *filter, GlsQueueFilter *copy)
{
  *copy = *filter;
  copy->type = g_strdup (filter->type);
  copy->document = g_strdup (filter->document);
  copy->words = g_strdup (filter->words);
  copy->says_a = g_strdup (filter->says_a);
  copy->says_b = g_strdup (filter->says_b);
}

/* --- Which, and in what order ---------------------------------------------------------------------------------------- */

typedef struct {
  GlsCase *item;
  guint    place;   /* in the order of documents and text */
  guint    rank;    /* the higher the sooner */
} Row;

static gboolean
is_in_minority (const GlsCase *item, int version)
{
  const GlsVersion *first = g_ptr_array_index (item->versions, 0);
  const GlsVersion *second = item->versions->len > 1 ? g_ptr_array_index (item->versions, 1) : NULL;

  return version > 0
         || (version == 0 && second != NULL && gls_count_people (first->people) == gls_count_people (second->people));
}

/* From what was decided; while it is open, from the version that most hold, and of two that are equally many from the other. */
static gboolean
differs (const GlsCase *item, guint person)
{
  int version = gls_case_find_person (item, person);

  if (item->state == GLS_CASE_SETTLED)
    return version >= 0 && g_strcmp0 (((GlsVersion *) g_ptr_array_index (item->versions, version))->value, item->choice) != 0;
  return is_in_minority (item, version);
}

static gboolean
holds_words (const GlsCase *item, const char *folded)
{
  g_autofree char *words = g_utf8_casefold (item->words, -1);

  return strstr (words, folded) != NULL;
}

/* @says: a type, or "–". */
static gboolean
says (const GlsCase *item, guint person, const char *what)
{
  int version = gls_case_find_person (item, person);
  const char *value = version >= 0 ? ((GlsVersion *) g_ptr_array_index (item->versions, version))->value : NULL;

  if (item->kind == GLS_CASE_TYPE)
    return g_strcmp0 (value, what) == 0;
  if (item->kind != GLS_CASE_FOUND || value == NULL)
    return FALSE;
  if (strcmp (value, "marked") != 0)
    return strcmp (what, "–") == 0;
  return strcmp (item->types != NULL ? item->types[person] : item->type, what) == 0;
}

/* Two who hold one thing, or of whom one has not been asked, do not differ. */
static gboolean
is_between (const GlsQueueDocument *document, const GlsCase *item, const GlsQueueFilter *filter)
{
  if (filter->a == filter->b)
    return TRUE;
  if ((document->finished >> filter->a & document->finished >> filter->b & 1) == 0)
    return FALSE;
  if (filter->says_a == NULL)
    {
      int a = gls_case_find_person (item, filter->a), b = gls_case_find_person (item, filter->b);

      return a >= 0 && b >= 0 && a != b;
    }
  return says (item, filter->a, filter->says_a) && says (item, filter->b, filter->says_b);
}

static gboolean
passes (const GlsQueueDocument *document, const GlsCase *item, const GlsQueueFilter *filter, const char *folded)
{
  return (item->state == GLS_CASE_SETTLED) == filter->settled
         && (filter->kinds == 0 || (filter->kinds >> item->kind & 1) != 0)
         && (filter->type == NULL || strcmp (item->type, filter->type) == 0)
         && (filter->person < 0 || differs (item, filter->person))
         && (filter->document == NULL || strcmp (item->key, filter->document) == 0)
         && (folded == NULL || holds_words (item, folded))
         && is_between (document, item, filter);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;
  gboolean unsure = x->item->unsure > 0;

  if (unsure != (y->item->unsure > 0))
    return unsure ? -1 : 1;
  if (x->rank != y->rank)
    return x->rank > y->rank ? -1 : 1;
  return x->place < y->place ? -1 : 1;
}

/* Alike ones stay together: the rank is how many there are, then which. */
static void
rank_by_frequency (const GlsQueueView *view, GArray *rows)
{
  g_autoptr (GHashTable) order = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);
      gpointer alike = GUINT_TO_POINTER (row->item->alike);
      guint first = GPOINTER_TO_UINT (g_hash_table_lookup (order, alike));

      if (first == 0)
        {
          first = g_hash_table_size (order) + 1;
          g_hash_table_insert (order, alike, GUINT_TO_POINTER (first));
        }
      row->rank = row->item->waits ? 0 : MIN (gls_queue_view_count_alike (view, row->item), 4095) << 20 | (0xfffff - MIN (first, 0xfffff));
    }
}

static void
rank_by_disputed (GArray *rows)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);
      char *words = g_utf8_casefold (row->item->words, -1);

      g_ptr_array_add (kept, words);
      g_hash_table_insert (counts, words, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, words)) + 1));
    }
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);

      row->rank = row->item->waits ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (counts, g_ptr_array_index (kept, i)));
    }
}

static void
count_case (GlsQueueView *view, const GlsCase *item, int me)
{
  gpointer alike = GUINT_TO_POINTER (item->alike);

  if (item->state == GLS_CASE_SETTLED)
    {
      view->n_settled++;
      view->n_mine += me >= 0 && differs (item, me);
      return;
    }
  view->n_open++;
  g_hash_table_insert (view->alike, alike, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (view->alike, alike)) + 1));
}

GlsQueueView *
gls_queue_view_new (GPtrArray *documents, const GlsQueueFilter *filter, GCancellable *cancellable)
{
  g_autoptr (GlsQueueView) view = g_new0 (GlsQueueView, 1);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autofree char *folded = filter->words != NULL && *filter->words != '\0' ? g_utf8_casefold (filter->words, -1) : NULL;
  guint place = 0;

  view->cases = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);
  view->alike = g_hash_table_new (NULL, NULL);
  for (guint d = 0; d < documents->len; d++)
    {
      const GlsQueueDocument *document = g_ptr_array_index (documents, d);

      for (guint i = 0; i < document->cases->len; i++, place++)
        {
          Row row = { g_ptr_array_index (document->cases, i), place, 0 };

          if (place % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
            return NULL;
          count_case (view, row.item, filter->me);
          if (passes (document, row.item, filter, folded))
            g_array_append_val (rows, row);
        }
    }
  if (filter->sort == GLS_QUEUE_BY_FREQUENCY)
    rank_by_frequency (view, rows);
  else if (filter->sort == GLS_QUEUE_BY_DISPUTED)
    rank_by_disputed (rows);
  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (view->cases, gls_case_ref (g_array_index (rows, Row, i).item));
  return g_steal_pointer (&view);
}

void
gls_queue_view_free (GlsQueueView *view)
{
  if (view == NULL)
    return;
  g_ptr_array_unref (view->cases);
  g_hash_table_unref (view->alike);
  g_free (view);
}

guint
gls_queue_view_count_alike (const GlsQueueView *view, const GlsCase *item)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (view->alike, GUINT_TO_POINTER (item->alike)));
}
