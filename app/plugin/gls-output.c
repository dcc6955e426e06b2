/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes beside the target, syncs, renames. It knows neither plugins nor projects. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-output.h"

#define MAX_FILES 1000000

struct _GlsOutput {
  GMutex      lock;
  char       *path;
  char       *partial;   /* NULL: standard output */
  gboolean    is_folder;
  int         fd;        /* of the file that is being written */
  char       *name;      /* which one, in a folder */
  GHashTable *names;     /* files of the folder so far */
};

static gboolean
fail (const char *path, int number, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, GLS_ERROR, number == ENOSPC ? GLS_ERROR_FULL : GLS_ERROR_READ_ONLY, _("%s: it cannot be written: %s"), shown,
               g_strerror (number));
  return FALSE;
}

static gboolean
is_empty_or_missing (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir != NULL ? g_dir_read_name (dir) == NULL : !g_file_test (path, G_FILE_TEST_EXISTS);
}

GlsOutput *
gls_output_new (const char *path, gboolean is_folder, GError **error)
{
  GlsOutput *output = g_new0 (GlsOutput, 1);

  g_mutex_init (&output->lock);
  output->path = g_strdup (path);
  output->is_folder = is_folder;
  output->fd = -1;
  output->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!is_folder && g_str_equal (path, "-"))
    {
      output->fd = STDOUT_FILENO;
      return output;
    }
  while (strlen (output->path) > 1 && g_str_has_suffix (output->path, "/"))
    output->path[strlen (output->path) - 1] = '\0';
  output->partial = g_strdup_printf ("%s.XXXXXX", output->path);
  if (is_folder && !is_empty_or_missing (output->path))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, GLS_ERROR, GLS_ERROR_EXISTS, _("%s: the folder is not empty; choose another"), shown);
    }
  else if (is_folder ? g_mkdtemp_full (output->partial, 0755) != NULL
                     : (output->fd = g_mkstemp_full (output->partial, O_WRONLY | O_CLOEXEC, 0666)) >= 0)
    return output;
  else
    fail (path, errno, error);
  g_clear_pointer (&output->partial, g_free);
  gls_output_finish (output, FALSE, NULL);
  return NULL;
}

static gboolean
write_all (GlsOutput *output, const char *data, gsize n_bytes, GError **error)
{
  while (n_bytes > 0)
    {
      gssize n = write (output->fd, data, MIN (n_bytes, 1 << 20));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (output->path, errno, error);
      data += n;
      n_bytes -= n;
    }
  return TRUE;
}

static gboolean
close_file (GlsOutput *output, gboolean sync, GError **error)
{
  gboolean ok = TRUE;

  if (output->fd >= 0 && output->partial != NULL)
    {
      ok = !sync || fsync (output->fd) == 0 || fail (output->path, errno, error);
      close (output->fd);
    }
  output->fd = -1;
  g_clear_pointer (&output->name, g_free);
  return ok;
}

/* Appends to the one being written; another name ends it. */
static gboolean
choose_file (GlsOutput *output, const char *name, GError **error)
{
  g_autofree char *path = NULL, *folder = NULL;

  if (g_strcmp0 (output->name, name) == 0)
    return TRUE;
  if (!close_file (output, FALSE, error))
    return FALSE;
  if (g_hash_table_size (output->names) > MAX_FILES)
    return fail (output->path, EMFILE, error);
  path = g_build_filename (output->partial, name, NULL);
  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0755) != 0)
    return fail (path, errno, error);
  output->fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (output->fd < 0)
    return fail (path, errno, error);
  output->name = g_strdup (name);
  g_hash_table_add (output->names, g_strdup (name));
  return TRUE;
}

gboolean
gls_output_write (GlsOutput *output, const char *name, const void *data, gsize n_bytes, GError **error)
{
  gboolean ok;

  g_mutex_lock (&output->lock);
  ok = (!output->is_folder || choose_file (output, name, error)) && write_all (output, data, n_bytes, error);
  g_mutex_unlock (&output->lock);
  return ok;
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

gboolean
gls_output_finish (GlsOutput *output, gboolean commit, GError **error)
{
  gboolean ok = close_file (output, commit, error);

  if (output->partial != NULL && commit && ok)
    {
      if (output->is_folder)
        g_rmdir (output->path);
      ok = g_rename (output->partial, output->path) == 0 || fail (output->path, errno, error);
    }
  if (output->partial != NULL && (!commit || !ok))
    delete_tree (output->partial);
  g_free (output->path);
  g_free (output->partial);
  g_hash_table_unref (output->names);
  g_mutex_clear (&output->lock);
  g_free (output);
  return ok;
}
