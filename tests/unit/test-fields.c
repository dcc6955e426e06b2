/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed fields: what goes in comes out, in one form only, and bytes that are nothing of the kind are refused. */
#include "config.h"

#include <string.h>

#include <gls-fields.h>

static void
append_text (GByteArray *packed, guint field, const char *text)
{
  gls_fields_append (packed, field, &(GlsJournalValue) { .type = GLS_JOURNAL_TEXT, .data = text, .n_bytes = strlen (text) });
}

static void
test_round_trip (void)
{
  static const gint64 numbers[] = { 0, 1, -1, 63, -64, 64, 330, G_MAXINT32, G_MININT64, G_MAXINT64 };
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  GlsFieldsReader reader;
  GlsJournalValue value;
  guint field;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    gls_fields_append (packed, i + 1, &(GlsJournalValue) { .type = GLS_JOURNAL_INT, .number = numbers[i] });
  append_text (packed, 100, "Karsk \u0451 \U0001f30a");
  append_text (packed, 101, "");
  gls_fields_append (packed, 1000, &(GlsJournalValue) { .type = GLS_JOURNAL_REF, .number = G_MAXINT64 });
  gls_fields_append (packed, 1001, &(GlsJournalValue) { .type = GLS_JOURNAL_BLOB, .data = "a\0b", .n_bytes = 3 });
  gls_fields_append (packed, 70000, &(GlsJournalValue) { .type = GLS_JOURNAL_NULL });
  gls_fields_reader_init (&reader, packed->data, packed->len);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_cmpint (gls_fields_reader_next (&reader, &field, &value), ==, GLS_FIELDS_VALUE);
      g_assert_cmpuint (field, ==, i + 1);
      g_assert_cmpint (value.type, ==, GLS_JOURNAL_INT);
      g_assert_cmpint (value.number, ==, numbers[i]);
    }
  g_assert_cmpint (gls_fields_reader_next (&reader, &field, &value), ==, GLS_FIELDS_VALUE);
  g_assert_cmpmem (value.data, value.n_bytes, "Karsk \u0451 \U0001f30a", strlen ("Karsk \u0451 \U0001f30a"));
  g_assert_cmpint (gls_fields_reader_next (&reader, &field, &value), ==, GLS_FIELDS_VALUE);
  g_assert_cmpuint (value.n_bytes, ==, 0);
  g_assert_cmpint (gls_fields_reader_next (&reader, &field, &value), ==, GLS_FIELDS_VALUE);
  g_assert_cmpint (value.type, ==, GLS_JOURNAL_REF);
  g_assert_cmpint (value.number, ==, G_MAXINT64);
  g_assert_cmpint (gls_fields_reader_next (&reader, &field, &value), ==, GLS_FIELDS_VALUE);
  g_assert_cmpmem (value.data, value.n_bytes, "a\0b", 3);
  g_assert_cmpint (gls_fields_reader_next (&reader, &field, &value), ==, GLS_FIELDS_VALUE);
  g_assert_cmpuint (field, ==, 70000);
  g_assert_cmpint (value.type, ==, GLS_JOURNAL_NULL);
  g_assert_cmpint (gls_fields_reader_next (&reader, &field, &value), ==, GLS_FIELDS_END);
}

static void
test_damage (void)
{
  static const struct { const char *bytes; gsize n; } wrong[] = {
    { "\x0f", 1 },                     /* no such tag */
    { "\x09", 1 },                     /* an integer without its number */
    { "\x09\x80", 2 },                 /* cut within it */
    { "\x09\x80\x00", 3 },             /* longer than needed */
    { "\x0a\x05" "abc", 5 },           /* text that goes beyond the end */
    { "\x0a\x01\xff", 3 },             /* text that is no UTF-8 */
    { "\x0a\x01\x00", 3 },             /* text with a NUL */
    { "\x0c\x00", 2 },                 /* a reference to nothing */
    { "\x02\x00", 2 },                 /* field 0 */
    { "\x10\x08", 2 },                 /* out of order */
    { "\x08\x08", 2 },                 /* twice */
    { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10 },
    { "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      /* In a block of its own, so that a step beyond is seen. */
      g_autofree char *copy = g_memdup2 (wrong[i].bytes, wrong[i].n);
      GlsFieldsResult result;
      GlsFieldsReader reader;
      GlsJournalValue value;
      guint field;

      gls_fields_reader_init (&reader, copy, wrong[i].n);
      do
        result = gls_fields_reader_next (&reader, &field, &value);
      while (result == GLS_FIELDS_VALUE);
      g_test_message ("input %u", i);
      g_assert_cmpint (result, ==, GLS_FIELDS_DAMAGED);
      g_assert_cmpint (gls_fields_reader_next (&reader, &field, &value), ==, GLS_FIELDS_END);
    }
}

static void
test_keys (void)
{
  static const gint64 given[] = { 5, 1, 5, 300, G_MAXINT64, 2 }, expected[] = { 1, 2, 5, 300, G_MAXINT64 };
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64)), back = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GByteArray) packed = g_byte_array_new ();

  g_array_append_vals (keys, given, G_N_ELEMENTS (given));
  gls_keys_pack (keys, packed);
  g_assert_true (gls_keys_unpack (packed->data, packed->len, back));
  g_assert_cmpmem (back->data, back->len * sizeof (gint64), expected, sizeof expected);
  g_assert_false (gls_keys_unpack ("\x01\x00", 2, back));
  g_assert_false (gls_keys_unpack ("\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10, back));
  g_assert_false (gls_keys_unpack ("\x80", 1, back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fields/round-trip", test_round_trip);
  g_test_add_func ("/fields/damage", test_damage);
  g_test_add_func ("/fields/keys", test_keys);
  return g_test_run ();
}
