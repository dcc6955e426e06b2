/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guesses what fills a role, from the marks around a claim and from words that look like a source, a cue, a figure, a date.
 * It must not know the store, nor what becomes of a guess. */
#include "config.h"

#include <string.h>

#include "gls-date.h"
#include "gls-guess-words.h"
#include "gls-guess.h"
#include "gls-roles.h"

/* How far back a speaker is looked for that the sentence itself does not name. */
#define REACH 700

typedef enum { NOWHERE, INSIDE, OUTSIDE, COVERING } Where;

typedef struct {
  const GlsGuessContext *context;
  const GlsId           *claim;
  const GlsFragment     *content;
  const GArray          *links;
  const GlsRoleDef      *role;
  guint32                start, end; /* the sentences of the content */
  GArray                *words;      /* GlsGuessWord of them */
} Search;

/* --- What a role wants ------------------------------------------------------------------------------------------- */

static gboolean
allows_kind (const Search *search, GlsValueKind kind)
{
  g_autoptr (GPtrArray) types = gls_role_def_list_types (search->role, search->context->codebook);
  gboolean all = types->len > 0;

  for (guint i = 0; i < types->len && all; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (types, i);

      all = FALSE;
      for (guint j = 0; type->attributes != NULL && j < type->attributes->len; j++)
        all |= ((GlsAttributeDef *) g_ptr_array_index (type->attributes, j))->kind == kind;
    }
  return all;
}

static gboolean
allows_claims_only (const Search *search)
{
  g_autoptr (GPtrArray) types = gls_role_def_list_types (search->role, search->context->codebook);

  for (guint i = 0; i < types->len; i++)
    if (!((GlsTypeDef *) g_ptr_array_index (types, i))->claim)
      return FALSE;
  return types->len > 0;
}

static Where
get_where (const Search *search)
{
  const GlsRoleDef *role = search->role;

  if (allows_claims_only (search))
    return COVERING;
  if (allows_kind (search, GLS_VALUE_QUANTITY))
    return INSIDE;
  if (allows_kind (search, GLS_VALUE_DATE))
    return role->chain ? OUTSIDE : INSIDE;
  /* Who speaks stands beside the content; what it went through or leans on can be anything. */
  if (role->chain || role->required)
    return OUTSIDE;
  return g_str_equal (role->name, "via") || g_str_equal (role->name, "basis") ? NOWHERE : INSIDE;
}

/* --- Marks ------------------------------------------------------------------------------------------------------- */

static gboolean
is_used (const Search *search, const GlsId *id)
{
  if (gls_id_equal (id, search->claim))
    return TRUE;
  for (guint i = 0; search->links != NULL && i < search->links->len; i++)
    {
      const GlsLink *link = &g_array_index (search->links, GlsLink, i);

      if (!link->relation && link->kind == GLS_LINK_TO && gls_id_equal (&link->target, id))
        return TRUE;
    }
  return FALSE;
}

static guint
first_mark (const Search *search, guint32 start)
{
  const GArray *marks = search->context->marks;
  guint at = 0, end = marks->len;

  while (at < end)
    {
      guint middle = at + (end - at) / 2;

      if (g_array_index (marks, GlsGuessMark, middle).start < start)
        at = middle + 1;
      else
        end = middle;
    }
  return at;
}

static guint32
gap (guint32 a_start, guint32 a_end, guint32 b_start, guint32 b_end)
{
  return a_end <= b_start ? b_start - a_end : b_end <= a_start ? a_start - b_end : 0;
}

static gboolean
fits (const Search *search, const GlsGuessMark *mark, Where where)
{
  const GlsFragment *content = search->content;
  gboolean inside = mark->start >= content->start && mark->end <= content->end;
  gboolean covers = mark->start <= content->start && mark->end >= content->end && mark->end - mark->start > content->end - content->start;

  if (!gls_role_def_allows (search->role, mark->type) || is_used (search, &mark->id))
    return FALSE;
  return where == COVERING ? covers : where == INSIDE ? inside : !inside && !covers;
}

static void
take_mark (const GlsGuessMark *mark, GlsGuess *guess)
{
  guess->is_mark = TRUE;
  guess->mark = mark->id;
  guess->start = mark->start;
  guess->end = mark->end;
  guess->type = mark->type;
}

/* The nearest to [start, end); of nested ones the shortest that covers, or the longest inside. */
static gboolean
find_mark (const Search *search, Where where, guint32 from, guint32 to, guint32 start, guint32 end, GlsGuess *guess)
{
  const GArray *marks = search->context->marks;
  const GlsGuessMark *best = NULL;
  guint32 least = G_MAXUINT32;

  for (guint i = first_mark (search, from); i < marks->len; i++)
    {
      const GlsGuessMark *mark = &g_array_index (marks, GlsGuessMark, i);
      guint32 distance;

      if (mark->start >= to)
        break;
      if (!fits (search, mark, where))
        continue;
      distance = where == COVERING ? mark->end - mark->start
                 : where == INSIDE ? mark->start - search->content->start : gap (mark->start, mark->end, start, end);
      if (distance >= least)
        continue;
      least = distance;
      best = mark;
    }
  if (best != NULL)
    take_mark (best, guess);
  return best != NULL;
}

/* --- Words ------------------------------------------------------------------------------------------------------- */

/* FALSE when words that stand there are marked with an allowed type already and used. */
static gboolean
take_words (const Search *search, guint32 start, guint32 end, GlsGuess *guess)
{
  guess->is_mark = FALSE;
  guess->start = start;
  guess->end = end;
  guess->type = gls_guess_type (search->context, search->role, start, end);
  return guess->type != NULL;
}

/* Where the words are that hang the content on its source: what speakers stand beside. */
static void
find_anchor (const Search *search, guint32 *start, guint32 *end)
{
  const GArray *marks = search->context->marks;

  for (guint i = first_mark (search, search->start); i < marks->len; i++)
    {
      const GlsGuessMark *mark = &g_array_index (marks, GlsGuessMark, i);

      if (mark->start >= search->end)
        break;
      if (g_str_equal (mark->type, "Cue") && (mark->end <= search->content->start || mark->start >= search->content->end))
        {
          *start = mark->start;
          *end = mark->end;
          return;
        }
    }
  if (!gls_guess_find_cue (search->words, search->content, start, end))
    {
      *start = search->content->start;
      *end = search->content->end;
    }
}

static gboolean
guess_inside (const Search *search, GlsGuess *guess)
{
  guint32 start, end;

  if (find_mark (search, INSIDE, search->content->start, search->content->end, 0, 0, guess))
    return TRUE;
  if (allows_kind (search, GLS_VALUE_QUANTITY) && gls_guess_find_figure (search->words, search->content, &start, &end))
    return take_words (search, start, end, guess);
  if (allows_kind (search, GLS_VALUE_DATE)
      && gls_guess_find_date (search->context->text, search->words, search->content, TRUE, &start, &end))
    return take_words (search, start, end, guess);
  return FALSE;
}

static gboolean
guess_outside (const Search *search, GlsGuess *guess)
{
  guint32 anchor_start, anchor_end, start, end;

  find_anchor (search, &anchor_start, &anchor_end);
  if (find_mark (search, OUTSIDE, search->start, search->end, anchor_start, anchor_end, guess))
    return TRUE;
  if (allows_kind (search, GLS_VALUE_DATE))
    return gls_guess_find_date (search->context->text, search->words, search->content, FALSE, &start, &end)
           && take_words (search, start, end, guess);
  if (gls_role_def_allows (search->role, "Cue") && search->role->types != NULL)
    return gls_guess_find_cue (search->words, search->content, &start, &end) && take_words (search, start, end, guess);
  if (anchor_start == search->content->start && anchor_end == search->content->end)
    return FALSE;
  if (gls_guess_find_speaker (search->words, search->content, anchor_start, anchor_end, &start, &end))
    return take_words (search, start, end, guess);
  /* "He said": the name before it. */
  return find_mark (search, OUTSIDE, search->start > REACH ? search->start - REACH : 0, search->start, search->start, search->start,
                    guess);
}

gboolean
gls_guess_filler (const GlsGuessContext *context, const GlsId *claim, const GlsFragment *content, const GArray *links,
                  const GlsRoleDef *role, GlsGuess *guess)
{
  Search search = { .context = context, .claim = claim, .content = content, .links = links, .role = role };
  guint32 unused, from;
  gboolean found = FALSE;

  if (content->end <= content->start || content->end > gls_text_get_length (context->text))
    return FALSE;
  memset (guess, 0, sizeof *guess);
  gls_segment_whole_sentence_at (context->text, content->start, &search.start, &unused);
  gls_segment_whole_sentence_at (context->text, content->end - 1, &unused, &search.end);
  search.start = MIN (search.start, content->start);
  search.end = MAX (search.end, content->end);
  search.words = gls_guess_words_new (context->text, search.start, search.end);
  switch (get_where (&search))
    {
    case COVERING:
      gls_segment_paragraph_at (context->text, content->start, &from, &unused);
      found = find_mark (&search, COVERING, from, content->start + 1, 0, 0, guess);
      break;
    case INSIDE:
      found = guess_inside (&search, guess);
      break;
    case OUTSIDE:
      found = guess_outside (&search, guess);
      break;
    case NOWHERE:
    default:
      break;
    }
  g_array_unref (search.words);
  return found;
}

/* --- Types ------------------------------------------------------------------------------------------------------- */

static gboolean
says_the_same (const GlsText *text, guint32 start, guint32 end, const char *words)
{
  g_autofree char *slice = NULL;

  /* There may be very many. */
  if (gls_text_get_char (text, start) != g_utf8_get_char (words))
    return FALSE;
  slice = gls_text_slice (text, start, end);
  return g_str_equal (slice, words);
}

static const char *
find_type (GPtrArray *types, const char *name)
{
  for (guint i = 0; name != NULL && i < types->len; i++)
    if (g_str_equal (((GlsTypeDef *) g_ptr_array_index (types, i))->name, name))
      return ((GlsTypeDef *) g_ptr_array_index (types, i))->name;
  return NULL;
}

const char *
gls_guess_type (const GlsGuessContext *context, const GlsRoleDef *role, guint32 start, guint32 end)
{
  g_autoptr (GPtrArray) types = gls_role_def_list_types (role, context->codebook);
  g_autofree char *words = gls_text_slice (context->text, start, end);
  const char *found = NULL;

  if (types->len < 2)
    return types->len > 0 ? ((GlsTypeDef *) g_ptr_array_index (types, 0))->name : NULL;
  for (guint i = 0; found == NULL && i < context->marks->len; i++)
    {
      const GlsGuessMark *mark = &g_array_index (context->marks, GlsGuessMark, i);

      if (mark->end - mark->start == end - start && says_the_same (context->text, mark->start, mark->end, words))
        found = find_type (types, mark->type);
    }
  if (found == NULL)
    found = find_type (types, gls_guess_look (words));
  /* The role's own order says what is usual. */
  for (guint i = 0; found == NULL && role->types != NULL && role->types[i] != NULL; i++)
    found = find_type (types, role->types[i]);
  return found != NULL ? found : ((GlsTypeDef *) g_ptr_array_index (types, 0))->name;
}
