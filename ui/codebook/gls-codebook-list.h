/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook's types and relations, those in use first, retired ones last. */
#pragma once

#include "gls-codebook-desk.h"

G_BEGIN_DECLS

typedef enum { GLS_ENTRY_CODEBOOK, GLS_ENTRY_TYPE, GLS_ENTRY_RELATION } GlsEntryKind;

#define GLS_TYPE_CODEBOOK_LIST (gls_codebook_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsCodebookList, gls_codebook_list, GLS, CODEBOOK_LIST, GtkBox)

/* Signals
 *   "selected" ()          another row
 *   "command" (name)       a key for "codebook.NAME" was pressed in the list */

void         gls_codebook_list_set_desk (GlsCodebookList *self, GlsCodebookDesk *desk);
/* Shows what the desk says now; the selection stays. */
void         gls_codebook_list_update   (GlsCodebookList *self);
/* @id: NULL for the codebook itself. */
GlsEntryKind gls_codebook_list_get      (GlsCodebookList *self, GlsId *id, gboolean *retired);
void         gls_codebook_list_select   (GlsCodebookList *self, GlsEntryKind kind, const GlsId *id);
void         gls_codebook_list_focus    (GlsCodebookList *self);

G_END_DECLS
