// A hash of everything that decides what a study comes to: shards and saved results carry it, so that results of different
// plans are never taken for parts of one.
#pragma once

#include <string>

#include "outlive/load.hpp"
#include "outlive/study.hpp"

namespace outlive::input {

/// 40 hexadecimal digits: SHA-1 over Outlive's version, the base and all files that it and the factors name, and the study
/// itself as it was understood. A guard against accidents, not against attackers.
std::string plan_of(const Study& study, const ScenarioFile& base);

}  // namespace outlive::input
