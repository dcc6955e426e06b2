/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts what uses a type, attribute, choice, role or relation type, and retires a type with its annotations.
 * It must not know how the journal lays out its rows; gls-journal.h folds them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>

#include "gls-journal.h"
#include "gls-usage.h"

/* Annotations a transaction: so many are written well within the time in which other windows wait. */
#define CHUNK 400

static void
share_free (gpointer data)
{
  GlsUsageShare *share = data;

  g_free (share->set);
  g_free (share);
}

GlsUsage *
gls_usage_new (void)
{
  GlsUsage *usage = g_new0 (GlsUsage, 1);

  usage->shares = g_ptr_array_new_with_free_func (share_free);
  return usage;
}

void
gls_usage_free (GlsUsage *usage)
{
  g_ptr_array_unref (usage->shares);
  g_free (usage);
}

void
gls_usage_add (GlsUsage *usage, const char *set, guint n)
{
  GlsUsageShare *share;
  guint at;

  usage->total += n;
  for (at = 0; at < usage->shares->len; at++)
    {
      int order;

      share = g_ptr_array_index (usage->shares, at);
      order = strcmp (share->set, set);
      if (order == 0)
        {
          share->n += n;
          return;
        }
      if (order > 0)
        break;
    }
  share = g_new0 (GlsUsageShare, 1);
  share->set = g_strdup (set);
  share->n = n;
  g_ptr_array_insert (usage->shares, at, share);
}

GHashTable *
gls_project_count_types (GlsProject *project, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select;

  if (!gls_names_load (project, error))
    return NULL;
  select = gls_db_prepare (&project->db, "SELECT type, count(*) FROM ann GROUP BY type", error);
  if (select == NULL)
    return NULL;
  while (gls_db_step (&project->db, select, &failure))
    {
      const GlsDefinition *type = gls_names_get_definition (project, sqlite3_column_int64 (select, 0));

      if (type != NULL)
        g_hash_table_insert (counts, g_memdup2 (&type->id, sizeof type->id),
                             GUINT_TO_POINTER ((guint) sqlite3_column_int64 (select, 1)));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&counts);
}

static GArray *
annotations_of_type (GlsProject *project, gint64 type, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT k FROM ann WHERE type = ? ORDER BY doc, start, end, k", error);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, type);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);

      g_array_append_val (keys, k);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&keys);
}

static gboolean
count_type (GlsProject *project, gint64 type, GlsUsage *usage, GError **error)
{
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select
      = gls_db_prepare (&project->db, "SELECT person, count(*) FROM ann WHERE type = ? GROUP BY person", error);

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, type);
  while (gls_db_step (&project->db, select, &failure))
    {
      const char *set = gls_names_get_set (project, sqlite3_column_int64 (select, 0));

      gls_usage_add (usage, set != NULL ? set : "", sqlite3_column_int (select, 1));
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return error == NULL || *error == NULL;
}

static gboolean
count_attribute (GlsProject *project, const GlsRecord *attribute, const char *value, GlsUsage *usage, GError **error)
{
  g_autofree char *id = gls_id_dup_string (&attribute->id);
  g_autofree char *name = g_strconcat ("@", id, NULL);
  guint field = gls_journal_field_key (project, name, FALSE, NULL);
  g_autoptr (GArray) keys = annotations_of_type (project, attribute->owner, error);
  GlsFold fold;
  gboolean ok = keys != NULL;

  gls_fold_init (&fold);
  for (guint i = 0; ok && field != 0 && i < keys->len; i++)
    {
      GlsRecord record;
      const char *has;

      gls_fold_reset (&fold);
      ok = gls_journal_get_record (project, g_array_index (keys, gint64, i), &record, error)
           && gls_journal_fold (project, &record, &fold, error);
      has = ok ? gls_fold_get_text (&fold, field) : NULL;
      if (has != NULL && (value == NULL || g_str_equal (has, value)))
        {
          const char *set = gls_names_get_set (project, record.person);

          gls_usage_add (usage, set != NULL ? set : "", 1);
        }
    }
  gls_fold_clear (&fold);
  return ok;
}

/* Whether the link @k stands and is of @definition; its annotation's key in @from. */
static gboolean
link_uses (GlsProject *project, gint64 k, gint64 definition, GlsFold *fold, GlsRecord *from, gboolean *uses, GError **error)
{
  GlsRecord link;

  *uses = FALSE;
  gls_fold_reset (fold);
  if (!gls_journal_get_record (project, k, &link, error) || !gls_journal_fold (project, &link, fold, error))
    return FALSE;
  if (gls_fold_is_deleted (fold) || gls_fold_get_int (fold, GLS_FIELD_ROLE, 0) != definition || link.owner == 0)
    return TRUE;
  gls_fold_reset (fold);
  if (!gls_journal_get_record (project, link.owner, from, error) || !gls_journal_fold (project, from, fold, error))
    return FALSE;
  *uses = !gls_fold_is_deleted (fold);
  return TRUE;
}

static gboolean
count_links (GlsProject *project, gint64 definition, GlsUsage *usage, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GlsFold fold;
  gboolean ok = TRUE;

  if (!gls_journal_list_records (project, GLS_RECORD_LINK, 0, keys, error))
    return FALSE;
  gls_fold_init (&fold);
  for (guint i = 0; ok && i < keys->len; i++)
    {
      GlsRecord from;
      gboolean uses;

      ok = link_uses (project, g_array_index (keys, gint64, i), definition, &fold, &from, &uses, error);
      if (ok && uses && g_hash_table_add (seen, g_memdup2 (&from.k, sizeof from.k)))
        {
          const char *set = gls_names_get_set (project, from.person);

          gls_usage_add (usage, set != NULL ? set : "", 1);
        }
    }
  gls_fold_clear (&fold);
  return ok;
}

GlsUsage *
gls_project_count_usage (GlsProject *project, GlsRecordKind kind, const GlsId *definition, const char *value, GError **error)
{
  g_autoptr (GlsUsage) usage = gls_usage_new ();
  g_autoptr (GError) failure = NULL;
  GlsRecord record;
  gint64 k;

  if (!gls_names_load (project, error))
    return NULL;
  k = gls_journal_find_record (project, definition, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  /* Not yet in the file: nothing can use it. */
  if (k == 0)
    return g_steal_pointer (&usage);
  if (!gls_journal_get_record (project, k, &record, error))
    return NULL;
  if (kind == GLS_RECORD_TYPE ? !count_type (project, k, usage, error)
      : kind == GLS_RECORD_ATTRIBUTE ? !count_attribute (project, &record, value, usage, error)
                                     : !count_links (project, k, usage, error))
    return NULL;
  return g_steal_pointer (&usage);
}

/* --- Retiring ---------------------------------------------------------------------------------------------------- */

/* The ids of all annotations of @type, in reading order. */
static GArray *
list_ids (GlsProject *project, const GlsId *type, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  g_autoptr (GArray) keys = NULL;
  gint64 k = gls_journal_find_record (project, type, error);

  if (k == 0)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("The type is not in this project any more."));
      return NULL;
    }
  keys = annotations_of_type (project, k, error);
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      GlsRecord record;

      if (!gls_journal_get_record (project, g_array_index (keys, gint64, i), &record, error))
        return NULL;
      g_array_append_val (ids, record.id);
    }
  return keys != NULL ? g_steal_pointer (&ids) : NULL;
}

gboolean
gls_project_retire_type (GlsProject *project, const char *person, const GlsId *type, GlsRetireMode mode, const GlsId *to,
                         guint *n, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  guint done = 0;
  GlsId group;

  g_return_val_if_fail (mode != GLS_RETIRE_CHANGE || (to != NULL && !gls_id_equal (type, to)), FALSE);

  ids = mode == GLS_RETIRE_KEEP ? g_array_new (FALSE, FALSE, sizeof (GlsId)) : list_ids (project, type, error);
  if (ids == NULL)
    return FALSE;
  gls_id_generate (&group);
  do
    {
      g_autoptr (GlsChange) change = gls_change_new (person, "codebook");
      guint end = MIN (done + CHUNK, ids->len);

      if (ids->len > CHUNK)
        gls_change_join (change, &group);
      for (; done < end; done++)
        if (mode == GLS_RETIRE_DELETE)
          gls_change_delete (change, &g_array_index (ids, GlsId, done));
        else
          gls_change_set_ref (change, &g_array_index (ids, GlsId, done), "&type", to);
      /* Last, so that a run that is cut off can be begun again. */
      if (done == ids->len)
        gls_change_delete (change, type);
      if (!gls_project_commit (project, change, error))
        return FALSE;
    }
  while (done < ids->len);
  if (n != NULL)
    *n = ids->len;
  return TRUE;
}

/* --- Edits ------------------------------------------------------------------------------------------------------- */

static const GlsOperation *
find_operation (const GlsChange *change, const GlsId *record, const char *field)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (change->index, record));

  if (position == 0)
    return NULL;
  for (int at = g_array_index (change->records, GlsTouchedRecord, position - 1).first; at >= 0;)
    {
      const GlsOperation *operation = &g_array_index (change->operations, GlsOperation, at);

      if (operation->field == field)
        return operation;
      at = operation->next;
    }
  return NULL;
}

void
gls_change_put_difference (GlsChange *change, const GlsCodebook *before, const GlsCodebook *after)
{
  g_autoptr (GlsChange) old = gls_change_new (NULL, ""), new = gls_change_new (NULL, "");

  gls_change_put_codebook (old, before);
  gls_change_put_codebook (new, after);
  for (guint i = 0; i < new->records->len; i++)
    {
      const GlsTouchedRecord *record = &g_array_index (new->records, GlsTouchedRecord, i);
      gboolean declared = FALSE;

      for (int at = record->first; at >= 0;)
        {
          const GlsOperation *operation = &g_array_index (new->operations, GlsOperation, at);
          const GlsOperation *was = find_operation (old, &record->id, operation->field);

          at = operation->next;
          if (was != NULL && gls_journal_value_equal (&was->value, &operation->value))
            continue;
          if (!declared)
            gls_change_declare (change, &record->id, record->kind, NULL, record->has_owner ? &record->owner : NULL, NULL);
          declared = TRUE;
          gls_change_set_value (change, &record->id, operation->field, &operation->value);
        }
    }
}
