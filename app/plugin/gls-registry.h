/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which plugins there are: those shipped, those a person installed, one named by its folder. It reads manifests and runs nothing. */
#pragma once

#include "gls-manifest.h"

G_BEGIN_DECLS

/* One plugin folder, sound or not. */
typedef struct {
  char        *id;        /* the manifest's, else the folder's name */
  char        *folder;
  GlsOrigin    origin;
  GlsManifest *manifest;  /* NULL: it cannot be read */
  char        *fault;     /* one line that says why it cannot be run; NULL: it can */
  char        *failure;   /* one line: what went wrong in the last run; or NULL */
  gboolean     enabled;
} GlsPluginEntry;

typedef struct {
  GPtrArray *entries;     /* GlsPluginEntry by id; doubles stand beside each other */
} GlsRegistry;

/* Looks again each time it is made: cheap enough for opening a page. Safe on any thread. */
GlsRegistry    *gls_registry_new  (void);
void            gls_registry_free (GlsRegistry *registry);
GlsPluginEntry *gls_registry_find (GlsRegistry *registry, const char *id);
/* By id, enabled or not, or by a folder ("./here", "/there": whatever has a "/" in it). GLS_ERROR_NOT_FOUND lists the ids; a faulty
 * plugin is refused with its reason. */
GlsManifest    *gls_registry_get  (GlsRegistry *registry, const char *id_or_folder, GError **error);
/* The same to run it: one that is disabled is refused, as its name alone does not say that the person changed their mind. */
GlsManifest    *gls_registry_choose (GlsRegistry *registry, const char *id_or_folder, GError **error);
/* Enabled, sound plugins of @kind, each after those it needs. GlsManifest, owned. */
GPtrArray      *gls_registry_list (GlsRegistry *registry, GlsPluginKind kind);
/* @plugins sorted so that each stands after those it needs; the ones needed but missing are added when they are there. */
GPtrArray      *gls_registry_order (GlsRegistry *registry, GPtrArray *plugins, GError **error);

/* Copies a checked folder into the person's own; an older one of the same id gives way. */
GlsManifest    *gls_registry_install (const char *folder, GError **error);
gboolean        gls_registry_remove  (GlsRegistry *registry, const char *id, GError **error);

/* Where the programs and the data of this installation, or of the build folder, are. */
char           *gls_registry_shipped_folder (void);
char           *gls_registry_user_folder    (void);
char           *gls_registry_find_program   (const char *name);   /* "gloss-plugin-runner" */
char           *gls_registry_find_data      (const char *name);   /* "python/glossator.py" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsRegistry, gls_registry_free)

G_END_DECLS
