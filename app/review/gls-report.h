/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agreement of a project as one file: a page that needs nothing else, a table, a picture. */
#pragma once

#include "gls-agree.h"

G_BEGIN_DECLS

/* A whole HTML page with its pictures inside. @agreement: of spans. @name: what the project is called. */
void gls_report_write_html (const GlsAgreement *agreement, const char *name, GString *out);
/* A row a figure: feature, part, measure, items, value, low, high, now, without suggestions, reason. RFC 4180. */
void gls_report_write_csv  (const GlsAgreement *agreement, GString *out);
/* Who agrees with whom: F1 of overlapping marks, a square a pair. */
char *gls_report_draw_pairs (const GlsAgreement *agreement);

/* The measures of spans, which need no table: "gamma", "gamma_cat", "alpha_u_2004" …; NULL-ended. */
const char * const *gls_report_list_span_measures (void);
gboolean            gls_report_measure_spans      (const GlsAgreement *agreement, const char *measure, GlsFigure *figure);

G_END_DECLS
