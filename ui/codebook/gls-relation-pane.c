/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Name, description and ends of a relation type; name and description of the codebook.
 * It must not know how relations are listed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-codebook-check.h>
#include "gls-definition-row.h"
#include "gls-relation-pane.h"

typedef struct {
  GlsCodebookDesk *desk;
  GlsId            id;
} Pane;

static void
pane_free (gpointer data)
{
  Pane *pane = data;

  g_object_unref (pane->desk);
  g_free (pane);
}

static GtkWidget *
new_box (GlsCodebookDesk *desk, const GlsId *id, Pane **pane)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  *pane = g_new0 (Pane, 1);
  (*pane)->desk = g_object_ref (desk);
  if (id != NULL)
    (*pane)->id = *id;
  g_object_set_data_full (G_OBJECT (box), "pane", *pane, pane_free);
  return box;
}

static GlsField *
append_field (GtkWidget *box, Pane *pane, const char *caption, const char *text, gboolean lines, GCallback applied)
{
  GtkWidget *field = gls_field_new (caption, text, lines);

  g_signal_connect (field, "applied", applied, pane);
  gtk_box_append (GTK_BOX (box), field);
  return GLS_FIELD (field);
}

static GlsRelationDef *
get_relation (Pane *pane)
{
  return gls_codebook_find_relation_by_id (gls_codebook_desk_get (pane->desk), &pane->id);
}

static char *
check_name (const char *text, gpointer data)
{
  Pane *pane = data;

  return gls_codebook_check_relation_name (gls_codebook_desk_get (pane->desk), &pane->id, text);
}

static void
name_applied (GlsField *field, const char *text, Pane *pane)
{
  GlsRelationDef *relation = get_relation (pane);

  if (relation == NULL)
    return;
  gls_set_text (&relation->name, text);
  gls_codebook_desk_commit (pane->desk);
}

static void
description_applied (GlsField *field, const char *text, Pane *pane)
{
  GlsRelationDef *relation = get_relation (pane);

  if (relation == NULL)
    return;
  gls_set_text (&relation->description, text);
  gls_codebook_desk_commit (pane->desk);
}

static void
from_changed (GtkWidget *choice, Pane *pane)
{
  GlsRelationDef *relation = get_relation (pane);

  if (relation == NULL)
    return;
  g_strfreev (relation->from);
  relation->from = gls_type_choice_dup (choice);
  gls_codebook_desk_commit (pane->desk);
}

static void
to_changed (GtkWidget *choice, Pane *pane)
{
  GlsRelationDef *relation = get_relation (pane);

  if (relation == NULL)
    return;
  g_strfreev (relation->to);
  relation->to = gls_type_choice_dup (choice);
  gls_codebook_desk_commit (pane->desk);
}

GtkWidget *
gls_relation_pane_new (GlsCodebookDesk *desk, const GlsId *id)
{
  Pane *pane;
  GtkWidget *box = new_box (desk, id, &pane);
  const GlsRelationDef *relation = get_relation (pane);

  gls_field_set_check (append_field (box, pane, _ ("Name"), relation->name, FALSE, G_CALLBACK (name_applied)), check_name, pane);
  append_field (box, pane, _ ("Description"), relation->description, TRUE, G_CALLBACK (description_applied));
  gtk_box_append (GTK_BOX (box), gls_type_choice_new (desk, _ ("From"), relation->from, G_CALLBACK (from_changed), pane));
  gtk_box_append (GTK_BOX (box), gls_type_choice_new (desk, _ ("To"), relation->to, G_CALLBACK (to_changed), pane));
  return box;
}

static void
codebook_name_applied (GlsField *field, const char *text, Pane *pane)
{
  gls_set_text (&gls_codebook_desk_get (pane->desk)->name, text);
  gls_codebook_desk_commit (pane->desk);
}

static void
codebook_description_applied (GlsField *field, const char *text, Pane *pane)
{
  gls_set_text (&gls_codebook_desk_get (pane->desk)->description, text);
  gls_codebook_desk_commit (pane->desk);
}

GtkWidget *
gls_codebook_pane_new (GlsCodebookDesk *desk)
{
  Pane *pane;
  GtkWidget *box = new_box (desk, NULL, &pane);
  const GlsCodebook *codebook = gls_codebook_desk_get (desk);

  append_field (box, pane, _ ("Name of the codebook"), codebook->name, FALSE, G_CALLBACK (codebook_name_applied));
  append_field (box, pane, _ ("What it is for"), codebook->description, TRUE, G_CALLBACK (codebook_description_applied));
  return box;
}
