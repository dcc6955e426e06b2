/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists the ties of one annotation and lets one's own be taken away.
 * It must not know how a tie is made. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-roles.h>

#include "common/gls-keys.h"
#include "gls-relation-list.h"
#include "gls-filling-row.h"

struct _GlsRelationList {
  AdwBin           parent_instance;
  GtkWidget       *heading;
  GtkWidget       *add;
  GtkBox          *lines;
  GlsOpenDocument *document; /* borrowed while shown */
  char            *signature;
};

G_DEFINE_FINAL_TYPE (GlsRelationList, gls_relation_list, ADW_TYPE_BIN)

static guint go_to_signal;

typedef struct {
  GlsDocumentLink link;
  GlsId           other;
} Tie;

static void
tie_free (gpointer data, GClosure *closure)
{
  Tie *tie = data;

  gls_link_clear (&tie->link.link);
  g_free (tie);
}

static Tie *
tie_new (const GlsDocumentLink *link, gboolean outgoing)
{
  Tie *tie = g_new0 (Tie, 1);

  tie->link = *link;
  tie->link.link.name = g_strdup (link->link.name);
  tie->link.link.value = g_strdup (link->link.value);
  tie->other = outgoing ? link->link.target : link->from;
  return tie;
}

static GlsRelationList *
get_list (GtkWidget *widget)
{
  return GLS_RELATION_LIST (gtk_widget_get_ancestor (widget, GLS_TYPE_RELATION_LIST));
}

static void
chosen (GtkWidget *button, Tie *tie)
{
  g_signal_emit (get_list (button), go_to_signal, 0, &tie->other);
}

static void
removed (GtkWidget *button, Tie *tie)
{
  GlsRelationList *self = get_list (button);

  /* The button goes with its line. */
  gtk_widget_grab_focus (self->add);
  gls_open_document_unlink (self->document, &tie->link.from, &tie->link.link);
}

static void
add_line (GlsRelationList *self, const GlsDocumentLink *link, gboolean outgoing, gboolean editable)
{
  const GlsSpan *span = gls_open_document_find (self->document, outgoing ? &link->link.target : &link->from);
  const char *name = gls_role_get_label (link->link.name);
  g_autofree char *text = link->link.relation ? g_strdup_printf (outgoing ? "→ %s" : "← %s", name)
                                              : g_strdup_printf (_ ("fills “%s” of"), name);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new (text), *button;

  if (span == NULL)
    return;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  button = gls_mark_button_new (self->document, span);
  g_signal_connect_data (button, "clicked", G_CALLBACK (chosen), tie_new (link, outgoing), tie_free, 0);
  gtk_box_append (GTK_BOX (line), button);
  if (editable)
    {
      button = gtk_button_new_from_icon_name ("window-close-symbolic");
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "small");
      gtk_widget_set_tooltip_text (button, _ ("Take away"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Take away"), -1);
      g_signal_connect_data (button, "clicked", G_CALLBACK (removed), tie_new (link, outgoing), tie_free, 0);
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_box_append (self->lines, label);
  gtk_box_append (self->lines, line);
}

static void
sign (GString *signature, GlsOpenDocument *document, const GlsDocumentLink *link)
{
  const GlsSpan *from = gls_open_document_find (document, &link->from), *to = gls_open_document_find (document, &link->link.target);
  char ids[2][GLS_ID_STRING_SIZE];

  gls_id_to_string (&link->from, ids[0]);
  gls_id_to_string (&link->link.target, ids[1]);
  g_string_append_printf (signature, "%s %s %s %u %u %u %u %u %u\n", ids[0], link->link.name, ids[1], from->start, from->end,
                          from->type, to->start, to->end, to->type);
}

/* Could any relation begin at it? */
static gboolean
can_begin (GlsOpenDocument *document, const GlsId *id)
{
  const GlsSpan *span = gls_open_document_find (document, id);
  const GlsCodebook *codebook = gls_session_get_codebook (gls_open_document_get_session (document));

  for (guint i = 0; span != NULL && i < codebook->relations->len; i++)
    {
      const GlsRelationDef *relation = g_ptr_array_index (codebook->relations, i);
      const char *type = gls_open_document_get_type_name (document, span);

      if (!relation->retired && (relation->from == NULL || g_strv_contains ((const char * const *) relation->from, type)))
        return TRUE;
    }
  return FALSE;
}

void
gls_relation_list_show (GlsRelationList *self, GlsOpenDocument *document, const GlsId *id, gboolean editable)
{
  g_autoptr (GPtrArray) from = gls_open_document_list_from (document, id, NULL), to = gls_open_document_list_to (document, id);
  g_autoptr (GString) signature = g_string_new (editable ? "e" : "");
  gboolean can = editable && can_begin (document, id);
  GtkWidget *child;

  self->document = document;
  for (guint i = from->len; i > 0; i--)
    if (!((GlsDocumentLink *) g_ptr_array_index (from, i - 1))->link.relation)
      g_ptr_array_remove_index (from, i - 1);
  for (guint i = 0; i < from->len; i++)
    sign (signature, document, g_ptr_array_index (from, i));
  for (guint i = 0; i < to->len; i++)
    sign (signature, document, g_ptr_array_index (to, i));
  gtk_widget_set_visible (self->add, can);
  gtk_widget_set_visible (GTK_WIDGET (self), can || from->len + to->len > 0);
  if (g_strcmp0 (signature->str, self->signature) == 0)
    return;
  g_free (self->signature);
  self->signature = g_strdup (signature->str);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  for (guint i = 0; i < from->len; i++)
    add_line (self, g_ptr_array_index (from, i), TRUE, editable);
  for (guint i = 0; i < to->len; i++)
    add_line (self, g_ptr_array_index (to, i), FALSE, editable);
}

static void
gls_relation_list_finalize (GObject *object)
{
  g_free (GLS_RELATION_LIST (object)->signature);
  G_OBJECT_CLASS (gls_relation_list_parent_class)->finalize (object);
}

static void
gls_relation_list_class_init (GlsRelationListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_relation_list_finalize;
  go_to_signal = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_POINTER);
}

static void
gls_relation_list_init (GlsRelationList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->heading = gtk_label_new (_ ("Relations"));
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_set_hexpand (self->heading, TRUE);
  gtk_widget_add_css_class (self->heading, "caption-heading");
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_add_css_class (self->add, "small");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "win.relate");
  gls_keys_set_tooltip (self->add, _ ("Tie it to another annotation"), "win.relate");
  gtk_box_append (GTK_BOX (line), self->heading);
  gtk_box_append (GTK_BOX (line), self->add);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  adw_bin_set_child (ADW_BIN (self), box);
}
