#!/usr/bin/env python3
"""Measures Clean on HTML pages as other programs make text or Markdown of them.

    as_text.py --client build/release/bin/textclean --server ADDR CORPUS

A CORPUS has raw/NAME.html and body/NAME.txt, the article's own text. Prints for each converter, and for the HTML itself,
the mean over pages of the body's 4-gram F1, white space and Markdown's marks aside, and the pages that fare worst.

Needs a running server, and html2text, markdownify, beautifulsoup4 and lxml from PyPI (measuring only).
"""
import argparse
import collections
import json
import os
import re
import subprocess
import tempfile

import bs4
import html2text
import markdownify


def visible(html):
    soup = bs4.BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style", "noscript"]):
        tag.decompose()
    return soup


def html2text_unwrapped(html):
    converter = html2text.HTML2Text(bodywidth=0)
    return converter.handle(html)


CONVERTERS = {
    "BeautifulSoup get_text": lambda html: visible(html).get_text("\n", strip=True),
    "html2text, unwrapped": html2text_unwrapped,
    "html2text": html2text.html2text,
    "markdownify": lambda html: markdownify.markdownify(str(visible(html))),
}


def read(path):
    data = open(path, "rb").read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp949", "replace")


def bare(text):
    """Without what Markdown adds, and without white space."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_#\\|>\s]|^\s*-\s", "", text, flags=re.M)


def grams(text):
    text = bare(text)
    return collections.Counter(text[i:i + 4] for i in range(max(len(text) - 3, bool(text))))


def f1(gold, text):
    expected, got = grams(gold), grams(text)
    total = sum(expected.values()) + sum(got.values())
    return 2 * sum((expected & got).values()) / total if total else 1.0


def clean(args, files, form):
    command = [args.client, "clean", f"--server={args.server}", "--output=json", "--keep=body", f"--format={form}"]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=True)
    return [json.loads(line)["response"].get("text", "") for line in done.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", metavar="CORPUS")
    parser.add_argument("--client", required=True)
    parser.add_argument("--server", required=True, metavar="ADDR")
    args = parser.parse_args()
    names = sorted(name.removesuffix(".txt") for name in os.listdir(os.path.join(args.corpus, "body")))
    gold = [read(os.path.join(args.corpus, "body", name + ".txt")) for name in names]
    pages = [read(os.path.join(args.corpus, "raw", name + ".html")) for name in names]
    with tempfile.TemporaryDirectory() as folder:
        for label, convert in {"the HTML itself": lambda html: html, **CONVERTERS}.items():
            files = []
            for name, page in zip(names, pages):
                files.append(os.path.join(folder, name + ".txt"))
                with open(files[-1], "w", encoding="utf-8") as file:
                    file.write(convert(page) or " ")
            texts = clean(args, files, "text" if label in CONVERTERS else "html")
            figures = sorted((f1(g, text), name) for g, text, name in zip(gold, texts, names))
            worst = ", ".join(f"{name} {figure:.2f}" for figure, name in figures[:5])
            print(f"{label:24} {sum(figure for figure, _ in figures) / len(figures):.3f}   worst: {worst}")


if __name__ == "__main__":
    main()
