/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts changes of types and decisions about gaps of the guideline in one order of time.
 * It must not know how a codebook is edited, nor how the log is shown. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-guideline.h"

#define MOST_WORDS 80   /* characters */

void
gls_guideline_decision_free (GlsGuidelineDecision *decision)
{
  if (decision == NULL)
    return;
  g_free (decision->type);
  g_free (decision->document);
  g_free (decision->words);
  g_free (decision->field);
  g_free (decision->by);
  g_free (decision->note);
  g_free (decision);
}

void
gls_guideline_change_free (GlsGuidelineChange *change)
{
  if (change == NULL)
    return;
  g_free (change->by);
  g_free (change->type);
  g_free (change->fields);
  g_ptr_array_unref (change->decisions);
  g_free (change);
}

static GlsGuidelineChange *
change_new (gint64 clock, const char *by, const char *type)
{
  GlsGuidelineChange *change = g_new0 (GlsGuidelineChange, 1);

  change->clock = clock;
  change->by = g_strdup (by);
  change->type = g_strdup (type);
  change->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_guideline_decision_free);
  return change;
}

/* --- Changes ---------------------------------------------------------------------------------------------------------- */

static void
add_field (GlsGuidelineChange *change, const char *field)
{
  g_auto (GStrv) known = change->fields != NULL ? g_strsplit (change->fields, ", ", -1) : NULL;
  g_autofree char *old = NULL;

  if (known != NULL && g_strv_contains ((const char * const *) known, field))
    return;
  old = change->fields;
  change->fields = old != NULL ? g_strdup_printf ("%s, %s", old, field) : g_strdup (field);
}

/* One an action; the first made the type. */
static gboolean
list_changes (GlsProject *project, const GlsTypeDef *type, GPtrArray *changes, GError **error)
{
  g_autoptr (GPtrArray) rows = gls_project_history (project, &type->id, error);
  GlsGuidelineChange *change = NULL;
  GlsId action, first;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const GlsHistoryRow *row = g_ptr_array_index (rows, i);

      if (i == 0)
        first = row->action;
      if (gls_id_equal (&row->action, &first))
        continue;
      if (change == NULL || !gls_id_equal (&row->action, &action))
        {
          change = change_new (row->clock, row->by, type->name);
          g_ptr_array_add (changes, change);
        }
      action = row->action;
      add_field (change, row->field);
    }
  return TRUE;
}

/* --- Decisions -------------------------------------------------------------------------------------------------------- */

/* The type it is about, and its words, by gold's annotation, else by the first of those it settles. */
static gboolean
describe (GlsProject *project, const GlsDecision *decision, GlsDocument *document, GlsGuidelineDecision *described)
{
  g_autoptr (GlsAnnotation) annotation = gls_id_is_null (&decision->gold) ? NULL : gls_project_load_annotation (project, &decision->gold, NULL);
  guint32 start, end;

  for (guint i = 0; annotation == NULL && i < decision->annotations->len; i++)
    annotation = gls_project_load_annotation (project, &g_array_index (decision->annotations, GlsId, i), NULL);
  if (annotation == NULL || annotation->n_fragments == 0)
    return FALSE;
  start = annotation->fragments[0].start;
  end = MIN (annotation->fragments[annotation->n_fragments - 1].end, gls_text_get_length (document->text));
  described->type = g_strdup (annotation->type);
  described->words = gls_text_slice (document->text, MIN (start, end), MIN (end, start + MOST_WORDS));
  g_strdelimit (described->words, "\r\n\t", ' ');
  return TRUE;
}

static gint64
find_time (GlsProject *project, const GlsId *id)
{
  g_autoptr (GPtrArray) rows = gls_project_history (project, id, NULL);

  return rows != NULL && rows->len > 0 ? ((GlsHistoryRow *) g_ptr_array_index (rows, rows->len - 1))->clock : 0;
}

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  const GlsGuidelineDecision *x = *(GlsGuidelineDecision * const *) a, *y = *(GlsGuidelineDecision * const *) b;

  if (x->clock != y->clock)
    return x->clock < y->clock ? -1 : 1;
  return gls_id_compare (&x->id, &y->id);
}

static GPtrArray *
list_decisions (GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) all = gls_project_load_decisions (project, NULL, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_guideline_decision_free);

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      const GlsDecision *decision = g_ptr_array_index (all, i);
      g_autoptr (GlsDocument) document = decision->reason == GLS_REASON_GUIDELINE
                                         ? gls_project_load_document (project, &decision->document, GLS_LOAD_TEXT, NULL, NULL) : NULL;
      GlsGuidelineDecision *described;

      if (document == NULL)
        continue;
      described = g_new0 (GlsGuidelineDecision, 1);
      described->id = decision->id;
      described->kind = decision->kind;
      described->field = g_strdup (decision->field);
      described->by = g_strdup (decision->by);
      described->note = g_strdup (decision->note);
      described->document = g_strdup (document->key);
      described->clock = find_time (project, &decision->id);
      if (describe (project, decision, document, described))
        g_ptr_array_add (list, described);
      else
        gls_guideline_decision_free (described);
    }
  g_ptr_array_sort (list, compare_decisions);
  return g_steal_pointer (&list);
}

/* --- Together --------------------------------------------------------------------------------------------------------- */

/* To the first change of its type that came after it, else to what no change has followed. */
static void
hand_out (GPtrArray *decisions, GPtrArray *changes, GPtrArray *open)
{
  while (decisions->len > 0)
    {
      GlsGuidelineDecision *decision = g_ptr_array_steal_index (decisions, 0);
      GlsGuidelineChange *found = NULL;

      for (guint i = 0; i < changes->len + open->len && found == NULL; i++)
        {
          GlsGuidelineChange *change = i < changes->len ? g_ptr_array_index (changes, i) : g_ptr_array_index (open, i - changes->len);

          if (strcmp (change->type, decision->type) == 0 && (change->clock == 0 || change->clock >= decision->clock))
            found = change;
        }
      if (found != NULL)
        g_ptr_array_add (found->decisions, decision);
      else
        gls_guideline_decision_free (decision);
    }
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const GlsGuidelineChange *x = *(GlsGuidelineChange * const *) a, *y = *(GlsGuidelineChange * const *) b;

  return x->clock != y->clock ? (x->clock < y->clock ? -1 : 1) : strcmp (x->type, y->type);
}

GPtrArray *
gls_guideline_list (GlsProject *project, const char *type, GError **error)
{
  g_autoptr (GlsCodebook) codebook = gls_project_load_codebook (project, error);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_guideline_change_free);
  g_autoptr (GPtrArray) open = g_ptr_array_new (), decisions = NULL;

  if (codebook == NULL)
    return NULL;
  if (type != NULL && gls_codebook_find_type (codebook, type) == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("%s: the codebook has no such type"), type);
      return NULL;
    }
  decisions = list_decisions (project, error);
  if (decisions == NULL)
    return NULL;
  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *def = g_ptr_array_index (codebook->types, i);

      if (type != NULL && strcmp (def->name, type) != 0)
        continue;
      g_ptr_array_add (open, change_new (0, NULL, def->name));
      if (!list_changes (project, def, changes, error))
        {
          g_ptr_array_set_free_func (open, (GDestroyNotify) gls_guideline_change_free);
          return NULL;
        }
    }
  g_ptr_array_sort (changes, compare_changes);
  hand_out (decisions, changes, open);
  for (guint i = 0; i < open->len; i++)
    {
      GlsGuidelineChange *change = g_ptr_array_index (open, i);

      if (change->decisions->len > 0)
        g_ptr_array_add (changes, change);
      else
        gls_guideline_change_free (change);
    }
  return g_steal_pointer (&changes);
}
