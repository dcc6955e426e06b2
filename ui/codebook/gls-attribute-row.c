/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attribute of a type: name, kind, choices or limits, required, initial value.
 * It must not know where the row stands. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-codebook-check.h>
#include <math.h>
#include "common/gls-compat.h"
#include "gls-definition-row.h"
#include "gls-string-list.h"

typedef struct {
  GtkWidget     *kind;
  GtkWidget     *choices;
  GtkWidget     *limits;
  GlsField      *initial;
  gboolean       setting;
} Parts;

static const char *
kind_label (GlsValueKind kind)
{
  static const char * const labels[] = { N_ ("Text"), N_ ("Choice"), N_ ("Yes or no"), N_ ("Whole number"), N_ ("Number"),
                                         N_ ("Date"), N_ ("Quantity") };

  return _ (labels[kind]);
}

static char *
summarize (gconstpointer definition)
{
  const GlsAttributeDef *def = definition;
  g_autofree char *choices = def->choices != NULL ? g_strjoinv (", ", def->choices) : NULL;

  return g_strconcat (kind_label (def->kind), choices != NULL ? ": " : "", choices != NULL ? choices : "",
                      def->required ? " · " : "", def->required ? _ ("required") : "", NULL);
}

static gpointer
find (GlsTypeDef *type, const GlsId *id)
{
  return gls_type_def_find_attribute_by_id (type, id);
}

static gboolean
move (GlsTypeDef *type, gpointer definition, int step)
{
  return gls_type_def_move_attribute (type, definition, step);
}

/* --- Initial value ----------------------------------------------------------------------------------------------- */

static char *
check_initial (const char *text, gpointer data)
{
  const GlsAttributeDef *def = gls_definition_row_get_definition (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  if (def != NULL)
    json = gls_attribute_def_value_from_text (def, text, &error);
  return error != NULL ? g_strdup (error->message) : NULL;
}

static void
initial_applied (GlsField *field, const char *text, GlsDefinitionRow *self)
{
  GlsAttributeDef *def = gls_definition_row_get_definition (self);

  if (def == NULL)
    return;
  g_free (def->initial);
  def->initial = gls_attribute_def_value_from_text (def, text, NULL);
  gls_definition_row_commit (self);
}

/* --- Limits ------------------------------------------------------------------------------------------------------ */

static char *
number_to_text (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return isnan (number) ? g_strdup ("") : g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", number));
}

static gboolean
text_to_number (const char *text, double *number)
{
  char *end;

  *number = NAN;
  if (*text == '\0')
    return TRUE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*number);
}

static char *
check_limit (const char *text, gpointer data)
{
  double number;

  return text_to_number (text, &number) ? NULL : g_strdup (_ ("A limit is a number, or empty for none."));
}

static char *
check_max (const char *text, gpointer data)
{
  const GlsAttributeDef *def = gls_definition_row_get_definition (data);
  double number;

  if (!text_to_number (text, &number))
    return check_limit (text, data);
  return def != NULL && number < def->min ? g_strdup (_ ("This is below the least.")) : NULL;
}

static char *
check_min (const char *text, gpointer data)
{
  const GlsAttributeDef *def = gls_definition_row_get_definition (data);
  double number;

  if (!text_to_number (text, &number))
    return check_limit (text, data);
  return def != NULL && number > def->max ? g_strdup (_ ("This is above the most.")) : NULL;
}

static void
min_applied (GlsField *field, const char *text, GlsDefinitionRow *self)
{
  GlsAttributeDef *def = gls_definition_row_get_definition (self);

  if (def == NULL)
    return;
  text_to_number (text, &def->min);
  gls_definition_row_commit (self);
}

static void
max_applied (GlsField *field, const char *text, GlsDefinitionRow *self)
{
  GlsAttributeDef *def = gls_definition_row_get_definition (self);

  if (def == NULL)
    return;
  text_to_number (text, &def->max);
  gls_definition_row_commit (self);
}

/* --- Kind and choices -------------------------------------------------------------------------------------------- */

static void
show_kind (GlsDefinitionRow *self)
{
  Parts *parts = self->parts;
  const GlsAttributeDef *def = gls_definition_row_get_definition (self);
  g_autofree char *initial = gls_attribute_def_value_to_text (def, def->initial);

  gtk_widget_set_visible (parts->choices, def->kind == GLS_VALUE_CHOICE);
  gtk_widget_set_visible (parts->limits, def->kind == GLS_VALUE_INTEGER || def->kind == GLS_VALUE_NUMBER);
  gls_field_set_text (parts->initial, initial);
}

static void
show_selected_kind (GlsDefinitionRow *self, GlsValueKind kind)
{
  Parts *parts = self->parts;

  parts->setting = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (parts->kind), kind);
  parts->setting = FALSE;
}

static void
change_kind (GlsDefinitionRow *self, gpointer data)
{
  GlsAttributeDef *def = gls_definition_row_get_definition (self);
  GlsValueKind kind = GPOINTER_TO_UINT (data);

  if (def == NULL)
    return;
  def->kind = kind;
  if (kind != GLS_VALUE_INTEGER && kind != GLS_VALUE_NUMBER)
    def->min = def->max = NAN;
  g_clear_pointer (&def->choices, g_strfreev);
  if (kind == GLS_VALUE_CHOICE)
    {
      def->choices = g_new0 (char *, 3);
      def->choices[0] = g_strdup (_ ("yes"));
      def->choices[1] = g_strdup (_ ("no"));
    }
  if (def->initial != NULL && !gls_attribute_def_check (def, def->initial, NULL))
    g_clear_pointer (&def->initial, g_free);
  gls_string_list_set (GLS_STRING_LIST (((Parts *) self->parts)->choices), def->choices);
  show_selected_kind (self, kind);
  show_kind (self);
  gls_definition_row_commit (self);
}

static void
kind_selected (GtkDropDown *drop_down, GParamSpec *pspec, GlsDefinitionRow *self)
{
  const GlsAttributeDef *def = gls_definition_row_get_definition (self);
  guint kind = gtk_drop_down_get_selected (drop_down);
  g_autofree char *what = NULL;

  if (((Parts *) self->parts)->setting || def == NULL || kind > GLS_VALUE_QUANTITY || kind == def->kind)
    return;
  /* Until it is known whether that may be, it stays what it is. */
  show_selected_kind (self, def->kind);
  what = g_strdup_printf (_ ("the kind “%s” of the attribute “%s”"), kind_label (def->kind), def->name);
  gls_definition_row_ask (self, GLS_RECORD_ATTRIBUTE, NULL, what, change_kind, GUINT_TO_POINTER (kind), NULL);
}

static void
show_choices (GlsDefinitionRow *self)
{
  const GlsAttributeDef *def = gls_definition_row_get_definition (self);

  if (def != NULL)
    gls_string_list_set (GLS_STRING_LIST (((Parts *) self->parts)->choices), def->choices);
}

static void
take_choices (GlsDefinitionRow *self, gpointer data)
{
  GlsAttributeDef *def = gls_definition_row_get_definition (self);

  if (def == NULL)
    return;
  g_strfreev (def->choices);
  def->choices = g_strdupv (data);
  gls_definition_row_commit (self);
}

/* A choice that is gone, or has another name now, may be what annotations have. */
static void
choices_changed (GlsStringList *list, GlsDefinitionRow *self)
{
  const GlsAttributeDef *def = gls_definition_row_get_definition (self);
  g_auto (GStrv) choices = gls_string_list_dup (list);
  g_autofree char *wrong = gls_choices_check (choices), *json = NULL, *what = NULL;
  const char *gone = NULL;

  if (def == NULL)
    return;
  if (wrong != NULL)
    {
      gls_session_say (gls_codebook_desk_get_session (self->desk), wrong, FALSE);
      if (choices[0] == NULL)
        show_choices (self);
      return;
    }
  for (guint i = 0; def->choices != NULL && def->choices[i] != NULL && gone == NULL; i++)
    if (!g_strv_contains ((const char * const *) choices, def->choices[i]))
      gone = def->choices[i];
  if (gone == NULL)
    {
      take_choices (self, choices);
      return;
    }
  json = gls_attribute_def_value_from_text (def, gone, NULL);
  what = g_strdup_printf (_ ("the choice “%s”"), gone);
  gls_definition_row_ask (self, GLS_RECORD_ATTRIBUTE, json, what, take_choices, g_steal_pointer (&choices),
                          (GDestroyNotify) g_strfreev);
}

/* --- The row ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_kind (GlsDefinitionRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *caption = gtk_label_new (_ ("Kind"));
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();
  GtkStringList *names = gtk_string_list_new (NULL);
  Parts *parts = self->parts;

  for (guint i = 0; i <= GLS_VALUE_QUANTITY; i++)
    gtk_string_list_append (names, kind_label (i));
  parts->kind = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (parts->kind), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parts->kind), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kind"), -1);
  gtk_widget_set_tooltip_text (parts->kind, _ ("What values look like"));
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), parts->kind);
  return box;
}

static char *
describe (const char *name)
{
  return g_strdup_printf (_ ("the attribute “%s”"), name);
}

static char *
say_removed (const char *name)
{
  return g_strdup_printf (_ ("The attribute “%s” is removed"), name);
}

static const GlsDefinitionRowClass klass = {
  .kind = GLS_RECORD_ATTRIBUTE,
  .name = G_STRUCT_OFFSET (GlsAttributeDef, name),
  .description = G_STRUCT_OFFSET (GlsAttributeDef, description),
  .retired = G_STRUCT_OFFSET (GlsAttributeDef, retired),
  .find = find,
  .check_name = gls_type_def_check_attribute_name,
  .move = move,
  .summarize = summarize,
  .kept = show_choices,
  .describe = describe,
  .say_removed = say_removed,
};

GtkWidget *
gls_attribute_row_new (GlsCodebookDesk *desk, const GlsId *type, const GlsAttributeDef *def)
{
  GlsDefinitionRow *self = gls_definition_row_new (desk, type, &def->id, &klass, sizeof (Parts));
  Parts *parts = self->parts;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *min = number_to_text (def->min), *max = number_to_text (def->max);
  GlsField *field;

  gls_definition_row_add_name (self, line);
  gtk_box_append (GTK_BOX (line), new_kind (self));
  gtk_box_append (GTK_BOX (self->body), line);
  gls_definition_row_add_description (self);

  parts->choices = gls_string_list_new (_ ("Choice"), _ ("Add a Choice"), FALSE);
  gls_string_list_set (GLS_STRING_LIST (parts->choices), def->choices);
  g_signal_connect (parts->choices, "changed", G_CALLBACK (choices_changed), self);
  gtk_box_append (GTK_BOX (self->body), parts->choices);

  parts->limits = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  field = gls_definition_row_field (self, parts->limits, _ ("Least"), min, FALSE, G_CALLBACK (min_applied));
  gls_field_set_check (field, check_min, self);
  field = gls_definition_row_field (self, parts->limits, _ ("Most"), max, FALSE, G_CALLBACK (max_applied));
  gls_field_set_check (field, check_max, self);
  gtk_box_append (GTK_BOX (self->body), parts->limits);

  parts->initial = gls_definition_row_field (self, self->body, _ ("Initial value"), "", FALSE, G_CALLBACK (initial_applied));
  gls_field_set_tooltip (parts->initial, _ ("What a new annotation begins with; empty for nothing"));
  show_kind (self);
  gls_field_set_check (parts->initial, check_initial, self);
  gls_definition_row_add_flag (self, self->body, _ ("Required"), _ ("An annotation without it is reported as a problem"),
                               G_STRUCT_OFFSET (GlsAttributeDef, required));
  show_selected_kind (self, def->kind);
  g_signal_connect (parts->kind, "notify::selected", G_CALLBACK (kind_selected), self);
  gls_definition_row_show_title (self);
  return self->row;
}
