// The one flavour of JSON that is written: keys in the order of writing, two blanks, a line feed at the end.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "sim/output/verdicts.hpp"

namespace outlive::output {

using Json = nlohmann::ordered_json;

/// Never throws on a text: what is not UTF-8 is replaced.
std::string dump(const Json& document);

Json judgement_json(const Judgement& judgement);

}  // namespace outlive::output
