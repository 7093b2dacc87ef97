// The parts of a self-test that hold the program against what a release recorded.
#pragma once

#include <string_view>

#include "sim/self_test/bench.hpp"

namespace outlive::self_test {

Part second_implementation(std::string_view answers, Bench& bench);
Part determinism(std::string_view fingerprints, Bench& bench);

}  // namespace outlive::self_test
