/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers every exporter that is enabled, with its settings, and runs the chosen one on a thread of the store.
 * It must not know file formats. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-formats.h>

#include "common/gls-compat.h"
#include "common/gls-dialogs.h"
#include "common/gls-plugin-desk.h"
#include "common/gls-plugin-grant.h"
#include "common/gls-setting-row.h"
#include "gls-export-dialog.h"

#define FIRST_FORMAT "jsonl"

struct _GlsExportDialog {
  AdwWindow     parent_instance;
  GtkWidget    *cancel_button, *export_button;
  GtkStack     *stack;
  AdwActionRow *format_row, *set_row;
  GtkDropDown  *format, *sets;
  AdwPreferencesGroup *settings_group;
  GtkSpinner   *spinner;
  GtkLabel     *writing_label, *summary, *reports;

  GlsSession    *session;
  GlsPluginDesk *desk;
  GPtrArray     *exporters; /* GlsManifest, in the order of @format */
  GStrv          names;     /* of sets, in the order of @sets; "": all */
  GPtrArray     *rows;      /* GlsSettingRow, borrowed */
  GlsManifest   *manifest;  /* that the rows borrow from */
  GCancellable  *cancellable;
  gboolean       writing, done, filling;
};

G_DEFINE_FINAL_TYPE (GlsExportDialog, gls_export_dialog, ADW_TYPE_WINDOW)

/* --- The format and its settings --------------------------------------------------------------------------------- */

/* What the project decided is changed there: a person's own decision would not count. */
static void
setting_decided (GlsExportDialog *self, const char *value, GlsSettingRow *row)
{
  gls_plugin_desk_set_choice (self->desk, self->manifest, g_object_get_data (G_OBJECT (row), "project") != NULL, GLS_CHOICE_SETTING,
                              gls_setting_row_get_name (row), value);
}

static void
clear_rows (GlsExportDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->settings_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->manifest, gls_manifest_unref);
}

static void
show_settings (GlsExportDialog *self, GlsManifest *manifest)
{
  g_autoptr (GPtrArray) values = NULL;

  /* The rows hold pointers into the manifest that they were made from; what is typed stays while it stays the same. */
  if (self->manifest == NULL || !g_str_equal (self->manifest->folder, manifest->folder)
      || !g_str_equal (self->manifest->version, manifest->version))
    {
      clear_rows (self);
      self->manifest = gls_manifest_ref (manifest);
    }
  values = gls_plugin_list_settings (self->manifest, gls_plugin_desk_get_choices (self->desk));
  for (guint i = 0; i < values->len; i++)
    {
      const GlsSettingValue *value = values->pdata[i];
      gboolean project = value->by == GLS_DECIDED_PROJECT;

      if (i == self->rows->len)
        {
          GtkWidget *row = gls_setting_row_new (value->def);

          g_signal_connect_object (row, "decided", G_CALLBACK (setting_decided), self, G_CONNECT_SWAPPED);
          adw_preferences_group_add (self->settings_group, row);
          g_ptr_array_add (self->rows, row);
        }
      g_object_set_data (self->rows->pdata[i], "project", GINT_TO_POINTER (project));
      gls_setting_row_set (self->rows->pdata[i], value->value, gls_setting_row_name_origin (value->by), value->by != GLS_DECIDED_NOBODY,
                           NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->settings_group), values->len > 0);
}

static GlsManifest *
get_exporter (GlsExportDialog *self)
{
  guint position = gtk_drop_down_get_selected (self->format);

  return position < self->exporters->len ? self->exporters->pdata[position] : NULL;
}

/* Plain text takes no annotations along. */
static gboolean
writes_annotations (const GlsManifest *exporter)
{
  return g_strcmp0 (exporter->builtin, "text") != 0;
}

static void
format_chosen (GlsExportDialog *self)
{
  GlsManifest *exporter = get_exporter (self);

  gtk_widget_set_sensitive (self->export_button, exporter != NULL);
  if (self->filling || exporter == NULL)
    return;
  adw_action_row_set_subtitle (self->format_row, exporter->description != NULL ? exporter->description : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->set_row), writes_annotations (exporter));
  show_settings (self, exporter);
}

static guint
find_exporter (GlsExportDialog *self, const char *id)
{
  for (guint i = 0; i < self->exporters->len; i++)
    if (g_str_equal (((GlsManifest *) self->exporters->pdata[i])->id, id))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* The same format stays chosen while plugins come and go. */
static void
fill_formats (GlsExportDialog *self)
{
  GlsRegistry *registry = gls_plugin_desk_get_registry (self->desk);
  GlsManifest *before = get_exporter (self);
  g_autofree char *wanted = g_strdup (before != NULL ? before->id : FIRST_FORMAT);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint position;

  if (registry == NULL || self->writing)
    return;
  g_ptr_array_set_size (self->exporters, 0);
  for (guint i = 0; i < registry->entries->len; i++)
    {
      const GlsPluginEntry *entry = registry->entries->pdata[i];

      if (entry->fault != NULL || !entry->enabled || (entry->manifest->kinds & GLS_KIND_BIT (GLS_PLUGIN_EXPORTER)) == 0)
        continue;
      g_ptr_array_add (self->exporters, gls_manifest_ref (entry->manifest));
      gtk_string_list_append (names, entry->manifest->name);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->format, G_LIST_MODEL (names));
  position = find_exporter (self, wanted);
  gtk_drop_down_set_selected (self->format, position != GTK_INVALID_LIST_POSITION ? position : 0);
  self->filling = FALSE;
  format_chosen (self);
  if (before == NULL && position != GTK_INVALID_LIST_POSITION)
    gtk_widget_grab_focus (self->export_button);
}

static void
fill_sets (GlsExportDialog *self)
{
  GPtrArray *people = gls_session_get_people (self->session);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  gtk_string_list_append (labels, _ ("Everybody’s, and what plugins propose"));
  g_strv_builder_add (names, "");
  gtk_string_list_append (labels, _ ("Gold only"));
  g_strv_builder_add (names, "gold");
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      g_autofree char *label = g_strdup_printf (_ ("Only %s’s"), (const char *) people->pdata[i]);

      gtk_string_list_append (labels, label);
      g_strv_builder_add (names, people->pdata[i]);
    }
  self->names = g_strv_builder_end (names);
  gtk_drop_down_set_model (self->sets, G_LIST_MODEL (labels));
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

/* What the reader's thread gets. */
typedef struct {
  char *format, *path, *set;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->format);
  g_free (order->path);
  g_free (order->set);
  g_free (order);
}

static gpointer
run_export (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;
  const char *sets[] = { order->set, NULL };
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);

  /* The chooser has asked whether to write over a file. */
  if (!gls_formats_export (project, order->format, order->path, *order->set != '\0' ? sets : NULL, TRUE, reports, cancellable, error))
    return NULL;
  return g_steal_pointer (&reports);
}

static void
show_page (GlsExportDialog *self, const char *page)
{
  gboolean writing = g_str_equal (page, "writing");

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_spinner_set_spinning (self->spinner, writing);
  gtk_widget_set_visible (self->export_button, !writing);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), writing ? _ ("Stop") : _ ("Cancel"));
}

/* What was left out has to be read. */
static void
show_reports (GlsExportDialog *self, const char *said, const GPtrArray *reports)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < reports->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (reports, i));
  gtk_label_set_text (self->summary, said);
  gtk_label_set_text (self->reports, text->str);
  show_page (self, "result");
  self->done = TRUE;
  gtk_widget_set_visible (self->cancel_button, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->export_button), _ ("Done"));
  gtk_widget_set_tooltip_text (self->export_button, _ ("Close this (Return)"));
  gtk_widget_grab_focus (self->export_button);
}

static void
written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reports = gls_store_run_finish (GLS_STORE (source), result, &error);
  g_autofree char *text = g_strdup_printf (_ ("Exported to “%s”"), gtk_label_get_text (self->writing_label));

  self->writing = FALSE;
  if (reports == NULL)
    {
      gboolean stopped = g_cancellable_is_cancelled (self->cancellable);

      g_clear_object (&self->cancellable);
      show_page (self, "choose");
      if (!stopped)
        gls_session_fail (self->session, _ ("Nothing is exported"), error != NULL ? error->message : "");
      return;
    }
  g_clear_object (&self->cancellable);
  if (reports->len > 0)
    {
      show_reports (self, text, reports);
      return;
    }
  gls_session_say (self->session, text, FALSE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
target_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsExportDialog) self = data;
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  GlsManifest *exporter = get_exporter (self);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  guint set = gtk_drop_down_get_selected (self->sets);
  Order *order;

  if (path == NULL || exporter == NULL || self->writing)
    return;
  order = g_new0 (Order, 1);
  order->format = g_strdup (exporter->id);
  order->path = g_steal_pointer (&path);
  order->set = g_strdup (set < g_strv_length (self->names) ? self->names[set] : "");
  gtk_label_set_text (self->writing_label, name);
  self->writing = TRUE;
  self->cancellable = g_cancellable_new ();
  show_page (self, "writing");
  gls_store_read_async (gls_session_get_store (self->session), run_export, order, order_free, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, written, g_object_ref (self));
}

static void
choose_target (GlsExportDialog *self)
{
  GlsManifest *exporter = get_exporter (self);
  const char *extension = exporter->target_folder ? NULL : exporter->extensions[0];
  g_autofree char *title = gls_session_dup_title (self->session);
  g_autofree char *name = extension != NULL ? g_strdup_printf ("%s.%s", title, extension) : g_strdup_printf ("%s %s", title, exporter->id);
  g_autofree char *heading = g_strdup_printf (_ ("Export as %s"), exporter->name);
  g_autofree char *pattern = extension != NULL ? g_strconcat ("*.", extension, NULL) : NULL;
  const char * const patterns[] = { pattern, NULL };

  gls_dialog_file_async (GTK_WINDOW (self), GLS_FILE_SAVE, heading, _ ("_Export"), name, exporter->name, pattern != NULL ? patterns : NULL,
                         target_chosen, g_object_ref (self));
}

static void
granted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsExportDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (gls_plugin_grant_ask_finish (result, &error) && get_exporter (self) != NULL)
    choose_target (self);
  else if (error != NULL)
    gls_session_fail (self->session, _ ("Nothing is exported"), error->message);
}

static void
export_clicked (GlsExportDialog *self)
{
  GlsManifest *exporter = get_exporter (self);
  const char *ids[] = { exporter != NULL ? exporter->id : NULL, NULL };

  if (self->done)
    gtk_window_close (GTK_WINDOW (self));
  else if (exporter != NULL && !self->writing)
    gls_plugin_grant_ask_async (GTK_WINDOW (self), GLS_PLUGIN_EXPORTER, ids, granted, g_object_ref (self));
}

/* --- The window --------------------------------------------------------------------------------------------------- */

/* While it writes, closing stops that: what was there before stays. */
static gboolean
gls_export_dialog_close_request (GtkWindow *window)
{
  GlsExportDialog *self = GLS_EXPORT_DIALOG (window);

  if (self->writing)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (gls_export_dialog_parent_class)->close_request (window);
}

static void
gls_export_dialog_dispose (GObject *object)
{
  GlsExportDialog *self = GLS_EXPORT_DIALOG (object);

  g_clear_object (&self->desk);
  G_OBJECT_CLASS (gls_export_dialog_parent_class)->dispose (object);
}

static void
gls_export_dialog_finalize (GObject *object)
{
  GlsExportDialog *self = GLS_EXPORT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->manifest, gls_manifest_unref);
  g_ptr_array_unref (self->exporters);
  g_ptr_array_unref (self->rows);
  g_strfreev (self->names);
  G_OBJECT_CLASS (gls_export_dialog_parent_class)->finalize (object);
}

static void
gls_export_dialog_class_init (GlsExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_export_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = gls_export_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/project/gls-export-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsExportDialog, name)
  BIND (cancel_button);
  BIND (export_button);
  BIND (stack);
  BIND (format_row);
  BIND (set_row);
  BIND (format);
  BIND (sets);
  BIND (settings_group);
  BIND (spinner);
  BIND (writing_label);
  BIND (summary);
  BIND (reports);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, export_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gls_export_dialog_init (GlsExportDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->exporters = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_manifest_unref);
  self->rows = g_ptr_array_new ();
  gtk_drop_down_set_factory (self->format, factory);
  gtk_drop_down_set_factory (self->sets, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->format), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Format"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sets), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Annotations"), -1);
  g_signal_connect_object (self->format, "notify::selected", G_CALLBACK (format_chosen), self, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (self->export_button, FALSE);
}

GtkWindow *
gls_export_dialog_new (GtkWindow *parent, GlsSession *session)
{
  GlsExportDialog *self = g_object_new (GLS_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill_sets (self);
  self->desk = gls_plugin_desk_new (session);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (fill_formats), self, G_CONNECT_SWAPPED);
  return GTK_WINDOW (self);
}
