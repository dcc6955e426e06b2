/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what is known of the open document and asks once for its date.
 * It must not know the article view. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-date.h>
#include "gls-article-header.h"
#include "common/gls-keys.h"
#include "common/gls-wrap-layout.h"

struct _GlsArticleHeader {
  AdwBin           parent_instance;
  GtkLabel        *title;
  GtkWidget       *data_button;
  GtkLabel        *data;
  GtkWidget       *note_button;
  GtkLabel        *note_label;
  GtkPopover      *note_popover;
  GtkEditable     *note_entry;
  GtkWidget       *done_button;
  GtkRevealer     *banner;
  GtkWidget       *asking;
  GtkEditable     *date;
  GtkWidget       *save_button;
  GtkWidget       *unknown_button;
  GlsOpenDocument *document;
  GlsId            shown;
};

G_DEFINE_FINAL_TYPE (GlsArticleHeader, gls_article_header, ADW_TYPE_BIN)

/* What is typed as EDTF, also when it is typed in words; NULL when it is no date with a year. */
static char *
dup_date (GlsArticleHeader *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->date)));
  g_autofree char *resolved = NULL;

  if (*text == '\0')
    return NULL;
  if (gls_date_is_valid (text) && !g_str_has_prefix (text, GLS_DATE_NOT_KNOWN))
    return g_steal_pointer (&text);
  resolved = gls_date_resolve (text, NULL);
  return resolved != NULL && gls_date_is_valid (resolved) && !g_str_has_prefix (resolved, GLS_DATE_NOT_KNOWN) ? g_steal_pointer (&resolved) : NULL;
}

static void
date_changed (GlsArticleHeader *self)
{
  g_autofree char *date = dup_date (self);
  gboolean empty = *gtk_editable_get_text (self->date) == '\0';

  gtk_widget_set_sensitive (self->save_button, date != NULL);
  if (date == NULL && !empty)
    gtk_widget_add_css_class (GTK_WIDGET (self->date), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->date), "error");
}

static void
set_date (GlsArticleHeader *self, const char *date)
{
  gls_open_document_set_metadata (self->document, "published", date);
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-article", NULL);
}

static void
save_clicked (GlsArticleHeader *self)
{
  g_autofree char *date = dup_date (self);

  if (date != NULL && self->document != NULL)
    set_date (self, date);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
unknown_clicked (GlsArticleHeader *self)
{
  if (self->document != NULL)
    set_date (self, GLS_DATE_NOT_KNOWN);
}

/* --- The note on the document ------------------------------------------------------------------------------------ */

static const char *
get_note (GlsArticleHeader *self)
{
  const char *note = self->document != NULL && gls_open_document_get (self->document) != NULL
                     ? gls_open_document_get_own_note (self->document) : NULL;

  return note != NULL ? note : "";
}

static void
show_note (GlsArticleHeader *self)
{
  const char *note = get_note (self);
  g_autofree char *tip = *note != '\0' ? g_strdup_printf (_ ("Your note on this document: %s"), note)
                                       : g_strdup (_ ("Write a note on this document"));

  gtk_label_set_text (self->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), *note != '\0');
  gls_keys_set_tooltip (self->note_button, tip, "win.document-note");
}

/* Once the popover has given the focus to its entry, which puts the cursor before the note: one writes on behind it. */
static gboolean
note_focused (gpointer data)
{
  gtk_editable_set_position (GLS_ARTICLE_HEADER (data)->note_entry, -1);
  return G_SOURCE_REMOVE;
}

static void
note_shown (GlsArticleHeader *self)
{
  gtk_editable_set_text (self->note_entry, get_note (self));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, note_focused, g_object_ref (self), g_object_unref);
}

static void
note_entered (GlsArticleHeader *self)
{
  gtk_popover_popdown (self->note_popover);
}

static void
note_closed (GlsArticleHeader *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->note_entry)));

  if (self->document != NULL && gls_open_document_get (self->document) != NULL && !g_str_equal (typed, get_note (self)))
    gls_open_document_set_own_note (self->document, typed);
  /* On with the marking. */
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-article", NULL);
}

void
gls_article_header_edit_note (GlsArticleHeader *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->note_button));
}

static void
gls_article_header_dispose (GObject *object)
{
  g_clear_object (&GLS_ARTICLE_HEADER (object)->document);
  G_OBJECT_CLASS (gls_article_header_parent_class)->dispose (object);
}

static void
gls_article_header_class_init (GlsArticleHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_article_header_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-article-header.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsArticleHeader, name)
  BIND (title);
  BIND (data_button);
  BIND (data);
  BIND (note_button);
  BIND (note_label);
  BIND (note_popover);
  BIND (note_entry);
  BIND (done_button);
  BIND (banner);
  BIND (asking);
  BIND (date);
  BIND (save_button);
  BIND (unknown_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, date_changed);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, note_shown);
  gtk_widget_class_bind_template_callback (widget_class, note_closed);
  gtk_widget_class_bind_template_callback (widget_class, note_entered);
  gtk_widget_class_bind_template_callback (widget_class, unknown_clicked);
}

static void
gls_article_header_init (GlsArticleHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->asking, gls_wrap_layout_new (8));
  gls_keys_set_tooltip (self->data_button, _ ("Title, publisher and date"), "win.edit-metadata");
  gls_keys_set_tooltip (self->done_button, _ ("Done, next document"), "win.done");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Note on the document"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->date), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Date of publication"), -1);
}

static char *
dup_data (const GlsDocument *document)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (document->publisher != NULL)
    g_strv_builder_add (builder, document->publisher);
  if (g_strcmp0 (document->published, GLS_DATE_NOT_KNOWN) == 0)
    g_strv_builder_add (builder, _ ("date not known"));
  else if (document->published != NULL)
    {
      g_autofree char *date = gls_date_is_valid (document->published) ? gls_date_to_display (document->published) : NULL;
      g_strv_builder_add (builder, date != NULL ? date : document->published);
    }
  if (document->byline != NULL)
    g_strv_builder_add (builder, document->byline);
  if (document->language != NULL)
    g_strv_builder_add (builder, document->language);
  g_strv_builder_add (builder, document->key);
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

void
gls_article_header_show (GlsArticleHeader *self, GlsSession *session, GlsOpenDocument *document)
{
  GlsDocument *shown = document != NULL ? gls_open_document_get (document) : NULL;
  g_autofree char *data = shown != NULL ? dup_data (shown) : NULL;

  g_set_object (&self->document, document);
  if (shown == NULL)
    return;
  gtk_label_set_text (self->title, shown->title != NULL ? shown->title : shown->key);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), shown->title != NULL ? shown->title : shown->key);
  gtk_label_set_text (self->data, data);
  if (!gls_id_equal (&self->shown, &shown->id))
    gtk_editable_set_text (self->date, "");
  self->shown = shown->id;
  show_note (self);
  date_changed (self);
  gtk_revealer_set_reveal_child (self->banner, shown->published == NULL);
}

void
gls_article_header_set_status (GlsArticleHeader *self, GlsStatus status)
{
  gtk_button_set_label (GTK_BUTTON (self->done_button), status == GLS_STATUS_DONE ? _ ("✓ Done") : _ ("Done"));
  if (status == GLS_STATUS_DONE)
    gtk_widget_remove_css_class (self->done_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->done_button, "suggested-action");
}
