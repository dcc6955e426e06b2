/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows of an agreement what one wants to see while settling. It must not know how figures are computed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "gls-agreement-glance.h"
#include "gls-agreement-tables.h"
#include "gls-time-chart.h"

/* A codebook may have hundreds of types; the page of agreement has all. */
#define MOST_TYPES 30

struct _GlsAgreementGlance {
  AdwBin               parent_instance;
  GtkBox              *contents;
  GlsAgreementSource  *source;
  GlsAgreementSummary *summary;  /* shown; nullable */
};

G_DEFINE_FINAL_TYPE (GlsAgreementGlance, gls_agreement_glance, ADW_TYPE_BIN)

enum { CASES, PART, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
pair_chosen (gpointer data, guint row, guint column)
{
  GlsAgreementGlance *self = data;
  char **people = self->summary->agreement->people;

  g_signal_emit (self, signals[CASES], 0, people[row], NULL, people[column], NULL);
}

static void
part_chosen (gpointer data, GlsAgreePartition partition, const char *name)
{
  g_signal_emit (data, signals[PART], 0, partition, name);
}

static void
add_types (GlsAgreementGlance *self)
{
  const char * const headers[] = { _ ("Type"), _ ("Items"), _ ("Found"), _ ("Boundary"), _ ("Type"), NULL };
  const GPtrArray *parts = self->summary->parts[GLS_PART_TYPE];
  GtkGrid *grid;

  gls_agreement_section (self->contents, _ ("Agreement"));
  grid = gls_agreement_grid (self->contents, headers);
  gtk_grid_set_column_spacing (grid, 10);
  for (guint i = 0; i < MIN (parts->len, MOST_TYPES); i++)
    gls_agreement_add_part (grid, self->summary, GLS_PART_TYPE, i, part_chosen, self);
}

/* Of many people it is wider than there is room. */
static void
add_pairs (GlsAgreementGlance *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gls_agreement_section (self->contents, _ ("Pairs"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 gls_agreement_pairs_matrix (self->summary->agreement, pair_chosen, self));
  gtk_box_append (self->contents, scrolled);
}

static void
add_compared (GlsAgreementGlance *self)
{
  g_autofree char *text = gls_agreement_dup_compared (self->summary->agreement);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (self->contents, label);
}

static void
add_months (GlsAgreementGlance *self)
{
  const char * const names[] = { _ ("found"), _ ("boundary"), _ ("type"), NULL };
  const GPtrArray *parts = self->summary->parts[GLS_PART_MONTH];
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autofree double *values = g_new (double, GLS_SUMMARY_FIGURES * MAX (parts->len, 1));
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    if (*((const GlsPartSummary *) g_ptr_array_index (parts, i))->name != '\0')
      n++;
  if (n < 2)
    return;
  for (guint i = 0; i < parts->len; i++)
    {
      const GlsPartSummary *part = g_ptr_array_index (parts, i);

      if (*part->name == '\0')
        continue;
      for (guint f = 0; f < GLS_SUMMARY_FIGURES; f++)
        values[f * n + steps->len] = part->figures[f].n_items > 0 ? part->figures[f].value : NAN;
      g_ptr_array_add (steps, part->name);
    }
  g_ptr_array_add (steps, NULL);
  gls_agreement_section (self->contents, _ ("Over time"));
  gtk_box_append (self->contents, gls_time_chart_new (names, (const char * const *) steps->pdata, values));
}

static void
source_changed (GlsAgreementGlance *self)
{
  GlsAgreementSummary *summary = gls_agreement_source_get (self->source);
  GtkWidget *child;

  if (summary == self->summary)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->contents))) != NULL)
    gtk_box_remove (self->contents, child);
  g_clear_pointer (&self->summary, gls_agreement_summary_unref);
  if (summary == NULL)
    return;
  self->summary = gls_agreement_summary_ref (summary);
  add_types (self);
  add_compared (self);
  add_pairs (self);
  add_months (self);
}

GlsAgreementGlance *
gls_agreement_glance_new (GlsAgreementSource *source)
{
  GlsAgreementGlance *self = g_object_new (GLS_TYPE_AGREEMENT_GLANCE, NULL);

  self->source = g_object_ref (source);
  gls_agreement_source_watch (source, GTK_WIDGET (self));
  g_signal_connect_object (source, "changed", G_CALLBACK (source_changed), self, G_CONNECT_SWAPPED);
  return self;
}

static void
gls_agreement_glance_dispose (GObject *object)
{
  GlsAgreementGlance *self = GLS_AGREEMENT_GLANCE (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->summary, gls_agreement_summary_unref);
  G_OBJECT_CLASS (gls_agreement_glance_parent_class)->dispose (object);
}

static void
gls_agreement_glance_class_init (GlsAgreementGlanceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_agreement_glance_dispose;
  signals[CASES] = g_signal_new ("cases", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING,
                                 G_TYPE_STRING, G_TYPE_STRING);
  signals[PART] = g_signal_new ("part", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
gls_agreement_glance_init (GlsAgreementGlance *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->contents = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_margin_start (GTK_WIDGET (self->contents), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->contents), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->contents), 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->contents));
  gtk_widget_add_css_class (GTK_WIDGET (self->contents), "glance");
  gtk_widget_set_size_request (scrolled, 350, -1);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}
