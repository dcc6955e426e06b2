/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a line of the native JSON Lines into a value, refusing what is wrong and reporting what is unknown.
 * It must not know files or the store; whether ids exist elsewhere in a project is asked by its caller. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include <gls-date.h>
#include <gls-error.h>
#include "gls-jsonl-private.h"

static const char *const document_members[]
    = { "document", "title", "byline", "source", "publisher", "published", "language", "text",
        "statuses", "zones", "annotations", "verdicts", "decisions", "waivers", "original", NULL };
static const char *const zone_members[] = { "kind", "start", "end", NULL };
static const char *const status_members[] = { "by", "status", "note", NULL };

void
gls_jsonl_report (GPtrArray *reports, const char *format, ...)
{
  va_list args;

  if (!reports || reports->len >= GLS_JSONL_MAX_REPORTS)
    return;
  va_start (args, format);
  g_ptr_array_add (reports, g_strdup_vprintf (format, args));
  va_end (args);
}

/* One sentence a kind of member, however often it stood in the line. */
void
gls_jsonl_report_unknown (GPtrArray *reports, GPtrArray *unknown)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < unknown->len; i++)
    if (g_hash_table_add (told, unknown->pdata[i]))
      gls_jsonl_report (reports, _("The member “%s” is not known and was left out."), (char *) unknown->pdata[i]);
}

void
gls_jsonl_entity_id (const char *string, const GlsProjectData *project, GlsId *id)
{
  const GlsId *known;

  if (gls_id_parse (string, id) && !gls_id_is_null (id))
    return;
  known = project ? g_hash_table_lookup (project->entity_ids, string) : NULL;
  if (known)
    *id = *known;
  else
    gls_id_derive (id, "entity", (const void *) string, strlen (string), NULL);
}

/* Skips a string whose opening quotation mark is at @at; returns the place after the closing one, or @end. */
static const char *
skip_string (const char *at, const char *end)
{
  for (at++; at < end; at++)
    {
      if (*at == '\\')
        at++;
      else if (*at == '"')
        return at + 1;
    }
  return end;
}

static gboolean
is_name (const char *from, const char *to, const char *name)
{
  gsize n = strlen (name);

  return (gsize) (to - from) == n + 2 && memcmp (from + 1, name, n) == 0;
}

/**
 * gls_jsonl_peek:
 * @line: a line, or the beginning of one
 * @n_bytes: how much of it is there
 *
 * Looks for the member that tells what the line is, at the outermost level and wherever it stands, without parsing.
 *
 * Returns: what the line claims to be; whether it is sound, reading tells
 */
GlsJsonlKind
gls_jsonl_peek (const char *line, gsize n_bytes)
{
  const char *at = line, *end;
  gboolean expects_name = TRUE;
  int depth = 0;

  if (n_bytes == 0)
    return GLS_JSONL_OTHER;
  end = line + n_bytes;
  if (n_bytes >= 3 && memcmp (at, "\xEF\xBB\xBF", 3) == 0)
    at += 3;
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
    at++;
  if (at == end || *at != '{')
    return GLS_JSONL_OTHER;
  for (; at < end;)
    {
      const char *from = at;

      switch (*at)
        {
        case '"':
          at = skip_string (at, end);
          if (depth != 1 || !expects_name)
            continue;
          if (is_name (from, at, "glossator"))
            return GLS_JSONL_PROJECT;
          if (is_name (from, at, "document"))
            return GLS_JSONL_DOCUMENT;
          expects_name = FALSE;
          continue;
        case '{':
        case '[':
          depth++;
          break;
        case '}':
        case ']':
          if (--depth == 0)
            return GLS_JSONL_OTHER;
          break;
        case ',':
          expects_name = TRUE;
          break;
        default:
          break;
        }
      at++;
    }
  return GLS_JSONL_OTHER;
}

/* Borrowed from @tree, which the caller frees. */
const GlsJsonValue *
gls_jsonl_parse_line (const char *line, gsize n_bytes, GlsJsonTree **tree, GError **error)
{
  const GlsJsonValue *root;

  if (n_bytes >= 3 && memcmp (line, "\xEF\xBB\xBF", 3) == 0)
    line += 3, n_bytes -= 3;
  *tree = gls_json_tree_new (line, n_bytes, error);
  if (!*tree)
    return NULL;
  root = gls_json_tree_root (*tree);
  if (root->kind != GLS_JSON_OBJECT)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("it is no JSON object."));
      return NULL;
    }
  return root;
}

static gboolean
read_strings (const GlsJsonValue *object, GlsDocument *document, GPtrArray *reports, GError **error)
{
  const struct {
    const char *member;
    char      **value;
  } strings[] = {
    { "title", &document->title },         { "byline", &document->byline },       { "source", &document->source },
    { "publisher", &document->publisher }, { "published", &document->published }, { "language", &document->language },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      const char *value = NULL;

      if (!gls_json_value_get_string (object, "", strings[i].member, FALSE, &value, error))
        return FALSE;
      *strings[i].value = g_strdup (value);
    }
  if (document->published && !gls_date_is_valid (document->published))
    {
      gls_jsonl_report (reports, _("Document “%s”: “published” is “%s”, which is no date such as 2015-04-21; left out."),
                        document->key, document->published);
      g_clear_pointer (&document->published, g_free);
    }
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

static gboolean
read_zone (const GlsJsonValue *array, guint index, GlsDocument *document, GPtrArray *unknown, GError **error)
{
  gint64 start = 0, end = 0, length = gls_text_get_length (document->text);
  const GlsJsonValue *object = NULL;
  const char *kind = NULL;
  GlsZone zone;

  if (!gls_json_value_get_element (array, index, "zones", &object, error)
      || !gls_json_value_get_string (object, "", "kind", TRUE, &kind, error)
      || !gls_json_value_get_int (object, "", "start", TRUE, 0, length, &start, error)
      || !gls_json_value_get_int (object, "", "end", TRUE, 0, length, &end, error))
    return FALSE;
  if (!gls_zone_kind_parse (kind, &zone.kind))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("“kind” is “%s”; give headline, caption, byline, boilerplate or repeat."), kind);
      return FALSE;
    }
  if (start >= end)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("“start” %lld is not before “end” %lld."), (long long) start, (long long) end);
      return FALSE;
    }
  zone.start = (guint32) start;
  zone.end = (guint32) end;
  g_array_append_val (document->zones, zone);
  gls_json_value_find_unknown (object, "zone", zone_members, unknown);
  return TRUE;
}

static gboolean
read_zones (const GlsJsonValue *object, GlsDocument *document, GPtrArray *unknown, GError **error)
{
  const GlsJsonValue *array = NULL;
  guint n, kept = 0;
  GlsZone *zones;

  if (!gls_json_value_get_array (object, "", "zones", FALSE, &array, error))
    return FALSE;
  n = array ? array->n : 0;
  for (guint i = 0; i < n; i++)
    if (!read_zone (array, i, document, unknown, error))
      {
        g_prefix_error (error, _("zone %u: "), i + 1);
        return FALSE;
      }
  g_array_sort (document->zones, compare_zones);
  zones = (GlsZone *) (void *) document->zones->data;
  for (guint i = 0; i < n; i++)
    if (kept == 0 || compare_zones (&zones[kept - 1], &zones[i]) != 0)
      zones[kept++] = zones[i];
  g_array_set_size (document->zones, kept);
  return TRUE;
}

static gboolean
is_person (const char *name)
{
  return *name != '\0' && strcmp (name, "gold") != 0 && !g_str_has_prefix (name, "plugin:");
}

static int
compare_statuses (gconstpointer a, gconstpointer b)
{
  const GlsDocumentStatus *x = *(GlsDocumentStatus * const *) a, *y = *(GlsDocumentStatus * const *) b;

  return strcmp (x->by, y->by);
}

static gboolean
read_status (const GlsJsonValue *array, guint index, GlsDocument *document, GHashTable *seen, GPtrArray *unknown,
             GPtrArray *reports, GError **error)
{
  const char *by = NULL, *word = NULL, *note = NULL;
  GlsDocumentStatus *status;
  const GlsJsonValue *object = NULL;
  GlsStatus value;

  if (!gls_json_value_get_element (array, index, "statuses", &object, error)
      || !gls_json_value_get_string (object, "", "by", TRUE, &by, error)
      || !gls_json_value_get_string (object, "", "status", TRUE, &word, error)
      || !gls_json_value_get_string (object, "", "note", FALSE, &note, error))
    return FALSE;
  if (!gls_status_parse (word, &value))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“status” is “%s”; give not begun, in work or done."), word);
      return FALSE;
    }
  gls_json_value_find_unknown (object, "status", status_members, unknown);
  if (!is_person (by) || !g_hash_table_add (seen, (gpointer) by))
    {
      gls_jsonl_report (reports,
                        is_person (by) ? _("Document “%s”: the status of “%s” stands twice; the first one is taken.")
                                       : _("Document “%s”: “%s” is no person and has no status; left out."),
                        document->key, by);
      return TRUE;
    }
  status = g_new0 (GlsDocumentStatus, 1);
  status->by = g_strdup (by);
  status->status = value;
  status->note = g_strdup (note);
  g_ptr_array_add (document->statuses, status);
  return TRUE;
}

static gboolean
read_statuses (const GlsJsonValue *object, GlsDocument *document, GPtrArray *unknown, GPtrArray *reports, GError **error)
{
  const GlsJsonValue *array = NULL;
  g_autoptr (GHashTable) seen = NULL;

  if (!gls_json_value_get_array (object, "", "statuses", FALSE, &array, error))
    return FALSE;
  if (!array)
    return TRUE;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < array->n; i++)
    if (!read_status (array, i, document, seen, unknown, reports, error))
      {
        g_prefix_error (error, _("status %u: "), i + 1);
        return FALSE;
      }
  g_ptr_array_sort (document->statuses, compare_statuses);
  return TRUE;
}

/* RFC 4648 with its padding and nothing else: g_base64_decode alone passes over what it does not know. */
static gboolean
read_original (const GlsJsonValue *object, GlsDocument *document, GError **error)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *encoded = NULL;
  gsize n, n_digits, n_decoded;
  guchar *decoded;

  if (!gls_json_value_get_string (object, "", "original", FALSE, &encoded, error))
    return FALSE;
  if (!encoded)
    return TRUE;
  n = strlen (encoded);
  n_digits = strspn (encoded, digits);
  if (n % 4 != 0 || n - n_digits > 2 || strspn (encoded + n_digits, "=") != n - n_digits)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“original” is no base64 from byte %zu on."),
                   n_digits);
      return FALSE;
    }
  decoded = g_base64_decode (encoded, &n_decoded);
  document->original = g_bytes_new_take (decoded, n_decoded);
  return TRUE;
}

static GlsDocument *
read_head (const GlsJsonValue *object, GError **error)
{
  const char *key = NULL, *string = NULL;
  g_autoptr (GlsText) text = NULL;
  GlsDocument *document;

  if (!gls_json_value_get_string (object, "", "document", TRUE, &key, error)
      || !gls_json_value_get_string (object, "", "text", TRUE, &string, error))
    return NULL;
  if (*key == '\0')
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“document” is empty; give the document's key."));
      return NULL;
    }
  text = gls_text_new_from_string (string, -1, error);
  if (!text)
    return NULL;
  document = gls_document_new (text);
  document->key = g_strdup (key);
  return document;
}

static gboolean
read_document (const GlsJsonValue *object, GlsDocument *document, const char *by, const GlsProjectData *project,
               GPtrArray *reports, GError **error)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  const GlsJsonValue *annotations = NULL;

  if (!read_strings (object, document, reports, error)
      || !read_zones (object, document, unknown, error)
      || !read_statuses (object, document, unknown, reports, error)
      || !read_original (object, document, error)
      || !gls_json_value_get_array (object, "", "annotations", FALSE, &annotations, error)
      || !gls_jsonl_read_annotations (object, annotations, document, by, project, unknown, reports, error))
    return FALSE;
  gls_json_value_find_unknown (object, "document", document_members, unknown);
  gls_jsonl_report_unknown (reports, unknown);
  return TRUE;
}

/**
 * gls_jsonl_read_document:
 * @line: a line, with or without its end
 * @n_bytes: its length
 * @line_number: from 1, for messages
 * @by: (nullable): the set of annotations that name none; NULL is "import"
 * @project: (nullable): what the file's project line held, for the ids of its entities
 * @reports: (nullable): gets sentences on what was left out or mapped
 * @error: GLS_ERROR_INVALID naming line, document, annotation, member and value
 *
 * Offsets are code points of the text, which is taken exactly as it stands. Annotations come sorted. A wrong line gives
 * nothing at all.
 *
 * Returns: (transfer full): the document, or NULL
 */
GlsDocument *
gls_jsonl_read_document (const char *line, gsize n_bytes, guint line_number, const char *by,
                         const GlsProjectData *project, GPtrArray *reports, GError **error)
{
  g_autoptr (GlsJsonTree) tree = NULL;
  g_autoptr (GlsDocument) document = NULL;
  const GlsJsonValue *object = gls_jsonl_parse_line (line, n_bytes, &tree, error);

  if (object)
    document = read_head (object, error);
  if (!document)
    {
      g_prefix_error (error, _("line %u: "), line_number);
      return NULL;
    }
  if (!read_document (object, document, by, project, reports, error))
    {
      g_prefix_error (error, _("line %u, document “%s”: "), line_number, document->key);
      return NULL;
    }
  return g_steal_pointer (&document);
}
