/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss codebook: shows a project's annotation scheme, writes it out, checks a file, and puts a file in its place.
 * It must not know how a codebook is stored. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-codebook-become.h>
#include <gls-codebook-check.h>
#include <gls-codebook-edit.h>
#include <gls-error.h>
#include <gls-jsonl.h>
#include <gls-usage.h>

#include "gls-cli.h"

/* --- Files ------------------------------------------------------------------------------------------------------- */

/* A codebook's own file, or the project line of an export. */
static GlsCodebook *
parse (const char *data, gsize n_bytes, GPtrArray *unknown, GError **error)
{
  const char *end = memchr (data, '\n', n_bytes);
  gsize n_line = end != NULL ? (gsize) (end - data) : n_bytes;
  g_autoptr (GlsProjectData) project = NULL;

  if (gls_jsonl_peek (data, n_line) != GLS_JSONL_PROJECT)
    return gls_codebook_parse (data, n_bytes, unknown, error);
  project = gls_jsonl_read_project (data, n_line, 1, unknown, error);
  if (project == NULL)
    return NULL;
  if (project->codebook != NULL)
    return gls_codebook_ref (project->codebook);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _("the export holds no codebook"));
  return NULL;
}

GlsCodebook *
gls_cli_load_codebook (const char *option, const char *name, GPtrArray *unknown, GError **error)
{
  const char * const *shipped = gls_codebook_list_shipped ();
  g_autofree char *data = NULL;
  GlsCodebook *codebook;
  gsize n_bytes;

  if (g_strv_contains (shipped, name))
    return gls_codebook_load_shipped (name, error);
  if (!g_file_get_contents (name, &data, &n_bytes, NULL))
    {
      g_autofree char *names = g_strjoinv ("”, “", (char **) shipped);

      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                   _("%s: “%s” is neither a file that can be read nor a shipped codebook (“%s”)"), option, name, names);
      return NULL;
    }
  codebook = parse (data, n_bytes, unknown, error);
  if (codebook == NULL)
    g_prefix_error (error, "%s: ", name);
  return codebook;
}

static int
write_out (const GlsCodebook *codebook, const char *path, gboolean force)
{
  g_autofree char *json = gls_codebook_to_json (codebook, TRUE);
  g_autofree char *text = g_str_has_suffix (json, "\n") ? g_strdup (json) : g_strconcat (json, "\n", NULL);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (path, "-"))
    {
      g_print ("%s", text);
      return GLS_EXIT_DONE;
    }
  if (!force && g_file_test (path, G_FILE_TEST_EXISTS))
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s: the file exists; --force writes over it"), path);
  return g_file_set_contents (path, text, -1, &error) ? GLS_EXIT_DONE : gls_cli_fail_error (error);
}

/* --- Checking and setting ---------------------------------------------------------------------------------------- */

static void
print_sentences (GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (sentences, i));
}

/* How many problems there are that are more than a warning. */
static guint
print_problems (const GlsCodebook *codebook)
{
  g_autoptr (GPtrArray) problems = gls_codebook_check (codebook);
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const GlsCodebookProblem *problem = g_ptr_array_index (problems, i);

      const GlsTypeDef *type = gls_codebook_find_type_by_id (codebook, &problem->owner);
      const GlsRelationDef *relation = gls_codebook_find_relation_by_id (codebook, &problem->owner);

      g_print ("%s: %s: %s\n", problem->warning ? _("warning") : _("problem"),
               type != NULL ? type->name : relation != NULL ? relation->name : "", problem->message);
      n += !problem->warning;
    }
  return n;
}

/* What would become of the project's codebook, and what is wrong with it. */
static int
check (const GlsCodebook *before, const char *name)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free), unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) wanted = gls_cli_load_codebook ("--check", name, unknown, &error), after = NULL;
  guint n;

  /* A file that can be read and is no codebook is what was asked about. */
  if (wanted == NULL && error->domain == GLS_ERROR)
    {
      g_print ("%s: %s\n", _("problem"), error->message);
      return GLS_EXIT_FINDINGS;
    }
  if (wanted == NULL)
    return gls_cli_fail_error (error);
  print_sentences (unknown);
  n = print_problems (wanted);
  after = gls_codebook_become (before, wanted, sentences);
  print_sentences (sentences);
  if (sentences->len == 0 && n == 0)
    g_print ("%s\n", _("Nothing would change."));
  return n > 0 ? GLS_EXIT_FINDINGS : GLS_EXIT_DONE;
}

static int
set (GlsProject *project, const GlsCodebook *before, const char *name, const char *by)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free), unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsChange) change = gls_change_new (by, "codebook");
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) wanted = gls_cli_load_codebook ("--set", name, unknown, &error), after = NULL;

  if (wanted == NULL)
    return gls_cli_fail_error (error);
  print_sentences (unknown);
  if (print_problems (wanted) > 0)
    return gls_cli_fail (GLS_EXIT_FINDINGS, _("%s: the codebook has problems; nothing was changed"), name);
  after = gls_codebook_become (before, wanted, sentences);
  gls_change_put_difference (change, before, after);
  if (gls_change_is_empty (change))
    {
      g_print ("%s\n", _("Nothing changed."));
      return GLS_EXIT_DONE;
    }
  if (!gls_project_commit (project, change, &error))
    return gls_cli_fail_error (error);
  print_sentences (sentences);
  return GLS_EXIT_DONE;
}

/* --- Showing ----------------------------------------------------------------------------------------------------- */

static void
append_name (GString *names, const char *name, const char *mark)
{
  g_string_append_printf (names, "%s%s%s", names->len > 0 ? ", " : "", name, mark);
}

static void
add_type (GlsTable *table, const GlsTypeDef *type, guint n)
{
  g_autoptr (GString) attributes = g_string_new (NULL), roles = g_string_new (NULL);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *name = type->retired ? g_strdup_printf (_("%s (retired)"), type->name) : g_strdup (type->name);

  for (guint i = 0; i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);

      if (!def->retired)
        append_name (attributes, def->name, def->required ? "!" : "");
    }
  for (guint i = 0; i < type->roles->len; i++)
    {
      const GlsRoleDef *def = g_ptr_array_index (type->roles, i);

      if (!def->retired)
        append_name (roles, def->name, def->required ? "!" : def->many ? "…" : "");
    }
  gls_table_add (table, name, type->key != NULL ? type->key : "", count, attributes->str, roles->str, NULL);
}

static void
show_table (const GlsCodebook *codebook, GHashTable *counts)
{
  g_autofree char *right = g_strconcat (">", _("Annotations"), NULL);
  const char *headers[] = { _("Type"), _("Key"), right, _("Attributes"), _("Roles"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);
  g_autoptr (GString) relations = g_string_new (NULL);

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      add_type (table, type, GPOINTER_TO_UINT (g_hash_table_lookup (counts, &type->id)));
    }
  if (codebook->name != NULL)
    g_print ("%s\n\n", codebook->name);
  gls_table_print (table);
  for (guint i = 0; i < codebook->relations->len; i++)
    if (!((GlsRelationDef *) g_ptr_array_index (codebook->relations, i))->retired)
      append_name (relations, ((GlsRelationDef *) g_ptr_array_index (codebook->relations, i))->name, "");
  if (relations->len > 0)
    {
      g_autofree char *line = g_strdup_printf (_("Relations: %s"), relations->str);

      g_print ("\n%s\n", line);
    }
  print_problems (codebook);
}

static void
show_json (const GlsCodebook *codebook, GHashTable *counts)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GPtrArray) problems = gls_codebook_check (codebook);
  g_autofree char *whole = gls_codebook_to_json (codebook, FALSE);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "codebook");
  gls_json_writer_raw (&writer, whole);
  gls_json_writer_member (&writer, "annotations");
  gls_json_writer_begin_object (&writer);
  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      gls_json_writer_int_member (&writer, type->name, GPOINTER_TO_UINT (g_hash_table_lookup (counts, &type->id)));
    }
  gls_json_writer_end_object (&writer);
  gls_json_writer_member (&writer, "problems");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < problems->len; i++)
    gls_json_writer_string (&writer, ((GlsCodebookProblem *) g_ptr_array_index (problems, i))->message);
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static int
show (GlsProject *project, const GlsCodebook *codebook, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = gls_project_count_types (project, &error);

  if (counts == NULL)
    return gls_cli_fail_error (error);
  if (json)
    show_json (codebook, counts);
  else
    show_table (codebook, counts);
  return GLS_EXIT_DONE;
}

int
gls_command_codebook (const char *name, int argc, char **argv)
{
  g_autofree char *export_to = NULL, *set_to = NULL, *checked = NULL, *by = NULL;
  g_autofree char *type = NULL;
  gboolean json = FALSE, force = FALSE, clock = FALSE, log = FALSE;
  const GOptionEntry options[] = {
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &export_to, N_("Write it to this file, - for standard output"), N_("FILE") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Write over a file that exists"), NULL },
    { "check", 0, 0, G_OPTION_ARG_FILENAME, &checked, N_("Say what is wrong with a codebook and what would change"), N_("NAME|FILE") },
    { "set", 0, 0, G_OPTION_ARG_FILENAME, &set_to, N_("Put a codebook in its place, as one step; what it lacks is retired"), N_("NAME|FILE") },
    { "log", 0, 0, G_OPTION_ARG_NONE, &log, N_("List the changes of its types with the decisions behind each"), NULL },
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, N_("With --log: only of this type"), N_("TYPE") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Who changes it"), N_("NAME") },
    { "accept-clock", 0, 0, G_OPTION_ARG_NONE, &clock, N_("Go on although the clock is more than a day off"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsCodebook) codebook = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  if ((export_to != NULL) + (set_to != NULL) + (checked != NULL) + log > 1)
    return gls_cli_fail (GLS_EXIT_USAGE, _("--export, --set, --check and --log: one of them at a time"));
  if (!gls_cli_check_person (gls_cli_person (by)))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], set_to == NULL ? GLS_OPEN_READ_ONLY : clock ? GLS_OPEN_ACCEPT_CLOCK : 0);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (log)
    return gls_cli_print_codebook_log (project, type, json);
  codebook = gls_project_load_codebook (project, &error);
  if (codebook == NULL)
    return gls_cli_fail_error (error);
  if (export_to != NULL)
    return write_out (codebook, export_to, force);
  if (checked != NULL)
    return check (codebook, checked);
  return set_to != NULL ? set (project, codebook, set_to, gls_cli_person (by)) : show (project, codebook, json);
}
