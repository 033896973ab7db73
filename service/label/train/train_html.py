#!/usr/bin/env python3
"""Trains the scorer of HTML lines, service/label/html_model.txt.

    train_html.py --build build/release [--cross-validate] --text CORPUS... --html CORPUS... [--always CORPUS...]

    train_html.py --build build/release --text tests/pages PAGES-TEXT... --html PAGES-HTML... --always tests/html

Run it whenever the labeller's features, rules or model change: what a line's text says is a
column of the trees. The text model has learned the sites of the HTML pages by heart and knows
more of them than it will of others, so the trees learn from models made without them: the
sites are dealt into folds, and each fold's pages are read by a model that has seen none of
their sites. The pages of a text CORPUS are those of train.py, those of an HTML CORPUS
raw/NAME.html and body/NAME.txt; the two share the names of their sites. About ten minutes
of one core; --cross-validate prints how pages of sites left out fare, --errors
shows their lines; needs python-crfsuite and the targets textclean-features
and textclean-train-html.
"""
import argparse
import os
import subprocess
import tempfile
import types

import train

FOLDS = 5
TEXT_MODEL = types.SimpleNamespace(**train.SHIPPED)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", required=True, help="where the programs were built")
    p.add_argument("--text", nargs="+", required=True, metavar="CORPUS")
    p.add_argument("--html", nargs="+", required=True, metavar="CORPUS")
    p.add_argument("--always", nargs="+", default=[], metavar="CORPUS",
                   help="HTML pages that are trained on whatever is left out: invented ones")
    p.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "..", "html_model.txt"))
    p.add_argument("--cross-validate", action="store_true", help="print figures; nothing is written")
    args, trainer_flags = p.parse_known_args()
    programs = os.path.join(args.build, "bin")

    pages, cleaned = train.load(os.path.join(programs, "textclean-features"), args.text)
    text_sites = {page.outlet for page in pages}
    html_sites = {train.outlet(name) for corpus in args.html for name in os.listdir(os.path.join(corpus, "raw"))}
    sites = sorted(text_sites & html_sites)
    with tempfile.TemporaryDirectory() as tmp:
        command = [os.path.join(programs, "textclean-train-html"), *trainer_flags]
        for fold in range(min(FOLDS, len(sites))):
            held = sites[fold::FOLDS]
            model = os.path.join(tmp, f"{fold}.tsv")
            rest = [page for page in pages + cleaned if page.outlet not in held]
            train.train(rest, TEXT_MODEL, model)
            command.append(f"--text-model={','.join(held)}:{model}")
        command += [f"--always={corpus}" for corpus in args.always]
        command += [] if args.cross_validate else [f"--out={args.out}", "--folds=0"]
        subprocess.run(command + args.html, check=True)


if __name__ == "__main__":
    main()
