/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of JSON as plain structs that lie together and are freed together, for who reads megabytes of it: json-glib's nodes
 * cost several allocations each. The same strict scan as gls_json_parse(), the same checked access, the same errors. */
#pragma once

#include "gls-json-writer.h"

G_BEGIN_DECLS

typedef enum {
  GLS_JSON_NULL, GLS_JSON_BOOLEAN, GLS_JSON_INT, GLS_JSON_DOUBLE, GLS_JSON_STRING, GLS_JSON_ARRAY, GLS_JSON_OBJECT
} GlsJsonKind;

typedef struct _GlsJsonMember GlsJsonMember;
typedef struct _GlsJsonValue GlsJsonValue;

struct _GlsJsonValue {
  GlsJsonKind kind;
  guint32     n;                        /* bytes of a string, elements, members */
  union {
    gint64               integer;       /* also BOOLEAN */
    double               real;
    const char          *string;        /* with a NUL behind */
    const GlsJsonValue  *elements;
    const GlsJsonMember *members;       /* as they stand in the file; each name once */
  };
};

struct _GlsJsonMember {
  const char  *name;
  gsize        n_name;
  GlsJsonValue value;
};

typedef struct _GlsJsonTree GlsJsonTree;

/* What gls_json_parse() takes, or NULL with @error. */
GlsJsonTree        *gls_json_tree_new  (const char *data, gsize n_bytes, GError **error);
void                gls_json_tree_free (GlsJsonTree *tree);
const GlsJsonValue *gls_json_tree_root (const GlsJsonTree *tree);

/* NULL: no such member. */
const GlsJsonValue *gls_json_value_get (const GlsJsonValue *object, const char *member);
gboolean            gls_json_value_is  (const GlsJsonValue *value, GlsJsonKind kind);  /* NULL is nothing */

/* As gls_json_get_string() and the others; what they give belongs to the tree. */
gboolean gls_json_value_get_string  (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                                     const char **value, GError **error);
gboolean gls_json_value_get_int     (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                                     gint64 min, gint64 max, gint64 *value, GError **error);
gboolean gls_json_value_get_double  (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                                     double *value, GError **error);
gboolean gls_json_value_get_boolean (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                                     gboolean *value, GError **error);
gboolean gls_json_value_get_array   (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                                     const GlsJsonValue **value, GError **error);
gboolean gls_json_value_get_object  (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                                     const GlsJsonValue **value, GError **error);
gboolean gls_json_value_get_element (const GlsJsonValue *array, guint index, const char *where, const GlsJsonValue **object,
                                     GError **error);
void     gls_json_value_find_unknown (const GlsJsonValue *object, const char *where, const char * const *known,
                                      GPtrArray *unknown);

/* Canonical JSON, members as they stand. */
void      gls_json_value_write      (const GlsJsonValue *value, GlsJsonWriter *writer);
/* The same as json-glib has it. Transfer full. */
JsonNode *gls_json_value_to_node    (const GlsJsonValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsJsonTree, gls_json_tree_free)

G_END_DECLS
