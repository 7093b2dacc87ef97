#include "outlive/load.hpp"
#include "outlive/load_study.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {

ExitCode schema_verb(const Options& options, Console& console) {
  const std::string which = options.arguments.empty() ? "scenario" : options.arguments.front();
  std::string schema;
  if (which == "scenario") {
    schema = scenario_schema_json();
  } else if (which == "study") {
    schema = study_schema_json();
  } else if (which == "prices") {
    schema = price_book_schema_json();
  } else {
    throw UsageError("there is a schema of 'scenario', of 'study' and of 'prices', none of '" +
                     text::sanitize(which) + "'");
  }
  if (!schema.ends_with('\n')) schema += '\n';
  console.print(schema);
  return ExitCode::done;
}

}  // namespace outlive::tool
