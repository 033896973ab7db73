# What every target of the project shares: the language level, warnings and
# sanitizers, as properties of an interface target, never as global flags.

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

add_library(textclean_options INTERFACE)
target_compile_features(textclean_options INTERFACE cxx_std_20)
target_include_directories(textclean_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(textclean_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion $<$<BOOL:${TEXTCLEAN_WERROR}>:-Werror>)

# Sanitizers go to every target, generated code included.
add_library(textclean_sanitizers INTERFACE)
if(TEXTCLEAN_SANITIZE)
  target_compile_options(textclean_sanitizers INTERFACE
    -fsanitize=${TEXTCLEAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(textclean_sanitizers INTERFACE -fsanitize=${TEXTCLEAN_SANITIZE})
endif()
target_link_libraries(textclean_options INTERFACE textclean_sanitizers)

# textclean_library(NAME SOURCES... DEPS targets...): one step of the pipeline.
function(textclean_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC textclean_options ${ARG_DEPS})
endfunction()

# textclean_embed(TARGET SYMBOL FILES...): compiles data files into TARGET as
# `extern const std::string_view SYMBOL`, the files' contents one after the other.
function(textclean_embed target symbol)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cc)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DSYMBOL=${symbol} "-DFILES=${ARGN}"
      -P ${CMAKE_SOURCE_DIR}/cmake/Embed.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/Embed.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()
