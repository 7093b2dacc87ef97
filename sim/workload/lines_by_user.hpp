// The actions of a logical process by user: who runs ahead of others needs their own alone, in the order of time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "outlive/scenario.hpp"
#include "sim/engine/prefetch.hpp"

namespace outlive::workload {

class LinesByUser {
 public:
  /// Of actions in the order of time; `user_of(action)` is a number from 0. The actions must outlive this.
  template <class UserOf>
  void sort(std::span<const Action> actions, std::size_t users, UserOf user_of) {
    actions_ = actions;
    ends_.assign(users, 0);
    for (const Action& action : actions) ++ends_[user_of(action)];
    next_.resize(users);
    Number begin = 0;
    for (std::size_t user = 0; user < users; ++user) {
      next_[user] = begin;
      begin += ends_[user];
      ends_[user] = next_[user];
    }
    numbers_.resize(actions.size());
    for (Number number = 0; number < actions.size(); ++number)
      numbers_[ends_[user_of(actions[number])]++] = number;
  }

  [[nodiscard]] bool none() const { return numbers_.empty(); }
  /// How many the user has not done yet.
  [[nodiscard]] Number left(std::uint32_t user) const { return ends_[user] - next_[user]; }
  /// The number, among the actions of all, of the one that the user does after so many others.
  [[nodiscard]] Number number(std::uint32_t user, Number others = 0) const {
    return numbers_[next_[user] + others];
  }
  [[nodiscard]] const Action& action(std::uint32_t user, Number others = 0) const {
    return actions_[number(user, others)];
  }
  void pass(std::uint32_t user) { ++next_[user]; }

  // For fetching what is needed soon, each from what the one before it has fetched.
  void prefetch_place(std::uint32_t user) const {
    engine::prefetch(next_[user]);
    engine::prefetch(ends_[user]);
  }
  void prefetch_number(std::uint32_t user) const {
    if (left(user) > 0) engine::prefetch(numbers_[next_[user]]);
  }
  void prefetch_action(std::uint32_t user, Number others) const {
    if (left(user) > others) engine::prefetch(action(user, others));
  }

 private:
  std::span<const Action> actions_;
  std::vector<Number> numbers_;  // of the actions, by user
  std::vector<Number> next_;     // of each user, among those
  std::vector<Number> ends_;
};

}  // namespace outlive::workload
