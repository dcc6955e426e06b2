/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems as rows of a list: a head for each severity and rule, then its problems. */
#pragma once

#include <gio/gio.h>
#include <gls-checker.h>

G_BEGIN_DECLS

#define GLS_TYPE_PROBLEM_ITEM (gls_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (GlsProblemItem, gls_problem_item, GLS, PROBLEM_ITEM, GObject)

/* NULL: a head. */
GlsFinding *gls_problem_item_get_finding (GlsProblemItem *self);
/* What stands in a head. */
const char *gls_problem_item_get_title   (GlsProblemItem *self);
GlsPluginSeverity gls_problem_item_get_severity (GlsProblemItem *self);

typedef struct {
  guint errors, warnings, notes, waived;
} GlsProblemCounts;

/* Puts rows for @findings (in any order) into @store; those of @first (nullable) stand before other documents'. Rows that were there keep their
 * item. Waived ones only with @waived. */
void        gls_problem_rows_fill        (GListStore *store, GPtrArray *findings, const GlsId *first, gboolean waived,
                                          GlsProblemCounts *counts);
/* "A figure differs from its words" for "figure-differs"; of a plugin that is not ours the rule itself. Translated. */
char       *gls_problem_dup_rule_title   (const char *rule);
const char *gls_problem_get_icon         (GlsPluginSeverity severity);
const char *gls_problem_get_severity_name (GlsPluginSeverity severity);

G_END_DECLS
