/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's commands: each starts a dialog or asks the open project.
 * It must not know how a project is opened or what pages do inside. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "codebook/gls-codebook-window.h"
#include "common/gls-dialogs.h"
#include "common/gls-keys.h"
#include "gls-keys-window.h"
#include "gls-preferences.h"
#include "gls-window-private.h"
#include "help/gls-help-window.h"
#include "plugins/gls-plugins-window.h"
#include "project/gls-collect-window.h"
#include "project/gls-export-dialog.h"
#include "project/gls-give-dialog.h"
#include "project/gls-import-files.h"
#include "project/gls-merge-copy.h"
#include "project/gls-metadata-editor.h"
#include "project/gls-new-project-dialog.h"
#include "project/gls-project-files.h"
#include "project/gls-publish-dialog.h"

static void
open_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    gls_window_open (GLS_WINDOW (source), path, NULL);
}

static void
activate_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char * const patterns[] = { "*.gloss", NULL };

  gls_dialog_file_async (data, GLS_FILE_OPEN, _ ("Open Project"), _ ("_Open"), NULL, _ ("Glossator projects"), patterns,
                         open_chosen, NULL);
}

static void
activate_open_recent (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_window_open (data, g_variant_get_string (parameter, NULL), NULL);
}

static void
project_created (GlsWindow *self, const char *path)
{
  gls_window_open (self, path, NULL);
}

static void
activate_new (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *dialog = gls_new_project_dialog_new (data);

  g_signal_connect_object (dialog, "created", G_CALLBACK (project_created), data, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_files (GlsWindow *self, GListModel *files)
{
  if (self->session != NULL && files != NULL)
    gls_import_files_start (GTK_WINDOW (self), self->session, files, NULL);
}

static void
activate_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_import_files_choose (GTK_WINDOW (data), GLS_WINDOW (data)->session, FALSE);
}

static void
activate_import_folder (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_import_files_choose (GTK_WINDOW (data), GLS_WINDOW (data)->session, TRUE);
}

static void
activate_export (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (GLS_WINDOW (data)->annotate);
  gtk_window_present (gls_export_dialog_new (data, GLS_WINDOW (data)->session));
}

static void
activate_edit_metadata (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsWindow *self = data;
  GlsDocument *document = gls_annotate_page_get_document (self->annotate);

  if (document != NULL)
    gtk_window_present (GTK_WINDOW (gls_metadata_editor_new (data, self->session, document)));
}

static void
activate_save_copy (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (GLS_WINDOW (data)->annotate);
  gls_project_files_save_copy (GTK_WINDOW (data), GLS_WINDOW (data)->session,
                               gls_annotate_page_write_unsaved (GLS_WINDOW (data)->annotate));
}

static void
activate_merge (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (GLS_WINDOW (data)->annotate);
  gls_merge_copy_start (GTK_WINDOW (data), GLS_WINDOW (data)->session);
}

static void
activate_give (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (GLS_WINDOW (data)->annotate);
  gtk_window_present (gls_give_dialog_new (data, GLS_WINDOW (data)->session));
}

static void
activate_collect (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (GLS_WINDOW (data)->annotate);
  gls_collect_window_start (GTK_WINDOW (data), GLS_WINDOW (data)->session);
}

static void
activate_publish (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (GLS_WINDOW (data)->annotate);
  gtk_window_present (gls_publish_dialog_new (data, GLS_WINDOW (data)->session));
}

static void
activate_retry (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GLS_WINDOW (data)->clock_put_off = FALSE;
  gls_annotate_page_retry (GLS_WINDOW (data)->annotate);
}

static void
activate_undo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (GLS_WINDOW (data)->annotate);
  gls_session_undo (GLS_WINDOW (data)->session, FALSE);
}

static void
activate_redo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_session_undo (GLS_WINDOW (data)->session, TRUE);
}

static void
show_page (GlsWindow *self, int number)
{
  /* By name: a page that is not offered leaves the others their numbers. */
  static const char * const names[] = { "annotate", "claims", "entities", "review", "team" };
  GtkWidget *child = number >= 1 && number <= (int) G_N_ELEMENTS (names) ? adw_view_stack_get_child_by_name (self->pages, names[number - 1]) : NULL;

  if (child != NULL && adw_view_stack_page_get_visible (adw_view_stack_get_page (self->pages, child)))
    adw_view_stack_set_visible_child (self->pages, child);
}

static void
activate_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_page (data, g_variant_get_int32 (parameter));
}

static void
show_help (GlsWindow *self, const char *page)
{
  if (self->help == NULL)
    g_set_weak_pointer (&self->help, gls_help_window_new (GTK_WINDOW (self), page));
  gls_help_window_show_page (GLS_HELP_WINDOW (self->help), page);
  gtk_window_present (GTK_WINDOW (self->help));
}

/* What the page in front is about. */
static void
activate_help (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const struct { const char *page, *topic; } topics[] = {
    { "annotate", "marking" }, { "claims", "claims" }, { "entities", "entities" }, { "review", "review" },
  };
  GlsWindow *self = data;
  const char *page = self->session != NULL ? adw_view_stack_get_visible_child_name (self->pages) : NULL;
  const char *topic = "first-steps";

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_strcmp0 (topics[i].page, page) == 0)
      topic = topics[i].topic;
  show_help (self, topic);
}

static void
activate_help_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_help (data, g_variant_get_string (parameter, NULL));
}

static void
activate_codebook (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsWindow *self = data;

  if (self->codebook == NULL)
    g_set_weak_pointer (&self->codebook, gls_codebook_window_new (GTK_WINDOW (self), self->session));
  gtk_window_present (GTK_WINDOW (self->codebook));
}

static void
show_place (GlsWindow *self, const char *document, guint start, guint end)
{
  gls_annotate_page_show_place (self->annotate, document, start, end);
  show_page (self, 1);
  gtk_window_present (GTK_WINDOW (self));
}

void
gls_window_edit_gold (GlsWindow *self, const char *document, guint start, guint end)
{
  gls_annotate_page_flush (self->annotate);
  gls_session_edit_gold (self->session, TRUE);
  show_place (self, document, start, end);
}

static void
propose (GlsWindow *self, const char *plugin, gboolean all)
{
  show_page (self, 1);
  gtk_window_present (GTK_WINDOW (self));
  gls_annotate_page_propose (self->annotate, plugin, all);
}

static void
activate_plugins (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsWindow *self = data;

  if (self->plugins == NULL)
    {
      g_set_weak_pointer (&self->plugins, gls_plugins_window_new (GTK_WINDOW (self), self->session));
      g_signal_connect_object (self->plugins, "show-place", G_CALLBACK (show_place), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->plugins, "propose", G_CALLBACK (propose), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->plugins));
}

static void
activate_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsWindow *self = data;

  if (self->preferences == NULL)
    g_set_weak_pointer (&self->preferences, gls_preferences_new (self));
  gtk_window_present (GTK_WINDOW (self->preferences));
}

static void
activate_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsWindow *self = data;

  if (self->keys == NULL)
    g_set_weak_pointer (&self->keys, gls_keys_window_new (data));
  gtk_window_present (GTK_WINDOW (self->keys));
}

static void
activate_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (GTK_WINDOW (data), "application-name", "Glossator", "application-icon", GLS_APP_ID, "version",
                         GLS_VERSION, "developer-name", _ ("The Glossator developers"), "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _ ("Mark who claimed what, and see where the sources disagree."), NULL);
}

static void
activate_close (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!gls_annotate_page_close_tab (GLS_WINDOW (data)->annotate))
    gtk_window_close (data);
}

static gboolean
files_dropped (GtkDropTarget *target, const GValue *value, double x, double y, GlsWindow *self)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path != NULL && g_str_has_suffix (path, ".gloss"))
        gls_window_open (self, path, NULL);
      else if (path != NULL)
        g_list_store_append (files, l->data);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return TRUE;
  if (self->session == NULL)
    gls_dialog_tell (GTK_WINDOW (self), _ ("No project is open"), _ ("Open or begin a project first, then drop articles into it."));
  else
    import_files (self, G_LIST_MODEL (files));
  return TRUE;
}

void
gls_window_enable_commands (GlsWindow *self)
{
  static const char * const names[] = { "undo", "redo", "import", "import-folder", "export", "save-copy", "merge", "give", "collect", "publish", "page", "codebook" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])),
                                 self->session != NULL);
}

void
gls_window_add_commands (GlsWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "open", .activate = activate_open },
    { .name = "open-recent", .activate = activate_open_recent, .parameter_type = "s" },
    { .name = "new", .activate = activate_new },
    { .name = "import", .activate = activate_import },
    { .name = "import-folder", .activate = activate_import_folder },
    { .name = "export", .activate = activate_export },
    { .name = "edit-metadata", .activate = activate_edit_metadata },
    { .name = "save-copy", .activate = activate_save_copy },
    { .name = "merge", .activate = activate_merge },
    { .name = "give", .activate = activate_give },
    { .name = "collect", .activate = activate_collect },
    { .name = "publish", .activate = activate_publish },
    { .name = "retry", .activate = activate_retry },
    { .name = "undo", .activate = activate_undo },
    { .name = "redo", .activate = activate_redo },
    { .name = "page", .activate = activate_page, .parameter_type = "i" },
    { .name = "help", .activate = activate_help },
    { .name = "help-page", .activate = activate_help_page, .parameter_type = "s" },
    { .name = "codebook", .activate = activate_codebook },
    { .name = "plugins", .activate = activate_plugins },
    { .name = "preferences", .activate = activate_preferences },
    { .name = "shortcuts", .activate = activate_shortcuts },
    { .name = "about", .activate = activate_about },
    { .name = "close", .activate = activate_close },
  };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect (target, "drop", G_CALLBACK (files_dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
