/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributions whose cue is no verb with its source before it: nouns ("his warning that"), passives ("is believed to"),
 * participles ("rejected by") and views ("in his opinion"). It must not know which name a source is. */
#include "quotes-sentence.h"

/* "a claim that its chairman rejects": what follows is no content. */
static bool
ends_in_cue (const Sentence *s)
{
  size_t last = s->end;
  CueKind kind;

  while (last > s->from && token (s->q, last - 1)->kind == LEX_MARK)
    last--;
  return last > s->from && quotes_match_cue (s->q, last - 1, &kind) > 0;
}

/* "accusations have mounted that", "fears are growing that": to the "that" behind a few words that say no more than that there are
 * some. 0: there is none. */
static size_t
that_behind (const Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  bool verb = false;
  size_t at = i + 1;

  while (at < s->end && at - i < 6 && is_word (q, at) && !q->quoted[at] && !is_that (q, at)
         && (in (q, L_aux, at) || in (q, L_spread, at) || is_adverb (q, at)))
    verb = in (q, L_spread, at++) || verb;
  return verb && is_that (q, at) ? at : 0;
}

/* "a warning from the ministry that", "allegations by residents that": who says it stands behind. 0: there is none. */
static size_t
take_noun_from (Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  Cue cue = { .span = { i, i + 1 }, .head = i, .kind = CUE_THINK };
  size_t that;
  Claim *c;

  if (!(is (q, i + 1, "from") || is (q, i + 1, "by")))
    return 0;
  for (that = i + 2; that < s->end && that - i < 14 && !is_that (q, that) && !is (q, that, ",") && !q->quoted[that] && !in (q, L_aux, that); that++)
    ;
  cue.source = (Part) { i + 2, that };
  if (!is (q, that, "that") || that + 2 >= s->end || !quotes_is_source (q, cue.source))
    return 0;
  c = quotes_claim (s, &cue, (Part) { that + 1, quotes_forward_end (s, &cue, that + 1) }, (Part) { 0, 0 });
  if (c == NULL)
    return 0;
  c->of_noun = true;
  return that + 1;
}

size_t
quotes_take_noun (Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  Cue cue = { .span = { i, i + 1 }, .head = i, .kind = CUE_THINK };
  size_t at = i, that;
  Claim *c;

  if (!in (q, L_cuenoun, i) || (i == s->from && !in (q, L_nounalone, i)) || i + 3 > s->end || q->quoted[i])
    return 0;
  at = take_noun_from (s, i);
  if (at > 0)
    return at;
  at = i;
  that = in (q, L_nounalone, i) ? that_behind (s, i) : 0;
  if (that > 0)
    {
      cue.span.to = that;
      c = quotes_claim (s, &cue, (Part) { that + 1, quotes_forward_end (s, &cue, that + 1) }, (Part) { 0, 0 });
      if (c == NULL)
        return 0;
      c->of_noun = true;
      return that + 1;
    }
  if (!(is (q, i + 1, "that") || is (q, i + 1, "to") || is (q, i + 1, "of") || is (q, i + 1, "for") || is (q, i + 1, "about")
        || is (q, i + 1, "on") || is (q, i + 1, "over") || is (q, i + 1, "against")))
    return 0;
  if (at > s->from && is_word (q, at - 1) && !in (q, L_possessive, at - 1) && !in (q, L_nounbefore, at - 1) && !is (q, at - 1, "s") && at > s->from + 1)
    at--;
  if (at > s->from && in (q, L_possessive, at - 1))
    cue.source = (Part) { at - 1, at };
  else if (at > s->from + 2 && is (q, at - 1, "s") && is_apostrophe (q, at - 2))
    cue.source = quotes_source_before (q, s->from, at - 2);
  else if (at > s->from + 1 && is_apostrophe (q, at - 1) && ends_with (q, at - 2, "s"))
    cue.source = quotes_source_before (q, s->from, at - 1);
  if (is_empty (cue.source) || (words_of (cue.source) > 1 && !quotes_is_source (q, cue.source)))
    {
      /* "opposition to the standards", "fears that": somebody's. */
      if (!in (q, L_nounalone, i) || (is_that (q, i + 1) && ends_in_cue (s))
          /* "complaints of the dockers": theirs. */
          || (is (q, i + 1, "of") && in (q, L_determiner, i + 2)) || !(is_that (q, i + 1) || is (q, i + 1, "to") || is (q, i + 1, "of") || is (q, i + 1, "about")
                                       || is (q, i + 1, "against") || is (q, i + 1, "over")))
        return 0;
      cue.source = (Part) { 0, 0 };
    }
  if (!is_that (q, i + 1))
    cue.span.to = is (q, i + 1, "on") || is (q, i + 1, "over") ? i + 2 : quotes_with_preposition (s, i + 1);
  at = cue.span.to + (is (q, cue.span.to, "that") ? 1 : 0);
  if (at >= s->end)
    return 0;
  c = quotes_claim (s, &cue, (Part) { at, quotes_forward_end (s, &cue, at) }, (Part) { 0, 0 });
  if (c == NULL)
    return 0;
  c->of_noun = true;
  return at;
}

size_t
quotes_take_passive (Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  Cue cue = { .span = { i, i + 1 }, .head = i, .kind = CUE_EVIDENCE };
  size_t low, n = match (q, L_passiveas, i), at = n > 0 ? i + n : i + 1;
  Claim *c;

  low = quotes_content_start (s, s->low, i);
  if (at + 1 >= s->end || i <= s->from || i <= low)
    return 0;
  /* "seems to be", "appeared to push" */
  if (n == 0 && in (q, L_seem, i) && is (q, i + 1, "to") && is_word (q, i - 1) && !is (q, i - 1, "there") && !is (q, i - 1, "what") && !is (q, i - 1, "it")
      && quotes_match_cue (q, i + 2, &cue.kind) == 0)
    quotes_is_passive (s, &cue);
  /* "a man accused of murder" */
  else if (n > 1 && i > low + 1 && !quotes_is_passive (s, &cue) && is_word (q, i - 1) && !in (q, L_aux, i - 1) && !in (q, L_pronoun, i - 1) && !in (q, L_prep, i - 1)
           && !in (q, L_determiner, i - 1) && cue.span.from + 2 > i)
    {
      Part subject = quotes_source_before (q, low, cue.span.from);

      if (is_empty (subject))
        return 0;
      low = subject.from;
      cue.kind = CUE_STATE;
      cue.participle = true;
      cue.source = (Part) { cue.span.from, cue.span.from };
    }
  else if (!(n > 0 || (in (q, L_passive, i) && is (q, i + 1, "to"))) || !quotes_is_passive (s, &cue))
    return 0;
  if (cue.span.from <= low)
    return 0;
  cue.span.to = at;
  c = quotes_claim (s, &cue, (Part) { low, cue.span.from }, (Part) { at, quotes_forward_end (s, &cue, at) });
  if (c == NULL)
    return 0;
  c->confidence = n > 0 || in (q, L_seem, i) ? 0.4 : 0.5;
  return at;
}

size_t
quotes_take_by (Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  Cue cue = { .span = { i, i + 1 }, .head = i, .kind = CUE_ACT, .inverted = true };
  CueKind kind;
  size_t by = i + 1, low;
  Part subject;
  Claim *c;

  if (!is_word (q, i) || token (q, i)->upper || !(ends_with (q, i, "ed") || in (q, L_participle, i) || is (q, i, "told")) || quotes_match_cue (q, i, &kind) != 1)
    return 0;
  while (by < s->end && by - i < 3 && is_adverb (q, by))
    by++;
  if (!is (q, by, "by") || by + 1 >= s->end || q->quoted[by])
    return 0;
  cue.source = quotes_source_behind (q, by + 1, s->end);
  if (!quotes_is_source (q, cue.source) || ends_with (q, cue.source.from, "ing"))
    return 0;
  /* "was told by the ministry that" */
  if (in (q, L_object, i) && is_that (q, cue.source.to) && cue.source.to + 2 < s->end)
    {
      cue.kind = CUE_SPEECH;
      if (!quotes_is_passive (s, &cue))
        cue.span.from = i;
      cue.span.to = by + 1;
      return quotes_claim (s, &cue, (Part) { cue.source.to + 1, quotes_forward_end (s, &cue, cue.source.to + 1) }, (Part) { 0, 0 }) != NULL ? cue.source.to + 1 : 0;
    }
  if (!quotes_is_passive (s, &cue))
    cue.span = (Part) { i, i + 1 };
  cue.span.to = by + 1;
  low = quotes_content_start (s, s->low, i);
  if (cue.span.from <= low)
    return 0;
  /* Its subject: back to the comma or verb before. */
  subject = quotes_source_before (q, low, cue.span.from);
  if (words_of (subject) == 1 && in (q, L_pronoun, subject.from))
    return 0;
  if (cue.span.to == i + 2 && cue.span.from == i && !is_empty (subject) && in (q, L_evidencenoun, subject.to - 1))
    return 0;
  c = quotes_claim (s, &cue, is_empty (subject) ? (Part) { low, cue.span.from } : subject, (Part) { cue.source.to, cue.source.to });
  if (c == NULL)
    return 0;
  if (cue.source.to + 2 < s->end && (is (q, cue.source.to, "of") || is (q, cue.source.to, "as") || is (q, cue.source.to, "for")))
    c->content[c->n_content++] = quotes_trim (q, (Part) { cue.source.to, quotes_forward_end (s, &cue, cue.source.to) });
  c->confidence = 0.45;
  return cue.source.to;
}

/* "The verdict angered residents": it is they who say so of the verdict. */
size_t
quotes_take_felt (Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  Cue cue = { .span = { i, i + 1 }, .head = i, .kind = CUE_ACT, .inverted = true };
  size_t low;
  bool somebody = false;
  Part subject;
  Claim *c;

  if (!in (q, L_feltby, i) || i <= s->from || i + 1 >= s->end || token (q, i)->upper || q->quoted[i + 1] || quotes_is_passive (s, &cue))
    return 0;
  low = quotes_content_start (s, s->low, i);
  cue.source = quotes_source_behind (q, i + 1, s->end);
  for (size_t k = cue.source.from; k < cue.source.to && !in (q, L_prep, k); k++)
    somebody = somebody || (in (q, L_human, k) && !in (q, L_determiner, k));
  subject = quotes_source_before (q, low, cue.span.from);
  if (!somebody || !quotes_is_source (q, cue.source) || is_empty (subject) || cue.span.from <= low)
    return 0;
  c = quotes_claim (s, &cue, subject, (Part) { 0, 0 });
  if (c == NULL)
    return 0;
  c->confidence = 0.4;
  return cue.source.to;
}

/* "For Mamurov, the figures are …" */
size_t
quotes_take_view (Sentence *s, size_t at)
{
  const Quotes *q = s->q;
  Cue cue = { .span = { at, at + 1 }, .head = at, .kind = CUE_THINK };
  size_t to = at + 1;
  Claim *c;

  if ((at == s->from || is (q, at - 1, ",")) && (is (q, at, "in") || is (q, at, "по")) && in (q, L_possessive, at + 1) && in (q, L_opinion, at + 2) && is (q, at + 3, ",") && at + 6 < s->end)
    {
      cue.span.to = at + 3;
      cue.source = (Part) { at + 1, at + 2 };
      return quotes_claim (s, &cue, (Part) { at + 4, s->end }, (Part) { 0, 0 }) != NULL ? at + 4 : 0;
    }
  /* "In Renner's view, …" */
  if (at == s->from && is (q, at, "in"))
    {
      size_t view = at + 2;

      while (view < s->end && view - at < 8 && !is (q, view, ",") && !in (q, L_opinion, view))
        view++;
      if (!in (q, L_opinion, view) || !is (q, view + 1, ",") || view + 4 > s->end
          || !((is (q, view - 1, "s") && is_apostrophe (q, view - 2)) || (is_apostrophe (q, view - 1) && ends_with (q, view - 2, "s"))))
        return 0;
      cue.source = (Part) { at + 1, is (q, view - 1, "s") ? view - 2 : view - 1 };
      cue.span = (Part) { view, view + 1 };
      return quotes_is_source (q, cue.source) && quotes_claim (s, &cue, (Part) { view + 2, s->end }, (Part) { 0, 0 }) != NULL ? view + 2 : 0;
    }
  if (at != s->from || !(is (q, at, "for") || is (q, at, "to")))
    return 0;
  while (to < s->end && to - at < 5 && is_word (q, to) && token (q, to)->upper && !q->quoted[to])
    to++;
  /* "For many residents, …" */
  if (is (q, at, "for") && in (q, L_human, at + 1) && !in (q, L_period, at + 2))
    while (to < s->end && to - at < 6 && is_word (q, to) && !q->quoted[to] && !in (q, L_period, to))
      to++;
  if (to == at + 1 || !is (q, to, ",") || to + 4 > s->end)
    return 0;
  cue.source = (Part) { at + 1, to };
  c = quotes_claim (s, &cue, (Part) { to + 1, s->end }, (Part) { 0, 0 });
  if (c == NULL)
    return 0;
  c->by_name = !in (q, L_human, at + 1);
  return to;
}

/* «Ожидается, что …»: nobody is said to say it. */
size_t
quotes_take_impersonal (Sentence *s, size_t at)
{
  const Quotes *q = s->q;
  Cue cue = { .span = { at, at + 1 }, .head = at, .kind = CUE_EVIDENCE };

  if (!in (q, L_impersonal, at) || !is (q, at + 1, ",") || !is_that (q, at + 2) || at + 4 > s->end)
    return 0;
  return quotes_claim (s, &cue, (Part) { at + 3, quotes_forward_end (s, &cue, at + 3) }, (Part) { 0, 0 }) != NULL ? at + 3 : 0;
}
