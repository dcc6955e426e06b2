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

typedef struct {
  void (*move)   (GlsDefinitionRow *self, int step);
  void (*remove) (GlsDefinitionRow *self);
  void (*kept)   (GlsDefinitionRow *self);  /* nullable: asked, and the answer was no */
} GlsDefinitionRowClass;

/* An empty row with its buttons; lives as long as its widget. @n_parts: bytes for @parts. */
GlsDefinitionRow *gls_definition_row_new   (GlsCodebookDesk *desk, const GlsId *type, const GlsId *id,
                                            const GlsDefinitionRowClass *klass, gsize n_parts);
GlsDefinitionRow *gls_definition_row_get   (GtkWidget *row);
void              gls_definition_row_title (GlsDefinitionRow *self, const char *title, const char *subtitle);
/* A field in the body that calls @applied (GlsField *, const char *, GlsDefinitionRow *). */
GlsField         *gls_definition_row_field (GlsDefinitionRow *self, GtkWidget *box, const char *caption, const char *text,
                                            gboolean lines, GCallback applied);
/* A switch with its words; calls @toggled (GtkCheckButton *, GlsDefinitionRow *). */
GtkWidget        *gls_definition_row_check (GlsDefinitionRow *self, GtkWidget *box, const char *words, const char *tooltip,
                                            gboolean active, GCallback toggled);
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
