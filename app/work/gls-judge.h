/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepting suggestions: a person's own copy of the whole annotation with what fills its roles, and the judgement that stays. It
 * runs no plugin. */
#pragma once

#include <gio/gio.h>
#include <gls-project.h>

G_BEGIN_DECLS

/* What accepting would do, before anything is done. */
typedef struct {
  GlsId          suggestion;
  GlsId          annotation;  /* the person's own */
  const char    *by;          /* set of the suggestion, interned */
  GlsAnnotation *copy;        /* what it is made from; NULL: the person has it already, or gets it from another plugin's */
} GlsAcceptance;

typedef struct {
  /* NULL: no suggestion of this id is there. */
  const GlsAnnotation *(*find_suggestion) (gpointer data, const GlsId *id);
  /* The person's annotation that says the same. */
  gboolean             (*find_own)        (gpointer data, const GlsAnnotation *suggestion, GlsId *id);
  gpointer              data;
  const char           *person;
} GlsAcceptSource;

typedef struct {
  GlsAcceptSource source;
  GPtrArray      *list;       /* GlsAcceptance, each suggestion once */
  GHashTable     *by_id;      /* GlsId * of a suggestion to its GlsAcceptance */
  GHashTable     *by_place;   /* GBytes of type and words to the first GlsAcceptance there */
} GlsAcceptPlan;

GlsAcceptPlan       *gls_accept_plan_new  (const GlsAcceptSource *source);
void                 gls_accept_plan_free (GlsAcceptPlan *plan);
/* @suggestion and, where new, everything that fills its roles. Links among them lead to the copies. */
const GlsAcceptance *gls_accept_plan_add  (GlsAcceptPlan *plan, const GlsAnnotation *suggestion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAcceptPlan, gls_accept_plan_free)

/* Adds to @change: @suggestion and the suggestions that its links lead to become annotations of @person, each judged accepted. One that
 * the person has already (same type and fragments) is only judged. @document holds the annotations of the person's set and of the plugins'.
 * Returns how many annotations are new. */
guint gls_judge_accept (GlsChange *change, const GlsDocument *document, const GlsAnnotation *suggestion, const char *person,
                        const GlsCodebook *codebook);
/* The id that the person's copy of a suggestion gets. */
void  gls_judge_copy_id (const GlsId *suggestion, const char *person, GlsId *id);

typedef struct {
  const char *plugin;             /* id; NULL: any */
  const char *type;               /* or NULL: any */
  const char *words;              /* of the suggestion, whatever the case; or NULL: any */
  gboolean    reject;             /* instead */
  gboolean    open_only;          /* none that the person's own marks cover, or that is of a place that was judged */
  gboolean    dry_run;            /* only counts: @accepted is how many fit */
  const char *by;
  const char * const *documents;  /* keys, or NULL */
  double      min_confidence;     /* those without a confidence count as 1 */
} GlsAcceptOptions;

typedef struct {
  guint accepted;   /* suggestions, fillers too */
  guint places;     /* that fit: several that say the same are one */
  guint new_ones;   /* annotations made */
  guint below;      /* left open: confidence too low */
  guint judged;     /* left alone: this person judged them before */
} GlsAcceptReport;

/* All open suggestions of a plugin; one step of undo. */
gboolean gls_accept (GlsProject *project, const GlsAcceptOptions *options, GlsAcceptReport *report, GCancellable *cancellable,
                     GError **error);

G_END_DECLS
