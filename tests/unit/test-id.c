/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids: order, uniqueness across threads, text form, derivation. */
#include "config.h"

#include <string.h>

#include "gls-id.h"
#include "gls-sha256.h"

static void
test_order (void)
{
  GlsId last, id;

  gls_id_generate (&last);
  for (int i = 0; i < 200000; i++)
    {
      gls_id_generate (&id);
      g_assert_cmpint (gls_id_compare (&last, &id), <, 0);
      last = id;
    }
}

#define N_THREADS 4
#define N_IDS 20000

static gpointer
make_ids (gpointer data)
{
  GlsId *ids = data;

  for (int i = 0; i < N_IDS; i++)
    gls_id_generate (&ids[i]);
  return NULL;
}

static void
test_threads (void)
{
  g_autofree GlsId *ids = g_new (GlsId, N_THREADS * N_IDS);
  g_autoptr (GHashTable) seen = g_hash_table_new (gls_id_hash, gls_id_equal);
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", make_ids, ids + i * N_IDS);
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  for (int i = 0; i < N_THREADS * N_IDS; i++)
    g_assert_true (g_hash_table_add (seen, &ids[i]));
}

/* While the clock stands still ids go on rising, and their time stays. */
static void
test_still_clock (void)
{
  GlsId a, b;
  guint64 ms = (guint64) 1 << 45;
  char string[32];

  g_snprintf (string, sizeof string, "%" G_GUINT64_FORMAT, ms);
  g_setenv ("GLS_TEST_NOW", string, TRUE);
  gls_id_generate (&a);
  g_setenv ("GLS_TEST_NOW", "5", TRUE);
  gls_id_generate (&b);
  g_unsetenv ("GLS_TEST_NOW");
  g_assert_cmpint (gls_id_compare (&a, &b), <, 0);
  g_assert_cmpmem (a.bytes, 6, b.bytes, 6);
  g_assert_cmpuint (a.bytes[0], ==, 0x20);
}

static void
test_text_form (void)
{
  GlsId id = { { 0 } }, back;
  char string[GLS_ID_STRING_SIZE];

  gls_id_to_string (&id, string);
  g_assert_cmpstr (string, ==, "00000000000000000000000000");
  g_assert_true (gls_id_is_null (&id));
  memset (id.bytes, 0xff, 16);
  gls_id_to_string (&id, string);
  g_assert_cmpstr (string, ==, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  g_assert_false (gls_id_is_null (&id));

  /* From the ULID specification: 01ARZ3NDEKTSV4RRFFQ69G5FAV begins with 1469918176385 ms. */
  g_assert_true (gls_id_parse ("01ARYZ6S41TSV4RRFFQ69G5FAV", &id));
  guint64 ms = 0;
  for (int i = 0; i < 6; i++)
    ms = ms << 8 | id.bytes[i];
  g_assert_cmpuint (ms, ==, G_GUINT64_CONSTANT (1469918176385));

  for (int round = 0; round < 2000; round++)
    {
      for (int i = 0; i < 16; i++)
        id.bytes[i] = (guint8) g_test_rand_int ();
      g_autofree char *text = gls_id_dup_string (&id);
      g_assert_cmpuint (strlen (text), ==, 26);
      g_assert_true (gls_id_parse (text, &back));
      g_assert_true (gls_id_equal (&id, &back));
    }
}

/* The text forms sort as the ids do. */
static void
test_text_order (void)
{
  GlsId ids[2];

  for (int round = 0; round < 2000; round++)
    {
      for (int i = 0; i < 32; i++)
        ids[i / 16].bytes[i % 16] = (guint8) (g_test_rand_int () & 3);
      g_autofree char *a = gls_id_dup_string (&ids[0]);
      g_autofree char *b = gls_id_dup_string (&ids[1]);
      int by_text = strcmp (a, b), by_bytes = gls_id_compare (&ids[0], &ids[1]);
      g_assert_cmpint ((by_text > 0) - (by_text < 0), ==, (by_bytes > 0) - (by_bytes < 0));
    }
}

static void
test_parse_refuses (void)
{
  static const char *const wrong[] = {
    "", "0", "0000000000000000000000000", "000000000000000000000000000", "80000000000000000000000000",
    "0000000000000000000000000i", "0000000000000000000000000I", "0000000000000000000000000L",
    "0000000000000000000000000O", "0000000000000000000000000U", "0000000000000000000000000a",
    "0000000000000 000000000000", "f1", "0000000000000000000000000\xc3\xa9",
  };
  GlsId id = { { 42 } };

  g_assert_false (gls_id_parse (NULL, &id));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (gls_id_parse (wrong[i], &id));
  g_assert_cmpuint (id.bytes[0], ==, 42);
}

static void
test_derive (void)
{
  GlsId a, b;

  gls_id_derive (&a, "document", "some text", (gsize) 9, NULL);
  gls_id_derive (&b, "document", "some text", (gsize) 9, NULL);
  g_assert_true (gls_id_equal (&a, &b));
  g_assert_cmpuint (gls_id_hash (&a), ==, gls_id_hash (&b));
  gls_id_derive (&b, "relation", "some text", (gsize) 9, NULL);
  g_assert_false (gls_id_equal (&a, &b));
  gls_id_derive (&b, "document", "some ", (gsize) 5, "text", (gsize) 4, NULL);
  g_assert_false (gls_id_equal (&a, &b));
  gls_id_derive (&b, "document", NULL);
  g_assert_false (gls_id_equal (&a, &b));
  gls_id_derive (&a, "document", "", (gsize) 0, NULL);
  g_assert_false (gls_id_equal (&a, &b));
}

/* Files depend on it: SHA-256 of "\0…\1" "x" "\0…\3" "abc", computed with another program. */
static void
test_derive_frozen (void)
{
  GlsId id;
  static const char preimage[] = "\0\0\0\0\0\0\0\1x\0\0\0\0\0\0\0\3abc";
  g_autofree char *expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) preimage, sizeof preimage - 1);
  g_autoptr (GString) hex = g_string_new (NULL);

  gls_id_derive (&id, "x", "abc", (gsize) 3, NULL);
  for (int i = 0; i < 16; i++)
    g_string_append_printf (hex, "%02x", id.bytes[i]);
  g_assert_true (g_str_has_prefix (expected, hex->str));
  g_assert_cmpstr (hex->str, ==, "41b14398426628c017b7fb2f205fc82f");
}

/* In steps, from a beginning that several share. */
static void
test_draft (void)
{
  static const char * const ends[] = { "", "a", "a text that fills more than what is left of one block of the hash, and then some" };
  GlsIdDraft draft;

  gls_id_draft_init (&draft, "suggestion");
  gls_id_draft_add (&draft, "figures", 7);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      GlsIdDraft whole = draft;
      GlsId a, b;

      gls_id_draft_add (&whole, ends[i], strlen (ends[i]));
      gls_id_draft_finish (&whole, &a);
      gls_id_derive (&b, "suggestion", "figures", (gsize) 7, ends[i], strlen (ends[i]), NULL);
      g_assert_true (gls_id_equal (&a, &b));
    }
}

/* Like GLib's SHA-256 for every length around a block, given whole and in two parts. */
static void
test_sha256 (void)
{
  guint8 bytes[200];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * 37 + 11);
  for (gsize n = 0; n <= sizeof bytes; n++)
    for (gsize first = 0; first <= n; first += 13)
      {
        g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
        guint8 wanted[32], digest[32];
        gsize n_wanted = sizeof wanted;
        GlsSha256 sha;

        g_checksum_update (checksum, bytes, (gssize) n);
        g_checksum_get_digest (checksum, wanted, &n_wanted);
        gls_sha256_init (&sha);
        gls_sha256_update (&sha, bytes, first);
        gls_sha256_update (&sha, bytes + first, n - first);
        gls_sha256_finish (&sha, digest);
        g_assert_cmpmem (digest, sizeof digest, wanted, n_wanted);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/order", test_order);
  g_test_add_func ("/id/threads", test_threads);
  g_test_add_func ("/id/text-form", test_text_form);
  g_test_add_func ("/id/text-order", test_text_order);
  g_test_add_func ("/id/parse-refuses", test_parse_refuses);
  g_test_add_func ("/id/derive", test_derive);
  g_test_add_func ("/id/derive-frozen", test_derive_frozen);
  g_test_add_func ("/id/draft", test_draft);
  g_test_add_func ("/id/sha256", test_sha256);
  g_test_add_func ("/id/still-clock", test_still_clock);
  return g_test_run ();
}
