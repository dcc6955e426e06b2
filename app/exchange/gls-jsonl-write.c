/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the native JSON Lines: one canonical line per project and per document, appended to a caller's buffer.
 * It must not know where values come from (no store, no file) and never allocates per field. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-json-writer.h>
#include "gls-jsonl-private.h"

static void
write_id (GlsJsonWriter *writer, const char *member, const GlsId *id)
{
  char string[GLS_ID_STRING_SIZE];

  gls_id_to_string (id, string);
  gls_json_writer_member (writer, member);
  gls_json_writer_string_len (writer, string, GLS_ID_STRING_SIZE - 1);
}

/* @array in order: itself where it is sorted already, else a sorted shallow copy. */
static GPtrArray *
sorted (GPtrArray *array, GCompareFunc compare)
{
  GPtrArray *copy;

  for (guint i = 1; i < array->len; i++)
    {
      if (compare (&array->pdata[i - 1], &array->pdata[i]) <= 0)
        continue;
      copy = g_ptr_array_sized_new (array->len);
      for (guint j = 0; j < array->len; j++)
        g_ptr_array_add (copy, array->pdata[j]);
      g_ptr_array_sort (copy, compare);
      return copy;
    }
  return g_ptr_array_ref (array);
}

/* Annotations are what a file is full of: their members stand in a fixed order, so most of a line is copied as it is. */
static void
put_id (GlsJsonWriter *writer, const GlsId *id)
{
  char string[GLS_ID_STRING_SIZE + 1];

  gls_id_to_string (id, string);
  string[GLS_ID_STRING_SIZE - 1] = '"';
  gls_json_writer_bytes (writer, string, GLS_ID_STRING_SIZE);
}

static void
put_text (GlsJsonWriter *writer, const char *member, gsize n_member, const char *value)
{
  if (!value)
    return;
  gls_json_writer_bytes (writer, member, n_member);
  gls_json_writer_quoted (writer, value);
}

#define PUT_TEXT(writer, member, value) put_text (writer, member, sizeof member - 1, value)

static void
put_json (GlsJsonWriter *writer, const char *json)
{
  gls_json_writer_bytes (writer, json, strlen (json));
}

static void
write_link (GlsJsonWriter *writer, const GlsLink *link)
{
  if (link->relation)
    PUT_TEXT (writer, "{\"type\":", link->name);
  else
    PUT_TEXT (writer, "{\"role\":", link->name);
  switch (link->kind)
    {
    case GLS_LINK_TO:
      gls_json_writer_literal (writer, ",\"to\":\"");
      put_id (writer, &link->target);
      break;
    case GLS_LINK_ENTITY:
      gls_json_writer_literal (writer, ",\"entity\":\"");
      put_id (writer, &link->target);
      break;
    case GLS_LINK_AUTHOR:
      gls_json_writer_literal (writer, ",\"author\":true");
      break;
    case GLS_LINK_VALUE:
      gls_json_writer_literal (writer, ",\"value\":");
      put_json (writer, link->value);
      break;
    case GLS_LINK_NONE:
      gls_json_writer_literal (writer, ",\"none\":true");
      break;
    }
  gls_json_writer_literal (writer, "}");
}

static void
write_links (GlsJsonWriter *writer, const GArray *links)
{
  if (!links || links->len == 0)
    return;
  gls_json_writer_literal (writer, ",\"relations\":[");
  for (guint i = 0; i < links->len; i++)
    {
      if (i > 0)
        gls_json_writer_literal (writer, ",");
      write_link (writer, &g_array_index (links, GlsLink, i));
    }
  gls_json_writer_literal (writer, "]");
}

static void
write_spans (GlsJsonWriter *writer, const GlsAnnotation *annotation)
{
  gls_json_writer_literal (writer, ",\"spans\":[[");
  for (guint i = 0; i < annotation->n_fragments; i++)
    {
      if (i > 0)
        gls_json_writer_literal (writer, "],[");
      gls_json_writer_number (writer, annotation->fragments[i].start);
      gls_json_writer_literal (writer, ",");
      gls_json_writer_number (writer, annotation->fragments[i].end);
    }
  gls_json_writer_literal (writer, "]]");
}

static void
write_attributes (GlsJsonWriter *writer, const GArray *attributes)
{
  if (!attributes || attributes->len == 0)
    return;
  for (guint i = 0; i < attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (attributes, GlsAttribute, i);

      if (i == 0)
        PUT_TEXT (writer, ",\"attributes\":{", attribute->name);
      else
        PUT_TEXT (writer, ",", attribute->name);
      gls_json_writer_literal (writer, ":");
      put_json (writer, attribute->value);
    }
  gls_json_writer_literal (writer, "}");
}

static void
write_annotation (GlsJsonWriter *writer, const GlsAnnotation *annotation)
{
  gls_json_writer_literal (writer, "{\"id\":\"");
  put_id (writer, &annotation->id);
  PUT_TEXT (writer, ",\"type\":", annotation->type);
  PUT_TEXT (writer, ",\"by\":", annotation->by);
  write_spans (writer, annotation);
  write_attributes (writer, annotation->attributes);
  if (annotation->has_entity)
    {
      gls_json_writer_literal (writer, ",\"entity\":\"");
      put_id (writer, &annotation->entity);
    }
  PUT_TEXT (writer, ",\"note\":", annotation->note);
  PUT_TEXT (writer, ",\"unsure\":", annotation->unsure);
  if (!isnan (annotation->confidence))
    {
      GlsJsonWriter value;

      gls_json_writer_literal (writer, ",\"confidence\":");
      gls_json_writer_init (&value, writer->out);
      gls_json_writer_double (&value, annotation->confidence);
    }
  PUT_TEXT (writer, ",\"plugin\":", annotation->plugin);
  PUT_TEXT (writer, ",\"run\":", annotation->run);
  if (annotation->chain)
    {
      gls_json_writer_literal (writer, ",\"chain\":");
      put_json (writer, annotation->chain);
    }
  write_links (writer, annotation->links);
  gls_json_writer_literal (writer, "}");
}

static void
write_annotations (GlsJsonWriter *writer, GPtrArray *annotations)
{
  g_autoptr (GPtrArray) ordered = annotations ? sorted (annotations, gls_annotation_compare) : NULL;

  gls_json_writer_member (writer, "annotations");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; ordered && i < ordered->len; i++)
    {
      if (i > 0)
        gls_json_writer_literal (writer, ",");
      write_annotation (writer, ordered->pdata[i]);
    }
  gls_json_writer_end_array (writer);
}

static int
compare_zones (gconstpointer a, gconstpointer b)
{
  const GlsZone *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

static void
write_zones (GlsJsonWriter *writer, GArray *zones)
{
  g_autoptr (GArray) copy = NULL;

  gls_json_writer_member (writer, "zones");
  gls_json_writer_begin_array (writer);
  if (zones && zones->len > 0)
    {
      copy = g_array_sized_new (FALSE, FALSE, sizeof (GlsZone), zones->len);
      g_array_append_vals (copy, zones->data, zones->len);
      g_array_sort (copy, compare_zones);
    }
  for (guint i = 0; copy && i < copy->len; i++)
    {
      const GlsZone *zone = &g_array_index (copy, GlsZone, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "kind", gls_zone_kind_to_string (zone->kind));
      gls_json_writer_int_member (writer, "start", zone->start);
      gls_json_writer_int_member (writer, "end", zone->end);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static int
compare_statuses (gconstpointer a, gconstpointer b)
{
  const GlsDocumentStatus *x = *(GlsDocumentStatus * const *) a, *y = *(GlsDocumentStatus * const *) b;

  return strcmp (x->by, y->by);
}

static void
write_statuses (GlsJsonWriter *writer, GPtrArray *statuses)
{
  g_autoptr (GPtrArray) ordered = NULL;

  if (!statuses || statuses->len == 0)
    return;
  ordered = sorted (statuses, compare_statuses);
  gls_json_writer_member (writer, "statuses");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < ordered->len; i++)
    {
      const GlsDocumentStatus *status = ordered->pdata[i];

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "by", status->by);
      gls_json_writer_string_member (writer, "status", gls_status_to_string (status->status));
      gls_json_writer_string_member (writer, "note", status->note);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static void
write_verdict (GlsJsonWriter *writer, const GlsDocumentVerdict *verdict)
{
  gls_json_writer_begin_object (writer);
  write_id (writer, "suggestion", &verdict->suggestion);
  gls_json_writer_string_member (writer, "of", verdict->of);
  gls_json_writer_string_member (writer, "by", verdict->by);
  gls_json_writer_string_member (writer, "verdict", verdict->accepted ? "accepted" : "rejected");
  if (!gls_id_is_null (&verdict->annotation))
    write_id (writer, "annotation", &verdict->annotation);
  gls_json_writer_end_object (writer);
}

static void
write_verdicts (GlsJsonWriter *writer, GPtrArray *verdicts)
{
  g_autoptr (GPtrArray) ordered = NULL;

  if (!verdicts || verdicts->len == 0)
    return;
  ordered = sorted (verdicts, gls_document_verdict_compare);
  gls_json_writer_member (writer, "verdicts");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < ordered->len; i++)
    write_verdict (writer, ordered->pdata[i]);
  gls_json_writer_end_array (writer);
}

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsDecision * const *) a)->id, &(*(GlsDecision * const *) b)->id);
}

static void
write_decision (GlsJsonWriter *writer, const GlsDecision *decision)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_member (writer, "annotations");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < decision->annotations->len; i++)
    {
      char string[GLS_ID_STRING_SIZE];

      gls_id_to_string (&g_array_index (decision->annotations, GlsId, i), string);
      gls_json_writer_string (writer, string);
    }
  gls_json_writer_end_array (writer);
  gls_json_writer_string_member (writer, "case", gls_case_kind_to_string (decision->kind));
  gls_json_writer_string_member (writer, "field", decision->field);
  gls_json_writer_string_member (writer, "choice", decision->choice);
  gls_json_writer_string_member (writer, "edited", decision->edited);
  gls_json_writer_string_member (writer, "saw", decision->saw);
  if (decision->reason != GLS_REASON_NONE)
    gls_json_writer_string_member (writer, "reason", gls_reason_to_string (decision->reason));
  gls_json_writer_string_member (writer, "note", decision->note);
  gls_json_writer_string_member (writer, "by", decision->by);
  if (!gls_id_is_null (&decision->gold))
    write_id (writer, "gold", &decision->gold);
  gls_json_writer_end_object (writer);
}

static void
write_decisions (GlsJsonWriter *writer, GPtrArray *decisions)
{
  g_autoptr (GPtrArray) ordered = NULL;

  if (!decisions || decisions->len == 0)
    return;
  ordered = sorted (decisions, compare_decisions);
  gls_json_writer_member (writer, "decisions");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < ordered->len; i++)
    write_decision (writer, ordered->pdata[i]);
  gls_json_writer_end_array (writer);
}

/**
 * gls_jsonl_write_document:
 * @document: a document with its text
 * @out: gets one line, its "\n" with it
 *
 * Spans and zones are half-open ranges of code points. What is not there is left out, but "zones" and "annotations" always
 * stand, so that a script can walk them without asking. The imported bytes of a rich file go last, in base64.
 */
void
gls_jsonl_write_document (const GlsDocument *document, GString *out)
{
  GlsJsonWriter writer;
  const char *text;
  gsize n_bytes;

  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "document", document->key ? document->key : "");
  gls_json_writer_string_member (&writer, "title", document->title);
  gls_json_writer_string_member (&writer, "byline", document->byline);
  gls_json_writer_string_member (&writer, "source", document->source);
  gls_json_writer_string_member (&writer, "publisher", document->publisher);
  gls_json_writer_string_member (&writer, "published", document->published);
  gls_json_writer_string_member (&writer, "language", document->language);
  text = gls_text_get_data (document->text, &n_bytes);
  gls_json_writer_member (&writer, "text");
  gls_json_writer_string_len (&writer, text, n_bytes);
  write_statuses (&writer, document->statuses);
  write_zones (&writer, document->zones);
  write_annotations (&writer, document->annotations);
  write_verdicts (&writer, document->verdicts);
  write_decisions (&writer, document->decisions);
  gls_jsonl_write_waivers (&writer, document->waivers);
  if (document->original)
    {
      gsize n_original;
      const guchar *original = g_bytes_get_data (document->original, &n_original);
      g_autofree char *encoded = g_base64_encode (original, n_original);

      gls_json_writer_string_member (&writer, "original", encoded);
    }
  gls_json_writer_end_object (&writer);
  g_string_append_c (out, '\n');
}

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsEntity * const *) a)->id, &(*(GlsEntity * const *) b)->id);
}

static int
compare_aliases (gconstpointer a, gconstpointer b)
{
  const GlsAlias *x = *(GlsAlias * const *) a, *y = *(GlsAlias * const *) b;
  int order = strcmp (x->name, y->name);

  return order != 0 ? order : g_strcmp0 (x->evidence, y->evidence);
}

static int
compare_external_ids (gconstpointer a, gconstpointer b)
{
  const GlsExternalId *x = *(GlsExternalId * const *) a, *y = *(GlsExternalId * const *) b;
  int order = strcmp (x->scheme, y->scheme);

  return order != 0 ? order : strcmp (x->value, y->value);
}

static void
write_entity (GlsJsonWriter *writer, const GlsEntity *entity)
{
  gls_json_writer_begin_object (writer);
  write_id (writer, "id", &entity->id);
  if (entity->kind && *entity->kind != '\0')
    gls_json_writer_string_member (writer, "kind", entity->kind);
  gls_json_writer_string_member (writer, "name", entity->name);
  if (entity->aliases && entity->aliases->len > 0)
    {
      g_autoptr (GPtrArray) ordered = sorted (entity->aliases, compare_aliases);

      gls_json_writer_member (writer, "aliases");
      gls_json_writer_begin_array (writer);
      for (guint i = 0; i < ordered->len; i++)
        {
          const GlsAlias *alias = ordered->pdata[i];

          gls_json_writer_begin_object (writer);
          gls_json_writer_string_member (writer, "name", alias->name);
          gls_json_writer_string_member (writer, "evidence", alias->evidence);
          gls_json_writer_end_object (writer);
        }
      gls_json_writer_end_array (writer);
    }
  if (entity->external_ids && entity->external_ids->len > 0)
    {
      g_autoptr (GPtrArray) ordered = sorted (entity->external_ids, compare_external_ids);

      gls_json_writer_member (writer, "external");
      gls_json_writer_begin_array (writer);
      for (guint i = 0; i < ordered->len; i++)
        {
          const GlsExternalId *external = ordered->pdata[i];

          gls_json_writer_begin_object (writer);
          gls_json_writer_string_member (writer, "scheme", external->scheme);
          gls_json_writer_string_member (writer, "value", external->value);
          gls_json_writer_end_object (writer);
        }
      gls_json_writer_end_array (writer);
    }
  gls_json_writer_string_member (writer, "note", entity->note);
  gls_json_writer_end_object (writer);
}

static int
compare_judgements (gconstpointer a, gconstpointer b)
{
  const GlsJudgement *x = *(GlsJudgement * const *) a, *y = *(GlsJudgement * const *) b;
  int order = gls_id_compare (&x->a, &y->a);

  if (order == 0)
    order = gls_id_compare (&x->b, &y->b);
  return order != 0 ? order : g_strcmp0 (x->by, y->by);
}

static void
write_judgement (GlsJsonWriter *writer, const GlsJudgement *judgement)
{
  gls_json_writer_begin_object (writer);
  write_id (writer, "a", &judgement->a);
  write_id (writer, "b", &judgement->b);
  gls_json_writer_string_member (writer, "verdict", gls_verdict_to_string (judgement->verdict));
  gls_json_writer_string_member (writer, "by", judgement->by);
  gls_json_writer_string_member (writer, "reason", judgement->reason);
  gls_json_writer_end_object (writer);
}

static int
compare_questions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsQuestion * const *) a)->id, &(*(GlsQuestion * const *) b)->id);
}

static void
write_question (GlsJsonWriter *writer, const GlsQuestion *question)
{
  gls_json_writer_begin_object (writer);
  write_id (writer, "id", &question->id);
  gls_json_writer_string_member (writer, "text", question->text);
  gls_json_writer_end_object (writer);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static void
write_person (GlsJsonWriter *writer, const char *name)
{
  gls_json_writer_string (writer, name);
}

typedef void (*WriteFunc) (GlsJsonWriter *writer, gconstpointer value);

static void
write_array (GlsJsonWriter *writer, const char *member, GPtrArray *values, GCompareFunc compare, WriteFunc write)
{
  gls_json_writer_member (writer, member);
  gls_json_writer_begin_array (writer);
  if (values)
    {
      g_autoptr (GPtrArray) ordered = sorted (values, compare);

      for (guint i = 0; i < ordered->len; i++)
        write (writer, ordered->pdata[i]);
    }
  gls_json_writer_end_array (writer);
}

/**
 * gls_jsonl_write_project:
 * @project: what is known of the whole project
 * @out: gets one line, its "\n" with it
 *
 * Every array stands even when it is empty but waivers, plugins and publications; a codebook only where there is one.
 */
void
gls_jsonl_write_project (const GlsProjectData *project, GString *out)
{
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "glossator", 1);
  if (project->codebook)
    {
      g_autofree char *codebook = gls_codebook_to_json (project->codebook, FALSE);

      gls_json_writer_member (&writer, "codebook");
      gls_json_writer_raw (&writer, codebook);
    }
  write_array (&writer, "people", project->people, compare_names, (WriteFunc) write_person);
  write_array (&writer, "entities", project->entities, compare_entities, (WriteFunc) write_entity);
  write_array (&writer, "judgements", project->judgements, compare_judgements, (WriteFunc) write_judgement);
  write_array (&writer, "questions", project->questions, compare_questions, (WriteFunc) write_question);
  gls_jsonl_write_waivers (&writer, project->waivers);
  gls_jsonl_write_plugins (&writer, project->plugins);
  gls_jsonl_write_publications (&writer, project->publications);
  gls_json_writer_end_object (&writer);
  g_string_append_c (out, '\n');
}
