/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole documents and annotations back from the journal as values. One pass over a document's entries, in the order of
 * the index by place. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-journal.h"

/* A link as read, before its target's id is known. */
typedef struct {
  GlsAnnotation *from;
  GlsLink        link;
  gint64         target;
  int            definition_order, order;
} PendingLink;

typedef struct {
  GlsProject  *project;
  const char * const *sets;
  GlsDocument *document;    /* what is being filled; NULL when only one annotation is read */
  GHashTable  *annotations; /* local key to GlsAnnotation, owned by the document */
  GArray      *links;       /* PendingLink */
  GHashTable  *ids;         /* entity keys to ids */
} Reading;

static gboolean
is_asked (Reading *reading, const char *set)
{
  return reading->sets == NULL || (set != NULL && g_strv_contains (reading->sets, set));
}

static gboolean
get_id (Reading *reading, gint64 k, GlsId *id)
{
  GlsId *known = g_hash_table_lookup (reading->ids, &k);
  GlsRecord record;

  if (known == NULL)
    {
      if (!gls_journal_get_record (reading->project, k, &record, NULL))
        return FALSE;
      known = g_memdup2 (&record.id, sizeof record.id);
      g_hash_table_insert (reading->ids, g_memdup2 (&k, sizeof k), known);
    }
  *id = *known;
  return TRUE;
}

typedef struct {
  GlsAttribute attribute;
  int          order;
} OrderedAttribute;

static int
compare_attributes (gconstpointer a, gconstpointer b)
{
  const OrderedAttribute *x = a, *y = b;

  return x->order != y->order ? x->order - y->order : strcmp (x->attribute.name, y->attribute.name);
}

static void
read_attributes (Reading *reading, const GlsFold *fold, GlsAnnotation *annotation)
{
  g_autoptr (GArray) found = NULL;

  for (guint i = 0; i < fold->fields->len; i++)
    {
      const GlsFoldedField *f = &g_array_index (fold->fields, GlsFoldedField, i);
      const char *field = gls_journal_field_name (reading->project, f->field);
      OrderedAttribute next;
      const GlsDefinition *definition;
      gint64 k;
      GlsId id;

      if (field == NULL || field[0] != '@' || f->value.type != GLS_JOURNAL_TEXT || !gls_id_parse (field + 1, &id))
        continue;
      k = gls_journal_find_record (reading->project, &id, NULL);
      definition = gls_names_get_definition (reading->project, k);
      if (definition == NULL)
        continue;
      if (found == NULL)
        found = g_array_new (FALSE, FALSE, sizeof (OrderedAttribute));
      next.attribute.name = definition->name;
      next.attribute.value = (char *) f->value.data;
      next.order = definition->order;
      g_array_append_val (found, next);
    }
  if (found == NULL)
    return;
  g_array_sort (found, compare_attributes);
  for (guint i = 0; i < found->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (found, OrderedAttribute, i).attribute;

      gls_annotation_add_attribute (annotation, attribute->name, attribute->value);
    }
}

static GlsAnnotation *
make_annotation (Reading *reading, const GlsRecord *record, const GlsFold *fold)
{
  const GlsFoldedField *packed = gls_fold_find (fold, GLS_FIELD_FRAGMENTS);
  const GlsDefinition *type
      = gls_names_get_definition (reading->project, gls_fold_get_int (fold, GLS_FIELD_TYPE, 0));
  const char *set = gls_names_get_set (reading->project, record->person);
  const char *confidence = gls_fold_get_text (fold, GLS_FIELD_CONFIDENCE);
  gint64 entity = gls_fold_get_int (fold, GLS_FIELD_ENTITY, 0);
  g_autofree GlsFragment *fragments = NULL;
  GlsAnnotation *annotation;
  guint n;

  if (gls_fold_is_deleted (fold) || packed == NULL || packed->value.type != GLS_JOURNAL_BLOB || type == NULL
      || set == NULL)
    return NULL;
  fragments = gls_fragments_unpack ((const guint8 *) packed->value.data, packed->value.n_bytes, &n);
  if (fragments == NULL)
    return NULL;
  annotation = gls_annotation_new ();
  annotation->id = record->id;
  annotation->type = g_strdup (type->name);
  annotation->by = g_strdup (set);
  gls_annotation_set_fragments (annotation, fragments, n);
  annotation->note = g_strdup (gls_fold_get_text (fold, GLS_FIELD_NOTE));
  annotation->unsure = g_strdup (gls_fold_get_text (fold, GLS_FIELD_UNSURE));
  annotation->plugin = g_strdup (gls_fold_get_text (fold, GLS_FIELD_PLUGIN));
  annotation->run = g_strdup (gls_fold_get_text (fold, GLS_FIELD_RUN));
  annotation->confidence = confidence != NULL ? g_ascii_strtod (confidence, NULL) : NAN;
  annotation->has_entity = entity != 0 && get_id (reading, entity, &annotation->entity);
  read_attributes (reading, fold, annotation);
  return annotation;
}

static void
read_link (Reading *reading, const GlsRecord *record, const GlsFold *fold)
{
  GlsAnnotation *from = g_hash_table_lookup (reading->annotations, &record->owner);
  const GlsDefinition *role = gls_names_get_definition (reading->project, gls_fold_get_int (fold, GLS_FIELD_ROLE, 0));
  PendingLink pending = { .from = from };

  if (from == NULL || role == NULL || gls_fold_is_deleted (fold))
    return;
  pending.link.relation = role->kind == GLS_RECORD_RELATION_TYPE;
  pending.link.kind = CLAMP (gls_fold_get_int (fold, GLS_FIELD_FILLER, 0), 0, GLS_LINK_NONE);
  pending.target = gls_fold_get_int (fold, GLS_FIELD_TO, 0);
  pending.link.name = role->name;
  pending.link.value = g_strdup (gls_fold_get_text (fold, GLS_FIELD_VALUE));
  pending.definition_order = role->order;
  pending.order = gls_fold_get_int (fold, GLS_FIELD_ORDER, 0);
  g_array_append_val (reading->links, pending);
}

static void
read_zone (Reading *reading, const GlsFold *fold)
{
  const char *text = gls_fold_get_text (fold, GLS_FIELD_ZONE);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", 3);
  GlsZoneKind kind;
  guint64 start, end;

  /* A damaged file may hold anything here; check reports it. */
  if (!gls_fold_is_deleted (fold) && g_strv_length (parts) == 3 && gls_zone_kind_parse (parts[0], &kind)
      && g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXUINT32 - 1, &start, NULL)
      && g_ascii_string_to_unsigned (parts[2], 10, start + 1, G_MAXUINT32, &end, NULL))
    gls_document_add_zone (reading->document, kind, start, end);
}

static void
read_status (Reading *reading, const GlsRecord *record, const GlsFold *fold)
{
  const char *by = gls_names_get_set (reading->project, record->person);
  GlsDocumentStatus *status;

  if (gls_fold_is_deleted (fold) || by == NULL)
    return;
  status = g_new0 (GlsDocumentStatus, 1);
  status->by = g_strdup (by);
  status->status = CLAMP (gls_fold_get_int (fold, GLS_FIELD_STATUS, 0), 0, GLS_STATUS_DONE);
  status->note = g_strdup (gls_fold_get_text (fold, GLS_FIELD_NOTE));
  g_ptr_array_add (reading->document->statuses, status);
}

static void
read_record (Reading *reading, const GlsRecord *record, const GlsFold *fold)
{
  GlsAnnotation *annotation;

  switch (record->kind)
    {
    case GLS_RECORD_ZONE:
      read_zone (reading, fold);
      break;
    case GLS_RECORD_STATUS:
      read_status (reading, record, fold);
      break;
    case GLS_RECORD_LINK:
      read_link (reading, record, fold);
      break;
    case GLS_RECORD_ANNOTATION:
      if (!is_asked (reading, gls_names_get_set (reading->project, record->person)))
        break;
      annotation = make_annotation (reading, record, fold);
      if (annotation == NULL)
        break;
      g_ptr_array_add (reading->document->annotations, annotation);
      g_hash_table_insert (reading->annotations, g_memdup2 (&record->k, sizeof record->k), annotation);
      break;
    default:
      break;
    }
}

static int
compare_pending (gconstpointer a, gconstpointer b)
{
  const PendingLink *x = a, *y = b;

  if (x->link.relation != y->link.relation)
    return x->link.relation - y->link.relation;
  if (x->definition_order != y->definition_order)
    return x->definition_order - y->definition_order;
  if (strcmp (x->link.name, y->link.name) != 0)
    return strcmp (x->link.name, y->link.name);
  if (x->order != y->order)
    return x->order - y->order;
  if (x->link.kind != y->link.kind)
    return (int) x->link.kind - (int) y->link.kind;
  if (gls_id_compare (&x->link.target, &y->link.target) != 0)
    return gls_id_compare (&x->link.target, &y->link.target);
  return g_strcmp0 (x->link.value, y->link.value);
}

/* Links whose other end is gone or not asked for are left out: that is computed when read, never stored. */
static void
attach_links (Reading *reading)
{
  guint kept = 0;

  for (guint i = 0; i < reading->links->len; i++)
    {
      PendingLink pending = g_array_index (reading->links, PendingLink, i);
      GlsAnnotation *to = pending.link.kind == GLS_LINK_TO
                              ? g_hash_table_lookup (reading->annotations, &pending.target) : NULL;
      gboolean keep = TRUE;

      if (pending.link.kind == GLS_LINK_TO)
        keep = to != NULL || (reading->document == NULL && get_id (reading, pending.target, &pending.link.target));
      else if (pending.link.kind == GLS_LINK_ENTITY)
        keep = get_id (reading, pending.target, &pending.link.target);
      if (to != NULL)
        pending.link.target = to->id;
      if (!keep)
        {
          g_free (pending.link.value);
          continue;
        }
      g_array_index (reading->links, PendingLink, kept++) = pending;
    }
  g_array_set_size (reading->links, kept);
  g_array_sort (reading->links, compare_pending);
  for (guint i = 0; i < kept; i++)
    {
      PendingLink *pending = &g_array_index (reading->links, PendingLink, i);

      pending->link.name = g_strdup (pending->link.name);
      gls_annotation_take_link (pending->from, pending->link);
    }
}

static void
reading_init (Reading *reading, GlsProject *project, GlsDocument *document, const char * const *sets)
{
  reading->project = project;
  reading->sets = sets;
  reading->document = document;
  reading->annotations = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  reading->links = g_array_new (FALSE, FALSE, sizeof (PendingLink));
  reading->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
reading_clear (Reading *reading)
{
  g_hash_table_unref (reading->annotations);
  g_array_unref (reading->links);
  g_hash_table_unref (reading->ids);
}

static void
add_folded (GlsProject *project, sqlite3_stmt *select, GlsFold *fold)
{
  GlsFoldedField next = { .field = sqlite3_column_int (select, 5), .action = sqlite3_column_int64 (select, 6) };
  GlsFoldedField *standing = (GlsFoldedField *) gls_fold_find (fold, next.field);

  if (standing != NULL && !gls_journal_is_later (project, next.action, standing->action))
    return;
  gls_journal_read_value (project, select, 7, next.field, fold->arena, &next.value);
  if (standing != NULL)
    *standing = next;
  else
    g_array_append_val (fold->fields, next);
}

/* Rows come ordered by kind, owner and record: annotations before the links that belong to them. */
static gboolean
read_entries (Reading *reading, gint64 doc, int first_kind, int last_kind, GError **error)
{
  GlsProject *project = reading->project;
  sqlite3_stmt *select = gls_db_prepare (&project->db,
                                         "SELECT r.k, r.id, r.kind, r.owner, r.person, e.field, e.action, e.value"
                                         " FROM rec r CROSS JOIN entry e ON e.rec = r.k"
                                         " WHERE r.doc = ? AND r.kind BETWEEN ? AND ? ORDER BY r.kind, r.owner, r.k",
                                         error);
  g_autoptr (GError) failure = NULL;
  GlsRecord record = { 0 };
  GlsFold fold;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  sqlite3_bind_int (select, 2, first_kind);
  sqlite3_bind_int (select, 3, last_kind);
  gls_fold_init (&fold);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);

      if (k != record.k)
        {
          if (record.k != 0)
            read_record (reading, &record, &fold);
          g_array_set_size (fold.fields, 0);
          g_string_chunk_clear (fold.arena);
          record.k = k;
          record.doc = doc;
          if (sqlite3_column_bytes (select, 1) == sizeof record.id)
            memcpy (&record.id, sqlite3_column_blob (select, 1), sizeof record.id);
          record.kind = sqlite3_column_int (select, 2);
          record.owner = sqlite3_column_int64 (select, 3);
          record.person = sqlite3_column_int64 (select, 4);
        }
      add_folded (project, select, &fold);
    }
  if (failure == NULL && record.k != 0)
    read_record (reading, &record, &fold);
  gls_fold_clear (&fold);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_text (GlsProject *project, gint64 doc, GlsText **text, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT content FROM text WHERE doc = ?", error);
  g_autofree char *name = g_filename_display_name (project->db.path);

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  if (!gls_db_step (&project->db, select, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED, _("%s: a document has lost its text; restore a backup"), name);
      return FALSE;
    }
  *text = gls_text_new_from_string ((const char *) sqlite3_column_text (select, 0), sqlite3_column_bytes (select, 0), error);
  sqlite3_reset (select);
  return *text != NULL;
}

static GBytes *
read_original (GlsProject *project, gint64 doc)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT content FROM original WHERE doc = ?", NULL);
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) source = NULL;
  g_autoptr (GInputStream) stream = NULL;

  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, doc);
  if (!gls_db_step (&project->db, select, NULL))
    return NULL;
  source = g_memory_input_stream_new_from_data (
      g_memdup2 (sqlite3_column_blob (select, 0), sqlite3_column_bytes (select, 0)), sqlite3_column_bytes (select, 0), g_free);
  sqlite3_reset (select);
  stream = g_converter_input_stream_new (source, decompressor);
  if (g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static gboolean
read_metadata (GlsProject *project, gint64 doc, const GlsId *id, GlsDocument *document, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT key, title, source, publisher, byline, published, language FROM document WHERE k = ?", error);
  char **fields[] = { &document->key,    &document->title,     &document->source,  &document->publisher,
                      &document->byline, &document->published, &document->language };
  char text[GLS_ID_STRING_SIZE];

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  if (!gls_db_step (&project->db, select, error))
    {
      gls_id_to_string (id, text);
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("the document %s was deleted"), text);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_free (*fields[i]);
      *fields[i] = g_strdup ((const char *) sqlite3_column_text (select, i));
    }
  sqlite3_reset (select);
  return TRUE;
}

static int
compare_zones (gconstpointer a, gconstpointer b)
{
  const GlsZone *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

static int
compare_statuses (gconstpointer a, gconstpointer b)
{
  const GlsDocumentStatus * const *x = a, * const *y = b;

  return strcmp ((*x)->by, (*y)->by);
}

/**
 * gls_project_load_document:
 * @sets: (nullable): names of the sets that are wanted
 * @codebook: (nullable): not needed any more; names come from the project
 *
 * The key is the wanted one; gls_project_list_documents() has the shown keys.
 *
 * Returns: (transfer full): the document; %GLS_ERROR_DAMAGED when its text is not what was imported
 */
GlsDocument *
gls_project_load_document (GlsProject *project, const GlsId *id, GlsLoadFlags flags, const char * const *sets,
                           const GlsCodebook *codebook, GError **error)
{
  g_autoptr (GlsDocument) document = NULL;
  g_autoptr (GlsText) text = NULL;
  gint64 doc = gls_journal_find_record (project, id, error);
  Reading reading = { 0 };
  gboolean ok;

  (void) codebook;
  if (doc == 0 || !gls_names_load (project, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such document"));
      return NULL;
    }
  if (flags & GLS_LOAD_TEXT)
    {
      GlsId actual;

      if (!read_text (project, doc, &text, error))
        return NULL;
      gls_document_id_for_text (text, &actual);
      if (!gls_id_equal (&actual, id))
        {
          g_autofree char *name = g_filename_display_name (project->db.path);

          g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED,
                       _("%s: the text of a document was altered on the disk; restore a backup"), name);
          return NULL;
        }
    }
  else
    text = gls_text_new_from_string ("", 0, NULL);
  document = gls_document_new (text);
  document->id = *id;
  if (!read_metadata (project, doc, id, document, error))
    return NULL;
  reading_init (&reading, project, document, sets);
  ok = read_entries (&reading, doc, GLS_RECORD_ZONE, GLS_RECORD_ZONE, error)
       && read_entries (&reading, doc, GLS_RECORD_STATUS, GLS_RECORD_STATUS, error);
  if (ok && (flags & GLS_LOAD_ANNOTATIONS))
    ok = read_entries (&reading, doc, GLS_RECORD_ANNOTATION, GLS_RECORD_LINK, error);
  attach_links (&reading);
  reading_clear (&reading);
  if (!ok)
    return NULL;
  if (flags & GLS_LOAD_ORIGINAL)
    document->original = read_original (project, doc);
  g_array_sort (document->zones, compare_zones);
  g_ptr_array_sort (document->statuses, compare_statuses);
  g_ptr_array_sort (document->annotations, gls_annotation_compare);
  return g_steal_pointer (&document);
}

/**
 * gls_project_load_annotation:
 * @codebook: (nullable): not needed; names come from the project
 *
 * Returns: (transfer full): the annotation with attributes and links, %GLS_ERROR_NOT_FOUND when it is not there or deleted
 */
GlsAnnotation *
gls_project_load_annotation (GlsProject *project, const GlsId *id, const GlsCodebook *codebook, GError **error)
{
  g_autoptr (GlsAnnotation) annotation = NULL;
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (gint64));
  Reading reading = { 0 };
  sqlite3_stmt *select;
  GlsRecord record;
  GlsFold fold;
  gint64 k = gls_journal_find_record (project, id, error);

  (void) codebook;
  if (k == 0 || !gls_names_load (project, error) || !gls_journal_get_record (project, k, &record, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such annotation"));
      return NULL;
    }
  reading_init (&reading, project, NULL, NULL);
  gls_fold_init (&fold);
  if (record.kind == GLS_RECORD_ANNOTATION && gls_journal_fold (project, k, &fold, error))
    annotation = make_annotation (&reading, &record, &fold);
  gls_fold_clear (&fold);
  if (annotation != NULL)
    {
      g_hash_table_insert (reading.annotations, g_memdup2 (&k, sizeof k), annotation);
      select = gls_db_prepare (&project->db, "SELECT k FROM rec WHERE doc = ? AND kind = 10 AND owner = ?", error);
      if (select != NULL)
        {
          sqlite3_bind_int64 (select, 1, record.doc);
          sqlite3_bind_int64 (select, 2, k);
          while (gls_db_step (&project->db, select, error))
            {
              gint64 link = sqlite3_column_int64 (select, 0);

              g_array_append_val (links, link);
            }
        }
    }
  for (guint i = 0; i < links->len; i++)
    {
      GlsRecord link;

      gls_fold_init (&fold);
      if (gls_journal_get_record (project, g_array_index (links, gint64, i), &link, error)
          && gls_journal_fold (project, link.k, &fold, error))
        read_link (&reading, &link, &fold);
      gls_fold_clear (&fold);
    }
  attach_links (&reading);
  reading_clear (&reading);
  if (annotation == NULL && error != NULL && *error == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such annotation; it may have been deleted"));
  return g_steal_pointer (&annotation);
}
