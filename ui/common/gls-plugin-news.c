/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One object that whoever changes plugins speaks through and whoever shows what they say listens to.
 * It must not know what changed, nor who is concerned. */
#include "config.h"

#include "gls-plugin-news.h"

struct _GlsPluginNews {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (GlsPluginNews, gls_plugin_news, G_TYPE_OBJECT)

static guint changed_signal;

static void
gls_plugin_news_class_init (GlsPluginNewsClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_plugin_news_init (GlsPluginNews *self)
{
}

GlsPluginNews *
gls_plugin_news_get_default (void)
{
  static GlsPluginNews *news;

  if (news == NULL)
    news = g_object_new (GLS_TYPE_PLUGIN_NEWS, NULL);
  return news;
}

void
gls_plugin_news_tell (void)
{
  g_signal_emit (gls_plugin_news_get_default (), changed_signal, 0);
}
