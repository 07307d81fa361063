import { expect, it } from 'vitest'
import { leftOutProblems } from '../../../src/facts/python/left-out.ts'
import { factsOf } from '../../support/memory-repository.ts'

const HARBOUR = {
  'harbour/__init__.py': '', 'harbour/main.py': 'from .models.tide import Tide\n', 'harbour/report.py': 'import json\nfrom harbour.models import Tide\n',
  'tests/test_tide.py': 'from harbour.models.tide import Tide\n\ndef test_tide():\n    assert Tide\n',
}
const said = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => leftOutProblems(await factsOf(files)).map(({ path, line, says }) => `${path}:${line} ${says}`)

it('tells which line leaves out the code that a project imports, and how much of it does', async () => {
  expect(await said({ ...HARBOUR, '.gitignore': '# weights\nmodels/\n' })).toEqual(['.gitignore:2 models/ leaves out .models.tide, which 3 files import (harbour/main.py:1). A line that begins with ! takes a folder in again.'])
})

it('tells of nothing where the code is there, is missing for another reason, or is left out on purpose', async () => {
  expect(await said({ ...HARBOUR, '.gitignore': 'models/\n', 'harbour/models/__init__.py': '', 'harbour/models/tide.py': 'class Tide: ...\n' })).toEqual([])
  expect(await said({ ...HARBOUR, '.gitignore': 'data/\n' })).toEqual([])
  expect(await said({ 'harbour/__init__.py': '', 'harbour/main.py': 'from .keys import STATION\nfrom .secrets.bank import KEY\n', '.gitignore': 'keys.py\nharbour/secrets/\n' })).toEqual([])
  expect(await said({ 'harbour/__init__.py': '', 'harbour/main.py': 'from .config.private import KEY\n', '.gitignore': 'config/\n' })).toEqual([])
})

it('takes a name that only holds such a word for none', async () => {
  expect(await said({ 'harbour/__init__.py': '', 'harbour/main.py': 'from .tokenizers.tide import split\n', '.gitignore': 'tokenizers/\n' })).toEqual(['.gitignore:1 tokenizers/ leaves out .tokenizers.tide, which harbour/main.py:1 imports. A line that begins with ! takes a folder in again.'])
})

it('tells of five lines at most, those that most files ask for in front', async () => {
  const lines = Array.from({ length: 8 }, (_, at) => `part${at}/`)
  const files = Object.fromEntries(lines.map((_, at) => [`harbour/a${at}.py`, lines.slice(at).map((line) => `from .${line.slice(0, -1)} import x\n`).join('')]))
  expect((await said({ 'harbour/__init__.py': '', ...files, '.gitignore': `${lines.join('\n')}\n` })).map((one) => one.split(' ')[0])).toEqual([8, 7, 6, 5, 4].map((line) => `.gitignore:${line}`))
})
