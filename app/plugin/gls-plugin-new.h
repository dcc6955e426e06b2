/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the beginnings of a plugin: a folder that works at once. It runs nothing. */
#pragma once

#include "gls-manifest.h"

G_BEGIN_DECLS

/* Makes ./@id with manifest, program and test (and a Makefile for C). Returns the folder's name; GLS_ERROR_EXISTS when it is there. */
char *gls_plugin_new (const char *id, GlsPluginKind kind, gboolean in_c, GError **error);

G_END_DECLS
