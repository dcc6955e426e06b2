/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project file as a window sees it: one writer thread, two readers, one change feed on the main thread. Every method here
 * is called on the main thread and returns at once; results come through GTask. */
#pragma once

#include <gio/gio.h>
#include "gls-project.h"

G_BEGIN_DECLS

#define GLS_TYPE_STORE (gls_store_get_type ())
G_DECLARE_FINAL_TYPE (GlsStore, gls_store, GLS, STORE, GObject)

/* Signals:
 *   changed (GArray *records)  after every commit, ours or another process's; GlsChangedRecord, or NULL: everything may have changed.
 * Properties (notify on the main thread):
 *   "path" string; "pending" uint, commits under way; "error" string, why the last commit failed, NULL when the last one went through. */

void      gls_store_open_async    (const char *path, GlsOpenFlags flags, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
GlsStore *gls_store_open_finish   (GAsyncResult *result, GError **error);
/* Waits for pending commits, checkpoints, ends the threads. */
void      gls_store_close_async   (GlsStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean  gls_store_close_finish  (GlsStore *self, GAsyncResult *result, GError **error);

const char *gls_store_get_path    (GlsStore *self);
guint     gls_store_get_pending   (GlsStore *self);
const char *gls_store_get_error   (GlsStore *self);

/* Takes @change. In order: commits are never overtaken. */
void      gls_store_commit_async  (GlsStore *self, GlsChange *change, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean  gls_store_commit_finish (GlsStore *self, GAsyncResult *result, GError **error);

void      gls_store_undo_async    (GlsStore *self, const char *person, gboolean redo, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* @report is filled; clear it with gls_undo_report_clear. */
gboolean  gls_store_undo_finish   (GlsStore *self, GAsyncResult *result, GlsUndoReport *report, GError **error);

/* Runs @func on a reader (or the writer) thread with that thread's connection. Its result is freed with @free_result when nobody takes it.
 * Cancelling interrupts SQLite. */
typedef gpointer (*GlsStoreFunc)  (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error);
void      gls_store_read_async    (GlsStore *self, GlsStoreFunc func, gpointer data, GDestroyNotify free_data,
                                   GDestroyNotify free_result, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
void      gls_store_write_async   (GlsStore *self, GlsStoreFunc func, gpointer data, GDestroyNotify free_data,
                                   GDestroyNotify free_result, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* As writing, on a thread and a connection of its own, for what takes long and commits in parts: others commit meanwhile. It begins when
 * what was asked for before is written, closing waits for it, and neither "pending" nor "error" speaks of it. */
void      gls_store_write_apart_async (GlsStore *self, GlsStoreFunc func, gpointer data, GDestroyNotify free_data,
                                   GDestroyNotify free_result, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* Result of any of them; NULL is an error only when @error is set. */
gpointer  gls_store_run_finish    (GlsStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
