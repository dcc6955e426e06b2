/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands and keys, and what is made from it.
 * It must not know what a command does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "gls-key-map.h"
#include "gls-keys.h"
#include "gls-settings.h"

static const GlsKey keys[] = {
  { NULL, "a", N_ ("Marking"), N_ ("A letter labels the selected words, or changes the selected annotation's type"), "annotate" },
  { NULL, "Return", N_ ("Marking"), N_ ("Use the last label again"), "annotate" },
  { NULL, "slash", N_ ("Marking"), N_ ("Find a label by name"), "annotate" },
  { NULL, "Delete", N_ ("Marking"), N_ ("Remove the selected annotations"), "annotate" },
  { NULL, "Escape", N_ ("Marking"), N_ ("Let go"), "annotate" },
  { NULL, "1", N_ ("Claims"), N_ ("Arm a role of the selected annotation, by its number"), "annotate" },
  { NULL, "minus", N_ ("Claims"), N_ ("Arm the tenth role"), "annotate" },
  { NULL, "space", N_ ("Claims"), N_ ("Take the guess for the armed role"), "annotate" },
  { NULL, "0", N_ ("Claims"), N_ ("What the armed role asks for is not said"), "annotate" },
  { NULL, "Tab", N_ ("Claims"), N_ ("The next role"), "annotate" },
  { "win.unsure", "<Control>u", N_ ("Claims"), N_ ("Unsure, ask the lead"), "annotate" },
  { "win.relate", "<Control>l", N_ ("Claims"), N_ ("Tie it to another annotation"), "annotate" },
  { "win.link-entity", "<Control>k", N_ ("Marking"), N_ ("Link the mention to an entity"), "annotate" },
  { "win.apply-alike", "<Control>d", N_ ("Marking"), N_ ("Do the same to the other places with these words"), "annotate" },
  { "win.note", "<Control>m", N_ ("Marking"), N_ ("Write a note"), "annotate" },
  { "win.add-fragment", "<Control>j", N_ ("Marking"), N_ ("Add the selected words to what was marked last"), "annotate" },
  { "win.outer", "<Alt>Up", N_ ("Marking"), N_ ("The outer of overlapping annotations"), "annotate" },
  { "win.inner", "<Alt>Down", N_ ("Marking"), N_ ("The inner of overlapping annotations"), "annotate" },
  { "win.previous-end", "<Alt>Home", N_ ("Marking"), N_ ("Choose the beginning of the annotation, or the end before"), "annotate" },
  { "win.next-end", "<Alt>End", N_ ("Marking"), N_ ("Choose the end of the annotation, or the next one"), "annotate" },
  { "win.end-to-left", "<Alt>Left", N_ ("Marking"), N_ ("Move the chosen end to the left"), "annotate" },
  { "win.end-to-right", "<Alt>Right", N_ ("Marking"), N_ ("Move the chosen end to the right"), "annotate" },
  { "win.by-characters", "F4", N_ ("Marking"), N_ ("Ends move by characters, or by words"), "annotate" },
  { "win.next-open", "F8", N_ ("Suggestions"), N_ ("The next suggestion or problem"), "annotate" },
  { "win.previous-open", "<Shift>F8", N_ ("Suggestions"), N_ ("The suggestion or problem before"), "annotate" },
  { "win.edit-gold", "<Control>g", N_ ("Editing"), N_ ("Edit gold, or your own annotations again"), "annotate" },
  { "win.propose", "F7", N_ ("Suggestions"), N_ ("Let plugins propose annotations for this document"), "annotate" },
  { "win.propose-all", "<Shift>F7", N_ ("Suggestions"), N_ ("Let plugins propose annotations for all documents"), "annotate" },
  { "win.complete", "<Control>space", N_ ("Suggestions"), N_ ("Propose the claim of this sentence, or the rest of the selected one"), "annotate" },
  { "win.judge-many", "<Control>F8", N_ ("Suggestions"), N_ ("Accept or reject all suggestions of a kind"), "annotate" },
  { "win.undo", "<Control>z", N_ ("Editing"), N_ ("Undo") },
  { "win.redo", "<Control><Shift>z", N_ ("Editing"), N_ ("Redo") },
  { "win.find", "<Control>f", N_ ("Finding"), N_ ("Find in this document") },
  { "win.find-project", "<Control><Shift>f", N_ ("Finding"), N_ ("Find in the project") },
  { "win.find-next", "F3", N_ ("Finding"), N_ ("Next place") },
  { "win.find-previous", "<Shift>F3", N_ ("Finding"), N_ ("Previous place") },
  { "win.filter-annotations", "<Control><Shift>p", N_ ("Finding"), N_ ("Find among the annotations") },
  { "win.done", "<Control>Return", N_ ("Documents"), N_ ("Done, next document") },
  { "win.next-document", "<Control>Page_Down", N_ ("Documents"), N_ ("Next document") },
  { "win.document-note", "<Control><Shift>k", N_ ("Documents"), N_ ("Note on the document") },
  { "win.next-unfinished", "<Control><Shift>Page_Down", N_ ("Documents"), N_ ("Next document that is not done") },
  { "win.previous-document", "<Control>Page_Up", N_ ("Documents"), N_ ("Previous document") },
  { "win.new-tab", "<Control>t", N_ ("Documents"), N_ ("New tab") },
  { "win.open-beside", "<Control>backslash", N_ ("Documents"), N_ ("This document beside itself, for another one") },
  { "win.next-tab", "<Control>Tab", N_ ("Documents"), N_ ("Next tab") },
  { "win.previous-tab", "<Control><Shift>Tab", N_ ("Documents"), N_ ("Previous tab") },
  { "win.filter-documents", "<Control>p", N_ ("Documents"), N_ ("Filter the documents") },
  { "win.edit-metadata", "<Control>e", N_ ("Documents"), N_ ("Title, publisher and date") },
  { "win.zone::headline", "<Control><Shift>h", N_ ("Documents"), N_ ("These lines are the headline") },
  { "win.zone::caption", "<Control><Shift>c", N_ ("Documents"), N_ ("These lines are a caption") },
  { "win.zone::byline", "<Control><Shift>y", N_ ("Documents"), N_ ("These lines are the byline") },
  { "win.zone::boilerplate", "<Control><Shift>b", N_ ("Documents"), N_ ("These lines are boilerplate") },
  { "win.zone::repeat", "<Control><Shift>r", N_ ("Documents"), N_ ("These lines repeat others") },
  { "win.zone::body", "<Control><Shift>t", N_ ("Documents"), N_ ("These lines are ordinary text") },
  { "win.next-pane", "F6", N_ ("Window"), N_ ("Next pane") },
  { "win.show-documents", "F9", N_ ("Window"), N_ ("Show or hide the documents") },
  { "win.show-inspector", "<Shift>F9", N_ ("Window"), N_ ("Show or hide the annotations") },
  { "win.show-links", "<Control><Shift>l", N_ ("Window"), N_ ("Draw all links, or those of the selected annotation") },
  { "win.zoom-in", "<Control>plus <Control>equal <Control>KP_Add", N_ ("Window"), N_ ("Larger letters") },
  { "win.zoom-out", "<Control>minus <Control>KP_Subtract", N_ ("Window"), N_ ("Smaller letters") },
  { "win.zoom-normal", "<Control>0 <Control>KP_0", N_ ("Window"), N_ ("Letters of normal size") },
  { "win.page(1)", "<Control>1", N_ ("Window"), N_ ("Page Annotate") },
  { "win.page(4)", "<Control>4", N_ ("Window"), N_ ("Page Review") },
  { "win.help", "F1", N_ ("Window"), N_ ("Help") },
  { "win.shortcuts", "<Control>question", N_ ("Window"), N_ ("Keys") },
  { "win.open", "<Control>o", N_ ("Project"), N_ ("Open a project") },
  { "win.new", "<Control>n", N_ ("Project"), N_ ("New project") },
  { "win.import", "<Control>i", N_ ("Project"), N_ ("Import articles") },
  { "win.import-folder", "<Control><Shift>i", N_ ("Project"), N_ ("Import a folder") },
  { "win.export", "<Control><Shift>e", N_ ("Project"), N_ ("Export") },
  { "win.save-copy", "<Control><Shift>s", N_ ("Project"), N_ ("Save a copy") },
  { "win.merge", "<Control><Shift>m", N_ ("Project"), N_ ("Merge a copy") },
  { "win.give", "<Control><Shift>g", N_ ("Project"), N_ ("Give a copy to a person") },
  { "win.collect", "<Control><Shift>o", N_ ("Project"), N_ ("Collect copies") },
  { "win.publish", "<Control><Shift>j", N_ ("Project"), N_ ("Publish gold") },
  { "win.codebook", "<Control>b", N_ ("Project"), N_ ("Codebook") },
  { "win.plugins", "<Control><Shift>x", N_ ("Project"), N_ ("Plugins") },
  { "win.preferences", "<Control>comma", N_ ("Project"), N_ ("Preferences") },
  { "win.close", "<Control>w", N_ ("Project"), N_ ("Close the tab, or the window") },
  { "app.quit", "<Control>q", N_ ("Project"), N_ ("Quit") },
  { "codebook.add-type", "<Control><Shift>n", N_ ("Codebook"), N_ ("New type") },
  { "codebook.log", "<Control><Shift>w", N_ ("Codebook"), N_ ("Change log of the guideline") },
  { "codebook.duplicate", "<Control><Shift>d", N_ ("Codebook"), N_ ("Duplicate the type") },
  { NULL, "1", N_ ("Review"), N_ ("Take a version, by its number"), "review" },
  { NULL, "<Shift>1", N_ ("Review"), N_ ("Take it in alike disagreements, too, after a look at each"), "review" },
  { NULL, "<Alt>1", N_ ("Review"), N_ ("Take the whole annotation of who holds it"), "review" },
  { NULL, "0", N_ ("Review"), N_ ("None of the versions"), "review" },
  { NULL, "space", N_ ("Review"), N_ ("Take what most hold"), "review" },
  { NULL, "Tab", N_ ("Review"), N_ ("Skip it: the next one"), "review" },
  { NULL, "<Alt>Down", N_ ("Review"), N_ ("The next one"), "review" },
  { NULL, "<Alt>Up", N_ ("Review"), N_ ("The one before"), "review" },
  { NULL, "F2", N_ ("Review"), N_ ("Decide on something that no version says"), "review" },
  { NULL, "r", N_ ("Review"), N_ ("Reason, kept until it is changed"), "review" },
  { NULL, "c", N_ ("Review"), N_ ("Comment for the annotators"), "review" },
  { NULL, "g", N_ ("Review"), N_ ("Show or hide the guideline"), "review" },
  { NULL, "o", N_ ("Review"), N_ ("Open a settled one again"), "review" },
  { NULL, "s", N_ ("Review"), N_ ("Settled ones, or open ones"), "review" },
  { NULL, "n", N_ ("Review"), N_ ("Hide or show the names"), "review" },
  { NULL, "m", N_ ("Review"), N_ ("Settle what many agree on"), "review" },
  { NULL, "<Alt>Right", N_ ("Review"), N_ ("The next view: disagreements, side by side, agreement"), "review" },
  { NULL, "<Alt>Left", N_ ("Review"), N_ ("The view before"), "review" },
  { NULL, "Return", N_ ("Side by side"), N_ ("Show the disagreement"), "review" },
  { NULL, "a", N_ ("Side by side"), N_ ("The next place on which all agree"), "review" },
  { NULL, "x", N_ ("Side by side"), N_ ("A place on which all agree, at random"), "review" },
  { NULL, "e", N_ ("Side by side"), N_ ("Edit gold here"), "review" },
  { NULL, "<Alt>Page_Down", N_ ("Side by side"), N_ ("The next document"), "review" },
  { NULL, "<Alt>Page_Up", N_ ("Side by side"), N_ ("The document before"), "review" },
  { "plugins.install", "<Control><Shift>a", N_ ("Plugins"), N_ ("Add a plugin's folder") },
  { "plugins.check", "<Control><Shift>v", N_ ("Plugins"), N_ ("Check the plugin") },
  { NULL, NULL, NULL, NULL },
};

const GlsKey *
gls_keys_get (void)
{
  return keys;
}

static void
install (GtkApplication *application)
{
  for (const GlsKey *key = keys; key->title != NULL; key++)
    if (key->action != NULL)
      {
        g_auto (GStrv) accels = g_strsplit (gls_key_map_get (key), " ", -1);

        gtk_application_set_accels_for_action (application, key->action, (const char * const *) accels);
      }
}

void
gls_keys_install (GtkApplication *application)
{
  /* Asked first, the map hears of a change before this does. */
  install (application);
  g_signal_connect_object (gls_settings_get_default (), "changed::" GLS_SETTING_KEYS, G_CALLBACK (install), application,
                           G_CONNECT_SWAPPED);
}

char *
gls_keys_dup_accel_label (const GlsKey *key)
{
  g_auto (GStrv) accels = g_strsplit (gls_key_map_get (key), " ", 2);
  guint keyval;
  GdkModifierType modifiers;

  if (accels[0] == NULL || !gtk_accelerator_parse (accels[0], &keyval, &modifiers))
    return g_strdup ("");
  return gtk_accelerator_get_label (keyval, modifiers);
}

char *
gls_keys_dup_label (const char *action)
{
  for (const GlsKey *key = keys; key->title != NULL; key++)
    if (g_strcmp0 (key->action, action) == 0 && action != NULL)
      {
        char *label = gls_keys_dup_accel_label (key);

        if (*label == '\0')
          g_clear_pointer (&label, g_free);
        return label;
      }
  return NULL;
}

static void
show_tooltip (GtkWidget *widget)
{
  const char *tooltip = g_object_get_data (G_OBJECT (widget), "gls-tooltip");
  g_autofree char *label = gls_keys_dup_label (g_object_get_data (G_OBJECT (widget), "gls-tooltip-action"));
  g_autofree char *both = label != NULL ? g_strdup_printf ("%s (%s)", tooltip, label) : g_strdup (tooltip);

  gtk_widget_set_tooltip_text (widget, both);
}

void
gls_keys_set_tooltip (GtkWidget *widget, const char *tooltip, const char *action)
{
  /* A changed key changes the words. */
  if (g_object_get_data (G_OBJECT (widget), "gls-tooltip") == NULL)
    g_signal_connect_object (gls_settings_get_default (), "changed::" GLS_SETTING_KEYS, G_CALLBACK (show_tooltip), widget,
                             G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (widget), "gls-tooltip", g_strdup (tooltip), g_free);
  g_object_set_data_full (G_OBJECT (widget), "gls-tooltip-action", g_strdup (action), g_free);
  show_tooltip (widget);
  /* A button with words is named by them already; a second name would be read before the first. */
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return;
  if (GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)) != NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

static gunichar
latin_of_keyval (guint keyval)
{
  gunichar letter = gdk_keyval_to_unicode (gdk_keyval_to_lower (keyval));

  return letter < 0x80 && (g_ascii_isalnum (letter) || letter == '/' || letter == '-') ? letter : 0;
}

/* The key's place on an evdev keyboard, as US layouts have it. */
static gunichar
latin_of_place (guint keycode)
{
  static const struct { guint first; const char *row; } rows[] = { { 10, "1234567890-" }, { 24, "qwertyuiop" }, { 38, "asdfghjkl" }, { 52, "zxcvbnm" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (keycode >= rows[i].first && keycode < rows[i].first + strlen (rows[i].row))
      return rows[i].row[keycode - rows[i].first];
  return 0;
}

gunichar
gls_keys_get_latin (GdkDisplay *display, guint keyval, guint keycode)
{
  gboolean by_place = gls_settings_get_boolean (gls_settings_get_default (), GLS_SETTING_BY_POSITION);
  gunichar letter = by_place ? latin_of_place (keycode) : 0;
  g_autofree GdkKeymapKey *positions = NULL;
  g_autofree guint *keyvals = NULL;
  int n = 0;

  if (letter == 0)
    letter = latin_of_keyval (keyval);
  if (letter != 0)
    return letter;
  /* A key that types a letter of another script: what it would be in any other group of the layout. */
  if (g_unichar_isalpha (gdk_keyval_to_unicode (keyval)) && gdk_display_map_keycode (display, keycode, &positions, &keyvals, &n))
    for (int i = 0; i < n; i++)
      if (positions[i].level == 0 && (letter = latin_of_keyval (keyvals[i])) != 0)
        return letter;
  /* A layout with one group only; digits that are typed with Shift, or are those of another script. */
  letter = latin_of_place (keycode);
  return g_unichar_isalpha (gdk_keyval_to_unicode (keyval)) || (letter != 0 && !g_ascii_isalpha (letter)) ? letter : 0;
}

const char *
gls_keys_get_role_key (guint number)
{
  static const char * const keys_of_roles[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "-" };

  return number > 0 && number <= G_N_ELEMENTS (keys_of_roles) ? keys_of_roles[number - 1] : NULL;
}
