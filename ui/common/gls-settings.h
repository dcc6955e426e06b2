/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program remembers between runs. Without an installed schema it remembers in memory only. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GLS_SETTING_LAST_PERSON  "last-person"
#define GLS_SETTING_RECENT       "recent-projects"
#define GLS_SETTING_WIDTH        "window-width"
#define GLS_SETTING_HEIGHT       "window-height"
#define GLS_SETTING_MAXIMIZED    "window-maximized"
#define GLS_SETTING_POSITIONS    "document-positions"
#define GLS_SETTING_COLOR_SCHEME "color-scheme"
#define GLS_SETTING_ZOOM         "zoom"
#define GLS_SETTING_KEYS         "keys"
#define GLS_SETTING_BY_POSITION  "letters-by-position"
#define GLS_SETTING_LINE_WIDTH   "line-width"
#define GLS_SETTING_FONT         "article-font"
#define GLS_SETTING_BY_CHARACTERS "by-characters"
#define GLS_SETTING_TRIM         "trim-marks"
#define GLS_SETTING_ALL_LINKS    "all-links"
#define GLS_SETTING_ANONYMOUS    "anonymous-review"
#define GLS_SETTING_MOST_PROBLEMS "most-problems"
#define GLS_SETTING_FOUND_HEIGHT "found-height"

#define GLS_TYPE_SETTINGS (gls_settings_get_type ())
G_DECLARE_FINAL_TYPE (GlsSettings, gls_settings, GLS, SETTINGS, GObject)

/* Signal "changed" (detail: the key). */

/* The one instance; borrowed. */
GlsSettings *gls_settings_get_default (void);
/* Value of @key; transfer full. Asking for a key that is not in the table is a programming error. */
GVariant    *gls_settings_get         (GlsSettings *self, const char *key);
/* A floating @value is sunk. */
void         gls_settings_set         (GlsSettings *self, const char *key, GVariant *value);

char        *gls_settings_dup_string  (GlsSettings *self, const char *key);
int          gls_settings_get_int     (GlsSettings *self, const char *key);
gboolean     gls_settings_get_boolean (GlsSettings *self, const char *key);
double       gls_settings_get_double  (GlsSettings *self, const char *key);
char       **gls_settings_dup_strv    (GlsSettings *self, const char *key);

/* Puts @path first in the list of recent projects, which keeps ten. */
void         gls_settings_add_recent  (GlsSettings *self, const char *path);
void         gls_settings_remove_recent (GlsSettings *self, const char *path);
/* The key of the document last open in the project at @path, or NULL; transfer full. */
char        *gls_settings_dup_position (GlsSettings *self, const char *path);
void         gls_settings_set_position (GlsSettings *self, const char *path, const char *document);

G_END_DECLS
