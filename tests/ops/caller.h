// Calls of a server as its users make them, for tests of the program.
#ifndef TEXTCLEAN_TESTS_OPS_CALLER_H_
#define TEXTCLEAN_TESTS_OPS_CALLER_H_

#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/support/status.h"

namespace textclean {

// A plaintext channel with a connection of its own.
std::shared_ptr<grpc::Channel> Connect(const std::string& address);

// Cleans a page of that text. Waits for the server to be there.
grpc::Status Clean(const std::shared_ptr<grpc::Channel>& channel, const std::string& text = "본문의 한 문장입니다.\n");

// Whether health is SERVING; the call's status otherwise tells why it is not known.
grpc::Status CheckHealth(const std::shared_ptr<grpc::Channel>& channel, bool& serving);

// The body of http://ADDRESS/metrics; empty if there is none.
std::string Scrape(const std::string& address);

// A connection that says nothing; -1 if there is none to be had.
int ConnectSilently(const std::string& address);

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_OPS_CALLER_H_
