/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open project as every page of one window sees it: store, person, codebook, documents. Main thread only. */
#pragma once

#include <gls-decision.h>
#include <gls-store.h>
#include "gls-catalog.h"
#include "gls-type-style.h"

G_BEGIN_DECLS

#define GLS_TYPE_SESSION (gls_session_get_type ())
G_DECLARE_FINAL_TYPE (GlsSession, gls_session, GLS, SESSION, GObject)

/* Signals
 *   "codebook-changed" ()
 *   "catalog-changed" ()            the list of documents, a status or a count
 *   "records-changed" (GArray *)    what the store said: GlsChangedRecord, NULL: everything may have changed
 *   "person-changed" ()
 *   "set-changed" ()                whose annotations are shown: the person's, gold, or another person's
 *   "message" (const char *text, gboolean undoable)   something to tell in passing
 *   "failed" (const char *heading, const char *text)  something that did not work and needs reading
 *   "clock-off" ()                  a change failed, and the project's clock is more than a day ahead of ours */

/* Can @name be a person's? Not empty, one line, at most 100 characters, nothing that is reserved ("gold", "plugin:…"). */
gboolean     gls_session_is_person_name (const char *name);
void         gls_session_open_async   (const char *path, const char *person, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
GlsSession  *gls_session_open_finish  (GAsyncResult *result, GError **error);

GlsStore    *gls_session_get_store    (GlsSession *self);
const char  *gls_session_get_path     (GlsSession *self);
/* The file's name without ".gloss", for titles; transfer full. */
char        *gls_session_dup_title    (GlsSession *self);
const char  *gls_session_get_person   (GlsSession *self);
void         gls_session_set_person   (GlsSession *self, const char *person);
/* The set that the Annotate page shows: the person's, "gold" while that is edited, or another person's while that is looked at, which
 * nothing changes. */
const char  *gls_session_get_set      (GlsSession *self);
gboolean     gls_session_edits_gold   (GlsSession *self);
void         gls_session_edit_gold    (GlsSession *self, gboolean gold);
/* Another person's set; NULL: none. The person's own is none. */
const char  *gls_session_get_looked_at (GlsSession *self);
void         gls_session_look_at      (GlsSession *self, const char *person);
/* Neither gold nor another's. */
gboolean     gls_session_shows_own    (GlsSession *self);
/* Why gold is edited: goes with every decision until it is another. @note nullable. */
void         gls_session_set_why      (GlsSession *self, GlsReason reason, const char *note);
GlsReason    gls_session_get_why      (GlsSession *self, const char **note);
GlsCodebook *gls_session_get_codebook (GlsSession *self);
GlsCatalog  *gls_session_get_catalog  (GlsSession *self);
GPtrArray   *gls_session_get_people   (GlsSession *self);
/* The class that chips must be inside of. */
const char  *gls_session_get_scope    (GlsSession *self);

/* A change in this person's name. */
GlsChange   *gls_session_new_change   (GlsSession *self, const char *what);
/* Commits and, when that fails, says so; for what needs no answer. Takes @change. */
void         gls_session_commit       (GlsSession *self, GlsChange *change);
/* Reads the dates in @document's annotations again, which were read against @before (nullable), now that @published (nullable) is
 * known; one step with the changes of @group. */
void         gls_session_resolve_dates (GlsSession *self, const GlsId *document, const char *before, const char *published,
                                        const GlsId *group);
/* The message says what was undone and what could not be. */
void         gls_session_undo         (GlsSession *self, gboolean redo);
/* Until it is released, undo leaves actions of the kind @what ("import") alone and says why: one that is written in many steps and
 * still goes on would be taken back by half. */
void         gls_session_hold_undo    (GlsSession *self, const char *what);
void         gls_session_release_undo (GlsSession *self, const char *what);
/* A kind of action that still goes on, or NULL. */
const char  *gls_session_get_held     (GlsSession *self);
/* The last @steps of this person, done in the background, are undone together, if nothing is changed here before. */
void         gls_session_bundle_undo  (GlsSession *self, guint steps);
void         gls_session_say          (GlsSession *self, const char *text, gboolean undoable);
void         gls_session_fail         (GlsSession *self, const char *heading, const char *text);
/* The project's clock where it is more than a day ahead of this computer's and that was not accepted, else 0. Nothing can be
 * changed before. */
gint64       gls_session_get_clock_ahead    (GlsSession *self);
void         gls_session_accept_clock_async (GlsSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean     gls_session_accept_clock_finish (GlsSession *self, GAsyncResult *result, GError **error);
/* What an action is called in "Undone: …", translated. */
const char  *gls_session_name_action  (const char *what);

G_END_DECLS
