/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disagreement in words: what is asked, and what each version says, drawn in its sentence. */
#pragma once

#include <gls-cases.h>
#include <gls-document.h>

G_BEGIN_DECLS

/* "boundary", "role source": what a row calls the field. Transfer full. */
char *gls_case_text_field    (const GlsCase *item);
/* "Where does the Figure begin and end?" Transfer full. */
char *gls_case_text_question (const GlsCase *item);
/* What has to be known beside: that it was decided before, that somebody was unsure, who is still at work. NULL: nothing. */
char *gls_case_text_remark   (const GlsCase *item, char **people);
/* What a version says where it is no words of the text: its type, value, filler; NULL where the drawn words say it. */
char *gls_case_text_said     (const GlsCase *item, const GlsVersion *version);
/* The words around with those of @version bold and underlined, as Pango markup. @document nullable: the case's own words only. */
char *gls_case_text_draw     (const GlsCase *item, const GlsVersion *version, GlsDocument *document);
/* Who holds it: names, or letters where @letters (a letter by person) is given. */
char *gls_case_text_holders  (const GlsVersion *version, char **people, const guint *letters);

G_END_DECLS
