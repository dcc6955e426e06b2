/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A brat configuration as codebook JSON, and a codebook as annotation.conf.
 * It must not read files. */
#include "brat-conf.h"

#include <ctype.h>
#include <string.h>

/* Does @role allow @type? <EVENT>, <ENTITY> and <ANY> stand for classes. */
static bool
allows (const BratRole *role, const BratType *type)
{
  for (size_t i = 0; i < role->n_types; i++)
    if (strcmp (role->types[i], type->name) == 0 || strcmp (role->types[i], "<ANY>") == 0
        || strcmp (role->types[i], type->event ? "<EVENT>" : "<ENTITY>") == 0)
      return true;
  return false;
}

/* ,"types":[…] of what exists; left out where it is everything. */
static void
write_types (const BratConf *conf, const BratRole *role, const char *member, PluginString *json)
{
  PluginString names = { 0 };
  size_t n = 0;

  for (size_t i = 0; i < conf->n_types; i++)
    if (allows (role, &conf->types[i]))
      {
        plugin_append_text (&names, n > 0 ? "," : "");
        plugin_append_json (&names, conf->types[i].name);
        n++;
      }
  if (n > 0 && n < conf->n_types)
    plugin_printf (json, ",\"%s\":[%s]", member, names.text);
  plugin_clear (&names);
}

static void
write_attribute (const BratAttribute *attribute, PluginString *json)
{
  plugin_append_text (json, "{\"name\":");
  plugin_append_json (json, attribute->name);
  if (attribute->n_values == 0)
    {
      plugin_append_text (json, ",\"kind\":\"boolean\"}");
      return;
    }
  plugin_append_text (json, ",\"kind\":\"choice\",\"choices\":[");
  for (size_t i = 0; i < attribute->n_values; i++)
    {
      bool doubled = false;

      for (size_t k = 0; k < i; k++)
        doubled = doubled || strcmp (attribute->values[k], attribute->values[i]) == 0;
      if (doubled)
        continue;
      plugin_append_text (json, i > 0 ? "," : "");
      plugin_append_json (json, attribute->values[i]);
    }
  plugin_append_text (json, "]}");
}

/* The same name with other values for another type is usual; twice for one type is not. */
static bool
is_first_attribute (const BratConf *conf, const BratType *type, size_t attribute)
{
  for (size_t i = 0; i < attribute; i++)
    if (strcmp (conf->attributes[i].name, conf->attributes[attribute].name) == 0 && allows (&conf->attributes[i].on, type))
      return false;
  return true;
}

static bool
is_first_of_name (const BratType *type, size_t role)
{
  for (size_t i = 0; i < role; i++)
    if (strcmp (type->roles[i].name, type->roles[role].name) == 0)
      return false;
  return true;
}

static void
write_type (const BratConf *conf, const BratType *type, PluginString *json)
{
  size_t n = 0;

  plugin_append_text (json, "{\"name\":");
  plugin_append_json (json, type->name);
  if (type->color != NULL)
    {
      plugin_append_text (json, ",\"color\":");
      plugin_append_json (json, type->color);
    }
  plugin_append_text (json, ",\"attributes\":[");
  for (size_t i = 0; i < conf->n_attributes; i++)
    if (allows (&conf->attributes[i].on, type) && is_first_attribute (conf, type, i))
      {
        plugin_append_text (json, n++ > 0 ? "," : "");
        write_attribute (&conf->attributes[i], json);
      }
  plugin_append_text (json, "],\"roles\":[");
  n = 0;
  for (size_t i = 0; i < type->n_roles; i++)
    if (is_first_of_name (type, i))
      {
        const BratRole *role = &type->roles[i];

        plugin_append_text (json, n++ > 0 ? ",{\"name\":" : "{\"name\":");
        plugin_append_json (json, role->name);
        write_types (conf, role, "types", json);
        plugin_printf (json, "%s%s}", role->required ? ",\"required\":true" : "", role->many ? ",\"many\":true" : "");
      }
  plugin_append_text (json, "]}");
}

void
brat_conf_write_json (const BratConf *conf, PluginString *json)
{
  plugin_append_text (json, "{\"name\":\"brat\",\"types\":[");
  for (size_t i = 0; i < conf->n_types; i++)
    {
      plugin_append_text (json, i > 0 ? "," : "");
      write_type (conf, &conf->types[i], json);
    }
  plugin_append_text (json, "],\"relations\":[");
  for (size_t i = 0; i < conf->n_relations; i++)
    {
      plugin_append_text (json, i > 0 ? ",{\"name\":" : "{\"name\":");
      plugin_append_json (json, conf->relations[i].name);
      write_types (conf, &conf->relations[i].from, "from", json);
      write_types (conf, &conf->relations[i].to, "to", json);
      plugin_append_text (json, "}");
    }
  plugin_append_text (json, "]}");
}

/* --- The other way --------------------------------------------------------------------------------------------------- */

void
brat_append_name (PluginString *string, const char *name)
{
  for (; *name != '\0'; name++)
    plugin_append (string, isalnum ((unsigned char) *name) || *name == '_' || *name == '-' || (unsigned char) *name >= 0x80 ? name
                                                                                                                       : "_", 1);
}

static void
append_names (PluginString *text, GlsPluginArray names)
{
  if (names.n == 0)
    plugin_append_text (text, "<ANY>");
  for (size_t i = 0; i < names.n; i++)
    {
      plugin_append_text (text, i > 0 ? "|" : "");
      brat_append_name (text, *GLS_PLUGIN_AT (char *, names, i));
    }
}

static void
write_roles (const GlsPluginType *type, PluginString *text)
{
  for (size_t i = 0; i < type->roles.n; i++)
    {
      const GlsPluginRoleType *role = GLS_PLUGIN_AT (GlsPluginRoleType, type->roles, i);

      plugin_append_text (text, i > 0 ? ", " : "\t");
      brat_append_name (text, role->name);
      plugin_append_text (text, role->many ? role->required ? "+:" : "*:" : role->required ? ":" : "?:");
      append_names (text, role->types);
    }
}

static void
write_attributes (const GlsPluginType *type, PluginString *text)
{
  for (size_t i = 0; i < type->attributes.n; i++)
    {
      const GlsPluginAttributeType *attribute = GLS_PLUGIN_AT (GlsPluginAttributeType, type->attributes, i);

      if (attribute->kind != GLS_PLUGIN_BOOLEAN && attribute->kind != GLS_PLUGIN_CHOICE)
        continue;
      brat_append_name (text, attribute->name);
      plugin_append_text (text, "\tArg:");
      brat_append_name (text, type->name);
      for (size_t c = 0; c < attribute->choices.n; c++)
        {
          plugin_append_text (text, c > 0 ? "|" : ", Value:");
          brat_append_name (text, *GLS_PLUGIN_AT (char *, attribute->choices, c));
        }
      plugin_append_text (text, "\n");
    }
}

void
brat_conf_write (const GlsPluginRun *run, PluginString *text)
{
  plugin_append_text (text, "[entities]\n");
  for (size_t i = 0; i < run->types.n; i++)
    {
      const GlsPluginType *type = GLS_PLUGIN_AT (GlsPluginType, run->types, i);

      if (type->roles.n > 0)
        continue;
      brat_append_name (text, type->name);
      plugin_append_text (text, "\n");
    }
  plugin_append_text (text, "\n[relations]\n");
  for (size_t i = 0; i < run->relations.n; i++)
    {
      const GlsPluginRelationType *relation = GLS_PLUGIN_AT (GlsPluginRelationType, run->relations, i);

      brat_append_name (text, relation->name);
      plugin_append_text (text, "\tArg1:");
      append_names (text, relation->from);
      plugin_append_text (text, ", Arg2:");
      append_names (text, relation->to);
      plugin_append_text (text, "\n");
    }
  plugin_append_text (text, "\n[events]\n");
  for (size_t i = 0; i < run->types.n; i++)
    {
      const GlsPluginType *type = GLS_PLUGIN_AT (GlsPluginType, run->types, i);

      if (type->roles.n == 0)
        continue;
      brat_append_name (text, type->name);
      write_roles (type, text);
      plugin_append_text (text, "\n");
    }
  plugin_append_text (text, "\n[attributes]\n");
  for (size_t i = 0; i < run->types.n; i++)
    write_attributes (GLS_PLUGIN_AT (GlsPluginType, run->types, i), text);
}
