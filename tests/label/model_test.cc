#include "service/label/model.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/label/features.h"

namespace textclean {
namespace {

using testing::HasSubstr;

std::size_t At(RegionKind kind) { return static_cast<std::size_t>(kind); }

// One line's scores: `score` for a kind, in units of weights, and 0 for the others.
KindScores Favour(RegionKind kind, float score) {
  KindScores scores{};
  scores[At(kind)] = static_cast<std::int16_t>(std::lround(score * kScoreUnit));
  return scores;
}

TEST(Model, TheCompiledOneLoads) { EXPECT_TRUE(Model::Default().ok()) << Model::Default().status(); }

TEST(Model, SaysWhichLineOfAFileIsWrong) {
  const auto error = [](const char* text) { return std::string(Model::Parse(text).status().message()); };
  EXPECT_EQ(error("# a comment\nbias=0\tBODY\tmuch\n"), "2: does not end in a number");
  EXPECT_EQ(error("no.such.feature=1\tBODY\t1\n"), "1: names no feature; train again");
  EXPECT_EQ(error("bias=0\tPROSE\t1\n"), "1: names no kind");
  EXPECT_EQ(error("BODY\t1\n"), "1: is neither a feature nor a step");
  EXPECT_EQ(error("bias=0\tBODY\t1e9\n"), "1: has a weight that is none of a trained model");
  EXPECT_EQ(error("BODY>TITLE\tnan\n"), "1: has a weight that is none of a trained model");
  EXPECT_EQ(error("wording\t\tBODY OTHER\nwording\t다.\t3\n"), "2: has not as many weights as columns");
}

TEST(Model, RefusesWeightsThatAddUpToMoreThanScoresHold) {
  std::string text;
  for (std::size_t f = 0; f < FeatureCount(); ++f) {
    absl::StrAppend(&text, FeatureName(static_cast<Feature>(f)), "\tBODY\t-7.5\n");
  }
  EXPECT_THAT(std::string(Model::Parse(text).status().message()), HasSubstr("add up to more than scores hold"));
}

TEST(Model, AddsUpTheWeightsOfALine) {
  const auto model = Model::Parse("bias=0\tBODY\t1.5\nend=SENTENCE\tBODY\t0.25\nrule.line=CAPTION\tCAPTION\t2\n");
  ASSERT_TRUE(model.ok()) << model.status();
  LineCells line{};
  for (std::size_t joint = 0; joint < kJoints; ++joint)
    line.cells[joint] = static_cast<std::uint16_t>(FirstCell(joint));
  line.rules[0] = 1u << At(RegionKind::kCaption);
  float body = 0;
  for (const Feature feature : FeaturesOf(line)) {
    if (FeatureName(feature) == "bias=0") body += 1.5F;
    if (FeatureName(feature) == "end=SENTENCE") body += 0.25F;
  }
  ASSERT_GE(body, 1.5F);
  const KindScores scores = model->Score(line);
  EXPECT_EQ(scores[At(RegionKind::kBody)], std::lround(body * kScoreUnit));
  EXPECT_EQ(scores[At(RegionKind::kCaption)], 2 * kScoreUnit);
  EXPECT_EQ(scores[At(RegionKind::kTitle)], 0);
}

TEST(Model, DecidesAllLinesTogether) {
  const auto model = Model::Parse("BODY>BODY\t3\nNAVIGATION>NAVIGATION\t3\n");
  ASSERT_TRUE(model.ok()) << model.status();
  const std::vector<KindScores> scores = {Favour(RegionKind::kBody, 4), Favour(RegionKind::kNavigation, 1),
                                          Favour(RegionKind::kBody, 4)};
  const auto decisions = model->Decide(scores);
  EXPECT_EQ(decisions[1].kind, RegionKind::kBody) << "its neighbours say so";
  EXPECT_EQ(model->Decide({{scores[1]}})[0].kind, RegionKind::kNavigation);
}

TEST(Model, SharesAreThoseOfTheScores) {
  const auto model = Model::Parse("");
  ASSERT_TRUE(model.ok()) << model.status();
  const std::vector<KindScores> scores = {Favour(RegionKind::kBody, 3)};
  const Decision decision = model->Decide(scores)[0];
  // Fourteen kinds, thirteen of them three behind.
  const float all = 1 + 13 * std::exp(-3.0F);
  EXPECT_NEAR(decision.confidence, 1 / all, 0.01);
  EXPECT_NEAR(decision.content, (1 + 2 * std::exp(-3.0F)) / all, 0.01);
}

TEST(Model, LongPagesOverflowNothing) {
  const auto model = Model::Parse("BODY>BODY\t7.9\nBODY>OTHER\t-7.9\nOTHER>BODY\t-7.9\nOTHER>OTHER\t-7.9\n");
  ASSERT_TRUE(model.ok()) << model.status();
  std::vector<KindScores> scores;
  for (int i = 0; i < 5000; ++i) scores.push_back(Favour(i % 100 < 50 ? RegionKind::kBody : RegionKind::kOther, 24));
  const auto decisions = model->Decide(scores);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    ASSERT_EQ(decisions[i].kind, i % 100 < 50 ? RegionKind::kBody : RegionKind::kOther) << i;
    ASSERT_GT(decisions[i].confidence, 0.9F) << i;
  }
}

}  // namespace
}  // namespace textclean
