/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays edits over a table of spans, and says what they mean for the file.
 * It must not know store threads nor widgets. */
#include "config.h"

#include <string.h>
#include "gls-edits.h"

GlsEdit *
gls_edit_new (GlsEditKind kind, const GlsId *document, const GlsId *id)
{
  GlsEdit *edit = g_new0 (GlsEdit, 1);

  g_atomic_ref_count_init (&edit->ref_count);
  edit->kind = kind;
  edit->document = *document;
  edit->id = *id;
  return edit;
}

GlsEdit *
gls_edit_new_many (GlsEditKind kind, const GlsId *document, GArray *ids)
{
  GlsEdit *edit = gls_edit_new (kind, document, &g_array_index (ids, GlsId, 0));

  edit->ids = ids;
  return edit;
}

GlsEdit *
gls_edit_ref (GlsEdit *edit)
{
  g_atomic_ref_count_inc (&edit->ref_count);
  return edit;
}

guint
gls_edit_count (const GlsEdit *edit)
{
  return edit->ids != NULL ? edit->ids->len : 1;
}

gboolean
gls_edit_is_for (const GlsEdit *edit, const GlsId *id)
{
  if (gls_id_equal (&edit->id, id))
    return TRUE;
  for (guint i = 0; edit->ids != NULL && i < edit->ids->len; i++)
    if (gls_id_equal (&g_array_index (edit->ids, GlsId, i), id))
      return TRUE;
  return FALSE;
}

void
gls_edit_unref (GlsEdit *edit)
{
  if (edit == NULL || !g_atomic_ref_count_dec (&edit->ref_count))
    return;
  g_clear_pointer (&edit->ids, g_array_unref);
  g_free (edit->type);
  g_free (edit->set);
  g_free (edit->fragments);
  g_free (edit->text);
  g_free (edit->name);
  gls_link_clear (&edit->link);
  g_clear_pointer (&edit->annotation, gls_annotation_free);
  g_free (edit);
}

gboolean
gls_edit_is_new (const GlsEdit *edit)
{
  return edit->kind == GLS_EDIT_ADD || edit->kind == GLS_EDIT_ACCEPT;
}

gboolean
gls_edit_is_of_links (const GlsEdit *edit)
{
  return edit->kind == GLS_EDIT_LINK || edit->kind == GLS_EDIT_UNLINK;
}

gboolean
gls_edit_is_of_spans (const GlsEdit *edit)
{
  return edit->kind != GLS_EDIT_ATTRIBUTE && edit->kind != GLS_EDIT_NEW_ENTITY && edit->kind != GLS_EDIT_ALIAS
         && !gls_edit_is_of_links (edit);
}

gboolean
gls_edit_is_in (const GlsEdit *edit, guint64 reading)
{
  return edit->committed && edit->committed_at < reading;
}

/* --- Finding a span by its id ------------------------------------------------------------------------------------ */

struct _GlsSpanFinder {
  guint32 *slots; /* index + 1; 0: free */
  guint32  mask, n;
};

static guint32
hash_id (const GlsId *id)
{
  guint64 low, high;

  memcpy (&low, id->bytes, sizeof low);
  memcpy (&high, id->bytes + sizeof low, sizeof high);
  /* Ids made one after the other differ in their last byte only, the highest one here: it has to reach the low bits. */
  low ^= high ^ (high >> 32) ^ (high >> 56);
  low *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (low ^ (low >> 32)) * 0x85ebca6bu >> 8;
}

static void
put_slot (GlsSpanFinder *finder, const GArray *spans, guint32 index)
{
  const GlsId *id = &g_array_index (spans, GlsSpan, index).id;
  guint32 at = hash_id (id) & finder->mask;

  while (finder->slots[at] != 0 && !gls_id_equal (&g_array_index (spans, GlsSpan, finder->slots[at] - 1).id, id))
    at = (at + 1) & finder->mask;
  finder->n += finder->slots[at] == 0;
  finder->slots[at] = index + 1;
}

static void
make_room (GlsSpanFinder *finder, const GArray *spans, guint32 n)
{
  g_autofree guint32 *old = finder->slots;
  guint32 old_size = old != NULL ? finder->mask + 1 : 0, size = 16;

  while (size < n * 2)
    size *= 2;
  finder->n = 0;
  finder->mask = size - 1;
  finder->slots = g_new0 (guint32, size);
  for (guint32 i = 0; i < old_size; i++)
    if (old[i] != 0)
      put_slot (finder, spans, old[i] - 1);
}

GlsSpanFinder *
gls_span_finder_new (const GArray *spans)
{
  GlsSpanFinder *finder = g_new0 (GlsSpanFinder, 1);

  make_room (finder, spans, spans->len);
  for (guint i = 0; i < spans->len; i++)
    put_slot (finder, spans, i);
  return finder;
}

void
gls_span_finder_put (GlsSpanFinder *finder, const GArray *spans, guint index)
{
  if (finder->n * 2 > finder->mask)
    make_room (finder, spans, finder->n * 2);
  put_slot (finder, spans, index);
}

void
gls_span_finder_free (GlsSpanFinder *finder)
{
  g_free (finder->slots);
  g_free (finder);
}

gint
gls_span_finder_find (const GlsSpanFinder *finder, const GArray *spans, const GlsId *id)
{
  for (guint32 at = hash_id (id) & finder->mask; finder->slots[at] != 0; at = (at + 1) & finder->mask)
    if (gls_id_equal (&g_array_index (spans, GlsSpan, finder->slots[at] - 1).id, id))
      return finder->slots[at] - 1;
  return -1;
}

/* --- Tables of spans --------------------------------------------------------------------------------------------- */

GlsSpanTable *
gls_span_table_new (const GlsId *document)
{
  GlsSpanTable *table = g_new0 (GlsSpanTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->document = *document;
  table->spans = g_array_new (FALSE, FALSE, sizeof (GlsSpan));
  table->fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  table->sets = g_ptr_array_new_with_free_func (g_free);
  table->types = g_ptr_array_new_with_free_func (g_free);
  return table;
}

static guint16
intern (GPtrArray *names, const char *name)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, &index))
    {
      index = names->len;
      g_ptr_array_add (names, g_strdup (name));
    }
  return index;
}

GlsSpanTable *
gls_span_table_copy (const GlsSpanTable *base)
{
  GlsSpanTable *table = gls_span_table_new (&base->document);

  table->version = base->version + 1;
  g_array_append_vals (table->spans, base->spans->data, base->spans->len);
  g_array_append_vals (table->fragments, base->fragments->data, base->fragments->len);
  for (guint i = 0; i < base->sets->len; i++)
    g_ptr_array_add (table->sets, g_strdup (g_ptr_array_index (base->sets, i)));
  for (guint i = 0; i < base->types->len; i++)
    g_ptr_array_add (table->types, g_strdup (g_ptr_array_index (base->types, i)));
  return table;
}

/* A table while edits are being done to it: what moves or goes stays where it was, marked, and the moved one is put at the
 * end, so that nothing is shifted before the last edit is done. */
typedef struct {
  GlsSpanTable  *table;
  GlsSpanFinder *finder; /* NULL until something is looked for */
  guint          next;   /* behind the one found last: many come in the table's order */
  guint          n_sorted;
  gboolean       removed;
} Laying;

#define REMOVED G_MAXUINT16
/* Up to so many are put at their places one by one, which for a few is far faster than to sort all. */
#define MOST_INSERTED 16

static GlsSpan *
find_span (Laying *laying, const GlsId *id)
{
  GArray *spans = laying->table->spans;
  gint at;

  if (laying->next < laying->n_sorted && gls_id_equal (&g_array_index (spans, GlsSpan, laying->next).id, id)
      && g_array_index (spans, GlsSpan, laying->next).set != REMOVED)
    return &g_array_index (spans, GlsSpan, laying->next++);
  if (laying->finder == NULL)
    laying->finder = gls_span_finder_new (spans);
  at = gls_span_finder_find (laying->finder, spans, id);
  if (at >= 0)
    laying->next = at + 1;
  return at >= 0 && g_array_index (spans, GlsSpan, at).set != REMOVED ? &g_array_index (spans, GlsSpan, at) : NULL;
}

static void
put_span (Laying *laying, GlsSpan span, const GlsFragment *fragments, guint n)
{
  GArray *spans = laying->table->spans;

  span.start = fragments[0].start;
  span.end = fragments[n - 1].end;
  span.n_fragments = n;
  span.first_fragment = laying->table->fragments->len;
  if (n > 1)
    g_array_append_vals (laying->table->fragments, fragments, n);
  g_array_append_val (spans, span);
  if (laying->finder != NULL)
    gls_span_finder_put (laying->finder, spans, spans->len - 1);
}

static void
add_span (Laying *laying, const GlsEdit *edit)
{
  GlsSpan span = { .id = edit->id };

  /* The file may hold it already. */
  if (edit->n_fragments == 0 || find_span (laying, &edit->id) != NULL)
    return;
  span.type = intern (laying->table->types, edit->type);
  span.set = intern (laying->table->sets, edit->set);
  put_span (laying, span, edit->fragments, edit->n_fragments);
}

static void
add_accepted (Laying *laying, const GlsEdit *edit)
{
  const GlsAnnotation *annotation = edit->annotation;
  GlsSpan span = { .id = edit->id };

  if (annotation->n_fragments == 0 || find_span (laying, &edit->id) != NULL)
    return;
  span.type = intern (laying->table->types, annotation->type);
  span.set = intern (laying->table->sets, annotation->by);
  span.flags = (annotation->note != NULL ? GLS_SPAN_NOTE : 0) | (annotation->unsure != NULL ? GLS_SPAN_UNSURE : 0)
               | (annotation->has_entity ? GLS_SPAN_ENTITY : 0);
  put_span (laying, span, annotation->fragments, annotation->n_fragments);
}

static void
move_span (Laying *laying, GlsSpan *span, const GlsEdit *edit)
{
  GlsSpan copy = *span;

  if (edit->n_fragments == 0)
    return;
  span->set = REMOVED;
  laying->removed = TRUE;
  put_span (laying, copy, edit->fragments, edit->n_fragments);
}

static guint
drop_removed (GArray *array, guint n_sorted)
{
  GlsSpan *spans = (GlsSpan *) (gpointer) array->data;
  guint n = 0, left = n_sorted;

  for (guint i = 0; i < array->len; i++)
    if (spans[i].set != REMOVED)
      spans[n++] = spans[i];
    else if (i < n_sorted)
      left--;
  g_array_set_size (array, n);
  return left;
}

static void
put_in_order (GArray *spans, guint n_sorted)
{
  GlsSpan late[MOST_INSERTED];
  guint n = spans->len - n_sorted;

  if (n > MOST_INSERTED)
    {
      g_array_sort (spans, gls_span_compare);
      return;
    }
  if (n == 0)
    return;
  memcpy (late, &g_array_index (spans, GlsSpan, n_sorted), n * sizeof *late);
  g_array_set_size (spans, n_sorted);
  for (guint i = 0; i < n; i++)
    {
      guint at = 0, end = spans->len;

      while (at < end)
        {
          guint middle = at + (end - at) / 2;

          if (gls_span_compare (&g_array_index (spans, GlsSpan, middle), &late[i]) < 0)
            at = middle + 1;
          else
            end = middle;
        }
      g_array_insert_val (spans, at, late[i]);
    }
}

static void
set_flag (GlsSpan *span, GlsSpanFlags flag, gboolean on)
{
  if (on)
    span->flags |= flag;
  else
    span->flags &= ~flag;
}

static void
lay_over (Laying *laying, GlsSpan *span, const GlsEdit *edit, guint16 type)
{
  switch (edit->kind)
    {
    case GLS_EDIT_REMOVE:
    case GLS_EDIT_JUDGE:
      span->set = REMOVED;
      laying->removed = TRUE;
      break;
    case GLS_EDIT_RETYPE:
      span->type = type;
      break;
    case GLS_EDIT_FRAGMENTS:
      move_span (laying, span, edit);
      break;
    case GLS_EDIT_NOTE:
      set_flag (span, GLS_SPAN_NOTE, edit->text != NULL);
      break;
    case GLS_EDIT_UNSURE:
      set_flag (span, GLS_SPAN_UNSURE, edit->text != NULL);
      break;
    case GLS_EDIT_ENTITY:
      set_flag (span, GLS_SPAN_ENTITY, edit->has_entity);
      break;
    default:
      break;
    }
}

static void
lay (Laying *laying, const GlsEdit *edit)
{
  guint16 type = G_MAXUINT16;

  if (edit->kind == GLS_EDIT_ADD)
    add_span (laying, edit);
  else if (edit->kind == GLS_EDIT_ACCEPT)
    add_accepted (laying, edit);
  if (gls_edit_is_new (edit) || !gls_edit_is_of_spans (edit))
    return;
  for (guint i = 0; i < gls_edit_count (edit); i++)
    {
      GlsSpan *span = find_span (laying, edit->ids != NULL ? &g_array_index (edit->ids, GlsId, i) : &edit->id);

      if (span == NULL)
        continue;
      if (edit->kind == GLS_EDIT_RETYPE && type == G_MAXUINT16)
        type = intern (laying->table->types, edit->type);
      lay_over (laying, span, edit, type);
    }
}

GlsSpanTable *
gls_edits_apply (const GlsSpanTable *base, GPtrArray *edits, guint64 reading)
{
  Laying laying = { .table = gls_span_table_copy (base), .n_sorted = base->spans->len };

  for (guint i = 0; i < edits->len; i++)
    {
      const GlsEdit *edit = g_ptr_array_index (edits, i);

      if (gls_id_equal (&edit->document, &base->document) && !gls_edit_is_in (edit, reading))
        lay (&laying, edit);
    }
  if (laying.removed)
    laying.n_sorted = drop_removed (laying.table->spans, laying.n_sorted);
  put_in_order (laying.table->spans, laying.n_sorted);
  g_clear_pointer (&laying.finder, gls_span_finder_free);
  return laying.table;
}

/* --- The file ---------------------------------------------------------------------------------------------------- */

static void
write_new (const GlsEdit *edit, GlsChange *change, const GlsCodebook *codebook)
{
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();

  annotation->id = edit->id;
  annotation->type = g_strdup (edit->type);
  annotation->by = g_strdup (edit->set);
  gls_annotation_set_fragments (annotation, edit->fragments, edit->n_fragments);
  gls_change_put_annotation (change, &edit->document, annotation, codebook);
}

static void
write_attribute (const GlsEdit *edit, GlsChange *change)
{
  /* By its id: the codebook may have another name for it by now. */
  GlsAttributeDef def = { .id = edit->definition };

  gls_change_set_attribute (change, &edit->id, &def, edit->text);
}

static void
write_link (const GlsEdit *edit, GlsChange *change, const GlsCodebook *codebook)
{
  const GlsTypeDef *type = gls_codebook_find_type (codebook, edit->type);
  const GlsRoleDef *role = type != NULL && !edit->link.relation ? gls_type_def_find_role (type, edit->link.name) : NULL;
  const GlsRelationDef *relation = edit->link.relation ? gls_codebook_find_relation (codebook, edit->link.name) : NULL;
  GlsId id;

  if (role == NULL && relation == NULL)
    return;
  gls_record_id_for_link (&edit->id, role != NULL ? &role->id : &relation->id, &edit->link, &id);
  if (edit->kind == GLS_EDIT_UNLINK)
    {
      gls_change_delete (change, &id);
      return;
    }
  gls_change_put_link (change, &edit->document, &edit->id, &edit->link, codebook, edit->type, edit->order);
  /* The same link may have been there before. */
  gls_change_set_text (change, &id, "deleted", NULL);
  if (edit->order == 0)
    gls_change_set_text (change, &id, "order", NULL);
}

/* An alias alone says nothing of the entity's own fields, which others may be changing. */
static void
write_names (const GlsEdit *edit, GlsChange *change)
{
  g_autoptr (GPtrArray) aliases = g_ptr_array_new ();
  GlsAlias alias = { edit->text, edit->name };
  GlsEntity entity = { .id = edit->id, .kind = edit->type, .name = edit->text };

  if (edit->kind == GLS_EDIT_NEW_ENTITY)
    {
      gls_change_put_entity (change, &entity);
      return;
    }
  g_ptr_array_add (aliases, &alias);
  gls_change_put_aliases (change, &edit->id, aliases);
}

/* What may be said of many at once, of one. */
static void
write_for (const GlsEdit *edit, const GlsId *id, GlsChange *change, const GlsTypeDef *type)
{
  if (edit->kind == GLS_EDIT_REMOVE)
    gls_change_delete (change, id);
  else if (edit->kind == GLS_EDIT_RETYPE && type != NULL)
    gls_change_set_type (change, id, type);
  else if (edit->kind == GLS_EDIT_UNSURE)
    gls_change_set_text (change, id, "unsure", edit->text);
  else if (edit->kind == GLS_EDIT_ENTITY)
    gls_change_set_ref (change, id, "&entity", edit->has_entity ? &edit->entity : NULL);
}

void
gls_edit_write (const GlsEdit *edit, GlsChange *change, const GlsCodebook *codebook)
{
  const GlsTypeDef *type;

  switch (edit->kind)
    {
    case GLS_EDIT_ADD:
      write_new (edit, change, codebook);
      break;
    case GLS_EDIT_ACCEPT:
      gls_change_put_annotation (change, &edit->document, edit->annotation, codebook);
      /* It may have been accepted before, and removed. */
      gls_change_set_text (change, &edit->id, "deleted", NULL);
      break;
    case GLS_EDIT_JUDGE:
      gls_change_judge (change, &edit->document, &edit->id, edit->set, edit->judged, edit->has_own ? &edit->own : NULL);
      break;
    case GLS_EDIT_REMOVE:
    case GLS_EDIT_RETYPE:
    case GLS_EDIT_UNSURE:
    case GLS_EDIT_ENTITY:
      type = edit->kind == GLS_EDIT_RETYPE ? gls_codebook_find_type (codebook, edit->type) : NULL;
      write_for (edit, &edit->id, change, type);
      for (guint i = 1; i < gls_edit_count (edit); i++)
        write_for (edit, &g_array_index (edit->ids, GlsId, i), change, type);
      break;
    case GLS_EDIT_NOTE:
      gls_change_set_text (change, &edit->id, "note", edit->text);
      break;
    case GLS_EDIT_FRAGMENTS:
      gls_change_set_fragments (change, &edit->id, edit->fragments, edit->n_fragments);
      break;
    case GLS_EDIT_ATTRIBUTE:
      write_attribute (edit, change);
      break;
    case GLS_EDIT_NEW_ENTITY:
    case GLS_EDIT_ALIAS:
      write_names (edit, change);
      break;
    case GLS_EDIT_LINK:
    case GLS_EDIT_UNLINK:
    default:
      write_link (edit, change, codebook);
      break;
    }
}
