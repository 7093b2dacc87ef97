// Parts of a self-test, as tests reach them one by one.
#pragma once

#include <string_view>

#include "sim/self_test/bench.hpp"

namespace outlive::self_test {

Part second_implementation(std::string_view answers, Bench& bench);
/// Of the runs that the others have made.
Part invariants(const Bench& bench);
Part determinism(std::string_view fingerprints, Bench& bench);

}  // namespace outlive::self_test
