#include "service/ops/settings.h"

#include <cstdlib>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace textclean {
namespace {

std::string Variable(const std::string& name) {
  return "TEXTCLEAN_" + absl::AsciiStrToUpper(absl::StrReplaceAll(name, {{"-", "_"}}));
}

std::string CheckAddress(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  int port = -1;
  if (colon == std::string::npos || colon == 0 || !absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 0 ||
      port > 65535) {
    return "'" + address + "' is not HOST:PORT, such as 127.0.0.1:50051 or [::]:50051";
  }
  return {};
}

std::string Megabytes(std::size_t bytes) { return std::to_string(bytes >> 20) + "MiB"; }

}  // namespace

bool IsLoopback(const std::string& address) {
  const std::string host = address.substr(0, address.rfind(':'));
  return host == "localhost" || host == "[::1]" || host.rfind("127.", 0) == 0;
}

void Settings::AddText(const std::string& name, std::string& value, const std::string& type, const std::string& help) {
  Add({name, type, value, help}, [&value](const std::string& text) {
    value = text;
    return std::string();
  });
}

void Settings::AddTexts(const std::string& name, std::vector<std::string>& value, const std::string& type,
                        const std::string& help) {
  AddParsed({name, type, "", help, true}, [&value](const std::vector<std::string>& texts) {
    value = texts;
    return std::string();
  });
}

void Settings::AddAddress(const std::string& name, std::string& value, const std::string& help) {
  Add({name, "HOST:PORT", value, help}, [&value](const std::string& text) {
    std::string fault = CheckAddress(text);
    if (fault.empty()) value = text;
    return fault;
  });
}

void Settings::AddAddresses(const std::string& name, std::vector<std::string>& value, const std::string& help) {
  AddParsed({name, "HOST:PORT", value.front(), help, true}, [&value](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      if (std::string fault = CheckAddress(text); !fault.empty()) return fault;
    }
    value = texts;
    return std::string();
  });
}

void Settings::AddSwitch(const std::string& name, bool& value, const std::string& help) {
  Add({name, "", "", help, false, true}, [&value](const std::string& text) -> std::string {
    if (text != "true" && text != "false") return "'" + text + "' is neither true nor false";
    value = text == "true";
    return {};
  });
}

void Settings::AddCount(const std::string& name, std::size_t& value, std::size_t least, std::size_t most,
                        const std::string& help) {
  Add({name, "COUNT", std::to_string(value), help}, [&value, least, most](const std::string& text) -> std::string {
    std::size_t count = 0;
    if (!absl::SimpleAtoi(text, &count) || count < least || count > most) {
      return "'" + text + "' is not a number from " + std::to_string(least) + " to " + std::to_string(most);
    }
    value = count;
    return {};
  });
}

void Settings::AddSize(const std::string& name, std::size_t& value, std::size_t most, const std::string& help) {
  Add({name, "SIZE", Megabytes(value), help + "; at most " + Megabytes(most)},
      [&value, most](const std::string& text) -> std::string {
        std::string bytes = text;  // turned into a plain number by the validator
        std::size_t size = 0;
        if (!CLI::AsSizeValue(false)(bytes).empty() || !absl::SimpleAtoi(bytes, &size) || size == 0 || size > most) {
          return "'" + text + "' is not a size from 1 to " + Megabytes(most) + ", such as 500000, 64KiB or 2MiB";
        }
        value = size;
        return {};
      });
}

void Settings::AddDuration(const std::string& name, absl::Duration& value, absl::Duration least,
                           const std::string& help) {
  // gRPC counts milliseconds in an int.
  const absl::Duration most = absl::Hours(24);
  Add({name, "DURATION", absl::FormatDuration(value), help},
      [&value, least, most](const std::string& text) -> std::string {
        absl::Duration duration;
        if (!absl::ParseDuration(text, &duration) || duration < least || duration > most) {
          return "'" + text + "' is not a duration from " + absl::FormatDuration(least) + " to " +
                 absl::FormatDuration(most) + ", such as 500ms, 5s or 1m30s";
        }
        value = duration;
        return {};
      });
}

void Settings::AddFlags(CLI::App& app) {
  for (Setting& setting : settings_) {
    const Spelling& spelling = setting.spelling;
    const std::string flag = "--" + spelling.name;
    setting.option = app.add_option(
                            flag, [](const CLI::results_t&) { return true; }, spelling.help)
                         ->type_name(spelling.type)
                         ->default_str(spelling.default_value)
                         ->take_all()
                         ->allow_extra_args(false);
    // CLI11's own flags throw past its errors at a value that is no number.
    if (spelling.is_switch) setting.option->expected(0, 1);
  }
}

void Settings::TakeFlags() {
  for (Setting& setting : settings_) {
    if (setting.option->count() == 0) continue;
    CLI::results_t values = setting.option->results();
    if (setting.spelling.is_switch && values.front().empty()) values = {"true"};
    Take(setting, "--" + setting.spelling.name, values);
  }
}

void Settings::TakeVariables() {
  for (Setting& setting : settings_) {
    const std::string variable = Variable(setting.spelling.name);
    const char* text = std::getenv(variable.c_str());
    if (text == nullptr || *text == '\0') continue;
    if (setting.spelling.repeats) {
      Take(setting, variable, absl::StrSplit(text, ','));
    } else {
      Take(setting, variable, {text});
    }
  }
}

void Settings::TakeFile(const std::string& path) {
  std::vector<CLI::ConfigItem> items;
  try {
    items = CLI::ConfigTOML().from_file(path);
  } catch (const CLI::Error&) {
    AddFault(path, "cannot be read");
    return;
  }
  for (const CLI::ConfigItem& item : items) {
    const std::string key = item.fullname();
    const std::string source = absl::StrCat(path, ":", key);
    bool known = false;
    for (Setting& setting : settings_) {
      if (setting.spelling.name != key) continue;
      known = true;
      Take(setting, source, item.inputs);
    }
    if (!known) AddFault(source, "there is no such setting; those of --help without the dashes are");
  }
}

std::string Settings::Source(const std::string& name) const {
  for (const Setting& setting : settings_) {
    if (setting.spelling.name == name && !setting.source.empty()) return setting.source;
  }
  return "--" + name;
}

void Settings::Add(Spelling spelling, ParseOne parse) {
  AddParsed(std::move(spelling),
            [parse = std::move(parse)](const std::vector<std::string>& values) { return parse(values.front()); });
}

void Settings::AddParsed(Spelling spelling, Parse parse) {
  settings_.push_back({std::move(spelling), std::move(parse), nullptr, {}});
}

void Settings::Take(Setting& setting, const std::string& source, const std::vector<std::string>& values) {
  if (values.empty() || (values.size() > 1 && !setting.spelling.repeats)) {
    AddFault(source, "takes one value, and " + std::to_string(values.size()) + " are given");
    return;
  }
  if (std::string fault = setting.parse(values); !fault.empty()) {
    AddFault(source, fault);
  } else {
    setting.source = source;
  }
}

}  // namespace textclean
