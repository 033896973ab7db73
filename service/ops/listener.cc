#include "service/ops/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

#include "service/ops/log.h"

namespace textclean {
namespace {

// How long to wait where a connection cannot be had, such as without a free descriptor.
constexpr int kPauseMs = 50;

std::string Reason(int error) { return std::system_category().message(error); }

void Set(int socket, int level, int option, int value) { setsockopt(socket, level, option, &value, sizeof(value)); }

int Port(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                                             : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

void SetPort(sockaddr* address, int port) {
  const auto bytes = htons(static_cast<std::uint16_t>(port));
  if (address->sa_family == AF_INET6) {
    reinterpret_cast<sockaddr_in6*>(address)->sin6_port = bytes;
  } else {
    reinterpret_cast<sockaddr_in*>(address)->sin_port = bytes;
  }
}

// A socket that listens; or -1, and errno says why there is none.
int Listen(const addrinfo& at) {
  const int fd = socket(at.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  Set(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  if (at.ai_family == AF_INET6) Set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (bind(fd, at.ai_addr, at.ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0) return fd;
  const int error = errno;
  close(fd);
  errno = error;
  return -1;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Listener>> Listener::Bind(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  std::string host = address.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(host.c_str(), address.substr(colon + 1).c_str(), &hints, &found); error != 0) {
    return absl::UnavailableError("cannot listen on " + address + ": " + gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, freeaddrinfo);

  std::vector<int> sockets;
  std::string reason;
  int port = 0;
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    if (port != 0) SetPort(at->ai_addr, port);  // one port for all
    const int socket = Listen(*at);
    if (socket >= 0) {
      sockets.push_back(socket);
      port = Port(socket);
    } else if (reason.empty() || errno == EADDRINUSE) {
      reason = Reason(errno);
    }
  }
  if (sockets.empty()) return absl::UnavailableError("cannot listen on " + address + ": " + reason);
  const int stop = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return std::unique_ptr<Listener>(
      new Listener(address.substr(0, colon + 1) + std::to_string(port), std::move(sockets), stop));
}

Listener::Listener(std::string address, std::vector<int> sockets, int stop)
    : address_(std::move(address)), sockets_(std::move(sockets)), stop_(stop) {}

Listener::~Listener() {
  Stop();
  for (const int socket : sockets_) close(socket);
  close(stop_);
}

void Listener::Start(std::function<void(int)> accepted) {
  accepted_ = std::move(accepted);
  thread_ = std::thread([this] { Run(); });
}

void Listener::Stop() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  if (write(stop_, &one, sizeof(one)) < 0) return;  // cannot be: the event is empty
  thread_.join();
  // Callers are refused from now on rather than left waiting.
  for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
}

void Listener::Run() {
  std::vector<pollfd> waits = {{stop_, POLLIN, 0}};
  for (const int socket : sockets_) waits.push_back({socket, POLLIN, 0});
  while (true) {
    poll(waits.data(), waits.size(), -1);
    if (waits[0].revents != 0) return;
    for (std::size_t i = 1; i < waits.size(); ++i) {
      if (waits[i].revents == 0) continue;
      while (Accept(waits[i].fd)) {
      }
      if (errno == EAGAIN) continue;
      if (!std::exchange(in_trouble_, true)) {
        Log(LogLevel::kWarn, "cannot accept connections for now", {{"address", address_}, {"error", Reason(errno)}});
      }
      poll(waits.data(), 1, kPauseMs);
    }
  }
}

bool Listener::Accept(int socket) {
  const int fd = accept4(socket, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd >= 0) {
    Set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    accepted_(fd);
    if (std::exchange(in_trouble_, false)) Log(LogLevel::kInfo, "accepting connections again", {{"address", address_}});
    return true;
  }
  // The caller gave up while it waited, or the network did.
  return errno == EINTR || errno == ECONNABORTED || errno == EPROTO || errno == ENETDOWN || errno == EHOSTUNREACH;
}

}  // namespace textclean
