/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what was published before, takes a line about this time and a folder, and publishes on the writer thread.
 * It must not know what a publication is made of. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-publishing.h>

#include "common/gls-dialogs.h"
#include "gls-publish-dialog.h"

struct _GlsPublishDialog {
  AdwWindow     parent_instance;
  GtkBox       *before;
  GtkEditable  *note;
  GtkWidget    *publish;
  GtkSpinner   *spinner;
  GlsSession   *session;
  GCancellable *cancellable;
  guint         next;         /* the number it will get */
};

G_DEFINE_FINAL_TYPE (GlsPublishDialog, gls_publish_dialog, ADW_TYPE_WINDOW)

/* --- What was published before --------------------------------------------------------------------------------------- */

static gpointer
read_publications (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_project_load_publications (project, error);
}

static void
add_line (GlsPublishDialog *self, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, class);
  gtk_box_append (self->before, label);
}

static void
publications_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsPublishDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gls_store_run_finish (GLS_STORE (source), result, &error);
  guint from;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (all == NULL)
    {
      add_line (self, error != NULL ? error->message : "", "error");
      return;
    }
  self->next = all->len + 1;
  if (all->len == 0)
    add_line (self, _ ("Gold was not published yet."), "dim-label");
  from = all->len > 5 ? all->len - 5 : 0;
  for (guint i = all->len; i > from; i--)
    {
      const GlsPublication *one = g_ptr_array_index (all, i - 1);
      g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (one->when);
      g_autofree char *day = when != NULL ? g_date_time_format (when, "%Y-%m-%d %H:%M") : g_strdup ("");
      g_autofree char *text = g_strdup_printf (_ ("Number %u · %s · %s"), one->number, day, one->by != NULL ? one->by : "–");
      g_autofree char *line = one->note != NULL ? g_strdup_printf ("%s · “%s”", text, one->note) : g_strdup (text);

      add_line (self, line, "dim-label");
    }
  gtk_widget_set_sensitive (self->publish, TRUE);
}

/* --- Publishing ------------------------------------------------------------------------------------------------------ */

typedef struct {
  char           *name, *folder;
  GlsPublication *publication;
  GlsPublishing   publishing;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->name);
  g_free (work->folder);
  gls_publication_free (work->publication);
  g_free (work);
}

static gpointer
run_publishing (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  const GlsPublishing *publishing = &work->publishing;

  if (!gls_publishing_run (&work->publishing, project, cancellable, error))
    return NULL;
  return g_strdup_printf (_ ("Documents: %u, annotations: %u.\nSince the publication before: %u added, %u changed, %u removed.\n\n%s"),
                          publishing->n_documents, publishing->n_annotations, publishing->report.added, publishing->report.changed,
                          publishing->report.removed, publishing->folder);
}

static void
published (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsPublishDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gls_store_run_finish (GLS_STORE (source), result, &error);
  GtkWindow *parent;
  g_autofree char *heading = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_sensitive (self->publish, TRUE);
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  if (text == NULL)
    {
      gls_dialog_tell (GTK_WINDOW (self), _ ("Gold is not published"), error != NULL ? error->message : "");
      return;
    }
  heading = g_strdup_printf (_ ("Gold number %u is published"), self->next);
  gls_dialog_tell (parent, heading, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
folder_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsPublishDialog) self = data;
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));
  Work *work;

  if (file == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  work = g_new0 (Work, 1);
  work->name = gls_session_dup_title (self->session);
  work->folder = g_file_get_path (file);
  work->publication = g_new0 (GlsPublication, 1);
  work->publication->by = g_strdup (gls_session_get_person (self->session));
  work->publication->note = *note != '\0' ? g_strdup (note) : NULL;
  work->publishing.name = work->name;
  work->publishing.folder = work->folder;
  work->publishing.publication = work->publication;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_sensitive (self->publish, FALSE);
  gls_store_write_async (gls_session_get_store (self->session), run_publishing, work, work_free, g_free, self->cancellable, published,
                         g_object_ref (self));
}

static void
publish_clicked (GlsPublishDialog *self)
{
  g_autofree char *title = gls_session_dup_title (self->session);
  g_autofree char *name = g_strdup_printf ("%s-gold-%u", title, self->next);

  gls_dialog_file_async (GTK_WINDOW (self), GLS_FILE_SAVE, _ ("Name a New Folder"), _ ("_Publish"), name, NULL, NULL, folder_chosen,
                         g_object_ref (self));
}

/* --- Object ---------------------------------------------------------------------------------------------------------- */

static gboolean
gls_publish_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (GLS_PUBLISH_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (gls_publish_dialog_parent_class)->close_request (window);
}

static void
gls_publish_dialog_dispose (GObject *object)
{
  GlsPublishDialog *self = GLS_PUBLISH_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gls_publish_dialog_parent_class)->dispose (object);
}

static void
gls_publish_dialog_finalize (GObject *object)
{
  g_object_unref (GLS_PUBLISH_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (gls_publish_dialog_parent_class)->finalize (object);
}

static void
gls_publish_dialog_class_init (GlsPublishDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_publish_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_publish_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = gls_publish_dialog_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gls_publish_dialog_init (GlsPublishDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *entry = gtk_entry_new (), *text;

  self->cancellable = g_cancellable_new ();
  self->next = 1;
  gtk_window_set_title (GTK_WINDOW (self), _ ("Publish Gold"));
  gtk_window_set_default_size (GTK_WINDOW (self), 520, -1);
  gtk_box_append (GTK_BOX (outer), adw_header_bar_new ());
  gtk_widget_add_css_class (box, "case");
  text = gtk_label_new (_ ("Gold as it is now gets a number and is written to a new folder: the documents, the codebook, the report of "
                           "agreement, and what has changed since the number before."));
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_box_append (GTK_BOX (box), text);
  self->before = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->before));
  self->note = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("What to say of it; optional"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_tooltip_text (entry, _ ("A line that stands beside the number"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What to say of it"), -1);
  gtk_box_append (GTK_BOX (box), entry);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->publish = gtk_button_new_with_label (_ ("Publish…"));
  gtk_widget_add_css_class (self->publish, "suggested-action");
  gtk_widget_set_sensitive (self->publish, FALSE);
  gtk_widget_set_tooltip_text (self->publish, _ ("Choose the folder and publish (Return)"));
  g_signal_connect_object (self->publish, "clicked", G_CALLBACK (publish_clicked), self, G_CONNECT_SWAPPED);
  gtk_widget_set_halign (line, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (line), self->publish);
  gtk_box_append (GTK_BOX (box), line);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->publish);
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
}

GtkWindow *
gls_publish_dialog_new (GtkWindow *parent, GlsSession *session)
{
  GlsPublishDialog *self = g_object_new (GLS_TYPE_PUBLISH_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  gls_store_read_async (gls_session_get_store (session), read_publications, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, publications_read, g_object_ref (self));
  return GTK_WINDOW (self);
}
