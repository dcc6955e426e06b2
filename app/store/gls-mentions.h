/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mentions of entities over the whole project, and the other places and annotations with the same words. */
#pragma once

#include <gio/gio.h>
#include "gls-project.h"

G_BEGIN_DECLS

/* How many annotations of a set are linked to an entity. */
typedef struct {
  GlsId       entity;
  const char *set;   /* interned */
  guint       n;
} GlsMentionCount;

/* By entity, then set. */
GArray    *gls_project_count_mentions (GlsProject *project, GError **error);

/* An annotation, or a place that has none, in its line. */
typedef struct {
  GlsId   document;
  char   *key;         /* shown key */
  char   *title;       /* nullable */
  GlsId   annotation;  /* the null id: none */
  char   *type;        /* nullable */
  char   *set;         /* nullable */
  guint32 start, end;
  char   *before, *words, *after;
} GlsMention;

void       gls_mention_free (GlsMention *mention);

/* The mentions of an entity (GlsMention) by key and place, of @set (nullable: of all), at most @limit (0: all); *@total
 * (nullable) counts all of them. */
GPtrArray *gls_project_load_mentions (GlsProject *project, const GlsId *entity, const char *set, guint limit, guint *total,
                                      GCancellable *cancellable, GError **error);

typedef enum {
  GLS_ALIKE_PLACES,       /* same letters and case, not covered by an annotation of that type and set, not passed over */
  GLS_ALIKE_ANNOTATIONS,  /* annotations of that type and set with the same letters and case */
  GLS_ALIKE_UNLINKED,     /* those without an entity, "the" and "'s" and case apart */
} GlsAlikeKind;

/* In all documents but @except (nullable), by key and place; at most @limit (0: all), and *@more (nullable) says when there
 * are more. */
GPtrArray *gls_project_find_alike (GlsProject *project, GlsAlikeKind kind, const char *words, const char *type, const char *set,
                                   const GlsId *except, guint limit, gboolean *more, GCancellable *cancellable, GError **error);

/* The same in one document whose spans are at hand; fills places, or annotations' spans (indexes). For any thread. */
void       gls_alike_list_places (const GlsDocument *document, const GlsSpanTable *spans, const char *words, const char *type,
                                  const char *set, guint limit, GArray *places);
void       gls_alike_list_spans  (const GlsDocument *document, const GlsSpanTable *spans, const char *words, const char *type,
                                  const char *set, gboolean unlinked, guint limit, GArray *indexes);

G_END_DECLS
