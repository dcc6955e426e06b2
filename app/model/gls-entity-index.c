/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds the tables in which the entity matcher looks names up: whole names, initials, surnames, words, groups of letters.
 * It must not know how matches are ranked. */
#include "config.h"

#include <string.h>

#include "gls-entity-index.h"

/* Names of one entity beyond so many, and words of a name, are not looked at. */
#define NAMES_MAX 200
#define WORDS_MAX 12

guint
gls_index_grams (const char *word, guint32 grams[GLS_INDEX_GRAMS_MAX])
{
  gsize length = MIN (strlen (word), GLS_INDEX_GRAMS_MAX - 2);
  guint32 gram = '^';

  for (gsize i = 0; i <= length; i++)
    {
      gram = (gram << 8 | (i < length ? (guchar) word[i] : '$')) & 0xffffff;
      grams[i] = gram;
    }
  return length + 1;
}

guint
gls_index_range (const GArray *sorted, guint32 key, guint *end)
{
  const guint64 *values = (const guint64 *) (gconstpointer) sorted->data;
  guint first = 0, last = sorted->len;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (values[middle] >> 32 < key)
        first = middle + 1;
      else
        last = middle;
    }
  while (last < sorted->len && values[last] >> 32 == key)
    last++;
  *end = last;
  return first;
}

/* --- Initials ---------------------------------------------------------------------------------------------------- */

static gboolean
is_small_word (const char *word, gsize n_bytes)
{
  static const char * const small[] = { "of", "the", "and", "for", "in", "on", "de", "des", "du", "la", "le", "les", "und", "der",
                                        "die", "für", "и", "по", "в", "на" };

  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    if (strlen (small[i]) == n_bytes && memcmp (small[i], word, n_bytes) == 0)
      return TRUE;
  return n_bytes == 1 && *word == '&';
}

char *
gls_index_initials (const char *words, gboolean all)
{
  g_autoptr (GString) initials = g_string_new (NULL);
  guint n = 0;

  for (const char *at = words; *at != '\0';)
    {
      gsize n_bytes = strcspn (at, " -");

      if (n_bytes > 0 && (all || n == 0 || !is_small_word (at, n_bytes)))
        {
          gunichar c = g_unichar_tolower (g_utf8_get_char (at));

          if (g_unichar_isalnum (c))
            {
              g_string_append_unichar (initials, c);
              n++;
            }
        }
      at += n_bytes;
      at += *at != '\0';
    }
  return n >= 2 ? g_string_free (g_steal_pointer (&initials), FALSE) : NULL;
}

char *
gls_index_acronym (const char *words)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  guint n = 0;

  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      /* "the IMU's" */
      if (n == 0 && g_ascii_strncasecmp (at, "the ", 4) == 0)
        at += 3;
      else if (n >= 2 && (c == '\'' || c == 0x2019) && g_str_equal (g_utf8_next_char (at), "s"))
        break;
      else if (g_unichar_isupper (c) || (g_unichar_isdigit (c) && n > 0))
        {
          g_string_append_unichar (letters, g_unichar_tolower (c));
          n++;
        }
      else if (c != '.' || n == 0)
        return NULL;
    }
  return n >= 2 && n <= 10 ? g_string_free (g_steal_pointer (&letters), FALSE) : NULL;
}

gboolean
gls_index_is_person (const char *kind)
{
  static const char * const kinds[] = { "person", "people", "per", "персона", "лицо", "человек", "personne", "persona" };
  g_autofree char *folded = g_utf8_casefold (kind, -1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (folded, kinds[i]))
      return TRUE;
  return FALSE;
}

/* --- Building ---------------------------------------------------------------------------------------------------- */

static void
keys_init (GlsIndexKeys *keys)
{
  keys->first = g_hash_table_new (g_str_hash, g_str_equal);
  keys->entries = g_array_new (FALSE, FALSE, sizeof (GlsIndexEntry));
}

static void
keys_clear (GlsIndexKeys *keys)
{
  g_hash_table_unref (keys->first);
  g_array_unref (keys->entries);
}

static void
keys_add (GlsEntityMatcher *self, GlsIndexKeys *keys, const char *string, guint32 name)
{
  gpointer key = NULL, value = NULL;
  GlsIndexEntry entry = { .name = name };

  if (string == NULL || *string == '\0')
    return;
  if (!g_hash_table_lookup_extended (keys->first, string, &key, &value))
    key = g_string_chunk_insert (self->strings, string);
  entry.next = GPOINTER_TO_UINT (value);
  g_array_append_val (keys->entries, entry);
  g_hash_table_insert (keys->first, key, GUINT_TO_POINTER (keys->entries->len));
}

static guint32
number_word (GlsEntityMatcher *self, const char *word)
{
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (self->word_numbers, word));

  if (number == 0)
    {
      char *copy = g_string_chunk_insert (self->strings, word);

      g_ptr_array_add (self->words, copy);
      number = self->words->len;
      g_hash_table_insert (self->word_numbers, copy, GUINT_TO_POINTER (number));
    }
  return number - 1;
}

static void
add_words (GlsEntityMatcher *self, GlsIndexName *name, const char *latin, guint32 index)
{
  g_auto (GStrv) words = g_strsplit (latin, " ", WORDS_MAX + 1);

  name->first_word = self->name_words->len;
  for (guint i = 0; words[i] != NULL && i < WORDS_MAX; i++)
    {
      g_autofree char *sound = gls_entity_fold_sounds (words[i]);
      guint32 number = number_word (self, sound);
      guint64 posting = (guint64) number << 32 | index;

      g_array_append_val (self->name_words, number);
      g_array_append_val (self->postings, posting);
      name->n_words++;
    }
}

static void
add_surnames (GlsEntityMatcher *self, const char *exact, guint32 index)
{
  static const char * const later[] = { "jr", "jr.", "sr", "sr.", "ii", "iii" };

  for (const char *space = strchr (exact, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      gboolean is_later = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (later); i++)
        is_later |= g_str_equal (space + 1, later[i]);
      if (!is_later && g_utf8_strlen (space + 1, -1) > 1)
        keys_add (self, &self->surname, space + 1, index);
    }
}

static void
add_name (GlsEntityMatcher *self, const GlsEntity *entity, const char *text, gboolean alias)
{
  g_autofree char *exact = gls_entity_fold_exact (text), *latin = gls_entity_fold_latin (exact);
  g_autofree char *sound = gls_entity_fold_sounds (latin), *short_initials = NULL, *initials = NULL;
  GlsIndexName name = { .entity = entity, .text = text, .alias = alias };
  guint32 index = self->names->len;

  if (*exact == '\0')
    return;
  keys_add (self, &self->exact, exact, index);
  keys_add (self, &self->sound, sound, index);
  if (gls_index_is_person (entity->kind))
    add_surnames (self, exact, index);
  else
    {
      short_initials = gls_index_initials (exact, FALSE);
      initials = gls_index_initials (exact, TRUE);
      keys_add (self, &self->initials, short_initials, index);
      if (g_strcmp0 (initials, short_initials) != 0)
        keys_add (self, &self->initials, initials, index);
    }
  add_words (self, &name, latin, index);
  g_array_append_val (self->names, name);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static int
compare_words (gconstpointer a, gconstpointer b, gpointer words)
{
  return strcmp (g_ptr_array_index ((GPtrArray *) words, *(const guint32 *) a),
                 g_ptr_array_index ((GPtrArray *) words, *(const guint32 *) b));
}

static void
finish (GlsEntityMatcher *self)
{
  for (guint32 i = 0; i < self->words->len; i++)
    {
      guint32 grams[GLS_INDEX_GRAMS_MAX];
      guint n = gls_index_grams (g_ptr_array_index (self->words, i), grams);

      g_array_append_val (self->word_order, i);
      for (guint j = 0; j < n; j++)
        {
          guint64 gram = (guint64) grams[j] << 32 | i;

          g_array_append_val (self->grams, gram);
        }
    }
  g_array_sort (self->grams, compare_numbers);
  g_array_sort (self->postings, compare_numbers);
  g_array_sort_with_data (self->word_order, compare_words, self->words);
}

GlsEntityMatcher *
gls_entity_matcher_new (GPtrArray *entities)
{
  GlsEntityMatcher *self = g_new0 (GlsEntityMatcher, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entities = g_ptr_array_ref (entities);
  self->strings = g_string_chunk_new (16384);
  self->names = g_array_new (FALSE, FALSE, sizeof (GlsIndexName));
  self->name_words = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->word_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->words = g_ptr_array_new ();
  self->word_order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->postings = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->grams = g_array_new (FALSE, FALSE, sizeof (guint64));
  keys_init (&self->exact);
  keys_init (&self->sound);
  keys_init (&self->initials);
  keys_init (&self->surname);
  gls_entity_fold_prepare ();
  for (guint i = 0; i < entities->len; i++)
    {
      const GlsEntity *entity = g_ptr_array_index (entities, i);

      add_name (self, entity, entity->name, FALSE);
      for (guint j = 0; j < MIN (entity->aliases->len, NAMES_MAX); j++)
        add_name (self, entity, ((GlsAlias *) g_ptr_array_index (entity->aliases, j))->name, TRUE);
    }
  finish (self);
  return self;
}

GlsEntityMatcher *
gls_entity_matcher_ref (GlsEntityMatcher *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gls_entity_matcher_unref (GlsEntityMatcher *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  keys_clear (&self->exact);
  keys_clear (&self->sound);
  keys_clear (&self->initials);
  keys_clear (&self->surname);
  g_hash_table_unref (self->word_numbers);
  g_ptr_array_unref (self->words);
  g_array_unref (self->word_order);
  g_array_unref (self->postings);
  g_array_unref (self->grams);
  g_array_unref (self->names);
  g_array_unref (self->name_words);
  g_string_chunk_free (self->strings);
  g_ptr_array_unref (self->entities);
  g_free (self);
}

GPtrArray *
gls_entity_matcher_get_entities (GlsEntityMatcher *self)
{
  return self->entities;
}
