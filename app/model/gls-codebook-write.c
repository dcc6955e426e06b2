/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a codebook as canonical JSON, compact or with broken lines for people.
 * It must not check anything: what is in memory was checked when it was read (gls-codebook-json.c). */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-json-writer.h>

#include "gls-codebook.h"

static void
write_names (GlsJsonWriter *writer, const char *member, char **names)
{
  if (names == NULL || names[0] == NULL)
    return;

  gls_json_writer_member (writer, member);
  gls_json_writer_begin_array (writer);
  for (guint i = 0; names[i] != NULL; i++)
    gls_json_writer_string (writer, names[i]);
  gls_json_writer_end_array (writer);
}

static void
write_flag (GlsJsonWriter *writer, const char *member, gboolean value)
{
  if (!value)
    return;

  gls_json_writer_boolean_member (writer, member, TRUE);
}

/* Begins a definition: its name, and its id where the name alone does not give it. */
static void
begin_definition (GlsJsonWriter *writer, const char *name, const GlsId *id, const GlsId *derived)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "name", name);
  if (!gls_id_equal (id, derived))
    {
      char string[GLS_ID_STRING_SIZE];

      gls_id_to_string (id, string);
      gls_json_writer_string_member (writer, "id", string);
    }
}

static void
write_limit (GlsJsonWriter *writer, const char *member, double value)
{
  if (isnan (value))
    return;

  gls_json_writer_member (writer, member);
  gls_json_writer_double (writer, value);
}

static void
write_attribute (GlsJsonWriter *writer, const GlsTypeDef *type, const GlsAttributeDef *def)
{
  GlsId derived;

  gls_id_derive (&derived, "attribute", type->id.bytes, sizeof type->id.bytes, def->name, strlen (def->name), NULL);
  begin_definition (writer, def->name, &def->id, &derived);
  gls_json_writer_string_member (writer, "kind", gls_value_kind_to_string (def->kind));
  write_names (writer, "choices", def->choices);
  if (def->initial != NULL)
    {
      gls_json_writer_member (writer, "initial");
      gls_json_writer_raw (writer, def->initial);
    }
  write_limit (writer, "min", def->min);
  write_limit (writer, "max", def->max);
  write_flag (writer, "required", def->required);
  gls_json_writer_string_member (writer, "description", def->description);
  write_flag (writer, "retired", def->retired);
  gls_json_writer_end_object (writer);
}

static void
write_role (GlsJsonWriter *writer, const GlsTypeDef *type, const GlsRoleDef *def)
{
  GlsId derived;

  gls_id_derive (&derived, "role", type->id.bytes, sizeof type->id.bytes, def->name, strlen (def->name), NULL);
  begin_definition (writer, def->name, &def->id, &derived);
  write_names (writer, "types", def->types);
  write_flag (writer, "required", def->required);
  write_flag (writer, "many", def->many);
  write_flag (writer, "chain", def->chain);
  gls_json_writer_string_member (writer, "description", def->description);
  write_flag (writer, "retired", def->retired);
  gls_json_writer_end_object (writer);
}

static void
write_examples (GlsJsonWriter *writer, GPtrArray *examples)
{
  if (examples->len == 0)
    return;

  gls_json_writer_member (writer, "examples");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < examples->len; i++)
    {
      const GlsExample *example = g_ptr_array_index (examples, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "text", example->text);
      gls_json_writer_string_member (writer, "mark", example->mark);
      gls_json_writer_string_member (writer, "why", example->why);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static void
write_type (GlsJsonWriter *writer, const GlsTypeDef *def)
{
  GlsId derived;

  gls_id_derive (&derived, "type", def->name, strlen (def->name), NULL);
  begin_definition (writer, def->name, &def->id, &derived);
  gls_json_writer_string_member (writer, "color", def->color);
  gls_json_writer_string_member (writer, "key", def->key);
  write_flag (writer, "claim", def->claim);
  gls_json_writer_string_member (writer, "description", def->description);
  write_names (writer, "rulings", def->rulings);
  write_examples (writer, def->examples);
  if (def->attributes->len > 0)
    {
      gls_json_writer_member (writer, "attributes");
      gls_json_writer_begin_array (writer);
      for (guint i = 0; i < def->attributes->len; i++)
        write_attribute (writer, def, g_ptr_array_index (def->attributes, i));
      gls_json_writer_end_array (writer);
    }
  if (def->roles->len > 0)
    {
      gls_json_writer_member (writer, "roles");
      gls_json_writer_begin_array (writer);
      for (guint i = 0; i < def->roles->len; i++)
        write_role (writer, def, g_ptr_array_index (def->roles, i));
      gls_json_writer_end_array (writer);
    }
  write_flag (writer, "retired", def->retired);
  gls_json_writer_end_object (writer);
}

static void
write_relation (GlsJsonWriter *writer, const GlsRelationDef *def)
{
  GlsId derived;

  gls_id_derive (&derived, "relation", def->name, strlen (def->name), NULL);
  begin_definition (writer, def->name, &def->id, &derived);
  write_names (writer, "from", def->from);
  write_names (writer, "to", def->to);
  gls_json_writer_string_member (writer, "description", def->description);
  write_flag (writer, "retired", def->retired);
  gls_json_writer_end_object (writer);
}

static gsize
skip_string (const char *json, gsize at)
{
  for (at++; json[at] != '"'; at++)
    if (json[at] == '\\')
      at++;

  return at + 1;
}

/* The length of a list that holds no object and no list, or 0. */
static gsize
flat_list_length (const char *json)
{
  gsize at = 1;

  while (json[at] != ']')
    {
      if (json[at] == '{' || json[at] == '[')
        return 0;
      at = json[at] == '"' ? skip_string (json, at) : at + 1;
    }

  return at + 1;
}

static void
break_line (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

/* Breaks the lines of compact, well-formed JSON for people; short lists of plain values stay on one line. */
static char *
indent (const char *json)
{
  GString *out = g_string_new (NULL);
  guint depth = 0;
  gsize flat_end = 0;

  for (gsize at = 0; json[at] != '\0';)
    {
      char c = json[at];

      if (c == '"')
        {
          gsize end = skip_string (json, at);
          g_string_append_len (out, json + at, end - at);
          at = end;
          continue;
        }

      at++;
      if (c == '[' && flat_end < at)
        {
          gsize length = flat_list_length (json + at - 1);
          flat_end = length > 0 && length <= 90 ? at - 1 + length : flat_end;
        }

      if (at <= flat_end)
        g_string_append (out, c == ',' ? ", " : (char[]) { c, '\0' });
      else if (c == '{' || c == '[')
        {
          g_string_append_c (out, c);
          if (json[at] != '}' && json[at] != ']')
            break_line (out, ++depth);
          else
            g_string_append_c (out, json[at++]);
        }
      else if (c == '}' || c == ']')
        {
          break_line (out, --depth);
          g_string_append_c (out, c);
        }
      else
        {
          g_string_append_c (out, c);
          if (c == ',')
            break_line (out, depth);
          else if (c == ':')
            g_string_append_c (out, ' ');
        }
    }
  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}

/**
 * gls_codebook_to_json:
 * @codebook: a codebook
 * @pretty: TRUE: a text file with broken lines, ended by a newline; FALSE: one line without an end
 *
 * Equal codebooks give equal bytes. Members that hold nothing are left out; an id is written only where it does not
 * follow from the name, so that a codebook written by hand needs none.
 *
 * Returns: (transfer full): the JSON
 */
char *
gls_codebook_to_json (const GlsCodebook *codebook, gboolean pretty)
{
  GString *out = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "name", codebook->name);
  gls_json_writer_string_member (&writer, "description", codebook->description);
  gls_json_writer_int_member (&writer, "version", codebook->version);
  gls_json_writer_member (&writer, "types");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < codebook->types->len; i++)
    write_type (&writer, g_ptr_array_index (codebook->types, i));
  gls_json_writer_end_array (&writer);
  if (codebook->relations->len > 0)
    {
      gls_json_writer_member (&writer, "relations");
      gls_json_writer_begin_array (&writer);
      for (guint i = 0; i < codebook->relations->len; i++)
        write_relation (&writer, g_ptr_array_index (codebook->relations, i));
      gls_json_writer_end_array (&writer);
    }
  gls_json_writer_end_object (&writer);

  g_autofree char *compact = g_string_free (out, FALSE);

  return pretty ? indent (compact) : g_steal_pointer (&compact);
}
