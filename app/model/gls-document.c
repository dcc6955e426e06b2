/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as a value that threads may share once it is built: its text, what is known of it, its zones.
 * It must not know where documents come from or are kept, nor guess anything from the text (gls-document-propose.c does). */
#include "config.h"

#include "gls-document.h"

/* What files say; the orders are those of the enumerations. */
static const char * const zone_names[] = { "body", "headline", "caption", "byline", "boilerplate", "repeat" };
static const char * const status_names[] = { "not begun", "in work", "done" };

/**
 * gls_document_new:
 * @text: (nullable): the text, of which a reference is taken; NULL where only what is known of it is wanted
 *
 * Its arrays are there and empty; its id follows from @text, or is null.
 *
 * Returns: (transfer full): the document
 */
GlsDocument *
gls_document_new (GlsText *text)
{
  GlsDocument *document = g_new0 (GlsDocument, 1);

  g_atomic_ref_count_init (&document->ref_count);
  if (text != NULL)
    {
      document->text = gls_text_ref (text);
      gls_document_id_for_text (text, &document->id);
    }
  document->zones = g_array_new (FALSE, FALSE, sizeof (GlsZone));
  document->annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);
  document->statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_status_free);

  return document;
}

/**
 * gls_document_ref:
 * @document: a document
 *
 * Returns: (transfer full): @document
 */
GlsDocument *
gls_document_ref (GlsDocument *document)
{
  g_return_val_if_fail (document != NULL, NULL);

  g_atomic_ref_count_inc (&document->ref_count);

  return document;
}

/**
 * gls_document_unref:
 * @document: (nullable) (transfer full): a document
 */
void
gls_document_unref (GlsDocument *document)
{
  if (document == NULL || !g_atomic_ref_count_dec (&document->ref_count))
    return;

  g_free (document->key);
  g_free (document->title);
  g_free (document->source);
  g_free (document->publisher);
  g_free (document->byline);
  g_free (document->published);
  g_free (document->language);
  g_clear_pointer (&document->text, gls_text_unref);
  g_clear_pointer (&document->zones, g_array_unref);
  g_clear_pointer (&document->annotations, g_ptr_array_unref);
  g_clear_pointer (&document->statuses, g_ptr_array_unref);
  g_clear_pointer (&document->verdicts, g_ptr_array_unref);
  g_clear_pointer (&document->decisions, g_ptr_array_unref);
  g_clear_pointer (&document->waivers, g_ptr_array_unref);
  g_clear_pointer (&document->memory, g_ptr_array_unref);
  g_clear_pointer (&document->original, g_bytes_unref);
  g_free (document);
}

void
gls_document_verdict_free (GlsDocumentVerdict *verdict)
{
  g_free (verdict->of);
  g_free (verdict->by);
  g_free (verdict);
}

int
gls_document_verdict_compare (gconstpointer a, gconstpointer b)
{
  const GlsDocumentVerdict *x = *(GlsDocumentVerdict * const *) a, *y = *(GlsDocumentVerdict * const *) b;
  int order = gls_id_compare (&x->suggestion, &y->suggestion);

  return order != 0 ? order : g_strcmp0 (x->by, y->by);
}

/**
 * gls_document_status_free:
 * @status: (nullable) (transfer full): a status
 */
void
gls_document_status_free (GlsDocumentStatus *status)
{
  if (status == NULL)
    return;

  g_free (status->by);
  g_free (status->note);
  g_free (status);
}

/**
 * gls_document_id_for_text:
 * @text: a text
 * @id: (out): the id of every document that has exactly this text
 */
void
gls_document_id_for_text (const GlsText *text, GlsId *id)
{
  gsize n_bytes;
  const char *data = gls_text_get_data (text, &n_bytes);

  gls_id_derive (id, "document", data, n_bytes, NULL);
}

static int
compare_zones (const GlsZone *a, const GlsZone *b)
{
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end < b->end ? -1 : 1;

  return (int) a->kind - (int) b->kind;
}

/**
 * gls_document_add_zone:
 * @document: a document that no other thread sees yet
 * @kind: any but GLS_ZONE_BODY
 * @start: first code point
 * @end: after the last, above @start
 *
 * Puts the zone in its place by (start, end, kind). One that is there already stays single.
 */
void
gls_document_add_zone (GlsDocument *document, GlsZoneKind kind, guint32 start, guint32 end)
{
  g_return_if_fail (document != NULL);
  g_return_if_fail (kind > GLS_ZONE_BODY && kind <= GLS_ZONE_REPEAT);
  g_return_if_fail (start < end);

  GlsZone zone = { kind, start, end };
  guint low = 0, high = document->zones->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = compare_zones (&g_array_index (document->zones, GlsZone, middle), &zone);

      if (order == 0)
        return;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  g_array_insert_val (document->zones, low, zone);
}

/**
 * gls_zone_kind_to_string:
 * @kind: a kind of zone
 *
 * Returns: what files say, never translated
 */
const char *
gls_zone_kind_to_string (GlsZoneKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (zone_names), "body");

  return zone_names[kind];
}

static gboolean
parse_name (const char *string, const char * const *names, guint n, guint *index)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (string, names[i]) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * gls_zone_kind_parse:
 * @string: (nullable): what a file says
 * @kind: (out): untouched when FALSE is returned
 *
 * "body" is refused: it is what no zone covers, so no file may call a zone so.
 *
 * Returns: TRUE when a zone may be of this kind
 */
gboolean
gls_zone_kind_parse (const char *string, GlsZoneKind *kind)
{
  guint index;

  if (!parse_name (string, zone_names, G_N_ELEMENTS (zone_names), &index) || index == GLS_ZONE_BODY)
    return FALSE;
  *kind = index;

  return TRUE;
}

/**
 * gls_status_to_string:
 * @status: a status
 *
 * Returns: what files say, never translated
 */
const char *
gls_status_to_string (GlsStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (status_names), "not begun");

  return status_names[status];
}

/**
 * gls_status_parse:
 * @string: (nullable): exactly what gls_status_to_string() gives
 * @status: (out): untouched when FALSE is returned
 *
 * Returns: TRUE when @string is a status
 */
gboolean
gls_status_parse (const char *string, GlsStatus *status)
{
  guint index;

  if (!parse_name (string, status_names, G_N_ELEMENTS (status_names), &index))
    return FALSE;
  *status = index;

  return TRUE;
}
