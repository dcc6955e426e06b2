/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share; nobody else includes it. */
#pragma once

#include "annotate/gls-annotate-page.h"
#include "review/gls-review-page.h"
#include "gls-welcome-page.h"
#include "gls-window.h"

G_BEGIN_DECLS

struct _GlsWindow {
  AdwApplicationWindow parent_instance;
  GtkStack        *title_stack;
  AdwWindowTitle  *title;
  GtkWidget       *open_button;
  GMenu           *recent_section;
  GMenu           *people_section;
  GtkWidget       *saved_box;
  GtkImage        *saved_icon;
  GtkLabel        *saved_label;
  GtkLabel        *announcer;
  GtkWidget       *save_copy_button;
  GtkWidget       *retry_button;
  GtkWidget       *failure_bar;
  GtkLabel        *failure_label;
  GtkWidget       *menu_button;
  GtkWidget       *person_button;
  GtkPopover      *person_popover;
  GtkEditable     *person_entry;
  GtkWidget       *undo_box;
  GtkWidget       *undo_button;
  GtkWidget       *redo_button;
  AdwToastOverlay *toasts;
  AdwToast        *toast;       /* shown, not going away yet */
  char            *next_toast;  /* to be shown once the one before has come or gone */
  gboolean         next_undoable;
  guint            toast_source;
  gint64           toast_at;    /* when one came or went last */
  GtkStack        *stack;
  GlsWelcomePage  *welcome;
  AdwViewStack    *pages;
  GlsAnnotatePage *annotate;
  GlsReviewPage   *review;
  AdwViewStackPage *review_page;
  GtkWidget       *switcher;
  GtkWidget       *preferences; /* weak: the preferences while they are open */
  GtkWidget       *keys;        /* weak: the keys while they are open */
  GtkWidget       *help;        /* weak: the help while it is open */
  GtkWidget       *plugins;     /* weak: the plugins' window while it is open */
  GtkWidget       *codebook;    /* weak: the codebook's window while it is open */

  GlsSession      *session;
  GCancellable    *cancellable;
  char            *person;      /* given for this window, else NULL */
  char            *wanted_path; /* to be opened once a name is given, or being opened */
  char            *wanted_document;
  gboolean         opening;
  gboolean         asking_clock;
  gboolean         clock_put_off; /* the answer was “not now” */
  gboolean         closing;     /* waiting for the store */
  gboolean         closed;
};

/* gls-window-commands.c: the window's actions and what is dropped on it. */
void gls_window_add_commands    (GlsWindow *self);
void gls_window_enable_commands (GlsWindow *self);
/* Gold at this place on the Annotate page. */
void gls_window_edit_gold       (GlsWindow *self, const char *document, guint start, guint end);

/* gls-window-people.c: whose work it is, and whose one can look at. */
void gls_window_show_person     (GlsWindow *self);
void gls_window_show_people     (GlsWindow *self);

/* gls-window-clock.c: asks what to do about a clock that is more than a day off, unless that was put off. */
void gls_window_ask_clock       (GlsWindow *self);

/* gls-window-undo.c: lets Undo and Redo say what they would undo. */
void gls_window_name_undo       (GlsWindow *self);

G_END_DECLS
