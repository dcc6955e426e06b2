/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss report: agreement as one file for others to read. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-report.h>

#include "gls-cli.h"

static gboolean
write_report (GlsAgreement *agreement, const char *project, const char *path, GString *out)
{
  if (path == NULL || g_str_has_suffix (path, ".html") || g_str_has_suffix (path, ".htm") || g_str_equal (path, "-"))
    {
      g_autofree char *name = g_path_get_basename (project);

      gls_report_write_html (agreement, name, out);
    }
  else if (g_str_has_suffix (path, ".csv"))
    gls_report_write_csv (agreement, out);
  else if (g_str_has_suffix (path, ".svg"))
    {
      g_autofree char *picture = gls_report_draw_pairs (agreement);

      g_string_append (out, picture);
    }
  else
    return FALSE;
  return TRUE;
}

int
gls_command_report (const char *name, int argc, char **argv)
{
  g_autofree char *output = NULL, *type = NULL, *document = NULL;
  g_auto (GStrv) by = NULL;
  gboolean force = FALSE;
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("What to write: .html, .csv (all figures) or .svg (who agrees with whom)"), N_("FILE") },
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, N_("Only annotations of this type"), N_("TYPE") },
    { "by", 0, 0, G_OPTION_ARG_STRING_ARRAY, &by, N_("Compare this person (again for each)"), N_("NAME") },
    { "document", 0, 0, G_OPTION_ARG_STRING, &document, N_("Only this document"), N_("KEY") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Write over a file that is there"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GlsAgreement) agreement = NULL;
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsReview) review = NULL;
  g_autoptr (GError) error = NULL;
  GlsReviewQuery query;

  if (arguments == NULL)
    return exit_code;
  if (output == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("report: say where it goes with -o FILE.html, FILE.csv or FILE.svg"));
  if (!g_str_equal (output, "-") && !force && g_file_test (output, G_FILE_TEST_EXISTS))
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s: there is a file of this name already; choose another, or add --force"), output);
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  query = (GlsReviewQuery){ .people = by, .type = type, .document = document };
  review = gls_review_new (project, &query, &error);
  agreement = review != NULL ? gls_agreement_compute (review, GLS_UNIT_SPAN, NULL, &error) : NULL;
  if (agreement == NULL)
    return gls_cli_fail_error (error);
  if (!write_report (agreement, arguments[0], output, out))
    return gls_cli_fail (GLS_EXIT_USAGE, _("%s: a report is .html, .csv or .svg"), output);
  if (g_str_equal (output, "-"))
    {
      fwrite (out->str, 1, out->len, stdout);
      return GLS_EXIT_DONE;
    }
  if (!g_file_set_contents (output, out->str, out->len, &error))
    return gls_cli_fail (GLS_EXIT_FAILURE, "%s: %s", output, error->message);
  g_print (_("%s: written\n"), output);
  return GLS_EXIT_DONE;
}
