/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement as a page, a table and a picture. It computes nothing itself and reads no project. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-alpha.h>

#include "gls-picture.h"
#include "gls-report.h"

/* Beyond so many documents their table is cut; the CSV has all. */
#define MOST_DOCUMENTS 200

static const char * const measures[] = { "percent", "krippendorff_alpha", NULL };
static const char * const span_measures[]
    = { "gamma", "gamma_cat", "alpha_u_2004", "u_alpha_2016", "bar_u_alpha_2016", "cu_alpha_2016", NULL };

const char * const *
gls_report_list_span_measures (void)
{
  return span_measures;
}

gboolean
gls_report_measure_spans (const GlsAgreement *agreement, const char *measure, GlsFigure *figure)
{
  guint which = 0;

  while (span_measures[which] != NULL && strcmp (span_measures[which], measure) != 0)
    which++;
  switch (which)
    {
    case 0: *figure = agreement->gamma.gamma; break;
    case 1: *figure = agreement->gamma.cat; break;
    case 2: *figure = gls_alpha_u_2004 (agreement->units, GLS_CODING_MISSING); break;
    case 3: *figure = gls_alpha_u_2016 (agreement->units, GLS_ALPHA_U, 0); break;
    case 4: *figure = gls_alpha_u_2016 (agreement->units, GLS_ALPHA_U_BAR, 0); break;
    case 5: *figure = gls_alpha_u_2016 (agreement->units, GLS_ALPHA_CU, 0); break;
    default: return FALSE;
    }
  return TRUE;
}

/* --- Cells ------------------------------------------------------------------------------------------------------------ */

static char *
show (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (isnan (value) ? "–" : g_ascii_formatd (buffer, sizeof buffer, "%.3f", value));
}

/* @tag: "td" or "th". */
static void
put_cell (GString *out, const char *tag, const char *text)
{
  g_autofree char *escaped = gls_picture_escape (text != NULL ? text : "");

  g_string_append_printf (out, "<%s>%s</%s>", tag, escaped, tag);
}

static void
put_number (GString *out, double value)
{
  g_autofree char *text = show (value);

  g_string_append_printf (out, "<td class=\"n\">%s</td>", text);
}

static void
put_count (GString *out, guint n)
{
  g_string_append_printf (out, "<td class=\"n\">%u</td>", n);
}

/* NULL-ended headers. */
static void
begin_table (GString *out, const char * const *headers)
{
  g_string_append (out, "<table>\n<thead><tr>");
  for (guint i = 0; headers[i] != NULL; i++)
    put_cell (out, "th", headers[i]);
  g_string_append (out, "</tr></thead>\n<tbody>\n");
}

static void
end_table (GString *out)
{
  g_string_append (out, "</tbody>\n</table>\n");
}

static void
put_heading (GString *out, const char *text)
{
  put_cell (out, "h2", text);
  g_string_append_c (out, '\n');
}

static void
put_reason (GString *out, const GlsFigure *figure)
{
  put_cell (out, "td", gls_undefined_explain (figure->undefined));
}

/* --- Sections --------------------------------------------------------------------------------------------------------- */

static void
write_left_out (const GlsAgreement *agreement, GString *out)
{
  const struct { const char *what; guint n; } rows[] = {
    { _("Documents compared"), agreement->documents->len },
    { _("Annotations compared"), agreement->n_annotations },
    { _("Documents changed since they were done"), agreement->n_changed },
    { _("Pieces of work without a status, counted as done"), agreement->n_untold },
    { _("Left out: documents that one person only worked on"), agreement->n_alone },
    { _("Left out: work that is begun and not done"), agreement->n_not_done },
    { _("Left out: annotations in boilerplate and repeats"), agreement->n_passed_over },
  };

  put_heading (out, _("What was compared"));
  g_string_append (out, "<table><tbody>\n");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_string_append (out, "<tr>");
      put_cell (out, "td", rows[i].what);
      put_count (out, rows[i].n);
      g_string_append (out, "</tr>\n");
    }
  end_table (out);
}

static void
write_features (const GlsAgreement *agreement, GString *out)
{
  const char * const headers[] = { _("Feature"), _("Measure"), _("Items"), _("One person only"), _("Value"),
                                   /* xgettext:no-c-format */ _("95 % interval"),
                                   _("Now"), _("Without suggestions"), _("Undefined because"), NULL };

  put_heading (out, _("By feature"));
  put_cell (out, "p", _("Values as each person's work stood when it was done; “now” counts later changes, “without suggestions” "
                        "leaves out what two people accepted from one plugin."));
  begin_table (out, headers);
  for (guint i = 0; i < agreement->tables->len; i++)
    for (guint m = 0; measures[m] != NULL; m++)
      {
        const GlsAgreeTable *table = g_ptr_array_index (agreement->tables, i);
        const GlsAgreeTable *now_table = gls_agreement_find_table (agreement->tables_now, table->feature);
        GlsFigure figure, now, unsuggested;
        double low = NAN, high = NAN;
        g_autofree char *a = NULL, *b = NULL, *interval = NULL;

        gls_agreement_measure_table (table, measures[m], &figure);
        gls_agreement_measure_table (now_table != NULL ? now_table : table, measures[m], &now);
        gls_agreement_measure_unsuggested (table, measures[m], &unsuggested);
        if (!isnan (figure.value))
          gls_agreement_interval (table->coding, measures[m], &low, &high);
        a = show (low);
        b = show (high);
        interval = isnan (low) ? g_strdup ("") : g_strdup_printf ("%s … %s", a, b);
        g_string_append (out, "<tr>");
        put_cell (out, "td", table->feature);
        put_cell (out, "td", measures[m]);
        put_count (out, table->coding->n_items);
        put_count (out, table->n_single);
        put_number (out, figure.value);
        g_string_append_printf (out, "<td class=\"n\">%s</td>", interval);
        put_number (out, now.value);
        put_number (out, unsuggested.value);
        put_reason (out, &figure);
        g_string_append (out, "</tr>\n");
      }
  end_table (out);
}

static void
write_spans (const GlsAgreement *agreement, GString *out)
{
  const char * const headers[] = { _("Measure"), _("Value"), _("Undefined because"), NULL };

  put_heading (out, _("Marks on the text as a whole"));
  begin_table (out, headers);
  for (guint i = 0; span_measures[i] != NULL; i++)
    {
      GlsFigure figure;

      gls_report_measure_spans (agreement, span_measures[i], &figure);
      g_string_append (out, "<tr>");
      put_cell (out, "td", span_measures[i]);
      put_number (out, figure.value);
      put_reason (out, &figure);
      g_string_append (out, "</tr>\n");
    }
  end_table (out);
}

static void
write_types (const GlsAgreement *agreement, GString *out)
{
  const char * const headers[] = { _("Type"), _("Annotations"), _("Measure"), _("Value"), _("Undefined because"), NULL };

  put_heading (out, _("Marks on the text by type"));
  begin_table (out, headers);
  for (guint i = 0; i < agreement->types->len; i++)
    for (guint m = 0; m < GLS_TYPE_N_MEASURES; m++)
      {
        const GlsAgreeType *type = g_ptr_array_index (agreement->types, i);

        g_string_append (out, "<tr>");
        put_cell (out, "td", type->name);
        put_count (out, type->n_units);
        put_cell (out, "td", gls_agree_type_measure_to_string (m));
        put_number (out, type->figures[m].value);
        put_reason (out, &type->figures[m]);
        g_string_append (out, "</tr>\n");
      }
  end_table (out);
}

char *
gls_report_draw_pairs (const GlsAgreement *agreement)
{
  guint n = g_strv_length (agreement->people);
  g_autofree double *values = g_new (double, (gsize) n * n + 1);

  for (guint i = 0; i < n * n; i++)
    values[i] = NAN;
  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      const GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);

      values[pair->a * n + pair->b] = values[pair->b * n + pair->a] = pair->overlapping.f1;
    }
  return gls_picture_heat_map (_("Who agrees with whom: F1 of overlapping marks"), (const char * const *) agreement->people,
                               (const char * const *) agreement->people, values, 1, 2);
}

static void
write_pairs (const GlsAgreement *agreement, GString *out)
{
  const char * const headers[] = { _("Pair"), _("Documents"), _("F1 exact"), _("F1 overlapping"), _("F1 of boundaries"), NULL };
  g_autofree char *picture = gls_report_draw_pairs (agreement);

  put_heading (out, _("By pair"));
  g_string_append (out, picture);
  begin_table (out, headers);
  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      const GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);
      g_autofree char *name = g_strdup_printf ("%s, %s", agreement->people[pair->a], agreement->people[pair->b]);

      g_string_append (out, "<tr>");
      put_cell (out, "td", name);
      put_count (out, pair->n_documents);
      put_number (out, pair->exact.f1);
      put_number (out, pair->overlapping.f1);
      put_number (out, pair->boundary.f1);
      g_string_append (out, "</tr>\n");
    }
  end_table (out);
}

static void
write_chains (const GlsAgreement *agreement, GString *out)
{
  const char * const headers[] = { _("Pair"), _("Mentions"), "MUC", "B³", "CEAF-e", _("Mean"), NULL };
  gboolean any = FALSE;

  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      const GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);
      g_autofree char *name = g_strdup_printf ("%s, %s", agreement->people[pair->a], agreement->people[pair->b]);

      if (isnan (pair->chains.b_cubed))
        continue;
      if (!any)
        {
          put_heading (out, _("Entities as chains: F1 of the mentions both have marked"));
          begin_table (out, headers);
          any = TRUE;
        }
      g_string_append (out, "<tr>");
      put_cell (out, "td", name);
      put_count (out, pair->chains.n_mentions);
      put_number (out, pair->chains.muc);
      put_number (out, pair->chains.b_cubed);
      put_number (out, pair->chains.ceaf_e);
      put_number (out, pair->chains.mean);
      g_string_append (out, "</tr>\n");
    }
  if (any)
    end_table (out);
}

/* What was found, and its boundary and type, by type, document or month. */
static const char * const parted[] = { "found", "boundary", "type", NULL };

static void
write_parts (const GlsAgreement *agreement, GlsAgreePartition partition, const char *heading, const char *column, GString *out)
{
  const char * const headers[] = { _("Feature"), column, _("Measure"), _("Items"), _("Value"), _("Undefined because"), NULL };

  put_heading (out, heading);
  begin_table (out, headers);
  for (guint f = 0; parted[f] != NULL; f++)
    {
      const GlsAgreeTable *table = gls_agreement_find_table (agreement->tables, parted[f]);
      g_autoptr (GPtrArray) parts = table != NULL ? gls_agreement_break_down (agreement, table, partition, "percent") : NULL;

      for (guint i = 0; parts != NULL && i < MIN (parts->len, MOST_DOCUMENTS); i++)
        {
          const GlsAgreePart *part = g_ptr_array_index (parts, i);

          g_string_append (out, "<tr>");
          put_cell (out, "td", parted[f]);
          put_cell (out, "td", *part->name != '\0' ? part->name : _("not known"));
          put_cell (out, "td", "percent");
          put_count (out, part->figure.n_items);
          put_number (out, part->figure.value);
          put_reason (out, &part->figure);
          g_string_append (out, "</tr>\n");
        }
    }
  end_table (out);
}

/* A line a feature over the months that have items. */
static void
draw_months (const GlsAgreement *agreement, GString *out)
{
  const GlsAgreeTable *found = gls_agreement_find_table (agreement->tables, "found");
  g_autoptr (GPtrArray) months = found != NULL ? gls_agreement_break_down (agreement, found, GLS_PART_MONTH, "percent") : NULL;
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autofree double *values = NULL;
  g_autofree char *picture = NULL;

  for (guint i = 0; months != NULL && i < months->len; i++)
    if (*((GlsAgreePart *) g_ptr_array_index (months, i))->name != '\0')
      g_ptr_array_add (steps, ((GlsAgreePart *) g_ptr_array_index (months, i))->name);
  if (steps->len < 2)
    return;
  values = g_new (double, (gsize) steps->len * G_N_ELEMENTS (parted));
  for (guint f = 0; parted[f] != NULL; f++)
    {
      const GlsAgreeTable *table = gls_agreement_find_table (agreement->tables, parted[f]);
      g_autoptr (GPtrArray) parts = table != NULL ? gls_agreement_break_down (agreement, table, GLS_PART_MONTH, "percent") : NULL;

      for (guint s = 0; s < steps->len; s++)
        {
          values[f * steps->len + s] = NAN;
          for (guint i = 0; parts != NULL && i < parts->len; i++)
            if (strcmp (((GlsAgreePart *) g_ptr_array_index (parts, i))->name, g_ptr_array_index (steps, s)) == 0)
              values[f * steps->len + s] = ((GlsAgreePart *) g_ptr_array_index (parts, i))->figure.value;
        }
    }
  g_ptr_array_add (steps, NULL);
  picture = gls_picture_lines (_("Agreement over time, as a share of one"), parted, (const char * const *) steps->pdata, values, 0);
  g_string_append (out, picture);
}

static void
write_confusion (const GlsAgreement *agreement, guint a, guint b, GString *out)
{
  g_autoptr (GlsConfusion) confusion = gls_agreement_confuse (agreement, "type", a, b);
  g_autofree double *values = NULL;
  g_autofree char *title = NULL, *picture = NULL;
  double most = 1;

  if (confusion == NULL)
    return;
  values = g_new (double, (gsize) confusion->n * confusion->n + 1);
  for (guint i = 0; i < confusion->n * confusion->n; i++)
    {
      values[i] = confusion->counts[i];
      most = MAX (most, values[i]);
    }
  /* Translators: two people's names. */
  title = g_strdup_printf (_("Rows: what %s says; columns: what %s says; –: not found"), agreement->people[a], agreement->people[b]);
  picture = gls_picture_heat_map (title, (const char * const *) confusion->names, (const char * const *) confusion->names, values, most, 0);
  put_cell (out, "h3", title);
  g_string_append (out, picture);
}

/* --- The whole --------------------------------------------------------------------------------------------------------- */

static void
write_head (const char *title, GString *out)
{
  static const char style[] = "body{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em;line-height:1.4}"
                              "table{border-collapse:collapse;margin:1em 0}th,td{border:1px solid #999;padding:.25em .6em;text-align:start}"
                              "td.n{text-align:end;font-variant-numeric:tabular-nums}svg{background:#fff;max-width:100%;height:auto}"
                              "@media(prefers-color-scheme:dark){body{background:#1e1e1e;color:#eee}}@media print{h2{break-after:avoid}}";
  const char * const *languages = g_get_language_names ();
  g_autofree char *language = g_strdup (languages[0]);
  g_autofree char *escaped = gls_picture_escape (title);

  g_strdelimit (language, "_", '-');
  if (strpbrk (language, ".@") != NULL)
    *strpbrk (language, ".@") = '\0';
  g_string_append_printf (out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n"
                          "<style>%s</style>\n</head>\n<body>\n<h1>%s</h1>\n",
                          strcmp (language, "C") != 0 ? language : "en", g_str_has_prefix (language, "ar") ? "rtl" : "ltr", escaped, style, escaped);
}

void
gls_report_write_html (const GlsAgreement *agreement, const char *name, GString *out)
{
  g_autofree char *title = g_strdup_printf (_("Agreement in %s"), name);
  g_autofree char *people = g_strjoinv (", ", agreement->people);

  write_head (title, out);
  put_cell (out, "p", people);
  write_left_out (agreement, out);
  write_features (agreement, out);
  write_spans (agreement, out);
  write_types (agreement, out);
  write_pairs (agreement, out);
  write_chains (agreement, out);
  write_parts (agreement, GLS_PART_TYPE, _("By type"), _("Type"), out);
  write_parts (agreement, GLS_PART_DOCUMENT, _("By document"), _("Document"), out);
  write_parts (agreement, GLS_PART_MONTH, _("Over time"), _("Month"), out);
  draw_months (agreement, out);
  put_heading (out, _("Who said what where another said something else"));
  for (guint a = 0; agreement->people[a] != NULL; a++)
    for (guint b = a + 1; agreement->people[b] != NULL; b++)
      write_confusion (agreement, a, b, out);
  g_string_append (out, "</body>\n</html>\n");
}

/* What spreadsheets take for the beginning of a formula, in full width, too (OWASP, "CSV injection"). A number is none. */
static gboolean
begins_formula (const char *text)
{
  gunichar first = g_utf8_get_char (text);
  char *end = NULL;

  if (*text == '\0' || (strchr ("=+-@\t\r\n", *text) == NULL && first != 0xff1d && first != 0xff0b && first != 0xff0d && first != 0xff20))
    return FALSE;
  g_ascii_strtod (text, &end);
  return end == text || *end != '\0';
}

static void
put_field (GString *out, const char *text, gboolean last)
{
  gboolean formula = begins_formula (text), quoted = formula || strpbrk (text, ",;\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (out, '"');
  if (formula)
    g_string_append_c (out, '\'');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  if (quoted)
    g_string_append_c (out, '"');
  g_string_append (out, last ? "\r\n" : ",");
}

static void
put_value (GString *out, double value)
{
  g_autofree char *text = show (value);

  put_field (out, isnan (value) ? "" : text, FALSE);
}

static void
put_row (GString *out, const char *feature, const char *part, const char *measure, const GlsFigure *figure, double low, double high,
         double now, double unsuggested)
{
  g_autofree char *items = g_strdup_printf ("%u", figure->n_items);
  const char *why = gls_undefined_explain (figure->undefined);

  put_field (out, feature, FALSE);
  put_field (out, part, FALSE);
  put_field (out, measure, FALSE);
  put_field (out, items, FALSE);
  put_value (out, figure->value);
  put_value (out, low);
  put_value (out, high);
  put_value (out, now);
  put_value (out, unsuggested);
  put_field (out, why != NULL ? why : "", TRUE);
}

static void
put_table (const GlsAgreement *agreement, const GlsAgreeTable *table, const char *measure, GString *out)
{
  const GlsAgreeTable *now_table = gls_agreement_find_table (agreement->tables_now, table->feature);
  GlsFigure figure, now, unsuggested;
  double low = NAN, high = NAN;

  gls_agreement_measure_table (table, measure, &figure);
  gls_agreement_measure_table (now_table != NULL ? now_table : table, measure, &now);
  gls_agreement_measure_unsuggested (table, measure, &unsuggested);
  if (!isnan (figure.value))
    gls_agreement_interval (table->coding, measure, &low, &high);
  put_row (out, table->feature, "", measure, &figure, low, high, now.value, unsuggested.value);
  for (int partition = GLS_PART_TYPE; partition <= GLS_PART_PAIR; partition++)
    {
      g_autoptr (GPtrArray) parts = gls_agreement_break_down (agreement, table, partition, measure);

      for (guint i = 0; i < parts->len; i++)
        {
          const GlsAgreePart *part = g_ptr_array_index (parts, i);

          put_row (out, table->feature, part->name, measure, &part->figure, NAN, NAN, NAN, NAN);
        }
    }
}

static void
put_pair (const GlsAgreement *agreement, const GlsAgreePair *pair, GString *out)
{
  const struct { const char *feature, *measure; double value; guint n; } scores[] = {
    { "spans", "f1_exact", pair->exact.f1, pair->exact.n_a + pair->exact.n_b },
    { "spans", "f1_overlapping", pair->overlapping.f1, pair->overlapping.n_a + pair->overlapping.n_b },
    { "spans", "f1_boundary", pair->boundary.f1, pair->boundary.n_a + pair->boundary.n_b },
    { "entity", "muc", pair->chains.muc, pair->chains.n_mentions },
    { "entity", "b_cubed", pair->chains.b_cubed, pair->chains.n_mentions },
    { "entity", "ceaf_e", pair->chains.ceaf_e, pair->chains.n_mentions },
    { "entity", "conll", pair->chains.mean, pair->chains.n_mentions },
  };
  g_autofree char *name = g_strdup_printf ("%s, %s", agreement->people[pair->a], agreement->people[pair->b]);

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      GlsFigure figure = { .value = scores[i].value, .observed = NAN, .expected = NAN, .n_items = scores[i].n };

      if (isnan (figure.value))
        figure.undefined = GLS_UNDEFINED_NO_ITEMS;
      put_row (out, scores[i].feature, name, scores[i].measure, &figure, NAN, NAN, NAN, NAN);
    }
}

void
gls_report_write_csv (const GlsAgreement *agreement, GString *out)
{
  g_string_append (out, "feature,part,measure,items,value,low,high,now,without_suggestions,reason\r\n");
  for (guint i = 0; span_measures[i] != NULL; i++)
    {
      GlsFigure figure;

      gls_report_measure_spans (agreement, span_measures[i], &figure);
      put_row (out, "spans", "", span_measures[i], &figure, NAN, NAN, NAN, NAN);
    }
  for (guint i = 0; i < agreement->types->len; i++)
    for (guint m = 0; m < GLS_TYPE_N_MEASURES; m++)
      {
        const GlsAgreeType *type = g_ptr_array_index (agreement->types, i);

        put_row (out, "spans", type->name, gls_agree_type_measure_to_string (m), &type->figures[m], NAN, NAN, NAN, NAN);
      }
  for (guint i = 0; i < agreement->pairs->len; i++)
    put_pair (agreement, &g_array_index (agreement->pairs, GlsAgreePair, i), out);
  for (guint i = 0; i < agreement->tables->len; i++)
    for (guint m = 0; measures[m] != NULL; m++)
      put_table (agreement, g_ptr_array_index (agreement->tables, i), measures[m], out);
}
