/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the date resolver: words cut into tokens, what single words mean, and points in the calendar. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  GLS_DATE_WORD,
  GLS_DATE_NUMBER,  /* @value; @n_digits */
  GLS_DATE_FULL,    /* "2015-04-21", "21.04.2015": @value is the year, @month, @day (0: none) */
  GLS_DATE_DASH,
  GLS_DATE_OTHER,   /* punctuation */
} GlsDateTokenKind;

typedef struct {
  GlsDateTokenKind kind;
  char            *word;     /* lower case */
  gboolean         capital;  /* it began with a capital */
  int              value;
  int              n_digits;
  gboolean         ordinal;  /* "21st" */
  gboolean         decade;   /* "1990s" */
  int              month, day;
} GlsDateToken;

/* Valid UTF-8 only. Transfer full. */
GArray  *gls_date_lex        (const char *words);
/* NULL where no word is at @i, which may be anything. */
const char *gls_date_word_at (GArray *tokens, guint i);
gboolean gls_date_is_word    (GArray *tokens, guint i, const char *word);
gboolean gls_date_is_one_of  (GArray *tokens, guint i, const char * const *words);
/* A number from @low to @high at @i, or 0; "21st" only where @ordinal. */
int      gls_date_number_at  (GArray *tokens, guint i, int low, int high);
/* Four digits that are a year, or 0. */
int      gls_date_year_at    (GArray *tokens, guint i);
/* 1 to 12, or 0: English, German and Russian names; "may" and "march" only where they are the month. */
int      gls_date_month_at   (GArray *tokens, guint i);
/* 1 (Monday) to 7, or 0. */
int      gls_date_weekday_at (GArray *tokens, guint i);

/* When the words were published, as far as it is known; 0 where it is not. */
typedef struct {
  int     year, month, day;
  guint32 first, last;
} GlsDateAnchor;

typedef enum { GLS_DATE_TOWARDS_ANY, GLS_DATE_TOWARDS_LAST, GLS_DATE_TOWARDS_THIS, GLS_DATE_TOWARDS_NEXT } GlsDateTowards;

typedef struct {
  int            year, month, day;  /* 0: not said */
  gboolean       decade;
  GlsDateTowards towards;           /* "last April" */
} GlsDatePoint;

extern const char * const gls_date_last_words[];
extern const char * const gls_date_next_words[];

char *gls_date_point_write (const GlsDatePoint *point);
void  gls_date_point_step  (GlsDatePoint *point, int by);
char *gls_date_write_day   (gint64 julian);
GlsDateTowards gls_date_towards_at (GArray *tokens, guint i);
char *gls_date_resolve_relative (GArray *tokens, const GlsDateAnchor *anchor);

G_END_DECLS
