#include "sim/output/page.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using outlive::output::report_page;
using Json = nlohmann::ordered_json;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(std::string(OUTLIVE_SOURCE_DIR) + "/" + path, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string between(const std::string& text, const std::string& from, const std::string& until) {
  const std::size_t begin = text.find(from);
  REQUIRE_MESSAGE(begin != std::string::npos, from);
  const std::size_t end = text.find(until, begin + from.size());
  REQUIRE_MESSAGE(end != std::string::npos, until);
  return text.substr(begin + from.size(), end - begin - from.size());
}

std::string data_of(const std::string& page) {
  return between(page, "<script type=\"application/json\" id=\"data\">", "</script>");
}

Json report() {
  Json json =
      Json::parse(R"({"schema_version": 1, "kind": "run", "title": "A title", "headline": ["One job."],
    "warnings": ["Mind the gap."], "footer": ["seed 1", "no events"], "sections": [{"id": "jobs", "title": "Jobs",
    "columns": [{"title": "outcome", "align": "left"}, {"title": "jobs", "align": "right"}],
    "rows": [["completed", "12"], ["failed", "3"]], "sentences": ["Of all."], "items": ["1 surviving"], "hidden": 4,
    "more_in": "jobs.csv"}]})");
  return json;
}

}  // namespace

TEST_CASE("page: headline and tables are HTML before any script runs") {
  const std::string page = report_page(report().dump());
  CHECK(between(page, "<title>", "</title>") == "A title");
  CHECK(between(page, "<p class=\"headline\">", "</p>") == "One job.");
  CHECK(between(page, "<ul class=\"warnings\">\n", "\n</ul>") == "<li>Mind the gap.</li>");
  CHECK(
      between(page, "<main>\n", "</main>") ==
      "<section id=\"section-jobs\" aria-labelledby=\"title-jobs\">\n<h2 id=\"title-jobs\">Jobs</h2>\n"
      "<p class=\"note\">Of all.</p>\n"
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Jobs\"><table>\n"
      "<thead><tr><th scope=\"col\">outcome</th><th scope=\"col\" "
      "class=\"right\">jobs</th></tr></thead>\n<tbody>\n"
      "<tr><td>completed</td><td class=\"right\">12</td></tr>\n"
      "<tr><td>failed</td><td class=\"right\">3</td></tr>\n</tbody></table></div>\n"
      "<p class=\"more\">4 more: <code>jobs.csv</code></p>\n<p class=\"note\">1 surviving</p>\n</section>\n");
  CHECK(between(page, "<footer>\n", "\n</footer>") == "<span>seed 1</span>\n<span>no events</span>");
}

TEST_CASE("page: the data are those that were given, whatever they hold") {
  Json json = report();
  json["users"] = {
      "</script><script>alert(1)</script>", "<!--", "a&b", "\u2028\u2029", "quote\" back\\slash", "@@DATA@@"};
  const std::string data = data_of(report_page(json.dump()));
  CHECK(Json::parse(data) == json);
  CHECK(data.find_first_of("<>&") == std::string::npos);
  CHECK(data.find("\u2028") == std::string::npos);
  CHECK(data.find("\u2029") == std::string::npos);
}

TEST_CASE("page: names that attack are text, and marks of the template in them stay as they are") {
  Json json = report();
  json["title"] = "@@BODY@@ </title><script>";
  json["headline"][0] = "<img src=x onerror=\"x\">\u202e";
  json["sections"][0]["rows"][0][0] = "@@DATA@@</td><script>\x1b[31m";
  const std::string page = report_page(json.dump());
  CHECK(between(page, "<title>", "</title>") == "@@BODY@@ &lt;/title&gt;&lt;script&gt;");
  CHECK(between(page, "<p class=\"headline\">", "</p>") == "&lt;img src=x onerror=&quot;x&quot;&gt;\\u202e");
  CHECK(between(page, "<tbody>\n<tr><td>", "</td>") == "@@DATA@@&lt;/td&gt;&lt;script&gt;\\x1b[31m");
  CHECK(Json::parse(data_of(page)) == json);
}

TEST_CASE("page: the policy allows nothing but its own script and style sheet") {
  const std::string page = report_page(report().dump());
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\">");
  CHECK(policy.starts_with("default-src 'none'; script-src 'sha256-"));
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(policy.find("http") == std::string::npos);
  CHECK(page.find(" src=") == std::string::npos);
  CHECK(page.find("eval(") == std::string::npos);
}

TEST_CASE("page: the embedded template is the committed one, to the byte") {
  std::string expected = read("sim/output/page/dist/page.html");
  const std::string page = report_page(report().dump());
  CHECK(page.starts_with(expected.substr(0, expected.find("@@TITLE@@"))));
  CHECK(page.ends_with(expected.substr(expected.find("@@DATA@@") + 8)));
}

TEST_CASE("page: it carries the licences of what it is drawn with") {
  const std::string page = report_page(report().dump());
  for (const char* holder :
       {"Apache License", "Copyright 2017-2026 The Apache Software Foundation", "Baidu Inc", "Mike Bostock"})
    CHECK_MESSAGE(page.find(holder) != std::string::npos, holder);
}

TEST_CASE("page: what is absent is left out") {
  const std::string page = report_page(R"({"schema_version": 1, "kind": "run"})");
  CHECK(between(page, "<main>\n", "</main>").empty());
  CHECK(page.find("<ul class=\"warnings\">") == std::string::npos);
}

TEST_CASE("page: what is no report is a fault of the caller") {
  for (const char* wrong : {"", "[]", "{", "{}", R"({"schema_version": 2})"})
    CHECK_THROWS_AS(report_page(wrong), std::invalid_argument);
  Json json = report();
  for (const char* id : {"", "Jobs", "a b", "x\" onclick=\""}) {
    json["sections"][0]["id"] = id;
    CHECK_THROWS_AS(report_page(json.dump()), std::invalid_argument);
  }
}
