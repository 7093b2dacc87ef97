// The factors of a study, from its file or from the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/load_study.hpp"
#include "sim/input/keyed_node.hpp"

namespace outlive::input {

/// Where a study and its base stand: paths of price books in a study are relative to the study, those that the base is
/// given relative to the base.
struct StudyPaths {
  std::string study;
  std::string base;
};

/// A checked factor; nothing if something is wrong with it that the schema cannot say.
std::optional<Factor> read_factor(const KeyedNode& node, const StudyPaths& paths, Diagnostics& problems);

/// `--vary KEY=a,b,c`: its name is the end of its key.
std::optional<Factor> factor_of(const Variation& variation, const StudyPaths& paths, Diagnostics& problems);

/// A path that is written in the study, as the base would write it.
std::string as_base_writes(const std::string& value, const StudyPaths& paths);

}  // namespace outlive::input
