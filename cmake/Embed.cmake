# Writes OUTPUT, a C++ source that defines textclean::SYMBOL as the contents of FILES.
# The bytes go out as numbers: string literals have a length limit and escapes.
set(hex "")
foreach(file IN LISTS FILES)
  file(READ ${file} one HEX)
  string(APPEND hex "${one}")
endforeach()
string(REGEX REPLACE "(................................................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," hex "${hex}")
file(WRITE ${OUTPUT} "#include <string_view>

namespace textclean {
static constexpr char kBytes[] = {
${hex}'\\0'};
extern const std::string_view ${SYMBOL};
const std::string_view ${SYMBOL}(kBytes, sizeof(kBytes) - 1);
}  // namespace textclean
")
