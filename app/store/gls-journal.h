/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal inside a project file: records, actions, entries, folding, checksums. Private to app/store. */
#pragma once

#include <gls-arena.h>

#include "gls-db.h"
#include "gls-fields.h"
#include "gls-ids.h"
#include "gls-project.h"
#include "gls-schema.h"

G_BEGIN_DECLS

struct _GlsProject {
  GlsDb         db;
  GlsOpenFlags  flags;
  GlsId         id;
  GHashTable   *field_keys;   /* interned name to GUINT key */
  GPtrArray    *field_names;  /* interned names by key */
  gint64        names_head;   /* head at which the caches below were read; -1: empty */
  gint64        epoch;        /* meta "epoch" as last seen: grows when history was rewritten (merge, rebuild) */
  GHashTable   *sets;         /* gint64 record to char *name */
  GHashTable   *definitions;  /* gint64 record to GlsDefinition */
  GHashTable   *keys;         /* GlsId to gint64: records found lately; a record's key never changes */
  GHashTable   *ids;          /* gint64 to GlsId, of the same */
  GHashTable   *persons;      /* GlsId to GlsRecord: those found lately, whom nearly every change-set names */
  GHashTable   *orders;       /* gint64 to GlsActionOrder: of actions looked at lately */
  struct {
    gint64 doc, person;
    int    n;
  }             counting;     /* what the count table is still owed */
  GlsIdTail     tail;
  gboolean      is_writing;   /* between begin and end */
  struct {
    gboolean is_open;         /* between gls_project_begin_reading() and _end_reading(), in which nothing changes: */
    gboolean has_names;       /* the names below are of now */
    guint32  asked, lacking;  /* kinds of which it was asked whether there are any, and of which there are none */
  }             reading;
  gboolean      ids_frozen;   /* see gls_project_freeze_ids() */
  GArray       *new_records;  /* GlsRecord: keys given, not yet in the file */
  GArray       *new_spans;    /* GlsSpanRow: the same of what annotations leave in their table */
  gint64        next_record;
  gint64        next_action;  /* 0: not asked for yet in this transaction */
  gint64        clock;        /* of the last action of this transaction, which meta is still owed; 0: none */
  GHashTable   *people;       /* gint64 record to GlsFold: persons' states, as this transaction found them */
  struct _GlsPackets *new_packets;    /* the same of entries (gls-packets.c) */
  struct _GlsElementWindow *window;   /* while many records are folded one after another (gls-packets.c), or NULL */
  struct _GlsNear *near;              /* while many are looked for (gls-near.c), or NULL */
  GlsId         made;         /* the document made last */
  gboolean      is_bulk;      /* between gls_project_begin_bulk() and gls_project_end_bulk() */
  int           lock_fd;      /* held while the file lies on a network file system; -1: none */
};

/* An empty file of the project @id, which others of its copies may be merged into. */
GlsProject   *gls_project_create_copy  (const char *path, const GlsId *id, GError **error);

gboolean      gls_journal_load_fields  (GlsProject *project, GError **error);
gboolean      gls_journal_create_fields (GlsProject *project, GError **error);
/* Key of a field; makes it when @create. 0: unknown (or an error, set). */
guint         gls_journal_field_key    (GlsProject *project, const char *name, gboolean create, GError **error);
const char   *gls_journal_field_name   (GlsProject *project, guint key);

/* A record of the file. */
typedef struct {
  gint64        k, doc, owner, person; /* 0: none */
  GlsId         id;
  GlsRecordKind kind;
} GlsRecord;

/* 0: not there. */
gint64        gls_journal_find_record  (GlsProject *project, const GlsId *id, GError **error);
gboolean      gls_journal_find_whole_record (GlsProject *project, const GlsId *id, GlsRecord *record, GError **error);
gboolean      gls_journal_get_record   (GlsProject *project, gint64 k, GlsRecord *record, GError **error);
/* Appends the keys (gint64) of all of @kind, of a document (0: of the whole project); not annotations and zones, which have
 * indexes of their own. */
gboolean      gls_journal_list_records (GlsProject *project, GlsRecordKind kind, gint64 doc, GArray *keys, GError **error);
/* The null id for 0. */
gboolean      gls_journal_get_id       (GlsProject *project, gint64 k, GlsId *id, GError **error);

/* One field's standing value. */
typedef struct {
  guint           field;
  gint64          action;   /* whose entry won; 0: of the change under way */
  GlsJournalValue value;    /* REF: number holds the local key of the record */
} GlsFoldedField;

typedef struct {
  GArray  *fields;  /* GlsFoldedField */
  GlsArena arena;
} GlsFold;

void          gls_fold_init            (GlsFold *fold);
void          gls_fold_clear           (GlsFold *fold);
/* Empties it for the next record. */
void          gls_fold_reset           (GlsFold *fold);
const GlsFoldedField *gls_fold_find    (const GlsFold *fold, guint field);
gint64        gls_fold_get_int         (const GlsFold *fold, guint field, gint64 otherwise);
const char   *gls_fold_get_text        (const GlsFold *fold, guint field);
gboolean      gls_fold_is_deleted      (const GlsFold *fold);
/* Takes one action's packed fields in: the later by (clock, action id) stands, field by field. */
gboolean      gls_fold_take            (GlsProject *project, GlsFold *fold, gint64 action, gconstpointer packed,
                                        gsize n_bytes, GError **error);
/* Another field's value, whatever stood before. */
void          gls_fold_set             (GlsFold *fold, guint field, gint64 action, const GlsJournalValue *value);
/* Takes an entry in, as gls_fold_take() does; its value's data must live as long as the fold. */
void          gls_fold_add             (GlsProject *project, GlsFold *fold, const GlsFoldedField *entry);
/* The present state of a record: the standing value of every field. */
gboolean      gls_journal_fold         (GlsProject *project, const GlsRecord *record, GlsFold *fold, GError **error);
/* Every entry of a record, in no order: GlsFoldedField, with values in @arena. */
gboolean      gls_journal_load_entries (GlsProject *project, const GlsRecord *record, GArray *entries,
                                        GlsArena *arena, GError **error);
/* Calls @read for each record of @kind that belongs to no document, with its state, in the order they were made. */
typedef void (*GlsRecordFunc)          (gpointer data, const GlsRecord *record, const GlsFold *fold);
gboolean      gls_journal_each_record  (GlsProject *project, GlsRecordKind kind, GlsRecordFunc read, gpointer data,
                                        GError **error);
/* A new record, whose id no other has; sets its k. It is in the file after gls_journal_flush_records() at the latest. */
gboolean      gls_journal_insert_record (GlsProject *project, GlsRecord *record, GError **error);
gboolean      gls_journal_flush_records (GlsProject *project, GError **error);
gboolean      gls_journal_value_equal  (const GlsJournalValue *a, const GlsJournalValue *b);
/* Is action @a later than @b by (clock, id)? */
gboolean      gls_journal_is_later     (GlsProject *project, gint64 a, gint64 b);
/* GLS_ERROR_DAMAGED; always FALSE. */
gboolean      gls_journal_fail_damaged (GlsProject *project, GError **error);

/* Sum of an action's entries, the same in every copy: ids instead of local keys. */
guint64       gls_journal_sum_action   (const GlsId *id, gint64 clock, const GlsId *person, const char *what,
                                        const GlsId *undoes, const GlsId *group, const char *detail);
/* What the sums of one action's entries of one record begin with; null ids where there is none. */
guint64       gls_journal_sum_record   (const GlsId *action, const GlsId *record, GlsRecordKind kind,
                                        const GlsId *document, const GlsId *owner, const GlsId *set);
guint64       gls_journal_sum_entry    (guint64 record_sum, const char *field, const GlsJournalValue *value);

gboolean      gls_journal_begin        (GlsProject *project, GError **error);
gboolean      gls_journal_end          (GlsProject *project, gboolean commit, GError **error);
/* Writes one action inside a transaction. @action gets its key, 0 when nothing had to change. */
gboolean      gls_journal_append       (GlsProject *project, GlsChange *change, gint64 *action, GError **error);
gint64        gls_journal_get_clock    (GlsProject *project);
gboolean      gls_journal_set_meta     (GlsProject *project, const char *key, gint64 value, GError **error);
gint64        gls_journal_get_meta     (GlsProject *project, const char *key, gint64 otherwise);
/* A field's name for people: "type", "certainty", "source: to". @role: (nullable): of a link; names must be loaded. */
char         *gls_history_describe_field (GlsProject *project, const char *field, const char *role);
/* Marks which actions stand undone, from the undo actions themselves, beginning at @action (a newly written undo). */
gboolean      gls_journal_mark_undone  (GlsProject *project, const GlsId *target, GError **error);

/* Projections: what tables say of a record with this state. Both NULL-safe: @before NULL is a new record. */
gboolean      gls_projection_update    (GlsProject *project, const GlsRecord *record, const GlsFold *before,
                                        const GlsFold *after, GError **error);
/* Writes the counts that are still owed; after the last update of a transaction. */
gboolean      gls_projection_finish    (GlsProject *project, GError **error);
void          gls_span_row_clear       (gpointer row);
gboolean      gls_projection_add_text  (GlsProject *project, gint64 doc, GlsDocument *document, GError **error);

/* A row of the table that spans are read from. */
typedef struct {
  gint64  doc, k, person, type, entity;
  guint32 start, end;
  int     flags;
  GBytes *fragments;  /* NULL where start and end say it all */
} GlsSpanRow;

/* Types, roles, attributes and relation types by local key; names of sets. Read when first asked after a change. */
typedef struct {
  GlsRecordKind kind;
  GlsId         id;
  char         *name;
  int           order;
  gint64        owner;
} GlsDefinition;

gboolean             gls_names_load       (GlsProject *project, GError **error);
const char          *gls_names_get_set    (GlsProject *project, gint64 person);
const GlsDefinition *gls_names_get_definition (GlsProject *project, gint64 k);

G_END_DECLS
