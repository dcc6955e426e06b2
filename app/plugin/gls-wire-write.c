/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Structures of glossator-plugin.h as JSON. What is NULL or empty is left out. It checks nothing. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "gls-wire.h"

static const char * const zone_names[] = { "body", "headline", "caption", "byline", "boilerplate", "repeat" };
static const char * const severity_names[] = { NULL, "error", "warning", "note" };
static const char * const edit_names[] = { NULL, "delete", "fragments", "type", "attribute", "fill", "empty" };

void
gls_wire_begin_request (GlsJsonWriter *writer, guint64 id, const char *method)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "jsonrpc", "2.0");
  if (id != 0)
    gls_json_writer_int_member (writer, "id", (gint64) id);
  gls_json_writer_string_member (writer, "method", method);
  gls_json_writer_member (writer, "params");
  gls_json_writer_begin_object (writer);
}

void
gls_wire_end_request (GlsJsonWriter *writer)
{
  gls_json_writer_end_object (writer);
  gls_json_writer_end_object (writer);
  g_string_append_c (writer->out, '\n');
}

static void
write_range (GlsJsonWriter *writer, const GlsPluginRange *range)
{
  gls_json_writer_begin_array (writer);
  gls_json_writer_int (writer, range->start);
  gls_json_writer_int (writer, range->end);
  gls_json_writer_end_array (writer);
}

static void
write_spans (GlsJsonWriter *writer, const GlsPluginRange *fragments, gsize n)
{
  gls_json_writer_member (writer, "spans");
  gls_json_writer_begin_array (writer);
  for (gsize i = 0; i < n; i++)
    write_range (writer, &fragments[i]);
  gls_json_writer_end_array (writer);
}

static void
write_names (GlsJsonWriter *writer, const char *member, const GlsPluginArray *names)
{
  if (names->n == 0)
    return;
  gls_json_writer_member (writer, member);
  gls_json_writer_begin_array (writer);
  for (gsize i = 0; i < names->n; i++)
    gls_json_writer_string (writer, *GLS_PLUGIN_AT (char *, *names, i));
  gls_json_writer_end_array (writer);
}

/* A value of a plugin may be no JSON at all; then it goes as null, which the other end refuses. */
static void
write_value (GlsJsonWriter *writer, const char *json)
{
  if (json != NULL && gls_json_scan (json, strlen (json), NULL))
    gls_json_writer_raw (writer, json);
  else
    gls_json_writer_null (writer);
}

static void
write_link (GlsJsonWriter *writer, const GlsPluginLink *link)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, link->relation ? "type" : "role", link->name);
  switch (link->filler)
    {
    case GLS_PLUGIN_FILLED_BY_ANNOTATION:
      gls_json_writer_string_member (writer, "to", link->to);
      break;
    case GLS_PLUGIN_FILLED_BY_ENTITY:
      gls_json_writer_string_member (writer, "entity", link->to);
      break;
    case GLS_PLUGIN_FILLED_BY_VALUE:
      gls_json_writer_member (writer, "value");
      write_value (writer, link->to);
      break;
    case GLS_PLUGIN_FILLED_BY_AUTHOR:
    case GLS_PLUGIN_NOT_SAID:
    default:
      gls_json_writer_boolean_member (writer, link->filler == GLS_PLUGIN_FILLED_BY_AUTHOR ? "author" : "none", TRUE);
      break;
    }
  gls_json_writer_end_object (writer);
}

static void
write_attributes (GlsJsonWriter *writer, const GlsPluginArray *attributes)
{
  if (attributes->n == 0)
    return;
  gls_json_writer_member (writer, "attributes");
  gls_json_writer_begin_object (writer);
  for (gsize i = 0; i < attributes->n; i++)
    {
      const GlsPluginAttribute *attribute = GLS_PLUGIN_AT (GlsPluginAttribute, *attributes, i);

      gls_json_writer_member (writer, attribute->name);
      write_value (writer, attribute->value);
    }
  gls_json_writer_end_object (writer);
}

static void
write_links (GlsJsonWriter *writer, const GlsPluginArray *links)
{
  if (links->n == 0)
    return;
  gls_json_writer_member (writer, "relations");
  gls_json_writer_begin_array (writer);
  for (gsize i = 0; i < links->n; i++)
    write_link (writer, GLS_PLUGIN_AT (GlsPluginLink, *links, i));
  gls_json_writer_end_array (writer);
}

void
gls_wire_write_annotation (GlsJsonWriter *writer, const GlsPluginAnnotation *annotation)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "id", annotation->key);
  gls_json_writer_string_member (writer, "type", annotation->type);
  gls_json_writer_string_member (writer, "by", annotation->set);
  write_spans (writer, annotation->fragments, annotation->n_fragments);
  write_attributes (writer, &annotation->attributes);
  write_links (writer, &annotation->links);
  gls_json_writer_string_member (writer, "entity", annotation->entity);
  if (annotation->chain != NULL)
    {
      gls_json_writer_member (writer, "chain");
      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "key", annotation->chain->key);
      gls_json_writer_string_member (writer, "name", annotation->chain->name);
      gls_json_writer_string_member (writer, "kind", annotation->chain->kind);
      gls_json_writer_end_object (writer);
    }
  if (isfinite (annotation->confidence))
    {
      gls_json_writer_member (writer, "confidence");
      gls_json_writer_double (writer, annotation->confidence);
    }
  gls_json_writer_string_member (writer, "note", annotation->note);
  gls_json_writer_string_member (writer, "unsure", annotation->unsure);
  gls_json_writer_string_member (writer, "plugin", annotation->plugin);
  gls_json_writer_string_member (writer, "run", annotation->run);
  gls_json_writer_end_object (writer);
}

static void
write_zones (GlsJsonWriter *writer, const GlsPluginArray *zones)
{
  if (zones->n == 0)
    return;
  gls_json_writer_member (writer, "zones");
  gls_json_writer_begin_array (writer);
  for (gsize i = 0; i < zones->n; i++)
    {
      const GlsPluginZone *zone = GLS_PLUGIN_AT (GlsPluginZone, *zones, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "kind", (guint) zone->kind < G_N_ELEMENTS (zone_names) ? zone_names[zone->kind] : "");
      gls_json_writer_int_member (writer, "start", zone->range.start);
      gls_json_writer_int_member (writer, "end", zone->range.end);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static void
write_statuses (GlsJsonWriter *writer, const GlsPluginArray *statuses)
{
  if (statuses->n == 0)
    return;
  gls_json_writer_member (writer, "statuses");
  gls_json_writer_begin_array (writer);
  for (gsize i = 0; i < statuses->n; i++)
    {
      const GlsPluginStatus *status = GLS_PLUGIN_AT (GlsPluginStatus, *statuses, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "by", status->by);
      gls_json_writer_string_member (writer, "status", status->status);
      gls_json_writer_string_member (writer, "note", status->note);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

void
gls_wire_write_document (GlsJsonWriter *writer, const GlsPluginDocument *document)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "id", document->id);
  gls_json_writer_string_member (writer, "key", document->key);
  gls_json_writer_string_member (writer, "title", document->title);
  gls_json_writer_string_member (writer, "source", document->source);
  gls_json_writer_string_member (writer, "publisher", document->publisher);
  gls_json_writer_string_member (writer, "byline", document->byline);
  gls_json_writer_string_member (writer, "published", document->published);
  gls_json_writer_string_member (writer, "language", document->language);
  if (document->flags & GLS_PLUGIN_DOCUMENT_GONE)
    gls_json_writer_boolean_member (writer, "gone", TRUE);
  else
    {
      gls_json_writer_member (writer, "text");
      gls_json_writer_string_len (writer, document->text, document->n_bytes);
    }
  write_zones (writer, &document->zones);
  write_statuses (writer, &document->statuses);
  if (document->focus.end > document->focus.start)
    {
      gls_json_writer_member (writer, "focus");
      write_range (writer, &document->focus);
    }
  if (document->annotations.n > 0)
    {
      gls_json_writer_member (writer, "annotations");
      gls_json_writer_begin_array (writer);
      for (gsize i = 0; i < document->annotations.n; i++)
        gls_wire_write_annotation (writer, GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i));
      gls_json_writer_end_array (writer);
    }
  gls_json_writer_end_object (writer);
}

static void
write_edit (GlsJsonWriter *writer, const GlsPluginEdit *edit)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "edit", (guint) edit->kind < G_N_ELEMENTS (edit_names) ? edit_names[edit->kind] : "");
  gls_json_writer_string_member (writer, "annotation", edit->annotation);
  gls_json_writer_string_member (writer, "name", edit->name);
  if (edit->value != NULL)
    {
      gls_json_writer_member (writer, "value");
      write_value (writer, edit->value);
    }
  if (edit->n_fragments > 0)
    write_spans (writer, edit->fragments, edit->n_fragments);
  if (edit->link != NULL)
    {
      gls_json_writer_member (writer, "relation");
      write_link (writer, edit->link);
    }
  gls_json_writer_end_object (writer);
}

static void
write_fixes (GlsJsonWriter *writer, const GlsPluginArray *fixes)
{
  if (fixes->n == 0)
    return;
  gls_json_writer_member (writer, "fixes");
  gls_json_writer_begin_array (writer);
  for (gsize i = 0; i < fixes->n; i++)
    {
      const GlsPluginFix *fix = GLS_PLUGIN_AT (GlsPluginFix, *fixes, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "label", fix->label);
      gls_json_writer_member (writer, "edits");
      gls_json_writer_begin_array (writer);
      for (gsize j = 0; j < fix->edits.n; j++)
        write_edit (writer, GLS_PLUGIN_AT (GlsPluginEdit, fix->edits, j));
      gls_json_writer_end_array (writer);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

void
gls_wire_write_problem (GlsJsonWriter *writer, const GlsPluginProblem *problem)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "rule", problem->rule);
  gls_json_writer_string_member (writer, "severity",
                                 (guint) problem->severity < G_N_ELEMENTS (severity_names) ? severity_names[problem->severity] : NULL);
  gls_json_writer_string_member (writer, "message", problem->message);
  gls_json_writer_string_member (writer, "document", problem->document);
  if (problem->range.end > problem->range.start)
    {
      gls_json_writer_member (writer, "range");
      write_range (writer, &problem->range);
    }
  write_names (writer, "annotations", &problem->annotations);
  write_names (writer, "entities", &problem->entities);
  write_fixes (writer, &problem->fixes);
  gls_json_writer_end_object (writer);
}

void
gls_wire_write_entity (GlsJsonWriter *writer, const GlsPluginEntity *entity)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "id", entity->id);
  gls_json_writer_string_member (writer, "kind", entity->kind);
  gls_json_writer_string_member (writer, "name", entity->name);
  write_names (writer, "aliases", &entity->aliases);
  if (entity->external_ids.n > 0)
    {
      gls_json_writer_member (writer, "external_ids");
      gls_json_writer_begin_array (writer);
      for (gsize i = 0; i < entity->external_ids.n; i++)
        {
          const GlsPluginExternalId *id = GLS_PLUGIN_AT (GlsPluginExternalId, entity->external_ids, i);

          gls_json_writer_begin_object (writer);
          gls_json_writer_string_member (writer, "scheme", id->scheme);
          gls_json_writer_string_member (writer, "value", id->value);
          gls_json_writer_end_object (writer);
        }
      gls_json_writer_end_array (writer);
    }
  gls_json_writer_end_object (writer);
}

void
gls_wire_write_source (GlsJsonWriter *writer, const GlsPluginSource *source, const char *root)
{
  gls_json_writer_string_member (writer, "name", source->name);
  gls_json_writer_string_member (writer, "folder", root);
  gls_json_writer_string_member (writer, "encoding", source->encoding);
  gls_json_writer_member (writer, "files");
  gls_json_writer_begin_array (writer);
  for (gsize i = 0; i < source->files.n; i++)
    {
      const GlsPluginFile *file = GLS_PLUGIN_AT (GlsPluginFile, source->files, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "name", file->name);
      gls_json_writer_int_member (writer, "bytes", (gint64) file->n_bytes);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static void
write_setting (GlsJsonWriter *writer, const GlsSettingDef *def, const char *value)
{
  gls_json_writer_member (writer, def->name);
  if (value == NULL && def->kind != GLS_SETTING_LIST)
    {
      gls_json_writer_null (writer);
      return;
    }
  switch (def->kind)
    {
    case GLS_SETTING_BOOLEAN:
      gls_json_writer_boolean (writer, g_str_equal (value, "true"));
      break;
    case GLS_SETTING_INTEGER:
    case GLS_SETTING_NUMBER:
      gls_json_writer_double (writer, g_ascii_strtod (value, NULL));
      break;
    case GLS_SETTING_LIST:
      {
        g_auto (GStrv) parts = g_strsplit (value != NULL ? value : "", ";", -1);

        gls_json_writer_begin_array (writer);
        for (guint i = 0; parts[i] != NULL; i++)
          if (*g_strstrip (parts[i]) != '\0')
            gls_json_writer_string (writer, parts[i]);
        gls_json_writer_end_array (writer);
      }
      break;
    case GLS_SETTING_TEXT:
    case GLS_SETTING_CHOICE:
    case GLS_SETTING_FILE:
    default:
      gls_json_writer_string (writer, value);
      break;
    }
}

void
gls_wire_write_run (GlsJsonWriter *writer, GlsContract *contract)
{
  const GlsManifest *manifest = contract->manifest;
  const GlsPluginRun *run = gls_contract_get_run (contract);
  char api[32];

  g_snprintf (api, sizeof api, "%d.%d", GLS_PLUGIN_API_MAJOR, GLS_PLUGIN_API_MINOR);
  gls_json_writer_string_member (writer, "api", api);
  gls_json_writer_string_member (writer, "plugin", manifest->id);
  gls_json_writer_string_member (writer, "folder", manifest->folder);
  gls_json_writer_string_member (writer, "kind", gls_plugin_kind_to_string (run->kind));
  gls_json_writer_string_member (writer, "unit", manifest->bytes ? "bytes" : "characters");
  gls_json_writer_string_member (writer, "language", run->language);
  gls_json_writer_string_member (writer, "set", run->set);
  gls_json_writer_string_member (writer, "target", run->target);
  gls_json_writer_int_member (writer, "documents", (gint64) run->n_documents);
  gls_json_writer_member (writer, "settings");
  gls_json_writer_begin_object (writer);
  for (guint i = 0; i < manifest->settings->len; i++)
    {
      const GlsSettingDef *def = manifest->settings->pdata[i];

      write_setting (writer, def, g_hash_table_lookup (contract->settings, def->name));
    }
  gls_json_writer_end_object (writer);
  gls_json_writer_member (writer, "codebook");
  gls_json_writer_raw (writer, run->codebook);
  gls_json_writer_member (writer, "entities");
  gls_json_writer_begin_array (writer);
  for (gsize i = 0; i < run->entities.n; i++)
    gls_wire_write_entity (writer, GLS_PLUGIN_AT (GlsPluginEntity, run->entities, i));
  gls_json_writer_end_array (writer);
}
