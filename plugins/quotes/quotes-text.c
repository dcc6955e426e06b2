/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotation marks and sentences: what is inside quotation marks, where a sentence ends that may hold a quotation.
 * It must not know who speaks. */
#include "quotes.h"

#include <string.h>

/* "''" as some papers print it: the first of two marks that are glued. */
static bool
is_double (const Quotes *q, size_t i)
{
  return is (q, i, "'") && is (q, i + 1, "'") && token (q, i + 1)->glued;
}

/* A mark between spaces and a word opens, one between a word and a space closes. */
static bool
opens_by_place (const Quotes *q, size_t i, size_t behind)
{
  return behind < q->lex.text.n && token (q, behind)->glued && token (q, behind)->line == token (q, i)->line
         && (i == 0 || !token (q, i)->glued || (token (q, i - 1)->kind == LEX_MARK && !is (q, i - 1, ".") && !is (q, i - 1, ",")
                                                && !is (q, i - 1, "!") && !is (q, i - 1, "?")));
}

bool
quotes_is_opening (const Quotes *q, size_t i)
{
  if (is (q, i, "“") || is (q, i, "«") || is (q, i, "„"))
    return true;
  if (is (q, i, "\""))
    return opens_by_place (q, i, i + 1);
  return is_double (q, i) && opens_by_place (q, i, i + 2);
}

bool
quotes_is_closing (const Quotes *q, size_t i)
{
  return is (q, i, "”") || is (q, i, "»") || is (q, i, "\"") || (i > 0 && is_double (q, i - 1));
}

/* The mark that closes what @i opens. */
static bool
closes (const Quotes *q, size_t i, size_t at)
{
  if (is (q, i, "«"))
    return is (q, at, "»");
  if (is (q, i, "„"))
    return is (q, at, "“") || is (q, at, "”");
  if (is (q, i, "“"))
    return is (q, at, "”");
  if (is (q, i, "\""))
    return is (q, at, "\"");
  return at > i + 2 && is_double (q, at - 1);
}

static bool
is_long_dash (const Quotes *q, size_t i)
{
  return is (q, i, "—") || is (q, i, "–");
}

/* «Мы ушли, — сказал он. — Все»: who says it stands within the marks, between dashes, and is not quoted. */
static void
free_sources (Quotes *q, size_t from, size_t end)
{
  for (size_t i = from + 2; i + 1 < end; i++)
    {
      size_t to;

      if (!is_long_dash (q, i) || !is_cyrillic (q, i + 1) || match (q, L_speech, i + 1) == 0)
        continue;
      for (to = i + 1; to < end - 1 && to - i < 40 && !is_long_dash (q, to); to++)
        ;
      for (size_t k = i; k <= to && k < end; k++)
        q->quoted[k] = k == end - 1;
      if (to < end - 1 && is_long_dash (q, to))
        q->quoted[to] = false;
      i = to;
    }
}

/* A quotation does not run over the end of a paragraph, and no further than this. */
#define MAX_QUOTED 600

void
quotes_mark (Quotes *q)
{
  /* Up to where the last search found nothing: another from within would find nothing either. */
  size_t barren = 0, steps = 0;

  for (size_t i = 0; i < q->lex.text.n && !lex_is_cancelled (q->lex.host, &steps); i++)
    {
      size_t end;

      if (!quotes_is_opening (q, i) || i < barren)
        continue;
      for (end = i + 1; end < q->lex.text.n && end - i < MAX_QUOTED && token (q, end)->line == token (q, i)->line
                        && !closes (q, i, end); end++)
        ;
      if (end < q->lex.text.n && closes (q, i, end))
        end++;
      else if (end - i == MAX_QUOTED || (i > 0 && token (q, i - 1)->line == token (q, i)->line))
        {
          barren = end;
          continue;
        }
      /* Open at a paragraph's beginning and not closed: the quotation goes on in the next. */
      for (size_t k = i; k < end; k++)
        q->quoted[k] = true;
      if (is (q, i, "«") || is (q, i, "„") || is (q, i, "“"))
        free_sources (q, i, end);
      i = end - 1;
    }
}

static bool
is_stop (const Quotes *q, size_t i)
{
  return is (q, i, ".") || is (q, i, "!") || is (q, i, "?") || is (q, i, "…");
}

/* "IS", "EU"; not "J", "Mr" nor «А». */
static bool
is_acronym (const LexToken *word)
{
  return word->capitals && word->end - word->start == 2 && (word->fold[0] & 0x80) == 0;
}

static bool
ends_sentence (const Quotes *q, size_t from, size_t i)
{
  if (q->quoted[i] && i + 1 < q->lex.text.n && q->quoted[i + 1] && !(quotes_is_closing (q, i) && quotes_is_opening (q, i + 1)))
    return false;
  if (is (q, i, ".") && i > 0 && token (q, i)->glued && token (q, i - 1)->kind == LEX_WORD)
    {
      const LexToken *before = token (q, i - 1);

      /* "(R-Wis.)", "Inc.," */
      if (i + 1 < q->lex.text.n && token (q, i + 1)->glued && (is (q, i + 1, ")") || is (q, i + 1, ",") || is (q, i + 1, ";")))
        return false;
      /* "J. Smith", "U.S.", "Mr.", "Gov."; "alongside IS." ends one. */
      if ((before->end - before->start <= 2 && before->upper && !is_acronym (before))
          || (before->upper && in (q, L_abbreviation, i - 1))
          || (i + 1 < q->lex.text.n && token (q, i + 1)->glued && token (q, i + 1)->kind == LEX_WORD))
        return false;
    }
  if (is_stop (q, i))
    return !(i + 1 < q->lex.text.n && ((quotes_is_closing (q, i + 1) && token (q, i + 1)->glued && !quotes_is_opening (q, i + 1))
                                       || is_stop (q, i + 1)));
  /* '… pay."': the mark behind the full stop ends it, unless the sentence goes on: '"Why?" he asked'. */
  if (!quotes_is_closing (q, i) || i == from || quotes_is_opening (q, i))
    return false;
  for (size_t k = i; k > from && i - k < 3; k--)
    if (is_stop (q, k - 1))
      return i + 1 >= q->lex.text.n || token (q, i + 1)->upper || token (q, i + 1)->kind != LEX_WORD
             ? !is (q, i + 1, ",") && !is (q, i + 1, "—") && !is (q, i + 1, "–") && !is (q, i + 1, "-")
               && (is (q, k - 1, ".") || i + 1 >= q->lex.text.n || token (q, i + 1)->kind != LEX_WORD)
             : false;
  return false;
}

size_t
quotes_sentence_end (const Quotes *q, size_t from)
{
  size_t at = from;

  while (at < q->lex.text.n && token (q, at)->line == token (q, from)->line && at - from < MAX_SENTENCE)
    if (ends_sentence (q, from, at++))
      break;
  return at;
}

static bool
is_edge (const Quotes *q, size_t i)
{
  return is (q, i, ",") || is (q, i, "|") || is (q, i, ":") || is (q, i, ";") || is (q, i, "-") || is (q, i, "—") || is (q, i, "–") || is (q, i, "―");
}

Part
quotes_trim (const Quotes *q, Part part)
{
  while (part.from < part.to && (is_edge (q, part.from) || is (q, part.from, ".") || (is (q, part.from, ")"))))
    part.from++;
  while (part.to > part.from && (is_edge (q, part.to - 1) || is (q, part.to - 1, ".") || is (q, part.to - 1, "(")))
    part.to--;
  return part;
}
