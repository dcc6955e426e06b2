/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A module that reads every byte and proposes nothing: what the host itself costs. */
#include <glossator-plugin.h>

static int
read_all (void *state, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  size_t spaces = 0;

  (void) state;
  for (size_t i = 0; i < document->n_bytes; i++)
    spaces += document->text[i] == ' ';
  return spaces > document->n_bytes ? host->fail (host, "more spaces than bytes") : GLS_PLUGIN_OK;
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .document = read_all };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "null-c", .extractor = &extractor };

GLS_PLUGIN_DEFINE (descriptor)
