"""Runs Splink and Minglu on the same tables, one after the other, and prints one table.

usage: compare.py FOLDER BINARY SET… [--rules ours|own|both] [--threads N] [--repeat N]
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

import pandas as pd

TABLES = {
    "historical-50k": (["historical_50k"], "unique_id"),
    "febrl3": (["febrl3"], "rec_id"),
    "febrl4": (["febrl4a", "febrl4b"], "rec_id"),
    "people-100k": (["people_100000"], "unique_id"),
    "people-1m": (["people_1000000"], "unique_id"),
    "names": (["names"], "unique_id"),
}
THRESHOLDS = [0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999, 0.999999]


def measured(command):
    """Wall and CPU seconds, peak memory in MB and what was printed."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with {status}:\n{text[-3000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def pairs_within(sizes):
    return int((sizes * (sizes - 1) // 2).sum())


def f1(truth, found):
    """Pairwise F1 of two partitions of the same keys."""
    both = pd.DataFrame({"truth": truth, "found": found.reindex(truth.index)})
    right = pairs_within(both.groupby(["truth", "found"]).size())
    n_found = pairs_within(both.groupby("found").size())
    n_true = pairs_within(both.groupby("truth").size())
    precision, recall = right / max(n_found, 1), right / max(n_true, 1)
    return 2 * precision * recall / max(precision + recall, 1e-12), precision, recall, right


def components(keys, left, right):
    """Connected components: for every key a representative."""
    number = {key: idx for idx, key in enumerate(keys)}
    parents = list(range(len(keys)))

    def root(node):
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    for one, other in zip(left, right):
        one, other = root(number[one]), root(number[other])
        if one != other:
            parents[max(one, other)] = min(one, other)
    return pd.Series([root(node) for node in range(len(keys))], index=keys)


def best(truth, pairs, key_l, key_r):
    keys = truth.index.tolist()
    scores = []
    for threshold in THRESHOLDS:
        kept = pairs[pairs["match_probability"] >= threshold]
        scores.append((f1(truth, components(keys, kept[key_l], kept[key_r]))[0], threshold))
    return max(scores)


def run(folder, binary, name, which, threads):
    tables, key = TABLES[name]
    frames = [pd.read_parquet(folder / f"{table}.parquet", columns=[key, "cluster"]) for table in tables]
    truth = pd.concat(frames).set_index(key)["cluster"]
    rows = []
    out = folder / f"splink-{name}-{which}"
    peer = [sys.executable, "benches/peers/splink_peer.py", str(folder), name, which, str(out), str(threads)]
    wall, cpu, memory, _ = measured(peer)
    clusters = pd.read_parquet(out / "clusters.parquet").set_index(key)["cluster_id"]
    pairs = pd.read_parquet(out / "pairs.parquet")
    rows.append(("splink", wall, cpu, memory, len(pairs), f1(truth, clusters), best(truth, pairs, f"{key}_l", f"{key}_r")))
    out = folder / f"minglu-{name}"
    ours = [binary, "link", f"pipelines/link-{name}.toml", "--out", str(out), "--threads", str(threads)]
    wall, cpu, memory, text = measured(ours)
    clusters = pd.read_parquet(out / "clusters.parquet").set_index("key")["cluster"]
    pairs = pd.read_parquet(out / "pairs.parquet")
    n_candidates = int(re.search(r"candidate pairs (\d+)", text).group(1))
    rows.append(("minglu", wall, cpu, memory, n_candidates, f1(truth, clusters), best(truth, pairs, "key_l", "key_r")))
    for tool, wall, cpu, memory, n_pairs, (score, precision, recall, right), (top, at) in rows:
        print(
            f"| {name} | {which} | {tool} | {score:.4f} | {precision:.4f} | {recall:.4f} | {right} "
            f"| {top:.4f} at {at} | {n_pairs} | {wall:.2f} | {cpu:.2f} | {memory:.0f} |",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("binary")
    parser.add_argument("sets", nargs="+", choices=list(TABLES))
    parser.add_argument("--rules", default="both", choices=["ours", "own", "both"])
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    import duckdb
    import splink

    print(f"splink {splink.__version__}, duckdb {duckdb.__version__}, threads {arguments.threads}")
    print("pairs: candidates for minglu, pairs at or above 0.01 for splink")
    print("| set | rules | tool | F1 | precision | recall | true pairs | best F1 | pairs | wall s | CPU s | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for name in arguments.sets:
        for which in ["ours", "own"] if arguments.rules == "both" else [arguments.rules]:
            run(arguments.folder, arguments.binary, name, which, arguments.threads)


main()
