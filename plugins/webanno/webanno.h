/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of WebAnno TSV 3 as read, and what the files of the plugin share.
 * Format: INCEpTION User Guide, appendix "WebAnno TSV 3.x file format". Offsets in it count UTF-16 units; here they are bytes. */
#pragma once

#include <glossator-plugin.h>
#include <plugin-strings.h>

typedef enum { WEBANNO_SPAN, WEBANNO_RELATION, WEBANNO_CHAIN } WebannoKind;

typedef struct {
  char  *name;
  bool   slot;      /* two columns: roles and who fills them */
  char  *target;    /* of a slot: full name of the layer that fills it */
} WebannoFeature;

typedef struct {
  WebannoKind     kind;
  char           *full, *name;      /* "webanno.custom.Span", "Span" */
  WebannoFeature *features;
  size_t          n_features, room_features;
  char           *base;             /* of a relation: full name of the layer it ties */
  size_t          column, n_columns;/* from 0, behind address, offsets and token */
} WebannoLayer;

/* A token or a part of one. */
typedef struct {
  char    *address;                 /* "1-3", "1-3.1" */
  uint32_t start, end;              /* in the file UTF-16 units; bytes once the file is read */
  size_t   line;
} WebannoRow;

typedef struct {
  size_t   feature;
  char    *role;
  char    *address;
  uint32_t id;                      /* 0: none */
  size_t   line;
} WebannoSlot;

typedef struct {
  size_t       layer;               /* n_layers: a bare token that a relation ties */
  uint32_t     id;                  /* disambiguates within the layer; 0: none */
  uint32_t     chain, place;        /* of a chain's link */
  size_t       first_row, last_row;
  char       **values;              /* a feature's, NULL where it has none */
  WebannoSlot *slots;
  size_t       n_slots, room_slots;
} WebannoMark;

typedef struct {
  size_t   layer;
  char    *name;                    /* of its relation type */
  size_t   row;                     /* of the target */
  char    *address;                 /* of the source */
  uint32_t from, to;                /* ids; 0: none */
} WebannoTie;

typedef struct {
  char         *file;               /* its name within the source */
  PluginString  text;
  WebannoLayer *layers;
  size_t        n_layers, room_layers;
  WebannoRow   *rows;
  size_t        n_rows, room_rows;
  WebannoMark  *marks;              /* in the order of their first row */
  size_t        n_marks, room_marks;
  WebannoTie   *ties;
  size_t        n_ties, room_ties;
} WebannoFile;

/* false: it is none of this format, or its offsets make no sense, which was reported. Other faults are reported with their
 * line, and what they are about is left out. */
bool   webanno_read     (WebannoFile *file, const char *name, const char *text, size_t n_bytes, const GlsPluginHost *host);
void   webanno_clear    (WebannoFile *file);
void   webanno_complain (const WebannoFile *file, size_t line, const char *why, const GlsPluginHost *host);

/* A name for the layer in the codebook: the short one, unless two layers share it. */
const char *webanno_type (const WebannoFile *file, size_t layer);
/* The types, attributes, roles and relations of all files, as codebook JSON; false: there are none. */
bool   webanno_write_codebook (const WebannoFile *files, size_t n_files, PluginString *json);
/* The marks of @file in the document emitted last. @set: whose; NULL: the importing person's. */
int    webanno_emit     (const WebannoFile *file, const char *set, const GlsPluginHost *host);
