/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark of the program's error domain.
 * It knows no message: each is written where the failure is seen. */
#include "config.h"

#include "gls-error.h"

/**
 * gls_error_quark:
 *
 * Returns: the domain of #GlsError
 */
G_DEFINE_QUARK (gls-error-quark, gls_error)
