/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what people differ in, one field at a time, and which of it is settled.
 * It must not know what a decision does to gold. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-json.h>

#include "gls-cases.h"

void
gls_version_free (GlsVersion *version)
{
  g_free (version->value);
  g_free (version->shown);
  g_free (version);
}

void
gls_case_free (GlsCase *item)
{
  if (item == NULL)
    return;
  g_ptr_array_unref (item->versions);
  g_array_unref (item->annotations);
  g_free (item->key);
  g_free (item->field);
  g_free (item->type);
  g_free (item->words);
  g_free (item->saw);
  g_free (item->choice);
  g_free (item->note);
  g_free (item->by);
  g_free (item);
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
  gboolean              one_type;
  guint32               start, end;
  GPtrArray            *decisions;
  GPtrArray            *cases;     /* result */
} Group;

static guint64
bit (guint person)
{
  return G_GUINT64_CONSTANT (1) << person;
}

static guint
count_bits (guint64 people)
{
  guint n = 0;

  for (; people != 0; people &= people - 1)
    n++;
  return n;
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
show_role (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *role)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (aligned->marks_by_id, &link->target));
      g_autofree char *filler = NULL;

      if (link->relation || strcmp (link->name, role) != 0)
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
  guint n = count_bits (x->people), m = count_bits (y->people);

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

/* Alike: the same field, the same type, the same difference in the same words, whoever made it. */
static guint
hash_alike (const GlsCase *item)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *words = g_utf8_casefold (item->words, -1);

  for (guint i = 0; i < item->versions->len; i++)
    g_ptr_array_add (shown, ((GlsVersion *) g_ptr_array_index (item->versions, i))->shown);
  g_ptr_array_sort (shown, (GCompareFunc) g_strcmp0);
  g_string_append_printf (text, "%d\n%s\n%s\n%s", item->kind, item->field != NULL ? item->field : "", item->type, words);
  for (guint i = 0; i < shown->len; i++)
    {
      g_autofree char *folded = g_utf8_casefold (g_ptr_array_index (shown, i), -1);

      g_string_append_printf (text, "\n%s", folded);
    }
  return g_str_hash (text->str);
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
  item->note = g_strdup (decision->note);
  item->by = g_strdup (decision->by);
}

/* Takes @versions. The case, owned by the result, or NULL where all agree. */
static const GlsCase *
add_case (Group *group, GlsCaseKind kind, const char *field, GPtrArray *versions)
{
  GlsCase *item;

  if (versions->len < 2)
    {
      g_ptr_array_unref (versions);
      return NULL;
    }
  item = g_new0 (GlsCase, 1);
  g_ptr_array_sort (versions, compare_versions);
  item->versions = versions;
  item->kind = kind;
  item->field = g_strdup (field);
  item->document = group->aligned->document->id;
  item->key = g_strdup (group->aligned->document->key);
  item->type = g_strdup (group->type);
  item->group = group->group;
  item->start = group->start;
  item->end = group->end;
  item->words = gls_aligned_dup_words (group->aligned, group->start, group->end);
  item->annotations = g_array_copy (group->ids);
  item->saw = describe (group, versions);
  gls_decision_id (item->annotations, kind, field, &item->id);
  item->alike = hash_alike (item);
  for (guint i = 0; i < group->n_marks; i++)
    item->unsure += group->marks[i].annotation->unsure != NULL;
  find_state (group, item);
  g_ptr_array_add (group->cases, item);
  return item;
}

/* --- Fields --------------------------------------------------------------------------------------------------------- */

static gboolean
ask_found (Group *group)
{
  guint64 missing = group->aligned->asked & ~group->found;
  GPtrArray *versions = new_versions ();
  const GlsCase *item;

  add_version (versions, g_strdup ("marked"), g_strdup (_ ("marked")), group->found, &group->marks[0].annotation->id);
  if (missing != 0)
    add_version (versions, g_strdup ("not marked"), g_strdup (_ ("not marked")), missing, NULL);
  item = add_case (group, GLS_CASE_FOUND, NULL, versions);
  /* Decided not to be marked: nothing else is to be asked. */
  return item == NULL || item->state != GLS_CASE_SETTLED || g_strcmp0 (item->choice, "marked") == 0;
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
  if (item == NULL)
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
                     show_role (group->aligned, annotation, role), bit (group->marks[i].person), &annotation->id);
    }
  add_case (group, GLS_CASE_ROLE, role, versions);
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

static void
list_group (GlsAligned *aligned, guint g, const GlsCodebook *codebook, GPtrArray *decisions, GPtrArray *cases)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  Group group = { .aligned = aligned, .group = g, .ids = ids, .decisions = decisions, .cases = cases };
  const char *type;
  const GlsTypeDef *def;

  group.marks = gls_aligned_get_group (aligned, g, &group.n_marks);
  look_at_group (&group);
  if (!ask_found (&group) || group.n_marks < 2)
    return;
  ask_boundary (&group);
  type = ask_type (&group);
  def = type != NULL ? gls_codebook_find_type (codebook, type) : NULL;
  for (guint i = 0; def != NULL && i < def->attributes->len; i++)
    ask_attribute (&group, type, ((GlsAttributeDef *) g_ptr_array_index (def->attributes, i))->name);
  for (guint i = 0; def != NULL && i < def->roles->len; i++)
    ask_role (&group, type, ((GlsRoleDef *) g_ptr_array_index (def->roles, i))->name);
  ask_entity (&group);
}

GPtrArray *
gls_list_cases (GlsAligned *aligned, const GlsCodebook *codebook, GPtrArray *decisions)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_free);

  if (count_bits (aligned->asked) < 2)
    return cases;
  for (guint g = 0; g < aligned->n_groups; g++)
    list_group (aligned, g, codebook, decisions, cases);
  return cases;
}
