/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article: what is known of it, its text, what is selected in it, and the labels that go onto it. */
#pragma once

#include <adwaita.h>
#include <gls-article-view.h>
#include "gls-alike-offer.h"
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_ARTICLE_PANE (gls_article_pane_get_type ())
G_DECLARE_FINAL_TYPE (GlsArticlePane, gls_article_pane, GLS, ARTICLE_PANE, AdwBin)

/* Signals
 *   "loaded" ()             another document is shown; "spans-changed" follows
 *   "spans-changed" ()      its annotations have changed; what is gone is no longer selected
 *   "selection-changed" ()  other annotations are selected, or none
 *   "state-changed" ()      words, selection or armed label: commands and hints may be others now
 *   "label-used" (const char *type)
 *   "alike" (const GlsAlikeOffer *offer)  one annotation was changed so; others with the same words could be
 *   "unsaved-changed" ()    an edit was written, or could not be */

GtkWidget       *gls_article_pane_new           (void);
/* NULL: shows nothing. */
void             gls_article_pane_set_session   (GlsArticlePane *self, GlsSession *session);
/* Ends with "loaded". */
void             gls_article_pane_open          (GlsArticlePane *self, const GlsId *id);
/* The same, then selects the annotation (nullable), else the words. */
void             gls_article_pane_open_at       (GlsArticlePane *self, const GlsId *document, guint32 start, guint32 end,
                                                 const GlsId *annotation);
/* The same, where somebody was before. */
void             gls_article_pane_open_again    (GlsArticlePane *self, const GlsId *document, guint32 scroll, guint32 caret);

/* All borrowed. The open document is NULL without a session, the document until one is loaded. */
GlsOpenDocument *gls_article_pane_get_open_document (GlsArticlePane *self);
GlsDocument     *gls_article_pane_get_document  (GlsArticlePane *self);
GlsArticleView  *gls_article_pane_get_view      (GlsArticlePane *self);
GArray          *gls_article_pane_get_selected  (GlsArticlePane *self);   /* GlsId */
const char      *gls_article_pane_get_armed     (GlsArticlePane *self);   /* nullable */
const char      *gls_article_pane_get_last_label (GlsArticlePane *self);  /* nullable */
/* Several panes repeat the same label. */
void             gls_article_pane_set_last_label (GlsArticlePane *self, const char *type);
/* FALSE when no words are selected. */
gboolean         gls_article_pane_get_words     (GlsArticlePane *self, guint32 *start, guint32 *end);
/* What the keys do now, as markup; transfer full. */
char            *gls_article_pane_dup_hint      (GlsArticlePane *self);

/* As if chosen in the text: words are let go, the first one is brought into sight. */
void             gls_article_pane_select        (GlsArticlePane *self, const GlsId *ids, guint n);
void             gls_article_pane_let_go        (GlsArticlePane *self);
/* Labels the selected words, else changes the type of what is selected, else arms the label. */
void             gls_article_pane_label         (GlsArticlePane *self, const char *type);
void             gls_article_pane_find_label    (GlsArticlePane *self);
void             gls_article_pane_remove_selected (GlsArticlePane *self);
/* Asks at the words which entity the selected annotations mention. */
void             gls_article_pane_link_entity    (GlsArticlePane *self);
/* What the selected annotation could do to others with the same words; NULL: nothing. Transfer full. */
GlsAlikeOffer   *gls_article_pane_dup_offer      (GlsArticlePane *self);
/* Shows the bar that finds words in this document. */
void             gls_article_pane_find          (GlsArticlePane *self);
/* +1: the next place, -1: the one before. */
void             gls_article_pane_find_next     (GlsArticlePane *self, int direction);
/* The armed role and the annotation whose it is (nullable); NULL when none is. */
const GlsRoleDef *gls_article_pane_get_role     (GlsArticlePane *self, GlsId *owner);
/* Arms a role of the selected annotation; NULL: none. */
void             gls_article_pane_arm_role      (GlsArticlePane *self, const char *name);
/* Takes the guess for a role of the selected annotation. */
void             gls_article_pane_take_guess    (GlsArticlePane *self, const char *name);
/* Begins a relation at the selected annotation, or lets it go. */
void             gls_article_pane_relate        (GlsArticlePane *self);
/* Fills the armed role and arms the next. */
gboolean         gls_article_pane_fill_role     (GlsArticlePane *self, const GlsLink *filler);
/* The lines of the selection, or the one with the caret. */
void             gls_article_pane_mark_zone     (GlsArticlePane *self, GlsZoneKind kind);
/* Opens the field for the note on the document. */
void             gls_article_pane_edit_note     (GlsArticlePane *self);
void             gls_article_pane_set_status    (GlsArticlePane *self, GlsStatus status);
/* The selected words become a part of what was marked last. */
void             gls_article_pane_add_fragment  (GlsArticlePane *self);
/* A key without Control or Alt that no field has taken; TRUE when it was one of ours. */
/* The one selected annotation is a suggestion; @id nullable. */
gboolean         gls_article_pane_get_suggestion (GlsArticlePane *self, GlsId *id);
/* Selects it; caret and scroll follow. */
void             gls_article_pane_show_suggestion (GlsArticlePane *self, const GlsId *id);
/* Takes it as one's own, to be changed; all of it is one step to undo, until something else is selected. */
void             gls_article_pane_correct       (GlsArticlePane *self, const GlsSuggestionGroup *group);
/* Space takes what @suggestion says for the open roles of @claim, which is selected. FALSE: nothing. */
gboolean         gls_article_pane_offer_rest    (GlsArticlePane *self, const GlsId *claim, const GlsId *suggestion);
void             gls_article_pane_end_correction (GlsArticlePane *self);
gboolean         gls_article_pane_is_correcting (GlsArticlePane *self);
gboolean         gls_article_pane_press_key     (GlsArticlePane *self, guint keyval, guint keycode, GdkModifierType state);

G_END_DECLS
