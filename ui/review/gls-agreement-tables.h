/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as grids of labels, and matrices as grids of squares. They know no project. */
#pragma once

#include <adwaita.h>
#include <gls-agree-summary.h>

G_BEGIN_DECLS

/* What a header or measure means, in a sentence; NULL: it says it itself. */
const char *gls_agreement_explain  (const char *name);
/* A heading above a grid of NULL-ended headers; more rows are attached to the grid. */
GtkWidget *gls_agreement_section   (GtkBox *box, const char *heading);
GtkGrid   *gls_agreement_grid      (GtkBox *box, const char * const *headers);
void       gls_agreement_cell      (GtkGrid *grid, int column, int row, const char *text, gboolean is_number);
/* A value, or a dash that says why there is none. */
void       gls_agreement_value     (GtkGrid *grid, int column, int row, const GlsFigure *figure);

/* Whose work was compared, and what was left out. */
char      *gls_agreement_dup_compared (const GlsAgreement *agreement);
/* The feature of that index as a row. */
void       gls_agreement_add_feature (GtkGrid *grid, const GlsAgreementSummary *summary, guint index);
/* Called with the name of a part that was chosen. */
typedef void (*GlsPartFunc) (gpointer data, GlsAgreePartition partition, const char *name);
/* A type, document or month as a row: what was found, its boundary and its type, side by side. A type or document can be chosen. */
void       gls_agreement_add_part    (GtkGrid *grid, const GlsAgreementSummary *summary, GlsAgreePartition partition, guint index,
                                      GlsPartFunc chosen, gpointer data);
/* Entities as chains, a row a pair; nothing where nobody links anything. */
void       gls_agreement_add_chains  (GtkBox *box, const GlsAgreement *agreement);
/* The marks on the text of the type of that index as a row. */
void       gls_agreement_add_type    (GtkGrid *grid, const GlsAgreement *agreement, guint index);
/* Called with the row and column of a square that was chosen. */
typedef void (*GlsSquareFunc) (gpointer data, guint row, guint column);
/* @values: row after row, NAN: none; coloured from @low to @full. @chosen (nullable): squares above 0 off the diagonal can be chosen. */
GtkWidget *gls_agreement_matrix    (const char * const *rows, const char * const *columns, const double *values, double low, double full, int digits,
                                    GlsSquareFunc chosen, gpointer data);
/* F1 of overlapping marks, person by person; a square can be chosen. */
GtkWidget *gls_agreement_pairs_matrix (const GlsAgreement *agreement, GlsSquareFunc chosen, gpointer data);

G_END_DECLS
