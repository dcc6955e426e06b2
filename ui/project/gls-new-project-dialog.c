/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog for a new project.
 * It must not know how projects are opened. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-codebook.h>
#include <string.h>
#include "common/gls-compat.h"
#include "common/gls-dialogs.h"
#include "gls-new-project-dialog.h"
#include "gls-project-files.h"

struct _GlsNewProjectDialog {
  AdwWindow     parent_instance;
  GtkEditable  *name_row;
  AdwActionRow *folder_row;
  AdwComboRow  *codebook_row;
  GtkWidget    *folder_button;
  GtkWidget    *create_button;
  GtkLabel     *message;
  char         *folder;
  char         *path;
  gboolean      busy;
};

G_DEFINE_FINAL_TYPE (GlsNewProjectDialog, gls_new_project_dialog, ADW_TYPE_WINDOW)

static guint created_signal;

static void
show_error (GlsNewProjectDialog *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
set_folder (GlsNewProjectDialog *self, const char *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  adw_action_row_set_subtitle (self->folder_row, escaped);
}

static void
name_changed (GlsNewProjectDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  gboolean usable = *name != '\0' && *name != '.' && strchr (name, '/') == NULL && strlen (name) < 200;

  g_clear_pointer (&self->path, g_free);
  show_error (self, NULL);
  if (usable)
    {
      g_autofree char *file = g_str_has_suffix (name, ".gloss") ? g_strdup (name) : g_strconcat (name, ".gloss", NULL);

      self->path = g_build_filename (self->folder, file, NULL);
      if (g_file_test (self->path, G_FILE_TEST_EXISTS))
        {
          g_autofree char *text = g_strdup_printf (_ ("There is a file “%s” in this folder already. Take another name."), file);

          show_error (self, text);
          usable = FALSE;
        }
    }
  gtk_widget_set_sensitive (self->create_button, usable && !self->busy);
}

static void
folder_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GlsNewProjectDialog *self = GLS_NEW_PROJECT_DIALOG (source);
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL)
    return;
  set_folder (self, path);
  name_changed (self);
}

static void
folder_clicked (GlsNewProjectDialog *self)
{
  gls_dialog_file_async (GTK_WINDOW (self), GLS_FILE_FOLDER, _ ("Folder of the Project"), _ ("_Choose"), NULL, NULL, NULL,
                         folder_chosen, NULL);
}

static void
created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsNewProjectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->busy = FALSE;
  if (!gls_project_files_create_finish (result, &error))
    {
      name_changed (self);
      show_error (self, error->message);
      return;
    }
  path = g_strdup (self->path);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, created_signal, 0, path);
}

static void
create_clicked (GlsNewProjectDialog *self)
{
  const char * const *codebooks = gls_codebook_list_shipped ();

  self->busy = TRUE;
  gtk_widget_set_sensitive (self->create_button, FALSE);
  gls_project_files_create_async (self->path, codebooks[adw_combo_row_get_selected (self->codebook_row)], NULL, created,
                                  g_object_ref (self));
}

static void
gls_new_project_dialog_finalize (GObject *object)
{
  GlsNewProjectDialog *self = GLS_NEW_PROJECT_DIALOG (object);

  g_free (self->folder);
  g_free (self->path);
  G_OBJECT_CLASS (gls_new_project_dialog_parent_class)->finalize (object);
}

static void
gls_new_project_dialog_class_init (GlsNewProjectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_new_project_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/glossator/Glossator/project/gls-new-project-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsNewProjectDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, GlsNewProjectDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, GlsNewProjectDialog, codebook_row);
  gtk_widget_class_bind_template_child (widget_class, GlsNewProjectDialog, folder_button);
  gtk_widget_class_bind_template_child (widget_class, GlsNewProjectDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, GlsNewProjectDialog, message);
  gtk_widget_class_bind_template_callback (widget_class, name_changed);
  gtk_widget_class_bind_template_callback (widget_class, folder_clicked);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  created_signal = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
gls_new_project_dialog_init (GlsNewProjectDialog *self)
{
  const char * const *names = gls_codebook_list_shipped ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; names[i] != NULL; i++)
    gtk_string_list_append (list, names[i]);
  adw_combo_row_set_factory (self->codebook_row, factory);
  adw_combo_row_set_model (self->codebook_row, G_LIST_MODEL (list));
  set_folder (self, documents != NULL ? documents : g_get_home_dir ());
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

GtkWidget *
gls_new_project_dialog_new (GtkWindow *parent)
{
  return g_object_new (GLS_TYPE_NEW_PROJECT_DIALOG, "transient-for", parent, NULL);
}
