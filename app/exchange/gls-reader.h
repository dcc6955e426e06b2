/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading one article file (plain text or HTML) into a document value. Knows no store; safe on any thread. */
#pragma once

#include <gio/gio.h>
#include <gls-document.h>

G_BEGIN_DECLS

/* @format: "text", "html" or NULL to tell by content and name. @name: the file's name, for the key (name without extension) and messages.
 * @encoding: forced, or NULL. Text of a plain file is the decoded bytes unchanged; HTML gives its visible text
 * (blocks on lines of their own, script/style/nav dropped or made boilerplate zones, title/meta/JSON-LD/OpenGraph/time read as metadata,
 * h1 headline, figcaption caption zones) and keeps the bytes in document->original. libxml2 with network and entities off.
 * Ends with gls_document_propose. */
GlsDocument *gls_read_article (GBytes *bytes, const char *name, const char *format, const char *encoding, GError **error);

/* "text" or "html", told by @name and the beginning of @bytes; @bytes NULL: by name alone. */
const char  *gls_article_format (GBytes *bytes, const char *name);

G_END_DECLS
