/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels, changes or deletes the selected rows: collected on a reader thread, asked with the number, committed as one step.
 * It must not know how the rows were found. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-dialogs.h"
#include "gls-project-find-private.h"

typedef struct {
  GlsProjectFind *self;
  GlsSession     *session;
  GlsBulkKind     kind;
  GArray         *items;    /* GlsBulkItem */
  char           *type;
  char           *person;
  GlsBulk         bulk;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  gls_bulk_clear (&work->bulk);
  g_array_unref (work->items);
  g_object_unref (work->self);
  g_object_unref (work->session);
  g_free (work->type);
  g_free (work->person);
  g_free (work);
}

static void
set_working (GlsProjectFind *self, gboolean working)
{
  self->working = working;
  gtk_widget_set_sensitive (self->label_button, !working);
  gtk_widget_set_sensitive (self->delete_button, !working);
}

static char *
dup_done (const Work *work)
{
  switch (work->kind)
    {
    case GLS_BULK_LABEL:
      return g_strdup_printf (ngettext ("%u place labelled", "%u places labelled", work->bulk.n), work->bulk.n);
    case GLS_BULK_RETYPE:
      return g_strdup_printf (ngettext ("%u annotation changed", "%u annotations changed", work->bulk.n), work->bulk.n);
    case GLS_BULK_DELETE:
    default:
      return g_strdup_printf (ngettext ("%u annotation removed", "%u annotations removed", work->bulk.n), work->bulk.n);
    }
}

static void
committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (GError) error = NULL;

  set_working (work->self, FALSE);
  if (!gls_store_commit_finish (GLS_STORE (source), result, &error))
    gls_session_fail (work->session, _ ("The change is not saved"), error->message);
  else
    {
      g_autofree char *text = dup_done (work);

      gls_session_say (work->session, text, TRUE);
      if (work->self->session == work->session)
        gls_project_find_start (work->self);
    }
  work_free (work);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  g_autofree char *answer = gls_dialog_choose_finish (result);

  if (work->self->session != work->session || !g_str_equal (answer, "do"))
    {
      set_working (work->self, FALSE);
      work_free (work);
      return;
    }
  gls_store_commit_async (gls_session_get_store (work->session), g_steal_pointer (&work->bulk.change), NULL, committed, work);
}

static char *
dup_question (const Work *work)
{
  guint n = work->bulk.n;

  switch (work->kind)
    {
    case GLS_BULK_LABEL:
      return g_strdup_printf (ngettext ("Label %u place as “%s”?", "Label %u places as “%s”?", n), n, gls_type_get_label (work->type));
    case GLS_BULK_RETYPE:
      return g_strdup_printf (ngettext ("Make %u annotation “%s”?", "Make %u annotations “%s”?", n), n, gls_type_get_label (work->type));
    case GLS_BULK_DELETE:
    default:
      return g_strdup_printf (ngettext ("Delete %u annotation?", "Delete %u annotations?", n), n);
    }
}

static void
append_left (const Work *work, GString *text)
{
  if (work->bulk.others > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%u is not yours and stays.", "%u are not yours and stay.", work->bulk.others),
                              work->bulk.others);
    }
  if (work->bulk.same > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%u is so already.", "%u are so already.", work->bulk.same), work->bulk.same);
    }
}

static void
ask (Work *work)
{
  const char *deleting[] = { "cancel", _ ("_Cancel"), "!do", _ ("_Delete"), NULL };
  const char *labelling[] = { "cancel", _ ("_Cancel"), "*do", work->kind == GLS_BULK_LABEL ? _ ("_Label") : _ ("_Change"), NULL };
  g_autofree char *question = dup_question (work);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("In %u document. One Undo takes it back.", "In %u documents. One Undo takes it back.",
                                          work->bulk.documents), work->bulk.documents);
  append_left (work, text);
  gls_dialog_choose_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (work->self))), question, text->str,
                           work->kind == GLS_BULK_DELETE ? deleting : labelling, answered, work);
}

static gpointer
prepare (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  return gls_project_prepare_bulk (project, work->kind, (const GlsBulkItem *) (gpointer) work->items->data, work->items->len,
                                   work->type, work->person, &work->bulk, error) ? work : NULL;
}

static void
prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (GError) error = NULL;
  gpointer done = gls_store_run_finish (GLS_STORE (source), result, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (done != NULL && work->bulk.n > 0 && work->self->session == work->session &&
      gtk_widget_get_root (GTK_WIDGET (work->self)) != NULL)
    {
      ask (work);
      return;
    }
  set_working (work->self, FALSE);
  if (done == NULL && error != NULL)
    gls_session_fail (work->session, _ ("The change cannot be made"), error->message);
  else if (done != NULL)
    {
      g_string_append (text, _ ("Nothing to change."));
      append_left (work, text);
      gls_session_say (work->session, text->str, FALSE);
    }
  work_free (work);
}

void
gls_project_find_change (GlsProjectFind *self, const char *type)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  const GlsFindRow *first = gls_find_model_get (self->model, 0);
  GtkBitsetIter iter;
  guint position;
  Work *work;

  if (self->working || self->session == NULL || first == NULL || gtk_bitset_is_empty (selected) ||
      (type == NULL && first->kind != GLS_FIND_ANNOTATION))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  work = g_new0 (Work, 1);
  work->self = g_object_ref (self);
  work->session = g_object_ref (self->session);
  work->kind = type == NULL ? GLS_BULK_DELETE : first->kind == GLS_FIND_ANNOTATION ? GLS_BULK_RETYPE : GLS_BULK_LABEL;
  work->type = g_strdup (type);
  work->person = g_strdup (gls_session_get_person (self->session));
  work->items = g_array_new (FALSE, FALSE, sizeof (GlsBulkItem));
  if (gtk_bitset_iter_init_first (&iter, selected, &position))
    do
      {
        const GlsFindRow *row = gls_find_model_get (self->model, position);

        if (row != NULL)
          g_array_append_val (work->items, ((GlsBulkItem){ row->document, row->annotation, row->start, row->end }));
      }
    while (gtk_bitset_iter_next (&iter, &position));
  set_working (self, TRUE);
  gls_store_read_async (gls_session_get_store (self->session), prepare, work, NULL, NULL, NULL, prepared, work);
}
