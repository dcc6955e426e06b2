/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests what the article view stands on: offsets between the stored and the shown text, the index of spans, the lanes. */
#include "config.h"

#include "article-fixture.h"
#include "gls-fragments.h"
#include "gls-lane-room.h"
#include "gls-one-line.h"

static void
check_map (const char *string, guint n_breaks)
{
  g_autoptr (GlsText) text = make_text (string);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  const char *data;
  gsize n_bytes;
  guint32 length = gls_text_get_length (text);
  GtkTextIter iter;

  data = gls_display_map_get_data (map, &n_bytes);
  gtk_text_buffer_set_text (buffer, data, n_bytes);
  g_assert_cmpuint (map->breaks->len, >=, n_breaks);
  g_assert_cmpuint (map->length, ==, length + map->breaks->len);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, map->length);
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, map->paragraphs->len);

  /* Every character of the stored text is where the map says it is shown, and back. */
  gtk_text_buffer_get_start_iter (buffer, &iter);
  for (guint32 i = 0; i < length; i++)
    {
      guint32 display = gls_display_map_to_display (map, i, FALSE);

      if ((guint32) gtk_text_iter_get_offset (&iter) != display)
        {
          g_assert_cmpuint (gtk_text_iter_get_char (&iter), ==, '\n');
          gtk_text_iter_forward_char (&iter);
        }
      g_assert_cmpint (gtk_text_iter_get_offset (&iter), ==, display);
      g_assert_cmpuint (gtk_text_iter_get_char (&iter), ==, gls_text_get_char (text, i));
      g_assert_cmpuint (gls_display_map_to_stored (map, display), ==, i);
      g_assert_cmpuint (gls_display_map_to_stored (map, gls_display_map_to_display (map, i, TRUE)), ==, i);
      gtk_text_iter_forward_char (&iter);
    }
  g_assert_true (gtk_text_iter_is_end (&iter));
  for (guint i = 0; i < map->paragraphs->len; i++)
    {
      guint32 start = g_array_index (map->paragraphs, GlsParagraph, i).start;

      gtk_text_buffer_get_iter_at_line (buffer, &iter, i);
      g_assert_cmpint (gtk_text_iter_get_offset (&iter), ==, start);
      g_assert_cmpuint (gls_display_map_paragraph_at (map, start), ==, i);
    }
}

static void
test_offsets (void)
{
  g_autofree char *spaces = repeat_until ("words and more words ", 40000);
  g_autofree char *no_space = repeat_until ("x", 40000);
  g_autofree char *emoji = repeat_until ("👩‍👩‍👧 🇰🇬 é", 30000);
  g_autofree char *marks = repeat_until ("\xcc\x81", 30000);
  g_autofree char *han = repeat_until ("漢字", 30000);
  g_autofree char *several = g_strconcat ("a\r\n", spaces, "\r\n", no_space, "\nb", NULL);

  check_map ("", 0);
  check_map ("\n", 0);
  check_map ("one\ntwo", 0);
  check_map ("one\r\ntwo\rthree\n\rfour\r\n", 0);
  check_map ("a\xe2\x80\xa8" "b\xe2\x80\xa9" "c\n\xe2\x80\xa9", 0);
  check_map ("a\vb\fc\xc2\x85" "d\xef\xbf\xbc\xef\xbb\xbf" "e", 0);
  check_map ("متن\nعربي\r\n😀😀", 0);
  check_map (spaces, 5);
  check_map (no_space, 5);
  check_map (emoji, 3);
  check_map (marks, 3);
  check_map (han, 3);
  check_map (several, 10);
}

static void
test_pieces (void)
{
  g_autofree char *arabic = repeat_until ("قال المتحدث (spokesman) إن العدد ", 20000);
  g_autoptr (GlsText) text = make_text (arabic);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);

  g_assert_cmpuint (map->paragraphs->len, >, 3);
  for (guint i = 0; i < map->paragraphs->len; i++)
    {
      const GlsParagraph *paragraph = &g_array_index (map->paragraphs, GlsParagraph, i);

      g_assert_true (paragraph->flags & GLS_PARAGRAPH_RTL);
      g_assert_cmpint (!!(paragraph->flags & GLS_PARAGRAPH_PIECE), ==, i + 1 < map->paragraphs->len);
    }
  /* Breaks stand behind spaces, where there are some. */
  for (guint i = 0; i < map->breaks->len; i++)
    g_assert_cmpuint (gls_text_get_char (text, g_array_index (map->breaks, guint32, i) - 1), ==, ' ');
}

static void
test_index (void)
{
  g_autofree char *string = repeat_until ("some words in a line of text\n", 3000);
  g_autoptr (GlsText) text = make_text (string);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);
  g_autoptr (GlsSpanTable) table = make_table ();
  g_autoptr (GlsSpanIndex) index = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (GlsMark));
  guint32 length = gls_text_get_length (text);

  for (guint i = 0; i < 600; i++)
    {
      guint32 start = g_test_rand_int_range (0, length), width = g_test_rand_int_range (0, i % 50 == 0 ? length : 60);

      add_span (table, 0, 0, start, MIN (start + width, length), 0);
    }
  index = gls_span_index_new (table, map);
  g_assert_cmpuint (index->marks->len, ==, 600);

  for (guint i = 0; i < 400; i++)
    {
      guint32 from = g_test_rand_int_range (0, length), to = from + 1 + g_test_rand_int_range (0, 80);
      guint expected = 0;

      for (guint j = 0; j < table->spans->len; j++)
        {
          const GlsSpan *span = &g_array_index (table->spans, GlsSpan, j);

          expected += span->start < to && MAX (span->end, span->start + 1) > from;
        }
      g_array_set_size (found, 0);
      gls_span_index_query (index, from, to, found);
      g_assert_cmpuint (found->len, ==, expected);
    }
}

static GlsSpanTable *
copy_without (GlsSpanTable *table, guint first, guint n)
{
  GlsSpanTable *copy = make_table ();

  g_array_append_vals (copy->spans, table->spans->data, table->spans->len);
  g_array_append_vals (copy->fragments, table->fragments->data, table->fragments->len);
  g_array_remove_range (copy->spans, first, n);
  return copy;
}

/* An index that was changed is the same as a new one; also where spans are alike, and whether or not any has fragments. */
static void
check_splice (gboolean with_fragments)
{
  g_autofree char *string = repeat_until ("some words in a line of text\n", 3000);
  g_autoptr (GlsText) text = make_text (string);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);
  g_autoptr (GlsSpanTable) table = make_table (), other = make_table ();
  GlsSpanChange change;

  for (guint32 i = 0; i < 300; i++)
    {
      GlsFragment torn[] = { { 9 * i, 9 * i + 3 }, { 9 * i + 6, 9 * i + 12 } };
      guint32 start = 9 * (i - i % 3 / 2);

      if (with_fragments && i % 7 == 0)
        add_fragments (table, i % 256, 1, torn, 2);
      else
        add_span (table, i % 256, 0, start, start + 5 + i / 3 % 11, 0);
    }
  for (guint pass = 0; pass < 40; pass++)
    {
      guint first = g_test_rand_int_range (0, 290), n = g_test_rand_int_range (0, 9);
      g_autoptr (GlsSpanTable) less = copy_without (table, first, n);

      for (guint back = 0; back < 2; back++)
        {
          GlsSpanTable *from = back ? less : table, *to = back ? table : less;
          g_autoptr (GlsSpanIndex) before = gls_span_index_new (from, map), expected = gls_span_index_new (to, map), found = NULL;

          g_assert_true (gls_span_table_compare (from, to, &change));
          g_assert_cmpuint (change.n_old + change.n_new, <=, n);
          found = gls_span_index_splice (before, to, map, &change);
          g_assert_cmpmem (found->marks->data, found->marks->len * sizeof (GlsMark), expected->marks->data,
                           expected->marks->len * sizeof (GlsMark));
          g_assert_cmpmem (found->reach, found->marks->len * sizeof (guint32), expected->reach,
                           expected->marks->len * sizeof (guint32));
        }
    }
  g_free (g_ptr_array_steal_index (other->types, 0));
  g_assert_false (gls_span_table_compare (table, other, &change));
}

static void
test_splice (void)
{
  check_splice (FALSE);
  check_splice (TRUE);
}

static void
test_lanes (void)
{
  g_autofree char *string = repeat_until ("some words in one line of text ", 1000);
  g_autoptr (GlsText) text = make_text (string);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);
  g_autoptr (GlsSpanTable) table = make_table ();
  g_autoptr (GlsSpanIndex) index = NULL;
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GlsLaneMark));
  GlsFragment torn[] = { { 100, 110 }, { 130, 140 } };
  guint32 lane_of[8] = { 0 };

  add_span (table, 0, 1, 10, 20, 0);     /* inside of the next, at its start */
  add_span (table, 1, 0, 10, 60, 0);
  add_span (table, 2, 1, 30, 40, 0);
  add_span (table, 3, 1, 60, 70, 0);     /* touches, does not overlap */
  add_fragments (table, 4, 0, torn, 2);
  add_span (table, 5, 1, 115, 120, 0);   /* in the gap: the joint runs through the lane */
  add_span (table, 6, 1, 900, 5000, 0);  /* beyond the text */
  add_span (table, 7, 1, 2000, 3000, 0); /* wholly beyond it */
  index = gls_span_index_new (table, map);

  g_assert_cmpuint (gls_span_index_assign_lanes (index, 0, map->length, marks), ==, 2);
  for (guint i = 0; i < marks->len; i++)
    {
      const GlsLaneMark *mark = &g_array_index (marks, GlsLaneMark, i);

      g_assert_cmpuint (mark->mark.end, <=, map->length);
      g_assert_cmpuint (mark->mark.span, !=, 7);
      if (mark->mark.span == 4 && mark->mark.start == 130)
        g_assert_cmpuint (mark->lane, ==, lane_of[4]);
      lane_of[mark->mark.span] = mark->lane;
    }
  g_assert_cmpuint (lane_of[1], ==, 0);
  g_assert_cmpuint (lane_of[0], ==, 1);
  g_assert_cmpuint (lane_of[2], ==, 1);
  g_assert_cmpuint (lane_of[3], ==, 0);
  g_assert_cmpuint (lane_of[4], ==, 0);
  g_assert_cmpuint (lane_of[5], ==, 1);
  g_assert_cmpuint (lane_of[6], ==, 0);
}

static void
check_room (const char *string, guint32 from, guint32 to, guint lane, guint base, const char *spots, guint last, guint everywhere)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GlsLaneMark));
  g_autoptr (GString) found = g_string_new (NULL);
  GlsLaneMark mark = { { 100 + from, 100 + to, 0 }, lane };
  GlsLaneRoom room;

  g_array_append_val (marks, mark);
  gls_lane_room_init (&room);
  gls_lane_room_find (&room, marks, 100, string, g_utf8_strlen (string, -1), base);
  for (guint i = 0; i < room.spots->len; i++)
    g_string_append_printf (found, "%u:%u ", g_array_index (room.spots, GlsRoomSpot, i).at,
                            g_array_index (room.spots, GlsRoomSpot, i).lanes);
  g_assert_cmpstr (found->str, ==, spots);
  g_assert_cmpuint (room.last, ==, last);
  g_assert_cmpuint (room.everywhere, ==, everywhere);
  gls_lane_room_clear (&room);
}

/* The spaces in a mark and the one behind its last word, whatever stands between. */
static void
test_lane_room (void)
{
  check_room ("one two three four\n", 4, 7, 2, 1, "7:2 ", 0, 0);
  check_room ("one two three four\n", 4, 13, 2, 1, "7:2 13:2 ", 0, 0);
  check_room ("one two, three four\n", 4, 7, 1, 1, "8:1 ", 0, 0);
  check_room ("one two three four\n", 4, 7, 0, 1, "", 0, 0);
  check_room ("one two three four\n", 4, 7, 0, 0, "7:1 ", 0, 0);
  check_room ("one two\n", 4, 7, 1, 1, "", 1, 0);
  check_room ("one two", 7, 7, 1, 1, "", 1, 0);
  check_room ("one two-three four", 4, 7, 1, 1, "3:1 13:1 ", 0, 0);
  check_room ("one two-three four", 4, 7, GLS_LANES_MAX + 5, 0, "3:12 13:12 ", 0, 0);
  check_room ("说五百名 工人", 1, 3, 1, 1, "4:1 ", 0, 1);
  check_room ("a https://example.org/a/long/address/of/something b", 2, 5, 1, 1, "1:1 49:1 ", 0, 1);
}

static void
check_fragments (GArray *fragments, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < fragments->len; i++)
    g_string_append_printf (found, "%u-%u ", g_array_index (fragments, GlsFragment, i).start,
                            g_array_index (fragments, GlsFragment, i).end);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_fragment_lists (void)
{
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));

  gls_fragments_add (fragments, 10, 20);
  gls_fragments_add (fragments, 30, 40);
  gls_fragments_add (fragments, 5, 5);
  gls_fragments_add (fragments, 50, 60);
  check_fragments (fragments, "10-20 30-40 50-60 ");
  g_assert_cmpuint (gls_fragments_get_edge (fragments, 3), ==, 40);
  g_assert_cmpuint (gls_fragments_move_edge (fragments, 3, 45), ==, 3);
  check_fragments (fragments, "10-20 30-45 50-60 ");
  /* Not past its own beginning. */
  g_assert_cmpuint (gls_fragments_move_edge (fragments, 3, 2), ==, 3);
  check_fragments (fragments, "10-20 30-31 50-60 ");
  g_assert_cmpuint (gls_fragments_move_edge (fragments, 0, 100), ==, 0);
  check_fragments (fragments, "19-20 30-31 50-60 ");
  /* It reaches another one. */
  g_assert_cmpuint (gls_fragments_move_edge (fragments, 2, 20), ==, 0);
  check_fragments (fragments, "19-31 50-60 ");
  g_assert_cmpuint (gls_fragments_move_edge (fragments, 1, 55), ==, 1);
  check_fragments (fragments, "19-60 ");
  gls_fragments_add (fragments, 60, 61);
  check_fragments (fragments, "19-61 ");
}

static void
test_one_line (void)
{
  static const struct { const char *text, *line; } cases[] = {
    { "22 residents of\r\nthe town", "22 residents of the town" }, { "a\n\n  b\tc", "a b c" }, { " a ", " a " }, { "", "" },
    { "о\r\nб", "о б" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup (cases[i].text);

      g_assert_cmpstr (gls_one_line (text), ==, cases[i].line);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article/offsets", test_offsets);
  g_test_add_func ("/article/pieces", test_pieces);
  g_test_add_func ("/article/index", test_index);
  g_test_add_func ("/article/splice", test_splice);
  g_test_add_func ("/article/lanes", test_lanes);
  g_test_add_func ("/article/lane-room", test_lane_room);
  g_test_add_func ("/article/fragment-lists", test_fragment_lists);
  g_test_add_func ("/article/one-line", test_one_line);
  return g_test_run ();
}
