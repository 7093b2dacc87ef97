// Settings as history: which value held at a moment, and since when.
#include "outlive/settings.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace outlive {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr Setting flag = Setting::sagemaker_identity_propagation;
constexpr Setting length = Setting::background_session_duration;

Moment at(Duration when, std::uint32_t line = 0) { return {Instant{when}, line}; }

TEST_CASE("settings: every leaf has a key of its own, and its default lies in its range") {
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < setting_count; ++i) {
    const auto setting = static_cast<Setting>(i);
    const SettingInfo& info = info_of(setting);
    CAPTURE(info.key);
    CHECK(keys.insert(info.key).second);
    CHECK(setting_named(info.key) == setting);
    const bool in_range = info.initial >= info.least && info.initial <= info.most;
    CHECK((in_range || (info.may_be_none && info.initial == setting_none)));
  }
  CHECK_FALSE(setting_named("glue.idle_timeuot").has_value());
}

TEST_CASE("settings: the documented defaults hold before the first line") {
  const SettingsHistory settings;
  CHECK(settings.duration(length, at(0ms)) == days{7});
  CHECK(settings.duration(Setting::interactive_session_duration, at(-1h)) == 8h);
  CHECK(settings.duration(Setting::glue_idle_timeout, at(0ms)) == 48h);
  CHECK(settings.at(Setting::glue_timeout, at(0ms)) == setting_none);
  CHECK(settings.duration(Setting::sagemaker_training_max_runtime, at(0ms)) == 24h);
  CHECK_FALSE(settings.flag(Setting::glue_background_sessions, at(0ms)));
}

TEST_CASE("settings: a value holds from its moment on, to the line") {
  SettingsHistory settings;
  settings.set(length, at(10h, 5), 100);
  CHECK(settings.at(length, at(10h, 4)) == Duration{days{7}}.count());
  CHECK(settings.at(length, at(10h, 5)) == 100);
  CHECK(settings.at(length, at(10h, 6)) == 100);
  CHECK(settings.at(length, at(10h - 1ms, 9)) == Duration{days{7}}.count());
}

TEST_CASE("settings: at one instant the later line wins, in whatever order they were told") {
  for (const bool backwards : {false, true}) {
    SettingsHistory settings;
    std::vector<std::pair<std::uint32_t, SettingValue>> lines{{3, 30}, {4, 40}, {5, 50}};
    if (backwards) std::reverse(lines.begin(), lines.end());
    for (const auto& [line, value] : lines) settings.set(length, at(1h, line), value);
    CHECK(settings.at(length, at(1h, 3)) == 30);
    CHECK(settings.at(length, at(1h, 4)) == 40);
    CHECK(settings.at(length, at(2h)) == 50);
  }
}

TEST_CASE("settings: a domain's own value overrides the general one once it has one") {
  SettingsHistory settings;
  settings.set(flag, at(10h), 0, 1);
  CHECK(settings.flag(flag, at(9h), 1));
  CHECK_FALSE(settings.flag(flag, at(10h), 1));
  CHECK(settings.flag(flag, at(10h), 2));
  CHECK(settings.flag(flag, at(10h)));
  settings.set(flag, at(20h), 0);
  settings.set(flag, at(30h), 1, 1);
  CHECK(settings.flag(flag, at(30h), 1));
  CHECK_FALSE(settings.flag(flag, at(30h), 2));
  CHECK(settings.changes(flag, 1).size() == 2);
  CHECK(settings.changes(flag, 2).empty());
  CHECK(settings.changes(flag).size() == 2);
}

TEST_CASE("settings: since says when the value began to hold without a break") {
  SettingsHistory settings;
  CHECK(settings.since(flag, at(0ms)).at == Instant::min());
  settings.set(flag, at(10h, 1), 0);
  settings.set(flag, at(20h, 2), 1);
  settings.set(flag, at(30h, 3), 1);  // says what holds already: not newer
  CHECK(settings.since(flag, at(9h)).at == Instant::min());
  CHECK(settings.since(flag, at(15h)) == at(10h, 1));
  CHECK(settings.since(flag, at(40h)) == at(20h, 2));
  CHECK(settings.since(flag, at(20h, 2)) == at(20h, 2));
  CHECK(settings.since(flag, at(20h, 1)) == at(10h, 1));
}

TEST_CASE("settings: since looks from a domain's own value through to the general one before it") {
  SettingsHistory settings;
  settings.set(flag, at(5h), 0);
  settings.set(flag, at(6h), 1);
  settings.set(flag, at(10h), 1, 1);  // the domain now says itself what held anyway
  CHECK(settings.since(flag, at(20h), 1) == at(6h));
  settings.set(flag, at(12h), 0);  // the general value no longer matters to it
  CHECK(settings.since(flag, at(20h), 1) == at(6h));
  CHECK(settings.since(flag, at(20h)) == at(12h));
}

TEST_CASE("settings: since tells lines of one instant apart") {
  SettingsHistory settings;
  settings.set(flag, at(1h, 0), 0);
  settings.set(flag, at(1h, 1), 1);
  settings.set(flag, at(1h, 2), 0);
  settings.set(flag, at(1h, 3), 1);
  CHECK(settings.since(flag, at(1h, 3)) == at(1h, 3));
  CHECK(settings.since(flag, at(1h, 1)) == at(1h, 1));
  CHECK(settings.since(flag, at(1h, 0)) == at(1h, 0));
}

TEST_CASE("settings: a limit counts as set once it ever had a value") {
  SettingsHistory settings;
  CHECK_FALSE(SettingsHistory::ever_limited(settings.changes(Setting::glue_dpu_quota)));
  settings.set(Setting::glue_dpu_quota, at(0ms), setting_none);
  CHECK_FALSE(SettingsHistory::ever_limited(settings.changes(Setting::glue_dpu_quota)));
  settings.set(Setting::glue_dpu_quota, at(100h), 50);
  CHECK(SettingsHistory::ever_limited(settings.changes(Setting::glue_dpu_quota)));
}

TEST_CASE(
    "settings: what a file replaces at the start was never in force, what comes behind the horizon neither") {
  SettingsHistory settings;
  const auto range = [&] {
    return SettingsHistory::range_of(settings.changes(Setting::token_exchange_rate), Instant{100h});
  };
  CHECK(range().least == 80);
  CHECK(range().most == 80);
  settings.set(Setting::token_exchange_rate, at(0ms), setting_none);
  CHECK_FALSE(SettingsHistory::ever_limited(settings.changes(Setting::token_exchange_rate)));
  CHECK(range().least == setting_none);
  settings.set(Setting::token_exchange_rate, at(101h), 5);
  CHECK(range().least == setting_none);
  settings.set(Setting::token_exchange_rate, at(100h), 7);
  CHECK(range().least == 7);
  CHECK(range().most == setting_none);
}

TEST_CASE("settings: any history answers like a list that is read from its beginning") {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    SettingsHistory settings;
    std::vector<std::pair<Moment, SettingValue>> told;
    for (int i = 0; i < 6; ++i) {
      const Moment when = at(Duration{random() % 4}, static_cast<std::uint32_t>(random() % 3));
      told.emplace_back(when, random() % 2);
      settings.set(flag, when, told.back().second);
    }
    std::stable_sort(told.begin(), told.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::int64_t time = 0; time < 5; ++time) {
      for (std::uint32_t line = 0; line < 4; ++line) {
        const Moment when = at(Duration{time}, line);
        SettingValue value = 1;
        Moment since{Instant::min(), 0};
        // Of two lines at one moment the one told last holds.
        for (std::size_t i = 0; i < told.size() && told[i].first <= when; ++i) {
          if (i + 1 < told.size() && told[i + 1].first == told[i].first) continue;
          if (told[i].second != value) since = told[i].first;
          value = told[i].second;
        }
        CHECK(settings.at(flag, when) == value);
        CHECK(settings.since(flag, when) == since);
      }
    }
  }
}

}  // namespace
}  // namespace outlive
