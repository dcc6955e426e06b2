/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of plugins with the selected one beside it, and the pages of runs and figures.
 * It must not know the page that shows a place of a text; it only says which place is wanted. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-plugin-config.h>

#include "common/gls-dialogs.h"
#include "common/gls-keys.h"
#include "gls-acceptance-pane.h"
#include "gls-plugin-pane.h"
#include "gls-plugin-words.h"
#include "gls-plugins-window.h"
#include "gls-runs-pane.h"

struct _GlsPluginsWindow {
  AdwWindow          parent_instance;
  AdwViewStack      *stack;
  AdwToastOverlay   *toasts;
  GtkWidget         *install_button;
  GtkListBox        *list;
  GtkScrolledWindow *scroller;
  GlsPluginPane     *pane;
  GlsRunsPane       *runs;
  GlsAcceptancePane *figures;

  GtkWindow         *parent;     /* weak */
  GlsSession        *session;
  GlsPluginDesk     *desk;
  GSimpleActionGroup *actions;
  char              *folder;     /* of the selected plugin */
  char              *wanted;     /* id of a plugin to select when it comes */
  char              *listed;     /* what the rows say */
  gboolean           filling, filled;
};

G_DEFINE_FINAL_TYPE (GlsPluginsWindow, gls_plugins_window, ADW_TYPE_WINDOW)

enum { SHOW_PLACE, PROPOSE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- The list ---------------------------------------------------------------------------------------------------- */

static const GlsPluginEntry *
get_entry (GlsPluginsWindow *self, GtkListBoxRow *row)
{
  GlsRegistry *registry = gls_plugin_desk_get_registry (self->desk);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  return registry != NULL && index >= 0 && (guint) index < registry->entries->len ? registry->entries->pdata[index] : NULL;
}

static char *
describe_state (const GlsPluginEntry *entry)
{
  g_autofree char *kinds = entry->manifest != NULL ? gls_plugin_words_kinds (entry->manifest) : NULL;

  if (entry->fault != NULL)
    return g_strdup (_ ("It cannot run"));
  if (!entry->enabled)
    return g_strdup_printf (_ ("Disabled · %s"), kinds);
  if (!gls_plugin_config_was_asked (entry->manifest))
    return g_strdup_printf (_ ("Asks to run · %s"), kinds);
  if (entry->failure != NULL)
    return g_strdup_printf (_ ("Its last run failed · %s"), kinds);
  return entry->origin == GLS_ORIGIN_USER ? g_strdup_printf (_ ("Added by you · %s"), kinds) : g_steal_pointer (&kinds);
}

static GtkWidget *
new_row (const GlsPluginEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *state = describe_state (entry);
  const char *name = entry->manifest != NULL ? entry->manifest->name : entry->id;
  g_autofree char *spoken = g_strdup_printf ("%s, %s", name, state);
  GtkWidget *title = gtk_label_new (name), *subtitle = gtk_label_new (state);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  if (!entry->enabled && entry->fault == NULL)
    gtk_widget_add_css_class (title, "dim-label");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), subtitle);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), texts);
  if (entry->fault != NULL || entry->failure != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, entry->fault != NULL ? "error" : "warning");
      gtk_box_append (GTK_BOX (box), icon);
    }
  g_object_set (box, "margin-top", 5, "margin-bottom", 5, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
show_selected (GlsPluginsWindow *self)
{
  const GlsPluginEntry *entry = get_entry (self, gtk_list_box_get_selected_row (self->list));
  gboolean another = entry != NULL && g_strcmp0 (entry->folder, self->folder) != 0;

  if (entry != NULL)
    {
      g_free (self->folder);
      self->folder = g_strdup (entry->folder);
    }
  gls_plugin_pane_show (self->pane, entry != NULL ? entry->id : NULL, entry != NULL ? entry->folder : NULL);
  if (another)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
focus_row (GlsPluginsWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
row_selected (GlsPluginsWindow *self)
{
  /* The list still lets go of its rows when the window has been taken down. */
  if (!self->filling && self->desk != NULL)
    show_selected (self);
}

/* The row of what was selected before, of a plugin that was just added, or the first. */
static int
choose_row (GlsPluginsWindow *self, const GlsRegistry *registry)
{
  int chosen = 0;

  for (guint i = 0; i < registry->entries->len; i++)
    {
      const GlsPluginEntry *entry = registry->entries->pdata[i];

      if (self->wanted != NULL && g_str_has_prefix (self->wanted, entry->id) && entry->origin == GLS_ORIGIN_USER)
        {
          g_clear_pointer (&self->wanted, g_free);
          return (int) i;
        }
      if (g_strcmp0 (entry->folder, self->folder) == 0)
        chosen = (int) i;
    }
  return chosen;
}

static char *
describe_rows (const GlsRegistry *registry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < registry->entries->len; i++)
    {
      const GlsPluginEntry *entry = registry->entries->pdata[i];
      g_autofree char *state = describe_state (entry);

      g_string_append_printf (text, "%s\n%s\n%s\n", entry->folder, entry->manifest != NULL ? entry->manifest->name : entry->id, state);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill (GlsPluginsWindow *self)
{
  const GlsRegistry *registry = gls_plugin_desk_get_registry (self->desk);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
  g_autofree char *listed = describe_rows (registry);
  GtkListBoxRow *row;

  /* The row that is being clicked stays. */
  if (self->wanted == NULL && g_strcmp0 (listed, self->listed) == 0)
    return;
  g_free (self->listed);
  self->listed = g_steal_pointer (&listed);
  self->filling = TRUE;
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL;)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < registry->entries->len; i++)
    gtk_list_box_append (self->list, new_row (registry->entries->pdata[i]));
  row = gtk_list_box_get_row_at_index (self->list, choose_row (self, registry));
  gtk_list_box_select_row (self->list, row);
  self->filling = FALSE;
  show_selected (self);
  if (inside || focus == NULL || !self->filled)
    focus_row (self);
  self->filled = TRUE;
}

/* --- Commands ---------------------------------------------------------------------------------------------------- */

static void
install (GlsPluginsWindow *self, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *folder = NULL;

  if (path == NULL || self->desk == NULL)
    return;
  /* Its manifest stands for the folder. */
  folder = g_str_has_suffix (path, G_DIR_SEPARATOR_S GLS_MANIFEST_NAME) ? g_path_get_dirname (path) : g_strdup (path);
  g_free (self->wanted);
  self->wanted = g_path_get_basename (folder);
  gls_plugin_desk_install (self->desk, folder);
}

static void
folder_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  install (GLS_PLUGINS_WINDOW (source), file);
}

static void
activate_install (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_dialog_file_async (data, GLS_FILE_FOLDER, _ ("Add a Plugin's Folder"), _ ("_Add"), NULL, NULL, NULL, folder_chosen, NULL);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, GlsPluginsWindow *self)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *at = files; at != NULL; at = at->next)
    install (self, at->data);
  return files != NULL;
}

static void
activate_check (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsPluginsWindow *self = data;
  const GlsPluginEntry *entry = get_entry (self, gtk_list_box_get_selected_row (self->list));

  if (entry != NULL && entry->fault == NULL)
    gls_plugin_pane_check (self->pane);
}

static void
toggle (GlsPluginsWindow *self)
{
  const GlsPluginEntry *entry = get_entry (self, gtk_list_box_get_selected_row (self->list));

  if (entry != NULL && entry->fault == NULL)
    gls_plugin_desk_set_enabled (self->desk, entry->id, !entry->enabled);
}

static void
remove_selected (GlsPluginsWindow *self)
{
  const GlsPluginEntry *entry = get_entry (self, gtk_list_box_get_selected_row (self->list));

  if (entry != NULL && entry->origin == GLS_ORIGIN_USER)
    gls_plugin_pane_remove (self->pane);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static gboolean
list_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsPluginsWindow *self)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  if (keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space)
    toggle (self);
  else if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    remove_selected (self);
  else
    return FALSE;
  return TRUE;
}

/* Of this plugin alone; the page that shows suggestions asks for leave, shows how far it is and what came of it. */
static void
activate_propose (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsPluginsWindow *self = data;
  const GlsPluginEntry *entry = get_entry (self, gtk_list_box_get_selected_row (self->list));

  if (entry != NULL && gls_plugin_words_is_extractor (entry) && self->session != NULL)
    g_signal_emit (self, signals[PROPOSE], 0, entry->id, g_str_equal (g_action_get_name (G_ACTION (action)), "propose-all"));
  else
    gtk_widget_error_bell (data);
}

/* Plugins, runs, figures by number, as the main window's pages. */
static void
activate_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (GLS_PLUGINS_WINDOW (data)->stack);
  int number = g_variant_get_int32 (parameter);

  if (number >= 1 && number <= (int) g_list_model_get_n_items (G_LIST_MODEL (pages)))
    gtk_selection_model_select_item (pages, number - 1, TRUE);
}

static void
activate_tab (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (GLS_PLUGINS_WINDOW (data)->stack);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pages)), at = 0;
  guint step = g_str_equal (g_action_get_name (G_ACTION (action)), "next-tab") ? 1 : n - 1;

  while (at + 1 < n && !gtk_selection_model_is_selected (pages, at))
    at++;
  gtk_selection_model_select_item (pages, (at + step) % n, TRUE);
}

static void
undo (GlsPluginsWindow *self, gboolean redo)
{
  if (self->session != NULL)
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
  GlsPluginsWindow *self = data;

  if (self->parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->parent), "win.help-page", "s", "plugins");
}

static void
activate_close (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (data);
}

/* --- What is said ------------------------------------------------------------------------------------------------ */

static void
show_message (GlsPluginsWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  /* The main window says what the session says, too. */
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
show_failure (GlsPluginsWindow *self, const char *heading, const char *text)
{
  g_clear_pointer (&self->wanted, g_free);
  gls_dialog_tell (GTK_WINDOW (self), heading, text);
}

static void
show_place (GlsPluginsWindow *self, const char *document, guint start, guint end)
{
  g_signal_emit (self, signals[SHOW_PLACE], 0, document, start, end);
}

/* What the gloss command did to plugins meanwhile, in a terminal beside this window. */
static void
activated (GlsPluginsWindow *self)
{
  if (self->desk != NULL && self->filled && gtk_window_is_active (GTK_WINDOW (self)))
    gls_plugin_desk_refresh (self->desk);
}

/* The keys of the page that comes to the front work at once. */
static void
page_changed (GlsPluginsWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  if (g_strcmp0 (name, "figures") == 0)
    gls_acceptance_pane_refresh (self->figures);
  if (g_strcmp0 (name, "plugins") == 0)
    focus_row (self);
  else if (name != NULL)
    gtk_widget_grab_focus (adw_view_stack_get_visible_child (self->stack));
}

/* --- The window -------------------------------------------------------------------------------------------------- */

static void
gls_plugins_window_dispose (GObject *object)
{
  GlsPluginsWindow *self = GLS_PLUGINS_WINDOW (object);

  if (self->desk != NULL)
    gls_plugin_desk_cancel_check (self->desk);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->session);
  g_clear_object (&self->desk);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->listed, g_free);
  G_OBJECT_CLASS (gls_plugins_window_parent_class)->dispose (object);
}

static void
gls_plugins_window_class_init (GlsPluginsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_plugins_window_dispose;
  g_type_ensure (GLS_TYPE_PLUGIN_PANE);
  g_type_ensure (GLS_TYPE_RUNS_PANE);
  g_type_ensure (GLS_TYPE_ACCEPTANCE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/plugins/gls-plugins-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsPluginsWindow, name)
  BIND (stack);
  BIND (toasts);
  BIND (install_button);
  BIND (list);
  BIND (scroller);
  BIND (pane);
  BIND (runs);
  BIND (figures);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
  gtk_widget_class_bind_template_callback (widget_class, page_changed);
  signals[SHOW_PLACE] = g_signal_new ("show-place", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                      G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  signals[PROPOSE] = g_signal_new ("propose", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
add_actions (GlsPluginsWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "install", .activate = activate_install },
    { .name = "check", .activate = activate_check },
  };
  /* Called as in the main window, so that the same keys work. */
  static const GActionEntry shared[] = {
    { .name = "undo", .activate = activate_undo },
    { .name = "redo", .activate = activate_redo },
    { .name = "help", .activate = activate_help },
    { .name = "close", .activate = activate_close },
    { .name = "page", .activate = activate_page, .parameter_type = "i" },
    { .name = "next-tab", .activate = activate_tab },
    { .name = "previous-tab", .activate = activate_tab },
    { .name = "propose", .activate = activate_propose },
    { .name = "propose-all", .activate = activate_propose },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plugins", G_ACTION_GROUP (self->actions));
  g_action_map_add_action_entries (G_ACTION_MAP (group), shared, G_N_ELEMENTS (shared), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (group));
}

/* The main window has fewer pages, and its keys for them are not for more. */
static void
add_page_keys (GlsPluginsWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->stack);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_1 + i, GDK_CONTROL_MASK),
                                                gtk_named_action_new ("win.page"));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 ((int) i + 1));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
gls_plugins_window_init (GlsPluginsWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  if (!gdk_display_is_composited (gdk_display_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self), "uncomposited");
  gls_keys_set_tooltip (self->install_button, _ ("Add a plugin from its folder; it can be dropped here, too"), "plugins.install");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Plugins; Space enables or disables, Delete removes"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (list_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  add_page_keys (self);
  g_signal_connect_object (self->runs, "show-place", G_CALLBACK (show_place), self, G_CONNECT_SWAPPED);
}

GtkWidget *
gls_plugins_window_new (GtkWindow *parent, GlsSession *session)
{
  /* Not above its parent for good: what is run or found here is seen there. */
  GlsPluginsWindow *self = g_object_new (GLS_TYPE_PLUGINS_WINDOW, "application", gtk_window_get_application (parent), NULL);

  g_set_weak_pointer (&self->parent, parent);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  if (session != NULL)
    {
      self->session = g_object_ref (session);
      gtk_widget_add_css_class (GTK_WIDGET (self), gls_session_get_scope (session));
      g_signal_connect_object (session, "message", G_CALLBACK (show_message), self, G_CONNECT_SWAPPED);
    }
  self->desk = gls_plugin_desk_new (session);
  gls_plugin_pane_set_desk (self->pane, self->desk);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "said", G_CALLBACK (show_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (show_failure), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (activated), NULL);
  gls_runs_pane_set_session (self->runs, session);
  gls_acceptance_pane_set_session (self->figures, session);
  return GTK_WIDGET (self);
}
