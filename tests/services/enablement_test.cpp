// The enablement matrix: Identity Center's switch against the service's own, identity propagation, releases.
#include "sim/services/enablement.hpp"

#include <doctest/doctest.h>

namespace outlive::services {
namespace {

using namespace std::chrono_literals;

Moment at(Duration when, std::uint32_t line = 0) { return {Instant{when}, line}; }

/// Who starts something at `now`, signed in and with its app open since the beginning unless said otherwise.
struct Case {
  ServiceType service = ServiceType::glue_session;
  Release release{5, 0};
  bool scheduled = false;
  Moment now = at(100h);
  Moment signed_in = at(1h);
  Moment app_started = at(2h);
  Domain domain = general_domain;

  [[nodiscard]] Grant grant(const SettingsHistory& settings) const {
    const Work work{.service = service, .release = release, .scheduled = scheduled};
    return grant_identity(service_of(service), work, settings, {}, {now, signed_in, app_started, domain});
  }
};

SettingsHistory matrix(bool instance, bool service) {
  SettingsHistory settings;
  settings.set(Setting::background_sessions_enabled, at(0h), instance ? 1 : 0);
  settings.set(Setting::glue_background_sessions, at(0h), service ? 1 : 0);
  settings.set(Setting::sagemaker_background_sessions, at(0h), service ? 1 : 0);
  return settings;
}

TEST_CASE("GLUE-1 GLUE-2 GLUE-3 GLUE-4: the four cells of Glue's matrix") {
  const Case glue;
  CHECK(glue.grant(matrix(true, true)).identity == Identity::background_session);
  CHECK(glue.grant(matrix(true, true)).rule == Rule::glue_4);
  CHECK(glue.grant(matrix(true, false)).identity == Identity::interactive_session);
  CHECK(glue.grant(matrix(true, false)).rule == Rule::glue_3);
  CHECK(glue.grant(matrix(false, true)).refused);
  CHECK(glue.grant(matrix(false, true)).rule == Rule::glue_2);
  CHECK(glue.grant(matrix(false, false)).identity == Identity::interactive_session);
  CHECK_FALSE(glue.grant(matrix(false, false)).refused);
}

TEST_CASE("SM-1 SM-2 IDC-10: SageMaker falls back to the interactive session in three of the four cells") {
  for (const ServiceType service : {ServiceType::training_job, ServiceType::processing_job}) {
    const Case job{.service = service};
    CHECK(job.grant(matrix(true, true)).identity == Identity::background_session);
    CHECK(job.grant(matrix(true, true)).rule == Rule::sm_1);
    for (const auto& [instance, own] : {std::pair{true, false}, {false, true}, {false, false}}) {
      CHECK(job.grant(matrix(instance, own)).identity == Identity::interactive_session);
      CHECK(job.grant(matrix(instance, own)).rule == Rule::sm_2);
      CHECK_FALSE(job.grant(matrix(instance, own)).refused);
    }
  }
}

/// A Livy session in an application or cluster that is set up so.
struct Livy {
  ServiceType service = ServiceType::emr_serverless_session;
  Release release{7, 11};
  bool asks = true;
  bool knows = true;
  Assumptions assumptions{};

  [[nodiscard]] Grant grant(bool instance) const {
    const Circumstances when{
        .now = at(100h),
        .signed_in = at(1h),
        .app_started = at(2h),
        .host = {.release = release, .asks_for_background = asks, .knows_background = knows}};
    return grant_identity(service_of(service), {.service = service}, matrix(instance, false), assumptions,
                          when);
  }
};

TEST_CASE("EMRS-1 EMRS-4 EMRS-5 B-11: the four cells of EMR Serverless, of which off/true is an assumption") {
  CHECK(Livy{}.grant(true).identity == Identity::background_session);
  CHECK(Livy{}.grant(true).rule == Rule::emrs_4);
  CHECK(Livy{.asks = false}.grant(true).identity == Identity::interactive_session);
  CHECK(Livy{.asks = false}.grant(true).rule == Rule::emrs_5);
  CHECK(Livy{.asks = false}.grant(false).identity == Identity::interactive_session);
  CHECK(Livy{}.grant(false).identity == Identity::interactive_session);
  CHECK_FALSE(Livy{}.grant(false).refused);
  Livy refuses;
  refuses.assumptions.choose(Assumption::application_flag_without_identity_center, 1);
  CHECK(refuses.grant(false).refused);
  CHECK(refuses.grant(false).rule == Rule::emrs_1);
  CHECK_FALSE(refuses.grant(true).refused);
}

TEST_CASE("EMR-1 EMR-3 EMR-4: the four cells of EMR on EC2, none of which is an error") {
  const auto livy = [](bool asks) { return Livy{.service = ServiceType::emr_ec2_session, .asks = asks}; };
  CHECK(livy(true).grant(true).identity == Identity::background_session);
  CHECK(livy(true).grant(true).rule == Rule::emr_4);
  CHECK(livy(false).grant(true).rule == Rule::emr_3);
  CHECK(livy(false).grant(false).rule == Rule::emr_3);
  CHECK(livy(true).grant(false).rule == Rule::emr_1);
  CHECK(livy(true).grant(false).identity == Identity::interactive_session);
  CHECK_FALSE(livy(true).grant(false).refused);
}

TEST_CASE("EMR-7 EMRS-5: releases that know identities, and those that know background sessions") {
  const auto on_ec2 = [](Release release, bool knows = true) {
    return Livy{.service = ServiceType::emr_ec2_session, .release = release, .knows = knows}
        .grant(true)
        .identity;
  };
  CHECK(on_ec2({7, 11}) == Identity::background_session);
  CHECK(on_ec2({10, 0}) == Identity::background_session);
  CHECK(on_ec2({7, 11}, false) == Identity::interactive_session);
  CHECK(on_ec2({7, 10}) == Identity::interactive_session);
  CHECK(on_ec2({7, 2}) == Identity::interactive_session);  // 7.2 is before 7.11
  CHECK(on_ec2({6, 15}) == Identity::interactive_session);
  CHECK(on_ec2({6, 14}) == Identity::role);
  CHECK(Livy{.release = {7, 8}}.grant(true).identity == Identity::background_session);
  CHECK(Livy{.release = {7, 7}}.grant(true).identity == Identity::role);
  CHECK_FALSE(Livy{.release = {7, 7}}.grant(false).refused);
}

TEST_CASE("ATH-1 IDC-3 SMUS-3: queries know no background session, and a notebook run no user") {
  for (const ServiceType query :
       {ServiceType::athena_query, ServiceType::redshift_query, ServiceType::quicksight_query}) {
    const Grant grant = Case{.service = query}.grant(matrix(true, true));
    CHECK(grant.identity == Identity::interactive_session);
    CHECK_FALSE(grant.refused);
  }
  CHECK(Case{.service = ServiceType::athena_query}.grant(matrix(true, true)).rule == Rule::ath_1);
  CHECK(Case{.service = ServiceType::notebook_run}.grant(matrix(true, true)).identity == Identity::role);
  CHECK(Case{.service = ServiceType::notebook_run}.grant(matrix(true, true)).rule == Rule::smus_3);
}

TEST_CASE("GLUE-11: Glue jobs and streaming jobs use their role in all four cells") {
  for (const ServiceType service : {ServiceType::glue_job, ServiceType::glue_streaming_job}) {
    for (const bool instance : {true, false}) {
      for (const bool own : {true, false}) {
        const Grant grant = Case{.service = service}.grant(matrix(instance, own));
        CHECK(grant.identity == Identity::role);
        CHECK_FALSE(grant.refused);
        CHECK(grant.rule == Rule::glue_11);
      }
    }
  }
}

TEST_CASE("GLUE-1: a release before 5.0 carries no identity, so the matrix is not consulted") {
  CHECK(Case{.release = {4, 0}}.grant(matrix(false, true)).identity == Identity::role);
  CHECK_FALSE(Case{.release = {4, 0}}.grant(matrix(false, true)).refused);
  CHECK(Case{.release = {5, 0}}.grant(matrix(true, true)).identity == Identity::background_session);
  CHECK(Case{.release = {10, 0}}.grant(matrix(true, true)).identity == Identity::background_session);
}

TEST_CASE("GLUE-1: Glue's identity propagation takes effect at once, either way") {
  SettingsHistory settings = matrix(true, true);
  settings.set(Setting::glue_identity_propagation, at(50h, 3), 0);
  CHECK(Case{.now = at(50h, 2)}.grant(settings).identity == Identity::background_session);
  CHECK(Case{.now = at(50h, 4)}.grant(settings).identity == Identity::role);
  settings.set(Setting::glue_identity_propagation, at(60h), 1);
  CHECK(Case{}.grant(settings).identity == Identity::background_session);
}

TEST_CASE("IDC-7: what a schedule starts has no user's background session, nor is it refused") {
  CHECK(Case{.scheduled = true}.grant(matrix(true, true)).identity == Identity::role);
  CHECK(Case{.scheduled = true}.grant(matrix(true, true)).rule == Rule::idc_7);
  CHECK_FALSE(Case{.scheduled = true}.grant(matrix(false, true)).refused);
  CHECK(Case{.service = ServiceType::training_job, .scheduled = true}.grant(matrix(true, true)).identity ==
        Identity::role);
}

TEST_CASE("SM-9: switched on, identity propagation needs an app restarted and a sign-in made after it") {
  SettingsHistory settings = matrix(true, true);
  settings.set(Setting::sagemaker_identity_propagation, at(0h), 0);
  settings.set(Setting::sagemaker_identity_propagation, at(50h, 7), 1);
  const auto identity = [&](Moment signed_in, Moment app_started) {
    return Case{.service = ServiceType::training_job, .signed_in = signed_in, .app_started = app_started}
        .grant(settings)
        .identity;
  };
  CHECK(identity(at(1h), at(2h)) == Identity::role);
  CHECK(identity(at(60h), at(2h)) == Identity::role);
  CHECK(identity(at(1h), at(60h)) == Identity::role);
  CHECK(identity(at(60h), at(61h)) == Identity::background_session);
  CHECK(identity(at(50h, 8), at(50h, 9)) ==
        Identity::background_session);  // in later lines of the same instant
  CHECK(identity(at(50h, 6), at(50h, 9)) == Identity::role);
}

TEST_CASE(
    "SM-8 SM-10: switched off, identity propagation ends at once for new work, which uses its role alone") {
  SettingsHistory settings = matrix(true, true);
  settings.set(Setting::sagemaker_identity_propagation, at(50h), 0);
  const Case job{.service = ServiceType::training_job, .now = at(51h)};
  CHECK(job.grant(settings).identity == Identity::role);
  CHECK(job.grant(settings).rule == Rule::sm_10);
  CHECK(Case{.service = ServiceType::training_job, .now = at(49h)}.grant(settings).identity ==
        Identity::background_session);
}

TEST_CASE(
    "IDC-9 IDC-10 GLUE-9: each switch is read at the moment of the start, per domain where there are "
    "domains") {
  SettingsHistory settings = matrix(true, true);
  settings.set(Setting::sagemaker_background_sessions, at(50h), 0, 1);
  const auto identity = [&](Duration now, Domain domain) {
    return Case{.service = ServiceType::training_job, .now = at(now), .domain = domain}
        .grant(settings)
        .identity;
  };
  CHECK(identity(49h, 1) == Identity::background_session);
  CHECK(identity(50h, 1) == Identity::interactive_session);
  CHECK(identity(50h, 0) == Identity::background_session);
  settings.set(Setting::background_sessions_enabled, at(70h), 0);
  CHECK(identity(71h, 0) == Identity::interactive_session);
  CHECK(Case{.now = at(69h)}.grant(settings).identity == Identity::background_session);
  CHECK(Case{.now = at(71h)}.grant(settings).refused);
}

TEST_CASE("traces: a traced job has its background session whatever the switches say") {
  CHECK(Case{.service = ServiceType::traced_job}.grant(matrix(false, false)).identity ==
        Identity::background_session);
}

}  // namespace
}  // namespace outlive::services
