/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article's pane between its own files. */
#pragma once

#include "gls-article-header.h"
#include "gls-article-pane.h"
#include "gls-entity-linker.h"
#include "gls-find-bar.h"
#include "gls-label-chooser.h"

G_BEGIN_DECLS

/* The role that is being filled from the text. */
typedef struct {
  GlsId       owner;
  char       *name;       /* NULL: none is armed */
  const char *type;       /* interned; chosen by a letter for the words to come; NULL: as they look */
  gboolean    settled;    /* the chain has just ended: the claim is shown, but its ends are not in the way of the next drag */
  char       *resume;     /* where the chain goes on after a role on demand */
  gboolean    has_made;   /* @made filled @made_role just now: a letter changes its type */
  GlsId       made;
  char       *made_role;
  gboolean    replaces;   /* what the suggestion @replaces_of gave: the next filler takes its place, and no further role is armed */
  GlsId       replaces_of;
  GlsFragment taken;      /* by the last click, at @taken_at */
  gint64      taken_at;
  gboolean    pressed;    /* by the pointer, at @x, @y of the scroller; else by keys */
  double      x, y;
  gboolean    over;       /* the pointer is over the text, at @tag_x, @tag_y */
  double      tag_x, tag_y;
} GlsArmedRole;
/* Where to go once the document is there. */
typedef struct {
  gboolean set, has_annotation;
  GlsId    document, annotation;
  guint32  start, end;
  guint32  scroll;      /* what is brought into sight */
} GlsPlace;

typedef enum {
  GLS_RELATING_NOT,
  GLS_RELATING_BEGUN, /* the other end is wanted */
  GLS_RELATING_ASKED, /* which relation is wanted */
} GlsRelating;

struct _GlsArticlePane {
  AdwBin            parent_instance;
  GtkStack         *stack;
  GlsArticleHeader *header;
  GlsFindBar       *find_bar;
  GtkWidget        *scroller;
  GtkWidget        *tag;        /* the armed role, at the pointer */
  GlsArticleView   *view;
  GlsLabelChooser  *chooser;
  GlsEntityLinker  *linker;     /* NULL until it is asked for */
  GlsSession       *session;
  GlsOpenDocument  *document;
  GArray           *selected;   /* GlsId */
  char             *armed;
  char             *last_label;
  gboolean          has_last;
  GlsId             last;       /* the annotation that was marked last */
  GlsPlace          wanted;
  double            wheel;      /* steps with Control that are not a whole one yet */
  GlsArmedRole      roles;
  gboolean          correcting; /* @correction, made of the suggestion @correction_of */
  GlsId             correction, correction_of;
  gboolean          completing; /* Space takes from @completion for the selected claim */
  gboolean          completed;  /* it has: a digit corrects a role */
  GlsId             completion;
  gboolean          wants_back; /* @correction_of is to be selected when it is back */
  GlsRelating       relating;
  GlsId             relate_from, relate_to;
};

/* Selects without touching words or place. */
void gls_article_pane_set_selected  (GlsArticlePane *self, const GlsId *ids, guint n);
void gls_article_pane_drop_words    (GlsArticlePane *self);
/* What the view's handles, its card and its links are bound to. */
void gls_article_pane_bind_text     (GlsArticlePane *self);
void gls_article_pane_show_links    (GlsArticlePane *self);
/* Emit the signals. */
void gls_article_pane_state_changed (GlsArticlePane *self);
void gls_article_pane_label_used    (GlsArticlePane *self, const char *type);
/* Words are selected: labels them with what is armed, else offers the labels at @where. */
void gls_article_pane_offer_labels  (GlsArticlePane *self, const GdkRectangle *where);
/* Goes where it was told to, if this is the document. */
void gls_article_pane_take_place    (GlsArticlePane *self);

/* NULL where the annotation is not this person's; transfer full. */
GlsAlikeOffer *gls_article_pane_make_offer (GlsArticlePane *self, GlsAlikeDeed deed, const GlsId *id);
void gls_article_pane_offer_alike   (GlsArticlePane *self, const GlsAlikeOffer *offer);

/* Roles: */
void     gls_article_pane_init_roles      (GlsArticlePane *self);
/* A new annotation, or one of another type: its first open role of the chain is armed. */
void     gls_article_pane_arm_chain       (GlsArticlePane *self, const GlsId *id);
void     gls_article_pane_disarm_role     (GlsArticlePane *self);
void     gls_article_pane_replace_role    (GlsArticlePane *self, const GlsId *of);
/* Each takes what the text reports, TRUE when a role was armed for it. @id: what was clicked, NULL: plain text. */
gboolean gls_article_pane_click_role      (GlsArticlePane *self, const GlsId *id);
gboolean gls_article_pane_drag_role       (GlsArticlePane *self, guint32 start, guint32 end);
gboolean gls_article_pane_label_role      (GlsArticlePane *self, const char *type);
gboolean gls_article_pane_press_role_key  (GlsArticlePane *self, guint keyval, guint keycode, gboolean in_text);
/* NULL when none is armed. */
char    *gls_article_pane_dup_role_hint   (GlsArticlePane *self);
void     gls_article_pane_show_tag        (GlsArticlePane *self);
/* The character under the pointer at its last press. */
gboolean gls_article_pane_get_pointed     (GlsArticlePane *self, guint32 *offset);

/* Relations; as for roles. */
gboolean gls_article_pane_press_suggestion_key (GlsArticlePane *self, guint keyval, guint keycode, gboolean here);
char    *gls_article_pane_dup_suggestion_hint (GlsArticlePane *self);
void     gls_article_pane_select_taken_back (GlsArticlePane *self);

void     gls_article_pane_stop_relating   (GlsArticlePane *self);
void     gls_article_pane_link_dragged    (GlsArticlePane *self, const GlsId *from, const GlsId *to);
gboolean gls_article_pane_click_relation  (GlsArticlePane *self, const GlsId *id);
gboolean gls_article_pane_press_relation_key (GlsArticlePane *self, guint keyval, guint keycode);
char    *gls_article_pane_dup_relation_hint (GlsArticlePane *self);
/* What hangs on an annotation, as the end of a sentence; NULL: nothing. */
char    *gls_article_pane_describe_ties   (GlsArticlePane *self, const GlsId *id);

G_END_DECLS
