/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss history: every change of an annotation, oldest first. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-clock.h>

#include "gls-cli.h"

static void
print_json (GPtrArray *rows)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "history");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < rows->len; i++)
    {
      const GlsHistoryRow *row = g_ptr_array_index (rows, i);
      g_autofree char *time = gls_clock_to_iso (row->clock);
      g_autofree char *action = gls_id_dup_string (&row->action);

      gls_json_writer_begin_object (&writer);
      gls_json_writer_string_member (&writer, "time", time);
      gls_json_writer_string_member (&writer, "by", row->by);
      gls_json_writer_string_member (&writer, "what", row->what);
      gls_json_writer_string_member (&writer, "action", action);
      gls_json_writer_string_member (&writer, "field", row->field);
      gls_json_writer_string_member (&writer, "value", row->value);
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static void
print_table (GPtrArray *rows)
{
  const char *headers[] = { _("When"), _("Who"), _("Action"), _("Field"), _("Value"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < rows->len; i++)
    {
      const GlsHistoryRow *row = g_ptr_array_index (rows, i);
      g_autofree char *time = gls_clock_to_iso (row->clock);
      const char *by = row->by != NULL ? row->by : "–";
      const char *value = row->value != NULL ? row->value : "–";

      gls_table_add (table, time, by, row->what, row->field, value, NULL);
    }
  gls_table_print (table);
}

/* KEY:START-END: the annotations of any set that lie exactly there. */
static gboolean
find_at (GlsProject *project, const char *place, GPtrArray *ids, GError **error)
{
  const char *colon = strrchr (place, ':');
  g_autofree char *key = colon != NULL ? g_strndup (place, colon - place) : NULL;
  g_autoptr (GlsSpanTable) spans = NULL;
  guint start, end;
  GlsId document;

  if (key == NULL || sscanf (colon, ":%u-%u", &start, &end) != 2)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("history: “%s” is neither an annotation's id nor KEY:START-END"), place);
      return FALSE;
    }
  if (!gls_project_find_document (project, key, &document, error))
    return FALSE;
  spans = gls_project_load_spans (project, &document, NULL, error);
  for (guint i = 0; spans != NULL && i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);

      if (span->start == start && span->end == end)
        g_ptr_array_add (ids, g_memdup2 (&span->id, sizeof span->id));
    }
  if (spans != NULL && ids->len == 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("history: nothing is annotated at %s"), place);
  return ids->len > 0;
}

int
gls_command_history (const char *name, int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_history_row_free);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;
  GlsId id;

  if (arguments == NULL)
    return exit_code;
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (gls_id_parse (arguments[1], &id))
    g_ptr_array_add (ids, g_memdup2 (&id, sizeof id));
  else if (!find_at (project, arguments[1], ids, &error))
    return error != NULL && error->domain == G_OPTION_ERROR ? gls_cli_fail (GLS_EXIT_USAGE, "%s", error->message)
                                                            : gls_cli_fail_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      GPtrArray *rows = gls_project_history (project, g_ptr_array_index (ids, i), &error);

      if (rows == NULL)
        return gls_cli_fail_error (error);
      g_ptr_array_extend_and_steal (all, rows);
    }
  if (json)
    print_json (all);
  else
    print_table (all);
  return GLS_EXIT_DONE;
}
