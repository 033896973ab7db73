// The rules and the splitter that ship, made once a program.
#ifndef TEXTCLEAN_TESTS_SUPPORT_SHARED_H_
#define TEXTCLEAN_TESTS_SUPPORT_SHARED_H_

#include "service/rules/rule_set.h"
#include "service/segment/segmenter.h"

namespace textclean {

const RuleSet& SharedRules();
const Segmenter& SharedSegmenter();

}  // namespace textclean

#endif  // TEXTCLEAN_TESTS_SUPPORT_SHARED_H_
