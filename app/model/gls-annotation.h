/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An annotation as a value: what importers make, exporters read and the store keeps. Offsets are code points, half-open. */
#pragma once

#include <gls-id.h>

G_BEGIN_DECLS

typedef struct {
  guint32 start, end;
} GlsFragment;

typedef struct {
  char *name;   /* the attribute's name */
  char *value;  /* canonical JSON: "\"certain\"", "330", "{\"said\":…}" */
} GlsAttribute;

typedef enum {
  GLS_LINK_TO,      /* @target is an annotation of the same document */
  GLS_LINK_ENTITY,  /* @target is an entity without a mention */
  GLS_LINK_AUTHOR,
  GLS_LINK_VALUE,   /* @value is canonical JSON */
  GLS_LINK_NONE,    /* closed: not said */
} GlsLinkKind;

/* A filled role of the annotation it belongs to, or (relation TRUE) a relation from it to @target. */
typedef struct {
  gboolean    relation;
  char       *name;    /* the role's or the relation type's name */
  GlsLinkKind kind;
  GlsId       target;
  char       *value;
} GlsLink;

typedef struct {
  GlsId        id;
  char        *type;
  char        *by;          /* the set: a person's name, "gold", "plugin:ID" */
  GlsFragment *fragments;   /* sorted, apart from each other; start < end, or one of zero width */
  guint        n_fragments;
  GArray      *attributes;  /* GlsAttribute, in codebook order; NULL when none */
  GArray      *links;       /* GlsLink: roles in codebook order and list order, then relations; NULL when none */
  char        *note;
  char        *unsure;      /* NULL: sure; "" or a line to the lead */
  gboolean     has_entity;
  GlsId        entity;
  char        *plugin;      /* "figures@1.0"; NULL when a person made it */
  char        *run;
  double       confidence;  /* 0 to 1, NAN: none */
  char        *chain;       /* proposed by a plugin: {"key":…,"name":…,"kind":…}, the same key for the same thing; or NULL */
} GlsAnnotation;

GlsAnnotation *gls_annotation_new  (void);
void           gls_annotation_free (GlsAnnotation *annotation);
GlsAnnotation *gls_annotation_copy (const GlsAnnotation *annotation);
void           gls_annotation_set_fragments (GlsAnnotation *annotation, const GlsFragment *fragments, guint n);
void           gls_annotation_add_attribute (GlsAnnotation *annotation, const char *name, const char *json);
void           gls_annotation_take_link     (GlsAnnotation *annotation, GlsLink link);
const char    *gls_annotation_get_attribute (const GlsAnnotation *annotation, const char *name);
void           gls_link_clear      (GlsLink *link);
/* By (start, end, type, id): the order of files. For g_ptr_array_sort: pointers to pointers. */
int            gls_annotation_compare (gconstpointer a, gconstpointer b);

/* Checks sorted, apart, within @length; says which fragment is wrong. */
gboolean gls_fragments_check     (const GlsFragment *fragments, guint n, guint32 length, GError **error);
/* Sorts and joins overlapping or touching ones in place; returns how many are left. */
guint    gls_fragments_normalize (GlsFragment *fragments, guint n);
/* Compact form of the project file: base-128 varints of gap, length, gap, length, … */
GBytes  *gls_fragments_pack      (const GlsFragment *fragments, guint n);
/* The same into memory of GLS_FRAGMENTS_PACKED (n) bytes; returns how many it took. */
gsize    gls_fragments_pack_into (const GlsFragment *fragments, guint n, guint8 *bytes);
#define GLS_FRAGMENTS_PACKED(n) (10 * (gsize) (n))
/* NULL when the bytes are not a packed list. Transfer full (g_free). */
GlsFragment *gls_fragments_unpack (const guint8 *data, gsize n_bytes, guint *n);
guint    gls_fragments_hull      (const guint8 *data, gsize n_bytes, GlsFragment *hull);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAnnotation, gls_annotation_free)

G_END_DECLS
