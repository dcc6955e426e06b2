/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of who says what, an item a group of marks, a word, a character or a document.
 * It must not know figures. */
#include "config.h"

#include <string.h>

#include "gls-agree-tables.h"

/* The table of types that has every group; no feature is called so. */
#define KINDS "\001"

/* A table that grows. */
typedef struct {
  char       *feature;
  GArray     *values;     /* gint32, a row of people an item */
  GArray     *items;      /* GlsAgreeItem */
  GHashTable *numbers;    /* category to its number */
  GPtrArray  *names;
  guint       n_single;
} Growing;

static void
growing_free (Growing *growing)
{
  g_free (growing->feature);
  g_array_unref (growing->values);
  g_array_unref (growing->items);
  g_hash_table_unref (growing->numbers);
  g_ptr_array_unref (growing->names);
  g_free (growing);
}

static Growing *
find_table (GlsAgreeTables *c, const char *feature)
{
  Growing *growing = g_hash_table_lookup (c->by_feature, feature);

  if (growing != NULL)
    return growing;
  growing = g_new0 (Growing, 1);
  growing->feature = g_strdup (feature);
  growing->values = g_array_new (FALSE, FALSE, sizeof (gint32));
  growing->items = g_array_new (FALSE, FALSE, sizeof (GlsAgreeItem));
  growing->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  growing->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (c->growing, growing);
  g_hash_table_insert (c->by_feature, growing->feature, growing);
  return growing;
}

static gint32
number_of (Growing *growing, const char *name)
{
  gpointer number;
  char *copy;

  if (g_hash_table_lookup_extended (growing->numbers, name, NULL, &number))
    return GPOINTER_TO_INT (number);
  copy = g_strdup (name);
  g_hash_table_insert (growing->numbers, copy, GINT_TO_POINTER (growing->names->len));
  g_ptr_array_add (growing->names, copy);
  return growing->names->len - 1;
}

/* @row: a category a person; an item that only one has is left out and counted. */
static void
add_row (GlsAgreeTables *c, Growing *growing, const gint32 *row)
{
  guint n = 0;

  for (guint i = 0; i < c->n; i++)
    n += row[i] != GLS_CODING_MISSING;
  if (n >= 2)
    {
      g_array_append_vals (growing->values, row, c->n);
      g_array_append_val (growing->items, c->item);
    }
  else if (n == 1)
    growing->n_single++;
}

static void
clear_row (GlsAgreeTables *c, gint32 *row)
{
  for (guint i = 0; i < c->n; i++)
    row[i] = GLS_CODING_MISSING;
}

/* --- Groups of marks ------------------------------------------------------------------------------------------------ */

typedef char *(*ValueFunc) (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name);

static char *
type_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return g_strdup (annotation->type);
}

static char *
attribute_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return gls_aligned_dup_attribute (annotation, name);
}

static char *
entity_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return gls_aligned_dup_entity (aligned, annotation);
}

/* Fillers, other ends and places are named by numbers of one document; the same in another is another thing. */
static char *
tie_to_document (const GlsAligned *aligned, char *value)
{
  char *tied = *value != '\0' ? g_strdup_printf ("%s: %s", aligned->document->key, value) : g_strdup ("");

  g_free (value);
  return tied;
}

static char *
role_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return tie_to_document (aligned, gls_aligned_dup_role (aligned, annotation, name));
}

static char *
relation_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return tie_to_document (aligned, gls_aligned_dup_relation (aligned, annotation, name));
}

static char *
boundary_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return tie_to_document (aligned, gls_aligned_dup_boundary (annotation));
}

static gboolean
is_finished (const GlsAgreeTables *c, guint person)
{
  return person < c->n && (c->finished >> person & 1) != 0;
}

/* @type (nullable): only marks of this type say something. An item where nobody says anything is no item. */
static void
add_group (GlsAgreeTables *c, const GlsAligned *aligned, guint group, const char *feature, const char *type, const char *name,
           ValueFunc value_of)
{
  Growing *growing = find_table (c, feature);
  g_autofree gint32 *row = g_new (gint32, c->n + 1);
  gboolean any = FALSE;
  guint n;
  const GlsAlignedMark *marks = gls_aligned_get_group (aligned, group, &n);

  clear_row (c, row);
  for (guint i = 0; i < n; i++)
    if (is_finished (c, marks[i].person) && (type == NULL || strcmp (marks[i].annotation->type, type) == 0))
      {
        g_autofree char *value = value_of (aligned, marks[i].annotation, name);

        any = any || *value != '\0';
        row[marks[i].person] = number_of (growing, value);
      }
  if (any)
    add_row (c, growing, row);
}

/* Whether each has found it, and the type that each has given it, or none. */
static void
add_found (GlsAgreeTables *c, const GlsAlignedMark *marks, guint n)
{
  Growing *found = find_table (c, "found"), *kinds = find_table (c, KINDS);
  g_autofree gint32 *row = g_new (gint32, c->n + 1), *types = g_new (gint32, c->n + 1);
  gint32 yes = number_of (found, "yes"), no = number_of (found, "no"), none = number_of (kinds, "–");

  for (guint i = 0; i < c->n; i++)
    {
      row[i] = is_finished (c, i) ? no : GLS_CODING_MISSING;
      types[i] = is_finished (c, i) ? none : GLS_CODING_MISSING;
    }
  for (guint i = 0; i < n; i++)
    if (is_finished (c, marks[i].person))
      {
        row[marks[i].person] = yes;
        types[marks[i].person] = number_of (kinds, marks[i].annotation->type);
      }
  add_row (c, found, row);
  add_row (c, kinds, types);
}

/* Two who accepted the same did not judge apart. */
static gboolean
is_suggested (const GlsAgreeTables *c, const GlsAlignedMark *marks, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      if (is_finished (c, marks[i].person) && is_finished (c, marks[k].person) && marks[i].annotation->plugin != NULL
          && g_strcmp0 (marks[i].annotation->plugin, marks[k].annotation->plugin) == 0)
        return TRUE;
  return FALSE;
}

static void
add_fields (GlsAgreeTables *c, const GlsAligned *aligned, guint group, const GlsTypeDef *def)
{
  const GPtrArray *relations = c->review->codebook->relations;

  for (guint i = 0; i < def->attributes->len; i++)
    {
      const char *name = ((GlsAttributeDef *) g_ptr_array_index (def->attributes, i))->name;
      g_autofree char *feature = g_strdup_printf ("attribute %s", name);

      add_group (c, aligned, group, feature, def->name, name, attribute_of);
    }
  for (guint i = 0; i < def->roles->len; i++)
    {
      const char *name = ((GlsRoleDef *) g_ptr_array_index (def->roles, i))->name;
      g_autofree char *feature = g_strdup_printf ("role %s", name);

      add_group (c, aligned, group, feature, def->name, name, role_of);
    }
  for (guint i = 0; i < relations->len; i++)
    {
      const char *name = ((GlsRelationDef *) g_ptr_array_index (relations, i))->name;
      g_autofree char *feature = g_strdup_printf ("relation %s", name);

      add_group (c, aligned, group, feature, NULL, name, relation_of);
    }
}

/* The first of the finished; NULL: nobody who counts has marked it. */
static const GlsAlignedMark *
find_first (const GlsAgreeTables *c, const GlsAlignedMark *marks, guint n)
{
  for (guint i = 0; i < n; i++)
    if (is_finished (c, marks[i].person))
      return &marks[i];
  return NULL;
}

static void
add_groups (GlsAgreeTables *c, const GlsAligned *aligned)
{
  for (guint g = 0; g < aligned->n_groups; g++)
    {
      guint n;
      const GlsAlignedMark *marks = gls_aligned_get_group (aligned, g, &n), *first = find_first (c, marks, n);
      const GlsTypeDef *def;

      if (first == NULL)
        continue;
      def = gls_codebook_find_type (c->review->codebook, first->annotation->type);
      c->item.type = g_intern_string (first->annotation->type);
      c->item.suggested = is_suggested (c, marks, n);
      add_found (c, marks, n);
      add_group (c, aligned, g, "boundary", NULL, NULL, boundary_of);
      add_group (c, aligned, g, "type", NULL, NULL, type_of);
      add_group (c, aligned, g, "entity", NULL, NULL, entity_of);
      if (def != NULL)
        add_fields (c, aligned, g, def);
    }
}

/* --- Words, characters, documents ---------------------------------------------------------------------------------- */

/* What each person calls each character: the shortest mark wins; -1 none. Long marks are painted first. */
static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const GlsAlignedMark *x = *(GlsAlignedMark * const *) a, *y = *(GlsAlignedMark * const *) b;
  guint32 n = 0, m = 0;

  for (guint i = 0; i < x->annotation->n_fragments; i++)
    n += x->annotation->fragments[i].end - x->annotation->fragments[i].start;
  for (guint i = 0; i < y->annotation->n_fragments; i++)
    m += y->annotation->fragments[i].end - y->annotation->fragments[i].start;
  return n != m ? (n > m ? -1 : 1) : gls_id_compare (&x->annotation->id, &y->annotation->id);
}

static gint32 *
paint (GlsAgreeTables *c, const GlsAligned *aligned, Growing *growing, gint32 none)
{
  guint32 length = gls_text_get_length (aligned->document->text);
  gint32 *painted = g_new (gint32, (gsize) length * c->n + 1);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (gsize i = 0; i < (gsize) length * c->n; i++)
    painted[i] = none;
  for (guint i = 0; i < aligned->marks->len; i++)
    if (is_finished (c, g_array_index (aligned->marks, GlsAlignedMark, i).person))
      g_ptr_array_add (order, &g_array_index (aligned->marks, GlsAlignedMark, i));
  g_ptr_array_sort (order, compare_lengths);
  for (guint i = 0; i < order->len; i++)
    {
      const GlsAlignedMark *mark = g_ptr_array_index (order, i);
      gint32 type = number_of (growing, mark->annotation->type);

      for (guint f = 0; f < mark->annotation->n_fragments; f++)
        for (guint32 at = mark->annotation->fragments[f].start; at < MIN (mark->annotation->fragments[f].end, length); at++)
          painted[(gsize) at * c->n + mark->person] = type;
    }
  return painted;
}

/* Passed over as marks there are. */
static guint32
skip_zones (const GlsDocument *document, guint32 at)
{
  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      if ((zone->kind == GLS_ZONE_BOILERPLATE || zone->kind == GLS_ZONE_REPEAT) && zone->start <= at && at < zone->end)
        return zone->end;
    }
  return at;
}

static void
add_characters (GlsAgreeTables *c, const GlsAligned *aligned)
{
  Growing *growing = find_table (c, c->unit == GLS_UNIT_TOKEN ? "token" : "character");
  gint32 none = number_of (growing, "–");
  g_autofree gint32 *painted = paint (c, aligned, growing, none), *row = g_new (gint32, c->n + 1);
  const char *data = gls_text_get_data (aligned->document->text, NULL);
  guint32 length = gls_text_get_length (aligned->document->text), skip_to = 0;
  gboolean in_word = FALSE;

  for (guint32 at = 0; at < length; at++, data = g_utf8_next_char (data))
    {
      gboolean letter = g_unichar_isalnum (g_utf8_get_char (data)), begins = letter && !in_word;

      in_word = letter;
      if (at >= skip_to)
        skip_to = skip_zones (aligned->document, at);
      /* A word is what its first letter is. */
      if (at < skip_to || (c->unit == GLS_UNIT_TOKEN && !begins))
        continue;
      for (guint i = 0; i < c->n; i++)
        row[i] = is_finished (c, i) ? painted[(gsize) at * c->n + i] : GLS_CODING_MISSING;
      add_row (c, growing, row);
    }
}

static void
add_document (GlsAgreeTables *c, const GlsAligned *aligned)
{
  g_autofree gint32 *row = g_new (gint32, c->n + 1);

  for (guint t = 0; t < c->review->codebook->types->len; t++)
    {
      const GlsTypeDef *type = g_ptr_array_index (c->review->codebook->types, t);
      Growing *growing;
      gint32 yes, no;

      if (c->review->type != NULL && strcmp (c->review->type, type->name) != 0)
        continue;
      growing = find_table (c, type->name);
      no = number_of (growing, "no");
      yes = number_of (growing, "yes");
      for (guint i = 0; i < c->n; i++)
        row[i] = is_finished (c, i) ? no : GLS_CODING_MISSING;
      for (guint i = 0; i < aligned->marks->len; i++)
        {
          const GlsAlignedMark *mark = &g_array_index (aligned->marks, GlsAlignedMark, i);

          if (is_finished (c, mark->person) && strcmp (mark->annotation->type, type->name) == 0)
            row[mark->person] = yes;
        }
      add_row (c, growing, row);
    }
}

/* --- All of it ------------------------------------------------------------------------------------------------------ */

static void
agree_table_free (GlsAgreeTable *table)
{
  g_free (table->feature);
  gls_coding_free (table->coding);
  g_array_unref (table->items);
  g_free (table);
}

static GlsCoding *
make_coding (const GlsAgreeTables *c, const Growing *growing)
{
  GlsCoding *coding = gls_coding_new (growing->values->len / c->n, c->n);

  memcpy (coding->values, growing->values->data, growing->values->len * sizeof (gint32));
  for (guint k = 0; k < growing->names->len; k++)
    gls_coding_add_new_category (coding, g_ptr_array_index (growing->names, k));
  gls_coding_sort (coding);
  return coding;
}

GPtrArray *
gls_agree_tables_take (GlsAgreeTables *c, GlsCoding **kinds)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) agree_table_free);

  for (guint i = 0; i < c->growing->len; i++)
    {
      Growing *growing = g_ptr_array_index (c->growing, i);
      GlsAgreeTable *table;

      if (strcmp (growing->feature, KINDS) == 0)
        {
          if (kinds != NULL)
            *kinds = make_coding (c, growing);
          continue;
        }
      if (growing->values->len == 0 && growing->n_single == 0)
        continue;
      table = g_new0 (GlsAgreeTable, 1);
      table->feature = g_strdup (growing->feature);
      table->n_single = growing->n_single;
      table->coding = make_coding (c, growing);
      table->items = g_array_ref (growing->items);
      g_ptr_array_add (tables, table);
    }
  return tables;
}

void
gls_agree_tables_init (GlsAgreeTables *c, GlsReview *review, GlsAgreeUnit unit)
{
  *c = (GlsAgreeTables){ .review = review, .unit = unit, .n = g_strv_length (review->people) };
  c->growing = g_ptr_array_new_with_free_func ((GDestroyNotify) growing_free);
  c->by_feature = g_hash_table_new (g_str_hash, g_str_equal);
}

void
gls_agree_tables_clear (GlsAgreeTables *c)
{
  g_ptr_array_unref (c->growing);
  g_hash_table_unref (c->by_feature);
}

void
gls_agree_tables_add (GlsAgreeTables *c, const GlsAligned *aligned, guint64 finished, const GlsAgreeItem *item)
{
  c->finished = finished;
  c->item = *item;
  if (c->unit == GLS_UNIT_SPAN)
    add_groups (c, aligned);
  else if (c->unit == GLS_UNIT_DOCUMENT)
    add_document (c, aligned);
  else
    add_characters (c, aligned);
}
