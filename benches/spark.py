#!/usr/bin/env python3
"""Analyses tweets on Apache Spark and compares the outcome with that of one machine, byte for byte.

    pip install pyspark                       # needs Java 17
    benches/spark.py target/release/site --records 1000000
    benches/spark.py target/release/site --records 1000000 --master spark://HOST:7077 --work /shared/folder

Each task makes its share of made-up records (benches/firehose.py), or takes a file of --input, and runs
`site analyse --map` on it; `site analyse --merge` joins the parts. Everything passes through --work, which on a cluster
is a folder that all machines see. With --whole, one machine reads the same files by `site import` and `site analyse`, and
every file of the dataset is compared but the hand-kept `written.yaml`.
"""

import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
WINDOW = ["--dataset", "demo_fire", "--from", "2025-12-03", "--to", "2025-12-03"]


def run(command, folder):
    """Runs a command in a folder; wall seconds, CPU seconds and the largest memory of the children so far in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.time()
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.time() - begun, cpu, after.ru_maxrss / 1024


def share(task, wanted):
    """One task: its records, then its part. Returns what it cost."""
    work = pathlib.Path(wanted["work"])
    tweets = pathlib.Path(wanted["inputs"][task]) if wanted["inputs"] else work / "tweets" / f"part-{task}.jsonl"
    if not tweets.exists():
        sys.path.insert(0, wanted["here"])
        import firehose
        import json
        begun = tweets.with_suffix(".unfinished")
        with open(begun, "w", encoding="utf-8") as out:
            for number in range(task, wanted["records"], wanted["tasks"]):
                out.write(json.dumps(firehose.record(number), ensure_ascii=False) + "\n")
        begun.rename(tweets)
    part = work / "parts" / str(task)
    cost = run([wanted["site"], "analyse", "--map", tweets, *WINDOW, "-o", part], work / "blog")
    return task, str(part), tweets.stat().st_size, part.stat().st_size, *cost


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("site", type=pathlib.Path, help="the program, at the same path on every machine")
    asked.add_argument("--master", default="local-cluster[2,1,1024]", help="Spark's master: two workers of one core here")
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--tasks", type=int, default=8)
    asked.add_argument("--input", nargs="*", default=[], help="files instead of made-up records, one a task")
    asked.add_argument("--work", type=pathlib.Path, default=pathlib.Path("target/spark"))
    asked.add_argument("--whole", action="store_true", help="also do it on one machine, and compare")
    asked = asked.parse_args()
    work = asked.work.resolve()
    for folder in ("tweets", "parts", "blog", "whole"):
        (work / folder).mkdir(parents=True, exist_ok=True)
    for blog in ("blog", "whole"):
        (work / blog / "_config.yml").write_text("title: demo\n")
    tasks = len(asked.input) or asked.tasks
    # Every machine finds the same paths.
    wanted = {"site": str(asked.site.resolve()), "work": str(work), "here": str(HERE), "records": asked.records, "tasks": tasks,
              "inputs": [str(pathlib.Path(one).resolve()) for one in asked.input]}

    # Workers run the Python that runs this.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark import SparkContext
    spark = SparkContext(asked.master, "tuibao")
    spark.setLogLevel("ERROR")
    begun = time.time()
    done = sorted(spark.parallelize(range(tasks), tasks).map(lambda task: share(task, wanted)).collect())
    print(f"map: {len(done)} parts, {time.time() - begun:.1f} s in all, {sum(one[5] for one in done):.1f} CPU s of `site`, "
          f"at most {max(one[6] for one in done):.0f} MB each, {sum(one[2] for one in done) / 1e6:.0f} MB read, "
          f"{sum(one[3] for one in done) / 1e6:.0f} MB of parts")
    spark.stop()

    wall, cpu, memory = run([wanted["site"], "analyse", "--merge", *(one[1] for one in done), "--force"], work / "blog")
    print(f"merge: {wall:.1f} s, {cpu:.1f} CPU s, {memory:.0f} MB")
    if not asked.whole:
        return
    files = asked.input or sorted((work / "tweets").glob("part-*.jsonl"))
    imported = run([wanted["site"], "import", *files, *WINDOW, "--force"], work / "whole")
    analysed = run([wanted["site"], "analyse", "demo_fire_20251203_20251203", "--force"], work / "whole")
    print(f"one machine: {imported[0] + analysed[0]:.1f} s, {imported[1] + analysed[1]:.1f} CPU s, {analysed[2]:.0f} MB")
    different = compare(work / "blog" / "_data", work / "whole" / "_data")
    print("every file is the same, byte for byte" if not different else f"different: {different}")
    shutil.rmtree(work / "parts")
    sys.exit(bool(different))


def compare(one, other):
    """The files that two datasets do not have in common."""
    files = {path.relative_to(root) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    files = sorted(path for path in files if path.name != "written.yaml")
    same = lambda path: (one / path).is_file() and (other / path).is_file() and (one / path).read_bytes() == (other / path).read_bytes()
    return [str(path) for path in files if not same(path)]


if __name__ == "__main__":
    main()
