/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file under the project: its header, its file system and the lock beside it. WAL needs shared memory, which network
 * file systems do not have, so there one program at a time may open it. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-file-system.h"
#include "gls-journal.h"

#define SQLITE_MAGIC "SQLite format 3"
#define PAGE_COUNT_OFFSET 28
#define APPLICATION_ID_OFFSET 68
#define HEADER_SIZE 100

static guint32
read_be32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/* Through SQLite's own file layer: closing any other descriptor of the file would drop the locks that this process holds on it,
 * and another process would then take the log for abandoned and delete it. */
static gboolean
read_header (const char *path, guint8 *header)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree char *full = g_malloc0 (vfs->mxPathname + 1);
  g_autofree sqlite3_file *file = g_malloc0 (vfs->szOsFile);
  sqlite3_filename name;
  gboolean done = FALSE;

  if (vfs->xFullPathname (vfs, path, vfs->mxPathname + 1, full) != SQLITE_OK)
    return FALSE;
  name = sqlite3_create_filename (full, "", "", 0, NULL);
  if (vfs->xOpen (vfs, name, file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
    done = file->pMethods->xRead (file, header, HEADER_SIZE, 0) == SQLITE_OK;
  if (file->pMethods != NULL)
    file->pMethods->xClose (file);
  sqlite3_free_filename (name);
  return done;
}

gboolean
gls_file_system_check_header (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  guint8 header[HEADER_SIZE];
  guint32 page_size;
  GStatBuf status;

  if (g_access (path, R_OK) != 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the file cannot be read: %s"), name, g_strerror (errno));
      return FALSE;
    }
  if (!read_header (path, header) || memcmp (header, SQLITE_MAGIC, sizeof SQLITE_MAGIC) != 0
      || read_be32 (header + APPLICATION_ID_OFFSET) != GLS_DB_APPLICATION_ID)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_FOREIGN, _("%s: this is not a Glossator project"), name);
      return FALSE;
    }
  page_size = (guint32) header[16] << 8 | header[17];
  page_size = page_size == 1 ? 65536 : page_size;
  /* With a write-ahead log beside it the file may rightly be shorter than its header says. */
  if (g_stat (path, &status) == 0 && !g_file_test (wal, G_FILE_TEST_EXISTS)
      && (guint64) status.st_size < (guint64) page_size * read_be32 (header + PAGE_COUNT_OFFSET))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED,
                   _("%s: the file is cut off (%llu bytes of %llu); restore a backup or copy it again"), name,
                   (unsigned long long) status.st_size,
                   (unsigned long long) page_size * read_be32 (header + PAGE_COUNT_OFFSET));
      return FALSE;
    }
  return TRUE;
}

/* linux/magic.h and the kernel's sources name these. */
static gboolean
is_remote (const char *path)
{
  static const long remote[] = {
    0x6969 /* nfs */, 0x517b /* smb */, (long) 0xff534d42 /* cifs */, (long) 0xfe534d42 /* smb2 */, 0x65735546 /* fuse */,
    0x01021997 /* 9p */, 0x5346414f /* afs */, 0x00c36400 /* ceph */, 0x73757245 /* coda */, 0x564c /* ncp */,
    0x0bd00bd0 /* lustre */, 0x47504653 /* gpfs */,
  };
  struct statfs info;

  if (g_getenv ("GLS_TEST_REMOTE") != NULL)
    return TRUE;
  if (statfs (path, &info) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (remote); i++)
    if ((long) info.f_type == remote[i])
      return TRUE;
  return FALSE;
}

static char *
lock_path (GlsProject *project)
{
  return g_strconcat (project->db.path, ".lock", NULL);
}

gboolean
gls_file_system_lock (GlsProject *project, GError **error)
{
  g_autofree char *path = lock_path (project);
  g_autofree char *name = g_filename_display_name (project->db.path);
  g_autofree char *holder = NULL;
  int fd;

  if (!is_remote (project->db.path))
    return TRUE;
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: its folder cannot be written: %s"), name, g_strerror (errno));
      return FALSE;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      char who[256] = "";
      gssize n = pread (fd, who, sizeof who - 1, 0);

      close (fd);
      who[MAX (n, 0)] = '\0';
      holder = g_utf8_make_valid (g_strstrip (who), -1);
      g_set_error (error, GLS_ERROR, GLS_ERROR_LOCKED,
                   _("%s: %s has the project open; on a network folder one program at a time may"), name,
                   *holder != '\0' ? holder : _("another program"));
      return FALSE;
    }
  holder = g_strdup_printf ("%s@%s, process %d\n", g_get_user_name (), g_get_host_name (), (int) getpid ());
  if (ftruncate (fd, 0) != 0 || pwrite (fd, holder, strlen (holder), 0) < 0)
    g_debug ("the lock file could not be written: %s", g_strerror (errno));
  project->lock_fd = fd;
  return TRUE;
}

void
gls_file_system_unlock (GlsProject *project)
{
  if (project->lock_fd < 0)
    return;
  close (project->lock_fd);
  project->lock_fd = -1;
}
