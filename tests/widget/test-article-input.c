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
#undef ADD
  return g_test_run ();
}
