/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words before or behind a verb of speech are its source: a noun phrase with its apposition.
 * It must not know what is said. */
#include "quotes.h"

/* No source has more tokens. */
#define MAX_SOURCE 40

static bool
is_dash (const Quotes *q, size_t i)
{
  return is (q, i, "—") || is (q, i, "–") || is (q, i, "―") || (is (q, i, "-") && !(token (q, i)->glued && i + 1 < q->lex.text.n && token (q, i + 1)->glued));
}

static bool
is_border (const Quotes *q, size_t i)
{
  /* "Gov. Rick Scott", "J. Smith" */
  if (is (q, i, ".") && i > 0 && token (q, i)->glued && token (q, i - 1)->upper && i + 1 < q->lex.text.n && token (q, i + 1)->upper
      && (token (q, i - 1)->end - token (q, i - 1)->start <= 2 || in (q, L_abbreviation, i - 1)))
    return false;
  /* "24.kg", "gov.uk" */
  if (is (q, i, ".") && token (q, i)->glued && i + 1 < q->lex.text.n && token (q, i + 1)->glued && is_word (q, i + 1) && !token (q, i + 1)->upper)
    return false;
  return is (q, i, ",") || is (q, i, ";") || is (q, i, ":") || is (q, i, ".") || is (q, i, "!") || is (q, i, "?") || is (q, i, "(")
         || is (q, i, "…") || is (q, i, "|") || is_dash (q, i);
}

/* And two letters before it at least. */
static inline LEX_INLINE bool
ends_with (const Quotes *q, size_t i, const char *ending)
{
  return token (q, i)->n_fold > strlen (ending) + 1 && lex_ends_with (token (q, i), ending, strlen (ending));
}

/* A verb that a clause has for itself. */
bool
quotes_is_verb (const Quotes *q, size_t i)
{
  if (!is_word (q, i))
    return false;
  if (in (q, L_verb, i))
    return true;
  return (in (q, L_speech, i) || in (q, L_act, i) || in (q, L_think, i)) && !in (q, L_noun, i) && !ends_with (q, i, "ing");
}

static bool
is_relative (const Quotes *q, size_t i)
{
  return is (q, i, "who") || is (q, i, "which") || is (q, i, "that") || is (q, i, "whom") || is (q, i, "whose") || is (q, i, "который")
         || is (q, i, "которые") || is (q, i, "которая") || is (q, i, "которое");
}

static bool
has_relative (const Quotes *q, size_t from, size_t at)
{
  size_t most = at > from + 12 ? at - 12 : from;

  for (size_t i = at; i > most; i--)
    {
      if (is_border (q, i - 1))
        return false;
      if (is_relative (q, i - 1))
        return true;
    }
  return false;
}

/* "X and Y said", not "he left, and Y said": both sides look alike. */
static bool
joins_nouns (const Quotes *q, size_t from, size_t i)
{
  if (i == from || i + 1 >= q->lex.text.n || !is_word (q, i - 1) || is (q, i - 1, "s"))
    return false;
  if (token (q, i - 1)->upper && (token (q, i + 1)->upper || in (q, L_determiner, i + 1)))
    return true;
  /* "the government and the agencies" */
  if (!token (q, i - 1)->upper && in (q, L_determiner, i + 1) && !in (q, L_pronoun, i + 1))
    for (size_t k = i; k > from && i - k < 5 && !quotes_is_verb (q, k - 1) && !is_border (q, k - 1); k--)
      if (in (q, L_determiner, k - 1))
        return k - 1 == from || in (q, L_prep, k - 2) || is (q, k - 2, "of");
  /* "officials and analysts", "men and women" */
  if (!token (q, i - 1)->upper && !token (q, i + 1)->upper && !in (q, L_pronoun, i + 1))
    for (size_t k = i; k > from && i - k < 8; k--)
      {
        if (quotes_is_verb (q, k - 1))
          return false;
        if (k - 1 == from || is_border (q, k - 2) || in (q, L_stop, k - 2))
          return true;
      }
  return false;
}

/* "the emails released this week", "figures issued by the ministry": no verb of a clause. */
static bool
is_reduced (const Quotes *q, size_t from, size_t i, size_t end)
{
  return i > from && i + 1 < end && (ends_with (q, i, "ed") || in (q, L_participle, i)) && is_word (q, i - 1) && !in (q, L_aux, i - 1) && !in (q, L_pronoun, i - 1)
         && (is (q, i + 1, "by") || is (q, i + 1, "in") || is (q, i + 1, "on") || is (q, i + 1, "this") || is (q, i + 1, "last")
             || in (q, L_day, i + 1) || is (q, i + 1, "earlier"))
         && (in (q, L_evidencenoun, i - 1) || is (q, i + 1, "by"));
}

/* Back to where the noun phrase that ends at @end begins. */
static Part
phrase_before (const Quotes *q, size_t from, size_t end)
{
  size_t at = end;

  while (at > from && end - at < MAX_SOURCE)
    {
      size_t i = at - 1;

      if (is (q, i, ")"))
        {
          size_t open = i;

          while (open > from && i - open < 12 && !is (q, open, "("))
            open--;
          if (!is (q, open, "("))
            break;
          at = open;
          continue;
        }
      if (is_border (q, i) || token (q, i)->skip)
        break;
      if (q->quoted[i])
        {
          size_t open = i;

          /* A word in quotation marks may be part of a name: 'the "caliphate" said'. */
          while (open > from && q->quoted[open - 1])
            open--;
          if (i - open > 4 || is (q, i - 1, ",") || is (q, i - 1, ".") || i + 1 - open < 3)
            break;
          at = open;
          continue;
        }
      /* "fighters who have returned said", but "which officials said" */
      if (in (q, L_stop, i) && !(is_relative (q, i) && at < end && (quotes_is_verb (q, at) || in (q, L_aux, at))))
        break;
      if ((is (q, i, "and") || is (q, i, "or") || is (q, i, "и")) && (at == end || !joins_nouns (q, from, i))
          && !(at < end && ends_with (q, at, "ed") && !token (q, at)->upper && i > from + 2 && (is (q, i - 2, "by") || is (q, i - 3, "by"))))
        break;
      /* "a video shows a fighter" */
      if (in (q, L_evidence, i) && !in (q, L_noun, i) && at < end && in (q, L_determiner, at) && !ends_with (q, i, "ing") && !has_relative (q, from, i))
        break;
      if (quotes_is_verb (q, i) && !is_reduced (q, from, i, end) && !has_relative (q, from, i))
        break;
      at = i;
    }
  return (Part) { at, end };
}

/* "On Monday Mamurov", "But the minister": without what only leads to the source. */
static Part
strip_front (const Quotes *q, Part part)
{
  while (words_of (part) > 1 && (in (q, L_starter, part.from) || (token (q, part.from)->kind == LEX_MARK && !q->quoted[part.from])
                                 || (is_word (q, part.from) && ends_with (q, part.from, "ly") && !in (q, L_human, part.from)
                                     && token (q, part.from)->end - token (q, part.from)->start > 4 && !token (q, part.from + 1)->upper)))
    part.from++;
  /* "Last November his predecessor" */
  if (words_of (part) > 2 && (is (q, part.from, "last") || is (q, part.from, "this") || is (q, part.from, "next"))
      && (in (q, L_month, part.from + 1) || in (q, L_day, part.from + 1) || in (q, L_period, part.from + 1)))
    part.from += 2;
  /* «В докладе центра говорится», «в МВД заявили» */
  if (words_of (part) > 1 && (is (q, part.from, "в") || is (q, part.from, "во"))
      && (in (q, L_evidencenoun, part.from + 1) || (token (q, part.from + 1)->capitals && words_of (part) == 2)))
    {
      part.from++;
      return part;
    }
  if (words_of (part) > 1 && in (q, L_prep, part.from) && !in (q, L_determiner, part.from))
    {
      size_t i;

      for (i = part.from + 2; i < part.to; i++)
        if ((token (q, i)->upper && is_word (q, i) && is_word (q, i - 1) && (!token (q, i - 1)->upper || in (q, L_day, i - 1)) && !in (q, L_prep, i - 1)
             && !in (q, L_determiner, i - 1))
            || (is_cyrillic (q, i) && in (q, L_human, i) && !in (q, L_prep, i - 1) && i > part.from + 1)
            || (in (q, L_pronoun, i) && !in (q, L_prep, i - 1)) || (in (q, L_determiner, i) && !in (q, L_prep, i - 1) && token (q, i)->kind == LEX_WORD
                && !is (q, i - 1, "of")))
          break;
      part.from = i < part.to ? i : part.to;
    }
  return part;
}

static size_t
comma_before (const Quotes *q, size_t from, size_t at)
{
  size_t i = at;

  while (i > from && at - i < 30 && !(is (q, i - 1, ",") && !q->quoted[i - 1]))
    {
      if (is (q, i - 1, ";") || is (q, i - 1, ":") || q->quoted[i - 1])
        return NO_CLAIM;
      i--;
    }
  return i > from && is (q, i - 1, ",") ? i - 1 : NO_CLAIM;
}

static bool
begins_name (const Quotes *q, Part part)
{
  return !is_empty (part) && token (q, part.from)->upper;
}

/* "Artur Medetbekov, the former …, the National Committee (GKNB), told": the comma before the verb closes an apposition. */
static Part
before_comma (const Quotes *q, size_t from, size_t cue)
{
  Part source = { cue, cue };
  size_t end = cue - 1;

  for (unsigned n = 0; n < 3; n++)
    {
      size_t open = comma_before (q, from, end);
      Part name;

      /* "Murphy, though, said" */
      if (open != NO_CLAIM && end - open <= 4 && in (q, L_starter, open + 1) && !in (q, L_prep, open + 1) && !is (q, open + 1, "and"))
        {
          source = strip_front (q, phrase_before (q, from, open));
          return source;
        }
      /* "Renner, when asked about it, said" */
      if (open != NO_CLAIM && open > from && (in (q, L_subordinate, open + 1) || is (q, open + 1, "citing")) && end - open < 16)
        {
          name = strip_front (q, phrase_before (q, from, open));
          if (quotes_is_source (q, name) && (begins_name (q, name) || in (q, L_determiner, name.from)))
            return name;
        }
      if (open == NO_CLAIM || open + 1 >= end || (in (q, L_starter, open + 1) && !in (q, L_prep, open + 1)) || is (q, open + 1, "and"))
        break;
      name = strip_front (q, phrase_before (q, from, open));
      if (is_empty (name) || !quotes_is_source (q, name))
        break;
      source.from = name.from;
      /* Another apposition in front, where this is none that begins with a name. */
      if (begins_name (q, name) && !in (q, L_determiner, name.from))
        break;
      if (name.from == from || !is (q, name.from - 1, ","))
        break;
      end = name.from - 1;
      if (!begins_name (q, phrase_before (q, from, end)))
        break;
      source.from = phrase_before (q, from, end).from;
      break;
    }
  return quotes_trim (q, source);
}

/* "Kallon, on Sunday said", "the mayor at first denied": back to where the subject ends. */
static size_t
skip_time_back (const Quotes *q, size_t from, size_t at)
{
  size_t day = at;

  /* "the emails released this week": part of the subject. */
  for (size_t i = at; i > from + 1 && at - i < 4; i--)
    if ((ends_with (q, i - 1, "ed") || in (q, L_participle, i - 1)) && in (q, L_evidencenoun, i - 2))
      return at;
  if (at > from + 2 && in (q, L_day, at - 1))
    day = at - 1;
  else if (at > from + 3 && is_word (q, at - 1) && (is (q, at - 2, "last") || is (q, at - 2, "this")))
    return is (q, at - 1, "week") || is (q, at - 1, "month") || is (q, at - 1, "year") || in (q, L_day, at - 1) ? at - 2 : at;
  if (day < at)
    return is (q, day - 1, "on") || is (q, day - 1, "late") || is (q, day - 1, "early") ? day - 1 : day;
  if (at > from + 2 && is (q, at - 2, "at") && (is (q, at - 1, "first") || is (q, at - 1, "once")))
    return at - 2;
  return at;
}

/* "The FAO, UNICEF and the WFP said": the first of a list, at the sentence's beginning. */
static Part
with_list (const Quotes *q, size_t from, Part source)
{
  bool joined = false;
  Part before;

  /* «И Халденов, и аналитик Ивлев считают» */
  if (!is_empty (source) && source.from > from + 3 && is (q, from, "и") && is (q, source.from - 1, "и") && is (q, source.from - 2, ","))
    {
      before = phrase_before (q, from + 1, source.from - 2);
      return before.from == from + 1 && quotes_is_source (q, before) ? (Part) { from + 1, source.to } : source;
    }
  if (is_empty (source) || source.from <= from + 1 || !is (q, source.from - 1, ",") || !token (q, source.from)->upper)
    return source;
  for (size_t i = source.from; i < source.to; i++)
    joined = joined || is (q, i, "and");
  before = phrase_before (q, from, source.from - 1);
  if (joined && !is_empty (before) && before.from == from && !in (q, L_prep, from) && !in (q, L_starter, from) && !quotes_is_verb (q, from)
      && quotes_is_source (q, before))
    source.from = from;
  return source;
}

/* "Saidmurod, 52, from the district said" */
static Part
with_age (const Quotes *q, size_t from, Part phrase)
{
  size_t i = phrase.from;
  Part name;

  if (is_empty (phrase) || i < from + 4 || !in (q, L_prep, i) || !is (q, i - 1, ",") || token (q, i - 2)->kind != LEX_NUMBER || !is (q, i - 3, ","))
    return strip_front (q, phrase);
  name = strip_front (q, phrase_before (q, from, i - 3));
  return quotes_is_source (q, name) ? (Part) { name.from, phrase.to } : strip_front (q, phrase);
}

Part
quotes_source_before (const Quotes *q, size_t from, size_t cue)
{
  size_t at = cue = skip_time_back (q, from, cue);
  Part source;

  if (at > from && is_relative (q, at - 1) && !is (q, at - 1, "whose"))
    {
      at--;
      if (at > from && is (q, at - 1, ","))
        at--;
      source = strip_front (q, phrase_before (q, from, at));
      return source;
    }
  if (at > from && (is (q, at - 1, ",") || (is (q, at - 1, "-") && is_dash (q, at - 1))))
    return before_comma (q, from, cue);
  return with_list (q, from, with_age (q, from, phrase_before (q, from, at)));
}

/* «Интерфакс» */
static bool
is_name_in_marks (const Quotes *q, size_t at, size_t end)
{
  size_t i = at;

  if (!is (q, at, "«") || at + 2 >= end || !token (q, at + 1)->upper)
    return false;
  while (i < end && i - at < 6 && !is (q, i, "»"))
    i++;
  return is (q, i, "»") && q->quoted[at];
}

/* "X Y, said" */
static bool
begins_subject (const Quotes *q, size_t at, size_t end)
{
  size_t i = at;

  while (i < end && i - at < 6 && is_word (q, i) && token (q, i)->upper)
    i++;
  return i > at && is (q, i, ",") && i + 1 < end && (quotes_is_verb (q, i + 1) || in (q, L_aux, i + 1));
}

/* ", an analyst with the institute," behind a name: to where it ends. */
static size_t
apposition_end (const Quotes *q, size_t at, size_t end)
{
  size_t i = at + 1;

  if (!is (q, at, ",") || i >= end
      || !(is (q, i, "a") || is (q, i, "an") || is (q, i, "the") || is (q, i, "who") || is (q, i, "one") || is (q, i, "head")
           || token (q, i)->kind == LEX_NUMBER))
    return at;
  for (; i < end && i - at < 30; i++)
    {
      if (q->quoted[i])
        return at;
      /* "According to the website, the head of the bank, X Y, said": another subject. */
      if (is (q, i, ",") && is (q, at + 1, "the") && begins_subject (q, i + 1, end))
        return at;
      if (is (q, i, ",") || is (q, i, ".") || is (q, i, ";"))
        return i;
      if (quotes_is_verb (q, i) && !has_relative (q, at, i))
        return at;
    }
  return i >= end ? end : at;
}

/* "said the lead prosecutor, Helga Brandt.": the name behind what she is; to where it ends. */
static size_t
name_behind_comma (const Quotes *q, size_t from, size_t at, size_t end)
{
  size_t i = at + 1;

  if (!is (q, at, ",") || !in (q, L_determiner, from) || token (q, at - 1)->upper || i >= end)
    return at;
  while (i < end && i - at < 6 && is_word (q, i) && token (q, i)->upper && !in (q, L_day, i) && !in (q, L_month, i) && !in (q, L_starter, i))
    i++;
  return i > at + 1 && (i >= end || is (q, i, ".") || is (q, i, ",")) && !(i + 1 < end && (quotes_is_verb (q, i + 1) || in (q, L_aux, i + 1))) ? i : at;
}

/* "a document obtained by a journalist": a noun that is written like a verb, and a participle. */
static bool
is_no_predicate (const Quotes *q, size_t from, size_t at)
{
  return at > from && (in (q, L_determiner, at - 1) || is (q, at + 1, "by"));
}

static bool
is_hearer (const Quotes *q, size_t i)
{
  return is (q, i, "him") || is (q, i, "her") || is (q, i, "them") || is (q, i, "us") || is (q, i, "me");
}

Part
quotes_source_behind (const Quotes *q, size_t from, size_t end)
{
  size_t at = from;

  /* "заявил 12 мая министр" */
  if (at + 2 < end && token (q, at)->kind == LEX_NUMBER && in (q, L_month, at + 1))
    at = from = at + 2;
  /* "сообщили в МВД" */
  if (at + 1 < end && (is (q, at, "в") || is (q, at, "во")))
    at = ++from;

  while (at < end && at - from < 24 && (is_name_in_marks (q, at, end) || (!is (q, at, "\"") && !quotes_is_opening (q, at)))
         && !in (q, L_stop, at) && !(is_border (q, at) && !is (q, at, "(")) && (!q->quoted[at] || is_name_in_marks (q, at, end))
         && !(quotes_is_verb (q, at) && !has_relative (q, from, at) && !is_no_predicate (q, from, at))
         && !(is_cyrillic (q, from) && token (q, at)->kind == LEX_NUMBER && !is (q, at + 1, "-"))
         && !(at > from && (is (q, at, "on") || is (q, at, "at") || is (q, at, "in") || is (q, at, "during") || is (q, at, "after")
                            || in (q, L_day, at) || in (q, L_behindstop, at)))
         && !(is (q, at, "and") && !joins_nouns (q, from, at)))
    {
      if (is (q, at, "("))
        {
          size_t close = at;

          while (close < end && close - at < 12 && !is (q, close, ")"))
            close++;
          if (!is (q, close, ")"))
            break;
          at = close;
        }
      while (q->quoted[at] && at + 1 < end && q->quoted[at + 1])
        at++;
      at++;
    }
  if (at > from + 1 && name_behind_comma (q, from, at, end) > at)
    return (Part) { from, name_behind_comma (q, from, at, end) };
  return (Part) { from, at > from && !(at == from + 1 && is_hearer (q, from)) ? apposition_end (q, at, end) : at };
}

bool
quotes_is_source (const Quotes *q, Part part)
{
  size_t last = part.to - 1;

  if (is_empty (part) || words_of (part) > MAX_SOURCE + 12 || in (q, L_nosource, part.from))
    return words_of (part) > 1 && in (q, L_determiner, part.from) && is_word (q, last) && !in (q, L_prep, last) && !in (q, L_determiner, last);
  if (!is_word (q, last) && token (q, last)->kind != LEX_NUMBER && !is (q, last, ")") && !q->quoted[last] && !is (q, last, "'")
      && !is (q, last, "’"))
    return false;
  if (words_of (part) == 1 && in (q, L_pronoun, part.from))
    return !is (q, part.from, "you");
  if (in (q, L_prep, last) || is (q, last, "of") || is (q, last, "to") || (in (q, L_determiner, last) && words_of (part) == 1
                                                                              && !in (q, L_human, last)))
    return false;
  if (token (q, part.from)->upper)
    return !(words_of (part) == 1 && in (q, L_starter, part.from)) && !in (q, L_day, part.from);
  if (in (q, L_determiner, part.from) || token (q, part.from)->kind == LEX_NUMBER || q->quoted[part.from])
    return true;
  /* "critics", "local officials", "members of the union" */
  for (size_t i = part.from; i < part.to && i < part.from + 4; i++)
    if (in (q, L_human, i) || in (q, L_evidencenoun, i) || token (q, i)->upper)
      return true;
  return words_of (part) <= 3 && ends_with (q, last, "s") && !ends_with (q, last, "ss");
}
