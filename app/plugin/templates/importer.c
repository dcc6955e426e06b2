/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An importer: a document a line, KEY, a tab, TEXT; then, each after a tab, marks as START-END:TYPE in characters. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glossator-plugin.h>

/* One mark, "6-9:Place"; what is none is reported and left out. */
static int
import_mark (const GlsPluginHost *host, const char *key, char *field)
{
  GlsPluginRange range = { 0, 0 };
  GlsPluginAnnotation annotation = { .size = sizeof annotation, .fragments = &range, .n_fragments = 1, .confidence = NAN };
  char *end = NULL;

  range.start = (uint32_t) strtoul (field, &end, 10);
  if (*end == '-')
    range.end = (uint32_t) strtoul (end + 1, &end, 10);
  if (*end != ':' || end[1] == '\0' || range.end <= range.start)
    {
      char sentence[200];

      snprintf (sentence, sizeof sentence, "%.60s: “%.60s” is no mark; left out", key, field);
      return host->report (host, sentence);
    }
  annotation.type = end + 1;
  return host->emit_annotation (host, &annotation);
}

static int
import_line (const GlsPluginHost *host, char *line)
{
  char *text = strchr (line, '\t');
  char *field = NULL;
  GlsPluginDocument document = { .size = sizeof document, .key = line };
  int status;

  if (text == NULL)
    return host->report (host, "a line without a tab was left out");
  *text++ = '\0';
  field = strchr (text, '\t');
  if (field != NULL)
    *field++ = '\0';
  document.text = text;
  document.n_bytes = strlen (text);
  status = host->emit_document (host, &document);
  while (status == GLS_PLUGIN_OK && field != NULL)
    {
      char *next = strchr (field, '\t');

      if (next != NULL)
        *next++ = '\0';
      status = import_mark (host, line, field);
      field = next;
    }
  return status;
}

static int
import_file (void *state, const GlsPluginHost *host, const GlsPluginSource *source)
{
  const GlsPluginFile *file = GLS_PLUGIN_AT (GlsPluginFile, source->files, 0);
  size_t n, n_text;
  const void *data = host->read_file (host, file->name, &n);
  const char *decoded = data != NULL ? host->decode (host, data, n, source->encoding, &n_text) : NULL;
  int status = GLS_PLUGIN_OK;
  char *text;

  (void) state;
  if (decoded == NULL)
    return host->fail (host, "the file is no text");
  text = malloc (n_text + 1);
  if (text == NULL)
    return host->fail (host, "there is no memory left");
  memcpy (text, decoded, n_text);
  text[n_text] = '\0';
  for (char *line = text; status == GLS_PLUGIN_OK && *line != '\0' && !host->cancelled (host);)
    {
      char *end = strchr (line, '\n');
      char *next = end != NULL ? end + 1 : line + strlen (line);

      if (end != NULL)
        *end = '\0';
      if (*line != '\0')
        status = import_line (host, line);
      line = next;
    }
  free (text);
  return status;
}

static const GlsPluginOperations importer = { .size = sizeof importer, .import = import_file };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "@ID@", .importer = &importer };

GLS_PLUGIN_DEFINE (descriptor)
