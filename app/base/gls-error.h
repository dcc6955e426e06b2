/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of the program. Messages are whole sentences for a person: what, where, what to do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GLS_ERROR (gls_error_quark ())

/**
 * GlsError:
 * @GLS_ERROR_INVALID: input that is not what it should be (bad JSON, bad UTF-8, offsets beyond the text)
 * @GLS_ERROR_NOT_FOUND: a document, person, type or file that is not there
 * @GLS_ERROR_EXISTS: something that would be overwritten
 * @GLS_ERROR_FOREIGN: a file that is not a Glossator project
 * @GLS_ERROR_NEWER: a project written by a later version
 * @GLS_ERROR_DAMAGED: a project file that is truncated or altered
 * @GLS_ERROR_LOCKED: somebody else holds the file
 * @GLS_ERROR_READ_ONLY: the file cannot be written
 * @GLS_ERROR_FULL: no room on the disk
 * @GLS_ERROR_USAGE: the command line or an argument is wrong
 * @GLS_ERROR_CLOCK: a clock is more than a day off; confirm to go on
 * @GLS_ERROR_FAILED: anything else
 */
typedef enum {
  GLS_ERROR_INVALID,
  GLS_ERROR_NOT_FOUND,
  GLS_ERROR_EXISTS,
  GLS_ERROR_FOREIGN,
  GLS_ERROR_NEWER,
  GLS_ERROR_DAMAGED,
  GLS_ERROR_LOCKED,
  GLS_ERROR_READ_ONLY,
  GLS_ERROR_FULL,
  GLS_ERROR_USAGE,
  GLS_ERROR_CLOCK,
  GLS_ERROR_FAILED,
} GlsError;

GQuark gls_error_quark (void);

G_END_DECLS
