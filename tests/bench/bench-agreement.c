/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement in large: alpha over a million units, gamma over a thousand, and all that the Agreement page computes of a project; seconds of
 * wall time and of processor time, which does not depend on who else uses the machine.
 *   bench-agreement [DOCUMENTS [PEOPLE [ANNOTATIONS-EACH]]]   (5000 10 10: 500,000 annotations) */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include <gls-agree.h>
#include <gls-alpha.h>

#define UNITS 1000000
#define RATERS 5
#define BATCH 20
#define CANCEL_AFTER_US 300000

static double
cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

/* Of the calling thread alone: on a quiet machine with two processors the longer of two threads is what one waits for. */
static double
own_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static double
seconds_since (gint64 began)
{
  return (g_get_monotonic_time () - began) / 1e6;
}

/* --- Measures of arrays ------------------------------------------------------------------------------------------------ */

static void
bench_alpha (void)
{
  static const struct { GlsMetric metric; const char *name; } metrics[] = {
    { GLS_METRIC_NOMINAL, "nominal" }, { GLS_METRIC_ORDINAL, "ordinal" }, { GLS_METRIC_INTERVAL, "interval" },
  };
  g_autoptr (GlsCoding) coding = gls_coding_new (UNITS, RATERS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint c = 1; c <= 7; c++)
    {
      g_autofree char *name = g_strdup_printf ("%u", c);

      gls_coding_add_category (coding, name);
    }
  for (guint i = 0; i < UNITS; i++)
    {
      int truth = g_rand_int_range (rand, 0, 7);

      /* One in twenty is missing, one in four is wrong. */
      for (guint r = 0; r < RATERS; r++)
        if (g_rand_int_range (rand, 0, 20) > 0)
          gls_coding_set (coding, i, r, g_rand_int_range (rand, 0, 4) > 0 ? truth : g_rand_int_range (rand, 0, 7));
    }
  gls_coding_sort (coding);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      gint64 began = g_get_monotonic_time ();
      double used = cpu ();
      GlsFigure figure = gls_krippendorff_alpha (coding, metrics[i].metric, NULL);

      g_print ("alpha %-8s of %u units x %u people: %.3f s (%.3f s of computing), goal 1 s; α = %.4f\n", metrics[i].name, UNITS, RATERS,
               seconds_since (began), cpu () - used, figure.value);
    }
}

static void
bench_gamma (void)
{
  g_autoptr (GlsUnitizing) study = gls_unitizing_new (0, 60000, 3);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  const GlsGammaParams params = GLS_GAMMA_PARAMS_INIT;
  GlsGamma gamma;
  gint64 began;
  double used;

  for (guint c = 0; c < 5; c++)
    {
      g_autofree char *name = g_strdup_printf ("type %u", c);

      gls_unitizing_add_category (study, name);
    }
  for (guint i = 0; i < 1000; i++)
    for (guint r = 0; r < 3; r++)
      {
        guint start = i * 60 + (guint) g_rand_int_range (rand, 0, 12);

        gls_unitizing_add (study, r, g_rand_int_range (rand, 0, 5) > 0 ? i % 5 : (guint) g_rand_int_range (rand, 0, 5), start,
                           start + (guint) g_rand_int_range (rand, 8, 40));
      }
  began = g_get_monotonic_time ();
  used = cpu ();
  gamma = gls_gamma (study, &params);
  g_print ("gamma of 1000 units x 3 people: %.2f s (%.2f s of computing), goal 10 s; γ = %.4f\n", seconds_since (began), cpu () - used,
           gamma.gamma.value);
}

/* --- A project --------------------------------------------------------------------------------------------------------- */

static void
commit (GlsProject *project, GPtrArray *changes)
{
  g_autoptr (GError) error = NULL;

  if (!gls_project_commit_all (project, changes, &error))
    g_error ("%s", error->message);
  g_ptr_array_set_size (changes, 0);
}

static GlsDocument *
make_document (guint number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GlsText) immutable = NULL;
  GlsDocument *document;

  g_string_append_printf (text, "Report %u\n\n", number);
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "word%u ", (i * 7919 + number * 31) % 997);
  immutable = gls_text_new_from_string (text->str, (gssize) text->len, NULL);
  document = gls_document_new (immutable);
  document->key = g_strdup_printf ("report-%05u", number);
  return document;
}

/* All see about the same things, at about the same places. */
static void
mark (GlsChange *change, const GlsId *document, const GlsCodebook *codebook, guint person, GRand *rand, guint n)
{
  static const char * const types[] = { "Person", "Figure", "Place", "Organization", "Date" };
  g_autofree char *by = g_strdup_printf ("person%02u", person);

  gls_change_set_status (change, document, by, GLS_STATUS_DONE, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
      guint32 at = 20 + i * (1800 / n) + (guint32) g_rand_int_range (rand, 0, 5);
      GlsFragment fragment = { at, at + (guint32) g_rand_int_range (rand, 6, 20) };

      gls_id_generate (&annotation->id);
      annotation->type = g_strdup (types[g_rand_int_range (rand, 0, 8) > 0 ? i % 5 : (guint) g_rand_int_range (rand, 0, 5)]);
      annotation->by = g_strdup (by);
      gls_annotation_set_fragments (annotation, &fragment, 1);
      gls_change_put_annotation (change, document, annotation, codebook);
    }
}

static void
make_project (const char *path, guint n_documents, guint n_people, guint n_each)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_change_free);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_create (path, codebook, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_documents; i++)
    {
      g_autoptr (GlsDocument) document = make_document (i);
      GlsChange *change = gls_change_new ("lead", "import");

      gls_change_put_document (change, document);
      for (guint p = 0; p < n_people; p++)
        mark (change, &document->id, codebook, p, rand, n_each);
      g_ptr_array_add (changes, change);
      if (changes->len == BATCH)
        commit (project, changes);
    }
  commit (project, changes);
  gls_project_close (project);
}

static gpointer
cancel_later (gpointer cancellable)
{
  g_usleep (CANCEL_AFTER_US);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
bench_page (GlsProject *project)
{
  static const GlsReviewQuery query;
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  double used = cpu (), own = own_cpu ();
  g_autoptr (GlsReview) review = gls_review_new (project, &query, &error);
  g_autoptr (GlsAgreement) agreement = NULL, cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread;

  g_assert_no_error (error);
  agreement = gls_agreement_compute (review, GLS_UNIT_SPAN, NULL, &error);
  g_assert_no_error (error);
  g_print ("agreement of %u documents, %u people, %u annotations: %.2f s (%.2f s of computing, %.2f of it on the thread that reads), goal 5 s\n",
           agreement->documents->len, g_strv_length (agreement->people), agreement->n_annotations, seconds_since (began), cpu () - used,
           own_cpu () - own);
  thread = g_thread_new ("cancel", cancel_later, cancellable);
  began = g_get_monotonic_time ();
  cancelled = gls_agreement_compute (review, GLS_UNIT_SPAN, cancellable, &error);
  g_print ("cancelled after %.0f ms, it ended %.1f ms later%s\n", CANCEL_AFTER_US / 1e3, seconds_since (began) * 1e3 - CANCEL_AFTER_US / 1e3,
           cancelled != NULL ? " (it was done before)" : "");
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  guint n_documents = argc > 1 ? (guint) atoi (argv[1]) : 5000, n_people = argc > 2 ? (guint) atoi (argv[2]) : 10;
  guint n_each = argc > 3 ? (guint) atoi (argv[3]) : 10;
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL), *path = g_build_filename (folder, "big.gloss", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr (GError) error = NULL;
  GlsProject *project;

  bench_alpha ();
  bench_gamma ();
  make_project (path, n_documents, n_people, n_each);
  project = gls_project_open (path, GLS_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  bench_page (project);
  gls_project_close (project);
  return system (remove) == 0 ? 0 : 1;
}
