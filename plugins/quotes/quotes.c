/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes attributions: who says what by which words; direct and indirect, the source before, behind and within the content.
 * It must not know names, figures and dates: it is given those that others have found. */
#include "quotes.h"

#include <stdlib.h>

static int
scan_document (void *lexicon, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  Quotes q = { .lex = { host, document, lexicon, { 0 } }, .speaker = NO_CLAIM };
  int done = GLS_PLUGIN_OK;

  lex_text_read (&q.lex.text, host, document, lexicon);
  q.quoted = calloc (q.lex.text.n + 2, sizeof *q.quoted);
  if (q.quoted == NULL)
    abort ();
  quotes_mark (&q);
  for (size_t i = 0; i < q.lex.text.n && !host->cancelled (host);)
    {
      size_t end;

      if (token (&q, i)->skip || !((i == 0 || token (&q, i - 1)->line != token (&q, i)->line) && quotes_scan_dialogue (&q, i, &end)))
        {
          end = quotes_sentence_end (&q, i);
          if (!token (&q, i)->skip)
            quotes_scan_sentence (&q, i, end);
        }
      i = end;
    }
  if (!host->cancelled (host))
    done = quotes_emit (&q);
  free (q.quoted);
  free (q.claims);
  lex_text_clear (&q.lex.text);
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
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "quotes", .extractor = &extractor };
GLS_PLUGIN_DEFINE (descriptor)
