/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open document on a real project file: edits are seen at once and reach the file, a step is one undo, and what another
 * connection commits is seen. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <gls-error.h>
#include <string.h>

#include "annotate/gls-open-document.h"

#define WORDS "More than 330 captains of the ferries struck on April 21, Mira Tollan told reporters in Vesk."
#define WAIT_MS 20000

typedef struct {
  char            *folder, *path;
  GlsSession      *session;
  GlsOpenDocument *document;
  GlsId            id;
} Fixture;

static gboolean
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_for (gboolean (*test) (Fixture *), Fixture *fixture, const char *what)
{
  gboolean late = FALSE;
  guint source = g_timeout_add (WAIT_MS, set_true, &late);

  while (!test (fixture))
    {
      g_main_context_iteration (NULL, TRUE);
      if (late)
        g_error ("waited in vain for %s", what);
    }
  g_source_remove (source);
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  fixture->session = gls_session_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
has_session (Fixture *fixture)
{
  return fixture->session != NULL;
}

static gboolean
has_document (Fixture *fixture)
{
  return gls_open_document_get (fixture->document) != NULL;
}

static gboolean
is_saved (Fixture *fixture)
{
  return gls_store_get_pending (gls_session_get_store (fixture->session)) == 0;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsText) text = gls_text_new_from_string (WORDS, -1, NULL);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  GlsChange *change = gls_change_new ("amira", "import");
  g_autoptr (GError) error = NULL;
  GlsProject *project;

  fixture->folder = g_dir_make_tmp ("gls-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "strike.gloss", NULL);
  project = gls_project_create (fixture->path, codebook, &error);
  g_assert_no_error (error);
  document->key = g_strdup ("strike");
  document->published = g_strdup ("2015-04-23");
  fixture->id = document->id;
  gls_change_put_document (change, document);
  g_assert_true (gls_project_commit (project, change, &error));
  gls_change_free (change);
  gls_project_close (project);
  gls_session_open_async (fixture->path, "amira", NULL, opened, fixture);
  wait_for (has_session, fixture, "the session");
  fixture->document = gls_open_document_new (fixture->session);
  gls_open_document_load (fixture->document, &fixture->id);
  wait_for (has_document, fixture, "the document");
}

static void
closed (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GlsStore) store = g_object_ref (gls_session_get_store (fixture->session));
  g_autoptr (GDir) dir = NULL;
  gboolean done = FALSE;
  const char *name;

  g_object_run_dispose (G_OBJECT (fixture->document));
  g_object_unref (fixture->document);
  gls_store_close_async (store, closed, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (fixture->session);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
mark (Fixture *fixture, const char *type, const char *words, GlsId *id)
{
  GlsFragment fragment = { strstr (WORDS, words) - WORDS, 0 };

  fragment.end = fragment.start + strlen (words);
  gls_open_document_add (fixture->document, type, &fragment, 1, id);
}

#define MANY 700

static gboolean
shows_places (Fixture *fixture)
{
  const GlsSpanTable *spans = gls_open_document_get_spans (fixture->document);

  return spans->spans->len == MANY
         && g_str_equal (gls_open_document_get_type_name (fixture->document, &g_array_index (spans->spans, GlsSpan, MANY / 2)), "Place");
}

/* How many annotations of a type the file holds. */
static guint
count_in_file (Fixture *fixture, const char *type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) project = gls_project_open (fixture->path, GLS_OPEN_READ_ONLY, &error);
  g_autoptr (GlsSpanTable) spans = NULL;
  guint n = 0;

  g_assert_no_error (error);
  spans = gls_project_load_spans (project, &fixture->id, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < spans->spans->len; i++)
    n += g_str_equal (g_ptr_array_index (spans->types, g_array_index (spans->spans, GlsSpan, i).type), type);
  return n;
}

/* So many that the writer puts the step together: seen at once, all of them in the file, one undo. */
static void
test_many (Fixture *fixture, gconstpointer unused)
{
  g_autofree GlsId *ids = g_new (GlsId, MANY);
  GlsId entity;

  gls_open_document_begin (fixture->document, "label");
  for (guint i = 0; i < MANY; i++)
    mark (fixture, "Place", i % 2 == 0 ? "Vesk" : "Mira", &ids[i]);
  gls_open_document_end (fixture->document);
  wait_for (is_saved, fixture, "the labels");
  g_assert_cmpuint (count_in_file (fixture, "Place"), ==, MANY);

  g_assert_cmpuint (gls_open_document_retype (fixture->document, ids, MANY, "Person"), ==, MANY);
  g_assert_false (shows_places (fixture));
  g_assert_cmpuint (gls_open_document_retype (fixture->document, ids, MANY, "Person"), ==, 0);
  wait_for (is_saved, fixture, "the change");
  g_assert_cmpuint (count_in_file (fixture, "Person"), ==, MANY);
  gls_session_undo (fixture->session, FALSE);
  wait_for (shows_places, fixture, "the undo");
  g_assert_cmpuint (count_in_file (fixture, "Place"), ==, MANY);

  gls_open_document_new_entity (fixture->document, "Place", "Vesk", &entity);
  g_assert_cmpuint (gls_open_document_link_entity (fixture->document, ids, MANY, &entity), ==, MANY);
  g_assert_cmpuint (gls_open_document_mark_unsure (fixture->document, ids, MANY, "which?"), ==, MANY);
  g_assert_cmpuint (gls_open_document_remove (fixture->document, ids + 1, MANY - 1), ==, MANY - 1);
  g_assert_cmpuint (gls_open_document_get_spans (fixture->document)->spans->len, ==, 1);
  g_assert_null (gls_open_document_get_details (fixture->document, &ids[1]));
  wait_for (is_saved, fixture, "what was removed");
  g_assert_cmpuint (count_in_file (fixture, "Place"), ==, 1);
}

/* "source→Person cue=none …" as it is in the file. */
static char *
read_links (Fixture *fixture, const GlsId *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) project = gls_project_open (fixture->path, GLS_OPEN_READ_ONLY, &error);
  g_autoptr (GlsAnnotation) annotation = NULL;
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  annotation = gls_project_load_annotation (project, id, NULL);
  for (guint i = 0; annotation != NULL && annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      g_string_append_printf (out, "%s%s%d ", link->name, link->relation ? "→" : "=", link->kind);
    }
  return g_string_free (out, FALSE);
}

static char *
show_links (Fixture *fixture, const GlsId *id)
{
  const GlsAnnotation *annotation = gls_open_document_get_details (fixture->document, id);
  GString *out = g_string_new (NULL);

  for (guint i = 0; annotation != NULL && annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      g_string_append_printf (out, "%s%s%d ", link->name, link->relation ? "→" : "=", link->kind);
    }
  return g_string_free (out, FALSE);
}

#define check_links(fixture, id, wanted) \
  G_STMT_START { \
    g_autofree char *shown_ = show_links (fixture, id), *read_ = NULL; \
    g_assert_cmpstr (shown_, ==, wanted); \
    wait_for (is_saved, fixture, "the commit"); \
    read_ = read_links (fixture, id); \
    g_assert_cmpstr (read_, ==, wanted); \
  } G_STMT_END

static void
test_roles (Fixture *fixture, gconstpointer unused)
{
  GlsId claim, figure, person, place;
  GlsLink link = { .kind = GLS_LINK_TO };
  g_autoptr (GError) error = NULL;

  mark (fixture, "Claim", "More than 330 captains of the ferries struck", &claim);
  mark (fixture, "Figure", "More than 330 captains", &figure);
  mark (fixture, "Person", "Mira Tollan", &person);
  mark (fixture, "Place", "Vesk", &place);
  link.target = person;
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "source", &link, &error));
  link.target = figure;
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "figure", &link, &error));
  check_links (fixture, &claim, "source=0 figure=0 ");
  /* A figure is no source. */
  g_assert_false (gls_open_document_fill (fixture->document, &claim, "source", &link, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
  g_clear_error (&error);
  /* The author beside the person; not said; open again; the person alone as before. */
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "source", &(GlsLink){ .kind = GLS_LINK_AUTHOR }, &error));
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "cue", &(GlsLink){ .kind = GLS_LINK_NONE }, &error));
  check_links (fixture, &claim, "source=0 source=2 cue=4 figure=0 ");
  g_assert_cmpuint (gls_open_document_empty_role (fixture->document, &claim, "cue"), ==, 1);
  g_assert_cmpuint (gls_open_document_empty_role (fixture->document, &claim, "source"), ==, 2);
  link.target = person;
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "source", &link, &error));
  check_links (fixture, &claim, "source=0 figure=0 ");
  /* What is no list holds one: the later in the place of the earlier. */
  link.target = place;
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "about", &link, &error));
  link.target = person;
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "about", &link, &error));
  check_links (fixture, &claim, "source=0 figure=0 about=0 ");
  g_assert_cmpuint (gls_open_document_empty_role (fixture->document, &claim, "about"), ==, 1);
  /* A list keeps its order, and its members can change places. */
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "place", &link, NULL) == FALSE);
  link.target = place;
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "via", &link, &error));
  link.target = person;
  g_assert_true (gls_open_document_fill (fixture->document, &claim, "via", &link, &error));
  link.name = (char *) "via";
  g_assert_true (gls_open_document_move_filler (fixture->document, &claim, &link, -1));
  g_assert_false (gls_open_document_move_filler (fixture->document, &claim, &link, -1));
  {
    g_autoptr (GPtrArray) via = gls_open_document_list_from (fixture->document, &claim, "via");

    g_assert_cmpuint (via->len, ==, 2);
    g_assert_true (gls_id_equal (&((GlsDocumentLink *) g_ptr_array_index (via, 0))->link.target, &person));
  }
  check_links (fixture, &claim, "source=0 via=0 via=0 figure=0 ");
  /* What is gone is no filler any more. */
  g_assert_cmpuint (gls_open_document_remove (fixture->document, &person, 1), ==, 1);
  {
    g_autoptr (GPtrArray) to = gls_open_document_list_to (fixture->document, &place);
    g_autoptr (GPtrArray) from = gls_open_document_list_from (fixture->document, &claim, NULL);

    g_assert_cmpuint (to->len, ==, 1);
    g_assert_cmpuint (from->len, ==, 2);
  }
}

static GlsId undone_id;

static gboolean
is_undone (Fixture *fixture)
{
  return gls_open_document_find (fixture->document, &undone_id) == NULL;
}

static gboolean
is_redone (Fixture *fixture)
{
  g_autofree char *links = show_links (fixture, &undone_id);
  const GlsAnnotation *annotation = gls_open_document_get_details (fixture->document, &undone_id);

  return g_str_equal (links, "said-on=0 ") && annotation->attributes != NULL && annotation->unsure != NULL;
}

static void
said (GlsSession *session, const char *text, gboolean undoable, GPtrArray *messages)
{
  g_ptr_array_add (messages, g_strdup (text));
}

static GPtrArray *said_by_session;

static gboolean
has_said (Fixture *fixture)
{
  return said_by_session->len > 0;
}

/* What still goes on is not taken back by half; what came after it is, and so is it at its end. */
static void
test_held (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) messages = said_by_session = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (fixture->session, "message", G_CALLBACK (said), messages);
  mark (fixture, "Place", "Vesk", &undone_id);
  wait_for (is_saved, fixture, "the label");
  g_assert_null (gls_session_get_held (fixture->session));
  gls_session_hold_undo (fixture->session, "label");
  gls_session_hold_undo (fixture->session, "label");
  g_assert_cmpstr (gls_session_get_held (fixture->session), ==, "label");
  gls_session_undo (fixture->session, FALSE);
  wait_for (has_said, fixture, "the reason");
  wait_for (is_saved, fixture, "nothing");
  g_assert_false (is_undone (fixture));
  g_assert_cmpuint (count_in_file (fixture, "Place"), ==, 1);
  gls_session_release_undo (fixture->session, "label");
  g_assert_cmpstr (gls_session_get_held (fixture->session), ==, "label");
  gls_session_release_undo (fixture->session, "label");
  gls_session_hold_undo (fixture->session, "import");
  gls_session_undo (fixture->session, FALSE);
  wait_for (is_undone, fixture, "the undo of something else");
  gls_session_release_undo (fixture->session, "import");
  g_assert_null (gls_session_get_held (fixture->session));
  g_signal_handlers_disconnect_by_data (fixture->session, messages);
}

/* A claim with its date is one step: undone and done again as a whole. */
static void
test_step (Fixture *fixture, gconstpointer unused)
{
  const GlsAnnotation *details;
  GlsLink link = { .kind = GLS_LINK_TO };
  GlsId date;

  gls_open_document_begin (fixture->document, "label");
  mark (fixture, "Claim", "More than 330 captains of the ferries struck", &undone_id);
  mark (fixture, "Date", "April 21", &date);
  link.target = date;
  g_assert_true (gls_open_document_fill (fixture->document, &undone_id, "said-on", &link, NULL));
  g_assert_true (gls_open_document_set_attribute (fixture->document, &undone_id, "certainty", "\"probable\"", NULL));
  g_assert_false (gls_open_document_set_attribute (fixture->document, &undone_id, "certainty", "\"sure\"", NULL));
  g_assert_true (gls_open_document_set_unsure (fixture->document, &undone_id, ""));
  g_assert_cmpuint (gls_open_document_end (fixture->document), ==, 6);
  details = gls_open_document_get_details (fixture->document, &undone_id);
  g_assert_cmpstr (gls_annotation_get_attribute (details, "certainty"), ==, "\"probable\"");
  /* Resolved against the day of publication. */
  details = gls_open_document_get_details (fixture->document, &date);
  g_assert_cmpstr (gls_annotation_get_attribute (details, "value"), ==, "\"2015-04-21\"");
  wait_for (is_saved, fixture, "the commit");
  gls_session_undo (fixture->session, FALSE);
  wait_for (is_undone, fixture, "the undo");
  g_assert_null (gls_open_document_find (fixture->document, &date));
  g_assert_null (gls_open_document_get_details (fixture->document, &undone_id));
  gls_session_undo (fixture->session, TRUE);
  wait_for (is_redone, fixture, "the redo");
}

static GlsId other_id;

static gboolean
has_other_value (Fixture *fixture)
{
  const GlsAnnotation *details = gls_open_document_get_details (fixture->document, &other_id);
  const char *json = details != NULL ? gls_annotation_get_attribute (details, "value") : NULL;

  return json != NULL && strstr (json, "\"low\":300,") != NULL && details->note != NULL;
}

/* Another process writes to an annotation that is shown here. */
static void
test_other_process (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsChange) change = gls_change_new ("amira", "attribute");
  const GlsAttributeDef *def = gls_type_def_find_attribute (gls_codebook_find_type (codebook, "Figure"), "value");
  const GlsAnnotation *details;

  mark (fixture, "Figure", "More than 330 captains", &other_id);
  details = gls_open_document_get_details (fixture->document, &other_id);
  g_assert_nonnull (strstr (gls_annotation_get_attribute (details, "value"), "\"low\":330,"));
  wait_for (is_saved, fixture, "the commit");
  project = gls_project_open (fixture->path, GLS_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  gls_change_set_attribute (change, &other_id, def,
                            "{\"said\":\"300\",\"low\":300,\"high\":300,\"modifier\":\"exact\"}");
  gls_change_set_text (change, &other_id, "note", "corrected");
  g_assert_true (gls_project_commit (project, change, &error));
  wait_for (has_other_value, fixture, "the other's change");
}

static void
test_relations (Fixture *fixture, gconstpointer unused)
{
  GlsId whole, part;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = NULL;

  mark (fixture, "Figure", "More than 330 captains", &whole);
  mark (fixture, "Figure", "330", &part);
  g_assert_true (gls_open_document_relate (fixture->document, &part, "part of", &whole, &error));
  g_assert_false (gls_open_document_relate (fixture->document, &part, "doubts", &whole, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
  check_links (fixture, &part, "part of→0 ");
  links = gls_open_document_list_to (fixture->document, &whole);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_true (gls_open_document_unlink (fixture->document, &part, &((GlsDocumentLink *) g_ptr_array_index (links, 0))->link));
  check_links (fixture, &part, "");
  g_clear_error (&error);
  g_assert_true (gls_open_document_relate (fixture->document, &part, "part of", &whole, &error));
  check_links (fixture, &part, "part of→0 ");
}

static GlsId proposed;

static void
propose (Fixture *fixture, guint8 number, const char *words, const char *by)
{
  g_autoptr (GlsAnnotation) suggestion = gls_annotation_new ();
  GlsChange *change = gls_change_new ("bek", "extract");
  GlsFragment fragment = { strstr (WORDS, words) - WORDS, 0 };

  fragment.end = fragment.start + strlen (words);
  suggestion->id = (GlsId){ { 7, number } };
  suggestion->type = g_strdup ("Figure");
  suggestion->by = g_strdup (by);
  suggestion->plugin = g_strdup_printf ("%s@1.0", by + strlen ("plugin:"));
  suggestion->confidence = 0.75;
  gls_annotation_set_fragments (suggestion, &fragment, 1);
  gls_change_put_annotation (change, &fixture->id, suggestion, gls_session_get_codebook (fixture->session));
  proposed = suggestion->id;
  gls_session_commit (fixture->session, change);
}

static gboolean
is_proposed (Fixture *fixture)
{
  return gls_open_document_get_suggestion (fixture->document, &proposed) != NULL &&
         gls_open_document_is_suggestion (fixture->document, &proposed);
}

/* Accepted with what the plugin said of it, and gone from what is open, for the other plugin's words too. */
static void
test_accept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GlsAnnotation) annotation = NULL;
  g_autoptr (GlsProject) project = NULL;
  GlsSuggestionGroup group = { &proposed, 1 };
  GlsId made;

  propose (fixture, 1, "More than 330 captains", "plugin:names");
  wait_for (is_proposed, fixture, "the first suggestion");
  propose (fixture, 2, "More than 330 captains", "plugin:figures");
  wait_for (is_proposed, fixture, "the second suggestion");
  g_assert_cmpuint (gls_open_document_accept (fixture->document, &group, NULL, &made), ==, 1);
  g_assert_false (gls_open_document_is_suggestion (fixture->document, &proposed));
  g_assert_cmpuint (gls_open_document_get_spans (fixture->document)->spans->len, ==, 1);
  g_assert_cmpuint (gls_open_document_get_covered (fixture->document)->len, ==, 1);
  g_assert_true (gls_open_document_is_own (fixture->document, gls_open_document_find (fixture->document, &made)));
  wait_for (is_saved, fixture, "the commit");
  project = gls_project_open (fixture->path, GLS_OPEN_READ_ONLY, NULL);
  annotation = gls_project_load_annotation (project, &made, NULL);
  g_assert_cmpstr (annotation->by, ==, "amira");
  g_assert_cmpstr (annotation->plugin, ==, "figures@1.0");
  g_assert_cmpfloat (annotation->confidence, ==, 0.75);
  gls_session_undo (fixture->session, FALSE);
  wait_for (is_proposed, fixture, "the suggestion to come back");
  g_assert_null (gls_open_document_find (fixture->document, &made));
}

/* A rejected one does not come back, not even from another plugin; as another type it was accepted in one step. */
static void
test_reject (Fixture *fixture, gconstpointer unused)
{
  GlsSuggestionGroup group = { &proposed, 1 };
  g_autoptr (GlsSpanTable) open = NULL;
  g_autoptr (GlsProject) project = NULL;
  const GlsSpan *span;
  GlsId made;

  propose (fixture, 1, "330 captains", "plugin:figures");
  wait_for (is_proposed, fixture, "the suggestion");
  g_assert_cmpuint (gls_open_document_reject (fixture->document, &group, 1), ==, 1);
  wait_for (is_saved, fixture, "the commit");
  propose (fixture, 2, "330 captains", "plugin:names");
  propose (fixture, 3, "captains of the ferries", "plugin:names");
  wait_for (is_proposed, fixture, "another suggestion");
  project = gls_project_open (fixture->path, GLS_OPEN_READ_ONLY, NULL);
  open = gls_project_load_open_spans (project, &fixture->id, "amira", NULL);
  g_assert_cmpuint (open->spans->len, ==, 1);
  g_assert_cmpuint (gls_open_document_accept (fixture->document, &group, "Group", &made), ==, 1);
  span = gls_open_document_find (fixture->document, &made);
  g_assert_cmpstr (gls_open_document_get_type_name (fixture->document, span), ==, "Group");
  wait_for (is_saved, fixture, "the commit");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/open-document/roles", test_roles);
  ADD ("/open-document/step", test_step);
  ADD ("/open-document/many", test_many);
  ADD ("/open-document/other-process", test_other_process);
  ADD ("/open-document/relations", test_relations);
  ADD ("/open-document/held", test_held);
  g_test_add ("/open-document/accept", Fixture, NULL, set_up, test_accept, tear_down);
  g_test_add ("/open-document/reject", Fixture, NULL, set_up, test_reject, tear_down);
  return g_test_run ();
}
