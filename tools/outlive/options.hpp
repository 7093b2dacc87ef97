// The command line as one struct: a verb, its arguments, and options that may stand anywhere.
//
// Every option is one row of a table: parser, help, `takes no --x`, completions and the man page
// read that.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/exports.hpp"
#include "outlive/load_study.hpp"
#include "outlive/scenario.hpp"
#include "outlive/time.hpp"

namespace outlive::tool {

enum class When { automatic, always, never };

/// What the exit code says where the answer is undecided.
enum class Undecided { tell, fail, pass };

/// A format of outlive/exports.hpp, and where it goes.
struct WantedExport {
  const ExportFormat* format = nullptr;
  std::optional<std::string> path;  ///< nothing: a file of the format's own name in the folder of results
};

struct Options {
  std::vector<std::string> words;  ///< the command line as it was given
  std::chrono::system_clock::time_point began = std::chrono::system_clock::now();
  std::string verb;                    ///< empty for a bare call
  std::vector<std::string> arguments;  ///< what follows the verb
  std::string format;                  ///< empty: the verb's own first format
  std::string audit;                   ///< file for the audit log; empty: none is wanted
  std::vector<WantedExport> exports;
  std::string test;                   ///< scenario to hold the assumptions against; empty: none
  int threads = 0;                    ///< 0: as many as the machine has processors
  std::uint64_t shuffle = 0;          ///< 0: in the order of the file
  std::optional<std::uint64_t> seed;  ///< instead of the scenario's
  int replications = 0;               ///< 0: not asked for, one
  std::optional<double>
      refusals_under;  ///< share of requests: which quota would have kept refusals under it?
  Undecided undecided = Undecided::tell;
  std::string junit;  ///< file for verdicts as JUnit's XML; "-": standard output; empty: none is wanted
  std::string tap;    ///< the same as TAP 14
  std::vector<std::string> update;  ///< keys of expectations to rewrite, or `all`
  std::optional<bool> annotations;  ///< for GitHub; nothing: if it asks for them
  When color = When::automatic;
  bool ascii = false;
  int width = 0;  ///< columns; 0: those of the terminal
  bool quiet = false;
  bool help = false;
  bool version = false;
  std::vector<Override> overrides;
  std::vector<Override> assumptions;
  std::string kind;                  ///< of the starter that `init` writes; empty: script
  std::vector<std::string> fail_on;  ///< conditions on what differs

  // Of studies:
  std::vector<Variation> variations;
  std::vector<std::string> responses;  ///< keys of quantities
  std::optional<double> precision;     ///< half-width of intervals, as a share of the mean
  bool dry_run = false;
  bool no_assumptions = false;
  std::string output;                   ///< folder for results; empty: none is wanted
  std::optional<std::uint32_t> shards;  ///< how many there are
  std::optional<std::uint32_t> shard;   ///< which of them this is, from 0
  bool resume = false;

  // Of what comes from elsewhere:
  std::string zone;               ///< IANA name of the zone of wall-clock times; empty: UTC
  std::optional<Duration> takes;  ///< of work whose end nothing tells
  std::string columns;            ///< KEY=COLUMN,... of a trace; empty: by their usual names
  std::string starts;             ///< what a fitted population starts; empty: training jobs
  std::string plot;               ///< file for a chart; empty: none is wanted

  std::vector<std::string> given;  ///< names of the options on the line, each once, in the order of the table
};

/// The command line cannot be understood; the message says what would be.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct OptionInfo {
  std::string_view name;      // without dashes
  char letter = 0;            // -q; 0: none
  std::string_view argument;  // as help shows it; empty: a switch
  bool repeatable = false;
  std::string_view verbs;  // that take it, with a space between; empty: all do
  std::string_view help;   // a line feed goes on in the column of the help
  /// Stores a value ("" of a switch). Throws a UsageError that says what would be understood.
  void (*take)(Options& options, const std::string& value) = nullptr;
  /// What its value may be or begin with, for completions; one that ends in = goes on. Without it the argument says what is
  /// completed: FILE and FOLDER are paths, FORMAT one of the verb's formats, anything else is free.
  std::vector<std::string> (*words)() = nullptr;

  [[nodiscard]] bool is_of(std::string_view verb) const;
};

std::span<const OptionInfo> option_table();

Options parse_options(const std::vector<std::string>& words);

/// A line or two for each option that `verb` takes, for `help`; all of them without a verb.
std::string options_help(std::string_view verb = {});

}  // namespace outlive::tool
