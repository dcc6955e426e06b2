/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a project file and the steps from one version to the next. */
#pragma once

#include "gls-db.h"

G_BEGIN_DECLS

/* The version this program writes: PRAGMA user_version. */
#define GLS_SCHEMA_VERSION 1

/* Writes the application id into a new, empty file. */
gboolean gls_schema_mark    (GlsDb *db, GError **error);
/* Refuses what is no project, is newer, or lacks a table; sets *@version. */
gboolean gls_schema_check   (GlsDb *db, int *version, GError **error);
/* Steps from @version to ours, each in a transaction with its version number. The caller made the backup. */
gboolean gls_schema_migrate (GlsDb *db, int version, GError **error);

G_END_DECLS
