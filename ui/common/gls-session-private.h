/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the session's own files share. */
#pragma once

#include "gls-session.h"

struct _GlsSession {
  GObject       parent_instance;
  GlsStore     *store;
  char         *path;
  char         *person;
  gboolean      gold;           /* is edited instead of the person's set */
  char         *looked_at;      /* another person's set, which is shown and not changed; nullable */
  GlsReason     reason;
  char         *note;
  GlsCodebook  *codebook;
  GlsCatalog   *catalog;
  GPtrArray    *people;
  char         *description; /* of the codebook: by it another is known */
  GlsTypeStyle *style;
  GCancellable *cancellable;
  guint         reload_source;
  gboolean      reloading;
  gboolean      reload_again;
  gboolean      reload_codebook;
  gint64        clock;          /* the highest in the file, when it is more than a day ahead, else 0 */
  gboolean      clock_accepted;
  guint         bundle;         /* steps that the next undo takes back together; 0: one */
  GPtrArray    *held;           /* char *: kinds of actions that undo does not take back now; a kind held twice stands twice */
};
