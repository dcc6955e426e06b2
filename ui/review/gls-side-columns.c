/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a document once for each person, with the state of every mark by sign and colour, and keeps the columns together.
 * It must not know where documents come from, nor what is done about a mark. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-article-view.h>
#include <string.h>

#include "common/gls-settings.h"
#include "common/gls-type-label.h"
#include "gls-case-text.h"
#include "gls-side-columns.h"

#define COLUMN_WIDTH 210

typedef struct {
  GtkWidget      *box;
  GtkLabel       *name, *share;
  GlsArticleView *view;
  GtkAdjustment  *adjustment;
  guint           person;
  GlsId           document;    /* whose text it shows; null id: none */
} Column;

struct _GlsSideColumns {
  AdwBin           parent_instance;
  GtkBox          *box;
  GArray          *columns;    /* Column, as many as were ever needed */
  guint            n_shown;
  const GlsSide   *side;
  GlsId            document;   /* shown; null id: none */
  guint            leading;    /* whose scrolling the others follow */
  gboolean         following;
  guint            follow_tick;
  int              selected;
};

G_DEFINE_FINAL_TYPE (GlsSideColumns, gls_side_columns, ADW_TYPE_BIN)

enum { SELECTED, ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- States ---------------------------------------------------------------------------------------------------------- */

static const struct { const char *sign, *name, *color; } states[GLS_SIDE_N_STATES] = {
  [GLS_SIDE_AGREE] = { "=", N_ ("agree"), "#26a269" },
  [GLS_SIDE_DIFFER] = { "≠", N_ ("differ"), "#e66100" },
  [GLS_SIDE_INCOMPLETE] = { "…", N_ ("incomplete"), "#9a7a00" },
  [GLS_SIDE_ACCEPTED] = { "✔", N_ ("accepted"), "#1c71d8" },
  [GLS_SIDE_REJECTED] = { "✘", N_ ("rejected"), "#c01c28" },
};

const char *
gls_side_state_get_sign (GlsSideState state)
{
  return states[state].sign;
}

const char *
gls_side_state_get_name (GlsSideState state)
{
  return _ (states[state].name);
}

/* --- Marks as spans -------------------------------------------------------------------------------------------------- */

static char *
dup_label (const GlsSideMark *mark)
{
  return g_strdup_printf ("%s %s", states[mark->state].sign, gls_type_get_label (mark->annotation->type));
}

/* What is drawn is "≠ Figure", in the colour of the state. */
static guint
add_type (GlsSpanTable *table, GlsCodebook *colors, const GlsSideMark *mark)
{
  g_autofree char *label = dup_label (mark);
  guint at;
  GlsTypeDef *def;

  if (g_ptr_array_find_with_equal_func (table->types, label, g_str_equal, &at))
    return at;
  def = gls_type_def_new (label);
  g_free (def->color);
  def->color = g_strdup (states[mark->state].color);
  g_ptr_array_add (colors->types, def);
  g_ptr_array_add (table->types, g_steal_pointer (&label));
  return table->types->len - 1;
}

static GlsSpanTable *
make_table (const GlsSide *side, guint person, GlsCodebook *colors)
{
  GlsSpanTable *table = g_new0 (GlsSpanTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->document = side->document->id;
  table->spans = g_array_new (FALSE, TRUE, sizeof (GlsSpan));
  table->fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  table->sets = g_ptr_array_new_with_free_func (g_free);
  table->types = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (table->sets, g_strdup (""));
  for (guint i = 0; i < side->marks->len; i++)
    {
      const GlsSideMark *mark = &g_array_index (side->marks, GlsSideMark, i);
      const GlsAnnotation *annotation = mark->annotation;
      GlsSpan span = { .id = annotation->id, .start = annotation->fragments[0].start,
                       .end = annotation->fragments[annotation->n_fragments - 1].end,
                       .n_fragments = MIN (annotation->n_fragments, G_MAXUINT16), .first_fragment = table->fragments->len };

      if (mark->person != person)
        continue;
      span.type = add_type (table, colors, mark);
      if (annotation->n_fragments > 1)
        g_array_append_vals (table->fragments, annotation->fragments, annotation->n_fragments);
      g_array_append_val (table->spans, span);
    }
  return table;
}

static const GlsSideMark *
find_mark (const GlsSide *side, const GlsId *id)
{
  for (guint i = 0; i < side->marks->len; i++)
    if (gls_id_equal (&g_array_index (side->marks, GlsSideMark, i).annotation->id, id))
      return &g_array_index (side->marks, GlsSideMark, i);
  return NULL;
}

static char *
describe (GlsArticleView *view, const GlsId *id, gpointer data)
{
  GlsSideColumns *self = data;
  const GlsSideMark *mark = self->side != NULL ? find_mark (self->side, id) : NULL;
  const GlsSideGroup *group = mark != NULL ? &g_array_index (self->side->groups, GlsSideGroup, mark->group) : NULL;
  g_autofree char *label = NULL, *question = NULL;

  if (mark == NULL)
    return NULL;
  label = dup_label (mark);
  question = group->item != NULL ? gls_case_text_question (group->item) : g_strdup ("");
  return g_markup_printf_escaped ("<b>%s</b> · %s\n%s", label, gls_side_state_get_name (mark->state), question);
}

/* --- Scrolling together ---------------------------------------------------------------------------------------------- */

/* The same paragraph at the same height: lanes differ from column to column, so pixels of the whole do not tell. */
static void
follow (GlsSideColumns *self)
{
  const Column *leader = &g_array_index (self->columns, Column, self->leading);
  GtkTextView *view = GTK_TEXT_VIEW (leader->view);
  GdkRectangle visible;
  GtkTextIter iter;
  int y, height, line;
  double part;

  if (gtk_widget_get_height (GTK_WIDGET (view)) <= 0)
    return;
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  line = gtk_text_iter_get_line (&iter);
  part = height > 0 ? (visible.y - y) / (double) height : 0;
  self->following = TRUE;
  for (guint i = 0; i < self->n_shown; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);
      double value;

      if (i == self->leading)
        continue;
      gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (GTK_TEXT_VIEW (column->view)), &iter, line);
      gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (column->view), &iter, &y, &height);
      value = y + part * height + gtk_text_view_get_top_margin (GTK_TEXT_VIEW (column->view))
              - gtk_text_view_get_top_margin (view);
      if (gtk_adjustment_get_value (leader->adjustment) <= 0)
        value = 0;
      if (ABS (value - gtk_adjustment_get_value (column->adjustment)) >= 1)
        gtk_adjustment_set_value (column->adjustment, value);
    }
  self->following = FALSE;
}

static gboolean
follow_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GlsSideColumns *self = GLS_SIDE_COLUMNS (widget);

  self->follow_tick = 0;
  if (self->leading < self->n_shown)
    follow (self);
  return G_SOURCE_REMOVE;
}

/* At the beginning of the next frame: GTK moves a text, too, while it finds out how high its lines are. */
static void
follow_soon (GlsSideColumns *self)
{
  if (self->follow_tick == 0)
    self->follow_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), follow_tick, NULL, NULL);
}

static guint
find_column (GlsSideColumns *self, gpointer adjustment_or_view)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->adjustment == adjustment_or_view || GTK_WIDGET (column->view) == adjustment_or_view)
        return i;
    }
  return G_MAXUINT;
}

static void
scrolled (GlsSideColumns *self, GtkAdjustment *adjustment)
{
  if (!self->following && find_column (self, adjustment) == self->leading)
    follow_soon (self);
}

static void
lead (GlsSideColumns *self, GtkWidget *view)
{
  guint at = find_column (self, view);

  if (at < self->n_shown)
    self->leading = at;
}

static void
entered (GtkEventControllerMotion *motion, double x, double y, GlsSideColumns *self)
{
  lead (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion)));
}

static void
focused (GtkEventControllerFocus *focus, GlsSideColumns *self)
{
  lead (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)));
}

/* --- Selecting ------------------------------------------------------------------------------------------------------- */

static void
show_selected (GlsSideColumns *self)
{
  for (guint i = 0; i < self->n_shown; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      const GlsId *id = NULL;

      for (guint k = 0; self->side != NULL && self->selected >= 0 && k < self->side->marks->len && id == NULL; k++)
        {
          const GlsSideMark *mark = &g_array_index (self->side->marks, GlsSideMark, k);

          if (mark->person == column->person && mark->group == (guint) self->selected)
            id = &mark->annotation->id;
        }
      gls_article_view_set_selected (column->view, id);
    }
}

static void
mark_clicked (GlsSideColumns *self, const GlsId *id, GlsArticleView *view)
{
  const GlsSideMark *mark = self->side != NULL ? find_mark (self->side, id) : NULL;

  lead (self, GTK_WIDGET (view));
  self->selected = mark != NULL ? (int) mark->group : -1;
  show_selected (self);
  g_signal_emit (self, signals[SELECTED], 0, self->selected);
}

static void
let_go (GlsSideColumns *self)
{
  if (self->selected < 0)
    return;
  self->selected = -1;
  show_selected (self);
  g_signal_emit (self, signals[SELECTED], 0, -1);
}

static void
pressed_twice (GtkGestureClick *gesture, int n_press, double x, double y, GlsSideColumns *self)
{
  if (n_press == 2 && self->selected >= 0)
    g_signal_emit (self, signals[ACTIVATED], 0, self->selected);
}

/* --- Columns --------------------------------------------------------------------------------------------------------- */

static void
add_controllers (GlsSideColumns *self, GtkWidget *view)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (entered), self, 0);
  gtk_widget_add_controller (view, motion);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focused), self, 0);
  gtk_widget_add_controller (view, focus);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "released", G_CALLBACK (pressed_twice), self, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
}

static void
add_column (GlsSideColumns *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (NULL), *share = gtk_label_new (NULL);
  GlsSettings *settings = gls_settings_get_default ();
  Column column;

  column.box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  column.name = GTK_LABEL (name);
  column.share = GTK_LABEL (share);
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (share, "count");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (share), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (heading), name);
  gtk_box_append (GTK_BOX (heading), share);
  gtk_widget_set_margin_start (heading, 6);
  gtk_box_append (GTK_BOX (column.box), heading);
  column.view = GLS_ARTICLE_VIEW (gls_article_view_new ());
  gls_article_view_set_fixed (column.view, TRUE);
  gls_article_view_set_line_width (column.view, 0);
  gls_article_view_set_text_scale (column.view, MIN (gls_settings_get_double (settings, GLS_SETTING_ZOOM), 1) * 0.9);
  gls_article_view_set_card_func (column.view, describe, self, NULL);
  g_signal_connect_object (column.view, "annotation-activated", G_CALLBACK (mark_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column.view, "selection-cleared", G_CALLBACK (let_go), self, G_CONNECT_SWAPPED);
  add_controllers (self, GTK_WIDGET (column.view));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (column.view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_size_request (scroller, COLUMN_WIDTH, -1);
  gtk_widget_add_css_class (scroller, "panel");
  gtk_box_append (GTK_BOX (column.box), scroller);
  gtk_box_append (self->box, column.box);
  column.adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  column.person = 0;
  memset (&column.document, 0, sizeof column.document);
  g_signal_connect_object (column.adjustment, "value-changed", G_CALLBACK (scrolled), self, G_CONNECT_SWAPPED);
  g_array_append_val (self->columns, column);
}

static char *
dup_name (const GlsSide *side, guint person, const guint *letters)
{
  if (person == side->n_people)
    return g_strdup (_ ("Gold"));
  return letters != NULL ? g_strdup_printf ("%c", 'A' + (int) (letters[person] % 26)) : g_strdup (side->people[person]);
}

/* "12 marks · done" */
static char *
dup_share (const GlsSide *side, guint person)
{
  guint n = 0;
  g_autofree char *marks = NULL;
  gboolean gold = person == side->n_people;

  for (guint i = 0; i < side->marks->len; i++)
    n += g_array_index (side->marks, GlsSideMark, i).person == person;
  marks = g_strdup_printf (ngettext ("%u annotation", "%u annotations", n), n);
  if (gold)
    return g_steal_pointer (&marks);
  return g_strdup_printf ("%s · %s", marks, (side->done >> person & 1) != 0 ? _ ("done") : _ ("not done"));
}

static void
show_column (GlsSideColumns *self, guint place, guint person, const guint *letters)
{
  Column *column = &g_array_index (self->columns, Column, place);
  g_autofree char *name = dup_name (self->side, person, letters), *share = dup_share (self->side, person);
  g_autoptr (GlsCodebook) colors = gls_codebook_new ();
  GlsSpanTable *table = make_table (self->side, person, colors);

  column->person = person;
  gtk_label_set_text (column->name, name);
  gtk_label_set_text (column->share, share);
  /* A text never changes: read again it is the same. */
  if (!gls_id_equal (&column->document, &self->side->document->id))
    gls_article_view_set_document (column->view, self->side->document->text, self->side->document->zones, name);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (column->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  column->document = self->side->document->id;
  gls_article_view_set_spans (column->view, table, colors);
  gls_span_table_unref (table);
  gtk_widget_set_visible (column->box, TRUE);
}

void
gls_side_columns_set_side (GlsSideColumns *self, const GlsSide *side, guint64 shown, const guint *letters)
{
  gboolean other = side == NULL || !gls_id_equal (&self->document, &side->document->id);
  guint place = 0;

  if (other)
    self->selected = -1;
  self->side = side;
  for (guint at = 0; side != NULL && at <= side->n_people; at++)
    {
      guint person = at;

      /* In the order of the letters, so that the place does not tell the name. */
      for (guint i = 0; letters != NULL && at < side->n_people && i < side->n_people; i++)
        if (letters[i] == at)
          person = i;
      if ((shown >> person & 1) == 0)
        continue;
      if (self->columns->len <= place)
        add_column (self);
      show_column (self, place++, person, letters);
    }
  self->n_shown = place;
  self->leading = MIN (self->leading, place > 0 ? place - 1 : 0);
  for (guint i = place; i < self->columns->len; i++)
    gtk_widget_set_visible (g_array_index (self->columns, Column, i).box, FALSE);
  if (side != NULL)
    self->document = side->document->id;
  if (self->selected >= 0 && (side == NULL || self->selected >= (int) side->groups->len))
    self->selected = -1;
  show_selected (self);
  follow_soon (self);
}

void
gls_side_columns_select (GlsSideColumns *self, int group)
{
  self->selected = group;
  show_selected (self);
  if (group < 0 || self->side == NULL)
    return;
  for (guint i = 0; i < self->n_shown; i++)
    gls_article_view_scroll_to (g_array_index (self->columns, Column, i).view,
                                g_array_index (self->side->groups, GlsSideGroup, group).start);
}

int
gls_side_columns_get_selected (GlsSideColumns *self)
{
  return self->selected;
}

void
gls_side_columns_focus (GlsSideColumns *self)
{
  if (self->leading < self->n_shown)
    gtk_widget_grab_focus (GTK_WIDGET (g_array_index (self->columns, Column, self->leading).view));
}

/* --- Object ---------------------------------------------------------------------------------------------------------- */

static void
gls_side_columns_finalize (GObject *object)
{
  g_array_unref (GLS_SIDE_COLUMNS (object)->columns);
  G_OBJECT_CLASS (gls_side_columns_parent_class)->finalize (object);
}

static void
gls_side_columns_class_init (GlsSideColumnsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gls_side_columns_finalize;
  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
gls_side_columns_init (GlsSideColumns *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->selected = -1;
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  gtk_box_set_homogeneous (self->box, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GlsSideColumns *
gls_side_columns_new (void)
{
  return g_object_new (GLS_TYPE_SIDE_COLUMNS, NULL);
}
