/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the command line, opens windows, keeps light or dark as chosen.
 * It must not know what is in a window. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-compat.h"
#include "common/gls-settings.h"
#include "gls-application.h"
#include "common/gls-keys.h"
#include "common/gls-session.h"
#include "gls-window.h"

struct _GlsApplication {
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (GlsApplication, gls_application, ADW_TYPE_APPLICATION)

static void
apply_color_scheme (GlsSettings *settings)
{
  g_autofree char *scheme = gls_settings_dup_string (settings, GLS_SETTING_COLOR_SCHEME);
  AdwColorScheme value = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    value = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    value = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), value);
}

static GlsWindow *
find_window (GlsApplication *self, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (GLS_IS_WINDOW (l->data))
      {
        const char *at = gls_window_get_path (l->data);

        if (path != NULL ? g_strcmp0 (at, path) == 0 : at == NULL)
          return l->data;
      }
  return NULL;
}

static void
show_project (GlsApplication *self, const char *path, const char *document, const char *person)
{
  GlsWindow *window = find_window (self, path);

  if (window == NULL)
    window = gls_window_new (GTK_APPLICATION (self), person);
  gtk_window_present (GTK_WINDOW (window));
  if (path != NULL)
    gls_window_open (window, path, document);
}

static void
gls_application_startup (GApplication *application)
{
  GlsSettings *settings = gls_settings_get_default ();

  G_APPLICATION_CLASS (gls_application_parent_class)->startup (application);
  gls_checks_let_arrows_pass ();
  gtk_window_set_default_icon_name (GLS_APP_ID);
  gls_keys_install (GTK_APPLICATION (application));
  g_signal_connect_object (settings, "changed::" GLS_SETTING_COLOR_SCHEME, G_CALLBACK (apply_color_scheme), application, 0);
  apply_color_scheme (settings);
}

static void
gls_application_activate (GApplication *application)
{
  show_project (GLS_APPLICATION (application), NULL, NULL, NULL);
}

static int
gls_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **paths = NULL;
  const char *document = NULL, *person = NULL;

  g_variant_dict_lookup (options, "document", "&s", &document);
  g_variant_dict_lookup (options, "by", "&s", &person);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &paths);
  if (person != NULL && !gls_session_is_person_name (person))
    {
      g_application_command_line_printerr (line, _ ("glossator: --by: “%s” cannot be a person's name\n"), person);
      return 2;
    }
  if (paths == NULL || paths[0] == NULL)
    show_project (GLS_APPLICATION (application), NULL, NULL, person);
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, paths[i]);
      g_autofree char *path = g_file_get_path (file);

      if (path == NULL)
        {
          g_application_command_line_printerr (line, _ ("glossator: %s: not a file of this computer\n"), paths[i]);
          return 2;
        }
      show_project (GLS_APPLICATION (application), path, document, person);
    }
  return 0;
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy_deep (gtk_application_get_windows (GTK_APPLICATION (data)), (GCopyFunc) (gpointer) g_object_ref, NULL);

  /* Each window first waits for what it still has to save; one that goes takes others with it. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free_full (windows, g_object_unref);
}

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (gls_window_new (data, NULL)));
}

static void
gls_application_class_init (GlsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = gls_application_startup;
  application_class->activate = gls_application_activate;
  application_class->command_line = gls_application_command_line;
}

static void
gls_application_init (GlsApplication *self)
{
  static const GActionEntry actions[] = { { .name = "quit", .activate = quit }, { .name = "new-window", .activate = new_window } };
  static const GOptionEntry options[] = {
    { "document", 'd', 0, G_OPTION_ARG_STRING, NULL, N_ ("Open this document of the project"), N_ ("KEY") },
    { "by", 'b', 0, G_OPTION_ARG_STRING, NULL, N_ ("Annotate as this person"), N_ ("NAME") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[PROJECT]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

GlsApplication *
gls_application_new (void)
{
  return g_object_new (GLS_TYPE_APPLICATION,
                       "application-id", GLS_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_CAN_OVERRIDE_APP_ID,
                       "resource-base-path", "/io/github/glossator/Glossator",
                       NULL);
}
