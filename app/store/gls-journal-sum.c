/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of what the journal says, by which damage is found and two files are compared. They depend on ids, not on keys of one file. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"

/* As FNV-1a, but of eight bytes at a time, so that any change of eight bytes that lie together is seen; then a finaliser, so
 * that sums of many do not cancel. */
static guint64
mix (guint64 hash, const void *data, gsize n)
{
  const guint8 *bytes = data;
  guint64 word = 0;

  for (; n >= 8; n -= 8, bytes += 8)
    {
      memcpy (&word, bytes, 8);
      hash = (hash ^ GUINT64_FROM_LE (word)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  for (; n > 0; n--, bytes++)
    hash = (hash ^ *bytes) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

static guint64
finish (guint64 hash)
{
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return hash ^ hash >> 33;
}

static guint64
mix_number (guint64 hash, gint64 number)
{
  gint64 le = GINT64_TO_LE (number);

  return mix (hash, &le, sizeof le);
}

static guint64
mix_id (guint64 hash, const GlsId *id)
{
  static const GlsId none;

  return mix (hash, id != NULL ? id : &none, sizeof *id);
}

static guint64
mix_text (guint64 hash, const char *text)
{
  return mix (hash, text != NULL ? text : "", text != NULL ? strlen (text) + 1 : 1);
}

#define FNV_OFFSET G_GUINT64_CONSTANT (14695981039346656037)

guint64
gls_journal_sum_action (const GlsId *id, gint64 clock, const GlsId *person, const char *what, const GlsId *undoes,
                        const GlsId *group, const char *detail)
{
  guint64 hash = mix_id (FNV_OFFSET, id);

  hash = mix_number (hash, clock);
  hash = mix_id (hash, person);
  hash = mix_text (hash, what);
  hash = mix_id (hash, undoes);
  hash = mix_id (hash, group);
  return finish (mix_text (hash, detail));
}

guint64
gls_journal_sum_record (const GlsId *action, const GlsId *record, GlsRecordKind kind, const GlsId *document,
                        const GlsId *owner, const GlsId *set)
{
  guint64 hash = mix_id (FNV_OFFSET, action);

  hash = mix_id (hash, record);
  hash = mix_number (hash, kind);
  hash = mix_id (hash, document);
  hash = mix_id (hash, owner);
  return mix_id (hash, set);
}

guint64
gls_journal_sum_entry (guint64 record_sum, const char *field, const GlsJournalValue *value)
{
  guint64 hash = mix_text (record_sum, field);

  hash = mix_number (hash, value->type);
  if (value->type == GLS_JOURNAL_INT)
    hash = mix_number (hash, value->number);
  else if (value->type == GLS_JOURNAL_REF)
    hash = mix_id (hash, &value->ref);
  else if (value->data != NULL)
    hash = mix (hash, value->data, value->n_bytes);
  return finish (hash);
}
