/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table of a document's keys and ids, in an arena, for hundreds of thousands a second. Only app/plugin includes it. */
#pragma once

#include <gls-arena.h>
#include <gls-id.h>

G_BEGIN_DECLS

typedef struct {
  const void *key;     /* NULL: free */
  guint32     hash;
  guint32     value;
} GlsKeySlot;

typedef struct {
  GlsArena   *arena;
  GlsKeySlot *slots;
  guint       n, size;   /* taken, all */
  gboolean    of_ids;    /* keys are GlsId, else strings */
} GlsKeyTable;

void        gls_key_table_init     (GlsKeyTable *table, GlsArena *arena, gboolean of_ids);
/* The slot of @key, which is copied into the arena where it was not there, *@is_new; valid until the next one is put. */
GlsKeySlot *gls_key_table_put      (GlsKeyTable *table, const char *key, gboolean *is_new);
/* @id is not copied. */
GlsKeySlot *gls_key_table_put_id   (GlsKeyTable *table, const GlsId *id, gboolean *is_new);
/* NULL: none. */
GlsKeySlot *gls_key_table_find     (const GlsKeyTable *table, const char *key);

G_END_DECLS
