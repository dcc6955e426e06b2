/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits laid over a table of spans: seen at once, in order, only in their own document. */
#include "annotate/gls-edits.h"

static GlsId document = { { 1 } }, other = { { 2 } };

static GlsEdit *
new_edit (GlsEditKind kind, const GlsId *where, guint8 id, const char *type, guint32 start, guint32 end)
{
  GlsEdit *edit = g_new0 (GlsEdit, 1);

  edit->kind = kind;
  edit->document = *where;
  edit->id.bytes[0] = id;
  edit->type = g_strdup (type);
  edit->set = g_strdup ("amira");
  edit->fragments = g_new (GlsFragment, 1);
  edit->fragments[0] = (GlsFragment){ start, end };
  edit->n_fragments = 1;
  return edit;
}

static char *
describe (const GlsSpanTable *table)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < table->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, i);

      g_string_append_printf (out, "%d:%s[%u,%u]%s ", span->id.bytes[0], (char *) g_ptr_array_index (table->types, span->type),
                              span->start, span->end, span->flags & GLS_SPAN_NOTE ? "n" : "");
    }
  return g_string_free (out, FALSE);
}

static void
check_applied (GPtrArray *edits, const char *wanted)
{
  g_autoptr (GlsSpanTable) base = gls_span_table_new (&document);
  g_autoptr (GlsSpanTable) table = gls_edits_apply (base, edits);
  g_autofree char *got = describe (table);

  g_assert_cmpstr (got, ==, wanted);
  g_assert_cmpuint (base->spans->len, ==, 0);
  g_assert_cmpuint (table->version, >, base->version);
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_free);
  GlsEdit *note;

  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 1, "Figure", 20, 30));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 2, "Place", 5, 9));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 3, "Claim", 5, 40));
  check_applied (edits, "2:Place[5,9] 3:Claim[5,40] 1:Figure[20,30] ");
  /* The same id again adds nothing: the file may hold it already. */
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 2, "Person", 5, 9));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_RETYPE, &document, 1, "Date", 0, 0));
  note = new_edit (GLS_EDIT_NOTE, &document, 3, NULL, 0, 0);
  note->note = g_strdup ("why?");
  g_ptr_array_add (edits, note);
  g_ptr_array_add (edits, new_edit (GLS_EDIT_REMOVE, &document, 2, NULL, 0, 0));
  check_applied (edits, "3:Claim[5,40]n 1:Date[20,30] ");
}

static void
test_other_document (void)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_free);

  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &other, 1, "Figure", 20, 30));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 2, "Place", 5, 9));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_REMOVE, &other, 2, NULL, 0, 0));
  check_applied (edits, "2:Place[5,9] ");
}

static void
test_own (void)
{
  g_autoptr (GlsSpanTable) table = gls_span_table_new (&document);
  const char *sets[] = { "amira", "bek", "plugin:figures", "gold" };

  g_ptr_array_add (table->types, g_strdup ("Figure"));
  for (guint16 i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      GlsSpan span = { .id = { { i } }, .start = i, .end = i + 1, .n_fragments = 1, .set = i };

      g_ptr_array_add (table->sets, g_strdup (sets[i]));
      g_array_append_val (table->spans, span);
    }
  gls_span_table_keep_own (table, "amira");
  g_assert_cmpuint (table->spans->len, ==, 2);
  g_assert_cmpuint (g_array_index (table->spans, GlsSpan, 0).set, ==, 0);
  g_assert_cmpuint (g_array_index (table->spans, GlsSpan, 1).set, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edits/order", test_order);
  g_test_add_func ("/edits/other-document", test_other_document);
  g_test_add_func ("/edits/own", test_own);
  return g_test_run ();
}
