/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows an entity and its mentions over the whole project, read when they are asked for.
 * It must not know how a mention is linked, nor how a place is gone to. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-entity-catalog.h"
#include "common/gls-keys.h"
#include "gls-entity-card.h"

/* Rows; the Entities page shows all of them. */
#define MOST_MENTIONS 100

struct _GlsEntityCard {
  AdwBin            parent_instance;
  GtkLabel         *name, *aliases;
  GtkButton        *link;
  GtkExpander      *expander;
  GtkListBox       *rows;
  GlsSession       *session;
  GlsOpenDocument  *document;
  GlsEntityCatalog *catalog;   /* the session's */
  gboolean          has_annotation, has_entity;
  GlsId             annotation, entity;
  guint             n_mentions;
  GPtrArray        *mentions;  /* GlsMention, as the rows show them */
  GCancellable     *reading;
};

G_DEFINE_FINAL_TYPE (GlsEntityCard, gls_entity_card, ADW_TYPE_BIN)

static guint go_signal;

/* --- Mentions ---------------------------------------------------------------------------------------------------- */

static void
stop_reading (GlsEntityCard *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
clear_rows (GlsEntityCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  g_clear_pointer (&self->mentions, g_ptr_array_unref);
}

static void
add_mention (GlsEntityCard *self, const GlsMention *mention)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *words = gtk_label_new (NULL), *where = gtk_label_new (NULL);
  g_autofree char *markup = g_markup_printf_escaped ("%s<b>%s</b>%s", mention->before, mention->words, mention->after);
  g_autofree char *place = g_strdup_printf ("%s · %s", mention->key, mention->set);
  g_autofree char *spoken = g_strdup_printf ("%s%s%s, %s", mention->before, mention->words, mention->after, place);

  gtk_label_set_markup (GTK_LABEL (words), markup);
  gtk_label_set_text (GTK_LABEL (where), place);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_xalign (GTK_LABEL (where), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_lines (GTK_LABEL (words), 2);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (words, "caption");
  gtk_widget_add_css_class (where, "count");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), where);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (self->rows, row);
}

static gpointer
read_mentions (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_project_load_mentions (project, data, NULL, MOST_MENTIONS, NULL, cancellable, error);
}

static void
mentions_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsEntityCard *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) mentions = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (mentions == NULL || self->reading == NULL || g_task_get_cancellable (task) != self->reading)
    return;
  g_clear_object (&self->reading);
  clear_rows (self);
  self->mentions = g_steal_pointer (&mentions);
  for (guint i = 0; i < self->mentions->len; i++)
    add_mention (self, g_ptr_array_index (self->mentions, i));
}

static void
load_mentions (GlsEntityCard *self)
{
  stop_reading (self);
  if (!self->has_entity || !gtk_expander_get_expanded (self->expander))
    return;
  self->reading = g_cancellable_new ();
  gls_store_read_async (gls_session_get_store (self->session), read_mentions, g_memdup2 (&self->entity, sizeof self->entity), g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->reading, mentions_read, g_task_new (self, self->reading, NULL, NULL));
}

static void
expanded_changed (GlsEntityCard *self)
{
  if (self->session != NULL)
    load_mentions (self);
}

static void
row_activated (GlsEntityCard *self, GtkListBoxRow *row)
{
  guint at = gtk_list_box_row_get_index (row);

  if (self->mentions != NULL && at < self->mentions->len)
    g_signal_emit (self, go_signal, 0, g_ptr_array_index (self->mentions, at));
}

/* --- The entity -------------------------------------------------------------------------------------------------- */

static void
show_entity (GlsEntityCard *self, const GlsEntity *entity)
{
  guint n = entity != NULL ? gls_entity_catalog_count (self->catalog, &entity->id) : 0;
  g_autofree char *mentions = g_strdup_printf (ngettext ("%u mention in the project", "%u mentions in the project", n), n);
  g_autofree char *name = entity != NULL ? g_strdup_printf ("⌂ %s", entity->name) : NULL;
  g_autoptr (GString) aliases = g_string_new (NULL);

  for (guint i = 0; entity != NULL && i < entity->aliases->len && aliases->len < 300; i++)
    g_string_append_printf (aliases, "%s%s", i > 0 ? " · " : "", ((GlsAlias *) g_ptr_array_index (entity->aliases, i))->name);
  gtk_label_set_text (self->name, name != NULL ? name : _ ("⌂ no entity yet"));
  gtk_label_set_text (self->aliases, aliases->str);
  gtk_widget_set_visible (GTK_WIDGET (self->aliases), aliases->len > 0);
  gtk_button_set_label (self->link, entity != NULL ? _ ("Change") : _ ("Link"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->link), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  entity != NULL ? _ ("Link to another entity") : _ ("Link to an entity"), -1);
  gtk_expander_set_label (self->expander, mentions);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), entity != NULL);
}

static void
refresh (GlsEntityCard *self)
{
  const GlsSpan *span = self->has_annotation && self->document != NULL && gls_open_document_get (self->document) != NULL
                        ? gls_open_document_find (self->document, &self->annotation) : NULL;
  const GlsAnnotation *details = span != NULL ? gls_open_document_get_details (self->document, &self->annotation) : NULL;
  const GlsEntity *entity = NULL;
  gboolean same;
  guint n;

  gtk_widget_set_visible (GTK_WIDGET (self), span != NULL && gls_open_document_may_be_linked (self->document, span));
  if (span == NULL)
    return;
  same = self->has_entity && details != NULL && details->has_entity && gls_id_equal (&details->entity, &self->entity);
  self->has_entity = details != NULL && details->has_entity;
  if (self->has_entity)
    {
      self->entity = details->entity;
      entity = gls_entity_catalog_find (self->catalog, &self->entity);
    }
  n = self->has_entity ? gls_entity_catalog_count (self->catalog, &self->entity) : 0;
  show_entity (self, entity);
  if (same && n == self->n_mentions)
    return;
  self->n_mentions = n;
  if (!same)
    clear_rows (self);
  load_mentions (self);
}

void
gls_entity_card_show (GlsEntityCard *self, const GlsId *annotation)
{
  self->has_annotation = annotation != NULL;
  if (annotation != NULL)
    self->annotation = *annotation;
  refresh (self);
}

void
gls_entity_card_set_document (GlsEntityCard *self, GlsSession *session, GlsOpenDocument *document)
{
  stop_reading (self);
  clear_rows (self);
  self->has_annotation = self->has_entity = FALSE;
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (self->catalog != NULL)
    g_signal_handlers_disconnect_by_data (self->catalog, self);
  g_set_object (&self->session, session);
  g_set_object (&self->document, document);
  self->catalog = session != NULL ? gls_entity_catalog_get (session) : NULL;
  if (session == NULL || document == NULL)
    {
      refresh (self);
      return;
    }
  g_signal_connect_swapped (document, "details-changed", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->catalog, "changed", G_CALLBACK (refresh), self);
  refresh (self);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_entity_card_dispose (GObject *object)
{
  GlsEntityCard *self = GLS_ENTITY_CARD (object);

  stop_reading (self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (self->catalog != NULL)
    g_signal_handlers_disconnect_by_data (self->catalog, self);
  self->catalog = NULL;
  g_clear_object (&self->document);
  g_clear_object (&self->session);
  g_clear_pointer (&self->mentions, g_ptr_array_unref);
  G_OBJECT_CLASS (gls_entity_card_parent_class)->dispose (object);
}

static void
gls_entity_card_class_init (GlsEntityCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_entity_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-entity-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsEntityCard, name);
  gtk_widget_class_bind_template_child (widget_class, GlsEntityCard, aliases);
  gtk_widget_class_bind_template_child (widget_class, GlsEntityCard, link);
  gtk_widget_class_bind_template_child (widget_class, GlsEntityCard, expander);
  gtk_widget_class_bind_template_child (widget_class, GlsEntityCard, rows);
  gtk_widget_class_bind_template_callback (widget_class, expanded_changed);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  go_signal = g_signal_new ("go", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gls_entity_card_init (GlsEntityCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gls_keys_set_tooltip (GTK_WIDGET (self->link), _ ("Say which entity these words mention"), "win.link-entity");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Mentions of this entity"), -1);
}
