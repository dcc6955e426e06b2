/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure as said: bounds, modifier, measure. Canonical JSON in and out; no annotation, no store. */
#pragma once

#include <gls-json-tree.h>

G_BEGIN_DECLS

typedef enum {
  GLS_MODIFIER_EXACT,
  GLS_MODIFIER_ABOUT,
  GLS_MODIFIER_AT_LEAST,
  GLS_MODIFIER_MORE_THAN,
  GLS_MODIFIER_LESS_THAN,
  GLS_MODIFIER_NEARLY,
  GLS_MODIFIER_AT_MOST,
  GLS_MODIFIER_UP_TO,
  GLS_MODIFIER_RANGE,
  GLS_MODIFIER_MAGNITUDE, /* "hundreds" */
} GlsModifier;

typedef struct {
  char        *said;
  double       low;   /* NAN: open */
  double       high;  /* NAN: open */
  GlsModifier  modifier;
  char        *measure; /* "persons", "USD", "years", "percent"; NULL: not given */
  gboolean     each;
} GlsQuantity;

const char  *gls_modifier_to_string (GlsModifier modifier);   /* "more than" */
gboolean     gls_modifier_parse     (const char *string, GlsModifier *modifier);

void         gls_quantity_free      (GlsQuantity *quantity);
/* {"said":…,"low":…,"high":…,"modifier":…,"measure":…,"each":true}; GLS_ERROR_INVALID says which member is wrong. */
GlsQuantity *gls_quantity_from_json (const char *json, GError **error);
/* The same from what gls_json_parse() made. */
GlsQuantity *gls_quantity_from_node (JsonNode *node, GError **error);
GlsQuantity *gls_quantity_from_value (const GlsJsonValue *value, GError **error);
char        *gls_quantity_to_json   (const GlsQuantity *quantity);
/* TRUE: @json is a quantity as gls_quantity_to_json() writes it. FALSE says nothing: it knows only common numbers and strings. */
gboolean     gls_quantity_is_canonical (const char *json, gsize n_bytes);
/* Reads words as a person types or an article has them: "500-600", "more than 1,000", "several dozen", "80 percent",
 * "from $20,000-$30,000", "hundreds", "eight". NULL when no number is in them. "more than 330" is low 330, high open; "as many as 500" low open, high 500;
 * "around 30" 30 to 30; "hundreds" 200 to 999; "a few dozen" 24 to 60. */
GlsQuantity *gls_quantity_parse     (const char *words);
/* For people: "> 330", "≈ 30", "≤ 500", "500–600", "80 %". */
char        *gls_quantity_to_display (const GlsQuantity *quantity);
/* Bounds and measure agree. */
gboolean     gls_quantity_agrees    (const GlsQuantity *a, const GlsQuantity *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsQuantity, gls_quantity_free)

G_END_DECLS
