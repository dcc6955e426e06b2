/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the quantity parser: words cut into tokens, and what stands around a number. */
#pragma once

#include "gls-quantity.h"
#include "gls-words.h"

G_BEGIN_DECLS

typedef enum {
  GLS_TOKEN_WORD,     /* @word, lower case; also relation signs such as "≥" */
  GLS_TOKEN_NUMBER,   /* @value */
  GLS_TOKEN_CURRENCY, /* @word is the measure, "USD" */
  GLS_TOKEN_DASH,     /* between @tight neighbours, or apart */
  GLS_TOKEN_PLUS,
  GLS_TOKEN_OTHER,    /* punctuation */
  GLS_TOKEN_BAD,      /* digits that are no quantity: a clock time, a date, an ordinal, a code */
} GlsTokenKind;

typedef struct {
  GlsTokenKind kind;
  char        *word;
  double       value;
  guint        digits;    /* of a plain whole number, else 0 */
  gboolean     fraction;  /* "1.125": a point and three digits, which may as well group thousands */
  double       as_fraction;
  gboolean     tight;     /* no blank before it */
} GlsToken;

#define gls_token_at(tokens, i) (&g_array_index (tokens, GlsToken, i))

/* All of these take any @i; beyond the end nothing is anything. */

static inline const char *
gls_token_word (GArray *tokens, guint i)
{
  return i < tokens->len && gls_token_at (tokens, i)->kind == GLS_TOKEN_WORD ? gls_token_at (tokens, i)->word : NULL;
}

static inline gboolean
gls_token_is_word (GArray *tokens, guint i, const char *word)
{
  return gls_word_is (gls_token_word (tokens, i), word);
}

static inline gboolean
gls_token_is_one_of (GArray *tokens, guint i, const char * const *words)
{
  return gls_word_is_one_of (gls_token_word (tokens, i), words);
}

static inline gboolean
gls_token_is_kind (GArray *tokens, guint i, GlsTokenKind kind)
{
  return i < tokens->len && gls_token_at (tokens, i)->kind == kind;
}

static inline gboolean
gls_token_is_tight_dash (GArray *tokens, guint i)
{
  return gls_token_is_kind (tokens, i, GLS_TOKEN_DASH) && gls_token_at (tokens, i)->tight && i + 1 < tokens->len
         && gls_token_at (tokens, i + 1)->tight;
}

/* Valid UTF-8 only. Transfer full: GArray of GlsToken. */
GArray *gls_quantity_lex (const char *words);

/* What stands around a number (gls-quantity-words.c). */
const char *gls_quantity_measure_at  (GArray *tokens, guint i, guint *next);
gboolean    gls_quantity_find_prefix (GArray *tokens, guint i, GlsModifier *modifier);
gboolean    gls_quantity_find_suffix (GArray *tokens, guint i, GlsModifier *modifier);
gboolean    gls_quantity_is_each     (GArray *tokens);

G_END_DECLS
