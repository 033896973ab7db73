#!/usr/bin/env python3
"""Stands in for the client in score.py, cutting each document with the model that was not
trained on it (train.py --folds N --fold-dir DIR):

    SEGMENT_JSON=build/release/bin/segment_json FOLD_DIR=DIR FOLDS=N \
        score.py segment CORPUS --client service/segment/train/cross_validate.py
"""
import os
import subprocess
import sys

from train import fold_of


def main():
    files = [a for a in sys.argv[2:] if not a.startswith("--")]
    folds = int(os.environ["FOLDS"])
    rows = {}
    for k in range(folds):
        mine = [f for f in files if fold_of(os.path.basename(f)[:-4], folds) == k]
        if mine:
            model = os.path.join(os.environ["FOLD_DIR"], f"fold{k}.tsv")
            run = subprocess.run([os.environ["SEGMENT_JSON"], "--model=" + model, *mine], stdout=subprocess.PIPE, check=True)
            rows.update(zip(mine, run.stdout.decode().splitlines()))
    for file in files:
        print(rows[file])


if __name__ == "__main__":
    main()
