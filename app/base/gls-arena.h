/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for many small things that are freed together: an allocation is a step of a pointer. Not for threads to share. */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char  *at, *end;     /* of the block that is being filled */
  void **blocks;       /* the last one, which begins with a pointer to the one before it */
  gsize  size;         /* of the last one */
} GlsArena;

/* Room for at least @n_bytes in a new block; only gls_arena_take() calls it. */
gpointer gls_arena_grow  (GlsArena *arena, gsize n_bytes);
/* Frees everything; the arena is empty then, as one of nothing but zeros is. */
void     gls_arena_clear (GlsArena *arena);
/* Leaves it empty. Returns: (transfer full) (element-type gpointer): what to free together, later. */
GPtrArray *gls_arena_steal (GlsArena *arena);
/* Clears, but keeps a block where there is only one: most that are filled again and again need no more. */
void     gls_arena_reset (GlsArena *arena);
/* @n times @size bytes of zeros; NULL for none. Aborts where memory ends, as g_malloc0_n() does. */
gpointer gls_arena_take_n (GlsArena *arena, gsize n, gsize size);

static inline void
gls_arena_init (GlsArena *arena)
{
  *arena = (GlsArena){ NULL, NULL, NULL, 0 };
}

/* Not zeroed, aligned for any of our structs. */
static inline gpointer
gls_arena_take (GlsArena *arena, gsize n_bytes)
{
  char *at = arena->at;

  if (G_UNLIKELY (n_bytes > (gsize) (arena->end - at)))
    return gls_arena_grow (arena, n_bytes);
  /* Blocks are a multiple of 8 bytes long, so that this never steps beyond their end. */
  arena->at = at + ((n_bytes + 7) & ~(gsize) 7);
  return at;
}

static inline char *
gls_arena_copy (GlsArena *arena, const char *text, gsize n_bytes)
{
  char *copy = gls_arena_take (arena, n_bytes + 1);

  if (n_bytes > 0)
    memcpy (copy, text, n_bytes);
  copy[n_bytes] = '\0';
  return copy;
}

/* With a NUL behind. NULL for NULL. */
static inline char *
gls_arena_strdup (GlsArena *arena, const char *text)
{
  return text != NULL ? gls_arena_copy (arena, text, strlen (text)) : NULL;
}

#define gls_arena_new(arena, type, n) ((type *) gls_arena_take_n (arena, n, sizeof (type)))

G_END_DECLS
