/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents as values: ids, zones, names in files. */
#include "config.h"

#include <gls-document.h>

static void
test_id (void)
{
  g_autoptr (GlsText) text = gls_text_new_from_string ("One\r\ntwo", -1, NULL);
  g_autoptr (GlsText) same = gls_text_new_from_string ("One\r\ntwo", -1, NULL);
  g_autoptr (GlsText) other = gls_text_new_from_string ("One\ntwo", -1, NULL);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  g_autoptr (GlsDocument) unknown = gls_document_new (NULL);
  GlsId id;

  gls_document_id_for_text (same, &id);
  g_assert_true (gls_id_equal (&document->id, &id));
  gls_document_id_for_text (other, &id);
  g_assert_false (gls_id_equal (&document->id, &id));
  g_assert_true (document->text == text);
  g_assert_true (gls_id_is_null (&unknown->id));
  g_assert_cmpuint (document->zones->len + document->annotations->len + document->statuses->len, ==, 0);
}

static void
test_ref (void)
{
  g_autoptr (GlsText) text = gls_text_new_from_string ("x", -1, NULL);
  GlsDocument *document = gls_document_new (text);
  GlsDocumentStatus *status = g_new0 (GlsDocumentStatus, 1);

  status->by = g_strdup ("amira");
  status->note = g_strdup ("again");
  g_ptr_array_add (document->statuses, status);
  g_ptr_array_add (document->annotations, gls_annotation_new ());
  document->title = g_strdup ("x");
  document->original = g_bytes_new_static ("x", 1);
  g_assert_true (gls_document_ref (document) == document);
  gls_document_unref (document);
  g_assert_cmpstr (document->title, ==, "x");
  gls_document_unref (document);
  gls_document_unref (NULL);
  gls_document_status_free (NULL);
}

static void
test_zones (void)
{
  g_autoptr (GlsDocument) document = gls_document_new (NULL);
  static const GlsZone wanted[] = {
    { GLS_ZONE_HEADLINE, 0, 10 }, { GLS_ZONE_BYLINE, 10, 20 }, { GLS_ZONE_CAPTION, 10, 30 }, { GLS_ZONE_REPEAT, 10, 30 },
    { GLS_ZONE_BOILERPLATE, 50, 60 },
  };
  static const guint order[] = { 3, 0, 4, 2, 1, 0, 3, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    gls_document_add_zone (document, wanted[order[i]].kind, wanted[order[i]].start, wanted[order[i]].end);

  g_assert_cmpuint (document->zones->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      g_assert_cmpint (zone->kind, ==, wanted[i].kind);
      g_assert_cmpuint (zone->start, ==, wanted[i].start);
      g_assert_cmpuint (zone->end, ==, wanted[i].end);
    }
}

static void
test_names (void)
{
  GlsZoneKind kind = GLS_ZONE_BODY;
  GlsStatus status = GLS_STATUS_NOT_BEGUN;

  for (GlsZoneKind each = GLS_ZONE_HEADLINE; each <= GLS_ZONE_REPEAT; each++)
    {
      g_assert_true (gls_zone_kind_parse (gls_zone_kind_to_string (each), &kind));
      g_assert_cmpint (kind, ==, each);
    }
  g_assert_cmpstr (gls_zone_kind_to_string (GLS_ZONE_BODY), ==, "body");
  g_assert_false (gls_zone_kind_parse ("body", &kind));
  g_assert_false (gls_zone_kind_parse ("Headline", &kind));
  g_assert_false (gls_zone_kind_parse (NULL, &kind));
  g_assert_cmpint (kind, ==, GLS_ZONE_REPEAT);

  for (GlsStatus each = GLS_STATUS_NOT_BEGUN; each <= GLS_STATUS_DONE; each++)
    {
      g_assert_true (gls_status_parse (gls_status_to_string (each), &status));
      g_assert_cmpint (status, ==, each);
    }
  g_assert_cmpstr (gls_status_to_string (GLS_STATUS_IN_WORK), ==, "in work");
  g_assert_false (gls_status_parse ("finished", &status));
  g_assert_false (gls_status_parse (NULL, &status));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/id", test_id);
  g_test_add_func ("/document/ref", test_ref);
  g_test_add_func ("/document/zones", test_zones);
  g_test_add_func ("/document/names", test_names);

  return g_test_run ();
}
