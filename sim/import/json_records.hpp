// The records of a JSON export, one at a time: a document with a list of them, or one on each line.
#pragma once

#include <functional>
#include <string_view>

#include "outlive/diagnostic.hpp"
#include "sim/import/json_fields.hpp"
#include "sim/import/tally.hpp"
#include "sim/input/source.hpp"

namespace outlive::import {

/// Calls `each` for every object of the list at `key` of the document, of a document that is a list, or on a line of its own. Records
/// are let go one by one, so that a log of a gigabyte does not take ten of memory. A line that is no JSON is counted as
/// skipped; a document that is none is an error with its place.
void for_each_record(const input::Source& source, std::string_view key, Tally& tally, Diagnostics& problems,
                     const std::function<void(const Json& record, const Where& where)>& each);

}  // namespace outlive::import
