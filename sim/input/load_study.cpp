#include "outlive/load_study.hpp"

#include <algorithm>
#include <utility>

#include "outlive/load.hpp"
#include "sim/input/check.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/factor_decoder.hpp"
#include "sim/input/population_overrides.hpp"
#include "sim/input/response_quantity.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/schema_json.hpp"
#include "sim/input/soundness.hpp"
#include "sim/input/source.hpp"
#include "sim/input/study_decoder.hpp"
#include "sim/input/study_plan.hpp"
#include "sim/input/study_schema.hpp"
#include "sim/input/traces.hpp"
#include "sim/study/controls.hpp"
#include "sim/study/design_points.hpp"
#include "sim/study/levels.hpp"
#include "sim/study/trends.hpp"

namespace outlive {
namespace {

using input::Node;

/// A factor of so many levels is a range in steps: its ends are tried, and what lies between goes with them.
constexpr std::size_t most_tried_levels = 64;

class StudyLoader {
 public:
  StudyLoader(const std::string& path, const StudyOptions& options, LoadStudyResult& result)
      : options_(options), result_(result), problems_(result.diagnostics) {
    study_.path = path;
  }

  /// A study file.
  void load(Node root) {
    study_.title = input::as_text(root.find("title"));
    study_.base = input::beside(study_.path, input::as_text(root.find("base")));
    const Node everywhere = root.find("set");
    for (const Node value : everywhere) set(value);
    if (!load_base(everywhere)) return;
    if (const Node seed = root.find("seed"))
      study_.scenario.seed = static_cast<std::uint64_t>(input::as_integer(seed));
    for (const Node factor : root.find("factors")) {
      add(input::read_factor({factor, "factors." + std::string(factor.key())}, paths(), problems_));
    }
    read_design(root.find("design"));
    input::read_study(root, study_, problems_);
    finish(root.find("constraints"), root.find("factors").key_place());
  }

  /// A scenario, which the command line varies.
  void load_as_base() {
    study_.base = study_.path;
    if (!load_base({})) return;
    study_.title = study_.scenario.title;
    if (options_.variations.empty() && problems_.all().empty())
      problems_.error({study_.path, 0, 0}, "nothing varies; expected a study, or --vary KEY=VALUE,VALUE");
    finish({}, {study_.path, 0, 0});
  }

 private:
  [[nodiscard]] input::StudyPaths paths() const { return {study_.path, study_.base}; }

  void set(Node value) {
    const std::string key(value.key());
    const std::string text(value.text());
    Replaced everywhere{std::move(study_.settings), std::move(study_.assumptions)};
    study::add_override(key, key == input::prices_key ? input::as_base_writes(text, paths()) : text,
                        everywhere);
    study_.settings = std::move(everywhere.settings);
    study_.assumptions = std::move(everywhere.assumptions);
  }

  /// `everywhere` is what the file sets at every point.
  bool load_base(Node everywhere) {
    study_.settings.insert(study_.settings.end(), options_.settings.begin(), options_.settings.end());
    study_.assumptions.insert(study_.assumptions.end(), options_.assumptions.begin(),
                              options_.assumptions.end());
    base_.emplace(study_.base);
    LoadResult loaded = base_->load(study_.settings, study_.assumptions);
    for (const Diagnostic& each : loaded.diagnostics.all()) tell_where_it_was_set(each, everywhere);
    result_.unreadable = loaded.unreadable;
    if (!loaded.scenario) return false;
    study_.scenario = std::move(*loaded.scenario);
    return true;
  }

  void tell_where_it_was_set(const Diagnostic& each, Node everywhere) {
    for (const Node value : everywhere) {
      Replaced one;
      study::add_override(std::string(value.key()), {}, one);
      const bool is_assumption = one.settings.empty();
      const std::string option =
          is_assumption ? "--assume " + one.assumptions[0].key : "--set " + one.settings[0].key;
      if (each.place.path == option)
        return tell(each, value.place(), "set." + std::string(value.key()) + ": " + each.message);
    }
    tell(each, each.place, each.message);
  }

  void tell(const Diagnostic& diagnostic, const Place& place, const std::string& message) {
    if (diagnostic.severity == Severity::error) {
      problems_.error(place, message, diagnostic.rule);
    } else {
      problems_.warning(place, message, diagnostic.rule);
    }
  }

  void add(std::optional<Factor> factor) {
    if (!factor) return;
    for (const Factor& other : study_.factors) {
      for (const std::string& key : other.keys) {
        if (std::find(factor->keys.begin(), factor->keys.end(), key) == factor->keys.end()) continue;
        problems_.error(factor->place, factor->name + ": " + key + " varies in the factor " +
                                           input::quote(other.name) + " already");
        return;
      }
      if (factor->name == other.name) factor->name = factor->keys.front();  // the short name of --vary
    }
    study_.factors.push_back(std::move(*factor));
  }

  void read_design(Node node) {
    if (!node || node.is_scalar()) return;
    Design& design = study_.design;
    if (const Node fraction = node.find("fractional_factorial")) {
      design.kind = Design::Kind::fractional_factorial;
      design.resolution = static_cast<std::uint32_t>(
          input::value_or(fraction.find("resolution"), input::as_integer, std::int64_t{3}));
    } else if (const Node cube = node.find("latin_hypercube")) {
      design.kind = Design::Kind::latin_hypercube;
      design.points = static_cast<std::uint32_t>(input::as_integer(cube.find("points")));
    } else if (const Node sobol = node.find("sobol")) {
      design.kind = Design::Kind::sobol;
      design.points = static_cast<std::uint32_t>(input::as_integer(sobol.find("points")));
    }
  }

  void finish(Node constraints, const Place& factors) {
    if (options_.seed) study_.scenario.seed = *options_.seed;
    for (const Variation& variation : options_.variations) {
      add(input::factor_of(variation, paths(), problems_));
    }
    for (const std::string& key : options_.responses) {
      auto response = input::response_of(key, key, {"--respond", 0, 0}, study_.scenario, problems_);
      if (response) study_.responses.push_back(std::move(*response));
    }
    if (options_.replications > 0) study_.replications = options_.replications;
    if (options_.precision) {
      if (!study_.precision) study_.precision.emplace();
      study_.precision->within = *options_.precision;
      if (options_.replications == 0) study_.replications = std::max(study_.replications, 10U);
    }
    if (study_.precision)
      study_.precision->at_most = std::max(study_.precision->at_most, study_.replications);
    if (study_.responses.empty() && !problems_.has_errors()) add_usual_responses();
    // A single replication has no interval that they could narrow.
    if (study_.replications > 1) study_.controls = study::controls_of(study_.scenario);
    try_levels();
    if (problems_.has_errors()) return;
    lay_out(constraints, factors);
    if (problems_.has_errors()) return;
    study_.plan = input::plan_of(study_, *base_);
    study_.load_base = [base = *base_](const std::vector<Override>& settings,
                                       const std::vector<Override>& assumptions, Diagnostics& problems) {
      LoadResult loaded = base.load(settings, assumptions);
      problems = std::move(loaded.diagnostics);
      return std::move(loaded.scenario);
    };
    result_.study = std::move(study_);
  }

  /// What nearly everybody wants to know.
  void add_usual_responses() {
    for (const char* key :
         {"cost.total", "totals.jobs.surviving", "totals.jobs.completed", "cost.idle", "cost.lost"}) {
      if (auto response = input::response_of(key, key, {}, study_.scenario, problems_))
        study_.responses.push_back(std::move(*response));
    }
  }

  /// Loads the base with each level alone, so that mistakes in levels are told where they were made.
  void try_levels() {
    for (const Factor& factor : study_.factors) {
      for (std::size_t i = 0; i < factor.levels.size(); ++i) {
        const bool at_end = i == 0 || i + 1 == factor.levels.size();
        if (!at_end && factor.levels.size() > most_tried_levels) continue;
        try_level(factor, factor.levels[i]);
      }
    }
  }

  void try_level(const Factor& factor, const Level& level) {
    Replaced replaced{study_.settings, study_.assumptions};
    study::add_level(factor, level, replaced);
    const LoadResult loaded = base_->load(replaced.settings, replaced.assumptions);
    for (const Diagnostic& each : loaded.diagnostics.all()) {
      if (each.severity == Severity::error)
        tell(each, level.place, factor.name + " = " + level.text + ": " + each.message);
    }
    result_.unreadable = result_.unreadable || loaded.unreadable;
  }

  void lay_out(Node texts, const Place& factors) {
    std::vector<study::Constraint> constraints;
    for (const Node text : texts) {
      std::string reason;
      auto constraint = study::Constraint::parse(text.text(), study_.factors, reason);
      if (constraint) {
        constraints.push_back(std::move(*constraint));
      } else {
        problems_.error(text.place(), "constraints: " + input::quote(text.text()) + ": " + reason);
      }
    }
    if (problems_.has_errors()) return;
    const std::string why = study::lay_out(study_, constraints, study_.scenario.seed);
    if (!why.empty()) return problems_.error(factors, why);
    refuse_trends_without_steps();
  }

  /// They would stay undecided, however many replications are run.
  void refuse_trends_without_steps() {
    for (std::size_t i = 0; i < study_.expectations.size(); ++i) {
      const StudyExpectation& each = study_.expectations[i];
      if (!study::is_trend(each) || study::has_step(study_, each)) continue;
      const bool rises = each.kind == StudyExpectation::Kind::rises_with;
      problems_.error(
          each.place,
          "expect[" + std::to_string(i) + (rises ? "].rises_with" : "].falls_with") +
              ": no two points of the design differ in " + input::quote(study_.factors[each.factor].name) +
              " alone, so nothing can decide it; expected such points, as design: full_factorial has them");
    }
  }

  const StudyOptions& options_;
  LoadStudyResult& result_;
  Diagnostics& problems_;
  Study study_;
  std::optional<ScenarioFile> base_;
};

/// What the file says it is; whoever writes neither key is told so by the schema of scenarios.
bool is_study(const input::Document& document) {
  return static_cast<bool>(document.root().find("outlive_study"));
}

}  // namespace

LoadStudyResult load_study(const std::string& path, const StudyOptions& options) {
  LoadStudyResult result;
  const input::Source source = input::read_source(path, input::yaml_limit, result.diagnostics);
  if (!source.ok()) {
    result.unreadable = source.status == input::SourceStatus::unreadable;
    return result;
  }
  const auto document = input::parse_document(source.path, source.text, result.diagnostics);
  if (document) {
    StudyLoader loader(path, options, result);
    if (!is_study(*document)) {
      result.diagnostics = {};  // the base is read, and told of, as a scenario
      loader.load_as_base();
    } else if (input::check(*document, *input::study_schema(), result.diagnostics)) {
      loader.load(document->root());
    }
  }
  result.diagnostics.sort();
  return result;
}

std::string study_schema_json() {
  return input::json_schema(*input::study_schema(),
                            {.id = "",
                             .title = "Outlive study",
                             .description = "What changes if settings do, and how sure is that?"});
}

}  // namespace outlive
