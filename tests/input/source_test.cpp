#include "sim/input/source.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "tests/input/problems.hpp"

using namespace outlive;
using namespace outlive::input;

namespace {

constexpr SizeLimit roomy{1000, "use another file"};

/// A folder of its own that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "outlive-source-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(const std::string& name, std::string_view content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
    return (path_ / name).string();
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a file is read whole, without its byte order mark") {
  const Folder folder;
  Diagnostics problems;
  const Source source = read_source(folder.file("a", "\xEF\xBB\xBFtitle: \xC3\xA9\n"), roomy, problems);
  CHECK(source.ok());
  CHECK(source.text == "title: \xC3\xA9\n");
  CHECK(shown(problems).empty());
}

TEST_CASE("what cannot be read is told apart from what cannot be input") {
  const Folder folder;
  Diagnostics problems;
  CHECK(read_source(folder.path() + "/none", roomy, problems).status == SourceStatus::unreadable);
  CHECK(read_source(folder.path(), roomy, problems).status == SourceStatus::unreadable);
  CHECK(shown(problems) ==
        "0:0: cannot read the file: No such file or directory\n"
        "0:0: cannot read the file: it is a directory\n");
  CHECK(problems.all()[0].place.path == folder.path() + "/none");

  if (::geteuid() == 0) return;  // root may read everything
  Diagnostics denied;
  const std::string secret = folder.file("secret", "a: 1\n");
  std::filesystem::permissions(secret, std::filesystem::perms::none);
  CHECK(read_source(secret, roomy, denied).status == SourceStatus::unreadable);
  CHECK(shown(denied) == "0:0: cannot read the file: Permission denied\n");
}

TEST_CASE("the size limit is exact, and says what to do instead") {
  const Folder folder;
  Diagnostics problems;
  CHECK(read_source(folder.file("fits", std::string(1000, 'x')), roomy, problems).ok());
  CHECK(shown(problems).empty());
  CHECK(read_source(folder.file("over", std::string(1001, 'x')), roomy, problems).status ==
        SourceStatus::invalid);
  CHECK(shown(problems) == "0:0: the file is larger than 1000 bytes; use another file\n");

  Diagnostics big;
  check_source("big.yaml", std::string((std::size_t{4} << 20U) + 1, '['), yaml_limit, big);
  CHECK(shown(big) ==
        "0:0: the file is larger than 4 MiB; tables belong in a CSV file, which a trace names\n");
}

TEST_CASE("bytes that are no text are reported where they stand") {
  const auto of = [](std::string text) {
    Diagnostics problems;
    const Source source = check_source("a", std::move(text), roomy, problems);
    CHECK((source.status == SourceStatus::invalid) == problems.has_errors());
    return shown(problems);
  };
  CHECK(of("a: 1\nb: \xC3\xA9\xFF\n") == "2:5: this byte is not UTF-8; save the file as UTF-8 text\n");
  CHECK(of(std::string("a: 1\nb\0c", 8)) == "2:2: a NUL byte: this is not a text file in UTF-8\n");
  CHECK(of("\xC0\xAF") == "1:1: this byte is not UTF-8; save the file as UTF-8 text\n");          // overlong
  CHECK(of("ab\xED\xA0\x80") == "1:3: this byte is not UTF-8; save the file as UTF-8 text\n");    // surrogate
  CHECK(of("12345678\xE2\x82") == "1:9: this byte is not UTF-8; save the file as UTF-8 text\n");  // cut off
  CHECK(of("\xF4\x90\x80\x80") ==
        "1:1: this byte is not UTF-8; save the file as UTF-8 text\n");  // above U+10FFFF
  CHECK(of("\xF0\x9F\x98\x80 \xE2\x82\xAC").empty());
}
