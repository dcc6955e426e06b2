/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries over a project of two documents, and one change of many annotations. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gls-bulk.h"
#include "gls-error.h"
#include "gls-find-context.h"
#include "gls-find.h"

static const char * const texts[] = {
  "Ferry captains end their strike\n\nMore than 330 captains went back, Mira Tollan said.\n\nTollan smiled. 東京タワー\n",
  "Mill workers\n\nMira Tollan thanked 120 workers \x01here.\n",
};
static const char * const keys[] = { "ferry", "mill" };

typedef struct {
  char        *folder, *path;
  GlsProject  *project;
  GlsCodebook *codebook;
  GlsId        ids[2];
} Fixture;

static void
add (Fixture *f, guint document, const char *type, const char *by, const char *words, const char *note)
{
  g_autoptr (GlsChange) change = gls_change_new (by, "label");
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  guint32 start = g_utf8_strlen (texts[document], strstr (texts[document], words) - texts[document]);
  GlsFragment fragment = { start, start + g_utf8_strlen (words, -1) };
  g_autoptr (GError) error = NULL;

  gls_id_generate (&annotation->id);
  annotation->type = g_strdup (type);
  annotation->by = g_strdup (by);
  annotation->note = g_strdup (note);
  gls_annotation_set_fragments (annotation, &fragment, 1);
  gls_change_put_annotation (change, &f->ids[document], annotation, f->codebook);
  g_assert_true (gls_project_commit (f->project, change, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("gls-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "find.gloss", NULL);
  f->codebook = gls_codebook_load_shipped ("claims and entities", &error);
  f->project = gls_project_create (f->path, f->codebook, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GlsChange) change = gls_change_new ("amira", "import");
      g_autoptr (GlsText) text = gls_text_new_from_string (texts[i], -1, &error);
      g_autoptr (GlsDocument) document = gls_document_new (text);

      document->key = g_strdup (keys[i]);
      f->ids[i] = document->id;
      gls_document_add_zone (document, GLS_ZONE_HEADLINE, 0, strchr (texts[i], '\n') - texts[i]);
      gls_change_put_document (change, document);
      g_assert_true (gls_project_commit (f->project, change, &error));
    }
  add (f, 0, "Person", "amira", "Mira Tollan", "check the spelling");
  add (f, 0, "Figure", "amira", "330 captains", NULL);
  add (f, 1, "Person", "amira", "Mira Tollan", NULL);
  add (f, 1, "Person", "bek", "Tollan", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->project, gls_project_close);
  gls_codebook_unref (f->codebook);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

typedef struct {
  GString *said;
  GArray  *items;   /* GlsBulkItem */
} Found;

static void
take (GlsFindBatch *batch, gpointer data)
{
  Found *found = data;

  for (guint i = 0; i < batch->rows->len; i++)
    {
      const GlsFindRow *row = &g_array_index (batch->rows, GlsFindRow, i);
      GlsBulkItem item = { row->document, row->annotation, row->start, row->end };

      g_string_append_printf (found->said, "%s%s:%s", found->said->len > 0 ? "|" : "", row->key, row->words);
      g_array_append_val (found->items, item);
    }
}

/* @expected: "key:words", joined by "|". */
static void
check (Fixture *f, const char *text, gboolean own, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsQuery) query = gls_query_parse (text, &error);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (GlsBulkItem));
  Found found = { g_string_new (NULL), items };
  gboolean done;

  g_assert_no_error (error);
  done = gls_project_find (f->project, query, "amira", own, 0, take, &found, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (found.said->str, ==, expected);
  g_string_free (found.said, TRUE);
}

static void
test_places (Fixture *f, gconstpointer data)
{
  check (f, "tollan", TRUE, "ferry:Tollan|ferry:Tollan|mill:Tollan");
  check (f, "\"mira tollan\"", TRUE, "ferry:Mira Tollan|mill:Mira Tollan");
  check (f, "tollan -captains", TRUE, "mill:Tollan");
  check (f, "cap* tollan", TRUE, "ferry:captains|ferry:captains|ferry:Tollan|ferry:Tollan");
  check (f, "captains in:headline", TRUE, "ferry:captains");
  check (f, "captains -in:headline", TRUE, "ferry:captains");
  check (f, "/\\d+ \\w+/", TRUE, "ferry:330 captains|mill:120 workers");
  check (f, "/\\d+ \\w+/ document:mi*", TRUE, "mill:120 workers");
  check (f, "here", TRUE, "mill:here");
  check (f, "東京", TRUE, "ferry:東京");
  check (f, "in:headline", TRUE, "ferry:Ferry captains end their strike|mill:Mill workers");
  check (f, "status:not-begun document:mill", TRUE, "mill:Mill workers");
  check (f, "status:done", TRUE, "");
}

static void
test_annotations (Fixture *f, gconstpointer data)
{
  check (f, "type:Person", TRUE, "ferry:Mira Tollan|mill:Mira Tollan");
  check (f, "type:Person", FALSE, "ferry:Mira Tollan|mill:Mira Tollan|mill:Tollan");
  check (f, "type:Person by:bek", TRUE, "mill:Tollan");
  check (f, "type:person type:fig*", TRUE, "ferry:330 captains|ferry:Mira Tollan|mill:Mira Tollan");
  check (f, "note:*", TRUE, "ferry:Mira Tollan");
  check (f, "note:SPELL", TRUE, "ferry:Mira Tollan");
  check (f, "note:other", TRUE, "");
  check (f, "-note:* type:Person", TRUE, "mill:Mira Tollan");
  check (f, "type:* captains", TRUE, "ferry:330 captains");
  check (f, "entity:*", TRUE, "");
}

static void
test_wrong (Fixture *f, gconstpointer data)
{
  static const char * const wrong[] = { "type:Persn", "by:nobody" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GlsQuery) query = gls_query_parse (wrong[i], NULL);
      g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (GlsBulkItem));
      g_autoptr (GString) said = g_string_new (NULL);
      Found found = { said, items };

      g_assert_false (gls_project_find (f->project, query, NULL, FALSE, 0, take, &found, NULL, NULL, &error));
      g_assert_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND);
    }
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsQuery) query = gls_query_parse ("tollan", NULL);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (GlsBulkItem));
  g_autoptr (GString) said = g_string_new (NULL);
  Found found = { said, items };
  gboolean more;

  g_assert_true (gls_project_find (f->project, query, NULL, FALSE, 2, take, &found, &more, NULL, NULL));
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_true (more);
}

static void
bulk (Fixture *f, const char *text, GlsBulkKind kind, const char *type, const GlsBulk *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsQuery) query = gls_query_parse (text, &error);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (GlsBulkItem));
  g_autoptr (GString) said = g_string_new (NULL);
  Found found = { said, items };
  GlsBulk made;

  g_assert_true (gls_project_find (f->project, query, "amira", FALSE, 0, take, &found, NULL, NULL, &error));
  g_assert_true (gls_project_prepare_bulk (f->project, kind, (const GlsBulkItem *) (gpointer) items->data, items->len, type, "amira",
                                           &made, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (made.n, ==, expected->n);
  g_assert_cmpuint (made.documents, ==, expected->documents);
  g_assert_cmpuint (made.others, ==, expected->others);
  g_assert_cmpuint (made.same, ==, expected->same);
  g_assert_true (gls_project_commit (f->project, made.change, &error));
  g_assert_no_error (error);
  gls_bulk_clear (&made);
}

static void
test_bulk (Fixture *f, gconstpointer data)
{
  GlsUndoReport report;

  /* Another's stays; what is labelled already is not labelled twice; one undo takes all of it back. */
  bulk (f, "tollan", GLS_BULK_LABEL, "Person", &(GlsBulk){ .n = 3, .documents = 2 });
  bulk (f, "tollan", GLS_BULK_LABEL, "Person", &(GlsBulk){ .same = 3 });
  check (f, "type:Person", TRUE, "ferry:Mira Tollan|ferry:Tollan|ferry:Tollan|mill:Mira Tollan|mill:Tollan");
  check (f, "status:in-work", TRUE, "ferry:Ferry captains end their strike|mill:Mill workers");
  bulk (f, "type:Person", GLS_BULK_RETYPE, "Source", &(GlsBulk){ .n = 5, .documents = 2, .others = 1 });
  check (f, "type:Person by:*", TRUE, "mill:Tollan");
  bulk (f, "type:Source", GLS_BULK_DELETE, NULL, &(GlsBulk){ .n = 5, .documents = 2 });
  check (f, "type:Source", TRUE, "");
  g_assert_true (gls_project_undo (f->project, "amira", &report, NULL));
  gls_undo_report_clear (&report);
  check (f, "type:Source document:mill", TRUE, "mill:Mira Tollan|mill:Tollan");
}

static char *
cut (const char *words, guint32 start, guint32 end, guint32 before, guint32 after)
{
  g_autoptr (GlsText) text = gls_text_new_from_string (words, -1, NULL);
  guint32 from, to;

  gls_find_context (text, start, end, before, after, &from, &to);
  return gls_text_slice (text, from, to);
}

/* Between words, within the line, and through a word only where it is endless. */
static void
test_context (void)
{
  static const struct { const char *text; guint32 start, end; const char *shown; } cases[] = {
    { "Yesterday the harbour captains stayed away", 22, 30, "the harbour captains stayed" },
    { "one\nharbour captains stay\ntwo", 12, 20, "harbour captains stay" },
    { "captains", 0, 8, "captains" },
    { "a harbour captains stayed up", 10, 18, "a harbour captains stayed up" },
    { "порт закрыт, капитаны остались дома", 13, 21, "закрыт, капитаны остались" },
  };
  g_autofree char *endless = g_strnfill (200, 'x'), *shown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = cut (cases[i].text, cases[i].start, cases[i].end, 12, 10);

      g_assert_cmpstr (got, ==, cases[i].shown);
    }
  shown = cut (endless, 100, 102, 60, 90);
  g_assert_cmpuint (strlen (shown), ==, 152);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/find/context", test_context);
  ADD ("/find/places", test_places);
  ADD ("/find/annotations", test_annotations);
  ADD ("/find/wrong", test_wrong);
  ADD ("/find/limit", test_limit);
  ADD ("/find/bulk", test_bulk);
  return g_test_run ();
}
