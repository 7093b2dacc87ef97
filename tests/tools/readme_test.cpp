// What the README shows is what the program prints, and its library example is the one that is built.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

namespace {

const std::string project = OUTLIVE_SOURCE_DIR;

std::string read(const std::string& path) {
  std::ifstream file(path);
  REQUIRE_MESSAGE(file, path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string output_of(const std::string& arguments) {
  const std::string command =
      "cd '" + project + "' && LC_ALL=C.UTF-8 '" OUTLIVE_BINARY "' " + arguments + " 2>&1";
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 4096> buffer{};
  for (std::size_t size = 0; (size = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    output.append(buffer.data(), size);
  }
  pclose(pipe);
  return output;
}

/// The text between the fence that follows `before` and the next fence.
std::string block_after(const std::string& text, const std::string& before) {
  const std::size_t start = text.find(before);
  REQUIRE_MESSAGE(start != std::string::npos, before);
  const std::size_t first = start + before.size();
  return text.substr(first, text.find("```", first) - first);
}

}  // namespace

TEST_CASE("README: the reports shown are what the program prints (golden)") {
  std::string readme = read(project + "/README.md");
  constexpr std::array<const char*, 3> commands{
      "run scenarios/forgotten-session.yaml",
      "compare scenarios/forgotten-session.yaml --set glue.idle_timeout=2h",
      "explain scenarios/is-seven-days-enough.yaml train"};
  for (const std::string command : commands) {
    const std::string shown = block_after(readme, "$ outlive " + command + "\n");
    const std::string printed = output_of(command);
    if (std::getenv("OUTLIVE_UPDATE_GOLDEN") != nullptr) {
      readme.replace(readme.find(shown), shown.size(), printed);
      std::ofstream(project + "/README.md") << readme;
    } else {
      CHECK(shown == printed);
    }
  }
}

TEST_CASE("README: the library example is the consumer that a test builds") {
  const std::string source = read(project + "/tests/consumer/main.cpp");
  const std::string code = source.substr(source.find("#include"));
  CHECK(block_after(read(project + "/README.md"), "```cpp\n") == code);
}
