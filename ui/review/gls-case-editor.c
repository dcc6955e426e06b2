/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for what no version says.
 * It must not know the article, nor what is decided with it. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-value.h>

#include "common/gls-compat.h"
#include "common/gls-type-label.h"
#include "gls-case-editor.h"

struct _GlsCaseEditor {
  AdwBin        parent_instance;
  GtkLabel     *label, *problem;
  GtkWidget    *entry, *list, *done;
  GtkStringList *labels;
  GPtrArray    *texts;       /* char *, by choice */
  GlsAttributeDef *attribute;/* of @codebook; NULL: no attribute is typed */
  GlsCodebook  *codebook;
  gboolean      words;
};

G_DEFINE_FINAL_TYPE (GlsCaseEditor, gls_case_editor, ADW_TYPE_BIN)

enum { DONE, CANCELLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
say_problem (GlsCaseEditor *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
finish (GlsCaseEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->list));

  if (self->words)
    text = g_strdup ("");
  else if (gtk_widget_get_visible (self->list))
    text = chosen < self->texts->len ? g_strdup (g_ptr_array_index (self->texts, chosen)) : NULL;
  else
    {
      g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

      text = *typed == '\0' ? g_strdup ("") : gls_value_parse (self->attribute, typed, NULL, &error);
    }
  say_problem (self, error != NULL ? error->message : NULL);
  if (text != NULL)
    g_signal_emit (self, signals[DONE], 0, text);
}

static void
add_choice (GlsCaseEditor *self, const char *label, const char *text)
{
  gtk_string_list_append (self->labels, label);
  g_ptr_array_add (self->texts, g_strdup (text));
}

static void
add_types (GlsCaseEditor *self)
{
  for (guint i = 0; i < self->codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (self->codebook->types, i);

      if (!type->retired)
        add_choice (self, gls_type_get_label (type->name), type->name);
    }
}

/* FALSE: it has to be typed. */
static gboolean
add_values (GlsCaseEditor *self)
{
  if (self->attribute->kind != GLS_VALUE_CHOICE && self->attribute->kind != GLS_VALUE_BOOLEAN)
    return FALSE;
  add_choice (self, _ ("no value"), "");
  for (guint i = 0; self->attribute->choices != NULL && self->attribute->choices[i] != NULL; i++)
    {
      g_autofree char *json = gls_value_quote (self->attribute->choices[i]);

      add_choice (self, gls_role_get_label (self->attribute->choices[i]), json);
    }
  if (self->attribute->kind == GLS_VALUE_BOOLEAN)
    {
      add_choice (self, _ ("yes"), "true");
      add_choice (self, _ ("no"), "false");
    }
  return TRUE;
}

void
gls_case_editor_begin (GlsCaseEditor *self, const GlsCase *item, GlsCodebook *codebook, char **choices)
{
  const GlsTypeDef *type = gls_codebook_find_type (codebook, item->type);
  gboolean choose = TRUE;

  gls_case_editor_end (self);
  self->codebook = gls_codebook_ref (codebook);
  self->attribute = item->kind == GLS_CASE_ATTRIBUTE && type != NULL ? gls_type_def_find_attribute (type, item->field) : NULL;
  self->words = item->kind == GLS_CASE_BOUNDARY || item->kind == GLS_CASE_FOUND;
  if (item->kind == GLS_CASE_TYPE)
    add_types (self);
  else if (self->attribute != NULL)
    choose = add_values (self);
  for (guint i = 0; choices != NULL && choices[i] != NULL; i += 2)
    add_choice (self, choices[i], choices[i + 1]);
  gtk_label_set_text (self->label, self->words ? _ ("Select the words in the article, then Return; Escape lets go")
                                   : choose ? _ ("Decide on:") : _ ("Decide on (empty: no value):"));
  gtk_widget_set_visible (self->list, choose && !self->words);
  gtk_widget_set_visible (self->entry, !choose);
  gtk_widget_set_visible (GTK_WIDGET (self), self->words || !choose || self->texts->len > 0);
  if (!self->words)
    gtk_widget_grab_focus (choose ? self->list : self->entry);
}

void
gls_case_editor_end (GlsCaseEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  say_problem (self, NULL);
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)), NULL);
  g_ptr_array_set_size (self->texts, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  self->attribute = NULL;
}

gboolean
gls_case_editor_wants_words (GlsCaseEditor *self)
{
  return self->words;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsCaseEditor *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  gls_case_editor_end (self);
  g_signal_emit (self, signals[CANCELLED], 0);
  return TRUE;
}

static void
gls_case_editor_finalize (GObject *object)
{
  GlsCaseEditor *self = GLS_CASE_EDITOR (object);

  g_clear_pointer (&self->codebook, gls_codebook_unref);
  g_ptr_array_unref (self->texts);
  g_object_unref (self->labels);
  G_OBJECT_CLASS (gls_case_editor_parent_class)->finalize (object);
}

static void
gls_case_editor_class_init (GlsCaseEditorClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_case_editor_finalize;
  signals[DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CANCELLED] = g_signal_new ("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_case_editor_init (GlsCaseEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->labels = gtk_string_list_new (NULL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_wrap (self->problem, TRUE);
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  self->list = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->labels)), gtk_expression_ref (expression));
  gtk_drop_down_set_factory (GTK_DROP_DOWN (self->list), factory);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->list), TRUE);
  gtk_widget_set_hexpand (self->list, TRUE);
  self->done = gtk_button_new_with_label (_ ("Decide"));
  gtk_widget_add_css_class (self->done, "suggested-action");
  gtk_widget_set_tooltip_text (self->done, _ ("Decide on what is chosen (Return)"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->done);
  gtk_box_append (GTK_BOX (outer), box);
  gtk_box_append (GTK_BOX (outer), GTK_WIDGET (self->problem));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Decide on:"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Decide on:"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (finish), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->done, "clicked", G_CALLBACK (finish), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  adw_bin_set_child (ADW_BIN (self), outer);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GlsCaseEditor *
gls_case_editor_new (void)
{
  return g_object_new (GLS_TYPE_CASE_EDITOR, NULL);
}
