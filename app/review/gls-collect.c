/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes copies back and says in words what became of each record.
 * It must not know who asks for it, nor where the words are shown. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-collect.h"

const char *
gls_collect_outcome (const GlsMergeRow *row)
{
  static const char * const names[] = { N_("new"), N_("changed"), N_("refused") };

  return names[row->outcome];
}

/* Kinds that a copy may change, for JSON and people. */
const char *
gls_collect_kind (const GlsMergeRow *row)
{
  static const char * const names[] = {
    NULL, N_("project"), N_("person"), N_("type"), N_("attribute"), N_("role"), N_("relation type"), N_("document"),
    N_("zone"), N_("annotation"), N_("link"), N_("entity"), N_("alias"), N_("judgement"), N_("question"), N_("decision"),
    N_("status"), N_("external id"), N_("verdict"),
  };

  return (gsize) row->kind < G_N_ELEMENTS (names) && names[row->kind] != NULL ? names[row->kind] : N_("record");
}

char *
gls_collect_dup_why (const GlsMergeRow *row)
{
  const char *by = row->by != NULL ? row->by : _("nobody named");

  switch (row->outcome)
    {
    case GLS_MERGED_REFUSED:
      return g_strdup_printf (_("changed later here by %s"), by);
    case GLS_MERGED_CHANGED:
      return g_strdup_printf (_("later there, by %s"), by);
    case GLS_MERGED_NEW:
    default:
      return g_strdup ("");
    }
}

gboolean
gls_collect_file (GlsProject *project, const char *path, gboolean dry_run, GlsOpenFlags flags, GlsMergeReport *report, GPtrArray *rows,
                  gboolean *taken, GError **error)
{
  *taken = FALSE;
  if (!gls_project_merge (project, path, TRUE, flags, report, rows, error))
    return FALSE;
  if (dry_run || (report->actions == 0 && report->entries == 0))
    return TRUE;
  if (!gls_project_merge (project, path, FALSE, flags, report, NULL, error))
    return FALSE;
  *taken = TRUE;
  return TRUE;
}
