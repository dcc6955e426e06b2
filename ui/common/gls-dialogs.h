/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File choosers and questions behind two calls each, shaped like GtkFileDialog and GtkAlertDialog of later GTK versions,
 * so that a later port is this file alone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  GLS_FILE_OPEN,
  GLS_FILE_OPEN_MANY,
  GLS_FILE_SAVE,
  GLS_FILE_FOLDER,
} GlsFileMode;

/* @name (nullable): the proposed name; @filter_name and @patterns (nullable, NULL-ended): which files are shown. */
void        gls_dialog_file_async    (GtkWindow *parent, GlsFileMode mode, const char *title, const char *accept,
                                      const char *name, const char *filter_name, const char * const *patterns,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* The chosen files (GListModel of GFile, at least one), or NULL when dismissed. Transfer full. */
GListModel *gls_dialog_file_finish   (GAsyncResult *result);
/* Files to open, "All files" being the way out of @patterns, with a choice among @options (ids, the first is chosen at first) that are
 * called @labels; both are NULL-ended. */
void        gls_dialog_file_choice_async  (GtkWindow *parent, GlsFileMode mode, const char *title, const char *accept,
                                           const char *filter_name, const char * const *patterns, const char *choice_label,
                                           const char * const *options, const char * const *labels, GAsyncReadyCallback callback,
                                           gpointer user_data);
/* As gls_dialog_file_finish(); *@choice is set to the option, transfer full. */
GListModel *gls_dialog_file_choice_finish (GAsyncResult *result, char **choice);

/* @answers: pairs of (id, label) ended by NULL; the first is what Escape gives, the last what Return gives. The id may
 * begin with "!" (destructive) or "*" (suggested). */
void        gls_dialog_choose_async  (GtkWindow *parent, const char *heading, const char *body, const char * const *answers,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* The answer's id without its mark; transfer full. */
char       *gls_dialog_choose_finish (GAsyncResult *result);
/* A sentence and a Close button. */
void        gls_dialog_tell          (GtkWindow *parent, const char *heading, const char *body);

G_END_DECLS
