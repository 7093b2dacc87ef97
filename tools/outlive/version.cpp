#include "outlive/version.hpp"

#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

// The facts are CMake's words; a quote or a backslash in them would break the document.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

}  // namespace

ExitCode version_verb(const Options& options, Console& console) {
  const BuildFacts facts = build_facts();
  if (format_of(options) == "json") {
    console.print("{\n  \"schema_version\": 1,\n  \"version\": " + quoted(facts.version) +
                  ",\n  \"compiler\": " + quoted(facts.compiler) + ",\n  \"build_type\": " +
                  quoted(facts.build_type) + ",\n  \"commit\": " + quoted(facts.commit) + "\n}\n");
    return ExitCode::done;
  }
  console.print("outlive " + std::string(facts.version) + " (" + std::string(facts.compiler) + ", " +
                std::string(facts.build_type) + ", commit " + std::string(facts.commit) + ")\n");
  return ExitCode::done;
}

}  // namespace outlive::tool
