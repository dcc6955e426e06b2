/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes names comparable: without case and clothing, in Latin letters, by sound; and measures how alike two words are.
 * It must not know entities. */
#include "config.h"

#include <string.h>

#include <unicode/utrans.h>

#include "gls-entity-index.h"

/* Longer ones are no names; what is beyond is not compared. Bytes. */
#define NAME_MAX_BYTES 400

static gboolean
is_ascii (const char *string)
{
  while ((guchar) *string - 1u < 127)
    string++;
  return *string == '\0';
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02bc || c == 0x02bb || c == '`' || c == 0x00b4;
}

/* Single spaces for whatever parts words, one kind of apostrophe and dash, no marks at the ends. */
static char *
tidy (const char *words)
{
  GString *tidied = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *at = words; *at != '\0' && tidied->len < NAME_MAX_BYTES; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_apostrophe (c))
        c = '\'';
      else if (g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION)
        c = '-';
      if (c == 0x00ad || (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff)
        continue;
      if (g_unichar_isalnum (c) || g_unichar_ismark (c) || (c == '\'' && tidied->len > 0 && !space) || strchr (".&+-/", c) != NULL)
        {
          if (space && tidied->len > 0)
            g_string_append_c (tidied, ' ');
          g_string_append_unichar (tidied, c);
          space = FALSE;
        }
      else
        space = TRUE;
    }
  while (tidied->len > 0 && strchr ("'-/ ", tidied->str[tidied->len - 1]) != NULL)
    g_string_truncate (tidied, tidied->len - 1);
  /* A full stop ends an abbreviation where another stop or a capital stands before it, else a sentence. */
  if (tidied->len > 2 && tidied->str[tidied->len - 1] == '.'
      && memchr (tidied->str, '.', tidied->len - 1) == NULL && strchr (tidied->str, ' ') != NULL)
    g_string_truncate (tidied, tidied->len - 1);
  return g_string_free (tidied, FALSE);
}

static void
drop_clothing (char *exact)
{
  static const char * const before[] = { "the ", "mr ", "mr. ", "mrs ", "mrs. ", "ms ", "ms. ", "dr ", "dr. ", "prof. ", "prof " };
  gsize length = strlen (exact);

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      gsize n = strlen (before[i]);

      if (*exact == *before[i] && length > n + 1 && g_str_has_prefix (exact, before[i]))
        {
          memmove (exact, exact + n, length - n + 1);
          length -= n;
        }
    }
  if (length > 3 && g_str_has_suffix (exact, "'s"))
    exact[length - 2] = '\0';
}

char *
gls_entity_fold_exact (const char *words)
{
  g_autofree char *tidied = tidy (words), *normal = NULL;
  char *exact;

  if (is_ascii (tidied))
    exact = g_ascii_strdown (tidied, -1);
  else
    {
      normal = g_utf8_normalize (tidied, -1, G_NORMALIZE_NFKC);
      exact = g_utf8_casefold (normal != NULL ? normal : tidied, -1);
    }
  drop_clothing (exact);
  return exact;
}

gboolean
gls_entity_same_words (const char *a, const char *b)
{
  g_autofree char *x = gls_entity_fold_exact (a), *y = gls_entity_fold_exact (b);

  return g_str_equal (x, y);
}

/* --- Latin letters ----------------------------------------------------------------------------------------------- */

/* Opening a transliterator takes a tenth of a second, and one at a time may use it. */
static GMutex latin_lock;

static UTransliterator *
get_latin (void)
{
  static const UChar name[] = u"Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower";
  static UTransliterator *transliterator;
  static gboolean tried;
  UErrorCode status = U_ZERO_ERROR;

  if (!tried)
    transliterator = utrans_openU (name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  tried = TRUE;
  return U_SUCCESS (status) ? transliterator : NULL;
}

static char *
to_latin (const char *exact)
{
  g_autofree gunichar2 *source = NULL;
  g_autofree UChar *buffer = NULL;
  UTransliterator *transliterator;
  UErrorCode status = U_ILLEGAL_ARGUMENT_ERROR;
  glong n = 0;
  int32_t length, limit;

  source = g_utf8_to_utf16 (exact, -1, NULL, &n, NULL);
  if (source == NULL)
    return g_strdup (exact);
  buffer = g_new (UChar, n * 8 + 64);
  memcpy (buffer, source, n * sizeof *buffer);
  length = limit = n;
  g_mutex_lock (&latin_lock);
  transliterator = get_latin ();
  if (transliterator != NULL)
    {
      status = U_ZERO_ERROR;
      utrans_transUChars (transliterator, buffer, &length, n * 8 + 64, 0, &limit, &status);
    }
  g_mutex_unlock (&latin_lock);
  return U_SUCCESS (status) ? g_utf16_to_utf8 ((gunichar2 *) buffer, length, NULL, NULL, NULL) : g_strdup (exact);
}

void
gls_entity_fold_prepare (void)
{
  g_mutex_lock (&latin_lock);
  get_latin ();
  g_mutex_unlock (&latin_lock);
}

char *
gls_entity_fold_latin (const char *exact)
{
  g_autofree char *letters = is_ascii (exact) ? g_ascii_strdown (exact, -1) : to_latin (exact);
  GString *folded = g_string_new (NULL);

  for (const char *at = letters; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (folded, g_unichar_tolower (c));
      /* "Al-Nusra" is two words; "O'Neill" and "U.S." one. */
      else if (c != '\'' && c != '.' && !is_apostrophe (c) && g_unichar_type (c) != G_UNICODE_MODIFIER_LETTER && folded->len > 0
               && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);
  return g_string_free (folded, FALSE);
}

/* --- Sounds ------------------------------------------------------------------------------------------------------ */

/* Press and library romanisations of Cyrillic, and doubled or silent letters; longest first. */
static const struct { const char *written, *sound; } sounds[] = {
  { "shch", "s" }, { "sch", "s" }, { "sh", "s" }, { "tsch", "c" }, { "tch", "c" }, { "ch", "c" }, { "zh", "z" }, { "kh", "h" },
  { "gh", "g" }, { "ph", "f" }, { "th", "t" }, { "dzh", "j" }, { "ts", "c" }, { "tz", "c" }, { "ck", "k" }, { "yu", "u" },
  { "iu", "u" }, { "ju", "u" }, { "ya", "a" }, { "ia", "a" }, { "ja", "a" }, { "yo", "e" }, { "ye", "e" }, { "je", "e" },
  { "ij", "i" }, { "iy", "i" }, { "yi", "i" }, { "ii", "i" }, { "ou", "u" }, { "oo", "u" }, { "ee", "i" }, { "aa", "a" },
  { "dj", "j" }, { "x", "ks" }, { "q", "k" }, { "w", "v" }, { "y", "i" }, { "j", "i" },
};

char *
gls_entity_fold_sounds (const char *latin_words)
{
  GString *folded = g_string_new (NULL);
  const char *at = latin_words;

  while (*at != '\0')
    {
      const char *sound = NULL;
      guint i;

      for (i = 0; i < G_N_ELEMENTS (sounds) && (*at != *sounds[i].written || !g_str_has_prefix (at, sounds[i].written)); i++)
        ;
      sound = i < G_N_ELEMENTS (sounds) ? sounds[i].sound : NULL;
      if (sound != NULL)
        {
          if (folded->len == 0 || folded->str[folded->len - 1] != *sound)
            g_string_append (folded, sound);
          at += strlen (sounds[i].written);
        }
      else
        {
          const char *next = g_utf8_next_char (at);

          if (next - at > 1 || g_ascii_isdigit (*at) || folded->len == 0 || folded->str[folded->len - 1] != *at)
            g_string_append_len (folded, at, next - at);
          at = next;
        }
    }
  return g_string_free (folded, FALSE);
}

/* --- Likeness ---------------------------------------------------------------------------------------------------- */

#define WORD_MAX 64

static double
jaro (const char *a, guint n_a, const char *b, guint n_b)
{
  gboolean used_a[WORD_MAX] = { FALSE }, used_b[WORD_MAX] = { FALSE };
  guint window = MAX (n_a, n_b) / 2, matches = 0, swapped = 0;

  window = window > 0 ? window - 1 : 0;
  for (guint i = 0; i < n_a; i++)
    for (guint j = i > window ? i - window : 0; j < MIN (i + window + 1, n_b); j++)
      if (!used_b[j] && a[i] == b[j])
        {
          used_a[i] = used_b[j] = TRUE;
          matches++;
          break;
        }
  if (matches == 0)
    return 0;
  for (guint i = 0, j = 0; i < n_a; i++)
    if (used_a[i])
      {
        while (!used_b[j])
          j++;
        swapped += a[i] != b[j++];
      }
  return ((double) matches / n_a + (double) matches / n_b + (matches - swapped / 2.0) / matches) / 3;
}

double
gls_entity_likeness (const char *a, const char *b)
{
  guint n_a = MIN (strlen (a), WORD_MAX), n_b = MIN (strlen (b), WORD_MAX), same = 0;
  double likeness;

  if (n_a == 0 || n_b == 0)
    return n_a == n_b;
  likeness = jaro (a, n_a, b, n_b);
  while (same < 4 && same < MIN (n_a, n_b) && a[same] == b[same])
    same++;
  return likeness + same * 0.1 * (1 - likeness);
}
