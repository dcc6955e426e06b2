/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates and the cue of a claim, and marks that overlap as no guideline wants it.
 * It must not know figures. */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

/* --- Dates of a claim ------------------------------------------------------------------------------------------------- */

/* A filled role that holds a date: its words, its value, and the days that may be meant. */
typedef struct {
  const Mark *mark;    /* NULL: a value without words */
  char       *words;
  const char *value;
  uint32_t    first, last;
} Day;

static bool
read_day (const Check *check, const Mark *claim, const char *role, Day *day)
{
  const GlsPluginLink *link = mark_role (claim, role);
  const char *json = NULL;

  *day = (Day){ NULL, NULL, NULL, 0, 0 };
  if (link == NULL)
    return false;
  if (link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION)
    {
      day->mark = check_find (check, link->to);
      if (day->mark == NULL || day->mark->type == NULL || day->mark->type->date == NULL)
        return false;
      json = mark_attribute (day->mark, day->mark->type->date);
    }
  else if (link->filler == GLS_PLUGIN_FILLED_BY_VALUE)
    json = link->to;
  day->value = json != NULL ? date_of_value (check->host, json) : NULL;
  if (day->value == NULL || !check->host->date_range (check->host, day->value, &day->first, &day->last))
    return false;
  day->words = day->mark != NULL ? mark_words (check, day->mark) : copy_text (day->value);
  return true;
}

/* What the words say when they are read again, where that is not after publication. */
static const char *
read_anew (const Check *check, const Day *day, uint32_t last)
{
  const char *value = day->mark != NULL ? check->host->date_of_words (check->host, day->words, check->document->published) : NULL;
  uint32_t first, until;

  return value != NULL && strcmp (value, day->value) != 0 && check->host->date_range (check->host, value, &first, &until)
         && first <= last ? value : NULL;
}

static int
report_said_on (const Check *check, const Mark *claim, const Day *said, uint32_t published)
{
  const char *anew = read_anew (check, said, published);
  char *value = anew == NULL ? NULL
                : phrases_fill (NULL, "{\"said\":%1,\"date\":%2}", check->host->json_of_text (check->host, said->words, (size_t) -1),
                                check->host->json_of_text (check->host, anew, (size_t) -1), NULL);
  const GlsPluginEdit edit = {
    .kind = GLS_PLUGIN_EDIT_ATTRIBUTE, .annotation = said->mark != NULL ? said->mark->given->key : NULL,
    .name = said->mark != NULL ? said->mark->type->date : NULL,
    .value = value,
  };
  int done = check_report (check, "said-after-publication", GLS_PLUGIN_WARNING,
                           phrases_fill (check->state->phrases,
                                         "This was said on “%1” (%2), but the article was published before that, on %3: one of the two dates "
                                         "is wrong.", said->words, said->value, check->document->published, NULL),
                           claim, said->mark, anew != NULL ? "Read the date again from its words" : NULL, &edit, 1);

  free (value);
  return done;
}

int
check_dates (const Check *check, const Mark *mark)
{
  Day said, holds;
  uint32_t first, published;
  bool has_said = read_day (check, mark, "said-on", &said), has_holds = read_day (check, mark, "as-of", &holds);
  int done = GLS_PLUGIN_OK;

  if (check->state->rules[RULE_SAID_ON] && has_said && check->document->published != NULL
      && check->host->date_range (check->host, check->document->published, &first, &published) && said.first > published)
    done = report_said_on (check, mark, &said, published);
  if (done == GLS_PLUGIN_OK && check->state->rules[RULE_AS_OF] && has_said && has_holds && holds.first > said.last)
    done = check_report (check, "as-of-after-said-on", GLS_PLUGIN_NOTE,
                         phrases_fill (check->state->phrases,
                                       "This holds as of “%1” (%2), which is later than the day it was said, “%3” (%4). Unless it is a "
                                       "forecast, the two dates have changed places.", holds.words, holds.value, said.words, said.value,
                                       NULL),
                         mark, NULL, NULL, NULL, 0);
  free (said.words);
  free (holds.words);
  return done;
}

/* --- Source and cue --------------------------------------------------------------------------------------------------- */

static int
report_role (const Check *check, const Mark *mark, const char *role, const char *english)
{
  const GlsPluginLink none = { role, false, GLS_PLUGIN_NOT_SAID, NULL };
  const GlsPluginEdit edit = { .kind = GLS_PLUGIN_EDIT_FILL, .annotation = mark->given->key, .link = &none };
  char *words = mark_words (check, mark);
  int done = check_report (check, strcmp (role, "cue") == 0 ? "claim-without-cue" : "claim-without-source", GLS_PLUGIN_NOTE,
                           phrases_fill (check->state->phrases, english, words, NULL), mark, NULL, "Close it as “not said”", &edit, 1);

  free (words);
  return done;
}

int
check_cue (const Check *check, const Mark *mark)
{
  const GlsPluginLink *source = mark_role (mark, "source");

  if (mark->type->source && source == NULL)
    return mark->type->source_required
             ? GLS_PLUGIN_OK
             : report_role (check, mark, "source",
                            "Nobody is named as the source of “%1”: fill the role with who said it, or close it as not said.");
  /* The author's own sentence has no cue. */
  if (mark->type->cue && source != NULL && (source->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION
                                            || source->filler == GLS_PLUGIN_FILLED_BY_ENTITY) && mark_role (mark, "cue") == NULL
      && !check_is_cued (check, source->to))
    return report_role (check, mark, "cue",
                        "“%1” has a source but no cue: mark the words that tie the two, such as “said”, or close the role as not said.");
  return GLS_PLUGIN_OK;
}

/* --- Overlap ---------------------------------------------------------------------------------------------------------- */

static int
compare_places (const void *a, const void *b)
{
  const Mark *x = *(const Mark * const *) a, *y = *(const Mark * const *) b;

  if (x->type != y->type)
    return x->type < y->type ? -1 : 1;
  if (mark_start (x) != mark_start (y))
    return mark_start (x) < mark_start (y) ? -1 : 1;
  if (mark_end (x) != mark_end (y))
    return mark_end (x) > mark_end (y) ? -1 : 1;
  return strcmp (x->given->key, y->given->key);
}

static bool
same_place (const Mark *a, const Mark *b)
{
  return a->given->n_fragments == b->given->n_fragments
         && memcmp (a->given->fragments, b->given->fragments, a->given->n_fragments * sizeof *a->given->fragments) == 0;
}

static bool
is_target (const Check *check, const Mark *mark)
{
  for (size_t i = 0; i < check->n_marks; i++)
    for (size_t j = 0; j < check->marks[i].given->links.n; j++)
      {
        const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, check->marks[i].given->links, j);

        if (link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION && link->to != NULL && strcmp (link->to, mark->given->key) == 0)
          return true;
      }
  return false;
}

/* Nothing is lost with it. */
static bool
is_bare (const Check *check, const Mark *mark)
{
  return mark->given->links.n == 0 && mark->given->note == NULL && mark->given->entity == NULL && !is_target (check, mark);
}

static int
report_twice (const Check *check, const Mark *first, const Mark *second, size_t *looked)
{
  const Mark *bare = NULL;
  GlsPluginEdit edit = { .kind = GLS_PLUGIN_EDIT_DELETE };
  char *words = mark_words (check, second);
  int done;

  /* Whether something leads to a mark is a walk over all of them: for the first ones only. */
  if (++*looked <= 16)
    bare = is_bare (check, second) ? second : is_bare (check, first) ? first : NULL;
  edit.annotation = bare != NULL ? bare->given->key : NULL;
  done = check_report (check, "marked-twice", GLS_PLUGIN_WARNING,
                       phrases_fill (check->state->phrases, "“%1” is marked as %2 twice in the very same place.", words,
                                     second->given->type, NULL),
                       second, first, bare != NULL ? "Delete the one that says less" : NULL, &edit, 1);
  free (words);
  return done;
}

static int
report_crossing (const Check *check, const Mark *first, const Mark *second)
{
  char *words[2] = { mark_words (check, first), mark_words (check, second) };
  int done = check_report (check, "crossing", GLS_PLUGIN_WARNING,
                           phrases_fill (check->state->phrases,
                                         "“%1” and “%2” are both %3 and run into each other: the words in the middle cannot belong to both.",
                                         words[0], words[1], first->given->type, NULL), second, first, NULL, NULL, 0);

  free (words[0]);
  free (words[1]);
  return done;
}

/* Walks the marks of each type by place with a stack of those that are open, so that each is looked at twice at most. What stands inside another
 * is normal; so is everything of claims and of marks in several fragments. */
int
check_overlap (const Check *check)
{
  const Mark **sorted = take_memory (check->n_marks, sizeof *sorted), **open = take_memory (check->n_marks, sizeof *open);
  size_t n = 0, n_open = 0, looked = 0;
  int done = GLS_PLUGIN_OK;

  for (size_t i = 0; i < check->n_marks; i++)
    if (check->marks[i].type != NULL)
      sorted[n++] = &check->marks[i];
  qsort (sorted, n, sizeof *sorted, compare_places);
  for (size_t i = 0; i < n && done == GLS_PLUGIN_OK; i++)
    {
      const Mark *mark = sorted[i];
      const Mark *crossed = NULL;
      bool twice = i > 0 && sorted[i - 1]->type == mark->type && same_place (sorted[i - 1], mark);

      if (i > 0 && sorted[i - 1]->type != mark->type)
        n_open = 0;
      if (twice)
        done = report_twice (check, sorted[i - 1], mark, &looked);
      if (twice || mark->type->claim || mark->given->n_fragments > 1)
        continue;
      while (n_open > 0 && mark_end (open[n_open - 1]) < mark_end (mark))
        {
          if (crossed == NULL && mark_end (open[n_open - 1]) > mark_start (mark))
            crossed = open[n_open - 1];
          n_open--;
        }
      if (crossed != NULL)
        done = report_crossing (check, crossed, mark);
      open[n_open++] = mark;
    }
  free (sorted);
  free (open);
  return done;
}
