// Accounts in their regions: numbered as users and populations name them, and found again by settings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/names.hpp"

namespace outlive::input {

/// What keys of `--set` begin with that are about single accounts.
inline constexpr std::string_view own_quotas = "quotas.";

/// Numbers what users and populations name. Settings are about them, so this comes before settings are read.
void declare_accounts(Node users, Node populations, Scenario& scenario, Diagnostics& problems);

/// The one that `account` and `region` of a user or population name together.
Number account_of(Node person, const Scenario& scenario);

/// Which accounts an entry of the settings, or a line, is about: all that its `account` and `region` fit.
class AccountNames {
 public:
  explicit AccountNames(const Scenario& scenario);

  /// A problem if nobody works in any of them.
  [[nodiscard]] std::vector<Owner> fitting(Node entry, Moment now, Diagnostics& problems) const;

  /// Labels, accounts and regions: what `--set quotas.NAME...` may name.
  [[nodiscard]] std::vector<std::string> all() const;
  [[nodiscard]] std::vector<Owner> called(std::string_view name) const;

 private:
  const std::vector<Account>* all_;
  Names accounts_{"account", "no user or population works in it"};
  Names regions_{"region", "no user or population works in it"};
};

}  // namespace outlive::input
