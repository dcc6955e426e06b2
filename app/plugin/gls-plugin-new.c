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

/* What there is to try it on, and how. */
typedef struct {
  const char *example;
  const char *steps;
} Trial;

static const Trial *
trial_of_kind (GlsPluginKind kind)
{
  static const Trial trials[] = {
    [GLS_PLUGIN_EXTRACTOR] = { "example.txt", "\"$gloss\" import \"$folder/example.gloss\" example.txt -q\n"
                                              "\"$gloss\" extract \"$folder/example.gloss\" --plugin ./ --dry-run --json" },
    [GLS_PLUGIN_VALIDATOR] = { "example.jsonl", "\"$gloss\" import \"$folder/example.gloss\" example.jsonl -q\n"
                                                "\"$gloss\" validate \"$folder/example.gloss\" --plugin ./" },
    [GLS_PLUGIN_IMPORTER] = { "example.lines", "\"$gloss\" import \"$folder/example.gloss\" example.lines --format ./" },
    [GLS_PLUGIN_EXPORTER] = { "example.txt", "\"$gloss\" import \"$folder/example.gloss\" example.txt -q\n"
                                             "\"$gloss\" export \"$folder/example.gloss\" --format ./ -o -" },
  };

  return &trials[kind];
}

/* What the templates leave open. */
typedef struct {
  const char *id, *kind, *program, *more, *steps;
} Filling;

static gboolean
write_template (const char *template, const char *name, const Filling *filling, GError **error)
{
  g_autofree char *resource = g_strconcat (PREFIX, template, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (gls_plugin_templates_get_resource (), resource, 0, error);
  g_autofree char *path = g_build_filename (filling->id, name, NULL);
  g_autoptr (GString) text = NULL;

  if (bytes == NULL)
    return FALSE;
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_string_replace (text, "@ID@", filling->id, 0);
  g_string_replace (text, "@KIND@", filling->kind, 0);
  g_string_replace (text, "@PROGRAM@", filling->program, 0);
  g_string_replace (text, "@MORE@\n", filling->more, 0);
  g_string_replace (text, "@TRY@", filling->steps, 0);
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
  const Trial *trial = trial_of_kind (kind);
  const Filling filling = { id, kind_name, program, lines_of_kind (kind), trial->steps };

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
  if (!write_template ("plugin.ini", "plugin.ini", &filling, error) || !write_template (template, source, &filling, error)
      || !write_template ("test.sh", "test.sh", &filling, error) || !write_template (trial->example, trial->example, &filling, error)
      || (in_c && !write_template ("Makefile", "Makefile", &filling, error)))
    return NULL;
  return g_strdup (id);
}
