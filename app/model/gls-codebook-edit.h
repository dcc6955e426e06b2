/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing a codebook: a copy to work on, new definitions, their order, and what is wrong with one that is half done. */
#pragma once

#include "gls-codebook.h"

G_BEGIN_DECLS

/* Everything is copied, ids too. */
GlsCodebook     *gls_codebook_copy           (const GlsCodebook *codebook);
/* @to takes what @from says, its parts too; id and order stay. */
void             gls_type_def_assign         (GlsTypeDef *to, const GlsTypeDef *from);
gboolean         gls_codebook_equal          (const GlsCodebook *a, const GlsCodebook *b);
gboolean         gls_type_def_equal          (const GlsTypeDef *a, const GlsTypeDef *b);

/* At the end, with a name and an id that are free; @wanted is numbered where it is taken. The codebook owns them. A type
 * gets a colour of the palette and a free letter of its name as its key. */
GlsTypeDef      *gls_codebook_add_type       (GlsCodebook *codebook, const char *wanted);
/* Behind @type: all that it says but its key; parts get ids of their own. */
GlsTypeDef      *gls_codebook_duplicate_type (GlsCodebook *codebook, const GlsTypeDef *type);
GlsRelationDef  *gls_codebook_add_relation   (GlsCodebook *codebook, const char *wanted);
GlsAttributeDef *gls_type_def_add_attribute  (GlsTypeDef *type, const char *wanted);
GlsRoleDef      *gls_type_def_add_role       (GlsTypeDef *type, const char *wanted);
GlsExample      *gls_type_def_add_example    (GlsTypeDef *type, const char *text, const char *mark, const char *why);

/* Moves a definition @step places among those not retired and numbers the list anew; FALSE where it is at the end. */
gboolean         gls_codebook_move_type      (GlsCodebook *codebook, const GlsTypeDef *type, int step);
gboolean         gls_codebook_move_relation  (GlsCodebook *codebook, const GlsRelationDef *relation, int step);
gboolean         gls_type_def_move_attribute (GlsTypeDef *type, const GlsAttributeDef *attribute, int step);
gboolean         gls_type_def_move_role      (GlsTypeDef *type, const GlsRoleDef *role, int step);

/* A renamed type is called by its new name wherever types are allowed. */
void             gls_codebook_rename_type    (GlsCodebook *codebook, GlsTypeDef *type, const char *name);

/* What an import does: types and relations that @into lacks are added, those that differ are told in @report (char *) and
 * stay as they are. Gives the number added. */
guint            gls_codebook_take           (GlsCodebook *into, const GlsCodebook *from, GPtrArray *report);

/* A value as a person types it: words for a quantity, true or false for a boolean; empty text is no value (NULL without error). */
char            *gls_attribute_def_value_from_text (const GlsAttributeDef *def, const char *text, GError **error);
char            *gls_attribute_def_value_to_text (const GlsAttributeDef *def, const char *json);

GlsRelationDef  *gls_codebook_find_relation_by_id (const GlsCodebook *codebook, const GlsId *id);
GlsAttributeDef *gls_type_def_find_attribute_by_id (const GlsTypeDef *type, const GlsId *id);
GlsRoleDef      *gls_type_def_find_role_by_id (const GlsTypeDef *type, const GlsId *id);

G_END_DECLS
