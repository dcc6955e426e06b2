/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes an example as markup.
 * It must not know where it is shown. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gls-example-markup.h"

static void
append_escaped (GString *out, const char *text, gssize n_bytes)
{
  g_autofree char *escaped = g_markup_escape_text (text, n_bytes);

  g_string_append (out, escaped);
}

char *
gls_example_to_markup (const GlsExample *example)
{
  GString *out = g_string_new (NULL);
  const char *at = example->text != NULL ? example->text : "";

  if (example->mark == NULL)
    {
      g_string_append (out, "<b>");
      append_escaped (out, _ ("Not:"), -1);
      g_string_append (out, "</b> ");
    }
  else
    {
      g_auto (GStrv) fragments = g_strsplit (example->mark, " … ", -1);

      for (guint i = 0; fragments[i] != NULL; i++)
        {
          const char *found = *fragments[i] != '\0' ? strstr (at, fragments[i]) : NULL;

          if (found == NULL)
            break;
          append_escaped (out, at, found - at);
          g_string_append (out, "<u><b>");
          append_escaped (out, fragments[i], -1);
          g_string_append (out, "</b></u>");
          at = found + strlen (fragments[i]);
        }
    }
  append_escaped (out, at, -1);
  if (example->why != NULL && *example->why != '\0')
    {
      g_string_append (out, "  <small>");
      append_escaped (out, example->why, -1);
      g_string_append (out, "</small>");
    }
  return g_string_free (out, FALSE);
}
