/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the panes in one or two tab views and knows which one is worked in.
 * It must not know what is done in a pane. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-compat.h"
#include "gls-pane-tabs.h"

typedef struct {
  GtkWidget  *box;
  AdwTabBar  *bar;
  AdwTabView *view;
} Side;

struct _GlsPaneTabs {
  AdwBin          parent_instance;
  GtkPaned       *paned;
  Side            sides[2];
  GlsSession     *session;
  GlsArticlePane *active;
  gboolean        moving;   /* tabs go from one side to the other */
};

G_DEFINE_FINAL_TYPE (GlsPaneTabs, gls_pane_tabs, ADW_TYPE_BIN)

enum { ACTIVE_CHANGED, PANE_ADDED, PANE_CLOSING, PANE_REFUSED, N_SIGNALS };
static guint signals[N_SIGNALS];

GlsArticlePane *
gls_pane_tabs_get_active (GlsPaneTabs *self)
{
  return self->active;
}

guint
gls_pane_tabs_get_side (GlsPaneTabs *self, GlsArticlePane *pane)
{
  return gtk_widget_is_ancestor (GTK_WIDGET (pane), GTK_WIDGET (self->sides[1].view)) ? 1 : 0;
}

/* NULL: the tab is closed, and only the pane's last reading or writing still goes on. */
static AdwTabPage *
find_page (GlsPaneTabs *self, GlsArticlePane *pane)
{
  if (!gtk_widget_is_ancestor (GTK_WIDGET (pane), GTK_WIDGET (self)))
    return NULL;
  return adw_tab_view_get_page (self->sides[gls_pane_tabs_get_side (self, pane)].view, GTK_WIDGET (pane));
}

GPtrArray *
gls_pane_tabs_list (GlsPaneTabs *self)
{
  GPtrArray *panes = g_ptr_array_new ();

  for (guint side = 0; side < 2; side++)
    for (int i = 0; i < adw_tab_view_get_n_pages (self->sides[side].view); i++)
      g_ptr_array_add (panes, adw_tab_page_get_child (adw_tab_view_get_nth_page (self->sides[side].view, i)));
  return panes;
}

/* With two sides each says what it holds, and the one that is worked in is marked. */
static void
show_sides (GlsPaneTabs *self)
{
  gboolean both = adw_tab_view_get_n_pages (self->sides[1].view) > 0;
  guint active = gls_pane_tabs_get_side (self, self->active);

  gtk_widget_set_visible (self->sides[1].box, both);
  for (guint side = 0; side < 2; side++)
    {
      adw_tab_bar_set_autohide (self->sides[side].bar, !both);
      if (both)
        gtk_widget_add_css_class (self->sides[side].box, "beside");
      else
        gtk_widget_remove_css_class (self->sides[side].box, "beside");
      if (both && side == active)
        gtk_widget_add_css_class (self->sides[side].box, "active-side");
      else
        gtk_widget_remove_css_class (self->sides[side].box, "active-side");
    }
}

void
gls_pane_tabs_set_active (GlsPaneTabs *self, GlsArticlePane *pane)
{
  AdwTabPage *page;

  page = find_page (self, pane);
  if (self->active == pane || self->moving || page == NULL)
    return;
  self->active = pane;
  adw_tab_view_set_selected_page (self->sides[gls_pane_tabs_get_side (self, pane)].view, page);
  show_sides (self);
  g_signal_emit (self, signals[ACTIVE_CHANGED], 0);
}

static void
selected_changed (AdwTabView *view, GParamSpec *pspec, GlsPaneTabs *self)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (view);

  /* In GTK 4.8 assistive technology still sees what is merely not mapped. */
  for (int i = 0; i < adw_tab_view_get_n_pages (view); i++)
    {
      AdwTabPage *other = adw_tab_view_get_nth_page (view, i);

      gtk_accessible_update_state (GTK_ACCESSIBLE (adw_tab_page_get_child (other)), GTK_ACCESSIBLE_STATE_HIDDEN, other != page, -1);
    }
  if (page != NULL && self->active != NULL && !self->moving && gtk_widget_is_ancestor (GTK_WIDGET (self->active), GTK_WIDGET (view)))
    gls_pane_tabs_set_active (self, GLS_ARTICLE_PANE (adw_tab_page_get_child (page)));
}

/* --- Panes ------------------------------------------------------------------------------------------------------- */

static void
show_title (GlsArticlePane *pane, GlsPaneTabs *self)
{
  GlsDocument *document = gls_article_pane_get_document (pane);
  const char *title = document == NULL ? _ ("New tab") : document->title != NULL ? document->title : document->key;
  AdwTabPage *page = find_page (self, pane);

  if (page == NULL || g_strcmp0 (adw_tab_page_get_title (page), title) == 0)
    return;
  adw_tab_page_set_title (page, title);
  if (document != NULL)
    adw_tab_page_set_tooltip (page, document->key);
}

static void
pane_entered (GtkEventControllerFocus *controller, GlsPaneTabs *self)
{
  gls_pane_tabs_set_active (self, GLS_ARTICLE_PANE (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller))));
}

static void
pane_pressed (GtkGestureClick *gesture, int n_press, double x, double y, GlsPaneTabs *self)
{
  gls_pane_tabs_set_active (self, GLS_ARTICLE_PANE (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture))));
}

static GlsArticlePane *
add_pane (GlsPaneTabs *self, guint side)
{
  GtkWidget *pane = gls_article_pane_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_widget_set_size_request (pane, 280, -1);
  g_signal_connect (focus, "enter", G_CALLBACK (pane_entered), self);
  gtk_widget_add_controller (pane, focus);
  /* Its header takes no focus. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (pane_pressed), self);
  gtk_widget_add_controller (pane, GTK_EVENT_CONTROLLER (press));
  self->moving = TRUE;
  adw_tab_view_append (self->sides[side].view, pane);
  self->moving = FALSE;
  selected_changed (self->sides[side].view, NULL, self);
  gls_article_pane_set_session (GLS_ARTICLE_PANE (pane), self->session);
  if (self->active != NULL)
    gls_article_pane_set_last_label (GLS_ARTICLE_PANE (pane), gls_article_pane_get_last_label (self->active));
  g_signal_connect (pane, "loaded", G_CALLBACK (show_title), self);
  g_signal_connect (pane, "spans-changed", G_CALLBACK (show_title), self);
  show_title (GLS_ARTICLE_PANE (pane), self);
  g_signal_emit (self, signals[PANE_ADDED], 0, pane);
  return GLS_ARTICLE_PANE (pane);
}

GlsArticlePane *
gls_pane_tabs_add (GlsPaneTabs *self, gboolean beside)
{
  guint side = gls_pane_tabs_get_side (self, self->active);
  GlsArticlePane *pane = add_pane (self, beside ? 1 - side : side);

  gls_pane_tabs_set_active (self, pane);
  return pane;
}

/* --- Closing ----------------------------------------------------------------------------------------------------- */

static gboolean
close_page (AdwTabView *view, AdwTabPage *page, GlsPaneTabs *self)
{
  GlsArticlePane *pane = GLS_ARTICLE_PANE (adw_tab_page_get_child (page));
  GlsOpenDocument *document = gls_article_pane_get_open_document (pane);
  gboolean last = adw_tab_view_get_n_pages (self->sides[0].view) + adw_tab_view_get_n_pages (self->sides[1].view) < 2;
  gboolean unsaved = document != NULL && gls_open_document_count_unsaved (document) > 0;

  if (!last && !unsaved)
    g_signal_emit (self, signals[PANE_CLOSING], 0, pane);
  adw_tab_view_close_page_finish (view, page, !last && !unsaved);
  if (unsaved)
    g_signal_emit (self, signals[PANE_REFUSED], 0, pane);
  return GDK_EVENT_STOP;
}

/* The left side never stands empty beside a full one. */
static void
page_detached (AdwTabView *view, AdwTabPage *page, int position, GlsPaneTabs *self)
{
  AdwTabView *left = self->sides[0].view, *right = self->sides[1].view;
  AdwTabPage *selected;

  if (self->moving || self->session == NULL)
    return;
  self->moving = TRUE;
  if (adw_tab_view_get_n_pages (left) == 0)
    while (adw_tab_view_get_n_pages (right) > 0)
      adw_tab_view_transfer_page (right, adw_tab_view_get_nth_page (right, 0), left, adw_tab_view_get_n_pages (left));
  self->moving = FALSE;
  if (adw_tab_page_get_child (page) == GTK_WIDGET (self->active))
    {
      selected = adw_tab_view_get_selected_page (adw_tab_view_get_n_pages (view) > 0 ? view : left);
      self->active = NULL;
      gls_pane_tabs_set_active (self, GLS_ARTICLE_PANE (adw_tab_page_get_child (selected)));
    }
  show_sides (self);
}

gboolean
gls_pane_tabs_close (GlsPaneTabs *self)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self);

  if (panes->len < 2)
    return FALSE;
  adw_tab_view_close_page (self->sides[gls_pane_tabs_get_side (self, self->active)].view, find_page (self, self->active));
  return TRUE;
}

void
gls_pane_tabs_step (GlsPaneTabs *self, int step)
{
  AdwTabView *view = self->sides[gls_pane_tabs_get_side (self, self->active)].view;
  int n = adw_tab_view_get_n_pages (view), at = adw_tab_view_get_page_position (view, find_page (self, self->active));

  adw_tab_view_set_selected_page (view, adw_tab_view_get_nth_page (view, (at + step + n) % n));
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

void
gls_pane_tabs_set_session (GlsPaneTabs *self, GlsSession *session)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self);

  gls_pane_tabs_set_active (self, g_ptr_array_index (panes, 0));
  /* One empty pane is left of them. */
  for (guint i = 0; i < panes->len; i++)
    gls_article_pane_set_session (g_ptr_array_index (panes, i), NULL);
  for (guint i = panes->len; i > 1; i--)
    {
      GlsArticlePane *pane = g_ptr_array_index (panes, i - 1);

      adw_tab_view_close_page (self->sides[gls_pane_tabs_get_side (self, pane)].view, find_page (self, pane));
    }
  g_set_object (&self->session, session);
  gls_article_pane_set_session (self->active, session);
  show_title (self->active, self);
}

static GtkWidget *
new_side (GlsPaneTabs *self, guint side)
{
  Side *made = &self->sides[side];

  made->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  made->view = adw_tab_view_new ();
  made->bar = adw_tab_bar_new ();
  /* Its own keys are labels' and other commands'. */
  adw_tab_view_set_shortcuts (made->view, ADW_TAB_VIEW_SHORTCUT_NONE);
  adw_tab_bar_set_view (made->bar, made->view);
  gtk_widget_set_vexpand (GTK_WIDGET (made->view), TRUE);
  gtk_widget_add_css_class (made->box, "pane-side");
  gtk_box_append (GTK_BOX (made->box), GTK_WIDGET (made->bar));
  gtk_box_append (GTK_BOX (made->box), GTK_WIDGET (made->view));
  g_signal_connect_object (made->view, "notify::selected-page", G_CALLBACK (selected_changed), self, 0);
  g_signal_connect_object (made->view, "close-page", G_CALLBACK (close_page), self, 0);
  g_signal_connect_object (made->view, "page-detached", G_CALLBACK (page_detached), self, 0);
  return made->box;
}

static void
gls_pane_tabs_dispose (GObject *object)
{
  GlsPaneTabs *self = GLS_PANE_TABS (object);

  for (guint side = 0; side < 2; side++)
    if (self->sides[side].view != NULL)
      g_signal_handlers_disconnect_by_data (self->sides[side].view, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gls_pane_tabs_parent_class)->dispose (object);
}

static void
gls_pane_tabs_class_init (GlsPaneTabsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_pane_tabs_dispose;
  signals[ACTIVE_CHANGED] = g_signal_new ("active-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PANE_ADDED] = g_signal_new ("pane-added", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      GLS_TYPE_ARTICLE_PANE);
  signals[PANE_CLOSING] = g_signal_new ("pane-closing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        GLS_TYPE_ARTICLE_PANE);
  signals[PANE_REFUSED] = g_signal_new ("pane-refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        GLS_TYPE_ARTICLE_PANE);
}

static void
gls_pane_tabs_init (GlsPaneTabs *self)
{
  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->paned), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Width of the article"), -1);
  gtk_paned_set_start_child (self->paned, new_side (self, 0));
  gtk_paned_set_end_child (self->paned, new_side (self, 1));
  gtk_paned_set_shrink_start_child (self->paned, FALSE);
  gtk_paned_set_shrink_end_child (self->paned, FALSE);
  gls_paned_free_hidden (self->paned);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->paned));
  self->active = add_pane (self, 0);
  show_sides (self);
}
