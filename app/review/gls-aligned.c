/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the marks of several people side by side and says what each holds in a form that can be compared.
 * It must not know decisions, nor which figure is computed. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <gls-gamma.h>
#include <gls-json.h>

#include <gls-entity.h>

#include "gls-aligned.h"

static int
find_person (char **people, const char *name)
{
  for (guint i = 0; people[i] != NULL; i++)
    if (strcmp (people[i], name) == 0)
      return i;
  return -1;
}

/* Wholly inside what is passed over. */
static gboolean
is_passed_over (const GlsDocument *document, const GlsAnnotation *annotation)
{
  guint32 start = annotation->fragments[0].start, end = annotation->fragments[annotation->n_fragments - 1].end;

  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      if (zone->start > start)
        break;
      if ((zone->kind == GLS_ZONE_BOILERPLATE || zone->kind == GLS_ZONE_REPEAT) && end <= zone->end)
        return TRUE;
    }
  return FALSE;
}

static void
collect_marks (GlsAligned *aligned, const char *type)
{
  for (guint i = 0; i < aligned->document->annotations->len; i++)
    {
      GlsAnnotation *annotation = g_ptr_array_index (aligned->document->annotations, i);
      int person = find_person (aligned->people, annotation->by);
      gboolean gold = person < 0 && strcmp (annotation->by, "gold") == 0;
      /* Gold is aligned with the people's marks, but asked nothing. */
      GlsAlignedMark mark = { annotation, gold ? aligned->n_people : (guint) MAX (person, 0), -1 };

      if ((person < 0 && !gold) || annotation->n_fragments == 0)
        continue;
      if (!gold)
        aligned->asked |= G_GUINT64_CONSTANT (1) << person;
      if (type != NULL && strcmp (annotation->type, type) != 0)
        continue;
      if (is_passed_over (aligned->document, annotation))
        aligned->n_passed_over += !gold;
      else
        g_array_append_val (aligned->marks, mark);
    }
  for (guint i = 0; i < aligned->document->statuses->len; i++)
    {
      const GlsDocumentStatus *status = g_ptr_array_index (aligned->document->statuses, i);
      int person = find_person (aligned->people, status->by);

      if (person < 0)
        continue;
      if (status->status != GLS_STATUS_NOT_BEGUN)
        aligned->asked |= G_GUINT64_CONSTANT (1) << person;
      /* Marks of a document that was given and not begun came by an import: nobody has said yet that these are all. */
      if (status->status == GLS_STATUS_IN_WORK
          || (status->status == GLS_STATUS_NOT_BEGUN && (aligned->asked & G_GUINT64_CONSTANT (1) << person) != 0))
        aligned->halfway |= G_GUINT64_CONSTANT (1) << person;
      if (status->status == GLS_STATUS_DONE)
        aligned->done |= G_GUINT64_CONSTANT (1) << person;
    }
}

static guint32
start_of (const GlsAlignedMark *mark)
{
  return mark->annotation->fragments[0].start;
}

static guint32
end_of (const GlsAlignedMark *mark)
{
  return mark->annotation->fragments[mark->annotation->n_fragments - 1].end;
}

/* As the aligner sorts its units, so that the n-th unit is the n-th mark. */
static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const GlsAlignedMark *x = a, *y = b;

  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  if (start_of (x) != start_of (y))
    return start_of (x) < start_of (y) ? -1 : 1;
  if (end_of (x) != end_of (y))
    return end_of (x) < end_of (y) ? -1 : 1;
  if (strcmp (x->annotation->type, y->annotation->type) != 0)
    return strcmp (x->annotation->type, y->annotation->type);
  return gls_id_compare (&x->annotation->id, &y->annotation->id);
}

typedef struct {
  guint32 start;
  int     group;
} GroupPlace;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const GroupPlace *x = a, *y = b;

  return x->start != y->start ? (x->start < y->start ? -1 : 1) : x->group - y->group;
}

static int
compare_by_group (gconstpointer a, gconstpointer b)
{
  const GlsAlignedMark *x = a, *y = b;

  return x->group != y->group ? x->group - y->group : (int) x->person - (int) y->person;
}

/* Groups in the order of the text; one that only gold has comes last and is none of ours. */
static void
number_groups (GlsAligned *aligned, const GlsAlignment *alignment)
{
  g_autofree GroupPlace *places = g_new (GroupPlace, alignment->n_groups + 1);
  g_autofree int *numbers = g_new (int, alignment->n_groups + 1);
  guint n = 0;

  for (guint g = 0; g < alignment->n_groups; g++)
    places[g] = (GroupPlace){ G_MAXUINT32, g };
  for (guint i = 0; i < aligned->marks->len; i++)
    {
      GroupPlace *place = &places[alignment->group[i]];

      if (g_array_index (aligned->marks, GlsAlignedMark, i).person == aligned->n_people)
        continue;
      n += place->start == G_MAXUINT32;
      place->start = MIN (place->start, start_of (&g_array_index (aligned->marks, GlsAlignedMark, i)));
    }
  qsort (places, alignment->n_groups, sizeof *places, compare_places);
  for (guint g = 0; g < alignment->n_groups; g++)
    numbers[places[g].group] = g;
  for (guint i = 0; i < aligned->marks->len; i++)
    g_array_index (aligned->marks, GlsAlignedMark, i).group = numbers[alignment->group[i]];
  aligned->n_groups = n;
  g_ptr_array_set_size (aligned->gold, n);
}

/* Takes gold's marks out of the groups again. */
static void
set_gold_apart (GlsAligned *aligned)
{
  guint kept = 0;

  for (guint i = 0; i < aligned->marks->len; i++)
    {
      const GlsAlignedMark *mark = &g_array_index (aligned->marks, GlsAlignedMark, i);

      if (mark->person < aligned->n_people)
        g_array_index (aligned->marks, GlsAlignedMark, kept++) = *mark;
      else if (mark->group < (int) aligned->n_groups)
        g_ptr_array_index (aligned->gold, mark->group) = mark->annotation;
      else
        g_ptr_array_add (aligned->missed, mark->annotation);
    }
  g_array_set_size (aligned->marks, kept);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static void
align_marks (GlsAligned *aligned)
{
  g_autoptr (GlsUnitizing) study = gls_unitizing_new (0, gls_text_get_length (aligned->document->text), aligned->n_people + 1);
  g_autoptr (GlsAlignment) alignment = NULL;
  g_autoptr (GPtrArray) types = g_ptr_array_new ();
  guint at = 0;

  g_array_sort (aligned->marks, compare_marks);
  /* Types numbered in their own order: the aligner's units then have the marks' order. */
  for (guint i = 0; i < aligned->marks->len; i++)
    {
      char *type = g_array_index (aligned->marks, GlsAlignedMark, i).annotation->type;

      if (!g_ptr_array_find_with_equal_func (types, type, g_str_equal, NULL))
        g_ptr_array_add (types, type);
    }
  g_ptr_array_sort (types, compare_strings);
  for (guint i = 0; i < types->len; i++)
    gls_unitizing_add_category (study, g_ptr_array_index (types, i));
  for (guint i = 0; i < aligned->marks->len; i++)
    {
      const GlsAlignedMark *mark = &g_array_index (aligned->marks, GlsAlignedMark, i);

      gls_unitizing_add (study, mark->person, gls_unitizing_add_category (study, mark->annotation->type), start_of (mark),
                         end_of (mark));
    }
  alignment = gls_align_overlapping (study);
  if (alignment != NULL)
    number_groups (aligned, alignment);
  set_gold_apart (aligned);
  g_array_sort (aligned->marks, compare_by_group);
  for (guint g = 0; g <= aligned->n_groups; g++)
    {
      g_array_append_val (aligned->groups, at);
      while (at < aligned->marks->len && g_array_index (aligned->marks, GlsAlignedMark, at).group == (int) g)
        at++;
    }
}

static const GlsId *
find_root (GHashTable *parents, const GlsId *id)
{
  const GlsId *parent;

  while ((parent = g_hash_table_lookup (parents, id)) != NULL && !gls_id_equal (parent, id))
    id = parent;
  return id;
}

static const GlsId *
stand_in (const GlsAligned *aligned, const GlsId *entity)
{
  return aligned->same_entity != NULL ? find_root (aligned->same_entity, entity) : entity;
}

/* So that a filler which one person linked to an entity and another did not is the same. */
static void
find_entities (GlsAligned *aligned)
{
  g_array_set_size (aligned->entities, aligned->n_groups);
  for (guint i = 0; i < aligned->marks->len; i++)
    {
      const GlsAlignedMark *mark = &g_array_index (aligned->marks, GlsAlignedMark, i);
      GlsId *entity = &g_array_index (aligned->entities, GlsId, mark->group);
      const GlsId *own = mark->annotation->has_entity ? stand_in (aligned, &mark->annotation->entity) : NULL;

      if (own != NULL && (gls_id_is_null (entity) || gls_id_compare (own, entity) < 0))
        *entity = *own;
    }
}

GlsAligned *
gls_aligned_new (GlsDocument *document, char **people, const char *type, GHashTable *same_entity)
{
  GlsAligned *aligned = g_new0 (GlsAligned, 1);

  g_return_val_if_fail (g_strv_length (people) <= GLS_REVIEW_MAX_PEOPLE, NULL);
  aligned->document = gls_document_ref (document);
  aligned->people = people;
  aligned->n_people = g_strv_length (people);
  aligned->marks = g_array_new (FALSE, FALSE, sizeof (GlsAlignedMark));
  aligned->groups = g_array_new (FALSE, FALSE, sizeof (guint));
  aligned->entities = g_array_new (FALSE, TRUE, sizeof (GlsId));
  aligned->gold = g_ptr_array_new ();
  aligned->missed = g_ptr_array_new ();
  aligned->marks_by_id = g_hash_table_new (gls_id_hash, gls_id_equal);
  aligned->same_entity = same_entity;
  collect_marks (aligned, type);
  align_marks (aligned);
  find_entities (aligned);
  for (guint i = 0; i < aligned->marks->len; i++)
    g_hash_table_insert (aligned->marks_by_id, &g_array_index (aligned->marks, GlsAlignedMark, i).annotation->id,
                         GUINT_TO_POINTER (i + 1));
  return aligned;
}

void
gls_aligned_free (GlsAligned *aligned)
{
  if (aligned == NULL)
    return;
  g_hash_table_unref (aligned->marks_by_id);
  g_array_unref (aligned->marks);
  g_array_unref (aligned->groups);
  g_array_unref (aligned->entities);
  g_ptr_array_unref (aligned->gold);
  g_ptr_array_unref (aligned->missed);
  gls_document_unref (aligned->document);
  g_free (aligned);
}

/* --- Entities ------------------------------------------------------------------------------------------------------ */

GHashTable *
gls_aligned_join_entities (GPtrArray *judgements)
{
  GHashTable *parents = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);

  for (guint i = 0; i < judgements->len; i++)
    {
      const GlsJudgement *judgement = g_ptr_array_index (judgements, i);
      GlsId a = *find_root (parents, &judgement->a), b = *find_root (parents, &judgement->b);
      gboolean a_first = gls_id_compare (&a, &b) < 0;

      if (judgement->verdict == GLS_JUDGEMENT_SAME && !gls_id_equal (&a, &b))
        g_hash_table_replace (parents, g_memdup2 (a_first ? &b : &a, sizeof (GlsId)), g_memdup2 (a_first ? &a : &b, sizeof (GlsId)));
    }
  return parents;
}

/* --- Values -------------------------------------------------------------------------------------------------------- */

char *
gls_aligned_dup_boundary (const GlsAnnotation *annotation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < annotation->n_fragments; i++)
    g_string_append_printf (text, "%s%u-%u", i > 0 ? "," : "", annotation->fragments[i].start, annotation->fragments[i].end);
  return g_string_free (text, FALSE);
}

/* Two quantities agree when bounds and measure do, whatever the words. NULL: not a quantity. */
static char *
dup_quantity (const char *json)
{
  g_autoptr (JsonNode) node = *json == '{' ? gls_json_parse (json, -1, NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  static const char * const members[] = { "low", "high", "measure", "each" };
  GString *text;

  if (object == NULL || !(json_object_has_member (object, "low") || json_object_has_member (object, "high")))
    return NULL;
  text = g_string_new ("quantity");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *member = json_object_get_member (object, members[i]);
      g_autofree char *value = member != NULL ? json_to_string (member, FALSE) : g_strdup ("null");

      g_string_append_printf (text, " %s", g_str_equal (value, "false") ? "null" : value);
    }
  return g_string_free (text, FALSE);
}

char *
gls_aligned_dup_attribute (const GlsAnnotation *annotation, const char *name)
{
  const char *value = gls_annotation_get_attribute (annotation, name);
  char *quantity = value != NULL ? dup_quantity (value) : NULL;

  return quantity != NULL ? quantity : g_strdup (value != NULL ? value : "");
}

/* A filler is the same when it is aligned with the other's, or (@by_entity) linked to the same entity. */
static void
append_end (const GlsAligned *aligned, const GlsLink *link, gboolean by_entity, GString *text)
{
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (aligned->marks_by_id, &link->target));
  const GlsAlignedMark *mark = at > 0 ? &g_array_index (aligned->marks, GlsAlignedMark, at - 1) : NULL;
  char id[GLS_ID_STRING_SIZE];

  switch (link->kind)
    {
    case GLS_LINK_TO:
      if (mark != NULL && by_entity && !gls_id_is_null (&g_array_index (aligned->entities, GlsId, mark->group)))
        {
          gls_id_to_string (&g_array_index (aligned->entities, GlsId, mark->group), id);
          g_string_append_printf (text, "entity %s", id);
        }
      else if (mark != NULL)
        g_string_append_printf (text, "group %d", mark->group);
      else
        {
          gls_id_to_string (&link->target, id);
          g_string_append_printf (text, "annotation %s", id);
        }
      break;
    case GLS_LINK_ENTITY:
      gls_id_to_string (stand_in (aligned, &link->target), id);
      g_string_append_printf (text, "entity %s", id);
      break;
    case GLS_LINK_AUTHOR:
      g_string_append (text, "author");
      break;
    case GLS_LINK_VALUE:
      {
        g_autofree char *quantity = link->value != NULL ? dup_quantity (link->value) : NULL;

        g_string_append_printf (text, "value %s", quantity != NULL ? quantity : link->value != NULL ? link->value : "");
        break;
      }
    case GLS_LINK_NONE:
      g_string_append (text, "none");
      break;
    }
}

char *
gls_aligned_dup_role (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *role)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      if (link->relation || strcmp (link->name, role) != 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      append_end (aligned, link, TRUE, text);
    }
  return g_string_free (text, FALSE);
}

char *
gls_aligned_dup_relation (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *relation)
{
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      GString *text;

      if (!link->relation || strcmp (link->name, relation) != 0)
        continue;
      text = g_string_new (NULL);
      append_end (aligned, link, FALSE, text);
      g_ptr_array_add (ends, g_string_free (text, FALSE));
    }
  g_ptr_array_sort (ends, compare_strings);
  g_ptr_array_add (ends, NULL);
  return g_strjoinv (", ", (char **) ends->pdata);
}

char *
gls_aligned_dup_entity (const GlsAligned *aligned, const GlsAnnotation *annotation)
{
  return annotation->has_entity ? gls_id_dup_string (stand_in (aligned, &annotation->entity)) : g_strdup ("");
}

char *
gls_aligned_dup_words (const GlsAligned *aligned, guint32 start, guint32 end)
{
  g_autofree char *text = gls_text_slice (aligned->document->text, start, end);

  for (char *at = text; *at != '\0'; at++)
    if (*at == '\n' || *at == '\r' || *at == '\t')
      *at = ' ';
  return g_steal_pointer (&text);
}

guint64
gls_aligned_find_finished (const GlsAligned *aligned)
{
  guint64 finished = aligned->asked;

  for (guint i = 0; i < aligned->document->statuses->len; i++)
    {
      const GlsDocumentStatus *status = g_ptr_array_index (aligned->document->statuses, i);

      for (guint person = 0; status->status != GLS_STATUS_DONE && person < aligned->n_people; person++)
        if (strcmp (aligned->people[person], status->by) == 0)
          finished &= ~(G_GUINT64_CONSTANT (1) << person);
    }
  return finished;
}
