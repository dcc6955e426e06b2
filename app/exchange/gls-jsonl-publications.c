/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published states of gold in the first line of JSON Lines, out of it and into it.
 * It must not know what is published, nor give numbers: they follow from the order of time. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>
#include "gls-jsonl-private.h"

#define SHA256_DIGITS 64

static const char *const publication_members[] = { "when", "by", "note", "sha256", "annotations", NULL };

static gboolean
read_when (const char *string, gint64 *when, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (string, utc);

  *when = time ? g_date_time_to_unix (time) : -1;
  if (*when >= 0 && *when <= GLS_PUBLICATION_LATEST)
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“when” is “%s”; give a time such as 2015-04-21T12:00:00Z."), string);
  return FALSE;
}

static gboolean
check_words (const char *by, const char *digest, GError **error)
{
  if (*by == '\0' || strcmp (by, "gold") == 0 || g_str_has_prefix (by, "plugin:"))
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“by” is “%s”; only people publish."), by);
  else if (strlen (digest) != SHA256_DIGITS || strspn (digest, "0123456789abcdef") != SHA256_DIGITS)
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“sha256” is not 64 hexadecimal digits in lower case."));
  else
    return TRUE;
  return FALSE;
}

/* Transfer full. */
static GlsPublication *
read_publication (const GlsJsonValue *object, GError **error)
{
  const char *when = NULL, *by = NULL, *note = NULL, *digest = NULL, *annotations = NULL;
  GlsPublication *publication;
  gint64 seconds;

  if (!gls_json_value_get_string (object, "", "when", TRUE, &when, error)
      || !gls_json_value_get_string (object, "", "by", TRUE, &by, error)
      || !gls_json_value_get_string (object, "", "note", FALSE, &note, error)
      || !gls_json_value_get_string (object, "", "sha256", TRUE, &digest, error)
      || !gls_json_value_get_string (object, "", "annotations", FALSE, &annotations, error)
      || !read_when (when, &seconds, error) || !check_words (by, digest, error))
    return NULL;
  publication = g_new0 (GlsPublication, 1);
  publication->when = seconds;
  publication->by = g_strdup (by);
  publication->note = g_strdup (note);
  publication->digest = g_strdup (digest);
  publication->annotations = g_strdup (annotations);
  return publication;
}

/* Of those that are one, which lie side by side, the first stays. */
static void
drop_doubles (GPtrArray *publications, GPtrArray *reports)
{
  gpointer *pdata = publications->pdata;
  guint kept = 0;

  for (guint i = 0; i < publications->len; i++)
    if (kept > 0 && gls_publication_compare (&pdata[kept - 1], &pdata[i]) == 0)
      {
        gls_jsonl_report (reports, _("A publication by %s stands twice; one is taken."), ((GlsPublication *) pdata[i])->by);
        gls_publication_free (g_steal_pointer (&pdata[i]));
      }
    else if (kept++ != i)
      pdata[kept - 1] = g_steal_pointer (&pdata[i]);
  g_ptr_array_set_size (publications, (int) kept);
}

gboolean
gls_jsonl_read_publications (const GlsJsonValue *object, GPtrArray *publications, GPtrArray *unknown, GPtrArray *reports, GError **error)
{
  const GlsJsonValue *array = NULL;

  if (!gls_json_value_get_array (object, "", "publications", FALSE, &array, error))
    return FALSE;
  for (guint i = 0; array && i < array->n; i++)
    {
      const GlsJsonValue *element = NULL;
      GlsPublication *publication = NULL;

      if (gls_json_value_get_element (array, i, "publications", &element, error))
        publication = read_publication (element, error);
      if (!publication)
        {
          g_prefix_error (error, _("“%s” %u: "), "publications", i + 1);
          return FALSE;
        }
      gls_json_value_find_unknown (element, "publication", publication_members, unknown);
      g_ptr_array_add (publications, publication);
    }
  g_ptr_array_sort (publications, gls_publication_compare);
  drop_doubles (publications, reports);
  return TRUE;
}

/* --- Writing ---------------------------------------------------------------------------------------------------------- */

static void
write_publication (GlsJsonWriter *writer, const GlsPublication *publication)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (CLAMP (publication->when, 0, GLS_PUBLICATION_LATEST));
  g_autofree char *when = g_date_time_format_iso8601 (time);

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "when", when);
  gls_json_writer_string_member (writer, "by", publication->by);
  gls_json_writer_string_member (writer, "note", publication->note);
  gls_json_writer_string_member (writer, "sha256", publication->digest);
  gls_json_writer_string_member (writer, "annotations", publication->annotations);
  gls_json_writer_end_object (writer);
}

void
gls_jsonl_write_publications (GlsJsonWriter *writer, GPtrArray *publications)
{
  g_autoptr (GPtrArray) ordered = NULL;

  if (!publications || publications->len == 0)
    return;
  ordered = g_ptr_array_new ();
  g_ptr_array_extend (ordered, publications, NULL, NULL);
  g_ptr_array_sort (ordered, gls_publication_compare);
  gls_json_writer_member (writer, "publications");
  gls_json_writer_begin_array (writer);
  /* A damaged record that does not say who published what is nothing that can be read again. */
  for (guint i = 0; i < ordered->len; i++)
    if (((const GlsPublication *) ordered->pdata[i])->by && ((const GlsPublication *) ordered->pdata[i])->digest)
      write_publication (writer, ordered->pdata[i]);
  gls_json_writer_end_array (writer);
}
