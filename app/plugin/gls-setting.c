/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings that a manifest declares: their kinds, and which values they may have. It reads no manifest and keeps no value. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-manifest.h"

static const char * const setting_names[] = { "text", "boolean", "integer", "number", "choice", "list", "file" };

const char *
gls_setting_kind_to_string (GlsSettingKind kind)
{
  return setting_names[kind];
}

GlsSettingDef *
gls_manifest_find_setting (const GlsManifest *manifest, const char *name)
{
  for (guint i = 0; i < manifest->settings->len; i++)
    {
      GlsSettingDef *def = g_ptr_array_index (manifest->settings, i);

      if (g_str_equal (def->name, name))
        return def;
    }
  return NULL;
}

static gboolean
check_number (const GlsSettingDef *def, const char *value, GError **error)
{
  char *end = NULL;
  double number = g_ascii_strtod (value, &end);

  if (*value == '\0' || *end != '\0' || !isfinite (number)
      || (def->kind == GLS_SETTING_INTEGER && (number != floor (number) || fabs (number) > 9007199254740992.0)))
    {
      g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID,
                           def->kind == GLS_SETTING_INTEGER ? _("give a whole number") : _("give a number"));
      return FALSE;
    }
  if ((!isnan (def->min) && number < def->min) || (!isnan (def->max) && number > def->max))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("give a number from %g to %g"), isnan (def->min) ? -INFINITY : def->min,
                   isnan (def->max) ? INFINITY : def->max);
      return FALSE;
    }
  return TRUE;
}

gboolean
gls_setting_def_check (const GlsSettingDef *def, const char *value, GError **error)
{
  switch (def->kind)
    {
    case GLS_SETTING_BOOLEAN:
      if (g_str_equal (value, "true") || g_str_equal (value, "false"))
        return TRUE;
      g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID, _("give true or false"));
      return FALSE;
    case GLS_SETTING_INTEGER:
    case GLS_SETTING_NUMBER:
      return check_number (def, value, error);
    case GLS_SETTING_CHOICE:
      if (g_strv_contains ((const char * const *) def->choices, value))
        return TRUE;
      {
        g_autofree char *choices = g_strjoinv (", ", def->choices);

        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("give one of %s"), choices);
      }
      return FALSE;
    case GLS_SETTING_TEXT:
    case GLS_SETTING_LIST:
    case GLS_SETTING_FILE:
    default:
      return TRUE;
    }
}
