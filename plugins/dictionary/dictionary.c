/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes every mention of the project's entities and of a word list: whole words, the longest phrase first.
 * It must not know how words are compared. */
#include "dictionary.h"

#include <stdio.h>
#include <stdlib.h>

#define NOTHING ((uint32_t) -1)

/* What a phrase stands for; its texts lie in one block. */
typedef struct {
  uint32_t name, type, id;  /* places in the block; id: of an entity, or NOTHING */
} Entry;

typedef struct {
  DictChars *chars;
  DictTable *table;
  Entry     *entries;
  size_t     n_entries, room_entries;
  char      *block;
  size_t     n_block, room_block;
  const GlsPluginRun *run;  /* during begin() */
  uint32_t   fallback;      /* the type of rows that name none, or one that the codebook lacks */
  uint32_t   last_type;
  bool       full;
} State;

static uint32_t
keep (State *state, const char *text)
{
  size_t n = strlen (text) + 1, at = state->n_block;

  while (state->room_block < at + n)
    {
      state->room_block = state->room_block > 0 ? 2 * state->room_block : 65536;
      state->block = realloc (state->block, state->room_block);
      if (state->block == NULL)
        abort ();
    }
  memcpy (state->block + at, text, n);
  state->n_block += n;
  return (uint32_t) at;
}

static uint32_t
add_entry (State *state, uint32_t name, uint32_t type, uint32_t id)
{
  if (state->n_entries == state->room_entries)
    {
      state->room_entries = state->room_entries > 0 ? 2 * state->room_entries : 1024;
      state->entries = realloc (state->entries, state->room_entries * sizeof *state->entries);
      if (state->entries == NULL)
        abort ();
    }
  state->entries[state->n_entries] = (Entry) { name, type, id };
  return (uint32_t) state->n_entries++;
}

static bool
has_type (const GlsPluginRun *run, const char *type)
{
  for (size_t i = 0; i < run->types.n; i++)
    if (strcmp (GLS_PLUGIN_AT (GlsPluginType, run->types, i)->name, type) == 0)
      return true;
  return false;
}

/* Equal types follow each other: kept once. */
static uint32_t
keep_type (State *state, const char *type)
{
  if (type == NULL || !has_type (state->run, type))
    return state->fallback;
  if (state->last_type == NOTHING || strcmp (state->block + state->last_type, type) != 0)
    state->last_type = keep (state, type);
  return state->last_type;
}

static bool
take_row (void *data, const char *term, const char *type, const char *name)
{
  State *state = data;
  uint32_t kind = keep_type (state, type), entry;

  if (state->n_block > UINT32_MAX - (1 << 21) || state->n_entries >= UINT32_MAX - 2)
    {
      state->full = true;
      return false;
    }
  entry = add_entry (state, keep (state, name), kind, NOTHING);
  if (!dict_table_add (state->table, term, strlen (term), entry))
    state->n_entries--;
  return true;
}

static void
take_entities (State *state)
{
  for (size_t i = 0; i < state->run->entities.n; i++)
    {
      const GlsPluginEntity *entity = GLS_PLUGIN_AT (GlsPluginEntity, state->run->entities, i);
      uint32_t entry = add_entry (state, keep (state, entity->name), keep_type (state, entity->kind), keep (state, entity->id));

      dict_table_add (state->table, entity->name, strlen (entity->name), entry);
      for (size_t k = 0; k < entity->aliases.n; k++)
        {
          const char *alias = *GLS_PLUGIN_AT (char *, entity->aliases, k);

          dict_table_add (state->table, alias, strlen (alias), entry);
        }
    }
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **data)
{
  State *state = calloc (1, sizeof *state);
  const char *path = host->setting_text (host, "words"), *type = host->setting_text (host, "type");
  bool script = host->setting_boolean (host, "script");
  char why[512], line[160];

  if (state == NULL)
    return host->fail (host, "there is no memory left");
  *data = state;
  state->run = run;
  state->last_type = NOTHING;
  state->chars = dict_chars_new (host->setting_boolean (host, "case"), host->setting_boolean (host, "diacritics"), script);
  state->chars->sounds = script;
  state->table = dict_table_new (state->chars, script);
  state->fallback = keep (state, type != NULL && *type != '\0' ? type : "Organization");
  /* Entities first: they keep a phrase that a list has too. */
  take_entities (state);
  if (path != NULL && *path != '\0' && !dict_read (path, take_row, state, why, sizeof why))
    return host->fail (host, why);
  /* A text in Latin letters is heard only where the names are in others. */
  state->chars->sounds = dict_table_is_foreign (state->table);
  if (state->full)
    return host->fail (host, "the word list is longer than four gigabytes; give a part of it");
  snprintf (line, sizeof line, "%zu names, %zu MB", state->n_entries,
            (dict_table_bytes (state->table) + state->room_block + state->room_entries * sizeof (Entry) + sizeof (DictChars)) >> 20);
  host->log (host, GLS_PLUGIN_INFO, line);
  state->run = NULL;
  return GLS_PLUGIN_OK;
}

static int
emit (const State *state, const GlsPluginHost *host, GlsPluginRange range, uint32_t at)
{
  const Entry *entry = &state->entries[at];
  const char *name = state->block + entry->name;
  GlsPluginChain chain = { name, name, state->block + entry->type };
  GlsPluginAnnotation annotation = {
    .size = sizeof annotation, .type = state->block + entry->type, .fragments = &range, .n_fragments = 1, .confidence = 0.9,
  };

  if (entry->id != NOTHING)
    annotation.entity = state->block + entry->id;
  else
    annotation.chain = &chain;
  return host->emit_annotation (host, &annotation);
}

static bool
is_passed_over (const GlsPluginDocument *document, size_t *zone, uint32_t at)
{
  while (*zone < document->zones.n && GLS_PLUGIN_AT (GlsPluginZone, document->zones, *zone)->range.end <= at)
    (*zone)++;
  for (size_t i = *zone; i < document->zones.n; i++)
    {
      const GlsPluginZone *here = GLS_PLUGIN_AT (GlsPluginZone, document->zones, i);

      if (here->range.start > at)
        break;
      if (at < here->range.end && (here->kind == GLS_PLUGIN_ZONE_BOILERPLATE || here->kind == GLS_PLUGIN_ZONE_REPEAT))
        return true;
    }
  return false;
}

/* Words are read ahead, so that their places in the table are in the cache when they are asked for. */
#define AHEAD 64

static int
find (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  const State *state = data;
  DictWord words[2 * AHEAD];
  size_t n = 0, at = 0, text_at = 0, zone = 0;
  bool more = true;

  for (unsigned round = 0;; round++)
    {
      memmove (words, words + at, (n - at) * sizeof *words);
      n -= at;
      at = 0;
      while (more && n < 2 * AHEAD)
        {
          more = dict_next_word (state->chars, document->text, document->n_bytes, &text_at, &words[n]);
          if (more)
            dict_table_prefetch (state->table, &words[n++]);
        }
      if (n == 0 || host->cancelled (host))
        break;
      while (at < n && (!more || at + DICT_MAX_WORDS < n))
        {
          uint32_t entry;
          size_t m = dict_table_find (state->table, words + at, n - at, &entry);

          if (m > 0 && !is_passed_over (document, &zone, words[at].start))
            {
              int done = emit (state, host, (GlsPluginRange) { words[at].start, words[at + m - 1].end }, entry);

              if (done != GLS_PLUGIN_OK)
                return done;
            }
          at += m > 0 ? m : 1;
        }
    }
  return GLS_PLUGIN_OK;
}

static void
end (void *data)
{
  State *state = data;

  dict_table_free (state->table);
  free (state->chars);
  free (state->entries);
  free (state->block);
  free (state);
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .begin = begin, .document = find, .end = end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "dictionary", .extractor = &extractor };
GLS_PLUGIN_DEFINE (descriptor)
