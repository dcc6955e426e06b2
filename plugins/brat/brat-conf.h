/* SPDX-License-Identifier: GPL-3.0-or-later */
/* annotation.conf and visual.conf of brat (https://brat.nlplab.org/configuration.html) as a codebook, and a codebook as
 * annotation.conf. */
#pragma once

#include <glossator-plugin.h>

#include <plugin-strings.h>

typedef struct {
  char   *name;
  char  **types;     /* none: any */
  size_t  n_types, room;
  bool    required, many;
} BratRole;

typedef struct {
  char     *name;
  char     *color;   /* "#rrggbb" or NULL */
  bool      event;
  BratRole *roles;
  size_t    n_roles, room;
} BratType;

typedef struct {
  char     *name;
  BratRole  from, to;
} BratRelation;

typedef struct {
  char     *name;
  BratRole  on;      /* types it belongs to */
  char    **values;
  size_t    n_values, room;
} BratAttribute;

typedef struct {
  BratType      *types;
  size_t         n_types, room_types;
  BratRelation  *relations;
  size_t         n_relations, room_relations;
  BratAttribute *attributes;
  size_t         n_attributes, room_attributes;
} BratConf;

/* What cannot be understood is reported with its line. */
void  brat_conf_read        (BratConf *conf, const char *data, size_t n_bytes, const char *name, const GlsPluginHost *host);
/* Colours of types, from the section [drawing]. */
void  brat_conf_read_visual (BratConf *conf, const char *data, size_t n_bytes);
void  brat_conf_clear       (BratConf *conf);
const BratType *brat_conf_find_type (const BratConf *conf, const char *name);
/* Adds the type, and to it the role or the attribute value, that a file uses; where there is no configuration to say so. */
void  brat_conf_add_type      (BratConf *conf, const char *name, bool event);
void  brat_conf_add_role      (BratConf *conf, const char *type, const char *role);
void  brat_conf_add_relation  (BratConf *conf, const char *name);
void  brat_conf_add_attribute (BratConf *conf, const char *name, const char *type, const char *value);
/* As codebook JSON. */
void  brat_conf_write_json  (const BratConf *conf, PluginString *json);
/* The codebook of a run as annotation.conf. */
void  brat_conf_write       (const GlsPluginRun *run, PluginString *text);
/* A name as brat can hold it: letters, digits, "_" and "-". */
void  brat_append_name      (PluginString *string, const char *name);
