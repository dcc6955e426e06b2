/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes decisions out of what somebody has changed in gold: gold before and after, field by field.
 * It must not know how gold was edited. */
#include "config.h"

#include <string.h>

#include "gls-edit.h"
#include "gls-gold.h"

typedef struct {
  GlsReview   *review;
  GlsAligned  *aligned;      /* after the change */
  GPtrArray   *decisions;    /* as they stand, those made here among them; GlsDecision by id, borrowed */
  GPtrArray   *fresh;        /* owned */
  const char  *by, *note;
  GlsReason    reason;
} Deciding;

static gboolean
is_gold (const GlsAnnotation *annotation)
{
  return strcmp (annotation->by, "gold") == 0 && annotation->n_fragments > 0;
}

static GlsAnnotation *
find_gold (const GlsDocument *document, const GlsId *id)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      GlsAnnotation *annotation = g_ptr_array_index (document->annotations, i);

      if (is_gold (annotation) && gls_id_equal (&annotation->id, id))
        return annotation;
    }
  return NULL;
}

/* -1: nobody but gold has it. */
static int
find_group (const GlsAligned *aligned, const GlsId *gold)
{
  for (guint g = 0; g < aligned->n_groups; g++)
    {
      const GlsAnnotation *annotation = g_ptr_array_index (aligned->gold, g);

      if (annotation != NULL && gls_id_equal (&annotation->id, gold))
        return (int) g;
    }
  return -1;
}

/* --- A field as text -------------------------------------------------------------------------------------------------- */

/* Gold's fillers are named by an annotator's mark of the same, so that they compare with what annotators have. */
static void
append_link (const GlsAligned *aligned, const GlsLink *link, GString *text)
{
  char id[GLS_ID_STRING_SIZE];
  int group = aligned != NULL && link->kind == GLS_LINK_TO ? find_group (aligned, &link->target) : -1;
  guint n;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  gls_id_to_string (group >= 0 ? &gls_aligned_get_group (aligned, (guint) group, &n)->annotation->id : &link->target, id);
  switch (link->kind)
    {
    case GLS_LINK_TO:
      g_string_append_printf (text, "to %s", id);
      break;
    case GLS_LINK_ENTITY:
      g_string_append_printf (text, "entity %s", id);
      break;
    case GLS_LINK_AUTHOR:
      g_string_append (text, "author");
      break;
    case GLS_LINK_VALUE:
      g_string_append_printf (text, "value %s", link->value != NULL ? link->value : "null");
      break;
    case GLS_LINK_NONE:
      g_string_append (text, "none");
      break;
    }
}

/* In the form of gls-edit.h. @aligned nullable: ids as they are, to compare gold with gold. */
static char *
dup_text (const GlsAligned *aligned, const GlsAnnotation *annotation, GlsCaseKind kind, const char *field)
{
  GString *text;

  if (kind == GLS_CASE_BOUNDARY)
    return gls_aligned_dup_boundary (annotation);
  if (kind == GLS_CASE_TYPE)
    return g_strdup (annotation->type);
  if (kind == GLS_CASE_ENTITY)
    return annotation->has_entity ? gls_id_dup_string (&annotation->entity) : g_strdup ("");
  if (kind == GLS_CASE_ATTRIBUTE)
    {
      const char *value = gls_annotation_get_attribute (annotation, field);

      return g_strdup (value != NULL ? value : "");
    }
  text = g_string_new (NULL);
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      if (link->relation == (kind == GLS_CASE_RELATION) && strcmp (link->name, field) == 0)
        append_link (aligned, link, text);
    }
  return g_string_free (text, FALSE);
}

/* --- Deciding --------------------------------------------------------------------------------------------------------- */

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsDecision * const *) a)->id, &(*(GlsDecision * const *) b)->id);
}

static void
let_stand (Deciding *d, GlsDecision *decision)
{
  const GlsDecision *old = gls_find_decision (d->decisions, &decision->id);

  if (old != NULL)
    g_ptr_array_remove (d->decisions, (gpointer) old);
  g_ptr_array_add (d->decisions, decision);
  g_ptr_array_sort (d->decisions, compare_decisions);
  g_ptr_array_add (d->fresh, decision);
}

static GArray *
list_ids (const GlsAligned *aligned, int group, const GlsId *gold)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  guint n = 0;
  const GlsAlignedMark *marks = group >= 0 ? gls_aligned_get_group (aligned, (guint) group, &n) : NULL;

  for (guint i = 0; i < n; i++)
    g_array_append_val (ids, marks[i].annotation->id);
  if (group < 0)
    g_array_append_val (ids, *gold);
  return ids;
}

/* What is asked about the field, or NULL where nobody could be asked: no annotator's mark has it. */
static const GlsCase *
find_case (GPtrArray *cases, GlsCaseKind kind, const char *field)
{
  for (guint i = 0; cases != NULL && i < cases->len; i++)
    {
      const GlsCase *item = g_ptr_array_index (cases, i);

      if (item->kind == kind && g_strcmp0 (item->field, field) == 0)
        return item;
    }
  return NULL;
}

/* Takes @choice and @edited. */
static void
decide (Deciding *d, int group, const GlsId *gold, GlsCaseKind kind, const char *field, char *choice, char *edited)
{
  g_autoptr (GPtrArray) cases = group >= 0 ? gls_list_group (d->aligned, (guint) group, d->review->codebook, d->decisions) : NULL;
  const GlsCase *item = find_case (cases, kind, field);
  int version = item != NULL && choice != NULL ? gls_case_find_value (item, choice) : -1;
  GlsDecision *decision = item != NULL ? gls_settle_case (item, version, d->by, d->reason, d->note) : gls_decision_new ();
  g_autoptr (GArray) ids = list_ids (d->aligned, group, gold);

  gls_decision_id (ids, kind, field, &decision->id);
  decision->document = d->aligned->document->id;
  decision->gold = *gold;
  if (item == NULL)
    {
      decision->kind = kind;
      decision->field = g_strdup (field);
      g_array_append_vals (decision->annotations, ids->data, ids->len);
      decision->saw = g_strdup ("");
      decision->reason = d->reason;
      decision->note = g_strdup (d->note);
      decision->by = g_strdup (d->by);
    }
  if (version < 0)
    {
      g_free (decision->choice);
      decision->choice = g_steal_pointer (&choice);
      decision->edited = g_steal_pointer (&edited);
    }
  g_free (choice);
  g_free (edited);
  let_stand (d, decision);
}

static void
decide_field (Deciding *d, const GlsAnnotation *before, const GlsAnnotation *after, GlsCaseKind kind, const char *field)
{
  g_autofree char *old = before != NULL ? dup_text (NULL, before, kind, field) : g_strdup ("");
  g_autofree char *now = dup_text (NULL, after, kind, field);
  const GlsCase asked = { .kind = kind, .field = (char *) field };
  char *edited, *value;

  if (strcmp (old, now) == 0)
    return;
  edited = dup_text (d->aligned, after, kind, field);
  value = gls_edit_value (d->aligned, &asked, edited);
  decide (d, find_group (d->aligned, &after->id), &after->id, kind, field, value, edited);
}

static void
decide_annotation (Deciding *d, const GlsAnnotation *before, const GlsAnnotation *after)
{
  const GlsCodebook *codebook = d->review->codebook;
  const GlsTypeDef *type = gls_codebook_find_type (codebook, after->type);
  int group = find_group (d->aligned, &after->id);

  if (before == NULL)
    decide (d, group, &after->id, GLS_CASE_FOUND, NULL, g_strdup ("marked"), NULL);
  /* What only gold has is one decision; what it says is gold's alone. */
  if (before == NULL && group < 0)
    return;
  decide_field (d, before, after, GLS_CASE_BOUNDARY, NULL);
  decide_field (d, before, after, GLS_CASE_TYPE, NULL);
  for (guint i = 0; type != NULL && i < type->attributes->len; i++)
    decide_field (d, before, after, GLS_CASE_ATTRIBUTE, ((GlsAttributeDef *) g_ptr_array_index (type->attributes, i))->name);
  for (guint i = 0; type != NULL && i < type->roles->len; i++)
    decide_field (d, before, after, GLS_CASE_ROLE, ((GlsRoleDef *) g_ptr_array_index (type->roles, i))->name);
  decide_field (d, before, after, GLS_CASE_ENTITY, NULL);
  for (guint i = 0; i < codebook->relations->len; i++)
    decide_field (d, before, after, GLS_CASE_RELATION, ((GlsRelationDef *) g_ptr_array_index (codebook->relations, i))->name);
}

/* The group that @annotation, which is gone, was in: by a mark that stood in it before. */
static int
find_old_group (const Deciding *d, const GlsAligned *before, const GlsAnnotation *annotation)
{
  int old = find_group (before, &annotation->id);
  guint n, at;

  if (old < 0)
    return -1;
  at = GPOINTER_TO_UINT (g_hash_table_lookup (d->aligned->marks_by_id,
                                              &gls_aligned_get_group (before, (guint) old, &n)->annotation->id));
  return at > 0 ? g_array_index (d->aligned->marks, GlsAlignedMark, at - 1).group : -1;
}

static void
compare (Deciding *d, const GlsAligned *before)
{
  const GPtrArray *old = before->document->annotations, *now = d->aligned->document->annotations;

  for (guint i = 0; i < now->len; i++)
    {
      const GlsAnnotation *annotation = g_ptr_array_index (now, i);

      if (is_gold (annotation))
        decide_annotation (d, find_gold (before->document, &annotation->id), annotation);
    }
  for (guint i = 0; i < old->len; i++)
    {
      const GlsAnnotation *annotation = g_ptr_array_index (old, i);

      if (is_gold (annotation) && find_gold (d->aligned->document, &annotation->id) == NULL)
        decide (d, find_old_group (d, before, annotation), &annotation->id, GLS_CASE_FOUND, NULL, g_strdup ("not marked"), NULL);
    }
}

static gboolean
write_decisions (const Deciding *d, GlsProject *project, const GlsId *step, GError **error)
{
  g_autoptr (GlsChange) change = gls_change_new (d->by, "adjudicate");
  GlsRecordKind kind;
  GlsId document, set;

  gls_change_join (change, step);
  for (guint i = 0; i < d->fresh->len; i++)
    {
      const GlsDecision *decision = g_ptr_array_index (d->fresh, i);

      gls_change_put_decision (change, decision);
      /* One that was taken back before. */
      if (gls_project_find_record (project, &decision->id, &kind, &document, &set))
        gls_change_set_int (change, &decision->id, "deleted", 0);
    }
  return gls_change_is_empty (change) || gls_project_commit (project, change, error);
}

gboolean
gls_gold_commit (GlsProject *project, GlsChange *change, const GlsId *document, const char *by, GlsReason reason, const char *note,
                 GError **error)
{
  const GlsReviewQuery query = { .no_documents = TRUE };
  g_autoptr (GlsReview) review = gls_review_new (project, &query, error);
  g_autoptr (GlsAligned) before = review != NULL ? gls_review_load (review, document, NULL, error) : NULL;
  g_autoptr (GlsAligned) after = NULL;
  g_autoptr (GPtrArray) decisions = NULL, standing = g_ptr_array_new ();
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_decision_free);
  Deciding d = { .review = review, .decisions = standing, .fresh = fresh, .by = by, .note = note, .reason = reason };
  GlsId step;

  if (before == NULL)
    return FALSE;
  gls_id_generate (&step);
  gls_change_join (change, &step);
  if (!gls_project_commit (project, change, error))
    return FALSE;
  after = gls_review_load (review, document, &decisions, error);
  if (after == NULL)
    return FALSE;
  d.aligned = after;
  for (guint i = 0; i < decisions->len; i++)
    g_ptr_array_add (standing, g_ptr_array_index (decisions, i));
  compare (&d, before);
  return write_decisions (&d, project, &step, error);
}
