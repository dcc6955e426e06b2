/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts the words of a figure into tokens; digits are read here, with any grouping and in any script.
 * It must not know what number words or modifiers mean (gls-quantity-parse.c does). */
#include "config.h"

#include <string.h>

#include "gls-quantity-lex.h"

static void
token_clear (gpointer data)
{
  g_free (((GlsToken *) data)->word);
}

static gboolean
is_blank (const char *at)
{
  if (gls_is_blank (at))
    return TRUE;
  return (guchar) *at >= 0x80 && (g_utf8_get_char (at) == 0x2060 || g_utf8_get_char (at) == 0x200b);
}

/* A sign that may group or part digits, as one of ',', '.', ' ' and '\''; 0 where it is none. */
static char
separator_at (const char *at)
{
  switch (g_utf8_get_char (at))
    {
    case ',':
    case 0x066c: /* Arabic thousands separator */
      return ',';
    case '.':
    case 0x066b: /* Arabic decimal separator */
      return '.';
    case ' ':
    case 0x00a0:
    case 0x2009:
    case 0x202f:
      return ' ';
    case '\'':
    case 0x2019:
      return '\'';
    default:
      return 0;
    }
}

#define MAX_PIECES 12

typedef struct {
  GString *digits;              /* all of them, ASCII */
  guint    n;                   /* pieces */
  guint    length[MAX_PIECES];  /* digits of each */
  char     before[MAX_PIECES];  /* separator before each */
} Pieces;

/* Runs of digits with single separators between them. A blank joins only groups of three. */
static const char *
read_pieces (const char *at, Pieces *pieces)
{
  for (;;)
    {
      guint length = 0;

      for (int digit; (digit = gls_digit_at (at)) >= 0; at = g_utf8_next_char (at), length++)
        g_string_append_c (pieces->digits, '0' + digit);
      pieces->length[pieces->n++] = length;

      char separator = separator_at (at);
      const char *next = g_utf8_next_char (at);

      if (separator == 0 || pieces->n == MAX_PIECES || gls_digit_at (next) < 0)
        return at;
      if (separator == ' ' || separator == '\'')
        {
          guint following = 0;

          for (const char *ahead = next; gls_digit_at (ahead) >= 0 && following < 4; ahead = g_utf8_next_char (ahead))
            following++;
          if (following != 3 || length > 3 || (pieces->n > 1 && pieces->before[pieces->n - 1] != separator))
            return at;
        }
      pieces->before[pieces->n] = separator;
      at = next;
    }
}

/* Whether pieces 1 to @last are groups of thousands by one separator. */
static gboolean
are_groups (const Pieces *pieces, guint last)
{
  if (pieces->length[0] > 3 || pieces->digits->str[0] == '0')
    return FALSE;
  for (guint i = 1; i <= last; i++)
    if (pieces->length[i] != 3 || pieces->before[i] != pieces->before[1])
      return FALSE;

  return TRUE;
}

/* "1,00,000", "12,34,567": groups as they are written in India. */
static gboolean
are_lakhs (const Pieces *pieces, guint last)
{
  if (last < 2 || pieces->length[0] > 2 || pieces->digits->str[0] == '0' || pieces->length[last] != 3)
    return FALSE;
  for (guint i = 1; i <= last; i++)
    if (pieces->before[i] != ',' || (i < last && pieces->length[i] != 2))
      return FALSE;

  return TRUE;
}

static double
to_double (const Pieces *pieces, guint decimals)
{
  g_autoptr (GString) number = g_string_new (pieces->digits->str);

  if (decimals > 0)
    g_string_insert_c (number, number->len - decimals, '.');

  return g_ascii_strtod (number->str, NULL);
}

/* FALSE: no number ("21.04.2015", "1.2.3"). */
static gboolean
read_value (const Pieces *pieces, GlsToken *token)
{
  guint last = pieces->n - 1;
  guint decimals = 0;

  if (last == 0)
    token->digits = pieces->length[0];
  else if (last == 1 && pieces->before[1] != ' ' && pieces->before[1] != '\'' && !are_groups (pieces, 1))
    {
      /* "3.5", "1,5"; a comma before more than two digits is no decimal sign in any language of news. */
      if (pieces->before[1] == ',' && pieces->length[1] > 2 && pieces->digits->str[0] != '0')
        return FALSE;
      decimals = pieces->length[1];
    }
  else if (are_groups (pieces, last))
    {
      if (last == 1 && pieces->before[1] == '.')
        {
          token->fraction = TRUE;
          token->as_fraction = to_double (pieces, 3);
        }
    }
  else if (last > 1 && are_groups (pieces, last - 1) && pieces->before[last] != pieces->before[1]
           && (pieces->before[last] == '.' || pieces->before[last] == ','))
    decimals = pieces->length[last];
  else if (!are_lakhs (pieces, last))
    return FALSE;

  token->value = to_double (pieces, decimals);

  return TRUE;
}

/* Short scales that stand directly after the digits: "20k", "3bn". */
static double
suffix_scale (const char *suffix)
{
  static const struct { const char *suffix; double scale; } scales[] = {
    { "k", 1e3 }, { "m", 1e6 }, { "mn", 1e6 }, { "mln", 1e6 }, { "bn", 1e9 }, { "bln", 1e9 }, { "tn", 1e12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (g_str_equal (suffix, scales[i].suffix))
      return scales[i].scale;

  return 0;
}

static const char *
lex_number (const char *at, gboolean after_letter, gboolean money, GArray *tokens, gboolean tight)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  Pieces pieces = { .digits = digits };
  GlsToken token = { .kind = GLS_TOKEN_NUMBER, .tight = tight };
  const char *end = read_pieces (at, &pieces), *letters = end;

  if (after_letter || !read_value (&pieces, &token))
    token.kind = GLS_TOKEN_BAD;

  /* 10:30 is a time of day, 21/04 a date or a fraction. */
  if ((*end == ':' || *end == '/') && gls_digit_at (end + 1) >= 0)
    {
      token.kind = GLS_TOKEN_BAD;
      for (letters = end + 1; gls_digit_at (letters) >= 0 || *letters == ':' || *letters == '/';)
        letters = g_utf8_next_char (letters);
      end = letters;
    }

  while (gls_is_letter (letters))
    letters = g_utf8_next_char (letters);
  if (letters > end)
    {
      g_autofree char *suffix = gls_word_lower (end, letters - end);
      static const char * const units[] = { "km", "kg", "percent", "usd", "eur", "cm", "mm", "ha", NULL };
      double scale = suffix_scale (suffix);

      /* "500m" is metres unless it is money. */
      if (g_str_equal (suffix, "m") && !money)
        scale = 0;
      if (scale > 0)
        {
          token.value = (token.fraction ? token.as_fraction : token.value) * scale;
          token.fraction = FALSE;
          token.digits = 0;
          end = letters;
        }
      else if (!g_strv_contains (units, suffix) && !g_str_equal (suffix, "m"))
        {
          token.kind = GLS_TOKEN_BAD; /* "21st", "1990s", "4x4" */
          end = letters;
        }
    }
  g_array_append_val (tokens, token);

  return end;
}

static const char *
currency_of (gunichar c)
{
  switch (c)
    {
    case '$':
      return "USD";
    case 0x20ac:
      return "EUR";
    case 0xa3:
      return "GBP";
    case 0x20bd:
      return "RUB";
    case 0x20b8:
      return "KZT";
    case 0xa5:
      return "JPY";
    default:
      return NULL;
    }
}

static const char *
lex_word (const char *at, GArray *tokens, gboolean tight)
{
  const char *end = at;

  while (*end != '\0')
    {
      gunichar c = g_utf8_get_char (end);

      if (!gls_is_letter (end) && !((c == '\'' || c == 0x2019) && gls_is_letter (g_utf8_next_char (end)))
          && !(c >= 0x80 && g_unichar_ismark (c)))
        break;
      end = g_utf8_next_char (end);
    }

  GlsToken token = { .kind = GLS_TOKEN_WORD, .tight = tight, .word = gls_word_lower (at, end - at) };

  g_array_append_val (tokens, token);

  return end;
}

static const char *
lex_sign (const char *at, GArray *tokens, gboolean tight)
{
  gunichar c = g_utf8_get_char (at);
  const char *currency = currency_of (c), *next = g_utf8_next_char (at);
  GlsToken token = { .kind = GLS_TOKEN_OTHER, .tight = tight };

  if (currency != NULL)
    {
      token.kind = GLS_TOKEN_CURRENCY;
      token.word = g_strdup (currency);
    }
  else if (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212)
    token.kind = GLS_TOKEN_DASH;
  else if (c == '+')
    token.kind = GLS_TOKEN_PLUS;
  else if (c == '%' || c == 0x066a)
    {
      token.kind = GLS_TOKEN_WORD;
      token.word = g_strdup ("%");
    }
  else if (c == '>' || c == '<' || c == 0x2265 || c == 0x2264 || c == '~' || c == 0x2248)
    {
      gboolean or_equal = (c == '>' || c == '<') && *next == '=';

      token.kind = GLS_TOKEN_WORD;
      token.word = g_strdup (c == 0x2265 || (c == '>' && or_equal) ? "≥"
                             : c == 0x2264 || (c == '<' && or_equal) ? "≤"
                             : c == '>' ? ">" : c == '<' ? "<" : "~");
      next += or_equal;
    }
  g_array_append_val (tokens, token);

  return next;
}

/*< private >
 * gls_quantity_lex:
 * @words: valid UTF-8
 *
 * Returns: (transfer full) (element-type GlsToken): the tokens
 */
GArray *
gls_quantity_lex (const char *words)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (GlsToken));
  gboolean tight = FALSE, after_letter = FALSE;

  g_array_set_clear_func (tokens, token_clear);
  for (const char *at = words; *at != '\0';)
    {
      gboolean letter = gls_is_letter (at);
      const GlsToken *last = tokens->len > 0 ? &g_array_index (tokens, GlsToken, tokens->len - 1) : NULL;

      if (is_blank (at))
        {
          at = g_utf8_next_char (at);
          tight = after_letter = FALSE;
          continue;
        }

      if (gls_digit_at (at) >= 0)
        {
          gboolean money = last != NULL && last->kind == GLS_TOKEN_CURRENCY;
          at = lex_number (at, after_letter, money, tokens, tight);
        }
      else if (letter)
        at = lex_word (at, tokens, tight);
      else
        at = lex_sign (at, tokens, tight);

      after_letter = letter;
      tight = TRUE;
    }

  return tokens;
}
