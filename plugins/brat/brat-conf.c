/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and writes the configuration that stands beside brat's documents.
 * It must not know annotations. */
#include "brat-conf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  char *name, *value;   /* "<POG>", "Person|Organization" */
} Macro;

typedef struct {
  BratConf            *conf;
  const GlsPluginHost *host;
  const char          *file;
  size_t               line;
  Macro               *macros;
  size_t               n_macros, room_macros;
} Reading;

static void
complain (Reading *reading, const char *why)
{
  PluginString sentence = { 0 };

  plugin_printf (&sentence, "%s, line %zu: %s; the line was left out", reading->file, reading->line, why);
  reading->host->report (reading->host, sentence.text);
  plugin_clear (&sentence);
}

static void
clear_role (BratRole *role)
{
  for (size_t i = 0; i < role->n_types; i++)
    free (role->types[i]);
  free (role->types);
  free (role->name);
}

static bool
has_text (char **list, size_t n, const char *text)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp (list[i], text) == 0)
      return true;
  return false;
}

static void
add_type_name (BratRole *role, const char *name, size_t n)
{
  char *copy = plugin_copy (name, n);

  if (has_text (role->types, role->n_types, copy))
    free (copy);
  else
    PLUGIN_ADD (role->types, role->n_types, role->room, copy);
}

/* "Person|<POG>|<EVENT>"; @depth: a macro may name others, but not for ever. */
static void
add_type_names (Reading *reading, BratRole *role, const char *at, const char *end, int depth)
{
  PluginPiece part;

  while (plugin_next (&at, end, "|", true, &part))
    {
      bool known = false;

      if (*part.start != '<')
        {
          add_type_name (role, part.start, part.n);
          continue;
        }
      for (size_t i = 0; i < reading->n_macros && depth < 8; i++)
        if (plugin_is (part, reading->macros[i].name))
          {
            const char *value = reading->macros[i].value;

            add_type_names (reading, role, value, value + strlen (value), depth + 1);
            known = true;
          }
      /* <EVENT>, <ENTITY>, <ANY> are resolved when all types are known. */
      if (!known)
        add_type_name (role, part.start, part.n);
    }
}

/* "Theme+:Protein|<EVENT>": name, how many, types. */
static bool
read_role (Reading *reading, PluginPiece piece, BratRole *role)
{
  const char *colon = memchr (piece.start, ':', piece.n), *end = piece.start + piece.n, *stop;

  if (colon == NULL || colon == piece.start)
    return false;
  stop = memchr (piece.start, '{', (size_t) (colon - piece.start));
  role->required = true;
  role->many = stop != NULL;
  if (stop == NULL)
    stop = colon;
  if (strchr ("?*+", stop[-1]) != NULL)
    {
      stop--;
      role->required = *stop == '+';
      role->many = *stop != '?';
    }
  if (stop == piece.start)
    return false;
  role->name = plugin_copy (piece.start, (size_t) (stop - piece.start));
  add_type_names (reading, role, colon + 1, end, 0);
  return true;
}

static PluginPiece
trim (const char *start, const char *end)
{
  while (start < end && strchr (" \t", *start) != NULL)
    start++;
  while (end > start && strchr (" \t", end[-1]) != NULL)
    end--;
  return (PluginPiece) { start, (size_t) (end - start) };
}

static BratType *
add_type (BratConf *conf, PluginPiece name, bool event)
{
  BratType type = { .name = plugin_copy (name.start, name.n), .event = event };

  for (size_t i = 0; i < conf->n_types; i++)
    if (strcmp (conf->types[i].name, type.name) == 0)
      {
        free (type.name);
        return &conf->types[i];
      }
  PLUGIN_ADD (conf->types, conf->n_types, conf->room_types, type);
  return &conf->types[conf->n_types - 1];
}

static void
read_type (Reading *reading, PluginPiece line, bool event)
{
  const char *at = line.start, *end = line.start + line.n;
  PluginPiece name, part;
  BratType *type;

  /* "!" is a heading of the hierarchy only. */
  if (!plugin_next (&at, end, " \t", true, &name) || *name.start == '!')
    return;
  type = add_type (reading->conf, name, event);
  while (plugin_next (&at, end, ",", true, &part))
    {
      PluginPiece piece = trim (part.start, part.start + part.n);
      BratRole role = { 0 };

      if (piece.n == 0 || *piece.start == '<')
        continue;
      if (read_role (reading, piece, &role))
        PLUGIN_ADD (type->roles, type->n_roles, type->room, role);
      else
        complain (reading, "a role is not of the form NAME:TYPES");
    }
}

static void
join_types (BratRole *into, const BratRole *from)
{
  for (size_t i = 0; i < from->n_types; i++)
    add_type_name (into, from->types[i], strlen (from->types[i]));
}

static void
read_relation (Reading *reading, PluginPiece line)
{
  const char *at = line.start, *end = line.start + line.n;
  BratConf *conf = reading->conf;
  BratRole ends[2] = { { 0 }, { 0 } };
  size_t n = 0;
  PluginPiece name, part;
  BratRelation *relation = NULL;

  if (!plugin_next (&at, end, " \t", true, &name) || *name.start == '!')
    return;
  while (n < 2 && plugin_next (&at, end, ",", true, &part))
    {
      PluginPiece piece = trim (part.start, part.start + part.n);

      if (piece.n > 0 && *piece.start != '<' && read_role (reading, piece, &ends[n]))
        n++;
    }
  if (n < 2)
    {
      complain (reading, "a relation names its two ends as Arg1:TYPES, Arg2:TYPES");
      clear_role (&ends[0]);
      return;
    }
  for (size_t i = 0; i < conf->n_relations; i++)
    if (plugin_is (name, conf->relations[i].name))
      relation = &conf->relations[i];
  if (relation == NULL)
    {
      BratRelation fresh = { .name = plugin_copy (name.start, name.n) };

      PLUGIN_ADD (conf->relations, conf->n_relations, conf->room_relations, fresh);
      relation = &conf->relations[conf->n_relations - 1];
    }
  join_types (&relation->from, &ends[0]);
  join_types (&relation->to, &ends[1]);
  clear_role (&ends[0]);
  clear_role (&ends[1]);
}

/* "Confidence Arg:<EVENT>, Value:Possible|Likely" */
static void
read_attribute (Reading *reading, PluginPiece line)
{
  const char *at = line.start, *end = line.start + line.n;
  BratAttribute attribute = { 0 };
  PluginPiece name, part;

  if (!plugin_next (&at, end, " \t", true, &name) || *name.start == '!')
    return;
  attribute.name = plugin_copy (name.start, name.n);
  while (plugin_next (&at, end, ",", true, &part))
    {
      PluginPiece piece = trim (part.start, part.start + part.n);
      const char *inner, *stop = piece.start + piece.n;
      PluginPiece value;

      if (piece.n > 6 && memcmp (piece.start, "Value:", 6) == 0)
        for (inner = piece.start + 6; plugin_next (&inner, stop, "|", true, &value);)
          PLUGIN_ADD (attribute.values, attribute.n_values, attribute.room, plugin_copy (value.start, value.n));
      else if (piece.n > 4 && memcmp (piece.start, "Arg:", 4) == 0)
        add_type_names (reading, &attribute.on, piece.start + 4, stop, 0);
    }
  PLUGIN_ADD (reading->conf->attributes, reading->conf->n_attributes, reading->conf->room_attributes, attribute);
}

static void
read_macro (Reading *reading, PluginPiece line)
{
  const char *equals = memchr (line.start, '=', line.n);
  PluginPiece name = trim (line.start, equals), value = trim (equals + 1, line.start + line.n);
  Macro macro = { plugin_copy (name.start, name.n), plugin_copy (value.start, value.n) };

  PLUGIN_ADD (reading->macros, reading->n_macros, reading->room_macros, macro);
}

typedef void (*LineFunc) (void *data, const char *section, PluginPiece line);

static void
each_line (const char *data, size_t n_bytes, size_t *number, LineFunc func, void *user)
{
  const char *at = data, *end = data + n_bytes;
  char section[32] = "";

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (size_t) (end - at)), *stop = newline != NULL ? newline : end;
      PluginPiece line = trim (at, stop > at && stop[-1] == '\r' ? stop - 1 : stop);

      ++*number;
      at = newline != NULL ? newline + 1 : end;
      if (line.n == 0 || *line.start == '#')
        continue;
      if (*line.start == '[' && line.n > 2 && line.start[line.n - 1] == ']' && line.n - 2 < sizeof section)
        {
          memcpy (section, line.start + 1, line.n - 2);
          section[line.n - 2] = '\0';
        }
      else
        func (user, section, line);
    }
}

static void
read_conf_line (void *data, const char *section, PluginPiece line)
{
  Reading *reading = data;

  if (*line.start == '<' && memchr (line.start, '=', line.n) != NULL)
    read_macro (reading, line);
  else if (strcmp (section, "entities") == 0 || strcmp (section, "spans") == 0)
    read_type (reading, line, false);
  else if (strcmp (section, "events") == 0)
    read_type (reading, line, true);
  else if (strcmp (section, "relations") == 0)
    read_relation (reading, line);
  else if (strcmp (section, "attributes") == 0)
    read_attribute (reading, line);
}

void
brat_conf_read (BratConf *conf, const char *data, size_t n_bytes, const char *name, const GlsPluginHost *host)
{
  Reading reading = { .conf = conf, .host = host, .file = name };

  each_line (data, n_bytes, &reading.line, read_conf_line, &reading);
  for (size_t i = 0; i < reading.n_macros; i++)
    {
      free (reading.macros[i].name);
      free (reading.macros[i].value);
    }
  free (reading.macros);
}

static void
read_visual_line (void *data, const char *section, PluginPiece line)
{
  BratConf *conf = data;
  const char *color = NULL;

  if (strcmp (section, "drawing") != 0)
    return;
  for (size_t i = 0; i + 15 <= line.n && color == NULL; i++)
    if (memcmp (line.start + i, "bgColor:#", 9) == 0)
      color = line.start + i + 8;
  for (int i = 1; color != NULL && i < 7; i++)
    if (!isxdigit ((unsigned char) color[i]))
      return;
  for (size_t i = 0; color != NULL && i < conf->n_types; i++)
    {
      size_t n = strlen (conf->types[i].name);

      if (line.n > n && memcmp (line.start, conf->types[i].name, n) == 0 && strchr (" \t", line.start[n]) != NULL
          && conf->types[i].color == NULL)
        conf->types[i].color = plugin_copy (color, 7);
    }
}

void
brat_conf_read_visual (BratConf *conf, const char *data, size_t n_bytes)
{
  size_t number = 0;

  each_line (data, n_bytes, &number, read_visual_line, conf);
}

void
brat_conf_clear (BratConf *conf)
{
  for (size_t i = 0; i < conf->n_types; i++)
    {
      for (size_t r = 0; r < conf->types[i].n_roles; r++)
        clear_role (&conf->types[i].roles[r]);
      free (conf->types[i].roles);
      free (conf->types[i].name);
      free (conf->types[i].color);
    }
  for (size_t i = 0; i < conf->n_relations; i++)
    {
      clear_role (&conf->relations[i].from);
      clear_role (&conf->relations[i].to);
      free (conf->relations[i].name);
    }
  for (size_t i = 0; i < conf->n_attributes; i++)
    {
      clear_role (&conf->attributes[i].on);
      for (size_t v = 0; v < conf->attributes[i].n_values; v++)
        free (conf->attributes[i].values[v]);
      free (conf->attributes[i].values);
      free (conf->attributes[i].name);
    }
  free (conf->types);
  free (conf->relations);
  free (conf->attributes);
  memset (conf, 0, sizeof *conf);
}

const BratType *
brat_conf_find_type (const BratConf *conf, const char *name)
{
  for (size_t i = 0; i < conf->n_types; i++)
    if (strcmp (conf->types[i].name, name) == 0)
      return &conf->types[i];
  return NULL;
}

/* --- Without a configuration ------------------------------------------------------------------------------------------------ */

void
brat_conf_add_type (BratConf *conf, const char *name, bool event)
{
  BratType *type = add_type (conf, (PluginPiece) { name, strlen (name) }, event);

  type->event = type->event || event;
}

void
brat_conf_add_role (BratConf *conf, const char *type, const char *role)
{
  BratType *def = add_type (conf, (PluginPiece) { type, strlen (type) }, true);
  size_t n = strlen (role);
  BratRole fresh = { 0 };

  /* "Theme2" is a second "Theme". */
  while (n > 1 && isdigit ((unsigned char) role[n - 1]))
    n--;
  for (size_t i = 0; i < def->n_roles; i++)
    if (strlen (def->roles[i].name) == n && memcmp (def->roles[i].name, role, n) == 0)
      {
        def->roles[i].many = def->roles[i].many || role[n] != '\0';
        return;
      }
  fresh.name = plugin_copy (role, n);
  fresh.many = role[n] != '\0';
  PLUGIN_ADD (def->roles, def->n_roles, def->room, fresh);
}

void
brat_conf_add_relation (BratConf *conf, const char *name)
{
  BratRelation fresh = { 0 };

  for (size_t i = 0; i < conf->n_relations; i++)
    if (strcmp (conf->relations[i].name, name) == 0)
      return;
  fresh.name = plugin_copy (name, strlen (name));
  PLUGIN_ADD (conf->relations, conf->n_relations, conf->room_relations, fresh);
}

void
brat_conf_add_attribute (BratConf *conf, const char *name, const char *type, const char *value)
{
  BratAttribute *attribute = NULL;

  for (size_t i = 0; i < conf->n_attributes; i++)
    if (strcmp (conf->attributes[i].name, name) == 0)
      attribute = &conf->attributes[i];
  if (attribute == NULL)
    {
      BratAttribute fresh = { .name = plugin_copy (name, strlen (name)) };

      PLUGIN_ADD (conf->attributes, conf->n_attributes, conf->room_attributes, fresh);
      attribute = &conf->attributes[conf->n_attributes - 1];
    }
  add_type_name (&attribute->on, type, strlen (type));
  if (value != NULL && !has_text (attribute->values, attribute->n_values, value))
    PLUGIN_ADD (attribute->values, attribute->n_values, attribute->room, plugin_copy (value, strlen (value)));
}
