#include "sim/output/check_reports.hpp"
#include "sim/output/json.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {
namespace {

/// A description ends where a directive begins, at a hash mark.
std::string description(std::string_view text) {
  std::string escaped;
  for (const char c : text::sanitize(text)) {
    if (c == '#' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

/// JSON is YAML, too.
std::string yaml(const Json& value) { return dump_value(value); }

std::string block(const Json& members) {
  std::string text = "  ---\n";
  for (const auto& [key, value] : members.items()) text += "  " + key + ": " + yaml(value) + "\n";
  return text + "  ...\n";
}

Json at(const Place& place) {
  Json json{{"file", text::sanitize(place.path)}};
  if (place.line > 0) json["line"] = place.line;
  if (place.column > 0) json["column"] = place.column;
  return json;
}

Json details(const Judgement& judgement) {
  Json json;
  json["message"] = message(judgement);
  json["severity"] = judgement.answer == Answer::undecided ? "undecided" : "fail";
  json["at"] = at(judgement.place);
  json["expected"] = text::sanitize(judgement.expected);
  json["found"] = text::sanitize(judgement.found);
  if (judgement.replications > 1) json["replications"] = judgement.replications;
  if (judgement.mean) {
    json["lower"] = judgement.mean->interval->lower;
    json["upper"] = judgement.mean->interval->upper;
    json["confidence"] = judgement.confidence;
  }
  if (judgement.replications_wanted) json["replications_wanted"] = *judgement.replications_wanted;
  return json;
}

class Points {
 public:
  explicit Points(bool undecided_passes) : undecided_passes_(undecided_passes) {}

  void add(const CheckedScenario& checked) {
    if (!checked.valid) add_invalid(checked);
    for (const Judgement& judgement : checked.expectations) add(checked, judgement);
  }
  [[nodiscard]] std::string whole() const {
    const std::string none = number_ == 0 ? " # SKIP nothing is expected" : "";
    return "TAP version 14\n1.." + std::to_string(number_) + none + "\n" + text_;
  }

 private:
  void add(const CheckedScenario& checked, const Judgement& judgement) {
    const bool undecided = judgement.answer == Answer::undecided;
    begin(judgement.answer == Answer::yes, checked.path + ": " + judgement.key);
    if (undecided) text_ += undecided_passes_ ? " # TODO undecided" : " # undecided";
    text_ += "\n";
    if (judgement.answer != Answer::yes) text_ += block(details(judgement));
  }
  void add_invalid(const CheckedScenario& checked) {
    begin(false, checked.path);
    Json json;
    json["message"] = reason(checked);
    json["severity"] = "invalid";
    json["at"] = at(checked.problems.empty() ? Place{checked.path, 0, 0} : checked.problems.front().place);
    json["problems"] = problems(checked);
    text_ += "\n" + block(json);
  }
  void begin(bool ok, const std::string& what) {
    text_ += (ok ? "ok " : "not ok ") + std::to_string(++number_) + " - " + description(what);
  }

  bool undecided_passes_;
  std::size_t number_ = 0;
  std::string text_;
};

}  // namespace

std::string tap(const std::vector<CheckedScenario>& all, bool undecided_passes) {
  Points points(undecided_passes);
  for (const CheckedScenario& checked : all) points.add(checked);
  return points.whole();
}

}  // namespace outlive::output
