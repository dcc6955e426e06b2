/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Annotations as a table for spreadsheets: a row an annotation, UTF-8, RFC 4180. No cell ever begins a formula: one that would gets
 * an apostrophe before it.
 * It must not know how projects are stored. */
#include <glossator-plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  bool header_written;
} State;

typedef struct {
  const GlsPluginHost *host;
  char   buffer[8192];
  size_t n;
  bool   first;      /* cell of its row */
  int    done;
} Output;

static void
flush (Output *output)
{
  if (output->n > 0 && output->done == GLS_PLUGIN_OK)
    output->done = output->host->write (output->host, NULL, output->buffer, output->n);
  output->n = 0;
}

static void
put (Output *output, const char *text, size_t n)
{
  for (size_t i = 0; i < n; i++)
    {
      if (output->n == sizeof output->buffer)
        flush (output);
      output->buffer[output->n++] = text[i];
    }
}

/* What spreadsheets take for the beginning of a formula (OWASP, "CSV injection"). */
static bool
begins_formula (const char *text, size_t n)
{
  return n > 0 && (strchr ("=+-@\t\r\n", *text) != NULL
                   /* The full-width forms, which some take for the same. */
                   || (n >= 3 && memcmp (text, "\xEF\xBC", 2) == 0 && memchr ("\x9D\x8B\x8D\xA0", text[2], 4) != NULL));
}

static void
put_cell (Output *output, const char *text, size_t n)
{
  bool formula = begins_formula (text, n), quoted = formula || memchr (text, ',', n) != NULL || memchr (text, '"', n) != NULL
                                                    || memchr (text, '\n', n) != NULL || memchr (text, '\r', n) != NULL
                                                    || memchr (text, ';', n) != NULL;

  if (!output->first)
    put (output, ",", 1);
  output->first = false;
  if (quoted)
    put (output, "\"", 1);
  if (formula)
    put (output, "'", 1);
  for (size_t i = 0; i < n; i++)
    {
      if (text[i] == '"')
        put (output, "\"", 1);
      put (output, text + i, 1);
    }
  if (quoted)
    put (output, "\"", 1);
}

static void
put_text (Output *output, const char *text)
{
  put_cell (output, text != NULL ? text : "", text != NULL ? strlen (text) : 0);
}

static void
put_number (Output *output, uint32_t number)
{
  char text[16];

  snprintf (text, sizeof text, "%u", number);
  put_text (output, text);
}

static void
end_row (Output *output)
{
  put (output, "\r\n", 2);
  output->first = true;
}

/* Joined in memory of our own, as cells are written whole. */
typedef struct {
  char  *text;
  size_t n, room;
} Joined;

static void
join (Joined *joined, const char *text, size_t n)
{
  if (joined->n + n > joined->room)
    {
      joined->room = (joined->n + n) * 2;
      joined->text = realloc (joined->text, joined->room);
      if (joined->text == NULL)
        abort ();
    }
  memcpy (joined->text + joined->n, text, n);
  joined->n += n;
}

static void
join_text (Joined *joined, const char *text)
{
  join (joined, text, strlen (text));
}

static void
put_joined (Output *output, Joined *joined)
{
  put_cell (output, joined->n > 0 ? joined->text : "", joined->n);
  joined->n = 0;
}

static void
put_words (Output *output, const GlsPluginDocument *document, const GlsPluginAnnotation *annotation, Joined *joined)
{
  for (size_t i = 0; i < annotation->n_fragments; i++)
    {
      uint32_t start = output->host->byte_of_character (output->host, annotation->fragments[i].start);
      uint32_t end = output->host->byte_of_character (output->host, annotation->fragments[i].end);

      if (i > 0)
        join_text (joined, " … ");
      join (joined, document->text + start, end - start);
    }
  put_joined (output, joined);
}

static void
put_fragments (Output *output, const GlsPluginAnnotation *annotation, Joined *joined)
{
  char text[32];

  for (size_t i = 0; i < annotation->n_fragments; i++)
    {
      snprintf (text, sizeof text, "%s%u-%u", i > 0 ? " " : "", annotation->fragments[i].start, annotation->fragments[i].end);
      join_text (joined, text);
    }
  put_joined (output, joined);
}

static void
put_attributes (Output *output, const GlsPluginAnnotation *annotation, Joined *joined)
{
  for (size_t i = 0; i < annotation->attributes.n; i++)
    {
      const GlsPluginAttribute *attribute = GLS_PLUGIN_AT (GlsPluginAttribute, annotation->attributes, i);
      const char *text = output->host->text_of_json (output->host, attribute->value);

      join_text (joined, i > 0 ? "; " : "");
      join_text (joined, attribute->name);
      join_text (joined, ": ");
      join_text (joined, text != NULL ? text : attribute->value);
    }
  put_joined (output, joined);
}

static void
put_links (Output *output, const GlsPluginAnnotation *annotation, bool relations, Joined *joined)
{
  for (size_t i = 0; i < annotation->links.n; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, annotation->links, i);

      if (link->relation != relations)
        continue;
      join_text (joined, joined->n > 0 ? "; " : "");
      join_text (joined, link->name);
      join_text (joined, ": ");
      join_text (joined, link->filler == GLS_PLUGIN_FILLED_BY_AUTHOR ? "author"
                         : link->filler == GLS_PLUGIN_NOT_SAID ? "not said" : link->to);
    }
  put_joined (output, joined);
}

static void
put_row (Output *output, const GlsPluginDocument *document, const GlsPluginAnnotation *annotation, Joined *joined)
{
  char confidence[32] = "";

  put_text (output, document->key);
  put_text (output, annotation->set);
  put_text (output, annotation->key);
  put_text (output, annotation->type);
  put_number (output, annotation->fragments[0].start);
  put_number (output, annotation->fragments[annotation->n_fragments - 1].end);
  put_fragments (output, annotation, joined);
  put_words (output, document, annotation, joined);
  put_attributes (output, annotation, joined);
  put_links (output, annotation, false, joined);
  put_links (output, annotation, true, joined);
  put_text (output, annotation->entity);
  put_text (output, annotation->note);
  put_text (output, annotation->unsure == NULL ? "" : *annotation->unsure != '\0' ? annotation->unsure : "yes");
  if (annotation->confidence >= 0)
    snprintf (confidence, sizeof confidence, "%.3g", annotation->confidence);
  /* The decimal point whatever the locale. */
  if (strchr (confidence, ',') != NULL)
    *strchr (confidence, ',') = '.';
  put_text (output, confidence);
  put_text (output, annotation->plugin);
  end_row (output);
}

static void
put_header (Output *output)
{
  static const char * const names[] = { "document", "set", "id", "type", "start", "end", "fragments", "words", "attributes", "roles",
                                        "relations", "entity", "note", "unsure", "confidence", "plugin" };

  /* With a mark spreadsheets read it as UTF-8. */
  put (output, "\xEF\xBB\xBF", 3);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    put_text (output, names[i]);
  end_row (output);
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state)
{
  (void) run;
  *state = calloc (1, sizeof (State));
  return *state != NULL ? GLS_PLUGIN_OK : host->fail (host, "there is no memory left");
}

static int
write_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  State *state = data;
  Output output = { .host = host, .first = true, .done = GLS_PLUGIN_OK };
  Joined joined = { 0 };

  if (!state->header_written)
    put_header (&output);
  state->header_written = true;
  for (size_t i = 0; i < document->annotations.n; i++)
    {
      const GlsPluginAnnotation *annotation = GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i);

      if (i % 256 == 0 && host->cancelled (host))
        break;
      if (annotation->n_fragments > 0)
        put_row (&output, document, annotation, &joined);
    }
  flush (&output);
  free (joined.text);
  return output.done;
}

static int
finish (void *data, const GlsPluginHost *host)
{
  State *state = data;
  Output output = { .host = host, .first = true, .done = GLS_PLUGIN_OK };

  /* A project without documents has a header all the same. */
  if (!state->header_written)
    put_header (&output);
  flush (&output);
  return output.done;
}

static void
end (void *state)
{
  free (state);
}

static const GlsPluginOperations exporter = {
  .size = sizeof exporter,
  .begin = begin,
  .document = write_document,
  .finish = finish,
  .end = end,
};
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "csv", .exporter = &exporter };
GLS_PLUGIN_DEFINE (descriptor)
