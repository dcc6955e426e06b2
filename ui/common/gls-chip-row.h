/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of lists: a type's chip, words and signs, and what a screen reader says of the three. */
#pragma once

#include <gls-codebook.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A factory that makes such rows; connect "bind" and call gls_chip_row_show(). */
GtkListItemFactory *gls_chip_row_factory_new (void);
/* @codebook: (nullable): whose colour the chip of @type wears. */
void                gls_chip_row_show        (GtkListItem *item, const GlsCodebook *codebook, const char *type, const char *words,
                                              const char *marks);

G_END_DECLS
