/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the article view share: the instance, and the functions by which its parts call each other. */
#pragma once

#include "gls-article-view.h"

#include <adwaita.h>

#include "gls-display-map.h"
#include "gls-span-index.h"

G_BEGIN_DECLS

/* Colours, fonts and measures, made anew when theme, font or zoom changes. Lengths are pixels. */
typedef struct {
  gboolean    valid;
  gboolean    dark, high_contrast;
  GdkRGBA     background, foreground, accent, selection;
  double      tint_alpha;
  int         bar;            /* thickness of a bar */
  int         pad;            /* between the words and the first bar */
  int         label_height;
  int         label_baseline;
  int         pitch;          /* from one lane to the next */
  int         char_width;     /* on average, of the article's font */
  PangoFontDescription *label_font, *card_font;
  GArray     *types;          /* GdkRGBA by the span table's type index: bars and lines, told apart on the background */
  GArray     *inks;           /* the same for letters, which need more contrast */
  GHashTable *labels;         /* GUINT (type and flags) to PangoLayout */
} GlsArticleStyle;

typedef enum { GLS_BOX_WORDS, GLS_BOX_BAR } GlsBoxKind;

/* Where something is drawn: x in buffer coordinates, y from the top of its paragraph. */
typedef struct {
  GdkRectangle area;
  guint32      span;
  GlsBoxKind   kind;
} GlsBox;

/* What is drawn for one paragraph, kept until text, width, font or spans change. */
typedef struct {
  int            height;     /* of the paragraph when this was made */
  GskRenderNode *below;      /* each may be NULL */
  GskRenderNode *above;
  GskRenderNode *hits;       /* what a search has found; NULL: nothing here, or not asked yet */
  gboolean       has_hits;
  GskRenderNode *flaws;      /* the same for what is wrong */
  gboolean       has_flaws;
  GArray        *boxes;      /* GlsBox */
  GArray        *lines;      /* GlsDisplayLine; NULL: not asked for yet */
} GlsDrawing;

typedef enum { GLS_UNIT_CHARACTER, GLS_UNIT_WORD, GLS_UNIT_SENTENCE, GLS_UNIT_PARAGRAPH } GlsUnit;

/* What a drag does: selects words, selects a fragment more, moves an end of the selected annotation, begins a relation at it. */
typedef enum { GLS_DRAG_SELECT, GLS_DRAG_FRAGMENT, GLS_DRAG_END, GLS_DRAG_LINK } GlsDragMode;

/* A press that has not been released. */
typedef struct {
  gboolean active, moved, extend;
  GlsDragMode mode;
  guint    edge;         /* END: which one; see gls-fragments.h */
  GArray  *fragments;    /* END: GlsFragment as they would be now; or NULL */
  GlsUnit  unit;
  guint32  anchor_start, anchor_end;   /* stored offsets */
  double   press_x, press_y, x, y;
  guint    tick;
} GlsDrag;

/* The two ends of a selection in the buffer. */
typedef struct { int insert, bound; } GlsMarks;

/* What the tags were last made for. */
typedef struct {
  double  scale;
  int     pad, pitch, high_contrast;
  GdkRGBA foreground;
} GlsTagMeasures;

struct _GlsArticleView {
  GtkTextView      parent_instance;

  GlsText         *text;
  GlsDisplayMap   *map;        /* never NULL */
  GArray          *zones;      /* GlsZone, or NULL */
  GlsSpanTable    *spans;
  GlsCodebook     *codebook;
  GlsSpanIndex    *index;      /* never NULL */
  GArray          *hits;       /* GlsMark by start, of a search; NULL: none */
  GArray          *flaws;      /* GlsMark by start, apart from each other, its span the severity; NULL: none */
  gboolean         has_selected;
  GlsId            selected;
  gboolean         selected_found;
  guint            selected_at;   /* index among the spans; G_MAXUINT: not there */
  gboolean         has_edge, by_characters, keep_edges, fixed;
  guint            edge;          /* the end that keys move */

  GPtrArray       *links;      /* or NULL */
  gboolean         links_resolved, show_all_links;

  int              allocated_width;
  double           text_scale;
  int              line_width;
  guint            longest_line; /* of the document, in characters */
  char            *font_family;  /* or NULL */
  GlsArticleStyle  style;
  GHashTable      *drawings;   /* paragraph's number to GlsDrawing */
  AdwStyleManager *style_manager;

  /* Tags. A paragraph is up to date when its revision is the view's. */
  GtkTextTagTable *tags;
  GtkTextTag      *scale_tag, *annotated_tag, *turn_tags[2], *blank_tag, *ltr_tag, *rtl_tag;
  GtkTextTag      *zone_tags[GLS_ZONE_REPEAT + 1];
  GtkTextTag      *below_tags[GLS_LANES_MAX + 1], *inside_tags[GLS_LANES_MAX + 1], *room_tags[GLS_LANES_MAX + 1];
  struct { guint32 revision, cover, room; guint16 room_lanes; guint8 below, inside, tight; } *tagged;
  GlsTagMeasures   tag_measures;
  guint32          revision;
  guint            next_untagged;
  guint            tag_idle;
  guint            scrolled_tick;
  GtkAdjustment   *vadjustment;
  struct { guint32 target; guint tick, steady, frames; } scroll;
  struct { int line, y; double value; guint tick, still, cut; } hold;

  /* Pointer and keys. */
  GlsDrag          drag;
  GtkGesture      *drag_gesture;
  struct { int n; guint32 time; double x, y; } presses;
  guint32          last_click;      /* display offset of the last click on an annotation */
  gboolean         has_last_click;
  gboolean         had_selection;   /* as last told by a signal */
  guint32          told_start, told_end;
  struct {
    gboolean by_words;              /* the last key that moved the caret */
    gboolean any;                   /* a selection that was snapped … */
    GlsMarks reached, snapped;      /* … from here to there */
  } keys;

  struct {
    GlsArticleCardMoreFunc more;
    gpointer           more_data;
    GlsArticleCardFunc func;
    gpointer           data;
    GDestroyNotify     destroy;
    guint              source;
    double             x, y;        /* of the pointer */
    gboolean           shown;
    gboolean           has_id;      /* it is about an annotation … */
    GlsId              id;
    guint32            span, offset; /* … or what is here */
    double             at_x, at_y;  /* the pointer when it came */
    GdkRectangle       area, inside;
    GPtrArray         *buttons;
    int                pointed;     /* the button under the pointer, -1: none */
    PangoLayout       *layout;
  } card;
  struct { guint source; char *said; } speech;
  const char      *pointer;         /* its shape's name */
};

/* gls-article-view.c */
void gls_article_view_emit_range   (GlsArticleView *self, const GdkRectangle *where);
void gls_article_view_emit_cleared (GlsArticleView *self);
void gls_article_view_emit_fragments (GlsArticleView *self, GArray *fragments);
void gls_article_view_emit_fragment  (GlsArticleView *self);
void gls_article_view_emit_card      (GlsArticleView *self, const GlsId *id, guint32 offset, const char *action);
void gls_article_view_emit_link      (GlsArticleView *self, const GlsId *to);
void gls_article_view_emit_activated (GlsArticleView *self, const GlsId *id);
void gls_article_view_drop_drawings (GlsArticleView *self);
void gls_article_view_get_iter     (GlsArticleView *self, GtkTextIter *iter, guint32 stored, gboolean is_end);
guint32 gls_article_view_offset_of_iter (GlsArticleView *self, const GtkTextIter *iter);

/* gls-article-style.c */
const GlsArticleStyle *gls_article_view_get_style (GlsArticleView *self);
void         gls_article_view_drop_style  (GlsArticleView *self);
int          gls_article_view_lane_space  (GlsArticleView *self, guint lanes);
PangoLayout *gls_article_view_get_label   (GlsArticleView *self, const GlsSpan *span);
void         gls_article_view_init_css    (GlsArticleView *self);

/* gls-article-tags.c */
void gls_article_view_init_tags    (GlsArticleView *self);
void gls_article_view_style_tags   (GlsArticleView *self);
void gls_article_view_tag_document (GlsArticleView *self);
void gls_article_view_retag_spans  (GlsArticleView *self);
void gls_article_view_retag_paragraphs (GlsArticleView *self, guint first, guint last);
void gls_article_view_stop_tagging (GlsArticleView *self);
void gls_article_view_tag_visible  (GlsArticleView *self);
void gls_article_view_tag_soon  (GlsArticleView *self);

/* gls-article-paint.c */
/* Drops the drawings of these paragraphs. */
void        gls_article_view_drop_paragraphs (GlsArticleView *self, guint first, guint last);
/* Spans from @after on have another index now. */
void        gls_article_view_renumber    (GlsArticleView *self, guint32 after, gint32 by);
GlsDrawing *gls_article_view_get_drawing (GlsArticleView *self, guint paragraph, const GtkTextIter *start, int y, int height);
void        gls_drawing_free             (GlsDrawing *drawing);
void        gls_article_view_paint       (GlsArticleView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot);
/* Indices of the spans at a place in the view's coordinates, innermost first (guint32). */
GArray     *gls_article_view_hit         (GlsArticleView *self, double x, double y);

/* gls-article-adorn.c */
void        gls_article_view_adorn       (GlsArticleView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot);

/* gls-article-flaws.c */
void     gls_article_view_paint_flaws (GlsArticleView *self, GtkSnapshot *snapshot, GlsDrawing *drawing, guint paragraph, int y);
/* gls-article-hits.c */
void     gls_article_view_paint_hits (GlsArticleView *self, GtkSnapshot *snapshot, GlsDrawing *drawing, guint paragraph, int y);

/* gls-article-ends.c */
const GlsSpan *gls_article_view_get_selected_span (GlsArticleView *self, guint *index);
GArray     *gls_article_view_dup_fragments (GlsArticleView *self);
gboolean    gls_article_view_place_end    (GlsArticleView *self, guint32 offset, gboolean is_end, GdkRectangle *place);
gboolean    gls_article_view_place_handle (GlsArticleView *self, int *x, int *y);
GlsDragMode gls_article_view_mode_at      (GlsArticleView *self, double x, double y, guint *edge);
void        gls_article_view_drag_end_to  (GlsArticleView *self, guint32 to);
void        gls_article_view_drop_end     (GlsArticleView *self, GArray *fragments);
gboolean    gls_article_view_find_target  (GlsArticleView *self, double x, double y, GlsId *target);

/* gls-article-card.c */
void        gls_article_view_init_card    (GlsArticleView *self);
void        gls_article_view_hide_card    (GlsArticleView *self);
void        gls_article_view_paint_card   (GlsArticleView *self, GtkSnapshot *snapshot);

/* gls-article-card-buttons.c; places are those in the card, below its words */
void        gls_article_view_set_card_buttons   (GlsArticleView *self, GPtrArray *pairs);
void        gls_article_view_place_card_buttons (GlsArticleView *self, int *width, int *height);
void        gls_article_view_paint_card_buttons (GlsArticleView *self, GtkSnapshot *snapshot);
const char *gls_article_view_card_button_at     (GlsArticleView *self, double x, double y, int *number);
/* TRUE: a button was pressed. */
gboolean    gls_article_view_press_card         (GlsArticleView *self, double x, double y);

/* gls-article-links.c */
void        gls_article_view_paint_links (GlsArticleView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot);

/* gls-article-scroll.c */
void     gls_article_view_init_scrolling (GlsArticleView *self);
void     gls_article_view_stop_scrolling (GlsArticleView *self);
void     gls_article_view_hold           (GlsArticleView *self);
void     gls_article_view_locate         (GlsArticleView *self, const GtkTextIter *iter, GdkRectangle *place);
gboolean gls_article_view_first_visible  (GlsArticleView *self, GtkTextIter *iter, GdkRectangle *visible);

/* gls-article-speech.c */
void     gls_article_view_speak          (GlsArticleView *self);
void     gls_article_view_stop_speaking  (GlsArticleView *self);

/* gls-article-input.c */
void gls_article_view_init_input (GlsArticleView *self);
void gls_article_view_stop_drag  (GlsArticleView *self);
void gls_article_view_note_move  (GlsArticleView *self, GtkMovementStep step, gboolean extend);
/* Sorts indices of spans, the inner before the outer. */
int  gls_article_view_compare_inner (GlsArticleView *self, guint32 a, guint32 b);
/* Indices of the spans that cover a display offset, innermost first (guint32). */
GArray *gls_article_view_spans_at (GlsArticleView *self, guint32 display);

G_END_DECLS
