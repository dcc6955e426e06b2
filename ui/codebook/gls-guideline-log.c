/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the log in the background and lists it, the newest change first and what no change has followed before all.
 * It must not know which decision belongs to which change. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-clock.h>
#include <gls-guideline.h>

#include "common/gls-type-style.h"
#include "gls-guideline-log.h"

/* Older ones are on the command line. */
#define MOST_CHANGES 200
#define MOST_DECISIONS 50

struct _GlsGuidelineLog {
  AdwWindow     parent_instance;
  GtkBox       *lines;
  GtkSpinner   *spinner;
  GlsSession   *session;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (GlsGuidelineLog, gls_guideline_log, ADW_TYPE_WINDOW)

static GtkWidget *
add_label (GtkBox *box, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (box, label);
  return label;
}

static const char *
name_kind (GlsCaseKind kind)
{
  static const char * const names[] = {
    [GLS_CASE_FOUND] = N_ ("found?"), [GLS_CASE_BOUNDARY] = N_ ("boundary"), [GLS_CASE_TYPE] = N_ ("type"),
    [GLS_CASE_ATTRIBUTE] = N_ ("attribute"), [GLS_CASE_ROLE] = N_ ("role"), [GLS_CASE_ENTITY] = N_ ("entity"),
    [GLS_CASE_RELATION] = N_ ("relation"),
  };

  return (gsize) kind < G_N_ELEMENTS (names) && names[kind] != NULL ? _ (names[kind]) : "";
}

static void
add_decision (GtkBox *box, const GlsGuidelineDecision *decision)
{
  g_autofree char *text = g_strdup_printf ("↳ “%s” · %s%s%s · %s%s%s%s", decision->words, name_kind (decision->kind),
                                           decision->field != NULL ? " " : "", decision->field != NULL ? decision->field : "",
                                           decision->document, decision->note != NULL ? " · “" : "",
                                           decision->note != NULL ? decision->note : "", decision->note != NULL ? "”" : "");

  gtk_widget_set_margin_start (add_label (box, text, NULL), 18);
}

static void
add_change (GlsGuidelineLog *self, const GlsGuidelineChange *change)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *chip;
  g_autoptr (GDateTime) when = change->clock != 0 ? g_date_time_new_from_unix_local ((change->clock >> 16) / 1000) : NULL;
  g_autofree char *day = when != NULL ? g_date_time_format (when, "%Y-%m-%d %H:%M") : NULL;
  g_autofree char *text = day != NULL ? g_strdup_printf ("%s · %s · %s", day, change->by != NULL ? change->by : "–", change->fields)
                                      : g_strdup (_ ("Not in the guideline yet"));

  gtk_widget_add_css_class (box, "panel");
  gtk_widget_add_css_class (box, "guide");
  chip = add_label (GTK_BOX (line), gls_type_get_label (change->type), "chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_START);
  gls_type_style_apply (chip, gls_codebook_find_type (gls_session_get_codebook (self->session), change->type));
  gtk_widget_set_hexpand (add_label (GTK_BOX (line), text, "heading"), TRUE);
  gtk_box_append (GTK_BOX (box), line);
  for (guint i = 0; i < MIN (change->decisions->len, MOST_DECISIONS); i++)
    add_decision (GTK_BOX (box), g_ptr_array_index (change->decisions, i));
  if (change->decisions->len > MOST_DECISIONS)
    {
      guint more = change->decisions->len - MOST_DECISIONS;
      g_autofree char *rest = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

      add_label (GTK_BOX (box), rest, "dim-label");
    }
  gtk_box_append (self->lines, box);
}

static gpointer
read_log (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_guideline_list (project, NULL, error);
}

static void
log_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsGuidelineLog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  if (changes == NULL)
    add_label (self->lines, error != NULL ? error->message : "", "error");
  else if (changes->len == 0)
    add_label (self->lines, _ ("The guideline has not changed, and no decision says that it should.\n"), "dim-label");
  for (guint i = changes != NULL ? changes->len : 0; i > 0 && changes->len - i < MOST_CHANGES; i--)
    add_change (self, g_ptr_array_index (changes, i - 1));
}

static gboolean
gls_guideline_log_close_request (GtkWindow *window)
{
  g_cancellable_cancel (GLS_GUIDELINE_LOG (window)->cancellable);
  return GTK_WINDOW_CLASS (gls_guideline_log_parent_class)->close_request (window);
}

static void
gls_guideline_log_dispose (GObject *object)
{
  GlsGuidelineLog *self = GLS_GUIDELINE_LOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gls_guideline_log_parent_class)->dispose (object);
}

static void
gls_guideline_log_finalize (GObject *object)
{
  g_object_unref (GLS_GUIDELINE_LOG (object)->cancellable);
  G_OBJECT_CLASS (gls_guideline_log_parent_class)->finalize (object);
}

static void
gls_guideline_log_class_init (GlsGuidelineLogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_guideline_log_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_guideline_log_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = gls_guideline_log_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gls_guideline_log_init (GlsGuidelineLog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self), _ ("Change Log of the Guideline"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 520);
  gtk_box_append (GTK_BOX (outer), adw_header_bar_new ());
  gtk_widget_add_css_class (box, "case");
  self->lines = GTK_BOX (box);
  add_label (self->lines, _ ("What was changed in types, and the decisions behind it: those with the reason “guideline gap” since the change "
                             "before."), "dim-label");
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_spinner_start (self->spinner);
  gtk_box_append (self->lines, GTK_WIDGET (self->spinner));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (outer), scroller);
  adw_window_set_content (ADW_WINDOW (self), outer);
}

GtkWindow *
gls_guideline_log_new (GtkWindow *parent, GlsSession *session)
{
  GlsGuidelineLog *self = g_object_new (GLS_TYPE_GUIDELINE_LOG, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  gtk_widget_add_css_class (GTK_WIDGET (self), gls_session_get_scope (session));
  gls_store_read_async (gls_session_get_store (session), read_log, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                        log_read, g_object_ref (self));
  return GTK_WINDOW (self);
}
