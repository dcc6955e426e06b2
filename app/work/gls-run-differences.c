/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts words to what a run changed, and takes a dropped and an added suggestion over the same words for one that moved. It runs no
 * plugin and writes nothing. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-run-differences.h"

void
gls_run_difference_free (GlsRunDifference *difference)
{
  g_free (difference->key);
  g_free (difference->type);
  g_free (difference->words);
  g_free (difference->was_words);
  g_free (difference);
}

const char *
gls_difference_kind_to_string (GlsDifferenceKind kind)
{
  static const char * const names[] = { "added", "removed", "moved", "changed" };

  return names[kind];
}

static gboolean
overlap (const GlsRunChange *a, const GlsRunChange *b)
{
  return g_str_equal (a->type, b->type) && a->fragments[0].start < b->fragments[b->n_fragments - 1].end
         && b->fragments[0].start < a->fragments[a->n_fragments - 1].end;
}

static char *
get_words (const GlsDocument *document, const GlsRunChange *change)
{
  char *words = gls_text_slice (document->text, change->fragments[0].start, change->fragments[change->n_fragments - 1].end);

  return g_strdelimit (words, "\r\n\t", ' ');
}

static GlsRunDifference *
add_difference (GPtrArray *differences, GlsDifferenceKind kind, const GlsDocument *document, const GlsRunChange *change)
{
  GlsRunDifference *difference = g_new0 (GlsRunDifference, 1);

  difference->kind = kind;
  difference->document = change->document;
  difference->annotation = change->annotation;
  difference->key = g_strdup (document->key);
  difference->type = g_strdup (change->type);
  difference->start = change->fragments[0].start;
  difference->end = change->fragments[change->n_fragments - 1].end;
  difference->words = get_words (document, change);
  g_ptr_array_add (differences, difference);
  return difference;
}

/* The changes [from, to) of one document, sorted by their beginning. What was dropped is looked for among what was added near it. */
static void
add_document (GPtrArray *differences, const GlsDocument *document, const GPtrArray *changes, guint from, guint to)
{
  g_autofree gboolean *taken = g_new0 (gboolean, to - from);

  for (guint i = from; i < to; i++)
    {
      const GlsRunChange *was = g_ptr_array_index (changes, i);
      guint32 end = was->fragments[was->n_fragments - 1].end;

      if (was->kind != GLS_RUN_REMOVED)
        continue;
      for (guint j = from; j < to && ((GlsRunChange *) g_ptr_array_index (changes, j))->fragments[0].start < end; j++)
        {
          const GlsRunChange *is = g_ptr_array_index (changes, j);

          if (is->kind == GLS_RUN_ADDED && !taken[j - from] && overlap (was, is))
            {
              GlsRunDifference *difference = add_difference (differences, GLS_DIFFERENCE_MOVED, document, is);

              difference->was_start = was->fragments[0].start;
              difference->was_end = end;
              difference->was_words = get_words (document, was);
              taken[i - from] = taken[j - from] = TRUE;
              break;
            }
        }
    }
  for (guint i = from; i < to; i++)
    {
      const GlsRunChange *change = g_ptr_array_index (changes, i);

      if (!taken[i - from])
        add_difference (differences,
                        change->kind == GLS_RUN_ADDED     ? GLS_DIFFERENCE_ADDED
                        : change->kind == GLS_RUN_REMOVED ? GLS_DIFFERENCE_REMOVED
                                                          : GLS_DIFFERENCE_CHANGED,
                        document, change);
    }
}

static int
compare_differences (gconstpointer a, gconstpointer b)
{
  const GlsRunDifference *x = *(GlsRunDifference * const *) a, *y = *(GlsRunDifference * const *) b;
  int order = strcmp (x->key, y->key);

  if (order != 0)
    return order;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return gls_id_compare (&x->annotation, &y->annotation);
}

static const char *
find_key (const GlsDocumentTable *table, const GlsId *document)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (gls_id_equal (&g_array_index (table->rows, GlsDocumentRow, i).id, document))
      return g_array_index (table->rows, GlsDocumentRow, i).key;
  return NULL;
}

GPtrArray *
gls_run_differences (GlsProject *project, const GlsId *run, guint most, guint *total, GError **error)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_run_difference_free);
  g_autoptr (GPtrArray) changes = gls_project_load_run_changes (project, run, most, total, error);
  g_autoptr (GlsDocumentTable) table = changes != NULL ? gls_project_list_documents (project, NULL, error) : NULL;

  if (table == NULL)
    return NULL;
  for (guint from = 0, to; from < changes->len; from = to)
    {
      const GlsId *id = &((GlsRunChange *) g_ptr_array_index (changes, from))->document;
      const char *key = find_key (table, id);
      g_autoptr (GlsDocument) document = NULL;

      for (to = from + 1; to < changes->len; to++)
        if (!gls_id_equal (&((GlsRunChange *) g_ptr_array_index (changes, to))->document, id))
          break;
      /* The document was deleted since. */
      if (key == NULL)
        continue;
      document = gls_project_load_document (project, id, GLS_LOAD_TEXT, NULL, error);
      if (document == NULL)
        return NULL;
      g_free (document->key);
      document->key = g_strdup (key);
      add_document (differences, document, changes, from, to);
    }
  g_ptr_array_sort (differences, compare_differences);
  return g_steal_pointer (&differences);
}

const GlsRun *
gls_run_find (const GPtrArray *runs, const char *name, GError **error)
{
  const GlsRun *found = NULL;

  for (guint i = 0; i < runs->len && found == NULL; i++)
    {
      const GlsRun *run = g_ptr_array_index (runs, i);
      g_autofree char *id = gls_id_dup_string (&run->id);

      if (name == NULL ? !run->taken_back
                       : (g_str_equal (run->plugin, name) && !run->taken_back)
                           || (strlen (name) >= 4 && g_ascii_strncasecmp (id, name, strlen (name)) == 0))
        found = run;
    }
  if (found == NULL && name == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("no plugin has run in this project"));
  else if (found == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no run “%s” in the project; “gloss runs” lists them"), name);
  return found;
}
