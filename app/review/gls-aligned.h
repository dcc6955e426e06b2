/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document with the marks of several people put side by side: what each has of the same thing is one group. */
#pragma once

#include <gls-codebook.h>
#include <gls-document.h>

G_BEGIN_DECLS

/* People are bits of a guint64. */
#define GLS_REVIEW_MAX_PEOPLE 64

typedef struct {
  GlsAnnotation *annotation;  /* borrowed from the document */
  guint          person;
  int            group;       /* -1: left out */
} GlsAlignedMark;

typedef struct {
  GlsDocument *document;      /* with text and annotations of the people */
  char       **people;        /* NULL-ended, borrowed */
  guint        n_people;
  guint64      asked;         /* who worked on it: has a mark or a status */
  guint64      done;          /* who set it to done */
  guint64      halfway;       /* who is still at it: what they have not marked says nothing yet */
  GArray      *marks;         /* GlsAlignedMark by group, person */
  GArray      *groups;        /* guint: where each group begins in marks; one more at the end */
  guint        n_groups;
  GPtrArray   *gold;          /* by group: what gold has of it (GlsAnnotation, borrowed), or NULL */
  GPtrArray   *missed;        /* what gold has and nobody else (GlsAnnotation, borrowed) */
  GArray      *entities;      /* GlsId by group: what stands for the entities its marks are linked to; null id: none */
  guint        n_passed_over; /* marks in boilerplate and repeats, which nobody need agree on */
  GHashTable  *marks_by_id;   /* GlsId to index of the mark + 1 */
  GHashTable  *same_entity;   /* GlsId to GlsId that stands for all that are judged the same; nullable, borrowed */
  GHashTable  *entity_names;  /* GlsId to name; nullable, borrowed; the caller sets it */
} GlsAligned;

/* @people: at most GLS_REVIEW_MAX_PEOPLE names, must outlive the result. @type (nullable): only marks of this type.
 * @same_entity (nullable): from gls_aligned_join_entities. Takes no part in the document's life but a reference. */
GlsAligned *gls_aligned_new  (GlsDocument *document, char **people, const char *type, GHashTable *same_entity);
void        gls_aligned_free (GlsAligned *aligned);

/* From judgements (GlsJudgement): which entities are one, the smallest id stands for them. */
GHashTable *gls_aligned_join_entities (GPtrArray *judgements);

/* The marks of a group, in the order of people. */
static inline const GlsAlignedMark *
gls_aligned_get_group (const GlsAligned *aligned, guint group, guint *n)
{
  guint from = g_array_index (aligned->groups, guint, group), to = g_array_index (aligned->groups, guint, group + 1);

  *n = to - from;
  return &g_array_index (aligned->marks, GlsAlignedMark, from);
}

/* Values as they are compared: equal strings agree. Transfer full; "" where there is none.
 * Fragments "12-25,30-40"; a quantity by its bounds and measure; fillers by group or entity, in their order; a relation's other ends sorted. */
char *gls_aligned_dup_boundary  (const GlsAnnotation *annotation);
char *gls_aligned_dup_attribute (const GlsAnnotation *annotation, const char *name);
char *gls_aligned_dup_role      (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *role);
char *gls_aligned_dup_relation  (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *relation);
char *gls_aligned_dup_entity    (const GlsAligned *aligned, const GlsAnnotation *annotation);
/* The words of [start, end), line breaks as spaces. */
char *gls_aligned_dup_words     (const GlsAligned *aligned, guint32 start, guint32 end);

/* Of those who worked on it, a bit each: whoever has begun and is not done has not said yet what is not there. */
guint64 gls_aligned_find_finished (const GlsAligned *aligned);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAligned, gls_aligned_free)

G_END_DECLS
