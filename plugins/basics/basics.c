/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two checks that every project wants: required roles and attributes that are empty, and annotations that begin or end raggedly.
 * It must not know what a type means. */
#include "phrases.h"

#include <stdlib.h>
#include <string.h>

/* What a run keeps of the codebook: the run's own structures are gone after begin(). */
typedef struct {
  char *type;
  char *name;
  bool  role;
} Requirement;

typedef struct {
  Requirement *list;
  size_t       n;
  bool         requirements, boundaries;   /* the rules that are on */
  Phrases     *phrases;
} State;

static void
add (State *state, const char *type, const char *name, bool role)
{
  state->list = grow_memory (state->list, state->n + 1, sizeof *state->list);
  state->list[state->n++] = (Requirement) { copy_text (type), copy_text (name), role };
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **data)
{
  State *state = take_memory (1, sizeof *state);

  state->requirements = host->setting_boolean (host, "required");
  state->boundaries = host->setting_boolean (host, "ragged-boundary");
  state->phrases = phrases_read (host, run->language);
  for (size_t t = 0; t < run->types.n; t++)
    {
      const GlsPluginType *type = GLS_PLUGIN_AT (GlsPluginType, run->types, t);

      for (size_t i = 0; i < type->attributes.n; i++)
        if (GLS_PLUGIN_AT (GlsPluginAttributeType, type->attributes, i)->required)
          add (state, type->name, GLS_PLUGIN_AT (GlsPluginAttributeType, type->attributes, i)->name, false);
      for (size_t i = 0; i < type->roles.n; i++)
        if (GLS_PLUGIN_AT (GlsPluginRoleType, type->roles, i)->required)
          add (state, type->name, GLS_PLUGIN_AT (GlsPluginRoleType, type->roles, i)->name, true);
    }
  *data = state;
  return GLS_PLUGIN_OK;
}

static bool
has_attribute (const GlsPluginAnnotation *annotation, const char *name)
{
  for (size_t i = 0; i < annotation->attributes.n; i++)
    if (strcmp (GLS_PLUGIN_AT (GlsPluginAttribute, annotation->attributes, i)->name, name) == 0)
      return true;
  return false;
}

static bool
has_role (const GlsPluginAnnotation *annotation, const char *name)
{
  for (size_t i = 0; i < annotation->links.n; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, annotation->links, i);

      if (!link->relation && strcmp (link->name, name) == 0)
        return true;
    }
  return false;
}

/* An empty required role may be closed: nothing in the text fills it. */
static int
report_missing (const State *state, const GlsPluginHost *host, const GlsPluginAnnotation *annotation, const Requirement *requirement)
{
  char *message = phrases_fill (state->phrases,
                                requirement->role ? "This %1 has nobody and nothing in its role “%2”; fill it, or close it as not said."
                                                  : "This %1 has no value for “%2”, which its type requires.",
                                annotation->type, requirement->name, NULL);
  const GlsPluginLink none = { requirement->name, false, GLS_PLUGIN_NOT_SAID, NULL };
  const GlsPluginEdit edit = { GLS_PLUGIN_EDIT_FILL, annotation->key, NULL, NULL, NULL, 0, &none };
  const GlsPluginFix fix = { phrases_get (state->phrases, "Close it as “not said”"), GLS_PLUGIN_ARRAY (&edit, 1) };
  GlsPluginProblem problem = {
    .size = sizeof problem,
    .rule = requirement->role ? "required-role" : "required-attribute",
    .severity = GLS_PLUGIN_ERROR,
    .message = message,
    .annotations = GLS_PLUGIN_ARRAY (&annotation->key, 1),
  };
  int done;

  if (requirement->role)
    problem.fixes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&fix, 1);
  done = host->emit_problem (host, &problem);
  free (message);
  return done;
}

static int
check_requirements (const State *state, const GlsPluginHost *host, const GlsPluginAnnotation *annotation)
{
  int done = GLS_PLUGIN_OK;

  for (size_t i = 0; i < state->n && done == GLS_PLUGIN_OK; i++)
    {
      const Requirement *requirement = &state->list[i];

      if (strcmp (requirement->type, annotation->type) == 0
          && !(requirement->role ? has_role (annotation, requirement->name) : has_attribute (annotation, requirement->name)))
        done = report_missing (state, host, annotation, requirement);
    }
  return done;
}

/* --- Ragged boundaries -------------------------------------------------------------------------------------------------- */

static bool
is_blank (char c)
{
  return strchr (" \t\r\n", c) != NULL;
}

/* "'", "’", "-", "‐", "‑": what stands between the parts of a word, where an annotation may well end. */
static bool
is_joiner (const char *at, const char *end)
{
  return *at == '\'' || *at == '-'
         || (end - at >= 3 && at[0] == '\xE2' && at[1] == '\x80' && strchr ("\x99\x90\x91", at[2]) != NULL);
}

/* Between two letters or digits of one word. */
static bool
is_within_word (const GlsPluginHost *host, const GlsPluginDocument *document, uint32_t offset)
{
  const char *before, *end = document->text + document->n_bytes;
  GlsPluginRange word;

  if (offset == 0 || offset >= document->n_bytes)
    return false;
  word = host->word_at (host, offset);
  before = document->text + offset - 1;
  while (before > document->text && ((unsigned char) *before & 0xC0) == 0x80)
    before--;
  return word.start < offset && offset < word.end && !is_joiner (before, end) && !is_joiner (document->text + offset, end);
}

/* What is wrong with [start, end) in bytes; NULL: nothing. */
static const char *
find_fault (const GlsPluginHost *host, const GlsPluginDocument *document, uint32_t start, uint32_t end)
{
  const char *text = document->text;

  if (start == end)
    return NULL;
  if (is_blank (text[start]) || is_blank (text[end - 1]))
    return "This %1 begins or ends with a space; others will hardly mark the very same characters.";
  if (strchr (",;:", text[start]) != NULL || strchr (",;:", text[end - 1]) != NULL)
    return "This %1 begins or ends with a comma or the like; others will hardly mark the very same characters.";
  if (is_within_word (host, document, start) || is_within_word (host, document, end))
    return "This %1 begins or ends within a word; others will hardly mark the very same characters.";
  return NULL;
}

static bool
contains (const GlsPluginRange *outer, size_t n, GlsPluginRange inner)
{
  for (size_t i = 0; i < n; i++)
    if (outer[i].start < inner.end && inner.start < outer[i].end)
      return true;
  return false;
}

/* Each fragment as dragging over it would have marked it; 0: nothing is left, or two would run together. */
static size_t
snap_all (const GlsPluginHost *host, const GlsPluginAnnotation *annotation, GlsPluginRange *snapped)
{
  for (size_t i = 0; i < annotation->n_fragments; i++)
    {
      snapped[i] = host->snap (host, annotation->fragments[i]);
      if (snapped[i].start >= snapped[i].end || contains (snapped, i, snapped[i])
          || (i > 0 && snapped[i].start <= snapped[i - 1].end))
        return 0;
    }
  return annotation->n_fragments;
}

static int
check_boundary (const State *state, const GlsPluginHost *host, const GlsPluginDocument *document, const GlsPluginAnnotation *annotation)
{
  const char *fault = NULL;
  char *message;
  GlsPluginRange *snapped;
  GlsPluginEdit edit = { .kind = GLS_PLUGIN_EDIT_FRAGMENTS, .annotation = annotation->key };
  GlsPluginFix fix = { phrases_get (state->phrases, "Move its ends to whole words"), GLS_PLUGIN_ARRAY (&edit, 1) };
  GlsPluginProblem problem = {
    .size = sizeof problem,
    .rule = "ragged-boundary",
    .severity = GLS_PLUGIN_WARNING,
    .annotations = GLS_PLUGIN_ARRAY (&annotation->key, 1),
  };
  int done;

  for (size_t i = 0; i < annotation->n_fragments && fault == NULL; i++)
    fault = find_fault (host, document, annotation->fragments[i].start, annotation->fragments[i].end);
  if (fault == NULL)
    return GLS_PLUGIN_OK;
  snapped = take_memory (annotation->n_fragments, sizeof *snapped);
  message = phrases_fill (state->phrases, fault, annotation->type, NULL);
  problem.message = message;
  edit.fragments = snapped;
  edit.n_fragments = snap_all (host, annotation, snapped);
  if (edit.n_fragments > 0 && memcmp (snapped, annotation->fragments, edit.n_fragments * sizeof *snapped) != 0)
    problem.fixes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&fix, 1);
  done = host->emit_problem (host, &problem);
  free (snapped);
  free (message);
  return done;
}

static int
check_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  const State *state = data;
  int done = GLS_PLUGIN_OK;

  for (size_t i = 0; i < document->annotations.n && done == GLS_PLUGIN_OK; i++)
    {
      const GlsPluginAnnotation *annotation = GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i);

      if (i % 64 == 0 && host->cancelled (host))
        break;
      if (state->requirements)
        done = check_requirements (state, host, annotation);
      if (done == GLS_PLUGIN_OK && state->boundaries)
        done = check_boundary (state, host, document, annotation);
    }
  return done;
}

static void
end (void *data)
{
  State *state = data;

  for (size_t i = 0; i < state->n; i++)
    {
      free (state->list[i].type);
      free (state->list[i].name);
    }
  free (state->list);
  phrases_free (state->phrases);
  free (state);
}

static const GlsPluginOperations validator = { .size = sizeof validator, .begin = begin, .document = check_document, .end = end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "basics", .validator = &validator };
GLS_PLUGIN_DEFINE (descriptor)
