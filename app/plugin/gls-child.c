/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts a plugin's process and keeps it within bounds. What it says is not read here. */
#define _GNU_SOURCE /* pipe2 and friends through GLib */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-child.h"
#include "gls-registry.h"

#define MAX_PROCESSES 64
#define RUNNER "gloss-plugin-runner"

/* In the child, between fork and exec: only calls that are safe there. */
static void
set_up_child (gpointer data)
{
  const gboolean *limits = data;
  const struct rlimit no_core = { 0, 0 };
  const struct rlimit file = { (rlim_t) 1 << 30, (rlim_t) 1 << 30 };
  sigset_t none;

  setpgid (0, 0);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  if (!*limits)
    return;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  setrlimit (RLIMIT_CORE, &no_core);
  setrlimit (RLIMIT_FSIZE, &file);
}

/* Many containers forbid bubblewrap. Asked once. */
gboolean
gls_child_is_confined (void)
{
  static gsize asked;

  if (g_once_init_enter (&asked))
    {
      const char * const argv[] = { "bwrap", "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc", "--dev",
                                    "/dev", "true", NULL };
      int status = 1;
      gboolean ran = g_getenv ("GLS_NO_BUBBLEWRAP") == NULL
                     && g_spawn_sync (NULL, (char **) argv, NULL,
                                      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                                      NULL, &status, NULL);

      g_once_init_leave (&asked, ran && status == 0 ? 2 : 1);
    }
  return asked == 2;
}

static void
add (GPtrArray *argv, ...)
{
  const char *word;
  va_list words;

  va_start (words, argv);
  while ((word = va_arg (words, const char *)) != NULL)
    g_ptr_array_add (argv, g_strdup (word));
  va_end (words);
}

/* The system's programs and libraries, the plugin, its helper, what it was granted; nothing else, and no network. */
static void
add_sandbox (GPtrArray *argv, const GlsManifest *manifest, const char * const *readable, const char *folder)
{
  static const char * const system[] = { "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.conf",
                                         "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime", "/etc/ssl", "/opt" };
  g_autofree char *helper = gls_registry_find_data ("python");
  g_autofree char *runner = gls_registry_find_program (RUNNER);

  add (argv, "bwrap", "--unshare-all", "--die-with-parent", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", NULL);
  if (manifest->network)
    add (argv, "--share-net", "--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf", "--ro-bind-try", "/etc/hosts", "/etc/hosts", NULL);
  if (manifest->gpu)
    add (argv, "--dev-bind-try", "/dev/dri", "/dev/dri", "--dev-bind-try", "/dev/nvidia0", "/dev/nvidia0", "--dev-bind-try",
         "/dev/nvidiactl", "/dev/nvidiactl", "--dev-bind-try", "/dev/nvidia-uvm", "/dev/nvidia-uvm", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (system); i++)
    add (argv, "--ro-bind-try", system[i], system[i], NULL);
  add (argv, "--ro-bind", manifest->folder, manifest->folder, "--ro-bind-try", helper, helper, "--ro-bind-try", runner, runner,
       "--bind", folder, folder, "--chdir", folder, NULL);
  for (guint i = 0; manifest->reads[i] != NULL; i++)
    add (argv, "--ro-bind-try", manifest->reads[i], manifest->reads[i], NULL);
  for (guint i = 0; readable != NULL && readable[i] != NULL; i++)
    add (argv, "--ro-bind-try", readable[i], readable[i], NULL);
}

/* Words that name a file of the plugin's folder stand for that file. */
static void
add_command (GPtrArray *argv, const GlsManifest *manifest)
{
  if (manifest->module != NULL)
    {
      g_autofree char *runner = gls_registry_find_program (RUNNER);

      add (argv, runner, manifest->folder, NULL);
      return;
    }
  for (guint i = 0; manifest->exec[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (manifest->folder, manifest->exec[i], NULL);

      add (argv, g_file_test (path, G_FILE_TEST_IS_REGULAR) ? path : manifest->exec[i], NULL);
    }
}

static char **
clean_environment (const GlsManifest *manifest, const char *folder)
{
  static const char * const kept[] = { "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "TZ" };
  g_autofree char *helper = gls_registry_find_data ("python");
  char **env = g_new0 (char *, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_getenv (kept[i]) != NULL)
      env = g_environ_setenv (env, kept[i], g_getenv (kept[i]), TRUE);
  env = g_environ_setenv (env, "PATH", "/usr/local/bin:/usr/bin:/bin", TRUE);
  env = g_environ_setenv (env, "HOME", folder, TRUE);
  env = g_environ_setenv (env, "TMPDIR", folder, TRUE);
  env = g_environ_setenv (env, "PYTHONPATH", helper, TRUE);
  env = g_environ_setenv (env, "PYTHONDONTWRITEBYTECODE", "1", TRUE);
  env = g_environ_setenv (env, "PYTHONUTF8", "1", TRUE);
  return g_environ_setenv (env, "GLOSSATOR_PLUGIN_FOLDER", manifest->folder, TRUE);
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

GlsChild *
gls_child_spawn (const GlsManifest *manifest, const char * const *readable, gboolean limits, GError **error)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_dir_make_tmp ("glossator-plugin-XXXXXX", error);
  g_auto (GStrv) env = NULL;
  g_autoptr (GError) failure = NULL;
  GlsChild *child;

  if (folder == NULL)
    return NULL;
  env = clean_environment (manifest, folder);
  if (limits && gls_child_is_confined ())
    add_sandbox (argv, manifest, readable, folder);
  add_command (argv, manifest);
  g_ptr_array_add (argv, NULL);
  child = g_new0 (GlsChild, 1);
  child->most_memory = limits ? (guint64) manifest->memory_mib * 1024 * 1024 : 0;
  if (!g_spawn_async_with_pipes (folder, (char **) argv->pdata, env, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH_FROM_ENVP,
                                 set_up_child, &limits, &child->pid, &child->input, &child->output, &child->errors, &failure))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, _("it cannot be started: %s"), failure->message);
      delete_tree (folder);
      g_free (child);
      return NULL;
    }
  child->folder = g_steal_pointer (&folder);
  g_unix_set_fd_nonblocking (child->input, TRUE, NULL);
  g_unix_set_fd_nonblocking (child->output, TRUE, NULL);
  g_unix_set_fd_nonblocking (child->errors, TRUE, NULL);
  fcntl (child->input, F_SETFD, FD_CLOEXEC);
  fcntl (child->output, F_SETFD, FD_CLOEXEC);
  fcntl (child->errors, F_SETFD, FD_CLOEXEC);
  /* A larger pipe saves switches between the two; it need not be granted. */
  fcntl (child->input, F_SETPIPE_SZ, 1 << 20);
  fcntl (child->output, F_SETPIPE_SZ, 1 << 20);
  return child;
}

typedef struct {
  GPid    pid, parent, group;
  guint64 resident;
} Process;

static gboolean
read_process (const char *name, Process *process)
{
  char path[64], text[512];
  const char *after;
  gssize n;
  int fd;
  unsigned long long pages = 0;

  g_snprintf (path, sizeof path, "/proc/%s/stat", name);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  n = read (fd, text, sizeof text - 1);
  close (fd);
  text[MAX (n, 0)] = '\0';
  /* The name, in brackets, may hold anything. */
  after = strrchr (text, ')');
  if (after == NULL
      || sscanf (after + 1, " %*c %d %d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %*u %*u %llu",
                 &process->parent, &process->group, &pages) != 3)
    return FALSE;
  process->pid = (GPid) g_ascii_strtoll (name, NULL, 10);
  process->resident = pages * (guint64) sysconf (_SC_PAGESIZE);
  return TRUE;
}

static GArray *
list_processes (void)
{
  GArray *processes = g_array_new (FALSE, FALSE, sizeof (Process));
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while (proc != NULL && (name = g_dir_read_name (proc)) != NULL)
    {
      Process process;

      if (g_ascii_isdigit (name[0]) && read_process (name, &process))
        g_array_append_val (processes, process);
    }
  return processes;
}

/* Those of the child's group, and whatever descends from them. */
static GHashTable *
find_family (const GlsChild *child, GArray *processes)
{
  GHashTable *family = g_hash_table_new (NULL, NULL);
  gboolean grown = TRUE;

  while (grown)
    {
      grown = FALSE;
      for (guint i = 0; i < processes->len; i++)
        {
          Process *p = &g_array_index (processes, Process, i);

          if (!g_hash_table_contains (family, GINT_TO_POINTER (p->pid))
              && (p->pid == child->pid || p->group == child->pid || g_hash_table_contains (family, GINT_TO_POINTER (p->parent))))
            {
              g_hash_table_insert (family, GINT_TO_POINTER (p->pid), p);
              grown = TRUE;
            }
        }
    }
  return family;
}

static guint64
own_memory (const GlsChild *child)
{
  char name[16];
  Process process;

  g_snprintf (name, sizeof name, "%d", child->pid);
  return read_process (name, &process) ? process.resident : 0;
}

const char *
gls_child_watch (GlsChild *child, gboolean thorough)
{
  guint n_processes = 1;

  if (child->most_memory == 0)
    return NULL;
  child->memory = own_memory (child);
  if (thorough)
    {
      g_autoptr (GArray) processes = list_processes ();
      g_autoptr (GHashTable) family = find_family (child, processes);
      GHashTableIter iter;
      gpointer process;

      n_processes = g_hash_table_size (family);
      child->memory = 0;
      g_hash_table_iter_init (&iter, family);
      while (g_hash_table_iter_next (&iter, NULL, &process))
        child->memory += ((const Process *) process)->resident;
    }
  if (child->memory > child->most_memory)
    return _("it took more memory than its manifest says");
  return n_processes > MAX_PROCESSES ? _("it started too many processes") : NULL;
}

void
gls_child_kill (GlsChild *child)
{
  g_autoptr (GArray) processes = NULL;
  g_autoptr (GHashTable) family = NULL;
  GHashTableIter iter;
  gpointer pid;

  if (child->pid == 0)
    return;
  kill (-child->pid, SIGSTOP);
  processes = list_processes ();
  family = find_family (child, processes);
  kill (-child->pid, SIGKILL);
  /* Those that left the group. */
  g_hash_table_iter_init (&iter, family);
  while (g_hash_table_iter_next (&iter, &pid, NULL))
    kill (GPOINTER_TO_INT (pid), SIGKILL);
}

gboolean
gls_child_has_ended (const GlsChild *child)
{
  siginfo_t info = { 0 };

  return waitid (P_PID, child->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

/* Bubblewrap says, as shells do, 128 and the signal's number. */
static char *
describe_end (int status)
{
  int code = WIFEXITED (status) ? WEXITSTATUS (status) : -1;
  int number = WIFSIGNALED (status) ? WTERMSIG (status) : code > 128 && code <= 128 + 64 ? code - 128 : 0;

  if (number != 0)
    return g_strdup_printf (_("it was ended by signal %d (%s)"), number, g_strsignal (number));
  return g_strdup_printf (_("it ended with exit code %d"), code);
}

void
gls_child_wait (GlsChild *child, guint milliseconds, char **how)
{
  gint64 until = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  int status = 0;

  /* Not reaped yet, so that its number belongs to nobody else while the group is killed. */
  while (!gls_child_has_ended (child) && g_get_monotonic_time () < until)
    g_usleep (1000);
  gls_child_kill (child);
  while (waitpid (child->pid, &status, 0) < 0 && errno == EINTR)
    continue;
  g_spawn_close_pid (child->pid);
  child->pid = 0;
  if (how != NULL)
    *how = describe_end (status);
}

void
gls_child_free (GlsChild *child, guint milliseconds)
{
  if (child->input >= 0)
    close (child->input);
  if (child->pid != 0)
    gls_child_wait (child, milliseconds, NULL);
  if (child->output >= 0)
    close (child->output);
  if (child->errors >= 0)
    close (child->errors);
  delete_tree (child->folder);
  g_free (child->folder);
  g_free (child);
}
