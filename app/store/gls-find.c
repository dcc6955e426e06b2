/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through the documents in the order of their keys: words by the full-text index, everything else by looking at the text.
 * It changes nothing, and holds no transaction open between two documents. */
#include "config.h"

#include <string.h>

#include <gls-error.h>
#include <gls-pattern.h>

#include "gls-find-context.h"
#include "gls-find-filters.h"
#include "gls-find.h"
#include "gls-journal.h"

/* Code points of context; longer words are cut. */
#define BEFORE 60
#define AFTER 90
#define WORDS 200
/* A batch is handed out when it has so many rows, or is so old. */
#define BATCH_ROWS 200
#define BATCH_MS 100
/* For one expression in one document. */
#define DOCUMENT_MS 3000
/* Places of one term in one document. */
#define HITS_MAX 100000

typedef struct {
  GlsProject        *project;
  const GlsQuery    *query;
  const char        *person;
  GCancellable      *cancellable;
  GlsFindFilters     filters;
  GPtrArray         *patterns;    /* GlsPattern of each term; NULL where the index is asked */
  GHashTable        *candidates;  /* gint64 of documents that can hold the words; NULL: all */
  GlsFindFunc        func;
  gpointer           data;
  guint              limit, n_rows;
  GlsFindBatch      *batch;
  gint64             handed_out;
  guint              done, total;
} Finder;

/* What is known of the document that is looked at. */
typedef struct {
  const GlsDocumentRow *row;
  GlsDocument          *document;
  GPtrArray            *hits;       /* GArray of GlsHit, of each term */
  guint                 zone;       /* where the last place was */
} Place;

/* --- Batches ----------------------------------------------------------------------------------------------------- */

GlsFindBatch *
gls_find_batch_ref (GlsFindBatch *batch)
{
  g_atomic_ref_count_inc (&batch->ref_count);
  return batch;
}

void
gls_find_batch_unref (GlsFindBatch *batch)
{
  if (!g_atomic_ref_count_dec (&batch->ref_count))
    return;
  g_array_unref (batch->rows);
  g_string_chunk_free (batch->strings);
  g_free (batch);
}

static GlsFindBatch *
new_batch (void)
{
  GlsFindBatch *batch = g_new0 (GlsFindBatch, 1);

  g_atomic_ref_count_init (&batch->ref_count);
  batch->rows = g_array_new (FALSE, TRUE, sizeof (GlsFindRow));
  batch->strings = g_string_chunk_new (8192);
  return batch;
}

static void
hand_out (Finder *self, gboolean now)
{
  gint64 time = g_get_monotonic_time ();

  if (!now && self->batch->rows->len < BATCH_ROWS && time - self->handed_out < BATCH_MS * 1000)
    return;
  self->batch->documents_done = self->done;
  self->batch->documents_total = self->total;
  self->func (self->batch, self->data);
  gls_find_batch_unref (self->batch);
  self->batch = new_batch ();
  self->handed_out = time;
}

static gboolean
is_full (const Finder *self)
{
  return self->limit > 0 && self->n_rows >= self->limit;
}

/* --- Terms ------------------------------------------------------------------------------------------------------- */

static void
append_expression (GString *expression, const GlsTerm *term)
{
  g_auto (GStrv) parts = g_strsplit (term->text, "\"", -1);
  g_autofree char *text = g_strjoinv (" ", parts);

  g_string_append_printf (expression, "%s\"%s\"%s", expression->len > 0 ? " " : "", text, term->kind == GLS_TERM_PREFIX ? "*" : "");
}

/* Documents that hold every word, by the index. */
static gboolean
find_candidates (Finder *self, GError **error)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select;

  for (guint i = 0; i < self->query->terms->len; i++)
    {
      const GlsTerm *term = g_ptr_array_index (self->query->terms, i);

      if (g_ptr_array_index (self->patterns, i) == NULL && !term->negated)
        append_expression (expression, term);
    }
  if (expression->len == 0)
    return TRUE;
  self->candidates = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  select = gls_db_prepare (&self->project->db, "SELECT rowid FROM fts WHERE fts MATCH ?1", error);
  if (select == NULL)
    return FALSE;
  sqlite3_bind_text (select, 1, expression->str, -1, SQLITE_STATIC);
  while (gls_db_step (&self->project->db, select, &failure))
    {
      gint64 doc = sqlite3_column_int64 (select, 0);

      g_hash_table_add (self->candidates, g_memdup2 (&doc, sizeof doc));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* FTS5's highlight() puts U+0001 and U+0002 around hits; whatever of them is in the text itself is seen by its side. */
static void
read_marked (const GlsText *text, const char *marked, GArray *hits)
{
  gsize n_bytes, start = 0;
  const char *plain = gls_text_get_data (text, &n_bytes);
  gboolean open = FALSE;

  for (gsize at = 0; *marked != '\0' && hits->len < HITS_MAX; marked++)
    {
      if (at < n_bytes && *marked == plain[at])
        at++;
      else if (*marked == 1)
        {
          start = at;
          open = TRUE;
        }
      else if (*marked == 2 && open)
        {
          GlsHit hit = { gls_text_char_of_byte (text, start), gls_text_char_of_byte (text, at) };

          if (hit.end > hit.start)
            g_array_append_val (hits, hit);
          open = FALSE;
        }
    }
}

static gboolean
find_by_index (Finder *self, const GlsTerm *term, gint64 doc, const GlsText *text, GArray *hits, GError **error)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select = gls_db_prepare (&self->project->db,
                                         "SELECT highlight (fts, 0, char (1), char (2)) FROM fts WHERE fts MATCH ?1 AND rowid = ?2",
                                         error);

  if (select == NULL)
    return FALSE;
  append_expression (expression, term);
  sqlite3_bind_text (select, 1, expression->str, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (select, 2, doc);
  while (gls_db_step (&self->project->db, select, &failure))
    if (sqlite3_column_text (select, 0) != NULL)
      read_marked (text, (const char *) sqlite3_column_text (select, 0), hits);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* TRUE with place->hits NULL: the document lacks one of the words, or holds one that it must not. */
static gboolean
find_hits (Finder *self, Place *place, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < self->query->terms->len; i++)
    {
      const GlsTerm *term = g_ptr_array_index (self->query->terms, i);
      GlsPattern *pattern = g_ptr_array_index (self->patterns, i);
      GArray *hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));

      g_ptr_array_add (all, hits);
      if (pattern == NULL && !find_by_index (self, term, place->row->record, place->document->text, hits, error))
        return FALSE;
      if (pattern != NULL && !gls_pattern_find (pattern, place->document->text, hits, term->negated ? 1 : HITS_MAX, DOCUMENT_MS,
                                                self->cancellable, error))
        {
          g_prefix_error (error, "%s: ", place->row->key);
          return FALSE;
        }
      if ((hits->len > 0) == term->negated)
        return TRUE;
    }
  place->hits = g_steal_pointer (&all);
  return TRUE;
}

static gboolean
prepare_terms (Finder *self, GError **error)
{
  for (guint i = 0; i < self->query->terms->len; i++)
    {
      const GlsTerm *term = g_ptr_array_index (self->query->terms, i);
      GlsPattern *pattern = NULL;

      if (term->kind == GLS_TERM_REGEX || term->kind == GLS_TERM_SCAN)
        {
          pattern = gls_pattern_new (term->text, term->kind == GLS_TERM_REGEX ? GLS_PATTERN_REGEX : 0, error);
          if (pattern == NULL)
            return FALSE;
        }
      g_ptr_array_add (self->patterns, pattern);
    }
  return find_candidates (self, error);
}

static void
free_pattern (gpointer data)
{
  if (data != NULL)
    gls_pattern_free (data);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

/* Zones lie apart from each other, and places come in order. */
static GlsZoneKind
zone_at (Place *place, guint32 offset)
{
  GArray *zones = place->document->zones;

  if (zones == NULL)
    return GLS_ZONE_BODY;
  if (place->zone > 0 && (place->zone >= zones->len || g_array_index (zones, GlsZone, place->zone - 1).end > offset))
    place->zone = 0;
  while (place->zone < zones->len && g_array_index (zones, GlsZone, place->zone).end <= offset)
    place->zone++;
  return place->zone < zones->len && g_array_index (zones, GlsZone, place->zone).start <= offset
         ? g_array_index (zones, GlsZone, place->zone).kind : GLS_ZONE_BODY;
}

static const char *
keep_words (Finder *self, Place *place, guint32 start, guint32 end)
{
  g_autofree char *slice = gls_text_slice (place->document->text, start, MIN (end, start + WORDS));
  g_autofree char *cut = end - start > WORDS ? g_strconcat (slice, "…", NULL) : NULL;

  return g_string_chunk_insert (self->batch->strings, g_strdelimit (cut != NULL ? cut : slice, "\r\n\t", ' '));
}

static const char *
keep_joined (Finder *self, const char *before, const char *after)
{
  g_autofree char *joined = g_strconcat (before, after, NULL);

  return g_string_chunk_insert (self->batch->strings, joined);
}

/* Takes the members that say which; the rest follows from the text. */
static void
add_row (Finder *self, Place *place, GlsFindRow row)
{
  GlsText *text = place->document->text;
  guint32 start, end;

  gls_find_context (text, row.start, row.end, BEFORE, AFTER, &start, &end);
  row.document = place->row->id;
  row.key = g_string_chunk_insert_const (self->batch->strings, place->row->key);
  row.zone = zone_at (place, row.start);
  row.before = keep_words (self, place, start, row.start);
  if (start > 0 && !gls_find_ends_line (gls_text_get_char (text, start - 1)))
    row.before = keep_joined (self, "…", row.before);
  row.words = keep_words (self, place, row.start, row.end);
  row.after = keep_words (self, place, row.end, end);
  if (end < gls_text_get_length (text) && !gls_find_ends_line (gls_text_get_char (text, end)))
    row.after = keep_joined (self, row.after, "…");
  g_array_append_val (self->batch->rows, row);
  self->n_rows++;
  hand_out (self, FALSE);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const GlsHit *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

/* Every place of every word, those within others left out. */
static void
add_places (Finder *self, Place *place)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (GlsHit));
  guint32 reached = 0;

  for (guint i = 0; i < place->hits->len; i++)
    {
      GArray *hits = g_ptr_array_index (place->hits, i);

      g_array_append_vals (all, hits->data, hits->len);
    }
  g_array_sort (all, compare_hits);
  for (guint i = 0; i < all->len && !is_full (self); i++)
    {
      const GlsHit *hit = &g_array_index (all, GlsHit, i);

      if (hit->start < reached || !gls_query_accepts_zone (self->query, zone_at (place, hit->start)))
        continue;
      reached = hit->end;
      add_row (self, place, (GlsFindRow){ .kind = GLS_FIND_PLACE, .start = hit->start, .end = hit->end });
    }
}

/* The zones that are asked for, or the document's first line. */
static void
add_document (Finder *self, Place *place)
{
  GArray *zones = place->document->zones;
  guint32 end = 0, length = gls_text_get_length (place->document->text);
  gboolean asked = gls_query_has_filter (self->query, GLS_FILTER_IN), any = FALSE;

  for (guint i = 0; asked && zones != NULL && i < zones->len && !is_full (self); i++)
    {
      const GlsZone *zone = &g_array_index (zones, GlsZone, i);

      if (!gls_query_accepts_zone (self->query, zone->kind))
        continue;
      add_row (self, place, (GlsFindRow){ .kind = GLS_FIND_PLACE, .start = zone->start, .end = zone->end });
      any = TRUE;
    }
  if (any || (asked && !gls_query_accepts_zone (self->query, GLS_ZONE_BODY)))
    return;
  while (end < length && end < WORDS && !gls_find_ends_line (gls_text_get_char (place->document->text, end)))
    end++;
  add_row (self, place, (GlsFindRow){ .kind = GLS_FIND_DOCUMENT, .start = 0, .end = end });
}

/* --- Annotations ------------------------------------------------------------------------------------------------- */

/* Does every word stand in it, or reach into it? */
static gboolean
holds_words (const Place *place, const GlsSpan *span)
{
  for (guint i = 0; place->hits != NULL && i < place->hits->len; i++)
    {
      GArray *hits = g_ptr_array_index (place->hits, i);
      guint low = 0, high = hits->len;

      /* What must not be there has no hits in this document. */
      if (hits->len == 0)
        continue;
      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (hits, GlsHit, middle).end <= span->start)
            low = middle + 1;
          else
            high = middle;
        }
      if (low >= hits->len || g_array_index (hits, GlsHit, low).start >= span->end)
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_text (Finder *self, Place *place, GError **error)
{
  if (place->document == NULL)
    place->document = gls_project_load_document (self->project, &place->row->id, GLS_LOAD_TEXT, NULL, error);
  return place->document != NULL;
}

static gboolean
add_annotations (Finder *self, Place *place, GError **error)
{
  g_autoptr (GlsSpanTable) table = gls_project_load_spans (self->project, &place->row->id, NULL, error);
  g_autoptr (GError) failure = NULL;

  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < table->spans->len && !is_full (self); i++)
    {
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, i);
      GlsFindRow row = { .kind = GLS_FIND_ANNOTATION, .annotation = span->id };

      if (!holds_words (place, span) || !gls_find_filters_accept (&self->filters, table, span, &failure))
        {
          if (failure == NULL && !g_cancellable_is_cancelled (self->cancellable))
            continue;
          break;
        }
      if (!load_text (self, place, &failure))
        break;
      row.start = MIN (span->start, gls_text_get_length (place->document->text));
      row.end = CLAMP (span->end, row.start, gls_text_get_length (place->document->text));
      if (!gls_query_accepts_zone (self->query, zone_at (place, row.start)))
        continue;
      row.type = g_string_chunk_insert_const (self->batch->strings, g_ptr_array_index (table->types, span->type));
      row.set = g_string_chunk_insert_const (self->batch->strings, g_ptr_array_index (table->sets, span->set));
      add_row (self, place, row);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* --- Going through ----------------------------------------------------------------------------------------------- */

static gboolean
search_document (Finder *self, const GlsDocumentRow *row, GError **error)
{
  Place place = { .row = row };
  gboolean annotations = gls_query_asks_annotations (self->query), done = TRUE;

  if (!gls_query_accepts_status (self->query, row->status) || !gls_query_accepts (self->query, GLS_FILTER_DOCUMENT, row->key) ||
      (self->candidates != NULL && !g_hash_table_contains (self->candidates, &row->record)))
    return TRUE;
  if (self->query->terms->len > 0 || !annotations)
    done = load_text (self, &place, error);
  if (done && self->query->terms->len > 0)
    done = find_hits (self, &place, error);
  /* Words that are not all there. */
  if (done && (self->query->terms->len == 0 || place.hits != NULL))
    {
      if (annotations)
        done = add_annotations (self, &place, error);
      else if (self->query->terms->len > 0)
        add_places (self, &place);
      else
        add_document (self, &place);
    }
  g_clear_pointer (&place.document, gls_document_unref);
  g_clear_pointer (&place.hits, g_ptr_array_unref);
  return done;
}

static gboolean
go_through (Finder *self, gboolean *more, GError **error)
{
  g_autoptr (GlsDocumentTable) table = NULL;

  if (!prepare_terms (self, error))
    return FALSE;
  table = self->query->filters->len > 0 ? gls_project_list_documents (self->project, self->person, error)
                                        : gls_project_list_keys (self->project, error);
  if (table == NULL)
    return FALSE;
  self->total = table->rows->len;
  for (guint i = 0; i < table->rows->len && !is_full (self); i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !search_document (self, &g_array_index (table->rows, GlsDocumentRow, i), error))
        return FALSE;
      self->done = i + 1;
      hand_out (self, FALSE);
    }
  if (more != NULL)
    *more = is_full (self);
  return TRUE;
}

gboolean
gls_project_find (GlsProject *project, const GlsQuery *query, const char *person, gboolean own, guint limit, GlsFindFunc func,
                  gpointer data, gboolean *more, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsCodebook) codebook = gls_project_load_codebook (project, error);
  Finder self = { .project = project, .query = query, .person = person, .cancellable = cancellable, .func = func, .data = data, .limit = limit };
  gboolean done;

  if (more != NULL)
    *more = FALSE;
  if (codebook == NULL)
    return FALSE;
  self.patterns = g_ptr_array_new_with_free_func (free_pattern);
  self.batch = new_batch ();
  self.handed_out = g_get_monotonic_time ();
  done = gls_query_is_empty (query)
         || (gls_find_filters_init (&self.filters, project, query, codebook, person, own, error) && go_through (&self, more, error));
  hand_out (&self, TRUE);
  gls_find_batch_unref (self.batch);
  g_ptr_array_unref (self.patterns);
  gls_find_filters_clear (&self.filters);
  g_clear_pointer (&self.candidates, g_hash_table_unref);
  return done;
}
