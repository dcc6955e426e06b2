/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows agreement piece by piece, and saves it as a report. It must not know how figures are computed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-agree-summary.h>
#include <gls-report.h>
#include <math.h>
#include <string.h>

#include "common/gls-dialogs.h"
#include "common/gls-type-label.h"
#include "gls-agreement-pane.h"
#include "gls-agreement-tables.h"

/* Rows of tables made in one go, so that nobody waits for them. */
#define ROWS_AT_ONCE 8
/* Rows of types, documents or months; the report has all. */
#define MOST_PARTS 100

struct _GlsAgreementPane {
  AdwBin         parent_instance;
  GtkBox        *contents;
  GtkLabel      *compared;
  GtkSpinner    *spinner;
  GtkWidget     *save;
  GtkDropDown   *type, *pair;
  GPtrArray     *type_names;     /* char *: as in the codebook, by place after "all" */
  GtkWidget     *matrix;         /* of the pair chosen; nullable */
  GtkBox        *matrix_box;

  GlsAgreementSource  *source;
  GlsAgreementSummary *summary;  /* shown; nullable */
  GlsConfusion  *confusion;      /* shown; nullable */

  guint          fill_source;    /* not 0: sections are being made */
  guint          section, row;   /* that comes next */
  GtkGrid       *grid;           /* of the section */
};

G_DEFINE_FINAL_TYPE (GlsAgreementPane, gls_agreement_pane, ADW_TYPE_BIN)

enum { CASES, PART, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Showing ----------------------------------------------------------------------------------------------------------- */

static void
square_chosen (gpointer data, guint row, guint column)
{
  GlsAgreementPane *self = data;

  g_signal_emit (self, signals[CASES], 0, self->summary->agreement->people[self->confusion->a], self->confusion->names[row],
                 self->summary->agreement->people[self->confusion->b], self->confusion->names[column]);
}

static void
show_confusion (GlsAgreementPane *self)
{
  guint chosen = gtk_drop_down_get_selected (self->pair);
  const GlsAgreement *agreement = self->summary != NULL ? self->summary->agreement : NULL;
  const GlsAgreePair *pair;
  g_autofree const char **names = NULL;
  g_autofree double *values = NULL;
  double most = 1;

  if (self->matrix != NULL)
    gtk_box_remove (self->matrix_box, self->matrix);
  self->matrix = NULL;
  g_clear_pointer (&self->confusion, gls_confusion_free);
  if (agreement == NULL || chosen >= agreement->pairs->len)
    return;
  pair = &g_array_index (agreement->pairs, GlsAgreePair, chosen);
  self->confusion = gls_agreement_confuse (agreement, "type", pair->a, pair->b);
  if (self->confusion == NULL)
    return;
  values = g_new (double, (gsize) self->confusion->n * self->confusion->n + 1);
  for (guint i = 0; i < self->confusion->n * self->confusion->n; i++)
    {
      values[i] = self->confusion->counts[i];
      most = MAX (most, values[i]);
    }
  names = g_new0 (const char *, self->confusion->n + 1);
  for (guint i = 0; i < self->confusion->n; i++)
    names[i] = gls_type_get_label (self->confusion->names[i]);
  self->matrix = gls_agreement_matrix (names, names, values, 0, most, 0, square_chosen, self);
  gtk_box_append (self->matrix_box, self->matrix);
}

static void
pair_chosen (gpointer data, guint row, guint column)
{
  GlsAgreementPane *self = data;
  char **people = self->summary->agreement->people;

  g_signal_emit (self, signals[CASES], 0, people[row], NULL, people[column], NULL);
}

static void
part_chosen (gpointer data, GlsAgreePartition partition, const char *name)
{
  g_signal_emit (data, signals[PART], 0, partition, name);
}

static void
add_pairs (GlsAgreementPane *self)
{
  gls_agreement_section (self->contents, _ ("Who agrees with whom: F1 of overlapping marks"));
  gtk_box_append (self->contents, gls_agreement_pairs_matrix (self->summary->agreement, pair_chosen, self));
}

static void
add_spans (GlsAgreementPane *self)
{
  const char * const headers[] = { _ ("Measure"), _ ("Value"), _ ("Undefined because"), NULL };
  GtkGrid *grid;

  gls_agreement_section (self->contents, _ ("Marks on the text as a whole"));
  grid = gls_agreement_grid (self->contents, headers);
  gtk_label_set_xalign (GTK_LABEL (gtk_grid_get_child_at (grid, 2, 0)), 0); /* words below it */
  for (guint i = 0; i < self->summary->spans->len; i++)
    {
      const GlsSpanSummary *span = &g_array_index (self->summary->spans, GlsSpanSummary, i);
      const char *why = gls_undefined_explain (span->figure.undefined);

      gls_agreement_cell (grid, 0, (int) i + 1, span->measure, FALSE);
      gtk_widget_set_tooltip_text (gtk_grid_get_child_at (grid, 0, (int) i + 1), gls_agreement_explain (span->measure));
      gls_agreement_value (grid, 1, (int) i + 1, &span->figure);
      gls_agreement_cell (grid, 2, (int) i + 1, why != NULL ? why : "", FALSE);
    }
}

static void
add_confusion (GlsAgreementPane *self)
{
  const GlsAgreement *agreement = self->summary->agreement;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *hint = gtk_label_new (_ ("Rows: the first of the two; columns: the second; –: not found. A square opens its disagreements."));

  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      const GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);
      g_autofree char *name = g_strdup_printf ("%s, %s", agreement->people[pair->a], agreement->people[pair->b]);

      gtk_string_list_append (names, name);
    }
  gls_agreement_section (self->contents, _ ("Who said what where another said something else"));
  self->pair = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)), NULL));
  gtk_widget_set_halign (GTK_WIDGET (self->pair), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pair), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Pair"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pair), _ ("Which two people are compared"));
  g_signal_connect_object (self->pair, "notify::selected", G_CALLBACK (show_confusion), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->contents, GTK_WIDGET (self->pair));
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (self->contents, hint);
  self->matrix_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (self->contents, GTK_WIDGET (self->matrix_box));
  show_confusion (self);
}

static void
clear_contents (GlsAgreementPane *self)
{
  GtkWidget *child;

  g_clear_handle_id (&self->fill_source, g_source_remove);
  self->pair = NULL;
  self->matrix = NULL;
  self->matrix_box = NULL;
  self->grid = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->contents))) != NULL)
    gtk_box_remove (self->contents, child);
}

/* Some rows of it; TRUE: there are more. */
static gboolean
add_features (GlsAgreementPane *self)
{
  const char * const headers[] = { _ ("Feature"), _ ("Items"), _ ("One person only"), _ ("Percent agreement"), _ ("Krippendorff's α"),
                                   _ ("95 % interval"), _ ("Now"), _ ("Without suggestions"), NULL };
  guint to = MIN (self->row + ROWS_AT_ONCE, self->summary->features->len);

  if (self->row == 0)
    {
      gls_agreement_section (self->contents, _ ("By feature"));
      self->grid = gls_agreement_grid (self->contents, headers);
    }
  while (self->row < to)
    gls_agreement_add_feature (self->grid, self->summary, self->row++);
  return to < self->summary->features->len;
}

/* Measures go by the names they have in files. */
static gboolean
add_types (GlsAgreementPane *self)
{
  const char * const headers[] = { _ ("Type"), _ ("Annotations"), "gamma", "alpha_u_2004", "u_alpha_2016", "ku_alpha_2016", NULL };
  const GlsAgreement *agreement = self->summary->agreement;
  guint most = MIN (agreement->types->len, MOST_PARTS), to = MIN (self->row + ROWS_AT_ONCE, most);

  if (self->row == 0)
    {
      gls_agreement_section (self->contents, _ ("Marks on the text by type"));
      self->grid = gls_agreement_grid (self->contents, headers);
    }
  while (self->row < to)
    gls_agreement_add_type (self->grid, agreement, self->row++);
  return to < most;
}

static gboolean
add_parts (GlsAgreementPane *self, GlsAgreePartition partition, const char *heading, const char *column)
{
  const char * const headers[] = { column, _ ("Items"), _ ("Found"), _ ("Boundary"), _ ("Type"), NULL };
  const GPtrArray *parts = self->summary->parts[partition];
  guint most = MIN (parts->len, MOST_PARTS), to = MIN (self->row + ROWS_AT_ONCE, most);

  if (self->row == 0)
    {
      gls_agreement_section (self->contents, heading);
      self->grid = gls_agreement_grid (self->contents, headers);
    }
  while (self->row < to)
    gls_agreement_add_part (self->grid, self->summary, partition, self->row++, part_chosen, self);
  if (to == most && most < parts->len)
    {
      guint n = parts->len - most;
      g_autofree char *more = g_strdup_printf (ngettext ("%u more in the report", "%u more in the report", n), n);

      gls_agreement_cell (self->grid, 0, (int) most + 1, more, FALSE);
    }
  return to < most;
}

static gboolean
fill (gpointer data)
{
  GlsAgreementPane *self = data;
  gboolean more = FALSE;

  switch (self->section)
    {
    case 0: more = add_features (self); break;
    case 1:
      add_pairs (self);
      gls_agreement_add_chains (self->contents, self->summary->agreement);
      break;
    case 2: add_confusion (self); break;
    case 3: add_spans (self); break;
    case 4: more = add_types (self); break;
    case 5: more = add_parts (self, GLS_PART_TYPE, _ ("By type"), _ ("Type")); break;
    case 6: more = add_parts (self, GLS_PART_DOCUMENT, _ ("By document"), _ ("Document")); break;
    case 7: more = add_parts (self, GLS_PART_MONTH, _ ("Over time"), _ ("Month")); break;
    default:
      self->fill_source = 0;
      return G_SOURCE_REMOVE;
    }
  if (!more)
    {
      self->section++;
      self->row = 0;
    }
  return G_SOURCE_CONTINUE;
}

static void
source_changed (GlsAgreementPane *self)
{
  GlsAgreementSummary *summary = gls_agreement_source_get (self->source);
  const char *reason = gls_agreement_source_get_reason (self->source);
  g_autofree char *compared = NULL;

  gtk_spinner_set_spinning (self->spinner, gls_agreement_source_is_busy (self->source));
  if (summary == self->summary && reason == NULL)
    return;
  g_clear_pointer (&self->summary, gls_agreement_summary_unref);
  clear_contents (self);
  gtk_widget_set_sensitive (self->save, summary != NULL);
  if (summary == NULL)
    {
      gtk_label_set_text (self->compared, reason != NULL ? reason : "");
      return;
    }
  self->summary = gls_agreement_summary_ref (summary);
  compared = gls_agreement_dup_compared (summary->agreement);
  gtk_label_set_text (self->compared, compared);
  self->section = self->row = 0;
  self->fill_source = g_idle_add (fill, self);
}

static void
type_chosen (GlsAgreementPane *self)
{
  guint chosen = gtk_drop_down_get_selected (self->type);

  gls_agreement_source_set_type (self->source, chosen > 0 && chosen <= self->type_names->len
                                                 ? g_ptr_array_index (self->type_names, chosen - 1) : NULL);
}

void
gls_agreement_pane_set_codebook (GlsAgreementPane *self, const GlsCodebook *codebook)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All types"));
  g_ptr_array_set_size (self->type_names, 0);
  for (guint i = 0; codebook != NULL && i < codebook->types->len; i++)
    {
      const char *name = ((GlsTypeDef *) g_ptr_array_index (codebook->types, i))->name;

      g_ptr_array_add (self->type_names, g_strdup (name));
      gtk_string_list_append (names, gls_type_get_label (name));
    }
  gtk_drop_down_set_model (self->type, G_LIST_MODEL (names));
}

/* --- Report ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  GlsAgreementSummary *summary;
  char                *path, *title;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  gls_agreement_summary_unref (report->summary);
  g_free (report->path);
  g_free (report->title);
  g_free (report);
}

/* On a thread: it draws samples, too. */
static void
write_report (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Report *report = data;
  g_autoptr (GString) out = g_string_new (NULL);
  GError *error = NULL;

  if (g_str_has_suffix (report->path, ".csv"))
    gls_report_write_csv (report->summary->agreement, out);
  else
    gls_report_write_html (report->summary->agreement, report->title, out);
  if (g_file_set_contents (report->path, out->str, (gssize) out->len, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
report_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsSession) session = data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    gls_session_say (session, _ ("The report is saved"), FALSE);
  else
    gls_session_fail (session, _ ("The report is not saved"), error->message);
}

static void
report_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsAgreementPane) self = data;
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  GlsSession *session = gls_agreement_source_get_session (self->source);
  g_autoptr (GTask) task = NULL;
  Report *report;

  if (path == NULL || self->summary == NULL || session == NULL)
    return;
  report = g_new (Report, 1);
  *report = (Report) { gls_agreement_summary_ref (self->summary), g_steal_pointer (&path), gls_session_dup_title (session) };
  task = g_task_new (self, NULL, report_written, g_object_ref (session));
  g_task_set_task_data (task, report, report_free);
  g_task_run_in_thread (task, write_report);
}

static void
save_clicked (GlsAgreementPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title = gls_session_dup_title (gls_agreement_source_get_session (self->source));
  g_autofree char *name = g_strdup_printf ("%s.html", title);

  gls_dialog_file_async (GTK_WINDOW (root), GLS_FILE_SAVE, _ ("Save the Report"), _ ("Save"), name, NULL, NULL, report_chosen,
                         g_object_ref (self));
}

/* --- Object ------------------------------------------------------------------------------------------------------------ */

GlsAgreementPane *
gls_agreement_pane_new (GlsAgreementSource *source)
{
  GlsAgreementPane *self = g_object_new (GLS_TYPE_AGREEMENT_PANE, NULL);

  self->source = g_object_ref (source);
  gls_agreement_source_watch (source, GTK_WIDGET (self));
  g_signal_connect_object (source, "changed", G_CALLBACK (source_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->type, "notify::selected", G_CALLBACK (type_chosen), self, G_CONNECT_SWAPPED);
  return self;
}

static void
gls_agreement_pane_dispose (GObject *object)
{
  GlsAgreementPane *self = GLS_AGREEMENT_PANE (object);

  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_object (&self->source);
  g_clear_pointer (&self->confusion, gls_confusion_free);
  g_clear_pointer (&self->summary, gls_agreement_summary_unref);
  G_OBJECT_CLASS (gls_agreement_pane_parent_class)->dispose (object);
}

static void
gls_agreement_pane_finalize (GObject *object)
{
  g_ptr_array_unref (GLS_AGREEMENT_PANE (object)->type_names);
  G_OBJECT_CLASS (gls_agreement_pane_parent_class)->finalize (object);
}

static void
gls_agreement_pane_class_init (GlsAgreementPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_agreement_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_agreement_pane_finalize;
  signals[CASES] = g_signal_new ("cases", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                 G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[PART] = g_signal_new ("part", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_UINT, G_TYPE_STRING);
}

static GtkWidget *
build_bar (GlsAgreementPane *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_set_margin_top (bar, 8);
  gtk_widget_set_margin_start (bar, 18);
  gtk_widget_set_margin_end (bar, 18);
  gtk_widget_set_margin_bottom (bar, 8);
  self->compared = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->compared, 0);
  gtk_label_set_wrap (self->compared, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->compared), TRUE);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->compared));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->spinner));
  self->type = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_valign (GTK_WIDGET (self->type), GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->type), _ ("Only annotations of this type"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->type), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Type"), -1);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->type));
  self->save = gtk_button_new_with_label (_ ("Save Report…"));
  gtk_widget_set_valign (self->save, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->save, _ ("All of this as one page, or as a table (.csv)"));
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), self->save);
  return bar;
}

static void
gls_agreement_pane_init (GlsAgreementPane *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->type_names = g_ptr_array_new_with_free_func (g_free);
  gtk_box_append (GTK_BOX (box), build_bar (self));
  self->contents = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_margin_start (GTK_WIDGET (self->contents), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->contents), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->contents), 18);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->contents));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_bin_set_child (ADW_BIN (self), box);
}
