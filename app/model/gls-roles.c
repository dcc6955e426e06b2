/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers from a codebook what may fill a role, what follows it in the chain, and what may tie two annotations.
 * It must not know documents nor the store. */
#include "config.h"

#include "gls-annotation.h"
#include "gls-roles.h"

static gboolean
is_in (char **types, const char *type)
{
  return types == NULL || (type != NULL && g_strv_contains ((const char * const *) types, type));
}

gboolean
gls_role_def_allows (const GlsRoleDef *role, const char *type)
{
  return is_in (role->types, type);
}

gboolean
gls_relation_def_allows (const GlsRelationDef *relation, const char *from, const char *to)
{
  return is_in (relation->from, from) && is_in (relation->to, to);
}

GlsRoleState
gls_role_def_get_state (const GlsRoleDef *role, const GArray *links)
{
  GlsRoleState state = GLS_ROLE_OPEN;

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const GlsLink *link = &g_array_index (links, GlsLink, i);

      if (link->relation || !g_str_equal (link->name, role->name))
        continue;
      /* Another copy may have filled what this one closed. */
      if (link->kind != GLS_LINK_NONE)
        return GLS_ROLE_FILLED;
      state = GLS_ROLE_NOT_SAID;
    }
  return state;
}

GPtrArray *
gls_type_def_list_roles (const GlsTypeDef *type)
{
  GPtrArray *roles = g_ptr_array_new ();

  for (guint i = 0; type->roles != NULL && i < type->roles->len; i++)
    {
      GlsRoleDef *role = g_ptr_array_index (type->roles, i);

      if (!role->retired)
        g_ptr_array_add (roles, role);
    }
  return roles;
}

const GlsRoleDef *
gls_type_def_next_chain_role (const GlsTypeDef *type, const GlsRoleDef *role, const GArray *links)
{
  g_autoptr (GPtrArray) roles = gls_type_def_list_roles (type);
  guint at = 0;

  if (role != NULL && g_ptr_array_find (roles, role, &at))
    at++;
  for (; at < roles->len; at++)
    {
      const GlsRoleDef *next = g_ptr_array_index (roles, at);

      if (next->chain && gls_role_def_get_state (next, links) == GLS_ROLE_OPEN)
        return next;
    }
  return NULL;
}

const GlsRoleDef *
gls_type_def_first_chain_role (const GlsTypeDef *type, const GArray *links)
{
  return gls_type_def_next_chain_role (type, NULL, links);
}

GPtrArray *
gls_role_def_list_types (const GlsRoleDef *role, const GlsCodebook *codebook)
{
  GPtrArray *types = g_ptr_array_new ();

  for (guint i = 0; i < codebook->types->len; i++)
    {
      GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (!type->retired && gls_role_def_allows (role, type->name))
        g_ptr_array_add (types, type);
    }
  return types;
}

GPtrArray *
gls_codebook_list_relations (const GlsCodebook *codebook, const char *from, const char *to)
{
  GPtrArray *relations = g_ptr_array_new ();

  for (guint i = 0; i < codebook->relations->len; i++)
    {
      GlsRelationDef *relation = g_ptr_array_index (codebook->relations, i);

      if (!relation->retired && gls_relation_def_allows (relation, from, to))
        g_ptr_array_add (relations, relation);
    }
  return relations;
}
