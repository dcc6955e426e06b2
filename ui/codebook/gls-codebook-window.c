/* SPDX-License-Identifier: GPL-3.0-or-later */
/* List at the left, the selected definition at the right, and the commands on it.
 * It must not know the Annotate page; what it changes reaches other windows through the store. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "common/gls-dialogs.h"
#include "common/gls-keys.h"
#include "gls-codebook-list.h"
#include "gls-codebook-window.h"
#include "gls-guideline-log.h"
#include "gls-field.h"
#include "gls-pane-place.h"
#include "gls-relation-pane.h"
#include "gls-retire-dialog.h"
#include "gls-type-pane.h"

struct _GlsCodebookWindow {
  AdwWindow          parent_instance;
  AdwWindowTitle    *title;
  GtkWidget         *add_button;
  GtkWidget         *undo_button;
  GtkWidget         *redo_button;
  GtkWidget         *retire_button;
  GtkWidget         *restore_button;
  GtkWidget         *move_box;
  GtkWidget         *up_button;
  GtkWidget         *down_button;
  AdwToastOverlay   *toasts;
  GlsCodebookList   *list;
  GtkScrolledWindow *scroller;
  AdwBin            *place;

  GlsSession        *session;
  GlsCodebookDesk   *desk;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (GlsCodebookWindow, gls_codebook_window, ADW_TYPE_WINDOW)

/* --- Showing ----------------------------------------------------------------------------------------------------- */

static void
enable (GlsCodebookWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
show_commands (GlsCodebookWindow *self)
{
  GlsId id;
  gboolean retired = FALSE;
  GlsEntryKind kind = gls_codebook_list_get (self->list, &id, &retired);
  gboolean movable = kind != GLS_ENTRY_CODEBOOK && !retired;

  enable (self, "up", movable);
  enable (self, "down", movable);
  enable (self, "retire", movable);
  enable (self, "restore", retired);
  enable (self, "duplicate", kind == GLS_ENTRY_TYPE && !retired);
  gtk_widget_set_visible (self->move_box, movable);
  gtk_widget_set_visible (self->retire_button, movable);
  gtk_widget_set_visible (self->restore_button, retired);
}

static void
show_pane (GlsCodebookWindow *self)
{
  GlsId id;
  gboolean retired = FALSE;
  GlsEntryKind kind = gls_codebook_list_get (self->list, &id, &retired);
  GtkWidget *pane;

  if (kind == GLS_ENTRY_TYPE)
    pane = gls_type_pane_new (self->desk, &id);
  else if (kind == GLS_ENTRY_RELATION)
    pane = gls_relation_pane_new (self->desk, &id);
  else
    pane = gls_codebook_pane_new (self->desk);
  gtk_widget_set_sensitive (pane, !retired);
  adw_bin_set_child (self->place, pane);
  show_commands (self);
}

static void
selected (GlsCodebookWindow *self)
{
  show_pane (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* Does the pane show what the codebook says now? Panes keep ids, so they need not go when what they show stays. */
static gboolean
is_still_right (GlsCodebookWindow *self, const GlsCodebook *old)
{
  const GlsCodebook *now = gls_codebook_desk_get (self->desk);
  gboolean retired = FALSE;
  const GlsTypeDef *before, *after;
  GlsId id;

  if (gls_codebook_list_get (self->list, &id, &retired) != GLS_ENTRY_TYPE)
    return FALSE;
  before = gls_codebook_find_type_by_id (old, &id);
  after = gls_codebook_find_type_by_id (now, &id);
  if (before == NULL || after == NULL || before->retired != after->retired || !gls_type_def_equal (before, after))
    return FALSE;
  /* Its roles offer the other types by name. */
  for (guint i = 0; after->roles->len > 0 && i < now->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (now->types, i), *was = gls_codebook_find_type_by_id (old, &type->id);

      if (was == NULL || was->retired != type->retired || g_strcmp0 (was->name, type->name) != 0)
        return FALSE;
    }
  return after->roles->len == 0 || old->types->len == now->types->len;
}

/* Another pane in the same place, as far open and as far down, with the keyboard where it was and what was being typed. */
static void
replaced (GlsCodebookWindow *self, const GlsCodebook *old)
{
  gboolean right = is_still_right (self, old);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);
  g_autoptr (GtkWidget) before = g_object_ref (adw_bin_get_child (self->place));
  GtkWidget *pane = before;
  g_autoptr (GHashTable) open = GLS_IS_TYPE_PANE (pane) ? gls_type_pane_dup_open (GLS_TYPE_PANE (pane)) : NULL;
  g_autoptr (GlsPanePlace) place = gls_pane_place_new (pane);

  gls_codebook_list_update (self->list);
  if (right)
    return;
  /* The list has shown the other pane already where what was selected is gone or retired. */
  if (adw_bin_get_child (self->place) == before)
    show_pane (self);
  else
    g_clear_pointer (&place, gls_pane_place_free);
  pane = adw_bin_get_child (self->place);
  if (open != NULL && GLS_IS_TYPE_PANE (pane))
    gls_type_pane_set_open (GLS_TYPE_PANE (pane), open);
  if (place != NULL && !gls_pane_place_show (place, pane))
    gls_codebook_list_focus (self->list);
  gtk_adjustment_set_value (adjustment, value);
}

static void
show_message (GlsCodebookWindow *self, const char *text, gboolean undoable)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, undoable ? 6 : 3);
  if (undoable)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- Commands ---------------------------------------------------------------------------------------------------- */

/* What is being typed counts before anything else is done. */
static void
flush (GlsCodebookWindow *self)
{
  if (gls_field_get_focused (GTK_WINDOW (self)) == NULL)
    return;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gls_codebook_list_focus (self->list);
}

static void
activate_add_type (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsCodebookWindow *self = data;
  GlsTypeDef *type;
  GlsId id;

  flush (self);
  type = gls_codebook_add_type (gls_codebook_desk_get (self->desk), _ ("New type"));
  id = type->id;
  gls_codebook_desk_commit (self->desk);
  gls_codebook_list_select (self->list, GLS_ENTRY_TYPE, &id);
  gls_type_pane_focus_name (GLS_TYPE_PANE (adw_bin_get_child (self->place)));
}

static void
activate_add_relation (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsCodebookWindow *self = data;
  GlsRelationDef *relation;
  GlsId id;

  flush (self);
  relation = gls_codebook_add_relation (gls_codebook_desk_get (self->desk), _ ("new relation"));
  id = relation->id;
  gls_codebook_desk_commit (self->desk);
  gls_codebook_list_select (self->list, GLS_ENTRY_RELATION, &id);
  gtk_widget_child_focus (adw_bin_get_child (self->place), GTK_DIR_TAB_FORWARD);
}

static void
activate_duplicate (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsCodebookWindow *self = data;
  gboolean retired = FALSE;
  GlsTypeDef *type;
  GlsId id;

  flush (self);
  if (gls_codebook_list_get (self->list, &id, &retired) != GLS_ENTRY_TYPE
      || (type = gls_codebook_desk_get_type_def (self->desk, &id)) == NULL)
    return;
  id = gls_codebook_duplicate_type (gls_codebook_desk_get (self->desk), type)->id;
  gls_codebook_desk_commit (self->desk);
  gls_codebook_list_select (self->list, GLS_ENTRY_TYPE, &id);
  gls_type_pane_focus_name (GLS_TYPE_PANE (adw_bin_get_child (self->place)));
}

static void
move_selected (GlsCodebookWindow *self, int step)
{
  GlsCodebook *codebook = gls_codebook_desk_get (self->desk);
  gboolean retired = FALSE, moved = FALSE;
  GlsId id;

  switch (gls_codebook_list_get (self->list, &id, &retired))
    {
    case GLS_ENTRY_TYPE:
      moved = gls_codebook_move_type (codebook, gls_codebook_find_type_by_id (codebook, &id), step);
      break;
    case GLS_ENTRY_RELATION:
      moved = gls_codebook_move_relation (codebook, gls_codebook_find_relation_by_id (codebook, &id), step);
      break;
    case GLS_ENTRY_CODEBOOK:
    default:
      break;
    }
  if (moved)
    gls_codebook_desk_commit (self->desk);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
activate_up (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move_selected (data, -1);
}

static void
activate_down (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move_selected (data, 1);
}

static void
set_relation_retired (GlsCodebookWindow *self, const GlsId *id, gboolean retired)
{
  GlsRelationDef *relation = gls_codebook_find_relation_by_id (gls_codebook_desk_get (self->desk), id);

  if (relation == NULL)
    return;
  relation->retired = retired;
  gls_codebook_desk_commit (self->desk);
  show_pane (self);
  if (retired)
    gls_session_say (self->session, _ ("The relation is retired; links that have it keep it"), TRUE);
}

static void
activate_retire (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsCodebookWindow *self = data;
  gboolean retired = FALSE;
  GlsId id;
  GlsEntryKind kind = gls_codebook_list_get (self->list, &id, &retired);

  flush (self);
  if (kind == GLS_ENTRY_TYPE)
    gls_retire_dialog_ask (GTK_WINDOW (self), self->desk, &id);
  else if (kind == GLS_ENTRY_RELATION)
    set_relation_retired (self, &id, TRUE);
}

static void
activate_restore (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsCodebookWindow *self = data;
  gboolean retired = FALSE;
  GlsId id;
  GlsEntryKind kind = gls_codebook_list_get (self->list, &id, &retired);
  GlsTypeDef *type = kind == GLS_ENTRY_TYPE ? gls_codebook_desk_get_type_def (self->desk, &id) : NULL;

  if (kind == GLS_ENTRY_RELATION)
    set_relation_retired (self, &id, FALSE);
  if (type == NULL)
    return;
  type->retired = FALSE;
  gls_codebook_desk_commit (self->desk);
  show_pane (self);
}

static void
undo (GlsCodebookWindow *self, gboolean redo)
{
  GlsField *field = gls_field_get_focused (GTK_WINDOW (self));

  /* First what is typed and not yet applied. */
  if (field != NULL && gls_field_revert (field))
    return;
  gls_session_undo (self->session, redo);
}

static void
activate_undo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  undo (data, FALSE);
}

static void
activate_redo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  undo (data, TRUE);
}

static void
activate_help (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (data)), "win.help-page", "s", "codebook");
}

static void
activate_pane (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_child_focus (GTK_WIDGET (GLS_CODEBOOK_WINDOW (data)->place), GTK_DIR_TAB_FORWARD);
}

static void
activate_next_pane (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsCodebookWindow *self = data;
  GtkWidget *focus = gtk_window_get_focus (data);

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->place)))
    gls_codebook_list_focus (self->list);
  else
    activate_pane (action, parameter, data);
}

static void
activate_close (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (data);
}

/* --- Files ------------------------------------------------------------------------------------------------------- */

static void
take_types (GlsCodebookWindow *self, const GlsCodebook *codebook, GPtrArray *unknown)
{
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);

  gls_codebook_take (gls_codebook_desk_get (self->desk), codebook, report);
  gls_codebook_desk_commit (self->desk);
  for (guint i = 0; i < unknown->len; i++)
    {
      g_string_append_printf (text, _ ("“%s” is not known and was left out."), (char *) g_ptr_array_index (unknown, i));
      g_string_append_c (text, '\n');
    }
  for (guint i = 0; i < report->len; i++)
    g_string_append_printf (text, "%s\n", (char *) g_ptr_array_index (report, i));
  gls_dialog_tell (GTK_WINDOW (self), _ ("Types from the file"),
                   text->len > 0 ? text->str : _ ("Everything in it is in this codebook already."));
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsCodebookWindow) self = user_data;
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) codebook = NULL;
  g_autofree char *data = NULL;
  gsize n_bytes = 0;

  if (g_file_load_contents_finish (G_FILE (source), result, &data, &n_bytes, NULL, &error))
    codebook = gls_codebook_parse (data, n_bytes, unknown, &error);
  /* The window may have been closed meanwhile. */
  if (self->desk == NULL)
    return;
  if (codebook != NULL)
    take_types (self, codebook, unknown);
  else
    gls_dialog_tell (GTK_WINDOW (self), _ ("The file is no codebook"), error->message);
}

static void
import_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL)
    g_file_load_contents_async (file, NULL, loaded, g_object_ref (source));
}

static void
activate_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char * const patterns[] = { "*.json", NULL };

  flush (data);
  gls_dialog_file_async (data, GLS_FILE_OPEN, _ ("Take Types From a File"), _ ("_Take"), NULL, _ ("Codebooks"), patterns,
                         import_chosen, NULL);
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsCodebookWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    gls_session_say (self->session, _ ("The codebook is saved"), FALSE);
  else
    gls_session_fail (self->session, _ ("The codebook cannot be saved"), error->message);
}

static void
export_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GlsCodebookWindow *self = GLS_CODEBOOK_WINDOW (source);
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *json;

  if (file == NULL)
    return;
  json = gls_codebook_to_json (gls_codebook_desk_get (self->desk), TRUE);
  bytes = g_bytes_new_take (json, strlen (json));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written, g_object_ref (self));
}

static void
activate_export (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsCodebookWindow *self = data;
  const GlsCodebook *codebook = gls_codebook_desk_get (self->desk);
  g_autofree char *name = g_strconcat (codebook->name != NULL ? codebook->name : _ ("Codebook"), ".json", NULL);
  static const char * const patterns[] = { "*.json", NULL };

  flush (self);
  g_strdelimit (name, "/", '-');
  gls_dialog_file_async (data, GLS_FILE_SAVE, _ ("Save the Codebook"), _ ("_Save"), name, _ ("Codebooks"), patterns,
                         export_chosen, NULL);
}

/* --- The window -------------------------------------------------------------------------------------------------- */

static void
list_command (GlsCodebookWindow *self, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), name, NULL);
}

static gboolean
parent_closes (GlsCodebookWindow *self)
{
  flush (self);
  return FALSE;
}

static gboolean
gls_codebook_window_close_request (GtkWindow *window)
{
  flush (GLS_CODEBOOK_WINDOW (window));
  return GTK_WINDOW_CLASS (gls_codebook_window_parent_class)->close_request (window);
}

static void
gls_codebook_window_dispose (GObject *object)
{
  GlsCodebookWindow *self = GLS_CODEBOOK_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->desk);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (gls_codebook_window_parent_class)->dispose (object);
}

static void
gls_codebook_window_class_init (GlsCodebookWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_codebook_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = gls_codebook_window_close_request;
  g_type_ensure (GLS_TYPE_CODEBOOK_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/codebook/gls-codebook-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsCodebookWindow, name)
  BIND (title);
  BIND (add_button);
  BIND (undo_button);
  BIND (redo_button);
  BIND (retire_button);
  BIND (restore_button);
  BIND (move_box);
  BIND (up_button);
  BIND (down_button);
  BIND (toasts);
  BIND (list);
  BIND (scroller);
  BIND (place);
#undef BIND
}

static void
activate_log (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (gls_guideline_log_new (data, GLS_CODEBOOK_WINDOW (data)->session));
}

static void
add_actions (GlsCodebookWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "add-type", .activate = activate_add_type },
    { .name = "add-relation", .activate = activate_add_relation },
    { .name = "duplicate", .activate = activate_duplicate },
    { .name = "up", .activate = activate_up },
    { .name = "down", .activate = activate_down },
    { .name = "retire", .activate = activate_retire },
    { .name = "restore", .activate = activate_restore },
    { .name = "pane", .activate = activate_pane },
    { .name = "import", .activate = activate_import },
    { .name = "export", .activate = activate_export },
    { .name = "log", .activate = activate_log },
  };
  static const GActionEntry shared[] = {
    { .name = "undo", .activate = activate_undo },
    { .name = "redo", .activate = activate_redo },
    { .name = "next-pane", .activate = activate_next_pane },
    { .name = "help", .activate = activate_help },
    { .name = "close", .activate = activate_close },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "codebook", G_ACTION_GROUP (self->actions));
  /* Called as in the main window, so that the same keys work. */
  g_action_map_add_action_entries (G_ACTION_MAP (group), shared, G_N_ELEMENTS (shared), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (group));
}

static void
gls_codebook_window_init (GlsCodebookWindow *self)
{
  add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  if (!gdk_display_is_composited (gdk_display_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self), "uncomposited");
  gls_keys_set_tooltip (self->add_button, _ ("New type, relation, files"), NULL);
  gls_keys_set_tooltip (self->undo_button, _ ("Undo"), "win.undo");
  gls_keys_set_tooltip (self->redo_button, _ ("Redo"), "win.redo");
  gls_keys_set_tooltip (self->up_button, _ ("Move up (Alt+Up in the list)"), NULL);
  gls_keys_set_tooltip (self->down_button, _ ("Move down (Alt+Down in the list)"), NULL);
  gls_keys_set_tooltip (self->retire_button, _ ("Offer it no more (Delete in the list)"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Codebook"), -1);
  g_signal_connect_object (self->list, "selected", G_CALLBACK (selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "command", G_CALLBACK (list_command), self, G_CONNECT_SWAPPED);
}

GtkWidget *
gls_codebook_window_new (GtkWindow *parent, GlsSession *session)
{
  GlsCodebookWindow *self = g_object_new (GLS_TYPE_CODEBOOK_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE,
                                          "application", gtk_window_get_application (parent), NULL);
  g_autofree char *project = gls_session_dup_title (session);

  self->session = g_object_ref (session);
  self->desk = gls_codebook_desk_new (session);
  adw_window_title_set_subtitle (self->title, project);
  gtk_widget_add_css_class (GTK_WIDGET (self), gls_session_get_scope (session));
  g_signal_connect_object (session, "message", G_CALLBACK (show_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "replaced", G_CALLBACK (replaced), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parent, "close-request", G_CALLBACK (parent_closes), self, G_CONNECT_SWAPPED);
  gls_codebook_list_set_desk (self->list, self->desk);
  if (gls_codebook_desk_get (self->desk)->types->len > 0)
    gls_codebook_window_select (self, ((GlsTypeDef *) g_ptr_array_index (gls_codebook_desk_get (self->desk)->types, 0))->name);
  show_pane (self);
  gls_codebook_list_focus (self->list);
  return GTK_WIDGET (self);
}

void
gls_codebook_window_select (GlsCodebookWindow *self, const char *type)
{
  const GlsTypeDef *def = gls_codebook_find_type (gls_codebook_desk_get (self->desk), type);

  if (def != NULL)
    gls_codebook_list_select (self->list, GLS_ENTRY_TYPE, &def->id);
}
