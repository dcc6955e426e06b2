/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of gls-result.h, made and freed. Nothing is decided here. */
#include "config.h"

#include "gls-result.h"

GlsResult *
gls_result_new (void)
{
  GlsResult *result = g_new0 (GlsResult, 1);

  result->proposals = g_ptr_array_sized_new (64);
  result->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_problem_free);
  result->reports = g_ptr_array_new_with_free_func (g_free);
  return result;
}

void
gls_result_free (GlsResult *result)
{
  if (result == NULL)
    return;
  g_free (result->reason);
  g_ptr_array_unref (result->proposals);
  g_ptr_array_unref (result->problems);
  g_ptr_array_unref (result->reports);
  gls_arena_clear (&result->arena);
  g_free (result);
}

static void
edit_free (gpointer data)
{
  GlsFixEdit *edit = data;

  g_free (edit->name);
  g_free (edit->value);
  g_free (edit->fragments);
  if (edit->has_link)
    gls_link_clear (&edit->link);
  g_free (edit);
}

GlsFix *
gls_fix_new (const char *label)
{
  GlsFix *fix = g_new0 (GlsFix, 1);

  fix->label = g_strdup (label);
  fix->edits = g_ptr_array_new_with_free_func (edit_free);
  return fix;
}

void
gls_fix_free (GlsFix *fix)
{
  g_free (fix->label);
  g_ptr_array_unref (fix->edits);
  g_free (fix);
}

void
gls_problem_free (GlsProblem *problem)
{
  g_free (problem->plugin);
  g_free (problem->rule);
  g_free (problem->message);
  g_array_unref (problem->annotations);
  g_array_unref (problem->entities);
  g_ptr_array_unref (problem->fixes);
  g_free (problem);
}

const char *
gls_severity_to_string (GlsPluginSeverity severity)
{
  static const char * const names[] = { NULL, "error", "warning", "note" };

  return (guint) severity < G_N_ELEMENTS (names) && names[severity] != NULL ? names[severity] : "note";
}
