import { commitFiles, git, makeFolder, makeRepository, type Content } from './make-repository.ts'

const utf16 = (text: string): Uint8Array => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])

/** Files whose bytes or names a reader may change, lose or be stopped by; all but the last four can be read. */
export const ODD_FILES: Readonly<Record<string, Content>> = {
  'app/main.py': 'import logging\nfrom fastapi import FastAPI\n\nlogging.basicConfig(level="INFO")\napp = FastAPI()\n\n\n@app.get("/health")\ndef health() -> dict[str, str]:\n    logging.info("asked")\n    return {"status": "ok"}\n',
  'app/copy.py': 'import logging\n',
  'app/same.py': 'import logging\n',
  'app/latin.py': Buffer.from('# -*- coding: latin-1 -*-\nNAME: str = "Größe"\n', 'latin1'),
  'app/marked.py': '\ufeffSIZE: int = 3\n',
  'app/wide.py': utf16('WIDE: int = 4\n'),
  'app/windows.py': 'def windows(a: int) -> int:\r\n    return a\r\n',
  'app/empty.py': '',
  'app/zeros.py': Buffer.from([0x78, 0, 0x3d, 0, 0, 1]),
  'app/long.py': `# ${'long '.repeat(120_000)}\nLONG = 1\n`,
  'app/numbers.json': '{"seed": 12345678901234567890, "words": ["1n", "-5n"]}\n',
  'app/line\nfeed.py': 'def fed() -> None: ...\n',
  'app/quote".py': 'QUOTE = 1\n',
  'app/größe/模型.py': 'MODEL = 1\n',
  'app-more/a.py': 'MORE = 1\n',
  'app.py': 'AFTER = 1\n',
  '-leading.py': 'LEADING = 1\n',
  'tests/test_main.py': 'def test_nothing():\n    assert True\n',
  '.gitattributes': 'tests export-ignore\n*.py ident\n',
  '.github/workflows/ci.yml': 'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pytest\n',
  'model.py': 'version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 9\n',
  '.capstone.yml': 'project: .\n',
  'run.sh': '#!/bin/sh\npytest\n',
  'linked.py': { link: 'app/main.py' },
  'huge.py': `# ${'x'.repeat(1024 * 1024)}\n`,
}

/** A repository of odd files, an executable, a submodule, further branches and a tag, whose origin is on GitHub; removed when the test ends unless its folder is given. */
export function makeOddRepository(given?: string): string {
  const folder = makeRepository(ODD_FILES, { folder: given ?? makeFolder() })
  git(folder, 'update-index', '--chmod=+x', 'run.sh')
  git(folder, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},libs/other`)
  git(folder, 'commit', '-q', '-m', 'An executable and a submodule')
  git(folder, 'tag', '-a', 'v1', '-m', 'v1')
  git(folder, 'checkout', '-q', '-b', 'feature/tune-c')
  commitFiles(folder, { 'app.py': 'TUNED = 1\n' })
  git(folder, 'checkout', '-q', 'main')
  git(folder, 'branch', 'Zebra')
  git(folder, 'remote', 'add', 'origin', 'https://github.com/octo-org/churn.git')
  return folder
}
