/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the line in which an article says when it was published, and the line in which it says who wrote it.
 * Never looks into prose: a date there is somebody's, not the article's. */
#include "config.h"

#include "gls-propose.h"

#include <string.h>

/* With their short forms and the cases that dates stand in. */
static const char * const months[12] = {
  "january jan januar jänner janvier enero gennaio ocak января январь січня қаңтар janeiro januari",
  "february feb februar februari février febrero febbraio şubat февраля февраль лютого ақпан fevereiro",
  "march mar märz mars marzo mart марта март березня наурыз março maart",
  "april apr avril abril aprile nisan апреля апрель квітня сәуір",
  "may mai mayo maggio mayıs мая май травня мамыр maio mei",
  "june jun juni juin junio giugno haziran июня июнь червня маусым junho",
  "july jul juli juillet julio luglio temmuz июля июль липня шілде julho",
  "august aug août agosto ağustos августа август серпня тамыз augustus",
  "september sep sept septembre septiembre settembre eylül сентября сентябрь вересня қыркүйек setembro",
  "october oct okt oktober octobre octubre ottobre ekim октября октябрь жовтня қазан outubro",
  "november nov novembre noviembre kasım ноября ноябрь листопада қараша novembro",
  "december dec dez dezember décembre diciembre dicembre aralık декабря декабрь грудня желтоқсан dezembro",
};

static const char published_words[]
    = " published posted created publication veröffentlicht erschienen erstellt опубликовано опубликована создано "
      "publié publicado pubblicato yayınlanma опубліковано ";
static const char updated_words[] = " updated update modified revised aktualisiert geändert stand обновлено обновлена "
                                    "изменено actualisé actualizado aggiornato güncelleme оновлено ";
static const char filler_words[]
    = " last date time on at the of and am pm a p m st nd rd th et est edt ct cst cdt mt pt pst pdt gmt utc msk cet "
      "cest bst eet t z h uhr um vom den der le à el de del la il il alle ore "
      " в во г года год ж дата время мск по local first a "
      " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
      " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
      " понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
      " lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
      " lunedì martedì mercoledì giovedì venerdì sabato domenica pazartesi salı çarşamba perşembe cuma cumartesi pazar "
      " понеділок вівторок середа четвер пʼятниця субота неділя ";

static gboolean
is_among (const char *word, const char *list)
{
  g_autofree char *framed = g_strdup_printf (" %s ", word);

  return strstr (list, framed) != NULL;
}

static int
find_month (const char *word)
{
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *list = g_strdup_printf (" %s ", months[i]);

      if (is_among (word, list))
        return i + 1;
    }
  return 0;
}

typedef struct {
  int      numbers[4];
  gsize    digits[4];
  gunichar separators[4];   /* before the number */
  guint    n_numbers;
  int      month;
  guint    month_at;        /* how many numbers came before it */
  gboolean published, updated;
} DateLine;

static gboolean
take_number (DateLine *self, const char *digits, gsize n, gunichar before, gunichar after)
{
  /* A time, or an offset from Greenwich. */
  if (before == ':' || after == ':' || before == '+')
    return TRUE;
  if (self->n_numbers == 4 || n > 4)
    return FALSE;
  self->numbers[self->n_numbers] = (int) g_ascii_strtoll (digits, NULL, 10);
  self->digits[self->n_numbers] = n;
  self->separators[self->n_numbers++] = before;
  return TRUE;
}

static gboolean
take_word (DateLine *self, const char *start, gsize n)
{
  g_autofree char *word = g_utf8_strdown (start, (gssize) n);
  int month = find_month (word);

  if (month != 0 && !(is_among (word, " mar ") && self->month != 0))
    {
      if (self->month != 0)
        return FALSE;
      self->month = month;
      self->month_at = self->n_numbers;
      return TRUE;
    }
  if (is_among (word, published_words))
    self->published = TRUE;
  else if (is_among (word, updated_words))
    self->updated = TRUE;
  else
    return is_among (word, filler_words);
  return TRUE;
}

static gboolean
read_date_line (DateLine *self, const char *p, const char *end)
{
  gunichar before = ' ';

  while (p < end)
    {
      gunichar c = g_utf8_get_char (p);
      const char *start = p;

      if (g_ascii_isdigit (*p))
        {
          char digits[8] = { 0 };

          while (p < end && g_ascii_isdigit (*p))
            p++;
          if (p - start > 6)
            return FALSE;
          memcpy (digits, start, (gsize) (p - start));
          if (!take_number (self, digits, (gsize) (p - start), before, p < end ? (gunichar) *p : ' '))
            return FALSE;
          before = '0';
          continue;
        }
      if (g_unichar_isalpha (c))
        {
          while (p < end && g_unichar_isalpha (g_utf8_get_char (p)))
            p = g_utf8_next_char (p);
          if (!take_word (self, start, (gsize) (p - start)))
            return FALSE;
          before = 'a';
          continue;
        }
      /* A sentence's marks, or a sum, are not a date line's. */
      if (c == '?' || c == '!' || c == '"' || c == '%' || c == '$')
        return FALSE;
      /* A space is weaker than the "." or "/" before it. */
      if (!g_unichar_isspace (c) || before == '0' || before == 'a' || before == ':' || before == ',')
        before = c;
      p = g_utf8_next_char (p);
    }
  return TRUE;
}

static char *
make_date (int year, int month, int day)
{
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static char *
date_of_line (const DateLine *self)
{
  const int *n = self->numbers;

  if (self->month != 0 && self->n_numbers == 2 && self->digits[1] == 4 && self->digits[0] <= 2 && self->month_at <= 1)
    return make_date (n[1], self->month, n[0]);
  if (self->month != 0 && self->n_numbers == 2 && self->digits[0] == 4 && self->digits[1] <= 2 && self->month_at == 1)
    return make_date (n[0], self->month, n[1]);
  if (self->month != 0 || self->n_numbers != 3 || self->separators[1] != self->separators[2])
    return NULL;
  if (self->digits[0] == 4)
    return make_date (n[0], n[1], n[2]);
  if (self->digits[2] != 4)
    return NULL;
  if (self->separators[1] == '.')
    return make_date (n[2], n[1], n[0]);
  /* 04/05/2015 is two dates; 21/04/2015 is one. */
  if (n[0] > 12)
    return make_date (n[2], n[1], n[0]);
  return n[1] > 12 ? make_date (n[2], n[0], n[1]) : NULL;
}

char *
gls_propose_date (const char *string, gsize n_bytes, guint *rank)
{
  DateLine line = { 0 };
  char *date;

  if (n_bytes > 160 || n_bytes < 8 || !read_date_line (&line, string, string + n_bytes))
    return NULL;
  date = date_of_line (&line);
  if (rank != NULL)
    *rank = line.published ? 3 : line.updated ? 1 : 2;
  return date;
}

char *
gls_propose_dateline (const char *string, gsize n_bytes)
{
  const char *limit = string + MIN (n_bytes, 120);
  const char *dash = NULL, *from = NULL, *to;
  guint words = 0;

  for (const char *p = string; p < limit && dash == NULL; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2013 || c == 0x2014
          || (c == '-' && p > string && p[-1] == ' ' && p + 1 < limit && (p[1] == ' ' || p[1] == '-')))
        dash = p;
    }
  if (dash == NULL)
    return NULL;
  to = memchr (string, '(', (gsize) (dash - string));
  if (to == NULL)
    to = dash;
  /* Places come first, in capital letters; then a month or a day. */
  for (const char *p = string; p < to && from == NULL;)
    {
      const char *end = p;
      g_autofree char *word = NULL;

      while (end < to && (g_unichar_isalnum (g_utf8_get_char (end)) || *end == '-'))
        end = g_utf8_next_char (end);
      if (end == p)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      word = g_utf8_strdown (p, end - p);
      if (g_ascii_isdigit (*p) || find_month (word) != 0)
        from = p;
      else if (!g_unichar_isupper (g_utf8_get_char (p)) || ++words > 5)
        return NULL;
      p = end;
    }
  if (from == NULL || words == 0)
    return NULL;
  return gls_propose_date (from, (gsize) (to - from), NULL);
}

/* Bylines. */

static const char *const by_starts[] = { "by",
                                         "written by",
                                         "posted by",
                                         "story by",
                                         "report by",
                                         "reported by",
                                         "reporting by",
                                         "text by",
                                         "words by",
                                         "author",
                                         "authors",
                                         "published by",
                                         "von",
                                         "text von",
                                         "ein bericht von",
                                         "eine analyse von",
                                         "autor",
                                         "autorin",
                                         "par",
                                         "por",
                                         "di",
                                         "автор",
                                         "авторы",
                                         "автор текста",
                                         "текст",
                                         "بقلم",
                                         "yazan",
                                         NULL };

static const char particles[] = " and und et y e и та ve و & van von de der den del della di da dos das du la le las "
                                "los bin ibn bint al el ul ur ter ten abu af av zu zum zur ";

static gboolean
is_name_word (const char *word)
{
  gunichar c = g_utf8_get_char (word);

  return g_unichar_isupper (c) || g_unichar_istitle (c) || (g_unichar_isalpha (c) && !g_unichar_islower (c));
}

/* "Joanna Paraszczuk and Farruh Yusupov, RFE/RL" → the names; FALSE when it does not begin with a name. */
static char *
names_at_start (const char *string, gsize n_bytes, guint *n_names, gboolean *whole)
{
  g_autofree char *line = g_strndup (string, n_bytes);
  g_auto (GStrv) words = NULL;
  GString *names = g_string_new (NULL);
  gsize kept = 0;
  guint n = 0;

  *whole = TRUE;
  for (char *p = line; *p != '\0'; p++)
    if (*p == '\t' || *p == '\n' || *p == '\r')
      *p = ' ';
  words = g_strsplit (line, " ", 40);
  for (char **w = words; *w != NULL; w++)
    {
      gsize length = strlen (*w);
      gboolean last = length > 1 && strchr (",;|:", (*w)[length - 1]) != NULL;
      g_autofree char *bare = g_strndup (*w, last ? length - 1 : length);
      g_autofree char *framed = g_strdup_printf (" %s ", bare);

      if (length == 0)
        continue;
      if (strpbrk (bare, "0123456789@()|/\"!?") != NULL || !(is_name_word (bare) || strstr (particles, framed) != NULL))
        {
          *whole = FALSE;
          break;
        }
      if (names->len > 0)
        g_string_append_c (names, ' ');
      g_string_append (names, bare);
      if (strstr (particles, framed) == NULL)
        {
          n++;
          kept = names->len;
        }
      if (last)
        {
          *whole = w[1] == NULL;
          break;
        }
    }
  g_string_truncate (names, kept);
  *n_names = n;
  return g_string_free (names, FALSE);
}

static gsize
skip_by (const char *string, gsize n_bytes)
{
  for (gsize i = 0; by_starts[i] != NULL; i++)
    {
      gsize length = strlen (by_starts[i]);
      g_autofree char *start = NULL;

      if (length + 2 >= n_bytes || (string[length] != ' ' && string[length] != ':'))
        continue;
      start = g_utf8_validate (string, (gssize)length, NULL) ? g_utf8_strdown (string, (gssize)length) : g_strdup ("");
      /* "author" and the like need their colon: "Author Says So" is a headline. */
      if (strcmp (start, by_starts[i]) == 0
          && (string[length] == ':' || g_str_has_suffix (start, "by") || g_str_has_suffix (start, "von")
              || strcmp (start, "par") == 0 || strcmp (start, "por") == 0 || strcmp (start, "di") == 0
              || strcmp (start, "بقلم") == 0))
        {
          while (length < n_bytes && (string[length] == ' ' || string[length] == ':'))
            length++;
          return length;
        }
    }
  return 0;
}

static gsize
skip_dash (const char *string, gsize n_bytes)
{
  gsize i = 0;

  while (i < n_bytes && (string[i] == '-' || g_str_has_prefix (string + i, "—") || g_str_has_prefix (string + i, "–")))
    i += (gsize) g_utf8_skip[(guchar) string[i]];
  if (i == 0 || i >= n_bytes)
    return 0;
  while (i < n_bytes && string[i] == ' ')
    i++;
  return i;
}

char *
gls_propose_byline (const char *string, gsize n_bytes, gboolean *dashed)
{
  g_autofree char *names = NULL;
  gsize skip;
  guint n;
  gboolean whole;

  *dashed = FALSE;
  if (n_bytes > 240 || n_bytes < 4)
    return NULL;
  skip = skip_dash (string, n_bytes);
  *dashed = skip > 0;
  if (skip < n_bytes)
    {
      gsize by = skip_by (string + skip, n_bytes - skip);

      if (by == 0 && skip == 0)
        return NULL;
      skip += by;
      if (by > 0)
        *dashed = FALSE;
    }
  if (skip >= n_bytes)
    return NULL;
  names = names_at_start (string + skip, n_bytes - skip, &n, &whole);
  /* A name has two words or more; a single one must stand alone. */
  if (n == 0 || n > 12 || (n == 1 && !whole) || (*dashed && (n > 5 || !whole)))
    return NULL;
  if (g_str_has_suffix (names, ".") && n > 3)
    return NULL;
  return g_steal_pointer (&names);
}
