/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole exports: the project as JSON Lines into a stream, or its texts as files.
 * It must not know where a stream leads, and nothing of records or journals. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include <gls-error.h>
#include <gls-plugin-choices.h>
#include <gls-publications.h>
#include "gls-transfer-private.h"

#define MAX_NAME 200 /* bytes, of the 255 that file systems take */

static gboolean
is_asked (const char * const *sets, const char *name)
{
  return !sets || g_strv_contains (sets, name);
}

static gboolean
write_out (GOutputStream *stream, GString *out, gsize at_least, GCancellable *cancellable, GError **error)
{
  if (out->len < at_least)
    return TRUE;
  if (!g_output_stream_write_all (stream, out->str, out->len, NULL, cancellable, error))
    return FALSE;
  g_string_truncate (out, 0);
  return TRUE;
}

/* What only whole exports have: gold keeps its digest when a setting changes, or when it is published. */
static gboolean
load_decided (GlsProject *project, GlsProjectData *data, GError **error)
{
  GPtrArray *plugins = gls_project_load_plugin_choices (project, NULL, error);

  GPtrArray *publications = plugins ? gls_project_load_publications (project, error) : NULL;

  if (plugins)
    {
      g_ptr_array_unref (data->plugins);
      data->plugins = plugins;
    }
  if (!publications)
    return FALSE;
  g_ptr_array_unref (data->publications);
  data->publications = publications;
  return TRUE;
}

static gboolean
write_project (GlsProject *project, GlsCodebook *codebook, const char * const *sets, GString *out, GError **error)
{
  g_autoptr (GlsProjectData) data = gls_project_data_new ();
  g_autoptr (GPtrArray) people = gls_project_load_people (project, error);
  GPtrArray *entities = people ? gls_project_load_entities (project, error) : NULL;
  GPtrArray *judgements = entities ? gls_project_load_judgements (project, error) : NULL;
  GPtrArray *questions = judgements ? gls_project_load_questions (project, error) : NULL;
  GPtrArray *waivers = questions ? gls_transfer_load_waivers (project, NULL, sets, error) : NULL;

  if (entities)
    {
      g_ptr_array_unref (data->entities);
      data->entities = entities;
    }
  if (judgements)
    {
      g_ptr_array_unref (data->judgements);
      data->judgements = judgements;
    }
  if (questions)
    {
      g_ptr_array_unref (data->questions);
      data->questions = questions;
    }
  if (waivers)
    {
      g_ptr_array_unref (data->waivers);
      data->waivers = waivers;
    }
  if (!waivers || (!sets && !load_decided (project, data, error)))
    return FALSE;
  data->codebook = gls_codebook_ref (codebook);
  /* "import" stands for nobody: importing into another project makes it there, or does not need it. */
  for (guint i = 0; i < people->len; i++)
    if (is_asked (sets, people->pdata[i]) && strcmp (people->pdata[i], "import") != 0)
      g_ptr_array_add (data->people, g_strdup (people->pdata[i]));
  gls_jsonl_write_project (data, out);
  return TRUE;
}

/**
 * gls_export_jsonl:
 * @stream: left open
 * @sets: (nullable) (array zero-terminated=1): whose annotations and statuses, or NULL for everybody's and the suggestions
 * @cancellable: (nullable): looked at between documents
 *
 * Writes the present state: the project, then its documents by shown key.
 */
gboolean
gls_export_jsonl (GlsProject *project, GOutputStream *stream, const char * const *sets, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GlsCodebook) codebook = gls_project_load_codebook (project, error);
  g_autoptr (GlsDocumentTable) table = codebook ? gls_project_list_keys (project, error) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (!table || !write_project (project, codebook, sets, out, error))
    return FALSE;
  return write_out (stream, out, 1, cancellable, error)
         && gls_transfer_write_documents (project, table, codebook, sets, stream, cancellable, error);
}

/* A name that is one in every file system, of @key's characters as far as they may stand there. */
static char *
file_name_for_key (const char *key, GHashTable *taken)
{
  g_autoptr (GString) base = g_string_new (NULL);
  g_autofree char *folded = NULL;
  GString *name;

  for (const char *at = key; *at && base->len < MAX_NAME; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x20 || c == 0x7f || (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c)) || (c == '.' && base->len == 0))
        g_string_append_c (base, '_');
      else
        g_string_append_unichar (base, c);
    }
  if (base->len == 0)
    g_string_append_c (base, '_');
  name = g_string_new (base->str);
  folded = g_utf8_casefold (name->str, -1);
  for (guint i = 2; !g_hash_table_add (taken, g_strdup (folded)); i++)
    {
      g_string_printf (name, "%s-%u", base->str, i);
      g_free (folded);
      folded = g_utf8_casefold (name->str, -1);
    }
  g_string_append (name, ".txt");
  return g_string_free (name, FALSE);
}

/* A file of exactly these bytes may stand; another is not overwritten. */
static gboolean
write_text (const char *path, const GlsText *text, GError **error)
{
  g_autofree char *standing = NULL, *shown = g_filename_display_name (path);
  gsize n_bytes, n_standing;
  const char *bytes = gls_text_get_data (text, &n_bytes);

  if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return g_file_set_contents_full (path, bytes, (gssize) n_bytes, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
  if (g_file_get_contents (path, &standing, &n_standing, NULL) && n_standing == n_bytes
      && memcmp (standing, bytes, n_bytes) == 0)
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_EXISTS,
               _("%s: there is a file of this name already with other text; choose another folder"), shown);
  return FALSE;
}

/**
 * gls_export_text:
 * @folder: made where it is not there
 *
 * Characters of a key that no file name may have become "_"; keys that then are alike get a number.
 */
gboolean
gls_export_text (GlsProject *project, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsDocumentTable) table = gls_project_list_keys (project, error);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!table)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      int code = errno;
      g_autofree char *name = g_filename_display_name (folder);

      g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, _("%s: the folder cannot be made: %s"), name, g_strerror (code));
      return FALSE;
    }
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);
      g_autofree char *name = file_name_for_key (row->key, taken), *path = g_build_filename (folder, name, NULL);
      g_autoptr (GlsDocument) document = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      document = gls_project_load_document (project, &row->id, GLS_LOAD_TEXT, NULL, error);
      if (!document || !write_text (path, document->text, error))
        return FALSE;
    }
  return TRUE;
}
