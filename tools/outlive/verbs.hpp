// The verbs of the command line: one table of what each takes, one file for what each does.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/estimate.hpp"
#include "outlive/scenario.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::tool {

inline constexpr std::size_t any_number = static_cast<std::size_t>(-1);

/// What people want of a verb: how help groups them.
enum class Purpose { answer, promise, results, write, know, other };

struct Verb {
  std::string_view name;
  std::string_view arguments;  // as help shows them
  std::string_view about;      // one line
  std::string_view details;    // further lines of its own help
  std::size_t least = 0;       // arguments
  std::size_t most = 0;
  std::span<const std::string_view> formats;  // the first is used if none is asked for
  ExitCode (*act)(const Options& options, Console& console) = nullptr;
  Purpose purpose = Purpose::other;
  /// Words that its arguments may be, for completions; without it they are paths.
  std::vector<std::string> (*words)() = nullptr;
  bool paths_too = false;  // besides the words
};

std::span<const Verb> verbs();
const Verb* find_verb(std::string_view name);

/// Throws a UsageError with the nearest spelling if there is no such verb.
const Verb& verb_named(std::string_view name);

/// The format asked for, or the verb's first.
std::string_view format_of(const Options& options);

ExitCode run_verb(const Options& options, Console& console);
ExitCode check_verb(const Options& options, Console& console);
ExitCode compare_verb(const Options& options, Console& console);
ExitCode validate_verb(const Options& options, Console& console);
ExitCode show_verb(const Options& options, Console& console);
ExitCode explain_verb(const Options& options, Console& console);
ExitCode rules_verb(const Options& options, Console& console);
ExitCode assumptions_verb(const Options& options, Console& console);
ExitCode sweep_verb(const Options& options, Console& console);
ExitCode recommend_verb(const Options& options, Console& console);
ExitCode report_verb(const Options& options, Console& console);
ExitCode diff_verb(const Options& options, Console& console);
ExitCode import_verb(const Options& options, Console& console);
ExitCode fit_verb(const Options& options, Console& console);
ExitCode schema_verb(const Options& options, Console& console);
ExitCode self_test_verb(const Options& options, Console& console);
ExitCode version_verb(const Options& options, Console& console);
ExitCode init_verb(const Options& options, Console& console);
ExitCode completion_verb(const Options& options, Console& console);
ExitCode help_verb(const Options& options, Console& console);

/// The exit code that tells an answer.
ExitCode code_of(Answer answer, Undecided undecided);

/// Reads the baselines of a scenario and shows what is wrong with them; if something is, there is no holding against them.
ExitCode load_baselines(Scenario& scenario, Console& console, Diagnostics* found = nullptr);

/// In the order in which help shows them.
inline constexpr std::array all_purposes{Purpose::answer, Purpose::promise, Purpose::results,
                                         Purpose::write,  Purpose::know,    Purpose::other};

/// A group of verbs, as help names it.
std::string_view title_of(Purpose purpose);

/// What each exit code means, one a line.
std::string exit_codes_help();

/// What a bare call is told.
std::string short_help();

/// Loads a scenario and shows what was found, which `found` receives. `code` is set if there is no scenario to go on with.
std::optional<Scenario> load(const std::string& path, const Options& options, Console& console,
                             ExitCode& code, Diagnostics* found = nullptr);

}  // namespace outlive::tool
