// outlive: the command line. Words become a verb, what verbs throw becomes an exit code, results come last.

#include <algorithm>
#include <csignal>
#include <exception>
#include <new>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "sim/text/sanitize.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {
namespace {

// A file that is opened must never get the number of a standard stream that the caller closed.
void reserve_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // Standard output is opened for reading only, so that results which cannot arrive are still an error.
    if (::fcntl(stream, F_GETFD) == -1)
      (void)::open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY);
  }
}

void require_arguments(const Verb& verb, const Options& options) {
  const std::size_t given = options.arguments.size();
  if (given < verb.least || given > verb.most) {
    const std::string usage = "outlive " + std::string(verb.name) +
                              (verb.arguments.empty() ? "" : " " + std::string(verb.arguments));
    throw UsageError((given < verb.least ? "an argument is missing: " : "too many arguments: ") + usage);
  }
  for (const OptionInfo& option : option_table()) {
    const bool is_given =
        std::find(options.given.begin(), options.given.end(), option.name) != options.given.end();
    if (is_given && !option.is_of(verb.name)) {
      throw UsageError("'" + std::string(verb.name) + "' takes no --" + std::string(option.name));
    }
  }
  if (!options.audit.empty() && options.replications > 1) {
    throw UsageError("--audit is of one run: it goes with no --replications");
  }
  if (!options.exports.empty() && options.replications > 1) {
    throw UsageError("--export is of one run: it goes with no --replications");
  }
  const auto& formats = verb.formats;
  if (options.format.empty() || std::find(formats.begin(), formats.end(), options.format) != formats.end())
    return;
  std::string known;
  for (const std::string_view format : formats) known += (known.empty() ? "" : ", ") + std::string(format);
  throw UsageError("'" + std::string(verb.name) + "' has no format '" + text::sanitize(options.format) +
                   "', only: " + known);
}

ExitCode act(Options options, Console& console) {
  if (options.help || options.version) {
    const bool of_verb = options.help && !options.verb.empty();
    options.arguments = of_verb ? std::vector{options.verb} : std::vector<std::string>{};
    options.verb = options.help ? "help" : "version";
  }
  if (options.verb.empty()) {
    std::string help = short_help();
    help.pop_back();
    console.say(help);
    return ExitCode::wrong_usage;
  }
  const Verb& verb = verb_named(options.verb);
  require_arguments(verb, options);
  return verb.act(options, console);
}

/// What no thread could be started for: each takes memory and a number of its own.
bool is_shortage(const std::system_error& error) {
  return error.code() == std::errc::resource_unavailable_try_again ||
         error.code() == std::errc::not_enough_memory;
}

ExitCode complain_of_fault(const Console& console, const std::exception& error) {
  console.complain("internal error: " + text::sanitize(error.what()));
  console.complain(
      "this is a fault of Outlive's own; please report it with the scenario and 'outlive version'");
  return ExitCode::internal;
}

ExitCode main_of(const std::vector<std::string>& words) {
  Options options;
  std::string wrong;
  try {
    options = parse_options(words);
  } catch (const UsageError& error) {
    wrong = error.what();
  }
  Console console(options);
  if (!wrong.empty()) {
    console.complain(text::sanitize(wrong));
    return ExitCode::wrong_usage;
  }
  try {
    const ExitCode code = act(options, console);
    if (!console.flush()) return ExitCode::no_access;
    return code == ExitCode::interrupted ? interruption() : code;
  } catch (const UsageError& error) {
    console.complain(error.what());
    return ExitCode::wrong_usage;
  } catch (const std::bad_alloc&) {
    console.complain("out of memory");
    return ExitCode::no_access;
  } catch (const std::system_error& error) {
    if (!is_shortage(error)) return complain_of_fault(console, error);
    console.complain("out of memory, or of threads: none could be started");
    return ExitCode::no_access;
  } catch (const std::exception& error) {
    return complain_of_fault(console, error);
  }
}

}  // namespace
}  // namespace outlive::tool

int main(int count, char** words) {
  outlive::tool::reserve_standard_streams();
  // A reader that leaves, or a limit on the size of files, is an error of writing and not a death.
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);
  return static_cast<int>(outlive::tool::main_of({words + std::min(count, 1), words + count}));
}
