/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of attributes between what people type and read and the canonical JSON that is kept. */
#pragma once

#include "gls-codebook.h"

G_BEGIN_DECLS

/* What @words, marked with a type that has this attribute, say: canonical JSON, or NULL where they say nothing. Only
 * quantities and dates follow from words. @published: nullable, EDTF. Transfer full. */
char *gls_value_propose   (const GlsAttributeDef *def, const char *words, const char *published);
/* What a person typed as canonical JSON; NULL with a sentence that says what is wrong. Empty text is no value: it is never
 * given here. Transfer full. */
char *gls_value_parse     (const GlsAttributeDef *def, const char *typed, const char *published, GError **error);
/* What a field shows for editing, so that gls_value_parse() of it gives the same; "" for NULL or what is no such value. */
char *gls_value_to_text   (const GlsAttributeDef *def, const char *json);
/* As people read it: "> 330 persons", "21 April 2015", "yes"; @def nullable where the attribute is not known. */
char *gls_value_to_display (const GlsAttributeDef *def, const char *json);
/* A date read from @words (or from those it keeps) against @before, read again against @published; both EDTF, nullable. NULL: it
 * stays, because it means the same or somebody corrected it. Transfer full. */
char *gls_value_resolve_again (const char *json, const char *words, const char *before, const char *published);
/* @text as a JSON string. */
char *gls_value_quote     (const char *text);

G_END_DECLS
