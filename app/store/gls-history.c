/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a record: its own entries and those of the links it owns, as people read them. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-journal.h"

void
gls_history_row_free (GlsHistoryRow *row)
{
  g_free (row->by);
  g_free (row->what);
  g_free (row->field);
  g_free (row->value);
  g_free (row);
}

static char *
describe_fragments (const GlsJournalValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  g_autofree GlsFragment *fragments = gls_fragments_unpack ((const guint8 *) value->data, value->n_bytes, &n);

  for (guint i = 0; fragments != NULL && i < n; i++)
    g_string_append_printf (text, "%s%u–%u", i > 0 ? ", " : "", fragments[i].start, fragments[i].end);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_ref (GlsProject *project, gint64 k)
{
  const GlsDefinition *definition = gls_names_get_definition (project, k);
  GlsRecord record;
  GlsFold fold;
  char *name;

  if (definition != NULL)
    return g_strdup (definition->name);
  if (!gls_journal_get_record (project, k, &record, NULL))
    return NULL;
  gls_fold_init (&fold);
  gls_journal_fold (project, &record, &fold, NULL);
  name = g_strdup (gls_fold_get_text (&fold, GLS_FIELD_NAME));
  gls_fold_clear (&fold);
  return name != NULL ? name : gls_id_dup_string (&record.id);
}

static char *
describe_value (GlsProject *project, const GlsJournalValue *value)
{
  switch (value->type)
    {
    case GLS_JOURNAL_INT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
    case GLS_JOURNAL_REF:
      return describe_ref (project, value->number);
    case GLS_JOURNAL_TEXT:
      return g_strndup (value->data, value->n_bytes);
    case GLS_JOURNAL_BLOB:
      return describe_fragments (value);
    case GLS_JOURNAL_NULL:
    default:
      return NULL;
    }
}

char *
gls_history_describe_field (GlsProject *project, const char *field, const char *role)
{
  g_autofree char *plain = NULL;
  GlsId id;

  if (field[0] == '@' && gls_id_parse (field + 1, &id))
    {
      const GlsDefinition *definition
          = gls_names_get_definition (project, gls_journal_find_record (project, &id, NULL));

      plain = g_strdup (definition != NULL ? definition->name : field);
    }
  else
    plain = g_strdup (field[0] == '&' ? field + 1 : field);
  return role != NULL ? g_strdup_printf ("%s: %s", role, plain) : g_steal_pointer (&plain);
}

static char *
get_role (GlsProject *project, const GlsRecord *record)
{
  const GlsDefinition *definition = NULL;
  GlsFold fold;

  if (record->kind != GLS_RECORD_LINK)
    return NULL;
  gls_fold_init (&fold);
  if (gls_journal_fold (project, record, &fold, NULL))
    definition = gls_names_get_definition (project, gls_fold_get_int (&fold, GLS_FIELD_ROLE, 0));
  gls_fold_clear (&fold);
  return definition != NULL ? g_strdup (definition->name) : NULL;
}

/* Who did it, what and when. */
static gboolean
read_action (GlsProject *project, gint64 action, GlsHistoryRow *row, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT clock, id, person, what FROM action WHERE k = ?", error);

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, action);
  if (!gls_db_step (&project->db, select, error))
    return gls_journal_fail_damaged (project, error);
  row->clock = sqlite3_column_int64 (select, 0);
  if (sqlite3_column_bytes (select, 1) == sizeof row->action)
    memcpy (&row->action, sqlite3_column_blob (select, 1), sizeof row->action);
  row->by = g_strdup (gls_names_get_set (project, sqlite3_column_int64 (select, 2)));
  row->what = g_strdup ((const char *) sqlite3_column_text (select, 3));
  sqlite3_reset (select);
  return TRUE;
}

static gboolean
add_row (GlsProject *project, const GlsFoldedField *entry, const char *role, GPtrArray *rows, GError **error)
{
  GlsHistoryRow *row = g_new0 (GlsHistoryRow, 1);
  const char *field = gls_journal_field_name (project, entry->field);

  g_ptr_array_add (rows, row);
  if (!read_action (project, entry->action, row, error))
    return FALSE;
  row->field = gls_history_describe_field (project, field != NULL ? field : "?", role);
  row->value = describe_value (project, &entry->value);
  return TRUE;
}

static gboolean
add_rows (GlsProject *project, gint64 rec, GPtrArray *rows, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  g_autofree char *role = NULL;
  GlsRecord record;
  GlsArena arena;
  gboolean ok;

  if (!gls_journal_get_record (project, rec, &record, error))
    return FALSE;
  role = get_role (project, &record);
  gls_arena_init (&arena);
  ok = gls_journal_load_entries (project, &record, entries, &arena, error);
  for (guint i = 0; ok && i < entries->len; i++)
    ok = add_row (project, &g_array_index (entries, GlsFoldedField, i), role, rows, error);
  gls_arena_clear (&arena);
  return ok;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const GlsHistoryRow *x = *(GlsHistoryRow * const *) a, *y = *(GlsHistoryRow * const *) b;

  if (x->clock != y->clock)
    return x->clock < y->clock ? -1 : 1;
  if (gls_id_compare (&x->action, &y->action) != 0)
    return gls_id_compare (&x->action, &y->action);
  return strcmp (x->field, y->field);
}

/**
 * gls_project_history:
 *
 * Returns: (transfer full) (element-type GlsHistoryRow): every entry, oldest first
 */
GPtrArray *
gls_project_history (GlsProject *project, const GlsId *record, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_history_row_free);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;
  gint64 k = gls_journal_find_record (project, record, error);
  sqlite3_stmt *select;

  if (k == 0 || !gls_names_load (project, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such annotation in the project"));
      return NULL;
    }
  g_array_append_val (keys, k);
  select = gls_db_prepare (&project->db,
                           "SELECT k FROM rec WHERE part IN (10, 12, 17) AND doc = (SELECT doc FROM rec WHERE k = ?1)"
                           " AND owner = ?1",
                           error);
  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, k);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 owned = sqlite3_column_int64 (select, 0);

      g_array_append_val (keys, owned);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  for (guint i = 0; i < keys->len; i++)
    if (!add_rows (project, g_array_index (keys, gint64, i), rows, error))
      return NULL;
  g_ptr_array_sort (rows, compare_rows);
  return g_steal_pointer (&rows);
}
