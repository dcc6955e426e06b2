/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how many must agree on which fields, tries it without writing, then does it, a few documents at a time.
 * It must not know how versions are compared. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-decide.h>

#include "gls-automatic-dialog.h"

#define SLICE_US 15000

static const struct { guint kinds; const char *label; } fields[] = {
  { 1u << GLS_CASE_FOUND, N_ ("found?") },
  { 1u << GLS_CASE_BOUNDARY, N_ ("boundary") },
  { 1u << GLS_CASE_TYPE, N_ ("type") },
  { 1u << GLS_CASE_ATTRIBUTE, N_ ("attributes") },
  { 1u << GLS_CASE_ROLE, N_ ("roles") },
  { 1u << GLS_CASE_ENTITY, N_ ("entity") },
  { 1u << GLS_CASE_RELATION, N_ ("relations") },
};

/* One passage over all documents; on a reader, or on the writer. Used by one job at a time. */
typedef struct {
  GlsReview   *review;
  GlsAutomatic automatic;
  char        *by;
  guint        next;
} Passage;

struct _GlsAutomaticDialog {
  AdwWindow       parent_instance;
  GtkWidget      *all, *some, *least, *settle;
  GtkWidget      *fields[G_N_ELEMENTS (fields)];
  GtkLabel       *preview;
  GtkProgressBar *progress;
  GlsSession     *session;
  GCancellable   *cancellable;
  Passage        *passage;      /* under way */
  gboolean        again;        /* the question has changed meanwhile */
};

G_DEFINE_FINAL_TYPE (GlsAutomaticDialog, gls_automatic_dialog, ADW_TYPE_WINDOW)

static void run_passage (GlsAutomaticDialog *self);

static void
passage_free (Passage *passage)
{
  g_clear_pointer (&passage->review, gls_review_free);
  g_free (passage->by);
  g_free (passage);
}

static gpointer
run_slice (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  static const GlsReviewQuery query;
  Passage *passage = data;
  gint64 began = g_get_monotonic_time ();

  if (passage->review == NULL)
    passage->review = gls_review_new (project, &query, error);
  if (passage->review == NULL)
    return NULL;
  passage->review->project = project;
  while (passage->next < passage->review->documents->len && g_get_monotonic_time () - began < SLICE_US)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !gls_automatic_run (&passage->automatic, passage->review, &g_array_index (passage->review->documents, GlsId, passage->next), error))
        return NULL;
      passage->next++;
    }
  return GINT_TO_POINTER (passage->next < passage->review->documents->len ? 1 : 2);
}

static void
show_preview (GlsAutomaticDialog *self, const GlsAutomatic *automatic)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u disagreement would be settled", "%u disagreements would be settled", automatic->n_decisions),
                          automatic->n_decisions);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint n = automatic->n_by_kind[GLS_CASE_FOUND + i];

      if (n > 0)
        g_string_append_printf (text, "\n  %s · %u", _ (fields[i].label), n);
    }
  g_string_append_c (text, '\n');
  g_string_append_printf (text, ngettext ("%u stays open", "%u stay open", automatic->n_open), automatic->n_open);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, ngettext ("Gold would hold %u annotation", "Gold would hold %u annotations", automatic->n_gold), automatic->n_gold);
  gtk_label_set_text (self->preview, text->str);
}

static void
finish_passage (GlsAutomaticDialog *self)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  if (self->passage->automatic.dry_run)
    {
      show_preview (self, &self->passage->automatic);
      gtk_widget_set_sensitive (self->settle, TRUE);
      return;
    }
  text = g_strdup_printf (ngettext ("%u disagreement settled", "%u disagreements settled", self->passage->automatic.n_decisions),
                          self->passage->automatic.n_decisions);
  gls_session_say (self->session, text, TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static void start (GlsAutomaticDialog *self, gboolean dry_run);

static void
slice_run (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsAutomaticDialog) self = data;
  g_autoptr (GError) error = NULL;
  int state = GPOINTER_TO_INT (gls_store_run_finish (GLS_STORE (source), result, &error));
  gboolean ended = state != 1 || self->again;

  /* Closed, perhaps with the window it belongs to: its widgets are gone. */
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&self->passage, passage_free);
      return;
    }
  if (self->passage == NULL)
    return;
  if (state == 1 && !self->again)
    {
      gtk_progress_bar_set_fraction (self->progress, (double) self->passage->next / self->passage->review->documents->len);
      run_passage (self);
      return;
    }
  if (state == 2 && !self->again)
    finish_passage (self);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_text (self->preview, error->message);
  if (ended)
    g_clear_pointer (&self->passage, passage_free);
  if (self->again && self->session != NULL)
    start (self, TRUE);
}

static void
run_passage (GlsAutomaticDialog *self)
{
  GlsStore *store = gls_session_get_store (self->session);

  if (self->passage->automatic.dry_run)
    gls_store_read_async (store, run_slice, self->passage, NULL, NULL, self->cancellable, slice_run, g_object_ref (self));
  else
    gls_store_write_async (store, run_slice, self->passage, NULL, NULL, self->cancellable, slice_run, g_object_ref (self));
}

static void
start (GlsAutomaticDialog *self, gboolean dry_run)
{
  guint kinds = 0;

  if (self->passage != NULL)
    {
      self->again = dry_run;
      return;
    }
  self->again = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->fields[i])))
      kinds |= fields[i].kinds;
  self->passage = g_new0 (Passage, 1);
  self->passage->by = g_strdup (gls_session_get_person (self->session));
  self->passage->automatic.by = self->passage->by;
  self->passage->automatic.dry_run = dry_run;
  /* No field at all: only what needs no decision. */
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->some)) && kinds != 0)
    self->passage->automatic.least = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->least));
  self->passage->automatic.kinds = kinds;
  gls_id_generate (&self->passage->automatic.step);
  gtk_widget_set_sensitive (self->settle, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_progress_bar_set_fraction (self->progress, 0);
  run_passage (self);
}

static void
question_changed (GlsAutomaticDialog *self)
{
  gboolean some = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->some));

  gtk_widget_set_sensitive (self->least, some);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_widget_set_sensitive (self->fields[i], some);
  if (self->session != NULL && !g_cancellable_is_cancelled (self->cancellable))
    start (self, TRUE);
}

static void
settle_clicked (GlsAutomaticDialog *self)
{
  start (self, FALSE);
}

/* Return on a tick or the number would be theirs. */
static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsAutomaticDialog *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (keyval == GDK_KEY_Escape)
    {
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    }
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || GTK_IS_BUTTON (focus) || !gtk_widget_get_sensitive (self->settle))
    return FALSE;
  settle_clicked (self);
  return TRUE;
}

static gboolean
gls_automatic_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (GLS_AUTOMATIC_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (gls_automatic_dialog_parent_class)->close_request (window);
}

static void
gls_automatic_dialog_dispose (GObject *object)
{
  /* One that goes with its parent is not asked to close. */
  g_cancellable_cancel (GLS_AUTOMATIC_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (gls_automatic_dialog_parent_class)->dispose (object);
}

static void
gls_automatic_dialog_finalize (GObject *object)
{
  GlsAutomaticDialog *self = GLS_AUTOMATIC_DIALOG (object);

  g_clear_pointer (&self->passage, passage_free);
  g_clear_object (&self->session);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (gls_automatic_dialog_parent_class)->finalize (object);
}

static void
gls_automatic_dialog_class_init (GlsAutomaticDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_automatic_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_automatic_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = gls_automatic_dialog_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_question (GlsAutomaticDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *flow = gtk_flow_box_new ();

  self->all = gtk_check_button_new_with_label (_ ("Only what all agree on"));
  self->some = gtk_check_button_new_with_label (_ ("Also where so many agree, and no other version has as many:"));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (self->some), GTK_CHECK_BUTTON (self->all));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->all), TRUE);
  self->least = gtk_spin_button_new_with_range (2, 64, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->least), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How many must agree"), -1);
  gtk_box_append (GTK_BOX (box), self->all);
  gtk_box_append (GTK_BOX (line), self->some);
  gtk_box_append (GTK_BOX (line), self->least);
  gtk_box_append (GTK_BOX (box), line);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      self->fields[i] = gtk_check_button_new_with_label (_ (fields[i].label));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->fields[i]), TRUE);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), self->fields[i]);
      gtk_widget_set_focusable (gtk_widget_get_parent (self->fields[i]), FALSE);
      g_signal_connect_object (self->fields[i], "toggled", G_CALLBACK (question_changed), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_margin_start (flow, 24);
  gtk_box_append (GTK_BOX (box), flow);
  g_signal_connect_object (self->some, "toggled", G_CALLBACK (question_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->least, "value-changed", G_CALLBACK (question_changed), self, G_CONNECT_SWAPPED);
  return box;
}

static void
gls_automatic_dialog_init (GlsAutomaticDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *note;
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self), _ ("Settle What Many Agree On"));
  gtk_window_set_default_size (GTK_WINDOW (self), 520, -1);
  gtk_box_append (GTK_BOX (outer), adw_header_bar_new ());
  gtk_widget_add_css_class (box, "case");
  gtk_box_append (GTK_BOX (box), build_question (self));
  self->preview = GTK_LABEL (gtk_label_new (_ ("Comparing…")));
  gtk_label_set_xalign (self->preview, 0);
  gtk_label_set_wrap (self->preview, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->preview), "heading");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->preview));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  note = gtk_label_new (_ ("What a person has decided stays as it is. All of it is one step: Undo takes it back."));
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (box), note);
  self->settle = gtk_button_new_with_label (_ ("Settle"));
  gtk_widget_add_css_class (self->settle, "suggested-action");
  gtk_widget_set_halign (self->settle, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (self->settle, _ ("Write these decisions and gold (Return)"));
  g_signal_connect_object (self->settle, "clicked", G_CALLBACK (settle_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->settle);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->settle);
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
}

GtkWindow *
gls_automatic_dialog_new (GtkWindow *parent, GlsSession *session, guint n_people)
{
  GlsAutomaticDialog *self = g_object_new (GLS_TYPE_AUTOMATIC_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);

  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->least), MIN (2, MAX (n_people, 1)), MAX (n_people, 2));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->least), MAX (2, n_people / 2 + 1));
  self->session = g_object_ref (session);
  question_changed (self);
  return GTK_WINDOW (self);
}
