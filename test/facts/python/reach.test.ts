import { expect, it } from 'vitest'
import { definitionsOf } from '../../../src/facts/python/definitions.ts'
import { modulesOf } from '../../../src/facts/python/modules.ts'
import { reachOf } from '../../../src/facts/python/reach.ts'
import { factsOf } from '../../support/memory-repository.ts'

/** The qualified names of the functions that something may run. */
async function reached(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const facts = await factsOf(files)
  const reach = reachOf(facts)
  return modulesOf(facts).flatMap((module) => definitionsOf(module.tree).functions.filter((one) => reach.isReached(module.path, { functions: [one.node] })).map((one) => one.qualified))
}

it('follows names from scripts through the modules they import', async () => {
  expect(await reached({
    'run.py': 'from lib import first\n\nif __name__ == "__main__":\n    first()\n',
    'lib.py': 'def first():\n    second()\n\ndef second():\n    pass\n\ndef third():\n    pass\n',
  })).toEqual(['first', 'second'])
})

it('leaves a module out that nothing but a test imports', async () => {
  expect(await reached({
    'lib.py': 'def only_tested():\n    pass\n',
    'tests/test_lib.py': 'from lib import only_tested\n\ndef test_it():\n    only_tested()\n    assert True\n',
    'run.py': 'print(1)\n',
  })).toEqual(['test_it'])
})

it('starts what commands, entry points and Dockerfiles name', async () => {
  const lib = 'import json\n\ndef start():\n    pass\n'
  expect(await reached({ 'job.py': lib, 'Dockerfile': 'FROM python:3.12\nCMD ["python", "-c", "import job; job.start()"]\n' })).toEqual(['start'])
  expect(await reached({ 'job.py': lib, 'pyproject.toml': '[project.scripts]\njob = "job:start"\n' })).toEqual(['start'])
  expect(await reached({ 'job.py': lib, 'README.md': 'Run `job.start`.\n' })).toEqual([])
})

it('counts what a framework calls: routes, overridden methods, tasks that a flow names', async () => {
  expect(await reached({
    'app.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n\n@app.get("/")\ndef root():\n    pass\n\ndef unused():\n    pass\n',
    'net.py': 'import torch\n\nclass Net(torch.nn.Module):\n    def forward(self, x):\n        return x\n\nprint(Net())\n',
    'flow.py': 'from prefect import flow, task\n\n@task\ndef load():\n    pass\n\n@task\ndef forgotten():\n    pass\n\n@flow\ndef all():\n    load()\n',
  })).toEqual(['root', 'Net.forward', 'load', 'all'])
})
