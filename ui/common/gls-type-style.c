/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a codebook's colours into CSS on the display, anew when light turns dark.
 * It must not know which widgets wear the classes. */
#include "config.h"

#include <adwaita.h>
#include "gls-contrast.h"
#include "gls-type-style.h"

#define PREFIX "gls-type-"

struct _GlsTypeStyle {
  GObject         parent_instance;
  GtkCssProvider *provider;
  GlsCodebook    *codebook;
  char           *scope;
  gulong          dark_handler;
  gulong          contrast_handler;
};

G_DEFINE_FINAL_TYPE (GlsTypeStyle, gls_type_style, G_TYPE_OBJECT)

/* A codebook's colour is a stranger's text and goes into CSS. */
static void
get_color (const GlsTypeDef *type, GdkRGBA *color)
{
  if (type->color == NULL || !gdk_rgba_parse (color, type->color))
    gdk_rgba_parse (color, "#5e5c64");
  color->alpha = 1;
}

static GdkRGBA
mix (const GdkRGBA *from, const GdkRGBA *to, float part)
{
  return (GdkRGBA){ from->red + (to->red - from->red) * part, from->green + (to->green - from->green) * part,
                    from->blue + (to->blue - from->blue) * part, 1 };
}

/* How much of the colour is in the ground of a chip. */
static float
get_tint (gboolean dark, gboolean high_contrast)
{
  return dark && !high_contrast ? 0.32f : 0.16f;
}

void
gls_type_style_get_chip (const GdkRGBA *color, gboolean dark, gboolean high_contrast, GlsChipColors *chip)
{
  /* What chips stand on: a bar of commands, which is darker than paper, or lighter than the dark theme's. */
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  GdkRGBA ground, letters = mix (color, dark ? &white : &black, dark ? 0.45f : 0.22f);
  double wanted = high_contrast ? GLS_CONTRAST_TEXT_HIGH : GLS_CONTRAST_TEXT;

  gdk_rgba_parse (&ground, dark ? "#303030" : "#ebebeb");
  chip->ground = mix (&ground, color, get_tint (dark, high_contrast));
  chip->letters = gls_contrast_make (&letters, &chip->ground, wanted);
  chip->armed = *color;
  chip->armed_letters = gls_contrast_get (color, &white) >= GLS_CONTRAST_MARK ? white : black;
}

static void
append_class (GString *css, const char *scope, const GlsTypeDef *type, gboolean dark, gboolean high_contrast)
{
  char id[GLS_ID_STRING_SIZE];
  g_autofree char *rgb = NULL, *letters = NULL, *armed_letters = NULL;
  char tint[G_ASCII_DTOSTR_BUF_SIZE];
  GlsChipColors chip;
  GdkRGBA color;

  gls_id_to_string (&type->id, id);
  get_color (type, &color);
  gls_type_style_get_chip (&color, dark, high_contrast, &chip);
  g_ascii_formatd (tint, sizeof tint, "%.2f", get_tint (dark, high_contrast));
  rgb = gdk_rgba_to_string (&color);
  letters = gdk_rgba_to_string (&chip.letters);
  armed_letters = gdk_rgba_to_string (&chip.armed_letters);
  g_string_append_printf (css,
                          ".%s ." PREFIX "%s.chip { background-color: alpha(%s, %s); color: %s; }\n"
                          ".%s ." PREFIX "%s.chip.armed { background-color: %s; color: %s; }\n",
                          scope, id, rgb, tint, letters, scope, id, rgb, armed_letters);
}

static void
rebuild (GlsTypeStyle *self)
{
  g_autoptr (GString) css = g_string_new (NULL);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (guint i = 0; self->codebook != NULL && i < self->codebook->types->len; i++)
    append_class (css, self->scope, g_ptr_array_index (self->codebook->types, i), adw_style_manager_get_dark (manager),
                  adw_style_manager_get_high_contrast (manager));
  gtk_css_provider_load_from_data (self->provider, css->str, css->len);
}

static void
gls_type_style_finalize (GObject *object)
{
  GlsTypeStyle *self = GLS_TYPE_STYLE (object);

  g_clear_signal_handler (&self->dark_handler, adw_style_manager_get_default ());
  g_clear_signal_handler (&self->contrast_handler, adw_style_manager_get_default ());
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  g_free (self->scope);
  G_OBJECT_CLASS (gls_type_style_parent_class)->finalize (object);
}

static void
gls_type_style_class_init (GlsTypeStyleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_type_style_finalize;
}

static void
gls_type_style_init (GlsTypeStyle *self)
{
  static guint serial;

  self->scope = g_strdup_printf ("gls-project-%u", ++serial);
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  self->dark_handler = g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark",
                                                 G_CALLBACK (rebuild), self);
  self->contrast_handler = g_signal_connect_swapped (adw_style_manager_get_default (), "notify::high-contrast",
                                                     G_CALLBACK (rebuild), self);
}

GlsTypeStyle *
gls_type_style_new (void)
{
  return g_object_new (GLS_TYPE_TYPE_STYLE, NULL);
}

const char *
gls_type_style_get_scope (GlsTypeStyle *self)
{
  return self->scope;
}

void
gls_type_style_set_codebook (GlsTypeStyle *self, GlsCodebook *codebook)
{
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  self->codebook = codebook != NULL ? gls_codebook_ref (codebook) : NULL;
  rebuild (self);
}

void
gls_type_style_apply (GtkWidget *widget, const GlsTypeDef *type)
{
  g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);

  for (guint i = 0; classes[i] != NULL; i++)
    if (g_str_has_prefix (classes[i], PREFIX))
      gtk_widget_remove_css_class (widget, classes[i]);
  if (type != NULL)
    {
      g_autofree char *id = gls_id_dup_string (&type->id);
      g_autofree char *name = g_strconcat (PREFIX, id, NULL);

      gtk_widget_add_css_class (widget, name);
    }
}
