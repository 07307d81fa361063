import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditWords } from '../../scripts/audit-words.ts'
import { ROOT } from './source-files.ts'

type Entry = { readonly version?: string; readonly resolved?: string; readonly integrity?: string; readonly hasInstallScript?: boolean; readonly link?: boolean; readonly inBundle?: boolean }
type Lock = { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, Entry>> }
type Package = { readonly dependencies: Readonly<Record<string, string>>; readonly devDependencies: Readonly<Record<string, string>>; readonly allowScripts: Readonly<Record<string, boolean>> }

const read = <Value>(path: string): Value => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Value
const entries = Object.entries(read<Lock>('package-lock.json').packages).filter(([path]) => path !== '')
const own = read<Package>('package.json')

/** Packages that have a script for their installation. None of them is run: `allowScripts` of package.json, which a newer npm goes by, says so of each. */
const WITH_SCRIPTS = ['esbuild', 'fsevents']

/** What is wrong with an entry of the lock file; null for nothing. */
function wrongWith([path, { version, resolved, integrity, link, inBundle }]: readonly [string, Entry]): string | null {
  if (link === true) return `${path} is a link`
  if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')) return `${path} comes from ${resolved}`
  if (inBundle !== true && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')) return `${path} has no hash that its content is held to`
  return version === undefined || !/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version) ? `${path} has no version` : null
}

describe('the packages', () => {
  it('come from the registry alone, each held to its content by a hash', () => {
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.map(wrongWith).filter((wrong) => wrong !== null)).toEqual([])
  })

  it.each([
    [{ version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` }, null], [{ version: '1.0.0' }, 'has no hash'], [{ version: '1.0.0', integrity: 'sha1-abc' }, 'has no hash'], [{ version: '1.0.0', resolved: 'https://evil.example/a.tgz', integrity: `sha512-${'A'.repeat(86)}==` }, 'comes from https://evil.example'],
    [{ version: '1.0.0', resolved: 'git+ssh://git@github.com/a/b.git' }, 'comes from git'], [{ link: true }, 'is a link'], [{ integrity: `sha512-${'A'.repeat(86)}==` }, 'has no version'],
  ])('are looked through: %j', (entry, wrong) => {
    if (wrong === null) expect(wrongWith(['a', entry])).toBeNull()
    else expect(wrongWith(['a', entry])).toContain(wrong)
  })

  it('are named by one version each, not by a range', () => {
    expect(Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('run no script at their installation but those that are known', () => {
    expect([...new Set(entries.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path.replace(/^.*node_modules\//, '')))].filter((name) => !WITH_SCRIPTS.includes(name))).toEqual([])
    expect(Object.entries(own.allowScripts).filter(([, isAllowed]) => isAllowed)).toEqual([])
  })
})

describe('what the registry knows of holes', () => {
  it.each([
    ['{"auditReportVersion":2,"vulnerabilities":{}}', false, 'No hole is known'],
    ['{"vulnerabilities":{"a":{"name":"a","severity":"low","via":[]}}}', false, 'lighter ones: a'],
    ['{"vulnerabilities":{"a":{"name":"a","severity":"high","range":"<2.0.0","via":[{"title":"It runs what it reads"},"b"]}}}', true, 'a <2.0.0: high; It runs what it reads'],
    ['{"vulnerabilities":{"a":{"name":"a","severity":"critical"}}}', true, 'a: critical'],
    ['{"message":"405 Method Not Allowed","error":{"summary":""}}', false, 'could not be asked for advisories (405 Method Not Allowed). Nothing was looked at.'],
    ['', false, 'npm gave no answer'], ['null', false, 'could not be asked'], ['<html>', false, 'could not be asked'],
  ])('%s', (printed, isBad, says) => {
    const told = auditWords(printed)
    expect([told.isBad, told.says]).toEqual([isBad, expect.stringContaining(says)])
  })
})
