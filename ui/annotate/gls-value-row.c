/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits one attribute: buttons or a list for choices, a field that understands words for everything else.
 * It must not know documents nor how a value reaches the file. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-quantity.h>
#include <gls-value.h>

#include "common/gls-type-label.h"
#include "gls-value-row.h"
#include "gls-quantity-fields.h"

/* Choices whose names are together no longer than this stand side by side. */
#define MOST_SIDE_BY_SIDE 20

struct _GlsValueRow {
  AdwBin           parent_instance;
  GlsAttributeDef  def;       /* strings owned; id and order unused */
  GPtrArray       *choices;   /* canonical JSON of each choice; NULL element: nothing */
  GPtrArray       *buttons;   /* toggle buttons of them, or empty */
  GtkDropDown     *list;
  GtkEditable     *entry;
  GtkLabel        *reading;   /* what was understood, or what is wrong */
  GtkWidget       *more;      /* shows @fields */
  GlsQuantityFields *fields;
  char            *json;
  char            *shown;     /* text that stands for @json */
  char            *words;
  char            *published;
  gboolean         showing;
};

G_DEFINE_FINAL_TYPE (GlsValueRow, gls_value_row, ADW_TYPE_BIN)

static guint changed_signal;

static void
replace (char **string, const char *with)
{
  char *copy = g_strdup (with);

  g_free (*string);
  *string = copy;
}

static void
tell (GlsValueRow *self, const char *json)
{
  if (self->showing || g_strcmp0 (json, self->json) == 0)
    return;
  replace (&self->json, json);
  g_signal_emit (self, changed_signal, 0, self->json);
}

/* --- Choices ----------------------------------------------------------------------------------------------------- */

static void
button_toggled (GtkToggleButton *button, GlsValueRow *self)
{
  guint index;

  if (!gtk_toggle_button_get_active (button) || !g_ptr_array_find (self->buttons, button, &index))
    return;
  tell (self, g_ptr_array_index (self->choices, index));
}

static void
list_changed (GlsValueRow *self)
{
  guint index = gtk_drop_down_get_selected (self->list);

  if (index < self->choices->len)
    tell (self, g_ptr_array_index (self->choices, index));
}

static GtkWidget *
make_buttons (GlsValueRow *self, GPtrArray *names)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkToggleButton *first = NULL;

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  for (guint i = 0; i < names->len; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (g_ptr_array_index (names, i));

      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      g_signal_connect (button, "toggled", G_CALLBACK (button_toggled), self);
      g_ptr_array_add (self->buttons, button);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
make_choices (GlsValueRow *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint length = 0;

  if (self->def.kind == GLS_VALUE_BOOLEAN)
    {
      g_ptr_array_add (self->choices, g_strdup ("true"));
      g_ptr_array_add (names, (char *) _ ("yes"));
      g_ptr_array_add (self->choices, g_strdup ("false"));
      g_ptr_array_add (names, (char *) _ ("no"));
    }
  for (guint i = 0; self->def.kind == GLS_VALUE_CHOICE && self->def.choices != NULL && self->def.choices[i] != NULL; i++)
    {
      g_ptr_array_add (self->choices, gls_value_quote (self->def.choices[i]));
      g_ptr_array_add (names, (char *) gls_role_get_label (self->def.choices[i]));
      length += g_utf8_strlen (g_ptr_array_index (names, i), -1);
    }
  /* What need not be said can be taken back. */
  if (!self->def.required && self->def.initial == NULL)
    {
      g_ptr_array_add (self->choices, NULL);
      g_ptr_array_add (names, (char *) "–");
    }
  if (length <= MOST_SIDE_BY_SIDE && names->len <= 4)
    return make_buttons (self, names);
  g_ptr_array_add (names, NULL);
  self->list = GTK_DROP_DOWN (gtk_drop_down_new_from_strings ((const char * const *) names->pdata));
  g_signal_connect_swapped (self->list, "notify::selected", G_CALLBACK (list_changed), self);
  return GTK_WIDGET (self->list);
}

static void
show_choice (GlsValueRow *self)
{
  const char *json = self->json != NULL ? self->json : self->def.initial;
  guint index = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->choices->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->choices, i), json) == 0)
      index = i;
  if (self->list != NULL)
    gtk_drop_down_set_selected (self->list, index);
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, i), i == index);
}

/* --- Fields ------------------------------------------------------------------------------------------------------ */

static void
set_reading (GlsValueRow *self, const char *text, gboolean wrong)
{
  gtk_label_set_text (self->reading, text);
  gtk_widget_set_visible (GTK_WIDGET (self->reading), text != NULL && *text != '\0');
  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->reading), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->reading), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->reading), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->reading), "dim-label");
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped == '\0';
}

/* What the field's text means: the value that is there while nobody has touched it. TRUE: it means something. */
static gboolean
read_entry (GlsValueRow *self, char **json, GError **error)
{
  const char *text = gtk_editable_get_text (self->entry);

  if (g_strcmp0 (text, self->shown) == 0)
    *json = g_strdup (self->json);
  else if (is_blank (text))
    *json = NULL;
  else
    {
      *json = gls_value_parse (&self->def, text, self->published, error);
      return *json != NULL;
    }
  return TRUE;
}

static void
show_reading (GlsValueRow *self)
{
  g_autofree char *json = NULL, *display = NULL, *proposal = NULL;
  g_autoptr (GError) error = NULL;
  gboolean speaks = self->def.kind == GLS_VALUE_QUANTITY || self->def.kind == GLS_VALUE_DATE;

  if (!read_entry (self, &json, &error))
    {
      set_reading (self, error->message, TRUE);
      return;
    }
  if (json == NULL && self->words != NULL && (proposal = gls_value_propose (&self->def, self->words, self->published)) != NULL)
    {
      g_autofree char *reading = gls_value_to_display (&self->def, proposal);

      display = g_strdup_printf (_ ("⏎ takes %s"), reading);
    }
  else if (json != NULL && speaks)
    {
      g_autofree char *reading = gls_value_to_display (&self->def, json);

      display = g_strdup_printf ("= %s", reading);
    }
  set_reading (self, display, FALSE);
}

void
gls_value_row_flush (GlsValueRow *self)
{
  g_autofree char *json = NULL;

  if (self->entry == NULL || !read_entry (self, &json, NULL))
    return;
  replace (&self->shown, gtk_editable_get_text (self->entry));
  tell (self, json);
}

char *
gls_value_row_dup_wrong (GlsValueRow *self, GError **error)
{
  g_autofree char *json = NULL;

  if (self->entry == NULL || read_entry (self, &json, error))
    return NULL;
  return g_strdup (gtk_editable_get_text (self->entry));
}

void
gls_value_row_set_typed (GlsValueRow *self, const char *text)
{
  if (self->entry != NULL)
    gtk_editable_set_text (self->entry, text);
}

static void
entry_activated (GlsValueRow *self)
{
  g_autofree char *proposal = NULL;

  /* An empty field takes what the words say. */
  if (self->json == NULL && is_blank (gtk_editable_get_text (self->entry)) && self->words != NULL &&
      (proposal = gls_value_propose (&self->def, self->words, self->published)) != NULL)
    {
      tell (self, proposal);
      return;
    }
  gls_value_row_flush (self);
}

static gboolean
entry_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsValueRow *self)
{
  if (keyval != GDK_KEY_Escape || g_strcmp0 (gtk_editable_get_text (self->entry), self->shown) == 0)
    return FALSE;
  gtk_editable_set_text (self->entry, self->shown);
  return TRUE;
}

static void
fields_changed (GlsValueRow *self, const char *json)
{
  tell (self, json);
}

static void
more_toggled (GtkToggleButton *button, GlsValueRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->fields), gtk_toggle_button_get_active (button));
}

static GtkWidget *
make_more (GlsValueRow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->more = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->more), "view-more-symbolic");
  gtk_widget_set_tooltip_text (self->more, _ ("Lowest, highest, measure"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Lowest, highest, measure"), -1);
  g_signal_connect (self->more, "toggled", G_CALLBACK (more_toggled), self);
  gtk_widget_add_css_class (row, "linked");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (row), self->more);
  return row;
}

static GtkWidget *
make_field (GlsValueRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new (), *keys = gtk_event_controller_key_new ();

  self->entry = GTK_EDITABLE (entry);
  self->reading = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (self->entry, 8);
  gtk_label_set_xalign (self->reading, 0);
  gtk_label_set_wrap (self->reading, TRUE);
  gtk_label_set_wrap_mode (self->reading, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->reading), "caption");
  gtk_box_append (GTK_BOX (box), self->def.kind == GLS_VALUE_QUANTITY ? make_more (self) : entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reading));
  if (self->def.kind == GLS_VALUE_QUANTITY)
    {
      self->fields = GLS_QUANTITY_FIELDS (gls_quantity_fields_new ());
      gtk_widget_set_visible (GTK_WIDGET (self->fields), FALSE);
      g_signal_connect_swapped (self->fields, "changed", G_CALLBACK (fields_changed), self);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fields));
    }
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_pressed), self);
  gtk_widget_add_controller (entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gls_value_row_flush), self);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (entry_activated), self);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (show_reading), self);
  return box;
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_value_row_finalize (GObject *object)
{
  GlsValueRow *self = GLS_VALUE_ROW (object);

  g_free (self->def.name);
  g_free (self->def.initial);
  g_strfreev (self->def.choices);
  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->buttons);
  g_free (self->json);
  g_free (self->shown);
  g_free (self->words);
  g_free (self->published);
  G_OBJECT_CLASS (gls_value_row_parent_class)->finalize (object);
}

static void
gls_value_row_class_init (GlsValueRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_value_row_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
gls_value_row_init (GlsValueRow *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_free);
  self->buttons = g_ptr_array_new ();
  self->shown = g_strdup ("");
}

GtkWidget *
gls_value_row_new (const GlsAttributeDef *def)
{
  GlsValueRow *self = g_object_new (GLS_TYPE_VALUE_ROW, NULL);
  gboolean choice = def->kind == GLS_VALUE_CHOICE || def->kind == GLS_VALUE_BOOLEAN;
  GtkWidget *box = gtk_box_new (choice ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, choice ? 8 : 2);
  GtkWidget *label = gtk_label_new (gls_role_get_label (def->name)), *editor;

  self->def = *def;
  self->def.name = g_strdup (def->name);
  self->def.initial = g_strdup (def->initial);
  self->def.choices = g_strdupv (def->choices);
  self->def.description = NULL;
  editor = choice ? make_choices (self) : make_field (self);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), editor);
  gtk_widget_set_tooltip_text (self->entry != NULL ? GTK_WIDGET (self->entry) : editor, def->description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry != NULL ? GTK_WIDGET (self->entry) : editor),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, gls_role_get_label (def->name), -1);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

const char *
gls_value_row_get_name (GlsValueRow *self)
{
  return self->def.name;
}

void
gls_value_row_show (GlsValueRow *self, const char *json, const char *words, const char *published, gboolean editable)
{
  g_autofree char *text = self->entry != NULL ? gls_value_to_text (&self->def, json) : NULL;
  gboolean typing = self->entry != NULL && g_strcmp0 (gtk_editable_get_text (self->entry), self->shown) != 0;

  self->showing = TRUE;
  replace (&self->words, words);
  replace (&self->published, published);
  replace (&self->json, json);
  gtk_widget_set_sensitive (GTK_WIDGET (self), editable);
  if (self->entry == NULL)
    show_choice (self);
  else if (!typing)
    {
      replace (&self->shown, text);
      if (g_strcmp0 (gtk_editable_get_text (self->entry), text) != 0)
        gtk_editable_set_text (self->entry, text);
      show_reading (self);
    }
  if (self->fields != NULL)
    gls_quantity_fields_show (self->fields, json);
  self->showing = FALSE;
}
