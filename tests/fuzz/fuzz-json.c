/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes through the JSON reader: the check and the parse agree, and what is written is read back and written the same. */
#include "config.h"

#include <stdint.h>

#include "gls-json-writer.h"
#include "gls-json.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_stable (JsonNode *node, gboolean keep_order)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gls_json_canonical (node, keep_order);
  g_autoptr (JsonNode) back = gls_json_parse (text, -1, &error);

  g_assert_no_error (error);
  g_autofree char *again = gls_json_canonical (back, keep_order);
  g_assert_cmpstr (text, ==, again);
}

/* Members fetched as everything they are not. */
static void
check_members (JsonObject *object)
{
  static const char *const known[] = { "a", NULL };
  g_autoptr (GList) names = json_object_get_members (object);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  const char *string;
  gint64 integer = 7;
  double real;
  gboolean flag;
  JsonArray *array;
  JsonObject *inner;

  gls_json_find_unknown (object, "fuzz", known, unknown);
  for (GList *l = names; l; l = l->next)
    {
      const char *name = l->data;
      gboolean is_null = json_object_get_null_member (object, name);
      guint n = gls_json_get_string (object, "fuzz", name, TRUE, &string, NULL);
      n += gls_json_get_double (object, "fuzz", name, TRUE, &real, NULL);
      n += gls_json_get_boolean (object, "fuzz", name, TRUE, &flag, NULL);
      n += gls_json_get_array (object, "fuzz", name, TRUE, &array, NULL);
      n += gls_json_get_object (object, "fuzz", name, TRUE, &inner, NULL);
      g_assert_cmpuint (n, ==, is_null ? 0 : 1);
      if (gls_json_get_int (object, "fuzz", name, TRUE, -5, 5, &integer, NULL))
        g_assert_true (integer >= -5 && integer <= 5);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gls_json_parse ((const char *) data, (gssize) size, &error);
  gboolean valid = gls_json_scan ((const char *) data, size, NULL);

  g_assert_cmpint (valid, ==, node != NULL);
  g_assert_cmpint (valid, ==, error == NULL);
  if (!node)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  check_stable (node, TRUE);
  check_stable (node, FALSE);
  if (JSON_NODE_HOLDS_OBJECT (node))
    check_members (json_node_get_object (node));
  return 0;
}
