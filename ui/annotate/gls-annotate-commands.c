/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Annotate page's commands as the window's actions.
 * It must not know which key or button calls them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-one-line.h"
#include "common/gls-settings.h"
#include "gls-annotate-page-private.h"

#define ZOOM_STEP 1.1
/* Longer selections are not what somebody wants to find again. */
#define TAKEN_MAX 80

static void
activate_label (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_pane_label (GLS_ANNOTATE_PAGE (data)->pane, g_variant_get_string (parameter, NULL));
}

static void
activate_repeat_label (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;
  g_autofree char *type = g_strdup (gls_article_pane_get_last_label (self->pane));

  if (type != NULL)
    gls_article_pane_label (self->pane, type);
}

static void
activate_find_label (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_pane_find_label (GLS_ANNOTATE_PAGE (data)->pane);
}

static void
activate_find (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_pane_find (GLS_ANNOTATE_PAGE (data)->pane);
}

/* With the selected words, where they are not many. */
static void
activate_find_project (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;
  guint32 start, end;
  g_autofree char *words = NULL, *query = NULL;

  if (gls_article_pane_get_words (self->pane, &start, &end) && end - start <= TAKEN_MAX)
    {
      words = gls_text_slice (gls_annotate_page_get_document (self)->text, start, end);
      query = gls_query_quote (gls_one_line (words));
    }
  gls_annotate_page_open_found (self, query);
}

static void
activate_find_next (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_pane_find_next (GLS_ANNOTATE_PAGE (data)->pane, g_str_equal (g_action_get_name (G_ACTION (action)), "find-next") ? 1 : -1);
}

static void
activate_delete (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (data);
  if (gls_annotate_page_reject (data))
    return;
  gls_article_pane_remove_selected (GLS_ANNOTATE_PAGE (data)->pane);
}

static void
activate_link_entity (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (data);
  gls_article_pane_link_entity (GLS_ANNOTATE_PAGE (data)->pane);
}

/* Without an offer: the label of the selected annotation, as if it had just been given. */
static void
activate_apply_alike (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;
  g_autoptr (GlsAlikeOffer) offer = gls_alike_panel_has_offer (self->alike) ? NULL : gls_article_pane_dup_offer (self->pane);

  if (offer != NULL)
    gls_alike_panel_offer (self->alike, self->session, gls_article_pane_get_open_document (self->pane), offer);
  gls_alike_panel_preview (self->alike);
}

static void
activate_let_go (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_alike_panel_close (GLS_ANNOTATE_PAGE (data)->alike);
  gls_article_pane_let_go (GLS_ANNOTATE_PAGE (data)->pane);
}

static void
activate_note (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  gtk_widget_set_visible (self->side, TRUE);
  gls_inspector_focus_note (self->inspector);
}

static void
activate_inspect (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  gtk_widget_set_visible (self->side, TRUE);
  gls_inspector_focus_first (self->inspector);
}

static void
activate_unsure (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;
  GlsOpenDocument *document = gls_article_pane_get_open_document (self->pane);
  GArray *selected = gls_article_pane_get_selected (self->pane);
  const GlsId *ids = (const GlsId *) (gpointer) selected->data;

  if (selected->len > 1)
    {
      const GlsSpan *first = gls_open_document_find (document, ids);

      /* All become as the first is not. */
      gls_open_document_mark_unsure (document, ids, selected->len, first != NULL && (first->flags & GLS_SPAN_UNSURE) ? NULL : "");
      return;
    }
  gtk_widget_set_visible (self->side, TRUE);
  gls_inspector_toggle_unsure (self->inspector);
}

static void
activate_find_filler (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  gtk_widget_set_visible (self->side, TRUE);
  gls_inspector_focus_field (self->inspector);
}

static void
activate_relate (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_pane_relate (GLS_ANNOTATE_PAGE (data)->pane);
}

static void
focus_article (GlsAnnotatePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

static void
activate_arm_role (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  gls_article_pane_arm_role (self->pane, g_variant_get_string (parameter, NULL));
  /* What fills it is in the text, and the keys that do are there. */
  focus_article (self);
}

static void
activate_take_guess (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  gls_article_pane_take_guess (self->pane, g_variant_get_string (parameter, NULL));
  focus_article (self);
}

static void
go_to_neighbor (GlsAnnotatePage *self, int step, gboolean unfinished)
{
  const GlsDocumentRow *row = gls_document_list_get_neighbor (self->documents, step, unfinished);

  if (row == NULL)
    {
      gls_session_say (self->session, unfinished ? _ ("Every document is done") : _ ("No more documents this way"), FALSE);
      return;
    }
  gls_annotate_page_open_id (self, &row->id);
  focus_article (self);
}

static void
activate_done (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  if (!gls_annotate_page_has_document (self))
    return;
  gls_annotate_page_flush (self);
  gls_article_pane_set_status (self->pane, GLS_STATUS_DONE);
  go_to_neighbor (self, 1, TRUE);
}

static void
activate_document_note (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_pane_edit_note (GLS_ANNOTATE_PAGE (data)->pane);
}

static void
activate_next_unfinished (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  go_to_neighbor (data, 1, TRUE);
}

static void
activate_next (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  go_to_neighbor (data, 1, FALSE);
}

static void
activate_previous (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  go_to_neighbor (data, -1, FALSE);
}

static void
activate_filter (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "show-documents", g_variant_new_boolean (TRUE));
  gls_document_list_focus_filter (self->documents);
}

static void
activate_filter_annotations (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "show-inspector", g_variant_new_boolean (TRUE));
  gls_annotation_list_focus_filter (self->list);
}

static void
activate_focus_article (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  focus_article (data);
}

/* Documents, the articles on either side, what is selected, lists, what was found, labels; and round again. */
static void
activate_next_pane (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs), stops = g_ptr_array_new ();
  GtkWidget *side[] = { GTK_WIDGET (self->inspector), GTK_WIDGET (self->list), GTK_WIDGET (self->find), GTK_WIDGET (self->label_bar) };
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  guint at;

  g_ptr_array_add (stops, self->documents);
  for (guint i = 0; i < panes->len; i++)
    g_ptr_array_add (stops, gls_article_pane_get_view (g_ptr_array_index (panes, i)));
  for (guint i = 0; i < G_N_ELEMENTS (side); i++)
    g_ptr_array_add (stops, side[i]);
  at = stops->len - 1;
  for (guint i = 0; i < stops->len; i++)
    if (focus != NULL && (focus == g_ptr_array_index (stops, i) || gtk_widget_is_ancestor (focus, g_ptr_array_index (stops, i))))
      at = i;
  for (guint i = 1; i <= stops->len; i++)
    {
      GtkWidget *stop = g_ptr_array_index (stops, (at + i) % stops->len);

      if (gtk_widget_get_mapped (stop) && (gtk_widget_get_focusable (stop) ? gtk_widget_grab_focus (stop)
                                                                           : gtk_widget_child_focus (stop, GTK_DIR_TAB_FORWARD)))
        return;
    }
}

/* The same document; what is chosen next is shown there. */
static void
activate_new_tab (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;
  GlsDocument *document = gls_annotate_page_get_document (self);
  GlsId id;

  if (document == NULL)
    return;
  id = document->id;
  gls_annotate_page_open_in_tab (self, &id, g_str_equal (g_action_get_name (G_ACTION (action)), "open-beside"));
}

static void
activate_next_tab (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;

  gls_pane_tabs_step (self->tabs, g_str_equal (g_action_get_name (G_ACTION (action)), "next-tab") ? 1 : -1);
  focus_article (self);
}

static void
change_show_documents (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_simple_action_set_state (action, value);
  gtk_widget_set_visible (GTK_WIDGET (GLS_ANNOTATE_PAGE (data)->documents), g_variant_get_boolean (value));
}

static void
change_show_inspector (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_simple_action_set_state (action, value);
  gtk_widget_set_visible (GLS_ANNOTATE_PAGE (data)->side, g_variant_get_boolean (value));
}

static void
set_zoom (double factor)
{
  double zoom = gls_settings_get_double (gls_settings_get_default (), GLS_SETTING_ZOOM);

  zoom = factor == 0 ? 1 : CLAMP (zoom * factor, 0.5, 3);
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_ZOOM, g_variant_new_double (zoom));
}

static void
activate_zone (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = g_variant_get_string (parameter, NULL);
  GlsZoneKind kind = GLS_ZONE_BODY;

  if (g_str_equal (name, "body") || gls_zone_kind_parse (name, &kind))
    gls_article_pane_mark_zone (GLS_ANNOTATE_PAGE (data)->pane, kind);
}

static GlsArticleView *
current_view (GlsAnnotatePage *self)
{
  return gls_article_pane_get_view (self->pane);
}

static void
activate_overlap (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_view_select_overlapping (current_view (data), g_str_equal (g_action_get_name (G_ACTION (action)), "outer"));
}

static void
activate_choose_end (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_view_choose_end (current_view (data), g_str_equal (g_action_get_name (G_ACTION (action)), "next-end"));
}

static void
activate_move_end (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_view_move_end (current_view (data), g_str_equal (g_action_get_name (G_ACTION (action)), "end-to-right"));
}

static void
change_by_characters (GSimpleAction *action, GVariant *value, gpointer data)
{
  GlsAnnotatePage *self = data;

  g_simple_action_set_state (action, value);
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_BY_CHARACTERS, value);
  if (self->session != NULL)
    gls_session_say (self->session, g_variant_get_boolean (value) ? _ ("Ends move by characters") : _ ("Ends move by words"), FALSE);
}

static void
activate_add_fragment (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_article_pane_add_fragment (GLS_ANNOTATE_PAGE (data)->pane);
}

static void
change_show_links (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_simple_action_set_state (action, value);
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_ALL_LINKS, value);
}

static void
activate_zoom (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  set_zoom (g_str_equal (name, "zoom-in") ? ZOOM_STEP : g_str_equal (name, "zoom-out") ? 1 / ZOOM_STEP : 0);
}

static void
change_edit_gold (GSimpleAction *action, GVariant *value, gpointer data)
{
  GlsAnnotatePage *self = data;

  if (self->session == NULL)
    return;
  gls_annotate_page_flush (self);
  gls_article_pane_let_go (self->pane);
  gls_session_edit_gold (self->session, g_variant_get_boolean (value));
  gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

/* The empty name: one's own. */
static void
change_look_at (GSimpleAction *action, GVariant *value, gpointer data)
{
  GlsAnnotatePage *self = data;
  const char *person = g_variant_get_string (value, NULL);

  if (self->session == NULL)
    return;
  gls_annotate_page_flush (self);
  gls_article_pane_let_go (self->pane);
  gls_session_look_at (self->session, *person != '\0' ? person : NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "i", 1);
  gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

static const GActionEntry entries[] = {
  { .name = "label", .activate = activate_label, .parameter_type = "s" },
  { .name = "repeat-label", .activate = activate_repeat_label },
  { .name = "find-label", .activate = activate_find_label },
  { .name = "find", .activate = activate_find },
  { .name = "find-project", .activate = activate_find_project },
  { .name = "find-next", .activate = activate_find_next },
  { .name = "find-previous", .activate = activate_find_next },
  { .name = "delete", .activate = activate_delete },
  { .name = "link-entity", .activate = activate_link_entity },
  { .name = "apply-alike", .activate = activate_apply_alike },
  { .name = "let-go", .activate = activate_let_go },
  { .name = "note", .activate = activate_note },
  { .name = "inspect", .activate = activate_inspect },
  { .name = "unsure", .activate = activate_unsure },
  { .name = "relate", .activate = activate_relate },
  { .name = "arm-role", .activate = activate_arm_role, .parameter_type = "s" },
  { .name = "take-guess", .activate = activate_take_guess, .parameter_type = "s" },
  { .name = "find-filler", .activate = activate_find_filler },
  { .name = "done", .activate = activate_done },
  { .name = "document-note", .activate = activate_document_note },
  { .name = "next-unfinished", .activate = activate_next_unfinished },
  { .name = "next-document", .activate = activate_next },
  { .name = "previous-document", .activate = activate_previous },
  { .name = "filter-documents", .activate = activate_filter },
  { .name = "filter-annotations", .activate = activate_filter_annotations },
  { .name = "focus-article", .activate = activate_focus_article },
  { .name = "new-tab", .activate = activate_new_tab },
  { .name = "open-beside", .activate = activate_new_tab },
  { .name = "next-tab", .activate = activate_next_tab },
  { .name = "previous-tab", .activate = activate_next_tab },
  { .name = "edit-gold", .state = "false", .change_state = change_edit_gold },
  { .name = "look-at", .parameter_type = "s", .state = "''", .change_state = change_look_at },
  { .name = "next-pane", .activate = activate_next_pane },
  { .name = "show-documents", .state = "true", .change_state = change_show_documents },
  { .name = "show-inspector", .state = "true", .change_state = change_show_inspector },
  { .name = "zone", .activate = activate_zone, .parameter_type = "s" },
  { .name = "outer", .activate = activate_overlap },
  { .name = "inner", .activate = activate_overlap },
  { .name = "previous-end", .activate = activate_choose_end },
  { .name = "next-end", .activate = activate_choose_end },
  { .name = "end-to-left", .activate = activate_move_end },
  { .name = "end-to-right", .activate = activate_move_end },
  { .name = "by-characters", .state = "false", .change_state = change_by_characters },
  { .name = "add-fragment", .activate = activate_add_fragment },
  { .name = "show-links", .state = "false", .change_state = change_show_links },
  { .name = "zoom-in", .activate = activate_zoom },
  { .name = "zoom-out", .activate = activate_zoom },
  { .name = "zoom-normal", .activate = activate_zoom },
};

void
gls_annotate_page_add_actions (GlsAnnotatePage *self, GActionMap *map)
{
  self->actions = map;
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  gls_annotate_page_add_suggestion_actions (self, map);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "by-characters")),
                             gls_settings_get (gls_settings_get_default (), GLS_SETTING_BY_CHARACTERS));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "show-links")),
                             gls_settings_get (gls_settings_get_default (), GLS_SETTING_ALL_LINKS));
  gls_annotate_page_show_state (self);
}

void
gls_annotate_page_set_active (GlsAnnotatePage *self, gboolean active)
{
  self->away = !active;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, entries[i].name)), active);
  gls_annotate_page_show_state (self);
}
