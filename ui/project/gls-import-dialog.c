/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs an import on the store's writer thread and shows it.
 * It must not know file formats. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-date.h>
#include <gls-formats.h>
#include "gls-import-dialog.h"

#define MOST_ROWS 100
#define POLL_MS 60
#define ACTION "import" /* what the steps of an import are called */

static const struct { const char *field, *title; gsize offset; int width; } columns[] = {
  { "title", N_ ("Title"), G_STRUCT_OFFSET (GlsDocument, title), 34 },
  { "publisher", N_ ("Publisher"), G_STRUCT_OFFSET (GlsDocument, publisher), 16 },
  { "published", N_ ("Published"), G_STRUCT_OFFSET (GlsDocument, published), 11 },
  { "language", N_ ("Language"), G_STRUCT_OFFSET (GlsDocument, language), 6 },
};

/* Shared by the main thread and the writer thread; the lock guards what is above it. */
typedef struct {
  guint64         done, total;
  char           *file;
  GMutex          lock;
  char          **paths;
  char           *format;    /* nullable */
  char           *metadata;  /* path of the table of what is known of the files; nullable */
  char           *person;
  GlsImportReport report;
  GPtrArray      *documents; /* GlsDocument without text, the new ones */
  gatomicrefcount ref_count;
} Job;

struct _GlsImportDialog {
  AdwWindow       parent_instance;
  GtkWidget      *cancel_button;
  GtkWidget      *save_button;
  GtkStack       *stack;
  GtkProgressBar *progress;
  GtkLabel       *file_label;
  GtkLabel       *summary;
  GtkLabel       *failures;
  GtkWidget      *hint;
  GtkGrid        *grid;
  GtkWidget      *reports_expander;
  GtkLabel       *reports;
  GlsSession     *session;
  GCancellable   *cancellable;
  Job            *job;
  GPtrArray      *entries; /* GtkEditable, row by row */
  guint           poll_source;
  gboolean        running;
};

G_DEFINE_FINAL_TYPE (GlsImportDialog, gls_import_dialog, ADW_TYPE_WINDOW)

static void
job_unref (gpointer data)
{
  Job *job = data;

  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_mutex_clear (&job->lock);
  g_free (job->file);
  g_free (job->person);
  g_strfreev (job->paths);
  g_free (job->format);
  g_free (job->metadata);
  gls_import_report_clear (&job->report);
  g_ptr_array_unref (job->documents);
  g_free (job);
}

static Job *
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static void
on_progress (guint64 done, guint64 total, const char *file, gpointer data)
{
  Job *job = data;

  g_mutex_lock (&job->lock);
  job->done = done;
  job->total = total;
  g_free (job->file);
  job->file = g_strdup (file);
  g_mutex_unlock (&job->lock);
}

static gpointer
run_import (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  GlsImportOptions options = { .format = job->format, .by = job->person, .metadata = job->metadata, .progress = on_progress, .progress_data = job };

  if (!gls_formats_import (project, (const char * const *) job->paths, &options, &job->report, cancellable, error))
    return NULL;
  for (guint i = 0; job->report.document_keys != NULL && i < job->report.document_keys->len && i < MOST_ROWS; i++)
    {
      GlsId id;
      GlsDocument *document = NULL;

      if (gls_project_find_document (project, g_ptr_array_index (job->report.document_keys, i), &id, NULL))
        document = gls_project_load_document (project, &id, 0, NULL, NULL);
      if (document != NULL)
        g_ptr_array_add (job->documents, document);
    }
  return job_ref (job);
}

/* --- Result ------------------------------------------------------------------------------------------------------ */

static void
date_changed (GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);

  if (*text == '\0' || gls_date_is_valid (text))
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
}

static void
add_entry (GlsImportDialog *self, GlsDocument *document, guint row, guint column)
{
  GtkWidget *entry = gtk_entry_new ();
  const char *value = G_STRUCT_MEMBER (char *, document, columns[column].offset);
  g_autofree char *name = g_strdup_printf ("%s, %s", _ (columns[column].title), document->key);

  gtk_editable_set_text (GTK_EDITABLE (entry), value != NULL ? value : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), columns[column].width);
  gtk_widget_set_hexpand (entry, column == 0);
  gtk_widget_set_tooltip_text (entry, document->key);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (g_str_equal (columns[column].field, "published"))
    {
      gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "2015-04-21");
      g_signal_connect (entry, "changed", G_CALLBACK (date_changed), NULL);
    }
  gtk_grid_attach (self->grid, entry, column, row + 1, 1, 1);
  g_ptr_array_add (self->entries, entry);
}

static void
show_documents (GlsImportDialog *self)
{
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    {
      GtkWidget *label = gtk_label_new (_ (columns[c].title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "heading");
      gtk_grid_attach (self->grid, label, c, 0, 1, 1);
    }
  for (guint i = 0; i < self->job->documents->len; i++)
    for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
      add_entry (self, g_ptr_array_index (self->job->documents, i), i, c);
}

static void
show_lines (GtkWidget *box, GtkLabel *label, GPtrArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (lines, i));
  gtk_label_set_text (label, text->str);
  gtk_widget_set_visible (box, text->len > 0);
}

static void
show_result (GlsImportDialog *self)
{
  GlsImportReport *report = &self->job->report;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u new document", "%u new documents", report->documents), report->documents);
  if (report->already > 0)
    g_string_append_printf (text, ngettext (" · %u was there already", " · %u were there already", report->already), report->already);
  if (report->annotations > 0)
    g_string_append_printf (text, ngettext (" · %u annotation", " · %u annotations", report->annotations), report->annotations);
  if (report->failures != NULL && report->failures->len > 0)
    g_string_append_printf (text, ngettext (" · %u file failed", " · %u files failed", report->failures->len), report->failures->len);
  gtk_label_set_text (self->summary, text->str);
  show_lines (GTK_WIDGET (self->failures), self->failures, report->failures);
  show_lines (self->reports_expander, self->reports, report->reports);
  gtk_widget_set_visible (self->hint, self->job->documents->len > 0);
  if (self->job->documents->len > 0)
    show_documents (self);
  gtk_stack_set_visible_child_name (self->stack, "result");
  gtk_widget_set_visible (self->cancel_button, FALSE);
  gtk_widget_set_visible (self->save_button, TRUE);
  gtk_widget_grab_focus (self->save_button);
}

static void
imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Job *job = gls_store_run_finish (GLS_STORE (source), result, &error);

  self->running = FALSE;
  gls_session_release_undo (self->session, ACTION);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  if (job != NULL)
    {
      show_result (self);
      job_unref (job);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_session_fail (self->session, _ ("The import stopped"), error->message);
  else if (self->job->report.documents > 0)
    gls_session_say (self->session, _ ("Import stopped; what was imported until then stays"), TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
poll_progress (gpointer data)
{
  GlsImportDialog *self = data;
  g_autofree char *file = NULL, *text = NULL;
  guint64 done, total;

  g_mutex_lock (&self->job->lock);
  done = self->job->done;
  total = self->job->total;
  file = g_strdup (self->job->file);
  g_mutex_unlock (&self->job->lock);
  if (total > 0)
    {
      text = g_strdup_printf ("%d %%", (int) (done * 100 / total));
      gtk_progress_bar_set_fraction (self->progress, (double) done / total);
      gtk_progress_bar_set_text (self->progress, text);
    }
  else
    gtk_progress_bar_pulse (self->progress);
  if (file != NULL)
    {
      g_autofree char *name = g_filename_display_basename (file);
      gtk_label_set_text (self->file_label, name);
    }
  return G_SOURCE_CONTINUE;
}

static void
cancel_clicked (GlsImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  if (!self->running)
    gtk_window_close (GTK_WINDOW (self));
}

/* A text that was there already may have dates marked in it. */
static void
resolve_dates (GlsImportDialog *self, const GlsId *group)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      guint column = i % G_N_ELEMENTS (columns);
      GlsDocument *document = g_ptr_array_index (self->job->documents, i / G_N_ELEMENTS (columns));
      const char *old = G_STRUCT_MEMBER (char *, document, columns[column].offset);
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (g_ptr_array_index (self->entries, i))));

      if (g_str_equal (columns[column].field, "published") && g_strcmp0 (text, old != NULL ? old : "") != 0)
        gls_session_resolve_dates (self->session, &document->id, old, *text != '\0' ? text : NULL, group);
    }
}

static void
save_clicked (GlsImportDialog *self)
{
  g_autoptr (GlsChange) change = gls_session_new_change (self->session, "metadata");
  GlsId group;

  gls_id_generate (&group);
  gls_change_join (change, &group);
  for (guint i = 0; i < self->entries->len; i++)
    {
      guint column = i % G_N_ELEMENTS (columns);
      GlsDocument *document = g_ptr_array_index (self->job->documents, i / G_N_ELEMENTS (columns));
      const char *old = G_STRUCT_MEMBER (char *, document, columns[column].offset);
      GtkWidget *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

      if (g_strcmp0 (text, old != NULL ? old : "") == 0)
        continue;
      if (gtk_widget_has_css_class (entry, "error"))
        {
          gtk_widget_grab_focus (entry);
          gtk_widget_error_bell (entry);
          return;
        }
      gls_change_set_metadata (change, &document->id, columns[column].field, *text != '\0' ? text : NULL);
    }
  if (!gls_change_is_empty (change))
    {
      gls_session_commit (self->session, g_steal_pointer (&change));
      resolve_dates (self, &group);
    }
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
gls_import_dialog_close_request (GtkWindow *window)
{
  GlsImportDialog *self = GLS_IMPORT_DIALOG (window);

  if (self->running)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (gls_import_dialog_parent_class)->close_request (window);
}

static void
gls_import_dialog_finalize (GObject *object)
{
  GlsImportDialog *self = GLS_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->job, job_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (gls_import_dialog_parent_class)->finalize (object);
}

static void
gls_import_dialog_class_init (GlsImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = gls_import_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/project/gls-import-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsImportDialog, name)
  BIND (cancel_button);
  BIND (save_button);
  BIND (stack);
  BIND (progress);
  BIND (file_label);
  BIND (summary);
  BIND (failures);
  BIND (hint);
  BIND (grid);
  BIND (reports_expander);
  BIND (reports);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gls_import_dialog_init (GlsImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->entries = g_ptr_array_new ();
}

static Job *
job_new (GlsSession *session, GListModel *files)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  g_atomic_ref_count_init (&job->ref_count);
  g_mutex_init (&job->lock);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  job->paths = g_strv_builder_end (paths);
  job->person = g_strdup (gls_session_get_person (session));
  job->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
  return job;
}

void
gls_import_dialog_start (GtkWindow *parent, GlsSession *session, GListModel *files, const char *format, const char *metadata)
{
  GlsImportDialog *self = g_object_new (GLS_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->job = job_new (session, files);
  self->job->format = g_strdup (format);
  self->job->metadata = g_strdup (metadata);
  self->running = TRUE;
  gls_session_hold_undo (session, ACTION);
  self->poll_source = g_timeout_add (POLL_MS, poll_progress, self);
  gtk_window_present (GTK_WINDOW (self));
  /* Whoever goes on working meanwhile need not wait for its end. */
  gls_store_write_apart_async (gls_session_get_store (session), run_import, job_ref (self->job), job_unref, job_unref,
                               self->cancellable, imported, g_object_ref (self));
}
