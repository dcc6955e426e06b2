/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judges a codebook in memory, whole or one value at a time, in sentences for the person who edits it.
 * It must not change anything; what a file may hold is gls-codebook-json.c's. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gls-codebook-check.h"
#include "gls-color.h"

/* All four definitions begin with these. */
typedef struct {
  GlsId id;
  char *name;
} Definition;

static char *
check_name (GPtrArray *definitions, gsize retired_offset, const GlsId *self, const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (*stripped == '\0')
    return g_strdup (_("The name is empty; give it one."));
  if (!g_str_equal (stripped, name))
    return g_strdup (_("The name begins or ends with a blank; remove it."));
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return g_strdup (_("The name holds a control character; remove it."));

  for (guint i = 0; i < definitions->len; i++)
    {
      const Definition *def = g_ptr_array_index (definitions, i);

      if (g_strcmp0 (def->name, name) != 0 || (self != NULL && gls_id_equal (&def->id, self)))
        continue;
      if (G_STRUCT_MEMBER (gboolean, def, retired_offset))
        return g_strdup_printf (_("“%s” was retired and keeps its name; bring it back or choose another."), name);
      return g_strdup_printf (_("There is a “%s” already; choose another name."), name);
    }

  return NULL;
}

char *
gls_codebook_check_type_name (const GlsCodebook *codebook, const GlsId *self, const char *name)
{
  return check_name (codebook->types, G_STRUCT_OFFSET (GlsTypeDef, retired), self, name);
}

char *
gls_codebook_check_relation_name (const GlsCodebook *codebook, const GlsId *self, const char *name)
{
  return check_name (codebook->relations, G_STRUCT_OFFSET (GlsRelationDef, retired), self, name);
}

char *
gls_type_def_check_attribute_name (const GlsTypeDef *type, const GlsId *self, const char *name)
{
  return check_name (type->attributes, G_STRUCT_OFFSET (GlsAttributeDef, retired), self, name);
}

char *
gls_type_def_check_role_name (const GlsTypeDef *type, const GlsId *self, const char *name)
{
  return check_name (type->roles, G_STRUCT_OFFSET (GlsRoleDef, retired), self, name);
}

char *
gls_codebook_check_key (const GlsCodebook *codebook, const GlsId *self, const char *key)
{
  if (key == NULL || *key == '\0')
    return NULL;
  if (strlen (key) != 1 || !g_ascii_islower (key[0]))
    return g_strdup (_("A key is one letter from a to z."));

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (!type->retired && g_strcmp0 (type->key, key) == 0 && (self == NULL || !gls_id_equal (&type->id, self)))
        return g_strdup_printf (_("“%s” has this key; give one of the two another."), type->name);
    }

  return NULL;
}

char *
gls_example_check_mark (const char *text, const char *mark)
{
  g_auto (GStrv) fragments = NULL;
  const char *at = text != NULL ? text : "";

  if (mark == NULL || *mark == '\0')
    return NULL;
  fragments = g_strsplit (mark, " … ", -1);
  for (guint i = 0; fragments[i] != NULL; i++)
    {
      const char *found = *fragments[i] != '\0' ? strstr (at, fragments[i]) : NULL;

      if (found == NULL)
        return g_strdup_printf (_("“%s” does not stand in the sentence."), fragments[i]);
      at = found + strlen (fragments[i]);
    }

  return NULL;
}

char *
gls_choices_check (char **choices)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (choices == NULL || choices[0] == NULL)
    return g_strdup (_("There is nothing to choose from; add a choice."));
  for (guint i = 0; choices[i] != NULL; i++)
    {
      if (*choices[i] == '\0')
        return g_strdup (_("A choice is empty; give it a name or remove it."));
      if (!g_hash_table_add (seen, choices[i]))
        return g_strdup_printf (_("The choice “%s” is listed twice; remove one."), choices[i]);
    }

  return NULL;
}

/* --- The whole --------------------------------------------------------------------------------------------------- */

typedef struct {
  const GlsCodebook *codebook;
  GPtrArray         *problems;
  const GlsId       *owner;
} Check;

static void
problem_free (gpointer data)
{
  GlsCodebookProblem *problem = data;

  g_free (problem->message);
  g_free (problem);
}

/* @message: NULL, or a sentence that is taken. */
static void
report (Check *check, const GlsId *id, gboolean warning, char *message)
{
  GlsCodebookProblem *problem;

  if (message == NULL)
    return;
  problem = g_new0 (GlsCodebookProblem, 1);
  problem->owner = *check->owner;
  problem->id = *id;
  problem->warning = warning;
  problem->message = message;
  g_ptr_array_add (check->problems, problem);
}

static void
check_allowed (Check *check, const GlsId *id, char **types)
{
  gboolean usable = types == NULL;

  for (guint i = 0; types != NULL && types[i] != NULL; i++)
    {
      const GlsTypeDef *type = gls_codebook_find_type (check->codebook, types[i]);

      if (type == NULL)
        report (check, id, FALSE, g_strdup_printf (_("It allows the type “%s”, which this codebook does not have."), types[i]));
      else
        usable |= !type->retired;
    }
  if (!usable)
    report (check, id, TRUE, g_strdup (_("It allows only types that are retired; nothing new can fill it.")));
}

static void
check_attribute (Check *check, const GlsTypeDef *type, const GlsAttributeDef *def)
{
  g_autoptr (GError) error = NULL;

  if (def->retired)
    return;
  report (check, &def->id, FALSE, gls_type_def_check_attribute_name (type, &def->id, def->name));
  if (def->kind == GLS_VALUE_CHOICE)
    report (check, &def->id, FALSE, gls_choices_check (def->choices));
  if (def->min > def->max)
    report (check, &def->id, FALSE, g_strdup (_("The lower limit is above the upper; exchange them.")));
  if (def->initial != NULL && !gls_attribute_def_check (def, def->initial, &error))
    report (check, &def->id, FALSE, g_strdup (error->message));
}

static void
check_type (Check *check, const GlsTypeDef *type)
{
  report (check, &type->id, FALSE, gls_codebook_check_type_name (check->codebook, &type->id, type->name));
  report (check, &type->id, FALSE, gls_codebook_check_key (check->codebook, &type->id, type->key));
  if (type->color != NULL)
    report (check, &type->id, TRUE, gls_color_judge (check->codebook, &type->id, type->color));
  for (guint i = 0; i < type->examples->len; i++)
    {
      const GlsExample *example = g_ptr_array_index (type->examples, i);

      report (check, &type->id, TRUE, gls_example_check_mark (example->text, example->mark));
    }
  for (guint i = 0; i < type->attributes->len; i++)
    check_attribute (check, type, g_ptr_array_index (type->attributes, i));
  for (guint i = 0; i < type->roles->len; i++)
    {
      const GlsRoleDef *role = g_ptr_array_index (type->roles, i);

      if (role->retired)
        continue;
      report (check, &role->id, FALSE, gls_type_def_check_role_name (type, &role->id, role->name));
      check_allowed (check, &role->id, role->types);
    }
}

/**
 * gls_codebook_check:
 * @codebook: a codebook
 *
 * Returns: (transfer full) (element-type GlsCodebookProblem): what is wrong with it
 */
GPtrArray *
gls_codebook_check (const GlsCodebook *codebook)
{
  Check check = { .codebook = codebook, .problems = g_ptr_array_new_with_free_func (problem_free) };

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      check.owner = &type->id;
      if (!type->retired)
        check_type (&check, type);
    }
  for (guint i = 0; i < codebook->relations->len; i++)
    {
      const GlsRelationDef *relation = g_ptr_array_index (codebook->relations, i);

      check.owner = &relation->id;
      if (relation->retired)
        continue;
      report (&check, &relation->id, FALSE, gls_codebook_check_relation_name (codebook, &relation->id, relation->name));
      check_allowed (&check, &relation->id, relation->from);
      check_allowed (&check, &relation->id, relation->to);
    }

  return check.problems;
}
