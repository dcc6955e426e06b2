/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what is over the annotations and moves with the user: the caret.
 * It reads the buffer and never changes it: it runs inside a snapshot. */
#include "config.h"

#include "gls-article-view-private.h"

#define CARET_WIDTH 2

/* GTK's own would stand as low as a space that carries the room of lanes. */
static void
paint_caret (GlsArticleView *self, GtkSnapshot *snapshot)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GdkRectangle visible, strong, place;
  GtkTextIter iter, top;
  int y, height;

  if (!gtk_widget_has_focus (GTK_WIDGET (self)) || !gls_article_view_first_visible (self, &top, &visible))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &y, &height);
  if (height == 0 || y + height < visible.y || y > visible.y + visible.height)
    return;
  gtk_text_view_get_cursor_locations (GTK_TEXT_VIEW (self), &iter, &strong, NULL);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &place);
  y = place.y;
  gls_article_view_locate (self, &iter, &place);
  gtk_snapshot_append_color (snapshot, &style->foreground,
                             &GRAPHENE_RECT_INIT (strong.x - CARET_WIDTH / 2, strong.y + place.y - y, CARET_WIDTH,
                                                  strong.height));
}

void
gls_article_view_adorn (GlsArticleView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  gls_article_view_paint_links (self, layer, snapshot);
  if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    paint_caret (self, snapshot);
}
