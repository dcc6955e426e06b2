/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the field that a setting's kind asks for, checks what is typed, and tells what was decided.
 * It must not know where decisions are kept. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "gls-compat.h"
#include "gls-keys.h"
#include "gls-type-label.h"
#include "gls-setting-row.h"

struct _GlsSettingRow {
  AdwPreferencesRow parent_instance;
  GtkLabel  *caption, *description, *message, *decided;
  AdwBin    *place;
  GtkWidget *reset;

  char      *name;
  GtkWidget *field;      /* GtkSwitch, GtkDropDown or GtkEntry */
  char     **values;     /* of a drop-down; a value that it lacks is put first */
  char     **names;
  const GlsSettingDef *def;   /* borrowed from the manifest that the pane holds; NULL: a type */
  char      *remark;
  gboolean   setting;    /* by the program, not by a person */
};

G_DEFINE_FINAL_TYPE (GlsSettingRow, gls_setting_row, ADW_TYPE_PREFERENCES_ROW)

enum { DECIDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_message (GlsSettingRow *self, const char *text, gboolean wrong)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->message), wrong ? "warning" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), wrong ? "error" : "warning");
  if (wrong)
    gtk_widget_add_css_class (self->field, "error");
  else
    gtk_widget_remove_css_class (self->field, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

/* TRUE when the typed text will do. */
static gboolean
judge (GlsSettingRow *self)
{
  g_autoptr (GError) error = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->field));

  if (*text == '\0' || gls_setting_def_check (self->def, text, &error))
    {
      show_message (self, self->remark, FALSE);
      return TRUE;
    }
  show_message (self, error->message, TRUE);
  return FALSE;
}

static void
typed (GlsSettingRow *self)
{
  if (!self->setting)
    judge (self);
}

/* An empty field decides nothing: what is behind it shows again. Text may be meant to be empty. */
static void
apply (GlsSettingRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->field));
  const char *shown = g_object_get_data (G_OBJECT (self->field), "shown");
  gboolean may_be_empty = self->def->kind == GLS_SETTING_TEXT || self->def->kind == GLS_SETTING_LIST;

  if (self->setting || g_strcmp0 (text, shown != NULL ? shown : "") == 0 || !judge (self))
    return;
  g_object_set_data_full (G_OBJECT (self->field), "shown", g_strdup (text), g_free);
  g_signal_emit (self, signals[DECIDED], 0, *text == '\0' && !may_be_empty ? NULL : text);
}

static void
focus_left (GlsSettingRow *self)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    apply (self);
}

static gboolean
switched (GlsSettingRow *self, gboolean state)
{
  if (!self->setting)
    g_signal_emit (self, signals[DECIDED], 0, state ? "true" : "false");
  return FALSE;
}

static void
chosen (GlsSettingRow *self)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field));

  if (!self->setting && position < g_strv_length (self->values))
    g_signal_emit (self, signals[DECIDED], 0, self->values[position]);
}

static void
reset_clicked (GlsSettingRow *self)
{
  g_signal_emit (self, signals[DECIDED], 0, NULL);
}

static void
gls_setting_row_dispose (GObject *object)
{
  GlsSettingRow *self = GLS_SETTING_ROW (object);

  /* A field that is taken away with the focus in it applies nothing more. */
  self->setting = TRUE;
  G_OBJECT_CLASS (gls_setting_row_parent_class)->dispose (object);
}

static void
gls_setting_row_finalize (GObject *object)
{
  GlsSettingRow *self = GLS_SETTING_ROW (object);

  g_free (self->name);
  g_free (self->remark);
  g_strfreev (self->values);
  g_strfreev (self->names);
  G_OBJECT_CLASS (gls_setting_row_parent_class)->finalize (object);
}

static void
gls_setting_row_class_init (GlsSettingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_setting_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_setting_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/common/gls-setting-row.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsSettingRow, name)
  BIND (caption);
  BIND (description);
  BIND (message);
  BIND (decided);
  BIND (place);
  BIND (reset);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked);
  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
}

static void
gls_setting_row_init (GlsSettingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Takes @values and @names. */
static GtkWidget *
new_choice (GlsSettingRow *self, char **values, char **names)
{
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new (), list_factory = gls_string_list_factory_new ();
  GtkWidget *choice = gtk_drop_down_new_from_strings ((const char * const *) names);

  self->values = values;
  self->names = names;
  gtk_drop_down_set_factory (GTK_DROP_DOWN (choice), factory);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (choice), list_factory);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (chosen), self, G_CONNECT_SWAPPED);
  return choice;
}

static GtkWidget *
new_entry (GlsSettingRow *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), self->def->kind == GLS_SETTING_INTEGER || self->def->kind == GLS_SETTING_NUMBER ? 8 : 18);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static GtkWidget *
new_field (GlsSettingRow *self)
{
  GtkWidget *field;

  switch (self->def->kind)
    {
    case GLS_SETTING_BOOLEAN:
      field = gtk_switch_new ();
      g_signal_connect_object (field, "state-set", G_CALLBACK (switched), self, G_CONNECT_SWAPPED);
      return field;
    case GLS_SETTING_CHOICE:
      return new_choice (self, g_strdupv (self->def->choices), g_strdupv (self->def->choice_labels));
    case GLS_SETTING_TEXT:
    case GLS_SETTING_INTEGER:
    case GLS_SETTING_NUMBER:
    case GLS_SETTING_LIST:
    case GLS_SETTING_FILE:
    default:
      return new_entry (self);
    }
}

static void
finish (GlsSettingRow *self, const char *name, const char *caption, const char *description)
{
  g_autofree char *tooltip = g_strdup_printf (_ ("Reset “%s”"), caption);

  self->name = g_strdup (name);
  gtk_label_set_text (self->caption, caption);
  gtk_label_set_text (self->description, description != NULL ? description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), description != NULL);
  gtk_widget_set_tooltip_text (self->field, description != NULL ? description : caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, caption, -1);
  gls_keys_set_tooltip (self->reset, tooltip, NULL);
  adw_bin_set_child (self->place, self->field);
}

GtkWidget *
gls_setting_row_new (const GlsSettingDef *def)
{
  GlsSettingRow *self = g_object_new (GLS_TYPE_SETTING_ROW, NULL);

  self->def = def;
  self->field = new_field (self);
  finish (self, def->name, def->label, def->description);
  return GTK_WIDGET (self);
}

GtkWidget *
gls_setting_row_new_type (const char *type, const GlsCodebook *codebook, const char *proposal)
{
  GlsSettingRow *self = g_object_new (GLS_TYPE_SETTING_ROW, NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new (), names = g_ptr_array_new ();

  /* What is proposed stands first. */
  if (proposal != NULL)
    {
      g_ptr_array_add (values, g_strdup (proposal));
      g_ptr_array_add (names, g_strdup_printf (_ ("%s (proposed)"), gls_type_get_label (proposal)));
    }
  for (guint i = 0; codebook != NULL && i < codebook->types->len; i++)
    {
      const GlsTypeDef *def = g_ptr_array_index (codebook->types, i);

      if (def->retired || g_strcmp0 (def->name, proposal) == 0)
        continue;
      g_ptr_array_add (values, g_strdup (def->name));
      g_ptr_array_add (names, g_strdup (gls_type_get_label (def->name)));
    }
  g_ptr_array_add (values, g_strdup (""));
  g_ptr_array_add (names, g_strdup (_ ("Leave out")));
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (names, NULL);
  self->field = new_choice (self, (char **) g_ptr_array_steal (values, NULL), (char **) g_ptr_array_steal (names, NULL));
  gtk_widget_set_sensitive (self->field, codebook != NULL);
  finish (self, type, type, NULL);
  return GTK_WIDGET (self);
}

const char *
gls_setting_row_get_name (GlsSettingRow *self)
{
  return self->name;
}

const char *
gls_setting_row_name_origin (GlsDecidedBy by)
{
  return by == GLS_DECIDED_PROJECT ? _ ("project") : by == GLS_DECIDED_PERSON ? _ ("you") : _ ("default");
}

static void
select_value (GlsSettingRow *self, const char *value)
{
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; value != NULL && self->values[i] != NULL; i++)
    if (g_str_equal (self->values[i], value))
      position = i;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->field), position);
}

void
gls_setting_row_set (GlsSettingRow *self, const char *value, const char *decided_by, gboolean own, const char *remark)
{
  self->setting = TRUE;
  g_free (self->remark);
  self->remark = g_strdup (remark);
  if (GTK_IS_SWITCH (self->field))
    gtk_switch_set_active (GTK_SWITCH (self->field), g_strcmp0 (value, "true") == 0);
  else if (GTK_IS_DROP_DOWN (self->field))
    select_value (self, value);
  /* What is being typed stays. */
  else if (g_strcmp0 (g_object_get_data (G_OBJECT (self->field), "shown"), value) != 0)
    {
      g_object_set_data_full (G_OBJECT (self->field), "shown", g_strdup (value), g_free);
      gtk_editable_set_text (GTK_EDITABLE (self->field), value != NULL ? value : "");
    }
  if (GTK_IS_ENTRY (self->field))
    judge (self);
  else
    show_message (self, remark, FALSE);
  gtk_label_set_text (self->decided, decided_by);
  gtk_widget_set_sensitive (self->reset, own);
  self->setting = FALSE;
}
