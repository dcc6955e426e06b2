/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions become a person's annotations here, one by one or a plugin's whole yield. It runs no plugin and knows no window. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-judge.h"

#define BATCH 300

typedef struct {
  GlsChange         *change;
  const GlsDocument *document;
  const char        *person;
  const GlsCodebook *codebook;
  GHashTable        *suggestions;  /* GlsId * to GlsAnnotation */
  GHashTable        *own;          /* GBytes of type and place to the person's GlsAnnotation */
  GHashTable        *accepted;     /* GlsId * of a suggestion to GlsId * of the person's annotation; owns both */
  guint              n_new;
} Accepting;

void
gls_judge_copy_id (const GlsId *suggestion, const char *person, GlsId *id)
{
  gls_id_derive (id, "accepted", suggestion, sizeof *suggestion, person, strlen (person), NULL);
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

static const GlsAnnotation *
find_own (const Accepting *accepting, const GlsAnnotation *suggestion)
{
  g_autoptr (GBytes) place = place_of (suggestion);

  return g_hash_table_lookup (accepting->own, place);
}

static GlsAnnotation *
copy_annotation (const Accepting *accepting, const GlsAnnotation *suggestion, const GlsId *id)
{
  GlsAnnotation *copy = gls_annotation_new ();

  copy->id = *id;
  copy->type = g_strdup (suggestion->type);
  copy->by = g_strdup (accepting->person);
  gls_annotation_set_fragments (copy, suggestion->fragments, suggestion->n_fragments);
  for (guint i = 0; suggestion->attributes != NULL && i < suggestion->attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (suggestion->attributes, GlsAttribute, i);

      gls_annotation_add_attribute (copy, attribute->name, attribute->value);
    }
  copy->note = g_strdup (suggestion->note);
  copy->unsure = g_strdup (suggestion->unsure);
  copy->has_entity = suggestion->has_entity;
  copy->entity = suggestion->entity;
  copy->plugin = g_strdup (suggestion->plugin);
  copy->run = g_strdup (suggestion->run);
  copy->confidence = suggestion->confidence;
  copy->chain = g_strdup (suggestion->chain);
  return copy;
}

static const GlsId *accept_one (Accepting *accepting, const GlsAnnotation *suggestion);

/* Links to suggestions become links to what they became; others stay. */
static void
copy_links (Accepting *accepting, const GlsAnnotation *suggestion, GlsAnnotation *copy)
{
  for (guint i = 0; suggestion->links != NULL && i < suggestion->links->len; i++)
    {
      const GlsLink *link = &g_array_index (suggestion->links, GlsLink, i);
      GlsLink own = { .relation = link->relation, .name = g_strdup (link->name), .kind = link->kind, .target = link->target,
                      .value = g_strdup (link->value) };
      const GlsAnnotation *filler
          = link->kind == GLS_LINK_TO ? g_hash_table_lookup (accepting->suggestions, &link->target) : NULL;

      if (filler != NULL)
        own.target = *accept_one (accepting, filler);
      gls_annotation_take_link (copy, own);
    }
}

/* Noted before its links are followed, so that a ring ends. */
static const GlsId *
accept_one (Accepting *accepting, const GlsAnnotation *suggestion)
{
  const GlsAnnotation *own;
  GlsId *id = g_hash_table_lookup (accepting->accepted, &suggestion->id);

  if (id != NULL)
    return id;
  own = find_own (accepting, suggestion);
  id = g_new (GlsId, 1);
  if (own != NULL)
    *id = own->id;
  else
    gls_judge_copy_id (&suggestion->id, accepting->person, id);
  g_hash_table_insert (accepting->accepted, g_memdup2 (&suggestion->id, sizeof suggestion->id), id);
  if (own == NULL)
    {
      g_autoptr (GlsAnnotation) copy = copy_annotation (accepting, suggestion, id);

      copy_links (accepting, suggestion, copy);
      gls_change_put_annotation (accepting->change, &accepting->document->id, copy, accepting->codebook);
      gls_change_set_text (accepting->change, id, "deleted", NULL);
      accepting->n_new++;
    }
  gls_change_judge (accepting->change, &accepting->document->id, &suggestion->id, accepting->person, GLS_JUDGED_ACCEPTED, id);
  return id;
}

static void
accepting_init (Accepting *accepting, const GlsDocument *document, const char *person, const GlsCodebook *codebook)
{
  *accepting = (Accepting){ .document = document, .person = person, .codebook = codebook };
  accepting->suggestions = g_hash_table_new (gls_id_hash, gls_id_equal);
  accepting->own = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  accepting->accepted = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
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
  g_hash_table_unref (accepting->accepted);
}

guint
gls_judge_accept (GlsChange *change, const GlsDocument *document, const GlsAnnotation *suggestion, const char *person,
                  const GlsCodebook *codebook)
{
  Accepting accepting;

  accepting_init (&accepting, document, person, codebook);
  accepting.change = change;
  accept_one (&accepting, suggestion);
  accepting_clear (&accepting);
  return accepting.n_new;
}

/* What is collected until it is worth a commit. */
typedef struct {
  GlsProject *project;
  const char *by;
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
      batch->change = gls_change_new (batch->by, "accept");
      gls_change_join (batch->change, &batch->group);
    }
  return batch->change;
}

/* All of one document; commits whenever the batch is full. */
static gboolean
accept_document (Batch *batch, const GlsAcceptOptions *options, const GlsDocument *document, GlsCodebook *codebook,
                 GlsAcceptReport *report, GError **error)
{
  g_autofree char *set = g_strconcat ("plugin:", options->plugin, NULL);
  g_autoptr (GHashTable) verdicts = gls_project_load_verdicts (batch->project, &document->id, options->by, error);
  Accepting accepting;
  gboolean ok = TRUE;

  if (verdicts == NULL)
    return FALSE;
  accepting_init (&accepting, document, options->by, codebook);
  for (guint i = 0; ok && i < document->annotations->len; i++)
    {
      const GlsAnnotation *suggestion = document->annotations->pdata[i];

      if (!g_str_equal (suggestion->by, set))
        continue;
      if (g_hash_table_contains (verdicts, &suggestion->id))
        report->judged++;
      else if (!isnan (suggestion->confidence) && suggestion->confidence < options->min_confidence)
        report->below++;
      else
        {
          accepting.change = need_change (batch);
          accept_one (&accepting, suggestion);
          ok = ++batch->n < BATCH || flush (batch, error);
        }
    }
  report->accepted += g_hash_table_size (accepting.accepted);
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
  Batch batch = { .project = project, .by = options->by };
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
      document = gls_project_load_document (project, &row->id, GLS_LOAD_ANNOTATIONS, NULL, error);
      ok = document != NULL && accept_document (&batch, options, document, codebook, report, error);
    }
  /* What was accepted before a failure stays. */
  return flush (&batch, ok ? error : NULL) && ok;
}
