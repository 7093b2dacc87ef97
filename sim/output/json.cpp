#include "sim/output/json.hpp"

namespace outlive::output {

std::string unit_key(std::string_view currency) {
  std::string key = "_" + std::string(currency);
  for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return key;
}

}  // namespace outlive::output
