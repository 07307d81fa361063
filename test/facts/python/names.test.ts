import { describe, expect, it } from 'vitest'
import { callsOf, allCallsOf } from '../../../src/facts/python/calls.ts'
import { definitionsOf } from '../../../src/facts/python/definitions.ts'
import { moduleGraphOf } from '../../../src/facts/python/module-graph.ts'
import { readPython } from '../../../src/parse/python/read-python.ts'
import { factsOf } from '../../support/memory-repository.ts'

const namesIn = (source: string): readonly string[] => callsOf(readPython(source)).map((call) => call.name)

describe('the name of a call', () => {
  it.each([
    ['an import under another name', 'import numpy as np\nnp.array()', ['numpy.array']],
    ['a part of a package', 'import mlflow.sklearn\nmlflow.sklearn.log_model()', ['mlflow.sklearn.log_model']],
    ['a name taken from a module', 'from mlflow import log_metric as lm\nlm("a", 1)', ['mlflow.log_metric']],
    ['a relative import', 'from ..core.data import load\nload()', ['..core.data.load']],
    ['a relative import of a module', 'from . import utils\nutils.load()', ['.utils.load']],
    ['a variable that holds a client', 'from mlflow import MlflowClient\nclient = MlflowClient()\nclient.get_run("1")', ['mlflow.MlflowClient', 'mlflow.MlflowClient().get_run']],
    ['a with block', 'import mlflow\nwith mlflow.start_run() as run:\n    run.info()', ['mlflow.start_run', 'mlflow.start_run().info']],
    ['a field of self', 'import mlflow\nclass A:\n    def __init__(self):\n        self.c = mlflow.MlflowClient()\n    def f(self):\n        self.c.search()', ['mlflow.MlflowClient', 'mlflow.MlflowClient().search']],
    ['an annotated parameter', 'from fastapi import FastAPI\ndef f(app: FastAPI):\n    app.include_router(1)', ['fastapi.FastAPI().include_router']],
    ['a chain', 'import spark\nspark.read().csv("a").show()', ['spark.read().csv().show', 'spark.read().csv', 'spark.read']],
    ['a name given again', 'from a import X\nfrom b import Y\nx = X()\nx = Y()\nx.go()', ['a.X', 'b.Y', 'b.Y().go']],
    ['a function whose name is given to something else afterwards', 'from a import Task\ndef train():\n    pass\ntrain = Task(train())\ntrain.go()', ['a.Task', 'train', 'a.Task().go']],
    ['a name inside its own new value, over several lines', 'from a import Task, train\ntrain = Task(\n    train(),\n)\ntrain.go()', ['a.Task', 'a.train', 'a.Task().go']],
    ['an import that a function stands in for', 'try:\n    from a import f\nexcept ImportError:\n    def f():\n        pass\nf()', ['a.f']],
    ['a local function', 'def train():\n    pass\ntrain()', ['train']],
    ['a class of an enclosing scope', 'from k import C\ndef f():\n    c = C()\n    def g():\n        c.go()', ['k.C', 'k.C().go']],
    ['a module that a test can do without', 'import pytest\nrequests = pytest.importorskip("requests")\nrequests.get("/")', ['pytest.importorskip', 'requests.get']],
    ['a module that is imported by its name', 'import importlib\napp = importlib.import_module("pier.app")\napp.start()', ['importlib.import_module', 'pier.app.start']],
    ['a module whose name is worked out', 'import importlib\napp = importlib.import_module(f"pier.{kind}")\napp.start()', ['importlib.import_module', 'importlib.import_module().start']],
    ['a subscript', 'import sys\nsys.argv[1].split()', ['sys.argv[].split']],
  ])('follows %s', (_what, source, names) => { expect(namesIn(source)).toEqual(names) })
})

describe('code that can never run', () => {
  it.each([
    ['after a return', 'def f():\n    return 1\n    dead()'],
    ['after a raise', 'def f():\n    raise E\n    dead()'],
    ['after sys.exit', 'import sys\nsys.exit(1)\ndead()'],
    ['under if False', 'if False:\n    dead()'],
    ['under while 0', 'while 0:\n    dead()'],
    ['in the else of if True', 'if True:\n    pass\nelse:\n    dead()'],
    ['after an if whose every branch returns', 'def f(a):\n    if a:\n        return 1\n    else:\n        return 2\n    dead()'],
  ])('gives no call: %s', (_what, source) => {
    expect(callsOf(readPython(source)).map((call) => call.method)).not.toContain('dead')
    expect(allCallsOf(readPython(source)).map((call) => call.method)).toContain('dead')
  })

  it('does not swallow what stands after a return of one branch', () => {
    expect(namesIn('def f(a):\n    if a:\n        return 1\n    alive()')).toEqual(['alive'])
  })
})

it('names functions with what surrounds them, and their decorators', () => {
  const { functions } = definitionsOf(readPython('from fastapi import FastAPI\napp = FastAPI()\nclass A:\n    @app.get("/x")\n    def f(self):\n        def g(): pass\n'))
  expect(functions.map((one) => [one.qualified, one.decorators, one.owner?.name ?? null])).toEqual([['A.f', ['fastapi.FastAPI().get'], 'A'], ['A.f.g', [], null]])
})

describe('an import', () => {
  const files = {
    'src/shop/__init__.py': '', 'src/shop/data.py': 'def load(): pass', 'src/shop/model/__init__.py': 'from .net import Net', 'src/shop/model/net.py': 'class Net: pass',
    'app/main.py': 'import helpers', 'app/helpers.py': '', 'api/utils/log.py': '', 'train/utils/log.py': '', 'train/jobs/fit.py': 'import utils.log', 'tests/test_data.py': 'from shop.data import load',
  }
  it.each([
    ['of a package under src', 'tests/test_data.py', { module: 'shop.data', name: 'load', level: 0 }, { kind: 'project', path: 'src/shop/data.py', name: 'load' }],
    ['of a module beside the file', 'app/main.py', { module: 'helpers', name: null, level: 0 }, { kind: 'project', path: 'app/helpers.py', name: null }],
    ['of the nearer of two modules of one name', 'train/jobs/fit.py', { module: 'utils.log', name: null, level: 0 }, { kind: 'project', path: 'train/utils/log.py', name: null }],
    ['of a module as a name', 'tests/test_data.py', { module: 'src.shop', name: 'data', level: 0 }, { kind: 'project', path: 'src/shop/data.py', name: null }],
    ['relative', 'src/shop/data.py', { module: 'model', name: 'Net', level: 1 }, { kind: 'project', path: 'src/shop/model/__init__.py', name: 'Net' }],
    ['of something installed', 'app/main.py', { module: 'fastapi', name: 'FastAPI', level: 0 }, { kind: 'external' }],
    ['of a part that is not there', 'tests/test_data.py', { module: 'shop.gone', name: 'x', level: 0 }, { kind: 'missing', module: 'shop.gone' }],
  ])('%s is resolved', async (_what, path, imported, expected) => {
    expect(moduleGraphOf(await factsOf(files)).resolve(path, imported)).toEqual(expected)
  })

  it('leads from a dotted name to the file and the rest', async () => {
    const graph = moduleGraphOf(await factsOf(files))
    expect(graph.resolveDotted('tests/test_data.py', 'shop.data.load')).toEqual({ path: 'src/shop/data.py', rest: 'load' })
    expect(graph.resolveDotted('tests/test_data.py', 'shop.model.Net().fit')).toEqual({ path: 'src/shop/model/__init__.py', rest: 'Net().fit' })
    expect([...graph.importersOf('src/shop/model/net.py')]).toEqual(['src/shop/model/__init__.py'])
  })
})
