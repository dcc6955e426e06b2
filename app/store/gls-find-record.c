/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an id stands for in a project file, deleted or not: importers ask before they give it to something else.
 * It reads two rows and folds nothing. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"

static gboolean
get_id (GlsProject *project, gint64 k, GlsId *id)
{
  GlsRecord record;

  memset (id, 0, sizeof *id);
  if (k == 0)
    return TRUE;
  if (!gls_journal_get_record (project, k, &record, NULL))
    return FALSE;
  *id = record.id;
  return TRUE;
}

/**
 * gls_project_find_record:
 * @id: of anything
 * @kind: (out): what it is
 * @document: (out): the document it belongs to, or the null id
 * @set: (out): gls_record_id_for_person() of the set it belongs to, or the null id
 *
 * Records are never removed, so one that was deleted is found too.
 *
 * Returns: %FALSE when the project has no record of this id
 */
gboolean
gls_project_find_record (GlsProject *project, const GlsId *id, GlsRecordKind *kind, GlsId *document, GlsId *set)
{
  gint64 k = gls_journal_find_record (project, id, NULL);
  GlsRecord record;

  if (k == 0 || !gls_journal_get_record (project, k, &record, NULL))
    return FALSE;
  *kind = record.kind;
  return get_id (project, record.doc, document) && get_id (project, record.person, set);
}
