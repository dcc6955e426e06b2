/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through the documents that can hold some words, and through the annotations that are linked to an entity.
 * It changes nothing, and holds no transaction open between two documents. */
#include "config.h"

#include <string.h>

#include <gls-alike.h>
#include <gls-entity-match.h>
#include <gls-error.h>

#include "gls-journal.h"
#include "gls-mentions.h"

void
gls_mention_free (GlsMention *mention)
{
  g_free (mention->key);
  g_free (mention->title);
  g_free (mention->type);
  g_free (mention->set);
  g_free (mention->before);
  g_free (mention->words);
  g_free (mention->after);
  g_free (mention);
}

/* --- Counting ---------------------------------------------------------------------------------------------------- */

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const GlsMentionCount *x = a, *y = b;
  int order = gls_id_compare (&x->entity, &y->entity);

  return order != 0 ? order : strcmp (x->set, y->set);
}

GArray *
gls_project_count_mentions (GlsProject *project, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (GlsMentionCount));
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select;

  if (!gls_names_load (project, error))
    return NULL;
  select = gls_db_prepare (&project->db,
                           "SELECT r.id, c.person, c.n FROM (SELECT entity, person, count(*) AS n FROM ann"
                           " WHERE entity IS NOT NULL GROUP BY entity, person) c JOIN rec r ON r.k = c.entity",
                           error);
  if (select == NULL)
    return NULL;
  while (gls_db_step (&project->db, select, &failure))
    {
      const char *set = gls_names_get_set (project, sqlite3_column_int64 (select, 1));
      GlsMentionCount count = { .n = sqlite3_column_int (select, 2) };

      if (set == NULL || sqlite3_column_bytes (select, 0) != sizeof count.entity)
        continue;
      memcpy (&count.entity, sqlite3_column_blob (select, 0), sizeof count.entity);
      count.set = g_intern_string (set);
      g_array_append_val (counts, count);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_array_sort (counts, compare_counts);
  return g_steal_pointer (&counts);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static GlsMention *
new_mention (const GlsDocumentRow *row, const GlsText *text, guint32 start, guint32 end)
{
  GlsMention *mention = g_new0 (GlsMention, 1);

  mention->document = row->id;
  mention->key = g_strdup (row->key);
  mention->title = g_strdup (row->title);
  mention->start = start;
  mention->end = end;
  gls_alike_dup_context (text, start, end, &mention->before, &mention->words, &mention->after);
  return mention;
}

static void
add_span (GPtrArray *mentions, const GlsDocumentRow *row, const GlsText *text, const GlsSpanTable *spans, const GlsSpan *span)
{
  GlsMention *mention = new_mention (row, text, span->start, span->end);

  mention->annotation = span->id;
  mention->type = g_strdup (g_ptr_array_index (spans->types, span->type));
  mention->set = g_strdup (g_ptr_array_index (spans->sets, span->set));
  g_ptr_array_add (mentions, mention);
}

/* --- Mentions of an entity --------------------------------------------------------------------------------------- */

/* Documents (gint64) that hold a mention to a set of the annotations' ids (GlsId). */
static GHashTable *
list_linked (GlsProject *project, gint64 entity, GError **error)
{
  g_autoptr (GHashTable) documents
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select = gls_db_prepare (&project->db,
                                         "SELECT a.doc, r.id FROM ann a JOIN rec r ON r.k = a.k WHERE a.entity = ?1", error);

  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, entity);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 doc = sqlite3_column_int64 (select, 0);
      GHashTable *ids = g_hash_table_lookup (documents, &doc);

      if (sqlite3_column_bytes (select, 1) != sizeof (GlsId))
        continue;
      if (ids == NULL)
        {
          ids = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
          g_hash_table_insert (documents, g_memdup2 (&doc, sizeof doc), ids);
        }
      g_hash_table_add (ids, g_memdup2 (sqlite3_column_blob (select, 1), sizeof (GlsId)));
    }
  if (failure == NULL)
    return g_steal_pointer (&documents);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
read_mentions (GlsProject *project, const GlsDocumentRow *row, GHashTable *ids, const char *set, guint limit, guint *total,
               GPtrArray *mentions, GError **error)
{
  const char *sets[] = { set, NULL };
  g_autoptr (GlsSpanTable) spans = gls_project_load_spans (project, &row->id, set != NULL ? sets : NULL, error);
  g_autoptr (GlsDocument) document = NULL;

  for (guint i = 0; spans != NULL && i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);

      if (!g_hash_table_contains (ids, &span->id))
        continue;
      (*total)++;
      if (limit > 0 && mentions->len >= limit)
        continue;
      if (document == NULL)
        document = gls_project_load_document (project, &row->id, GLS_LOAD_TEXT, NULL, error);
      if (document == NULL)
        return FALSE;
      add_span (mentions, row, document->text, spans, span);
    }
  return spans != NULL;
}

GPtrArray *
gls_project_load_mentions (GlsProject *project, const GlsId *entity, const char *set, guint limit, guint *total,
                           GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_mention_free);
  g_autoptr (GlsDocumentTable) table = NULL;
  g_autoptr (GHashTable) documents = NULL;
  guint n = 0;
  gint64 k = gls_journal_find_record (project, entity, error);

  if (k != 0)
    {
      documents = list_linked (project, k, error);
      table = documents != NULL ? gls_project_list_documents (project, NULL, error) : NULL;
      if (table == NULL)
        return NULL;
    }
  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);
      GHashTable *ids = g_hash_table_lookup (documents, &row->record);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || (ids != NULL && !read_mentions (project, row, ids, set, limit, &n, mentions, error)))
        return NULL;
    }
  if (total != NULL)
    *total = n;
  return g_steal_pointer (&mentions);
}

/* --- The same words ---------------------------------------------------------------------------------------------- */

static gint
find_name (const GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), name))
      return i;
  return -1;
}

void
gls_alike_list_places (const GlsDocument *document, const GlsSpanTable *spans, const char *words, const char *type, const char *set,
                       guint limit, GArray *places)
{
  gint type_index = find_name (spans->types, type), set_index = find_name (spans->sets, set);
  g_autoptr (GArray) covered = g_array_new (FALSE, FALSE, sizeof (GlsFragment));

  for (guint i = 0; i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);
      GlsFragment hull = { span->start, span->end };

      if (span->type == type_index && span->set == set_index)
        g_array_append_val (covered, hull);
    }
  gls_alike_find (document->text, words, document->zones, (const GlsFragment *) (gconstpointer) covered->data, covered->len, limit,
                  places);
}

static gboolean
has_words (const GlsDocument *document, const GlsSpanTable *spans, const GlsSpan *span, const char *words, const char *folded)
{
  GlsFragment hull = { span->start, span->end };
  const GlsFragment *fragments = span->n_fragments > 1 && span->first_fragment + span->n_fragments <= spans->fragments->len
                                     ? &g_array_index (spans->fragments, GlsFragment, span->first_fragment)
                                     : &hull;
  guint n = fragments == &hull ? 1 : span->n_fragments;
  g_autofree char *own = NULL, *own_folded = NULL;

  if (folded == NULL)
    return gls_alike_equal (document->text, fragments, n, words);
  /* Nothing but clothing may be added. */
  if (span->end - span->start > 2 * strlen (words) + 16)
    return FALSE;
  own = gls_alike_dup_words (document->text, fragments, n);
  own_folded = gls_entity_fold_exact (own);
  return g_str_equal (own_folded, folded);
}

void
gls_alike_list_spans (const GlsDocument *document, const GlsSpanTable *spans, const char *words, const char *type, const char *set,
                      gboolean unlinked, guint limit, GArray *indexes)
{
  gint type_index = find_name (spans->types, type), set_index = find_name (spans->sets, set);
  g_autofree char *folded = unlinked ? gls_entity_fold_exact (words) : NULL;
  guint n = 0;

  for (guint i = 0; i < spans->spans->len && (limit == 0 || n < limit); i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);

      if (span->type == type_index && span->set == set_index && !(unlinked && (span->flags & GLS_SPAN_ENTITY))
          && has_words (document, spans, span, words, folded))
        {
          g_array_append_val (indexes, i);
          n++;
        }
    }
}

/* Words as a phrase of the index; NULL where the index cannot know them: no letters, or a script without spaces. */
static char *
make_phrase (const char *words)
{
  GString *phrase = g_string_new ("\"");
  gboolean letters = FALSE;

  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c >= 0x0e00 && !(c >= 0x1e00 && c < 0x2100))
        {
          g_string_free (phrase, TRUE);
          return NULL;
        }
      letters |= g_unichar_isalnum (c);
      g_string_append_unichar (phrase, g_unichar_isalnum (c) || g_unichar_ismark (c) ? c : ' ');
    }
  g_string_append_c (phrase, '"');
  return g_string_free (phrase, !letters);
}

/* Documents (gint64) that can hold the words; *@all: every one can. */
static GHashTable *
find_candidates (GlsProject *project, const char *words, gboolean *all, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *phrase = make_phrase (words);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select;

  *all = phrase == NULL;
  if (*all)
    return g_steal_pointer (&found);
  select = gls_db_prepare (&project->db, "SELECT rowid FROM fts WHERE fts MATCH ?1", error);
  if (select == NULL)
    return NULL;
  sqlite3_bind_text (select, 1, phrase, -1, SQLITE_STATIC);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 doc = sqlite3_column_int64 (select, 0);

      g_hash_table_add (found, g_memdup2 (&doc, sizeof doc));
    }
  if (failure == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

typedef struct {
  GlsAlikeKind kind;
  const char  *words, *type, *set;
  guint        limit; /* one more than is wanted; 0: all */
} Alike;

static gboolean
find_in_document (GlsProject *project, const Alike *alike, const GlsDocumentRow *row, GPtrArray *found, GError **error)
{
  const char *sets[] = { alike->set, NULL };
  g_autoptr (GlsSpanTable) spans = gls_project_load_spans (project, &row->id, sets, error);
  g_autoptr (GlsDocument) document = NULL;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  g_autoptr (GArray) indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  guint left = alike->limit > 0 ? alike->limit - found->len : 0;

  if (spans == NULL)
    return FALSE;
  if (spans->spans->len == 0 && alike->kind != GLS_ALIKE_PLACES)
    return TRUE;
  document = gls_project_load_document (project, &row->id, GLS_LOAD_TEXT, NULL, error);
  if (document == NULL)
    return FALSE;
  if (alike->kind == GLS_ALIKE_PLACES)
    gls_alike_list_places (document, spans, alike->words, alike->type, alike->set, left, places);
  else
    gls_alike_list_spans (document, spans, alike->words, alike->type, alike->set, alike->kind == GLS_ALIKE_UNLINKED, left, indexes);
  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (found, new_mention (row, document->text, g_array_index (places, GlsFragment, i).start,
                                         g_array_index (places, GlsFragment, i).end));
  for (guint i = 0; i < indexes->len; i++)
    add_span (found, row, document->text, spans, &g_array_index (spans->spans, GlsSpan, g_array_index (indexes, guint, i)));
  return TRUE;
}

GPtrArray *
gls_project_find_alike (GlsProject *project, GlsAlikeKind kind, const char *words, const char *type, const char *set,
                        const GlsId *except, guint limit, gboolean *more, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_mention_free);
  g_autofree char *folded = kind == GLS_ALIKE_UNLINKED ? gls_entity_fold_exact (words) : NULL;
  Alike alike = { kind, words, type, set, limit > 0 ? limit + 1 : 0 };
  gboolean all;
  g_autoptr (GHashTable) candidates = find_candidates (project, folded != NULL ? folded : words, &all, error);
  g_autoptr (GlsDocumentTable) table = candidates != NULL ? gls_project_list_documents (project, NULL, error) : NULL;

  if (table == NULL)
    return NULL;
  for (guint i = 0; i < table->rows->len && (limit == 0 || found->len <= limit); i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if ((all || g_hash_table_contains (candidates, &row->record)) && (except == NULL || !gls_id_equal (except, &row->id))
          && !find_in_document (project, &alike, row, found, error))
        return NULL;
    }
  if (more != NULL)
    *more = limit > 0 && found->len > limit;
  if (limit > 0 && found->len > limit)
    g_ptr_array_set_size (found, limit);
  return g_steal_pointer (&found);
}
