/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of one document: what a newcomer and a tired expert get wrong. Here the plugin's frame and what its rules share.
 * It must not know what a rule looks for. */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

static const char * const settings[N_RULES] = {
  [RULE_FIGURE] = "figure-differs", [RULE_PART] = "part-exceeds-whole", [RULE_SAID_ON] = "said-after-publication",
  [RULE_AS_OF] = "as-of-after-said-on", [RULE_CUE] = "claim-without-cue", [RULE_OVERLAP] = "unexpected-overlap",
};

static void
read_type (Type *type, const GlsPluginType *given)
{
  type->name = copy_text (given->name);
  type->claim = given->claim;
  for (size_t i = 0; i < given->attributes.n; i++)
    {
      const GlsPluginAttributeType *attribute = GLS_PLUGIN_AT (GlsPluginAttributeType, given->attributes, i);

      if (attribute->kind == GLS_PLUGIN_QUANTITY && type->quantity == NULL)
        type->quantity = copy_text (attribute->name);
      if (attribute->kind == GLS_PLUGIN_DATE && type->date == NULL)
        type->date = copy_text (attribute->name);
    }
  for (size_t i = 0; i < given->roles.n; i++)
    {
      const GlsPluginRoleType *role = GLS_PLUGIN_AT (GlsPluginRoleType, given->roles, i);

      type->cue |= strcmp (role->name, "cue") == 0;
      if (strcmp (role->name, "source") == 0)
        {
          type->source = true;
          type->source_required = role->required;
        }
    }
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **data)
{
  State *state = take_memory (1, sizeof *state);

  for (size_t i = 0; i < N_RULES; i++)
    state->rules[i] = host->setting_boolean (host, settings[i]);
  state->phrases = phrases_read (host, run->language);
  state->types = take_memory (run->types.n, sizeof *state->types);
  for (size_t i = 0; i < run->types.n; i++)
    read_type (&state->types[state->n_types++], GLS_PLUGIN_AT (GlsPluginType, run->types, i));
  *data = state;
  return GLS_PLUGIN_OK;
}

static void
end (void *data)
{
  State *state = data;

  for (size_t i = 0; i < state->n_types; i++)
    {
      free (state->types[i].name);
      free (state->types[i].quantity);
      free (state->types[i].date);
    }
  free (state->types);
  phrases_free (state->phrases);
  free (state);
}

/* --- What rules share ------------------------------------------------------------------------------------------------- */

static int
compare_keys (const void *a, const void *b)
{
  return strcmp ((*(const Mark * const *) a)->given->key, (*(const Mark * const *) b)->given->key);
}

const Mark *
check_find (const Check *check, const char *key)
{
  size_t low = 0, high = check->n_marks;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      int order = strcmp (check->by_key[middle]->given->key, key);

      if (order == 0)
        return check->by_key[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

const char *
mark_attribute (const Mark *mark, const char *name)
{
  for (size_t i = 0; name != NULL && i < mark->given->attributes.n; i++)
    if (strcmp (GLS_PLUGIN_AT (GlsPluginAttribute, mark->given->attributes, i)->name, name) == 0)
      return GLS_PLUGIN_AT (GlsPluginAttribute, mark->given->attributes, i)->value;
  return NULL;
}

char *
mark_words (const Check *check, const Mark *mark)
{
  return quote_words (check->document, mark->given);
}

uint32_t
mark_start (const Mark *mark)
{
  return mark->given->fragments[0].start;
}

uint32_t
mark_end (const Mark *mark)
{
  return mark->given->fragments[mark->given->n_fragments - 1].end;
}

const GlsPluginLink *
mark_role (const Mark *mark, const char *role)
{
  for (size_t i = 0; i < mark->given->links.n; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, mark->given->links, i);

      if (!link->relation && strcmp (link->name, role) == 0)
        return link;
    }
  return NULL;
}

int
check_report (const Check *check, const char *rule, GlsPluginSeverity severity, char *message, const Mark *mark, const Mark *other,
              const char *label, const GlsPluginEdit *edits, size_t n_edits)
{
  const char *keys[2] = { mark->given->key, other != NULL ? other->given->key : NULL };
  const GlsPluginFix fix = { label != NULL ? phrases_get (check->state->phrases, label) : NULL, GLS_PLUGIN_ARRAY (edits, n_edits) };
  GlsPluginProblem problem = {
    .size = sizeof problem, .rule = rule, .severity = severity, .message = message,
    .annotations = GLS_PLUGIN_ARRAY (keys, other != NULL ? 2 : 1),
  };
  int done;

  if (label != NULL)
    problem.fixes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&fix, 1);
  done = check->host->emit_problem (check->host, &problem);
  free (message);
  return done;
}

static const Type *
find_type (const State *state, const char *name)
{
  for (size_t i = 0; i < state->n_types; i++)
    if (strcmp (state->types[i].name, name) == 0)
      return &state->types[i];
  return NULL;
}

static int
check_mark (const Check *check, const Mark *mark)
{
  const bool *rules = check->state->rules;
  int done = GLS_PLUGIN_OK;

  if (mark->type == NULL)
    return done;
  if (mark->type->quantity != NULL && rules[RULE_FIGURE])
    done = check_figure (check, mark);
  if (done == GLS_PLUGIN_OK && mark->type->quantity != NULL && rules[RULE_PART])
    done = check_parts (check, mark);
  if (done == GLS_PLUGIN_OK && mark->type->claim && (rules[RULE_SAID_ON] || rules[RULE_AS_OF]))
    done = check_dates (check, mark);
  if (done == GLS_PLUGIN_OK && mark->type->claim && rules[RULE_CUE])
    done = check_cue (check, mark);
  return done;
}

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* One cue may carry several claims of its source. */
static void
list_cued (Check *check)
{
  check->cued = take_memory (check->n_marks, sizeof *check->cued);
  for (size_t i = 0; i < check->n_marks; i++)
    {
      const GlsPluginLink *source = mark_role (&check->marks[i], "source");

      if (source != NULL && source->to != NULL && mark_role (&check->marks[i], "cue") != NULL)
        check->cued[check->n_cued++] = source->to;
    }
  qsort (check->cued, check->n_cued, sizeof *check->cued, compare_texts);
}

bool
check_is_cued (const Check *check, const char *source)
{
  return bsearch (&source, check->cued, check->n_cued, sizeof *check->cued, compare_texts) != NULL;
}

static int
check_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  Check check = { .state = data, .host = host, .document = document };
  int done = GLS_PLUGIN_OK;

  check.marks = take_memory (document->annotations.n, sizeof *check.marks);
  check.by_key = take_memory (document->annotations.n, sizeof *check.by_key);
  for (size_t i = 0; i < document->annotations.n; i++)
    {
      const GlsPluginAnnotation *given = GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i);
      Mark *mark = &check.marks[check.n_marks];

      if (given->n_fragments == 0)
        continue;
      *mark = (Mark){ given, find_type (data, given->type) };
      check.by_key[check.n_marks++] = mark;
    }
  qsort (check.by_key, check.n_marks, sizeof *check.by_key, compare_keys);
  list_cued (&check);
  for (size_t i = 0; i < check.n_marks && done == GLS_PLUGIN_OK; i++)
    {
      if (i % 64 == 0 && host->cancelled (host))
        break;
      done = check_mark (&check, &check.marks[i]);
    }
  if (done == GLS_PLUGIN_OK && check.state->rules[RULE_OVERLAP])
    done = check_overlap (&check);
  free (check.marks);
  free (check.by_key);
  free (check.cued);
  return done;
}

static const GlsPluginOperations validator = { .size = sizeof validator, .begin = begin, .document = check_document, .end = end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "checks", .validator = &validator };
GLS_PLUGIN_DEFINE (descriptor)
