/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits laid over a table of spans: seen at once, in order, only in their own document. */
#include "annotate/gls-edits.h"
#include "annotate/gls-id-set.h"

static GlsId document = { { 1 } }, other = { { 2 } };

static GlsEdit *
new_edit (GlsEditKind kind, const GlsId *where, guint8 id, const char *type, guint32 start, guint32 end)
{
  GlsEdit *edit = gls_edit_new (kind, where, &(GlsId){ { id } });

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
  g_autoptr (GlsSpanTable) table = gls_edits_apply (base, edits, 1);
  g_autofree char *got = describe (table);

  g_assert_cmpstr (got, ==, wanted);
  g_assert_cmpuint (base->spans->len, ==, 0);
  g_assert_cmpuint (table->version, >, base->version);
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
  GlsEdit *note;

  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 1, "Figure", 20, 30));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 2, "Place", 5, 9));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 3, "Claim", 5, 40));
  check_applied (edits, "2:Place[5,9] 3:Claim[5,40] 1:Figure[20,30] ");
  /* The same id again adds nothing: the file may hold it already. */
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 2, "Person", 5, 9));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_RETYPE, &document, 1, "Date", 0, 0));
  note = new_edit (GLS_EDIT_NOTE, &document, 3, NULL, 0, 0);
  note->text = g_strdup ("why?");
  g_ptr_array_add (edits, note);
  g_ptr_array_add (edits, new_edit (GLS_EDIT_REMOVE, &document, 2, NULL, 0, 0));
  check_applied (edits, "3:Claim[5,40]n 1:Date[20,30] ");
  /* What moves takes its place among the others, also twice. */
  g_ptr_array_add (edits, new_edit (GLS_EDIT_FRAGMENTS, &document, 1, NULL, 2, 30));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_FRAGMENTS, &document, 1, NULL, 1, 3));
  check_applied (edits, "1:Date[1,3] 3:Claim[5,40]n ");
  g_ptr_array_add (edits, new_edit (GLS_EDIT_REMOVE, &document, 1, NULL, 0, 0));
  check_applied (edits, "3:Claim[5,40]n ");
}

/* What was read after the commit has the edit: it is not done again, or an undo since would not be seen. */
static void
test_readings (void)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
  GlsEdit *edit = new_edit (GLS_EDIT_ADD, &document, 1, "Figure", 20, 30);

  g_ptr_array_add (edits, edit);
  edit->committed = TRUE;
  edit->committed_at = 1;
  check_applied (edits, "1:Figure[20,30] ");
  edit->committed_at = 0;
  check_applied (edits, "");
}

/* More than are put in one by one, over spans that are there already. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
  g_autoptr (GlsSpanTable) base = gls_span_table_new (&document), table = NULL;

  g_ptr_array_add (base->types, g_strdup ("Place"));
  g_ptr_array_add (base->sets, g_strdup ("amira"));
  for (guint32 i = 0; i < 100; i++)
    {
      GlsSpan span = { .id = { { i } }, .start = 2 * i, .end = 2 * i + 1, .n_fragments = 1 };

      g_array_append_val (base->spans, span);
    }
  for (guint8 i = 100; i > 0; i--)
    {
      g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 99 + i, "Date", 2 * i - 1, 2 * i));
      if (i % 2 == 0)
        g_ptr_array_add (edits, new_edit (GLS_EDIT_REMOVE, &document, i - 1, NULL, 0, 0));
    }
  table = gls_edits_apply (base, edits, 1);
  g_assert_cmpuint (base->spans->len, ==, 100);
  g_assert_cmpuint (table->spans->len, ==, 150);
  for (guint i = 1; i < table->spans->len; i++)
    g_assert_cmpuint (g_array_index (table->spans, GlsSpan, i - 1).start, <, g_array_index (table->spans, GlsSpan, i).start);
}

static char *
describe_all (const GlsSpanTable *base, GPtrArray *edits)
{
  g_autoptr (GlsSpanTable) table = gls_edits_apply (base, edits, 1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < table->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, i);

      g_string_append_printf (out, "%d:%s:%u ", span->id.bytes[0], (char *) g_ptr_array_index (table->types, span->type), span->flags);
    }
  return g_string_free (out, FALSE);
}

/* One edit of many does what as many edits do, in whatever order, with some that are not there or twice. */
static void
test_same_for_many (void)
{
  static const guint8 orders[][6] = { { 0, 1, 2, 3, 4, 5 }, { 5, 4, 3, 2, 1, 0 }, { 3, 9, 3, 0, 77, 1 }, { 77, 78, 2, 3, 79, 80 } };
  static const GlsEditKind kinds[] = { GLS_EDIT_RETYPE, GLS_EDIT_REMOVE, GLS_EDIT_UNSURE, GLS_EDIT_ENTITY };
  g_autoptr (GlsSpanTable) base = gls_span_table_new (&document);
  g_autofree char *before = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_ptr_array_add (base->types, g_strdup ("Place"));
  g_ptr_array_add (base->sets, g_strdup ("amira"));
  for (guint32 i = 0; i < 10; i++)
    {
      GlsSpan span = { .id = { { i } }, .start = 2 * i, .end = 2 * i + 1, .n_fragments = 1 };

      g_array_append_val (base->spans, span);
    }
  before = describe_all (base, none);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint o = 0; o < G_N_ELEMENTS (orders); o++)
      {
        g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
        g_autoptr (GPtrArray) each = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
        GArray *ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
        g_autofree char *single = NULL, *many = NULL;
        GlsEdit *edit;

        for (guint i = 0; i < G_N_ELEMENTS (orders[o]); i++)
          {
            GlsId id = { { orders[o][i] } };

            edit = new_edit (kinds[k], &document, orders[o][i], "Date", 0, 1);
            edit->text = g_strdup ("why");
            edit->has_entity = TRUE;
            g_ptr_array_add (each, edit);
            g_array_append_val (ids, id);
          }
        edit = gls_edit_new_many (kinds[k], &document, ids);
        edit->type = g_strdup ("Date");
        edit->text = g_strdup ("why");
        edit->has_entity = TRUE;
        g_ptr_array_add (one, edit);
        g_assert_cmpuint (gls_edit_count (edit), ==, G_N_ELEMENTS (orders[o]));
        single = describe_all (base, each);
        many = describe_all (base, one);
        g_assert_cmpstr (many, ==, single);
        g_assert_cmpstr (many, !=, before);
      }
}

static GlsEdit *
new_link (GlsEditKind kind, guint8 from, const char *role, GlsLinkKind filler, guint8 target, int order)
{
  GlsEdit *edit = new_edit (kind, &document, from, "Claim", 0, 0);

  edit->link = (GlsLink){ .name = g_strdup (role), .kind = filler, .target = { { target } } };
  edit->order = order;
  return edit;
}

static char *
describe_links (const GlsAnnotation *annotation)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      g_string_append_printf (out, "%s:%d:%d ", link->name, link->kind, link->target.bytes[0]);
    }
  return g_string_free (out, FALSE);
}

static void
test_details (void)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new (), links = NULL;
  g_autoptr (GlsAnnotation) annotation = NULL, gone = NULL;
  g_autofree char *described = NULL;
  GlsId id = { { 3 } };
  GlsEdit *edit;

  g_assert_null (gls_edits_apply_to_annotation (NULL, &id, edits, 0, none));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 3, "Claim", 5, 40));
  edit = new_edit (GLS_EDIT_ATTRIBUTE, &document, 3, NULL, 0, 0);
  edit->name = g_strdup ("certainty");
  edit->text = g_strdup ("\"possible\"");
  g_ptr_array_add (edits, edit);
  edit = new_edit (GLS_EDIT_UNSURE, &document, 3, NULL, 0, 0);
  edit->text = g_strdup ("who says so?");
  g_ptr_array_add (edits, edit);
  g_ptr_array_add (edits, new_link (GLS_EDIT_LINK, 3, "via", GLS_LINK_TO, 7, 0));
  g_ptr_array_add (edits, new_link (GLS_EDIT_LINK, 3, "via", GLS_LINK_TO, 8, 1));
  g_ptr_array_add (edits, new_link (GLS_EDIT_LINK, 3, "cue", GLS_LINK_NONE, 0, 0));
  g_ptr_array_add (edits, new_link (GLS_EDIT_LINK, 4, "via", GLS_LINK_TO, 9, 0));
  /* The first becomes the last. */
  g_ptr_array_add (edits, new_link (GLS_EDIT_LINK, 3, "via", GLS_LINK_TO, 7, 2));
  g_ptr_array_add (edits, new_link (GLS_EDIT_UNLINK, 3, "cue", GLS_LINK_NONE, 0, 0));
  links = gls_edits_apply_to_links (none, &document, edits, 0);
  annotation = gls_edits_apply_to_annotation (NULL, &id, edits, 0, links);
  g_assert_cmpstr (annotation->type, ==, "Claim");
  g_assert_cmpstr (gls_annotation_get_attribute (annotation, "certainty"), ==, "\"possible\"");
  g_assert_cmpstr (annotation->unsure, ==, "who says so?");
  described = describe_links (annotation);
  g_assert_cmpstr (described, ==, "via:0:8 via:0:7 ");
  g_ptr_array_add (edits, new_edit (GLS_EDIT_REMOVE, &document, 3, NULL, 0, 0));
  gone = gls_edits_apply_to_annotation (annotation, &id, edits, 0, links);
  g_assert_null (gone);
}

static void
test_other_document (void)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);

  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &other, 1, "Figure", 20, 30));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_ADD, &document, 2, "Place", 5, 9));
  g_ptr_array_add (edits, new_edit (GLS_EDIT_REMOVE, &other, 2, NULL, 0, 0));
  check_applied (edits, "2:Place[5,9] ");
}

/* A suggestion goes and the person's copy comes, with what the plugin said of it. */
static void
test_accept (void)
{
  g_autoptr (GlsSpanTable) table = gls_span_table_new (&document), laid = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
  g_autoptr (GPtrArray) links = g_ptr_array_new ();
  g_autoptr (GlsAnnotation) annotation = NULL;
  GlsFragment fragment = { 3, 9 };
  GlsSpan span = { .id = { { 1 } }, .start = 3, .end = 9, .n_fragments = 1, .flags = GLS_SPAN_SUGGESTION };
  GlsId own = { { 2 } };
  GlsEdit *edit;

  g_ptr_array_add (table->types, g_strdup ("Figure"));
  g_ptr_array_add (table->sets, g_strdup ("plugin:figures"));
  g_array_append_val (table->spans, span);
  edit = gls_edit_new (GLS_EDIT_JUDGE, &document, &span.id);
  edit->set = g_strdup ("amira");
  edit->judged = GLS_JUDGED_ACCEPTED;
  g_ptr_array_add (edits, edit);
  edit = gls_edit_new (GLS_EDIT_ACCEPT, &document, &own);
  edit->annotation = gls_annotation_new ();
  edit->annotation->id = own;
  edit->annotation->type = g_strdup ("Figure");
  edit->annotation->by = g_strdup ("amira");
  edit->annotation->note = g_strdup ("as said");
  edit->annotation->plugin = g_strdup ("figures@1.0");
  gls_annotation_set_fragments (edit->annotation, &fragment, 1);
  g_ptr_array_add (edits, edit);
  laid = gls_edits_apply (table, edits, 1);
  g_assert_cmpuint (laid->spans->len, ==, 1);
  g_assert_true (gls_id_equal (&g_array_index (laid->spans, GlsSpan, 0).id, &own));
  g_assert_cmpuint (g_array_index (laid->spans, GlsSpan, 0).flags, ==, GLS_SPAN_NOTE);
  annotation = gls_edits_apply_to_annotation (NULL, &own, edits, 1, links);
  g_assert_cmpstr (annotation->plugin, ==, "figures@1.0");
  g_assert_cmpstr (annotation->by, ==, "amira");
}

/* Ids that differ in their first bytes only, as in one burst of a clock, in their last ones only, and doubles. */
static void
test_id_set (void)
{
  g_autoptr (GlsIdSet) set = gls_id_set_new ();
  GlsId id = { { 0 } };

  for (int round = 0; round < 2; round++)
    for (guint i = 1; i <= 1000; i++)
      {
        id = (GlsId){ { i >> 8, i & 0xff } };
        gls_id_set_add (set, &id);
        id = (GlsId){ { [14] = i >> 8, [15] = i & 0xff } };
        gls_id_set_add (set, &id);
      }
  g_assert_cmpuint (gls_id_set_get_size (set), ==, 2000);
  for (guint i = 1; i <= 1000; i++)
    {
      id = (GlsId){ { i >> 8, i & 0xff } };
      g_assert_true (gls_id_set_contains (set, &id));
      id.bytes[7] = 1;
      g_assert_false (gls_id_set_contains (set, &id));
    }
  gls_id_set_clear (set);
  g_assert_cmpuint (gls_id_set_get_size (set), ==, 0);
  id = (GlsId){ { 0, 1 } };
  g_assert_false (gls_id_set_contains (set, &id));
  gls_id_set_add (set, &id);
  g_assert_true (gls_id_set_contains (set, &id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edits/order", test_order);
  g_test_add_func ("/edits/readings", test_readings);
  g_test_add_func ("/edits/many", test_many);
  g_test_add_func ("/edits/same-for-many", test_same_for_many);
  g_test_add_func ("/edits/details", test_details);
  g_test_add_func ("/edits/other-document", test_other_document);
  g_test_add_func ("/edits/accept", test_accept);
  g_test_add_func ("/edits/id-set", test_id_set);
  return g_test_run ();
}
