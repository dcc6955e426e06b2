/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups, filters and sorts the suggestions of a document.
 * It must not know widgets, nor what accepting means. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-covered.h>
#include <gtk/gtk.h>

#include "gls-suggestion-model.h"

#define PREFIX "plugin:"

/* --- Items ------------------------------------------------------------------------------------------------------- */

struct _GlsSuggestionItem {
  GObject          parent_instance;
  GlsSuggestionRow row;
  char            *plugins;
};

G_DEFINE_FINAL_TYPE (GlsSuggestionItem, gls_suggestion_item, G_TYPE_OBJECT)

static void
gls_suggestion_item_finalize (GObject *object)
{
  g_free (GLS_SUGGESTION_ITEM (object)->plugins);
  G_OBJECT_CLASS (gls_suggestion_item_parent_class)->finalize (object);
}

static void
gls_suggestion_item_class_init (GlsSuggestionItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_suggestion_item_finalize;
}

static void
gls_suggestion_item_init (GlsSuggestionItem *self)
{
}

const GlsSuggestionRow *
gls_suggestion_item_get_row (GlsSuggestionItem *self)
{
  return &self->row;
}

const char *
gls_suggestion_item_get_plugins (GlsSuggestionItem *self)
{
  return self->plugins;
}

/* --- The model --------------------------------------------------------------------------------------------------- */

struct _GlsSuggestionModel {
  GObject            parent_instance;
  GlsOpenDocument   *document;
  GPtrArray         *sets;      /* interned names, by number */
  GArray            *ids;       /* GlsId: members, row by row */
  GArray            *members;   /* guint16 beside it: number of the set */
  GArray            *all;       /* GlsSuggestionRow by position, outer ones first */
  GArray            *rows;      /* GlsSuggestionRow: what is shown */
  GHashTable        *parts;     /* GlsId *, of suggestions that stand with their claim */
  const char        *type;      /* interned */
  const char        *plugin;    /* interned: its set */
  gboolean           covered;
  guint              n_open, n_covered;
  GlsSuggestionOrder order;
};

static GType
get_item_type (GListModel *model)
{
  return GLS_TYPE_SUGGESTION_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return GLS_SUGGESTION_MODEL (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  const GlsSuggestionRow *row = gls_suggestion_model_get (GLS_SUGGESTION_MODEL (model), position);
  GlsSuggestionItem *item;

  if (row == NULL)
    return NULL;
  item = g_object_new (GLS_TYPE_SUGGESTION_ITEM, NULL);
  item->row = *row;
  /* The members may be numbered anew while this row stays as it is. */
  item->plugins = gls_suggestion_model_dup_plugins (GLS_SUGGESTION_MODEL (model), row);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GlsSuggestionModel, gls_suggestion_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
gls_suggestion_model_finalize (GObject *object)
{
  GlsSuggestionModel *self = GLS_SUGGESTION_MODEL (object);

  g_clear_object (&self->document);
  g_ptr_array_unref (self->sets);
  g_array_unref (self->ids);
  g_array_unref (self->members);
  g_array_unref (self->all);
  g_array_unref (self->rows);
  g_hash_table_unref (self->parts);
  G_OBJECT_CLASS (gls_suggestion_model_parent_class)->finalize (object);
}

static void
gls_suggestion_model_class_init (GlsSuggestionModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_suggestion_model_finalize;
}

static void
gls_suggestion_model_init (GlsSuggestionModel *self)
{
  self->sets = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->members = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->all = g_array_new (FALSE, FALSE, sizeof (GlsSuggestionRow));
  self->rows = g_array_new (FALSE, FALSE, sizeof (GlsSuggestionRow));
  self->parts = g_hash_table_new (gls_id_hash, gls_id_equal);
}

GlsSuggestionModel *
gls_suggestion_model_new (void)
{
  return g_object_new (GLS_TYPE_SUGGESTION_MODEL, NULL);
}

/* --- Grouping ---------------------------------------------------------------------------------------------------- */

static float
get_confidence (GlsSuggestionModel *self, const GlsId *id)
{
  const GlsAnnotation *suggestion = gls_open_document_get_suggestion (self->document, id);

  return suggestion != NULL ? suggestion->confidence : NAN;
}

/* One without a figure was meant without doubt. */
static float
weigh (float confidence)
{
  return isnan (confidence) ? 1 : confidence;
}

/* The one that counts stands first. */
static void
add_member (GlsSuggestionModel *self, GlsSuggestionRow *row, const GlsSpan *span)
{
  float confidence = get_confidence (self, &span->id);

  g_array_append_val (self->ids, span->id);
  g_array_append_val (self->members, span->set);
  if (row->n++ > 0 && !(weigh (confidence) > weigh (row->confidence)))
    return;
  if (row->n > 1)
    {
      GlsId *ids = &g_array_index (self->ids, GlsId, row->first);
      guint16 *sets = &g_array_index (self->members, guint16, row->first), set = sets[0];
      GlsId id = ids[0];

      ids[0] = ids[row->n - 1];
      ids[row->n - 1] = id;
      sets[0] = sets[row->n - 1];
      sets[row->n - 1] = set;
    }
  row->id = span->id;
  row->confidence = confidence;
}

static GlsSuggestionRow
begin_row (GlsSuggestionModel *self, const GlsSpanTable *table, const GlsSpan *span)
{
  return (GlsSuggestionRow){ .start = span->start, .end = span->end, .first = self->ids->len,
                             .type = g_intern_string (g_ptr_array_index (table->types, span->type)) };
}

/* Suggestions of one place lie together, but those that say the same need not be neighbours there. */
static void
group_open (GlsSuggestionModel *self, const GlsSpanTable *table)
{
  const GlsSpan *spans = (const GlsSpan *) (gpointer) table->spans->data;
  guint n = table->spans->len;

  for (guint first = 0, end; first < n; first = end)
    {
      for (end = first + 1; end < n && spans[end].start == spans[first].start && spans[end].end == spans[first].end;)
        end++;
      for (guint i = first; i < end; i++)
        {
          GlsSuggestionRow row;
          gboolean before = FALSE;

          if ((spans[i].flags & GLS_SPAN_SUGGESTION) == 0)
            continue;
          for (guint j = first; j < i && !before; j++)
            before = (spans[j].flags & GLS_SPAN_SUGGESTION) && gls_suggestion_says_same (table, &spans[i], &spans[j]);
          if (before)
            continue;
          row = begin_row (self, table, &spans[i]);
          for (guint j = i; j < end; j++)
            if ((spans[j].flags & GLS_SPAN_SUGGESTION) && gls_suggestion_says_same (table, &spans[i], &spans[j]))
              add_member (self, &row, &spans[j]);
          g_array_append_val (self->all, row);
        }
    }
}

static void
group_covered (GlsSuggestionModel *self, const GlsSpanTable *table, const GArray *covered)
{
  for (guint i = 0; i < covered->len; i++)
    {
      const GlsCovered *one = &g_array_index (covered, GlsCovered, i);
      GlsSuggestionRow *last = self->all->len > 0 ? &g_array_index (self->all, GlsSuggestionRow, self->all->len - 1) : NULL;
      GlsSuggestionRow row;

      if (last != NULL && last->covered && gls_suggestion_says_same (table, &one->span, &g_array_index (covered, GlsCovered, i - 1).span))
        {
          add_member (self, last, &one->span);
          continue;
        }
      row = begin_row (self, table, &one->span);
      row.covered = TRUE;
      row.by = one->by;
      row.why = one->why;
      add_member (self, &row, &one->span);
      g_array_append_val (self->all, row);
      self->n_covered++;
    }
}

/* --- Sorting and filtering --------------------------------------------------------------------------------------- */

/* An outer one before what lies in it. */
static int
compare_position (gconstpointer a, gconstpointer b)
{
  const GlsSuggestionRow *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  if (x->type != y->type)
    return strcmp (x->type, y->type);
  return gls_id_compare (&x->id, &y->id);
}

static int
compare_confidence (gconstpointer a, gconstpointer b)
{
  float x = weigh (((const GlsSuggestionRow *) a)->confidence), y = weigh (((const GlsSuggestionRow *) b)->confidence);

  return x != y ? (x > y ? -1 : 1) : compare_position (a, b);
}

static int
compare_uncertainty (gconstpointer a, gconstpointer b)
{
  float x = fabsf (weigh (((const GlsSuggestionRow *) a)->confidence) - 0.5f);
  float y = fabsf (weigh (((const GlsSuggestionRow *) b)->confidence) - 0.5f);

  return x != y ? (x < y ? -1 : 1) : compare_position (a, b);
}

static gboolean
has_plugin (GlsSuggestionModel *self, const GlsSuggestionRow *row)
{
  for (guint i = 0; self->plugin != NULL && i < row->n; i++)
    if (g_ptr_array_index (self->sets, g_array_index (self->members, guint16, row->first + i)) == self->plugin)
      return TRUE;
  return self->plugin == NULL;
}

static gboolean
passes (GlsSuggestionModel *self, const GlsSuggestionRow *row)
{
  return row->covered == self->covered && (self->type == NULL || row->type == self->type) && has_plugin (self, row);
}

/* What the links of those in @rows lead to. */
static void
list_parts (GlsSuggestionModel *self, const GArray *rows)
{
  g_hash_table_remove_all (self->parts);
  for (guint i = 0; i < rows->len; i++)
    {
      const GlsSuggestionRow *row = &g_array_index (rows, GlsSuggestionRow, i);
      const GlsAnnotation *suggestion = row->covered ? NULL : gls_open_document_get_suggestion (self->document, &row->id);

      for (guint j = 0; suggestion != NULL && suggestion->links != NULL && j < suggestion->links->len; j++)
        {
          const GlsLink *link = &g_array_index (suggestion->links, GlsLink, j);

          /* A claim within a claim is still one to be looked at. */
          if (link->kind == GLS_LINK_TO && !link->relation && !gls_id_equal (&link->target, &row->id))
            g_hash_table_add (self->parts, (gpointer) &link->target);
        }
    }
}

static gboolean
is_part (GlsSuggestionModel *self, const GlsSuggestionRow *row)
{
  const GlsTypeDef *type;

  for (guint i = 0; i < row->n; i++)
    if (g_hash_table_contains (self->parts, &g_array_index (self->ids, GlsId, row->first + i)))
      {
        type = gls_codebook_find_type (gls_session_get_codebook (gls_open_document_get_session (self->document)), row->type);
        return type == NULL || !type->claim;
      }
  return FALSE;
}

static void
drop_parts (GlsSuggestionModel *self, GArray *rows)
{
  guint n = 0;

  list_parts (self, rows);
  if (g_hash_table_size (self->parts) == 0)
    return;
  for (guint i = 0; i < rows->len; i++)
    if (!is_part (self, &g_array_index (rows, GlsSuggestionRow, i)))
      g_array_index (rows, GlsSuggestionRow, n++) = g_array_index (rows, GlsSuggestionRow, i);
  g_array_set_size (rows, n);
}

static gboolean
looks_same (const GlsSuggestionRow *x, const GlsSuggestionRow *y)
{
  return gls_id_equal (&x->id, &y->id) && x->n == y->n && x->covered == y->covered && x->type == y->type && x->start == y->start
         && x->end == y->end && (x->confidence == y->confidence || (isnan (x->confidence) && isnan (y->confidence)))
         && (!x->covered || (gls_id_equal (&x->by, &y->by) && x->why == y->why));
}

/* Takes @rows for what is shown and tells what is new in it. */
static void
show_rows (GlsSuggestionModel *self, GArray *rows)
{
  g_autoptr (GArray) old = self->rows;
  guint n_old = old->len, n_new = rows->len, least = MIN (n_old, n_new), prefix = 0, suffix = 0;
  const GlsSuggestionRow *x = (const GlsSuggestionRow *) (gpointer) old->data, *y = (const GlsSuggestionRow *) (gpointer) rows->data;

  while (prefix < least && looks_same (&x[prefix], &y[prefix]))
    prefix++;
  while (suffix < least - prefix && looks_same (&x[n_old - 1 - suffix], &y[n_new - 1 - suffix]))
    suffix++;
  self->rows = rows;
  if (n_old - prefix - suffix > 0 || n_new - prefix - suffix > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, n_old - prefix - suffix, n_new - prefix - suffix);
}

static void
choose_rows (GlsSuggestionModel *self)
{
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (GlsSuggestionRow), self->all->len);

  for (guint i = 0; i < self->all->len; i++)
    if (passes (self, &g_array_index (self->all, GlsSuggestionRow, i)))
      g_array_append_val (rows, g_array_index (self->all, GlsSuggestionRow, i));
  if (!self->covered && rows->len > 0)
    drop_parts (self, rows);
  if (self->order != GLS_SUGGESTIONS_BY_POSITION)
    g_array_sort (rows, self->order == GLS_SUGGESTIONS_BY_CONFIDENCE ? compare_confidence : compare_uncertainty);
  show_rows (self, rows);
}

static guint
count_open (GlsSuggestionModel *self)
{
  guint n = 0;

  list_parts (self, self->all);
  for (guint i = 0; i < self->all->len; i++)
    {
      const GlsSuggestionRow *row = &g_array_index (self->all, GlsSuggestionRow, i);

      n += !row->covered && !is_part (self, row);
    }
  return n;
}

void
gls_suggestion_model_set (GlsSuggestionModel *self, GlsOpenDocument *document)
{
  const GlsSpanTable *table = document != NULL && gls_open_document_knows_suggestions (document)
                              ? gls_open_document_get_spans (document) : NULL;
  GArray *covered = table != NULL ? gls_open_document_get_covered (document) : NULL;

  g_set_object (&self->document, document);
  g_ptr_array_set_size (self->sets, 0);
  g_array_set_size (self->ids, 0);
  g_array_set_size (self->members, 0);
  g_array_set_size (self->all, 0);
  g_hash_table_remove_all (self->parts);
  self->n_covered = 0;
  for (guint i = 0; table != NULL && i < table->sets->len; i++)
    g_ptr_array_add (self->sets, (gpointer) g_intern_string (g_ptr_array_index (table->sets, i)));
  if (table != NULL)
    group_open (self, table);
  if (covered != NULL)
    group_covered (self, table, covered);
  g_array_sort (self->all, compare_position);
  self->n_open = count_open (self);
  choose_rows (self);
}

void
gls_suggestion_model_filter (GlsSuggestionModel *self, const char *type, const char *plugin, gboolean covered)
{
  g_autofree char *set = plugin != NULL ? g_strconcat (PREFIX, plugin, NULL) : NULL;

  self->type = g_intern_string (type);
  self->plugin = g_intern_string (set);
  self->covered = covered;
  choose_rows (self);
}

void
gls_suggestion_model_sort (GlsSuggestionModel *self, GlsSuggestionOrder order)
{
  self->order = order;
  choose_rows (self);
}

/* --- Asking ------------------------------------------------------------------------------------------------------ */

const GlsSuggestionRow *
gls_suggestion_model_get (GlsSuggestionModel *self, guint position)
{
  return position < self->rows->len ? &g_array_index (self->rows, GlsSuggestionRow, position) : NULL;
}

GlsSuggestionGroup
gls_suggestion_model_get_group (GlsSuggestionModel *self, const GlsSuggestionRow *row)
{
  return (GlsSuggestionGroup){ &g_array_index (self->ids, GlsId, row->first), row->n };
}

guint
gls_suggestion_model_find (GlsSuggestionModel *self, const GlsId *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GlsSuggestionGroup group = gls_suggestion_model_get_group (self, &g_array_index (self->rows, GlsSuggestionRow, i));

      for (guint j = 0; j < group.n; j++)
        if (gls_id_equal (&group.ids[j], id))
          return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

guint
gls_suggestion_model_from (GlsSuggestionModel *self, guint32 offset, int step)
{
  guint n = self->rows->len, found = 0;

  if (n == 0)
    return GTK_INVALID_LIST_POSITION;
  if (self->order != GLS_SUGGESTIONS_BY_POSITION)
    return step > 0 ? 0 : n - 1;
  while (found < n && g_array_index (self->rows, GlsSuggestionRow, found).start < offset)
    found++;
  if (step > 0)
    return found < n ? found : 0;
  return found > 0 ? found - 1 : n - 1;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

char *
gls_suggestion_model_dup_plugins (GlsSuggestionModel *self, const GlsSuggestionRow *row)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < row->n; i++)
    {
      const char *set = g_ptr_array_index (self->sets, g_array_index (self->members, guint16, row->first + i));

      /* A plugin may say a thing twice. */
      if (!g_ptr_array_find (names, set + strlen (PREFIX), NULL))
        g_ptr_array_add (names, (gpointer) (set + strlen (PREFIX)));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

guint
gls_suggestion_model_count_open (GlsSuggestionModel *self)
{
  return self->n_open;
}

guint
gls_suggestion_model_count_covered (GlsSuggestionModel *self)
{
  return self->n_covered;
}

char **
gls_suggestion_model_list_types (GlsSuggestionModel *self)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new ();

  for (guint i = 0; i < self->all->len; i++)
    {
      const char *type = g_array_index (self->all, GlsSuggestionRow, i).type;

      if (!g_ptr_array_find (types, type, NULL))
        g_ptr_array_add (types, (gpointer) type);
    }
  g_ptr_array_add (types, NULL);
  return g_strdupv ((char **) types->pdata);
}

char **
gls_suggestion_model_list_plugins (GlsSuggestionModel *self)
{
  g_autoptr (GPtrArray) plugins = g_ptr_array_new ();
  g_autofree gboolean *used = g_new0 (gboolean, self->sets->len + 1);

  for (guint i = 0; i < self->members->len; i++)
    used[g_array_index (self->members, guint16, i)] = TRUE;
  for (guint i = 0; i < self->sets->len; i++)
    if (used[i])
      g_ptr_array_add (plugins, (char *) g_ptr_array_index (self->sets, i) + strlen (PREFIX));
  g_ptr_array_add (plugins, NULL);
  return g_strdupv ((char **) plugins->pdata);
}
