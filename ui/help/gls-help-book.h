/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help's pages as values: read in the person's language, searched, turned into markup. No widget. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { GLS_HELP_HEADING, GLS_HELP_PARAGRAPH, GLS_HELP_ITEM, GLS_HELP_CODE } GlsHelpBlockKind;

typedef struct {
  GlsHelpBlockKind kind;
  char            *mark;  /* of an item: "•" or "1." */
  char            *text;  /* with emphasis, links and keys as they are written */
} GlsHelpBlock;

typedef struct {
  char      *id;      /* "marking" */
  char      *title;
  GPtrArray *blocks;  /* GlsHelpBlock */
} GlsHelpPage;

/* The ids of all pages in the order of the contents; NULL-ended. */
const char * const *gls_help_list_pages (void);

/* A few forms of Markdown: "# title", "## heading", paragraphs, "- " and "1. " items, fenced code. Nothing is refused: what is
 * none of these is a paragraph. */
GlsHelpPage *gls_help_page_parse (const char *id, const char *text);
void         gls_help_page_free  (GlsHelpPage *page);

/* GlsHelpPage by the order of contents, in the first of @languages (NULL-ended) that there is, else in English. */
GPtrArray   *gls_help_load       (const char * const *languages);

/* Gives the key of an action, or NULL; transfer full. */
typedef char *(*GlsHelpKey) (const char *action);
/* Pango markup of one text: **bold**, *slanted*, `code`, [words](page.md), {action}. */
char        *gls_help_to_markup  (const char *text, GlsHelpKey key);
/* The first text of @page in which every word of @query stands somewhere on the page, or NULL where one is missing. */
const char  *gls_help_page_find  (const GlsHelpPage *page, const char *query);

G_END_DECLS
