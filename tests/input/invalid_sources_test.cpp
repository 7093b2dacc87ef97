// What a user reads when a scenario is no text, is not there, or is overridden badly: cases that no file in
// tests/input/invalid can hold.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "tests/input/messages.hpp"

using namespace outlive;
using outlive::testing::messages_of;

namespace {

const std::string good =
    "outlive: 1\ntitle: Good\nstart: 2026-03-02T09:00:00Z\nhorizon: 1d\nusers: {maria: {}}\n"
    "timeline:\n  - {at: 0m, user: maria, do: sign_in}\n";

std::string messages_of_text(const std::string& text) {
  return messages_of(load_scenario_text(text, "a.yaml"));
}

std::string messages_with(const std::string& key, const std::string& value) {
  return messages_of(load_scenario_text(good, "a.yaml", {{key, value}}));
}

}  // namespace

TEST_CASE("a file that is not there, or is a folder, cannot be read") {
  const LoadResult missing = load_scenario("/nonexistent/a.yaml");
  CHECK(missing.unreadable);
  CHECK(messages_of(missing) ==
        "/nonexistent/a.yaml: error: cannot read the file: No such file or directory\n");
  const LoadResult folder = load_scenario("/");
  CHECK(folder.unreadable);
  CHECK(messages_of(folder) == "/: error: cannot read the file: it is a directory\n");
}

TEST_CASE("what is no text is refused before anything reads it") {
  CHECK_FALSE(load_scenario_text("", "a.yaml").unreadable);
  CHECK(messages_of_text("") == "a.yaml: error: the file is empty; expected 'key: value' lines\n");
  CHECK(messages_of_text("outlive: 1\ntitle: caf\xe9\n") ==
        "a.yaml:2:11: error: this byte is not UTF-8; save the file as UTF-8 text\n");
  CHECK(messages_of_text(std::string("outlive: 1\ntitle: a\0b\n", 22)) ==
        "a.yaml:2:9: error: a NUL byte: this is not a text file in UTF-8\n");
  CHECK(messages_of_text("\xef\xbb\xbf" + good).empty());  // a byte order mark is stepped over
  CHECK(messages_of_text(std::string(5'000'000, '[')) ==
        "a.yaml: error: the file is larger than 4 MiB; tables belong in a CSV file, which a trace names\n");
  CHECK(messages_of_text(std::string(4'000'000, '[')) ==
        "a.yaml:1:65: error: nested too deep; at most 64 levels\n");
  CHECK(messages_of_text(std::string(1000, '[') + std::string(1000, ']')) ==
        "a.yaml:1:65: error: nested too deep; at most 64 levels\n");
}

TEST_CASE("a good scenario has no messages") { CHECK(messages_of_text(good).empty()); }

TEST_CASE("--set: keys and values are read as they would be in a file") {
  CHECK(messages_with("glue.idle_timeout", "2h").empty());
  CHECK(messages_with("glue.timeout", "none").empty());
  CHECK(messages_with("glue.idle_timout", "2h") ==
        "--set glue.idle_timout: error: there is no setting 'glue.idle_timout'; did you mean "
        "'glue.idle_timeout'?\n");
  CHECK(messages_with("nonsense", "2h") ==
        "--set nonsense: error: there is no setting 'nonsense'; expected one such as glue.idle_timeout\n");
  CHECK(messages_with("glue", "{idle_timeout: 2h}") ==
        "--set glue: error: there is no setting 'glue'; expected one such as glue.idle_timeout\n");
  CHECK(messages_with("glue.idle_timeout", "2") ==
        "--set glue.idle_timeout: error: '2' needs a unit; expected a duration such as 15m, 48h or 7d\n");
  CHECK(messages_with("glue.idle_timeout", "") ==
        "--set glue.idle_timeout: error: nothing is given; expected a duration such as 15m, 48h or 7d\n");
  CHECK(messages_with("glue.background_sessions", "yes") ==
        "--set glue.background_sessions: error: 'yes' is not a flag; expected true or false\n");
  CHECK(messages_with("identity_center.background_sessions.duration", "91d") ==
        "--set identity_center.background_sessions.duration: error: 91d is out of range; expected 15m to 90d "
        "[IDC-6]\n");
  CHECK(messages_with("glue.idle_timeout", "2h\nglue.timeout: 3h") ==
        "--set glue.idle_timeout: error: the value has a line feed; expected one line\n");
  CHECK(messages_with("glue.idle_timeout", "[") ==
        "--set glue.idle_timeout: error: this '[' is never closed\n");
}

TEST_CASE("a sign-in that has expired by then is not meant") {
  const std::string two = good + "  - {at: 5h, user: maria, do: sign_in}\n  - {at: ";
  // The first lasts 8 hours. What expires at an instant was over before anyone acted in it.
  CHECK(messages_of_text(two + "8h, user: maria, do: sign_out}\n").empty());
  CHECK(messages_of_text(two + "7h59m, user: maria, do: sign_out}\n") ==
        "a.yaml:9:5: error: maria has 2 sign-ins open at 7h59m (one without an id (line 7), one without an "
        "id (line 8)); "
        "give each an 'id' and say which is meant with 'from'\n");
  // Administrators end all of them where they name none.
  CHECK(messages_of_text(two +
                         "6h, admin: end_session, user: maria}\n  - {at: 6h, user: maria, do: sign_out}\n")
            .empty());
}

TEST_CASE("ten thousand misspelt names take no minutes") {
  std::string text = good;
  for (int i = 0; i < 5000; ++i) {
    const std::string n = std::to_string(i);
    text += "  - {at: 1m, user: maria, do: start_session, id: session-" + n + ", service: glue}\n";
    text += "  - {at: 2m, session: sesion-" + n + ", do: stop_session}\n";
  }
  CHECK(load_scenario_text(text, "a.yaml").diagnostics.error_count() == 5000);
}
