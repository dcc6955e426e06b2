/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads standoff lines; a line that is wrong is told by its number and left out, the rest is read.
 * It must not know what becomes of them. */
#include "brat-lines.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  BratFile            *file;
  const GlsPluginHost *host;
  const char          *name;
  uint32_t             n_characters;
  size_t               line;
} Reading;

static void
complain (Reading *reading, const char *why)
{
  PluginString sentence = { 0 };

  if (reading->host == NULL)
    return;
  plugin_printf (&sentence, "%s, line %zu: %s; the line was left out", reading->name, reading->line, why);
  reading->host->report (reading->host, sentence.text);
  plugin_clear (&sentence);
}

static char *
copy_piece (PluginPiece piece)
{
  return plugin_copy (piece.start, piece.n);
}

static int
compare_ranges (const void *a, const void *b)
{
  const GlsPluginRange *x = a, *y = b;

  return x->start != y->start ? (x->start < y->start ? -1 : 1) : x->end < y->end ? -1 : x->end > y->end;
}

/* Sorted, and touching or overlapping ones joined. */
static size_t
join_ranges (GlsPluginRange *ranges, size_t n)
{
  size_t kept = 0;

  qsort (ranges, n, sizeof *ranges, compare_ranges);
  for (size_t i = 0; i < n; i++)
    if (kept > 0 && ranges[i].start <= ranges[kept - 1].end)
      {
        if (ranges[i].end > ranges[kept - 1].end)
          ranges[kept - 1].end = ranges[i].end;
      }
    else
      ranges[kept++] = ranges[i];
  return kept;
}

/* "0 5;8 12" */
static const char *
read_fragments (Reading *reading, const char *at, const char *end, BratSpan *span)
{
  size_t room = 0;
  PluginPiece part;

  while (plugin_next (&at, end, ";", false, &part))
    {
      const char *inner = part.start, *stop = part.start + part.n;
      GlsPluginRange range = { 0, 0 };
      PluginPiece first, second, more;

      if (!plugin_next (&inner, stop, " ", true, &first) || !plugin_next (&inner, stop, " ", true, &second)
          || plugin_next (&inner, stop, " ", true, &more) || !plugin_number (first, &range.start) || !plugin_number (second, &range.end))
        return "an offset is not a number";
      if (range.end > reading->n_characters)
        return "an offset lies beyond the end of the text";
      if (range.start >= range.end)
        return "a fragment does not end after it begins";
      span->fragments = plugin_grow (span->fragments, span->n_fragments, &room, sizeof *span->fragments);
      span->fragments[span->n_fragments++] = range;
    }
  if (span->n_fragments == 0)
    return "there are no offsets";
  span->n_fragments = join_ranges (span->fragments, span->n_fragments);
  return NULL;
}

static const char *
read_span (Reading *reading, PluginPiece id, PluginPiece middle, PluginPiece words)
{
  const char *at = middle.start, *end = middle.start + middle.n, *why;
  BratFile *file = reading->file;
  BratSpan span = { 0 };
  PluginPiece type;

  if (!plugin_next (&at, end, " ", true, &type))
    return "the type is missing";
  why = read_fragments (reading, at, end, &span);
  if (why != NULL)
    {
      free (span.fragments);
      return why;
    }
  span.id = copy_piece (id);
  span.type = copy_piece (type);
  span.words = copy_piece (words);
  span.line = reading->line;
  PLUGIN_ADD (file->spans, file->n_spans, file->room_spans, span);
  return NULL;
}

static void
add_filler (BratLink *link, char *role, char *filler)
{
  size_t i = link->n_fillers;

  link->roles = plugin_grow (link->roles, i, &link->room_roles, sizeof *link->roles);
  link->fillers = plugin_grow (link->fillers, i, &link->room_fillers, sizeof *link->fillers);
  link->roles[i] = role;
  link->fillers[i] = filler;
  link->n_fillers = i + 1;
}

static void
clear_link (BratLink *link)
{
  for (size_t i = 0; i < link->n_fillers; i++)
    {
      free (link->roles[i]);
      free (link->fillers[i]);
    }
  free (link->roles);
  free (link->fillers);
  free (link->id);
  free (link->type);
  free (link->trigger);
}

/* "Role:T2" apart at its first colon. */
static bool
split_pair (PluginPiece pair, PluginPiece *role, PluginPiece *filler)
{
  const char *colon = memchr (pair.start, ':', pair.n);

  if (colon == NULL || colon == pair.start || colon + 1 == pair.start + pair.n)
    return false;
  *role = (PluginPiece) { pair.start, (size_t) (colon - pair.start) };
  *filler = (PluginPiece) { colon + 1, (size_t) (pair.start + pair.n - colon - 1) };
  return true;
}

static const char *
read_pairs (const char *at, const char *end, BratLink *link)
{
  PluginPiece pair, role, filler;

  while (plugin_next (&at, end, " ", true, &pair))
    {
      if (!split_pair (pair, &role, &filler))
        return "a part is not of the form ROLE:ID";
      add_filler (link, copy_piece (role), copy_piece (filler));
    }
  return NULL;
}

static const char *
read_event (Reading *reading, PluginPiece id, PluginPiece middle)
{
  const char *at = middle.start, *end = middle.start + middle.n, *why;
  BratFile *file = reading->file;
  BratLink event = { .line = reading->line };
  PluginPiece head, type, trigger;

  if (!plugin_next (&at, end, " ", true, &head) || !split_pair (head, &type, &trigger))
    return "an event does not begin with TYPE:TRIGGER";
  why = read_pairs (at, end, &event);
  if (why != NULL)
    {
      clear_link (&event);
      return why;
    }
  event.id = copy_piece (id);
  event.type = copy_piece (type);
  event.trigger = copy_piece (trigger);
  PLUGIN_ADD (file->events, file->n_events, file->room_events, event);
  return NULL;
}

static const char *
read_relation (Reading *reading, PluginPiece id, PluginPiece middle)
{
  const char *at = middle.start, *end = middle.start + middle.n, *why = NULL;
  BratFile *file = reading->file;
  BratLink relation = { .line = reading->line };
  bool several = plugin_is (id, "*");
  PluginPiece type, member;

  if (!plugin_next (&at, end, " ", true, &type))
    return "the type is missing";
  if (several)
    while (plugin_next (&at, end, " ", true, &member))
      add_filler (&relation, NULL, copy_piece (member));
  else
    why = read_pairs (at, end, &relation);
  if (why == NULL && (several ? relation.n_fillers < 2 : relation.n_fillers != 2))
    why = "a relation has two ends";
  if (why != NULL)
    {
      clear_link (&relation);
      return why;
    }
  relation.id = several ? NULL : copy_piece (id);
  relation.type = copy_piece (type);
  PLUGIN_ADD (file->relations, file->n_relations, file->room_relations, relation);
  return NULL;
}

static const char *
read_remark (Reading *reading, char kind, PluginPiece middle, PluginPiece text)
{
  const char *at = middle.start, *end = middle.start + middle.n;
  BratFile *file = reading->file;
  BratRemark remark = { .kind = kind, .line = reading->line };
  PluginPiece name, target;

  if (!plugin_next (&at, end, " ", true, &name) || !plugin_next (&at, end, " ", true, &target))
    return "what it is about is missing";
  while (at < end && *at == ' ')
    at++;
  if (kind == 'N' && at == end)
    return "a reference is missing";
  remark.name = copy_piece (name);
  remark.target = copy_piece (target);
  remark.value = at < end ? plugin_copy (at, (size_t) (end - at)) : NULL;
  remark.text = copy_piece (text);
  PLUGIN_ADD (file->remarks, file->n_remarks, file->room_remarks, remark);
  return NULL;
}

static const char *
read_line (Reading *reading, const char *start, const char *end)
{
  PluginPiece id, middle = { end, 0 }, rest = { end, 0 };
  const char *at = start;

  if (!plugin_next (&at, end, "\t", false, &id) || id.n == 0 || (id.n < 2 && *id.start != '*'))
    return "not an annotation";
  if (!plugin_next (&at, end, "\t", false, &middle))
    return "there is nothing after its id";
  rest = (PluginPiece) { at, (size_t) (end - at) };
  switch (*id.start)
    {
    case 'T': return read_span (reading, id, middle, rest);
    case 'E': return read_event (reading, id, middle);
    case 'R':
    case '*': return read_relation (reading, id, middle);
    case 'A':
    case 'M': return read_remark (reading, 'A', middle, rest);
    case 'N': return read_remark (reading, 'N', middle, rest);
    case '#': return read_remark (reading, '#', middle, rest);
    default: return "not an annotation";
    }
}

void
brat_file_read (BratFile *file, const char *data, size_t n_bytes, uint32_t n_characters, const char *name,
                const GlsPluginHost *host, bool quiet)
{
  Reading reading = { file, quiet ? NULL : host, name, n_characters, 0 };
  const char *at = data, *end = data + n_bytes;

  while (at < end && BRAT_GO_ON (host, reading.line))
    {
      const char *newline = memchr (at, '\n', (size_t) (end - at)), *stop = newline != NULL ? newline : end;
      const char *why;

      reading.line++;
      if (stop > at && stop[-1] == '\r')
        stop--;
      why = stop > at ? read_line (&reading, at, stop) : newline != NULL && newline + 1 < end ? "the line is empty" : NULL;
      if (why != NULL)
        complain (&reading, why);
      at = newline != NULL ? newline + 1 : end;
    }
}

void
brat_file_clear (BratFile *file)
{
  for (size_t i = 0; i < file->n_spans; i++)
    {
      free (file->spans[i].id);
      free (file->spans[i].type);
      free (file->spans[i].words);
      free (file->spans[i].fragments);
    }
  for (size_t i = 0; i < file->n_events; i++)
    clear_link (&file->events[i]);
  for (size_t i = 0; i < file->n_relations; i++)
    clear_link (&file->relations[i]);
  for (size_t i = 0; i < file->n_remarks; i++)
    {
      free (file->remarks[i].name);
      free (file->remarks[i].target);
      free (file->remarks[i].value);
      free (file->remarks[i].text);
    }
  free (file->spans);
  free (file->events);
  free (file->relations);
  free (file->remarks);
  memset (file, 0, sizeof *file);
}
