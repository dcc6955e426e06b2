/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every module that comes with the program asks whether it was cancelled at least every 10 ms of its own work. Work is counted as the
 * processor time of its thread, so that a busy machine changes nothing. */
#include "config.h"

#include <string.h>
#include <time.h>

#include <glib/gstdio.h>

#include <gls-contract.h>
#include <gls-module.h>
#include <gls-registry.h>

#include "gls-call.h"
#include "gls-contract.h"

#define MOST_MS 10.0

/* Sanitizers make everything slower by a factor of their own: there only what they say counts, once and on shorter texts. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SLOWED TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SLOWED TRUE
#endif
#endif
#ifndef IS_SLOWED
#define IS_SLOWED FALSE
#endif
#define TRIES (IS_SLOWED ? 1 : 3)
#define SIZE(n_bytes) (IS_SLOWED ? (n_bytes) / 16 : (n_bytes))

static double      last_ask, longest;
static const char *now_at, *worst_at;   /* which text */

static double
work_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
note_ask (void)
{
  double now = work_ms ();

  if (now - last_ask > longest)
    {
      longest = now - last_ask;
      worst_at = now_at;
    }
  last_ask = work_ms ();
}

static bool
cancelled (const GlsPluginHost *host)
{
  note_ask ();
  return false;
}

/* What it gives is not looked at. */
static gboolean
take_annotation (gpointer data, const GlsPluginAnnotation *annotation, GError **error)
{
  return TRUE;
}

static gboolean
take_problem (gpointer data, const GlsPluginProblem *problem, GError **error)
{
  return TRUE;
}

static gboolean
take_document (gpointer data, const GlsPluginDocument *document, GlsText *text, GError **error)
{
  return TRUE;
}

static gboolean
take_text (gpointer data, const char *text, GError **error)
{
  return TRUE;
}

static gboolean
take_entity (gpointer data, const GlsPluginEntity *entity, GError **error)
{
  return TRUE;
}

static gboolean
take_bytes (gpointer data, const char *name, const void *bytes, gsize n_bytes, GError **error)
{
  return TRUE;
}

static const GlsSink sink = { .annotation = take_annotation, .problem = take_problem, .document = take_document,
                              .codebook = take_text, .entity = take_entity, .report = take_text, .write = take_bytes };

static GlsDocument *
make_document (const GlsCodebook *codebook, const char *unit, gsize n_bytes)
{
  g_autoptr (GString) string = g_string_sized_new (n_bytes + 200);
  g_autoptr (GlsText) text = NULL;
  GlsDocument *document;

  while (string->len < n_bytes)
    g_string_append (string, unit);
  text = gls_text_new_from_string (string->str, string->len, NULL);
  document = gls_document_new (text);
  document->key = g_strdup ("d");
  document->published = g_strdup ("2015-04-21");
  /* For those that look at annotations. */
  for (guint32 at = 0; at + 100 < gls_text_get_length (text); at += 100)
    {
      const GlsTypeDef *type = codebook->types->pdata[at / 100 % codebook->types->len];
      GlsAnnotation *annotation = gls_annotation_new ();
      GlsFragment place = { at, at + 10 };

      annotation->type = g_strdup (type->name);
      annotation->by = g_strdup ("tester");
      gls_annotation_set_fragments (annotation, &place, 1);
      gls_id_derive (&annotation->id, "asks", &at, sizeof at, NULL);
      g_ptr_array_add (document->annotations, annotation);
    }
  return document;
}

typedef struct {
  GlsManifest               *manifest;
  GlsContract               *contract;
  const GlsPluginOperations *operations;
  void                      *state;
} Subject;

static void
begin_work (Subject *subject, GlsCall *call, GlsText *text)
{
  gls_call_init (call, subject->manifest, subject->contract->settings, &sink, NULL, text, NULL);
  call->host.cancelled = cancelled;
  last_ask = work_ms ();
}

static void
end_work (GlsCall *call)
{
  note_ask ();
  gls_call_clear (call);
}

static void
work_on (Subject *subject, GlsDocument *document)
{
  g_autoptr (GlsView) view = gls_view_new (document, subject->manifest->bytes, 0, 0);
  GlsCall call;

  begin_work (subject, &call, document->text);
  subject->operations->document (subject->state, &call.host, &view->info);
  end_work (&call);
}

/* The longest work without a question over all kinds of text. */
static double
measure (Subject *subject, const GlsCodebook *codebook)
{
  static const char * const units[]
      = { "More than 330 people walked out in Osh on April 21, the minister of labour Nurlan Asanov said on Monday. ",
          "Около 500 человек вышли 3 мая на площадь в Бишкеке, сообщил министр Нурлан Асанов.\n", "\"", "(", "9", "A", "\n", ". ",
          "said said ", "\xE2\x80\x9C" };
  GlsCall call;

  longest = 0;
  begin_work (subject, &call, NULL);
  if (subject->operations->begin != NULL)
    g_assert_cmpint (subject->operations->begin (&call.host, gls_contract_get_run (subject->contract), &subject->state), ==, 0);
  /* Tables are read once a run, and may take longer. */
  gls_call_clear (&call);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GlsDocument) document = make_document (codebook, units[i], SIZE (i < 2 ? 1024 * 1024 : 100000));

      now_at = units[i];
      work_on (subject, document);
    }
  if (subject->operations->size >= G_STRUCT_OFFSET (GlsPluginOperations, finish) + sizeof subject->operations->finish
      && subject->operations->finish != NULL)
    {
      now_at = "finish()";
      begin_work (subject, &call, NULL);
      subject->operations->finish (subject->state, &call.host);
      end_work (&call);
    }
  if (subject->operations->end != NULL)
    subject->operations->end (subject->state);
  subject->state = NULL;
  return longest;
}

/* --- Importers ------------------------------------------------------------------------------------------------------ */

/* Sound contents of @n_bytes or more, as far as this format is known here; else lines. */
static char *
make_contents (const char *extension, gsize n_bytes)
{
  GString *contents = g_string_new (g_str_equal (extension, "tsv") ? "#FORMAT=WebAnno TSV 3.2\n#T_SP=custom.Span|label\n\n" : "");

  for (guint i = 1, at = 0; contents->len < n_bytes; i++, at += 12)
    if (g_str_equal (extension, "conll"))
      g_string_append_printf (contents, "Mira B-PER\nTollan I-PER\nsailed O\n%s", i % 20 == 0 ? "\n-DOCSTART- O\n\n" : "\n");
    else if (g_str_equal (extension, "ann"))
      g_string_append_printf (contents, "T%u\tPerson %u %u\tMira Tollan\nN%u\tReference T%u Wikidata:Q%u\tMira\n", i, at, at + 11, i, i, i % 50);
    else if (g_str_equal (extension, "tsv"))
      g_string_append_printf (contents, "\n#Text=Mira Tollan\n%u-1\t%u-%u\tMira\tPER[%u]\t\n%u-2\t%u-%u\tTollan\tPER[%u]\t\n", i, at, at + 4, i,
                              i, at + 5, at + 11, i);
    else
      g_string_append (contents, "Mira Tollan\n");
  return g_string_free (contents, FALSE);
}

static char *
repeat (const char *unit, gsize n_bytes)
{
  GString *contents = g_string_new (NULL);

  while (contents->len < n_bytes)
    g_string_append (contents, unit);
  return g_string_free (contents, FALSE);
}

/* @text: of the article beside it, where the source is a folder. */
static void
import_one (Subject *subject, const char *folder, const char *contents, const char *text)
{
  const char *extension = subject->manifest->extensions[0];
  g_autofree char *base = g_strconcat ("one.", extension, NULL), *path = g_build_filename (folder, base, NULL);
  g_autofree char *beside = g_build_filename (folder, "one.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsSource) source = NULL;
  g_autoptr (GlsText) known = gls_text_new_from_string (text, strlen (text), NULL);
  GlsCall call;

  g_assert_true (g_file_set_contents (path, contents, -1, &error));
  if (subject->manifest->source_folder)
    g_assert_true (g_file_set_contents (beside, text, -1, &error));
  source = gls_source_new (subject->manifest->source_folder ? folder : path, NULL, subject->manifest, &error);
  g_assert_no_error (error);
  begin_work (subject, &call, known);
  call.source_root = source->root;
  subject->operations->import (subject->state, &call.host, &source->info);
  end_work (&call);
  g_remove (path);
  g_remove (beside);
}

static double
measure_import (Subject *subject)
{
  static const char * const units[] = { "\"", "(", "9", "\n", "\t", "T1\t", "x O\n", "1-1\t", "\xE2\x80\x9C" };
  g_autofree char *folder = g_dir_make_tmp ("gls-asks-XXXXXX", NULL), *text = repeat ("Mira Tollan\n", SIZE (1024 * 1024));
  g_autofree char *sound = make_contents (subject->manifest->extensions[0], SIZE (512 * 1024));
  GlsCall call;

  longest = 0;
  gls_call_init (&call, subject->manifest, subject->contract->settings, &sink, NULL, NULL, NULL);
  if (subject->operations->begin != NULL)
    g_assert_cmpint (subject->operations->begin (&call.host, gls_contract_get_run (subject->contract), &subject->state), ==, 0);
  gls_call_clear (&call);
  now_at = "a sound source";
  import_one (subject, folder, sound, text);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *contents = repeat (units[i], SIZE (200000));

      now_at = units[i];
      import_one (subject, folder, contents, text);
    }
  if (subject->operations->end != NULL)
    subject->operations->end (subject->state);
  subject->state = NULL;
  g_rmdir (folder);
  return longest;
}

/* The least of several tries: what other programs do to the caches is not this one's work. */
static void
test_kind (GlsManifest *manifest, GlsPluginKind kind)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsContract) contract = gls_contract_new (manifest, kind, codebook, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GlsModule *module = gls_module_load (manifest, &error);
  Subject subject = { manifest, contract, NULL, NULL };
  double least = G_MAXDOUBLE;

  g_assert_no_error (error);
  contract->set = kind == GLS_PLUGIN_VALIDATOR ? g_strdup ("tester") : NULL;
  contract->target = kind == GLS_PLUGIN_EXPORTER ? g_strdup ("target") : NULL;
  subject.operations = gls_module_get_operations (module, kind, &error);
  g_assert_no_error (error);
  for (int i = 0; i < TRIES && least > MOST_MS; i++)
    least = MIN (least, kind == GLS_PLUGIN_IMPORTER ? measure_import (&subject) : measure (&subject, codebook));
  g_test_message ("%s, %s: %.2f ms at most, on %s", manifest->id, gls_plugin_kind_to_string (kind), least, worst_at);
  g_assert_true (IS_SLOWED || least <= MOST_MS);
}

static void
test_module (gconstpointer data)
{
  GlsManifest *manifest = (GlsManifest *) data;

  for (int kind = GLS_PLUGIN_EXTRACTOR; kind <= GLS_PLUGIN_EXPORTER; kind++)
    if (manifest->kinds & GLS_KIND_BIT (kind))
      test_kind (manifest, kind);
}

int
main (int argc, char **argv)
{
  g_autoptr (GlsRegistry) registry = NULL;
  guint n = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  registry = gls_registry_new ();
  for (guint i = 0; i < registry->entries->len; i++)
    {
      const GlsPluginEntry *entry = registry->entries->pdata[i];
      g_autofree char *path = g_strconcat ("/asks/", entry->id, NULL);

      if (entry->fault != NULL || entry->manifest->module == NULL)
        continue;
      g_test_add_data_func (path, entry->manifest, test_module);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  return g_test_run ();
}
