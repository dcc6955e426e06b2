/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wraps the dialogs that later GTK and libadwaita versions replace.
 * It must not know what is asked or chosen. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include "gls-dialogs.h"

#define CHOICE "gls-choice"

static void
file_response (GtkNativeDialog *dialog, int response, GTask *task)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      if (g_object_get_data (G_OBJECT (dialog), CHOICE) != NULL)
        g_object_set_data_full (G_OBJECT (task), CHOICE, g_strdup (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), CHOICE)),
                                g_free);
      if (g_list_model_get_n_items (files) > 0)
        g_task_return_pointer (task, g_steal_pointer (&files), g_object_unref);
      else
        g_task_return_pointer (task, NULL, NULL);
    }
  else
    g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
  g_object_unref (dialog);
}

static GtkFileChooserNative *
new_chooser (GtkWindow *parent, GlsFileMode mode, const char *title, const char *accept, const char *filter_name,
             const char * const *patterns)
{
  static const GtkFileChooserAction actions[] = {
    [GLS_FILE_OPEN] = GTK_FILE_CHOOSER_ACTION_OPEN,
    [GLS_FILE_OPEN_MANY] = GTK_FILE_CHOOSER_ACTION_OPEN,
    [GLS_FILE_SAVE] = GTK_FILE_CHOOSER_ACTION_SAVE,
    [GLS_FILE_FOLDER] = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
  };
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, actions[mode], accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), mode == GLS_FILE_OPEN_MANY);
  if (patterns != NULL)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, filter_name);
      for (guint i = 0; patterns[i] != NULL; i++)
        gtk_file_filter_add_pattern (filter, patterns[i]);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  return dialog;
}

void
gls_dialog_file_async (GtkWindow *parent, GlsFileMode mode, const char *title, const char *accept, const char *name,
                       const char *filter_name, const char * const *patterns, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GtkFileChooserNative *dialog = new_chooser (parent, mode, title, accept, filter_name, patterns);

  if (name != NULL && mode == GLS_FILE_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response), g_task_new (parent, NULL, callback, user_data));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
gls_dialog_file_choice_async (GtkWindow *parent, GlsFileMode mode, const char *title, const char *accept, const char *filter_name,
                              const char * const *patterns, const char *choice_label, const char * const *options,
                              const char * const *labels, GAsyncReadyCallback callback, gpointer user_data)
{
  GtkFileChooserNative *dialog = new_chooser (parent, mode, title, accept, filter_name, patterns);

  if (patterns != NULL)
    {
      g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

      gtk_file_filter_set_name (all, _ ("All files"));
      gtk_file_filter_add_pattern (all, "*");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
    }
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (dialog), CHOICE, choice_label, (const char **) options, (const char **) labels);
  g_object_set_data (G_OBJECT (dialog), CHOICE, (gpointer) CHOICE);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (dialog), CHOICE, options[0]);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response), g_task_new (parent, NULL, callback, user_data));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

GListModel *
gls_dialog_file_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

GListModel *
gls_dialog_file_choice_finish (GAsyncResult *result, char **choice)
{
  *choice = g_strdup (g_object_get_data (G_OBJECT (result), CHOICE));
  return gls_dialog_file_finish (result);
}

static void
choose_response (AdwMessageDialog *dialog, const char *response, GTask *task)
{
  g_task_return_pointer (task, g_strdup (response), g_free);
  g_object_unref (task);
}

void
gls_dialog_choose_async (GtkWindow *parent, const char *heading, const char *body, const char * const *answers,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  for (guint i = 0; answers[i] != NULL; i += 2)
    {
      const char *id = answers[i];
      AdwResponseAppearance appearance = ADW_RESPONSE_DEFAULT;

      if (*id == '!' || *id == '*')
        appearance = *id++ == '!' ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED;
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), id, answers[i + 1]);
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), id, appearance);
      if (i == 0)
        adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), id);
      adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), id);
    }
  g_signal_connect (dialog, "response", G_CALLBACK (choose_response), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
gls_dialog_choose_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
gls_dialog_tell (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", C_ ("dialog", "_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
