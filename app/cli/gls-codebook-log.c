/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss codebook --log: changes of the guideline with the decisions behind each.
 * It must not know how they belong together. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-clock.h>
#include <gls-guideline.h>

#include "gls-cli.h"

static void
write_decision (GlsJsonWriter *writer, const GlsGuidelineDecision *decision)
{
  g_autofree char *time = gls_clock_to_iso (decision->clock), *id = gls_id_dup_string (&decision->id);
  const struct { const char *name, *value; } members[] = {
    { "id", id }, { "time", time }, { "document", decision->document }, { "kind", gls_case_kind_to_string (decision->kind) },
    { "field", decision->field }, { "words", decision->words }, { "by", decision->by }, { "note", decision->note },
  };

  gls_json_writer_begin_object (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].value != NULL)
      gls_json_writer_string_member (writer, members[i].name, members[i].value);
  gls_json_writer_end_object (writer);
}

static void
print_json (const GPtrArray *changes)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "changes");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < changes->len; i++)
    {
      const GlsGuidelineChange *change = g_ptr_array_index (changes, i);
      g_autofree char *time = change->clock != 0 ? gls_clock_to_iso (change->clock) : NULL;

      gls_json_writer_begin_object (&writer);
      gls_json_writer_string_member (&writer, "time", time);
      gls_json_writer_string_member (&writer, "type", change->type);
      gls_json_writer_string_member (&writer, "by", change->by);
      gls_json_writer_string_member (&writer, "fields", change->fields);
      gls_json_writer_member (&writer, "decisions");
      gls_json_writer_begin_array (&writer);
      for (guint k = 0; k < change->decisions->len; k++)
        write_decision (&writer, g_ptr_array_index (change->decisions, k));
      gls_json_writer_end_array (&writer);
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static void
print_change (const GlsGuidelineChange *change)
{
  g_autofree char *time = change->clock != 0 ? gls_clock_to_iso (change->clock) : NULL;

  if (time != NULL)
    g_print (_("%s · %s · %s: %s\n"), time, change->by != NULL ? change->by : "–", change->type, change->fields);
  else
    g_print (_("Not in the guideline yet · %s\n"), change->type);
  for (guint k = 0; k < change->decisions->len; k++)
    {
      const GlsGuidelineDecision *decision = g_ptr_array_index (change->decisions, k);

      g_print ("  %s · %s%s%s · “%s”%s%s\n", decision->document, gls_case_kind_to_string (decision->kind), decision->field != NULL ? " " : "",
               decision->field != NULL ? decision->field : "", decision->words, decision->note != NULL ? " · " : "",
               decision->note != NULL ? decision->note : "");
    }
}

int
gls_cli_print_codebook_log (GlsProject *project, const char *type, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = gls_guideline_list (project, type, &error);

  if (changes == NULL)
    return gls_cli_fail_error (error);
  if (json)
    print_json (changes);
  else if (changes->len == 0)
    g_print (_("The guideline has not changed, and no decision says that it should.\n"));
  for (guint i = 0; !json && i < changes->len; i++)
    print_change (g_ptr_array_index (changes, i));
  return GLS_EXIT_DONE;
}
