#include "outlive/load.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {

ExitCode schema_verb(const Options& options, Console& console) {
  const std::string which = options.arguments.empty() ? "scenario" : options.arguments.front();
  if (which != "scenario" && which != "prices") {
    throw UsageError("there is a schema of 'scenario' and one of 'prices', none of '" +
                     text::sanitize(which) + "'");
  }
  std::string schema = which == "scenario" ? scenario_schema_json() : price_book_schema_json();
  if (!schema.ends_with('\n')) schema += '\n';
  console.print(schema);
  return ExitCode::done;
}

}  // namespace outlive::tool
