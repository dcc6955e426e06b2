/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers of problems in the project file: somebody looked at it and says that it is well as it is. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

typedef struct {
  GlsId  problem;
  GlsId  document;    /* null id where there is none */
  GlsId  annotation;  /* the one at fault, which the waiver stays with; null id where there is none */
  char  *set;         /* whose annotations the problem is about; or NULL */
  char  *rule;
  char  *note;        /* or NULL */
  char  *by;
  gint64 clock;       /* when; 0 in one that is being made */
} GlsWaiver;

/* Both NULL-safe. */
GlsWaiver  *gls_waiver_copy           (const GlsWaiver *waiver);
void        gls_waiver_free           (GlsWaiver *waiver);
/* One waiver a problem: a later one takes its place. */
void        gls_change_waive          (GlsChange *change, const GlsWaiver *waiver);
/* The problem is open again. */
void        gls_change_take_waiver_back (GlsChange *change, const GlsId *problem);
/* Of @document (NULL: of the whole project): GlsId * of the problem to GlsWaiver *; the table owns both. */
GHashTable *gls_project_load_waivers  (GlsProject *project, const GlsId *document, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsWaiver, gls_waiver_free)

G_END_DECLS
