// Callers may compress what they send.
#include <string>

#include "gtest/gtest.h"
#include "tests/rpc/harness.h"

namespace textclean {
namespace {

grpc::Status CallCompressed(Harness& harness, const v1::CleanRequest& request, v1::CleanResponse& response) {
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  return harness.stub().Clean(&context, request, &response);
}

TEST(Compression, GzipIsRead) {
  Harness harness;
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "본문의 한 문장입니다.\n";
  v1::CleanResponse response;
  ASSERT_TRUE(CallCompressed(harness, TextRequest(text), response).ok());
  EXPECT_EQ(response.text(), harness.Clean(TextRequest(text)).response.text());
  EXPECT_NE(response.text(), "");
}

// Limits count what was compressed, so that a small message cannot fill the memory.
TEST(Compression, LimitsAreOfWhatComesOut) {
  Harness harness({.max_document_bytes = 1000, .max_message_bytes = 2000});
  v1::CleanResponse response;
  const Answer answer = Unpack(CallCompressed(harness, TextRequest(std::string(100'000, 'a')), response));
  EXPECT_EQ(answer.info.reason(), "MESSAGE_TOO_LARGE");
}

}  // namespace
}  // namespace textclean
