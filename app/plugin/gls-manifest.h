/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plugin says of itself in plugin.ini, read without running anything. It knows neither projects nor how plugins are run. */
#pragma once

#include <glib-object.h>
#include <glossator-plugin.h>

G_BEGIN_DECLS

#define GLS_MANIFEST_NAME "plugin.ini"

/* A kind as a bit of GlsManifest.kinds. */
#define GLS_KIND_BIT(kind) (1u << (kind))

/* Where a plugin came from; it decides who runs a module. */
typedef enum {
  GLS_ORIGIN_SHIPPED, /* with the program: modules run inside it */
  GLS_ORIGIN_USER,    /* installed by a person */
  GLS_ORIGIN_FOLDER,  /* named on the command line */
} GlsOrigin;

typedef enum {
  GLS_SETTING_TEXT, GLS_SETTING_BOOLEAN, GLS_SETTING_INTEGER, GLS_SETTING_NUMBER, GLS_SETTING_CHOICE, GLS_SETTING_LIST,
  GLS_SETTING_FILE,
} GlsSettingKind;

typedef struct {
  char          *name;
  char          *label;
  char          *description;  /* or NULL */
  GlsSettingKind kind;
  char          *initial;      /* as text; a list's parts are parted by ";"; NULL: none */
  double         min, max;     /* NAN: no limit */
  char         **choices;      /* of a choice, NULL-ended */
  char         **choice_labels;
} GlsSettingDef;

typedef struct {
  gatomicrefcount ref_count;
  char      *folder;           /* absolute */
  GlsOrigin  origin;
  char      *id;
  char      *name;             /* in the person's language, as every text below */
  char      *description;      /* or NULL */
  char      *version;
  int        api_major, api_minor;
  guint      kinds;            /* GLS_KIND_BIT */
  char      *module;           /* file in the folder, or NULL */
  char     **exec;             /* command, or NULL */
  char      *builtin;          /* format of the program itself, or NULL; exactly one of the three is there */
  gboolean   bytes;            /* offsets count bytes, not characters */
  gboolean   project_scope;    /* validators */
  gboolean   parallel;
  gboolean   source_folder, source_either, target_folder;
  char     **types;            /* these lists are NULL-ended, never NULL */
  char     **needs;
  char     **languages;
  char     **extensions;
  char     **reads;
  char      *author, *licence, *website;  /* each or NULL */
  guint      start_seconds, document_seconds, memory_mib;
  gboolean   network, gpu;
  GPtrArray *settings;         /* GlsSettingDef */
  GPtrArray *remarks;          /* char *: unknown keys */
} GlsManifest;

/* Reads @folder/plugin.ini. GLS_ERROR_INVALID names file, key and value; the shared object is looked at, not loaded. */
GlsManifest *gls_manifest_load  (const char *folder, GlsOrigin origin, GError **error);
/* The same from memory; @folder is only remembered. */
GlsManifest *gls_manifest_parse (const char *data, gsize n_bytes, const char *folder, GlsOrigin origin, GError **error);
GlsManifest *gls_manifest_ref   (GlsManifest *manifest);
void         gls_manifest_unref (GlsManifest *manifest);

/* Does the module's file exist and export what it must? No code of it runs. */
gboolean     gls_manifest_check_files (const GlsManifest *manifest, GError **error);
gboolean     gls_plugin_id_is_valid   (const char *id);
/* "extractor"; NULL-safe both ways. */
const char  *gls_plugin_kind_to_string (GlsPluginKind kind);
gboolean     gls_plugin_kind_parse    (const char *string, GlsPluginKind *kind);
const char  *gls_setting_kind_to_string (GlsSettingKind kind);
/* What it asks a person for, as sentences' parts in their language ("the network"); empty: nothing. */
GPtrArray   *gls_manifest_list_wishes (const GlsManifest *manifest);

GlsSettingDef *gls_manifest_find_setting (const GlsManifest *manifest, const char *name);
/* Is @value (text) one that the setting may have? */
gboolean     gls_setting_def_check    (const GlsSettingDef *def, const char *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsManifest, gls_manifest_unref)

G_END_DECLS
