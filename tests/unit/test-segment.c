/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, sentences and paragraphs around an offset; what a drag over words becomes. */
#include "config.h"

#include <string.h>

#include "gls-segment.h"

typedef void (*FindFunc) (const GlsText *text, guint32 offset, guint32 *start, guint32 *end);

static GlsText *
new_text (const char *string)
{
  g_autoptr (GError) error = NULL;
  GlsText *text = gls_text_new_from_string (string, -1, &error);

  g_assert_no_error (error);
  return text;
}

/* @string has a "|" before the character at the offset. */
static void
check (FindFunc find, const char *string, const char *expected)
{
  g_auto (GStrv) parts = g_strsplit (string, "|", 2);
  g_autofree char *joined = g_strconcat (parts[0], parts[1], NULL);
  g_autoptr (GlsText) text = new_text (joined);
  guint32 start = 77, end = 77;

  find (text, (guint32) g_utf8_strlen (parts[0], -1), &start, &end);
  g_autofree char *found = gls_text_slice (text, start, end);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_words (void)
{
  check (gls_segment_word_at, "More th|an 330", "than");
  check (gls_segment_word_at, "More |than 330", "than");
  check (gls_segment_word_at, "More tha|n 330", "than");
  check (gls_segment_word_at, "|More", "More");
  check (gls_segment_word_at, "More|  than", "  ");
  check (gls_segment_word_at, "More than 3|30.", "330");
  check (gls_segment_word_at, "so: 20,|000 people", "20,000");
  check (gls_segment_word_at, "it is 3.5| %", " ");
  check (gls_segment_word_at, "it is |3.5 %", "3.5");
  check (gls_segment_word_at, "people|, he", ",");
  check (gls_segment_word_at, "the man|’s hat", "man’s");
  check (gls_segment_word_at, "the ma|n's hat", "man's");
  check (gls_segment_word_at, "Жители посё|лков", "посёлков");
  check (gls_segment_word_at, "Größ|e", "Größe");
  check (gls_segment_word_at, "na e|\xcc\x81" "t", "e\xcc\x81t");
  check (gls_segment_word_at, "قال وز|ير الصحة", "وزير");
  check (gls_segment_word_at, "x 👩‍|👩‍👧 y", "👩‍👩‍👧");
  check (gls_segment_word_at, "end|", "");
  check (gls_segment_word_at, "|", "");
}

static void
test_joined_words (void)
{
  check (gls_segment_word_at, "the a|l-Nusra front", "al-Nusra");
  check (gls_segment_word_at, "the al|-Nusra front", "al-Nusra");
  check (gls_segment_word_at, "the al-Nus|ra front", "al-Nusra");
  check (gls_segment_word_at, "a 20-y|ear-old man", "20-year-old");
  check (gls_segment_word_at, "a |20-year-old man", "20-year-old");
  check (gls_segment_word_at, "a man-of-|the-world’s", "man-of-the-world’s");
  check (gls_segment_word_at, "from 50|0-600 men", "500");
  check (gls_segment_word_at, "from 500|-600 men", "-");
  check (gls_segment_word_at, "well |- no", "-");
  check (gls_segment_word_at, "a|--b", "-");
  check (gls_segment_word_at, "in the U|.S. army", "U.S.");
  check (gls_segment_word_at, "in the U.S|. army", "U.S.");
  check (gls_segment_word_at, "in the end|. Then", ".");
  check (gls_segment_word_at, "|. Then", ".");
  check (gls_segment_word_at, "Plan |B.", "B");
}

static void
test_lines (void)
{
  check (gls_segment_word_at, "one|\r\ntwo", "\r\n");
  check (gls_segment_word_at, "one\r|\ntwo", "\r\n");
  check (gls_segment_word_at, "one|\n\ntwo", "\n");
  check (gls_segment_word_at, "one\n|two", "two");
  check (gls_segment_paragraph_at, "one\nt|wo. Three\r\nfour", "two. Three");
  check (gls_segment_paragraph_at, "one\n|two\n", "two");
  check (gls_segment_paragraph_at, "one\ntwo|\n", "two");
  check (gls_segment_paragraph_at, "one\r\ntwo\r|\nthree", "two");
  check (gls_segment_paragraph_at, "one\n|\ntwo", "");
  check (gls_segment_paragraph_at, "one\ntwo|", "two");
  check (gls_segment_paragraph_at, "one\ntwo\n|", "");
  check (gls_segment_paragraph_at, "één\u2029tw|ee\u2029drie", "twee");
  check (gls_segment_paragraph_at, "|", "");
}

static void
test_sentences (void)
{
  check (gls_segment_sentence_at, "He left. Sh|e stayed! Why?", "She stayed!");
  check (gls_segment_sentence_at, "He le|ft. She stayed!", "He left.");
  check (gls_segment_sentence_at, "He left. She stayed! Wh|y?", "Why?");
  check (gls_segment_sentence_at, "He left.| She stayed!", "He left.");
  check (gls_segment_sentence_at, "He left.\n|\nShe stayed!", "");
  check (gls_segment_sentence_at, "He left|\nShe stayed!", "He left");
  check (gls_segment_sentence_at, "  indented| line", "indented line");
  check (gls_segment_sentence_at, "It rose by 3.5 perce|nt. So what.", "It rose by 3.5 percent.");
  check (gls_segment_sentence_at, "Asked, Mr. Orl|ov denied it. So what.", "Asked, Mr. Orlov denied it.");
  check (gls_segment_sentence_at, "So the U.S. ar|my left. Then", "So the U.S. army left.");
  check (gls_segment_sentence_at, "Он ушёл. Она ост|алась.", "Она осталась.");
  check (gls_segment_sentence_at, "他走了。她|留下。", "她留下。");
  check (gls_segment_sentence_at, "“We lo|st 330,” he said. Then", "“We lost 330,” he said.");
  check (gls_segment_sentence_at, "|", "");
  check (gls_segment_sentence_at, "   |  ", "     ");
}

#define BROKEN \
  "The captains strike\n\n" \
  "More than 330 captains of the Halden ferries went back to work on\nMonday, Mira Tollan said. The ministry counted 280 or so, as Mr.\r\n" \
  "Orlov has it. Nobody knows.\nA list of ports that everybody knows by now has these five names:\n* Vesk\n" \
  "Who wrote it is known.\n\n" \
  "6. The harbour office has no count of those who left. It assumes\nthat up to 200 are at home.\n7. Nothing else is known.\n"

/* Lines that were broken at a width, and what only looks like them. */
static void
test_broken_lines (void)
{
  g_autoptr (GlsText) text = new_text (BROKEN);
  static const struct { const char *at, *sentence, *paragraph_end; } cases[] = {
    { "330", "More than 330 captains of the Halden ferries went back to work on\nMonday, Mira Tollan said.", "knows." },
    { "Monday", "More than 330 captains of the Halden ferries went back to work on\nMonday, Mira Tollan said.", "knows." },
    { "280", "The ministry counted 280 or so, as Mr.\r\nOrlov has it.", "knows." },
    { "Nobody", "Nobody knows.", "knows." },
    { "strike", "The captains strike", "strike" },
    { "ports", "A list of ports that everybody knows by now has these five names:", "names:" },
    { "Vesk", "* Vesk", "Vesk" },
    { "wrote", "Who wrote it is known.", "known." },
    { "200", "It assumes\nthat up to 200 are at home.", "home." },
    { "assumes", "It assumes\nthat up to 200 are at home.", "home." },
    { "else", "Nothing else is known.", "known." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 offset = (guint32) (strstr (BROKEN, cases[i].at) - BROKEN), start, end;
      gls_segment_whole_sentence_at (text, offset, &start, &end);
      g_autofree char *sentence = gls_text_slice (text, start, end);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
      gls_segment_whole_paragraph_at (text, offset, &start, &end);
      g_autofree char *paragraph = gls_text_slice (text, start, end);
      g_assert_true (g_str_has_suffix (paragraph, cases[i].paragraph_end));
    }
  /* A line to a paragraph: nothing is joined. */
  check (gls_segment_whole_sentence_at, "The captains of all the ferries of the port of Halden we|nt\nMira Tollan, who leads the union of those who "
         "steer ships, says that it was not more than a third of those who had promised to stay away", "The captains of all the ferries "
         "of the port of Halden went");
  check (gls_segment_whole_sentence_at, "|", "");
  check (gls_segment_whole_paragraph_at, "\n|", "");
}

/* @string has the dragged words in [ ]. */
static void
check_snap (const char *string, const char *expected)
{
  g_auto (GStrv) parts = g_strsplit_set (string, "[]", 3);
  g_autofree char *joined = g_strconcat (parts[0], parts[1], parts[2], NULL);
  g_autoptr (GlsText) text = new_text (joined);
  guint32 start = (guint32) g_utf8_strlen (parts[0], -1), end = start + (guint32) g_utf8_strlen (parts[1], -1);
  guint32 old_start = start, old_end = end;
  gboolean left = gls_segment_snap (text, &start, &end);

  if (!expected)
    {
      g_assert_false (left);
      g_assert_cmpuint (start, ==, old_start);
      g_assert_cmpuint (end, ==, old_end);
      return;
    }
  g_assert_true (left);
  g_autofree char *found = gls_text_slice (text, start, end);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_snap (void)
{
  check_snap ("Mo[re tha]n 330", "More than");
  check_snap ("More[ than ]330", "than");
  check_snap ("said, [more than 330 people, ]he", "more than 330 people");
  check_snap ("([330 people]) left", "330 people");
  check_snap ("[(330 people)] left", "(330 people)");
  check_snap ("[(330 people] left)", "330 people");
  check_snap ("so [“we left”], he", "“we left”");
  check_snap ("so [“we left], he”", "we left");
  check_snap ("so [we left”], he", "we left");
  check_snap ("„so [„wir gingen“,] sagte er", "„wir gingen“");
  check_snap ("[«ушли»,]", "«ушли»");
  check_snap ("[\"left\",]", "\"left\"");
  check_snap ("[\"left] us\"", "left");
  check_snap ("the [don’t’]", "don’t");
  check_snap ("[‘don’t’] know", "‘don’t’");
  check_snap ("[(a (b)]", "a (b)");
  check_snap ("it cost [$330.]", "$330");
  check_snap ("some [12 %.]", "12 %");
  check_snap ("in the [U.S.] army", "U.S.");
  check_snap ("in the [U.S]. army", "U.S.");
  check_snap ("in the [end.] Then", "end");
  check_snap ("at [-5] degrees", "-5");
  check_snap ("— [— so —] he", "so");
  check_snap ("the al-[Nus]ra front", "al-Nusra");
  check_snap ("one[\r\ntwo\r\n]", "two");
  check_snap ("a[ , ]b", NULL);
  check_snap ("a[]b", NULL);
  check_snap ("[]", NULL);
  check_snap ("ends here[]", NULL);
}

static void
test_beyond (void)
{
  g_autoptr (GlsText) text = new_text ("words");
  guint32 start = 2, end = G_MAXUINT32;

  g_assert_true (gls_segment_snap (text, &start, &end));
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 5);
  start = end = G_MAXUINT32;
  g_assert_false (gls_segment_snap (text, &start, &end));
  gls_segment_word_at (text, G_MAXUINT32, &start, &end);
  g_assert_cmpuint (start, ==, 5);
  g_assert_cmpuint (end, ==, 5);
  gls_segment_sentence_at (text, G_MAXUINT32, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 5);
}

/* A megabyte without a break, of letters, spaces or brackets, is answered at once. */
static void
test_unbroken (void)
{
  static const char *const pieces[] = { "a", "ж", " ", "(", ")", "“", "-a", "a.", "漢", "👩‍", "\xcc\x81", ".", "U.S." };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) string = g_string_new ("x");
      while (string->len < 1 << 20)
        g_string_append (string, pieces[i]);
      g_autoptr (GlsText) text = new_text (string->str);
      guint32 length = gls_text_get_length (text), middle = length / 2, start = 0, end = length;
      g_test_timer_start ();
      gls_segment_snap (text, &start, &end);
      gls_segment_word_at (text, middle, &start, &end);
      g_assert_cmpuint (start, <=, middle);
      g_assert_cmpuint (end, >, middle);
      g_assert_cmpuint (end - start, <=, 4000);
      gls_segment_sentence_at (text, middle, &start, &end);
      g_assert_cmpuint (start, <, end);
      gls_segment_paragraph_at (text, middle, &start, &end);
      g_assert_cmpuint (end - start, ==, length);
      g_test_message ("%s: %.0f ms", pieces[i], g_test_timer_elapsed () * 1e3);
      g_assert_cmpfloat (g_test_timer_elapsed (), <, 2.0);
    }
}

/* Segments tile a text: each offset is held by its own, and its neighbours agree. */
static void
test_tiling (void)
{
  g_autoptr (GlsText) text =
      new_text ("The al-Nusra front (U.S. list) took 20,000 men’s arms — “so” they say: 500-600.\r\n\r\nЖители ушли. 👩‍👩‍👧 e\xcc\x81t-il x-y-z\n");
  guint32 length = gls_text_get_length (text);

  for (guint32 offset = 0; offset < length;)
    {
      guint32 start, end, first, last;
      gls_segment_word_at (text, offset, &start, &end);
      g_assert_cmpuint (start, ==, offset);
      g_assert_cmpuint (end, >, start);
      for (guint32 inside = start; inside < end; inside++)
        {
          gls_segment_word_at (text, inside, &first, &last);
          g_assert_cmpuint (first, ==, start);
          g_assert_cmpuint (last, ==, end);
        }
      offset = end;
    }
}

static gpointer
find_words (gpointer data)
{
  for (int i = 0; i < 2000; i++)
    check (gls_segment_word_at, "the al-Nus|ra front", "al-Nusra");
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("words", find_words, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segment/words", test_words);
  g_test_add_func ("/segment/joined-words", test_joined_words);
  g_test_add_func ("/segment/lines", test_lines);
  g_test_add_func ("/segment/sentences", test_sentences);
  g_test_add_func ("/segment/broken-lines", test_broken_lines);
  g_test_add_func ("/segment/snap", test_snap);
  g_test_add_func ("/segment/beyond", test_beyond);
  g_test_add_func ("/segment/unbroken", test_unbroken);
  g_test_add_func ("/segment/tiling", test_tiling);
  g_test_add_func ("/segment/threads", test_threads);
  return g_test_run ();
}
