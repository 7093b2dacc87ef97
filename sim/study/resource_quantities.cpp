#include "sim/study/resource_quantities.hpp"

#include <algorithm>
#include <vector>

#include "sim/study/fields.hpp"
#include "sim/text/nearest.hpp"
#include "sim/workload/resources.hpp"

namespace outlive::study {

namespace {

Quantity::Read reader_of(const Field<ResourceResult>& field, const std::string& name) {
  return [&field, name](const Scenario& scenario, const Results& results) {
    const auto found = std::find_if(results.resources.begin(), results.resources.end(),
                                    [&](const ResourceResult& each) { return each.name == name; });
    // Nobody asked for any of it.
    return field.read(scenario, found == results.resources.end() ? ResourceResult{} : *found);
  };
}

}  // namespace

std::optional<Quantity> find_resource(const Scenario& scenario, std::string_view key) {
  const std::size_t dot = key.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::vector<std::string> names = workload::resource_names(scenario);
  const std::string name(key.substr(0, dot));
  const Field<ResourceResult>* field = find_field(resource_fields(), key.substr(dot + 1));
  if (field == nullptr || std::find(names.begin(), names.end(), name) == names.end()) return std::nullopt;
  Quantity quantity{.type = field->type, .read = reader_of(*field, name)};
  if (field->name == "peak")
    quantity.read_least = reader_of(*find_field(resource_fields(), "peak_at_least"), name);
  return quantity;
}

std::string nearest_resource(const Scenario& scenario, std::string_view key) {
  std::vector<std::string> candidates;
  for (const std::string& name : workload::resource_names(scenario)) {
    for (const Field<ResourceResult>& field : resource_fields())
      candidates.push_back(name + "." + std::string(field.name));
  }
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const auto found = text::nearest(key, views);
  return found ? "resources." + std::string(*found) : std::string{};
}

}  // namespace outlive::study
