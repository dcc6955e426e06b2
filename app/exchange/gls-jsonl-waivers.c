/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers of problems in JSON Lines, out of a line and into it: a document's in its own, those of the whole project in the first.
 * It must not know how problems are found. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>
#include "gls-jsonl-private.h"

static const char *const waiver_members[]
    = { "plugin", "rule", "of", "annotations", "entities", "start", "end", "problem", "by", "note", NULL };

typedef struct {
  const GlsId          *document;  /* NULL: of the whole project */
  GHashTable           *local;     /* char * to GlsId *: annotations of the document; NULL: none */
  const GlsProjectData *project;   /* nullable */
} Reading;

static gboolean
read_ids (const Reading *reading, const GlsJsonValue *object, const char *member, gboolean entities, GArray *ids, GError **error)
{
  const GlsJsonValue *array = NULL;

  if (!gls_json_value_get_array (object, "", member, FALSE, &array, error))
    return FALSE;
  for (guint i = 0; array && i < array->n; i++)
    {
      const GlsJsonValue *node = &array->elements[i];
      const char *string = node->kind == GLS_JSON_STRING ? node->string : NULL;
      const GlsId *known = string && !entities && reading->local ? g_hash_table_lookup (reading->local, string) : NULL;
      GlsId id;

      if (known)
        id = *known;
      else if (string && entities)
        gls_jsonl_entity_id (string, reading->project, &id);
      else if (!string || !gls_id_parse (string, &id))
        {
          if (string && !entities && !reading->document)
            g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                         _("“%s” %u is “%s”, a name within one document; the first line needs the full id of 26 digits and letters."),
                         member, i + 1, string);
          else
            g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“%s” %u is no id of an annotation here."), member, i + 1);
          return FALSE;
        }
      g_array_append_val (ids, id);
    }
  return TRUE;
}

gboolean
gls_jsonl_check_name (const char *member, const char *name, GError **error)
{
  gsize n = strlen (name);

  if (n > 0 && n <= 60 && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == n)
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“%s” is “%s”; give lower-case letters, digits and hyphens."), member, name);
  return FALSE;
}

static gboolean
check_words (const char *plugin, const char *rule, const char *of, const char *by, const char *problem, GError **error)
{
  GlsId id;

  if ((plugin && !gls_jsonl_check_name ("plugin", plugin, error)) || !gls_jsonl_check_name ("rule", rule, error))
    return FALSE;
  if ((of && *of == '\0') || *by == '\0' || g_str_has_prefix (by, "plugin:"))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“of” or “by” names nobody; only people waive."));
      return FALSE;
    }
  if (plugin || (problem && gls_id_parse (problem, &id)))
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("give “plugin”, or the id of the problem as “problem”."));
  return FALSE;
}

/* Transfer full. */
static GlsWaiver *
read_waiver (const Reading *reading, const GlsJsonValue *object, GError **error)
{
  g_autoptr (GlsWaiver) waiver = gls_waiver_new ();
  const char *plugin = NULL, *rule = NULL, *of = NULL, *problem = NULL, *by = NULL, *note = NULL;
  gint64 start = 0, end = 0;

  if (!gls_json_value_get_string (object, "", "plugin", FALSE, &plugin, error)
      || !gls_json_value_get_string (object, "", "rule", TRUE, &rule, error)
      || !gls_json_value_get_string (object, "", "of", FALSE, &of, error)
      || !gls_json_value_get_string (object, "", "problem", FALSE, &problem, error)
      || !gls_json_value_get_string (object, "", "by", TRUE, &by, error)
      || !gls_json_value_get_string (object, "", "note", FALSE, &note, error)
      || !gls_json_value_get_int (object, "", "start", FALSE, 0, G_MAXUINT32, &start, error)
      || !gls_json_value_get_int (object, "", "end", FALSE, 0, G_MAXUINT32, &end, error)
      || !check_words (plugin, rule, of, by, problem, error)
      || !read_ids (reading, object, "annotations", FALSE, waiver->annotations, error)
      || !read_ids (reading, object, "entities", TRUE, waiver->entities, error))
    return NULL;
  if (reading->document)
    waiver->document = *reading->document;
  waiver->plugin = g_strdup (plugin);
  waiver->rule = g_strdup (rule);
  waiver->set = g_strdup (of);
  waiver->by = g_strdup (by);
  waiver->note = note && *note != '\0' ? g_strdup (note) : NULL;
  if (waiver->annotations->len == 0 && waiver->entities->len == 0)
    {
      waiver->start = (guint32) start;
      waiver->end = (guint32) end;
    }
  if (!plugin)
    gls_id_parse (problem, &waiver->problem);
  else
    gls_waiver_derive_problem (waiver);
  return g_steal_pointer (&waiver);
}

gboolean
gls_jsonl_read_waivers (const GlsJsonValue *object, const GlsId *document, GHashTable *local, const GlsProjectData *project, GPtrArray *waivers,
                        GPtrArray *unknown, GError **error)
{
  Reading reading = { document, local, project };
  g_autoptr (GHashTable) seen = g_hash_table_new (gls_id_hash, gls_id_equal);
  const GlsJsonValue *array = NULL;

  if (!gls_json_value_get_array (object, "", "waivers", FALSE, &array, error))
    return FALSE;
  for (guint i = 0; array && i < array->n; i++)
    {
      const GlsJsonValue *element = NULL;
      GlsWaiver *waiver = NULL;

      if (gls_json_value_get_element (array, i, "waivers", &element, error))
        waiver = read_waiver (&reading, element, error);
      if (!waiver)
        {
          g_prefix_error (error, _("“%s” %u: "), "waivers", i + 1);
          return FALSE;
        }
      gls_json_value_find_unknown (element, "waiver", waiver_members, unknown);
      if (g_hash_table_add (seen, &waiver->problem))
        g_ptr_array_add (waivers, waiver);
      else
        gls_waiver_free (waiver);
    }
  return TRUE;
}

/* --- Writing ---------------------------------------------------------------------------------------------------------- */

static void
write_id (GlsJsonWriter *writer, const GlsId *id)
{
  char string[GLS_ID_STRING_SIZE];

  gls_id_to_string (id, string);
  gls_json_writer_string_len (writer, string, GLS_ID_STRING_SIZE - 1);
}

static void
write_ids (GlsJsonWriter *writer, const char *member, const GArray *ids)
{
  if (!ids || ids->len == 0)
    return;
  gls_json_writer_member (writer, member);
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < ids->len; i++)
    write_id (writer, &g_array_index (ids, GlsId, i));
  gls_json_writer_end_array (writer);
}

static void
write_waiver (GlsJsonWriter *writer, const GlsWaiver *waiver)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "plugin", waiver->plugin);
  gls_json_writer_string_member (writer, "rule", waiver->rule);
  gls_json_writer_string_member (writer, "of", waiver->set);
  write_ids (writer, "annotations", waiver->annotations);
  write_ids (writer, "entities", waiver->entities);
  if (waiver->end > 0)
    {
      gls_json_writer_int_member (writer, "start", waiver->start);
      gls_json_writer_int_member (writer, "end", waiver->end);
    }
  if (!waiver->plugin)
    {
      gls_json_writer_member (writer, "problem");
      write_id (writer, &waiver->problem);
    }
  gls_json_writer_string_member (writer, "by", waiver->by);
  gls_json_writer_string_member (writer, "note", waiver->note);
  gls_json_writer_end_object (writer);
}

void
gls_jsonl_write_waivers (GlsJsonWriter *writer, GPtrArray *waivers)
{
  g_autoptr (GPtrArray) ordered = NULL;

  if (!waivers || waivers->len == 0)
    return;
  ordered = g_ptr_array_sized_new (waivers->len);
  for (guint i = 0; i < waivers->len; i++)
    g_ptr_array_add (ordered, waivers->pdata[i]);
  g_ptr_array_sort (ordered, gls_waiver_compare);
  gls_json_writer_member (writer, "waivers");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < ordered->len; i++)
    write_waiver (writer, ordered->pdata[i]);
  gls_json_writer_end_array (writer);
}
