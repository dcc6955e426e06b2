/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of the names of measures, with what other programs and papers call them.
 * It must not know how a measure is computed. */
#include "config.h"

#include <string.h>

#include "gls-alpha.h"
#include "gls-case-names.h"
#include "gls-chance.h"
#include "gls-unitizing.h"

typedef struct {
  const char    *names;    /* between blanks, letters and digits only; the first is ours */
  GlsCaseMeasure measure;
  guint          variant;
} Known;

static const Known of_coding[] = {
  { "percent percentagreement percentageagreement rawagreement observedagreement", GLS_CASE_CHANCE, GLS_CHANCE_NONE },
  { "cohenkappa cohenskappa kappa cohen", GLS_CASE_CHANCE, GLS_CHANCE_COHEN },
  { "weightedkappa weightedcohenkappa cohenweightedkappa cohenkappaweighted cohensweightedkappa kappaw", GLS_CASE_CHANCE,
    GLS_CHANCE_COHEN },
  { "scottpi scottspi pi scott", GLS_CASE_CHANCE, GLS_CHANCE_SCOTT },
  { "fleisskappa fleisskappas fleissskappa fleiss multipi", GLS_CASE_CHANCE, GLS_CHANCE_FLEISS },
  { "hubertkappa hubertskappa hubert congerkappa congerskappa conger multikappa", GLS_CASE_CHANCE, GLS_CHANCE_HUBERT },
  { "lightkappa lightskappa light", GLS_CASE_CHANCE, GLS_CHANCE_LIGHT },
  { "randolphkappa randolphskappa randolph freemarginalkappa brennanprediger", GLS_CASE_CHANCE, GLS_CHANCE_RANDOLPH },
  { "bennetts bennettss bennett s", GLS_CASE_CHANCE, GLS_CHANCE_BENNETT },
  { "gwetac1 gwetsac1 ac1", GLS_CASE_CHANCE, GLS_CHANCE_GWET },
  { "gwetac2 gwetsac2 ac2 gwetac gwet", GLS_CASE_CHANCE, GLS_CHANCE_GWET },
  { "fleisskappacategory fleisskappaofcategory fleisskappapercategory", GLS_CASE_CATEGORY, 0 },
  { "krippendorffalpha krippendorffsalpha krippendorff alpha krippendorffalphanominal alphanominal", GLS_CASE_ALPHA,
    GLS_METRIC_NOMINAL },
  /* Any measure that corrects for chance; they are undefined together where nothing varies. */
  { "any", GLS_CASE_ALPHA, GLS_METRIC_NOMINAL },
  { "krippendorffalphaordinal alphaordinal", GLS_CASE_ALPHA, GLS_METRIC_ORDINAL },
  { "krippendorffalphainterval alphainterval", GLS_CASE_ALPHA, GLS_METRIC_INTERVAL },
  { "krippendorffalpharatio alpharatio", GLS_CASE_ALPHA, GLS_METRIC_RATIO },
  { "muc", GLS_CASE_CHAINS, 0 },
  { "bcubed b3 b³ bcub", GLS_CASE_CHAINS, 1 },
  { "ceafe ceaf ceafφ4 ceafphi4", GLS_CASE_CHAINS, 2 },
  { "conll conllmean chains mean", GLS_CASE_CHAINS, 3 },
};

static const Known of_units[] = {
  { "alphau2004 krippendorffalphau2004 alphau krippendorffalphau alphaunitizing krippendorffalphaunitizing krippendorffalpha",
    GLS_CASE_ALPHA_U_2004, 0 },
  { "alphau2004observeddisagreement alphauobserveddisagreement", GLS_CASE_ALPHA_U_2004, 1 },
  { "alphau2004expecteddisagreement alphauexpecteddisagreement", GLS_CASE_ALPHA_U_2004, 2 },
  { "ualpha2016 ualpha", GLS_CASE_ALPHA_U_2016, GLS_ALPHA_U },
  { "barualpha2016 barualpha binaryualpha |ualpha |ualpha2016", GLS_CASE_ALPHA_U_2016, GLS_ALPHA_U_BAR },
  { "cualpha2016 cualpha", GLS_CASE_ALPHA_U_2016, GLS_ALPHA_CU },
  { "kualpha2016 kualpha", GLS_CASE_ALPHA_U_2016, GLS_ALPHA_KU },
  { "gamma", GLS_CASE_GAMMA, 0 },
  { "gammacat", GLS_CASE_GAMMA, 1 },
  { "gammabestalignmentdisorder bestalignmentdisorder gammadisorder", GLS_CASE_GAMMA, 2 },
  { "precisionexact precision exactprecision", GLS_CASE_SPANS, 0 },
  { "recallexact recall exactrecall", GLS_CASE_SPANS, 1 },
  { "f1exact f1 fmeasure exactf1", GLS_CASE_SPANS, 2 },
  { "precisionoverlapping precisionoverlap", GLS_CASE_SPANS, 3 },
  { "recalloverlapping recalloverlap", GLS_CASE_SPANS, 4 },
  { "f1overlapping f1overlap", GLS_CASE_SPANS, 5 },
  { "precisionboundary", GLS_CASE_SPANS, 6 },
  { "recallboundary", GLS_CASE_SPANS, 7 },
  { "f1boundary", GLS_CASE_SPANS, 8 },
};

/* Letters and digits alone, in lower case; "|" stays, as |uα and uα are two measures. */
static char *
simplify (const char *name)
{
  static const struct { gunichar letter; const char *called; } greek[] = {
    { 0x3b1, "alpha" }, { 0x3ba, "kappa" }, { 0x3c0, "pi" }, { 0x3b3, "gamma" },
  };
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));
      gboolean known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (greek); i++)
        if (greek[i].letter == c)
          {
            g_string_append (out, greek[i].called);
            known = TRUE;
          }
      if (!known && (g_unichar_isalnum (c) || c == '|'))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
has_word (const char *words, const char *word)
{
  gsize n = strlen (word);

  for (const char *at = words; n > 0 && (at = strstr (at, word)) != NULL; at += n)
    if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
      return TRUE;
  return FALSE;
}

gboolean
gls_case_measure_parse (const char *name, gboolean units, GlsCaseMeasure *measure, guint *variant)
{
  g_autofree char *simple = simplify (name);
  const Known *table = units ? of_units : of_coding;
  gsize n = units ? G_N_ELEMENTS (of_units) : G_N_ELEMENTS (of_coding);

  for (gsize i = 0; i < n; i++)
    if (has_word (table[i].names, simple))
      {
        *measure = table[i].measure;
        *variant = table[i].variant;
        return TRUE;
      }
  return FALSE;
}
