/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A validator: finds marks that end with a space, and offers to trim them. */
#include <glossator-plugin.h>

static int
check_ends (void *state, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  (void) state;
  for (size_t i = 0; i < document->annotations.n; i++)
    {
      const GlsPluginAnnotation *mark = GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i);
      GlsPluginRange last = mark->fragments[mark->n_fragments - 1];
      GlsPluginRange trimmed = last;
      GlsPluginEdit edit = { .kind = GLS_PLUGIN_EDIT_FRAGMENTS, .annotation = mark->key, .fragments = &trimmed, .n_fragments = 1 };
      GlsPluginFix fix = { "Trim the mark", GLS_PLUGIN_ARRAY (&edit, 1) };
      GlsPluginProblem problem = {
        .size = sizeof problem, .rule = "space-at-end", .severity = GLS_PLUGIN_WARNING, .message = "The mark ends with a space.",
        .annotations = GLS_PLUGIN_ARRAY (&mark->key, 1),
      };

      if (host->cancelled (host))
        break;
      while (trimmed.end > trimmed.start && document->text[trimmed.end - 1] == ' ')
        trimmed.end--;
      if (trimmed.end == last.end)
        continue;
      if (trimmed.end > trimmed.start && mark->n_fragments == 1)
        problem.fixes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&fix, 1);
      if (host->emit_problem (host, &problem) != GLS_PLUGIN_OK)
        return GLS_PLUGIN_FAILED;
    }
  return GLS_PLUGIN_OK;
}

static const GlsPluginOperations validator = { .size = sizeof validator, .document = check_ends };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "@ID@", .validator = &validator };

GLS_PLUGIN_DEFINE (descriptor)
