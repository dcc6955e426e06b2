/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document list's filter and groups, and how little its model tells when one row changes. */
#include "annotate/gls-document-model.h"

static GlsCatalog *
new_catalog (guint done)
{
  static const char * const titles[] = { "Ferry captains strike", "Élan in Vesk", "Flood toll corrected", "Страйк паромов" };
  GlsDocumentTable *table = g_new0 (GlsDocumentTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->rows = g_array_new (FALSE, TRUE, sizeof (GlsDocumentRow));
  table->strings = g_string_chunk_new (256);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GlsDocumentRow row = { .id = { { i + 1 } }, .title = titles[i], .key = "key", .publisher = i == 2 ? "Vesna Daily" : NULL };

      row.status = i < done ? GLS_STATUS_DONE : GLS_STATUS_NOT_BEGUN;
      g_array_append_val (table->rows, row);
    }
  return gls_catalog_new (table);
}

static void
check_filter (GlsCatalog *catalog, const char *query, const char *wanted)
{
  g_autoptr (GArray) order = gls_catalog_filter (catalog, query, NULL);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < order->len; i++)
    {
      guint32 entry = g_array_index (order, guint32, i);

      if (entry >= GLS_CATALOG_HEADING)
        g_string_append_printf (got, "h%u ", entry - GLS_CATALOG_HEADING);
      else
        g_string_append_printf (got, "%u ", entry);
    }
  g_assert_cmpstr (got->str, ==, wanted);
}

static void
test_filter (void)
{
  g_autoptr (GlsCatalog) catalog = new_catalog (1);

  check_filter (catalog, NULL, "h0 1 2 3 h2 0 ");
  check_filter (catalog, "elan", "h0 1 ");
  check_filter (catalog, "FLOOD vesna", "h0 2 ");
  check_filter (catalog, "страйк", "h0 3 ");
  check_filter (catalog, "strike", "h2 0 ");
  check_filter (catalog, "nowhere", "");
  check_filter (catalog, "  ", "h0 1 2 3 h2 0 ");
}

static void
test_cancel (void)
{
  g_autoptr (GlsCatalog) catalog = new_catalog (0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (gls_catalog_filter (catalog, "a", cancellable));
}

static void
count_changes (GListModel *model, guint position, guint removed, guint added, GString *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
test_model (void)
{
  g_autoptr (GlsCatalog) before = new_catalog (0), after = new_catalog (1);
  g_autoptr (GlsDocumentModel) model = gls_document_model_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GlsDocumentItem) heading = NULL;
  GlsId first = { { 1 } };

  g_signal_connect (model, "items-changed", G_CALLBACK (count_changes), log);
  gls_document_model_set (model, before, gls_catalog_filter (before, NULL, NULL));
  g_assert_cmpstr (log->str, ==, "0-0+5 ");
  gls_document_model_set (model, before, gls_catalog_filter (before, NULL, NULL));
  g_assert_cmpstr (log->str, ==, "0-0+5 ");
  g_assert_cmpuint (gls_document_model_find (model, &first), ==, 1);
  gls_document_model_set (model, after, gls_catalog_filter (after, NULL, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 6);
  g_assert_cmpuint (gls_document_model_find (model, &first), ==, 5);
  heading = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (gls_document_item_is_heading (heading));
  g_assert_cmpuint (gls_document_item_get_count (heading), ==, 3);
  g_assert_null (gls_document_model_get_row (model, 0));
  g_assert_null (gls_document_model_get_row (model, 99));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/filter", test_filter);
  g_test_add_func ("/catalog/cancel", test_cancel);
  g_test_add_func ("/catalog/model", test_model);
  return g_test_run ();
}
