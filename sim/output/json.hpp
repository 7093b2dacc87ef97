// The one flavour of JSON that is written: keys in the order of writing, two blanks, a line feed at the end.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "outlive/assumptions.hpp"
#include "sim/output/verdicts.hpp"

namespace outlive::output {

using Json = nlohmann::ordered_json;

/// Never throws on a text: what is not UTF-8 is replaced.
std::string dump(const Json& document);

Json judgement_json(const Judgement& judgement);

/// `{"glue_timeout": "none", ...}`: every assumption with the option in force.
Json assumptions_in_force(const Assumptions& assumptions);

}  // namespace outlive::output
