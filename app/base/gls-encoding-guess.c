/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells legacy encodings apart by letter frequencies, upper and lower case, and scripts mixed within a word.
 * It only ranks; whether the bytes decode at all is for gls-encoding.c. */
#include "config.h"

#include <math.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>

#include "gls-encoding-private.h"

/* Letters outside ASCII, each with how often it occurs among ten thousand such letters; capitals follow from case. */
#define RUSSIAN \
  "о1097 е845 а801 и735 н670 т626 с547 р473 в454 л440 к349 м321 д298 п281 у262 я201 ы190 ь174 г170 з165 б159 ч144 й121 " \
  "х97 ж94 ш73 ю64 ц48 щ36 э32 ф26 ё20 ъ4"
#define UKRAINIAN \
  "о940 а830 н690 и610 і600 т550 в530 е520 р470 с410 к380 л360 у330 м310 д300 п290 з220 я210 ь180 б170 г150 ч140 й120 " \
  "х120 ж80 ц80 ш70 ю70 є60 ї60 щ50 ф30 ґ2"
#define FRENCH "é5200 è1000 à1400 ê550 ç400 ù150 î180 ô250 û130 â180 ë60 ï60 œ60"
#define GERMAN "ü3600 ä3200 ö1700 ß1300"
#define SPANISH "ó2600 í2200 á1900 é1500 ñ900 ú500 ü60"
#define PORTUGUESE "ã2300 ç1700 é1300 á1200 í1000 ó700 õ500 ê900 ú350 à250 â250 ô150"
#define ITALIAN "è3600 à3400 ù1200 ò1200 é500 ì600"
#define NORDIC "ä3000 å2500 ö2500 ø1300 æ700 é100 ü20 ð100 þ100 ý60"
#define POLISH "ł2600 ą1500 ę1700 ó1200 ż1200 ś1000 ć600 ń300 ź100"
#define CZECH "í2200 á1600 é1000 ě1100 ř900 š700 č850 ž900 ý850 ů450 ú150 ť60 ď60 ň60 ó50 ľ50 ô50 ä30"
#define HUNGARIAN "á3300 é3300 ö1000 ő900 ó900 ü600 í500 ű200 ú300"
#define ROMANIAN "ă3800 î1600 ş1500 ţ1500 â1400"
#define GREEK \
  "α1000 ο900 ι850 ε800 τ790 ν650 σ490 η500 υ420 ρ400 π400 κ400 ς400 λ330 μ330 ί250 ό250 έ200 ά180 ω180 γ180 δ170 ή150 " \
  "θ130 χ110 ύ110 ώ90 φ80 β70 ξ50 ζ40 ψ15"
#define TURKISH "ı3600 ş1500 ü1700 ğ1000 ç1000 ö800 İ150 â30"
#define HEBREW \
  "י1100 ו1000 ה900 ל700 א600 ר600 ת550 מ550 ש500 ב500 נ400 ם350 ע300 ח250 ד250 כ230 ק200 פ170 ן150 ס150 ט130 ג120 ז120 " \
  "צ110 ך60 ף30 ץ20"
#define ARABIC \
  "ا1270 ل1160 ي780 م650 و610 ن560 ر460 ت460 ه400 ب380 ع340 د310 ف290 س260 ك250 ق240 أ230 ح210 ة190 ج130 ش120 ص90 ى90 " \
  "إ90 خ85 ط80 ذ60 ز60 ث60 ض50 ء50 غ40 ئ30 ظ20 آ20 ؤ10"

/* Of equal ones the first is taken. The prior is the logarithm of how usual the encoding is in files of today: it matters where only a
 * byte or two speak. */
static const struct {
  const char *encoding, *letters;
  double prior;
} languages[] = {
  { "windows-1252", FRENCH, 0 }, { "windows-1252", GERMAN, 0 }, { "windows-1252", SPANISH, 0 },
  { "windows-1252", PORTUGUESE, 0 }, { "windows-1252", ITALIAN, 0 }, { "windows-1252", NORDIC, 0 },
  { "windows-1251", RUSSIAN, -0.5 }, { "windows-1251", UKRAINIAN, -0.5 }, { "KOI8-R", RUSSIAN, -1 },
  { "KOI8-U", UKRAINIAN, -2 }, { "IBM866", RUSSIAN, -4 }, { "ISO-8859-5", RUSSIAN, -4 },
  { "x-mac-cyrillic", RUSSIAN, -4 }, { "windows-1250", POLISH, -2 }, { "windows-1250", CZECH, -2 },
  { "windows-1250", HUNGARIAN, -2 }, { "windows-1250", ROMANIAN, -2 }, { "ISO-8859-2", POLISH, -2 },
  { "ISO-8859-2", CZECH, -2 }, { "windows-1253", GREEK, -2 }, { "windows-1254", TURKISH, -2 },
  { "windows-1255", HEBREW, -2 }, { "windows-1256", ARABIC, -2 },
};

typedef enum { KIND_OTHER, KIND_LOWER, KIND_UPPER, KIND_SYMBOL } Kind;

typedef enum { SOUND_NONE, SOUND_VOWEL, SOUND_CONSONANT, SOUND_SIGN } Sound;

/* What a byte means in one encoding and language. */
typedef struct {
  float likelihood; /* logarithm; of bytes above 0x7f */
  guint8 kind;
  guint8 script;    /* of letters: UScriptCode; all that matter are below 256 */
  guint8 sound;     /* of Cyrillic letters */
} Meaning;

typedef struct {
  const char *encoding;
  Meaning meanings[256];
} Model;

#define SAMPLE 16384
/* How many words begin with a capital. */
#define FIRST_CAPITAL 0.2

static UChar32
decode_byte (UConverter *converter, guint8 byte)
{
  const char *source = (const char *) &byte;
  UErrorCode status = U_ZERO_ERROR;

  ucnv_reset (converter);
  UChar32 c = ucnv_getNextUChar (converter, &source, source + 1, &status);
  return U_SUCCESS (status) ? c : 0xfffd;
}

static double
find_frequency (const char *letters, UChar32 c)
{
  for (const char *p = letters; *p;)
    {
      gunichar letter = g_utf8_get_char (p);
      p = g_utf8_next_char (p);
      double frequency = (double) g_ascii_strtoull (p, (char **) &p, 10);
      if (letter == (gunichar) c)
        return frequency / 1e4;
      if (*p == ' ')
        p++;
    }
  return 0;
}

static double
find_likelihood (const char *letters, UChar32 c, Kind kind)
{
  static const char common[] = "“”„‘’–—…«»\u00a0،", rare[] = "°§€£¥¢©®™№•·¿¡؟‚‹›±×÷²³¼½¾µ¶ªº\u00ad";

  if (kind == KIND_LOWER || kind == KIND_UPPER)
    {
      double frequency = find_frequency (letters, c);
      if (frequency == 0 && kind == KIND_UPPER)
        frequency = find_frequency (letters, u_tolower (c)) * FIRST_CAPITAL;
      return MAX (frequency, 1e-5);
    }
  if (u_charType (c) == U_CONTROL_CHAR || c == 0xfffd)
    return 1e-8;
  if (g_utf8_strchr (common, -1, (gunichar) c))
    return 0.02;
  return g_utf8_strchr (rare, -1, (gunichar) c) ? 0.002 : 1e-5;
}

static Sound
find_sound (UChar32 c)
{
  gunichar lower = (gunichar) u_tolower (c);

  if (lower == 0x44a || lower == 0x44c) /* ъ, ь */
    return SOUND_SIGN;
  return g_utf8_strchr ("аеиоуыэюяёіїє", -1, lower) ? SOUND_VOWEL : SOUND_CONSONANT;
}

static void
fill_model (Model *model, const char *encoding, const char *letters)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (encoding, &status);

  model->encoding = U_SUCCESS (status) ? encoding : NULL;
  if (U_FAILURE (status))
    return;
  for (int byte = 0; byte < 256; byte++)
    {
      Meaning *meaning = &model->meanings[byte];
      UChar32 c = byte < 0x80 ? byte : decode_byte (converter, (guint8) byte);
      if (u_isalpha (c))
        {
          UScriptCode script = uscript_getScript (c, &status);
          meaning->kind = u_isupper (c) ? KIND_UPPER : KIND_LOWER;
          meaning->script = script >= 0 && script < 256 ? (guint8) script : 0;
          if (script == USCRIPT_CYRILLIC)
            meaning->sound = find_sound (c);
        }
      else
        meaning->kind = byte >= 0x80 && !u_isspace (c) ? KIND_SYMBOL : KIND_OTHER;
      meaning->likelihood = (float) log (find_likelihood (letters, c, meaning->kind));
      if (c == 0x2019)
        meaning->kind = KIND_OTHER; /* the apostrophe stands within words */
    }
  ucnv_close (converter);
}

static const Model *
get_models (void)
{
  static Model models[G_N_ELEMENTS (languages)];
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
        fill_model (&models[i], languages[i].encoding, languages[i].letters);
      g_once_init_leave (&filled, 1);
    }
  return models;
}

static gboolean
is_letter (const Meaning *meaning)
{
  return meaning->kind == KIND_LOWER || meaning->kind == KIND_UPPER;
}

/* Vowels and consonants alternate; logarithm of how much likelier @meaning is for what stands before it. */
static double
rate_sounds (const Meaning *before, const Meaning *meaning)
{
  if (meaning->sound == SOUND_NONE)
    return 0;
  if (meaning->sound == SOUND_SIGN)
    return before->sound == SOUND_CONSONANT ? 0.5 : -3;
  if (before->sound == SOUND_VOWEL)
    return meaning->sound == SOUND_VOWEL ? -1 : 0.4;
  if (before->sound == SOUND_CONSONANT)
    return meaning->sound == SOUND_VOWEL ? 0.4 : -0.4;
  return 0;
}

/* The sum of log-likelihoods of the bytes above 0x7f, lessened by what does not happen within words. */
static double
rate (const Model *model, const guint8 *bytes, gsize n_bytes)
{
  static const Meaning nothing = { 0, KIND_OTHER, 0, SOUND_NONE };
  const Meaning *before = &nothing;
  double sum = 0;
  int accents = 0; /* letters outside ASCII in a row */

  for (gsize i = 0; i < n_bytes; i++)
    {
      const Meaning *meaning = &model->meanings[bytes[i]];
      gboolean in_word = is_letter (before) && is_letter (meaning);

      if (in_word && before->script != meaning->script)
        sum -= 4;
      if (bytes[i] < 0x80)
        accents = 0;
      else
        {
          sum += meaning->likelihood;
          if (in_word && meaning->kind == KIND_UPPER)
            sum += before->kind == KIND_UPPER ? -log (FIRST_CAPITAL) : -3;
          sum += rate_sounds (before, meaning);
          if (is_letter (meaning) && meaning->script == USCRIPT_LATIN && ++accents > 2)
            sum -= 2;
          if (meaning->kind == KIND_SYMBOL && is_letter (before) && i + 1 < n_bytes &&
              is_letter (&model->meanings[bytes[i + 1]]))
            sum -= 1.5;
        }
      before = meaning;
    }
  return sum;
}

const char *
gls_encoding_guess (const guint8 *bytes, gsize n_bytes, double *mean)
{
  const Model *models = get_models ();
  const char *best = NULL;
  double best_sum = 0;
  gsize first = 0, n_high = 0;

  while (first < n_bytes && bytes[first] < 0x80)
    first++;
  first -= MIN (first, 16);
  n_bytes = MIN (n_bytes - first, SAMPLE);
  bytes += first;
  for (gsize i = 0; i < n_bytes; i++)
    n_high += bytes[i] >= 0x80;

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (!models[i].encoding)
        continue;
      double sum = languages[i].prior + rate (&models[i], bytes, n_bytes);
      if (!best || sum > best_sum + 1e-6)
        {
          best = models[i].encoding;
          best_sum = sum;
        }
    }
  *mean = n_high > 0 ? best_sum / (double) n_high : 0;
  return best;
}
