/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tries the program's own formats as the conformance suite tries plugins: on empty, foreign and hostile files, and there and back. It makes
 * projects of its own in a temporary folder, which is removed, and knows no project of a person. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-formats.h"

typedef struct {
  const GlsManifest *manifest;
  GlsCodebook       *codebook;
  char              *folder;
  GCancellable      *cancellable;
  GPtrArray         *cases;
} Suite;

static void
add_case (Suite *suite, GlsPluginKind kind, const char *name, const GError *error)
{
  gls_plugin_cases_add (suite->cases, kind, name, FALSE, error != NULL ? g_strdup (error->message) : NULL);
}

static void
delete_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      delete_tree (child);
    }
  g_remove (path);
}

static GlsProject *
make_project (const Suite *suite, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (suite->folder, name, NULL);

  delete_tree (path);
  return gls_project_create (path, suite->codebook, error);
}

/* Reads @path; files that cannot be read are no fault, but a project that is not sound afterwards is. */
static gboolean
read_into (const Suite *suite, GlsProject *project, const char *format, const char *path, GError **error)
{
  const char *paths[] = { path, NULL };
  GlsImportOptions options = { .format = format, .by = "check" };
  GlsImportReport report = { 0 };
  gboolean ok = gls_import (project, paths, &options, &report, suite->cancellable, error);
  g_autoptr (GPtrArray) findings = ok ? gls_project_check (project, TRUE, error) : NULL;

  gls_import_report_clear (&report);
  if (findings != NULL && findings->len > 0)
    g_set_error_literal (error, GLS_ERROR, GLS_ERROR_DAMAGED, findings->pdata[0]);
  return findings != NULL && findings->len == 0;
}

static void
check_file (gpointer data, const char *name, const char *contents, gsize n_bytes)
{
  Suite *suite = data;
  g_autofree char *base = g_strconcat ("source.", suite->manifest->extensions[0], NULL);
  g_autofree char *path = g_build_filename (suite->folder, base, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) project = make_project (suite, "in.gloss", &error);

  if (project != NULL && g_file_set_contents (path, contents, n_bytes, &error))
    read_into (suite, project, suite->manifest->builtin, path, &error);
  add_case (suite, GLS_PLUGIN_IMPORTER, name, error);
}

/* Texts that are hard to write, each in a file. */
static gboolean
write_articles (const char *folder, GError **error)
{
  static const char * const texts[]
      = { "Strike at the harbour\n\nMore than 330 people walked out in Osh, the WHO said.\n",
          "Бишкек сегодня: около 500 человек. قال الوزير إن ٣٠ شخصا أصيبوا. 在比什凯克，约三百人。 e\xCC\x81\xF0\x9F\x98\x80\r\nOsh\r\n", "x",
          " \n\t\r\n\xC2\xA0 ", "\"{\\u0041}\" <b> & 'quoted'\x01\x7F" };

  if (g_mkdir (folder, 0700) != 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the folder cannot be written"), folder);
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_strdup_printf ("%d.txt", (int) i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_set_contents (path, texts[i], -1, error))
        return FALSE;
    }
  return TRUE;
}

/* Documents have the hash of their text for an id. */
static gboolean
have_same_texts (GlsProject *one, GlsProject *other, GError **error)
{
  g_autoptr (GlsDocumentTable) a = gls_project_list_documents (one, NULL, error);
  g_autoptr (GlsDocumentTable) b = a != NULL ? gls_project_list_documents (other, NULL, error) : NULL;
  gboolean same;

  if (b == NULL)
    return FALSE;
  same = a->rows->len > 0 && a->rows->len == b->rows->len;
  for (guint i = 0; same && i < a->rows->len; i++)
    same = gls_id_equal (&g_array_index (a->rows, GlsDocumentRow, i).id, &g_array_index (b->rows, GlsDocumentRow, i).id);
  if (!same)
    g_set_error_literal (error, GLS_ERROR, GLS_ERROR_DAMAGED, _("other texts were read than were written"));
  return same;
}

static void
check_exporter (Suite *suite)
{
  g_autofree char *articles = g_build_filename (suite->folder, "articles", NULL);
  g_autofree char *target = g_build_filename (suite->folder, "target", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) from = make_project (suite, "from.gloss", &error);
  g_autoptr (GlsProject) to = from != NULL ? make_project (suite, "to.gloss", &error) : NULL;

  if (to != NULL && write_articles (articles, &error) && read_into (suite, from, "text", articles, &error)
      && gls_formats_export (from, suite->manifest->builtin, target, NULL, FALSE, NULL, suite->cancellable, &error)
      && read_into (suite, to, suite->manifest->builtin, target, &error))
    have_same_texts (from, to, &error);
  add_case (suite, GLS_PLUGIN_EXPORTER, _("what is written is read again"), error);
}

GPtrArray *
gls_formats_check (const char *id_or_folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GlsManifest) manifest = gls_registry_get (registry, id_or_folder, error);
  g_autoptr (GlsCodebook) codebook = manifest != NULL ? gls_codebook_load_shipped ("claims and entities", error) : NULL;
  g_autoptr (GPtrArray) cases = gls_plugin_cases_new ();
  g_autofree char *folder = NULL;
  Suite suite = { manifest, codebook, NULL, cancellable, cases };

  if (codebook == NULL)
    return NULL;
  if (manifest->builtin == NULL)
    return gls_plugin_check (id_or_folder, cancellable, error);
  suite.folder = folder = g_dir_make_tmp ("glossator-check-XXXXXX", error);
  if (folder == NULL)
    return NULL;
  if (manifest->kinds & GLS_KIND_BIT (GLS_PLUGIN_IMPORTER))
    gls_plugin_check_each_source (check_file, &suite);
  if (manifest->kinds & GLS_KIND_BIT (GLS_PLUGIN_EXPORTER))
    check_exporter (&suite);
  delete_tree (folder);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&cases);
}
