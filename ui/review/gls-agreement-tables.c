/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as grids of labels, and matrices as grids of squares.
 * It must not know where figures come from. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gls-agreement-tables.h"

/* Rows of one table; the report has all. */
#define MOST_ROWS 100

static const char * const parted[] = { "found", "boundary", "type" };

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
      gtk_grid_attach (GTK_GRID (grid), label, (int) i, 0, 1, 1);
    }
  gtk_box_append (box, grid);
  return GTK_GRID (grid);
}

void
gls_agreement_cell (GtkGrid *grid, int column, int row, const char *text, gboolean is_number)
{
  GtkWidget *label = gtk_label_new (text);

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
      return g_strdup_printf ("%s: %s", kinds[i].shown, feature + strlen (kinds[i].feature));
  return g_strdup (feature);
}

void
gls_agreement_fill_features (GtkBox *box, const GlsAgreement *agreement)
{
  const char * const headers[] = { _ ("Feature"), _ ("Items"), _ ("One person only"), _ ("Percent agreement"), _ ("Krippendorff's α"),
                                   _ ("95 % interval"), _ ("Now"), _ ("Without suggestions"), NULL };
  GtkGrid *grid = gls_agreement_grid (box, headers);
  int row = 1;

  for (guint i = 0; i < agreement->tables->len; i++, row++)
    {
      const GlsAgreeTable *table = g_ptr_array_index (agreement->tables, i);
      const GlsAgreeTable *later = gls_agreement_find_table (agreement->tables_now, table->feature);
      GlsFigure percent, alpha, now, unsuggested;
      double low = NAN, high = NAN;
      g_autofree char *feature = dup_feature (table->feature);
      const char *why;

      gls_agreement_measure_table (table, "percent", &percent);
      gls_agreement_measure_table (table, "krippendorff_alpha", &alpha);
      gls_agreement_measure_table (later != NULL ? later : table, "krippendorff_alpha", &now);
      gls_agreement_measure_unsuggested (table, "krippendorff_alpha", &unsuggested);
      gls_agreement_cell (grid, 0, row, feature, FALSE);
      add_count (grid, 1, row, table->coding->n_items);
      add_count (grid, 2, row, table->n_single);
      gls_agreement_value (grid, 3, row, &percent);
      why = gls_undefined_explain (alpha.undefined);
      if (why != NULL)
        add_reason (grid, 4, row, why);
      else
        {
          g_autofree char *interval = NULL;

          gls_agreement_value (grid, 4, row, &alpha);
          gls_agreement_interval (table->coding, "krippendorff_alpha", &low, &high);
          interval = isnan (low) ? g_strdup ("") : g_strdup_printf ("%.3f … %.3f", low, high);
          gls_agreement_cell (grid, 5, row, interval, TRUE);
        }
      gls_agreement_value (grid, 6, row, &now);
      gls_agreement_value (grid, 7, row, &unsuggested);
    }
}

static const GlsAgreePart *
find_part (GPtrArray *parts, const char *name)
{
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (strcmp (((GlsAgreePart *) g_ptr_array_index (parts, i))->name, name) == 0)
      return g_ptr_array_index (parts, i);
  return NULL;
}

void
gls_agreement_fill_parts (GtkBox *box, const GlsAgreement *agreement, GlsAgreePartition partition, const char *heading, const char *column)
{
  const char * const headers[] = { column, _ ("Items"), _ ("Found"), _ ("Boundary"), _ ("Type"), NULL };
  GPtrArray *parts[G_N_ELEMENTS (parted)];
  GtkGrid *grid;

  gls_agreement_section (box, heading);
  grid = gls_agreement_grid (box, headers);
  for (guint f = 0; f < G_N_ELEMENTS (parted); f++)
    {
      const GlsAgreeTable *table = gls_agreement_find_table (agreement->tables, parted[f]);

      parts[f] = table != NULL ? gls_agreement_break_down (agreement, table, partition, "percent") : NULL;
    }
  for (guint i = 0; parts[0] != NULL && i < MIN (parts[0]->len, MOST_ROWS); i++)
    {
      const GlsAgreePart *found = g_ptr_array_index (parts[0], i);

      gls_agreement_cell (grid, 0, (int) i + 1, *found->name != '\0' ? found->name : _ ("not known"), FALSE);
      add_count (grid, 1, (int) i + 1, found->figure.n_items);
      for (guint f = 0; f < G_N_ELEMENTS (parted); f++)
        {
          const GlsAgreePart *part = find_part (parts[f], found->name);

          if (part != NULL)
            gls_agreement_value (grid, (int) f + 2, (int) i + 1, &part->figure);
        }
    }
  if (parts[0] != NULL && parts[0]->len > MOST_ROWS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more in the report", "%u more in the report", parts[0]->len - MOST_ROWS),
                                               parts[0]->len - MOST_ROWS);

      gls_agreement_cell (grid, 0, MOST_ROWS + 1, more, FALSE);
    }
  for (guint f = 0; f < G_N_ELEMENTS (parted); f++)
    g_clear_pointer (&parts[f], g_ptr_array_unref);
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
make_square (const char *row, const char *column, double value, double full, int digits, gboolean can_choose)
{
  g_autofree char *text = isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.*f", digits, value);
  g_autofree char *name = g_strdup_printf ("%s, %s: %s", row, column, text);
  int heat = isnan (value) || full <= 0 ? 0 : (int) lround (CLAMP (value / full, 0, 1) * 10);
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
gls_agreement_matrix (const char * const *rows, const char * const *columns, const double *values, double full, int digits,
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
      gtk_label_set_width_chars (GTK_LABEL (label), 7);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
      gtk_widget_set_tooltip_text (label, columns[c]);
      gtk_grid_attach (GTK_GRID (grid), label, (int) c + 1, 0, 1, 1);
    }
  for (guint r = 0; rows[r] != NULL; r++)
    {
      gls_agreement_cell (GTK_GRID (grid), 0, (int) r + 1, rows[r], FALSE);
      for (guint c = 0; c < n_columns; c++)
        {
          double value = values[r * n_columns + c];
          gboolean can_choose = chosen != NULL && r != c && value > 0;
          GtkWidget *square = make_square (rows[r], columns[c], value, full, digits, can_choose);

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
