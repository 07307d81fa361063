import { lines, withService, type HostileRepository } from './repository.ts'

const NAMES = [
  'a\nb', 'a\rb', 'a\tb', '"quoted"', '\'single\'', '<img src=x onerror=alert(1)>', '@everyone', '[link](javascript:alert(1))', '\u202egnp.exe', '\u2066isolate', '\u001b[31mred\u001b[0m', '\u001b]0;title\u0007', '\u009b31m', '\u200b', '\ufeff', '__proto__', 'constructor', 'toString', '-rf', '--help', '$(touch x)', '`id`', ';ls', '|cat', '&', '*', '?', '[a-z]', '{a,b}', '%s%n', '%00', '\\', '\\n', '#1', '=cmd()', '+1', '~', ':', '::error::x', ' ', ' a ', 'a'.repeat(200), '\ud83d\ude00', '\u0430', 'CON', 'a|b|c', '```', '-->', ']]>', '</script>',
]

/** Paths, links and numbers of files that a tree can hold and no project does. */
export const PLACES: readonly HostileRepository[] = [
  {
    name: 'odd-names',
    files: () => withService(
      ...NAMES.flatMap((name): readonly (readonly [string, string])[] => [
        [`app/${name}.py`, 'import mlflow\nmlflow.log_metric("a", 1)\ndef broken(:\n'], [`tests/${name}/test_${name}.py`, 'def test_a(): assert 1 == f(1)\n'], [`.github/workflows/${name}.yml`, 'on: push\njobs: {a: {runs-on: x, steps: [{run: pytest}]}}\n'], [`${name}/Dockerfile`, 'FROM python\nCMD uvicorn app.main:app\n'], [`docs/${name}.md`, '# Rollback\n\n```sh\npytest\n```\n'],
      ]),
      ['app/@everyone/<b>.py', 'raise ValueError("\u202e\u001b[2J")\n'],
    ),
  },
  {
    name: 'links',
    files: () => withService(
      ['loop', { link: 'loop' }], ['a/b/up', { link: '../..' }], ['out', { link: '/etc' }], ['app/passwd.py', { link: '/etc/passwd' }], ['app/zero.py', { link: '/dev/zero' }], ['app/random.py', { link: '/dev/random' }], ['one', { link: 'two' }], ['two', { link: 'one' }], ['.github/workflows/link.yml', { link: 'ci.yml' }], ['tests/link', { link: '../tests' }],
      ['requirements-dev.txt', { link: '../../../../../../etc/hosts' }], ['data', { link: `${'a/'.repeat(1000)}b` }], ['dangling.py', { link: 'nowhere' }], ['app/proc.py', { link: '/proc/self/mem' }],
    ),
  },
  { name: 'tiny-files', files: () => withService(...Array.from({ length: 5000 }, (_, at): readonly [string, string] => [`app/p${at % 50}/f${at}.py`, `import os\n\ndef f${at}(x):\n    return x + ${at}\n`])) },
  { name: 'tiny-files-of-all-kinds', files: () => withService(...Array.from({ length: 5000 }, (_, at): readonly [string, string] => [`d${at % 70}/f${at}${['.yaml', '.md', '.json', '.toml', '.sh', '.ini', '.tf', '/Dockerfile', '/Makefile', '/requirements.txt', '/docker-compose.yml', '/dvc.yaml'][at % 12] ?? ''}`, 'a: 1\n'])) },
  { name: 'deep-folders', tells: 'p/p', files: () => withService(...Array.from({ length: 300 }, (_, at): readonly [string, string] => [`${'p/'.repeat(at)}m${at}.py`, `from ${'.'.repeat(at + 1)}m0 import x\nfrom ${'p.'.repeat(at)}m${at + 1} import y\n`]), ...Array.from({ length: 300 }, (_, at): readonly [string, string] => [`${'p/'.repeat(at)}__init__.py`, ''])) },
  { name: 'wide-packages', files: () => withService(...Array.from({ length: 2500 }, (_, at): readonly [string, string] => [`s${at}/utils.py`, `from utils import load\nimport s${(at + 1) % 2500}.utils as u\n\ndef load(x):\n    return u.load(x)\n`]), ...Array.from({ length: 2500 }, (_, at): readonly [string, string] => [`s${at}/main.py`, `from utils import load\nload(${at})\n`])) },
  { name: 'many-tests', files: () => withService(...Array.from({ length: 400 }, (_, at): readonly [string, string] => [`tests/test_${at}.py`, `import pytest\nfrom app.main import model, predict\n\n@pytest.fixture\ndef client(): return predict\n\n${lines(40, (test) => `def test_${test}(client):\n    result = model.predict(["text ${test}"])\n    assert result[0] == client("other ${at}")\n    assert len(result) > ${test}`)}\n`])) },
  { name: 'routers-in-routers', files: () => withService(['app/routers.py', `from fastapi import APIRouter, FastAPI\napp = FastAPI()\n${lines(60, (at) => `r${at} = APIRouter(prefix="/r${at}")`)}\n${lines(3600, (at) => `r${at % 60}.include_router(r${Math.floor(at / 60)})`)}\n${lines(60, (at) => `@r${at}.post("/predict")\ndef p${at}(x: dict):\n    return model.predict(x)`)}\n`]) },
  { name: 'many-services', files: () => withService(...Array.from({ length: 300 }, (_, at): readonly [string, string] => [`svc/s${at}.py`, `from fastapi import FastAPI, APIRouter\nimport logging, mlflow\nfrom svc.s${(at + 1) % 300} import router as other\napp = FastAPI()\nrouter = APIRouter()\napp.include_router(router)\nrouter.include_router(other)\n${lines(30, (route) => `@router.post("/predict${route}")\ndef p${route}(x: dict):\n    try:\n        return model.predict(x)\n    except Exception as e:\n        logging.error(e)\n        return None`)}\n`])) },
]
