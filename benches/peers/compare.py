"""Runs Splink and Minglu on the same tables, one after the other, and prints one table.

usage: compare.py FOLDER BINARY SET… [--rules same|own|both] [--threads N] [--limit SECONDS]
`same` gives both the equality rules of pipelines/link-SET.toml; `own` each its own.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

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
BANDS = [0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 1.0]


def measured(folder, command, limit):
    """What the command took, and what it printed; nothing where it did not end in time."""
    report = folder / "taken.json"
    launcher = [sys.executable, "-I", "-S", "benches/peers/measured.py", str(report)]
    process = subprocess.Popen(
        launcher + command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        text, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        return None
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{text[-3000:]}")
    return json.loads(report.read_text()), text


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
    """The best F1 of connected components over all thresholds, and where it is."""
    keys = truth.index.tolist()
    scores = []
    for threshold in THRESHOLDS:
        kept = pairs[pairs["match_probability"] >= threshold]
        scores.append((f1(truth, components(keys, kept[key_l], kept[key_r]))[0], threshold))
    return max(scores)


def calibration(truth, pairs, key_l, key_r):
    """Per band of probability: pairs, matches expected, matches there are."""
    is_match = truth.loc[pairs[key_l]].to_numpy() == truth.loc[pairs[key_r]].to_numpy()
    frame = pd.DataFrame({"probability": pairs["match_probability"].to_numpy(), "is_match": is_match})
    frame["band"] = pd.cut(frame["probability"], BANDS, include_lowest=True)
    bands = frame.groupby("band", observed=True)
    return bands.agg(pairs=("is_match", "size"), expected=("probability", "sum"), observed=("is_match", "sum"))


def equalities_alone(name, out):
    """Our specification without the rules that Splink has no form for."""
    text = pathlib.Path(f"pipelines/link-{name}.toml").read_text()
    parts = text.split("[[blocking]]")
    last, rest = parts[-1].partition("\n\n")[::2]
    rules = [rule for rule in parts[1:-1] + [last + "\n"] if "ngrams" not in rule]
    spec = out / f"same-{name}.toml"
    whole = parts[0] + "".join("[[blocking]]" + rule for rule in rules) + "\n" + rest
    spec.write_text(whole.replace("../out/bench-linkage/", ""))
    return spec


def splink(folder, name, which, threads, limit):
    out = folder / f"splink-{name}-{which}"
    out.mkdir(exist_ok=True)
    peer = [sys.executable, "benches/peers/splink_peer.py", str(folder), name, which, str(out), str(threads)]
    run = measured(out, peer, limit)
    if run is None:
        return None
    _, key = TABLES[name]
    clusters = pd.read_parquet(out / "clusters.parquet").set_index(key)["cluster_id"]
    pairs = pd.read_parquet(out / "pairs.parquet")
    # Splink tells its candidates nowhere without counting them again.
    return run[0], clusters, pairs, "", (f"{key}_l", f"{key}_r")


def minglu(folder, binary, name, which, threads, limit):
    out = folder / f"minglu-{name}-{which}"
    out.mkdir(exist_ok=True)
    spec = equalities_alone(name, folder) if which == "same" else f"pipelines/link-{name}.toml"
    run = measured(out, [binary, "link", str(spec), "--out", str(out), "--threads", str(threads)], limit)
    if run is None:
        return None
    clusters = pd.read_parquet(out / "clusters.parquet").set_index("key")["cluster"]
    pairs = pd.read_parquet(out / "pairs.parquet")
    n_candidates = int(re.search(r"candidate pairs (\d+)", run[1]).group(1))
    return run[0], clusters, pairs, n_candidates, ("key_l", "key_r")


def run(arguments, name, which):
    tables, key = TABLES[name]
    frames = [pd.read_parquet(arguments.folder / f"{table}.parquet", columns=[key, "cluster"]) for table in tables]
    truth = pd.concat(frames).set_index(key)["cluster"]
    threads, limit = arguments.threads, arguments.limit
    tools = {
        "splink": lambda: splink(arguments.folder, name, which, threads, limit),
        "minglu": lambda: minglu(arguments.folder, arguments.binary, name, which, threads, limit),
    }
    for tool, link in tools.items():
        found = link()
        if found is None:
            print(f"| {name} | {which} | {tool} | did not end within {limit} s |", flush=True)
            continue
        taken, clusters, pairs, n_candidates, keys = found
        score, precision, recall, right = f1(truth, clusters)
        top, at = best(truth, pairs, *keys)
        print(
            f"| {name} | {which} | {tool} | {score:.4f} | {precision:.4f} | {recall:.4f} | {right} "
            f"| {top:.4f} at {at} | {n_candidates} | {len(pairs)} | {taken['wall']:.2f} | {taken['cpu']:.2f} | {taken['memory_mb']:.0f} |",
            flush=True,
        )
        if arguments.calibration:
            print(calibration(truth, pairs, *keys).to_string(), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("binary")
    parser.add_argument("sets", nargs="*", default=[name for name in TABLES if name != "people-1m"])
    parser.add_argument("--rules", default="both", choices=["same", "own", "both"])
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--limit", type=float, default=1800.0, help="seconds a tool may take")
    parser.add_argument("--calibration", action="store_true")
    arguments = parser.parse_args()
    import duckdb
    import splink as peer

    print(f"splink {peer.__version__}, duckdb {duckdb.__version__}, threads {arguments.threads}")
    print("| set | rules | tool | F1 | precision | recall | true pairs | best F1 | candidates | kept pairs | wall s | CPU s | peak MB |")
    print("|" + "---|" * 13)
    for name in arguments.sets:
        for which in ["same", "own"] if arguments.rules == "both" else [arguments.rules]:
            run(arguments, name, which)


main()
