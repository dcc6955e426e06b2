/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article: a text view, not editable, in which annotations are drawn in stacked lanes under the words.
 * It knows spans and types; it knows no store and changes nothing but its own selection. All offsets are code points of
 * the stored text; what the view inserts for display only is never seen through this interface. */
#pragma once

#include <gtk/gtk.h>
#include <gls-pattern.h>
#include <gls-text.h>
#include <gls-document.h>
#include <gls-codebook.h>
#include <gls-project.h>

G_BEGIN_DECLS

#define GLS_TYPE_ARTICLE_VIEW (gls_article_view_get_type ())
G_DECLARE_FINAL_TYPE (GlsArticleView, gls_article_view, GLS, ARTICLE_VIEW, GtkTextView)

/* Put it directly into a GtkScrolledWindow; it is its own GtkScrollable.
 *
 * Properties
 *   "line-width"  int     width of the text column in characters of average width, 0: as wide as the view; default 72
 *   "text-scale"  double  zoom, 0.5 to 4, default 1
 *   "font-family" string  NULL or empty: the style's
 *   "by-characters" boolean  ends that keys or the mouse move, and drags, go by characters, not by words
 *   "trim"        boolean  spaces and punctuation at the ends of a drag are left out; default TRUE
 *   "show-all-links"  boolean  draw every link, not only those of the selected annotation
 *
 * Signals
 *   "range-selected" (guint start, guint end, const GdkRectangle *where)
 *       A drag, a double, triple or fourth click, or a selection by keys has ended and words are selected. @where: the
 *       pointer for the mouse, the last line of the selection for keys, in the view's own coordinates.
 *   "annotation-activated" (const GlsId *id)
 *       A click on an annotation, which is selected (gls_article_view_get_selected) by then; repeated clicks at one place go
 *       from the inner to the outer and round again. @id is valid during the signal.
 *   "selection-cleared" ()
 *       A click beside every annotation, or a key, has let go of the selected words or the selected annotation.
 *   "fragments-changed-by-user" (const GlsId *id, GArray *fragments)
 *       An end of the selected annotation was moved; GlsFragment, valid during the signal. Nothing is shown of it until the spans
 *       are set again.
 *   "fragment-selected" (guint start, guint end)
 *       A drag with Control has ended: these words are to belong to what was marked last.
 *   "link-dragged" (const GlsId *from, const GlsId *to)
 *       A drag from the handle of the selected annotation has ended on another one. */
GtkWidget   *gls_article_view_new           (void);

/* Other zones for the text that is shown; place, selection and spans stay. */
void         gls_article_view_set_zones     (GlsArticleView *self, GArray *zones);
/* Shows @text from its beginning, without spans. @zones: GlsZone, nullable, copied. @title names the view to assistive
 * technology, nullable. @text NULL: an empty view. */
void         gls_article_view_set_document  (GlsArticleView *self, GlsText *text, GArray *zones, const char *title);
GlsText     *gls_article_view_get_text      (GlsArticleView *self);   /* nullable, transfer none */

/* Draws these spans; place, caret and selection stay. The table must not change afterwards: set another one. Spans beyond the
 * text are cut to it. @codebook gives the colours; a type it does not have is drawn grey. Both nullable. */
void         gls_article_view_set_spans     (GlsArticleView *self, GlsSpanTable *spans, GlsCodebook *codebook);

/* A link to draw between two annotations: a role of @from that @to fills, or a relation. */
typedef struct {
  GlsId       from, to;
  const char *label;         /* as shown: the role's or the relation's name */
  gboolean    is_relation;
} GlsArticleLink;

/* What is linked (GArray of GlsArticleLink, copied; nullable). Ends that are not among the spans yet are looked for again with
 * the next spans; set_document forgets all. */
void         gls_article_view_set_links     (GlsArticleView *self, GArray *links);
void         gls_article_view_set_show_all_links (GlsArticleView *self, gboolean show);
gboolean     gls_article_view_get_show_all_links (GlsArticleView *self);

/* What the card of an annotation says, as Pango markup, transfer full; NULL: what the view knows itself. It is called for what the
 * pointer rests on, so it must not take long. */
typedef char *(*GlsArticleCardFunc) (GlsArticleView *self, const GlsId *id, gpointer data);
void         gls_article_view_set_card_func (GlsArticleView *self, GlsArticleCardFunc func, gpointer data, GDestroyNotify destroy);

/* More that the card says, appended to @markup, and what can be pressed on it: @buttons takes pairs of an action and its label, both
 * copied strings. @id NULL: no annotation is under the pointer, @offset is; what then says nothing shows no card. A press comes as
 * "card-pressed" (const GlsId *id or NULL, guint offset, const char *action). */
typedef void (*GlsArticleCardMoreFunc) (GlsArticleView *self, const GlsId *id, guint32 offset, GString *markup, GPtrArray *buttons,
                                        gpointer data);
void         gls_article_view_set_card_more (GlsArticleView *self, GlsArticleCardMoreFunc func, gpointer data);

/* What is on the card has changed. */
void         gls_article_view_refresh_card  (GlsArticleView *self);

/* The next smaller, or larger, of those that overlap the selected annotation, else the innermost at the caret: selects it, with
 * "annotation-activated". */
void         gls_article_view_select_overlapping (GlsArticleView *self, gboolean outer);
/* Chooses the end of the selected annotation that keys move: the previous, or the next. */
void         gls_article_view_choose_end    (GlsArticleView *self, gboolean next);
/* Moves the chosen end, else the last one, by a word or a character, with "fragments-changed-by-user". */
void         gls_article_view_move_end      (GlsArticleView *self, gboolean to_right);

/* While TRUE the selected annotation has no ends to move nor a handle: every drag selects words. */
void         gls_article_view_set_fixed     (GlsArticleView *self, gboolean fixed);

/* The annotation that is outlined; NULL: none. An id that is not among the spans yet is kept until it is. No signal. */
void         gls_article_view_set_selected  (GlsArticleView *self, const GlsId *id);
const GlsId *gls_article_view_get_selected  (GlsArticleView *self);   /* nullable, valid until it changes */

/* Ids of the annotations that cover @offset, innermost first (GArray of GlsId, transfer full). */
GArray      *gls_article_view_list_at       (GlsArticleView *self, guint32 offset);

/* What scroll_to() brings back to where it stands now. */
guint32      gls_article_view_get_place     (GlsArticleView *self);
/* Draws a line under these places, which may overlap; gone with the text. */
typedef struct {
  guint32 start, end;
  guint   severity;   /* 1: error, 2: warning, 3: note */
} GlsFlaw;
void         gls_article_view_set_flaws     (GlsArticleView *self, const GlsFlaw *flaws, guint n);
/* How many lines are drawn. */
guint        gls_article_view_count_flaws   (GlsArticleView *self);
/* Draws these places of the text faintly, as what a search has found; by start, apart from each other. Gone with the text. */
void         gls_article_view_set_hits      (GlsArticleView *self, const GlsHit *hits, guint n);

/* Brings @offset into sight, in the upper third where it has to scroll. */
void         gls_article_view_scroll_to     (GlsArticleView *self, guint32 offset);

/* The selected words without the spaces around them, FALSE when there are none. A drag was snapped to whole words when
 * it ended (not with Shift held), so this is what the user sees. */
gboolean     gls_article_view_get_selection_range (GlsArticleView *self, guint32 *start, guint32 *end);
/* Selects exactly [start, end) and puts the caret at its end; an empty range only moves the caret. No signal. */
void         gls_article_view_select_range  (GlsArticleView *self, guint32 start, guint32 end);
guint32      gls_article_view_get_caret     (GlsArticleView *self);
/* Where [start, end) is, in the view's coordinates, for a popover: its first line on screen. FALSE when it is not in sight. */
gboolean     gls_article_view_get_rectangle (GlsArticleView *self, guint32 start, guint32 end, GdkRectangle *rectangle);

void         gls_article_view_set_text_scale (GlsArticleView *self, double scale);
double       gls_article_view_get_text_scale (GlsArticleView *self);
void         gls_article_view_set_line_width (GlsArticleView *self, int characters);
int          gls_article_view_get_line_width (GlsArticleView *self);
void         gls_article_view_set_font_family (GlsArticleView *self, const char *family);
const char  *gls_article_view_get_font_family (GlsArticleView *self);   /* nullable */

G_END_DECLS
