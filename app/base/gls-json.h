/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON that strangers wrote: a strict scan that builds json-glib's nodes itself, as json-glib's parser is slow and crashes,
 * cuts or alters in silence; after it only checked access, which says what is wrong and where. Writing: see gls-json-writer.h. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GLS_JSON_MAX_DEPTH 64
/* Members of one object: json-glib keeps them in a hash table that chosen names make slow. */
#define GLS_JSON_MAX_MEMBERS 1024

/* Strict RFC 8259, UTF-8, one value. Refuses depth > 64, lone surrogates, \u0000, doubled members, numbers a double or int64
 * cannot hold (integers beyond int64, infinities, what would become 0), more than 1024 members, trailing text. The error names byte offset and reason. */
gboolean    gls_json_scan         (const char *data, gsize n_bytes, GError **error);
/* The length of the string with its quotation marks that begins at @data and is written as gls_json_writer_string() would write it
 * without one escape; 0 where it is anything else, which may still be a string. */
gsize       gls_json_plain_string (const char *data, gsize n_bytes);
/* For reading what is expected to be in one form: behind @literal, or behind such a string; NULL where it is not there. @at may be NULL. */
const char *gls_json_skip_literal (const char *at, const char *end, const char *literal);
const char *gls_json_skip_string  (const char *at, const char *end);
/* Scan and build: integers are gint64 nodes, other numbers double. */
JsonNode   *gls_json_parse        (const char *data, gssize n_bytes, GError **error);

/* Checked members: FALSE with an error that names @where, the member and what it is instead. Missing and null leave
 * *@value as it was and return TRUE unless @required. Strings are borrowed from @object. */
gboolean    gls_json_get_string   (JsonObject *object, const char *where, const char *member, gboolean required,
                                   const char **value, GError **error);
gboolean    gls_json_get_int      (JsonObject *object, const char *where, const char *member, gboolean required,
                                   gint64 min, gint64 max, gint64 *value, GError **error);
gboolean    gls_json_get_double   (JsonObject *object, const char *where, const char *member, gboolean required,
                                   double *value, GError **error);
gboolean    gls_json_get_boolean  (JsonObject *object, const char *where, const char *member, gboolean required,
                                   gboolean *value, GError **error);
gboolean    gls_json_get_array    (JsonObject *object, const char *where, const char *member, gboolean required,
                                   JsonArray **value, GError **error);
gboolean    gls_json_get_object   (JsonObject *object, const char *where, const char *member, gboolean required,
                                   JsonObject **value, GError **error);
/* The element as an object, or FALSE with an error naming @where and @index. */
gboolean    gls_json_array_get_object (JsonArray *array, guint index, const char *where, JsonObject **value, GError **error);
/* Adds every member of @object that is not in @known (NULL-ended) to @unknown as "where.member". */
void        gls_json_find_unknown (JsonObject *object, const char *where, const char * const *known, GPtrArray *unknown);

G_END_DECLS
