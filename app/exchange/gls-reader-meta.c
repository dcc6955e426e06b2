/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says about itself: head, Open Graph, JSON-LD, microdata, <time>.
 * Knows nothing of the text that the page shows. */
#include "config.h"

#include "gls-reader-private.h"

#include <gls-date.h>
#include <gls-json.h>
#include <gls-propose.h>

#include <string.h>

/* Longer ones are not what they claim to be. */
#define MAX_MEMBER_BYTES 1000

char *
gls_page_squeeze (const char *string)
{
  GString *out = g_string_new (NULL);

  for (const char *p = string; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c))
        g_string_append_unichar (out, c);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, out->len == 0);
}

gboolean
gls_page_is (const xmlNode *node, const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, name) == 0;
}

char *
gls_page_attribute (const xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp ((xmlNode *) node, (const xmlChar *) name);
  char *copy = NULL;

  if (value != NULL && g_utf8_validate ((const char *) value, -1, NULL))
    copy = gls_page_squeeze ((const char *) value);
  xmlFree (value);
  return copy;
}

xmlNode *
gls_page_next (const xmlNode *node, const xmlNode *top, gboolean below)
{
  if (below && node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;
  while (node != NULL && node != top && node->next == NULL)
    node = node->parent;
  return node == NULL || node == top ? NULL : node->next;
}

static char *
raw_text_of (const xmlNode *top)
{
  GString *out = g_string_new (NULL);

  for (const xmlNode *node = top; node != NULL; node = gls_page_next (node, top, TRUE))
    if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content != NULL)
      g_string_append (out, (const char *) node->content);
    else if (gls_page_is (node, "br"))
      g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

char *
gls_page_text_of (const xmlNode *node)
{
  g_autofree char *raw = raw_text_of (node);

  return g_utf8_validate (raw, -1, NULL) ? gls_page_squeeze (raw) : NULL;
}

/* Takes @value when the member is empty and the value is sane. */
static void
set (char **member, char *value)
{
  if (*member == NULL && value != NULL && *value != '\0' && strlen (value) <= MAX_MEMBER_BYTES)
    *member = value;
  else
    g_free (value);
}

static char *
to_date (const char *value)
{
  g_autofree char *day = NULL;

  if (value == NULL)
    return NULL;
  if (strlen (value) >= 10 && value[4] == '-' && value[7] == '-'
      && (value[10] == '\0' || strchr ("T t", value[10]) != NULL))
    {
      day = g_strndup (value, 10);
      for (gsize i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !g_ascii_isdigit (day[i]))
          return NULL;
      return gls_date_is_valid (day) ? g_steal_pointer (&day) : NULL;
    }
  return gls_propose_date (value, strlen (value), NULL);
}

static char *
to_language (const char *value)
{
  g_autofree char *tag = g_strdelimit (g_strdup (value != NULL ? value : ""), "_", '-');
  gsize length = strcspn (tag, "-");

  if (length < 2 || length > 3 || strlen (tag) > 35 || strcmp (tag, "und") == 0 || strcmp (tag, "zxx") == 0)
    return NULL;
  for (gsize i = 0; tag[i] != '\0'; i++)
    {
      if (!g_ascii_isalnum (tag[i]) && tag[i] != '-')
        return NULL;
      if (i < length)
        {
          if (!g_ascii_isalpha (tag[i]))
            return NULL;
          tag[i] = g_ascii_tolower (tag[i]);
        }
    }
  return g_steal_pointer (&tag);
}

static char *
to_address (const char *value)
{
  return value != NULL && (g_str_has_prefix (value, "http://") || g_str_has_prefix (value, "https://"))
             ? g_strdup (value)
             : NULL;
}

/* A person's name, not an address nor "By …". */
static char *
to_byline (const char *value)
{
  g_autofree char *names = NULL;
  gboolean dashed;

  if (value == NULL || strstr (value, "://") != NULL || strlen (value) > 300)
    return NULL;
  names = gls_propose_byline (value, strlen (value), &dashed);
  return names != NULL ? g_steal_pointer (&names) : g_strdup (value);
}

/* JSON-LD. The parser bounds the depth. */

static const char *
ld_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    node = json_array_get_element (json_node_get_array (node), 0);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static void
ld_names (JsonNode *node, GString *names)
{
  const char *name = NULL;

  if (node == NULL)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        ld_names (json_array_get_element (json_node_get_array (node), i), names);
      return;
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    name = ld_string (json_node_get_object (node), "name");
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    name = json_node_get_string (node);
  if (name != NULL && *name != '\0')
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
}

static gboolean
ld_is_article (JsonObject *object)
{
  const char *type = ld_string (object, "@type");

  return type != NULL && (g_str_has_suffix (type, "Article") || g_str_has_suffix (type, "BlogPosting"));
}

static void
ld_read (GlsPageMeta *meta, JsonNode *node)
{
  JsonObject *object;
  g_autofree char *names = NULL;
  g_autoptr (GString) authors = g_string_new (NULL);
  g_autoptr (GString) publishers = g_string_new (NULL);

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        ld_read (meta, json_array_get_element (json_node_get_array (node), i));
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  object = json_node_get_object (node);
  if (json_object_has_member (object, "@graph"))
    ld_read (meta, json_object_get_member (object, "@graph"));
  if (!ld_is_article (object))
    return;
  set (&meta->ld_title, gls_page_squeeze (ld_string (object, "headline")));
  set (&meta->published, to_date (ld_string (object, "datePublished")));
  set (&meta->language, to_language (ld_string (object, "inLanguage")));
  set (&meta->source, to_address (ld_string (object, "url")));
  ld_names (json_object_get_member (object, "author"), authors);
  ld_names (json_object_get_member (object, "publisher"), publishers);
  names = gls_page_squeeze (authors->str);
  set (&meta->byline, to_byline (names));
  set (&meta->publisher, gls_page_squeeze (publishers->str));
}

static void
read_script (GlsPageMeta *meta, xmlNode *node)
{
  g_autofree char *type = gls_page_attribute (node, "type");
  g_autofree char *raw = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (type == NULL || g_ascii_strcasecmp (type, "application/ld+json") != 0)
    return;
  raw = raw_text_of (node);
  /* What is no JSON says nothing. */
  root = gls_json_parse (raw, (gssize) strlen (raw), NULL);
  if (root != NULL)
    ld_read (meta, root);
}

static gboolean
is_any (const char *name, const char *names)
{
  g_autofree char *framed = g_strdup_printf ("|%s|", name);
  g_autofree char *small = g_ascii_strdown (framed, -1);

  return strstr (names, small) != NULL;
}

static void
read_meta (GlsPageMeta *meta, xmlNode *node)
{
  g_autofree char *content = gls_page_attribute (node, "content");
  g_autofree char *name = gls_page_attribute (node, "property");
  g_autofree char *equiv = gls_page_attribute (node, "http-equiv");

  if (name == NULL)
    name = gls_page_attribute (node, "name");
  if (name == NULL)
    name = gls_page_attribute (node, "itemprop");
  if (content == NULL)
    return;
  if (name == NULL)
    {
      if (equiv != NULL && g_ascii_strcasecmp (equiv, "content-language") == 0)
        set (&meta->language, to_language (content));
      return;
    }
  if (is_any (name, "|og:title|twitter:title|dc.title|headline|"))
    set (&meta->title, g_strdup (content));
  else if (is_any (name, "|og:site_name|publisher|dc.publisher|application-name|"))
    set (&meta->publisher, g_strdup (content));
  else if (is_any (name, "|article:published_time|og:article:published_time|datepublished|date|dc.date|dc.date.issued|"
                         "dcterms.date|dcterms.issued|"
                         "pubdate|publishdate|publish-date|publish_date|publication_date|parsely-pub-date|sailthru."
                         "date|article.published|"))
    set (&meta->published, to_date (content));
  else if (is_any (name, "|author|article:author|og:article:author|dc.creator|dcterms.creator|parsely-author|sailthru."
                         "author|byl|"))
    set (&meta->byline, to_byline (content));
  else if (is_any (name, "|og:locale|"))
    set (&meta->language, to_language (content));
  else if (is_any (name, "|og:url|"))
    set (&meta->source, to_address (content));
}

static void
read_time (GlsPageMeta *meta, xmlNode *node, gboolean in_article)
{
  g_autofree char *when = gls_page_attribute (node, "datetime");
  g_autofree char *property = gls_page_attribute (node, "itemprop");
  g_autofree char *date = to_date (when);
  gboolean marked = xmlHasProp (node, (const xmlChar *) "pubdate") != NULL
                    || (property != NULL && g_ascii_strcasecmp (property, "datePublished") == 0);

  if (date == NULL)
    return;
  if (marked)
    set (&meta->published, g_steal_pointer (&date));
  else if (property == NULL && in_article)
    {
      meta->times_differ |= meta->time != NULL && strcmp (meta->time, date) != 0;
      set (&meta->time, g_steal_pointer (&date));
    }
}

void
gls_page_meta_read (GlsPageMeta *meta, xmlNode *node, gboolean in_article)
{
  if (gls_page_is (node, "html"))
    {
      g_autofree char *language = gls_page_attribute (node, "lang");

      if (language == NULL)
        language = gls_page_attribute (node, "xml:lang");
      set (&meta->language, to_language (language));
    }
  else if (gls_page_is (node, "title") && (gls_page_is (node->parent, "head") || gls_page_is (node->parent, "html")))
    set (&meta->page_title, gls_page_text_of (node));
  else if (gls_page_is (node, "meta"))
    read_meta (meta, node);
  else if (gls_page_is (node, "script"))
    read_script (meta, node);
  else if (gls_page_is (node, "time"))
    read_time (meta, node, in_article);
  else if (gls_page_is (node, "link"))
    {
      g_autofree char *rel = gls_page_attribute (node, "rel");
      g_autofree char *href = gls_page_attribute (node, "href");

      if (rel != NULL && g_ascii_strcasecmp (rel, "canonical") == 0)
        {
          g_autofree char *address = to_address (href);

          /* It wins over what Open Graph says. */
          if (address != NULL && strlen (address) <= MAX_MEMBER_BYTES)
            {
              g_free (meta->source);
              meta->source = g_steal_pointer (&address);
            }
        }
    }
}

/* "More Than 400 Left | The Tarvel Post" without the site's name. */
static char *
without_site (const char *title, const char *site)
{
  static const char * const marks[] = { " | ", " – ", " — ", " :: ", " » ", " · ", " - ", NULL };

  for (gsize i = 0; marks[i] != NULL; i++)
    {
      const char *last = g_strrstr (title, marks[i]);
      const char *name = last != NULL ? last + strlen (marks[i]) : NULL;
      g_autofree char *before = last != NULL ? g_strndup (title, (gsize) (last - title)) : NULL;
      g_auto (GStrv) words = name != NULL ? g_strsplit (name, " ", -1) : NULL;

      if (name == NULL || *before == '\0')
        continue;
      if ((site != NULL && g_ascii_strcasecmp (name, site) == 0)
          || (g_strv_length (words) <= 4 && strpbrk (name, "0123456789") == NULL && strchr (before, ' ') != NULL))
        return g_steal_pointer (&before);
    }
  return g_strdup (title);
}

/* The words of @a are in @b, or the other way round. */
static gboolean
alike (const char *a, const char *b)
{
  g_autofree char *x = a != NULL ? gls_propose_normalise (a, strlen (a)) : NULL;
  g_autofree char *y = b != NULL ? gls_propose_normalise (b, strlen (b)) : NULL;

  return x != NULL && y != NULL && *x != '\0' && *y != '\0' && (strstr (x, y) != NULL || strstr (y, x) != NULL);
}

gboolean
gls_page_meta_accepts (const GlsPageMeta *meta, const char *heading)
{
  if (meta->publisher != NULL && g_ascii_strcasecmp (heading, meta->publisher) == 0)
    return FALSE;
  if (meta->title == NULL && meta->ld_title == NULL)
    return TRUE;
  return alike (heading, meta->title) || alike (heading, meta->ld_title);
}

void
gls_page_meta_apply (GlsPageMeta *meta, const char *heading, GlsDocument *document)
{
  if (meta->published == NULL && !meta->times_differ)
    meta->published = g_steal_pointer (&meta->time);
  if (heading != NULL)
    set (&document->title, g_strdup (heading));
  if (document->title == NULL)
    set (&document->title, meta->title != NULL ? without_site (meta->title, meta->publisher) : NULL);
  set (&document->title, g_strdup (meta->ld_title));
  if (document->title == NULL && meta->page_title != NULL)
    set (&document->title, without_site (meta->page_title, meta->publisher));
  set (&document->published, g_steal_pointer (&meta->published));
  set (&document->byline, g_steal_pointer (&meta->byline));
  set (&document->publisher, g_steal_pointer (&meta->publisher));
  set (&document->language, g_steal_pointer (&meta->language));
  set (&document->source, g_steal_pointer (&meta->source));
}

void
gls_page_meta_clear (GlsPageMeta *meta)
{
  g_free (meta->page_title);
  g_free (meta->title);
  g_free (meta->ld_title);
  g_free (meta->published);
  g_free (meta->byline);
  g_free (meta->publisher);
  g_free (meta->language);
  g_free (meta->source);
  g_free (meta->time);
}
