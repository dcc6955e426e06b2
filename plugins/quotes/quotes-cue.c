/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs of one sentence that attribute: of speech, thought and judgement, what data and documents do; and their sources.
 * It must not know how far goes what is said. */
#include "quotes-sentence.h"

/* Back over "has also", "doesn't", "he's been"; what the group is made of. */
static size_t
group_start (const Sentence *s, size_t head, bool *be, bool *aux, bool *to)
{
  const Quotes *q = s->q;
  size_t at = head;

  *be = *aux = *to = false;
  /* "began tweeting" */
  if (at > s->from && ends_with (q, head, "ing") && in (q, L_chain, at - 1) && at - 1 >= s->taken && !q->quoted[at - 1])
    at--;
  while (at > s->from && head - at < 8 && !q->quoted[at - 1])
    {
      size_t i = at - 1;

      if (is (q, i, "to"))
        {
          if (i == s->from || !in (q, L_chain, i - 1) || i - 1 < s->taken)
            {
              *to = true;
              return at;
            }
          at = i - 1;
          *be = false;
          continue;
        }
      if (i >= s->from + 1 && is_apostrophe (q, i - 1) && token (q, i)->glued
          && (is (q, i, "re") || is (q, i, "ve") || is (q, i, "d") || is (q, i, "ll") || is (q, i, "m")
              || (is (q, i, "s") && i >= 2 && in (q, L_pronoun, i - 2)) || is (q, i, "t")))
        {
          *be = *be || is (q, i, "re") || is (q, i, "m") || is (q, i, "s");
          *aux = true;
          at = i - 1;
          continue;
        }
      if (in (q, L_period, i) && i > s->from + 3 && head - i < 4)
        {
          size_t prep = is_word (q, i - 1) && !in (q, L_prep, i - 1) ? i - 2 : i - 1;

          if (in (q, L_prep, prep) && in (q, L_aux, prep - 1))
            {
              at = prep;
              continue;
            }
        }
      if (!(in (q, L_aux, i) && !token (q, i)->upper) && !(s->title && in (q, L_aux, i)) && !is_adverb (q, i))
        break;
      *be = *be || in (q, L_be, i);
      *aux = *aux || in (q, L_verb, i);
      at = i;
    }
  return at;
}

static bool
is_noun_here (const Sentence *s, size_t head, size_t n)
{
  const Quotes *q = s->q;
  size_t next = head + n;
  const LexToken *before;

  if (head == s->from)
    return true;
  before = token (q, head - 1);
  if (in (q, L_nounsure, head - 1) || (is (q, head - 1, "s") && is_apostrophe (q, head - 2)))
    return true;
  if (in (q, L_noun, head) && (in (q, L_nounbefore, head - 1) || before->kind == LEX_NUMBER || is (q, head - 1, "'")))
    return true;
  if (!in (q, L_noun, head) || in (q, L_pronoun, head - 1))
    return false;
  /* "a rebel claim that": the verb would end in s. */
  if (n == 1 && before->kind == LEX_WORD && !before->upper && !ends_with (q, head, "s") && !ends_with (q, head, "ed") && !ends_with (q, head, "ing")
      && !ends_with (q, head - 1, "s") && !in (q, L_plural, head - 1) && head >= s->from + 2 && in (q, L_nounbefore, head - 2))
    return true;
  /* "police reports": what follows tells. */
  if (next < s->end && before->kind == LEX_WORD && ends_with (q, next, "ed"))
    return true;
  if (next < s->end && (is (q, next, "of") || is (q, next, "for") || is (q, next, "by") || is (q, next, "from") || is (q, next, "in")
                        || in (q, L_verb, next)))
    return true;
  if (before->upper && before->kind == LEX_WORD)
    return false;
  return !(next < s->end && (is (q, next, "that") || in (q, L_determiner, next) || in (q, L_pronoun, next) || is (q, next, "to")
                             || token (q, next)->kind == LEX_NUMBER || is (q, next, ",") || quotes_is_opening (q, next) || token (q, next)->upper));
}

/* The longest of the lists' phrases at @i. */
size_t
quotes_match_cue (const Quotes *q, size_t i, CueKind *kind)
{
  static const struct { unsigned section; CueKind kind; } lists[] = {
    { L_speech, CUE_SPEECH }, { L_act, CUE_ACT }, { L_think, CUE_THINK }, { L_evidence, CUE_EVIDENCE },
  };
  size_t best = 0;

  for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
    {
      size_t n = match (q, lists[k].section, i);

      if (n > best)
        {
          best = n;
          *kind = lists[k].kind;
        }
    }
  /* "reported on Monday", "reported on 12 May": no object. */
  if (best == 2 && in (q, L_speech, i) && in (q, L_prep, i + 1)
      && (in (q, L_day, i + 2) || in (q, L_month, i + 2) || (i + 3 < q->lex.text.n && token (q, i + 2)->kind == LEX_NUMBER && in (q, L_month, i + 3))))
    {
      *kind = CUE_SPEECH;
      return 1;
    }
  return best;
}

static bool
is_copula_before (const Quotes *q, size_t from, size_t i)
{
  for (size_t at = i; at > from && i - at < 5; at--)
    {
      if (in (q, L_copula, at - 1) && !token (q, at - 1)->upper)
        return !is (q, at - 1, "s") || (at >= 3 && is_apostrophe (q, at - 2));
      if (!in (q, L_aux, at - 1) && !is_adverb (q, at - 1) && !in (q, L_degree, at - 1))
        return false;
    }
  return false;
}

static bool
is_evidence (const Quotes *q, Part source)
{
  bool found = false;

  for (size_t i = source.from; i < source.to; i++)
    {
      if (in (q, L_human, i))
        return false;
      found = found || in (q, L_evidencenoun, i);
    }
  return found;
}

/* Where the sentence itself begins: behind "On Monday,", "Speaking in the capital,". */
static size_t
clause_start (const Sentence *s, size_t end)
{
  const Quotes *q = s->q;

  if (!in (q, L_prep, s->from) && !in (q, L_starter, s->from) && !in (q, L_subordinate, s->from) && !ends_with (q, s->from, "ing"))
    return s->from;
  for (size_t i = s->from + 1; i + 2 < end && i - s->from < 16; i++)
    if (is (q, i, ",") && !q->quoted[i])
      return i + 1;
  return s->from;
}

/* The source of a participle: that of the clause before. */
static Part
participle_source (const Sentence *s, const Cue *cue)
{
  const Quotes *q = s->q;
  Part near = quotes_source_before (q, s->from, cue->span.from);
  size_t start = clause_start (s, cue->span.from), at;

  if (cue->span.from > s->from && !is (q, cue->span.from - 1, ",") && !in (q, L_prep, cue->span.from - 1)
      && (is_evidence (q, near) || (!is_empty (near) && (in (q, L_human, near.to - 1) || token (q, near.to - 1)->upper || is (q, near.to - 1, "those")
                                                         || (cue->kind == CUE_ACT && ends_with (q, near.to - 1, "s") && !ends_with (q, near.to - 1, "ss"))))))
    return near;
  for (size_t i = q->n_claims; i > s->first; i--)
    if (!q->claims[i - 1].of_noun)
      return q->claims[i - 1].source;
  /* "The minister left, saying that …": up to the first verb. */
  for (at = start; at < cue->span.from && !quotes_is_verb (q, at) && !is (q, at, ",") && !(ends_with (q, at, "ed") && !token (q, at)->upper); at++)
    ;
  if (at < cue->span.from && at > start && !is (q, at, ",")
      && (is (q, cue->span.from - 1, ",") || in (q, L_prep, cue->span.from - 1)))
    return quotes_source_before (q, start, at);
  return (Part) { 0, 0 };
}

/* "The minister left the room and said": the subject of the sentence. */
static Part
shared_source (const Sentence *s, const Cue *cue)
{
  const Quotes *q = s->q;
  size_t at = cue->span.from, name = s->from;

  if (at <= s->from + 2 || !(is (q, at - 1, "and") || is (q, at - 1, "but") || is (q, at - 1, "и") || is (q, at - 1, "но") || is (q, at - 1, "а")))
    return (Part) { 0, 0 };
  if (q->n_claims > s->first && q->claims[q->n_claims - 1].content[0].from > q->claims[q->n_claims - 1].cue.from)
    return q->claims[q->n_claims - 1].source;
  for (at = s->from; at < cue->span.from && !quotes_is_verb (q, at) && !is (q, at, ",") && !(ends_with (q, at, "ed") && !token (q, at)->upper)
                          && !(is_apostrophe (q, at) && at > s->from && in (q, L_pronoun, at - 1)); at++)
    ;
  if (at > s->from && at + 1 < cue->span.from && !is (q, at, ","))
    return quotes_source_before (q, s->from, at);
  /* "Renner practices law in Ripley, and says": the name that the sentence begins with. */
  while (name < cue->span.from && is_word (q, name) && token (q, name)->upper && !in (q, L_starter, name) && !in (q, L_prep, name)
         && !in (q, L_subordinate, name))
    name++;
  return is (q, cue->span.from - 2, ",") && name > s->from && !is (q, name, ",") && name < at ? (Part) { s->from, name } : (Part) { 0, 0 };
}

size_t
quotes_quotation_before (const Sentence *s, size_t at, Part *quotation)
{
  const Quotes *q = s->q;
  size_t close = at;

  while (close > s->from && (is (q, close - 1, ",") || is (q, close - 1, "-") || is (q, close - 1, "—") || is (q, close - 1, "–"))
         && !q->quoted[close - 1])
    close--;
  /* In Russian the source stands within the marks: «Мы ушли, — сказал он. — Все». */
  if (close <= s->from || !q->quoted[close - 1]
      || (!quotes_is_closing (q, close - 1) && !(is_cyrillic (q, at) && (is (q, at - 1, "—") || is (q, at - 1, "–")))))
    return 0;
  quotation->to = close;
  for (quotation->from = close; quotation->from > s->from && q->quoted[quotation->from - 1]; quotation->from--)
    ;
  return words_of (*quotation);
}

bool
quotes_find_source (const Sentence *s, Cue *cue)
{
  const Quotes *q = s->q;
  Part ignored;

  /* "…, заявил министр": in Russian the verb comes first there. */
  if (cue->kind == CUE_SPEECH && cue->span.from > s->from && is_cyrillic (q, cue->head)
      && (is (q, cue->span.from - 1, ",") || is (q, cue->span.from - 1, "—") || is (q, cue->span.from - 1, "–")))
    {
      cue->source = quotes_source_behind (q, cue->span.to, s->end);
      cue->inverted = true;
      if (quotes_is_source (q, cue->source))
        return true;
    }
  cue->inverted = false;
  cue->source = cue->participle ? participle_source (s, cue) : quotes_source_before (q, s->from, cue->span.from);
  if (is_empty (cue->source) && !cue->participle)
    cue->source = shared_source (s, cue);
  if (quotes_is_source (q, cue->source))
    return true;
  /* "could not confirm the reports": with what goes before it a verb has its source before. */
  if (cue->kind != CUE_SPEECH || cue->span.from == s->from || cue->span.from < cue->head)
    return false;
  if (!(quotes_quotation_before (s, cue->span.from, &ignored) > 0 || is (q, cue->span.from - 1, ",") || is (q, cue->span.from - 1, "—")
        || is (q, cue->span.from - 1, "–")))
    return false;
  cue->source = quotes_source_behind (q, cue->span.to, s->end);
  cue->inverted = true;
  return quotes_is_source (q, cue->source);
}

/* "was quoted in local media on September 4 as saying" */
size_t
quotes_read_quoted (const Sentence *s, size_t i, Cue *cue, Part *via)
{
  const Quotes *q = s->q;
  bool be, aux, to;
  size_t at;

  if (!in (q, L_quoted, i))
    return 0;
  group_start (s, i, &be, &aux, &to);
  if (!be && !is (q, i + 1, "in") && !is (q, i + 1, "by") && !is (q, i + 1, "on") && !is (q, i + 1, "as"))
    return 0;
  for (at = i + 1; at + 1 < s->end && at - i < 18 && !(is (q, at, "as") && (is (q, at + 1, "saying") || is (q, at + 1, "telling"))); at++)
    ;
  if (at + 1 >= s->end || at - i >= 18)
    return 0;
  cue->span = (Part) { group_start (s, i, &be, &aux, &to), at + 2 };
  cue->head = i;
  cue->kind = CUE_SPEECH;
  cue->participle = false;
  *via = (Part) { 0, 0 };
  if (is (q, i + 1, "in") || is (q, i + 1, "by"))
    {
      *via = (Part) { i + 2, i + 2 };
      while (via->to < at && !is (q, via->to, "on") && !in (q, L_day, via->to) && !is (q, via->to, ",") && !is (q, via->to, "in"))
        via->to++;
    }
  return at + 2 - i;
}

size_t
quotes_with_preposition (const Sentence *s, size_t to)
{
  const Quotes *q = s->q;
  CueKind verb;

  if (to + 1 >= s->end || q->quoted[to] || token (q, to)->kind != LEX_WORD)
    return to;
  if (is (q, to, "to") && token (q, to + 1)->word != 0 && quotes_match_cue (q, to + 1, &verb) > 0 && !ends_with (q, to + 1, "s"))
    return to;
  if (is (q, to, "to"))
    return in (q, L_determiner, to + 1) || in (q, L_possessive, to + 1) || token (q, to + 1)->upper || ends_with (q, to + 1, "ing") || ends_with (q, to + 1, "tion")
           || ends_with (q, to + 1, "ment") || ends_with (q, to + 1, "ity") || (ends_with (q, to + 1, "s") && !ends_with (q, to + 1, "ss"))
             ? to + 1 : to;
  if (is (q, to, "about") && (token (q, to + 1)->kind == LEX_NUMBER || in (q, L_amount, to + 1)))
    return to;
  return is (q, to, "of") || is (q, to, "about") || is (q, to, "against") ? to + 1 : to;
}

/* "officials wary of the plan", "those more open to talks": a judgement right behind who judges, without "is". */
static bool
read_bare_state (const Sentence *s, size_t i, size_t n, Cue *cue)
{
  const Quotes *q = s->q;
  size_t at = i, end = i + n, last;

  while (at > s->from && i - at < 3 && (in (q, L_degree, at - 1) || is_adverb (q, at - 1)))
    at--;
  if (at == s->from || end + 2 >= s->end || at <= s->taken || !is_word (q, at - 1) || q->quoted[at - 1] || q->quoted[end])
    return false;
  if (!(in (q, L_prep, end) || is (q, end, "to") || is (q, end, "of") || is_that (q, end) || in (q, L_prep, end - 1) || is (q, end - 1, "of") || is (q, end - 1, "to")))
    return false;
  last = at - 1;
  /* Plurals and names: "a plan opposed by" is another thing. */
  if (in (q, L_prep, last) || in (q, L_verb, last) || in (q, L_aux, last) || is (q, end, "by")
      || !(is (q, last, "those") || in (q, L_human, last) || (ends_with (q, last, "s") && !ends_with (q, last, "ss") && !in (q, L_pronoun, last) && !in (q, L_determiner, last))))
    return false;
  cue->source = quotes_source_before (q, s->from, at);
  if (!quotes_is_source (q, cue->source) || is_evidence (q, cue->source))
    return false;
  cue->span = (Part) { at, quotes_with_preposition (s, end) };
  if (cue->span.to == end && in (q, L_prep, end))
    cue->span.to++;
  cue->kind = CUE_STATE;
  cue->participle = true;
  return true;
}

/* "Frightened by the vote, the ministers …": who is stands behind the comma. */
static bool
read_opening_state (const Sentence *s, size_t i, size_t n, Cue *cue)
{
  const Quotes *q = s->q;
  size_t comma = i + n;

  if (i > s->from + 1 || (i == s->from + 1 && !ends_with (q, s->from, "ly") && !in (q, L_degree, s->from))
      || !(in (q, L_prep, comma) || is (q, comma, "of") || is (q, comma, "to") || is_that (q, comma)))
    return false;
  while (comma < s->end && comma - i < 30 && !is (q, comma, ","))
    comma++;
  if (!is (q, comma, ",") || comma + 3 >= s->end || comma < i + n + 2)
    return false;
  cue->source = quotes_source_behind (q, comma + 1, s->end);
  for (size_t k = cue->source.from + 1; k < cue->source.to; k++)
    if (ends_with (q, k, "ed") && !token (q, k)->upper && !in (q, L_determiner, k - 1))
      cue->source.to = k;
  if (!quotes_is_source (q, cue->source))
    return false;
  cue->span = (Part) { s->from, i + n };
  cue->span.to = quotes_with_preposition (s, cue->span.to);
  if (cue->span.to == i + n && in (q, L_prep, i + n))
    cue->span.to++;
  cue->kind = CUE_STATE;
  cue->participle = true;
  return true;
}

/* "expressed sharp reservations about", "issued a warning that": a verb that says little, and the noun that does. How many tokens. */
static size_t
match_light (const Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  size_t at = i + 1;

  if (!in (q, L_light, i))
    return 0;
  /* "a range of positions", "a large degree of fondness" */
  while (at + 1 < s->end && at - i < 9 && is_word (q, at) && !q->quoted[at] && !in (q, L_stop, at) && !token (q, at)->upper
         && !(in (q, L_cuenoun, at) && (is_that (q, at + 1) || is (q, at + 1, "to") || is (q, at + 1, "of") || in (q, L_prep, at + 1)
                                        || is (q, at + 1, ":")))
         && !(in (q, L_prep, at)) && !(in (q, L_pronoun, at) && !in (q, L_possessive, at)) && !in (q, L_verb, at) && !is (q, at, "to"))
    at++;
  if (at + 2 >= s->end || at - i >= 9 || q->quoted[at] || !in (q, L_cuenoun, at) || in (q, L_day, at + 2))
    return 0;
  if (in (q, L_prep, at + 1) && !in (q, L_topic, at + 1))
    return 0;
  return (in (q, L_prep, at + 1) || is (q, at + 1, "of") ? at + 2 : quotes_with_preposition (s, at + 1)) - i;
}

/* "Protesters took to the streets to demand that": who does it is the subject of the sentence. */
static bool
read_purpose (const Sentence *s, size_t n, Cue *cue)
{
  const Quotes *q = s->q;
  size_t i = cue->head, at;

  if ((cue->kind != CUE_SPEECH && cue->kind != CUE_ACT) || i + n >= s->end
      || !(is_that (q, i + n) || q->quoted[i + n] || cue->kind == CUE_ACT || is (q, i + n, "what") || is (q, i + n, "why") || is (q, i + n, "how")
           || is (q, i + n, "whether"))
      || i < s->from + 3 || in (q, L_state, i - 2)
      || in (q, L_be, i - 2) || in (q, L_object, i - 2))
    return false;
  for (at = s->from; at < i && !quotes_is_verb (q, at) && !is (q, at, ",") && !(ends_with (q, at, "ed") && !token (q, at)->upper); at++)
    ;
  if (at + 1 >= i || at == s->from || is (q, at, ",") || is (q, at, "is") || is (q, at, "was"))
    return false;
  cue->source = quotes_source_before (q, s->from, at);
  /* "The report prompted the ministry to admit that" */
  if (in (q, L_causative, at) && quotes_is_source (q, (Part) { at + 1, i - 1 }))
    cue->source = (Part) { at + 1, i - 1 };
  cue->span = (Part) { i - 1, i + n };
  cue->participle = true;
  return quotes_is_source (q, cue->source) && !is (q, cue->source.from, "it");
}

/* "said in a statement", "said quietly into the phone", "argues with some force": how it is said belongs to the cue. */
static size_t
with_manner (const Sentence *s, size_t to)
{
  const Quotes *q = s->q;
  size_t at = to, end;

  while (at < s->end && at - to < 5 && !q->quoted[at] && (is_adverb (q, at) || (is (q, at, "so") && is_adverb (q, at + 1)) || (is (q, at, "and") && is_adverb (q, at + 1))))
    at++;
  if (is (q, at, "well") && at == to)
    at++;
  if (!in (q, L_manner, at))
    return at == to || is (q, at - 1, "well") || at >= s->end || is_that (q, at) || q->quoted[at] || token (q, at)->kind == LEX_MARK ? at : to;
  for (end = at + 1; end < s->end && end - at < 6 && is_word (q, end) && !q->quoted[end] && !token (q, end)->upper && !is_that (q, end); end++)
    if (in (q, L_period, end) || in (q, L_day, end) || in (q, L_prep, end) || in (q, L_verb, end) || in (q, L_month, end) || in (q, L_aside, end))
      return to;
  return end - at > 1 && end - at < 6 && (end >= s->end || is_that (q, end) || q->quoted[end] || token (q, end)->kind == LEX_MARK) ? end : to;
}

/* "sums up", "described as", "responded to", "said in a statement": what behind a verb of @n tokens belongs to it. */
static void
take_what_follows (const Sentence *s, size_t n, bool past, Cue *cue)
{
  const Quotes *q = s->q;
  size_t i = cue->head;

  if (n == 1 && in (q, L_particle, cue->span.to) && cue->span.to + 1 < s->end && !q->quoted[cue->span.to] && token (q, cue->span.to + 1)->kind == LEX_WORD)
    cue->span.to++;
  /* "described as a mistake" */
  if (n == 1 && cue->kind != CUE_SPEECH && is (q, cue->span.to, "as") && in (q, L_asverb, i))
    cue->span.to++;
  /* "agreed to pay", but "agreed to the plan" */
  if (n > 1 && is (q, cue->span.to - 1, "to") && cue->span.to < s->end)
    cue->span.to--;
  /* "reported to the ministry": who is told. */
  if (cue->kind != CUE_SPEECH || !is (q, cue->span.to, "to"))
    cue->span.to = quotes_with_preposition (s, cue->span.to);
  if (cue->span.to == i + n && cue->kind == CUE_SPEECH && (past || !in (q, L_noun, i)))
    cue->span.to = with_manner (s, cue->span.to);
}

/* "Judge blocks the law", "the president has appointed a new head": who may decide says so. */
static bool
read_decision (const Sentence *s, size_t i, Cue *cue)
{
  const Quotes *q = s->q;
  bool be, aux, to, decides = false;

  /* "signed the bill", "filed a lawsuit": what is decided tells too. */
  for (size_t k = i + 1; k < s->end && k < i + 6 && is_word (q, k) && !in (q, L_prep, k) && !q->quoted[k]; k++)
    decides = decides || in (q, L_decided, k);
  if (!in (q, L_decision, i) || i == s->from || i + 1 >= s->end || q->quoted[i + 1] || token (q, i + 1)->kind != LEX_WORD || in (q, L_prep, i + 1) || is (q, i + 1, "to")
      || is (q, i + 1, "and") || is (q, i + 1, "that") || is_adverb (q, i + 1))
    return false;
  cue->head = i;
  cue->span = (Part) { group_start (s, i, &be, &aux, &to), i + 1 };
  cue->kind = CUE_ACT;
  cue->participle = false;
  cue->inverted = false;
  if (be || to || ends_with (q, i, "ing") || (cue->span.from == i && is_noun_here (s, i, 1)))
    return false;
  cue->source = quotes_source_before (q, s->from, cue->span.from);
  for (size_t k = cue->source.from; k < cue->source.to; k++)
    decides = decides || (in (q, L_decider, k) && !in (q, L_prep, k - (k > s->from ? 1 : 0)));
  return decides && quotes_is_source (q, cue->source) && !is_evidence (q, cue->source);
}

/* "She intuited that they would", "'No,' he smiled.": a verb of no list, where what stands around it tells. */
static bool
read_unlisted (const Sentence *s, size_t i, Cue *cue)
{
  const Quotes *q = s->q;
  bool be, aux, to, who = false;
  Part ignored;

  if (i == s->from || !ends_with (q, i, "ed") || token (q, i)->n_fold < 5 || in (q, L_verb, i) || in (q, L_state, i) || in (q, L_passive, i)
      || is (q, i, "ensured") || is (q, i, "caused") || is (q, i, "provided"))
    return false;
  cue->head = i;
  cue->span = (Part) { group_start (s, i, &be, &aux, &to), i + 1 };
  cue->kind = CUE_SPEECH;
  cue->participle = cue->inverted = false;
  if (be || to || cue->span.from == s->from || in (q, L_degree, cue->span.from - 1))
    return false;
  cue->source = quotes_source_before (q, s->from, cue->span.from);
  if (!quotes_is_source (q, cue->source) || is_evidence (q, cue->source) || is (q, cue->source.from, "it"))
    return false;
  for (size_t k = cue->source.from; k < cue->source.to && !in (q, L_prep, k); k++)
    who = who || in (q, L_pronoun, k) || (in (q, L_human, k) && !in (q, L_determiner, k)) || (token (q, k)->upper && is_word (q, k) && k > s->from);
  if (!who)
    return false;
  if (is_that (q, i + 1))
    return i + 4 < s->end && !in (q, L_period, i + 2) && (in (q, L_pronoun, i + 2) || in (q, L_determiner, i + 2) || token (q, i + 2)->upper || token (q, i + 2)->kind == LEX_NUMBER);
  return (i + 1 >= s->end || is (q, i + 1, ".") || is (q, i + 1, ",")) && quotes_quotation_before (s, cue->source.from, &ignored) > 4;
}

bool
quotes_read_cue (const Sentence *s, size_t i, Cue *cue)
{
  const Quotes *q = s->q;
  const LexToken *head = token (q, i);
  size_t n, state, light;
  bool be, aux, to, past;

  if (!is_word (q, i) || (head->word == 0 && !ends_with (q, i, "ed")) || q->quoted[i] || head->skip || (head->upper && !s->title && i > s->from))
    return false;
  if ((head->glued && i > 0 && token (q, i - 1)->kind == LEX_MARK && !is_apostrophe (q, i - 1) && !q->quoted[i - 1])
      || (is (q, i + 1, "-") && token (q, i + 1)->glued))
    return false;
  n = quotes_match_cue (q, i, &cue->kind);
  state = match (q, L_state, i);
  cue->head = i;
  /* "is certain to rise": nobody's view. */
  if (state == 1 && (is (q, i, "certain") || is (q, i, "sure")) && is (q, i + 1, "to"))
    return false;
  if (state >= n && state > 0 && is_copula_before (q, s->from, i))
    {
      size_t at = i;

      while (at > s->from && i - at < 5 && in (q, L_degree, at - 1))
        at--;
      cue->span = (Part) { group_start (s, at, &be, &aux, &to), i + state };
      cue->kind = CUE_STATE;
      cue->participle = false;
      cue->span.to = quotes_with_preposition (s, cue->span.to);
      return !to && cue->span.from < i && quotes_find_source (s, cue);
    }
  if (state > 0 && (read_opening_state (s, i, state, cue) || (state >= n && read_bare_state (s, i, state, cue))))
    return true;
  light = match_light (s, i);
  if (light > n)
    {
      n = light;
      cue->kind = is_that (q, i + n) ? CUE_SPEECH : CUE_ACT;
    }
  if (n == 0)
    return read_unlisted (s, i, cue) || read_decision (s, i, cue);
  if (i + n > s->end)
    return false;
  cue->span = (Part) { group_start (s, i, &be, &aux, &to), i + n };
  if (to)
    return cue->span.from == i && read_purpose (s, n, cue);
  past = ends_with (q, i, "ed") || in (q, L_participle, i) || is (q, i, "said") || is (q, i, "told") || is (q, i, "found")
         || is (q, i, "felt") || is (q, i, "thought") || is (q, i, "understood") || is (q, i, "sought");
  if (be && past)
    return false;
  /* "images analyzed by the agency" */
  if (past && !aux && cue->span.from == i && is (q, i + n, "by"))
    return false;
  if (in (q, L_participle, i) && !aux)
    return false;
  cue->participle = ends_with (q, i, "ing") && !be && !is (q, i, "bring") && cue->span.from == i;
  if (!cue->participle && cue->span.from == i && is_noun_here (s, i, n))
    return false;
  if (cue->participle && (i == s->from || in (q, L_determiner, i - 1) || is (q, i - 1, "of") || is (q, i - 1, "s") || is (q, i - 1, "to")))
    return false;
  if (!quotes_find_source (s, cue))
    return false;
  /* "a man accused of theft" accuses nobody; "which he described as" does. */
  if (match (q, L_passiveas, i) > 1 && !aux && cue->span.from == i
      && !(cue->source.from > s->from && (is (q, cue->source.from - 1, "which") || is (q, cue->source.from - 1, "that") || is (q, cue->source.from - 1, "what"))))
    return false;
  if ((cue->kind == CUE_THINK || cue->kind == CUE_ACT) && cue->span.from > s->from && is (q, cue->span.from - 1, "who"))
    for (size_t k = cue->span.to; k + 1 < s->end && k < cue->span.to + 12 && !is (q, k, ",") && !is_that (q, k); k++)
      if (!in (q, L_noun, k) && !token (q, k)->upper && match (q, L_speech, k) + match (q, L_think, k) > 0 && k > cue->span.to && !is (q, k - 1, "to") && is_that (q, k + 1))
        return false;
  if (light < n && !cue->inverted && !in (q, L_object, i))
    take_what_follows (s, n, past, cue);
  if (is_evidence (q, cue->source) && light < n && match (q, L_evidence, i) > 0)
    cue->kind = CUE_EVIDENCE;
  /* "the emails released this week": a document does only some of these. */
  if (cue->kind == CUE_ACT && light < n && is_evidence (q, cue->source) && past && cue->span.from == i)
    return false;
  return cue->kind != CUE_EVIDENCE || is_evidence (q, cue->source) || match (q, L_speech, i) > 0 || is_that (q, cue->span.to) || read_decision (s, i, cue);
}

bool
quotes_is_passive (const Sentence *s, Cue *cue)
{
  bool be, aux, to;

  cue->span.from = group_start (s, cue->head, &be, &aux, &to);
  return be && !to && cue->span.from >= s->taken;
}
