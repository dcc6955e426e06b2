/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coding study: items × raters, each cell one category or nothing. Plain arrays in, numbers out; knows no project. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GLS_CODING_MISSING (-1)

typedef struct {
  guint      n_items;
  guint      n_raters;
  guint      n_categories;
  gint32    *values;     /* n_items × n_raters, item after item: a category or GLS_CODING_MISSING */
  char     **names;      /* n_categories; what a category is called */
  double    *numbers;    /* n_categories: the category as a number, NAN where it is none */
} GlsCoding;

/* A table of missing values. Categories come with gls_coding_add_category; they are in the order of adding until
 * gls_coding_sort. */
GlsCoding *gls_coding_new          (guint n_items, guint n_raters);
void       gls_coding_free         (GlsCoding *coding);
/* The category of that name, added when it is new. */
gint32     gls_coding_add_category (GlsCoding *coding, const char *name);
/* The same of a name that the table certainly lacks; without a search, for tables of very many categories. */
gint32     gls_coding_add_new_category (GlsCoding *coding, const char *name);
/* GLS_CODING_MISSING when there is none. */
gint32     gls_coding_find_category (const GlsCoding *coding, const char *name);
/* Orders categories by number where all have one, else by name, and renumbers the values. */
void       gls_coding_sort         (GlsCoding *coding);
static inline gint32
gls_coding_get (const GlsCoding *coding, guint item, guint rater)
{
  return coding->values[(gsize) item * coding->n_raters + rater];
}
static inline void
gls_coding_set (GlsCoding *coding, guint item, guint rater, gint32 category)
{
  coding->values[(gsize) item * coding->n_raters + rater] = category;
}
/* A new table whose item i is item picks[i] of @coding; for resampling. Names and numbers are shared: free it before @coding
 * with gls_coding_free_pick. */
GlsCoding *gls_coding_pick         (const GlsCoding *coding, const guint *picks, guint n_picks);
void       gls_coding_free_pick    (GlsCoding *pick);

/* Why a figure is undefined. */
typedef enum {
  GLS_UNDEFINED_NOT,            /* it is defined */
  GLS_UNDEFINED_NO_ITEMS,       /* nothing was judged by two */
  GLS_UNDEFINED_NO_VARIATION,   /* everybody always said the same: agreement by chance would be complete, too */
  GLS_UNDEFINED_NOT_NUMBERS,    /* the categories are no numbers */
  GLS_UNDEFINED_NOT_TWO,        /* the measure is for two raters */
  GLS_UNDEFINED_NO_UNITS,       /* nobody marked anything */
  GLS_UNDEFINED_OVERLAP,        /* one rater's units overlap, which the measure does not know */
  GLS_UNDEFINED_NO_CATEGORY,    /* nobody used that category */
  GLS_UNDEFINED_CANCELLED,
  GLS_UNDEFINED_TOO_MANY,       /* more than can be computed in a reasonable time */
  GLS_UNDEFINED_NO_NEGATIVES,   /* what nobody marked is no item, so that chance cannot be estimated */
} GlsUndefined;

/* One figure. */
typedef struct {
  double       value;      /* NAN: undefined */
  double       observed;   /* agreement or, for the alphas, disagreement; NAN where the measure has none */
  double       expected;
  guint        n_items;    /* that were compared */
  GlsUndefined undefined;
} GlsFigure;

/* A sentence for people, translated. NULL for GLS_UNDEFINED_NOT. */
const char *gls_undefined_explain  (GlsUndefined undefined);
GlsFigure   gls_figure_undefined   (GlsUndefined why);
/* (@observed - @expected) / (1 - @expected); undefined where @expected is 1. */
GlsFigure   gls_figure_from_agreement (double observed, double expected, guint n_items);
/* 1 - @observed / @expected; undefined where @expected is 0. */
GlsFigure   gls_figure_from_disagreement (double observed, double expected, guint n_items);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsCoding, gls_coding_free)

G_END_DECLS
