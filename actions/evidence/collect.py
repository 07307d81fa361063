"""Collects what a run left of tests, coverage, metrics, MLflow, drift and Prometheus into one folder with a manifest. What lies there as the commit has it is none of that.

Takes two arguments: the project's folder and the bundle's folder. Settings come as variables: COLLECT_COMMIT, COLLECT_RUN_ID, COLLECT_RUN_ATTEMPT,
COLLECT_WORKFLOW, COLLECT_VERSION, and COLLECT_<KIND> with patterns, one a line, for what has another name than is usual.
Needs the standard library alone. Never follows a link, and ends with 0 also where nothing is found: what is not there is no failure of the run.
"""

import datetime
import fnmatch
import hashlib
import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys

LARGEST = 10_000_000
LARGEST_OF_ALL = 40_000_000
MOST_FILES = 1_500
MOST_LISTED = 400
ELSEWHERE = {".git", ".venv", "venv", "env", "node_modules", "site-packages", "__pycache__", ".tox", ".nox", "fixtures", "capstone-evidence"}

# What each kind of report is usually called, and where it goes.
PATTERNS = {
    "tests": ["junit*.xml", "*-junit.xml", "test-results*.xml", "test-report*.xml", "pytest*.xml", "report.xml", "results.xml"],
    "coverage": ["coverage.xml", "cobertura*.xml", "*.lcov", "lcov.info"],
    "metrics": ["metrics.json", "*_metrics.json", "metrics_*.json", "scores.json", "eval*.json", "metrics.yaml", "metrics.yml"],
    "drift": ["*drift*.json", "evidently*.json"],
    "prometheus": ["*.prom", "metrics.txt"],
}
DATABASE = re.compile(r"^(?:mlflow|mlruns)[^/]*\.(?:db|sqlite3?)$", re.IGNORECASE)
# What is read of a database, as src/parse/reports/mlflow-database.ts has it: a test compares the two. What a newer MLflow keeps besides may hold anything.
TABLES = {
    "experiments": ["experiment_id", "name", "lifecycle_stage"],
    "runs": ["run_uuid", "name", "experiment_id", "status", "start_time", "end_time", "lifecycle_stage"],
    "params": ["run_uuid", "key", "value"],
    "latest_metrics": ["run_uuid", "key", "value", "step", "timestamp", "is_nan"],
    "metrics": ["run_uuid", "key", "value", "step", "timestamp", "is_nan"],
    "tags": ["run_uuid", "key", "value"],
    "registered_models": ["name", "description"],
    "registered_model_tags": ["name", "key", "value"],
    "registered_model_aliases": ["name", "alias", "version"],
    "model_versions": ["name", "version", "current_stage", "status", "description", "run_id", "creation_time"],
    "model_version_tags": ["name", "version", "key", "value"],
}
VALUES = {"params", "metrics", "tags", "aliases"}
# As src/parse/private-values.ts has them: a test compares what the two say.
SECRET = {"password", "passwd", "passphrase", "pwd", "secret", "secrets", "credential", "credentials", "apikey", "dsn"}
MAYBE_SECRET = {"token", "auth", "authorization", "bearer", "cookie", "session", "key"}
PERSON = {"user", "username", "login", "email", "mail", "owner", "author", "hostname", "host", "computer"}
PAIRS = ("api key", "access key", "private key", "connection string", "user name")
FORMS = re.compile(r"\b(?:gh[pousr]_\w{20}|github_pat_\w{20}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30}|xox[abprs]-[\w-]{10}|sk-[\w-]{20}|hf_[A-Za-z]{20}|eyJ[\w-]{10,}\.eyJ)|-----BEGIN |://[^\s/:@]{1,200}:[^\s/@]{1,200}@", re.ASCII)
PLAIN = re.compile(r"(?:|[+-]?[\d.]+(?:e[+-]?\d+)?|true|false|none|null|auto|[<[][^<>[\]]{0,30}[>\]])", re.IGNORECASE | re.ASCII)


def is_private(name, value):
    """Whether a parameter or tag looks like a credential or names a person or a machine: by its name, or by the form of its value."""
    if FORMS.search(value):
        return True
    spaced = re.sub(r"([a-z\d])([A-Z])", r"\1 \2", name[:300]).lower()
    words = [word for word in re.split(r"[^a-z\d]+", spaced) if word]
    line = " " + " ".join(words) + " "
    if any(word in SECRET or word in PERSON for word in words) or any(" " + pair + " " in line for pair in PAIRS):
        return True
    return any(word in MAYBE_SECRET for word in words) and PLAIN.fullmatch(value.strip()) is None


def is_left(name, value):
    """Of MLflow's own tags those stay that tell nothing of the machine and its user."""
    if name.startswith("mlflow."):
        return name not in ("mlflow.source.git.commit", "mlflow.runName", "mlflow.log-model.history")
    return is_private(name, value)


def files_of(root):
    """The regular files below a folder with their paths in it, in a fixed order; links and what installers keep are passed over."""
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if name not in ELSEWHERE and not os.path.islink(os.path.join(folder, name)))
        for name in sorted(names):
            path = os.path.join(folder, name)
            try:
                if stat.S_ISREG(os.lstat(path).st_mode):
                    yield os.path.relpath(path, root).replace(os.sep, "/")
            except OSError:
                continue


def commit_of():
    said = os.environ.get("COLLECT_COMMIT", "")
    return said if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", said) else None


def committed_below(root):
    """The blobs that the run's commit has below a folder, by path in it; none where git does not tell. A step may have committed since, so HEAD is asked second."""
    for commit in [said for said in (commit_of(), "HEAD") if said is not None]:
        try:
            # In a container the folder belongs to another user.
            told = subprocess.run(["git", "-C", root, "-c", "safe.directory=*", "ls-tree", "-r", "-z", commit], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120)
        except (OSError, subprocess.SubprocessError):
            return {}
        if told.returncode == 0:
            entries = [entry.split(b"\t", 1) for entry in told.stdout.split(b"\0") if b"\t" in entry]
            return {os.fsdecode(path): start.split()[2].decode("ascii") for start, path in entries}
    return {}


def is_as_committed(content, blob):
    """Whether bytes are those of git's blob of that name."""
    if content is None or blob is None:
        return False
    made = hashlib.sha1 if len(blob) == 40 else hashlib.sha256
    return made(b"blob %d\0" % len(content) + content).hexdigest() == blob


def whole_of(path):
    """What a file is part of: the folder that MLflow keeps its runs in, of which a new run needs the old files too; else itself."""
    parts = path.split("/")
    return "/".join(parts[:parts.index("mlruns") + 1]) if is_of_store(path) else path


def patterns_of(kind):
    """What a kind is called here: as the workflow says, else as is usual. A pattern with a slash is of the whole path."""
    said = [line.strip() for line in os.environ.get("COLLECT_" + kind.upper(), "").splitlines() if line.strip()]
    return said or PATTERNS[kind]


def kind_of(path, patterns):
    name = path.rsplit("/", 1)[-1]
    for kind, list_of in patterns.items():
        if any(fnmatch.fnmatchcase(path if "/" in pattern else name, pattern) for pattern in list_of):
            return kind
    return None


def is_of_store(path):
    """Whether a file is one of those that MLflow's folders keep a run or a registered model in."""
    parts = path.split("/")
    if "mlruns" not in parts[:-1] or ".trash" in parts:
        return False
    inner = parts[parts.index("mlruns") + 1:]
    return inner[-1] in ("meta.yaml", "MLmodel") or ("artifacts" not in inner and any(part in VALUES for part in inner[:-1]))


def is_private_of_store(path, bytes_of):
    parts = path.split("/")
    at = next((index for index, part in enumerate(parts[:-1]) if part in ("params", "tags")), None)
    return at is not None and is_left("/".join(parts[at + 1:]), bytes_of.decode("utf-8", "replace"))


def read(path):
    """The bytes of a file that is no link and not too large; None where there are none."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode) or os.fstat(handle).st_size > LARGEST:
            return None
        return file.read(LARGEST + 1)


def without_private(source, target, left_out):
    """Copies of a database of MLflow the tables and columns that are read, without what looks private and without the course of metrics. All else stays out."""
    origin = sqlite3.connect("file:" + source.replace("%", "%25").replace("?", "%3f").replace("#", "%23") + "?mode=ro", uri=True)
    origin.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        copy = sqlite3.connect(target)
        try:
            # One moment of a database that somebody may be writing.
            origin.execute("begin")
            tables = {row[0] for row in origin.execute("select name from sqlite_master where type = 'table'")}
            for table in TABLES:
                if table not in tables:
                    continue
                known = {row[1] for row in origin.execute("pragma table_info(" + table + ")")}
                columns = [column for column in TABLES[table] if column in known]
                if not columns:
                    continue
                names = ", ".join('"' + column + '"' for column in columns)
                copy.execute("create table " + table + " (" + names + ")")
                # The newest values stand in another table.
                if table == "metrics" and "latest_metrics" in tables:
                    continue
                rows = origin.execute("select " + names + " from " + table)
                if table == "params" or table.endswith("tags"):
                    rows = without_private_rows(rows, columns, left_out)
                copy.executemany("insert into " + table + " values (" + ", ".join("?" for _ in columns) + ")", rows)
            copy.commit()
        finally:
            copy.close()
    finally:
        origin.close()


def without_private_rows(rows, columns, left_out):
    for row in rows:
        named = dict(zip(columns, row))
        key = str(named.get("key"))
        if not is_left(key, str(named.get("value"))):
            yield row
        elif not key.startswith("mlflow."):
            left_out.add(key)


def without_person(content):
    """A `meta.yaml` without the line that says whose it is."""
    return re.sub(rb"^user_id[ \t]*:.*(?:\n|\Z)(?:[ \t]+.*(?:\n|\Z))*", b"", content, flags=re.MULTILINE)


def write(bundle, path, content):
    target = os.path.join(bundle, *path.split("/"))
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "xb") as file:
        file.write(content)


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def number(name):
    text = os.environ.get(name, "")
    return int(text) if text.isdigit() and int(text) > 0 else None


def main(root, bundle):
    shutil.rmtree(bundle, ignore_errors=True)
    os.makedirs(bundle)
    patterns = {kind: patterns_of(kind) for kind in PATTERNS}
    files, notes, left_out, size, count = [], [], set(), 0, 0
    kinds = {path: "mlflow" if DATABASE.match(path.rsplit("/", 1)[-1]) or is_of_store(path) else kind_of(path, patterns) for path in files_of(root)}
    found = [path for path, kind in kinds.items() if kind is not None]
    committed = committed_below(root) if found else {}
    written = {whole_of(path) for path in found if not is_as_committed(read(os.path.join(root, *path.split("/"))) if path in committed else None, committed.get(path))}
    notes.extend(f"{whole}: the commit has it as it is here, so it says nothing of this run" for whole in dict.fromkeys(map(whole_of, found)) if whole not in written)
    for path in found:
        if whole_of(path) not in written:
            continue
        kind = kinds[path]
        source = os.path.join(root, *path.split("/"))
        if DATABASE.match(path.rsplit("/", 1)[-1]):
            target = os.path.join(bundle, "reports", *path.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            try:
                without_private(source, target, left_out)
            except sqlite3.Error as error:
                notes.append(f"{path}: this is no database that can be read ({error})")
                if os.path.exists(target):
                    os.remove(target)
                continue
            if os.path.getsize(target) > LARGEST or size + os.path.getsize(target) > LARGEST_OF_ALL:
                notes.append(f"{path}: it is larger than what is collected")
                os.remove(target)
                continue
            size += os.path.getsize(target)
        else:
            content = read(source)
            if content is None or size + len(content) > LARGEST_OF_ALL or count >= MOST_FILES:
                notes.append(f"{path}: it cannot be read, or is larger than what is collected")
                continue
            if kind == "mlflow" and is_private_of_store(path, content):
                name = path.split("/")[-1]
                if not name.startswith("mlflow."):
                    left_out.add(name)
                continue
            if kind == "mlflow" and path.rsplit("/", 1)[-1] == "meta.yaml":
                content = without_person(content)
            write(bundle, "reports/" + path, content)
            size += len(content)
        count += 1
        files.append({"path": "reports/" + path, "holds": kind, "sha256": digest_of(os.path.join(bundle, "reports", *path.split("/")))})
    run = number("COLLECT_RUN_ID")
    # Of MLflow's many small files the manifest need not name each.
    listed = [file for file in files if not is_of_store(file["path"])][:MOST_LISTED]
    manifest = {
        "bundle": "capstone-evidence",
        "schema": 1,
        "commit": commit_of(),
        "takenAt": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "madeBy": {"tool": "capstone-coach/actions/evidence", "version": os.environ.get("COLLECT_VERSION", "")[:80] or None},
        "run": None if run is None else {key: value for key, value in (("id", run), ("attempt", number("COLLECT_RUN_ATTEMPT")), ("workflow", workflow_path())) if value is not None},
        "files": listed,
    }
    write(bundle, "manifest.json", (json.dumps(manifest, indent=2) + "\n").encode())
    counts = {}
    for file in files:
        counts[file["holds"]] = counts.get(file["holds"], 0) + 1
    print("Collected: " + (", ".join(f"{kind} ({counts[kind]} files)" for kind in sorted(counts)) if counts else "nothing was found"))
    for note in notes[:20]:
        print("Left out: " + printable(note))
    if left_out:
        print("Left out, since they look like a credential or name a person: " + printable(", ".join(sorted(left_out)[:50])))
    return 0


def workflow_path():
    """`owner/name/.github/workflows/ci.yml@refs/heads/main` to the path of the file."""
    found = re.search(r"\.github/workflows/[^@\s]{1,200}", os.environ.get("COLLECT_WORKFLOW", ""))
    return found.group(0) if found else None


def printable(text):
    """On one line of a log, where `::` would be a command to the runner."""
    return "".join(character if character.isprintable() else " " for character in text)[:500].replace("::", ": :")


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
