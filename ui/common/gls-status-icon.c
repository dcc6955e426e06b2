/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a document's status.
 * It must not know which document it stands for. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "gls-status-icon.h"

#define SIZE 14

struct _GlsStatusIcon {
  GtkWidget parent_instance;
  GlsStatus status;
};

G_DEFINE_FINAL_TYPE (GlsStatusIcon, gls_status_icon, GTK_TYPE_WIDGET)

const char *
gls_status_get_label (GlsStatus status)
{
  switch (status)
    {
    case GLS_STATUS_IN_WORK:
      return _ ("In work");
    case GLS_STATUS_DONE:
      return _ ("Done");
    case GLS_STATUS_NOT_BEGUN:
    default:
      return _ ("Not begun");
    }
}

static void
gls_status_icon_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
gls_status_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GlsStatusIcon *self = GLS_STATUS_ICON (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  double x = width / 2.0, y = height / 2.0, r = SIZE / 2.0 - 2;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.8);
  cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  if (self->status == GLS_STATUS_DONE)
    {
      cairo_stroke_preserve (cr);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_set_line_width (cr, 1.6);
      cairo_move_to (cr, x - 2.6, y + 0.2);
      cairo_line_to (cr, x - 0.7, y + 2.1);
      cairo_line_to (cr, x + 2.8, y - 2.0);
    }
  cairo_stroke (cr);
  if (self->status == GLS_STATUS_IN_WORK)
    {
      cairo_arc (cr, x, y, r, G_PI / 2, 3 * G_PI / 2);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

static void
gls_status_icon_class_init (GlsStatusIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = gls_status_icon_measure;
  widget_class->snapshot = gls_status_icon_snapshot;
  gtk_widget_class_set_css_name (widget_class, "statusicon");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gls_status_icon_init (GlsStatusIcon *self)
{
  gls_status_icon_set_status (self, GLS_STATUS_NOT_BEGUN);
}

GtkWidget *
gls_status_icon_new (void)
{
  return g_object_new (GLS_TYPE_STATUS_ICON, NULL);
}

void
gls_status_icon_set_status (GlsStatusIcon *self, GlsStatus status)
{
  static const char *classes[] = { "not-begun", "in-work", "done" };
  const char *only[] = { classes[status], NULL };

  if (status == self->status && gtk_widget_has_css_class (GTK_WIDGET (self), only[0]))
    return;
  self->status = status;
  gtk_widget_set_css_classes (GTK_WIDGET (self), only);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, gls_status_get_label (status), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
