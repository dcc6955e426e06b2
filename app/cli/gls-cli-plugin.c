/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ending a run with Ctrl+C, and annotations as JSON: shared by the commands that run plugins. It runs none itself. */
#include "config.h"

#include <math.h>
#include <signal.h>
#include <unistd.h>

#include <gls-error.h>

#include "gls-cli-plugin.h"

static gpointer
wait_for_signal (gpointer data)
{
  sigset_t signals;
  int number;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  if (sigwait (&signals, &number) == 0)
    g_cancellable_cancel (data);
  if (sigwait (&signals, &number) == 0)
    _exit (128 + number);
  return NULL;
}

GCancellable *
gls_cli_cancellable (void)
{
  GCancellable *cancellable = g_cancellable_new ();
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signal, g_object_ref (cancellable)));
  return cancellable;
}

int
gls_cli_fail_command (const char *command, const GError *error)
{
  gboolean usage = g_error_matches (error, GLS_ERROR, GLS_ERROR_USAGE);

  return gls_cli_fail (usage ? GLS_EXIT_USAGE : GLS_EXIT_FAILURE, "%s: %s", command, error->message);
}

static void
write_id (GlsJsonWriter *writer, const char *member, const GlsId *id)
{
  char text[GLS_ID_STRING_SIZE];

  gls_id_to_string (id, text);
  gls_json_writer_string_member (writer, member, text);
}

static void
write_link (GlsJsonWriter *writer, const GlsLink *link)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, link->relation ? "type" : "role", link->name);
  switch (link->kind)
    {
    case GLS_LINK_TO:
      write_id (writer, "to", &link->target);
      break;
    case GLS_LINK_ENTITY:
      write_id (writer, "entity", &link->target);
      break;
    case GLS_LINK_VALUE:
      gls_json_writer_member (writer, "value");
      gls_json_writer_raw (writer, link->value);
      break;
    case GLS_LINK_AUTHOR:
    case GLS_LINK_NONE:
    default:
      gls_json_writer_boolean_member (writer, link->kind == GLS_LINK_AUTHOR ? "author" : "none", TRUE);
      break;
    }
  gls_json_writer_end_object (writer);
}

static void
write_spans (GlsJsonWriter *writer, const GlsAnnotation *annotation)
{
  gls_json_writer_member (writer, "spans");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < annotation->n_fragments; i++)
    {
      gls_json_writer_begin_array (writer);
      gls_json_writer_int (writer, annotation->fragments[i].start);
      gls_json_writer_int (writer, annotation->fragments[i].end);
      gls_json_writer_end_array (writer);
    }
  gls_json_writer_end_array (writer);
}

void
gls_cli_write_annotation (GlsJsonWriter *writer, const GlsAnnotation *annotation)
{
  write_id (writer, "id", &annotation->id);
  gls_json_writer_string_member (writer, "type", annotation->type);
  write_spans (writer, annotation);
  gls_json_writer_member (writer, "attributes");
  gls_json_writer_begin_object (writer);
  for (guint i = 0; annotation->attributes != NULL && i < annotation->attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);

      gls_json_writer_member (writer, attribute->name);
      gls_json_writer_raw (writer, attribute->value);
    }
  gls_json_writer_end_object (writer);
  if (annotation->has_entity)
    write_id (writer, "entity", &annotation->entity);
  if (annotation->chain != NULL)
    {
      gls_json_writer_member (writer, "chain");
      gls_json_writer_raw (writer, annotation->chain);
    }
  gls_json_writer_string_member (writer, "note", annotation->note);
  if (!isnan (annotation->confidence))
    {
      gls_json_writer_member (writer, "confidence");
      gls_json_writer_double (writer, annotation->confidence);
    }
  gls_json_writer_member (writer, "relations");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    write_link (writer, &g_array_index (annotation->links, GlsLink, i));
  gls_json_writer_end_array (writer);
}
