/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run is about, and both directions of the contract: our values as the structures of glossator-plugin.h, and what a plugin
 * gives back as checked values. Both transports use it alike; it knows neither. */
#pragma once

#include <gls-codebook.h>
#include <gls-entity.h>

#include "gls-manifest.h"
#include "gls-result.h"

G_BEGIN_DECLS

/* Everything that is the same for all documents of a run. Frozen once the run begins; shared by threads. */
typedef struct {
  gatomicrefcount ref_count;
  GlsManifest  *manifest;
  GlsPluginKind kind;
  GlsCodebook  *codebook;
  GHashTable   *settings;     /* name to text */
  GHashTable   *types;        /* the plugin's type to the codebook's name, "" for left out; others are taken by name */
  GPtrArray    *entities;     /* GlsEntity, or NULL */
  GHashTable   *entity_ids;   /* GlsId * */
  char         *language;
  char         *set;
  char         *target;
  guint64       n_documents;
  char         *run_id;       /* kept with each suggestion, as are the next two */
  char         *by, *plugin;  /* "plugin:figures", "figures@1.0" */
  char         *output;       /* exporters: file or folder to write into */
  guint32       focus_start, focus_end;   /* code points: only what lies here is wanted; equal: everything */
  char        **readable;     /* files and folders that it may read, NULL-ended: what is imported; or NULL */
  gboolean      no_limits;    /* for a debugger */
  /*< private >*/
  GPtrArray    *blocks;
  GlsPluginRun  info;
} GlsContract;

/* Takes references; @settings and @types may be NULL. */
GlsContract *gls_contract_new   (GlsManifest *manifest, GlsPluginKind kind, GlsCodebook *codebook, GHashTable *settings,
                                 GHashTable *types, GPtrArray *entities);
GlsContract *gls_contract_ref   (GlsContract *contract);
void         gls_contract_unref (GlsContract *contract);
/* The structure that begin() gets; made once, valid as long as the contract. Call it before threads share the contract. */
const GlsPluginRun *gls_contract_get_run (GlsContract *contract);

/* A document as a plugin sees it. */
typedef struct {
  GlsPluginDocument info;
  GlsDocument      *document;
  gboolean          bytes;     /* the plugin's unit */
  GPtrArray        *blocks;
} GlsView;

/* @focus_end 0: the whole text. */
GlsView *gls_view_new  (GlsDocument *document, gboolean bytes, guint32 focus_start, guint32 focus_end);
void     gls_view_free (GlsView *view);

/* Takes what a plugin gives for one document, checks it, and becomes a result. */
typedef struct _GlsCollector GlsCollector;

/* @document NULL: finish(), only problems. */
GlsCollector *gls_collector_new    (GlsContract *contract, GlsDocument *document);
gboolean      gls_collector_add_annotation (GlsCollector *collector, const GlsPluginAnnotation *annotation, GError **error);
gboolean      gls_collector_add_problem    (GlsCollector *collector, const GlsPluginProblem *problem, GError **error);
/* Resolves links; with @status FAILED or SKIPPED everything collected is dropped. Frees the collector. */
GlsResult    *gls_collector_finish (GlsCollector *collector, GlsResultStatus status, const char *reason);

/* What importers give, as documents with annotations. */
typedef struct _GlsHarvest GlsHarvest;

typedef struct {
  GPtrArray   *documents;     /* GlsDocument */
  GlsCodebook *codebook;      /* or NULL */
  GPtrArray   *entities;      /* GlsEntity */
  GPtrArray   *reports;       /* char * */
} GlsImported;

GlsHarvest  *gls_harvest_new          (GlsContract *contract);
gboolean     gls_harvest_add_document (GlsHarvest *harvest, const GlsPluginDocument *document, GError **error);
gboolean     gls_harvest_add_annotation (GlsHarvest *harvest, const GlsPluginAnnotation *annotation, GError **error);
gboolean     gls_harvest_add_codebook (GlsHarvest *harvest, const char *json, GError **error);
gboolean     gls_harvest_add_entity   (GlsHarvest *harvest, const GlsPluginEntity *entity, GError **error);
void         gls_harvest_add_report   (GlsHarvest *harvest, const char *sentence);
/* Frees the harvest. Links that point nowhere were left out and reported. */
GlsImported *gls_harvest_finish       (GlsHarvest *harvest);
void         gls_imported_free        (GlsImported *imported);

/* A file or folder as an importer sees it. */
typedef struct {
  GlsPluginSource info;
  char           *root;       /* folder that the names are below */
  GPtrArray      *blocks;
} GlsSource;

GlsSource   *gls_source_new           (const char *path, const char *encoding, const GlsManifest *manifest, GError **error);
void         gls_source_free          (GlsSource *source);

/* Shared checks. */
gboolean     gls_contract_check_text  (const char *member, const char *text, gsize most, gboolean required, GError **error);
/* The @n ranges as sorted fragments in code points; FALSE with a sentence. */
GlsFragment *gls_contract_read_ranges (const GlsText *text, gboolean bytes, const GlsPluginRange *ranges, gsize n, GError **error);
/* Canonical JSON of an attribute's or role's value. */
char        *gls_contract_read_value  (const char *json, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsContract, gls_contract_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsView, gls_view_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsImported, gls_imported_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsSource, gls_source_free)

G_END_DECLS
