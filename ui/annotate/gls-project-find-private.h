/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search of the project between its own files. */
#pragma once

#include <gls-bulk.h>
#include "gls-find-model.h"
#include "gls-project-find.h"

G_BEGIN_DECLS

struct _GlsProjectFind {
  AdwBin             parent_instance;
  GtkEditable       *entry;
  GtkWidget         *filters_button;
  GtkWidget         *stop_button;
  GtkWidget         *close_button;
  GtkLabel          *problem;
  GtkLabel          *summary;
  GtkProgressBar    *progress;
  GtkWidget         *again_button;
  GtkWidget         *label_button;
  GtkWidget         *delete_button;
  GtkListView       *view;
  GlsFindModel      *model;
  GtkMultiSelection *selection;
  GSimpleActionGroup *actions;
  GlsSession        *session;
  GCancellable      *searching;  /* NULL: not searching */
  gboolean           more;       /* than are shown */
  guint              again_source; /* something has changed: looked for again soon */
  gboolean           working;    /* a change of many is being collected or written */
};

/* Looks anew for what the entry says. */
void gls_project_find_start (GlsProjectFind *self);
/* Asks, with the number, and does it to the selected rows; @type NULL: deletes them. */
void gls_project_find_change (GlsProjectFind *self, const char *type);

G_END_DECLS
