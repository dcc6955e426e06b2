/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No text costs an extractor more than linear work: twice as much of anything takes at most about twice as many looks at its words.
 * It counts looks, not time, and knows nothing of what is found. */
#include "config.h"

#include <glib.h>
#include <lexicon.h>

#include <gls-call.h>
#include <gls-contract.h>

#define N_BYTES 40000
/* Looks for each byte of a text of one mark; articles need about ten. */
#define MOST    300

uint64_t lex_work;

const GlsPluginDescriptor *glossator_plugin (void);

static gboolean
take_annotation (gpointer sink, const GlsPluginAnnotation *annotation, GError **error)
{
  ++*(guint64 *) sink;
  return TRUE;
}

static const GlsSink sink = { .annotation = take_annotation };

static guint64
count (GlsManifest *manifest, GlsContract *contract, void *state, const char *piece, gsize n_bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) shared = NULL;
  g_autoptr (GlsDocument) document = NULL;
  g_autoptr (GlsView) view = NULL;
  guint64 taken = 0;
  GlsCall call;

  while (text->len < n_bytes)
    g_string_append (text, piece);
  shared = gls_text_new_from_string (text->str, text->len, &error);
  g_assert_no_error (error);
  document = gls_document_new (shared);
  document->key = g_strdup ("one");
  view = gls_view_new (document, manifest->bytes, 0, 0);
  gls_call_init (&call, manifest, contract->settings, &sink, &taken, document->text, NULL);
  lex_work = 0;
  g_assert_cmpint (glossator_plugin ()->extractor->document (state, &call.host, &view->info), ==, GLS_PLUGIN_OK);
  gls_call_clear (&call);
  return lex_work;
}

static void
test_linear (void)
{
  static const char * const pieces[] = {
    "\"", "“", "”", "«", "'", "’", "(", ")", "()", "[", ".", ",", "-", "—", "…", " ", "\n", "a", "A", "7", "7 ", "1,", "1, ", "5-", "A ", "Ab ",
    "al-", "Al-", "said ", "Mr. ", "“a ", "“A ", "\"A\" ", "(A ", "«А» ", "May ", "May 5 ", "last ", "of ", "of the ", "and ", ", and ", "U.S.", "A, ",
    "Ministry of ", "Health and ", "X's ", "he said, “", "more than ", "million ", "2014 ", "$", "percent ", "according to ", "Bo said. ",
    "Syria ", "Syrian ", "who ", "Ann and ", "born (", "the ", "сказал ", "По ",
    "quoted ", "quoted A as saying ", ", citing ", "said:\n", "warning from ", "fears grew ", "said in a ", ", when ", "one in three ", "half the ", "Ward 4, 5, ", "5 - 7 ", "a quarter of a million ", "ten days earlier ", "the same ", "the first half of ",
  };
  g_autofree char *folder = g_build_filename (g_getenv ("GLS_BUILD_ROOT"), "plugins", PLUGIN, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsManifest) manifest = gls_manifest_load (folder, GLS_ORIGIN_SHIPPED, &error);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsContract) contract = NULL;
  const GlsPluginOperations *operations = glossator_plugin ()->extractor;
  void *state = NULL;
  GlsCall call;

  g_assert_no_error (error);
  contract = gls_contract_new (manifest, GLS_PLUGIN_EXTRACTOR, codebook, NULL, NULL, NULL);
  gls_call_init (&call, manifest, contract->settings, &sink, NULL, NULL, NULL);
  g_assert_cmpint (operations->begin (&call.host, gls_contract_get_run (contract), &state), ==, GLS_PLUGIN_OK);
  gls_call_clear (&call);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      guint64 once = count (manifest, contract, state, pieces[i], N_BYTES),
              twice = count (manifest, contract, state, pieces[i], 2 * N_BYTES);

      if (twice > once * 9 / 4 + 1000 || once > (guint64) MOST * N_BYTES)
        {
          g_test_message ("“%s”: %" G_GUINT64_FORMAT " looks, then %" G_GUINT64_FORMAT, pieces[i], once, twice);
          g_test_fail ();
        }
    }
  operations->end (state);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/linear/" PLUGIN, test_linear);
  return g_test_run ();
}
