// The `access:` section: tables with the tags that are in effect on their columns, and grants.
#pragma once

#include <optional>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/access_names.hpp"
#include "sim/input/document.hpp"
#include "sim/input/soundness.hpp"

namespace outlive::input {

/// The databases: every table, though it may have problems, so that it is not missed where it is read.
void read_tables(Node access, const Soundness& sound, Scenario& scenario, Diagnostics& problems);

/// The grants of both kinds, to users and groups that are known.
void read_grants(Node access, const Soundness& sound, const AccessNames& names, Scenario& scenario,
                 Diagnostics& problems);

/// The grant in `node`, of tags or of a location; `what` stands for it in messages. It holds from `from`.
std::optional<Grant> read_grant(Node node, const std::string& what, Moment from, const AccessNames& names,
                                Diagnostics& problems);

/// Whether a location is spelt as one; if not, that is reported.
bool check_location(Node location, Diagnostics& problems);

}  // namespace outlive::input
