/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss agreement --cases: worked examples computed by our measures, so that anyone can check them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include <gls-case.h>
#include <gls-error.h>
#include <gls-json.h>

#include "gls-agreement-cases.h"
#include "gls-cli.h"

/* A case file need not be larger than memory allows twice. */
#define MAX_CASES_BYTES (256 * 1024 * 1024)

typedef struct {
  char     *name;
  char     *measure;
  JsonNode *params;
  GlsFigure figure;
  char     *fault;    /* why it could not be computed at all; NULL: it was */
} CaseResult;

static void
case_result_clear (CaseResult *result)
{
  g_free (result->name);
  g_free (result->measure);
  g_clear_pointer (&result->params, json_node_unref);
  g_free (result->fault);
}

static const char *
get_reason (const CaseResult *result)
{
  return result->fault != NULL ? result->fault : gls_undefined_explain (result->figure.undefined);
}

static JsonNode *
load_cases (const char *path, GError **error)
{
  g_autofree char *data = NULL, *name = g_filename_display_name (path);
  gsize n_bytes;
  JsonNode *root;

  if (!g_file_get_contents (path, &data, &n_bytes, error))
    return NULL;
  if (n_bytes > MAX_CASES_BYTES)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: larger than 256 MiB"), name);
      return NULL;
    }
  root = gls_json_parse (data, n_bytes, error);
  if (root == NULL)
    g_prefix_error (error, "%s: ", name);
  else if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_clear_pointer (&root, json_node_unref);
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: not a list of cases"), name);
    }
  return root;
}

/* A faulty case is said to be one; the others are computed. */
static void
compute_case (JsonArray *cases, guint i, CaseResult *result)
{
  g_autofree char *where = g_strdup_printf (_("case %u"), i + 1);
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  const char *name = NULL, *measure = NULL;

  result->figure = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  if (gls_json_array_get_object (cases, i, where, &object, &error) &&
      gls_json_get_string (object, where, "name", FALSE, &name, &error))
    {
      if (name != NULL)
        {
          g_free (where);
          where = g_strdup_printf (_("case %u (%s)"), i + 1, name);
        }
      if (gls_json_get_string (object, where, "measure", TRUE, &measure, &error))
        gls_case_compute (object, where, &result->figure, &error);
      result->name = g_strdup (name);
      result->measure = g_strdup (measure);
      if (json_object_has_member (object, "params"))
        result->params = json_node_copy (json_object_get_member (object, "params"));
    }
  if (error == NULL)
    return;
  result->figure = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  result->fault = g_strdup (error->message);
}

static void
print_json (GArray *results)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < results->len; i++)
    {
      const CaseResult *result = &g_array_index (results, CaseResult, i);
      g_autofree char *params = result->params != NULL ? gls_json_canonical (result->params, TRUE) : NULL;

      gls_json_writer_begin_object (&writer);
      gls_json_writer_member (&writer, "name");
      gls_json_writer_string (&writer, result->name);
      gls_json_writer_member (&writer, "measure");
      gls_json_writer_string (&writer, result->measure);
      gls_json_writer_member (&writer, "params");
      gls_json_writer_raw (&writer, params != NULL ? params : "{}");
      gls_json_writer_member (&writer, "value");
      if (isnan (result->figure.value))
        gls_json_writer_null (&writer);
      else
        gls_json_writer_double (&writer, result->figure.value);
      gls_json_writer_member (&writer, "reason");
      gls_json_writer_string (&writer, get_reason (result));
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_cli_print_json (json);
}

static void
print_table (GArray *results)
{
  const char * const headers[] = { _("case"), _("measure"), _(">value"), _("reason"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < results->len; i++)
    {
      const CaseResult *result = &g_array_index (results, CaseResult, i);
      g_autofree char *value = isnan (result->figure.value) ? g_strdup ("–") : g_strdup_printf ("%.6f", result->figure.value);
      const char *reason = get_reason (result);

      gls_table_add (table, result->name != NULL ? result->name : "", result->measure != NULL ? result->measure : "", value, reason != NULL ? reason : "", NULL);
    }
  gls_table_print (table);
}

int
gls_agreement_run_cases (const char *path, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = load_cases (path, &error);
  g_autoptr (GArray) results = g_array_new (FALSE, TRUE, sizeof (CaseResult));
  JsonArray *cases;
  int code = GLS_EXIT_DONE;

  g_array_set_clear_func (results, (GDestroyNotify) case_result_clear);
  if (root == NULL)
    return gls_cli_fail_error (error);
  cases = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      g_array_set_size (results, i + 1);
      compute_case (cases, i, &g_array_index (results, CaseResult, i));
      if (g_array_index (results, CaseResult, i).fault != NULL)
        {
          gls_cli_fail (GLS_EXIT_FINDINGS, "%s", g_array_index (results, CaseResult, i).fault);
          code = GLS_EXIT_FINDINGS;
        }
    }
  if (json)
    print_json (results);
  else
    print_table (results);
  return code;
}
