/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document that is open: its text, one person's annotations and their links, with the changes that are still on their way
 * to the file. Main thread only. */
#pragma once

#include <gls-guess.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_OPEN_DOCUMENT (gls_open_document_get_type ())
G_DECLARE_FINAL_TYPE (GlsOpenDocument, gls_open_document, GLS, OPEN_DOCUMENT, GObject)

/* Signals
 *   "loaded" ()            another document is open; its links follow with "links-changed"
 *   "metadata-changed" ()  title, date … or zones of the same document
 *   "spans-changed" ()     annotations, their types, places or flags (note, unsure, entity)
 *   "details-changed" ()   what gls_open_document_get_details() gives, for any annotation: it came, or something changed in it
 *   "links-changed" ()     filled roles or relations
 *   "suggestions-changed" ()  what gls_open_document_get_suggestion() gives
 *   "unsaved-changed" ()   an edit was written, or could not be
 *
 * What functions return as const or borrowed is valid until the next edit or signal. */

GlsOpenDocument *gls_open_document_new       (GlsSession *session);
GlsSession      *gls_open_document_get_session (GlsOpenDocument *self);
/* Ends with "loaded"; a later call overtakes an earlier one. */
void             gls_open_document_load      (GlsOpenDocument *self, const GlsId *id);
gboolean         gls_open_document_is_loading (GlsOpenDocument *self);
/* NULL before anything is loaded. */
GlsDocument     *gls_open_document_get       (GlsOpenDocument *self);
GlsSpanTable    *gls_open_document_get_spans (GlsOpenDocument *self);
/* The same without suggestions. */
GlsSpanTable    *gls_open_document_get_own_spans (GlsOpenDocument *self);
/* Same type and place? */
gboolean         gls_suggestion_says_same (const GlsSpanTable *table, const GlsSpan *a, const GlsSpan *b);
/* Its confidence; one without a figure was meant without doubt. */
float            gls_suggestion_weigh (const GlsAnnotation *suggestion);
/* For the text: of suggestions that say the same only the surest, as in their list. Transfer full. */
GlsSpanTable    *gls_open_document_dup_drawn_spans (GlsOpenDocument *self);
const GlsSpan   *gls_open_document_find      (GlsOpenDocument *self, const GlsId *id);
const char      *gls_open_document_get_type_name (GlsOpenDocument *self, const GlsSpan *span);
/* Its words, fragments joined by " … ", at most @most code points of each, line breaks as spaces; transfer full. */
char            *gls_open_document_dup_words (GlsOpenDocument *self, const GlsSpan *span, guint most);
/* The same for any fragments. */
char            *gls_open_document_dup_fragments (GlsOpenDocument *self, const GlsFragment *fragments, guint n, guint most);
/* May this person change it: not a suggestion, and their own. */
gboolean         gls_open_document_is_own    (GlsOpenDocument *self, const GlsSpan *span);

/* The annotation in full, with edits laid over it: attributes, note, unsure, entity, and links as they are shown (also to
 * annotations that are gone: gls_open_document_find() knows). NULL when there is none, or while it is being read:
 * "details-changed" follows. */
const GlsAnnotation *gls_open_document_get_details (GlsOpenDocument *self, const GlsId *id);
/* All links of the document (GlsDocumentLink, sorted by the annotation they begin at), borrowed; also of sets and ends that are
 * not shown. */
GPtrArray       *gls_open_document_get_links (GlsOpenDocument *self);
/* The links from or to an annotation whose other end is there (GlsDocumentLink, borrowed; free the array). @name: of one role
 * or relation only, nullable. */
GPtrArray       *gls_open_document_list_from (GlsOpenDocument *self, const GlsId *id, const char *name);
GPtrArray       *gls_open_document_list_to   (GlsOpenDocument *self, const GlsId *id);

/* The best guess for a role of @id, and the type that words would get that fill it; see gls-guess.h. */
gboolean         gls_open_document_guess     (GlsOpenDocument *self, const GlsId *id, const GlsRoleDef *role, GlsGuess *guess);
const char      *gls_open_document_guess_type (GlsOpenDocument *self, const GlsRoleDef *role, guint32 start, guint32 end);

/* Part of the step that makes or enlarges the claim @id: fills the role that says within which claim it lies with the least one around
 * it, and that of claims within it, where it is open. */
void             gls_open_document_tie_within (GlsOpenDocument *self, const GlsId *id);

/* Suggestions that are open: this person has neither judged them nor marked the same. They are among the spans. */
/* In full, as the plugin said it; also of one that is not open. NULL: none, or they are being read, "suggestions-changed" follows. */
const GlsAnnotation *gls_open_document_get_suggestion (GlsOpenDocument *self, const GlsId *id);
gboolean         gls_open_document_knows_suggestions (GlsOpenDocument *self);
gboolean         gls_open_document_is_suggestion (GlsOpenDocument *self, const GlsId *id);
/* Those that this person's marks cover (GlsCovered by place); NULL before anything is loaded. */
GArray          *gls_open_document_get_covered (GlsOpenDocument *self);

/* All of them, in full (GlsAnnotation, borrowed; free the array). */
GPtrArray       *gls_open_document_list_suggestions (GlsOpenDocument *self);

/* Suggestions of several plugins that say the same; the first is the one that counts. */
typedef struct {
  const GlsId *ids;
  guint        n;
} GlsSuggestionGroup;

/* With what fills its roles, one step; as @type where that is given. @made (nullable): this person's annotation. Returns how many
 * were accepted; 0: it is not open any more. */
guint            gls_open_document_accept     (GlsOpenDocument *self, const GlsSuggestionGroup *group, const char *type, GlsId *made);
guint            gls_open_document_accept_all (GlsOpenDocument *self, const GlsSuggestionGroup *groups, guint n);
/* With the parts that the same plugin proposed for it alone. */
guint            gls_open_document_reject     (GlsOpenDocument *self, const GlsSuggestionGroup *groups, guint n);
/* Fills the open roles of this person's @claim with what @suggestion has for them, one step; returns how many. */
guint            gls_open_document_complete   (GlsOpenDocument *self, const GlsId *claim, const GlsId *suggestion);
/* The same as words: "source “Mira”, cue “said”"; NULL: nothing. Transfer full. */
char            *gls_open_document_dup_rest   (GlsOpenDocument *self, const GlsId *claim, const GlsId *suggestion);
/* Every step between the two is undone together. */
void             gls_open_document_begin_correction (GlsOpenDocument *self);
void             gls_open_document_end_correction (GlsOpenDocument *self);

/* Edits: seen at once, committed behind. Everything between begin and end is one step to undo, called @what in the history
 * ("label", "role", …: see gls_session_name_action); they nest, the outermost counts. Signals come at the end. Returns how
 * many edits the step holds. */
void             gls_open_document_begin     (GlsOpenDocument *self, const char *what);
guint            gls_open_document_end       (GlsOpenDocument *self);

/* The step under way is undone together with others of the same group (changes of other documents). */
void             gls_open_document_join      (GlsOpenDocument *self, const GlsId *group);

/* With the values that the words say by themselves (a figure's, a date's). */
void             gls_open_document_add       (GlsOpenDocument *self, const char *type, const GlsFragment *fragments, guint n,
                                              GlsId *id);
/* Both pass over what is not this person's and return how many they changed. */
guint            gls_open_document_remove    (GlsOpenDocument *self, const GlsId *ids, guint n);
guint            gls_open_document_retype    (GlsOpenDocument *self, const GlsId *ids, guint n, const char *type);
/* FALSE, and nothing done, where the annotation is not this person's. NULL takes away. */
gboolean         gls_open_document_set_fragments (GlsOpenDocument *self, const GlsId *id, const GlsFragment *fragments, guint n);
gboolean         gls_open_document_set_note  (GlsOpenDocument *self, const GlsId *id, const char *note);
/* @line: to the lead, may be "". */
gboolean         gls_open_document_set_unsure (GlsOpenDocument *self, const GlsId *id, const char *line);
/* Whether its type names things that can be entities. */
gboolean         gls_open_document_may_be_linked (GlsOpenDocument *self, const GlsSpan *span);
/* Of many at once; each passes over what is not this person's and returns how many it changed. */
guint            gls_open_document_mark_unsure (GlsOpenDocument *self, const GlsId *ids, guint n, const char *line);
guint            gls_open_document_link_entity (GlsOpenDocument *self, const GlsId *ids, guint n, const GlsId *entity);
/* Part of a step that links something to it: a new entity, or one more name of one that is there. */
void             gls_open_document_new_entity (GlsOpenDocument *self, const char *kind, const char *name, GlsId *id);
void             gls_open_document_add_alias (GlsOpenDocument *self, const GlsId *entity, const char *alias);
gboolean         gls_open_document_set_entity (GlsOpenDocument *self, const GlsId *id, const GlsId *entity);
/* @json: canonical, checked against the codebook. */
gboolean         gls_open_document_set_attribute (GlsOpenDocument *self, const GlsId *id, const char *name, const char *json,
                                              GError **error);
/* Fills a role with @filler (kind, target, value count): in the place of what fills it, or at the end of a list. Any filler
 * opens what was closed as not said, and the other way round. */
gboolean         gls_open_document_fill      (GlsOpenDocument *self, const GlsId *id, const char *role, const GlsLink *filler,
                                              GError **error);
/* In the place of all that fills it now; what the plugin of the suggestion @of marked for that alone is removed. */
gboolean         gls_open_document_replace   (GlsOpenDocument *self, const GlsId *id, const char *role, const GlsLink *filler,
                                              const GlsId *of, GError **error);
/* Takes away one filler or relation of @id. */
gboolean         gls_open_document_unlink    (GlsOpenDocument *self, const GlsId *id, const GlsLink *link);
/* Takes away every filler, so that the role is open; returns how many there were. */
guint            gls_open_document_empty_role (GlsOpenDocument *self, const GlsId *id, const char *role);
/* Moves a filler of a list by @step places; FALSE at its end. */
gboolean         gls_open_document_move_filler (GlsOpenDocument *self, const GlsId *id, const GlsLink *link, int step);
gboolean         gls_open_document_relate    (GlsOpenDocument *self, const GlsId *from, const char *relation, const GlsId *to,
                                              GError **error);
void             gls_open_document_set_status (GlsOpenDocument *self, GlsStatus status);
/* This person's note on the document; NULL: none. */
const char      *gls_open_document_get_own_note (GlsOpenDocument *self);
void             gls_open_document_set_own_note (GlsOpenDocument *self, const char *note);
void             gls_open_document_set_metadata (GlsOpenDocument *self, const char *field, const char *value);
/* What the whole lines of [start, end) are from now on; BODY: ordinary text. */
void             gls_open_document_mark_zone (GlsOpenDocument *self, GlsZoneKind kind, guint32 start, guint32 end);

/* Edits that could not be written. They are tried again from time to time and before the next edit. */
guint            gls_open_document_count_unsaved (GlsOpenDocument *self);
void             gls_open_document_retry     (GlsOpenDocument *self);
/* Puts all of them into @change. */
void             gls_open_document_write_unsaved (GlsOpenDocument *self, GlsChange *change);

G_END_DECLS
