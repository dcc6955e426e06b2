/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Manifests, descriptors, and the checks on what plugins give. Running plugins is tests/plugin's business. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-contract.h>
#include <gls-error.h>
#include <gls-module.h>
#include <gls-plugin-check.h>

#define HEAD "[Plugin]\nId=tester\nName=Tester\nVersion=2.0\nApi=1.0\nKinds=extractor;validator;\nExec=python3 x.py\nTypes=Place;Foreign;\n"

static GlsManifest *
parse (const char *text, GError **error)
{
  return gls_manifest_parse (text, strlen (text), "/nowhere/tester", GLS_ORIGIN_USER, error);
}

static void
test_manifest (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsManifest) manifest
      = parse (HEAD "Unit=bytes\nNeeds=names;\nMemory=2048\nNetwork=true\nColour=red\n"
                    "[Setting level]\nType=integer\nLabel=Level\nDefault=3\nMin=1\nMax=5\n", &error);
  g_autoptr (GPtrArray) wishes = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (manifest->id, ==, "tester");
  g_assert_true (manifest->bytes);
  g_assert_cmpuint (manifest->kinds, ==, GLS_KIND_BIT (GLS_PLUGIN_EXTRACTOR) | GLS_KIND_BIT (GLS_PLUGIN_VALIDATOR));
  g_assert_cmpstr (manifest->exec[1], ==, "x.py");
  g_assert_cmpstr (manifest->needs[0], ==, "names");
  g_assert_cmpuint (manifest->remarks->len, ==, 1);
  wishes = gls_manifest_list_wishes (manifest);
  g_assert_cmpuint (wishes->len, ==, 2);
  g_assert_true (gls_setting_def_check (gls_manifest_find_setting (manifest, "level"), "5", NULL));
  g_assert_false (gls_setting_def_check (gls_manifest_find_setting (manifest, "level"), "6", NULL));
  g_assert_false (gls_setting_def_check (gls_manifest_find_setting (manifest, "level"), "2.5", NULL));
  g_assert_false (gls_setting_def_check (gls_manifest_find_setting (manifest, "level"), "", NULL));
}

static void
test_manifest_errors (void)
{
  static const struct { const char *text, *says; } wrong[] = {
    { "Id=x\n", "first" },
    { "[Other]\n", "[Plugin]" },
    { HEAD, "Unit" },
    { HEAD "Unit=words\n", "Unit=words" },
    { HEAD "Unit=bytes\nScope=world\n", "Scope=world" },
    { HEAD "Unit=bytes\nParallel=yes\n", "Parallel=yes" },
    { HEAD "Unit=bytes\nStart=0\n", "Start=0" },
    { HEAD "Unit=bytes\nReads=etc;\n", "Reads=etc" },
    { HEAD "Unit=bytes\nExtensions=.ann;\n", "Extensions=.ann" },
    { HEAD "Unit=bytes\nNeeds=A B;\n", "Needs=A B" },
    { HEAD "Unit=bytes\n[Setting a]\nType=colour\nLabel=a\n", "Type=colour" },
    { HEAD "Unit=bytes\n[Setting a]\nType=choice\nLabel=a\nChoices=x;y;\nDefault=z\n", "Default=z" },
    { HEAD "Unit=bytes\n[Setting a]\nType=number\nLabel=a\n", "Default=" },
    { HEAD "Unit=bytes\n[Setting A]\nType=text\nLabel=a\n", "[Setting A]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (wrong[i].text, &error));
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      if (i > 0 && strstr (error->message, wrong[i].says) == NULL)
        g_error ("%s: %s", wrong[i].says, error->message);
    }
}

static void
test_descriptor (void)
{
  const GlsPluginOperations operations = { .size = sizeof operations };
  const GlsPluginDescriptor good = { GLS_PLUGIN_HEAD, .id = "a", .extractor = &operations };
  GlsPluginDescriptor bad;
  g_autoptr (GError) error = NULL;

  g_assert_true (gls_module_check_descriptor (&good, "a", "a.so", &error));
  g_assert_no_error (error);
  g_assert_false (gls_module_check_descriptor (NULL, "a", "a.so", NULL));
  g_assert_false (gls_module_check_descriptor (&good, "b", "a.so", NULL));
  bad = good;
  bad.magic ^= 1;
  g_assert_false (gls_module_check_descriptor (&bad, "a", "a.so", NULL));
  bad = good;
  bad.size = 8;
  g_assert_false (gls_module_check_descriptor (&bad, "a", "a.so", NULL));
  bad = good;
  bad.api_major = 2;
  g_assert_false (gls_module_check_descriptor (&bad, "a", "a.so", NULL));
  bad = good;
  bad.api_minor = GLS_PLUGIN_API_MINOR + 1;
  g_assert_false (gls_module_check_descriptor (&bad, "a", "a.so", &error));
  /* Both versions are named. */
  g_assert_nonnull (strstr (error->message, "1.1"));
  g_assert_nonnull (strstr (error->message, "1.0"));
  /* One that grew in a later minor version we know is as good. */
  bad = good;
  bad.size += 64;
  g_assert_true (gls_module_check_descriptor (&bad, "a", "a.so", NULL));
}

typedef struct {
  GlsContract *contract;
  GlsDocument *document;
} Fixture;

/* "Ош – Osh": two Cyrillic letters, so that bytes and characters differ. */
static void
set_up (Fixture *fixture, gboolean bytes, GHashTable *types)
{
  g_autoptr (GlsManifest) manifest = parse (bytes ? HEAD "Unit=bytes\n" : HEAD "Unit=characters\n", NULL);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsText) text = gls_text_new_from_string ("\xD0\x9E\xD1\x88 \xE2\x80\x93 Osh", -1, NULL);

  fixture->contract = gls_contract_new (manifest, GLS_PLUGIN_EXTRACTOR, codebook, NULL, types, NULL);
  fixture->document = gls_document_new (text);
  fixture->document->key = g_strdup ("k");
}

static void
tear_down (Fixture *fixture)
{
  gls_contract_unref (fixture->contract);
  gls_document_unref (fixture->document);
}

static gboolean
add (GlsCollector *collector, const char *key, const char *type, guint start, guint end, GError **error)
{
  GlsPluginRange range = { start, end };
  GlsPluginAnnotation annotation
      = { .size = sizeof annotation, .key = key, .type = type, .fragments = &range, .n_fragments = 1, .confidence = NAN };

  return gls_collector_add_annotation (collector, &annotation, error);
}

static GlsResult *
finish (GlsCollector *collector)
{
  return gls_collector_finish (collector, GLS_RESULT_DONE, NULL);
}

static void
test_units (void)
{
  for (int bytes = 0; bytes < 2; bytes++)
    {
      Fixture fixture;
      GlsCollector *collector;
      g_autoptr (GlsResult) result = NULL;
      const GlsAnnotation *annotation;

      set_up (&fixture, bytes, NULL);
      collector = gls_collector_new (fixture.contract, fixture.document);
      g_assert_true (bytes ? add (collector, NULL, "Place", 9, 12, NULL) : add (collector, NULL, "Place", 5, 8, NULL));
      /* Inside a character, and behind the end. */
      g_assert_true (!bytes || !add (collector, NULL, "Place", 1, 4, NULL));
      g_assert_false (add (collector, NULL, "Place", 0, 13, NULL));
      result = finish (collector);
      annotation = result->proposals->pdata[0];
      g_assert_cmpuint (annotation->fragments[0].start, ==, 5);
      g_assert_cmpuint (annotation->fragments[0].end, ==, 8);
      g_assert_cmpstr (annotation->by, ==, "plugin:tester");
      g_assert_cmpstr (annotation->plugin, ==, "tester@2.0");
      tear_down (&fixture);
    }
}

/* Ids follow from plugin, document, type, place and ordinal: the same in the next run, different among equals. */
static void
test_ids (void)
{
  Fixture fixture;
  GlsId ids[2][3];

  for (int run = 0; run < 2; run++)
    {
      GlsCollector *collector;
      g_autoptr (GlsResult) result = NULL;

      set_up (&fixture, FALSE, NULL);
      collector = gls_collector_new (fixture.contract, fixture.document);
      g_assert_true (add (collector, NULL, "Place", 5, 8, NULL));
      g_assert_true (add (collector, NULL, "Place", 5, 8, NULL));
      g_assert_true (add (collector, NULL, "Person", 5, 8, NULL));
      result = finish (collector);
      for (int i = 0; i < 3; i++)
        ids[run][i] = ((GlsAnnotation *) result->proposals->pdata[i])->id;
      tear_down (&fixture);
    }
  g_assert_cmpmem (ids[0], sizeof ids[0], ids[1], sizeof ids[1]);
  g_assert_false (gls_id_equal (&ids[0][0], &ids[0][1]));
  g_assert_false (gls_id_equal (&ids[0][0], &ids[0][2]));
}

static void
test_types (void)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsResult) result = NULL;
  GlsCollector *collector;
  Fixture fixture;

  g_hash_table_insert (types, (gpointer) "Town", (gpointer) "Place");
  g_hash_table_insert (types, (gpointer) "Person", (gpointer) "");
  set_up (&fixture, FALSE, types);
  collector = gls_collector_new (fixture.contract, fixture.document);
  g_assert_true (add (collector, NULL, "Town", 5, 8, NULL));
  g_assert_true (add (collector, NULL, "Person", 5, 8, NULL));
  /* In the manifest, not in the codebook: left out and said. In neither: wrong. */
  g_assert_true (add (collector, NULL, "Foreign", 5, 8, NULL));
  g_assert_false (add (collector, NULL, "Nonsense", 5, 8, &error));
  g_assert_nonnull (strstr (error->message, "Nonsense"));
  g_assert_nonnull (strstr (error->message, "4"));
  result = finish (collector);
  g_assert_cmpuint (result->proposals->len, ==, 1);
  g_assert_cmpstr (((GlsAnnotation *) result->proposals->pdata[0])->type, ==, "Place");
  g_assert_cmpuint (result->left_out, ==, 2);
  g_assert_cmpuint (result->reports->len, ==, 1);
  tear_down (&fixture);
}

static GlsResult *
link_to (const char *target, gboolean give_target_later)
{
  Fixture fixture;
  GlsCollector *collector;
  GlsPluginRange range = { 0, 8 };
  GlsPluginLink link = { "source", false, GLS_PLUGIN_FILLED_BY_ANNOTATION, target };
  GlsPluginAnnotation claim = { .size = sizeof claim, .key = "c", .type = "Claim", .fragments = &range, .n_fragments = 1,
                                .confidence = 0.5, .links = GLS_PLUGIN_ARRAY (&link, 1) };
  GlsResult *result;

  set_up (&fixture, FALSE, NULL);
  collector = gls_collector_new (fixture.contract, fixture.document);
  g_assert_true (gls_collector_add_annotation (collector, &claim, NULL));
  if (give_target_later)
    g_assert_true (add (collector, "s", "Person", 5, 8, NULL));
  result = finish (collector);
  tear_down (&fixture);
  return result;
}

static void
test_links (void)
{
  g_autoptr (GlsResult) good = link_to ("s", TRUE), missing = link_to ("nobody", TRUE);
  const GlsAnnotation *claim = good->proposals->pdata[0], *person = good->proposals->pdata[1];

  g_assert_cmpint (good->status, ==, GLS_RESULT_DONE);
  g_assert_cmpuint (claim->links->len, ==, 1);
  g_assert_true (gls_id_equal (&g_array_index (claim->links, GlsLink, 0).target, &person->id));
  /* All of a document or nothing. */
  g_assert_cmpint (missing->status, ==, GLS_RESULT_FAILED);
  g_assert_cmpuint (missing->proposals->len, ==, 0);
  g_assert_nonnull (strstr (missing->reason, "nobody"));
}

static void
test_values (void)
{
  static const struct { const char *name, *value; gboolean ok; } cases[] = {
    { "certainty", "\"certain\"", TRUE },
    { "certainty", "\"surely\"", FALSE },
    { "certainty", "certain", FALSE },
    { "certainty", "\"\xff\"", FALSE },
    { "certainty", "{\"a\":", FALSE },
    { "no such attribute", "1", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      GlsPluginRange range = { 0, 8 };
      GlsPluginAttribute attribute = { cases[i].name, cases[i].value };
      GlsPluginAnnotation claim = { .size = sizeof claim, .type = "Claim", .fragments = &range, .n_fragments = 1, .confidence = 1,
                                    .attributes = GLS_PLUGIN_ARRAY (&attribute, 1) };
      GlsCollector *collector;

      set_up (&fixture, FALSE, NULL);
      collector = gls_collector_new (fixture.contract, fixture.document);
      g_assert_cmpint (gls_collector_add_annotation (collector, &claim, NULL), ==, cases[i].ok);
      claim.confidence = 1.5;
      g_assert_false (gls_collector_add_annotation (collector, &claim, NULL));
      claim.confidence = 1;
      claim.size = 16;
      g_assert_false (gls_collector_add_annotation (collector, &claim, NULL));
      gls_result_free (finish (collector));
      tear_down (&fixture);
    }
}

/* Strings that stand as they are, and those that the canonical form writes otherwise. */
static void
test_canonical (void)
{
  static const char * const values[][2] = {
    { "\"more than 330\"", "\"more than 330\"" }, { "\"“330”\"", "\"“330”\"" }, { "\"\"", "\"\"" },
    { "\"a\\u0062\"", "\"ab\"" }, { " \"a\" ", "\"a\"" }, { "\"a\xe2\x80\xa8\"", "\"a\\u2028\"" },
    { "330.0", "330" }, { "{\"modifier\":\"exact\",\"said\":\"8\",\"low\":8.0,\"high\":8}",
                       "{\"said\":\"8\",\"low\":8,\"high\":8,\"modifier\":\"exact\"}" },
    { "\"", NULL }, { "\"a\"b\"", NULL }, { "\"a\nb\"", NULL }, { "\"a\\\"", NULL }, { "\"\xff\"", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *value = gls_contract_read_value (values[i][0], &error);

      g_assert_cmpstr (value, ==, values[i][1]);
      g_assert_true ((value == NULL) == (error != NULL));
    }
}

/* A link to what is left out goes with it, the others stay in their order; equal keys are refused, and many are told apart. */
static void
test_keys (void)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GlsResult) result = NULL;
  GlsPluginRange range = { 0, 8 };
  GlsPluginLink links[] = { { "source", false, GLS_PLUGIN_FILLED_BY_ANNOTATION, "gone" },
                            { "source", false, GLS_PLUGIN_FILLED_BY_ANNOTATION, "k4999" },
                            { "via", false, GLS_PLUGIN_FILLED_BY_ANNOTATION, "k7" } };
  GlsPluginAnnotation claim = { .size = sizeof claim, .type = "Claim", .fragments = &range, .n_fragments = 1, .confidence = NAN,
                                .links = GLS_PLUGIN_ARRAY (links, 3) };
  GlsCollector *collector;
  const GlsAnnotation *made;
  Fixture fixture;

  g_hash_table_insert (types, (gpointer) "Place", (gpointer) "");
  set_up (&fixture, FALSE, types);
  collector = gls_collector_new (fixture.contract, fixture.document);
  g_assert_true (gls_collector_add_annotation (collector, &claim, NULL));
  g_assert_true (add (collector, "gone", "Place", 5, 8, NULL));
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%u", i);

      g_assert_true (add (collector, key, "Person", i % 8, 8, NULL));
    }
  result = finish (collector);
  g_assert_cmpint (result->status, ==, GLS_RESULT_DONE);
  made = result->proposals->pdata[0];
  g_assert_cmpuint (made->links->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (gls_id_equal (&g_array_index (made->links, GlsLink, i).target,
                                 &((GlsAnnotation *) result->proposals->pdata[i == 0 ? 5000 : 8])->id));
  g_assert_cmpstr (g_array_index (made->links, GlsLink, 1).name, ==, "via");
  gls_result_free (g_steal_pointer (&result));
  collector = gls_collector_new (fixture.contract, fixture.document);
  g_assert_true (add (collector, "k", "Person", 0, 8, NULL));
  g_assert_false (add (collector, "k", "Person", 5, 8, NULL));
  result = finish (collector);
  tear_down (&fixture);
}

/* As the command and the window say it. */
static void
test_case_lines (void)
{
  static const char * const lines[] = { "✓ extractor: ends", "✗ extractor: ends: it did not (a busy computer may be the reason)",
                                        "✗ validator: empty: it fell over" };
  g_autoptr (GPtrArray) cases = gls_plugin_cases_new ();

  gls_plugin_cases_add (cases, GLS_PLUGIN_EXTRACTOR, "ends", TRUE, NULL);
  gls_plugin_cases_add (cases, GLS_PLUGIN_EXTRACTOR, "ends", TRUE, g_strdup ("it did not"));
  gls_plugin_cases_add (cases, GLS_PLUGIN_VALIDATOR, "empty", FALSE, g_strdup ("it fell over"));
  for (guint i = 0; i < cases->len; i++)
    {
      g_autofree char *line = gls_plugin_case_describe (cases->pdata[i]);

      g_assert_cmpstr (line, ==, lines[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/plugin/values/canonical", test_canonical);
  g_test_add_func ("/plugin/keys", test_keys);
  g_test_add_func ("/plugin/manifest", test_manifest);
  g_test_add_func ("/plugin/manifest/errors", test_manifest_errors);
  g_test_add_func ("/plugin/descriptor", test_descriptor);
  g_test_add_func ("/plugin/units", test_units);
  g_test_add_func ("/plugin/ids", test_ids);
  g_test_add_func ("/plugin/types", test_types);
  g_test_add_func ("/plugin/links", test_links);
  g_test_add_func ("/plugin/values", test_values);
  g_test_add_func ("/plugin/check/lines", test_case_lines);
  return g_test_run ();
}
