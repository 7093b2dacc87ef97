# install(), find_package(outlive) and a Debian package.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/outlive")

install(TARGETS outlive)
install(TARGETS outlive_library EXPORT outliveTargets)
install(DIRECTORY include/outlive DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/outlive")  # with their schema, prices and traces
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY sim/output/page/dist/licences DESTINATION "${CMAKE_INSTALL_DOCDIR}")  # of what pages are drawn with

install(EXPORT outliveTargets NAMESPACE outlive:: DESTINATION "${package_dir}")
configure_package_config_file(tools/cmake/outliveConfig.cmake.in "${PROJECT_BINARY_DIR}/generated/outliveConfig.cmake"
  INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/generated/outliveConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/generated/outliveConfig.cmake" "${PROJECT_BINARY_DIR}/generated/outliveConfigVersion.cmake"
  DESTINATION "${package_dir}")

# cpack -G DEB reads the dependencies off the binary; that needs the packages dpkg-dev and file.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The Outlive authors")
set(CPACK_PACKAGE_CONTACT "The Outlive authors <authors@outlive.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
