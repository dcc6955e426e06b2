/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills gaps of GTK 4.8.
 * It must not know who uses it. */
#include "config.h"

#include <adwaita.h>

#include "gls-compat.h"

#define LEAST_CHOICE_CHARS 16
#define MOST_CHOICE_CHARS  40

void
gls_list_item_set_name (GtkListItem *item, const char *name)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *row = child != NULL ? gtk_widget_get_parent (child) : NULL;

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
gls_list_item_set_description (GtkListItem *item, const char *description)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *row = child != NULL ? gtk_widget_get_parent (child) : NULL;

  if (row == NULL)
    return;
  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
setup_string (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* A long choice must not take the room of what it is a choice of. */
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_string (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gls_list_item_set_name (item, text);
}

/* The list of choices is as wide as they are, not as the one that is chosen. */
static void
setup_whole_string (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHOICE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHOICE_CHARS);
  gtk_list_item_set_child (item, label);
}

static GtkListItemFactory *
new_factory (GCallback setup)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_string), NULL);
  return factory;
}

GtkListItemFactory *
gls_string_factory_new (void)
{
  return new_factory (G_CALLBACK (setup_string));
}

GtkListItemFactory *
gls_string_list_factory_new (void)
{
  return new_factory (G_CALLBACK (setup_whole_string));
}

static gboolean (*check_focus) (GtkWidget *check, GtkDirectionType direction);

static gboolean
focus_check (GtkWidget *check, GtkDirectionType direction)
{
  GtkWidget *indicator = gtk_widget_get_first_child (check);
  gboolean is_one_of_several = indicator != NULL && g_str_equal (gtk_widget_get_css_name (indicator), "radio");
  gboolean is_arrow = direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD;

  if (is_arrow && !is_one_of_several && gtk_widget_is_focus (check))
    return FALSE;
  return check_focus (check, direction);
}

void
gls_checks_let_arrows_pass (void)
{
  GtkWidgetClass *klass = g_type_class_ref (GTK_TYPE_CHECK_BUTTON);

  if (klass->focus != focus_check)
    {
      check_focus = klass->focus;
      klass->focus = focus_check;
    }
}

static void
child_shown (GtkPaned *paned)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (paned));
  gboolean both = gtk_widget_get_visible (gtk_paned_get_start_child (paned)) && gtk_widget_get_visible (gtk_paned_get_end_child (paned));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        gtk_event_controller_set_propagation_phase (controller, both ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
    }
}

void
gls_paned_free_hidden (GtkPaned *paned)
{
  g_signal_connect_object (gtk_paned_get_start_child (paned), "notify::visible", G_CALLBACK (child_shown), paned, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_paned_get_end_child (paned), "notify::visible", G_CALLBACK (child_shown), paned, G_CONNECT_SWAPPED);
  child_shown (paned);
}

static void
let_label_shrink (GtkWidget *label)
{
  GtkWidget *owner = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);

  if (owner == NULL)
    owner = gtk_widget_get_ancestor (label, GTK_TYPE_CHECK_BUTTON);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (owner != NULL && gtk_widget_get_tooltip_text (owner) == NULL)
    gtk_widget_set_tooltip_text (owner, gtk_label_get_text (GTK_LABEL (label)));
}

void
gls_labels_let_shrink (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    let_label_shrink (widget);
  /* A number beside an icon stays whole. */
  if (g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "AdwIndicatorBin") == 0)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    gls_labels_let_shrink (child);
}

GtkWidget *
gls_beside_new (GtkWidget *content, GtkWidget *side, int least)
{
  GtkWidget *flap = adw_flap_new ();

  gtk_widget_set_size_request (content, least, -1);
  adw_flap_set_content (ADW_FLAP (flap), content);
  adw_flap_set_flap (ADW_FLAP (flap), side);
  adw_flap_set_separator (ADW_FLAP (flap), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_flap_set_flap_position (ADW_FLAP (flap), GTK_PACK_END);
  adw_flap_set_swipe_to_open (ADW_FLAP (flap), FALSE);
  adw_flap_set_swipe_to_close (ADW_FLAP (flap), FALSE);
  return flap;
}

void
gls_widget_get_text_color (GtkWidget *widget, GdkRGBA *color)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}
