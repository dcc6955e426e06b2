/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two entities that look like two spellings of one: the same letters when case, accents, script and the order of names do not count, or,
 * in longer names, when letters that romanizations confuse do not count either. Linear.
 * It must not know texts. */
#include "consistency.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_LOOSE 7 /* letters: in shorter names a letter makes another name */

/* --- Folding ---------------------------------------------------------------------------------------------------------- */

static uint32_t
get_char (const char **at, const char *end)
{
  const unsigned char *u = (const unsigned char *) *at;
  size_t n = u[0] < 0x80 ? 1 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
  uint32_t c = n == 1 ? u[0] : u[0] & (0x7Fu >> n);

  for (size_t i = 1; i < n && *at + i < end; i++)
    c = c << 6 | (u[i] & 0x3F);
  *at += n;
  return c;
}

/* U+00C0 to U+017F without their marks; "?": no letter of a name. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
                            "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char * const cyrillic[] = { "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p",
                                         "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya" };

/* Kyrgyz, Kazakh, Tajik, Ukrainian and Serbian letters that are not in the table. */
static const char *
other_cyrillic (uint32_t c)
{
  static const struct { uint32_t c; const char *latin; } table[] = {
    { 0x451, "e" }, { 0x454, "ye" }, { 0x456, "i" }, { 0x457, "yi" }, { 0x458, "j" }, { 0x491, "g" }, { 0x493, "gh" }, { 0x49B, "q" },
    { 0x4A3, "ng" }, { 0x4AF, "u" }, { 0x4B3, "h" }, { 0x4B7, "j" }, { 0x4D9, "a" }, { 0x4E9, "o" }, { 0x45E, "w" }, { 0x4E3, "i" },
    { 0x4EF, "u" }, { 0x4B1, "u" }, { 0x49F, "k" },
  };

  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].c == c)
      return table[i].latin;
  return NULL;
}

static uint32_t
to_lower (uint32_t c)
{
  if ((c >= 'A' && c <= 'Z') || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
    return c + 0x20;
  if (c >= 0x400 && c <= 0x40F)
    return c + 0x50;
  return c >= 0x460 && c <= 0x52F && (c & 1) == 0 ? c + 1 : c;
}

/* Shapes of one Arabic letter; 0: a sign that is left out. */
static uint32_t
fold_arabic (uint32_t c)
{
  if ((c >= 0x64B && c <= 0x65F) || c == 0x640 || c == 0x670)
    return 0;
  if (c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671)
    return 0x627;
  return c == 0x629 ? 0x647 : c == 0x649 || c == 0x6CC ? 0x64A : c == 0x6A9 ? 0x643 : c;
}

static void
put_char (Buffer *buffer, uint32_t c)
{
  char bytes[4];
  size_t n = 0;

  if (c < 0x80)
    bytes[n++] = (char) c;
  else if (c < 0x800)
    bytes[n++] = (char) (0xC0 | c >> 6);
  else if (c < 0x10000)
    {
      bytes[n++] = (char) (0xE0 | c >> 12);
      bytes[n++] = (char) (0x80 | (c >> 6 & 0x3F));
    }
  else
    {
      bytes[n++] = (char) (0xF0 | c >> 18);
      bytes[n++] = (char) (0x80 | (c >> 12 & 0x3F));
      bytes[n++] = (char) (0x80 | (c >> 6 & 0x3F));
    }
  if (c >= 0x80)
    bytes[n++] = (char) (0x80 | (c & 0x3F));
  buffer_add (buffer, bytes, n);
}

static void
fold_char (Buffer *buffer, uint32_t c)
{
  const char *letters = NULL;

  c = to_lower (c);
  if (c >= 0x430 && c <= 0x44F)
    letters = cyrillic[c - 0x430];
  else if (c >= 0x450 && c <= 0x52F)
    letters = other_cyrillic (c);
  if (letters != NULL)
    buffer_add (buffer, letters, strlen (letters));
  else if (c >= 0xC0 && c <= 0x17F && latin[c - 0xC0] != '?')
    buffer_add (buffer, &latin[c - 0xC0], 1);
  else if (c >= 0x600 && c <= 0x6FF)
    {
      if ((c = fold_arabic (c)) != 0)
        put_char (buffer, c);
    }
  else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0x180 && (c < 0x2000 || c > 0x206F) && (c < 0x300 || c > 0x36F)))
    put_char (buffer, c);
  /* Apostrophes and combining marks belong to their word; all else parts words. */
  else if (c != '\'' && c != 0x2019 && c != 0x2018 && c != 0x2BC && (c < 0x300 || c > 0x36F) && buffer->n > 0
           && buffer->data[buffer->n - 1] != ' ')
    buffer_add (buffer, " ", 1);
}

char *
fold_name (const char *text, size_t n)
{
  Buffer buffer = { NULL, 0, 0 };
  const char *at = text;

  buffer_add (&buffer, "", 0);
  while (at < text + n)
    fold_char (&buffer, get_char (&at, text + n));
  while (buffer.n > 0 && buffer.data[buffer.n - 1] == ' ')
    buffer.data[--buffer.n] = '\0';
  return buffer.data;
}

/* Letters that romanizations of one name swap, one for all. In place. */
static void
loosen (char *name)
{
  static const struct { const char *from; const char *to; } pairs[] = {
    { "kh", "h" }, { "gh", "g" }, { "ph", "f" }, { "zh", "j" }, { "dj", "j" }, { "ck", "k" }, { "ou", "o" }, { "oo", "o" },
    { "ee", "i" }, { "sch", "sh" },
  };
  char *out = name;

  for (const char *at = name; *at != '\0';)
    {
      size_t taken = 1;
      char letter = *at;

      for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strncmp (at, pairs[i].from, strlen (pairs[i].from)) == 0)
          {
            taken = strlen (pairs[i].from);
            letter = pairs[i].to[0];
            break;
          }
      switch (letter)
        {
        case 'e': letter = 'a'; break;
        case 'u': letter = 'o'; break;
        case 'y': case 'j': letter = 'i'; break;
        case 'q': case 'c': letter = 'k'; break;
        case 'w': letter = 'v'; break;
        default: break;
        }
      if (out == name || out[-1] != letter || letter == ' ')
        *out++ = letter;
      at += taken;
    }
  *out = '\0';
}

/* --- Comparing -------------------------------------------------------------------------------------------------------- */

typedef struct {
  uint64_t key;
  uint32_t thing;
  bool     name;    /* not one of its aliases */
  bool     loose;
} Spelling;

static int
compare_spellings (const void *a, const void *b)
{
  const Spelling *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->name != y->name)
    return x->name ? -1 : 1;
  return x->thing != y->thing ? (x->thing < y->thing ? -1 : 1) : 0;
}

/* The same whatever the order of the words: their hashes are added up. */
static uint64_t
hash_words (const char *name, uint64_t seed)
{
  uint64_t sum = seed;

  while (*name != '\0')
    {
      size_t n = strcspn (name, " ");

      sum += n > 0 ? hash_bytes (seed, name, n) : 0;
      name += n + (name[n] == ' ');
    }
  return sum;
}

static void
add_spelling (Spelling *list, size_t *n, const Thing *thing, uint32_t index, const char *name, bool is_name)
{
  char *folded = fold_name (name, strlen (name));
  uint64_t kind = hash_bytes (3, thing->kind, strlen (thing->kind));
  bool latin_only = true;

  for (const char *at = folded; *at != '\0'; at++)
    latin_only &= (unsigned char) *at < 0x80;
  /* Two brothers share a family name: an alias counts only as a full name. */
  if (*folded != '\0' && (is_name || strchr (folded, ' ') != NULL))
    {
      list[(*n)++] = (Spelling){ hash_words (folded, kind), index, is_name, false };
      if (latin_only && strlen (folded) >= LEAST_LOOSE && strpbrk (folded, "0123456789") == NULL)
        {
          loosen (folded);
          list[(*n)++] = (Spelling){ hash_words (folded, kind + 1), index, is_name, true };
        }
    }
  free (folded);
}

static int
report_pair (const State *state, const GlsPluginHost *host, const Thing *a, const Thing *b)
{
  const char *ids[2] = { strcmp (a->id, b->id) < 0 ? a->id : b->id, strcmp (a->id, b->id) < 0 ? b->id : a->id };

  return report (state, host, "same-thing", GLS_PLUGIN_NOTE,
                 phrases_fill (state->phrases,
                               "“%1” and “%2” look like two spellings of one %3. If they are one, say so on the Entities page; if not, say "
                               "that there, too.", a->name, b->name, a->kind, NULL),
                 NULL, NULL, 0, ids, 2, NULL, NULL);
}

int
find_spellings (const State *state, const GlsPluginHost *host)
{
  size_t n = 0, most = 0;
  uint32_t *told = take_memory (state->n_things, sizeof *told);
  Spelling *list;
  int done = GLS_PLUGIN_OK;

  for (size_t i = 0; i < state->n_things; i++)
    most += 2 * (1 + state->things[i].n_aliases);
  list = take_memory (most, sizeof *list);
  for (uint32_t i = 0; i < state->n_things; i++)
    {
      const Thing *thing = &state->things[i];

      add_spelling (list, &n, thing, i, thing->name, true);
      for (size_t j = 0; j < thing->n_aliases; j++)
        if (strcmp (thing->aliases[j], thing->name) != 0)
          add_spelling (list, &n, thing, i, thing->aliases[j], false);
    }
  qsort (list, n, sizeof *list, compare_spellings);
  /* Each spelling against the first of its kind: at least one of two is a name, not an alias. */
  for (size_t i = 0, first = 0; i < n && done == GLS_PLUGIN_OK; i++)
    {
      uint32_t a, b = list[i].thing;

      if (list[i].key != list[first].key)
        first = i;
      a = list[first].thing;
      if (a == b || !list[first].name || told[b] == a + 1 || told[a] == b + 1)
        continue;
      told[b] = a + 1;
      done = report_pair (state, host, &state->things[a], &state->things[b]);
    }
  free (told);
  free (list);
  return done;
}
