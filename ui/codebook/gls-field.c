/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks while one types, applies with Return or when the focus leaves, and puts back what will not do.
 * It must not know what the text is for. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "gls-field.h"

struct _GlsField {
  GtkBox         parent_instance;
  GtkWidget     *caption;
  GtkWidget     *input;    /* GtkEntry or GtkTextView */
  GtkWidget     *sizer;    /* beneath a GtkTextView: nobody sees it, but it knows how high its text is for a width */
  GtkWidget     *message;
  char          *applied;
  char          *remark;
  char          *meanwhile; /* says what somebody else made of it while it was typed in */
  GlsFieldCheck  check;
  gpointer       check_data;
  gboolean       setting;
  gboolean       composing; /* an input method holds unfinished letters */
};

G_DEFINE_FINAL_TYPE (GlsField, gls_field, GTK_TYPE_BOX)

enum { APPLIED, TYPED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkTextBuffer *
get_buffer (GlsField *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input));
}

static char *
dup_raw (GlsField *self)
{
  GtkTextIter start, end;

  if (GTK_IS_EDITABLE (self->input))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

char *
gls_field_dup_text (GlsField *self)
{
  return g_strstrip (dup_raw (self));
}

static void
show_message (GlsField *self, const char *text, gboolean wrong)
{
  gtk_widget_set_visible (self->message, text != NULL);
  gtk_label_set_text (GTK_LABEL (self->message), text != NULL ? text : "");
  gtk_widget_remove_css_class (self->message, wrong ? "warning" : "error");
  gtk_widget_add_css_class (self->message, wrong ? "error" : "warning");
  if (wrong)
    gtk_widget_add_css_class (self->input, "error");
  else
    gtk_widget_remove_css_class (self->input, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* TRUE when the text will do. */
static gboolean
judge (GlsField *self, const char *text)
{
  g_autofree char *sentence = self->check != NULL ? self->check (text, self->check_data) : NULL;

  if (sentence != NULL)
    show_message (self, sentence, TRUE);
  else
    show_message (self, self->meanwhile != NULL ? self->meanwhile : self->remark, FALSE);
  return sentence == NULL;
}

static void
size_lines (GlsField *self)
{
  g_autofree char *text = NULL;

  if (self->sizer == NULL)
    return;
  text = dup_raw (self);
  gtk_label_set_text (GTK_LABEL (self->sizer), text);
}

static void
text_changed (GlsField *self)
{
  g_autofree char *text = NULL;

  size_lines (self);
  if (self->setting)
    return;
  text = gls_field_dup_text (self);
  judge (self, text);
  g_signal_emit (self, signals[TYPED], 0, text);
}

static void
apply (GlsField *self)
{
  g_autofree char *text = gls_field_dup_text (self);

  if (g_str_equal (text, self->applied) || !judge (self, text))
    return;
  g_free (self->applied);
  self->applied = g_strdup (text);
  g_clear_pointer (&self->meanwhile, g_free);
  judge (self, text);
  g_object_ref (self);
  g_signal_emit (self, signals[APPLIED], 0, text);
  g_object_unref (self);
}

static void
preedit_changed (GlsField *self, const char *preedit)
{
  self->composing = *preedit != '\0';
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsField *self)
{
  guint modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (self->composing)
    return FALSE;
  if (keyval == GDK_KEY_Escape && modifiers == 0)
    return gls_field_revert (self);
  if (modifiers == 0 && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    {
      apply (self);
      return TRUE;
    }
  return FALSE;
}

static void
gls_field_dispose (GObject *object)
{
  GlsField *self = GLS_FIELD (object);

  /* A field that is taken away with the focus in it applies nothing more. */
  self->setting = TRUE;
  g_clear_pointer (&self->remark, g_free);
  g_clear_pointer (&self->meanwhile, g_free);
  G_OBJECT_CLASS (gls_field_parent_class)->dispose (object);
}

static void
gls_field_finalize (GObject *object)
{
  g_free (GLS_FIELD (object)->applied);
  G_OBJECT_CLASS (gls_field_parent_class)->finalize (object);
}

static void
gls_field_class_init (GlsFieldClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_field_finalize;
  signals[APPLIED] = g_signal_new ("applied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TYPED] = g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gls_field_init (GlsField *self)
{
}

static void
focus_left (GlsField *self)
{
  if (!self->setting && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    apply (self);
}

/* A text view asks for no height of its own before it is drawn. */
static GtkWidget *
new_sized (GlsField *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->sizer = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "opacity", 0.0,
                              "can-target", FALSE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "margin-start", 9,
                              "margin-end", 9, "margin-top", 7, "margin-bottom", 8, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->sizer);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->input);
  return overlay;
}

static GtkWidget *
new_lines (GlsField *self)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 7);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 7);
  gtk_widget_add_css_class (view, "field-lines");
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (text_changed), self,
                           G_CONNECT_SWAPPED);
  return view;
}

GtkWidget *
gls_field_new (const char *caption, const char *text, gboolean lines)
{
  GlsField *self = g_object_new (GLS_TYPE_FIELD, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new (), *keys = gtk_event_controller_key_new ();

  self->applied = g_strdup ("");
  self->input = lines ? new_lines (self) : gtk_entry_new ();
  g_signal_connect_object (lines ? self->input : GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->input))),
                           "preedit-changed", G_CALLBACK (preedit_changed), self, G_CONNECT_SWAPPED);
  if (!lines)
    g_signal_connect_object (self->input, "changed", G_CALLBACK (text_changed), self, G_CONNECT_SWAPPED);
  self->caption = gtk_label_new (caption);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_widget_set_visible (self->caption, *caption != '\0');
  self->message = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_widget_add_css_class (self->message, "caption");
  gtk_widget_set_visible (self->message, FALSE);
  gtk_box_append (GTK_BOX (self), self->caption);
  gtk_box_append (GTK_BOX (self), lines ? new_sized (self) : self->input);
  gtk_box_append (GTK_BOX (self), self->message);
  gls_field_set_name (self, caption);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->input, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, 0);
  gtk_widget_add_controller (self->input, keys);
  gls_field_set_text (self, text);
  return GTK_WIDGET (self);
}

void
gls_field_set_name (GlsField *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
gls_field_set_check (GlsField *self, GlsFieldCheck check, gpointer data)
{
  g_autofree char *text = gls_field_dup_text (self);

  self->check = check;
  self->check_data = data;
  judge (self, text);
}

void
gls_field_set_text (GlsField *self, const char *text)
{
  self->setting = TRUE;
  if (GTK_IS_EDITABLE (self->input))
    gtk_editable_set_text (GTK_EDITABLE (self->input), text != NULL ? text : "");
  else
    gtk_text_buffer_set_text (get_buffer (self), text != NULL ? text : "", -1);
  self->setting = FALSE;
  size_lines (self);
  g_free (self->applied);
  self->applied = gls_field_dup_text (self);
  g_clear_pointer (&self->meanwhile, g_free);
  judge (self, self->applied);
}

void
gls_field_set_width (GlsField *self, int chars)
{
  gtk_editable_set_width_chars (GTK_EDITABLE (self->input), chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->input), chars);
}

void
gls_field_set_tooltip (GlsField *self, const char *tooltip)
{
  gtk_widget_set_tooltip_text (self->input, tooltip);
}

void
gls_field_set_remark (GlsField *self, const char *remark)
{
  g_autofree char *text = gls_field_dup_text (self);

  g_free (self->remark);
  self->remark = g_strdup (remark);
  judge (self, text);
}

void
gls_field_focus (GlsField *self)
{
  gtk_widget_grab_focus (self->input);
}

gboolean
gls_field_revert (GlsField *self)
{
  g_autofree char *text = gls_field_dup_text (self), *applied = g_strdup (self->applied);

  if (g_str_equal (text, applied))
    return FALSE;
  gls_field_set_text (self, applied);
  g_signal_emit (self, signals[TYPED], 0, applied);
  return TRUE;
}

char *
gls_field_dup_typed (GlsField *self, int *cursor)
{
  g_autofree char *text = gls_field_dup_text (self);
  GtkTextIter at;

  if (g_str_equal (text, self->applied))
    return NULL;
  if (GTK_IS_EDITABLE (self->input))
    *cursor = gtk_editable_get_position (GTK_EDITABLE (self->input));
  else
    {
      gtk_text_buffer_get_iter_at_mark (get_buffer (self), &at, gtk_text_buffer_get_insert (get_buffer (self)));
      *cursor = gtk_text_iter_get_offset (&at);
    }
  return dup_raw (self);
}

void
gls_field_retype (GlsField *self, const char *text, int cursor, const char *applied)
{
  GtkTextIter at;

  if (!g_str_equal (self->applied, applied))
    self->meanwhile = *self->applied != '\0'
                          ? g_strdup_printf (_ ("Meanwhile it was made “%s” elsewhere. What you type replaces that; Esc takes it."),
                                             self->applied)
                          : g_strdup (_ ("Meanwhile it was emptied elsewhere. What you type is put there; Esc leaves it empty."));
  if (GTK_IS_EDITABLE (self->input))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->input), text);
      gtk_editable_set_position (GTK_EDITABLE (self->input), cursor);
      return;
    }
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &at, cursor);
  gtk_text_buffer_place_cursor (get_buffer (self), &at);
}

const char *
gls_field_get_applied (GlsField *self)
{
  return self->applied;
}

GlsField *
gls_field_get_focused (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *field = focus != NULL ? gtk_widget_get_ancestor (focus, GLS_TYPE_FIELD) : NULL;

  return field != NULL ? GLS_FIELD (field) : NULL;
}
