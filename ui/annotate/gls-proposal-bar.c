/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Begins a run of the enabled extractors, shows its progress and says what came of it.
 * It must not know which suggestions are shown. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "common/gls-keys.h"
#include "common/gls-plugin-grant.h"
#include "gls-proposal-bar.h"
#include "gls-proposing.h"

#define POLL_MS 100

struct _GlsProposalBar {
  AdwBin         parent_instance;
  GtkLabel      *label;
  GtkProgressBar *progress;
  GlsSession    *session;
  GlsProposing  *proposing;   /* NULL: nothing runs */
  GCancellable  *cancellable;
  guint          poll_source;
};

G_DEFINE_FINAL_TYPE (GlsProposalBar, gls_proposal_bar, ADW_TYPE_BIN)

static guint running_signal;

gboolean
gls_proposal_bar_is_running (GlsProposalBar *self)
{
  return self->proposing != NULL;
}

static char *
describe_rest (guint64 done, guint64 total, double seconds)
{
  guint left = done > 0 && seconds > 1 ? (guint) (seconds * (total - done) / done) + 1 : 0;
  g_autofree char *time = NULL, *rate = NULL;

  if (left == 0)
    return g_strdup ("");
  time = left < 60 ? g_strdup_printf (ngettext (" · %u second left", " · %u seconds left", left), left)
                   : g_strdup_printf (ngettext (" · %u minute left", " · %u minutes left", left / 60), left / 60);
  rate = g_strdup_printf (_ (" · documents a second: %.1f"), done / seconds);
  return g_strconcat (time, rate, NULL);
}

static gboolean
poll_progress (gpointer data)
{
  GlsProposalBar *self = data;
  g_autofree char *plugin = NULL, *text = NULL, *rest = NULL;
  guint64 done, total;
  double seconds;

  gls_proposing_ask (self->proposing, &plugin, &done, &total, &seconds);
  if (plugin == NULL || total == 0)
    {
      gtk_progress_bar_pulse (self->progress);
      return G_SOURCE_CONTINUE;
    }
  rest = describe_rest (done, total, seconds);
  text = g_strdup_printf (_ ("%s: %u of %u%s"), plugin, (guint) done, (guint) total, rest);
  gtk_label_set_text (self->label, text);
  gtk_progress_bar_set_fraction (self->progress, (double) done / total);
  return G_SOURCE_CONTINUE;
}

static void
stop_showing (GlsProposalBar *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_pointer (&self->proposing, gls_proposing_unref);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, running_signal, 0);
}

static void
say_result (GlsSession *session, const GlsProposed *proposed)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (proposed->plugins == 0)
    {
      gls_session_say (session, _ ("No extractor is enabled: see Plugins"), FALSE);
      return;
    }
  if (proposed->steps == 0)
    g_string_append (text, _ ("Nothing new to propose"));
  else
    g_string_append_printf (text, ngettext ("%u new suggestion", "%u new suggestions", proposed->added), proposed->added);
  if (proposed->removed > 0)
    g_string_append_printf (text, ngettext (" · %u gone", " · %u gone", proposed->removed), proposed->removed);
  if (proposed->documents != 1)
    g_string_append_printf (text, ngettext (" · %u document", " · %u documents", proposed->documents), proposed->documents);
  if (proposed->failed > 0)
    g_string_append_printf (text, ngettext (" · %u document failed", " · %u documents failed", proposed->failed), proposed->failed);
  if (proposed->left_out != NULL)
    g_string_append_printf (text, " · %s", proposed->left_out);
  gls_session_bundle_undo (session, proposed->steps);
  gls_session_say (session, text->str, proposed->steps > 0);
  if (proposed->lost != NULL)
    gls_session_fail (session, _ ("Not every plugin could run"), proposed->lost);
  else if (proposed->failures != NULL)
    gls_session_fail (session, _ ("Not every document could be looked at"), proposed->failures);
}

static void
finished (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GlsProposalBar) self = user_data;
  g_autoptr (GlsSession) session = g_object_ref (GLS_SESSION (source));
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProposed) proposed = gls_proposing_finish (result, &error);

  /* Another project may be open by now. */
  if (self->session != session)
    return;
  stop_showing (self);
  if (proposed != NULL)
    say_result (session, proposed);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_session_say (session, _ ("Stopped; what was proposed so far stays"), TRUE);
  else
    gls_session_fail (session, _ ("The plugins could not run"), error->message);
}

typedef struct {
  GlsProposalBar *bar;
  GlsSession     *session;
  char           *key, *plugin;
} Asking;

static void
start (GlsProposalBar *self, const char *key, const char *plugin)
{
  const char *plugins[] = { plugin, NULL };
  GlsProposingRequest request = { .document = key, .plugins = plugin != NULL ? plugins : NULL };

  self->cancellable = g_cancellable_new ();
  self->proposing = gls_proposing_start (self->session, &request, self->cancellable, finished, g_object_ref (self));
  self->poll_source = g_timeout_add (POLL_MS, poll_progress, self);
  gtk_label_set_text (self->label, _ ("The plugins begin…"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_signal_emit (self, running_signal, 0);
}

static void
asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GError) error = NULL;
  gboolean may = gls_plugin_grant_ask_finish (result, &error);

  /* Another project may be open by now, or another run under way. */
  if (asking->bar->session == asking->session && asking->bar->proposing == NULL)
    {
      if (may)
        start (asking->bar, asking->key, asking->plugin);
      else if (error != NULL)
        gls_session_fail (asking->session, _ ("The plugins could not run"), error->message);
    }
  g_object_unref (asking->bar);
  g_object_unref (asking->session);
  g_free (asking->key);
  g_free (asking->plugin);
  g_free (asking);
}

void
gls_proposal_bar_propose (GlsProposalBar *self, const char *key, const char *plugin)
{
  const char *plugins[] = { plugin, NULL };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  Asking *asking;

  if (self->session == NULL || self->proposing != NULL || !GTK_IS_WINDOW (root))
    return;
  asking = g_new0 (Asking, 1);
  asking->bar = g_object_ref (self);
  asking->session = g_object_ref (self->session);
  asking->key = g_strdup (key);
  asking->plugin = g_strdup (plugin);
  gls_plugin_grant_ask_async (GTK_WINDOW (root), GLS_PLUGIN_EXTRACTOR, plugin != NULL ? plugins : NULL, asked, asking);
}

void
gls_proposal_bar_set_session (GlsProposalBar *self, GlsSession *session)
{
  if (self->session == session)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_set_object (&self->session, session);
  if (self->proposing != NULL)
    stop_showing (self);
}

static void
cancel (GlsProposalBar *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
gls_proposal_bar_dispose (GObject *object)
{
  GlsProposalBar *self = GLS_PROPOSAL_BAR (object);

  cancel (self);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_pointer (&self->proposing, gls_proposing_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gls_proposal_bar_parent_class)->dispose (object);
}

static void
gls_proposal_bar_class_init (GlsProposalBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_proposal_bar_dispose;
  running_signal = g_signal_new ("running-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-proposal-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsProposalBar, label);
  gtk_widget_class_bind_template_child (widget_class, GlsProposalBar, progress);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
}

static void
gls_proposal_bar_init (GlsProposalBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
