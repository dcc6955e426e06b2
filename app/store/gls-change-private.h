/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a change-set looks inside, for the journal that writes it. */
#pragma once

#include "gls-change.h"

G_BEGIN_DECLS

typedef enum { GLS_JOURNAL_NULL, GLS_JOURNAL_INT, GLS_JOURNAL_TEXT, GLS_JOURNAL_BLOB, GLS_JOURNAL_REF } GlsJournalType;

/* A field's value on its way to or from the journal. */
typedef struct {
  GlsJournalType type;
  gint64         number;  /* INT */
  GlsId          ref;     /* REF */
  const char    *data;    /* TEXT (with a NUL behind) or BLOB; in the change's arena */
  gsize          n_bytes;
} GlsJournalValue;

typedef struct {
  const char     *field;  /* interned */
  guint           key;    /* of a field that has the same key in every file, else 0 */
  GlsJournalValue value;
  int             next;   /* index of this record's next operation, -1: none */
} GlsOperation;

typedef struct {
  GlsId         id;
  gboolean      declared; /* else it must be in the file */
  GlsRecordKind kind;
  gboolean      has_document, has_owner, has_set;
  GlsId         document, owner, set;
  int           first, last; /* operations, -1: none */
} GlsTouchedRecord;

struct _GlsChange {
  char         *person;    /* NULL: the program itself; never undone */
  char         *what;
  char         *detail;
  gboolean      has_group;
  GlsId         group;
  GArray       *records;    /* GlsTouchedRecord */
  GHashTable   *index;      /* GlsId to position + 1 */
  GArray       *operations; /* GlsOperation */
  GStringChunk *arena;
  GPtrArray    *documents;  /* GlsDocument whose text goes with it */
};

/* Declares the person whose action it is, unless the project knows them. */
void gls_change_put_actor (GlsChange *change, gboolean is_known);
void gls_change_set_value (GlsChange *change, const GlsId *record, const char *field, const GlsJournalValue *value);

G_END_DECLS
