/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepts or rejects all suggestions of a kind, in one document or in the project; says how many before anything is done. */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_JUDGE_MANY (gls_judge_many_get_type ())
G_DECLARE_FINAL_TYPE (GlsJudgeMany, gls_judge_many, GLS, JUDGE_MANY, AdwWindow)

/* @types, @plugins: what there is to choose from; @key: of the open document; @words: proposed as the same words, nullable. */
GtkWidget *gls_judge_many_new (GtkWindow *parent, GlsSession *session, const char * const *types, const char * const *plugins,
                               const char *key, const char *words);

G_END_DECLS
