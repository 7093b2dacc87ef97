// People who do a bit of everything under limits that can be varied, drawn from a seed.
#pragma once

#include <random>

#include "tests/workload/scenario_builder.hpp"

namespace outlive::testing {

/// What may be different between two plays of the same lines.
struct Limits {
  Duration background = 30h;
  Duration interactive = 9h;
  Duration glue_timeout = unlimited;
  Duration max_runtime = 20h;
  SettingValue quota = setting_none;
};

/// A crowd that does a bit of everything, from a seed.
class Crowd {
 public:
  Crowd(unsigned seed, Number users) : random_(seed), users_(users) {}

  ScenarioBuilder build(const Limits& limits) {
    ScenarioBuilder builder(days{12}, users_);
    builder.start_with(Setting::background_session_duration, limits.background);
    builder.start_with(Setting::interactive_session_duration, limits.interactive);
    builder.start_with(Setting::glue_timeout, limits.glue_timeout.count());
    builder.start_with(Setting::sagemaker_training_max_runtime, limits.max_runtime);
    builder.start_with(Setting::glue_dpu_quota, limits.quota);
    builder.start_with(Setting::glue_idle_timeout, 20h);
    builder.start_with(Setting::glue_start_up, draw(0, 3) * 1min);
    builder.start_with(Setting::sagemaker_background_sessions, draw(0, 2));
    if (draw(0, 2) == 0) builder.set(days{4}, Setting::glue_background_sessions, 0);
    for (Number user = 0; user < users_; ++user) {
      for (int visit = 0; visit < 3; ++visit)
        play_visit(builder, user, days{3} * visit + draw(0, 200) * 3min);
    }
    return builder;
  }

  bool with_people = true;  // whether people end anything

 private:
  std::int64_t draw(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<unsigned>(high - low));
  }

  void play_visit(ScenarioBuilder& builder, Number user, Duration start) {
    builder.sign_in(start, user);
    const Number session =
        builder.start_session(start + draw(0, 5) * 1min, {.user = user, .units = draw(1, 12)});
    Duration now = start + 5min;
    for (std::int64_t i = draw(1, 5); i > 0; --i) {
      now += draw(0, 90) * 1min;
      builder.run(now, session, draw(0, 40) * 31min,
                  {.saves_results = draw(0, 2) == 0, .fails = draw(0, 12) == 0});
    }
    builder.start_job(now, draw(1, 50) * 1h,
                      {.service = draw(0, 4) == 0 ? ServiceType::processing_job : ServiceType::training_job,
                       .user = user,
                       .start_up = draw(0, 60) * 1min,
                       .checkpoint_every = draw(0, 3) * 1h,
                       .saves_in = draw(0, 4) * 45s});
    const std::int64_t way = draw(0, 7);
    if (!with_people) return;
    now += draw(0, 400) * 1min;
    if (way == 0) builder.stop_session(now, session);
    if (way == 1) builder.revoke_all(now, user);
    if (way == 2) builder.restart_kernel(now, session, {.user = user});
    if (way == 3) builder.close_notebook(now, session);
    if (way == 4) builder.end_interactive(now, user);
    if (way != 5) builder.sign_out(now + draw(0, 100) * 1min, user);
  }

  std::mt19937 random_;
  Number users_;
};

}  // namespace outlive::testing
