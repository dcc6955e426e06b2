/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says that this computer's clock is more than a day behind the project's and lets the person confirm.
 * It must not know who changed what. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-clock.h>
#include "common/gls-dialogs.h"
#include "gls-window-private.h"

static char *
dup_time (gint64 clock)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (gls_clock_get_ms (clock) / 1000);

  return time != NULL ? g_date_time_format (time, "%x %H:%M") : gls_clock_to_iso (clock);
}

static void
accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gls_session_accept_clock_finish (GLS_SESSION (source), result, &error))
    gls_dialog_tell (GTK_WINDOW (self), _ ("The change is not saved"), error->message);
  else if (self->session != NULL)
    gls_annotate_page_retry (self->annotate);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GlsWindow *self = GLS_WINDOW (source);
  g_autofree char *answer = gls_dialog_choose_finish (result);

  self->asking_clock = FALSE;
  self->clock_put_off = !g_str_equal (answer, "accept");
  if (!self->clock_put_off && self->session != NULL)
    gls_session_accept_clock_async (self->session, accepted, g_object_ref (self));
}

void
gls_window_ask_clock (GlsWindow *self)
{
  const char *answers[] = { "later", _ ("_Only Look"), "accept", _ ("_Go On Anyway"), NULL };
  gint64 ahead = gls_session_get_clock_ahead (self->session);
  g_autofree char *ours = dup_time (gls_clock_wall ()), *theirs = dup_time (ahead), *text = NULL;

  if (ahead == 0 || self->asking_clock || self->clock_put_off || self->closing)
    return;
  self->asking_clock = TRUE;
  text = g_strdup_printf (_ ("This computer's clock says %s, but the project was changed at %s. If this clock is wrong, set it "
                             "and open the project again; until then nothing is saved. If it is right, go on: what you do is "
                             "then dated after the last change."),
                          ours, theirs);
  gls_dialog_choose_async (GTK_WINDOW (self), _ ("The clock is more than a day off"), text, answers, answered, NULL);
}
