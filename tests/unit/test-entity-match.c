/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposals for mentions: by name, alias, acronym, surname and likeness, across scripts; what is certain and what never is. */
#include "config.h"

#include <string.h>

#include <gls-entity-match.h>

static void
add (GPtrArray *entities, const char *kind, const char *name, const char *aliases)
{
  GlsEntity *entity = gls_entity_new (kind, name);
  g_auto (GStrv) parts = g_strsplit (aliases, "|", -1);

  gls_id_derive (&entity->id, "test", name, strlen (name), NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      GlsAlias *alias = g_new0 (GlsAlias, 1);

      alias->name = g_strdup (parts[i]);
      g_ptr_array_add (entity->aliases, alias);
    }
  g_ptr_array_add (entities, entity);
}

static GlsEntityMatcher *
make (void)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_entity_free);

  add (entities, "Person", "Teo Varin", "the Heron");
  add (entities, "Person", "Ulan Mambetaliev", "");
  add (entities, "Person", "Sergei Shcherbakov", "");
  add (entities, "Person", "Ada Kessel", "");
  add (entities, "Person", "Brom Kessel", "");
  add (entities, "Organization", "Dockers' Union of the Northern Coast", "DUNC|Port Union");
  add (entities, "Organization", "Harbour Inspection Office", "");
  add (entities, "Organization", "Work and Health Order", "WHO");
  add (entities, "Group", "Halden Heron", "");
  add (entities, "Place", "Zürich Nord", "");
  add (entities, "Place", "Varin", "");
  return gls_entity_matcher_new (entities);
}

/* The best proposal as "name/reason", with "!" when it is certain. */
static char *
ask (const char *words, const char *kind, gboolean typed)
{
  g_autoptr (GlsEntityMatcher) matcher = make ();
  g_autoptr (GArray) found = gls_entity_matcher_find (matcher, words, kind, typed, 5);
  const GlsEntityMatch *first = found->len > 0 ? &g_array_index (found, GlsEntityMatch, 0) : NULL;

  for (guint i = 1; i < found->len; i++)
    g_assert_false (g_array_index (found, GlsEntityMatch, i).certain);
  if (first == NULL)
    return g_strdup ("-");
  g_assert_cmpfloat (first->score, >, 0);
  g_assert_cmpfloat (first->score, <=, 1);
  return g_strdup_printf ("%s/%d%s", first->entity->name, first->reason, first->certain ? "!" : "");
}

typedef struct {
  const char *words, *kind, *best;
} Case;

static void
check (const Case *cases, guint n, gboolean typed)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *best = ask (cases[i].words, cases[i].kind, typed);

      if (g_strcmp0 (best, cases[i].best) != 0)
        g_error ("“%s” (%s): %s instead of %s", cases[i].words, cases[i].kind, best, cases[i].best);
    }
}

static void
test_exact (void)
{
  static const Case cases[] = {
    { "Teo Varin", "Person", "Teo Varin/0!" },
    { "TEO  VARIN", "Person", "Teo Varin/0!" },
    { "Teo Varin's", "Person", "Teo Varin/0!" },
    { "Teo Varin’s", "Person", "Teo Varin/0!" },
    { "Mr. Varin", "Person", "Teo Varin/3" },          /* a place is called so too */
    { "heron", "Person", "Teo Varin/1!" },
    { "Port Union", "Organization", "Dockers' Union of the Northern Coast/1!" },
    { "the Port Union’s", "Organization", "Dockers' Union of the Northern Coast/1!" },
    { "Mambetaliev", "Person", "Ulan Mambetaliev/3!" },
    { "Kessel", "Person", "Ada Kessel/3" },            /* two of them */
    { "Ada Kessel", "Person", "Ada Kessel/0!" },
    { "Port Union", "Person", "Dockers' Union of the Northern Coast/1" }, /* of another kind */
    { "Port Union", NULL, "Dockers' Union of the Northern Coast/1!" },
    { "", "Person", "-" },
    { "—", "Person", "-" },
    { "Nobody Else", "Person", "-" },
  };

  check (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_acronyms (void)
{
  static const Case cases[] = {
    { "HIO", "Organization", "Harbour Inspection Office/2!" },
    { "the H.I.O.'s", "Organization", "Harbour Inspection Office/2!" },
    { "hio", "Organization", "-" },
    { "DUNC", "Organization", "Dockers' Union of the Northern Coast/1!" },
    { "WHO", "Organization", "Work and Health Order/1!" },
    { "who", "Organization", "Work and Health Order/1" },
    { "TV", "Person", "-" },                          /* people have none */
  };

  check (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_likeness (void)
{
  static const Case cases[] = {
    { "Mamataliev", "Person", "Ulan Mambetaliev/5" }, /* two people, perhaps */
    { "Улан Мамбеталиев", "Person", "Ulan Mambetaliev/5" },
    { "Щербаков", "Person", "Sergei Shcherbakov/4" },
    { "Sergey Scherbakov", "Person", "Sergei Shcherbakov/5" },
    { "U. Mambetaliev", "Person", "Ulan Mambetaliev/5" },
    { "Ulan", "Person", "Ulan Mambetaliev/4" },
    { "Zurich Nord", "Place", "Zürich Nord/5" },
    { "Inspection Office", "Organization", "Harbour Inspection Office/4" },
  };

  check (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_typed (void)
{
  static const Case cases[] = {
    { "mamb", "Person", "Ulan Mambetaliev/4" },
    { "teo v", "Person", "Teo Varin/4" },
    { "harb insp", "Organization", "Harbour Inspection Office/4" },
    { "zür", "Place", "Zürich Nord/4" },
  };

  check (cases, G_N_ELEMENTS (cases), TRUE);
}

static void
test_folds (void)
{
  static const struct { const char *words, *exact, *latin, *sounds; } cases[] = {
    { "  The Heron's ", "heron", "heron", "heron" },
    { "Al-Nusra", "al-nusra", "al nusra", "al nusra" },
    { "O’Neill", "o'neill", "oneill", "oneil" },
    { "Мухаммед Жунусов", "мухаммед жунусов", "muhammed zunusov", "muhamed zunusov" },
    { "“Zhunusov,”", "zhunusov", "zhunusov", "zunusov" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *exact = gls_entity_fold_exact (cases[i].words), *latin = gls_entity_fold_latin (exact);
      g_autofree char *sounds = gls_entity_fold_sounds (latin);

      g_assert_cmpstr (exact, ==, cases[i].exact);
      g_assert_cmpstr (latin, ==, cases[i].latin);
      g_assert_cmpstr (sounds, ==, cases[i].sounds);
    }
  g_assert_true (gls_entity_same_words ("the Heron", "HERON’S"));
  g_assert_false (gls_entity_same_words ("Mamataliev", "Mambetaliev"));
  g_assert_cmpfloat (gls_entity_likeness ("mamataliev", "mambetaliev"), >, 0.85);
  g_assert_cmpfloat (gls_entity_likeness ("mamataliev", "mambetaliev"), <, 1);
  g_assert_cmpfloat (gls_entity_likeness ("same", "same"), ==, 1);
  g_assert_cmpfloat (gls_entity_likeness ("", "x"), ==, 0);
}

/* Whatever a file may hold. */
static void
test_hostile (void)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_entity_free);
  g_autoptr (GlsEntityMatcher) matcher = NULL;
  g_autoptr (GString) endless = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    g_string_append (endless, i % 3 == 0 ? "А б" : "é-");
  add (entities, "", "", "|''|…");
  add (entities, "Person", endless->str, endless->str);
  add (entities, "Person", "字 典", "قاموس");
  for (guint i = 0; i < 300; i++)
    add (entities, "Person", "Same Name", "Same Name");
  matcher = gls_entity_matcher_new (entities);
  for (guint i = 0; i < 4; i++)
    {
      const char *words[] = { endless->str, "字 典", "قاموس", "Same Name" };
      g_autoptr (GArray) found = gls_entity_matcher_find (matcher, words[i], "Person", TRUE, 10);

      g_assert_cmpuint (found->len, >, 0);
      g_assert_cmpuint (found->len, <=, 10);
      g_assert_cmpint (g_array_index (found, GlsEntityMatch, 0).certain, ==, i < 3);
    }
  g_assert_true (gls_entity_matcher_get_entities (matcher) == entities);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entity-match/exact", test_exact);
  g_test_add_func ("/entity-match/acronyms", test_acronyms);
  g_test_add_func ("/entity-match/likeness", test_likeness);
  g_test_add_func ("/entity-match/typed", test_typed);
  g_test_add_func ("/entity-match/folds", test_folds);
  g_test_add_func ("/entity-match/hostile", test_hostile);

  return g_test_run ();
}
