#include "outlive/audit.hpp"

#include <cmath>
#include <map>
#include <regex>
#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/load.hpp"
#include "outlive/run.hpp"
#include "sim/output/audit_delay.hpp"
#include "tests/output/audit_sample.hpp"
#include "tests/output/golden.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

using Json = nlohmann::json;

std::vector<Json> records_of(const Sample& sample) {
  std::vector<Json> records;
  for (const std::string& line : lines_of(audit_lines(sample.scenario, sample.results))) {
    records.push_back(Json::parse(line));
  }
  return records;
}

// Without delays the order of delivery is that of the calls.
Sample prompt_sample() {
  Sample sample = make_audit_sample();
  sample.scenario.assumptions.choose(Assumption::audit_delay, 2);
  return sample;
}

std::vector<Json> named(const std::vector<Json>& records, const std::string& name) {
  std::vector<Json> found;
  for (const Json& record : records) {
    if (record["eventName"] == name) found.push_back(record);
  }
  return found;
}

Json only(const std::vector<Json>& records, const std::string& name) {
  const auto found = named(records, name);
  CAPTURE(name);
  REQUIRE(found.size() == 1);
  return found.front();
}

// rules.md section 8.1.
const std::set<std::string> always{"eventTime",        "eventVersion", "userIdentity",    "eventSource",
                                   "eventName",        "awsRegion",    "sourceIPAddress", "requestParameters",
                                   "responseElements", "eventID",      "eventType"};
const std::set<std::string> sometimes{"userAgent",     "errorCode",           "errorMessage",
                                      "requestID",     "additionalEventData", "apiVersion",
                                      "readOnly",      "managementEvent",     "resources",
                                      "eventCategory", "recipientAccountId",  "serviceEventDetails",
                                      "sharedEventID", "vpcEndpointId",       "sessionCredentialFromConsole",
                                      "tlsDetails"};
const std::set<std::string> event_types{"AwsApiCall", "AwsServiceEvent", "AwsConsoleAction",
                                        "AwsConsoleSignIn", "AwsVpceEvents"};
const std::set<std::string> identity_types{"AssumedRole", "IdentityCenterUser", "Unknown"};

// rules.md section 8.2, and the two sources of grants and policies; with `.x-sim` what it does not name (B-24).
const std::map<std::string, std::set<std::string>> catalogue{
    {"signin.amazonaws.com", {"CredentialChallenge", "CredentialVerification", "UserAuthentication"}},
    {"sso.amazonaws.com",
     {"Logout", "PutApplicationSessionConfiguration", "CreateApplicationAssignment",
      "DeleteApplicationAssignment"}},
    {"sso.amazonaws.com.x-sim", {"UpdateSessionConfiguration"}},
    {"sso-oauth.amazonaws.com", {"CreateTokenWithIAM"}},
    {"identitystore.amazonaws.com",
     {"DeleteUser", "DisableUser", "EnableUser", "CreateGroupMembership", "DeleteGroupMembership"}},
    {"identitystore-auth.amazonaws.com.x-sim", {"BatchDeleteSession"}},
    {"iam.amazonaws.com", {"PutRolePolicy", "DeleteRolePolicy"}},
    {"glue.amazonaws.com",
     {"CreateSession", "RunStatement", "CancelStatement", "StopSession",
      "UpdateGlueIdentityCenterConfiguration", "CreateGlueIdentityCenterConfiguration",
      "DeleteGlueIdentityCenterConfiguration", "StartJobRun", "BatchStopJobRun"}},
    {"sagemaker.amazonaws.com",
     {"CreateTrainingJob", "StopTrainingJob", "CreateProcessingJob", "StopProcessingJob", "CreateApp",
      "DeleteApp", "UpdateDomain"}},
    {"emr-serverless.amazonaws.com",
     {"CreateApplication", "UpdateApplication", "StartApplication", "StopApplication"}},
    {"emr-serverless.amazonaws.com.x-sim",
     {"StartSession", "RunStatement", "CancelStatement", "StopSession"}},
    {"elasticmapreduce.amazonaws.com", {"RunJobFlow", "TerminateJobFlows"}},
    {"athena.amazonaws.com", {"StartQueryExecution", "StopQueryExecution"}},
    {"redshift-data.amazonaws.com", {"ExecuteStatement", "CancelStatement"}},
    {"quicksight.amazonaws.com", {"GetDashboard"}},
    {"lakeformation.amazonaws.com", {"GetDataAccess", "GrantPermissions", "RevokePermissions"}},
    {"s3.amazonaws.com", {"GetDataAccess", "CreateAccessGrant", "DeleteAccessGrant"}},
};

bool is_uuid(const std::string& text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-') ||
        (!dash && std::string("0123456789abcdef").find(text[i]) == std::string::npos))
      return false;
  }
  return true;
}

void check_envelope(const Json& record) {
  CAPTURE(record.dump());
  for (const std::string& field : always) CHECK_MESSAGE(record.contains(field), field);
  for (const auto& [field, value] : record.items()) {
    CHECK_MESSAGE((always.count(field) + sometimes.count(field) == 1), field);
  }
  CHECK(record["eventVersion"] == "1.11");
  CHECK(event_types.count(record["eventType"]) == 1);
  CHECK(identity_types.count(record["userIdentity"]["type"]) == 1);
  const auto source = catalogue.find(record["eventSource"]);
  REQUIRE(source != catalogue.end());
  CHECK(source->second.count(record["eventName"]) == 1);
  CHECK(record["awsRegion"] == "us-east-1");
  CHECK(record["recipientAccountId"] == "111122223333");
  CHECK(record["userIdentity"]["accountId"] == "111122223333");
  CHECK(is_uuid(record["eventID"]));
  CHECK(is_uuid(record["requestID"]));
  CHECK(record["eventTime"].get<std::string>().size() == std::string("2026-03-02T09:00:00Z").size());
  CHECK(record["managementEvent"] == (record["eventCategory"] == "Management"));
  if (record["readOnly"] == true || record.contains("errorCode")) CHECK(record["responseElements"].is_null());
  CHECK(record.contains("errorCode") == record.contains("errorMessage"));
  const std::string address = record["sourceIPAddress"];
  CHECK((address.starts_with("198.51.100.") || address.starts_with("203.0.113.") ||
         address.starts_with("192.0.2.") || address.ends_with(".amazonaws.com")));
}

}  // namespace

TEST_CASE("CT-1: every record has CloudTrail's fields, sources and names, and no others") {
  const auto records = records_of(prompt_sample());
  CHECK(records.size() > 30);
  std::set<std::string> ids;
  for (const Json& record : records) {
    check_envelope(record);
    CHECK(ids.insert(record["eventID"]).second);
    CHECK(ids.insert(record["requestID"]).second);
  }
}

TEST_CASE("CT-1: a user is a name in the record of the sign-in only, and an identifier everywhere") {
  const Sample sample = prompt_sample();
  std::set<std::string> users;
  for (const Json& record : records_of(sample)) {
    CAPTURE(record.dump());
    const bool sign_in = record["eventSource"] == "signin.amazonaws.com";
    CHECK(record["additionalEventData"].contains("UserName") == sign_in);
    if (!sign_in) CHECK(record.dump().find("maria") == std::string::npos);
    if (!record["userIdentity"].contains("onBehalfOf")) continue;
    const Json& who = record["userIdentity"]["onBehalfOf"];
    CHECK(who.size() == 2);
    CHECK(who["identityStoreArn"] == "arn:aws:identitystore::111122223333:identitystore/d-0000000000");
    users.insert(who["userId"]);
  }
  CHECK(users.size() == 2);
  const auto sign_ins = named(records_of(sample), "UserAuthentication");
  REQUIRE(sign_ins.size() == 2);
  CHECK(sign_ins[0]["additionalEventData"]["UserName"] == "maria");
  CHECK(sign_ins[0]["serviceEventDetails"]["UserAuthentication"] == "Success");
  CHECK(sign_ins[0]["eventTime"] == "2026-03-02T09:00:00Z");
}

TEST_CASE("IDC-6: a background session is a CreateTokenWithIAM that names its work") {
  const auto tokens = named(records_of(prompt_sample()), "CreateTokenWithIAM");
  REQUIRE(tokens.size() == 3);  // of etl, of train, and one that was throttled
  CHECK(tokens[0]["requestParameters"]["resource"] == "arn:aws:glue:us-east-1:111122223333:session/etl");
  CHECK(tokens[1]["requestParameters"]["resource"] ==
        "arn:aws:sagemaker:us-east-1:111122223333:training-job/train");
  CHECK(tokens[1]["requestParameters"]["requestedTokenType"] ==
        "urn:ietf:params:oauth:token-type:refresh_token");
  CHECK(tokens[1]["userIdentity"]["invokedBy"] == "sagemaker.amazonaws.com");
  CHECK_FALSE(tokens[1].contains("errorCode"));
  CHECK(tokens[2]["errorCode"] == "ThrottlingException");  // IDC-17
}

TEST_CASE("CT-1: what ends by itself leaves no record") {
  Sample sample = prompt_sample();
  const std::size_t all = records_of(sample).size();
  // etl ends by revocation, train by expiry, the app by idleness: whatever their ends, the calls are the same.
  sample.results.sessions[0].cause = Cause::idle_timeout;
  sample.results.sessions[0].ended = at(50 * hour);
  sample.results.jobs[1].cause = Cause::max_runtime;
  sample.results.hosts[0].ended = never;
  sample.results.sign_ins[1].ended = at(9 * hour);
  CHECK(records_of(sample).size() == all);
  CHECK(named(records_of(sample), "StopTrainingJob").empty());
  CHECK(named(records_of(sample), "StopApplication").empty());
  CHECK(named(records_of(sample), "TerminateJobFlows").empty());
  CHECK(only(records_of(sample), "Logout")["userIdentity"]["type"] == "IdentityCenterUser");  // maria's only
}

TEST_CASE("CT-1: what AWS refuses is on record with its error, what nobody could call is not") {
  const auto records = records_of(prompt_sample());
  std::map<std::string, std::string> errors;  // by job or session
  for (const Json& record : records) {
    if (!record.contains("errorCode") || !record["requestParameters"].is_object()) continue;
    for (const char* key : {"id", "trainingJobName", "name", "applicationId"}) {
      if (record["requestParameters"].contains(key)) {
        errors[record["requestParameters"][key]] = record["errorCode"];
      }
    }
  }
  CHECK(errors["denied"] == "AccessDenied");
  CHECK(errors["throttled"] == "ThrottlingException");
  CHECK(errors["refused-app"] == "ValidationException");
  CHECK(errors["etl"] == "IllegalSessionStateException");  // stopped when it was over
  CHECK(errors.count("away") == 0);
  for (const Json& record : records) CHECK(record.dump().find("\"away\"") == std::string::npos);
  CHECK(only(records, "UpdateApplication")["errorCode"] == "ValidationException");  // EMRS-10
}

TEST_CASE("B-10: the exception of a refused session can be another") {
  Sample sample = prompt_sample();
  const auto error = [&] {
    for (const Json& record : named(records_of(sample), "CreateSession")) {
      if (record.contains("errorCode")) return record["errorCode"].get<std::string>();
    }
    return std::string{};
  };
  CHECK(error() == "ValidationException");
  sample.scenario.assumptions.choose(Assumption::refused_session_error, 1);
  CHECK(error() == "InvalidInputException");
}

TEST_CASE("B-24: undocumented events come from sources that say so, or are left out") {
  Sample sample = prompt_sample();
  const auto synthetic = [&] {
    std::set<std::string> names;
    for (const Json& record : records_of(sample)) {
      if (record["eventSource"].get<std::string>().ends_with(".x-sim")) names.insert(record["eventName"]);
    }
    return names;
  };
  CHECK(synthetic() == std::set<std::string>{"BatchDeleteSession", "RunStatement", "StartSession",
                                             "UpdateSessionConfiguration"});
  CHECK(only(records_of(sample), "BatchDeleteSession")["requestParameters"]["usedBy"] ==
        "arn:aws:glue:us-east-1:111122223333:session/etl");  // the second revocation found nothing
  sample.scenario.assumptions.choose(Assumption::undocumented_audit_events, 1);
  CHECK(synthetic().empty());
}

TEST_CASE("DATA-1: each vending is a GetDataAccess on behalf of its user") {
  const auto all = named(records_of(prompt_sample()), "GetDataAccess");
  REQUIRE(all.size() == 3);
  CHECK(all[0]["eventSource"] == "lakeformation.amazonaws.com");
  CHECK(all[0]["requestParameters"]["tableArn"] == "arn:aws:glue:us-east-1:111122223333:table/bank/accounts");
  CHECK(all[0]["requestParameters"]["durationSeconds"] == 3600);
  CHECK(all[0]["requestParameters"]["auditContext"]["additionalAuditContext"] ==
        R"({"platformType":"EMR_SERVERLESS","jobIdentifier":"livy/"})");
  CHECK(all[0]["additionalEventData"]["requesterService"] == "EMRSERVERLESS");
  CHECK(all[0]["additionalEventData"]["lakeFormationPrincipal"] ==
        "arn:aws:identitystore:::user/" + all[0]["userIdentity"]["onBehalfOf"]["userId"].get<std::string>());
  CHECK(all[1]["eventSource"] == "s3.amazonaws.com");
  CHECK(all[1]["requestParameters"]["target"] == "s3://bank/raw/2026/");
  CHECK(all[1]["eventCategory"] == "Data");
  CHECK(all[2]["errorCode"] == "AccessDenied");
}

TEST_CASE("DATA-1: each engine asks for credentials in its own words") {
  Sample sample = prompt_sample();
  sample.scenario.actions.clear();
  sample.results.vendings.resize(1);
  Work& work = sample.scenario.works[sample.scenario.sessions[2].work];
  const auto ask = [&](ServiceType service, Number host) {
    work.service = service;
    work.host = host;
    return only(records_of(sample), "GetDataAccess");
  };
  const auto context = [](const Json& record) {
    return record["requestParameters"]["auditContext"]["additionalAuditContext"].get<std::string>();
  };
  const Json cluster = ask(ServiceType::emr_ec2_session, 3);  // directly, from its own address
  CHECK_FALSE(cluster["userIdentity"].contains("invokedBy"));
  CHECK(cluster["sourceIPAddress"] == "192.0.2.4");
  CHECK(std::regex_match(
      context(cluster),
      std::regex(R"(\{"platformType":"EMR_ON_EC2","jobIdentifier":"j-[0-9A-F]{13}/livy"\})")));
  CHECK(cluster["requestParameters"]["supportedPermissionTypes"] == Json::array({"CELL_FILTER_PERMISSION"}));
  CHECK(cluster["additionalEventData"]["LakeFormationAuthorizedSessionTag"] ==
        "LakeFormationAuthorizedCaller:Amazon EMR");

  const Json athena = ask(ServiceType::athena_query, no_number);
  CHECK(athena["userIdentity"]["invokedBy"] == "athena.amazonaws.com");
  CHECK(std::regex_match(context(athena), std::regex("\\{queryId: [0-9a-f-]{36}\\}")));
  CHECK(athena["requestParameters"]["cellLevelSecurityEnforced"] == true);
  CHECK_FALSE(athena["requestParameters"].contains("supportedPermissionTypes"));

  const Json redshift = ask(ServiceType::redshift_query, no_number);
  CHECK(redshift["additionalEventData"]["requesterService"] == "REDSHIFT");
  CHECK_FALSE(redshift["requestParameters"].contains("auditContext"));

  const Json training = ask(ServiceType::training_job, no_number);  // no page shows more than the table
  CHECK(training["requestParameters"].size() == 2);
}

TEST_CASE("IDC-6: each Studio domain is an application of its own") {
  Sample sample = prompt_sample();
  const auto clients = [&] {
    std::vector<std::string> ids;
    for (const Json& token : named(records_of(sample), "CreateTokenWithIAM")) {
      ids.push_back(token["requestParameters"]["clientId"]);
    }
    return ids;
  };
  const auto before = clients();
  CHECK(before[1] == only(records_of(sample),
                          "PutApplicationSessionConfiguration")["requestParameters"]["applicationArn"]);
  sample.scenario.domains.push_back("research");
  for (User& user : sample.scenario.users) user.domain = 1;
  CHECK(clients()[0] == before[0]);  // Glue's
  CHECK(clients()[1] != before[1]);
}

TEST_CASE("role-based work is on nobody's behalf") {
  const auto records = records_of(prompt_sample());
  CHECK_FALSE(only(records, "CreateProcessingJob")["userIdentity"].contains("onBehalfOf"));
  for (const Json& record : named(records, "CreateTrainingJob")) {
    CHECK(record["userIdentity"].contains("onBehalfOf"));
  }
}

TEST_CASE("administrators: directory, assignments, policies and switches") {
  const auto records = records_of(prompt_sample());
  const auto request = [&](const char* name) { return only(records, name)["requestParameters"]; };
  CHECK(request("DeleteUser")["identityStoreId"] == "d-0000000000");
  CHECK(request("DisableUser")["userId"] == request("DeleteUser")["userId"]);
  CHECK(request("CreateGroupMembership")["memberId"]["userId"] == request("DeleteUser")["userId"]);
  CHECK(is_uuid(request("DeleteGroupMembership")["membershipId"]));
  CHECK(request("DeleteApplicationAssignment")["principalType"] == "GROUP");
  CHECK(request("UpdateGlueIdentityCenterConfiguration")["userBackgroundSessionsEnabled"] == false);
  CHECK(request("PutApplicationSessionConfiguration")["userBackgroundSessionApplicationStatus"] ==
        "DISABLED");
  const auto policy = Json::parse(request("PutRolePolicy")["policyDocument"].get<std::string>());
  CHECK(policy["Statement"][0]["Condition"]["StringEquals"]["identitystore:UserId"] ==
        request("DeleteUser")["userId"]);
  CHECK(only(records, "GrantPermissions")["eventTime"] == "2026-03-02T11:00:00Z");
  CHECK(only(records, "DeleteAccessGrant")["eventTime"] == "2026-03-02T12:00:00Z");
  for (const char* name : {"DeleteUser", "DisableUser", "PutRolePolicy", "GrantPermissions"}) {
    CHECK_FALSE(only(records, name)["userIdentity"].contains("onBehalfOf"));
  }
}

TEST_CASE("hosts: what was asked for, and by which identifier it goes on") {
  const auto records = records_of(prompt_sample());
  const auto made = named(records, "CreateApplication");
  REQUIRE(made.size() == 2);
  CHECK(made[0]["requestParameters"]["autoStopConfiguration"]["idleTimeoutMinutes"] == 15);
  CHECK(made[0]["responseElements"]["applicationId"] ==
        only(records, "StartApplication")["requestParameters"]["applicationId"]);
  CHECK(made[0]["responseElements"]["applicationId"] ==
        only(records, "StartSession")["requestParameters"]["applicationId"]);
  CHECK(only(records, "RunJobFlow")["requestParameters"]["instances"]["slaveInstanceType"] == "m5.xlarge");
  CHECK(only(records, "RunJobFlow")["requestParameters"]["autoTerminationPolicy"]["idleTimeout"] == 3600);
  CHECK(named(records, "CreateApp").size() == 2);  // opened and restarted
  CHECK(only(records, "DeleteApp")["requestParameters"]["spaceName"] == "lab");
  CHECK(named(records, "CreateApp")[0]["requestParameters"]["resourceSpec"]["instanceType"] ==
        "ml.t3.medium");
}

TEST_CASE("CT-1: records come when they are delivered, and what would come after the horizon is missing") {
  Sample sample = make_audit_sample();
  const auto delivered = [](const Json& record) {
    return record["additionalEventData"]["x-sim-deliveredAt"].get<std::string>();
  };
  const auto records = records_of(sample);
  for (std::size_t i = 1; i < records.size(); ++i) CHECK(delivered(records[i - 1]) <= delivered(records[i]));
  for (const Json& record : records) CHECK(delivered(record) > record["eventTime"]);

  sample.scenario.assumptions.choose(Assumption::audit_delay, 1);
  CHECK(delivered(records_of(sample)[0]) == "2026-03-02T09:05:00Z");
  sample.scenario.horizon = at(9 * minute + Duration{59'999});
  const std::size_t before = records_of(sample).size();
  sample.scenario.horizon = at(10 * minute);  // those of 5m are there now
  CHECK(records_of(sample).size() > before);
  sample.scenario.assumptions.choose(Assumption::audit_delay, 2);
  CHECK(records_of(sample).size() > before);
}

TEST_CASE("B-25: five minutes on average, fifteen for one in a hundred") {
  constexpr int cells = 100'000;
  double sum = 0;
  for (int i = 0; i < cells; ++i) {
    sum += static_cast<double>(output::audit_delay((i + 0.5) / cells).count());
  }
  CHECK(sum / cells == doctest::Approx(300'000).epsilon(0.001));
  CHECK(static_cast<double>(output::audit_delay(0.99).count()) == doctest::Approx(900'000).epsilon(1e-6));
  CHECK(output::audit_delay(0.25) < output::audit_delay(0.75));
  for (const double u : {1e-12, 1e-6, 0.001, 0.02, 0.3, 0.5, 0.7, 0.98, 0.999999}) {
    CAPTURE(u);
    CHECK(std::erfc(-output::normal_quantile(u) / std::sqrt(2.0)) / 2 == doctest::Approx(u).epsilon(1e-7));
  }
}

TEST_CASE("the audit log is the same every time, and a user's records do not depend on other users") {
  const Sample sample = make_audit_sample();
  CHECK(audit_lines(sample.scenario, sample.results) == audit_lines(sample.scenario, sample.results));
  Sample alone = sample;
  std::erase_if(alone.scenario.actions, [](const Action& action) { return action.user != 0; });
  std::set<std::string> all;
  for (const std::string& line : lines_of(audit_lines(sample.scenario, sample.results))) all.insert(line);
  for (const std::string& line : lines_of(audit_lines(alone.scenario, alone.results))) {
    CHECK(all.count(line) == 1);
  }
}

TEST_CASE("the document holds the same records as the lines") {
  const Sample sample = make_audit_sample();
  const Json document = Json::parse(audit_json(sample.scenario, sample.results));
  CHECK(document.size() == 1);
  CHECK(document["Records"] == Json(records_of(sample)));
  CHECK(audit_json(Scenario{}, {}) == "{\"Records\":[\n]}\n");
  CHECK(audit_lines(Scenario{}, {}).empty());
}

TEST_CASE("the audit log of a leaver: golden file") {
  const auto loaded =
      load_scenario(std::string(OUTLIVE_SOURCE_DIR) + "/scenarios/what-of-a-leaver-runs-on.yaml");
  REQUIRE(loaded.scenario);
  check_golden("audit-leaver.json", audit_json(*loaded.scenario, run(*loaded.scenario)));
}
