// Who is who, and who may use what, as it changed over time. Administrators' acts are known beforehand, so "was this
// user a member then" is one look-up, as with settings.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "outlive/settings.hpp"
#include "outlive/vocabulary.hpp"
#include "outlive/work.hpp"

namespace outlive {

/// As scenario files spell it.
std::string_view name_of(Application application);
std::optional<Application> application_named(std::string_view name);

enum class Standing : std::uint8_t { active, disabled, deleted };

/// A user or a group, as grants and assignments name them.
struct Principal {
  bool is_group = false;
  Number number = 0;  // among Scenario::users or Scenario::groups
  friend auto operator<=>(const Principal&, const Principal&) = default;
};

/// One act of an administrator, as it was recorded.
struct DirectoryChange {
  enum class Of : std::uint8_t { standing, denial, membership, assignment };
  Of of = Of::standing;
  Moment from{};
  Principal principal;        // whom it is about
  Number object = no_number;  // the group of a membership, the Application of an assignment
  std::uint8_t value = 0;     // a Standing, or whether it holds from then on
};

class DirectoryHistory {
 public:
  /// Calls may come in any order of time.
  void set_standing(Number user, Moment from, Standing standing);
  void set_denied(Number user, Moment from, bool denied);
  void set_member(Number user, Number group, Moment from, bool member);
  /// An application is open to all until its assignments are named once.
  void require_assignment(Application application);
  void set_assigned(Application application, Principal principal, Moment from, bool assigned);

  /// Who was deleted once stays so, whatever is set later (IDC-13).
  [[nodiscard]] Standing standing(Number user, Moment when) const;
  /// Whether the user was active at `from` and at all times up to and including `until`.
  [[nodiscard]] bool active_throughout(Number user, Moment from, Moment until) const;
  /// A deny policy on the user's identity is in force (IDC-15).
  [[nodiscard]] bool denied(Number user, Moment when) const;
  /// Why none of a user's calls succeeds: they are disabled or deleted (IDC-13), or denied (IDC-15); else Cause::none.
  [[nodiscard]] Cause bar(Number user, Moment when) const;
  /// When a former member left a group for the last time; nothing for members and those who never were.
  [[nodiscard]] std::optional<Instant> left(Number user, Number group, Moment when) const;
  [[nodiscard]] bool member(Number user, Number group, Moment when) const;
  /// Whether the user may use the application: it requires no assignment, or the user or one of their groups has one.
  [[nodiscard]] bool assigned(Number user, Application application, Moment when) const;
  [[nodiscard]] bool requires_assignment(Application application) const;
  /// Whether this very user or group has an assignment.
  [[nodiscard]] bool has_assignment(Application application, Principal principal, Moment when) const;
  /// Whether `principal` is the user, or a group that they are a member of.
  [[nodiscard]] bool stands_for(Principal principal, Number user, Moment when) const;
  /// What changed since the study began, in the order of time: for the audit log.
  [[nodiscard]] std::vector<DirectoryChange> changes() const;

 private:
  template <class Key>
  struct Change {
    Key key;
    Moment from;
    std::uint8_t value;
  };
  struct Pair {
    Number user;
    Number group;
    friend auto operator<=>(const Pair&, const Pair&) = default;
  };
  /// Sorted by key, then by moment.
  template <class Key>
  using Changes = std::vector<Change<Key>>;
  template <class Key>
  static void insert(Changes<Key>& changes, Key key, Moment from, std::uint8_t value);
  /// The changes of one key, in the order of time.
  template <class Key>
  static std::span<const Change<Key>> changes_of(const Changes<Key>& changes, Key key);
  template <class Key>
  static std::uint8_t value_at(const Changes<Key>& changes, Key key, Moment when);

  Changes<Number> standings_;
  Changes<Number> denials_;
  Changes<Pair> memberships_;
  std::array<Changes<Principal>, application_count> assignments_;
  std::array<bool, application_count> requires_assignment_{};
};

}  // namespace outlive
