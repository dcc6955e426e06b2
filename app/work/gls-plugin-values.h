/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plugin will run with in a project: each setting and each type with its value and who decided it. It runs nothing. */
#pragma once

#include <gls-codebook.h>
#include <gls-manifest.h>

G_BEGIN_DECLS

typedef enum {
  GLS_DECIDED_NOBODY,   /* the manifest's default; of a type: its own name */
  GLS_DECIDED_PERSON,
  GLS_DECIDED_PROJECT,
} GlsDecidedBy;

typedef struct {
  const GlsSettingDef *def;       /* the manifest's */
  char                *value;     /* what runs take; NULL: none */
  char                *own;       /* the person's, or NULL */
  char                *project;   /* the project's, or NULL */
  GlsDecidedBy         by;        /* whose @value is */
} GlsSettingValue;

typedef struct {
  char        *type;       /* the plugin's */
  char        *becomes;    /* the codebook's name, "" for left out */
  gboolean     fits;       /* the codebook has it, or it is left out */
  char        *own, *project;
  char        *proposal;   /* a type of the codebook that is alike by name, where @type itself is not in it; or NULL */
  GlsDecidedBy by;
} GlsTypeValue;

/* GlsSettingValue in the manifest's order. @choices: GlsPluginChoice of the project, or NULL. */
GPtrArray *gls_plugin_list_settings (const GlsManifest *manifest, const GPtrArray *choices);
/* GlsTypeValue in the manifest's order, then those that somebody decided on; @codebook, @choices: NULL without a project. */
GPtrArray *gls_plugin_list_types    (const GlsManifest *manifest, const GlsCodebook *codebook, const GPtrArray *choices);
/* The type of @codebook whose name is nearest to @name: the same but for case and plural, or one that holds the other; NULL: none. */
const char *gls_plugin_propose_type (const GlsCodebook *codebook, const char *name);
/* "may read and write no file but its own folder", "may use the network" …: what the plugin may do, as whole sentences for people. */
GPtrArray *gls_plugin_list_rights   (const GlsManifest *manifest);

G_END_DECLS
