/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes names of persons, organizations, groups and places; mentions of one thing carry one proposed entity.
 * It must not know how names are found and typed. */
#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char * const types[] = { NULL, "Person", "Organization", "Group", "Place" };

static char *
copy_words (const Names *n, const Name *name)
{
  uint32_t start = token (n, name->from)->start, end = token (n, name->to - 1)->end;
  char *words = malloc (end - start + 1);

  if (words == NULL)
    abort ();
  memcpy (words, n->lex.document->text + start, end - start);
  words[end - start] = '\0';
  return words;
}

static int
emit (const Names *n, const Name *name)
{
  const Name *first = &n->names[n->names[name->same].shown];
  GlsPluginRange range = { token (n, name->from)->start, token (n, name->to - 1)->end };
  char *words = copy_words (n, first), key[512];
  GlsPluginChain chain = { key, words, types[first->type] };
  GlsPluginAnnotation annotation = {
    .size = sizeof annotation, .type = types[name->type], .fragments = &range, .n_fragments = 1,
    .confidence = name->confidence, .chain = &chain,
  };
  size_t at = 0;
  int done;

  /* The same thing over the whole run: by type and words. */
  at = strlen (types[first->type]);
  memcpy (key, types[first->type], at);
  for (size_t i = first->from; i < first->to && at + 2 < sizeof key; i++)
    {
      const char *fold = token (n, i)->fold;
      size_t length = lex_stem (fold), room = sizeof key - at - 2;

      if (length > room)
        length = room;
      key[at++] = ' ';
      memcpy (key + at, fold, length);
      at += length;
    }
  key[at] = '\0';
  /* Cut in the middle of a character it would be no text. */
  while (at > 0 && at == sizeof key - 1 && ((unsigned char) key[at - 1] & 0x80) != 0)
    key[--at] = '\0';
  done = n->lex.host->emit_annotation (n->lex.host, &annotation);
  free (words);
  return done;
}

/* A line of capitals shouts: "DUSHANBE" is shown as "Dushanbe", where the text writes it so. */
static void
choose_shown (Names *n)
{
  for (size_t i = 0; i < n->n_names; i++)
    n->names[i].shown = n->names[i].same;
  for (size_t i = 0; i < n->n_names; i++)
    {
      const Name *name = &n->names[i];
      Name *first = &n->names[name->same];

      if (first->type != NAME_ORGANIZATION && name->to - name->from == first->to - first->from && !token (n, name->from)->capitals
          && token (n, n->names[first->shown].from)->capitals && lex_is (token (n, name->from), token (n, first->from)->fold, token (n, first->from)->n_fold))
        first->shown = i;
    }
}

static int
find_names (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  Names names = { .lex = { host, document, data, { 0 } } };
  int done = GLS_PLUGIN_OK;

  names_prepare (&names);
  names_find (&names);
  names_classify (&names);
  choose_shown (&names);
  for (size_t i = 0; i < names.n_names && done == GLS_PLUGIN_OK; i++)
    {
      if (i % 256 == 0 && host->cancelled (host))
        break;
      if (names.names[i].type != NAME_NONE)
        done = emit (&names, &names.names[i]);
    }
  names_clear (&names);
  return done;
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state)
{
  static const char *const lists[] = { "en.txt", "common.txt", "places.txt", "cities.txt", "people.txt", "ru.txt", NULL };
  static const char *const sections[] = { SECTIONS (LEX_NAME_OF) NULL };

  (void) run;
  return lexicon_begin (host, lists, sections, state);
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .begin = begin, .document = find_names, .end = lexicon_end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "names", .extractor = &extractor };
GLS_PLUGIN_DEFINE (descriptor)
