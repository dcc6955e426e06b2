/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large project file: what it costs to fill, list, search and open, and how many bytes an annotation takes.
 *   bench-project [DOCUMENTS [ANNOTATIONS-EACH [FILE]]]   (100000 50)
 * With FILE it only makes that project, for others to measure. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gls-project.h>

#define BULK 50000

static gint64 started;
static double worked;

/* Of the calling thread, which does not depend on what else the machine does. */
static double
processor (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
start (void)
{
  started = g_get_monotonic_time ();
  worked = processor ();
}

static double
seconds (void)
{
  return (g_get_monotonic_time () - started) / 1e6;
}

static guint64
resident_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtoull (line + 6 + strspn (line + 6, " \t"), NULL, 10) : 0;
}

static guint64
file_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (guint64) info.st_size : 0;
}

static const char * const words[]
    = { "harbour", "workers", "of", "Karsk", "walked", "out", "the", "ministry", "said", "more", "than", "330", "people",
        "women", "strike", "inspectorate", "figure", "official", "Maresh", "denied", "reports", "that", "children", "Lutna" };

static GlsDocument *
make_document (GRand *rand, guint number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GlsText) immutable = NULL;
  GlsDocument *document;

  g_string_append_printf (text, "Report %u on the strike in Karsk\n\n", number);
  for (int i = 0; i < 150; i++)
    g_string_append_printf (text, "%s%s", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))], i % 20 == 19 ? ".\n\n" : " ");
  g_string_append_printf (text, "word%u", number);
  immutable = gls_text_new_from_string (text->str, text->len, NULL);
  document = gls_document_new (immutable);
  document->key = g_strdup_printf ("report-%06u", number);
  document->title = g_strdup_printf ("Report %u on the strike in Karsk", number);
  document->published = g_strdup ("2015-04-21");
  document->language = g_strdup ("en");
  return document;
}

static GlsAnnotation *
make_annotation (GRand *rand, const char *type, const char *by)
{
  GlsAnnotation *annotation = gls_annotation_new ();
  guint32 at = g_rand_int_range (rand, 0, 700);
  GlsFragment fragment = { at, at + g_rand_int_range (rand, 3, 30) };

  gls_id_generate (&annotation->id);
  annotation->type = g_strdup (type);
  annotation->by = g_strdup (by);
  gls_annotation_set_fragments (annotation, &fragment, 1);
  return annotation;
}

/* The mix of the sample: of nine, a claim with its fillers, a figure with its value, and seven names, cues and dates. */
static void
put_annotations (GlsChange *change, GRand *rand, const GlsDocument *document, const GlsCodebook *codebook, const char *by, guint n)
{
  static const char * const types[] = { "Person", "Cue", "Place", "Organization", "Date", "Group", "Source" };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GlsAnnotation) annotation = NULL;

      if (i % 9 == 8)
        {
          g_autoptr (GlsAnnotation) claim = make_annotation (rand, "Claim", by);
          g_autoptr (GlsAnnotation) figure = make_annotation (rand, "Figure", by);

          gls_annotation_add_attribute (figure, "value",
                                        "{\"said\":\"More than 330\",\"low\":330,\"high\":null,\"modifier\":\"more than\"}");
          gls_annotation_add_attribute (claim, "certainty", "\"certain\"");
          gls_annotation_take_link (claim, (GlsLink) { .name = g_strdup ("figure"), .kind = GLS_LINK_TO, .target = figure->id });
          gls_change_put_annotation (change, &document->id, figure, codebook);
          gls_change_put_annotation (change, &document->id, claim, codebook);
          i++;
          continue;
        }
      annotation = make_annotation (rand, types[g_rand_int_range (rand, 0, G_N_ELEMENTS (types))], by);
      gls_change_put_annotation (change, &document->id, annotation, codebook);
    }
}

static void
fill (GlsProject *project, const GlsCodebook *codebook, guint n_documents, guint n_each)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_documents;)
    {
      g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_change_free);

      for (guint j = 0; j < 100 && i < n_documents; j++, i++)
        {
          g_autoptr (GlsDocument) document = make_document (rand, i);
          GlsChange *first = gls_change_new ("amira", "import"), *second = gls_change_new ("bek", "import");

          gls_change_put_document (first, document);
          put_annotations (first, rand, document, codebook, "amira", n_each / 2);
          put_annotations (second, rand, document, codebook, "bek", n_each - n_each / 2);
          g_ptr_array_add (changes, first);
          g_ptr_array_add (changes, second);
        }
      if (!gls_project_commit_all (project, changes, &error))
        g_error ("%s", error->message);
    }
}

static void
measure_reading (const char *path)
{
  g_autoptr (GError) error = NULL;
  GlsProject *project;
  GlsDocumentTable *table;
  g_autoptr (GPtrArray) hits = NULL, rare = NULL;
  guint total;

  start ();
  project = gls_project_open (path, GLS_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  printf ("open: %.1f ms\n", seconds () * 1e3);
  start ();
  table = gls_project_list_documents (project, "amira", &error);
  printf ("list of %u documents: %.1f ms, %" G_GUINT64_FORMAT " MiB resident\n", table->rows->len, seconds () * 1e3,
          resident_kib () / 1024);
  start ();
  hits = gls_project_search (project, "harbour ministry", 200, &total, &error);
  printf ("search, common words: %.1f ms, %u of %u documents\n", seconds () * 1e3, hits->len, total);
  start ();
  rare = gls_project_search (project, "word77", 200, &total, &error);
  printf ("search, rare word: %.1f ms, %u documents\n", seconds () * 1e3, total);
  start ();
  for (guint i = 0; i < 100; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, (i * 7919) % table->rows->len);

      gls_span_table_unref (gls_project_load_spans (project, &row->id, NULL, &error));
    }
  printf ("spans of a document: %.2f ms\n", seconds () * 10);
  start ();
  for (guint i = 0; i < 100; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, (i * 7919) % table->rows->len);

      gls_document_unref (gls_project_load_document (project, &row->id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS, NULL, &error));
    }
  printf ("whole document: %.2f ms\n", seconds () * 10);
  gls_document_table_unref (table);
  gls_project_close (project);
}

static void
measure_commit (const char *path, const GlsCodebook *codebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  GlsProject *project = gls_project_open (path, GLS_OPEN_DEFAULT, &error);
  GlsDocumentTable *table = gls_project_list_documents (project, "amira", &error);
  const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, 0);
  GlsUndoReport report;

  start ();
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (GlsAnnotation) annotation = make_annotation (rand, "Person", "amira");
      g_autoptr (GlsChange) change = gls_change_new ("amira", "label");

      gls_change_put_annotation (change, &row->id, annotation, codebook);
      gls_project_commit (project, change, &error);
    }
  printf ("label, durable: %.2f ms (processor %.2f)\n", seconds () * 1e3 / 50, (processor () - worked) / 50);
  start ();
  for (int i = 0; i < 50; i++)
    {
      gls_project_undo (project, "amira", &report, &error);
      gls_undo_report_clear (&report);
    }
  printf ("undo, durable: %.2f ms (processor %.2f)\n", seconds () * 1e3 / 50, (processor () - worked) / 50);
  gls_document_table_unref (table);
  gls_project_close (project);
}

static void
make (const char *path, const GlsCodebook *codebook, guint n_documents, guint n_each)
{
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_create (path, codebook, &error);

  g_assert_no_error (error);
  fill (project, codebook, n_documents, n_each);
  gls_project_close (project);
}

/* Another window that labels while a long change is written. */
typedef struct {
  const char        *path;
  const GlsCodebook *codebook;
  int                stop;
  guint              n;
  double             longest;
} Other;

static gpointer
label_beside (gpointer data)
{
  Other *other = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  GlsProject *project = gls_project_open (other->path, GLS_OPEN_DEFAULT, &error);
  GlsDocumentTable *table = gls_project_list_documents (project, "bek", &error);

  while (!g_atomic_int_get (&other->stop))
    {
      g_autoptr (GlsAnnotation) annotation = make_annotation (rand, "Person", "bek");
      g_autoptr (GlsChange) change = gls_change_new ("bek", "label");
      gint64 begin = g_get_monotonic_time ();

      gls_change_put_annotation (change, &g_array_index (table->rows, GlsDocumentRow, 0).id, annotation, other->codebook);
      if (!gls_project_commit (project, change, &error))
        g_error ("%s", error->message);
      other->longest = MAX (other->longest, (double) (g_get_monotonic_time () - begin) / 1e3);
      other->n++;
      g_usleep (5000);
    }
  gls_document_table_unref (table);
  gls_project_close (project);
  return NULL;
}

/* One change of many annotations and its undo, as a person does it in the window. */
static void
measure_bulk (const char *path, const GlsCodebook *codebook)
{
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_open (path, GLS_OPEN_DEFAULT, &error);
  GlsDocumentTable *table = gls_project_list_documents (project, "amira", &error);
  g_autoptr (GlsChange) change = gls_change_new ("amira", "type");
  const GlsTypeDef *type = gls_codebook_find_type (codebook, "Group");
  Other other = { .path = path, .codebook = codebook };
  GlsUndoReport report;
  GThread *thread;
  guint n = 0;

  for (guint i = 0; i < table->rows->len && n < BULK; i++)
    {
      g_autoptr (GlsSpanTable) spans
          = gls_project_load_spans (project, &g_array_index (table->rows, GlsDocumentRow, i).id, NULL, &error);

      for (guint j = 0; j < spans->spans->len && n < BULK; j++, n++)
        gls_change_set_type (change, &g_array_index (spans->spans, GlsSpan, j).id, type);
    }
  start ();
  if (!gls_project_commit (project, change, &error))
    g_error ("%s", error->message);
  printf ("type of %u annotations changed: %.0f ms (processor %.0f)\n", n, seconds () * 1e3, processor () - worked);
  start ();
  if (!gls_project_undo (project, "amira", &report, &error))
    g_error ("%s", error->message);
  printf ("undone: %.0f ms (processor %.0f), %u restored, %u kept\n", seconds () * 1e3, processor () - worked, report.restored,
          report.kept);
  gls_undo_report_clear (&report);
  thread = g_thread_new ("other", label_beside, &other);
  start ();
  if (!gls_project_redo (project, "amira", &report, &error))
    g_error ("%s", error->message);
  g_atomic_int_set (&other.stop, 1);
  g_thread_join (thread);
  printf ("redone while another labels: %.0f ms, %u labels beside it, the slowest %.0f ms\n", seconds () * 1e3, other.n,
          other.longest);
  gls_undo_report_clear (&report);
  gls_document_table_unref (table);
  gls_project_close (project);
}

int
main (int argc, char **argv)
{
  guint n_documents = argc > 1 ? atoi (argv[1]) : 100000, n_each = argc > 2 ? atoi (argv[2]) : 50;
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "p.gloss", NULL), *bare = g_build_filename (folder, "bare.gloss", NULL);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  guint64 n = (guint64) n_documents * n_each;
  double took;

  if (argc > 3)
    {
      make (argv[3], codebook, n_documents, n_each);
      g_rmdir (folder);
      return 0;
    }
  make (bare, codebook, n_documents, 0);
  start ();
  make (path, codebook, n_documents, n_each);
  took = seconds ();
  printf ("filled with %u documents, %" G_GUINT64_FORMAT " annotations: %.1f s, %.0f annotations/s\n", n_documents, n, took, n / took);
  printf ("file: %.1f MB, %.0f bytes an annotation (texts and documents apart)\n", file_size (path) / 1e6,
          n > 0 ? ((double) file_size (path) - (double) file_size (bare)) / n : 0.0);
  measure_reading (path);
  measure_commit (path, codebook);
  measure_bulk (path, codebook);
  g_unlink (path);
  g_unlink (bare);
  g_rmdir (folder);
  return 0;
}
