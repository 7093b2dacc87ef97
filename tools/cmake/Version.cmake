# Writes generated/version.cpp, which answers include/outlive/version.hpp. The commit is that of the last configuration;
# a new commit configures again. These facts go into a manifest's `execution`, never into a result or its fingerprint.

set(OUTLIVE_COMMIT "unknown")
if(EXISTS "${PROJECT_SOURCE_DIR}/.git")
  find_package(Git QUIET)
  if(GIT_FOUND)
    execute_process(
      COMMAND "${GIT_EXECUTABLE}" rev-parse --verify --quiet --short=12 HEAD
      WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
      OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
    if(NOT failed AND commit)
      set(OUTLIVE_COMMIT "${commit}")
    endif()
  endif()
  if(EXISTS "${PROJECT_SOURCE_DIR}/.git/logs/HEAD")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/.git/logs/HEAD")
  endif()
endif()

set(OUTLIVE_COMPILER "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}")
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}}" OUTLIVE_FLAGS)
set(OUTLIVE_LIBRARIES "")
foreach(library Boost Eigen3 date nlohmann_json yaml-cpp)
  string(APPEND OUTLIVE_LIBRARIES "    LibraryFacts{\"${library}\", \"${${library}_VERSION}\"},\n")
endforeach()
set(OUTLIVE_VERSION_SOURCE "${PROJECT_BINARY_DIR}/generated/version.cpp")
configure_file("${CMAKE_CURRENT_LIST_DIR}/version.cpp.in" "${OUTLIVE_VERSION_SOURCE}" @ONLY)
