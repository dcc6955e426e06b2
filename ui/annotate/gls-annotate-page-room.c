/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the Annotate page shares its room: the width of the annotations, the height of what is found in the project.
 * It must not know what is shown there. */
#include "config.h"

#include "common/gls-compat.h"
#include "common/gls-settings.h"
#include "gls-annotate-page-private.h"

/* From this width on the annotations get a quarter of what is more, up to so much. */
#define WIDE_PAGE 1100
#define MOST_EXTRA 110
/* The share of the height that results get as long as nobody has said how much; what is left for the article. */
#define FOUND_SHARE 0.38
#define LEAST_ARTICLE 220

/* A wide window has room to spare beside the lines of an article. What a person has chosen stays. */
static gboolean
share_width_cb (gpointer data)
{
  GlsAnnotatePage *self = data;
  int extra = CLAMP ((gtk_widget_get_width (GTK_WIDGET (self)) - WIDE_PAGE) / 4, 0, MOST_EXTRA), most;

  self->width_source = 0;
  g_object_get (self->right_paned, "max-position", &most, NULL);
  if (most - gtk_paned_get_position (self->right_paned) == self->side_extra && extra != self->side_extra)
    {
      self->side_extra = extra;
      gtk_paned_set_position (self->right_paned, most - extra);
    }
  return G_SOURCE_REMOVE;
}

/* Told in the middle of a layout, where nothing can be moved. */
static void
width_changed (GlsAnnotatePage *self)
{
  if (self->width_source == 0)
    self->width_source = g_idle_add (share_width_cb, self);
}

void
gls_annotate_page_init_room (GlsAnnotatePage *self)
{
  gls_paned_free_hidden (self->find_paned);
  gls_paned_free_hidden (self->left_paned);
  gls_paned_free_hidden (self->right_paned);
  gtk_paned_set_position (self->right_paned, 10000);
  g_signal_connect_object (self->right_paned, "notify::max-position", G_CALLBACK (width_changed), self, G_CONNECT_SWAPPED);
}

void
gls_annotate_page_clear_room (GlsAnnotatePage *self)
{
  g_signal_handlers_disconnect_by_data (self->right_paned, self);
  g_clear_handle_id (&self->width_source, g_source_remove);
}

void
gls_annotate_page_open_found (GlsAnnotatePage *self, const char *query)
{
  int chosen = gls_settings_get_int (gls_settings_get_default (), GLS_SETTING_FOUND_HEIGHT), page, least;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->find)))
    {
      page = gtk_widget_get_height (GTK_WIDGET (self->find_paned));
      gtk_widget_get_size_request (GTK_WIDGET (self->find), NULL, &least);
      self->found_height = chosen > 0 ? chosen : (int) (page * FOUND_SHARE);
      self->found_height = MAX (MIN (self->found_height, page - LEAST_ARTICLE), least);
      gtk_paned_set_position (self->find_paned, page - self->found_height);
    }
  gls_project_find_open (self->find, query);
}

void
gls_annotate_page_remember_found (GlsAnnotatePage *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->find));

  /* The paned's handle takes some. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->find)) && height > 0 && ABS (height - self->found_height) > 16)
    gls_settings_set (gls_settings_get_default (), GLS_SETTING_FOUND_HEIGHT, g_variant_new_int32 (height));
}
