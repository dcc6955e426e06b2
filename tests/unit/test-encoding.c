/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodings are told apart on articles and on single sentences, and nothing else than text comes through. */
#include "config.h"

#include <string.h>

#include "gls-encoding.h"
#include "gls-error.h"

#define RUSSIAN \
  "Губернатор области заявил вчера, что в результате паводка пострадали более 330 человек. По словам начальника " \
  "спасательной службы Олега Верховцева, эвакуированы жители трёх посёлков; ещё около сорока семей отказались уезжать. " \
  "Подъём воды в реке, как ожидают синоптики, продолжится до конца недели.\r\n"
#define RUSSIAN_SHORT "Погибли семь шахтёров, сообщил министр."
#define RUSSIAN_CAPITALS "ПРАВИТЕЛЬСТВО ОБЪЯВИЛО О ЗАКРЫТИИ ГРАНИЦЫ"
#define RUSSIAN_MIXED "Компания Norvia Energy подала иск на 12 млн USD, пишет газета «Вечерний Лорск»."
#define UKRAINIAN \
  "Щонайменше двадцять п'ять осіб дістали поранення, повідомила речниця лікарні. Її слова підтвердили й рятувальники, " \
  "які їхали з сусіднього міста."
#define GERMAN \
  "Nach Angaben der Behörden wurden mindestens fünfzig Häuser beschädigt. „Die Größe der Schäden läßt sich noch nicht " \
  "abschätzen“, erklärte Bürgermeisterin Ähren – das Übrige müsse überprüft werden."
#define GERMAN_SHORT "Die Straße ist gesperrt."
#define FRENCH \
  "Près de trois cents élèves ont été évacués après l’effondrement d’un bâtiment ; la préfecture évoque « une vingtaine » de " \
  "blessés, où les secours étaient déjà présents. Le maire a démenti ce chiffre."
#define SPANISH "Según el ministerio, más de cuarenta niños están heridos; ¿cuántos volverán mañana? Nadie lo confirmó."
#define POLISH "Według rzecznika policji co najmniej pięć osób zostało rannych, a żołnierze zamknęli główną drogę do Łodzi."
#define CZECH "Podle mluvčího byly zraněny nejméně čtyři děti; příčinu požáru zatím vyšetřovatelé neznají, řekla hejtmanka."
#define GREEK "Τουλάχιστον δώδεκα άνθρωποι τραυματίστηκαν, ανακοίνωσε χθες το υπουργείο. Οι έρευνες συνεχίζονται."
#define TURKISH "Valilik, depremde en az yirmi kişinin yaralandığını açıkladı; çalışmaların süreceği öğrenildi. İlçede ışık yok."
#define ARABIC "قال وزير الصحة إن أكثر من ثلاثين شخصا أصيبوا في الحادث، وأكد أن البحث عن المفقودين ما زال مستمرا."
#define HEBREW "דובר המשטרה אמר כי לפחות שמונה בני אדם נפצעו בתאונה, ושהכביש ייסגר עד הערב."
#define ENGLISH "The minister said “about forty” people – nobody knows who – had left; it’s not confirmed…"
#define CHINESE "市政府发言人昨天表示，洪水已造成至少三十人受伤，另有约四百名居民被转移到安全地区。目前救援工作仍在继续进行，具体损失还有待进一步统计。"
#define JAPANESE "市の発表によると、この事故で少なくとも三十人がけがをした。警察は原因を調べているが、詳しいことはまだ分かっていないという。"

static void
check (const char *text, const char *encoding, const char *declared, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *used = NULL;
  gsize n_bytes = 0, n_decoded = 0;
  char *converted = g_convert (text, -1, encoding, "UTF-8", NULL, &n_bytes, &error);

  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = g_bytes_new_take (converted, n_bytes);
  g_autofree char *decoded = gls_encoding_decode (bytes, NULL, declared, &n_decoded, &used, &error);
  g_autofree char *beginning = g_utf8_substring (text, 0, MIN (20, g_utf8_strlen (text, -1)));
  g_assert_no_error (error);
  g_test_message ("%s as %s: %s", beginning, encoding, used);
  g_assert_cmpstr (decoded, ==, text);
  g_assert_cmpuint (n_decoded, ==, strlen (text));
  g_assert_cmpstr (used, ==, expected);
}

static void
test_cyrillic (void)
{
  static const char *const texts[] = { RUSSIAN, RUSSIAN_SHORT, RUSSIAN_CAPITALS, RUSSIAN_MIXED };
  static const char *const names[][2] = { { "CP1251", "windows-1251" }, { "KOI8-R", "KOI8-R" }, { "CP866", "IBM866" } };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
      if (!(strstr (texts[i], "«") && j > 0)) /* those have no such marks */
        check (texts[i], names[j][0], NULL, names[j][1]);
  check (RUSSIAN, "ISO-8859-5", NULL, "ISO-8859-5");
  check (UKRAINIAN, "CP1251", NULL, "windows-1251");
  check (UKRAINIAN, "KOI8-U", NULL, "KOI8-U");
}

/* Any five words in a row. */
static void
test_pieces (void)
{
  g_auto (GStrv) words = g_strsplit (RUSSIAN UKRAINIAN, " ", -1);
  guint n = g_strv_length (words);

  for (guint i = 0; i + 4 < n; i++)
    for (int koi = 0; koi < 2; koi++)
      {
        g_autofree char *piece = g_strjoin (" ", words[i], words[i + 1], words[i + 2], words[i + 3], words[i + 4], NULL);
        g_autofree char *converted = g_convert (piece, -1, koi ? "KOI8-U" : "CP1251", "UTF-8", NULL, NULL, NULL);
        g_autoptr (GBytes) bytes = g_bytes_new (converted, strlen (converted));
        g_autofree char *decoded = gls_encoding_decode (bytes, NULL, NULL, NULL, NULL, NULL);
        g_assert_cmpstr (decoded, ==, piece);
      }
}

static void
test_latin (void)
{
  check (GERMAN, "CP1252", NULL, "windows-1252");
  check (GERMAN_SHORT, "CP1252", NULL, "windows-1252");
  check (FRENCH, "CP1252", NULL, "windows-1252");
  check (SPANISH, "CP1252", NULL, "windows-1252");
  check (ENGLISH, "CP1252", NULL, "windows-1252");
  check ("He paid £40 at the café.", "CP1252", NULL, "windows-1252");
  check (POLISH, "CP1250", NULL, "windows-1250");
  check (POLISH, "ISO-8859-2", NULL, "ISO-8859-2");
  check (CZECH, "CP1250", NULL, "windows-1250");
  check (TURKISH, "CP1254", NULL, "windows-1254");
}

static void
test_others (void)
{
  check (GREEK, "CP1253", NULL, "windows-1253");
  check (ARABIC, "CP1256", NULL, "windows-1256");
  check (HEBREW, "CP1255", NULL, "windows-1255");
  check (CHINESE, "GB18030", NULL, "GB18030");
  check (CHINESE, "GBK", NULL, "GB18030");
  check (JAPANESE, "SHIFT_JIS", NULL, "Shift_JIS");
  check (JAPANESE, "EUC-JP", NULL, "EUC-JP");
  check (JAPANESE, "ISO-2022-JP", NULL, "ISO-2022-JP");
}

static void
test_unicode (void)
{
  static const char *const texts[] = { RUSSIAN, GERMAN, FRENCH, ENGLISH, ARABIC, CHINESE, JAPANESE "😀", "Plain words.\r\n", RUSSIAN_SHORT };
  static const char *const wide[] = { "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      check (texts[i], "UTF-8", NULL, "UTF-8");
      check (texts[i], "UTF-8", "windows-1251", "UTF-8");
      for (gsize j = 0; j < G_N_ELEMENTS (wide); j++)
        check (texts[i], wide[j], NULL, wide[j]);
    }
}

static void
check_bytes (const char *data, gsize n, const char *encoding, const char *expected_text, const char *expected_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, n);
  g_autofree char *used = NULL;
  gsize n_bytes = 99;
  g_autofree char *text = gls_encoding_decode (bytes, encoding, NULL, &n_bytes, &used, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected_text);
  g_assert_cmpuint (n_bytes, ==, strlen (text));
  g_assert_cmpstr (used, ==, expected_name);
}

static void
test_bom (void)
{
  check_bytes ("\xef\xbb\xbfGr\xc3\xb6\xc3\x9f", 9, NULL, "Größ", "UTF-8");
  check_bytes ("\xef\xbb\xbf\xef\xbb\xbf!", 7, NULL, "\xef\xbb\xbf!", "UTF-8");
  check_bytes ("\xff\xfe\x16\x04", 4, NULL, "Ж", "UTF-16LE");
  check_bytes ("\xfe\xff\x04\x16\xd8\x3d\xde\x00", 8, NULL, "Ж😀", "UTF-16BE");
  check_bytes ("\xff\xfe\0\0\x16\x04\0\0", 8, NULL, "Ж", "UTF-32LE");
  check_bytes ("\0\0\xfe\xff\0\0\x04\x16", 8, NULL, "Ж", "UTF-32BE");
  check_bytes ("\xff\xfe\x16\x04", 4, "UTF-16", "Ж", "UTF-16LE");
  check_bytes ("\xff\xfe\x16\x04", 4, "utf-16le", "Ж", "UTF-16LE");
  check_bytes ("", 0, NULL, "", "UTF-8");
  check_bytes ("\xef\xbb\xbf", 3, NULL, "", "UTF-8");
  check_bytes ("\xff\xfe", 2, NULL, "", "UTF-16LE");
  check_bytes ("a\r\n\tb\x0c\x01z e\xcc\x81", 12, NULL, "a\r\n\tb\x0c\x01z e\xcc\x81", "UTF-8");
}

static void
test_forced (void)
{
  check_bytes ("\xcf\xf0\xe8\xe2\xe5\xf2", 6, "windows-1251", "Привет", "windows-1251");
  check_bytes ("\xcf\xf0\xe8\xe2\xe5\xf2", 6, "cp1251", "Привет", "windows-1251");
  check_bytes ("\xcf\xf0\xe8\xe2\xe5\xf2", 6, " win-1251 ", "Привет", "windows-1251");
  check_bytes ("\xcf\xf0\xe8\xe2\xe5\xf2", 6, "KOI8-R", "оПХБЕР", "KOI8-R");
  check_bytes ("\xe9\x93", 2, "latin1", "é“", "windows-1252");
  check_bytes ("\xc3\xa9", 2, "windows-1252", "Ã©", "windows-1252");
}

static void
test_declared (void)
{
  /* Too little to tell by statistics: the declaration decides. */
  check ("нигде ъъъ", "KOI8-R", "koi8-r", "KOI8-R");
  check ("Ёж", "CP1251", "windows-1251", "windows-1251");
  check ("Ðð", "CP1252", "ISO-8859-1", "windows-1252");
  check (RUSSIAN, "CP1251", "x-mac-cyrillic-or-so", "windows-1251");
  check (RUSSIAN, "CP1251", "UTF-8", "windows-1251");
  check (RUSSIAN, "CP1251", "UTF-16", "windows-1251");
  check (RUSSIAN, "CP1251", "", "windows-1251");
  check (JAPANESE, "ISO-2022-JP", "iso-2022-jp", "ISO-2022-JP");
  check ("Plain words.", "UTF-8", "UTF-16", "UTF-8");
}

static void
check_refused (const char *data, gsize n, const char *encoding, GlsError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, n);
  g_autofree char *used = NULL;
  gsize n_bytes;
  g_autofree char *text = gls_encoding_decode (bytes, encoding, NULL, &n_bytes, &used, &error);

  if (text)
    g_error ("read as %s: %s", used, text);
  g_assert_null (used);
  g_assert_error (error, GLS_ERROR, (int) code);
  if (!strstr (error->message, part))
    g_error ("expected “%s” in: %s", part, error->message);
}

static void
test_refused (void)
{
  static const char damaged[] = "Größe, Höhe, Länge, Maße, Übung, Äpfel, Öl, größer und schöner \xff und so weiter";
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\6\0\0\0\\r\xa8\x66\0\0\0\4gAMA";

  check_refused ("some words\0 and others", 22, NULL, GLS_ERROR_INVALID, "byte 10");
  check_refused ("some words\0 and other", 21, NULL, GLS_ERROR_INVALID, "byte 10");
  check_refused ("some words\0 and others", 22, "UTF-8", GLS_ERROR_INVALID, "byte 10");
  check_refused ("some words\0 and others", 22, "windows-1251", GLS_ERROR_INVALID, "U+0000");
  check_refused (png, sizeof png - 1, NULL, GLS_ERROR_INVALID, "binary");
  check_refused ("\xff\xfe\x41\x00\x00\xd8", 6, NULL, GLS_ERROR_INVALID, "byte 4");
  check_refused ("\xff\xfe\x41\x00\x41", 5, NULL, GLS_ERROR_INVALID, "byte 4");
  check_refused ("\xff\xfe\x41\x00\x00\x00\x42\x00", 8, "UTF-16", GLS_ERROR_INVALID, "U+0000");
  check_refused (damaged, sizeof damaged - 1, NULL, GLS_ERROR_INVALID, "damaged at byte");
  check_refused ("abc\xff", 4, "UTF-8", GLS_ERROR_INVALID, "byte 3");
  check_refused ("abc\x81\x30", 5, "Shift_JIS", GLS_ERROR_INVALID, "byte 3");
  check_refused ("abc", 3, "no-such-thing", GLS_ERROR_USAGE, "no-such-thing");
  check_refused ("abc", 3, "../../cnv/UTF-8", GLS_ERROR_USAGE, "encoding");
  check_refused ("abc", 3, "ISO-2022,locale=ja,version=0", GLS_ERROR_USAGE, "encoding");
  check_refused ("abc", 3, "", GLS_ERROR_USAGE, "encoding");
  check_refused ("English with one byte \x81 that nothing has", 40, NULL, GLS_ERROR_INVALID, "byte 22");
}

/* Beyond the sample that is looked at, and with what matters behind a long stretch of ASCII. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len < 300000)
    g_string_append (text, "<p class=\"plain\">0123456789</p>\n");
  while (text->len < 900000)
    g_string_append (text, RUSSIAN);
  check (text->str, "CP1251", NULL, "windows-1251");
  check (text->str, "KOI8-R", NULL, "KOI8-R");
  g_string_append (text, "😀");
  for (int i = 0; i < 3; i++)
    {
      check (text->str, "UTF-16LE", NULL, "UTF-16LE");
      check (text->str, "UTF-16BE", NULL, "UTF-16BE");
      g_string_prepend (text, i ? "😀" : "x");
    }
}

/* Whatever the bytes: valid UTF-8 comes out, or an error. */
static void
test_random (void)
{
  for (int round = 0; round < 800; round++)
    {
      g_autoptr (GError) error = NULL;
      int n = g_test_rand_int_range (0, 300), from = g_test_rand_int_range (0, 250);
      guint8 *data = g_malloc ((gsize) n + 1);
      for (int i = 0; i < n; i++)
        data[i] = (guint8) g_test_rand_int_range (round % 2 ? from : 0, 256);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, (gsize) n);
      gsize n_bytes = 0;
      g_autofree char *text = gls_encoding_decode (bytes, NULL, round % 3 ? NULL : "Big5", &n_bytes, NULL, &error);
      g_assert_cmpint (text != NULL, ==, error == NULL);
      if (text)
        g_assert_true (g_utf8_validate_len (text, n_bytes, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/cyrillic", test_cyrillic);
  g_test_add_func ("/encoding/pieces", test_pieces);
  g_test_add_func ("/encoding/latin", test_latin);
  g_test_add_func ("/encoding/others", test_others);
  g_test_add_func ("/encoding/unicode", test_unicode);
  g_test_add_func ("/encoding/bom", test_bom);
  g_test_add_func ("/encoding/forced", test_forced);
  g_test_add_func ("/encoding/declared", test_declared);
  g_test_add_func ("/encoding/refused", test_refused);
  g_test_add_func ("/encoding/large", test_large);
  g_test_add_func ("/encoding/random", test_random);
  return g_test_run ();
}
