// Numbers that describe the lines of an HTML page: their text, the elements and class
// words around them, the text of the containers they stand in, and their neighbours.
// The scorer's trees (html_model) were trained on exactly these, in this order.
//
// Linear in the page.
//
//   const HtmlFeatures features(page, decisions);
//   std::vector<float> row(kLineFeatures);
//   features.OfLine(i, row);
#ifndef TEXTCLEAN_SERVICE_LABEL_HTML_FEATURES_H_
#define TEXTCLEAN_SERVICE_LABEL_HTML_FEATURES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "service/label/model.h"
#include "service/page/html.h"
#include "service/page/page.h"

namespace textclean {

// Columns of OfLine and of OfNode, and those that OfContext adds to a line's.
inline constexpr std::size_t kLineFeatures = 187;
inline constexpr std::size_t kNodeFeatures = 102;
inline constexpr std::size_t kContextFeatures = 39;

class HtmlFeatures {
 public:
  // `page` came from ParseHtml; `text` is what the labeller decided of its lines by their
  // text alone. Both outlive this.
  HtmlFeatures(const Page& page, std::span<const Decision> text);

  std::size_t lines() const { return texts_.size(); }

  // What is known of line `i` by itself and by its place. `row` has kLineFeatures columns.
  void OfLine(std::size_t i, std::span<float> row) const;

  // Prepares OfNode: `content` is a first opinion of each line, 0 to 1.
  void SetOpinion(std::vector<float> content);

  // What is known of a container: how far is it the article and nothing else? `row` has
  // kNodeFeatures columns. Only nodes that HasText are worth asking about.
  std::size_t nodes() const { return sums_.size(); }
  void OfNode(std::size_t node, std::span<float> row) const;

  // Prepares OfContext: an opinion of each node, 0 to 1.
  void SetContainers(std::vector<float> containers);

  // What the opinions of the lines around line `i` add. `row` has kContextFeatures columns.
  void OfContext(std::size_t i, std::span<float> row) const;

  float Words(std::size_t i) const { return texts_[i].words; }
  // Whether the line says what the page declares as its title.
  bool SaysTitle(std::size_t i) const;
  // Whether the line belongs to the second copy of an article that the page brings twice.
  bool IsCopy(std::size_t i) const { return has_second_copy_ && texts_[i].is_copy; }
  // The visible line that is, or begins with, what the page describes itself with; lines() where none is.
  std::size_t DescribedLine() const { return has_described_ ? said_line_ : lines(); }
  // Whether the two lines stand in one container that is named for an article, or at least side by side.
  bool StandTogether(std::size_t a, std::size_t b) const;
  // Whether the line is an article's text as JSON-LD gives it.
  bool IsStructuredData(std::size_t i) const { return html_.lines[i].all.Has(Evidence::kStructuredData); }
  // Whether the markup says next to nothing: a fragment, or text with breaks.
  bool IsBare() const { return is_bare_; }
  // Whether the line lies in the likeliest container. After SetContainers.
  bool InArticle(std::size_t i) const { return in_best_container_[NodeOf(i)]; }

 private:
  // A line's text in numbers.
  struct Text {
    float bytes = 0;
    float words = 0;
    float link = 0;  // shares of its bytes
    float bold = 0;
    float digits = 0;
    float upper = 0;
    float symbols = 0;
    float hangul = 0;
    float commas = 0;
    float sentences = 0;
    float function_words = 0;  // share of words that are or end like grammar
    float title = 0;           // share of its words that the title has
    float title_cover = 0;     // share of the title's words that it has
    float said = 0;            // share of its word triples that the page's descriptions have
    float said_cover = 0;      // share of the descriptions' word triples that it has
    float said_start = 0;      // how many words, at most 3, it begins like a description; 4: says all of it
    float in_data = -1;        // share of its word triples that JSON-LD's articles have; -1: there is none
    bool ends_sentence = false;
    bool ends_korean = false;
    bool ends_teaser = false;
    bool starts_lower = false;
    bool starts_bullet = false;
    bool has_copyright = false;
    bool has_email = false;
    bool has_reporter = false;
    bool has_date = false;
    bool has_url = false;
    bool is_prose = false;
    bool is_end = false;  // begins like what stands above that which follows an article
    bool is_repeated = false;
    bool is_copy = false;   // says again what a visible line before it said
    bool is_noisy = false;  // near it stand words of menus, lists, comments, advertisements
  };

  // Sums over the lines of a container.
  struct Sums {
    float bytes = 0;
    float link = 0;
    float prose = 0;
    float lines = 0;
    float children = 0;
    float words = 0;
    float function_words = 0;
    float noisy = 0;    // bytes near words of noise
    float copies = 0;   // bytes that repeat what came before
    float opinion = 0;  // bytes times opinion
  };

  // The run of lines with the largest sum of some gain.
  struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    float share = 0;  // of all that is gained anywhere
  };

  Text Measure(std::size_t i) const;
  void MarkTitles();
  void MarkDescriptions();
  void MarkRepeats();
  void FindNamedContainers();
  template <typename Gain>
  Stretch BestStretch(Gain gain) const;
  template <typename Put>
  void PutStretch(const Stretch& stretch, std::size_t i, Put put) const;
  void SumContainers();
  std::uint32_t Heaviest(float Sums::*weight, float share) const;
  std::uint32_t NodeOf(std::size_t line) const;

  const Page& page_;
  const HtmlPage& html_;
  std::span<const Decision> text_;
  std::vector<Text> texts_;
  std::vector<Sums> sums_;              // by node, its descendants included
  std::vector<std::uint32_t> depth_;    // by node
  std::vector<float> bytes_before_;     // by line
  std::vector<float> prose_before_;     // by line
  std::vector<float> text_before_;      // by line: bytes times what the text alone promises
  std::vector<std::uint32_t> end_;      // by line: the last line that is_end at or before it, or none
  std::vector<float> ended_;            // by line: share of the page's prose before that line
  std::vector<std::uint32_t> heading_;  // by line: the last heading at or before it, or none
  std::size_t title_line_ = 0;          // the line that looks most like the page's title
  bool has_title_ = false;
  bool has_second_copy_ = false;
  float declared_ = 0;  // what the page says it is: 2 an article, by its metadata; 1 something with a time
  bool is_bare_ = false;
  std::size_t said_line_ = 0;  // the line that looks most like what the page describes itself with
  bool has_said_ = false;
  bool has_described_ = false;        // and little more than that
  EvidenceSet shown_;                 // of all visible lines together
  std::vector<std::uint32_t> named_;  // by node: the innermost container with an article's name around it, or 0
  std::uint32_t main_ = 0;            // the innermost node with most of the page's prose
  std::vector<bool> in_main_;

  std::vector<float> opinion_;
  std::vector<float> opinion_before_;       // bytes times opinion, by line
  std::vector<std::uint32_t> sure_before_;  // by line: distance to a line that is surely content
  std::vector<std::uint32_t> sure_after_;
  Stretch text_stretch_;     // by what the text alone promises
  Stretch plain_stretch_;    // by text that is no link
  Stretch opinion_stretch_;  // by opinion_
  std::uint32_t opinion_main_ = 0;
  std::vector<bool> in_opinion_main_;
  std::vector<float> containers_;   // by node
  std::vector<float> best_around_;  // by node: the best opinion of it and what is around it
  std::vector<float> mean_around_;  // by node: the mean of the two
  std::uint32_t best_container_ = 0;
  std::vector<bool> in_best_container_;
  std::vector<std::size_t> first_line_;  // by node, its descendants included
  std::vector<std::size_t> last_line_;
};

}  // namespace textclean

#endif  // TEXTCLEAN_SERVICE_LABEL_HTML_FEATURES_H_
