# Files of one folder are compiled a few at a time, as one translation unit: most of the time of a single file goes into
# templates of the standard library and of JSON that its neighbours need, too. Takes a full build to under a half.
#
# What a file is compiled with depends on its name alone, so that a new file does not shuffle the others. Where two files
# that meet define the same name in unnamed namespaces, rename one, or list it under APART.
# -D OUTLIVE_TOGETHER=OFF compiles each file by itself, which shows whether it includes what it uses.

option(OUTLIVE_TOGETHER "Compile files of a folder a few at a time" ON)

# compile_together(TARGET [APART FILE...])
function(compile_together target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "APART")
  if(NOT OUTLIVE_TOGETHER)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  set(folders)
  foreach(source IN LISTS sources)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${PROJECT_SOURCE_DIR}" OUTPUT_VARIABLE name)
    cmake_path(GET name PARENT_PATH folder)
    if(name MATCHES "\\.cpp$" AND NOT name IN_LIST arg_APART AND NOT folder IN_LIST arg_APART)
      list(APPEND folders "${folder}")
      list(APPEND files_of_${folder} "${source}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES folders)
  foreach(folder IN LISTS folders)
    # As many groups as leave 6 to 12 files in each: a power of two, so that it seldom changes.
    list(LENGTH files_of_${folder} count)
    set(groups 1)
    while(count GREATER 12)
      math(EXPR groups "${groups} * 2")
      math(EXPR count "(${count} + 1) / 2")
    endwhile()
    string(MAKE_C_IDENTIFIER "${folder}" prefix)
    foreach(source IN LISTS files_of_${folder})
      cmake_path(GET source FILENAME name)
      string(MD5 hash "${name}")
      string(SUBSTRING "${hash}" 0 4 hash)
      math(EXPR group "0x${hash} % ${groups}")
      set_property(SOURCE "${source}" PROPERTY UNITY_GROUP "${prefix}_${group}")
    endforeach()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
