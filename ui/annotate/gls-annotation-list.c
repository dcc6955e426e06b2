/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows annotations as rows of chip, words and marks: all, or those that fit, in the order of the text or another.
 * It must not know the article view nor how an annotation is changed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-chip-row.h"
#include "common/gls-keys.h"
#include "gls-annotation-list.h"
#include "gls-id-set.h"
#include "gls-span-model.h"
#include "gls-span-order.h"
#include "gls-span-selection.h"

#define MOST_CHARACTERS 80
/* What is put in order at once, without another thread. */
#define AT_ONCE_SPANS 2000
#define AT_ONCE_CHARACTERS 200000

struct _GlsAnnotationList {
  AdwBin             parent_instance;
  GtkLabel          *heading;
  GtkListView       *view;
  GlsSpanModel      *model;
  GlsSpanSelection  *selection;
  GlsOpenDocument   *document;
  GlsCodebook       *codebook;
  GlsIdSet          *selected; /* also those that have no row now */
  gboolean           stale;    /* the rows that are selected know better */
  GHashTable        *bound;    /* GtkListItem, borrowed: those that have a row */
  gboolean           setting;
  guint              scroll_to;
  guint              scroll_source;
  /* Filter and order. */
  GtkToggleButton   *search_button;
  GtkMenuButton     *menu_button;
  GtkEditable       *words_entry;
  GtkWidget         *only_button;
  GtkLabel          *only_label;
  GSimpleActionGroup *actions;
  GlsSpanWanted      wanted;
  GCancellable      *ordering;  /* not NULL: a worker is at it */
};

G_DEFINE_FINAL_TYPE (GlsAnnotationList, gls_annotation_list, ADW_TYPE_BIN)

static guint selection_signal;

static char *
dup_marks (guint flags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (flags & GLS_SPAN_ENTITY)
    g_strv_builder_add (builder, _ ("⌂ entity"));
  if (flags & GLS_SPAN_NOTE)
    g_strv_builder_add (builder, _ ("✎ note"));
  if (flags & GLS_SPAN_UNSURE)
    g_strv_builder_add (builder, _ ("? unsure"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

static void
show_row (GlsAnnotationList *self, GtkListItem *item)
{
  GlsSpanItem *span_item = gtk_list_item_get_item (item);
  const GlsSpan *span = gls_span_item_get_span (span_item);
  const char *type = gls_span_item_get_type_name (span_item);
  g_autofree char *text = gls_open_document_dup_words (self->document, span, MOST_CHARACTERS);
  g_autofree char *flags = dup_marks (span->flags);

  gls_chip_row_show (item, self->codebook, type, text, flags);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsAnnotationList *self)
{
  g_hash_table_add (self->bound, item);
  show_row (self, item);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsAnnotationList *self)
{
  g_hash_table_remove (self->bound, item);
}

static void
rows_changed (GlsAnnotationList *self, guint first, guint n)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      guint position = gtk_list_item_get_position (item);

      if (position < first || position - first >= n)
        continue;
      gls_span_item_refresh (gtk_list_item_get_item (item), self->model, position);
      show_row (self, item);
    }
}

static void
remember_selection (GlsAnnotationList *self)
{
  g_autoptr (GtkBitset) bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  self->stale = FALSE;
  gls_id_set_clear (self->selected);
  if (gtk_bitset_iter_init_first (&iter, bitset, &position))
    do
      {
        const GlsSpan *span = gls_span_model_get (self->model, position);

        if (span != NULL)
          gls_id_set_add (self->selected, &span->id);
      }
    while (gtk_bitset_iter_next (&iter, &position));
}

static void
selection_changed (GlsAnnotationList *self)
{
  if (self->setting)
    return;
  self->stale = TRUE;
  g_signal_emit (self, selection_signal, 0);
}

/* A list of GTK 4.8 that is told to scroll before it has a size stays empty: after the next layout. */
static gboolean
scroll_to_selected (gpointer data)
{
  GlsAnnotationList *self = data;

  self->scroll_source = 0;
  if (self->scroll_to < g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", self->scroll_to);
  return G_SOURCE_REMOVE;
}

static void
restore_selection (GlsAnnotationList *self, gboolean scroll)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model)), first = GTK_INVALID_LIST_POSITION;
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, n);

  for (guint i = 0; i < n && gtk_bitset_get_size (selected) < gls_id_set_get_size (self->selected); i++)
    if (gls_id_set_contains (self->selected, &gls_span_model_get (self->model, i)->id))
      {
        gtk_bitset_add (selected, i);
        first = MIN (first, i);
      }
  self->setting = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, mask);
  self->setting = FALSE;
  if (scroll && first != GTK_INVALID_LIST_POSITION)
    {
      self->scroll_to = first;
      if (self->scroll_source == 0)
        self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, scroll_to_selected, self, NULL);
    }
}

/* --- Filter and order -------------------------------------------------------------------------------------------- */

typedef struct {
  GlsSpanWanted wanted;
  GlsSpanTable *spans;
  GlsText      *text;
  GlsCodebook  *codebook;
  GPtrArray    *links;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  gls_span_wanted_clear (&job->wanted);
  gls_span_table_unref (job->spans);
  gls_text_unref (job->text);
  gls_codebook_unref (job->codebook);
  g_ptr_array_unref (job->links);
  g_free (job);
}

static void
stop_ordering (GlsAnnotationList *self)
{
  g_cancellable_cancel (self->ordering);
  g_clear_object (&self->ordering);
}

static void
show_counts (GlsAnnotationList *self)
{
  guint n = self->document != NULL ? gls_open_document_get_own_spans (self->document)->spans->len : 0;
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *text = gls_span_wanted_is_filter (&self->wanted) ? g_strdup_printf (_ ("Annotations · %u of %u"), shown, n)
                                                                    : g_strdup_printf (_ ("Annotations · %u"), n);

  gtk_label_set_text (self->heading, text);
}

/* What is done to several at once is done to rows that are seen: those that no longer fit are let go. */
static void
let_go_unseen (GlsAnnotationList *self)
{
  guint before;

  if (self->stale)
    return;
  before = gls_id_set_get_size (self->selected);
  if (before < 2 || !gls_span_wanted_is_filter (&self->wanted))
    return;
  remember_selection (self);
  if (gls_id_set_get_size (self->selected) != before)
    g_signal_emit (self, selection_signal, 0);
}

static void
set_rows (GlsAnnotationList *self, GlsSpanTable *spans, GArray *rows)
{
  self->setting = TRUE;
  gls_span_model_set (self->model, spans, rows);
  self->setting = FALSE;
}

/* Where the same annotations stay in the same rows, those that are selected do too: there may be very many. */
static void
show_rows (GlsAnnotationList *self, GlsSpanTable *spans, GArray *rows)
{
  gboolean same = gls_span_model_has (self->model, spans, rows);

  if (!same && self->stale)
    remember_selection (self);
  set_rows (self, spans, rows);
  if (!same)
    restore_selection (self, FALSE);
  show_counts (self);
  let_go_unseen (self);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GArray *rows = gls_span_wanted_list (&job->wanted, job->spans, job->text, job->codebook, job->links, cancellable);

  g_task_return_pointer (task, rows, (GDestroyNotify) g_array_unref);
}

static void
job_done (GObject *source, GAsyncResult *result, gpointer data)
{
  GlsAnnotationList *self = GLS_ANNOTATION_LIST (source);
  g_autoptr (GArray) rows = g_task_propagate_pointer (G_TASK (result), NULL);

  if (rows == NULL || g_task_get_cancellable (G_TASK (result)) != self->ordering)
    return;
  g_clear_object (&self->ordering);
  show_rows (self, ((Job *) g_task_get_task_data (G_TASK (result)))->spans, rows);
}

static void
put_in_order (GlsAnnotationList *self)
{
  GlsSpanTable *spans = self->document != NULL ? gls_open_document_get_own_spans (self->document) : NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GTask) task = NULL;
  GlsText *text;
  Job *job;

  stop_ordering (self);
  if (spans == NULL || self->codebook == NULL || gls_span_wanted_is_all (&self->wanted))
    {
      show_rows (self, spans, NULL);
      return;
    }
  text = gls_open_document_get (self->document)->text;
  if (spans->spans->len <= AT_ONCE_SPANS && gls_text_get_length (text) <= AT_ONCE_CHARACTERS)
    {
      rows = gls_span_wanted_list (&self->wanted, spans, text, self->codebook, gls_open_document_get_links (self->document), NULL);
      show_rows (self, spans, rows);
      return;
    }
  job = g_new0 (Job, 1);
  gls_span_wanted_copy (&self->wanted, &job->wanted);
  job->spans = gls_span_table_ref (spans);
  job->text = gls_text_ref (text);
  job->codebook = gls_codebook_ref (self->codebook);
  /* Changed links are another array. */
  job->links = g_ptr_array_ref (gls_open_document_get_links (self->document));
  self->ordering = g_cancellable_new ();
  task = g_task_new (self, self->ordering, job_done, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

static void
links_changed (GlsAnnotationList *self)
{
  if (self->wanted.incomplete)
    put_in_order (self);
}

/* Says what is left out, also to those who do not see the menu. */
static void
show_wanted (GlsAnnotationList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *only = NULL;

  if (self->wanted.type != NULL)
    g_strv_builder_add (builder, gls_type_get_label (self->wanted.type));
  if (self->wanted.with_note)
    g_strv_builder_add (builder, _ ("with a note"));
  if (self->wanted.unsure)
    g_strv_builder_add (builder, _ ("unsure"));
  if (self->wanted.incomplete)
    g_strv_builder_add (builder, _ ("incomplete"));
  parts = g_strv_builder_end (builder);
  only = g_strjoinv (" · ", parts);
  gtk_label_set_text (self->only_label, only);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->only_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, only, -1);
  gtk_widget_set_visible (self->only_button, *only != '\0');
}

static void
change_flag (GSimpleAction *action, GVariant *value, gpointer data)
{
  GlsAnnotationList *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  gboolean *flag = g_str_equal (name, "with-note") ? &self->wanted.with_note : g_str_equal (name, "unsure") ? &self->wanted.unsure
                                                                                                    : &self->wanted.incomplete;

  g_simple_action_set_state (action, value);
  *flag = g_variant_get_boolean (value);
  show_wanted (self);
  put_in_order (self);
}

static void
change_type (GSimpleAction *action, GVariant *value, gpointer data)
{
  GlsAnnotationList *self = data;
  const char *type = g_variant_get_string (value, NULL);

  g_simple_action_set_state (action, value);
  g_free (self->wanted.type);
  self->wanted.type = *type != '\0' ? g_strdup (type) : NULL;
  show_wanted (self);
  put_in_order (self);
}

static void
change_order (GSimpleAction *action, GVariant *value, gpointer data)
{
  GlsAnnotationList *self = data;
  const char *order = g_variant_get_string (value, NULL);

  g_simple_action_set_state (action, value);
  self->wanted.order = g_str_equal (order, "type") ? GLS_SPAN_ORDER_TYPE : g_str_equal (order, "words") ? GLS_SPAN_ORDER_WORDS
                                                                                                 : GLS_SPAN_ORDER_PLACE;
  put_in_order (self);
}

static void
activate_show_all (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotationList *self = data;
  GActionGroup *group = G_ACTION_GROUP (self->actions);

  g_action_group_change_action_state (group, "type", g_variant_new_string (""));
  g_action_group_change_action_state (group, "with-note", g_variant_new_boolean (FALSE));
  g_action_group_change_action_state (group, "unsure", g_variant_new_boolean (FALSE));
  g_action_group_change_action_state (group, "incomplete", g_variant_new_boolean (FALSE));
}

static const GActionEntry entries[] = {
  { .name = "order", .parameter_type = "s", .state = "'place'", .change_state = change_order },
  { .name = "type", .parameter_type = "s", .state = "''", .change_state = change_type },
  { .name = "with-note", .state = "false", .change_state = change_flag },
  { .name = "unsure", .state = "false", .change_state = change_flag },
  { .name = "incomplete", .state = "false", .change_state = change_flag },
  { .name = "show-all", .activate = activate_show_all },
};

static void
append_choice (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
make_menu (GlsAnnotationList *self)
{
  g_autoptr (GMenu) menu = g_menu_new (), order = g_menu_new (), only = g_menu_new (), types = g_menu_new ();

  append_choice (order, _ ("In the Order of the _Text"), "rows.order", "place");
  append_choice (order, _ ("By T_ype"), "rows.order", "type");
  append_choice (order, _ ("By _Words"), "rows.order", "words");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  append_choice (types, _ ("All Types"), "rows.type", "");
  for (guint i = 0; self->codebook != NULL && i < self->codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (self->codebook->types, i);

      append_choice (types, gls_type_get_label (type->name), "rows.type", type->name);
    }
  g_menu_append_submenu (only, _ ("_Only of Type"), G_MENU_MODEL (types));
  g_menu_append (only, _ ("Only with a _Note"), "rows.with-note");
  g_menu_append (only, _ ("Only _Unsure"), "rows.unsure");
  g_menu_append (only, _ ("Only _Incomplete"), "rows.incomplete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (only));
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
words_changed (GlsAnnotationList *self)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (self->words_entry)));

  g_free (self->wanted.words);
  self->wanted.words = *words != '\0' ? g_steal_pointer (&words) : NULL;
  put_in_order (self);
}

static void
search_toggled (GlsAnnotationList *self)
{
  if (gtk_toggle_button_get_active (self->search_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->words_entry));
  else
    gtk_editable_set_text (self->words_entry, "");
}

/* To the rows; Escape lets the words go first. */
static void
words_activated (GlsAnnotationList *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
words_stopped (GlsAnnotationList *self)
{
  gtk_toggle_button_set_active (self->search_button, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
gls_annotation_list_dispose (GObject *object)
{
  GlsAnnotationList *self = GLS_ANNOTATION_LIST (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  stop_ordering (self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->document);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  g_clear_pointer (&self->selected, gls_id_set_free);
  G_OBJECT_CLASS (gls_annotation_list_parent_class)->dispose (object);
}

static void
gls_annotation_list_finalize (GObject *object)
{
  gls_span_wanted_clear (&GLS_ANNOTATION_LIST (object)->wanted);
  g_hash_table_unref (GLS_ANNOTATION_LIST (object)->bound);
  G_OBJECT_CLASS (gls_annotation_list_parent_class)->finalize (object);
}

static void
gls_annotation_list_class_init (GlsAnnotationListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_annotation_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_annotation_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/glossator/Glossator/annotate/gls-annotation-list.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, heading);
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, view);
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, search_button);
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, words_entry);
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, only_button);
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, only_label);
  gtk_widget_class_bind_template_callback (widget_class, search_toggled);
  gtk_widget_class_bind_template_callback (widget_class, words_changed);
  gtk_widget_class_bind_template_callback (widget_class, words_activated);
  gtk_widget_class_bind_template_callback (widget_class, words_stopped);
  selection_signal = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
gls_annotation_list_init (GlsAnnotationList *self)
{
  g_autoptr (GtkListItemFactory) factory = gls_chip_row_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->selected = gls_id_set_new ();
  self->bound = g_hash_table_new (NULL, NULL);
  self->model = gls_span_model_new ();
  self->selection = gls_span_selection_new (self->model);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), self);
  g_signal_connect_object (self->model, "rows-changed", G_CALLBACK (rows_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->view, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Annotations"), -1);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "rows", G_ACTION_GROUP (self->actions));
  gls_keys_set_tooltip (GTK_WIDGET (self->search_button), _ ("Find among the annotations"), "win.filter-annotations");
  gls_keys_set_tooltip (GTK_WIDGET (self->menu_button), _ ("Which annotations, in which order"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->words_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Words of annotations"), -1);
  gls_keys_set_tooltip (self->only_button, _ ("Show all annotations again"), NULL);
}

void
gls_annotation_list_set_document (GlsAnnotationList *self, GlsOpenDocument *document, GlsCodebook *codebook)
{
  gls_id_set_clear (self->selected);
  self->stale = FALSE;
  stop_ordering (self);
  set_rows (self, NULL, NULL);
  if (document != self->document && self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (g_set_object (&self->document, document) && document != NULL)
    g_signal_connect_swapped (document, "links-changed", G_CALLBACK (links_changed), self);
  gls_annotation_list_refresh (self, codebook);
}

void
gls_annotation_list_refresh (GlsAnnotationList *self, GlsCodebook *codebook)
{
  if (codebook != self->codebook)
    {
      g_clear_pointer (&self->codebook, gls_codebook_unref);
      self->codebook = codebook != NULL ? gls_codebook_ref (codebook) : NULL;
      if (self->stale)
        remember_selection (self);
      set_rows (self, NULL, NULL);
      make_menu (self);
    }
  put_in_order (self);
}

void
gls_annotation_list_focus_filter (GlsAnnotationList *self)
{
  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->words_entry));
}

void
gls_annotation_list_select (GlsAnnotationList *self, const GlsId *ids, guint n)
{
  gls_id_set_clear (self->selected);
  self->stale = FALSE;
  for (guint i = 0; i < n; i++)
    gls_id_set_add (self->selected, &ids[i]);
  restore_selection (self, TRUE);
}

GArray *
gls_annotation_list_get_selected (GlsAnnotationList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (GlsId), gtk_bitset_get_size (selected));
  GtkBitsetIter iter;
  guint position;
  const GlsSpan *span;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    if ((span = gls_span_model_get (self->model, position)) != NULL)
      g_array_append_val (ids, span->id);
  return ids;
}
