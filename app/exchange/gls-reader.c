/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns the bytes of an article file into a document: tells the format, decodes, names it.
 * Knows nothing of pages' insides, folders or the store. */
#include "config.h"

#include "gls-reader-private.h"

#include <gls-encoding.h>
#include <gls-error.h>
#include <glib/gi18n-lib.h>

#include <string.h>

#define SNIFF_BYTES 4096

/* The first bytes as lower-case ASCII, without the zero bytes of UTF-16 and without what is no ASCII. */
static char *
first_bytes (GBytes *bytes)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < MIN (n, SNIFF_BYTES); i++)
    if (data[i] > 0)
      g_string_append_c (out, g_ascii_tolower (data[i]));
  return g_string_free (out, FALSE);
}

static gboolean
has_extension (const char *name, const char * const *extensions)
{
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  for (gsize i = 0; dot != NULL && extensions[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot + 1, extensions[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
looks_like_html (const char *start)
{
  static const char * const marks[] = { "<!doctype html", "<html", "<head", "<body", NULL };

  while (g_ascii_isspace (*start))
    start++;
  for (gsize i = 0; marks[i] != NULL; i++)
    if (g_str_has_prefix (start, marks[i]))
      return TRUE;
  /* Comments and an XML declaration may come first. */
  return (g_str_has_prefix (start, "<!--") || g_str_has_prefix (start, "<?xml"))
         && (strstr (start, "<html") != NULL || strstr (start, "<!doctype html") != NULL);
}

static gboolean
is_html (const char *name, const char *start)
{
  static const char * const html[] = { "html", "htm", "xhtml", "xht", "shtml", NULL };
  static const char * const text[] = { "txt", "text", "md", NULL };

  if (has_extension (name, html))
    return TRUE;
  return !has_extension (name, text) && looks_like_html (start);
}

const char *
gls_article_format (GBytes *bytes, const char *name)
{
  g_autofree char *start = bytes != NULL ? first_bytes (bytes) : g_strdup ("");

  return is_html (name, start) ? "html" : "text";
}

/* The encoding a page names in its first bytes: meta charset, meta http-equiv or the XML declaration. */
static char *
find_declared (const char *start)
{
  const char *found = strstr (start, "charset");
  gsize n = 0;

  if (found != NULL)
    found += strlen ("charset");
  else if (g_str_has_prefix (start, "<?xml") && (found = strstr (start, "encoding")) != NULL)
    found += strlen ("encoding");
  if (found == NULL)
    return NULL;
  while (g_ascii_isspace (*found) || *found == '=' || *found == '"' || *found == '\'')
    found++;
  while (g_ascii_isalnum (found[n]) || (found[n] != '\0' && strchr ("-_:.", found[n]) != NULL))
    n++;
  /* Bytes in which this could be read are not UTF-16, whatever they say; a byte order mark is seen by the decoder. */
  if (n == 0 || n > 40 || g_str_has_prefix (found, "utf-16") || g_str_has_prefix (found, "utf-32"))
    return NULL;
  return g_strndup (found, n);
}

/* The file's name without folders and extension, fit to be shown and typed. */
static char *
make_key (const char *name)
{
  const char *slash = name != NULL ? strrchr (name, '/') : NULL;
  g_autofree char *shown = g_utf8_make_valid (slash != NULL ? slash + 1 : name != NULL ? name : "", -1);
  char *dot = strrchr (shown, '.');
  g_autofree char *key = NULL;

  if (dot != NULL && dot != shown)
    *dot = '\0';
  for (char *p = shown; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  key = g_strdup (g_strstrip (shown));
  if (*key == '\0')
    return g_strdup ("document");
  return g_steal_pointer (&key);
}

/**
 * gls_read_article:
 * @bytes: the file's contents
 * @name: (nullable): the file's name, with or without folders, in any encoding
 * @format: (nullable): "text", "html", or %NULL to tell by name and content
 * @encoding: (nullable): the encoding to force
 * @error: return location
 *
 * The text of a plain file is what its bytes decode to, unchanged; a page's is what a browser shows of it, and the
 * bytes are kept in the document. Proposals are made at once; offsets are code points. Any thread.
 *
 * Returns: (transfer full): the document, or %NULL with %GLS_ERROR_INVALID when the file is no text or holds none, cannot be decoded
 * or is beyond the limits, %GLS_ERROR_USAGE for an unknown format
 */
GlsDocument *
gls_read_article (GBytes *bytes, const char *name, const char *format, const char *encoding, GError **error)
{
  g_autofree char *start = first_bytes (bytes);
  g_autofree char *declared = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GlsDocument) document = NULL;
  gsize n_bytes = 0;
  gboolean html = format != NULL ? strcmp (format, "html") == 0 : is_html (name, start);

  if (format != NULL && !html && strcmp (format, "text") != 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE, _("“%s” is no format of articles; it can be “text” or “html”."),
                   format);
      return NULL;
    }
  if (html)
    declared = find_declared (start);
  text = gls_encoding_decode (bytes, encoding, declared, &n_bytes, NULL, error);
  if (text == NULL)
    return NULL;
  if (html)
    document = gls_read_html (bytes, text, n_bytes, error);
  else
    {
      g_autoptr (GBytes) decoded = g_bytes_new_take (g_steal_pointer (&text), n_bytes);
      g_autoptr (GlsText) shared = gls_text_new (decoded, error);

      if (shared == NULL)
        return NULL;
      document = gls_document_new (shared);
      gls_document_propose (document);
    }
  if (document == NULL)
    return NULL;
  if (gls_text_get_length (document->text) == 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("There is no text in the file, so there is nothing to annotate."));
      return NULL;
    }
  g_free (document->key);
  document->key = make_key (name);
  return g_steal_pointer (&document);
}
