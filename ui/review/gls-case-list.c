/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the queue's rows and sets its filter.
 * It must not know how a case is settled. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "common/gls-chip-row.h"
#include "common/gls-compat.h"
#include "common/gls-type-style.h"
#include "gls-case-list.h"
#include "gls-case-text.h"

#define TYPING_MS 150

struct _GlsCaseList {
  AdwBin              parent_instance;
  GtkWidget          *search, *kinds, *types, *people, *sort, *documents, *open, *settled, *mine;
  GtkLabel           *status;
  GtkProgressBar     *progress;
  GtkListView        *view;
  GtkSingleSelection *selection;
  GlsReviewQueue     *queue;
  GlsCodebook        *codebook;
  GtkWidget          *pairing;      /* what two people must say; a click lets go of it */
  GlsQueueFilter      paired;       /* of it: a, b, says_a, says_b */
  GtkStringList      *type_names, *people_names, *document_names;
  GPtrArray          *type_ids, *document_keys;     /* char *, by place after the first */
  guint               documents_shape;              /* of those offered */
  GHashTable         *bound;        /* GtkListItem: rows that show something */
  guint               typing, scroll_to, scroll_source;
  gboolean            setting;
  char               *person;
};

G_DEFINE_FINAL_TYPE (GlsCaseList, gls_case_list, ADW_TYPE_BIN)

static guint chosen_signal;

/* --- Rows ------------------------------------------------------------------------------------------------------------ */

/* Signs, not colours. */
static char *
dup_marks (GlsCaseList *self, const GlsCase *item)
{
  guint alike = item->state != GLS_CASE_SETTLED ? gls_review_queue_count_alike (self->queue, item) : 0;
  GString *marks = g_string_new (NULL);

  if (item->unsure > 0)
    g_string_append (marks, "?");
  if (item->state == GLS_CASE_REOPENED)
    g_string_append (marks, "↻");
  if (item->state == GLS_CASE_SETTLED)
    g_string_append (marks, "✔");
  if (alike > 1)
    g_string_append_printf (marks, "%s×%u", marks->len > 0 ? " " : "", alike);
  return g_string_free (marks, FALSE);
}

static void
show_row (GlsCaseList *self, GtkListItem *list_item)
{
  const GlsCase *item = gls_review_item_get_case (gtk_list_item_get_item (list_item));
  g_autofree char *field = gls_case_text_field (item), *sign = dup_marks (self, item);
  g_autofree char *text = g_strdup_printf ("%s · “%s”", field, item->words);

  gls_chip_row_show (list_item, self->codebook, item->type, text, sign);
  g_object_set_data_full (G_OBJECT (list_item), "gls-sign", g_steal_pointer (&sign), g_free);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item, GlsCaseList *self)
{
  show_row (self, list_item);
  g_hash_table_add (self->bound, list_item);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item, GlsCaseList *self)
{
  g_hash_table_remove (self->bound, list_item);
}

/* How many are alike changes with decisions elsewhere, while the row itself stays. */
static void
show_signs (GlsCaseList *self)
{
  GHashTableIter iter;
  gpointer list_item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &list_item, NULL))
    {
      g_autofree char *sign = dup_marks (self, gls_review_item_get_case (gtk_list_item_get_item (list_item)));

      if (g_strcmp0 (g_object_get_data (G_OBJECT (list_item), "gls-sign"), sign) != 0)
        show_row (self, list_item);
    }
}

/* --- Filter ---------------------------------------------------------------------------------------------------------- */

static void
apply_filter (GlsCaseList *self)
{
  static const guint kinds[] = { 0, 1u << GLS_CASE_FOUND, 1u << GLS_CASE_BOUNDARY, 1u << GLS_CASE_TYPE, 1u << GLS_CASE_ATTRIBUTE,
                                 1u << GLS_CASE_ROLE, 1u << GLS_CASE_ENTITY, 1u << GLS_CASE_RELATION };
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kinds)), type = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->types));
  guint person = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->people));
  guint document = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->documents));
  GlsQueueFilter filter = GLS_QUEUE_FILTER_INIT;

  if (self->setting)
    return;
  filter.sort = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->sort));
  filter.settled = gls_case_list_shows_settled (self);
  filter.kinds = kind < G_N_ELEMENTS (kinds) ? kinds[kind] : 0;
  if (type > 0 && type <= self->type_ids->len)
    filter.type = g_ptr_array_index (self->type_ids, type - 1);
  if (person > 0 && person != GTK_INVALID_LIST_POSITION)
    filter.person = person - 1;
  if (document > 0 && document <= self->document_keys->len)
    filter.document = g_ptr_array_index (self->document_keys, document - 1);
  if (*words != '\0')
    filter.words = (char *) words;
  filter.a = self->paired.a;
  filter.b = self->paired.b;
  filter.says_a = self->paired.says_a;
  filter.says_b = self->paired.says_b;
  gls_review_queue_set_filter (self->queue, &filter);
}

static void
let_go_of_pairing (GlsCaseList *self)
{
  gls_queue_filter_clear (&self->paired);
  self->paired.a = self->paired.b = 0;
  gtk_widget_set_visible (self->pairing, FALSE);
  apply_filter (self);
}

static void
forget_filter (GlsCaseList *self)
{
  GtkWidget *drop_downs[] = { self->kinds, self->types, self->people, self->documents };

  self->setting = TRUE;
  gls_queue_filter_clear (&self->paired);
  self->paired.a = self->paired.b = 0;
  gtk_widget_set_visible (self->pairing, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  for (guint i = 0; i < G_N_ELEMENTS (drop_downs); i++)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_downs[i]), 0);
  self->setting = FALSE;
}

/* @names stand after "all of them". */
static void
choose (GtkWidget *drop_down, GPtrArray *names, const char *name)
{
  for (guint i = 0; name != NULL && i < names->len; i++)
    if (strcmp (g_ptr_array_index (names, i), name) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i + 1);
}

void
gls_case_list_clear (GlsCaseList *self)
{
  forget_filter (self);
  apply_filter (self);
}

void
gls_case_list_set_part (GlsCaseList *self, const char *type, const char *document)
{
  forget_filter (self);
  self->setting = TRUE;
  choose (self->types, self->type_ids, type);
  choose (self->documents, self->document_keys, document);
  self->setting = FALSE;
  apply_filter (self);
}

void
gls_case_list_set_pairing (GlsCaseList *self, guint a, const char *says_a, guint b, const char *says_b)
{
  char **people = gls_review_queue_get_people (self->queue);
  /* Translators: two people and what each says; the cross takes the filter away. */
  g_autofree char *text = says_a != NULL ? g_strdup_printf (_ ("%s: %s · %s: %s ✕"), people[a], says_a, people[b], says_b)
                                         : g_strdup_printf ("%s ≠ %s ✕", people[a], people[b]);

  forget_filter (self);
  self->paired.a = (int) a;
  self->paired.b = (int) b;
  self->paired.says_a = g_strdup (says_a);
  self->paired.says_b = g_strdup (says_b);
  gtk_button_set_label (GTK_BUTTON (self->pairing), text);
  gtk_widget_set_visible (self->pairing, TRUE);
  apply_filter (self);
}

static gboolean
typed (gpointer data)
{
  GLS_CASE_LIST (data)->typing = 0;
  apply_filter (data);
  return G_SOURCE_REMOVE;
}

static void
search_changed (GlsCaseList *self)
{
  g_clear_handle_id (&self->typing, g_source_remove);
  self->typing = g_timeout_add (TYPING_MS, typed, self);
}

static guint
hash_documents (GPtrArray *documents)
{
  guint shape = 5381;

  for (guint i = 0; i < documents->len; i++)
    {
      const GlsQueueDocument *document = g_ptr_array_index (documents, i);

      shape = document->cases->len > 0 ? shape * 33 + gls_id_hash (&document->document) : shape;
    }
  return shape;
}

/* Those that have disagreements, once all are known. What was chosen stays. */
static void
show_documents (GlsCaseList *self)
{
  GPtrArray *documents = gls_review_queue_get_documents (self->queue);
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->documents)), shape;
  g_autofree char *key = chosen > 0 && chosen <= self->document_keys->len ? g_strdup (g_ptr_array_index (self->document_keys, chosen - 1)) : NULL;
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  if (gls_review_queue_get_progress (self->queue) < 1 || (shape = hash_documents (documents)) == self->documents_shape)
    return;
  self->documents_shape = shape;
  g_ptr_array_set_size (self->document_keys, 0);
  for (guint i = 0; i < documents->len; i++)
    {
      const GlsQueueDocument *document = g_ptr_array_index (documents, i);
      const GlsCase *first = document->cases->len > 0 ? g_ptr_array_index (document->cases, 0) : NULL;

      if (first == NULL)
        continue;
      g_ptr_array_add (self->document_keys, g_strdup (document->key));
      g_ptr_array_add (titles, first->title != NULL ? first->title : first->key);
    }
  g_ptr_array_add (titles, NULL);
  self->setting = TRUE;
  gtk_string_list_splice (self->document_names, 1, g_list_model_get_n_items (G_LIST_MODEL (self->document_names)) - 1,
                          (const char * const *) titles->pdata);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->documents), 0);
  choose (self->documents, self->document_keys, key);
  self->setting = FALSE;
  if (key != NULL && gtk_drop_down_get_selected (GTK_DROP_DOWN (self->documents)) == 0)
    apply_filter (self);
}

/* @list gets @names after "all of them". */
static void
set_names (GlsCaseList *self, GtkWidget *drop_down, GtkStringList *list, char **names, const char *all)
{
  guint n = g_strv_length (names), old = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));
  gboolean same = old == n + 1;

  for (guint i = 0; same && i < n; i++)
    same = strcmp (gtk_string_list_get_string (list, i + 1), names[i]) == 0;
  if (same)
    return;
  self->setting = TRUE;
  gtk_string_list_splice (list, 0, old, NULL);
  gtk_string_list_append (list, all);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, names[i]);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), chosen <= n ? chosen : 0);
  self->setting = FALSE;
}

void
gls_case_list_set_codebook (GlsCaseList *self, GlsCodebook *codebook)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  g_clear_pointer (&self->codebook, gls_codebook_unref);
  self->codebook = codebook != NULL ? gls_codebook_ref (codebook) : NULL;
  g_ptr_array_set_size (self->type_ids, 0);
  for (guint i = 0; codebook != NULL && i < codebook->types->len; i++)
    {
      const char *name = ((GlsTypeDef *) g_ptr_array_index (codebook->types, i))->name;

      g_ptr_array_add (self->type_ids, g_strdup (name));
      g_strv_builder_add (names, gls_type_get_label (name));
    }
  list = g_strv_builder_end (names);
  set_names (self, self->types, self->type_names, list, _ ("All types"));
}

void
gls_case_list_refresh (GlsCaseList *self)
{
  static char *nobody[] = { NULL };
  char **people = gls_review_queue_get_people (self->queue);
  guint n_open = gls_review_queue_count_open (self->queue), n_settled = gls_review_queue_count_settled (self->queue);
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  guint n_mine = gls_review_queue_count_mine (self->queue);
  double progress = gls_review_queue_get_progress (self->queue);
  g_autofree char *mine = g_strdup_printf (_ ("Decided otherwise than you marked · %u"), n_mine);
  g_autofree char *open = g_strdup_printf (_ ("Open · %u"), n_open), *settled = g_strdup_printf (_ ("Settled · %u"), n_settled);
  g_autofree char *status = progress < 1 ? g_strdup_printf (_ ("Comparing… %d %%"), (int) (progress * 100))
                                         : g_strdup_printf (ngettext ("%u in this list", "%u in this list", shown), shown);

  set_names (self, self->people, self->people_names, people != NULL ? people : nobody, _ ("Everybody"));
  show_documents (self);
  show_signs (self);
  gtk_button_set_label (GTK_BUTTON (self->open), open);
  gtk_button_set_label (GTK_BUTTON (self->settled), settled);
  gtk_button_set_label (GTK_BUTTON (self->mine), mine);
  gtk_widget_set_visible (self->mine, n_mine > 0);
  gtk_label_set_text (self->status, status);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), progress < 1);
  gtk_progress_bar_set_fraction (self->progress, progress);
}

/* --- Selection ------------------------------------------------------------------------------------------------------- */

static void
selection_changed (GlsCaseList *self)
{
  if (!self->setting)
    g_signal_emit (self, chosen_signal, 0);
}

guint
gls_case_list_get_position (GlsCaseList *self)
{
  return gtk_single_selection_get_selected (self->selection);
}

/* A list of GTK 4.8 that is told to scroll before it has a size stays empty: after the next layout. */
static gboolean
scroll_to_selected (gpointer data)
{
  GlsCaseList *self = data;

  self->scroll_source = 0;
  if (self->scroll_to < g_list_model_get_n_items (G_LIST_MODEL (self->queue)))
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", self->scroll_to);
  return G_SOURCE_REMOVE;
}

void
gls_case_list_select (GlsCaseList *self, guint position)
{
  self->setting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->setting = FALSE;
  self->scroll_to = position;
  if (self->scroll_source == 0 && position != GTK_INVALID_LIST_POSITION)
    self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, scroll_to_selected, self, NULL);
}

void
gls_case_list_focus (GlsCaseList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
gls_case_list_focus_filter (GlsCaseList *self)
{
  gtk_widget_grab_focus (self->search);
}

void
gls_case_list_show_settled (GlsCaseList *self, gboolean settled)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (settled ? self->settled : self->open), TRUE);
}

gboolean
gls_case_list_shows_settled (GlsCaseList *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->settled));
}

void
gls_case_list_set_person (GlsCaseList *self, const char *person)
{
  g_free (self->person);
  self->person = g_strdup (person);
}

static void
mine_clicked (GlsCaseList *self)
{
  char **people = gls_review_queue_get_people (self->queue);

  for (guint i = 0; people != NULL && people[i] != NULL; i++)
    if (g_strcmp0 (people[i], self->person) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->people), i + 1);
  gls_case_list_show_settled (self, TRUE);
}

/* --- Building -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_drop_down (GlsCaseList *self, GListModel *names, const char *tooltip)
{
  GtkWidget *drop_down = gtk_drop_down_new (names, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();

  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  gtk_widget_set_tooltip_text (drop_down, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_hexpand (drop_down, TRUE);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (apply_filter), self, G_CONNECT_SWAPPED);
  return drop_down;
}

static GtkStringList *
new_strings (const char *first, ...)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  va_list more;

  va_start (more, first);
  for (const char *text = first; text != NULL; text = va_arg (more, const char *))
    gtk_string_list_append (list, text);
  va_end (more);
  return list;
}

static GtkWidget *
build_filters (GlsCaseList *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkStringList *kinds = new_strings (_ ("All fields"), _ ("found?"), _ ("boundary"), _ ("type"), _ ("attributes"), _ ("roles"), _ ("entity"),
                                      _ ("relations"), NULL);
  GtkStringList *sorts = new_strings (_ ("By position"), _ ("Most alike first"), _ ("Most disputed words first"), NULL);

  self->type_names = new_strings (_ ("All types"), NULL);
  self->people_names = new_strings (_ ("Everybody"), NULL);
  self->kinds = new_drop_down (self, G_LIST_MODEL (kinds), _ ("Only one field"));
  self->types = new_drop_down (self, G_LIST_MODEL (self->type_names), _ ("Only one type"));
  self->document_names = new_strings (_ ("All documents"), NULL);
  self->documents = new_drop_down (self, G_LIST_MODEL (self->document_names), _ ("Only one document"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->documents), TRUE);
  self->people = new_drop_down (self, G_LIST_MODEL (self->people_names), _ ("Only where this person does not hold what was decided, or what most hold"));
  self->sort = new_drop_down (self, G_LIST_MODEL (sorts), _ ("Order; what somebody was unsure of comes first"));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_attach (GTK_GRID (grid), self->types, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->kinds, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->people, 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->sort, 1, 1, 1, 1);
  self->pairing = gtk_button_new_with_label ("");
  gtk_widget_set_tooltip_text (self->pairing, _ ("Show the others again, too"));
  gtk_widget_set_visible (self->pairing, FALSE);
  g_signal_connect_object (self->pairing, "clicked", G_CALLBACK (let_go_of_pairing), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (GTK_GRID (grid), self->documents, 0, 2, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), self->pairing, 0, 3, 2, 1);
  return grid;
}

static GtkWidget *
build_toggles (GlsCaseList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  self->open = gtk_toggle_button_new_with_label ("");
  self->settled = gtk_toggle_button_new_with_label ("");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->settled), GTK_TOGGLE_BUTTON (self->open));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->open), TRUE);
  gtk_widget_set_tooltip_text (self->open, _ ("What is still to be decided"));
  gtk_widget_set_tooltip_text (self->settled, _ ("What has been decided; it can be opened again (S)"));
  g_signal_connect_object (self->settled, "toggled", G_CALLBACK (apply_filter), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->open);
  gtk_box_append (GTK_BOX (box), self->settled);
  return box;
}

static GtkWidget *
build_view (GlsCaseList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (GtkListItemFactory) factory = gls_chip_row_factory_new ();

  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->queue)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), self);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), g_object_ref (factory)));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "annotations");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Disagreements"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "panel");
  return scroller;
}

static void
gls_case_list_dispose (GObject *object)
{
  GlsCaseList *self = GLS_CASE_LIST (object);

  g_clear_handle_id (&self->typing, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  G_OBJECT_CLASS (gls_case_list_parent_class)->dispose (object);
}

static void
gls_case_list_finalize (GObject *object)
{
  GlsCaseList *self = GLS_CASE_LIST (object);

  g_free (self->person);
  g_ptr_array_unref (self->type_ids);
  g_ptr_array_unref (self->document_keys);
  g_hash_table_unref (self->bound);
  gls_queue_filter_clear (&self->paired);
  g_object_unref (self->queue);
  G_OBJECT_CLASS (gls_case_list_parent_class)->finalize (object);
}

static void
gls_case_list_class_init (GlsCaseListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_case_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_case_list_finalize;
  chosen_signal = g_signal_new ("case-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_case_list_init (GlsCaseList *self)
{
  self->type_ids = g_ptr_array_new_with_free_func (g_free);
  self->document_keys = g_ptr_array_new_with_free_func (g_free);
  self->bound = g_hash_table_new (NULL, NULL);
}

GlsCaseList *
gls_case_list_new (GlsReviewQueue *queue)
{
  GlsCaseList *self = g_object_new (GLS_TYPE_CASE_LIST, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->queue = g_object_ref (queue);
  gtk_widget_add_css_class (box, "side-pane");
  gtk_widget_add_css_class (box, "inspector-pane");
  self->search = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->search), 0);
  g_object_set (self->search, "placeholder-text", _ ("Words"), NULL);
  gtk_widget_set_tooltip_text (self->search, _ ("Only where these words are disputed (Ctrl+F)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Filter the disagreements"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), build_filters (self));
  gtk_box_append (GTK_BOX (box), build_toggles (self));
  gtk_box_append (GTK_BOX (box), build_view (self));
  self->mine = gtk_button_new_with_label ("");
  gtk_widget_set_tooltip_text (self->mine, _ ("Show what was decided otherwise than you marked it, with the reason; you can answer"));
  gtk_widget_set_visible (self->mine, FALSE);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->mine))), TRUE);
  g_signal_connect_object (self->mine, "clicked", G_CALLBACK (mine_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->mine);
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  self->status = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->status, 0);
  gtk_label_set_wrap (self->status, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->status));
  adw_bin_set_child (ADW_BIN (self), box);
  return self;
}
