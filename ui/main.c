/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the window program.
 * It must not know what the program does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include "shell/gls-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (GlsApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("GLS_LOCALE_DIR") != NULL ? g_getenv ("GLS_LOCALE_DIR") : GLS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = gls_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
