# label_suite(TARGET SUITE): the tests of this doctest suite, discovered before, get its name as their label.
#
# doctest's own ADD_LABELS starts the program once more for each test, and fails where a name holds a comma.
# This file is also the script that lists the suite: cmake -DPROGRAM=.. -DSUITE=.. -DFILE=.. -P LabelSuite.cmake

if(CMAKE_SCRIPT_MODE_FILE)
  execute_process(COMMAND "${PROGRAM}" --test-suite=${SUITE} --list-test-cases --no-intro=true
    OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "\\[doctest\\][^\n]*\n|===*\n" "" listed "${listed}")
  string(REGEX REPLACE "([^\n]+)\n" "set_tests_properties([==[\\1]==] PROPERTIES LABELS ${SUITE})\n" labels "${listed}")
  file(WRITE "${FILE}" "${labels}")
  return()
endif()

set(LABEL_SUITE_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(label_suite target suite)
  set(file "${PROJECT_BINARY_DIR}/${target}_${suite}.cmake")
  add_custom_command(TARGET ${target} POST_BUILD
    BYPRODUCTS "${file}"
    COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:${target}>" -DSUITE=${suite} "-DFILE=${file}" -P "${LABEL_SUITE_SCRIPT}"
    VERBATIM)
  file(WRITE "${file}.include" "if(EXISTS \"${file}\")\n  include(\"${file}\")\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${file}.include")
endfunction()
