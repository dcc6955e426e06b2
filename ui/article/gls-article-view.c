/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widget itself: its interface, its buffer and its column of text.
 * It knows nothing of the store and of what is done with a selection. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "gls-article-view-private.h"

/* Letters are not all as wide as the mean one. */
#define BROKEN_SLACK 4
#define MARGIN_MIN 24
#define OLD_BUFFER_MS 200
#define SCALE_MIN 0.5
#define SCALE_MAX 4.0

G_DEFINE_FINAL_TYPE (GlsArticleView, gls_article_view, GTK_TYPE_TEXT_VIEW)

enum { PROP_0, PROP_LINE_WIDTH, PROP_TEXT_SCALE, PROP_SHOW_ALL_LINKS, PROP_FONT_FAMILY, PROP_BY_CHARACTERS, PROP_TRIM, N_PROPS };
enum { RANGE_SELECTED, ANNOTATION_ACTIVATED, SELECTION_CLEARED, FRAGMENTS_CHANGED, FRAGMENT_SELECTED, LINK_DRAGGED, CARD_PRESSED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
gls_article_view_get_iter (GlsArticleView *self, GtkTextIter *iter, guint32 stored, gboolean is_end)
{
  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), iter,
                                      gls_display_map_to_display (self->map, stored, is_end));
}

guint32
gls_article_view_offset_of_iter (GlsArticleView *self, const GtkTextIter *iter)
{
  return gls_display_map_to_stored (self->map, gtk_text_iter_get_offset (iter));
}

void
gls_article_view_drop_drawings (GlsArticleView *self)
{
  g_hash_table_remove_all (self->drawings);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The text between two stored offsets as it is stored, for the clipboards. */
static char *
dup_selected_text (GlsArticleView *self)
{
  GtkTextIter start, end;

  if (!self->text || !gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &start, &end))
    return NULL;
  return gls_text_slice (self->text, gls_article_view_offset_of_iter (self, &start),
                         gls_article_view_offset_of_iter (self, &end));
}

static void
copy_clipboard (GtkTextView *view)
{
  g_autofree char *text = dup_selected_text (GLS_ARTICLE_VIEW (view));

  if (text)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view)), text);
}

void
gls_article_view_emit_range (GlsArticleView *self, const GdkRectangle *where)
{
  g_autofree char *text = dup_selected_text (self);
  guint32 start, end;

  if (!gls_article_view_get_selection_range (self, &start, &end))
    return;
  if (text)
    gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), text);
  self->had_selection = TRUE;
  self->told_start = start;
  self->told_end = end;
  self->has_last_click = FALSE;
  g_signal_emit (self, signals[RANGE_SELECTED], 0, start, end, where);
}

void
gls_article_view_emit_cleared (GlsArticleView *self)
{
  self->had_selection = FALSE;
  g_signal_emit (self, signals[SELECTION_CLEARED], 0);
}

void
gls_article_view_emit_activated (GlsArticleView *self, const GlsId *id)
{
  GlsId copy = *id;

  gls_article_view_set_selected (self, &copy);
  g_signal_emit (self, signals[ANNOTATION_ACTIVATED], 0, &copy);
}

void
gls_article_view_emit_fragments (GlsArticleView *self, GArray *fragments)
{
  GlsId id = self->selected;

  g_signal_emit (self, signals[FRAGMENTS_CHANGED], 0, &id, fragments);
}

void
gls_article_view_emit_fragment (GlsArticleView *self)
{
  guint32 start, end;

  if (!gls_article_view_get_selection_range (self, &start, &end))
    return;
  gls_article_view_select_range (self, end, end);
  g_signal_emit (self, signals[FRAGMENT_SELECTED], 0, start, end);
}

void
gls_article_view_emit_card (GlsArticleView *self, const GlsId *id, guint32 offset, const char *action)
{
  g_signal_emit (self, signals[CARD_PRESSED], 0, id, offset, action);
}

void
gls_article_view_emit_link (GlsArticleView *self, const GlsId *to)
{
  GlsId from = self->selected;

  g_signal_emit (self, signals[LINK_DRAGGED], 0, &from, to);
}

static void
move_cursor (GtkTextView *view, GtkMovementStep step, int count, gboolean extend)
{
  gls_article_view_note_move (GLS_ARTICLE_VIEW (view), step, extend);
  GTK_TEXT_VIEW_CLASS (gls_article_view_parent_class)->move_cursor (view, step, count, extend);
}

/* In characters. A text whose lines were broken a little later than ours are keeps them whole: a second break leaves single words. */
static int
get_column (GlsArticleView *self)
{
  int most = self->line_width * 5 / 4, longest = (int) self->longest_line;

  return longest > self->line_width - BROKEN_SLACK && longest + BROKEN_SLACK <= most ? longest + BROKEN_SLACK : self->line_width;
}

static guint
find_longest_line (const GlsDisplayMap *map)
{
  guint longest = 0;

  for (guint i = 0; i < map->paragraphs->len; i++)
    longest = MAX (longest, gls_display_map_paragraph_end (map, i) - g_array_index (map->paragraphs, GlsParagraph, i).start);
  return longest;
}

/* The column stands in the middle; the margins take what is left. */
static void
update_margins (GlsArticleView *self, int width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int margin = MARGIN_MIN;

  if (self->line_width > 0)
    margin = MAX (margin, (width - get_column (self) * gls_article_view_get_style (self)->char_width) / 2);
  if (gtk_text_view_get_left_margin (view) != margin)
    {
      gtk_text_view_set_left_margin (view, margin);
      gtk_text_view_set_right_margin (view, margin);
      gls_article_view_drop_drawings (self);
    }
}

/* Theme, font or zoom have changed. */
static void
restyle (GlsArticleView *self)
{
  gls_article_view_hold (self);
  gls_article_view_drop_style (self);
  gls_article_view_style_tags (self);
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    update_margins (self, gtk_widget_get_width (GTK_WIDGET (self)));
  gls_article_view_drop_drawings (self);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (widget);

  update_margins (self, width);
  GTK_WIDGET_CLASS (gls_article_view_parent_class)->size_allocate (widget, width, height, baseline);
  /* It also comes with every step of GTK's laying out what is off screen. */
  if (width != self->allocated_width)
    g_hash_table_remove_all (self->drawings);
  self->allocated_width = width;
}

/* GTK asks for the margins as a minimum; they are what is left over. */
static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  GTK_WIDGET_CLASS (gls_article_view_parent_class)
    ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 4 * MARGIN_MIN;
      *natural = MAX (*minimum, *natural);
    }
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (gls_article_view_parent_class)->css_changed (widget, change);
  restyle (GLS_ARTICLE_VIEW (widget));
}

static void
system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (gls_article_view_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME ||
      setting == GTK_SYSTEM_SETTING_FONT_CONFIG)
    restyle (GLS_ARTICLE_VIEW (widget));
}

/* GTK would hand out the shown text, breaks of the view's own included, as the primary selection. */
static void
realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gls_article_view_parent_class)->realize (widget);
  gtk_text_buffer_remove_selection_clipboard (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)),
                                              gtk_widget_get_primary_clipboard (widget));
}

static void
unrealize (GtkWidget *widget)
{
  gls_article_view_stop_drag (GLS_ARTICLE_VIEW (widget));
  gls_article_view_stop_scrolling (GLS_ARTICLE_VIEW (widget));
  gtk_text_buffer_add_selection_clipboard (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)),
                                           gtk_widget_get_primary_clipboard (widget));
  GTK_WIDGET_CLASS (gls_article_view_parent_class)->unrealize (widget);
}

static void
snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  gls_article_view_paint (GLS_ARTICLE_VIEW (view), layer, snapshot);
  gls_article_view_adorn (GLS_ARTICLE_VIEW (view), layer, snapshot);
}

static void
theme_changed_cb (GlsArticleView *self)
{
  restyle (self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (object);

  switch (id)
    {
    case PROP_LINE_WIDTH:
      g_value_set_int (value, self->line_width);
      break;
    case PROP_TEXT_SCALE:
      g_value_set_double (value, self->text_scale);
      break;
    case PROP_BY_CHARACTERS:
      g_value_set_boolean (value, self->by_characters);
      break;
    case PROP_TRIM:
      g_value_set_boolean (value, !self->keep_edges);
      break;
    case PROP_FONT_FAMILY:
      g_value_set_string (value, self->font_family);
      break;
    case PROP_SHOW_ALL_LINKS:
      g_value_set_boolean (value, self->show_all_links);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (object);

  switch (id)
    {
    case PROP_LINE_WIDTH:
      gls_article_view_set_line_width (self, g_value_get_int (value));
      break;
    case PROP_TEXT_SCALE:
      gls_article_view_set_text_scale (self, g_value_get_double (value));
      break;
    case PROP_BY_CHARACTERS:
      self->by_characters = g_value_get_boolean (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_TRIM:
      self->keep_edges = !g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_FONT_FAMILY:
      gls_article_view_set_font_family (self, g_value_get_string (value));
      break;
    case PROP_SHOW_ALL_LINKS:
      gls_article_view_set_show_all_links (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (object);

  gls_article_view_stop_drag (self);
  gls_article_view_hide_card (self);
  gls_article_view_set_card_func (self, NULL, NULL, NULL);
  gls_article_view_stop_speaking (self);
  gls_article_view_stop_tagging (self);
  gls_article_view_stop_scrolling (self);
  if (self->vadjustment)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  g_clear_object (&self->vadjustment);
  G_OBJECT_CLASS (gls_article_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (object);

  gls_article_view_drop_style (self);
  g_hash_table_unref (self->drawings);
  gls_span_index_free (self->index);
  gls_display_map_free (self->map);
  g_clear_pointer (&self->text, gls_text_unref);
  g_clear_pointer (&self->zones, g_array_unref);
  g_clear_pointer (&self->spans, gls_span_table_unref);
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_pointer (&self->flaws, g_array_unref);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_free (self->font_family);
  g_free (self->speech.said);
  g_clear_object (&self->tags);
  g_free (self->tagged);
  G_OBJECT_CLASS (gls_article_view_parent_class)->finalize (object);
}

static void
gls_article_view_class_init (GlsArticleViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GtkTextViewClass *view_class = GTK_TEXT_VIEW_CLASS (class);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->size_allocate = size_allocate;
  widget_class->measure = measure;
  widget_class->css_changed = css_changed;
  widget_class->system_setting_changed = system_setting_changed;
  widget_class->realize = realize;
  widget_class->unrealize = unrealize;
  view_class->copy_clipboard = copy_clipboard;
  view_class->snapshot_layer = snapshot_layer;
  view_class->move_cursor = move_cursor;

  properties[PROP_LINE_WIDTH] = g_param_spec_int ("line-width", NULL, NULL, 0, 1000, 72, flags);
  properties[PROP_TEXT_SCALE] = g_param_spec_double ("text-scale", NULL, NULL, SCALE_MIN, SCALE_MAX, 1, flags);
  properties[PROP_SHOW_ALL_LINKS] = g_param_spec_boolean ("show-all-links", NULL, NULL, FALSE, flags);
  properties[PROP_FONT_FAMILY] = g_param_spec_string ("font-family", NULL, NULL, NULL, flags);
  properties[PROP_BY_CHARACTERS] = g_param_spec_boolean ("by-characters", NULL, NULL, FALSE, flags);
  properties[PROP_TRIM] = g_param_spec_boolean ("trim", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RANGE_SELECTED] = g_signal_new ("range-selected", GLS_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT,
                                          GDK_TYPE_RECTANGLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[ANNOTATION_ACTIVATED] = g_signal_new ("annotation-activated", GLS_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SELECTION_CLEARED] = g_signal_new ("selection-cleared", GLS_TYPE_ARTICLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 0);
  signals[FRAGMENTS_CHANGED] = g_signal_new ("fragments-changed-by-user", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[FRAGMENT_SELECTED] = g_signal_new ("fragment-selected", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[CARD_PRESSED] = g_signal_new ("card-pressed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                        G_TYPE_POINTER, G_TYPE_UINT, G_TYPE_STRING);
  signals[LINK_DRAGGED] = g_signal_new ("link-dragged", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_POINTER, G_TYPE_POINTER);
}

static GlsDisplayMap *
new_empty_map (void)
{
  g_autoptr (GlsText) empty = gls_text_new_from_string ("", 0, NULL);

  return gls_display_map_new (empty);
}

static void
gls_article_view_init (GlsArticleView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);

  self->text_scale = 1;
  self->line_width = 72;
  self->revision = 1;
  self->map = new_empty_map ();
  self->index = gls_span_index_new (NULL, self->map);
  self->drawings = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gls_drawing_free);
  self->style_manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_signal_connect_object (self->style_manager, "notify::dark", G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->style_manager, "notify::high-contrast", G_CALLBACK (theme_changed_cb), self,
                           G_CONNECT_SWAPPED);

  gls_article_view_init_css (self);
  gls_article_view_init_tags (self);
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, TRUE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (view, MARGIN_MIN);
  gtk_text_view_set_bottom_margin (view, 3 * MARGIN_MIN);
  gls_article_view_init_input (self);
  gls_article_view_init_card (self);
  gls_article_view_init_scrolling (self);
  gls_article_view_set_document (self, NULL, NULL, NULL);
}

GtkWidget *
gls_article_view_new (void)
{
  return g_object_new (GLS_TYPE_ARTICLE_VIEW, NULL);
}

static gboolean
drop_buffer_cb (gpointer data)
{
  g_object_unref (data);
  return G_SOURCE_REMOVE;
}

/* A new buffer is faster than emptying the old one, and nothing of the old is left in it. The old one goes after the first paint:
 * it may be large. */
static void
replace_buffer (GlsArticleView *self)
{
  GtkTextBuffer *old = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)));
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (self->tags);
  GtkWidget *widget = GTK_WIDGET (self);
  const char *data;
  gsize n_bytes;
  GtkTextIter start;

  data = gls_display_map_get_data (self->map, &n_bytes);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, data, (int) n_bytes);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);

  if (gtk_widget_get_realized (widget))
    gtk_text_buffer_add_selection_clipboard (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)),
                                             gtk_widget_get_primary_clipboard (widget));
  /* GTK 4.8 keeps layouts of lines that were looked at but never validated, and trips over them when the old text is gone. A
   * change of the default style while it is there makes it forget them all. */
  gtk_text_view_set_indent (GTK_TEXT_VIEW (self), 1);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), buffer);
  gtk_text_view_set_indent (GTK_TEXT_VIEW (self), 0);
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (gls_article_view_speak), self, G_CONNECT_SWAPPED);
  gls_article_view_speak (self);
  if (gtk_widget_get_realized (widget))
    gtk_text_buffer_remove_selection_clipboard (buffer, gtk_widget_get_primary_clipboard (widget));
  g_timeout_add_full (G_PRIORITY_LOW, OLD_BUFFER_MS, drop_buffer_cb, old, NULL);
}

static void
take_zones (GlsArticleView *self, GArray *zones)
{
  g_clear_pointer (&self->zones, g_array_unref);
  if (!zones || zones->len == 0)
    return;
  self->zones = g_array_sized_new (FALSE, FALSE, sizeof (GlsZone), zones->len);
  g_array_append_vals (self->zones, zones->data, zones->len);
}

static gboolean
has_zones (GlsArticleView *self, GArray *zones)
{
  guint n = zones ? zones->len : 0;

  return n == (self->zones ? self->zones->len : 0) &&
         (n == 0 || memcmp (zones->data, self->zones->data, n * sizeof (GlsZone)) == 0);
}

void
gls_article_view_set_zones (GlsArticleView *self, GArray *zones)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  if (has_zones (self, zones))
    return;
  gls_article_view_stop_tagging (self);
  take_zones (self, zones);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (buffer, &start, &end);
  gls_article_view_tag_document (self);
  gls_article_view_retag_spans (self);
  gls_article_view_drop_drawings (self);
}

void
gls_article_view_set_document (GlsArticleView *self, GlsText *text, GArray *zones, const char *title)
{
  GtkAdjustment *vadjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  g_autofree char *label = title ? g_strdup_printf (_("Article: %s"), title) : g_strdup (_("Article"));

  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  gls_article_view_stop_drag (self);
  gls_article_view_hide_card (self);
  gls_article_view_stop_tagging (self);
  gls_article_view_stop_scrolling (self);
  if (text)
    gls_text_ref (text);
  g_clear_pointer (&self->text, gls_text_unref);
  self->text = text;
  take_zones (self, zones);
  gls_display_map_free (self->map);
  self->map = text ? gls_display_map_new (text) : new_empty_map ();
  self->longest_line = find_longest_line (self->map);
  g_clear_pointer (&self->spans, gls_span_table_unref);
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_pointer (&self->flaws, g_array_unref);
  gls_article_view_set_links (self, NULL);
  gls_span_index_free (self->index);
  self->index = gls_span_index_new (NULL, self->map);
  self->has_selected = self->has_last_click = self->had_selection = self->keys.any = FALSE;

  /* Before: GTK takes the last line for the one at the top of a buffer that has no heights yet, and goes on to hold it there. */
  if (vadjustment)
    gtk_adjustment_set_value (vadjustment, 0);
  replace_buffer (self);
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    update_margins (self, gtk_widget_get_width (GTK_WIDGET (self)));
  gls_article_view_style_tags (self);
  gls_article_view_tag_document (self);
  gls_article_view_retag_spans (self);
  gls_article_view_drop_drawings (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

GlsText *
gls_article_view_get_text (GlsArticleView *self)
{
  return self->text;
}

gboolean
gls_article_view_get_selection_range (GlsArticleView *self, guint32 *start, guint32 *end)
{
  GtkTextIter from, to;
  guint32 first, last;

  if (!self->text || !gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &from, &to))
    return FALSE;
  first = gls_article_view_offset_of_iter (self, &from);
  last = gls_article_view_offset_of_iter (self, &to);
  while (first < last && g_unichar_isspace (gls_text_get_char (self->text, first)))
    first++;
  while (first < last && g_unichar_isspace (gls_text_get_char (self->text, last - 1)))
    last--;
  *start = first;
  *end = last;
  return first < last;
}

void
gls_article_view_select_range (GlsArticleView *self, guint32 start, guint32 end)
{
  GtkTextIter from, to;

  gls_article_view_hide_card (self);
  gls_article_view_get_iter (self, &from, start, FALSE);
  gls_article_view_get_iter (self, &to, MAX (start, end), start < end);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &to, &from);
  self->had_selection = gls_article_view_get_selection_range (self, &self->told_start, &self->told_end);
}

guint32
gls_article_view_get_caret (GlsArticleView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  return gls_article_view_offset_of_iter (self, &iter);
}

void
gls_article_view_set_text_scale (GlsArticleView *self, double scale)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  scale = CLAMP (scale, SCALE_MIN, SCALE_MAX);
  if (scale == self->text_scale)
    return;
  self->text_scale = scale;
  restyle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT_SCALE]);
}

double
gls_article_view_get_text_scale (GlsArticleView *self)
{
  return self->text_scale;
}

void
gls_article_view_set_font_family (GlsArticleView *self, const char *family)
{
  char *old = self->font_family;

  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  if (family && *family == '\0')
    family = NULL;
  if (g_strcmp0 (old, family) == 0)
    return;
  self->font_family = g_strdup (family);
  g_free (old);
  g_object_set (self->scale_tag, "family", self->font_family, "family-set", self->font_family != NULL, NULL);
  restyle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FONT_FAMILY]);
}

const char *
gls_article_view_get_font_family (GlsArticleView *self)
{
  return self->font_family;
}

void
gls_article_view_set_line_width (GlsArticleView *self, int characters)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  if (characters == self->line_width || characters < 0)
    return;
  self->line_width = characters;
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    update_margins (self, gtk_widget_get_width (GTK_WIDGET (self)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE_WIDTH]);
}

int
gls_article_view_get_line_width (GlsArticleView *self)
{
  return self->line_width;
}
