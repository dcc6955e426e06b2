/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters as the dictionary compares them: without case, diacritics and script where a person wants that; and words of them.
 * It must not know phrases. */
#include "dictionary.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

/* Russian and its neighbours as newspapers write them in English; 0x410 to 0x44F in pairs of case, then others. */
static const struct { UChar32 c; const char *latin; } cyrillic[] = {
  { 0x430, "a" }, { 0x431, "b" }, { 0x432, "v" }, { 0x433, "g" }, { 0x434, "d" }, { 0x435, "e" }, { 0x436, "zh" }, { 0x437, "z" },
  { 0x438, "i" }, { 0x439, "i" }, { 0x43A, "k" }, { 0x43B, "l" }, { 0x43C, "m" }, { 0x43D, "n" }, { 0x43E, "o" }, { 0x43F, "p" },
  { 0x440, "r" }, { 0x441, "s" }, { 0x442, "t" }, { 0x443, "u" }, { 0x444, "f" }, { 0x445, "kh" }, { 0x446, "ts" }, { 0x447, "ch" },
  { 0x448, "sh" }, { 0x449, "shch" }, { 0x44A, "" }, { 0x44B, "i" }, { 0x44C, "" }, { 0x44D, "e" }, { 0x44E, "iu" }, { 0x44F, "ia" },
  { 0x451, "e" }, { 0x454, "ie" }, { 0x456, "i" }, { 0x457, "i" }, { 0x458, "i" }, { 0x459, "l" }, { 0x45A, "n" }, { 0x45E, "u" },
  { 0x491, "g" }, { 0x493, "g" }, { 0x49B, "k" }, { 0x4A3, "ng" }, { 0x4AF, "u" }, { 0x4B1, "u" }, { 0x4B3, "kh" }, { 0x4B7, "j" },
  { 0x4BB, "h" }, { 0x4D9, "a" }, { 0x4E9, "o" },
};

static void
put (DictFold *fold, const char *bytes, size_t n)
{
  fold->n = (uint8_t) (n < sizeof fold->bytes ? n : sizeof fold->bytes);
  memcpy (fold->bytes, bytes, fold->n);
}

static void
put_char (DictFold *fold, UChar32 c)
{
  uint8_t bytes[4];
  int32_t n = 0;

  U8_APPEND_UNSAFE (bytes, n, c);
  for (int32_t i = 0; i < n && fold->n < sizeof fold->bytes; i++)
    fold->bytes[fold->n++] = (char) bytes[i];
}

static void
fold_one (UChar32 c, DictFold *fold, const UNormalizer2 *nfd, bool fold_case, bool fold_marks)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar parts[8] = { 0 };
  int32_t n = fold_marks ? unorm2_getDecomposition (nfd, c, parts, 8, &status) : -1;

  if (n <= 0 || U_FAILURE (status))
    {
      put_char (fold, fold_case ? u_foldCase (c, U_FOLD_CASE_DEFAULT) : c);
      return;
    }
  for (int32_t i = 0; i < n;)
    {
      UChar32 part;

      U16_NEXT (parts, i, n, part);
      if (u_charType (part) != U_NON_SPACING_MARK)
        put_char (fold, fold_case ? u_foldCase (part, U_FOLD_CASE_DEFAULT) : part);
    }
}

/* Letters that decompose into nothing but look like one. */
static void
fold_special (DictChars *chars)
{
  static const struct { UChar32 c; const char *latin; } others[] = {
    { 0xF8, "o" }, { 0xD8, "o" }, { 0x142, "l" }, { 0x141, "l" }, { 0x111, "d" }, { 0x110, "d" }, { 0x131, "i" }, { 0xDF, "ss" },
    { 0xE6, "ae" }, { 0xC6, "ae" }, { 0x153, "oe" }, { 0x152, "oe" }, { 0x130, "i" },
  };

  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    put (&chars->fold[others[i].c], others[i].latin, strlen (others[i].latin));
}

static void
sound_of_scripts (DictChars *chars)
{
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *latin = utrans_openU (u"Any-Latin; NFD; [:Mn:] Remove; Lower; [^a-z] Remove", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);

  for (UChar32 c = 0x80; c < DICT_FOLDED && U_SUCCESS (status); c++)
    if (chars->foreign[c])
      {
        UChar text[32] = { (UChar) c };
        int32_t n = 1, limit = 1;
        char bytes[8];
        size_t m = 0;
        UErrorCode one = U_ZERO_ERROR;

        utrans_transUChars (latin, text, &n, 32, 0, &limit, &one);
        for (int32_t i = 0; U_SUCCESS (one) && i < n && m < sizeof bytes; i++)
          bytes[m++] = (char) text[i];
        put (&chars->sound[c], bytes, m);
      }
  if (latin != NULL)
    utrans_close (latin);
  for (size_t i = 0; i < sizeof cyrillic / sizeof *cyrillic; i++)
    {
      UChar32 upper = u_toupper (cyrillic[i].c);

      put (&chars->sound[cyrillic[i].c], cyrillic[i].latin, strlen (cyrillic[i].latin));
      put (&chars->sound[upper], cyrillic[i].latin, strlen (cyrillic[i].latin));
    }
}

DictChars *
dict_chars_new (bool fold_case, bool fold_marks, bool fold_script)
{
  DictChars *chars = calloc (1, sizeof *chars);
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfd = unorm2_getNFDInstance (&status);

  if (chars == NULL || U_FAILURE (status))
    abort ();
  for (UChar32 c = 1; c < DICT_FOLDED; c++)
    {
      UErrorCode one = U_ZERO_ERROR;
      UScriptCode script = uscript_getScript (c, &one);
      int8_t type = u_charType (c);

      if (type == U_NON_SPACING_MARK)
        chars->kind[c] = fold_marks ? DICT_MARK : DICT_LETTER;
      else if (u_isalnum (c) || type == U_COMBINING_SPACING_MARK)
        chars->kind[c] = script == USCRIPT_THAI || script == USCRIPT_LAO || script == USCRIPT_KHMER || script == USCRIPT_MYANMAR
                         ? DICT_ALONE : DICT_LETTER;
      if (chars->kind[c] == DICT_NONE)
        continue;
      chars->foreign[c] = c >= 0x80 && script != USCRIPT_LATIN && script != USCRIPT_COMMON && script != USCRIPT_INHERITED;
      fold_one (c, &chars->fold[c], nfd, fold_case, fold_marks);
    }
  if (fold_marks && fold_case)
    fold_special (chars);
  for (UChar32 c = 1; c < DICT_FOLDED; c++)
    if (chars->kind[c] != DICT_NONE && !chars->foreign[c])
      {
        DictFold plain = { { 0 }, 0 };

        fold_one (c, &plain, nfd, true, true);
        chars->sound[c] = plain;
      }
  if (fold_script)
    sound_of_scripts (chars);
  return chars;
}

/* --- Words -------------------------------------------------------------------------------------------------------------------- */

static UChar32
get_char (const char *at, uint32_t *n)
{
  const unsigned char *u = (const unsigned char *) at;

  if (u[0] < 0x80)
    return *n = 1, u[0];
  if (u[0] < 0xE0)
    return *n = 2, (UChar32) (u[0] & 0x1F) << 6 | (u[1] & 0x3F);
  if (u[0] < 0xF0)
    return *n = 3, (UChar32) (u[0] & 0x0F) << 12 | (UChar32) (u[1] & 0x3F) << 6 | (u[2] & 0x3F);
  return *n = 4, (UChar32) (u[0] & 0x07) << 18 | (UChar32) (u[1] & 0x3F) << 12 | (UChar32) (u[2] & 0x3F) << 6 | (u[3] & 0x3F);
}

static uint8_t
kind_of (const DictChars *chars, UChar32 c)
{
  if (c < DICT_FOLDED)
    return chars->kind[c];
  /* Ideographs and kana are words by themselves; other letters beyond are compared as they are. */
  return u_isUAlphabetic (c) ? (c >= 0x3040 && c < 0xAC00) || c >= 0x20000 ? DICT_ALONE : DICT_LETTER : DICT_NONE;
}

static uint64_t
mix (uint64_t hash, char byte)
{
  return (hash ^ (unsigned char) byte) * 0x9E3779B97F4A7C15u ^ hash >> 47;
}

/* The sound of a name, by letters that are written one way or the other: "Yulia" and "Юлия", "Dmitry" and "Дмитрий". */
static uint64_t
hash_sound (const char *latin, size_t n)
{
  uint64_t hash = 0x5B;
  char last = '\0';

  for (size_t i = 0; i < n; i++)
    {
      char c = latin[i] == 'y' ? 'i' : latin[i];

      if (c == last)
        continue;
      if (c == 'i' && i + 1 < n && strchr ("aeou", latin[i + 1]) != NULL)
        continue;
      last = c;
      if (c == 'x')
        hash = mix (mix (hash, 'k'), 's');
      else
        hash = mix (hash, c);
    }
  return hash | 1;
}

static uint64_t
sound_of (const DictChars *chars, const char *text, size_t n)
{
  char latin[DICT_MAX_BYTES];
  size_t n_latin = 0;
  uint32_t m;

  for (size_t i = 0; i < n; i += m)
    {
      UChar32 c = get_char (text + i, &m);

      for (uint8_t k = 0; c < DICT_FOLDED && k < chars->sound[c].n; k++)
        {
          if (n_latin == sizeof latin)
            return 0;
          latin[n_latin++] = chars->sound[c].bytes[k];
        }
    }
  return n_latin > 0 ? hash_sound (latin, n_latin) : 0;
}

bool
dict_next_word (const DictChars *chars, const char *text, size_t n, size_t *at, DictWord *word)
{
  size_t i = *at;
  uint32_t m;
  bool apart = false;
  uint64_t hash = 0xCBF29CE484222325u;

  for (; i < n; i += m)
    {
      UChar32 c;
      uint8_t kind;

      if (text[i] == ' ' || text[i] == '-')
        {
          m = 1;
          continue;
        }
      c = get_char (text + i, &m);
      kind = kind_of (chars, c);
      if (kind == DICT_LETTER || kind == DICT_ALONE)
        break;
      apart = apart || !(c == ' ' || c == '-' || c == '\'' || c == 0x2019 || c == 0xA0 || c == 0x2010 || kind == DICT_MARK);
    }
  if (i >= n)
    return *at = n, false;
  *word = (DictWord) { .start = (uint32_t) i, .apart = apart, .capitals = true };
  for (; i < n; i += m)
    {
      unsigned char ascii = (unsigned char) text[i];
      UChar32 c;
      uint8_t kind;

      if (ascii < 0x80)
        {
          if (chars->kind[ascii] != DICT_LETTER)
            break;
          hash = mix (hash, chars->fold[ascii].bytes[0]);
          word->capitals = word->capitals && !(ascii >= 'a' && ascii <= 'z');
          m = 1;
          continue;
        }
      c = get_char (text + i, &m);
      kind = kind_of (chars, c);
      if (kind == DICT_NONE || (kind == DICT_ALONE && i > word->start))
        break;
      if (c < DICT_FOLDED)
        {
          const DictFold *fold = &chars->fold[c];

          for (uint8_t k = 0; k < fold->n; k++)
            hash = mix (hash, fold->bytes[k]);
          word->capitals = word->capitals && !u_islower (c);
          word->foreign = word->foreign || chars->foreign[c];
        }
      else
        for (uint32_t k = 0; k < m; k++)
          hash = mix (hash, text[i + k]);
      if (kind == DICT_ALONE)
        {
          i += m;
          break;
        }
    }
  word->end = (uint32_t) i;
  word->hash = i - word->start <= DICT_MAX_BYTES ? hash | 1 : 0;
  word->sound = word->foreign || chars->sounds ? sound_of (chars, text + word->start, i - word->start) : 0;
  *at = i;
  return true;
}
