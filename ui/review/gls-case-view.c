/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows one disagreement and says which version was clicked.
 * It must not know the queue, nor what a decision does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-article-view.h>
#include <string.h>

#include "common/gls-guide.h"
#include "common/gls-keys.h"
#include "common/gls-reason.h"
#include "common/gls-settings.h"
#include "common/gls-type-style.h"
#include "gls-case-editor.h"
#include "gls-case-text.h"
#include "gls-case-view.h"

/* So many have a key. */
#define MOST_KEYS 9
#define FEW 5

typedef struct {
  GtkWidget *button, *key, *holders, *share, *drawn, *said, *badge;
} Row;

struct _GlsCaseView {
  AdwBin          parent_instance;
  GtkLabel       *place, *question, *remark;
  GlsArticleView *article;
  GtkWidget      *rows_box;
  GtkScrolledWindow *rows_scroller;
  GArray         *rows;        /* Row, as many as were ever needed */
  GtkWidget      *none_button, *edit_button, *skip_button, *reopen_button, *comment_button, *guide_button;
  GtkWidget      *reasons[GLS_REASON_AUTOMATIC];
  GtkWidget      *comment;
  GlsCaseEditor  *editor;
  GtkWidget      *alike_box;
  GtkLabel       *alike_label;
  GtkWidget      *alike_button;
  GlsGuide       *guide;

  GlsCase        *item;
  GlsDocument    *document;
  char          **people;
  guint           n_alike;
  GlsCodebook    *codebook;
  gboolean        anonymous, guide_hidden;
  GArray         *order;       /* guint: version by place */
  GlsReason       reason;
  gboolean        setting;
};

G_DEFINE_FINAL_TYPE (GlsCaseView, gls_case_view, ADW_TYPE_BIN)

enum { TAKE, EDIT, EDITED, ANSWER, SKIP, REOPEN, N_SIGNALS };
static guint signals[N_SIGNALS];

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

static void
order_versions (GlsCaseView *self)
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

      if (g_array_index (self->rows, Row, i).button != button || version < 0)
        continue;
      state = gdk_device_get_modifier_state (gdk_seat_get_keyboard (gdk_display_get_default_seat (gtk_widget_get_display (button))));
      if (state & GDK_SHIFT_MASK)
        way = GLS_TAKE_ALIKE;
      else if (state & GDK_ALT_MASK)
        way = GLS_TAKE_WHOLE;
      g_signal_emit (self, signals[TAKE], 0, version, way);
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

static GtkWidget *
add_label (GtkWidget *box, const char *class)
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
  Row row;

  row.button = gtk_button_new ();
  gtk_widget_add_css_class (row.button, "flat");
  gtk_widget_add_css_class (row.button, "version");
  row.key = add_label (box, "keycap");
  gtk_label_set_xalign (GTK_LABEL (row.key), 0.5);
  gtk_box_append (GTK_BOX (box), side);
  gtk_widget_set_size_request (side, 130, -1);
  row.holders = add_label (side, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (row.holders), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (row.holders), 18);
  row.share = add_label (side, "count");
  gtk_box_append (GTK_BOX (box), middle);
  gtk_widget_set_hexpand (middle, TRUE);
  gtk_widget_set_valign (middle, GTK_ALIGN_CENTER);
  row.said = add_label (middle, "version-said");
  row.drawn = add_label (middle, NULL);
  gtk_label_set_wrap (GTK_LABEL (row.said), TRUE);
  gtk_label_set_wrap (GTK_LABEL (row.drawn), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (row.drawn), PANGO_WRAP_WORD_CHAR);
  row.badge = add_label (box, "badge");
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
  const Row *row = &g_array_index (self->rows, Row, place);
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

static void
show_rows (GlsCaseView *self)
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
      gtk_widget_set_visible (g_array_index (self->rows, Row, i).button, FALSE);
  place_rows (self);
}

/* --- The article ----------------------------------------------------------------------------------------------------- */

/* The versions as spans, in lanes above each other; a role's with what fills it. */
static GlsSpanTable *
make_spans (GlsCaseView *self)
{
  GlsSpanTable *table = g_new0 (GlsSpanTable, 1);
  const GlsCase *item = self->item;

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
      GlsSpan span = { .type = table->types->len, .n_fragments = version->fragments->len };

      g_ptr_array_add (table->types, g_strdup (filler ? gls_role_get_label (item->field)
                                               : item->kind == GLS_CASE_TYPE ? version->shown : item->type));
      if (version->fragments->len == 0 || version->fragments->len > G_MAXUINT16
          || (i > 0 && !filler && item->kind != GLS_CASE_BOUNDARY && item->kind != GLS_CASE_TYPE))
        continue;
      ((guint8 *) &span.id)[0] = i + 1;
      span.start = g_array_index (version->fragments, GlsFragment, 0).start;
      span.end = g_array_index (version->fragments, GlsFragment, version->fragments->len - 1).end;
      span.first_fragment = table->fragments->len;
      g_array_append_vals (table->fragments, version->fragments->data, version->fragments->len);
      g_array_append_val (table->spans, span);
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

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const GlsSpan *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return gls_id_compare (&x->id, &y->id);
}

static void
show_article (GlsCaseView *self, gboolean text_changed)
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
  g_array_sort (table->spans, compare_spans);
  gls_article_view_set_spans (self->article, table, self->codebook);
  gls_span_table_unref (table);
  gls_article_view_scroll_to (self->article, self->item->start);
}

/* --- Around it ------------------------------------------------------------------------------------------------------- */

static guint
count_paragraph (GlsDocument *document, guint32 offset)
{
  gsize end = gls_text_byte_of_char (document->text, offset);
  const char *data = gls_text_get_data (document->text, NULL);
  guint n = 1;

  for (gsize i = 0; i < end; i++)
    n += data[i] == '\n' && i + 1 < end && data[i + 1] != '\n';
  return n;
}

static void
show_heading (GlsCaseView *self)
{
  g_autofree char *question = gls_case_text_question (self->item), *remark = gls_case_text_remark (self->item, self->anonymous ? NULL : self->people);
  const char *title = self->item->title != NULL ? self->item->title : self->item->key;
  g_autofree char *place = self->document != NULL ? g_strdup_printf (_ ("%s · paragraph %u"), title, count_paragraph (self->document, self->item->start))
                                                  : g_strdup (title);

  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->question, question);
  gtk_label_set_text (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
}

static void
show_alike (GlsCaseView *self)
{
  guint more = self->n_alike > 1 && self->item->state != GLS_CASE_SETTLED ? self->n_alike - 1 : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u more is alike", "%u more are alike", more), more);

  gtk_label_set_text (self->alike_label, text);
  gtk_widget_set_visible (self->alike_box, more > 0);
}

static void
show_guide (GlsCaseView *self)
{
  gls_guide_set_type (self->guide, self->item != NULL && !self->guide_hidden
                                   ? gls_codebook_find_type (self->codebook, self->item->type) : NULL);
}

static void
show_reason (GlsCaseView *self)
{
  self->setting = TRUE;
  for (guint i = GLS_REASON_AMBIGUOUS; i < GLS_REASON_AUTOMATIC; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->reasons[i]), i == self->reason);
  self->setting = FALSE;
}

static void
show_all (GlsCaseView *self, gboolean text_changed)
{
  gboolean settled = self->item != NULL && self->item->state == GLS_CASE_SETTLED;

  order_versions (self);
  if (self->item == NULL)
    {
      show_article (self, TRUE);
      return;
    }
  show_heading (self);
  show_rows (self);
  show_article (self, text_changed);
  show_alike (self);
  show_guide (self);
  gtk_widget_set_visible (self->reopen_button, settled);
}

static guint
hash_answers (const GlsCase *item)
{
  guint n = 0;

  for (guint i = 0; item->answers != NULL && item->answers[i] != NULL; i++)
    n += g_str_hash (item->answers[i]);
  return n;
}

/* Read again, and nothing of it is another. */
static gboolean
is_same (const GlsCase *a, const GlsCase *b)
{
  if (!gls_id_equal (&a->id, &b->id) || a->state != b->state || a->alike != b->alike || a->halfway != b->halfway || a->unsure != b->unsure
      || a->versions->len != b->versions->len || hash_answers (a) != hash_answers (b) || g_strcmp0 (a->choice, b->choice) != 0 || g_strcmp0 (a->question, b->question) != 0)
    return FALSE;
  for (guint i = 0; i < a->versions->len; i++)
    {
      const GlsVersion *x = g_ptr_array_index (a->versions, i), *y = g_ptr_array_index (b->versions, i);

      if (x->people != y->people || strcmp (x->value, y->value) != 0 || strcmp (x->shown, y->shown) != 0)
        return FALSE;
    }
  return TRUE;
}

void
gls_case_view_set_case (GlsCaseView *self, GlsCase *item, GlsDocument *document, char **people, guint n_alike, GlsCodebook *codebook)
{
  gboolean text_changed = document != self->document, other = item == NULL || self->item == NULL || !gls_id_equal (&item->id, &self->item->id);

  if (other)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->comment), "");
      gtk_widget_set_visible (self->comment, FALSE);
      gls_case_view_cancel_edit (self);
    }
  else if (!text_changed && codebook == self->codebook && people == self->people && is_same (item, self->item))
    {
      if (n_alike != self->n_alike)
        {
          self->n_alike = n_alike;
          show_alike (self);
        }
      return;
    }
  if (item != NULL)
    gls_case_ref (item);
  if (document != NULL)
    gls_document_ref (document);
  if (codebook != NULL)
    gls_codebook_ref (codebook);
  g_clear_pointer (&self->item, gls_case_unref);
  g_clear_pointer (&self->document, gls_document_unref);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  self->item = item;
  self->document = document;
  self->codebook = codebook;
  self->people = people;
  self->n_alike = n_alike;
  show_all (self, text_changed);
}

void
gls_case_view_set_anonymous (GlsCaseView *self, gboolean anonymous)
{
  self->anonymous = anonymous;
  show_all (self, FALSE);
}

GlsReason
gls_case_view_get_reason (GlsCaseView *self)
{
  return self->reason;
}

void
gls_case_view_next_reason (GlsCaseView *self, gboolean back)
{
  self->reason = (self->reason + (back ? GLS_REASON_AUTOMATIC - 1 : 1)) % GLS_REASON_AUTOMATIC;
  show_reason (self);
}

char *
gls_case_view_take_comment (GlsCaseView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->comment))));

  gtk_editable_set_text (GTK_EDITABLE (self->comment), "");
  gtk_widget_set_visible (self->comment, FALSE);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

void
gls_case_view_focus_comment (GlsCaseView *self)
{
  gboolean settled = self->item != NULL && self->item->state == GLS_CASE_SETTLED;

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->comment), settled ? _ ("Answer to this decision; Return sends it")
                                                             : _ ("Comment for the annotators; Return goes back to the versions"));
  gtk_widget_set_visible (self->comment, TRUE);
  gtk_widget_grab_focus (self->comment);
}

void
gls_case_view_focus_article (GlsCaseView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->article));
}

void
gls_case_view_toggle_guide (GlsCaseView *self)
{
  self->guide_hidden = !self->guide_hidden;
  show_guide (self);
}

/* --- Editing --------------------------------------------------------------------------------------------------------- */

void
gls_case_view_begin_edit (GlsCaseView *self, char **choices)
{
  if (self->item == NULL)
    return;
  gls_case_editor_begin (self->editor, self->item, self->codebook, choices);
  if (gls_case_editor_wants_words (self->editor))
    {
      gls_article_view_select_range (self->article, self->item->start, self->item->end);
      gls_case_view_focus_article (self);
    }
}

gboolean
gls_case_view_is_editing (GlsCaseView *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->editor));
}

gboolean
gls_case_view_end_edit (GlsCaseView *self)
{
  guint32 start, end;
  g_autofree char *text = NULL;

  if (!gls_case_view_is_editing (self) || !gls_case_editor_wants_words (self->editor)
      || !gls_article_view_get_selection_range (self->article, &start, &end))
    return FALSE;
  text = g_strdup_printf ("%u-%u", start, end);
  gls_case_view_cancel_edit (self);
  g_signal_emit (self, signals[EDITED], 0, text);
  return TRUE;
}

void
gls_case_view_cancel_edit (GlsCaseView *self)
{
  gls_case_editor_end (self->editor);
}

static void
editor_done (GlsCaseView *self, const char *text)
{
  g_autofree char *kept = g_strdup (text);

  if (*kept == '\0' && gls_case_editor_wants_words (self->editor))
    {
      gls_case_view_end_edit (self);
      return;
    }
  gls_case_view_cancel_edit (self);
  g_signal_emit (self, signals[EDITED], 0, kept);
}

/* --- Building -------------------------------------------------------------------------------------------------------- */

/* Before a decision it waits for it; to a decision it is an answer. */
static void
comment_entered (GlsCaseView *self)
{
  if (self->item != NULL && self->item->state == GLS_CASE_SETTLED)
    {
      g_autofree char *text = gls_case_view_take_comment (self);

      g_signal_emit (self, signals[ANSWER], 0, text != NULL ? text : "");
    }
  gls_case_view_focus_article (self);
}

static void
none_clicked (GlsCaseView *self)
{
  g_signal_emit (self, signals[TAKE], 0, -1, GLS_TAKE_THIS);
}

static void
edit_clicked (GlsCaseView *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
skip_clicked (GlsCaseView *self)
{
  g_signal_emit (self, signals[SKIP], 0);
}

static void
reopen_clicked (GlsCaseView *self)
{
  g_signal_emit (self, signals[REOPEN], 0);
}

static void
alike_clicked (GlsCaseView *self)
{
  int version = gls_case_view_get_version (self, 1);

  g_signal_emit (self, signals[TAKE], 0, version, GLS_TAKE_ALIKE);
}

static void
reason_toggled (GlsCaseView *self, GtkToggleButton *button)
{
  if (self->setting)
    return;
  for (guint i = GLS_REASON_AMBIGUOUS; i < GLS_REASON_AUTOMATIC; i++)
    if (self->reasons[i] == GTK_WIDGET (button))
      self->reason = gtk_toggle_button_get_active (button) ? i : GLS_REASON_NONE;
  show_reason (self);
}

static GtkWidget *
add_tool (GtkWidget *box, const char *key, const char *label, const char *tooltip, GCallback clicked, GlsCaseView *self)
{
  GtkWidget *button = gtk_button_new (), *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5), *cap, *words;

  cap = add_label (inner, "keycap");
  gtk_label_set_text (GTK_LABEL (cap), key);
  words = add_label (inner, NULL);
  gtk_label_set_text (GTK_LABEL (words), label);
  gtk_button_set_child (GTK_BUTTON (button), inner);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "tool");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
build_reasons (GlsCaseView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *outer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cap = add_label (outer, "keycap"), *words = add_label (outer, NULL);

  gtk_label_set_text (GTK_LABEL (cap), "R");
  gtk_label_set_text (GTK_LABEL (words), _ ("Reason:"));
  gtk_widget_add_css_class (box, "linked");
  for (guint i = GLS_REASON_AMBIGUOUS; i < GLS_REASON_AUTOMATIC; i++)
    {
      self->reasons[i] = gtk_toggle_button_new_with_label (gls_reason_get_label (i));
      gtk_widget_add_css_class (self->reasons[i], "small-button");
      gtk_widget_set_tooltip_text (self->reasons[i], _ ("Why: kept for the decisions that follow, until it is changed (R)"));
      g_signal_connect_object (self->reasons[i], "toggled", G_CALLBACK (reason_toggled), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->reasons[i]);
    }
  gtk_box_append (GTK_BOX (outer), box);
  return outer;
}

static GtkWidget *
build_tools (GlsCaseView *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->none_button = add_tool (tools, "0", _ ("None of them"), _ ("None of the versions: no value; where it is about the mark itself, no mark (0)"),
                                G_CALLBACK (none_clicked), self);
  self->edit_button = add_tool (tools, "F2", _ ("Edit"), _ ("Decide on something that no version says (F2)"), G_CALLBACK (edit_clicked), self);
  self->skip_button = add_tool (tools, "Tab", _ ("Skip"), _ ("Leave it open and go to the next (Tab)"), G_CALLBACK (skip_clicked), self);
  self->comment_button = add_tool (tools, "C", _ ("Comment"), _ ("A line for the annotators, with this decision (C)"),
                                   G_CALLBACK (gls_case_view_focus_comment), self);
  self->guide_button = add_tool (tools, "G", _ ("Guideline"), _ ("Show or hide what the codebook says about this type (G)"),
                                 G_CALLBACK (gls_case_view_toggle_guide), self);
  self->reopen_button = add_tool (tools, "O", _ ("Open again"), _ ("Take this decision back: it comes into the queue again (O)"),
                                  G_CALLBACK (reopen_clicked), self);
  gtk_box_append (GTK_BOX (both), tools);
  gtk_box_append (GTK_BOX (both), build_reasons (self));
  return both;
}

static GtkWidget *
build_alike (GlsCaseView *self)
{
  GtkWidget *label;

  self->alike_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_add_css_class (self->alike_box, "panel");
  gtk_widget_add_css_class (self->alike_box, "alike");
  label = add_label (self->alike_box, "heading");
  gtk_widget_set_hexpand (label, TRUE);
  self->alike_label = GTK_LABEL (label);
  self->alike_button = gtk_button_new_with_label (_ ("Settle Alike Ones…"));
  gtk_widget_set_tooltip_text (self->alike_button, _ ("Take version 1 in all of them, after a look at each (Shift+1; Shift and its number for another version)"));
  g_signal_connect_object (self->alike_button, "clicked", G_CALLBACK (alike_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->alike_box), self->alike_button);
  return self->alike_box;
}

static GtkWidget *
build_article (GlsCaseView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GlsSettings *settings = gls_settings_get_default ();

  self->article = GLS_ARTICLE_VIEW (gls_article_view_new ());
  gls_article_view_set_fixed (self->article, TRUE);
  gls_article_view_set_line_width (self->article, 0);
  gls_article_view_set_text_scale (self->article, gls_settings_get_double (settings, GLS_SETTING_ZOOM));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->article));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 110);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "panel");
  return scroller;
}

static GtkWidget *
build_rows (GlsCaseView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *holder = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->rows_scroller = GTK_SCROLLED_WINDOW (scroller);
  self->rows_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (holder), scroller);
  gtk_box_append (GTK_BOX (holder), self->rows_box);
  gtk_widget_set_visible (scroller, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 330);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 160);
  return holder;
}

static void
gls_case_view_dispose (GObject *object)
{
  GlsCaseView *self = GLS_CASE_VIEW (object);

  g_clear_pointer (&self->item, gls_case_unref);
  g_clear_pointer (&self->document, gls_document_unref);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  G_OBJECT_CLASS (gls_case_view_parent_class)->dispose (object);
}

static void
gls_case_view_finalize (GObject *object)
{
  GlsCaseView *self = GLS_CASE_VIEW (object);

  g_array_unref (self->rows);
  g_array_unref (self->order);
  G_OBJECT_CLASS (gls_case_view_parent_class)->finalize (object);
}

static void
gls_case_view_class_init (GlsCaseViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_case_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_case_view_finalize;
  signals[TAKE] = g_signal_new ("take", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_UINT);
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ANSWER] = g_signal_new ("answer", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SKIP] = g_signal_new ("skip", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REOPEN] = g_signal_new ("reopen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_line (GtkWidget *box, const char *class)
{
  GtkWidget *label = add_label (box, class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return GTK_LABEL (label);
}

static void
gls_case_view_init (GlsCaseView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *scroller;

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_add_css_class (box, "case");
  self->place = add_line (heading, "dim-label");
  self->question = add_line (heading, "title-3");
  self->remark = add_line (heading, "case-remark");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), build_article (self));
  gtk_box_append (GTK_BOX (box), build_rows (self));
  gtk_box_append (GTK_BOX (box), build_tools (self));
  self->comment = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->comment), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Comment"), -1);
  gtk_widget_set_visible (self->comment, FALSE);
  g_signal_connect_object (self->comment, "activate", G_CALLBACK (comment_entered), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->comment);
  self->editor = gls_case_editor_new ();
  g_signal_connect_object (self->editor, "done", G_CALLBACK (editor_done), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "cancelled", G_CALLBACK (gls_case_view_focus_article), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->editor));
  gtk_box_append (GTK_BOX (box), build_alike (self));
  self->guide = g_object_new (GLS_TYPE_GUIDE, NULL);
  gls_guide_set_room (self->guide, 84);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->guide));
  /* What is inside asks for another size with each disagreement; the window need not measure itself for that. */
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GlsCaseView *
gls_case_view_new (void)
{
  return g_object_new (GLS_TYPE_CASE_VIEW, NULL);
}
