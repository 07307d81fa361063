/**
 * Pieces of Python as projects like these hold them. Each gives the lines of one function; `name` is unique in its file,
 * `calls` are functions of other modules that it may use.
 */
const indent = (lines, depth = 1) => lines.map((line) => (line === '' ? '' : `${'    '.repeat(depth)}${line}`))

const call = (random, calls, argument) => (calls.length === 0 ? `dict(value=${argument})` : `${random.pick(calls)}(${argument})`)

export const PARTS = {
  clean: (random, name, calls) => [
    `def ${name}(frame: pd.DataFrame, column: str = "${random.pick(COLUMNS)}") -> pd.DataFrame:`,
    ...indent([
      `"""Return a copy of the frame whose ${random.pick(COLUMNS)} is complete."""`,
      'cleaned = frame.copy()',
      'if column not in cleaned.columns:',
      `    raise KeyError(f"{column} is not among {list(cleaned.columns)}")`,
      `cleaned[column] = cleaned[column].fillna(${random.between(0, 9)}).astype("float64")`,
      `mask = (cleaned[column] > ${random.between(0, 5)}) & (cleaned[column] < ${random.between(50, 500)})`,
      `cleaned = cleaned.loc[mask].reset_index(drop=True)`,
      `logger.info("kept %d of %d rows", len(cleaned), len(frame))`,
      `extra = ${call(random, calls, 'cleaned')}`,
      'if extra is None:',
      '    return cleaned',
      `return cleaned.assign(${random.pick(COLUMNS)}_ratio=cleaned[column] / max(1.0, float(cleaned[column].max())))`,
    ]),
  ],
  load: (random, name, calls) => [
    `def ${name}(path: Path, *, rows: int | None = None) -> pd.DataFrame:`,
    ...indent([
      'if not path.exists():',
      '    raise FileNotFoundError(path)',
      'try:',
      '    with path.open("rb") as handle:',
      '        digest = hashlib.sha256(handle.read()).hexdigest()',
      `        logger.debug("read %s (%s)", path, digest[:${random.between(6, 12)}])`,
      '    frame = pd.read_csv(path, nrows=rows)',
      'except (OSError, ValueError) as error:',
      '    logger.exception("the file %s could not be read", path)',
      '    raise RuntimeError(f"cannot read {path}") from error',
      `for name in ("${random.pick(COLUMNS)}", "${random.pick(COLUMNS)}"):`,
      '    if name in frame:',
      '        frame[name] = pd.to_numeric(frame[name], errors="coerce")',
      `details = ${call(random, calls, 'frame')}`,
      'return frame if details is None else frame.dropna()',
    ]),
  ],
  measure: (random, name, calls) => [
    `def ${name}(truth: Sequence[int], guesses: Sequence[int], labels: Mapping[int, str] | None = None) -> dict[str, float]:`,
    ...indent([
      'pairs = list(zip(truth, guesses, strict=True))',
      'hits = sum(1 for left, right in pairs if left == right)',
      'scores = {',
      '    "accuracy": hits / max(1, len(pairs)),',
      '    "f1": f1_score(list(truth), list(guesses), average="macro"),',
      '}',
      'for label, text in (labels or {}).items():',
      '    members = [right for left, right in pairs if left == label]',
      '    if not members:',
      '        continue',
      '    scores[f"recall_{text}"] = sum(1 for one in members if one == label) / len(members)',
      `context = ${call(random, calls, 'scores')}`,
      'if isinstance(context, dict):',
      '    scores.update({key: float(value) for key, value in context.items() if isinstance(value, (int, float))})',
      'return scores',
    ]),
  ],
  settings: (random, name) => [
    '@dataclass(frozen=True)',
    `class ${name.split('_').map((part) => part[0].toUpperCase() + part.slice(1)).join('')}Settings:`,
    ...indent([
      `"""What ${name} can be told."""`,
      '',
      `learning_rate: float = ${random.between(1, 9)}e-${random.between(2, 4)}`,
      `rounds: int = ${random.between(10, 400)}`,
      'columns: tuple[str, ...] = field(default_factory=tuple)',
      `folder: Path = Path("artifacts/${name}")`,
      '',
      'def limited(self, rounds: int) -> int:',
      '    return min(self.rounds, max(1, rounds))',
      '',
      '@property',
      'def label(self) -> str:',
      '    return f"{self.learning_rate:.4f}-{self.rounds}"',
    ]),
  ],
  client: (random, name, calls) => [
    `class ${name.split('_').map((part) => part[0].toUpperCase() + part.slice(1)).join('')}Client:`,
    ...indent([
      `def __init__(self, address: str, timeout: float = ${random.between(1, 30)}.0) -> None:`,
      '    self.address = address.rstrip("/")',
      '    self.timeout = timeout',
      '    self.session = requests.Session()',
      '',
      'def fetch(self, key: str, retries: int = 3) -> dict[str, Any]:',
      '    for attempt in range(retries):',
      '        try:',
      `            answer = self.session.get(f"{self.address}/${random.pick(COLUMNS)}/{key}", timeout=self.timeout)`,
      '            answer.raise_for_status()',
      '        except requests.RequestException:',
      '            logger.warning("attempt %d of %d failed", attempt + 1, retries)',
      '            time.sleep(2 ** attempt)',
      '            continue',
      '        return answer.json()',
      `    raise TimeoutError(f"{key}: no answer after {retries} attempts")`,
      '',
      'def close(self) -> None:',
      `    logger.info("closing %s", ${call(random, calls, 'self.address')})`,
      '    self.session.close()',
    ]),
  ],
  window: (random, name, calls) => [
    `def ${name}(values: Iterable[float], size: int = ${random.between(3, 48)}) -> list[float]:`,
    ...indent([
      'kept: deque[float] = deque(maxlen=size)',
      'means: list[float] = []',
      'for position, value in enumerate(values):',
      '    if math.isnan(value):',
      '        logger.debug("nothing at %d", position)',
      '        continue',
      '    kept.append(value)',
      '    means.append(sum(kept) / len(kept))',
      '    if len(kept) == size and means[-1] == 0:',
      '        break',
      'else:',
      `    ${call(random, calls, 'means')}`,
      `return [round(one, ${random.between(2, 6)}) for one in means if one >= 0]`,
    ]),
  ],
}

export const COLUMNS = ['price', 'distance', 'amount', 'age', 'duration', 'rating', 'humidity', 'traffic', 'income', 'tenure', 'volume', 'speed']
const VERBS = ['build', 'select', 'merge', 'scale', 'encode', 'split', 'rank', 'filter', 'group', 'sample', 'resolve', 'collect', 'compare', 'summarise', 'prepare']
const NOUNS = ['orders', 'trips', 'customers', 'sessions', 'sensors', 'reviews', 'claims', 'invoices', 'stations', 'products', 'routes', 'accounts']

/** A name for the nth thing: `merge_stations_17`. */
export function nameOf(random, index) {
  return `${random.pick(VERBS)}_${random.pick(NOUNS)}_${index}`
}
