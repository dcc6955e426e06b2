/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that stand around a number and say how it is meant: modifiers before and after it, measures, "each".
 * It must not know how the number itself is read (gls-quantity-parse.c does). */
#include "config.h"

#include <string.h>

#include "gls-quantity-lex.h"

static const struct { const char *word, *measure; } measures[] = {
  { "%", "percent" }, { "percent", "percent" }, { "pct", "percent" }, { "prozent", "percent" }, { "процентов", "percent" },
  { "процент", "percent" }, { "процента", "percent" }, { "человек", "persons" }, { "человека", "persons" },
  { "граждан", "persons" }, { "боевиков", "persons" }, { "женщин", "persons" }, { "детей", "persons" },
  { "долларов", "USD" }, { "рублей", "RUB" }, { "сомов", "KGS" }, { "лет", "years" }, { "года", "years" },
  { "dollar", "USD" }, { "dollars", "USD" }, { "usd", "USD" }, { "euro", "EUR" }, { "euros", "EUR" }, { "eur", "EUR" },
  { "ruble", "RUB" }, { "rubles", "RUB" }, { "rouble", "RUB" }, { "roubles", "RUB" }, { "rub", "RUB" },
  { "som", "KGS" }, { "soms", "KGS" }, { "tenge", "KZT" }, { "somoni", "TJS" }, { "yuan", "CNY" },
  { "person", "persons" }, { "persons", "persons" }, { "people", "persons" }, { "individuals", "persons" },
  { "men", "persons" }, { "women", "persons" }, { "children", "persons" }, { "citizens", "persons" },
  { "nationals", "persons" }, { "civilians", "persons" }, { "fighters", "persons" }, { "militants", "persons" },
  { "soldiers", "persons" }, { "workers", "persons" }, { "officers", "persons" }, { "officials", "persons" },
  { "year", "years" }, { "years", "years" }, { "month", "months" }, { "months", "months" }, { "week", "weeks" },
  { "weeks", "weeks" }, { "day", "days" }, { "days", "days" }, { "hour", "hours" }, { "hours", "hours" },
  { "minute", "minutes" }, { "minutes", "minutes" }, { "seconds", "seconds" },
  { "km", "km" }, { "kilometer", "km" }, { "kilometers", "km" }, { "kilometre", "km" }, { "kilometres", "km" },
  { "m", "m" }, { "meter", "m" }, { "meters", "m" }, { "metre", "m" }, { "metres", "m" }, { "miles", "miles" },
  { "mile", "miles" }, { "kg", "kg" }, { "kilogram", "kg" }, { "kilograms", "kg" },
  { "ton", "tons" }, { "tons", "tons" }, { "tonne", "tons" }, { "tonnes", "tons" }, { "hectares", "hectares" },
  { "ha", "hectares" }, { "degrees", "degrees" },
};

/*< private >
 * gls_quantity_measure_at:
 * @tokens: the tokens
 * @i: behind the number
 * @next: (out): behind the measure, or @i
 *
 * Returns: (transfer none) (nullable): "persons", "USD", "percent", or NULL where no measure stands there
 */
const char *
gls_quantity_measure_at (GArray *tokens, guint i, guint *next)
{
  guint at = i;

  *next = i;
  if (gls_token_is_word (tokens, at, "per") && gls_token_is_word (tokens, at + 1, "cent"))
    {
      *next = at + 2;
      return "percent";
    }
  if (gls_token_is_word (tokens, at, "percentage")
      && (gls_token_is_word (tokens, at + 1, "points") || gls_token_is_word (tokens, at + 1, "point")))
    {
      *next = at + 2;
      return "percentage points";
    }
  if (gls_token_is_word (tokens, at, "us") || gls_token_is_word (tokens, at, "of")
      || gls_token_is_tight_dash (tokens, at))
    at++;

  static GlsWordIndex index;
  int row = GLS_WORD_INDEX_FIND (&index, measures, gls_token_word (tokens, at));

  if (row < 0)
    return NULL;
  *next = at + 1;

  return measures[row].measure;
}

/* Longer ones before what they contain. */
static const struct { const char *phrase; GlsModifier modifier; } prefixes[] = {
  { "no more than", GLS_MODIFIER_AT_MOST }, { "not more than", GLS_MODIFIER_AT_MOST },
  { "no greater than", GLS_MODIFIER_AT_MOST }, { "a maximum of", GLS_MODIFIER_AT_MOST },
  { "maximum of", GLS_MODIFIER_AT_MOST }, { "at the most", GLS_MODIFIER_AT_MOST }, { "at most", GLS_MODIFIER_AT_MOST },
  { "maximum", GLS_MODIFIER_AT_MOST }, { "≤", GLS_MODIFIER_AT_MOST },
  { "no fewer than", GLS_MODIFIER_AT_LEAST }, { "no less than", GLS_MODIFIER_AT_LEAST },
  { "not fewer than", GLS_MODIFIER_AT_LEAST }, { "not less than", GLS_MODIFIER_AT_LEAST },
  { "a minimum of", GLS_MODIFIER_AT_LEAST }, { "minimum of", GLS_MODIFIER_AT_LEAST },
  { "at the very least", GLS_MODIFIER_AT_LEAST }, { "at least", GLS_MODIFIER_AT_LEAST },
  { "as few as", GLS_MODIFIER_AT_LEAST }, { "as little as", GLS_MODIFIER_AT_LEAST },
  { "minimum", GLS_MODIFIER_AT_LEAST }, { "≥", GLS_MODIFIER_AT_LEAST },
  { "as many as", GLS_MODIFIER_UP_TO }, { "as much as", GLS_MODIFIER_UP_TO }, { "as high as", GLS_MODIFIER_UP_TO },
  { "up to", GLS_MODIFIER_UP_TO },
  { "more than", GLS_MODIFIER_MORE_THAN }, { "greater than", GLS_MODIFIER_MORE_THAN },
  { "higher than", GLS_MODIFIER_MORE_THAN }, { "in excess of", GLS_MODIFIER_MORE_THAN },
  { "upwards of", GLS_MODIFIER_MORE_THAN }, { "upward of", GLS_MODIFIER_MORE_THAN },
  { "over", GLS_MODIFIER_MORE_THAN }, { "above", GLS_MODIFIER_MORE_THAN }, { "exceeding", GLS_MODIFIER_MORE_THAN },
  { ">", GLS_MODIFIER_MORE_THAN },
  { "just under", GLS_MODIFIER_NEARLY }, { "just below", GLS_MODIFIER_NEARLY }, { "just short of", GLS_MODIFIER_NEARLY },
  { "not quite", GLS_MODIFIER_NEARLY }, { "nearly", GLS_MODIFIER_NEARLY }, { "almost", GLS_MODIFIER_NEARLY },
  { "less than", GLS_MODIFIER_LESS_THAN }, { "fewer than", GLS_MODIFIER_LESS_THAN },
  { "lower than", GLS_MODIFIER_LESS_THAN }, { "under", GLS_MODIFIER_LESS_THAN }, { "below", GLS_MODIFIER_LESS_THAN },
  { "<", GLS_MODIFIER_LESS_THAN },
  { "somewhere around", GLS_MODIFIER_ABOUT }, { "in the region of", GLS_MODIFIER_ABOUT },
  { "in the order of", GLS_MODIFIER_ABOUT }, { "on the order of", GLS_MODIFIER_ABOUT },
  { "close to", GLS_MODIFIER_ABOUT }, { "around", GLS_MODIFIER_ABOUT }, { "about", GLS_MODIFIER_ABOUT },
  { "approximately", GLS_MODIFIER_ABOUT }, { "approx", GLS_MODIFIER_ABOUT }, { "roughly", GLS_MODIFIER_ABOUT },
  { "some", GLS_MODIFIER_ABOUT }, { "circa", GLS_MODIFIER_ABOUT }, { "ca", GLS_MODIFIER_ABOUT },
  { "estimated", GLS_MODIFIER_ABOUT }, { "~", GLS_MODIFIER_ABOUT },
  { "не более чем", GLS_MODIFIER_AT_MOST }, { "не более", GLS_MODIFIER_AT_MOST },
  { "не больше", GLS_MODIFIER_AT_MOST }, { "максимум", GLS_MODIFIER_AT_MOST },
  { "не менее чем", GLS_MODIFIER_AT_LEAST }, { "не менее", GLS_MODIFIER_AT_LEAST },
  { "не меньше", GLS_MODIFIER_AT_LEAST }, { "по меньшей мере", GLS_MODIFIER_AT_LEAST },
  { "по крайней мере", GLS_MODIFIER_AT_LEAST }, { "как минимум", GLS_MODIFIER_AT_LEAST },
  { "минимум", GLS_MODIFIER_AT_LEAST }, { "до", GLS_MODIFIER_UP_TO }, { "более чем в", GLS_MODIFIER_MORE_THAN }, { "более чем", GLS_MODIFIER_MORE_THAN },
  { "почти в", GLS_MODIFIER_NEARLY }, { "примерно в", GLS_MODIFIER_ABOUT },
  { "более", GLS_MODIFIER_MORE_THAN }, { "больше", GLS_MODIFIER_MORE_THAN },
  { "свыше", GLS_MODIFIER_MORE_THAN }, { "почти", GLS_MODIFIER_NEARLY },
  { "менее чем", GLS_MODIFIER_LESS_THAN }, { "менее", GLS_MODIFIER_LESS_THAN },
  { "меньше", GLS_MODIFIER_LESS_THAN }, { "около", GLS_MODIFIER_ABOUT }, { "примерно", GLS_MODIFIER_ABOUT },
  { "приблизительно", GLS_MODIFIER_ABOUT }, { "порядка", GLS_MODIFIER_ABOUT },
  { "más de", GLS_MODIFIER_MORE_THAN }, { "mais de", GLS_MODIFIER_MORE_THAN }, { "plus de", GLS_MODIFIER_MORE_THAN },
  { "al menos", GLS_MODIFIER_AT_LEAST }, { "pelo menos", GLS_MODIFIER_AT_LEAST }, { "au moins", GLS_MODIFIER_AT_LEAST },
  { "casi", GLS_MODIFIER_NEARLY }, { "quase", GLS_MODIFIER_NEARLY }, { "près de", GLS_MODIFIER_NEARLY },
  { "alrededor de", GLS_MODIFIER_ABOUT }, { "cerca de", GLS_MODIFIER_ABOUT }, { "unas", GLS_MODIFIER_ABOUT }, { "unos", GLS_MODIFIER_ABOUT },
  { "environ", GLS_MODIFIER_ABOUT },
};

static const struct { const char *phrase; GlsModifier modifier; } suffixes[] = {
  { "or more", GLS_MODIFIER_AT_LEAST }, { "and more", GLS_MODIFIER_AT_LEAST }, { "or above", GLS_MODIFIER_AT_LEAST },
  { "or over", GLS_MODIFIER_AT_LEAST }, { "at least", GLS_MODIFIER_AT_LEAST }, { "plus", GLS_MODIFIER_AT_LEAST },
  { "or fewer", GLS_MODIFIER_AT_MOST }, { "or less", GLS_MODIFIER_AT_MOST }, { "or under", GLS_MODIFIER_AT_MOST },
  { "at most", GLS_MODIFIER_AT_MOST }, { "at the most", GLS_MODIFIER_AT_MOST },
  { "или более", GLS_MODIFIER_AT_LEAST }, { "и более", GLS_MODIFIER_AT_LEAST },
  { "or so", GLS_MODIFIER_ABOUT }, { "or thereabouts", GLS_MODIFIER_ABOUT },
};

/* How many tokens @phrase takes when it begins at @i, or 0. */
static guint
match_phrase (GArray *tokens, guint i, const char *phrase)
{
  guint n = 0;

  for (const char *at = phrase; *at != '\0'; n++)
    {
      const char *word = gls_token_word (tokens, i + n);
      gsize length = strcspn (at, " ");

      if (word == NULL || strlen (word) != length || strncmp (word, at, length) != 0)
        return 0;
      at += length;
      at += *at == ' ';
    }

  return n;
}

/* How the phrases end and of how many words they are: read backwards, nearly all are told apart by the last one's first byte. */
typedef struct {
  const char *last;
  guint       n;
} PhraseEnd;

static const PhraseEnd *
get_prefix_ends (void)
{
  static PhraseEnd ends[G_N_ELEMENTS (prefixes)];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (guint p = 0; p < G_N_ELEMENTS (prefixes); p++)
        {
          ends[p] = (PhraseEnd) { prefixes[p].phrase, 1 };
          for (const char *at = prefixes[p].phrase; *at != '\0'; at++)
            if (*at == ' ')
              ends[p] = (PhraseEnd) { at + 1, ends[p].n + 1 };
        }
      g_once_init_leave (&ready, 1);
    }

  return ends;
}

/*< private >
 * gls_quantity_find_prefix:
 * @tokens: the tokens
 * @i: where the number begins
 * @modifier: (out): untouched when FALSE is returned
 *
 * Reads backwards from the number. One that bounds wins over one that only says "about"; of two that bound, the nearer.
 *
 * Returns: TRUE when a modifier stands before the number
 */
gboolean
gls_quantity_find_prefix (GArray *tokens, guint i, GlsModifier *modifier)
{
  static const char * const fillers[] = {
    "the", "a", "an", "just", "only", "well", "possibly", "perhaps", "probably", "likely", "another", "additional",
    "further", "from", "between", "another", "other", "is", "of", NULL };
  const PhraseEnd *ends = get_prefix_ends ();
  gboolean found = FALSE, bounds = FALSE;

  for (guint steps = 0; i > 0 && steps < 8; steps++)
    {
      guint length = 0;

      /* "approx." */
      if (gls_token_is_kind (tokens, i - 1, GLS_TOKEN_OTHER) && i > 1
          && (gls_token_is_word (tokens, i - 2, "approx") || gls_token_is_word (tokens, i - 2, "ca")))
        i--;

      const char *word = gls_token_word (tokens, i - 1);

      for (guint p = 0; word != NULL && p < G_N_ELEMENTS (prefixes) && length == 0; p++)
        {
          guint n = ends[p].n;

          if (*ends[p].last != *word || n > i || match_phrase (tokens, i - n, prefixes[p].phrase) != n)
            continue;
          length = n;
          if (!found || (!bounds && prefixes[p].modifier != GLS_MODIFIER_ABOUT))
            *modifier = prefixes[p].modifier;
          bounds |= prefixes[p].modifier != GLS_MODIFIER_ABOUT;
          found = TRUE;
        }
      if (length == 0 && !gls_token_is_one_of (tokens, i - 1, fillers))
        break;
      i -= MAX (length, 1);
    }

  return found;
}

/*< private >
 * gls_quantity_find_suffix:
 * @tokens: the tokens
 * @i: behind the number, or behind what it counts
 * @modifier: (out): untouched when FALSE is returned
 *
 * Returns: TRUE when a modifier stands at @i
 */
gboolean
gls_quantity_find_suffix (GArray *tokens, guint i, GlsModifier *modifier)
{
  if (gls_token_is_kind (tokens, i, GLS_TOKEN_PLUS))
    {
      *modifier = GLS_MODIFIER_AT_LEAST;
      return TRUE;
    }

  const char *word = gls_token_word (tokens, i);

  for (guint s = 0; word != NULL && s < G_N_ELEMENTS (suffixes); s++)
    if (*suffixes[s].phrase == *word && match_phrase (tokens, i, suffixes[s].phrase) > 0)
      {
        *modifier = suffixes[s].modifier;
        return TRUE;
      }

  return FALSE;
}

/*< private >
 * gls_quantity_is_each:
 * @tokens: the tokens
 *
 * Returns: TRUE when the words say that the number is per item
 */
gboolean
gls_quantity_is_each (GArray *tokens)
{
  static const char * const per[] = { "person", "head", "capita", "family", "household", "worker", "fighter", NULL };

  for (guint i = 0; i < tokens->len; i++)
    if (gls_token_is_word (tokens, i, "each") || gls_token_is_word (tokens, i, "apiece")
        || (gls_token_is_word (tokens, i, "per") && gls_token_is_one_of (tokens, i + 1, per)))
      return TRUE;

  return FALSE;
}
