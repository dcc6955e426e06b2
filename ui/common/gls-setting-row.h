/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One setting of a plugin, or what becomes of one of its types: a field that fits, who decided it, and a way back. */
#pragma once

#include <adwaita.h>

#include "gls-plugin-desk.h"

G_BEGIN_DECLS

#define GLS_TYPE_SETTING_ROW (gls_setting_row_get_type ())
G_DECLARE_FINAL_TYPE (GlsSettingRow, gls_setting_row, GLS, SETTING_ROW, AdwPreferencesRow)

/* Signal "decided" (const char *value): NULL: nothing is decided here any more. */

GtkWidget *gls_setting_row_new        (const GlsSettingDef *def);
/* @codebook NULL: types cannot be chosen without a project. */
GtkWidget *gls_setting_row_new_type   (const char *type, const GlsCodebook *codebook, const char *proposal);
/* The name of the setting or type. */
const char *gls_setting_row_get_name  (GlsSettingRow *self);
/* Shows @value (nullable) without telling. @own: it was decided where the rows are about, and can be reset. @remark (nullable): a line. */
void       gls_setting_row_set        (GlsSettingRow *self, const char *value, const char *decided_by, gboolean own, const char *remark);

/* "project", "you" or "default", for rows that show who decided. */
const char *gls_setting_row_name_origin (GlsDecidedBy by);

G_END_DECLS
