// Whether credentials are vended to who asks for them, and what they let their holder see (rules DATA-1, DATA-2).
//
//   const Decision decision = decide(catalog, directory, reads, maria, {at, line});
//   if (decision.allowed) use(decision.columns[0]);  // of reads.tables[0]
#pragma once

#include <string_view>
#include <vector>

#include "outlive/access.hpp"
#include "outlive/directory.hpp"

namespace outlive::access {

struct Decision {
  bool allowed = false;
  std::vector<std::vector<Number>>
      columns;  // that can be seen, ascending: one row for each table of the reads
};

/// What the user is given at `now` for all that `reads` names, by the groups and grants of `seen`, which is earlier where a
/// service looks at old ones. Denied if the user is disabled or deleted (IDC-13), if a deny policy is in force (IDC-15), if a
/// table shows none of its columns, if a column that the job cannot do without is hidden or is not there, or if a location is
/// not granted. Who is denied for what they are sees no column.
Decision decide(const AccessCatalog& catalog, const DirectoryHistory& directory, const Reads& reads,
                Number user, Moment now, Moment seen);

/// Role-based work reads as its role, which sees everything.
Decision decide_for_role(const AccessCatalog& catalog, const Reads& reads);

/// Whether a grant's tags match those of a column: for each of their keys the column has one of the values (LF-TBAC,
/// LF-EXPR). A column without the key does not match, and no tags match nothing.
bool matches(const std::vector<Tag>& granted, const std::vector<Tag>& column);

/// Whether a grant on one location covers another. A location stands for itself and for what lies under it, so
/// s3://bank/raw, with or without a slash behind it, covers s3://bank/raw/x, but s3://bank/ra does not. S3's own
/// spelling with a star, s3://bank/ra*, covers whatever begins so.
bool covers(std::string_view granted, std::string_view location);

}  // namespace outlive::access
