/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command `gloss`: its commands, options, help and exit codes. What a command does is in a file of its own. */
#include "config.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-cli.h"

const GlsCommand gls_commands[] = {
  { "new", "PROJECT", N_("Make an empty project"), 1, 1, gls_command_new },
  { "import", "PROJECT FILE...", N_("Import articles, folders of articles, or JSON Lines"), 2, G_MAXUINT, gls_command_import },
  { "documents", "PROJECT", N_("List the documents, or correct what is known of one"), 1, G_MAXUINT, gls_command_documents },
  { "stats", "PROJECT", N_("Count documents, annotations, people and entities"), 1, 1, gls_command_stats },
  { "export", "PROJECT", N_("Write the project in another format"), 1, 1, gls_command_export },
  { "search", "PROJECT QUERY", N_("Find words, /expressions/ and annotations, by filters such as type:Person"), 2, G_MAXUINT, gls_command_search },
  { "codebook", "PROJECT", N_("Show the codebook, write it out, check one, or put one in its place"), 1, 1, gls_command_codebook },
  { "entities", "PROJECT", N_("List the entities with their names and mentions"), 1, 1, gls_command_entities },
  { "undo", "PROJECT", N_("Take back the last action"), 1, 1, gls_command_undo },
  { "redo", "PROJECT", N_("Bring back what was undone last"), 1, 1, gls_command_undo },
  { "history", "PROJECT ANNOTATION", N_("Show who changed an annotation, when and how"), 2, 2, gls_command_history },
  { "check", "PROJECT", N_("Check that the file is sound, or rebuild its tables"), 1, 1, gls_command_check },
  { "extract", "PROJECT", N_("Let extractors propose annotations"), 1, 1, gls_command_extract },
  { "accept", "PROJECT", N_("Make a plugin's suggestions a person's annotations"), 1, 1, gls_command_accept },
  { "validate", "PROJECT", N_("Let validators look for problems"), 1, 1, gls_command_validate },
  { "evaluate", "PROJECT", N_("Compare a plugin's suggestions with a set"), 1, 1, gls_command_evaluate },
  { "report", "PROJECT", N_("Write agreement as a page, a table or a picture"), 1, 1, gls_command_report },
  { "publish", "PROJECT", N_("Freeze gold with a number, and write it to a folder"), 1, 1, gls_command_publish },
  { "give", "PROJECT", N_("Write a copy for one person to work on apart"), 1, 1, gls_command_give },
  { "collect", "PROJECT FILE...", N_("Take back the copies that were given"), 2, G_MAXUINT, gls_command_collect },
  { "acceptance", "PROJECT", N_("Count what people accepted, corrected, rejected and missed"), 1, 1, gls_command_acceptance },
  { "runs", "PROJECT", N_("List the runs of plugins, compare one with the run before, or take it back"), 1, 1, gls_command_runs },
  { "plugins", "[list|show|new|check|install|remove|enable|disable|allow|set] [ID|FOLDER]", N_("List plugins, make, check, install and set them"), 0, 3, gls_command_plugins },
  { "merge", "PROJECT OTHER...", N_("Take in other copies of the same project"), 2, G_MAXUINT, gls_command_merge },
  { "disagreements", "PROJECT", N_("List what people disagree on, one field at a time"), 1, 1, gls_command_disagreements },
  { "adjudicate", "PROJECT", N_("Settle what enough people agree on, and make gold of it"), 1, 1, gls_command_adjudicate },
  { "agreement", "PROJECT", N_("Compute how far people agree"), 0, 1, gls_command_agreement },
  { NULL, NULL, NULL, 0, 0, NULL },
};

int
gls_cli_fail (int exit_code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* One line, whatever a file name holds. */
  for (char *at = message; *at != '\0'; at++)
    if (*at == '\n' || *at == '\r')
      *at = ' ';
  g_printerr ("gloss: %s\n", message);
  return exit_code;
}

int
gls_cli_fail_error (const GError *error)
{
  if (g_error_matches (error, GLS_ERROR, GLS_ERROR_CLOCK))
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s (--accept-clock confirms)"), error->message);
  return gls_cli_fail (g_error_matches (error, GLS_ERROR, GLS_ERROR_USAGE) ? GLS_EXIT_USAGE : GLS_EXIT_FAILURE, "%s",
                       error != NULL ? error->message : _("something failed without saying why"));
}

GlsProject *
gls_cli_open (const char *path, GlsOpenFlags flags)
{
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_open (path, flags, &error);

  if (project == NULL)
    gls_cli_fail_error (error);
  return project;
}

const char *
gls_cli_person (const char *by)
{
  const char *person = g_getenv ("GLS_PERSON");

  if (by != NULL)
    return by;
  return person != NULL && *person != '\0' ? person : g_get_user_name ();
}

gboolean
gls_cli_check_person (const char *name)
{
  if (*name != '\0' && g_utf8_validate (name, -1, NULL) && !g_str_has_prefix (name, "plugin:"))
    return TRUE;
  gls_cli_fail (GLS_EXIT_USAGE, _("--by: “%s” is not the name of a person; names that begin with “plugin:” are reserved"), name);
  return FALSE;
}

void
gls_cli_print_json (GString *json)
{
  fwrite (json->str, 1, json->len, stdout);
  fputc ('\n', stdout);
}

const GlsCommand *
gls_cli_find_command (const char *name)
{
  for (const GlsCommand *command = gls_commands; command->name != NULL; command++)
    if (g_str_equal (command->name, name))
      return command;
  return NULL;
}

/* GOption reports "Unknown option --x"; one line in our form, with where to look. */
static char **
fail_usage (const char *name, const char *why, int *exit_code)
{
  *exit_code = gls_cli_fail (GLS_EXIT_USAGE, _("%s: %s; see “gloss %s --help”"), name, why, name);
  return NULL;
}

char **
gls_cli_parse (const char *name, int argc, char **argv, const GOptionEntry *options, int *exit_code)
{
  const GlsCommand *command = gls_cli_find_command (name);
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rest = g_new0 (char *, argc + 1);
  gboolean help = FALSE;
  const GOptionEntry help_entry[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    { NULL },
  };
  guint n;

  for (int i = 0; i < argc; i++)
    rest[i] = g_strdup (argv[i]);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(command->summary));
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entry, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &rest, &error))
    return fail_usage (name, error->message, exit_code);
  if (help)
    {
      g_autofree char *program = g_strdup_printf ("gloss %s", name);
      g_autofree char *text = NULL;

      g_set_prgname (program);
      text = g_option_context_get_help (context, TRUE, NULL);
      g_print ("%s", text);
      *exit_code = GLS_EXIT_DONE;
      return NULL;
    }
  n = g_strv_length (rest) - 1;
  if (n > 0 && g_str_equal (rest[1], "--"))
    {
      g_free (rest[1]);
      memmove (&rest[1], &rest[2], n * sizeof *rest);
      n--;
    }
  if (n < command->n_least)
    return fail_usage (name, _("an argument is missing"), exit_code);
  if (n > command->n_most)
    return fail_usage (name, _("there are too many arguments"), exit_code);
  g_free (rest[0]);
  memmove (&rest[0], &rest[1], (n + 1) * sizeof *rest);
  return g_steal_pointer (&rest);
}

static void
print_help (void)
{
  g_print ("%s\n\n  gloss %s\n\n%s\n", _("Usage:"), _("COMMAND PROJECT [ARGUMENTS] [OPTIONS]"), _("Commands:"));
  for (const GlsCommand *command = gls_commands; command->name != NULL; command++)
    {
      g_autofree char *call = g_strdup_printf ("%s %s", command->name, command->arguments);

      g_print ("  %-28s %s\n", call, _(command->summary));
    }
  g_print ("\n%s\n", _("“gloss COMMAND --help” says more. Exit codes: 0 done, 1 findings, 2 bad use, 3 failure."));
}

/* Names to propose share a beginning or most letters. */
static const char *
nearest_command (const char *name)
{
  for (const GlsCommand *command = gls_commands; command->name != NULL; command++)
    if (strncmp (command->name, name, 2) == 0 || (strlen (name) > 2 && strstr (command->name, name) != NULL))
      return command->name;
  return NULL;
}

static int
fail_unknown (const char *name)
{
  const char *near = nearest_command (name);

  if (near != NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("%s: there is no such command; did you mean “%s”?"), name, near);
  return gls_cli_fail (GLS_EXIT_USAGE, _("%s: there is no such command; “gloss --help” lists them"), name);
}

int
main (int argc, char **argv)
{
  const char *locale_dir = g_getenv ("GLS_LOCALE_DIR");
  const GlsCommand *command;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : GLS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("gloss");
  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help ();
      return argc < 2 ? GLS_EXIT_USAGE : GLS_EXIT_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("gloss %s\n", GLS_VERSION);
      return GLS_EXIT_DONE;
    }
  command = gls_cli_find_command (argv[1]);
  if (command == NULL)
    return fail_unknown (argv[1]);
  return command->run (command->name, argc - 1, argv + 1);
}
