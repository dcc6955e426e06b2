/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers what fits the typed words: entities by name, alias and likeness, the author, a value as it is read. Return takes the first.
 * It must not know documents nor how a role is filled. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-roles.h>
#include <gls-value.h>

#include "common/gls-entity-catalog.h"
#include "common/gls-type-label.h"
#include "gls-filler-field.h"

#define MOST_ENTITIES 6

typedef struct {
  GlsLink link;
  char   *sign, *label, *detail;
} Choice;

struct _GlsFillerField {
  AdwBin          parent_instance;
  GtkEditable    *entry;
  GtkListBox     *list;
  GPtrArray      *choices;   /* Choice, as listed */
  GlsSession     *session;   /* nullable */
  GlsEntityProposals *proposals; /* for the words in the field; NULL: none yet */
  GCancellable   *asking;
  gboolean        take;      /* Return was pressed while it was asked */
  GlsAttributeDef def;       /* of the values that fit; TEXT where any does */
  char           *published;
};

G_DEFINE_FINAL_TYPE (GlsFillerField, gls_filler_field, ADW_TYPE_BIN)

static guint chosen_signal;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->link.value);
  g_free (choice->sign);
  g_free (choice->label);
  g_free (choice->detail);
  g_free (choice);
}

/* --- What is offered --------------------------------------------------------------------------------------------- */

static Choice *
add_choice (GlsFillerField *self, GlsLinkKind kind, const char *sign, const char *label, const char *detail)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->link.kind = kind;
  choice->sign = g_strdup (sign);
  choice->label = g_strdup (label);
  choice->detail = g_strdup (detail);
  g_ptr_array_add (self->choices, choice);
  return choice;
}

static gboolean
begins_a_word (const char *name, const char *folded)
{
  g_autofree char *lower = g_utf8_casefold (name, -1);

  for (const char *at = strstr (lower, folded); at != NULL; at = strstr (at + 1, folded))
    if (at == lower || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
      return TRUE;
  return FALSE;
}

/* Those from the one reason to the other, best first. */
static void
add_entities (GlsFillerField *self, GlsMatchReason from, GlsMatchReason to)
{
  GArray *matches = self->proposals != NULL ? self->proposals->matches : NULL;

  for (guint i = 0; matches != NULL && i < matches->len; i++)
    {
      const GlsEntityMatch *match = &g_array_index (matches, GlsEntityMatch, i);
      const GlsEntity *entity = match->entity;
      gboolean other = !g_str_equal (match->name, entity->name);
      g_autofree char *detail = NULL;

      if (match->reason < from || match->reason > to)
        continue;
      detail = other ? g_strdup_printf ("%s · %s", gls_type_get_label (entity->kind), match->name)
                     : g_strdup (gls_type_get_label (entity->kind));
      add_choice (self, GLS_LINK_ENTITY, "◆", entity->name, detail)->link.target = entity->id;
    }
}

static void
add_value (GlsFillerField *self, const char *text)
{
  g_autofree char *json = *text != '\0' ? gls_value_parse (&self->def, text, self->published, NULL) : NULL;
  g_autofree char *display = json != NULL ? gls_value_to_display (&self->def, json) : NULL;

  if (json != NULL)
    add_choice (self, GLS_LINK_VALUE, "=", display, _ ("value"))->link.value = g_steal_pointer (&json);
}

static GtkWidget *
make_row (const Choice *choice)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label, *detail = gtk_label_new (choice->detail);
  g_autofree char *both = g_strdup_printf ("%s %s", choice->sign, choice->label);

  label = gtk_label_new (both);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), detail);
  return box;
}

static void
list_choices (GlsFillerField *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  gboolean typed = self->def.kind != GLS_VALUE_TEXT;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_ptr_array_set_size (self->choices, 0);
  if (typed)
    add_value (self, text);
  add_entities (self, GLS_MATCH_NAME, GLS_MATCH_SURNAME);
  if (!typed && (*folded == '\0' || begins_a_word (_ ("the author"), folded) || begins_a_word ("author", folded)))
    add_choice (self, GLS_LINK_AUTHOR, "✎", _ ("the author"), NULL);
  add_entities (self, GLS_MATCH_PART, GLS_MATCH_PART);
  if (*folded == '\0' || begins_a_word (_ ("not said"), folded))
    add_choice (self, GLS_LINK_NONE, "⊘", _ ("not said"), "0");
  if (!typed)
    add_value (self, text);
  /* What is only spelt alike is never what Return takes. */
  add_entities (self, GLS_MATCH_LIKE, GLS_MATCH_LIKE);
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = g_ptr_array_index (self->choices, i);

      gtk_list_box_append (self->list, make_row (choice));
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (self->list, i)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      choice->label, -1);
    }
  if (*folded != '\0')
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
take (GlsFillerField *self, GtkListBoxRow *row)
{
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  GlsLink link;

  if (index < 0 || index >= (int) self->choices->len)
    return;
  link = ((Choice *) g_ptr_array_index (self->choices, index))->link;
  link.value = g_strdup (link.value);
  gtk_editable_set_text (self->entry, "");
  g_signal_emit (self, chosen_signal, 0, &link);
  g_free (link.value);
}

/* --- Asking ------------------------------------------------------------------------------------------------------ */

static void
stop_asking (GlsFillerField *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->take = FALSE;
}

static void
proposals_came (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsFillerField *self = g_task_get_source_object (task);
  g_autoptr (GlsEntityProposals) proposals = gls_entity_catalog_match_finish (GLS_ENTITY_CATALOG (source), result, NULL);
  gboolean at_once = self->take;

  if (proposals == NULL || g_task_get_cancellable (task) != self->asking)
    return;
  stop_asking (self);
  self->proposals = g_steal_pointer (&proposals);
  list_choices (self);
  if (at_once)
    take (self, gtk_list_box_get_selected_row (self->list));
}

/* The list stays what it was until the answer is there: it takes milliseconds, and rows that come and go cannot be read. */
static void
words_changed (GlsFillerField *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  stop_asking (self);
  g_clear_pointer (&self->proposals, gls_entity_proposals_free);
  if (self->session == NULL || *text == '\0' || self->def.kind != GLS_VALUE_TEXT)
    {
      list_choices (self);
      return;
    }
  self->asking = g_cancellable_new ();
  gls_entity_catalog_match_async (gls_entity_catalog_get (self->session), text, NULL, TRUE, MOST_ENTITIES, self->asking, proposals_came,
                                  g_task_new (self, self->asking, NULL, NULL));
}

/* --- Taking ------------------------------------------------------------------------------------------------------ */

static void
row_activated (GlsFillerField *self, GtkListBoxRow *row)
{
  take (self, row);
}

static void
entry_activated (GlsFillerField *self)
{
  if (self->asking != NULL)
    self->take = TRUE;
  else
    take (self, gtk_list_box_get_selected_row (self->list));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsFillerField *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      row = gtk_list_box_get_row_at_index (self->list, MAX (at + (keyval == GDK_KEY_Down ? 1 : -1), 0));
      if (row != NULL)
        gtk_list_box_select_row (self->list, row);
      return TRUE;
    case GDK_KEY_Escape:
      gtk_editable_set_text (self->entry, "");
      gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-article", NULL);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_filler_field_dispose (GObject *object)
{
  GlsFillerField *self = GLS_FILLER_FIELD (object);

  stop_asking (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gls_filler_field_parent_class)->dispose (object);
}

static void
gls_filler_field_finalize (GObject *object)
{
  GlsFillerField *self = GLS_FILLER_FIELD (object);

  g_ptr_array_unref (self->choices);
  g_clear_pointer (&self->proposals, gls_entity_proposals_free);
  g_free (self->published);
  G_OBJECT_CLASS (gls_filler_field_parent_class)->finalize (object);
}

static gboolean
gls_filler_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GLS_FILLER_FIELD (widget)->entry));
}

static void
gls_filler_field_class_init (GlsFillerFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_filler_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_filler_field_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = gls_filler_field_grab_focus;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_POINTER);
}

static void
gls_filler_field_init (GlsFillerField *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *entry = gtk_entry_new (), *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->def.name = (char *) "value";
  self->entry = GTK_EDITABLE (entry);
  self->list = GTK_LIST_BOX (list);
  gtk_editable_set_width_chars (self->entry, 8);
  gtk_widget_add_css_class (list, "choices");
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_widget_set_focusable (list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What fills the role"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (entry, keys);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (words_changed), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (entry_activated), self);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated), self);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), list);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gls_filler_field_new (void)
{
  return g_object_new (GLS_TYPE_FILLER_FIELD, NULL);
}

void
gls_filler_field_set_session (GlsFillerField *self, GlsSession *session)
{
  g_set_object (&self->session, session);
  words_changed (self);
}

static GlsValueKind
find_kind (const GlsRoleDef *role, const GlsCodebook *codebook)
{
  g_autoptr (GPtrArray) types = gls_role_def_list_types (role, codebook);

  for (guint i = 0; i < types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (types, i);

      for (guint j = 0; type->attributes != NULL && j < type->attributes->len; j++)
        {
          GlsValueKind kind = ((GlsAttributeDef *) g_ptr_array_index (type->attributes, j))->kind;

          if (kind == GLS_VALUE_QUANTITY || kind == GLS_VALUE_DATE)
            return kind;
        }
    }
  return GLS_VALUE_TEXT;
}

void
gls_filler_field_set_role (GlsFillerField *self, const GlsRoleDef *role, const GlsCodebook *codebook, const char *published)
{
  const char *hint;

  self->def.kind = find_kind (role, codebook);
  g_free (self->published);
  self->published = g_strdup (published);
  hint = self->def.kind == GLS_VALUE_DATE ? _ ("A date, for example “last month”")
         : self->def.kind == GLS_VALUE_QUANTITY ? _ ("A figure, for example “500-600”") : _ ("An entity's name, or a value");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  words_changed (self);
}
