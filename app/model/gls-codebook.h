/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The annotation scheme as a value: span types with attributes and roles, relation types. Read from and written to JSON
 * (data/codebooks/codebook.schema.json documents the form); the store keeps it as records and gives it back as this. Frozen once published to others. */
#pragma once

#include <gls-id.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  GLS_VALUE_TEXT, GLS_VALUE_CHOICE, GLS_VALUE_BOOLEAN, GLS_VALUE_INTEGER, GLS_VALUE_NUMBER, GLS_VALUE_DATE, GLS_VALUE_QUANTITY,
} GlsValueKind;

/* Every definition: @id is derived from (kind, owner, name) when it is first read and survives renaming; @name is what exchange files say;
 * @retired: deleted, but still drawn and exported while something uses it. */
typedef struct {
  GlsId        id;
  char        *name;
  char        *description;
  GlsValueKind kind;
  char       **choices;      /* NULL unless CHOICE; NULL-ended */
  char        *initial;      /* canonical JSON of the default, or NULL */
  double       min, max;     /* NAN: no limit; INTEGER and NUMBER only */
  gboolean     required;
  gboolean     retired;
  int          order;
} GlsAttributeDef;

typedef struct {
  GlsId      id;
  char      *name;
  char      *description;
  char     **types;          /* names of allowed types; NULL: any */
  gboolean   required;
  gboolean   many;           /* an ordered list */
  gboolean   chain;          /* filled in the chain after a claim is labelled */
  gboolean   retired;
  int        order;
} GlsRoleDef;

typedef struct {
  char *text;     /* the sentence */
  char *mark;     /* the words marked in it, fragments parted by " … "; NULL: a counter-example, nothing is marked */
  char *why;      /* nullable */
} GlsExample;

typedef struct {
  GlsId      id;
  char      *name;
  char      *color;          /* "#rrggbb" */
  char      *key;            /* one lower-case Latin letter or NULL */
  char      *description;
  char     **rulings;        /* NULL-ended, one sentence each */
  GPtrArray *examples;       /* GlsExample */
  gboolean   claim;
  gboolean   retired;
  int        order;
  GPtrArray *attributes;     /* GlsAttributeDef, by order */
  GPtrArray *roles;          /* GlsRoleDef, by order */
} GlsTypeDef;

typedef struct {
  GlsId      id;
  char      *name;
  char      *description;
  char     **from;           /* allowed type names; NULL: any */
  char     **to;
  gboolean   retired;
  int        order;
} GlsRelationDef;

#define GLS_TYPE_CODEBOOK (gls_codebook_get_type ())
typedef struct {
  /*< private >*/
  gatomicrefcount ref_count;
  /*< public >*/
  char      *name;
  char      *description;
  int        version;
  GPtrArray *types;          /* GlsTypeDef, by order */
  GPtrArray *relations;      /* GlsRelationDef, by order */
} GlsCodebook;

GType            gls_codebook_get_type   (void);
GlsCodebook     *gls_codebook_new        (void);
GlsCodebook     *gls_codebook_ref        (GlsCodebook *codebook);
void             gls_codebook_unref      (GlsCodebook *codebook);

GlsTypeDef      *gls_type_def_new        (const char *name);
GlsAttributeDef *gls_attribute_def_new   (const GlsTypeDef *type, const char *name);
GlsRoleDef      *gls_role_def_new        (const GlsTypeDef *type, const char *name);
GlsRelationDef  *gls_relation_def_new    (const char *name);
void             gls_type_def_free       (GlsTypeDef *def);
void             gls_attribute_def_free  (GlsAttributeDef *def);
void             gls_role_def_free       (GlsRoleDef *def);
void             gls_relation_def_free   (GlsRelationDef *def);

/* @unknown (nullable) collects members that are not ours. Errors: GLS_ERROR_INVALID naming type, member, value. */
GlsCodebook     *gls_codebook_from_json  (JsonObject *object, GPtrArray *unknown, GError **error);
GlsCodebook     *gls_codebook_parse      (const char *data, gssize n_bytes, GPtrArray *unknown, GError **error);
/* Canonical JSON; @pretty breaks lines for people. Retired members carry "retired":true. */
char            *gls_codebook_to_json    (const GlsCodebook *codebook, gboolean pretty);
/* A shipped codebook by name ("claims and entities", "entities only"), from a GResource linked into the library. */
GlsCodebook     *gls_codebook_load_shipped (const char *name, GError **error);
const char * const *gls_codebook_list_shipped (void);

GlsTypeDef      *gls_codebook_find_type  (const GlsCodebook *codebook, const char *name);
GlsTypeDef      *gls_codebook_find_type_by_id (const GlsCodebook *codebook, const GlsId *id);
GlsRelationDef  *gls_codebook_find_relation (const GlsCodebook *codebook, const char *name);
GlsAttributeDef *gls_type_def_find_attribute (const GlsTypeDef *type, const char *name);
GlsRoleDef      *gls_type_def_find_role  (const GlsTypeDef *type, const char *name);
const char      *gls_value_kind_to_string (GlsValueKind kind);   /* "text", "choice", …: what files say */
gboolean         gls_value_kind_parse     (const char *string, GlsValueKind *kind);
/* Is @json a value of this attribute? The error says why not. */
gboolean         gls_attribute_def_check (const GlsAttributeDef *def, const char *json, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsCodebook, gls_codebook_unref)

G_END_DECLS
