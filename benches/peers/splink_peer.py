"""One linkage by Splink with the settings its own documentation publishes for such data.

usage: splink_peer.py FOLDER SET RULES OUT THREADS
RULES is `own` (Splink's documented blocking rules) or `same` (those of pipelines/link-SET.toml).
Writes clusters (unique key, cluster) at the default threshold, and pairs.
"""
import json
import pathlib
import sys
import tomllib

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

PREFIX = "substr({0}, 1, {1})"


def rules_of(spec_path):
    """Blocking rules of one of our specifications as Splink's SQL."""
    spec = tomllib.loads(pathlib.Path(spec_path).read_text())
    columns = spec.get("columns", {})

    def expression(name):
        column = columns.get(name, {})
        sources = column.get("from", [name])
        text = sources[0] if len(sources) == 1 else " || ' ' || ".join(sources)
        for step in column.get("steps", []):
            if isinstance(step, dict) and "first" in step:
                text = PREFIX.format(text, step["first"])
            elif step == "soundex":
                # DuckDB has no Soundex; the first four letters stand in for it.
                text = PREFIX.format(text, 4)
        return text

    # Splink has no rule for grams in common: such a rule of ours is left out.
    rules = [rule for rule in spec["blocking"] if "ngrams" not in rule]
    return [block_on(*[expression(name) for name in rule["equal"]]) for rule in rules]


def historical():
    return dict(
        link_type="dedupe_only",
        key="unique_id",
        tables=["historical_50k"],
        derive="*, first_name || ' ' || surname AS first_name_surname_concat",
        rules=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake,1,3)", "dob"),
            block_on("substr(postcode_fake,1,3)", "first_name"),
            block_on("substr(postcode_fake,1,3)", "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        deterministic=[
            "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
            "substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname "
            "and substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)",
            "l.dob = r.dob and l.postcode_fake = r.postcode_fake",
        ],
        recall=0.6,
        training=[block_on("first_name", "surname"), block_on("dob")],
        threshold=0.95,
        u_pairs=5e6,
    )


def febrl(tables, link_type):
    return dict(
        link_type=link_type,
        key="rec_id",
        tables=tables,
        derive="*",
        rules=[
            block_on("soc_sec_id"),
            block_on("given_name"),
            block_on("surname"),
            block_on("date_of_birth"),
            block_on("postcode"),
        ],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ],
        deterministic=[
            "l.soc_sec_id = r.soc_sec_id",
            "l.given_name = r.given_name and l.surname = r.surname and l.date_of_birth = r.date_of_birth",
            "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
        ],
        recall=0.9,
        training=[block_on("date_of_birth"), block_on("postcode"), block_on("soc_sec_id")],
        threshold=0.9,
        u_pairs=5e6,
    )


def people(n_rows):
    return dict(
        link_type="dedupe_only",
        key="unique_id",
        tables=[f"people_{n_rows}"],
        derive="*",
        rules=[
            block_on("first_name", "surname", "birth_place"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode", "surname"),
            block_on("postcode", "first_name"),
            block_on("phone"),
        ],
        comparisons=[
            cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.LevenshteinAtThresholds("postcode", [1, 2]),
            cl.LevenshteinAtThresholds("phone", [1, 2]),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        ],
        deterministic=[
            "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
            "l.phone = r.phone",
        ],
        recall=0.8,
        training=[block_on("first_name", "surname"), block_on("dob")],
        threshold=0.95,
        u_pairs=5e6,
    )


def names():
    return dict(
        link_type="dedupe_only",
        key="unique_id",
        tables=["names"],
        derive="*",
        rules=[block_on("name"), block_on("address"), block_on("city", "substr(name, 1, 4)"), block_on("city", "substr(name, 3, 4)")],
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address", [0.95, 0.85]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
        deterministic=["l.name = r.name and l.city = r.city"],
        recall=0.4,
        training=[block_on("name"), block_on("address")],
        threshold=0.95,
        u_pairs=5e6,
    )


SETS = {
    "historical-50k": historical,
    "febrl3": lambda: febrl(["febrl3"], "dedupe_only"),
    "febrl4": lambda: febrl(["febrl4a", "febrl4b"], "link_only"),
    "people-100k": lambda: people(100_000),
    "people-1m": lambda: people(1_000_000),
    "names": names,
}


def main():
    folder, name, which, out, threads = sys.argv[1:6]
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    case = SETS[name]()
    if which == "same":
        case["rules"] = rules_of(f"pipelines/link-{name}.toml")
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    db_api = DuckDBAPI(connection=connection)
    tables = []
    for table in case["tables"]:
        path = pathlib.Path(folder) / f"{table}.parquet"
        connection.execute(f"CREATE TABLE {table} AS SELECT {case['derive']} FROM '{path}'")
        tables.append(db_api.register(table, dataset_display_name=table))
    settings = SettingsCreator(
        link_type=case["link_type"],
        unique_id_column_name=case["key"],
        blocking_rules_to_generate_predictions=case["rules"],
        comparisons=case["comparisons"],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(tables if len(tables) > 1 else tables[0], settings)
    linker.training.estimate_probability_two_random_records_match(case["deterministic"], recall=case["recall"])
    linker.training.estimate_u_using_random_sampling(max_pairs=case["u_pairs"], seed=1)
    for rule in case["training"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    threshold = case["threshold"]
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=threshold
    )
    frame = clustered.as_pandas_dataframe()
    frame[[case["key"], "cluster_id"]].to_parquet(out / "clusters.parquet", index=False)
    pairs = predicted.as_pandas_dataframe()
    key = case["key"]
    pairs[[f"{key}_l", f"{key}_r", "match_probability"]].to_parquet(out / "pairs.parquet", index=False)
    (out / "report.json").write_text(json.dumps({"threshold": threshold}))


main()
