/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of ids as one table with open addresses.
 * It must not know what the ids stand for. */
#include "config.h"

#include <string.h>

#include "gls-id-set.h"

#define LEAST_SLOTS 16

struct _GlsIdSet {
  GlsId *slots;    /* the null id: free */
  guint  n_slots;  /* a power of two */
  guint  size;
};

/* Where the id is, or the free place where it would be. The first bytes of ids are often a time: the last ones scatter. */
static GlsId *
find_slot (GlsId *slots, guint n_slots, const GlsId *id)
{
  guint64 hash;
  guint i;

  memcpy (&hash, id->bytes + sizeof id->bytes - sizeof hash, sizeof hash);
  hash *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  for (i = (guint) (hash >> 32) & (n_slots - 1); !gls_id_is_null (&slots[i]) && !gls_id_equal (&slots[i], id);)
    i = (i + 1) & (n_slots - 1);
  return &slots[i];
}

static void
grow (GlsIdSet *self)
{
  guint n_slots = self->n_slots * 2;
  GlsId *slots = g_new0 (GlsId, n_slots);

  for (guint i = 0; i < self->n_slots; i++)
    if (!gls_id_is_null (&self->slots[i]))
      *find_slot (slots, n_slots, &self->slots[i]) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

GlsIdSet *
gls_id_set_new (void)
{
  GlsIdSet *self = g_new0 (GlsIdSet, 1);

  gls_id_set_clear (self);
  return self;
}

void
gls_id_set_free (GlsIdSet *self)
{
  g_free (self->slots);
  g_free (self);
}

void
gls_id_set_clear (GlsIdSet *self)
{
  if (self->slots != NULL && self->size == 0)
    return;
  g_free (self->slots);
  self->slots = g_new0 (GlsId, LEAST_SLOTS);
  self->n_slots = LEAST_SLOTS;
  self->size = 0;
}

void
gls_id_set_add (GlsIdSet *self, const GlsId *id)
{
  GlsId *slot;

  g_return_if_fail (!gls_id_is_null (id));
  if (self->size * 2 >= self->n_slots)
    grow (self);
  slot = find_slot (self->slots, self->n_slots, id);
  if (!gls_id_is_null (slot))
    return;
  *slot = *id;
  self->size++;
}

gboolean
gls_id_set_contains (GlsIdSet *self, const GlsId *id)
{
  return !gls_id_is_null (find_slot (self->slots, self->n_slots, id));
}

guint
gls_id_set_get_size (GlsIdSet *self)
{
  return self->size;
}
