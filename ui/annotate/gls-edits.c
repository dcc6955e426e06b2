/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays edits over a table of spans.
 * It must not know store nor widgets. */
#include "config.h"

#include <string.h>
#include "gls-edits.h"

void
gls_edit_free (GlsEdit *edit)
{
  g_free (edit->type);
  g_free (edit->set);
  g_free (edit->fragments);
  g_free (edit->note);
  g_free (edit);
}

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

static GlsSpanTable *
copy_table (const GlsSpanTable *base)
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

static int
compare_spans (const GlsSpan *a, const GlsSpan *b)
{
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end < b->end ? -1 : 1;
  return gls_id_compare (&a->id, &b->id);
}

static gint
find_span (GlsSpanTable *table, const GlsId *id)
{
  for (guint i = 0; i < table->spans->len; i++)
    if (gls_id_equal (&g_array_index (table->spans, GlsSpan, i).id, id))
      return i;
  return -1;
}

static void
add_span (GlsSpanTable *table, const GlsEdit *edit)
{
  GlsSpan span = { .id = edit->id, .n_fragments = edit->n_fragments };
  guint at = 0, end = table->spans->len;

  if (edit->n_fragments == 0 || find_span (table, &edit->id) >= 0)
    return;
  span.start = edit->fragments[0].start;
  span.end = edit->fragments[edit->n_fragments - 1].end;
  span.type = intern (table->types, edit->type);
  span.set = intern (table->sets, edit->set);
  if (edit->n_fragments > 1)
    {
      span.first_fragment = table->fragments->len;
      g_array_append_vals (table->fragments, edit->fragments, edit->n_fragments);
    }
  while (at < end)
    {
      guint middle = at + (end - at) / 2;

      if (compare_spans (&g_array_index (table->spans, GlsSpan, middle), &span) < 0)
        at = middle + 1;
      else
        end = middle;
    }
  g_array_insert_val (table->spans, at, span);
}

GlsSpanTable *
gls_edits_apply (const GlsSpanTable *base, GPtrArray *edits)
{
  GlsSpanTable *table = copy_table (base);

  for (guint i = 0; i < edits->len; i++)
    {
      const GlsEdit *edit = g_ptr_array_index (edits, i);
      gint at;

      if (!gls_id_equal (&edit->document, &base->document))
        continue;
      if (edit->kind == GLS_EDIT_ADD)
        {
          add_span (table, edit);
          continue;
        }
      at = find_span (table, &edit->id);
      if (at < 0)
        continue;
      if (edit->kind == GLS_EDIT_REMOVE)
        g_array_remove_index (table->spans, at);
      else if (edit->kind == GLS_EDIT_RETYPE)
        g_array_index (table->spans, GlsSpan, at).type = intern (table->types, edit->type);
      else if (edit->note != NULL)
        g_array_index (table->spans, GlsSpan, at).flags |= GLS_SPAN_NOTE;
      else
        g_array_index (table->spans, GlsSpan, at).flags &= ~GLS_SPAN_NOTE;
    }
  return table;
}

void
gls_edit_write (const GlsEdit *edit, GlsChange *change, const GlsCodebook *codebook)
{
  const GlsTypeDef *type;

  switch (edit->kind)
    {
    case GLS_EDIT_ADD:
      {
        g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();

        annotation->id = edit->id;
        annotation->type = g_strdup (edit->type);
        annotation->by = g_strdup (edit->set);
        gls_annotation_set_fragments (annotation, edit->fragments, edit->n_fragments);
        gls_change_put_annotation (change, &edit->document, annotation, codebook);
        break;
      }
    case GLS_EDIT_REMOVE:
      gls_change_delete (change, &edit->id);
      break;
    case GLS_EDIT_RETYPE:
      type = gls_codebook_find_type (codebook, edit->type);
      if (type != NULL)
        gls_change_set_type (change, &edit->id, type);
      break;
    case GLS_EDIT_NOTE:
    default:
      gls_change_set_text (change, &edit->id, "note", edit->note);
      break;
    }
}

void
gls_span_table_keep_own (GlsSpanTable *table, const char *person)
{
  g_autofree gboolean *keep = g_new0 (gboolean, table->sets->len + 1);
  GlsSpan *spans = (GlsSpan *) (gpointer) table->spans->data;
  guint n = 0;

  for (guint i = 0; i < table->sets->len; i++)
    {
      const char *set = g_ptr_array_index (table->sets, i);
      keep[i] = g_strcmp0 (set, person) == 0 || g_str_has_prefix (set, "plugin:");
    }
  for (guint i = 0; i < table->spans->len; i++)
    if (spans[i].set < table->sets->len && keep[spans[i].set])
      spans[n++] = spans[i];
  g_array_set_size (table->spans, n);
}
