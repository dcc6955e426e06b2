/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what people differ in, one field at a time, and which of it is settled.
 * It must not know what a decision does to gold. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-json.h>
#include <gls-segment.h>

#include "gls-cases.h"

void
gls_version_free (GlsVersion *version)
{
  g_free (version->value);
  g_free (version->shown);
  g_free (version->likeness);
  g_clear_pointer (&version->fragments, g_array_unref);
  g_free (version);
}

GlsCase *
gls_case_ref (GlsCase *item)
{
  g_atomic_ref_count_inc (&item->ref_count);
  return item;
}

void
gls_case_unref (GlsCase *item)
{
  if (item == NULL || !g_atomic_ref_count_dec (&item->ref_count))
    return;
  g_ptr_array_unref (item->versions);
  g_array_unref (item->annotations);
  g_clear_pointer (&item->places, g_ptr_array_unref);
  g_free (item->key);
  g_free (item->title);
  g_free (item->question);
  g_free (item->field);
  g_free (item->type);
  g_strfreev (item->types);
  g_free (item->words);
  g_free (item->saw);
  g_free (item->choice);
  g_free (item->decided);
  g_free (item->note);
  g_free (item->by);
  g_strfreev (item->answers);
  g_free (item);
}

guint
gls_count_people (guint64 people)
{
  guint n = 0;

  for (; people != 0; people &= people - 1)
    n++;
  return n;
}

int
gls_case_find_person (const GlsCase *item, guint person)
{
  for (guint i = 0; i < item->versions->len; i++)
    if ((((GlsVersion *) g_ptr_array_index (item->versions, i))->people >> person & 1) != 0)
      return i;
  return -1;
}

int
gls_case_find_value (const GlsCase *item, const char *value)
{
  for (guint i = 0; i < item->versions->len; i++)
    if (strcmp (((GlsVersion *) g_ptr_array_index (item->versions, i))->value, value) == 0)
      return i;
  return -1;
}

int
gls_case_find_likeness (const GlsCase *item, const char *likeness)
{
  for (guint i = 0; i < item->versions->len; i++)
    if (strcmp (((GlsVersion *) g_ptr_array_index (item->versions, i))->likeness, likeness) == 0)
      return i;
  return -1;
}

const GlsDecision *
gls_find_decision (GPtrArray *decisions, const GlsId *id)
{
  guint low = 0, high = decisions->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const GlsDecision *decision = g_ptr_array_index (decisions, middle);
      int order = gls_id_compare (&decision->id, id);

      if (order == 0)
        return decision;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* One group while its cases are listed. */
typedef struct {
  GlsAligned           *aligned;
  const GlsAlignedMark *marks;
  guint                 n_marks;
  guint                 group;
  guint64               found;
  GArray               *ids;
  char                 *type;      /* what most call it */
  guint32               start, end;
  GPtrArray            *decisions;
  gboolean              all;       /* also where everybody agrees */
  GPtrArray            *cases;     /* result */
} Group;

static guint64
bit (guint person)
{
  return G_GUINT64_CONSTANT (1) << person;
}

/* --- What people read ----------------------------------------------------------------------------------------------- */

static char *
show_json (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? gls_json_parse (json, -1, NULL) : NULL;

  if (node == NULL)
    return g_strdup (json != NULL ? json : "");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      const char *said = json_object_get_string_member_with_default (json_node_get_object (node), "said", NULL);

      if (said != NULL)
        return g_strdup (said);
    }
  return g_strdup (json);
}

static char *
show_fragments (const GlsAligned *aligned, const GlsAnnotation *annotation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < annotation->n_fragments; i++)
    {
      g_autofree char *words = gls_aligned_dup_words (aligned, annotation->fragments[i].start, annotation->fragments[i].end);

      g_string_append_printf (text, "%s%s", i > 0 ? " … " : "", words);
    }
  return g_string_free (text, FALSE);
}

static char *
show_entity (const GlsAligned *aligned, const GlsId *entity)
{
  const char *name = aligned->entity_names != NULL ? g_hash_table_lookup (aligned->entity_names, entity) : NULL;

  return name != NULL ? g_strdup (name) : gls_id_dup_string (entity);
}

static char *
show_links (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name, gboolean relation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (aligned->marks_by_id, &link->target));
      g_autofree char *filler = NULL;

      if (link->relation != relation || strcmp (link->name, name) != 0)
        continue;
      if (link->kind == GLS_LINK_TO)
        filler = at > 0 ? show_fragments (aligned, g_array_index (aligned->marks, GlsAlignedMark, at - 1).annotation)
                        : g_strdup ("…");
      else if (link->kind == GLS_LINK_ENTITY)
        filler = show_entity (aligned, &link->target);
      else
        filler = link->kind == GLS_LINK_AUTHOR ? g_strdup (_ ("the author"))
                 : link->kind == GLS_LINK_NONE ? g_strdup (_ ("not said")) : show_json (link->value);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", filler);
    }
  return g_string_free (text, FALSE);
}

/* --- Versions ------------------------------------------------------------------------------------------------------- */

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  const GlsVersion *x = *(GlsVersion * const *) a, *y = *(GlsVersion * const *) b;
  guint n = gls_count_people (x->people), m = gls_count_people (y->people);

  if (n != m)
    return n > m ? -1 : 1;
  /* The lowest bit first. */
  return (x->people & -x->people) < (y->people & -y->people) ? -1 : 1;
}

static void
add_version (GPtrArray *versions, char *value, char *shown, guint64 people, const GlsId *annotation)
{
  g_autofree char *taken = value, *text = shown;
  GlsVersion *version;

  for (guint i = 0; i < versions->len; i++)
    {
      version = g_ptr_array_index (versions, i);
      if (strcmp (version->value, value) == 0)
        {
          version->people |= people;
          return;
        }
    }
  version = g_new0 (GlsVersion, 1);
  version->value = g_steal_pointer (&taken);
  version->shown = g_steal_pointer (&text);
  version->people = people;
  if (annotation != NULL)
    version->annotation = *annotation;
  g_ptr_array_add (versions, version);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
new_versions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gls_version_free);
}

/* What each of the group holds, raw: a decision is open again when it changes. */
static char *
describe (const Group *group, const GPtrArray *versions)
{
  GString *saw = g_string_new (NULL);

  for (guint i = 0; i < group->aligned->n_people; i++)
    for (guint v = 0; v < versions->len; v++)
      {
        const GlsVersion *version = g_ptr_array_index (versions, v);

        if ((version->people & bit (i)) != 0)
          g_string_append_printf (saw, "%s%s: %s", saw->len > 0 ? "\n" : "", group->aligned->people[i], version->value);
      }
  return g_string_free (saw, FALSE);
}

/* One letter a word of [start, end): what kind of word it is, so that "44 persons were" is cut like "150 militants who". */
static void
append_shape (const GlsText *text, guint32 start, guint32 end, GString *shape)
{
  while (start < end)
    {
      guint32 from, to;
      gunichar first = gls_text_get_char (text, start);

      gls_segment_word_at (text, start, &from, &to);
      if (g_unichar_isdigit (first))
        g_string_append_c (shape, '0');
      else if (g_unichar_isalpha (first))
        g_string_append_c (shape, g_unichar_isupper (first) ? 'A' : 'a');
      else if (!g_unichar_isspace (first))
        g_string_append_unichar (shape, first);
      start = MAX (to, start + 1);
    }
}

/* What a version leaves away of all versions together: "a|" one word at the left, "|" nothing. */
static char *
get_cut (const Group *group, const GlsAnnotation *annotation)
{
  const GlsText *text = group->aligned->document->text;
  GString *cut = g_string_new (NULL);
  guint32 from = group->start;

  for (guint i = 0; i < annotation->n_fragments; i++)
    {
      append_shape (text, from, annotation->fragments[i].start, cut);
      g_string_append_c (cut, '|');
      from = annotation->fragments[i].end;
    }
  append_shape (text, from, group->end, cut);
  return g_string_free (cut, FALSE);
}

static void
name_likeness (const Group *group, GlsCaseKind kind, GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    {
      GlsVersion *version = g_ptr_array_index (versions, i);
      guint n = 0;

      if (kind == GLS_CASE_BOUNDARY)
        for (guint k = 0; k < group->n_marks && version->likeness == NULL; k++)
          if (gls_id_equal (&group->marks[k].annotation->id, &version->annotation))
            version->likeness = get_cut (group, group->marks[k].annotation);
      if (version->likeness == NULL)
        version->likeness = kind == GLS_CASE_FOUND || kind == GLS_CASE_TYPE ? g_strdup (version->value)
                                                                           : g_utf8_casefold (version->shown, -1);
      for (guint k = 0; k < i; k++)
        n += strcmp (((GlsVersion *) g_ptr_array_index (versions, k))->likeness, version->likeness) == 0;
      if (n > 0)
        {
          char *numbered = g_strdup_printf ("%s %u", version->likeness, n);

          g_free (version->likeness);
          version->likeness = numbered;
        }
    }
}

static void
add_fillers (const Group *group, const GlsAnnotation *annotation, const char *name, gboolean relation, GArray *fragments)
{
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      guint at = link->kind == GLS_LINK_TO ? GPOINTER_TO_UINT (g_hash_table_lookup (group->aligned->marks_by_id, &link->target)) : 0;

      if (at > 0 && link->relation == relation && strcmp (link->name, name) == 0)
        {
          const GlsAnnotation *filler = g_array_index (group->aligned->marks, GlsAlignedMark, at - 1).annotation;

          g_array_append_vals (fragments, filler->fragments, filler->n_fragments);
        }
    }
  if (fragments->len > 1)
    g_array_set_size (fragments, gls_fragments_normalize ((GlsFragment *) (gpointer) fragments->data, fragments->len));
}

/* Where in the text each version is. */
static void
place_versions (const Group *group, GlsCaseKind kind, const char *field, GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    {
      GlsVersion *version = g_ptr_array_index (versions, i);
      const GlsAnnotation *annotation = NULL;

      version->fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
      for (guint k = 0; k < group->n_marks && annotation == NULL; k++)
        if (gls_id_equal (&group->marks[k].annotation->id, &version->annotation))
          annotation = group->marks[k].annotation;
      if (annotation == NULL)
        continue;
      if (kind == GLS_CASE_ROLE || kind == GLS_CASE_RELATION)
        add_fillers (group, annotation, field, kind == GLS_CASE_RELATION, version->fragments);
      else
        g_array_append_vals (version->fragments, annotation->fragments, annotation->n_fragments);
    }
}

/* Alike: the same field, the same type, the same difference, whoever made it. Whether something is to be marked, and which entity it
 * is, hangs on the words, too. */
static guint
hash_alike (const GlsCase *item)
{
  g_autoptr (GPtrArray) likenesses = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < item->versions->len; i++)
    g_ptr_array_add (likenesses, ((GlsVersion *) g_ptr_array_index (item->versions, i))->likeness);
  g_ptr_array_sort (likenesses, compare_strings);
  g_string_append_printf (text, "%d\n%s\n%s", item->kind, item->field != NULL ? item->field : "", item->type);
  if (item->kind == GLS_CASE_FOUND || item->kind == GLS_CASE_ENTITY)
    {
      g_autofree char *words = g_utf8_casefold (item->words, -1);

      g_string_append_printf (text, "\n%s", words);
    }
  for (guint i = 0; i < likenesses->len; i++)
    g_string_append_printf (text, "\n%s", (char *) g_ptr_array_index (likenesses, i));
  return g_str_hash (text->str);
}

/* Something else than a version stands in gold only. */
static char *
show_decided (const Group *group, const GlsCase *item)
{
  int chosen = item->choice != NULL ? gls_case_find_value (item, item->choice) : -1;
  const GlsAnnotation *gold = group->group < group->aligned->gold->len ? group->aligned->gold->pdata[group->group] : NULL;

  if (chosen >= 0)
    return g_strdup (((GlsVersion *) g_ptr_array_index (item->versions, chosen))->shown);
  if (item->choice == NULL || gold == NULL)
    return NULL;
  switch (item->kind)
    {
    case GLS_CASE_BOUNDARY:
      return show_fragments (group->aligned, gold);
    case GLS_CASE_TYPE:
      return g_strdup (gold->type);
    case GLS_CASE_ATTRIBUTE:
      return show_json (gls_annotation_get_attribute (gold, item->field));
    case GLS_CASE_ROLE:
    case GLS_CASE_RELATION:
      return show_links (group->aligned, gold, item->field, item->kind == GLS_CASE_RELATION);
    case GLS_CASE_ENTITY:
      return gold->has_entity ? show_entity (group->aligned, &gold->entity) : NULL;
    case GLS_CASE_FOUND:
      break;
    }
  return NULL;
}

static void
find_state (const Group *group, GlsCase *item)
{
  const GlsDecision *decision = gls_find_decision (group->decisions, &item->id);

  if (decision == NULL)
    return;
  item->state = g_strcmp0 (decision->saw, item->saw) == 0 ? GLS_CASE_SETTLED : GLS_CASE_REOPENED;
  item->reason = decision->reason;
  item->choice = g_strdup (decision->choice);
  item->edited = decision->edited != NULL;
  item->decided = show_decided (group, item);
  item->note = g_strdup (decision->note);
  item->by = g_strdup (decision->by);
  item->answers = g_strdupv (decision->answers);
}

static void
add_questions (const Group *group, GlsCase *item)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < group->n_marks; i++)
    {
      const char *unsure = group->marks[i].annotation->unsure;

      item->unsure += unsure != NULL;
      if (unsure != NULL && *unsure != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", unsure);
    }
  item->question = text->len > 0 ? g_strdup (text->str) : NULL;
}

/* Takes @versions. The case, owned by the result, or NULL where all agree and nobody decided otherwise. */
static const GlsCase *
add_case (Group *group, GlsCaseKind kind, const char *field, GPtrArray *versions)
{
  const GlsDocument *document = group->aligned->document;
  GlsId id;
  GlsCase *item;

  gls_decision_id (group->ids, kind, field, &id);
  if (versions->len == 0 || (versions->len < 2 && !group->all && gls_find_decision (group->decisions, &id) == NULL))
    {
      g_ptr_array_unref (versions);
      return NULL;
    }
  item = g_new0 (GlsCase, 1);
  g_atomic_ref_count_init (&item->ref_count);
  g_ptr_array_sort (versions, compare_versions);
  item->id = id;
  item->versions = versions;
  item->kind = kind;
  item->field = g_strdup (field);
  item->document = document->id;
  item->key = g_strdup (document->key);
  item->title = g_strdup (document->title);
  item->type = g_strdup (group->type);
  item->group = group->group;
  item->start = group->start;
  item->end = group->end;
  item->words = gls_aligned_dup_words (group->aligned, group->start, group->end);
  item->annotations = g_array_copy (group->ids);
  item->saw = describe (group, versions);
  item->halfway = group->aligned->halfway;
  name_likeness (group, kind, versions);
  place_versions (group, kind, field, versions);
  item->alike = hash_alike (item);
  add_questions (group, item);
  find_state (group, item);
  g_ptr_array_add (group->cases, item);
  return item;
}

/* --- Fields --------------------------------------------------------------------------------------------------------- */

/* NULL where all call it the same. */
static char **
dup_types (const Group *group)
{
  char **types;
  guint n = 0;

  for (guint i = 1; i < group->n_marks; i++)
    n += strcmp (group->marks[i].annotation->type, group->marks[0].annotation->type) != 0;
  if (n == 0)
    return NULL;
  types = g_new0 (char *, group->aligned->n_people + 1);
  for (guint i = 0; i < group->n_marks; i++)
    if (types[group->marks[i].person] == NULL)
      types[group->marks[i].person] = g_strdup (group->marks[i].annotation->type);
  for (guint i = 0; i < group->aligned->n_people; i++)
    if (types[i] == NULL)
      types[i] = g_strdup ("");
  return types;
}

static gboolean
lie_alike (const GlsAnnotation *a, const GlsAnnotation *b)
{
  return a->n_fragments == b->n_fragments && memcmp (a->fragments, b->fragments, a->n_fragments * sizeof *a->fragments) == 0;
}

/* Every boundary of the group once; NULL where all have the same. */
static GPtrArray *
list_places (const Group *group)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < group->n_marks; i++)
    {
      const GlsAnnotation *annotation = group->marks[i].annotation;
      gboolean known = FALSE;

      for (guint k = 0; k < i && !known; k++)
        known = lie_alike (group->marks[k].annotation, annotation);
      if (!known)
        g_ptr_array_add (places, g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (GlsFragment)), annotation->fragments,
                                                      annotation->n_fragments));
    }
  if (places->len < 2)
    g_clear_pointer (&places, g_ptr_array_unref);
  return places;
}

static gboolean
ask_found (Group *group)
{
  guint64 missing = group->aligned->asked & ~group->aligned->halfway & ~group->found;
  GPtrArray *versions = new_versions ();
  GlsCase *item;

  add_version (versions, g_strdup ("marked"), g_strdup (_ ("marked")), group->found, &group->marks[0].annotation->id);
  if (missing != 0)
    add_version (versions, g_strdup ("not marked"), g_strdup (_ ("not marked")), missing, NULL);
  item = (GlsCase *) add_case (group, GLS_CASE_FOUND, NULL, versions);
  if (item != NULL)
    {
      item->types = dup_types (group);
      item->places = list_places (group);
    }
  /* Decided not to be marked: nothing else is to be asked. */
  return item == NULL || group->all || item->state != GLS_CASE_SETTLED || g_strcmp0 (item->choice, "marked") == 0;
}

static void
ask_boundary (Group *group)
{
  GPtrArray *versions = new_versions ();

  for (guint i = 0; i < group->n_marks; i++)
    {
      const GlsAnnotation *annotation = group->marks[i].annotation;

      add_version (versions, gls_aligned_dup_boundary (annotation), show_fragments (group->aligned, annotation),
                   bit (group->marks[i].person), &annotation->id);
    }
  add_case (group, GLS_CASE_BOUNDARY, NULL, versions);
}

/* The type on which the other fields depend, or NULL while it is open. */
static const char *
ask_type (Group *group)
{
  GPtrArray *versions = new_versions ();
  const GlsCase *item;

  for (guint i = 0; i < group->n_marks; i++)
    add_version (versions, g_strdup (group->marks[i].annotation->type), g_strdup (group->marks[i].annotation->type),
                 bit (group->marks[i].person), &group->marks[i].annotation->id);
  item = add_case (group, GLS_CASE_TYPE, NULL, versions);
  if (item == NULL || (item->versions->len == 1 && item->state == GLS_CASE_OPEN))
    return group->type;
  return item->state == GLS_CASE_SETTLED ? item->choice : NULL;
}

static void
ask_attribute (Group *group, const char *type, const char *name)
{
  GPtrArray *versions = new_versions ();

  for (guint i = 0; i < group->n_marks; i++)
    {
      const GlsAnnotation *annotation = group->marks[i].annotation;

      if (strcmp (annotation->type, type) == 0)
        add_version (versions, gls_aligned_dup_attribute (annotation, name),
                     show_json (gls_annotation_get_attribute (annotation, name)), bit (group->marks[i].person), &annotation->id);
    }
  add_case (group, GLS_CASE_ATTRIBUTE, name, versions);
}

static void
ask_role (Group *group, const char *type, const char *role)
{
  GPtrArray *versions = new_versions ();

  for (guint i = 0; i < group->n_marks; i++)
    {
      const GlsAnnotation *annotation = group->marks[i].annotation;

      if (strcmp (annotation->type, type) == 0)
        add_version (versions, gls_aligned_dup_role (group->aligned, annotation, role),
                     show_links (group->aligned, annotation, role, FALSE), bit (group->marks[i].person), &annotation->id);
    }
  add_case (group, GLS_CASE_ROLE, role, versions);
}

static void
ask_relation (Group *group, const char *relation)
{
  GPtrArray *versions = new_versions ();

  for (guint i = 0; i < group->n_marks; i++)
    {
      const GlsAnnotation *annotation = group->marks[i].annotation;

      add_version (versions, gls_aligned_dup_relation (group->aligned, annotation, relation),
                   show_links (group->aligned, annotation, relation, TRUE), bit (group->marks[i].person), &annotation->id);
    }
  add_case (group, GLS_CASE_RELATION, relation, versions);
}

static void
ask_entity (Group *group)
{
  GPtrArray *versions = new_versions ();

  for (guint i = 0; i < group->n_marks; i++)
    {
      const GlsAnnotation *annotation = group->marks[i].annotation;

      add_version (versions, gls_aligned_dup_entity (group->aligned, annotation),
                   annotation->has_entity ? show_entity (group->aligned, &annotation->entity) : g_strdup (_ ("no entity")),
                   bit (group->marks[i].person), &annotation->id);
    }
  add_case (group, GLS_CASE_ENTITY, NULL, versions);
}

static void
look_at_group (Group *group)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  guint most = 0;

  group->start = G_MAXUINT32;
  for (guint i = 0; i < group->n_marks; i++)
    {
      GlsAnnotation *annotation = group->marks[i].annotation;
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, annotation->type)) + 1;

      g_hash_table_insert (counts, annotation->type, GUINT_TO_POINTER (n));
      if (n > most)
        group->type = annotation->type;
      most = MAX (most, n);
      group->found |= bit (group->marks[i].person);
      group->start = MIN (group->start, annotation->fragments[0].start);
      group->end = MAX (group->end, annotation->fragments[annotation->n_fragments - 1].end);
      g_array_append_val (group->ids, annotation->id);
    }
  g_hash_table_unref (counts);
}

/* Somebody was unsure of what all have alike: the lead is asked all the same, whether it is to be marked. */
static void
ask_unsure (Group *group)
{
  gboolean unsure = FALSE;

  for (guint i = 0; i < group->n_marks; i++)
    unsure |= group->marks[i].annotation->unsure != NULL;
  if (!unsure)
    return;
  group->all = TRUE;
  ask_found (group);
}

static void
list_group (GlsAligned *aligned, guint g, const GlsCodebook *codebook, GPtrArray *decisions, gboolean all, GPtrArray *cases)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  Group group = { .aligned = aligned, .group = g, .ids = ids, .decisions = decisions, .cases = cases, .all = all };
  const char *type;
  const GlsTypeDef *def;
  guint first = cases->len;

  group.marks = gls_aligned_get_group (aligned, g, &group.n_marks);
  look_at_group (&group);
  if (!ask_found (&group))
    return;
  ask_boundary (&group);
  type = ask_type (&group);
  def = type != NULL ? gls_codebook_find_type (codebook, type) : NULL;
  for (guint i = 0; def != NULL && i < def->attributes->len; i++)
    ask_attribute (&group, type, ((GlsAttributeDef *) g_ptr_array_index (def->attributes, i))->name);
  for (guint i = 0; def != NULL && i < def->roles->len; i++)
    ask_role (&group, type, ((GlsRoleDef *) g_ptr_array_index (def->roles, i))->name);
  ask_entity (&group);
  for (guint i = 0; type != NULL && i < codebook->relations->len; i++)
    ask_relation (&group, ((GlsRelationDef *) g_ptr_array_index (codebook->relations, i))->name);
  if (cases->len == first)
    ask_unsure (&group);
  for (guint i = first + 1; i < cases->len; i++)
    {
      const GlsCase *found = g_ptr_array_index (cases, first);

      ((GlsCase *) g_ptr_array_index (cases, i))->waits = found->kind == GLS_CASE_FOUND && found->state != GLS_CASE_SETTLED;
    }
}

/* What the lead marked and nobody else, decided by hand: settled, that annotators see it. */
static void
add_missed (GlsAligned *aligned, guint at, GPtrArray *decisions, GPtrArray *cases)
{
  GlsAnnotation *annotation = g_ptr_array_index (aligned->missed, at);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  GlsAlignedMark mark = { annotation, aligned->n_people, -1 };
  Group group = { .aligned = aligned, .marks = &mark, .n_marks = 1, .group = aligned->n_groups + at, .ids = ids, .decisions = decisions,
                  .cases = cases, .all = TRUE, .type = annotation->type, .start = annotation->fragments[0].start,
                  .end = annotation->fragments[annotation->n_fragments - 1].end };
  GPtrArray *versions;
  GlsCase *item;
  GlsId id;

  g_array_append_val (ids, annotation->id);
  gls_decision_id (ids, GLS_CASE_FOUND, NULL, &id);
  if (gls_find_decision (decisions, &id) == NULL)
    return;
  versions = new_versions ();
  add_version (versions, g_strdup ("not marked"), g_strdup (_ ("not marked")), aligned->asked, NULL);
  add_version (versions, g_strdup ("marked"), g_strdup (_ ("marked")), 0, &annotation->id);
  item = (GlsCase *) add_case (&group, GLS_CASE_FOUND, NULL, versions);
  item->state = GLS_CASE_SETTLED;
}

GPtrArray *
gls_list_cases (GlsAligned *aligned, const GlsCodebook *codebook, GPtrArray *decisions)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);

  if (gls_count_people (aligned->asked) < 2)
    return cases;
  for (guint g = 0; g < aligned->n_groups; g++)
    list_group (aligned, g, codebook, decisions, FALSE, cases);
  for (guint i = 0; i < aligned->missed->len; i++)
    add_missed (aligned, i, decisions, cases);
  return cases;
}

GPtrArray *
gls_list_group (GlsAligned *aligned, guint group, const GlsCodebook *codebook, GPtrArray *decisions)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);

  list_group (aligned, group, codebook, decisions, TRUE, cases);
  return cases;
}
