/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows problems by severity and rule, and does what a person wants with one: go there, take the fix, waive.
 * It must not know the article view nor how problems are found. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "common/gls-keys.h"
#include "common/gls-plugin-news.h"
#include "common/gls-settings.h"
#include "gls-problem-answers.h"
#include "gls-problem-list.h"
#include "gls-problem-model.h"
#include "gls-problem-row.h"

#define PROJECT_MS 250   /* the whole project's list is made anew so often at most */

struct _GlsProblemList {
  AdwBin              parent_instance;
  GtkLabel           *heading;
  GtkSpinner         *spinner;
  GtkToggleButton    *all_button;
  GtkToggleButton    *waived_button;
  GtkWidget          *again_button;
  GtkLabel           *failure;
  GtkStack           *stack;
  GtkLabel           *none;
  GtkListView        *view;
  GtkRevealer        *waive_revealer;
  GtkEntry           *waive_entry;
  GtkWidget          *waive_button;
  GListStore         *store;
  GtkSingleSelection *selection;
  GlsSession         *session;
  GlsProblemWatch    *watch;
  GArray             *documents;   /* GlsId: what is open; the first is worked in */
  GlsFinding         *waiving;     /* whose note is being written */
  guint               refill_source, focus_source;
  guint               focus_at;
  gboolean            setting;     /* rows change, not the person's choice */
  gboolean            gone;        /* disposed: its parts are no more */
};

G_DEFINE_FINAL_TYPE (GlsProblemList, gls_problem_list, ADW_TYPE_BIN)

enum { GO, MARKS_CHANGED, COUNTED, BEFORE_CHANGE, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

static const GlsId *
current_document (GlsProblemList *self)
{
  return self->documents->len > 0 ? &g_array_index (self->documents, GlsId, 0) : NULL;
}

static GlsFinding *
finding_at (GlsProblemList *self, guint position)
{
  g_autoptr (GlsProblemItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  return item != NULL ? gls_problem_item_get_finding (item) : NULL;
}

/* Borrowed; NULL: none is chosen. */
static GlsFinding *
get_chosen (GlsProblemList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  return position != GTK_INVALID_LIST_POSITION ? finding_at (self, position) : NULL;
}

/* --- Choosing --------------------------------------------------------------------------------------------------------- */

/* A list of GTK 4.8 that is told to scroll before it has a size stays empty: after the next layout. */
static gboolean
focus_row (gpointer data)
{
  GlsProblemList *self = data;

  self->focus_source = 0;
  if (self->focus_at >= g_list_model_get_n_items (G_LIST_MODEL (self->store)))
    return G_SOURCE_REMOVE;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", self->focus_at);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return G_SOURCE_REMOVE;
}

static void
choose (GlsProblemList *self, guint position, gboolean focus)
{
  self->setting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->setting = FALSE;
  if (!focus)
    return;
  /* The next key is for the list already. */
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  self->focus_at = position;
  if (self->focus_source == 0)
    self->focus_source = g_idle_add_full (G_PRIORITY_LOW, focus_row, self, NULL);
}

/* The problem @step rows on, passing over heads; GTK_INVALID_LIST_POSITION: none. */
static guint
find_row (GlsProblemList *self, guint from, int step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = from + step; i < n; i += step)
    if (finding_at (self, i) != NULL)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
show_place (GlsProblemList *self, gboolean focus)
{
  GlsFinding *finding = get_chosen (self);

  if (finding != NULL)
    g_signal_emit (self, signals[GO], 0, finding, focus);
}

/* Tab and Shift+Tab: round and round. */
static void
step_row (GlsProblemList *self, int step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint from = gtk_single_selection_get_selected (self->selection);
  guint to = from != GTK_INVALID_LIST_POSITION ? find_row (self, from, step) : GTK_INVALID_LIST_POSITION;

  if (to == GTK_INVALID_LIST_POSITION)
    to = find_row (self, step > 0 ? (guint) -1 : n, step);
  if (to == GTK_INVALID_LIST_POSITION)
    return;
  choose (self, to, TRUE);
  show_place (self, FALSE);
}

static gboolean
is_here (GlsProblemList *self, const GlsFinding *finding)
{
  const GlsId *document = current_document (self);

  return document != NULL && finding->problem->has_document && gls_id_equal (&finding->problem->document, document);
}

gboolean
gls_problem_list_walk (GlsProblemList *self, guint32 caret, int step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store)), best = GTK_INVALID_LIST_POSITION, around = best;
  GlsFinding *chosen = get_chosen (self);
  guint32 best_start = 0, around_start = 0;

  if (chosen != NULL && is_here (self, chosen))
    caret = chosen->start;
  for (guint i = 0; i < n; i++)
    {
      GlsFinding *finding = finding_at (self, i);
      gboolean ahead;

      if (finding == NULL || finding == chosen || finding->waiver != NULL || !is_here (self, finding))
        continue;
      /* At the same place the list's order counts. */
      ahead = step > 0 ? finding->start > caret || (finding->start == caret && i > gtk_single_selection_get_selected (self->selection))
                       : finding->start < caret;
      if (ahead && (best == GTK_INVALID_LIST_POSITION || (step > 0 ? finding->start < best_start : finding->start >= best_start)))
        {
          best = i;
          best_start = finding->start;
        }
      if (around == GTK_INVALID_LIST_POSITION || (step > 0 ? finding->start < around_start : finding->start >= around_start))
        {
          around = i;
          around_start = finding->start;
        }
    }
  if (best == GTK_INVALID_LIST_POSITION)
    best = around;
  if (best == GTK_INVALID_LIST_POSITION)
    return FALSE;
  choose (self, best, TRUE);
  show_place (self, FALSE);
  return TRUE;
}

static void
selection_changed (GlsProblemList *self)
{
  if (!self->setting)
    show_place (self, FALSE);
}

static void
row_activated (GlsProblemList *self, guint position)
{
  show_place (self, TRUE);
}

/* --- Answering ----------------------------------------------------------------------------------------------------- */

/* Goes on to the next one; what is done leaves the list by itself. */
static void
go_on (GlsProblemList *self)
{
  guint from = gtk_single_selection_get_selected (self->selection), to = find_row (self, from, 1);

  if (to == GTK_INVALID_LIST_POSITION)
    to = find_row (self, from, -1);
  if (to == GTK_INVALID_LIST_POSITION)
    return;
  choose (self, to, TRUE);
  show_place (self, FALSE);
}

static void
take_fix (GlsProblemList *self, GlsFinding *finding)
{
  if (finding->problem->fixes->len == 0)
    {
      gls_session_say (self->session, _ ("No fix is offered here; Return goes there"), FALSE);
      return;
    }
  g_signal_emit (self, signals[BEFORE_CHANGE], 0);
  gls_problem_take_fix (self->session, finding, 0);
}

static void
end_waiving (GlsProblemList *self)
{
  if (self->gone)
    return;
  gtk_revealer_set_reveal_child (self->waive_revealer, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->waive_entry), "");
  g_clear_pointer (&self->waiving, gls_finding_unref);
}

static void
begin_waiving (GlsProblemList *self, GlsFinding *finding)
{
  end_waiving (self);
  self->waiving = gls_finding_ref (finding);
  gtk_revealer_set_reveal_child (self->waive_revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->waive_entry));
}

static void
waive_now (GlsProblemList *self)
{
  g_autoptr (GlsFinding) finding = g_steal_pointer (&self->waiving);
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->waive_entry))));

  end_waiving (self);
  if (finding == NULL)
    return;
  gls_problem_waive (self->session, finding, note);
  go_on (self);
}

static void
waive_or_open (GlsProblemList *self, GlsFinding *finding)
{
  if (finding->waiver != NULL)
    gls_problem_open_again (self->session, finding);
  else
    begin_waiving (self, finding);
}

void
gls_problem_list_answer (GlsProblemList *self, GlsFinding *finding, gboolean fix)
{
  g_return_if_fail (GLS_IS_PROBLEM_LIST (self));

  if (self->session == NULL)
    return;
  if (fix)
    take_fix (self, finding);
  else
    begin_waiving (self, finding);
}

/* --- Rows ------------------------------------------------------------------------------------------------------------- */

static char *
dup_where (GlsProblemList *self, const GlsFinding *finding)
{
  const GlsDocumentRow *row = NULL;

  if (is_here (self, finding))
    return NULL;
  if (!finding->problem->has_document)
    return g_strdup (_ ("In the whole project"));
  if (self->session != NULL && gls_session_get_catalog (self->session) != NULL)
    row = gls_catalog_find (gls_session_get_catalog (self->session), &finding->problem->document);
  return row != NULL ? g_strdup (row->title != NULL ? row->title : row->key) : NULL;
}

static void
row_fix (GlsProblemRow *row, GtkListItem *item)
{
  GlsProblemList *self = GLS_PROBLEM_LIST (gtk_widget_get_ancestor (GTK_WIDGET (row), GLS_TYPE_PROBLEM_LIST));

  choose (self, gtk_list_item_get_position (item), FALSE);
  take_fix (self, gls_problem_item_get_finding (gtk_list_item_get_item (item)));
}

static void
row_waive (GlsProblemRow *row, GtkListItem *item)
{
  GlsProblemList *self = GLS_PROBLEM_LIST (gtk_widget_get_ancestor (GTK_WIDGET (row), GLS_TYPE_PROBLEM_LIST));

  choose (self, gtk_list_item_get_position (item), FALSE);
  waive_or_open (self, gls_problem_item_get_finding (gtk_list_item_get_item (item)));
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = gls_problem_row_new ();

  g_signal_connect (row, "fix", G_CALLBACK (row_fix), item);
  g_signal_connect (row, "waive", G_CALLBACK (row_waive), item);
  gtk_list_item_set_child (item, row);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsProblemList *self)
{
  const GlsFinding *finding = gls_problem_item_get_finding (gtk_list_item_get_item (item));
  g_autofree char *where = finding != NULL ? dup_where (self, finding) : NULL;

  gls_problem_row_show (GLS_PROBLEM_ROW (gtk_list_item_get_child (item)), item, where);
}

/* --- Filling ---------------------------------------------------------------------------------------------------------- */

/* Takes @text. */
static void
add_count (GStrvBuilder *builder, char *text, guint n)
{
  if (n > 0)
    g_strv_builder_add (builder, text);
  g_free (text);
}

static char *
dup_summary (const GlsProblemCounts *counts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  add_count (builder, g_strdup_printf (ngettext ("%u error", "%u errors", counts->errors), counts->errors), counts->errors);
  add_count (builder, g_strdup_printf (ngettext ("%u warning", "%u warnings", counts->warnings), counts->warnings), counts->warnings);
  add_count (builder, g_strdup_printf (ngettext ("%u note", "%u notes", counts->notes), counts->notes), counts->notes);
  parts = g_strv_builder_end (builder);
  return parts[0] != NULL ? g_strjoinv (" · ", parts) : g_strdup (_ ("No problem"));
}

static void
show_failure (GlsProblemList *self)
{
  const char *failure = self->watch != NULL ? gls_problem_watch_get_failure (self->watch) : NULL;

  gtk_label_set_text (self->failure, failure != NULL ? failure : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), failure != NULL);
}

/* Where the chosen row is after the rows were made anew; else the one that stands there now. */
static void
keep_chosen (GlsProblemList *self, const GlsFinding *chosen, guint position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n; i++)
    {
      GlsFinding *finding = finding_at (self, i);

      if (finding != NULL && gls_id_equal (&finding->problem->id, &chosen->problem->id)
          && g_str_equal (finding->problem->message, chosen->problem->message))
        {
          choose (self, i, FALSE);
          return;
        }
    }
  position = n > 0 ? find_row (self, MIN (position, n) - 1, 1) : GTK_INVALID_LIST_POSITION;
  choose (self, position, FALSE);
}

static void
refill_now (GlsProblemList *self)
{
  gboolean all = gtk_toggle_button_get_active (self->all_button);
  const GlsId *document = current_document (self);
  guint position = gtk_single_selection_get_selected (self->selection);
  GlsFinding *chosen = get_chosen (self);
  g_autoptr (GlsFinding) kept = chosen != NULL ? gls_finding_ref (chosen) : NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *summary = NULL;
  GlsProblemCounts counts;

  if (self->watch == NULL || (document == NULL && !all))
    findings = g_ptr_array_new ();
  else
    findings = gls_problem_watch_list (self->watch, all ? NULL : document);
  self->setting = TRUE;
  gls_problem_rows_fill (self->store, findings, document, gtk_toggle_button_get_active (self->waived_button), &counts);
  self->setting = FALSE;
  if (kept != NULL)
    keep_chosen (self, kept, position);
  summary = dup_summary (&counts);
  gtk_label_set_text (self->heading, summary);
  gtk_label_set_text (self->none, all ? _ ("No problem in the whole project") : _ ("No problem in this document"));
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0 ? "list" : "none");
  show_failure (self);
}

static void
count_document (GlsProblemList *self)
{
  const GlsId *document = current_document (self);
  g_autoptr (GPtrArray) findings = NULL;
  guint open = 0;
  gboolean errors = FALSE;

  if (self->watch != NULL && document != NULL)
    findings = gls_problem_watch_list (self->watch, document);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const GlsFinding *finding = findings->pdata[i];

      open += finding->waiver == NULL;
      errors |= finding->waiver == NULL && finding->problem->severity == GLS_PLUGIN_ERROR;
    }
  g_signal_emit (self, signals[COUNTED], 0, open, errors);
}

static gboolean
refill_later (gpointer data)
{
  GlsProblemList *self = data;

  self->refill_source = 0;
  refill_now (self);
  return G_SOURCE_REMOVE;
}

static void
refill (GlsProblemList *self)
{
  g_clear_handle_id (&self->refill_source, g_source_remove);
  if (!self->gone)
    refill_now (self);
}

static gboolean
is_open (GlsProblemList *self, const GlsId *document)
{
  for (guint i = 0; document != NULL && i < self->documents->len; i++)
    if (gls_id_equal (&g_array_index (self->documents, GlsId, i), document))
      return TRUE;
  return document == NULL;
}

static void
watch_changed (GlsProblemList *self, const GlsId *document)
{
  gboolean all = gtk_toggle_button_get_active (self->all_button);
  const GlsId *current = current_document (self);

  if (is_open (self, document))
    {
      count_document (self);
      g_signal_emit (self, signals[MARKS_CHANGED], 0);
    }
  if (!all && current != NULL && (document == NULL || gls_id_equal (document, current)))
    refill (self);
  else if (all && self->refill_source == 0)
    self->refill_source = g_timeout_add (PROJECT_MS, refill_later, self);
}

static void
busy_changed (GlsProblemList *self)
{
  if (self->gone)
    return;
  gtk_spinner_set_spinning (self->spinner, self->watch != NULL && gls_problem_watch_is_busy (self->watch));
  show_failure (self);
}

static void
check_again (GlsProblemList *self)
{
  if (self->watch != NULL)
    gls_problem_watch_restart (self->watch);
}

void
gls_problem_list_set_documents (GlsProblemList *self, const GlsId *documents, guint n)
{
  if (n == self->documents->len && (n == 0 || memcmp (self->documents->data, documents, n * sizeof *documents) == 0))
    return;
  end_waiving (self);
  g_array_set_size (self->documents, 0);
  g_array_append_vals (self->documents, documents, n);
  if (self->watch != NULL)
    gls_problem_watch_set_open (self->watch, documents, n);
  refill (self);
  count_document (self);
  g_signal_emit (self, signals[MARKS_CHANGED], 0);
}

GlsProblemWatch *
gls_problem_list_get_watch (GlsProblemList *self)
{
  return self->watch;
}

/* --- Keys ------------------------------------------------------------------------------------------------------------- */

gboolean
gls_problem_list_press_key (GlsProblemList *self, guint keyval, GdkModifierType state)
{
  GlsFinding *chosen = get_chosen (self);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean in_rows = focus != NULL && (focus == GTK_WIDGET (self->view) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)));

  if (keyval == GDK_KEY_Escape)
    {
      if (self->waiving != NULL)
        {
          end_waiving (self);
          choose (self, gtk_single_selection_get_selected (self->selection), TRUE);
        }
      else
        g_signal_emit (self, signals[LEFT], 0);
      return TRUE;
    }
  if (!in_rows)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Tab:
      step_row (self, 1);
      return TRUE;
    case GDK_KEY_ISO_Left_Tab:
      step_row (self, -1);
      return TRUE;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (chosen != NULL && chosen->waiver == NULL)
        {
          g_autoptr (GlsFinding) kept = gls_finding_ref (chosen);

          take_fix (self, kept);
          if (kept->problem->fixes->len > 0)
            go_on (self);
        }
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      if (chosen != NULL)
        waive_or_open (self, chosen);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      show_place (self, TRUE);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- Object ----------------------------------------------------------------------------------------------------------- */

static void
stop_watching (GlsProblemList *self)
{
  if (self->watch == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->watch, self);
  gls_problem_watch_stop (self->watch);
  g_clear_object (&self->watch);
}

static void
set_most (GlsProblemList *self)
{
  gls_problem_watch_set_most (self->watch, (guint) gls_settings_get_int (gls_settings_get_default (), GLS_SETTING_MOST_PROBLEMS));
}

static void
most_changed (GlsProblemList *self)
{
  if (self->watch == NULL)
    return;
  set_most (self);
  gls_problem_watch_restart (self->watch);
}

static void
start_watching (GlsProblemList *self)
{
  stop_watching (self);
  if (self->session == NULL)
    return;
  self->watch = gls_problem_watch_new (gls_session_get_store (self->session), gls_session_get_person (self->session));
  set_most (self);
  g_signal_connect_swapped (self->watch, "changed", G_CALLBACK (watch_changed), self);
  g_signal_connect_swapped (self->watch, "busy-changed", G_CALLBACK (busy_changed), self);
  gls_problem_watch_set_open (self->watch, (const GlsId *) (gpointer) self->documents->data, self->documents->len);
}

void
gls_problem_list_set_session (GlsProblemList *self, GlsSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  end_waiving (self);
  g_array_set_size (self->documents, 0);
  g_set_object (&self->session, session);
  start_watching (self);
  if (session != NULL)
    g_signal_connect_swapped (session, "person-changed", G_CALLBACK (start_watching), self);
  refill (self);
  busy_changed (self);
}

static void
gls_problem_list_dispose (GObject *object)
{
  GlsProblemList *self = GLS_PROBLEM_LIST (object);

  self->gone = TRUE;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  stop_watching (self);
  g_clear_handle_id (&self->refill_source, g_source_remove);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_pointer (&self->waiving, gls_finding_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gls_problem_list_parent_class)->dispose (object);
}

static void
gls_problem_list_finalize (GObject *object)
{
  GlsProblemList *self = GLS_PROBLEM_LIST (object);

  g_array_unref (self->documents);
  g_clear_object (&self->store);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (gls_problem_list_parent_class)->finalize (object);
}

static void
gls_problem_list_class_init (GlsProblemListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_problem_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_problem_list_finalize;
  signals[GO] = g_signal_new ("go", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[MARKS_CHANGED] = g_signal_new ("marks-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTED] = g_signal_new ("counted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[BEFORE_CHANGE] = g_signal_new ("before-change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-problem-list.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsProblemList, name)
  BIND (heading);
  BIND (spinner);
  BIND (all_button);
  BIND (waived_button);
  BIND (again_button);
  BIND (failure);
  BIND (stack);
  BIND (none);
  BIND (view);
  BIND (waive_revealer);
  BIND (waive_entry);
  BIND (waive_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, refill);
  gtk_widget_class_bind_template_callback (widget_class, check_again);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, waive_now);
}

static void
gls_problem_list_init (GlsProblemList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->documents = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->store = g_list_store_new (GLS_TYPE_PROBLEM_ITEM);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->store));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gls_settings_get_default (), "changed::" GLS_SETTING_MOST_PROBLEMS, G_CALLBACK (most_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  gls_keys_set_tooltip (GTK_WIDGET (self->all_button), _ ("Problems of all documents"), NULL);
  gls_keys_set_tooltip (GTK_WIDGET (self->waived_button), _ ("Show waived problems, too"), NULL);
  gls_keys_set_tooltip (self->again_button, _ ("Check everything again"), NULL);
  gls_keys_set_tooltip (self->waive_button, _ ("Waive with this note (Return)"), NULL);
  g_signal_connect_object (gls_plugin_news_get_default (), "changed", G_CALLBACK (check_again), self, G_CONNECT_SWAPPED);
  refill (self);
}
