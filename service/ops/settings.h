// Settings by name, from several sources. Each has one spelling, "max-deadline", which makes
// the flag --max-deadline, the variable TEXTCLEAN_MAX_DEADLINE and the key in a file.
//
//   Settings settings;
//   settings.AddCount("workers", config.workers, 1, 1024, "Documents that are worked on at once");
//   settings.AddFlags(app);  app.parse(argc, argv);
//   settings.TakeFile(path); settings.TakeVariables(); settings.TakeFlags();   // the last one wins
//   settings.faults();
#ifndef TEXTCLEAN_SERVICE_OPS_SETTINGS_H_
#define TEXTCLEAN_SERVICE_OPS_SETTINGS_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace textclean {

class Settings {
 public:
  // Each writes its value only once a source has a valid one. Names are as in "max-deadline".
  void AddText(const std::string& name, std::string& value, const std::string& type, const std::string& help);
  void AddTexts(const std::string& name, std::vector<std::string>& value, const std::string& type,
                const std::string& help);
  void AddAddress(const std::string& name, std::string& value, const std::string& help);
  void AddAddresses(const std::string& name, std::vector<std::string>& value, const std::string& help);
  void AddSwitch(const std::string& name, bool& value, const std::string& help);
  void AddCount(const std::string& name, std::size_t& value, std::size_t least, std::size_t most,
                const std::string& help);
  void AddSize(const std::string& name, std::size_t& value, std::size_t most, const std::string& help);
  void AddDuration(const std::string& name, absl::Duration& value, absl::Duration least, const std::string& help);
  template <typename Enum>
  void AddChoice(const std::string& name, Enum& value, const std::map<std::string, Enum>& words,
                 const std::string& type, const std::string& help) {
    std::string default_word;
    for (const auto& [word, meaning] : words) {
      if (meaning == value) default_word = word;
    }
    Add({name, type, default_word, help}, [&value, words](const std::string& text) -> std::string {
      const auto found = words.find(text);
      if (found == words.end()) return "'" + text + "' is none of its words; see --help";
      value = found->second;
      return {};
    });
  }

  void AddFlags(CLI::App& app);

  void TakeFlags();
  void TakeVariables();
  void TakeFile(const std::string& path);

  // Where the value of a setting came from: "--max-deadline", "TEXTCLEAN_MAX_DEADLINE" or
  // "FILE:max-deadline"; the flag where nobody set it.
  std::string Source(const std::string& name) const;

  void AddFault(const std::string& source, const std::string& fault) { faults_.push_back(source + ": " + fault); }
  // Each with its source.
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  struct Spelling {
    std::string name;
    std::string type;
    std::string default_value;
    std::string help;
    bool repeats = false;
    bool is_switch = false;
  };
  // Sets the value, or says what is wrong.
  using Parse = std::function<std::string(const std::vector<std::string>&)>;
  using ParseOne = std::function<std::string(const std::string&)>;
  struct Setting {
    Spelling spelling;
    Parse parse;
    CLI::Option* option = nullptr;
    std::string source;
  };

  void Add(Spelling spelling, ParseOne parse);
  void AddParsed(Spelling spelling, Parse parse);
  void Take(Setting& setting, const std::string& source, const std::vector<std::string>& values);

  std::vector<Setting> settings_;
  std::vector<std::string> faults_;
};

// Whether an address HOST:PORT is reached from this machine alone.
bool IsLoopback(const std::string& address);

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_OPS_SETTINGS_H_
