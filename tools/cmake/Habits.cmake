# What holds for every target of this house.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Same scenario, same seed, same bytes: no fused multiply-add where the source has two roundings, and never
# -march=native or -ffast-math. The prefix map keeps the builder's folders out of messages and packages.
add_compile_options(-ffp-contract=off "-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=")
add_compile_definitions($<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)

# Warnings are errors where CMAKE_COMPILE_WARNING_AS_ERROR says so (all presets but release).
add_compile_options(
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-align -Wcast-qual -Wdouble-promotion -Wimplicit-fallthrough -Wextra-semi
  -Wundef -Wunused -Wformat=2)
if(OUTLIVE_TOGETHER)  # a local name may be one of an unnamed namespace of a neighbour
  add_compile_options($<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow-uncaptured-local>)
else()
  add_compile_options(-Wshadow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wduplicated-branches -Wduplicated-cond -Wlogical-op)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
    # False alarms on std::string (GCC bug 105651); with precompiled headers it no longer knows that they are the library's.
    add_compile_options(-Wno-restrict -Wno-array-bounds -Wno-stringop-overflow)
  endif()
  if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    add_compile_options(-Wno-maybe-uninitialized)  # false alarms on instrumented code; dev and release keep it
  endif()
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # The stable_sort of libstdc++ 12 uses what its own header declares deprecated, and clang 19 says so.
  add_compile_options(-Wno-deprecated-declarations)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

# What nearly every file includes is parsed once for each target. Files still include what they use: a build without this
# must pass, too (-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON).
function(precompile_standard_headers target)
  target_precompile_headers(${target} PRIVATE
    <algorithm> <array> <chrono> <cstdint> <functional> <limits> <memory> <optional> <span> <string> <string_view>
    <tuple> <unordered_map> <utility> <vector> ${ARGN})
endfunction()
