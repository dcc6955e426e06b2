/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions become a person's annotations here, one by one or a plugin's whole yield. It runs no plugin and knows no window. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-covered.h"
#include "gls-judge.h"

#define BATCH 300

void
gls_judge_copy_id (const GlsId *suggestion, const char *person, GlsId *id)
{
  gls_id_derive (id, "accepted", suggestion, sizeof *suggestion, person, strlen (person), NULL);
}

/* --- The plan ---------------------------------------------------------------------------------------------------- */

static void
acceptance_free (gpointer data)
{
  GlsAcceptance *acceptance = data;

  g_clear_pointer (&acceptance->copy, gls_annotation_free);
  g_free (acceptance);
}

GlsAcceptPlan *
gls_accept_plan_new (const GlsAcceptSource *source)
{
  GlsAcceptPlan *plan = g_new0 (GlsAcceptPlan, 1);

  plan->source = *source;
  plan->list = g_ptr_array_new_with_free_func (acceptance_free);
  plan->by_id = g_hash_table_new (gls_id_hash, gls_id_equal);
  plan->by_place = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  return plan;
}

void
gls_accept_plan_free (GlsAcceptPlan *plan)
{
  g_hash_table_unref (plan->by_id);
  g_hash_table_unref (plan->by_place);
  g_ptr_array_unref (plan->list);
  g_free (plan);
}

/* Type and place as bytes: what makes two marks of one person the same. */
static GBytes *
place_of (const GlsAnnotation *annotation)
{
  g_autoptr (GBytes) packed = gls_fragments_pack (annotation->fragments, annotation->n_fragments);
  GByteArray *place = g_byte_array_new ();

  g_byte_array_append (place, (const guint8 *) annotation->type, strlen (annotation->type) + 1);
  g_byte_array_append (place, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  return g_byte_array_free_to_bytes (place);
}

/* Its links follow. */
static GlsAnnotation *
copy_annotation (const GlsAnnotation *suggestion, const char *person, const GlsId *id)
{
  GlsAnnotation *copy = gls_annotation_copy (suggestion);

  copy->id = *id;
  g_free (copy->by);
  copy->by = g_strdup (person);
  g_clear_pointer (&copy->links, g_array_unref);
  return copy;
}

/* Links to suggestions become links to what they became; others stay. */
static void
copy_links (GlsAcceptPlan *plan, const GlsAnnotation *suggestion, GlsAnnotation *copy)
{
  for (guint i = 0; suggestion->links != NULL && i < suggestion->links->len; i++)
    {
      const GlsLink *link = &g_array_index (suggestion->links, GlsLink, i);
      GlsLink own = { .relation = link->relation, .name = g_strdup (link->name), .kind = link->kind, .target = link->target,
                      .value = g_strdup (link->value) };
      const GlsAnnotation *filler
          = link->kind == GLS_LINK_TO ? plan->source.find_suggestion (plan->source.data, &link->target) : NULL;

      if (filler != NULL)
        own.target = gls_accept_plan_add (plan, filler)->annotation;
      gls_annotation_take_link (copy, own);
    }
}

/* What another plugin says of the same words becomes one annotation; of one plugin, two that are alike may differ in their roles. */
static gboolean
find_alike (GlsAcceptPlan *plan, const GlsAnnotation *suggestion, GlsAcceptance *acceptance)
{
  GBytes *place = place_of (suggestion);
  const GlsAcceptance *other = g_hash_table_lookup (plan->by_place, place);

  if (other == NULL)
    {
      g_hash_table_insert (plan->by_place, place, acceptance);
      return FALSE;
    }
  g_bytes_unref (place);
  if (other->by == acceptance->by)
    return FALSE;
  acceptance->annotation = other->annotation;
  return TRUE;
}

/* Noted before its links are followed, so that a ring ends. */
const GlsAcceptance *
gls_accept_plan_add (GlsAcceptPlan *plan, const GlsAnnotation *suggestion)
{
  GlsAcceptance *acceptance = g_hash_table_lookup (plan->by_id, &suggestion->id);

  if (acceptance != NULL)
    return acceptance;
  acceptance = g_new0 (GlsAcceptance, 1);
  acceptance->suggestion = suggestion->id;
  acceptance->by = g_intern_string (suggestion->by);
  g_ptr_array_add (plan->list, acceptance);
  g_hash_table_insert (plan->by_id, &acceptance->suggestion, acceptance);
  if (plan->source.find_own (plan->source.data, suggestion, &acceptance->annotation) || find_alike (plan, suggestion, acceptance))
    return acceptance;
  gls_judge_copy_id (&suggestion->id, plan->source.person, &acceptance->annotation);
  acceptance->copy = copy_annotation (suggestion, plan->source.person, &acceptance->annotation);
  copy_links (plan, suggestion, acceptance->copy);
  return acceptance;
}

/* --- A document's suggestions ------------------------------------------------------------------------------------ */

typedef struct {
  const GlsDocument *document;
  const char        *person;
  const GlsCodebook *codebook;
  GHashTable        *suggestions;  /* GlsId * to GlsAnnotation */
  GHashTable        *own;          /* GBytes of type and place to the person's GlsAnnotation */
  GlsAcceptPlan     *plan;
  guint              n_written, n_new;
} Accepting;

static const GlsAnnotation *
find_suggestion (gpointer data, const GlsId *id)
{
  return g_hash_table_lookup (((Accepting *) data)->suggestions, id);
}

static gboolean
find_own (gpointer data, const GlsAnnotation *suggestion, GlsId *id)
{
  g_autoptr (GBytes) place = place_of (suggestion);
  const GlsAnnotation *own = g_hash_table_lookup (((Accepting *) data)->own, place);

  if (own != NULL)
    *id = own->id;
  return own != NULL;
}

static void
accepting_init (Accepting *accepting, const GlsDocument *document, const char *person, const GlsCodebook *codebook)
{
  GlsAcceptSource source = { find_suggestion, find_own, accepting, person };

  *accepting = (Accepting){ .document = document, .person = person, .codebook = codebook };
  accepting->suggestions = g_hash_table_new (gls_id_hash, gls_id_equal);
  accepting->own = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  accepting->plan = gls_accept_plan_new (&source);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      GlsAnnotation *annotation = document->annotations->pdata[i];

      if (g_str_has_prefix (annotation->by, "plugin:"))
        g_hash_table_insert (accepting->suggestions, &annotation->id, annotation);
      else if (g_str_equal (annotation->by, person))
        g_hash_table_insert (accepting->own, place_of (annotation), annotation);
    }
}

static void
accepting_clear (Accepting *accepting)
{
  g_hash_table_unref (accepting->suggestions);
  g_hash_table_unref (accepting->own);
  gls_accept_plan_free (accepting->plan);
}

/* Writes what the plan has got since. */
static void
write_accepted (Accepting *accepting, GlsChange *change)
{
  const GlsId *document = &accepting->document->id;

  for (; accepting->n_written < accepting->plan->list->len; accepting->n_written++)
    {
      const GlsAcceptance *acceptance = accepting->plan->list->pdata[accepting->n_written];

      if (acceptance->copy != NULL)
        {
          gls_change_put_annotation (change, document, acceptance->copy, accepting->codebook);
          gls_change_set_text (change, &acceptance->annotation, "deleted", NULL);
          accepting->n_new++;
        }
      gls_change_judge (change, document, &acceptance->suggestion, accepting->person, GLS_JUDGED_ACCEPTED,
                        &acceptance->annotation);
    }
}

guint
gls_judge_accept (GlsChange *change, const GlsDocument *document, const GlsAnnotation *suggestion, const char *person,
                  const GlsCodebook *codebook)
{
  Accepting accepting;

  accepting_init (&accepting, document, person, codebook);
  gls_accept_plan_add (accepting.plan, suggestion);
  write_accepted (&accepting, change);
  accepting_clear (&accepting);
  return accepting.n_new;
}

/* What is collected until it is worth a commit. */
typedef struct {
  GlsProject *project;
  const char *by, *what;
  GlsId       group;
  GlsChange  *change;
  guint       n;
} Batch;

static gboolean
flush (Batch *batch, GError **error)
{
  gboolean ok = batch->change == NULL || gls_change_is_empty (batch->change)
                || gls_project_commit (batch->project, batch->change, error);

  g_clear_pointer (&batch->change, gls_change_free);
  batch->n = 0;
  return ok;
}

static GlsChange *
need_change (Batch *batch)
{
  if (batch->change == NULL)
    {
      batch->change = gls_change_new (batch->by, batch->what);
      gls_change_join (batch->change, &batch->group);
    }
  return batch->change;
}

/* GlsId * of the suggestions that the person still has to look at; NULL with an error. Owns them. */
static GHashTable *
list_open (GlsProject *project, const GlsAcceptOptions *options, const GlsId *document, GlsCodebook *codebook, GError **error)
{
  g_autoptr (GlsSpanTable) table = gls_project_load_open_spans (project, document, options->by, error);
  g_autoptr (GArray) covered = NULL;
  GHashTable *open;

  if (table == NULL)
    return NULL;
  covered = gls_covered_take (table, options->by, codebook);
  open = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  for (guint i = 0; i < table->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, i);

      if (span->flags & GLS_SPAN_SUGGESTION)
        g_hash_table_add (open, g_memdup2 (&span->id, sizeof span->id));
    }
  return open;
}

static gboolean
has_words (const GlsDocument *document, const GlsAnnotation *suggestion, const char *words)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL, *wanted = NULL;

  for (guint i = 0; i < suggestion->n_fragments; i++)
    {
      g_autofree char *slice = gls_text_slice (document->text, suggestion->fragments[i].start, suggestion->fragments[i].end);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", slice);
    }
  folded = g_utf8_casefold (g_strdelimit (text->str, "\r\n\t", ' '), -1);
  wanted = g_utf8_casefold (words, -1);
  return g_str_equal (folded, wanted);
}

static gboolean
fits (const GlsAcceptOptions *options, const GlsDocument *document, const GlsAnnotation *suggestion)
{
  const char *set = suggestion->by;

  return g_str_has_prefix (set, "plugin:") && (options->plugin == NULL || g_str_equal (set + strlen ("plugin:"), options->plugin))
         && (options->type == NULL || g_str_equal (suggestion->type, options->type))
         && (options->words == NULL || has_words (document, suggestion, options->words));
}

/* Of those that say the same the surest is taken over. */
static int
compare_confidence (gconstpointer a, gconstpointer b)
{
  const GlsAnnotation *x = *(const GlsAnnotation * const *) a, *y = *(const GlsAnnotation * const *) b;
  double one = isnan (x->confidence) ? 1 : x->confidence, other = isnan (y->confidence) ? 1 : y->confidence;

  return (one < other) - (one > other);
}

/* GlsAnnotation, borrowed: those that are to be judged, the surest first; the rest is counted in @report. */
static GPtrArray *
list_fitting (const GlsAcceptOptions *options, const GlsDocument *document, GHashTable *open, GHashTable *verdicts,
              GlsAcceptReport *report)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < document->annotations->len; i++)
    {
      GlsAnnotation *suggestion = document->annotations->pdata[i];

      if (!fits (options, document, suggestion) || (open != NULL && !g_hash_table_contains (open, &suggestion->id)))
        continue;
      if (g_hash_table_contains (verdicts, &suggestion->id))
        report->judged++;
      else if (!isnan (suggestion->confidence) && suggestion->confidence < options->min_confidence)
        report->below++;
      else
        g_ptr_array_add (list, suggestion);
    }
  g_ptr_array_sort (list, compare_confidence);
  return list;
}

static guint
count_places (const GPtrArray *suggestions)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint i = 0; i < suggestions->len; i++)
    g_hash_table_add (places, place_of (g_ptr_array_index (suggestions, i)));
  return g_hash_table_size (places);
}

/* All of one document; commits whenever the batch is full. */
static gboolean
accept_document (Batch *batch, const GlsAcceptOptions *options, const GlsDocument *document, GlsCodebook *codebook,
                 GlsAcceptReport *report, GError **error)
{
  g_autoptr (GHashTable) open = options->open_only ? list_open (batch->project, options, &document->id, codebook, error) : NULL;
  g_autoptr (GHashTable) verdicts = gls_project_load_verdicts (batch->project, &document->id, options->by, error);
  g_autoptr (GPtrArray) fitting = NULL;
  Accepting accepting;
  gboolean ok = TRUE;

  if (verdicts == NULL || (options->open_only && open == NULL))
    return FALSE;
  fitting = list_fitting (options, document, open, verdicts, report);
  report->places += count_places (fitting);
  accepting_init (&accepting, document, options->by, codebook);
  for (guint i = 0; ok && i < fitting->len; i++)
    {
      const GlsAnnotation *suggestion = fitting->pdata[i];

      if (options->dry_run || options->reject)
        report->accepted++;
      if (options->dry_run)
        continue;
      if (options->reject)
        gls_change_judge (need_change (batch), &document->id, &suggestion->id, options->by, GLS_JUDGED_REJECTED, NULL);
      else
        {
          gls_accept_plan_add (accepting.plan, suggestion);
          write_accepted (&accepting, need_change (batch));
        }
      ok = ++batch->n < BATCH || flush (batch, error);
    }
  report->accepted += accepting.plan->list->len;
  report->new_ones += accepting.n_new;
  accepting_clear (&accepting);
  return ok;
}

static gboolean
is_wanted (GlsProject *project, const GlsAcceptOptions *options, const GlsDocumentRow *row)
{
  for (guint i = 0; options->documents != NULL && options->documents[i] != NULL; i++)
    {
      GlsId id;

      if (gls_project_find_document (project, options->documents[i], &id, NULL) && gls_id_equal (&id, &row->id))
        return TRUE;
    }
  return options->documents == NULL;
}

gboolean
gls_accept (GlsProject *project, const GlsAcceptOptions *options, GlsAcceptReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsCodebook) codebook = gls_project_load_codebook (project, error);
  g_autoptr (GlsDocumentTable) table = codebook != NULL ? gls_project_list_documents (project, NULL, error) : NULL;
  Batch batch = { .project = project, .by = options->by, .what = options->reject ? "reject" : "accept" };
  gboolean ok = TRUE;

  memset (report, 0, sizeof *report);
  if (table == NULL)
    return FALSE;
  for (guint i = 0; options->documents != NULL && options->documents[i] != NULL; i++)
    {
      GlsId id;

      if (!gls_project_find_document (project, options->documents[i], &id, error))
        return FALSE;
    }
  gls_id_generate (&batch.group);
  for (guint i = 0; ok && i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);
      g_autoptr (GlsDocument) document = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          ok = FALSE;
          break;
        }
      if (!is_wanted (project, options, row))
        continue;
      document = gls_project_load_document (project, &row->id, options->words != NULL ? GLS_LOAD_ANNOTATIONS | GLS_LOAD_TEXT : GLS_LOAD_ANNOTATIONS,
                                            NULL, error);
      ok = document != NULL && accept_document (&batch, options, document, codebook, report, error);
    }
  /* What was accepted before a failure stays. */
  return flush (&batch, ok ? error : NULL) && ok;
}
