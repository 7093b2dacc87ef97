#include "tests/benchmarks/session_workload.hpp"

#include <algorithm>
#include <array>

#include "sim/engine/random_stream.hpp"

namespace outlive::benchmarks {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr std::uint32_t purpose = 1;
constexpr Duration start_up = 30s;

/// How a user leaves a session.
enum class Leaving : std::uint8_t {
  stops_it,
  forgets_it,
  leaves_long_statement,
  forgets_to_sign_out,
  is_revoked
};

class Visits {
 public:
  Visits(Number user, const FirstRows& first, std::vector<Action>& actions)
      : user_(user), first_(first), actions_(actions), random_(1, 0, user, purpose) {}

  Number append_all() {
    const Number visits = 7 + static_cast<Number>(random_.next_u64() % 7);
    for (Number visit = 0; visit < visits; ++visit) append(visit);
    return visits;
  }

 private:
  Duration between(Duration low, Duration high) {
    return low +
           Duration{static_cast<std::int64_t>(random_.uniform() * static_cast<double>((high - low).count()))};
  }

  Action& add(Verb verb, Instant at) {
    actions_.push_back({.at = at, .takes = {}, .line = user_ * 1024 + line_++, .user = user_, .verb = verb});
    return actions_.back();
  }

  Leaving draw_leaving() {
    const double draw = random_.uniform();
    if (draw < 0.35) return Leaving::stops_it;
    if (draw < 0.70) return Leaving::forgets_it;
    if (draw < 0.85) return Leaving::leaves_long_statement;
    return draw < 0.90 ? Leaving::forgets_to_sign_out : Leaving::is_revoked;
  }

  void append(Number visit) {
    const Number session = first_.sign_in + visit;
    const Leaving leaving = draw_leaving();
    Instant now{days{4} * visit + between(0h, 24h)};
    add(Verb::sign_in, now).subject = session;
    now += between(1min, 10min);
    Action& start = add(Verb::start_session, now);
    start.subject = session;
    start.work = static_cast<Number>(random_.next_u64() % 4);

    const Number revoked_before = leaving == Leaving::is_revoked
                                      ? static_cast<Number>(random_.next_u64() % statements_per_session)
                                      : no_number;
    std::array<Instant, 3> done{};  // of the last three statements, were nothing to end them
    done.fill(now);
    Instant free = now + start_up;
    for (Number i = 0; i < statements_per_session; ++i) {
      // The next statement often comes before the last one is done, but never while three are under way.
      const Duration pause = random_.uniform() < 0.01 ? between(1h, 4h) : between(0s, 8min);
      now = std::max(now + pause, done[i % 3]);
      if (i == revoked_before) add(Verb::revoke, now).subject = session;
      const bool left_running = leaving == Leaving::leaves_long_statement && i + 1 == statements_per_session;
      const Duration takes = left_running ? between(10h, 60h) : between(10s, 6min);
      Action& run = add(Verb::run, now);
      run.subject = first_.job + visit % 3 * 4 + i % 4;
      run.object = session;
      run.takes = takes;
      run.saves_results = random_.next_u64() % 2 == 0;
      free = std::max(now, free) + takes;
      done[i % 3] = free;
    }
    now += between(5min, 15min);
    if (leaving == Leaving::stops_it) add(Verb::stop_session, now).subject = session;
    if (leaving != Leaving::forgets_to_sign_out) add(Verb::sign_out, now + 1min);
  }

  Number user_;
  FirstRows first_;
  std::vector<Action>& actions_;
  engine::RandomStream random_;
  std::uint32_t line_ = 0;
};

}  // namespace

Market make_market() {
  Market market;
  const auto set = [&](Setting setting, Duration from, SettingValue value) {
    market.settings.set(setting, {Instant{from}, 0}, value);
  };
  set(Setting::interactive_session_duration, 0h, Duration{12h}.count());
  set(Setting::background_session_duration, 0h, Duration{days{1}}.count());
  set(Setting::background_session_duration, days{20}, Duration{days{2}}.count());
  set(Setting::glue_background_sessions, 0h, 1);
  set(Setting::glue_background_sessions, days{30}, 0);
  set(Setting::glue_background_sessions, days{34}, 1);
  set(Setting::glue_idle_timeout, 0h, Duration{2h}.count());
  set(Setting::glue_start_up, 0h, start_up.count());
  market.prices.skus.push_back({.name = "glue.session.dpu",
                                .usage_type = "",
                                .unit = "DPU-hour",
                                .price = Money::from_nanos(440'000'000),
                                .minimum = 60s,
                                .source = ""});
  for (const std::int64_t units : {2, 5, 10, 16}) {
    market.works.push_back(
        {.service = ServiceType::glue_session, .units = units, .meters = {{{0, units}}}, .release = {5, 0}});
  }
  market.horizon = Instant{days{60}};
  return market;
}

Number append_user(Number user, const FirstRows& first, std::vector<Action>& actions) {
  return Visits(user, first, actions).append_all();
}

}  // namespace outlive::benchmarks
