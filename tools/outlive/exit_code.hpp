// What the process tells its caller: 1 means that the answer is no; from 2 on there is no answer (design
// section 6).
#pragma once

namespace outlive::tool {

enum class ExitCode : int {
  done = 0,
  no = 1,           // an expectation does not hold
  wrong_usage = 2,  // of the command line
  invalid_input = 3,
  no_access = 4,  // could not read or write, or too little memory
  undecided = 5,  // the interval straddles a limit: more replications would decide
  internal = 70,
  interrupted = 130,  // as a shell says of a program that Ctrl-C ended: results are partial
  terminated = 143,   // the same of SIGTERM, with which schedulers end their jobs
};

/// Of several files' answers, the one that matters most: no before undecided, since more replications would not mend it,
/// and what could not be answered at all before either.
constexpr ExitCode worse(ExitCode a, ExitCode b) {
  const auto weight = [](ExitCode code) {
    // Between `done` and `no`; all others weigh what they are.
    return code == ExitCode::undecided ? 1 : 2 * static_cast<int>(code);
  };
  return weight(a) < weight(b) ? b : a;
}

}  // namespace outlive::tool
