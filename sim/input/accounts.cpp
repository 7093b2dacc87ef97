#include "sim/input/accounts.hpp"

#include <algorithm>

#include "sim/input/scalars.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {
namespace {

constexpr std::size_t most_accounts = 10'000;  // in their regions; they are searched one by one

/// Empty, too, if it is not as the schema says.
std::string name_in(Node map, std::string_view key) {
  const Node name = map.find(key);
  return name && name.is_scalar() && is_identifier(name.text()) ? std::string(name.text()) : std::string{};
}

Account account_in(Node map) { return {name_in(map, "account"), name_in(map, "region")}; }

std::string told(const Account& account) {
  std::string text = account.name.empty() ? "" : "account " + quote(account.name);
  if (!account.region.empty()) text += (text.empty() ? "region " : ", region ") + quote(account.region);
  return text;
}

/// Adds what is not known yet.
void declare(Node person, Scenario& scenario, Diagnostics& problems) {
  std::vector<Account>& known = scenario.accounts;
  Account account = account_in(person);
  if (std::find(known.begin(), known.end(), account) != known.end()) return;
  const Place place = person.find(account.name.empty() ? "region" : "account").place();
  const std::string label = account.label();
  const auto other =
      std::find_if(known.begin(), known.end(), [&](const Account& each) { return each.label() == label; });
  if (other != known.end()) {
    problems.error(place, told(account) + " and " + told(*other) + " would both be called " + quote(label) +
                              " in results; give one of them another name");
  } else if (known.size() > most_accounts) {
    problems.error(place, told(account) + " is one account too many; expected at most " +
                              std::to_string(most_accounts) + ", counted by region");
  } else {
    known.push_back(std::move(account));
  }
}

}  // namespace

void declare_accounts(Node users, Node populations, Scenario& scenario, Diagnostics& problems) {
  for (const Node people : {users, populations}) {
    for (const Node person : people) {
      if (person.is_map()) declare(person, scenario, problems);
    }
  }
}

Number account_of(Node person, const Scenario& scenario) {
  const auto& known = scenario.accounts;
  const auto found = std::find(known.begin(), known.end(), account_in(person));
  return found == known.end() ? 0 : static_cast<Number>(found - known.begin());
}

AccountNames::AccountNames(const Scenario& scenario) : all_(&scenario.accounts) {
  for (Number number = 1; number < all_->size(); ++number) {
    const Account& account = (*all_)[number];
    if (!account.name.empty()) accounts_.declare(account.name, number);
    if (!account.region.empty()) regions_.declare(account.region, number);
  }
}

std::vector<Owner> AccountNames::fitting(Node entry, Moment now, Diagnostics& problems) const {
  const Node account = entry.find("account");
  const Node region = entry.find("region");
  const bool account_known = !account || accounts_.resolve(account, now, problems);
  const bool region_known = !region || regions_.resolve(region, now, problems);
  if (!account_known || !region_known) return {};
  std::vector<Owner> owners;
  for (std::size_t number = 1; number < all_->size(); ++number) {
    const bool fits = (!account || (*all_)[number].name == account.text()) &&
                      (!region || (*all_)[number].region == region.text());
    if (fits) owners.push_back(static_cast<Owner>(number));
  }
  if (owners.empty())
    problems.error(account.place(), "no user or population works in " + told(account_in(entry)));
  return owners;
}

std::vector<std::string> AccountNames::all() const {
  std::vector<std::string> names;
  for (const Account& account : *all_) {
    for (const std::string& name : {account.label(), account.name, account.region}) {
      if (!name.empty()) names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<Owner> AccountNames::called(std::string_view name) const {
  std::vector<Owner> owners;
  for (std::size_t number = 1; number < all_->size(); ++number) {
    const Account& account = (*all_)[number];
    if (account.label() == name || account.name == name || account.region == name)
      owners.push_back(static_cast<Owner>(number));
  }
  return owners;
}

}  // namespace outlive::input
