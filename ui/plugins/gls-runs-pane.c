/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of runs at the left, what the selected one changed at the right; both are read on a thread of the store.
 * It must not know how a run is done, nor the page that shows a place. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-json.h>
#include <gls-run-differences.h>

#include "common/gls-compat.h"
#include "common/gls-keys.h"
#include "common/gls-type-label.h"
#include "gls-plugin-words.h"
#include "gls-runs-pane.h"

#define MOST_DIFFERENCES 5000

/* A pointer in a list: a GlsRun or a GlsRunDifference. */
#define GLS_TYPE_RUN_ITEM (gls_run_item_get_type ())
G_DECLARE_FINAL_TYPE (GlsRunItem, gls_run_item, GLS, RUN_ITEM, GObject)

struct _GlsRunItem {
  GObject    parent_instance;
  GPtrArray *owner;   /* of what is pointed to */
  gpointer   data;
};

G_DEFINE_FINAL_TYPE (GlsRunItem, gls_run_item, G_TYPE_OBJECT)

struct _GlsRunsPane {
  GtkBox        parent_instance;
  GtkStack     *stack;
  GtkListView  *runs, *differences;
  GtkLabel     *head;
  GtkWidget    *take_back, *none;

  GlsSession   *session;
  GListStore   *run_items, *difference_items;
  GtkSingleSelection *selection;
  GCancellable *reading, *comparing;
  GlsId         shown;     /* the run whose differences are shown or being read */
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (GlsRunsPane, gls_runs_pane, GTK_TYPE_BOX)

enum { SHOW_PLACE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
gls_run_item_finalize (GObject *object)
{
  g_ptr_array_unref (GLS_RUN_ITEM (object)->owner);
  G_OBJECT_CLASS (gls_run_item_parent_class)->finalize (object);
}

static void
gls_run_item_class_init (GlsRunItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_run_item_finalize;
}

static void
gls_run_item_init (GlsRunItem *self)
{
}

static void
fill (GListStore *store, GPtrArray *values)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < values->len; i++)
    {
      GlsRunItem *item = g_object_new (GLS_TYPE_RUN_ITEM, NULL);

      item->owner = g_ptr_array_ref (values);
      item->data = values->pdata[i];
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

/* --- Words ------------------------------------------------------------------------------------------------------- */

static const char *
name_end (const GlsRun *run)
{
  static const char * const names[] = { N_ ("broken off"), N_ ("done"), N_ ("cancelled"), N_ ("lost") };

  return run->taken_back ? _ ("taken back") : _ (names[run->end]);
}

/* Takes @words; what is nought is not said. */
static void
add_count (GString *text, gboolean *any, guint n, char *words)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", *any ? ", " : ": ", words);
  *any |= n > 0;
  g_free (words);
}

/* "9 documents, 135 suggestions: 126 new, 9 moved". */
static char *
describe_counts (const GlsRun *run)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean any = FALSE;

  g_string_append_printf (text, ngettext ("%u document", "%u documents", run->documents), run->documents);
  g_string_append (text, ", ");
  g_string_append_printf (text, ngettext ("%u suggestion", "%u suggestions", run->proposed), run->proposed);
  add_count (text, &any, run->added, g_strdup_printf (_ ("%u new"), run->added));
  add_count (text, &any, run->removed, g_strdup_printf (_ ("%u gone"), run->removed));
  add_count (text, &any, run->moved, g_strdup_printf (_ ("%u moved"), run->moved));
  add_count (text, &any, run->changed, g_strdup_printf (_ ("%u changed"), run->changed));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* {"limit":"5"} as "limit = 5"; NULL: there are none. */
static char *
describe_settings (const GlsRun *run)
{
  g_autoptr (JsonNode) node = run->settings != NULL ? gls_json_parse (run->settings, -1, NULL) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
      g_string_append_printf (text, "%s%s = %s", text->len > 0 ? ", " : "", name, json_node_get_string (value));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static const GlsRun *
get_selected (GlsRunsPane *self)
{
  GlsRunItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? item->data : NULL;
}

static void
show_head (GlsRunsPane *self)
{
  const GlsRun *run = get_selected (self);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *counts = run != NULL ? describe_counts (run) : NULL;
  g_autofree char *when = run != NULL ? gls_plugin_words_when (run->began) : NULL;
  g_autofree char *settings = run != NULL ? describe_settings (run) : NULL;

  if (run != NULL)
    {
      g_string_append_printf (text, "%s %s · %s · %s · %s\n%s", run->plugin, run->version, when, run->by != NULL ? run->by : "?",
                              name_end (run), counts);
      if (run->skipped + run->failed > 0)
        {
          g_string_append_c (text, '\n');
          g_string_append_printf (text, _ ("%u skipped, %u failed"), run->skipped, run->failed);
        }
      /* Less says nothing of the speed. */
      if (run->seconds > 0.1)
        {
          g_string_append_c (text, '\n');
          g_string_append_printf (text, _ ("%.1f s, %.2f million characters a second"), run->seconds,
                                  run->characters / run->seconds / 1e6);
        }
      if (run->reason != NULL)
        g_string_append_printf (text, "\n%s", run->reason);
      if (settings != NULL)
        {
          g_string_append_c (text, '\n');
          g_string_append_printf (text, _ ("Settings: %s"), settings);
        }
    }
  gtk_label_set_text (self->head, text->str);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "take-back")),
                               run != NULL && !run->taken_back);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static void
set_up_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      if (i == 1)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dim-label");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  g_object_set (box, "margin-top", 4, "margin-bottom", 4, "margin-start", 6, "margin-end", 6, NULL);
  gtk_list_item_set_child (list_item, box);
}

static void
show_row (GtkListItem *list_item, const char *first, const char *second)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  g_autofree char *spoken = g_strdup_printf ("%s, %s", first, second);

  gtk_label_set_text (GTK_LABEL (label), first);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (label)), second);
  gls_list_item_set_name (list_item, spoken);
}

static void
bind_run (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  const GlsRun *run = ((GlsRunItem *) gtk_list_item_get_item (list_item))->data;
  g_autofree char *when = gls_plugin_words_when (run->began);
  g_autofree char *first = g_strdup_printf ("%s %s · %s", run->plugin, run->version, when);
  g_autofree char *counts = describe_counts (run);
  g_autofree char *second = g_strdup_printf ("%s · %s · %s", run->by != NULL ? run->by : "?", name_end (run), counts);

  show_row (list_item, first, second);
}

static void
bind_difference (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  static const char * const names[] = { N_ ("+ new"), N_ ("− gone"), N_ ("→ moved"), N_ ("~ changed") };
  const GlsRunDifference *one = ((GlsRunItem *) gtk_list_item_get_item (list_item))->data;
  g_autofree char *words = one->was_words != NULL ? g_strdup_printf (_ ("%s (was: %s)"), one->words, one->was_words)
                                                  : g_strdup (one->words);
  g_autofree char *first = g_strdup_printf ("%s · %s", _ (names[one->kind]), words);
  g_autofree char *second = g_strdup_printf ("%s · %s", gls_type_get_label (one->type), one->key);

  show_row (list_item, first, second);
}

static GtkListItemFactory *
new_factory (void (*bind) (GtkSignalListItemFactory *factory, GtkListItem *list_item))
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  return factory;
}

static void
difference_activated (GlsRunsPane *self, guint position)
{
  g_autoptr (GlsRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->difference_items), position);
  const GlsRunDifference *one = item != NULL ? item->data : NULL;

  if (one != NULL)
    g_signal_emit (self, signals[SHOW_PLACE], 0, one->key, one->start, one->end);
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

static gpointer
load_runs (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_project_load_runs (project, error);
}

static gpointer
load_differences (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_run_differences (project, data, MOST_DIFFERENCES, NULL, error);
}

static void
differences_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsRunsPane) self = data;
  g_autoptr (GPtrArray) differences = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (differences == NULL || self->session == NULL)
    return;
  fill (self->difference_items, differences);
  gtk_widget_set_visible (self->none, differences->len == 0);
}

static void
start_anew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

static void
selected (GlsRunsPane *self)
{
  const GlsRun *run;

  /* The list still lets go of its rows when the pane has been taken down. */
  if (self->session == NULL)
    return;
  run = get_selected (self);
  show_head (self);
  if (run == NULL || gls_id_equal (&run->id, &self->shown))
    return;
  self->shown = run->id;
  g_list_store_remove_all (self->difference_items);
  gtk_widget_set_visible (self->none, FALSE);
  start_anew (&self->comparing);
  gls_store_read_async (gls_session_get_store (self->session), load_differences, g_memdup2 (&run->id, sizeof run->id), g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->comparing, differences_loaded, g_object_ref (self));
}

static void
runs_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsRunsPane) self = data;
  g_autoptr (GPtrArray) runs = gls_store_run_finish (GLS_STORE (source), result, NULL);
  gboolean newest = gtk_single_selection_get_selected (self->selection) == 0;
  guint position = 0;

  if (runs == NULL || self->session == NULL)
    return;
  /* Who looks at the last run sees the next one. */
  for (guint i = 0; !newest && i < runs->len; i++)
    if (gls_id_equal (&((GlsRun *) runs->pdata[i])->id, &self->shown))
      position = i;
  fill (self->run_items, runs);
  gtk_stack_set_visible_child_name (self->stack, runs->len > 0 ? "runs" : "empty");
  if (runs->len > 0)
    gtk_single_selection_set_selected (self->selection, position);
  selected (self);
}

static void
refresh (GlsRunsPane *self)
{
  start_anew (&self->reading);
  gls_store_read_async (gls_session_get_store (self->session), load_runs, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                        self->reading, runs_loaded, g_object_ref (self));
}

static void
records_changed (GlsRunsPane *self, GArray *records)
{
  gboolean concerned = records == NULL;

  for (guint i = 0; !concerned && i < records->len; i++)
    concerned = g_array_index (records, GlsChangedRecord, i).kind == GLS_RECORD_RUN;
  if (concerned)
    refresh (self);
}

/* --- Taking back ------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsId run;
  char *person;
} TakingBack;

static void
taking_back_free (gpointer data)
{
  g_free (((TakingBack *) data)->person);
  g_free (data);
}

static gpointer
take_run_back (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const TakingBack *taking = data;
  GlsUndoReport report;

  if (gls_project_take_run_back (project, &taking->run, taking->person, &report, error))
    gls_undo_report_clear (&report);
  return NULL;
}

static void
taken_back (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsRunsPane) self = data;
  g_autoptr (GError) error = NULL;

  gls_store_run_finish (GLS_STORE (source), result, &error);
  if (self->session == NULL)
    return;
  if (error != NULL)
    gls_session_fail (self->session, _ ("The run was not taken back"), error->message);
  else
    gls_session_say (self->session, _ ("The run is taken back"), FALSE);
}

static void
activate_take_back (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsRunsPane *self = data;
  const GlsRun *run = get_selected (self);
  TakingBack *taking;

  if (run == NULL || run->taken_back)
    return;
  taking = g_new0 (TakingBack, 1);
  taking->run = run->id;
  taking->person = g_strdup (gls_session_get_person (self->session));
  gls_store_write_async (gls_session_get_store (self->session), take_run_back, taking, taking_back_free, NULL, NULL, taken_back,
                         g_object_ref (self));
}

/* --- The widget -------------------------------------------------------------------------------------------------- */

static void
gls_runs_pane_dispose (GObject *object)
{
  GlsRunsPane *self = GLS_RUNS_PANE (object);

  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->comparing);
  g_clear_object (&self->reading);
  g_clear_object (&self->comparing);
  g_clear_object (&self->session);
  g_clear_object (&self->run_items);
  g_clear_object (&self->difference_items);
  g_clear_object (&self->selection);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (gls_runs_pane_parent_class)->dispose (object);
}

static gboolean
gls_runs_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GLS_RUNS_PANE (widget)->runs));
}

static void
gls_runs_pane_class_init (GlsRunsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = gls_runs_pane_grab_focus;
  G_OBJECT_CLASS (klass)->dispose = gls_runs_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/plugins/gls-runs-pane.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsRunsPane, name)
  BIND (stack);
  BIND (runs);
  BIND (differences);
  BIND (head);
  BIND (take_back);
  BIND (none);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, difference_activated);
  signals[SHOW_PLACE] = g_signal_new ("show-place", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                      G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
}

static void
set_up_lists (GlsRunsPane *self)
{
  g_autoptr (GtkListItemFactory) run_factory = new_factory (bind_run);
  g_autoptr (GtkListItemFactory) difference_factory = new_factory (bind_difference);
  g_autoptr (GtkSelectionModel) places = NULL;

  self->run_items = g_list_store_new (GLS_TYPE_RUN_ITEM);
  self->difference_items = g_list_store_new (GLS_TYPE_RUN_ITEM);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->run_items)));
  places = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->difference_items))));
  gtk_list_view_set_model (self->runs, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_model (self->differences, places);
  gtk_list_view_set_factory (self->runs, run_factory);
  gtk_list_view_set_factory (self->differences, difference_factory);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected), self, G_CONNECT_SWAPPED);
}

static void
gls_runs_pane_init (GlsRunsPane *self)
{
  static const GActionEntry entries[] = { { .name = "take-back", .activate = activate_take_back } };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plugins", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_lists (self);
  gls_keys_set_tooltip (self->take_back, _ ("Take back all that this run proposed, dropped and changed; what people accepted stays"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->runs), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Runs"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->differences), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What the run changed; Return goes to the text"), -1);
}

void
gls_runs_pane_set_session (GlsRunsPane *self, GlsSession *session)
{
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "records-changed", G_CALLBACK (records_changed), self, G_CONNECT_SWAPPED);
  refresh (self);
}
