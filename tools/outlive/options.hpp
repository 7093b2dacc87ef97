// The command line as one struct: a verb, its arguments, and options that may stand anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "outlive/load.hpp"

namespace outlive::tool {

enum class When { automatic, always, never };

struct Options {
  std::string verb;                    ///< empty for a bare call
  std::vector<std::string> arguments;  ///< what follows the verb
  std::string format;                  ///< empty: the verb's own first format
  std::string audit;                   ///< file for the audit log; empty: none is wanted
  std::string test;                    ///< scenario to hold the assumptions against; empty: none
  int threads = 0;                     ///< 0: as many as the machine has processors
  std::optional<std::uint64_t> seed;   ///< instead of the scenario's
  int replications = 0;                ///< 0: not asked for, one
  std::optional<double>
      refusals_under;  ///< share of requests: which quota would have kept refusals under it?
  When color = When::automatic;
  bool ascii = false;
  int width = 0;  ///< columns; 0: those of the terminal
  bool quiet = false;
  bool help = false;
  bool version = false;
  std::vector<Override> overrides;
  std::vector<Override> assumptions;
};

/// The command line cannot be understood; the message says what would be.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

Options parse_options(const std::vector<std::string>& words);

/// One line for each option, for `help`.
const std::string& options_help();

}  // namespace outlive::tool
