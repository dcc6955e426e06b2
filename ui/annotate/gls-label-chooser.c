/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover of labels with a filter.
 * It must not know what will be labelled. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "common/gls-type-style.h"
#include "gls-label-bar.h"
#include "gls-label-chooser.h"

struct _GlsLabelChooser {
  GtkPopover   parent_instance;
  GtkFlowBox  *chips;
  GtkEditable *filter;
  GlsCodebook *codebook;
};

G_DEFINE_FINAL_TYPE (GlsLabelChooser, gls_label_chooser, GTK_TYPE_POPOVER)

static guint left_signal;

typedef enum { FITS_BEGINNING, FITS_NAME, FITS_DESCRIPTION, N_FITS } Fit;

static gboolean
holds (const char *text, const char *folded, gboolean at_beginning)
{
  g_autofree char *hay = g_utf8_casefold (text != NULL ? text : "", -1);

  return at_beginning ? g_str_has_prefix (hay, folded) : strstr (hay, folded) != NULL;
}

static Fit
get_fit (const GlsTypeDef *type, const char *folded)
{
  const char *label = gls_type_get_label (type->name);

  for (Fit fit = FITS_BEGINNING; fit <= FITS_NAME; fit++)
    if (holds (type->name, folded, fit == FITS_BEGINNING) || holds (label, folded, fit == FITS_BEGINNING))
      return fit;
  return holds (type->description, folded, FALSE) ? FITS_DESCRIPTION : N_FITS;
}

static void
add_chip (GlsLabelChooser *self, const GlsTypeDef *type)
{
  GtkWidget *chip = gls_label_chip_new (type);

  gtk_flow_box_append (self->chips, chip);
  /* Chips are for the mouse; Tab would leave the article for nothing. */
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
  gtk_widget_set_focusable (chip, FALSE);
}

/* What begins with the words first, then what has them in its name: Return takes the first. */
static void
filter_changed (GlsLabelChooser *self)
{
  g_autofree char *query = g_strstrip (g_strdup (gtk_editable_get_text (self->filter)));
  g_autofree char *folded = g_utf8_casefold (query, -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_flow_box_remove (self->chips, child);
  for (Fit fit = FITS_BEGINNING; self->codebook != NULL && fit < N_FITS; fit++)
    for (guint i = 0; i < self->codebook->types->len; i++)
      {
        const GlsTypeDef *type = g_ptr_array_index (self->codebook->types, i);

        if (!type->retired && get_fit (type, folded) == fit)
          add_chip (self, type);
      }
}

static void
filter_activated (GlsLabelChooser *self)
{
  GtkFlowBoxChild *first = gtk_flow_box_get_child_at_index (self->chips, 0);
  GtkWidget *chip = first != NULL ? gtk_flow_box_child_get_child (first) : NULL;
  g_autofree char *type = chip != NULL ? g_strdup (g_object_get_data (G_OBJECT (chip), "type-name")) : NULL;

  if (type == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  g_signal_emit (self, left_signal, 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.label", "s", type);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsLabelChooser *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, left_signal, 0);
  gls_label_chooser_hide (self);
  return GDK_EVENT_STOP;
}

static void
gls_label_chooser_dispose (GObject *object)
{
  g_clear_pointer (&GLS_LABEL_CHOOSER (object)->codebook, gls_codebook_unref);
  G_OBJECT_CLASS (gls_label_chooser_parent_class)->dispose (object);
}

static void
gls_label_chooser_class_init (GlsLabelChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_label_chooser_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-label-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsLabelChooser, chips);
  gtk_widget_class_bind_template_child (widget_class, GlsLabelChooser, filter);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated);
  left_signal = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_label_chooser_init (GlsLabelChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->filter), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find a label"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Labels"), -1);
}

GtkWidget *
gls_label_chooser_new (void)
{
  return g_object_new (GLS_TYPE_LABEL_CHOOSER, NULL);
}

void
gls_label_chooser_set_codebook (GlsLabelChooser *self, GlsCodebook *codebook)
{
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  self->codebook = codebook != NULL ? gls_codebook_ref (codebook) : NULL;
  filter_changed (self);
}

void
gls_label_chooser_show (GlsLabelChooser *self, const GdkRectangle *where)
{
  gtk_editable_set_text (self->filter, "");
  gtk_popover_set_pointing_to (GTK_POPOVER (self), where);
  gtk_popover_popup (GTK_POPOVER (self));
}

void
gls_label_chooser_begin_filter (GlsLabelChooser *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

void
gls_label_chooser_hide (GlsLabelChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}
