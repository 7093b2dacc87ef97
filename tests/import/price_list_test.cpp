// Price lists of AWS become price books.
#include <doctest/doctest.h>

#include "sim/input/price_book.hpp"
#include "tests/import/sources.hpp"
#include "tests/output/golden.hpp"
#include "tests/tools/command.hpp"

using namespace outlive;
using namespace outlive::testing;

TEST_CASE("import: a price list becomes a book that loads, its prices to the last decimal (golden)") {
  const import::Imported result = imported({sample("AWSGlue.json")});
  check_golden("import-prices.yaml", result.yaml);
  check_golden("import-prices.txt", result.tally.text(result.what));
  const Folder folder;
  folder.write("book.yaml", result.yaml);
  Diagnostics problems;
  bool unreadable = false;
  const auto book = input::read_price_book(folder.path("book.yaml"), problems, unreadable);
  REQUIRE(book);
  CHECK(book->region == "eu-west-1");
  CHECK(book->skus.at(*book->find("glue.session.dpu")).price == Money::from_nanos(440'000'000));
  CHECK(book->skus.at(*book->find("sagemaker.training.ml.m5.xlarge")).price ==
        Money::from_nanos(256'000'000));  // the first tier
}

TEST_CASE("import: price lists of several regions, of nothing, and of no such form are refused") {
  const std::string other =
      R"({"offerCode":"X","products":{"A":{"attributes":{"regionCode":"us-east-1","usagetype":"USE1-Train:ml.m5.large"}}},)"
      R"("terms":{"OnDemand":{"A":{"t":{"priceDimensions":{"d":{"pricePerUnit":{"USD":"0.115"}}}}}}}})";
  CHECK(first_problem(imported({sample("AWSGlue.json"), export_of(other, "x.json")})) ==
        "x.json: error: there are prices of several regions, eu-west-1 and us-east-1 among them; give the "
        "files of one");
  CHECK(has(imported({export_of(other)}).yaml, "sagemaker.training.ml.m5.large: {price: 0.115 USD"));
  CHECK(has(first_problem(imported(
                {export_of(R"({"offerCode":"X","products":{},"terms":{"OnDemand":{}}})", "x.json")})),
            "x.json: error: no product of it is one that Outlive bills"));
  CHECK(has(first_problem(imported({export_of(R"({"offerCode":"X","products":[]})", "x.json")})),
            "it needs 'products' and 'terms.OnDemand'"));
}
