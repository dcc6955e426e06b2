/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a plugin's work on one document, checked: values that a caller may store. It knows no store. */
#pragma once

#include <gls-arena.h>
#include <gls-document.h>
#include <glossator-plugin.h>

G_BEGIN_DECLS

typedef enum {
  GLS_RESULT_DONE,
  GLS_RESULT_SKIPPED,    /* the plugin says that the document is not for it */
  GLS_RESULT_FAILED,     /* nothing of the document is kept */
  GLS_RESULT_CANCELLED,
} GlsResultStatus;

typedef struct {
  GlsPluginEditKind kind;
  GlsId             annotation;
  char             *name;
  char             *value;
  GlsFragment      *fragments;
  guint             n_fragments;
  gboolean          has_link;
  GlsLink           link;
} GlsFixEdit;

typedef struct {
  char      *label;
  GPtrArray *edits;            /* GlsFixEdit */
} GlsFix;

typedef struct {
  GlsId             id;        /* of (plugin, rule, document, annotations or place): a waiver belongs to it */
  char             *plugin;    /* id of the plugin */
  char             *rule;
  GlsPluginSeverity severity;
  char             *message;
  gboolean          has_document;
  GlsId             document;
  guint32           start, end;    /* code points; equal: what the annotations cover */
  GArray           *annotations;   /* GlsId, the one at fault first */
  GArray           *entities;      /* GlsId */
  GPtrArray        *fixes;         /* GlsFix */
} GlsProblem;

typedef struct {
  GlsResultStatus status;
  char           *reason;      /* one sentence where it was skipped or failed */
  GPtrArray      *proposals;   /* GlsAnnotation in the order given: its id follows from plugin, document, type, fragments and ordinal.
                                * They lie in the arena: read them, or gls_annotation_copy() them; never free or change one */
  GPtrArray      *problems;    /* GlsProblem */
  GPtrArray      *reports;     /* char *: what was left out of proposals, each sentence once */
  guint           left_out;    /* proposals whose type is left out */
  GlsArena        arena;
} GlsResult;

GlsResult *gls_result_new      (void);
void       gls_result_free     (GlsResult *result);
void       gls_problem_free    (GlsProblem *problem);
GlsFix    *gls_fix_new         (const char *label);
void       gls_fix_free        (GlsFix *fix);
const char *gls_severity_to_string (GlsPluginSeverity severity);   /* "error", "warning", "note" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsResult, gls_result_free)

G_END_DECLS
