/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the history of one annotation in sentences, an action a line.
 * It must not know what else is shown of the annotation. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-clock.h>
#include <gls-value.h>

#include "gls-history-view.h"

#define MOST_WORDS 40
#define MOST_ACTIONS 50

struct _GlsHistoryView {
  AdwBin           parent_instance;
  GtkExpander     *expander;
  GtkBox          *lines;
  GlsOpenDocument *document;
  gboolean         has_id;
  GlsId            id;
  GCancellable    *loading;
};

G_DEFINE_FINAL_TYPE (GlsHistoryView, gls_history_view, ADW_TYPE_BIN)

/* --- Sentences --------------------------------------------------------------------------------------------------- */

static char *
dup_words (GlsHistoryView *self, guint32 start, guint32 end)
{
  GlsText *text = gls_open_document_get (self->document)->text;

  if (start >= end || end > gls_text_get_length (text))
    return NULL;
  return gls_open_document_dup_fragments (self->document, &(GlsFragment){ start, end }, 1, MOST_WORDS);
}

/* "33–88, 90–95" as the words that stand there. */
static char *
describe_fragments (GlsHistoryView *self, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ", ", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit (parts[i], "–", 2);
      g_autofree char *words = g_strv_length (ends) == 2
                               ? dup_words (self, g_ascii_strtoull (ends[0], NULL, 10), g_ascii_strtoull (ends[1], NULL, 10)) : NULL;

      if (words != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? " … " : "", words);
    }
  return g_strdup_printf (_ ("“%s”"), out->str);
}

/* Ids of annotations as their words, types and roles as they are called, values as they are read. */
static char *
describe_value (GlsHistoryView *self, const char *field, const char *value)
{
  const GlsSpan *span;
  GlsId id;

  if (g_str_equal (field, "fragments"))
    return describe_fragments (self, value);
  if (g_str_equal (field, "type"))
    return g_strdup (gls_type_get_label (value));
  if (gls_id_parse (value, &id))
    {
      g_autofree char *words = NULL;

      span = gls_open_document_find (self->document, &id);
      if (span == NULL)
        return g_strdup (_ ("something that is removed"));
      words = gls_open_document_dup_words (self->document, span, MOST_WORDS);
      return g_strdup_printf (_ ("“%s”"), words);
    }
  if (*value == '{' || *value == '"')
    {
      g_autofree char *display = gls_value_to_display (NULL, value);

      return g_strdup (gls_role_get_label (display));
    }
  return g_strdup (value);
}

static char *
describe_filler (const char *value)
{
  guint64 kind = g_ascii_strtoull (value, NULL, 10);

  return g_strdup (kind == GLS_LINK_AUTHOR ? _ ("the author") : kind == GLS_LINK_NONE ? _ ("not said") : NULL);
}

/* NULL: nothing that people would ask for. */
static char *
describe_row (GlsHistoryView *self, const GlsHistoryRow *row)
{
  const char *colon = strstr (row->field, ": "), *field = colon != NULL ? colon + 2 : row->field;
  g_autofree char *role = colon != NULL ? g_strndup (row->field, colon - row->field) : NULL, *value = NULL;
  const char *name;

  if (g_str_equal (field, "order") || g_str_equal (field, "role") || (g_str_equal (field, "deleted") && role == NULL && row->value == NULL))
    return NULL;
  if (g_str_equal (field, "deleted") && role == NULL)
    return g_strdup (_ ("removed"));
  if (g_str_equal (field, "deleted"))
    return row->value != NULL ? g_strdup_printf (_ ("%s: taken away"), gls_role_get_label (role)) : NULL;
  if (role != NULL && g_str_equal (field, "filler"))
    value = row->value != NULL ? describe_filler (row->value) : NULL;
  else if (row->value != NULL)
    value = describe_value (self, field, row->value);
  if (role != NULL && value == NULL)
    return NULL;
  name = role != NULL ? gls_role_get_label (role)
         : g_str_equal (field, "fragments") ? _ ("words") : g_str_equal (field, "type") ? _ ("type")
         : g_str_equal (field, "note") ? _ ("note") : g_str_equal (field, "unsure") ? _ ("unsure")
         : g_str_equal (field, "entity") ? _ ("entity") : gls_role_get_label (field);
  if (value != NULL && *value == '\0')
    return g_strdup (name);
  return value != NULL ? g_strdup_printf ("%s: %s", name, value) : g_strdup_printf (_ ("%s: taken away"), name);
}

static char *
dup_time (gint64 clock)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (gls_clock_get_ms (clock) / 1000);

  return time != NULL ? g_date_time_format (time, "%x %H:%M") : g_strdup ("");
}

static void
add_line (GlsHistoryView *self, const GlsHistoryRow *first, const char *what)
{
  g_autofree char *time = dup_time (first->clock);
  g_autofree char *head = g_strdup_printf ("%s · %s · %s", first->by != NULL ? first->by : "", time,
                                           gls_session_name_action (first->what));
  GtkWidget *label = gtk_label_new (head), *text = gtk_label_new (what);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (text, "caption");
  gtk_widget_set_visible (text, *what != '\0');
  gtk_widget_set_margin_bottom (text, 4);
  gtk_box_prepend (self->lines, text);
  gtk_box_prepend (self->lines, label);
}

/* The latest action first. */
static void
show_rows (GlsHistoryView *self, GPtrArray *rows)
{
  guint actions = 0, first = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  for (guint i = 0; i < rows->len; i++)
    if (i + 1 == rows->len || !gls_id_equal (&((GlsHistoryRow *) g_ptr_array_index (rows, i))->action,
                                             &((GlsHistoryRow *) g_ptr_array_index (rows, i + 1))->action))
      actions++;
  for (guint i = 0; i < rows->len; i = first)
    {
      const GlsHistoryRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GString) text = g_string_new (NULL);

      for (first = i; first < rows->len; first++)
        {
          const GlsHistoryRow *next = g_ptr_array_index (rows, first);
          g_autofree char *sentence = NULL;

          if (!gls_id_equal (&next->action, &row->action))
            break;
          sentence = describe_row (self, next);
          if (sentence != NULL)
            g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", sentence);
        }
      if (actions-- <= MOST_ACTIONS)
        add_line (self, row, text->str);
    }
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

static gpointer
read_history (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_project_history (project, data, error);
}

static void
history_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsHistoryView *self = g_task_get_source_object (task);
  /* One that is not in the file yet has none. */
  g_autoptr (GPtrArray) rows = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (self->loading == NULL || g_task_get_cancellable (task) != self->loading)
    return;
  g_clear_object (&self->loading);
  if (rows != NULL && self->document != NULL && gls_open_document_get (self->document) != NULL)
    show_rows (self, rows);
}

static void
stop (GlsHistoryView *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (GlsHistoryView *self)
{
  stop (self);
  if (self->document == NULL || !self->has_id || !gtk_expander_get_expanded (self->expander))
    return;
  self->loading = g_cancellable_new ();
  gls_store_read_async (gls_session_get_store (gls_open_document_get_session (self->document)), read_history,
                        g_memdup2 (&self->id, sizeof self->id), g_free, (GDestroyNotify) g_ptr_array_unref, self->loading, history_read,
                        g_task_new (self, self->loading, NULL, NULL));
}

void
gls_history_view_show (GlsHistoryView *self, GlsOpenDocument *document, const GlsId *id)
{
  gboolean same = id != NULL && self->has_id && gls_id_equal (id, &self->id);
  GtkWidget *child;

  g_set_object (&self->document, document);
  self->has_id = id != NULL;
  if (id != NULL)
    self->id = *id;
  while (!same && (child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  load (self);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_history_view_dispose (GObject *object)
{
  GlsHistoryView *self = GLS_HISTORY_VIEW (object);

  stop (self);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (gls_history_view_parent_class)->dispose (object);
}

static void
gls_history_view_class_init (GlsHistoryViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_history_view_dispose;
}

static void
gls_history_view_init (GlsHistoryView *self)
{
  self->expander = GTK_EXPANDER (gtk_expander_new (_ ("History")));
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->expander), _ ("Who changed this annotation, when and how"));
  gtk_expander_set_child (self->expander, GTK_WIDGET (self->lines));
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (load), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->expander));
}

GtkWidget *
gls_history_view_new (void)
{
  return g_object_new (GLS_TYPE_HISTORY_VIEW, NULL);
}
