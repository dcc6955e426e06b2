/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole imports and exports of JSON Lines: the sample project's mix of annotations many times over, into an empty project and
 * then as much again into one that holds the first, in MB/s of wall time and beside it of processor time, of all threads and of the calling one (which writes), as the wall depends on what else runs.
 *   bench-transfer [TIMES [SAMPLE]]   (100 data/sample/sample.jsonl) */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <gls-transfer.h>

typedef struct {
  double wall, processor, thread;
} Moment;

static Moment
now (void)
{
  struct rusage usage;
  struct timespec thread;

  getrusage (RUSAGE_SELF, &usage);
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &thread);
  return (Moment) { (double) g_get_monotonic_time () / 1e6,
                    (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                        + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
                    (double) thread.tv_sec + (double) thread.tv_nsec / 1e9 };
}

static void
tell (const char *what, Moment since, double megabytes)
{
  Moment end = now ();

  g_print ("%s: %.1f MB in %.2f s, %.1f MB/s (processor: %.2f s, %.1f MB/s; this thread %.2f s)\n", what, megabytes, end.wall - since.wall,
           megabytes / (end.wall - since.wall), end.processor - since.processor,
           megabytes / (end.processor - since.processor), end.thread - since.thread);
}

/* Another id for each copy, scattered as imported ones are. */
static void
change_id (GlsId *id, guint copy)
{
  GlsId old = *id;

  gls_id_derive (id, "copy", &old, sizeof old, &copy, sizeof copy, NULL);
}

static void
append_copy (const char *line, gsize n_bytes, const GlsProjectData *project, guint copy, GString *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsDocument) document = gls_jsonl_read_document (line, n_bytes, 1, NULL, project, NULL, &error);
  g_autoptr (GString) text = NULL;
  g_autofree char *key = NULL;
  const char *data;
  gsize n_text;

  if (!document)
    g_error ("%s", error->message);
  data = gls_text_get_data (document->text, &n_text);
  text = g_string_new_len (data, (gssize) n_text);
  g_string_append_printf (text, "\n\nEdition %u.\n", copy);
  gls_text_unref (document->text);
  document->text = gls_text_new_from_string (text->str, (gssize) text->len, &error);
  key = g_steal_pointer (&document->key);
  document->key = g_strdup_printf ("%04u-%s", copy, key);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      GlsAnnotation *annotation = document->annotations->pdata[i];

      change_id (&annotation->id, copy);
      for (guint j = 0; annotation->links && j < annotation->links->len; j++)
        {
          GlsLink *link = &g_array_index (annotation->links, GlsLink, j);

          if (link->kind == GLS_LINK_TO)
            change_id (&link->target, copy);
        }
    }
  gls_jsonl_write_document (document, out);
}

/* Copies [@first, @end). */
static GString *
multiply (const char *sample, guint first, guint end)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GlsProjectData) project = NULL;
  GString *out = g_string_new (NULL);
  gsize n_bytes, n_first;

  if (!g_file_get_contents (sample, &contents, &n_bytes, &error))
    g_error ("%s", error->message);
  n_first = strcspn (contents, "\n");
  project = gls_jsonl_read_project (contents, n_first, 1, NULL, &error);
  if (!project)
    g_error ("%s", error->message);
  gls_jsonl_write_project (project, out);
  for (guint copy = first; copy < end; copy++)
    for (const char *at = contents + n_first + 1; *at; at += strcspn (at, "\n") + 1)
      append_copy (at, strcspn (at, "\n"), project, copy, out);
  return out;
}

static void
import (const char *what, GlsProject *project, const char *file, const GString *lines)
{
  g_autoptr (GError) error = NULL;
  const char *paths[] = { file, NULL };
  GlsImportOptions options = { .format = "jsonl" };
  GlsImportReport report;
  Moment begin;

  if (!g_file_set_contents (file, lines->str, (gssize) lines->len, &error))
    g_error ("%s", error->message);
  begin = now ();
  if (!gls_import (project, paths, &options, &report, NULL, &error))
    g_error ("%s", error->message);
  tell (what, begin, (double) lines->len / 1e6);
  g_print ("  %u documents, %u annotations\n", report.documents, report.annotations);
  gls_import_report_clear (&report);
}

static void
export (const char *path, const char *lines, double megabytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) project = gls_project_open (path, GLS_OPEN_READ_ONLY, &error);
  g_autoptr (GFile) file = g_file_new_for_path (lines);
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  Moment begin = now ();

  if (!stream || !gls_export_jsonl (project, G_OUTPUT_STREAM (stream), NULL, NULL, &error)
      || !g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error))
    g_error ("%s", error->message);
  tell ("export", begin, megabytes);
}

int
main (int argc, char **argv)
{
  guint times = argc > 1 ? (guint) atoi (argv[1]) : 100;
  const char *sample = argc > 2 ? argv[2] : "data/sample/sample.jsonl";
  g_autoptr (GString) lines = multiply (sample, 0, times), more = multiply (sample, times, 2 * times);
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "p.gloss", NULL), *in = g_build_filename (folder, "in.jsonl", NULL);
  g_autofree char *out = g_build_filename (folder, "out.jsonl", NULL);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_create (path, codebook, &error);
  GStatBuf info;

  if (!project)
    g_error ("%s", error->message);
  import ("import", project, in, lines);
  gls_project_close (project);
  if (g_stat (path, &info) == 0)
    g_print ("  file: %.1f MB\n", (double) info.st_size / 1e6);
  for (guint pass = 0; pass < 3; pass++)
    export (path, out, (double) lines->len / 1e6);
  project = gls_project_open (path, GLS_OPEN_DEFAULT, &error);
  if (!project)
    g_error ("%s", error->message);
  import ("import of as much again", project, in, more);
  gls_project_close (project);
  g_unlink (path);
  g_unlink (in);
  g_unlink (out);
  g_rmdir (folder);
  return 0;
}
