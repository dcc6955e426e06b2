/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The example of an extractor in C: marks words written in capitals, such as "WHO", as organizations. It knows nothing but its
 * header; copy the folder to begin a plugin of your own. */
#include <glossator-plugin.h>

static bool
is_capital (char c)
{
  return c >= 'A' && c <= 'Z';
}

/* Part of a word: letters, digits, and every byte of a letter that is not ASCII. */
static bool
is_word (char c)
{
  return is_capital (c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/* Menus and notices, and headlines, where whole sentences stand in capitals. */
static bool
is_passed_over (const GlsPluginDocument *document, uint32_t at, uint32_t *end)
{
  for (size_t i = 0; i < document->zones.n; i++)
    {
      const GlsPluginZone *zone = GLS_PLUGIN_AT (GlsPluginZone, document->zones, i);

      if (zone->kind != GLS_PLUGIN_ZONE_BOILERPLATE && zone->kind != GLS_PLUGIN_ZONE_REPEAT
          && zone->kind != GLS_PLUGIN_ZONE_HEADLINE)
        continue;
      if (zone->range.start <= at && at < zone->range.end)
        {
          *end = zone->range.end;
          return true;
        }
    }
  return false;
}

static int
find_acronyms (void *state, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  const char *text = document->text;
  uint32_t n = (uint32_t) document->n_bytes;
  uint32_t shortest = (uint32_t) host->setting_integer (host, "shortest");

  (void) state;
  for (uint32_t at = 0; at < n;)
    {
      GlsPluginRange word = { at, at };
      bool all_capitals = true;

      if (!is_word (text[at]))
        {
          at++;
          continue;
        }
      while (word.end < n && is_word (text[word.end]))
        all_capitals &= is_capital (text[word.end++]);
      at = word.end;
      if (!all_capitals || word.end - word.start < shortest || is_passed_over (document, word.start, &at))
        continue;
      if (gls_plugin_emit_span (host, "Organization", word, 0.5) != GLS_PLUGIN_OK || host->cancelled (host))
        return GLS_PLUGIN_FAILED;
      host->progress (host, (double) at / n);
    }
  return GLS_PLUGIN_OK;
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .document = find_acronyms };

static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "acronyms", .extractor = &extractor };

GLS_PLUGIN_DEFINE (descriptor)
