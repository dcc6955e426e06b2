/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What attributes and roles share in the editor: a row that opens, moves and goes, and the question before it goes.
 * It must not know what is inside of a row. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-dialogs.h"
#include "gls-definition-row.h"
#include "gls-string-list.h"

typedef struct {
  GlsDefinitionRow             public;
  const GlsDefinitionRowClass *klass;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_object_unref (row->public.desk);
  g_free (row->public.parts);
  g_free (row);
}

static const GlsDefinitionRowClass *
get_class (GlsDefinitionRow *self)
{
  return ((Row *) self)->klass;
}

gpointer
gls_definition_row_get_definition (GlsDefinitionRow *self)
{
  GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);

  return type != NULL ? get_class (self)->find (type, &self->id) : NULL;
}

static const char *
get_name (GlsDefinitionRow *self, gpointer definition)
{
  return G_STRUCT_MEMBER (char *, definition, get_class (self)->name);
}

void
gls_definition_row_commit (GlsDefinitionRow *self)
{
  gls_definition_row_show_title (self);
  gls_codebook_desk_commit (self->desk);
}

static void
move (Row *row, int step)
{
  GlsDefinitionRow *self = &row->public;
  gpointer definition = gls_definition_row_get_definition (self);

  if (definition != NULL && row->klass->move (gls_codebook_desk_get_type_def (self->desk, &self->type), definition, step))
    gls_codebook_desk_commit (self->desk);
}

static void
up_clicked (GtkButton *button, Row *row)
{
  move (row, -1);
}

static void
down_clicked (GtkButton *button, Row *row)
{
  move (row, 1);
}

static void
retire (GlsDefinitionRow *self, gpointer data)
{
  gpointer definition = gls_definition_row_get_definition (self);
  g_autofree char *text = NULL;

  if (definition == NULL)
    return;
  G_STRUCT_MEMBER (gboolean, definition, get_class (self)->retired) = TRUE;
  text = get_class (self)->say_removed (get_name (self, definition));
  gls_codebook_desk_commit (self->desk);
  gls_session_say (gls_codebook_desk_get_session (self->desk), text, TRUE);
}

static void
remove_clicked (GtkButton *button, Row *row)
{
  gpointer definition = gls_definition_row_get_definition (&row->public);
  g_autofree char *what = NULL;

  if (definition == NULL)
    return;
  what = row->klass->describe (get_name (&row->public, definition));
  gls_definition_row_ask (&row->public, row->klass->kind, NULL, what, retire, NULL, NULL);
}

/* Alt+Up and Alt+Down move the row whose header has the focus. */
static gboolean
key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, Row *row)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return FALSE;
  move (row, keyval == GDK_KEY_Up ? -1 : 1);
  return TRUE;
}

static void
add_button (Row *row, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gls_icon_button_new (icon, name);

  g_signal_connect (button, "clicked", clicked, row);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row->public.row), button);
}

GlsDefinitionRow *
gls_definition_row_new (GlsCodebookDesk *desk, const GlsId *type, const GlsId *id, const GlsDefinitionRowClass *klass,
                        gsize n_parts)
{
  Row *row = g_new0 (Row, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *inner = adw_preferences_row_new ();

  row->klass = klass;
  row->public.desk = g_object_ref (desk);
  row->public.type = *type;
  row->public.id = *id;
  row->public.parts = g_malloc0 (n_parts);
  row->public.row = adw_expander_row_new ();
  row->public.body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_object_set (row->public.body, "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12, NULL);
  /* Actions are put in from the end. */
  add_button (row, "list-remove-symbolic", _ ("Remove"), G_CALLBACK (remove_clicked));
  add_button (row, "go-down-symbolic", _ ("Move down (Alt+Down)"), G_CALLBACK (down_clicked));
  add_button (row, "go-up-symbolic", _ ("Move up (Alt+Up)"), G_CALLBACK (up_clicked));
  g_object_set (inner, "activatable", FALSE, "focusable", FALSE, "child", row->public.body, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row->public.row), inner);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), row);
  gtk_widget_add_controller (row->public.row, keys);
  g_object_set_data_full (G_OBJECT (row->public.row), "definition-row", row, row_free);
  return &row->public;
}

GlsDefinitionRow *
gls_definition_row_get (GtkWidget *row)
{
  Row *found = g_object_get_data (G_OBJECT (row), "definition-row");

  return found != NULL ? &found->public : NULL;
}

void
gls_definition_row_show_title (GlsDefinitionRow *self)
{
  gpointer definition = gls_definition_row_get_definition (self);
  g_autofree char *title = NULL, *subtitle = NULL, *summary = NULL, *spoken = NULL;

  if (definition == NULL)
    return;
  summary = get_class (self)->summarize (definition);
  title = g_markup_escape_text (get_name (self, definition), -1);
  subtitle = g_markup_escape_text (summary, -1);
  spoken = g_strdup_printf ("%s, %s", get_name (self, definition), summary);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

GlsField *
gls_definition_row_field (GlsDefinitionRow *self, GtkWidget *box, const char *caption, const char *text, gboolean lines,
                          GCallback applied)
{
  GtkWidget *field = gls_field_new (caption, text, lines);

  gtk_widget_set_hexpand (field, TRUE);
  g_signal_connect (field, "applied", applied, self);
  gtk_box_append (GTK_BOX (box), field);
  return GLS_FIELD (field);
}

static void
take_text (GlsDefinitionRow *self, gsize member, const char *text)
{
  gpointer definition = gls_definition_row_get_definition (self);

  if (definition == NULL)
    return;
  gls_set_text (&G_STRUCT_MEMBER (char *, definition, member), text);
  gls_definition_row_commit (self);
}

static void
name_applied (GlsField *field, const char *text, GlsDefinitionRow *self)
{
  take_text (self, get_class (self)->name, text);
}

static void
description_applied (GlsField *field, const char *text, GlsDefinitionRow *self)
{
  take_text (self, get_class (self)->description, text);
}

static char *
check_name (const char *text, gpointer data)
{
  GlsDefinitionRow *self = data;
  const GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);

  return type != NULL ? get_class (self)->check_name (type, &self->id, text) : NULL;
}

void
gls_definition_row_add_name (GlsDefinitionRow *self, GtkWidget *box)
{
  gpointer definition = gls_definition_row_get_definition (self);

  gls_field_set_check (gls_definition_row_field (self, box, _ ("Name"), get_name (self, definition), FALSE,
                                                 G_CALLBACK (name_applied)),
                       check_name, self);
}

void
gls_definition_row_add_description (GlsDefinitionRow *self)
{
  gpointer definition = gls_definition_row_get_definition (self);

  gls_definition_row_field (self, self->body, _ ("Description"),
                            G_STRUCT_MEMBER (char *, definition, get_class (self)->description), TRUE,
                            G_CALLBACK (description_applied));
}

static void
flag_toggled (GtkCheckButton *check, GlsDefinitionRow *self)
{
  gpointer definition = gls_definition_row_get_definition (self);
  gsize member = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (check), "member"));

  if (definition == NULL)
    return;
  G_STRUCT_MEMBER (gboolean, definition, member) = gtk_check_button_get_active (check);
  gls_definition_row_commit (self);
}

void
gls_definition_row_add_flag (GlsDefinitionRow *self, GtkWidget *box, const char *words, const char *tooltip, gsize member)
{
  gpointer definition = gls_definition_row_get_definition (self);
  GtkWidget *check = gtk_check_button_new_with_label (words);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), G_STRUCT_MEMBER (gboolean, definition, member));
  gtk_widget_set_tooltip_text (check, tooltip);
  g_object_set_data (G_OBJECT (check), "member", GSIZE_TO_POINTER (member));
  g_signal_connect (check, "toggled", G_CALLBACK (flag_toggled), self);
  gtk_box_append (GTK_BOX (box), check);
}

/* --- Asking ------------------------------------------------------------------------------------------------------ */

typedef struct {
  GWeakRef       widget; /* the row may be rebuilt while the project is read */
  char          *what;
  void         (*gone) (GlsDefinitionRow *, gpointer);
  gpointer       data;
  GDestroyNotify free_data;
} Asking;

static void
asking_free (Asking *asking)
{
  g_weak_ref_clear (&asking->widget);
  if (asking->free_data != NULL)
    asking->free_data (asking->data);
  g_free (asking->what);
  g_free (asking);
}

static void
finish (Asking *asking)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&asking->widget);

  if (widget != NULL && gtk_widget_get_root (widget) != NULL)
    asking->gone (gls_definition_row_get (widget), asking->data);
  asking_free (asking);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autofree char *answer = gls_dialog_choose_finish (result);
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&asking->widget);
  Row *row = widget != NULL ? g_object_get_data (G_OBJECT (widget), "definition-row") : NULL;

  if (g_strcmp0 (answer, "remove") == 0)
    {
      finish (asking);
      return;
    }
  if (row != NULL && row->klass->kept != NULL)
    row->klass->kept (&row->public);
  asking_free (asking);
}

static void
counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GlsUsage) usage = gls_codebook_desk_count_finish (GLS_CODEBOOK_DESK (source), result);
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&asking->widget);
  const char *answers[] = { "cancel", _ ("_Cancel"), "!remove", _ ("_Remove"), NULL };
  g_autofree char *heading = NULL, *body = NULL;

  if (usage == NULL)
    {
      asking_free (asking);
      return;
    }
  if (usage->total == 0 || widget == NULL || gtk_widget_get_root (widget) == NULL)
    {
      finish (asking);
      return;
    }
  heading = g_strdup_printf (_ ("Remove %s?"), asking->what);
  body = g_strdup_printf (ngettext ("%u annotation uses it. It keeps what it has; nothing new can.",
                                    "%u annotations use it. They keep what they have; nothing new can.", usage->total),
                          usage->total);
  gls_dialog_choose_async (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body, answers, answered, asking);
}

void
gls_definition_row_ask (GlsDefinitionRow *self, GlsRecordKind kind, const char *value, const char *what,
                        void (*gone) (GlsDefinitionRow *self, gpointer data), gpointer data, GDestroyNotify free_data)
{
  Asking *asking = g_new0 (Asking, 1);

  g_weak_ref_init (&asking->widget, self->row);
  asking->what = g_strdup (what);
  asking->gone = gone;
  asking->data = data;
  asking->free_data = free_data;
  gls_codebook_desk_count_async (self->desk, kind, &self->id, value, counted, asking);
}

/* --- Allowed types ----------------------------------------------------------------------------------------------- */

typedef struct {
  GtkWidget *any;
  GtkWidget *flow;
  void     (*changed) (GtkWidget *, gpointer);
  gpointer   data;
  gboolean   setting;
} TypeChoice;

static void
choice_toggled (GtkCheckButton *button, GtkWidget *box)
{
  TypeChoice *choice = g_object_get_data (G_OBJECT (box), "type-choice");
  gboolean any = gtk_check_button_get_active (GTK_CHECK_BUTTON (choice->any));

  if (choice->setting)
    return;
  gtk_widget_set_visible (choice->flow, !any);
  /* Nothing is ticked yet: still any, until something is. */
  choice->changed (box, choice->data);
}

GtkWidget *
gls_type_choice_new (GlsCodebookDesk *desk, const char *caption, char **types, GCallback changed, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *label = gtk_label_new (caption);
  TypeChoice *choice = g_new0 (TypeChoice, 1);
  GPtrArray *defs = gls_codebook_desk_get (desk)->types;
  g_autofree char *any = g_strdup_printf (_ ("%s: any type"), caption);

  choice->changed = (void (*) (GtkWidget *, gpointer)) changed;
  choice->data = data;
  choice->any = gtk_check_button_new_with_label (_ ("Any type"));
  choice->flow = gtk_flow_box_new ();
  g_object_set_data_full (G_OBJECT (box), "type-choice", choice, g_free);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice->any), types == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->any), GTK_ACCESSIBLE_PROPERTY_LABEL, any, -1);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (choice->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (choice->flow), 6);
  gtk_widget_set_visible (choice->flow, types != NULL);
  g_signal_connect (choice->any, "toggled", G_CALLBACK (choice_toggled), box);
  for (guint i = 0; i < defs->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (defs, i);
      gboolean ticked = types != NULL && g_strv_contains ((const char * const *) types, type->name);
      GtkWidget *tick;

      if (type->retired && !ticked)
        continue;
      tick = gtk_check_button_new_with_label (gls_type_get_label (type->name));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), ticked);
      g_object_set_data_full (G_OBJECT (tick), "type-name", g_strdup (type->name), g_free);
      g_signal_connect (tick, "toggled", G_CALLBACK (choice_toggled), box);
      gtk_flow_box_append (GTK_FLOW_BOX (choice->flow), tick);
      gtk_widget_set_focusable (gtk_widget_get_parent (tick), FALSE);
    }
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), choice->any);
  gtk_box_append (GTK_BOX (box), choice->flow);
  return box;
}

char **
gls_type_choice_dup (GtkWidget *box)
{
  TypeChoice *choice = g_object_get_data (G_OBJECT (box), "type-choice");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (choice->any)))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (choice->flow); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *tick = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)))
        g_ptr_array_add (names, g_strdup (g_object_get_data (G_OBJECT (tick), "type-name")));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

void
gls_set_text (char **to, const char *text)
{
  g_free (*to);
  *to = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}
