/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts judgements on suggestions, and what people marked beside them. It runs no plugin and compares with no gold: gls-evaluate.c
 * does. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-judged.h>
#include <gls-runs.h>

#include "gls-acceptance.h"
#include "gls-work-private.h"

typedef struct {
  GlsAcceptanceReport *report;
  const char          *plugin, *person;
  GHashTable          *rows;       /* "PLUGIN\nTYPE" to GlsAcceptanceFigures; TYPE "" for all */
  GHashTable          *whole;      /* plugins that have run over the whole project */
  GHashTable          *copies;     /* GlsId *: annotations that suggestions became */
  GHashTable          *judged;     /* GlsId *: suggestions with a judgement */
  GPtrArray           *judgements; /* GlsJudgedSuggestion */
  GHashTable          *by_document;/* GlsId * to GPtrArray of borrowed GlsJudgedSuggestion */
} Counting;

double
gls_acceptance_precision (const GlsAcceptanceFigures *acceptance)
{
  guint taken = acceptance->accepted + acceptance->corrected;

  return taken + acceptance->rejected > 0 ? (double) taken / (taken + acceptance->rejected) : NAN;
}

double
gls_acceptance_exact (const GlsAcceptanceFigures *acceptance)
{
  guint all = acceptance->accepted + acceptance->corrected + acceptance->rejected;

  return all > 0 ? (double) acceptance->accepted / all : NAN;
}

double
gls_acceptance_recall (const GlsAcceptanceFigures *acceptance)
{
  guint taken = acceptance->accepted + acceptance->corrected;

  return taken > 0 ? (double) taken / (taken + acceptance->missed) : NAN;
}

static void
row_free (gpointer data)
{
  GlsAcceptanceFigures *row = data;

  g_free (row->plugin);
  g_free (row->type);
  g_free (row);
}

void
gls_acceptance_report_free (GlsAcceptanceReport *report)
{
  g_ptr_array_unref (report->rows);
  g_free (report);
}

static GlsAcceptanceFigures *
find_row (Counting *counting, const char *plugin, const char *type)
{
  g_autofree char *name = g_strdup_printf ("%s\n%s", plugin, type != NULL ? type : "");
  GlsAcceptanceFigures *row = g_hash_table_lookup (counting->rows, name);

  if (row != NULL)
    return row;
  row = g_new0 (GlsAcceptanceFigures, 1);
  row->plugin = g_strdup (plugin);
  row->type = g_strdup (type);
  g_ptr_array_add (counting->report->rows, row);
  g_hash_table_insert (counting->rows, g_steal_pointer (&name), row);
  return row;
}

/* The plugin's id of a set; NULL: it is no plugin's, or not the one that is asked for. */
static const char *
plugin_of (const Counting *counting, const char *set)
{
  const char *id = set != NULL && g_str_has_prefix (set, "plugin:") ? set + strlen ("plugin:") : NULL;

  return id != NULL && (counting->plugin == NULL || g_str_equal (counting->plugin, id)) ? id : NULL;
}

static void
count_judgement (GlsAcceptanceFigures *row, GlsOutcome outcome)
{
  row->accepted += outcome == GLS_OUTCOME_ACCEPTED;
  row->corrected += outcome == GLS_OUTCOME_CORRECTED;
  row->rejected += outcome == GLS_OUTCOME_REJECTED;
}

static void
count_judgements (Counting *counting)
{
  for (guint i = 0; i < counting->judgements->len; i++)
    {
      GlsJudgedSuggestion *judged = counting->judgements->pdata[i];
      const char *plugin = plugin_of (counting, judged->set);
      GPtrArray *here;

      /* Whoever judged it: an annotation that came from a suggestion is no miss. */
      if (!gls_id_is_null (&judged->copy))
        g_hash_table_add (counting->copies, &judged->copy);
      if (plugin == NULL)
        continue;
      here = g_hash_table_lookup (counting->by_document, &judged->document);
      if (here == NULL)
        g_hash_table_insert (counting->by_document, &judged->document, here = g_ptr_array_new ());
      g_ptr_array_add (here, judged);
      if (counting->person != NULL && g_strcmp0 (counting->person, judged->by) != 0)
        continue;
      g_hash_table_add (counting->judged, &judged->suggestion);
      count_judgement (find_row (counting, plugin, NULL), judged->outcome);
      count_judgement (find_row (counting, plugin, judged->type), judged->outcome);
    }
}

static gboolean
is_done (const GlsDocument *document, const char *person)
{
  for (guint i = 0; i < document->statuses->len; i++)
    {
      const GlsDocumentStatus *status = document->statuses->pdata[i];

      if (status->status == GLS_STATUS_DONE && g_str_equal (status->by, person))
        return TRUE;
    }
  return FALSE;
}

/* Did the plugin propose this type where the annotation is, now or when somebody judged it? */
static gboolean
was_proposed (const Counting *counting, const GlsDocument *document, const char *plugin, const GlsAnnotation *annotation)
{
  const GPtrArray *judged = g_hash_table_lookup (counting->by_document, &document->id);
  guint32 start = annotation->fragments[0].start, end = annotation->fragments[annotation->n_fragments - 1].end;

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *other = document->annotations->pdata[i];

      if (other->fragments[0].start >= end)
        break;
      if (other->fragments[other->n_fragments - 1].end > start && g_str_equal (other->type, annotation->type)
          && g_str_has_prefix (other->by, "plugin:") && g_str_equal (other->by + strlen ("plugin:"), plugin))
        return TRUE;
    }
  for (guint i = 0; judged != NULL && i < judged->len; i++)
    {
      const GlsJudgedSuggestion *one = judged->pdata[i];

      if (one->start < end && one->end > start && g_str_equal (one->type, annotation->type)
          && g_str_equal (one->set + strlen ("plugin:"), plugin))
        return TRUE;
    }
  return FALSE;
}

static void
count_miss (Counting *counting, const GlsDocument *document, GHashTable *here, const GlsAnnotation *annotation)
{
  GHashTableIter iter;
  gpointer plugin;

  g_hash_table_iter_init (&iter, here);
  while (g_hash_table_iter_next (&iter, &plugin, NULL))
    {
      g_autofree char *name = g_strdup_printf ("%s\n%s", (char *) plugin, annotation->type);
      GlsAcceptanceFigures *row = g_hash_table_lookup (counting->rows, name);

      if (row == NULL || was_proposed (counting, document, plugin, annotation))
        continue;
      row->missed++;
      find_row (counting, plugin, NULL)->missed++;
    }
}

/* Which plugins have looked at the document; and its open suggestions are counted. */
static void
count_open (Counting *counting, const GlsDocument *document, GHashTable *here)
{
  const GPtrArray *judged = g_hash_table_lookup (counting->by_document, &document->id);
  GHashTableIter iter;
  gpointer plugin;

  g_hash_table_iter_init (&iter, counting->whole);
  while (g_hash_table_iter_next (&iter, &plugin, NULL))
    g_hash_table_add (here, g_strdup (plugin));
  for (guint i = 0; judged != NULL && i < judged->len; i++)
    g_hash_table_add (here, g_strdup (((GlsJudgedSuggestion *) judged->pdata[i])->set + strlen ("plugin:")));
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *annotation = document->annotations->pdata[i];
      const char *id = plugin_of (counting, annotation->by);

      if (id == NULL)
        continue;
      g_hash_table_add (here, g_strdup (id));
      find_row (counting, id, NULL)->open += !g_hash_table_contains (counting->judged, &annotation->id);
      find_row (counting, id, annotation->type)->open += !g_hash_table_contains (counting->judged, &annotation->id);
    }
}

static void
count_document (Counting *counting, const GlsDocument *document)
{
  g_autoptr (GHashTable) here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean counts = FALSE;

  count_open (counting, document, here);
  for (guint i = 0; i < document->statuses->len; i++)
    {
      const GlsDocumentStatus *status = document->statuses->pdata[i];

      counts |= status->status == GLS_STATUS_DONE && (counting->person == NULL || g_str_equal (counting->person, status->by));
    }
  if (!counts || g_hash_table_size (here) == 0)
    return;
  counting->report->documents++;
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *annotation = document->annotations->pdata[i];

      if (!g_str_has_prefix (annotation->by, "plugin:") && (counting->person == NULL || g_str_equal (counting->person, annotation->by))
          && is_done (document, annotation->by) && !g_hash_table_contains (counting->copies, &annotation->id))
        count_miss (counting, document, here, annotation);
    }
}

static gboolean
load_runs (Counting *counting, GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) runs = gls_project_load_runs (project, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      const GlsRun *run = runs->pdata[i];

      if (run->whole && !run->taken_back && run->end == GLS_RUN_DONE
          && (counting->plugin == NULL || g_str_equal (counting->plugin, run->plugin)))
        g_hash_table_add (counting->whole, g_strdup (run->plugin));
    }
  return runs != NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const GlsAcceptanceFigures *x = *(GlsAcceptanceFigures * const *) a, *y = *(GlsAcceptanceFigures * const *) b;
  int order = strcmp (x->plugin, y->plugin);

  return order != 0 ? order : g_strcmp0 (x->type, y->type);
}

/* A type is the plugin's once it was proposed, so all are known before anything is missed. */
static gboolean
list_types (Counting *counting, GlsWork *work, GError **error)
{
  guint next = 0;
  g_autoptr (GError) failure = NULL;

  for (;;)
    {
      g_autoptr (GlsDocument) document = gls_work_load_document (work, &next, NULL, &failure);

      if (document == NULL)
        break;
      for (guint i = 0; i < document->annotations->len; i++)
        {
          const GlsAnnotation *annotation = document->annotations->pdata[i];
          const char *id = plugin_of (counting, annotation->by);

          if (id != NULL)
            find_row (counting, id, annotation->type);
        }
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

static gboolean
count_documents (Counting *counting, GlsWork *work, GError **error)
{
  guint next = 0;
  g_autoptr (GError) failure = NULL;

  for (;;)
    {
      g_autoptr (GlsDocument) document = gls_work_load_document (work, &next, NULL, &failure);

      if (document == NULL)
        break;
      count_document (counting, document);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

GlsAcceptanceReport *
gls_acceptance (GlsProject *project, const char *plugin, const char *person, GError **error)
{
  g_autoptr (GlsAcceptanceReport) report = g_new0 (GlsAcceptanceReport, 1);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) whole = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) copies = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GHashTable) judged = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GHashTable) by_document = g_hash_table_new_full (gls_id_hash, gls_id_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) judgements = gls_project_load_judged (project, error);
  Counting counting = { report, plugin, person, rows, whole, copies, judged, judgements, by_document };
  GlsWork work;
  gboolean ok;

  report->rows = g_ptr_array_new_with_free_func (row_free);
  if (judgements == NULL || !load_runs (&counting, project, error) || !gls_work_init (&work, project, error))
    return NULL;
  count_judgements (&counting);
  ok = gls_work_choose_documents (&work, NULL, error) && list_types (&counting, &work, error)
       && count_documents (&counting, &work, error);
  gls_work_clear (&work);
  if (!ok)
    return NULL;
  g_ptr_array_sort (report->rows, compare_rows);
  return g_steal_pointer (&report);
}
