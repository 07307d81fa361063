import { describe, expect, it } from 'vitest'
import { definitionsOf } from '../../../src/facts/python/definitions.ts'
import { modulesOf } from '../../../src/facts/python/modules.ts'
import { indexRepository } from '../../../src/facts/repository-facts.ts'
import { factsOf } from '../../support/memory-repository.ts'

const PARTS = Array.from({ length: 45 }, (_, index) => `part${index}`)

/** A folder of 45 modules, each of which imports two others by the given package's name. */
const packageAt = (folder: string, imports: (part: number) => string): Readonly<Record<string, string>> =>
  Object.fromEntries(PARTS.map((part, index) => [`${folder}/${index % 3 === 0 ? 'core/' : ''}${part}.py`, `${imports(index)}\n\ndef work():\n    return ${index}\n`]))
const place = (index: number): string => { const part = index % 45; return part % 3 === 0 ? `core.part${part}` : `part${part}` }
const likeTracker = (index: number): string => `from tracker.${place(index + 1)} import work as one\nimport tracker.${place(index + 2)}`

const own = { 'requirements.txt': 'tracker==2.1\npandas\n', 'src/train.py': 'import tracker\n\ndef fit():\n    return tracker.start()\n' }
const pathsOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => modulesOf(await factsOf(files)).map(({ path }) => path)

describe('a copy of an installed package under another name', () => {
  it('is set aside with all its files', async () => {
    const facts = await factsOf({ ...own, ...packageAt('tools/tracker windows', likeTracker), 'tools/tracker windows/README.md': '# Tracker\n', 'tools/run.py': 'import tracker\n' })
    expect(modulesOf(facts).map(({ path }) => path)).toEqual(['src/train.py', 'tools/run.py'])
    expect([facts.files.get('tools/tracker windows/README.md')?.role, facts.files.get('tools/tracker windows/README.md')?.facts]).toEqual(['vendored', null])
  })
  it('is the package to who imports it', async () => {
    const user = 'try:\n    import tools.tracker_mac as tracker\nexcept ImportError:\n    from tools import tracker_mac as tracker\nfrom tools.tracker_mac.core import part3\nfrom .tracker_mac import core\nfrom tools.other import core as mine\n'
    const facts = await factsOf({ ...own, ...packageAt('tools/tracker_mac', likeTracker), 'tools/run.py': user })
    const run = modulesOf(facts).find(({ path }) => path === 'tools/run.py')
    if (run === undefined) throw new Error('tools/run.py was not read')
    expect(definitionsOf(run.tree).imports.map(({ module, name, as, level }) => [module, name, as, level])).toEqual([
      ['tracker', null, 'tracker', 0], ['tracker', null, 'tracker', 0], ['tracker.core', 'part3', 'part3', 0], ['tracker', 'core', 'core', 0], ['tools.other', 'core', 'mine', 0],
    ])
  })
  it('takes its gaps with it, and no others', async () => {
    const undeclared = await factsOf(packageAt('tracker_mac', likeTracker))
    const gaps = ['tracker_mac/index.json', 'index.json'].map((path) => ({ what: 'file', path, reason: 'too large' }))
    const withGaps = { ...undeclared, files: [...undeclared.files.values()], gaps }
    expect(indexRepository(withGaps).gaps).toEqual(gaps)
    const declared = await factsOf(own)
    expect(indexRepository({ ...withGaps, files: [...withGaps.files, ...declared.files.values()] }).gaps.map(({ path }) => path)).toEqual(['index.json'])
  })
})

describe('the project keeps its own package', () => {
  it('that imports its own modules by its own name', async () => {
    expect(await pathsOf({ ...own, ...packageAt('tracker', likeTracker) })).toHaveLength(46)
  })
  it('that is built under another name than its folder\'s', async () => {
    expect(await pathsOf({ 'requirements.txt': 'pandas\n', 'pyproject.toml': '[project]\nname = "tracker"\n[project.optional-dependencies]\nall = ["tracker[gpu]"]\n', ...packageAt('src', likeTracker) })).toHaveLength(45)
  })
  it('that imports an installed package of a similar layout', async () => {
    const similar = (index: number): string => `from tracker.${place(index + 1)} import work as one\nimport tracker.other${index}\nfrom mine.${place(index + 2)} import work`
    expect(await pathsOf({ ...own, ...packageAt('mine', similar) })).toHaveLength(46)
  })
  it('of which a few files import the package it extends', async () => {
    const some = (index: number): string => (index < 20 ? likeTracker(index) : 'import os')
    expect(await pathsOf({ ...own, ...packageAt('mine', some) })).toHaveLength(46)
  })
})
