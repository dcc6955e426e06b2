/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The annotations of one document into the project: a change a set, ids that belong to something else mapped, what stands
 * already left alone. It must not read files; what does not fit the codebook gls-transfer-fit.c has left out before. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gls-transfer-private.h"

/* So many annotations a change, so that a commit of one huge document stays short. */
#define CHUNK 500

typedef struct {
  GlsTransferPut *put;
  GlsDocument    *document;
  const char     *name;
  GHashTable     *standing;  /* GlsId * to GlsAnnotation of the project's document; NULL: it is new */
  GHashTable     *mapped;    /* GlsId * in the file to GlsId * here; NULL: none */
  GHashTable     *chunks;    /* GlsId * to number of the chunk + 1 that puts it */
  GPtrArray      *puts;      /* GlsAnnotation to put, by set */
} Putting;

/* 64 bits of an id: two of five million alike by chance are one in a million, and then only mapped without need. */
static gpointer
fingerprint (const GlsId *id)
{
  guint64 high, low;

  memcpy (&high, id->bytes, 8);
  memcpy (&low, id->bytes + 8, 8);
  low ^= high * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  low ^= low >> 32;
  return GSIZE_TO_POINTER ((gsize) low);
}

typedef enum { ID_FREE, ID_STANDING, ID_DELETED, ID_TAKEN } Place;

/* What @id is in the project, as far as an annotation of @by in this document is concerned. */
static Place
find_place (Putting *putting, const GlsId *id, const char *by)
{
  GlsTransferPut *put = putting->put;
  const GlsAnnotation *standing = putting->standing ? g_hash_table_lookup (putting->standing, id) : NULL;
  GlsId document, set, expected;
  GlsRecordKind kind;

  if (standing)
    return strcmp (standing->by, by) == 0 ? ID_STANDING : ID_TAKEN;
  if (g_hash_table_contains (put->ids, fingerprint (id)))
    return ID_TAKEN;
  if ((put->was_empty && !putting->standing) || !gls_project_find_record (gls_transfer_put_before (put), id, &kind, &document, &set))
    return ID_FREE;
  gls_record_id_for_person (by, &expected);
  if (kind != GLS_RECORD_ANNOTATION || !gls_id_equal (&document, &putting->document->id) || !gls_id_equal (&set, &expected))
    return ID_TAKEN;
  return gls_project_is_undone (gls_transfer_put_before (put), id) ? ID_FREE : ID_DELETED;
}

static void
map_id (Putting *putting, GlsAnnotation *annotation)
{
  char string[GLS_ID_STRING_SIZE], now[GLS_ID_STRING_SIZE];
  GlsId *from = g_memdup2 (&annotation->id, sizeof annotation->id);

  gls_id_to_string (from, string);
  gls_id_derive (&annotation->id, "annotation", (const void *) &putting->document->id, sizeof putting->document->id,
                 (const void *) annotation->by, strlen (annotation->by), (const void *) string, strlen (string), NULL);
  gls_id_to_string (&annotation->id, now);
  gls_transfer_report (putting->put->report,
                       _("Document “%s”: the id %s belongs to another annotation; the one by %s is now %s."),
                       putting->document->key, string, annotation->by, now);
  if (!putting->mapped)
    putting->mapped = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  g_hash_table_insert (putting->mapped, from, g_memdup2 (&annotation->id, sizeof annotation->id));
}

/* Settles the annotation's id; FALSE when there is nothing to put. */
static gboolean
settle (Putting *putting, GlsAnnotation *annotation)
{
  GlsTransferPut *put = putting->put;
  const GlsId from = annotation->id;
  Place place = find_place (putting, &annotation->id, annotation->by);

  if (place == ID_TAKEN)
    {
      map_id (putting, annotation);
      place = find_place (putting, &annotation->id, annotation->by);
    }
  switch (place)
    {
    case ID_FREE:
      g_hash_table_add (put->ids, fingerprint (&annotation->id));
      gls_transfer_put_meet (put, &from, &annotation->id);
      return TRUE;
    case ID_STANDING:
      gls_transfer_put_meet (put, &from, &annotation->id);
      return TRUE;
    case ID_DELETED:
      gls_transfer_report (put->report, _("Document “%s”: an annotation by %s was deleted here and stays so."),
                           putting->document->key, annotation->by);
      return FALSE;
    case ID_TAKEN:
    default:
      gls_transfer_report (put->report, _("Document “%s”: an annotation by %s has the id of another; left out."),
                           putting->document->key, annotation->by);
      return FALSE;
    }
}

/* Links follow their targets; only a document in which an id was mapped is walked. */
static void
map_links (Putting *putting)
{
  GPtrArray *annotations = putting->document->annotations;

  for (guint i = 0; putting->mapped && i < annotations->len; i++)
    {
      GlsAnnotation *annotation = annotations->pdata[i];

      for (guint j = 0; annotation->links && j < annotation->links->len; j++)
        {
          GlsLink *link = &g_array_index (annotation->links, GlsLink, j);
          const GlsId *now = link->kind == GLS_LINK_TO ? g_hash_table_lookup (putting->mapped, &link->target) : NULL;

          if (now)
            link->target = *now;
        }
    }
}

static int
compare_sets (gconstpointer a, gconstpointer b)
{
  const GlsAnnotation *x = *(GlsAnnotation * const *) a, *y = *(GlsAnnotation * const *) b;
  int order = strcmp (x->by, y->by);

  return order != 0 ? order : gls_annotation_compare (a, b);
}

/* Fills putting->puts with what is new or differs, sorted by set. */
static void
choose (Putting *putting)
{
  GlsTransferPut *put = putting->put;
  GPtrArray *annotations = putting->document->annotations;
  g_autoptr (GPtrArray) settled = g_ptr_array_sized_new (annotations->len);

  for (guint i = 0; i < annotations->len; i++)
    {
      gls_transfer_put_fit (put, annotations->pdata[i], putting->document->key);
      if (settle (putting, annotations->pdata[i]))
        g_ptr_array_add (settled, annotations->pdata[i]);
    }
  map_links (putting);
  for (guint i = 0; i < settled->len; i++)
    {
      GlsAnnotation *annotation = settled->pdata[i];
      const GlsAnnotation *standing
          = putting->standing ? g_hash_table_lookup (putting->standing, &annotation->id) : NULL;

      if (!standing || !gls_transfer_annotation_covers (standing, annotation))
        g_ptr_array_add (putting->puts, annotation);
    }
  g_ptr_array_sort (putting->puts, compare_sets);
}

/* Where a chunk that begins at @first ends: at the set's last annotation, or when it is full. */
static guint
chunk_end (const Putting *putting, guint first)
{
  const GlsAnnotation *head = putting->puts->pdata[first];
  guint end = first + 1;

  while (end < putting->puts->len && end - first < CHUNK
         && strcmp (((GlsAnnotation *) putting->puts->pdata[end])->by, head->by) == 0)
    end++;
  return end;
}

/* Numbers the chunks, so that a link knows whether its target is put before it. */
static void
number_chunks (Putting *putting)
{
  guint number = 0;

  for (guint first = 0; first < putting->puts->len; number++)
    {
      guint end = chunk_end (putting, first);

      for (; first < end; first++)
        g_hash_table_insert (putting->chunks, &((GlsAnnotation *) putting->puts->pdata[first])->id,
                             GUINT_TO_POINTER (number + 1));
    }
}

/* Puts the links whose targets are (@later) or are not yet to come in a chunk above @number. Returns whether some were left. */
static gboolean
put_links (Putting *putting, GlsChange *change, const GlsAnnotation *annotation, guint number, gboolean later)
{
  const char *last = NULL;
  gboolean left = FALSE;
  int order = 0;

  for (guint i = 0; annotation->links && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      gboolean is_later = link->kind == GLS_LINK_TO
                          && GPOINTER_TO_UINT (g_hash_table_lookup (putting->chunks, &link->target)) > number + 1;

      order = last && strcmp (last, link->name) == 0 ? order + 1 : 0;
      last = link->name;
      if (is_later == later)
        gls_change_put_link (change, &putting->document->id, &annotation->id, link, putting->put->codebook, annotation->type,
                             order);
      else
        left = TRUE;
    }
  return left;
}

/* The annotation without its links, which are put one by one. */
static void
put_annotation (Putting *putting, GlsChange *change, GlsAnnotation *annotation)
{
  GArray *links = g_steal_pointer (&annotation->links);

  gls_change_put_annotation (change, &putting->document->id, annotation, putting->put->codebook);
  annotation->links = links;
}

static gboolean
put_chunks (Putting *putting, gboolean later, gboolean *left, GError **error)
{
  GlsTransferPut *put = putting->put;
  guint number = 0;

  for (guint first = 0; first < putting->puts->len; number++)
    {
      GlsChange *change = gls_transfer_put_change (put, putting->name);
      guint begin = first, end = chunk_end (putting, first);

      if (putting->standing == NULL)
        gls_change_promise_fresh (change);
      for (; first < end; first++)
        {
          GlsAnnotation *annotation = putting->puts->pdata[first];

          if (!later)
            put_annotation (putting, change, annotation);
          *left |= put_links (putting, change, annotation, number, later);
        }
      if (gls_change_is_empty (change))
        gls_change_free (change);
      else if (!gls_transfer_put_take (put, change, putting->name, end - begin + 1, error))
        return FALSE;
    }
  return TRUE;
}

static GHashTable *
load_standing (GlsTransferPut *put, const GlsDocument *document, GlsDocument **ours, GError **error)
{
  gboolean was_written = g_hash_table_contains (put->written, &document->id);
  GlsProject *project = was_written ? gls_transfer_put_idle (put) : gls_transfer_put_before (put);
  GHashTable *standing;

  *ours = gls_project_load_document (project, &document->id, GLS_LOAD_ANNOTATIONS, NULL, error);
  if (!*ours)
    return NULL;
  standing = g_hash_table_new (gls_id_hash, gls_id_equal);
  for (guint i = 0; i < (*ours)->annotations->len; i++)
    {
      GlsAnnotation *annotation = (*ours)->annotations->pdata[i];

      g_hash_table_insert (standing, &annotation->id, annotation);
    }
  return standing;
}

/**
 * gls_transfer_put_annotations:
 * @document: ours to change; its text and metadata are put already, or were there
 * @is_new: nothing of it is in the project yet
 *
 * Returns: FALSE when the project cannot be read or written
 */
gboolean
gls_transfer_put_annotations (GlsTransferPut *put, GlsDocument *document, gboolean is_new, const char *name, GError **error)
{
  g_autoptr (GlsDocument) ours = NULL;
  g_autoptr (GHashTable) standing = NULL;
  g_autoptr (GHashTable) chunks = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GPtrArray) puts = g_ptr_array_new ();
  Putting putting = { .put = put, .document = document, .name = name, .chunks = chunks, .puts = puts };
  gboolean left = FALSE, ok = TRUE;

  if (document->annotations->len == 0)
    return gls_transfer_put_judged (put, document, NULL, name, error);
  if (!gls_transfer_put_need_entities (put, error))
    return FALSE;
  if (!is_new)
    {
      putting.standing = standing = load_standing (put, document, &ours, error);
      if (!standing)
        return FALSE;
    }
  choose (&putting);
  number_chunks (&putting);
  if (put->types)
    ok = gls_transfer_put_take (put, g_steal_pointer (&put->types), name, 1, error);
  ok = ok && put_chunks (&putting, FALSE, &left, error);
  if (ok && left)
    ok = put_chunks (&putting, TRUE, &left, error);
  if (ok)
    put->report->annotations += puts->len;
  ok = ok && gls_transfer_put_judged (put, document, putting.mapped, name, error);
  g_clear_pointer (&putting.mapped, g_hash_table_unref);
  return ok;
}
