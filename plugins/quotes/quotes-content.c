/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far what is said goes: where it may begin behind a cue, whom and when to pass over, and where it ends.
 * It must not know what is a cue. */
#include "quotes-sentence.h"

bool
quotes_begins_content (const Quotes *q, size_t i)
{
  return is_that (q, i) || is (q, i, "who") || is (q, i, "what") || is (q, i, ",") || is (q, i, ":") || quotes_is_opening (q, i) || (i < q->lex.text.n && q->quoted[i]);
}

/* 'told the agency "24.kg" that': a name in marks, not what is said. */
static bool
is_named_listener (const Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  size_t end = i;

  if (!quotes_is_opening (q, i))
    return false;
  while (end < s->end && end - i < 7 && q->quoted[end])
    end++;
  return end - i < 7 && (is_that (q, end) || (is (q, end, ",") && is_that (q, end + 1)));
}

static bool
is_hearer (const Quotes *q, size_t i)
{
  return is (q, i, "him") || is (q, i, "her") || is (q, i, "them") || is (q, i, "me") || is (q, i, "us") || is (q, i, "reporters") || is (q, i, "journalists");
}

/* Does a clause begin behind @from: "the agency the port was closed"? */
static bool
has_clause (const Quotes *q, size_t from, size_t to)
{
  bool subject = false;

  for (size_t i = from + 1; i < to; i++)
    {
      subject = subject || in (q, L_determiner, i) || in (q, L_pronoun, i);
      if (subject && in (q, L_verb, i))
        return true;
    }
  return false;
}

/* "told local media that", "said on April 21 in a statement:": over whom and when to where the content may begin. */
size_t
quotes_skip_listener (const Sentence *s, const Cue *cue, size_t at, Part *listener)
{
  const Quotes *q = s->q;
  size_t i = at;

  if (!in (q, L_object, cue->head) || quotes_begins_content (q, at) || is (q, at, "if") || is (q, at, "whether") || is (q, at, "of")
      || is (q, at, "how") || is (q, at, "about") || is (q, at, "against"))
    return at;
  /* "told him nobody stands so close" */
  if (is_hearer (q, at) && at + 2 < s->end && !quotes_begins_content (q, at + 1) && !is (q, at + 1, "to") && !is (q, at + 1, "not") && !in (q, L_prep, at + 1)
      && !in (q, L_when, at + 1) && !is (q, at + 1, "and") && token (q, at + 1)->kind != LEX_MARK && !is (q, at + 1, "what") && !is (q, at + 1, "how"))
    {
      *listener = (Part) { at, at + 1 };
      return at + 1;
    }
  while (i < s->end && i - at < 16 && (is_named_listener (s, i) || !quotes_begins_content (q, i)) && !is (q, i, "to") && !is (q, i, "if") && !is (q, i, "whether")
         && !is (q, i, "how") && !is (q, i, "why") && !is (q, i, "about") && !is (q, i, "not") && !is (q, i, "in") && !is (q, i, "on")
         && !is (q, i, "during") && !is (q, i, "of") && !in (q, L_day, i) && !is (q, i, "this"))
    {
      while (q->quoted[i] && i + 1 < s->end && q->quoted[i + 1])
        i++;
      i++;
    }
  if (i < s->end && i - at < 16 && (is_that (q, i) || !has_clause (q, at, i)))
    {
      /* "Reuters by telephone" */
      size_t to = at + 1;

      while (to < i && !is (q, to, "by") && !is (q, to, "via") && !is (q, to, "from"))
        to++;
      *listener = (Part) { at, to };
      return i;
    }
  /* "told reporters the port was closed" */
  for (i = at; i < s->end && i - at < 6; i++)
    if (i > at && (in (q, L_determiner, i) || in (q, L_pronoun, i) || (token (q, i)->kind == LEX_NUMBER && !token (q, i)->glued)))
      {
        *listener = (Part) { at, i };
        return i;
      }
  return at;
}

bool
quotes_has_verb (const Quotes *q, Part part)
{
  /* Russian verbs have too many forms to be told by a list. */
  for (size_t i = part.from; i < part.to; i++)
    if (is_cyrillic (q, i) || quotes_is_verb (q, i) || (is_word (q, i) && !token (q, i)->upper && (ends_with (q, i, "ed") || q->quoted[i])))
      return true;
  return false;
}

/* "on Monday", "on April 21", "this week", "earlier this month", "in 2014": nothing but when. Where it ends; @at: it is none. */
static size_t
skip_time (const Sentence *s, size_t at)
{
  const Quotes *q = s->q;
  size_t i = at;

  if (is (q, i, "earlier") || is (q, i, "late") || is (q, i, "later"))
    i++;
  if (is (q, i, "yesterday") || is (q, i, "today") || in (q, L_day, i))
    return i + 1;
  if ((is (q, i, "this") || is (q, i, "last")) && (in (q, L_period, i + 1) || in (q, L_day, i + 1) || in (q, L_month, i + 1)))
    return i + 2;
  if (!is (q, i, "on") && !is (q, i, "in"))
    return at;
  i++;
  if (in (q, L_day, i))
    return i + 1;
  if (i < s->end && token (q, i)->kind == LEX_NUMBER)
    return in (q, L_month, i + 1) ? i + 2 : i + 1;
  if (in (q, L_month, i))
    return i + 1 < s->end && token (q, i + 1)->kind == LEX_NUMBER ? i + 2 : i + 1;
  return at;
}

size_t
quotes_skip_when (const Sentence *s, size_t at)
{
  const Quotes *q = s->q;
  size_t i = at, time;

  if (!in (q, L_when, at) || is_that (q, at) || is (q, at + 1, "least") || is (q, at + 1, "most")
      || (is (q, at, "over") && at + 1 < s->end && token (q, at + 1)->kind == LEX_NUMBER))
    return at;
  while (i < s->end && i - at < 24 && !quotes_begins_content (q, i))
    i++;
  time = skip_time (s, at);
  if (time > at && time + 2 < s->end && (i >= s->end || i - at >= 24)
      && (in (q, L_pronoun, time) || in (q, L_determiner, time) || token (q, time)->upper || (token (q, time)->kind == LEX_NUMBER && !is (q, time - 1, "in"))))
    return time;
  if (i < s->end && (i - at >= 24 || (is (q, i, ",") && quotes_has_verb (q, (Part) { at, i }))))
    return at;
  return i;
}

/* "DUSHANBE --", "Maiduguri, Nigeria (Agency) -" at a line's beginning. */
static size_t
skip_dateline (const Sentence *s, size_t from, size_t to)
{
  const Quotes *q = s->q;
  size_t i = from;

  if (from != s->from || !is_word (q, from) || !token (q, from)->upper || (from > 0 && token (q, from - 1)->line == token (q, from)->line))
    return from;
  while (i < to && i - from < 14 && !(is (q, i, "-") && !token (q, i)->glued) && !is (q, i, "—") && !is (q, i, "–"))
    {
      if (is_word (q, i) && !token (q, i)->upper)
        return from;
      i++;
    }
  if (i >= to || i - from >= 14 || (i - from == 1 && !token (q, from)->capitals && !is (q, i, "—") && !is (q, i + 1, "-")))
    return from;
  while (i < to && !is_word (q, i) && token (q, i)->kind == LEX_MARK && !q->quoted[i])
    i++;
  return i;
}

/* "But", "And", "However,", "While the state is worried," in front of what is said. */
size_t
quotes_content_start (const Sentence *s, size_t from, size_t to)
{
  const Quotes *q = s->q;

  from = skip_dateline (s, from, to);
  if (is (q, from, "while") || is (q, from, "although") || is (q, from, "though") || is (q, from, "whereas"))
    for (size_t i = from; i + 3 < to; i++)
      if (is (q, i, ",") && (in (q, L_pronoun, i + 1) || in (q, L_determiner, i + 1) || token (q, i + 1)->upper))
        return i + 1;
  /* No sentence begins with more of them; one of nothing else must not be read from its beginning for each of its words. */
  if (to > from + 9)
    to = from + 9;
  while (from + 1 < to && (is (q, from, "but") || is (q, from, "and") || is (q, from, "however") || is (q, from, "meanwhile")
                           || (is (q, from, ",") && !q->quoted[from])))
    from++;
  return from;
}

/* "denied the report and said that …": what the same source does next. */
static bool
begins_predicate (const Sentence *s, size_t i, bool loose)
{
  const Quotes *q = s->q;
  CueKind kind = CUE_SPEECH;
  size_t n, to;

  while (i < s->end && is_adverb (q, i))
    i++;
  n = i < s->end && !token (q, i)->upper && !q->quoted[i] && token (q, i)->word != 0 ? quotes_match_cue (q, i, &kind) : 0;
  to = i + n;
  if (n == 0 || to >= s->end || ends_with (q, i, "ing") || (loose && kind != CUE_SPEECH && !(kind == CUE_ACT && ends_with (q, i, "ed") && in (q, L_determiner, to))))
    return false;
  if (is_that (q, to) || q->quoted[to])
    return true;
  return (!in (q, L_noun, i) || is (q, i, "said")) && (in (q, L_pronoun, to) || (!loose && in (q, L_cuenoun, to)) || in (q, L_determiner, to) || token (q, to)->upper || token (q, to)->kind == LEX_NUMBER)
         && (ends_with (q, i, "ed") || is (q, i, "said") || is (q, i, "told") || !loose);
}

/* Where what is said indirectly ends: before another attribution that begins behind a comma. */
size_t
quotes_forward_end (const Sentence *s, const Cue *cue, size_t from)
{
  const Quotes *q = s->q;
  bool loose = cue->kind == CUE_SPEECH || cue->kind == CUE_EVIDENCE;
  bool aside = !loose && in (q, L_subordinate, s->from) && cue->source.from <= s->from + 2;
  bool relative = cue->span.from > s->from + 1 && is (q, cue->span.from - 2, ",") && (is (q, cue->span.from - 1, "which") || is (q, cue->span.from - 1, "who"));
  /* "Frightened by the vote, the ministers …" */
  bool opening = cue->kind == CUE_STATE && cue->source.from > cue->span.to;
  bool inserted = aside || relative || opening || (cue->source.from > s->from + 1 && is (q, cue->source.from - 1, "which") && is (q, cue->source.from - 2, ","));
  /* "Residents wary of the plan left": up to the verb that the residents have for themselves. */
  bool reduced = cue->participle && !loose && cue->source.to == cue->span.from && !is_that (q, cue->span.to) && (cue->kind == CUE_STATE || cue->source.to == s->from + 1
                                                                                                                     || !token (q, cue->source.to - 1)->upper);
  size_t i;

  for (i = from; i < s->end; i++)
    {
      CueKind ignored;

      if (reduced && i > from && !q->quoted[i] && !is (q, i - 1, "to") && (quotes_is_verb (q, i) || in (q, L_aux, i) || is_that (q, i + 1)) && (!in (q, L_noun, i) || is_that (q, i + 1)) && !is_adverb (q, i)
          && !in (q, L_determiner, i - 1) && !is (q, i - 1, "who") && !is (q, i - 1, "that") && !is (q, i - 1, "which"))
        return i;

      if (q->quoted[i])
        continue;
      if (is (q, i, "and") && i > from + 1 && begins_predicate (s, i + 1, loose))
        return i;
      if (inserted && is (q, i, ","))
        return i;
      if (is (q, i, ";"))
        return i;
      if (loose && is (q, i, ",") && is (q, i + 1, "which") && i - from < 8 && !quotes_has_verb (q, (Part) { from, i }))
        return i;
      if (!loose && (is (q, i, "—") || is (q, i, "–") || (is (q, i, "-") && !token (q, i)->glued)) && i > from)
        return i;
      if (!is (q, i, ",") || i + 2 >= s->end)
        continue;
      if (is (q, i + 1, "однако") || match (q, L_according, i + 1) > 0 || (is_cyrillic (q, i + 1) && match (q, L_speech, i + 1) > 0))
        return i;
      if (ends_with (q, i + 1, "ing") && quotes_match_cue (q, i + 1, &ignored) > 0)
        return i;
      if (!loose && is (q, i + 1, "and") && is (q, i + 2, "that"))
        continue;
      if (!loose && (in (q, L_clauseend, i + 1) || (is_word (q, i + 1) && ends_with (q, i + 1, "ing")) || is (q, i + 1, "and")))
        return i;
      if (loose && (is (q, i + 1, "and") || is (q, i + 1, "but")) && in (q, L_person, i + 2) && i + 3 < s->end && quotes_match_cue (q, i + 3, &ignored) > 0)
        return i;
      if (loose && (is (q, i + 1, "but") || is (q, i + 1, "while") || is (q, i + 1, "and") || is (q, i + 1, "although") || is (q, i + 1, "though")
                    || is (q, i + 1, "и") || is (q, i + 1, "но") || is (q, i + 1, "а")))
        for (size_t k = i + 2; k < s->end && k < i + 10; k++)
          if (match (q, L_speech, k) > 0 && !token (q, k)->upper && !is (q, k - 1, "to") && !in (q, L_nounbefore, k - 1))
            return i;
    }
  return i;
}

Part
quotes_quotation_at (const Sentence *s, size_t at)
{
  const Quotes *q = s->q;
  Part part = { at, at };

  while (part.to < s->end && q->quoted[part.to])
    part.to++;
  return part;
}

/* "saw the vote as a test" */
static bool
has_as (const Sentence *s, size_t at)
{
  const Quotes *q = s->q;

  for (size_t i = at + 1; i + 1 < s->end && i - at < 14 && !is (q, i, ",") && !quotes_is_verb (q, i); i++)
    if (is (q, i, "as"))
      return in (q, L_determiner, i + 1) || ends_with (q, i + 1, "ing") || (is_word (q, i + 1) && !in (q, L_prep, i + 1) && !is (q, i + 1, "well")
                                                                            && !is (q, i + 1, "soon") && !is (q, i + 1, "long"));
  return false;
}

bool
quotes_may_forward (const Sentence *s, const Cue *cue, size_t at, bool that)
{
  const Quotes *q = s->q;
  size_t behind = cue->span.to;
  bool infinitive = is (q, behind, "to") && (is_word (q, behind + 1) || (behind + 1 < s->end && q->quoted[behind + 1])) && !token (q, behind + 1)->upper && !in (q, L_determiner, behind + 1);

  if (at >= s->end)
    return false;
  /* "asked that her name not be used" */
  if (that && (is (q, cue->head, "asked") || is (q, cue->head, "requested")) && (is (q, at + 1, "name") || is (q, at + 2, "name")))
    return false;
  if (that || q->quoted[at])
    return true;
  /* "has not responded to a request for comment": nothing is said. */
  if ((is (q, at, "requests") || is (q, at + 1, "request") || is (q, at + 1, "requests") || is (q, at + 2, "requests"))
      && (is (q, at + 1, "for") || is (q, at + 2, "for") || is (q, at + 3, "for")))
    return false;
  /* "asked not to be named" */
  if (is (q, behind, "not") && is (q, behind + 1, "to"))
    return false;
  if (in (q, L_that, cue->head) && cue->kind != CUE_EVIDENCE && cue->kind != CUE_ACT
      && !(in (q, L_liking, cue->head) && (cue->span.from < cue->head || ends_with (q, cue->head, "s") || ends_with (q, cue->head, "d")
                                           || is (q, cue->head, "felt")) && (in (q, L_pronoun, cue->source.from) || token (q, cue->source.to - 1)->upper)))
    return infinitive || has_as (s, at) || (at > behind && is (q, at, "to")) || in (q, L_pronoun, at) || is (q, at, "whether") || is (q, at, "if") || is (q, at, "how") || is (q, at, "why");
  if (is (q, cue->head, "put") || is (q, cue->head, "puts") || is (q, cue->head, "putting"))
    {
      for (size_t i = at; i + 1 < s->end && i - at < 16 && !is (q, i, ","); i++)
        if (is (q, i, "at") && (token (q, i + 1)->kind == LEX_NUMBER || in (q, L_amount, i + 1) || in (q, L_determiner, i + 1) || is (q, i + 1, "between") || is (q, i + 1, "some")
                              || is (q, i + 1, "more") || is (q, i + 1, "least") || is (q, i + 1, "up") || is (q, i + 1, "$") || is (q, i + 1, "€")
                              || is (q, i + 1, "£")))
          return true;
      return false;
    }
  if (cue->kind == CUE_SPEECH)
    {
      if (is (q, behind, "to"))
        return infinitive && !is (q, cue->head, "reported") && !is (q, cue->head, "responded");
      if (is_cyrillic (q, cue->head))
        return is (q, behind, ":") || in (q, L_prep, at) || token (q, at)->kind == LEX_WORD;
      if (is (q, behind, ",") && !is (q, cue->head, "said") && !is (q, cue->head, "says"))
        return false;
      /* "say at least 12", "said around 40" */
      if (is (q, at + 1, "least") || is (q, at + 1, "most") || (at + 1 < s->end && token (q, at + 1)->kind == LEX_NUMBER)
          || in (q, L_determiner, at + 1))
        return !is (q, at, "on") && !is (q, at, "in");
      return !in (q, L_prep, at) || at > behind || is (q, at, "about") || is (q, at, "against") || is (q, at, "for");
    }
  if (cue->kind == CUE_STATE && behind > cue->head + 1 && (in (q, L_prep, behind - 1) || is (q, behind - 1, "to") || is (q, behind - 1, "of")))
    return true;
  if (cue->kind == CUE_STATE && !(in (q, L_prep, at) || is (q, at, "to") || is (q, at, "of") || is (q, at, "that") || is (q, at, "how")
                                  || is (q, at, "whether") || is (q, at, "if") || in (q, L_pronoun, at) || in (q, L_determiner, at)))
    return words_of ((Part) { at, s->end }) > 3;
  return !is (q, at, ",");
}
