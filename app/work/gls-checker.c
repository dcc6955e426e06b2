/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One validator, one set: places what it reports. A validator of the whole project keeps what it saw, and so does this: where
 * annotations stand.
 * It must not know where documents come from. */
#include "config.h"

#include <string.h>

#include "gls-checker.h"

/* Where an annotation stands, or (from 0) how long a document is. */
typedef struct {
  GlsId   record;
  guint32 start, end;
} Place;

/* So many are kept: of a larger project some problems come without a place, and whoever goes there asks by annotation. */
#define MOST_PLACES 500000

struct _GlsChecker {
  GlsContract            *contract;
  GlsPluginSession       *session;
  GHashTable             *places;   /* of the whole project's annotations, or NULL */
  const GlsCheckerClient *client;   /* while it runs */
  gpointer                data;
};

/* --- Findings --------------------------------------------------------------------------------------------------------- */

GlsFinding *
gls_finding_ref (GlsFinding *finding)
{
  g_atomic_ref_count_inc (&finding->ref_count);
  return finding;
}

void
gls_finding_unref (GlsFinding *finding)
{
  if (finding == NULL || !g_atomic_ref_count_dec (&finding->ref_count))
    return;
  gls_problem_free (finding->problem);
  gls_waiver_free (finding->waiver);
  g_free (finding->set);
  g_free (finding->key);
  g_free (finding);
}

int
gls_finding_compare (gconstpointer a, gconstpointer b)
{
  const GlsFinding *x = *(GlsFinding * const *) a, *y = *(GlsFinding * const *) b;
  int order = (int) x->problem->severity - (int) y->problem->severity;

  if (order == 0)
    order = g_strcmp0 (x->key, y->key);
  if (order == 0 && x->start != y->start)
    order = x->start < y->start ? -1 : 1;
  if (order == 0)
    order = g_strcmp0 (x->set, y->set);
  if (order == 0)
    order = strcmp (x->problem->rule, y->problem->rule);
  if (order == 0)
    order = gls_id_compare (&x->problem->id, &y->problem->id);
  return order != 0 ? order : strcmp (x->problem->message, y->problem->message);
}

/* --- Judgements ------------------------------------------------------------------------------------------------------- */

struct _GlsJudgedPairs {
  GHashTable *parents;  /* GlsId * to GlsId *: entities that are one, as a forest */
  GHashTable *apart;    /* char *: "a b" */
};

static const GlsId *
find_root (GlsJudgedPairs *pairs, const GlsId *id)
{
  const GlsId *parent;

  while ((parent = g_hash_table_lookup (pairs->parents, id)) != NULL)
    {
      const GlsId *above = g_hash_table_lookup (pairs->parents, parent);

      if (above != NULL)
        g_hash_table_insert (pairs->parents, g_memdup2 (id, sizeof *id), g_memdup2 (above, sizeof *above));
      id = above != NULL ? above : parent;
    }
  return id;
}

static char *
pair_key (const GlsId *a, const GlsId *b)
{
  char x[GLS_ID_STRING_SIZE], y[GLS_ID_STRING_SIZE];

  gls_id_to_string (gls_id_compare (a, b) < 0 ? a : b, x);
  gls_id_to_string (gls_id_compare (a, b) < 0 ? b : a, y);
  return g_strconcat (x, " ", y, NULL);
}

GlsJudgedPairs *
gls_judged_pairs_new (GPtrArray *judgements)
{
  GlsJudgedPairs *pairs = g_new0 (GlsJudgedPairs, 1);

  pairs->parents = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  pairs->apart = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < judgements->len; i++)
    {
      const GlsJudgement *judgement = judgements->pdata[i];
      GlsId a = *find_root (pairs, &judgement->a), b = *find_root (pairs, &judgement->b);

      if (judgement->verdict == GLS_JUDGEMENT_NOT_SAME)
        g_hash_table_add (pairs->apart, pair_key (&judgement->a, &judgement->b));
      else if (judgement->verdict == GLS_JUDGEMENT_SAME && !gls_id_equal (&a, &b))
        g_hash_table_insert (pairs->parents, g_memdup2 (&a, sizeof a), g_memdup2 (&b, sizeof b));
    }
  return pairs;
}

void
gls_judged_pairs_free (GlsJudgedPairs *pairs)
{
  if (pairs == NULL)
    return;
  g_hash_table_unref (pairs->parents);
  g_hash_table_unref (pairs->apart);
  g_free (pairs);
}

gboolean
gls_judged_pairs_answer (GlsJudgedPairs *pairs, const GlsProblem *problem)
{
  const GlsId *ids = (const GlsId *) (gpointer) problem->entities->data;
  g_autofree char *key = NULL;
  GlsId root;

  if (problem->entities->len != 2 || problem->annotations->len > 0)
    return FALSE;
  root = *find_root (pairs, &ids[0]);
  key = pair_key (&ids[0], &ids[1]);
  return gls_id_equal (&root, find_root (pairs, &ids[1])) || g_hash_table_contains (pairs->apart, key);
}

/* --- A run ------------------------------------------------------------------------------------------------------------ */

static const GlsAnnotation *
find_annotation (const GlsDocument *document, const GlsId *id)
{
  for (guint i = 0; i < document->annotations->len; i++)
    if (gls_id_equal (&((GlsAnnotation *) document->annotations->pdata[i])->id, id))
      return document->annotations->pdata[i];
  return NULL;
}

static void
place_finding (GlsChecker *checker, const GlsDocument *document, GlsFinding *finding)
{
  const GlsProblem *problem = finding->problem;
  const GlsId *first = problem->annotations->len > 0 ? &g_array_index (problem->annotations, GlsId, 0) : NULL;

  finding->start = problem->start;
  finding->end = problem->end;
  if (document == NULL && problem->has_document && checker->places != NULL && problem->end > problem->start)
    {
      const Place *whole = g_hash_table_lookup (checker->places, &problem->document);

      finding->end = MIN (finding->end, whole != NULL ? whole->end : 0);
      finding->start = MIN (finding->start, finding->end);
    }
  if (problem->end > problem->start || first == NULL)
    return;
  if (document != NULL)
    {
      const GlsAnnotation *annotation = find_annotation (document, first);

      if (annotation != NULL)
        {
          finding->start = annotation->fragments[0].start;
          finding->end = annotation->fragments[annotation->n_fragments - 1].end;
        }
    }
  else if (checker->places != NULL)
    {
      const Place *place = g_hash_table_lookup (checker->places, first);

      if (place != NULL)
        {
          finding->start = place->start;
          finding->end = place->end;
        }
    }
}

static GlsFinding *
make_finding (GlsChecker *checker, const GlsDocument *document, GlsProblem *problem)
{
  GlsFinding *finding = g_new0 (GlsFinding, 1);

  g_atomic_ref_count_init (&finding->ref_count);
  finding->problem = problem;
  /* What is wrong with entities is wrong for everybody. */
  if (problem->annotations->len > 0 || problem->entities->len == 0)
    finding->set = g_strdup (checker->contract->set);
  place_finding (checker, document, finding);
  return finding;
}

static void
keep_place (GlsChecker *checker, const GlsId *record, guint32 start, guint32 end)
{
  Place *place;

  if (g_hash_table_size (checker->places) >= MOST_PLACES && !g_hash_table_contains (checker->places, record))
    return;
  place = g_new (Place, 1);
  *place = (Place){ *record, start, end };
  g_hash_table_replace (checker->places, &place->record, place);
}

static void
keep_places (GlsChecker *checker, const GlsDocument *document)
{
  keep_place (checker, &document->id, 0, gls_text_get_length (document->text));
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *annotation = document->annotations->pdata[i];

      keep_place (checker, &annotation->id, annotation->fragments[0].start,
                  annotation->fragments[annotation->n_fragments - 1].end);
    }
}

static GlsDocument *
next_document (gpointer data, GError **error)
{
  GlsChecker *checker = data;
  GlsDocument *document = checker->client->next (checker->data, error);

  if (document != NULL && checker->places != NULL)
    keep_places (checker, document);
  return document;
}

static gboolean
take_result (gpointer data, GlsDocument *document, GlsResult *taken, GError **error)
{
  GlsChecker *checker = data;
  g_autoptr (GlsResult) result = taken;
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_finding_unref);

  for (guint i = 0; i < result->problems->len; i++)
    g_ptr_array_add (findings, make_finding (checker, document, g_steal_pointer (&result->problems->pdata[i])));
  g_ptr_array_set_free_func (result->problems, NULL);
  checker->client->take (checker->data, document != NULL ? &document->id : NULL, findings);
  if (result->status == GLS_RESULT_FAILED)
    checker->client->failed (checker->data, document, result->reason);
  return TRUE;
}

static void
show_progress (gpointer data, const GlsPluginProgress *progress)
{
  GlsChecker *checker = data;

  if (checker->client->progress != NULL)
    checker->client->progress (checker->data, progress);
}

char **
gls_checker_list_sets (const GlsManifest *manifest, const char *set)
{
  guint n = g_strv_length (manifest->needs);
  char **sets = g_new0 (char *, n + 2);

  sets[0] = g_strdup (set);
  for (guint i = 0; i < n; i++)
    sets[i + 1] = g_strconcat ("plugin:", manifest->needs[i], NULL);
  return sets;
}

GlsChecker *
gls_checker_open (GlsContract *contract, void (*log) (gpointer data, const char *line), gpointer log_data, GCancellable *cancellable,
                  GError **error)
{
  GlsPluginSession *session = gls_plugin_session_open (contract, log, log_data, cancellable, error);
  GlsChecker *checker;

  if (session == NULL)
    return NULL;
  checker = g_new0 (GlsChecker, 1);
  checker->contract = gls_contract_ref (contract);
  checker->session = session;
  if (contract->manifest->project_scope)
    checker->places = g_hash_table_new_full (gls_id_hash, gls_id_equal, NULL, g_free);
  return checker;
}

const GlsManifest *
gls_checker_get_manifest (GlsChecker *checker)
{
  return checker->contract->manifest;
}

gboolean
gls_checker_run (GlsChecker *checker, const GlsCheckerClient *client, gpointer data, GCancellable *cancellable, GError **error)
{
  static const GlsPluginClient session_client = { next_document, take_result, show_progress };

  checker->client = client;
  checker->data = data;
  return gls_plugin_session_run (checker->session, &session_client, checker, cancellable, error);
}

void
gls_checker_close (GlsChecker *checker)
{
  if (checker == NULL)
    return;
  gls_plugin_session_close (checker->session, FALSE, NULL);
  g_clear_pointer (&checker->places, g_hash_table_unref);
  gls_contract_unref (checker->contract);
  g_free (checker);
}
