/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One disagreement: what is asked, the article around it, every version drawn in its sentence, the guideline, reason and comment. */
#pragma once

#include <adwaita.h>
#include <gls-cases.h>
#include <gls-codebook.h>
#include <gls-document.h>

G_BEGIN_DECLS

#define GLS_TYPE_CASE_VIEW (gls_case_view_get_type ())
G_DECLARE_FINAL_TYPE (GlsCaseView, gls_case_view, GLS, CASE_VIEW, AdwBin)

/* What else a version's key or click says. */
typedef enum { GLS_TAKE_THIS, GLS_TAKE_ALIKE, GLS_TAKE_WHOLE } GlsTakeWay;

/* Signals
 *   "take" (int version, uint way)   index of a version of the case, -1: none of them; GlsTakeWay
 *   "edit" ()                        something else is to be decided
 *   "edited" (const char *text)      as gls-edit.h has it
 *   "answer" (const char *text)      to the decision that is shown; empty: none any more
 *   "skip" ()
 *   "reopen" () */

GlsCaseView *gls_case_view_new      (void);
/* @document: its text, nullable while it is being read; @n_alike: itself among them. */
void         gls_case_view_set_case (GlsCaseView *self, GlsCase *item, GlsDocument *document, char **people, guint n_alike,
                                     GlsCodebook *codebook);
/* Names as letters, and versions in no order that tells who holds them. */
void         gls_case_view_set_anonymous (GlsCaseView *self, gboolean anonymous);
/* The version at a place as it is shown, from 1; -1: there is none. */
int          gls_case_view_get_version   (GlsCaseView *self, guint place);
/* The version that most hold; -1: none has more than another. */
int          gls_case_view_get_majority  (GlsCaseView *self);

GlsReason    gls_case_view_get_reason    (GlsCaseView *self);
/* The next reason; it stays until it is changed. */
void         gls_case_view_next_reason   (GlsCaseView *self, gboolean back);
/* The comment of this decision, which is gone from the view then; NULL: none. Transfer full. */
char        *gls_case_view_take_comment  (GlsCaseView *self);
void         gls_case_view_focus_comment (GlsCaseView *self);
void         gls_case_view_focus_article (GlsCaseView *self);
void         gls_case_view_toggle_guide  (GlsCaseView *self);
/* What to decide in place of the versions is asked for: pairs of what is read and what it is in gls-edit.h's form, NULL-ended, to
 * choose from; NULL: words are typed, or (a boundary) selected in the article. */
void         gls_case_view_begin_edit    (GlsCaseView *self, char **choices);
gboolean     gls_case_view_is_editing    (GlsCaseView *self);
/* Return in the article while words are to be selected: takes them. FALSE: there is nothing to take. */
gboolean     gls_case_view_end_edit      (GlsCaseView *self);
void         gls_case_view_cancel_edit   (GlsCaseView *self);

G_END_DECLS
