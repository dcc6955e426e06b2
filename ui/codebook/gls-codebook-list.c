/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row a definition: chip, key, number of annotations, a sign where something is wrong.
 * It must not know what is done with the row that is selected. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-type-style.h"
#include "gls-codebook-list.h"

struct _GlsCodebookList {
  GtkBox           parent_instance;
  GtkListBox      *box;
  GlsCodebookDesk *desk;
  gboolean         updating;
};

G_DEFINE_FINAL_TYPE (GlsCodebookList, gls_codebook_list, GTK_TYPE_BOX)

enum { SELECTED, COMMAND, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  GlsEntryKind kind;
  GlsId        id;
  gboolean     retired;
  const char  *group; /* untranslated heading */
} Entry;

static Entry *
get_entry (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "entry") : NULL;
}

static GtkWidget *
append_row (GlsCodebookList *self, const Entry *entry, const char *name, GString *spoken)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *problems = NULL;

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "entry", g_memdup2 (entry, sizeof *entry), g_free);
  if (entry->kind != GLS_ENTRY_CODEBOOK && !entry->retired)
    problems = gls_codebook_desk_dup_problems (self->desk, &entry->id);
  if (problems != NULL)
    g_string_append_printf (spoken, ", %s", problems);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
  if (problems != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_set_tooltip_text (icon, problems);
      gtk_widget_add_css_class (icon, "warning");
      gtk_box_append (GTK_BOX (box), icon);
    }
  gtk_list_box_append (self->box, row);
  return box;
}

static void
append_type (GlsCodebookList *self, const GlsTypeDef *type)
{
  Entry entry = { GLS_ENTRY_TYPE, type->id, type->retired, type->retired ? N_ ("Retired") : N_ ("Types") };
  const char *name = gls_type_get_label (type->name);
  g_autoptr (GString) spoken = g_string_new (name);
  guint n = gls_codebook_desk_count (self->desk, &type->id);
  g_autofree char *count = g_strdup_printf ("%u", n), *counted = NULL;
  GtkWidget *box, *chip, *key, *number = gtk_label_new (count);

  counted = g_strdup_printf (ngettext ("%u annotation", "%u annotations", n), n);
  if (type->key != NULL)
    {
      /* Translators: the letter that labels. */
      g_string_append_printf (spoken, _ (", key %s"), type->key);
    }
  g_string_append_printf (spoken, ", %s", counted);
  box = append_row (self, &entry, name, spoken);
  chip = gtk_label_new (name);
  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (chip, "chip");
  gls_type_style_apply (chip, type);
  if (type->retired)
    gtk_widget_add_css_class (chip, "retired");
  key = gtk_label_new (type->key != NULL && !type->retired ? type->key : "");
  gtk_widget_add_css_class (key, "dim-label");
  gtk_label_set_width_chars (GTK_LABEL (key), 2);
  gtk_widget_add_css_class (number, "count");
  gtk_widget_set_hexpand (number, TRUE);
  gtk_widget_set_halign (number, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (number, counted);
  gtk_box_prepend (GTK_BOX (box), chip);
  gtk_box_prepend (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), number);
}

static void
append_plain (GlsCodebookList *self, const Entry *entry, const char *name)
{
  g_autoptr (GString) spoken = g_string_new (name);
  GtkWidget *label = gtk_label_new (name), *box = append_row (self, entry, name, spoken);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 4);
  if (entry->retired)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_prepend (GTK_BOX (box), label);
}

static void
append_relation (GlsCodebookList *self, const GlsRelationDef *relation)
{
  Entry entry = { GLS_ENTRY_RELATION, relation->id, relation->retired, relation->retired ? N_ ("Retired") : N_ ("Relations") };

  append_plain (self, &entry, gls_role_get_label (relation->name));
}

static void
append_all (GlsCodebookList *self, gboolean retired)
{
  const GlsCodebook *codebook = gls_codebook_desk_get (self->desk);

  for (guint i = 0; i < codebook->types->len; i++)
    if (((GlsTypeDef *) g_ptr_array_index (codebook->types, i))->retired == retired)
      append_type (self, g_ptr_array_index (codebook->types, i));
  for (guint i = 0; i < codebook->relations->len; i++)
    if (((GlsRelationDef *) g_ptr_array_index (codebook->relations, i))->retired == retired)
      append_relation (self, g_ptr_array_index (codebook->relations, i));
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const Entry *entry = get_entry (row), *above = get_entry (before);
  GtkWidget *heading;

  if (entry->group == NULL || (above != NULL && g_strcmp0 (above->group, entry->group) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  heading = gtk_label_new (_ (entry->group));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "group-heading");
  gtk_list_box_row_set_header (row, heading);
}

static GtkListBoxRow *
find_row (GlsCodebookList *self, GlsEntryKind kind, const GlsId *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->box, i)) != NULL; i++)
    {
      const Entry *entry = get_entry (row);

      if (entry->kind == kind && (kind == GLS_ENTRY_CODEBOOK || gls_id_equal (&entry->id, id)))
        return row;
    }
  return NULL;
}

void
gls_codebook_list_update (GlsCodebookList *self)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->box), *row;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->box));
  Entry none = { 0 }, entry = selected != NULL ? *get_entry (selected) : none, first = { GLS_ENTRY_CODEBOOK };
  const GlsCodebook *codebook = gls_codebook_desk_get (self->desk);

  self->updating = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->box, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  append_plain (self, &first, codebook->name != NULL ? codebook->name : _ ("Codebook"));
  append_all (self, FALSE);
  append_all (self, TRUE);
  row = find_row (self, entry.kind, &entry.id);
  if (row == NULL)
    row = find_row (self, GLS_ENTRY_CODEBOOK, NULL);
  gtk_list_box_select_row (self->box, row);
  self->updating = FALSE;
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  if (get_entry (row)->kind != entry.kind || !gls_id_equal (&get_entry (row)->id, &entry.id)
      || get_entry (row)->retired != entry.retired)
    g_signal_emit (self, signals[SELECTED], 0);
}

static void
row_selected (GlsCodebookList *self)
{
  if (!self->updating && gtk_list_box_get_selected_row (self->box) != NULL)
    g_signal_emit (self, signals[SELECTED], 0);
}

static gboolean
key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, GlsCodebookList *self)
{
  guint modifiers = state & gtk_accelerator_get_default_mod_mask ();
  const char *command = NULL;

  if (modifiers == GDK_ALT_MASK && keyval == GDK_KEY_Up)
    command = "up";
  else if (modifiers == GDK_ALT_MASK && keyval == GDK_KEY_Down)
    command = "down";
  else if (modifiers == 0 && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete))
    command = "retire";
  /* A list of GTK 4.8 walks its rows with Tab, which arrows do already. */
  else if (modifiers == 0 && keyval == GDK_KEY_Tab)
    command = "pane";
  if (command == NULL)
    return FALSE;
  g_signal_emit (self, signals[COMMAND], 0, command);
  return TRUE;
}

static void
gls_codebook_list_dispose (GObject *object)
{
  g_clear_object (&GLS_CODEBOOK_LIST (object)->desk);
  G_OBJECT_CLASS (gls_codebook_list_parent_class)->dispose (object);
}

static void
gls_codebook_list_class_init (GlsCodebookListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_codebook_list_dispose;
  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMAND] = g_signal_new ("command", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gls_codebook_list_init (GlsCodebookList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (self->box, set_header, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "codebook-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Types and relations"), -1);
  g_signal_connect_object (self->box, "row-selected", G_CALLBACK (row_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->box), keys);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Types and relations"), -1);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

void
gls_codebook_list_set_desk (GlsCodebookList *self, GlsCodebookDesk *desk)
{
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "edited", G_CALLBACK (gls_codebook_list_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "counted", G_CALLBACK (gls_codebook_list_update), self, G_CONNECT_SWAPPED);
  gls_codebook_list_update (self);
}

GlsEntryKind
gls_codebook_list_get (GlsCodebookList *self, GlsId *id, gboolean *retired)
{
  const Entry *entry = get_entry (gtk_list_box_get_selected_row (self->box));

  if (entry == NULL)
    return GLS_ENTRY_CODEBOOK;
  *id = entry->id;
  *retired = entry->retired;
  return entry->kind;
}

void
gls_codebook_list_select (GlsCodebookList *self, GlsEntryKind kind, const GlsId *id)
{
  GtkListBoxRow *row = find_row (self, kind, id);

  if (row != NULL)
    gtk_list_box_select_row (self->box, row);
}

void
gls_codebook_list_focus (GlsCodebookList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->box);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
