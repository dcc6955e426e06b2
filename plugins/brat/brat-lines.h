/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of brat standoff (.ann) as it stands, line by line: https://brat.nlplab.org/standoff.html. Offsets are characters. */
#pragma once

#include <glossator-plugin.h>

#include <plugin-strings.h>

/* FALSE: it was cancelled; asked now and then. */
#define BRAT_GO_ON(host, i) ((i) % 64 != 0 || !(host)->cancelled (host))

/* T1<TAB>Type 0 5;8 12<TAB>words */
typedef struct {
  char           *id, *type, *words;
  GlsPluginRange *fragments;
  size_t          n_fragments;
  size_t          line;
} BratSpan;

/* E1<TAB>Type:T1 Role:T2 Role2:E3, and R1<TAB>Type Arg1:T1 Arg2:T2, and *<TAB>Type T1 T2 T3 (roles NULL). */
typedef struct {
  char   *id;        /* NULL: "*" */
  char   *type;
  char   *trigger;   /* events */
  char  **roles, **fillers;
  size_t  n_fillers, room_roles, room_fillers;
  size_t  line;
} BratLink;

/* A1<TAB>Name T1 Value, N1<TAB>Reference T1 RID:EID<TAB>name, #1<TAB>AnnotatorNotes T1<TAB>text */
typedef struct {
  char   kind;       /* 'A', 'N', '#' */
  char  *name, *target, *value, *text;
  size_t line;
} BratRemark;

typedef struct {
  BratSpan   *spans;
  size_t      n_spans, room_spans;
  BratLink   *events;
  size_t      n_events, room_events;
  BratLink   *relations;
  size_t      n_relations, room_relations;
  BratRemark *remarks;
  size_t      n_remarks, room_remarks;
} BratFile;

/* Reads all lines that are right; each other one is reported with its number and why. @n_characters: length of the text.
 * @quiet: nothing is reported. Ends early where the run was cancelled. */
void brat_file_read  (BratFile *file, const char *data, size_t n_bytes, uint32_t n_characters,
                      const char *name, const GlsPluginHost *host, bool quiet);
void brat_file_clear (BratFile *file);
