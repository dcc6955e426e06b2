/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the language of searches and says whether a value satisfies a filter.
 * It must not know a project, nor how the words are found. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>
#include <gls-pattern.h>

#include "gls-query.h"

/* Longer ones come from nobody's hand. Bytes and parts. */
#define QUERY_MAX 20000
#define PARTS_MAX 200

static const char * const names[] = { "type", "note", "by", "entity", "unsure", "in", "status", "document", NULL };

const char * const *
gls_query_list_filters (void)
{
  return names;
}

static void
term_free (gpointer data)
{
  GlsTerm *term = data;

  g_free (term->text);
  g_free (term);
}

static void
filter_free (gpointer data)
{
  GlsFilter *filter = data;

  g_free (filter->value);
  g_clear_pointer (&filter->pattern, g_pattern_spec_free);
  g_free (filter);
}

GlsQuery *
gls_query_ref (GlsQuery *query)
{
  g_atomic_ref_count_inc (&query->ref_count);
  return query;
}

void
gls_query_unref (GlsQuery *query)
{
  if (!g_atomic_ref_count_dec (&query->ref_count))
    return;
  g_ptr_array_unref (query->terms);
  g_ptr_array_unref (query->filters);
  g_free (query);
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *text;
  const char *at;
} Reader;

static guint
place_of (const Reader *reader, const char *at)
{
  return g_utf8_strlen (reader->text, at - reader->text) + 1;
}

/* Up to @end, with "\" before it for itself; an open end is the end of the query. @at is behind the opening one. */
static char *
read_delimited (Reader *reader, char end, gboolean *closed)
{
  g_autoptr (GString) value = g_string_new (NULL);

  *closed = FALSE;
  while (*reader->at != '\0')
    {
      if (*reader->at == end)
        {
          reader->at++;
          *closed = TRUE;
          break;
        }
      if (reader->at[0] == '\\' && reader->at[1] == end)
        reader->at++;
      /* An escape of the expression stays one, also before a backslash. */
      else if (end == '/' && reader->at[0] == '\\' && reader->at[1] != '\0')
        g_string_append_c (value, *reader->at++);
      g_string_append_unichar (value, g_utf8_get_char (reader->at));
      reader->at = g_utf8_next_char (reader->at);
    }
  return g_string_free (g_steal_pointer (&value), FALSE);
}

static char *
read_bare (Reader *reader)
{
  const char *start = reader->at;

  while (*reader->at != '\0' && *reader->at != '"' && !g_unichar_isspace (g_utf8_get_char (reader->at)))
    reader->at = g_utf8_next_char (reader->at);
  return g_strndup (start, reader->at - start);
}

/* Letters and a colon: the name of a filter, there or not. NULL: something else. */
static char *
peek_name (const Reader *reader)
{
  const char *end = reader->at;

  while (g_ascii_isalpha (*end) || (*end == '-' && end > reader->at))
    end++;
  return *end == ':' && end > reader->at ? g_strndup (reader->at, end - reader->at) : NULL;
}

static gboolean
has_word (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

static gboolean
lacks_spaces (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    switch (g_unichar_get_script (g_utf8_get_char (at)))
      {
      case G_UNICODE_SCRIPT_HAN:
      case G_UNICODE_SCRIPT_HIRAGANA:
      case G_UNICODE_SCRIPT_KATAKANA:
      case G_UNICODE_SCRIPT_THAI:
      case G_UNICODE_SCRIPT_LAO:
      case G_UNICODE_SCRIPT_KHMER:
      case G_UNICODE_SCRIPT_MYANMAR:
      case G_UNICODE_SCRIPT_TIBETAN:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

/* Takes @text. */
static void
add_term (GlsQuery *query, GlsTermKind kind, char *text, gboolean negated, guint at)
{
  GlsTerm *term;
  gsize length = strlen (text);

  if (kind == GLS_TERM_WORD && length > 1 && text[length - 1] == '*')
    {
      text[length - 1] = '\0';
      kind = GLS_TERM_PREFIX;
    }
  if (kind != GLS_TERM_REGEX && lacks_spaces (text))
    kind = GLS_TERM_SCAN;
  /* A lone dash or dot is not looked for. */
  if (kind != GLS_TERM_REGEX && !has_word (text))
    {
      g_free (text);
      return;
    }
  term = g_new0 (GlsTerm, 1);
  *term = (GlsTerm){ kind, text, negated, at };
  g_ptr_array_add (query->terms, term);
}

static gboolean
check_value (GlsFilter *filter, const char *value, GError **error)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (filter->value != NULL ? filter->value : ""), "-_", ' ');

  if (filter->kind == GLS_FILTER_IN && filter->value != NULL)
    {
      if (g_str_equal (filter->value, "body"))
        filter->zone = GLS_ZONE_BODY;
      else if (!gls_zone_kind_parse (filter->value, &filter->zone))
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                       _ ("in:%s, at character %u: there is no such zone; there are headline, caption, byline, body, boilerplate "
                          "and repeat"), value, filter->at);
          return FALSE;
        }
    }
  if (filter->kind == GLS_FILTER_STATUS && filter->value != NULL && !gls_status_parse (spaced, &filter->status))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _ ("status:%s, at character %u: there is no such status; there are done, in-work and not-begun"), value,
                   filter->at);
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_filter (GlsQuery *query, Reader *reader, const char *name, gboolean negated, guint at, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (name, -1), *value = NULL;
  GlsFilter *filter;
  gboolean quoted, closed = TRUE;
  guint kind;

  for (kind = 0; names[kind] != NULL && !g_str_equal (names[kind], lower);)
    kind++;
  if (names[kind] == NULL)
    {
      g_autofree char *all = g_strjoinv (":, ", (char **) names);

      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _ ("%s:, at character %u: there is no such filter; there are %s:. Put words with a colon between quotation marks"),
                   name, at, all);
      return FALSE;
    }
  reader->at += strlen (name) + 1;
  quoted = *reader->at == '"';
  if (quoted)
    reader->at++;
  value = quoted ? read_delimited (reader, '"', &closed) : read_bare (reader);
  if (!closed || *value == '\0')
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   closed ? _ ("%s:, at character %u: its value is missing; “*” stands for any")
                          : _ ("%s:, at character %u: the quotation mark is not closed"), name, at);
      return FALSE;
    }
  filter = g_new0 (GlsFilter, 1);
  g_ptr_array_add (query->filters, filter);
  filter->kind = kind;
  filter->negated = negated;
  filter->at = at;
  if (quoted || !g_str_equal (value, "*"))
    filter->value = fold (value);
  if (filter->value != NULL && !quoted && strpbrk (value, "*?") != NULL)
    filter->pattern = g_pattern_spec_new (filter->value);
  return check_value (filter, value, error);
}

static gboolean
add_expression (GlsQuery *query, Reader *reader, gboolean negated, guint at, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GlsPattern) pattern = NULL;
  gboolean closed;

  reader->at++;
  text = read_delimited (reader, '/', &closed);
  if (!closed)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("/%s, at character %u: the regular expression has no “/” at its end"),
                   text, at);
      return FALSE;
    }
  if (*text == '\0')
    return TRUE;
  pattern = gls_pattern_new (text, GLS_PATTERN_REGEX, error);
  if (pattern == NULL)
    return FALSE;
  add_term (query, GLS_TERM_REGEX, g_steal_pointer (&text), negated, at);
  return TRUE;
}

static gboolean
read_part (GlsQuery *query, Reader *reader, GError **error)
{
  guint at = place_of (reader, reader->at);
  gboolean negated = reader->at[0] == '-' && reader->at[1] != '\0' && !g_ascii_isspace (reader->at[1]), closed;
  g_autofree char *name = NULL;

  if (query->terms->len + query->filters->len >= PARTS_MAX)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("At character %u: more than %d words and filters; search for fewer"), at,
                   PARTS_MAX);
      return FALSE;
    }
  if (negated)
    reader->at++;
  name = peek_name (reader);
  if (name != NULL)
    return add_filter (query, reader, name, negated, at, error);
  if (*reader->at == '/')
    return add_expression (query, reader, negated, at, error);
  if (*reader->at == '"')
    {
      reader->at++;
      add_term (query, GLS_TERM_PHRASE, read_delimited (reader, '"', &closed), negated, at);
    }
  else
    add_term (query, GLS_TERM_WORD, read_bare (reader), negated, at);
  return TRUE;
}

GlsQuery *
gls_query_parse (const char *text, GError **error)
{
  g_autoptr (GlsQuery) query = g_new0 (GlsQuery, 1);
  Reader reader = { text, text };

  g_atomic_ref_count_init (&query->ref_count);
  query->terms = g_ptr_array_new_with_free_func (term_free);
  query->filters = g_ptr_array_new_with_free_func (filter_free);
  if (strlen (text) > QUERY_MAX || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("The search is not UTF-8, or longer than %d bytes"), QUERY_MAX);
      return NULL;
    }
  for (;;)
    {
      while (*reader.at != '\0' && g_unichar_isspace (g_utf8_get_char (reader.at)))
        reader.at = g_utf8_next_char (reader.at);
      if (*reader.at == '\0')
        return g_steal_pointer (&query);
      if (!read_part (query, &reader, error))
        return NULL;
    }
}

/* --- Asking ------------------------------------------------------------------------------------------------------ */

gboolean
gls_query_is_empty (const GlsQuery *query)
{
  return query->terms->len == 0 && query->filters->len == 0;
}

gboolean
gls_query_has_filter (const GlsQuery *query, GlsFilterKind kind)
{
  for (guint i = 0; i < query->filters->len; i++)
    if (((const GlsFilter *) g_ptr_array_index (query->filters, i))->kind == kind)
      return TRUE;
  return FALSE;
}

gboolean
gls_query_asks_annotations (const GlsQuery *query)
{
  for (guint kind = GLS_FILTER_TYPE; kind <= GLS_FILTER_UNSURE; kind++)
    if (gls_query_has_filter (query, kind))
      return TRUE;
  return FALSE;
}

gboolean
gls_filter_matches (const GlsFilter *filter, const char *value)
{
  g_autofree char *folded = NULL;

  if (value == NULL || filter->value == NULL)
    return value != NULL;
  folded = fold (value);
  if (filter->pattern != NULL)
    return g_pattern_spec_match_string (filter->pattern, folded);
  /* Of sentences some words are remembered, of names all of it. */
  if (filter->kind == GLS_FILTER_NOTE || filter->kind == GLS_FILTER_UNSURE)
    return strstr (folded, filter->value) != NULL;
  return g_str_equal (folded, filter->value);
}

/* One of the positive ones, none of the negated; @match says it for one. */
typedef gboolean (*MatchFunc) (const GlsFilter *filter, gconstpointer value);

static gboolean
accepts (const GlsQuery *query, GlsFilterKind kind, MatchFunc match, gconstpointer value)
{
  gboolean asked = FALSE, found = FALSE;

  for (guint i = 0; i < query->filters->len; i++)
    {
      const GlsFilter *filter = g_ptr_array_index (query->filters, i);

      if (filter->kind != kind)
        continue;
      if (filter->negated && match (filter, value))
        return FALSE;
      asked |= !filter->negated;
      found |= !filter->negated && match (filter, value);
    }
  return found || !asked;
}

static gboolean
match_value (const GlsFilter *filter, gconstpointer value)
{
  return gls_filter_matches (filter, value);
}

static gboolean
match_zone (const GlsFilter *filter, gconstpointer value)
{
  return filter->value == NULL || filter->zone == *(const GlsZoneKind *) value;
}

static gboolean
match_status (const GlsFilter *filter, gconstpointer value)
{
  return filter->value == NULL || filter->status == *(const GlsStatus *) value;
}

gboolean
gls_query_accepts (const GlsQuery *query, GlsFilterKind kind, const char *value)
{
  return accepts (query, kind, match_value, value);
}

gboolean
gls_query_accepts_zone (const GlsQuery *query, GlsZoneKind zone)
{
  return accepts (query, GLS_FILTER_IN, match_zone, &zone);
}

gboolean
gls_query_accepts_status (const GlsQuery *query, GlsStatus status)
{
  return accepts (query, GLS_FILTER_STATUS, match_status, &status);
}

char *
gls_query_quote (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "\"", -1);
  g_autofree char *joined = g_strjoinv ("\\\"", parts);

  return g_strdup_printf ("\"%s\"", joined);
}
