// What hostile input must not do, one function for each kind of input. libFuzzer calls them with what it makes
// up (tests/fuzz/entry.cpp), tests/fuzz/replay_test.cpp with what it once found (tests/data/fuzz).
//
// A target reads from memory and writes nothing but memory; files that an input names by an absolute path are
// read, too. It throws `Broken` where a promise does not hold; any other exception that escapes is a fault of
// the product, too.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "outlive/diagnostic.hpp"

namespace outlive::fuzz {

class Broken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

struct Target {
  std::string_view name;
  void (*look)(std::string_view input) = nullptr;
};

std::span<const Target> targets();

void look_at_scenario(std::string_view input);
void look_at_study(std::string_view input);
void look_at_trace(std::string_view input);
void look_at_prices(std::string_view input);
void look_at_export(std::string_view input);  // its first character chooses the format: a to f
void look_at_results(std::string_view input);
void look_at_report(std::string_view input);
void look_at_command(std::string_view input);  // the words of a command line, one a line; nothing is done

/// Every message says something, and stands at a place that `text` has if it is about `path`.
void check_places(const Diagnostics& found, std::string_view path, std::string_view text);

/// A file of memory for readers that take a path. Its path is the same in each process.
class MemoryFile {
 public:
  explicit MemoryFile(int descriptor);
  void hold(std::string_view text) const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  int descriptor_;
  std::string path_;
};

}  // namespace outlive::fuzz
