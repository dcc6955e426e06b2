/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss give: a copy of some documents for a person to work on apart. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-give.h>

#include "gls-cli.h"

/* The documents that @keys name, all when it is NULL; NULL: said why. */
static GHashTable *
find_documents (GlsProject *project, char **keys, GError **error)
{
  g_autoptr (GHashTable) documents = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  g_autoptr (GlsDocumentTable) table = NULL;
  GlsId id;

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      if (!gls_project_find_document (project, keys[i], &id, error))
        return NULL;
      g_hash_table_add (documents, g_memdup2 (&id, sizeof id));
    }
  if (keys != NULL)
    return g_steal_pointer (&documents);
  table = gls_project_list_documents (project, NULL, error);
  if (table == NULL)
    return NULL;
  for (guint i = 0; i < table->rows->len; i++)
    g_hash_table_add (documents, g_memdup2 (&g_array_index (table->rows, GlsDocumentRow, i).id, sizeof id));
  return g_steal_pointer (&documents);
}

static void
print_json (const char *path, const char *person, const GlsGivingReport *report)
{
  const struct { const char *name; guint n; } numbers[] = {
    { "documents", report->documents }, { "annotations", report->annotations }, { "suggestions", report->suggestions },
  };
  g_autoptr (GString) out = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "file", path);
  gls_json_writer_string_member (&writer, "to", person);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    gls_json_writer_int_member (&writer, numbers[i].name, numbers[i].n);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (out);
}

static gboolean
give (GlsProject *project, GlsGiving *giving, char **keys, const char *by, const char *path, GlsGivingReport *report,
      GError **error)
{
  g_autoptr (GHashTable) documents = find_documents (project, keys, error);
  g_autoptr (GlsChange) change = gls_change_new (by, "give");

  if (documents == NULL)
    return FALSE;
  giving->documents = documents;
  gls_change_assign (change, project, giving->person, documents);
  return gls_project_commit (project, change, error) && gls_project_give (project, giving, path, report, error);
}

int
gls_command_give (const char *name, int argc, char **argv)
{
  gboolean json = FALSE, gold = FALSE, no_suggestions = FALSE;
  g_autofree char *to = NULL, *by = NULL, *output = NULL;
  g_auto (GStrv) keys = NULL;
  const GOptionEntry options[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Who gets the copy"), N_("NAME") },
    { "document", 0, 0, G_OPTION_ARG_STRING_ARRAY, &keys, N_("This document; may be repeated"), N_("KEY") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write the copy"), N_("FILE") },
    { "gold", 0, 0, G_OPTION_ARG_NONE, &gold, N_("Gold and its decisions go along"), NULL },
    { "no-suggestions", 0, 0, G_OPTION_ARG_NONE, &no_suggestions, N_("What plugins propose stays here"), NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Who can undo it"), N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;
  GlsGiving giving = { .person = to, .suggestions = !no_suggestions, .gold = gold };
  GlsGivingReport report;

  if (arguments == NULL)
    return exit_code;
  if (to == NULL || output == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("give: say who gets it with --to NAME and where it goes with -o FILE"));
  if (g_str_equal (to, "gold") || g_str_has_prefix (to, "plugin:"))
    return gls_cli_fail (GLS_EXIT_USAGE, _("--to: “%s” is not the name of a person"), to);
  if (!gls_cli_check_person (to) || !gls_cli_check_person (gls_cli_person (by)))
    return GLS_EXIT_USAGE;
  if (g_file_test (output, G_FILE_TEST_EXISTS))
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s: there is a file of this name already; choose another"), output);
  project = gls_cli_open (arguments[0], GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (!give (project, &giving, keys, gls_cli_person (by), output, &report, &error))
    return gls_cli_fail_error (error);
  if (json)
    print_json (output, to, &report);
  else
    g_print (_("%s: copy for %s; documents: %u, annotations of theirs: %u, suggestions: %u\n"), output, to, report.documents,
             report.annotations, report.suggestions);
  return GLS_EXIT_DONE;
}
