import { describe, expect, it } from 'vitest'
import { classifyPaths } from '../../../src/facts/paths/classify-paths.ts'
import type { TreeEntry } from '../../../src/model/repository.ts'

const treeOf = (paths: readonly string[]): readonly TreeEntry[] => paths.map((path) => ({ path, mode: 'file', sha: '', size: 10 }))
const rolesOf = (...paths: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(classifyPaths(treeOf(paths)))

describe('a virtual environment is known by what it holds', () => {
  it.each([
    ['pyvenv.cfg', 'mlops/pyvenv.cfg', ['mlops/bin/pip', 'mlops/lib/python3.11/site-packages/six.py', 'mlops/Scripts/pip.exe', 'mlops/Include/a.h']],
    ['site-packages of Linux', 'hulk/lib/python3.8/site-packages/numpy/__init__.py', ['hulk/bin/f2py', 'hulk/share/man/x.1']],
    ['site-packages of Windows', 'work_env/Lib/site-packages/numpy/__init__.py', ['work_env/Scripts/f2py.exe']],
    ['activate beside an interpreter', 'strange/bin/activate', ['strange/bin/pip', 'strange/include/x.h']],
    ['conda-meta', 'tools/conda-meta/history', ['tools/conda-meta/a.json', 'tools/bin/python']],
  ])('%s', (_, mark, others) => {
    const roles = rolesOf(mark, ...others, 'src/app.py')
    for (const path of [mark, ...others]) expect([path, roles[path]]).toEqual([path, 'virtual-environment'])
    expect(roles['src/app.py']).toBe('code')
  })

  it('a folder that is only named like one is the project\'s', () => {
    expect(rolesOf('venv/train.py', 'env/settings.py', 'mlops/lib/features.py', 'app/bin/run.py')).toEqual({
      'venv/train.py': 'code', 'env/settings.py': 'code', 'mlops/lib/features.py': 'code', 'app/bin/run.py': 'code',
    })
  })
  it('a project that lives inside its environment, or whose root is one, keeps its files', () => {
    const roles = rolesOf('work/pyvenv.cfg', 'work/lib/python3.9/site-packages/a.py', 'work/service/app.py', 'work/main.py')
    expect([roles['work/service/app.py'], roles['work/main.py'], roles['work/lib/python3.9/site-packages/a.py']]).toEqual(['code', 'code', 'virtual-environment'])
    const atRoot = rolesOf('pyvenv.cfg', 'bin/activate', 'bin/pip', 'lib/python3.9/site-packages/a.py', 'lib/features.py', 'share/notes.md', 'app.py')
    expect(atRoot).toEqual({
      'pyvenv.cfg': 'virtual-environment', 'bin/activate': 'virtual-environment', 'bin/pip': 'virtual-environment', 'lib/python3.9/site-packages/a.py': 'virtual-environment',
      'lib/features.py': 'code', 'share/notes.md': 'docs', 'app.py': 'code',
    })
  })
})

describe('other people\'s packages are vendored', () => {
  it('where pip installed them into a folder, beside the project\'s own code', () => {
    const roles = rolesOf(
      'lambda/requests/api.py', 'lambda/requests-2.31.0.dist-info/METADATA', 'lambda/six.py', 'lambda/six-1.16.0.dist-info/METADATA',
      'lambda/PyYAML-6.0.dist-info/METADATA', 'lambda/yaml/loader.py', 'lambda/handler.py', 'lambda/src/model.py',
    )
    expect([roles['lambda/requests/api.py'], roles['lambda/six.py'], roles['lambda/yaml/loader.py']]).toEqual(['vendored', 'vendored', 'vendored'])
    expect([roles['lambda/handler.py'], roles['lambda/src/model.py']]).toEqual(['code', 'code'])
  })
  it('a folder called vendor only where it holds what came along with a package', () => {
    expect(rolesOf('vendor/tool/LICENSE', 'vendor/tool/a.py')['vendor/tool/a.py']).toBe('vendored')
    expect(rolesOf('src/vendor/models.py')['src/vendor/models.py']).toBe('code')
    expect(rolesOf('web/node_modules/m/x.py')['web/node_modules/m/x.py']).toBe('vendored')
  })
})

describe('a folder with a licence of its own', () => {
  const rolesWith = (contents: Readonly<Record<string, string>>, ...others: readonly string[]): Readonly<Record<string, string>> => {
    const tree = [...Object.entries(contents), ...others.map((path) => [path, path] as const)].map(([path, sha]): TreeEntry => ({ path, mode: 'file', sha, size: 10 }))
    return Object.fromEntries(classifyPaths(tree))
  }
  const own = ['src/train.py', 'src/app.py', 'tests/test_app.py']
  it('other than the root\'s is somebody else\'s', () => {
    const roles = rolesWith({ LICENSE: 'mine', 'models/matcher/LICENSE.md': 'theirs' }, 'models/matcher/net.py', 'models/matcher/tests/test_net.py', 'models/matcher/README.md', 'models/wrap.py', ...own)
    expect(['models/matcher/net.py', 'models/matcher/tests/test_net.py', 'models/matcher/README.md'].map((path) => roles[path])).toEqual(['vendored', 'vendored', 'vendored'])
    expect([roles['models/wrap.py'], roles['src/app.py'], roles['LICENSE']]).toEqual(['code', 'code', 'docs'])
  })
  it('the same as the root\'s is a part of the project', () => {
    expect(rolesWith({ LICENSE: 'mine', 'api/LICENSE': 'mine' }, 'api/main.py', ...own)['api/main.py']).toBe('code')
  })
  it('that its sisters carry too is a part of a monorepo', () => {
    const roles = rolesWith({ LICENSE: 'mine', 'api/LICENSE': 'service', 'trainer/LICENSE': 'service' }, 'api/main.py', 'trainer/fit.py', ...own)
    expect([roles['api/main.py'], roles['trainer/fit.py']]).toEqual(['code', 'code'])
  })
  it('is the project itself where the root has none, or where half of the Python lies in it', () => {
    expect(rolesWith({ 'capstone/LICENSE': 'mine' }, 'capstone/app.py', ...own)['capstone/app.py']).toBe('code')
    expect(rolesWith({ LICENSE: 'course', 'capstone/LICENSE': 'mine' }, 'capstone/app.py', 'capstone/fit.py', 'capstone/load.py', ...own)['capstone/app.py']).toBe('code')
  })
  it('counts against the project\'s own Python, not an environment\'s', () => {
    const packages = ['a', 'b', 'c', 'd', 'e'].map((name) => `venv/lib/python3.11/site-packages/${name}.py`)
    expect(rolesWith({ LICENSE: 'course', 'capstone/LICENSE': 'mine' }, 'capstone/app.py', 'capstone/fit.py', 'week.py', ...packages)['capstone/app.py']).toBe('code')
  })
})

it.each([
  'proto/model_pb2.py', 'proto/model_pb2_grpc.py', 'mlruns/0/meta.yaml', 'runs/1/0123456789abcdef0123456789abcdef/meta.yaml', 'docs/_build/html/index.html',
  'notebooks/.ipynb_checkpoints/a-checkpoint.ipynb', '__pycache__/a.cpython-311.pyc', '.dvc/cache/files/md5/aa/bb', 'src/mine.egg-info/PKG-INFO',
  '{{cookiecutter.name}}/src/main.py', 'build/lib/mine/app.py', 'app.py:Zone.Identifier', 'wandb/run-20260101_101010-abc/files/config.yaml',
])('%s is generated', (path) => { expect(rolesOf(path)).toEqual({ [path]: 'generated' }) })

it('the description of an exported model is generated, the code beside it is not', () => {
  expect(rolesOf('model/MLmodel', 'model/conda.yaml', 'model/train.py')).toEqual({ 'model/MLmodel': 'generated', 'model/conda.yaml': 'generated', 'model/train.py': 'code' })
  expect(rolesOf('model/MLmodel', 'model/code/src/train.py', 'service/code/app.py')).toEqual({ 'model/MLmodel': 'generated', 'model/code/src/train.py': 'generated', 'service/code/app.py': 'code' })
})

describe('tests', () => {
  it.each([
    'test_app.py', 'app/app_test.py', 'tests/helpers/factory.py', 'conftest.py', 'testing/client.py', 'unit_tests.py', 'integration_tests.py', 'integration_test/run.py',
    'tests.py', 'test.py', 'test1.py', 'Unit-Tests/a.py',
  ])('%s', (path) => { expect(rolesOf(path)[path]).toBe('test') })
  it.each(['run_tests.py', 'smoke_tests.py', 'src/latest.py', 'src/contest.py', 'src/testimony.py', 'src/data_units_tests/nodes.py', 'ab_test_analysis/model.py'])('not %s', (path) => {
    expect(rolesOf(path)[path]).toBe('code')
  })
  it('a folder whose name may mean tests is one where a file is named as a test', () => {
    expect(rolesOf('model_tests/test_a.py', 'model_tests/helper.py')['model_tests/helper.py']).toBe('test')
  })
  it('what is not Python keeps its own role among tests', () => {
    expect(rolesOf('tests/docker-compose.yml', 'tests/run.sh', 'tests/data/sample.csv')).toEqual({ 'tests/docker-compose.yml': 'config', 'tests/run.sh': 'code', 'tests/data/sample.csv': 'data' })
  })
})

it.each([
  ['alembic/versions/ab12_first.py', 'migration'], ['shop/migrations/0001_initial.py', 'migration'], ['data/migrations/move.py', 'code'],
  ['.github/workflows/ci.yml', 'workflow'], ['service/.github/workflows/ci.yml', 'config'], ['.github/actions/setup/action.yml', 'workflow'], ['.github/dependabot.yml', 'config'],
  ['Dockerfile', 'config'], ['docker/Dockerfile.train', 'config'], ['Dockerfile.save', 'other'], ['Makefile', 'config'], ['.dvc/config', 'config'], ['data/raw.csv.dvc', 'config'],
  ['requirements.txt', 'config'], ['requirements/dev.txt', 'config'], ['pyproject.toml', 'config'], ['infra/main.tf', 'config'], ['.pre-commit-config.yaml', 'config'],
  ['README.md', 'docs'], ['docs/conf.py', 'docs'], ['docs/source/conf.py', 'docs'], ['src/conf.py', 'code'], ['LICENSE', 'docs'], ['docs/rollback.rst', 'docs'], ['data/labels.json', 'data'], ['config/labels.json', 'config'], ['model.pkl', 'data'],
  ['a.ipynb', 'notebook'], ['notebooks/explore.py', 'notebook'], ['src/train.py', 'code'], ['scripts/deploy.sh', 'code'], ['some/file', 'other'],
])('%s is %s', (path, role) => { expect(rolesOf(path)[path]).toBe(role) })

it('a tree nested deeper than the stack is classified', () => {
  const deep = `${'a/'.repeat(20_000)}b.py`
  expect(rolesOf(deep)[deep]).toBe('code')
})
