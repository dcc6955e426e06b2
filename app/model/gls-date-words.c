/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts the words of a date into tokens and knows the names of months and weekdays.
 * It must not know calendars, nor the day of publication (gls-date-resolve.c does). */
#include "config.h"

#include <string.h>

#include "gls-date-words.h"
#include "gls-words.h"

static void
token_clear (gpointer data)
{
  g_free (((GlsDateToken *) data)->word);
}

/* At most @most digits behind blanks, if any; how many bytes, or 0. */
static gsize
read_number (const char *at, gsize most, int *value)
{
  gsize blanks = 0, n = 0;

  while (gls_is_blank (at + blanks))
    blanks++;
  for (*value = 0; n < most && g_ascii_isdigit (at[blanks + n]); n++)
    *value = *value * 10 + at[blanks + n] - '0';

  return n > 0 ? blanks + n : 0;
}

/* "2015-04-21", "2015-04": how many bytes, or 0. */
static gsize
read_year_first (const char *at, int *year, int *month, int *day)
{
  gsize n = read_number (at, 4, year), more = 0, days = 0;

  if (n == 0 || at[n] != '-' || (more = read_number (at + n + 1, 2, month)) == 0)
    return 0;
  n += 1 + more;
  if (at[n] == '-')
    days = read_number (at + n + 1, 2, day);
  if (days > 0 && n + 1 + days >= 8 && n + 1 + days <= 10 && !g_ascii_isdigit (at[n + 1 + days]))
    return n + 1 + days;
  *day = 0;

  return n == 7 && !g_ascii_isdigit (at[n]) && *month >= 1 && *month <= 12 ? n : 0;
}

/* "21.04.2015", "21. 4. 2015", "21/4/2015": how many bytes, or 0. */
static gsize
read_day_first (const char *at, int *year, int *month, int *day)
{
  gsize n = read_number (at, 2, day), more = 0;
  char sign = n > 0 ? at[n] : 0;

  if ((sign != '.' && sign != '/') || (more = read_number (at + n + 1, 2, month)) == 0 || at[n + 1 + more] != sign)
    return 0;
  n += 2 + more;
  more = read_number (at + n, 4, year);
  if (more == 0 || g_ascii_isdigit (at[n + more]) || *year < 1000)
    return 0;
  /* With slashes the order is known only where one of the two is no month. */
  if (sign == '/' && *month > 12)
    {
      int swapped = *day;

      *day = *month;
      *month = swapped;
    }
  else if (sign == '/' && *day <= 12 && *day != *month)
    *day = *month = 0;

  return n + more;
}

/* A date in digits alone at @at: how many bytes, or 0. */
static gsize
lex_full (const char *at, GlsDateToken *token)
{
  int year = 0, month = 0, day = 0;
  gsize n = read_year_first (at, &year, &month, &day);

  if (n == 0)
    n = read_day_first (at, &year, &month, &day);
  token->day = 0;
  if (n == 0 || year < 1000 || month > 12 || day > 31)
    return 0;
  token->kind = GLS_DATE_FULL;
  token->value = year;
  token->month = month;
  token->day = day;

  return n;
}

static const char *
lex_digits (const char *at, GlsDateToken *token)
{
  gsize n = lex_full (at, token);

  if (n > 0)
    return at + n;

  token->kind = GLS_DATE_NUMBER;
  for (; g_ascii_isdigit (*at); at++, token->n_digits++)
    token->value = token->n_digits < 8 ? 10 * token->value + *at - '0' : G_MAXINT;

  const char *letters = at;

  while (gls_is_letter (letters))
    letters = g_utf8_next_char (letters);

  g_autofree char *suffix = g_ascii_strdown (at, letters - at);

  if (g_str_equal (suffix, "st") || g_str_equal (suffix, "nd") || g_str_equal (suffix, "rd") || g_str_equal (suffix, "th"))
    token->ordinal = TRUE;
  else if (g_str_equal (suffix, "s") && token->n_digits == 4 && token->value % 10 == 0)
    token->decade = TRUE;
  else if (*suffix != '\0')
    token->n_digits = 0; /* "20k" is no part of a date */

  return letters;
}

/*< private >
 * gls_date_lex:
 * @words: valid UTF-8
 *
 * Returns: (transfer full) (element-type GlsDateToken): the tokens
 */
GArray *
gls_date_lex (const char *words)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (GlsDateToken));

  g_array_set_clear_func (tokens, token_clear);
  for (const char *at = words; *at != '\0';)
    {
      gunichar c = g_utf8_get_char (at);
      const char *end = g_utf8_next_char (at);
      GlsDateToken token = { .kind = GLS_DATE_OTHER };

      if (gls_is_blank (at))
        {
          at = end;
          continue;
        }
      if (g_ascii_isdigit (*at))
        end = lex_digits (at, &token);
      else if (gls_is_letter (at))
        {
          while (gls_is_letter (end))
            end = g_utf8_next_char (end);
          token.kind = GLS_DATE_WORD;
          token.capital = g_unichar_isupper (c);
          token.word = gls_word_lower (at, end - at);
        }
      else if (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        token.kind = GLS_DATE_DASH;
      g_array_append_val (tokens, token);
      at = end;
    }

  return tokens;
}

const char *
gls_date_word_at (GArray *tokens, guint i)
{
  return i < tokens->len ? g_array_index (tokens, GlsDateToken, i).word : NULL;
}

gboolean
gls_date_is_word (GArray *tokens, guint i, const char *word)
{
  return gls_word_is (gls_date_word_at (tokens, i), word);
}

gboolean
gls_date_is_one_of (GArray *tokens, guint i, const char * const *words)
{
  return gls_word_is_one_of (gls_date_word_at (tokens, i), words);
}

int
gls_date_number_at (GArray *tokens, guint i, int low, int high)
{
  const GlsDateToken *token = i < tokens->len ? &g_array_index (tokens, GlsDateToken, i) : NULL;

  if (token == NULL || token->kind != GLS_DATE_NUMBER || token->n_digits == 0 || token->n_digits > 2)
    return 0;

  return token->value >= low && token->value <= high ? token->value : 0;
}

int
gls_date_year_at (GArray *tokens, guint i)
{
  const GlsDateToken *token = i < tokens->len ? &g_array_index (tokens, GlsDateToken, i) : NULL;

  if (token == NULL || token->kind != GLS_DATE_NUMBER || token->n_digits != 4 || token->ordinal)
    return 0;

  return token->value >= 1000 && token->value < 2200 ? token->value : 0;
}

static const char * const months[][8] = {
  { "january", "jan", "januar", "jänner", "январь", "января", "январе" },
  { "february", "feb", "februar", "feber", "февраль", "февраля", "феврале" },
  { "march", "mar", "märz", "март", "марта", "марте" },
  { "april", "apr", "апрель", "апреля", "апреле" },
  { "may", "mai", "май", "мая", "мае" },
  { "june", "jun", "juni", "июнь", "июня", "июне" },
  { "july", "jul", "juli", "июль", "июля", "июле" },
  { "august", "aug", "август", "августа", "августе" },
  { "september", "sep", "sept", "сентябрь", "сентября", "сентябре" },
  { "october", "oct", "oktober", "okt", "октябрь", "октября", "октябре" },
  { "november", "nov", "ноябрь", "ноября", "ноябре" },
  { "december", "dec", "dezember", "dez", "декабрь", "декабря", "декабре" },
};

int
gls_date_month_at (GArray *tokens, guint i)
{
  /* Words of other meanings: a month only with a capital or beside a number. */
  static const char * const common[] = { "may", "march", "mar", "jan", "dec", "sep", "mai", NULL };
  const char *word = gls_date_word_at (tokens, i);
  int found = 0;

  for (guint month = 0; word != NULL && found == 0 && month < G_N_ELEMENTS (months); month++)
    for (guint n = 0; n < G_N_ELEMENTS (months[month]) && months[month][n] != NULL; n++)
      if (gls_word_is (word, months[month][n]))
        found = month + 1;

  if (found > 0 && gls_date_is_one_of (tokens, i, common) && !g_array_index (tokens, GlsDateToken, i).capital
      && gls_date_number_at (tokens, i + 1, 1, 31) == 0 && gls_date_year_at (tokens, i + 1) == 0
      && (i == 0 || gls_date_number_at (tokens, i - 1, 1, 31) == 0))
    return 0;

  return found;
}

int
gls_date_weekday_at (GArray *tokens, guint i)
{
  static const char * const names[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
  /* As they stand behind "в" and "с". */
  static const char * const russian[][4] = {
    { "понедельник", "понедельника" }, { "вторник", "вторника" }, { "среда", "среду", "среды" }, { "четверг", "четверга" },
    { "пятница", "пятницу", "пятницы" }, { "суббота", "субботу", "субботы" }, { "воскресенье", "воскресенья" } };
  const char *word = gls_date_word_at (tokens, i);

  if (word == NULL)
    return 0;
  for (guint day = 0; day < G_N_ELEMENTS (names); day++)
    {
      for (guint n = 0; n < G_N_ELEMENTS (russian[day]) && russian[day][n] != NULL; n++)
        if (gls_word_is (word, russian[day][n]))
          return day + 1;

      gsize length = strlen (word);
      gboolean shortened = length >= 3 && length <= 5 && g_array_index (tokens, GlsDateToken, i).capital
                           && strncmp (names[day], word, length) == 0;

      if (gls_word_is (word, names[day]) || shortened)
        return day + 1;
    }

  return 0;
}
