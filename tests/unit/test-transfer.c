/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports of files, folders and JSON Lines into real project files, and exports out of them, seen from outside. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include <gls-error.h>
#include <gls-plugin-choices.h>
#include <gls-transfer.h>

typedef struct {
  char            *folder;
  GlsProject      *project;
  GlsImportReport  report;
} Fixture;

static void
remove_all (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  if (dir)
    g_dir_close (dir);
  g_remove (path);
}

static char *
path_to (Fixture *f, const char *name)
{
  return g_build_filename (f->folder, name, NULL);
}

static GlsProject *
create (Fixture *f, const char *name, const char *codebook_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped (codebook_name, &error);
  g_autofree char *path = path_to (f, name);
  GlsProject *project;

  g_assert_no_error (error);
  project = gls_project_create (path, codebook, &error);
  g_assert_no_error (error);
  return project;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("gls-transfer-XXXXXX", NULL);
  f->project = create (f, "p.gloss", "claims and entities");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->project, gls_project_close);
  gls_import_report_clear (&f->report);
  remove_all (f->folder);
  g_free (f->folder);
}

/* Writes below the fixture's folder, making folders on the way. */
static char *
write_bytes (Fixture *f, const char *name, const char *bytes, gssize n)
{
  char *path = path_to (f, name);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, bytes, n, &error);
  g_assert_no_error (error);
  return path;
}

static void
put_file (Fixture *f, const char *name, const char *text)
{
  g_free (write_bytes (f, name, text, -1));
}

static void
import_with (Fixture *f, GlsProject *project, const char *name, const GlsImportOptions *options)
{
  g_autofree char *path = path_to (f, name);
  const char *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;

  gls_import_report_clear (&f->report);
  g_assert_true (gls_import (project, paths, options, &f->report, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < f->report.reports->len; i++)
    g_test_message ("report: %s", (char *) f->report.reports->pdata[i]);
  for (guint i = 0; i < f->report.failures->len; i++)
    g_test_message ("failure: %s", (char *) f->report.failures->pdata[i]);
}

static void
import_into (Fixture *f, GlsProject *project, const char *name)
{
  const GlsImportOptions options = { 0 };

  import_with (f, project, name, &options);
}

static gboolean
has_report (Fixture *f, const char *words)
{
  for (guint i = 0; i < f->report.reports->len; i++)
    if (strstr (f->report.reports->pdata[i], words))
      return TRUE;
  return FALSE;
}

static char *
export_project (GlsProject *project, const char * const *sets)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (gls_export_jsonl (project, stream, sets, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

/* Says where two exports part, not all of both. */
static void
assert_same_export (const char *first, const char *second)
{
  gsize at = 0, from;

  while (first[at] && first[at] == second[at])
    at++;
  if (first[at] == second[at])
    return;
  from = at > 200 ? at - 200 : 0;
  g_test_message ("first:  %.300s", first + from);
  g_test_message ("second: %.300s", second + from);
  g_test_fail_printf ("the exports differ at byte %zu of %zu and %zu", at, strlen (first), strlen (second));
}

static GlsDocument *
load (GlsProject *project, const char *key)
{
  g_autoptr (GError) error = NULL;
  GlsDocument *document;
  GlsId id;

  g_assert_true (gls_project_find_document (project, key, &id, &error));
  g_assert_no_error (error);
  document = gls_project_load_document (project, &id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS | GLS_LOAD_ORIGINAL, NULL,
                                        &error);
  g_assert_no_error (error);
  return document;
}

static guint
count_documents (GlsProject *project)
{
  g_autoptr (GlsDocumentTable) table = gls_project_list_documents (project, NULL, NULL);

  g_assert_nonnull (table);
  return table->rows->len;
}

static const GlsAnnotation *
find_annotation (const GlsDocument *document, const char *by, guint32 start)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *annotation = document->annotations->pdata[i];

      if (strcmp (annotation->by, by) == 0 && annotation->fragments[0].start == start)
        return annotation;
    }
  return NULL;
}

static void
test_folder (Fixture *f, gconstpointer data)
{
  static const char crlf[] = "Strike in Karsk\r\n\r\nMore than 330 workers walked out. e\xCC\x81 \xF0\x9F\x8C\x8A\r\n";
  g_autoptr (GlsDocument) document = NULL, page = NULL;
  gint64 head;
  gsize n;

  put_file (f, "in/b.txt", crlf);
  put_file (f, "in/a.html", "<html><head><title>T</title></head><body><p>Some &eacute;tat here.</p></body></html>");
  put_file (f, "in/sub/c.txt", "Another text.");
  put_file (f, "in/sub/twin.txt", "Another text.");
  put_file (f, "in/.hidden.txt", "Not this.");
  put_file (f, "in/picture.png", "\x89PNG");
  g_free (write_bytes (f, "in/zero.txt", "\x7f" "ELF\1\1\0\0\0\0\0\3>\0\0", 15));
  import_into (f, f->project, "in");
  g_assert_cmpuint (f->report.documents, ==, 3);
  g_assert_cmpuint (f->report.already, ==, 1);
  g_assert_cmpuint (f->report.document_keys->len, ==, 3);
  g_assert_cmpstr (f->report.document_keys->pdata[0], ==, "a");
  g_assert_cmpuint (f->report.failures->len, ==, 1);
  g_assert_nonnull (strstr (f->report.failures->pdata[0], "zero.txt"));
  g_assert_true (has_report (f, "“twin” is there already as “c”"));
  g_assert_true (has_report (f, ".hidden.txt"));
  g_assert_true (has_report (f, "picture.png"));
  document = load (f->project, "b");
  g_assert_cmpstr (gls_text_get_data (document->text, &n), ==, crlf);
  g_assert_null (document->original);
  page = load (f->project, "a");
  g_assert_nonnull (page->original);

  head = gls_project_get_head (f->project);
  import_into (f, f->project, "in");
  g_assert_cmpuint (f->report.documents, ==, 0);
  g_assert_cmpuint (f->report.already, ==, 4);
  g_assert_cmpint (gls_project_get_head (f->project), ==, head);
  g_assert_cmpuint (count_documents (f->project), ==, 3);
}

static void
test_named_files (Fixture *f, gconstpointer data)
{
  const GlsImportOptions options = { .by = "amira" };
  g_autofree char *text = write_bytes (f, "note.md", "Named, so it is read.", -1);
  g_autofree char *lines = write_bytes (f, "lines.data", "{\"document\":\"k\",\"text\":\"By lines.\"}\n", -1);
  g_autofree char *gone = path_to (f, "gone.txt");
  const char *paths[] = { text, lines, gone, text, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (gls_import (f->project, paths, &options, &f->report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (f->report.documents, ==, 2);
  g_assert_cmpuint (f->report.already, ==, 0);
  g_assert_cmpuint (f->report.failures->len, ==, 1);
  g_assert_nonnull (strstr (f->report.failures->pdata[0], "gone.txt"));
}

/* What belongs to plugins is no person's name. */
static void
test_reserved_name (Fixture *f, gconstpointer data)
{
  const GlsImportOptions options = { .by = "plugin:figures" };
  g_autofree char *text = write_bytes (f, "a.txt", "A text.", -1);
  const char *paths[] = { text, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (gls_import (f->project, paths, &options, &f->report, NULL, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_USAGE);
  g_assert_cmpuint (count_documents (f->project), ==, 0);
}

static void
test_metadata (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;
  GlsImportOptions options = { 0 };
  g_autoptr (GlsDocument) a = NULL, b = NULL;

  put_file (f, "in/a.txt", "First text.");
  put_file (f, "in/b.txt", "Second text.");
  import_into (f, f->project, "in/a.txt");
  csv = write_bytes (f, "in/meta.csv", "file,title,published,publisher\na.txt,\"A, the first\",2015-04-21,\nb.txt,B,,Karsk Daily\n"
                     "old/c.txt,C,,\nD.txt,D,,\n", -1);
  put_file (f, "in/e.txt", "");
  options.metadata = csv;
  import_with (f, f->project, "in", &options);
  g_assert_cmpuint (f->report.documents, ==, 1);
  g_assert_cmpuint (f->report.already, ==, 1);
  a = load (f->project, "a");
  b = load (f->project, "b");
  g_assert_cmpstr (a->title, ==, "A, the first");
  g_assert_cmpstr (a->published, ==, "2015-04-21");
  g_assert_cmpstr (b->title, ==, "B");
  g_assert_cmpstr (b->publisher, ==, "Karsk Daily");
  /* Names that nothing came by, and a file without a text. */
  g_assert_true (has_report (f, "D.txt: no file"));
  g_assert_true (has_report (f, "old/c.txt: no file"));
  g_assert_false (has_report (f, "a.txt: no file"));
  g_assert_cmpuint (f->report.failures->len, ==, 1);
  g_assert_nonnull (strstr (f->report.failures->pdata[0], "no text"));
}

#define E1 "01ARZ3NDEKTSV4RRFFQ69G5FA1"
#define E2 "01ARZ3NDEKTSV4RRFFQ69G5FA2"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PUBLICATIONS \
  "\"publications\":[{\"when\":\"2015-04-21T12:00:00Z\",\"by\":\"lead\",\"note\":\"first “one” 😀\",\"sha256\":\"" SHA "\"," \
  "\"annotations\":\"" E1 "\\t0a\\tk1\\tClaim\\twords\\n\"},{\"when\":\"2015-05-01T00:00:01Z\",\"by\":\"lead\",\"sha256\":\"" SHA "\"}]"

/* Everything that a project can hold. */
static const char rich[]
    = "{\"glossator\":1,\"people\":[\"amira\",\"nobody yet\"],"
      "\"entities\":[{\"id\":\"" E1 "\",\"kind\":\"Person\",\"name\":\"Anton Maresh\",\"aliases\":[{\"name\":\"A. Maresh\",\"evidence\":\"k1\"},"
      "{\"name\":\"Mareš\"}],\"external\":[{\"scheme\":\"wikidata\",\"value\":\"Q1\"}],\"note\":\"the younger\"},"
      "{\"id\":\"" E2 "\",\"kind\":\"Place\",\"name\":\"Karsk\"}],"
      "\"judgements\":[{\"a\":\"" E1 "\",\"b\":\"" E2 "\",\"verdict\":\"not the same\",\"by\":\"bek\",\"reason\":\"a town\"}],"
      "\"questions\":[{\"id\":\"01ARZ3NDEKTSV4RRFFQ69G5FA9\",\"text\":\"How many?\"}],"
      "\"plugins\":[{\"plugin\":\"figures\",\"settings\":{\"least\":\"2\",\"words\":\"\"},"
      "\"types\":{\"number\":\"Figure\",\"year\":null}},{\"plugin\":\"not-installed\",\"types\":{\"PER\":\"Person\"}}]," PUBLICATIONS "}\n"
      "{\"document\":\"k1\",\"title\":\"T “x” \\u2028\",\"byline\":\"By A\",\"source\":\"https://example.org/1\",\"publisher\":\"Daily\","
      "\"published\":\"2015-04-21\",\"language\":\"en\","
      "\"text\":\"More than 330 left 😀 العربية\\r\\ne\\u0301 \\ue000 \\u2029 said Maresh.\","
      "\"statuses\":[{\"by\":\"amira\",\"status\":\"done\",\"note\":\"check\"}],"
      "\"zones\":[{\"kind\":\"headline\",\"start\":0,\"end\":9},{\"kind\":\"boilerplate\",\"start\":10,\"end\":20}],"
      "\"annotations\":["
      "{\"id\":\"c1\",\"type\":\"Claim\",\"by\":\"amira\",\"spans\":[[0,9],[14,18]],\"attributes\":{\"certainty\":\"certain\"},"
      "\"note\":\"n\\r\\n😀\",\"unsure\":\"why?\",\"relations\":[{\"role\":\"figure\",\"to\":\"f1\"},{\"role\":\"source\",\"to\":\"p1\"},"
      "{\"role\":\"via\",\"entity\":\"" E1 "\"},{\"role\":\"via\",\"author\":true},{\"role\":\"as-of\",\"none\":true},"
      "{\"role\":\"said-on\",\"value\":\"2015-04-20\"},{\"type\":\"repeats\",\"to\":\"c2\"}]},"
      "{\"id\":\"f1\",\"type\":\"Figure\",\"by\":\"amira\",\"spans\":[[0,13]],\"attributes\":{\"value\":{\"said\":\"More than 330\",\"low\":330,"
      "\"high\":null,\"modifier\":\"more than\",\"measure\":\"persons\"}},\"confidence\":0.9375,\"plugin\":\"figures@1.0\",\"run\":\"r1\"},"
      "{\"id\":\"p1\",\"type\":\"Person\",\"by\":\"amira\",\"spans\":[[41,47]],\"entity\":\"" E1 "\"},"
      "{\"id\":\"c2\",\"type\":\"Claim\",\"by\":\"bek\",\"spans\":[[0,18]],\"unsure\":\"\"},"
      "{\"id\":\"g\",\"type\":\"Claim\",\"by\":\"gold\",\"spans\":[[5,5]]},"
      "{\"id\":\"s\",\"type\":\"Figure\",\"by\":\"plugin:figures\",\"spans\":[[10,13]],\"confidence\":0.1,\"plugin\":\"figures@1.0\",\"run\":\"r2\"}],"
      "\"original\":\"PGh0bWw+AP8=\"}\n"
      "\n"
      "{\"document\":\"k/2\",\"text\":\"\"}\r\n"
      "{\"document\":\"k1\",\"text\":\"Another of the same key.\"}";

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  GlsProject *other = create (f, "q.gloss", "claims and entities");
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_autoptr (GlsDocument) document = NULL;
  const GlsAnnotation *claim = NULL;
  gint64 head;

  put_file (f, "rich.jsonl", rich);
  import_into (f, f->project, "rich.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  g_assert_cmpuint (f->report.documents, ==, 3);
  g_assert_cmpuint (f->report.annotations, ==, 6);
  g_assert_cmpuint (f->report.reports->len, ==, 0);
  first = export_project (f->project, NULL);
  g_test_message ("%s", first);
  put_file (f, "first.jsonl", first);
  import_into (f, other, "first.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  g_assert_cmpuint (f->report.annotations, ==, 6);
  second = export_project (other, NULL);
  assert_same_export (first, second);

  /* Nothing is new, so nothing is written. */
  head = gls_project_get_head (other);
  import_into (f, other, "first.jsonl");
  g_assert_cmpuint (f->report.documents, ==, 0);
  g_assert_cmpuint (f->report.already, ==, 3);
  g_assert_cmpuint (f->report.annotations, ==, 0);
  g_assert_cmpint (gls_project_get_head (other), ==, head);
  import_into (f, f->project, "rich.jsonl");
  g_assert_cmpuint (f->report.annotations, ==, 0);
  third = export_project (f->project, NULL);
  assert_same_export (first, third);

  /* What came through is what was meant, not only the same twice. */
  g_assert_nonnull (strstr (first, "\"original\":\"PGh0bWw+AP8=\""));
  g_assert_nonnull (strstr (first, "\"people\":[\"amira\",\"bek\",\"nobody yet\"]"));
  g_assert_nonnull (strstr (first, "{\"name\":\"A. Maresh\",\"evidence\":\"k1\"},{\"name\":\"Mareš\"}"));
  g_assert_nonnull (strstr (first, "\"verdict\":\"not the same\",\"by\":\"bek\",\"reason\":\"a town\""));
  g_assert_nonnull (strstr (first, "\"text\":\"How many?\""));
  g_assert_nonnull (strstr (first, "\"plugins\":[{\"plugin\":\"figures\",\"settings\":{\"least\":\"2\",\"words\":\"\"},\"types\":{"
                                   "\"number\":\"Figure\",\"year\":null}},{\"plugin\":\"not-installed\",\"types\":{\"PER\":\"Person\"}}]," PUBLICATIONS "}\n"));
  g_assert_nonnull (strstr (first, "{\"by\":\"amira\",\"status\":\"done\",\"note\":\"check\"}"));
  g_assert_nonnull (strstr (first, "{\"kind\":\"boilerplate\",\"start\":10,\"end\":20}"));
  g_assert_nonnull (strstr (first, "\"confidence\":0.9375,\"plugin\":\"figures@1.0\",\"run\":\"r1\""));
  g_assert_nonnull (strstr (first, "\"note\":\"n\\r\\n😀\",\"unsure\":\"why?\""));
  g_assert_nonnull (strstr (first, "\"byline\":\"By A\",\"source\":\"https://example.org/1\",\"publisher\":\"Daily\""));
  {
    g_autoptr (GlsDocumentTable) table = gls_project_list_documents (other, NULL, NULL);

    for (guint i = 0; i < table->rows->len; i++)
      {
        const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

        if (row->title)
          document = gls_project_load_document (other, &row->id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS, NULL, NULL);
      }
  }
  g_assert_nonnull (document);
  for (guint i = 0; i < document->annotations->len; i++)
    if (((GlsAnnotation *) document->annotations->pdata[i])->note)
      claim = document->annotations->pdata[i];
  g_assert_nonnull (claim);
  g_assert_cmpuint (claim->n_fragments, ==, 2);
  g_assert_cmpuint (claim->links->len, ==, 7);
  gls_project_close (other);
}

static void
test_sets (Fixture *f, gconstpointer data)
{
  const char *sets[] = { "bek", NULL };
  g_autofree char *out = NULL;

  put_file (f, "rich.jsonl", rich);
  import_into (f, f->project, "rich.jsonl");
  out = export_project (f->project, sets);
  g_assert_nonnull (strstr (out, "\"by\":\"bek\",\"spans\":[[0,18]]"));
  g_assert_nonnull (strstr (out, "\"people\":[\"bek\"]"));
  g_assert_null (strstr (out, "\"by\":\"amira\""));
  g_assert_null (strstr (out, "plugin:figures"));
  g_assert_null (strstr (out, "\"plugins\""));
  g_assert_null (strstr (out, "\"publications\""));
}

static char *
choice_of (GlsProject *project, GlsPluginChoiceKind kind, const char *plugin, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) choices = gls_project_load_plugin_choices (project, plugin, &error);
  g_autoptr (GHashTable) table = NULL;

  g_assert_no_error (error);
  table = gls_plugin_choices_to_table (choices, plugin, kind);
  return g_strdup (g_hash_table_lookup (table, name));
}

static void
assert_choice (GlsProject *project, GlsPluginChoiceKind kind, const char *plugin, const char *name, const char *value)
{
  g_autofree char *found = choice_of (project, kind, plugin, name);

  g_assert_cmpstr (found, ==, value);
}

static void
choose (GlsProject *project, GlsPluginChoiceKind kind, const char *name, const char *value)
{
  g_autoptr (GlsChange) change = gls_change_new ("amira", "plugin-setting");
  g_autoptr (GError) error = NULL;

  gls_change_set_plugin_choice (change, kind, "figures", name, value);
  g_assert_true (gls_project_commit (project, change, &error));
  g_assert_no_error (error);
}

/* What the project says to plugins stands; what it says nothing of is added, and an undo takes that back. */
static void
test_plugins (Fixture *f, gconstpointer data)
{
  GlsUndoReport undone;
  g_autoptr (GError) error = NULL;

  choose (f->project, GLS_CHOICE_SETTING, "least", "5");
  choose (f->project, GLS_CHOICE_SETTING, "words", "some");
  choose (f->project, GLS_CHOICE_SETTING, "words", NULL);
  choose (f->project, GLS_CHOICE_TYPE, "year", "Date");
  choose (f->project, GLS_CHOICE_TYPE, "own", "");
  put_file (f, "rich.jsonl", rich);
  for (guint i = 0; i < 2; i++)
    {
      import_into (f, f->project, "rich.jsonl");
      assert_choice (f->project, GLS_CHOICE_SETTING, "figures", "least", "5");
      assert_choice (f->project, GLS_CHOICE_SETTING, "figures", "words", "");
      assert_choice (f->project, GLS_CHOICE_TYPE, "figures", "number", "Figure");
      assert_choice (f->project, GLS_CHOICE_TYPE, "figures", "year", "Date");
      assert_choice (f->project, GLS_CHOICE_TYPE, "figures", "own", "");
      assert_choice (f->project, GLS_CHOICE_TYPE, "not-installed", "PER", "Person");
      g_assert_true (has_report (f, "the setting “least” differs"));
      g_assert_true (has_report (f, "the type “year” differs"));
    }
  g_assert_true (gls_project_undo (f->project, "import", &undone, &error));
  g_assert_no_error (error);
  gls_undo_report_clear (&undone);
  assert_choice (f->project, GLS_CHOICE_SETTING, "figures", "least", "5");
  assert_choice (f->project, GLS_CHOICE_TYPE, "figures", "number", NULL);
  import_into (f, f->project, "rich.jsonl");
  assert_choice (f->project, GLS_CHOICE_TYPE, "figures", "number", "Figure");
}

#define A1 "01ARZ3NDEKTSV4RRFFQ69G5FB1"
#define A2 "01ARZ3NDEKTSV4RRFFQ69G5FB2"
#define MARKED(key, text, id) \
  "{\"document\":\"" key "\",\"text\":\"" text "\",\"annotations\":[{\"id\":\"" id "\",\"type\":\"Cue\",\"by\":\"amira\",\"spans\":[[0,4]]}]}\n"

/* The id that stands first in the waivers of the whole project. */
static char *
waived_id (const char *out)
{
  static const char before[] = "\"waivers\":[{\"plugin\":\"own-rules\",\"rule\":\"pair\",\"annotations\":[\"";
  const char *at = strstr (out, before);

  g_assert_nonnull (at);
  g_assert_true (at < strchr (out, '\n'));
  return g_strndup (at + strlen (before), GLS_ID_STRING_SIZE - 1);
}

/* A waiver of the whole project follows an annotation that gets another id, and is one however often it comes in. */
static void
test_wide_waiver (Fixture *f, gconstpointer data)
{
  GlsProject *other = create (f, "q.gloss", "claims and entities");
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *same = NULL, *moved = NULL, *named = NULL;

  put_file (f, "wide.jsonl", "{\"glossator\":1,\"waivers\":[{\"plugin\":\"own-rules\",\"rule\":\"pair\",\"annotations\":[\"" A1 "\",\"" A2
                             "\"],\"by\":\"bek\"}]}\n" MARKED ("a", "said one", A1) MARKED ("b", "said two", A2));
  import_into (f, other, "wide.jsonl");
  first = export_project (other, NULL);
  same = waived_id (first);
  g_assert_cmpstr (same, ==, A1);
  put_file (f, "first.jsonl", first);
  put_file (f, "taken.jsonl", MARKED ("c", "said three", A1));
  import_into (f, f->project, "taken.jsonl");
  import_into (f, f->project, "first.jsonl");
  second = export_project (f->project, NULL);
  moved = waived_id (second);
  g_assert_cmpstr (moved, !=, A1);
  named = g_strdup_printf ("\"text\":\"said one\",\"zones\":[],\"annotations\":[{\"id\":\"%s\"", moved);
  g_assert_nonnull (strstr (second, named));
  g_assert_nonnull (strstr (second, "\",\"" A2 "\"],\"by\":\"bek\"}]"));
  import_into (f, f->project, "first.jsonl");
  third = export_project (f->project, NULL);
  assert_same_export (second, third);
  gls_project_close (other);
}

/* Annotations of a document that is there are added, changed where they differ, mapped where their id is another's. */
static void
test_update (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsDocument) document = NULL;
  const GlsAnnotation *bek;
  guint before;

  put_file (f, "a.txt", "More than 330 left.");
  import_into (f, f->project, "a.txt");
  put_file (f, "1.jsonl", "{\"document\":\"x\",\"text\":\"More than 330 left.\",\"annotations\":["
                          "{\"id\":\"" E1 "\",\"type\":\"Figure\",\"by\":\"amira\",\"spans\":[[0,13]],\"note\":\"old\"},"
                          "{\"type\":\"Claim\",\"spans\":[[14,18]]}]}");
  import_into (f, f->project, "1.jsonl");
  g_assert_cmpuint (f->report.documents, ==, 0);
  g_assert_cmpuint (f->report.already, ==, 1);
  g_assert_cmpuint (f->report.annotations, ==, 2);
  put_file (f, "2.jsonl", "{\"document\":\"x\",\"text\":\"More than 330 left.\",\"annotations\":["
                          "{\"id\":\"" E1 "\",\"type\":\"Figure\",\"by\":\"amira\",\"spans\":[[10,13]],\"note\":\"new\"},"
                          "{\"id\":\"" E1 "\",\"type\":\"Figure\",\"by\":\"bek\",\"spans\":[[0,4]]},"
                          "{\"type\":\"Claim\",\"spans\":[[14,18]]}]}\n"
                          "{\"document\":\"y\",\"text\":\"Elsewhere.\",\"annotations\":["
                          "{\"id\":\"" E1 "\",\"type\":\"Place\",\"by\":\"amira\",\"spans\":[[0,9]],"
                          "\"relations\":[{\"type\":\"repeats\",\"to\":\"" E1 "\"}]}]}");
  import_into (f, f->project, "2.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  g_assert_cmpuint (f->report.documents, ==, 1);
  g_assert_cmpuint (f->report.annotations, ==, 3);
  document = load (f->project, "a");
  g_assert_cmpuint (document->annotations->len, ==, 3);
  g_assert_cmpstr (find_annotation (document, "amira", 10)->note, ==, "new");
  g_assert_nonnull (find_annotation (document, "import", 14));
  bek = find_annotation (document, "bek", 0);
  g_assert_false (gls_id_equal (&bek->id, &find_annotation (document, "amira", 10)->id));
  gls_document_unref (document);
  document = load (f->project, "y");
  g_assert_cmpuint (document->annotations->len, ==, 1);
  g_assert_true (gls_id_equal (&g_array_index (find_annotation (document, "amira", 0)->links, GlsLink, 0).target,
                               &find_annotation (document, "amira", 0)->id));

  before = (guint) gls_project_get_head (f->project);
  import_into (f, f->project, "2.jsonl");
  g_assert_cmpuint (f->report.annotations, ==, 0);
  g_assert_cmpuint ((guint) gls_project_get_head (f->project), ==, before);
}

static void
test_codebook (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsCodebook) before = gls_project_load_codebook (f->project, NULL), after = NULL;
  g_autoptr (GlsDocument) document = NULL;
  g_autofree char *figure = g_strdup (gls_codebook_find_type (before, "Figure")->description);
  GlsTypeDef *vessel, *guess;

  put_file (f, "in.jsonl",
            "{\"glossator\":1,\"codebook\":{\"name\":\"mine\",\"types\":[{\"name\":\"Figure\",\"color\":\"#123456\",\"description\":\"other\"},"
            "{\"name\":\"Vessel\",\"color\":\"#654321\",\"roles\":[{\"name\":\"port\",\"types\":[\"Harbour\"]}]},"
            "{\"name\":\"Harbour\",\"color\":\"#654321\"}],\"relations\":[{\"name\":\"berths\"}]}}\n"
            "{\"document\":\"k\",\"text\":\"A ship.\",\"annotations\":["
            "{\"id\":\"v\",\"type\":\"Vessel\",\"by\":\"amira\",\"spans\":[[2,6]],\"attributes\":{\"tons\":7},"
            "\"relations\":[{\"role\":\"port\",\"to\":\"h\"},{\"role\":\"flag\",\"none\":true},{\"type\":\"berths\",\"to\":\"h\"}]},"
            "{\"id\":\"h\",\"type\":\"Harbour\",\"by\":\"amira\",\"spans\":[[0,1]]},"
            "{\"id\":\"w\",\"type\":\"Weather\",\"by\":\"amira\",\"spans\":[[6,7]],\"attributes\":{\"wind\":7,\"wet\":true},"
            "\"relations\":[{\"role\":\"seen by\",\"to\":\"v\"},{\"type\":\"spoils\",\"to\":\"v\"}]}]}");
  import_into (f, f->project, "in.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  g_assert_true (has_report (f, "“Figure” differs"));
  g_assert_true (has_report (f, "“Vessel” was added"));
  g_assert_true (has_report (f, "“Weather” was added"));
  g_assert_true (has_report (f, "no attribute “tons”"));
  g_assert_true (has_report (f, "no role “flag”"));
  after = gls_project_load_codebook (f->project, NULL);
  g_assert_cmpuint (after->types->len, ==, before->types->len + 3);
  g_assert_cmpstr (gls_codebook_find_type (after, "Figure")->description, ==, figure);
  vessel = gls_codebook_find_type (after, "Vessel");
  g_assert_cmpstr (gls_type_def_find_role (vessel, "port")->types[0], ==, "Harbour");
  guess = gls_codebook_find_type (after, "Weather");
  g_assert_cmpint (gls_type_def_find_attribute (guess, "wind")->kind, ==, GLS_VALUE_INTEGER);
  g_assert_cmpint (gls_type_def_find_attribute (guess, "wet")->kind, ==, GLS_VALUE_BOOLEAN);
  g_assert_nonnull (gls_type_def_find_role (guess, "seen by"));
  g_assert_nonnull (gls_codebook_find_relation (after, "spoils"));
  document = load (f->project, "k");
  g_assert_cmpuint (find_annotation (document, "amira", 2)->links->len, ==, 2);
  g_assert_null (find_annotation (document, "amira", 2)->attributes);
  g_assert_cmpuint (find_annotation (document, "amira", 6)->links->len, ==, 2);
  g_assert_cmpstr (gls_annotation_get_attribute (find_annotation (document, "amira", 6), "wind"), ==, "7");
}

/* A wrong line is named; the lines around it are in. */
static void
test_bad_lines (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsDocument) document = NULL;

  put_file (f, "in/1.jsonl", "{\"glossator\":2}\n{\"document\":\"a\",\"text\":\"A\"}\n{\"document\":\"b\"\n\n"
                             "{\"document\":\"c\",\"text\":\"C\",\"annotations\":[{\"type\":\"Claim\",\"spans\":[[0,2]]}]}\n"
                             "{\"document\":\"d\",\"text\":\"D\",\"mood\":1,\"annotations\":[{\"type\":\"Person\",\"by\":\"x\",\"spans\":[[0,1]],\"entity\":\"e7\"}]}\n"
                             "{\"document\":\"e\",\"text\":\"E\",\"mood\":1}");
  put_file (f, "in/2.txt", "A later file.");
  import_into (f, f->project, "in");
  g_assert_cmpuint (f->report.documents, ==, 4);
  g_assert_cmpuint (f->report.failures->len, ==, 3);
  g_assert_nonnull (strstr (f->report.failures->pdata[0], "line 1"));
  g_assert_nonnull (strstr (f->report.failures->pdata[1], "line 3"));
  g_assert_nonnull (strstr (f->report.failures->pdata[2], "line 5"));
  g_assert_true (has_report (f, "“document.mood”"));
  g_assert_cmpuint (f->report.reports->len, ==, 2);
  document = load (f->project, "d");
  g_assert_false (find_annotation (document, "x", 0)->has_entity);
}

/* Links to annotations that are put later: across sets, and across the parts of a large set. */
static void
test_large (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) line = g_string_new ("{\"document\":\"k\",\"text\":\"");
  g_autoptr (GlsDocument) document = NULL;
  guint linked = 0;
  gint64 head;

  for (guint i = 0; i < 3000; i++)
    g_string_append (line, "ab");
  g_string_append (line, "\",\"annotations\":[");
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (line,
                            "%s{\"id\":\"i%u\",\"type\":\"Claim\",\"by\":\"%s\",\"spans\":[[%u,%u]],\"relations\":"
                            "[{\"role\":\"within\",\"to\":\"i%u\"},{\"type\":\"repeats\",\"to\":\"i%u\"}]}",
                            i > 0 ? "," : "", i, i % 3 == 0 ? "bek" : "amira", 2 * i, 2 * i + 1, (i + 1) % 3000,
                            (i + 2999) % 3000);
  g_string_append (line, "]}\n");
  put_file (f, "in.jsonl", line->str);
  import_into (f, f->project, "in.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  g_assert_cmpuint (f->report.annotations, ==, 3000);
  document = load (f->project, "k");
  for (guint i = 0; i < document->annotations->len; i++)
    linked += ((GlsAnnotation *) document->annotations->pdata[i])->links->len;
  g_assert_cmpuint (linked, ==, 6000);
  head = gls_project_get_head (f->project);
  g_assert_cmpint (head, >, 6);
  import_into (f, f->project, "in.jsonl");
  g_assert_cmpuint (f->report.annotations, ==, 0);
  g_assert_cmpint (gls_project_get_head (f->project), ==, head);
}

static void
test_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsChange) change = gls_change_new ("amira", "delete"), other = gls_change_new ("amira", "delete");
  g_autoptr (GlsDocument) document = NULL;
  const char *line = "{\"document\":\"k\",\"text\":\"A ship.\",\"annotations\":[{\"id\":\"" E1 "\",\"type\":\"Claim\",\"by\":\"amira\","
                     "\"spans\":[[2,6]]},{\"id\":\"" E2 "\",\"type\":\"Claim\",\"by\":\"amira\",\"spans\":[[0,1]]}]}";
  g_autoptr (GError) error = NULL;
  GlsId id;

  put_file (f, "in.jsonl", line);
  import_into (f, f->project, "in.jsonl");
  g_assert_true (gls_id_parse (E1, &id));
  gls_change_delete (change, &id);
  g_assert_true (gls_project_commit (f->project, change, &error));
  import_into (f, f->project, "in.jsonl");
  g_assert_cmpuint (f->report.annotations, ==, 0);
  g_assert_true (has_report (f, "deleted here and stays so"));
  document = load (f->project, "k");
  g_assert_cmpuint (document->annotations->len, ==, 1);

  gls_change_delete (other, &document->id);
  g_assert_true (gls_project_commit (f->project, other, &error));
  g_assert_cmpuint (count_documents (f->project), ==, 0);
  put_file (f, "other.txt", "Not the only one.");
  import_into (f, f->project, "other.txt");
  import_into (f, f->project, "in.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  g_assert_cmpuint (f->report.documents, ==, 1);
  g_assert_true (has_report (f, "is back"));
  g_assert_cmpuint (count_documents (f->project), ==, 2);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  const GlsImportOptions options = { .by = "amira" };
  GlsUndoReport undone = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 700; i++)
    {
      g_autofree char *name = g_strdup_printf ("in/%u.txt", i), *text = g_strdup_printf ("Article %u.", i);

      put_file (f, name, text);
    }
  import_with (f, f->project, "in", &options);
  g_assert_cmpuint (count_documents (f->project), ==, 700);
  g_assert_true (gls_project_undo (f->project, "amira", &undone, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (undone.what, ==, "import");
  g_assert_cmpuint (count_documents (f->project), ==, 0);
  gls_undo_report_clear (&undone);
  g_assert_true (gls_project_redo (f->project, "amira", &undone, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_documents (f->project), ==, 700);
  gls_undo_report_clear (&undone);
}

static void
append_random_link (GString *line, gboolean claim)
{
  static const char *const roles[] = { "source", "via", "figure", "within" };
  const char *role = roles[g_test_rand_int_range (0, G_N_ELEMENTS (roles))];

  switch (claim ? g_test_rand_int_range (0, 6) : 0)
    {
    case 0:
      g_string_append_printf (line, "{\"type\":\"repeats\",\"to\":\"i%d\"}", g_test_rand_int_range (0, 12));
      break;
    case 1:
      g_string_append_printf (line, "{\"role\":\"%s\",\"author\":true}", role);
      break;
    case 2:
      g_string_append_printf (line, "{\"role\":\"%s\",\"none\":true}", role);
      break;
    case 3:
      g_string_append_printf (line, "{\"role\":\"%s\",\"value\":\"%d\"}", role, g_test_rand_int_range (0, 3));
      break;
    case 4:
      g_string_append_printf (line, "{\"role\":\"%s\",\"entity\":\"%s\"}", role, g_test_rand_bit () ? E1 : E2);
      break;
    default:
      g_string_append_printf (line, "{\"role\":\"%s\",\"to\":\"i%d\"}", role, g_test_rand_int_range (0, 12));
      break;
    }
}

/* Any order, any overlap, ids that clash, targets that do not exist, the same link twice. */
static void
append_random_document (GString *line, guint index, guint n_texts)
{
  static const char *const sets[] = { "amira", "bek", "gold", "plugin:p" };
  guint n = (guint) g_test_rand_int_range (0, 14);

  g_string_append_printf (line, "{\"document\":\"k%u\",\"text\":\"😀 \\r\\n%u e\\u0301 \\u2028 العربية abcdefgh\",\"annotations\":[", index / 2,
                          index % n_texts);
  for (guint i = 0; i < n; i++)
    {
      gboolean claim = g_test_rand_bit ();
      int start = g_test_rand_int_range (0, 20), end = start + g_test_rand_int_range (claim ? 1 : 0, 6);

      g_string_append_printf (line, "%s{\"id\":\"i%d\",\"type\":\"%s\",\"by\":\"%s\",\"spans\":[[%d,%d]", i > 0 ? "," : "",
                              g_test_rand_int_range (0, 10), claim ? "Claim" : "Place",
                              sets[g_test_rand_int_range (0, G_N_ELEMENTS (sets))], start, end);
      if (start < end && g_test_rand_bit ())
        g_string_append_printf (line, ",[%d,%d]", end + 1, end + 2);
      g_string_append (line, "],\"relations\":[");
      for (int j = g_test_rand_int_range (0, 5); j > 0; j--)
        {
          append_random_link (line, claim);
          g_string_append (line, j > 1 ? "," : "");
        }
      g_string_append (line, "]}");
    }
  g_string_append (line, "]}\n");
}

/* Whatever was imported: its export is a fixed point, and importing again adds nothing. */
static void
test_property (Fixture *f, gconstpointer data)
{
  GlsProject *other = create (f, "q.gloss", "claims and entities");
  g_autoptr (GString) lines = g_string_new ("{\"glossator\":1,\"entities\":[{\"id\":\"" E1 "\",\"name\":\"A\"},"
                                            "{\"id\":\"" E2 "\",\"kind\":\"Place\",\"name\":\"B\"}]}\n");
  g_autofree char *first = NULL, *second = NULL;
  gint64 head;

  for (guint i = 0; i < 120; i++)
    append_random_document (lines, i, 100);
  put_file (f, "in.jsonl", lines->str);
  import_into (f, f->project, "in.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  g_assert_cmpuint (f->report.documents, ==, 100);
  first = export_project (f->project, NULL);
  put_file (f, "first.jsonl", first);
  import_into (f, other, "first.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  second = export_project (other, NULL);
  assert_same_export (first, second);
  head = gls_project_get_head (other);
  import_into (f, other, "first.jsonl");
  g_assert_cmpint (gls_project_get_head (other), ==, head);
  g_assert_cmpuint (f->report.annotations, ==, 0);
  gls_project_close (other);
}

/* Doing again what was undone gives what was there, even into an otherwise empty project. */
static void
test_undo_and_again (Fixture *f, gconstpointer data)
{
  GlsUndoReport undone = { 0 };
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (GString) lines = g_string_new (rich);
  g_autoptr (GError) error = NULL;

  g_string_append (lines, "\n{\"document\":\"w\",\"text\":\"Rain.\",\"annotations\":[{\"id\":\"r\",\"type\":\"Weather\",\"by\":\"amira\","
                          "\"spans\":[[0,4]],\"attributes\":{\"wet\":true},\"relations\":[{\"role\":\"seen by\",\"author\":true}]}]}");
  put_file (f, "rich.jsonl", lines->str);
  import_into (f, f->project, "rich.jsonl");
  first = export_project (f->project, NULL);
  g_assert_true (gls_project_undo (f->project, NULL, &undone, &error));
  g_assert_no_error (error);
  gls_undo_report_clear (&undone);
  g_assert_cmpuint (count_documents (f->project), ==, 0);
  import_into (f, f->project, "rich.jsonl");
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  second = export_project (f->project, NULL);
  assert_same_export (first, second);
}

typedef struct {
  GCancellable *cancellable;
  guint         calls;
  guint64       total, last;
} Progress;

static void
on_progress (guint64 done, guint64 total, const char *file, gpointer data)
{
  Progress *progress = data;

  g_assert_cmpuint (done, <=, total);
  g_assert_cmpuint (done, >=, progress->last);
  g_assert_nonnull (file);
  progress->last = done;
  progress->total = total;
  if (progress->cancellable && progress->calls++ > 0)
    g_cancellable_cancel (progress->cancellable);
}

/* What was committed before stays, and importing again completes it. */
static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Progress progress = { cancellable, 0, 0, 0 };
  GlsImportOptions options = { .progress = on_progress, .progress_data = &progress };
  g_autofree char *path = NULL;
  const char *paths[2] = { NULL, NULL };

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (lines, "{\"document\":\"k%u\",\"text\":\"Text %u\",\"annotations\":"
                                   "[{\"type\":\"Claim\",\"by\":\"amira\",\"spans\":[[0,4]]}]}\n", i, i);
  paths[0] = path = write_bytes (f, "in.jsonl", lines->str, -1);
  g_assert_false (gls_import (f->project, paths, &options, &f->report, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (progress.total, ==, lines->len);
  g_assert_cmpuint (count_documents (f->project), <, 5000);
  progress.cancellable = NULL;
  progress.last = 0;
  import_with (f, f->project, "in.jsonl", &options);
  g_assert_cmpuint (progress.last, ==, lines->len);
  g_assert_cmpuint (f->report.failures->len, ==, 0);
  g_assert_cmpuint (count_documents (f->project), ==, 5000);
  g_assert_cmpuint (f->report.reports->len, <=, 1000);
}

static void
test_export_text (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = path_to (f, "out/deep"), *alike = path_to (f, "out/deep/k_2-2.txt");
  g_autofree char *second = path_to (f, "out/deep/_.._.txt"), *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  put_file (f, "rich.jsonl", rich);
  import_into (f, f->project, "rich.jsonl");
  put_file (f, "more.jsonl", "{\"document\":\"/../\",\"text\":\"a\\r\\n\xF0\x9F\x8C\x8A\"}\n{\"document\":\"K_2\",\"text\":\"q\"}");
  import_into (f, f->project, "more.jsonl");
  g_assert_true (gls_export_text (f->project, folder, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (second, &bytes, &n, NULL));
  g_assert_cmpmem (bytes, n, "a\r\n\xF0\x9F\x8C\x8A", 7);
  /* "K_2" took the name that "k/2" would have where case does not count. */
  g_assert_true (g_file_test (alike, G_FILE_TEST_IS_REGULAR));
  /* Again: the same files may stand. Another text may not be overwritten. */
  g_assert_true (gls_export_text (f->project, folder, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (second, "mine", -1, NULL));
  g_assert_false (gls_export_text (f->project, folder, NULL, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_EXISTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/transfer/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("folder", test_folder);
  ADD ("named-files", test_named_files);
  ADD ("reserved-name", test_reserved_name);
  ADD ("metadata", test_metadata);
  ADD ("round-trip", test_round_trip);
  ADD ("sets", test_sets);
  ADD ("plugins", test_plugins);
  ADD ("wide-waiver", test_wide_waiver);
  ADD ("update", test_update);
  ADD ("codebook", test_codebook);
  ADD ("bad-lines", test_bad_lines);
  ADD ("large", test_large);
  ADD ("deleted", test_deleted);
  ADD ("undo", test_undo);
  ADD ("undo-and-again", test_undo_and_again);
  ADD ("property", test_property);
  ADD ("cancel", test_cancel);
  ADD ("export-text", test_export_text);
#undef ADD
  return g_test_run ();
}
