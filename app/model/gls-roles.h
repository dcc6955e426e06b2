/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may fill which role and which relations may tie what: questions to a codebook. */
#pragma once

#include "gls-codebook.h"

G_BEGIN_DECLS

typedef enum {
  GLS_ROLE_OPEN,
  GLS_ROLE_FILLED,
  GLS_ROLE_NOT_SAID,
} GlsRoleState;

gboolean     gls_role_def_allows     (const GlsRoleDef *role, const char *type);
gboolean     gls_relation_def_allows (const GlsRelationDef *relation, const char *from, const char *to);
/* @links: GlsLink of an annotation, nullable. */
GlsRoleState gls_role_def_get_state  (const GlsRoleDef *role, const GArray *links);
/* Roles in use, by order: what 1 to 9 count. Borrowed; free the array. */
GPtrArray   *gls_type_def_list_roles (const GlsTypeDef *type);
/* The role that is armed when an annotation of @type has been made: the first one of the chain that is open. */
const GlsRoleDef *gls_type_def_first_chain_role (const GlsTypeDef *type, const GArray *links);
/* The one armed after @role: the next open one of the chain, NULL at its end. */
const GlsRoleDef *gls_type_def_next_chain_role (const GlsTypeDef *type, const GlsRoleDef *role, const GArray *links);
/* The types in use that a role may be filled with, in codebook order. Borrowed; free the array. */
GPtrArray   *gls_role_def_list_types (const GlsRoleDef *role, const GlsCodebook *codebook);
/* The relation types in use that may tie @from to @to. Borrowed; free the array. */
GPtrArray   *gls_codebook_list_relations (const GlsCodebook *codebook, const char *from, const char *to);

G_END_DECLS
