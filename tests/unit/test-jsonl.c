/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The native JSON Lines: what was written by hand is read as meant, and whatever is written comes back byte for byte.
 * It knows no store; imports into a project are tested in test-transfer.c. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-json.h>
#include <gls-jsonl.h>
#include <gls-quantity.h>

static GlsDocument *
read_line (const char *line, GPtrArray *reports)
{
  g_autoptr (GError) error = NULL;
  GlsDocument *document = gls_jsonl_read_document (line, strlen (line), 2, NULL, NULL, reports, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  return document;
}

static const GlsAnnotation *
get_annotation (const GlsDocument *document, guint index)
{
  g_assert_cmpuint (index, <, document->annotations->len);
  return document->annotations->pdata[index];
}

static void
assert_round_trip (const GlsDocument *document)
{
  g_autoptr (GString) first = g_string_new (NULL), second = g_string_new (NULL);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsDocument) copy = NULL;
  g_autoptr (GError) error = NULL;

  gls_jsonl_write_document (document, first);
  g_assert_cmpint (gls_jsonl_peek (first->str, first->len), ==, GLS_JSONL_DOCUMENT);
  copy = gls_jsonl_read_document (first->str, first->len, 1, NULL, NULL, reports, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reports->len, ==, 0);
  g_assert_true (gls_id_equal (&copy->id, &document->id));
  gls_jsonl_write_document (copy, second);
  g_assert_cmpmem (first->str, first->len, second->str, second->len);
}

static void
test_by_hand (void)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsDocument) document = read_line (
      "{\"document\":\"a1\",\"title\":\"T\",\"publisher\":\"P\",\"byline\":\"B\",\"source\":\"S\","
      "\"published\":\"2015-04-21\",\"language\":\"en\",\"text\":\"More than 330 left, Mr. Sydykov said.\","
      "\"statuses\":[{\"by\":\"bek\",\"status\":\"in work\"},{\"by\":\"amira\",\"status\":\"done\",\"note\":\"n\"}],"
      "\"zones\":[{\"kind\":\"boilerplate\",\"start\":20,\"end\":37},{\"kind\":\"headline\",\"start\":0,\"end\":19}],"
      "\"annotations\":["
      "{\"id\":\"c1\",\"type\":\"Claim\",\"by\":\"amira\",\"spans\":[[0,9],[14,18]],\"attributes\":{\"certainty\":\"certain\"},"
      "\"note\":\"look\",\"unsure\":\"\",\"relations\":[{\"role\":\"figure\",\"to\":\"f1\"},{\"role\":\"as-of\",\"none\":true},"
      "{\"role\":\"source\",\"author\":true},{\"role\":\"said-on\",\"value\":\"2015\"},{\"role\":\"via\",\"entity\":\"e1\"},"
      "{\"type\":\"doubts\",\"to\":\"f1\"}]},"
      "{\"id\":\"f1\",\"type\":\"Figure\",\"by\":\"plugin:figures\",\"spans\":[[0,13]],\"attributes\":{\"value\":{\"said\":"
      "\"More than 330\",\"low\":330.0,\"high\":null,\"modifier\":\"more than\",\"measure\":\"persons\"}},"
      "\"confidence\":0.93,\"plugin\":\"figures@1.0\",\"run\":\"r1\"}]}",
      reports);
  const GlsAnnotation *claim, *figure;
  const GlsLink *links;

  g_assert_cmpuint (reports->len, ==, 0);
  g_assert_cmpstr (document->key, ==, "a1");
  g_assert_cmpstr (document->title, ==, "T");
  g_assert_cmpstr (document->publisher, ==, "P");
  g_assert_cmpstr (document->byline, ==, "B");
  g_assert_cmpstr (document->source, ==, "S");
  g_assert_cmpstr (document->published, ==, "2015-04-21");
  g_assert_cmpstr (document->language, ==, "en");
  g_assert_cmpuint (gls_text_get_length (document->text), ==, 37);
  g_assert_cmpuint (document->zones->len, ==, 2);
  g_assert_cmpint (g_array_index (document->zones, GlsZone, 0).kind, ==, GLS_ZONE_HEADLINE);
  g_assert_cmpuint (document->statuses->len, ==, 2);
  g_assert_cmpstr (((GlsDocumentStatus *) document->statuses->pdata[0])->by, ==, "amira");
  g_assert_cmpint (((GlsDocumentStatus *) document->statuses->pdata[0])->status, ==, GLS_STATUS_DONE);
  g_assert_cmpstr (((GlsDocumentStatus *) document->statuses->pdata[0])->note, ==, "n");

  /* (start, end, type, id): the figure ends at 13, the claim at 18. */
  g_assert_cmpuint (document->annotations->len, ==, 2);
  figure = get_annotation (document, 0);
  claim = get_annotation (document, 1);
  g_assert_cmpstr (figure->type, ==, "Figure");
  g_assert_cmpstr (figure->by, ==, "plugin:figures");
  g_assert_cmpstr (figure->plugin, ==, "figures@1.0");
  g_assert_cmpstr (figure->run, ==, "r1");
  g_assert_cmpfloat (figure->confidence, ==, 0.93);
  g_assert_cmpstr (gls_annotation_get_attribute (figure, "value"), ==,
                   "{\"said\":\"More than 330\",\"low\":330,\"high\":null,\"modifier\":\"more than\",\"measure\":\"persons\"}");
  g_assert_cmpuint (claim->n_fragments, ==, 2);
  g_assert_cmpuint (claim->fragments[1].start, ==, 14);
  g_assert_true (isnan (claim->confidence));
  g_assert_cmpstr (claim->note, ==, "look");
  g_assert_cmpstr (claim->unsure, ==, "");
  g_assert_null (figure->unsure);
  g_assert_cmpstr (gls_annotation_get_attribute (claim, "certainty"), ==, "\"certain\"");
  g_assert_cmpuint (claim->links->len, ==, 6);
  links = (const GlsLink *) (const void *) claim->links->data;
  g_assert_cmpint (links[0].kind, ==, GLS_LINK_TO);
  g_assert_cmpstr (links[0].name, ==, "figure");
  g_assert_true (gls_id_equal (&links[0].target, &figure->id));
  g_assert_cmpint (links[1].kind, ==, GLS_LINK_NONE);
  g_assert_cmpint (links[2].kind, ==, GLS_LINK_AUTHOR);
  g_assert_cmpint (links[3].kind, ==, GLS_LINK_VALUE);
  g_assert_cmpstr (links[3].value, ==, "\"2015\"");
  g_assert_cmpint (links[4].kind, ==, GLS_LINK_ENTITY);
  g_assert_true (links[5].relation);
  g_assert_cmpstr (links[5].name, ==, "doubts");
  assert_round_trip (document);
}

static void
test_least (void)
{
  g_autoptr (GlsDocument) document = read_line ("{\"document\":\"k\",\"text\":\"\"}\r\n", NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_cmpuint (gls_text_get_length (document->text), ==, 0);
  g_assert_null (document->title);
  gls_jsonl_write_document (document, out);
  g_assert_cmpstr (out->str, ==, "{\"document\":\"k\",\"text\":\"\",\"zones\":[],\"annotations\":[]}\n");
}

/* Local ids are names within a set; canonical ones are kept; the file's order never matters. */
static void
test_ids (void)
{
  const char *line = "{\"document\":\"k\",\"text\":\"abcdef\",\"annotations\":["
                     "{\"id\":\"x\",\"type\":\"T\",\"by\":\"bek\",\"spans\":[[1,2]],\"relations\":[{\"type\":\"r\",\"to\":\"x\"}]},"
                     "{\"id\":\"x\",\"type\":\"T\",\"by\":\"amira\",\"spans\":[[0,1]],\"relations\":[{\"type\":\"r\",\"to\":\"x\"},"
                     "{\"type\":\"r\",\"to\":\"gone\"}]},"
                     "{\"id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"type\":\"T\",\"by\":\"bek\",\"spans\":[[2,3]]},"
                     "{\"id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"type\":\"T\",\"by\":\"amira\",\"spans\":[[3,4]]},"
                     "{\"id\":\"x\",\"type\":\"T\",\"by\":\"bek\",\"spans\":[[4,5]]},"
                     "{\"type\":\"T\",\"spans\":[[5,6]]},{\"type\":\"T\",\"spans\":[[5,6]]}]}";
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsDocument) document = read_line (line, reports);
  g_autoptr (GlsDocument) again = read_line (line, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new (gls_id_hash, gls_id_equal);
  char string[GLS_ID_STRING_SIZE];

  g_assert_cmpuint (document->annotations->len, ==, 7);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_true (g_hash_table_add (ids, (gpointer) &get_annotation (document, i)->id));
      g_assert_true (gls_id_equal (&get_annotation (document, i)->id, &get_annotation (again, i)->id));
    }
  for (guint i = 0; i < 2; i++)
    {
      const GlsAnnotation *annotation = get_annotation (document, i);

      g_assert_cmpstr (annotation->by, ==, i == 0 ? "amira" : "bek");
      g_assert_cmpuint (annotation->links->len, ==, 1);
      g_assert_true (gls_id_equal (&g_array_index (annotation->links, GlsLink, 0).target, &annotation->id));
    }
  gls_id_to_string (&get_annotation (document, 2)->id, string);
  g_assert_cmpstr (string, ==, "01ARZ3NDEKTSV4RRFFQ69G5FAV");
  g_assert_cmpstr (get_annotation (document, 5)->by, ==, "import");
  g_assert_cmpuint (reports->len, ==, 3);
  g_assert_nonnull (strstr (reports->pdata[0], "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
  g_assert_nonnull (strstr (reports->pdata[1], "“x” stands twice"));
  g_assert_nonnull (strstr (reports->pdata[2], "gone"));
  assert_round_trip (document);
}

/* One id for everything is answered in the time of a file without ids, not in its square. */
static void
test_one_id (void)
{
  g_autoptr (GString) line = g_string_new ("{\"document\":\"k\",\"text\":\"ab\",\"annotations\":[");
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsDocument) document = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (line, "%s{\"id\":\"a\",\"type\":\"T\",\"spans\":[[0,1]],\"relations\":[{\"type\":\"r\",\"to\":\"a\"}]}",
                            i > 0 ? "," : "");
  g_string_append (line, "]}");
  document = read_line (line->str, reports);
  g_assert_cmpuint (document->annotations->len, ==, 20000);
  g_assert_cmpuint (reports->len, ==, 1000);
}

static void
test_unknown_members (void)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsDocument) document
      = read_line ("{\"document\":\"k\",\"text\":\"ab\",\"mood\":1,\"published\":\"yesterday\",\"annotations\":["
                   "{\"type\":\"T\",\"spans\":[[0,1]],\"colour\":1},{\"type\":\"T\",\"spans\":[[1,2]],\"colour\":2}]}",
                   reports);
  guint colours = 0;

  g_assert_null (document->published);
  for (guint i = 0; i < reports->len; i++)
    colours += strstr (reports->pdata[i], "colour") != NULL;
  g_assert_cmpuint (colours, ==, 1);
  g_assert_cmpuint (reports->len, ==, 3);
}

static void
test_errors (void)
{
#define ONE(annotation) "{\"document\":\"k\",\"text\":\"ab\",\"annotations\":[" annotation "]}"
  static const struct {
    const char *line;
    const char *word; /* must be in the message */
  } cases[] = {
    { "", "line 7" },
    { "[]", "line 7" },
    { "{\"document\":\"k\"}", "text" },
    { "{\"text\":\"k\"}", "document" },
    { "{\"document\":\"\",\"text\":\"k\"}", "document" },
    { "{\"document\":7,\"text\":\"k\"}", "document" },
    { "{\"document\":\"k\",\"text\":\"a\\u0000b\"}", "line 7" },
    { "{\"document\":\"k\",\"text\":\"a\\ud800b\"}", "line 7" },
    { "{\"document\":\"k\",\"text\":\"ab\",\"title\":3}", "title" },
    { "{\"document\":\"k\",\"text\":\"ab\",\"zones\":[{\"kind\":\"headline\",\"start\":0,\"end\":3}]}", "zone 1" },
    { "{\"document\":\"k\",\"text\":\"ab\",\"zones\":[{\"kind\":\"headline\",\"start\":1,\"end\":1}]}", "“k”" },
    { "{\"document\":\"k\",\"text\":\"ab\",\"zones\":[{\"kind\":\"body\",\"start\":0,\"end\":1}]}", "body" },
    { "{\"document\":\"k\",\"text\":\"ab\",\"statuses\":[{\"by\":\"x\",\"status\":\"ready\"}]}", "ready" },
    { "{\"document\":\"k\",\"text\":\"ab\",\"original\":\"a\"}", "original" },
    { "{\"document\":\"k\",\"text\":\"ab\",\"original\":\"ab*=\"}", "original" },
    { "{\"document\":\"k\",\"text\":\"ab\",\"annotations\":{}}", "annotations" },
    { ONE ("1"), "annotation 1" },
    { ONE ("{\"id\":\"i9\",\"spans\":[[0,1]]}"), "i9" },
    { ONE ("{\"id\":\"i9\",\"type\":\"\",\"spans\":[[0,1]]}"), "type" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\"}"), "spans" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[]}"), "spans" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,3]]}"), "3" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[-1,1]]}"), "-1" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,4294967297]]}"), "4294967297" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1.5]]}"), "1.5" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[1,0]]}"), "spans" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[1,2],[0,1]]}"), "spans" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0]]}"), "spans" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"by\":\"\"}"), "by" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"by\":\"plugin:\"}"), "plugin:" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"confidence\":1.01}"), "confidence" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"unsure\":3}"), "unsure" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"relations\":[{\"role\":\"r\"}]}"), "relations" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"relations\":[{\"to\":\"i9\"}]}"), "role" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"relations\":[{\"role\":\"r\",\"type\":\"t\",\"to\":\"i9\"}]}"), "role" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"relations\":[{\"role\":\"r\",\"to\":\"i9\",\"none\":true}]}"), "one of" },
    { ONE ("{\"id\":\"i9\",\"type\":\"T\",\"spans\":[[0,1]],\"relations\":[{\"type\":\"t\",\"author\":true}]}"), "“to”" },
  };
#undef ONE

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].line);
      g_assert_null (gls_jsonl_read_document (cases[i].line, strlen (cases[i].line), 7, NULL, NULL, NULL, &error));
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "line 7"));
      g_assert_nonnull (strstr (error->message, cases[i].word));
    }
}

static void
test_peek (void)
{
  static const struct {
    const char  *line;
    GlsJsonlKind kind;
  } cases[] = {
    { "{\"glossator\":1}", GLS_JSONL_PROJECT },
    { "\xEF\xBB\xBF { \"glossator\" : 1}", GLS_JSONL_PROJECT },
    { "{\"document\":\"", GLS_JSONL_DOCUMENT },
    { "{\"annotations\":[{\"document\":1,\"x\":\"\\\"glossator\\\"\"}],\"text\":\"{\\\\\",\"document\":\"k\"}", GLS_JSONL_DOCUMENT },
    { "{\"text\":\"document\"}", GLS_JSONL_OTHER },
    { "{\"text\":{\"document\":1}}", GLS_JSONL_OTHER },
    { "[\"document\"]", GLS_JSONL_OTHER },
    { "document", GLS_JSONL_OTHER },
    { "{\"docu", GLS_JSONL_OTHER },
    { "{\"\\", GLS_JSONL_OTHER },
    { "", GLS_JSONL_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* A copy of exactly its bytes, so that a sanitizer sees a step beyond. */
      gsize n = strlen (cases[i].line);
      g_autofree char *exact = g_memdup2 (cases[i].line, n);

      g_test_message ("%s", cases[i].line);
      g_assert_cmpint (gls_jsonl_peek (exact, n), ==, cases[i].kind);
    }
}

static GlsProjectData *
read_project (const char *line, GPtrArray *reports)
{
  g_autoptr (GError) error = NULL;
  GlsProjectData *project = gls_jsonl_read_project (line, strlen (line), 1, reports, &error);

  g_assert_no_error (error);
  g_assert_nonnull (project);
  return project;
}

static void
test_project (void)
{
  const char *line
      = "{\"glossator\":1,\"people\":[\"bek\",\"amira\",\"gold\",\"amira\"],\"entities\":["
        "{\"id\":\"e2\",\"kind\":\"Person\",\"name\":\"Mamataliev\",\"aliases\":[\"M.\",{\"name\":\"A. M.\",\"evidence\":\"doc 3\"},\"M.\"],"
        "\"external\":[{\"scheme\":\"wikidata\",\"value\":\"Q2\"},{\"scheme\":\"wikidata\",\"value\":\"Q1\"},"
        "{\"scheme\":\"wikidata\",\"value\":\"Q2\"}],\"note\":\"n\"},"
        "{\"id\":\"e1\",\"name\":\"Mambetaliev\"},{\"id\":\"e1\",\"name\":\"Somebody\"}],"
        "\"judgements\":[{\"a\":\"e2\",\"b\":\"e1\",\"verdict\":\"not the same\",\"by\":\"bek\",\"reason\":\"r\"},"
        "{\"a\":\"e1\",\"b\":\"e2\",\"verdict\":\"same\",\"by\":\"bek\"},{\"a\":\"e1\",\"b\":\"e1\",\"verdict\":\"same\",\"by\":\"bek\"}],"
        "\"questions\":[{\"id\":\"q1\",\"text\":\"How many?\"}],\"mood\":1}";
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsProjectData) project = read_project (line, reports);
  g_autoptr (GlsProjectData) again = NULL;
  g_autoptr (GlsDocument) document = NULL;
  g_autoptr (GString) first = g_string_new (NULL), second = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const char *mention = "{\"document\":\"k\",\"text\":\"a\",\"annotations\":[{\"type\":\"P\",\"spans\":[[0,1]],\"entity\":\"e2\"}]}";
  const GlsEntity *entity = NULL;
  const GlsJudgement *judgement;

  g_assert_cmpuint (project->people->len, ==, 2);
  g_assert_cmpstr (project->people->pdata[0], ==, "amira");
  g_assert_cmpuint (project->entities->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    if (strcmp (((GlsEntity *) project->entities->pdata[i])->name, "Mamataliev") == 0)
      entity = project->entities->pdata[i];
  g_assert_nonnull (entity);
  g_assert_cmpstr (entity->kind, ==, "Person");
  g_assert_cmpuint (entity->aliases->len, ==, 2);
  g_assert_cmpstr (((GlsAlias *) entity->aliases->pdata[0])->evidence, ==, "doc 3");
  g_assert_cmpuint (entity->external_ids->len, ==, 2);
  g_assert_cmpstr (((GlsExternalId *) entity->external_ids->pdata[0])->value, ==, "Q1");
  g_assert_cmpstr (((GlsExternalId *) entity->external_ids->pdata[1])->value, ==, "Q2");
  g_assert_cmpuint (project->judgements->len, ==, 1);
  judgement = project->judgements->pdata[0];
  g_assert_cmpint (judgement->verdict, ==, GLS_JUDGEMENT_NOT_SAME);
  g_assert_cmpint (gls_id_compare (&judgement->a, &judgement->b), <, 0);
  g_assert_cmpuint (project->questions->len, ==, 1);
  /* gold, the alias, e1, two judgements, mood */
  g_assert_cmpuint (reports->len, ==, 6);

  document = gls_jsonl_read_document (mention, strlen (mention), 2, NULL, project, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (gls_id_equal (&get_annotation (document, 0)->entity, &entity->id));

  g_ptr_array_set_size (reports, 0);
  gls_jsonl_write_project (project, first);
  again = read_project (first->str, reports);
  g_assert_cmpuint (reports->len, ==, 0);
  gls_jsonl_write_project (again, second);
  g_assert_cmpstr (first->str, ==, second->str);
}

static void
test_project_codebook (void)
{
  g_autoptr (GlsProjectData) project = gls_project_data_new (), again = NULL;
  g_autoptr (GString) first = g_string_new (NULL), second = g_string_new (NULL);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  project->codebook = gls_codebook_load_shipped ("claims and entities", &error);
  g_assert_no_error (error);
  gls_jsonl_write_project (project, first);
  again = read_project (first->str, reports);
  g_assert_cmpuint (reports->len, ==, 0);
  g_assert_nonnull (gls_codebook_find_type (again->codebook, "Claim"));
  gls_jsonl_write_project (again, second);
  g_assert_cmpstr (first->str, ==, second->str);
}

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PUBLISHED(when, by, digest) "{\"when\":\"" when "\",\"by\":\"" by "\",\"sha256\":\"" digest "\"}"

static void
test_project_publications (void)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsProjectData) project = read_project (
      "{\"glossator\":1,\"publications\":[" PUBLISHED ("2015-04-21T14:00:00.5+02:00", "b", SHA) ","
      PUBLISHED ("2015-04-20T12:00:00", "b", SHA) "," PUBLISHED ("2015-04-21T12:00:00Z", "b", SHA) ","
      PUBLISHED ("2015-04-21T12:00:00Z", "a", SHA) "]}", reports);
  g_autoptr (GString) out = g_string_new (NULL);

  /* The first and the third are one. */
  g_assert_cmpuint (reports->len, ==, 1);
  gls_jsonl_write_project (project, out);
  g_assert_nonnull (strstr (out->str, ",\"publications\":[" PUBLISHED ("2015-04-20T12:00:00Z", "b", SHA) ","
                                      PUBLISHED ("2015-04-21T12:00:00Z", "a", SHA) ","
                                      PUBLISHED ("2015-04-21T12:00:00Z", "b", SHA) "]}\n"));
}

static void
test_project_plugins (void)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsProjectData) project = read_project (
      "{\"glossator\":1,\"plugins\":[{\"plugin\":\"y\",\"types\":{\"b\":null,\"a\":\"\",\"c\":\"C “😀”\"},\"settings\":{\"s\":\"1\"}},"
      "{\"plugin\":\"x\",\"settings\":{}},{\"plugin\":\"y\",\"settings\":{\"t\":\"2\"}},"
      "{\"plugin\":\"a-2\",\"types\":{\"t\":\"T\"},\"mood\":1}]}", reports);
  g_autoptr (GString) out = g_string_new (NULL);

  /* y again, mood */
  g_assert_cmpuint (reports->len, ==, 2);
  gls_jsonl_write_project (project, out);
  g_assert_nonnull (strstr (out->str, ",\"plugins\":[{\"plugin\":\"a-2\",\"types\":{\"t\":\"T\"}},"
                                      "{\"plugin\":\"y\",\"settings\":{\"s\":\"1\"},"
                                      "\"types\":{\"a\":null,\"b\":null,\"c\":\"C “😀”\"}}]}\n"));
  g_ptr_array_set_size (project->plugins, 0);
  g_string_truncate (out, 0);
  gls_jsonl_write_project (project, out);
  g_assert_null (strstr (out->str, "plugins"));
}

static void
test_project_errors (void)
{
  static const struct {
    const char *line;
    const char *word;
    int         code;
  } cases[] = {
    { "{}", "glossator", GLS_ERROR_INVALID },
    { "{\"glossator\":2}", "newer", GLS_ERROR_NEWER },
    { "{\"glossator\":0}", "glossator", GLS_ERROR_INVALID },
    { "{\"glossator\":\"1\"}", "glossator", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"people\":[1]}", "people", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"entities\":[{\"id\":\"x\"}]}", "name", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"entities\":[{\"name\":\"\"}]}", "name", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"entities\":[{\"name\":\"E\",\"aliases\":[{}]}]}", "“E”", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"judgements\":[{\"a\":\"x\",\"b\":\"y\",\"by\":\"z\",\"verdict\":\"maybe\"}]}", "maybe", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"questions\":[{\"id\":\"x\"}]}", "text", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"waivers\":[{\"plugin\":\"x\",\"rule\":\"r\",\"by\":\"a\",\"annotations\":[\"c1\"]}]}",
      "“waivers” 1: “annotations” 1 is “c1”", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"plugins\":{}}", "plugins", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"plugins\":[{}]}", "“plugins” 1", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"plugins\":[{\"plugin\":\"../x\"}]}", "“plugin” is “../x”", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"plugins\":[{\"plugin\":\"x\"},{\"plugin\":\"y\",\"settings\":{\"s\":1}}]}", "“plugins” 2: “settings”: “s”",
      GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"plugins\":[{\"plugin\":\"x\",\"settings\":{\"s\":null}}]}", "“s”", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"plugins\":[{\"plugin\":\"x\",\"settings\":[]}]}", "settings", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"plugins\":[{\"plugin\":\"x\",\"types\":{\"t\":true}}]}", "“types”: “t”", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"plugins\":[{\"plugin\":\"x\",\"types\":{\"\":\"T\"}}]}", "name is empty", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"publications\":[7]}", "publications", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"publications\":[{\"by\":\"a\",\"sha256\":\"\"}]}", "when", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"publications\":[" PUBLISHED ("yesterday", "a", SHA) "]}", "yesterday", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"publications\":[" PUBLISHED ("1960-01-01T00:00:00Z", "a", SHA) "]}", "1960", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"publications\":[" PUBLISHED ("2015-04-21T12:00:00Z", "a", SHA) ","
      PUBLISHED ("2015-04-21T12:00:00Z", "plugin:a", SHA) "]}", "“publications” 2: “by” is “plugin:a”", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"publications\":[" PUBLISHED ("2015-04-21T12:00:00Z", "a", SHA "0") "]}", "sha256", GLS_ERROR_INVALID },
    { "{\"glossator\":1,\"codebook\":{\"types\":7}}", "types", GLS_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].line);
      g_assert_null (gls_jsonl_read_project (cases[i].line, strlen (cases[i].line), 1, NULL, &error));
      g_assert_error (error, GLS_ERROR, cases[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "line 1"));
      g_assert_nonnull (strstr (error->message, cases[i].word));
    }
}

/* Text of every awkward kind: astral, combining, right to left, controls, separators, noncharacters, private use. */
static char *
random_string (guint most)
{
  static const char *const pieces[]
      = { "a",  "é",       "e\xCC\x81", "\r\n",    "\n",      "\t",      "\"",  "\\",  "/",  "😀", "👩‍👩‍👧", "العربية", "中文",
          "Б",  "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBE",
          "\x01", "\x1f", "\x7f", "\xC2\x85", " ", "330", "\\u0041", "</script>", "\xE2\x80\x8F" };
  GString *string = g_string_new (NULL);
  guint n = g_test_rand_int_range (0, most + 1);

  for (guint i = 0; i < n; i++)
    {
      if (g_test_rand_int_range (0, 4) > 0)
        g_string_append (string, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      else
        {
          gunichar c = (gunichar) g_test_rand_int_range (1, 0x110000);

          g_string_append_unichar (string, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
        }
    }
  return g_string_free (string, FALSE);
}

static char *
maybe_string (void)
{
  return g_test_rand_bit () ? random_string (6) : NULL;
}

static void
random_id (GlsId *id)
{
  for (guint i = 0; i < sizeof id->bytes; i++)
    id->bytes[i] = (guint8) g_test_rand_int_range (0, 256);
  id->bytes[15] |= 1;
}

static void
add_random_attributes (GlsAnnotation *annotation)
{
  static const char *const values[] = { "\"certain\"", "330", "-0.5", "true", "false", "{\"b\":[1,{\"a\":null}],\"a\":2}", "[]",
                                        "9007199254740993", "1e+300", "\"\"" };
  guint n = g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *tail = random_string (3), *name = g_strdup_printf ("%u%s", i, tail);
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *json = NULL;

      if (g_test_rand_bit ())
        {
          GlsQuantity quantity = { random_string (4), NAN, NAN, (GlsModifier) g_test_rand_int_range (0, 10), maybe_string (),
                                   g_test_rand_bit () };

          if (g_test_rand_bit ())
            quantity.low = g_test_rand_int_range (0, 100000) / 8.0;
          if (g_test_rand_bit ())
            quantity.high = (isnan (quantity.low) ? 0 : quantity.low) + g_test_rand_int_range (0, 100000) / 8.0;
          json = gls_quantity_to_json (&quantity);
          gls_annotation_add_attribute (annotation, name, json);
          g_free (quantity.said);
          g_free (quantity.measure);
          continue;
        }
      /* What was parsed of the value, in our form. */
      node = gls_json_parse (values[g_test_rand_int_range (0, G_N_ELEMENTS (values))], -1, NULL);
      json = gls_json_canonical (node, TRUE);
      gls_annotation_add_attribute (annotation, name, json);
    }
}

static void
add_random_links (GlsAnnotation *annotation, GPtrArray *annotations)
{
  guint n = g_test_rand_int_range (0, 5);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *tail = random_string (2);
      GlsLink link = { FALSE, g_strdup_printf ("r%s", tail), (GlsLinkKind) g_test_rand_int_range (0, 5), { { 0 } }, NULL };

      if (link.kind == GLS_LINK_TO)
        {
          const GlsAnnotation *target = annotations->pdata[g_test_rand_int_range (0, (int) annotations->len)];

          link.relation = g_test_rand_bit ();
          link.target = target->id;
        }
      else if (link.kind == GLS_LINK_ENTITY)
        random_id (&link.target);
      else if (link.kind == GLS_LINK_VALUE)
        link.value = g_strdup ("\"2014-11\"");
      gls_annotation_take_link (annotation, link);
    }
}

static void
add_random_annotation (GlsDocument *document, guint32 length)
{
  static const char *const sets[] = { "amira", "bek", "gold", "plugin:figures", "Ам\"ира", "import" };
  GlsAnnotation *annotation = gls_annotation_new ();
  GlsFragment fragments[4];
  guint n = 0;
  guint32 at = (guint32) g_test_rand_int_range (0, (int) length);

  do
    {
      guint32 end = at + 1 + (guint32) g_test_rand_int_range (0, 8);

      fragments[n].start = at;
      fragments[n++].end = MIN (end, length);
      at = end + 1 + (guint32) g_test_rand_int_range (0, 4);
    }
  while (n < G_N_ELEMENTS (fragments) && at < length && g_test_rand_bit ());
  if (n == 1 && g_test_rand_int_range (0, 10) == 0)
    fragments[0].end = fragments[0].start;
  gls_annotation_set_fragments (annotation, fragments, n);
  random_id (&annotation->id);
  annotation->type = g_strdup (g_test_rand_bit () ? "Claim" : "Figure");
  annotation->by = g_strdup (sets[g_test_rand_int_range (0, G_N_ELEMENTS (sets))]);
  annotation->note = maybe_string ();
  annotation->unsure = maybe_string ();
  annotation->plugin = maybe_string ();
  annotation->run = maybe_string ();
  annotation->confidence = g_test_rand_bit () ? g_test_rand_double_range (0, 1) : NAN;
  annotation->has_entity = g_test_rand_bit ();
  if (annotation->has_entity)
    random_id (&annotation->entity);
  add_random_attributes (annotation);
  g_ptr_array_add (document->annotations, annotation);
}

static GlsDocument *
random_document (void)
{
  g_autofree char *string = random_string (300);
  g_autoptr (GlsText) text = gls_text_new_from_string (string, -1, NULL);
  GlsDocument *document;
  guint32 length;

  g_assert_nonnull (text);
  length = gls_text_get_length (text);
  document = gls_document_new (text);
  document->key = random_string (5);
  if (*document->key == '\0')
    {
      g_free (document->key);
      document->key = g_strdup ("k");
    }
  document->title = maybe_string ();
  document->byline = maybe_string ();
  document->source = maybe_string ();
  document->publisher = maybe_string ();
  document->language = maybe_string ();
  document->published = g_test_rand_bit () ? g_strdup ("XXXX-04-21") : NULL;
  if (g_test_rand_bit ())
    document->original = g_bytes_new (string, strlen (string));
  for (guint i = 0; length > 0 && i < 5; i++)
    {
      guint32 start = (guint32) g_test_rand_int_range (0, (int) length);

      gls_document_add_zone (document, (GlsZoneKind) g_test_rand_int_range (GLS_ZONE_HEADLINE, GLS_ZONE_REPEAT + 1), start,
                             (guint32) g_test_rand_int_range ((int) start + 1, (int) length + 1));
    }
  for (guint i = 0; i < 3; i++)
    {
      GlsDocumentStatus *status = g_new0 (GlsDocumentStatus, 1);

      status->by = g_strdup_printf ("p%u", 3 - i);
      status->status = (GlsStatus) g_test_rand_int_range (0, 3);
      status->note = maybe_string ();
      g_ptr_array_add (document->statuses, status);
    }
  for (guint i = 0; length > 0 && i < 12; i++)
    add_random_annotation (document, length);
  for (guint i = 0; i < document->annotations->len; i++)
    add_random_links (document->annotations->pdata[i], document->annotations);
  return document;
}

static void
test_property (void)
{
  guint n = g_test_thorough () ? 20000 : 400;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GlsDocument) document = random_document ();

      assert_round_trip (document);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jsonl/by-hand", test_by_hand);
  g_test_add_func ("/jsonl/least", test_least);
  g_test_add_func ("/jsonl/ids", test_ids);
  g_test_add_func ("/jsonl/one-id", test_one_id);
  g_test_add_func ("/jsonl/unknown-members", test_unknown_members);
  g_test_add_func ("/jsonl/errors", test_errors);
  g_test_add_func ("/jsonl/peek", test_peek);
  g_test_add_func ("/jsonl/project", test_project);
  g_test_add_func ("/jsonl/project-codebook", test_project_codebook);
  g_test_add_func ("/jsonl/project-plugins", test_project_plugins);
  g_test_add_func ("/jsonl/project-publications", test_project_publications);
  g_test_add_func ("/jsonl/project-errors", test_project_errors);
  g_test_add_func ("/jsonl/property", test_property);
  return g_test_run ();
}
