/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worked example as a file holds it: data, measure, parameters; so that anyone can check our figures. */
#pragma once

#include <json-glib/json-glib.h>

#include "gls-coding.h"

G_BEGIN_DECLS

/* Computes "measure" with "params" of "data", which is
 *   {"kind":"coding","items":[[a, b, null, …], …],"categories":[…]}      items × raters; categories: also those nobody used
 *   {"kind":"units","raters":2,"continuum_begin":0,"continuum_length":24,"units":[{"rater":0,"begin":2,"length":8,"category":"A"}, …]}
 *   Categories are in the order of their numbers; names in the order of "categories", else sorted.
 * Measures of coding: percent cohen_kappa weighted_kappa scott_pi fleiss_kappa fleiss_kappa_category hubert_kappa light_kappa
 * randolph_kappa bennett_s gwet_ac1 gwet_ac2 krippendorff_alpha any, with "weights" (a name or a table) or "distance", alpha with
 * "metric"; muc b_cubed ceaf_e conll (items: mentions, answers: chains). Of units: alpha_u_2004
 * alpha_u_2004_observed_disagreement alpha_u_2004_expected_disagreement u_alpha_2016 bar_u_alpha_2016 cu_alpha_2016 ku_alpha_2016
 * gamma gamma_cat gamma_best_alignment_disorder; precision_, recall_ and f1_ with exact, overlapping, boundary. Usual other names
 * are known (gls-case-names.c).
 * @where names the case in errors. FALSE: the case cannot be read; an undefined figure is no error. */
gboolean gls_case_compute (JsonObject *object, const char *where, GlsFigure *figure, GError **error);

G_END_DECLS
