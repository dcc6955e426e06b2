/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of an export: two threads read documents through connections of their own and format them, the caller's thread
 * writes them in order. It must not know where the stream leads, and nothing of records or journals. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-decisions.h>
#include <gls-error.h>
#include <gls-waivers.h>
#include "gls-transfer-private.h"

#define THREADS 2
#define CHUNK_DOCUMENTS 8
#define MAX_CHUNKS 16         /* formatted or under way, and not written */
#define FEW_DOCUMENTS 64      /* are written sooner than a connection is opened */

typedef struct {
  GString *lines;
  gboolean done;
} Chunk;

typedef struct {
  GlsProject         *project;
  GlsDocumentTable   *table;
  GlsCodebook        *codebook;
  const char * const *sets;
  GMutex              mutex;
  GCond               cond;
  guint               next, written, n_chunks; /* chunks */
  Chunk               chunks[MAX_CHUNKS];      /* chunk i is at i % MAX_CHUNKS */
  gboolean            stopped;
  GError             *error;                   /* the first */
} Lines;

static gboolean
is_asked (const char * const *sets, const char *name)
{
  return !sets || g_strv_contains (sets, name);
}

static void
keep_statuses (GlsDocument *document, const char * const *sets)
{
  for (guint i = 0; i < document->statuses->len;)
    {
      if (is_asked (sets, ((GlsDocumentStatus *) document->statuses->pdata[i])->by))
        i++;
      else
        g_ptr_array_remove_index (document->statuses, i);
    }
}

/* What was filled while the annotation had another type stays in the project for the day it gets that type back, but is
 * nothing that an importer could place. */
static void
drop_foreign (GlsAnnotation *annotation, const GlsTypeDef *type)
{
  GlsAttribute *attributes = annotation->attributes ? (GlsAttribute *) (void *) annotation->attributes->data : NULL;
  GlsLink *links = annotation->links ? (GlsLink *) (void *) annotation->links->data : NULL;
  guint n_attributes = 0, n_links = 0;

  /* Everything is lent: nothing is freed, and only the lengths change. */
  for (guint i = 0; attributes && i < annotation->attributes->len; i++)
    if (gls_type_def_find_attribute (type, attributes[i].name))
      attributes[n_attributes++] = attributes[i];
  for (guint i = 0; links && i < annotation->links->len; i++)
    if (links[i].relation || gls_type_def_find_role (type, links[i].name))
      links[n_links++] = links[i];
  if (attributes)
    annotation->attributes->len = n_attributes;
  if (links)
    annotation->links->len = n_links;
}

static void
drop_all_foreign (GPtrArray *annotations, const GlsCodebook *codebook)
{
  const GlsTypeDef *type = NULL;

  for (guint i = 0; i < annotations->len; i++)
    {
      GlsAnnotation *annotation = annotations->pdata[i];

      if (!type || strcmp (type->name, annotation->type) != 0)
        type = gls_codebook_find_type (codebook, annotation->type);
      if (type)
        drop_foreign (annotation, type);
    }
}

GPtrArray *
gls_transfer_load_waivers (GlsProject *project, const GlsId *document, const char * const *sets, GError **error)
{
  g_autoptr (GHashTable) table = gls_project_load_waivers (project, document, error);
  GPtrArray *waivers = table ? g_ptr_array_new_with_free_func ((GDestroyNotify) gls_waiver_free) : NULL;
  GHashTableIter iter;
  GlsWaiver *waiver;

  if (!table)
    return NULL;
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &waiver))
    if ((document || gls_id_is_null (&waiver->document)) && (!sets || (waiver->set && is_asked (sets, waiver->set))))
      g_ptr_array_add (waivers, gls_waiver_copy (waiver));
  return waivers;
}

/* What people decided on a document. */
typedef struct {
  GPtrArray *verdicts, *decisions, *waivers;
} Judged;

static void
judged_clear (Judged *judged)
{
  g_clear_pointer (&judged->verdicts, g_ptr_array_unref);
  g_clear_pointer (&judged->decisions, g_ptr_array_unref);
  g_clear_pointer (&judged->waivers, g_ptr_array_unref);
}

/* Verdicts are their person's, decisions belong to gold, waivers to the set they are about. */
static gboolean
load_judged (GlsProject *project, const GlsId *document, const char * const *sets, Judged *judged, GError **error)
{
  judged->verdicts = gls_project_load_document_verdicts (project, document, error);
  judged->waivers = judged->verdicts ? gls_transfer_load_waivers (project, document, sets, error) : NULL;
  if (!judged->waivers)
    return FALSE;
  for (guint i = judged->verdicts->len; sets && i-- > 0;)
    if (!is_asked (sets, ((GlsDocumentVerdict *) judged->verdicts->pdata[i])->by))
      g_ptr_array_remove_index (judged->verdicts, i);
  if (!is_asked (sets, "gold"))
    return TRUE;
  judged->decisions = gls_project_load_decisions (project, document, error);
  return judged->decisions != NULL;
}

static gboolean
append_document (GlsProject *project, const GlsDocumentRow *row, const Lines *lines, GString *out, GError **error)
{
  Judged judged = { 0 };
  /* The document last: what it lends does not outlive another call. */
  gboolean ok = load_judged (project, &row->id, lines->sets, &judged, error);
  g_autoptr (GlsDocument) document
      = ok ? gls_project_load_document (project, &row->id,
                                        GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS | GLS_LOAD_ORIGINAL | GLS_LOAD_LENT, lines->sets,
                                        error)
           : NULL;

  if (!document)
    {
      judged_clear (&judged);
      return FALSE;
    }
  document->verdicts = judged.verdicts;
  document->decisions = judged.decisions;
  document->waivers = judged.waivers;
  g_free (document->key);
  document->key = g_strdup (row->key);
  if (lines->sets)
    keep_statuses (document, lines->sets);
  drop_all_foreign (document->annotations, lines->codebook);
  gls_jsonl_write_document (document, out);
  return TRUE;
}

static gboolean
append_chunk (GlsProject *project, const Lines *lines, guint chunk, GString *out, GError **error)
{
  guint end = MIN ((chunk + 1) * CHUNK_DOCUMENTS, lines->table->rows->len);
  gboolean ok = gls_project_begin_reading (project, error), begun = ok;

  for (guint i = chunk * CHUNK_DOCUMENTS; ok && i < end; i++)
    ok = append_document (project, &g_array_index (lines->table->rows, GlsDocumentRow, i), lines, out, error);
  if (begun)
    gls_project_end_reading (project);
  return ok;
}

/* With the lock held. */
static void
fail (Lines *lines, GError *error)
{
  if (lines->error)
    g_error_free (error);
  else
    lines->error = error;
  lines->stopped = TRUE;
  g_cond_broadcast (&lines->cond);
}

static gpointer
format_thread (gpointer data)
{
  Lines *lines = data;
  GError *error = NULL;
  GlsProject *project = gls_project_open (gls_project_get_path (lines->project), GLS_OPEN_READ_ONLY, &error);

  g_mutex_lock (&lines->mutex);
  if (!project)
    fail (lines, g_steal_pointer (&error));
  while (!lines->stopped && lines->next < lines->n_chunks)
    {
      guint number = lines->next;
      Chunk *chunk = &lines->chunks[number % MAX_CHUNKS];

      if (number >= lines->written + MAX_CHUNKS)
        {
          g_cond_wait (&lines->cond, &lines->mutex);
          continue;
        }
      lines->next++;
      g_mutex_unlock (&lines->mutex);
      append_chunk (project, lines, number, chunk->lines, &error);
      g_mutex_lock (&lines->mutex);
      chunk->done = TRUE;
      if (error)
        fail (lines, g_steal_pointer (&error));
      g_cond_broadcast (&lines->cond);
    }
  g_mutex_unlock (&lines->mutex);
  gls_project_close (project);
  return NULL;
}

/* Waits for the next chunk; FALSE when there is none to come. */
static gboolean
wait_for_chunk (Lines *lines)
{
  const Chunk *chunk = &lines->chunks[lines->written % MAX_CHUNKS];

  g_mutex_lock (&lines->mutex);
  while (!chunk->done && !lines->stopped)
    g_cond_wait (&lines->cond, &lines->mutex);
  g_mutex_unlock (&lines->mutex);
  return !lines->stopped;
}

static gboolean
write_chunks (Lines *lines, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  while (lines->written < lines->n_chunks)
    {
      Chunk *chunk = &lines->chunks[lines->written % MAX_CHUNKS];

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !wait_for_chunk (lines)
          || !g_output_stream_write_all (stream, chunk->lines->str, chunk->lines->len, NULL, cancellable, error))
        return FALSE;
      g_mutex_lock (&lines->mutex);
      g_string_truncate (chunk->lines, 0);
      chunk->done = FALSE;
      lines->written++;
      g_cond_broadcast (&lines->cond);
      g_mutex_unlock (&lines->mutex);
    }
  return TRUE;
}

static gboolean
write_by_threads (Lines *lines, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  GThread *threads[THREADS];
  gboolean ok;

  g_mutex_init (&lines->mutex);
  g_cond_init (&lines->cond);
  for (guint i = 0; i < MAX_CHUNKS; i++)
    lines->chunks[i].lines = g_string_new (NULL);
  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("gls-export", format_thread, lines);
  ok = write_chunks (lines, stream, cancellable, error);
  g_mutex_lock (&lines->mutex);
  lines->stopped = TRUE;
  g_cond_broadcast (&lines->cond);
  g_mutex_unlock (&lines->mutex);
  for (guint i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < MAX_CHUNKS; i++)
    g_string_free (lines->chunks[i].lines, TRUE);
  g_mutex_clear (&lines->mutex);
  g_cond_clear (&lines->cond);
  if (lines->error && error && !*error)
    g_propagate_error (error, g_steal_pointer (&lines->error));
  g_clear_error (&lines->error);
  return ok;
}

static gboolean
write_alone (Lines *lines, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < lines->n_chunks; i++)
    {
      g_string_truncate (out, 0);
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !append_chunk (lines->project, lines, i, out, error)
          || !g_output_stream_write_all (stream, out->str, out->len, NULL, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * gls_transfer_write_documents:
 * @project: of the calling thread
 * @table: its documents
 * @sets: (nullable): whose annotations and statuses; %NULL: all
 */
gboolean
gls_transfer_write_documents (GlsProject *project, GlsDocumentTable *table, GlsCodebook *codebook,
                              const char * const *sets, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  Lines lines = { .project = project, .table = table, .codebook = codebook, .sets = sets };

  lines.n_chunks = (table->rows->len + CHUNK_DOCUMENTS - 1) / CHUNK_DOCUMENTS;
  if (table->rows->len <= FEW_DOCUMENTS || gls_project_is_exclusive (project))
    return write_alone (&lines, stream, cancellable, error);
  return write_by_threads (&lines, stream, cancellable, error);
}
