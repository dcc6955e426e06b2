/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions of the open document: which are open, what accepting and rejecting them means, as edits like any other.
 * It must not know a widget, nor how plugins are run. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-judge.h>
#include <gls-roles.h>
#include <gls-value.h>

#include "gls-open-document-private.h"

#define MOST_TOLD 40

gboolean
gls_suggestion_says_same (const GlsSpanTable *table, const GlsSpan *a, const GlsSpan *b)
{
  return a->start == b->start && a->end == b->end && a->type == b->type && a->n_fragments == b->n_fragments
         && (a->n_fragments <= 1
             || memcmp (&g_array_index (table->fragments, GlsFragment, a->first_fragment),
                        &g_array_index (table->fragments, GlsFragment, b->first_fragment), a->n_fragments * sizeof (GlsFragment)) == 0);
}

float
gls_suggestion_weigh (const GlsAnnotation *suggestion)
{
  return suggestion == NULL || isnan (suggestion->confidence) ? 1 : suggestion->confidence;
}

/* --- What is proposed -------------------------------------------------------------------------------------------- */

const GlsAnnotation *
gls_open_document_get_suggestion (GlsOpenDocument *self, const GlsId *id)
{
  return self->proposed != NULL ? g_hash_table_lookup (self->proposed, id) : NULL;
}

gboolean
gls_open_document_knows_suggestions (GlsOpenDocument *self)
{
  return self->proposed != NULL;
}

GArray *
gls_open_document_get_covered (GlsOpenDocument *self)
{
  gls_open_document_get_spans (self);
  return self->covered;
}

gboolean
gls_open_document_is_suggestion (GlsOpenDocument *self, const GlsId *id)
{
  const GlsSpan *span = gls_open_document_find (self, id);

  return span != NULL && (span->flags & GLS_SPAN_SUGGESTION) != 0;
}

/* What the list of annotations shows. */
GlsSpanTable *
gls_open_document_get_own_spans (GlsOpenDocument *self)
{
  const GlsSpanTable *spans = gls_open_document_get_spans (self);
  guint n = 0;

  if (spans == NULL || self->own_spans != NULL)
    return self->own_spans;
  for (guint i = 0; i < spans->spans->len; i++)
    n += (g_array_index (spans->spans, GlsSpan, i).flags & GLS_SPAN_SUGGESTION) == 0;
  if (n == spans->spans->len)
    return self->own_spans = gls_span_table_ref (self->spans);
  self->own_spans = gls_span_table_copy (spans);
  n = 0;
  for (guint i = 0; i < spans->spans->len; i++)
    if ((g_array_index (spans->spans, GlsSpan, i).flags & GLS_SPAN_SUGGESTION) == 0)
      g_array_index (self->own_spans->spans, GlsSpan, n++) = g_array_index (spans->spans, GlsSpan, i);
  g_array_set_size (self->own_spans->spans, n);
  return self->own_spans;
}

/* The surest of those that say the same, the first of equally sure ones. */
static gboolean
is_surest (GlsOpenDocument *self, guint at)
{
  const GlsSpan *spans = (const GlsSpan *) (gpointer) self->spans->spans->data, *span = &spans[at];
  guint n = self->spans->spans->len, first = at;

  while (first > 0 && spans[first - 1].start == span->start && spans[first - 1].end == span->end)
    first--;
  for (guint i = first; i < n && spans[i].start == span->start && spans[i].end == span->end; i++)
    if (i != at && (spans[i].flags & GLS_SPAN_SUGGESTION) && gls_suggestion_says_same (self->spans, &spans[i], span))
      {
        float own = gls_suggestion_weigh (gls_open_document_get_suggestion (self, &span->id));
        float other = gls_suggestion_weigh (gls_open_document_get_suggestion (self, &spans[i].id));

        if (other > own || (other == own && i < at))
          return FALSE;
      }
  return TRUE;
}

GlsSpanTable *
gls_open_document_dup_drawn_spans (GlsOpenDocument *self)
{
  const GlsSpanTable *spans = gls_open_document_get_spans (self);
  GlsSpanTable *drawn = NULL;
  guint n = 0;

  for (guint i = 0; spans != NULL && i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);
      gboolean keep = (span->flags & GLS_SPAN_SUGGESTION) == 0 || is_surest (self, i);

      if (!keep && drawn == NULL)
        {
          drawn = gls_span_table_copy (spans);
          n = i;
        }
      else if (keep && drawn != NULL)
        g_array_index (drawn->spans, GlsSpan, n++) = *span;
    }
  if (drawn != NULL)
    g_array_set_size (drawn->spans, n);
  return drawn != NULL ? drawn : spans != NULL ? gls_span_table_ref (self->spans) : NULL;
}

/* --- Accepting --------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsOpenDocument *document;
  GlsCovering     *covering;
  const char      *type;       /* the first is accepted as this; nullable */
  const GlsId     *retyped;    /* which that is */
} Source;

static gboolean
find_own (gpointer data, const GlsAnnotation *suggestion, GlsId *id)
{
  Source *source = data;
  gboolean retyped = source->retyped != NULL && gls_id_equal (&suggestion->id, source->retyped);
  GlsCoveredKind why;
  const GlsSpan *own = gls_covering_find (source->covering, retyped ? source->type : suggestion->type, suggestion->fragments,
                                          suggestion->n_fragments, &why);

  /* The one that is to be changed may well have another type by now. */
  if (own == NULL || (retyped && why != GLS_COVERED_SAME))
    return FALSE;
  *id = own->id;
  return TRUE;
}

static gboolean
is_claim (GlsOpenDocument *self, const char *name)
{
  const GlsTypeDef *type = gls_codebook_find_type (gls_session_get_codebook (self->session), name);

  return type != NULL && type->claim;
}

static const GlsAnnotation *
find_suggestion (gpointer data, const GlsId *id)
{
  Source *source = data;
  const GlsAnnotation *suggestion = gls_open_document_get_suggestion (source->document, id);
  GlsId own;

  return suggestion != NULL && (gls_open_document_is_suggestion (source->document, id) || find_own (source, suggestion, &own))
         ? suggestion : NULL;
}

/* One that this person rejected does not come in by being a part of another; nor does a claim, which is judged by itself. */
static const GlsAnnotation *
find_part (gpointer data, const GlsId *id)
{
  Source *source = data;
  const GlsAnnotation *suggestion = find_suggestion (source, id);
  GlsId own;

  return suggestion != NULL && (!is_claim (source->document, suggestion->type) || find_own (source, suggestion, &own)) ? suggestion : NULL;
}

/* What the words say by themselves, in place of what another type's attributes said. */
static void
change_type (GlsOpenDocument *self, GlsAnnotation *copy, const char *name)
{
  const GlsTypeDef *type = gls_codebook_find_type (gls_session_get_codebook (self->session), name);
  g_autofree char *words = gls_open_document_dup_fragments (self, copy->fragments, copy->n_fragments, G_MAXUINT16);

  g_free (copy->type);
  copy->type = g_strdup (name);
  g_clear_pointer (&copy->attributes, g_array_unref);
  for (guint i = 0; type != NULL && type->attributes != NULL && i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);
      g_autofree char *json = def->retired ? NULL : gls_value_propose (def, words, self->document->published);

      if (json != NULL)
        gls_annotation_add_attribute (copy, def->name, json);
    }
}

static const char *
type_of (GlsOpenDocument *self, GHashTable *made, const GlsId *id)
{
  const GlsAnnotation *copy = g_hash_table_lookup (made, id);
  const GlsSpan *span = copy == NULL ? gls_open_document_find (self, id) : NULL;

  if (copy != NULL)
    return copy->type;
  return span != NULL && gls_open_document_is_own (self, span) ? gls_open_document_get_type_name (self, span) : NULL;
}

/* Of those that @copy came with, the links that the codebook allows and whose other end is this person's. */
static void
take_links (GlsOpenDocument *self, GHashTable *made, const GlsAnnotation *copy, GPtrArray *edits)
{
  const GlsCodebook *codebook = gls_session_get_codebook (self->session);
  const GlsTypeDef *type = gls_codebook_find_type (codebook, copy->type);
  const char *last = NULL;
  int order = 0;

  for (guint i = 0; type != NULL && copy->links != NULL && i < copy->links->len; i++)
    {
      const GlsLink *link = &g_array_index (copy->links, GlsLink, i);
      const GlsRoleDef *role = link->relation ? NULL : gls_type_def_find_role (type, link->name);
      const GlsRelationDef *relation = link->relation ? gls_codebook_find_relation (codebook, link->name) : NULL;
      const char *to = link->kind == GLS_LINK_TO ? type_of (self, made, &link->target) : NULL;
      GlsEdit *edit;

      if ((role == NULL && relation == NULL) || (link->kind == GLS_LINK_TO && to == NULL)
          || (role != NULL && to != NULL && !gls_role_def_allows (role, to)))
        continue;
      order = last != NULL && g_str_equal (last, link->name) ? order + 1 : 0;
      if (order > 0 && role != NULL && !role->many)
        continue;
      last = link->name;
      edit = gls_edit_new (GLS_EDIT_LINK, &self->document->id, &copy->id);
      edit->type = g_strdup (type->name);
      gls_link_copy (link, &edit->link);
      edit->definition_order = role != NULL ? role->order : relation->order;
      edit->order = order;
      g_ptr_array_add (edits, edit);
    }
}

static GlsEdit *
judge_new (GlsOpenDocument *self, const GlsId *suggestion, GlsJudged judged, const GlsId *own)
{
  GlsEdit *edit = gls_edit_new (GLS_EDIT_JUDGE, &self->document->id, suggestion);

  edit->judged = judged;
  edit->set = g_strdup (gls_session_get_person (self->session));
  edit->has_own = own != NULL;
  if (own != NULL)
    edit->own = *own;
  return edit;
}

/* All of @edits, which are taken, as one step. */
static void
take_edits (GlsOpenDocument *self, const char *what, GPtrArray *edits)
{
  gls_open_document_begin (self, what);
  for (guint i = 0; i < edits->len; i++)
    gls_open_document_take_edit (self, g_ptr_array_index (edits, i));
  gls_open_document_end (self);
}

static void
write_plan (GlsOpenDocument *self, GlsAcceptPlan *plan, GPtrArray *edits)
{
  g_autoptr (GHashTable) made = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GPtrArray) links = g_ptr_array_new ();

  for (guint i = 0; i < plan->list->len; i++)
    {
      GlsAcceptance *acceptance = plan->list->pdata[i];

      if (acceptance->copy != NULL)
        g_hash_table_insert (made, &acceptance->annotation, acceptance->copy);
    }
  for (guint i = 0; i < plan->list->len; i++)
    {
      GlsAcceptance *acceptance = plan->list->pdata[i];
      GlsEdit *edit;

      g_ptr_array_add (edits, judge_new (self, &acceptance->suggestion, GLS_JUDGED_ACCEPTED, &acceptance->annotation));
      if (acceptance->copy == NULL)
        continue;
      take_links (self, made, acceptance->copy, links);
      edit = gls_edit_new (GLS_EDIT_ACCEPT, &self->document->id, &acceptance->annotation);
      edit->annotation = acceptance->copy;
      g_ptr_array_add (edits, edit);
    }
  /* The edits own the copies from here on; their links are edits of their own. */
  for (guint i = 0; i < plan->list->len; i++)
    {
      GlsAcceptance *acceptance = plan->list->pdata[i];

      if (acceptance->copy != NULL)
        g_clear_pointer (&acceptance->copy->links, g_array_unref);
      acceptance->copy = NULL;
    }
  g_ptr_array_extend_and_steal (edits, g_steal_pointer (&links));
}

/* A claim that was made is tied to one around it as any new one is. */
static void
list_claims (GlsOpenDocument *self, GlsAcceptPlan *plan, GArray *claims)
{
  for (guint i = 0; i < plan->list->len; i++)
    {
      const GlsAcceptance *acceptance = plan->list->pdata[i];

      if (acceptance->copy != NULL && is_claim (self, acceptance->copy->type))
        g_array_append_val (claims, acceptance->annotation);
    }
}

static guint
accept (GlsOpenDocument *self, const GlsSuggestionGroup *groups, guint n, const char *type, GlsId *made)
{
  GlsSpanTable *spans = gls_open_document_get_spans (self);
  g_autoptr (GlsCovering) covering = NULL;
  g_autoptr (GlsAcceptPlan) plan = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (GlsId));
  Source source = { self, NULL, type, type != NULL ? groups[0].ids : NULL };
  GlsAcceptSource from = { find_part, find_own, &source, gls_session_get_person (self->session) };

  if (spans == NULL || self->proposed == NULL)
    return 0;
  source.covering = covering = gls_covering_new (spans, from.person, gls_session_get_codebook (self->session));
  plan = gls_accept_plan_new (&from);
  for (guint i = 0; i < n; i++)
    {
      const GlsAnnotation *suggestion = find_suggestion (&source, groups[i].ids);
      const GlsAcceptance *acceptance = suggestion != NULL ? gls_accept_plan_add (plan, suggestion) : NULL;

      if (acceptance == NULL)
        continue;
      if (made != NULL)
        *made = acceptance->annotation;
      if (type != NULL && acceptance->copy != NULL && i == 0)
        change_type (self, acceptance->copy, type);
      for (guint j = 1; j < groups[i].n; j++)
        g_ptr_array_add (edits, judge_new (self, &groups[i].ids[j], GLS_JUDGED_ACCEPTED, &acceptance->annotation));
    }
  n = plan->list->len;
  list_claims (self, plan, claims);
  write_plan (self, plan, edits);
  gls_open_document_begin (self, "accept");
  take_edits (self, "accept", edits);
  for (guint i = 0; i < claims->len; i++)
    gls_open_document_tie_within (self, &g_array_index (claims, GlsId, i));
  gls_open_document_end (self);
  return n;
}

guint
gls_open_document_accept (GlsOpenDocument *self, const GlsSuggestionGroup *group, const char *type, GlsId *made)
{
  return accept (self, group, 1, type, made);
}

guint
gls_open_document_accept_all (GlsOpenDocument *self, const GlsSuggestionGroup *groups, guint n)
{
  return accept (self, groups, n, NULL, NULL);
}

/* --- The rest of a claim ----------------------------------------------------------------------------------------- */

GPtrArray *
gls_open_document_list_suggestions (GlsOpenDocument *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; self->proposing != NULL && i < self->proposing->annotations->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (self->proposing->annotations, i));
  return list;
}

/* What @suggestion says for the roles of @claim that are open: GlsLink, borrowed. */
static GPtrArray *
list_rest (GlsOpenDocument *self, const GlsId *claim, const GlsId *suggestion)
{
  const GlsAnnotation *details = gls_open_document_get_details (self, claim);
  const GlsAnnotation *proposed = gls_open_document_get_suggestion (self, suggestion);
  const GlsTypeDef *type = details != NULL ? gls_codebook_find_type (gls_session_get_codebook (self->session), details->type) : NULL;
  GPtrArray *rest = g_ptr_array_new ();

  for (guint i = 0; type != NULL && proposed != NULL && proposed->links != NULL && i < proposed->links->len; i++)
    {
      const GlsLink *link = &g_array_index (proposed->links, GlsLink, i);
      const GlsRoleDef *role = link->relation ? NULL : gls_type_def_find_role (type, link->name);
      const GlsAnnotation *filler = link->kind == GLS_LINK_TO ? gls_open_document_get_suggestion (self, &link->target) : NULL;

      if (role != NULL && filler != NULL && gls_role_def_allows (role, filler->type)
          && gls_role_def_get_state (role, details->links) == GLS_ROLE_OPEN)
        g_ptr_array_add (rest, (gpointer) link);
    }
  return rest;
}

char *
gls_open_document_dup_rest (GlsOpenDocument *self, const GlsId *claim, const GlsId *suggestion)
{
  g_autoptr (GPtrArray) rest = list_rest (self, claim, suggestion);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rest->len; i++)
    {
      const GlsLink *link = g_ptr_array_index (rest, i);
      const GlsAnnotation *filler = gls_open_document_get_suggestion (self, &link->target);
      g_autofree char *words = gls_open_document_dup_fragments (self, filler->fragments, filler->n_fragments, MOST_TOLD);

      g_string_append_printf (text, "%s%s “%s”", i > 0 ? ", " : "", gls_role_get_label (link->name), words);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

guint
gls_open_document_complete (GlsOpenDocument *self, const GlsId *claim, const GlsId *suggestion)
{
  g_autoptr (GPtrArray) rest = list_rest (self, claim, suggestion), edits = g_ptr_array_new ();
  g_autoptr (GlsCovering) covering = NULL;
  g_autoptr (GlsAcceptPlan) plan = NULL;
  g_autofree GlsId *targets = g_new0 (GlsId, rest->len + 1);
  Source source = { self, NULL, NULL, NULL };
  GlsAcceptSource from = { find_part, find_own, &source, gls_session_get_person (self->session) };
  guint n = 0;

  if (rest->len == 0)
    return 0;
  source.covering = covering = gls_covering_new (gls_open_document_get_spans (self), from.person,
                                                 gls_session_get_codebook (self->session));
  plan = gls_accept_plan_new (&from);
  for (guint i = 0; i < rest->len; i++)
    targets[i] = gls_accept_plan_add (plan, gls_open_document_get_suggestion (self, &((GlsLink *) rest->pdata[i])->target))->annotation;
  write_plan (self, plan, edits);
  g_ptr_array_add (edits, judge_new (self, suggestion, GLS_JUDGED_ACCEPTED, claim));
  gls_open_document_begin (self, "accept");
  for (guint i = 0; i < edits->len; i++)
    gls_open_document_take_edit (self, g_ptr_array_index (edits, i));
  for (guint i = 0; i < rest->len; i++)
    {
      const GlsLink *link = rest->pdata[i];

      n += gls_open_document_fill (self, claim, link->name, &(GlsLink){ .kind = GLS_LINK_TO, .target = targets[i] }, NULL);
    }
  gls_open_document_end (self);
  return n;
}

/* --- Rejecting --------------------------------------------------------------------------------------------------- */

/* How many open suggestions each suggestion is a part of. */
static GHashTable *
count_uses (GlsOpenDocument *self)
{
  const GlsSpanTable *spans = gls_open_document_get_spans (self);
  GHashTable *uses = g_hash_table_new (gls_id_hash, gls_id_equal);

  for (guint i = 0; i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);
      const GlsAnnotation *suggestion = span->flags & GLS_SPAN_SUGGESTION ? gls_open_document_get_suggestion (self, &span->id) : NULL;

      for (guint j = 0; suggestion != NULL && suggestion->links != NULL && j < suggestion->links->len; j++)
        {
          const GlsLink *link = &g_array_index (suggestion->links, GlsLink, j);

          if (link->kind == GLS_LINK_TO)
            g_hash_table_insert (uses, (gpointer) &link->target,
                                 GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (uses, &link->target)) + 1));
        }
    }
  return uses;
}

/* With what the same plugin proposed for it alone: a cue without its claim says nothing. */
static void
reject_one (GlsOpenDocument *self, const GlsId *id, GHashTable *uses, GHashTable *rejected, GPtrArray *edits)
{
  const GlsAnnotation *suggestion = gls_open_document_get_suggestion (self, id);

  if (!gls_open_document_is_suggestion (self, id) || g_hash_table_contains (rejected, id))
    return;
  g_hash_table_add (rejected, (gpointer) id);
  g_ptr_array_add (edits, judge_new (self, id, GLS_JUDGED_REJECTED, NULL));
  for (guint i = 0; suggestion != NULL && suggestion->links != NULL && i < suggestion->links->len; i++)
    {
      const GlsLink *link = &g_array_index (suggestion->links, GlsLink, i);
      const GlsAnnotation *part = link->kind == GLS_LINK_TO ? gls_open_document_get_suggestion (self, &link->target) : NULL;
      guint left = GPOINTER_TO_UINT (g_hash_table_lookup (uses, &link->target));

      if (part == NULL || !g_str_equal (part->by, suggestion->by))
        continue;
      if (left > 1)
        g_hash_table_insert (uses, (gpointer) &link->target, GUINT_TO_POINTER (left - 1));
      else
        reject_one (self, &part->id, uses, rejected, edits);
    }
}

guint
gls_open_document_reject (GlsOpenDocument *self, const GlsSuggestionGroup *groups, guint n)
{
  g_autoptr (GHashTable) uses = NULL, rejected = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();

  if (self->proposed == NULL || gls_open_document_get_spans (self) == NULL)
    return 0;
  uses = count_uses (self);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < groups[i].n; j++)
      reject_one (self, &groups[i].ids[j], uses, rejected, edits);
  n = edits->len;
  take_edits (self, "reject", edits);
  return n;
}

/* --- Correcting -------------------------------------------------------------------------------------------------- */

void
gls_open_document_begin_correction (GlsOpenDocument *self)
{
  self->correcting = TRUE;
  gls_id_generate (&self->correction);
}

void
gls_open_document_end_correction (GlsOpenDocument *self)
{
  self->correcting = FALSE;
}
