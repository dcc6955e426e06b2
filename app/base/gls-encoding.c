/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of an imported file to UTF-8, with nothing replaced, dropped or normalised but a byte order mark.
 * It knows no file format; the caller finds what a document declares. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "gls-encoding-private.h"
#include "gls-encoding.h"
#include "gls-error.h"
#include "gls-utf8-private.h"

/* ICU counts in 32 bits, and a byte may become three. */
#define MAX_BYTES ((gsize) 1 << 29)
/* Detectors look at so much. */
#define SAMPLE 65536

#define NAME_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:+."

typedef struct {
  const guint8 *bytes;
  gsize n_bytes;
} Input;

static gboolean
fail (GError **error, gsize at, const char *encoding)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
               _("The bytes are not valid %s at byte %zu; name the right encoding with --encoding."), encoding, at);
  return FALSE;
}

static gboolean
is_name (const char *name, const char *expected)
{
  return g_ascii_strcasecmp (name, expected) == 0;
}

/* The standard's name; what is called Latin-1 or ASCII is windows-1252 in practice (WHATWG Encoding). NULL: unknown to ICU. */
static char *
canonical_name (const char *name)
{
  g_autofree char *label = g_strstrip (g_strdup (name));
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter;

  /* ICU would look for files and read options. */
  if (*label == '\0' || strlen (label) > 60 || strspn (label, NAME_CHARACTERS) != strlen (label))
    return NULL;
  if (g_ascii_strncasecmp (label, "cp-125", 6) == 0 || g_ascii_strncasecmp (label, "win-125", 7) == 0)
    {
      char *number = g_strdup (strchr (label, '-') + 1);
      g_free (label);
      label = g_strconcat ("windows-", number, NULL);
      g_free (number);
    }
  converter = ucnv_open (label, &status);
  if (U_FAILURE (status))
    return NULL;
  const char *internal = ucnv_getName (converter, &status);
  UErrorCode unknown = U_ZERO_ERROR;
  const char *standard = ucnv_getStandardName (internal, "MIME", &unknown);
  if (!standard)
    standard = ucnv_getStandardName (internal, "IANA", &unknown);
  char *result = g_strdup (standard ? standard : label);
  ucnv_close (converter);
  if (is_name (result, "ISO-8859-1") || is_name (result, "US-ASCII"))
    {
      g_free (result);
      result = g_strdup ("windows-1252");
    }
  return result;
}

/* To UTF-16, stopping at what is not defined; NULL with the offset of the bad byte in @bad. */
static UChar *
to_utf16 (Input input, const char *encoding, gsize *n_units, gsize *bad)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (encoding, &status);
  const char *begin = (const char *) input.bytes, *source = begin, *end = begin + input.n_bytes;
  gsize capacity = input.n_bytes + 16, used = 0;

  *bad = 0;
  if (U_FAILURE (status))
    return NULL;
  ucnv_setToUCallBack (converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  g_autofree UChar *units = g_new (UChar, capacity);
  for (;;)
    {
      UChar *target = units + used;
      status = U_ZERO_ERROR;
      ucnv_toUnicode (converter, &target, units + capacity, &source, end, NULL, TRUE, &status);
      used = (gsize) (target - units);
      if (status != U_BUFFER_OVERFLOW_ERROR)
        break;
      capacity += capacity / 2;
      units = g_renew (UChar, units, capacity);
    }
  if (U_FAILURE (status))
    {
      char invalid[32];
      int8_t n_invalid = sizeof invalid;
      UErrorCode other = U_ZERO_ERROR;
      ucnv_getInvalidChars (converter, invalid, &n_invalid, &other);
      gsize at = (gsize) (source - begin);
      *bad = at - MIN (at, U_SUCCESS (other) ? (gsize) MAX (n_invalid, 0) : 0);
      ucnv_close (converter);
      return NULL;
    }
  ucnv_close (converter);
  *n_units = used;
  return g_steal_pointer (&units);
}

/* UTF-16 to the UTF-8 that is returned: no U+0000, no byte order mark. */
static char *
finish_utf16 (const UChar *units, gsize n_units, const char *encoding, gsize *n_bytes, GError **error)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t needed = 0;

  if (n_units > 0 && units[0] == 0xfeff)
    units++, n_units--;
  for (gsize i = 0; i < n_units; i++)
    if (units[i] == 0)
      {
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("Read as %s, the file holds the character U+0000 (unit %zu); it is no text or has another encoding: "
                       "name it with --encoding."),
                     encoding, i);
        return NULL;
      }
  u_strToUTF8 (NULL, 0, &needed, units, (int32_t) n_units, &status);
  if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE (status))
    {
      fail (error, 0, encoding);
      return NULL;
    }
  char *text = g_malloc ((gsize) needed + 1);
  status = U_ZERO_ERROR;
  u_strToUTF8 (text, needed + 1, &needed, units, (int32_t) n_units, &status);
  text[needed] = '\0';
  *n_bytes = (gsize) needed;
  return text;
}

static char *
decode_utf8 (Input input, gsize *n_bytes, GError **error)
{
  const char *data = (const char *) input.bytes, *end;

  if (input.n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    data += 3;
  gsize n = input.n_bytes - (gsize) (data - (const char *) input.bytes);
  if (!g_utf8_validate_len (data, n, &end))
    {
      gsize at = (gsize) (end - (const char *) input.bytes);
      if (input.bytes[at] == 0)
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("The file holds the character U+0000 at byte %zu; it is no text, or its encoding must be named with "
                       "--encoding."),
                     at);
      else
        fail (error, at, "UTF-8");
      return NULL;
    }
  char *text = g_malloc (n + 1);
  memcpy (text, data, n);
  text[n] = '\0';
  *n_bytes = n;
  return text;
}

/* @encoding: canonical. */
static char *
decode_as (Input input, const char *encoding, gsize *n_bytes, GError **error)
{
  gsize n_units = 0, bad;

  if (is_name (encoding, "UTF-8"))
    return decode_utf8 (input, n_bytes, error);
  if (input.n_bytes > MAX_BYTES)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("The file has %zu bytes in %s, more than can be converted; split it or convert it to UTF-8."),
                   input.n_bytes, encoding);
      return NULL;
    }
  g_autofree UChar *units = to_utf16 (input, encoding, &n_units, &bad);
  if (!units)
    {
      fail (error, bad, encoding);
      return NULL;
    }
  return finish_utf16 (units, n_units, encoding, n_bytes, error);
}

static const char *
find_bom (Input input)
{
  const guint8 *b = input.bytes;
  gsize n = input.n_bytes;

  if (n >= 3 && memcmp (b, "\xef\xbb\xbf", 3) == 0)
    return "UTF-8";
  if (n >= 4 && memcmp (b, "\xff\xfe\0\0", 4) == 0)
    return "UTF-32LE";
  if (n >= 4 && memcmp (b, "\0\0\xfe\xff", 4) == 0)
    return "UTF-32BE";
  if (n >= 2 && b[0] == 0xff && b[1] == 0xfe)
    return "UTF-16LE";
  if (n >= 2 && b[0] == 0xfe && b[1] == 0xff)
    return "UTF-16BE";
  return NULL;
}

/* How much of @input, cut to whole units, reads as text in this wide encoding: the share of letters, digits, spaces and ASCII
 * punctuation, ASCII counted twice; 0 when it cannot be it. */
static double
rate_wide (Input input, const char *encoding, gsize unit)
{
  gsize n_units = 0, bad, good = 0, common = 0, chars = 0;
  Input sample = { input.bytes, MIN (input.n_bytes, SAMPLE) / unit * unit };

  if (input.n_bytes % unit != 0)
    return 0;
  if (unit == 2 && sample.n_bytes < input.n_bytes && sample.n_bytes >= 2)
    {
      /* Not between the halves of a surrogate pair. */
      guint8 high = sample.bytes[sample.n_bytes - (g_str_has_suffix (encoding, "LE") ? 1 : 2)];
      if ((high & 0xfc) == 0xd8)
        sample.n_bytes -= 2;
    }
  g_autofree UChar *units = to_utf16 (sample, encoding, &n_units, &bad);
  if (!units)
    return 0;
  for (gsize i = 0; i < n_units; chars++)
    {
      UChar32 c;
      U16_NEXT (units, i, n_units, c);
      if (c == 0 || !u_isdefined (c) || U_IS_UNICODE_NONCHAR (c))
        return 0;
      if (u_isalnum (c) || u_isspace (c) || u_ispunct (c) || (c >= 0x20 && c < 0x7f))
        good++;
      /* ASCII read the wrong way round is Chinese; Chinese read so has no ASCII. */
      if (c < 0x80 || c == 0x3001 || c == 0x3002 || c == 0xff0c)
        common++;
    }
  /* Bytes of something else, taken in pairs, are often letters of some script, but hardly ever spaces. */
  if (chars == 0 || good < chars * 9 / 10 || common < (chars + 19) / 20)
    return 0;
  return (double) (good + common) / (double) chars;
}

static const char *
guess_wide (Input input)
{
  static const struct {
    const char *encoding;
    gsize unit;
  } wide[] = { { "UTF-32LE", 4 }, { "UTF-32BE", 4 }, { "UTF-16LE", 2 }, { "UTF-16BE", 2 } };
  const char *best = NULL;
  double best_rate = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (wide); i++)
    {
      double rate = rate_wide (input, wide[i].encoding, wide[i].unit);
      if (rate > best_rate)
        {
          best = wide[i].encoding;
          best_rate = rate;
        }
    }
  return best;
}

typedef struct {
  gsize zeros, first_zero;
  gsize controls, first_control; /* that text does not have */
  gsize high;
  gsize sequences, broken; /* of UTF-8 beyond ASCII */
  gsize first_broken;
  gboolean escapes; /* ISO 2022 */
} Census;

static void
take_census (Input input, Census *census)
{
  const guint8 *p = input.bytes, *end = p + input.n_bytes;

  memset (census, 0, sizeof *census);
  while (p < end)
    {
      guint8 byte = *p;
      guint n = 1;
      if (byte >= 0x80)
        {
          n = gls_utf8_sequence (p, end);
          if (n == 0 && census->broken++ == 0)
            census->first_broken = (gsize) (p - input.bytes);
          census->sequences += n > 0;
          n = MAX (n, 1);
          census->high += n;
        }
      else if (byte == 0)
        {
          if (census->zeros++ == 0)
            census->first_zero = (gsize) (p - input.bytes);
        }
      else if (byte == 0x1b)
        census->escapes |= end - p > 1 && (p[1] == '$' || p[1] == '(');
      else if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != '\v' && byte != 0x1a)
        {
          if (census->controls++ == 0)
            census->first_control = (gsize) (p - input.bytes);
        }
      p += n;
    }
}

/* What ICU's detector finds in encodings of several bytes a character, or NULL. Transfer full. */
static char *
ask_icu (Input input, int least)
{
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open (&status);
  int32_t n_matches = 0;
  char *found = NULL;

  ucsdet_setText (detector, (const char *) input.bytes, (int32_t) MIN (input.n_bytes, SAMPLE), &status);
  const UCharsetMatch **matches = ucsdet_detectAll (detector, &n_matches, &status);
  for (int32_t i = 0; U_SUCCESS (status) && i < n_matches && !found; i++)
    {
      const char *name = ucsdet_getName (matches[i], &status);
      UErrorCode other = U_ZERO_ERROR;
      UConverter *converter = ucnv_open (name, &other);
      if (U_SUCCESS (other) && ucnv_getMaxCharSize (converter) > 1 && !g_str_has_prefix (name, "UTF-") &&
          ucsdet_getConfidence (matches[i], &status) >= least)
        found = g_strdup (name);
      if (converter)
        ucnv_close (converter);
    }
  ucsdet_close (detector);
  return found;
}

/* Beyond UTF-8 and the declaration. Transfer full; NULL with an error when nothing fits. */
static char *
detect_legacy (Input input, const Census *census, GError **error)
{
  double mean = 0;

  if (census->escapes && census->high == 0)
    {
      char *name = ask_icu (input, 30);
      return name ? name : g_strdup ("UTF-8");
    }
  /* A text in UTF-8 with a flaw is not to become a text in something else. */
  if (census->sequences >= 3 && census->sequences / 8 >= census->broken)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("The file is UTF-8, but damaged at byte %zu; repair it, or name its encoding with --encoding."),
                   census->first_broken);
      return NULL;
    }
  const char *guess = gls_encoding_guess (input.bytes, input.n_bytes, &mean);
  if (mean < GLS_ENCODING_POOR)
    {
      char *name = ask_icu (input, 30);
      if (name)
        return name;
      if (!guess || mean < 2 * GLS_ENCODING_POOR)
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                       _("The encoding cannot be told (not UTF-8 at byte %zu, and no language fits another); name it with "
                         "--encoding."),
                       census->first_broken);
          return NULL;
        }
    }
  return g_strdup (guess);
}

/* windows-1252 leaves five bytes undefined, which ICU maps to control characters; others have such bytes too. */
static gboolean
has_c1_controls (const char *text)
{
  for (const char *p = text; (p = strchr (p, '\xc2')); p++)
    if ((guint8) p[1] < 0xa0 && (guint8) p[1] != 0x85)
      return TRUE;
  return FALSE;
}

/* @declared, when the bytes are valid in it and it is none of what an ASCII declaration cannot be in. */
static char *
try_declared (Input input, const char *declared, gsize *n_bytes, char **name)
{
  g_autofree char *canonical = declared ? canonical_name (declared) : NULL;

  if (!canonical || g_str_has_prefix (canonical, "UTF-16") || g_str_has_prefix (canonical, "UTF-32"))
    return NULL;
  char *text = decode_as (input, canonical, n_bytes, NULL);
  if (text)
    *name = g_steal_pointer (&canonical);
  return text;
}

static char *
decode_detected (Input input, const char *declared, gsize *n_bytes, char **name, GError **error)
{
  const char *known = find_bom (input);
  g_autofree char *legacy = NULL;
  Census census;

  if (!known)
    {
      take_census (input, &census);
      /* The bytes of UTF-16 and -32 are either half zeros, or full of controls, or beyond ASCII without being UTF-8. */
      if (census.zeros > input.n_bytes / 10 || census.controls > input.n_bytes / 10 ||
          (census.zeros > 0 && census.broken > 0))
        known = guess_wide (input);
      if (!known && (census.zeros > 0 || (census.broken > 0 && census.controls > input.n_bytes / 50)))
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                       _("The file is binary (byte %zu is no text); convert it to text, or name its encoding with "
                         "--encoding."),
                       census.zeros > 0 ? census.first_zero : census.first_control);
          return NULL;
        }
      if (!known && census.broken == 0 && !census.escapes)
        known = "UTF-8";
    }
  if (!known)
    {
      char *text = try_declared (input, declared, n_bytes, name);
      if (text)
        return text;
      legacy = detect_legacy (input, &census, error);
      if (!legacy)
        return NULL;
      known = legacy;
    }
  g_autofree char *text = decode_as (input, known, n_bytes, error);
  if (!text)
    return NULL;
  if (legacy && has_c1_controls (text))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("The encoding cannot be told (not UTF-8 at byte %zu, nor quite %s); name it with --encoding."),
                   census.first_broken, legacy);
      return NULL;
    }
  *name = g_strdup (known);
  return g_steal_pointer (&text);
}

/* A name that somebody chose. */
static char *
decode_forced (Input input, const char *encoding, gsize *n_bytes, char **name, GError **error)
{
  g_autofree char *canonical = canonical_name (encoding);

  if (!canonical)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE,
                   _("“%s” is no encoding that is known here; examples are UTF-8, windows-1251, KOI8-R."), encoding);
      return NULL;
    }
  if (is_name (canonical, "UTF-16") || is_name (canonical, "UTF-32"))
    {
      const char *order = find_bom (input);
      if (!order)
        order = guess_wide (input);
      if (order && g_str_has_prefix (order, canonical))
        {
          g_free (canonical);
          canonical = g_strdup (order);
        }
    }
  char *text = decode_as (input, canonical, n_bytes, error);
  if (text)
    *name = g_steal_pointer (&canonical);
  return text;
}

/**
 * gls_encoding_decode:
 * @bytes: a whole file
 * @encoding: (nullable): a name that is used whatever the bytes look like, as IANA or WHATWG have it
 * @declared: (nullable): what the document says of itself; taken when the bytes are not UTF-8 and are valid in it
 * @n_bytes: (out): length of the result
 * @used: (out) (optional) (transfer full): the encoding's standard name
 *
 * A byte order mark decides before all else. Valid UTF-8 is UTF-8, whatever is declared: other encodings do not look so.
 *
 * Returns: (transfer full) (nullable): valid UTF-8 without U+0000, NUL-terminated
 */
char *
gls_encoding_decode (GBytes *bytes, const char *encoding, const char *declared, gsize *n_bytes, char **used, GError **error)
{
  Input input;
  g_autofree char *name = NULL;
  char *text;
  gsize length = 0;

  input.bytes = g_bytes_get_data (bytes, &input.n_bytes);
  if (!input.bytes)
    input.bytes = (const guint8 *) "";
  text = encoding ? decode_forced (input, encoding, &length, &name, error)
                  : decode_detected (input, declared, &length, &name, error);
  if (!text)
    return NULL;
  if (n_bytes)
    *n_bytes = length;
  if (used)
    *used = g_steal_pointer (&name);
  return text;
}
