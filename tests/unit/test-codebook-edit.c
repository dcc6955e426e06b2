/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing a codebook in memory: copies, new definitions, order, renaming, sentences about what is wrong, colours. */
#include "config.h"

#include <math.h>

#include <gls-codebook-check.h>
#include <gls-codebook-edit.h>
#include <gls-color.h>
#include <gls-error.h>

static GlsCodebook *
load (void)
{
  g_autoptr (GError) error = NULL;
  GlsCodebook *codebook = gls_codebook_load_shipped ("claims and entities", &error);

  g_assert_no_error (error);
  return codebook;
}

static void
test_copy (void)
{
  g_autoptr (GlsCodebook) codebook = load ();
  g_autoptr (GlsCodebook) copy = gls_codebook_copy (codebook);
  GlsTypeDef *claim = gls_codebook_find_type (copy, "Claim");

  g_assert_true (gls_codebook_equal (codebook, copy));
  g_assert_nonnull (claim);
  for (guint i = 0; i < copy->types->len; i++)
    {
      const GlsTypeDef *a = g_ptr_array_index (codebook->types, i), *b = g_ptr_array_index (copy->types, i);

      g_assert_true (gls_id_equal (&a->id, &b->id));
      g_assert_true (gls_type_def_equal (a, b));
      g_assert_cmpint (a->order, ==, b->order);
    }
  gls_type_def_add_role (claim, "weather");
  g_assert_false (gls_codebook_equal (codebook, copy));
  g_assert_null (gls_type_def_find_role (gls_codebook_find_type (codebook, "Claim"), "weather"));
}

static void
test_add (void)
{
  g_autoptr (GlsCodebook) codebook = load ();
  GlsTypeDef *first = gls_codebook_add_type (codebook, "Weapon"), *second;
  GlsAttributeDef *attribute, *other;

  g_assert_cmpstr (first->name, ==, "Weapon");
  g_assert_cmpstr (first->key, ==, "w");
  g_assert_null (gls_codebook_check_key (codebook, &first->id, first->key));
  g_assert_null (gls_color_judge (codebook, &first->id, first->color));
  /* A renamed type keeps its id, so the next of the old name cannot have it. */
  gls_codebook_rename_type (codebook, first, "Arm");
  second = gls_codebook_add_type (codebook, "Weapon");
  g_assert_cmpstr (second->name, ==, "Weapon");
  g_assert_false (gls_id_equal (&first->id, &second->id));
  g_assert_cmpstr (gls_codebook_add_type (codebook, "Weapon")->name, ==, "Weapon 2");
  g_assert_cmpint (second->order, >, first->order);

  attribute = gls_type_def_add_attribute (first, "calibre");
  g_free (attribute->name);
  attribute->name = g_strdup ("size");
  other = gls_type_def_add_attribute (first, "calibre");
  g_assert_false (gls_id_equal (&attribute->id, &other->id));
  g_assert_true (gls_type_def_find_attribute_by_id (first, &other->id) == other);
  g_assert_cmpstr (gls_type_def_add_role (first, "maker")->name, ==, "maker");
  g_assert_cmpstr (gls_type_def_add_role (first, "maker")->name, ==, "maker 2");
}

static void
test_no_key_left (void)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_new ();

  for (guint i = 0; i < 26; i++)
    g_assert_nonnull (gls_codebook_add_type (codebook, "X")->key);
  g_assert_null (gls_codebook_add_type (codebook, "X")->key);
}

static void
test_duplicate (void)
{
  g_autoptr (GlsCodebook) codebook = load ();
  GlsTypeDef *claim = gls_codebook_find_type (codebook, "Claim"), *copy;
  guint at;

  copy = gls_codebook_duplicate_type (codebook, claim);
  g_assert_true (g_ptr_array_find (codebook->types, copy, &at));
  g_assert_true (g_ptr_array_index (codebook->types, at - 1) == claim);
  g_assert_cmpstr (copy->name, ==, "Claim 2");
  g_assert_true (copy->claim);
  g_assert_cmpuint (copy->roles->len, ==, claim->roles->len);
  for (guint i = 0; i < copy->roles->len; i++)
    {
      const GlsRoleDef *a = g_ptr_array_index (claim->roles, i), *b = g_ptr_array_index (copy->roles, i);

      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_false (gls_id_equal (&a->id, &b->id));
    }
  g_assert_null (gls_codebook_check_key (codebook, &copy->id, copy->key));
  for (guint i = 0; i < codebook->types->len; i++)
    g_assert_cmpint (((GlsTypeDef *) g_ptr_array_index (codebook->types, i))->order, ==, i);
}

static void
test_move (void)
{
  g_autoptr (GlsCodebook) codebook = load ();
  GlsTypeDef *a = g_ptr_array_index (codebook->types, 0), *b = g_ptr_array_index (codebook->types, 1),
             *c = g_ptr_array_index (codebook->types, 2);

  g_assert_false (gls_codebook_move_type (codebook, a, -1));
  b->retired = TRUE;
  g_assert_true (gls_codebook_move_type (codebook, a, 1));
  /* Over the retired one and past the next in use. */
  g_assert_true (g_ptr_array_index (codebook->types, 0) == b);
  g_assert_true (g_ptr_array_index (codebook->types, 1) == c);
  g_assert_true (g_ptr_array_index (codebook->types, 2) == a);
  g_assert_cmpint (a->order, ==, 2);
  g_assert_false (gls_codebook_move_type (codebook, g_ptr_array_index (codebook->types, codebook->types->len - 1), 1));
}

static void
test_rename (void)
{
  g_autoptr (GlsCodebook) codebook = load ();
  GlsTypeDef *person = gls_codebook_find_type (codebook, "Person");
  GlsRoleDef *source = gls_type_def_find_role (gls_codebook_find_type (codebook, "Claim"), "source");
  GlsId id = person->id;
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_true (g_strv_contains ((const char * const *) source->types, "Person"));
  gls_codebook_rename_type (codebook, person, "Human");
  g_assert_true (gls_id_equal (&id, &person->id));
  g_assert_true (g_strv_contains ((const char * const *) source->types, "Human"));
  g_assert_false (g_strv_contains ((const char * const *) source->types, "Person"));
  problems = gls_codebook_check (codebook);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
says (char *message, const char *part)
{
  g_autofree char *owned = message;

  if (part == NULL)
    g_assert_null (owned);
  else
    {
      g_assert_nonnull (owned);
      g_assert_nonnull (strstr (owned, part));
    }
}

static void
test_values (void)
{
  g_autoptr (GlsCodebook) codebook = load ();
  const GlsTypeDef *person = gls_codebook_find_type (codebook, "Person");
  GlsTypeDef *place = gls_codebook_find_type (codebook, "Place");
  char *twice[] = { (char *) "yes", (char *) "no", (char *) "yes", NULL };
  char *none[] = { NULL };
  char *blank[] = { (char *) "", NULL };

  says (gls_codebook_check_type_name (codebook, &person->id, "Person"), NULL);
  says (gls_codebook_check_type_name (codebook, NULL, "Person"), "already");
  says (gls_codebook_check_type_name (codebook, NULL, " Person"), "blank");
  says (gls_codebook_check_type_name (codebook, NULL, "  "), "empty");
  says (gls_codebook_check_type_name (codebook, NULL, "a\tb"), "control");
  place->retired = TRUE;
  says (gls_codebook_check_type_name (codebook, NULL, "Place"), "retired");
  says (gls_codebook_check_key (codebook, &person->id, person->key), NULL);
  says (gls_codebook_check_key (codebook, &place->id, person->key), "Person");
  says (gls_codebook_check_key (codebook, NULL, place->key), NULL);
  says (gls_codebook_check_key (codebook, NULL, ""), NULL);
  says (gls_codebook_check_key (codebook, NULL, "P"), "one letter");
  says (gls_codebook_check_key (codebook, NULL, "\xd0\xb6"), "one letter");
  says (gls_example_check_mark ("Teo and Marta Varin came.", "Teo … Varin"), NULL);
  says (gls_example_check_mark ("Teo and Marta Varin came.", "Varin … Teo"), "Teo");
  says (gls_example_check_mark ("Teo and Marta Varin came.", NULL), NULL);
  says (gls_choices_check (twice), "twice");
  says (gls_choices_check (none), "nothing");
  says (gls_choices_check (blank), "empty");
}

static void
test_value_text (void)
{
  static const struct { GlsValueKind kind; const char *text, *json; } cases[] = {
    { GLS_VALUE_TEXT, "a \"b\"", "\"a \\\"b\\\"\"" }, { GLS_VALUE_BOOLEAN, "true", "true" }, { GLS_VALUE_INTEGER, "12", "12" },
    { GLS_VALUE_NUMBER, "1.5", "1.5" }, { GLS_VALUE_DATE, "2014-11", "\"2014-11\"" },
  };
  g_autoptr (GlsCodebook) codebook = load ();
  GlsAttributeDef *def = gls_type_def_add_attribute (gls_codebook_find_type (codebook, "Person"), "x");
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL, *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = NULL, *back = NULL;

      def->kind = cases[i].kind;
      value = gls_attribute_def_value_from_text (def, cases[i].text, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, cases[i].json);
      back = gls_attribute_def_value_to_text (def, value);
      g_assert_cmpstr (back, ==, cases[i].text);
    }
  g_assert_null (gls_attribute_def_value_from_text (def, "", &error));
  g_assert_no_error (error);
  def->kind = GLS_VALUE_QUANTITY;
  json = gls_attribute_def_value_from_text (def, "more than 330", &error);
  g_assert_nonnull (strstr (json, "330"));
  text = gls_attribute_def_value_to_text (def, json);
  g_assert_cmpstr (text, ==, "more than 330");
  g_assert_null (gls_attribute_def_value_from_text (def, "nobody knows", &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
  g_clear_error (&error);
  def->kind = GLS_VALUE_INTEGER;
  def->max = 10;
  g_assert_null (gls_attribute_def_value_from_text (def, "11", &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
}

static void
test_whole (void)
{
  g_autoptr (GlsCodebook) codebook = load ();
  GlsTypeDef *claim = gls_codebook_find_type (codebook, "Claim");
  GlsTypeDef *source = gls_codebook_find_type (codebook, "Source");
  GlsRoleDef *cue = gls_type_def_find_role (claim, "cue");
  g_autoptr (GPtrArray) problems = gls_codebook_check (codebook);

  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_pointer (&problems, g_ptr_array_unref);

  g_strfreev (cue->types);
  cue->types = g_strsplit ("Hint", " ", -1);
  g_free (source->key);
  source->key = g_strdup (claim->key);
  problems = gls_codebook_check (codebook);
  g_assert_cmpuint (problems->len, ==, 4);
  {
    const GlsCodebookProblem *key = g_ptr_array_index (problems, 0), *role = g_ptr_array_index (problems, 2);

    g_assert_true (gls_id_equal (&key->owner, &source->id));
    g_assert_false (key->warning);
    g_assert_true (gls_id_equal (&role->owner, &claim->id));
    g_assert_true (gls_id_equal (&role->id, &cue->id));
    g_assert_nonnull (strstr (role->message, "Hint"));
  }
  claim->retired = TRUE;
  g_clear_pointer (&problems, g_ptr_array_unref);
  problems = gls_codebook_check (codebook);
  /* What is retired is not judged; relations that only it could have are. */
  for (guint i = 0; i < problems->len; i++)
    {
      const GlsCodebookProblem *problem = g_ptr_array_index (problems, i);

      g_assert_true (problem->warning);
      g_assert_nonnull (gls_codebook_find_relation_by_id (codebook, &problem->owner));
    }
  g_assert_cmpuint (problems->len, >, 0);
}

static void
test_take (void)
{
  g_autoptr (GlsCodebook) codebook = load (), other = gls_codebook_copy (codebook);
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  GlsTypeDef *vessel = gls_codebook_add_type (other, "Vessel"), *place = gls_codebook_find_type (other, "Place");
  GlsId id = vessel->id;
  guint n = codebook->types->len;

  /* A key that is taken here is left out; what differs stays as it is. */
  g_free (vessel->key);
  vessel->key = g_strdup ("p");
  place->claim = TRUE;
  g_assert_cmpuint (gls_codebook_take (codebook, other, report), ==, 1);
  g_assert_cmpuint (codebook->types->len, ==, n + 1);
  g_assert_true (gls_id_equal (&gls_codebook_find_type (codebook, "Vessel")->id, &id));
  g_assert_null (gls_codebook_find_type (codebook, "Vessel")->key);
  g_assert_false (gls_codebook_find_type (codebook, "Place")->claim);
  g_assert_cmpuint (report->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (report, 0), "Place"));
  g_assert_nonnull (strstr (g_ptr_array_index (report, 1), "Vessel"));
  g_ptr_array_set_size (report, 0);
  g_assert_cmpuint (gls_codebook_take (codebook, codebook, report), ==, 0);
  g_assert_cmpuint (report->len, ==, 0);
}

static void
test_palette (void)
{
  const GlsPaletteColor *palette = gls_color_get_palette ();
  guint n = 0;

  for (; palette[n].color != NULL; n++)
    {
      g_assert_true (gls_color_is_valid (palette[n].color));
      g_assert_cmpfloat (gls_color_contrast (palette[n].color, GLS_COLOR_LIGHT), >=, GLS_COLOR_MIN_CONTRAST);
      g_assert_cmpfloat (gls_color_contrast (palette[n].color, GLS_COLOR_DARK), >=, GLS_COLOR_MIN_CONTRAST);
      for (guint i = 0; i < n; i++)
        for (int vision = 0; vision < GLS_N_VISIONS; vision++)
          g_assert_cmpfloat (gls_color_distance_for (palette[i].color, palette[n].color, vision), >=, GLS_COLOR_MIN_DISTANCE);
    }
  g_assert_cmpuint (n, >=, 12);
}

static void
test_color (void)
{
  g_autoptr (GlsCodebook) codebook = load ();
  const GlsTypeDef *person = gls_codebook_find_type (codebook, "Person");

  g_assert_cmpfloat_with_epsilon (gls_color_contrast ("#000000", "#ffffff"), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (gls_color_contrast ("#777777", "#ffffff"), 4.478, 0.001);
  g_assert_cmpfloat_with_epsilon (gls_color_distance_for ("#000000", "#ffffff", GLS_VISION_FULL), 100, 0.01);
  /* What nobody without red cones can tell apart, anybody else can. */
  g_assert_cmpfloat (gls_color_distance_for ("#c00000", "#3f3300", GLS_VISION_PROTANOPIA), <, 10);
  g_assert_cmpfloat (gls_color_distance_for ("#c00000", "#3f3300", GLS_VISION_FULL), >, 25);
  /* Grey is grey to all. */
  for (int vision = 0; vision < GLS_N_VISIONS; vision++)
    g_assert_cmpfloat_with_epsilon (gls_color_distance_for ("#808080", "#ffffff", vision),
                                    gls_color_distance_for ("#808080", "#ffffff", GLS_VISION_FULL), 0.1);
  says (gls_color_judge (codebook, NULL, "#fff000"), "light background");
  says (gls_color_judge (codebook, NULL, "#200010"), "dark background");
  says (gls_color_judge (codebook, NULL, "red"), "hexadecimal");
  says (gls_color_judge (codebook, NULL, person->color), "same");
  says (gls_color_judge (codebook, NULL, "#147bcb"), "Person");
  says (gls_color_judge (codebook, &person->id, "#147bcb"), NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codebook-edit/copy", test_copy);
  g_test_add_func ("/codebook-edit/add", test_add);
  g_test_add_func ("/codebook-edit/no-key-left", test_no_key_left);
  g_test_add_func ("/codebook-edit/duplicate", test_duplicate);
  g_test_add_func ("/codebook-edit/move", test_move);
  g_test_add_func ("/codebook-edit/rename", test_rename);
  g_test_add_func ("/codebook-edit/values", test_values);
  g_test_add_func ("/codebook-edit/value-text", test_value_text);
  g_test_add_func ("/codebook-edit/whole", test_whole);
  g_test_add_func ("/codebook-edit/take", test_take);
  g_test_add_func ("/codebook-edit/palette", test_palette);
  g_test_add_func ("/codebook-edit/color", test_color);
  return g_test_run ();
}
