// Runs the built binary as a user would: through a shell, with streams of its own, in a folder of its own.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/wait.h>

namespace outlive::testing {

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

/// A folder that goes away with the test case.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "outlive-test-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return name;
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  [[nodiscard]] std::string path() const { return path_.string(); }

  /// A line of shell in this folder; `outlive` is the binary. Standard error always goes to `err`.
  [[nodiscard]] Ran shell(const std::string& line) const {
    // A plain locale and no terminal, whatever the machine has.
    const std::string command =
        "cd '" + path_.string() +
        "' && export LC_ALL=C.UTF-8 && unset NO_COLOR GITHUB_ACTIONS && outlive() { '" + OUTLIVE_BINARY +
        "' \"$@\"; } && { " + line + "\n} >.out 2>.err </dev/null";
    const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): the shell is what is under test
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status, read(".out"), read(".err")};
  }
  [[nodiscard]] Ran outlive(const std::string& arguments) const { return shell("outlive " + arguments); }

 private:
  std::filesystem::path path_;
};

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// One Glue session with one statement of two hours, and whatever is expected of it.
inline std::string scenario_text(const std::string& expectations) {
  return "outlive: 1\n"
         "title: Does it survive?\n"
         "start: 2026-03-02T09:00:00Z\n"
         "horizon: 3d\n"
         "settings:\n"
         "  glue: {background_sessions: true, idle_timeout: 1h}\n"
         "users:\n"
         "  ana: {}\n"
         "timeline:\n"
         "  - {at: 0m, user: ana, do: sign_in}\n"
         "  - {at: 0m, user: ana, do: start_session, id: notebook, service: glue}\n"
         "  - {at: 0m, session: notebook, do: run, job: sum, takes: 2h, saves_results: true}\n"
         "  - {at: 1h, user: ana, do: sign_out}\n" +
         expectations;
}

inline const std::string good =
    scenario_text("expect:\n  jobs.sum.outcome: completed\n  cost.total: 6.60 USD\n");
inline const std::string failing =
    scenario_text("expect:\n  jobs.sum.outcome: failed\n  cost.total: 6.60 USD\n");
inline const std::string silent = scenario_text("");
inline const std::string invalid = "outlive: 1\ntitel: x\nstart: 2026-03-02T09:00:00Z\nhorizon: 3\n";

}  // namespace outlive::testing
