/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches a text's own bytes with ICU's regular expressions, whose work can be stopped in the middle of a match.
 * It knows no document and no annotation. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "gls-error.h"
#include "gls-pattern.h"

/* Longer ones are no search but an attack. Bytes. */
#define QUERY_MAX 10000
/* The clock is looked at once in so many places where nothing matched. */
#define STEPS 512

struct _GlsPattern {
  URegularExpression *regex;
  GlsPatternFlags     flags;
};

typedef struct {
  GCancellable *cancellable;
  gint64        deadline;   /* 0: none */
  guint         steps;
} Watch;

static gboolean
may_go_on (const Watch *watch)
{
  return !g_cancellable_is_cancelled (watch->cancellable) && (watch->deadline == 0 || g_get_monotonic_time () < watch->deadline);
}

static UBool U_CALLCONV
match_step (const void *context, int32_t steps)
{
  return may_go_on (context);
}

static UBool U_CALLCONV
find_step (const void *context, int64_t index)
{
  Watch *watch = (Watch *) context;

  return watch->steps++ % STEPS != 0 || may_go_on (watch);
}

/* Words for themselves, any spaces between them. */
static char *
quote_words (const char *query)
{
  g_autoptr (GString) expression = g_string_new (NULL);

  for (const char *at = query; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c))
        {
          if (!g_str_has_suffix (expression->str, "\\s+"))
            g_string_append (expression, "\\s+");
          continue;
        }
      if (c < 0x80 && !g_ascii_isalnum (c))
        g_string_append_c (expression, '\\');
      g_string_append_unichar (expression, c);
    }
  return g_string_free (g_steal_pointer (&expression), FALSE);
}

static const char *
reason_of (UErrorCode status)
{
  switch ((int) status)
    {
    case U_REGEX_MISMATCHED_PAREN:
      return _ ("a round bracket has no partner");
    case U_REGEX_MISSING_CLOSE_BRACKET:
    case U_REGEX_SET_CONTAINS_STRING:
      return _ ("a square bracket is not closed");
    case U_REGEX_BAD_ESCAPE_SEQUENCE:
      return _ ("what follows “\\” has no meaning there");
    case U_REGEX_BAD_INTERVAL:
    case U_REGEX_MAX_LT_MIN:
    case U_REGEX_NUMBER_TOO_BIG:
      return _ ("the number of repetitions in “{…}” is not understood");
    case U_REGEX_PROPERTY_SYNTAX:
      return _ ("there is no such property of characters");
    case U_REGEX_INVALID_BACK_REF:
    case U_REGEX_INVALID_CAPTURE_GROUP_NAME:
      return _ ("it refers to a group that is not there");
    case U_REGEX_LOOK_BEHIND_LIMIT:
      return _ ("what is looked for backwards must have a limited length");
    case U_REGEX_INVALID_RANGE:
      return _ ("a range ends before it begins");
    default:
      return _ ("it is not understood there");
    }
}

GlsPattern *
gls_pattern_new (const char *query, GlsPatternFlags flags, GError **error)
{
  g_autofree char *expression = NULL;
  g_autofree UChar *units = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UParseError place = { .offset = -1 };
  uint32_t options = UREGEX_MULTILINE | UREGEX_UWORD;
  URegularExpression *regex;
  GlsPattern *pattern;
  glong n_units;

  if (strlen (query) > QUERY_MAX)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("The search is longer than %d bytes; shorten it"), QUERY_MAX);
      return NULL;
    }
  expression = flags & GLS_PATTERN_REGEX ? g_strdup (query) : quote_words (query);
  units = (UChar *) g_utf8_to_utf16 (expression, -1, NULL, &n_units, error);
  if (units == NULL)
    return NULL;
  if ((flags & GLS_PATTERN_CASE) == 0)
    options |= UREGEX_CASE_INSENSITIVE;
  regex = uregex_open (units, n_units, options, &place, &status);
  if (U_FAILURE (status))
    {
      int at = CLAMP (place.offset, 0, (int) n_units);

      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("“%s” is no regular expression, at character %d: %s"), query, at,
                   reason_of (status));
      return NULL;
    }
  pattern = g_new0 (GlsPattern, 1);
  pattern->regex = regex;
  pattern->flags = flags;
  return pattern;
}

void
gls_pattern_free (GlsPattern *pattern)
{
  uregex_close (pattern->regex);
  g_free (pattern);
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

/* Does a word go on over either end of what was found? */
static gboolean
is_whole (const char *data, gsize n_bytes, gsize start, gsize end)
{
  gunichar first = g_utf8_get_char (data + start), last = g_utf8_get_char (g_utf8_prev_char (data + end));

  if (start > 0 && is_word_char (first) && is_word_char (g_utf8_get_char (g_utf8_prev_char (data + start))))
    return FALSE;
  return end >= n_bytes || !is_word_char (last) || !is_word_char (g_utf8_get_char (data + end));
}

static gboolean
fail (UErrorCode status, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status == U_REGEX_STOPPED_BY_CALLER)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                 _ ("The regular expression takes too long; make it simpler, for instance without repetitions in repetitions"));
  else if (status == U_REGEX_STACK_OVERFLOW)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("The regular expression takes too much memory; make it simpler"));
  else
    g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, _ ("The search failed: %s"), u_errorName (status));
  return FALSE;
}

gboolean
gls_pattern_find (GlsPattern *pattern, const GlsText *text, GArray *hits, guint limit, guint ms, GCancellable *cancellable,
                  GError **error)
{
  Watch watch = { cancellable, ms > 0 ? g_get_monotonic_time () + ms * (gint64) 1000 : 0, 0 };
  UErrorCode status = U_ZERO_ERROR;
  UText *utext;
  const char *data;
  gsize n_bytes;

  data = gls_text_get_data (text, &n_bytes);
  utext = utext_openUTF8 (NULL, data, n_bytes, &status);
  uregex_setUText (pattern->regex, utext, &status);
  uregex_setMatchCallback (pattern->regex, match_step, &watch, &status);
  uregex_setFindProgressCallback (pattern->regex, find_step, &watch, &status);
  while (U_SUCCESS (status) && (limit == 0 || hits->len < limit) && uregex_findNext (pattern->regex, &status))
    {
      gint64 start = uregex_start64 (pattern->regex, 0, &status), end = uregex_end64 (pattern->regex, 0, &status);

      /* Many hits, too, must not take longer than they may. */
      if (U_SUCCESS (status) && !find_step (&watch, start))
        status = U_REGEX_STOPPED_BY_CALLER;
      if (U_FAILURE (status) || start < 0 || end <= start ||
          ((pattern->flags & GLS_PATTERN_WORDS) != 0 && !is_whole (data, n_bytes, start, end)))
        continue;
      g_array_append_val (hits, ((GlsHit){ gls_text_char_of_byte (text, start), gls_text_char_of_byte (text, end) }));
    }
  if (utext != NULL)
    utext_close (utext);
  return U_SUCCESS (status) || fail (status, cancellable, error);
}
