#include "sim/input/check.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/input/object_view.hpp"
#include "sim/input/scalars.hpp"

namespace outlive::input {
namespace {

std::string_view kind_name(NodeKind kind) {
  switch (kind) {
    case NodeKind::list: return "a list";
    case NodeKind::map: return "a map";
    case NodeKind::scalar: return "a single value";
    case NodeKind::null: break;
  }
  return "nothing";
}

/// The kind of node that a value of this type is written as.
bool accepts(const Type& type, NodeKind kind) {
  switch (type.kind) {
    case TypeKind::list: return kind == NodeKind::list;
    case TypeKind::map:
    case TypeKind::object: return kind == NodeKind::map;
    case TypeKind::any_of:
      return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                         [kind](const TypeRef& alternative) { return accepts(*alternative, kind); });
    default: return kind == NodeKind::scalar;
  }
}

bool may_be_empty(const Type& type) {
  if (type.kind == TypeKind::map) return type.count.min == 0;
  const auto& fields = type.members.fields;
  return type.kind == TypeKind::object && type.members.variants.empty() &&
         std::none_of(fields.begin(), fields.end(), [](const Field& field) { return field.required; });
}

class Checker {
 public:
  Checker(std::string_view path, Diagnostics& problems) : path_(path), problems_(&problems) {}

  /// `dotted`: the node lies in an object whose leaves may be written as dotted keys.
  void check(Node node, const Type& type, bool dotted = false) {
    if (!accepts(type, node.kind())) {
      const std::string got =
          node.is_null() ? "nothing is given; expected " + expectation(type) +
                               (may_be_empty(type) ? " ({} is an empty one)" : "")
                         : "expected " + expectation(type) + ", not " + std::string(kind_name(node.kind()));
      report(node.place(), got);
      return;
    }
    switch (type.kind) {
      case TypeKind::list: check_list(node, type); break;
      case TypeKind::map: check_map(node, type); break;
      case TypeKind::object: check_object(node, type.members, dotted); break;
      case TypeKind::any_of: check_alternatives(node, type); break;
      default:
        if (const auto problem = find_problem(node, type)) report(node.place(), problem->what, problem->rule);
    }
  }

 private:
  /// Extends the path of keys while it lives.
  class Step {
   public:
    Step(std::string& path, std::string_view key) : path_(path), size_(path.size()) {
      if (!path.empty() && key.front() != '[') path += '.';
      path += key;
    }
    ~Step() { path_.resize(size_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    std::string& path_;
    std::size_t size_;
  };

  void report(Place place, std::string what, std::string rule = {}) {
    if (!path_.empty()) what = path_ + ": " + what;
    problems_->error(std::move(place), std::move(what), std::move(rule));
  }

  // ---- lists, maps, alternatives --------------------------------------------------------------------------

  void check_list(Node node, const Type& type) {
    const auto [min, max] = type.count;
    if (node.size() < min || node.size() > max) {
      const std::string range = min == max          ? std::to_string(min)
                                : node.size() < min ? "at least " + std::to_string(min)
                                                    : "at most " + std::to_string(max);
      report(node.place(), "the list has " + std::to_string(node.size()) +
                               (node.size() == 1 ? " item" : " items") + "; expected " + range);
    }
    for (std::size_t i = 0; i < node.size(); ++i) {
      const Step step(path_, "[" + std::to_string(i) + "]");
      check(node[i], *type.item);
    }
  }

  void check_map(Node node, const Type& type) {
    if (node.size() < type.count.min) {
      report(node.place(), "nothing is in it; expected at least " + std::to_string(type.count.min) +
                               (type.count.min == 1 ? " key" : " keys"));
    }
    for (const Node child : node) {
      const auto pattern = std::find_if(
          type.keys.begin(), type.keys.end(),
          [&child](const KeyPattern& candidate) { return matches(candidate.pattern, child.key()); });
      if (pattern == type.keys.end()) {
        problems_->error(child.key_place(), strange_key(child.key(), type));
        continue;
      }
      const Step step(path_, child.key().empty() ? "''" : child.key());
      check(child, *pattern->type);
    }
  }

  [[nodiscard]] std::string strange_key(std::string_view key, const Type& type) const {
    if (type.keys.size() == 1 && type.keys.front().pattern == "<name>") {
      return quote(key) + in_here() +
             " is not a name; expected letters, digits, '_', '-' and '.', a letter first";
    }
    std::vector<std::string> candidates;
    std::string shapes;
    const std::size_t dot = key.find('.');
    for (const KeyPattern& known : type.keys) {
      std::string candidate = known.pattern;
      const std::size_t at = candidate.find("<name>");
      if (at != std::string::npos && dot != std::string_view::npos) {
        candidate.replace(at, candidate.size() - at,
                          key.substr(dot + 1));  // compare what comes before the name
      }
      if (candidate.find('<') == std::string::npos && matches(known.pattern, candidate)) {
        candidates.push_back(candidate);
      }
      shapes += (shapes.empty() ? "" : ", ") + known.pattern;
    }
    const std::string hint = did_you_mean(key, candidates);
    return "unknown key " + quote(key) + in_here() +
           (hint.empty() ? "; expected keys such as " + shapes : hint);
  }

  void check_alternatives(Node node, const Type& type) {
    std::vector<TypeRef> fitting;
    std::copy_if(type.alternatives.begin(), type.alternatives.end(), std::back_inserter(fitting),
                 [&node](const TypeRef& alternative) { return accepts(*alternative, node.kind()); });
    if (fitting.size() == 1) {
      check(node, *fitting.front());
      return;
    }
    if (node.is_scalar()) {
      check_scalar_alternatives(node, type, fitting);
      return;
    }
    // Several kinds of list or map: the one with the fewest problems was meant.
    Diagnostics* const outer = problems_;
    Diagnostics best;
    for (std::size_t i = 0; i < fitting.size(); ++i) {
      Diagnostics tried;
      problems_ = &tried;
      check(node, *fitting[i]);
      if (i == 0 || tried.error_count() < best.error_count()) best = std::move(tried);
    }
    problems_ = outer;
    for (const Diagnostic& d : best.all()) problems_->error(d.place, d.message, d.rule);
  }

  void check_scalar_alternatives(Node node, const Type& type, const std::vector<TypeRef>& fitting) {
    std::optional<ScalarProblem> shown;
    for (const TypeRef& alternative : fitting) {
      if (alternative->kind == TypeKind::any_of) {
        Diagnostics tried;
        Checker nested(path_, tried);
        nested.check(node, *alternative);
        if (!tried.has_errors()) return;
        continue;
      }
      auto problem = find_problem(node, *alternative);
      if (!problem) return;
      if (problem->close && !shown) shown = std::move(problem);
    }
    if (!shown)
      shown =
          ScalarProblem{"cannot read " + quote(node.text()) + "; expected " + expectation(type), {}, false};
    report(node.place(), shown->what, shown->rule);
  }

  // ---- objects --------------------------------------------------------------------------------------------

  void check_object(Node node, const Object& object, bool dotted) {
    const ObjectView view = view_object(object, node);
    for (const ObjectView::Misfit& misfit : view.misfits) {
      if (misfit.key.empty()) {
        problems_->error(misfit.place, misfit.what + in_here() + misfit.advice);
      } else {
        const Step step(path_, misfit.key);
        report(misfit.place, misfit.what + misfit.advice);
      }
    }
    for (const Node child : node) {
      const bool repeated = node.find(child.key()) != child;  // reported when the file was read
      if (!repeated) check_member(view, child, dotted || object.dotted);
    }
    check_presence(view, object, node);
  }

  void check_member(const ObjectView& view, Node child, bool dotted) {
    const auto [field, is_setting] = view.find(child.key(), dotted);
    if (field != nullptr) {
      const Step step(path_, child.key());
      const bool leaf = field->type->kind != TypeKind::object;
      if ((dotted || is_setting) && leaf && !note_leaf(child)) return;
      check(child, *field->type, dotted || is_setting);
    } else if (const Refusal* const refusal = view.refusal_of(child.key())) {
      problems_->error(child.key_place(),
                       quote(child.key()) + " cannot stand" + in_here() + view.label() + ": " + refusal->why);
    } else if (!view.is_selector(child.key()) && !view.is_possible(child.key())) {
      problems_->error(child.key_place(), "unknown key " + quote(child.key()) + in_here() + view.label() +
                                              view.hint(child.key()));
    }
  }

  /// A setting that can be written in two ways must not be written twice.
  bool note_leaf(Node child) {
    const auto [first, is_new] = leaves_.emplace(path_, child.key_place().line);
    if (!is_new) {
      problems_->error(child.key_place(),
                       path_ + " is given twice; first given at line " + std::to_string(first->second));
    }
    return is_new;
  }

  void check_presence(const ObjectView& view, const Object& object, Node node) {
    for (const Object* part : view.parts) {
      for (const Field& field : part->fields) {
        if (!field.required || node.find(field.name)) continue;
        problems_->error(node.key_place(), "missing key " + quote(field.name) + in_here() + view.label());
      }
    }
    if (node.size() >= object.min_keys && node.size() <= object.max_keys) return;
    const bool few = node.size() < object.min_keys;
    report(node.place(), "expected " + std::string(few ? "at least " : "at most ") +
                             std::to_string(few ? object.min_keys : object.max_keys) + " of the keys " +
                             view.known_keys());
  }

  /// " in settings.glue"; nothing at the root.
  [[nodiscard]] std::string in_here() const { return path_.empty() ? "" : " in " + path_; }

  std::string path_;
  Diagnostics* problems_;
  std::unordered_map<std::string, std::uint32_t> leaves_;
};

}  // namespace

bool check(Node node, const Type& schema, std::string_view path, Diagnostics& problems) {
  const std::size_t before = problems.error_count();
  Checker(path, problems).check(node, schema);
  return problems.error_count() == before;
}

bool check(const Document& document, const Type& schema, Diagnostics& problems) {
  return check(document.root(), schema, {}, problems);
}

}  // namespace outlive::input
