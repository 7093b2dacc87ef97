// Scenarios that do a bit of everything, drawn from a seed.
#pragma once

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "outlive/assumptions.hpp"
#include "outlive/load.hpp"

namespace outlive::testing {

/// A scenario drawn from a seed: each of three users comes on three days, does a bit of everything, and may be in the
/// way of the others. Times are multiples of five minutes, so that many things happen at one instant.
class Mix {
 public:
  explicit Mix(unsigned seed) : random_(seed) {}

  std::string text() {
    shared_ = chance(2);
    for (int user = 0; user < users; ++user) {
      for (int day = 0; day < 3; ++day) visit(user, day);
    }
    administrators();
    std::stable_sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) { return a.at < b.at; });
    std::string all = head();
    for (const Line& line : lines_) {
      all += "  - {at: " + std::to_string(line.at) + "m, " + line.what + "}\n";
    }
    return all;
  }

  /// Whether users may be in the way of each other. Known once there is a text.
  [[nodiscard]] bool is_shared() const { return shared_; }

  std::vector<Override> assumptions() {
    std::vector<Override> chosen;
    for (std::size_t i = 0; i < assumption_count; ++i) {
      if (chance(2)) continue;
      const AssumptionInfo& info = info_of(static_cast<Assumption>(i));
      chosen.push_back({std::string(info.key), std::string(info.options[draw(info.options.size())])});
    }
    return chosen;
  }

 private:
  static constexpr int users = 3;
  struct Line {
    int at;
    std::string what;
  };

  std::size_t draw(std::size_t below) { return random_() % below; }
  bool chance(std::size_t one_in) { return draw(one_in) == 0; }
  std::string flag() { return chance(2) ? "true" : "false"; }
  template <std::size_t size>
  std::string one_of(const std::array<const char*, size>& words) {
    return words[draw(size)];
  }
  std::string takes() { return std::to_string(5 * draw(150)) + "m"; }
  void add(int at, std::string what) { lines_.push_back({at, std::move(what)}); }
  int soon(int at, std::size_t most = 40) { return at + 5 * static_cast<int>(draw(most)); }
  static std::string name(const char* kind, int user, int number) {
    return kind + std::to_string(user) + "-" + std::to_string(number);
  }
  std::string somebody(int user) {
    return "u" + std::to_string(shared_ ? static_cast<int>(draw(users)) : user);
  }

  std::string head() {
    const std::array hours{"1h", "2h", "5h", "9h"};
    std::string all = "users: {u0: {groups: [g]}, u1: {groups: [g]}, u2: {groups: [h]}}\n";
    all += "seed: " + std::to_string(draw(1000)) + "\nsettings:\n";
    all += "  identity_center: {interactive_session: {duration: " + one_of(hours) +
           "}, background_sessions: {duration: " + one_of(std::array{"2h", "9h", "30h"}) +
           ", enabled: " + (chance(4) ? "false" : "true") + "}" +
           (shared_ && chance(2) ? ", token_exchange_rate: 1" : "") + "}\n";
    all += "  glue: {background_sessions: " + flag() + ", idle_timeout: " + one_of(hours) +
           (shared_ && chance(2) ? ", dpu_quota: 9" : "") +
           (shared_ && chance(3) ? ", session_quota: 2" : "") + "}\n";
    all += "  sagemaker: {background_sessions: " + flag() +
           ", start_up: 10m, studio: {idle_timeout: " + one_of(hours) + "}}\n";
    all += "  emr_serverless: {idle_timeout: " + one_of(hours) + ", sessions_per_application: 2" +
           (shared_ && chance(2) ? ", vcpu_quota: 16" : "") + "}\n";
    all += "  emr_ec2: {idle_timeout: " + one_of(hours) + "}\n";
    all +=
        "assignments: {glue: {groups: [g], users: [u2]}, sagemaker: {groups: [g, h]}, emr_ec2: {groups: [g, "
        "h]}}\n";
    all +=
        "access:\n  lake_formation:\n    databases: {db: {tags: {z: a}, tables: {t: {tags: {}, columns: {c: "
        "{}, "
        "d: {z: b}}}}}}\n    grants:\n      - {group: g, tags: {z: [a, b]}}\n      - {user: u2, tags: {z: "
        "[a]}}\n";
    all += "  s3_access_grants:\n    - {group: g, location: s3://b/}\ntimeline:\n";
    return all;
  }

  std::string reads() {
    return chance(2) ? ""
                     : ", reads: {tables: [db.t], locations: [s3://b/x], renews_every: " +
                           one_of(std::array{"15m", "1h"}) + "}";
  }

  void visit(int user, int day) {
    const std::string me = "user: u" + std::to_string(user) + ", do: ";
    const int start = day * 24 * 60 + 5 * static_cast<int>(draw(5));
    add(start, me + "sign_in, id: " + name("in", user, day));
    hosts(user, day, start, me);
    for (int i = 0; i < 4; ++i) session(user, day * 10 + i, day, soon(start + 5, 10), me);
    for (int i = 0; i < 4; ++i) job(user, day * 10 + i, soon(start + 5, 30), me);
    if (!chance(3)) add(soon(start + 60, 60), me + "sign_out, from: " + name("in", user, day));
  }

  void hosts(int user, int day, int at, const std::string& me) {
    const std::string app = name("app", user, day);
    add(at, me + "open_app, id: " + app +
                ", instance_type: ml.t3.medium, type: " + (chance(2) ? "jupyterlab" : "code_editor") +
                ", studio: " + (chance(2) ? "sagemaker" : "unified"));
    if (chance(4)) add(soon(at + 5), "app: " + app + ", do: " + (chance(2) ? "stop_app" : "restart_app"));
    const std::string cluster = name("box", user, day);
    add(at, me + "launch_cluster, id: " + cluster +
                ", instance_type: m5.xlarge, background_sessions: " + flag() + ", release: \"" +
                one_of(std::array{"7.11", "7.10", "6.14"}) + "\"" + (chance(3) ? ", start_up: 15m" : ""));
    if (chance(4))
      add(soon(at + 5), "user: " + somebody(user) + ", cluster: " + cluster + ", do: terminate_cluster");
    const std::string serverless = name("emr", user, day);
    add(at, me + "create_application, id: " + serverless + ", background_sessions: " + flag() +
                ", auto_start: " + flag() + (chance(2) ? ", initial_capacity: {workers: 2}" : "") +
                (chance(3) ? ", maximum_vcpu: 16" : ""));
    for (int i = 0; i < 3; ++i) {
      const std::string who = "user: " + somebody(user) + ", application: " + serverless + ", do: ";
      const std::size_t what = draw(4);
      const int when = soon(at, 50);
      if (what < 2) add(when, who + "start_application");
      if (what == 2) add(when, who + "stop_application");
      if (what == 3) add(when, who + "update_application, auto_stop: 1h, maximum_vcpu: 12");
    }
  }

  void session(int user, int number, int day, int at, const std::string& me) {
    const std::string id = name("s", user, number);
    std::string what = me + "start_session, id: " + id;
    const int host = shared_ ? static_cast<int>(draw(users)) : user;
    at = std::max(at, day * 24 * 60 + 25);  // when everybody's hosts are there
    switch (draw(3)) {
      case 0:
        what += ", service: glue, workers: 3, worker_type: " + one_of(std::array{"G.1X", "R.1X"}) +
                ", glue_version: \"" + one_of(std::array{"5.0", "5.0", "4.0"}) + "\"";
        break;
      case 1: what += ", service: emr_serverless, application: " + name("emr", host, day); break;
      default: what += ", service: emr_ec2, cluster: " + name("box", host, day); break;
    }
    if (chance(2)) what += ", app: " + name("app", user, day);
    if (chance(3)) what += ", start_up: 10m";
    add(at, what);
    for (std::size_t i = draw(4); i > 0; --i) {
      add(soon(at), "session: " + id + ", do: run, job: " + id + "-" + std::to_string(i) +
                        ", takes: " + takes() + ", saves_results: " + flag() +
                        (chance(8) ? ", fails: true" : "") + reads());
    }
    const int later = soon(at + 5);
    switch (draw(7)) {
      case 0: return add(later, "session: " + id + ", do: stop_session");
      case 1: return add(later, "session: " + id + ", do: close_notebook");
      case 2: return add(later, "session: " + id + ", do: restart_kernel, id: " + id + "-next");
      case 3: return add(later, "admin: revoke, session: " + id);
      default: return;
    }
  }

  void job(int user, int number, int at, const std::string& me) {
    const std::string id = name("j", user, number);
    const std::string rest = ", id: " + id + ", takes: " + takes() + (chance(8) ? ", fails: true" : "");
    switch (draw(6)) {
      case 0:
      case 1:
        add(at, me + "start_training_job, instance_type: ml.m5.xlarge" + rest +
                    (chance(2) ? ", keep_alive: 30m" : "") +
                    (chance(4) ? ", start_up: 1h, max_pending: 30m" : "") +
                    (chance(3) ? ", checkpoint_every: 20m, max_runtime: 1h, saves_in: 90s" : "") + reads());
        break;
      case 2: add(at, me + "start_processing_job, instance_type: ml.m5.xlarge" + rest + reads()); break;
      case 3:
        add(at, me + "start_query, service: " +
                    one_of(std::array{"athena, scans: 3 GB", "redshift", "quicksight"}) + rest + reads());
        break;
      case 4: add(at, me + "start_notebook_run" + rest); break;
      default: add(at, me + "start_glue_job, workers: 3" + rest); break;
    }
    const int later = soon(at + 5);
    if (chance(4)) add(later, "job: " + id + ", do: stop_job");
    if (chance(4)) add(later + 5, "job: " + id + ", do: restart_job, id: " + id + "-again");
  }

  void administrators() {
    for (int user = 0; user < users; ++user) {
      const std::string who = ", user: u" + std::to_string(user);
      const int at = soon(0, 700);
      switch (draw(5)) {
        case 0:
          add(at, "admin: disable_user" + who);
          add(soon(at + 5, 300), "admin: enable_user" + who);
          break;
        case 1:
          add(at, "admin: deny" + who);
          add(soon(at + 5, 300), "admin: allow" + who);
          break;
        case 2:
          add(at, "admin: remove_from_group, group: " + std::string(user == 2 ? "h" : "g") + who);
          break;
        case 3: add(at, "admin: end_session" + who); break;
        default: add(at, "admin: revoke" + who); break;
      }
    }
    if (chance(2)) add(soon(0, 700), "admin: remove_assignment, service: glue, group: g");
    if (chance(2)) add(soon(0, 700), "admin: set, identity_center.background_sessions.enabled: " + flag());
    if (chance(2)) add(soon(0, 700), "admin: set, glue.background_sessions: " + flag());
  }

  std::mt19937 random_;
  std::vector<Line> lines_;
  bool shared_ = false;
};

}  // namespace outlive::testing
