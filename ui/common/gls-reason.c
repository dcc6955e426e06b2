/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in the user's language why something was decided.
 * It must not know decisions. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-reason.h"

const char *
gls_reason_get_label (GlsReason reason)
{
  switch (reason)
    {
    case GLS_REASON_AMBIGUOUS:
      return _ ("ambiguous text");
    case GLS_REASON_GUIDELINE:
      return _ ("guideline gap");
    case GLS_REASON_SLIP:
      return _ ("slip");
    case GLS_REASON_EDGE:
      return _ ("edge case");
    case GLS_REASON_JUDGEMENT:
      return _ ("judgement");
    case GLS_REASON_AUTOMATIC:
      return _ ("automatic");
    case GLS_REASON_NONE:
      break;
    }
  return _ ("no reason");
}
