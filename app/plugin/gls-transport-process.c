/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a plugin in processes of its own: JSON-RPC, one message a line, several documents in flight, answers in any order. A thread
 * for each process reads and writes; the supervisor's rules are here, what a process is in gls-child.c. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-child.h"
#include "gls-peer.h"
#include "gls-plugin-config.h"
#include "gls-transport.h"
#include "gls-wire.h"

#define IN_FLIGHT 32
#define MAX_CRASHES 3
#define TICK_MS 25
#define WATCH_MICROSECONDS 50000
#define THOROUGH_MICROSECONDS 250000
#define MAX_LOG (1024 * 1024)
#define MOST_WORDS 300 /* characters of the last words that are told */
#define MAX_ERRORS (64 * 1024 * 1024)

typedef struct {
  guint64  id;
  GlsJob  *job;       /* NULL: initialize */
} Pending;

typedef struct _ProcessTransport ProcessTransport;

typedef struct {
  ProcessTransport *transport;
  GThread          *thread;
  GMutex            lock;       /* of outgoing, pending, ending */
  int               wake;       /* eventfd */
  GString          *outgoing;   /* whole lines */
  gsize             written;    /* of them */
  GQueue            pending;    /* Pending, oldest first */
  gboolean          ending;
  gboolean          dead;       /* its thread serves no more */
  /* The thread's own. */
  GlsChild         *child;
  GlsPeer          *peer;       /* what was read and makes no line yet; gls-peer.c */
  GString          *last_words; /* of standard error */
  gsize             n_errors;
  gint64            busy_since; /* since when it owes an answer */
  gboolean          initialized;
  gint64            next_watch, next_thorough;
} Process;

struct _ProcessTransport {
  GlsTransport parent;
  GMutex       lock;
  GCond        begun;
  GPtrArray   *processes;    /* Process */
  guint        most_processes;
  guint64      last_id;
  guint        crashes;
  gboolean     is_begun;
  char        *lost;         /* why the plugin is given up */
  int          log_fd;
  gsize        n_logged;
};

static gpointer run_process (gpointer data);

/* Work that can be done again by another process: nothing was kept between documents. */
static gboolean
is_repeatable (const GlsContract *contract)
{
  return contract->kind == GLS_PLUGIN_EXTRACTOR || (contract->kind == GLS_PLUGIN_VALIDATOR && !contract->manifest->project_scope);
}

static guint64
next_id (ProcessTransport *transport)
{
  guint64 id;

  g_mutex_lock (&transport->lock);
  id = ++transport->last_id;
  g_mutex_unlock (&transport->lock);
  return id;
}

static void
wake (Process *process)
{
  guint64 one = 1;

  if (write (process->wake, &one, sizeof one) < 0)
    return;
}

/* Queues a line; @job NULL with @id: initialize. FALSE: the process is gone for good. */
static gboolean
send_line (Process *process, guint64 id, GlsJob *job, GString *line)
{
  gboolean dead, was_idle;

  g_mutex_lock (&process->lock);
  dead = process->dead;
  was_idle = process->outgoing->len == 0;
  if (!dead)
    {
      Pending *pending = g_new (Pending, 1);

      *pending = (Pending){ id, job };
      g_string_append_len (process->outgoing, line->str, line->len);
      g_queue_push_tail (&process->pending, pending);
    }
  g_mutex_unlock (&process->lock);
  g_string_free (line, TRUE);
  if (!dead && was_idle)
    wake (process);
  return !dead;
}

static GString *
encode_initialize (ProcessTransport *transport, guint64 id)
{
  GString *line = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, line);
  gls_wire_begin_request (&writer, id, "initialize");
  gls_wire_write_run (&writer, transport->parent.context->contract);
  gls_wire_end_request (&writer);
  return line;
}

static GString *
encode_job (ProcessTransport *transport, guint64 id, GlsJob *job, GError **error)
{
  GlsContract *contract = transport->parent.context->contract;
  GString *line;
  GlsJsonWriter writer;
  gsize n_bytes = 256;

  if (job->kind == GLS_JOB_DOCUMENTS)
    gls_text_get_data (((GlsDocument *) job->documents->pdata[0])->text, &n_bytes);
  line = g_string_sized_new (n_bytes + n_bytes / 16 + 1024);
  gls_json_writer_init (&writer, line);
  if (job->kind == GLS_JOB_DOCUMENTS)
    {
      g_autoptr (GlsView) view = gls_view_new (job->documents->pdata[0], contract->manifest->bytes, contract->focus_start,
                                               contract->focus_end);

      gls_wire_begin_request (&writer, id, "document");
      gls_json_writer_member (&writer, "document");
      gls_wire_write_document (&writer, &view->info);
    }
  else if (job->kind == GLS_JOB_FINISH)
    gls_wire_begin_request (&writer, id, "finish");
  else
    {
      g_autoptr (GlsSource) source = gls_source_new (job->path, job->encoding, contract->manifest, error);

      if (source == NULL)
        {
          g_string_free (line, TRUE);
          return NULL;
        }
      gls_wire_begin_request (&writer, id, "import");
      gls_wire_write_source (&writer, &source->info, source->root);
    }
  gls_wire_end_request (&writer);
  if (line->len <= GLS_WIRE_MAX_LINE)
    return line;
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("it is too large for a process; a message holds 64 MiB"));
  g_string_free (line, TRUE);
  return NULL;
}

static GlsResult *
failed_result (const char *reason)
{
  GlsResult *result = gls_result_new ();

  result->status = GLS_RESULT_FAILED;
  result->reason = g_strdup (reason);
  return result;
}

/* The job as it ends when nothing more will come of it. @lost: the whole plugin is. */
static void
end_job (ProcessTransport *transport, GlsJob *job, const char *reason, gboolean lost)
{
  if (lost || job->kind != GLS_JOB_DOCUMENTS)
    job->error = g_error_new_literal (GLS_ERROR, GLS_ERROR_FAILED, reason);
  else
    g_ptr_array_add (job->results, failed_result (reason));
  g_async_queue_push (transport->parent.context->done, job);
}

static Process *
add_process (ProcessTransport *transport)
{
  Process *process = g_new0 (Process, 1);
  guint64 id = next_id (transport);

  process->transport = transport;
  g_mutex_init (&process->lock);
  process->outgoing = g_string_new (NULL);
  g_queue_init (&process->pending);
  process->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  process->last_words = g_string_new (NULL);
  g_ptr_array_add (transport->processes, process);
  send_line (process, id, NULL, encode_initialize (transport, id));
  process->thread = g_thread_new ("plugin", run_process, process);
  return process;
}

/* Notes what standard error says: the plugin's page shows the file, an end without a reason its last line. */
static void
take_errors (Process *process, const char *data, gsize n)
{
  ProcessTransport *transport = process->transport;
  const char *end;

  g_mutex_lock (&transport->lock);
  if (transport->log_fd >= 0 && transport->n_logged < MAX_LOG)
    {
      gssize written = write (transport->log_fd, data, MIN (n, MAX_LOG - transport->n_logged));

      transport->n_logged += MAX (written, 0);
    }
  g_mutex_unlock (&transport->lock);
  process->n_errors += n;
  g_string_append_len (process->last_words, data, n);
  while ((end = strchr (process->last_words->str, '\n')) != NULL)
    {
      g_autofree char *line = g_strndup (process->last_words->str, end - process->last_words->str);
      g_autofree char *valid = g_utf8_make_valid (line, -1);

      gls_transport_log (transport->parent.context, valid);
      if (end[1] == '\0')
        break;
      g_string_erase (process->last_words, 0, end + 1 - process->last_words->str);
    }
  if (process->last_words->len > 4096)
    g_string_truncate (process->last_words, 4096);
}

/* FALSE: nothing more will come. */
static gboolean
read_errors (Process *process)
{
  char buffer[16384];
  gssize n = read (process->child->errors, buffer, sizeof buffer);

  if (n > 0)
    {
      /* A new line begins: the one kept is told already. */
      if (g_str_has_suffix (process->last_words->str, "\n"))
        g_string_truncate (process->last_words, 0);
      take_errors (process, buffer, n);
    }
  return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static const char *
write_lines (Process *process)
{
  const char *why = NULL;

  g_mutex_lock (&process->lock);
  while (process->written < process->outgoing->len)
    {
      gssize n = write (process->child->input, process->outgoing->str + process->written, process->outgoing->len - process->written);

      if (n < 0 && errno != EAGAIN && errno != EINTR)
        why = "";
      if (n < 0)
        break;
      process->written += n;
    }
  /* What is written goes when it is all, or much. */
  if (process->written == process->outgoing->len || process->written > (1 << 20))
    {
      g_string_erase (process->outgoing, 0, process->written);
      process->written = 0;
    }
  g_mutex_unlock (&process->lock);
  return why;
}

static void
note_begun (ProcessTransport *transport)
{
  g_mutex_lock (&transport->lock);
  transport->is_begun = TRUE;
  g_cond_signal (&transport->begun);
  g_mutex_unlock (&transport->lock);
}

static Pending *
take_pending (Process *process, guint64 id)
{
  Pending *found = NULL;

  g_mutex_lock (&process->lock);
  for (GList *at = process->pending.head; at != NULL; at = at->next)
    if (((Pending *) at->data)->id == id)
      {
        found = at->data;
        g_queue_delete_link (&process->pending, at);
        break;
      }
  process->busy_since = g_get_monotonic_time ();
  g_mutex_unlock (&process->lock);
  return found;
}

/* One whole message. NULL: it was in order. Else why the process must go. */
static char *
take_message (gpointer data, GlsMessage *message)
{
  Process *process = data;
  ProcessTransport *transport = process->transport;
  g_autofree Pending *pending = NULL;

  if (message->method != NULL)
    return gls_peer_take_notification (process->peer, message);
  pending = take_pending (process, message->id);
  if (pending == NULL)
    return g_strdup (_("it answered a question that was not asked"));
  if (pending->job != NULL)
    {
      gls_peer_take_answer (process->peer, message, pending->job);
      g_async_queue_push (transport->parent.context->done, pending->job);
      return NULL;
    }
  if (message->error != NULL)
    return g_strdup (message->error);
  process->initialized = TRUE;
  note_begun (transport);
  return NULL;
}

/* Is the answer overdue? */
static gboolean
is_overdue (Process *process)
{
  const GlsContract *contract = process->transport->parent.context->contract;
  guint seconds = process->initialized ? contract->manifest->document_seconds : contract->manifest->start_seconds;
  gboolean overdue;

  g_mutex_lock (&process->lock);
  if (g_queue_is_empty (&process->pending))
    process->busy_since = g_get_monotonic_time ();
  overdue = !contract->no_limits && g_get_monotonic_time () - process->busy_since > (gint64) seconds * G_USEC_PER_SEC;
  g_mutex_unlock (&process->lock);
  return overdue;
}

/* Now and then: is it still there, and within its bounds? @idle: it says nothing at the moment. */
static char *
watch (Process *process, gboolean idle)
{
  gint64 now = g_get_monotonic_time ();
  gboolean thorough = now >= process->next_thorough;

  if (now < process->next_watch)
    return NULL;
  process->next_watch = now + WATCH_MICROSECONDS;
  if (thorough)
    process->next_thorough = now + THOROUGH_MICROSECONDS;
  /* What it started may hold the pipe open. */
  if (idle && gls_child_has_ended (process->child))
    return g_strdup ("");
  return g_strdup (gls_child_watch (process->child, thorough));
}

/* One round of waiting, reading and writing. NULL: go on. Else why the process ends; "" when it closed its output. */
static char *
serve (Process *process)
{
  GlsChild *child = process->child;
  struct pollfd fds[] = {
    { .fd = child->output, .events = POLLIN },
    { .fd = child->errors, .events = POLLIN },
    { .fd = process->wake, .events = POLLIN },
    { .fd = -1, .events = POLLOUT },
  };
  const char *why;
  guint64 woken;

  g_mutex_lock (&process->lock);
  if (process->outgoing->len > 0)
    fds[3].fd = child->input;
  g_mutex_unlock (&process->lock);
  if (poll (fds, G_N_ELEMENTS (fds), TICK_MS) < 0 && errno != EINTR)
    return g_strdup (g_strerror (errno));
  if (fds[2].revents != 0 && read (process->wake, &woken, sizeof woken) < 0 && errno != EAGAIN)
    return g_strdup (g_strerror (errno));
  if (fds[1].revents != 0 && !read_errors (process))
    {
      close (child->errors);
      child->errors = -1;
    }
  if (fds[3].revents != 0)
    {
      why = write_lines (process);
      if (why != NULL)
        return g_strdup (why);
    }
  if (fds[0].revents != 0)
    {
      char *reason = gls_peer_read (process->peer, child->output, take_message, process);

      if (reason != NULL)
        return reason;
    }
  if (process->n_errors > MAX_ERRORS && !process->transport->parent.context->contract->no_limits)
    return g_strdup (_("it wrote more than 64 MiB to standard error"));
  if (is_overdue (process))
    {
      const GlsManifest *manifest = process->transport->parent.context->contract->manifest;
      guint seconds = process->initialized ? manifest->document_seconds : manifest->start_seconds;

      return g_strdup_printf (ngettext ("it did not answer within %u second", "it did not answer within %u seconds", seconds), seconds);
    }
  return watch (process, fds[0].revents == 0);
}

static void
give_up (ProcessTransport *transport, const char *reason)
{
  g_mutex_lock (&transport->lock);
  if (transport->lost == NULL)
    transport->lost = g_strdup (reason);
  g_cond_signal (&transport->begun);
  g_mutex_unlock (&transport->lock);
}

/* The sentence on how a process ended: what was wrong, else how it died, and its last words. */
static char *
explain (Process *process, const char *why, const char *how)
{
  g_autofree char *valid = NULL;

  while (process->child->errors >= 0 && read_errors (process) && poll (&(struct pollfd){ process->child->errors, POLLIN, 0 }, 1, 0) > 0)
    continue;
  valid = g_utf8_make_valid (process->last_words->str, -1);
  g_strstrip (valid);
  /* A sentence, and no window draws thousands of letters without a space; the log has them. */
  if (g_utf8_strlen (valid, -1) > MOST_WORDS)
    {
      g_autofree char *begin = g_utf8_substring (valid, 0, MOST_WORDS);

      g_free (valid);
      valid = g_strconcat (begin, "…", NULL);
    }
  if (*why == '\0')
    why = how;
  return *valid != '\0' ? g_strdup_printf (_("%s; its last words: %s"), why, valid) : g_strdup (why);
}

static void
clear_outgoing (Process *process)
{
  g_string_truncate (process->outgoing, 0);
  process->written = 0;
}

static gboolean
is_cancelled (ProcessTransport *transport)
{
  GlsTransportContext *context = transport->parent.context;

  return g_atomic_int_get (&context->cancelled) != 0 || g_cancellable_is_cancelled (context->cancellable);
}

/* The oldest question failed; the others are asked again where that does no harm. TRUE: with a new process. */
static gboolean
recover (Process *process, const char *reason)
{
  ProcessTransport *transport = process->transport;
  gboolean retry;
  GQueue waiting;
  Pending *pending;
  guint64 id;

  g_mutex_lock (&transport->lock);
  transport->crashes++;
  retry = process->initialized && transport->crashes < MAX_CRASHES && is_repeatable (transport->parent.context->contract);
  g_mutex_unlock (&transport->lock);
  retry = retry && !is_cancelled (transport);
  if (!retry)
    give_up (transport, reason);
  g_mutex_lock (&process->lock);
  waiting = process->pending;
  g_queue_init (&process->pending);
  clear_outgoing (process);
  process->initialized = FALSE;
  process->dead = !retry;
  g_mutex_unlock (&process->lock);
  pending = g_queue_pop_head (&waiting);
  if (pending != NULL && pending->job != NULL)
    end_job (transport, pending->job, reason, !retry);
  g_free (pending);
  id = next_id (transport);
  if (retry)
    send_line (process, id, NULL, encode_initialize (transport, id));
  while ((pending = g_queue_pop_head (&waiting)) != NULL)
    {
      GString *line = retry && pending->job != NULL ? encode_job (transport, pending->id, pending->job, NULL) : NULL;

      if (line != NULL)
        send_line (process, pending->id, pending->job, line);
      else if (pending->job != NULL)
        end_job (transport, pending->job, reason, TRUE);
      g_free (pending);
    }
  return retry;
}

/* Starts the child; NULL or why it cannot be. */
static char *
start (Process *process)
{
  GlsTransportContext *context = process->transport->parent.context;
  g_autoptr (GError) error = NULL;

  process->child = gls_child_spawn (context->contract->manifest, (const char * const *) context->contract->readable,
                                    !context->contract->no_limits, &error);
  if (process->child == NULL)
    return g_strdup (error->message);
  g_clear_pointer (&process->peer, gls_peer_free);
  process->peer = gls_peer_new (context);
  g_string_truncate (process->last_words, 0);
  process->n_errors = 0;
  process->busy_since = g_get_monotonic_time ();
  return NULL;
}

static gboolean
is_done (Process *process)
{
  gboolean done;

  g_mutex_lock (&process->lock);
  done = process->ending && g_queue_is_empty (&process->pending);
  g_mutex_unlock (&process->lock);
  return done;
}

/* A polite end: standard input closes after "shutdown". */
static void
shut_down (Process *process)
{
  GString *line = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, line);
  gls_wire_begin_request (&writer, 0, "shutdown");
  gls_wire_end_request (&writer);
  g_mutex_lock (&process->lock);
  g_string_append_len (process->outgoing, line->str, line->len);
  g_mutex_unlock (&process->lock);
  g_string_free (line, TRUE);
  write_lines (process);
  gls_child_free (g_steal_pointer (&process->child), is_cancelled (process->transport) ? 0 : 500);
}

static gpointer
run_process (gpointer data)
{
  Process *process = data;
  g_autofree char *why = NULL;
  sigset_t pipes;

  /* Writing to a process that is gone is an error, no signal. */
  sigemptyset (&pipes);
  sigaddset (&pipes, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &pipes, NULL);
  why = start (process);
  for (;;)
    {
      g_autofree char *how = NULL, *reason = NULL;

      if (why == NULL && is_done (process))
        break;
      if (why == NULL && is_cancelled (process->transport))
        why = g_strdup (_("it was cancelled"));
      if (why == NULL)
        why = serve (process);
      if (why == NULL)
        continue;
      if (process->child != NULL)
        {
          GlsChild *child = process->child;

          gls_child_wait (child, *why == '\0' ? 200 : 0, &how);
          reason = explain (process, why, how);
          gls_child_free (g_steal_pointer (&process->child), 0);
        }
      else
        reason = g_strdup (why);
      g_clear_pointer (&why, g_free);
      if (!recover (process, reason))
        return NULL;
      why = start (process);
    }
  shut_down (process);
  return NULL;
}

static gboolean
process_begin (GlsTransport *parent, GError **error)
{
  ProcessTransport *transport = (ProcessTransport *) parent;
  const char *id = parent->context->contract->manifest->id;
  gboolean ok;

  add_process (transport);
  g_mutex_lock (&transport->lock);
  while (!transport->is_begun && transport->lost == NULL)
    g_cond_wait (&transport->begun, &transport->lock);
  ok = transport->lost == NULL;
  if (!ok)
    g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, "%s: %s", id, transport->lost);
  g_mutex_unlock (&transport->lock);
  return ok;
}

/* The process that owes least; another one is started while all are busy and it is allowed. */
static Process *
choose_process (ProcessTransport *transport)
{
  Process *best = NULL;
  guint least = G_MAXUINT;

  for (guint i = 0; i < transport->processes->len; i++)
    {
      Process *process = transport->processes->pdata[i];
      guint n;

      g_mutex_lock (&process->lock);
      n = process->pending.length;
      g_mutex_unlock (&process->lock);
      if (n < least)
        {
          least = n;
          best = process;
        }
    }
  return least >= IN_FLIGHT / 2 && transport->processes->len < transport->most_processes ? add_process (transport) : best;
}

static void
process_submit (GlsTransport *parent, GlsJob *job)
{
  ProcessTransport *transport = (ProcessTransport *) parent;
  g_autofree char *lost = NULL;
  g_autoptr (GError) error = NULL;
  guint64 id = next_id (transport);
  GString *line;

  g_mutex_lock (&transport->lock);
  lost = g_strdup (transport->lost);
  g_mutex_unlock (&transport->lock);
  if (lost != NULL)
    {
      end_job (transport, job, lost, TRUE);
      return;
    }
  line = encode_job (transport, id, job, &error);
  if (line == NULL)
    end_job (transport, job, error->message, FALSE);
  else if (!send_line (choose_process (transport), id, job, line))
    {
      g_mutex_lock (&transport->lock);
      lost = g_strdup (transport->lost);
      g_mutex_unlock (&transport->lock);
      end_job (transport, job, lost, TRUE);
    }
}

static void
process_cancel (GlsTransport *parent)
{
  ProcessTransport *transport = (ProcessTransport *) parent;

  for (guint i = 0; i < transport->processes->len; i++)
    wake (transport->processes->pdata[i]);
}

static void
process_free (GlsTransport *parent)
{
  ProcessTransport *transport = (ProcessTransport *) parent;

  for (guint i = 0; i < transport->processes->len; i++)
    {
      Process *process = transport->processes->pdata[i];

      g_mutex_lock (&process->lock);
      process->ending = TRUE;
      g_mutex_unlock (&process->lock);
      wake (process);
    }
  for (guint i = 0; i < transport->processes->len; i++)
    {
      Process *process = transport->processes->pdata[i];

      g_thread_join (process->thread);
      g_string_free (process->outgoing, TRUE);
      g_queue_clear_full (&process->pending, g_free);
      g_clear_pointer (&process->peer, gls_peer_free);
      g_string_free (process->last_words, TRUE);
      close (process->wake);
      g_mutex_clear (&process->lock);
      g_free (process);
    }
  g_ptr_array_unref (transport->processes);
  if (transport->log_fd >= 0)
    close (transport->log_fd);
  g_free (transport->lost);
  g_mutex_clear (&transport->lock);
  g_cond_clear (&transport->begun);
  g_free (transport);
}

GlsTransport *
gls_transport_new_process (GlsTransportContext *context)
{
  ProcessTransport *transport = g_new0 (ProcessTransport, 1);
  const GlsManifest *manifest = context->contract->manifest;
  g_autofree char *log = gls_plugin_config_log_path (manifest->id);

  transport->most_processes = manifest->parallel && is_repeatable (context->contract) ? g_get_num_processors () : 1;
  transport->parent = (GlsTransport){
    .context = context,
    /* What an exporter writes stands in the order of the documents. */
    .most_jobs = context->contract->kind == GLS_PLUGIN_EXPORTER ? 1 : transport->most_processes * IN_FLIGHT,
    .most_documents = 1,
    .most_bytes = 1,
    .begin = process_begin,
    .submit = process_submit,
    .cancel = process_cancel,
    .free = process_free,
  };
  g_mutex_init (&transport->lock);
  g_cond_init (&transport->begun);
  transport->processes = g_ptr_array_new ();
  transport->log_fd = g_open (log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  return &transport->parent;
}
