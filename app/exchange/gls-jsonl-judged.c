/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what people decided on a document out of its JSON Lines object: verdicts on suggestions, and how disagreements were
 * settled. It must not know what either means for an annotation. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>
#include "gls-jsonl-private.h"

typedef struct {
  GlsDocument *document;
  GHashTable  *local;
  GPtrArray   *unknown;
  GPtrArray   *reports;
} Reading;

static const char *const verdict_members[] = { "suggestion", "of", "by", "verdict", "annotation", NULL };
static const char *const decision_members[]
    = { "annotations", "case", "field", "choice", "edited", "saw", "reason", "note", "by", "gold", NULL };

/* An annotation of the file, or one that the project may know. */
static gboolean
read_id (const Reading *reading, const char *string, GlsId *id)
{
  const GlsId *known = g_hash_table_lookup (reading->local, string);

  if (known)
    *id = *known;
  else if (!gls_id_parse (string, id))
    {
      gls_jsonl_report (reading->reports,
                        _("Document “%s”: something was decided on an annotation “%s”, which is not in it; left out."),
                        reading->document->key, string);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_verdict (Reading *reading, const GlsJsonValue *object, GError **error)
{
  const char *suggestion = NULL, *of = NULL, *by = NULL, *word = NULL, *annotation = NULL;
  GlsDocumentVerdict *verdict;
  GlsId id;

  if (!gls_json_value_get_string (object, "", "suggestion", TRUE, &suggestion, error)
      || !gls_json_value_get_string (object, "", "of", FALSE, &of, error)
      || !gls_json_value_get_string (object, "", "by", TRUE, &by, error)
      || !gls_json_value_get_string (object, "", "verdict", TRUE, &word, error)
      || !gls_json_value_get_string (object, "", "annotation", FALSE, &annotation, error))
    return FALSE;
  if (strcmp (word, "accepted") != 0 && strcmp (word, "rejected") != 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“verdict” is “%s”; give accepted or rejected."), word);
      return FALSE;
    }
  if (*by == '\0' || strcmp (by, "gold") == 0 || g_str_has_prefix (by, "plugin:"))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“by” is “%s”, which is no person; only people judge."), by);
      return FALSE;
    }
  gls_json_value_find_unknown (object, "verdict", verdict_members, reading->unknown);
  if (!read_id (reading, suggestion, &id))
    return TRUE;
  verdict = g_new0 (GlsDocumentVerdict, 1);
  verdict->suggestion = id;
  verdict->of = g_strdup (of);
  verdict->by = g_strdup (by);
  verdict->accepted = strcmp (word, "accepted") == 0;
  if (annotation && !read_id (reading, annotation, &verdict->annotation))
    memset (&verdict->annotation, 0, sizeof verdict->annotation);
  g_ptr_array_add (reading->document->verdicts, verdict);
  return TRUE;
}

/* FALSE without @error: not all are known. */
static gboolean
read_ids (Reading *reading, const GlsJsonValue *array, GArray *ids, GError **error)
{
  for (guint i = 0; i < array->n; i++)
    {
      const GlsJsonValue *node = &array->elements[i];
      GlsId id;

      if (node->kind != GLS_JSON_STRING)
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“annotations” %u is no text; give an annotation's id."), i + 1);
          return FALSE;
        }
      if (!read_id (reading, node->string, &id))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

static gboolean
read_words (const GlsJsonValue *object, GlsDecision *decision, GError **error)
{
  const struct {
    const char *member;
    char      **value;
  } words[] = {
    { "field", &decision->field }, { "choice", &decision->choice }, { "edited", &decision->edited },
    { "saw", &decision->saw },     { "note", &decision->note },     { "by", &decision->by },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *value = NULL;

      if (!gls_json_value_get_string (object, "", words[i].member, FALSE, &value, error))
        return FALSE;
      *words[i].value = g_strdup (value);
    }
  return TRUE;
}

static gboolean
read_decision (Reading *reading, const GlsJsonValue *object, GError **error)
{
  g_autoptr (GlsDecision) decision = gls_decision_new ();
  const char *word = NULL, *reason = NULL, *gold = NULL;
  g_autoptr (GError) failure = NULL;
  const GlsJsonValue *array = NULL;

  if (!gls_json_value_get_array (object, "", "annotations", TRUE, &array, error)
      || !gls_json_value_get_string (object, "", "case", TRUE, &word, error)
      || !gls_json_value_get_string (object, "", "reason", FALSE, &reason, error)
      || !gls_json_value_get_string (object, "", "gold", FALSE, &gold, error) || !read_words (object, decision, error))
    return FALSE;
  if (!gls_case_kind_parse (word, &decision->kind))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“case” is “%s”, which is no kind of disagreement."), word);
      return FALSE;
    }
  if (reason && !gls_reason_parse (reason, &decision->reason))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“reason” is “%s”, which is no reason that a decision can have."),
                   reason);
      return FALSE;
    }
  gls_json_value_find_unknown (object, "decision", decision_members, reading->unknown);
  if (!read_ids (reading, array, decision->annotations, &failure) || decision->annotations->len == 0
      || (gold && !read_id (reading, gold, &decision->gold)))
    {
      if (!failure)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  decision->document = reading->document->id;
  gls_decision_id (decision->annotations, decision->kind, decision->field, &decision->id);
  g_ptr_array_add (reading->document->decisions, g_steal_pointer (&decision));
  return TRUE;
}

typedef gboolean (*ReadFunc) (Reading *reading, const GlsJsonValue *object, GError **error);

static gboolean
read_each (Reading *reading, const GlsJsonValue *object, const char *member, ReadFunc read, GError **error)
{
  const GlsJsonValue *array = NULL;

  if (!gls_json_value_get_array (object, "", member, FALSE, &array, error))
    return FALSE;
  for (guint i = 0; array && i < array->n; i++)
    {
      const GlsJsonValue *element = NULL;

      if (!gls_json_value_get_element (array, i, member, &element, error) || !read (reading, element, error))
        {
          g_prefix_error (error, _("“%s” %u: "), member, i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
gls_jsonl_read_judged (const GlsJsonValue *object, GlsDocument *document, GHashTable *local, GPtrArray *unknown, GPtrArray *reports,
                       GError **error)
{
  Reading reading = { document, local, unknown, reports };

  document->verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_verdict_free);
  document->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_decision_free);
  return read_each (&reading, object, "verdicts", read_verdict, error)
         && read_each (&reading, object, "decisions", read_decision, error);
}
