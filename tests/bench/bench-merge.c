/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten copies of a project, in each of which somebody else has marked, merged into the first: seconds of wall time and of
 * processor time, with the backup that each merge begins with.
 *   bench-merge [DOCUMENTS [ANNOTATIONS-EACH]]   (1000 100: a million annotations in ten copies) */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gls-project.h>

#define COPIES 10
#define BATCH 20

static GlsDocument *
make_document (guint number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GlsText) immutable = NULL;
  GlsDocument *document;

  g_string_append_printf (text, "Report %u\n\n", number);
  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "word%u ", (i * 7919 + number * 31) % 997);
  immutable = gls_text_new_from_string (text->str, (gssize) text->len, NULL);
  document = gls_document_new (immutable);
  document->key = g_strdup_printf ("report-%05u", number);
  return document;
}

static void
commit (GlsProject *project, GPtrArray *changes)
{
  g_autoptr (GError) error = NULL;

  if (!gls_project_commit_all (project, changes, &error))
    g_error ("%s", error->message);
  g_ptr_array_set_size (changes, 0);
}

static GArray *
make_base (const char *path, const GlsCodebook *codebook, guint n_documents)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_change_free);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_create (path, codebook, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_documents; i++)
    {
      g_autoptr (GlsDocument) document = make_document (i);
      GlsChange *change = gls_change_new ("lead", "import");

      gls_change_put_document (change, document);
      g_ptr_array_add (changes, change);
      g_array_append_val (ids, document->id);
      if (changes->len == BATCH)
        commit (project, changes);
    }
  commit (project, changes);
  gls_project_close (project);
  return ids;
}

/* An annotation in nine is a claim that holds the one before. */
static void
mark (GlsChange *change, const GlsId *document, const GlsCodebook *codebook, const char *by, GRand *rand, guint n)
{
  static const char * const types[] = { "Person", "Figure", "Place", "Organization", "Date" };
  GlsId last = { { 0 } };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
      guint32 at = (guint32) g_rand_int_range (rand, 0, 2500);
      GlsFragment fragment = { at, at + (guint32) g_rand_int_range (rand, 3, 40) };

      gls_id_generate (&annotation->id);
      annotation->type = g_strdup (i % 9 == 8 ? "Claim" : types[i % G_N_ELEMENTS (types)]);
      annotation->by = g_strdup (by);
      gls_annotation_set_fragments (annotation, &fragment, 1);
      if (i % 9 == 8)
        gls_annotation_take_link (annotation,
                                  (GlsLink) { .name = g_strdup ("figure"), .kind = GLS_LINK_TO, .target = last });
      gls_change_put_annotation (change, document, annotation, codebook);
      last = annotation->id;
    }
}

static void
fill_copy (const char *path, const GlsCodebook *codebook, const GArray *ids, const char *by, guint n_each)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_change_free);
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (by));
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_open (path, GLS_OPEN_DEFAULT, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      GlsChange *change = gls_change_new (by, "label");

      mark (change, &g_array_index (ids, GlsId, i), codebook, by, rand, n_each);
      g_ptr_array_add (changes, change);
      if (changes->len == BATCH)
        commit (project, changes);
    }
  commit (project, changes);
  gls_project_close (project);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  if (!g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
}

static double
processor (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
merge_all (const char *path, GPtrArray *copies)
{
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_open (path, GLS_OPEN_DEFAULT, &error);
  gint64 begun = g_get_monotonic_time ();
  double before = processor ();
  guint annotations = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < copies->len; i++)
    {
      GlsMergeReport report;

      if (!gls_project_merge (project, g_ptr_array_index (copies, i), FALSE, i > 0 ? GLS_MERGE_SAME_BACKUP : 0, &report, NULL,
                              &error))
        g_error ("%s", error->message);
      annotations += report.annotations;
    }
  g_print ("merged %u copies with %u annotations: %.1f s (processor: %.1f s)\n", copies->len, annotations,
           (double) (g_get_monotonic_time () - begun) / 1e6, processor () - before);
  gls_project_close (project);
}

int
main (int argc, char **argv)
{
  guint n_documents = argc > 1 ? (guint) atoi (argv[1]) : 1000, n_each = argc > 2 ? (guint) atoi (argv[2]) : 100;
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL), *base = g_build_filename (folder, "base.gloss", NULL);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ids = NULL;

  /* Backups go into the user's data. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  ids = make_base (base, codebook, n_documents);
  for (guint i = 0; i < COPIES; i++)
    {
      g_autofree char *by = g_strdup_printf ("annotator%u", i), *name = g_strdup_printf ("%u.gloss", i);
      char *path = g_build_filename (folder, name, NULL);

      g_ptr_array_add (copies, path);
      copy_file (base, path);
      fill_copy (path, codebook, ids, by, n_each);
    }
  merge_all (base, copies);
  for (guint i = 0; i < copies->len; i++)
    g_unlink (g_ptr_array_index (copies, i));
  g_unlink (base);
  {
    const char *rm[] = { "rm", "-r", folder, NULL };

    g_spawn_sync (NULL, (char **) rm, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  }
  return 0;
}
