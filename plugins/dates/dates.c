/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes dates, absolute and relative, and what they mean against the day of publication; partial where the text is partial.
 * It must not know calendars: the host reads the words. */
#include <glossator-plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dates.h"

/* Digits alone, from @least to @most. */
static bool
is_number (const Scan *s, size_t i, uint32_t least, uint32_t most)
{
  return i < s->lex.text.n && lex_is_digits (token (s, i), least, most, NULL);
}

static bool
is_year (const Scan *s, size_t i)
{
  return is_number (s, i, 1800, 2099) && token (s, i)->end - token (s, i)->start == 4;
}

static bool
is_day (const Scan *s, size_t i)
{
  return is_number (s, i, 1, 31);
}

static bool
is_month (const Scan *s, size_t i)
{
  return in (s, L_month, i) && (token (s, i)->upper || (unsigned char) *token (s, i)->fold >= 0x80);
}

/* ", 2015", "2015", "2015 года" behind a date; how many tokens. */
static size_t
read_year (const Scan *s, size_t i)
{
  size_t n = 0;

  if (!follows (s, i))
    return 0;
  if (is (s, i, ",") && follows (s, i + 1))
    n = 1;
  if (!is_year (s, i + n))
    return 0;
  n++;
  if (follows (s, i + n) && in (s, L_year, i + n))
    n++;
  return n;
}

/* "-23", "– 23", "and 23", "to 23" behind a day. */
static size_t
read_other_day (const Scan *s, size_t i)
{
  if (follows (s, i) && (is (s, i, "-") || is (s, i, "–") || is (s, i, "and") || is (s, i, "to")) && follows (s, i + 1)
      && is_day (s, i + 1) && !(follows (s, i + 2) && token (s, i + 2)->kind == LEX_WORD && !is_month (s, i + 2)
                                && !in (s, L_preposition, i + 2) && is (s, i, "and")))
    return 2;
  return 0;
}

/* "2015-04-21", "21.04.2015", "4/21/2015": one number token or three with marks; how many tokens. */
static size_t
read_digits (const Scan *s, size_t i)
{
  const LexToken *t = token (s, i);
  unsigned dots = 0;

  if (t->kind != LEX_NUMBER)
    return 0;
  for (const char *c = t->fold; *c != '\0'; c++)
    dots += *c == '.';
  if (dots == 2 && t->end - t->start >= 8)
    return 1;
  if (i + 4 < s->lex.text.n && ((is_year (s, i) && is (s, i + 1, "-") && is_number (s, i + 2, 1, 12) && is (s, i + 3, "-")
                             && is_day (s, i + 4))
                            || (is_day (s, i) && is (s, i + 1, "/") && is_day (s, i + 2) && is (s, i + 3, "/")
                                && is_number (s, i + 4, 0, 2099)))
      && token (s, i + 1)->glued && token (s, i + 2)->glued && token (s, i + 3)->glued && token (s, i + 4)->glued)
    return 5;
  return 0;
}

/* "April 21-23, 2015", "April 2015", "April" */
static size_t
read_from_month (const Scan *s, size_t i)
{
  size_t n = 1;

  if (follows (s, i + n) && is (s, i + n, ".") && token (s, i + n)->glued && follows (s, i + n + 1) && is_day (s, i + n + 1))
    n++;
  if (follows (s, i + n) && is_day (s, i + n))
    {
      n++;
      if (follows (s, i + n) && in (s, L_ordinal, i + n) && token (s, i + n)->glued)
        n++;
      n += read_other_day (s, i + n);
      return n + read_year (s, i + n);
    }
  if (follows (s, i + n) && is_year (s, i + n))
    return n + read_year (s, i + n);
  /* "May" may be a verb, "March" a march. */
  if (in (s, L_ambiguous, i) && !(i > 0 && follows (s, i) && in (s, L_preposition, i - 1)))
    return 0;
  return n;
}

/* "21 April 2015", "21-23 April", "21st of April" */
static size_t
read_from_day (const Scan *s, size_t i)
{
  size_t n = 1;

  if (follows (s, i + n) && in (s, L_ordinal, i + n) && token (s, i + n)->glued)
    n++;
  n += read_other_day (s, i + n);
  if (follows (s, i + n) && is (s, i + n, "of"))
    n++;
  if (!follows (s, i + n) || !is_month (s, i + n))
    return 0;
  n++;
  return n + read_year (s, i + n);
}

static size_t
read_weekday (const Scan *s, size_t i)
{
  size_t n = 1, more;

  /* "on a Friday": any. */
  if (i > 0 && follows (s, i) && in (s, L_any, i - 1))
    return 0;
  if (is_cyrillic (s, i) ? !(i > 0 && follows (s, i) && in (s, L_weekdaycue, i - 1)) : !token (s, i)->upper)
    return 0;
  if (follows (s, i + n) && is (s, i + n, ",") && follows (s, i + n + 1))
    n++;
  if (i + n < s->lex.text.n && is_month (s, i + n) && (more = read_from_month (s, i + n)) > 1)
    return n + more;
  if (i + n < s->lex.text.n && is_day (s, i + n) && (more = read_from_day (s, i + n)) > 0)
    return n + more;
  return 1;
}

/* "two weeks", "a few months": how many tokens. */
static size_t
read_count (const Scan *s, size_t i)
{
  size_t n = match (s, L_number, i);

  if (n == 0)
    n = is_number (s, i, 1, 100);
  return n > 0 && follows (s, i + n) && in (s, L_unit, i + n) ? n + 1 : 0;
}

/* "two weeks ago", "three days earlier", "the past two years", "last November" */
static size_t
read_ago (const Scan *s, size_t i)
{
  size_t n = read_count (s, i);

  if (n > 0)
    return follows (s, i + n) && in (s, L_ago, i + n) ? n + 1 : 0;
  if (in (s, L_past, i) && follows (s, i + 1) && (n = read_count (s, i + 1)) > 0)
    return n + 1;
  return in (s, L_towards, i) && follows (s, i + 1) && (is_month (s, i + 1) || (in (s, L_weekday, i + 1) && token (s, i + 1)->upper)) ? 2 : 0;
}

/* "the summer of 2014", "summer 2014" */
static size_t
read_season (const Scan *s, size_t i)
{
  size_t n = 1;

  if (follows (s, i + n) && is (s, i + n, "of"))
    n++;
  if (!follows (s, i + n) || !is_year (s, i + n))
    return 0;
  /* "the winter of 2013-14" */
  if (i + n + 2 < s->lex.text.n && (is (s, i + n + 1, "-") || is (s, i + n + 1, "–")) && token (s, i + n + 1)->glued && token (s, i + n + 2)->glued
      && is_number (s, i + n + 2, 0, 2099))
    return n + 3;
  return n + read_year (s, i + n);
}

/* A year alone where something says that it is one. */
static size_t
read_lone_year (const Scan *s, size_t i)
{
  size_t n = 1;

  if (!is_year (s, i))
    return 0;
  /* "the 1990s" */
  if (is (s, i + 1, "s") && token (s, i + 1)->glued && token (s, i)->fold[3] == '0' && !(i > 0 && token (s, i)->glued))
    return 2;
  if (i + 1 < s->lex.text.n && token (s, i + 1)->glued && token (s, i + 1)->kind != LEX_MARK)
    return 0;
  /* "the 2014 election" */
  if (i > 0 && follows (s, i) && is (s, i - 1, "the") && follows (s, i + 1) && in (s, L_yearnoun, i + 1))
    return 1;
  if (follows (s, i + 1) && in (s, L_year, i + 1))
    return 2;
  if (i > 0 && token (s, i)->glued && !is (s, i - 1, "-"))
    return 0;
  if (follows (s, i + n) && (is (s, i + n, "-") || is (s, i + n, "–")) && token (s, i + n)->glued && is_year (s, i + n + 1))
    n += 2;
  /* "the end of 2016" */
  if (i > 0 && follows (s, i) && match_before (s, L_prefix, i > 8 ? i - 8 : 0, i) > 0)
    return n;
  return i > 0 && follows (s, i) && in (s, L_preposition, i - 1) && !is (s, i - 1, "of") && !is (s, i - 1, "to")
         && !is (s, i - 1, "and") && !is (s, i - 1, "for") && !is (s, i - 1, "around")
         ? n : 0;
}

/* "between 2011 and 2013", "from March to May 2014": both ends, told by the words around. */
static size_t
read_span (const Scan *s, size_t i)
{
  size_t n, m;

  if (!in (s, L_between, i) || !follows (s, i + 1))
    return 0;
  /* "between 3 and 7 May", "from 3 to 7 May" */
  if (is_day (s, i + 1) && follows (s, i + 2) && in (s, L_connector, i + 2) && follows (s, i + 3) && is_day (s, i + 3)
      && (is (s, i + 2, "and") || is (s, i + 2, "и")) == (is (s, i, "between") || is (s, i, "между")) && (n = read_from_day (s, i + 3)) > 0)
    return n + 3;
  n = is_month (s, i + 1) ? read_from_month (s, i + 1) : is_year (s, i + 1) ? 1 : is_day (s, i + 1) ? read_from_day (s, i + 1) : 0;
  if (n == 0 || !follows (s, i + 1 + n) || !in (s, L_connector, i + 1 + n) || !follows (s, i + 2 + n))
    return 0;
  /* "from 2011 and" says no span, "between 2011 to" neither. */
  if ((is (s, i + 1 + n, "and") || is (s, i + 1 + n, "и")) != (is (s, i, "between") || is (s, i, "между")))
    return 0;
  i += 2 + n;
  m = is_month (s, i) ? read_from_month (s, i) : is_year (s, i) ? (read_year (s, i) > 0 ? read_year (s, i) : 1)
      : is_day (s, i) ? read_from_day (s, i) : 0;
  return m > 0 ? n + 2 + m : 0;
}

static size_t
read_date (const Scan *s, size_t i)
{
  size_t n = match (s, L_relative, i), anchored = match (s, L_same, i) == 0 || dates_has_anchor (s, i) ? dates_read_anchored (s, i) : 0;

  /* "the beginning of the year" */
  if (anchored == 0 && (anchored = match (s, L_prefix, i)) > 0)
    anchored = follows (s, i + anchored) && match (s, L_whole, i + anchored) > 0 ? anchored + match (s, L_whole, i + anchored) : 0;
  if (anchored >= n && anchored > 0)
    return anchored;
  if (n == 0)
    n = read_span (s, i);
  if (n == 0)
    n = read_digits (s, i);
  if (n == 0 && is_month (s, i))
    n = read_from_month (s, i);
  if (n == 0 && is_day (s, i) && !token (s, i)->glued)
    n = read_from_day (s, i);
  if (n == 0 && in (s, L_weekday, i))
    n = read_weekday (s, i);
  if (n == 0)
    n = read_ago (s, i);
  if (n == 0 && in (s, L_season, i))
    n = read_season (s, i);
  return n > 0 ? n : read_lone_year (s, i);
}

static int
emit (Scan *s, size_t from, size_t to)
{
  const GlsPluginHost *host = s->lex.host;
  GlsPluginRange range = { token (s, from)->start, token (s, to - 1)->end };
  GlsPluginAttribute value = { "value", NULL };
  GlsPluginAnnotation annotation = {
    .size = sizeof annotation, .type = "Date", .fragments = &range, .n_fragments = 1, .confidence = 0.9,
  };
  size_t n = range.end - range.start, room;
  char *words = malloc (n + 1), *json = NULL, date[MAX_EDTF];
  const char *edtf, *said;
  int done;

  if (words == NULL)
    abort ();
  memcpy (words, s->lex.document->text + range.start, n);
  words[n] = '\0';
  edtf = dates_meaning (s, from, to, date) ? date : host->date_of_words (host, words, s->lex.document->published);
  if (edtf != NULL)
    {
      if (edtf != date)
        snprintf (date, sizeof date, "%s", edtf);
      dates_remember (s, from, date);
      said = host->json_of_text (host, words, (size_t) -1);
      room = strlen (said) + sizeof date + 32;
      json = malloc (room);
      if (json == NULL)
        abort ();
      snprintf (json, room, "{\"said\":%s,\"date\":\"%s\"}", said, date);
      value.value = json;
      annotation.attributes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&value, 1);
    }
  else
    annotation.confidence = 0.5;
  done = host->emit_annotation (host, &annotation);
  free (words);
  free (json);
  return done;
}

static int
scan_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  Scan s = { .lex = { host, document, data, { 0 } } };
  size_t taken = 0, steps = 0;
  int done = GLS_PLUGIN_OK;

  lex_text_read (&s.lex.text, host, document, data);
  for (size_t i = 0; i < s.lex.text.n && done == GLS_PLUGIN_OK;)
    {
      size_t n, before;

      if (lex_is_cancelled (host, &steps))
        break;
      n = token (&s, i)->skip ? 0 : read_date (&s, i);
      if (n == 0)
        {
          i++;
          continue;
        }
      /* "early March", "the end of 2014" */
      before = i > taken && follows (&s, i) ? lexicon_match_before (s.lex.lexicon, L_prefix, &s.lex.text, taken, i) : 0;
      done = emit (&s, i - before, i + n);
      i += n;
      taken = i;
    }
  lex_text_clear (&s.lex.text);
  return done;
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state)
{
  static const char *const lists[] = { "en.txt", "ru.txt", NULL };
  static const char *const sections[] = { SECTIONS (LEX_NAME_OF) NULL };

  (void) run;
  return lexicon_begin (host, lists, sections, state);
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .begin = begin, .document = scan_document, .end = lexicon_end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "dates", .extractor = &extractor };
GLS_PLUGIN_DEFINE (descriptor)
