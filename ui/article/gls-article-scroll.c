/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in sight, and bringing something into sight although most of a long text has no height yet.
 * It knows nothing of annotations. */
#include "config.h"

#include "gls-article-view-private.h"

/* The place has to stay right for so many frames, and is given up after so many. */
#define STEADY_FRAMES 6
#define MAX_FRAMES 300
#define ASK_AGAIN 10
/* Frames without a change after which heights are taken for settled. */
#define HOLD_FRAMES 20
/* How long a place below the known end of the text is waited for. */
#define CUT_FRAMES 30
/* Where on the screen the place comes to stand. */
#define FROM_TOP 0.3

/* The first paragraph on screen; FALSE before there is a size. */
gboolean
gls_article_view_first_visible (GlsArticleView *self, GtkTextIter *iter, GdkRectangle *visible)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);

  if (gtk_widget_get_width (GTK_WIDGET (self)) <= 0)
    return FALSE;
  gtk_text_view_get_visible_rect (view, visible);
  gtk_text_view_get_line_at_y (view, iter, visible->y, NULL);
  return TRUE;
}

static gboolean
tag_scrolled_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (widget);

  self->scrolled_tick = 0;
  gls_article_view_tag_visible (self);
  return G_SOURCE_REMOVE;
}

/* GTK moves the text, too, while it validates what is on screen, and aborts when that is made invalid meanwhile: what came into
 * sight is tagged at the beginning of the frame, which for wheel and keys is this one. */
static void
scrolled_cb (GtkAdjustment *adjustment, GlsArticleView *self)
{
  if (self->scrolled_tick == 0)
    self->scrolled_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tag_scrolled_cb, NULL, NULL);
  gls_article_view_hide_card (self);
}

static void
vadjustment_changed_cb (GlsArticleView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  if (self->vadjustment)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  g_set_object (&self->vadjustment, adjustment);
  if (adjustment)
    g_signal_connect (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self);
}

void
gls_article_view_init_scrolling (GlsArticleView *self)
{
  g_signal_connect (self, "notify::vadjustment", G_CALLBACK (vadjustment_changed_cb), NULL);
}

static void
cancel_jump (GlsArticleView *self)
{
  if (self->scroll.tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll.tick);
  self->scroll.tick = 0;
}

void
gls_article_view_stop_scrolling (GlsArticleView *self)
{
  cancel_jump (self);
  if (self->hold.tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->hold.tick);
  self->hold.tick = 0;
}

/* The first paragraph that begins on screen, as long as there is one; at the top of the text its first, whatever is in sight. */
static void
pick_hold (GlsArticleView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter iter;
  int y, height;

  if (!gls_article_view_first_visible (self, &iter, &visible))
    return;
  if (gtk_adjustment_get_value (self->vadjustment) <= 0)
    gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (view), &iter);
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  if (gtk_adjustment_get_value (self->vadjustment) > 0 && y < visible.y && y + height < visible.y + visible.height &&
      gtk_text_iter_forward_line (&iter))
    gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  self->hold.line = gtk_text_iter_get_line (&iter);
  self->hold.y = y;
  self->hold.value = gtk_adjustment_get_value (self->vadjustment);
}

/* When lines above the screen get room for lanes GTK moves along, but not always by all of it; this does the rest before the
 * frame is drawn. What moves while nothing changes its height is the user's scrolling. */
static gboolean
hold_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (widget);
  GtkTextIter iter;
  int y, height;

  if (!self->vadjustment)
    return G_SOURCE_CONTINUE;
  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &iter, self->hold.line);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &y, &height);
  if (y != self->hold.y)
    {
      double wanted = self->hold.value + y - self->hold.y;

      self->hold.still = 0;
      if (self->scroll.tick == 0 && wanted != gtk_adjustment_get_value (self->vadjustment))
        gtk_adjustment_set_value (self->vadjustment, wanted);
      /* Further down than the text is said to reach as yet: with the next frame it is longer. */
      if (self->scroll.tick == 0 && wanted - gtk_adjustment_get_value (self->vadjustment) >= 1 && self->hold.cut++ < CUT_FRAMES)
        return G_SOURCE_CONTINUE;
      self->hold.cut = 0;
    }
  else
    self->hold.still++;
  pick_hold (self);
  if (self->tag_idle || self->hold.still < HOLD_FRAMES)
    return G_SOURCE_CONTINUE;
  self->hold.tick = 0;
  return G_SOURCE_REMOVE;
}

/* Keeps the text where it is on the screen while heights change, until they do not any more. */
void
gls_article_view_hold (GlsArticleView *self)
{
  self->hold.still = self->hold.cut = 0;
  if (self->hold.tick || !self->vadjustment || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;
  pick_hold (self);
  self->hold.tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), hold_cb, NULL, NULL);
}

static gboolean
in_sight (GlsArticleView *self, guint32 offset)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkRectangle place;

  return gls_article_view_get_rectangle (self, offset, offset, &place) && place.y >= 0 &&
         place.y + place.height <= height * 9 / 10;
}

/* Has GTK lay out the lines around a place that has no height yet. It does so for a scroll that it has put off, and sees to that
 * when something has become invalid; its own scrolling is overtaken by the next jump. */
static void
lay_out_around (GlsArticleView *self, const GtkTextIter *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextMark *mark = gtk_text_buffer_get_mark (buffer, "scroll");
  GtkTextIter start = *iter, end;

  if (mark)
    gtk_text_buffer_move_mark (buffer, mark, iter);
  else
    mark = gtk_text_buffer_create_mark (buffer, "scroll", iter, TRUE);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), mark, 0, TRUE, 0, FROM_TOP);

  gtk_text_iter_set_line_offset (&start, 0);
  end = start;
  if (!gtk_text_iter_forward_char (&end))
    gtk_text_iter_backward_char (&start);
  gtk_text_buffer_remove_tag (buffer, self->scale_tag, &start, &end);
  gtk_text_buffer_apply_tag (buffer, self->scale_tag, &start, &end);
}

/* At once, not by an animation: it would go to where the place was when it began. */
static void
jump (GlsArticleView *self, guint32 offset)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  GtkTextIter iter;
  GdkRectangle place;
  int y, height;

  if (!adjustment)
    return;
  gls_article_view_get_iter (self, &iter, offset, FALSE);
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  if (height == 0)
    {
      if (self->scroll.frames % ASK_AGAIN == 0)
        lay_out_around (self, &iter);
      return;
    }
  gls_article_view_locate (self, &iter, &place);
  gtk_adjustment_set_value (adjustment, place.y + gtk_text_view_get_top_margin (view) -
                                        FROM_TOP * gtk_adjustment_get_page_size (adjustment));
}

/* Lines get their height when they come on screen, and what is above gets it in idle time: look again for some frames. */
static gboolean
steady (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (widget);

  if (in_sight (self, self->scroll.target))
    self->scroll.steady++;
  else
    {
      self->scroll.steady = 0;
      jump (self, self->scroll.target);
      gtk_widget_queue_draw (widget);
    }
  if (self->scroll.steady < STEADY_FRAMES && self->scroll.frames++ < MAX_FRAMES)
    return G_SOURCE_CONTINUE;
  self->scroll.tick = 0;
  return G_SOURCE_REMOVE;
}

void
gls_article_view_scroll_to (GlsArticleView *self, guint32 offset)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  cancel_jump (self);
  if (in_sight (self, offset))
    return;
  self->scroll.target = offset;
  self->scroll.steady = self->scroll.frames = 0;
  jump (self, offset);
  self->scroll.tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), steady, NULL, NULL);
}

/* Where a character is, in buffer coordinates; a space as if it did not carry the room of lanes. */
void
gls_article_view_locate (GlsArticleView *self, const GtkTextIter *iter, GdkRectangle *place)
{
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), iter, place);
  if (g_unichar_isspace (gtk_text_iter_get_char (iter)))
    for (int lanes = GLS_LANES_MAX; lanes > 0; lanes--)
      if (gtk_text_iter_has_tag (iter, self->room_tags[lanes]))
        {
          place->y -= lanes * gls_article_view_get_style (self)->pitch;
          return;
        }
}

gboolean
gls_article_view_get_rectangle (GlsArticleView *self, guint32 start, guint32 end, GdkRectangle *rectangle)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter iter, last, top;
  GdkRectangle visible, first_box, last_box;
  int y, height;

  if (!gls_article_view_first_visible (self, &top, &visible))
    return FALSE;
  gls_article_view_get_iter (self, &iter, start, FALSE);
  /* Only what is in sight may be measured: anything else forces the layout of everything before it. */
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  if (y + height <= visible.y || y >= visible.y + visible.height || height == 0)
    return FALSE;
  gls_article_view_locate (self, &iter, &first_box);
  last_box = first_box;
  if (end > start)
    {
      gls_article_view_get_iter (self, &last, end, TRUE);
      if (gtk_text_iter_get_line (&last) == gtk_text_iter_get_line (&iter))
        {
          gls_article_view_locate (self, &last, &last_box);
          if (last_box.y == first_box.y)
            first_box.width = 0;
          last_box.width = 0;
        }
    }
  if (last_box.y == first_box.y)
    gdk_rectangle_union (&first_box, &last_box, rectangle);
  else
    *rectangle = first_box;
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, rectangle->x, rectangle->y, &rectangle->x,
                                         &rectangle->y);
  rectangle->width = MAX (rectangle->width, 1);
  return rectangle->y + rectangle->height > 0 && rectangle->y < gtk_widget_get_height (GTK_WIDGET (self));
}

guint32
gls_article_view_get_place (GlsArticleView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter iter;

  g_return_val_if_fail (GLS_IS_ARTICLE_VIEW (self), 0);

  if (!gls_article_view_first_visible (self, &iter, &visible) || visible.y <= 0)
    return 0;
  /* By lines: asking for a character would lay out text that is about to be replaced, which GTK 4.8 does not survive. */
  gtk_text_view_get_line_at_y (view, &iter, visible.y + (int) (visible.height * FROM_TOP), NULL);
  return gls_article_view_offset_of_iter (self, &iter);
}
