/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that breaks into lines where it is too long, mirrored where text runs from right to left.
 * It must not know what its children are. */
#include "config.h"

#include "gls-wrap-layout.h"

struct _GlsWrapLayout {
  GtkLayoutManager parent_instance;
  int              spacing;
};

G_DEFINE_FINAL_TYPE (GlsWrapLayout, gls_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The visible child after @child, or the first one. */
static GtkWidget *
next_shown (GtkWidget *widget, GtkWidget *child)
{
  child = child != NULL ? gtk_widget_get_next_sibling (child) : gtk_widget_get_first_child (widget);
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* How wide a child wants to be; of the last one its minimum, for it takes what is left. */
static int
want_width (GtkWidget *widget, GtkWidget *child, int most)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return next_shown (widget, child) == NULL ? minimum : CLAMP (natural, minimum, MAX (most, minimum));
}

/* The children from @first on that stand in one line of @width; returns the last of them. */
static GtkWidget *
end_of_line (GlsWrapLayout *self, GtkWidget *widget, GtkWidget *first, int width)
{
  int used = want_width (widget, first, width);
  GtkWidget *last = first;

  for (GtkWidget *child = next_shown (widget, first); child != NULL; child = next_shown (widget, child))
    {
      used += self->spacing + want_width (widget, child, width);
      if (used > width)
        break;
      last = child;
    }
  return last;
}

static int
give_width (GtkWidget *widget, GtkWidget *child, int x, int width)
{
  int wanted = want_width (widget, child, width);

  return next_shown (widget, child) == NULL ? MAX (width - x, wanted) : wanted;
}

static int
measure_line (GlsWrapLayout *self, GtkWidget *widget, GtkWidget *first, GtkWidget *end, int width)
{
  int height = 0, x = 0;

  for (GtkWidget *child = first; child != end; child = next_shown (widget, child))
    {
      int wide = give_width (widget, child, x, width), natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
      x += wide + self->spacing;
    }
  return height;
}

static void
allocate_line (GlsWrapLayout *self, GtkWidget *widget, GtkWidget *first, GtkWidget *end, int width, int y, int height)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = first; child != end; child = next_shown (widget, child))
    {
      int wide = give_width (widget, child, x, width);

      gtk_widget_size_allocate (child, &(GtkAllocation){ mirrored ? width - x - wide : x, y, wide, height }, -1);
      x += wide + self->spacing;
    }
}

/* Returns the height of all lines. */
static int
lay_out (GlsWrapLayout *self, GtkWidget *widget, int width, gboolean allocates)
{
  GtkWidget *first = next_shown (widget, NULL), *end;
  int y = 0;

  for (; first != NULL; first = end)
    {
      int height;

      end = next_shown (widget, end_of_line (self, widget, first, width));
      height = measure_line (self, widget, first, end, width);
      if (allocates)
        allocate_line (self, widget, first, end, width, y, height);
      y += height + (end != NULL ? self->spacing : 0);
    }
  return y;
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  GlsWrapLayout *self = GLS_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }
  for (GtkWidget *child = next_shown (widget, NULL); child != NULL; child = next_shown (widget, child))
    {
      int least, wanted;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wanted + (*natural > 0 ? self->spacing : 0);
    }
}

static void
allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (GLS_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
gls_wrap_layout_class_init (GlsWrapLayoutClass *class)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (class);

  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = measure;
  layout_class->allocate = allocate;
}

static void
gls_wrap_layout_init (GlsWrapLayout *self)
{
}

GtkLayoutManager *
gls_wrap_layout_new (int spacing)
{
  GlsWrapLayout *self = g_object_new (GLS_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}
