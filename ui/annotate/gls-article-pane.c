/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binds one open document to the view that shows it: what is loaded, what has changed, what is selected.
 * It must not know the lists beside it, nor other panes. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-settings.h"
#include "gls-article-pane-private.h"

G_DEFINE_FINAL_TYPE (GlsArticlePane, gls_article_pane, ADW_TYPE_BIN)

enum { LOADED, SPANS_CHANGED, SELECTION_CHANGED, STATE_CHANGED, LABEL_USED, UNSAVED_CHANGED, ALIKE, N_SIGNALS };
static guint signals[N_SIGNALS];

GlsOpenDocument *
gls_article_pane_get_open_document (GlsArticlePane *self)
{
  return self->document;
}

GlsDocument *
gls_article_pane_get_document (GlsArticlePane *self)
{
  return self->document != NULL ? gls_open_document_get (self->document) : NULL;
}

GlsArticleView *
gls_article_pane_get_view (GlsArticlePane *self)
{
  return self->view;
}

GArray *
gls_article_pane_get_selected (GlsArticlePane *self)
{
  return self->selected;
}

const char *
gls_article_pane_get_armed (GlsArticlePane *self)
{
  return self->armed;
}

const char *
gls_article_pane_get_last_label (GlsArticlePane *self)
{
  return self->last_label;
}

void
gls_article_pane_set_last_label (GlsArticlePane *self, const char *type)
{
  char *old = self->last_label;

  /* @type may be the old one itself. */
  self->last_label = g_strdup (type);
  g_free (old);
}

gboolean
gls_article_pane_get_words (GlsArticlePane *self, guint32 *start, guint32 *end)
{
  return gls_article_pane_get_document (self) != NULL && gls_article_view_get_selection_range (self->view, start, end) &&
         *start < *end;
}

void
gls_article_pane_state_changed (GlsArticlePane *self)
{
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

void
gls_article_pane_label_used (GlsArticlePane *self, const char *type)
{
  gls_article_pane_set_last_label (self, type);
  g_signal_emit (self, signals[LABEL_USED], 0, self->last_label);
}

void
gls_article_pane_offer_alike (GlsArticlePane *self, const GlsAlikeOffer *offer)
{
  g_signal_emit (self, signals[ALIKE], 0, offer);
}

/* --- What is selected -------------------------------------------------------------------------------------------- */

void
gls_article_pane_set_selected (GlsArticlePane *self, const GlsId *ids, guint n)
{
  g_autoptr (GArray) taken = g_array_sized_new (FALSE, FALSE, sizeof (GlsId), n);

  /* @ids may be those selected now. */
  if (n > 0)
    g_array_append_vals (taken, ids, n);
  g_array_set_size (self->selected, 0);
  g_array_append_vals (self->selected, taken->data, n);
  if (n != 1 || !gls_id_equal (taken->data, &self->roles.owner))
    gls_article_pane_disarm_role (self);
  self->roles.settled = FALSE;
  if (n != 1 || !gls_id_equal (taken->data, &self->correction))
    gls_article_pane_end_correction (self);
  self->completing = self->completed = FALSE;
  gls_article_pane_show_tag (self);
  if (self->linker != NULL)
    gls_entity_linker_hide (self->linker);
  gls_article_view_set_selected (self->view, n == 1 ? (const GlsId *) (gpointer) taken->data : NULL);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
  gls_article_pane_state_changed (self);
}

void
gls_article_pane_drop_words (GlsArticlePane *self)
{
  guint32 start, end;

  if (gls_article_pane_get_words (self, &start, &end))
    gls_article_view_select_range (self->view, end, end);
}

void
gls_article_pane_let_go (GlsArticlePane *self)
{
  gls_label_chooser_hide (self->chooser);
  g_clear_pointer (&self->armed, g_free);
  gls_article_pane_drop_words (self);
  gls_article_pane_set_selected (self, NULL, 0);
}

void
gls_article_pane_select (GlsArticlePane *self, const GlsId *ids, guint n)
{
  const GlsSpan *span;

  gls_article_pane_drop_words (self);
  gls_label_chooser_hide (self->chooser);
  gls_article_pane_set_selected (self, ids, n);
  span = n > 0 && self->document != NULL ? gls_open_document_find (self->document, ids) : NULL;
  if (span != NULL)
    gls_article_view_scroll_to (self->view, span->start);
}

static void
annotation_activated (GlsArticlePane *self, const GlsId *id)
{
  GlsId copy = *id;

  gls_label_chooser_hide (self->chooser);
  if (gls_article_pane_click_relation (self, &copy) || gls_article_pane_click_role (self, &copy))
    return;
  gls_article_pane_set_selected (self, &copy, 1);
}

static void
selection_cleared (GlsArticlePane *self)
{
  gls_label_chooser_hide (self->chooser);
  if (!gls_article_pane_click_relation (self, NULL) && !gls_article_pane_click_role (self, NULL))
    gls_article_pane_set_selected (self, NULL, 0);
}

static void
range_selected (GlsArticlePane *self, guint start, guint end, const GdkRectangle *where)
{
  gls_article_pane_stop_relating (self);
  if (gls_article_pane_drag_role (self, start, end))
    return;
  gls_article_pane_set_selected (self, NULL, 0);
  gls_article_pane_offer_labels (self, where);
}

/* The chooser goes away with the next press, which is not its own to take. */
static void
article_pressed (GtkGestureClick *gesture, int n_press, double x, double y, GlsArticlePane *self)
{
  gls_label_chooser_hide (self->chooser);
}

static void
focus_view (GlsArticlePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- Finding ----------------------------------------------------------------------------------------------------- */

/* The place is the selected words now; what was selected before is not any more. */
static void
find_moved (GlsArticlePane *self)
{
  gls_label_chooser_hide (self->chooser);
  gls_article_pane_set_selected (self, NULL, 0);
}

void
gls_article_pane_find (GlsArticlePane *self)
{
  gls_label_chooser_hide (self->chooser);
  gls_find_bar_open (self->find_bar);
}

void
gls_article_pane_find_next (GlsArticlePane *self, int direction)
{
  if (gls_find_bar_has_query (self->find_bar))
    gls_find_bar_step (self->find_bar, direction);
  else
    gls_article_pane_find (self);
}

/* --- The open document ------------------------------------------------------------------------------------------- */

static void
show_status (GlsArticlePane *self)
{
  GlsCatalog *catalog = gls_session_get_catalog (self->session);
  GlsDocument *document = gls_article_pane_get_document (self);
  const GlsDocumentRow *row = catalog != NULL && document != NULL ? gls_catalog_find (catalog, &document->id) : NULL;

  if (row != NULL)
    gls_article_header_set_status (self->header, row->status);
}

static void
spans_changed (GlsArticlePane *self)
{
  g_autoptr (GArray) still = g_array_new (FALSE, FALSE, sizeof (GlsId));
  GlsSpanTable *drawn = gls_open_document_dup_drawn_spans (self->document);

  gls_article_view_set_spans (self->view, drawn, gls_session_get_codebook (self->session));
  g_clear_pointer (&drawn, gls_span_table_unref);
  for (guint i = 0; i < self->selected->len; i++)
    if (gls_open_document_find (self->document, &g_array_index (self->selected, GlsId, i)) != NULL)
      g_array_append_val (still, g_array_index (self->selected, GlsId, i));
  g_signal_emit (self, signals[SPANS_CHANGED], 0);
  if (still->len < self->selected->len)
    gls_article_pane_set_selected (self, (const GlsId *) (gpointer) still->data, still->len);
  gls_article_pane_select_taken_back (self);
}

static void
metadata_changed (GlsArticlePane *self)
{
  gls_article_header_show (self->header, self->session, self->document);
  gls_article_view_set_zones (self->view, gls_open_document_get (self->document)->zones);
}

static void
document_loaded (GlsArticlePane *self)
{
  GlsDocument *document = gls_open_document_get (self->document);

  gls_label_chooser_hide (self->chooser);
  self->has_last = self->wants_back = FALSE;
  gls_article_pane_set_selected (self, NULL, 0);
  gls_article_view_set_document (self->view, document->text, document->zones,
                                 document->title != NULL ? document->title : document->key);
  g_signal_emit (self, signals[LOADED], 0);
  spans_changed (self);
  metadata_changed (self);
  show_status (self);
  gls_find_bar_refresh (self->find_bar);
  gtk_stack_set_visible_child_name (self->stack, "article");
  gls_article_pane_take_place (self);
  gls_article_pane_state_changed (self);
}

void
gls_article_pane_open (GlsArticlePane *self, const GlsId *id)
{
  if (self->document != NULL)
    gls_open_document_load (self->document, id);
}

void
gls_article_pane_mark_zone (GlsArticlePane *self, GlsZoneKind kind)
{
  guint32 start, end;

  if (gls_article_pane_get_document (self) == NULL)
    return;
  if (!gls_article_view_get_selection_range (self->view, &start, &end))
    start = end = gls_article_view_get_caret (self->view);
  gls_open_document_mark_zone (self->document, kind, start, end);
  gls_article_pane_let_go (self);
}

void
gls_article_pane_edit_note (GlsArticlePane *self)
{
  if (gls_article_pane_get_document (self) != NULL)
    gls_article_header_edit_note (self->header);
}

void
gls_article_pane_set_status (GlsArticlePane *self, GlsStatus status)
{
  if (gls_article_pane_get_document (self) == NULL)
    return;
  gls_open_document_set_status (self->document, status);
  gls_article_header_set_status (self->header, status);
}

static void
codebook_changed (GlsArticlePane *self)
{
  gls_label_chooser_set_codebook (self->chooser, gls_session_get_codebook (self->session));
  if (gls_article_pane_get_document (self) != NULL)
    spans_changed (self);
}

static void
unsaved_changed (GlsArticlePane *self)
{
  g_signal_emit (self, signals[UNSAVED_CHANGED], 0);
}

static void
forget_document (GlsArticlePane *self)
{
  g_array_set_size (self->selected, 0);
  gls_find_bar_close (self->find_bar);
  gls_article_header_show (self->header, NULL, NULL);
  gls_article_view_set_spans (self->view, NULL, NULL);
  gls_article_view_set_document (self->view, NULL, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "none");
  if (self->document != NULL)
    g_object_run_dispose (G_OBJECT (self->document));
  g_clear_object (&self->document);
}

void
gls_article_pane_set_session (GlsArticlePane *self, GlsSession *session)
{
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (self->document, self->view);
    }
  forget_document (self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->document = gls_open_document_new (session);
  g_signal_connect_swapped (self->document, "loaded", G_CALLBACK (document_loaded), self);
  g_signal_connect_swapped (self->document, "spans-changed", G_CALLBACK (spans_changed), self);
  g_signal_connect_swapped (self->document, "metadata-changed", G_CALLBACK (metadata_changed), self);
  g_signal_connect_swapped (self->document, "links-changed", G_CALLBACK (gls_article_pane_show_links), self);
  g_signal_connect_swapped (self->document, "details-changed", G_CALLBACK (gls_article_view_refresh_card), self->view);
  g_signal_connect_swapped (self->document, "unsaved-changed", G_CALLBACK (unsaved_changed), self);
  g_signal_connect_swapped (session, "codebook-changed", G_CALLBACK (codebook_changed), self);
  g_signal_connect_swapped (session, "catalog-changed", G_CALLBACK (show_status), self);
  codebook_changed (self);
}

static void
apply_settings (GlsArticlePane *self)
{
  GlsSettings *settings = gls_settings_get_default ();
  g_autofree char *font = gls_settings_dup_string (settings, GLS_SETTING_FONT);

  gls_article_view_set_text_scale (self->view, gls_settings_get_double (settings, GLS_SETTING_ZOOM));
  gls_article_view_set_line_width (self->view, gls_settings_get_int (settings, GLS_SETTING_LINE_WIDTH));
  gls_article_view_set_font_family (self->view, font);
  g_object_set (self->view, "by-characters", gls_settings_get_boolean (settings, GLS_SETTING_BY_CHARACTERS),
                "trim", gls_settings_get_boolean (settings, GLS_SETTING_TRIM), NULL);
  gls_article_view_set_show_all_links (self->view, gls_settings_get_boolean (settings, GLS_SETTING_ALL_LINKS));
}

/* With Control the wheel changes the size of the letters; half steps of a touchpad add up. */
static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, GlsArticlePane *self)
{
  if (!(gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller)) & GDK_CONTROL_MASK))
    {
      self->wheel = 0;
      return GDK_EVENT_PROPAGATE;
    }
  for (self->wheel += dy; ABS (self->wheel) >= 1; self->wheel += self->wheel > 0 ? -1 : 1)
    gtk_widget_activate_action (GTK_WIDGET (self), self->wheel < 0 ? "win.zoom-in" : "win.zoom-out", NULL);
  return GDK_EVENT_STOP;
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_article_pane_dispose (GObject *object)
{
  GlsArticlePane *self = GLS_ARTICLE_PANE (object);

  if (self->session != NULL)
    gls_article_pane_set_session (self, NULL);
  if (self->chooser != NULL)
    gls_article_view_set_card_func (self->view, NULL, NULL, NULL);
  g_clear_pointer ((GtkWidget **) &self->linker, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->chooser, gtk_widget_unparent);
  G_OBJECT_CLASS (gls_article_pane_parent_class)->dispose (object);
}

static void
gls_article_pane_finalize (GObject *object)
{
  GlsArticlePane *self = GLS_ARTICLE_PANE (object);

  g_array_unref (self->selected);
  g_free (self->armed);
  g_free (self->last_label);
  g_free (self->roles.name);
  g_free (self->roles.resume);
  g_free (self->roles.made_role);
  G_OBJECT_CLASS (gls_article_pane_parent_class)->finalize (object);
}

static void
gls_article_pane_class_init (GlsArticlePaneClass *klass)
{
  static const char * const names[] = { "loaded", "spans-changed", "selection-changed", "state-changed", "label-used",
                                        "unsaved-changed", "alike" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_article_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_article_pane_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = i == LABEL_USED ? g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_STRING)
                 : i == ALIKE ? g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_POINTER)
                                 : g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
  g_type_ensure (GLS_TYPE_ARTICLE_HEADER);
  g_type_ensure (GLS_TYPE_ARTICLE_VIEW);
  g_type_ensure (GLS_TYPE_FIND_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-article-pane.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsArticlePane, name)
  BIND (stack);
  BIND (header);
  BIND (find_bar);
  BIND (scroller);
  BIND (tag);
  BIND (view);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, range_selected);
  gtk_widget_class_bind_template_callback (widget_class, annotation_activated);
  gtk_widget_class_bind_template_callback (widget_class, selection_cleared);
  gtk_widget_class_bind_template_callback (widget_class, find_moved);
  gtk_widget_class_bind_template_callback (widget_class, focus_view);
}

static void
gls_article_pane_init (GlsArticlePane *self)
{
  static const char * const changes[] = { "changed::" GLS_SETTING_ZOOM, "changed::" GLS_SETTING_LINE_WIDTH,
                                          "changed::" GLS_SETTING_FONT, "changed::" GLS_SETTING_ALL_LINKS,
                                          "changed::" GLS_SETTING_BY_CHARACTERS, "changed::" GLS_SETTING_TRIM };
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *press = gtk_gesture_click_new ();

  self->selected = g_array_new (FALSE, FALSE, sizeof (GlsId));
  gtk_widget_init_template (GTK_WIDGET (self));
  gls_article_pane_init_roles (self);
  gls_find_bar_set_view (self->find_bar, self->view);
  /* Not a child of the text view, which in GTK 4.8 does not let go of a popover at its end. */
  self->chooser = GLS_LABEL_CHOOSER (gls_label_chooser_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), GTK_WIDGET (self));
  g_signal_connect_object (self->chooser, "left", G_CALLBACK (focus_view), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (article_pressed), self);
  gtk_widget_add_controller (self->scroller, GTK_EVENT_CONTROLLER (press));
  gls_article_pane_bind_text (self);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (scrolled), self);
  gtk_widget_add_controller (self->scroller, wheel);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (gls_settings_get_default (), changes[i], G_CALLBACK (apply_settings), self, G_CONNECT_SWAPPED);
  apply_settings (self);
}

GtkWidget *
gls_article_pane_new (void)
{
  return g_object_new (GLS_TYPE_ARTICLE_PANE, NULL);
}
