/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attribute or a role of a type as a row that opens, and what all such rows need. Private to ui/codebook. */
#pragma once

#include <adwaita.h>
#include "gls-codebook-desk.h"
#include "gls-field.h"

G_BEGIN_DECLS

typedef struct {
  GlsCodebookDesk *desk;
  GlsId            type;
  GlsId            id;     /* the attribute or role */
  GtkWidget       *row;    /* AdwExpanderRow */
  GtkWidget       *body;   /* GtkBox inside of it */
  gpointer         parts;  /* of the kind of row; freed with it */
} GlsDefinitionRow;

/* What differs between attributes and roles. The offsets are members of a definition. */
typedef struct {
  GlsRecordKind kind;
  gsize         name, description, retired;
  gpointer    (*find)       (GlsTypeDef *type, const GlsId *id);
  char       *(*check_name) (const GlsTypeDef *type, const GlsId *id, const char *name);
  gboolean    (*move)       (GlsTypeDef *type, gpointer definition, int step);
  char       *(*summarize)  (gconstpointer definition);  /* the line below its name */
  void        (*kept)       (GlsDefinitionRow *self);    /* nullable: asked, and the answer was no */
  char       *(*describe)   (const char *name);          /* "the role “source”" */
  char       *(*say_removed) (const char *name);         /* "The role “source” is removed" */
} GlsDefinitionRowClass;

/* An empty row with its buttons; lives as long as its widget. @n_parts: bytes for @parts. */
GlsDefinitionRow *gls_definition_row_new   (GlsCodebookDesk *desk, const GlsId *type, const GlsId *id,
                                            const GlsDefinitionRowClass *klass, gsize n_parts);
GlsDefinitionRow *gls_definition_row_get   (GtkWidget *row);
/* The attribute or role in the codebook on the desk; NULL once it is gone. */
gpointer          gls_definition_row_get_definition (GlsDefinitionRow *self);
/* After its definition was changed: shows it and makes it a step. */
void              gls_definition_row_commit (GlsDefinitionRow *self);
void              gls_definition_row_show_title (GlsDefinitionRow *self);
/* Its name, in @box, and its description, in the body. */
void              gls_definition_row_add_name (GlsDefinitionRow *self, GtkWidget *box);
void              gls_definition_row_add_description (GlsDefinitionRow *self);
/* A field in the body that calls @applied (GlsField *, const char *, GlsDefinitionRow *). */
GlsField         *gls_definition_row_field (GlsDefinitionRow *self, GtkWidget *box, const char *caption, const char *text,
                                            gboolean lines, GCallback applied);
/* A tick with its words for a gboolean of the definition, which is at @member. */
void              gls_definition_row_add_flag (GlsDefinitionRow *self, GtkWidget *box, const char *words, const char *tooltip,
                                               gsize member);
/* Asks before what annotations use goes; @gone is called at once where nothing uses it. @what: "the role “source”". */
void              gls_definition_row_ask   (GlsDefinitionRow *self, GlsRecordKind kind, const char *value, const char *what,
                                            void (*gone) (GlsDefinitionRow *self, gpointer data), gpointer data,
                                            GDestroyNotify free_data);

GtkWidget        *gls_attribute_row_new    (GlsCodebookDesk *desk, const GlsId *type, const GlsAttributeDef *def);
GtkWidget        *gls_role_row_new         (GlsCodebookDesk *desk, const GlsId *type, const GlsRoleDef *def);

/* Which types may stand in a place: "any", or a tick each. @changed (GtkWidget *, gpointer) after each click;
 * gls_type_choice_dup() gives the names, NULL for any. */
GtkWidget        *gls_type_choice_new      (GlsCodebookDesk *desk, const char *caption, char **types, GCallback changed,
                                            gpointer data);
char            **gls_type_choice_dup      (GtkWidget *choice);

/* Replaces a text, NULL where it is empty. */
void              gls_set_text             (char **to, const char *text);

G_END_DECLS
