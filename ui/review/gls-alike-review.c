/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists alike disagreements with what is decided in each.
 * It must not know how they are settled. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "common/gls-compat.h"
#include "gls-alike-review.h"
#include "gls-case-text.h"

#define GLS_TYPE_ALIKE_ROW (gls_alike_row_get_type ())
G_DECLARE_FINAL_TYPE (GlsAlikeRow, gls_alike_row, GLS, ALIKE_ROW, GObject)

struct _GlsAlikeRow {
  GObject   parent_instance;
  GlsCase  *item;
  gboolean  left_out;
};

G_DEFINE_FINAL_TYPE (GlsAlikeRow, gls_alike_row, G_TYPE_OBJECT)

static void
gls_alike_row_finalize (GObject *object)
{
  g_clear_pointer (&GLS_ALIKE_ROW (object)->item, gls_case_unref);
  G_OBJECT_CLASS (gls_alike_row_parent_class)->finalize (object);
}

static void
gls_alike_row_class_init (GlsAlikeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_alike_row_finalize;
}

static void
gls_alike_row_init (GlsAlikeRow *self)
{
}

struct _GlsAlikeReview {
  AdwBin       parent_instance;
  GtkLabel    *heading;
  GtkListView *view;
  GListStore  *rows;
  GtkWidget   *settle;
  char        *likeness;
};

G_DEFINE_FINAL_TYPE (GlsAlikeReview, gls_alike_review, ADW_TYPE_BIN)

enum { SETTLE, CANCELLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_count (GlsAlikeReview *self)
{
  guint n = 0, all = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  g_autofree char *label = NULL;

  for (guint i = 0; i < all; i++)
    {
      g_autoptr (GlsAlikeRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      n += !row->left_out;
    }
  label = g_strdup_printf (ngettext ("Settle %u (Return)", "Settle %u (Return)", n), n);
  gtk_button_set_label (GTK_BUTTON (self->settle), label);
  gtk_widget_set_sensitive (self->settle, n > 0);
}

static void
ticked (GtkCheckButton *check, GlsAlikeReview *self)
{
  GlsAlikeRow *row = g_object_get_data (G_OBJECT (check), "row");

  if (row == NULL)
    return;
  row->left_out = !gtk_check_button_get_active (check);
  show_count (self);
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsAlikeReview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *check = gtk_check_button_new ();

  gtk_widget_set_focusable (check, FALSE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (ticked), self, 0);
  gtk_box_append (GTK_BOX (box), check);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (label, i == 0);
      if (i == 1)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_item_set_child (item, box);
}

/* The words of the other versions, so that one sees what it comes from; those of the widest where there is no other. */
static char *
dup_others (const GlsCase *item, int version)
{
  GString *others = g_string_new (NULL);

  for (guint i = 0; i < item->versions->len; i++)
    if ((int) i != version)
      g_string_append_printf (others, "%s%s", others->len > 0 ? " | " : "", ((GlsVersion *) g_ptr_array_index (item->versions, i))->shown);
  if (others->len == 0)
    g_string_assign (others, item->words);
  return g_string_free (others, FALSE);
}

/* The words that result, then what stood to choose. */
static char *
describe (GlsAlikeReview *self, const GlsCase *item)
{
  int version = self->likeness != NULL ? gls_case_find_likeness (item, self->likeness) : -1;
  const char *result = version >= 0 ? ((GlsVersion *) g_ptr_array_index (item->versions, version))->shown : _ ("none of them");

  if (item->kind == GLS_CASE_BOUNDARY)
    {
      g_autofree char *others = dup_others (item, version);

      return g_markup_printf_escaped ("<b>%s</b>   ← %s", result, others);
    }
  return g_markup_printf_escaped ("%s → <b>%s</b>", item->words, *result != '\0' ? result : _ ("left empty"));
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item, GlsAlikeReview *self)
{
  GlsAlikeRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (list_item)), *words = gtk_widget_get_next_sibling (check);
  g_autofree char *markup = describe (self, row->item), *name = NULL;

  g_object_set_data (G_OBJECT (check), "row", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !row->left_out);
  g_object_set_data (G_OBJECT (check), "row", row);
  gtk_label_set_markup (GTK_LABEL (words), markup);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (words)), row->item->key);
  name = g_strdup_printf ("%s, %s, %s", row->left_out ? _ ("left out") : _ ("with a tick"), gtk_label_get_text (GTK_LABEL (words)),
                          row->item->key);
  gls_list_item_set_name (list_item, name);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_object_set_data (G_OBJECT (gtk_widget_get_first_child (gtk_list_item_get_child (item))), "row", NULL);
}

void
gls_alike_review_show (GlsAlikeReview *self, GPtrArray *cases, int version)
{
  const GlsCase *first = g_ptr_array_index (cases, 0);
  g_autofree char *heading = g_strdup_printf (ngettext ("%u alike: what it becomes", "%u alike: what each becomes", cases->len), cases->len);

  g_free (self->likeness);
  self->likeness = version >= 0 ? g_strdup (((GlsVersion *) g_ptr_array_index (first->versions, version))->likeness) : NULL;
  g_list_store_remove_all (self->rows);
  for (guint i = 0; i < cases->len; i++)
    {
      g_autoptr (GlsAlikeRow) row = g_object_new (GLS_TYPE_ALIKE_ROW, NULL);

      row->item = gls_case_ref (g_ptr_array_index (cases, i));
      g_list_store_append (self->rows, row);
    }
  g_ptr_array_unref (cases);
  gtk_label_set_text (self->heading, heading);
  show_count (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

GPtrArray *
gls_alike_review_list (GlsAlikeReview *self)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (GlsAlikeRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (!row->left_out)
        g_ptr_array_add (cases, gls_case_ref (row->item));
    }
  return cases;
}

const char *
gls_alike_review_get_likeness (GlsAlikeReview *self)
{
  return self->likeness;
}

static void
settle_clicked (GlsAlikeReview *self)
{
  g_signal_emit (self, signals[SETTLE], 0);
}

static void
cancel_clicked (GlsAlikeReview *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
toggle_row (GlsAlikeReview *self)
{
  GtkSelectionModel *selection = gtk_list_view_get_model (self->view);
  guint position = gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (selection));
  g_autoptr (GlsAlikeRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (row == NULL)
    return;
  row->left_out = !row->left_out;
  g_list_model_items_changed (G_LIST_MODEL (self->rows), position, 1, 1);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (selection), position);
  show_count (self);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsAlikeReview *self)
{
  if (keyval == GDK_KEY_Escape)
    cancel_clicked (self);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    settle_clicked (self);
  else if (keyval == GDK_KEY_space)
    toggle_row (self);
  else
    return FALSE;
  return TRUE;
}

static void
gls_alike_review_finalize (GObject *object)
{
  GlsAlikeReview *self = GLS_ALIKE_REVIEW (object);

  g_free (self->likeness);
  g_object_unref (self->rows);
  G_OBJECT_CLASS (gls_alike_review_parent_class)->finalize (object);
}

static void
gls_alike_review_class_init (GlsAlikeReviewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_alike_review_finalize;
  signals[SETTLE] = g_signal_new ("settle", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCELLED] = g_signal_new ("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
build_buttons (GlsAlikeReview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *cancel = gtk_button_new_with_label (_ ("Cancel (Esc)"));
  GtkWidget *hint = gtk_label_new (_ ("Space takes the tick away or puts it back"));

  self->settle = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->settle, "suggested-action");
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  g_signal_connect_object (self->settle, "clicked", G_CALLBACK (settle_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), self->settle);
  return box;
}

static void
gls_alike_review_init (GlsAlikeReview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *scroller = gtk_scrolled_window_new ();
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_list_store_new (GLS_TYPE_ALIKE_ROW);
  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "title-3");
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), NULL);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)))),
                                                 g_object_ref (factory)));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "annotations");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Alike disagreements"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "panel");
  gtk_widget_add_css_class (box, "case");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), build_buttons (self));
  /* Before the list, which has Return and Space for itself. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  adw_bin_set_child (ADW_BIN (self), box);
}

GlsAlikeReview *
gls_alike_review_new (void)
{
  return g_object_new (GLS_TYPE_ALIKE_REVIEW, NULL);
}
