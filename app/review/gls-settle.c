/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes gold out of marks and decisions; the same decisions give the same gold, whoever took them and in whatever order.
 * It must not know how cases are shown. */
#include "config.h"

#include <string.h>

#include "gls-edit.h"
#include "gls-settle.h"

GlsDecision *
gls_settle_case (const GlsCase *item, int version, const char *by, GlsReason reason, const char *note)
{
  GlsDecision *decision = gls_decision_new ();
  const GlsVersion *chosen = version >= 0 ? g_ptr_array_index (item->versions, version) : NULL;

  decision->id = item->id;
  decision->document = item->document;
  decision->kind = item->kind;
  decision->field = g_strdup (item->field);
  g_array_append_vals (decision->annotations, item->annotations->data, item->annotations->len);
  if (chosen != NULL)
    decision->choice = g_strdup (chosen->value);
  else if (item->kind == GLS_CASE_FOUND)
    decision->choice = g_strdup ("not marked");
  decision->saw = g_strdup (item->saw);
  decision->reason = reason;
  decision->note = g_strdup (note);
  decision->by = g_strdup (by);
  return decision;
}

/* A group's ids; transfer full. */
static GArray *
list_ids (const GlsAlignedMark *marks, guint n)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (GlsId), n);

  for (guint i = 0; i < n; i++)
    g_array_append_val (ids, marks[i].annotation->id);
  return ids;
}

typedef struct {
  GlsAligned           *aligned;
  const GlsAlignedMark *marks;
  guint                 n_marks;
  GArray               *ids;
  GPtrArray            *decisions, *fresh;
  GArray               *golden;    /* gboolean by group: gold has it, or will */
  GPtrArray            *edited;    /* GlsAnnotation: what was decided in place of all versions; nullable */
} Making;

static const GlsDecision *
find_decision (const Making *m, GlsCaseKind kind, const char *field)
{
  GlsId id;
  const GlsDecision *decision;

  gls_decision_id (m->ids, kind, field, &id);
  decision = m->fresh != NULL ? gls_find_decision (m->fresh, &id) : NULL;
  return decision != NULL ? decision : gls_find_decision (m->decisions, &id);
}

/* The mark whose value of a field counts: of the decided value, else of the one that all have. NULL: none of them. While it is open
 * gold keeps what it has (@old); only a boundary and a type, which it cannot be without, are what most have. */
typedef char *(*ValueFunc) (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *field);

static const GlsAnnotation *
choose (const Making *m, const char *type, GlsCaseKind kind, const char *field, ValueFunc value_of, const GlsAnnotation *old)
{
  const GlsDecision *decision = find_decision (m, kind, field);
  gboolean needed = kind == GLS_CASE_BOUNDARY || kind == GLS_CASE_TYPE;
  const GlsAnnotation *best = NULL;
  GlsAnnotation *edited = decision != NULL && decision->edited != NULL ? gls_edit_read (kind, field, decision->edited) : NULL;
  guint best_n = 0, n_asked = 0;

  if (edited != NULL && kind == GLS_CASE_BOUNDARY
      && !gls_fragments_check (edited->fragments, edited->n_fragments, gls_text_get_length (m->aligned->document->text), NULL))
    g_clear_pointer (&edited, gls_annotation_free);
  if (edited != NULL)
    {
      g_ptr_array_add (m->edited, edited);
      return edited;
    }

  for (guint i = 0; i < m->n_marks; i++)
    {
      const GlsAnnotation *annotation = m->marks[i].annotation;
      g_autofree char *value = value_of (m->aligned, annotation, field);
      guint n = 0;

      if (type != NULL && strcmp (annotation->type, type) != 0)
        continue;
      n_asked++;
      if (decision != NULL && decision->choice != NULL && strcmp (decision->choice, value) == 0)
        return annotation;
      for (guint k = 0; k < m->n_marks; k++)
        {
          g_autofree char *other = value_of (m->aligned, m->marks[k].annotation, field);

          n += (type == NULL || strcmp (m->marks[k].annotation->type, type) == 0) && strcmp (other, value) == 0;
        }
      if (n > best_n)
        {
          best = annotation;
          best_n = n;
        }
    }
  if (decision != NULL && decision->choice == NULL && !needed)
    return NULL;
  if (best_n == n_asked)
    return best;
  return old != NULL ? old : needed ? best : NULL;
}

static char *
boundary_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *field)
{
  (void) aligned;
  (void) field;
  return gls_aligned_dup_boundary (annotation);
}

static char *
type_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *field)
{
  (void) aligned;
  (void) field;
  return g_strdup (annotation->type);
}

static char *
attribute_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *field)
{
  (void) aligned;
  return gls_aligned_dup_attribute (annotation, field);
}

static char *
role_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *field)
{
  return gls_aligned_dup_role (aligned, annotation, field);
}

static char *
relation_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *field)
{
  return gls_aligned_dup_relation (aligned, annotation, field);
}

static char *
entity_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *field)
{
  (void) field;
  return gls_aligned_dup_entity (aligned, annotation);
}

/* Is the group to be marked? Everybody who has worked through the document has it, or it was decided so. */
static gboolean
is_marked (const Making *m)
{
  const GlsDecision *decision = find_decision (m, GLS_CASE_FOUND, NULL);
  guint64 found = 0;

  if (decision != NULL)
    return g_strcmp0 (decision->choice, "marked") == 0;
  for (guint i = 0; i < m->n_marks; i++)
    found |= G_GUINT64_CONSTANT (1) << m->marks[i].person;
  return (m->aligned->asked & ~m->aligned->halfway & ~found) == 0 && m->n_marks > 1;
}

/* What gold calls a group: by the annotation it has, else by the group's ids. */
static void
get_gold_id (const GlsAligned *aligned, guint group, GlsId *id)
{
  const GlsAnnotation *gold = g_ptr_array_index (aligned->gold, group);
  guint n;
  const GlsAlignedMark *marks = gls_aligned_get_group (aligned, group, &n);
  g_autoptr (GArray) ids = list_ids (marks, n);

  if (gold != NULL)
    *id = gold->id;
  else
    gls_decision_gold_id (ids, id);
}

/* Gold's alone: decided by hand, no group has it. */
static gboolean
is_missed (const GlsAligned *aligned, const GlsId *id)
{
  for (guint i = 0; i < aligned->missed->len; i++)
    if (gls_id_equal (&((GlsAnnotation *) g_ptr_array_index (aligned->missed, i))->id, id))
      return TRUE;
  return FALSE;
}

/* The same filler among gold annotations; FALSE: gold does not have it. */
static gboolean
turn_to_gold (const Making *m, const GlsLink *link, GlsLink *gold)
{
  const GlsAligned *aligned = m->aligned;
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (aligned->marks_by_id, &link->target));
  int group = at > 0 ? g_array_index (aligned->marks, GlsAlignedMark, at - 1).group : -1;

  *gold = (GlsLink){ .relation = link->relation, .name = g_strdup (link->name), .kind = link->kind, .target = link->target,
                     .value = g_strdup (link->value) };
  if (link->kind != GLS_LINK_TO || is_missed (aligned, &link->target))
    return TRUE;
  if (group < 0 || !g_array_index (m->golden, gboolean, group))
    {
      gls_link_clear (gold);
      return FALSE;
    }
  get_gold_id (aligned, group, &gold->target);
  return TRUE;
}

/* The links of that name of @from, which is one of the group's marks or gold itself (@old). */
static void
take_links (const Making *m, GlsAnnotation *gold, const GlsAnnotation *from, const GlsAnnotation *old, const char *name,
            gboolean relation)
{
  for (guint k = 0; from != NULL && from->links != NULL && k < from->links->len; k++)
    {
      const GlsLink *link = &g_array_index (from->links, GlsLink, k);
      GlsLink copy;

      if (link->relation != relation || strcmp (link->name, name) != 0)
        continue;
      /* Gold's own fillers are gold already. */
      if (from == old)
        copy = (GlsLink){ .relation = relation, .name = g_strdup (link->name), .kind = link->kind, .target = link->target,
                          .value = g_strdup (link->value) };
      else if (!turn_to_gold (m, link, &copy))
        continue;
      gls_annotation_take_link (gold, copy);
    }
}

/* No mark of the group has the relation and nobody decided about it: then what gold has of it was made by hand and stays. */
static gboolean
is_asked (const Making *m, const char *relation)
{
  for (guint i = 0; i < m->n_marks; i++)
    {
      const GArray *links = m->marks[i].annotation->links;

      for (guint k = 0; links != NULL && k < links->len; k++)
        if (g_array_index (links, GlsLink, k).relation && strcmp (g_array_index (links, GlsLink, k).name, relation) == 0)
          return TRUE;
    }
  return find_decision (m, GLS_CASE_RELATION, relation) != NULL;
}

static void
take_fields (const Making *m, GlsAnnotation *gold, const GlsTypeDef *def, const GlsAnnotation *old)
{
  const GlsAnnotation *from;

  for (guint i = 0; i < def->attributes->len; i++)
    {
      const char *name = ((GlsAttributeDef *) g_ptr_array_index (def->attributes, i))->name;
      const char *value;

      from = choose (m, gold->type, GLS_CASE_ATTRIBUTE, name, attribute_of, old);
      value = from != NULL ? gls_annotation_get_attribute (from, name) : NULL;
      if (value != NULL)
        gls_annotation_add_attribute (gold, name, value);
    }
  for (guint i = 0; i < def->roles->len; i++)
    {
      const char *name = ((GlsRoleDef *) g_ptr_array_index (def->roles, i))->name;

      from = choose (m, gold->type, GLS_CASE_ROLE, name, role_of, old);
      take_links (m, gold, from, old, name, FALSE);
    }
  from = choose (m, NULL, GLS_CASE_ENTITY, NULL, entity_of, old);
  if (from != NULL && from->has_entity)
    {
      gold->has_entity = TRUE;
      gold->entity = from->entity;
    }
}

GlsAnnotation *
gls_settle_make_gold (GlsAligned *aligned, guint group, const GlsCodebook *codebook, GPtrArray *decisions, GPtrArray *fresh,
                      GArray *golden)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) edited = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);
  Making m = { .aligned = aligned, .decisions = decisions, .fresh = fresh, .golden = golden, .edited = edited };
  const GlsAnnotation *boundary, *old = g_ptr_array_index (aligned->gold, group);
  const GlsTypeDef *def;
  GlsAnnotation *gold;

  m.marks = gls_aligned_get_group (aligned, group, &m.n_marks);
  ids = m.ids = list_ids (m.marks, m.n_marks);
  if (!is_marked (&m))
    return NULL;
  gold = gls_annotation_new ();
  get_gold_id (aligned, group, &gold->id);
  gold->by = g_strdup ("gold");
  gold->type = g_strdup (choose (&m, NULL, GLS_CASE_TYPE, NULL, type_of, old)->type);
  boundary = choose (&m, NULL, GLS_CASE_BOUNDARY, NULL, boundary_of, old);
  gls_annotation_set_fragments (gold, boundary->fragments, boundary->n_fragments);
  def = gls_codebook_find_type (codebook, gold->type);
  for (guint i = 0; i < codebook->relations->len; i++)
    {
      const char *name = ((GlsRelationDef *) g_ptr_array_index (codebook->relations, i))->name;

      if (is_asked (&m, name))
        take_links (&m, gold, choose (&m, NULL, GLS_CASE_RELATION, name, relation_of, old), old, name, TRUE);
      else
        take_links (&m, gold, old, old, name, TRUE);
    }
  if (def != NULL)
    take_fields (&m, gold, def, old != NULL && strcmp (old->type, gold->type) == 0 ? old : NULL);
  return gold;
}

/* --- Without a person ---------------------------------------------------------------------------------------------- */

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsDecision * const *) a)->id, &(*(GlsDecision * const *) b)->id);
}

GPtrArray *
gls_settle_automatically (GPtrArray *cases, guint least, guint kinds, const char *by)
{
  GPtrArray *fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_decision_free);

  for (guint i = 0; least > 0 && i < cases->len; i++)
    {
      const GlsCase *item = g_ptr_array_index (cases, i);
      const GlsVersion *first = g_ptr_array_index (item->versions, 0), *second;
      gboolean mine = item->state != GLS_CASE_OPEN && item->reason == GLS_REASON_AUTOMATIC;

      if (kinds != 0 && (kinds >> item->kind & 1) == 0)
        continue;
      if (item->state == GLS_CASE_SETTLED || (item->state == GLS_CASE_REOPENED && !mine))
        continue;
      second = item->versions->len > 1 ? g_ptr_array_index (item->versions, 1) : NULL;
      /* A question of somebody who was unsure is answered by a person. */
      if (second == NULL && item->unsure > 0)
        continue;
      /* Enough people, and no other version has as many. */
      if (gls_count_people (first->people) >= least
          && (second == NULL || gls_count_people (first->people) > gls_count_people (second->people)))
        g_ptr_array_add (fresh, gls_settle_case (item, 0, by, GLS_REASON_AUTOMATIC, NULL));
    }
  g_ptr_array_sort (fresh, compare_decisions);
  return fresh;
}

static gboolean
has_link (const GlsAnnotation *annotation, const GlsLink *link)
{
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *other = &g_array_index (annotation->links, GlsLink, i);

      if (other->relation == link->relation && other->kind == link->kind && strcmp (other->name, link->name) == 0
          && g_strcmp0 (other->value, link->value) == 0 && gls_id_equal (&other->target, &link->target))
        return TRUE;
    }
  return FALSE;
}

/* The definition behind a link; FALSE: the codebook does not have it. */
static gboolean
find_definition (const GlsCodebook *codebook, const GlsTypeDef *def, const GlsLink *link, GlsId *id)
{
  const GlsRoleDef *role = link->relation || def == NULL ? NULL : gls_type_def_find_role (def, link->name);
  const GlsRelationDef *relation = link->relation ? gls_codebook_find_relation (codebook, link->name) : NULL;

  if (role == NULL && relation == NULL)
    return FALSE;
  *id = role != NULL ? role->id : relation->id;
  return TRUE;
}

/* What gold held of the codebook's fields and holds no longer; a note, which no case is about, stays. */
static void
take_away (GlsChange *change, const GlsAnnotation *old, const GlsAnnotation *gold, const GlsCodebook *codebook)
{
  const GlsTypeDef *def = gls_codebook_find_type (codebook, old->type);

  for (guint i = 0; def != NULL && i < def->attributes->len; i++)
    {
      const GlsAttributeDef *attribute = g_ptr_array_index (def->attributes, i);

      if (gls_annotation_get_attribute (old, attribute->name) != NULL
          && gls_annotation_get_attribute (gold, attribute->name) == NULL)
        gls_change_set_attribute (change, &old->id, attribute, NULL);
    }
  for (guint i = 0; old->links != NULL && i < old->links->len; i++)
    {
      const GlsLink *link = &g_array_index (old->links, GlsLink, i);
      GlsId id, definition;

      if (has_link (gold, link) || !find_definition (codebook, def, link, &definition))
        continue;
      gls_record_id_for_link (&old->id, &definition, link, &id);
      gls_change_delete (change, &id);
    }
  if (old->has_entity && !gold->has_entity)
    gls_change_set_ref (change, &old->id, "&entity", NULL);
}

/* What an earlier decision deleted and this one wants again. */
static void
bring_back (GlsChange *change, GlsProject *project, const GlsId *id)
{
  GlsRecordKind kind;
  GlsId document, set;

  if (gls_project_find_record (project, id, &kind, &document, &set))
    gls_change_set_int (change, id, "deleted", 0);
}

static void
bring_back_all (GlsChange *change, GlsProject *project, const GlsAnnotation *old, const GlsAnnotation *gold,
                const GlsCodebook *codebook)
{
  const GlsTypeDef *def = gls_codebook_find_type (codebook, gold->type);

  if (old == NULL)
    bring_back (change, project, &gold->id);
  for (guint i = 0; gold->links != NULL && i < gold->links->len; i++)
    {
      const GlsLink *link = &g_array_index (gold->links, GlsLink, i);
      GlsId id, definition;

      if ((old != NULL && has_link (old, link)) || !find_definition (codebook, def, link, &definition))
        continue;
      gls_record_id_for_link (&gold->id, &definition, link, &id);
      bring_back (change, project, &id);
    }
}

/* Was it decided whether the group is to be marked? */
static gboolean
has_decision (GlsAligned *aligned, guint group, GPtrArray *decisions, GPtrArray *fresh)
{
  g_autoptr (GArray) ids = NULL;
  Making m = { .aligned = aligned, .decisions = decisions, .fresh = fresh };

  m.marks = gls_aligned_get_group (aligned, group, &m.n_marks);
  ids = m.ids = list_ids (m.marks, m.n_marks);
  return find_decision (&m, GLS_CASE_FOUND, NULL) != NULL;
}

/* A decision on what nobody but gold has. */
static void
put_missed (GlsChange *change, GlsProject *project, GlsAligned *aligned, GlsDecision *decision)
{
  const GlsId *id = (const GlsId *) (gpointer) decision->annotations->data;

  if (!is_missed (aligned, id))
    return;
  decision->gold = *id;
  gls_change_put_decision (change, decision);
  bring_back (change, project, &decision->id);
  if (decision->kind == GLS_CASE_FOUND && g_strcmp0 (decision->choice, "marked") != 0)
    gls_change_delete (change, id);
}

/* Puts the decisions; marks in @golden the groups they are about. */
static void
put_decisions (GlsChange *change, GlsProject *project, GlsAligned *aligned, GPtrArray *fresh, GArray *golden)
{
  for (guint i = 0; i < fresh->len; i++)
    {
      GlsDecision *decision = g_ptr_array_index (fresh, i);
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (aligned->marks_by_id, decision->annotations->data));
      int group = at > 0 ? g_array_index (aligned->marks, GlsAlignedMark, at - 1).group : -1;

      if (group < 0)
        {
          put_missed (change, project, aligned, decision);
          continue;
        }
      get_gold_id (aligned, group, &decision->gold);
      gls_change_put_decision (change, decision);
      bring_back (change, project, &decision->id);
      g_array_index (golden, gboolean, group) = TRUE;
    }
}

guint
gls_settle_write (GlsChange *change, GlsProject *project, GlsAligned *aligned, const GlsCodebook *codebook,
                  GPtrArray *decisions, GPtrArray *fresh, gboolean all)
{
  g_autoptr (GArray) asked = g_array_new (FALSE, TRUE, sizeof (gboolean)), golden = NULL;
  guint n = 0;

  g_array_set_size (asked, aligned->n_groups);
  put_decisions (change, project, aligned, fresh, asked);
  golden = g_array_copy (asked);
  for (guint g = 0; g < aligned->n_groups; g++)
    {
      g_autoptr (GArray) ids = NULL;
      Making m = { .aligned = aligned, .decisions = decisions, .fresh = fresh };

      m.marks = gls_aligned_get_group (aligned, g, &m.n_marks);
      ids = m.ids = list_ids (m.marks, m.n_marks);
      g_array_index (asked, gboolean, g) |= all || g_ptr_array_index (aligned->gold, g) != NULL;
      g_array_index (golden, gboolean, g) = g_array_index (asked, gboolean, g) && is_marked (&m);
    }
  for (guint g = 0; g < aligned->n_groups; g++)
    {
      const GlsAnnotation *old = g_ptr_array_index (aligned->gold, g);
      g_autoptr (GlsAnnotation) gold = NULL;

      if (!g_array_index (asked, gboolean, g))
        continue;
      gold = gls_settle_make_gold (aligned, g, codebook, decisions, fresh, golden);
      if (gold == NULL)
        {
          /* What an open question hides is not taken back for it. */
          if (old != NULL && has_decision (aligned, g, decisions, fresh))
            gls_change_delete (change, &old->id);
          continue;
        }
      gls_change_put_annotation (change, &aligned->document->id, gold, codebook);
      bring_back_all (change, project, old, gold, codebook);
      if (old != NULL)
        take_away (change, old, gold, codebook);
      n++;
    }
  return n;
}
