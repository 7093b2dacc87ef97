// The bank of the examples: one table, three of whose columns are secured; maria is a data scientist, ben works in
// marketing, and the analyst is neither.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "outlive/access.hpp"

namespace outlive::testing {

inline constexpr Number maria = 0;
inline constexpr Number ben = 1;
inline constexpr Number analyst = 2;
inline constexpr Principal data_scientists{true, 0};
inline constexpr Principal marketing_analytics{true, 1};

inline Moment at_hour(int hour, std::uint32_t line = 1) { return {Instant{std::chrono::hours{hour}}, line}; }

inline Tag transactions(std::vector<std::string> values) { return {"transactions", std::move(values)}; }

struct Bank {
  AccessCatalog catalog;
  DirectoryHistory directory;
  Reads reads;

  Bank() {
    const auto column = [](const char* name, const char* value) {
      return Column{name, {transactions({value})}};
    };
    catalog.tables.push_back(
        {"bankdata_db.bankdata_icebergtbl",
         {column("customer_id", "accessible"), column("iban", "secured"), column("amount", "accessible"),
          column("income", "secured"), column("city", "accessible"), column("card_number", "secured")}});
    catalog.grants.push_back({.to = data_scientists, .tags = {transactions({"accessible", "secured"})}});
    catalog.grants.push_back({.to = marketing_analytics, .tags = {transactions({"accessible"})}});
    directory.set_member(maria, data_scientists.number, set_in_file, true);
    directory.set_member(ben, marketing_analytics.number, set_in_file, true);
    reads.tables = {0};
  }
};

}  // namespace outlive::testing
