/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The problems that a validator gives, with their fixes, checked before they are kept. It knows no annotation but by its id. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-waiver.h>

#include "gls-contract-private.h"

#define MAX_PROBLEMS 100000

static gboolean
read_ids (const char *member, const GlsPluginArray *array, GArray *ids, GError **error)
{
  if (!gls_contract_check_array (member, array, sizeof (char *), GLS_CONTRACT_MAX_PARTS, error))
    return FALSE;
  for (gsize i = 0; i < array->n; i++)
    {
      const char *text = *GLS_PLUGIN_AT (char *, *array, i);
      GlsId id;

      if (!gls_contract_check_text (member, text, GLS_CONTRACT_MAX_NAME, TRUE, error))
        return FALSE;
      if (!gls_id_parse (text, &id))
        return gls_contract_fail (error, member, _("give ids as the host gave them"));
      g_array_append_val (ids, id);
    }
  return TRUE;
}

static gboolean
read_edit_link (GlsFixEdit *edit, const GlsPluginLink *link, GError **error)
{
  edit->has_link = TRUE;
  if (link == NULL || (guint) link->filler > GLS_PLUGIN_NOT_SAID)
    return gls_contract_fail (error, "fix", _("the link is missing"));
  if (!gls_contract_check_text ("link", link->name, GLS_CONTRACT_MAX_NAME, TRUE, error))
    return FALSE;
  edit->link.relation = link->relation;
  edit->link.name = g_strdup (link->name);
  edit->link.kind = (GlsLinkKind) link->filler;
  if (link->filler == GLS_PLUGIN_FILLED_BY_VALUE)
    edit->link.value = gls_contract_read_value (link->to, error);
  else if ((link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION || link->filler == GLS_PLUGIN_FILLED_BY_ENTITY)
           && (!gls_contract_check_text ("link", link->to, GLS_CONTRACT_MAX_NAME, TRUE, error) || !gls_id_parse (link->to, &edit->link.target)))
    return (error != NULL && *error != NULL) || gls_contract_fail (error, "link", _("give ids as the host gave them"));
  return error == NULL || *error == NULL;
}

static gboolean
read_edit (GlsCollector *collector, const GlsPluginEdit *given, GlsFixEdit *edit, GError **error)
{
  edit->kind = given->kind;
  if (!gls_contract_check_text ("fix", given->annotation, GLS_CONTRACT_MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("name", given->name, GLS_CONTRACT_MAX_NAME, FALSE, error))
    return FALSE;
  if (!gls_id_parse (given->annotation, &edit->annotation))
    return gls_contract_fail (error, "fix", _("give ids as the host gave them"));
  edit->name = g_strdup (given->name);
  switch (given->kind)
    {
    case GLS_PLUGIN_EDIT_DELETE:
      return TRUE;
    case GLS_PLUGIN_EDIT_FRAGMENTS:
      if (collector->document == NULL)
        return gls_contract_fail (error, "fix", _("fragments can only be given with their document"));
      edit->fragments = gls_contract_read_ranges (collector->document->text, collector->contract->manifest->bytes,
                                                  given->fragments, given->n_fragments, error);
      edit->n_fragments = given->n_fragments;
      return edit->fragments != NULL;
    case GLS_PLUGIN_EDIT_TYPE:
      return (edit->name != NULL && gls_codebook_find_type (collector->contract->codebook, edit->name) != NULL)
             || gls_contract_fail (error, "fix", _("there is no such type"));
    case GLS_PLUGIN_EDIT_ATTRIBUTE:
      if (edit->name == NULL)
        return gls_contract_fail (error, "fix", _("the attribute is missing"));
      edit->value = given->value != NULL ? gls_contract_read_value (given->value, error) : NULL;
      return given->value == NULL || edit->value != NULL;
    case GLS_PLUGIN_EDIT_FILL:
    case GLS_PLUGIN_EDIT_EMPTY:
      return read_edit_link (edit, given->link, error);
    default:
      return gls_contract_fail (error, "fix", _("the kind of edit is not known"));
    }
}

static gboolean
read_fixes (GlsCollector *collector, const GlsPluginArray *fixes, GlsProblem *problem, GError **error)
{
  if (!gls_contract_check_array ("fixes", fixes, sizeof (GlsPluginFix), 100, error))
    return FALSE;
  for (gsize i = 0; i < fixes->n; i++)
    {
      const GlsPluginFix *given = GLS_PLUGIN_AT (GlsPluginFix, *fixes, i);
      GlsFix *fix;

      if (!gls_contract_check_text ("fix", given->label, GLS_CONTRACT_MAX_NAME, TRUE, error)
          || !gls_contract_check_array ("edits", &given->edits, sizeof (GlsPluginEdit), GLS_CONTRACT_MAX_PARTS, error))
        return FALSE;
      fix = gls_fix_new (given->label);
      g_ptr_array_add (problem->fixes, fix);
      for (gsize j = 0; j < given->edits.n; j++)
        {
          GlsFixEdit *edit = g_new0 (GlsFixEdit, 1);

          g_ptr_array_add (fix->edits, edit);
          if (!read_edit (collector, GLS_PLUGIN_AT (GlsPluginEdit, given->edits, j), edit, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_place (GlsCollector *collector, const GlsPluginProblem *given, GlsProblem *problem, GError **error)
{
  g_autofree GlsFragment *fragments = NULL;

  if (given->document != NULL)
    {
      if (!gls_contract_check_text ("document", given->document, GLS_CONTRACT_MAX_NAME, TRUE, error))
        return FALSE;
      if (!gls_id_parse (given->document, &problem->document))
        return gls_contract_fail (error, "document", _("give ids as the host gave them"));
      problem->has_document = TRUE;
    }
  else if (collector->document != NULL)
    {
      problem->has_document = TRUE;
      problem->document = collector->document->id;
    }
  if (given->range.end <= given->range.start)
    return TRUE;
  if (collector->document == NULL || !gls_id_equal (&problem->document, &collector->document->id))
    {
      /* There is no text to place a range of bytes in; one of characters is cut to the text by who has it. */
      if (problem->has_document && !collector->contract->manifest->bytes)
        {
          problem->start = given->range.start;
          problem->end = given->range.end;
        }
      return TRUE;
    }
  fragments = gls_contract_read_ranges (collector->document->text, collector->contract->manifest->bytes, &given->range, 1, error);
  if (fragments == NULL)
    return FALSE;
  problem->start = fragments[0].start;
  problem->end = fragments[0].end;
  return TRUE;
}

static gboolean
fill_problem (GlsCollector *collector, const GlsPluginProblem *given, GlsProblem *problem, GError **error)
{
  if (given->size < sizeof *given)
    return gls_contract_fail (error, "size", _("set it to sizeof (GlsPluginProblem)"));
  if (collector->contract->kind != GLS_PLUGIN_VALIDATOR)
    return gls_contract_fail (error, "problem", _("only validators give problems"));
  if (!gls_contract_check_text ("rule", given->rule, 60, TRUE, error)
      || !gls_contract_check_text ("message", given->message, GLS_CONTRACT_MAX_TEXT, TRUE, error))
    return FALSE;
  if (strspn (given->rule, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (given->rule))
    return gls_contract_fail (error, "rule", _("give lower-case letters, digits and hyphens"));
  if (given->severity < GLS_PLUGIN_ERROR || given->severity > GLS_PLUGIN_NOTE)
    return gls_contract_fail (error, "severity", _("give error, warning or note"));
  problem->plugin = g_strdup (collector->contract->manifest->id);
  problem->rule = g_strdup (given->rule);
  problem->severity = given->severity;
  problem->message = g_strdup (given->message);
  if (!read_place (collector, given, problem, error) || !read_ids ("annotations", &given->annotations, problem->annotations, error)
      || !read_ids ("entities", &given->entities, problem->entities, error)
      || !read_fixes (collector, &given->fixes, problem, error))
    return FALSE;
  gls_problem_derive_id (&problem->id, problem->plugin, problem->rule, &problem->document, problem->annotations, problem->entities,
                         problem->start, problem->end, collector->contract->set);
  return TRUE;
}

gboolean
gls_collector_add_problem (GlsCollector *collector, const GlsPluginProblem *given, GError **error)
{
  GlsProblem *problem = g_new0 (GlsProblem, 1);

  problem->annotations = g_array_new (FALSE, FALSE, sizeof (GlsId));
  problem->entities = g_array_new (FALSE, FALSE, sizeof (GlsId));
  problem->fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_fix_free);
  g_ptr_array_add (collector->result->problems, problem);
  if (collector->result->problems->len <= MAX_PROBLEMS ? fill_problem (collector, given, problem, error)
                                                       : gls_contract_fail (error, "problem", _("there are too many")))
    return TRUE;
  g_prefix_error (error, _("problem %u: "), collector->result->problems->len);
  return FALSE;
}
