/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells ThreadSanitizer what GLib orders: Debian's GLib is not built with it, and its locks are futexes that nobody sees.
 * Linked into programs of "./dev tsan" only: each function here stands before GLib's own of the same name and says "what
 * happened before is seen after". It must hide no more than GLib promises. */
#include <dlfcn.h>
#include <gio/gio.h>
#include <sanitizer/tsan_interface.h>
#include <sanitizer/tsan_interface_atomic.h>

#define REAL(name) \
  static __typeof__ (&name) real; \
  if (real == NULL) \
    real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

/* --- Locks ------------------------------------------------------------------------------------------------------- */

#undef g_mutex_lock
#undef g_mutex_trylock
#undef g_mutex_unlock

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean locked;

  REAL (g_mutex_trylock);
  locked = real (mutex);
  if (locked)
    __tsan_acquire (mutex);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  __tsan_release (mutex);
  real (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_release (mutex);
  real (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean signalled;

  REAL (g_cond_wait_until);
  __tsan_release (mutex);
  signalled = real (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return signalled;
}

/* --- What is handed over ----------------------------------------------------------------------------------------- */

void
g_async_queue_push (GAsyncQueue *queue, gpointer data)
{
  REAL (g_async_queue_push);
  __tsan_release (data);
  real (queue, data);
}

static gpointer
taken (gpointer data)
{
  if (data != NULL)
    __tsan_acquire (data);
  return data;
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  REAL (g_async_queue_pop);
  return taken (real (queue));
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  REAL (g_async_queue_try_pop);
  return taken (real (queue));
}

gpointer
g_async_queue_timeout_pop (GAsyncQueue *queue, guint64 timeout)
{
  REAL (g_async_queue_timeout_pop);
  return taken (real (queue, timeout));
}

typedef struct {
  GSourceFunc    func;
  gpointer       data;
  GDestroyNotify notify;
} Callback;

static gboolean
call (gpointer data)
{
  Callback *callback = data;

  __tsan_acquire (callback);
  return callback->func (callback->data);
}

static void
drop (gpointer data)
{
  Callback *callback = data;

  __tsan_acquire (callback);
  if (callback->notify != NULL)
    callback->notify (callback->data);
  g_free (callback);
}

void
g_source_set_callback (GSource *source, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  Callback *callback = g_new (Callback, 1);

  REAL (g_source_set_callback);
  *callback = (Callback) { func, data, notify };
  __tsan_release (callback);
  real (source, call, callback, drop);
}

/* --- Tasks ------------------------------------------------------------------------------------------------------- */

#define RETURN(name, type) \
  void \
  name (GTask *task, type result) \
  { \
    REAL (name); \
    __tsan_release (task); \
    real (task, result); \
  }

RETURN (g_task_return_error, GError *)
RETURN (g_task_return_boolean, gboolean)
RETURN (g_task_return_int, gssize)

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify notify)
{
  REAL (g_task_return_pointer);
  __tsan_release (task);
  real (task, result, notify);
}

#define PROPAGATE(name, type) \
  type \
  name (GTask *task, GError **error) \
  { \
    REAL (name); \
    __tsan_acquire (task); \
    return real (task, error); \
  }

PROPAGATE (g_task_propagate_pointer, gpointer)
PROPAGATE (g_task_propagate_boolean, gboolean)
PROPAGATE (g_task_propagate_int, gssize)

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc func;

  __tsan_acquire (task);
  func = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "tsan-func");
  func (task, source, data, cancellable);
  __tsan_release (task);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  REAL (g_task_run_in_thread);
  g_object_set_data (G_OBJECT (task), "tsan-func", (gpointer) func);
  __tsan_release (task);
  real (task, run);
}

/* --- Pools of threads -------------------------------------------------------------------------------------------- */

typedef struct {
  GFunc    func;
  gpointer user_data;
} Pool;

static void
run_pooled (gpointer data, gpointer user_data)
{
  Pool *pool = user_data;

  __tsan_acquire (data);
  pool->func (data, pool->user_data);
  __tsan_release (pool);
}

GThreadPool *
g_thread_pool_new (GFunc func, gpointer user_data, gint max_threads, gboolean exclusive, GError **error)
{
  Pool *pool = g_new (Pool, 1);

  REAL (g_thread_pool_new);
  *pool = (Pool) { func, user_data };
  __tsan_release (pool);
  return real (run_pooled, pool, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool *pool, gpointer data, GError **error)
{
  REAL (g_thread_pool_push);
  __tsan_release (data);
  return real (pool, data, error);
}

void
g_thread_pool_free (GThreadPool *pool, gboolean immediate, gboolean wait)
{
  Pool *ours = pool->user_data;

  REAL (g_thread_pool_free);
  real (pool, immediate, wait);
  /* Without waiting its threads may still need it. */
  if (wait)
    {
      __tsan_acquire (ours);
      g_free (ours);
    }
}

/* --- Counted references ------------------------------------------------------------------------------------------ */

#define COUNTED(name, type) \
  void \
  name (type object) \
  { \
    REAL (name); \
    __tsan_release (object); \
    __tsan_acquire (object); \
    real (object); \
  }

COUNTED (g_object_unref, gpointer)
COUNTED (g_array_unref, GArray *)
COUNTED (g_ptr_array_unref, GPtrArray *)
COUNTED (g_hash_table_unref, GHashTable *)
COUNTED (g_bytes_unref, GBytes *)
COUNTED (g_async_queue_unref, GAsyncQueue *)

gboolean
(g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  gboolean last;

  REAL (g_atomic_ref_count_dec);
  __tsan_release (count);
  last = real (count);
  if (last)
    __tsan_acquire (count);
  return last;
}

/* What was made once is seen by all who see that it was made; the macro's fast way looks with an instrumented load. */
gboolean
(g_once_init_enter) (volatile void *location)
{
  gboolean first;

  REAL (g_once_init_enter);
  first = real (location);
  __tsan_acquire ((void *) location);
  return first;
}

void
(g_once_init_leave) (volatile void *location, gsize result)
{
  REAL (g_once_init_leave);
  __tsan_release ((void *) location);
  real (location, result);
  __tsan_atomic64_store ((volatile __tsan_atomic64 *) location, (__tsan_atomic64) result, __tsan_memory_order_seq_cst);
}

void
g_cancellable_cancel (GCancellable *cancellable)
{
  REAL (g_cancellable_cancel);
  if (cancellable != NULL)
    __tsan_release (cancellable);
  real (cancellable);
}
