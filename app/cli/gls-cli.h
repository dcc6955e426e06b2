/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of `gloss` share: their table, how they open a project, fail and report. */
#pragma once

#include <gio/gio.h>
#include <gls-json-writer.h>
#include <gls-project.h>

G_BEGIN_DECLS

/* Exit codes. */
enum { GLS_EXIT_DONE = 0, GLS_EXIT_FINDINGS = 1, GLS_EXIT_USAGE = 2, GLS_EXIT_FAILURE = 3 };

typedef struct {
  const char *name;
  const char *arguments;  /* "PROJECT FILE..." */
  const char *summary;    /* marked with N_() */
  guint       n_least;    /* positional arguments */
  guint       n_most;
  int       (*run) (const char *name, int argc, char **argv);
} GlsCommand;

extern const GlsCommand gls_commands[];

/* Parses @options (NULL-ended) out of argv; what is left are the positional arguments, argv[0] among them no more.
 * NULL: *@exit_code says how to leave (help was printed, or one line on standard error). */
char      **gls_cli_parse      (const char *name, int argc, char **argv, const GOptionEntry *options, int *exit_code);
/* "gloss: what: why"; returns @exit_code. */
int         gls_cli_fail       (int exit_code, const char *format, ...) G_GNUC_PRINTF (2, 3);
int         gls_cli_fail_error (const GError *error);
/* NULL: said why on standard error. */
GlsProject *gls_cli_open       (const char *path, GlsOpenFlags flags);
/* @by, else $GLS_PERSON, else the login's name. */
const char *gls_cli_person     (const char *by);
/* A name that a set of a person cannot have is refused with a line on standard error. */
gboolean    gls_cli_check_person (const char *name);
void        gls_cli_print_json (GString *json);
/* A shipped codebook by its name, one from a file, or that of an export. @option: what named it, for errors. */
GlsCodebook *gls_cli_load_codebook (const char *option, const char *name, GPtrArray *unknown, GError **error);
/* Changes of the guideline and the decisions behind them; @type nullable. The exit code. */
int         gls_cli_print_codebook_log (GlsProject *project, const char *type, gboolean json);
const GlsCommand *gls_cli_find_command (const char *name);

/* A table for people: columns as wide as their widest cell, the last one cut to the terminal's width. */
typedef struct _GlsTable GlsTable;

/* @headers: names, NULL-ended; one that begins with ">" is set flush right. */
GlsTable   *gls_table_new      (const char * const *headers);
void        gls_table_add      (GlsTable *table, ...) G_GNUC_NULL_TERMINATED;
/* As many cells as headers; NULL: empty. */
void        gls_table_add_row  (GlsTable *table, const char * const *cells);
void        gls_table_print    (GlsTable *table);
void        gls_table_free     (GlsTable *table);

int gls_command_new       (const char *name, int argc, char **argv);
int gls_command_codebook  (const char *name, int argc, char **argv);
int gls_command_import    (const char *name, int argc, char **argv);
int gls_command_documents (const char *name, int argc, char **argv);
int gls_command_stats     (const char *name, int argc, char **argv);
int gls_command_entities  (const char *name, int argc, char **argv);
int gls_command_export    (const char *name, int argc, char **argv);
int gls_command_search    (const char *name, int argc, char **argv);
int gls_command_undo      (const char *name, int argc, char **argv);
int gls_command_history   (const char *name, int argc, char **argv);
int gls_command_check     (const char *name, int argc, char **argv);
int gls_command_agreement (const char *name, int argc, char **argv);
int gls_command_extract   (const char *name, int argc, char **argv);
int gls_command_accept    (const char *name, int argc, char **argv);
int gls_command_validate  (const char *name, int argc, char **argv);
int gls_command_evaluate  (const char *name, int argc, char **argv);
int gls_command_acceptance (const char *name, int argc, char **argv);
int gls_command_runs      (const char *name, int argc, char **argv);
int gls_command_plugins   (const char *name, int argc, char **argv);
int gls_command_disagreements (const char *name, int argc, char **argv);
int gls_command_adjudicate (const char *name, int argc, char **argv);
int gls_command_merge     (const char *name, int argc, char **argv);
int gls_command_publish   (const char *name, int argc, char **argv);
int gls_command_report    (const char *name, int argc, char **argv);
int gls_command_give      (const char *name, int argc, char **argv);
int gls_command_collect   (const char *name, int argc, char **argv);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsTable, gls_table_free)

G_END_DECLS
