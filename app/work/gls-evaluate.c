/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts, document by document, which suggestions a set has too. Pairs are made greedily from the left, so that the figures do not
 * depend on the order of the file. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-runs.h>

#include "gls-evaluate.h"
#include "gls-work-private.h"

#define MAX_MISSES 100000

typedef struct {
  GlsEvaluation *evaluation;
  GHashTable    *scores;   /* type to GlsScore, owned by the evaluation */
  GHashTable    *types;    /* those that count */
  GPtrArray     *pending;  /* documents, until the types are known */
  GHashTable    *seen;     /* GlsId of documents that runs named */
  gint64         before;   /* documents of a lower local number were there in a run over all */
  gboolean       known;    /* any run is */
} Counting;

double
gls_score_precision (const GlsScore *score, gboolean overlap)
{
  return score->proposed > 0 ? (double) (overlap ? score->overlapping : score->right) / score->proposed : NAN;
}

double
gls_score_recall (const GlsScore *score, gboolean overlap)
{
  return score->wanted > 0 ? (double) (overlap ? score->overlapping : score->right) / score->wanted : NAN;
}

double
gls_score_f1 (const GlsScore *score, gboolean overlap)
{
  guint both = score->proposed + score->wanted;

  return both > 0 ? 2.0 * (overlap ? score->overlapping : score->right) / both : NAN;
}

static void
score_free (gpointer data)
{
  g_free (((GlsScore *) data)->type);
  g_free (data);
}

static void
miss_free (gpointer data)
{
  GlsMiss *miss = data;

  g_free (miss->key);
  g_free (miss->type);
  g_free (miss->text);
  g_free (miss);
}

void
gls_evaluation_free (GlsEvaluation *evaluation)
{
  g_ptr_array_unref (evaluation->scores);
  g_ptr_array_unref (evaluation->missed);
  g_ptr_array_unref (evaluation->wrong);
  g_free (evaluation);
}

static GlsScore *
find_score (Counting *counting, const char *type)
{
  GlsScore *score = g_hash_table_lookup (counting->scores, type);

  if (score == NULL)
    {
      score = g_new0 (GlsScore, 1);
      score->type = g_strdup (type);
      g_hash_table_insert (counting->scores, score->type, score);
      g_ptr_array_add (counting->evaluation->scores, score);
    }
  return score;
}

static gboolean
is_exact (const GlsAnnotation *a, const GlsAnnotation *b)
{
  return a->n_fragments == b->n_fragments && memcmp (a->fragments, b->fragments, a->n_fragments * sizeof (GlsFragment)) == 0;
}

static gboolean
shares_character (const GlsAnnotation *a, const GlsAnnotation *b)
{
  for (guint i = 0; i < a->n_fragments; i++)
    for (guint j = 0; j < b->n_fragments; j++)
      if (a->fragments[i].start < b->fragments[j].end && b->fragments[j].start < a->fragments[i].end)
        return TRUE;
  return FALSE;
}

/* Partners in @wanted for each of @proposed; both sorted by start. @taken marks the wanted ones that have one. */
static void
pair (GPtrArray *proposed, GPtrArray *wanted, gboolean exact, gboolean *has_partner, gboolean *taken)
{
  guint first = 0;

  for (guint i = 0; i < proposed->len; i++)
    {
      const GlsAnnotation *a = proposed->pdata[i];

      if (has_partner[i])
        continue;
      while (first < wanted->len && taken[first])
        first++;
      for (guint j = first; j < wanted->len; j++)
        {
          const GlsAnnotation *b = wanted->pdata[j];

          if (b->fragments[0].start > a->fragments[a->n_fragments - 1].end)
            break;
          if (!taken[j] && g_str_equal (a->type, b->type) && (exact ? is_exact (a, b) : shares_character (a, b)))
            {
              has_partner[i] = taken[j] = TRUE;
              break;
            }
        }
    }
}

static void
add_miss (GPtrArray *misses, const GlsDocument *document, const GlsAnnotation *annotation)
{
  GlsMiss *miss;

  if (misses->len >= MAX_MISSES)
    return;
  miss = g_new0 (GlsMiss, 1);
  miss->key = g_strdup (document->key);
  miss->type = g_strdup (annotation->type);
  miss->start = annotation->fragments[0].start;
  miss->end = annotation->fragments[annotation->n_fragments - 1].end;
  miss->text = gls_text_slice (document->text, miss->start, miss->end);
  g_strdelimit (miss->text, "\r\n\t", ' ');
  g_ptr_array_add (misses, miss);
}

static guint
count_true (const gboolean *flags, guint n)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += flags[i];
  return count;
}

static void
count_document (Counting *counting, const GlsDocument *document, GPtrArray *proposed, GPtrArray *wanted)
{
  g_autofree gboolean *right = g_new0 (gboolean, proposed->len + 1), *found = g_new0 (gboolean, wanted->len + 1);
  GlsScore *all = counting->evaluation->scores->pdata[0];

  pair (proposed, wanted, TRUE, right, found);
  all->right += count_true (right, proposed->len);
  for (guint i = 0; i < proposed->len; i++)
    find_score (counting, ((GlsAnnotation *) proposed->pdata[i])->type)->right += right[i];
  pair (proposed, wanted, FALSE, right, found);
  all->overlapping += count_true (right, proposed->len);
  all->proposed += proposed->len;
  all->wanted += wanted->len;
  for (guint i = 0; i < proposed->len; i++)
    {
      GlsScore *score = find_score (counting, ((GlsAnnotation *) proposed->pdata[i])->type);

      score->proposed++;
      score->overlapping += right[i];
      if (!right[i])
        add_miss (counting->evaluation->wrong, document, proposed->pdata[i]);
    }
  for (guint i = 0; i < wanted->len; i++)
    {
      find_score (counting, ((GlsAnnotation *) wanted->pdata[i])->type)->wanted++;
      if (!found[i])
        add_miss (counting->evaluation->missed, document, wanted->pdata[i]);
    }
}

static void
split (Counting *counting, const GlsDocument *document, const char *set, GPtrArray *proposed, GPtrArray *wanted)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      GlsAnnotation *annotation = document->annotations->pdata[i];

      if (g_str_equal (annotation->by, set))
        g_ptr_array_add (proposed, annotation);
      else if (g_hash_table_contains (counting->types, annotation->type))
        g_ptr_array_add (wanted, annotation);
    }
}

static gboolean
holds_set (const GlsDocument *document, const char *set)
{
  for (guint i = 0; i < document->annotations->len; i++)
    if (g_str_equal (((GlsAnnotation *) document->annotations->pdata[i])->by, set))
      return TRUE;
  return FALSE;
}

/* The types of the manifest, where the plugin is there, as the settings map them; and those it proposed. */
static void
list_types (Counting *counting, GlsWork *work, const char *plugin)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  GlsPluginEntry *entry = gls_registry_find (registry, plugin);
  g_autoptr (GlsContract) contract = NULL;

  if (entry == NULL || entry->manifest == NULL)
    return;
  contract = gls_work_contract (work, entry->manifest, GLS_PLUGIN_EXTRACTOR);
  for (guint i = 0; entry->manifest->types[i] != NULL; i++)
    {
      const char *type = entry->manifest->types[i];
      const char *becomes = g_hash_table_lookup (contract->types, type);

      if (becomes == NULL || *becomes != '\0')
        g_hash_table_add (counting->types, g_strdup (becomes != NULL ? becomes : type));
    }
}

/* Which documents the plugin has looked at. */
static gboolean
read_runs (Counting *counting, GlsProject *project, const char *plugin, GError **error)
{
  g_autoptr (GPtrArray) runs = gls_project_load_runs (project, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      const GlsRun *run = runs->pdata[i];
      g_auto (GStrv) ids = NULL;

      if (!g_str_equal (run->plugin, plugin) || run->taken_back || run->end != GLS_RUN_DONE)
        continue;
      counting->known |= run->whole || run->scope != NULL;
      if (run->whole)
        counting->before = MAX (counting->before, run->record);
      ids = g_strsplit (run->scope != NULL ? run->scope : "", " ", -1);
      for (guint j = 0; ids[j] != NULL; j++)
        {
          GlsId id;

          if (gls_id_parse (ids[j], &id))
            g_hash_table_add (counting->seen, g_memdup2 (&id, sizeof id));
        }
    }
  return runs != NULL;
}

static gboolean
was_looked_at (const Counting *counting, const GlsDocumentRow *row)
{
  return !counting->known || row->record < counting->before || g_hash_table_contains (counting->seen, &row->id);
}

static gboolean
load_all (Counting *counting, GlsWork *work, const char *set, const char *against, GError **error)
{
  const char *sets[] = { set, against, NULL };
  guint next = 0;
  g_autoptr (GError) failure = NULL;

  for (;;)
    {
      g_autoptr (GlsDocument) document = gls_work_load_document (work, &next, sets, &failure);
      const GlsDocumentRow *row;

      if (document == NULL)
        break;
      row = &g_array_index (work->table->rows, GlsDocumentRow, g_array_index (work->rows, guint, next - 1));
      for (guint i = 0; i < document->annotations->len; i++)
        {
          const GlsAnnotation *annotation = document->annotations->pdata[i];

          if (g_str_equal (annotation->by, set))
            g_hash_table_add (counting->types, g_strdup (annotation->type));
        }
      if (!holds_set (document, against))
        continue;
      if (!was_looked_at (counting, row))
        counting->evaluation->not_run++;
      else
        g_ptr_array_add (counting->pending, g_steal_pointer (&document));
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (counting->pending->len == 0 && counting->evaluation->not_run > 0)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("the plugin has not run on a document where %s has annotations"), against);
  else if (counting->pending->len == 0)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("the set %s has no annotations in these documents"), against);
  else
    return TRUE;
  return FALSE;
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(GlsScore * const *) a)->type, (*(GlsScore * const *) b)->type);
}

static void
count_all (Counting *counting, const char *set)
{
  g_ptr_array_add (counting->evaluation->scores, g_new0 (GlsScore, 1));
  for (guint i = 0; i < counting->pending->len; i++)
    {
      const GlsDocument *document = counting->pending->pdata[i];
      g_autoptr (GPtrArray) proposed = g_ptr_array_new (), wanted = g_ptr_array_new ();

      split (counting, document, set, proposed, wanted);
      count_document (counting, document, proposed, wanted);
    }
  counting->evaluation->documents = counting->pending->len;
  g_ptr_array_sort (counting->evaluation->scores, compare_scores);
}

GlsEvaluation *
gls_evaluate (GlsProject *project, const char *plugin, const char *against, const char * const *documents, GError **error)
{
  g_autofree char *set = g_strconcat ("plugin:", plugin, NULL);
  g_autoptr (GlsEvaluation) evaluation = g_new0 (GlsEvaluation, 1);
  g_autoptr (GHashTable) scores = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) pending = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  Counting counting = { .evaluation = evaluation, .scores = scores, .types = types, .pending = pending, .seen = seen };
  GlsWork work;
  gboolean ok;

  evaluation->scores = g_ptr_array_new_with_free_func (score_free);
  evaluation->missed = g_ptr_array_new_with_free_func (miss_free);
  evaluation->wrong = g_ptr_array_new_with_free_func (miss_free);
  if (!gls_work_init (&work, project, error))
    return NULL;
  list_types (&counting, &work, plugin);
  ok = read_runs (&counting, project, plugin, error) && gls_work_choose_documents (&work, documents, error) && load_all (&counting, &work, set, against, error);
  gls_work_clear (&work);
  if (!ok)
    return NULL;
  count_all (&counting, set);
  return g_steal_pointer (&evaluation);
}
