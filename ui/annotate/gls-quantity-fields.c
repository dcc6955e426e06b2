/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits the parts of a quantity where its words are read wrongly.
 * It must not know where the quantity is kept. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include <gls-quantity.h>

#include "gls-quantity-fields.h"

struct _GlsQuantityFields {
  AdwBin       parent_instance;
  GtkDropDown *modifier;
  GtkEditable *low, *high, *measure;
  GtkCheckButton *each;
  GlsQuantity *quantity; /* as shown; NULL: none */
  gboolean     showing;
};

G_DEFINE_FINAL_TYPE (GlsQuantityFields, gls_quantity_fields, ADW_TYPE_BIN)

static guint changed_signal;

static const char * const modifiers[] = {
  N_ ("exactly"), N_ ("roughly"), N_ ("at least"), N_ ("more than"), N_ ("less than"), N_ ("nearly"), N_ ("at most"), N_ ("up to"),
  N_ ("range"), N_ ("order of magnitude"),
};

/* FALSE: no number. Empty is open. */
static gboolean
read_bound (GtkEditable *entry, double *bound)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  char *end;

  *bound = NAN;
  if (*text == '\0')
    return TRUE;
  *bound = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*bound);
}

static void
set_wrong (GtkEditable *entry, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
changed (GlsQuantityFields *self)
{
  GlsQuantity quantity = { .each = gtk_check_button_get_active (self->each) };
  g_autofree char *measure = g_strstrip (g_strdup (gtk_editable_get_text (self->measure))), *json = NULL;
  g_autoptr (GlsQuantity) checked = NULL;
  gboolean low, high;

  if (self->showing)
    return;
  low = read_bound (self->low, &quantity.low);
  high = read_bound (self->high, &quantity.high);
  quantity.said = self->quantity != NULL ? self->quantity->said : (char *) "";
  quantity.modifier = MIN (gtk_drop_down_get_selected (self->modifier), G_N_ELEMENTS (modifiers) - 1);
  quantity.measure = *measure != '\0' ? measure : NULL;
  if (low && high)
    {
      json = gls_quantity_to_json (&quantity);
      checked = gls_quantity_from_json (json, NULL);
    }
  set_wrong (self->low, !low || (high && checked == NULL));
  set_wrong (self->high, !high || (low && checked == NULL));
  if (checked != NULL)
    g_signal_emit (self, changed_signal, 0, json);
}

static void
show_bound (GtkEditable *entry, double bound)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (isfinite (bound))
    g_ascii_formatd (text, sizeof text, "%.15g", bound);
  set_wrong (entry, FALSE);
  gtk_editable_set_text (entry, text);
}

void
gls_quantity_fields_show (GlsQuantityFields *self, const char *json)
{
  self->showing = TRUE;
  g_clear_pointer (&self->quantity, gls_quantity_free);
  self->quantity = json != NULL ? gls_quantity_from_json (json, NULL) : NULL;
  gtk_drop_down_set_selected (self->modifier, self->quantity != NULL ? self->quantity->modifier : 0);
  show_bound (self->low, self->quantity != NULL ? self->quantity->low : NAN);
  show_bound (self->high, self->quantity != NULL ? self->quantity->high : NAN);
  gtk_editable_set_text (self->measure, self->quantity != NULL && self->quantity->measure != NULL ? self->quantity->measure : "");
  gtk_check_button_set_active (self->each, self->quantity != NULL && self->quantity->each);
  self->showing = FALSE;
}

static void
gls_quantity_fields_finalize (GObject *object)
{
  g_clear_pointer (&GLS_QUANTITY_FIELDS (object)->quantity, gls_quantity_free);
  G_OBJECT_CLASS (gls_quantity_fields_parent_class)->finalize (object);
}

static void
gls_quantity_fields_class_init (GlsQuantityFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_quantity_fields_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static GtkEditable *
add_entry (GlsQuantityFields *self, GtkGrid *grid, const char *name, int row)
{
  GtkWidget *entry = gtk_entry_new (), *label = gtk_label_new (name);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (changed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (changed), self);
  gtk_widget_add_controller (entry, focus);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, entry, 1, row, 1, 1);
  return GTK_EDITABLE (entry);
}

static void
gls_quantity_fields_init (GlsQuantityFields *self)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  const char *names[G_N_ELEMENTS (modifiers) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    names[i] = _ (modifiers[i]);
  self->modifier = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->modifier), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How it is qualified"), -1);
  self->each = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ ("each")));
  gtk_grid_set_column_spacing (grid, 8);
  gtk_grid_set_row_spacing (grid, 4);
  gtk_grid_attach (grid, GTK_WIDGET (self->modifier), 0, 0, 2, 1);
  self->low = add_entry (self, grid, _ ("lowest"), 1);
  self->high = add_entry (self, grid, _ ("highest"), 2);
  self->measure = add_entry (self, grid, _ ("measure"), 3);
  gtk_grid_attach (grid, GTK_WIDGET (self->each), 1, 4, 1, 1);
  g_signal_connect_swapped (self->modifier, "notify::selected", G_CALLBACK (changed), self);
  g_signal_connect_swapped (self->each, "toggled", G_CALLBACK (changed), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (grid));
}

GtkWidget *
gls_quantity_fields_new (void)
{
  return g_object_new (GLS_TYPE_QUANTITY_FIELDS, NULL);
}
