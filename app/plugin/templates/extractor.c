/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An extractor: marks every place whose name is in the setting "names". */
#include <string.h>

#include <glossator-plugin.h>

static int
find_names (void *state, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  GlsPluginArray names = host->setting_list (host, "names");

  (void) state;
  for (size_t i = 0; i < names.n; i++)
    {
      const char *name = *GLS_PLUGIN_AT (char *, names, i);
      size_t length = strlen (name);

      for (const char *at = strstr (document->text, name); at != NULL; at = strstr (at + length, name))
        {
          GlsPluginRange range = { (uint32_t) (at - document->text), (uint32_t) (at - document->text + length) };

          if (host->cancelled (host) || gls_plugin_emit_span (host, "Place", range, 0.9) != GLS_PLUGIN_OK)
            return GLS_PLUGIN_FAILED;
        }
    }
  return GLS_PLUGIN_OK;
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .document = find_names };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "@ID@", .extractor = &extractor };

GLS_PLUGIN_DEFINE (descriptor)
