// Who may read what: Lake Formation tables whose columns carry tags, S3 Access Grants on locations, and what jobs read.
#pragma once

#include <string>
#include <vector>

#include "outlive/directory.hpp"

namespace outlive {

/// A tag and the values that go with it: one for a column, those that a grant allows for a grant.
struct Tag {
  std::string key;
  std::vector<std::string> values;
};

struct Column {
  std::string name;
  std::vector<Tag> tags;  // in effect: the column's own, else the table's, else the database's (LF-TBAC)
};

struct Table {
  std::string name;  // "database.table"
  std::vector<Column> columns;
};

/// Holds from one moment until another: on what all its tags match, or on what lies under its location.
struct Grant {
  Principal to;
  std::vector<Tag> tags = {};  // Lake Formation: OR within a key, AND over keys (LF-EXPR)
  std::string location = {};   // S3 Access Grants, if it has no tags
  Moment from = set_in_file;
  Moment until{Instant::max(), 0};
};

struct AccessCatalog {
  std::vector<Table> tables;
  std::vector<Grant> grants;
};

/// What a job reads while it works, and how often it has its credentials renewed.
struct Reads {
  std::vector<Number> tables = {};        // among AccessCatalog::tables
  std::vector<std::string> columns = {};  // that it cannot do without, of every table
  std::vector<std::string> locations = {};
  Duration renews_every = from_settings;  // from_settings: when the first of its credentials expires
};

}  // namespace outlive
