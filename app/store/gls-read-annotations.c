/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole documents and annotations back from the journal as values: one pass over a document's entries, which lie together. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-read-parts.h"
#include "gls-packets.h"

/* Annotations of a document, more or less. */
#define USUAL 128

/* A link as read, before its target's id is known. */
typedef struct {
  GlsAnnotation *from;
  guint          from_at;  /* its place in Reading.annotations */
  GlsLink        link;
  gint64         target;
  int            definition_order, order;
} PendingLink;

typedef struct {
  gint64         k;
  GlsAnnotation *annotation; /* owned by the document */
} Keyed;

typedef struct {
  GlsProject  *project;
  const char * const *sets;
  GlsDocument *document;    /* what is being filled; NULL when only one annotation is read */
  GArray      *annotations; /* Keyed, by k */
  GArray      *links;       /* PendingLink */
  GPtrArray   *attributes;  /* GlsDefinition by key of field, as far as they were looked up; &no_attribute: none */
  GlsDoneReading *done;     /* NULL: everything is read as it stands now */
  gboolean     is_lent;     /* what is made lies in @arena, texts in @texts, and is freed with them */
  GlsArena     arena;
  GPtrArray   *texts;
  guint        chain;       /* key of that field; 0: the file has none */
} Reading;

static const GlsDefinition no_attribute;

static gboolean
is_asked (Reading *reading, const char *set)
{
  return reading->sets == NULL || (set != NULL && g_strv_contains (reading->sets, set));
}

/* -1: not read. Links mostly follow what they belong to. */
static int
find_annotation (Reading *reading, gint64 k)
{
  const Keyed *keyed = (const Keyed *) (void *) reading->annotations->data;
  guint low = 0, high = reading->annotations->len;

  if (high > 0 && keyed[high - 1].k == k)
    return (int) high - 1;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (keyed[middle].k == k)
        return (int) middle;
      if (keyed[middle].k < k)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
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

/* The attribute whose values @field holds, or NULL. */
static const GlsDefinition *
find_attribute (Reading *reading, guint field)
{
  const GlsDefinition *definition = NULL;
  const char *name;
  GlsId id;

  if (field <= GLS_FIELD_LAST_FIXED)
    return NULL;
  if (field < reading->attributes->len && reading->attributes->pdata[field] != NULL)
    {
      definition = reading->attributes->pdata[field];
      return definition != &no_attribute ? definition : NULL;
    }
  name = gls_journal_field_name (reading->project, field);
  if (name == NULL)
    return NULL;
  if (name[0] == '@' && gls_id_parse (name + 1, &id))
    definition = gls_names_get_definition (reading->project, gls_journal_find_record (reading->project, &id, NULL));
  if (reading->attributes->len <= field)
    g_ptr_array_set_size (reading->attributes, (int) field + 1);
  reading->attributes->pdata[field] = (gpointer) (definition != NULL ? definition : &no_attribute);
  return definition;
}

/* Of a fold. */
static char *
take_text (Reading *reading, const char *text)
{
  return reading->is_lent ? (char *) text : g_strdup (text);
}

/* As g_array_new(), for who only reads it. */
static GArray *
lend_array (Reading *reading, gsize element_size, guint room)
{
  GArray *array = gls_arena_take (&reading->arena, sizeof *array);

  array->data = gls_arena_take (&reading->arena, element_size * room);
  array->len = 0;
  return array;
}

/* As gls_annotation_add_attribute(): the later value of a name stands. */
static void
lend_attribute (GArray *attributes, const GlsAttribute *next)
{
  GlsAttribute *attribute = (GlsAttribute *) (void *) attributes->data;
  guint at = 0;

  while (at < attributes->len && strcmp (attribute[at].name, next->name) != 0)
    at++;
  attribute[at] = *next;
  attributes->len = MAX (attributes->len, at + 1);
}

static void
read_attributes (Reading *reading, const GlsFold *fold, GlsAnnotation *annotation)
{
  OrderedAttribute few[8];
  g_autofree OrderedAttribute *many = NULL;
  OrderedAttribute *found = few;
  guint n = 0;

  if (fold->fields->len > G_N_ELEMENTS (few))
    found = many = g_new (OrderedAttribute, fold->fields->len);
  for (guint i = 0; i < fold->fields->len; i++)
    {
      const GlsFoldedField *f = &g_array_index (fold->fields, GlsFoldedField, i);
      const GlsDefinition *definition
          = f->value.type == GLS_JOURNAL_TEXT ? find_attribute (reading, f->field) : NULL;

      if (definition != NULL)
        found[n++] = (OrderedAttribute) { { definition->name, (char *) f->value.data }, definition->order };
    }
  if (n > 1)
    qsort (found, n, sizeof *found, compare_attributes);
  if (n > 0 && reading->is_lent)
    annotation->attributes = lend_array (reading, sizeof (GlsAttribute), n);
  for (guint i = 0; i < n; i++)
    if (reading->is_lent)
      lend_attribute (annotation->attributes, &found[i].attribute);
    else
      gls_annotation_add_attribute (annotation, found[i].attribute.name, found[i].attribute.value);
}

static void
set_fragments (Reading *reading, GlsAnnotation *annotation, GlsFragment *fragments, guint n)
{
  annotation->n_fragments = n;
  annotation->fragments = fragments;
  if (!reading->is_lent)
    return;
  annotation->fragments = gls_arena_take (&reading->arena, n * sizeof *fragments);
  memcpy (annotation->fragments, fragments, n * sizeof *fragments);
  g_free (fragments);
}

static GlsAnnotation *
new_annotation (Reading *reading)
{
  GlsAnnotation *annotation;

  if (!reading->is_lent)
    return gls_annotation_new ();
  annotation = gls_arena_take (&reading->arena, sizeof *annotation);
  memset (annotation, 0, sizeof *annotation);
  annotation->confidence = NAN;
  return annotation;
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
  GlsFragment *fragments;
  GlsAnnotation *annotation;
  guint n;

  if (gls_fold_is_deleted (fold) || packed == NULL || packed->value.type != GLS_JOURNAL_BLOB || type == NULL
      || set == NULL)
    return NULL;
  fragments = gls_fragments_unpack ((const guint8 *) packed->value.data, packed->value.n_bytes, &n);
  if (fragments == NULL)
    return NULL;
  annotation = new_annotation (reading);
  annotation->id = record->id;
  annotation->type = take_text (reading, type->name);
  annotation->by = take_text (reading, set);
  set_fragments (reading, annotation, fragments, n);
  annotation->note = take_text (reading, gls_fold_get_text (fold, GLS_FIELD_NOTE));
  annotation->unsure = take_text (reading, gls_fold_get_text (fold, GLS_FIELD_UNSURE));
  annotation->plugin = take_text (reading, gls_fold_get_text (fold, GLS_FIELD_PLUGIN));
  annotation->run = take_text (reading, gls_fold_get_text (fold, GLS_FIELD_RUN));
  annotation->chain = reading->chain != 0 ? take_text (reading, gls_fold_get_text (fold, reading->chain)) : NULL;
  annotation->confidence = confidence != NULL ? g_ascii_strtod (confidence, NULL) : NAN;
  annotation->has_entity = entity != 0 && gls_journal_get_id (reading->project, entity, &annotation->entity, NULL);
  read_attributes (reading, fold, annotation);
  return annotation;
}

static void
read_link (Reading *reading, const GlsRecord *record, const GlsFold *fold)
{
  int from = find_annotation (reading, record->owner);
  const GlsDefinition *role = gls_names_get_definition (reading->project, gls_fold_get_int (fold, GLS_FIELD_ROLE, 0));
  PendingLink pending = { 0 };

  if (from < 0 || role == NULL || gls_fold_is_deleted (fold))
    return;
  pending.from = g_array_index (reading->annotations, Keyed, from).annotation;
  pending.from_at = (guint) from;
  pending.link.relation = role->kind == GLS_RECORD_RELATION_TYPE;
  pending.link.kind = CLAMP (gls_fold_get_int (fold, GLS_FIELD_FILLER, 0), 0, GLS_LINK_NONE);
  pending.target = gls_fold_get_int (fold, GLS_FIELD_TO, 0);
  pending.link.name = role->name;
  pending.link.value = take_text (reading, gls_fold_get_text (fold, GLS_FIELD_VALUE));
  /* A damaged file may speak of a value and have none. */
  if (pending.link.kind == GLS_LINK_VALUE && pending.link.value == NULL)
    return;
  pending.definition_order = role->order;
  pending.order = gls_fold_get_int (fold, GLS_FIELD_ORDER, 0);
  g_array_append_val (reading->links, pending);
}

static void
keep_annotation (Reading *reading, gint64 k, GlsAnnotation *annotation)
{
  Keyed keyed = { k, annotation };

  g_array_append_val (reading->annotations, keyed);
}

static void
read_record (Reading *reading, const GlsRecord *record, const GlsFold *fold)
{
  GlsAnnotation *annotation;

  switch (record->kind)
    {
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
      keep_annotation (reading, record->k, annotation);
      break;
    default:
      break;
    }
}

static int
compare_pending (gconstpointer a, gconstpointer b)
{
  const PendingLink *x = a, *y = b;

  if (x->from_at != y->from_at)
    return x->from_at < y->from_at ? -1 : 1;
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

/* Those of an annotation follow each other from @at on. */
static void
lend_link (Reading *reading, guint at)
{
  const PendingLink *pending = &g_array_index (reading->links, PendingLink, at);
  GArray *links = pending->from->links;
  guint end = at + 1;

  if (links == NULL)
    {
      while (end < reading->links->len && g_array_index (reading->links, PendingLink, end).from == pending->from)
        end++;
      links = pending->from->links = lend_array (reading, sizeof (GlsLink), end - at);
    }
  g_array_index (links, GlsLink, links->len) = pending->link;
  links->len++;
}

/* Links whose other end is gone or not asked for are left out: that is computed when read, never stored. */
static void
attach_links (Reading *reading)
{
  guint kept = 0;

  for (guint i = 0; i < reading->links->len; i++)
    {
      PendingLink pending = g_array_index (reading->links, PendingLink, i);
      gboolean is_to = pending.link.kind == GLS_LINK_TO, keep = TRUE;
      int to = is_to && reading->document != NULL ? find_annotation (reading, pending.target) : -1;

      if (to >= 0)
        pending.link.target = g_array_index (reading->annotations, Keyed, to).annotation->id;
      else if (is_to || pending.link.kind == GLS_LINK_ENTITY)
        keep = (!is_to || reading->document == NULL) && pending.target != 0
               && gls_journal_get_id (reading->project, pending.target, &pending.link.target, NULL);
      if (!keep)
        {
          if (!reading->is_lent)
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

      if (reading->is_lent)
        {
          lend_link (reading, i);
          continue;
        }
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
  reading->annotations = g_array_sized_new (FALSE, FALSE, sizeof (Keyed), USUAL);
  reading->links = g_array_sized_new (FALSE, FALSE, sizeof (PendingLink), USUAL);
  reading->attributes = g_ptr_array_new ();
  reading->chain = gls_journal_field_key (project, "chain", FALSE, NULL);
}

static void
reading_clear (Reading *reading)
{
  g_array_unref (reading->annotations);
  g_array_unref (reading->links);
  g_ptr_array_unref (reading->attributes);
  gls_done_reading_free (reading->done);
}

/* Keys that are so near each other are read in one go, with what lies between. */
#define NEAR 32

/* Where the row of the element's record ought to be in @select; @end is the last one that it reads. */
static gboolean
find_row (Reading *reading, sqlite3_stmt **select, gint64 *end, const GArray *elements, guint at, GError **error)
{
  gint64 rec = g_array_index (elements, GlsElement, at).rec;
  g_autoptr (GError) failure = NULL;

  if (*select == NULL || rec > *end)
    {
      *end = rec;
      for (; at < elements->len && g_array_index (elements, GlsElement, at).rec - *end <= NEAR; at++)
        *end = g_array_index (elements, GlsElement, at).rec;
      *select = gls_db_prepare (&reading->project->db,
                                "SELECT k, id, kind, owner, person FROM rec WHERE k BETWEEN ? AND ? ORDER BY k", error);
      if (*select == NULL)
        return FALSE;
      sqlite3_bind_int64 (*select, 1, rec);
      sqlite3_bind_int64 (*select, 2, *end);
    }
  while (gls_db_step (&reading->project->db, *select, &failure))
    if (sqlite3_column_int64 (*select, 0) == rec)
      return TRUE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    gls_journal_fail_damaged (reading->project, error);
  return FALSE;
}

static gboolean
read_elements (Reading *reading, gint64 doc, const GArray *elements, GlsFold *fold, GError **error)
{
  sqlite3_stmt *select = NULL;
  gint64 end = 0;
  gboolean ok = TRUE;

  for (guint at = 0, n; ok && at < elements->len; at += n)
    {
      GlsRecord record = { .doc = doc, .k = g_array_index (elements, GlsElement, at).rec };

      n = gls_elements_same (elements, at);
      ok = find_row (reading, &select, &end, elements, at, error);
      if (!ok)
        break;
      if (sqlite3_column_bytes (select, 1) == sizeof record.id)
        memcpy (&record.id, sqlite3_column_blob (select, 1), sizeof record.id);
      record.kind = sqlite3_column_int (select, 2);
      record.owner = sqlite3_column_int64 (select, 3);
      record.person = sqlite3_column_int64 (select, 4);
      if (reading->is_lent)
        g_array_set_size (fold->fields, 0);
      else
        gls_fold_reset (fold);
      for (guint i = at; ok && i < at + n; i++)
        {
          const GlsElement *element = &g_array_index (elements, GlsElement, i);

          ok = (reading->done != NULL && gls_done_reading_is_late (reading->done, &record, element->action))
               || gls_fold_take (reading->project, fold, element->action, element->fields, element->n_bytes, error);
        }
      if (!ok)
        break;
      read_record (reading, &record, fold);
    }
  if (select != NULL)
    sqlite3_reset (select);
  return ok;
}

/* What belongs to something was made after it: annotations come before the links that they own. */
static gboolean
read_entries (Reading *reading, gint64 doc, GError **error)
{
  g_autoptr (GArray) elements = g_array_sized_new (FALSE, FALSE, sizeof (GlsElement), 2 * USUAL);
  GlsArena arena;
  GlsFold fold;
  gboolean ok;

  gls_arena_init (&arena);
  gls_fold_init (&fold);
  ok = gls_elements_load (reading->project, doc, elements, &arena, error)
       && read_elements (reading, doc, elements, &fold, error);
  /* Texts are lent as they were folded. */
  if (reading->is_lent)
    reading->texts = gls_arena_steal (&fold.arena);
  gls_fold_clear (&fold);
  gls_arena_clear (&arena);
  return ok;
}

static int
compare_statuses (gconstpointer a, gconstpointer b)
{
  const GlsDocumentStatus * const *x = a, * const *y = b;

  return strcmp ((*x)->by, (*y)->by);
}

static gboolean
read_parts (Reading *reading, gint64 doc, GlsLoadFlags flags, gboolean when_done, GError **error)
{
  GlsDocument *document = reading->document;

  if (!gls_read_zones (reading->project, doc, document, error) || !gls_read_statuses (reading->project, doc, document, error))
    return FALSE;
  if (when_done)
    reading->done = gls_done_reading_new (reading->project, &document->id, document, error);
  return (!when_done || reading->done != NULL)
         && (!(flags & GLS_LOAD_ANNOTATIONS) || read_entries (reading, doc, error));
}

static void
begin_lending (Reading *reading)
{
  reading->is_lent = TRUE;
  gls_arena_init (&reading->arena);
  g_ptr_array_set_free_func (reading->document->annotations, NULL);
}

static void
end_lending (Reading *reading)
{
  reading->document->memory = gls_arena_steal (&reading->arena);
  if (reading->texts != NULL)
    g_ptr_array_extend_and_steal (reading->document->memory, g_steal_pointer (&reading->texts));
}

/* @changed: NULL reads everything as it stands now. */
static GlsDocument *
load_document (GlsProject *project, const GlsId *id, GlsLoadFlags flags, const char * const *sets, gboolean *changed,
               GError **error)
{
  g_autoptr (GlsDocument) document = NULL;
  g_autoptr (GlsText) text = NULL;
  gint64 doc = gls_journal_find_record (project, id, error);
  Reading reading = { 0 };
  gboolean ok;

  if (doc == 0 || !gls_names_load (project, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such document"));
      return NULL;
    }
  if (flags & GLS_LOAD_TEXT ? !gls_read_text (project, doc, &text, error)
                            : (text = gls_text_new_from_string ("", 0, error)) == NULL)
    return NULL;
  document = gls_document_new (text);
  if ((flags & GLS_LOAD_TEXT) && !gls_id_equal (&document->id, id))
    {
      g_autofree char *name = g_filename_display_name (project->db.path);

      g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED,
                   _("%s: the text of a document was altered on the disk; restore a backup"), name);
      return NULL;
    }
  document->id = *id;
  if (!gls_read_metadata (project, doc, id, document, error))
    return NULL;
  reading_init (&reading, project, document, sets);
  if (flags & GLS_LOAD_LENT)
    begin_lending (&reading);
  ok = read_parts (&reading, doc, flags, changed != NULL, error);
  if (changed != NULL)
    *changed = reading.done != NULL && gls_done_reading_has_passed (reading.done);
  attach_links (&reading);
  if (reading.is_lent)
    end_lending (&reading);
  reading_clear (&reading);
  if (!ok)
    return NULL;
  if (flags & GLS_LOAD_ORIGINAL)
    document->original = gls_read_original (project, doc);
  g_ptr_array_sort (document->statuses, compare_statuses);
  g_ptr_array_sort (document->annotations, gls_annotation_compare);
  return g_steal_pointer (&document);
}

/**
 * gls_project_load_document:
 * @sets: (nullable): names of the sets that are wanted
 *
 * The key is the wanted one; gls_project_list_documents() has the shown keys.
 *
 * Returns: (transfer full): the document; %GLS_ERROR_DAMAGED when its text is not what was imported
 */
GlsDocument *
gls_project_load_document (GlsProject *project, const GlsId *id, GlsLoadFlags flags, const char * const *sets,
                           GError **error)
{
  return load_document (project, id, flags, sets, NULL, error);
}

GlsDocument *
gls_project_load_document_when_done (GlsProject *project, const GlsId *id, GlsLoadFlags flags, const char * const *sets,
                                     gboolean *changed, GError **error)
{
  return load_document (project, id, flags, sets, changed, error);
}

static GArray *
find_own_links (GlsProject *project, const GlsRecord *record, GError **error)
{
  sqlite3_stmt *select
      = gls_db_prepare (&project->db, "SELECT k FROM rec WHERE part = 10 AND doc = ? AND owner = ?", error);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, record->doc);
  sqlite3_bind_int64 (select, 2, record->k);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 link = sqlite3_column_int64 (select, 0);

      g_array_append_val (links, link);
    }
  if (failure == NULL)
    return g_steal_pointer (&links);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
read_own_links (Reading *reading, const GlsRecord *record, GError **error)
{
  g_autoptr (GArray) links = find_own_links (reading->project, record, error);
  gboolean ok = links != NULL;
  GlsFold fold;

  gls_fold_init (&fold);
  for (guint i = 0; ok && i < links->len; i++)
    {
      GlsRecord link;

      gls_fold_reset (&fold);
      ok = gls_journal_get_record (reading->project, g_array_index (links, gint64, i), &link, error)
           && gls_journal_fold (reading->project, &link, &fold, error);
      if (ok)
        read_link (reading, &link, &fold);
    }
  gls_fold_clear (&fold);
  return ok;
}

/* NULL without @error: there is none, or it is deleted. */
static GlsAnnotation *
read_annotation (GlsProject *project, const GlsRecord *record, GError **error)
{
  g_autoptr (GlsAnnotation) annotation = NULL;
  Reading reading = { 0 };
  gboolean ok;
  GlsFold fold;

  reading_init (&reading, project, NULL, NULL);
  gls_fold_init (&fold);
  ok = gls_journal_fold (project, record, &fold, error);
  if (ok)
    annotation = make_annotation (&reading, record, &fold);
  gls_fold_clear (&fold);
  if (annotation != NULL)
    {
      keep_annotation (&reading, record->k, annotation);
      ok = read_own_links (&reading, record, error);
      attach_links (&reading);
    }
  reading_clear (&reading);
  return ok ? g_steal_pointer (&annotation) : NULL;
}

/**
 * gls_project_load_annotation:
 *
 * Returns: (transfer full): the annotation with attributes and links, %GLS_ERROR_NOT_FOUND when it is not there or deleted
 */
GlsAnnotation *
gls_project_load_annotation (GlsProject *project, const GlsId *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GlsAnnotation *annotation = NULL;
  GlsRecord record;

  if (gls_names_load (project, &failure) && gls_journal_find_whole_record (project, id, &record, &failure)
      && record.kind == GLS_RECORD_ANNOTATION)
    annotation = read_annotation (project, &record, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (annotation == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such annotation; it may have been deleted"));
  return annotation;
}
