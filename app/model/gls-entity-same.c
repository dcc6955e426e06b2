/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes clusters of entities out of judgements on pairs.
 * It must not know names nor mentions. */
#include "config.h"

#include "gls-entity-same.h"

typedef struct {
  GlsId a, b;
} Pair;

static guint
pair_hash (gconstpointer data)
{
  const Pair *pair = data;

  return gls_id_hash (&pair->a) * 31 + gls_id_hash (&pair->b);
}

static gboolean
pair_equal (gconstpointer x, gconstpointer y)
{
  const Pair *p = x, *q = y;

  return gls_id_equal (&p->a, &q->a) && gls_id_equal (&p->b, &q->b);
}

const GlsId *
gls_entities_get_same (GHashTable *same, const GlsId *id)
{
  const GlsId *one = same != NULL ? g_hash_table_lookup (same, id) : NULL;

  return one != NULL ? one : id;
}

/* Up to the one that stands for nobody else; the way is shortened. */
static GlsId
find_root (GHashTable *same, const GlsId *id)
{
  GlsId at = *id, root;
  const GlsId *up;

  while ((up = g_hash_table_lookup (same, &at)) != NULL && !gls_id_equal (up, &at))
    at = *up;
  root = at;
  at = *id;
  while ((up = g_hash_table_lookup (same, &at)) != NULL && !gls_id_equal (up, &root))
    {
      GlsId next = *up;

      g_hash_table_replace (same, g_memdup2 (&at, sizeof at), g_memdup2 (&root, sizeof root));
      at = next;
    }
  return root;
}

static void
join (GHashTable *same, const GlsId *a, const GlsId *b)
{
  GlsId x = find_root (same, a), y = find_root (same, b);
  /* Whatever the order of judgements, the same one stands for all. */
  const GlsId *root = gls_id_compare (&x, &y) < 0 ? &x : &y, *other = root == &x ? &y : &x;

  g_hash_table_replace (same, g_memdup2 (other, sizeof *other), g_memdup2 (root, sizeof *root));
  g_hash_table_replace (same, g_memdup2 (root, sizeof *root), g_memdup2 (root, sizeof *root));
}

GHashTable *
gls_entities_find_same (GPtrArray *judgements)
{
  g_autoptr (GHashTable) apart = g_hash_table_new_full (pair_hash, pair_equal, g_free, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GHashTable *same = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < judgements->len; i++)
    {
      const GlsJudgement *judgement = g_ptr_array_index (judgements, i);
      Pair pair = { judgement->a, judgement->b };

      if (judgement->verdict == GLS_JUDGEMENT_NOT_SAME)
        g_hash_table_add (apart, g_memdup2 (&pair, sizeof pair));
    }
  for (guint i = 0; i < judgements->len; i++)
    {
      const GlsJudgement *judgement = g_ptr_array_index (judgements, i);
      Pair pair = { judgement->a, judgement->b };

      if (judgement->verdict == GLS_JUDGEMENT_SAME && !g_hash_table_contains (apart, &pair))
        join (same, &judgement->a, &judgement->b);
    }
  g_hash_table_iter_init (&iter, same);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (ids, g_memdup2 (key, sizeof (GlsId)));
  for (guint i = 0; i < ids->len; i++)
    find_root (same, g_ptr_array_index (ids, i));
  return same;
}
