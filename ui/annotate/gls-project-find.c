/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the query on a reader thread, shows rows as they are found, and tells which place was chosen.
 * It must not know how a place is shown. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-compat.h"
#include "common/gls-keys.h"
#include "gls-project-find-private.h"

/* Nobody reads more; a finer query is needed then. */
#define ROWS_MAX 100000
/* Changes that come closer are looked for together. */
#define AGAIN_MS 500

G_DEFINE_FINAL_TYPE (GlsProjectFind, gls_project_find, ADW_TYPE_BIN)

enum { SHOW_PLACE, CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (GtkWidget *box, float xalign, PangoEllipsizeMode ellipsize, int chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  if (chars > 0)
    {
      gtk_label_set_width_chars (GTK_LABEL (label), chars);
      gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
    }
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *context = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *key = new_label (box, 0, PANGO_ELLIPSIZE_MIDDLE, 20), *kind = new_label (box, 0, PANGO_ELLIPSIZE_END, 11);

  gtk_widget_add_css_class (key, "dim-label");
  gtk_widget_set_valign (kind, GTK_ALIGN_CENTER);
  /* Two halves of the same width: the words stand below each other. */
  gtk_box_set_homogeneous (GTK_BOX (context), TRUE);
  gtk_widget_set_hexpand (context, TRUE);
  new_label (context, 1, PANGO_ELLIPSIZE_START, 0);
  new_label (context, 0, PANGO_ELLIPSIZE_END, 0);
  gtk_box_append (GTK_BOX (box), context);
  gtk_list_item_set_child (item, box);
}

static const char *
get_zone_name (GlsZoneKind zone)
{
  switch (zone)
    {
    case GLS_ZONE_HEADLINE:
      return _ ("headline");
    case GLS_ZONE_CAPTION:
      return _ ("caption");
    case GLS_ZONE_BYLINE:
      return _ ("byline");
    case GLS_ZONE_BOILERPLATE:
      return _ ("boilerplate");
    case GLS_ZONE_REPEAT:
      return _ ("repeat");
    case GLS_ZONE_BODY:
    default:
      return "";
    }
}

/* By its first letter. */
static gboolean
is_rtl (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      switch (g_unichar_get_script (g_utf8_get_char (at)))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
          return TRUE;
        default:
          return FALSE;
        }
  return FALSE;
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsProjectFind *self)
{
  const GlsFindRow *row = gls_find_item_get_row (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item), *key = gtk_widget_get_first_child (box), *kind = gtk_widget_get_next_sibling (key);
  GtkWidget *context = gtk_widget_get_next_sibling (kind), *before = gtk_widget_get_first_child (context);
  GtkWidget *after = gtk_widget_get_next_sibling (before);
  GtkTextDirection direction = is_rtl (row->words) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
  const char *said = row->type != NULL ? gls_type_get_label (row->type) : get_zone_name (row->zone);
  g_autofree char *words = g_markup_printf_escaped ("<b>%s</b>%s", row->words, row->after);
  g_autofree char *name = g_strdup_printf ("%s%s%s: %s%s%s", row->key, *said != '\0' ? ", " : "", said, row->before, row->words,
                                           row->after);
  GlsCodebook *codebook = gls_session_get_codebook (self->session);

  gtk_label_set_text (GTK_LABEL (key), row->key);
  gtk_label_set_text (GTK_LABEL (kind), said);
  gls_type_style_apply (kind, row->type != NULL ? gls_codebook_find_type (codebook, row->type) : NULL);
  if (row->type != NULL)
    gtk_widget_add_css_class (kind, "chip");
  else
    gtk_widget_remove_css_class (kind, "chip");
  /* Lines of a script written from right to left read from right to left, whatever the window does. */
  gtk_widget_set_direction (context, direction);
  gtk_widget_set_direction (before, direction);
  gtk_widget_set_direction (after, direction);
  gtk_label_set_text (GTK_LABEL (before), row->before);
  gtk_label_set_markup (GTK_LABEL (after), words);
  gls_list_item_set_name (item, name);
}

/* --- State ------------------------------------------------------------------------------------------------------- */

static guint
count_selected (GlsProjectFind *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return gtk_bitset_get_size (selected);
}

static void
show_state (GlsProjectFind *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model)), documents = gls_find_model_count_documents (self->model);
  guint selected = count_selected (self);
  const GlsFindRow *first = gls_find_model_get (self->model, 0);
  gboolean annotations = first != NULL && first->kind == GLS_FIND_ANNOTATION;
  g_autoptr (GString) text = g_string_new (NULL);

  if (n > 0)
    {
      g_string_append_printf (text, annotations ? ngettext ("%u annotation", "%u annotations", n) : ngettext ("%u line", "%u lines", n), n);
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u document", "%u documents", documents), documents);
      if (self->more)
        g_string_append_printf (text, " · %s", _ ("there are more"));
      if (selected > 1)
        {
          g_string_append (text, " · ");
          g_string_append_printf (text, ngettext ("%u selected", "%u selected", selected), selected);
        }
    }
  else if (self->searching == NULL && *gtk_editable_get_text (self->entry) != '\0' &&
           !gtk_widget_get_visible (GTK_WIDGET (self->problem)))
    g_string_append (text, _ ("Nothing found"));
  gtk_label_set_text (self->summary, text->str);
  gtk_widget_set_visible (self->stop_button, self->searching != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), self->searching != NULL);
  gtk_widget_set_sensitive (self->label_button, selected > 0 && !self->working);
  gtk_widget_set_sensitive (self->delete_button, selected > 0 && annotations && !self->working);
}

static void
show_problem (GlsProjectFind *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_place (GlsProjectFind *self, guint position, gboolean focus)
{
  const GlsFindRow *row = gls_find_model_get (self->model, position);

  if (row != NULL)
    g_signal_emit (self, signals[SHOW_PLACE], 0, row, focus);
}

static void
selection_changed (GlsProjectFind *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  show_state (self);
  if (gtk_bitset_get_size (selected) == 1)
    show_place (self, gtk_bitset_get_nth (selected, 0), FALSE);
}

static void
row_activated (GlsProjectFind *self, guint position)
{
  show_place (self, position, TRUE);
}

/* --- Searching --------------------------------------------------------------------------------------------------- */

typedef struct {
  gatomicrefcount  ref_count;
  GlsProjectFind  *self;        /* main thread only */
  GlsQuery        *query;
  char            *person;
  GCancellable    *cancellable;
} Job;

typedef struct {
  Job          *job;
  GlsFindBatch *batch;
} Delivery;

static void
job_unref (gpointer data)
{
  Job *job = data;

  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  gls_query_unref (job->query);
  g_free (job->person);
  g_object_unref (job->cancellable);
  g_free (job);
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  gls_find_batch_unref (delivery->batch);
  job_unref (delivery->job);
  g_free (delivery);
}

static gboolean
deliver (gpointer data)
{
  const Delivery *delivery = data;
  GlsProjectFind *self = delivery->job->self;

  /* A search that was stopped or overtaken has its cancellable cancelled, also when the pane is gone. */
  if (g_cancellable_is_cancelled (delivery->job->cancellable))
    return G_SOURCE_REMOVE;
  gls_find_model_add (self->model, delivery->batch);
  if (delivery->batch->documents_total > 0)
    gtk_progress_bar_set_fraction (self->progress, (double) delivery->batch->documents_done / delivery->batch->documents_total);
  show_state (self);
  return G_SOURCE_REMOVE;
}

/* On the reader thread. */
static void
take_batch (GlsFindBatch *batch, gpointer data)
{
  Job *job = data;
  Delivery *delivery = g_new0 (Delivery, 1);

  g_atomic_ref_count_inc (&job->ref_count);
  delivery->job = job;
  delivery->batch = gls_find_batch_ref (batch);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, deliver, delivery, delivery_free);
}

static gpointer
run_query (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  gboolean *more = g_new0 (gboolean, 1);

  if (gls_project_find (project, job->query, job->person, TRUE, ROWS_MAX, take_batch, job, more, cancellable, error))
    return more;
  g_free (more);
  return NULL;
}

static void
searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsProjectFind) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gboolean *more = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->searching == NULL ||
      g_task_get_cancellable (G_TASK (result)) != self->searching)
    return;
  g_clear_object (&self->searching);
  self->more = more != NULL && *more;
  show_problem (self, error != NULL ? error->message : NULL);
  show_state (self);
}

static void
stop (GlsProjectFind *self)
{
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

static void
stop_clicked (GlsProjectFind *self)
{
  stop (self);
  show_state (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
gls_project_find_start (GlsProjectFind *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsQuery) query = NULL;
  Job *job;

  if (self->session == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  stop (self);
  query = gls_query_parse (gtk_editable_get_text (self->entry), &error);
  gls_find_model_clear (self->model);
  self->more = FALSE;
  show_problem (self, error != NULL ? error->message : NULL);
  gtk_widget_set_visible (self->again_button, FALSE);
  if (query != NULL && !gls_query_is_empty (query))
    {
      job = g_new0 (Job, 1);
      g_atomic_ref_count_init (&job->ref_count);
      job->self = self;
      job->query = g_steal_pointer (&query);
      job->person = g_strdup (gls_session_get_person (self->session));
      self->searching = g_cancellable_new ();
      job->cancellable = g_object_ref (self->searching);
      gtk_progress_bar_set_fraction (self->progress, 0);
      gls_store_read_async (gls_session_get_store (self->session), run_query, job, job_unref, g_free, self->searching, searched,
                            g_object_ref (self));
    }
  show_state (self);
}

/* From the query to what it has found. */
static void
entry_activated (GlsProjectFind *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    gls_project_find_start (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
activate_insert (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsProjectFind *self = data;
  const char *filter = g_variant_get_string (parameter, NULL), *text = gtk_editable_get_text (self->entry);
  g_autofree char *joined = g_strconcat (text, *text == '\0' || g_str_has_suffix (text, " ") ? "" : " ", filter, NULL);

  gtk_editable_set_text (self->entry, joined);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, -1);
}

/* --- Changing many ----------------------------------------------------------------------------------------------- */

static void
activate_label (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_project_find_change (data, g_variant_get_string (parameter, NULL));
}

static void
delete_clicked (GlsProjectFind *self)
{
  gls_project_find_change (self, NULL);
}

static void
codebook_changed (GlsProjectFind *self)
{
  GlsCodebook *codebook = gls_session_get_codebook (self->session);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (gls_type_get_label (type->name), NULL);

      if (type->retired)
        continue;
      g_menu_item_set_action_and_target (item, "find.label", "s", type->name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->label_button), G_MENU_MODEL (menu));
}

static gboolean
is_in_use (GlsProjectFind *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return !gtk_bitset_is_empty (selected) || self->searching != NULL || self->working ||
         (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)));
}

static gboolean
search_again (gpointer data)
{
  GlsProjectFind *self = data;

  self->again_source = 0;
  if (is_in_use (self))
    gtk_widget_set_visible (self->again_button, TRUE);
  else
    gls_project_find_start (self);
  return G_SOURCE_REMOVE;
}

/* Looked for again when the last of some changes has come. Where somebody is among the rows they stay as they are, so that nobody
 * loses their place; a button looks again. */
static void
records_changed (GlsProjectFind *self, GArray *records)
{
  gboolean any = records == NULL;

  for (guint i = 0; !any && i < records->len; i++)
    {
      GlsRecordKind kind = g_array_index (records, GlsChangedRecord, i).kind;

      any = kind == GLS_RECORD_ANNOTATION || kind == GLS_RECORD_DOCUMENT || kind == GLS_RECORD_ZONE || kind == GLS_RECORD_STATUS;
    }
  if (!any || self->again_source != 0 || !gtk_widget_get_visible (GTK_WIDGET (self)) || *gtk_editable_get_text (self->entry) == '\0')
    return;
  if (is_in_use (self))
    gtk_widget_set_visible (self->again_button, TRUE);
  else
    self->again_source = g_timeout_add (AGAIN_MS, search_again, self);
}

static const char *
find_type_by_key (GlsProjectFind *self, gunichar letter)
{
  GlsCodebook *codebook = gls_session_get_codebook (self->session);

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (!type->retired && type->key != NULL && g_utf8_get_char (type->key) == letter)
        return type->name;
    }
  return NULL;
}

gboolean
gls_project_find_press_key (GlsProjectFind *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *type;
  gunichar letter;

  if (keyval == GDK_KEY_Escape)
    {
      gls_project_find_close (self);
      return TRUE;
    }
  if (focus == NULL || (focus != GTK_WIDGET (self->view) && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view))))
    return FALSE;
  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    {
      gls_project_find_change (self, NULL);
      return TRUE;
    }
  letter = gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode);
  type = letter != 0 && (state & GDK_SHIFT_MASK) == 0 ? find_type_by_key (self, letter) : NULL;
  if (type == NULL)
    return FALSE;
  gls_project_find_change (self, type);
  return TRUE;
}

/* --- Showing ----------------------------------------------------------------------------------------------------- */

void
gls_project_find_open (GlsProjectFind *self, const char *words)
{
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (words != NULL)
    gtk_editable_set_text (self->entry, words);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  if (words != NULL || g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    gls_project_find_start (self);
}

void
gls_project_find_close (GlsProjectFind *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  stop (self);
  g_signal_emit (self, signals[CLOSED], 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
gls_project_find_set_session (GlsProjectFind *self, GlsSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  stop (self);
  gls_find_model_clear (self->model);
  gtk_editable_set_text (self->entry, "");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_set_object (&self->session, session);
  self->working = FALSE;
  show_state (self);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "codebook-changed", G_CALLBACK (codebook_changed), self);
  g_signal_connect_swapped (session, "records-changed", G_CALLBACK (records_changed), self);
  codebook_changed (self);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_project_find_dispose (GObject *object)
{
  GlsProjectFind *self = GLS_PROJECT_FIND (object);

  g_clear_handle_id (&self->again_source, g_source_remove);
  stop (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (gls_project_find_parent_class)->dispose (object);
}

static void
gls_project_find_class_init (GlsProjectFindClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_project_find_dispose;
  signals[SHOW_PLACE] = g_signal_new ("show-place", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                      G_TYPE_BOOLEAN);
  signals[CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-project-find.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsProjectFind, name)
  BIND (entry);
  BIND (filters_button);
  BIND (stop_button);
  BIND (close_button);
  BIND (problem);
  BIND (summary);
  BIND (progress);
  BIND (again_button);
  BIND (label_button);
  BIND (delete_button);
  BIND (view);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, gls_project_find_start);
  gtk_widget_class_bind_template_callback (widget_class, gls_project_find_close);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
}

static void
gls_project_find_init (GlsProjectFind *self)
{
  static const GActionEntry entries[] = {
    { .name = "insert", .activate = activate_insert, .parameter_type = "s" },
    { .name = "label", .activate = activate_label, .parameter_type = "s" },
  };
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = gls_find_model_new ();
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "find", G_ACTION_GROUP (self->actions));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->view, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Found"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find in the project"), -1);
  gls_keys_set_tooltip (self->filters_button, _ ("Filters for what is found"), NULL);
  gls_keys_set_tooltip (self->close_button, _ ("Close (Esc)"), NULL);
}
