/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of a project, computed in the background while somebody looks at it and again after changes. Main thread. */
#pragma once

#include <gls-agree-summary.h>
#include <gtk/gtk.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_AGREEMENT_SOURCE (gls_agreement_source_get_type ())
G_DECLARE_FINAL_TYPE (GlsAgreementSource, gls_agreement_source, GLS, AGREEMENT_SOURCE, GObject)

/* Signal "changed" (): there is another summary, none any more, a reason why there is none, or it has begun or ended to compute. */

GlsAgreementSource  *gls_agreement_source_new         (void);
/* NULL: none. What is under way ends. */
void                 gls_agreement_source_set_session (GlsAgreementSource *self, GlsSession *session);
GlsSession          *gls_agreement_source_get_session (GlsAgreementSource *self);
/* Only annotations of this type; NULL: all. */
void                 gls_agreement_source_set_type    (GlsAgreementSource *self, const char *type);
/* It computes while @widget, or another one, is mapped. */
void                 gls_agreement_source_watch       (GlsAgreementSource *self, GtkWidget *widget);

GlsAgreementSummary *gls_agreement_source_get         (GlsAgreementSource *self);  /* nullable */
const char          *gls_agreement_source_get_reason  (GlsAgreementSource *self);  /* nullable: why there is none */
gboolean             gls_agreement_source_is_busy     (GlsAgreementSource *self);

G_END_DECLS
