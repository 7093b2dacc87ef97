// Files as people have them: compressed or not, broken or not.
#include <doctest/doctest.h>
#include <zlib.h>

#include "tests/import/sources.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string bytes(deflateBound(&stream, text.size()) + 64, '\0');
  std::string input = text;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

std::string problem_of(std::string bytes) {
  Diagnostics problems;
  const input::Source source = import::unpack_export("log.gz", std::move(bytes), problems);
  CHECK(source.ok() == problems.all().empty());
  return problems.all().empty() ? "" : to_string(problems.all().front());
}

}  // namespace

TEST_CASE("import: gzip is unpacked whatever the name says, all its members") {
  Diagnostics problems;
  CHECK(import::unpack_export("x", gzipped("one ") + gzipped("two"), problems).text == "one two");
  CHECK(import::unpack_export("x", "plain", problems).text == "plain");
  const std::string large(3'000'000, 'a');
  CHECK(import::unpack_export("x", gzipped(large), problems).text == large);
  CHECK(import::unpack_export("x", gzipped(""), problems).text.empty());
  CHECK(problems.all().empty());
}

TEST_CASE("import: gzip that is truncated, broken or unpacks to no text is refused") {
  const std::string whole = gzipped("a text of some length, so that something can be missing");
  CHECK(problem_of(whole.substr(0, whole.size() - 9)) ==
        "log.gz: error: the gzip data end too early: the file is truncated");
  CHECK(problem_of(whole.substr(0, 3)) ==
        "log.gz: error: the gzip data end too early: the file is truncated");
  std::string broken = whole;
  broken[14] = static_cast<char>(broken[14] ^ 0x55);
  CHECK(has(problem_of(broken), "log.gz: error: the gzip data"));
  CHECK(has(problem_of(whole + "rubbish"), "log.gz: error: the gzip data"));
  CHECK(has(problem_of(gzipped("\xff\xfe")), "not UTF-8"));
}

TEST_CASE("import: a file that is not there is unreadable, which is no mistake in it") {
  const import::Imported result = import::import_files({"no-such-file.json"}, {});
  CHECK(result.unreadable);
  CHECK(first_problem(result) == "no-such-file.json: error: cannot read the file: No such file or directory");
}

TEST_CASE("import: formats are recognised by what they hold, and not mixed") {
  CHECK(import::recognise("; Version: 2.2\n1 0") == import::Format::swf);
  CHECK(import::recognise("  1 0 30 3600 16 -1") == import::Format::swf);
  CHECK(import::recognise("JobID|User|State\n") == import::Format::sacct);
  CHECK(import::recognise(R"({"Records": []})") == import::Format::cloudtrail);
  CHECK(import::recognise(R"({"eventVersion":"1.11","eventSource":"x"})") == import::Format::cloudtrail);
  CHECK(import::recognise(R"({"Statements": []})") == import::Format::glue_sessions);
  CHECK(import::recognise(R"({"TrainingJobSummaries": []})") == import::Format::sagemaker_training);
  CHECK(import::recognise(R"({"offerCode": "AWSGlue"})") == import::Format::price_list);
  CHECK_FALSE(import::recognise("job,user\n1,ana\n"));
  CHECK_FALSE(import::recognise(""));
  CHECK(has(first_problem(imported({export_of("hello", "note.txt")})),
            "note.txt: error: this is no export that is known"));
  CHECK(first_problem(imported({sample("small.swf"), sample("small.sacct")})) ==
        "small.sacct: error: sacct and swf cannot be imported into one document");
}
