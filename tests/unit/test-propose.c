/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is proposed from a text: articles of several kinds written for this, and real ones where there are any. */
#include <gls-document.h>
#include <gls-json.h>

#include <string.h>

static GlsDocument *
propose (const char *string)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = gls_text_new_from_string (string, -1, &error);
  GlsDocument *document;

  g_assert_no_error (error);
  document = gls_document_new (text);
  gls_document_propose (document);
  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      g_assert_cmpuint (zone->start, <, zone->end);
      g_assert_cmpuint (zone->end, <=, gls_text_get_length (text));
      g_assert_cmpint (zone->kind, !=, GLS_ZONE_BODY);
      if (i > 0)
        g_assert_cmpuint (zone[-1].end, <=, zone->start);
    }
  return document;
}

/* The kind of zone the @nth place of @words (from 0) lies in. */
static GlsZoneKind
zone_of (GlsDocument *document, const char *words, guint nth)
{
  const char *text = gls_text_get_data (document->text, NULL);
  const char *found = strstr (text, words);
  guint32 start, end;

  while (found != NULL && nth-- > 0)
    found = strstr (found + 1, words);
  g_assert_nonnull (found);
  start = gls_text_char_of_byte (document->text, (gsize) (found - text));
  end = gls_text_char_of_byte (document->text, (gsize) (found - text) + strlen (words));
  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      if (zone->start <= start && end <= zone->end)
        return zone->kind;
      /* Half in, half out would be nobody's intention. */
      g_assert_true (zone->end <= start || zone->start >= end);
    }
  return GLS_ZONE_BODY;
}

#define assert_zone(document, words, kind) \
  g_assert_cmpstr (gls_zone_kind_to_string (zone_of (document, words, 0)), ==, gls_zone_kind_to_string (kind))
#define assert_nth_zone(document, words, nth, kind) \
  g_assert_cmpstr (gls_zone_kind_to_string (zone_of (document, words, nth)), ==, gls_zone_kind_to_string (kind))

#define FIRST                                                                                                          \
  "Between 400 and 450 residents of Tarvel left the valley after the flood, the governor, Ilmar Sodek, said on March " \
  "3."
#define SECOND                                                                                                         \
  "The Red Lantern Society put the number at 620, of whom 200 are children. It did not say how it counted them."
#define THIRD "Sodek added that \"nobody was forced to go\" and that the camps would close within weeks."

#define FOURTH                                                                                                         \
  "A count by the Tarvel Observatory, which reads the ferry's lists, comes to 433 people and about 90 animals."
#define FIFTH "None of the three would say who had seen the lists before they were copied on the night of the flood."
#define SIXTH "The ferry company, which belongs to the governor's brother, has not answered two letters since Monday."

static void
test_page (void)
{
  g_autoptr (GlsDocument) document
      = propose ("Accessibility links\n\nSkip to main content\n\nBreaking News\n\n"
                 "More Than 400 Said To Have Left Tarvel\n\nGovernor Ilmar Sodek at the dam\nGovernor Ilmar Sodek at "
                 "the dam\n\n" FIRST "\n\nThe Camps\n\n" SECOND
                 "\n\nThe Red Lantern Society put the number at 620, of whom 200 are children.\n\n" THIRD
                 "\n\n-- Mira Valdok\n\nAbout This Blog\n\n"
                 "\"River Notes\" gathers news and analysis about the valley and beyond. It has done so since the "
                 "first flood.\n\n\nLatest Posts");

  g_assert_cmpstr (document->title, ==, "More Than 400 Said To Have Left Tarvel");
  g_assert_cmpstr (document->byline, ==, "Mira Valdok");
  g_assert_cmpstr (document->language, ==, "en");
  g_assert_null (document->published);
  assert_zone (document, "Accessibility links\n\nSkip to main content\n\nBreaking News", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "More Than 400 Said To Have Left Tarvel", GLS_ZONE_HEADLINE);
  assert_nth_zone (document, "Governor Ilmar Sodek at the dam", 0, GLS_ZONE_CAPTION);
  assert_nth_zone (document, "Governor Ilmar Sodek at the dam", 1, GLS_ZONE_REPEAT);
  assert_zone (document, FIRST, GLS_ZONE_BODY);
  assert_zone (document, "The Camps", GLS_ZONE_BODY);
  assert_nth_zone (document, "The Red Lantern Society put the number at 620, of whom 200 are children.", 0,
                   GLS_ZONE_BODY);
  assert_nth_zone (document, "The Red Lantern Society put the number at 620, of whom 200 are children.", 1,
                   GLS_ZONE_REPEAT);
  assert_zone (document, "-- Mira Valdok", GLS_ZONE_BYLINE);
  assert_zone (document, "About This Blog", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "since the first flood.", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Latest Posts", GLS_ZONE_BOILERPLATE);
}

static void
test_blog (void)
{
  g_autoptr (GlsDocument) document
      = propose ("Notes From The River\nTracking the floods of the Tarvel "
                 "valley\n\nHome\nArchive\nContact\n\nWednesday, 21 May 2014\n\n"
                 "Who Counts The Dead Of Tarvel?\n\n" FIRST "\n\n" SECOND "\n\n" THIRD "\n\n"
                 "Posted by Mira Valdok at 03:12\nEmail This BlogThis! Share to Twitter Share to Facebook\nLabels: "
                 "floods, Tarvel\n\nNo comments:\n\nPost a Comment\n\n"
                 "Newer Post Older Post Home\nSubscribe to: Post Comments (Atom)\n");

  g_assert_cmpstr (document->title, ==, "Who Counts The Dead Of Tarvel?");
  g_assert_cmpstr (document->byline, ==, "Mira Valdok");
  g_assert_cmpstr (document->published, ==, "2014-05-21");
  assert_zone (document, "Home\nArchive\nContact", GLS_ZONE_BOILERPLATE);
  assert_zone (document, THIRD, GLS_ZONE_BODY);
  assert_zone (document, "Posted by Mira Valdok at 03:12", GLS_ZONE_BYLINE);
  assert_zone (document, "Email This BlogThis!", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Labels: floods", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "No comments:\n\nPost a Comment\n\nNewer Post", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Subscribe to: Post Comments (Atom)", GLS_ZONE_BOILERPLATE);
}

/* The same, one thing a line. */
static void
test_blog_lines (void)
{
  g_autoptr (GlsDocument) document = propose (
      "Notes From The River\nTracking the floods of the Tarvel valley\n\nPages\n\nHome\nAbout\n\nSaturday, 1 March "
      "2014\n\nA Flood Of Figures\n\n"
      "Governor Ilmar Sodek at the dam (file photo)\nGovernor Ilmar Sodek at the dam\n\n" FIRST "\n\n" SECOND
      "\n\n" THIRD
      "\n\nPosted by\nMira Valdok\nat\n06:26\n\nEmail This\nBlogThis!\nShare to Twitter\nShare to Facebook\n\n"
      "Labels:\nfloods,\nTarvel\n\nNo comments:\n\nPost a Comment\n\nNewer Post\n\nOlder Post\n\nHome\n\nSubscribe "
      "to:\nPost Comments (Atom)\n\n"
      "Blog Archive\n\n▼\n2014\n(123)\n►\nMay\n(12)\n\nAbout Me\n\nMira Valdok\nI write about the river since the "
      "first flood, and have seen all of them.\nView my complete profile\n");

  g_assert_cmpstr (document->title, ==, "A Flood Of Figures");
  g_assert_cmpstr (document->byline, ==, "Mira Valdok");
  g_assert_cmpstr (document->published, ==, "2014-03-01");
  assert_nth_zone (document, "Governor Ilmar Sodek at the dam", 0, GLS_ZONE_CAPTION);
  assert_nth_zone (document, "Governor Ilmar Sodek at the dam", 1, GLS_ZONE_REPEAT);
  assert_zone (document, THIRD, GLS_ZONE_BODY);
  assert_zone (document, "BlogThis!", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Blog Archive", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "I write about the river", GLS_ZONE_BOILERPLATE);
}

static void
test_german (void)
{
  g_autoptr (GlsDocument) document
      = propose ("Zum Inhalt springen\r\nStartseite\r\nPolitik\r\nWirtschaft\r\nKultur\r\n\r\nMehr als 330 Freiwillige "
                 "verlassen das Tal\r\n\r\nVon Anna Weiß und Jörg Öhler\r\n\r\n"
                 "Stand: 03.03.2015 14:05 Uhr\r\n\r\nNach Angaben der Behörden haben mehr als 330 Menschen das Tal "
                 "verlassen, weil der Damm nicht mehr sicher ist.\r\n\r\n"
                 "„Wir wissen nicht, wie viele noch kommen“, sagte der Bürgermeister am Dienstag. Die Polizei nannte "
                 "eine Zahl von 280.\r\n\r\n"
                 "Artikel drucken\r\nAuf Facebook teilen\r\n\r\nDas könnte Sie auch interessieren\r\n\r\nWas der Damm "
                 "kostet\r\nEin Tal im Regen\r\n");

  g_assert_cmpstr (document->title, ==, "Mehr als 330 Freiwillige verlassen das Tal");
  g_assert_cmpstr (document->byline, ==, "Anna Weiß und Jörg Öhler");
  g_assert_cmpstr (document->published, ==, "2015-03-03");
  g_assert_cmpstr (document->language, ==, "de");
  assert_zone (document, "Zum Inhalt springen", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Wirtschaft\r\nKultur", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Mehr als 330 Freiwillige verlassen das Tal", GLS_ZONE_HEADLINE);
  assert_zone (document, "Von Anna Weiß und Jörg Öhler", GLS_ZONE_BYLINE);
  assert_zone (document, "mehr als 330 Menschen", GLS_ZONE_BODY);
  assert_zone (document, "Artikel drucken\r\nAuf Facebook teilen", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Was der Damm kostet", GLS_ZONE_BOILERPLATE);
}

static void
test_russian (void)
{
  g_autoptr (GlsDocument) document = propose (
      "Ссылки для упрощенного доступа\n\nСрочные новости\n\nВ долине Тарвел погибли не менее 40 человек\n\nФото: "
      "Служба спасения\n\n21 апреля 2015 года\n\n"
      "Не менее 40 человек погибли в долине Тарвел, сообщил в среду губернатор Ильмар Содек. По его словам, это не "
      "окончательные данные.\n\n"
      "«Мы знаем о 62 пропавших», — сказала представительница общества «Красный фонарь», но не уточнила, откуда эти "
      "данные.\n\n"
      "Автор: Мира Валдок\n\nЧитайте также: Сколько стоит плотина\n\nНет комментариев\n\nДобавить комментарий\n");

  g_assert_cmpstr (document->title, ==, "В долине Тарвел погибли не менее 40 человек");
  g_assert_cmpstr (document->byline, ==, "Мира Валдок");
  g_assert_cmpstr (document->published, ==, "2015-04-21");
  g_assert_cmpstr (document->language, ==, "ru");
  assert_zone (document, "Ссылки для упрощенного доступа\n\nСрочные новости", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Фото: Служба спасения", GLS_ZONE_CAPTION);
  assert_zone (document, "Мы знаем о 62 пропавших", GLS_ZONE_BODY);
  assert_zone (document, "Читайте также: Сколько стоит плотина", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Нет комментариев\n\nДобавить комментарий", GLS_ZONE_BOILERPLATE);
}

static void
test_arabic (void)
{
  g_autoptr (GlsDocument) document = propose ("أكثر من 330 شخصا غادروا الوادي\n\nبقلم: ميرا فالدوك\n\n"
                                              "قال حاكم الإقليم إن أكثر من 330 شخصا غادروا الوادي بعد أن انهار السد في "
                                              "الشمال، ولم يعرف بعد عدد الذين ما زالوا هناك.\n\n"
                                              "وأضاف أن الحكومة لا تملك بيانات عن عدد الأطفال الذين كانوا في المخيم، "
                                              "وأن هذه الأرقام قد ترتفع خلال الأيام القادمة.\n");

  g_assert_cmpstr (document->title, ==, "أكثر من 330 شخصا غادروا الوادي");
  g_assert_cmpstr (document->byline, ==, "ميرا فالدوك");
  g_assert_cmpstr (document->language, ==, "ar");
  assert_zone (document, "أكثر من 330 شخصا غادروا الوادي", GLS_ZONE_HEADLINE);
  assert_nth_zone (document, "أكثر من 330 شخصا غادروا الوادي", 1, GLS_ZONE_BODY);
}

/* What looks like furniture and is the article. */
static void
test_nothing_hidden (void)
{
  static const char *const texts[] = {
    FIRST "\n\n" SECOND,
    "A single line without an end",
    "Comments\n\n" FIRST "\n\nLatest Posts\n\n" SECOND "\n\n" THIRD "\n\n" FOURTH "\n\n" FIFTH "\n\n" SIXTH,
    "The Interview\n\nQ: Did anybody leave?\n\nNo.\n\nQ: Not even the 40 children?\n\nNo.\n\nQ: Who says so?\n\n" FIRST
    "\n\n" SECOND,
    "What The Neighbours Say\n\n" FIRST "\n\nHome\n\n" SECOND "\n\nComments\n\n" THIRD "\n\nBreaking News\n\n" FOURTH,
    "Title of it\n\n" FIRST "\n\nAdvertisement for the camps cost $300, he said.\n\n\"Read more books,\" he told "
                            "them.\n\nFollow us, they shouted; 300 did.\n\n" SECOND,
    "Copyright Law And The Flood\n\nCopyright law does not cover the 40 pictures that the governor showed, lawyers "
    "told the court on Monday.\n\n" THIRD,
    "Deaths By Year\n\n" FIRST "\n\n2013: 40 dead\n\n2014: 40 dead\n\n2015: 62 dead\n\n" SECOND,
    "Two Say The Same\n\nSodek said that 40 had died there.\n\nSodek said that 41 had died there.\n\nSodek said that "
    "42 had died there.\n\n" SECOND,
    /* A paragraph cut at a column, one line of which is a menu's word. */
    "The flood took the bridge before the people of the lower town had heard\nof it, and when the governor at last "
    "spoke there were already a thousand\ncomments\n"
    "about it and nobody listened to him any more, said the mayor of the town\nwho had been there from the first hour "
    "of the night until the morning of\n"
    "the next day and saw all of it with her own eyes, together with about 40\nothers who stood on the hill and could "
    "not help at all, as she said then.\n",
    "",
    "\n\n\n",
    "\r\n\t\r\n",
    "***",
    "...",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GlsDocument) document = propose (texts[i]);

      for (guint z = 0; z < document->zones->len; z++)
        {
          const GlsZone *zone = &g_array_index (document->zones, GlsZone, z);
          g_autofree char *words = gls_text_slice (document->text, zone->start, zone->end);

          if (strcmp (words, "Comments") == 0 || strcmp (words, "Latest Posts") == 0)
            continue;
          if (zone->kind == GLS_ZONE_BOILERPLATE || zone->kind == GLS_ZONE_REPEAT)
            g_error ("text %" G_GSIZE_FORMAT " hides “%s”", i, words);
        }
    }
}

static void
test_pull_quote (void)
{
  g_autoptr (GlsDocument) document
      = propose ("What The Governor Knew\n\n" FIRST "\n\n“the camps would close within weeks” she heard him say\n\n"
                 "Nobody was forced to go and the camps would close within weeks of the count\n\n"
                 "He said: nobody was forced to go and the camps would close within weeks of the count, which 40 "
                 "people doubt.\n\n" SECOND "\n\n" SECOND);

  assert_zone (document, "Nobody was forced to go and the camps would close within weeks of the count",
               GLS_ZONE_REPEAT);
  assert_zone (document, "which 40 people doubt", GLS_ZONE_BODY);
  assert_nth_zone (document, SECOND, 0, GLS_ZONE_BODY);
  assert_nth_zone (document, SECOND, 1, GLS_ZONE_REPEAT);
  assert_zone (document, "“the camps would close within weeks” she heard him say", GLS_ZONE_BODY);
}

/* A caption that is a sentence is read, and so is the sentence that says it again. */
static void
test_caption_sentence (void)
{
  g_autoptr (GlsDocument) document
      = propose ("Why They Left\n\nA film that was made in November 2013 showed a group of around 150 people who said "
                 "that they had come with their families.\n\n" FIRST "\n\n" SECOND
                 "\n\nBut this figure most likely comes from a film that was made in November 2013 showing a group of "
                 "around 150 people who said that they "
                 "had come with their families.\n\n" THIRD);

  assert_zone (document, "A film that was made", GLS_ZONE_CAPTION);
  assert_zone (document, "But this figure most likely comes", GLS_ZONE_BODY);
}

static void
test_dates (void)
{
  static const struct { const char *line, *published;
  } cases[] = {
    { "21 April 2015", "2015-04-21" },
    { "April 21, 2015", "2015-04-21" },
    { "2015-04-21", "2015-04-21" },
    { "Tuesday, April 21st, 2015", "2015-04-21" },
    { "Last updated: 21 April 2015, 14:30 GMT+3", "2015-04-21" },
    { "Published 2015-04-21T14:30:00+06:00", "2015-04-21" },
    { "21.04.2015", "2015-04-21" },
    { "21/04/2015", "2015-04-21" },
    { "04/21/2015", "2015-04-21" },
    { "04/05/2015", NULL },
    { "Le 21 avril 2015 à 14h30", NULL },
    { "21 avril 2015", "2015-04-21" },
    { "21. März 2015", "2015-03-21" },
    { "30 February 2015", NULL },
    { "April 2015", NULL },
    { "2015", NULL },
    { "On April 21, 2015 they left", NULL },
    { "21 April 2015?", NULL },
    { "By Mira Valdok | April 21, 2015", "2015-04-21" },
    { "21 квітня 2015", "2015-04-21" },
    { "21 Nisan 2015", "2015-04-21" },
    { "99999999999 April 2015", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("More Than 400 Left\n\n%s\n\n" FIRST "\n\n" SECOND, cases[i].line);
      g_autoptr (GlsDocument) document = propose (text);

      if (g_strcmp0 (document->published, cases[i].published) != 0)
        g_error ("“%s” gives %s, not %s", cases[i].line, document->published, cases[i].published);
    }
  {
    g_autoptr (GlsDocument) prose = propose (
        "More Left\n\nOn April 21, 2015 the governor said that 400 people had left the valley of Tarvel.\n\n" SECOND);
    g_autoptr (GlsDocument) line = propose ("More Left\n\nTARVEL, April 21, 2015 (Reuters) -- The governor said that "
                                            "400 people had left the valley of it.\n\n" SECOND);
    g_autoptr (GlsDocument) two = propose ("More Left\n\nMay 1, 2015\n\nMay 2, 2015\n\n" FIRST "\n\n" SECOND);
    g_autoptr (GlsDocument) both
        = propose ("More Left\n\nUpdated May 2, 2015\n\nPublished May 1, 2015\n\n" FIRST "\n\n" SECOND);

    g_assert_null (prose->published);
    g_assert_cmpstr (line->published, ==, "2015-04-21");
    g_assert_cmpstr (line->publisher, ==, "Reuters");
    g_assert_null (two->published);
    g_assert_cmpstr (both->published, ==, "2015-05-01");
  }
}

static void
test_bylines (void)
{
  static const struct { const char *line, *byline;
  } cases[] = {
    { "-- Joan Parvel", "Joan Parvel" },
    { "By Joan Parvel", "Joan Parvel" },
    { "by Joan Parvel", "Joan Parvel" },
    { "By Joan Parvel and Mira de la Valdok, The Post", "Joan Parvel and Mira de la Valdok" },
    { "By JOAN PARVEL in Tarvel", "JOAN PARVEL" },
    { "By Tuesday all were gone", NULL },
    { "By the river", NULL },
    { "-- and nobody knew why", NULL },
    { "Author Says Forty", NULL },
    { "Written by: Joan Parvel", "Joan Parvel" },
    { "— Жанна Парвел", "Жанна Парвел" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("More Than 400 Left\n\n%s\n\n" FIRST "\n\n" SECOND, cases[i].line);
      g_autoptr (GlsDocument) document = propose (text);

      if (g_strcmp0 (document->byline, cases[i].byline) != 0)
        g_error ("“%s” gives %s, not %s", cases[i].line, document->byline, cases[i].byline);
    }
  {
    g_autoptr (GlsDocument) any = propose ("By Any Means\n\n" FIRST "\n\n" SECOND);

    g_assert_cmpstr (any->title, ==, "By Any Means");
    g_assert_null (any->byline);
  }
}

static void
test_languages (void)
{
  static const struct { const char *text, *language;
  } cases[] = {
    { "Le gouverneur a dit que plus de 330 personnes ont quitté la vallée pour se rendre dans les camps, mais il ne "
      "sait pas où ils sont.",
      "fr" },
    { "El gobernador dijo que más de 330 personas han salido del valle y que no se sabe cuántas de ellas son niños, "
      "según los datos.",
      "es" },
    { "Il governatore ha detto che più di 330 persone hanno lasciato la valle e che non si sa quanti sono i bambini "
      "nella zona.",
      "it" },
    { "Vali, vadiden 330'dan fazla kişinin ayrıldığını ve bunun için bir neden olmadığını söyledi; ancak bu sayı daha "
      "çok olabilir, dedi. Ne olduğu ile ilgili bilgi yok ama gibi.",
      "tr" },
    { "Губернатор повідомив, що більше ніж 330 людей залишили долину, але ці дані не є остаточними, бо їх ще не "
      "перевірили та не підтвердили від імені влади.",
      "uk" },
    { "Әкім 330-дан астам адам алқаптан кетті деп мәлімдеді және бұл сан үшін жауап бермеді, бірақ ол туралы бір дерек "
      "бар екен дейді және оның сөзі бойынша болған.",
      "kk" },
    { "Tarvel Sodek Valdok Parvel 330 620 Ilmar Mira Joan Anna Weiss Tarvel Sodek Valdok", NULL },
    { "x", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GlsDocument) document = propose (cases[i].text);

      if (g_strcmp0 (document->language, cases[i].language) != 0)
        g_error ("“%s” gives %s, not %s", cases[i].text, document->language, cases[i].language);
    }
}

static void
test_kept (void)
{
  g_autoptr (GlsText) text = gls_text_new_from_string ("First Line Here\n\n" FIRST "\n\n" SECOND, -1, NULL);
  g_autoptr (GlsDocument) document = gls_document_new (text);

  document->title = g_strdup ("Another");
  document->language = g_strdup ("xx");
  gls_document_add_zone (document, GLS_ZONE_BOILERPLATE, 0, 5);
  gls_document_propose (document);
  g_assert_cmpstr (document->title, ==, "Another");
  g_assert_cmpstr (document->language, ==, "xx");
  g_assert_cmpuint (document->zones->len, ==, 1);
}

/* Hostile sizes: one line, one word a line, the same line, and beginnings that are all alike. */
static void
test_large (void)
{
  static const char *const pieces[]
      = { "word ", "word\n", FIRST "\n", "a b c d e f ", "(\"'-- by By ", "Home\nNews\n", "\r", "٣ قال " };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces) + 1; i++)
    {
      GString *string = g_string_new (NULL);
      g_autofree char *text = NULL;

      for (guint n = 0; string->len < (2u << 20); n++)
        if (i < G_N_ELEMENTS (pieces))
          g_string_append (string, pieces[i]);
        else
          g_string_append_printf (string, "the same six words begin it %u\n", n);
      text = g_string_free (string, FALSE);
      gls_document_unref (propose (text));
    }
}

static char *
shared_path (const char *name)
{
  const char *shared = g_getenv ("GLS_SHARED");
  const char *root = g_getenv ("GLS_SOURCE_ROOT");

  return shared != NULL ? g_build_filename (shared, name, NULL)
                        : g_build_filename (root != NULL ? root : ".", "..", "shared", name, NULL);
}

static void
check_article (JsonObject *gold)
{
  g_autofree char *folder = shared_path ("articles");
  g_autofree char *path = g_build_filename (folder, json_object_get_string_member (gold, "file"), NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GlsDocument) document = NULL;
  JsonArray *figures = json_object_get_array_member (gold, "figures");
  gint64 from = json_object_get_int_member (gold, "boilerplate_from");
  const GlsZone *last;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  document = propose (contents);
  g_assert_cmpstr (document->language, ==, "en");
  g_assert_null (document->published);
  g_assert_nonnull (document->title);
  for (guint i = 0; i < json_array_get_length (figures); i++)
    {
      JsonObject *figure = json_array_get_object_element (figures, i);

      for (guint z = 0; z < document->zones->len; z++)
        {
          const GlsZone *zone = &g_array_index (document->zones, GlsZone, z);

          if (zone->kind == GLS_ZONE_BOILERPLATE || zone->kind == GLS_ZONE_REPEAT)
            g_assert_true (zone->end <= json_object_get_int_member (figure, "start")
                           || zone->start >= json_object_get_int_member (figure, "end"));
        }
    }
  last = &g_array_index (document->zones, GlsZone, document->zones->len - 1);
  g_assert_cmpint (last->kind, ==, GLS_ZONE_BOILERPLATE);
  g_assert_cmpint (last->start, ==, from);
  assert_zone (document, "Accessibility links", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Breaking News", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "About This Blog", GLS_ZONE_BOILERPLATE);
  assert_zone (document, "Latest Posts", GLS_ZONE_BOILERPLATE);
}

static void
test_real (void)
{
  g_autofree char *path = shared_path ("gold/gold.json");
  g_autofree char *contents = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GList) members = NULL;
  gsize n;

  if (!g_file_get_contents (path, &contents, &n, NULL))
    {
      g_test_skip ("the real articles and their gold are not here (GLS_SHARED)");
      return;
    }
  root = gls_json_parse (contents, (gssize) n, NULL);
  g_assert_nonnull (root);
  members = json_object_get_members (json_node_get_object (root));
  for (GList *m = members; m != NULL; m = m->next)
    check_article (json_object_get_object_member (json_node_get_object (root), m->data));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/propose/page", test_page);
  g_test_add_func ("/propose/blog", test_blog);
  g_test_add_func ("/propose/blog-lines", test_blog_lines);
  g_test_add_func ("/propose/german", test_german);
  g_test_add_func ("/propose/russian", test_russian);
  g_test_add_func ("/propose/arabic", test_arabic);
  g_test_add_func ("/propose/nothing-hidden", test_nothing_hidden);
  g_test_add_func ("/propose/pull-quote", test_pull_quote);
  g_test_add_func ("/propose/caption-sentence", test_caption_sentence);
  g_test_add_func ("/propose/dates", test_dates);
  g_test_add_func ("/propose/bylines", test_bylines);
  g_test_add_func ("/propose/languages", test_languages);
  g_test_add_func ("/propose/kept", test_kept);
  g_test_add_func ("/propose/large", test_large);
  g_test_add_func ("/propose/real", test_real);
  return g_test_run ();
}
