/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as files of other programs, read by the importers that come along: what they emit lies within the text, on whole
 * characters, and names what was emitted. The first byte chooses the importer; the rest is files, parted by 0x1E. */
#include "config.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include <gls-encoding.h>
#include <glossator-plugin.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

const GlsPluginDescriptor *fuzz_brat_plugin (void);
const GlsPluginDescriptor *fuzz_conll_plugin (void);
const GlsPluginDescriptor *fuzz_webanno_plugin (void);

typedef struct {
  GlsPluginFile  files[8];
  GBytes        *contents[8];
  guint          n_files;
  GPtrArray     *decoded;
  char          *text;        /* of the document emitted last */
  gsize          n_bytes;
  gboolean       bytes;       /* offsets count bytes */
} Fuzz;

static Fuzz *
get (const GlsPluginHost *host)
{
  return host->internal;
}

static uint32_t
byte_of_character (const GlsPluginHost *host, uint32_t character)
{
  Fuzz *fuzz = get (host);
  glong length = g_utf8_strlen (fuzz->text, fuzz->n_bytes);

  return g_utf8_offset_to_pointer (fuzz->text, MIN ((glong) character, length)) - fuzz->text;
}

static uint32_t
character_of_byte (const GlsPluginHost *host, uint32_t byte)
{
  Fuzz *fuzz = get (host);

  return g_utf8_strlen (fuzz->text, MIN (byte, fuzz->n_bytes));
}

static int
emit_document (const GlsPluginHost *host, const GlsPluginDocument *document)
{
  Fuzz *fuzz = get (host);

  g_assert_true (document->key != NULL && g_utf8_validate (document->text, document->n_bytes, NULL));
  g_free (fuzz->text);
  fuzz->text = g_strndup (document->text, document->n_bytes);
  fuzz->n_bytes = document->n_bytes;
  return GLS_PLUGIN_OK;
}

static int
emit_annotation (const GlsPluginHost *host, const GlsPluginAnnotation *annotation)
{
  Fuzz *fuzz = get (host);
  uint32_t length = fuzz->bytes ? fuzz->n_bytes : (uint32_t) g_utf8_strlen (fuzz->text, fuzz->n_bytes);

  g_assert_nonnull (fuzz->text);
  g_assert_true (annotation->type != NULL && *annotation->type != '\0' && annotation->n_fragments > 0);
  for (gsize i = 0; i < annotation->n_fragments; i++)
    {
      GlsPluginRange range = annotation->fragments[i];

      g_assert_true (range.start <= range.end && range.end <= length);
      g_assert_true (!fuzz->bytes || ((fuzz->text[range.start] & 0xC0) != 0x80 && (fuzz->text[range.end] & 0xC0) != 0x80));
    }
  for (gsize i = 0; i < annotation->attributes.n; i++)
    g_assert_nonnull (GLS_PLUGIN_AT (GlsPluginAttribute, annotation->attributes, i)->value);
  for (gsize i = 0; i < annotation->links.n; i++)
    g_assert_nonnull (GLS_PLUGIN_AT (GlsPluginLink, annotation->links, i)->name);
  return GLS_PLUGIN_OK;
}

static int
emit_codebook (const GlsPluginHost *host, const char *json)
{
  (void) host;
  g_assert_true (*json == '{');
  return GLS_PLUGIN_OK;
}

static int
emit_entity (const GlsPluginHost *host, const GlsPluginEntity *entity)
{
  (void) host;
  g_assert_true (entity->id != NULL && entity->name != NULL);
  return GLS_PLUGIN_OK;
}

static int
report (const GlsPluginHost *host, const char *sentence)
{
  (void) host;
  g_assert_true (*sentence != '\0');
  return GLS_PLUGIN_OK;
}

static const void *
read_file (const GlsPluginHost *host, const char *name, size_t *n_bytes)
{
  Fuzz *fuzz = get (host);

  for (guint i = 0; i < fuzz->n_files; i++)
    if (g_str_equal (fuzz->files[i].name, name))
      return g_bytes_get_data (fuzz->contents[i], n_bytes);
  return NULL;
}

static const char *
decode (const GlsPluginHost *host, const void *data, size_t n_bytes, const char *encoding, size_t *n_decoded)
{
  (void) encoding;
  if (!g_utf8_validate (data, n_bytes, NULL))
    return NULL;
  *n_decoded = n_bytes;
  g_ptr_array_add (get (host)->decoded, g_strndup (data, n_bytes));
  return get (host)->decoded->pdata[get (host)->decoded->len - 1];
}

static void
progress (const GlsPluginHost *host, double fraction)
{
  (void) host;
  g_assert_true (fraction >= 0 && fraction <= 1);
}

static bool
cancelled (const GlsPluginHost *host)
{
  (void) host;
  return false;
}

static int
fail (const GlsPluginHost *host, const char *why)
{
  (void) host;
  g_assert_true (*why != '\0');
  return GLS_PLUGIN_FAILED;
}

static const char *
setting_text (const GlsPluginHost *host, const char *name)
{
  (void) host;
  (void) name;
  return NULL;
}

static GlsPluginArray
setting_list (const GlsPluginHost *host, const char *name)
{
  (void) host;
  (void) name;
  return (GlsPluginArray){ NULL, 0, 0 };
}

/* The names say whose and what the files are, as the importer expects them. */
static void
split (Fuzz *fuzz, const uint8_t *data, size_t size, const char * const *names)
{
  while (size > 0 && fuzz->n_files < G_N_ELEMENTS (fuzz->files) && names[fuzz->n_files] != NULL)
    {
      const uint8_t *end = memchr (data, 0x1E, size);
      gsize n = end != NULL ? (gsize) (end - data) : size;
      char *copy = g_strndup ((const char *) data, n);

      /* As the host: what is read is followed by a NUL. */
      fuzz->contents[fuzz->n_files] = g_bytes_new_take (copy, n);
      fuzz->files[fuzz->n_files] = (GlsPluginFile){ names[fuzz->n_files], n };
      fuzz->n_files++;
      data += end != NULL ? n + 1 : n;
      size -= end != NULL ? n + 1 : n;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char * const brat[] = { "a/one.txt", "a/one.ann", "annotation.conf", "b/one.txt", "b/one.ann", "visual.conf", NULL };
  static const char * const conll[] = { "one.conll", NULL };
  static const char * const webanno[] = { "one/a.tsv", "one/b.tsv", "two/CURATION_USER.tsv", NULL };
  const struct { const GlsPluginDescriptor *descriptor; const char * const *names; gboolean bytes; } importers[] = {
    { fuzz_brat_plugin (), brat, FALSE }, { fuzz_conll_plugin (), conll, TRUE }, { fuzz_webanno_plugin (), webanno, TRUE },
  };
  Fuzz fuzz = { .decoded = g_ptr_array_new_with_free_func (g_free) };
  GlsPluginHost host = {
    .size = sizeof host, .api_major = 1, .internal = &fuzz, .emit_annotation = emit_annotation, .emit_document = emit_document,
    .emit_codebook = emit_codebook, .emit_entity = emit_entity, .report = report, .read_file = read_file, .decode = decode,
    .progress = progress, .cancelled = cancelled, .fail = fail, .setting_text = setting_text, .setting_list = setting_list,
    .character_of_byte = character_of_byte, .byte_of_character = byte_of_character,
  };
  guint choice = size > 0 ? data[0] % G_N_ELEMENTS (importers) : 0;
  const GlsPluginOperations *operations = importers[choice].descriptor->importer;
  GlsPluginRun run = { .size = sizeof run, .kind = GLS_PLUGIN_IMPORTER };
  GlsPluginSource source = { .size = sizeof source, .name = "folder" };
  void *state = NULL;

  fuzz.bytes = importers[choice].bytes;
  split (&fuzz, data + (size > 0), size - (size > 0), importers[choice].names);
  source.files = (GlsPluginArray){ fuzz.files, fuzz.n_files, sizeof *fuzz.files };
  if (fuzz.n_files > 0 && (operations->begin == NULL || operations->begin (&host, &run, &state) == GLS_PLUGIN_OK))
    operations->import (state, &host, &source);
  if (operations->end != NULL && state != NULL)
    operations->end (state);
  for (guint i = 0; i < fuzz.n_files; i++)
    g_bytes_unref (fuzz.contents[i]);
  g_ptr_array_unref (fuzz.decoded);
  g_free (fuzz.text);
  return 0;
}
