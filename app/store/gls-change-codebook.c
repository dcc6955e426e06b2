/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A codebook as records: one a type, attribute, role and relation type, so that renaming changes one field and two people
 * can edit different ones. gls-read-codebook.c is its other half. */
#include "config.h"

#include <math.h>

#include <gls-json-writer.h>

#include "gls-change-private.h"

static void
set_strings (GlsChange *change, const GlsId *record, const char *field, char **strings)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  if (strings == NULL)
    {
      gls_change_set_text (change, record, field, NULL);
      return;
    }
  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; strings[i] != NULL; i++)
    gls_json_writer_string (&writer, strings[i]);
  gls_json_writer_end_array (&writer);
  gls_change_set_text (change, record, field, json->str);
}

/* Allowed types are kept by id: a rename must not open or close a role. */
static void
set_types (GlsChange *change, const GlsId *record, const char *field, const GlsCodebook *codebook, char **names)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      GlsTypeDef *type = gls_codebook_find_type (codebook, names[i]);

      if (type != NULL)
        g_ptr_array_add (ids, gls_id_dup_string (&type->id));
    }
  g_ptr_array_add (ids, NULL);
  set_strings (change, record, field, names != NULL ? (char **) ids->pdata : NULL);
}

static void
set_number (GlsChange *change, const GlsId *record, const char *field, double value)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_double (&writer, value);
  gls_change_set_text (change, record, field, isnan (value) ? NULL : json->str);
}

static void
set_examples (GlsChange *change, const GlsId *record, GPtrArray *examples)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; examples != NULL && i < examples->len; i++)
    {
      const GlsExample *example = g_ptr_array_index (examples, i);

      gls_json_writer_begin_object (&writer);
      gls_json_writer_string_member (&writer, "text", example->text);
      gls_json_writer_string_member (&writer, "mark", example->mark);
      gls_json_writer_string_member (&writer, "why", example->why);
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_change_set_text (change, record, "examples", examples != NULL && examples->len > 0 ? json->str : NULL);
}

static void
set_retired (GlsChange *change, const GlsId *record, gboolean retired)
{
  if (retired)
    gls_change_delete (change, record);
  else
    gls_change_set_value (change, record, "deleted", &(GlsJournalValue){ .type = GLS_JOURNAL_NULL });
}

static void
set_flag (GlsChange *change, const GlsId *record, const char *field, gboolean flag)
{
  gls_change_set_int (change, record, field, flag ? 1 : 0);
}

static void
put_attribute (GlsChange *change, const GlsTypeDef *type, const GlsAttributeDef *def)
{
  gls_change_declare (change, &def->id, GLS_RECORD_ATTRIBUTE, NULL, &type->id, NULL);
  gls_change_set_text (change, &def->id, "name", def->name);
  gls_change_set_text (change, &def->id, "description", def->description);
  gls_change_set_int (change, &def->id, "kind", def->kind);
  set_strings (change, &def->id, "choices", def->choices);
  gls_change_set_text (change, &def->id, "initial", def->initial);
  set_number (change, &def->id, "min", def->min);
  set_number (change, &def->id, "max", def->max);
  set_flag (change, &def->id, "required", def->required);
  gls_change_set_int (change, &def->id, "order", def->order);
  set_retired (change, &def->id, def->retired);
}

static void
put_role (GlsChange *change, const GlsCodebook *codebook, const GlsTypeDef *type, const GlsRoleDef *def)
{
  gls_change_declare (change, &def->id, GLS_RECORD_ROLE, NULL, &type->id, NULL);
  gls_change_set_text (change, &def->id, "name", def->name);
  gls_change_set_text (change, &def->id, "description", def->description);
  set_types (change, &def->id, "types", codebook, def->types);
  set_flag (change, &def->id, "required", def->required);
  set_flag (change, &def->id, "many", def->many);
  set_flag (change, &def->id, "chain", def->chain);
  gls_change_set_int (change, &def->id, "order", def->order);
  set_retired (change, &def->id, def->retired);
}

void
gls_change_put_type (GlsChange *change, const GlsCodebook *codebook, const GlsTypeDef *type)
{
  const GlsId *id = &type->id;

  gls_change_declare (change, id, GLS_RECORD_TYPE, NULL, NULL, NULL);
  gls_change_set_text (change, id, "name", type->name);
  gls_change_set_text (change, id, "color", type->color);
  gls_change_set_text (change, id, "key", type->key);
  gls_change_set_text (change, id, "description", type->description);
  set_strings (change, id, "rulings", type->rulings);
  set_examples (change, id, type->examples);
  set_flag (change, id, "claim", type->claim);
  gls_change_set_int (change, id, "order", type->order);
  set_retired (change, id, type->retired);
  for (guint i = 0; type->attributes != NULL && i < type->attributes->len; i++)
    put_attribute (change, type, g_ptr_array_index (type->attributes, i));
  for (guint i = 0; type->roles != NULL && i < type->roles->len; i++)
    put_role (change, codebook, type, g_ptr_array_index (type->roles, i));
}

void
gls_change_put_relation (GlsChange *change, const GlsCodebook *codebook, const GlsRelationDef *relation)
{
  const GlsId *id = &relation->id;

  gls_change_declare (change, id, GLS_RECORD_RELATION_TYPE, NULL, NULL, NULL);
  gls_change_set_text (change, id, "name", relation->name);
  gls_change_set_text (change, id, "description", relation->description);
  set_types (change, id, "from", codebook, relation->from);
  set_types (change, id, "to", codebook, relation->to);
  gls_change_set_int (change, id, "order", relation->order);
  set_retired (change, id, relation->retired);
}

void
gls_change_put_codebook (GlsChange *change, const GlsCodebook *codebook)
{
  GlsId id;

  gls_id_derive (&id, "codebook", NULL);
  gls_change_declare (change, &id, GLS_RECORD_PROJECT, NULL, NULL, NULL);
  gls_change_set_text (change, &id, "name", codebook->name);
  gls_change_set_text (change, &id, "description", codebook->description);
  gls_change_set_int (change, &id, "version", codebook->version);
  for (guint i = 0; i < codebook->types->len; i++)
    gls_change_put_type (change, codebook, g_ptr_array_index (codebook->types, i));
  for (guint i = 0; i < codebook->relations->len; i++)
    gls_change_put_relation (change, codebook, g_ptr_array_index (codebook->relations, i));
}
