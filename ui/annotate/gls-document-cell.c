/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a line of the document list itself: GTK keeps 200 of them and gives each a new document at every letter of the
 * filter, for which labels, their layouts and tooltips are too slow. It must not know which documents there are. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-compat.h"
#include "common/gls-status-icon.h"
#include "common/gls-theme.h"
#include "gls-document-cell.h"

#define SPACING 8
#define LEAST_WIDTH 48     /* of the name */
#define COUNT_SCALE 0.86
#define COUNT_ALPHA 0.6f

struct _GlsDocumentCell {
  GtkWidget        parent_instance;
  GtkWidget       *icon;
  GtkListItem     *item;      /* not owned; it stands in it while it is bound */
  GlsDocumentItem *document;
  gboolean         heading;
};

G_DEFINE_FINAL_TYPE (GlsDocumentCell, gls_document_cell, GTK_TYPE_WIDGET)

/* "In work · 3". */
static char *
dup_heading (GlsDocumentItem *document)
{
  return g_strdup_printf ("%s · %u", gls_status_get_label (gls_document_item_get_status (document)),
                          gls_document_item_get_count (document));
}

/* The same for every line of one font: asked once, as measuring a font takes longer than drawing with it. */
static int
line_height (GtkWidget *widget)
{
  static struct {
    PangoFontDescription *font;
    double                resolution;
    guint                 serial;
    int                   height;
  } known[2];
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double resolution = pango_cairo_context_get_resolution (context);
  guint serial = pango_font_map_get_serial (pango_context_get_font_map (context));
  guint i = GLS_DOCUMENT_CELL (widget)->heading ? 1 : 0;

  if (known[i].font == NULL || known[i].resolution != resolution || known[i].serial != serial
      || !pango_font_description_equal (known[i].font, font))
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "Ñg");

      g_clear_pointer (&known[i].font, pango_font_description_free);
      known[i].font = pango_font_description_copy (font);
      known[i].resolution = resolution;
      known[i].serial = serial;
      pango_layout_get_pixel_size (layout, NULL, &known[i].height);
    }
  return known[i].height;
}

static void
gls_document_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  GlsDocumentCell *self = GLS_DOCUMENT_CELL (widget);
  int icon;

  gtk_widget_measure (self->icon, orientation, -1, &icon, NULL, NULL, NULL);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? MAX (icon, line_height (widget)) : icon + SPACING + LEAST_WIDTH;
}

static void
gls_document_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GlsDocumentCell *self = GLS_DOCUMENT_CELL (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int icon_width, icon_height;

  if (!gtk_widget_should_layout (self->icon))
    return;
  gtk_widget_measure (self->icon, GTK_ORIENTATION_HORIZONTAL, -1, &icon_width, NULL, NULL, NULL);
  gtk_widget_measure (self->icon, GTK_ORIENTATION_VERTICAL, -1, &icon_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->icon, &(GtkAllocation) { mirrored ? width - icon_width : 0, (height - icon_height) / 2,
                                                           icon_width, icon_height }, -1);
}

/* Between @start and @end as the reading direction counts them; gives the width it took. */
static int
draw_text (GtkWidget *widget, GtkSnapshot *snapshot, PangoLayout *layout, int start, int end, gboolean at_end, float alpha)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int left = mirrored ? gtk_widget_get_width (widget) - end : start;
  PangoRectangle logical;
  GdkRGBA color;

  gls_theme_get_foreground (widget, &color);
  color.alpha *= alpha;
  pango_layout_get_pixel_extents (layout, NULL, &logical);
  if (mirrored != at_end)
    left += end - start - logical.width;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (left - logical.x, (gtk_widget_get_height (widget) - logical.height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
  return logical.width;
}

static int
draw_count (GtkWidget *widget, GtkSnapshot *snapshot, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) smaller = pango_attr_list_new ();

  pango_attr_list_insert (smaller, pango_attr_scale_new (COUNT_SCALE));
  pango_layout_set_attributes (layout, smaller);
  return draw_text (widget, snapshot, layout, 0, gtk_widget_get_width (widget), TRUE, COUNT_ALPHA);
}

static void
gls_document_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GlsDocumentCell *self = GLS_DOCUMENT_CELL (widget);
  int start = 0, end = gtk_widget_get_width (widget);
  g_autofree char *heading = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  if (self->document == NULL)
    return;
  if (self->heading)
    heading = dup_heading (self->document);
  else
    {
      gtk_widget_snapshot_child (widget, self->icon, snapshot);
      start = gtk_widget_get_width (self->icon) + SPACING;
      end -= draw_count (widget, snapshot, gls_document_item_get_row (self->document)->mine) + SPACING;
    }
  if (end <= start)
    return;
  layout = gtk_widget_create_pango_layout (widget, heading != NULL ? heading
                                           : gls_catalog_get_name (gls_document_item_get_row (self->document)));
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (end - start) * PANGO_SCALE);
  draw_text (widget, snapshot, layout, start, end, FALSE, 1);
}

/* --- Tooltip ----------------------------------------------------------------------------------------------------- */

/* Where it is from: what the line has no room for. */
static char *
dup_origin (GlsDocumentItem *document)
{
  const GlsDocumentRow *row = gls_document_item_get_row (document);

  return g_strdup_printf ("%s%s%s", row->publisher != NULL ? row->publisher : row->key, row->published != NULL ? " · " : "",
                          row->published != NULL ? row->published : "");
}

/* Made when asked for: a tooltip that is set makes GTK ask the display server where the pointer is, and wait. */
static gboolean
gls_document_cell_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GlsDocumentCell *self = GLS_DOCUMENT_CELL (widget);
  g_autofree char *origin = NULL, *text = NULL;

  if (self->document == NULL || self->heading)
    return FALSE;
  origin = dup_origin (self->document);
  text = g_strdup_printf ("%s\n%s", gls_catalog_get_name (gls_document_item_get_row (self->document)), origin);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* --- Set-up ------------------------------------------------------------------------------------------------------ */

static void
gls_document_cell_dispose (GObject *object)
{
  GlsDocumentCell *self = GLS_DOCUMENT_CELL (object);

  gls_document_cell_unbind (self);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  G_OBJECT_CLASS (gls_document_cell_parent_class)->dispose (object);
}

static void
gls_document_cell_class_init (GlsDocumentCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_document_cell_dispose;
  widget_class->measure = gls_document_cell_measure;
  widget_class->size_allocate = gls_document_cell_size_allocate;
  widget_class->snapshot = gls_document_cell_snapshot;
  widget_class->query_tooltip = gls_document_cell_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "documentcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gls_document_cell_init (GlsDocumentCell *self)
{
  self->icon = gls_status_icon_new ();
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
gls_document_cell_new (void)
{
  return g_object_new (GLS_TYPE_DOCUMENT_CELL, NULL);
}

static void
set_heading (GlsDocumentCell *self, gboolean heading)
{
  gtk_list_item_set_selectable (self->item, !heading);
  gtk_list_item_set_activatable (self->item, !heading);
  if (heading == self->heading)
    return;
  self->heading = heading;
  gtk_widget_set_visible (self->icon, !heading);
  if (heading)
    gtk_widget_add_css_class (GTK_WIDGET (self), "group-heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "group-heading");
}

static void
show_document (GlsDocumentCell *self)
{
  g_autofree char *name = NULL, *description = NULL;

  set_heading (self, gls_document_item_is_heading (self->document));
  if (self->heading)
    name = dup_heading (self->document);
  else
    {
      const GlsDocumentRow *row = gls_document_item_get_row (self->document);

      gls_status_icon_set_status (GLS_STATUS_ICON (self->icon), row->status);
      name = g_strdup_printf (ngettext ("%s, %s, %u annotation", "%s, %s, %u annotations", row->mine), gls_catalog_get_name (row),
                              gls_status_get_label (row->status), row->mine);
      description = dup_origin (self->document);
    }
  gls_list_item_set_name (self->item, name);
  gls_list_item_set_description (self->item, description);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gls_document_cell_bind (GlsDocumentCell *self, GtkListItem *item)
{
  self->item = item;
  g_set_object (&self->document, gtk_list_item_get_item (item));
  g_signal_connect_swapped (self->document, "changed", G_CALLBACK (show_document), self);
  show_document (self);
}

void
gls_document_cell_unbind (GlsDocumentCell *self)
{
  self->item = NULL;
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, show_document, self);
  g_clear_object (&self->document);
}

GlsDocumentItem *
gls_document_cell_get_document (GlsDocumentCell *self)
{
  return self->document;
}
