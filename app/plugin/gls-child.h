/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child process on a short leash: own process group, clean environment, bubblewrap where it works, memory watched, killed with all
 * it started. It knows nothing of what the child says. */
#pragma once

#include <glib.h>

#include "gls-manifest.h"

G_BEGIN_DECLS

typedef struct {
  GPid    pid;
  int     input, output, errors;   /* pipes, not blocking; -1: closed */
  char   *folder;                  /* its working folder, emptied at the end */
  guint64 most_memory;             /* bytes; 0: no limit */
  guint64 memory;                  /* seen last */
} GlsChild;

/* @readable (nullable): NULL-ended paths that the child may read beside its own folder. @limits FALSE: for a debugger. */
GlsChild *gls_child_spawn  (const GlsManifest *manifest, const char * const *readable, gboolean limits, GError **error);
/* Does bubblewrap work here? Without it a child reads and writes what the person may, and has the network. */
gboolean  gls_child_is_confined (void);
/* NULL: all is well. Else why it must be killed: memory, or too many processes. Costs a look through /proc when @thorough. */
const char *gls_child_watch (GlsChild *child, gboolean thorough);
/* Has the process itself ended, whatever it left behind? */
gboolean  gls_child_has_ended (const GlsChild *child);
/* Kills the whole group at once. */
void      gls_child_kill   (GlsChild *child);
/* Waits @milliseconds for it to end by itself, then kills. @how (nullable) gets what ended it, as a sentence's part. What it wrote can
 * still be read. */
void      gls_child_wait   (GlsChild *child, guint milliseconds, char **how);
/* The same, and frees it. */
void      gls_child_free   (GlsChild *child, guint milliseconds);

G_END_DECLS
