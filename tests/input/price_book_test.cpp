#include "sim/input/price_book.hpp"

#include <doctest/doctest.h>

using namespace outlive;

namespace {

const PriceBook& built_in() {
  static const PriceBook book = [] {
    Diagnostics problems;
    bool unreadable = false;
    return input::read_price_book("", problems, unreadable).value();
  }();
  return book;
}

const Sku& sku(std::string_view name) { return built_in().skus.at(built_in().find(name).value()); }

}  // namespace

TEST_CASE("the built-in price book has the prices of every service") {
  const auto nanos = [](std::string_view name) { return static_cast<std::int64_t>(sku(name).price.nanos()); };
  CHECK(nanos("studio.ml.t3.medium") == 50'000'000);
  CHECK(nanos("studio.ml.m7i.48xlarge") == 11'612'000'000);
  CHECK(nanos("studio.ml.g4dn.xlarge") == 736'400'000);
  CHECK(nanos("studio.ml.g5.xlarge") == 1'410'000'000);
  CHECK(nanos("emr_serverless.vcpu") == 52'624'000);
  CHECK(nanos("emr_serverless.memory") == 5'778'500);
  CHECK(nanos("emr_serverless.storage") == 111'000);
  CHECK(nanos("emr_ec2.instance.m5.xlarge") == 192'000'000);
  CHECK(nanos("emr_ec2.uplift.m5.xlarge") == 48'000'000);
  CHECK(nanos("emr_ec2.instance.r5.4xlarge") == 1'008'000'000);
  CHECK(nanos("emr_ec2.uplift.r5.4xlarge") == 252'000'000);
  for (const char* name : {"emr_serverless.vcpu", "emr_serverless.storage", "emr_ec2.instance.m5.xlarge"}) {
    CHECK(sku(name).minimum == std::chrono::seconds{60});
    CHECK(sku(name).granularity == std::chrono::seconds{1});
    CHECK_FALSE(sku(name).bills_bytes());
  }
  for (const Sku& each : built_in().skus) CHECK_FALSE(each.source.empty());
}

TEST_CASE("a query of Athena is billed by the terabyte, in megabytes, ten of them at least") {
  const Sku& scanned = sku("athena.scanned");
  CHECK(scanned.bills_bytes());
  CHECK(static_cast<std::int64_t>(scanned.price.nanos()) == 5'000'000'000);
  CHECK(scanned.bytes_per_unit == 1'000'000'000'000);
  CHECK(scanned.minimum_bytes == 10'000'000);
  CHECK(scanned.granularity_bytes == 1'000'000);
}
