/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Annotations and lists of fragments as plain values: made, compared, checked and packed here.
 * It must not know the text, the codebook or the file that an annotation belongs to. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <gls-error.h>

#include "gls-annotation.h"

static void
attribute_clear (gpointer data)
{
  GlsAttribute *attribute = data;

  g_clear_pointer (&attribute->name, g_free);
  g_clear_pointer (&attribute->value, g_free);
}

/**
 * gls_annotation_new:
 *
 * An annotation without id, type or fragments; its confidence is NAN.
 *
 * Returns: (transfer full): free with gls_annotation_free()
 */
GlsAnnotation *
gls_annotation_new (void)
{
  GlsAnnotation *annotation = g_new0 (GlsAnnotation, 1);

  annotation->confidence = NAN;

  return annotation;
}

/**
 * gls_annotation_free:
 * @annotation: (nullable) (transfer full): an annotation
 *
 * Frees @annotation and everything it points to.
 */
void
gls_annotation_free (GlsAnnotation *annotation)
{
  if (annotation == NULL)
    return;

  g_free (annotation->type);
  g_free (annotation->by);
  g_free (annotation->fragments);
  g_clear_pointer (&annotation->attributes, g_array_unref);
  g_clear_pointer (&annotation->links, g_array_unref);
  g_free (annotation->note);
  g_free (annotation->unsure);
  g_free (annotation->plugin);
  g_free (annotation->run);
  g_free (annotation->chain);
  g_free (annotation);
}

/**
 * gls_annotation_set_fragments:
 * @annotation: an annotation
 * @fragments: (array length=n): code points, half-open; copied as they are, unchecked
 * @n: how many
 *
 * Replaces the whole list; @fragments may be the annotation's own.
 */
void
gls_annotation_set_fragments (GlsAnnotation *annotation, const GlsFragment *fragments, guint n)
{
  g_return_if_fail (annotation != NULL);
  g_return_if_fail (fragments != NULL || n == 0);

  GlsFragment *copy = n > 0 ? g_memdup2 (fragments, (gsize) n * sizeof *fragments) : NULL;
  g_free (annotation->fragments);
  annotation->fragments = copy;
  annotation->n_fragments = n;
}

/**
 * gls_annotation_add_attribute:
 * @annotation: an annotation
 * @name: the attribute's name
 * @json: its whole value, canonical JSON
 *
 * Appends the attribute, or replaces the value of one that is there already.
 */
void
gls_annotation_add_attribute (GlsAnnotation *annotation, const char *name, const char *json)
{
  g_return_if_fail (annotation != NULL && name != NULL && json != NULL);

  if (annotation->attributes == NULL)
    {
      annotation->attributes = g_array_new (FALSE, FALSE, sizeof (GlsAttribute));
      g_array_set_clear_func (annotation->attributes, attribute_clear);
    }

  for (guint i = 0; i < annotation->attributes->len; i++)
    {
      GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);

      if (g_str_equal (attribute->name, name))
        {
          char *copy = g_strdup (json);
          g_free (attribute->value);
          attribute->value = copy;
          return;
        }
    }

  GlsAttribute attribute = { g_strdup (name), g_strdup (json) };
  g_array_append_val (annotation->attributes, attribute);
}

/**
 * gls_annotation_take_link:
 * @annotation: an annotation
 * @link: (transfer full): the filler or relation; its strings now belong to @annotation
 *
 * Appends @link. The order of calls is the order of an ordered role.
 */
void
gls_annotation_take_link (GlsAnnotation *annotation, GlsLink link)
{
  g_return_if_fail (annotation != NULL && link.name != NULL);

  if (annotation->links == NULL)
    {
      annotation->links = g_array_new (FALSE, FALSE, sizeof (GlsLink));
      g_array_set_clear_func (annotation->links, (GDestroyNotify) gls_link_clear);
    }

  g_array_append_val (annotation->links, link);
}

/**
 * gls_annotation_copy:
 * @annotation: an annotation
 *
 * Returns: (transfer full): the same with all it points to
 */
GlsAnnotation *
gls_annotation_copy (const GlsAnnotation *annotation)
{
  GlsAnnotation *copy = g_memdup2 (annotation, sizeof *annotation);

  copy->type = g_strdup (annotation->type);
  copy->by = g_strdup (annotation->by);
  copy->fragments = g_memdup2 (annotation->fragments, annotation->n_fragments * sizeof *annotation->fragments);
  copy->note = g_strdup (annotation->note);
  copy->unsure = g_strdup (annotation->unsure);
  copy->plugin = g_strdup (annotation->plugin);
  copy->run = g_strdup (annotation->run);
  copy->chain = g_strdup (annotation->chain);
  copy->attributes = copy->links = NULL;
  for (guint i = 0; annotation->attributes != NULL && i < annotation->attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);

      gls_annotation_add_attribute (copy, attribute->name, attribute->value);
    }
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      GlsLink link = g_array_index (annotation->links, GlsLink, i);

      link.name = g_strdup (link.name);
      link.value = g_strdup (link.value);
      gls_annotation_take_link (copy, link);
    }
  return copy;
}

/**
 * gls_annotation_get_attribute:
 * @annotation: an annotation
 * @name: the attribute's name
 *
 * Returns: (nullable): its canonical JSON, borrowed, or NULL where it is not set
 */
const char *
gls_annotation_get_attribute (const GlsAnnotation *annotation, const char *name)
{
  g_return_val_if_fail (annotation != NULL && name != NULL, NULL);

  for (guint i = 0; annotation->attributes != NULL && i < annotation->attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);

      if (g_str_equal (attribute->name, name))
        return attribute->value;
    }

  return NULL;
}

/**
 * gls_link_clear:
 * @link: a link
 *
 * Frees the strings of @link and empties it; the struct itself stays the caller's.
 */
void
gls_link_clear (GlsLink *link)
{
  if (link == NULL)
    return;

  g_free (link->name);
  g_free (link->value);
  *link = (GlsLink) { 0 };
}

static int
compare_numbers (guint32 a, guint32 b)
{
  return (a > b) - (a < b);
}

/**
 * gls_annotation_compare:
 * @a: a pointer to a pointer to an annotation, as g_ptr_array_sort() hands out
 * @b: another
 *
 * Orders by (start of the first fragment, end of the last, type, id); one without fragments comes first.
 *
 * Returns: below, equal to or above 0
 */
int
gls_annotation_compare (gconstpointer a, gconstpointer b)
{
  const GlsAnnotation *one = *(const GlsAnnotation * const *) a;
  const GlsAnnotation *other = *(const GlsAnnotation * const *) b;

  if (one->n_fragments == 0 || other->n_fragments == 0)
    {
      if (one->n_fragments != other->n_fragments)
        return one->n_fragments == 0 ? -1 : 1;
    }
  else
    {
      int order = compare_numbers (one->fragments[0].start, other->fragments[0].start);

      if (order == 0)
        order = compare_numbers (one->fragments[one->n_fragments - 1].end,
                                 other->fragments[other->n_fragments - 1].end);
      if (order != 0)
        return order;
    }

  int order = g_strcmp0 (one->type, other->type);

  return order != 0 ? order : gls_id_compare (&one->id, &other->id);
}

/**
 * gls_fragments_check:
 * @fragments: (array length=n): code points, half-open
 * @n: how many
 * @length: of the text, in code points
 * @error: GLS_ERROR_INVALID names the fragment, counted from 1, and what is wrong with it
 *
 * A list is at least one fragment, sorted and apart, within the text; each with start < end, but for a single one that
 * may be of zero width.
 *
 * Returns: TRUE when it is so
 */
gboolean
gls_fragments_check (const GlsFragment *fragments, guint n, guint32 length, GError **error)
{
  if (n == 0)
    {
      g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID,
                           _("An annotation needs at least one fragment, but it has none."));
      return FALSE;
    }

  for (guint i = 0; i < n; i++)
    {
      guint32 start = fragments[i].start, end = fragments[i].end;

      if (end > length || start > length)
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("Fragment %u, [%u, %u), lies beyond the end of the text, which has %u characters."),
                     i + 1, start, end, length);
      else if (start > end)
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("Fragment %u, [%u, %u), ends before it starts."), i + 1, start, end);
      else if (start == end && n > 1)
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("Fragment %u, [%u, %u), is empty; only a single fragment may be."), i + 1, start, end);
      else if (i > 0 && start < fragments[i - 1].end)
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("Fragment %u, [%u, %u), overlaps the one before it or is out of order; it must start after %u."),
                     i + 1, start, end, fragments[i - 1].end);
      else if (i > 0 && start == fragments[i - 1].end)
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("Fragment %u, [%u, %u), touches the one before it; the two must be one."), i + 1, start, end);
      else
        continue;

      return FALSE;
    }

  return TRUE;
}

static int
compare_fragments (gconstpointer a, gconstpointer b)
{
  const GlsFragment *one = a, *other = b;
  int order = compare_numbers (one->start, other->start);

  return order != 0 ? order : compare_numbers (one->end, other->end);
}

/**
 * gls_fragments_normalize:
 * @fragments: (array length=n): any fragments, also reversed ones; changed in place
 * @n: how many
 *
 * Sorts, and joins what overlaps or touches. Empty fragments go when there is any other; of nothing but empty ones the
 * first stays. The result passes gls_fragments_check() in a text that is long enough.
 *
 * Returns: how many are left
 */
guint
gls_fragments_normalize (GlsFragment *fragments, guint n)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    if (fragments[i].start > fragments[i].end)
      fragments[i] = (GlsFragment) { fragments[i].end, fragments[i].start };

  if (n < 2)
    return n;

  qsort (fragments, n, sizeof *fragments, compare_fragments);

  for (guint i = 0; i < n; i++)
    {
      GlsFragment next = fragments[i];

      if (kept > 0 && next.start <= fragments[kept - 1].end)
        fragments[kept - 1].end = MAX (fragments[kept - 1].end, next.end);
      else if (kept > 0 && fragments[kept - 1].start == fragments[kept - 1].end)
        {
          /* An empty one that nothing joined gives way to the next, unless that is empty too. */
          if (next.start < next.end)
            fragments[kept - 1] = next;
        }
      else if (kept == 0 || next.start < next.end)
        fragments[kept++] = next;
    }

  return kept;
}

static guint8 *
write_varint (guint8 *at, guint32 value)
{
  for (; value >= 0x80; value >>= 7)
    *at++ = (value & 0x7f) | 0x80;
  *at++ = value;
  return at;
}

/* Only the shortest form of a number below 2^32 is read, so that a list has one packed form. */
static gboolean
read_varint (const guint8 **at, const guint8 *end, guint32 *value)
{
  guint64 number = 0;

  for (guint shift = 0; shift <= 28 && *at < end; shift += 7)
    {
      guint8 byte = *(*at)++;

      number |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          if ((byte == 0 && shift > 0) || number > G_MAXUINT32)
            return FALSE;
          *value = number;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * gls_fragments_pack:
 * @fragments: (array length=n): a list that passes gls_fragments_check()
 * @n: how many
 *
 * The compact form of the project file: little-endian base-128 numbers, for each fragment the gap from the end of the one
 * before it (the first: from 0) and its length.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
gls_fragments_pack (const GlsFragment *fragments, guint n)
{
  g_return_val_if_fail (gls_fragments_check (fragments, n, G_MAXUINT32, NULL), NULL);

  guint8 *bytes = g_malloc (GLS_FRAGMENTS_PACKED (n));
  gsize n_bytes = gls_fragments_pack_into (fragments, n, bytes);

  return g_bytes_new_take (g_realloc (bytes, n_bytes), n_bytes);
}

gsize
gls_fragments_pack_into (const GlsFragment *fragments, guint n, guint8 *bytes)
{
  guint8 *at = bytes;
  guint32 position = 0;

  for (guint i = 0; i < n; i++)
    {
      at = write_varint (at, fragments[i].start - position);
      at = write_varint (at, fragments[i].end - fragments[i].start);
      position = fragments[i].end;
    }
  return (gsize) (at - bytes);
}

/* The next fragment after @last (NULL: the first); FALSE: damaged. */
static gboolean
read_fragment (const guint8 **at, const guint8 *end, const GlsFragment *last, GlsFragment *fragment)
{
  guint64 position = last != NULL ? last->end : 0;
  guint32 gap, length;

  if (!read_varint (at, end, &gap) || !read_varint (at, end, &length))
    return FALSE;
  gboolean touches = last != NULL && gap == 0;
  gboolean empty = length == 0 && (last != NULL || *at < end);
  if (position + gap + length > G_MAXUINT32 || touches || empty)
    return FALSE;
  *fragment = (GlsFragment) { (guint32) (position + gap), (guint32) (position + gap + length) };

  return TRUE;
}

/**
 * gls_fragments_unpack:
 * @data: (array length=n_bytes): bytes, trusted in nothing
 * @n_bytes: how many
 * @n: (out): how many fragments
 *
 * Returns: (transfer full) (nullable): the list, which passes gls_fragments_check() in a text that is long enough;
 *   NULL when the bytes are not what gls_fragments_pack() makes
 */
GlsFragment *
gls_fragments_unpack (const guint8 *data, gsize n_bytes, guint *n)
{
  const guint8 *at = data, *end = data + n_bytes;
  guint numbers = 0, count = 0;

  *n = 0;
  if (data == NULL || n_bytes < 2 || n_bytes > G_MAXUINT32)
    return NULL;

  for (gsize i = 0; i < n_bytes; i++)
    numbers += data[i] < 0x80;

  g_autofree GlsFragment *fragments = g_new (GlsFragment, numbers / 2 + 1);

  for (; at < end; count++)
    if (!read_fragment (&at, end, count > 0 ? &fragments[count - 1] : NULL, &fragments[count]))
      return NULL;

  *n = count;

  return g_steal_pointer (&fragments);
}

/**
 * gls_fragments_hull:
 * @hull: (out): from the first fragment's start to the last one's end
 *
 * Returns: how many fragments gls_fragments_unpack() would give; 0 where it would give %NULL
 */
guint
gls_fragments_hull (const guint8 *data, gsize n_bytes, GlsFragment *hull)
{
  const guint8 *at = data, *end = data + n_bytes;
  GlsFragment last = { 0 };
  guint count = 0;

  if (data == NULL || n_bytes < 2 || n_bytes > G_MAXUINT32)
    return 0;

  for (; at < end; count++)
    {
      if (!read_fragment (&at, end, count > 0 ? &last : NULL, &last))
        return 0;
      if (count == 0)
        hull->start = last.start;
    }
  hull->end = last.end;

  return count;
}
