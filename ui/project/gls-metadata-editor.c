/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrects a document's data.
 * It must not know where the document is shown. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-date.h>
#include "gls-metadata-editor.h"

static const struct { const char *field, *title; gsize offset; } fields[] = {
  { "title", N_ ("Title"), G_STRUCT_OFFSET (GlsDocument, title) },
  { "publisher", N_ ("Publisher"), G_STRUCT_OFFSET (GlsDocument, publisher) },
  { "byline", N_ ("Byline"), G_STRUCT_OFFSET (GlsDocument, byline) },
  { "published", N_ ("Published (2015-04-21, or XXXX: not known)"), G_STRUCT_OFFSET (GlsDocument, published) },
  { "source", N_ ("Address or file"), G_STRUCT_OFFSET (GlsDocument, source) },
  { "language", N_ ("Language (en, ru, …)"), G_STRUCT_OFFSET (GlsDocument, language) },
};

struct _GlsMetadataEditor {
  AdwWindow            parent_instance;
  GtkWidget           *save_button;
  AdwPreferencesGroup *group;
  GtkEditable         *rows[G_N_ELEMENTS (fields)];
  GlsSession          *session;
  GlsDocument         *document;
};

G_DEFINE_FINAL_TYPE (GlsMetadataEditor, gls_metadata_editor, ADW_TYPE_WINDOW)

static const char *
get_old (GlsMetadataEditor *self, guint i)
{
  return G_STRUCT_MEMBER (char *, self->document, fields[i].offset);
}

static void
row_changed (GlsMetadataEditor *self)
{
  gboolean usable = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = gtk_editable_get_text (self->rows[i]);

      if (!g_str_equal (fields[i].field, "published"))
        continue;
      if (*text == '\0' || gls_date_is_valid (text))
        gtk_widget_remove_css_class (GTK_WIDGET (self->rows[i]), "error");
      else
        {
          gtk_widget_add_css_class (GTK_WIDGET (self->rows[i]), "error");
          usable = FALSE;
        }
    }
  gtk_widget_set_sensitive (self->save_button, usable);
}

static void
save_clicked (GlsMetadataEditor *self)
{
  g_autoptr (GlsChange) change = gls_session_new_change (self->session, "metadata");
  g_autofree char *published = NULL;
  gboolean any = FALSE, dated = FALSE;
  GlsId group;

  gls_id_generate (&group);
  gls_change_join (change, &group);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->rows[i])));
      const char *old = get_old (self, i);

      if (g_strcmp0 (text, old != NULL ? old : "") == 0)
        continue;
      gls_change_set_metadata (change, &self->document->id, fields[i].field, *text != '\0' ? text : NULL);
      any = TRUE;
      if (g_str_equal (fields[i].field, "published"))
        {
          dated = TRUE;
          published = *text != '\0' ? g_steal_pointer (&text) : NULL;
        }
    }
  if (any)
    gls_session_commit (self->session, g_steal_pointer (&change));
  if (dated)
    gls_session_resolve_dates (self->session, &self->document->id, self->document->published, published, &group);
  gtk_window_close (GTK_WINDOW (self));
}

static void
gls_metadata_editor_finalize (GObject *object)
{
  GlsMetadataEditor *self = GLS_METADATA_EDITOR (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->document, gls_document_unref);
  G_OBJECT_CLASS (gls_metadata_editor_parent_class)->finalize (object);
}

static void
gls_metadata_editor_class_init (GlsMetadataEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_metadata_editor_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/project/gls-metadata-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsMetadataEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, GlsMetadataEditor, group);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gls_metadata_editor_init (GlsMetadataEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (fields[i].title));
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (fields[i].title), -1);
      adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
      g_signal_connect_object (row, "changed", G_CALLBACK (row_changed), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->group, row);
      self->rows[i] = GTK_EDITABLE (row);
    }
}

GtkWidget *
gls_metadata_editor_new (GtkWindow *parent, GlsSession *session, GlsDocument *document)
{
  GlsMetadataEditor *self = g_object_new (GLS_TYPE_METADATA_EDITOR, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->document = gls_document_ref (document);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_editable_set_text (self->rows[i], get_old (self, i) != NULL ? get_old (self, i) : "");
  row_changed (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->rows[0]));
  return GTK_WIDGET (self);
}
