/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exporter: a document a line, KEY, a tab, TEXT with its lines joined; then, each after a tab, marks as START-END:TYPE in characters. */
#include <stdio.h>
#include <string.h>

#include <glossator-plugin.h>

/* Tabs and line ends would end the field. A space is as long as they are, so that marks stay where they are. */
static int
write_text (const GlsPluginHost *host, const char *text, size_t n)
{
  for (size_t at = 0; at < n;)
    {
      size_t plain = 0;

      while (at + plain < n && strchr ("\t\r\n", text[at + plain]) == NULL)
        plain++;
      if (plain > 0 && host->write (host, NULL, text + at, plain) != GLS_PLUGIN_OK)
        return GLS_PLUGIN_FAILED;
      at += plain;
      if (at < n && host->write (host, NULL, " ", 1) != GLS_PLUGIN_OK)
        return GLS_PLUGIN_FAILED;
      at++;
    }
  return GLS_PLUGIN_OK;
}

static int
export_document (void *state, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  (void) state;
  if (host->write (host, NULL, document->key, strlen (document->key)) != GLS_PLUGIN_OK
      || host->write (host, NULL, "\t", 1) != GLS_PLUGIN_OK || write_text (host, document->text, document->n_bytes) != GLS_PLUGIN_OK)
    return GLS_PLUGIN_FAILED;
  for (size_t i = 0; i < document->annotations.n && !host->cancelled (host); i++)
    {
      const GlsPluginAnnotation *mark = GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i);
      char place[64];

      if (mark->n_fragments > 1 && host->report (host, "a mark of several parts was written as one") != GLS_PLUGIN_OK)
        return GLS_PLUGIN_FAILED;
      snprintf (place, sizeof place, "\t%u-%u:", mark->fragments[0].start, mark->fragments[mark->n_fragments - 1].end);
      if (host->write (host, NULL, place, strlen (place)) != GLS_PLUGIN_OK
          || host->write (host, NULL, mark->type, strlen (mark->type)) != GLS_PLUGIN_OK)
        return GLS_PLUGIN_FAILED;
    }
  return host->write (host, NULL, "\n", 1);
}

static const GlsPluginOperations exporter = { .size = sizeof exporter, .document = export_document };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "@ID@", .exporter = &exporter };

GLS_PLUGIN_DEFINE (descriptor)
