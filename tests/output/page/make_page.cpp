// Reads the JSON of a report from standard input and writes its page: what the tests in a browser are about.
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "sim/output/page.hpp"

int main() {
  const std::string json{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  try {
    std::cout << outlive::output::report_page(json);
  } catch (const std::invalid_argument& fault) {
    std::cerr << fault.what() << '\n';
    return 3;
  }
  return std::cout.flush() ? 0 : 4;
}
