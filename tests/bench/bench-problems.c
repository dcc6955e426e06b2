/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long after an edit its problem is known, in a project of many documents: bench-problems [DOCUMENTS [EDITS]]. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <gls-problem-watch.h>

#define PARAGRAPH "More than 330 captains of the Halden ferries went back to work on Monday, union secretary Mira Tollan said in Vesk. "

typedef struct {
  GMainLoop       *loop;
  GlsStore        *store;
  GlsProblemWatch *watch;
  GlsCodebook     *codebook;
  GlsId            document;
  GlsId            annotation;
  gint64           began, quiet;
  double           cpu;        /* seconds of this process when the project was through */
  gboolean         wrong;      /* what is waited for */
  GArray          *waits;      /* milliseconds */
  guint            edits;
} Bench;

/* A busy machine does not change it much. */
static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
add_document (GlsProject *project, GlsCodebook *codebook, guint number, GlsId *id, GlsId *annotation)
{
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GlsText) text = NULL;
  g_autoptr (GlsDocument) document = NULL;
  g_autoptr (GlsChange) change = gls_change_new ("amira", "import");

  g_string_append_printf (content, "Article %u\n\n", number);
  for (guint i = 0; i < 40; i++)
    g_string_append (content, PARAGRAPH);
  text = gls_text_new_from_string (content->str, content->len, NULL);
  document = gls_document_new (text);
  document->key = g_strdup_printf ("d%u", number);
  gls_change_put_person (change, "amira");
  gls_change_put_document (change, document);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GlsAnnotation) mark = gls_annotation_new ();
      guint32 start = (guint32) (content->len - 40 * (sizeof PARAGRAPH - 1) + i * (sizeof PARAGRAPH - 1));
      GlsFragment fragment = { start, start + 22 };

      gls_id_generate (&mark->id);
      mark->type = g_strdup ("Figure");
      mark->by = g_strdup ("amira");
      gls_annotation_set_fragments (mark, &fragment, 1);
      gls_annotation_add_attribute (mark, "value", "{\"said\":\"More than 330\",\"low\":330,\"high\":null,\"modifier\":\"more than\"}");
      gls_change_put_annotation (change, &document->id, mark, codebook);
      *annotation = mark->id;
    }
  *id = document->id;
  g_assert_true (gls_project_commit (project, change, NULL));
}

static void
edit (Bench *bench)
{
  const GlsTypeDef *type = gls_codebook_find_type (bench->codebook, "Figure");
  GlsChange *change = gls_change_new ("amira", "attribute");

  bench->wrong = !bench->wrong;
  gls_change_set_attribute (change, &bench->annotation, gls_type_def_find_attribute (type, "value"),
                            bench->wrong ? "{\"said\":\"730\",\"low\":730,\"high\":730,\"modifier\":\"exact\"}"
                                         : "{\"said\":\"More than 330\",\"low\":330,\"high\":null,\"modifier\":\"more than\"}");
  bench->began = g_get_monotonic_time ();
  gls_store_commit_async (bench->store, change, NULL, NULL, NULL);
}

static gboolean
edit_again (gpointer data)
{
  edit (data);
  return G_SOURCE_REMOVE;
}

static void
changed (Bench *bench, const GlsId *document)
{
  g_autoptr (GPtrArray) found = NULL;
  double wait;

  if (bench->began == 0 || document == NULL || !gls_id_equal (document, &bench->document))
    return;
  found = gls_problem_watch_list (bench->watch, document);
  if ((found->len > 0) != bench->wrong)
    return;
  wait = (g_get_monotonic_time () - bench->began) / 1000.0;
  g_array_append_val (bench->waits, wait);
  bench->began = 0;
  if (bench->waits->len == bench->edits)
    g_main_loop_quit (bench->loop);
  else
    g_timeout_add (30, edit_again, bench);
}

static void
busy_changed (Bench *bench)
{
  if (gls_problem_watch_is_busy (bench->watch) || bench->quiet != 0)
    return;
  bench->quiet = g_get_monotonic_time ();
  bench->cpu = get_cpu ();
  edit (bench);
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;

  bench->store = gls_store_open_finish (result, NULL);
  g_assert_nonnull (bench->store);
  bench->watch = gls_problem_watch_new (bench->store, "amira");
  gls_problem_watch_set_open (bench->watch, &bench->document, 1);
  g_signal_connect_swapped (bench->watch, "changed", G_CALLBACK (changed), bench);
  g_signal_connect_swapped (bench->watch, "busy-changed", G_CALLBACK (busy_changed), bench);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

int
main (int argc, char **argv)
{
  guint documents = argc > 1 ? strtoul (argv[1], NULL, 10) : 500;
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL), *path = g_build_filename (folder, "p.gloss", NULL);
  g_autoptr (GError) error = NULL;
  Bench bench = { .edits = argc > 2 ? strtoul (argv[2], NULL, 10) : 100 };
  GlsProject *project;
  gint64 start;
  double cpu;

  bench.codebook = gls_codebook_load_shipped ("claims and entities", &error);
  project = gls_project_create (path, bench.codebook, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < documents; i++)
    add_document (project, bench.codebook, i, &bench.document, &bench.annotation);
  gls_project_close (project);
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.waits = g_array_new (FALSE, FALSE, sizeof (double));
  start = g_get_monotonic_time ();
  cpu = get_cpu ();
  gls_store_open_async (path, GLS_OPEN_DEFAULT, NULL, opened, &bench);
  g_main_loop_run (bench.loop);
  g_array_sort (bench.waits, compare);
  g_print ("%u documents of 40 annotations: the whole project after %.1f s, %.2f s of processor time\n", documents,
           (bench.quiet - start) / 1e6, bench.cpu - cpu);
  g_print ("problem known after an edit: median %.1f ms, 95 of 100 within %.1f ms, at most %.1f ms (%u edits)\n",
           g_array_index (bench.waits, double, bench.waits->len / 2), g_array_index (bench.waits, double, bench.waits->len * 95 / 100),
           g_array_index (bench.waits, double, bench.waits->len - 1), bench.waits->len);
  g_print ("processor time an edit, with its commit and the project in the background: %.1f ms\n",
           (get_cpu () - bench.cpu) * 1000 / bench.waits->len);
  gls_problem_watch_stop (bench.watch);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
