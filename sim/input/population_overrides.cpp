#include "sim/input/population_overrides.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "sim/input/check.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"

namespace outlive::input {
namespace {

constexpr std::string_view section = "populations";

bool is_of_population(std::string_view key) {
  return key.starts_with(section) && key.size() > section.size() && key[section.size()] == '.';
}

/// What an override says, as keys that are there or may be added, and a value for the last.
struct Edit {
  std::vector<std::string> keys;
  std::string value;
};

/// The longest key of the map that `path` begins with; names may have dots. Empty if there is none.
std::string first_key(Node map, std::string_view path) {
  std::string_view longest;
  for (const Node child : map) {
    const std::string_view key = child.key();
    const bool begins = path == key || (path.starts_with(key) && path[key.size()] == '.');
    if (begins && key.size() > longest.size()) longest = key;
  }
  return std::string(longest);
}

class Overriding {
 public:
  Overriding(const Document& document, const Override& given, Diagnostics& problems)
      : document_(document), override_(given), place_{"--set " + given.key, 0, 0}, problems_(problems) {}

  /// The document with the override, or nothing.
  std::optional<Document> result() {
    const auto edit = resolve();
    if (!edit) return std::nullopt;
    if (edit->value.find('\n') != std::string::npos)
      return refuse("the value has a line feed; expected one line");
    Diagnostics found;
    const auto value = parse_document("--set", "value: " + edit->value + "\n", found);
    if (!value || found.has_errors()) return refuse_all(found.all(), {});
    Document edited = document_.with(edit->keys, value->root().find("value"));
    const auto known = problems_in(document_);
    auto now = problems_in(edited).all();
    std::erase_if(now, [&](const Diagnostic& problem) {
      return std::any_of(known.all().begin(), known.all().end(),
                         [&](const Diagnostic& old) { return old.message == problem.message; });
    });
    if (!now.empty()) return refuse_all(now, override_.key + ": ");
    return edited;
  }

 private:
  std::optional<Document> refuse(std::string what) {
    problems_.error(place_, std::move(what));
    return std::nullopt;
  }
  /// `named` is what `place_` says already.
  std::optional<Document> refuse_all(const std::vector<Diagnostic>& found, const std::string& named) {
    for (const Diagnostic& problem : found) {
      const std::size_t begin = !named.empty() && problem.message.starts_with(named) ? named.size() : 0;
      problems_.error(place_, problem.message.substr(begin), problem.rule);
    }
    return std::nullopt;
  }

  static Diagnostics problems_in(const Document& document) {
    Diagnostics found;
    const Field* const field = find_field(scenario_schema()->members, section);
    check(document.root().find(section), *field->type, section, found);
    return found;
  }

  std::optional<Edit> resolve() {
    Node map = document_.root().find(section);
    std::string_view rest = std::string_view(override_.key).substr(section.size() + 1);
    Edit edit{{std::string(section)}, override_.value};
    if (first_key(map, rest).empty()) {
      refuse("the scenario has no population " + unknown_of(map, rest));
      return std::nullopt;
    }
    while (true) {
      std::string key = first_key(map, rest);
      if (key.empty()) break;
      edit.keys.push_back(key);
      map = map.find(key);
      if (rest.size() == key.size()) return whole_population(edit) ? std::nullopt : std::optional(edit);
      rest.remove_prefix(key.size() + 1);
      if (map.is_map()) continue;
      refuse(quote(key) + " is no map of keys here; give it a value as a whole");
      return std::nullopt;
    }
    if (edit.keys.size() == 3 && edit.keys.back() == "activities") {
      refuse("population " + quote(edit.keys[1]) + " has no activity " + unknown_of(map, rest));
      return std::nullopt;
    }
    return with_new_keys(std::move(edit), rest);
  }

  bool whole_population(const Edit& edit) {
    if (edit.keys.size() > 2) return false;
    refuse("expected a key of the population, such as " + override_.key + ".users");
    return true;
  }

  /// leavers.share=2% where there is no `leavers`: the value becomes {share: 2%}.
  static Edit with_new_keys(Edit edit, std::string_view rest) {
    const std::size_t dot = rest.find('.');
    edit.keys.emplace_back(rest.substr(0, dot));
    while (rest.find('.') != std::string_view::npos) {
      const std::size_t last = rest.rfind('.');
      edit.value = "{" + std::string(rest.substr(last + 1)) + ": " + edit.value + "}";
      rest = rest.substr(0, last);
    }
    return edit;
  }

  /// 'exploer'; did you mean 'explore'?
  static std::string unknown_of(Node map, std::string_view rest) {
    const std::string_view name = rest.substr(0, rest.find('.'));
    std::vector<std::string> names;
    for (const Node child : map) names.emplace_back(child.key());
    return quote(name) + did_you_mean(name, names);
  }

  const Document& document_;
  const Override& override_;
  Place place_;
  Diagnostics& problems_;
};

}  // namespace

bool is_of_document(std::string_view key) { return key == prices_key || is_of_population(key); }

Document override_populations(Document document, const std::vector<Override>& overrides,
                              Diagnostics& problems) {
  for (const Override& override_ : overrides) {
    if (!is_of_population(override_.key)) continue;
    if (auto edited = Overriding(document, override_, problems).result()) document = std::move(*edited);
  }
  return document;
}

}  // namespace outlive::input
