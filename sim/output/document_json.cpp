// document_json of document.hpp.
#include "sim/output/document.hpp"

namespace outlive::output {
namespace {

constexpr int schema_version = 1;

Json column_json(const Section& section, std::size_t column) {
  return {{"title", section.columns[column]}, {"align", column < section.words ? "left" : "right"}};
}

Json profile_json(const Profile& profile) {
  return {{"name", profile.name}, {"shares", profile.shares}, {"scale", profile.scale}};
}

/// How formats show a section; what is not said is as usual.
Json display_json(const Section& section) {
  Json all = Json::object();
  if (section.on_screen != all_rows) all["on_screen"] = section.on_screen;
  if (section.first_on_screen != 0) all["first_on_screen"] = section.first_on_screen;
  if (section.in_markdown != all_rows) all["in_markdown"] = section.in_markdown;
  if (section.spare != no_column) all["spare"] = section.spare;
  if (section.grouped) all["grouped"] = true;
  if (section.folds) all["folds"] = true;
  if (section.is_list) all["list"] = true;
  if (section.judged) all["judged"] = true;
  return all;
}

Json section_json(const Section& section) {
  Json all;
  all["id"] = section.id;
  all["title"] = section.title;
  all["sentences"] = section.sentences;
  Json& columns = all["columns"] = Json::array();
  for (std::size_t i = 0; i < section.columns.size(); ++i) columns.push_back(column_json(section, i));
  all["rows"] = section.rows;
  if (!section.bars.empty()) all["bars"] = section.bars;
  if (!section.profiles.empty()) {
    Json& profiles = all["profiles"] = Json::array();
    for (const Profile& each : section.profiles) profiles.push_back(profile_json(each));
  }
  all["items"] = section.items;
  all["hidden"] = section.more;
  all["more_in"] = section.more_in;
  all["display"] = display_json(section);
  return all;
}

}  // namespace

Json document_json(const Document& document) {
  Json all;
  all["schema_version"] = schema_version;
  all["kind"] = document.kind;
  all["title"] = document.title;
  if (!document.replication.empty()) all["replication"] = document.replication;
  all["warnings"] = document.warnings;
  all["headline"] = document.headline;
  Json& sections = all["sections"] = Json::array();
  for (const Section& section : document.sections) sections.push_back(section_json(section));
  all["footer"] = document.footer;
  return all;
}

}  // namespace outlive::output
