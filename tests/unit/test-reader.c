/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain files and pages as documents: text, zones, what the page says of itself, and what no page should do. */
#include <gls-error.h>
#include <gls-reader.h>

#include <string.h>

static GlsDocument *
read_bytes (const char *data, gsize n, const char *name, const char *format, const char *encoding)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, n);
  GlsDocument *document = gls_read_article (bytes, name, format, encoding, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      g_assert_cmpuint (zone->start, <, zone->end);
      g_assert_cmpuint (zone->end, <=, gls_text_get_length (document->text));
      if (i > 0)
        g_assert_cmpuint (zone[-1].end, <=, zone->start);
    }
  return document;
}

static GlsDocument *
read_page (const char *page)
{
  return read_bytes (page, strlen (page), "page.html", NULL, NULL);
}

static const char *
text_of (GlsDocument *document)
{
  return gls_text_get_data (document->text, NULL);
}

/* The words of the first zone of @kind. */
static char *
zone_words (GlsDocument *document, GlsZoneKind kind)
{
  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      if (zone->kind == kind)
        return gls_text_slice (document->text, zone->start, zone->end);
    }
  return NULL;
}

static gboolean
is_hidden (GlsDocument *document, const char *words)
{
  const char *found = strstr (text_of (document), words);
  guint32 start;

  g_assert_nonnull (found);
  start = gls_text_char_of_byte (document->text, (gsize) (found - text_of (document)));
  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      if (zone->start <= start && start < zone->end
          && (zone->kind == GLS_ZONE_BOILERPLATE || zone->kind == GLS_ZONE_REPEAT))
        return TRUE;
    }
  return FALSE;
}

static void
test_plain (void)
{
  static const char text[]
      = "More Than 400 Left\r\n\r\n\tBetween 400 and 450 residents left, e\xcc\x81 \xf0\x9f\x8c\x8a said.\r\n  ";
  g_autoptr (GlsDocument) document = read_bytes (text, strlen (text), "folder/00_ab.cd.txt", NULL, NULL);
  g_autoptr (GlsDocument) page = read_bytes ("<p>x</p> <html>", 15, "a.txt", NULL, NULL);
  g_autoptr (GlsDocument) nameless = read_bytes ("x", 1, NULL, "text", NULL);
  g_autoptr (GlsDocument) odd = read_bytes ("x", 1, "/tmp/\xe4\xf6.txt", NULL, NULL);
  g_autoptr (GlsDocument) dot = read_bytes ("x", 1, ".hidden", NULL, NULL);

  g_assert_cmpstr (text_of (document), ==, text);
  g_assert_cmpstr (document->key, ==, "00_ab.cd");
  g_assert_cmpstr (document->title, ==, "More Than 400 Left");
  g_assert_null (document->original);
  g_assert_cmpstr (text_of (page), ==, "<p>x</p> <html>");
  g_assert_cmpstr (nameless->key, ==, "document");
  g_assert_true (g_utf8_validate (odd->key, -1, NULL));
  g_assert_cmpstr (dot->key, ==, ".hidden");
}

#define ARTICLE                                                                                                        \
  "<p>Between 400 and 450 residents of <a href='x'>Tarvel</a> left the valley after the flood,&nbsp;the governor "     \
  "said.<br>He named   no\n source.</p>"                                                                               \
  "<p>The Red Lantern Society put the number at 620, of whom 200 are children; it did not say how it counted "         \
  "them.</p>"

static void
test_page (void)
{
  g_autofree char *caption = NULL, *headline = NULL;
  g_autoptr (GlsDocument) document = read_page (
      "<!DOCTYPE html>\n<html lang='en-GB'><head><meta charset='utf-8'><title>More Than 400 Left | The Tarvel "
      "Post</title>"
      "<meta property='og:site_name' content='The Tarvel Post'><meta property='og:title' content='More Than 400 Left'>"
      "<meta property='article:published_time' content='2015-04-21T22:00:00Z'><link rel='canonical' "
      "href='https://example.org/a?x=1&amp;y=2'>"
      "<script "
      "type='application/ld+json'>{\"@context\":\"https://"
      "schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},"
      "{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"Mira Valdok\"},{\"name\":\"Joan "
      "Parvel\"}]}]}</script>"
      "<style>p { color: red }</style></head><body class='no-sidebar'><header>The Tarvel "
      "Post<nav><ul><li>Home<li>World</ul></nav></header>"
      "<form id='all'><article><h1>More   Than\n400 <b>Left</b></h1><div class='share-buttons'><a>Send it on</a></div>"
      "<figure><img src='x' alt='not shown'><figcaption>The dam, with 40 houses below</figcaption></figure>" ARTICLE
      "<p style='Display: none'>Hidden one</p><p hidden>Hidden two</p><script>var x = '<p>Hidden "
      "three</p>';</script><template>Hidden four</template>"
      "<ul><li>first 1<li>second 2</ul><table><tr><th>Year<th>Dead<tr><td>2014<td>40</table><pre>\n a\n   b\n</pre>"
      "<aside class='related-articles'><h3>Elsewhere</h3><a>Another thing happened</a></aside></article></form>"
      "<footer>(c) 2015 The Tarvel Post</footer></body></html>");

  g_assert_cmpstr (
      text_of (document), ==,
      "The Tarvel Post\n\nHome\nWorld\n\nMore Than 400 Left\n\nSend it on\n\nThe dam, with 40 houses below\n\n"
      "Between 400 and 450 residents of Tarvel left the valley after the flood,\u00a0the governor said.\nHe named no "
      "source.\n\n"
      "The Red Lantern Society put the number at 620, of whom 200 are children; it did not say how it counted them.\n\n"
      "first 1\nsecond 2\n\nYear\tDead\n2014\t40\n\n a\n   b\n\nElsewhere\n\nAnother thing happened\n\n(c) 2015 The "
      "Tarvel Post");
  g_assert_cmpstr (document->title, ==, "More Than 400 Left");
  g_assert_cmpstr (document->byline, ==, "Mira Valdok, Joan Parvel");
  g_assert_cmpstr (document->publisher, ==, "The Tarvel Post");
  g_assert_cmpstr (document->published, ==, "2015-04-21");
  g_assert_cmpstr (document->language, ==, "en-GB");
  g_assert_cmpstr (document->source, ==, "https://example.org/a?x=1&y=2");
  g_assert_cmpstr (document->key, ==, "page");
  g_assert_nonnull (document->original);
  headline = zone_words (document, GLS_ZONE_HEADLINE);
  caption = zone_words (document, GLS_ZONE_CAPTION);
  g_assert_cmpstr (headline, ==, "More Than 400 Left");
  g_assert_cmpstr (caption, ==, "The dam, with 40 houses below");
  g_assert_true (is_hidden (document, "Home\nWorld"));
  g_assert_true (is_hidden (document, "Send it on"));
  g_assert_true (is_hidden (document, "Another thing happened"));
  g_assert_true (is_hidden (document, "(c) 2015"));
  g_assert_false (is_hidden (document, "Between 400"));
  g_assert_false (is_hidden (document, "of whom 200"));
  g_assert_false (is_hidden (document, "2014\t40"));
}

/* What a container is called does not hide the article in it. */
static void
test_nothing_hidden (void)
{
  static const char *const pages[] = {
    "<body><form>" ARTICLE "</form>",
    "<body><div class='sidebar'>" ARTICLE "</div>",
    "<aside>" ARTICLE "</aside>",
    "<div class='tag-social has-sidebar'>" ARTICLE "</div>",
    "<header><h1>T</h1>" ARTICLE "</header>",
    "<div role='dialog'>" ARTICLE "</div>",
    "<footer>" ARTICLE,
    "<article class='related'>" ARTICLE "</article><aside>x</aside>",
    "<table><tr><td>" ARTICLE "</table>",
    "<center><font>" ARTICLE,
    ARTICLE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GlsDocument) document = read_page (pages[i]);

      g_assert_false (is_hidden (document, "Between 400"));
      g_assert_false (is_hidden (document, "of whom 200"));
    }
}

/* Repeats and furniture that only words tell, around the zones that elements tell. */
static void
test_propose_around (void)
{
  g_autoptr (GlsDocument) document
      = read_page ("<html><head><title>More Than 400 Left - The Tarvel "
                   "Post</title></head><body><nav>Home</nav><h2>More Than 400 Left</h2><p>By Mira Valdok</p>" ARTICLE
                   "<blockquote>The Red Lantern Society put the number at 620, of whom 200 are children</blockquote>"
                   "<p>Governor Ilmar Sodek answered that nobody had been forced to go, and that the camps would close "
                   "within weeks.</p><p>No comments:</p><p>Post a Comment</p></body></html>");
  g_autofree char *headline = zone_words (document, GLS_ZONE_HEADLINE);
  g_autofree char *repeat = zone_words (document, GLS_ZONE_REPEAT);

  g_assert_cmpstr (document->title, ==, "More Than 400 Left");
  g_assert_cmpstr (document->byline, ==, "Mira Valdok");
  g_assert_cmpstr (headline, ==, "More Than 400 Left");
  g_assert_cmpstr (repeat, ==, "The Red Lantern Society put the number at 620, of whom 200 are children");
  g_assert_true (is_hidden (document, "No comments:"));
  g_assert_false (is_hidden (document, "nobody had been forced"));
}

static void
test_metadata (void)
{
  static const struct { const char *page, *title, *byline, *published, *language;
  } cases[] = {
    { "<title>One Two Three | Site</title><p>x</p>", "One Two Three", NULL, NULL, NULL },
    { "<title>On 20 | 30 | 40 of them</title><p>x</p>", "On 20 | 30 | 40 of them", NULL, NULL, NULL },
    { "<meta name=author content='By Mira Valdok'><meta name=date content='21 April 2015'><p>x</p>", NULL,
      "Mira Valdok", "2015-04-21", NULL },
    { "<meta property='article:author' content='https://example.org/mira'><meta property=og:locale "
      "content=de_DE><p>x</p>",
      NULL, NULL, NULL, "de-DE" },
    { "<meta property='article:published_time' content='2015-02-30'><p>x</p>", NULL, NULL, NULL, NULL },
    { "<article><p><time datetime='2015-04-21T10:00'>today</time> x</p></article>", NULL, NULL, "2015-04-21", NULL },
    { "<article><time datetime='2015-04-21'>a</time><time datetime='2015-04-22'>b</time></article>", NULL, NULL, NULL,
      NULL },
    { "<time datetime='2015-04-22'>b</time><time itemprop=datePublished datetime='2015-04-21'>b</time>", NULL, NULL,
      "2015-04-21", NULL },
    { "<html lang='javascript:x'><p>x</p>", NULL, NULL, NULL, NULL },
    { "<html lang='RU'><p>x</p>", NULL, NULL, NULL, "ru" },
    { "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"A "
      "B\",\"datePublished\":\"2015-04-21\",\"author\":\"Mira\"}</script><p>x</p>",
      "A B", "Mira", "2015-04-21", NULL },
    { "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":</script><p>x</p>", NULL, NULL, NULL,
      NULL },
    { "<script "
      "type='application/ld+json'>[[[[{\"@type\":[\"NewsArticle\"],\"headline\":7,\"author\":[[],{},3]}]]]]</"
      "script><p>x</p>",
      NULL, NULL, NULL, NULL },
    { "<h1>The Tarvel Post</h1><meta property='og:title' content='More Than 400 Left'><p>x</p>", "More Than 400 Left",
      NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GlsDocument) document = read_page (cases[i].page);

      g_test_message ("%s", cases[i].page);
      g_assert_cmpstr (document->title, ==, cases[i].title);
      g_assert_cmpstr (document->byline, ==, cases[i].byline);
      g_assert_cmpstr (document->published, ==, cases[i].published);
      g_assert_cmpstr (document->language, ==, cases[i].language);
    }
}

static void
test_encodings (void)
{
  static const char russian[] = "<html><head><meta charset=windows-1251></head><body><p>\xd2\xe0\xf0\xe2\xe5\xeb\xfc "
                                "&#8212; \xe4\xee\xeb\xe8\xed\xe0 &amp; \xf0\xe5\xea\xe0</p>";
  static const char forced[] = "<p>\xf4\xc1\xd2\xd7\xc5\xcc\xd8</p>";
  static const char lying[] = "<meta charset=utf-16><p>Tarvel</p>";
  g_autoptr (GlsDocument) declared = read_bytes (russian, strlen (russian), "a.html", NULL, NULL);
  g_autoptr (GlsDocument) koi = read_bytes (forced, strlen (forced), "a.html", NULL, "KOI8-R");
  g_autoptr (GlsDocument) lies = read_bytes (lying, strlen (lying), "a.html", NULL, NULL);
  glong n_units;
  g_autofree gunichar2 *units
      = g_utf8_to_utf16 ("\ufeff<html><body><p>\u0422\u0430\u0440</p></body></html>", -1, NULL, &n_units, NULL);
  g_autoptr (GlsDocument) wide = read_bytes ((const char *) units, 2 * (gsize) n_units, "page", NULL, NULL);

  g_assert_cmpstr (text_of (declared), ==, "Тарвель — долина & река");
  g_assert_cmpstr (text_of (koi), ==, "Тарвель");
  g_assert_cmpstr (text_of (lies), ==, "Tarvel");
  g_assert_cmpstr (text_of (wide), ==, "Тар");
}

static void
assert_refused (const char *data, gsize n, const char *name, const char *format, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, n);
  g_autoptr (GlsDocument) document = gls_read_article (bytes, name, format, NULL, &error);

  g_assert_null (document);
  g_assert_error (error, GLS_ERROR, code);
  g_assert_cmpint (strlen (error->message), >, 10);
}

static void
test_refused (void)
{
  g_autoptr (GString) deep = g_string_new ("<html><body>");
  static const char image[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1";

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<div>x");
  assert_refused (image, sizeof image, "a.png", NULL, GLS_ERROR_INVALID);
  assert_refused (image, sizeof image, "a.html", NULL, GLS_ERROR_INVALID);
  assert_refused ("a\0b", 3, "a.txt", NULL, GLS_ERROR_INVALID);
  assert_refused ("", 0, "a.html", NULL, GLS_ERROR_INVALID);
  assert_refused ("<html><script>x</script>", 24, "a.html", NULL, GLS_ERROR_INVALID);
  assert_refused (deep->str, deep->len, "a.html", NULL, GLS_ERROR_INVALID);
  assert_refused ("x", 1, "a.txt", "pdf", GLS_ERROR_USAGE);
}

/* Broken, huge and hostile pages end, and end soon. */
static void
test_hostile (void)
{
  static const char *const pages[] = {
    "x<![CDATA[<p>]]>y",
    "<p",
    "<!-- x",
    "<p>a</b></i></p></div>b",
    "<a b='c",
    "&#0;&#xd800;&#x110000;&bogus;&amp",
    "<html><html><body><body><head>x",
    "</html>x<p>y",
    "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>x&a;y</p>",
    "<frameset><frame></frameset><p>x",
    "<table><p>x<tr>y<td>z</table>w",
    "<pre>\r\na\r\nb\r</pre>c",
    "<svg><p>x</p></svg>y",
    "<q><q>x</q>",
    "<br><br><br>x<br>",
    "<h1></h1>x",
    "<h1> <img></h1>x<nav></nav>",
    "<article><main></article>x</main>",
  };
  static const char *const pieces[]
      = { "<p>x",   "<b>x</b>", "</i>x", "<h1>x</h1>", "<header>x</header>", "<div class='a b c share'>x</div>", "<br>",
          "&amp;x", "<li>x",    "<td>x", "<q>x</q>" };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = g_bytes_new_static (pages[i], strlen (pages[i]));
      g_autoptr (GlsDocument) document = gls_read_article (bytes, "a.html", NULL, NULL, &error);

      /* A page that shows nothing says so. */
      if (document == NULL)
        g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      else
        g_assert_null (strstr (text_of (document), "root:"));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) page = g_string_new ("<html><body>y");
      g_autoptr (GlsDocument) document = NULL;

      while (page->len < (1u << 18))
        g_string_append (page, pieces[i]);
      document = read_page (page->str);
      g_assert_nonnull (document);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/plain", test_plain);
  g_test_add_func ("/reader/page", test_page);
  g_test_add_func ("/reader/nothing-hidden", test_nothing_hidden);
  g_test_add_func ("/reader/propose-around", test_propose_around);
  g_test_add_func ("/reader/metadata", test_metadata);
  g_test_add_func ("/reader/encodings", test_encodings);
  g_test_add_func ("/reader/refused", test_refused);
  g_test_add_func ("/reader/hostile", test_hostile);
  return g_test_run ();
}
