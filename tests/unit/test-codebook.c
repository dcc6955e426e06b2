/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codebooks: read, refused, written, and the shipped ones held against what the guideline promises. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gls-codebook.h>
#include <gls-error.h>

static GlsCodebook *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  GlsCodebook *codebook = gls_codebook_parse (json, -1, NULL, &error);

  g_assert_no_error (error);

  return codebook;
}

#define EVERYTHING \
  "{\"name\":\"all\",\"description\":\"d\",\"version\":3,\"types\":[" \
  "{\"name\":\"A\",\"color\":\"#AABBCC\",\"key\":\"a\",\"claim\":true,\"description\":\"e\",\"rulings\":[\"r\",\"s\"]," \
  "\"examples\":[{\"text\":\"t\",\"mark\":\"t\",\"why\":\"w\"},{\"text\":\"u\"}],\"attributes\":[" \
  "{\"name\":\"c\",\"kind\":\"choice\",\"choices\":[\"x\",\"y\"],\"initial\":\"y\",\"required\":true,\"description\":\"f\"}," \
  "{\"name\":\"i\",\"kind\":\"integer\",\"initial\":2,\"min\":1,\"max\":5}," \
  "{\"name\":\"n\",\"kind\":\"number\",\"min\":-0.5}," \
  "{\"name\":\"b\",\"kind\":\"boolean\",\"initial\":false,\"retired\":true}," \
  "{\"name\":\"d\",\"kind\":\"date\",\"initial\":\"2014-11\"},{\"name\":\"t\",\"kind\":\"text\"}," \
  "{\"name\":\"q\",\"kind\":\"quantity\",\"initial\":{\"said\":\"8\",\"low\":8,\"high\":8,\"modifier\":\"exact\"}}]," \
  "\"roles\":[{\"name\":\"c\",\"types\":[\"A\",\"B\"],\"required\":true,\"many\":true,\"chain\":true,\"description\":\"g\"}," \
  "{\"name\":\"any\",\"retired\":true}]}," \
  "{\"name\":\"B\",\"color\":\"#000000\",\"key\":\"a\",\"retired\":true}]," \
  "\"relations\":[{\"name\":\"r\",\"from\":[\"A\"],\"to\":[\"B\"],\"description\":\"h\"},{\"name\":\"s\",\"retired\":true}]}"

static void
test_round_trip (void)
{
  g_autoptr (GlsCodebook) codebook = parse (EVERYTHING);
  g_autofree char *json = gls_codebook_to_json (codebook, FALSE);
  g_autofree char *pretty = gls_codebook_to_json (codebook, TRUE);
  g_autoptr (GlsCodebook) again = parse (pretty);
  g_autofree char *twice = gls_codebook_to_json (again, FALSE);
  g_autoptr (GString) wanted = g_string_new (EVERYTHING);

  /* The input is canonical but for the colour's letters. */
  g_string_replace (wanted, "#AABBCC", "#aabbcc", 0);
  g_assert_cmpstr (json, ==, wanted->str);
  g_assert_cmpstr (twice, ==, json);
  g_assert_true (g_str_has_suffix (pretty, "\n}\n"));

  GlsTypeDef *type = gls_codebook_find_type (codebook, "A");
  GlsAttributeDef *whole = gls_type_def_find_attribute (type, "i");
  GlsRoleDef *role = gls_type_def_find_role (type, "c");

  g_assert_cmpint (codebook->version, ==, 3);
  g_assert_true (type->claim && !type->retired);
  g_assert_cmpuint (g_strv_length (type->rulings), ==, 2);
  g_assert_cmpuint (type->examples->len, ==, 2);
  g_assert_null (((GlsExample *) type->examples->pdata[1])->mark);
  g_assert_cmpint (whole->kind, ==, GLS_VALUE_INTEGER);
  g_assert_cmpint (whole->order, ==, 1);
  g_assert_cmpfloat (whole->max, ==, 5);
  g_assert_true (isnan (gls_type_def_find_attribute (type, "n")->max));
  g_assert_true (role->required && role->many && role->chain);
  g_assert_cmpstr (role->types[1], ==, "B");
  g_assert_null (gls_type_def_find_role (type, "any")->types);
  g_assert_true (gls_codebook_find_type (codebook, "B")->retired);
  g_assert_true (gls_codebook_find_type_by_id (codebook, &type->id) == type);
  g_assert_null (gls_codebook_find_type_by_id (codebook, &role->id));
  g_assert_cmpstr (gls_codebook_find_relation (codebook, "r")->to[0], ==, "B");
  g_assert_null (gls_codebook_find_type (codebook, "a"));
  g_assert_null (gls_codebook_find_type (codebook, NULL));
  g_assert_null (gls_codebook_find_relation (codebook, "A"));
  g_assert_null (gls_type_def_find_attribute (type, "any"));
}

/* Any text survives both forms, also where it looks like JSON. */
static void
test_texts (void)
{
  static const char * const texts[] = { "", "[{\"a\":1},\\\"]", "\t\n\x01", "\u2028\u00e9\u0645\x7f\U0001f642", "a, b: [c]" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GlsCodebook) codebook = gls_codebook_new ();
      GlsTypeDef *type = gls_type_def_new ("A");

      type->description = g_strdup (texts[i]);
      g_ptr_array_add (codebook->types, type);

      g_autofree char *pretty = gls_codebook_to_json (codebook, TRUE);
      g_autoptr (GlsCodebook) again = parse (pretty);

      g_assert_cmpstr (gls_codebook_find_type (again, "A")->description, ==, texts[i]);
      g_assert_cmpstr (gls_codebook_find_type (again, "A")->color, ==, type->color);
      g_assert_null (again->name);
    }
}

static void
set_name (char **name, const char *value)
{
  g_free (*name);
  *name = g_strdup (value);
}

/* An id that outlived a new name is written, read back, and what hangs on it derives from it. */
static void
test_renamed (void)
{
  g_autoptr (GlsCodebook) codebook = parse ("{\"types\":[{\"name\":\"Old\",\"attributes\":[{\"name\":\"v\",\"kind\":\"text\"},"
                                            "{\"name\":\"w\",\"kind\":\"text\"}],\"roles\":[{\"name\":\"x\"}]}],"
                                            "\"relations\":[{\"name\":\"y\"}]}");
  GlsTypeDef *type = gls_codebook_find_type (codebook, "Old");
  GlsAttributeDef *attribute = gls_type_def_find_attribute (type, "v");
  GlsRelationDef *relation = gls_codebook_find_relation (codebook, "y");
  GlsId type_id = type->id, attribute_id = attribute->id, relation_id = relation->id;
  GlsId untouched_id = gls_type_def_find_attribute (type, "w")->id, role_id = gls_type_def_find_role (type, "x")->id;
  g_autofree char *plain = gls_codebook_to_json (codebook, FALSE);

  g_assert_null (strstr (plain, "\"id\""));
  set_name (&type->name, "New");
  set_name (&attribute->name, "value");
  set_name (&relation->name, "z");

  g_autofree char *json = gls_codebook_to_json (codebook, FALSE);
  g_autoptr (GlsCodebook) again = parse (json);

  type = gls_codebook_find_type (again, "New");
  g_assert_true (gls_id_equal (&type->id, &type_id));
  g_assert_true (gls_id_equal (&gls_type_def_find_attribute (type, "value")->id, &attribute_id));
  g_assert_true (gls_id_equal (&gls_type_def_find_attribute (type, "w")->id, &untouched_id));
  g_assert_true (gls_id_equal (&gls_type_def_find_role (type, "x")->id, &role_id));
  g_assert_true (gls_id_equal (&gls_codebook_find_relation (again, "z")->id, &relation_id));
}

static void
test_ids (void)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_type_def_free);
  GlsTypeDef *a = gls_type_def_new ("A"), *b = gls_type_def_new ("B");
  GlsAttributeDef *of_a = gls_attribute_def_new (a, "v"), *of_b = gls_attribute_def_new (b, "v");
  GlsRoleDef *role = gls_role_def_new (a, "v");
  GlsRelationDef *relation = gls_relation_def_new ("A");
  GlsId wanted;

  g_ptr_array_add (types, a);
  g_ptr_array_add (types, b);
  gls_id_derive (&wanted, "type", "A", (gsize) 1, NULL);
  g_assert_true (gls_id_equal (&a->id, &wanted));
  gls_id_derive (&wanted, "attribute", a->id.bytes, (gsize) 16, "v", (gsize) 1, NULL);
  g_assert_true (gls_id_equal (&of_a->id, &wanted));
  g_assert_false (gls_id_equal (&of_a->id, &of_b->id));
  g_assert_false (gls_id_equal (&of_a->id, &role->id));
  g_assert_false (gls_id_equal (&a->id, &relation->id));
  gls_attribute_def_free (of_a);
  gls_attribute_def_free (of_b);
  gls_role_def_free (role);
  gls_relation_def_free (relation);
}

#define TYPE(members) "{\"types\":[{\"name\":\"A\"," members "}]}"
#define ATTRIBUTE(members) TYPE ("\"attributes\":[{\"name\":\"v\"," members "}]")

static void
test_refused (void)
{
  static const struct { const char *json, *says[3]; } bad[] = {
    { "", { NULL } },
    { "[]", { "codebook" } },
    { "{}", { "types" } },
    { "{\"types\":{}}", { "types" } },
    { "{\"types\":[7]}", { NULL } },
    { "{\"types\":[{}]}", { "name" } },
    { "{\"types\":[{\"name\":\"\"}]}", { "Type 1", "empty" } },
    { "{\"types\":[{\"name\":\" A\"}]}", { "blank" } },
    { "{\"types\":[{\"name\":\"A\\nB\"}]}", { "control" } },
    { "{\"types\":[{\"name\":\"A\"},{\"name\":\"A\"}]}", { "A", "twice" } },
    { "{\"version\":0,\"types\":[]}", { "version" } },
    { "{\"version\":\"1\",\"types\":[]}", { "version" } },
    { "{\"types\":[],\"relations\":[{\"name\":\"r\"},{\"name\":\"r\"}]}", { "r", "twice" } },
    { "{\"types\":[],\"relations\":[{\"name\":\"r\",\"from\":[\"A\"]}]}", { "Relation", "r", "A" } },
    { "{\"types\":[{\"name\":\"A\",\"key\":\"k\"},{\"name\":\"B\",\"key\":\"k\"}]}", { "A", "B", "k" } },
    { TYPE ("\"key\":\"K\""), { "A", "key", "K" } },
    { TYPE ("\"key\":\"ab\""), { "A", "key" } },
    { TYPE ("\"key\":\"\""), { "A", "key" } },
    { TYPE ("\"key\":\"\u00e9\""), { "A", "key" } },
    { TYPE ("\"color\":\"red\""), { "A", "colour", "red" } },
    { TYPE ("\"color\":\"#12345g\""), { "A", "colour" } },
    { TYPE ("\"color\":\"#1234567\""), { "A", "colour" } },
    { TYPE ("\"color\":7"), { "A", "color" } },
    { TYPE ("\"claim\":\"yes\""), { "A", "claim" } },
    { TYPE ("\"rulings\":[]"), { "A", "rulings", "empty" } },
    { TYPE ("\"rulings\":[7]"), { "A", "rulings" } },
    { TYPE ("\"examples\":[{}]"), { "A", "text" } },
    { TYPE ("\"id\":\"7\""), { "A", "id" } },
    { TYPE ("\"roles\":[{\"name\":\"r\"},{\"name\":\"r\"}]"), { "A", "r", "twice" } },
    { TYPE ("\"roles\":[{\"name\":\"r\",\"types\":[\"B\"]}]"), { "A", "r", "B" } },
    { TYPE ("\"roles\":[{\"name\":\"r\",\"types\":[]}]"), { "A", "r", "types" } },
    { TYPE ("\"roles\":[{\"name\":\"r\",\"types\":[\"A\",\"A\"]}]"), { "A", "r", "twice" } },
    { TYPE ("\"attributes\":[{\"name\":\"v\",\"kind\":\"text\"},{\"name\":\"v\",\"kind\":\"text\"}]"), { "A", "v", "twice" } },
    { TYPE ("\"attributes\":[{\"name\":\"v\"}]"), { "A", "v", "kind" } },
    { ATTRIBUTE ("\"kind\":\"colour\""), { "A", "v", "colour" } },
    { ATTRIBUTE ("\"kind\":\"choice\""), { "A", "v", "choices" } },
    { ATTRIBUTE ("\"kind\":\"choice\",\"choices\":[]"), { "A", "v", "choices" } },
    { ATTRIBUTE ("\"kind\":\"choice\",\"choices\":[\"x\",\"x\"]"), { "A", "v", "x" } },
    { ATTRIBUTE ("\"kind\":\"text\",\"choices\":[\"x\"]"), { "A", "v", "choices" } },
    { ATTRIBUTE ("\"kind\":\"choice\",\"choices\":[\"x\"],\"initial\":\"y\""), { "A", "v", "x" } },
    { ATTRIBUTE ("\"kind\":\"integer\",\"min\":3,\"max\":2"), { "A", "v", "min" } },
    { ATTRIBUTE ("\"kind\":\"text\",\"min\":3"), { "A", "v", "min" } },
    { ATTRIBUTE ("\"kind\":\"integer\",\"max\":2,\"initial\":3"), { "A", "v", "2" } },
    { ATTRIBUTE ("\"kind\":\"quantity\",\"initial\":3"), { "A", "v", "quantity" } },
    { ATTRIBUTE ("\"kind\":\"date\",\"initial\":\"soon\""), { "A", "v", "soon" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GlsCodebook) codebook = gls_codebook_parse (bad[i].json, -1, NULL, &error);

      if (codebook != NULL)
        g_test_message ("taken: %s", bad[i].json);
      g_assert_null (codebook);
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      g_assert_null (strchr (error->message, '\n'));
      for (guint j = 0; j < G_N_ELEMENTS (bad[i].says) && bad[i].says[j] != NULL; j++)
        if (strstr (error->message, bad[i].says[j]) == NULL)
          {
            g_test_message ("%s: “%s” does not say “%s”", bad[i].json, error->message, bad[i].says[j]);
            g_test_fail ();
          }
    }
}

/* Two definitions with one id would be one record. */
static void
test_doubled_id (void)
{
  char string[GLS_ID_STRING_SIZE];
  GlsId id;
  g_autoptr (GError) error = NULL;

  gls_id_derive (&id, "type", "B", (gsize) 1, NULL);
  gls_id_to_string (&id, string);
  g_autofree char *json = g_strdup_printf ("{\"types\":[{\"name\":\"A\",\"id\":\"%s\"},{\"name\":\"B\"}]}", string);

  g_assert_null (gls_codebook_parse (json, -1, NULL, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
}

static void
test_unknown (void)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) codebook =
    gls_codebook_parse ("{\"$schema\":\"x\",\"license\":\"x\",\"types\":[{\"name\":\"A\",\"colour\":\"red\",\"attributes\":"
                        "[{\"name\":\"v\",\"kind\":\"text\",\"default\":1}]}]}", -1, unknown, &error);

  g_assert_no_error (error);
  g_assert_nonnull (codebook);
  g_assert_cmpuint (unknown->len, ==, 3);

  gboolean license = FALSE, colour = FALSE, by_default = FALSE;

  for (guint i = 0; i < unknown->len; i++)
    {
      license |= g_str_has_suffix (unknown->pdata[i], ".license");
      colour |= g_str_has_suffix (unknown->pdata[i], ".colour") && strstr (unknown->pdata[i], "A") != NULL;
      by_default |= g_str_has_suffix (unknown->pdata[i], ".default") && strstr (unknown->pdata[i], "v") != NULL;
    }
  g_assert_true (license && colour && by_default);
}

static void
test_values (void)
{
  g_autoptr (GlsCodebook) codebook = parse (EVERYTHING);
  GlsTypeDef *type = gls_codebook_find_type (codebook, "A");
  static const struct { const char *name, *json; gboolean good; } values[] = {
    { "c", "\"x\"", TRUE }, { "c", "\"z\"", FALSE }, { "c", "7", FALSE }, { "c", "[\"x\"]", FALSE },
    { "i", "1", TRUE }, { "i", "5", TRUE }, { "i", "6", FALSE }, { "i", "0", FALSE }, { "i", "1.5", FALSE },
    { "i", "\"1\"", FALSE }, { "i", "true", FALSE },
    { "n", "-0.5", TRUE }, { "n", "7", TRUE }, { "n", "1e300", TRUE }, { "n", "-1", FALSE }, { "n", "null", FALSE },
    { "b", "true", TRUE }, { "b", "0", FALSE }, { "t", "\"\"", TRUE }, { "t", "7", FALSE }, { "t", "{}", FALSE },
    { "d", "\"2014-11\"", TRUE }, { "d", "\"2014-13\"", FALSE }, { "d", "2014", FALSE },
    { "d", "{\"said\":\"last month\",\"date\":\"2014-11\"}", TRUE }, { "d", "{\"said\":\"last month\"}", FALSE },
    { "d", "{\"said\":\"last month\",\"date\":\"then\"}", FALSE }, { "d", "{\"date\":\"2014-11\"}", FALSE },
    { "d", "{\"said\":\"x\",\"date\":\"2014\",\"more\":1}", FALSE },
    { "q", "{\"said\":\"8\",\"low\":8,\"high\":null,\"modifier\":\"at least\"}", TRUE }, { "q", "8", FALSE },
    { "q", "{\"said\":\"8\",\"low\":8,\"high\":7,\"modifier\":\"exact\"}", FALSE },
    { "t", "", FALSE }, { "t", "\"", FALSE }, { "t", "\"a\" \"b\"", FALSE }, { "t", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      GlsAttributeDef *attribute = gls_type_def_find_attribute (type, values[i].name);
      g_autoptr (GError) error = NULL;
      gboolean good = gls_attribute_def_check (attribute, values[i].json, &error);

      if (good != values[i].good)
        g_test_message ("%s = %s", values[i].name, values[i].json);
      g_assert_cmpint (good, ==, values[i].good);
      if (good)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, values[i].name));
        }
    }
}

static void
test_kinds (void)
{
  GlsValueKind kind = GLS_VALUE_TEXT;

  for (GlsValueKind each = GLS_VALUE_TEXT; each <= GLS_VALUE_QUANTITY; each++)
    {
      g_assert_true (gls_value_kind_parse (gls_value_kind_to_string (each), &kind));
      g_assert_cmpint (kind, ==, each);
    }
  g_assert_false (gls_value_kind_parse ("Text", &kind));
  g_assert_false (gls_value_kind_parse (NULL, &kind));
  g_assert_cmpint (kind, ==, GLS_VALUE_QUANTITY);
}

static double
luminance (const char *color)
{
  static const double weight[] = { 0.2126, 0.7152, 0.0722 };
  long rgb = strtol (color + 1, NULL, 16);
  double sum = 0;

  for (int i = 0; i < 3; i++)
    {
      double part = (double) (rgb >> (8 * (2 - i)) & 0xff) / 255;

      sum += weight[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }

  return sum;
}

static double
contrast (const char *a, const char *b)
{
  double one = luminance (a), other = luminance (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

static void
check_guideline (const GlsTypeDef *type)
{
  gboolean marked = FALSE, counter = FALSE;

  g_assert_nonnull (type->description);
  g_assert_cmpuint (g_strv_length (type->rulings), >=, 4);
  g_assert_cmpfloat (contrast (type->color, "#ffffff"), >=, 3);
  g_assert_cmpfloat (contrast (type->color, "#1e1e1e"), >=, 3);

  for (guint i = 0; i < type->examples->len; i++)
    {
      const GlsExample *example = type->examples->pdata[i];

      marked |= example->mark != NULL;
      counter |= example->mark == NULL;
      if (example->mark == NULL)
        {
          g_assert_nonnull (example->why);
          continue;
        }

      /* Every fragment stands in the sentence, one behind the other. */
      g_auto (GStrv) fragments = g_strsplit (example->mark, " … ", -1);
      const char *at = example->text;

      for (guint j = 0; fragments[j] != NULL; j++)
        {
          at = strstr (at, fragments[j]);
          g_assert_nonnull (at);
          at += strlen (fragments[j]);
        }
    }
  g_assert_true (marked && counter);
}

static void
test_shipped (void)
{
  const char * const *names = gls_codebook_list_shipped ();

  g_assert_cmpstr (names[0], ==, "claims and entities");
  g_assert_cmpstr (names[1], ==, "entities only");
  g_assert_null (names[2]);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped (names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (codebook->name, ==, names[i]);
      for (guint j = 0; j < codebook->types->len; j++)
        check_guideline (codebook->types->pdata[j]);

      /* The file is what the program itself would write, and has no member that it does not know. */
      const char *root = g_getenv ("GLS_SOURCE_ROOT");
      g_autofree char *base = g_strdelimit (g_strconcat (names[i], ".json", NULL), " ", '-');
      g_autofree char *path = g_build_filename (root != NULL ? root : ".", "data", "codebooks", base, NULL);
      g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *data = NULL, *written = gls_codebook_to_json (codebook, TRUE);

      g_file_get_contents (path, &data, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (written, ==, data);
      g_autoptr (GlsCodebook) again = gls_codebook_parse (data, -1, unknown, &error);
      g_assert_no_error (error);
      g_assert_nonnull (again);
      g_assert_cmpuint (unknown->len, ==, 0);
    }

  g_autoptr (GError) error = NULL;
  g_assert_null (gls_codebook_load_shipped ("claims", &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "entities only"));
}

static void
test_default (void)
{
  static const struct { const char *name, *key; } types[] = {
    { "Person", "p" }, { "Organization", "o" }, { "Group", "g" }, { "Place", "l" }, { "Date", "d" }, { "Figure", "f" },
    { "Source", "s" }, { "Cue", "u" }, { "Claim", "c" },
  };
  static const struct { const char *name; gboolean required, many, chain; } roles[] = {
    { "source", TRUE, TRUE, TRUE }, { "via", FALSE, TRUE, FALSE }, { "cue", FALSE, FALSE, TRUE },
    { "figure", FALSE, FALSE, TRUE }, { "about", FALSE, FALSE, FALSE }, { "place", FALSE, TRUE, FALSE },
    { "said-on", FALSE, FALSE, TRUE }, { "as-of", FALSE, FALSE, FALSE }, { "basis", FALSE, TRUE, FALSE },
    { "within", FALSE, FALSE, FALSE },
  };
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  GlsTypeDef *claim = gls_codebook_find_type (codebook, "Claim"), *figure = gls_codebook_find_type (codebook, "Figure");

  g_assert_cmpuint (codebook->types->len, ==, G_N_ELEMENTS (types));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const GlsTypeDef *type = codebook->types->pdata[i];

      g_assert_cmpstr (type->name, ==, types[i].name);
      g_assert_cmpstr (type->key, ==, types[i].key);
      g_assert_cmpint (type->claim, ==, type == claim);
    }

  g_assert_cmpuint (claim->roles->len, ==, G_N_ELEMENTS (roles));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const GlsRoleDef *role = claim->roles->pdata[i];

      g_assert_cmpstr (role->name, ==, roles[i].name);
      g_assert_cmpint (role->required, ==, roles[i].required);
      g_assert_cmpint (role->many, ==, roles[i].many);
      g_assert_cmpint (role->chain, ==, roles[i].chain);
      g_assert_nonnull (role->types);
      g_assert_nonnull (role->description);
    }

  g_assert_cmpstr (gls_type_def_find_attribute (claim, "certainty")->initial, ==, "\"certain\"");
  g_assert_cmpstr (gls_type_def_find_attribute (claim, "polarity")->choices[1], ==, "denied");
  g_assert_cmpint (gls_type_def_find_attribute (figure, "value")->kind, ==, GLS_VALUE_QUANTITY);
  g_assert_true (gls_type_def_find_attribute (figure, "value")->required);
  g_assert_cmpint (gls_type_def_find_attribute (gls_codebook_find_type (codebook, "Date"), "value")->kind, ==, GLS_VALUE_DATE);
  g_assert_cmpstr (gls_codebook_find_relation (codebook, "part of")->from[0], ==, "Figure");
  g_assert_cmpstr (gls_codebook_find_relation (codebook, "doubts")->to[0], ==, "Claim");
  g_assert_cmpstr (gls_codebook_find_relation (codebook, "repeats")->from[0], ==, "Claim");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codebook/round-trip", test_round_trip);
  g_test_add_func ("/codebook/texts", test_texts);
  g_test_add_func ("/codebook/renamed", test_renamed);
  g_test_add_func ("/codebook/ids", test_ids);
  g_test_add_func ("/codebook/refused", test_refused);
  g_test_add_func ("/codebook/doubled-id", test_doubled_id);
  g_test_add_func ("/codebook/unknown", test_unknown);
  g_test_add_func ("/codebook/values", test_values);
  g_test_add_func ("/codebook/kinds", test_kinds);
  g_test_add_func ("/codebook/shipped", test_shipped);
  g_test_add_func ("/codebook/default", test_default);

  return g_test_run ();
}
