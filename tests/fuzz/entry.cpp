// A fuzz target for libFuzzer: OUTLIVE_FUZZ_TARGET is its function. What escapes from it ends the process,
// which libFuzzer calls a crash.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(data, data + size);
  outlive::fuzz::OUTLIVE_FUZZ_TARGET(input);
  return 0;
}
