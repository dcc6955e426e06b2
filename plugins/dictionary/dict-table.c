/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases by the hashes of their words: each beginning of a phrase is a place in a table, so that the longest one is found word by
 * word. A place takes 16 bytes; two phrases of 64 equal bits in a million million are taken for one.
 * It must not know what an entry is. */
#include "dictionary.h"

#include <stdlib.h>

typedef struct {
  uint64_t hash;
  uint32_t entry;    /* + 1; 0: only the beginning of phrases */
  uint8_t  more;     /* longer phrases begin so */
  uint8_t  capitals; /* an acronym: matches in capitals alone */
  uint8_t  foreign;  /* in the table of sounds: the phrase is of another script than Latin, 2: phrases of both are */
} Slot;

typedef struct {
  Slot  *slots;
  size_t n, n_places;
} Hash;

struct DictTable {
  const DictChars *chars;
  Hash             words, sounds;
  bool             script, any_foreign;
};

static Slot *
find_slot (const Hash *hash, uint64_t key)
{
  size_t at = (size_t) (key ^ key >> 32) & (hash->n_places - 1);

  while (hash->slots[at].hash != 0 && hash->slots[at].hash != key)
    at = (at + 1) & (hash->n_places - 1);
  return &hash->slots[at];
}

static Slot *
add_slot (Hash *hash, uint64_t key)
{
  Slot *slot;

  if (4 * (hash->n + 1) > 3 * hash->n_places)
    {
      Hash larger = { NULL, hash->n, hash->n_places > 0 ? 2 * hash->n_places : 1024 };

      larger.slots = calloc (larger.n_places, sizeof *larger.slots);
      if (larger.slots == NULL)
        abort ();
      for (size_t i = 0; i < hash->n_places; i++)
        if (hash->slots[i].hash != 0)
          *find_slot (&larger, hash->slots[i].hash) = hash->slots[i];
      free (hash->slots);
      *hash = larger;
    }
  slot = find_slot (hash, key);
  if (slot->hash == 0)
    {
      slot->hash = key;
      hash->n++;
    }
  return slot;
}

static uint64_t
join (uint64_t before, uint64_t word, bool apart)
{
  uint64_t hash = (before ^ (word + (apart ? 0x51ED270B : 0))) * 0xD6E8FEB86659FD93u;

  return (hash ^ hash >> 31) | 1;
}

DictTable *
dict_table_new (const DictChars *chars, bool fold_script)
{
  DictTable *table = calloc (1, sizeof *table);

  if (table == NULL)
    abort ();
  table->chars = chars;
  table->script = fold_script;
  add_slot (&table->words, 1);
  add_slot (&table->sounds, 1);
  return table;
}

void
dict_table_free (DictTable *table)
{
  if (table == NULL)
    return;
  free (table->words.slots);
  free (table->sounds.slots);
  free (table);
}

static void
add_words (Hash *hash, const DictWord *words, size_t n, bool sound, uint32_t entry)
{
  uint64_t key = 0;
  Slot *slot = NULL;
  bool capitals = words[0].end - words[0].start <= 5, foreign = false;

  for (size_t i = 0; i < n; i++)
    {
      key = join (key, sound ? words[i].sound : words[i].hash, i > 0 && words[i].apart);
      slot = add_slot (hash, key);
      slot->more |= i + 1 < n;
      capitals = capitals && words[i].capitals;
      foreign = foreign || words[i].foreign;
    }
  /* The first that gives a phrase keeps it. */
  if (slot->entry != 0)
    {
      slot->capitals = slot->capitals && capitals;
      if (slot->foreign != foreign)
        slot->foreign = 2;
      return;
    }
  slot->entry = entry + 1;
  slot->capitals = capitals;
  slot->foreign = foreign;
}

bool
dict_table_add (DictTable *table, const char *phrase, size_t n, uint32_t entry)
{
  DictWord words[DICT_MAX_WORDS];
  size_t at = 0, n_words = 0;
  bool letters = false, sounds = true;

  while (n_words < DICT_MAX_WORDS && dict_next_word (table->chars, phrase, n, &at, &words[n_words]))
    {
      if (words[n_words].hash == 0)
        return false;
      sounds = sounds && words[n_words].sound != 0;
      letters = letters || words[n_words].foreign || words[n_words].end - words[n_words].start > 1;
      table->any_foreign = table->any_foreign || words[n_words].foreign;
      n_words++;
    }
  /* One letter or digit is no name, and a phrase that goes on is not cut. */
  if (n_words == 0 || !letters || at < n)
    {
      DictWord more;

      if (n_words == 0 || !letters || dict_next_word (table->chars, phrase, n, &at, &more))
        return false;
    }
  add_words (&table->words, words, n_words, false, entry);
  if (table->script && sounds)
    add_words (&table->sounds, words, n_words, true, entry);
  return true;
}

static size_t
find_in (const Hash *hash, const DictWord *words, size_t n, bool sound, uint32_t *entry)
{
  uint64_t key = 0;
  size_t best = 0;
  bool capitals = true, foreign = false;

  for (size_t i = 0; i < n && i < DICT_MAX_WORDS; i++)
    {
      uint64_t word = sound ? words[i].sound : words[i].hash;
      const Slot *slot;

      if (word == 0)
        break;
      key = join (key, word, i > 0 && words[i].apart);
      slot = find_slot (hash, key);
      if (slot->hash == 0)
        break;
      capitals = capitals && words[i].capitals;
      foreign = foreign || words[i].foreign;
      /* By sound only from one script to the other. */
      if (slot->entry != 0 && (!slot->capitals || capitals) && (!sound || slot->foreign != foreign))
        {
          best = i + 1;
          *entry = slot->entry - 1;
        }
      if (!slot->more)
        break;
    }
  return best;
}

size_t
dict_table_find (const DictTable *table, const DictWord *words, size_t n, uint32_t *entry)
{
  size_t best = find_in (&table->words, words, n, false, entry);

  if (best == 0 && table->script && (words[0].foreign || table->any_foreign))
    best = find_in (&table->sounds, words, n, true, entry);
  return best;
}

void
dict_table_prefetch (const DictTable *table, const DictWord *word)
{
#if defined (__GNUC__)
  uint64_t key = join (0, word->hash, false);

  __builtin_prefetch (&table->words.slots[(key ^ key >> 32) & (table->words.n_places - 1)]);
  if (table->script && (word->foreign || table->any_foreign))
    {
      key = join (0, word->sound, false);
      __builtin_prefetch (&table->sounds.slots[(key ^ key >> 32) & (table->sounds.n_places - 1)]);
    }
#else
  (void) table;
  (void) word;
#endif
}

/* Is any phrase in another script than Latin? */
bool
dict_table_is_foreign (const DictTable *table)
{
  return table->script && table->any_foreign;
}

size_t
dict_table_bytes (const DictTable *table)
{
  return (table->words.n_places + table->sounds.n_places) * sizeof (Slot);
}
