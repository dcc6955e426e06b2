/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as grids of labels, and matrices as grids of squares.
 * It must not know where figures come from. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "common/gls-type-label.h"
#include "gls-agreement-tables.h"

const char *
gls_agreement_explain (const char *name)
{
  const struct { const char *name, *text; } known[] = {
    { _ ("Items"), _ ("Marks that belong together count once, however many people have them") },
    { _ ("One person only"), _ ("Left out: with one person there is nothing to compare") },
    { _ ("Percent agreement"), _ ("How often two people say the same, over all pairs of people and all items") },
    { _ ("Krippendorff's α"), _ ("Agreement beyond chance: 1 is perfect, 0 no better than chance. From 0.8 on it is called reliable, below 0.667 not") },
    { "gamma", _ ("Where marks are and what they are, everybody's marks put together in the best way: 1 is perfect, 0 no better than chance") },
    { "gamma_cat", _ ("What marks are, where gamma puts them together") },
    { "alpha_u_2004", _ ("Where marks are, by how far their ends lie apart, type by type (Krippendorff 2004)") },
    { "u_alpha_2016", _ ("Letter by letter: marked or not, and as what (Krippendorff and others 2016)") },
    { "bar_u_alpha_2016", _ ("Letter by letter: marked or not, whatever the type") },
    { "cu_alpha_2016", _ ("Letter by letter, where two people have marked something: as the same type or not") },
    { "ku_alpha_2016", _ ("Letter by letter, where two people have marked something and one says this type: whether the other does, too") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].name, name) == 0)
      return known[i].text;
  return NULL;
}

GtkWidget *
gls_agreement_section (GtkBox *box, const char *heading)
{
  GtkWidget *label = gtk_label_new (heading);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "title-4");
  gtk_widget_set_margin_top (label, 18);
  gtk_box_append (box, label);
  return label;
}

GtkGrid *
gls_agreement_grid (GtkBox *box, const char * const *headers)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_widget_set_halign (grid, GTK_ALIGN_START);
  for (guint i = 0; headers[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (headers[i]);

      /* Numbers stand flush right below; long words break so that the table fits a small window. */
      gtk_label_set_xalign (GTK_LABEL (label), i > 0 ? 1 : 0);
      gtk_label_set_justify (GTK_LABEL (label), i > 0 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 13);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      gtk_widget_add_css_class (label, "heading");
      gtk_widget_set_tooltip_text (label, gls_agreement_explain (headers[i]));
      gtk_grid_attach (GTK_GRID (grid), label, (int) i, 0, 1, 1);
    }
  gtk_box_append (box, grid);
  return GTK_GRID (grid);
}

void
gls_agreement_cell (GtkGrid *grid, int column, int row, const char *text, gboolean is_number)
{
  /* Among letters that run from the right, too, a sign stands before its number. */
  g_autofree char *left_to_right = is_number ? g_strconcat ("\342\200\216", text, NULL) : NULL;
  GtkWidget *label = gtk_label_new (is_number ? left_to_right : text);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  if (is_number)
    gtk_widget_add_css_class (label, "numeric");
  else
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
    }
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

void
gls_agreement_value (GtkGrid *grid, int column, int row, const GlsFigure *figure)
{
  const char *why = gls_undefined_explain (figure->undefined);
  g_autofree char *text = isnan (figure->value) ? g_strdup ("–") : g_strdup_printf ("%.3f", figure->value);

  gls_agreement_cell (grid, column, row, text, TRUE);
  if (why != NULL)
    gtk_widget_set_tooltip_text (gtk_grid_get_child_at (grid, column, row), why);
}

static void
add_count (GtkGrid *grid, int column, int row, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  gls_agreement_cell (grid, column, row, text, TRUE);
}

/* In place of alpha and its interval. */
static void
add_reason (GtkGrid *grid, int column, int row, const char *reason)
{
  GtkWidget *label = gtk_label_new (reason);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (grid, label, column, row, 2, 1);
}

/* "attribute certainty" and the like as people read it. */
static char *
dup_feature (const char *feature)
{
  const struct { const char *feature, *shown; } whole[] = {
    { "found", _ ("found?") }, { "boundary", _ ("boundary") }, { "type", _ ("type") }, { "entity", _ ("entity") },
  }, kinds[] = { { "attribute ", _ ("attribute") }, { "role ", _ ("role") }, { "relation ", _ ("relation") } };

  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    if (strcmp (feature, whole[i].feature) == 0)
      return g_strdup (whole[i].shown);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (feature, kinds[i].feature))
      return g_strdup_printf ("%s: %s", kinds[i].shown, gls_role_get_label (feature + strlen (kinds[i].feature)));
  return g_strdup (feature);
}

char *
gls_agreement_dup_compared (const GlsAgreement *agreement)
{
  g_autofree char *people = g_strjoinv (", ", agreement->people), *untold = NULL, *compared = NULL;

  compared = g_strdup_printf (_ ("%s: compared as they stood when done: documents: %u, annotations: %u; documents changed since: %u. "
                             "Left out: documents of one person only: %u, pieces of work not done: %u, annotations in boilerplate: %u."),
                          people, agreement->documents->len, agreement->n_annotations, agreement->n_changed, agreement->n_alone,
                          agreement->n_not_done, agreement->n_passed_over);
  if (agreement->n_untold == 0)
    return g_steal_pointer (&compared);
  untold = g_strdup_printf (ngettext ("%u piece of work has no status and counts as done.",
                                      "%u pieces of work have no status and count as done.", agreement->n_untold), agreement->n_untold);
  return g_strdup_printf ("%s %s", compared, untold);
}

void
gls_agreement_add_feature (GtkGrid *grid, const GlsAgreementSummary *summary, guint index)
{
  const GlsFeatureSummary *feature = &g_array_index (summary->features, GlsFeatureSummary, index);
  g_autofree char *name = dup_feature (feature->table->feature);
  const char *why = gls_undefined_explain (feature->alpha.undefined);
  int row = (int) index + 1;

  gls_agreement_cell (grid, 0, row, name, FALSE);
  add_count (grid, 1, row, feature->table->coding->n_items);
  add_count (grid, 2, row, feature->table->n_single);
  gls_agreement_value (grid, 3, row, &feature->percent);
  if (why != NULL)
    add_reason (grid, 4, row, why);
  else
    {
      g_autofree char *interval
          = isnan (feature->low) ? g_strdup ("") : g_strdup_printf ("%.3f … %.3f", feature->low, feature->high);

      gls_agreement_value (grid, 4, row, &feature->alpha);
      gls_agreement_cell (grid, 5, row, interval, TRUE);
    }
  gls_agreement_value (grid, 6, row, &feature->now);
  gls_agreement_value (grid, 7, row, &feature->unsuggested);
}

typedef struct {
  GlsPartFunc       func;
  gpointer          data;
  GlsAgreePartition partition;
  char             *name;
} Part;

static void
part_clicked (Part *part)
{
  part->func (part->data, part->partition, part->name);
}

static void
part_free (gpointer part, GClosure *closure)
{
  g_free (((Part *) part)->name);
  g_free (part);
}

static void
add_part_button (GtkGrid *grid, int row, const char *shown, Part *part)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (shown);
  g_autofree char *tooltip = g_strdup_printf (_ ("Disagreements on “%s” alone"), shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), part->partition == GLS_PART_TYPE ? 20 : 60);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "part");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, shown, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (part_clicked), part, part_free, G_CONNECT_SWAPPED);
  gtk_grid_attach (grid, button, 0, row, 1, 1);
}

void
gls_agreement_add_part (GtkGrid *grid, const GlsAgreementSummary *summary, GlsAgreePartition partition, guint index,
                        GlsPartFunc chosen, gpointer data)
{
  const GlsPartSummary *part = g_ptr_array_index (summary->parts[partition], index);
  const char *name = partition == GLS_PART_TYPE ? gls_type_get_label (part->name) : part->name;
  int row = (int) index + 1;

  if (*name != '\0' && partition != GLS_PART_MONTH)
    {
      Part *target = g_new (Part, 1);

      *target = (Part) { chosen, data, partition, g_strdup (part->name) };
      add_part_button (grid, row, name, target);
    }
  else
    gls_agreement_cell (grid, 0, row, *name != '\0' ? name : _ ("not known"), FALSE);
  add_count (grid, 1, row, part->n_items);
  for (int f = 0; f < GLS_SUMMARY_FIGURES; f++)
    if (part->figures[f].n_items > 0)
      gls_agreement_value (grid, f + 2, row, &part->figures[f]);
}

void
gls_agreement_add_type (GtkGrid *grid, const GlsAgreement *agreement, guint index)
{
  const GlsAgreeType *type = g_ptr_array_index (agreement->types, index);
  int row = (int) index + 1;

  gls_agreement_cell (grid, 0, row, gls_type_get_label (type->name), FALSE);
  add_count (grid, 1, row, type->n_units);
  for (int m = 0; m < GLS_TYPE_N_MEASURES; m++)
    gls_agreement_value (grid, m + 2, row, &type->figures[m]);
}

void
gls_agreement_add_chains (GtkBox *box, const GlsAgreement *agreement)
{
  const char * const headers[] = { _ ("Pair"), _ ("Mentions"), "MUC", "B³", "CEAF-e", _ ("Mean"), NULL };
  GtkGrid *grid = NULL;
  int row = 1;

  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      const GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);
      const double values[] = { pair->chains.muc, pair->chains.b_cubed, pair->chains.ceaf_e, pair->chains.mean };
      g_autofree char *name = g_strdup_printf ("%s, %s", agreement->people[pair->a], agreement->people[pair->b]);

      if (isnan (pair->chains.b_cubed))
        continue;
      if (grid == NULL)
        {
          gls_agreement_section (box, _ ("Entities as chains: F1 of the mentions both have marked"));
          grid = gls_agreement_grid (box, headers);
        }
      gls_agreement_cell (grid, 0, row, name, FALSE);
      add_count (grid, 1, row, pair->chains.n_mentions);
      for (int v = 0; v < (int) G_N_ELEMENTS (values); v++)
        {
          GlsFigure figure = { .value = values[v], .undefined = isnan (values[v]) ? GLS_UNDEFINED_NO_ITEMS : GLS_UNDEFINED_NOT };

          gls_agreement_value (grid, v + 2, row, &figure);
        }
      row++;
    }
}

/* --- Matrices ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsSquareFunc func;
  gpointer      data;
  guint         row, column;
} Square;

static void
square_clicked (Square *square)
{
  square->func (square->data, square->row, square->column);
}

static void
square_free (gpointer square, GClosure *closure)
{
  g_free (square);
}

static GtkWidget *
make_square (const char *row, const char *column, double value, double low, double full, int digits, gboolean can_choose)
{
  g_autofree char *text = isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.*f", digits, value);
  g_autofree char *name = g_strdup_printf ("%s, %s: %s", row, column, text);
  int heat = isnan (value) || full <= low ? 0 : (int) lround (CLAMP ((value - low) / (full - low), 0, 1) * 10);
  g_autofree char *heat_class = g_strdup_printf ("heat-%d", heat);
  GtkWidget *square = can_choose ? gtk_button_new_with_label (text) : gtk_label_new (text);

  gtk_widget_add_css_class (square, "heat");
  gtk_widget_add_css_class (square, heat_class);
  gtk_widget_add_css_class (square, "numeric");
  gtk_widget_set_tooltip_text (square, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (square), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return square;
}

GtkWidget *
gls_agreement_matrix (const char * const *rows, const char * const *columns, const double *values, double low, double full, int digits,
                      GlsSquareFunc chosen, gpointer data)
{
  GtkWidget *grid = gtk_grid_new ();
  guint n_columns = g_strv_length ((char **) columns);

  gtk_widget_set_halign (grid, GTK_ALIGN_START);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), FALSE);
  for (guint c = 0; c < n_columns; c++)
    {
      GtkWidget *label = gtk_label_new (columns[c]);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 5);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
      gtk_widget_set_tooltip_text (label, columns[c]);
      gtk_widget_set_margin_start (label, 3);
      gtk_widget_set_margin_end (label, 3);
      gtk_grid_attach (GTK_GRID (grid), label, (int) c + 1, 0, 1, 1);
    }
  for (guint r = 0; rows[r] != NULL; r++)
    {
      gls_agreement_cell (GTK_GRID (grid), 0, (int) r + 1, rows[r], FALSE);
      for (guint c = 0; c < n_columns; c++)
        {
          double value = values[r * n_columns + c];
          gboolean can_choose = chosen != NULL && r != c && value > 0;
          GtkWidget *square = make_square (rows[r], columns[c], value, low, full, digits, can_choose);

          if (can_choose)
            {
              Square *target = g_new (Square, 1);

              *target = (Square){ chosen, data, r, c };
              g_signal_connect_data (square, "clicked", G_CALLBACK (square_clicked), target, square_free, G_CONNECT_SWAPPED);
            }
          gtk_grid_attach (GTK_GRID (grid), square, (int) c + 1, (int) r + 1, 1, 1);
        }
    }
  return grid;
}

GtkWidget *
gls_agreement_pairs_matrix (const GlsAgreement *agreement, GlsSquareFunc chosen, gpointer data)
{
  const char * const *people = (const char * const *) agreement->people;
  guint n = g_strv_length (agreement->people);
  g_autofree double *values = g_new (double, (gsize) n * n + 1);
  double low = 1;

  for (guint i = 0; i < n * n; i++)
    values[i] = NAN;
  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      const GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);

      values[pair->a * n + pair->b] = values[pair->b * n + pair->a] = pair->overlapping.f1;
      low = isnan (pair->overlapping.f1) ? low : MIN (low, pair->overlapping.f1);
    }
  /* The least stands in the middle of the scale: people nearly always agree by far more than nothing, and who differs is to stand out. */
  return gls_agreement_matrix (people, people, values, MAX (2 * low - 1, 0), 1, 2, chosen, data);
}
