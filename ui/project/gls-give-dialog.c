/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks who gets which documents, and writes the copy on the writer thread; giving is the assignment.
 * It must not know what a copy leaves out. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-give.h>

#include "common/gls-dialogs.h"
#include "gls-give-dialog.h"

struct _GlsGiveDialog {
  AdwWindow      parent_instance;
  GtkEditable   *person, *filter;
  GtkWidget     *suggestions, *gold, *give;
  GtkLabel      *count;
  GtkStringList *names;       /* of documents, by index of @ids */
  GtkFilterListModel *shown;
  GtkStringFilter *words;
  GArray        *ids;         /* GlsId */
  GHashTable    *chosen;      /* names' items (GtkStringObject) */
  GHashTable    *places;      /* item to index + 1 */
  GlsSession    *session;
  gboolean       giving;
};

G_DEFINE_FINAL_TYPE (GlsGiveDialog, gls_give_dialog, ADW_TYPE_WINDOW)

static void
show_count (GlsGiveDialog *self)
{
  guint n = g_hash_table_size (self->chosen);
  g_autofree char *text = g_strdup_printf (ngettext ("%u document chosen", "%u documents chosen", n), n);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->person)));

  gtk_label_set_text (self->count, text);
  gtk_widget_set_sensitive (self->give, n > 0 && gls_session_is_person_name (name) && !self->giving);
}

/* --- The list -------------------------------------------------------------------------------------------------------- */

static void
row_toggled (GlsGiveDialog *self, GtkCheckButton *button)
{
  gpointer item = g_object_get_data (G_OBJECT (button), "gls-item");

  if (item == NULL)
    return;
  if (gtk_check_button_get_active (button))
    g_hash_table_add (self->chosen, item);
  else
    g_hash_table_remove (self->chosen, item);
  show_count (self);
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *row, GlsGiveDialog *self)
{
  GtkWidget *button = gtk_check_button_new (), *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  g_signal_connect_object (button, "toggled", G_CALLBACK (row_toggled), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (row, button);
  gtk_list_item_set_activatable (row, FALSE);
  gtk_list_item_set_selectable (row, FALSE);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *row, GlsGiveDialog *self)
{
  GtkWidget *button = gtk_list_item_get_child (row);
  GtkStringObject *item = gtk_list_item_get_item (row);

  g_object_set_data (G_OBJECT (button), "gls-item", NULL);
  gtk_label_set_text (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (button))), gtk_string_object_get_string (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_string_object_get_string (item), -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), g_hash_table_contains (self->chosen, item));
  g_object_set_data (G_OBJECT (button), "gls-item", item);
}

/* Those in sight, or none of them. */
static void
choose_shown (GlsGiveDialog *self, gboolean all)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (all)
        g_hash_table_add (self->chosen, item);
      else
        g_hash_table_remove (self->chosen, item);
    }
  /* Rows are bound anew. */
  g_list_model_items_changed (G_LIST_MODEL (self->shown), 0, n, n);
  show_count (self);
}

static void
all_clicked (GlsGiveDialog *self)
{
  choose_shown (self, TRUE);
}

static void
none_clicked (GlsGiveDialog *self)
{
  choose_shown (self, FALSE);
}

static void
filter_changed (GlsGiveDialog *self)
{
  gtk_string_filter_set_search (self->words, gtk_editable_get_text (self->filter));
}

/* --- Giving ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsGiving giving;
  char     *person, *by, *path;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_hash_table_unref (work->giving.documents);
  g_free (work->person);
  g_free (work->by);
  g_free (work->path);
  g_free (work);
}

static gpointer
run_giving (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autoptr (GlsChange) change = gls_change_new (work->by, "give");
  GlsGivingReport report;

  gls_change_assign (change, project, work->person, work->giving.documents);
  if (!gls_project_commit (project, change, error) || !gls_project_give (project, &work->giving, work->path, &report, error))
    return NULL;
  return g_strdup_printf (_ ("Documents: %u, annotations of theirs: %u, suggestions: %u.\n\n%s"), report.documents, report.annotations,
                          report.suggestions, work->path);
}

static void
given (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsGiveDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gls_store_run_finish (GLS_STORE (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  self->giving = FALSE;
  if (self->session == NULL)
    return;
  show_count (self);
  if (text == NULL)
    {
      gls_dialog_tell (GTK_WINDOW (self), _ ("The copy is not written"), error != NULL ? error->message : "");
      return;
    }
  gls_dialog_tell (parent, _ ("The copy is written"), text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsGiveDialog) self = data;
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  GHashTableIter iter;
  gpointer item;
  Work *work;

  if (file == NULL || self->session == NULL)
    return;
  work = g_new0 (Work, 1);
  work->path = g_file_get_path (file);
  work->person = g_strstrip (g_strdup (gtk_editable_get_text (self->person)));
  work->by = g_strdup (gls_session_get_person (self->session));
  work->giving.person = work->person;
  work->giving.suggestions = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->suggestions));
  work->giving.gold = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->gold));
  work->giving.documents = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, item));

      g_hash_table_add (work->giving.documents, g_memdup2 (&g_array_index (self->ids, GlsId, at - 1), sizeof (GlsId)));
    }
  self->giving = TRUE;
  show_count (self);
  /* The dialog asked for a name that may be there: what is written is new, and the chooser has asked whether to write over. */
  if (g_file_test (work->path, G_FILE_TEST_EXISTS) && g_strcmp0 (work->path, gls_session_get_path (self->session)) != 0)
    g_file_delete (file, NULL, NULL);
  gls_store_write_async (gls_session_get_store (self->session), run_giving, work, work_free, g_free, NULL, given, g_object_ref (self));
}

static void
give_clicked (GlsGiveDialog *self)
{
  g_autofree char *title = gls_session_dup_title (self->session);
  g_autofree char *person = g_strstrip (g_strdup (gtk_editable_get_text (self->person)));
  g_autofree char *name = g_strdup_printf ("%s-%s.gloss", title, person);

  gls_dialog_file_async (GTK_WINDOW (self), GLS_FILE_SAVE, _ ("Save a Copy"), _ ("_Save"), g_strdelimit (name, "/", '-'), NULL, NULL,
                         file_chosen, g_object_ref (self));
}

/* --- Object ---------------------------------------------------------------------------------------------------------- */

static void
gls_give_dialog_dispose (GObject *object)
{
  g_clear_object (&GLS_GIVE_DIALOG (object)->session);
  G_OBJECT_CLASS (gls_give_dialog_parent_class)->dispose (object);
}

static void
gls_give_dialog_finalize (GObject *object)
{
  GlsGiveDialog *self = GLS_GIVE_DIALOG (object);

  g_array_unref (self->ids);
  g_hash_table_unref (self->chosen);
  g_hash_table_unref (self->places);
  g_object_unref (self->shown);
  G_OBJECT_CLASS (gls_give_dialog_parent_class)->finalize (object);
}

static void
gls_give_dialog_class_init (GlsGiveDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_give_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_give_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_list (GlsGiveDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *list;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->names = gtk_string_list_new (NULL);
  self->words = gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (self->names), GTK_FILTER (self->words));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, 0);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)))), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Documents"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "panel");
  return scroller;
}

static GtkEditable *
add_entry (GlsGiveDialog *self, GtkWidget *box, const char *placeholder, const char *tooltip, GCallback changed)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_tooltip_text (entry, tooltip);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  g_signal_connect_object (entry, "changed", changed, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);
  return GTK_EDITABLE (entry);
}

static GtkWidget *
add_button (GlsGiveDialog *self, GtkWidget *box, const char *label, const char *tooltip, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
gls_give_dialog_init (GlsGiveDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *last = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->chosen = g_hash_table_new (NULL, NULL);
  self->places = g_hash_table_new (NULL, NULL);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Give a Copy"));
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 560);
  gtk_box_append (GTK_BOX (outer), adw_header_bar_new ());
  gtk_widget_add_css_class (box, "case");
  gtk_widget_set_vexpand (box, TRUE);
  self->person = add_entry (self, box, _ ("Who gets it"), _ ("The name this person annotates as"), G_CALLBACK (show_count));
  self->filter = add_entry (self, line, _ ("Filter documents"), _ ("Only documents with these words"), G_CALLBACK (filter_changed));
  add_button (self, line, _ ("All"), _ ("Choose all that are shown"), G_CALLBACK (all_clicked));
  add_button (self, line, _ ("None"), _ ("Choose none of those that are shown"), G_CALLBACK (none_clicked));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), build_list (self));
  self->suggestions = gtk_check_button_new_with_label (_ ("What plugins propose goes along"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->suggestions), TRUE);
  self->gold = gtk_check_button_new_with_label (_ ("Gold and its decisions go along"));
  gtk_box_append (GTK_BOX (box), self->suggestions);
  gtk_box_append (GTK_BOX (box), self->gold);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->count, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  gtk_box_append (GTK_BOX (last), GTK_WIDGET (self->count));
  self->give = add_button (self, last, _ ("Give…"), _ ("Choose where the copy goes (Return); what others annotated stays here"),
                           G_CALLBACK (give_clicked));
  gtk_widget_add_css_class (self->give, "suggested-action");
  gtk_box_append (GTK_BOX (box), last);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->give);
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
}

GtkWindow *
gls_give_dialog_new (GtkWindow *parent, GlsSession *session)
{
  GlsGiveDialog *self = g_object_new (GLS_TYPE_GIVE_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);
  GlsCatalog *catalog = gls_session_get_catalog (session);

  self->session = g_object_ref (session);
  for (guint i = 0; catalog != NULL && i < catalog->n_rows; i++)
    {
      const GlsDocumentRow *row = gls_catalog_get (catalog, i);
      g_autoptr (GObject) item = NULL;

      gtk_string_list_append (self->names, gls_catalog_get_name (row));
      item = g_list_model_get_item (G_LIST_MODEL (self->names), i);
      g_array_append_val (self->ids, row->id);
      g_hash_table_insert (self->places, item, GUINT_TO_POINTER (i + 1));
    }
  show_count (self);
  return GTK_WINDOW (self);
}
