/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has agreement computed when somebody looks and something has changed. It must not know how it is shown. */
#include "config.h"

#include "gls-agreement-source.h"

/* Changes come in bursts; and of the time in which they come, computing takes no more than a tenth. */
#define QUIET_MS 2000
#define QUIET_TIMES 10

struct _GlsAgreementSource {
  GObject              parent_instance;
  GlsSession          *session;
  char                *type;
  GlsAgreementSummary *summary;
  char                *reason;
  GCancellable        *cancellable;   /* of what is under way */
  guint                n_looking;     /* mapped widgets */
  guint                quiet_source;
  gint64               began;         /* to compute: monotonic time */
  guint                took_ms;
  gboolean             stale;
};

G_DEFINE_FINAL_TYPE (GlsAgreementSource, gls_agreement_source, G_TYPE_OBJECT)

static guint changed_signal;

GlsAgreementSource *
gls_agreement_source_new (void)
{
  return g_object_new (GLS_TYPE_AGREEMENT_SOURCE, NULL);
}

static gpointer
run (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  GlsReviewQuery query = { .type = data };
  g_autoptr (GlsReview) review = gls_review_new (project, &query, error);
  GlsAgreement *agreement = review != NULL ? gls_agreement_compute (review, GLS_UNIT_SPAN, cancellable, error) : NULL;

  return agreement != NULL ? gls_agreement_summarize (agreement, cancellable, error) : NULL;
}

static void
computed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsAgreementSource) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsAgreementSummary) summary = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  self->took_ms = (guint) MIN ((g_get_monotonic_time () - self->began) / 1000, 60000);
  g_clear_pointer (&self->summary, gls_agreement_summary_unref);
  g_clear_pointer (&self->reason, g_free);
  self->summary = g_steal_pointer (&summary);
  self->reason = error != NULL ? g_strdup (error->message) : NULL;
  g_signal_emit (self, changed_signal, 0);
}

static void
stop (GlsAgreementSource *self)
{
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
compute (GlsAgreementSource *self)
{
  stop (self);
  self->stale = self->session == NULL || self->n_looking == 0;
  if (self->stale)
    return;
  self->cancellable = g_cancellable_new ();
  self->began = g_get_monotonic_time ();
  gls_store_read_async (gls_session_get_store (self->session), run, g_strdup (self->type), g_free,
                        (GDestroyNotify) gls_agreement_summary_unref, self->cancellable, computed, g_object_ref (self));
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
is_quiet (gpointer data)
{
  GlsAgreementSource *self = data;

  self->quiet_source = 0;
  compute (self);
  return G_SOURCE_REMOVE;
}

static void
records_changed (GlsAgreementSource *self)
{
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  self->quiet_source = g_timeout_add (MAX (QUIET_MS, QUIET_TIMES * self->took_ms), is_quiet, self);
}

void
gls_agreement_source_set_session (GlsAgreementSource *self, GlsSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  stop (self);
  g_clear_pointer (&self->summary, gls_agreement_summary_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->type, g_free);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "records-changed", G_CALLBACK (records_changed), self, G_CONNECT_SWAPPED);
  g_signal_emit (self, changed_signal, 0);
  compute (self);
}

GlsSession *
gls_agreement_source_get_session (GlsAgreementSource *self)
{
  return self->session;
}

void
gls_agreement_source_set_type (GlsAgreementSource *self, const char *type)
{
  if (g_strcmp0 (self->type, type) == 0)
    return;
  g_free (self->type);
  self->type = g_strdup (type);
  compute (self);
}

static void
mapped (GlsAgreementSource *self)
{
  if (self->n_looking++ == 0 && self->stale)
    compute (self);
}

static void
unmapped (GlsAgreementSource *self)
{
  self->n_looking--;
}

void
gls_agreement_source_watch (GlsAgreementSource *self, GtkWidget *widget)
{
  g_signal_connect_object (widget, "map", G_CALLBACK (mapped), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (unmapped), self, G_CONNECT_SWAPPED);
}

GlsAgreementSummary *
gls_agreement_source_get (GlsAgreementSource *self)
{
  return self->summary;
}

const char *
gls_agreement_source_get_reason (GlsAgreementSource *self)
{
  return self->reason;
}

gboolean
gls_agreement_source_is_busy (GlsAgreementSource *self)
{
  return self->cancellable != NULL;
}

static void
gls_agreement_source_dispose (GObject *object)
{
  GlsAgreementSource *self = GLS_AGREEMENT_SOURCE (object);

  stop (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->summary, gls_agreement_summary_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->type, g_free);
  G_OBJECT_CLASS (gls_agreement_source_parent_class)->dispose (object);
}

static void
gls_agreement_source_class_init (GlsAgreementSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_agreement_source_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_agreement_source_init (GlsAgreementSource *self)
{
  self->stale = TRUE;
}
