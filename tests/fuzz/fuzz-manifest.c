/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Manifests of plugins: any bytes. What is taken keeps its promises: an id that is one, settings whose defaults fit. */
#include "config.h"

#include <string.h>

#include <gls-error.h>
#include <gls-manifest.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
check_settings (const GlsManifest *manifest)
{
  for (guint i = 0; i < manifest->settings->len; i++)
    {
      const GlsSettingDef *def = manifest->settings->pdata[i];

      g_assert_nonnull (def->label);
      g_assert_true (def->initial == NULL || gls_setting_def_check (def, def->initial, NULL));
      g_assert_true (gls_manifest_find_setting (manifest, def->name) != NULL);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *copy = g_memdup2 (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsManifest) manifest = gls_manifest_parse (copy != NULL ? copy : "", size, "/nowhere/plugin", GLS_ORIGIN_USER, &error);
  g_autoptr (GPtrArray) wishes = NULL;

  if (manifest == NULL)
    {
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  g_assert_true (gls_plugin_id_is_valid (manifest->id));
  g_assert_true (manifest->kinds != 0 && (manifest->module != NULL) != (manifest->exec != NULL));
  g_assert_true (manifest->api_major == GLS_PLUGIN_API_MAJOR && manifest->api_minor <= GLS_PLUGIN_API_MINOR);
  check_settings (manifest);
  wishes = gls_manifest_list_wishes (manifest);
  return 0;
}
