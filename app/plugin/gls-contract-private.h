/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that check a plugin's gifts share. Nothing outside app/plugin includes it. */
#pragma once

#include "gls-contract.h"
#include "gls-key-table.h"

G_BEGIN_DECLS

#define GLS_CONTRACT_MAX_PARTS 10000
#define GLS_CONTRACT_MAX_NAME  1000
#define GLS_CONTRACT_MAX_TEXT  (1024 * 1024)

struct _GlsCollector {
  GlsContract *contract;
  GlsDocument *document;   /* NULL: finish() */
  GlsResult   *result;
  GlsArena    *arena;      /* the result's: proposals and all they point to */
  GPtrArray   *types;      /* KnownType: what names of types have turned out to be */
  const char **relations;  /* names of the codebook's relations in the arena, or NULL where none was needed yet */
  const char  *by, *plugin, *run;
  GlsKeyTable  keys;       /* the plugin's key to 1 + its place in the proposals; 0: left out */
  GHashTable  *given;      /* GlsId * of annotations that the document came with; or NULL */
  GlsKeyTable  ordinals;   /* id of the first proposal among equals, which lies in the proposal, to the next ordinal */
  GArray      *waiting;    /* PendingLink */
  GString     *scratch;
  GlsTextPlace near;       /* where the last fragment begins */
  guint        n_annotations;
};

/* FALSE with "member: why". */
gboolean    gls_contract_fail        (GError **error, const char *member, const char *why);
gboolean    gls_contract_check_array (const char *member, const GlsPluginArray *array, gsize least_stride, gsize most, GError **error);
/* How many and whether there are any; then gls_contract_read_ranges_into() has room for @n fragments. @near: as gls_text_chars_of_bytes() has it. */
gboolean    gls_contract_check_ranges (const GlsPluginRange *ranges, gsize n, GError **error);
gboolean    gls_contract_read_ranges_into (const GlsText *text, gboolean bytes, const GlsPluginRange *ranges, gsize n,
                                           GlsTextPlace *near, GlsFragment *fragments, GError **error);
/* Canonical JSON of a value: @json itself where it stands so already, else *@made (transfer full); NULL with a sentence. */
const char *gls_contract_look_at_value (const char *json, gsize *n_bytes, gboolean *is_quantity, char **made, GError **error);

G_END_DECLS
