// What the verbs answer, and with which exit code.
#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

TEST_CASE("run: 0 if all holds, in every format") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran text = folder.outlive("run good.yaml");
  CHECK(text.code == 0);
  CHECK(text.err.empty());
  CHECK(text.out.starts_with("Does it survive?\n1 job for 6.60 USD: 1 completed (1 outlived its sign-in);"));
  CHECK(folder.outlive("run good.yaml").out == text.out);
  CHECK(folder.outlive("run - <good.yaml").out == text.out);
  const Ran json = folder.outlive("run good.yaml --format json");
  CHECK(nlohmann::json::parse(json.out)["jobs"][0]["outcome"] == "completed");
  CHECK(folder.outlive("run good.yaml --format csv").out.starts_with("job,user,session,"));
  CHECK(folder.outlive("run good.yaml --format markdown").out.starts_with("## Does it survive?\n"));
}

TEST_CASE("run: 1 if an expectation fails, with the whole report and the difference") {
  const Folder folder;
  folder.write("failing.yaml", failing);
  const Ran ran = folder.outlive("run failing.yaml --format json");
  CHECK(ran.code == 1);
  const auto json = nlohmann::json::parse(ran.out);  // still one document
  CHECK(json["expectations"][0]["holds"] == false);
  CHECK(json["expectations"][1]["holds"] == true);
  CHECK(ran.err ==
        "failing.yaml:15:3: jobs.sum.outcome: expected failed, found completed (done)\n"
        "outlive: 1 of 2 expectations does not hold\n");
}

TEST_CASE("run: 3 for invalid input, 4 for what cannot be read, and never half a result") {
  const Folder folder;
  folder.write("invalid.yaml", invalid);
  const Ran ran = folder.outlive("run invalid.yaml");
  CHECK(ran.code == 3);
  CHECK(ran.out.empty());
  CHECK(has(ran.err, "invalid.yaml:2:1: error: "));
  CHECK(has(ran.err, "title"));
  CHECK(has(ran.err, "invalid.yaml:4:10: error: "));  // both problems in one pass
  const Ran missing = folder.outlive("run missing.yaml");
  CHECK(missing.code == 4);
  CHECK(missing.out.empty());
  CHECK(has(missing.err, "missing.yaml: error: "));
  CHECK(folder.outlive("run .").code == 4);
}

TEST_CASE("run: --set replaces a setting, a bad one is refused") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran ran = folder.outlive("run good.yaml --set identity_center.background_sessions.duration=1h");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "identity_center.background_sessions.duration: 1 job, 2h would have done"));
  const Ran bad = folder.outlive("run good.yaml --set glue.idle_timout=1h");
  CHECK(bad.code == 3);
  CHECK(bad.out.empty());
  CHECK(has(bad.err, "glue.idle_timeout"));
}

TEST_CASE("--assume chooses an assumption wherever a scenario is read, and a bad one is refused") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran shown = folder.outlive("show good.yaml --assume glue_timeout=48h --assume stop_latency=random");
  CHECK(shown.code == 0);
  CHECK(has(shown.out, "  glue_timeout: \"48h\""));
  CHECK(has(shown.out, "# B-6, not the default (none)\n"));
  CHECK(has(shown.out, "  stop_latency: random"));
  CHECK(has(shown.out, "# by assumption [GLUE-6]\n"));
  CHECK(has(shown.out, "# B-1\n"));
  for (const std::string verb : {"run good.yaml", "check good.yaml", "validate good.yaml", "show good.yaml",
                                 "explain good.yaml sum"}) {
    CAPTURE(verb);
    const Ran bad = folder.outlive(verb + " --assume glue_timeuot=48h");
    CHECK(bad.code == 3);
    CHECK(has(bad.err, "--assume glue_timeuot: error: there is no assumption 'glue_timeuot'"));
    CHECK(folder.outlive(verb + " --assume glue_timeout=48h").code == 0);
  }
}

TEST_CASE("run: colour and signs as asked for") {
  const Folder folder;
  folder.write("good.yaml", good);
  CHECK_FALSE(has(folder.outlive("run good.yaml").out, "\x1b"));  // no terminal
  CHECK(has(folder.outlive("run good.yaml --color always").out, "\x1b[1m"));
  CHECK_FALSE(has(folder.outlive("run good.yaml --color never").out, "\x1b"));
  const auto is_ascii = [](const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  };
  CHECK_FALSE(is_ascii(folder.outlive("run good.yaml").out));
  CHECK(is_ascii(folder.outlive("run good.yaml --ascii").out));
  CHECK(is_ascii(folder.shell("LC_ALL=C outlive run good.yaml").out));
  CHECK(folder.shell("LC_ALL=de_DE.UTF-8 outlive run good.yaml").out == folder.outlive("run good.yaml").out);
}

TEST_CASE("on a terminal: colour unless NO_COLOR or TERM=dumb, and a caret under the place") {
  const Folder folder;
  folder.write("good.yaml", good);
  folder.write("invalid.yaml", invalid);
  const auto terminal = [&](const std::string& line) {
    return folder.shell("script -qec \"" + line + "\" /dev/null </dev/null").out;
  };
  if (!has(terminal("echo here"), "here")) {
    MESSAGE("skipped: this machine has no script(1), or no pseudo-terminals (/dev/ptmx)");
    return;
  }
  const std::string outlive = "'" OUTLIVE_BINARY "' ";
  CHECK(has(terminal("TERM=xterm " + outlive + "run good.yaml"), "\x1b[1m"));
  CHECK(has(terminal("TERM=xterm NO_COLOR= " + outlive + "run good.yaml"), "\x1b[1m"));
  CHECK_FALSE(has(terminal("TERM=xterm NO_COLOR=1 " + outlive + "run good.yaml"), "\x1b[1m"));
  CHECK_FALSE(has(terminal("TERM=dumb " + outlive + "run good.yaml"), "\x1b[1m"));
  CHECK(has(terminal("TERM=dumb " + outlive + "run invalid.yaml"), "  horizon: 3\r\n           ^\r\n"));
  CHECK_FALSE(has(folder.outlive("run invalid.yaml").err, "^"));
}

TEST_CASE("validate: diagnostics only") {
  const Folder folder;
  folder.write("failing.yaml", failing);  // not simulated, so not failing
  folder.write("invalid.yaml", invalid);
  const Ran fine = folder.outlive("validate failing.yaml");
  CHECK(fine.code == 0);
  CHECK(fine.out == "1 scenario: 0 errors, 0 warnings\n");
  const Ran bad = folder.outlive("validate failing.yaml invalid.yaml");
  CHECK(bad.code == 3);
  CHECK(has(bad.out, "2 scenarios: 3 errors, 0 warnings\n"));
  CHECK(folder.outlive("validate missing.yaml").code == 4);
  CHECK(folder.outlive("validate failing.yaml --quiet").out.empty());
}

TEST_CASE("explain: a life, or who was meant") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran ran = folder.outlive("explain good.yaml sum");
  CHECK(ran.code == 0);
  CHECK(ran.out.starts_with("sum: statement in notebook, an AWS Glue interactive session of ana\n"));
  CHECK(has(ran.out, "2026-03-02 10:00  sign-in of ana"));
  CHECK(has(ran.out, "outcome  completed (done); it outlived its sign-in\n"));
  const Ran unknown = folder.outlive("explain good.yaml notebok");
  CHECK(unknown.code == 2);
  CHECK(unknown.out.empty());
  CHECK(has(unknown.err, "no session or job is called 'notebok'; did you mean 'notebook'?"));
}

TEST_CASE("explain: a sign-in, and what a sampled user of a population did, by the names of the page") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran signed_in = folder.outlive("explain good.yaml 'sign-in of ana'");
  CHECK(signed_in.out.starts_with("sign-in of ana\n\n2026-03-02 "));
  folder.write("crowd.yaml", R"(outlive: 1
title: Some analysts
start: 2026-03-02T00:00:00Z
horizon: 5d
populations:
  analysts:
    users: 70
    week: {hours: {from: 9h, to: 10h}, leaves_at: 18h}
    activities: {explore: {starts: {service: glue, workers: 2}, per_day: 1, statements: 2, takes: 1m}}
)");
  const Ran life = folder.outlive("explain crowd.yaml 'analysts 17 #3'");
  CHECK(life.code == 0);
  CHECK(life.out.starts_with("analysts 17 #3: Glue session of analysts 17\n\n2026-03-02 09:"));
  CHECK(has(life.out, "\noutcome  ended ("));
  CHECK(has(folder.outlive("explain crowd.yaml 'analysts 17 #1'").out,
            "analysts 17 #1: sign-in of analysts 17\n"));
  const auto refused = [&](const std::string& name, const std::string& why) {
    CAPTURE(name);
    const Ran ran = folder.outlive("explain crowd.yaml '" + name + "'");
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "no session or job is called '" + name + "'" + why + "\n"));
  };
  for (const std::string number : {"2", "-9223372036854775808"}) {
    refused(
        "analysts 17 #" + number,
        ": of that user there are 'analysts 17 #1', 'analysts 17 #3', 'analysts 17 #4', 'analysts 17 #5', "
        "'analysts 17 #6'");
  }
  refused(
      "analysts 170 #2",
      ": of populations lives are kept of the first 60 users of each, and of the first 1,000 lifetimes of "
      "each user");
  refused("analyst 17 #1", "; did you mean 'analysts 17 #1'?");
}

TEST_CASE("explain: names the setting that would have saved a job") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran ran =
      folder.outlive("explain good.yaml sum --set identity_center.background_sessions.duration=1h");
  CHECK(ran.code == 0);
  CHECK(has(ran.out,
            "would have saved it\n"
            "  identity_center.background_sessions.duration: 2h or more, where it had 1h\n"));
}

TEST_CASE("explain: EMRS-3 is a limit that nobody can set, so nothing would have saved the job") {
  const Folder folder;
  const Ran ran =
      folder.outlive("explain '" OUTLIVE_SOURCE_DIR
                     "/scenarios/does-a-ninety-day-session-last-ninety-days.yaml' backfill --width 200");
  CHECK(ran.code == 0);
  CHECK(has(ran.out,
            "no allowed value would have saved it\n"
            "  the 24 hours that a Livy session may live: 1d6h or more, where it had 1d; 1d is the most\n"));
}

TEST_CASE("show: every setting with its origin") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran ran = folder.outlive("show good.yaml --set glue.timeout=5d");
  CHECK(ran.code == 0);
  const auto line_with = [&](const std::string& part) {
    const std::size_t at = ran.out.find(part);
    return at == std::string::npos ? std::string{} : ran.out.substr(at, ran.out.find('\n', at) - at);
  };
  CHECK(has(line_with("    idle_timeout: 1h"), "# set in the file [GLUE-5]"));
  CHECK(has(line_with("    timeout: 5d"), "# --set [GLUE-6]"));
  CHECK(has(line_with("    job_timeout: "), "# default [GLUE-11]"));
}

TEST_CASE("results that cannot be written are an error, not a crash") {
  const Folder folder;
  folder.write("good.yaml", good);
  for (const std::string verb :
       {"run good.yaml", "check good.yaml", "compare good.yaml good.yaml", "validate good.yaml",
        "show good.yaml", "explain good.yaml sum", "rules", "assumptions", "schema", "version", "help"}) {
    CAPTURE(verb);
    const Ran full = folder.outlive(verb + " >/dev/full");
    CHECK(full.code == 4);
    CHECK(has(full.err, "cannot write to standard output: No space left on device"));
    CHECK(folder.outlive(verb + " >&-").code == 4);
  }
  // The reader has gone before anything is written.
  const Ran gone = folder.shell(
      "( sleep 0.2; outlive run good.yaml; echo $? >code ) | true; cat code; sleep 0.5; cat code");
  CHECK(has(gone.out, "4"));
}

TEST_CASE("closed standard streams harm nobody's files") {
  const Folder folder;
  folder.write("good.yaml", good);
  CHECK(folder.shell("outlive run good.yaml <&- >&- 2>&-").code == 4);
  CHECK(folder.read("good.yaml") == good);
}
