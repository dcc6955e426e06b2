/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of annotations that are on their way to the file, laid over what the file held when it was read last: over the
 * table of spans, over one annotation in full, over the links of a document. Plain values. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

typedef enum {
  GLS_EDIT_ADD,
  GLS_EDIT_REMOVE,
  GLS_EDIT_RETYPE,
  GLS_EDIT_NOTE,
  GLS_EDIT_UNSURE,
  GLS_EDIT_ENTITY,
  GLS_EDIT_FRAGMENTS,
  GLS_EDIT_ATTRIBUTE,
  GLS_EDIT_LINK,    /* puts it, or moves it to another place of its list */
  GLS_EDIT_UNLINK,
  GLS_EDIT_NEW_ENTITY, /* @id: the entity's, @type: its kind, @text: its name */
  GLS_EDIT_ALIAS,      /* @id: the entity's, @text: the alias, @name: where it was seen */
  GLS_EDIT_ACCEPT,     /* ADD of what a suggestion said: @annotation in full, but for its links */
  GLS_EDIT_JUDGE,      /* @id: the suggestion's; it is open no more */
} GlsEditKind;

/* Fixed from the moment its step ends, but for what is said at the end: another thread may be writing it. */
typedef struct {
  gatomicrefcount ref_count;
  GlsEditKind  kind;
  GlsId        document;
  GlsId        id;          /* the annotation; of a link the one it begins at */
  GArray      *ids;         /* GlsId; REMOVE, RETYPE, UNSURE, ENTITY: the same for many, @id is the first of them; else NULL */
  char        *type;        /* ADD, RETYPE: the type; LINK, UNLINK: the type whose role it is */
  char        *set;         /* ADD; JUDGE: who judges */
  GlsFragment *fragments;   /* ADD, FRAGMENTS */
  guint        n_fragments;
  char        *text;        /* NOTE, UNSURE, ATTRIBUTE (canonical JSON); NULL: none */
  char        *name;        /* ATTRIBUTE: its name */
  GlsId        definition;  /* ATTRIBUTE: its id */
  GlsLink      link;        /* LINK, UNLINK */
  int          order;       /* LINK: place in its list */
  int          definition_order; /* LINK: of its role or relation type */
  gboolean     has_entity;  /* ENTITY */
  GlsId        entity;      /* ENTITY */
  GlsAnnotation *annotation; /* ACCEPT */
  GlsJudged    judged;      /* JUDGE */
  gboolean     has_own;     /* JUDGE: @own is what became of it */
  GlsId        own;
  guint64      batch;       /* the commit it went with last, from 1 */
  gboolean     failed;      /* could not be written; will be tried again */
  gboolean     committed;
  guint64      committed_at; /* number of the last reading that had begun by then */
} GlsEdit;

GlsEdit      *gls_edit_new         (GlsEditKind kind, const GlsId *document, const GlsId *id);
/* Takes @ids, which are not none. */
GlsEdit      *gls_edit_new_many    (GlsEditKind kind, const GlsId *document, GArray *ids);
GlsEdit      *gls_edit_ref         (GlsEdit *edit);
void          gls_edit_unref       (GlsEdit *edit);
guint         gls_edit_count       (const GlsEdit *edit);
gboolean      gls_edit_is_for      (const GlsEdit *edit, const GlsId *id);
/* Puts into @change what this edit means for the file. */
void          gls_edit_write       (const GlsEdit *edit, GlsChange *change, const GlsCodebook *codebook);
gboolean      gls_edit_is_of_links (const GlsEdit *edit);
/* Does it change what stands in a table of spans? */
gboolean      gls_edit_is_of_spans (const GlsEdit *edit);
/* Was it in the file before the reading of this number began? Then that reading's result has it. */
gboolean      gls_edit_is_in       (const GlsEdit *edit, guint64 reading);

/* Does it bring a new annotation? */
gboolean      gls_edit_is_new      (const GlsEdit *edit);

/* An empty table for @document. */
GlsSpanTable *gls_span_table_new   (const GlsId *document);
GlsSpanTable *gls_span_table_copy  (const GlsSpanTable *base);
/* A new table: @base, read by @reading, with those of @edits (GlsEdit) that are of its document done in order. */
GlsSpanTable *gls_edits_apply      (const GlsSpanTable *base, GPtrArray *edits, guint64 reading);

/* Where spans lie in a table, by id. */
typedef struct _GlsSpanFinder GlsSpanFinder;

GlsSpanFinder *gls_span_finder_new  (const GArray *spans);
void           gls_span_finder_free (GlsSpanFinder *finder);
/* Makes known, or known anew, the one that was put at @index. */
void           gls_span_finder_put  (GlsSpanFinder *finder, const GArray *spans, guint index);
/* -1: not there. */
gint           gls_span_finder_find (const GlsSpanFinder *finder, const GArray *spans, const GlsId *id);

/* @base (nullable: not in the file yet) with the edits done, and with those of @links (GlsDocumentLink, sorted) that begin at
 * it; NULL when there is no such annotation (any more). */
GlsAnnotation *gls_edits_apply_to_annotation (const GlsAnnotation *base, const GlsId *id, GPtrArray *edits, guint64 reading,
                                              GPtrArray *links);
/* New links (GlsDocumentLink, sorted): @base with the edits done; @base itself, with one more reference, when no edit is for it. */
GPtrArray     *gls_edits_apply_to_links      (GPtrArray *base, const GlsId *document, GPtrArray *edits, guint64 reading);
/* What makes two links of one annotation one. */
gboolean       gls_link_equal                (const GlsLink *a, const GlsLink *b);
void           gls_link_copy                 (const GlsLink *link, GlsLink *copy);
/* Those of @links (sorted) that begin at @id: from *@first on, as many as returned. */
guint          gls_document_links_find       (GPtrArray *links, const GlsId *id, guint *first);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsSpanFinder, gls_span_finder_free)

G_END_DECLS
