/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample of API 1.0: it uses every structure and every host function once, and says in a note what they gave. The binaries beside it
 * were built when 1.0 was published and must be loaded for ever: never build them anew, never change this file. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glossator-plugin.h>

typedef struct {
  GlsPluginKind kind;
  size_t        n_types, n_entities, n_documents;
} State;

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state)
{
  State *made = calloc (1, sizeof *made);

  if (made == NULL || host->api_major != 1)
    return host->fail (host, "there is no memory, or another API");
  made->kind = run->kind;
  made->n_types = run->types.n;
  made->n_entities = run->entities.n;
  *state = made;
  host->log (host, GLS_PLUGIN_INFO, "sample of API 1.0 begins");
  return GLS_PLUGIN_OK;
}

static void
end (void *state)
{
  free (state);
}

/* Every service of the host in one line. */
static void
describe (const GlsPluginHost *host, const GlsPluginDocument *document, char *note, size_t n)
{
  GlsPluginQuantity quantity = { .size = sizeof quantity };
  bool is_quantity = host->quantity_of_words (host, "more than 330", &quantity);
  const char *json = is_quantity ? host->json_of_quantity (host, &quantity) : "";
  bool back = host->quantity_of_json (host, json, &quantity);
  const char *date = host->date_of_words (host, "April 21", document->published);
  const char *quoted = host->json_of_text (host, "a\"b", (size_t) -1);
  const char *plain = host->text_of_json (host, quoted);
  GlsPluginArray list = host->setting_list (host, "list");
  GlsPluginRange word = host->word_at (host, 0), sentence = host->sentence_at (host, 0), line = host->line_at (host, 0);
  GlsPluginRange snapped = host->snap (host, (GlsPluginRange){ 1, 2 });
  uint32_t first = 0, last = 0;
  bool ranged = date != NULL && host->date_range (host, date, &first, &last);

  snprintf (note, n, "%s %d %g %s|%s %d %u|%s %s|%s %" PRId64 " %g %d %zu|%u-%u %u-%u %u-%u %u-%u|%u %u|%d %d", json, back, quantity.low,
            quantity.modifier, date != NULL ? date : "", ranged, last - first, quoted, plain, host->setting_text (host, "text"),
            host->setting_integer (host, "integer"), host->setting_number (host, "number"), host->setting_boolean (host, "boolean"),
            list.n, word.start, word.end, sentence.start, sentence.end, line.start, line.end, snapped.start, snapped.end,
            host->character_of_byte (host, 3), host->byte_of_character (host, 3), host->data_path (host, "plugin.ini") != NULL,
            host->data_path (host, "../plugin.ini") == NULL);
}

static int
extract (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  State *state = data;
  GlsPluginRange word = host->word_at (host, 0), whole = { 0, (uint32_t) document->n_bytes };
  GlsPluginChain chain = { "sample", "Sample", "Place" };
  GlsPluginAttribute attribute = { "certainty", "\"certain\"" };
  GlsPluginLink link = { "place", false, GLS_PLUGIN_FILLED_BY_ANNOTATION, "first" };
  char note[1000];
  GlsPluginAnnotation place = { .size = sizeof place, .key = "first", .type = "Place", .fragments = &word, .n_fragments = 1,
                                .confidence = 0.25, .chain = &chain, .note = note };
  GlsPluginAnnotation claim = { .size = sizeof claim, .type = "Claim", .fragments = &whole, .n_fragments = 1, .confidence = NAN,
                                .attributes = GLS_PLUGIN_ARRAY (&attribute, 1), .links = GLS_PLUGIN_ARRAY (&link, 1) };

  if (state->n_types == 0 || document->n_characters == 0)
    return host->skip (host, "there is nothing in it");
  describe (host, document, note, sizeof note);
  host->progress (host, 0.5);
  if (host->cancelled (host))
    return GLS_PLUGIN_FAILED;
  if (host->emit_annotation (host, &place) != GLS_PLUGIN_OK)
    return GLS_PLUGIN_FAILED;
  return host->emit_annotation (host, &claim);
}

static int
validate (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  State *state = data;

  state->n_documents++;
  for (size_t i = 0; i < document->annotations.n; i++)
    {
      const GlsPluginAnnotation *mark = GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i);
      GlsPluginEdit edit = { .kind = GLS_PLUGIN_EDIT_DELETE, .annotation = mark->key };
      GlsPluginFix fix = { "Delete it", GLS_PLUGIN_ARRAY (&edit, 1) };
      GlsPluginProblem problem = { .size = sizeof problem, .rule = "sample", .severity = GLS_PLUGIN_NOTE, .message = mark->type,
                                   .annotations = GLS_PLUGIN_ARRAY (&mark->key, 1), .fixes = GLS_PLUGIN_ARRAY (&fix, 1) };

      if (host->emit_problem (host, &problem) != GLS_PLUGIN_OK)
        return GLS_PLUGIN_FAILED;
    }
  return GLS_PLUGIN_OK;
}

static int
import (void *state, const GlsPluginHost *host, const GlsPluginSource *source)
{
  const GlsPluginFile *file = GLS_PLUGIN_AT (GlsPluginFile, source->files, 0);
  size_t n = 0, n_text = 0;
  const void *bytes = host->read_file (host, file->name, &n);
  const char *text = bytes != NULL ? host->decode (host, bytes, n, source->encoding, &n_text) : NULL;
  GlsPluginZone zone = { GLS_PLUGIN_ZONE_HEADLINE, { 0, 1 } };
  GlsPluginRange range = { 0, 1 };
  const char *alias = "Another";
  GlsPluginExternalId external = { "sample", "1" };
  GlsPluginEntity entity = { .id = "e", .kind = "Place", .name = "Sample", .aliases = GLS_PLUGIN_ARRAY (&alias, 1),
                             .external_ids = GLS_PLUGIN_ARRAY (&external, 1) };
  GlsPluginStatus status = { "amira", "done", "a note" };
  GlsPluginDocument document = { .size = sizeof document, .key = source->name, .text = text, .n_bytes = n_text, .title = "Title",
                                 .zones = GLS_PLUGIN_ARRAY (&zone, 1), .statuses = GLS_PLUGIN_ARRAY (&status, 1) };
  GlsPluginAnnotation mark = { .size = sizeof mark, .key = "1", .type = "Sampled", .fragments = &range, .n_fragments = 1,
                               .confidence = NAN, .entity = "e", .set = "amira", .unsure = "is it?" };

  (void) state;
  if (text == NULL)
    return host->fail (host, "the file is no text");
  if (host->emit_codebook (host, "{\"name\":\"sample\",\"types\":[{\"name\":\"Sampled\"}]}") != GLS_PLUGIN_OK
      || host->emit_entity (host, &entity) != GLS_PLUGIN_OK || host->emit_document (host, &document) != GLS_PLUGIN_OK
      || host->emit_annotation (host, &mark) != GLS_PLUGIN_OK)
    return GLS_PLUGIN_FAILED;
  return host->report (host, "line 7 was left out");
}

static int
export_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  char line[300];

  ((State *) data)->n_documents++;
  snprintf (line, sizeof line, "%s %zu %zu %zu\n", document->key, document->n_bytes, document->annotations.n, document->statuses.n);
  return host->write (host, NULL, line, strlen (line));
}

static int
export_end (void *data, const GlsPluginHost *host)
{
  char line[60];

  snprintf (line, sizeof line, "%zu documents\n", ((State *) data)->n_documents);
  return host->write (host, NULL, line, strlen (line));
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .begin = begin, .document = extract, .end = end };
static const GlsPluginOperations validator = { .size = sizeof validator, .begin = begin, .document = validate, .end = end };
static const GlsPluginOperations importer = { .size = sizeof importer, .begin = begin, .import = import, .end = end };
static const GlsPluginOperations exporter
    = { .size = sizeof exporter, .begin = begin, .document = export_document, .finish = export_end, .end = end };

static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "sample-1-0", .extractor = &extractor, .validator = &validator,
                                                .importer = &importer, .exporter = &exporter };

GLS_PLUGIN_DEFINE (descriptor)
