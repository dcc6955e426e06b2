/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in the window's head as whom one annotates, and offers in the menu whose annotations one can look at.
 * It must not know how annotations are shown. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-window-private.h"

void
gls_window_show_person (GlsWindow *self)
{
  const char *person = gls_session_get_person (self->session);
  g_autofree char *name = g_strdup_printf (_ ("You annotate as %s"), person);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->person_button), person);
  gtk_widget_set_tooltip_text (self->person_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_editable_set_text (self->person_entry, person);
}

static void
add_person (GMenu *menu, const char *label, const char *person)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.look-at", "s", person);
  g_menu_append_item (menu, item);
}

void
gls_window_show_people (GlsWindow *self)
{
  GPtrArray *people = self->session != NULL ? gls_session_get_people (self->session) : NULL;

  g_menu_remove_all (self->people_section);
  add_person (self->people_section, _ ("My Annotations"), "");
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (people, i), "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);

      if (g_strcmp0 (g_ptr_array_index (people, i), gls_session_get_person (self->session)) != 0)
        add_person (self->people_section, label, g_ptr_array_index (people, i));
    }
}
