#include <algorithm>
#include <array>
#include <utility>

#include "sim/output/check_reports.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {
namespace {

/// Fit for attributes and contents alike. XML has no way to write control characters, so they are spelt out, as are the
/// two code points that it does not allow.
std::string xml(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> replaced{
      {{"&", "&amp;"},
       {"<", "&lt;"},
       {">", "&gt;"},
       {"\"", "&quot;"},
       {"'", "&apos;"},
       {"\xEF\xBF\xBE", "\\ufffe"},
       {"\xEF\xBF\xBF", "\\uffff"}}};
  const std::string safe = text::sanitize(text);
  std::string escaped;
  for (std::string_view rest = safe; !rest.empty();) {
    const auto* found = std::find_if(replaced.begin(), replaced.end(),
                                     [&](const auto& each) { return rest.starts_with(each.first); });
    if (found == replaced.end()) {
      escaped += rest.front();
      rest.remove_prefix(1);
    } else {
      escaped += found->second;
      rest.remove_prefix(found->first.size());
    }
  }
  return escaped;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml(value) + "\"";
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  Counts& operator+=(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    return *this;
  }
};

Counts count(const CheckedScenario& checked, bool undecided_passes) {
  if (!checked.valid) return {.tests = 1, .errors = 1};
  Counts counts{.tests = checked.expectations.size()};
  for (const Judgement& judgement : checked.expectations) {
    if (fails(judgement, undecided_passes)) {
      ++counts.failures;
    } else if (judgement.answer != Answer::yes) {
      ++counts.skipped;
    }
  }
  return counts;
}

std::string attributes(const Counts& counts) {
  return attribute("tests", std::to_string(counts.tests)) +
         attribute("failures", std::to_string(counts.failures)) +
         attribute("errors", std::to_string(counts.errors));
}

/// `scenarios/a/case.yaml` as `scenarios.a.case`: readers group by what they take for packages.
std::string class_name(std::string path) {
  const std::size_t dot = path.rfind('.');
  if (dot != std::string::npos && path.find('/', dot) == std::string::npos) path.resize(dot);
  std::replace(path.begin(), path.end(), '/', '.');
  return path;
}

std::string test_case(const CheckedScenario& checked, std::string_view name, const std::string& content) {
  const std::string head =
      "    <testcase" + attribute("name", name) + attribute("classname", class_name(checked.path));
  return content.empty() ? head + "/>\n" : head + ">\n      " + content + "\n    </testcase>\n";
}

/// The lines are separated in the content, which keeps them.
std::string element(std::string_view name, std::string_view type, std::string_view message,
                    const std::vector<std::string>& lines) {
  std::string text = "<" + std::string(name) + attribute("type", type) + attribute("message", message) + ">";
  for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "" : "\n") + xml(lines[i]);
  return text + "</" + std::string(name) + ">";
}

std::string test_case(const CheckedScenario& checked, const Judgement& judgement, bool undecided_passes) {
  if (judgement.answer == Answer::yes) return test_case(checked, judgement.key, std::string{});
  const char* const name = fails(judgement, undecided_passes) ? "failure" : "skipped";
  const char* const type = judgement.answer == Answer::undecided ? "undecided" : "failed";
  return test_case(checked, judgement.key, element(name, type, message(judgement), {difference(judgement)}));
}

std::string suite(const CheckedScenario& checked, bool undecided_passes) {
  const Counts counts = count(checked, undecided_passes);
  std::string text = "  <testsuite" + attribute("name", checked.path) + attributes(counts) +
                     attribute("skipped", std::to_string(counts.skipped)) + ">\n";
  if (!checked.valid) {
    text += test_case(checked, "scenario", element("error", "invalid", reason(checked), problems(checked)));
  }
  for (const Judgement& judgement : checked.expectations)
    text += test_case(checked, judgement, undecided_passes);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string junit_xml(const std::vector<CheckedScenario>& all, bool undecided_passes) {
  Counts counts;
  std::string suites;
  for (const CheckedScenario& checked : all) {
    counts += count(checked, undecided_passes);
    suites += suite(checked, undecided_passes);
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "outlive check") +
         attributes(counts) + ">\n" + suites + "</testsuites>\n";
}

}  // namespace outlive::output
