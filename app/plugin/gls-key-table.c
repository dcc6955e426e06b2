/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing with a hash that differs from process to process, so that no plugin can choose keys that collide. It knows
 * nothing of what the values mean. */
#include "config.h"

#include "gls-key-table.h"

#define FIRST_SIZE 64
#define FACTOR G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

static guint64
get_seed (void)
{
  static gsize seed;

  if (g_once_init_enter (&seed))
    g_once_init_leave (&seed, (gsize) g_random_int () << 1 | 1);
  return seed;
}

static inline guint64
mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * FACTOR;
  return hash ^ hash >> 29;
}

static guint32
hash_bytes (const void *bytes, gsize n)
{
  guint64 hash = get_seed () * FACTOR ^ n, word;
  const char *at = bytes;

  for (; n >= 8; at += 8, n -= 8)
    {
      memcpy (&word, at, 8);
      hash = mix (hash, word);
    }
  word = 0;
  memcpy (&word, at, n);
  return (guint32) (mix (hash, word) >> 32);
}

void
gls_key_table_init (GlsKeyTable *table, GlsArena *arena, gboolean of_ids)
{
  *table = (GlsKeyTable){ .arena = arena, .of_ids = of_ids };
}

/* The slot of the key, or the free one that is its place. */
static GlsKeySlot *
look_up (const GlsKeyTable *table, const void *key, guint32 hash)
{
  for (guint i = hash & (table->size - 1);; i = (i + 1) & (table->size - 1))
    {
      GlsKeySlot *slot = &table->slots[i];

      if (slot->key == NULL
          || (slot->hash == hash && (table->of_ids ? gls_id_equal (slot->key, key) : strcmp (slot->key, key) == 0)))
        return slot;
    }
}

static void
make_room (GlsKeyTable *table)
{
  GlsKeyTable larger = *table;

  if (2 * (table->n + 1) <= table->size)
    return;
  larger.size = table->size > 0 ? 4 * table->size : FIRST_SIZE;
  larger.slots = gls_arena_new (table->arena, GlsKeySlot, larger.size);
  for (guint i = 0; i < table->size; i++)
    if (table->slots[i].key != NULL)
      {
        guint at = table->slots[i].hash & (larger.size - 1);

        while (larger.slots[at].key != NULL)
          at = (at + 1) & (larger.size - 1);
        larger.slots[at] = table->slots[i];
      }
  *table = larger;
}

static GlsKeySlot *
put (GlsKeyTable *table, const void *key, gsize n_bytes, gboolean *is_new)
{
  guint32 hash = hash_bytes (key, n_bytes);
  GlsKeySlot *slot;

  make_room (table);
  slot = look_up (table, key, hash);
  *is_new = slot->key == NULL;
  if (*is_new)
    {
      *slot = (GlsKeySlot){ table->of_ids ? key : gls_arena_copy (table->arena, key, n_bytes), hash, 0 };
      table->n++;
    }
  return slot;
}

GlsKeySlot *
gls_key_table_put (GlsKeyTable *table, const char *key, gboolean *is_new)
{
  return put (table, key, strlen (key), is_new);
}

GlsKeySlot *
gls_key_table_put_id (GlsKeyTable *table, const GlsId *id, gboolean *is_new)
{
  return put (table, id, sizeof *id, is_new);
}

GlsKeySlot *
gls_key_table_find (const GlsKeyTable *table, const char *key)
{
  GlsKeySlot *slot = table->n > 0 ? look_up (table, key, hash_bytes (key, strlen (key))) : NULL;

  return slot != NULL && slot->key != NULL ? slot : NULL;
}
