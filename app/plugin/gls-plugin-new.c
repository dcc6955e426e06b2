/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the templates of app/plugin/templates in; they are linked into the library. It knows no project. */
#include "config.h"

#include <errno.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-plugin-new.h"
#include "gls-plugin-templates.h"

#define PREFIX "/io/github/glossator/plugin-new/"

/* What the manifest says beside the common part. */
static const char *
lines_of_kind (GlsPluginKind kind)
{
  switch (kind)
    {
    case GLS_PLUGIN_EXTRACTOR:
      return "Types=Place;\nParallel=true\n\n[Setting names]\nType=list\nLabel=Names to look for\nDefault=Bishkek;Osh;\n";
    case GLS_PLUGIN_VALIDATOR:
      return "Scope=document\nParallel=true\n";
    case GLS_PLUGIN_IMPORTER:
      return "Extensions=lines;\nSource=file\n";
    case GLS_PLUGIN_EXPORTER:
    default:
      return "Extensions=lines;\nTarget=file\n";
    }
}

static gboolean
write_template (const char *template, const char *folder, const char *name, const char *id, const char *kind, const char *program,
                const char *more, GError **error)
{
  g_autofree char *resource = g_strconcat (PREFIX, template, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (gls_plugin_templates_get_resource (), resource, 0, error);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = NULL;

  if (bytes == NULL)
    return FALSE;
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_string_replace (text, "@ID@", id, 0);
  g_string_replace (text, "@KIND@", kind, 0);
  g_string_replace (text, "@PROGRAM@", program, 0);
  g_string_replace (text, "@MORE@\n", more, 0);
  return g_file_set_contents (path, text->str, text->len, error);
}

char *
gls_plugin_new (const char *id, GlsPluginKind kind, gboolean in_c, GError **error)
{
  const char *kind_name = gls_plugin_kind_to_string (kind);
  const char *ending = in_c ? ".c" : ".py";
  gboolean counts_bytes = in_c && (kind == GLS_PLUGIN_EXTRACTOR || kind == GLS_PLUGIN_VALIDATOR);
  const char *unit = counts_bytes ? "bytes" : "characters";
  g_autofree char *template = g_strconcat (kind_name, ending, NULL);
  g_autofree char *source = g_strconcat (id, ending, NULL);
  g_autofree char *program = in_c ? g_strdup_printf ("Module=%s\nUnit=%s", id, unit)
                                  : g_strdup_printf ("Exec=python3 %s\nUnit=%s", source, unit);

  if (!gls_plugin_id_is_valid (id))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE, "%s: %s", id,
                   _("give a letter, then lower-case letters, digits and hyphens, 40 at most"));
      return NULL;
    }
  if (g_mkdir (id, 0755) != 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_EXISTS, "%s: %s", id, g_strerror (errno));
      return NULL;
    }
  if (!write_template ("plugin.ini", id, "plugin.ini", id, kind_name, program, lines_of_kind (kind), error)
      || !write_template (template, id, source, id, kind_name, program, "", error)
      || !write_template ("test.sh", id, "test.sh", id, kind_name, program, "", error)
      || (in_c && !write_template ("Makefile", id, "Makefile", id, kind_name, program, "", error)))
    return NULL;
  return g_strdup (id);
}
