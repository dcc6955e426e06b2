/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binds the parts of the Annotate page: what is selected where, and what a key does to it.
 * It must not know how edits reach the file. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-settings.h"
#include "gls-annotate-page-private.h"
#include "common/gls-keys.h"

G_DEFINE_FINAL_TYPE (GlsAnnotatePage, gls_annotate_page, ADW_TYPE_BIN)

static guint unsaved_signal;

gboolean
gls_annotate_page_has_document (GlsAnnotatePage *self)
{
  return self->document != NULL && gls_open_document_get (self->document) != NULL;
}

static gboolean
get_words (GlsAnnotatePage *self, guint32 *start, guint32 *end)
{
  return gls_annotate_page_has_document (self) && gls_article_view_get_selection_range (self->view, start, end) && *start < *end;
}

/* --- What is selected -------------------------------------------------------------------------------------------- */

static void
enable (GlsAnnotatePage *self, const char *name, gboolean enabled)
{
  GAction *action = self->actions != NULL ? g_action_map_lookup_action (self->actions, name) : NULL;

  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* The guideline of the armed label, else of the selected annotation. */
static void
show_guide (GlsAnnotatePage *self)
{
  const GlsSpan *span = self->selected->len == 1 && gls_annotate_page_has_document (self)
                        ? gls_open_document_find (self->document, (const GlsId *) (gpointer) self->selected->data) : NULL;
  const char *type = self->armed != NULL ? self->armed : span != NULL ? gls_open_document_get_type_name (self->document, span)
                                                                      : NULL;

  gls_guide_set_type (self->guide, type != NULL && self->session != NULL
                                   ? gls_codebook_find_type (gls_session_get_codebook (self->session), type) : NULL);
}

void
gls_annotate_page_show_state (GlsAnnotatePage *self)
{
  guint32 start, end;
  gboolean words = get_words (self, &start, &end), open = gls_annotate_page_has_document (self);
  g_autofree char *hint = NULL;

  if (self->armed != NULL)
    hint = g_markup_printf_escaped (_ ("<b>%s</b> is armed: drag over words · Esc lets go"), gls_type_get_label (self->armed));
  else if (words && self->last_label != NULL)
    hint = g_markup_printf_escaped (_ ("a letter labels · ⏎ %s again · / finds a label · Esc lets go"), gls_type_get_label (self->last_label));
  else if (words)
    hint = g_strdup (_ ("a letter labels · / finds a label · Esc lets go"));
  else if (self->selected->len > 0)
    hint = g_strdup (_ ("a letter changes the type · Delete removes · ⏎ note · Esc lets go"));
  else
    hint = g_strdup (_ ("drag or double-click marks words · Shift: characters · Ctrl+Z undoes"));
  gls_label_bar_set_hint (self->label_bar, hint);
  gls_label_bar_set_armed (self->label_bar, self->armed);
  show_guide (self);
  enable (self, "delete", open && self->selected->len > 0);
  enable (self, "note", open && self->selected->len == 1);
  enable (self, "let-go", open);
  enable (self, "label", open);
  enable (self, "repeat-label", open && words && self->last_label != NULL);
  enable (self, "find-label", open);
  enable (self, "done", open);
  enable (self, "zone", open);
  enable (self, "edit-metadata", open);
}

static void
select_annotations (GlsAnnotatePage *self, const GlsId *ids, guint n)
{
  g_array_set_size (self->selected, 0);
  if (n > 0)
    g_array_append_vals (self->selected, ids, n);
  gls_article_view_set_selected (self->view, n == 1 ? ids : NULL);
  gls_inspector_show (self->inspector, ids, n);
  gls_annotate_page_show_state (self);
}

static void
drop_words (GlsAnnotatePage *self)
{
  guint32 start, end;

  if (get_words (self, &start, &end))
    gls_article_view_select_range (self->view, end, end);
}

void
gls_annotate_page_let_go (GlsAnnotatePage *self)
{
  gls_label_chooser_hide (self->chooser);
  g_clear_pointer (&self->armed, g_free);
  drop_words (self);
  gls_annotation_list_select (self->list, NULL, 0);
  select_annotations (self, NULL, 0);
}

static void
list_selection_changed (GlsAnnotatePage *self)
{
  g_autoptr (GArray) ids = gls_annotation_list_get_selected (self->list);
  const GlsSpan *span;

  drop_words (self);
  gls_label_chooser_hide (self->chooser);
  select_annotations (self, (const GlsId *) (gpointer) ids->data, ids->len);
  span = ids->len > 0 ? gls_open_document_find (self->document, &g_array_index (ids, GlsId, 0)) : NULL;
  if (span != NULL)
    gls_article_view_scroll_to (self->view, span->start);
}

static void
annotation_activated (GlsAnnotatePage *self, const GlsId *id)
{
  GlsId copy = *id;

  gls_label_chooser_hide (self->chooser);
  gls_annotation_list_select (self->list, &copy, 1);
  select_annotations (self, &copy, 1);
}

static void
selection_cleared (GlsAnnotatePage *self)
{
  gls_label_chooser_hide (self->chooser);
  gls_annotation_list_select (self->list, NULL, 0);
  select_annotations (self, NULL, 0);
}

/* --- Labels ------------------------------------------------------------------------------------------------------ */

static void
remember_label (GlsAnnotatePage *self, const char *type)
{
  char *old = self->last_label;

  /* @type may be the old one itself. */
  self->last_label = g_strdup (type);
  g_free (old);
}

/* One's own annotation of exactly these words and this type; a second one would say nothing more. */
static const GlsSpan *
find_same (GlsAnnotatePage *self, const char *type, guint32 start, guint32 end)
{
  GlsSpanTable *spans = gls_open_document_get_spans (self->document);

  for (guint i = 0; i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);

      if (span->start > start)
        break;
      if (span->start == start && span->end == end && span->n_fragments <= 1 && gls_open_document_is_own (self->document, span) &&
          g_strcmp0 (gls_open_document_get_type_name (self->document, span), type) == 0)
        return span;
    }
  return NULL;
}

void
gls_annotate_page_label (GlsAnnotatePage *self, const char *type)
{
  GlsFragment fragment;
  GlsId id;

  if (!gls_annotate_page_has_document (self))
    return;
  gls_label_chooser_hide (self->chooser);
  if (get_words (self, &fragment.start, &fragment.end))
    {
      const GlsSpan *same = find_same (self, type, fragment.start, fragment.end);

      remember_label (self, type);
      if (same != NULL)
        id = same->id;
      else
        gls_open_document_add (self->document, type, &fragment, 1, &id);
      gls_article_view_select_range (self->view, fragment.end, fragment.end);
      gls_annotation_list_select (self->list, &id, 1);
      select_annotations (self, &id, 1);
    }
  else if (self->selected->len > 0)
    {
      remember_label (self, type);
      gls_open_document_retype (self->document, (const GlsId *) (gpointer) self->selected->data, self->selected->len, type);
      gls_annotate_page_show_state (self);
    }
  else
    {
      gboolean same = g_strcmp0 (self->armed, type) == 0;

      g_free (self->armed);
      self->armed = same ? NULL : g_strdup (type);
      gls_annotate_page_show_state (self);
    }
}

static void
show_chooser (GlsAnnotatePage *self, const GdkRectangle *where)
{
  graphene_point_t at;

  if (gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (where->x, where->y), &at))
    gls_label_chooser_show (self->chooser, &(GdkRectangle){ at.x, at.y, MAX (where->width, 1), MAX (where->height, 1) });
}

static void
range_selected (GlsAnnotatePage *self, guint start, guint end, const GdkRectangle *where)
{
  g_autofree char *armed = g_strdup (self->armed);

  gls_annotation_list_select (self->list, NULL, 0);
  select_annotations (self, NULL, 0);
  if (armed != NULL)
    gls_annotate_page_label (self, armed);
  else
    show_chooser (self, where);
}

static void
chooser_left (GlsAnnotatePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
gls_annotate_page_find_label (GlsAnnotatePage *self)
{
  GdkRectangle where = { 0, 0, 1, 1 };
  guint32 start, end;
  const GlsSpan *span = self->selected->len > 0
                        ? gls_open_document_find (self->document, (const GlsId *) (gpointer) self->selected->data) : NULL;

  if (!get_words (self, &start, &end))
    start = end = span != NULL ? span->start : gls_article_view_get_caret (self->view);
  if (!gtk_widget_is_visible (GTK_WIDGET (self->chooser)))
    {
      if (!gls_article_view_get_rectangle (self->view, start, MAX (end, start + 1), &where))
        where = (GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (self->view)) / 2, 40, 1, 1 };
      show_chooser (self, &where);
    }
  gls_label_chooser_begin_filter (self->chooser);
}

void
gls_annotate_page_remove_selected (GlsAnnotatePage *self)
{
  guint asked = self->selected->len, n;
  g_autofree char *text = NULL;

  if (!gls_annotate_page_has_document (self) || asked == 0)
    return;
  gls_inspector_flush (self->inspector);
  n = gls_open_document_remove (self->document, (const GlsId *) (gpointer) self->selected->data, asked);
  if (n == 0)
    {
      gls_session_say (self->session, _ ("Only your own annotations can be removed here"), FALSE);
      return;
    }
  text = g_strdup_printf (ngettext ("%u annotation removed", "%u annotations removed", n), n);
  gls_annotation_list_select (self->list, NULL, 0);
  select_annotations (self, NULL, 0);
  gls_session_say (self->session, text, TRUE);
}

/* --- Keys -------------------------------------------------------------------------------------------------------- */

static gboolean
is_text_field (GtkWidget *focus)
{
  return GTK_IS_EDITABLE (focus) || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));
}

static const GlsTypeDef *
find_type_by_key (GlsAnnotatePage *self, gunichar letter)
{
  GlsCodebook *codebook = gls_session_get_codebook (self->session);

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (!type->retired && type->key != NULL && g_utf8_get_char (type->key) == letter)
        return type;
    }
  return NULL;
}

static gboolean
activate (GlsAnnotatePage *self, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsAnnotatePage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean in_article = focus == GTK_WIDGET (self->view) || focus == NULL;
  gunichar letter;
  const GlsTypeDef *type;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 || !gls_annotate_page_has_document (self))
    return GDK_EVENT_PROPAGATE;
  /* A field takes all typing; the list of documents is no place to label from. */
  if (focus != NULL && (is_text_field (focus) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->documents))))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Escape:
      activate (self, "win.let-go");
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      activate (self, "win.delete");
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!in_article)
        return GDK_EVENT_PROPAGATE;
      if (!activate (self, "win.repeat-label"))
        activate (self, "win.note");
      return GDK_EVENT_STOP;
    default:
      break;
    }
  letter = gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode);
  if (letter == '/')
    {
      activate (self, "win.find-label");
      return GDK_EVENT_STOP;
    }
  type = letter != 0 && (state & GDK_SHIFT_MASK) == 0 ? find_type_by_key (self, letter) : NULL;
  if (type == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.label", "s", type->name);
  return GDK_EVENT_STOP;
}

/* The chooser goes away with the next press, which is not its own to take. */
static void
article_pressed (GtkGestureClick *gesture, int n_press, double x, double y, GlsAnnotatePage *self)
{
  gls_label_chooser_hide (self->chooser);
}

/* --- The open document ------------------------------------------------------------------------------------------- */

static void
show_status (GlsAnnotatePage *self)
{
  GlsCatalog *catalog = self->session != NULL ? gls_session_get_catalog (self->session) : NULL;
  const GlsDocumentRow *row = catalog != NULL && gls_annotate_page_has_document (self)
                              ? gls_catalog_find (catalog, &gls_open_document_get (self->document)->id) : NULL;

  if (row != NULL)
    gls_article_header_set_status (self->header, row->status);
}

static void
spans_changed (GlsAnnotatePage *self)
{
  g_autoptr (GArray) still = g_array_new (FALSE, FALSE, sizeof (GlsId));

  gls_article_view_set_spans (self->view, gls_open_document_get_spans (self->document),
                              gls_session_get_codebook (self->session));
  gls_annotation_list_refresh (self->list, gls_session_get_codebook (self->session));
  for (guint i = 0; i < self->selected->len; i++)
    if (gls_open_document_find (self->document, &g_array_index (self->selected, GlsId, i)) != NULL)
      g_array_append_val (still, g_array_index (self->selected, GlsId, i));
  if (still->len < self->selected->len)
    {
      gls_annotation_list_select (self->list, (const GlsId *) (gpointer) still->data, still->len);
      select_annotations (self, (const GlsId *) (gpointer) still->data, still->len);
    }
  gls_inspector_refresh (self->inspector);
  show_guide (self);
}

static void
metadata_changed (GlsAnnotatePage *self)
{
  gls_article_header_show (self->header, self->session, self->document);
  gls_article_view_set_zones (self->view, gls_open_document_get (self->document)->zones);
}

static void
document_loaded (GlsAnnotatePage *self)
{
  GlsDocument *document = gls_open_document_get (self->document);

  gls_label_chooser_hide (self->chooser);
  select_annotations (self, NULL, 0);
  gls_article_view_set_document (self->view, document->text, document->zones,
                                 document->title != NULL ? document->title : document->key);
  gls_annotation_list_set_document (self->list, self->document, gls_session_get_codebook (self->session));
  spans_changed (self);
  /* Putting the spans in keeps the place of the text before. */
  gls_article_view_scroll_to (self->view, 0);
  metadata_changed (self);
  show_status (self);
  gtk_stack_set_visible_child_name (self->article_stack, "article");
  gls_document_list_set_current (self->documents, &document->id);
  gls_annotate_page_remember (self);
  gls_annotate_page_show_state (self);
}

void
gls_annotate_page_open_id (GlsAnnotatePage *self, const GlsId *id)
{
  gls_annotate_page_flush (self);
  gls_open_document_load (self->document, id);
}

static void
document_chosen (GlsAnnotatePage *self, const GlsId *id)
{
  gls_annotate_page_open_id (self, id);
}

static void
catalog_changed (GlsAnnotatePage *self)
{
  GlsCatalog *catalog = gls_session_get_catalog (self->session);

  show_status (self);
  if (!gls_annotate_page_has_document (self) && !gls_open_document_is_loading (self->document) && catalog != NULL && catalog->n_rows > 0)
    {
      const GlsDocumentRow *row = self->wanted_key != NULL ? gls_catalog_find_key (catalog, self->wanted_key) : NULL;

      if (row == NULL)
        row = gls_catalog_get (catalog, 0);
      gls_annotate_page_open_id (self, &row->id);
    }
}

static void
codebook_changed (GlsAnnotatePage *self)
{
  GlsCodebook *codebook = gls_session_get_codebook (self->session);

  gls_label_bar_set_codebook (self->label_bar, codebook);
  gls_label_chooser_set_codebook (self->chooser, codebook);
  if (gls_annotate_page_has_document (self))
    spans_changed (self);
  gls_annotate_page_show_state (self);
}

static void
apply_zoom (GlsAnnotatePage *self)
{
  gls_article_view_set_text_scale (self->view, gls_settings_get_double (gls_settings_get_default (), GLS_SETTING_ZOOM));
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_annotate_page_dispose (GObject *object)
{
  GlsAnnotatePage *self = GLS_ANNOTATE_PAGE (object);

  self->actions = NULL;
  if (self->document != NULL)
    gls_annotate_page_set_session (self, NULL, NULL);
  g_clear_pointer ((GtkWidget **) &self->chooser, gtk_widget_unparent);
  G_OBJECT_CLASS (gls_annotate_page_parent_class)->dispose (object);
}

static void
gls_annotate_page_finalize (GObject *object)
{
  GlsAnnotatePage *self = GLS_ANNOTATE_PAGE (object);

  g_array_unref (self->selected);
  g_free (self->wanted_key);
  g_free (self->armed);
  g_free (self->last_label);
  G_OBJECT_CLASS (gls_annotate_page_parent_class)->finalize (object);
}

static void
gls_annotate_page_class_init (GlsAnnotatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_annotate_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_annotate_page_finalize;
  unsaved_signal = g_signal_new ("unsaved-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
  g_type_ensure (GLS_TYPE_DOCUMENT_LIST);
  g_type_ensure (GLS_TYPE_ARTICLE_HEADER);
  g_type_ensure (GLS_TYPE_ARTICLE_VIEW);
  g_type_ensure (GLS_TYPE_INSPECTOR);
  g_type_ensure (GLS_TYPE_ANNOTATION_LIST);
  g_type_ensure (GLS_TYPE_GUIDE);
  g_type_ensure (GLS_TYPE_LABEL_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-annotate-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsAnnotatePage, name)
  BIND (left_paned);
  BIND (right_paned);
  BIND (documents);
  BIND (article_stack);
  BIND (header);
  BIND (scroller);
  BIND (view);
  BIND (side);
  BIND (inspector);
  BIND (list);
  BIND (guide);
  BIND (label_bar);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, document_chosen);
  gtk_widget_class_bind_template_callback (widget_class, range_selected);
  gtk_widget_class_bind_template_callback (widget_class, annotation_activated);
  gtk_widget_class_bind_template_callback (widget_class, selection_cleared);
  gtk_widget_class_bind_template_callback (widget_class, list_selection_changed);
}

static void
gls_annotate_page_init (GlsAnnotatePage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  self->selected = g_array_new (FALSE, FALSE, sizeof (GlsId));
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not a child of the text view, which in GTK 4.8 does not let go of a popover at its end. */
  self->chooser = GLS_LABEL_CHOOSER (gls_label_chooser_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), GTK_WIDGET (self));
  g_signal_connect_object (self->chooser, "left", G_CALLBACK (chooser_left), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (article_pressed), self);
  gtk_widget_add_controller (self->scroller, GTK_EVENT_CONTROLLER (press));
  gtk_paned_set_position (self->right_paned, 10000);
  g_signal_connect_object (gls_settings_get_default (), "changed::" GLS_SETTING_ZOOM, G_CALLBACK (apply_zoom), self,
                           G_CONNECT_SWAPPED);
  apply_zoom (self);
}

static void
unsaved_changed (GlsAnnotatePage *self)
{
  g_signal_emit (self, unsaved_signal, 0);
}

static void
forget_document (GlsAnnotatePage *self)
{
  gls_inspector_set_document (self->inspector, NULL, NULL);
  gls_annotation_list_set_document (self->list, NULL, NULL);
  gls_article_header_show (self->header, NULL, NULL);
  gls_article_view_set_spans (self->view, NULL, NULL);
  gls_article_view_set_document (self->view, NULL, NULL, NULL);
  gtk_stack_set_visible_child_name (self->article_stack, "none");
  if (self->document != NULL)
    g_object_run_dispose (G_OBJECT (self->document));
  g_clear_object (&self->document);
}

void
gls_annotate_page_set_session (GlsAnnotatePage *self, GlsSession *session, const char *key)
{
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (self->document, self);
    }
  gls_document_list_set_session (self->documents, NULL);
  g_array_set_size (self->selected, 0);
  forget_document (self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_free (self->wanted_key);
  self->wanted_key = key != NULL ? g_strdup (key)
                                 : gls_settings_dup_position (gls_settings_get_default (), gls_session_get_path (session));
  self->document = gls_open_document_new (session);
  gls_inspector_set_document (self->inspector, session, self->document);
  g_signal_connect_swapped (self->document, "loaded", G_CALLBACK (document_loaded), self);
  g_signal_connect_swapped (self->document, "spans-changed", G_CALLBACK (spans_changed), self);
  g_signal_connect_swapped (self->document, "metadata-changed", G_CALLBACK (metadata_changed), self);
  g_signal_connect_swapped (session, "codebook-changed", G_CALLBACK (codebook_changed), self);
  g_signal_connect_swapped (session, "catalog-changed", G_CALLBACK (catalog_changed), self);
  g_signal_connect_swapped (self->document, "unsaved-changed", G_CALLBACK (unsaved_changed), self);
  gls_document_list_set_session (self->documents, session);
  codebook_changed (self);
  catalog_changed (self);
}

GlsDocument *
gls_annotate_page_get_document (GlsAnnotatePage *self)
{
  return self->document != NULL ? gls_open_document_get (self->document) : NULL;
}

void
gls_annotate_page_open_key (GlsAnnotatePage *self, const char *key)
{
  const GlsDocumentRow *row = self->session != NULL ? gls_catalog_find_key (gls_session_get_catalog (self->session), key) : NULL;

  if (row != NULL)
    gls_annotate_page_open_id (self, &row->id);
}

guint
gls_annotate_page_count_unsaved (GlsAnnotatePage *self)
{
  return self->document != NULL ? gls_open_document_count_unsaved (self->document) : 0;
}

GlsChange *
gls_annotate_page_write_unsaved (GlsAnnotatePage *self)
{
  return gls_annotate_page_count_unsaved (self) > 0 ? gls_open_document_write_unsaved (self->document) : NULL;
}

void
gls_annotate_page_retry (GlsAnnotatePage *self)
{
  if (self->document != NULL)
    gls_open_document_retry (self->document);
}

void
gls_annotate_page_flush (GlsAnnotatePage *self)
{
  if (gls_annotate_page_has_document (self))
    gls_inspector_flush (self->inspector);
}

void
gls_annotate_page_remember (GlsAnnotatePage *self)
{
  if (gls_annotate_page_has_document (self))
    gls_settings_set_position (gls_settings_get_default (), gls_session_get_path (self->session),
                               gls_open_document_get (self->document)->key);
}
