/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers the palette, judges any other colour as one types it.
 * It must not know how an article draws a type. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-color.h>
#include "common/gls-contrast.h"
#include "gls-color-field.h"
#include "gls-field.h"

#define COLUMNS 4

struct _GlsColorField {
  GtkBox           parent_instance;
  GlsCodebookDesk *desk;
  GlsId            type;
  GtkWidget       *button;
  GtkWidget       *swatch;
  GtkWidget       *label;
  GtkWidget       *popover;
  GtkWidget       *grid;
  GlsField        *custom;
  GtkWidget       *preview[2];
};

G_DEFINE_FINAL_TYPE (GlsColorField, gls_color_field, GTK_TYPE_BOX)

static guint applied_signal;

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const char *text = g_object_get_data (G_OBJECT (area), "color");
  GdkRGBA color;

  if (text == NULL || !gdk_rgba_parse (&color, text))
    return;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static GtkWidget *
swatch_new (int width, int height)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), height);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_swatch, NULL, NULL);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  return area;
}

static void
swatch_set (GtkWidget *area, const char *color)
{
  g_object_set_data_full (G_OBJECT (area), "color", g_strdup (color), g_free);
  gtk_widget_queue_draw (area);
}

static const char *
palette_name (const char *color)
{
  const GlsPaletteColor *palette = gls_color_get_palette ();

  for (guint i = 0; palette[i].color != NULL; i++)
    if (g_ascii_strcasecmp (palette[i].color, color) == 0)
      return _ (palette[i].name);
  return NULL;
}

static const GlsTypeDef *
find_user (GlsColorField *self, const char *color)
{
  GPtrArray *types = gls_codebook_desk_get (self->desk)->types;

  for (guint i = 0; i < types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (types, i);

      if (!type->retired && type->color != NULL && g_ascii_strcasecmp (type->color, color) == 0
          && !gls_id_equal (&type->id, &self->type))
        return type;
    }
  return NULL;
}

static void
choose (GlsColorField *self, const char *color)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, applied_signal, 0, color);
}

static void
swatch_clicked (GtkButton *button, GlsColorField *self)
{
  g_autofree char *color = g_strdup (g_object_get_data (G_OBJECT (button), "color"));

  choose (self, color);
}

static char *
check_custom (const char *text, gpointer data)
{
  return gls_color_is_valid (text) ? NULL : gls_color_judge (gls_codebook_desk_get (GLS_COLOR_FIELD (data)->desk), NULL, text);
}

/* As it will look on paper white and on the dark theme's ground. */
static void
show_preview (GlsColorField *self, const char *color)
{
  static const char * const grounds[] = { GLS_COLOR_LIGHT, GLS_COLOR_DARK };

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      GdkRGBA asked = { 0 }, ground = { 0 }, letters;
      guint parts[3];
      g_autofree char *markup = NULL;

      gdk_rgba_parse (&asked, color);
      gdk_rgba_parse (&ground, grounds[i]);
      letters = gls_contrast_make (&asked, &ground, GLS_CONTRAST_TEXT);
      parts[0] = (guint) (letters.red * 255 + 0.5f);
      parts[1] = (guint) (letters.green * 255 + 0.5f);
      parts[2] = (guint) (letters.blue * 255 + 0.5f);
      markup = g_strdup_printf ("<span background=\"%s\" foreground=\"#%02x%02x%02x\" weight=\"bold\">  %s  </span>", grounds[i],
                                parts[0], parts[1], parts[2], i == 0 ? _ ("on light") : _ ("on dark"));
      gtk_label_set_markup (GTK_LABEL (self->preview[i]), markup);
    }
}

static void
custom_typed (GlsColorField *self, const char *text)
{
  g_autofree char *remark = NULL;

  if (!gls_color_is_valid (text))
    return;
  remark = gls_color_judge (gls_codebook_desk_get (self->desk), &self->type, text);
  gls_field_set_remark (self->custom, remark);
  show_preview (self, text);
}

static void
custom_applied (GlsColorField *self, const char *text)
{
  g_autofree char *color = g_ascii_strdown (text, -1);

  choose (self, color);
}

static GtkWidget *
new_swatch_button (GlsColorField *self, const GlsPaletteColor *color, const char *current)
{
  GtkWidget *button = gtk_button_new (), *overlay = gtk_overlay_new (), *area = swatch_new (30, 24);
  const GlsTypeDef *user = find_user (self, color->color);
  g_autofree char *name = user != NULL ? g_strdup_printf (_ ("%s, the colour of “%s”"), _ (color->name), user->name)
                                       : g_strdup (_ (color->name));

  swatch_set (area, color->color);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), area);
  if (user != NULL || g_ascii_strcasecmp (color->color, current) == 0)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name (user != NULL ? "media-record-symbolic" : "object-select-symbolic");

      gtk_widget_add_css_class (mark, "swatch-mark");
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), mark);
    }
  gtk_button_set_child (GTK_BUTTON (button), overlay);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "swatch");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "color", (gpointer) color->color);
  g_signal_connect (button, "clicked", G_CALLBACK (swatch_clicked), self);
  return button;
}

static void
fill_popover (GlsColorField *self)
{
  const GlsPaletteColor *palette = gls_color_get_palette ();
  const GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);
  const char *current = type != NULL && type->color != NULL ? type->color : "";
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (guint i = 0; palette[i].color != NULL; i++)
    gtk_grid_attach (GTK_GRID (self->grid), new_swatch_button (self, &palette[i], current), i % COLUMNS, i / COLUMNS, 1, 1);
  gls_field_set_remark (self->custom, NULL);
  gls_field_set_text (self->custom, current);
  custom_typed (self, current);
}

void
gls_color_field_update (GlsColorField *self)
{
  const GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);
  const char *color = type != NULL && type->color != NULL ? type->color : "#5e5c64";
  const char *name = palette_name (color);
  g_autofree char *spoken = g_strdup_printf (_ ("Colour: %s"), name != NULL ? name : color);

  swatch_set (self->swatch, color);
  gtk_label_set_text (GTK_LABEL (self->label), name != NULL ? name : color);
  gtk_widget_set_tooltip_text (self->button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
gls_color_field_dispose (GObject *object)
{
  g_clear_object (&GLS_COLOR_FIELD (object)->desk);
  G_OBJECT_CLASS (gls_color_field_parent_class)->dispose (object);
}

static void
gls_color_field_class_init (GlsColorFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_color_field_dispose;
  applied_signal = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
gls_color_field_init (GlsColorField *self)
{
  GtkWidget *caption = gtk_label_new (_ ("Colour")), *face = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *previews = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  self->swatch = swatch_new (22, 16);
  self->label = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (face), self->swatch);
  gtk_box_append (GTK_BOX (face), self->label);
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 2);
  self->custom = GLS_FIELD (gls_field_new (_ ("Another colour"), "", FALSE));
  g_signal_connect_object (self->custom, "typed", G_CALLBACK (custom_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->custom, "applied", G_CALLBACK (custom_applied), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (self->preview); i++)
    {
      self->preview[i] = gtk_label_new (NULL);
      gtk_box_append (GTK_BOX (previews), self->preview[i]);
    }
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->custom));
  gtk_box_append (GTK_BOX (box), previews);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Colours"), -1);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (fill_popover), self, G_CONNECT_SWAPPED);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), face);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_box_append (GTK_BOX (self), caption);
  gtk_box_append (GTK_BOX (self), self->button);
}

GtkWidget *
gls_color_field_new (GlsCodebookDesk *desk, const GlsId *type)
{
  GlsColorField *self = g_object_new (GLS_TYPE_COLOR_FIELD, NULL);

  self->desk = g_object_ref (desk);
  self->type = *type;
  gls_field_set_check (self->custom, check_custom, self);
  gls_color_field_update (self);
  return GTK_WIDGET (self);
}
