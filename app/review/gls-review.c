/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads from a project what a review needs.
 * It must not know figures or cases: it brings documents with the marks side by side. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>

#include "gls-review.h"

static gboolean
fail_person (const char *name, GPtrArray *people, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < people->len && i < 10; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", (char *) g_ptr_array_index (people, i));
  g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _ ("%s: the project has no such person; it has: %s"), name, known->str);
  return FALSE;
}

static gboolean
choose_people (GlsReview *review, char **wanted, GError **error)
{
  g_autoptr (GPtrArray) people = gls_project_load_people (review->project, error);
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  guint n = 0;

  if (people == NULL)
    return FALSE;
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    {
      gboolean gold = strcmp (wanted[i], "gold") == 0;

      if (!gold && !g_ptr_array_find_with_equal_func (people, wanted[i], g_str_equal, NULL))
        return fail_person (wanted[i], people, error);
      g_strv_builder_add (chosen, wanted[i]);
      n++;
    }
  for (guint i = 0; wanted == NULL && i < people->len; i++, n++)
    g_strv_builder_add (chosen, g_ptr_array_index (people, i));
  if (n > GLS_REVIEW_MAX_PEOPLE)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("%u people cannot be compared at once, at most %u; choose them with --by"), n,
                   GLS_REVIEW_MAX_PEOPLE);
      return FALSE;
    }
  review->people = g_strv_builder_end (chosen);
  return TRUE;
}

static gboolean
load_entities (GlsReview *review, GError **error)
{
  g_autoptr (GPtrArray) entities = gls_project_load_entities (review->project, error);
  g_autoptr (GPtrArray) judgements = entities != NULL ? gls_project_load_judgements (review->project, error) : NULL;

  if (judgements == NULL)
    return FALSE;
  review->entity_names = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  for (guint i = 0; i < entities->len; i++)
    {
      const GlsEntity *entity = g_ptr_array_index (entities, i);

      g_hash_table_insert (review->entity_names, g_memdup2 (&entity->id, sizeof entity->id), g_strdup (entity->name));
    }
  review->same_entity = gls_aligned_join_entities (judgements);
  return TRUE;
}

static gboolean
list_documents (GlsReview *review, const char *key, GError **error)
{
  GlsDocumentTable *table;
  GlsId id;

  review->documents = g_array_new (FALSE, FALSE, sizeof (GlsId));
  if (key != NULL)
    {
      if (!gls_project_find_document (review->project, key, &id, error))
        return FALSE;
      g_array_append_val (review->documents, id);
      return TRUE;
    }
  table = gls_project_list_documents (review->project, NULL, error);
  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < table->rows->len; i++)
    if (g_array_index (table->rows, GlsDocumentRow, i).annotations > 0)
      g_array_append_val (review->documents, g_array_index (table->rows, GlsDocumentRow, i).id);
  gls_document_table_unref (table);
  return TRUE;
}

GlsReview *
gls_review_new (GlsProject *project, const GlsReviewQuery *query, GError **error)
{
  g_autoptr (GlsReview) review = g_new0 (GlsReview, 1);

  review->project = project;
  review->codebook = gls_project_load_codebook (project, error);
  if (review->codebook == NULL || !choose_people (review, query->people, error) || !load_entities (review, error)
      || (!query->no_documents && !list_documents (review, query->document, error)))
    return NULL;
  if (query->type != NULL && gls_codebook_find_type (review->codebook, query->type) == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _ ("%s: the codebook has no such type"), query->type);
      return NULL;
    }
  review->type = query->type;
  return g_steal_pointer (&review);
}

void
gls_review_free (GlsReview *review)
{
  if (review == NULL)
    return;
  g_clear_pointer (&review->codebook, gls_codebook_unref);
  g_clear_pointer (&review->people, g_strfreev);
  g_clear_pointer (&review->entity_names, g_hash_table_unref);
  g_clear_pointer (&review->same_entity, g_hash_table_unref);
  g_clear_pointer (&review->documents, g_array_unref);
  g_free (review);
}

/* The people's sets and gold, NULL-ended; their names are borrowed. */
static const char **
list_sets (GlsReview *review)
{
  guint n = g_strv_length (review->people);
  const char **sets = g_new0 (const char *, n + 2);

  memcpy (sets, review->people, n * sizeof *sets);
  sets[n] = "gold";
  return sets;
}

GlsAligned *
gls_review_align (GlsReview *review, GlsDocument *loaded)
{
  GlsAligned *aligned = gls_aligned_new (loaded, review->people, review->type, review->same_entity);

  aligned->entity_names = review->entity_names;
  return aligned;
}

GlsDocument *
gls_review_read (GlsReview *review, const GlsId *document, gboolean *changed, GError **error)
{
  g_autofree const char **sets = list_sets (review);
  const char * const *names = (const char * const *) sets;
  GlsLoadFlags flags = GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS;

  return changed != NULL ? gls_project_load_document_when_done (review->project, document, flags, names, changed, error)
                         : gls_project_load_document (review->project, document, flags, names, error);
}

GlsAligned *
gls_review_load (GlsReview *review, const GlsId *document, GPtrArray **decisions, GError **error)
{
  g_autoptr (GlsDocument) loaded = gls_review_read (review, document, NULL, error);

  if (loaded == NULL)
    return NULL;
  if (decisions != NULL)
    {
      *decisions = gls_project_load_decisions (review->project, document, error);
      if (*decisions == NULL)
        return NULL;
    }
  return gls_review_align (review, loaded);
}
