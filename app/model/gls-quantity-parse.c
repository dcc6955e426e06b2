/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads quantities out of words: number words, scales, ranges and orders of magnitude, as English news has them.
 * It must not know how digits are written (gls-quantity-lex.c does), nor which words modify and measure
 * (gls-quantity-words.c does). */
#include "config.h"

#include <math.h>
#include <string.h>

#include "gls-quantity.h"
#include "gls-quantity-lex.h"


typedef struct {
  double      low, high;
  gboolean    magnitude;  /* "hundreds", "several dozen" */
  gboolean    about;      /* "a couple of hundred" */
  double      scale;      /* the whole value is a multiple said with this word: 1e6 of "3 million"; 0: none */
  guint       digits;
  const char *measure;    /* from a currency sign */
} Value;

typedef struct {
  const char *word;
  double      value;
} WordValue;

static const WordValue small_numbers[] = {
  { "zero", 0 }, { "one", 1 }, { "two", 2 }, { "three", 3 }, { "four", 4 }, { "five", 5 }, { "six", 6 }, { "seven", 7 },
  { "eight", 8 }, { "nine", 9 }, { "ten", 10 }, { "eleven", 11 }, { "twelve", 12 }, { "thirteen", 13 },
  { "fourteen", 14 }, { "fifteen", 15 }, { "sixteen", 16 }, { "seventeen", 17 }, { "eighteen", 18 }, { "nineteen", 19 },
  { "twenty", 20 }, { "thirty", 30 }, { "forty", 40 }, { "fourty", 40 }, { "fifty", 50 }, { "sixty", 60 },
  { "seventy", 70 }, { "eighty", 80 }, { "ninety", 90 },
  { "два", 2 }, { "две", 2 }, { "двух", 2 }, { "двое", 2 }, { "три", 3 }, { "трёх", 3 }, { "трех", 3 },
  { "трое", 3 }, { "четыре", 4 }, { "четырёх", 4 }, { "четырех", 4 }, { "четверо", 4 }, { "пять", 5 },
  { "пяти", 5 }, { "шесть", 6 }, { "шести", 6 }, { "семь", 7 }, { "семи", 7 }, { "восемь", 8 }, { "восьми", 8 },
  { "девять", 9 }, { "девяти", 9 }, { "двумя", 2 }, { "тремя", 3 }, { "четырьмя", 4 }, { "пятью", 5 }, { "десятью", 10 }, { "десять", 10 }, { "десяти", 10 }, { "одиннадцать", 11 },
  { "двенадцать", 12 }, { "тринадцать", 13 }, { "четырнадцать", 14 }, { "пятнадцать", 15 },
  { "шестнадцать", 16 }, { "семнадцать", 17 }, { "восемнадцать", 18 }, { "девятнадцать", 19 },
  { "двадцать", 20 }, { "двадцати", 20 }, { "тридцать", 30 }, { "тридцати", 30 }, { "сорок", 40 },
  { "сорока", 40 }, { "пятьдесят", 50 }, { "пятидесяти", 50 }, { "шестьдесят", 60 }, { "семьдесят", 70 },
  { "восемьдесят", 80 }, { "девяносто", 90 }, { "сто", 100 }, { "ста", 100 }, { "двести", 200 },
  { "двухсот", 200 }, { "триста", 300 }, { "трёхсот", 300 }, { "трехсот", 300 }, { "четыреста", 400 },
  { "четырёхсот", 400 }, { "четырехсот", 400 }, { "пятьсот", 500 }, { "пятисот", 500 }, { "шестьсот", 600 },
  { "шестисот", 600 }, { "семьсот", 700 }, { "восемьсот", 800 }, { "девятьсот", 900 },
  /* Spanish, Portuguese and French, but for what means something else in another of these or in English ("once"). */
  { "dos", 2 }, { "tres", 3 }, { "cuatro", 4 }, { "cinco", 5 }, { "seis", 6 }, { "siete", 7 }, { "ocho", 8 },
  { "nueve", 9 }, { "diez", 10 }, { "doce", 12 }, { "trece", 13 }, { "catorce", 14 },
  { "dieciséis", 16 }, { "diecisiete", 17 }, { "dieciocho", 18 }, { "diecinueve", 19 }, { "veinte", 20 },
  { "veintiún", 21 }, { "veintiuna", 21 }, { "veintidós", 22 }, { "veintitrés", 23 }, { "veinticuatro", 24 },
  { "veinticinco", 25 }, { "veintiséis", 26 }, { "veintisiete", 27 }, { "veintiocho", 28 }, { "veintinueve", 29 },
  { "treinta", 30 }, { "cuarenta", 40 }, { "cincuenta", 50 }, { "sesenta", 60 }, { "setenta", 70 },
  { "ochenta", 80 }, { "noventa", 90 }, { "cien", 100 }, { "ciento", 100 }, { "doscientos", 200 },
  { "doscientas", 200 }, { "trescientos", 300 }, { "trescientas", 300 }, { "cuatrocientos", 400 },
  { "cuatrocientas", 400 }, { "quinientos", 500 }, { "quinientas", 500 }, { "seiscientos", 600 },
  { "seiscientas", 600 }, { "setecientos", 700 }, { "setecientas", 700 }, { "ochocientos", 800 },
  { "ochocientas", 800 }, { "novecientos", 900 }, { "novecientas", 900 }, { "dois", 2 }, { "duas", 2 },
  { "três", 3 }, { "quatro", 4 }, { "sete", 7 }, { "oito", 8 }, { "nove", 9 }, { "dez", 10 },
  { "treze", 13 }, { "quatorze", 14 }, { "dezesseis", 16 }, { "dezessete", 17 }, { "dezoito", 18 },
  { "dezenove", 19 }, { "vinte", 20 }, { "trinta", 30 }, { "quarenta", 40 }, { "cinquenta", 50 }, { "sessenta", 60 },
  { "oitenta", 80 }, { "cem", 100 }, { "cento", 100 }, { "duzentos", 200 }, { "duzentas", 200 },
  { "trezentos", 300 }, { "trezentas", 300 }, { "quatrocentos", 400 }, { "quatrocentas", 400 },
  { "quinhentos", 500 }, { "quinhentas", 500 }, { "seiscentos", 600 }, { "seiscentas", 600 }, { "setecentos", 700 },
  { "setecentas", 700 }, { "oitocentos", 800 }, { "oitocentas", 800 }, { "novecentos", 900 }, { "novecentas", 900 },
  { "deux", 2 }, { "trois", 3 }, { "quatre", 4 }, { "cinq", 5 }, { "huit", 8 }, { "dix", 10 },
  { "douze", 12 }, { "treize", 13 }, { "quinze", 15 }, { "vingt", 20 }, { "trente", 30 },
  { "cinquante", 50 },
};

static const WordValue scale_words[] = {
  { "dozen", 12 }, { "hundred", 100 }, { "thousand", 1e3 }, { "million", 1e6 }, { "mln", 1e6 }, { "mn", 1e6 },
  { "billion", 1e9 }, { "bln", 1e9 }, { "bn", 1e9 }, { "trillion", 1e12 }, { "tn", 1e12 }, { "k", 1e3 },
  { "dozens", 12 }, { "hundreds", 100 }, { "thousands", 1e3 }, { "millions", 1e6 }, { "billions", 1e9 },
  { "trillions", 1e12 },
  /* Russian and German scales stand beside digits in figures that people type. */
  { "тыс", 1e3 }, { "тысяч", 1e3 }, { "тысячи", 1e3 }, { "тысяча", 1e3 }, { "млн", 1e6 }, { "миллион", 1e6 }, { "миллиона", 1e6 },
  { "миллионов", 1e6 }, { "млрд", 1e9 }, { "миллиард", 1e9 }, { "миллиардов", 1e9 }, { "lakh", 1e5 }, { "lakhs", 1e5 }, { "crore", 1e7 }, { "tausend", 1e3 },
  { "mil", 1e3 }, { "mille", 1e3 }, { "millón", 1e6 }, { "millones", 1e6 }, { "milhão", 1e6 }, { "milhões", 1e6 },
  { "mio", 1e6 }, { "mrd", 1e9 }, { "millionen", 1e6 }, { "milliarden", 1e9 },
};

/* The least and the most that a bare plural is taken for. */
static const struct { const char *word; double low, high; } magnitudes[] = {
  { "tens", 20, 99 }, { "dozens", 24, 99 }, { "scores", 40, 99 }, { "hundreds", 200, 999 }, { "thousands", 2e3, 9999 },
  { "десятки", 20, 99 }, { "сотни", 200, 999 }, { "миллионы", 2e6, 9999999 },
  { "millions", 2e6, 9999999 }, { "billions", 2e9, 9999999999.0 }, { "trillions", 2e12, 9999999999999.0 },
};

static double
small_at (GArray *tokens, guint i)
{
  static GlsWordIndex index;
  int row = GLS_WORD_INDEX_FIND (&index, small_numbers, gls_token_word (tokens, i));

  return row >= 0 ? small_numbers[row].value : NAN;
}

static double
scale_at (GArray *tokens, guint i)
{
  static GlsWordIndex index;
  int row = GLS_WORD_INDEX_FIND (&index, scale_words, gls_token_word (tokens, i));

  return row >= 0 ? scale_words[row].value : NAN;
}

/* "a few dozen" 24 to 60, "several hundred" 200 to 900, "a couple of thousand" about 2000, "half a million". */
static gboolean
parse_vague (GArray *tokens, guint i, Value *value, guint *next)
{
  static const char * const few[] = { "few", "several", "many", NULL };
  guint at = i + (gls_token_is_word (tokens, i, "a") ? 1 : 0), parts;
  double scale;

  if (gls_token_is_one_of (tokens, at, few) && !isnan (scale = scale_at (tokens, at + 1)))
    {
      /* "several tens of thousands" is left to the plural. */
      value->low = 2 * scale;
      value->high = (scale == 12 ? 5 : 9) * scale;
      value->magnitude = TRUE;
      *next = at + 2;
    }
  else if (gls_token_is_word (tokens, at, "couple")
           && !isnan (scale = scale_at (tokens, at + (gls_token_is_word (tokens, at + 1, "of") ? 2 : 1))))
    {
      value->low = value->high = 2 * scale;
      value->about = TRUE;
      *next = at + (gls_token_is_word (tokens, at + 1, "of") ? 3 : 2);
    }
  /* "a quarter of a million", "three quarters of a million" */
  else if ((gls_token_is_word (tokens, at, "quarter") || gls_token_is_word (tokens, at + 1, "quarters"))
           && gls_token_is_word (tokens, at + 1 + (parts = gls_token_is_word (tokens, at, "three")), "of") && gls_token_is_word (tokens, at + 2 + parts, "a")
           && !isnan (scale = scale_at (tokens, at + 3 + parts)))
    {
      value->low = value->high = (parts > 0 ? 3 : 1) * scale / 4;
      *next = at + 4 + parts;
    }
  else if (gls_token_is_word (tokens, at, "half"))
    {
      guint noun = at + 1;

      if (gls_token_is_word (tokens, noun, "a") || gls_token_is_word (tokens, noun, "one")
          || gls_token_is_tight_dash (tokens, noun))
        noun++;
      if (isnan (scale = scale_at (tokens, noun)))
        return FALSE;
      value->low = value->high = scale / 2;
      *next = noun + 1;
    }
  else
    return FALSE;

  return TRUE;
}

/* "hundreds", "tens of thousands". */
static gboolean
parse_plural (GArray *tokens, guint i, Value *value, guint *next)
{
  static GlsWordIndex index;
  int row = GLS_WORD_INDEX_FIND (&index, magnitudes, gls_token_word (tokens, i));
  double scale;

  if (row < 0)
    return FALSE;
  value->low = magnitudes[row].low;
  value->high = magnitudes[row].high;
  value->magnitude = TRUE;
  *next = i + 1;
  while (gls_token_is_word (tokens, *next, "of") && !isnan (scale = scale_at (tokens, *next + 1)) && scale >= 100
         && value->high < 1e15)
    {
      value->low *= scale;
      value->high = (value->high + 1) * scale - 1;
      *next += 2;
    }

  return TRUE;
}

/* Is the next word a part of a whole ("two thirds") or an ordinal ("twenty-first")? Then the number is none. */
static gboolean
is_fraction (GArray *tokens, guint next, gboolean after_tens)
{
  static const char * const parts[] = {
    "half", "halves", "third", "thirds", "quarter", "quarters", "fourths", "fifth", "fifths", "sixth", "sixths", "seventh",
    "sevenths", "eighth", "eighths", "ninth", "ninths", "tenth", "tenths", "hundredth", "hundredths", NULL };
  static const char * const ordinals[] = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", NULL };
  guint dash = gls_token_is_tight_dash (tokens, next) ? 1 : 0;

  return gls_token_is_one_of (tokens, next + dash, parts)
         || (after_tens && gls_token_is_one_of (tokens, next + dash, ordinals));
}

/* Words and digits that make one number: "two hundred and fifty", "3.5 million", "a million and a half". */
typedef struct {
  double   total;
  double   current;    /* NAN: nothing after the last scale */
  double   last;       /* what the last word may still be joined by: 10 after tens, 100 after hundreds, a scale, or 0 */
  double   least;      /* scales must fall: "thousand million" is no number of news */
  gboolean any;
} Sum;

static gboolean
sum_small (Sum *sum, double small)
{
  if (isnan (sum->current))
    sum->current = small;
  else if ((sum->last == 10 && small >= 1 && small <= 9) || (sum->last == 100 && small >= 1 && small < 100))
    sum->current += small;
  else
    return FALSE;
  sum->last = small >= 100 ? 100 : small >= 20 ? 10 : 1;
  sum->any = TRUE;

  return TRUE;
}

static gboolean
sum_scale (Sum *sum, double scale, Value *value)
{
  if (!sum->any && isnan (sum->current))
    sum->current = 1;
  if (isnan (sum->current))
    return FALSE;
  if (scale == 100 && sum->current < 100 && sum->last != 100)
    {
      sum->current *= 100;
      sum->last = 100;
    }
  else if (scale != 100 && scale < sum->least)
    {
      sum->total += sum->current * scale;
      sum->current = NAN;
      sum->least = sum->last = scale;
    }
  else
    return FALSE;
  value->scale = scale;
  sum->any = TRUE;

  return TRUE;
}

static gboolean
sum_digits (Sum *sum, GArray *tokens, guint i, Value *value)
{
  const GlsToken *token = gls_token_at (tokens, i);
  gboolean percent = gls_token_is_word (tokens, i + 1, "%") || gls_token_is_word (tokens, i + 1, "percent")
                     || (gls_token_is_word (tokens, i + 1, "per") && gls_token_is_word (tokens, i + 2, "cent"));

  if (!isnan (sum->current))
    return FALSE;
  /* "1.125 million" and "1.125 percent" are fractions, "1.125" alone groups thousands. */
  sum->current = token->fraction && (percent || !isnan (scale_at (tokens, i + 1))) ? token->as_fraction : token->value;
  value->digits = sum->any ? 0 : token->digits;
  sum->last = 0;
  sum->any = TRUE;

  return TRUE;
}

static gboolean
continues (GArray *tokens, guint i)
{
  return !isnan (small_at (tokens, i)) || gls_token_is_kind (tokens, i, GLS_TOKEN_NUMBER);
}

static gboolean
parse_sum (GArray *tokens, guint i, Value *value, guint *next)
{
  Sum sum = { .current = NAN, .least = INFINITY };
  gboolean tens = FALSE;
  guint at = i;

  if ((gls_token_is_word (tokens, at, "a") || gls_token_is_word (tokens, at, "an"))
      && !isnan (scale_at (tokens, at + 1)))
    at++;

  for (;;)
    {
      double small = small_at (tokens, at), scale = scale_at (tokens, at);

      if (!isnan (small))
        {
          if (!sum_small (&sum, small))
            break;
          tens = sum.last == 10;
          value->scale = 0;
        }
      else if (!isnan (scale))
        {
          if (!sum_scale (&sum, scale, value))
            break;
          tens = FALSE;
        }
      else if (gls_token_is_kind (tokens, at, GLS_TOKEN_NUMBER))
        {
          if (!sum_digits (&sum, tokens, at, value))
            break;
          value->scale = 0;
        }
      else if (sum.any && gls_token_is_word (tokens, at, "and") && gls_token_is_word (tokens, at + 1, "a")
               && gls_token_is_word (tokens, at + 2, "half"))
        {
          /* Half of what was said last: of one, or of the million before it. */
          if (isnan (sum.current))
            sum.total += sum.least / 2;
          else
            sum.current += 0.5;
          at += 2;
          value->digits = 0;
        }
      else if (gls_token_is_word (tokens, at, "and") && sum.last >= 100 && continues (tokens, at + 1))
        ;
      /* "treinta y cinco", "cento e vinte" */
      else if ((gls_token_is_word (tokens, at, "y") || gls_token_is_word (tokens, at, "e")) && sum.any && !isnan (small_at (tokens, at + 1))
               && small_at (tokens, at + 1) < sum.current && (sum.last == 10 || sum.last == 100))
        ;
      else if (gls_token_is_tight_dash (tokens, at) && sum.any
               && ((sum.last == 10 && small_at (tokens, at + 1) < 10 && small_at (tokens, at + 1) > 0)
                   || !isnan (scale_at (tokens, at + 1))))
        ;
      else
        break;
      at++;
    }

  if (!sum.any)
    return FALSE;
  *next = at;
  value->low = value->high = sum.total + (isnan (sum.current) ? 0 : sum.current);
  if (value->scale > 0 && fmod (value->low, value->scale / 2) != 0)
    value->scale = 0;

  return !is_fraction (tokens, at, tens);
}

/* A number that a letter and a hyphen precede names something: "F-16", "covid-19". */
static gboolean
is_code (GArray *tokens, guint i)
{
  return gls_token_is_kind (tokens, i, GLS_TOKEN_NUMBER) && i >= 2 && gls_token_is_tight_dash (tokens, i - 1)
         && gls_token_word (tokens, i - 2) != NULL && isnan (small_at (tokens, i - 2));
}

/* *@next moves on also where FALSE is returned, past what is no number. */
static gboolean
parse_value (GArray *tokens, guint i, Value *value, guint *next)
{
  const char *measure = NULL;
  guint at = i;

  *value = (Value) { .low = NAN, .high = NAN };
  *next = i + 1;

  if (gls_token_is_word (tokens, at, "us") && gls_token_is_kind (tokens, at + 1, GLS_TOKEN_CURRENCY))
    at++;
  if (gls_token_is_kind (tokens, at, GLS_TOKEN_CURRENCY))
    measure = gls_token_at (tokens, at++)->word;

  if (is_code (tokens, at)
      || (gls_token_is_word (tokens, at, "one") && at > 0 && gls_token_is_word (tokens, at - 1, "no")))
    return FALSE;
  if (!parse_vague (tokens, at, value, next) && !parse_plural (tokens, at, value, next)
      && !parse_sum (tokens, at, value, next))
    return FALSE;
  value->measure = measure;

  /* "one in five" is a share; "three in 2014" is not. */
  if (gls_token_is_word (tokens, *next, "in") && value->low <= 10 && measure == NULL)
    {
      double whole = gls_token_is_kind (tokens, *next + 1, GLS_TOKEN_NUMBER) ? gls_token_at (tokens, *next + 1)->value
                                                                            : small_at (tokens, *next + 1);

      if (whole > value->low && whole <= 1000)
        {
          *next += 2;
          return FALSE;
        }
    }

  return isfinite (value->low) && isfinite (value->high);
}

/* "2014-15" is 2014 to 2015, "120-30" 120 to 130. */
static void
complete_digits (const Value *first, Value *second)
{
  if (first->digits == 0 || second->digits == 0 || second->digits >= first->digits || second->low >= first->low)
    return;

  double unit = pow (10, second->digits);

  second->low += floor (first->low / unit) * unit;
  second->high = second->low;
}

/* @i: behind the first value and its measure. Widens @first to the second end of a range and moves *@next behind it. */
static gboolean
parse_range (GArray *tokens, guint i, gboolean between, Value *first, guint *next)
{
  static const char * const or_more[] = { "even", "perhaps", "possibly", "maybe", NULL };
  gboolean dash = gls_token_is_kind (tokens, i, GLS_TOKEN_DASH);
  Value second;
  guint at = i + 1, end;

  /* "hundreds or even thousands", "hundreds, perhaps thousands" */
  if (gls_token_is_one_of (tokens, at, or_more)
      && (gls_token_is_word (tokens, i, "or") || gls_token_is_kind (tokens, i, GLS_TOKEN_OTHER)))
    at++;
  else if (!dash && !gls_token_is_word (tokens, i, "to") && !gls_token_is_word (tokens, i, "or")
           && !(between && gls_token_is_word (tokens, i, "and")))
    return FALSE;
  if (!parse_value (tokens, at, &second, &end))
    return FALSE;

  if (first->scale == 0 && second.scale > 0 && first->high <= second.low / second.scale)
    {
      first->low *= second.scale;
      first->high *= second.scale;
    }
  if (dash)
    complete_digits (first, &second);

  if (second.low < first->low)
    {
      /* "fell from 500 to 300" is no range. */
      if (!dash && !between)
        return FALSE;
      Value swapped = *first;
      *first = second;
      second = swapped;
    }
  if (second.high < first->high)
    return FALSE;
  first->high = second.high;
  first->measure = first->measure != NULL ? first->measure : second.measure;
  first->magnitude = FALSE;
  *next = end;

  return TRUE;
}

static gboolean
is_between (GArray *tokens, guint i)
{
  for (guint back = 1; back <= 4 && back <= i; back++)
    if (gls_token_is_word (tokens, i - back, "between"))
      return TRUE;

  return FALSE;
}

static void
apply_modifier (GlsQuantity *quantity, GlsModifier modifier)
{
  switch (modifier)
    {
    case GLS_MODIFIER_MORE_THAN:
    case GLS_MODIFIER_AT_LEAST:
      quantity->high = NAN;
      break;

    case GLS_MODIFIER_LESS_THAN:
    case GLS_MODIFIER_NEARLY:
    case GLS_MODIFIER_AT_MOST:
    case GLS_MODIFIER_UP_TO:
      quantity->low = NAN;
      break;

    default:
      /* "About 500-600" stays a range, "about a few dozen" an order of magnitude. */
      if (quantity->modifier != GLS_MODIFIER_EXACT)
        return;
      break;
    }

  quantity->modifier = modifier;
}

/* @i to @next: the tokens of the value. */
static GlsQuantity *
make_quantity (GArray *tokens, guint i, guint next, Value *value, const char *words)
{
  GlsQuantity *quantity = g_new0 (GlsQuantity, 1);
  guint after_measure, end;
  const char *measure = gls_quantity_measure_at (tokens, next, &after_measure);
  gboolean range = parse_range (tokens, after_measure, is_between (tokens, i), value, &end);
  GlsModifier modifier;

  if (range)
    {
      next = end;

      const char *second = gls_quantity_measure_at (tokens, next, &after_measure);

      measure = second != NULL ? second : measure;
    }
  else if (i > 0 && gls_token_is_kind (tokens, i - 1, GLS_TOKEN_DASH) && gls_token_is_kind (tokens, i, GLS_TOKEN_NUMBER)
           && gls_token_at (tokens, i)->tight && !gls_token_at (tokens, i - 1)->tight)
    {
      value->low = -value->low;
      value->high = -value->high;
    }

  quantity->said = g_strstrip (g_strdup (words));
  quantity->low = value->low;
  quantity->high = value->high;
  quantity->modifier = range ? GLS_MODIFIER_RANGE : value->magnitude ? GLS_MODIFIER_MAGNITUDE
                       : value->about ? GLS_MODIFIER_ABOUT : GLS_MODIFIER_EXACT;
  quantity->measure = g_strdup (value->measure != NULL ? value->measure : measure);
  quantity->each = gls_quantity_is_each (tokens);

  if (gls_quantity_find_prefix (tokens, i, &modifier) || gls_quantity_find_suffix (tokens, next, &modifier)
      || gls_quantity_find_suffix (tokens, after_measure, &modifier)
      || gls_quantity_find_suffix (tokens, after_measure + 1, &modifier))
    apply_modifier (quantity, modifier);

  return quantity;
}

/**
 * gls_quantity_parse:
 * @words: (nullable): what an article says or a person types
 *
 * Reads the first number in @words with its modifier, range, measure and "each"; digits in any script, grouped the
 * English, German, Russian or Swiss way. Clock times, numeric dates, ordinals, codes ("F-16") and fractions ("two
 * thirds") are no quantities.
 *
 * Returns: (transfer full) (nullable): the quantity, or NULL when there is no number in @words
 */
GlsQuantity *
gls_quantity_parse (const char *words)
{
  /* Nobody says a figure in more; it bounds the work for whole articles given by mistake. */
  const gsize most = 4096;

  if (words == NULL || strnlen (words, most + 1) > most || !g_utf8_validate (words, -1, NULL))
    return NULL;

  g_autoptr (GArray) tokens = gls_quantity_lex (words);

  for (guint i = 0, next; i < tokens->len; i = MAX (next, i + 1))
    {
      Value value;

      if (parse_value (tokens, i, &value, &next))
        return make_quantity (tokens, i, next, &value, words);
    }

  return NULL;
}
