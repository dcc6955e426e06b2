/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that is there while gold is edited, or another's annotations are looked at: what that means, why it is done, and the way back.
 * It must not know documents, nor what becomes of an edit. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "common/gls-compat.h"
#include "common/gls-keys.h"
#include "common/gls-reason.h"
#include "gls-gold-bar.h"

struct _GlsGoldBar {
  AdwBin       parent_instance;
  GtkRevealer *revealer;
  GtkLabel    *says;
  GtkWidget   *why;        /* reason and line */
  GtkDropDown *reason;
  GtkEditable *note;
  GtkWidget   *back;
  GlsSession  *session;
};

G_DEFINE_FINAL_TYPE (GlsGoldBar, gls_gold_bar, ADW_TYPE_BIN)

static void
why_changed (GlsGoldBar *self)
{
  if (self->session != NULL)
    gls_session_set_why (self->session, (GlsReason) gtk_drop_down_get_selected (self->reason), gtk_editable_get_text (self->note));
}

static void
set_changed (GlsGoldBar *self)
{
  gboolean gold = self->session != NULL && gls_session_edits_gold (self->session);
  const char *other = self->session != NULL ? gls_session_get_looked_at (self->session) : NULL;
  g_autofree char *says = other != NULL ? g_strdup_printf (_ ("You are looking at the annotations of %s, which you cannot change"), other)
                                        : g_strdup (_ ("You are editing gold: each change is a decision"));

  gtk_label_set_text (self->says, says);
  gtk_widget_set_visible (self->why, gold && other == NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->says), other != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->back), other != NULL ? g_variant_new_string ("") : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), other != NULL ? "win.look-at" : "win.edit-gold");
  if (gold && gtk_revealer_get_reveal_child (self->revealer) != gold)
    {
      gtk_drop_down_set_selected (self->reason, 0);
      gtk_editable_set_text (self->note, "");
      why_changed (self);
    }
  gtk_revealer_set_reveal_child (self->revealer, gold || other != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), gold || other != NULL);
}

static void
note_entered (GlsGoldBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-article", NULL);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsGoldBar *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  note_entered (self);
  return TRUE;
}

void
gls_gold_bar_set_session (GlsGoldBar *self, GlsSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "set-changed", G_CALLBACK (set_changed), self, G_CONNECT_SWAPPED);
  set_changed (self);
}

static void
gls_gold_bar_dispose (GObject *object)
{
  gls_gold_bar_set_session (GLS_GOLD_BAR (object), NULL);
  G_OBJECT_CLASS (gls_gold_bar_parent_class)->dispose (object);
}

static void
gls_gold_bar_class_init (GlsGoldBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_gold_bar_dispose;
}

static void
build_why (GlsGoldBar *self, GtkWidget *box)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_string_list_append (names, _ ("No reason"));
  for (guint i = GLS_REASON_AMBIGUOUS; i < GLS_REASON_AUTOMATIC; i++)
    gtk_string_list_append (names, gls_reason_get_label (i));
  self->reason = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_drop_down_set_factory (self->reason, factory);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), _ ("Why: goes with every change of gold until you choose another"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"), -1);
  g_signal_connect_object (self->reason, "notify::selected", G_CALLBACK (why_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  self->note = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("A line for the annotators; optional"));
  gtk_widget_set_tooltip_text (entry, _ ("Goes with every change of gold until you change it (Return: back to the article)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A line for the annotators"), -1);
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect_object (entry, "changed", G_CALLBACK (why_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (note_entered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, 0);
  gtk_widget_add_controller (entry, keys);
  gtk_box_append (GTK_BOX (box), entry);
}

static void
gls_gold_bar_init (GlsGoldBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (box, "gold-bar");
  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  self->says = GTK_LABEL (label);
  self->why = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_hexpand (self->why, TRUE);
  build_why (self, self->why);
  gtk_box_append (GTK_BOX (box), self->why);
  self->back = gtk_button_new_with_label (_ ("My Annotations"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "win.edit-gold");
  gls_keys_set_tooltip (self->back, _ ("Back to your own annotations"), "win.edit-gold");
  gtk_box_append (GTK_BOX (box), self->back);
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
