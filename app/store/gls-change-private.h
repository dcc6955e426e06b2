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

/* Fields known to the program have fixed keys, the same in every file. */
typedef enum {
  GLS_FIELD_DELETED = 1, GLS_FIELD_TYPE, GLS_FIELD_FRAGMENTS, GLS_FIELD_NOTE, GLS_FIELD_UNSURE, GLS_FIELD_ENTITY,
  GLS_FIELD_ROLE, GLS_FIELD_TO, GLS_FIELD_FILLER, GLS_FIELD_VALUE, GLS_FIELD_ORDER, GLS_FIELD_NAME, GLS_FIELD_KEY,
  GLS_FIELD_TITLE, GLS_FIELD_SOURCE, GLS_FIELD_PUBLISHER, GLS_FIELD_BYLINE, GLS_FIELD_PUBLISHED, GLS_FIELD_LANGUAGE,
  GLS_FIELD_ZONE, GLS_FIELD_STATUS, GLS_FIELD_PLUGIN, GLS_FIELD_RUN, GLS_FIELD_CONFIDENCE,
  GLS_FIELD_LAST_FIXED = GLS_FIELD_CONFIDENCE
} GlsFieldKey;

/* Their names, by key; the first is NULL. */
extern const char * const gls_field_names[GLS_FIELD_LAST_FIXED + 1];

typedef struct {
  const char     *field;  /* interned, or one of gls_field_names */
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
  gboolean      is_fresh;  /* see gls_change_promise_fresh() */
  gboolean      has_group;
  GlsId         group;
  GArray       *records;    /* GlsTouchedRecord */
  GHashTable   *index;      /* GlsId (in the arena) to position + 1 */
  guint         last;       /* position + 1 of the record touched last */
  char         *set;        /* declared last, */
  GlsId         set_id;     /* and its record */
  GArray       *operations; /* GlsOperation */
  GStringChunk *arena;
  GPtrArray    *documents;  /* GlsDocument whose text goes with it */
};

/* Declares the person whose action it is, unless the project knows them. */
void gls_change_put_actor (GlsChange *change, gboolean is_known);
void gls_change_set_value (GlsChange *change, const GlsId *record, const char *field, const GlsJournalValue *value);
/* The same for a field of a fixed key. */
void gls_change_set_known (GlsChange *change, const GlsId *record, GlsFieldKey key, const GlsJournalValue *value);

G_END_DECLS
