/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of brat as documents with annotations: NAME.txt with NAME.ann beside it, a folder an annotator where there are several.
 * Events become annotations with filled roles, normalizations entities, notes notes.
 * It must not know how brat's lines are read. */
#include "brat.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "brat-conf.h"
#include "brat-lines.h"

/* One annotation in the making: a span, or an event on its trigger. */
typedef struct {
  const char           *key;        /* unique among all sets of the document */
  const char           *type;
  const BratSpan       *span;
  bool                  event;      /* an event has taken this span as its trigger */
  GlsPluginRange       *fragments;  /* as they were before a line end cut them; NULL: as in the span */
  size_t                n_fragments;
  const char           *unsure;
  GlsPluginAttribute   *attributes;
  size_t                n_attributes, room_attributes;
  GlsPluginLink        *links;
  size_t                n_links, room_links;
  PluginString            note;
  const char           *entity;
} Mark;

typedef struct {
  const GlsPluginHost *host;
  const char          *name;      /* of the .ann file */
  const char          *set;       /* NULL: the importing person */
  const BratConf      *conf;
  const BratState     *state;
  BratFile             file;
  Mark                *marks;
  size_t               n_marks, room_marks;
  struct {
    const char *id;
    size_t      mark;
  }                    *index;    /* open addressing by id; a power of two, at most half full */
  size_t                n_index;
  char               **kept;      /* strings that must live until all is emitted */
  size_t               n_kept, room_kept;
} Document;

static void
complain (const Document *document, size_t line, const char *why, const char *what)
{
  PluginString sentence = { 0 };

  plugin_printf (&sentence, "%s, line %zu: %s%s%s", document->name, line, why, what != NULL ? ": " : "", what != NULL ? what : "");
  document->host->report (document->host, sentence.text);
  plugin_clear (&sentence);
}

static const char *
keep (Document *document, char *text)
{
  PLUGIN_ADD (document->kept, document->n_kept, document->room_kept, text);
  return text;
}

static size_t
find_place (const Document *document, const char *id)
{
  uint64_t hash = 14695981039346656037u;
  size_t at;

  for (const char *c = id; *c != '\0'; c++)
    hash = (hash ^ (unsigned char) *c) * 1099511628211u;
  for (at = (size_t) (hash ^ hash >> 29) & (document->n_index - 1); document->index[at].id != NULL;
       at = (at + 1) & (document->n_index - 1))
    if (strcmp (document->index[at].id, id) == 0)
      break;
  return at;
}

/* The mark of a span or an event; NULL: there is none. */
static Mark *
find_mark (const Document *document, const char *id)
{
  size_t at = find_place (document, id);

  return document->index[at].id != NULL ? &document->marks[document->index[at].mark] : NULL;
}

/* Under a name of its own among all sets of the document. */
static void
add_mark (Document *document, const char *id, Mark mark)
{
  PluginString key = { 0 };
  size_t at = find_place (document, id);

  plugin_printf (&key, "%s/%s", document->set != NULL ? document->set : "", id);
  mark.key = keep (document, key.text);
  document->index[at].id = id;
  document->index[at].mark = document->n_marks;
  PLUGIN_ADD (document->marks, document->n_marks, document->room_marks, mark);
}

static void
make_index (Document *document)
{
  document->n_index = 16;
  while (document->n_index < 2 * (document->file.n_spans + document->file.n_events + 1))
    document->n_index *= 2;
  document->index = plugin_alloc (document->n_index * sizeof *document->index);
}

/* --- Spans and events ------------------------------------------------------------------------------------------------- */

static void
add_spans (Document *document)
{
  for (size_t i = 0; i < document->file.n_spans && BRAT_GO_ON (document->host, i); i++)
    {
      const BratSpan *span = &document->file.spans[i];

      if (find_mark (document, span->id) != NULL)
        complain (document, span->line, "a second annotation of the same id; it was left out", span->id);
      else
        add_mark (document, span->id, (Mark) { .type = span->type, .span = span });
    }
}

/* "Theme2" is the second "Theme", unless the configuration has a role of that very name. */
static const char *
name_role (Document *document, const char *type, const char *role)
{
  const BratType *def = brat_conf_find_type (document->conf, type);
  size_t n = strlen (role);

  for (size_t i = 0; def != NULL && i < def->n_roles; i++)
    if (strcmp (def->roles[i].name, role) == 0)
      return role;
  while (n > 1 && isdigit ((unsigned char) role[n - 1]))
    n--;
  return role[n] == '\0' ? role : keep (document, plugin_copy (role, n));
}

static void
add_events (Document *document)
{
  for (size_t i = 0; i < document->file.n_events && BRAT_GO_ON (document->host, i); i++)
    {
      const BratLink *event = &document->file.events[i];
      Mark *trigger = find_mark (document, event->trigger);

      if (trigger == NULL)
        complain (document, event->line, "the event's trigger is not in the file; the event was left out", event->trigger);
      else if (find_mark (document, event->id) != NULL)
        complain (document, event->line, "a second annotation of the same id; it was left out", event->id);
      else if (!trigger->event && strcmp (trigger->type, event->type) == 0)
        {
          size_t at = find_place (document, event->id);

          /* The trigger itself is the event. */
          trigger->event = true;
          document->index[at].id = event->id;
          document->index[at].mark = (size_t) (trigger - document->marks);
        }
      else
        add_mark (document, event->id, (Mark) { .type = event->type, .span = trigger->span, .event = true });
    }
}

static void
add_link (Mark *mark, const char *name, bool relation, const char *to)
{
  GlsPluginLink link = { name, relation, GLS_PLUGIN_FILLED_BY_ANNOTATION, to };

  PLUGIN_ADD (mark->links, mark->n_links, mark->room_links, link);
}

static void
fill_events (Document *document)
{
  for (size_t i = 0; i < document->file.n_events && BRAT_GO_ON (document->host, i); i++)
    {
      const BratLink *event = &document->file.events[i];
      Mark *mark = find_mark (document, event->id);

      for (size_t k = 0; mark != NULL && k < event->n_fillers; k++)
        {
          const Mark *filler = find_mark (document, event->fillers[k]);

          if (filler == NULL)
            complain (document, event->line, "what fills a role is not in the file; the role stays open", event->fillers[k]);
          else
            add_link (mark, name_role (document, event->type, event->roles[k]), false, filler->key);
        }
    }
}

static void
add_relations (Document *document)
{
  for (size_t i = 0; i < document->file.n_relations && BRAT_GO_ON (document->host, i); i++)
    {
      const BratLink *relation = &document->file.relations[i];

      /* "*": each is tied to the next. */
      for (size_t k = 0; k + 1 < relation->n_fillers; k++)
        {
          Mark *from = find_mark (document, relation->fillers[k]);
          const Mark *to = find_mark (document, relation->fillers[k + 1]);

          if (from == NULL || to == NULL)
            complain (document, relation->line, "an end of the relation is not in the file; it was left out",
                      relation->fillers[from == NULL ? k : k + 1]);
          else if (from == to)
            complain (document, relation->line, "a relation of an annotation with itself; it was left out", relation->fillers[k]);
          else
            add_link (from, relation->type, true, to->key);
        }
    }
}

/* --- Remarks ------------------------------------------------------------------------------------------------------------ */

static void
add_attribute (Document *document, Mark *mark, const BratRemark *remark)
{
  GlsPluginAttribute attribute = { remark->name, "true" };

  if (remark->value != NULL)
    {
      PluginString json = { 0 };

      plugin_append_json (&json, remark->value);
      attribute.value = keep (document, json.text);
    }
  PLUGIN_ADD (mark->attributes, mark->n_attributes, mark->room_attributes, attribute);
}

/* "NAME = VALUE" apart; false: it is not of that form. */
static bool
split_setting (Document *document, const char *text, const char **name, const char **value)
{
  const char *equals = strstr (text, " = ");

  if (equals == NULL || equals == text)
    return false;
  *name = keep (document, plugin_copy (text, (size_t) (equals - text)));
  *value = equals + 3;
  return true;
}

/* "author", "none", "value JSON", "entity ID", "annotation T5" */
static bool
add_filler (const Document *document, Mark *mark, const char *role, const char *what)
{
  GlsPluginLink link = { role, false, GLS_PLUGIN_FILLED_BY_AUTHOR, NULL };

  if (strncmp (what, "annotation ", 11) == 0)
    {
      const Mark *filler = find_mark (document, what + 11);

      if (filler == NULL)
        return false;
      link.filler = GLS_PLUGIN_FILLED_BY_ANNOTATION;
      link.to = filler->key;
    }
  else if (strcmp (what, "none") == 0)
    link.filler = GLS_PLUGIN_NOT_SAID;
  else if (strncmp (what, "value ", 6) == 0 || strncmp (what, "entity ", 7) == 0)
    {
      link.filler = *what == 'v' ? GLS_PLUGIN_FILLED_BY_VALUE : GLS_PLUGIN_FILLED_BY_ENTITY;
      link.to = strchr (what, ' ') + 1;
    }
  else if (strcmp (what, "author") != 0)
    return false;
  PLUGIN_ADD (mark->links, mark->n_links, mark->room_links, link);
  return true;
}

static bool
read_fragments (Mark *mark, const char *text)
{
  const char *at = text, *end = text + strlen (text);
  size_t room = 0;
  PluginPiece first, second;

  while (plugin_next (&at, end, " ;", true, &first))
    {
      GlsPluginRange range;

      if (!plugin_next (&at, end, " ;", true, &second) || !plugin_number (first, &range.start) || !plugin_number (second, &range.end))
        return false;
      PLUGIN_ADD (mark->fragments, mark->n_fragments, room, range);
    }
  return mark->n_fragments > 0;
}

/* What our exporter says in notes of its own because brat cannot hold it. */
static bool
add_own (Document *document, Mark *mark, const BratRemark *remark)
{
  const char *what = remark->name + strlen ("Glossator-"), *name, *value;

  if (strcmp (what, "type") == 0)
    mark->type = remark->text;
  else if (strcmp (what, "unsure") == 0)
    mark->unsure = remark->text;
  else if (strcmp (what, "fragments") == 0)
    return read_fragments (mark, remark->text);
  else if (!split_setting (document, remark->text, &name, &value))
    return false;
  else if (strcmp (what, "attribute") == 0)
    {
      GlsPluginAttribute attribute = { name, value };

      PLUGIN_ADD (mark->attributes, mark->n_attributes, mark->room_attributes, attribute);
    }
  else if (strcmp (what, "relation") == 0)
    {
      const Mark *to = find_mark (document, value);

      if (to == NULL || to == mark)
        return false;
      add_link (mark, name, true, to->key);
    }
  else
    return strcmp (what, "role") == 0 && add_filler (document, mark, name, value);
  return true;
}

/* "Wikipedia:534366": an entity with an external id, named by its text. */
static void
add_reference (Document *document, Mark *mark, const BratRemark *remark)
{
  const char *colon = strchr (remark->value, ':');
  GlsPluginEntity entity = { .id = remark->value, .kind = mark->type,
                             .name = *remark->text != '\0' ? remark->text : remark->value };
  GlsPluginExternalId external;
  const BratEntity *known;

  if (colon == NULL || colon == remark->value || colon[1] == '\0')
    {
      complain (document, remark->line, "a reference is not of the form SOURCE:ID; it was left out", remark->value);
      return;
    }
  if (strncmp (remark->value, "glossator:", 10) == 0 && brat_find_entity (document->state, colon + 1) != NULL)
    {
      mark->entity = colon + 1;
      return;
    }
  known = brat_find_external (document->state, remark->value);
  if (known != NULL)
    {
      mark->entity = known->id;
      return;
    }
  external.scheme = keep (document, plugin_copy (remark->value, (size_t) (colon - remark->value)));
  external.value = colon + 1;
  entity.external_ids = (GlsPluginArray) GLS_PLUGIN_ARRAY (&external, 1);
  document->host->emit_entity (document->host, &entity);
  mark->entity = remark->value;
}

static void
add_remarks (Document *document)
{
  for (size_t i = 0; i < document->file.n_remarks && BRAT_GO_ON (document->host, i); i++)
    {
      const BratRemark *remark = &document->file.remarks[i];
      Mark *mark = find_mark (document, remark->target);

      if (mark == NULL)
        complain (document, remark->line,
                  *remark->target == 'R' ? "a remark about a relation, which cannot carry one; it was left out"
                                         : "a remark about what is not in the file; it was left out", remark->target);
      else if (remark->kind == 'A')
        add_attribute (document, mark, remark);
      else if (remark->kind == 'N')
        add_reference (document, mark, remark);
      else if (strncmp (remark->name, "Glossator-", 10) == 0)
        {
          if (!add_own (document, mark, remark))
            complain (document, remark->line, "not a note of Glossator; it was left out", remark->text);
        }
      else
        {
          if (mark->note.n > 0)
            plugin_append_text (&mark->note, "\n");
          if (strcmp (remark->name, "AnnotatorNotes") != 0)
            plugin_printf (&mark->note, "%s: ", remark->name);
          plugin_append_text (&mark->note, remark->text);
        }
    }
}

/* --- A document --------------------------------------------------------------------------------------------------------- */

/* The words on the line say whether the offsets mean this text. */
static void
compare_words (const Document *document, const BratSpan *span, const char *text)
{
  const GlsPluginHost *host = document->host;
  const char *words = span->words;

  for (size_t i = 0; i < span->n_fragments; i++)
    {
      const char *at = text + host->byte_of_character (host, span->fragments[i].start);
      const char *end = text + host->byte_of_character (host, span->fragments[i].end);

      while (at < end)
        {
          if (isspace ((unsigned char) *at))
            at++;
          else if (isspace ((unsigned char) *words))
            words++;
          else if (*at == *words)
            {
              at++;
              words++;
            }
          else
            {
              complain (document, span->line, "the words are not those at these offsets; the offsets were taken", span->id);
              return;
            }
        }
    }
}

static int
emit_marks (Document *document)
{
  int done = GLS_PLUGIN_OK;

  for (size_t i = 0; i < document->n_marks && done == GLS_PLUGIN_OK && BRAT_GO_ON (document->host, i); i++)
    {
      Mark *mark = &document->marks[i];
      GlsPluginAnnotation annotation = {
        .size = sizeof annotation,
        .key = mark->key,
        .type = mark->type,
        .fragments = mark->fragments != NULL ? mark->fragments : mark->span->fragments,
        .n_fragments = mark->fragments != NULL ? mark->n_fragments : mark->span->n_fragments,
        .confidence = BRAT_NO_CONFIDENCE,
        .attributes = GLS_PLUGIN_ARRAY (mark->attributes, mark->n_attributes),
        .links = GLS_PLUGIN_ARRAY (mark->links, mark->n_links),
        .entity = mark->entity,
        .set = document->set,
        .unsure = mark->unsure,
        .note = mark->note.n > 0 ? mark->note.text : NULL,
      };

      done = document->host->emit_annotation (document->host, &annotation);
    }
  return done;
}

int
brat_import_file (const GlsPluginHost *host, const char *name, const char *data, size_t n_bytes, const char *set, const char *text,
                  const BratConf *conf, const BratState *state)
{
  Document document = { .host = host, .name = name, .set = set, .conf = conf, .state = state };
  uint32_t length = host->character_of_byte (host, UINT32_MAX);
  int done;

  brat_file_read (&document.file, data, n_bytes, length, name, host, false);
  make_index (&document);
  add_spans (&document);
  add_events (&document);
  fill_events (&document);
  add_relations (&document);
  add_remarks (&document);
  for (size_t i = 0; i < document.file.n_spans && BRAT_GO_ON (host, i); i++)
    compare_words (&document, &document.file.spans[i], text);
  done = emit_marks (&document);
  for (size_t i = 0; i < document.n_marks; i++)
    {
      free (document.marks[i].attributes);
      free (document.marks[i].links);
      free (document.marks[i].fragments);
      plugin_clear (&document.marks[i].note);
    }
  for (size_t i = 0; i < document.n_kept; i++)
    free (document.kept[i]);
  free (document.marks);
  free (document.index);
  free (document.kept);
  brat_file_clear (&document.file);
  return done;
}
