# One program for each fuzz target of tests/fuzz/targets.cpp: build/fuzz/fuzz_scenario and so on.

if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "fuzz targets need clang, for libFuzzer: cmake --preset fuzz")
endif()

add_library(fuzz_targets OBJECT tests/fuzz/promises.cpp tests/fuzz/targets.cpp)
target_include_directories(fuzz_targets PRIVATE "${PROJECT_SOURCE_DIR}")
target_link_libraries(fuzz_targets PUBLIC outlive_commands)
add_custom_target(fuzzers)
foreach(target scenario study trace prices export results report command)
  add_executable(fuzz_${target} tests/fuzz/entry.cpp)
  target_include_directories(fuzz_${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(fuzz_${target} PRIVATE OUTLIVE_FUZZ_TARGET=look_at_${target})
  target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(fuzz_${target} PRIVATE fuzz_targets outlive_commands)
  add_dependencies(fuzzers fuzz_${target})
endforeach()
