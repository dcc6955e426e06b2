/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Name, key, colour, description, rulings, examples, attributes and roles of one type.
 * It must not know how types are listed. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <gls-codebook-check.h>
#include "gls-color-field.h"
#include "gls-definition-row.h"
#include "gls-example-list.h"
#include "gls-string-list.h"
#include "gls-type-pane.h"

typedef GtkWidget *(*NewRow) (GlsCodebookDesk *desk, const GlsId *type, gpointer def);

struct _GlsTypePane {
  GtkBox           parent_instance;
  GlsCodebookDesk *desk;
  GlsId            type;
  GlsField        *name;
  GlsField        *key;
  GlsColorField   *color;
  GtkWidget       *problems;
  GtkWidget       *attributes;  /* GtkListBox of rows, as are roles */
  GtkWidget       *roles;
  GtkWidget       *rulings;
};

G_DEFINE_FINAL_TYPE (GlsTypePane, gls_type_pane, GTK_TYPE_BOX)

GtkWidget *
gls_section_new (const char *title, const char *description)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *heading = gtk_label_new (title), *below;

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_top (box, 14);
  gtk_box_append (GTK_BOX (box), heading);
  if (description != NULL)
    {
      below = gtk_label_new (description);
      gtk_label_set_xalign (GTK_LABEL (below), 0);
      gtk_label_set_wrap (GTK_LABEL (below), TRUE);
      gtk_widget_add_css_class (below, "dim-label");
      gtk_widget_add_css_class (below, "caption");
      gtk_box_append (GTK_BOX (box), below);
    }
  return box;
}

static GlsTypeDef *
get_type_def (GlsTypePane *self)
{
  return gls_codebook_desk_get_type_def (self->desk, &self->type);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_attribute_row (GlsCodebookDesk *desk, const GlsId *type, gpointer def)
{
  return ((GlsAttributeDef *) def)->retired ? NULL : gls_attribute_row_new (desk, type, def);
}

static GtkWidget *
new_role_row (GlsCodebookDesk *desk, const GlsId *type, gpointer def)
{
  return ((GlsRoleDef *) def)->retired ? NULL : gls_role_row_new (desk, type, def);
}

static void
collect_open (GtkWidget *list, GHashTable *open)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GlsDefinitionRow *definition = gls_definition_row_get (row);

      if (definition != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        g_hash_table_add (open, g_memdup2 (&definition->id, sizeof definition->id));
    }
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
}

static void
open_rows (GtkWidget *list, GHashTable *open)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GlsDefinitionRow *definition = gls_definition_row_get (row);

      if (definition != NULL && g_hash_table_contains (open, &definition->id))
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }
}

/* Are the rows those of the definitions, in that order? All definitions begin with their id. */
static gboolean
shows (GtkWidget *list, GPtrArray *definitions, gsize retired_offset)
{
  GtkWidget *row = gtk_widget_get_first_child (list);

  for (guint i = 0; i < definitions->len; i++)
    {
      gconstpointer def = g_ptr_array_index (definitions, i);
      GlsDefinitionRow *definition = row != NULL ? gls_definition_row_get (row) : NULL;

      if (G_STRUCT_MEMBER (gboolean, def, retired_offset))
        continue;
      if (definition == NULL || !gls_id_equal (&definition->id, def))
        return FALSE;
      row = gtk_widget_get_next_sibling (row);
    }
  return row == NULL;
}

static void
fill (GlsTypePane *self, GtkWidget *list, GPtrArray *definitions, NewRow new_row)
{
  g_autoptr (GHashTable) open = new_set ();
  GtkWidget *focus = gtk_widget_get_root (list) != NULL ? gtk_root_get_focus (gtk_widget_get_root (list)) : NULL;
  GtkWidget *focused = NULL, *row, *to = NULL;
  GlsId focused_id = { 0 };

  /* The row that moved keeps the focus, so that it can be moved on. */
  for (row = gtk_widget_get_first_child (list); focus != NULL && row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_is_ancestor (focus, row) || focus == row)
      {
        focused = row;
        focused_id = gls_definition_row_get (row)->id;
      }
  collect_open (list, open);
  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
  for (guint i = 0; i < definitions->len; i++)
    if ((row = new_row (self->desk, &self->type, g_ptr_array_index (definitions, i))) != NULL)
      {
        gtk_list_box_append (GTK_LIST_BOX (list), row);
        if (focused != NULL && gls_id_equal (&focused_id, &gls_definition_row_get (row)->id))
          to = row;
      }
  open_rows (list, open);
  gtk_widget_set_visible (list, gtk_widget_get_first_child (list) != NULL);
  if (to != NULL)
    gtk_widget_child_focus (to, GTK_DIR_TAB_FORWARD);
}

static void
update (GlsTypePane *self)
{
  GlsTypeDef *type = get_type_def (self);
  g_autofree char *problems = NULL;

  if (type == NULL)
    return;
  problems = gls_codebook_desk_dup_problems (self->desk, &self->type);
  gtk_label_set_text (GTK_LABEL (self->problems), problems != NULL ? problems : "");
  gtk_widget_set_visible (gtk_widget_get_parent (self->problems), problems != NULL);
  gls_color_field_update (self->color);
  if (!shows (self->attributes, type->attributes, G_STRUCT_OFFSET (GlsAttributeDef, retired)))
    fill (self, self->attributes, type->attributes, new_attribute_row);
  if (!shows (self->roles, type->roles, G_STRUCT_OFFSET (GlsRoleDef, retired)))
    fill (self, self->roles, type->roles, new_role_row);
}

static void
body_mapped (GtkWidget *body)
{
  g_signal_handlers_disconnect_by_func (body, body_mapped, NULL);
  gtk_widget_child_focus (body, GTK_DIR_TAB_FORWARD);
}

/* Opens the last row, which was just added, and goes to its name as soon as that is there. */
static void
open_last (GtkWidget *list)
{
  GtkWidget *row = gtk_widget_get_last_child (list);
  GlsDefinitionRow *definition = row != NULL ? gls_definition_row_get (row) : NULL;

  if (definition == NULL)
    return;
  g_signal_connect (definition->body, "map", G_CALLBACK (body_mapped), NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

static void
add_attribute (GlsTypePane *self)
{
  GlsTypeDef *type = get_type_def (self);

  if (type == NULL)
    return;
  gls_type_def_add_attribute (type, _ ("attribute"));
  gls_codebook_desk_commit (self->desk);
  open_last (self->attributes);
}

static void
add_role (GlsTypePane *self)
{
  GlsTypeDef *type = get_type_def (self);

  if (type == NULL)
    return;
  gls_type_def_add_role (type, _ ("role"));
  gls_codebook_desk_commit (self->desk);
  open_last (self->roles);
}

/* --- The type itself --------------------------------------------------------------------------------------------- */

static char *
check_name (const char *text, gpointer data)
{
  GlsTypePane *self = data;

  return gls_codebook_check_type_name (gls_codebook_desk_get (self->desk), &self->type, text);
}

static void
name_applied (GlsTypePane *self, const char *text)
{
  GlsTypeDef *type = get_type_def (self);

  if (type == NULL)
    return;
  gls_codebook_rename_type (gls_codebook_desk_get (self->desk), type, text);
  gls_codebook_desk_commit (self->desk);
}

static char *
check_key (const char *text, gpointer data)
{
  GlsTypePane *self = data;
  g_autofree char *lower = g_utf8_strdown (text, -1);

  return gls_codebook_check_key (gls_codebook_desk_get (self->desk), &self->type, lower);
}

static void
key_applied (GlsTypePane *self, const char *text)
{
  GlsTypeDef *type = get_type_def (self);
  g_autofree char *lower = g_utf8_strdown (text, -1);

  if (type == NULL)
    return;
  gls_set_text (&type->key, lower);
  gls_codebook_desk_commit (self->desk);
}

static void
color_applied (GlsTypePane *self, const char *color)
{
  GlsTypeDef *type = get_type_def (self);

  if (type == NULL)
    return;
  gls_set_text (&type->color, color);
  gls_codebook_desk_commit (self->desk);
}

static void
description_applied (GlsTypePane *self, const char *text)
{
  GlsTypeDef *type = get_type_def (self);

  if (type == NULL)
    return;
  gls_set_text (&type->description, text);
  gls_codebook_desk_commit (self->desk);
}

static void
rulings_changed (GlsTypePane *self)
{
  GlsTypeDef *type = get_type_def (self);

  if (type == NULL)
    return;
  g_strfreev (type->rulings);
  type->rulings = gls_string_list_dup (GLS_STRING_LIST (self->rulings));
  gls_codebook_desk_commit (self->desk);
}

static void
claim_toggled (GtkCheckButton *button, GlsTypePane *self)
{
  GlsTypeDef *type = get_type_def (self);

  if (type == NULL)
    return;
  type->claim = gtk_check_button_get_active (button);
  gls_codebook_desk_commit (self->desk);
}

/* --- Building ---------------------------------------------------------------------------------------------------- */

static void
append_problems (GlsTypePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->problems = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problems), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problems), TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "codebook-problems");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), self->problems);
  gtk_box_append (GTK_BOX (self), box);
}

static void
append_head (GlsTypePane *self, const GlsTypeDef *type)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *claim = gtk_check_button_new_with_label (_ ("A claim: who said what"));

  self->name = GLS_FIELD (gls_field_new (_ ("Name"), type->name, FALSE));
  gls_field_set_check (self->name, check_name, self);
  gls_field_set_tooltip (self->name, _ ("Annotations follow when it is renamed"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  g_signal_connect_object (self->name, "applied", G_CALLBACK (name_applied), self, G_CONNECT_SWAPPED);
  self->key = GLS_FIELD (gls_field_new (_ ("Letter"), type->key, FALSE));
  gls_field_set_check (self->key, check_key, self);
  gls_field_set_tooltip (self->key, _ ("The letter that labels with this type; empty for none"));
  gls_field_set_width (self->key, 4);
  g_signal_connect_object (self->key, "applied", G_CALLBACK (key_applied), self, G_CONNECT_SWAPPED);
  self->color = GLS_COLOR_FIELD (gls_color_field_new (self->desk, &self->type));
  g_signal_connect_object (self->color, "applied", G_CALLBACK (color_applied), self, G_CONNECT_SWAPPED);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (claim), type->claim);
  gtk_widget_set_tooltip_text (claim, _ ("Its annotations are listed on the Claims page, and its roles are asked for in a chain"));
  gtk_widget_set_margin_top (claim, 6);
  g_signal_connect (claim, "toggled", G_CALLBACK (claim_toggled), self);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->key));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->color));
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), claim);
}

static GtkWidget *
append_list (GlsTypePane *self, const char *title, const char *description, const char *add, GCallback added)
{
  GtkWidget *list = gtk_list_box_new (), *button = gtk_button_new_with_label (add);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (list, FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, description);
  g_signal_connect_object (button, "clicked", added, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), gls_section_new (title, description));
  gtk_box_append (GTK_BOX (self), list);
  gtk_box_append (GTK_BOX (self), button);
  return list;
}

static void
gls_type_pane_dispose (GObject *object)
{
  g_clear_object (&GLS_TYPE_PANE (object)->desk);
  G_OBJECT_CLASS (gls_type_pane_parent_class)->dispose (object);
}

static void
gls_type_pane_class_init (GlsTypePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_type_pane_dispose;
}

static void
gls_type_pane_init (GlsTypePane *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
}

GtkWidget *
gls_type_pane_new (GlsCodebookDesk *desk, const GlsId *id)
{
  GlsTypePane *self = g_object_new (GLS_TYPE_TYPE_PANE, NULL);
  const GlsTypeDef *type = gls_codebook_desk_get_type_def (desk, id);
  GtkWidget *description;

  self->desk = g_object_ref (desk);
  self->type = *id;
  append_problems (self);
  append_head (self, type);
  description = gls_field_new (_ ("Description, shown beside the text"), type->description, TRUE);
  g_signal_connect_object (description, "applied", G_CALLBACK (description_applied), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), description);

  self->attributes = append_list (self, _ ("Attributes"), _ ("What an annotation of this type says besides its words."),
                                  _ ("Add an Attribute"), G_CALLBACK (add_attribute));
  self->roles = append_list (self, _ ("Roles"), _ ("Places that other annotations fill, in the order in which they are asked for."),
                             _ ("Add a Role"), G_CALLBACK (add_role));

  gtk_box_append (GTK_BOX (self), gls_section_new (_ ("Rulings"), _ ("One sentence each: what is marked and what is not.")));
  self->rulings = gls_string_list_new (_ ("Ruling"), _ ("Add a Ruling"), TRUE);
  gls_string_list_set (GLS_STRING_LIST (self->rulings), type->rulings);
  g_signal_connect_object (self->rulings, "changed", G_CALLBACK (rulings_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->rulings);

  gtk_box_append (GTK_BOX (self), gls_section_new (_ ("Examples"), _ ("Sentences with the words that are marked in them, and counter-examples.")));
  gtk_box_append (GTK_BOX (self), gls_example_list_new (desk, id));
  g_signal_connect_object (desk, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
gls_type_pane_focus_name (GlsTypePane *self)
{
  gls_field_focus (self->name);
}

void
gls_type_pane_set_open (GlsTypePane *self, GHashTable *open)
{
  open_rows (self->attributes, open);
  open_rows (self->roles, open);
}

GHashTable *
gls_type_pane_dup_open (GlsTypePane *self)
{
  GHashTable *open = new_set ();

  collect_open (self->attributes, open);
  collect_open (self->roles, open);
  return open;
}
