/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guesses for roles on invented sentences, with and without marks; roles' states and the chain. */
#include "config.h"

#include <string.h>

#include <gls-guess.h>
#include <gls-roles.h>

typedef struct {
  GlsCodebook *codebook;
  GlsText     *text;
  GArray      *marks;
  const char  *words;
} Fixture;

static void
set_up (Fixture *fixture, const char *words)
{
  fixture->codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_assert_nonnull (fixture->codebook);
  fixture->text = gls_text_new_from_string (words, -1, NULL);
  fixture->marks = g_array_new (FALSE, TRUE, sizeof (GlsGuessMark));
  fixture->words = words;
}

static void
tear_down (Fixture *fixture)
{
  gls_codebook_unref (fixture->codebook);
  gls_text_unref (fixture->text);
  g_array_unref (fixture->marks);
}

static GlsFragment
find (Fixture *fixture, const char *words)
{
  const char *at = strstr (fixture->words, words);
  GlsFragment found;

  g_assert_nonnull (at);
  found.start = g_utf8_strlen (fixture->words, at - fixture->words);
  found.end = found.start + g_utf8_strlen (words, -1);
  return found;
}

/* In the order of the text. */
static void
mark (Fixture *fixture, const char *type, const char *words)
{
  GlsFragment place = find (fixture, words);
  GlsGuessMark next = { .id = { { fixture->marks->len + 1 } }, .start = place.start, .end = place.end, .type = type };

  g_array_append_val (fixture->marks, next);
}

/* "Type words", with "*" before a mark; "" for none. */
static char *
guess (Fixture *fixture, const char *content, const char *role)
{
  GlsGuessContext context = { fixture->text, fixture->codebook, NULL, fixture->marks };
  const GlsTypeDef *claim = gls_codebook_find_type (fixture->codebook, "Claim");
  GlsFragment place = find (fixture, content);
  GlsId id = { { 200 } };
  g_autofree char *words = NULL;
  GlsGuess found;

  for (guint i = 0; i < fixture->marks->len; i++)
    {
      const GlsGuessMark *mark = &g_array_index (fixture->marks, GlsGuessMark, i);

      if (mark->start == place.start && mark->end == place.end && g_str_equal (mark->type, "Claim"))
        id = mark->id;
    }
  if (!gls_guess_filler (&context, &id, &place, NULL, gls_type_def_find_role (claim, role), &found))
    return g_strdup ("");
  words = gls_text_slice (fixture->text, found.start, found.end);
  return g_strdup_printf ("%s%s %s", found.is_mark ? "*" : "", found.type, words);
}

static const struct {
  const char *text, *content, *role, *wanted;
} rows[] = {
  /* who says it */
  { "The quay is empty, Teo Varin said on Monday.", "The quay is empty", "source", "Person Teo Varin" },
  { "The quay is empty, Teo Varin said on Monday.", "The quay is empty", "cue", "Cue said" },
  { "The quay is empty, Teo Varin said on Monday.", "The quay is empty", "said-on", "Date Monday" },
  { "The quay is empty, Teo Varin said on Monday.", "The quay is empty", "figure", "" },
  { "According to some analysts, the quay is empty.", "the quay is empty", "source", "Source some analysts" },
  { "According to some analysts, the quay is empty.", "the quay is empty", "cue", "Cue According to" },
  { "According to the analyst Rafi Orlan, the quay is empty.", "the quay is empty", "source", "Person Rafi Orlan" },
  { "The port analyst estimated that 40 boats left.", "40 boats left", "source", "Source The port analyst" },
  { "The Ministry of Harbours denied that 40 boats left.", "40 boats left", "cue", "Cue denied" },
  { "The Harbour Police claimed that 40 boats left.", "40 boats left", "source", "Organization Harbour Police" },
  { "He said that 40 boats left.", "40 boats left", "source", "" },
  { "Forty boats left.", "Forty boats left", "cue", "" },
  /* lines that were broken at a width, as such, and those that are paragraphs */
  { "The port has no list of those who left for Telmark. It\r\nassumes\r\nthat 40 boats left.", "40 boats left", "cue", "" },
  { "The port has no list of those who left for Telmark, but it assumes\r\nthat 40 boats left.", "40 boats left", "cue", "Cue assumes" },
  { "About 40 boats have left the upper basin since then, according\nto the Harbour Police of the town.",
    "About 40 boats have left the upper basin since then", "cue", "Cue according\nto" },
  { "The union has denied the number of strikers.\nAbout 40 boats left.", "About 40 boats left", "cue", "" },
  /* figures, inside the content only */
  { "More than 330 harbour workers have joined, Varin said.", "More than 330 harbour workers have joined", "figure",
    "Figure More than 330 harbour workers" },
  { "Between 5 and 7 boats left, Varin told 20 reporters.", "Between 5 and 7 boats left", "figure", "Figure Between 5 and 7 boats" },
  { "About 80 percent of the boats left, Varin said.", "About 80 percent of the boats left", "figure", "Figure About 80 percent" },
  { "Several dozen ships stayed in port, Varin said.", "Several dozen ships stayed in port", "figure",
    "Figure Several dozen ships" },
  { "In 2014 the port had 200 boats, Varin said.", "In 2014 the port had 200 boats", "figure", "Figure 200 boats" },
  { "Varin told 20 reporters that the port was empty.", "the port was empty", "figure", "" },
  /* dates outside of the content say when it was said, those inside when it holds */
  { "Varin said on April 21, 2015 that 200 boats were there in November 2014.", "200 boats were there in November 2014", "said-on",
    "Date April 21, 2015" },
  { "Varin said on April 21 that 200 boats were there in November 2014.", "200 boats were there in November 2014", "as-of",
    "Date November 2014" },
  { "Varin said earlier this month that the port was empty.", "the port was empty", "said-on", "Date earlier this month" },
  /* nothing is guessed for what can be anything */
  { "The union said the police had told it that 44 were held.", "44 were held", "via", "" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Fixture fixture;
      g_autofree char *got = NULL;

      set_up (&fixture, rows[i].text);
      got = guess (&fixture, rows[i].content, rows[i].role);
      if (g_strcmp0 (got, rows[i].wanted) != 0)
        g_test_message ("%s: %s", rows[i].text, rows[i].role);
      g_assert_cmpstr (got, ==, rows[i].wanted);
      tear_down (&fixture);
    }
}

#define check(fixture, content, role, wanted) \
  G_STMT_START { \
    g_autofree char *got_ = guess (fixture, content, role); \
    g_assert_cmpstr (got_, ==, wanted); \
  } G_STMT_END

static void
test_marks (void)
{
  Fixture fixture;

  set_up (&fixture, "Mayor Dara Voss met Teo Varin. He said that some of the 339 boats, 50 of them new, had left Seld.");
  mark (&fixture, "Person", "Dara Voss");
  mark (&fixture, "Person", "Teo Varin");
  mark (&fixture, "Cue", "said");
  mark (&fixture, "Claim", "some of the 339 boats, 50 of them new, had left Seld");
  mark (&fixture, "Figure", "339 boats");
  mark (&fixture, "Claim", "50 of them new");
  mark (&fixture, "Figure", "50");
  mark (&fixture, "Place", "Seld");
  /* A pronoun speaks: the name before it. */
  check (&fixture, "some of the 339 boats, 50 of them new, had left Seld", "source", "*Person Teo Varin");
  check (&fixture, "some of the 339 boats, 50 of them new, had left Seld", "cue", "*Cue said");
  check (&fixture, "some of the 339 boats, 50 of them new, had left Seld", "figure", "*Figure 339 boats");
  check (&fixture, "some of the 339 boats, 50 of them new, had left Seld", "place", "*Place Seld");
  check (&fixture, "some of the 339 boats, 50 of them new, had left Seld", "within", "");
  check (&fixture, "50 of them new", "figure", "*Figure 50");
  check (&fixture, "50 of them new", "within", "*Claim some of the 339 boats, 50 of them new, had left Seld");
  tear_down (&fixture);
}

static void
test_types (void)
{
  Fixture fixture;
  const GlsRoleDef *source;
  GlsGuessContext context;
  GlsFragment place;

  set_up (&fixture, "Orlan spoke. Orlan said it, the GPA said it, some dockers said it, Varin said it.");
  context = (GlsGuessContext){ fixture.text, fixture.codebook, NULL, fixture.marks };
  source = gls_type_def_find_role (gls_codebook_find_type (fixture.codebook, "Claim"), "source");
  mark (&fixture, "Place", "Orlan");
  /* The same words as they are marked elsewhere, else by their look, else what is usual. */
  g_assert_cmpstr (gls_guess_type (&context, source, 13, 18), ==, "Place");
  place = find (&fixture, "GPA");
  g_assert_cmpstr (gls_guess_type (&context, source, place.start, place.end), ==, "Organization");
  place = find (&fixture, "some dockers");
  g_assert_cmpstr (gls_guess_type (&context, source, place.start, place.end), ==, "Source");
  place = find (&fixture, "Varin");
  g_assert_cmpstr (gls_guess_type (&context, source, place.start, place.end), ==, "Person");
  tear_down (&fixture);
}

static void
test_chain (void)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  const GlsTypeDef *claim = gls_codebook_find_type (codebook, "Claim");
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (GlsLink));
  const GlsRoleDef *role = gls_type_def_first_chain_role (claim, NULL);
  GlsLink link = { .name = (char *) "cue", .kind = GLS_LINK_NONE };
  g_autoptr (GPtrArray) figures = gls_codebook_list_relations (codebook, "Figure", "Figure");
  g_autoptr (GPtrArray) claims = gls_codebook_list_relations (codebook, "Claim", "Claim");
  g_autoptr (GPtrArray) none = gls_codebook_list_relations (codebook, "Figure", "Claim");

  g_assert_cmpstr (role->name, ==, "source");
  g_assert_cmpint (gls_role_def_get_state (gls_type_def_find_role (claim, "cue"), links), ==, GLS_ROLE_OPEN);
  g_array_append_val (links, link);
  g_assert_cmpint (gls_role_def_get_state (gls_type_def_find_role (claim, "cue"), links), ==, GLS_ROLE_NOT_SAID);
  /* What is closed is passed over; what another copy filled counts as filled. */
  role = gls_type_def_next_chain_role (claim, role, links);
  g_assert_cmpstr (role->name, ==, "figure");
  link.kind = GLS_LINK_AUTHOR;
  g_array_append_val (links, link);
  g_assert_cmpint (gls_role_def_get_state (gls_type_def_find_role (claim, "cue"), links), ==, GLS_ROLE_FILLED);
  role = gls_type_def_next_chain_role (claim, role, links);
  g_assert_cmpstr (role->name, ==, "said-on");
  g_assert_null (gls_type_def_next_chain_role (claim, role, links));
  g_assert_null (gls_type_def_first_chain_role (gls_codebook_find_type (codebook, "Person"), NULL));
  g_assert_cmpuint (figures->len, ==, 1);
  g_assert_cmpuint (claims->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guess/words", test_words);
  g_test_add_func ("/guess/marks", test_marks);
  g_test_add_func ("/guess/types", test_types);
  g_test_add_func ("/guess/chain", test_chain);
  return g_test_run ();
}
