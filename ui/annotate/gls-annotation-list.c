/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows annotations as rows of chip, words and marks.
 * It must not know the article view nor how an annotation is changed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-compat.h"
#include "gls-annotation-list.h"
#include "gls-span-model.h"

#define MOST_CHARACTERS 80

struct _GlsAnnotationList {
  AdwBin             parent_instance;
  GtkLabel          *heading;
  GtkListView       *view;
  GlsSpanModel      *model;
  GtkMultiSelection *selection;
  GlsOpenDocument   *document;
  GlsCodebook       *codebook;
  GHashTable        *selected; /* GlsId, owned */
  gboolean           setting;
  guint              scroll_to;
  guint              scroll_source;
};

G_DEFINE_FINAL_TYPE (GlsAnnotationList, gls_annotation_list, ADW_TYPE_BIN)

static guint selection_signal;

/* Asked for when it is needed: to set the text of a tooltip is a round trip to the display, for each of some hundred rows. */
static gboolean
show_tooltip (GtkWidget *box, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkWidget *words = gtk_widget_get_next_sibling (gtk_widget_get_first_child (box));

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (words)));
  return TRUE;
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *chip = gtk_label_new (NULL), *words = gtk_label_new (NULL), *marks = gtk_label_new (NULL);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (chip), 12);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (marks, "count");
  gtk_box_append (GTK_BOX (box), chip);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), marks);
  gtk_widget_set_has_tooltip (box, TRUE);
  g_signal_connect (box, "query-tooltip", G_CALLBACK (show_tooltip), NULL);
  gtk_list_item_set_child (item, box);
}

static char *
dup_marks (guint flags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (flags & GLS_SPAN_SUGGESTION)
    g_strv_builder_add (builder, _ ("✦ suggestion"));
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
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsAnnotationList *self)
{
  GlsSpanItem *span_item = gtk_list_item_get_item (item);
  const GlsSpan *span = gls_span_item_get_span (span_item);
  const char *type = gls_span_item_get_type_name (span_item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *chip = gtk_widget_get_first_child (box), *words = gtk_widget_get_next_sibling (chip);
  GtkWidget *marks = gtk_widget_get_next_sibling (words);
  g_autofree char *text = gls_open_document_dup_words (self->document, span, MOST_CHARACTERS);
  g_autofree char *flags = dup_marks (span->flags);
  g_autofree char *name = g_strdup_printf ("%s: %s%s%s", gls_type_get_label (type), text, *flags != '\0' ? ", " : "", flags);

  gtk_label_set_text (GTK_LABEL (chip), gls_type_get_label (type));
  gls_type_style_apply (chip, self->codebook != NULL ? gls_codebook_find_type (self->codebook, type) : NULL);
  gtk_label_set_text (GTK_LABEL (words), text);
  gtk_label_set_text (GTK_LABEL (marks), flags);
  gls_list_item_set_name (item, name);
}

static void
remember_selection (GlsAnnotationList *self)
{
  g_autoptr (GtkBitset) bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  g_hash_table_remove_all (self->selected);
  if (gtk_bitset_iter_init_first (&iter, bitset, &position))
    do
      {
        const GlsSpan *span = gls_span_model_get (self->model, position);

        if (span != NULL)
          g_hash_table_add (self->selected, g_memdup2 (&span->id, sizeof span->id));
      }
    while (gtk_bitset_iter_next (&iter, &position));
}

static void
selection_changed (GlsAnnotationList *self)
{
  if (self->setting)
    return;
  remember_selection (self);
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

  for (guint i = 0; i < n && gtk_bitset_get_size (selected) < g_hash_table_size (self->selected); i++)
    if (g_hash_table_contains (self->selected, &gls_span_model_get (self->model, i)->id))
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

static void
gls_annotation_list_dispose (GObject *object)
{
  GlsAnnotationList *self = GLS_ANNOTATION_LIST (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->document);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  g_clear_pointer (&self->selected, g_hash_table_unref);
  G_OBJECT_CLASS (gls_annotation_list_parent_class)->dispose (object);
}

static void
gls_annotation_list_class_init (GlsAnnotationListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_annotation_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/glossator/Glossator/annotate/gls-annotation-list.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, heading);
  gtk_widget_class_bind_template_child (widget_class, GlsAnnotationList, view);
  selection_signal = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
gls_annotation_list_init (GlsAnnotationList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->selected = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  self->model = gls_span_model_new ();
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->view, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Annotations"), -1);
}

void
gls_annotation_list_set_document (GlsAnnotationList *self, GlsOpenDocument *document, GlsCodebook *codebook)
{
  g_hash_table_remove_all (self->selected);
  self->setting = TRUE;
  gls_span_model_set (self->model, NULL);
  self->setting = FALSE;
  g_set_object (&self->document, document);
  gls_annotation_list_refresh (self, codebook);
}

void
gls_annotation_list_refresh (GlsAnnotationList *self, GlsCodebook *codebook)
{
  GlsSpanTable *spans = self->document != NULL ? gls_open_document_get_spans (self->document) : NULL;
  g_autofree char *text = g_strdup_printf (_ ("Annotations · %u"), spans != NULL ? spans->spans->len : 0);

  if (codebook != self->codebook)
    {
      g_clear_pointer (&self->codebook, gls_codebook_unref);
      self->codebook = codebook != NULL ? gls_codebook_ref (codebook) : NULL;
      self->setting = TRUE;
      gls_span_model_set (self->model, NULL);
      self->setting = FALSE;
    }
  self->setting = TRUE;
  gls_span_model_set (self->model, spans);
  self->setting = FALSE;
  restore_selection (self, FALSE);
  gtk_label_set_text (self->heading, text);
}

void
gls_annotation_list_select (GlsAnnotationList *self, const GlsId *ids, guint n)
{
  g_hash_table_remove_all (self->selected);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->selected, g_memdup2 (&ids[i], sizeof ids[i]));
  restore_selection (self, TRUE);
}

GArray *
gls_annotation_list_get_selected (GlsAnnotationList *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GlsId));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)) && ids->len < g_hash_table_size (self->selected); i++)
    {
      const GlsSpan *span = gls_span_model_get (self->model, i);

      if (g_hash_table_contains (self->selected, &span->id))
        g_array_append_val (ids, span->id);
    }
  return ids;
}

