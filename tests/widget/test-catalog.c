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

/* --- Many rows --------------------------------------------------------------------------------------------------- */

static GlsCatalog *
many_documents (guint n)
{
  GlsDocumentTable *table = g_new0 (GlsDocumentTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->rows = g_array_new (FALSE, TRUE, sizeof (GlsDocumentRow));
  table->strings = g_string_chunk_new (256);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Article n%04u", i);
      GlsDocumentRow row = { .key = "key", .title = g_string_chunk_insert (table->strings, title) };

      row.id.bytes[0] = i % 256;
      row.id.bytes[1] = i / 256;
      row.status = i % 4 == 0 ? GLS_STATUS_IN_WORK : GLS_STATUS_NOT_BEGUN;
      g_array_append_val (table->rows, row);
    }
  return gls_catalog_new (table);
}

static const char *
title_of (GlsDocumentItem *item)
{
  return gls_document_item_is_heading (item) ? "a heading" : gls_document_item_get_row (item)->title;
}

static void
count_change (GlsDocumentItem *item, GString *log)
{
  g_string_append (log, "changed ");
}

/* A letter of the filter: rows become other documents where they are, and only the end comes or goes. */
static void
test_in_place (void)
{
  g_autoptr (GlsCatalog) catalog = many_documents (1000);
  g_autoptr (GlsDocumentModel) model = gls_document_model_new ();
  g_autoptr (GlsDocumentItem) heading = NULL, row = NULL, second = NULL;
  g_autoptr (GString) log = g_string_new (NULL);
  GlsDocumentItem *last;

  gls_document_model_set (model, catalog, gls_catalog_filter (catalog, NULL, NULL));
  heading = g_list_model_get_item (G_LIST_MODEL (model), 0);
  row = g_list_model_get_item (G_LIST_MODEL (model), 1);
  last = g_list_model_get_item (G_LIST_MODEL (model), 1001);
  second = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_assert_true (row == second);
  g_assert_cmpuint (gls_document_item_get_count (heading), ==, 250);
  g_signal_connect (model, "items-changed", G_CALLBACK (count_changes), log);
  g_signal_connect (row, "changed", G_CALLBACK (count_change), log);
  g_signal_connect (heading, "changed", G_CALLBACK (count_change), log);

  gls_document_model_set (model, catalog, gls_catalog_filter (catalog, "article n03", NULL));
  g_assert_cmpstr (log->str, ==, "102-900+0 changed changed ");
  g_assert_cmpstr (title_of (row), ==, "Article n0300");
  g_assert_cmpuint (gls_document_item_get_count (heading), ==, 25);
  /* What is gone keeps what it was, for whoever still holds it. */
  g_assert_cmpstr (title_of (last), ==, "Article n0999");
  g_object_unref (last);

  g_string_truncate (log, 0);
  gls_document_model_set (model, catalog, gls_catalog_filter (catalog, "article n03", NULL));
  g_assert_cmpstr (log->str, ==, "");
  gls_document_model_set (model, catalog, gls_catalog_filter (catalog, NULL, NULL));
  g_assert_cmpstr (log->str, ==, "102-0+900 changed changed ");
  g_assert_cmpstr (title_of (row), ==, "Article n0000");
  last = g_list_model_get_item (G_LIST_MODEL (model), 1001);
  g_assert_cmpstr (title_of (last), ==, "Article n0999");

  gls_document_model_set (model, NULL, NULL);
  g_assert_cmpstr (title_of (last), ==, "Article n0999");
  g_object_unref (last);
}

/* Whatever is typed, every row that is held shows what the model says of its place. */
static void
test_any_filter (void)
{
  static const char * const queries[] = { NULL, "1", "12", "123", "12", "7", "99", "0", NULL, "nowhere", "5", NULL };
  g_autoptr (GlsCatalog) small = many_documents (990), large = many_documents (1000);
  g_autoptr (GlsDocumentModel) model = gls_document_model_new ();
  GPtrArray *held = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      GlsCatalog *catalog = i % 3 == 2 ? small : large;
      guint n;

      gls_document_model_set (model, catalog, gls_catalog_filter (catalog, queries[i], NULL));
      n = g_list_model_get_n_items (G_LIST_MODEL (model));
      for (guint j = 0; j < n; j += 7)
        {
          g_autoptr (GlsDocumentItem) item = g_list_model_get_item (G_LIST_MODEL (model), j);
          const GlsDocumentRow *row = gls_document_model_get_row (model, j);

          g_assert_true (gls_document_item_is_heading (item) == (row == NULL));
          if (row != NULL)
            g_assert_cmpstr (title_of (item), ==, row->title);
          if (i % 2 == 0)
            g_ptr_array_add (held, g_object_ref (item));
        }
    }
  /* They may live longer than the model. */
  g_clear_object (&model);
  g_ptr_array_unref (held);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/filter", test_filter);
  g_test_add_func ("/catalog/cancel", test_cancel);
  g_test_add_func ("/catalog/model", test_model);
  g_test_add_func ("/catalog/in-place", test_in_place);
  g_test_add_func ("/catalog/any-filter", test_any_filter);
  return g_test_run ();
}
