/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One role of a type: name, who may fill it, required, one or many, in the chain.
 * It must not know where the row stands. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-codebook-check.h>
#include "gls-definition-row.h"

static char *
summarize (gconstpointer definition)
{
  const GlsRoleDef *def = definition;
  GString *summary = g_string_new (NULL);

  if (def->types == NULL)
    g_string_append (summary, _ ("any type"));
  for (guint i = 0; def->types != NULL && def->types[i] != NULL; i++)
    g_string_append_printf (summary, "%s%s", i > 0 ? ", " : "", gls_type_get_label (def->types[i]));
  if (def->required)
    g_string_append_printf (summary, " · %s", _ ("required"));
  if (def->many)
    g_string_append_printf (summary, " · %s", _ ("several"));
  if (def->chain)
    g_string_append_printf (summary, " · %s", _ ("in the chain"));
  return g_string_free (summary, FALSE);
}

static gpointer
find (GlsTypeDef *type, const GlsId *id)
{
  return gls_type_def_find_role_by_id (type, id);
}

static gboolean
move (GlsTypeDef *type, gpointer definition, int step)
{
  return gls_type_def_move_role (type, definition, step);
}

static void
types_changed (GtkWidget *choice, GlsDefinitionRow *self)
{
  GlsRoleDef *def = gls_definition_row_get_definition (self);

  if (def == NULL)
    return;
  g_strfreev (def->types);
  def->types = gls_type_choice_dup (choice);
  gls_definition_row_commit (self);
}

static char *
describe (const char *name)
{
  return g_strdup_printf (_ ("the role “%s”"), name);
}

static char *
say_removed (const char *name)
{
  return g_strdup_printf (_ ("The role “%s” is removed"), name);
}

static const GlsDefinitionRowClass klass = {
  .kind = GLS_RECORD_ROLE,
  .name = G_STRUCT_OFFSET (GlsRoleDef, name),
  .description = G_STRUCT_OFFSET (GlsRoleDef, description),
  .retired = G_STRUCT_OFFSET (GlsRoleDef, retired),
  .find = find,
  .check_name = gls_type_def_check_role_name,
  .move = move,
  .summarize = summarize,
  .describe = describe,
  .say_removed = say_removed,
};

GtkWidget *
gls_role_row_new (GlsCodebookDesk *desk, const GlsId *type, const GlsRoleDef *def)
{
  GlsDefinitionRow *self = gls_definition_row_new (desk, type, &def->id, &klass, 1);
  GtkWidget *flags = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  gls_definition_row_add_name (self, self->body);
  gls_definition_row_add_description (self);
  gtk_box_append (GTK_BOX (self->body), gls_type_choice_new (desk, _ ("Filled by"), def->types, G_CALLBACK (types_changed), self));
  gls_definition_row_add_flag (self, flags, _ ("Required"), _ ("An annotation in which it is open is reported as a problem"),
                               G_STRUCT_OFFSET (GlsRoleDef, required));
  gls_definition_row_add_flag (self, flags, _ ("Several, in order"), _ ("An ordered list in place of one"),
                               G_STRUCT_OFFSET (GlsRoleDef, many));
  gls_definition_row_add_flag (self, flags, _ ("In the chain"), _ ("Asked for one after the other once a claim is labelled"),
                               G_STRUCT_OFFSET (GlsRoleDef, chain));
  gtk_box_append (GTK_BOX (self->body), flags);
  gls_definition_row_show_title (self);
  return self->row;
}
