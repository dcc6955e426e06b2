/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came through another: "the website quoted an official as saying", "the agency reported, citing the ministry": who said it is
 * the source, who passes it on is the way. It must not know which name either is. */
#include "quotes-sentence.h"

/* No name with its title and post between "quoted" and "as saying" has more tokens. */
#define MAX_QUOTED_NAME 32

bool
quotes_is_media (const Quotes *q, Part part)
{
  for (size_t i = part.from; i < part.to; i++)
    if (in (q, L_media, i))
      return true;
  /* «Долина» */
  return words_of (part) > 2 && is (q, part.from, "«") && is (q, part.to - 1, "»");
}

static size_t
find_as_saying (const Sentence *s, size_t from)
{
  const Quotes *q = s->q;

  for (size_t i = from; i + 1 < s->end && i - from < MAX_QUOTED_NAME && !q->quoted[i]; i++)
    if (is (q, i, "as") && ends_with (q, i + 1, "ing") && match (q, L_speech, i + 1) > 0)
      return i;
  return 0;
}

size_t
quotes_take_reported (Sentence *s, size_t i)
{
  const Quotes *q = s->q;
  Cue cue = { .head = i, .kind = CUE_SPEECH };
  Part via = { 0, 0 };
  size_t as = i + 2 < s->end && in (q, L_quoting, i) && !token (q, i)->upper ? find_as_saying (s, i + 1) : 0, left, done;

  if (as <= i + 1 || is (q, i + 1, "in") || is (q, i + 1, "by") || is (q, i + 1, "on") || quotes_is_passive (s, &cue))
    return 0;
  via = quotes_source_before (q, s->from, cue.span.from);
  if (!quotes_is_source (q, via))
    via = (Part) { 0, 0 };
  cue.source = quotes_source_behind (q, i + 1, as);
  if (cue.source.to > as || !quotes_is_source (q, cue.source))
    cue.source = (Part) { i + 1, as };
  cue.head = as + 1;
  cue.span = (Part) { as, as + 2 };
  left = is_empty (via) ? i : via.from;
  done = quotes_take_forward (s, &cue, as + 2);
  if (done == 0)
    done = quotes_take_quotation (s, &cue, left, as + 2);
  if (done == 0 && left > s->low + 3 && is (q, left - 1, ",") && quotes_has_verb (q, (Part) { s->low, left }))
    done = quotes_take_backward (s, &cue, left, as + 2, as + 2);
  if (done > 0)
    {
      s->taken = as + 2;
      q->claims[q->n_claims - 1].lead = (Part) { i, i + 1 };
      q->claims[q->n_claims - 1].via = via;
      q->claims[q->n_claims - 1].passed_on = !is_empty (via);
    }
  return done;
}

size_t
quotes_find_citing (const Sentence *s, Part *cited)
{
  const Quotes *q = s->q;
  size_t n;

  for (size_t i = s->from; i + 2 < s->end; i++)
    if ((n = match (q, L_citing, i)) > 0 && !q->quoted[i] && (i == s->from || is (q, i - 1, ",") || is_cyrillic (q, i)) && find_as_saying (s, i + 1) == 0)
      {
        *cited = quotes_source_behind (q, i + n, s->end);
        /* "sources in the ministry" */
        if ((is (q, cited->to, "in") || is (q, cited->to, "at") || is (q, cited->to, "within") || is (q, cited->to, "в")) && (in (q, L_determiner, cited->to + 1) || (is_word (q, cited->to + 1) && (token (q, cited->to + 1)->upper || is_cyrillic (q, cited->to + 1)))) && !in (q, L_month, cited->to + 1))
          cited->to = quotes_source_behind (q, cited->to + 1, s->end).to;
        if (!quotes_is_source (q, *cited))
          return NO_CLAIM;
        for (size_t k = cited->from; k < cited->to; k++)
          if (in (q, L_human, k) || in (q, L_body, k) || in (q, L_media, k) || in (q, L_evidencenoun, k) || (token (q, k)->upper && is_word (q, k)))
            return i;
        return NO_CLAIM;
      }
  return NO_CLAIM;
}

bool
quotes_apply_cited (Sentence *s, Part cited)
{
  Quotes *q = s->q;
  size_t head = cited.from + 1;
  bool data, any = false;

  /* "police data", "a report by the ministry": what stands before the preposition tells. */
  while (head < cited.to && !in (q, L_prep, head) && !is (q, head, "of"))
    head++;
  data = in (q, L_evidencenoun, head - 1);
  for (size_t i = s->first; i < q->n_claims; i++)
    {
      Claim *c = &q->claims[i];

      if (c->of_noun || c->confidence < 0.8 || is_empty (c->source))
        continue;
      any = true;
      if (data)
        c->basis = cited;
      else if (is_empty (c->via) && quotes_is_media (q, c->source))
        {
          c->via = c->source;
          c->passed_on = true;
          c->source = cited;
        }
      else
        any = false;
      if (any)
        return true;
    }
  return false;
}
