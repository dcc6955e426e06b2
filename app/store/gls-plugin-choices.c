/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project's own settings of plugins as records of the journal and back, one record a setting.
 * It must not know which plugins there are, nor what their settings may hold. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"
#include "gls-plugin-choices.h"

void
gls_change_set_plugin_choice (GlsChange *change, GlsPluginChoiceKind kind, const char *plugin, const char *name, const char *value)
{
  const char *domain = kind == GLS_CHOICE_TYPE ? "plugin-type" : "plugin-setting";
  GlsId id;

  gls_id_derive (&id, domain, plugin, strlen (plugin), name, strlen (name), NULL);
  gls_change_declare (change, &id, GLS_RECORD_PLUGIN_CHOICE, NULL, NULL, NULL);
  gls_change_set_int (change, &id, "case", kind);
  gls_change_set_text (change, &id, "plugin", plugin);
  gls_change_set_text (change, &id, "name", name);
  gls_change_set_text (change, &id, "value", value);
  /* Set again after an undo of its making. */
  gls_change_set_text (change, &id, "deleted", NULL);
}

typedef struct {
  GlsProject *project;
  const char *plugin;
  GPtrArray  *choices;
} Reading;

static const char *
get_text (const Reading *reading, const GlsFold *fold, const char *field)
{
  return gls_fold_get_text (fold, gls_journal_field_key (reading->project, field, FALSE, NULL));
}

static void
read_choice (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  const char *plugin = get_text (reading, fold, "plugin"), *name = get_text (reading, fold, "name");
  const char *value = get_text (reading, fold, "value");
  gint64 kind = gls_fold_get_int (fold, gls_journal_field_key (reading->project, "case", FALSE, NULL), 0);

  (void) record;
  if (gls_fold_is_deleted (fold) || plugin == NULL || name == NULL || value == NULL || kind < GLS_CHOICE_SETTING
      || kind > GLS_CHOICE_TYPE || (reading->plugin != NULL && !g_str_equal (plugin, reading->plugin)))
    return;
  g_ptr_array_add (reading->choices, gls_plugin_choice_new ((GlsPluginChoiceKind) kind, plugin, name, value));
}

GPtrArray *
gls_project_load_plugin_choices (GlsProject *project, const char *plugin, GError **error)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_plugin_choice_free);
  Reading reading = { project, plugin, choices };

  if (!gls_journal_each_record (project, GLS_RECORD_PLUGIN_CHOICE, read_choice, &reading, error))
    return NULL;
  g_ptr_array_sort (choices, gls_plugin_choice_compare);
  return g_steal_pointer (&choices);
}

GHashTable *
gls_plugin_choices_to_table (const GPtrArray *choices, const char *plugin, GlsPluginChoiceKind kind)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < choices->len; i++)
    {
      const GlsPluginChoice *choice = g_ptr_array_index (choices, i);

      if (choice->kind == kind && g_str_equal (choice->plugin, plugin))
        g_hash_table_insert (table, g_strdup (choice->name), g_strdup (choice->value));
    }
  return table;
}
