/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens and closes projects in a window and shows whether all is saved.
 * It must not know what the pages do inside. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-error.h>
#include "common/gls-compat.h"
#include "common/gls-dialogs.h"
#include "common/gls-keys.h"
#include "common/gls-settings.h"
#include "gls-window-private.h"
#include "project/gls-project-files.h"

/* How long a toast takes to come or go, and a little more. */
#define TOAST_MS 350

G_DEFINE_FINAL_TYPE (GlsWindow, gls_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Saved ------------------------------------------------------------------------------------------------------- */

static void
show_saved (GlsWindow *self)
{
  GlsStore *store = self->session != NULL ? gls_session_get_store (self->session) : NULL;
  const char *error = store != NULL ? gls_store_get_error (store) : NULL;
  guint unsaved = gls_annotate_page_count_unsaved (self->annotate);
  const char *text = _ ("Saved"), *icon = "object-select-symbolic";
  gboolean failed = error != NULL || unsaved > 0;

  if (store == NULL)
    return;
  if (failed)
    {
      text = _ ("Not saved");
      icon = "dialog-error-symbolic";
    }
  else if (gls_store_get_pending (store) > 0)
    {
      text = _ ("Saving…");
      icon = "content-loading-symbolic";
    }
  gtk_label_set_text (self->saved_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->saved_label), text);
  gtk_image_set_from_icon_name (self->saved_icon, icon);
  gtk_label_set_text (self->failure_label, error != NULL ? error : _ ("Not everything is saved"));
  gtk_widget_set_visible (self->save_copy_button, failed);
  gtk_widget_set_visible (self->retry_button, failed);
  gtk_widget_set_visible (self->failure_bar, failed);
  if (failed)
    gtk_widget_add_css_class (self->saved_box, "error");
  else
    gtk_widget_remove_css_class (self->saved_box, "error");
}

static void
toast_dismissed (AdwToast *toast, GlsWindow *self)
{
  self->toast_at = g_get_monotonic_time ();
  if (self->toast == toast)
    g_clear_weak_pointer (&self->toast);
}

static gboolean
show_next_toast (gpointer data)
{
  GlsWindow *self = data;
  gint64 wait = self->toast_at + TOAST_MS * 1000 - g_get_monotonic_time ();

  self->toast_source = 0;
  if (wait <= 0 && self->toast != NULL)
    adw_toast_dismiss (self->toast);
  else if (wait <= 0)
    {
      g_autofree char *text = g_steal_pointer (&self->next_toast);

      self->toast_at = g_get_monotonic_time ();
      g_set_weak_pointer (&self->toast, adw_toast_new (text));
      g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (toast_dismissed), self, 0);
      adw_toast_set_timeout (self->toast, self->next_undoable ? 6 : 3);
      if (self->next_undoable)
        {
          adw_toast_set_button_label (self->toast, _ ("_Undo"));
          adw_toast_set_action_name (self->toast, "win.undo");
        }
      adw_toast_overlay_add_toast (self->toasts, self->toast);
  gtk_label_set_text (self->announcer, text);
      return G_SOURCE_REMOVE;
    }
  self->toast_source = g_timeout_add (wait > 0 ? wait / 1000 + 1 : TOAST_MS, show_next_toast, self);
  return G_SOURCE_REMOVE;
}

/* Of several at once the last is shown. Libadwaita 1.2 crashes when a toast is dismissed that is still coming or going. */
static void
show_message (GlsWindow *self, const char *text, gboolean undoable)
{
  g_free (self->next_toast);
  self->next_toast = g_markup_escape_text (text, -1);
  self->next_undoable = undoable;
  if (self->toast_source == 0)
    show_next_toast (self);
}

static void
show_failure (GlsWindow *self, const char *heading, const char *text)
{
  gls_dialog_tell (GTK_WINDOW (self), heading, text);
}

/* --- Opening ----------------------------------------------------------------------------------------------------- */

static void
show_session (GlsWindow *self)
{
  GlsStore *store = gls_session_get_store (self->session);
  g_autofree char *title = gls_session_dup_title (self->session);
  g_autofree char *window_title = g_strdup_printf (_ ("%s – Glossator"), title);

  g_signal_connect_object (self->session, "message", G_CALLBACK (show_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (show_failure), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "clock-off", G_CALLBACK (gls_window_ask_clock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "catalog-changed", G_CALLBACK (gls_window_show_people), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::pending", G_CALLBACK (show_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::error", G_CALLBACK (show_saved), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (GTK_WIDGET (self), gls_session_get_scope (self->session));
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
  gtk_widget_set_visible (self->saved_box, TRUE);
  gtk_widget_set_visible (self->person_button, TRUE);
  gtk_widget_set_visible (self->undo_box, TRUE);
  show_saved (self);
  gls_window_show_person (self);
  gls_window_show_people (self);
  gls_annotate_page_set_session (self->annotate, self->session, self->wanted_document);
  gls_review_page_set_session (self->review, self->session);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->pages));
  /* In GTK 4.8 assistive technology still sees what a stack has merely turned away. */
  gtk_widget_set_visible (GTK_WIDGET (self->welcome), FALSE);
  gls_window_enable_commands (self);
}

static void
forget_session (GlsWindow *self)
{
  if (self->session == NULL)
    return;
  gls_annotate_page_set_session (self->annotate, NULL, NULL);
  gls_review_page_set_session (self->review, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self), gls_session_get_scope (self->session));
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (gls_session_get_store (self->session), self);
  g_object_run_dispose (G_OBJECT (self->session));
  g_clear_object (&self->session);
}

static void
session_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GlsSession *session = gls_session_open_finish (result, &error);

  self->opening = FALSE;
  gls_welcome_page_set_busy (self->welcome, NULL);
  if (session == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          gls_dialog_tell (GTK_WINDOW (self), _ ("The project cannot be opened"), error->message);
          gls_welcome_page_focus (self->welcome);
        }
      if (g_error_matches (error, GLS_ERROR, GLS_ERROR_NOT_FOUND))
        gls_settings_remove_recent (gls_settings_get_default (), self->wanted_path);
      g_clear_pointer (&self->wanted_path, g_free);
      return;
    }
  self->session = session;
  /* It was opened without a project. */
  if (self->plugins != NULL)
    gtk_window_destroy (GTK_WINDOW (self->plugins));
  gls_settings_add_recent (gls_settings_get_default (), gls_session_get_path (session));
  show_session (self);
  if (gls_session_get_clock_ahead (session) != 0)
    gls_window_ask_clock (self);
  g_clear_pointer (&self->wanted_path, g_free);
  g_clear_pointer (&self->wanted_document, g_free);
}

static void
open_wanted (GlsWindow *self)
{
  g_autofree char *name = g_filename_display_basename (self->wanted_path);
  g_autofree char *busy = g_strdup_printf (_ ("Opening “%s”…"), name);

  if (self->person == NULL || *self->person == '\0')
    {
      gls_welcome_page_set_waiting (self->welcome, self->wanted_path);
      gls_welcome_page_focus (self->welcome);
      return;
    }
  self->opening = TRUE;
  gls_welcome_page_set_waiting (self->welcome, NULL);
  gls_welcome_page_set_busy (self->welcome, busy);
  gls_session_open_async (self->wanted_path, self->person, self->cancellable, session_opened, g_object_ref (self));
}

void
gls_window_open (GlsWindow *self, const char *path, const char *document)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);

  if (g_strcmp0 (canonical, gls_window_get_path (self)) == 0)
    {
      if (document != NULL && self->session != NULL)
        gls_annotate_page_open_key (self->annotate, document);
      return;
    }
  if (self->session != NULL || self->opening)
    {
      GlsWindow *other = gls_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->person);

      gtk_window_present (GTK_WINDOW (other));
      gls_window_open (other, canonical, document);
      return;
    }
  g_free (self->wanted_path);
  g_free (self->wanted_document);
  self->wanted_path = g_steal_pointer (&canonical);
  self->wanted_document = g_strdup (document);
  open_wanted (self);
}

/* --- First page -------------------------------------------------------------------------------------------------- */

static void
project_chosen (GlsWindow *self, const char *path)
{
  gls_window_open (self, path, NULL);
}

static void
sample_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = gls_project_files_sample_finish (result, &error);

  gls_welcome_page_set_busy (self->welcome, NULL);
  if (path != NULL)
    gls_window_open (self, path, NULL);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_dialog_tell (GTK_WINDOW (self), _ ("The sample cannot be opened"), error->message);
}

static void
sample_chosen (GlsWindow *self)
{
  gls_welcome_page_set_busy (self->welcome, _ ("Making the sample project…"));
  gls_project_files_sample_async (self->cancellable, sample_ready, g_object_ref (self));
}

static void
person_given (GlsWindow *self, const char *name)
{
  g_free (self->person);
  self->person = g_strdup (name);
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_LAST_PERSON, g_variant_new_string (name));
  if (self->wanted_path != NULL && !self->opening)
    open_wanted (self);
}

static void
person_entered (GlsWindow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->person_entry)));

  if (!gls_session_is_person_name (name))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  gtk_popover_popdown (self->person_popover);
  gls_window_set_person (self, name);
}

/* --- Closing ----------------------------------------------------------------------------------------------------- */

static void
store_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gls_store_close_finish (GLS_STORE (source), result, &error))
    g_printerr ("glossator: %s\n", error->message);
  self->closed = TRUE;
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
close_store (GlsWindow *self)
{
  GlsStore *store = g_object_ref (gls_session_get_store (self->session));

  self->closing = TRUE;
  gls_annotate_page_remember (self->annotate);
  /* A field that is made insensitive goes on blinking, and complains of it. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  gls_review_page_set_session (self->review, NULL);
  g_object_run_dispose (G_OBJECT (self->session));
  gls_store_close_async (store, store_closed, g_object_ref (self));
  g_object_unref (store);
}

static void
close_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GlsWindow *self = GLS_WINDOW (source);
  g_autofree char *answer = gls_dialog_choose_finish (result);

  if (g_str_equal (answer, "close"))
    close_store (self);
  else if (g_str_equal (answer, "copy"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.save-copy", NULL);
}

static gboolean
gls_window_close_request (GtkWindow *window)
{
  GlsWindow *self = GLS_WINDOW (window);
  GlsStore *store = self->session != NULL ? gls_session_get_store (self->session) : NULL;
  GlsSettings *settings = gls_settings_get_default ();
  int width, height;

  if (self->closing)
    return !self->closed;
  if (self->session != NULL && gls_session_get_held (self->session) != NULL)
    {
      g_autofree char *text
          = g_strdup_printf (_ ("The window stays open: “%s” is still going on. Stop it first, or wait for its end."),
                             gls_session_name_action (gls_session_get_held (self->session)));

      gls_session_say (self->session, text, FALSE);
      return TRUE;
    }
  gtk_window_get_default_size (window, &width, &height);
  gls_settings_set (settings, GLS_SETTING_MAXIMIZED, g_variant_new_boolean (gtk_window_is_maximized (window)));
  if (width >= 360 && height >= 294)
    {
      gls_settings_set (settings, GLS_SETTING_WIDTH, g_variant_new_int32 (width));
      gls_settings_set (settings, GLS_SETTING_HEIGHT, g_variant_new_int32 (height));
    }
  g_cancellable_cancel (self->cancellable);
  if (store == NULL)
    return GTK_WINDOW_CLASS (gls_window_parent_class)->close_request (window);
  gls_annotate_page_flush (self->annotate);
  if (gls_store_get_error (store) != NULL || gls_annotate_page_count_unsaved (self->annotate) > 0)
    {
      const char *answers[] = { "cancel", _ ("_Go On"), "!close", _ ("Close _Without Saving"), "*copy", _ ("Save a _Copy…"), NULL };

      gls_dialog_choose_async (window, _ ("Not everything is saved"), gls_store_get_error (store) != NULL ? gls_store_get_error (store) : "", answers, close_chosen, NULL);
    }
  else
    close_store (self);
  return TRUE;
}

/* --- Pages ------------------------------------------------------------------------------------------------------- */

/* Keys mean what the page in front says; one that a page has for itself is no command of another then. */
static void
page_changed (GlsWindow *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->pages);

  /* A window that is going away turns its pages, too. */
  if (self->session == NULL)
    return;
  gls_annotate_page_flush (self->annotate);
  gls_annotate_page_set_active (self->annotate, g_strcmp0 (page, "annotate") == 0);
  if (g_strcmp0 (page, "review") == 0)
    gls_review_page_focus (self->review);
}

/* A page that a project has no use for is not offered. */
static void
show_pages (GlsWindow *self)
{
  gboolean wanted, several;
  guint n_open;

  g_object_get (self->review, "wanted", &wanted, "n-open", &n_open, NULL);
  several = self->session != NULL && wanted;
  adw_view_stack_page_set_visible (self->review_page, several);
  adw_view_stack_page_set_badge_number (self->review_page, n_open);
  gtk_stack_set_visible_child (self->title_stack, several ? self->switcher : GTK_WIDGET (self->title));
  if (!several && g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "review") == 0)
    adw_view_stack_set_visible_child_name (self->pages, "annotate");
}

/* --- The window --------------------------------------------------------------------------------------------------- */

static void
show_recent (GlsWindow *self)
{
  g_auto (GStrv) recent = gls_settings_dup_strv (gls_settings_get_default (), GLS_SETTING_RECENT);

  g_menu_remove_all (self->recent_section);
  for (guint i = 0; recent[i] != NULL; i++)
    if (g_file_test (recent[i], G_FILE_TEST_EXISTS))
      {
        g_autofree char *name = g_filename_display_basename (recent[i]);
        g_auto (GStrv) parts = g_strsplit (name, "_", -1);
        g_autofree char *label = g_strjoinv ("__", parts);
        g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

        g_menu_item_set_action_and_target (item, "win.open-recent", "s", recent[i]);
        g_menu_append_item (self->recent_section, item);
      }
}

static void
gls_window_dispose (GObject *object)
{
  GlsWindow *self = GLS_WINDOW (object);

  forget_session (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->toast);
  g_clear_handle_id (&self->toast_source, g_source_remove);
  g_clear_pointer (&self->next_toast, g_free);
  g_clear_weak_pointer (&self->plugins);
  g_clear_weak_pointer (&self->codebook);
  g_clear_weak_pointer (&self->help);
  g_clear_weak_pointer (&self->preferences);
  g_clear_weak_pointer (&self->keys);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->wanted_path, g_free);
  g_clear_pointer (&self->wanted_document, g_free);
  G_OBJECT_CLASS (gls_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsWindow, name)
  BIND (title_stack);
  BIND (title);
  BIND (open_button);
  BIND (recent_section);
  BIND (people_section);
  BIND (saved_box);
  BIND (saved_icon);
  BIND (saved_label);
  BIND (announcer);
  BIND (save_copy_button);
  BIND (retry_button);
  BIND (failure_bar);
  BIND (failure_label);
  BIND (menu_button);
  BIND (person_button);
  BIND (person_popover);
  BIND (person_entry);
  BIND (undo_box);
  BIND (undo_button);
  BIND (redo_button);
  BIND (toasts);
  BIND (stack);
  BIND (welcome);
  BIND (pages);
  BIND (annotate);
  BIND (review);
  BIND (review_page);
  BIND (switcher);
#undef BIND
}

static void
gls_window_class_init (GlsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = gls_window_close_request;
  g_type_ensure (GLS_TYPE_WELCOME_PAGE);
  g_type_ensure (GLS_TYPE_ANNOTATE_PAGE);
  g_type_ensure (GLS_TYPE_REVIEW_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/shell/gls-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, project_chosen);
  gtk_widget_class_bind_template_callback (widget_class, sample_chosen);
  gtk_widget_class_bind_template_callback (widget_class, person_given);
  gtk_widget_class_bind_template_callback (widget_class, person_entered);
}

/* In the order of the pages. */
static void
name_pages (GlsWindow *self)
{
  static const struct { const char *name, *action; } pages[] = { { N_ ("Page Annotate"), "win.page(1)" },
                                                                 { N_ ("Page Review"), "win.page(4)" } };
  GtkWidget *button = gtk_widget_get_first_child (self->switcher);

  gls_labels_let_shrink (self->switcher);
  for (guint i = 0; i < G_N_ELEMENTS (pages) && button != NULL; i++, button = gtk_widget_get_next_sibling (button))
    gls_keys_set_tooltip (button, _ (pages[i].name), pages[i].action);
}

/* Where nothing else took the keyboard it would stay in the menu, with a command of a submenu in one that shows no more. */
static gboolean
leave_menu (gpointer data)
{
  GlsWindow *self = data;
  GtkWidget *focus = gtk_window_get_focus (data);

  if (focus != NULL && !gtk_widget_is_ancestor (focus, self->menu_button))
    return G_SOURCE_REMOVE;
  if (adw_view_stack_get_visible_child (self->pages) == GTK_WIDGET (self->annotate))
    gtk_widget_activate_action (data, "win.focus-article", NULL);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
menu_closed (GlsWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, leave_menu, g_object_ref (self), g_object_unref);
}

static void
gls_window_init (GlsWindow *self)
{
  GlsSettings *settings = gls_settings_get_default ();

  self->cancellable = g_cancellable_new ();
  gls_window_add_commands (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Without a compositor the shadow of a popover is a black box. */
  if (!gdk_display_is_composited (gdk_display_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self), "uncomposited");
  gls_annotate_page_add_actions (self->annotate, G_ACTION_MAP (self));
  name_pages (self);
  gls_window_name_undo (self);
  gls_keys_set_tooltip (self->save_copy_button, _ ("Save a copy elsewhere"), "win.save-copy");
  gls_keys_set_tooltip (self->open_button, _ ("Open another project"), NULL);
  gls_keys_set_tooltip (self->menu_button, _ ("Main menu (F10)"), NULL);
  g_signal_connect_object (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->menu_button)), "closed", G_CALLBACK (menu_closed), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Annotate as"), -1);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (page_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->review, "notify::wanted", G_CALLBACK (show_pages), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->review, "notify::n-open", G_CALLBACK (show_pages), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->review, "edit-gold", G_CALLBACK (gls_window_edit_gold), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->annotate, "unsaved-changed", G_CALLBACK (show_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" GLS_SETTING_RECENT, G_CALLBACK (show_recent), self, G_CONNECT_SWAPPED);
  show_recent (self);
  gtk_window_set_default_size (GTK_WINDOW (self), gls_settings_get_int (settings, GLS_SETTING_WIDTH),
                               gls_settings_get_int (settings, GLS_SETTING_HEIGHT));
  if (gls_settings_get_boolean (settings, GLS_SETTING_MAXIMIZED))
    gtk_window_maximize (GTK_WINDOW (self));
  gls_window_enable_commands (self);
}

GlsWindow *
gls_window_new (GtkApplication *application, const char *person)
{
  GlsWindow *self = g_object_new (GLS_TYPE_WINDOW, "application", application, NULL);

  self->person = person != NULL ? g_strdup (person)
                                : gls_settings_dup_string (gls_settings_get_default (), GLS_SETTING_LAST_PERSON);
  if (person == NULL)
    gls_welcome_page_set_person (self->welcome, self->person);
  else
    {
      g_autofree char *own = g_strdup (person);

      /* A name for this run only is shown but not remembered. */
      g_signal_handlers_block_matched (self->welcome, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
      gls_welcome_page_set_person (self->welcome, own);
      g_signal_handlers_unblock_matched (self->welcome, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
    }
  gls_welcome_page_focus (self->welcome);
  return self;
}

const char *
gls_window_get_path (GlsWindow *self)
{
  return self->session != NULL ? gls_session_get_path (self->session) : self->wanted_path;
}

GlsSession *
gls_window_get_session (GlsWindow *self)
{
  return self->session;
}

void
gls_window_set_person (GlsWindow *self, const char *name)
{
  g_autofree char *own = g_strdup (name);

  g_free (self->person);
  self->person = g_steal_pointer (&own);
  gls_settings_set (gls_settings_get_default (), GLS_SETTING_LAST_PERSON, g_variant_new_string (self->person));
  if (self->session != NULL)
    {
      gls_session_set_person (self->session, self->person);
      gls_window_show_person (self);
    }
}
