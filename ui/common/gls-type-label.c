/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of types, and of what belongs to them, as people read them.
 * It must not know a widget. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-type-label.h"

static const char *
find (const char * const *shipped, guint n, const char *name)
{
  for (guint i = 0; name != NULL && i < n; i++)
    if (g_str_equal (shipped[i], name))
      return _ (shipped[i]);
  return name;
}

const char *
gls_type_get_label (const char *name)
{
  /* Marked here for the translators: the types of the shipped codebooks. */
  static const char * const shipped[] = { N_ ("Person"), N_ ("Organization"), N_ ("Group"), N_ ("Place"), N_ ("Date"),
                                          N_ ("Figure"), N_ ("Source"), N_ ("Cue"), N_ ("Claim") };

  return find (shipped, G_N_ELEMENTS (shipped), name);
}

const char *
gls_role_get_label (const char *name)
{
  /* Roles, attributes, choices and relation types of the shipped codebooks. */
  static const char * const shipped[] = {
    N_ ("source"), N_ ("via"), N_ ("cue"), N_ ("figure"), N_ ("about"), N_ ("place"), N_ ("said-on"), N_ ("as-of"), N_ ("basis"),
    N_ ("within"), N_ ("value"), N_ ("certainty"), N_ ("polarity"), N_ ("certain"), N_ ("probable"), N_ ("possible"),
    N_ ("unknown"), N_ ("affirmed"), N_ ("denied"), N_ ("part of"), N_ ("doubts"), N_ ("repeats"),
  };

  return find (shipped, G_N_ELEMENTS (shipped), name);
}
