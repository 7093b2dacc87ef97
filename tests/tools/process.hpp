// The built binary as a process that can be killed while it works.
#pragma once

#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tools/command.hpp"

namespace outlive::testing {

/// Starts at once, in a folder, with its streams in the files `.out` and `.err` there; killed if it is not waited for.
class Process {
 public:
  Process(const Folder& folder, const std::vector<std::string>& arguments) {
    // A signal that comes before the program has begun must not meet the handlers of the tests.
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before);
    id_ = ::fork();
    if (id_ != 0) ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    REQUIRE(id_ >= 0);
    if (id_ != 0) return;
    for (const int number : {SIGINT, SIGTERM}) (void)::signal(number, SIG_DFL);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    std::vector<char*> words{const_cast<char*>(OUTLIVE_BINARY)};
    for (const std::string& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
    words.push_back(nullptr);
    const auto redirect = [](int stream, const char* path) {
      ::dup2(::open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), stream);
    };
    if (::chdir(folder.path("").c_str()) == 0) {
      redirect(STDOUT_FILENO, ".out");
      redirect(STDERR_FILENO, ".err");
      ::execv(OUTLIVE_BINARY, words.data());
    }
    ::_exit(127);
  }
  ~Process() {
    if (id_ <= 0) return;
    send(SIGKILL);
    (void)wait();
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void send(int signal) const { ::kill(id_, signal); }

  /// The exit code, 128 and the signal if one killed it, as a shell tells it.
  int wait() {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  [[nodiscard]] bool has_ended() {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == id_;
  }

 private:
  pid_t id_ = 0;
};

/// What a command says of being interrupted.
struct Interruption {
  std::string tells;               ///< once there is something to tell
  std::string too_early_begins{};  ///< before that, unless it is still loading, of which it says nothing
  std::string too_early_ends{};
  int signal = SIGINT;
};

/// Interrupts a command later and later, until it tells what is asked for: nobody knows how long loading takes. What it says and
/// writes before that is checked, what it wrote at last is in `.out` and `.err`.
inline void interrupt_later_and_later(const Folder& folder, const std::vector<std::string>& arguments,
                                      const Interruption& expected) {
  for (std::chrono::milliseconds wait{20};; wait += wait / 2) {
    Process process(folder, arguments);
    std::this_thread::sleep_for(wait);
    process.send(expected.signal);
    REQUIRE(process.wait() == 128 + expected.signal);
    const std::string told = folder.read(".err");
    if (has(told, expected.tells)) return;
    CHECK(folder.read(".out").empty());
    if (told.empty()) continue;
    CHECK(told.starts_with(expected.too_early_begins));
    CHECK(told.ends_with(expected.too_early_ends));
  }
}

}  // namespace outlive::testing
