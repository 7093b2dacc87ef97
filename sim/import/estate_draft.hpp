// An estate as exports tell it: who signed in, what they started, what is known of how long it took. Becomes a scenario.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/scenario.hpp"
#include "outlive/time.hpp"
#include "sim/import/identifiers.hpp"
#include "sim/import/tally.hpp"

namespace outlive::import {

/// At one instant lines stand in this order, as things can only happen in it.
enum class Rank : std::uint8_t {
  sign_in,
  start_before_settings,  // what came without the switch that was turned in the same second
  settings,
  create_host,
  update_host,
  start_host,
  start,
  run,
  stop,
  stop_host,
  administer,
  sign_out,
};

inline constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// Times are UTC in milliseconds since 1970.
struct DraftSignIn {
  std::size_t user = nobody;
  std::int64_t at_ms = 0;
  std::optional<std::int64_t> ended_ms{};  // signed out, or ended by an administrator
  std::string credential{};                // as the log calls it
  std::string name{};                      // as the scenario will
  bool ended_by_administrator = false;
  bool inferred = false;
};

struct DraftSession {
  std::string name{};
  std::string service{};  // glue, emr_serverless, emr_ec2
  std::string fields{};   // ", worker_type: G.1X, workers: 5"
  std::size_t user = nobody;
  std::int64_t at_ms = 0;
  std::optional<std::int64_t> idle_ms{};   // its idle timeout
  std::optional<std::int64_t> ended_ms{};  // as a list tells; no call did it
  std::vector<std::size_t> statements{};   // among the jobs, in their order
  std::vector<std::int64_t> alive{};       // when a call found it alive
  bool personal = false;                   // carries a user's identity
  bool background = false;                 // got a background session
  bool from_list = false;                  // no call started it
  bool stopped = false;                    // so says a list
  std::string comment{};                   // what was concluded
};

struct DraftJob {
  std::string name{};
  std::string verb{};    // run, start_training_job, ...
  std::string fields{};  // what stands behind `takes`
  std::size_t user = nobody;
  std::size_t session = nobody;              // of a statement
  std::int64_t at_ms = 0;                    // of the call
  std::int64_t number = 0;                   // of a statement in its session
  std::optional<std::int64_t> started_ms{};  // its work
  std::optional<std::int64_t> ended_ms{};
  std::optional<std::int64_t> stopped_ms{};  // by a call that succeeded
  bool completed = false;                    // so says a list
  bool failed = false;
  bool personal = false;
  bool background = false;
  Duration takes{};       // once inferred
  std::string comment{};  // what was concluded
};

/// What needs nothing more to be known: the line without `at`.
struct DraftLine {
  std::int64_t at_ms = 0;
  Rank rank = Rank::settings;
  std::string text{};          // "admin: disable_user, user: ana"
  std::string comment{};       // what was concluded, if anything was
  std::size_t actor = nobody;  // who must be signed in for it
};

struct EstateDraft {
  explicit EstateDraft(Tally& counts) : tally(counts) {}

  Tally& tally;
  std::vector<std::string> users{};  // by number
  Identifiers user_names{"user"}, session_names{"session"}, job_names{"job"}, host_names{"host"};
  std::map<std::string, std::size_t, std::less<>> user_numbers{};  // by foreign identifier
  std::map<std::string, std::string, std::less<>>
      known_as{};  // foreign identifier to the name that a sign-in told
  std::vector<DraftSignIn> sign_ins{};
  std::vector<DraftSession> sessions{};
  std::vector<DraftJob> jobs{};
  std::vector<DraftLine> lines{};
  std::map<std::string, std::size_t, std::less<>> session_numbers{};  // by service and foreign identifier
  std::map<std::string, std::size_t, std::less<>> job_numbers{};      // by kind and foreign identifier
  std::map<std::string, std::string, std::less<>> hosts{};            // by foreign identifier
  std::set<std::string, std::less<>>
      without_ttl{};  // applications, by name, whose sessions have no idle timeout of their own
  std::map<std::string, std::string, std::less<>>
      settings{};            // that show in what happened: dotted key to value
  std::int64_t last_ms = 0;  // of all that is told

  /// The number of the user whom the export calls `id`.
  std::size_t user_of(const std::string& id);
  void note(std::int64_t at_ms) { last_ms = std::max(last_ms, at_ms); }
};

/// Fills the gaps: sign-ins that are on no record, how long work took whose end is not, settings that show in what happened.
/// `takes` is how long work lasts where nothing bounds it.
void infer(EstateDraft& draft, const std::vector<Override>& settings, Duration takes);

/// The value of a setting at the beginning: as it was given, or the documented default.
Duration duration_setting(const std::vector<Override>& settings, Setting setting);

/// A day after what was started last would have lost its background session, in milliseconds since 1970.
std::int64_t horizon_of(const EstateDraft& draft, const std::vector<Override>& settings);

/// Whether work that carries no user's identity can be said to be a schedule's, which needs nobody signed in.
bool can_be_scheduled(const DraftSession& session);
bool can_be_scheduled(const DraftJob& job);

/// The sign-in of a user that is open at a moment, the latest of them; `nobody` if none is.
std::size_t open_sign_in(const EstateDraft& draft, std::size_t user, std::int64_t at_ms, Duration duration);

/// The scenario, each conclusion marked by a comment. `what` names the formats.
std::string estate_scenario(const EstateDraft& draft, const std::vector<Override>& settings,
                            std::string_view what);

}  // namespace outlive::import
