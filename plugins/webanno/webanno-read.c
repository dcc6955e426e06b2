/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file of WebAnno TSV 3: the header's layers, sentences as text, rows and what stands in their cells.
 * It must not know what becomes of it. */
#include "webanno.h"

#include <stdlib.h>
#include <string.h>

#define N_FIXED   3          /* address, offsets, token */
#define MOST_GAP  65536      /* between two sentences, UTF-16 units */

typedef struct {
  WebannoFile         *file;
  const GlsPluginHost *host;
  size_t               line;
  PluginString         sentence;     /* its text, until the first row says where it stands */
  bool                 has_sentence, has_rows;
  uint32_t             length;       /* of the text, UTF-16 units */
  size_t               n_columns;    /* that the layers want */
  PluginPiece          cells[1024];
  size_t               n_cells;
} Reading;

void
webanno_complain (const WebannoFile *file, size_t line, const char *why, const GlsPluginHost *host)
{
  PluginString sentence = { 0 };

  plugin_printf (&sentence, "%s, line %zu: %s", file->file, line, why);
  host->report (host, sentence.text);
  plugin_clear (&sentence);
}

static void
complain (const Reading *reading, const char *why)
{
  webanno_complain (reading->file, reading->line, why, reading->host);
}

/* --- Escapes ------------------------------------------------------------------------------------------------------------ */

static char *
unescape (PluginPiece piece)
{
  PluginString out = { 0 };

  plugin_append_text (&out, "");
  for (size_t i = 0; i < piece.n; i++)
    {
      char c = piece.start[i];

      if (c == '\\' && i + 1 < piece.n)
        {
          c = piece.start[++i];
          c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
        }
      plugin_append (&out, &c, 1);
    }
  return out.text;
}

/* The next part of @cell up to @separator that no backslash is before. */
static bool
next_part (PluginPiece *rest, char separator, PluginPiece *part)
{
  size_t n = 0;

  if (rest->start == NULL)
    return false;
  while (n < rest->n && rest->start[n] != separator)
    n += rest->start[n] == '\\' && n + 1 < rest->n ? 2 : 1;
  *part = (PluginPiece) { rest->start, n };
  *rest = n < rest->n ? (PluginPiece) { rest->start + n + 1, rest->n - n - 1 } : (PluginPiece) { NULL, 0 };
  return true;
}

/* Cuts "[12]" off the end of @part; 0: there is none. */
static uint32_t
cut_id (PluginPiece *part)
{
  size_t open;
  uint32_t id;

  if (part->n < 3 || part->start[part->n - 1] != ']' || part->start[part->n - 2] == '\\')
    return 0;
  for (open = part->n - 2; open > 0 && part->start[open] != '['; open--)
    ;
  if (part->start[open] != '[' || (open > 0 && part->start[open - 1] == '\\')
      || !plugin_number ((PluginPiece) { part->start + open + 1, part->n - open - 2 }, &id))
    return 0;
  part->n = open;
  return id;
}

/* --- Header ------------------------------------------------------------------------------------------------------------- */

static char *
short_name (const char *full)
{
  const char *dot = strrchr (full, '.');

  return dot != NULL && dot[1] != '\0' ? plugin_copy (dot + 1, strlen (dot + 1)) : plugin_copy (full, strlen (full));
}

/* "ROLE_ns.Host:links_ns.LinkType": the feature is called links. */
static void
add_slot (WebannoLayer *layer, PluginPiece part, PluginPiece target)
{
  const char *colon = memchr (part.start, ':', part.n), *end = part.start + part.n, *stop;
  WebannoFeature feature = { .slot = true };

  colon = colon != NULL ? colon + 1 : part.start + strlen ("ROLE_");
  stop = memchr (colon, '_', (size_t) (end - colon));
  feature.name = plugin_copy (colon, (size_t) ((stop != NULL ? stop : end) - colon));
  feature.target = plugin_copy (target.start, target.n);
  PLUGIN_ADD (layer->features, layer->n_features, layer->room_features, feature);
  layer->n_columns += 2;
}

static bool
begins (PluginPiece piece, const char *text)
{
  return piece.n >= strlen (text) && memcmp (piece.start, text, strlen (text)) == 0;
}

static void
read_layer (Reading *reading, WebannoKind kind, PluginPiece rest)
{
  WebannoLayer layer = { .kind = kind, .column = reading->n_columns };
  PluginPiece part;

  if (!next_part (&rest, '|', &part) || part.n == 0)
    {
      complain (reading, "the layer has no name; the line was left out");
      return;
    }
  layer.full = plugin_copy (part.start, part.n);
  layer.name = short_name (layer.full);
  while (next_part (&rest, '|', &part))
    {
      PluginPiece target = { "", 0 };

      if (begins (part, "ROLE_"))
        {
          next_part (&rest, '|', &target);
          add_slot (&layer, part, target);
        }
      else if (kind == WEBANNO_RELATION && layer.base == NULL && begins (part, "BT_"))
        layer.base = plugin_copy (part.start + 3, part.n - 3);
      else if (part.n > 0)
        {
          WebannoFeature feature = { .name = plugin_copy (part.start, part.n) };

          PLUGIN_ADD (layer.features, layer.n_features, layer.room_features, feature);
          layer.n_columns++;
        }
    }
  if (kind == WEBANNO_CHAIN)
    layer.n_columns = 2;
  else if (layer.n_columns == 0)
    layer.n_columns = 1;
  if (kind == WEBANNO_RELATION)
    layer.n_columns++;
  reading->n_columns += layer.n_columns;
  PLUGIN_ADD (reading->file->layers, reading->file->n_layers, reading->file->room_layers, layer);
}

static void
read_header (Reading *reading, PluginPiece line)
{
  static const struct { const char *mark; WebannoKind kind; } marks[] = {
    { "#T_SP=", WEBANNO_SPAN }, { "#T_RL=", WEBANNO_RELATION }, { "#T_CH=", WEBANNO_CHAIN },
  };

  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (begins (line, marks[i].mark))
      {
        size_t n = strlen (marks[i].mark);

        if (reading->file->n_rows > 0)
          complain (reading, "layers are declared before the first sentence; the line was left out");
        else
          read_layer (reading, marks[i].kind, (PluginPiece) { line.start + n, line.n - n });
        return;
      }
}

/* --- Sentences ---------------------------------------------------------------------------------------------------------- */

static uint32_t
utf16_length (const char *text, size_t n)
{
  uint32_t length = 0;

  for (size_t i = 0; i < n; i++)
    if (((unsigned char) text[i] & 0xC0) != 0x80)
      length += (unsigned char) text[i] >= 0xF0 ? 2 : 1;
  return length;
}

static void
read_sentence (Reading *reading, PluginPiece text)
{
  char *plain = unescape (text);

  if (reading->has_rows)
    {
      reading->sentence.n = 0;
      reading->has_rows = reading->has_sentence = false;
    }
  if (reading->has_sentence)
    plugin_append_text (&reading->sentence, "\n");
  plugin_append_text (&reading->sentence, plain);
  reading->has_sentence = true;
  free (plain);
}

/* The sentence stands where its first token does; the files do not say what stands between two. */
static bool
place_sentence (Reading *reading, uint32_t token_start, const char *token)
{
  const char *at = reading->sentence.n > 0 ? strstr (reading->sentence.text, token) : NULL;
  uint32_t before = at != NULL ? utf16_length (reading->sentence.text, (size_t) (at - reading->sentence.text)) : 0;
  uint32_t start = token_start >= before ? token_start - before : 0;

  if (start < reading->length || start - reading->length > MOST_GAP)
    {
      complain (reading, start < reading->length ? "the sentence begins before the last one ends; the file was left out"
                                                 : "the sentence begins far behind the last one; the file was left out");
      return false;
    }
  for (; reading->length < start; reading->length++)
    plugin_append_text (&reading->file->text, "\n");
  plugin_append (&reading->file->text, reading->sentence.n > 0 ? reading->sentence.text : "", reading->sentence.n);
  reading->length += utf16_length (reading->sentence.text, reading->sentence.n);
  reading->has_rows = true;
  return true;
}

/* --- Cells -------------------------------------------------------------------------------------------------------------- */

/* Part @index of the cell's stack; an empty piece when it is not so deep. */
static PluginPiece
stack_part (PluginPiece cell, size_t index)
{
  PluginPiece rest = cell, part;

  while (next_part (&rest, '|', &part))
    if (index-- == 0)
      return part;
  return (PluginPiece) { NULL, 0 };
}

static size_t
stack_depth (const Reading *reading, const WebannoLayer *layer)
{
  size_t depth = 0;

  for (size_t c = 0; c < layer->n_columns; c++)
    {
      PluginPiece rest = reading->cells[N_FIXED + layer->column + c], part;
      size_t n = 0;

      if (plugin_is (rest, "_") || rest.n == 0)
        continue;
      while (next_part (&rest, '|', &part))
        n++;
      depth = n > depth ? n : depth;
    }
  return depth;
}

static char *
value_of (PluginPiece part)
{
  return part.n == 0 || plugin_is (part, "*") || plugin_is (part, "_") ? NULL : unescape (part);
}

/* The mark of the row before that this one continues; SIZE_MAX: none. */
static size_t
find_open (const WebannoFile *file, size_t layer, uint32_t id, uint32_t chain, uint32_t place)
{
  for (size_t i = file->n_marks; i-- > 0 && (id != 0 || chain != 0);)
    {
      const WebannoMark *mark = &file->marks[i];

      if (mark->layer == layer && mark->id == id && mark->chain == chain && mark->place == place)
        return i;
      /* Rows of a mark follow one another, but for the parts of tokens between. */
      if (mark->last_row + 64 < file->n_rows && file->n_marks - i > 4096)
        break;
    }
  return SIZE_MAX;
}

static void
read_slots (Reading *reading, WebannoMark *mark, size_t feature, PluginPiece roles, PluginPiece targets)
{
  PluginPiece role, target;

  cut_id (&roles);
  if (plugin_is (roles, "_") || plugin_is (targets, "_") || targets.n == 0)
    return;
  while (next_part (&targets, ';', &target))
    {
      const char *name = reading->file->layers[mark->layer].features[feature].name;
      WebannoSlot slot = { .feature = feature, .line = reading->line };

      slot.id = cut_id (&target);
      slot.address = plugin_copy (target.start, target.n);
      if (next_part (&roles, ';', &role))
        slot.role = value_of (role);
      /* A slot without a label is called as its feature. */
      if (slot.role == NULL)
        slot.role = plugin_copy (name, strlen (name));
      PLUGIN_ADD (mark->slots, mark->n_slots, mark->room_slots, slot);
    }
}

static void
read_span (Reading *reading, size_t index, size_t depth)
{
  WebannoFile *file = reading->file;
  const WebannoLayer *layer = &file->layers[index];
  const PluginPiece *cells = reading->cells + N_FIXED + layer->column;
  WebannoMark mark = { .layer = index, .first_row = file->n_rows - 1, .last_row = file->n_rows - 1 };
  size_t column = 0, open;

  mark.values = plugin_alloc ((layer->n_features + 1) * sizeof *mark.values);
  for (size_t f = 0; f < layer->n_features; f++)
    {
      PluginPiece part = stack_part (cells[column], depth);

      if (layer->features[f].slot)
        {
          read_slots (reading, &mark, f, part, stack_part (cells[column + 1], depth));
          column += 2;
          continue;
        }
      {
        uint32_t id = cut_id (&part);

        mark.id = id != 0 ? id : mark.id;
        mark.values[f] = value_of (part);
        column++;
      }
    }
  if (layer->n_features == 0)
    {
      PluginPiece part = stack_part (cells[0], depth);

      mark.id = cut_id (&part);
    }
  open = find_open (file, index, mark.id, 0, 0);
  if (open != SIZE_MAX)
    {
      file->marks[open].last_row = mark.last_row;
      for (size_t f = 0; f < layer->n_features; f++)
        free (mark.values[f]);
      for (size_t i = 0; i < mark.n_slots; i++)
        {
          free (mark.slots[i].role);
          free (mark.slots[i].address);
        }
      free (mark.values);
      free (mark.slots);
      return;
    }
  PLUGIN_ADD (file->marks, file->n_marks, file->room_marks, mark);
}

/* "label->3-1": the first link of chain 3. */
static void
read_chain (Reading *reading, size_t index, size_t depth)
{
  WebannoFile *file = reading->file;
  const PluginPiece *cells = reading->cells + N_FIXED + file->layers[index].column;
  PluginPiece link = stack_part (cells[0], depth), type = stack_part (cells[1], depth);
  WebannoMark mark = { .layer = index, .first_row = file->n_rows - 1, .last_row = file->n_rows - 1 };
  const char *dash = NULL;
  size_t open;

  for (size_t i = link.n; i-- > 1 && dash == NULL;)
    if (link.start[i] == '>' && link.start[i - 1] == '-')
      dash = link.start + i + 1;
  if (dash != NULL)
    {
      PluginPiece rest = { dash, (size_t) (link.start + link.n - dash) }, chain, place;

      if (next_part (&rest, '-', &chain) && next_part (&rest, '-', &place))
        dash = plugin_number (chain, &mark.chain) && plugin_number (place, &mark.place) && mark.chain > 0 ? dash : NULL;
    }
  if (dash == NULL || mark.chain == 0)
    {
      complain (reading, "this is no link of a chain (LABEL->CHAIN-PLACE); it was left out");
      return;
    }
  cut_id (&type);
  open = find_open (file, index, 0, mark.chain, mark.place);
  if (open != SIZE_MAX)
    {
      file->marks[open].last_row = mark.last_row;
      return;
    }
  mark.values = plugin_alloc (2 * sizeof *mark.values);
  mark.values[0] = value_of (type);
  PLUGIN_ADD (file->marks, file->n_marks, file->room_marks, mark);
}

static bool
is_plain (const char *value)
{
  if (strcmp (value, "true") == 0 || strcmp (value, "false") == 0)
    return true;
  return strspn (value, "0123456789.-+") == strlen (value);
}

/* "1-1[1_2]": from mark 1 at 1-1 to mark 2 here. */
static void
read_relation (Reading *reading, size_t index, size_t depth)
{
  WebannoFile *file = reading->file;
  const WebannoLayer *layer = &file->layers[index];
  const PluginPiece *cells = reading->cells + N_FIXED + layer->column;
  PluginPiece from = stack_part (cells[layer->n_columns - 1], depth);
  WebannoTie tie = { .layer = index, .row = file->n_rows - 1 };
  const char *open = memchr (from.n > 0 ? from.start : "", '[', from.n);

  if (from.n == 0 || plugin_is (from, "_") || plugin_is (from, "*"))
    return;
  if (open != NULL)
    {
      PluginPiece rest = { open + 1, (size_t) (from.start + from.n - open - 1) }, part;

      rest.n -= rest.n > 0 && rest.start[rest.n - 1] == ']' ? 1 : 0;
      if (!next_part (&rest, '_', &part) || !plugin_number (part, &tie.from) || !plugin_number (rest, &tie.to))
        {
          complain (reading, "this is no end of a relation (ADDRESS[FROM_TO]); it was left out");
          return;
        }
      from.n = (size_t) (open - from.start);
    }
  for (size_t f = 0; f < layer->n_features && tie.name == NULL; f++)
    {
      char *value = value_of (stack_part (cells[f], depth));

      /* The first value that is a word names it; relations have no attributes here. */
      if (value != NULL && *value != '\0' && !is_plain (value))
        tie.name = value;
      else
        free (value);
    }
  if (tie.name == NULL)
    tie.name = plugin_copy (layer->name, strlen (layer->name));
  tie.address = plugin_copy (from.start, from.n);
  PLUGIN_ADD (file->ties, file->n_ties, file->room_ties, tie);
}

/* --- Rows --------------------------------------------------------------------------------------------------------------- */

static void
split_cells (Reading *reading, PluginPiece line)
{
  const char *at = line.start, *end = line.start + line.n;

  memset (reading->cells, 0, sizeof reading->cells);
  for (reading->n_cells = 0; at <= end && reading->n_cells < sizeof reading->cells / sizeof *reading->cells;)
    {
      const char *tab = memchr (at, '\t', (size_t) (end - at));

      tab = tab != NULL ? tab : end;
      reading->cells[reading->n_cells++] = (PluginPiece) { at, (size_t) (tab - at) };
      at = tab + 1;
    }
}

static bool
read_offsets (PluginPiece cell, WebannoRow *row)
{
  const char *dash = memchr (cell.start, '-', cell.n);

  return dash != NULL && plugin_number ((PluginPiece) { cell.start, (size_t) (dash - cell.start) }, &row->start)
         && plugin_number ((PluginPiece) { dash + 1, (size_t) (cell.start + cell.n - dash - 1) }, &row->end)
         && row->start <= row->end;
}

static void
read_marks (Reading *reading)
{
  WebannoFile *file = reading->file;

  for (size_t i = 0; i < file->n_layers; i++)
    {
      size_t depth = stack_depth (reading, &file->layers[i]);

      for (size_t d = 0; d < depth && d < 256; d++)
        if (file->layers[i].kind == WEBANNO_SPAN)
          read_span (reading, i, d);
        else if (file->layers[i].kind == WEBANNO_CHAIN)
          read_chain (reading, i, d);
        else
          read_relation (reading, i, d);
    }
}

/* false: the file makes no sense from here on. */
static bool
read_row (Reading *reading, PluginPiece line)
{
  WebannoRow row = { .line = reading->line };
  bool ok = true;

  split_cells (reading, line);
  if (reading->n_cells < N_FIXED || !read_offsets (reading->cells[1], &row))
    {
      complain (reading, "this is no row (ADDRESS, BEGIN-END, TOKEN); it was left out");
      return true;
    }
  /* Rows end with a tab. */
  if (reading->n_cells < N_FIXED + reading->n_columns || reading->n_cells > N_FIXED + reading->n_columns + 1)
    complain (reading, "the row has more or fewer columns than the layers of the head; what is missing counts as empty");
  if (!reading->has_rows)
    {
      char *token = unescape (reading->cells[2]);

      ok = place_sentence (reading, row.start, token);
      free (token);
    }
  if (ok && row.end > reading->length)
    {
      complain (reading, "the token ends behind its sentence; the row was left out");
      return true;
    }
  if (!ok)
    return false;
  row.address = plugin_copy (reading->cells[0].start, reading->cells[0].n);
  PLUGIN_ADD (reading->file->rows, reading->file->n_rows, reading->file->room_rows, row);
  read_marks (reading);
  return true;
}

/* UTF-16 units as bytes; the second half of a pair gives its first. */
static void
convert_rows (WebannoFile *file, uint32_t length)
{
  uint32_t *bytes = plugin_alloc (((size_t) length + 2) * sizeof *bytes), unit = 0;

  for (size_t i = 0; i < file->text.n; i++)
    if (((unsigned char) file->text.text[i] & 0xC0) != 0x80)
      {
        bytes[unit++] = (uint32_t) i;
        if ((unsigned char) file->text.text[i] >= 0xF0)
          bytes[unit++] = (uint32_t) i;
      }
  bytes[unit] = (uint32_t) file->text.n;
  for (size_t i = 0; i < file->n_rows; i++)
    {
      file->rows[i].start = bytes[file->rows[i].start];
      file->rows[i].end = bytes[file->rows[i].end];
    }
  free (bytes);
}

static bool
read_line (Reading *reading, PluginPiece line)
{
  if (line.n > 0 && line.start[line.n - 1] == '\r')
    line.n--;
  if (line.n == 0)
    return true;
  if (begins (line, "#Text="))
    read_sentence (reading, (PluginPiece) { line.start + 6, line.n - 6 });
  else if (*line.start == '#')
    read_header (reading, line);
  else
    return read_row (reading, line);
  return true;
}

bool
webanno_read (WebannoFile *file, const char *name, const char *text, size_t n_bytes, const GlsPluginHost *host)
{
  Reading *reading = plugin_alloc (sizeof *reading);
  const char *at = text, *end = text + n_bytes;
  bool ok = true;

  *reading = (Reading) { .file = file, .host = host };
  file->file = plugin_copy (name, strlen (name));
  plugin_append_text (&file->text, "");
  while (ok && at < end)
    {
      const char *stop = memchr (at, '\n', (size_t) (end - at));
      PluginPiece line = { at, (size_t) ((stop != NULL ? stop : end) - at) };

      if (reading->line++ == 0 && !begins (line, "#FORMAT=WebAnno TSV 3"))
        {
          complain (reading, "this is no WebAnno TSV 3 (the first line is #FORMAT=WebAnno TSV 3.x); the file was left out");
          ok = false;
          break;
        }
      if (reading->line % 1024 == 0 && host->cancelled (host))
        break;
      ok = read_line (reading, line);
      at = stop != NULL ? stop + 1 : end;
    }
  if (ok)
    convert_rows (file, reading->length);
  plugin_clear (&reading->sentence);
  free (reading);
  return ok;
}

void
webanno_clear (WebannoFile *file)
{
  for (size_t i = 0; i < file->n_marks; i++)
    {
      WebannoMark *mark = &file->marks[i];
      const WebannoLayer *layer = &file->layers[mark->layer];
      size_t n = layer->kind == WEBANNO_CHAIN ? 1 : layer->n_features;

      for (size_t f = 0; f < n; f++)
        free (mark->values[f]);
      for (size_t s = 0; s < mark->n_slots; s++)
        {
          free (mark->slots[s].role);
          free (mark->slots[s].address);
        }
      free (mark->values);
      free (mark->slots);
    }
  for (size_t i = 0; i < file->n_layers; i++)
    {
      WebannoLayer *layer = &file->layers[i];

      for (size_t f = 0; f < layer->n_features; f++)
        {
          free (layer->features[f].name);
          free (layer->features[f].target);
        }
      free (layer->features);
      free (layer->full);
      free (layer->name);
      free (layer->base);
    }
  for (size_t i = 0; i < file->n_rows; i++)
    free (file->rows[i].address);
  for (size_t i = 0; i < file->n_ties; i++)
    {
      free (file->ties[i].name);
      free (file->ties[i].address);
    }
  free (file->file);
  free (file->layers);
  free (file->rows);
  free (file->marks);
  free (file->ties);
  plugin_clear (&file->text);
  memset (file, 0, sizeof *file);
}
