/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents as a folder of brat: annotation.conf, and a folder a set with NAME.txt and NAME.ann. What brat cannot hold stands in
 * notes of our own, so that nothing is lost on the way back.
 * It must not know how projects are stored. */
#include "brat.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const GlsPluginHost     *host;
  const GlsPluginDocument *document;
  const BratState         *state;
  const char              *set;
  PluginString               lines, remarks;
  size_t                   n_events, n_relations, n_attributes, n_notes, n_references;
  const char             **ids;       /* of this set's annotations, sorted, with their numbers beside */
  size_t                  *numbers, *events;
  size_t                   n;
} Writing;

static const GlsPluginAnnotation *
annotation_at (const Writing *w, size_t i)
{
  return GLS_PLUGIN_AT (GlsPluginAnnotation, w->document->annotations, i);
}

/* What a remark says is the rest of its line. */
static void
end_remark (Writing *w, const char *text)
{
  for (; *text != '\0'; text++)
    plugin_append (&w->remarks, *text == '\n' || *text == '\r' || *text == '\t' ? " " : text, 1);
  plugin_append_text (&w->remarks, "\n");
}

static void
note (Writing *w, const char *kind, size_t number, const char *format_name, const char *value)
{
  plugin_printf (&w->remarks, "#%zu\t%s T%zu\t", ++w->n_notes, kind, number);
  if (format_name != NULL)
    plugin_printf (&w->remarks, "%s = ", format_name);
  end_remark (w, value);
}

static bool
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Fragments cut at line ends, which brat does not let a fragment hold. */
static void
write_span (Writing *w, const GlsPluginAnnotation *annotation, size_t number)
{
  const GlsPluginHost *host = w->host;
  const char *text = w->document->text;
  PluginString places = { 0 }, words = { 0 }, exact = { 0 };
  bool cut = false;

  for (size_t i = 0; i < annotation->n_fragments; i++)
    {
      uint32_t at = host->byte_of_character (host, annotation->fragments[i].start);
      uint32_t end = host->byte_of_character (host, annotation->fragments[i].end);

      plugin_printf (&exact, "%s%u %u", i > 0 ? ";" : "", annotation->fragments[i].start, annotation->fragments[i].end);
      while (at < end)
        {
          uint32_t stop = at;

          while (stop < end && !is_line_end (text[stop]))
            stop++;
          cut = cut || stop < end;
          if (stop > at)
            {
              plugin_printf (&places, "%s%u %u", places.n > 0 ? ";" : " ", host->character_of_byte (host, at),
                           host->character_of_byte (host, stop));
              plugin_append_text (&words, words.n > 0 ? " " : "");
              plugin_append (&words, text + at, stop - at);
            }
          at = stop < end ? stop + 1 : end;
        }
    }
  if (places.n == 0)
    host->report (host, "an annotation without words was left out: brat cannot hold it");
  else
    {
      plugin_printf (&w->lines, "T%zu\t", number);
      brat_append_name (&w->lines, annotation->type);
      plugin_printf (&w->lines, "%s\t%s\n", places.text, words.text);
    }
  if (cut && places.n > 0)
    note (w, "Glossator-fragments", number, NULL, exact.text);
  plugin_clear (&places);
  plugin_clear (&words);
  plugin_clear (&exact);
}

static bool
is_brat_name (const char *name)
{
  for (; *name != '\0'; name++)
    if (!isalnum ((unsigned char) *name) && *name != '_' && *name != '-' && (unsigned char) *name < 0x80)
      return false;
  return true;
}

static void
write_attributes (Writing *w, const GlsPluginAnnotation *annotation, size_t number)
{
  for (size_t i = 0; i < annotation->attributes.n; i++)
    {
      const GlsPluginAttribute *attribute = GLS_PLUGIN_AT (GlsPluginAttribute, annotation->attributes, i);
      const char *text = w->host->text_of_json (w->host, attribute->value);

      if (is_brat_name (attribute->name) && strcmp (attribute->value, "true") == 0)
        plugin_printf (&w->remarks, "A%zu\t%s T%zu\n", ++w->n_attributes, attribute->name, number);
      else if (is_brat_name (attribute->name) && text != NULL && *text != '\0' && is_brat_name (text))
        plugin_printf (&w->remarks, "A%zu\t%s T%zu %s\n", ++w->n_attributes, attribute->name, number, text);
      else
        note (w, "Glossator-attribute", number, attribute->name, attribute->value);
    }
}

/* Where it is among this set's; w->n: it is not there. */
static size_t
find_index (const Writing *w, const char *id)
{
  size_t low = 0, high = w->n;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      int order = strcmp (w->ids[middle], id);

      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return w->n;
}

/* Its number among this set's spans, 0: it is not there. */
static size_t
find_number (const Writing *w, const char *id, size_t *event)
{
  size_t i = find_index (w, id);

  *event = i < w->n ? w->events[i] : 0;
  return i < w->n ? w->numbers[i] : 0;
}

static void
append_target (Writing *w, PluginString *string, const char *id)
{
  size_t event = 0, number = find_number (w, id, &event);

  if (event > 0)
    plugin_printf (string, "E%zu", event);
  else
    plugin_printf (string, "T%zu", number);
}

/* Fillers that brat knows: other annotations of the set. Others become notes. */
static void
write_event (Writing *w, const GlsPluginAnnotation *annotation, size_t number, size_t event)
{
  const char *last = "";
  size_t n_same = 0, other;

  plugin_printf (&w->lines, "E%zu\t", event);
  brat_append_name (&w->lines, annotation->type);
  plugin_printf (&w->lines, ":T%zu", number);
  for (size_t i = 0; i < annotation->links.n; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, annotation->links, i);

      if (link->relation || link->filler != GLS_PLUGIN_FILLED_BY_ANNOTATION || find_number (w, link->to, &other) == 0
          || !is_brat_name (link->name))
        continue;
      n_same = strcmp (last, link->name) == 0 ? n_same + 1 : 1;
      last = link->name;
      plugin_append_text (&w->lines, " ");
      brat_append_name (&w->lines, link->name);
      if (n_same > 1)
        plugin_printf (&w->lines, "%zu", n_same);
      plugin_append_text (&w->lines, ":");
      append_target (w, &w->lines, link->to);
    }
  plugin_append_text (&w->lines, "\n");
}

static void
write_other_fillers (Writing *w, const GlsPluginAnnotation *annotation, size_t number)
{
  for (size_t i = 0; i < annotation->links.n; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, annotation->links, i);
      PluginString value = { 0 };

      if (link->relation || (link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION && is_brat_name (link->name)))
        continue;
      switch (link->filler)
        {
        case GLS_PLUGIN_FILLED_BY_AUTHOR:
          plugin_append_text (&value, "author");
          break;
        case GLS_PLUGIN_FILLED_BY_ANNOTATION:
          plugin_append_text (&value, "annotation ");
          append_target (w, &value, link->to);
          break;
        case GLS_PLUGIN_NOT_SAID:
          plugin_append_text (&value, "none");
          break;
        default:
          plugin_printf (&value, "%s %s", link->filler == GLS_PLUGIN_FILLED_BY_ENTITY ? "entity" : "value", link->to);
        }
      note (w, "Glossator-role", number, link->name, value.text);
      plugin_clear (&value);
    }
}

static void
write_relations (Writing *w, const GlsPluginAnnotation *annotation, size_t number)
{
  for (size_t i = 0; i < annotation->links.n; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, annotation->links, i);
      size_t event;

      if (!link->relation || find_number (w, link->to, &event) == 0)
        continue;
      /* A name that brat cannot hold keeps its own. */
      if (!is_brat_name (link->name))
        {
          PluginString target = { 0 };

          append_target (w, &target, link->to);
          note (w, "Glossator-relation", number, link->name, target.text);
          plugin_clear (&target);
          continue;
        }
      plugin_printf (&w->remarks, "R%zu\t", ++w->n_relations);
      brat_append_name (&w->remarks, link->name);
      plugin_append_text (&w->remarks, " Arg1:");
      append_target (w, &w->remarks, annotation->key);
      plugin_append_text (&w->remarks, " Arg2:");
      append_target (w, &w->remarks, link->to);
      plugin_append_text (&w->remarks, "\t\n");
    }
}

static bool
has_filler (const Writing *w, const GlsPluginAnnotation *annotation)
{
  size_t event;

  for (size_t i = 0; i < annotation->links.n; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, annotation->links, i);

      if (!link->relation && link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION && find_number (w, link->to, &event) > 0)
        return true;
    }
  return false;
}

typedef struct {
  const char *id;
  size_t      number;
} Numbered;

static int
compare_numbered (const void *a, const void *b)
{
  return strcmp (((const Numbered *) a)->id, ((const Numbered *) b)->id);
}

/* Spans of the set get their numbers in the order of the text. */
static void
number_spans (Writing *w)
{
  Numbered *list = plugin_alloc (w->document->annotations.n * sizeof *list);
  size_t n = 0;

  for (size_t i = 0; i < w->document->annotations.n; i++)
    if (strcmp (annotation_at (w, i)->set, w->set) == 0)
      {
        list[n].id = annotation_at (w, i)->key;
        list[n].number = n + 1;
        n++;
      }
  qsort (list, n, sizeof *list, compare_numbered);
  w->ids = plugin_alloc (n * sizeof *w->ids);
  w->numbers = plugin_alloc (n * sizeof *w->numbers);
  w->events = plugin_alloc (n * sizeof *w->events);
  for (size_t i = 0; i < n; i++)
    {
      w->ids[i] = list[i].id;
      w->numbers[i] = list[i].number;
    }
  w->n = n;
  free (list);
}

static void
number_events (Writing *w)
{
  for (size_t i = 0; i < w->document->annotations.n && !(i % 256 == 0 && w->host->cancelled (w->host)); i++)
    {
      const GlsPluginAnnotation *annotation = annotation_at (w, i);

      if (strcmp (annotation->set, w->set) != 0 || !has_filler (w, annotation))
        continue;
      w->events[find_index (w, annotation->key)] = ++w->n_events;
    }
}

/* By its external id, which others know, too, unless that leads back to another one. */
static void
write_reference (Writing *w, const char *id, size_t number)
{
  const BratEntity *entity = brat_find_entity (w->state, id);

  plugin_printf (&w->remarks, "N%zu\tReference T%zu ", ++w->n_references, number);
  if (entity != NULL && entity->external != NULL && brat_find_external (w->state, entity->external) == entity)
    plugin_printf (&w->remarks, "%s\t", entity->external);
  else
    plugin_printf (&w->remarks, "glossator:%s\t", id);
  end_remark (w, entity != NULL ? entity->name : id);
}

static void
write_annotation (Writing *w, const GlsPluginAnnotation *annotation)
{
  size_t event = 0, number = find_number (w, annotation->key, &event);

  write_span (w, annotation, number);
  if (!is_brat_name (annotation->type))
    note (w, "Glossator-type", number, NULL, annotation->type);
  if (event > 0)
    write_event (w, annotation, number, event);
  write_attributes (w, annotation, number);
  write_other_fillers (w, annotation, number);
  write_relations (w, annotation, number);
  if (annotation->entity != NULL)
    write_reference (w, annotation->entity, number);
  if (annotation->note != NULL)
    note (w, "AnnotatorNotes", number, NULL, annotation->note);
  if (annotation->unsure != NULL)
    note (w, "Glossator-unsure", number, NULL, annotation->unsure);
}

/* "SET/KEY" or "KEY", with @end. */
static void
name_file (const char *set, const char *key, const char *end, PluginString *name)
{
  name->n = 0;
  if (set != NULL)
    {
      for (; *set != '\0'; set++)
        plugin_append (name, *set == '/' || *set == '\\' ? "_" : set, 1);
      plugin_append_text (name, "/");
    }
  for (; *key != '\0'; key++)
    plugin_append (name, *key == '/' || *key == '\\' ? "_" : key, 1);
  plugin_append_text (name, end);
}

static int
write_set (const GlsPluginHost *host, const BratState *state, const GlsPluginDocument *document, const char *set)
{
  Writing w = { .host = host, .document = document, .state = state, .set = set };
  PluginString name = { 0 };
  int done;

  name_file (set, document->key, ".txt", &name);
  done = host->write (host, name.text, document->text, document->n_bytes);
  if (set != NULL)
    {
      number_spans (&w);
      number_events (&w);
      for (size_t i = 0; i < document->annotations.n && !(i % 256 == 0 && host->cancelled (host)); i++)
        if (strcmp (annotation_at (&w, i)->set, set) == 0)
          write_annotation (&w, annotation_at (&w, i));
    }
  plugin_append (&w.lines, "", 0);
  if (w.remarks.n > 0)
    plugin_append (&w.lines, w.remarks.text, w.remarks.n);
  name_file (set, document->key, ".ann", &name);
  if (done == GLS_PLUGIN_OK)
    done = host->write (host, name.text, w.lines.text, w.lines.n);
  plugin_clear (&name);
  plugin_clear (&w.lines);
  plugin_clear (&w.remarks);
  free (w.ids);
  free (w.numbers);
  free (w.events);
  return done;
}

static int
export_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  BratState *state = data;
  int done = GLS_PLUGIN_OK;

  if (!state->conf_written)
    done = host->write (host, "annotation.conf", state->conf.text, state->conf.n);
  state->conf_written = true;
  if (document->annotations.n == 0 && done == GLS_PLUGIN_OK)
    return write_set (host, state, document, NULL);
  for (size_t i = 0; i < document->annotations.n && done == GLS_PLUGIN_OK; i++)
    {
      const char *set = GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i)->set;
      bool known = false;

      for (size_t k = 0; k < i && !known; k++)
        known = strcmp (GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, k)->set, set) == 0;
      if (!known)
        done = write_set (host, state, document, set);
    }
  return done;
}

const GlsPluginOperations brat_exporter = {
  .size = sizeof brat_exporter,
  .begin = brat_begin,
  .document = export_document,
  .end = brat_end,
};
