/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that are read together with the one asked for. Private to app/store. */
#pragma once

#include "gls-journal.h"

G_BEGIN_DECLS

/* Between the two, in one transaction, many records are looked for that lie close together. */
void     gls_near_begin (GlsProject *project);
void     gls_near_end   (GlsProject *project);

/* One that was read; FALSE: not known. */
gboolean gls_near_find  (GlsProject *project, const GlsId *id, GlsRecord *record);
/* Reads it with what lies around it; FALSE: it is to be read by itself, or @error. */
gboolean gls_near_get   (GlsProject *project, gint64 k, GlsRecord *record, GError **error);

/* A row of the table of records from column @column on: id, kind, doc, owner, person. */
void     gls_record_read_row (sqlite3_stmt *select, int column, gint64 k, GlsRecord *record);

G_END_DECLS
