/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss documents: what is in the project, and correcting what is known of a document. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-date.h>
#include <gls-dates.h>

#include "gls-cli.h"

static const char * const fields[]
    = { "title", "source", "publisher", "byline", "published", "language", "key", NULL };

static void
write_row (GlsJsonWriter *writer, const GlsDocumentRow *row)
{
  g_autofree char *id = gls_id_dup_string (&row->id);

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "key", row->key);
  gls_json_writer_string_member (writer, "id", id);
  gls_json_writer_string_member (writer, "title", row->title);
  gls_json_writer_string_member (writer, "published", row->published);
  gls_json_writer_string_member (writer, "publisher", row->publisher);
  gls_json_writer_string_member (writer, "source", row->source);
  gls_json_writer_string_member (writer, "language", row->language);
  gls_json_writer_int_member (writer, "characters", row->length);
  gls_json_writer_int_member (writer, "annotations", row->annotations);
  gls_json_writer_int_member (writer, "mine", row->mine);
  gls_json_writer_string_member (writer, "status", gls_status_to_string (row->status));
  gls_json_writer_end_object (writer);
}

static void
print_json (const GlsDocumentTable *table)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "documents");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < table->rows->len; i++)
    write_row (&writer, &g_array_index (table->rows, GlsDocumentRow, i));
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static void
print_table (const GlsDocumentTable *documents)
{
  const char *headers[]
      = { _("Key"), _("Published"), _("Language"), ">", ">", _("Status"), _("Title"), NULL };
  g_autofree char *characters = g_strconcat (">", _("Characters"), NULL);
  g_autofree char *annotations = g_strconcat (">", _("Annotations"), NULL);
  g_autoptr (GlsTable) table = NULL;

  headers[3] = characters;
  headers[4] = annotations;
  table = gls_table_new (headers);
  for (guint i = 0; i < documents->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (documents->rows, GlsDocumentRow, i);
      g_autofree char *length = g_strdup_printf ("%u", row->length);
      g_autofree char *n = g_strdup_printf ("%u", row->annotations);
      const char *published = row->published == NULL ? "–" : g_str_equal (row->published, GLS_DATE_NOT_KNOWN) ? _("not known") : row->published;
      const char *language = row->language != NULL ? row->language : "–";
      const char *title = row->title != NULL ? row->title : "–";

      gls_table_add (table, row->key, published, language, length, n, gls_status_to_string (row->status), title, NULL);
    }
  gls_table_print (table);
}

static int
list (const char *path, const char *by, gboolean json)
{
  g_autoptr (GlsProject) project = gls_cli_open (path, GLS_OPEN_READ_ONLY);
  g_autoptr (GlsDocumentTable) table = NULL;
  g_autoptr (GError) error = NULL;

  if (project == NULL)
    return GLS_EXIT_FAILURE;
  table = gls_project_list_documents (project, by, &error);
  if (table == NULL)
    return gls_cli_fail_error (error);
  if (json)
    print_json (table);
  else
    print_table (table);
  return GLS_EXIT_DONE;
}

/* "published=2015-04-21"; an empty value clears the field. */
static gboolean
add_setting (GlsChange *change, const GlsId *document, const char *setting)
{
  const char *equals = strchr (setting, '=');
  g_autofree char *field = equals != NULL ? g_strndup (setting, equals - setting) : NULL;
  g_autofree char *known = g_strjoinv (", ", (char **) fields);
  const char *value = equals != NULL && equals[1] != '\0' ? equals + 1 : NULL;

  if (field == NULL || !g_strv_contains (fields, field))
    {
      gls_cli_fail (GLS_EXIT_USAGE, _("--set: “%s” is not FIELD=VALUE with a FIELD of %s"), setting, known);
      return FALSE;
    }
  if (value != NULL && !g_utf8_validate (value, -1, NULL))
    {
      gls_cli_fail (GLS_EXIT_USAGE, _("--set: the value of %s is not UTF-8"), field);
      return FALSE;
    }
  if (value != NULL && g_str_equal (field, "published") && !gls_date_is_valid (value))
    {
      gls_cli_fail (GLS_EXIT_USAGE, _("--set: “%s” is no date such as 2015-04-21, 2015-04 or 2015"), value);
      return FALSE;
    }
  if (value == NULL && g_str_equal (field, "key"))
    {
      gls_cli_fail (GLS_EXIT_USAGE, _("--set: a document needs a key"));
      return FALSE;
    }
  gls_change_set_metadata (change, document, field, value);
  return TRUE;
}

/* Dates in the text mean another day when another day of publication is known. */
static gboolean
resolve_dates (GlsProject *project, GlsChange *change, const GlsId *document, char **settings, GError **error)
{
  for (guint i = 0; settings[i] != NULL; i++)
    {
      g_autoptr (GlsDocument) old = NULL;

      if (!g_str_has_prefix (settings[i], "published="))
        continue;
      old = gls_project_load_document (project, document, 0, NULL, error);
      if (old == NULL
          || gls_project_resolve_dates (project, change, document, old->published,
                                        settings[i][10] != '\0' ? settings[i] + strlen ("published=") : NULL, error) < 0)
        return FALSE;
    }
  return TRUE;
}

static int
set (char **arguments, const char *key, const char *by, GlsOpenFlags flags)
{
  g_autoptr (GlsChange) change = gls_change_new (by, "metadata");
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;
  GlsId document;

  if (arguments[1] == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("--set: say what to set, as in “--set %s published=2015-04-21”"), key);
  project = gls_cli_open (arguments[0], flags);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (!gls_project_find_document (project, key, &document, &error))
    return gls_cli_fail_error (error);
  for (guint i = 1; arguments[i] != NULL; i++)
    if (!add_setting (change, &document, arguments[i]))
      return GLS_EXIT_USAGE;
  if (!resolve_dates (project, change, &document, arguments + 1, &error))
    return gls_cli_fail_error (error);
  return gls_project_commit (project, change, &error) ? GLS_EXIT_DONE : gls_cli_fail_error (error);
}

int
gls_command_documents (const char *name, int argc, char **argv)
{
  g_autofree char *key = NULL, *by = NULL;
  gboolean json = FALSE, accept_clock = FALSE;
  const GOptionEntry options[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING, &key, N_("Correct a document: --set KEY title=… published=… source=…"), N_("KEY") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Whose status is listed, or who corrects"), N_("NAME") },
    { "accept-clock", 0, 0, G_OPTION_ARG_NONE, &accept_clock, N_("Go on although the clock is more than a day off"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);

  if (arguments == NULL)
    return exit_code;
  if (!gls_cli_check_person (gls_cli_person (by)))
    return GLS_EXIT_USAGE;
  if (key != NULL)
    return set (arguments, key, gls_cli_person (by), accept_clock ? GLS_OPEN_ACCEPT_CLOCK : GLS_OPEN_DEFAULT);
  if (arguments[1] != NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("documents: there are too many arguments; see “gloss documents --help”"));
  return list (arguments[0], gls_cli_person (by), json);
}
