/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document with many open suggestions: how long accepting, rejecting, walking, sorting and filtering take on the main thread, with the
 * list's model. Usage: bench-suggestions [N] */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "annotate/gls-suggestion-model.h"

#define ROUNDS 50

static GlsSession *session;
static double spent[ROUNDS];

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  session = gls_session_open_finish (result, &error);
  if (session == NULL)
    g_error ("%s", error->message);
}

static double
now (void)
{
  struct timespec time;

  /* Of this thread: what others do at the same time on the machine does not count. */
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
print (const char *what)
{
  qsort (spent, ROUNDS, sizeof *spent, compare);
  g_print ("%-28s median %6.2f ms, worst %6.2f ms\n", what, spent[ROUNDS / 2], spent[ROUNDS - 1]);
}

static void
make (const char *path, guint n, GlsId *id)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsProject) project = gls_project_create (path, codebook, NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GlsText) text = NULL;
  g_autoptr (GlsDocument) document = NULL;
  GlsChange *change = gls_change_new ("bench", "import");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (words, "%05u men. ", i);
  text = gls_text_new_from_string (words->str, words->len, NULL);
  document = gls_document_new (text);
  document->key = g_strdup ("many");
  *id = document->id;
  gls_change_put_document (change, document);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GlsAnnotation) suggestion = gls_annotation_new ();

      gls_id_generate (&suggestion->id);
      suggestion->type = g_strdup ("Figure");
      suggestion->by = g_strdup (i % 3 == 0 ? "plugin:names" : "plugin:figures");
      suggestion->plugin = g_strdup ("figures@1.0");
      suggestion->confidence = (i * 7919 % 1000) / 1000.0;
      gls_annotation_set_fragments (suggestion, &(GlsFragment){ i * 11, i * 11 + 9 }, 1);
      gls_change_put_annotation (change, &document->id, suggestion, codebook);
    }
  if (!gls_project_commit (project, change, NULL))
    g_error ("the project cannot be written");
  gls_change_free (change);
}

/* What the window does at each of these: the list is shown anew. */
static void
measure_judging (GlsOpenDocument *document, GlsSuggestionModel *model, gboolean yes)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      const GlsSuggestionRow *row = gls_suggestion_model_get (model, 100 + i);
      GlsSuggestionGroup group = gls_suggestion_model_get_group (model, row);
      GlsId id = group.ids[0];
      double began = now ();

      group.ids = &id;
      if (yes)
        gls_open_document_accept (document, &group, NULL, NULL);
      else
        gls_open_document_reject (document, &group, 1);
      gls_suggestion_model_set (model, document);
      spent[i] = now () - began;
      for (guint j = 0; j < 20; j++)
        g_main_context_iteration (NULL, FALSE);
    }
  print (yes ? "accept, list shown" : "reject, list shown");
}

static void
measure_list (GlsOpenDocument *document, GlsSuggestionModel *model)
{
  guint last = g_list_model_get_n_items (G_LIST_MODEL (model)) - 1;

  for (guint i = 0; i < ROUNDS; i++)
    {
      double began = now ();

      gls_suggestion_model_sort (model, i % 3);
      spent[i] = now () - began;
    }
  print ("sort");
  for (guint i = 0; i < ROUNDS; i++)
    {
      double began = now ();

      gls_suggestion_model_filter (model, i % 2 == 0 ? "Figure" : NULL, i % 2 == 0 ? "names" : NULL, FALSE);
      spent[i] = now () - began;
    }
  print ("filter");
  for (guint i = 0; i < ROUNDS; i++)
    {
      GlsId id = gls_suggestion_model_get (model, last - i)->id;
      double began = now ();

      gls_suggestion_model_find (model, &id);
      spent[i] = now () - began;
    }
  print ("find the selected one");
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? atoi (argv[1]) : 10000;
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "many.gloss", NULL);
  g_autoptr (GlsSuggestionModel) model = gls_suggestion_model_new ();
  GlsOpenDocument *document;
  GlsId id;

  make (path, n, &id);
  gls_session_open_async (path, "amira", NULL, opened, NULL);
  while (session == NULL)
    g_main_context_iteration (NULL, TRUE);
  document = gls_open_document_new (session);
  gls_open_document_load (document, &id);
  while (gls_open_document_get (document) == NULL || !gls_open_document_knows_suggestions (document))
    g_main_context_iteration (NULL, TRUE);
  gls_suggestion_model_set (model, document);
  g_print ("%u suggestions, %u rows; CPU time of the main thread\n", n, g_list_model_get_n_items (G_LIST_MODEL (model)));
  measure_judging (document, model, TRUE);
  measure_judging (document, model, FALSE);
  measure_list (document, model);
  while (gls_store_get_pending (gls_session_get_store (session)) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
