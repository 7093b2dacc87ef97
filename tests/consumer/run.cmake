# Installs the build to a folder of its own, then configures, builds and runs tests/consumer against it.
# Given: BUILD, WORK, GENERATOR, COMPILER, FLAGS, BUILD_TYPE.

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    string(JOIN " " command ${ARGV})
    message(FATAL_ERROR "failed (${status}): ${command}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/prefix")
# DESTDIR-free, prefix-free: the package must be found by its prefix alone.
run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${WORK}/build" -G "${GENERATOR}"
  "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_FLAGS=${FLAGS}"
  "-DCMAKE_BUILD_TYPE=${BUILD_TYPE}")
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/consumer" "${WORK}/prefix/share/outlive/scenarios/forgotten-session.yaml")
if(NOT output MATCHES "^1 jobs outlived their sign-in\n" OR NOT output MATCHES "131\\.63 USD")
  message(FATAL_ERROR "the consumer printed '${output}'")
endif()
if(NOT EXISTS "${WORK}/prefix/bin/outlive" OR NOT EXISTS "${WORK}/prefix/share/outlive/scenarios/prices")
  message(FATAL_ERROR "the command line or its scenarios were not installed")
endif()
