# rule_coverage(TARGET): compiles into TARGET what tools/outlive/coverage.hpp declares: every rule ID that the name of a
# test case in tests/ carries, or that a scenario in scenarios/ mentions. Nobody types the list.
#
#   TEST_CASE("IDC-5 GLUE-4: ...")      several in one name; SUBCASEs count, too, behind the name of their test case
#   TEST_CASE("GLUE-1 to GLUE-4: ...")  a range, also GLUE-1..GLUE-4
#
# A token such as UTF-8 looks like an ID as well; which tokens are rules, only the program knows.
# This file is also the script that writes the source: cmake -DROOT=.. -DSOURCE=.. -P RuleCoverage.cmake
# The source is written only if it changes, so a test that is edited without its name compiles nothing else again.

function(rule_coverage_files root tests scenarios)
  file(GLOB_RECURSE found_tests ${ARGN} "${root}/tests/*.cpp")
  file(GLOB_RECURSE found_scenarios ${ARGN} "${root}/scenarios/*.yaml" "${root}/scenarios/*.yml")
  list(FILTER found_scenarios EXCLUDE REGEX "/scenarios/(prices|schema)/")
  set(${tests} "${found_tests}" PARENT_SCOPE)
  set(${scenarios} "${found_scenarios}" PARENT_SCOPE)
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(RULE_COVERAGE_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

  function(rule_coverage target)
    rule_coverage_files("${PROJECT_SOURCE_DIR}" tests scenarios CONFIGURE_DEPENDS)
    set(source "${PROJECT_BINARY_DIR}/generated/coverage.cpp")
    add_custom_command(
      OUTPUT "${source}"
      COMMAND "${CMAKE_COMMAND}" "-DROOT=${PROJECT_SOURCE_DIR}" "-DSOURCE=${source}" -P "${RULE_COVERAGE_SCRIPT}"
      DEPENDS ${tests} ${scenarios} "${RULE_COVERAGE_SCRIPT}"
      COMMENT "Finding which tests and scenarios exercise which rules"
      VERBATIM)
    target_sources(${target} PRIVATE "${source}")
  endfunction()
  return()
endif()

cmake_policy(VERSION 3.25)

set(id "[A-Z]+-[0-9]+")
string(ASCII 1 semicolon)      # stand-ins for what CMake's lists would take for their own punctuation
string(ASCII 2 left_bracket)
string(ASCII 3 right_bracket)

function(read_text file result)
  file(READ "${file}" text)
  string(REPLACE ";" "${semicolon}" text "${text}")
  string(REPLACE "[" "${left_bracket}" text "${text}")
  string(REPLACE "]" "${right_bracket}" text "${text}")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# The IDs in a text, each once, in their order; ranges spelt out.
function(ids_in text result)
  string(REGEX MATCHALL "${id}( to |\\.\\.)${id}" ranges "${text}")
  foreach(range IN LISTS ranges)
    string(REGEX MATCH "^([A-Z]+)-([0-9]+).*[^A-Z]([A-Z]+)-([0-9]+)$" matched "${range}")
    if(matched AND CMAKE_MATCH_1 STREQUAL CMAKE_MATCH_3 AND NOT CMAKE_MATCH_2 GREATER CMAKE_MATCH_4)
      set(spelt_out "")
      foreach(number RANGE ${CMAKE_MATCH_2} ${CMAKE_MATCH_4})
        string(APPEND spelt_out " ${CMAKE_MATCH_1}-${number}")
      endforeach()
      string(REPLACE "${range}" "${spelt_out}" text "${text}")
    endif()
  endforeach()
  string(REGEX MATCHALL "${id}" ids "${text}")
  list(REMOVE_DUPLICATES ids)
  set(${result} "${ids}" PARENT_SCOPE)
endfunction()

set(rows "")

# One row of the table for each ID in `text`; `test` is the inside of a literal of C++.
function(add_rows file text test)
  file(RELATIVE_PATH path "${ROOT}" "${file}")
  ids_in("${text}" ids)
  foreach(each IN LISTS ids)
    string(APPEND rows "    Mention{\"${each}\", \"${path}\", \"${test}\"},\n")
  endforeach()
  set(rows "${rows}" PARENT_SCOPE)
endfunction()

set(quoted "\"([^\"\\]|\\\\.)*\"")

rule_coverage_files("${ROOT}" tests scenarios)
foreach(file IN LISTS tests)
  read_text("${file}" text)
  string(REGEX REPLACE "\n[ \t]*//[^\n]*" "" text "\n${text}")  # a test that is commented out tests nothing
  string(REGEX MATCHALL "(TEST_CASE|SUBCASE)[A-Z_]*\\([^\"()]*${quoted}([ \t\n]*${quoted})*" names "${text}")
  set(test_case "")
  foreach(name IN LISTS names)
    string(REGEX MATCH "\"(.*)\"$" literals "${name}")
    string(REGEX REPLACE "\"[ \t\n]*\"" "" inside "${CMAKE_MATCH_1}")  # literals side by side are one
    if(name MATCHES "^SUBCASE")
      add_rows("${file}" "${inside}" "${test_case} / ${inside}")
    else()
      set(test_case "${inside}")
      add_rows("${file}" "${inside}" "${inside}")
    endif()
  endforeach()
endforeach()
foreach(file IN LISTS scenarios)
  read_text("${file}" text)
  add_rows("${file}" "${text}" "")
endforeach()

string(REPLACE "${semicolon}" ";" rows "${rows}")
string(REPLACE "${left_bracket}" "[" rows "${rows}")
string(REPLACE "${right_bracket}" "]" rows "${rows}")
set(source "// Generated from the names of the tests and the scenarios by RuleCoverage.cmake.
#include \"tools/outlive/coverage.hpp\"

namespace outlive::tool {
namespace {

constexpr Mention mentions[] = {
    Mention{},  // an array is never empty
${rows}};

}  // namespace

std::span<const Mention> coverage() { return std::span(mentions).subspan(1); }

}  // namespace outlive::tool
")
set(before "")
if(EXISTS "${SOURCE}")
  file(READ "${SOURCE}" before)
endif()
if(NOT before STREQUAL source)
  file(WRITE "${SOURCE}" "${source}")
endif()
