/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents as columns: a token a line, a sentence a block. One layer only: where marks overlap the longest is written and the
 * others are named; a token ends wherever a mark begins or ends.
 * It must not know how columns are read. */
#include "conll.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const GlsPluginAnnotation *annotation;
  GlsPluginRange             range;
} Mark;

typedef struct {
  char **claims;            /* names of types that are claims */
  size_t n_claims, room_claims;
  char  *set;               /* whose marks are written; NULL: none so far */
} State;

typedef struct {
  const GlsPluginHost *host;
  const GlsPluginDocument *document;
  Mark        *marks;       /* by start; apart from each other once chosen */
  size_t       n_marks, room_marks, next;
  PluginString out, tag;
  bool         by_words;    /* punctuation apart */
  const char  *scheme;
  const char  *last_type;   /* IOB1: of the mark that ended right before */
  bool         begun;       /* a token of the next mark is written */
  size_t       n_tokens;    /* between questions whether anybody waits */
} Export;

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state)
{
  State *fresh = plugin_alloc (sizeof *fresh);

  (void) host;
  for (size_t i = 0; i < run->types.n; i++)
    {
      const GlsPluginType *type = GLS_PLUGIN_AT (GlsPluginType, run->types, i);

      if (type->claim)
        PLUGIN_ADD (fresh->claims, fresh->n_claims, fresh->room_claims, plugin_copy (type->name, strlen (type->name)));
    }
  *state = fresh;
  return GLS_PLUGIN_OK;
}

static bool
is_wanted (const State *state, const GlsPluginHost *host, const char *type)
{
  GlsPluginArray only = host->setting_list (host, "only");

  for (size_t i = 0; i < only.n; i++)
    if (strcmp (*GLS_PLUGIN_AT (char *, only, i), type) == 0)
      return true;
  for (size_t i = 0; i < state->n_claims; i++)
    if (strcmp (state->claims[i], type) == 0)
      return false;
  return only.n == 0;
}

static void
leave_out (const Export *export, const GlsPluginAnnotation *annotation, const char *why)
{
  PluginString sentence = { 0 };

  plugin_printf (&sentence, "%s: %s %s %s", export->document->key, annotation->type, annotation->key, why);
  export->host->report (export->host, sentence.text);
  plugin_clear (&sentence);
}

/* Longest first, then by place: who comes first is written. */
static int
compare_lengths (const void *a, const void *b)
{
  const GlsPluginRange *x = &((const Mark *) a)->range, *y = &((const Mark *) b)->range;
  uint32_t n = x->end - x->start, m = y->end - y->start;

  if (n != m)
    return n > m ? -1 : 1;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return strcmp (((const Mark *) a)->annotation->key, ((const Mark *) b)->annotation->key);
}

static int
compare_places (const void *a, const void *b)
{
  const GlsPluginRange *x = &((const Mark *) a)->range, *y = &((const Mark *) b)->range;

  return x->start < y->start ? -1 : x->start > y->start;
}

/* Keeps marks that do not touch a longer one: @taken has a bit a byte of the text. */
static void
choose (Export *export)
{
  unsigned char *taken = plugin_alloc (export->document->n_bytes / 8 + 1);
  size_t n = 0;

  if (export->n_marks > 1)
    qsort (export->marks, export->n_marks, sizeof *export->marks, compare_lengths);
  for (size_t i = 0; i < export->n_marks; i++)
    {
      GlsPluginRange range = export->marks[i].range;

      /* What overlaps a longer one begins or ends within it. */
      if ((taken[range.start / 8] >> range.start % 8 & 1) != 0 || (taken[(range.end - 1) / 8] >> (range.end - 1) % 8 & 1) != 0)
        {
          leave_out (export, export->marks[i].annotation, "overlaps a longer one and was left out; columns hold one layer");
          continue;
        }
      for (uint32_t b = range.start; b < range.end; b++)
        taken[b / 8] |= (unsigned char) (1u << b % 8);
      export->marks[n++] = export->marks[i];
    }
  export->n_marks = n;
  if (n > 1)
    qsort (export->marks, n, sizeof *export->marks, compare_places);
  free (taken);
}

/* FALSE: they are two people's. */
static bool
take_set (State *state, const GlsPluginAnnotation *annotation)
{
  const char *set = annotation->set != NULL ? annotation->set : "";

  if (state->set == NULL)
    state->set = plugin_copy (set, strlen (set));
  return strcmp (state->set, set) == 0;
}

static int
collect (Export *export, State *state)
{
  const GlsPluginArray *annotations = &export->document->annotations;

  for (size_t i = 0; i < annotations->n; i++)
    {
      const GlsPluginAnnotation *annotation = GLS_PLUGIN_AT (GlsPluginAnnotation, *annotations, i);
      Mark mark = { annotation, { annotation->fragments[0].start, annotation->fragments[annotation->n_fragments - 1].end } };

      if (!is_wanted (state, export->host, annotation->type))
        continue;
      if (!take_set (state, annotation))
        return export->host->fail (export->host, "these are the marks of several people; name one with --by, as columns hold one layer");
      if (annotation->n_fragments > 1)
        leave_out (export, annotation, "has several fragments and was left out; columns know none");
      else if (mark.range.start < mark.range.end)
        PLUGIN_ADD (export->marks, export->n_marks, export->room_marks, mark);
    }
  choose (export);
  return GLS_PLUGIN_OK;
}

/* --- Tokens ------------------------------------------------------------------------------------------------------------- */

/* Bytes of the white space at @text, of which @n are left: ASCII, no-break, U+2000 to U+200B, U+2028, U+2029, U+202F, U+3000. */
static size_t
space_at (const char *text, size_t n)
{
  const unsigned char *c = (const unsigned char *) text;

  if (strchr (" \t\r\n\v\f", *text) != NULL)
    return 1;
  if (n >= 2 && c[0] == 0xC2 && (c[1] == 0xA0 || c[1] == 0x85))
    return 2;
  if (n >= 3 && c[0] == 0xE2 && c[1] == 0x80 && ((c[2] >= 0x80 && c[2] <= 0x8B) || c[2] == 0xA8 || c[2] == 0xA9 || c[2] == 0xAF))
    return 3;
  return n >= 3 && c[0] == 0xE3 && c[1] == 0x80 && c[2] == 0x80 ? 3 : 0;
}

static bool
ends_line (const char *text, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (text[i] == '\n' || text[i] == '\r')
      return true;
  return false;
}

static void
write_token (Export *export, uint32_t start, uint32_t end)
{
  const Mark *mark = export->next < export->n_marks ? &export->marks[export->next] : NULL;

  plugin_append (&export->out, export->document->text + start, end - start);
  plugin_append_text (&export->out, " -X- _ ");
  if (mark == NULL || start < mark->range.start)
    {
      export->last_type = NULL;
      plugin_append_text (&export->out, "O\n");
      return;
    }
  {
    bool first = !export->begun, last = end >= mark->range.end;
    const char *type = mark->annotation->type;
    char prefix = first ? 'B' : 'I';

    if (strcmp (export->scheme, "IOB1") == 0)
      prefix = first && export->last_type != NULL && strcmp (export->last_type, type) == 0 ? 'B' : 'I';
    else if (strcmp (export->scheme, "IOBES") == 0 && last)
      prefix = first ? 'S' : 'E';
    plugin_printf (&export->out, "%c-%s\n", prefix, conll_tag_of_type (export->host, type, &export->tag));
    export->begun = !last;
    if (last)
      {
        export->last_type = type;
        export->next++;
      }
  }
}

/* Where a mark begins or ends within (start, end), or @end. */
static uint32_t
cut_at_mark (const Export *export, uint32_t start, uint32_t end)
{
  for (size_t i = export->next; i < export->n_marks && i < export->next + 2; i++)
    {
      const GlsPluginRange *range = &export->marks[i].range;

      if (range->start > start && range->start < end)
        return range->start;
      if (range->end > start && range->end < end)
        return range->end;
    }
  return end;
}

/* Bytes of the character at @text. */
static size_t
character_at (const char *text, size_t n)
{
  size_t length = 1;

  while (length < n && ((unsigned char) text[length] & 0xC0) == 0x80)
    length++;
  return length;
}

/* Letters, digits and what is written like them; not punctuation: ASCII's, Latin-1's, U+2010 to U+205F, U+3000 to U+301F. */
static bool
is_word (const char *text, size_t n)
{
  const unsigned char *c = (const unsigned char *) text;

  if (*c < 0x80)
    return (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || *c == '_';
  if (n >= 2 && c[0] == 0xC2)
    return c[1] == 0xAA || c[1] == 0xB5 || c[1] == 0xBA;
  if (n >= 3 && c[0] == 0xE2)
    return c[1] != 0x80 && !(c[1] == 0x81 && c[2] <= 0x9F);
  return !(n >= 3 && c[0] == 0xE3 && c[1] == 0x80 && c[2] <= 0x9F);
}

/* What joins two parts of a word: "Sol-Varga", "1,000", "Weber's", "U.S". */
static bool
is_joint (const char *text, size_t n)
{
  return strchr ("-.,'", *text) != NULL || (n >= 3 && memcmp (text, "\xE2\x80\x99", 3) == 0);
}

/* What stands between spaces, taken apart: words, and all else a character a token. */
static uint32_t
end_of_word (const Export *export, uint32_t start, uint32_t end)
{
  const char *text = export->document->text;
  uint32_t at = start;

  if (!export->by_words)
    return end;
  at += (uint32_t) character_at (text + at, end - at);
  if (!is_word (text + start, end - start))
    return at;
  while (at < end)
    {
      uint32_t next = at + (uint32_t) character_at (text + at, end - at);

      if (!is_word (text + at, end - at) && !(is_joint (text + at, end - at) && next < end && is_word (text + next, end - next)))
        break;
      at = next;
    }
  return at;
}

/* Is the chunk [start, end) the last of a sentence? A stop behind a short word with a capital is mostly an abbreviation's. */
static bool
ends_sentence (const Export *export, uint32_t start, uint32_t end)
{
  const char *text = export->document->text;

  while (end > start && strchr ("\"')]", text[end - 1]) != NULL)
    end--;
  while (end > start + 2 && (memcmp (text + end - 3, "\xE2\x80\x9D", 3) == 0 || memcmp (text + end - 3, "\xE2\x80\x99", 3) == 0))
    end -= 3;
  if (end == start || strchr (".!?", text[end - 1]) == NULL)
    return false;
  return text[end - 1] != '.' || end - start > 4 || !(*(text + start) >= 'A' && *(text + start) <= 'Z');
}

/* A mark of spaces alone would never be reached. */
static void
skip_marks (Export *export, uint32_t at)
{
  while (export->next < export->n_marks && export->marks[export->next].range.end <= at)
    {
      export->next++;
      export->begun = false;
    }
}

/* FALSE: nobody waits any more. */
static bool
write_chunk (Export *export, uint32_t start, uint32_t end)
{
  uint32_t word_end = start;

  while (start < end)
    {
      const char *text = export->document->text;
      uint32_t stop = word_end;

      if (export->n_tokens++ % 512 == 0 && export->host->cancelled (export->host))
        return false;
      /* Marks may cut a word into many: where it ends is looked up once. */
      if (start >= word_end || !is_word (text + start, end - start))
        stop = end_of_word (export, start, end);
      word_end = stop > word_end ? stop : word_end;
      skip_marks (export, start);
      stop = cut_at_mark (export, start, stop);
      write_token (export, start, stop);
      start = stop;
    }
  return true;
}

static void
end_sentence (Export *export)
{
  if (export->out.n >= 2 && memcmp (export->out.text + export->out.n - 2, "\n\n", 2) != 0)
    plugin_append_text (&export->out, "\n");
  export->last_type = NULL;
}

/* FALSE: nobody waits any more. */
static bool
write_text (Export *export)
{
  const char *text = export->document->text;
  uint32_t n = (uint32_t) export->document->n_bytes, at = 0;

  while (at < n)
    {
      size_t blank = space_at (text + at, n - at);
      uint32_t end = at;

      if (export->n_tokens++ % 512 == 0 && export->host->cancelled (export->host))
        return false;
      if (blank > 0)
        {
          if (ends_line (text + at, blank))
            end_sentence (export);
          at += (uint32_t) blank;
          continue;
        }
      while (end < n && space_at (text + end, n - end) == 0)
        end++;
      if (!write_chunk (export, at, end))
        return false;
      if (export->by_words && ends_sentence (export, at, end))
        end_sentence (export);
      at = end;
    }
  end_sentence (export);
  return true;
}

static int
write_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  const char *tokens = host->setting_text (host, "tokens"), *scheme = host->setting_text (host, "scheme");
  Export export = { .host = host, .document = document, .by_words = tokens == NULL || strcmp (tokens, "spaces") != 0,
                    .scheme = scheme != NULL ? scheme : "IOB2" };
  int done = collect (&export, data);

  if (done == GLS_PLUGIN_OK)
    {
      plugin_append_text (&export.out, "-DOCSTART- -X- _ O\n\n");
      if (write_text (&export))
        done = host->write (host, NULL, export.out.text, export.out.n);
    }
  plugin_clear (&export.out);
  plugin_clear (&export.tag);
  free (export.marks);
  return done;
}

static void
end (void *data)
{
  State *state = data;

  for (size_t i = 0; i < state->n_claims; i++)
    free (state->claims[i]);
  free (state->claims);
  free (state->set);
  free (state);
}

const GlsPluginOperations conll_exporter = {
  .size = sizeof conll_exporter,
  .begin = begin,
  .document = write_document,
  .end = end,
};
