/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the search: which annotations its filters let through. */
#pragma once

#include <gls-query.h>

#include "gls-project.h"

G_BEGIN_DECLS

typedef struct {
  GlsProject        *project;
  const GlsQuery    *query;
  const GlsCodebook *codebook;
  const char        *person;    /* whose own marks are asked for where @own and no filter says by whom */
  gboolean           own;
  GPtrArray         *entities;  /* of each filter: set of GlsId that it means; NULL: not asked */
} GlsFindFilters;

/* Everything given is borrowed until gls_find_filters_clear(), which is to be called after an error, too: a type, a person that there is
 * not (GLS_ERROR_NOT_FOUND), or the file. */
gboolean gls_find_filters_init   (GlsFindFilters *self, GlsProject *project, const GlsQuery *query, const GlsCodebook *codebook,
                                  const char *person, gboolean own, GError **error);
void     gls_find_filters_clear  (GlsFindFilters *self);
/* FALSE without @error: it is not asked for. @span: of @table. */
gboolean gls_find_filters_accept (GlsFindFilters *self, const GlsSpanTable *table, const GlsSpan *span, GError **error);

G_END_DECLS
