/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a page and as a plain text: a document whose zones lie in its text, sorted and apart, or an error. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include <gls-date.h>

#include "gls-reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (GBytes *bytes, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsDocument) document = gls_read_article (bytes, "fuzz.html", format, NULL, &error);

  g_assert_cmpint (document == NULL, ==, error != NULL);
  if (!document)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_true (g_utf8_validate (document->key, -1, NULL));
  g_assert_true (!document->title || g_utf8_validate (document->title, -1, NULL));
  g_assert_true (!document->byline || g_utf8_validate (document->byline, -1, NULL));
  g_assert_true (!document->publisher || g_utf8_validate (document->publisher, -1, NULL));
  g_assert_true (!document->source || g_utf8_validate (document->source, -1, NULL));
  g_assert_true (!document->published || gls_date_is_valid (document->published));
  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      g_assert_cmpuint (zone->start, <, zone->end);
      g_assert_cmpuint (zone->end, <=, gls_text_get_length (document->text));
      g_assert_true (i == 0 || zone[-1].end <= zone->start);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  check (bytes, "html");
  check (bytes, "text");
  check (bytes, NULL);
  return 0;
}
