/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file as read becomes annotations: layers types, features attributes, slots roles, relations relations, chains entities.
 * It must not know the lines of the format. */
#include "webanno.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN "Token"

const char *
webanno_type (const WebannoFile *file, size_t layer)
{
  for (size_t i = 0; i < file->n_layers; i++)
    if (i != layer && strcmp (file->layers[i].name, file->layers[layer].name) == 0
        && strcmp (file->layers[i].full, file->layers[layer].full) != 0)
      return file->layers[layer].full;
  return file->layers[layer].name;
}

/* --- Codebook ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char **names;
  size_t       n, room;
} Names;

static bool
add_name (Names *names, const char *name)
{
  for (size_t i = 0; i < names->n; i++)
    if (strcmp (names->names[i], name) == 0)
      return false;
  PLUGIN_ADD (names->names, names->n, names->room, name);
  return true;
}

static void
write_names (const Names *names, const char *member, const char *rest, PluginString *json)
{
  plugin_printf (json, ",\"%s\":[", member);
  for (size_t i = 0; i < names->n; i++)
    {
      plugin_append_text (json, i > 0 ? ",{\"name\":" : "{\"name\":");
      plugin_append_json (json, names->names[i]);
      plugin_printf (json, "%s}", rest);
    }
  plugin_append_text (json, "]");
}

static void
write_type (const WebannoFile *files, size_t n_files, const char *type, PluginString *json)
{
  Names attributes = { 0 }, roles = { 0 };

  for (size_t i = 0; i < n_files; i++)
    {
      const WebannoFile *file = &files[i];

      for (size_t l = 0; l < file->n_layers; l++)
        if (strcmp (webanno_type (file, l), type) == 0)
          for (size_t f = 0; f < file->layers[l].n_features; f++)
            if (!file->layers[l].features[f].slot && (file->layers[l].kind == WEBANNO_SPAN || f == 1))
              add_name (&attributes, file->layers[l].features[f].name);
      for (size_t m = 0; m < file->n_marks; m++)
        if (file->marks[m].n_slots > 0 && strcmp (webanno_type (file, file->marks[m].layer), type) == 0)
          for (size_t s = 0; s < file->marks[m].n_slots; s++)
            add_name (&roles, file->marks[m].slots[s].role);
    }
  plugin_append_text (json, "{\"name\":");
  plugin_append_json (json, type);
  write_names (&attributes, "attributes", ",\"kind\":\"text\"", json);
  write_names (&roles, "roles", ",\"many\":true", json);
  plugin_append_text (json, "}");
  free (attributes.names);
  free (roles.names);
}

static bool
is_layer (const WebannoFile *file, const char *full)
{
  for (size_t i = 0; full != NULL && i < file->n_layers; i++)
    if (strcmp (file->layers[i].full, full) == 0)
      return true;
  return false;
}

bool
webanno_write_codebook (const WebannoFile *files, size_t n_files, PluginString *json)
{
  Names types = { 0 }, relations = { 0 };
  bool any;

  for (size_t i = 0; i < n_files; i++)
    {
      for (size_t l = 0; l < files[i].n_layers; l++)
        if (files[i].layers[l].kind != WEBANNO_RELATION)
          add_name (&types, webanno_type (&files[i], l));
      for (size_t t = 0; t < files[i].n_ties; t++)
        {
          add_name (&relations, files[i].ties[t].name);
          if (!is_layer (&files[i], files[i].layers[files[i].ties[t].layer].base))
            add_name (&types, TOKEN);
        }
    }
  any = types.n > 0;
  plugin_append_text (json, "{\"name\":\"webanno\",\"types\":[");
  for (size_t i = 0; i < types.n; i++)
    {
      plugin_append_text (json, i > 0 ? "," : "");
      write_type (files, n_files, types.names[i], json);
    }
  plugin_append_text (json, "]");
  write_names (&relations, "relations", "", json);
  plugin_append_text (json, "}");
  free (types.names);
  free (relations.names);
  return any;
}

/* --- Annotations -------------------------------------------------------------------------------------------------------- */

/* What is emitted: the file's marks, then the bare tokens that relations tie. */
typedef struct {
  char          *key;
  size_t         mark;          /* SIZE_MAX: a bare token */
  size_t         row;
  GlsPluginLink *links;
  size_t         n_links, room_links;
} Node;

typedef struct {
  const WebannoFile   *file;
  const GlsPluginHost *host;
  const char          *set;
  Node                *nodes;
  size_t               n_nodes, room_nodes;
  size_t              *rows;    /* open addressing: a row's index + 1 by its address */
  size_t               n_rows_table;
} Emitting;

static size_t *
find_place (const Emitting *emitting, const char *address)
{
  uint64_t hash = 14695981039346656037u;
  size_t at;

  for (const char *c = address; *c != '\0'; c++)
    hash = (hash ^ (unsigned char) *c) * 1099511628211u;
  for (at = (size_t) (hash ^ hash >> 29) & (emitting->n_rows_table - 1); emitting->rows[at] != 0;
       at = (at + 1) & (emitting->n_rows_table - 1))
    if (strcmp (emitting->file->rows[emitting->rows[at] - 1].address, address) == 0)
      break;
  return &emitting->rows[at];
}

static void
index_rows (Emitting *emitting)
{
  emitting->n_rows_table = 16;
  while (emitting->n_rows_table < 2 * (emitting->file->n_rows + 1))
    emitting->n_rows_table *= 2;
  emitting->rows = plugin_alloc (emitting->n_rows_table * sizeof *emitting->rows);
  for (size_t i = 0; i < emitting->file->n_rows; i++)
    {
      size_t *place = find_place (emitting, emitting->file->rows[i].address);

      if (*place == 0)
        *place = i + 1;
    }
}

static void
add_node (Emitting *emitting, size_t mark, size_t row)
{
  PluginString key = { 0 };
  Node node = { .mark = mark, .row = row };

  plugin_printf (&key, "%s/%zu", emitting->set != NULL ? emitting->set : "", emitting->n_nodes);
  node.key = key.text;
  PLUGIN_ADD (emitting->nodes, emitting->n_nodes, emitting->room_nodes, node);
}

static bool
fits (const Emitting *emitting, const WebannoMark *mark, const char *full, uint32_t id)
{
  const WebannoLayer *layer = &emitting->file->layers[mark->layer];

  return (full == NULL || strcmp (layer->full, full) == 0) && layer->kind == WEBANNO_SPAN && (id == 0 || mark->id == id);
}

/* The mark of the layer @full (NULL: any) that begins at @row; with an id it may begin before. */
static Node *
find_node (Emitting *emitting, const char *full, size_t row, uint32_t id)
{
  const WebannoFile *file = emitting->file;
  size_t low = 0, high = file->n_marks;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (file->marks[middle].first_row < row)
        low = middle + 1;
      else
        high = middle;
    }
  for (size_t i = low; i < file->n_marks && file->marks[i].first_row == row; i++)
    if (fits (emitting, &file->marks[i], full, id))
      return &emitting->nodes[i];
  for (size_t i = low, n = 0; id != 0 && i-- > 0 && n < 4096; n++)
    if (file->marks[i].last_row >= row && fits (emitting, &file->marks[i], full, id))
      return &emitting->nodes[i];
  return NULL;
}

static Node *
find_token (Emitting *emitting, size_t row)
{
  for (size_t i = emitting->file->n_marks; i < emitting->n_nodes; i++)
    if (emitting->nodes[i].row == row)
      return &emitting->nodes[i];
  return NULL;
}

/* An end of a relation; NULL: nothing is there. */
static Node *
find_end (Emitting *emitting, const char *base, size_t row, uint32_t id)
{
  return is_layer (emitting->file, base) ? find_node (emitting, base, row, id) : find_token (emitting, row);
}

static void
tie_marks (Emitting *emitting)
{
  const WebannoFile *file = emitting->file;

  for (size_t i = 0; i < file->n_ties; i++)
    {
      const WebannoTie *tie = &file->ties[i];
      const char *base = file->layers[tie->layer].base;
      size_t row = *find_place (emitting, tie->address);
      Node *from = row != 0 ? find_end (emitting, base, row - 1, tie->from) : NULL;
      Node *to = find_end (emitting, base, tie->row, tie->to);
      GlsPluginLink link = { .name = tie->name, .relation = true };

      if (from == NULL || to == NULL)
        {
          webanno_complain (file, file->rows[tie->row].line, "an end of the relation is not there; it was left out", emitting->host);
          continue;
        }
      link.to = to->key;
      PLUGIN_ADD (from->links, from->n_links, from->room_links, link);
    }
}

static void
fill_slots (Emitting *emitting)
{
  const WebannoFile *file = emitting->file;

  for (size_t i = 0; i < file->n_marks; i++)
    for (size_t s = 0; s < file->marks[i].n_slots; s++)
      {
        const WebannoSlot *slot = &file->marks[i].slots[s];
        const char *target = file->layers[file->marks[i].layer].features[slot->feature].target;
        size_t row = *find_place (emitting, slot->address);
        Node *filler = row != 0 ? find_node (emitting, is_layer (file, target) ? target : NULL, row - 1, slot->id) : NULL;
        GlsPluginLink link = { .name = slot->role };

        if (filler == NULL)
          {
            webanno_complain (file, slot->line, "what fills the slot is not there; it was left out", emitting->host);
            continue;
          }
        link.to = filler->key;
        PLUGIN_ADD (emitting->nodes[i].links, emitting->nodes[i].n_links, emitting->nodes[i].room_links, link);
      }
}

/* The tokens that relations without a layer of spans tie. */
static void
add_tokens (Emitting *emitting)
{
  const WebannoFile *file = emitting->file;
  unsigned char *tied = plugin_alloc (file->n_rows + 1);

  for (size_t i = 0; i < file->n_ties; i++)
    if (!is_layer (file, file->layers[file->ties[i].layer].base))
      {
        size_t row = *find_place (emitting, file->ties[i].address);

        tied[file->ties[i].row] = 1;
        if (row != 0)
          tied[row - 1] = 1;
      }
  for (size_t r = 0; r < file->n_rows; r++)
    if (tied[r])
      add_node (emitting, SIZE_MAX, r);
  free (tied);
}

static GlsPluginRange
range_of (const Emitting *emitting, const Node *node)
{
  const WebannoFile *file = emitting->file;
  size_t last = node->mark != SIZE_MAX ? file->marks[node->mark].last_row : node->row;
  GlsPluginRange range = { file->rows[node->row].start, file->rows[last].end };

  /* Parts of a token may stand in any order. */
  if (range.end < range.start)
    range.end = file->rows[node->row].end;
  return range;
}

static void
name_chain (const Emitting *emitting, const WebannoMark *mark, PluginString *id)
{
  id->n = 0;
  plugin_printf (id, "%s/%s/%u", emitting->file->file, webanno_type (emitting->file, mark->layer), mark->chain);
}

/* The first link's words name it. */
static int
emit_chains (Emitting *emitting)
{
  const WebannoFile *file = emitting->file;
  PluginString id = { 0 }, name = { 0 };
  int done = GLS_PLUGIN_OK;

  for (size_t i = 0; i < file->n_marks && done == GLS_PLUGIN_OK; i++)
    {
      const WebannoMark *mark = &file->marks[i];
      GlsPluginEntity entity = { .kind = webanno_type (file, mark->layer) };
      GlsPluginRange range = range_of (emitting, &emitting->nodes[i]);

      if (mark->chain == 0 || mark->place > 1)
        continue;
      name_chain (emitting, mark, &id);
      name.n = 0;
      plugin_append (&name, file->text.text + range.start, range.end - range.start);
      entity.id = id.text;
      entity.name = name.n > 0 ? name.text : id.text;
      done = emitting->host->emit_entity (emitting->host, &entity);
    }
  plugin_clear (&id);
  plugin_clear (&name);
  return done;
}

static int
emit_node (Emitting *emitting, const Node *node)
{
  const WebannoFile *file = emitting->file;
  const WebannoMark *mark = node->mark != SIZE_MAX ? &file->marks[node->mark] : NULL;
  const WebannoLayer *layer = mark != NULL ? &file->layers[mark->layer] : NULL;
  GlsPluginRange range = range_of (emitting, node);
  size_t n_features = layer == NULL ? 0 : layer->kind == WEBANNO_CHAIN ? 1 : layer->n_features, n = 0;
  GlsPluginAttribute *attributes = plugin_alloc ((n_features + 1) * sizeof *attributes);
  char **values = plugin_alloc ((n_features + 1) * sizeof *values);
  GlsPluginAnnotation annotation = {
    .size = sizeof annotation, .key = node->key, .type = mark != NULL ? webanno_type (file, mark->layer) : TOKEN,
    .fragments = &range, .n_fragments = 1, .confidence = (double) NAN, .links = GLS_PLUGIN_ARRAY (node->links, node->n_links),
    .set = emitting->set,
  };
  PluginString chain = { 0 };
  int done;

  for (size_t f = 0; f < n_features; f++)
    if (mark->values[f] != NULL)
      {
        size_t feature = layer->kind == WEBANNO_CHAIN ? 1 : f;
        PluginString json = { 0 };

        if (feature >= layer->n_features)
          continue;
        plugin_append_json (&json, mark->values[f]);
        values[n] = json.text;
        attributes[n++] = (GlsPluginAttribute) { layer->features[feature].name, json.text };
      }
  annotation.attributes = (GlsPluginArray) GLS_PLUGIN_ARRAY (attributes, n);
  if (mark != NULL && mark->chain > 0)
    {
      name_chain (emitting, mark, &chain);
      annotation.entity = chain.text;
    }
  done = emitting->host->emit_annotation (emitting->host, &annotation);
  for (size_t i = 0; i < n; i++)
    free (values[i]);
  free (values);
  free (attributes);
  plugin_clear (&chain);
  return done;
}

int
webanno_emit (const WebannoFile *file, const char *set, const GlsPluginHost *host)
{
  Emitting emitting = { .file = file, .host = host, .set = set };
  int done;

  index_rows (&emitting);
  for (size_t i = 0; i < file->n_marks; i++)
    add_node (&emitting, i, file->marks[i].first_row);
  add_tokens (&emitting);
  tie_marks (&emitting);
  fill_slots (&emitting);
  done = emit_chains (&emitting);
  for (size_t i = 0; i < emitting.n_nodes && done == GLS_PLUGIN_OK; i++)
    done = emit_node (&emitting, &emitting.nodes[i]);
  for (size_t i = 0; i < emitting.n_nodes; i++)
    {
      free (emitting.nodes[i].key);
      free (emitting.nodes[i].links);
    }
  free (emitting.nodes);
  free (emitting.rows);
  return done;
}
