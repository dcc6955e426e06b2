/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests what mouse and keys select in the article view; real events come from xdotool. */
#include "config.h"

#include "article-fixture.h"

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) data = TRUE;
}

/* xdotool's own words; the loop runs meanwhile. */
static void act (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
act (const char *format, ...)
{
  g_autofree char *line = NULL, *command = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  command = g_strconcat ("timeout 10 xdotool ", line, NULL);
  arguments = g_strsplit (command, " ", -1);
  process = g_subprocess_newv ((const char * const *) arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, finished_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  fixture_wait (60);
}

static gboolean
begin_acting (Fixture *fixture, GlsText **text)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  if (!program)
    {
      g_test_skip ("xdotool is not installed");
      return FALSE;
    }
  fixture_show_article (fixture, text);
  act ("getactivewindow windowmove 0 0");
  fixture_wait (100);
  g_clear_pointer (&fixture->log, g_free);
  return TRUE;
}

/* The middle of a character on the screen; the window stands at its corner, without decoration. */
static void
place_of (Fixture *fixture, guint32 offset, int *x, int *y)
{
  GdkRectangle box;
  double wx, wy;

  g_assert_true (gls_article_view_get_rectangle (fixture->article, offset, offset + 1, &box));
  g_assert_true (gtk_widget_translate_coordinates (fixture->view, fixture->window, box.x + box.width / 2.0,
                                                   box.y + box.height / 2.0, &wx, &wy));
  *x = (int) wx;
  *y = (int) wy;
}

/* A double click must not be taken for part of what came before. */
#define BETWEEN_CLICKS 500

static void
test_drag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  int x, y, to_x, to_y;
  guint32 lutna;

  if (!begin_acting (fixture, &text))
    return;
  lutna = offset_of (text, "Lutna, Rafik");
  place_of (fixture, lutna + 2, &x, &y);
  place_of (fixture, lutna + 9, &to_x, &to_y);

  act ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d mouseup 1", x, y, x + 20, y, to_x, to_y);
  g_assert_cmpstr (fixture->log, ==, "range Lutna, Rafik\n");
  g_assert_cmpint (ABS (fixture->where.y - to_y), <, 30);
  g_clear_pointer (&fixture->log, g_free);
  fixture_wait (BETWEEN_CLICKS);

  /* Backwards, and Shift at the release: the characters as they are. */
  act ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d keydown shift mouseup 1 keyup shift", to_x, to_y,
       to_x - 20, y, x, y);
  g_assert_nonnull (fixture->log);
  g_assert_true (g_str_has_prefix (fixture->log, "range tna, R") || g_str_has_prefix (fixture->log, "range na, R"));
  g_assert_cmpuint (gls_article_view_get_caret (fixture->article), <, lutna + 5);
}

static void
test_clicks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  int x, y;

  if (!begin_acting (fixture, &text))
    return;
  place_of (fixture, offset_of (text, "walked") + 2, &x, &y);
  act ("mousemove %d %d click --repeat 2 --delay 40 1", x, y);
  g_assert_nonnull (strstr (fixture->log, "range walked\n"));
  fixture_wait (BETWEEN_CLICKS);
  g_clear_pointer (&fixture->log, g_free);
  act ("click --repeat 3 --delay 40 1");
  g_assert_true (g_str_has_suffix (fixture->log, "339 people had walked out\n") ||
                 g_str_has_suffix (fixture->log, "339 people had walked out.\n"));
  fixture_wait (BETWEEN_CLICKS);
  g_clear_pointer (&fixture->log, g_free);
  act ("click --repeat 4 --delay 40 1");
  g_assert_true (g_str_has_suffix (fixture->log, "He gave no reason\n") || g_str_has_suffix (fixture->log, "He gave no reason.\n"));
  g_assert_nonnull (strstr (fixture->log, "range Speaking in Lutna"));
}

/* Two words, one right after the other: faster than the time of a double-click. */
static void
test_fast_clicks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  int x, y, then_x, then_y;

  if (!begin_acting (fixture, &text))
    return;
  place_of (fixture, offset_of (text, "walked") + 2, &x, &y);
  place_of (fixture, offset_of (text, "Lutna, Rafik") + 2, &then_x, &then_y);
  act ("mousemove %d %d click --repeat 2 --delay 20 1 mousemove %d %d click --repeat 2 --delay 20 1", x, y, then_x, then_y);
  g_assert_nonnull (strstr (fixture->log, "range walked\n"));
  g_assert_true (g_str_has_suffix (fixture->log, "range Lutna\n"));
}

static void
test_activate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  int x, y;

  if (!begin_acting (fixture, &text))
    return;
  place_of (fixture, 6, &x, &y);
  act ("mousemove %d %d click 1", x, y);
  fixture_wait (BETWEEN_CLICKS);
  act ("click 1");
  fixture_wait (BETWEEN_CLICKS);
  act ("click 1");
  fixture_wait (BETWEEN_CLICKS);
  /* Inner, outer, inner again; then beside. */
  place_of (fixture, offset_of (text, "walked"), &x, &y);
  act ("mousemove %d %d click 1", x, y);
  g_assert_cmpstr (fixture->log, ==, "annotation 2\nannotation 1\nannotation 2\ncleared\n");
  g_assert_null (gls_article_view_get_selected (fixture->article));
  g_clear_pointer (&fixture->log, g_free);

  /* Menus and pastes of other buttons are off. */
  fixture_wait (BETWEEN_CLICKS);
  act ("click 3 click 2");
  g_assert_null (fixture->log);
  g_assert_true (gtk_window_is_active (GTK_WINDOW (fixture->window)));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  guint32 start, end;
  double before;
  GtkAdjustment *adjustment;

  if (!begin_acting (fixture, &text))
    return;
  gls_article_view_select_range (fixture->article, 5, 5);
  /* Told once, when Shift goes up. */
  act ("keydown shift key Right Right Right Right keyup shift");
  g_assert_cmpstr (fixture->log, ==, "range than\n");
  g_clear_pointer (&fixture->log, g_free);
  act ("key Right");
  g_assert_cmpstr (fixture->log, ==, "cleared\n");
  g_clear_pointer (&fixture->log, g_free);

  /* A blank line is not selected, and the next key goes on from it. */
  gls_article_view_select_range (fixture->article, 0, 0);
  for (int i = 0; i < 8; i++)
    act ("key shift+Down");
  g_assert_true (gls_article_view_get_selection_range (fixture->article, &start, &end));
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, >, offset_of (text, "\n\n") + 2);
  act ("key Right");
  g_clear_pointer (&fixture->log, g_free);

  /* Letters are the window's. */
  act ("key f c");
  g_assert_cmpstr (fixture->log, ==, "key f\nkey c\n");
  g_clear_pointer (&fixture->log, g_free);

  /* What the window uses for other things does nothing here. */
  gls_article_view_select_range (fixture->article, 5, 9);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  before = gtk_adjustment_get_value (adjustment);
  act ("key Delete BackSpace ctrl+space ctrl+z ctrl+v ctrl+x alt+Down alt+Right alt+Home Menu shift+F10 ctrl+period");
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, before);
  g_assert_true (gls_article_view_get_selection_range (fixture->article, &start, &end));
  g_assert_cmpuint (start, ==, 5);
  g_assert_cmpuint (end, ==, 9);
  g_assert_cmpint (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view))), ==,
                   gls_text_get_length (text));
  /* Tab goes on, it is not typed. */
  g_assert_false (gtk_text_view_get_accepts_tab (GTK_TEXT_VIEW (fixture->view)));
}

/* What is taken off stays off: no shortcut of the view has a key that DESIGN gives to something else. */
static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->view);
  guint n_shortcuts = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_assert_null (gtk_event_controller_key_get_im_context (GTK_EVENT_CONTROLLER_KEY (controller)));
      g_assert_false (GTK_IS_DROP_TARGET_ASYNC (controller));
      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          n_shortcuts++;
          g_assert_null (strstr (trigger, "<Alt>"));
          g_assert_cmpstr (trigger, !=, "Delete");
          g_assert_cmpstr (trigger, !=, "<Control>space");
          g_assert_cmpstr (trigger, !=, "<Control>z");
          g_assert_cmpstr (trigger, !=, "F6");
        }
    }
  g_assert_cmpuint (n_shortcuts, >, 20);
}

/* --- Ends, fragments, relations, cards --------------------------------------------------------------------------- */

static void
fragments_cb (GlsArticleView *view, const GlsId *id, GArray *fragments, Fixture *fixture)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < fragments->len; i++)
    {
      const GlsFragment *fragment = &g_array_index (fragments, GlsFragment, i);
      g_autofree char *words = gls_text_slice (gls_article_view_get_text (view), fragment->start, fragment->end);

      g_string_append_printf (line, "|%s|", words);
    }
  fixture_log (fixture, "fragments %d %s", id->bytes[0], line->str);
}

static void
fragment_cb (GlsArticleView *view, guint start, guint end, Fixture *fixture)
{
  g_autofree char *words = gls_text_slice (gls_article_view_get_text (view), start, end);

  fixture_log (fixture, "fragment %s", words);
}

static void
link_cb (GlsArticleView *view, const GlsId *from, const GlsId *to, Fixture *fixture)
{
  fixture_log (fixture, "link %d %d", from->bytes[0], to->bytes[0]);
}

static void
listen (Fixture *fixture)
{
  g_signal_connect (fixture->view, "fragments-changed-by-user", G_CALLBACK (fragments_cb), fixture);
  g_signal_connect (fixture->view, "fragment-selected", G_CALLBACK (fragment_cb), fixture);
  g_signal_connect (fixture->view, "link-dragged", G_CALLBACK (link_cb), fixture);
}

/* Drags the end of what begins at @offset by the mouse to another place; @keys: held when the button goes up. */
static void
drag_edge (Fixture *fixture, guint32 offset, gboolean is_end, guint32 to, const char *hold)
{
  GdkRectangle place;
  double wx, wy;
  int x, y, to_x, to_y;

  g_assert_true (gls_article_view_place_end (fixture->article, offset, is_end, &place));
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (fixture->view), GTK_TEXT_WINDOW_WIDGET, place.x, place.y + place.height / 2,
                                         &x, &y);
  g_assert_true (gtk_widget_translate_coordinates (fixture->view, fixture->window, x, y, &wx, &wy));
  place_of (fixture, to, &to_x, &to_y);
  act ("mousemove %d %d", (int) wx, (int) wy);
  g_assert_cmpstr (fixture->article->pointer, ==, "ew-resize");
  if (hold)
    act ("mousedown 1 keydown %s mousemove %d %d mousemove %d %d mouseup 1 keyup %s", hold, (int) wx + 12, (int) wy, to_x, to_y, hold);
  else
    act ("mousedown 1 mousemove %d %d mousemove %d %d mouseup 1", (int) wx + 12, (int) wy, to_x, to_y);
  fixture_wait (BETWEEN_CLICKS);
}

static void
test_drag_ends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  const GlsId person = { { 3 } };
  guint32 maresh;

  if (!begin_acting (fixture, &text))
    return;
  listen (fixture);
  maresh = offset_of (text, "Anton Maresh");
  gls_article_view_set_selected (fixture->article, &person);
  fixture_wait (60);
  drag_edge (fixture, maresh + 12, TRUE, offset_of (text, "April 21") + 2, NULL);
  g_assert_cmpstr (fixture->log, ==, "fragments 3 |Anton Maresh said on April|\n");
  g_clear_pointer (&fixture->log, g_free);
  /* By characters with Shift; never past the other end. */
  drag_edge (fixture, maresh, FALSE, maresh + 3, "shift");
  g_assert_true (g_str_equal (fixture->log, "fragments 3 |on Maresh|\n") || g_str_equal (fixture->log, "fragments 3 |n Maresh|\n"));
  g_clear_pointer (&fixture->log, g_free);
  drag_edge (fixture, maresh, FALSE, offset_of (text, "Karsk"), NULL);
  g_assert_true (g_str_has_prefix (fixture->log, "fragments 3 |Karsk"));
  g_clear_pointer (&fixture->log, g_free);
  /* Let go of meanwhile: nothing comes of it. */
  {
    int x, y;

    place_of (fixture, maresh, &x, &y);
    act ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d", x - 3, y, x + 20, y, x + 60, y);
    g_assert_true (fixture->article->drag.active);
    gls_article_view_set_selected (fixture->article, NULL);
    act ("mouseup 1");
    g_assert_null (fixture->log);
  }
  g_assert_false (gls_article_view_get_selection_range (fixture->article, &(guint32) { 0 }, &(guint32) { 0 }));
}

static void
test_drag_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  const GlsId person = { { 3 } };
  int x, y, to_x, to_y, hx, hy;
  double wx, wy;

  if (!begin_acting (fixture, &text))
    return;
  listen (fixture);
  gls_article_view_set_selected (fixture->article, &person);
  fixture_wait (60);
  place_of (fixture, offset_of (text, "Lutna, Rafik") + 2, &x, &y);
  place_of (fixture, offset_of (text, "Rafik") + 1, &to_x, &to_y);
  act ("mousemove %d %d keydown ctrl mousedown 1 mousemove %d %d mousemove %d %d mouseup 1 keyup ctrl", x, y, x + 20, y, to_x, to_y);
  g_assert_cmpstr (fixture->log, ==, "fragment Lutna, Rafik\n");
  g_assert_nonnull (gls_article_view_get_selected (fixture->article));
  g_clear_pointer (&fixture->log, g_free);
  fixture_wait (BETWEEN_CLICKS);

  /* From the handle to another annotation, and to none. */
  g_assert_true (gls_article_view_place_handle (fixture->article, &hx, &hy));
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (fixture->view), GTK_TEXT_WINDOW_WIDGET, hx, hy, &hx, &hy);
  g_assert_true (gtk_widget_translate_coordinates (fixture->view, fixture->window, hx, hy, &wx, &wy));
  place_of (fixture, offset_of (text, "339 people") + 2, &to_x, &to_y);
  act ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d mouseup 1", (int) wx, (int) wy, (int) wx + 20, (int) wy + 20, to_x, to_y);
  g_assert_cmpstr (fixture->log, ==, "link 3 4\n");
  fixture_wait (BETWEEN_CLICKS);
  place_of (fixture, offset_of (text, "reason") + 2, &to_x, &to_y);
  act ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d mouseup 1", (int) wx, (int) wy, (int) wx + 20, (int) wy + 20, to_x, to_y);
  g_assert_cmpstr (fixture->log, ==, "link 3 4\n");
}

/* The same by the functions that keys call. */
static void
test_key_ends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  const GlsId person = { { 3 } }, figure = { { 2 } };

  fixture_show_article (fixture, &text);
  g_clear_pointer (&fixture->log, g_free);
  listen (fixture);
  gls_article_view_move_end (fixture->article, TRUE);
  g_assert_null (fixture->log);
  gls_article_view_set_selected (fixture->article, &person);
  gls_article_view_move_end (fixture->article, TRUE);
  g_assert_cmpstr (fixture->log, ==, "fragments 3 |Anton Maresh said|\n");
  g_clear_pointer (&fixture->log, g_free);
  gls_article_view_choose_end (fixture->article, FALSE);
  g_assert_cmpuint (gls_article_view_get_caret (fixture->article), ==, offset_of (text, "Anton Maresh"));
  gls_article_view_move_end (fixture->article, FALSE);
  g_assert_cmpstr (fixture->log, ==, "fragments 3 |strike, Anton Maresh|\n");
  g_clear_pointer (&fixture->log, g_free);
  g_object_set (fixture->view, "by-characters", TRUE, NULL);
  gls_article_view_choose_end (fixture->article, TRUE);
  gls_article_view_move_end (fixture->article, FALSE);
  g_assert_cmpstr (fixture->log, ==, "fragments 3 |Anton Mares|\n");
  g_clear_pointer (&fixture->log, g_free);

  /* Outer and inner; beyond the last one nothing happens. */
  gls_article_view_set_selected (fixture->article, &figure);
  gls_article_view_select_overlapping (fixture->article, TRUE);
  gls_article_view_select_overlapping (fixture->article, TRUE);
  gls_article_view_select_overlapping (fixture->article, FALSE);
  gls_article_view_select_overlapping (fixture->article, FALSE);
  gls_article_view_set_selected (fixture->article, NULL);
  gls_article_view_select_range (fixture->article, 5, 5);
  gls_article_view_select_overlapping (fixture->article, FALSE);
  g_assert_cmpstr (fixture->log, ==, "annotation 1\nannotation 2\nannotation 2\n");
}

static char *
card (GlsArticleView *view, const GlsId *id, gpointer data)
{
  return g_strdup_printf ("<b>card</b> of %d", id->bytes[0]);
}

/* The pointer rests on an annotation: its card comes, takes neither focus nor press, and goes with the pointer. */
static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  int x, y;

  if (!begin_acting (fixture, &text))
    return;
  place_of (fixture, offset_of (text, "339 people") + 2, &x, &y);
  act ("mousemove %d %d", x, y);
  g_assert_false (fixture->article->card.shown);
  fixture_wait (600);
  g_assert_true (fixture->article->card.shown);
  g_assert_nonnull (strstr (pango_layout_get_text (fixture->article->card.layout), "Figure"));
  g_assert_nonnull (strstr (pango_layout_get_text (fixture->article->card.layout), "339 people"));
  cairo_surface_destroy (take_picture (fixture->view));
  g_assert_true (gtk_widget_has_focus (fixture->view));
  act ("mousemove %d %d", x, y + 120);
  g_assert_false (fixture->article->card.shown);

  gls_article_view_set_card_func (fixture->article, card, NULL, NULL);
  place_of (fixture, 3, &x, &y);
  act ("mousemove %d %d", x, y);
  fixture_wait (600);
  g_assert_cmpstr (pango_layout_get_text (fixture->article->card.layout), ==, "card of 2\nalso here: Claim");
  act ("click 1");
  g_assert_false (fixture->article->card.shown);
  g_assert_nonnull (strstr (fixture->log, "annotation 2\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function) g_test_add ("/article/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("drag", test_drag);
  ADD ("clicks", test_clicks);
  ADD ("fast-clicks", test_fast_clicks);
  ADD ("activate", test_activate);
  ADD ("keys", test_keys);
  ADD ("shortcuts", test_shortcuts);
  ADD ("drag-ends", test_drag_ends);
  ADD ("drag-more", test_drag_more);
  ADD ("key-ends", test_key_ends);
  ADD ("card", test_card);
#undef ADD
  return g_test_run ();
}
