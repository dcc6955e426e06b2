/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A waiver as a value: somebody looked at a problem and says that it is well as it is. */
#pragma once

#include <gls-id.h>

G_BEGIN_DECLS

typedef struct {
  GlsId   problem;
  GlsId   document;     /* null id where there is none */
  /* What the problem's id follows from, so that it can be told anew where annotations got other ids. */
  char   *plugin;       /* NULL: not known; only @problem says which problem it is */
  char   *rule;
  char   *set;          /* whose annotations the problem is about; or NULL */
  GArray *annotations;  /* GlsId; the waiver stays with the first; NULL: none */
  GArray *entities;     /* GlsId; NULL: none */
  guint32 start, end;   /* of a problem that is nothing but a place; else 0 */
  char   *note;         /* or NULL */
  char   *by;
  gint64  clock;        /* when; 0 in one that is being made */
} GlsWaiver;

GlsWaiver *gls_waiver_new     (void);
/* Both NULL-safe. */
GlsWaiver *gls_waiver_copy    (const GlsWaiver *waiver);
void       gls_waiver_free    (GlsWaiver *waiver);
/* By problem; of pointers to pointers. */
int        gls_waiver_compare (gconstpointer a, gconstpointer b);

/* The id of the problem that @plugin finds by @rule; the same problem has the same id in every run and every copy.
 * @annotations, @entities: GlsId; NULL: none. @set counts for a place alone. */
void       gls_problem_derive_id (GlsId *id, const char *plugin, const char *rule, const GlsId *document, const GArray *annotations,
                                  const GArray *entities, guint32 start, guint32 end, const char *set);

/* waiver->problem anew; its plugin is known. */
void       gls_waiver_derive_problem (GlsWaiver *waiver);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsWaiver, gls_waiver_free)

G_END_DECLS
