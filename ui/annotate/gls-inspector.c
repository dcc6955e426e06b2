/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows one annotation in full, loading on demand what its span does not hold.
 * It must not know the lists nor the article view. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-date.h>
#include <gls-quantity.h>
#include <gls-json.h>
#include "gls-inspector.h"
#include "common/gls-keys.h"

#define MOST_CHARACTERS 400

struct _GlsInspector {
  AdwBin           parent_instance;
  GtkStack        *stack;
  GtkLabel        *none_label;
  GtkLabel        *many_label;
  GtkLabel        *chip;
  GtkLabel        *who;
  GtkWidget       *delete_button;
  GtkLabel        *words;
  GtkGrid         *fields;
  GtkEditable     *note;
  GlsSession      *session;
  GlsOpenDocument *document;
  GArray          *ids;
  char            *shown_note;
  GCancellable    *loading;
};

G_DEFINE_FINAL_TYPE (GlsInspector, gls_inspector, ADW_TYPE_BIN)

/* --- Fields ------------------------------------------------------------------------------------------------------ */

static void
clear_fields (GlsInspector *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->fields))) != NULL)
    gtk_grid_remove (self->fields, child);
}

static void
add_field (GlsInspector *self, int row, const char *name, const char *value)
{
  GtkWidget *left = gtk_label_new (name), *right = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_label_set_xalign (GTK_LABEL (right), 0);
  gtk_widget_set_valign (left, GTK_ALIGN_START);
  gtk_widget_add_css_class (left, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (right), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (right), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (right), 2);
  gtk_label_set_ellipsize (GTK_LABEL (right), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_grid_attach (self->fields, left, 0, row, 1, 1);
  gtk_grid_attach (self->fields, right, 1, row, 1, 1);
}

/* Canonical JSON as people read it. */
static char *
display_value (const char *json)
{
  g_autoptr (GlsQuantity) quantity = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (json == NULL)
    return g_strdup ("");
  if (*json == '{' && (quantity = gls_quantity_from_json (json, NULL)) != NULL)
    {
      g_autofree char *display = gls_quantity_to_display (quantity);
      return quantity->measure != NULL ? g_strdup_printf ("%s %s", display, quantity->measure) : g_steal_pointer (&display);
    }
  node = gls_json_parse (json, -1, NULL);
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);
      return gls_date_is_valid (text) ? gls_date_to_display (text) : g_strdup (text);
    }
  return g_strdup (json);
}

static char *
display_link (GlsInspector *self, const GlsLink *link)
{
  const GlsSpan *span;

  switch (link->kind)
    {
    case GLS_LINK_TO:
      span = gls_open_document_find (self->document, &link->target);
      return span != NULL ? gls_open_document_dup_words (self->document, span, MOST_CHARACTERS) : g_strdup (_ ("removed"));
    case GLS_LINK_ENTITY:
      return g_strdup (_ ("an entity without a mention"));
    case GLS_LINK_AUTHOR:
      return g_strdup (_ ("the author"));
    case GLS_LINK_VALUE:
      return display_value (link->value);
    case GLS_LINK_NONE:
    default:
      return g_strdup (_ ("not said"));
    }
}

static void
show_details (GlsInspector *self, GlsAnnotation *annotation)
{
  int row = 0;

  clear_fields (self);
  for (guint i = 0; annotation->attributes != NULL && i < annotation->attributes->len; i++)
    {
      GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);
      g_autofree char *value = display_value (attribute->value);

      add_field (self, row++, attribute->name, value);
    }
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      g_autofree char *value = display_link (self, link);

      add_field (self, row++, link->name, value);
    }
  if (annotation->unsure != NULL)
    add_field (self, row++, _ ("unsure"), annotation->unsure);
  if (annotation->plugin != NULL)
    add_field (self, row++, _ ("from"), annotation->plugin);
  gtk_widget_set_visible (GTK_WIDGET (self->fields), row > 0);
  /* A note that is being written is not overwritten. */
  if (g_strcmp0 (gtk_editable_get_text (self->note), self->shown_note) == 0)
    {
      g_free (self->shown_note);
      self->shown_note = g_strdup (annotation->note != NULL ? annotation->note : "");
      gtk_editable_set_text (self->note, self->shown_note);
    }
}

/* --- Loading ----------------------------------------------------------------------------------------------------- */

static gpointer
read_annotation (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_project_load_annotation (project, data, error);
}

static void
annotation_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsInspector *self = g_task_get_source_object (task);
  /* One that is not in the file yet, or not any more, has nothing more to show. */
  g_autoptr (GlsAnnotation) annotation = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (self->loading == NULL || g_task_get_cancellable (task) != self->loading)
    return;
  g_clear_object (&self->loading);
  if (annotation != NULL && self->ids->len == 1 && gls_id_equal (&annotation->id, self->ids->data))
    show_details (self, annotation);
}

static void
stop_loading (GlsInspector *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load_details (GlsInspector *self, const GlsId *id)
{
  stop_loading (self);
  self->loading = g_cancellable_new ();
  gls_store_read_async (gls_session_get_store (self->session), read_annotation, g_memdup2 (id, sizeof *id), g_free,
                        (GDestroyNotify) gls_annotation_free, self->loading, annotation_read,
                        g_task_new (self, self->loading, NULL, NULL));
}

/* --- Showing ----------------------------------------------------------------------------------------------------- */

static void
show_one (GlsInspector *self, const GlsSpan *span)
{
  const char *type = gls_open_document_get_type_name (self->document, span);
  GlsSpanTable *spans = gls_open_document_get_spans (self->document);
  g_autofree char *words = gls_open_document_dup_words (self->document, span, MOST_CHARACTERS);
  g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), words);
  gboolean own = gls_open_document_is_own (self->document, span);

  gtk_label_set_text (self->chip, gls_type_get_label (type));
  gls_type_style_apply (GTK_WIDGET (self->chip), gls_codebook_find_type (gls_session_get_codebook (self->session), type));
  gtk_label_set_text (self->words, quoted);
  gtk_label_set_text (self->who, span->set < spans->sets->len ? g_ptr_array_index (spans->sets, span->set) : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->note), own);
  gtk_stack_set_visible_child_name (self->stack, "one");
}

void
gls_inspector_refresh (GlsInspector *self)
{
  const GlsSpan *span = NULL;

  if (self->document != NULL && self->ids->len == 1)
    span = gls_open_document_find (self->document, (const GlsId *) (gpointer) self->ids->data);
  if (span != NULL)
    {
      show_one (self, span);
      load_details (self, &span->id);
      return;
    }
  stop_loading (self);
  if (self->ids->len > 1)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u annotation selected", "%u annotations selected", self->ids->len),
                                               self->ids->len);
      gtk_label_set_text (self->many_label, text);
    }
  gtk_stack_set_visible_child_name (self->stack, self->ids->len > 1 ? "many" : "none");
}

void
gls_inspector_flush (GlsInspector *self)
{
  const char *text = gtk_editable_get_text (self->note);
  GlsId id;

  if (self->document == NULL || self->ids->len != 1 || self->shown_note == NULL || g_str_equal (text, self->shown_note))
    return;
  id = g_array_index (self->ids, GlsId, 0);
  g_free (self->shown_note);
  self->shown_note = g_strdup (text);
  if (gls_open_document_find (self->document, &id) != NULL)
    gls_open_document_set_note (self->document, &id, self->shown_note);
}

static void
note_activated (GlsInspector *self)
{
  gls_inspector_flush (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-article", NULL);
}

static void
note_left (GtkEventControllerFocus *controller, GlsInspector *self)
{
  gls_inspector_flush (self);
}

void
gls_inspector_show (GlsInspector *self, const GlsId *ids, guint n)
{
  if (n == 1 && self->ids->len == 1 && gls_id_equal (self->ids->data, ids))
    return;
  gls_inspector_flush (self);
  g_array_set_size (self->ids, 0);
  if (n > 0)
    g_array_append_vals (self->ids, ids, n);
  clear_fields (self);
  gtk_widget_set_visible (GTK_WIDGET (self->fields), FALSE);
  g_free (self->shown_note);
  self->shown_note = g_strdup ("");
  gtk_editable_set_text (self->note, "");
  gls_inspector_refresh (self);
}

void
gls_inspector_focus_note (GlsInspector *self)
{
  if (self->ids->len == 1)
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

void
gls_inspector_set_document (GlsInspector *self, GlsSession *session, GlsOpenDocument *document)
{
  gls_inspector_show (self, NULL, 0);
  stop_loading (self);
  g_set_object (&self->session, session);
  g_set_object (&self->document, document);
  gls_inspector_refresh (self);
}

static void
gls_inspector_dispose (GObject *object)
{
  GlsInspector *self = GLS_INSPECTOR (object);

  stop_loading (self);
  g_clear_object (&self->session);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (gls_inspector_parent_class)->dispose (object);
}

static void
gls_inspector_finalize (GObject *object)
{
  GlsInspector *self = GLS_INSPECTOR (object);

  g_array_unref (self->ids);
  g_free (self->shown_note);
  G_OBJECT_CLASS (gls_inspector_parent_class)->finalize (object);
}

static void
gls_inspector_class_init (GlsInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_inspector_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-inspector.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsInspector, name)
  BIND (stack);
  BIND (none_label);
  BIND (many_label);
  BIND (chip);
  BIND (who);
  BIND (delete_button);
  BIND (words);
  BIND (fields);
  BIND (note);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, note_activated);
}

static void
gls_inspector_init (GlsInspector *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (focus, "leave", G_CALLBACK (note_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->note), focus);
  gls_keys_set_tooltip (GTK_WIDGET (self->note), _ ("Note on this annotation"), "win.note");
  gls_keys_set_tooltip (self->delete_button, _ ("Remove this annotation (Delete)"), NULL);
}
