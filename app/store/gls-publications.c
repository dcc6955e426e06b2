/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published states as records of the journal and back.
 * It must not know what is published. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"
#include "gls-publications.h"

void
gls_change_put_publication (GlsChange *change, const GlsPublication *publication)
{
  gint64 when = GINT64_TO_LE (publication->when);
  GlsId id;

  gls_id_derive (&id, "publication", (const void *) &when, sizeof when, (const void *) publication->by, strlen (publication->by),
                 (const void *) publication->digest, strlen (publication->digest), NULL);
  gls_change_declare (change, &id, GLS_RECORD_PUBLICATION, NULL, NULL, NULL);
  gls_change_set_int (change, &id, "when", publication->when);
  gls_change_set_text (change, &id, "by", publication->by);
  gls_change_set_text (change, &id, "note", publication->note);
  gls_change_set_text (change, &id, "digest", publication->digest);
  gls_change_set_text (change, &id, "annotations", publication->annotations);
}

typedef struct {
  GlsProject *project;
  GPtrArray  *found;
} Loading;

static char *
dup_text (const Loading *loading, const GlsFold *fold, const char *field)
{
  guint key = gls_journal_field_key (loading->project, field, FALSE, NULL);

  return key != 0 ? g_strdup (gls_fold_get_text (fold, key)) : NULL;
}

static void
read_record (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Loading *loading = data;
  GlsPublication *publication;

  if (gls_fold_is_deleted (fold))
    return;
  publication = g_new0 (GlsPublication, 1);
  publication->when = gls_fold_get_int (fold, gls_journal_field_key (loading->project, "when", FALSE, NULL), 0);
  publication->by = dup_text (loading, fold, "by");
  publication->note = dup_text (loading, fold, "note");
  publication->digest = dup_text (loading, fold, "digest");
  publication->annotations = dup_text (loading, fold, "annotations");
  g_ptr_array_add (loading->found, publication);
}

GPtrArray *
gls_project_load_publications (GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_publication_free);
  Loading loading = { project, found };

  if (!gls_journal_each_record (project, GLS_RECORD_PUBLICATION, read_record, &loading, error))
    return NULL;
  g_ptr_array_sort (found, gls_publication_compare);
  for (guint i = 0; i < found->len; i++)
    ((GlsPublication *) g_ptr_array_index (found, i))->number = i + 1;
  return g_steal_pointer (&found);
}
