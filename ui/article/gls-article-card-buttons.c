/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The buttons on the card under the pointer. They are drawn like the card, so that neither takes the focus; what they do is asked of others.
 * It must not know what the card is about. */
#include "config.h"

#include "gls-article-view-private.h"

#define SPACE 6
#define INSIDE_X 10
#define INSIDE_Y 4

typedef struct {
  char        *action;
  PangoLayout *layout;
  GdkRectangle area;      /* in the card */
} CardButton;

static void
card_button_free (gpointer data)
{
  CardButton *button = data;

  g_free (button->action);
  g_object_unref (button->layout);
  g_free (button);
}

void
gls_article_view_set_card_buttons (GlsArticleView *self, GPtrArray *pairs)
{
  g_clear_pointer (&self->card.buttons, g_ptr_array_unref);
  self->card.pointed = -1;
  if (pairs == NULL || pairs->len < 2)
    return;
  self->card.buttons = g_ptr_array_new_with_free_func (card_button_free);
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    {
      CardButton *button = g_new0 (CardButton, 1);

      button->action = g_strdup (pairs->pdata[i]);
      button->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), pairs->pdata[i + 1]);
      pango_layout_set_font_description (button->layout, gls_article_view_get_style (self)->card_font);
      g_ptr_array_add (self->card.buttons, button);
    }
}

void
gls_article_view_place_card_buttons (GlsArticleView *self, int *width, int *height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0, tall = 0;

  for (guint i = 0; self->card.buttons != NULL && i < self->card.buttons->len; i++)
    {
      CardButton *button = self->card.buttons->pdata[i];
      int w, h;

      pango_layout_get_pixel_size (button->layout, &w, &h);
      button->area = (GdkRectangle){ x, *height + SPACE, w + 2 * INSIDE_X, h + 2 * INSIDE_Y };
      x += button->area.width + SPACE;
      tall = MAX (tall, button->area.height + SPACE);
    }
  *width = MAX (*width, x - SPACE);
  *height += tall;
  for (guint i = 0; mirrored && self->card.buttons != NULL && i < self->card.buttons->len; i++)
    {
      CardButton *button = self->card.buttons->pdata[i];

      button->area.x = *width - button->area.x - button->area.width;
    }
}

const char *
gls_article_view_card_button_at (GlsArticleView *self, double x, double y, int *number)
{
  const GdkRectangle *card = &self->card.inside;

  *number = -1;
  for (guint i = 0; self->card.shown && self->card.buttons != NULL && i < self->card.buttons->len; i++)
    {
      const CardButton *button = self->card.buttons->pdata[i];

      if (gdk_rectangle_contains_point (&button->area, (int) x - card->x, (int) y - card->y))
        {
          *number = (int) i;
          return button->action;
        }
    }
  return NULL;
}

void
gls_article_view_paint_card_buttons (GlsArticleView *self, GtkSnapshot *snapshot)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);

  for (guint i = 0; self->card.buttons != NULL && i < self->card.buttons->len; i++)
    {
      const CardButton *button = self->card.buttons->pdata[i];
      const GdkRectangle *area = &button->area;
      GdkRGBA fill = style->foreground, edge = style->foreground;
      GskRoundedRect frame;

      fill.alpha = self->card.pointed == (int) i ? 0.2 : 0.08;
      edge.alpha = style->high_contrast ? 1 : 0.25;
      gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (area->x, area->y, area->width, area->height), 6);
      gtk_snapshot_push_rounded_clip (snapshot, &frame);
      gtk_snapshot_append_color (snapshot, &fill, &frame.bounds);
      gtk_snapshot_pop (snapshot);
      gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { edge, edge, edge, edge });
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->x + INSIDE_X, area->y + INSIDE_Y));
      gtk_snapshot_append_layout (snapshot, button->layout, &style->foreground);
      gtk_snapshot_restore (snapshot);
    }
}

gboolean
gls_article_view_press_card (GlsArticleView *self, double x, double y)
{
  int number;
  g_autofree char *action = g_strdup (gls_article_view_card_button_at (self, x, y, &number));
  GlsId id = self->card.id;
  gboolean has_id = self->card.has_id;
  guint32 offset = self->card.offset;

  if (action == NULL)
    return FALSE;
  gls_article_view_hide_card (self);
  gls_article_view_emit_card (self, has_id ? &id : NULL, offset, action);
  return TRUE;
}
