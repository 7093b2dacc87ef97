# unit_tests (all tests/**/*_test.cpp), the checks of the house, and, on request, the benchmarks.

find_package(doctest REQUIRED)
find_package(rapidcheck REQUIRED)
find_package(valijson REQUIRED)
include(doctest)
include(LabelSuite) # label_suite(): ctest labels of doctest suites

file(GLOB_RECURSE test_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/*_test.cpp")
list(FILTER test_sources EXCLUDE REGEX "/tests/(benchmarks|consumer)/")
add_executable(unit_tests
  tests/main.cpp tests/fuzz/promises.cpp tests/fuzz/targets.cpp ${test_sources})
add_dependencies(unit_tests outlive)
target_include_directories(unit_tests PRIVATE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(unit_tests PRIVATE
  OUTLIVE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" OUTLIVE_BINARY="$<TARGET_FILE:outlive>")
# Tests are compiled more often than they run long: without optimisation they take half the time to build.
target_compile_options(unit_tests PRIVATE $<$<CONFIG:Debug>:-O0>)
precompile_standard_headers(unit_tests <doctest/doctest.h> <nlohmann/json.hpp>)
compile_together(unit_tests APART
  tests/cost/pricing_test.cpp
  tests/engine/distribution_test.cpp
  tests/input/csv_test.cpp
  tests/input/document_test.cpp
  tests/input/invalid_sources_test.cpp
  tests/input/saved_results_test.cpp
  tests/input/schema_json_test.cpp
  tests/input/source_test.cpp
  tests/input/timeline_sessions_test.cpp
  tests/input/units_reader_test.cpp
  tests/output/new_results_test.cpp
  tests/output/page_test.cpp
  tests/output/report_charts_test.cpp
  tests/output/scatter_chart_test.cpp
  tests/output/svg_test.cpp
  tests/output/ticks_test.cpp
  tests/study/control_variates_test.cpp
  tests/study/duration_fit_test.cpp
  tests/study/sensitivity_test.cpp
  tests/study/warm_up_test.cpp
  tests/text/instant_test.cpp
  tests/theory/estate_test.cpp
  tests/tools/ci_test.cpp
  tests/tools/population_test.cpp
  tests/tools/sweep_test.cpp
  tests/workload/glue_test.cpp
  tests/workload/memory_test.cpp
  tests/workload/population_test.cpp
  tests/workload/queries_test.cpp)
set_source_files_properties(tests/main.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)  # it configures doctest
target_link_libraries(unit_tests PRIVATE
  outlive_commands doctest::doctest rapidcheck Boost::headers Eigen3::Eigen date::date-tz nlohmann_json::nlohmann_json
  SQLite::SQLite3)

# A name of a test case may hold anything but a semicolon, which CMake would split.
# doctest exits with 0 when its filter matches nothing, as after a renamed case: call that a failure.
doctest_discover_tests(unit_tests
  PROPERTIES TIMEOUT 300 ENVIRONMENT "RC_PARAMS=seed=20260302"  # property tests draw alike every time
             FAIL_REGULAR_EXPRESSION "test cases: +0 ")
label_suite(unit_tests slow)  # ctest --preset quick goes without

# A semicolon divides lists of CMake: ctest would make two tests of it that there are not.
add_test(NAME test_names COMMAND sh -c "! \"$1\" --list-test-cases | grep ';'" sh "$<TARGET_FILE:unit_tests>")
add_test(NAME layers COMMAND "${PROJECT_SOURCE_DIR}/tests/layers/run")

# A sweep on a Slurm of its own: skipped where none is installed (tools/setup --cluster).
add_test(NAME cluster COMMAND "${PROJECT_SOURCE_DIR}/tests/cluster/run" "$<TARGET_FILE:outlive>")
set_tests_properties(cluster PROPERTIES LABELS cluster SKIP_RETURN_CODE 77 TIMEOUT 300)

# Do the answers that `outlive self-test` knows come from the reference, and is every byte the same however the work is
# divided? Skipped without Python.
set(with_python "command -v python3 >/dev/null || exit 77 && exec python3 \"$@\"")
add_test(NAME reference_answers
  COMMAND sh -c "${with_python}" sh "${PROJECT_SOURCE_DIR}/tests/property/reference/answers.py" check
    "${PROJECT_SOURCE_DIR}/sim/self_test/reference_answers.txt")
# Are the texts that tools/validation/mutants would break still in the code? Skipped without Python.
add_test(NAME mutants_fit
  COMMAND sh -c "${with_python}" sh "${PROJECT_SOURCE_DIR}/tools/validation/mutants" --check)
set_tests_properties(mutants_fit PROPERTIES SKIP_RETURN_CODE 77)
# What tools/validation/reference found, shrunk, with what is right.
add_test(NAME reference_finds
  COMMAND "$<TARGET_FILE:outlive>" check "${PROJECT_SOURCE_DIR}/tests/property/reference/finds")
add_test(NAME determinism
  COMMAND sh -c "${with_python}" sh "${PROJECT_SOURCE_DIR}/tools/validation/determinism" --quick
    "$<TARGET_FILE:outlive>")
set_tests_properties(reference_answers PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
set_tests_properties(determinism PROPERTIES LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 300)

# The page of reports: is it what its sources give, and does it work in a browser? Skipped without npm and Chromium
# (tools/setup --page).
add_test(NAME page_bundle COMMAND "${PROJECT_SOURCE_DIR}/tools/page" --check)
set_tests_properties(page_bundle PROPERTIES LABELS page SKIP_RETURN_CODE 77 TIMEOUT 300)
add_executable(make_page tests/output/page/make_page.cpp)
target_include_directories(make_page PRIVATE "${PROJECT_SOURCE_DIR}")
target_link_libraries(make_page PRIVATE outlive::outlive)
add_test(NAME page_in_browser
  COMMAND "${PROJECT_SOURCE_DIR}/tests/output/page/run" "$<TARGET_FILE:make_page>" "${PROJECT_BINARY_DIR}/page_in_browser")
set_tests_properties(page_in_browser PROPERTIES LABELS page SKIP_RETURN_CODE 77 TIMEOUT 300)

add_test(NAME consumer
  COMMAND "${CMAKE_COMMAND}"
    "-DBUILD=${PROJECT_BINARY_DIR}" "-DWORK=${PROJECT_BINARY_DIR}/consumer"
    "-DGENERATOR=${CMAKE_GENERATOR}" "-DCOMPILER=${CMAKE_CXX_COMPILER}" "-DFLAGS=${CMAKE_CXX_FLAGS}"
    "-DBUILD_TYPE=${CMAKE_BUILD_TYPE}" -P "${PROJECT_SOURCE_DIR}/tests/consumer/run.cmake")
set_tests_properties(consumer PROPERTIES LABELS slow)

# Killed, without room, rights, readers or memory: a few of what tools/validation/broken-world does. Skipped without Python.
add_test(NAME broken_world COMMAND sh -c "${with_python}" sh
  "${PROJECT_SOURCE_DIR}/tools/validation/broken-world" --quick "$<TARGET_FILE:outlive>")
set_tests_properties(broken_world PROPERTIES LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 300)

# The Debian package, built, looked into and run; skipped where the tools to build one are missing.
add_test(NAME package COMMAND "${PROJECT_SOURCE_DIR}/tests/package/run" "${PROJECT_BINARY_DIR}")
set_tests_properties(package PROPERTIES LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 300)

if(OUTLIVE_BENCHMARKS)
  find_package(benchmark REQUIRED)
  file(GLOB benchmark_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/benchmarks/*.cpp")
  list(FILTER benchmark_sources EXCLUDE REGEX "peer_sessions")
  set(program_memory "${PROJECT_SOURCE_DIR}/tools/outlive/large_pages.cpp")  # all structures get it, ours and others
  add_executable(benchmarks ${benchmark_sources} "${program_memory}")
  target_include_directories(benchmarks PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(benchmarks PRIVATE
    outlive::outlive benchmark::benchmark benchmark::benchmark_main Boost::headers)

  # What tools/peers plays on other engines.
  add_executable(peer_sessions tests/benchmarks/peer_sessions.cpp tests/benchmarks/plain_sessions.cpp
    tests/benchmarks/session_workload.cpp "${program_memory}")
  target_include_directories(peer_sessions PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(peer_sessions PRIVATE outlive::outlive Boost::headers)
endif()
