// The one flavour of JSON that is written: keys in the order of writing, two blanks, a line feed at the end.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "outlive/assumptions.hpp"
#include "sim/output/verdicts.hpp"

namespace outlive::output {

using Json = nlohmann::ordered_json;

/// Never throws on a text: what is not UTF-8 is replaced. What would act on a terminal is written as an escape of JSON, which
/// every reader takes for the same.
std::string dump(const Json& document);

/// The same in one line, for what only programs read: long lists of numbers take a third of the room.
std::string dump_compact(const Json& document);

/// The same without a line feed, to stand in something else.
std::string dump_value(const Json& value);

/// `_usd`, which stands behind every key of an amount.
std::string unit_key(std::string_view currency);

Json judgement_json(const Judgement& judgement);

/// `{"glue_timeout": "none", ...}`: every assumption with the option in force.
Json assumptions_in_force(const Assumptions& assumptions);

}  // namespace outlive::output
