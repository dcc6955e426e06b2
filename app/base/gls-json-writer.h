/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own JSON writer: compact, members in the order given, shortest round-trip numbers, UTF-8 as it is (only what
 * RFC 8259 demands is escaped, plus U+2028/2029). Appends to a GString that the caller owns and may flush between values. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  GString *out;
  guint    depth;
  guint64  has_member; /* bit per depth: a comma is due */
} GlsJsonWriter;

void  gls_json_writer_init         (GlsJsonWriter *writer, GString *out);
void  gls_json_writer_begin_object (GlsJsonWriter *writer);
void  gls_json_writer_end_object   (GlsJsonWriter *writer);
void  gls_json_writer_begin_array  (GlsJsonWriter *writer);
void  gls_json_writer_end_array    (GlsJsonWriter *writer);
void  gls_json_writer_member       (GlsJsonWriter *writer, const char *name);
void  gls_json_writer_string       (GlsJsonWriter *writer, const char *value);           /* NULL writes null */
void  gls_json_writer_string_len   (GlsJsonWriter *writer, const char *value, gsize n_bytes);
void  gls_json_writer_int          (GlsJsonWriter *writer, gint64 value);
/* Whole numbers below 2^53 are written without a fraction: 330, not 330.0. */
void  gls_json_writer_double       (GlsJsonWriter *writer, double value);
void  gls_json_writer_boolean      (GlsJsonWriter *writer, gboolean value);
void  gls_json_writer_null         (GlsJsonWriter *writer);
/* @json is already canonical JSON. */
void  gls_json_writer_raw          (GlsJsonWriter *writer, const char *json);
/* Bytes as they are, commas and all: what stands around values of a fixed order. The depth must be the same after them. */
void  gls_json_writer_bytes        (GlsJsonWriter *writer, const char *bytes, gsize n_bytes);
#define gls_json_writer_literal(writer, literal) gls_json_writer_bytes (writer, literal, sizeof literal - 1)
/* Values after such bytes: a comma is never due before them. */
void  gls_json_writer_quoted       (GlsJsonWriter *writer, const char *value);
void  gls_json_writer_number       (GlsJsonWriter *writer, gint64 value);
/* member + string, left out when @value is NULL. */
void  gls_json_writer_string_member (GlsJsonWriter *writer, const char *name, const char *value);
void  gls_json_writer_int_member    (GlsJsonWriter *writer, const char *name, gint64 value);
void  gls_json_writer_boolean_member (GlsJsonWriter *writer, const char *name, gboolean value);
/* Canonical text of any node: members sorted by name unless @keep_order. */
char *gls_json_canonical           (JsonNode *node, gboolean keep_order);

G_END_DECLS
