/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads' half of watching for problems: validators held open, given documents, their findings gathered by document.
 * It must not know where documents come from. */
#include "config.h"

#include "gls-problem-watch-private.h"

/* --- What checks are made with ---------------------------------------------------------------------------------------- */

static void
list_sets (GlsCheckBasis *basis)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_strv_builder_add (builder, basis->set);
  for (guint i = 0; i < basis->plugins->len; i++)
    {
      const GlsManifest *manifest = basis->plugins->pdata[i];

      for (guint j = 0; manifest->needs[j] != NULL; j++)
        if (g_hash_table_add (seen, manifest->needs[j]))
          {
            g_autofree char *needed = g_strconcat ("plugin:", manifest->needs[j], NULL);

            g_strv_builder_add (builder, needed);
          }
    }
  basis->sets = g_strv_builder_end (builder);
}

GlsCheckBasis *
gls_check_basis_load (GlsProject *project, const char *set, GError **error)
{
  GlsCheckBasis *basis = g_new0 (GlsCheckBasis, 1);
  GPtrArray *all;

  g_atomic_ref_count_init (&basis->ref_count);
  basis->set = g_strdup (set);
  if (!gls_work_init (&basis->work, project, error) || !gls_work_choose_documents (&basis->work, NULL, error)
      || (all = gls_work_choose_plugins (NULL, GLS_PLUGIN_VALIDATOR, error)) == NULL)
    {
      gls_check_basis_unref (basis);
      return NULL;
    }
  basis->work.project = NULL;
  basis->plugins = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_manifest_unref);
  /* One that still has to be allowed is asked for where it is run by hand. */
  for (guint i = 0; i < all->len; i++)
    if (gls_work_check_grant (all->pdata[i], NULL))
      g_ptr_array_add (basis->plugins, gls_manifest_ref (all->pdata[i]));
  g_ptr_array_unref (all);
  list_sets (basis);
  return basis;
}

GlsCheckBasis *
gls_check_basis_ref (GlsCheckBasis *basis)
{
  g_atomic_ref_count_inc (&basis->ref_count);
  return basis;
}

void
gls_check_basis_unref (GlsCheckBasis *basis)
{
  if (basis == NULL || !g_atomic_ref_count_dec (&basis->ref_count))
    return;
  gls_work_clear (&basis->work);
  g_clear_pointer (&basis->plugins, g_ptr_array_unref);
  g_strfreev (basis->sets);
  g_free (basis->set);
  g_free (basis);
}

/* --- Outcomes --------------------------------------------------------------------------------------------------------- */

GlsCheckOutcome *
gls_check_outcome_new (void)
{
  GlsCheckOutcome *outcome = g_new0 (GlsCheckOutcome, 1);

  outcome->found = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  outcome->dropped = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  outcome->most = G_MAXUINT;
  outcome->failures = g_string_new (NULL);
  return outcome;
}

void
gls_check_outcome_free (GlsCheckOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_hash_table_unref (outcome->found);
  g_hash_table_unref (outcome->dropped);
  g_clear_pointer (&outcome->open, g_array_unref);
  g_string_free (outcome->failures, TRUE);
  g_free (outcome);
}

static void
add_failure (GlsCheckOutcome *outcome, const GlsManifest *manifest, const char *why)
{
  if (outcome->failures->len < 4000)
    g_string_append_printf (outcome->failures, "%s%s: %s", outcome->failures->len > 0 ? "\n" : "", manifest->name, why);
}

/* --- Runs ------------------------------------------------------------------------------------------------------------- */

void
gls_check_bench_clear (GlsCheckBench *bench)
{
  g_clear_pointer (&bench->checkers, g_ptr_array_unref);
  g_clear_pointer (&bench->basis, gls_check_basis_unref);
}

void
gls_check_bench_open (GlsCheckBench *bench, GlsCheckBasis *basis, GlsCheckOutcome *outcome)
{
  if (bench->basis == basis)
    return;
  gls_check_bench_clear (bench);
  bench->basis = gls_check_basis_ref (basis);
  bench->checkers = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_checker_close);
  for (guint i = 0; i < basis->plugins->len; i++)
    {
      GlsManifest *manifest = basis->plugins->pdata[i];
      g_autoptr (GlsContract) contract = NULL;
      g_autoptr (GError) error = NULL;
      GlsChecker *checker;

      if (manifest->project_scope != bench->wide)
        continue;
      contract = gls_work_contract (&basis->work, manifest, GLS_PLUGIN_VALIDATOR);
      contract->set = g_strdup (basis->set);
      checker = gls_checker_open (contract, NULL, NULL, NULL, &error);
      if (checker != NULL)
        g_ptr_array_add (bench->checkers, checker);
      else
        add_failure (outcome, manifest, error->message);
    }
}

typedef struct {
  GlsCheckBench   *bench;
  GlsChecker      *checker;
  GlsDocument   *(*next) (gpointer data);
  gpointer         data;
  GlsCheckOutcome *outcome;
} Run;

/* A plugin sees the set under check and what it needs, not what others need. Takes @whole. */
static GlsDocument *
filter_document (Run *run, GlsDocument *whole)
{
  const GlsManifest *manifest = gls_checker_get_manifest (run->checker);
  g_auto (GStrv) sets = NULL;
  GlsDocument *document;

  if (run->bench->basis->sets[1] == NULL)
    return whole;
  sets = gls_checker_list_sets (manifest, run->bench->basis->set);
  document = gls_document_new (NULL);
  document->id = whole->id;
  document->text = gls_text_ref (whole->text);
  document->key = g_strdup (whole->key);
  document->title = g_strdup (whole->title);
  document->published = g_strdup (whole->published);
  document->language = g_strdup (whole->language);
  g_array_append_vals (document->zones, whole->zones->data, whole->zones->len);
  /* Its annotations are the other's, which goes when nobody needs this one any more. */
  document->memory = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
  g_ptr_array_add (document->memory, whole);
  g_ptr_array_set_free_func (document->annotations, NULL);
  for (guint i = 0; i < whole->annotations->len; i++)
    if (g_strv_contains ((const char * const *) sets, ((GlsAnnotation *) whole->annotations->pdata[i])->by))
      g_ptr_array_add (document->annotations, whole->annotations->pdata[i]);
  return document;
}

static GlsDocument *
next_document (gpointer data, GError **error)
{
  Run *run = data;
  GlsDocument *document = run->next (run->data);

  return document != NULL ? filter_document (run, document) : NULL;
}

static gboolean
is_open (const GlsCheckOutcome *outcome, const GlsId *document)
{
  for (guint i = 0; outcome->open != NULL && i < outcome->open->len; i++)
    if (gls_id_equal (&g_array_index (outcome->open, GlsId, i), document))
      return TRUE;
  return FALSE;
}

/* Moves those of documents that somebody looks at to the front. Returns how many they are. */
static guint
put_open_first (const GlsCheckOutcome *outcome, GPtrArray *findings)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      GlsFinding *finding = findings->pdata[i];

      if (!finding->problem->has_document || !is_open (outcome, &finding->problem->document))
        continue;
      findings->pdata[i] = findings->pdata[n];
      findings->pdata[n++] = finding;
    }
  return n;
}

/* Leaves no more of them than there is room for: of a document all or none, of the whole project the gravest. */
static void
make_fit (GlsCheckOutcome *outcome, const GlsId *document, GPtrArray *findings)
{
  guint *n = document != NULL ? &outcome->n_found : &outcome->n_everywhere;
  guint room = outcome->most - MIN (outcome->most, *n), all = findings->len;

  if (all > room && document == NULL)
    {
      g_ptr_array_sort (findings, gls_finding_compare);
      g_ptr_array_set_size (findings, (int) MAX (room, put_open_first (outcome, findings)));
      outcome->n_left += all - findings->len;
    }
  else if (all > room && !is_open (outcome, document))
    {
      g_ptr_array_set_size (findings, 0);
      g_hash_table_add (outcome->dropped, g_memdup2 (document, sizeof *document));
    }
  *n += findings->len;
}

static void
take_findings (gpointer data, const GlsId *document, GPtrArray *findings)
{
  static const GlsId everywhere;
  Run *run = data;
  const GlsId *key = document != NULL ? document : &everywhere;
  GPtrArray *list = g_hash_table_lookup (run->outcome->found, key);

  make_fit (run->outcome, document, findings);

  if (list == NULL)
    g_hash_table_insert (run->outcome->found, g_memdup2 (key, sizeof *key), g_ptr_array_ref (findings));
  else
    for (guint i = 0; i < findings->len; i++)
      g_ptr_array_add (list, gls_finding_ref (findings->pdata[i]));
  g_ptr_array_unref (findings);
}

static void
note_failure (gpointer data, const GlsDocument *document, const char *reason)
{
  Run *run = data;

  add_failure (run->outcome, gls_checker_get_manifest (run->checker), reason);
}

void
gls_check_bench_run (GlsCheckBench *bench, GlsDocument *(*next) (gpointer data), void (*rewind) (gpointer data), gpointer data,
                     GlsCheckOutcome *outcome, GCancellable *cancellable)
{
  static const GlsCheckerClient client = { next_document, take_findings, note_failure, NULL };
  Run run = { .bench = bench, .next = next, .data = data, .outcome = outcome };

  for (guint i = 0; i < bench->checkers->len;)
    {
      g_autoptr (GError) error = NULL;

      run.checker = bench->checkers->pdata[i];
      rewind (data);
      if (gls_checker_run (run.checker, &client, &run, cancellable, &error))
        i++;
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      else
        {
          /* It is lost until the checks begin anew. */
          add_failure (outcome, gls_checker_get_manifest (run.checker), error->message);
          g_ptr_array_remove_index (bench->checkers, i);
        }
    }
}
