#!/usr/bin/env python3
"""Trains the sentence splitter's model, data/model.tsv. Needs numpy and scipy.

    train.py --corpus ../shared/corpus --always tests/segment --tool build/release/bin/segment_features \
             --out service/segment/data/model.tsv [--folds 5 --fold-dir DIR]

Reads gold as score.py's corpora keep it (one sentence a line, a blank line between
documents): the sets under sentences/, seeds/ and pages-text/ of CORPUS, its sentences/train,
single sentences that are joined to pseudo-documents, and the sets of the corpora named with
--always. Each document is used as it stands, with the final . ? ! of every sentence taken
off, and with some taken off. The model is a logistic regression; its weights go out in
hundredths, small ones left out.

With --folds N, N more models go to DIR, fold K's trained without CORPUS' documents of fold K
(see fold_of), for figures by cross-validation.
"""
import argparse
import collections
import os
import random
import re
import subprocess
import sys
import tempfile
import zlib

import numpy as np
import scipy.optimize
import scipy.sparse

# What a document of a set weighs, as it stands and without its marks. Pages and seeds are
# what the splitter is for; the treebanks are large and plain.
WEIGHTS = {"ud_gsd_dev": 0.7, "ud_kaist_dev": 0.5, "klue": 0.4}
INFORMAL = 0.06  # a reworded document
QUOTING = 0.3  # one with quotations put in
SEPARATOR = "\x1e"


def fold_of(name, folds):
    """The fold of a document, named as score.py names its file: SET.INDEX."""
    return zlib.crc32(name.encode()) % folds


def read_documents(corpus):
    """Yields (document's name, sentences) of a corpus of score.py."""
    folder = os.path.join(corpus, "sentences")
    for file in sorted(os.listdir(folder)):
        text = open(os.path.join(folder, file), encoding="utf-8").read()
        documents = [[s for s in d.split("\n") if s.strip()] for d in re.split(r"\n\s*\n", text)]
        for i, sentences in enumerate(d for d in documents if d):
            yield f"{file[:-4]}.{i}", sentences


def read_sets(corpus):
    """Yields (document's name, sentences)."""
    for part in ("sentences", "seeds", "pages-text"):
        yield from read_documents(os.path.join(corpus, part))
    rng = random.Random(1)
    lines = open(os.path.join(corpus, "sentences/train/klue_nli_dev.txt"), encoding="utf-8").read().split("\n")
    lines = [line.strip() + " " for line in lines if line.strip()]
    at = 0
    while at < len(lines):
        n = rng.randint(2, 9)
        yield f"klue.{at}", lines[at:at + n]
        at += n


def bare(sentence):
    return re.sub(r"[.?!]+(\s*)$", r"\1", sentence)


def read_registers(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line[0] != "#"]
    return {row[0]: [cell.split() for cell in row[1:]] for row in rows}


def stem_of(core):
    """A plain or formal finite verb's stem and its column in registers.tsv."""
    for ending, column, rest in (("입니다", 1, ""), ("이다", 1, ""), ("합니다", 2, ""), ("한다", 2, ""), ("하다", 2, ""),
                                 ("됩니다", 3, ""), ("된다", 3, "")):
        if core.endswith(ending) and len(core) > len(ending) + 3:
            return core[:-len(ending)] + rest, column
    match = re.search(r"([가-힣])(습니다|다)$", core)
    if match and (ord(match[1]) - 0xAC00) % 28 == 20 or match and match[1] in "없같좋싫많":  # ㅆ
        return core[:-len(match[2])], 0
    return None, 0


def reword(sentence, register, rng):
    """The sentence in another register; None where its ending is not a plain one."""
    core = sentence.rstrip().rstrip(".?!")
    stem, column = stem_of(core)
    return stem + rng.choice(register[column]) if stem else None


ORNAMENTS = ["ㅋㅋ", "ㅋㅋㅋㅋ", "ㅎㅎ", "ㅎㅎㅎ", "ㅠㅠ", "ㅜㅜ", "^^", "~", "~~", "!", "!!", "...", "..", "?", "😊", "😭", "👍", "♡",
             " ㅋㅋ", " ㅎㅎ", " ㅠㅠ", " ^^", "~ㅎㅎ", "!ㅋㅋ", "..ㅠㅠ", ".", ".", ".", "!!!", "♥", "ㅎ", "ㅋ", "…"]


def informal(sentences, registers, rng):
    """Sentences as a blog, a comment or a board would have them."""
    register = registers[rng.choice(sorted(registers))]
    marked = rng.choice([0.0, 0.0, 0.3, 0.7])
    out = []
    for s in sentences:
        new = reword(s, register, rng) if rng.random() < 0.85 else None
        end = rng.choice(ORNAMENTS) if rng.random() < marked else ""
        text = (new if new else s.rstrip().rstrip(".")) + end
        if rng.random() < 0.05:  # a word for emphasis, one syllable at a time
            words = text.split()
            at = rng.randrange(len(words))
            if re.fullmatch("[가-힣]{2,4}", words[at]):
                words[at] = rng.choice([". ", "."]).join(words[at]) + (". " if at + 1 < len(words) else "")
                text = " ".join(words)
        out.append(text + " ")
    return out


QUOTES = [("“", "”"), ("“", "”"), ('"', '"'), ('"', '"'), ("‘", "’"), ("'", "'"), ("<", ">"), ("「", "」"), ("", ""), ("", "")]
UNQUOTED = [" 라는 생각이 들었다.", " 라는 말을 들었다.", " 하고 물었다.", " 싶었는데 아니었다.", " 싶어서 다시 봤어요.", " 하며 웃었다.",
            " 라고 생각했습니다.", " 하면 다들 좋아합니다.", " 라며 걱정하더라고요.", " 하고 생각해 본다.", " 이라는 의견이 많다."]
SPEAKERS = ["그는", "이 관계자는", "김 대표는 이날", "업계 관계자는", "박 씨는", "이에 대해", "시민들은", "정부는", "한 주민은"]
SPEECH = ["고 말했다.", "라고 말했다.", "며 고개를 저었다.", "고 전했다.", "라며 웃었다.", "고 강조했다.", "는 입장이다.", "고 밝혔습니다.",
          "라는 답이 돌아왔다.", "면서 한숨을 쉬었다.", "는 글을 올렸다.", "라고 적었다.", "고 덧붙였다.", " 하고 외쳤다.", " 하며 웃었다.",
          " 라고 물었다.", "는 이유에서다.", "라는 생각이 들었다.", "고 했다.", "라는 말을 남겼다."]


def going_on(sentence):
    """The sentence's verb as a bare stem with 다, after which another verb must follow."""
    core = sentence.rstrip().rstrip(".")
    for ending, stem in (("했다", "하다"), ("한다", "하다"), ("하였다", "하다"), ("보였다", "보이다"), ("갔다", "가다"), ("왔다", "오다"),
                         ("졌다", "지다"), ("섰다", "서다"), ("렸다", "리다"), ("냈다", "내다"), ("떠났다", "떠나다")):
        if core.endswith(ending) and len(core) > len(ending) + 3:
            return core[:-len(ending)] + stem + " "
    return None


def quoting(sentences, rng):
    """Runs of sentences put into a quotation that a reporting clause takes up, or into a
    bracket within a sentence; brackets and notes after a sentence."""
    out, i = [], 0
    while i < len(sentences):
        kind = rng.random()
        n = rng.randint(1, 3)
        run = [s.strip() for s in sentences[i:i + n]]
        plain = not re.search("[\"'“”‘’<>()「」]", "".join(run))
        if kind < 0.35 and plain and i + n <= len(sentences):
            left, right = rng.choice(QUOTES)
            text = " ".join(run)
            speech = rng.choice(SPEECH) if left else rng.choice(UNQUOTED)
            if not left:
                text, n = run[0][:-1] + rng.choice("??!.~"), 1
            if speech.startswith(("라", " ")) and rng.random() < 0.6:
                pass  # the last mark stays before 라고
            else:
                text = text.rstrip(".")
            head = rng.choice(SPEAKERS) + rng.choice([" ", " ", ", "]) if rng.random() < 0.6 else ""
            out.append(head + left + text + right + speech + " ")
            i += n
        elif kind < 0.45 and plain and len(run[0].split()) > 5 and i + n <= len(sentences) and n > 1:
            words = run[0].split()
            cut = rng.randint(2, len(words) - 2)
            out.append(" ".join(words[:cut]) + rng.choice(["(", " ("]) + " ".join(run[1:]).rstrip(".") + rng.choice([")", ".)", ") "]) +
                       " " + " ".join(words[cut:]) + " ")
            i += n
        elif kind < 0.55 and plain:
            left, right = rng.choice(QUOTES[:6])
            note = rng.choice(["", "", "", "(한 주민)", "(김 대표)", "(상인 박모 씨)", "(3장 2절)", " (독자)"])
            out.append(left + run[0] + right + note + " ")
            i += 1
        elif kind < 0.62 and plain:
            note = rng.choice(["[%d]" % rng.randint(1, 60), "[참고 %d]" % rng.randint(1, 9), "(사진)", "(자료: 본사)", "(%d면 참조)" % rng.randint(1, 30)])
            out.append((run[0] if note[0] == "[" or rng.random() < 0.5 else run[0].rstrip(".")) + note + ("." if run[0][-1] == "." and note[0] == "(" and rng.random() < 0.5 else "") + " ")
            i += 1
        elif kind < 0.66 and plain:
            out.append("(" + run[0] + ") ")
            i += 1
        elif kind < 0.72 and plain:
            out.append(run[0] + rng.choice([" (%d년 %d월)", " (%d쪽 %d째 줄)", " [자료 %d-%d]"]) % (rng.randint(1, 2030), rng.randint(1, 12)) + " ")
            i += 1
        elif kind < 0.88 and kind >= 0.80 and i + 1 < len(sentences) and going_on(run[0]):
            out.append(going_on(run[0]) + sentences[i + 1].strip() + " ")
            i += 2
        elif kind < 0.80 and len(run[0].split()) > 5:
            words = run[0].split()
            for _ in range(rng.randint(1, 3)):
                words[rng.randint(0, len(words) - 1)] += "[%d]" % rng.randint(1, 60)
            out.append(" ".join(words) + " ")
            i += 1
        else:
            out.append(sentences[i])
            i += 1
    return out


def variants(name, sentences, registers):
    """Yields (weight, sentences) for a document: as it stands, with marks missing, reworded,
    and with quotations put in."""
    weight = WEIGHTS.get(name.split(".")[0], 1.0)
    rng = random.Random(zlib.crc32(name.encode()))
    yield weight, sentences
    if name.startswith("klue"):
        yield weight, [bare(s) for s in sentences]
    else:
        yield 0.35 * weight, [bare(s) for s in sentences]
        yield 0.25 * weight, [bare(s) if rng.random() < 0.15 else s for s in sentences]
        glued = [s.rstrip() if s.rstrip()[-1] in ".?!" and rng.random() < 0.3 else s for s in sentences]
        yield 0.15 * weight, glued
    formal = sum(s.rstrip().endswith("다.") for s in sentences)
    if formal * 2 < len(sentences) or len(sentences) < 2:
        return
    for i in range(0, len(sentences), 12):
        part = [s.rstrip() + " " for s in sentences[i:i + 12]]
        for _ in range(2):
            yield INFORMAL, informal(part, registers, rng)
        yield QUOTING, quoting(part, rng)


def all_variants(documents, registers):
    """[(document's name, weight, sentences)]"""
    return [(name, weight, sentences) for name, base in documents for weight, sentences in variants(name, base, registers)]


def final_syllables(documents):
    """Syllables that end unmarked sentences often enough to be worth a look."""
    ends, words = collections.Counter(), collections.Counter()
    for _, _, sentences in documents:
        for i, s in enumerate(sentences):
            for word in s.split():
                if "가" <= word[-1] <= "힣":
                    words[word[-1]] += 1
            last = s.rstrip()[-1]
            if "가" <= last <= "힣" and i + 1 < len(sentences):
                ends[last] += 1
    return "".join(sorted(c for c in ends if ends[c] >= 2 and ends[c] / words[c] > 0.004))


def extract(documents, finals, tool, marks, words):
    with tempfile.TemporaryDirectory() as tmp:
        open(os.path.join(tmp, "finals"), "w").write(finals)
        stream = "".join(SEPARATOR.join(s).rstrip() + "\n" for _, _, s in documents)
        out = os.path.join(tmp, "out")
        subprocess.run([tool, marks, words, os.path.join(tmp, "finals"), out], input=stream.encode(), check=True)
        meta = np.fromfile(out + ".meta", dtype=np.int32).reshape(-1, 5)
        keys = np.fromfile(out + ".keys", dtype=np.uint64)
        names = {}
        for line in open(out + ".names", encoding="utf-8", newline="\n"):
            key, name = line.rstrip("\n").split("\t", 1)
            names[int(key)] = name
    return meta, keys, names


def fit(x, y, weight, l2, start=None):
    """Logistic regression by L-BFGS; returns a weight for each column."""
    sign = np.where(y > 0, 1.0, -1.0)
    xt = x.T.tocsr()

    def loss(w):
        z = sign * (x @ w)
        value = np.sum(weight * np.logaddexp(0, -z)) + 0.5 * l2 * np.dot(w, w)
        p = -sign * weight / (1 + np.exp(np.clip(z, -40, 40)))
        return value, xt @ p + l2 * w

    start = np.zeros(x.shape[1]) if start is None else start
    return scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def write(path, w, columns, names, finals, cols, y, meta, keep):
    """Writes the weights that matter, and the early threshold that loses next to nothing."""
    hundredths = np.rint(w * 100).astype(int)
    hundredths[np.abs(hundredths) < keep] = 0
    begins = np.concatenate([[0], np.cumsum(meta[:, 4])])
    sums = np.concatenate([[0], np.cumsum(np.where(cols >= 0, hundredths[np.maximum(cols, 0)], 0))])
    early = sums[begins[:-1] + meta[:, 2]] - sums[begins[:-1]]
    middle = sums[begins[:-1] + meta[:, 3]] - sums[begins[:-1]]
    thresholds = {"early": int(np.quantile(early[y > 0], 0.001)) - 20,
                  "reject": int(np.quantile(middle[y > 0], 0.002)) - 50,
                  "accept": int(np.quantile(middle[y == 0], 0.998)) + 50}
    lines = []
    for i in np.nonzero(hundredths)[0]:
        name = names[int(columns[i])]
        kind, value = name.split(":", 1)
        lines.append((int(kind), value, int(hundredths[i])))
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("# Weights of the sentence splitter, in hundredths; made by train/train.py.\n")
        f.write(f"finals\t{finals}\n")
        for name, value in thresholds.items():
            f.write(f"{name}\t{value}\n")
        for kind, value, weight in sorted(lines):
            f.write(f"{kind}:{value}\t{weight}\n")
    print(f"{path}: {len(lines)} weights, {os.path.getsize(path)} bytes, {thresholds}, decided "
          f"early {np.mean(early < thresholds['early']):.2f}, in the middle "
          f"{np.mean((early >= thresholds['early']) & ((middle < thresholds['reject']) | (middle > thresholds['accept']))):.2f}", file=sys.stderr)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    p.add_argument("--corpus", default=os.path.join(here, "../../../../shared/corpus"))
    p.add_argument("--always", action="append", default=[], help="a corpus that every fold is trained on")
    p.add_argument("--tool", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--folds", type=int, default=0)
    p.add_argument("--fold-dir")
    p.add_argument("--l2", type=float, default=0.8)
    p.add_argument("--keep", type=int, default=8, help="smallest weight that is kept, in hundredths")
    p.add_argument("--min-count", type=int, default=2, help="candidates that must have a feature")
    args = p.parse_args()

    marks = os.path.join(here, "../data/marks.txt")
    words = os.path.join(here, "../data/words.txt")
    registers = read_registers(os.path.join(here, "registers.tsv"))
    always = all_variants((d for corpus in args.always for d in read_documents(corpus)), registers)
    documents = always + all_variants(read_sets(args.corpus), registers)
    finals = final_syllables(documents)
    meta, keys, names = extract(documents, finals, args.tool, marks, words)
    missed = sum(len(d[2]) - 1 for d in documents) - int(meta[:, 1].sum())
    print(f"{len(meta)} candidates, {int(meta[:, 1].sum())} ends, {missed} ends are no candidates, finals {len(finals)}", file=sys.stderr)

    columns, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    kept = counts >= args.min_count
    index = np.cumsum(kept) - 1
    cols = np.where(kept[inverse], index[inverse], -1)
    columns = columns[kept]
    rows = np.repeat(np.arange(len(meta)), meta[:, 4])
    ok = cols >= 0
    x = scipy.sparse.csr_matrix((np.ones(int(ok.sum())), (rows[ok], cols[ok])), shape=(len(meta), len(columns)))
    y = meta[:, 1]
    weight = np.array([documents[d][1] for d in meta[:, 0]])

    full = fit(x, y, weight, args.l2)
    write(args.out, full, columns, names, finals, cols, y, meta, args.keep)
    if args.folds:
        folds = [-1] * len(always) + [fold_of(d[0], args.folds) for d in documents[len(always):]]
        fold = np.array(folds)[meta[:, 0]]
        for k in range(args.folds):
            take = fold != k
            w = fit(x[take], y[take], weight[take], args.l2)
            path = os.path.join(args.fold_dir, f"fold{k}.tsv")
            # The list of final syllables must not know the fold either.
            mine = final_syllables([d for d, f in zip(documents, folds) if f != k])
            write(path, w, columns, names, mine, cols, y, meta, args.keep)


if __name__ == "__main__":
    main()
