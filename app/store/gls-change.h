/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change-set in the making: what one action will write to the journal. It touches no file; gls_project_commit does. */
#pragma once

#include <gls-codebook.h>
#include <gls-document.h>
#include <gls-entity.h>

G_BEGIN_DECLS

/* Kinds of records; the numbers are in files, never change them. */
typedef enum {
  GLS_RECORD_PROJECT = 1,
  GLS_RECORD_PERSON = 2,      /* a set: a person, "gold" or "plugin:ID" */
  GLS_RECORD_TYPE = 3,
  GLS_RECORD_ATTRIBUTE = 4,   /* owner: type */
  GLS_RECORD_ROLE = 5,        /* owner: type */
  GLS_RECORD_RELATION_TYPE = 6,
  GLS_RECORD_DOCUMENT = 7,
  GLS_RECORD_ZONE = 8,        /* document */
  GLS_RECORD_ANNOTATION = 9,  /* document, set */
  GLS_RECORD_LINK = 10,       /* document, owner: annotation */
  GLS_RECORD_ENTITY = 11,
  GLS_RECORD_ALIAS = 12,      /* owner: entity */
  GLS_RECORD_JUDGEMENT = 13,
  GLS_RECORD_QUESTION = 14,
  GLS_RECORD_DECISION = 15,
  GLS_RECORD_STATUS = 16,     /* document, set: the person */
  GLS_RECORD_EXTERNAL_ID = 17,/* owner: entity */
  GLS_RECORD_VERDICT = 18,    /* document, set: accepted or rejected suggestion */
  GLS_RECORD_WAIVER = 19,     /* document, owner: annotation, set: whose; each may be missing */
  GLS_RECORD_PUBLICATION = 20,
  GLS_RECORD_RUN = 24,        /* of a plugin */
  GLS_RECORD_PLUGIN_CHOICE = 25, /* a plugin's setting, or what becomes of a type of its, in this project */
} GlsRecordKind;

/* Ids that follow from content, so that two copies name the same thing alike. */
void gls_record_id_for_person (const char *name, GlsId *id);
void gls_record_id_for_status (const GlsId *document, const char *person, GlsId *id);
void gls_record_id_for_zone   (const GlsId *document, GlsZoneKind kind, guint32 start, guint32 end, GlsId *id);
void gls_record_id_for_link   (const GlsId *from, const GlsId *definition, const GlsLink *link, GlsId *id);

typedef struct _GlsChange GlsChange;

/* @person: whose action it is; @what: a short word of ours ("label", "delete", "import", "type", …) that history and
 * "Undo …" show translated. */
GlsChange *gls_change_new   (const char *person, const char *what);
void       gls_change_free  (GlsChange *change);
gboolean   gls_change_is_empty (const GlsChange *change);
/* More about the action as canonical JSON (file name, plugin and settings). */
void       gls_change_set_detail (GlsChange *change, const char *json);

/* Changes of one group (a long import, committed in parts) are undone as one step. @group: any new id. */
void       gls_change_join  (GlsChange *change, const GlsId *group);

/* No record that it declares for a document that this connection has just made is in the project; who asked may promise it. */
void       gls_change_promise_fresh (GlsChange *change);

/* Records: declare before setting fields of a new one. NULL where there is none. Declaring again is harmless. */
void gls_change_declare  (GlsChange *change, const GlsId *record, GlsRecordKind kind,
                          const GlsId *document, const GlsId *owner, const GlsId *set);
/* Fields: a name; "&name" holds a reference to a record; "@<attribute id>" an attribute's value. */
void gls_change_set_text (GlsChange *change, const GlsId *record, const char *field, const char *value); /* NULL: unset */
void gls_change_set_int  (GlsChange *change, const GlsId *record, const char *field, gint64 value);
void gls_change_set_blob (GlsChange *change, const GlsId *record, const char *field, GBytes *value);
void gls_change_set_ref  (GlsChange *change, const GlsId *record, const char *field, const GlsId *value);

/* What pages do. Types and names must be in @codebook, else the part is left out. */
void gls_change_put_annotation (GlsChange *change, const GlsId *document, const GlsAnnotation *annotation,
                                const GlsCodebook *codebook);
void gls_change_delete         (GlsChange *change, const GlsId *record);
void gls_change_set_type       (GlsChange *change, const GlsId *annotation, const GlsTypeDef *type);
void gls_change_set_fragments  (GlsChange *change, const GlsId *annotation, const GlsFragment *fragments, guint n);
void gls_change_set_attribute  (GlsChange *change, const GlsId *annotation, const GlsAttributeDef *def, const char *json);
void gls_change_put_link       (GlsChange *change, const GlsId *document, const GlsId *annotation, const GlsLink *link,
                                const GlsCodebook *codebook, const char *type, int order);
/* Metadata: title, source, publisher, byline, published, language, key. NULL clears. */
void gls_change_set_metadata   (GlsChange *change, const GlsId *document, const char *field, const char *value);
/* The whole document: text, metadata, zones (its annotations apart). The text is taken by reference. */
void gls_change_put_document   (GlsChange *change, GlsDocument *document);
void gls_change_put_zone       (GlsChange *change, const GlsId *document, const GlsZone *zone);
void gls_change_delete_zone    (GlsChange *change, const GlsId *document, const GlsZone *zone);
/* What [start, end) of @document is from now on: zones there give way, cut where they reach beyond. BODY: no zone. */
void gls_change_mark_zone      (GlsChange *change, const GlsDocument *document, GlsZoneKind kind, guint32 start, guint32 end);
/* @note: NULL leaves it as it is, "" takes it away. */
void gls_change_set_status     (GlsChange *change, const GlsId *document, const char *person, GlsStatus status, const char *note);
void gls_change_put_person     (GlsChange *change, const char *name);
void gls_change_put_codebook   (GlsChange *change, const GlsCodebook *codebook);
/* @codebook gives the ids of the types that roles allow. */
void gls_change_put_type       (GlsChange *change, const GlsCodebook *codebook, const GlsTypeDef *type);
void gls_change_put_relation   (GlsChange *change, const GlsCodebook *codebook, const GlsRelationDef *relation);
void gls_change_put_entity     (GlsChange *change, const GlsEntity *entity);
/* More names (GlsAlias) of an entity, its own fields untouched. */
void gls_change_put_aliases    (GlsChange *change, const GlsId *entity, const GPtrArray *aliases);
void gls_change_put_judgement  (GlsChange *change, const GlsJudgement *judgement);
/* What a person thinks of a suggestion; it stays with the suggestion's id, so that a new run does not bring it back. */
typedef enum { GLS_JUDGED_OPEN = 0, GLS_JUDGED_ACCEPTED = 1, GLS_JUDGED_REJECTED = 2 } GlsJudged;

void gls_record_id_for_verdict (const GlsId *suggestion, const char *person, GlsId *id);
/* @annotation: (nullable): the person's own copy of an accepted one. OPEN takes the judgement back. */
void gls_change_judge          (GlsChange *change, const GlsId *document, const GlsId *suggestion, const char *person,
                                GlsJudged judged, const GlsId *annotation);
void gls_change_put_question   (GlsChange *change, const GlsQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsChange, gls_change_free)

G_END_DECLS
