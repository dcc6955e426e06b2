/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a page: its visible text in the order of the document, with the zones its marks tell of.
 * Knows neither encodings nor the store; libxml2 parses, with network and entities off. */
#include "config.h"

#include "gls-reader-layout.h"
#include "gls-reader-private.h"

#include <gls-error.h>
#include <gls-propose.h>
#include <glib/gi18n-lib.h>

#include <libxml/parserInternals.h>

#include <string.h>

#define MAX_PAGE_BYTES (32u << 20)
/* Browsers stop at 512; each level costs the parser time at every stray end tag. */
#define MAX_DEPTH 1000

typedef enum {
  SHOW_INLINE,
  SHOW_LINE,        /* a block on lines of its own */
  SHOW_PARAGRAPH,   /* with a blank line before and after */
  SHOW_NOT,
} Show;

static const struct {
  Show        show;
  const char *names;
} shows[] = {
  { SHOW_PARAGRAPH, "|p|h1|h2|h3|h4|h5|h6|ul|ol|dl|dir|menu|blockquote|figure|table|pre|listing|xmp|plaintext|hr|"
                    "section|article|header|footer|nav|aside|form|fieldset|main|hgroup|" },
  { SHOW_LINE, "|html|body|div|li|dt|dd|tr|caption|thead|tbody|tfoot|figcaption|address|center|details|summary|legend|"
               "search|button|dialog|noframes|" },
  { SHOW_NOT, "|head|title|script|style|template|noscript|iframe|object|embed|applet|svg|canvas|audio|video|map|select|"
              "datalist|textarea|input|meter|progress|"
              "frameset|link|meta|base|param|source|track|area|col|colgroup|noembed|rp|" },
};

typedef struct {
  GlsPageMeta  meta;
  GlsLayout    layout;
  xmlNode     *heading;       /* the <h1> that is the article's headline */
  gsize        total;         /* bytes of text in all */
  guint        pre;
  GHashTable  *openers;       /* nodes that opened a zone */
} Page;

static gboolean
is_among (const char *name, const char *names)
{
  gsize n = strlen (name);

  if (strchr (name, '|') != NULL)
    return FALSE;
  for (const char *p = strstr (names, name); p != NULL && n > 0; p = strstr (p + 1, name))
    if (p[-1] == '|' && p[n] == '|')
      return TRUE;
  return FALSE;
}

/* The parser writes names in small letters. */
static Show
show_of (const xmlNode *node)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shows); i++)
    if (is_among ((const char *) node->name, shows[i].names))
      return shows[i].show;
  return SHOW_INLINE;
}

static gboolean
is_hidden (const xmlNode *node)
{
  g_autofree char *style = NULL;
  g_autofree char *bare = NULL;

  if (node->properties == NULL)
    return FALSE;
  if (xmlHasProp ((xmlNode *) node, (const xmlChar *) "hidden") != NULL)
    return TRUE;
  if (gls_page_is (node, "dialog") && xmlHasProp ((xmlNode *) node, (const xmlChar *) "open") == NULL)
    return TRUE;
  style = gls_page_attribute (node, "style");
  if (style == NULL)
    return FALSE;
  bare = g_ascii_strdown (style, -1);
  for (char *from = bare, *to = bare;; from++)
    {
      if (*from != ' ')
        *to++ = *from;
      if (*from == '\0')
        break;
    }
  return strstr (bare, "display:none") != NULL || strstr (bare, "visibility:hidden") != NULL;
}

/* _private holds the bytes of text below a node, twice, and in the lowest bit, if a heading or an article is in it. */
static void
weigh (xmlNode *node, gsize bytes, gboolean holds)
{
  gsize weight = GPOINTER_TO_SIZE (node->_private);

  node->_private = GSIZE_TO_POINTER (((weight & ~(gsize) 1) + 2 * bytes) | (weight & 1) | (holds ? 1 : 0));
}

static gsize
bytes_below (const xmlNode *node)
{
  return GPOINTER_TO_SIZE (node->_private) / 2;
}

static gboolean
holds_article (const xmlNode *node)
{
  return GPOINTER_TO_SIZE (node->_private) & 1;
}

static gboolean
is_in (const xmlNode *node, const char *a, const char *b)
{
  for (const xmlNode *p = node->parent; p != NULL; p = p->parent)
    if (gls_page_is (p, a) || gls_page_is (p, b))
      return TRUE;
  return FALSE;
}

static void
consider_heading (Page *self, xmlNode *node)
{
  g_autofree char *text = gls_page_text_of (node);
  gboolean better;

  if (text == NULL || strlen (text) > 600 || !gls_page_meta_accepts (&self->meta, text))
    return;
  better = self->heading == NULL || (is_in (node, "article", "main") && !is_in (self->heading, "article", "main"));
  if (better)
    self->heading = node;
}

/* First walk: what the page says of itself, and how much text is below each node. Weights are handed up when a node is
 * left. */
static void
survey (Page *self, xmlNode *root)
{
  guint in_article = 0;
  gboolean below = TRUE;
  xmlNode *node = root;

  while (node != NULL)
    {
      xmlNode *next;

      if (below)
        {
          node->_private = NULL;
          if (node->type == XML_ELEMENT_NODE)
            {
              in_article += gls_page_is (node, "article") || gls_page_is (node, "main");
              gls_page_meta_read (&self->meta, node, in_article > 0);
            }
          else if (node->type == XML_TEXT_NODE && node->content != NULL && show_of (node->parent) != SHOW_NOT)
            weigh (node, strlen ((const char *) node->content) - strspn ((const char *) node->content, " \t\r\n"), FALSE);
          if (node->type == XML_ELEMENT_NODE && node->children != NULL)
            {
              node = node->children;
              continue;
            }
        }
      if (gls_page_is (node, "article") || gls_page_is (node, "main"))
        in_article--;
      if (node != root && node->parent != NULL)
        weigh (node->parent, bytes_below (node),
               holds_article (node) || gls_page_is (node, "h1") || gls_page_is (node, "article")
                   || gls_page_is (node, "main"));
      next = node == root ? NULL : node->next;
      below = next != NULL;
      node = next != NULL ? next : node == root ? NULL : node->parent;
    }
  self->total = bytes_below (root);
}

/* Every word of one class name must be of these, one of the first kind: "related-articles", "share-buttons", but not
 * "no-sidebar". */
static gboolean
names_furniture (const char *name)
{
  static const char furniture[]
      = "|related|share|sharing|sharedaddy|social|cookie|cookies|consent|gdpr|newsletter|breadcrumb|breadcrumbs|"
        "sidebar|advert|advertisement|ads|ad|adsense|sponsored|"
        "recommended|recommendations|recommendation|trending|popular|mostread|comments|disqus|subscribe|subscription|"
        "navbar|navigation|nav|menu|footer|skiplinks|skip|"
        "masthead|popup|promo|tags|taglist|taglinks|toolbar|pagination|pager|outbrain|taboola|paywall|";
  static const char neutral[] = "|articles|article|posts|post|links|link|list|box|block|buttons|button|bar|section|"
                                "container|wrapper|wrap|widget|content|items|item|news|stories|story|area|"
                                "module|panel|form|signup|inline|media|icons|top|bottom|left|right|main|site|page|"
                                "header|secondary|primary|most|read|email|banner|entry|global|";
  g_autofree char *small = g_ascii_strdown (name, -1);
  g_auto (GStrv) words = g_strsplit_set (small, "-_", -1);
  gboolean found = FALSE;

  for (char **w = words; *w != NULL; w++)
    if (**w == '\0')
      continue;
    else if (is_among (*w, furniture))
      found = TRUE;
    else if (!is_among (*w, neutral))
      return FALSE;
  return found;
}

/* TRUE when a class or the id of @node is one of @names; or, without @names, furniture. */
static gboolean
has_class (const xmlNode *node, const char *names)
{
  static const char * const attributes[] = { "class", "id" };

  if (node->properties == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *value = gls_page_attribute (node, attributes[i]);
      g_auto (GStrv) classes = value != NULL && strlen (value) < 2000 ? g_strsplit (value, " ", -1) : NULL;

      for (char **c = classes; c != NULL && *c != NULL; c++)
        {
          g_autofree char *small = g_ascii_strdown (*c, -1);

          if (names != NULL ? is_among (small, names) : names_furniture (small))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_furniture (const Page *self, const xmlNode *node)
{
  g_autofree char *role = NULL;

  if (gls_page_is (node, "html") || gls_page_is (node, "body") || holds_article (node) || gls_page_is (node, "article")
      || gls_page_is (node, "main"))
    return FALSE;
  /* Whatever it is called: what holds much of the text is the text. Pages of one line have no furniture. */
  if (bytes_below (node) * 5 > self->total * 2)
    return FALSE;
  if (gls_page_is (node, "nav") || gls_page_is (node, "aside") || gls_page_is (node, "form")
      || gls_page_is (node, "button"))
    return TRUE;
  if (gls_page_is (node, "footer"))
    return !is_in (node, "blockquote", "figure");
  if (gls_page_is (node, "header"))
    return !is_in (node, "article", "main");
  role = node->properties != NULL ? gls_page_attribute (node, "role") : NULL;
  if (role != NULL
      && is_among (role,
                   "|navigation|banner|contentinfo|complementary|search|menu|menubar|toolbar|dialog|alertdialog|"))
    return TRUE;
  return (gls_page_is (node, "div") || gls_page_is (node, "section") || gls_page_is (node, "ul")
          || gls_page_is (node, "ol") || gls_page_is (node, "table"))
         && bytes_below (node) * 10 <= self->total * 3 && has_class (node, NULL);
}

static gboolean
find_zone (const Page *self, const xmlNode *node, GlsZoneKind *kind)
{
  if (node == self->heading)
    *kind = GLS_ZONE_HEADLINE;
  else if (gls_page_is (node, "figcaption")
           || ((gls_page_is (node, "p") || gls_page_is (node, "div"))
               && has_class (node, "|wp-caption-text|image-caption|photo-caption|figcaption|caption-text|")))
    *kind = GLS_ZONE_CAPTION;
  else if ((gls_page_is (node, "p") || gls_page_is (node, "div") || gls_page_is (node, "address"))
           && bytes_below (node) > 0 && bytes_below (node) <= 200
           && has_class (node, "|byline|author|article-author|post-author|article-byline|"))
    *kind = GLS_ZONE_BYLINE;
  else if (is_furniture (self, node))
    *kind = GLS_ZONE_BOILERPLATE;
  else
    return FALSE;
  return TRUE;
}

/* FALSE when nothing of @node is shown. */
static gboolean
enter (Page *self, xmlNode *node)
{
  Show show = show_of (node);
  GlsZoneKind kind;

  if (show == SHOW_NOT || is_hidden (node))
    return FALSE;
  if (show != SHOW_INLINE)
    gls_layout_break (&self->layout, show == SHOW_PARAGRAPH ? 2 : 1);
  if (!self->layout.in_zone && find_zone (self, node, &kind) && gls_layout_open_zone (&self->layout, kind))
    g_hash_table_add (self->openers, node);
  if (gls_page_is (node, "br"))
    gls_layout_line_end (&self->layout);
  else if (gls_page_is (node, "td") || gls_page_is (node, "th"))
    gls_layout_cell (&self->layout);
  else if (gls_page_is (node, "q"))
    gls_layout_add (&self->layout, "“", FALSE);
  else if (gls_page_is (node, "pre") || gls_page_is (node, "listing") || gls_page_is (node, "xmp"))
    self->pre++;
  return TRUE;
}

static void
leave (Page *self, xmlNode *node)
{
  Show show = show_of (node);

  if (gls_page_is (node, "q"))
    gls_layout_add (&self->layout, "”", FALSE);
  else if (gls_page_is (node, "pre") || gls_page_is (node, "listing") || gls_page_is (node, "xmp"))
    self->pre--;
  if (g_hash_table_remove (self->openers, node))
    gls_layout_close_zone (&self->layout);
  if (show != SHOW_INLINE && show != SHOW_NOT)
    gls_layout_break (&self->layout, show == SHOW_PARAGRAPH ? 2 : 1);
}

/* Second walk: the text. */
static void
write_text (Page *self, xmlNode *root)
{
  xmlNode *node = root;
  gboolean below = TRUE;

  while (node != NULL)
    {
      if (below)
        {
          gboolean shown = node->type == XML_ELEMENT_NODE && enter (self, node);

          if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content != NULL
              && g_utf8_validate ((const char *) node->content, -1, NULL))
            {
              const char *content = (const char *) node->content;
              /* The line end that follows <pre> is not shown. */
              gboolean first = self->pre > 0 && node->prev == NULL && gls_page_is (node->parent, "pre");

              if (first && *content == '\r')
                content++;
              gls_layout_add (&self->layout, first && *content == '\n' ? content + 1 : content, self->pre > 0);
            }
          if (shown && node->children != NULL)
            {
              node = node->children;
              continue;
            }
          if (shown)
            leave (self, node);
        }
      else
        leave (self, node);
      if (node == root)
        break;
      below = node->next != NULL;
      node = node->next != NULL ? node->next : node->parent;
    }
}

static void
find_heading (Page *self, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL;)
    {
      gboolean shown = node->type != XML_ELEMENT_NODE || (show_of (node) != SHOW_NOT && !is_hidden (node));

      if (shown && gls_page_is (node, "h1") && bytes_below (node) > 0)
        consider_heading (self, node);
      node = gls_page_next (node, root, shown);
    }
}

/* The parser's own limit stops without a word; ours is an error. */
static void
start_element (void *data, const xmlChar *name, const xmlChar **attributes)
{
  xmlParserCtxt *parser = data;
  gboolean *too_deep = parser->_private;

  if (parser->nameNr > MAX_DEPTH)
    {
      *too_deep = TRUE;
      xmlStopParser (parser);
      return;
    }
  xmlSAX2StartElement (data, name, attributes);
}

static void
ignore_error (void *data, const char *format, ...)
{
}

static xmlDoc *
parse (const char *text, gsize n_bytes, GError **error)
{
  xmlParserCtxt *parser = NULL;
  xmlDoc *page;
  gboolean too_deep = FALSE;

  if (n_bytes > MAX_PAGE_BYTES)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("The page is larger than %u MiB; save its text as a plain file."), MAX_PAGE_BYTES >> 20);
      return NULL;
    }
  if (n_bytes > 0)
    parser = htmlCreateMemoryParserCtxt (text, (int) n_bytes);
  if (parser == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("The page is empty."));
      return NULL;
    }
  htmlCtxtUseOptions (parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
                                  | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding (parser, XML_CHAR_ENCODING_UTF8);
  /* Only lifts the parser's silent limits on depth and on the length of a text; ours are above. */
  parser->options |= XML_PARSE_HUGE;
  parser->_private = &too_deep;
  parser->sax->startElement = start_element;
  parser->sax->error = ignore_error;
  parser->sax->warning = ignore_error;
  parser->sax->serror = NULL;
  htmlParseDocument (parser);
  page = g_steal_pointer (&parser->myDoc);
  xmlFreeParserCtxt (parser);
  if (too_deep)
    {
      g_clear_pointer (&page, xmlFreeDoc);
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("The page nests elements more than %d deep; save its text as a plain file."), MAX_DEPTH);
    }
  else if (page == NULL || xmlDocGetRootElement (page) == NULL)
    {
      g_clear_pointer (&page, xmlFreeDoc);
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("The page holds no text."));
    }
  return page;
}

static GlsDocument *
make_document (Page *self, GBytes *bytes, GError **error)
{
  g_autofree char *heading = self->heading != NULL ? gls_page_text_of (self->heading) : NULL;
  g_autoptr (GlsText) text = NULL;
  GlsDocument *document;

  if (self->layout.n_chars == 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("The page holds no text; it may be made by a script, so save it from the browser's window."));
      return NULL;
    }
  text = gls_text_new_from_string (self->layout.out->str, (gssize) self->layout.out->len, error);
  if (text == NULL)
    return NULL;
  document = gls_document_new (text);
  for (guint i = 0; i < self->layout.zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (self->layout.zones, GlsZone, i);

      gls_document_add_zone (document, zone->kind, zone->start, zone->end);
    }
  gls_page_meta_apply (&self->meta, heading, document);
  document->original = g_bytes_ref (bytes);
  gls_propose_around (document);
  return document;
}

GlsDocument *
gls_read_html (GBytes *bytes, const char *text, gsize n_bytes, GError **error)
{
  Page page = { 0 };
  xmlDoc *parsed = parse (text, n_bytes, error);
  GlsDocument *document;
  xmlNode *root;

  if (parsed == NULL)
    return NULL;
  root = xmlDocGetRootElement (parsed);
  gls_layout_init (&page.layout);
  page.openers = g_hash_table_new (NULL, NULL);
  survey (&page, root);
  find_heading (&page, root);
  write_text (&page, root);
  document = make_document (&page, bytes, error);
  g_hash_table_unref (page.openers);
  gls_layout_clear (&page.layout);
  gls_page_meta_clear (&page.meta);
  xmlFreeDoc (parsed);
  return document;
}
