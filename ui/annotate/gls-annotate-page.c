/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binds the parts of the Annotate page: the documents, the article's pane, and what is shown of it at the side.
 * It must not know what a label does, nor how edits reach the file. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-compat.h"
#include "common/gls-settings.h"
#include "gls-annotate-page-private.h"

/* Height of the guideline: an eighth of the page between these, a quarter while its label is armed. */
#define LEAST_GUIDE 64
#define MOST_GUIDE 150
/* So many that to list them takes as long as to draw them. */
#define MANY_SPANS 5000

G_DEFINE_FINAL_TYPE (GlsAnnotatePage, gls_annotate_page, ADW_TYPE_BIN)

static guint unsaved_signal;

gboolean
gls_annotate_page_has_document (GlsAnnotatePage *self)
{
  return gls_annotate_page_get_document (self) != NULL;
}

/* --- The active pane --------------------------------------------------------------------------------------------- */

static void
enable (GlsAnnotatePage *self, const char *name, gboolean enabled)
{
  GAction *action = self->actions != NULL ? g_action_map_lookup_action (self->actions, name) : NULL;

  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled && !self->away);
}

/* The guideline of the armed label, else of the selected annotation. */
static void
show_guide (GlsAnnotatePage *self)
{
  GlsOpenDocument *document = gls_article_pane_get_open_document (self->pane);
  GArray *selected = gls_article_pane_get_selected (self->pane);
  const char *type = gls_article_pane_get_armed (self->pane);
  const GlsSpan *span = selected->len == 1 && gls_annotate_page_has_document (self)
                        ? gls_open_document_find (document, (const GlsId *) (gpointer) selected->data) : NULL;
  int share = type != NULL ? 2 : 1;

  if (type == NULL && span != NULL)
    type = gls_open_document_get_type_name (document, span);
  /* On a small screen the lists need the room more; the rest of the guideline scrolls. */
  gls_guide_set_room (self->guide,
                      share * CLAMP (gtk_widget_get_height (GTK_WIDGET (self)) / 8, LEAST_GUIDE, MOST_GUIDE));
  gls_guide_set_type (self->guide, type != NULL && self->session != NULL
                                   ? gls_codebook_find_type (gls_session_get_codebook (self->session), type) : NULL);
}

void
gls_annotate_page_show_state (GlsAnnotatePage *self)
{
  guint32 start, end;
  gboolean words = gls_article_pane_get_words (self->pane, &start, &end), open = gls_annotate_page_has_document (self);
  /* What plugins and other places say is for people's own sets. */
  gboolean own = open && self->session != NULL && gls_session_shows_own (self->session);
  gboolean mine = open && self->session != NULL && gls_session_get_looked_at (self->session) == NULL;
  guint n = gls_article_pane_get_selected (self->pane)->len;
  const GlsRoleDef *role = gls_article_pane_get_role (self->pane, NULL);
  g_autofree char *hint = gls_article_pane_dup_hint (self->pane);

  gls_inspector_set_role (self->inspector, role != NULL ? role->name : NULL);
  gls_label_bar_set_hint (self->label_bar, hint);
  gls_label_bar_set_armed (self->label_bar, gls_article_pane_get_armed (self->pane));
  show_guide (self);
  enable (self, "delete", mine && n > 0);
  enable (self, "note", mine && n == 1);
  enable (self, "link-entity", mine && n > 0);
  enable (self, "apply-alike", own && (n == 1 || gls_alike_panel_has_offer (self->alike)));
  enable (self, "inspect", open && n == 1);
  enable (self, "unsure", mine && n > 0);
  enable (self, "relate", mine && n == 1);
  enable (self, "arm-role", mine && n == 1);
  enable (self, "take-guess", mine && n == 1);
  enable (self, "accept", gls_article_pane_get_suggestion (self->pane, NULL));
  enable (self, "accept-as", gls_article_pane_get_suggestion (self->pane, NULL));
  enable (self, "reject", gls_article_pane_get_suggestion (self->pane, NULL));
  enable (self, "correct", gls_article_pane_get_suggestion (self->pane, NULL));
  enable (self, "complete", own);
  enable (self, "judge-many", own);
  enable (self, "propose", own && !gls_proposal_bar_is_running (self->proposals));
  enable (self, "propose-all", self->session != NULL && gls_session_shows_own (self->session) && !gls_proposal_bar_is_running (self->proposals));
  enable (self, "next-open", open);
  enable (self, "previous-open", open);
  enable (self, "find-filler", role != NULL);
  enable (self, "let-go", open);
  enable (self, "label", mine);
  enable (self, "repeat-label", mine && words && gls_article_pane_get_last_label (self->pane) != NULL);
  enable (self, "find-label", mine);
  enable (self, "find", open);
  enable (self, "find-next", open);
  enable (self, "find-previous", open);
  enable (self, "document-note", own);
  enable (self, "done", own);
  enable (self, "zone", open);
  enable (self, "edit-metadata", open);
}

/* The lists beside it show what is in the active pane. */
static void
show_pane (GlsAnnotatePage *self)
{
  GlsOpenDocument *document = gls_annotate_page_has_document (self) ? gls_article_pane_get_open_document (self->pane) : NULL;

  gls_alike_panel_close (self->alike);
  gls_annotation_list_set_document (self->list, document, self->session != NULL ? gls_session_get_codebook (self->session) : NULL);
  gls_annotate_page_show_documents (self);
  gls_suggestion_list_set_document (self->suggestions, document);
  if (document == NULL)
    return;
  gls_document_list_set_current (self->documents, &gls_open_document_get (document)->id);
  gls_annotate_page_remember_tabs (self);
}

static void
pane_loaded (GlsAnnotatePage *self, GlsArticlePane *pane)
{
  if (pane == self->pane)
    show_pane (self);
}

static void
show_spans (GlsAnnotatePage *self)
{
  g_clear_handle_id (&self->spans_source, g_source_remove);
  gls_annotation_list_refresh (self->list, gls_session_get_codebook (self->session));
  gls_suggestion_list_refresh (self->suggestions);
  gls_inspector_refresh (self->inspector);
  show_guide (self);
}

static gboolean
show_spans_cb (gpointer data)
{
  show_spans (data);
  return G_SOURCE_REMOVE;
}

/* Where there are, or were, very many the lists get a turn of the main loop to themselves: the article has just had its own. */
static void
pane_spans_changed (GlsAnnotatePage *self, GlsArticlePane *pane)
{
  GlsOpenDocument *document = gls_article_pane_get_open_document (pane);
  guint before = self->n_spans;

  if (pane != self->pane)
    return;
  self->n_spans = document != NULL ? gls_open_document_get_spans (document)->spans->len : 0;
  if (MAX (self->n_spans, before) < MANY_SPANS)
    show_spans (self);
  else if (self->spans_source == 0)
    self->spans_source = g_idle_add_full (G_PRIORITY_DEFAULT, show_spans_cb, self, NULL);
}

static void
show_selection (GlsAnnotatePage *self)
{
  GArray *selected = gls_article_pane_get_selected (self->pane);

  gls_alike_panel_forget (self->alike);
  if (!self->from_list)
    gls_suggestion_list_select (self->suggestions, gls_article_pane_get_suggestion (self->pane, NULL)
                                                   ? (const GlsId *) (gpointer) selected->data : NULL);
  if (!self->from_list)
    gls_annotation_list_select (self->list, (const GlsId *) (gpointer) selected->data, selected->len);
  gls_inspector_show (self->inspector, (const GlsId *) (gpointer) selected->data, selected->len);
  gls_entity_card_show (self->entity_card, selected->len == 1 ? (const GlsId *) (gpointer) selected->data : NULL);
}

static void
focus_article (GlsAnnotatePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

static void
go_to_mention (GlsAnnotatePage *self, const GlsMention *mention)
{
  GlsId document = mention->document, annotation = mention->annotation;
  guint32 start = mention->start, end = mention->end;

  /* Going there takes the mention's row away. */
  gls_annotate_page_flush (self);
  gls_article_pane_open_at (self->pane, &document, start, end, &annotation);
  focus_article (self);
}

static void
pane_alike (GlsAnnotatePage *self, const GlsAlikeOffer *offer, GlsArticlePane *pane)
{
  if (pane != self->pane || !gls_session_shows_own (self->session))
    return;
  gls_alike_panel_offer (self->alike, self->session, gls_article_pane_get_open_document (pane), offer);
  gls_annotate_page_show_state (self);
}

static void
inspector_go_to (GlsAnnotatePage *self, const GlsId *id)
{
  gls_article_pane_select (self->pane, id, 1);
}

static void
inspector_fill_role (GlsAnnotatePage *self, const GlsLink *filler)
{
  if (gls_article_pane_fill_role (self->pane, filler))
    gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

static void
pane_selection_changed (GlsAnnotatePage *self, GlsArticlePane *pane)
{
  if (pane == self->pane)
    show_selection (self);
}

static void
pane_state_changed (GlsAnnotatePage *self, GlsArticlePane *pane)
{
  if (pane == self->pane)
    gls_annotate_page_show_state (self);
}

/* The same label is repeated in every pane. */
static void
pane_label_used (GlsAnnotatePage *self, const char *type, GlsArticlePane *pane)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs);

  for (guint i = 0; i < panes->len; i++)
    if (g_ptr_array_index (panes, i) != pane)
      gls_article_pane_set_last_label (g_ptr_array_index (panes, i), type);
}

static void
pane_unsaved_changed (GlsAnnotatePage *self)
{
  g_signal_emit (self, unsaved_signal, 0);
}

static void
pane_added (GlsAnnotatePage *self, GlsArticlePane *pane)
{
  gls_annotate_page_bind_card (self, pane);
  g_signal_connect_object (pane, "loaded", G_CALLBACK (pane_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "spans-changed", G_CALLBACK (pane_spans_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "selection-changed", G_CALLBACK (pane_selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "state-changed", G_CALLBACK (pane_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "label-used", G_CALLBACK (pane_label_used), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "alike", G_CALLBACK (pane_alike), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "unsaved-changed", G_CALLBACK (pane_unsaved_changed), self, G_CONNECT_SWAPPED);
}

static void
pane_refused (GlsAnnotatePage *self)
{
  gls_session_say (self->session, _ ("Not everything in this tab is saved; it stays open"), FALSE);
}

static void
pane_closing (GlsAnnotatePage *self, GlsArticlePane *pane)
{
  gls_annotate_page_flush (self);
  gls_annotate_page_note_place (self, pane);
}

static void
active_changed (GlsAnnotatePage *self)
{
  gls_annotate_page_flush (self);
  self->pane = gls_pane_tabs_get_active (self->tabs);
  gls_inspector_set_document (self->inspector, self->session, gls_article_pane_get_open_document (self->pane));
  gls_entity_card_set_document (self->entity_card, self->session, gls_article_pane_get_open_document (self->pane));
  show_pane (self);
  show_selection (self);
  gls_annotate_page_show_state (self);
}

static void
list_selection_changed (GlsAnnotatePage *self)
{
  g_autoptr (GArray) ids = gls_annotation_list_get_selected (self->list);

  self->from_list = TRUE;
  gls_article_pane_select (self->pane, (const GlsId *) (gpointer) ids->data, ids->len);
  self->from_list = FALSE;
}

/* --- Finding in the project -------------------------------------------------------------------------------------- */

static void
show_place (GlsAnnotatePage *self, gpointer found, gboolean focus)
{
  const GlsFindRow *row = found;

  gls_annotate_page_flush (self);
  gls_annotate_page_note_place (self, self->pane);
  gls_article_pane_open_at (self->pane, &row->document, row->start, row->end,
                            row->kind == GLS_FIND_ANNOTATION ? &row->annotation : NULL);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

static void
find_closed (GlsAnnotatePage *self)
{
  gls_annotate_page_remember_found (self);
  gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

/* --- Keys -------------------------------------------------------------------------------------------------------- */

static gboolean
is_text_field (GtkWidget *focus)
{
  return GTK_IS_EDITABLE (focus) || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsAnnotatePage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (focus != NULL && !is_text_field (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->find)))
    return gls_project_find_press_key (self->find, keyval, keycode, state) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->problems)) &&
      gls_problem_list_press_key (self->problems, keyval, state))
    return GDK_EVENT_STOP;
  if (!gls_annotate_page_has_document (self))
    return GDK_EVENT_PROPAGATE;
  /* A field takes all typing; the list of documents is no place to label from. */
  if (focus != NULL && (is_text_field (focus) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->documents)) ||
                        gtk_widget_is_ancestor (focus, GTK_WIDGET (self->alike))))
    return GDK_EVENT_PROPAGATE;
  return gls_article_pane_press_key (self->pane, keyval, keycode, state) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* --- Documents --------------------------------------------------------------------------------------------------- */

void
gls_annotate_page_open_id (GlsAnnotatePage *self, const GlsId *id)
{
  gls_annotate_page_flush (self);
  gls_annotate_page_load (self, self->pane, id);
}

static void
document_chosen (GlsAnnotatePage *self, const GlsId *id)
{
  gls_annotate_page_open_id (self, id);
}

static void
document_in_tab (GlsAnnotatePage *self, const GlsId *id, gboolean beside)
{
  gls_annotate_page_open_in_tab (self, id, beside);
}

void
gls_annotate_page_open_in_tab (GlsAnnotatePage *self, const GlsId *id, gboolean beside)
{
  GlsId copy = *id;

  gls_annotate_page_flush (self);
  gls_annotate_page_load (self, gls_pane_tabs_add (self->tabs, beside), &copy);
  gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

static void
catalog_changed (GlsAnnotatePage *self)
{
  GlsCatalog *catalog = gls_session_get_catalog (self->session);

  if (!gls_annotate_page_has_document (self) && !gls_open_document_is_loading (gls_article_pane_get_open_document (self->pane)) &&
      catalog != NULL && catalog->n_rows > 0)
    {
      const GlsDocumentRow *row = self->wanted_key != NULL ? gls_catalog_find_key (catalog, self->wanted_key) : NULL;

      if (!self->restored && gls_annotate_page_restore_tabs (self))
        {
          self->restored = TRUE;
          return;
        }
      self->restored = TRUE;
      if (row == NULL)
        row = gls_catalog_get (catalog, 0);
      gls_annotate_page_open_id (self, &row->id);
    }
}

static void
set_changed (GlsAnnotatePage *self)
{
  GAction *action = self->actions != NULL ? g_action_map_lookup_action (self->actions, "edit-gold") : NULL;

  GAction *look = self->actions != NULL ? g_action_map_lookup_action (self->actions, "look-at") : NULL;
  const char *looked_at = gls_session_get_looked_at (self->session);

  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (gls_session_edits_gold (self->session)));
  if (look != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (look), g_variant_new_string (looked_at != NULL ? looked_at : ""));
  gls_alike_panel_close (self->alike);
  gls_annotate_page_show_state (self);
}

static void
codebook_changed (GlsAnnotatePage *self)
{
  gls_label_bar_set_codebook (self->label_bar, gls_session_get_codebook (self->session));
  gls_annotate_page_show_state (self);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_annotate_page_dispose (GObject *object)
{
  GlsAnnotatePage *self = GLS_ANNOTATE_PAGE (object);

  self->actions = NULL;
  if (self->session != NULL)
    gls_annotate_page_set_session (self, NULL, NULL);
  gls_annotate_page_clear_room (self);
  G_OBJECT_CLASS (gls_annotate_page_parent_class)->dispose (object);
}

static void
gls_annotate_page_finalize (GObject *object)
{
  g_free (GLS_ANNOTATE_PAGE (object)->wanted_key);
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
  g_type_ensure (GLS_TYPE_ALIKE_PANEL);
  g_type_ensure (GLS_TYPE_ENTITY_CARD);
  g_type_ensure (GLS_TYPE_GOLD_BAR);
  g_type_ensure (GLS_TYPE_PANE_TABS);
  g_type_ensure (GLS_TYPE_INSPECTOR);
  g_type_ensure (GLS_TYPE_ANNOTATION_LIST);
  g_type_ensure (GLS_TYPE_PROBLEM_LIST);
  g_type_ensure (GLS_TYPE_GUIDE);
  g_type_ensure (GLS_TYPE_LABEL_BAR);
  g_type_ensure (GLS_TYPE_PROJECT_FIND);
  g_type_ensure (GLS_TYPE_PROPOSAL_BAR);
  g_type_ensure (GLS_TYPE_SUGGESTION_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-annotate-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsAnnotatePage, name)
  BIND (find_paned);
  BIND (left_paned);
  BIND (right_paned);
  BIND (documents);
  BIND (tabs);
  BIND (gold);
  BIND (side);
  BIND (lists_switcher);
  BIND (inspector);
  BIND (entity_card);
  BIND (lists);
  BIND (list);
  BIND (problems);
  BIND (suggestions);
  BIND (proposals);
  BIND (guide);
  BIND (find);
  BIND (alike);
  BIND (label_bar);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, document_chosen);
  gtk_widget_class_bind_template_callback (widget_class, list_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, gls_annotate_page_go_to_problem);
  gtk_widget_class_bind_template_callback (widget_class, gls_annotate_page_show_flaws);
  gtk_widget_class_bind_template_callback (widget_class, gls_annotate_page_count_problems);
  gtk_widget_class_bind_template_callback (widget_class, gls_annotate_page_flush);
  gtk_widget_class_bind_template_callback (widget_class, active_changed);
  gtk_widget_class_bind_template_callback (widget_class, pane_added);
  gtk_widget_class_bind_template_callback (widget_class, pane_refused);
  gtk_widget_class_bind_template_callback (widget_class, pane_closing);
  gtk_widget_class_bind_template_callback (widget_class, document_in_tab);
  gtk_widget_class_bind_template_callback (widget_class, focus_article);
  gtk_widget_class_bind_template_callback (widget_class, go_to_mention);
  gtk_widget_class_bind_template_callback (widget_class, show_place);
  gtk_widget_class_bind_template_callback (widget_class, find_closed);
  gtk_widget_class_bind_template_callback (widget_class, inspector_go_to);
  gtk_widget_class_bind_template_callback (widget_class, inspector_fill_role);
  gtk_widget_class_bind_template_callback (widget_class, gls_annotate_page_show_state);
  gtk_widget_class_bind_template_callback (widget_class, gls_annotate_page_suggestion_judged);
  gtk_widget_class_bind_template_callback (widget_class, gls_annotate_page_suggestion_chosen);
  gtk_widget_class_bind_template_callback (widget_class, gls_annotate_page_suggestions_changed);
}

static void
gls_annotate_page_init (GlsAnnotatePage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The first one was there before anybody listened. */
  self->pane = gls_pane_tabs_get_active (self->tabs);
  pane_added (self, self->pane);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gls_annotate_page_init_room (self);
  gls_labels_let_shrink (self->lists_switcher);
  /* The hint names keys, which can be changed. */
  g_signal_connect_object (gls_settings_get_default (), "changed::" GLS_SETTING_KEYS, G_CALLBACK (gls_annotate_page_show_state), self,
                           G_CONNECT_SWAPPED);
}

void
gls_annotate_page_set_session (GlsAnnotatePage *self, GlsSession *session, const char *key)
{
  g_clear_handle_id (&self->spans_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  gls_document_list_set_session (self->documents, NULL);
  gls_inspector_set_document (self->inspector, NULL, NULL);
  gls_entity_card_set_document (self->entity_card, NULL, NULL);
  gls_alike_panel_close (self->alike);
  gls_annotation_list_set_document (self->list, NULL, NULL);
  gls_suggestion_list_set_document (self->suggestions, NULL);
  gls_gold_bar_set_session (self->gold, session);
  gls_proposal_bar_set_session (self->proposals, session);
  gls_pane_tabs_set_session (self->tabs, NULL);
  gls_annotate_page_remember_found (self);
  gls_project_find_set_session (self->find, session);
  gls_problem_list_set_session (self->problems, session);
  g_clear_pointer (&self->places, gls_places_free);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->places = gls_places_new (gls_session_get_path (session));
  /* Who asks for one document wants that one. */
  self->restored = key != NULL;
  g_free (self->wanted_key);
  self->wanted_key = key != NULL ? g_strdup (key)
                                 : gls_settings_dup_position (gls_settings_get_default (), gls_session_get_path (session));
  gls_pane_tabs_set_session (self->tabs, session);
  gls_inspector_set_document (self->inspector, session, gls_article_pane_get_open_document (self->pane));
  gls_entity_card_set_document (self->entity_card, session, gls_article_pane_get_open_document (self->pane));
  g_signal_connect_swapped (session, "codebook-changed", G_CALLBACK (codebook_changed), self);
  g_signal_connect_swapped (session, "catalog-changed", G_CALLBACK (catalog_changed), self);
  g_signal_connect_swapped (session, "set-changed", G_CALLBACK (set_changed), self);
  gls_document_list_set_session (self->documents, session);
  codebook_changed (self);
  catalog_changed (self);
}

GlsDocument *
gls_annotate_page_get_document (GlsAnnotatePage *self)
{
  return gls_article_pane_get_document (self->pane);
}

void
gls_annotate_page_open_key (GlsAnnotatePage *self, const char *key)
{
  const GlsDocumentRow *row = self->session != NULL ? gls_catalog_find_key (gls_session_get_catalog (self->session), key) : NULL;

  if (row != NULL)
    gls_annotate_page_open_id (self, &row->id);
}

void
gls_annotate_page_show_place (GlsAnnotatePage *self, const char *key, guint32 start, guint32 end)
{
  const GlsDocumentRow *row = self->session != NULL ? gls_catalog_find_key (gls_session_get_catalog (self->session), key) : NULL;

  if (row == NULL)
    return;
  gls_annotate_page_flush (self);
  gls_annotate_page_note_place (self, self->pane);
  gls_article_pane_open_at (self->pane, &row->id, start, end, NULL);
  focus_article (self);
}

guint
gls_annotate_page_count_unsaved (GlsAnnotatePage *self)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs);
  guint n = 0;

  for (guint i = 0; i < panes->len; i++)
    {
      GlsOpenDocument *document = gls_article_pane_get_open_document (g_ptr_array_index (panes, i));

      n += document != NULL ? gls_open_document_count_unsaved (document) : 0;
    }
  return n;
}

GlsChange *
gls_annotate_page_write_unsaved (GlsAnnotatePage *self)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs);
  GlsChange *change;

  if (gls_annotate_page_count_unsaved (self) == 0)
    return NULL;
  change = gls_session_new_change (self->session, "label");
  for (guint i = 0; i < panes->len; i++)
    gls_open_document_write_unsaved (gls_article_pane_get_open_document (g_ptr_array_index (panes, i)), change);
  return change;
}

void
gls_annotate_page_retry (GlsAnnotatePage *self)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs);

  for (guint i = 0; self->session != NULL && i < panes->len; i++)
    gls_open_document_retry (gls_article_pane_get_open_document (g_ptr_array_index (panes, i)));
}

gboolean
gls_annotate_page_close_tab (GlsAnnotatePage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || !gls_pane_tabs_close (self->tabs))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
  return TRUE;
}

void
gls_annotate_page_flush (GlsAnnotatePage *self)
{
  if (gls_annotate_page_has_document (self))
    gls_inspector_flush (self->inspector);
}
