/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the scan builds a tree. Nothing outside app/base includes it. */
#pragma once

#include "gls-json-tree.h"

G_BEGIN_DECLS

struct _GlsJsonTree {
  GlsJsonValue root;
  GPtrArray   *blocks;     /* the last one is filled */
  gsize        used, size;
};

/* Room that lives as long as the tree. */
gpointer gls_json_tree_take (GlsJsonTree *tree, gsize n_bytes);
/* Scans; fills @tree unless it is NULL. */
gboolean gls_json_scan_into (const char *data, gsize n_bytes, GlsJsonTree *tree, GError **error);

G_END_DECLS
