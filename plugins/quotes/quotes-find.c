/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attributions of one sentence: from its cues, where what is said begins and how far it goes.
 * It must not know which name a source is. */
#include "quotes-sentence.h"

#include <stdlib.h>

static Claim *
add_claim (Quotes *q)
{
  if (q->n_claims == q->room_claims)
    {
      q->room_claims = q->room_claims > 0 ? q->room_claims * 2 : 64;
      q->claims = realloc (q->claims, q->room_claims * sizeof *q->claims);
      if (q->claims == NULL)
        abort ();
    }
  memset (&q->claims[q->n_claims], 0, sizeof *q->claims);
  return &q->claims[q->n_claims++];
}

static bool
is_pronoun (const Quotes *q, size_t i)
{
  return is (q, i, "it") || is (q, i, "that") || is (q, i, "this") || is (q, i, "so") || is (q, i, "himself") || is (q, i, "herself") || is (q, i, "themselves");
}

Claim *
quotes_claim (Sentence *s, const Cue *cue, Part content, Part more)
{
  Claim *c;

  content = quotes_trim (s->q, content);
  more = quotes_trim (s->q, more);
  if (words_of (content) + words_of (more) < (cue->kind == CUE_ACT || (!is_empty (content) && token (s->q, content.from)->kind == LEX_NUMBER) ? 1 : 2))
    return NULL;
  /* "admitted it himself" */
  if (cue->kind == CUE_SPEECH && is_empty (more) && words_of (content) < 3 && is_pronoun (s->q, content.from) && is_pronoun (s->q, content.to - 1))
    return NULL;
  c = add_claim (s->q);
  if (!is_empty (content))
    c->content[c->n_content++] = content;
  if (!is_empty (more))
    c->content[c->n_content++] = more;
  c->source = cue->source;
  c->cue = cue->span;
  c->confidence = cue->kind == CUE_SPEECH ? 0.85 : cue->kind == CUE_EVIDENCE ? 0.7 : 0.5;
  c->denied = in (s->q, L_denial, cue->head);
  if (s->q->quoted[content.from])
    c->confidence = 0.95;
  return c;
}

/* 'The quotation,' X said(, 'and more'). How far it went; 0: there is none. */
size_t
quotes_take_quotation (Sentence *s, const Cue *cue, size_t left, size_t right)
{
  const Quotes *q = s->q;
  Part before = { 0, 0 }, more = { 0, 0 }, listener = { 0, 0 };
  size_t at, last;
  CueKind ignored;
  Claim *c;

  if (quotes_quotation_before (s, left, &before) == 0 || before.to <= s->low)
    return 0;
  last = before.to >= 2 ? before.to - 2 : 0;
  if (!(is (q, last, ",") || is (q, last, ".") || is (q, last, "?") || is (q, last, "!") || is (q, last, "…") || is (q, before.to, ",")
        || is (q, last, "—") || is (q, last, "-") || is (q, before.to, "—") || is (q, before.to, "–") || is (q, last, "'")))
    return 0;
  /* 'It is "a cartel," he said': the sentence is what he said, not the word. */
  if (before.from > s->low)
    {
      size_t low = quotes_content_start (s, s->low, before.from);

      if (quotes_has_verb (q, (Part) { low, before.from }) || before.from - low > 2)
        before.from = low;
    }
  at = quotes_skip_when (s, quotes_skip_listener (s, cue, right, &listener));
  /* '…,' she told the website. */
  if (is_empty (listener) && in (q, L_object, cue->head) && at == right)
    for (listener = (Part) { right, right }; listener.to < s->end && is_word (q, listener.to) && !in (q, L_prep, listener.to) && !in (q, L_day, listener.to)
                                             && listener.to - right < 8;)
      listener.to++;
  if (at < s->end && !q->quoted[at] && (is (q, at, ",") || is (q, at, ":") || is (q, at, "that") || is (q, at, "—") || is (q, at, "-")) && at + 1 < s->end)
    at++;
  while (at < s->end && !q->quoted[at] && at - right < 24 && quotes_match_cue (q, at, &ignored) == 0)
    at++;
  if (at < s->end && q->quoted[at])
    more = quotes_quotation_at (s, at);
  /* «…», — отметил он в интервью радио «Азаттык»: a name. */
  if (words_of (more) > 2 && words_of (more) < 7 && is_word (q, at - 1) && (token (q, more.from + 1)->upper || token (q, more.from + 1)->kind == LEX_NUMBER)
      && is_word (q, more.to - 2))
    more = (Part) { 0, 0 };
  c = quotes_claim (s, cue, before, more);
  if (c == NULL)
    return 0;
  c->tail = (Part) { right, at < s->end ? at : s->end };
  c->via = listener;
  return is_empty (more) ? right : more.to;
}

/* The paragraph below, or the quotation that it begins with. */
static size_t
take_below (Sentence *s, const Cue *cue, size_t right)
{
  const Quotes *q = s->q;
  size_t from = s->end, to = from;
  Claim *c;

  if (from >= q->lex.text.n || token (q, from)->skip || token (q, from)->line == token (q, from - 1)->line || token (q, from)->line > token (q, from - 1)->line + 3)
    return 0;
  while (to < q->lex.text.n && token (q, to)->line == token (q, from)->line && to - from < MAX_SENTENCE && (!q->quoted[from] || q->quoted[to]))
    to++;
  c = quotes_claim (s, cue, (Part) { from, to }, (Part) { 0, 0 });
  if (c == NULL)
    return 0;
  c->tail = (Part) { right, s->end };
  return s->end;
}

size_t
quotes_take_forward (Sentence *s, const Cue *cue, size_t right)
{
  const Quotes *q = s->q;
  Part listener = { 0, 0 }, which = { 0, 0 };
  size_t at = quotes_skip_listener (s, cue, right, &listener), when = at, to;
  bool that;
  Claim *c;

  if (cue->kind == CUE_SPEECH || cue->kind == CUE_EVIDENCE)
    at = quotes_skip_when (s, at);
  if (at >= s->end)
    at = when;
  if ((is (q, at, ",") || is (q, at, "also") || is (q, at, "too") || is (q, at, "only") || is (q, at, "just") || is_adverb (q, at)) && is_that (q, at + 1))
    at++;
  /* "said, citing the ministry, that" */
  if (s->citing != NO_CLAIM && at + 1 == s->citing && is (q, s->cited.to, ",") && s->cited.to + 2 < s->end)
    at = s->cited.to + (is_that (q, s->cited.to + 1) ? 1 : 0);
  /* "The minister said:" and what he said below. */
  if (cue->kind == CUE_SPEECH && at + 1 == s->end && is (q, at, ":"))
    return take_below (s, cue, right);
  that = is_that (q, at) || is (q, at, ":");
  if (!quotes_may_forward (s, cue, at < s->end && (is (q, at, ",") || is (q, at, ":") || is_that (q, at)) ? at + 1 : at,
                    that || (at > right && (is (q, at, ",") || is (q, at, ":")))))
    return 0;
  if (at < s->end && (that || is (q, at, ",")))
    at++;
  if (is_that (q, at) && !that)
    at++;
  to = quotes_forward_end (s, cue, at);
  /* "the law, which he called a mistake,": what it is said of. */
  if (cue->source.from > s->from && is (q, cue->source.from - 1, "which") && cue->kind != CUE_EVIDENCE)
    which = (Part) { cue->source.from - 1, cue->source.from };
  c = is_empty (which) ? quotes_claim (s, cue, (Part) { at, to }, which) : quotes_claim (s, cue, which, (Part) { at, to });
  if (c == NULL)
    return 0;
  c->tail = (Part) { right, at };
  c->via = listener;
  return at;
}

/* "a figure that officials dispute": what is said stands before the relative pronoun. 0: there is none. */
static size_t
take_relative (Sentence *s, const Cue *cue)
{
  const Quotes *q = s->q;
  size_t at = cue->source.from;
  Part content;

  if (cue->inverted || cue->participle || at < s->from + 2 || !(is (q, at - 1, "which") || is (q, at - 1, "that") || is (q, at - 1, "whom") || (is (q, at - 1, "who") && in (q, L_pronoun, at))))
    return 0;
  content = quotes_source_before (q, s->low, at - 1);
  return quotes_claim (s, cue, content, (Part) { 0, 0 }) != NULL ? cue->span.to : 0;
}

size_t
quotes_take_backward (Sentence *s, const Cue *cue, size_t left, size_t right, size_t behind)
{
  const Quotes *q = s->q;
  size_t low = quotes_content_start (s, s->low, left), colon = left;
  Part more = { 0, 0 };
  Claim *c;

  /* "insists that all is well: in May, he says, 18 left": what he says begins behind the colon, and the claim before ends there. */
  while (colon > low + 1 && (!is (q, colon - 1, ":") || q->quoted[colon - 1]))
    colon--;
  if (colon > low + 1 && s->q->n_claims > s->first && in (q, L_pronoun, cue->source.from))
    {
      Claim *last = &s->q->claims[s->q->n_claims - 1];
      Part *end = &last->content[last->n_content - 1];

      if (end->from < colon - 1 && end->to > colon)
        {
          *end = quotes_trim (q, (Part) { end->from, colon - 1 });
          low = colon;
        }
    }

  if (behind + 3 < s->end && is (q, behind, ",") && !(is_word (q, behind + 1) && ends_with (q, behind + 1, "ing"))
      && !is (q, behind + 1, "without") && !in (q, L_subordinate, behind + 1) && !is (q, behind + 1, "during"))
    more = (Part) { behind + 1, s->end };
  c = quotes_claim (s, cue, (Part) { low, left }, more);
  if (c == NULL)
    return 0;
  c->tail = (Part) { right, behind };
  return is_empty (more) ? behind : right;
}

/* How far it went; 0: it attributes nothing. */
static size_t
take_cue (Sentence *s, const Cue *cue)
{
  const Quotes *q = s->q;
  size_t left = cue->inverted ? cue->span.from : cue->source.from < cue->span.from && cue->source.from >= s->from ? cue->source.from : cue->span.from;
  size_t right = cue->inverted ? cue->source.to : cue->span.to, behind, done;
  bool clause, comma;

  if (cue->participle)
    return quotes_take_forward (s, cue, right);
  done = quotes_take_quotation (s, cue, left, right);
  if (done > 0)
    return done;
  comma = left > s->from && (is (q, left - 1, ",") || is (q, left - 1, "—") || is (q, left - 1, "–") || is (q, left - 1, "-"));
  /* "The trouble, Frank writes, began …" */
  if (comma && !cue->inverted && cue->kind == CUE_SPEECH && is (q, right, ",") && !is_adverb (q, s->low) && left > s->low + 1
      && !(is_word (q, right + 1) && ends_with (q, right + 1, "ing")) && !in (q, L_prep, s->low))
    return quotes_take_backward (s, cue, left, right, right);
  clause = comma && left > s->low + 3 && (s->title || quotes_has_verb (q, (Part) { s->low, left })) && (cue->kind == CUE_SPEECH || cue->kind == CUE_EVIDENCE);
  if (clause)
    {
      Part ignored;

      behind = quotes_skip_when (s, quotes_skip_listener (s, cue, right, &ignored));
      if (behind < s->end && behind == right && in (q, L_object, cue->head))
        while (behind < s->end && !quotes_begins_content (q, behind))
          behind++;
      if (behind + 1 >= s->end || (is (q, behind, ",") && !q->quoted[behind] && !is_that (q, behind + 1)
                                   && !(behind + 1 < s->end && q->quoted[behind + 1])))
        return quotes_take_backward (s, cue, left, right, behind < s->end ? behind : s->end);
    }
  if (cue->inverted)
    return 0;
  /* "As Mamurov notes, …" */
  if (cue->kind == CUE_SPEECH && left > s->from && is (q, left - 1, "as") && is (q, right, ",") && !(left > s->from + 1 && is (q, left - 2, ",")))
    {
      Claim *c = quotes_claim (s, cue, (Part) { right + 1, s->end }, (Part) { 0, 0 });

      return c != NULL ? right + 1 : 0;
    }
  done = quotes_take_forward (s, cue, right);
  return done > 0 ? done : take_relative (s, cue);
}

/* "X was quoted as saying that content." and "Content, X was quoted as saying." */
static size_t
take_quoted (Sentence *s, const Cue *cue)
{
  const Quotes *q = s->q;
  size_t left = cue->source.from, done = quotes_take_forward (s, cue, cue->span.to);

  if (done == 0)
    done = quotes_take_quotation (s, cue, left, cue->span.to);
  if (done > 0 || left <= s->low + 3 || left >= cue->span.from || !is (q, left - 1, ",") || !quotes_has_verb (q, (Part) { s->low, left }))
    return done;
  return quotes_take_backward (s, cue, left, cue->span.to, cue->span.to);
}

/* "According to X, content." and "Content, according to X." */
static size_t
take_according (Sentence *s, size_t at, size_t n)
{
  const Quotes *q = s->q;
  Cue cue = { .span = { at, at + n }, .head = at, .kind = CUE_SPEECH };
  size_t comma;

  cue.source = quotes_source_behind (q, at + n, s->end);
  if (is_empty (cue.source))
    return 0;
  comma = cue.source.to;
  if (at <= s->low + 1 || (is (q, comma, ",") && is (q, at - 1, ",") && !quotes_has_verb (q, (Part) { s->low, at }) && comma + 5 < s->end))
    {
      while (comma < s->end && !is (q, comma, ","))
        comma++;
      /* "According to X, an analyst with Y, content" */
      if (comma + 1 < s->end && !(words_of (cue.source) == 1 && in (q, L_pronoun, cue.source.from)) && !is (q, cue.source.from, "him") && !is (q, cue.source.from, "them")
          && (is (q, comma + 1, "который") || is (q, comma + 1, "которая") || is (q, comma + 1, "a") || is (q, comma + 1, "an") || is (q, comma + 1, "the") || is (q, comma + 1, "who")))
        for (size_t i = comma + 1; i + 1 < s->end && i - comma < 20 && !quotes_is_verb (q, i); i++)
          if (is (q, i, ","))
            {
              comma = i;
              break;
            }
      return comma < s->end && quotes_claim (s, &cue, (Part) { comma + 1, s->end }, (Part) { 0, 0 }) != NULL ? comma : 0;
    }
  /* "Mamurov claimed that …, according to the website." */
  if (q->n_claims > s->first && quotes_is_media (q, cue.source))
    {
      Claim *last = &s->q->claims[q->n_claims - 1];
      size_t content_end = last->content[last->n_content - 1].to;

      if (last->confidence >= 0.8 && is_empty (last->via) && !is_empty (last->source) && content_end <= at && at - content_end < 3)
        {
          last->via = cue.source;
          last->passed_on = true;
          return cue.source.to;
        }
    }
  return quotes_claim (s, &cue, (Part) { quotes_content_start (s, s->low, at), at }, (Part) { 0, 0 }) != NULL ? cue.source.to : 0;
}

static bool
is_quoting (const Quotes *q, const Claim *c)
{
  for (size_t k = 0; k < c->n_content; k++)
    if (q->quoted[c->content[k].from])
      return true;
  return false;
}

/* Does the last claim lie in another of this sentence? */
static bool
is_nested (const Sentence *s)
{
  const Claim *last = &s->q->claims[s->q->n_claims - 1];

  for (size_t i = s->first; i + 1 < s->q->n_claims; i++)
    for (size_t k = 0; k < s->q->claims[i].n_content; k++)
      if (s->q->claims[i].content[k].from <= last->cue.from && last->cue.to <= s->q->claims[i].content[k].to)
        return true;
  return false;
}

static bool
is_title (const Quotes *q, size_t from, size_t end)
{
  unsigned words = 0, capitals = 0;

  for (size_t i = from; i < end; i++)
    if (is_word (q, i) && token (q, i)->end - token (q, i)->start > 3)
      {
        words++;
        capitals += token (q, i)->upper;
      }
  return words >= 3 && capitals * 10 >= words * 8;
}

/* "French Minister: 20 Mosques Closed" */
static void
take_headline (Sentence *s)
{
  const Quotes *q = s->q;
  size_t colon = s->from;
  Cue cue = { .kind = CUE_SPEECH };
  Claim *c;

  while (colon < s->end && colon - s->from < 5 && is_word (q, colon))
    colon++;
  if (!s->title || colon == s->from || !is (q, colon, ":") || colon + 4 > s->end || is (q, s->end - 1, "?")
      || !(in (q, L_human, colon - 1) || in (q, L_evidencenoun, colon - 1) || (in (q, L_body, colon - 1) && colon > s->from + 1)))
    return;
  cue.source = (Part) { s->from, colon };
  c = quotes_claim (s, &cue, (Part) { colon + 1, s->end }, (Part) { 0, 0 });
  if (c != NULL)
    c->confidence = 0.6;
}

/* 'Renner was blunt: "Nobody left the port."': no verb says so, the colon does. */
static void
take_colon (Sentence *s)
{
  const Quotes *q = s->q;
  Cue cue = { .kind = CUE_SPEECH };
  Part quotation;
  size_t colon = s->from, name = s->from;
  Claim *c;

  while (colon < s->end && colon - s->from < 30 && !q->quoted[colon] && !is (q, colon, ":"))
    colon++;
  if (colon + 4 >= s->end || !is (q, colon, ":") || !quotes_is_opening (q, colon + 1))
    return;
  quotation = quotes_quotation_at (s, colon + 1);
  if (quotation.to + 1 < s->end || words_of (quotation) < 6)
    return;
  for (size_t i = s->from; i < colon && i - s->from < 6 && is_word (q, i); i++)
    if (token (q, i)->upper)
      name = i + 1;
  cue.source = (Part) { s->from, name };
  /* A name, or "she": "The sign" says nothing. */
  if (!quotes_is_source (q, cue.source) || (words_of (cue.source) == 1 && (in (q, L_possessive, s->from) || in (q, L_starter, s->from) || in (q, L_prep, s->from)
                                                                           || (in (q, L_pronoun, s->from) && !in (q, L_person, s->from)))))
    return;
  c = quotes_claim (s, &cue, quotation, (Part) { 0, 0 });
  if (c != NULL)
    c->confidence = 0.6;
}

/* A sentence that is nothing but a quotation goes on with what the last speaker said. */
static void
take_continued (Sentence *s)
{
  Quotes *q = s->q;
  size_t from = s->from + (is (s->q, s->from, "—") || is (s->q, s->from, "–") ? 1 : 0);
  Part part = quotes_quotation_at (s, from);
  const Claim *before;
  Claim next;

  if (q->speaker == NO_CLAIM || (from == s->from && !quotes_is_opening (q, from)) || part.to + 2 < s->end || words_of (part) < 4)
    return;
  before = &q->claims[q->speaker];
  if (token (q, s->from)->line > token (q, before->cue.from)->line + 4)
    return;
  next = *before;
  next.content[0] = part;
  next.n_content = 1;
  next.tail = (Part) { 0, 0 };
  next.confidence = 0.8;
  *add_claim (q) = next;
  q->speaker = q->n_claims - 1;
}

/* What others are said to have said; "I think" is what the answer is. */
static void
scan_answer (Quotes *q, size_t from, size_t stop)
{
  size_t first = q->n_claims, kept = first;

  for (size_t at = from; at < stop;)
    {
      size_t to = quotes_sentence_end (q, at);

      quotes_scan_sentence (q, at, to < stop ? to : stop);
      at = to;
    }
  for (size_t i = first; i < q->n_claims; i++)
    if (q->claims[i].confidence > 0.6 && !is_empty (q->claims[i].source) && !is (q, q->claims[i].source.from, "i") && !is (q, q->claims[i].source.from, "we")
        && !is (q, q->claims[i].source.from, "you"))
      q->claims[kept++] = q->claims[i];
  q->n_claims = kept;
  q->speaker = NO_CLAIM;
}

/* "Q: …", "A: …", "SMITH: …" at the beginning of a line: all of the line is said. */
bool
quotes_scan_dialogue (Quotes *q, size_t from, size_t *end)
{
  size_t colon = from, stop;
  Claim *c;

  while (colon < q->lex.text.n && colon - from < 4 && is_word (q, colon) && token (q, colon)->capitals)
    colon++;
  if (colon == from || !is (q, colon, ":") || token (q, colon)->line != token (q, from)->line || !token (q, colon)->glued)
    return false;
  for (stop = colon + 1; stop < q->lex.text.n && token (q, stop)->line == token (q, from)->line; stop++)
    ;
  *end = stop;
  if (stop - colon < 5)
    return true;
  c = add_claim (q);
  c->content[c->n_content++] = quotes_trim (q, (Part) { colon + 1, stop });
  /* A question claims nothing. */
  if (is (q, stop - 1, "?"))
    {
      q->n_claims--;
      scan_answer (q, colon + 1, stop);
      return true;
    }
  c->source = (Part) { from, colon };
  c->confidence = 0.6;
  scan_answer (q, colon + 1, stop);
  return true;
}

/* «Об этом сообщил министр»: the sentence before is what he said. */
static void
take_about_this (Sentence *s)
{
  Quotes *q = s->q;
  Cue cue = { .kind = CUE_SPEECH, .inverted = true };
  Claim *c;

  if (!is (q, s->from, "об") || !is (q, s->from + 1, "этом") || q->before.to != s->from || words_of (q->before) < 4)
    return;
  for (size_t i = s->from + 2; i < s->end && i - s->from < 24; i++)
    if (!q->quoted[i] && match (q, L_speech, i) > 0)
      {
        cue.head = i;
        cue.span = (Part) { i, i + match (q, L_speech, i) };
        cue.source = quotes_source_behind (q, cue.span.to, s->end);
        if (!quotes_is_source (q, cue.source))
          cue.source = quotes_source_before (q, s->from + 2, i);
        if (!quotes_is_source (q, cue.source))
          return;
        c = quotes_claim (s, &cue, q->before, (Part) { 0, 0 });
        if (c != NULL)
          c->tail = (Part) { s->from, s->end };
        return;
      }
}

/* Most words begin nothing: one look tells. */
static inline bool
may_attribute (const Quotes *q, size_t at)
{
  const uint64_t one = 1, sections = one << L_according | one << L_quoted | one << L_speech | one << L_act | one << L_think | one << L_evidence
                                     | one << L_state | one << L_light | one << L_cuenoun | one << L_passive | one << L_passiveas | one << L_decision | one << L_seem | one << L_feltby | one << L_impersonal;

  /* A verb of no list: where "that" or a stop follows. */
  if ((token (q, at)->first & sections) == 0 && (is (q, at + 1, "that") || is (q, at + 1, ".") || is (q, at + 1, ",")) && ends_with (q, at, "ed"))
    return true;
  return (token (q, at)->first & sections) != 0 || is (q, at, "по") || is (q, at, "in") || is (q, at, "for");
}

/* More than a word in quotation marks: what follows in them is the same speaker's. */
static bool
is_whole_quotation (const Quotes *q, const Claim *c)
{
  size_t last = c->content[0].to - 1;

  return words_of (c->content[0]) > (is_cyrillic (q, c->cue.from) ? 3 : 5)
         || (words_of (c->content[0]) > 3 && (is (q, last - 1, ",") || is (q, last - 1, ".") || is (q, last - 1, "!") || is (q, last - 1, "?")));
}

void
quotes_scan_sentence (Quotes *q, size_t from, size_t end)
{
  Sentence s = { .q = q, .from = from, .end = end, .low = from, .taken = from, .first = q->n_claims, .title = is_title (q, from, end) };

  s.citing = quotes_find_citing (&s, &s.cited);
  for (size_t at = from; at < end; at++)
    {
      Cue cue = { .kind = CUE_SPEECH };
      Part via = { 0, 0 };
      size_t n, done = 0;

      if (q->quoted[at] || at < s.taken || (at > from && !may_attribute (q, at)))
        continue;
      n = match (q, L_according, at);
      if (at == s.citing)
        continue;
      if ((done = quotes_take_reported (&s, at)) > 0 || (done = quotes_take_impersonal (&s, at)) > 0)
        ;
      else if (n > 0)
        done = take_according (&s, at, n);
      else if (quotes_read_quoted (&s, at, &cue, &via) > 0 && quotes_find_source (&s, &cue))
        {
          done = take_quoted (&s, &cue);
          if (done > 0)
            {
              q->claims[q->n_claims - 1].via = via;
              q->claims[q->n_claims - 1].passed_on = !is_empty (via);
            }
        }
      else if (quotes_read_cue (&s, at, &cue))
        done = take_cue (&s, &cue);
      else if ((done = quotes_take_noun (&s, at)) == 0 && (done = quotes_take_view (&s, at)) == 0 && (done = quotes_take_by (&s, at)) == 0 && (done = quotes_take_felt (&s, at)) == 0)
        done = quotes_take_passive (&s, at);
      /* What somebody is said to want is part of what is said. */
      if (done > 0 && ((cue.kind != CUE_SPEECH && cue.kind != CUE_EVIDENCE)
                       || (q->claims[q->n_claims - 1].of_noun && is_empty (q->claims[q->n_claims - 1].source))) && !is_quoting (q, &q->claims[q->n_claims - 1])
          && is_nested (&s))
        q->n_claims--;
      if (done > 0)
        {
          if (s.taken <= at)
            s.taken = cue.span.to > at + 1 ? cue.span.to : at + 1;
          /* What a quotation took is no other's. */
          if (q->n_claims > s.first && q->quoted[q->claims[q->n_claims - 1].content[0].from] && done > s.low)
            s.low = done;
        }
    }
  if (s.citing != NO_CLAIM && !quotes_apply_cited (&s, s.cited))
    {
      Cue cue = { .kind = CUE_ACT };

      if (quotes_read_cue (&s, s.citing, &cue))
        take_cue (&s, &cue);
    }
  if (q->n_claims == s.first)
    take_about_this (&s);
  q->before = (Part) { from, end };
  if (q->n_claims == s.first && s.title)
    take_headline (&s);
  if (q->n_claims == s.first)
    take_colon (&s);
  if (q->n_claims == s.first)
    take_continued (&s);
  else
    {
      q->speaker = NO_CLAIM;
      for (size_t i = s.first; i < q->n_claims; i++)
        if (q->quoted[q->claims[i].content[q->claims[i].n_content - 1].to - 1] && is_whole_quotation (q, &q->claims[i]))
          q->speaker = i;
    }
}
