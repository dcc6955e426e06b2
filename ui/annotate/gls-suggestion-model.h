/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open suggestions of a document as a list model: a row for those that say the same, parts of a claim with the claim. An
 * object is made only for a row that is shown. */
#pragma once

#include "gls-open-document.h"

G_BEGIN_DECLS

typedef enum {
  GLS_SUGGESTIONS_BY_POSITION,
  GLS_SUGGESTIONS_BY_CONFIDENCE,
  GLS_SUGGESTIONS_BY_UNCERTAINTY, /* nearest to 0.5 first */
} GlsSuggestionOrder;

typedef struct {
  GlsId       id;          /* of the one that counts: the most confident */
  guint32     start, end;
  const char *type;        /* interned */
  float       confidence;  /* NAN: none was given */
  guint       first, n;    /* its members */
  gboolean    covered;     /* by this person's mark @by */
  GlsId       by;
  guint       why;         /* GlsCoveredKind */
} GlsSuggestionRow;

#define GLS_TYPE_SUGGESTION_ITEM (gls_suggestion_item_get_type ())
G_DECLARE_FINAL_TYPE (GlsSuggestionItem, gls_suggestion_item, GLS, SUGGESTION_ITEM, GObject)

/* As it was when it came into the list: its members may be numbered anew since. */
const GlsSuggestionRow *gls_suggestion_item_get_row (GlsSuggestionItem *self);
const char             *gls_suggestion_item_get_plugins (GlsSuggestionItem *self);

#define GLS_TYPE_SUGGESTION_MODEL (gls_suggestion_model_get_type ())
G_DECLARE_FINAL_TYPE (GlsSuggestionModel, gls_suggestion_model, GLS, SUGGESTION_MODEL, GObject)

GlsSuggestionModel     *gls_suggestion_model_new     (void);
/* What @document holds now; NULL: nothing. Tells only the rows between the first and the last that differ. */
void                    gls_suggestion_model_set     (GlsSuggestionModel *self, GlsOpenDocument *document);
/* Each nullable: any. @plugin is its id. @covered: list those that own marks cover, and nothing else. */
void                    gls_suggestion_model_filter  (GlsSuggestionModel *self, const char *type, const char *plugin, gboolean covered);
void                    gls_suggestion_model_sort    (GlsSuggestionModel *self, GlsSuggestionOrder order);
/* NULL beyond the end; valid until the model changes. */
const GlsSuggestionRow *gls_suggestion_model_get     (GlsSuggestionModel *self, guint position);
/* The row that @id is a member of; GTK_INVALID_LIST_POSITION. */
guint                   gls_suggestion_model_find    (GlsSuggestionModel *self, const GlsId *id);
/* The first row that stands behind @offset in the text, else the first; by @step -1 the last one before it. Only in the order of
 * positions, otherwise the first or the last. */
guint                   gls_suggestion_model_from    (GlsSuggestionModel *self, guint32 offset, int step);
GlsSuggestionGroup      gls_suggestion_model_get_group (GlsSuggestionModel *self, const GlsSuggestionRow *row);
/* "figures, names" by their sets; transfer full. */
char                   *gls_suggestion_model_dup_plugins (GlsSuggestionModel *self, const GlsSuggestionRow *row);
/* All rows without the filters. */
guint                   gls_suggestion_model_count_open (GlsSuggestionModel *self);
guint                   gls_suggestion_model_count_covered (GlsSuggestionModel *self);
/* What there is to filter by, NULL-ended, transfer full. */
char                  **gls_suggestion_model_list_types   (GlsSuggestionModel *self);
char                  **gls_suggestion_model_list_plugins (GlsSuggestionModel *self);

G_END_DECLS
