/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file's project says to plugins into the project: what it says nothing of yet is added, nothing that is there is changed.
 * It must not know which plugins there are, nor read files. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-plugin-choices.h>
#include "gls-transfer-private.h"

/* The codebook's type may have another name here than in the file. */
static const char *
get_value (GlsTransferPut *put, const GlsPluginChoice *choice)
{
  const char *ours = NULL;

  if (choice->kind == GLS_CHOICE_TYPE && !gls_codebook_find_type (put->codebook, choice->value))
    ours = g_hash_table_lookup (put->names, choice->value);
  return ours ? ours : choice->value;
}

static void
put_choice (GlsTransferPut *put, GlsChange *change, const GlsPluginChoice *choice, const GlsPluginChoice *standing)
{
  const char *value = get_value (put, choice);

  if (!standing)
    gls_change_set_plugin_choice (change, choice->kind, choice->plugin, choice->name, value);
  else if (strcmp (standing->value, value) == 0)
    return;
  else if (choice->kind == GLS_CHOICE_SETTING)
    gls_transfer_report (put->report, _("Plugin “%s”: the setting “%s” differs from the project's, which stays as it is."),
                         choice->plugin, choice->name);
  else
    gls_transfer_report (put->report,
                         _("Plugin “%s”: what becomes of the type “%s” differs from the project's, which stays as it is."),
                         choice->plugin, choice->name);
}

/**
 * gls_transfer_put_plugins:
 * @choices: GlsPluginChoice of the file
 * @name: the file, for messages and history
 *
 * Returns: FALSE when the project cannot be read or written
 */
gboolean
gls_transfer_put_plugins (GlsTransferPut *put, const GPtrArray *choices, const char *name, GError **error)
{
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (GPtrArray) standing = NULL;
  GlsChange *change;

  if (choices->len == 0)
    return TRUE;
  standing = gls_project_load_plugin_choices (gls_transfer_put_idle (put), NULL, error);
  if (!standing)
    return FALSE;
  known = g_hash_table_new (gls_plugin_choice_hash, gls_plugin_choice_equal);
  for (guint i = 0; i < standing->len; i++)
    g_hash_table_add (known, standing->pdata[i]);
  change = gls_transfer_put_change (put, name);
  for (guint i = 0; i < choices->len; i++)
    put_choice (put, change, choices->pdata[i], g_hash_table_lookup (known, choices->pdata[i]));
  if (!gls_change_is_empty (change))
    return gls_transfer_put_take (put, change, name, choices->len, error);
  gls_change_free (change);
  return TRUE;
}
