/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's parts among themselves. */
#pragma once

#include "gls-reader.h"

#include <libxml/HTMLparser.h>

G_BEGIN_DECLS

/* What a page's head, its JSON-LD and its microdata say; strings may be NULL. */
typedef struct {
  char *page_title;     /* <title> */
  char *title, *ld_title;
  char *published;      /* EDTF */
  char *byline;
  char *publisher;
  char *language;
  char *source;
  char *time;           /* the date of the article's <time>, if they agree */
  gboolean times_differ;
} GlsPageMeta;

/* Reads what @node tells by its name and attributes; called for every element. */
void         gls_page_meta_read    (GlsPageMeta *meta, xmlNode *node, gboolean in_article);
/* Puts what is known into the document's empty members; @heading: the headline's words on the page, or NULL. */
void         gls_page_meta_apply   (GlsPageMeta *meta, const char *heading, GlsDocument *document);
/* TRUE when @heading is the article's and not the site's name, as far as the head tells. */
gboolean     gls_page_meta_accepts (const GlsPageMeta *meta, const char *heading);
void         gls_page_meta_clear   (GlsPageMeta *meta);

/* White space collapsed and trimmed; NULL when nothing is left. */
char        *gls_page_squeeze      (const char *string);
gboolean     gls_page_is           (const xmlNode *node, const char *name);
char        *gls_page_attribute    (const xmlNode *node, const char *name);
/* All text below @node, squeezed. */
char        *gls_page_text_of      (const xmlNode *node);
/* The next node in document order within @top, not going below @node when @below is FALSE; NULL at the end. */
xmlNode     *gls_page_next         (const xmlNode *node, const xmlNode *top, gboolean below);

GlsDocument *gls_read_html         (GBytes *bytes, const char *text, gsize n_bytes, GError **error);

G_END_DECLS
