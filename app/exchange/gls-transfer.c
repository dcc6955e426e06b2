/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole import: finds the files, has them read by workers in order, puts what came of them into the project.
 * It must not know how files are parsed or what the project's records are. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include <gls-error.h>
#include "gls-transfer-private.h"

#define READ_BYTES ((gsize) 1 << 20)
#define MAX_LINE ((gsize) 1 << 30)
#define PROGRESS_USEC (G_USEC_PER_SEC / 20)

typedef struct {
  const GlsImportOptions *options;
  GlsImportReport        *report;
  GCancellable           *cancellable;
  GlsTransferQueue       *queue;
  GlsTransferPut         *put;
  guint64                 done, total;
  gint64                  told;
  gboolean                by_bytes;   /* progress of the one JSON Lines file */
  GPtrArray              *projects;   /* GlsProjectData of files under way */
} Import;

void
gls_import_report_clear (GlsImportReport *report)
{
  g_clear_pointer (&report->document_keys, g_ptr_array_unref);
  g_clear_pointer (&report->reports, g_ptr_array_unref);
  g_clear_pointer (&report->failures, g_ptr_array_unref);
  memset (report, 0, sizeof *report);
}

static void
tell (Import *import, const char *name, gboolean now)
{
  gint64 time = g_get_monotonic_time ();

  if (!import->options->progress || (!now && time - import->told < PROGRESS_USEC))
    return;
  import->told = time;
  import->options->progress (import->done, import->total, name, import->options->progress_data);
}

/* Puts what came of the oldest job. FALSE when the import cannot go on. */
static gboolean
take_one (Import *import, GError **error)
{
  GlsTransferJob *job;
  gboolean ok = TRUE;

  if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return FALSE;
  job = gls_transfer_queue_pop (import->queue);
  if (!job)
    return TRUE;
  for (guint i = 0; job->reports && i < job->reports->len; i++)
    gls_transfer_report (import->report, "%s", (char *) job->reports->pdata[i]);
  if (job->document)
    ok = gls_transfer_put_document (import->put, job->document, job->name, error);
  else
    gls_transfer_fail (import->report, job->name, job->error);
  if (import->by_bytes)
    import->done = job->position;
  else if (job->path)
    import->done++;
  tell (import, job->name, FALSE);
  gls_transfer_job_free (job);
  return ok;
}

static gboolean
drain (Import *import, GError **error)
{
  while (!gls_transfer_queue_is_empty (import->queue))
    if (!take_one (import, error))
      return FALSE;
  return TRUE;
}

static gboolean
push (Import *import, GlsTransferJob *job, GError **error)
{
  while (gls_transfer_queue_is_full (import->queue))
    if (!take_one (import, error))
      {
        gls_transfer_job_free (job);
        return FALSE;
      }
  gls_transfer_queue_push (import->queue, job);
  return TRUE;
}

static gboolean
import_article (Import *import, const GlsTransferFile *file, GError **error)
{
  GlsTransferJob *job = g_new0 (GlsTransferJob, 1);
  GStatBuf info;

  job->path = g_strdup (file->path);
  job->name = g_strdup (file->name);
  job->options = import->options;
  if (g_stat (file->path, &info) == 0)
    job->weight = (gsize) info.st_size;
  return push (import, job, error);
}

/* Lines of a JSON Lines file, read in blocks. */
typedef struct {
  GInputStream          *stream;
  GByteArray            *buffer;
  gsize                  begin;      /* in @buffer, of the next line */
  gsize                  scanned;    /* up to here @buffer holds no end of it */
  guint64                position;   /* in the file, of the next line */
  guint                  line_number;
  gboolean               ended;
  const GlsTransferFile *file;
  const GlsProjectData  *project;
} Lines;

/* Reads a block more, moving what is left to the front. */
static gboolean
fill (Lines *lines, GError **error)
{
  gsize left = lines->buffer->len - lines->begin, n_read;

  if (left > MAX_LINE)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("line %u is longer than 1 GiB; split the file"),
                   lines->line_number + 1);
      return FALSE;
    }
  g_byte_array_remove_range (lines->buffer, 0, (guint) lines->begin);
  lines->begin = 0;
  lines->scanned = left;
  g_byte_array_set_size (lines->buffer, (guint) (left + READ_BYTES));
  if (!g_input_stream_read_all (lines->stream, lines->buffer->data + left, READ_BYTES, &n_read, NULL, error))
    return FALSE;
  g_byte_array_set_size (lines->buffer, (guint) (left + n_read));
  lines->ended = n_read < READ_BYTES;
  return TRUE;
}

/* The next line without its end, or NULL at the file's end or with @error. */
static GBytes *
next_line (Lines *lines, GError **error)
{
  for (;;)
    {
      const guint8 *data = lines->buffer->data;
      gsize n = lines->buffer->len;
      const guint8 *end = n > lines->scanned ? memchr (data + lines->scanned, '\n', n - lines->scanned) : NULL;
      gsize stop = end ? (gsize) (end - data) : n;

      if (end || (lines->ended && stop > lines->begin))
        {
          GBytes *line = g_bytes_new (data + lines->begin, stop - lines->begin);
          gsize next = stop + (end != NULL);

          lines->position += next - lines->begin;
          lines->begin = lines->scanned = next;
          lines->line_number++;
          return line;
        }
      if (lines->ended || !fill (lines, error))
        return NULL;
    }
}

static gboolean
import_project_line (Import *import, Lines *lines, GBytes *line, GError **error)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (line, &n_bytes);
  GlsProjectData *data;

  /* What was read before it belongs to what it said before. */
  if (!drain (import, error) || !gls_transfer_put_held (import->put, lines->file->name, error))
    return FALSE;
  data = gls_jsonl_read_project (bytes, n_bytes, lines->line_number, reports, &failure);
  for (guint i = 0; i < reports->len; i++)
    gls_transfer_report (import->report, "%s", (char *) reports->pdata[i]);
  if (!data)
    {
      gls_transfer_fail (import->report, lines->file->name, failure);
      return TRUE;
    }
  g_ptr_array_add (import->projects, data);
  lines->project = data;
  return gls_transfer_put_project (import->put, data, lines->file->name, error);
}

static gboolean
is_blank (const char *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    if (!g_ascii_isspace (bytes[i]))
      return FALSE;
  return TRUE;
}

static gboolean
import_line (Import *import, Lines *lines, GBytes *line, GError **error)
{
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (line, &n_bytes);
  GlsTransferJob *job;

  if (is_blank (bytes, n_bytes))
    return TRUE;
  if (gls_jsonl_peek (bytes, n_bytes) == GLS_JSONL_PROJECT)
    return import_project_line (import, lines, line, error);
  job = g_new0 (GlsTransferJob, 1);
  job->name = g_strdup (lines->file->name);
  job->line = g_bytes_ref (line);
  job->line_number = lines->line_number;
  job->project = lines->project;
  job->options = import->options;
  job->weight = n_bytes;
  job->position = lines->position;
  return push (import, job, error);
}

static gboolean
import_lines (Import *import, const GlsTransferFile *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path->path);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &failure);
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  Lines lines = { .stream = G_INPUT_STREAM (stream), .buffer = buffer, .file = path };
  gboolean ok = TRUE;

  while (ok && stream)
    {
      g_autoptr (GBytes) line = next_line (&lines, &failure);

      if (!line)
        break;
      ok = import_line (import, &lines, line, error);
    }
  if (failure)
    gls_transfer_fail (import->report, path->name, failure);
  if (!import->by_bytes)
    import->done++;
  /* The next file has other entities. */
  return ok && drain (import, error) && gls_transfer_put_held (import->put, path->name, error);
}

static gboolean
import_files (Import *import, GPtrArray *files, GError **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      const GlsTransferFile *file = files->pdata[i];

      if (!(file->jsonl ? import_lines (import, file, error) : import_article (import, file, error)))
        return FALSE;
    }
  return drain (import, error);
}

static void
count (Import *import, GPtrArray *files)
{
  const GlsTransferFile *first = files->len == 1 ? files->pdata[0] : NULL;
  GStatBuf info;

  import->total = files->len;
  import->by_bytes = first && first->jsonl && g_stat (first->path, &info) == 0;
  if (import->by_bytes)
    import->total = (guint64) info.st_size;
}

static gboolean
import_all (Import *import, GlsProject *project, const char * const *paths, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  gboolean ok;

  import->put = gls_transfer_put_new (project, import->options, import->report, error);
  if (!import->put)
    return FALSE;
  files = gls_transfer_find_files (paths, import->options, import->report);
  count (import, files);
  import->queue = gls_transfer_queue_new ();
  import->projects = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_project_data_free);
  tell (import, "", TRUE);
  ok = import_files (import, files, error) && gls_transfer_put_flush (import->put, error)
       && gls_project_settle (project, error);
  gls_transfer_queue_free (import->queue);
  if (ok)
    {
      ok = gls_transfer_put_finish (import->put, error);
      import->done = import->total;
      tell (import, "", TRUE);
    }
  g_ptr_array_unref (import->projects);
  gls_transfer_put_free (import->put);
  return ok;
}

/**
 * gls_import:
 * @project: of the calling thread
 * @paths: (array zero-terminated=1): files, and folders, which are walked
 * @options: whose strings outlive the call
 * @report: (out caller-allocates): filled in any case; clear it with gls_import_report_clear()
 * @cancellable: (nullable): looked at between documents
 * @error: G_IO_ERROR_CANCELLED, or why the project cannot be read or written
 *
 * Everything is one step of undo, committed in parts that take about 80 ms: what was committed when an import is cancelled
 * or killed stays, and importing the same again completes it. Importing what is there changes nothing and writes nothing.
 *
 * Returns: FALSE only when nothing could go on; files that failed are in @report
 */
gboolean
gls_import (GlsProject *project, const char * const *paths, const GlsImportOptions *options, GlsImportReport *report,
            GCancellable *cancellable, GError **error)
{
  Import import = { .options = options, .report = report, .cancellable = cancellable };
  gboolean ok;

  memset (report, 0, sizeof *report);
  report->document_keys = g_ptr_array_new_with_free_func (g_free);
  report->reports = g_ptr_array_new_with_free_func (g_free);
  report->failures = g_ptr_array_new_with_free_func (g_free);
  if (options->by && (*options->by == '\0' || g_str_has_prefix (options->by, "plugin:")))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE, _("“%s” is not the name of a person; give another"), options->by);
      return FALSE;
    }
  ok = import_all (&import, project, paths, error);
  /* Also what was committed before an import failed is safe now. */
  return gls_project_end_bulk (project, ok ? error : NULL) && ok;
}
