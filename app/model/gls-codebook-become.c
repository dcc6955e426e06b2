/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a codebook in another one's place, definition by definition, by their names.
 * It must not know projects nor what uses a definition. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-codebook-become.h"
#include "gls-codebook-edit.h"

typedef struct {
  const GlsCodebook *before;
  GlsCodebook       *left;    /* a copy of it, whose definitions are taken when they are retired */
  GPtrArray         *report;
} Becoming;

static void report (Becoming *becoming, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
report (Becoming *becoming, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (becoming->report != NULL)
    g_ptr_array_add (becoming->report, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* --- Attributes and roles ---------------------------------------------------------------------------------------- */

static void
become_attributes (Becoming *becoming, GlsTypeDef *type, const GlsTypeDef *was, GlsTypeDef *left)
{
  for (guint i = 0; i < type->attributes->len; i++)
    {
      GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);
      const GlsAttributeDef *old = gls_type_def_find_attribute (was, def->name);

      if (old == NULL)
        {
          gls_id_generate (&def->id);
          report (becoming, _("%s: the attribute “%s” is new."), type->name, def->name);
          continue;
        }
      def->id = old->id;
      if (def->kind != old->kind)
        report (becoming, _("%s: the attribute “%s” becomes %s, it was %s; values that are there stay as they are."), type->name,
                def->name, gls_value_kind_to_string (def->kind), gls_value_kind_to_string (old->kind));
    }
  for (guint i = 0; i < left->attributes->len;)
    {
      GlsAttributeDef *old = g_ptr_array_index (left->attributes, i);

      if (gls_type_def_find_attribute (type, old->name) != NULL)
        {
          i++;
          continue;
        }
      if (!old->retired)
        report (becoming, _("%s: the attribute “%s” is retired."), type->name, old->name);
      old->retired = TRUE;
      old->order = (int) type->attributes->len;
      g_ptr_array_add (type->attributes, g_ptr_array_steal_index (left->attributes, i));
    }
}

static void
become_roles (Becoming *becoming, GlsTypeDef *type, const GlsTypeDef *was, GlsTypeDef *left)
{
  for (guint i = 0; i < type->roles->len; i++)
    {
      GlsRoleDef *def = g_ptr_array_index (type->roles, i);
      const GlsRoleDef *old = gls_type_def_find_role (was, def->name);

      if (old != NULL)
        {
          def->id = old->id;
          continue;
        }
      gls_id_generate (&def->id);
      report (becoming, _("%s: the role “%s” is new."), type->name, def->name);
    }
  for (guint i = 0; i < left->roles->len;)
    {
      GlsRoleDef *old = g_ptr_array_index (left->roles, i);

      if (gls_type_def_find_role (type, old->name) != NULL)
        {
          i++;
          continue;
        }
      if (!old->retired)
        report (becoming, _("%s: the role “%s” is retired."), type->name, old->name);
      old->retired = TRUE;
      old->order = (int) type->roles->len;
      g_ptr_array_add (type->roles, g_ptr_array_steal_index (left->roles, i));
    }
}

/* --- Types and relations ----------------------------------------------------------------------------------------- */

/* A name's own id may be that of a type that was renamed. */
static void
give_ids (GlsTypeDef *type)
{
  gls_id_generate (&type->id);
  for (guint i = 0; i < type->attributes->len; i++)
    gls_id_generate (&((GlsAttributeDef *) g_ptr_array_index (type->attributes, i))->id);
  for (guint i = 0; i < type->roles->len; i++)
    gls_id_generate (&((GlsRoleDef *) g_ptr_array_index (type->roles, i))->id);
}

static void
become_type (Becoming *becoming, GlsTypeDef *type)
{
  GlsTypeDef *was = gls_codebook_find_type (becoming->before, type->name);
  guint n = becoming->report != NULL ? becoming->report->len : 0;

  if (was == NULL)
    {
      if (gls_codebook_find_type_by_id (becoming->before, &type->id) != NULL)
        give_ids (type);
      report (becoming, _("The type “%s” is new."), type->name);
      return;
    }
  type->id = was->id;
  become_attributes (becoming, type, was, gls_codebook_find_type (becoming->left, type->name));
  become_roles (becoming, type, was, gls_codebook_find_type (becoming->left, type->name));
  if (type->retired && !was->retired)
    report (becoming, _("The type “%s” is retired."), type->name);
  else if (was->retired && !type->retired)
    report (becoming, _("The type “%s” is in use again."), type->name);
  else if (becoming->report != NULL && becoming->report->len == n && !gls_type_def_equal (type, was))
    report (becoming, _("The type “%s” says something else."), type->name);
}

static void
become_relations (Becoming *becoming, GlsCodebook *after)
{
  for (guint i = 0; i < after->relations->len; i++)
    {
      GlsRelationDef *def = g_ptr_array_index (after->relations, i);
      const GlsRelationDef *was = gls_codebook_find_relation (becoming->before, def->name);

      if (was != NULL)
        {
          def->id = was->id;
          continue;
        }
      if (gls_codebook_find_relation_by_id (becoming->before, &def->id) != NULL)
        gls_id_generate (&def->id);
      report (becoming, _("The relation “%s” is new."), def->name);
    }
  for (guint i = 0; i < becoming->left->relations->len;)
    {
      GlsRelationDef *old = g_ptr_array_index (becoming->left->relations, i);

      if (gls_codebook_find_relation (after, old->name) != NULL)
        {
          i++;
          continue;
        }
      if (!old->retired)
        report (becoming, _("The relation “%s” is retired."), old->name);
      old->retired = TRUE;
      old->order = (int) after->relations->len;
      g_ptr_array_add (after->relations, g_ptr_array_steal_index (becoming->left->relations, i));
    }
}

GlsCodebook *
gls_codebook_become (const GlsCodebook *before, const GlsCodebook *wanted, GPtrArray *report_to)
{
  g_autoptr (GlsCodebook) left = gls_codebook_copy (before);
  GlsCodebook *after = gls_codebook_copy (wanted);
  Becoming becoming = { .before = before, .left = left, .report = report_to };

  for (guint i = 0; i < after->types->len; i++)
    become_type (&becoming, g_ptr_array_index (after->types, i));
  for (guint i = 0; i < left->types->len;)
    {
      GlsTypeDef *old = g_ptr_array_index (left->types, i);

      if (gls_codebook_find_type (after, old->name) != NULL)
        {
          i++;
          continue;
        }
      if (!old->retired)
        report (&becoming, _("The type “%s” is retired."), old->name);
      old->retired = TRUE;
      old->order = (int) after->types->len;
      g_ptr_array_add (after->types, g_ptr_array_steal_index (left->types, i));
    }
  become_relations (&becoming, after);

  return after;
}
