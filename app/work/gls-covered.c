/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what covers a suggestion in one pass over the sorted spans. It knows neither plugins nor who judged what. */
#include "config.h"

#include <string.h>

#include "gls-covered.h"

/* A fragment of one's own. */
typedef struct {
  guint32 start, end;
  guint32 span;      /* index into the spans */
  guint32 reach;     /* largest end of all up to this one */
  guint32 reach_at;  /* whose that is: index into this array */
} Own;

struct _GlsCovering {
  const GlsSpanTable *table;
  const GlsSpan      *spans;
  guint               n_types;
  GArray            **own;       /* Own by start, for each type; NULL: none */
  gboolean           *is_claim;  /* of each type */
  guint               own_set;   /* G_MAXUINT: the person has marked nothing */
};

static const GlsFragment *
get_fragments (const GlsCovering *covering, const GlsSpan *span, GlsFragment *whole, guint *n)
{
  *whole = (GlsFragment){ span->start, span->end };
  *n = MAX (span->n_fragments, 1);
  return *n > 1 ? &g_array_index (covering->table->fragments, GlsFragment, span->first_fragment) : whole;
}

static gboolean
is_own (const GlsCovering *covering, const GlsSpan *span)
{
  return (span->flags & GLS_SPAN_SUGGESTION) == 0 && span->set == covering->own_set;
}

static int
compare_own (gconstpointer a, gconstpointer b)
{
  const Own *x = a, *y = b;

  return x->start < y->start ? -1 : x->start > y->start;
}

static void
list_own (GlsCovering *covering)
{
  for (guint i = 0; i < covering->table->spans->len; i++)
    {
      const GlsSpan *span = &covering->spans[i];
      const GlsFragment *fragments;
      GlsFragment whole;
      guint n;

      if (!is_own (covering, span) || span->type >= covering->n_types)
        continue;
      if (covering->own[span->type] == NULL)
        covering->own[span->type] = g_array_new (FALSE, FALSE, sizeof (Own));
      fragments = get_fragments (covering, span, &whole, &n);
      for (guint j = 0; j < n; j++)
        {
          Own own = { .start = fragments[j].start, .end = fragments[j].end, .span = i };

          g_array_append_val (covering->own[span->type], own);
        }
    }
  for (guint type = 0; type < covering->n_types; type++)
    if (covering->own[type] != NULL)
      {
        Own *own = (Own *) (gpointer) covering->own[type]->data;

        g_array_sort (covering->own[type], compare_own);
        for (guint i = 0; i < covering->own[type]->len; i++)
          {
            gboolean farther = i == 0 || own[i].end > own[i - 1].reach;

            own[i].reach = farther ? own[i].end : own[i - 1].reach;
            own[i].reach_at = farther ? i : own[i - 1].reach_at;
          }
      }
}

/* One's own fragment of the same type that holds all of [@start, @end). */
static const GlsSpan *
find_wider (const GlsCovering *covering, guint type, guint32 start, guint32 end)
{
  const GArray *list = type < covering->n_types ? covering->own[type] : NULL;
  const Own *own = list != NULL ? (const Own *) (gpointer) list->data : NULL;
  guint low = 0, high = list != NULL ? list->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (own[middle].start <= start)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0 || own[low - 1].reach < end)
    return NULL;
  own = &own[own[low - 1].reach_at];
  if (covering->is_claim[type] && own->end - own->start >= 2 * (end - start))
    return NULL;
  return &covering->spans[own->span];
}

/* The first span that does not lie before this hull. */
static guint
find_hull (const GlsCovering *covering, guint32 start, guint32 end)
{
  guint low = 0, high = covering->table->spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const GlsSpan *span = &covering->spans[middle];

      if (span->start < start || (span->start == start && span->end < end))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The same type before another one. */
static const GlsSpan *
find_same (const GlsCovering *covering, guint type, const GlsFragment *fragments, guint n, GlsCoveredKind *why)
{
  guint32 start = fragments[0].start, end = fragments[n - 1].end;
  const GlsSpan *other = NULL;

  for (guint i = find_hull (covering, start, end); i < covering->table->spans->len; i++)
    {
      const GlsSpan *own = &covering->spans[i];
      GlsFragment whole;
      guint n_own;
      const GlsFragment *own_fragments = get_fragments (covering, own, &whole, &n_own);

      if (own->start != start || own->end != end)
        break;
      if (!is_own (covering, own) || n_own != n || memcmp (own_fragments, fragments, n * sizeof *fragments) != 0)
        continue;
      *why = GLS_COVERED_SAME;
      if (own->type == type)
        return own;
      if (!covering->is_claim[own->type] && type < covering->n_types && !covering->is_claim[type])
        other = own;
    }
  *why = GLS_COVERED_OTHER;
  return other;
}

static const GlsSpan *
find_cover (const GlsCovering *covering, guint type, const GlsFragment *fragments, guint n, GlsCoveredKind *why)
{
  const GlsSpan *same, *wider;

  if (covering->own_set == G_MAXUINT || n == 0)
    return NULL;
  same = find_same (covering, type, fragments, n, why);
  if (same != NULL && *why == GLS_COVERED_SAME)
    return same;
  wider = find_wider (covering, type, fragments[0].start, fragments[n - 1].end);
  if (wider == NULL)
    return same;
  *why = GLS_COVERED_WIDER;
  return wider;
}

GlsCovering *
gls_covering_new (const GlsSpanTable *table, const char *person, const GlsCodebook *codebook)
{
  GlsCovering *covering = g_new0 (GlsCovering, 1);

  covering->table = table;
  covering->spans = (const GlsSpan *) (gpointer) table->spans->data;
  covering->n_types = table->types->len;
  covering->own = g_new0 (GArray *, covering->n_types + 1);
  covering->is_claim = g_new0 (gboolean, covering->n_types + 1);
  if (!g_ptr_array_find_with_equal_func (table->sets, person, g_str_equal, &covering->own_set))
    covering->own_set = G_MAXUINT;
  for (guint i = 0; i < covering->n_types; i++)
    {
      const GlsTypeDef *type = gls_codebook_find_type (codebook, g_ptr_array_index (table->types, i));

      covering->is_claim[i] = type != NULL && type->claim;
    }
  list_own (covering);
  return covering;
}

void
gls_covering_free (GlsCovering *covering)
{
  for (guint i = 0; i < covering->n_types; i++)
    g_clear_pointer (&covering->own[i], g_array_unref);
  g_free (covering->own);
  g_free (covering->is_claim);
  g_free (covering);
}

const GlsSpan *
gls_covering_find (const GlsCovering *covering, const char *type, const GlsFragment *fragments, guint n, GlsCoveredKind *why)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (covering->table->types, type, g_str_equal, &index))
    index = G_MAXUINT;
  return find_cover (covering, index, fragments, n, why);
}

static gboolean
has_suggestion (const GlsSpanTable *table)
{
  for (guint i = 0; i < table->spans->len; i++)
    if (g_array_index (table->spans, GlsSpan, i).flags & GLS_SPAN_SUGGESTION)
      return TRUE;
  return FALSE;
}

GArray *
gls_covered_take (GlsSpanTable *table, const char *person, const GlsCodebook *codebook)
{
  g_autoptr (GlsCovering) covering = NULL;
  GArray *covered = g_array_new (FALSE, FALSE, sizeof (GlsCovered));
  GlsSpan *spans = (GlsSpan *) (gpointer) table->spans->data;
  g_autofree guint8 *gone = NULL;
  guint n = 0;

  if (!has_suggestion (table))
    return covered;
  covering = gls_covering_new (table, person, codebook);
  gone = g_new0 (guint8, table->spans->len + 1);
  for (guint i = 0; covering->own_set != G_MAXUINT && i < table->spans->len; i++)
    {
      GlsCovered one = { .span = spans[i] };
      const GlsFragment *fragments;
      const GlsSpan *by;
      GlsFragment whole;
      guint n_fragments;

      if ((spans[i].flags & GLS_SPAN_SUGGESTION) == 0)
        continue;
      fragments = get_fragments (covering, &spans[i], &whole, &n_fragments);
      by = find_cover (covering, spans[i].type, fragments, n_fragments, &one.why);
      if (by == NULL)
        continue;
      one.by = by->id;
      g_array_append_val (covered, one);
      gone[i] = TRUE;
    }
  if (covered->len == 0)
    return covered;
  for (guint i = 0; i < table->spans->len; i++)
    if (!gone[i])
      spans[n++] = spans[i];
  g_array_set_size (table->spans, n);
  return covered;
}
