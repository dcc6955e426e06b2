/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from a pane down to what has the focus: a step a widget, by number, or by id where rows are those of definitions.
 * It must not know what kinds of panes there are. */
#include "config.h"

#include "gls-definition-row.h"
#include "gls-field.h"
#include "gls-pane-place.h"

typedef struct {
  guint    number;
  gboolean by_id;
  GlsId    id;
} Step;

struct _GlsPanePlace {
  GArray *steps; /* from the focus up to the pane */
  GType   type;
  char   *typed;
  char   *applied;
  int     cursor;
};

static Step
step_to (GtkWidget *widget)
{
  GlsDefinitionRow *definition = gls_definition_row_get (widget);
  Step step = { .by_id = definition != NULL };

  if (definition != NULL)
    step.id = definition->id;
  for (GtkWidget *at = gtk_widget_get_prev_sibling (widget); at != NULL; at = gtk_widget_get_prev_sibling (at))
    step.number++;
  return step;
}

static GtkWidget *
take_step (GtkWidget *parent, const Step *step)
{
  GtkWidget *child = gtk_widget_get_first_child (parent);

  for (guint i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    {
      GlsDefinitionRow *definition = step->by_id ? gls_definition_row_get (child) : NULL;

      if (step->by_id ? definition != NULL && gls_id_equal (&definition->id, &step->id) : i == step->number)
        break;
    }
  return child;
}

GlsPanePlace *
gls_pane_place_new (GtkWidget *pane)
{
  GtkRoot *root = pane != NULL ? gtk_widget_get_root (pane) : NULL;
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *field = focus != NULL ? gtk_widget_get_ancestor (focus, GLS_TYPE_FIELD) : NULL;
  GlsPanePlace *self;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, pane))
    return NULL;
  self = g_new0 (GlsPanePlace, 1);
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  self->type = G_OBJECT_TYPE (focus);
  for (GtkWidget *at = focus; at != pane; at = gtk_widget_get_parent (at))
    {
      Step step = step_to (at);

      g_array_append_val (self->steps, step);
    }
  if (field != NULL)
    {
      self->typed = gls_field_dup_typed (GLS_FIELD (field), &self->cursor);
      self->applied = g_strdup (gls_field_get_applied (GLS_FIELD (field)));
    }
  return self;
}

static void
mapped (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (widget, mapped, NULL);
  gtk_widget_grab_focus (widget);
}

gboolean
gls_pane_place_show (GlsPanePlace *self, GtkWidget *pane)
{
  GtkWidget *at = pane, *field;

  for (guint i = self->steps->len; at != NULL && i > 0; i--)
    at = take_step (at, &g_array_index (self->steps, Step, i - 1));
  if (at == NULL || G_OBJECT_TYPE (at) != self->type)
    return FALSE;
  field = gtk_widget_get_ancestor (at, GLS_TYPE_FIELD);
  /* Taking the focus selects all of an entry: the cursor comes after. */
  if (gtk_widget_get_mapped (at))
    gtk_widget_grab_focus (at);
  else
    g_signal_connect (at, "map", G_CALLBACK (mapped), NULL);
  if (field != NULL && self->typed != NULL)
    gls_field_retype (GLS_FIELD (field), self->typed, self->cursor, self->applied);
  return TRUE;
}

void
gls_pane_place_free (GlsPanePlace *self)
{
  g_array_unref (self->steps);
  g_free (self->typed);
  g_free (self->applied);
  g_free (self);
}
