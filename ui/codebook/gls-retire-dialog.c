/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts, then offers to keep, change or delete the annotations of a type.
 * It must not know how that is written. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include "common/gls-compat.h"
#include "gls-retire-dialog.h"

typedef struct {
  GtkWindow       *parent; /* weak */
  GlsCodebookDesk *desk;
  GlsId            type;
  GArray          *others; /* GlsId, as the drop-down lists them */
  GtkWidget       *window;
  GtkWidget       *keep, *change, *remove;
  GtkWidget       *to;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_weak_pointer (&question->parent);
  g_object_unref (question->desk);
  g_array_unref (question->others);
  g_free (question);
}

static void
retire_clicked (Question *question)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (question->to));
  GlsRetireMode mode = GLS_RETIRE_KEEP;
  GlsId to = { 0 };

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (question->remove)))
    mode = GLS_RETIRE_DELETE;
  else if (gtk_check_button_get_active (GTK_CHECK_BUTTON (question->change)) && chosen < question->others->len)
    {
      mode = GLS_RETIRE_CHANGE;
      to = g_array_index (question->others, GlsId, chosen);
    }
  gls_codebook_desk_retire (question->desk, &question->type, mode, mode == GLS_RETIRE_CHANGE ? &to : NULL);
  gtk_window_close (GTK_WINDOW (question->window));
}

static GtkWidget *
new_choice (GtkWidget *box, GtkWidget *group, const char *words)
{
  GtkWidget *button = gtk_check_button_new_with_label (words);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  /* Space and the arrows choose; Return, which would do the same, does what is chosen. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Return|KP_Enter"),
                                                          gtk_named_action_new ("default.activate")));
  gtk_widget_add_controller (button, keys);

  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static char *
describe (const GlsUsage *usage)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, ngettext ("%u annotation uses it", "%u annotations use it", usage->total), usage->total);
  for (guint i = 0; i < usage->shares->len; i++)
    {
      const GlsUsageShare *share = g_ptr_array_index (usage->shares, i);
      /* Translators: whose annotations, and how many. */
      g_autofree char *part = g_strdup_printf (_ ("%s: %u"), share->set, share->n);

      g_string_append_printf (text, "%s%s", i == 0 ? " (" : ", ", part);
    }
  g_string_append (text, usage->shares->len > 0 ? ")." : ".");
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_target (Question *question)
{
  GPtrArray *types = gls_codebook_desk_get (question->desk)->types;
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (names), NULL);

  for (guint i = 0; i < types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (types, i);

      if (type->retired || gls_id_equal (&type->id, &question->type))
        continue;
      gtk_string_list_append (names, gls_type_get_label (type->name));
      g_array_append_val (question->others, type->id);
    }
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Type they become"), -1);
  gtk_widget_set_tooltip_text (drop_down, _ ("Type they become"));
  return drop_down;
}

static GtkWidget *
new_content (Question *question, const GlsTypeDef *type, const GlsUsage *usage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *said = describe (usage);
  GtkWidget *label = gtk_label_new (said), *keep;

  g_object_set (box, "margin-top", 12, "margin-bottom", 18, "margin-start", 18, "margin-end", 18, NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_box_append (GTK_BOX (box), label);
  keep = question->keep = new_choice (box, NULL, _ ("Keep them; the type is retired and offered no more"));
  question->change = new_choice (line, keep, _ ("Change them to"));
  question->to = new_target (question);
  gtk_box_append (GTK_BOX (line), question->to);
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_set_sensitive (line, question->others->len > 0);
  question->remove = new_choice (box, keep, _ ("Delete them, everybody's"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (keep), TRUE);
  /* The drop-down works only for its own choice; using it means that one. */
  g_object_bind_property (question->change, "active", question->to, "sensitive", G_BINDING_SYNC_CREATE);
  return box;
}

static void
show (Question *question, const GlsTypeDef *type, const GlsUsage *usage)
{
  g_autofree char *title = g_strdup_printf (_ ("Retire “%s”?"), gls_type_get_label (type->name));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel")), *retire = gtk_button_new_with_label (_ ("Retire"));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  question->window = g_object_new (ADW_TYPE_WINDOW, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, "transient-for",
                                   question->parent, "modal", TRUE, "title", title, "default-width", 480, "resizable", FALSE, NULL);
  g_object_set_data_full (G_OBJECT (question->window), "question", question, question_free);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_widget_set_tooltip_text (cancel, _ ("Change nothing (Escape)"));
  gtk_widget_set_tooltip_text (retire, _ ("Do what is chosen (Return); it can be undone"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_widget_add_css_class (retire, "suggested-action");
  g_signal_connect_swapped (retire, "clicked", G_CALLBACK (retire_clicked), question);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), retire);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), new_content (question, type, usage));
  adw_window_set_content (ADW_WINDOW (question->window), box);
  gtk_window_set_default_widget (GTK_WINDOW (question->window), retire);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (question->window, keys);
  gtk_window_set_focus (GTK_WINDOW (question->window), question->keep);
  gtk_window_present (GTK_WINDOW (question->window));
}

static void
counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GlsUsage) usage = gls_codebook_desk_count_finish (question->desk, result);
  const GlsTypeDef *type = gls_codebook_desk_get_type_def (question->desk, &question->type);

  if (usage == NULL || type == NULL || type->retired || question->parent == NULL)
    question_free (question);
  else if (usage->total == 0)
    {
      gls_codebook_desk_retire (question->desk, &question->type, GLS_RETIRE_KEEP, NULL);
      question_free (question);
    }
  else
    show (question, type, usage);
}

void
gls_retire_dialog_ask (GtkWindow *parent, GlsCodebookDesk *desk, const GlsId *type)
{
  Question *question = g_new0 (Question, 1);

  g_set_weak_pointer (&question->parent, parent);
  question->desk = g_object_ref (desk);
  question->type = *type;
  question->others = g_array_new (FALSE, FALSE, sizeof (GlsId));
  gls_codebook_desk_count_async (desk, GLS_RECORD_TYPE, type, NULL, counted, question);
}
