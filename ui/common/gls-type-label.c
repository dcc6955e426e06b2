/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of types as people read them.
 * It must not know a widget. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-type-label.h"

const char *
gls_type_get_label (const char *name)
{
  /* Marked here for the translators: the types of the shipped codebooks. */
  static const char * const shipped[] = { N_ ("Person"), N_ ("Organization"), N_ ("Group"), N_ ("Place"), N_ ("Date"),
                                          N_ ("Figure"), N_ ("Source"), N_ ("Cue"), N_ ("Claim") };

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (shipped); i++)
    if (g_str_equal (shipped[i], name))
      return _ (shipped[i]);
  return name;
}
