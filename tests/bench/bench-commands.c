/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line as a script has it: importing many articles, and the statistics of the sample, each a process of its own.
 * Beside the time that passes stands the processor's, which does not depend on what else runs.
 *   bench-commands [ARTICLES]   (10000, of 5 kB) */
#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define BYTES 5000
#define TIMES 21

static const char * const words[]
    = { "harbour", "workers", "of", "Karsk", "walked", "out", "the", "ministry", "said", "more", "than", "330", "people",
        "women", "strike", "inspectorate", "figure", "official", "Maresh", "denied", "reports", "that", "children", "Lutna" };

typedef struct {
  double wall, processor;  /* ms */
} Took;

static double
children_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static Took
run (const char *gloss, const char *command, const char *project, const char *file)
{
  char *arguments[] = { (char *) gloss, (char *) command, (char *) project, (char *) file, NULL };
  g_autoptr (GError) error = NULL;
  double processor = children_ms ();
  gint64 began = g_get_monotonic_time ();
  int status;
  Took took;

  if (!g_spawn_sync (NULL, arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    {
      fprintf (stderr, "bench-commands: gloss %s: %s\n", command, error->message);
      exit (1);
    }
  took.wall = (double) (g_get_monotonic_time () - began) / 1e3;
  took.processor = children_ms () - processor;
  return took;
}

static void
write_articles (const char *folder, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *name = g_strdup_printf ("report-%06u.txt", i), *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;

      g_string_append_printf (text, "Report %u on the strike in Karsk\n\n", i);
      for (guint j = 0; text->len < BYTES; j++)
        g_string_append_printf (text, "%s%s", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))], j % 40 == 39 ? ".\n\n" : " ");
      g_file_set_contents (path, text->str, text->len, &error);
      g_assert_no_error (error);
    }
}

static void
remove_articles (const char *folder, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("report-%06u.txt", i), *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Took *x = a, *y = b;

  return (x->wall > y->wall) - (x->wall < y->wall);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 10000;
  g_autofree char *gloss = g_build_filename (g_getenv ("GLS_BUILD_ROOT"), "app", "cli", "gloss", NULL);
  g_autofree char *data = g_build_filename (g_getenv ("GLS_SOURCE_ROOT"), "data", "sample", "sample.jsonl", NULL);
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL), *articles = g_build_filename (folder, "articles", NULL);
  g_autofree char *large = g_build_filename (folder, "large.gloss", NULL), *sample = g_build_filename (folder, "sample.gloss", NULL);
  Took took, times[TIMES];

  g_mkdir (articles, 0700);
  write_articles (articles, n);
  run (gloss, "new", large, NULL);
  took = run (gloss, "import", large, articles);
  printf ("import of %u articles of %d bytes: %.2f s, %.0f a second (processor %.2f s, %.0f a second)\n", n, BYTES, took.wall / 1e3,
          n / took.wall * 1e3, took.processor / 1e3, n / took.processor * 1e3);
  run (gloss, "new", sample, NULL);
  run (gloss, "import", sample, data);
  for (guint i = 0; i < TIMES; i++)
    times[i] = run (gloss, "stats", sample, NULL);
  qsort (times, TIMES, sizeof *times, compare);
  printf ("stats of the sample: %.1f ms, median of %d (processor %.1f ms)\n", times[TIMES / 2].wall, TIMES, times[TIMES / 2].processor);
  took = run (gloss, "stats", large, NULL);
  printf ("stats of the articles: %.1f ms (processor %.1f ms)\n", took.wall, took.processor);
  remove_articles (articles, n);
  g_unlink (large);
  g_unlink (sample);
  g_rmdir (folder);
  return 0;
}
