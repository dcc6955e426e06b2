/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importers and exporters of plugins at work on a project. What an importer gives becomes the program's own JSON Lines, so that ids,
 * codebook, reports and undo are those of every import. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>
#include <gls-jsonl.h>
#include <gls-plugin-config.h>
#include <gls-plugin-session.h>

#include "gls-adopt-names.h"
#include "gls-plugin-exchange.h"
#include "gls-work-private.h"

/* How far a folder is searched for files of an importer. */
#define MOST_DEPTH 4
#define MOST_NAMES 20000
#define MOST_REPORTS 1000

static gboolean
has_extension (const GlsManifest *manifest, const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && g_strv_contains ((const char * const *) manifest->extensions, dot + 1);
}

/* Folders in it too, @depth levels down: a folder an annotator is common. @left bounds what is looked at. */
static gboolean
holds_extension (const GlsManifest *manifest, const char *folder, guint depth, guint *left)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) inner = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  gboolean found = FALSE;

  while (dir != NULL && !found && *left > 0 && (name = g_dir_read_name (dir)) != NULL)
    {
      --*left;
      found = has_extension (manifest, name);
      if (!found && depth > 0)
        g_ptr_array_add (inner, g_build_filename (folder, name, NULL));
    }
  for (guint i = 0; !found && i < inner->len; i++)
    if (g_file_test (inner->pdata[i], G_FILE_TEST_IS_DIR))
      found = holds_extension (manifest, inner->pdata[i], depth - 1, left);
  return found;
}

GlsManifest *
gls_plugin_importer_for (const char *path)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GPtrArray) importers = gls_registry_list (registry, GLS_PLUGIN_IMPORTER);
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);

  for (guint i = 0; i < importers->len; i++)
    {
      GlsManifest *manifest = importers->pdata[i];
      guint left = MOST_NAMES;

      if (manifest->builtin == NULL && (manifest->source_either || manifest->source_folder == is_folder)
          && (is_folder ? holds_extension (manifest, path, MOST_DEPTH, &left) : has_extension (manifest, path)))
        return gls_manifest_ref (manifest);
    }
  return NULL;
}

static gboolean
is_own (GlsRegistry *registry, const char *id)
{
  const GlsPluginEntry *entry = gls_registry_find (registry, id);

  return entry != NULL && entry->manifest != NULL && entry->manifest->builtin != NULL;
}

GlsManifest *
gls_plugin_format (const char *id, GlsPluginKind kind, GError **error)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GlsManifest) manifest = NULL;

  if (strchr (id, '/') == NULL && gls_registry_find (registry, id) == NULL)
    return NULL;
  /* A project can always be written: the program's own exporters are only not offered. */
  manifest = kind == GLS_PLUGIN_EXPORTER && is_own (registry, id) ? gls_registry_get (registry, id, error)
                                                                  : gls_registry_choose (registry, id, error);
  if (manifest == NULL || manifest->kinds & GLS_KIND_BIT (kind))
    return g_steal_pointer (&manifest);
  g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE,
               kind == GLS_PLUGIN_IMPORTER ? _("the plugin %s is no importer") : _("the plugin %s is no exporter"), manifest->id);
  return NULL;
}

char *
gls_plugin_list_formats (GlsPluginKind kind)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GPtrArray) plugins = gls_registry_list (registry, kind);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < plugins->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", ((GlsManifest *) plugins->pdata[i])->id);
  return g_string_free (ids, FALSE);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static void
add_person (char *by, GHashTable *seen, GPtrArray *people)
{
  if (!g_str_equal (by, "gold") && !g_str_has_prefix (by, "plugin:") && g_hash_table_add (seen, by))
    g_ptr_array_add (people, g_strdup (by));
}

static GPtrArray *
list_people (const GlsImported *imported)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *people = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < imported->documents->len; i++)
    {
      const GlsDocument *document = imported->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        add_person (((GlsAnnotation *) document->annotations->pdata[j])->by, seen, people);
      for (guint j = 0; j < document->statuses->len; j++)
        add_person (((GlsDocumentStatus *) document->statuses->pdata[j])->by, seen, people);
    }
  g_ptr_array_sort (people, compare_names);
  return people;
}

/* The first line: what the documents' annotations need. */
static void
write_project_line (const GlsImported *imported, GString *out)
{
  GlsProjectData *data = gls_project_data_new ();

  if (imported->codebook != NULL)
    {
      g_clear_pointer (&data->codebook, gls_codebook_unref);
      data->codebook = gls_codebook_ref (imported->codebook);
    }
  g_clear_pointer (&data->people, g_ptr_array_unref);
  data->people = list_people (imported);
  g_clear_pointer (&data->entities, g_ptr_array_unref);
  data->entities = g_ptr_array_ref (imported->entities);
  gls_jsonl_write_project (data, out);
  gls_project_data_free (data);
}

/* The whole yield as a file of ours, in a private folder, under the name that the history will show. */
static char *
write_lines (const GlsImported *imported, const char *path, char **folder, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strconcat (base, ".jsonl", NULL);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *file = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GFile) target = NULL;
  gsize written;

  *folder = g_dir_make_tmp ("glossator-import-XXXXXX", error);
  if (*folder == NULL)
    return NULL;
  file = g_build_filename (*folder, name, NULL);
  target = g_file_new_for_path (file);
  stream = G_OUTPUT_STREAM (g_file_create (target, G_FILE_CREATE_PRIVATE, NULL, error));
  if (stream == NULL)
    return NULL;
  write_project_line (imported, line);
  for (guint i = 0; i < imported->documents->len; i++)
    {
      gls_document_propose (imported->documents->pdata[i]);
      gls_jsonl_write_document (imported->documents->pdata[i], line);
      if (!g_output_stream_write_all (stream, line->str, line->len, &written, NULL, error))
        return NULL;
      g_string_truncate (line, 0);
    }
  return g_output_stream_close (stream, NULL, error) ? g_steal_pointer (&file) : NULL;
}

static void
follow_links (GlsAnnotation *annotation, GHashTable *ids)
{
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      const GlsId *now = link->kind == GLS_LINK_TO ? g_hash_table_lookup (ids, &link->target) : NULL;

      if (now != NULL)
        link->target = *now;
    }
}

/* Whose they are goes into their ids: files of several people number the marks of one text alike. */
static void
name_set (GlsDocument *document, const char *by)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      GlsAnnotation *annotation = document->annotations->pdata[i];
      GlsId now;

      if (!g_str_equal (annotation->by, "import"))
        continue;
      gls_id_derive (&now, "annotation", &annotation->id, sizeof annotation->id, by, strlen (by), NULL);
      g_hash_table_insert (ids, g_memdup2 (&annotation->id, sizeof annotation->id), g_memdup2 (&now, sizeof now));
      annotation->id = now;
      g_free (annotation->by);
      annotation->by = g_strdup (by);
    }
  for (guint i = 0; i < document->annotations->len; i++)
    follow_links (document->annotations->pdata[i], ids);
}

static gboolean
has_marks (const GlsDocument *document, const char *by)
{
  for (guint i = 0; i < document->annotations->len; i++)
    if (g_str_equal (((GlsAnnotation *) document->annotations->pdata[i])->by, by))
      return TRUE;
  return FALSE;
}

/* Of files without an owner: theirs whom the person named for the import, else nobody's. */
static void
name_statuses (GlsImported *imported, GlsDocument *document, const char *by)
{
  for (guint i = document->statuses->len; i-- > 0;)
    {
      GlsDocumentStatus *status = document->statuses->pdata[i];
      const gboolean unnamed = g_str_equal (status->by, "import");

      if (g_str_equal (unnamed && by != NULL ? by : status->by, "gold") || (unnamed && by == NULL))
        {
          g_ptr_array_remove_index (document->statuses, i);
          continue;
        }
      if (unnamed)
        {
          g_free (status->by);
          status->by = g_strdup (by);
        }
      if (status->status == GLS_STATUS_DONE && imported->reports->len < MOST_REPORTS && !has_marks (document, status->by))
        g_ptr_array_add (imported->reports,
                         g_strdup_printf (_("Document “%s”: nothing is marked in the file of %s, so it counts as done by them."),
                                          document->key, status->by));
    }
}

static void
move_strings (GPtrArray **into, GPtrArray *from)
{
  if (*into == NULL)
    *into = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; from != NULL && i < from->len; i++)
    g_ptr_array_add (*into, g_strdup (from->pdata[i]));
}

void
gls_import_report_add (GlsImportReport *into, GlsImportReport *from)
{
  into->documents += from->documents;
  into->already += from->already;
  into->annotations += from->annotations;
  into->more_reports += from->more_reports;
  move_strings (&into->document_keys, from->document_keys);
  move_strings (&into->reports, from->reports);
  move_strings (&into->failures, from->failures);
  gls_import_report_clear (from);
}

static gboolean
put_imported (GlsProject *project, const GlsImported *imported, const char *path, const GlsImportOptions *options,
              GlsImportReport *report, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *file = write_lines (imported, path, &folder, error);
  const char *files[] = { file, NULL };
  GlsImportOptions own = *options;
  GlsImportReport mine = { 0 };
  gboolean ok = FALSE;

  own.format = "jsonl";
  own.encoding = NULL;
  if (file != NULL)
    ok = gls_import (project, files, &own, &mine, cancellable, error);
  if (folder != NULL)
    {
      g_autofree char *base = g_path_get_basename (path);
      g_autofree char *name = g_strconcat (base, ".jsonl", NULL);
      g_autofree char *left = g_build_filename (folder, name, NULL);

      g_unlink (left);
      g_rmdir (folder);
    }
  move_strings (&report->reports, imported->reports);
  gls_import_report_add (report, &mine);
  return ok;
}

static GlsImported *
run_importer (GlsWork *work, GlsManifest *importer, const char *path, const char *encoding, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsContract) contract = gls_work_contract (work, importer, GLS_PLUGIN_IMPORTER);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  const char *readable[] = { absolute, NULL };
  GlsPluginSession *session;
  GlsImported *imported;

  contract->readable = g_strdupv ((char **) readable);
  session = gls_plugin_session_open (contract, NULL, NULL, cancellable, error);
  if (session == NULL)
    return NULL;
  imported = gls_plugin_session_import (session, path, encoding, cancellable, error);
  gls_plugin_session_close (session, FALSE, NULL);
  return imported;
}

gboolean
gls_plugin_import (GlsProject *project, GlsManifest *importer, const char *path, const GlsImportOptions *options,
                   GlsImportReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsImported) imported = NULL;
  GlsWork work;
  gboolean ok;

  if (!gls_work_check_grant (importer, error) || !gls_work_init (&work, project, error))
    return FALSE;
  imported = run_importer (&work, importer, path, options->encoding, cancellable, error);
  if (imported != NULL)
    gls_adopt_names (imported, work.codebook);
  gls_work_clear (&work);
  gls_work_note_failure (importer, error);
  if (imported == NULL)
    return FALSE;
  for (guint i = 0; i < imported->documents->len; i++)
    {
      if (options->by != NULL)
        name_set (imported->documents->pdata[i], options->by);
      name_statuses (imported, imported->documents->pdata[i], options->is_theirs ? options->by : NULL);
    }
  ok = put_imported (project, imported, path, options, report, cancellable, error);
  return ok;
}

typedef struct {
  GlsWork            *work;
  const char * const *sets;
  guint               next;
  GPtrArray          *reports;
} Exporting;

static GlsDocument *
next_document (gpointer data, GError **error)
{
  Exporting *exporting = data;

  return gls_work_load_document (exporting->work, &exporting->next, exporting->sets, error);
}

/* One document that cannot be written spoils the export. */
static gboolean
take_result (gpointer data, GlsDocument *document, GlsResult *taken, GError **error)
{
  g_autoptr (GlsResult) result = taken;

  if (result->status != GLS_RESULT_FAILED)
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, "%s: %s", document != NULL ? document->key : "", result->reason);
  return FALSE;
}

static void
take_line (gpointer data, const char *line)
{
  Exporting *exporting = data;

  if (exporting->reports != NULL && exporting->reports->len < MOST_REPORTS)
    g_ptr_array_add (exporting->reports, g_strdup (line));
}

gboolean
gls_plugin_export (GlsProject *project, GlsManifest *exporter, const char *path, const char * const *sets, GPtrArray *reports,
                   GCancellable *cancellable, GError **error)
{
  static const GlsPluginClient client = { next_document, take_result, NULL };
  g_autoptr (GlsContract) contract = NULL;
  GlsWork work;
  Exporting exporting = { .work = &work, .sets = sets, .reports = reports };
  GlsPluginSession *session;
  gboolean ok = FALSE;

  if (!gls_work_check_grant (exporter, error) || !gls_work_init (&work, project, error))
    return FALSE;
  if (gls_work_choose_documents (&work, NULL, error))
    {
      contract = gls_work_contract (&work, exporter, GLS_PLUGIN_EXPORTER);
      contract->target = g_path_get_basename (path);
      contract->output = g_strdup (path);
      session = gls_plugin_session_open (contract, take_line, &exporting, cancellable, error);
      ok = session != NULL && gls_plugin_session_run (session, &client, &exporting, cancellable, error);
      ok = gls_plugin_session_close (session, ok, ok ? error : NULL) && ok;
    }
  gls_work_clear (&work);
  gls_work_note_failure (exporter, error);
  return ok;
}
