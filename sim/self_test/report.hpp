// What a self-test showed, on one screen or for programs.
#pragma once

#include <string>

#include "outlive/report.hpp"
#include "sim/self_test/self_test.hpp"

namespace outlive::self_test {

/// `brief` leaves out the table of closed forms.
std::string report_text(const Report& report, const TextStyle& style, bool brief);
std::string report_json(const Report& report);

}  // namespace outlive::self_test
