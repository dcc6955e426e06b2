/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates: which forms are valid, which days they mean, what words mean, what people are shown.
 * The rows are the specification; no row takes anything from the clock. */
#include "config.h"

#include <gls-date.h>
#include <gls-json-tree.h>
#include <gls-json-writer.h>

typedef struct {
  const char *edtf;
  const char *first, *last;   /* ISO days; "" is open, NULL: the year is unknown */
} Range;

static const Range ranges[] = {
  { "2015-04-21", "2015-04-21", "2015-04-21" },
  { "2014-11", "2014-11-01", "2014-11-30" },
  { "2016-02", "2016-02-01", "2016-02-29" },
  { "2014", "2014-01-01", "2014-12-31" },
  { "201X", "2010-01-01", "2019-12-31" },
  { "20XX", "2000-01-01", "2099-12-31" },
  { "2014-XX", "2014-01-01", "2014-12-31" },
  { "2014-11-XX", "2014-11-01", "2014-11-30" },
  { "0001", "0001-01-01", "0001-12-31" },
  { "000X", "0001-01-01", "0009-12-31" },
  { "9999-12-31", "9999-12-31", "9999-12-31" },
  { "1500-02-28", "1500-02-28", "1500-02-28" },
  { "2014?", "2014-01-01", "2014-12-31" },
  { "2014-11~", "2014-11-01", "2014-11-30" },
  { "2015-04-21%", "2015-04-21", "2015-04-21" },
  { "2014-11/2015-02", "2014-11-01", "2015-02-28" },
  { "2014/..", "2014-01-01", "" },
  { "../2014", "", "2014-12-31" },
  { "2014?/2015-02-03~", "2014-01-01", "2015-02-03" },
  { "2014/2014-06", "2014-01-01", "2014-06-30" },
  { "XXXX", NULL, NULL },
  { "XXXX-04-21", NULL, NULL },
  { "XXXX-02-29", NULL, NULL },
  { "XXXX-04", NULL, NULL },
  { "XXXX-04-21?", NULL, NULL },
  { "XXXX-04-21/XXXX-04-25", NULL, NULL },
  { "XXXX-12-30/..", NULL, NULL },
};

static const char * const invalid[] = {
  "", "0000", "14", "20145", "2014-13", "2014-00", "2014-1", "2015-02-29", "2014-04-31", "2014-11-00", "2014-11-3",
  "2014-11-", "2014-", "2014-11-03T10:00", "XXXX?", "XXXX-XX", "XXXX/..", "../XXXX", "2014/XXXX", "XXXX/2014", "XXXX-02-30", "XXX4", "2X14", "201X-04", "X014", "2014??", "?2014",
  "2014/", "/2014", "../..", "..", "2015/2014", "2014/2015/2016", "2014..2015", "2014 ", " 2014", "Y17000", "-2014",
  "2014-XX-03", "2014-2X", "april", "2014-04-21\n", "２０１４", "99999999999999999999999999999999999999999999",
  "2014-11-03/2014-11-03-", "..?/2014",
};

static void
test_valid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    g_assert_true (gls_date_is_valid (ranges[i].edtf));
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      guint32 first = 7, last = 8;

      if (gls_date_is_valid (invalid[i]))
        g_test_message ("“%s” is taken", invalid[i]);
      g_assert_false (gls_date_is_valid (invalid[i]));
      g_assert_false (gls_date_get_range (invalid[i], &first, &last));
      g_assert_cmpuint (first, ==, 7);
      g_assert_cmpuint (last, ==, 8);
    }
  g_assert_false (gls_date_is_valid (NULL));
}

static guint32
julian (const char *iso)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_ascii_strtoull (iso + 8, NULL, 10), g_ascii_strtoull (iso + 5, NULL, 10),
                  g_ascii_strtoull (iso, NULL, 10));

  return g_date_get_julian (&date);
}

static void
test_range (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      guint32 first, last;
      gboolean known = gls_date_get_range (ranges[i].edtf, &first, &last);

      g_assert_cmpint (known, ==, ranges[i].first != NULL);
      if (!known)
        continue;
      g_assert_cmpuint (first, ==, *ranges[i].first != '\0' ? julian (ranges[i].first) : 0);
      g_assert_cmpuint (last, ==, *ranges[i].last != '\0' ? julian (ranges[i].last) : G_MAXUINT32);
    }
}

typedef struct {
  const char *words, *published, *edtf;
} Row;

#define TUESDAY "2015-04-21"

static const Row rows[] = {
  /* whole dates */
  { "2015-04-21", NULL, "2015-04-21" },
  { "2014-11", TUESDAY, "2014-11" },
  { "April 21, 2015", NULL, "2015-04-21" },
  { "April 21st 2015", NULL, "2015-04-21" },
  { "21 April 2015", NULL, "2015-04-21" },
  { "the 21st of April, 2015", NULL, "2015-04-21" },
  { "Tuesday, April 21, 2015", NULL, "2015-04-21" },
  { "on Sept. 4, 2014", NULL, "2014-09-04" },
  { "21. April 2015", NULL, "2015-04-21" },
  { "21 апреля 2015 года", NULL, "2015-04-21" },
  { "4. März 2014", NULL, "2014-03-04" },
  { "21.04.2015", NULL, "2015-04-21" },
  { "21. 4. 2015", NULL, "2015-04-21" },
  { "2015-4-21", NULL, "2015-04-21" },
  { "2015-04-211", NULL, "2015-04" },
  { "21/04/2015", NULL, "2015-04-21" },
  { "04/21/2015", NULL, "2015-04-21" },
  { "04/05/2015", NULL, "2015" },
  { "published 2015-04-21 10:00", NULL, "2015-04-21" },
  /* months and years */
  { "in November 2013", NULL, "2013-11" },
  { "November of 2013", NULL, "2013-11" },
  { "November last year", TUESDAY, "2014-11" },
  { "November of this year", TUESDAY, "2015-11" },
  { "2014", NULL, "2014" },
  { "the end of 2014", TUESDAY, "2014" },
  { "the 1990s", NULL, "199X" },
  { "about 2014", NULL, "2014~" },
  { "may 2014", NULL, "2014-05" },
  { "April 31, 2015", NULL, "2015-04" },
  /* the year from the publication */
  { "April 21", TUESDAY, "2015-04-21" },
  { "April 21", "2015", "2015-04-21" },
  { "April 21", "2015-04", "2015-04-21" },
  { "April 21", "2015-04-22T08:30:00Z", "2015-04-21" },
  { "April 21", NULL, "XXXX-04-21" },
  { "April 21", "not a date", "XXXX-04-21" },
  { "April 21", "XXXX-04-22", "XXXX-04-21" },
  { "April 21", "XXXX", "XXXX-04-21" },
  { "last month", "XXXX", NULL },
  { "February", TUESDAY, "2015-02" },
  { "February", NULL, "XXXX-02" },
  { "mid-February", TUESDAY, "2015-02" },
  { "December", "2015-01-10", "2014-12" },
  { "December 30", "2015-01-10", "2014-12-30" },
  { "May 3", TUESDAY, "2015-05-03" },
  { "October", TUESDAY, "2014-10" },
  { "January 2", "2014-12-20", "2015-01-02" },
  { "last April", "2015-10-01", "2015-04" },
  { "last April", TUESDAY, "2014-04" },
  { "next June", TUESDAY, "2015-06" },
  { "this December", TUESDAY, "2015-12" },
  { "February 29", TUESDAY, "2012-02-29" },
  /* spans */
  { "April 21-25", TUESDAY, "2015-04-21/2015-04-25" },
  { "April 21-25, 2014", NULL, "2014-04-21/2014-04-25" },
  { "21-25 April 2014", NULL, "2014-04-21/2014-04-25" },
  { "between May 3 and May 9", "2015-05-20", "2015-05-03/2015-05-09" },
  { "between 3 and 9 May 2014", NULL, "2014-05-03/2014-05-09" },
  { "November 2014 to February 2015", NULL, "2014-11/2015-02" },
  { "from December to January 2015", NULL, "2014-12/2015-01" },
  { "November-December 2014", NULL, "2014-11/2014-12" },
  { "April 21-25", NULL, "XXXX-04-21/XXXX-04-25" },
  { "2014-2015", NULL, "2014/2015" },
  { "2014\u201315", NULL, "2014/2015" },
  { "in 2013 and 2014", NULL, "2013/2014" },
  { "in 2011 and 2014", NULL, "2011" },
  { "April 20 and 21", TUESDAY, "2015-04-20/2015-04-21" },
  { "April 30 and May 1, 2014", NULL, "2014-04-30/2014-05-01" },
  { "since 2014", NULL, "2014/.." },
  { "since early February", TUESDAY, "2015-02/.." },
  { "until April 21", TUESDAY, "../2015-04-21" },
  { "before 2014", NULL, "../2013" },
  { "after March 31, 2014", NULL, "2014-04-01/.." },
  { "prior to January 2014", NULL, "../2013-12" },
  /* against the day of publication */
  { "today", TUESDAY, "2015-04-21" },
  { "yesterday", TUESDAY, "2015-04-20" },
  { "вчера", TUESDAY, "2015-04-20" },
  { "послезавтра", TUESDAY, "2015-04-23" },
  { "в прошлом месяце", TUESDAY, "2015-03" },
  { "на этой неделе", TUESDAY, "2015-04-20/2015-04-26" },
  { "в следующем году", TUESDAY, "2016" },
  { "две недели назад", TUESDAY, "2015-04-07~" },
  { "год назад", TUESDAY, "2014" },
  { "в пятницу", TUESDAY, "2015-04-17" },
  { "с марта по май 2014 года", TUESDAY, "2014-03/2014-05" },
  { "the day before yesterday", TUESDAY, "2015-04-19" },
  { "last night", TUESDAY, "2015-04-20" },
  { "tomorrow", "2014-12-31", "2015-01-01" },
  { "on Tuesday", TUESDAY, "2015-04-21" },
  { "on Monday", TUESDAY, "2015-04-20" },
  { "Wednesday", TUESDAY, "2015-04-15" },
  { "last Tuesday", TUESDAY, "2015-04-14" },
  { "next Friday", TUESDAY, "2015-04-24" },
  { "this Friday", TUESDAY, "2015-04-24" },
  { "Friday of last week", TUESDAY, "2015-04-17" },
  { "earlier this month", TUESDAY, "2015-04" },
  { "last month", TUESDAY, "2015-03" },
  { "last month", "2015-01-05", "2014-12" },
  { "next month", TUESDAY, "2015-05" },
  { "this year", TUESDAY, "2015" },
  { "late last year", TUESDAY, "2014" },
  { "last year", "2015", "2014" },
  { "last week", TUESDAY, "2015-04-13/2015-04-19" },
  { "this week", TUESDAY, "2015-04-20/2015-04-26" },
  { "two days ago", TUESDAY, "2015-04-19" },
  { "3 weeks ago", TUESDAY, "2015-03-31~" },
  { "a month ago", TUESDAY, "2015-03" },
  { "several years ago", TUESDAY, "2012~" },
  { "since last year", TUESDAY, "2014/.." },
  { "since Monday", TUESDAY, "2015-04-20/.." },
  { "until last week", TUESDAY, "../2015-04-19" },
  { "in the past year", TUESDAY, "2014/2015" },
  { "the past week", TUESDAY, "2015-04-14/2015-04-21" },
  { "the past three months", TUESDAY, "2015-01/2015-04" },
  { "over the last two years", TUESDAY, "2013/2015" },
  { "the 19th", TUESDAY, "2015-04-19" },
  { "the 28th", TUESDAY, "2015-03-28" },
  /* nothing */
  { "", TUESDAY, NULL },
  { "nobody", TUESDAY, NULL },
  { "they may go", TUESDAY, NULL },
  { "a march to the port", TUESDAY, NULL },
  { "yesterday", NULL, NULL },
  { "yesterday", "2015-04", NULL },
  { "last month", "2015", NULL },
  { "Tuesday", NULL, NULL },
  { "last year", NULL, NULL },
  { "for three years", TUESDAY, NULL },
  { "300 people", TUESDAY, NULL },
  { "20k", TUESDAY, NULL },
  { "yesterday", "0001-01-01", NULL },
  { "\xff", TUESDAY, NULL },
  { NULL, TUESDAY, NULL },
};

static void
test_resolve (void)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (rows) >= 40);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *edtf = gls_date_resolve (rows[i].words, rows[i].published);

      if (g_strcmp0 (edtf, rows[i].edtf) != 0)
        {
          g_test_message ("“%s” published %s gives %s; wanted %s", rows[i].words, rows[i].published, edtf, rows[i].edtf);
          g_test_fail ();
        }
      g_assert_true (edtf == NULL || gls_date_is_valid (edtf));
    }
}

/* Whatever is said, nothing but a valid date comes out. */
static void
test_hostile (void)
{
  static const char * const pieces[] = { "April ", "21 ", "2015", "-", "last ", "week ", "Tuesday ", "9999", "0001-01-01 ",
                                         "ago ", "99 years ago ", "to ", "between ", "before ", "29 February ", "31/12/9999 ",
                                         "after 9999-12-31 ", "day before yesterday ", "several ", "," };
  static const char * const published[] = { NULL, "0001-01-01", "0001", "9999-12-31", "2015-04-21", "../2014", "2014/..",
                                            "201X", "0001-01-03", "garbage" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint j = 0; j < G_N_ELEMENTS (pieces); j++)
      for (guint k = 0; k < G_N_ELEMENTS (pieces); k++)
        for (guint p = 0; p < G_N_ELEMENTS (published); p++)
          {
            g_autofree char *words = g_strconcat (pieces[i], pieces[j], pieces[k], NULL);
            g_autofree char *edtf = gls_date_resolve (words, published[p]);

            g_assert_true (edtf == NULL || gls_date_is_valid (edtf));
          }

  g_autofree char *long_words = g_strnfill (1 << 20, '1');
  g_assert_null (gls_date_resolve (long_words, NULL));
}

static void
test_display (void)
{
  static const char * const shown[][3] = {
    { "C.UTF-8", "2015-04-21", "21 April 2015" },
    { "C.UTF-8", "2014-11", "November 2014" },
    { "C.UTF-8", "2014", "2014" },
    { "C.UTF-8", "XXXX-04-21", "21 April" },
    { "C.UTF-8", "XXXX-04", "April" },
    { "C.UTF-8", "201X", "2010s" },
    { "C.UTF-8", "20XX", "20XX" },
    { "C.UTF-8", "2014-11/2015-02", "November 2014 – February 2015" },
    { "C.UTF-8", "2014/..", "since 2014" },
    { "C.UTF-8", "../2014-03~", "until about March 2014" },
    { "C.UTF-8", "2014?", "2014?" },
    { "C.UTF-8", "1500-02-28", "28 February 1500" },
    { "C.UTF-8", "tomorrow", "tomorrow" },
    { "ru_RU.UTF-8", "2015-04-21", "21 апреля 2015" },
    { "ru_RU.UTF-8", "XXXX-04-21", "21 апреля" },
    { "ru_RU.UTF-8", "XXXX-04", "апрель" },
    { "de_DE.UTF-8", "2015-04-21", "21. April 2015" },
    { "de_DE.UTF-8", "2014-03", "März 2014" },
    { "ar_EG.UTF-8", "2015-04-21", "٢١ أبريل ٢٠١٥" },
    { "th_TH.UTF-8", "2015-04-21", "21 เมษายน 2015" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_setenv ("LC_ALL", shown[i][0], TRUE);
      g_autofree char *display = gls_date_to_display (shown[i][1]);

      /* Versions of ICU differ in what follows a Russian year. */
      if (g_str_has_prefix (shown[i][0], "ru"))
        g_assert_true (g_str_has_prefix (display, shown[i][2]));
      else
        g_assert_cmpstr (display, ==, shown[i][2]);
    }
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_autofree char *nothing = gls_date_to_display (NULL);
  g_assert_cmpstr (nothing, ==, "");
}

/* What is taken for canonical at a glance is what reading and writing it gives, and holds a date. */
static void
test_canonical_at_a_glance (void)
{
  static const char * const said[] = { "\"last month\"", "\"“a”\"", "\"\"", "\"a\\u0041\"", "\"\xe2\x80\xa8\"", "\"\xff\"", "7", "" };
  static const char * const dates[] = { "\"2015-04\"", "\"2014-11/2015-02\"", "\"2015-13\"", "\"\"", "\"2015-04-21~/2016-05-22~/2017-01-01\"", "\"2015", "null" };
  static const struct { const char *before, *between, *after; } forms[] = {
    { "{\"said\":", ",\"date\":", "}" }, { "{\"said\": ", ",\"date\":", "}" }, { "{\"said\":", ",\"date\":", "} " },
    { "{\"said\":", ",\"date\":", ",\"x\":1}" }, { "{\"date\":", ",\"said\":", "}" }, { "{\"said\":", ",\"date\":", "" },
  };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (said) * G_N_ELEMENTS (dates) * G_N_ELEMENTS (forms); i++)
    {
      gsize form = i / (G_N_ELEMENTS (said) * G_N_ELEMENTS (dates));
      g_autofree char *json = g_strconcat (forms[form].before, said[i % G_N_ELEMENTS (said)], forms[form].between,
                                           dates[i / G_N_ELEMENTS (said) % G_N_ELEMENTS (dates)], forms[form].after, NULL);
      const char *date = NULL;
      g_autoptr (GlsJsonTree) tree = NULL;
      g_autoptr (GString) again = g_string_new (NULL);
      GlsJsonWriter writer;

      if (!gls_date_is_canonical (json, strlen (json)))
        continue;
      n++;
      tree = gls_json_tree_new (json, strlen (json), NULL);
      g_assert_nonnull (tree);
      gls_json_writer_init (&writer, again);
      gls_json_value_write (gls_json_tree_root (tree), &writer);
      g_assert_cmpstr (again->str, ==, json);
      g_assert_true (gls_json_value_get_string (gls_json_tree_root (tree), "", "date", TRUE, &date, NULL) && gls_date_is_valid (date));
    }
  g_assert_cmpuint (n, ==, 3 * 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/valid", test_valid);
  g_test_add_func ("/date/range", test_range);
  g_test_add_func ("/date/resolve", test_resolve);
  g_test_add_func ("/date/hostile", test_hostile);
  g_test_add_func ("/date/display", test_display);
  g_test_add_func ("/date/canonical-at-a-glance", test_canonical_at_a_glance);

  return g_test_run ();
}
