/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows one plugin of the desk and keeps its rows as long as the plugin stays the same, so that what is typed stays.
 * It must not know how plugins are run, nor where decisions are kept. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-plugin-check.h>
#include <gls-plugin-config.h>

#include "common/gls-dialogs.h"
#include "common/gls-keys.h"
#include "common/gls-plugin-grant.h"
#include "common/gls-setting-row.h"
#include "common/gls-wrap-layout.h"
#include "gls-plugin-pane.h"
#include "gls-plugin-words.h"

#define MOST_LOG (64 * 1024)

struct _GlsPluginPane {
  GtkBox       parent_instance;
  GtkLabel    *title, *subtitle, *enabled_label, *description, *fault, *grant_label, *rights, *cases;
  GtkSwitch   *enabled;
  GtkWidget   *fault_box, *grant_box, *grant_button, *check_button, *log_button, *remove_button, *scope_box, *for_project, *reset_all;
  GtkWidget   *lack_box, *lack_button, *run_box, *run_button, *run_all_button;
  GtkLabel    *lack_label;
  GtkSpinner  *spinner;
  GtkToggleButton *for_me;
  AdwPreferencesGroup *rights_group, *settings_group, *types_group;

  GlsPluginDesk *desk;
  char          *id, *folder;
  GlsManifest   *manifest;      /* of what is shown; rows borrow from it */
  GPtrArray     *settings;      /* GlsSettingRow, borrowed */
  GPtrArray     *types;         /* GlsSettingRow, borrowed */
  GPtrArray     *lacking;       /* char *: types that the codebook lacks */
  GlsCodebook   *codebook;      /* that the rows of types offer */
  gboolean       showing;
};

G_DEFINE_FINAL_TYPE (GlsPluginPane, gls_plugin_pane, GTK_TYPE_BOX)

static gboolean
is_for_project (GlsPluginPane *self)
{
  return !gtk_toggle_button_get_active (self->for_me);
}

static const GlsPluginEntry *
find_entry (GlsPluginPane *self)
{
  GlsRegistry *registry = self->desk != NULL ? gls_plugin_desk_get_registry (self->desk) : NULL;

  for (guint i = 0; registry != NULL && self->folder != NULL && i < registry->entries->len; i++)
    {
      const GlsPluginEntry *entry = registry->entries->pdata[i];

      if (g_str_equal (entry->folder, self->folder))
        return entry;
    }
  return NULL;
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static void
setting_decided (GlsPluginPane *self, const char *value, GlsSettingRow *row)
{
  gls_plugin_desk_set_choice (self->desk, self->manifest, is_for_project (self), GLS_CHOICE_SETTING, gls_setting_row_get_name (row),
                              value);
}

static void
type_decided (GlsPluginPane *self, const char *value, GlsSettingRow *row)
{
  gls_plugin_desk_set_choice (self->desk, self->manifest, is_for_project (self), GLS_CHOICE_TYPE, gls_setting_row_get_name (row),
                              value);
}

static void
clear_rows (GPtrArray *rows, AdwPreferencesGroup *group)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (GlsPluginPane *self, GPtrArray *rows, AdwPreferencesGroup *group, GtkWidget *row, GCallback decided)
{
  g_ptr_array_add (rows, row);
  adw_preferences_group_add (group, row);
  g_signal_connect_object (row, "decided", decided, self, G_CONNECT_SWAPPED);
}

static void
update_settings (GlsPluginPane *self, const GPtrArray *values)
{
  gboolean any = FALSE;

  for (guint i = 0; i < values->len; i++)
    {
      const GlsSettingValue *value = g_ptr_array_index (values, i);
      const char *own = is_for_project (self) ? value->project : value->own;
      const char *shown = !is_for_project (self) && value->own != NULL ? value->own : value->value;
      g_autofree char *remark = NULL;

      any |= own != NULL;
      if (!is_for_project (self) && value->project != NULL && value->by == GLS_DECIDED_PROJECT)
        remark = g_strdup_printf (_ ("In this project it is %s."), *value->value != '\0' ? value->value : _ ("empty"));
      if (is_for_project (self) && value->def->kind == GLS_SETTING_FILE)
        remark = g_strdup (_ ("A file lies on one computer: set it for yourself."));
      gls_setting_row_set (self->settings->pdata[i], shown, gls_setting_row_name_origin (value->by), own != NULL, remark);
    }
  gtk_widget_set_sensitive (self->reset_all, any);
}

static void
update_types (GlsPluginPane *self, const GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    {
      const GlsTypeValue *value = g_ptr_array_index (values, i);
      const char *own = is_for_project (self) ? value->project : value->own;
      g_autofree char *remark = NULL;

      if (!value->fits)
        remark = value->proposal != NULL
                     ? g_strdup_printf (_ ("“%s” is not in the codebook and is left out; is it %s?"), value->becomes, value->proposal)
                     : g_strdup_printf (_ ("“%s” is not in the codebook and is left out."), value->becomes);
      gls_setting_row_set (self->types->pdata[i], value->becomes, gls_setting_row_name_origin (value->by), own != NULL, remark);
    }
}

static GlsCodebook *
get_codebook (GlsPluginPane *self)
{
  GlsSession *session = gls_plugin_desk_get_session (self->desk);

  return session != NULL ? gls_session_get_codebook (session) : NULL;
}

/* What a new plugin stumbles over first: nobody sees its suggestions, and nothing is wrong with it. */
static void
show_lack (GlsPluginPane *self, const GPtrArray *values)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_ptr_array_set_size (self->lacking, 0);
  for (guint i = 0; i < values->len; i++)
    {
      const GlsTypeValue *value = g_ptr_array_index (values, i);

      if (value->fits || g_ptr_array_find_with_equal_func (self->lacking, value->becomes, g_str_equal, NULL))
        continue;
      g_string_append_printf (names, "%s“%s”", names->len > 0 ? ", " : "", value->becomes);
      g_ptr_array_add (self->lacking, g_strdup (value->becomes));
    }
  text = g_strdup_printf (ngettext ("The codebook lacks %s: what this plugin proposes as such is left out. Add it, or say below what it becomes.",
                                    "The codebook lacks %s: what this plugin proposes as such is left out. Add them, or say below what they become.",
                                    self->lacking->len),
                          names->str);
  gtk_label_set_text (self->lack_label, text);
  gtk_widget_set_visible (self->lack_box, self->lacking->len > 0 && get_codebook (self) != NULL);
}

/* @anew: another plugin, or another version of it. */
static void
show_rows (GlsPluginPane *self, gboolean anew)
{
  gboolean another = self->codebook != get_codebook (self);
  GPtrArray *choices = gls_plugin_desk_get_choices (self->desk);
  g_autoptr (GPtrArray) settings = self->manifest != NULL ? gls_plugin_list_settings (self->manifest, choices) : g_ptr_array_new ();
  g_autoptr (GPtrArray) types = NULL;

  types = self->manifest != NULL && (self->manifest->kinds & GLS_KIND_BIT (GLS_PLUGIN_EXTRACTOR))
              ? gls_plugin_list_types (self->manifest, get_codebook (self), choices)
              : g_ptr_array_new ();
  if (anew || settings->len != self->settings->len)
    {
      clear_rows (self->settings, self->settings_group);
      for (guint i = 0; i < settings->len; i++)
        add_row (self, self->settings, self->settings_group, gls_setting_row_new (((GlsSettingValue *) settings->pdata[i])->def),
                 G_CALLBACK (setting_decided));
    }
  if (anew || another || types->len != self->types->len)
    {
      clear_rows (self->types, self->types_group);
      g_clear_pointer (&self->codebook, gls_codebook_unref);
      self->codebook = get_codebook (self) != NULL ? gls_codebook_ref (get_codebook (self)) : NULL;
      for (guint i = 0; i < types->len; i++)
        {
          const GlsTypeValue *value = types->pdata[i];

          add_row (self, self->types, self->types_group, gls_setting_row_new_type (value->type, get_codebook (self), value->proposal),
                   G_CALLBACK (type_decided));
        }
    }
  update_settings (self, settings);
  update_types (self, types);
  show_lack (self, types);
  gtk_widget_set_visible (GTK_WIDGET (self->settings_group), settings->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->types_group), types->len > 0);
  gtk_widget_set_visible (self->scope_box, settings->len + types->len > 0);
}

/* --- The rest ---------------------------------------------------------------------------------------------------- */

static void
show_rights (GlsPluginPane *self, const GlsPluginEntry *entry)
{
  g_autofree char *folder = g_filename_display_name (entry->folder);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) rights = entry->manifest != NULL ? gls_plugin_list_rights (entry->manifest) : g_ptr_array_new ();

  g_string_append_printf (text, entry->origin == GLS_ORIGIN_SHIPPED ? _ ("Shipped with Glossator: %s") : _ ("Added by you: %s"), folder);
  for (guint i = 0; i < rights->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) rights->pdata[i]);
  if (entry->manifest != NULL && entry->manifest->author != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("By %s"), entry->manifest->author);
    }
  if (entry->manifest != NULL && entry->manifest->licence != NULL)
    g_string_append_printf (text, " · %s", entry->manifest->licence);
  gtk_label_set_text (self->rights, text->str);
}

static void
show_faults (GlsPluginPane *self, const GlsPluginEntry *entry)
{
  g_autofree char *failure = entry->failure != NULL ? g_strdup_printf (_ ("Its last run failed: %s"), entry->failure) : NULL;
  const char *fault = entry->fault != NULL ? entry->fault : failure;

  gtk_widget_set_visible (self->fault_box, fault != NULL);
  gtk_label_set_text (self->fault, fault != NULL ? fault : "");
}

static void
show_grant (GlsPluginPane *self, const GlsPluginEntry *entry)
{
  gboolean ask = entry->fault == NULL && !gls_plugin_config_was_asked (entry->manifest);
  g_autofree char *text = ask ? gls_plugin_grant_question (entry->manifest) : NULL;

  gtk_widget_set_visible (self->grant_box, ask);
  gtk_label_set_text (self->grant_label, text != NULL ? text : "");
}

static void
show_check (GlsPluginPane *self)
{
  const char *checking = gls_plugin_desk_get_checking (self->desk);
  gboolean own = checking != NULL && g_strcmp0 (checking, self->id) == 0;

  gtk_spinner_set_spinning (self->spinner, own);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), own);
  gtk_button_set_label (GTK_BUTTON (self->check_button), own ? _ ("Stop the Check") : _ ("Conformance Check"));
}

static void
show_entry (GlsPluginPane *self, const GlsPluginEntry *entry, gboolean anew)
{
  const GlsManifest *manifest = entry->manifest;
  g_autofree char *kinds = manifest != NULL ? gls_plugin_words_kinds (manifest) : g_strdup ("");
  g_autofree char *subtitle = manifest != NULL ? g_strdup_printf (_ ("%s · version %s · %s"), manifest->id, manifest->version, kinds)
                                               : g_strdup (_ ("It cannot run"));

  self->showing = TRUE;
  gtk_label_set_text (self->title, manifest != NULL ? manifest->name : entry->id);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_label_set_text (self->description, manifest != NULL && manifest->description != NULL ? manifest->description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), manifest != NULL && manifest->description != NULL);
  gtk_switch_set_active (self->enabled, entry->enabled);
  gtk_label_set_text (self->enabled_label, entry->enabled ? _ ("Enabled") : _ ("Disabled"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->enabled), entry->fault == NULL);
  show_faults (self, entry);
  if (manifest != NULL)
    show_grant (self, entry);
  else
    gtk_widget_set_visible (self->grant_box, FALSE);
  gtk_widget_set_visible (self->run_box, gls_plugin_words_is_extractor (entry) && gls_plugin_desk_get_session (self->desk) != NULL);
  show_rights (self, entry);
  gtk_widget_set_sensitive (self->check_button, entry->fault == NULL);
  gtk_widget_set_visible (self->remove_button, entry->origin == GLS_ORIGIN_USER);
  gtk_widget_set_visible (self->log_button, manifest != NULL && (manifest->exec != NULL || entry->origin == GLS_ORIGIN_USER));
  show_check (self);
  show_rows (self, anew);
  self->showing = FALSE;
}

static void
update (GlsPluginPane *self)
{
  const GlsPluginEntry *entry = find_entry (self);
  gboolean anew;

  gtk_widget_set_visible (GTK_WIDGET (self), entry != NULL);
  if (entry == NULL)
    return;
  anew = self->manifest == NULL || entry->manifest == NULL || !g_str_equal (self->manifest->folder, entry->manifest->folder)
         || !g_str_equal (self->manifest->version, entry->manifest->version);
  /* The rows hold pointers into the manifest that they were made from, so that one stays while they do. */
  if (anew)
    {
      clear_rows (self->settings, self->settings_group);
      clear_rows (self->types, self->types_group);
      g_clear_pointer (&self->manifest, gls_manifest_unref);
      self->manifest = entry->manifest != NULL ? gls_manifest_ref (entry->manifest) : NULL;
    }
  show_entry (self, entry, anew);
}

void
gls_plugin_pane_show (GlsPluginPane *self, const char *id, const char *folder)
{
  if (g_strcmp0 (self->folder, folder) != 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->cases), FALSE);
      g_free (self->id);
      g_free (self->folder);
      self->id = g_strdup (id);
      self->folder = g_strdup (folder);
    }
  update (self);
}

/* --- Commands ---------------------------------------------------------------------------------------------------- */

static gboolean
enabled_set (GlsPluginPane *self, gboolean state)
{
  if (!self->showing && self->id != NULL)
    gls_plugin_desk_set_enabled (self->desk, self->id, state);
  return FALSE;
}

static void
grant_clicked (GlsPluginPane *self)
{
  if (self->manifest != NULL)
    gls_plugin_desk_grant (self->desk, self->manifest);
}

static void
lack_clicked (GlsPluginPane *self)
{
  gls_plugin_desk_add_types (self->desk, self->lacking);
}

static void
check_clicked (GlsPluginPane *self)
{
  if (gls_plugin_desk_get_checking (self->desk) != NULL)
    gls_plugin_desk_cancel_check (self->desk);
  else
    gls_plugin_desk_check (self->desk, self->id);
  gtk_widget_set_visible (GTK_WIDGET (self->cases), FALSE);
  show_check (self);
}

void
gls_plugin_pane_check (GlsPluginPane *self)
{
  check_clicked (self);
}

static void
checked (GlsPluginPane *self, const char *id, GPtrArray *cases)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint failed = 0;

  show_check (self);
  if (g_strcmp0 (id, self->id) != 0 || cases == NULL)
    return;
  for (guint i = 0; i < cases->len; i++)
    {
      const GlsPluginCase *one = cases->pdata[i];
      g_autofree char *line = gls_plugin_case_describe (one);

      failed += one->why != NULL;
      g_string_append_printf (text, "\n%s", line);
    }
  if (failed == 0)
    g_string_prepend (text, _ ("It passed every case."));
  else
    {
      g_autofree char *head = g_strdup_printf (ngettext ("It failed in %u of %u case.", "It failed in %u of %u cases.", cases->len),
                                               failed, cases->len);

      g_string_prepend (text, head);
    }
  gtk_label_set_text (self->cases, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->cases), TRUE);
}

/* The end of a long log: what came last. */
static void
log_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsPluginPane) self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *contents = NULL, *text = NULL;
  gsize n_bytes = 0;

  if (root == NULL || !GTK_IS_WINDOW (root))
    return;
  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &n_bytes, NULL, NULL) || n_bytes == 0)
    text = g_strdup (_ ("Nothing yet. What a plugin writes to standard error is kept here."));
  else
    text = g_utf8_make_valid (n_bytes > MOST_LOG ? contents + n_bytes - MOST_LOG : contents, MIN (n_bytes, MOST_LOG));
  gls_plugin_words_show_text (GTK_WINDOW (root), gtk_label_get_text (self->title), text);
}

static void
log_clicked (GlsPluginPane *self)
{
  g_autofree char *path = gls_plugin_config_log_path (self->id);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_file_load_contents_async (file, NULL, log_loaded, g_object_ref (self));
}

static void
remove_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsPluginPane) self = data;
  g_autofree char *answer = gls_dialog_choose_finish (result);

  if (self->desk != NULL && g_strcmp0 (answer, "remove") == 0)
    gls_plugin_desk_remove (self->desk, self->id);
}

static void
remove_clicked (GlsPluginPane *self)
{
  const char * const answers[] = { "cancel", _ ("_Cancel"), "!remove", _ ("_Remove"), NULL };
  g_autofree char *heading = g_strdup_printf (_ ("Remove %s?"), gtk_label_get_text (self->title));

  gls_dialog_choose_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
                           _ ("Its folder is deleted and what you decided about it is forgotten. Suggestions that it made stay in "
                              "their projects."),
                           answers, remove_answered, g_object_ref (self));
}

void
gls_plugin_pane_remove (GlsPluginPane *self)
{
  remove_clicked (self);
}

static void
scope_toggled (GlsPluginPane *self)
{
  if (self->desk != NULL)
    update (self);
}

static void
reset_all_clicked (GlsPluginPane *self)
{
  g_autoptr (GPtrArray) values = gls_plugin_list_settings (self->manifest, gls_plugin_desk_get_choices (self->desk));

  for (guint i = 0; i < values->len; i++)
    {
      const GlsSettingValue *value = values->pdata[i];

      if ((is_for_project (self) ? value->project : value->own) != NULL)
        gls_plugin_desk_set_choice (self->desk, self->manifest, is_for_project (self), GLS_CHOICE_SETTING, value->def->name, NULL);
    }
}

/* --- The widget -------------------------------------------------------------------------------------------------- */

static void
gls_plugin_pane_dispose (GObject *object)
{
  GlsPluginPane *self = GLS_PLUGIN_PANE (object);

  g_clear_object (&self->desk);
  G_OBJECT_CLASS (gls_plugin_pane_parent_class)->dispose (object);
}

static void
gls_plugin_pane_finalize (GObject *object)
{
  GlsPluginPane *self = GLS_PLUGIN_PANE (object);

  g_free (self->id);
  g_free (self->folder);
  g_ptr_array_unref (self->settings);
  g_ptr_array_unref (self->types);
  g_ptr_array_unref (self->lacking);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  g_clear_pointer (&self->manifest, gls_manifest_unref);
  G_OBJECT_CLASS (gls_plugin_pane_parent_class)->finalize (object);
}

static void
gls_plugin_pane_class_init (GlsPluginPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_plugin_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_plugin_pane_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/plugins/gls-plugin-pane.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsPluginPane, name)
  BIND (title);
  BIND (subtitle);
  BIND (enabled_label);
  BIND (enabled);
  BIND (description);
  BIND (fault_box);
  BIND (fault);
  BIND (grant_box);
  BIND (grant_label);
  BIND (grant_button);
  BIND (rights_group);
  BIND (rights);
  BIND (lack_box);
  BIND (lack_label);
  BIND (lack_button);
  BIND (run_box);
  BIND (run_button);
  BIND (run_all_button);
  BIND (check_button);
  BIND (spinner);
  BIND (log_button);
  BIND (remove_button);
  BIND (cases);
  BIND (scope_box);
  BIND (for_me);
  BIND (for_project);
  BIND (settings_group);
  BIND (reset_all);
  BIND (types_group);
#undef BIND
#define CALL(name) gtk_widget_class_bind_template_callback (widget_class, name)
  CALL (enabled_set);
  CALL (grant_clicked);
  CALL (lack_clicked);
  CALL (check_clicked);
  CALL (log_clicked);
  CALL (remove_clicked);
  CALL (scope_toggled);
  CALL (reset_all_clicked);
#undef CALL
}

static void
gls_plugin_pane_init (GlsPluginPane *self)
{
  self->settings = g_ptr_array_new ();
  self->types = g_ptr_array_new ();
  self->lacking = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->scope_box, gls_wrap_layout_new (8));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enabled), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Enabled"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->enabled), _ ("A disabled plugin does not run"));
  gls_keys_set_tooltip (self->lack_button, _ ("New types of these names, for everybody who works on this project"), NULL);
  gls_keys_set_tooltip (self->run_button, _ ("Let this plugin alone propose annotations for the open document"), "win.propose");
  gls_keys_set_tooltip (self->run_all_button, _ ("Let this plugin alone propose annotations for all documents"), "win.propose-all");
  gls_keys_set_tooltip (self->check_button, _ ("Try it on empty, foreign, hostile and large documents"), "plugins.check");
  gls_keys_set_tooltip (self->log_button, _ ("What it wrote to standard error, the last run at the end"), NULL);
  gls_keys_set_tooltip (self->remove_button, _ ("Delete it from your plugins"), NULL);
  gls_keys_set_tooltip (self->grant_button, _ ("Let this version of the plugin run"), NULL);
  gls_keys_set_tooltip (self->reset_all, _ ("Back to what holds without these decisions"), NULL);
  gls_keys_set_tooltip (GTK_WIDGET (self->for_me), _ ("On this computer, in every project"), NULL);
  gls_keys_set_tooltip (self->for_project, _ ("For everybody who works on this project; it travels with the file"), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
gls_plugin_pane_set_desk (GlsPluginPane *self, GlsPluginDesk *desk)
{
  self->desk = g_object_ref (desk);
  gtk_widget_set_sensitive (self->for_project, gls_plugin_desk_get_session (desk) != NULL);
  g_signal_connect_object (desk, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "checked", G_CALLBACK (checked), self, G_CONNECT_SWAPPED);
}
