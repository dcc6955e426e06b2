/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what the codebook says about a type.
 * It must not know what is selected. */
#include "config.h"

#include "gls-example-markup.h"
#include "gls-type-style.h"
#include "gls-guide.h"

struct _GlsGuide {
  AdwBin             parent_instance;
  GtkScrolledWindow *scroller;
  GtkLabel          *text;
};

G_DEFINE_FINAL_TYPE (GlsGuide, gls_guide, ADW_TYPE_BIN)

static void
gls_guide_class_init (GlsGuideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/common/gls-guide.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsGuide, scroller);
  gtk_widget_class_bind_template_child (widget_class, GlsGuide, text);
}

static void
gls_guide_init (GlsGuide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gls_guide_set_type (GlsGuide *self, const GlsTypeDef *type)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  if (type != NULL && (type->description != NULL || (type->rulings != NULL && type->rulings[0] != NULL) || type->examples->len > 0))
    {
      g_autofree char *head = g_markup_printf_escaped ("<b>%s</b>%s%s", gls_type_get_label (type->name),
                                                       type->description != NULL ? " — " : "",
                                                       type->description != NULL ? type->description : "");

      g_string_append (markup, head);
      for (guint i = 0; type->rulings != NULL && type->rulings[i] != NULL; i++)
        {
          g_autofree char *ruling = g_markup_escape_text (type->rulings[i], -1);
          g_string_append_printf (markup, "\n• %s", ruling);
        }
      for (guint i = 0; i < type->examples->len; i++)
        {
          g_autofree char *example = gls_example_to_markup (g_ptr_array_index (type->examples, i));

          g_string_append_printf (markup, "\n▸ %s", example);
        }
    }
  if (g_strcmp0 (markup->str, gtk_label_get_label (self->text)) != 0)
    {
      gtk_label_set_markup (self->text, markup->str);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), markup->len > 0);
}

void
gls_guide_set_room (GlsGuide *self, int height)
{
  gtk_scrolled_window_set_max_content_height (self->scroller, height);
}
