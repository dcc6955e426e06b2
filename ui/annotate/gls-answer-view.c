/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells what was decided about one annotation, so that a question to the lead is answered where it was asked.
 * It must not know how a decision is made. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-answered.h>

#include "gls-answer-view.h"
#include "common/gls-reason.h"

struct _GlsAnswerView {
  AdwBin        parent_instance;
  GtkBox       *lines;
  gboolean      has_id;
  GlsId         id;
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (GlsAnswerView, gls_answer_view, ADW_TYPE_BIN)

/* --- Sentences --------------------------------------------------------------------------------------------------- */

static const char *
get_field_label (const GlsCase *item)
{
  switch (item->kind)
    {
    case GLS_CASE_FOUND:
      return _ ("found?");
    case GLS_CASE_BOUNDARY:
      return _ ("boundary");
    case GLS_CASE_TYPE:
      return _ ("type");
    case GLS_CASE_ENTITY:
      return _ ("entity");
    case GLS_CASE_ATTRIBUTE:
    case GLS_CASE_ROLE:
    case GLS_CASE_RELATION:
      break;
    }
  return gls_role_get_label (item->field);
}

static const char *
get_decided_label (const GlsCase *item)
{
  if (item->choice == NULL)
    return item->kind == GLS_CASE_FOUND ? _ ("not marked") : _ ("none of the versions");
  if (item->decided == NULL || *item->decided == '\0')
    return _ ("left empty");
  return item->kind == GLS_CASE_TYPE ? gls_type_get_label (item->decided)
         : item->kind == GLS_CASE_ATTRIBUTE ? gls_role_get_label (item->decided) : item->decided;
}

static void
add_line (GlsAnswerView *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  if (!g_str_equal (css_class, "caption-heading"))
    gtk_widget_add_css_class (label, "caption");
  gtk_box_append (self->lines, label);
}

static void
add_case (GlsAnswerView *self, const GlsCase *item, guint person)
{
  int mine = gls_case_find_person (item, person);
  gboolean same = mine >= 0 && g_strcmp0 (((GlsVersion *) g_ptr_array_index (item->versions, mine))->value, item->choice) == 0;
  const char *by = item->by != NULL ? item->by : "–";
  g_autofree char *head = NULL, *who = NULL;

  if (item->state == GLS_CASE_REOPENED)
    {
      who = g_strdup_printf (_ ("↻ Decided before by %s; a version has changed since"), by);
      head = g_strdup_printf ("%s: %s", get_field_label (item), get_decided_label (item));
    }
  else
    {
      who = g_strdup_printf (same ? _ ("Decided as you have it by %s (%s)") : _ ("Decided otherwise by %s (%s)"), by,
                             gls_reason_get_label (item->reason));
      head = g_strdup_printf ("%s %s: %s", same ? "✔" : "≠", get_field_label (item), get_decided_label (item));
    }
  add_line (self, head, "caption-heading");
  add_line (self, who, "dim-label");
  if (item->note != NULL && *item->note != '\0')
    {
      g_autofree char *note = g_strdup_printf (_ ("“%s”"), item->note);

      add_line (self, note, "answer");
    }
  for (guint i = 0; item->answers != NULL && item->answers[i] != NULL; i += 2)
    {
      g_autofree char *answer = g_strdup_printf ("↳ %s: %s", item->answers[i], item->answers[i + 1]);

      add_line (self, answer, "answer");
    }
}

static void
clear (GlsAnswerView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsId      document, annotation;
  GPtrArray *cases;
  guint      person;
} Answers;

static void
answers_free (Answers *answers)
{
  g_clear_pointer (&answers->cases, g_ptr_array_unref);
  g_free (answers);
}

static gpointer
read_answers (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const Answers *wanted = data;
  Answers *answers = g_new0 (Answers, 1);

  answers->cases = gls_list_answered (project, &wanted->document, &wanted->annotation, &answers->person, error);
  if (answers->cases == NULL)
    g_clear_pointer (&answers, answers_free);
  return answers;
}

static void
answers_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GlsAnswerView *self = g_task_get_source_object (task);
  /* One that is not in the file yet has none. */
  Answers *answers = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (self->loading != NULL && g_task_get_cancellable (task) == self->loading)
    {
      g_clear_object (&self->loading);
      clear (self);
      for (guint i = 0; answers != NULL && i < answers->cases->len; i++)
        add_case (self, g_ptr_array_index (answers->cases, i), answers->person);
      gtk_widget_set_visible (GTK_WIDGET (self), answers != NULL && answers->cases->len > 0);
    }
  g_clear_pointer (&answers, answers_free);
}

static void
stop (GlsAnswerView *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

void
gls_answer_view_show (GlsAnswerView *self, GlsOpenDocument *document, const GlsId *id)
{
  gboolean same = id != NULL && self->has_id && gls_id_equal (id, &self->id);
  Answers *wanted;

  stop (self);
  self->has_id = id != NULL;
  if (!same)
    {
      clear (self);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    }
  if (id == NULL)
    return;
  self->id = *id;
  wanted = g_new0 (Answers, 1);
  wanted->document = gls_open_document_get (document)->id;
  wanted->annotation = *id;
  self->loading = g_cancellable_new ();
  gls_store_read_async (gls_session_get_store (gls_open_document_get_session (document)), read_answers, wanted,
                        (GDestroyNotify) answers_free, (GDestroyNotify) answers_free, self->loading, answers_read,
                        g_task_new (self, self->loading, NULL, NULL));
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_answer_view_dispose (GObject *object)
{
  stop (GLS_ANSWER_VIEW (object));
  G_OBJECT_CLASS (gls_answer_view_parent_class)->dispose (object);
}

static void
gls_answer_view_class_init (GlsAnswerViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_answer_view_dispose;
}

static void
gls_answer_view_init (GlsAnswerView *self)
{
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("What was decided about this annotation; you can answer on the page Review, under Settled"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->lines));
}
