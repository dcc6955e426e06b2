/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a person's answer to a problem; what came of it returns through the store.
 * It must not know the list nor how problems are found. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-fix-finding.h>

#include "gls-problem-answers.h"

typedef struct {
  GlsChange   *change;
  GlsFinding  *finding;
  guint        fix;
  GlsCodebook *codebook;
} Fixing;

static void
fixing_free (gpointer data)
{
  Fixing *fixing = data;

  gls_change_free (fixing->change);
  gls_finding_unref (fixing->finding);
  gls_codebook_unref (fixing->codebook);
  g_free (fixing);
}

static gpointer
run_fix (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixing *fixing = data;

  if (gls_change_fix (fixing->change, project, fixing->finding, fixing->finding->problem->fixes->pdata[fixing->fix], fixing->codebook,
                      error))
    gls_project_commit (project, fixing->change, error);
  return NULL;
}

static void
fix_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsSession) session = data;
  g_autoptr (GError) error = NULL;

  gls_store_run_finish (GLS_STORE (source), result, &error);
  if (error != NULL)
    gls_session_fail (session, _ ("The problem could not be put right"), error->message);
}

void
gls_problem_take_fix (GlsSession *session, GlsFinding *finding, guint fix)
{
  Fixing *fixing = g_new0 (Fixing, 1);

  fixing->change = gls_session_new_change (session, "fix");
  fixing->finding = gls_finding_ref (finding);
  fixing->fix = fix;
  fixing->codebook = gls_codebook_ref (gls_session_get_codebook (session));
  gls_session_say (session, ((GlsFix *) finding->problem->fixes->pdata[fix])->label, TRUE);
  gls_store_write_async (gls_session_get_store (session), run_fix, fixing, fixing_free, NULL, NULL, fix_done, g_object_ref (session));
}

void
gls_problem_waive (GlsSession *session, const GlsFinding *finding, const char *note)
{
  GlsChange *change = gls_session_new_change (session, "waive");

  gls_change_waive_finding (change, finding, gls_session_get_person (session), note);
  gls_session_commit (session, change);
  gls_session_say (session, _ ("Problem waived"), TRUE);
}

void
gls_problem_open_again (GlsSession *session, const GlsFinding *finding)
{
  GlsChange *change = gls_session_new_change (session, "open problem");

  gls_change_take_waiver_back (change, &finding->problem->id);
  gls_session_commit (session, change);
}
