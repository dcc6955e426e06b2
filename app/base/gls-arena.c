/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slow paths of gls-arena.h: new blocks, and the end of all. It knows nothing of what lies in them. */
#include "config.h"

#include "gls-arena.h"

/* Most arenas stay small; the allocator would map blocks above 128 KiB anew each time. */
#define FIRST_BLOCK ((gsize) 2048)
#define LAST_BLOCK  ((gsize) 65536)
#define HEAD        ((gsize) 16)

gpointer
gls_arena_grow (GlsArena *arena, gsize n_bytes)
{
  gsize size = arena->size == 0 ? FIRST_BLOCK : MIN (arena->size * 2, LAST_BLOCK);
  void **block;
  char *room;

  if (n_bytes > G_MAXSSIZE - HEAD - 8)
    g_error ("no memory for %" G_GSIZE_FORMAT " bytes", n_bytes);
  n_bytes = (n_bytes + 7) & ~(gsize) 7;
  block = g_malloc (MAX (size, n_bytes + HEAD));
  room = (char *) block + HEAD;
  *block = arena->blocks;
  arena->blocks = block;
  /* A large piece has a block for itself; what was left of the one before it goes on being filled. */
  if (n_bytes + HEAD > size)
    return room;
  arena->size = size;
  arena->at = room + n_bytes;
  arena->end = (char *) block + size;
  return room;
}

gpointer
gls_arena_take_n (GlsArena *arena, gsize n, gsize size)
{
  gpointer room;

  if (n == 0)
    return NULL;
  if (size > 0 && n > G_MAXSSIZE / size)
    g_error ("no memory for %" G_GSIZE_FORMAT " times %" G_GSIZE_FORMAT " bytes", n, size);
  room = gls_arena_take (arena, n * size);
  memset (room, 0, n * size);
  return room;
}

void
gls_arena_clear (GlsArena *arena)
{
  void **block = arena->blocks;

  while (block != NULL)
    {
      void **before = *block;

      g_free (block);
      block = before;
    }
  gls_arena_init (arena);
}

GPtrArray *
gls_arena_steal (GlsArena *arena)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func (g_free);

  for (void **block = arena->blocks; block != NULL; block = *block)
    g_ptr_array_add (blocks, block);
  gls_arena_init (arena);
  return blocks;
}

void
gls_arena_reset (GlsArena *arena)
{
  if (arena->blocks != NULL && *arena->blocks == NULL && arena->size > 0)
    arena->at = (char *) arena->blocks + HEAD;
  else
    gls_arena_clear (arena);
}
