/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a head or a problem and says when one of its buttons is pressed.
 * It must not know the list, nor what a fix or a waiver does. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-clock.h>

#include "common/gls-compat.h"
#include "gls-problem-row.h"

struct _GlsProblemRow {
  GtkBox     parent_instance;
  GtkWidget *icon, *title, *message, *where, *actions, *fix, *waive;
  gboolean   waived;
};

G_DEFINE_FINAL_TYPE (GlsProblemRow, gls_problem_row, GTK_TYPE_BOX)

enum { FIX, WAIVE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
fix_clicked (GlsProblemRow *self)
{
  g_signal_emit (self, signals[FIX], 0);
}

static void
waive_clicked (GlsProblemRow *self)
{
  g_signal_emit (self, signals[WAIVE], 0);
}

static gboolean
show_fix_tooltip (GlsProblemRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s", gtk_button_get_label (GTK_BUTTON (self->fix)), _ ("Take this fix and go on (Space)"));

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static gboolean
show_waive_tooltip (GlsProblemRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, self->waived ? _ ("Open the problem again (Delete)")
                                              : _ ("It is well as it is: waive it with a note (Delete)"));
  return TRUE;
}

/* The row is the list's; its buttons are for the mouse, the same is on keys. */
static GtkWidget *
add_button (GlsProblemRow *self, GCallback clicked, GCallback tooltip)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_has_tooltip (button, TRUE);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "query-tooltip", tooltip, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->actions), button);
  return button;
}

static GtkWidget *
add_label (GtkWidget *box, const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static char *
dup_waiver (const GlsFinding *finding)
{
  const GlsWaiver *waiver = finding->waiver;
  g_autoptr (GDateTime) when = NULL;
  g_autofree char *day = NULL;

  if (waiver == NULL)
    return NULL;
  when = g_date_time_new_from_unix_local (gls_clock_get_ms (waiver->clock) / 1000);
  day = when != NULL ? g_date_time_format (when, "%x") : g_strdup ("");
  return waiver->note != NULL ? g_strdup_printf (_ ("Waived by %s, %s: %s"), waiver->by, day, waiver->note)
                              : g_strdup_printf (_ ("Waived by %s, %s"), waiver->by, day);
}

static void
show_head (GlsProblemRow *self, GtkListItem *list_item, GlsProblemItem *head)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", gls_problem_get_severity_name (gls_problem_item_get_severity (head)),
                                           gls_problem_item_get_title (head));

  gtk_label_set_text (GTK_LABEL (self->title), name);
  gls_list_item_set_name (list_item, name);
  gls_list_item_set_description (list_item, NULL);
}

static void
show_problem (GlsProblemRow *self, GtkListItem *list_item, const GlsFinding *finding, const char *where)
{
  const GlsProblem *problem = finding->problem;
  const GlsFix *fix = problem->fixes->len > 0 && finding->waiver == NULL ? problem->fixes->pdata[0] : NULL;
  g_autofree char *waived = dup_waiver (finding);
  g_autofree char *both = where != NULL && waived != NULL ? g_strconcat (where, " · ", waived, NULL) : NULL;
  const char *below = both != NULL ? both : where != NULL ? where : waived;
  const char *severity = gls_problem_get_severity_name (problem->severity);
  g_autofree char *name = g_strdup_printf ("%s: %s%s%s", severity, problem->message, below != NULL ? " · " : "", below != NULL ? below : "");

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), gls_problem_get_icon (problem->severity));
  gtk_label_set_text (GTK_LABEL (self->message), problem->message);
  gtk_label_set_text (GTK_LABEL (self->where), below != NULL ? below : "");
  gtk_widget_set_visible (self->where, below != NULL);
  gtk_widget_set_visible (self->fix, fix != NULL);
  if (fix != NULL)
    gtk_button_set_label (GTK_BUTTON (self->fix), fix->label);
  self->waived = finding->waiver != NULL;
  gtk_button_set_label (GTK_BUTTON (self->waive), self->waived ? _ ("Open again") : _ ("Waive…"));
  gls_list_item_set_name (list_item, name);
  gls_list_item_set_description (list_item, fix != NULL ? fix->label : NULL);
}

void
gls_problem_row_show (GlsProblemRow *self, GtkListItem *list_item, const char *where)
{
  GlsProblemItem *item = gtk_list_item_get_item (list_item);
  const GlsFinding *finding = gls_problem_item_get_finding (item);

  gtk_list_item_set_selectable (list_item, finding != NULL);
  gtk_list_item_set_activatable (list_item, finding != NULL);
  gtk_widget_set_visible (self->icon, finding != NULL);
  gtk_widget_set_visible (self->title, finding == NULL);
  gtk_widget_set_visible (self->message, finding != NULL);
  gtk_widget_set_visible (self->where, finding != NULL);
  gtk_widget_set_visible (self->actions, finding != NULL);
  if (finding == NULL)
    show_head (self, list_item, item);
  else
    show_problem (self, list_item, finding, where);
}

static void
gls_problem_row_class_init (GlsProblemRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[FIX] = g_signal_new ("fix", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WAIVE] = g_signal_new ("waive", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_problem_row_init (GlsProblemRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (self), texts);
  self->title = add_label (texts, "heading");
  self->message = add_label (texts, NULL);
  self->where = add_label (texts, "count");
  self->actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  self->fix = add_button (self, G_CALLBACK (fix_clicked), G_CALLBACK (show_fix_tooltip));
  self->waive = add_button (self, G_CALLBACK (waive_clicked), G_CALLBACK (show_waive_tooltip));
  gtk_box_append (GTK_BOX (texts), self->actions);
}

GtkWidget *
gls_problem_row_new (void)
{
  return g_object_new (GLS_TYPE_PROBLEM_ROW, NULL);
}
