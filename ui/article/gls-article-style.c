/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours, fonts and measures of the article: the codebook's colours made readable on the theme's background, the labels.
 * It draws nothing and knows nothing of where things are. */
#include "config.h"

#include <math.h>

#include "gls-article-view-private.h"
#include "gls-contrast.h"
#include "gls-theme.h"
#include "gls-type-label.h"

/* Of the article's font size. */
#define LABEL_SIZE 0.58

static void
look_up_colors (GlsArticleView *self)
{
  GlsArticleStyle *style = &self->style;
  GtkWidget *widget = GTK_WIDGET (self);
  double mark, ink;

  style->dark = adw_style_manager_get_dark (self->style_manager);
  style->high_contrast = adw_style_manager_get_high_contrast (self->style_manager);
  gls_theme_get_foreground (widget, &style->foreground);
  if (!gls_theme_get_color (widget, "view_bg_color", &style->background))
    gdk_rgba_parse (&style->background, style->dark ? "#1e1e1e" : "#ffffff");
  if (!gls_theme_get_color (widget, "accent_color", &style->accent))
    gdk_rgba_parse (&style->accent, style->dark ? "#78aeed" : "#1c71d8");

  if (!gls_theme_get_color (widget, "accent_bg_color", &style->selection))
    style->selection = style->accent;
  style->selection.alpha = style->high_contrast ? 0.5 : style->dark ? 0.5 : 0.33;

  style->tint_alpha = style->dark ? (style->high_contrast ? 0.2 : 0.26) : (style->high_contrast ? 0.18 : 0.14);
  mark = style->high_contrast ? GLS_CONTRAST_MARK_HIGH : GLS_CONTRAST_MARK;
  ink = style->high_contrast ? GLS_CONTRAST_TEXT_HIGH : GLS_CONTRAST_TEXT;
  style->accent = gls_contrast_make (&style->accent, &style->background, mark);

  style->types = g_array_new (FALSE, FALSE, sizeof (GdkRGBA));
  style->inks = g_array_new (FALSE, FALSE, sizeof (GdkRGBA));
  for (guint i = 0; self->spans && i < self->spans->types->len; i++)
    {
      const char *name = g_ptr_array_index (self->spans->types, i);
      const GlsTypeDef *def = self->codebook ? gls_codebook_find_type (self->codebook, name) : NULL;
      GdkRGBA color = { 0.45, 0.45, 0.45, 1 }, bar, letters;

      if (def && def->color)
        gdk_rgba_parse (&color, def->color);
      bar = gls_contrast_make (&color, &style->background, mark);
      letters = gls_contrast_make (&color, &style->background, ink);
      g_array_append_val (style->types, bar);
      g_array_append_val (style->inks, letters);
    }
}

/* Pixels of the article's font at the present zoom. */
static double
font_pixels (GlsArticleView *self, PangoContext *context)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    {
      double resolution = pango_cairo_context_get_resolution (context);

      size *= (resolution > 0 ? resolution : 96) / 72;
    }
  return (size > 0 ? size : 16) * self->text_scale;
}

static void
measure (GlsArticleView *self)
{
  GlsArticleStyle *style = &self->style;
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  double size = font_pixels (self, context);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  PangoFontMetrics *metrics;
  double label = MAX (round (size * LABEL_SIZE), 9);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (self->font_family)
    pango_font_description_set_family (font, self->font_family);
  metrics = pango_context_get_metrics (context, font, NULL);
  style->char_width = MAX (PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics)), 1);
  pango_font_metrics_unref (metrics);
  pango_font_description_free (font);

  style->label_font = pango_font_description_from_string ("Sans Bold");
  pango_font_description_set_absolute_size (style->label_font, label * PANGO_SCALE);
  /* As the rest of the window, whatever the article's zoom. */
  style->card_font = pango_font_description_from_string ("Sans");
  pango_font_description_set_absolute_size (style->card_font, size / self->text_scale * 0.78 * PANGO_SCALE);
  style->bar = MAX ((int) round (size / 6.5), 2) + (style->high_contrast ? 1 : 0);
  style->pad = MAX ((int) round (size / 16), 1);
  style->label_height = (int) ceil (label * 1.14);
  style->label_baseline = (int) round (label * 0.86);
  style->pitch = style->bar + 1 + style->label_height + 1;
}

/* Only call it with a style that is drawn with, never before the widget can tell its theme. */
const GlsArticleStyle *
gls_article_view_get_style (GlsArticleView *self)
{
  if (!self->style.valid)
    {
      look_up_colors (self);
      measure (self);
      self->style.labels = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
      self->style.valid = TRUE;
    }
  return &self->style;
}

void
gls_article_view_drop_style (GlsArticleView *self)
{
  GlsArticleStyle *style = &self->style;

  g_clear_pointer (&style->types, g_array_unref);
  g_clear_pointer (&style->inks, g_array_unref);
  g_clear_pointer (&style->labels, g_hash_table_unref);
  g_clear_pointer (&style->label_font, pango_font_description_free);
  g_clear_pointer (&style->card_font, pango_font_description_free);
  style->valid = FALSE;
}

/* What stands below each line of a paragraph with so many lanes. Paragraphs without annotations have room for one, so that the
 * first mark does not move the text. */
int
gls_article_view_lane_space (GlsArticleView *self, guint lanes)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);

  return style->pad + (int) lanes * style->pitch + style->pitch / 3;
}

/* The label of a span: transfer none, shared between all spans that have the same. */
PangoLayout *
gls_article_view_get_label (GlsArticleView *self, const GlsSpan *span)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  guint key = span->type | (guint) (span->flags & (GLS_SPAN_SUGGESTION | GLS_SPAN_UNSURE | GLS_SPAN_NOTE)) << 16;
  PangoLayout *layout = g_hash_table_lookup (style->labels, GUINT_TO_POINTER (key));
  g_autofree char *text = NULL;

  if (layout)
    return layout;

  /* The signs stand first: what is cut off is the name, which the colour tells too. */
  text = g_strconcat (span->flags & GLS_SPAN_SUGGESTION ? "✦ " : "", span->flags & GLS_SPAN_UNSURE ? "? " : "",
                      span->flags & GLS_SPAN_NOTE ? "✎ " : "",
                      span->type < self->spans->types->len
                          ? gls_type_get_label (g_ptr_array_index (self->spans->types, span->type)) : "", NULL);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_font_description (layout, style->label_font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  g_hash_table_insert (style->labels, GUINT_TO_POINTER (key), layout);
  return layout;
}

void
gls_article_view_init_css (GlsArticleView *self)
{
  static const char css[] =
    "textview.gls-article { font-family: 'Source Serif 4', 'Noto Serif', 'Liberation Serif', serif; font-size: 1.24em;"
    " caret-color: transparent; }"
    "textview.gls-article > text > selection { background-color: transparent; }";

  gls_theme_add_css (gtk_widget_get_display (GTK_WIDGET (self)), "gls-article-css", css);
  gtk_widget_add_css_class (GTK_WIDGET (self), "gls-article");
}
