/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps texts by annotation and field.
 * It must not know what is wrong with them, nor widgets. */
#include "config.h"

#include "gls-drafts.h"

struct _GlsDrafts {
  GHashTable *texts; /* "id field" → text */
};

static char *
make_key (const GlsId *annotation, const char *field)
{
  char id[GLS_ID_STRING_SIZE];

  gls_id_to_string (annotation, id);
  return g_strdup_printf ("%s %s", id, field);
}

GlsDrafts *
gls_drafts_new (void)
{
  GlsDrafts *drafts = g_new0 (GlsDrafts, 1);

  drafts->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return drafts;
}

void
gls_drafts_free (GlsDrafts *drafts)
{
  g_hash_table_unref (drafts->texts);
  g_free (drafts);
}

void
gls_drafts_keep (GlsDrafts *drafts, const GlsId *annotation, const char *field, const char *text)
{
  g_hash_table_replace (drafts->texts, make_key (annotation, field), g_strdup (text));
}

char *
gls_drafts_take (GlsDrafts *drafts, const GlsId *annotation, const char *field)
{
  g_autofree char *key = make_key (annotation, field);
  gpointer old_key = NULL, text = NULL;

  if (g_hash_table_steal_extended (drafts->texts, key, &old_key, &text))
    g_free (old_key);
  return text;
}
