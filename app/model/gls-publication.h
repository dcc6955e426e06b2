/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A published state of gold, as a value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GLS_PUBLICATION_LATEST G_GINT64_CONSTANT (253370764799) /* the last second of the year 9998: there is always one after it */

typedef struct {
  guint  number;       /* from 1, in the order of time; computed, as two copies may publish apart */
  gint64 when;         /* seconds since 1970, UTC */
  char  *by;
  char  *note;         /* or NULL */
  char  *digest;       /* SHA-256 of gold.jsonl, hexadecimal */
  char  *annotations;  /* what was in it, a line each; see gls-publish.h */
} GlsPublication;

void     gls_publication_free    (GlsPublication *publication);
/* In the order of time; of pointers to pointers. */
int      gls_publication_compare (gconstpointer a, gconstpointer b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsPublication, gls_publication_free)

G_END_DECLS
