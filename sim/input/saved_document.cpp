#include "sim/input/saved_document.hpp"

#include <utility>

#include "sim/input/json_view.hpp"

namespace outlive::input {
namespace {

constexpr std::uint64_t schema_version = 1;  // of document_json
constexpr SizeLimit document_limit{std::size_t{16} << 20U, "a report is smaller than that"};

std::vector<std::string> texts(const JsonView& list) {
  std::vector<std::string> all;
  for (const JsonView& each : list.elements()) all.push_back(each.text().value_or(""));
  return all;
}

std::vector<double> numbers(const JsonView& list) {
  std::vector<double> all;
  for (const JsonView& each : list.elements()) all.push_back(each.number().value_or(0));
  return all;
}

void read_columns(const JsonView& columns, text::Section& section) {
  for (const JsonView& column : columns.elements()) {
    section.columns.push_back(column["title"].text().value_or(""));
    const std::string align = column["align"].text().value_or("left");
    if (align != "left" && align != "right") column["align"].refuse("needs left or right");
    if (align != "left") continue;
    if (section.words + 1 != section.columns.size()) column["align"].refuse("left columns come first");
    ++section.words;
  }
}

void read_rows(const JsonView& rows, text::Section& section) {
  for (const JsonView& row : rows.elements()) {
    section.rows.push_back(texts(row));
    if (section.rows.back().size() == section.columns.size()) continue;
    row.refuse("needs " + std::to_string(section.columns.size()) + " cells, one for each column, not " +
               std::to_string(section.rows.back().size()));
  }
}

void read_display(const JsonView& display, text::Section& section) {
  const auto count = [&](const char* key, std::size_t& into) {
    if (const auto found = display.find(key)) into = static_cast<std::size_t>(found->count().value_or(0));
  };
  const auto flag = [&](const char* key, bool& into) {
    if (const auto found = display.find(key)) into = found->flag().value_or(false);
  };
  count("on_screen", section.on_screen);
  count("first_on_screen", section.first_on_screen);
  count("in_markdown", section.in_markdown);
  count("spare", section.spare);
  flag("grouped", section.grouped);
  flag("folds", section.folds);
  flag("list", section.is_list);
  flag("judged", section.judged);
  if (section.spare != text::no_column && section.spare >= section.columns.size())
    display.refuse("spares a column that there is not");
}

text::Section read_section(const JsonView& view) {
  text::Section section;
  section.id = view["id"].text().value_or("");
  section.title = view["title"].text().value_or("");
  section.sentences = texts(view["sentences"]);
  read_columns(view["columns"], section);
  read_rows(view["rows"], section);
  if (const auto bars = view.find("bars")) section.bars = numbers(*bars);
  if (section.bars.size() > section.rows.size()) view.refuse("has more bars than rows");
  if (const auto profiles = view.find("profiles")) {
    for (const JsonView& each : profiles->elements()) {
      section.profiles.push_back({.name = each["name"].text().value_or(""),
                                  .shares = numbers(each["shares"]),
                                  .scale = each["scale"].text().value_or("")});
    }
  }
  section.items = texts(view["items"]);
  section.more = static_cast<std::size_t>(view["hidden"].count().value_or(0));
  section.more_in = view["more_in"].text().value_or("");
  read_display(view["display"], section);
  return section;
}

text::Document read_document(const JsonView& root) {
  text::Document document;
  document.kind = root["kind"].text().value_or("");
  document.title = root["title"].text().value_or("");
  if (const auto which = root.find("replication")) document.replication = which->text().value_or("");
  document.warnings = texts(root["warnings"]);
  document.headline = texts(root["headline"]);
  for (const JsonView& each : root["sections"].elements()) document.sections.push_back(read_section(each));
  document.footer = texts(root["footer"]);
  return document;
}

bool is_of_this_kind(const JsonView& root) {
  if (!root.find("schema_version") || !root.find("sections")) {
    root.refuse("no report: report.json of a results folder is what 'outlive run -o FOLDER' writes");
    return false;
  }
  return is_of_version(root, schema_version);
}

}  // namespace

SavedDocument read_saved_document(const std::string& path) {
  SavedDocument saved;
  Source source = read_source(path, document_limit, saved.diagnostics);
  if (!source.ok()) {
    saved.unreadable = source.status == SourceStatus::unreadable;
    return saved;
  }
  const auto json = parse_json(source, saved.diagnostics);
  if (!json) return saved;
  std::vector<JsonProblem> problems;
  const JsonView root(&*json, problems);
  text::Document document;
  if (is_of_this_kind(root)) document = read_document(root);
  tell_problems(source, *json, problems, saved.diagnostics);
  if (!problems.empty()) return saved;
  saved.document = std::move(document);
  saved.json = std::move(source.text);
  return saved;
}

}  // namespace outlive::input
