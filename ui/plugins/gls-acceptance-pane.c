/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the figures of gls-acceptance.h, counted on a thread of the store.
 * It must not know how they are counted. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include <gls-acceptance.h>

#include "common/gls-type-label.h"
#include "gls-acceptance-pane.h"

#define GLS_TYPE_ACCEPTANCE_ROW (gls_acceptance_row_get_type ())
G_DECLARE_FINAL_TYPE (GlsAcceptanceRow, gls_acceptance_row, GLS, ACCEPTANCE_ROW, GObject)

struct _GlsAcceptanceRow {
  GObject  parent_instance;
  char    *cells[9];
};

G_DEFINE_FINAL_TYPE (GlsAcceptanceRow, gls_acceptance_row, G_TYPE_OBJECT)

struct _GlsAcceptancePane {
  GtkBox         parent_instance;
  GtkLabel      *remark;
  GtkColumnView *table;

  GlsSession    *session;
  GListStore    *rows;
  GCancellable  *counting;
};

G_DEFINE_FINAL_TYPE (GlsAcceptancePane, gls_acceptance_pane, GTK_TYPE_BOX)

static void
gls_acceptance_row_finalize (GObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (GLS_ACCEPTANCE_ROW (object)->cells); i++)
    g_free (GLS_ACCEPTANCE_ROW (object)->cells[i]);
  G_OBJECT_CLASS (gls_acceptance_row_parent_class)->finalize (object);
}

static void
gls_acceptance_row_class_init (GlsAcceptanceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_acceptance_row_finalize;
}

static void
gls_acceptance_row_init (GlsAcceptanceRow *self)
{
}

static char *
show_share (double value)
{
  return isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.0f %%", 100 * value);
}

static GlsAcceptanceRow *
new_row (const GlsAcceptanceFigures *figures, gboolean any_done)
{
  GlsAcceptanceRow *row = g_object_new (GLS_TYPE_ACCEPTANCE_ROW, NULL);
  const guint counts[] = { figures->open, figures->accepted, figures->corrected, figures->rejected, figures->missed };

  row->cells[0] = g_strdup (figures->plugin);
  row->cells[1] = g_strdup (figures->type != NULL ? gls_type_get_label (figures->type) : _ ("all"));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    row->cells[2 + i] = g_strdup_printf ("%u", counts[i]);
  row->cells[7] = show_share (gls_acceptance_precision (figures));
  row->cells[8] = show_share (any_done ? gls_acceptance_recall (figures) : NAN);
  return row;
}

static gpointer
count (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_acceptance (project, NULL, NULL, error);
}

static void
counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsAcceptancePane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsAcceptanceReport) report = gls_store_run_finish (GLS_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_list_store_remove_all (self->rows);
  for (guint i = 0; report != NULL && i < report->rows->len; i++)
    {
      g_autoptr (GlsAcceptanceRow) row = new_row (report->rows->pdata[i], report->documents > 0);

      g_list_store_append (self->rows, row);
    }
  if (report == NULL)
    text = g_strdup (error != NULL ? error->message : "");
  else if (report->rows->len == 0)
    text = g_strdup (_ ("There are no suggestions, and nobody judged any."));
  else
    text = g_strdup_printf (ngettext ("Precision: the share of the judged ones that was accepted, corrected or not. Missed, and with it the "
                                      "estimated recall, is counted in the %u document that is done: what was marked there without the plugin.",
                                      "Precision: the share of the judged ones that was accepted, corrected or not. Missed, and with it the "
                                      "estimated recall, is counted in the %u documents that are done: what was marked there without the plugin.",
                                      report->documents),
                            report->documents);
  gtk_label_set_text (self->remark, text);
}

void
gls_acceptance_pane_refresh (GlsAcceptancePane *self)
{
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  gls_store_read_async (gls_session_get_store (self->session), count, NULL, NULL, (GDestroyNotify) gls_acceptance_report_free,
                        self->counting, counted, g_object_ref (self));
}

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (column) < 2 ? 0 : 1);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer column)
{
  const GlsAcceptanceRow *row = gtk_list_item_get_item (list_item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (list_item)), row->cells[GPOINTER_TO_UINT (column)]);
}

static void
gls_acceptance_pane_dispose (GObject *object)
{
  GlsAcceptancePane *self = GLS_ACCEPTANCE_PANE (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->session);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (gls_acceptance_pane_parent_class)->dispose (object);
}

static gboolean
gls_acceptance_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GLS_ACCEPTANCE_PANE (widget)->table));
}

static void
gls_acceptance_pane_class_init (GlsAcceptancePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = gls_acceptance_pane_grab_focus;
  G_OBJECT_CLASS (klass)->dispose = gls_acceptance_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/plugins/gls-acceptance-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsAcceptancePane, remark);
  gtk_widget_class_bind_template_child (widget_class, GlsAcceptancePane, table);
}

static void
gls_acceptance_pane_init (GlsAcceptancePane *self)
{
  static const char * const titles[] = { N_ ("Plugin"), N_ ("Type"), N_ ("Open"), N_ ("Accepted"), N_ ("Corrected"), N_ ("Rejected"),
                                         N_ ("Missed"), N_ ("Precision"), N_ ("Est. recall") };
  g_autoptr (GtkNoSelection) model = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_list_store_new (GLS_TYPE_ACCEPTANCE_ROW);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (model));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_ (titles[i]), factory);
      gtk_column_view_column_set_expand (column, i < 2);
      gtk_column_view_append_column (self->table, column);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Figures"), -1);
}

void
gls_acceptance_pane_set_session (GlsAcceptancePane *self, GlsSession *session)
{
  if (session != NULL)
    self->session = g_object_ref (session);
}
