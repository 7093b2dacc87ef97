#include "tools/outlive/value_words.hpp"

#include "outlive/assumptions.hpp"
#include "outlive/exports.hpp"
#include "outlive/rules.hpp"
#include "outlive/settings.hpp"
#include "sim/import/import.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

const SettingInfo& setting_at(std::size_t index) { return info_of(static_cast<Setting>(index)); }
const AssumptionInfo& assumption_at(std::size_t index) { return info_of(static_cast<Assumption>(index)); }

}  // namespace

std::vector<std::string> setting_words() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < setting_count; ++i) {
    const std::string key = std::string(setting_at(i).key) + "=";
    if (setting_at(i).type == SettingType::flag) {
      words.push_back(key + "false");
      words.push_back(key + "true");
    } else {
      words.push_back(key);
    }
  }
  return words;
}

std::vector<std::string> assumption_words() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const AssumptionInfo& info = assumption_at(i);
    for (const std::string_view option : info.options) {
      words.push_back(std::string(info.key) + "=" + std::string(option));
    }
  }
  return words;
}

std::vector<std::string> factor_words() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < setting_count; ++i) words.push_back(std::string(setting_at(i).key) + "=");
  for (std::size_t i = 0; i < assumption_count; ++i) {
    words.push_back("assumptions." + std::string(assumption_at(i).key) + "=");
  }
  return words;
}

std::vector<std::string> undecided_words() { return {"fail", "pass"}; }
std::vector<std::string> update_words() { return {"all"}; }
std::vector<std::string> annotation_words() { return {"github", "none"}; }
std::vector<std::string> gate_words() { return {"any-fate"}; }
std::vector<std::string> color_words() { return {"auto", "always", "never"}; }
std::vector<std::string> export_words() {
  std::vector<std::string> words;
  for (const ExportFormat& each : export_formats()) {
    words.emplace_back(each.name);
    words.push_back(std::string(each.name) + "=");
  }
  return words;
}
std::vector<std::string> starter_words() { return {"script", "population", "trace", "study"}; }

std::vector<std::string> rule_words() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (const std::string_view id = id_of(static_cast<Rule>(i)); !id.empty()) words.emplace_back(id);
  }
  return words;
}

std::vector<std::string> assumption_names() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    words.emplace_back(assumption_at(i).id);
    words.emplace_back(assumption_at(i).key);
  }
  return words;
}

std::vector<std::string> schema_words() { return {"scenario", "study", "prices"}; }
std::vector<std::string> sweep_words() { return {"merge"}; }
std::vector<std::string> shell_words() { return {"bash", "zsh", "fish"}; }

std::vector<std::string> import_words() {
  std::vector<std::string> words;
  for (const std::string_view name : import::format_names()) words.emplace_back(name);
  return words;
}

std::vector<std::string> verb_words() {
  std::vector<std::string> words;
  for (const Verb& verb : verbs()) words.emplace_back(verb.name);
  return words;
}

}  // namespace outlive::tool
