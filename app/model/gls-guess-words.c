/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds words in a sentence by how they look: a cue, a name beside it, a figure, a date.
 * It must not know marks nor codebooks. */
#include "config.h"

#include "gls-date.h"
#include "gls-guess-words.h"

static void
clear_word (gpointer data)
{
  g_free (((GlsGuessWord *) data)->lower);
}

GArray *
gls_guess_words_new (const GlsText *text, guint32 start, guint32 end)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (GlsGuessWord));

  g_array_set_clear_func (words, clear_word);
  for (guint32 at = start; at < end;)
    {
      gunichar first = gls_text_get_char (text, at);
      GlsGuessWord word = { .start = at };
      g_autofree char *slice = NULL;

      gls_segment_word_at (text, at, &word.start, &word.end);
      /* A sentence may begin or end within what holds together. */
      word.start = at;
      word.end = CLAMP (word.end, at + 1, end);
      at = word.end;
      if (g_unichar_isspace (first))
        continue;
      slice = gls_text_slice (text, word.start, word.end);
      word.lower = g_utf8_strdown (slice, -1);
      word.is_word = g_unichar_isalnum (first);
      word.is_number = g_unichar_isdigit (first);
      word.is_name = g_unichar_isupper (first);
      g_array_append_val (words, word);
    }
  return words;
}

static const GlsGuessWord *
word_at (GArray *words, guint i)
{
  return i < words->len ? &g_array_index (words, GlsGuessWord, i) : NULL;
}

static gboolean
is_one_of (GArray *words, guint i, const char * const *list)
{
  const GlsGuessWord *word = word_at (words, i);

  return word != NULL && g_strv_contains (list, word->lower);
}

static gboolean
is_inside (const GlsGuessWord *word, const GlsFragment *content)
{
  return word->start < content->end && word->end > content->start;
}

/* --- Cues -------------------------------------------------------------------------------------------------------- */

static const char * const cue_words[] = {
  "said", "says", "say", "saying", "told", "tells", "claimed", "claims", "claim", "claiming", "added", "adds", "adding", "noted",
  "notes", "estimated", "estimates", "estimate", "reported", "reports", "reporting", "stated", "states", "denied", "denies",
  "deny", "announced", "announces", "confirmed", "confirms", "warned", "warns", "believes", "believe", "believed", "insisted",
  "insists", "acknowledged", "admitted", "explained", "argued", "argues", "alleged", "alleges", "suggested", "suggests",
  "predicted", "wrote", "writes", "declared", "revealed", "showed", "shows", "suspects", "fears", "fear", "quoted", "citing",
  "replied", "asserted", "maintained", "stressed", "recalled", "testified", "disclosed", "assumes", "assumed", "assume", "thinks",
  "thought", "concluded", "concludes", "calculated", "calculates",
  "sagte", "sagt", "sagten", "erklärte", "berichtete", "laut", "zufolge", "teilte", "behauptete", "betonte", "schätzt",
  "schätzte", "schätzten", "meldete", "meldeten", "vermutet", "vermutete",
  "сказал", "сказала", "сказали", "заявил", "заявила", "заявили", "сообщил", "сообщила", "сообщили", "сообщает", "отметил",
  "отметила", "утверждает", "утверждают", "считает", "рассказал", "рассказала", "добавил", "добавила",
  "قال", "قالت", "أعلن", "أعلنت", "أكد", "أكدت", "أضاف", "أضافت", "ذكر", "ذكرت", NULL,
};

static const struct { const char *first, *second; } cue_pairs[] = {
  { "according", "to" }, { "pointed", "out" }, { "nach", "angaben" }, { "по", "словам" }, { "по", "данным" },
};

static guint
count_cue (GArray *words, guint i)
{
  for (guint pair = 0; pair < G_N_ELEMENTS (cue_pairs); pair++)
    if (i + 1 < words->len && g_str_equal (word_at (words, i)->lower, cue_pairs[pair].first)
        && g_str_equal (word_at (words, i + 1)->lower, cue_pairs[pair].second))
      return 2;
  return is_one_of (words, i, cue_words) ? 1 : 0;
}

gboolean
gls_guess_find_cue (GArray *words, const GlsFragment *content, guint32 *start, guint32 *end)
{
  guint32 least = G_MAXUINT32;

  for (guint i = 0; i < words->len; i++)
    {
      guint n = count_cue (words, i);
      const GlsGuessWord *first = word_at (words, i), *last = n > 0 ? word_at (words, i + n - 1) : NULL;
      guint32 distance;

      if (n == 0 || is_inside (first, content) || is_inside (last, content))
        continue;
      distance = last->end <= content->start ? content->start - last->end : first->start - content->end;
      if (distance >= least)
        continue;
      least = distance;
      *start = first->start;
      *end = last->end;
    }
  return least != G_MAXUINT32;
}

/* --- Names ------------------------------------------------------------------------------------------------------- */

/* Words that begin a sentence, or stand for a name, but are none. */
static const char * const no_names[] = {
  "he", "she", "it", "they", "we", "i", "you", "the", "a", "an", "but", "and", "in", "on", "at", "this", "that", "these", "those",
  "his", "her", "their", "its", "as", "for", "if", "however", "meanwhile", "also", "some", "many", "most", "monday", "tuesday",
  "wednesday", "thursday", "friday", "saturday", "sunday", NULL,
};

static gboolean
is_name (GArray *words, gint i, const GlsFragment *content)
{
  const GlsGuessWord *word = i >= 0 ? word_at (words, i) : NULL;

  return word != NULL && word->is_name && !is_inside (word, content) && !is_one_of (words, i, no_names);
}

static const char * const pronouns[] = { "he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", NULL };

/* Where a description ends that runs back from the cue. */
static const char * const no_description[] = {
  "that", "and", "but", "which", "who", "as", "when", "while", "where", "because", "if", "however", "meanwhile", "has", "have", "had",
  "is", "was", "were", "are", "on", "in", "also", NULL,
};

#define MOST_DESCRIBED 8

static gboolean
is_description (GArray *words, gint i, const GlsFragment *content)
{
  const GlsGuessWord *word = i >= 0 ? word_at (words, i) : NULL;

  return word != NULL && word->is_word && !is_inside (word, content) && !is_one_of (words, i, no_description);
}

/* "Some analysts", "a document that was leaked": up to a mark, or to a word that joins sentences. */
static gboolean
find_description (GArray *words, const GlsFragment *content, gint before, gint after, guint32 *start, guint32 *end)
{
  gint first = before, last = after;

  if (is_description (words, before, content) && !is_one_of (words, before, pronouns))
    {
      while (before - first < MOST_DESCRIBED && is_description (words, first - 1, content))
        first--;
      *start = word_at (words, first)->start;
      *end = word_at (words, before)->end;
      return TRUE;
    }
  if (!is_description (words, after, content) || is_one_of (words, after, pronouns))
    return FALSE;
  while (last - after < MOST_DESCRIBED && is_description (words, last + 1, content))
    last++;
  *start = word_at (words, after)->start;
  *end = word_at (words, last)->end;
  return TRUE;
}

static gboolean
find_name_after (GArray *words, const GlsFragment *content, gint after, guint32 *start, guint32 *end)
{
  /* "according to the analyst Rafik Orlan": a description in small letters may stand between. */
  for (guint step = 0; step < 6 && after >= 0 && word_at (words, after) != NULL; step++, after++)
    {
      if (!word_at (words, after)->is_word || is_inside (word_at (words, after), content))
        return FALSE;
      if (!is_name (words, after, content))
        continue;
      *start = word_at (words, after)->start;
      while (is_name (words, after + 1, content))
        after++;
      *end = word_at (words, after)->end;
      return TRUE;
    }
  return FALSE;
}

gboolean
gls_guess_find_speaker (GArray *words, const GlsFragment *content, guint32 cue_start, guint32 cue_end, guint32 *start, guint32 *end)
{
  gint before = -1, after = -1;

  for (guint i = 0; i < words->len; i++)
    {
      if (word_at (words, i)->end <= cue_start)
        before = i;
      if (word_at (words, i)->start >= cue_end && after < 0)
        after = i;
    }
  if (is_name (words, before, content))
    {
      *end = word_at (words, before)->end;
      while (is_name (words, before - 1, content))
        before--;
      *start = word_at (words, before)->start;
      return TRUE;
    }
  /* A speaker stands before the verb, or right behind it where the content came first. */
  if (before >= 0 && is_description (words, before, content) && find_description (words, content, before, -1, start, end))
    return TRUE;
  return find_name_after (words, content, after, start, end) || find_description (words, content, -1, after, start, end);
}

/* --- Figures ----------------------------------------------------------------------------------------------------- */

static const char * const number_words[] = {
  "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
  "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions", "half", NULL,
};

static const char * const before_number[] = {
  "more", "than", "at", "least", "most", "about", "around", "nearly", "almost", "some", "over", "up", "to", "as", "many", "few", "several",
  "between", "from", "fewer", "less", "under", "approximately", "roughly", "an", "estimated", "a", "couple", "of", "just", "well",
  "$", "€", "£", "us$", "tens", "no", NULL,
};

static const char * const between_numbers[] = { "-", "–", "—", "to", "and", "or", ",", "$", "€", "£", NULL };

/* What cannot begin what a left edge began with: "of more than 300" is "more than 300". */
static const char * const no_beginning[] = { "of", "to", "than", "as", "at", "most", "many", NULL };

static const char * const after_figure[] = {
  "of", "in", "on", "at", "from", "to", "for", "with", "by", "who", "that", "which", "and", "or", "but", "have", "has", "had", "were", "was",
  "are", "is", "will", "would", "could", "may", "might", "can", "did", "do", "does", "among", "including", "as", "since", "last", "this",
  "into", "out", "per", "each", "a", "the", "alongside", "before", "after", "during", "until", "went", "left", "joined", "struck",
  "died", "fled", "came", "returned", NULL,
};

static gboolean
is_year (GArray *words, guint i)
{
  const GlsGuessWord *word = word_at (words, i);
  static const char * const months[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
                                         "october", "november", "december", "since", "until", "by", "in", "of", NULL };

  return word->end - word->start == 4 && (g_str_has_prefix (word->lower, "19") || g_str_has_prefix (word->lower, "20")) && i > 0
         && is_one_of (words, i - 1, months);
}

static gboolean
is_number (GArray *words, guint i)
{
  static const char * const months[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
                                         "october", "november", "december", NULL };

  if (word_at (words, i) == NULL)
    return FALSE;
  if (is_one_of (words, i, number_words))
    return TRUE;
  return word_at (words, i)->is_number && !is_year (words, i) && (i == 0 || !is_one_of (words, i - 1, months))
         && !is_one_of (words, i + 1, months);
}

/* What is counted goes on with this word; a verb ends it. */
static gboolean
is_noun (GArray *words, guint i, const GlsFragment *content, guint nouns)
{
  const GlsGuessWord *word = word_at (words, i);

  if (word == NULL || !is_inside (word, content))
    return FALSE;
  if (nouns > 0 && (g_str_has_suffix (word->lower, "ed") || g_str_has_suffix (word->lower, "ing")))
    return FALSE;
  return (word->is_word && !is_one_of (words, i, after_figure)) || g_str_equal (word->lower, "%");
}

gboolean
gls_guess_find_figure (GArray *words, const GlsFragment *content, guint32 *start, guint32 *end)
{
  for (guint i = 0; i < words->len; i++)
    {
      guint first = i, last = i, nouns = 0;

      if (!is_inside (word_at (words, i), content) || !is_number (words, i))
        continue;
      while (first > 0 && is_inside (word_at (words, first - 1), content) && is_one_of (words, first - 1, before_number))
        first--;
      while (first < i && is_one_of (words, first, no_beginning)
             && !(is_one_of (words, first, (const char *[]){ "at", "as", NULL })))
        first++;
      while (is_number (words, last + 1)
             || (is_one_of (words, last + 1, between_numbers)
                 && (is_number (words, last + 2) || (is_one_of (words, last + 2, between_numbers) && is_number (words, last + 3)))))
        last++;
      while (nouns < 3 && is_noun (words, last + 1, content, nouns))
        {
          last++;
          nouns++;
        }
      *start = word_at (words, first)->start;
      *end = MIN (word_at (words, last)->end, content->end);
      return TRUE;
    }
  return FALSE;
}

/* --- Dates ------------------------------------------------------------------------------------------------------- */

static const char * const date_words[] = {
  "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "monday",
  "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "jan", "feb", "aug", "sept", "oct",
  "nov", "dec", "month", "year", "week", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "gestern",
  "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "января", "февраля", "марта", "апреля", "мая", "июня",
  "июля", "августа", "сентября", "октября", "ноября", "декабря", "вчера", "сегодня", NULL,
};

/* Vague words that are a date only with what stands before them. */
static const char * const spans_of_time[] = { "month", "year", "week", NULL };
static const char * const before_date[] = { "last", "this", "earlier", "early", "late", "next", "mid", NULL };

static gboolean
is_day_or_year (GArray *words, guint i)
{
  const GlsGuessWord *word = word_at (words, i);

  return word != NULL && word->is_number && word->end - word->start <= 4;
}

static gboolean
take_date (const GlsText *text, GArray *words, guint i, guint32 *start, guint32 *end)
{
  guint first = i, last = i;
  g_autofree char *slice = NULL, *date = NULL;

  while (first > 0 && (is_one_of (words, first - 1, before_date) || (first == i && is_day_or_year (words, first - 1))))
    first--;
  if (is_one_of (words, i, spans_of_time) && (first == i || is_day_or_year (words, i - 1)))
    return FALSE;
  for (gboolean more = TRUE; more;)
    {
      gboolean comma = word_at (words, last + 1) != NULL && g_str_equal (word_at (words, last + 1)->lower, ",");

      more = FALSE;
      for (guint next = last + 1; next <= last + 1 + comma && !more; next++)
        if (is_day_or_year (words, next) || (is_one_of (words, next, date_words) && !is_one_of (words, next, spans_of_time)))
          {
            last = next;
            more = TRUE;
          }
    }
  *start = word_at (words, first)->start;
  *end = word_at (words, last)->end;
  slice = gls_text_slice (text, *start, *end);
  date = gls_date_resolve (slice, NULL);
  /* "last month" needs the day of publication to mean a day, but none to be a date. */
  return date != NULL || is_one_of (words, i, spans_of_time) || !is_day_or_year (words, last);
}

gboolean
gls_guess_find_date (const GlsText *text, GArray *words, const GlsFragment *content, gboolean inside, guint32 *start,
                     guint32 *end)
{
  for (guint i = 0; i < words->len; i++)
    if (is_inside (word_at (words, i), content) == inside && is_one_of (words, i, date_words)
        && take_date (text, words, i, start, end))
      return TRUE;
  return FALSE;
}

/* --- Looks ------------------------------------------------------------------------------------------------------- */

const char *
gls_guess_look (const char *words)
{
  static const char * const bodies[] = {
    "ministry", "office", "university", "party", "council", "committee", "court", "police", "union", "army", "agency", "service", "services",
    "state", "movement", "foundation", "institute", "bank", "company", "parliament", "government", "department", "commission",
    "organization", "organisation", "association", "authority", "center", "centre", "network", "federation", "command", NULL,
  };
  g_auto (GStrv) parts = g_strsplit_set (words, " \n\t", -1);
  guint n = g_strv_length (parts);
  gunichar first = n > 0 ? g_utf8_get_char (parts[n - 1]) : 0;
  gboolean small = g_unichar_islower (first), caps = n > 0 && g_utf8_strlen (parts[n - 1], -1) > 1;

  if (small)
    return "Source";
  for (const char *p = n > 0 ? parts[n - 1] : ""; *p != '\0' && caps; p = g_utf8_next_char (p))
    caps = g_unichar_isupper (g_utf8_get_char (p)) || g_utf8_get_char (p) == '/' || g_utf8_get_char (p) == '.';
  if (caps)
    return "Organization";
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *lower = g_utf8_strdown (parts[i], -1);

      if (g_strv_contains (bodies, lower))
        return "Organization";
    }
  return NULL;
}
