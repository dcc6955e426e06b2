/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a codebook or with a value somebody is about to give it, as sentences. */
#pragma once

#include "gls-codebook.h"

G_BEGIN_DECLS

typedef struct {
  GlsId    owner;     /* the type or relation it is about */
  GlsId    id;        /* the definition itself: that, or one of its attributes or roles */
  gboolean warning;   /* works, but not well */
  char    *message;
} GlsCodebookProblem;

/* GlsCodebookProblem in the order of the codebook; empty: all is well. What is retired is not judged. */
GPtrArray *gls_codebook_check (const GlsCodebook *codebook);

/* Before it is taken: each gives a sentence, or NULL where @value will do. Transfer full. @self: the definition that is to have it.
 * A name may not be that of a retired one either: files tell them apart by name. */
char      *gls_codebook_check_type_name     (const GlsCodebook *codebook, const GlsId *self, const char *name);
char      *gls_codebook_check_relation_name (const GlsCodebook *codebook, const GlsId *self, const char *name);
char      *gls_type_def_check_attribute_name (const GlsTypeDef *type, const GlsId *self, const char *name);
char      *gls_type_def_check_role_name     (const GlsTypeDef *type, const GlsId *self, const char *name);
/* @key: NULL or empty for none. */
char      *gls_codebook_check_key           (const GlsCodebook *codebook, const GlsId *self, const char *key);
/* Fragments parted by " … " must stand in @text in that order; NULL and empty mark nothing. */
char      *gls_example_check_mark           (const char *text, const char *mark);
/* Choices: none empty, none twice, at least one. */
char      *gls_choices_check                (char **choices);

G_END_DECLS
