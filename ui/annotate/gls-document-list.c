/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the catalog, filters it on a worker thread, tells which row was chosen.
 * It must not know what opening a document means. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-keys.h"
#include "gls-document-cell.h"
#include "gls-document-list.h"

struct _GlsDocumentList {
  AdwBin              parent_instance;
  GtkEditable        *filter;
  GtkStack           *stack;
  GtkListView        *view;
  GtkLabel           *totals;
  GtkWidget          *import_button;
  GlsDocumentModel   *model;
  GtkSingleSelection *selection;
  GlsSession         *session;
  GCancellable       *filtering;
  GlsId               current;
  GtkWidget          *menu;      /* NULL until one was asked for */
  GlsId               pointed;   /* the row that a menu was asked for */
  gboolean            setting;   /* the selection is being set by us */
  gboolean            scroll_to_current;
  guint               scroll_source;
};

G_DEFINE_FINAL_TYPE (GlsDocumentList, gls_document_list, ADW_TYPE_BIN)

static guint chosen_signal, tab_signal;

/* --- Other tabs -------------------------------------------------------------------------------------------------- */

static void
activate_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsDocumentList *self = data;

  g_signal_emit (self, tab_signal, 0, &self->pointed, g_str_equal (g_action_get_name (G_ACTION (action)), "beside"));
}

static void
show_menu (GlsDocumentList *self, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  graphene_point_t at;

  g_menu_append (menu, _ ("Open in New _Tab"), "documents.tab");
  g_menu_append (menu, _ ("Open _Beside"), "documents.beside");
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  if (gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (x, y), &at))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ at.x, at.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* The middle button opens another tab, the right one asks. */
static void
row_pressed (GtkGestureClick *gesture, int n_press, double x, double y, GlsDocumentList *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GtkWidget *row = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = row;
  GlsDocumentItem *document;

  while (cell != NULL && !GLS_IS_DOCUMENT_CELL (cell) && cell != GTK_WIDGET (self->view))
    cell = gtk_widget_get_parent (cell);
  /* Beside the line, but in its row. */
  if (cell == GTK_WIDGET (self->view) && row != cell)
    cell = gtk_widget_get_first_child (row);
  document = GLS_IS_DOCUMENT_CELL (cell) ? gls_document_cell_get_document (GLS_DOCUMENT_CELL (cell)) : NULL;
  if (button == GDK_BUTTON_PRIMARY || document == NULL || gls_document_item_is_heading (document))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->pointed = gls_document_item_get_row (document)->id;
  if (button == GDK_BUTTON_MIDDLE)
    g_signal_emit (self, tab_signal, 0, &self->pointed, FALSE);
  else if (button == GDK_BUTTON_SECONDARY)
    show_menu (self, x, y);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, gls_document_cell_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gls_document_cell_bind (GLS_DOCUMENT_CELL (gtk_list_item_get_child (item)), item);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gls_document_cell_unbind (GLS_DOCUMENT_CELL (gtk_list_item_get_child (item)));
}

/* --- Filter ------------------------------------------------------------------------------------------------------ */

static void
show_totals (GlsDocumentList *self)
{
  GlsCatalog *catalog = self->session != NULL ? gls_session_get_catalog (self->session) : NULL;
  g_autofree char *documents = NULL, *mine = NULL, *done = NULL, *text = NULL;

  if (catalog == NULL)
    {
      gtk_label_set_text (self->totals, "");
      return;
    }
  documents = g_strdup_printf (ngettext ("%u document", "%u documents", catalog->n_rows), catalog->n_rows);
  mine = g_strdup_printf (ngettext ("%u annotation of yours", "%u annotations of yours", catalog->n_mine), (guint) catalog->n_mine);
  done = g_strdup_printf (_ ("%u of %u done"), catalog->n_status[GLS_STATUS_DONE], catalog->n_rows);
  text = g_strdup_printf ("%s · %s\n%s", documents, mine, done);
  gtk_label_set_text (self->totals, text);
}

/* The current row, or the first one when it is filtered out. */
static gboolean
scroll (gpointer data)
{
  GlsDocumentList *self = data;
  guint position = gtk_single_selection_get_selected (self->selection);

  self->scroll_source = 0;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u",
                                position != GTK_INVALID_LIST_POSITION ? position : 0);
  return G_SOURCE_REMOVE;
}

static void
select_current (GlsDocumentList *self)
{
  guint position = gls_document_model_find (self->model, &self->current);

  self->setting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->setting = FALSE;
  /* A list of GTK 4.8 that is told to scroll before it has a size stays empty: after the next layout. */
  if (self->scroll_to_current && self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, scroll, self, NULL);
  self->scroll_to_current = FALSE;
}

typedef struct {
  GlsCatalog *catalog;
  char       *query;
} Filter;

static void
filter_free (gpointer data)
{
  Filter *filter = data;

  gls_catalog_unref (filter->catalog);
  g_free (filter->query);
  g_free (filter);
}

static void
filter_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Filter *filter = data;

  g_task_return_pointer (task, gls_catalog_filter (filter->catalog, filter->query, cancellable),
                         (GDestroyNotify) g_array_unref);
}

static void
filtered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GlsDocumentList *self = GLS_DOCUMENT_LIST (source);
  Filter *filter = g_task_get_task_data (G_TASK (result));
  GArray *order = g_task_propagate_pointer (G_TASK (result), NULL);

  if (order == NULL || g_task_get_cancellable (G_TASK (result)) != self->filtering)
    {
      g_clear_pointer (&order, g_array_unref);
      return;
    }
  g_clear_object (&self->filtering);
  gtk_stack_set_visible_child_name (self->stack, filter->catalog->n_rows == 0 ? "empty" : order->len == 0 ? "nothing" : "list");
  self->setting = TRUE;
  /* Else the selection looks for its item in all that is new, which makes an object for every row. */
  if (self->scroll_to_current)
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gls_document_model_set (self->model, filter->catalog, order);
  self->setting = FALSE;
  select_current (self);
}

static void
start_filter (GlsDocumentList *self)
{
  GlsCatalog *catalog = self->session != NULL ? gls_session_get_catalog (self->session) : NULL;
  g_autoptr (GTask) task = NULL;
  Filter *filter;

  if (self->filtering != NULL)
    g_cancellable_cancel (self->filtering);
  g_clear_object (&self->filtering);
  if (catalog == NULL)
    return;
  self->filtering = g_cancellable_new ();
  filter = g_new0 (Filter, 1);
  filter->catalog = gls_catalog_ref (catalog);
  filter->query = g_strdup (gtk_editable_get_text (self->filter));
  task = g_task_new (self, self->filtering, filtered, NULL);
  g_task_set_task_data (task, filter, filter_free);
  g_task_run_in_thread (task, filter_in_thread);
}

static void
catalog_changed (GlsDocumentList *self)
{
  show_totals (self);
  start_filter (self);
}

static void
filter_changed (GlsDocumentList *self)
{
  self->scroll_to_current = TRUE;
  start_filter (self);
}

static void
filter_activated (GlsDocumentList *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    if (gls_document_model_get_row (self->model, i) != NULL)
      {
        gtk_single_selection_set_selected (self->selection, i);
        return;
      }
}

static void
filter_stopped (GlsDocumentList *self)
{
  gtk_editable_set_text (self->filter, "");
}

/* --- Selection --------------------------------------------------------------------------------------------------- */

static void
selection_changed (GlsDocumentList *self)
{
  const GlsDocumentRow *row;

  if (self->setting)
    return;
  row = gls_document_model_get_row (self->model, gtk_single_selection_get_selected (self->selection));
  if (row == NULL || gls_id_equal (&row->id, &self->current))
    return;
  self->current = row->id;
  g_signal_emit (self, chosen_signal, 0, &self->current);
}

static void
gls_document_list_dispose (GObject *object)
{
  GlsDocumentList *self = GLS_DOCUMENT_LIST (object);

  gls_document_list_set_session (self, NULL);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (gls_document_list_parent_class)->dispose (object);
}

static void
gls_document_list_class_init (GlsDocumentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_document_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-document-list.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsDocumentList, filter);
  gtk_widget_class_bind_template_child (widget_class, GlsDocumentList, stack);
  gtk_widget_class_bind_template_child (widget_class, GlsDocumentList, view);
  gtk_widget_class_bind_template_child (widget_class, GlsDocumentList, totals);
  gtk_widget_class_bind_template_child (widget_class, GlsDocumentList, import_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped);
  tab_signal = g_signal_new ("document-in-tab", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                             G_TYPE_POINTER, G_TYPE_BOOLEAN);
  chosen_signal = g_signal_new ("document-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_POINTER);
}

static void
gls_document_list_init (GlsDocumentList *self)
{
  static const GActionEntry entries[] = {
    { .name = "tab", .activate = activate_open },
    { .name = "beside", .activate = activate_open },
  };
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "documents", G_ACTION_GROUP (actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), NULL);
  self->model = gls_document_model_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->view, factory);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  g_signal_connect_object (press, "pressed", G_CALLBACK (row_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (press));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Documents"), -1);
  gls_keys_set_tooltip (GTK_WIDGET (self->filter), _ ("Filter documents"), "win.filter-documents");
  gls_keys_set_tooltip (self->import_button, _ ("Import articles"), "win.import");
}

void
gls_document_list_set_session (GlsDocumentList *self, GlsSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->filtering != NULL)
    g_cancellable_cancel (self->filtering);
  g_clear_object (&self->filtering);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "catalog-changed", G_CALLBACK (catalog_changed), self);
  catalog_changed (self);
}

void
gls_document_list_set_current (GlsDocumentList *self, const GlsId *id)
{
  self->current = *id;
  self->scroll_to_current = TRUE;
  select_current (self);
  self->scroll_to_current = gls_document_model_find (self->model, id) == GTK_INVALID_LIST_POSITION;
}

const GlsDocumentRow *
gls_document_list_get_neighbor (GlsDocumentList *self, int step, gboolean unfinished)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint position = gls_document_model_find (self->model, &self->current);
  gint64 at = position != GTK_INVALID_LIST_POSITION ? (gint64) position : step > 0 ? -1 : (gint64) n;

  for (guint i = 0; i < n; i++)
    {
      const GlsDocumentRow *row;

      at += step;
      if (unfinished)
        at = (at + n) % n;
      if (at < 0 || at >= n)
        return NULL;
      row = gls_document_model_get_row (self->model, at);
      if (row != NULL && !gls_id_equal (&row->id, &self->current) && (!unfinished || row->status != GLS_STATUS_DONE))
        return row;
    }
  return NULL;
}

void
gls_document_list_focus_filter (GlsDocumentList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}
