#include "outlive/directory.hpp"

#include <algorithm>
#include <iterator>

namespace outlive {
namespace {

constexpr std::array<std::string_view, application_count> application_names{
    "glue", "sagemaker", "emr_serverless", "emr_ec2", "athena", "redshift", "quicksight"};

std::size_t index_of(Application application) { return static_cast<std::size_t>(application); }

template <class Change>
auto first_after(std::span<const Change> changes, Moment when) {
  return std::upper_bound(changes.begin(), changes.end(), when,
                          [](const Moment& moment, const Change& change) { return moment < change.from; });
}

}  // namespace

std::string_view name_of(Application application) { return application_names[index_of(application)]; }

std::optional<Application> application_named(std::string_view name) {
  const auto* const known = std::find(application_names.begin(), application_names.end(), name);
  if (known == application_names.end()) return std::nullopt;
  return static_cast<Application>(known - application_names.begin());
}

template <class Key>
void DirectoryHistory::insert(Changes<Key>& changes, Key key, Moment from, std::uint8_t value) {
  const auto later = [](const Change<Key>& a, const Change<Key>& b) {
    return a.key != b.key ? a.key < b.key : a.from < b.from;
  };
  const Change<Key> change{key, from, value};
  changes.insert(std::upper_bound(changes.begin(), changes.end(), change, later), change);
}

template <class Key>
std::span<const DirectoryHistory::Change<Key>> DirectoryHistory::changes_of(const Changes<Key>& changes,
                                                                            Key key) {
  const auto first =
      std::lower_bound(changes.begin(), changes.end(), key,
                       [](const Change<Key>& change, Key wanted) { return change.key < wanted; });
  const auto last = std::upper_bound(
      first, changes.end(), key, [](Key wanted, const Change<Key>& change) { return wanted < change.key; });
  return {first, last};
}

template <class Key>
std::uint8_t DirectoryHistory::value_at(const Changes<Key>& changes, Key key, Moment when) {
  const auto own = changes_of(changes, key);
  const auto next = first_after(own, when);
  return next == own.begin() ? std::uint8_t{0} : std::prev(next)->value;
}

void DirectoryHistory::set_standing(Number user, Moment from, Standing standing) {
  insert(standings_, user, from, static_cast<std::uint8_t>(standing));
}
void DirectoryHistory::set_denied(Number user, Moment from, bool denied) {
  insert(denials_, user, from, denied ? std::uint8_t{1} : std::uint8_t{0});
}
void DirectoryHistory::set_member(Number user, Number group, Moment from, bool member) {
  insert(memberships_, Pair{user, group}, from, member ? std::uint8_t{1} : std::uint8_t{0});
}
void DirectoryHistory::require_assignment(Application application) {
  requires_assignment_[index_of(application)] = true;
}
void DirectoryHistory::set_assigned(Application application, Principal principal, Moment from,
                                    bool assigned) {
  insert(assignments_[index_of(application)], principal, from, assigned ? std::uint8_t{1} : std::uint8_t{0});
}

Standing DirectoryHistory::standing(Number user, Moment when) const {
  Standing standing = Standing::active;
  for (const Change<Number>& change : changes_of(standings_, user)) {
    if (change.from > when || standing == Standing::deleted) break;
    standing = static_cast<Standing>(change.value);
  }
  return standing;
}
bool DirectoryHistory::active_throughout(Number user, Moment from, Moment until) const {
  const auto changes = changes_of(standings_, user);
  return standing(user, from) == Standing::active &&
         std::none_of(changes.begin(), changes.end(), [&](const Change<Number>& change) {
           return from < change.from && change.from <= until &&
                  static_cast<Standing>(change.value) != Standing::active;
         });
}
bool DirectoryHistory::denied(Number user, Moment when) const { return value_at(denials_, user, when) != 0; }
Cause DirectoryHistory::bar(Number user, Moment when) const {
  switch (standing(user, when)) {
    case Standing::active: break;
    case Standing::disabled: return Cause::user_disabled;
    case Standing::deleted: return Cause::user_deleted;
  }
  return denied(user, when) ? Cause::denied_by_policy : Cause::none;
}
bool DirectoryHistory::member(Number user, Number group, Moment when) const {
  return value_at(memberships_, Pair{user, group}, when) != 0;
}
std::optional<Instant> DirectoryHistory::left(Number user, Number group, Moment when) const {
  const auto own = changes_of(memberships_, Pair{user, group});
  const auto next = first_after(own, when);
  if (next == own.begin() || std::prev(next)->value != 0) return std::nullopt;
  return std::prev(next)->from.at;
}
bool DirectoryHistory::stands_for(Principal principal, Number user, Moment when) const {
  return principal.is_group ? member(user, principal.number, when) : principal.number == user;
}

bool DirectoryHistory::requires_assignment(Application application) const {
  return requires_assignment_[index_of(application)];
}
bool DirectoryHistory::has_assignment(Application application, Principal principal, Moment when) const {
  return value_at(assignments_[index_of(application)], principal, when) != 0;
}

bool DirectoryHistory::assigned(Number user, Application application, Moment when) const {
  if (!requires_assignment_[index_of(application)]) return true;
  const auto& changes = assignments_[index_of(application)];
  for (auto change = changes.begin(); change != changes.end(); ++change) {
    // Each principal once: at the first of its changes.
    if (change != changes.begin() && std::prev(change)->key == change->key) continue;
    if (value_at(changes, change->key, when) != 0 && stands_for(change->key, user, when)) return true;
  }
  return false;
}

std::vector<DirectoryChange> DirectoryHistory::changes() const {
  using Of = DirectoryChange::Of;
  std::vector<DirectoryChange> all;
  const auto add = [&](Of of, Moment from, Principal principal, Number object, std::uint8_t value) {
    if (from.at >= Instant{}) all.push_back({of, from, principal, object, value});
  };
  for (const auto& [user, from, value] : standings_) add(Of::standing, from, {false, user}, no_number, value);
  for (const auto& [user, from, value] : denials_) add(Of::denial, from, {false, user}, no_number, value);
  for (const auto& [pair, from, value] : memberships_) {
    add(Of::membership, from, {false, pair.user}, pair.group, value);
  }
  for (std::size_t i = 0; i < application_count; ++i) {
    for (const auto& [principal, from, value] : assignments_[i]) {
      add(Of::assignment, from, principal, static_cast<Number>(i), value);
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const DirectoryChange& a, const DirectoryChange& b) { return a.from < b.from; });
  return all;
}

}  // namespace outlive
