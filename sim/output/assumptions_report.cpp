#include "sim/output/assumptions_report.hpp"

#include "sim/output/csv.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/json.hpp"
#include "sim/output/markdown.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t long_sentence = 300;
constexpr std::size_t margin = 8;  // the longest ID, `IDC-14`, and two blanks

std::vector<std::string> alternatives_of(const AssumptionInfo& info) {
  return {info.options.begin() + 1, info.options.end()};
}

std::string default_of(const AssumptionInfo& info) { return std::string(info.options.front()); }

}  // namespace

std::string assumptions_text(const std::vector<Assumption>& all, const TextStyle& style) {
  const Ink ink(style);
  std::string text;
  for (const Assumption assumption : all) {
    const AssumptionInfo& info = info_of(assumption);
    std::string id(info.id);
    id.resize(margin, ' ');
    const std::string line = wrap(id + std::string(info.key) + ": " + default_of(info) + ", or " +
                                      text::join(alternatives_of(info), ", "),
                                  ink.width(), margin);
    text += ink.bold(line.substr(0, info.id.size())) + line.substr(info.id.size()) + "\n";
    const std::string indent(margin, ' ');
    text += wrap(indent + std::string(info.question), ink.width(), margin) + "\n";
    text += ink.dim(wrap(indent + std::string(info.source), ink.width(), margin)) + "\n";
  }
  text +=
      "\n" +
      wrap(
          "The first option is the default. A scenario chooses another under 'assumptions:', a command "
          "line with --assume KEY=OPTION; 'outlive assumptions --test FILE' tells which ones matter to it.",
          ink.width()) +
      "\n";
  return text;
}

std::string assumptions_json(const std::vector<Assumption>& all) {
  Json document;
  document["schema_version"] = 1;
  Json& rows = document["assumptions"] = Json::array();
  for (const Assumption assumption : all) {
    const AssumptionInfo& info = info_of(assumption);
    Json row;
    row["id"] = info.id;
    row["key"] = info.key;
    row["question"] = info.question;
    row["default"] = default_of(info);
    row["alternatives"] = alternatives_of(info);
    row["source"] = info.source;
    row["setting"] = info.setting ? Json(info_of(*info.setting).key) : Json(nullptr);
    rows.push_back(std::move(row));
  }
  return dump(document);
}

Json assumptions_in_force(const Assumptions& assumptions) {
  Json all;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const auto assumption = static_cast<Assumption>(i);
    const AssumptionInfo& info = info_of(assumption);
    all[std::string(info.key)] = info.options[assumptions.option(assumption)];
  }
  return all;
}

std::string assumptions_csv(const std::vector<Assumption>& all) {
  std::string text;
  csv::end_row(text, {"id", "key", "question", "default", "alternatives", "source"});
  for (const Assumption assumption : all) {
    const AssumptionInfo& info = info_of(assumption);
    csv::end_row(text, {std::string(info.id), std::string(info.key), std::string(info.question),
                        default_of(info), text::join(alternatives_of(info), "; "), std::string(info.source)});
  }
  return text;
}

std::string assumptions_markdown(const std::vector<Assumption>& all) {
  using namespace markdown;
  std::string text =
      "| | assumption | question | default | alternatives | source |\n|---|---|---|---|---|---|\n";
  for (const Assumption assumption : all) {
    const AssumptionInfo& info = info_of(assumption);
    std::vector<std::string> alternatives;
    for (const std::string& option : alternatives_of(info)) alternatives.push_back(code(option));
    add_row(text,
            {std::string(info.id), code(info.key), plain(info.question, long_sentence),
             code(default_of(info)), text::join(alternatives, ", "), plain(info.source, long_sentence)});
  }
  return text;
}

}  // namespace outlive::output
