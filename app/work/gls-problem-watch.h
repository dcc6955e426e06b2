/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What validators say of one person's work, kept up to date while it changes: documents that are open first, then all others, then the
 * project as a whole. Main thread only; validators run on threads of their own. */
#pragma once

#include <gls-store.h>

#include "gls-checker.h"

G_BEGIN_DECLS

#define GLS_TYPE_PROBLEM_WATCH (gls_problem_watch_get_type ())
G_DECLARE_FINAL_TYPE (GlsProblemWatch, gls_problem_watch, GLS, PROBLEM_WATCH, GObject)

/* Signals:
 *   changed (const GlsId *document)  what is found in it is another now; NULL: perhaps everywhere
 *   busy-changed ()                  the project as a whole is being looked at, or not any more */

/* Begins at once. */
GlsProblemWatch *gls_problem_watch_new      (GlsStore *store, const char *set);
/* So many problems are kept of documents that nobody looks at, and as many of the project as a whole: millions would fill the
 * memory, and nobody reads them. What is found from now on counts. */
#define GLS_PROBLEM_WATCH_MOST 20000
void             gls_problem_watch_set_most (GlsProblemWatch *self, guint most);
/* The documents that somebody looks at. */
void             gls_problem_watch_set_open (GlsProblemWatch *self, const GlsId *documents, guint n);
/* GlsFinding by severity, document, place, as they stand now: those of a document, or (NULL) all. Owned. */
GPtrArray       *gls_problem_watch_list     (GlsProblemWatch *self, const GlsId *document);
gboolean         gls_problem_watch_is_busy  (GlsProblemWatch *self);
/* One line for each validator that could not do its work, and why not all problems are kept; NULL: all is well. */
const char      *gls_problem_watch_get_failure (GlsProblemWatch *self);
/* Begins anew, with validators and settings as they are now. */
void             gls_problem_watch_restart  (GlsProblemWatch *self);
/* Ends its threads, and plugins with them; nothing comes any more. */
void             gls_problem_watch_stop     (GlsProblemWatch *self);

G_END_DECLS
