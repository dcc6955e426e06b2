/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips for every label that is offered.
 * It must not know what is selected. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-type-style.h"
#include "common/gls-wrap-layout.h"
#include "gls-label-bar.h"

struct _GlsLabelBar {
  AdwBin    parent_instance;
  GtkBox   *chips;
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (GlsLabelBar, gls_label_bar, ADW_TYPE_BIN)

GtkWidget *
gls_label_chip_new (const GlsTypeDef *type)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *name = gtk_label_new (gls_type_get_label (type->name));
  g_autofree char *key = type->key != NULL ? g_utf8_strup (type->key, -1) : NULL;
  g_autofree char *spoken = g_strdup_printf (_ ("Label as %s"), gls_type_get_label (type->name));
  g_autofree char *tip = NULL;

  if (key != NULL)
    {
      GtkWidget *label = gtk_label_new (key);

      gtk_widget_add_css_class (label, "key");
      gtk_box_append (GTK_BOX (box), label);
    }
  tip = g_strdup_printf ("%s%s%s%s%s%s", spoken, key != NULL ? " (" : "", key != NULL ? key : "", key != NULL ? ")" : "",
                         type->description != NULL ? "\n" : "", type->description != NULL ? type->description : "");
  gtk_box_append (GTK_BOX (box), name);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_add_css_class (button, "flat");
  gls_type_style_apply (button, type);
  /* The words stay selected and the letters keep working. */
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", type->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.label");
  g_object_set_data_full (G_OBJECT (button), "type-name", g_strdup (type->name), g_free);
  return button;
}

static void
gls_label_bar_class_init (GlsLabelBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-label-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsLabelBar, chips);
  gtk_widget_class_bind_template_child (widget_class, GlsLabelBar, hint);
}

static void
gls_label_bar_init (GlsLabelBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* In large letters the labels need several lines. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self->chips), gls_wrap_layout_new (6));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Labels"), -1);
}

void
gls_label_bar_set_codebook (GlsLabelBar *self, GlsCodebook *codebook)
{
  GtkWidget *hint = GTK_WIDGET (self->hint), *last = NULL;

  while (gtk_widget_get_first_child (GTK_WIDGET (self->chips)) != hint)
    gtk_box_remove (self->chips, gtk_widget_get_first_child (GTK_WIDGET (self->chips)));
  for (guint i = 0; codebook != NULL && i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (type->retired)
        continue;
      gtk_box_insert_child_after (self->chips, gls_label_chip_new (type), last);
      last = gtk_widget_get_prev_sibling (hint);
    }
}

void
gls_label_bar_set_armed (GlsLabelBar *self, const char *type)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips)); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (chip), "type-name"), type) == 0)
      gtk_widget_add_css_class (chip, "armed");
    else
      gtk_widget_remove_css_class (chip, "armed");
}

void
gls_label_bar_set_hint (GlsLabelBar *self, const char *markup)
{
  gtk_label_set_markup (self->hint, markup);
  /* In large letters it may not fit. */
  gtk_widget_set_tooltip_markup (GTK_WIDGET (self->hint), markup);
}
