/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys as a person has changed them, on top of the table in gls-keys.h. */
#pragma once

#include "gls-keys.h"

G_BEGIN_DECLS

/* What is in force for @key: as changed, else as in the table. Empty: none. Borrowed until the next change. */
const char *gls_key_map_get       (const GlsKey *key);
gboolean    gls_key_map_is_changed (const GlsKey *key);
/* Why @accel cannot be the key of @key: a sentence, or NULL. Transfer full. */
char       *gls_key_map_check     (const GlsKey *key, const char *accel);
/* @accel: one accelerator, "" for none, NULL for what the table says. */
void        gls_key_map_set       (const GlsKey *key, const char *accel);
void        gls_key_map_reset_all (void);
/* The key that has one of the triggers of @accels, besides @but, where both can be meant at once; or NULL. */
const GlsKey *gls_key_map_find_conflict (const GlsKey *but, const char *accels);

G_END_DECLS
