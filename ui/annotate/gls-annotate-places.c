/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the Annotate page back to where somebody left it: tabs, and the place in each document.
 * It must not know what is done there. */
#include "config.h"

#include "common/gls-settings.h"
#include "gls-annotate-page-private.h"

void
gls_annotate_page_note_place (GlsAnnotatePage *self, GlsArticlePane *pane)
{
  GlsDocument *document = gls_article_pane_get_document (pane);
  GlsArticleView *view = gls_article_pane_get_view (pane);

  if (document != NULL && self->places != NULL && gtk_widget_get_mapped (GTK_WIDGET (view)))
    gls_places_set (self->places, &document->id, gls_article_view_get_place (view), gls_article_view_get_caret (view));
}

void
gls_annotate_page_load (GlsAnnotatePage *self, GlsArticlePane *pane, const GlsId *id)
{
  guint32 scroll = 0, caret = 0;

  gls_annotate_page_note_place (self, pane);
  if (self->places != NULL && gls_places_get (self->places, id, &scroll, &caret))
    gls_article_pane_open_again (pane, id, scroll, caret);
  else
    gls_article_pane_open (pane, id);
}

static void
note_tabs (GlsAnnotatePage *self)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs);
  guint active = 0, n = 0;

  for (guint side = 0; side < 2; side++)
    {
      g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (GlsId));

      for (guint i = 0; i < panes->len; i++)
        {
          GlsArticlePane *pane = g_ptr_array_index (panes, i);
          GlsDocument *document = gls_article_pane_get_document (pane);

          if (document == NULL || gls_pane_tabs_get_side (self->tabs, pane) != side)
            continue;
          if (pane == self->pane)
            active = n;
          g_array_append_val (documents, document->id);
          n++;
        }
      gls_places_set_tabs (self->places, side, (const GlsId *) (gpointer) documents->data, documents->len);
    }
  gls_places_set_active (self->places, active);
}

void
gls_annotate_page_remember_tabs (GlsAnnotatePage *self)
{
  GlsDocument *document = gls_annotate_page_get_document (self);

  if (document == NULL || self->places == NULL)
    return;
  gls_settings_set_position (gls_settings_get_default (), gls_session_get_path (self->session), document->key);
  note_tabs (self);
  gls_places_save (self->places);
}

void
gls_annotate_page_remember (GlsAnnotatePage *self)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs);

  for (guint i = 0; i < panes->len; i++)
    gls_annotate_page_note_place (self, g_ptr_array_index (panes, i));
  gls_annotate_page_remember_tabs (self);
  gls_annotate_page_remember_found (self);
}

gboolean
gls_annotate_page_restore_tabs (GlsAnnotatePage *self)
{
  GlsCatalog *catalog = gls_session_get_catalog (self->session);
  g_autoptr (GPtrArray) opened = g_ptr_array_new ();
  guint active = gls_places_get_active (self->places);

  for (guint side = 0; side < 2; side++)
    {
      g_autoptr (GArray) documents = gls_places_get_tabs (self->places, side);

      for (guint i = 0; i < documents->len; i++)
        {
          const GlsId *id = &g_array_index (documents, GlsId, i);
          GlsArticlePane *pane = self->pane;

          if (gls_catalog_find (catalog, id) == NULL)
            continue;
          if (opened->len > 0)
            pane = gls_pane_tabs_add (self->tabs, gls_pane_tabs_get_side (self->tabs, self->pane) != side);
          g_ptr_array_add (opened, pane);
          gls_annotate_page_load (self, pane, id);
        }
    }
  if (opened->len > 0)
    gls_pane_tabs_set_active (self->tabs, g_ptr_array_index (opened, MIN (active, opened->len - 1)));
  return opened->len > 0;
}
