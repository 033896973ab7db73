#include "tests/load/chaos_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>

namespace textclean {
namespace {

sockaddr_in Loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool SendAll(int to, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = send(to, bytes, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

// Tears the connection down with a reset, while another thread may be reading from it.
void Reset(int socket) {
  sockaddr nobody = {};
  nobody.sa_family = AF_UNSPEC;
  if (connect(socket, &nobody, sizeof(nobody)) != 0) shutdown(socket, SHUT_RDWR);
}

}  // namespace

ChaosProxy::ChaosProxy(const std::string& upstream, Fault fault, int faulty) : fault_(fault), faulty_(faulty) {
  upstream_port_ = std::atoi(upstream.substr(upstream.rfind(':') + 1).c_str());
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  acceptor_ = std::thread([this] { Accept(); });
}

ChaosProxy::~ChaosProxy() {
  stopping_ = true;
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  for (const int socket : sockets_) close(socket);
  close(listener_);
}

void ChaosProxy::Accept() {
  while (!stopping_) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    threads_.emplace_back([this, client, number = connections_++] { Serve(client, number); });
  }
}

void ChaosProxy::Serve(int client, int number) {
  const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  {
    const std::lock_guard lock(mutex_);
    sockets_.insert(sockets_.end(), {client, server});
  }
  const sockaddr_in address = Loopback(upstream_port_);
  if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    shutdown(client, SHUT_RDWR);
    return;
  }
  const bool faulty = number < faulty_;
  // By turns one direction suffers first.
  const std::size_t near = 20'000 + static_cast<std::size_t>(number) * 7'001;
  const std::size_t far = 3 * near;
  std::thread back([&] { Pump(server, client, faulty, number % 2 == 0 ? near : far); });
  Pump(client, server, faulty, number % 2 == 0 ? far : near);
  back.join();
}

void ChaosProxy::Pump(int from, int to, bool faulty, std::size_t strikes_after) {
  std::array<char, 16 << 10> bytes;
  const bool slow = faulty && fault_ == Fault::kSlowReader;
  std::size_t passed = 0;
  while (true) {
    const ssize_t got = recv(from, bytes.data(), slow ? 2048 : bytes.size(), 0);
    if (got <= 0) break;
    auto size = static_cast<std::size_t>(got);
    const bool strikes = faulty && passed + size > strikes_after;
    passed += size;
    if (faulty && (fault_ == Fault::kDelay || slow))
      std::this_thread::sleep_for(std::chrono::milliseconds(slow ? 1 : 7));
    if (strikes && fault_ == Fault::kCut) {
      Reset(from);
      Reset(to);
      return;
    }
    if (strikes && fault_ == Fault::kHalfOpen) {
      // Until the test is over.
      while (!stopping_) std::this_thread::sleep_for(std::chrono::milliseconds(20));
      return;
    }
    if (strikes && fault_ == Fault::kTruncate) size /= 2;
    if (strikes && fault_ == Fault::kCorrupt) {
      for (std::size_t i = passed % 7; i < size; i += 997) bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
    }
    if (!SendAll(to, bytes.data(), size)) break;
    if (strikes && fault_ == Fault::kTruncate) break;
  }
  shutdown(from, SHUT_RDWR);
  shutdown(to, SHUT_RDWR);
}

}  // namespace textclean
