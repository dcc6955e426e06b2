/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks which suggestions are meant, counts them off the main thread, and judges them there.
 * It must not know which are shown anywhere. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-judge.h>

#include "common/gls-compat.h"
#include "gls-judge-many.h"

struct _GlsJudgeMany {
  AdwWindow     parent_instance;
  AdwComboRow  *where, *type, *plugin;
  GtkSpinButton *least;
  GtkEditable  *words;
  GtkLabel     *summary;
  GtkWidget    *cancel_button, *reject_button, *accept_button;
  GlsSession   *session;
  char        **types, **plugins;
  char         *key;
  GCancellable *counting;   /* NULL: the number shown is right */
  gboolean      ready;
};

G_DEFINE_FINAL_TYPE (GlsJudgeMany, gls_judge_many, ADW_TYPE_WINDOW)

/* What a thread of the store gets. */
typedef struct {
  char            *type, *plugin, *words, *by, *document;
  GlsAcceptOptions options;
} Kind;

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  g_free (kind->type);
  g_free (kind->plugin);
  g_free (kind->words);
  g_free (kind->by);
  g_free (kind->document);
  g_free (kind);
}

static char *
dup_choice (AdwComboRow *row, char **choices)
{
  guint at = adw_combo_row_get_selected (row);

  return at > 0 && at <= g_strv_length (choices) ? g_strdup (choices[at - 1]) : NULL;
}

static Kind *
get_kind (GlsJudgeMany *self)
{
  Kind *kind = g_new0 (Kind, 1);

  kind->type = dup_choice (self->type, self->types);
  kind->plugin = dup_choice (self->plugin, self->plugins);
  kind->words = g_strstrip (g_strdup (gtk_editable_get_text (self->words)));
  kind->by = g_strdup (gls_session_get_person (self->session));
  kind->document = adw_combo_row_get_selected (self->where) == 0 ? g_strdup (self->key) : NULL;
  kind->options = (GlsAcceptOptions){ .plugin = kind->plugin,
                                      .type = kind->type,
                                      .words = *kind->words != '\0' ? kind->words : NULL,
                                      .by = kind->by,
                                      .open_only = TRUE,
                                      .min_confidence = gtk_spin_button_get_value (self->least) / 100 };
  return kind;
}

static gpointer
run (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Kind *kind = data;
  const char *documents[] = { kind->document, NULL };
  GlsAcceptReport *report = g_new0 (GlsAcceptReport, 1);

  kind->options.documents = kind->document != NULL ? documents : NULL;
  if (!gls_accept (project, &kind->options, report, cancellable, error))
    g_clear_pointer (&report, g_free);
  return report;
}

/* --- Counting ---------------------------------------------------------------------------------------------------- */

static void
counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsJudgeMany *self = g_task_get_source_object (task);
  g_autofree GlsAcceptReport *report = gls_store_run_finish (GLS_STORE (source), result, NULL);
  g_autofree char *text = NULL;

  if (self->counting == NULL || g_task_get_cancellable (task) != self->counting)
    return;
  g_clear_object (&self->counting);
  text = report == NULL ? g_strdup (_ ("They cannot be counted"))
                        : g_strdup_printf (ngettext ("%u open suggestion fits", "%u open suggestions fit", report->places),
                                           report->places);
  gtk_label_set_text (self->summary, text);
  gtk_widget_set_sensitive (self->accept_button, report != NULL && report->places > 0);
  gtk_widget_set_sensitive (self->reject_button, report != NULL && report->places > 0);
}

static void
stop_counting (GlsJudgeMany *self)
{
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
count (GlsJudgeMany *self)
{
  Kind *kind;

  if (!self->ready)
    return;
  stop_counting (self);
  self->counting = g_cancellable_new ();
  gtk_label_set_text (self->summary, _ ("Counting…"));
  gtk_widget_set_sensitive (self->accept_button, FALSE);
  gtk_widget_set_sensitive (self->reject_button, FALSE);
  kind = get_kind (self);
  kind->options.dry_run = TRUE;
  gls_store_read_async (gls_session_get_store (self->session), run, kind, kind_free, g_free, self->counting, counted,
                        g_task_new (self, self->counting, NULL, NULL));
}

/* --- Judging ----------------------------------------------------------------------------------------------------- */

static void
accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsSession) session = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree GlsAcceptReport *report = gls_store_run_finish (GLS_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (report == NULL)
    {
      gls_session_fail (session, _ ("The suggestions are not judged"), error->message);
      return;
    }
  text = g_strdup_printf (ngettext ("%u suggestion accepted", "%u suggestions accepted", report->places), report->places);
  gls_session_say (session, text, TRUE);
}

static void
rejected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsSession) session = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree GlsAcceptReport *report = gls_store_run_finish (GLS_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (report == NULL)
    {
      gls_session_fail (session, _ ("The suggestions are not judged"), error->message);
      return;
    }
  text = g_strdup_printf (ngettext ("%u suggestion rejected", "%u suggestions rejected", report->places), report->places);
  gls_session_say (session, text, TRUE);
}

static void
judge (GlsJudgeMany *self, gboolean yes)
{
  Kind *kind = get_kind (self);

  kind->options.reject = !yes;
  gls_store_write_async (gls_session_get_store (self->session), run, kind, kind_free, g_free, NULL, yes ? accepted : rejected,
                         g_object_ref (self->session));
  gtk_window_close (GTK_WINDOW (self));
}

static void
accept (GlsJudgeMany *self)
{
  judge (self, TRUE);
}

static void
reject (GlsJudgeMany *self)
{
  judge (self, FALSE);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_judge_many_dispose (GObject *object)
{
  GlsJudgeMany *self = GLS_JUDGE_MANY (object);

  self->ready = FALSE;
  stop_counting (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->types, g_strfreev);
  g_clear_pointer (&self->plugins, g_strfreev);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (gls_judge_many_parent_class)->dispose (object);
}

static void
gls_judge_many_class_init (GlsJudgeManyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_judge_many_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-judge-many.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsJudgeMany, name)
  BIND (where);
  BIND (type);
  BIND (plugin);
  BIND (least);
  BIND (words);
  BIND (summary);
  BIND (cancel_button);
  BIND (reject_button);
  BIND (accept_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, count);
  gtk_widget_class_bind_template_callback (widget_class, accept);
  gtk_widget_class_bind_template_callback (widget_class, reject);
}

static void
gls_judge_many_init (GlsJudgeMany *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (AdwComboRow *row, const char *all, char **choices, const char *(*label) (const char *name))
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, all);
  for (guint i = 0; choices[i] != NULL; i++)
    gtk_string_list_append (list, label != NULL ? label (choices[i]) : choices[i]);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

GtkWidget *
gls_judge_many_new (GtkWindow *parent, GlsSession *session, const char * const *types, const char * const *plugins, const char *key,
                    const char *words)
{
  GlsJudgeMany *self = g_object_new (GLS_TYPE_JUDGE_MANY, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->types = g_strdupv ((char **) types);
  self->plugins = g_strdupv ((char **) plugins);
  self->key = g_strdup (key);
  fill (self->type, _ ("All types"), self->types, gls_type_get_label);
  fill (self->plugin, _ ("All plugins"), self->plugins, NULL);
  if (words != NULL)
    gtk_editable_set_text (self->words, words);
  self->ready = TRUE;
  count (self);
  return GTK_WIDGET (self);
}
