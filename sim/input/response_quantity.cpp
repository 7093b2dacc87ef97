#include "sim/input/response_quantity.hpp"

#include "sim/input/scalars.hpp"

namespace outlive::input {

Response::Unit unit_of(const std::string& key, Expected::Type type) {
  switch (type) {
    case Expected::Type::money: return Response::Unit::money;
    case Expected::Type::duration:
    case Expected::Type::instant: return Response::Unit::duration;
    default: break;
  }
  return key.ends_with("share") ? Response::Unit::share : Response::Unit::number;
}

FoundQuantity find_quantity(const std::string& key, const Place& place, const std::string& path,
                            const Scenario& scenario, Diagnostics& problems) {
  FoundQuantity quantity;
  std::string suggestion;
  quantity.found = is_quantity(scenario, key, quantity.type, suggestion);
  if (!quantity.found) {
    problems.error(place, (path == key ? "" : path + ": ") + "the results of the base have no quantity " +
                              quote(key) +
                              (suggestion.empty() ? "; expected one such as cost.total"
                                                  : "; did you mean '" + suggestion + "'?"));
  }
  return quantity;
}

bool is_averaged(Expected::Type type) { return type != Expected::Type::text && type != Expected::Type::flag; }

std::optional<Response> response_of(const std::string& name, const std::string& key, const Place& place,
                                    const Scenario& scenario, Diagnostics& problems) {
  const FoundQuantity quantity = find_quantity(key, place, name, scenario, problems);
  if (!quantity.found) return std::nullopt;
  if (!is_averaged(quantity.type)) {
    problems.error(place, (name == key ? "" : name + ": ") + key +
                              " is a word, of which there is no mean; expected a map with 'of' and " +
                              "'equals', for the share of replications in which it is one");
    return std::nullopt;
  }
  Response response;
  response.name = name;
  response.key = key;
  response.unit = unit_of(key, quantity.type);
  response.place = place;
  return response;
}

}  // namespace outlive::input
