/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One role of a type: name, who may fill it, required, one or many, in the chain.
 * It must not know where the row stands. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-codebook-check.h>
#include "gls-definition-row.h"

static GlsRoleDef *
get_def (GlsDefinitionRow *self)
{
  GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);

  return type != NULL ? gls_type_def_find_role_by_id (type, &self->id) : NULL;
}

static void
show_title (GlsDefinitionRow *self)
{
  const GlsRoleDef *def = get_def (self);
  g_autoptr (GString) subtitle = g_string_new (NULL);

  if (def->types == NULL)
    g_string_append (subtitle, _ ("any type"));
  for (guint i = 0; def->types != NULL && def->types[i] != NULL; i++)
    g_string_append_printf (subtitle, "%s%s", i > 0 ? ", " : "", gls_type_get_label (def->types[i]));
  if (def->required)
    g_string_append_printf (subtitle, " · %s", _ ("required"));
  if (def->many)
    g_string_append_printf (subtitle, " · %s", _ ("several"));
  if (def->chain)
    g_string_append_printf (subtitle, " · %s", _ ("in the chain"));
  gls_definition_row_title (self, def->name, subtitle->str);
}

static void
commit (GlsDefinitionRow *self)
{
  show_title (self);
  gls_codebook_desk_commit (self->desk);
}

static char *
check_name (const char *text, gpointer data)
{
  GlsDefinitionRow *self = data;
  const GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);

  return type != NULL ? gls_type_def_check_role_name (type, &self->id, text) : NULL;
}

static void
name_applied (GlsField *field, const char *text, GlsDefinitionRow *self)
{
  GlsRoleDef *def = get_def (self);

  if (def == NULL)
    return;
  gls_set_text (&def->name, text);
  commit (self);
}

static void
description_applied (GlsField *field, const char *text, GlsDefinitionRow *self)
{
  GlsRoleDef *def = get_def (self);

  if (def == NULL)
    return;
  gls_set_text (&def->description, text);
  commit (self);
}

static void
types_changed (GtkWidget *choice, GlsDefinitionRow *self)
{
  GlsRoleDef *def = get_def (self);

  if (def == NULL)
    return;
  g_strfreev (def->types);
  def->types = gls_type_choice_dup (choice);
  commit (self);
}

static void
set_flag (GtkCheckButton *button, GlsDefinitionRow *self, gsize offset)
{
  GlsRoleDef *def = get_def (self);

  if (def == NULL)
    return;
  G_STRUCT_MEMBER (gboolean, def, offset) = gtk_check_button_get_active (button);
  commit (self);
}

static void
required_toggled (GtkCheckButton *button, GlsDefinitionRow *self)
{
  set_flag (button, self, G_STRUCT_OFFSET (GlsRoleDef, required));
}

static void
many_toggled (GtkCheckButton *button, GlsDefinitionRow *self)
{
  set_flag (button, self, G_STRUCT_OFFSET (GlsRoleDef, many));
}

static void
chain_toggled (GtkCheckButton *button, GlsDefinitionRow *self)
{
  set_flag (button, self, G_STRUCT_OFFSET (GlsRoleDef, chain));
}

static void
move (GlsDefinitionRow *self, int step)
{
  GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);
  GlsRoleDef *def = get_def (self);

  if (def != NULL && gls_type_def_move_role (type, def, step))
    gls_codebook_desk_commit (self->desk);
}

static void
retire (GlsDefinitionRow *self, gpointer data)
{
  GlsRoleDef *def = get_def (self);
  g_autofree char *text = NULL;

  if (def == NULL)
    return;
  def->retired = TRUE;
  text = g_strdup_printf (_ ("The role “%s” is removed"), def->name);
  gls_codebook_desk_commit (self->desk);
  gls_session_say (gls_codebook_desk_get_session (self->desk), text, TRUE);
}

static void
remove_row (GlsDefinitionRow *self)
{
  const GlsRoleDef *def = get_def (self);
  g_autofree char *what = NULL;

  if (def == NULL)
    return;
  what = g_strdup_printf (_ ("the role “%s”"), def->name);
  gls_definition_row_ask (self, GLS_RECORD_ROLE, NULL, what, retire, NULL, NULL);
}

static const GlsDefinitionRowClass klass = { .move = move, .remove = remove_row };

GtkWidget *
gls_role_row_new (GlsCodebookDesk *desk, const GlsId *type, const GlsRoleDef *def)
{
  GlsDefinitionRow *self = gls_definition_row_new (desk, type, &def->id, &klass, 1);
  GtkWidget *flags = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GlsField *name = gls_definition_row_field (self, self->body, _ ("Name"), def->name, FALSE, G_CALLBACK (name_applied));

  gls_field_set_check (name, check_name, self);
  gls_definition_row_field (self, self->body, _ ("Description"), def->description, TRUE, G_CALLBACK (description_applied));
  gtk_box_append (GTK_BOX (self->body), gls_type_choice_new (desk, _ ("Filled by"), def->types, G_CALLBACK (types_changed), self));
  gls_definition_row_check (self, flags, _ ("Required"), _ ("An annotation in which it is open is reported as a problem"),
                            def->required, G_CALLBACK (required_toggled));
  gls_definition_row_check (self, flags, _ ("Several, in order"), _ ("An ordered list in place of one"), def->many,
                            G_CALLBACK (many_toggled));
  gls_definition_row_check (self, flags, _ ("In the chain"), _ ("Asked for one after the other once a claim is labelled"),
                            def->chain, G_CALLBACK (chain_toggled));
  gtk_box_append (GTK_BOX (self->body), flags);
  show_title (self);
  return self->row;
}
