/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Above the text: title, publisher · date · byline, Done, and the question for a missing publication date. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_ARTICLE_HEADER (gls_article_header_get_type ())
G_DECLARE_FINAL_TYPE (GlsArticleHeader, gls_article_header, GLS, ARTICLE_HEADER, AdwBin)

/* Shows the open document's data as they are now; both nullable. */
void gls_article_header_show   (GlsArticleHeader *self, GlsSession *session, GlsOpenDocument *document);
/* Opens the field for the note on the document. */
void gls_article_header_edit_note (GlsArticleHeader *self);
void gls_article_header_set_status (GlsArticleHeader *self, GlsStatus status);

G_END_DECLS
