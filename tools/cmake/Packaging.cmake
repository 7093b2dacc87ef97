# install() in two parts, find_package(outlive), and two Debian packages: `outlive` is the program with its manual page,
# completions, gallery and schemas, `liboutlive-dev` the library.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/outlive")
set(generated "${PROJECT_BINARY_DIR}/generated")

install(TARGETS outlive COMPONENT program)
install(DIRECTORY scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/outlive"  # with their schema, prices and traces
  COMPONENT program)
install(DIRECTORY sim/output/page/dist/licences  # of what pages are drawn with
  DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/outlive" COMPONENT program)

# The program writes its own completions and manual page. What is built for another machine cannot run here.
if(NOT CMAKE_CROSSCOMPILING)
  file(MAKE_DIRECTORY "${generated}/completions")
  foreach(shell bash zsh fish)
    add_custom_command(OUTPUT "${generated}/completions/outlive.${shell}"
      COMMAND outlive completion ${shell} > "${generated}/completions/outlive.${shell}" DEPENDS outlive VERBATIM)
  endforeach()
  add_custom_command(OUTPUT "${generated}/outlive.1.gz"
    COMMAND outlive help --format man > "${generated}/outlive.1"
    COMMAND gzip -9nf "${generated}/outlive.1" DEPENDS outlive VERBATIM)
  add_custom_target(manual_and_completions ALL DEPENDS "${generated}/outlive.1.gz"
    "${generated}/completions/outlive.bash" "${generated}/completions/outlive.zsh" "${generated}/completions/outlive.fish")
  install(FILES "${generated}/completions/outlive.bash" RENAME outlive
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT program)
  install(FILES "${generated}/completions/outlive.zsh" RENAME _outlive
    DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions" COMPONENT program)  # Debian's place for packages
  install(FILES "${generated}/completions/outlive.fish"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT program)
  install(FILES "${generated}/outlive.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
endif()

# What Debian's policy asks of each package's folder of documents. The licence's text is in `copyright`.
file(MAKE_DIRECTORY "${generated}/debian")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS CHANGELOG.md tools/debian/changelog)
foreach(text "debian/changelog:changelog" "../CHANGELOG.md:NEWS")
  string(REGEX MATCH "^(.*):(.*)$" parts "${text}")
  execute_process(COMMAND gzip -9nc "${PROJECT_SOURCE_DIR}/tools/${CMAKE_MATCH_1}"
    OUTPUT_FILE "${generated}/debian/${CMAKE_MATCH_2}.gz" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
foreach(part "program:outlive" "library:liboutlive-dev")
  string(REGEX MATCH "^(.*):(.*)$" parts "${part}")
  install(FILES tools/debian/copyright "${generated}/debian/changelog.gz" "${generated}/debian/NEWS.gz"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${CMAKE_MATCH_2}" COMPONENT ${CMAKE_MATCH_1})
endforeach()

install(TARGETS outlive_library EXPORT outliveTargets COMPONENT library)
install(DIRECTORY include/outlive DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT library
  FILES_MATCHING PATTERN "*.hpp")
install(EXPORT outliveTargets NAMESPACE outlive:: DESTINATION "${package_dir}" COMPONENT library)
configure_package_config_file(tools/cmake/outliveConfig.cmake.in "${generated}/outliveConfig.cmake"
  INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${generated}/outliveConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${generated}/outliveConfig.cmake" "${generated}/outliveConfigVersion.cmake"
  DESTINATION "${package_dir}" COMPONENT library)

# cpack -G DEB reads the dependencies off the binary; that needs the packages dpkg-dev and file.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The Outlive authors")
set(CPACK_PACKAGE_CONTACT "The Outlive authors <authors@outlive.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program library)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME outlive)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME liboutlive-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "libyaml-cpp-dev, libhowardhinnant-date-dev")
file(READ "${PROJECT_SOURCE_DIR}/tools/debian/description.txt" description)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "${description}")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "${description}\nThis package has the static library and its headers.")
include(CPack)
