/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin's shared object: loaded, its descriptor checked, its operations called. In the program for what was shipped with it, in
 * the runner for the rest; what becomes of what it gives is the sink's business. */
#pragma once

#include "gls-call.h"

G_BEGIN_DECLS

typedef struct _GlsModule GlsModule;

/* Never unloaded: a module may have left threads or pointers behind. The same folder twice gives the same module. GLS_ERROR_INVALID
 * names both versions where it does not fit. */
GlsModule *gls_module_load (GlsManifest *manifest, GError **error);
/* NULL: the kind is not offered, or lacks what it needs. */
const GlsPluginOperations *gls_module_get_operations (GlsModule *module, GlsPluginKind kind, GError **error);
/* An operation that older or shorter tables may not have. */
#define GLS_OPERATION(operations, member) \
  ((operations)->size >= G_STRUCT_OFFSET (GlsPluginOperations, member) + sizeof (operations)->member ? (operations)->member : NULL)

/* Is the descriptor one that this program can use? For tests, too. */
gboolean   gls_module_check_descriptor (const GlsPluginDescriptor *descriptor, const char *id, const char *where, GError **error);

G_END_DECLS
