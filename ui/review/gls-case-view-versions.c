/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the versions of one disagreement: as rows to choose from, and drawn in the article.
 * It must not know what is around them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "common/gls-type-style.h"
#include "gls-case-text.h"
#include "gls-case-view-private.h"

/* So many have a key. */
#define MOST_KEYS 9
#define FEW 5

/* --- Order and names ------------------------------------------------------------------------------------------------- */

/* The same case is shuffled the same way each time, so that nothing jumps. */
static void
shuffle (guint *numbers, guint n, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = n; i > 1; i--)
    {
      guint k = g_rand_int_range (rand, 0, i), kept = numbers[k];

      numbers[k] = numbers[i - 1];
      numbers[i - 1] = kept;
    }
}

void
gls_case_view_order_versions (GlsCaseView *self)
{
  g_array_set_size (self->order, 0);
  for (guint i = 0; self->item != NULL && i < self->item->versions->len; i++)
    g_array_append_val (self->order, i);
  if (self->anonymous && self->item != NULL)
    shuffle ((guint *) (gpointer) self->order->data, self->order->len, gls_id_hash (&self->item->id));
}

static guint *
dup_letters (GlsCaseView *self)
{
  guint n = self->people != NULL ? g_strv_length (self->people) : 0;
  guint *letters = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    letters[i] = i;
  shuffle (letters, n, gls_id_hash (&self->item->id) + 1);
  return letters;
}

int
gls_case_view_get_version (GlsCaseView *self, guint place)
{
  return place >= 1 && place <= self->order->len ? (int) g_array_index (self->order, guint, place - 1) : -1;
}

int
gls_case_view_get_majority (GlsCaseView *self)
{
  const GlsVersion *first = self->item != NULL && self->item->versions->len > 0 ? g_ptr_array_index (self->item->versions, 0) : NULL;
  const GlsVersion *second = first != NULL && self->item->versions->len > 1 ? g_ptr_array_index (self->item->versions, 1) : NULL;

  return first != NULL && (second == NULL || gls_count_people (first->people) > gls_count_people (second->people)) ? 0 : -1;
}

/* --- Rows ------------------------------------------------------------------------------------------------------------ */

static void
row_clicked (GlsCaseView *self, GtkWidget *button)
{
  GdkModifierType state = 0;
  guint way = GLS_TAKE_THIS;

  for (guint i = 0; i < self->rows->len; i++)
    {
      int version = gls_case_view_get_version (self, i + 1);

      if (g_array_index (self->rows, GlsCaseRow, i).button != button || version < 0)
        continue;
      state = gdk_device_get_modifier_state (gdk_seat_get_keyboard (gdk_display_get_default_seat (gtk_widget_get_display (button))));
      if (state & GDK_SHIFT_MASK)
        way = GLS_TAKE_ALIKE;
      else if (state & GDK_ALT_MASK)
        way = GLS_TAKE_WHOLE;
      gls_case_view_take (self, version, way);
      return;
    }
}

/* Asked for when it is needed: to set the text of a tooltip is a round trip to the display. */
static gboolean
show_tooltip (GtkWidget *button, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, g_object_get_data (G_OBJECT (button), "gls-tooltip"));
  return TRUE;
}

GtkWidget *
gls_case_view_add_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_row (GlsCaseView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *side = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GlsCaseRow row;

  row.button = gtk_button_new ();
  gtk_widget_add_css_class (row.button, "flat");
  gtk_widget_add_css_class (row.button, "version");
  row.key = gls_case_view_add_label (box, "keycap");
  gtk_label_set_xalign (GTK_LABEL (row.key), 0.5);
  gtk_box_append (GTK_BOX (box), side);
  gtk_widget_set_size_request (side, 130, -1);
  gtk_size_group_add_widget (self->sides, side);
  row.holders = gls_case_view_add_label (side, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (row.holders), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (row.holders), 28);
  row.share = gls_case_view_add_label (side, "count");
  gtk_box_append (GTK_BOX (box), middle);
  gtk_widget_set_hexpand (middle, TRUE);
  gtk_widget_set_valign (middle, GTK_ALIGN_CENTER);
  row.said = gls_case_view_add_label (middle, "version-said");
  row.drawn = gls_case_view_add_label (middle, NULL);
  gtk_label_set_wrap (GTK_LABEL (row.said), TRUE);
  gtk_label_set_wrap (GTK_LABEL (row.drawn), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (row.drawn), PANGO_WRAP_WORD_CHAR);
  row.badge = gls_case_view_add_label (box, "badge");
  gtk_button_set_child (GTK_BUTTON (row.button), box);
  gtk_widget_set_has_tooltip (row.button, TRUE);
  g_signal_connect (row.button, "query-tooltip", G_CALLBACK (show_tooltip), NULL);
  g_signal_connect_object (row.button, "clicked", G_CALLBACK (row_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows_box), row.button);
  g_array_append_val (self->rows, row);
}

static char *
dup_tooltip (GlsCaseView *self, guint place, const char *first)
{
  if (place >= MOST_KEYS)
    return g_strdup_printf (_ ("Take this version (click); with Shift alike ones, too; with Alt the whole annotation of %s"), first);
  return g_strdup_printf (_ ("Take this version (%u), alike ones too (Shift+%u), or the whole annotation of %s (Alt+%u)"), place + 1,
                          place + 1, first, place + 1);
}

static void
show_row (GlsCaseView *self, guint place, const guint *letters, guint n_people)
{
  const GlsCaseRow *row = &g_array_index (self->rows, GlsCaseRow, place);
  const GlsVersion *version = g_ptr_array_index (self->item->versions, g_array_index (self->order, guint, place));
  g_autofree char *holders = gls_case_text_holders (version, self->people, letters);
  g_autofree char *share = g_strdup_printf (_ ("%u of %u"), gls_count_people (version->people), n_people);
  g_autofree char *said = gls_case_text_said (self->item, version), *drawn = gls_case_text_draw (self->item, version, self->document);
  g_autofree char *key = place < MOST_KEYS ? g_strdup_printf ("%u", place + 1) : g_strdup ("·");
  g_autofree char *first = g_strndup (holders, strcspn (holders, ",")), *tooltip = dup_tooltip (self, place, first);
  g_autofree char *name = NULL, *plain = NULL;
  gboolean majority = gls_case_view_get_majority (self) == (int) g_array_index (self->order, guint, place) && !self->anonymous;
  gboolean chosen = self->item->state != GLS_CASE_OPEN && !self->item->edited && g_strcmp0 (self->item->choice, version->value) == 0;

  gtk_label_set_text (GTK_LABEL (row->key), key);
  gtk_label_set_text (GTK_LABEL (row->holders), holders);
  gtk_label_set_text (GTK_LABEL (row->share), share);
  gtk_label_set_text (GTK_LABEL (row->said), said != NULL ? said : "");
  gtk_widget_set_visible (row->said, said != NULL);
  gtk_label_set_markup (GTK_LABEL (row->drawn), drawn);
  /* Elsewhere the article above shows all there is to draw. */
  gtk_widget_set_visible (row->drawn, self->item->kind == GLS_CASE_BOUNDARY
                                      || (version->fragments->len > 0 && self->item->kind == GLS_CASE_ROLE));
  gtk_label_set_text (GTK_LABEL (row->badge), chosen ? _ ("✔ chosen") : majority ? _ ("majority") : "");
  gtk_widget_set_visible (row->badge, chosen || majority);
  if (self->item->kind == GLS_CASE_TYPE)
    {
      gtk_widget_add_css_class (row->said, "chip");
      gls_type_style_apply (row->said, gls_codebook_find_type (self->codebook, version->shown));
    }
  else
    {
      gtk_widget_remove_css_class (row->said, "chip");
      gls_type_style_apply (row->said, NULL);
    }
  gtk_widget_set_halign (row->said, GTK_ALIGN_START);
  plain = g_strdup (said != NULL ? said : gtk_label_get_text (GTK_LABEL (row->drawn)));
  name = g_strdup_printf ("%s: %s, %s", key, plain, holders);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  g_object_set_data_full (G_OBJECT (row->button), "gls-tooltip", g_steal_pointer (&tooltip), g_free);
  gtk_widget_set_visible (row->button, TRUE);
}

/* Few versions are all in sight, whatever else has to give way; a scrolled window of GTK 4.8 does not ask for the room that wrapped
 * lines need. */
static void
place_rows (GlsCaseView *self)
{
  GtkWidget *scroller = GTK_WIDGET (self->rows_scroller), *holder = gtk_widget_get_parent (scroller);
  gboolean many = self->order->len > FEW;

  if (many == gtk_widget_get_visible (scroller))
    return;
  g_object_ref (self->rows_box);
  if (many)
    {
      gtk_box_remove (GTK_BOX (holder), self->rows_box);
      gtk_scrolled_window_set_child (self->rows_scroller, self->rows_box);
    }
  else
    {
      gtk_scrolled_window_set_child (self->rows_scroller, NULL);
      gtk_box_append (GTK_BOX (holder), self->rows_box);
    }
  g_object_unref (self->rows_box);
  gtk_widget_set_visible (scroller, many);
}

void
gls_case_view_show_rows (GlsCaseView *self)
{
  g_autofree guint *letters = self->anonymous && self->item != NULL ? dup_letters (self) : NULL;
  guint n_people = 0;

  for (guint i = 0; i < self->order->len; i++)
    n_people += gls_count_people (((GlsVersion *) g_ptr_array_index (self->item->versions, i))->people);
  while (self->rows->len < self->order->len)
    add_row (self);
  for (guint i = 0; i < self->rows->len; i++)
    if (i < self->order->len)
      show_row (self, i, letters, n_people);
    else
      gtk_widget_set_visible (g_array_index (self->rows, GlsCaseRow, i).button, FALSE);
  place_rows (self);
}

/* --- The article ----------------------------------------------------------------------------------------------------- */

/* The @n-th of version @i. */
static void
add_span (GlsSpanTable *table, guint i, guint n, const GArray *fragments)
{
  GlsSpan span = { .type = i, .n_fragments = fragments->len, .first_fragment = table->fragments->len };

  ((guint8 *) &span.id)[0] = i + 1;
  ((guint8 *) &span.id)[1] = n;
  span.start = g_array_index (fragments, GlsFragment, 0).start;
  span.end = g_array_index (fragments, GlsFragment, fragments->len - 1).end;
  g_array_append_vals (table->fragments, fragments->data, fragments->len);
  g_array_append_val (table->spans, span);
}

/* The versions as spans, in lanes above each other; a role's with what fills it; of a mark that some lack every boundary of it. */
static GlsSpanTable *
make_spans (GlsCaseView *self)
{
  GlsSpanTable *table = g_new0 (GlsSpanTable, 1);
  const GlsCase *item = self->item;
  gboolean drawn = FALSE;

  g_atomic_ref_count_init (&table->ref_count);
  table->document = item->document;
  table->spans = g_array_new (FALSE, TRUE, sizeof (GlsSpan));
  table->fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  table->sets = g_ptr_array_new_with_free_func (g_free);
  table->types = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (table->sets, g_strdup (""));
  for (guint i = 0; i < item->versions->len; i++)
    {
      const GlsVersion *version = g_ptr_array_index (item->versions, i);
      gboolean filler = item->kind == GLS_CASE_ROLE || item->kind == GLS_CASE_RELATION;

      g_ptr_array_add (table->types, g_strdup (filler ? gls_role_get_label (item->field)
                                               : item->kind == GLS_CASE_TYPE ? version->shown : item->type));
      /* Where versions do not lie apart the first that lies anywhere shows what it is about, also where most have not marked it. */
      if (version->fragments->len == 0 || version->fragments->len > G_MAXUINT16
          || (drawn && !filler && item->kind != GLS_CASE_BOUNDARY && item->kind != GLS_CASE_TYPE))
        continue;
      drawn = TRUE;
      if (item->places == NULL)
        add_span (table, i, 0, version->fragments);
      for (guint k = 0; item->places != NULL && k < MIN (item->places->len, G_MAXUINT8); k++)
        add_span (table, i, k, g_ptr_array_index (item->places, k));
    }
  if (item->kind == GLS_CASE_ROLE || item->kind == GLS_CASE_RELATION)
    {
      GlsSpan span = { .start = item->start, .end = item->end, .n_fragments = 1, .type = table->types->len };

      memset (&span.id, 0xff, sizeof span.id);
      g_ptr_array_add (table->types, g_strdup (item->type));
      g_array_append_val (table->spans, span);
    }
  return table;
}

void
gls_case_view_show_article (GlsCaseView *self, gboolean text_changed)
{
  GlsSpanTable *table;

  if (self->item == NULL || self->document == NULL)
    {
      gls_article_view_set_document (self->article, NULL, NULL, NULL);
      return;
    }
  if (text_changed)
    gls_article_view_set_document (self->article, self->document->text, self->document->zones,
                                   self->document->title != NULL ? self->document->title : self->document->key);
  table = make_spans (self);
  g_array_sort (table->spans, gls_span_compare);
  gls_article_view_set_spans (self->article, table, self->codebook);
  gls_span_table_unref (table);
  gls_article_view_scroll_to (self->article, self->item->start);
}
