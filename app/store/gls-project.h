/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open connection to a project file. Synchronous: for the command line, and for the store's own threads; never called
 * on a window's main thread. A GlsProject belongs to the thread that uses it. */
#pragma once

#include "gls-change.h"

G_BEGIN_DECLS

typedef struct _GlsProject GlsProject;

typedef enum {
  GLS_OPEN_DEFAULT      = 0,
  GLS_OPEN_READ_ONLY    = 1 << 0, /* a reader: no journal writes, no checkpoint at close */
  GLS_OPEN_ACCEPT_CLOCK = 1 << 1, /* take a clock that is more than a day off */
  GLS_MERGE_SAME_BACKUP = 1 << 2, /* merging only: one of several copies; the backup before the first holds for all */
} GlsOpenFlags;

/* Refuses a path that exists (GLS_ERROR_EXISTS). */
GlsProject  *gls_project_create (const char *path, const GlsCodebook *codebook, GError **error);
/* Checks header, schema and versions; migrates (with a backup) when older. Each failure has its own GlsError and one clear sentence. */
GlsProject  *gls_project_open   (const char *path, GlsOpenFlags flags, GError **error);
/* The last writer checkpoints and truncates, so that the file alone is whole. */
void         gls_project_close  (GlsProject *project);
const char  *gls_project_get_path (GlsProject *project);
void         gls_project_get_id (GlsProject *project, GlsId *id);
/* Nobody else can open the file while it is open: it lies on a network file system. */
gboolean     gls_project_is_exclusive (GlsProject *project);
/* As it was opened, with what was accepted since. */
GlsOpenFlags gls_project_get_flags   (GlsProject *project);
/* The highest clock in the file. Nothing is written while it is more than GLS_CLOCK_DAY ahead of ours, unless that is accepted. */
gint64       gls_project_get_clock (GlsProject *project);
/* As if it had been opened with GLS_OPEN_ACCEPT_CLOCK. */
void         gls_project_accept_clock (GlsProject *project);
/* Ends a running statement of this connection from another thread. */
void         gls_project_interrupt (GlsProject *project);

/* One action in one transaction; a change-set of more than a thousand records in several, a group that is undone as one step.
 * Durable when TRUE is returned; when a later part fails, the earlier ones stay. */
gboolean     gls_project_commit (GlsProject *project, GlsChange *change, GError **error);
/* Several actions in one transaction (imports: an action a document and set). */
gboolean     gls_project_commit_all (GlsProject *project, GPtrArray *changes, GError **error);
/* After many of them. */
gboolean     gls_project_settle (GlsProject *project, GError **error);
/* Around many commits of one piece of work, none of which is promised to anybody before the end. */
gboolean     gls_project_begin_bulk (GlsProject *project, GError **error);
gboolean     gls_project_end_bulk (GlsProject *project, GError **error);
/* Around many reads that belong together: they see one state, and cost less. Short, or the file's log cannot be tidied away. */
gboolean     gls_project_freeze_ids (GlsProject *project, GError **error);
gboolean     gls_project_begin_reading (GlsProject *project, GError **error);
void         gls_project_end_reading (GlsProject *project);

typedef struct {
  char  *what;        /* of the action that was undone or redone; NULL: nothing to undo */
  char  *by;
  guint  restored;    /* fields */
  guint  kept;        /* fields changed since */
  char  *kept_by;     /* who changed them, names joined by ", " */
} GlsUndoReport;

void         gls_undo_report_clear (GlsUndoReport *report);
/* @person NULL: the last action of anybody. Appends an action that restores field by field. */
gboolean     gls_project_undo (GlsProject *project, const char *person, GlsUndoReport *report, GError **error);
gboolean     gls_project_redo (GlsProject *project, const char *person, GlsUndoReport *report, GError **error);
/* What the next undo (or @redo) would be of, transfer full; NULL without an error: of nothing. Reads only. */
char        *gls_project_dup_next_undo (GlsProject *project, const char *person, gboolean redo, GError **error);

typedef struct {
  char   *by;
  char   *what;
  gint64  clock;
  GlsId   action;
  char   *field;      /* "type", "fragments", "note", "attribute value", "role source" … for people */
  char   *value;      /* as people read it; NULL: removed */
} GlsHistoryRow;

void         gls_history_row_free (GlsHistoryRow *row);
/* Every entry of a record and of what it owns, oldest first. */
GPtrArray   *gls_project_history (GlsProject *project, const GlsId *record, GError **error);

/* Reading. All arrays are owned by the caller with free functions set. */
GlsCodebook *gls_project_load_codebook (GlsProject *project, GError **error);
GPtrArray   *gls_project_load_people   (GlsProject *project, GError **error);   /* char *, by name, without gold and plugins */
GPtrArray   *gls_project_load_entities (GlsProject *project, GError **error);   /* GlsEntity by id */
GPtrArray   *gls_project_load_judgements (GlsProject *project, GError **error);
GPtrArray   *gls_project_load_questions (GlsProject *project, GError **error);

typedef struct {
  GlsId      id;
  gint64     record;      /* local number, for paging and joins; not for files */
  const char *key;        /* shown key */
  const char *title;      /* or NULL */
  const char *published;  /* or NULL */
  const char *publisher;  /* or NULL */
  const char *language;   /* or NULL */
  const char *source;     /* or NULL */
  guint32    length;      /* code points */
  guint32    annotations; /* in all sets, suggestions apart */
  guint32    mine;        /* in the asked set */
  GlsStatus  status;      /* of the asked person */
} GlsDocumentRow;

typedef struct {
  gatomicrefcount ref_count;
  GArray         *rows;     /* GlsDocumentRow by key (code-point order) */
  GStringChunk   *strings;
} GlsDocumentTable;

GlsDocumentTable *gls_document_table_ref   (GlsDocumentTable *table);
void              gls_document_table_unref (GlsDocumentTable *table);
/* @person: whose status and count are wanted, or NULL. */
GlsDocumentTable *gls_project_list_documents (GlsProject *project, const char *person, GError **error);
/* Without status and counts. */
GlsDocumentTable *gls_project_list_keys (GlsProject *project, GError **error);
/* GLS_ERROR_NOT_FOUND names the nearest keys. */
gboolean     gls_project_find_document (GlsProject *project, const char *key, GlsId *id, GError **error);

typedef enum {
  GLS_LOAD_TEXT        = 1 << 0,
  GLS_LOAD_ANNOTATIONS = 1 << 1, /* with attributes, links, notes; suggestions that are open too */
  GLS_LOAD_ORIGINAL    = 1 << 2,
  GLS_LOAD_LENT        = 1 << 3, /* annotations may only be read, and not beyond the next call with the project; much faster */
} GlsLoadFlags;

/* Metadata, zones, statuses, and what @flags ask; checks the text's hash. @sets: only these (NULL-ended), or NULL for all. */
GlsDocument *gls_project_load_document (GlsProject *project, const GlsId *id, GlsLoadFlags flags,
                                        const char * const *sets, GError **error);
/* Each person's annotations as they stood when that person last set the document to done; what was imported stands. Statuses
 * learn since when. @changed: whether anybody has changed something since. */
GlsDocument *gls_project_load_document_when_done (GlsProject *project, const GlsId *id, GlsLoadFlags flags,
                                        const char * const *sets, gboolean *changed, GError **error);

/* Spans of one document for the view: no attributes, no notes; one covering index. */
typedef enum { GLS_SPAN_SUGGESTION = 1 << 0, GLS_SPAN_NOTE = 1 << 1, GLS_SPAN_UNSURE = 1 << 2, GLS_SPAN_ENTITY = 1 << 3 } GlsSpanFlags;

typedef struct {
  GlsId    id;
  guint32  start, end;       /* hull of the fragments */
  guint32  first_fragment;   /* index into fragments; only when n_fragments > 1 */
  guint16  n_fragments;
  guint16  type;             /* index into types */
  guint16  set;              /* index into sets */
  guint16  flags;
} GlsSpan;

typedef struct {
  gatomicrefcount ref_count;
  GlsId           document;
  guint64         version;
  GArray         *spans;      /* GlsSpan by (start, end, id) */
  GArray         *fragments;  /* GlsFragment */
  GPtrArray      *sets;       /* char * */
  GPtrArray      *types;      /* char *, names */
} GlsSpanTable;

/* The order of a table, of two GlsSpan. */
int           gls_span_compare     (gconstpointer a, gconstpointer b);
GlsSpanTable *gls_span_table_ref   (GlsSpanTable *table);
void          gls_span_table_unref (GlsSpanTable *table);
/* @sets as above. */
GlsSpanTable *gls_project_load_spans (GlsProject *project, const GlsId *document, const char * const *sets, GError **error);
/* Those of @person and the suggestions that @person has not judged: nothing of the words and type of one that was. */
GlsSpanTable *gls_project_load_open_spans (GlsProject *project, const GlsId *document, const char *person, GError **error);
GlsAnnotation *gls_project_load_annotation (GlsProject *project, const GlsId *id, GError **error);

/* A link of a document's annotation: a filled role or a relation. */
typedef struct {
  GlsId   from;
  GlsLink link;
  int     definition_order; /* of the role or relation type in the codebook */
  int     order;            /* in the role's list */
} GlsDocumentLink;

void         gls_document_link_free    (GlsDocumentLink *link);
/* By annotation, then roles before relations in codebook order, each in the order of its list. For g_ptr_array_sort. */
int          gls_document_link_compare (gconstpointer a, gconstpointer b);
/* Of all sets, also where an end is deleted. */
GPtrArray   *gls_project_load_links    (GlsProject *project, const GlsId *document, GError **error);

/* What @person judged of the suggestions in @document: GlsId * to GUINT_TO_POINTER of a GlsJudged; open ones are not in it. */
/* GlsDocumentVerdict, everybody's, in order. */
GPtrArray   *gls_project_load_document_verdicts (GlsProject *project, const GlsId *document, GError **error);
GHashTable  *gls_project_load_verdicts (GlsProject *project, const GlsId *document, const char *person, GError **error);

typedef struct {
  guint64 documents, characters, annotations, suggestions, people, entities;
  GHashTable *by_set;       /* char * to GUINT_TO_POINTER */
  GHashTable *by_type;
  GHashTable *by_status;    /* person's name to GArray of 3 guint: not begun, in work, done */
  guint64 passed_over;      /* characters in boilerplate and repeats */
} GlsStats;

void         gls_stats_clear (GlsStats *stats);
gboolean     gls_project_stats (GlsProject *project, GlsStats *stats, GError **error);

typedef struct {
  GlsId   document;
  char   *key;
  char   *title;
  guint   n_hits;
  char   *context;   /* a line around the first hit */
  guint32 hit_start, hit_end;         /* in the document's text, code points */
  guint32 context_start;              /* offset of the context in the text */
} GlsSearchRow;

void         gls_search_row_free (GlsSearchRow *row);
/* Words, "phrases", prefix*; never an FTS syntax error: what does not parse is searched as words. At most @limit rows (0: all), by key.
 * @total (nullable) gets the number of documents. */
GPtrArray   *gls_project_search (GlsProject *project, const char *query, guint limit, guint *total, GError **error);

/* What an id stands for, deleted or not; FALSE: nothing. @set: gls_record_id_for_person of its set. Null ids where there is none. */
gboolean     gls_project_find_record (GlsProject *project, const GlsId *id, GlsRecordKind *kind, GlsId *document, GlsId *set);
/* Gone because what made it was undone, not because somebody deleted it. */
gboolean     gls_project_is_undone   (GlsProject *project, const GlsId *id);
/* Takes "deleted" back for every record of @change that is undone: for an import that is repeated. */
void         gls_project_revive      (GlsProject *project, GlsChange *change, GHashTable *alive);

/* What has changed since: for the change feed. */
typedef struct {
  GlsId         record;
  GlsRecordKind kind;
  GlsId         document;   /* null id where there is none */
  GlsId         owner;      /* null id where there is none */
} GlsChangedRecord;

/* Moves what is in the write-ahead log into the file. */
void         gls_project_checkpoint (GlsProject *project);
/* Differs from the last answer when another connection has committed since. */
gint64       gls_project_get_data_version (GlsProject *project);
/* A number that grows with every commit of any process. */
gint64       gls_project_get_head (GlsProject *project);
/* Records touched after @head (GArray of GlsChangedRecord), or NULL without error when there are more than @most:
 * load everything anew. *@head is moved on. */
GArray      *gls_project_changes_since (GlsProject *project, gint64 *head, guint most, GError **error);

/* Whole-file operations. */
gboolean     gls_project_save_copy (GlsProject *project, const char *path, GError **error);

typedef struct {
  guint documents, annotations, records, entries, actions;   /* new ones taken from the other */
  guint conflicts;                                          /* fields both changed; the later stands */
  gint64 clock_ahead_ms;                                    /* largest lead of an incoming clock over ours */
} GlsMergeReport;

typedef enum {
  GLS_MERGED_NEW,      /* the record was not there */
  GLS_MERGED_CHANGED,  /* theirs stands now */
  GLS_MERGED_REFUSED,  /* ours is later and stands */
} GlsMergeOutcome;

/* One record that a copy says something new of; one of both outcomes has two rows. */
typedef struct {
  GlsMergeOutcome outcome;
  GlsRecordKind kind;
  GlsId  record, document;  /* null id where there is none */
  char  *set;               /* or NULL */
  char  *fields;            /* names as in a history, joined by ", " */
  char  *by;                /* REFUSED: who set what stands, and CHANGED: who set theirs; names joined by ", ", or NULL */
} GlsMergeRow;

void         gls_merge_row_free (GlsMergeRow *row);

gboolean     gls_project_merge (GlsProject *project, const char *other, gboolean dry_run, GlsOpenFlags flags,
                                GlsMergeReport *report, GPtrArray *rows, GError **error);

/* Every finding is a sentence. Empty array: sound. @full: SQLite's own check, hashes of texts, checksums of actions, projection against journal. */
GPtrArray   *gls_project_check   (GlsProject *project, gboolean full, GError **error);
/* Drops every projection and folds the journal anew. */
gboolean     gls_project_rebuild (GlsProject *project, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsProject, gls_project_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsDocumentTable, gls_document_table_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsSpanTable, gls_span_table_unref)

G_END_DECLS
