/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns as documents: tokens with spaces between them, a sentence a line (Tjong Kim Sang and De Meulder 2003; the scorer
 * conlleval says what tags that do not fit mean).
 * It must not know how annotations are written as columns. */
#include "conll.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DOCUMENT_MARK "-DOCSTART-"

/* A span in the making or made; bytes of the document's text. */
typedef struct {
  GlsPluginRange range;
  char          *type;
} Mark;

typedef struct {
  const GlsPluginHost *host;
  const char   *name;       /* of the file */
  size_t        line;
  PluginString  text;       /* of the document under way */
  bool          in_line;    /* the sentence has a token */
  Mark         *marks;
  size_t        n_marks, room_marks;
  bool          open;       /* the last mark may go on */
  size_t        n_documents;
  bool          many;       /* the file holds several */
} Import;

/* --- Names of types --------------------------------------------------------------------------------------------------- */

static const char *
find_pair (const GlsPluginHost *host, const char *name, bool by_type, size_t *n)
{
  GlsPluginArray pairs = host->setting_list (host, "names");

  for (size_t i = 0; i < pairs.n; i++)
    {
      const char *pair = *GLS_PLUGIN_AT (char *, pairs, i), *sign = strchr (pair, '=');

      if (sign == NULL)
        continue;
      if (by_type && strcmp (sign + 1, name) == 0)
        {
          *n = (size_t) (sign - pair);
          return pair;
        }
      if (!by_type && strlen (name) == (size_t) (sign - pair) && memcmp (pair, name, strlen (name)) == 0)
        return sign + 1;
    }
  return NULL;
}

const char *
conll_type_of_tag (const GlsPluginHost *host, const char *tag)
{
  const char *type = find_pair (host, tag, false, NULL);

  if (type == NULL)
    return tag;
  return *type != '\0' ? type : NULL;
}

const char *
conll_tag_of_type (const GlsPluginHost *host, const char *type, PluginString *buffer)
{
  size_t n = strlen (type);
  const char *tag = find_pair (host, type, true, &n);

  buffer->n = 0;
  plugin_append (buffer, tag != NULL ? tag : type, n);
  /* A column ends at a space. */
  for (size_t i = 0; i < buffer->n; i++)
    if (strchr (" \t\r\n", buffer->text[i]) != NULL)
      buffer->text[i] = '_';
  return buffer->text;
}

/* --- Reading -------------------------------------------------------------------------------------------------------------- */

static void
complain (const Import *import, const char *why)
{
  PluginString sentence = { 0 };

  plugin_printf (&sentence, "%s, line %zu: %s", import->name, import->line, why);
  import->host->report (import->host, sentence.text);
  plugin_clear (&sentence);
}

static void
forget (Import *import)
{
  for (size_t i = 0; i < import->n_marks; i++)
    free (import->marks[i].type);
  import->n_marks = 0;
  import->text.n = 0;
  import->in_line = false;
  import->open = false;
}

static int
emit_marks (Import *import)
{
  int done = GLS_PLUGIN_OK;

  for (size_t i = 0; i < import->n_marks && done == GLS_PLUGIN_OK; i++)
    {
      const Mark *mark = &import->marks[i];
      const char *type = conll_type_of_tag (import->host, mark->type);

      if (type != NULL)
        done = gls_plugin_emit_span (import->host, type, mark->range, (double) NAN);
    }
  return done;
}

static void
end_sentence (Import *import)
{
  if (import->in_line)
    plugin_append_text (&import->text, "\n");
  import->in_line = false;
  import->open = false;
}

/* "train" for the one document of train.conll, "train-2" for the second of several. */
static int
end_document (Import *import)
{
  const char *dot = strrchr (import->name, '.');
  const GlsPluginStatus nothing = { NULL, "done", NULL };
  PluginString key = { 0 };
  int done = GLS_PLUGIN_OK;

  end_sentence (import);
  if (import->text.n > 0)
    {
      plugin_append (&key, import->name, dot != NULL && dot > import->name ? (size_t) (dot - import->name) : strlen (import->name));
      import->n_documents++;
      if (import->many)
        plugin_printf (&key, "-%zu", import->n_documents);
      done = import->host->emit_document (import->host,
                                          &(GlsPluginDocument) { .size = sizeof (GlsPluginDocument),
                                                                 .key = key.text,
                                                                 .text = import->text.text,
                                                                 .n_bytes = import->text.n,
                                                                 .statuses = GLS_PLUGIN_ARRAY (&nothing, import->n_marks == 0) });
      if (done == GLS_PLUGIN_OK)
        done = emit_marks (import);
      plugin_clear (&key);
    }
  forget (import);
  return done;
}

/* Whether a token with this tag begins a span, goes on with the one before, or stands outside. IOB1, IOB2 and IOBES alike:
 * I after another type, or after none, begins one. */
static void
take_tag (Import *import, PluginPiece tag, GlsPluginRange token)
{
  char prefix = tag.n > 0 ? *tag.start : '\0';
  Mark *last = import->n_marks > 0 ? &import->marks[import->n_marks - 1] : NULL;
  PluginPiece type = { tag.start + 2, tag.n > 2 ? tag.n - 2 : 0 };

  if (plugin_is (tag, "O"))
    {
      import->open = false;
      return;
    }
  if (type.n == 0 || tag.start[1] != '-' || strchr ("BIESLU", prefix) == NULL)
    {
      complain (import, "the last column is no tag (O, B-TYPE, I-TYPE, E-TYPE or S-TYPE); the token was taken without");
      import->open = false;
      return;
    }
  if (import->open && (prefix == 'I' || prefix == 'E' || prefix == 'L') && plugin_is (type, last->type))
    last->range.end = token.end;
  else
    {
      Mark mark = { token, plugin_copy (type.start, type.n) };

      PLUGIN_ADD (import->marks, import->n_marks, import->room_marks, mark);
    }
  import->open = prefix == 'B' || prefix == 'I';
}

static void
take_token (Import *import, PluginPiece token, PluginPiece tag)
{
  GlsPluginRange range;

  if (import->in_line)
    plugin_append_text (&import->text, " ");
  import->in_line = true;
  range.start = (uint32_t) import->text.n;
  plugin_append (&import->text, token.start, token.n);
  range.end = (uint32_t) import->text.n;
  take_tag (import, tag, range);
}

static int
take_line (Import *import, PluginPiece line)
{
  const char *at = line.start, *end = line.start + line.n;
  PluginPiece first = { 0 }, last = { 0 }, next;
  size_t n_columns = 0;

  while (plugin_next (&at, end, " \t\r", true, &next))
    {
      if (n_columns++ == 0)
        first = next;
      last = next;
    }
  if (n_columns == 0)
    end_sentence (import);
  else if (plugin_is (first, DOCUMENT_MARK))
    return end_document (import);
  else if (n_columns == 1)
    {
      complain (import, "there is one column only; the token was taken without a tag");
      take_token (import, first, (PluginPiece) { "O", 1 });
    }
  else
    take_token (import, first, last);
  return GLS_PLUGIN_OK;
}

static bool
next_line (const char **at, const char *end, PluginPiece *line)
{
  const char *stop;

  if (*at >= end)
    return false;
  stop = memchr (*at, '\n', (size_t) (end - *at));
  stop = stop != NULL ? stop : end;
  *line = (PluginPiece) { *at, (size_t) (stop - *at) };
  *at = stop < end ? stop + 1 : end;
  return true;
}

/* Does a document begin behind the first token? */
static bool
holds_many (const char *text, const char *end)
{
  size_t n_marks = 0;
  bool tokens = false;
  PluginPiece line;

  while (next_line (&text, end, &line))
    if (line.n >= strlen (DOCUMENT_MARK) && memcmp (line.start, DOCUMENT_MARK, strlen (DOCUMENT_MARK)) == 0)
      {
        if (++n_marks > 1 || tokens)
          return true;
      }
    else if (line.n > 1)
      tokens = true;
  return false;
}

static int
read_text (Import *import, const char *text, size_t n)
{
  const char *at = text, *end = text + n;
  int done = GLS_PLUGIN_OK;
  PluginPiece line;

  import->many = holds_many (text, end);
  while (done == GLS_PLUGIN_OK && next_line (&at, end, &line))
    {
      if (import->line++ % 1024 == 0)
        {
          if (import->host->cancelled (import->host))
            return GLS_PLUGIN_OK;
          import->host->progress (import->host, (double) (at - text) / (double) n);
        }
      done = take_line (import, line);
    }
  return done == GLS_PLUGIN_OK ? end_document (import) : done;
}

static int
import_source (void *state, const GlsPluginHost *host, const GlsPluginSource *source)
{
  const char *name = GLS_PLUGIN_AT (GlsPluginFile, source->files, 0)->name;
  Import import = { .host = host, .name = name };
  size_t n_bytes, n;
  const void *data = host->read_file (host, name, &n_bytes);
  const char *text = data != NULL ? host->decode (host, data, n_bytes, source->encoding, &n) : NULL;
  int done;

  (void) state;
  if (text == NULL)
    return host->fail (host, "this is not a text; columns of CoNLL are a token a line with its tag last");
  done = read_text (&import, text, n);
  if (done == GLS_PLUGIN_OK && import.n_documents == 0 && !host->cancelled (host))
    done = host->fail (host, "there is no token in it; columns of CoNLL are a token a line with its tag last");
  forget (&import);
  free (import.marks);
  plugin_clear (&import.text);
  return done;
}

static const GlsPluginOperations importer = { .size = sizeof importer, .import = import_source };
static const GlsPluginDescriptor descriptor = {
  GLS_PLUGIN_HEAD,
  .id = "conll",
  .importer = &importer,
  .exporter = &conll_exporter,
};
GLS_PLUGIN_DEFINE (descriptor)
