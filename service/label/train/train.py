#!/usr/bin/env python3
"""Trains the labeller's model, a linear-chain conditional random field over the named
features of features.h, and writes its weights as service/label/model.tsv.

    train.py --features build/release/bin/textclean-features [--cross-validate] CORPUS...

A CORPUS is a folder with raw/NAME.txt and lines/NAME.tsv (line number, kind, inline
noise, text); one that is named more than once counts as often. What ships was trained on
tests/pages, the owner's five pages three times, and the other real pages. Each page is trained on
twice: as scraped, and as its own cleaned text, so that cleaning a cleaned article removes
nothing. With --cross-validate it trains leaving
out one outlet at a time and prints how the left-out pages fare; nothing is written.

Needs python-crfsuite (training only; the server has the weights compiled in).
"""
import argparse
import collections
import math
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

import pycrfsuite

CONTENT = {"TITLE", "SUBTITLE", "BODY"}
# What the model that ships was trained with: the penalties on weights and on their squares, L-BFGS steps, and the
# fields that it is the mean of.
SHIPPED = {"c1": 0.0, "c2": 1.5, "iterations": 110, "parts": 3}
# Of the wording: the penalty and steps, on how many pages a pair must be, how many units a weight of one is
# (wording.cc; a pair of smaller weights is left out), and the folds.
WORDING_C2, WORDING_ITERATIONS, WORDING_PAGES, WORDING_UNIT, WORDING_FOLDS = 0.1, 100, 3, 8, 5


def outlet(path):
    """The outlet or platform of a corpus page, for leaving one out; a page's own name otherwise."""
    name = os.path.splitext(os.path.basename(path))[0]
    m = re.match(r"w?\d+_(.*)", name)
    if not m:
        return name
    parts = m.group(1).split("_")
    return parts[1] if parts[0] == "daum" and len(parts) > 1 else parts[0]


def read_gold(path):
    gold = {}
    for row in open(path, encoding="utf-8", newline="\n"):
        number, kind, inline, text = row.rstrip("\n").split("\t", 3)
        gold[int(number)] = (kind, [x for x in inline.split(" ||| ") if x], text)
    return gold


def dump(program, mode, paths):
    """Yields (path, [(line number, [feature, pair or kind, ...])])."""
    run = subprocess.run([program, mode, *paths], capture_output=True, check=True)
    page, rows = None, []
    for line in run.stdout.decode("utf-8").split("\n"):
        if line.startswith("# "):
            if page is not None:
                yield page, rows
            page, rows = line[2:], []
        elif line:
            number, *fields = line.split("\t")
            rows.append((int(number), fields))
    if page is not None:
        yield page, rows


class Page:
    def __init__(self, path, gold, rows, corpus):
        self.path, self.outlet, self.corpus = path, outlet(path), corpus
        self.text = None  # of a page that is in no file
        self.numbers = [n for n, _ in rows]
        self.pairs = [p for _, p in rows]
        self.features = []
        self.gold = gold
        # A line that the gold leaves open is the kind of its nearest neighbour, so that the chain is whole.
        kinds = [gold[n][0] if n in gold else None for n in self.numbers]
        known = [k for k in kinds if k]
        for i, k in enumerate(kinds):
            if k is None:
                kinds[i] = kinds[i - 1] if i else (known[0] if known else "OTHER")
        self.kinds = kinds


def ask(program, mode, pages):
    """Yields (page, rows) of dump()."""
    with tempfile.TemporaryDirectory() as tmp:
        paths = []
        for i, page in enumerate(pages):
            paths.append(page.path if page.text is None else os.path.join(tmp, f"{i}.txt"))
            if page.text is not None:
                with open(paths[-1], "w", encoding="utf-8", newline="") as f:
                    f.write(page.text)
        for page, (_, rows) in zip(pages, dump(program, mode, paths)):
            yield page, rows


def load(program, corpora):
    """The pages of the corpora, and the same as their cleaned text; their features by wordings that have not seen
    their outlets."""
    pages, cleaned = [], []
    with tempfile.TemporaryDirectory() as tmp:
        for c, corpus in enumerate(corpora):
            raw = os.path.join(corpus, "raw")
            names = sorted(f for f in os.listdir(raw) if f.endswith(".txt")
                           and os.path.exists(os.path.join(corpus, "lines", f[:-4] + ".tsv")))
            golds = {os.path.join(raw, f): read_gold(os.path.join(corpus, "lines", f[:-4] + ".tsv")) for f in names}
            for path, rows in dump(program, "--pairs", list(golds)):
                pages.append(Page(path, golds[path], rows, c))
            # The same pages as their cleaned text.
            clean_gold = {}
            for path, gold in golds.items():
                kept = []
                for n in sorted(gold):
                    kind, inline, text = gold[n]
                    if kind in CONTENT:
                        for piece in inline:
                            text = text.replace(piece, "")
                        text = text.strip()
                        if text:
                            kept.append((kind, text))
                if kept:
                    out = os.path.join(tmp, f"{c}_{os.path.basename(path)}")
                    with open(out, "w", encoding="utf-8", newline="") as f:
                        f.write("\n".join(t for _, t in kept) + "\n")
                    clean_gold[out] = ({i + 1: (k, [], t) for i, (k, t) in enumerate(kept)}, outlet(path))
            for path, rows in dump(program, "--pairs", list(clean_gold)):
                page = Page(path, clean_gold[path][0], rows, c)
                page.outlet = clean_gold[path][1]
                page.text = "".join(text + "\n" for _, _, text in page.gold.values())
                cleaned.append(page)
    read_features(program, pages + cleaned)
    return pages, cleaned


def read_features(program, pages):
    """Sets the pages' features. Of what it has learned by heart a wording is surer than of what it will meet, so each
    page's lines are judged by one that has not seen its outlet."""
    outlets = sorted({page.outlet for page in pages})
    random.Random(1).shuffle(outlets)
    folds = [set(outlets[fold::WORDING_FOLDS]) for fold in range(WORDING_FOLDS)]
    with multiprocessing.get_context("fork").Pool() as pool:
        wordings = pool.map(wording, [[page for page in pages if page.outlet not in held] for held in folds], chunksize=1)
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "wording.tsv")
        for held, rows in zip(folds, wordings):
            with open(path, "w", encoding="utf-8", newline="\n") as f:
                f.writelines(rows)
            for page, lines in ask(program, "--wording=" + path, [page for page in pages if page.outlet in held]):
                page.features = [features for _, features in lines]


def wording(pages):
    """The rows of model.tsv that say what a line's wording speaks for, a logistic regression over its pairs of
    characters: to the field's trainer that is a chain of one line."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.0, "c2": WORDING_C2, "max_iterations": WORDING_ITERATIONS})
    seen = collections.Counter()
    for page in pages:
        if page.text is None:
            seen.update({pair for pairs in page.pairs for pair in pairs})
    # crfsuite's own listing of a model splits names at some signs, so they are written as numbers.
    number = {pair: str(i) for i, (pair, count) in enumerate(seen.items()) if count >= WORDING_PAGES}
    for page in pages:
        if page.text is not None:
            continue
        for pairs, kind in zip(page.pairs, page.kinds):
            weight = collections.Counter()
            for pair in pairs:
                if pair in number:
                    weight[number[pair]] += 1 / math.sqrt(len(pairs))
            trainer.append([weight], [kind])
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        parsed = tagger.info()
    kinds = sorted(parsed.labels)
    weights = collections.defaultdict(dict)
    for (name, kind), w in parsed.state_features.items():
        weights[name][kind] = max(-127, min(127, round(w * WORDING_UNIT)))
    rows = ["wording\t\t" + " ".join(kinds) + "\n"]
    for pair, name in sorted(number.items()):
        row = [weights[name].get(kind, 0) for kind in kinds]
        if max(map(abs, row)) >= WORDING_UNIT:
            rows.append(f"wording\t{pair}\t{' '.join(map(str, row))}\n")
    return rows


def weights(pages, args):
    """The weights of one field: {line of model.tsv without its number: weight}."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": args.c1, "c2": args.c2, "max_iterations": args.iterations, "feature.possible_transitions": True})
    for page in pages:
        if page.features:
            trainer.append([list(f) for f in page.features], page.kinds)
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "model")
        trainer.train(path)
        field = pycrfsuite.Tagger()
        field.open(path)
        parsed = field.info()
    return {f"{a}>{b}": w for (a, b), w in parsed.transitions.items()} | {
        f"{name}\t{kind}": w for (name, kind), w in parsed.state_features.items()}


def train(pages, args, out):
    """Writes the mean of several fields, each trained without another part of the pages: one field alone gives up now
    this page and now that one, as the search for its weights happens to end."""
    mean = collections.Counter()
    for part in range(args.parts):
        for name, w in weights([p for i, p in enumerate(pages) if args.parts == 1 or i % args.parts != part], args).items():
            mean[name] += w / args.parts
    with open(out, "w", encoding="utf-8", newline="\n") as f:
        f.write("# Weights of the labeller's model, written by service/label/train/train.py.\n"
                "# KIND > KIND weight, or feature, KIND, weight.\n")
        for name, w in sorted(mean.items(), key=lambda item: ("\t" in item[0], item[0].replace("\t", "\0"))):
            if "\t" not in name or abs(w) >= 0.0005:
                f.write(f"{name}\t{w:.4f}\n")
        f.write("# What pairs of characters say of a line: the kinds, then of each pair the weights, eighths.\n")
        f.writelines(wording(pages))


def decide(program, model, pages):
    """[(page, kinds)] as the server decides with the model: what it does beyond the field counts, too."""
    return [(page, [kind for _, (kind,) in lines]) for page, lines in ask(program, "--model=" + model, pages)]


def weight(text):
    return sum(1 for ch in text if not ch.isspace() and unicodedata.category(ch) != "Cf")


def evaluate(results, verbose):
    """results: [(page, predicted kinds)]. The figures of the scorer, by whole lines."""
    total, f1s = collections.Counter(), []
    confusion = collections.Counter()
    for page, predicted in results:
        t = collections.Counter()
        for number, kind in zip(page.numbers, predicted):
            if number not in page.gold:
                continue
            want, inline, text = page.gold[number]
            chars, cut = weight(text), sum(weight(x) for x in inline)
            kept = kind in CONTENT
            if want in CONTENT:
                t["lines"] += 1
                t["tp" if kept else "fn"] += chars - cut
                if not kept:
                    total["lost"] += 1
            else:
                t["noise"] += 1
                if kept:
                    t["fp"] += chars
                    total["leaked"] += 1
                else:
                    total["kind_total"] += chars
                    total["kind_right"] += chars * (want == kind)
            if want != kind:
                confusion[want, kind] += 1
                if verbose and (want in CONTENT) != kept:
                    print(f"  {os.path.basename(page.path)}:{number}: {want} as {kind}: {text[:90]}")
        p = t["tp"] / (t["tp"] + t["fp"]) if t["tp"] + t["fp"] else 1.0
        r = t["tp"] / (t["tp"] + t["fn"]) if t["tp"] + t["fn"] else 1.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        f1s.append((f1, os.path.basename(page.path)))
        total.update(t)
    worst = ", ".join(f"{name} {f1:.2f}" for f1, name in sorted(f1s)[:14])
    print(f"pages {len(f1s)} mean F1 {sum(f for f, _ in f1s) / len(f1s):.4f} "
          f"lost {total['lost']}/{total['lines']} ({total['lost'] / max(1, total['lines']):.2%}) "
          f"leaked {total['leaked']}/{total['noise']} ({total['leaked'] / max(1, total['noise']):.2%}) "
          f"kind {total['kind_right'] / max(1, total['kind_total']):.4f}\n  worst: {worst}")
    print("  confusions:", ", ".join(f"{a}>{b} {n}" for (a, b), n in confusion.most_common(16)))


def evaluate_each(heading, args, results):
    """evaluate() of each corpus."""
    for number, corpus in enumerate(args.corpora):
        print(f"{corpus}, {heading}:")
        evaluate([result for result in results if result[0].corpus == number], args.verbose)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpora", nargs="+", metavar="CORPUS")
    p.add_argument("--features", required=True, help="the program textclean-features")
    p.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "..", "model.tsv"))
    p.add_argument("--cross-validate", action="store_true")
    p.add_argument("--always", action="append", default=[], help="a corpus trained on but not tested")
    p.add_argument("--folds", type=int, default=0, help="fewer folds than outlets")
    p.add_argument("--deal", type=int, help="shuffle the outlets by this seed before they are dealt into folds")
    p.add_argument("--c1", type=float, default=SHIPPED["c1"])
    p.add_argument("--c2", type=float, default=SHIPPED["c2"])
    p.add_argument("--iterations", type=int, default=SHIPPED["iterations"])
    p.add_argument("--parts", type=int, default=SHIPPED["parts"], help="fields whose mean the model is")
    p.add_argument("--verbose", action="store_true")
    args = p.parse_args()

    pages, cleaned = load(args.features, args.corpora + args.always)
    tested = len(args.corpora)
    always = [pg for pg in pages + cleaned if pg.corpus >= tested]
    pages, cleaned = ([pg for pg in some if pg.corpus < tested] for some in (pages, cleaned))
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "model.tsv")
        if not args.cross_validate:
            train(pages + cleaned + always, args, args.out)
            evaluate_each("in sample", args, decide(args.features, args.out, pages))
            evaluate_each("cleaned again, in sample", args, decide(args.features, args.out, cleaned))
            return
        outlets = sorted({pg.outlet for pg in pages})
        if args.deal is not None:
            random.Random(args.deal).shuffle(outlets)
        fold_of = {o: (i % args.folds if args.folds else i) for i, o in enumerate(outlets)}
        results, again = [], []
        for fold in sorted(set(fold_of.values())):
            held = [pg for pg in pages if fold_of[pg.outlet] == fold]
            rest = [pg for pg in pages + cleaned if fold_of[pg.outlet] != fold]
            train(rest + always, args, path)
            results += decide(args.features, path, held)
            again += decide(args.features, path, [pg for pg in cleaned if fold_of[pg.outlet] == fold])
            print(f"\rfold {fold + 1}", end="", file=sys.stderr)
        print(file=sys.stderr)
        evaluate_each("left out", args, results)
        evaluate_each("left out, cleaned again", args, again)


if __name__ == "__main__":
    main()
