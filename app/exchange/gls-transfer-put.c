/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts what was read into the project: batches of changes, all of them one step of undo, committed by gls-transfer-commit.c.
 * It must not read files; wrong input ends in the report, and only a project that cannot be written ends the import. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-publications.h>
#include <gls-waivers.h>
#include "gls-transfer-private.h"

#define BATCH_DOCUMENTS 200
#define CHUNK 500
#define PART 8 /* of a batch is committed when nothing else is */

static gboolean
load_documents (GlsTransferPut *put, GError **error)
{
  g_autoptr (GlsDocumentTable) table = gls_project_list_keys (put->project, error);

  if (!table)
    return FALSE;
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      g_hash_table_insert (put->documents, g_memdup2 (&row->id, sizeof row->id), g_strdup (row->key));
    }
  return TRUE;
}

/* Never a document in it, not even one that is deleted? Then nothing can be undone or taken. */
static gboolean
is_pristine (GlsProject *project)
{
  gint64 since = 0;
  g_autoptr (GArray) records = gls_project_changes_since (project, &since, 5000, NULL);

  for (guint i = 0; records && i < records->len; i++)
    if (g_array_index (records, GlsChangedRecord, i).kind == GLS_RECORD_DOCUMENT)
      return FALSE;
  return records != NULL;
}

static void
begin_batch (GlsTransferPut *put)
{
  put->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_change_free);
  put->names_of = g_ptr_array_new_with_free_func (g_free);
  put->units = 0;
  g_hash_table_remove_all (put->in_batch);
}

/* NULL: what is looked up has to wait for what is written. */
static GlsProject *
open_reader (GlsProject *project)
{
  GlsProject *reader = gls_project_is_exclusive (project)
                           ? NULL
                           : gls_project_open (gls_project_get_path (project), GLS_OPEN_READ_ONLY, NULL);

  if (reader && gls_project_freeze_ids (reader, NULL))
    return reader;
  gls_project_close (reader);
  return NULL;
}

GlsTransferPut *
gls_transfer_put_new (GlsProject *project, const GlsImportOptions *options, GlsImportReport *report, GError **error)
{
  GlsTransferPut *put = g_new0 (GlsTransferPut, 1);

  put->project = project;
  put->options = options;
  put->report = report;
  gls_id_generate (&put->group);
  put->own_types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  put->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  put->documents = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  put->ids = g_hash_table_new (NULL, NULL);
  put->used_rows = g_hash_table_new (NULL, NULL);
  put->fresh = g_ptr_array_new_with_free_func (g_free);
  put->commits = gls_transfer_commits_new (project);
  put->in_batch = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  put->written = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  put->alive = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  begin_batch (put);
  put->most = 200;
  put->codebook = gls_project_load_codebook (project, error);
  if (!put->codebook || !load_documents (put, error)
      || (options->metadata && !(put->metadata = gls_metadata_csv_read (options->metadata, error))))
    {
      gls_transfer_put_free (put);
      return NULL;
    }
  put->was_empty = g_hash_table_size (put->documents) == 0 && is_pristine (project);
  if (!put->was_empty)
    put->reader = open_reader (project);
  return put;
}

void
gls_transfer_put_free (GlsTransferPut *put)
{
  g_clear_pointer (&put->codebook, gls_codebook_unref);
  g_clear_pointer (&put->metadata, g_hash_table_unref);
  g_clear_pointer (&put->types, gls_change_free);
  g_clear_pointer (&put->entities, g_hash_table_unref);
  g_hash_table_unref (put->own_types);
  g_hash_table_unref (put->names);
  g_hash_table_unref (put->documents);
  g_hash_table_unref (put->ids);
  g_hash_table_unref (put->used_rows);
  g_ptr_array_unref (put->fresh);
  gls_transfer_commits_free (put->commits);
  g_clear_pointer (&put->changes, g_ptr_array_unref);
  g_clear_pointer (&put->names_of, g_ptr_array_unref);
  g_hash_table_unref (put->in_batch);
  g_hash_table_unref (put->written);
  g_hash_table_unref (put->alive);
  gls_project_close (put->reader);
  gls_transfer_held_free (put->held);
  g_free (put);
}

GlsChange *
gls_transfer_put_change (GlsTransferPut *put, const char *name)
{
  GlsChange *change = gls_change_new (put->options->by ? put->options->by : "import", "import");

  gls_change_join (change, &put->group);
  if (name)
    {
      g_autoptr (GString) detail = g_string_new (NULL);
      const char *slash = strrchr (name, G_DIR_SEPARATOR);
      GlsJsonWriter writer;

      gls_json_writer_init (&writer, detail);
      gls_json_writer_begin_object (&writer);
      /* Without its folders: where it lay is nobody's business who gets the project. */
      gls_json_writer_string_member (&writer, "file", slash ? slash + 1 : name);
      gls_json_writer_end_object (&writer);
      gls_change_set_detail (change, detail->str);
    }
  return change;
}

/* Hands the batch over to be committed meanwhile. */
static gboolean
hand_over (GlsTransferPut *put, GError **error)
{
  gboolean ok;

  if (put->changes->len == 0)
    return TRUE;
  ok = gls_transfer_commits_push (put->commits, put->changes, put->names_of, put->units, &put->most, error);
  begin_batch (put);
  return ok;
}

gboolean
gls_transfer_put_flush (GlsTransferPut *put, GError **error)
{
  return hand_over (put, error) && gls_transfer_commits_wait (put->commits, put->report, error);
}

GlsProject *
gls_transfer_put_idle (GlsTransferPut *put)
{
  /* What went wrong is told again when the batch is handed over. */
  gls_transfer_commits_wait (put->commits, put->report, NULL);
  return put->project;
}

GlsProject *
gls_transfer_put_before (GlsTransferPut *put)
{
  return put->reader ? put->reader : gls_transfer_put_idle (put);
}

gboolean
gls_transfer_put_take (GlsTransferPut *put, GlsChange *change, const char *name, guint units, GError **error)
{
  if (!put->was_empty)
    gls_project_revive (gls_transfer_put_before (put), change, put->alive);
  g_ptr_array_add (put->changes, change);
  g_ptr_array_add (put->names_of, g_strdup (name));
  put->units += units;
  if (put->units < put->most && g_hash_table_size (put->in_batch) < BATCH_DOCUMENTS
      && (put->units < put->most / PART || !gls_transfer_commits_are_idle (put->commits)))
    return TRUE;
  return hand_over (put, error);
}

gboolean
gls_transfer_put_need_entities (GlsTransferPut *put, GError **error)
{
  g_autoptr (GPtrArray) entities = NULL;

  if (put->entities)
    return TRUE;
  entities = gls_project_load_entities (gls_transfer_put_idle (put), error);
  if (!entities)
    return FALSE;
  put->entities = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  for (guint i = 0; i < entities->len; i++)
    g_hash_table_add (put->entities, g_memdup2 (&((GlsEntity *) entities->pdata[i])->id, sizeof (GlsId)));
  return TRUE;
}

static gboolean
put_codebook (GlsTransferPut *put, const GlsCodebook *codebook, const char *name, GError **error)
{
  GlsChange *change = gls_transfer_put_change (put, name);

  if (!gls_transfer_put_codebook (put, change, codebook))
    {
      gls_change_free (change);
      return TRUE;
    }
  if (!gls_transfer_put_take (put, change, name, CHUNK, error) || !gls_transfer_put_flush (put, error))
    return FALSE;
  gls_codebook_unref (put->codebook);
  put->codebook = gls_project_load_codebook (gls_transfer_put_idle (put), error);
  return put->codebook != NULL;
}

static void
put_judgement (GlsTransferPut *put, GlsChange *change, const GlsJudgement *judgement)
{
  if (g_hash_table_contains (put->entities, &judgement->a) && g_hash_table_contains (put->entities, &judgement->b))
    gls_change_put_judgement (change, judgement);
  else
    gls_transfer_report (put->report, _("A judgement by %s is on an entity that does not exist; left out."), judgement->by);
}

typedef void (*PutFunc) (GlsTransferPut *put, GlsChange *change, gconstpointer value);

static void
put_person (GlsTransferPut *put, GlsChange *change, const char *name)
{
  gls_change_put_person (change, name);
}

static void
put_entity (GlsTransferPut *put, GlsChange *change, const GlsEntity *entity)
{
  gls_change_put_entity (change, entity);
  g_hash_table_add (put->entities, g_memdup2 (&entity->id, sizeof entity->id));
}

static void
put_question (GlsTransferPut *put, GlsChange *change, const GlsQuestion *question)
{
  gls_change_put_question (change, question);
}

static void
put_waiver (GlsTransferPut *put, GlsChange *change, const GlsWaiver *waiver)
{
  if (!gls_transfer_put_hold (put, waiver))
    gls_change_waive (change, waiver, NULL);
}

static void
put_publication (GlsTransferPut *put, GlsChange *change, const GlsPublication *publication)
{
  gls_change_put_publication (change, publication);
}

static gboolean
put_values (GlsTransferPut *put, GPtrArray *values, PutFunc func, const char *name, GError **error)
{
  for (guint first = 0; first < values->len; first += CHUNK)
    {
      guint end = MIN (first + CHUNK, values->len);
      GlsChange *change = gls_transfer_put_change (put, name);

      for (guint i = first; i < end; i++)
        func (put, change, values->pdata[i]);
      if (gls_change_is_empty (change))
        gls_change_free (change);
      else if (!gls_transfer_put_take (put, change, name, end - first, error))
        return FALSE;
    }
  return TRUE;
}

/* Those made before their ids followed from what they say stand under another id. Both lists are in order. */
static gboolean
put_publications (GlsTransferPut *put, GPtrArray *publications, const char *name, GError **error)
{
  g_autoptr (GPtrArray) standing = NULL, lacking = g_ptr_array_new ();

  if (publications->len == 0)
    return TRUE;
  standing = gls_project_load_publications (gls_transfer_put_idle (put), error);
  if (!standing)
    return FALSE;
  for (guint i = 0, j = 0; j < publications->len; j++)
    {
      while (i < standing->len && gls_publication_compare (&standing->pdata[i], &publications->pdata[j]) < 0)
        i++;
      if (i == standing->len || gls_publication_compare (&standing->pdata[i], &publications->pdata[j]) != 0)
        g_ptr_array_add (lacking, publications->pdata[j]);
    }
  return put_values (put, lacking, (PutFunc) put_publication, name, error);
}

/**
 * gls_transfer_put_project:
 * @data: of a JSON Lines file
 * @name: the file, for messages and history
 */
gboolean
gls_transfer_put_project (GlsTransferPut *put, const GlsProjectData *data, const char *name, GError **error)
{
  if (data->codebook && !put_codebook (put, data->codebook, name, error))
    return FALSE;
  return gls_transfer_put_need_entities (put, error)
         && put_values (put, data->people, (PutFunc) put_person, name, error)
         && put_values (put, data->entities, (PutFunc) put_entity, name, error)
         && put_values (put, data->judgements, (PutFunc) put_judgement, name, error)
         && put_values (put, data->questions, (PutFunc) put_question, name, error)
         && put_values (put, data->waivers, (PutFunc) put_waiver, name, error)
         && gls_transfer_put_plugins (put, data->plugins, name, error)
         && put_publications (put, data->publications, name, error)
         && gls_transfer_put_flush (put, error);
}
