import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkAgainstSchema } from '../../../src/parse/schema.ts'
import { ROOT } from '../../house/source-files.ts'
import { readAllReports } from '../../support/read-reports.ts'

const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/evidence.schema.json'), 'utf8')) as object
const [, shown = ''] = /```json\n([^`]*)```/.exec(readFileSync(join(ROOT, 'docs/evidence.md'), 'utf8')) ?? []
const EXAMPLE = JSON.parse(shown) as Record<string, unknown>
const read = (value: unknown): ReturnType<typeof readAllReports> => readAllReports({ 'manifest.json': JSON.stringify(value) })

describe('the manifest of a bundle', () => {
  it('as the page shows it keeps to the schema, and is read', () => {
    expect(checkAgainstSchema(schema, EXAMPLE)).toEqual([])
    expect(read(EXAMPLE)).toEqual({ gaps: [], problems: [], reports: [{
      kind: 'manifest', path: 'manifest.json', commit: '3f2c1ab4d5e6f708192a3b4c5d6e7f8091a2b3c4', takenAt: '2026-03-01T10:05:00Z', madeBy: { tool: 'capstone-coach/actions/evidence', version: '1.0.0' },
      run: { id: 7712345678, attempt: 1, workflow: '.github/workflows/ci.yml' },
      files: [
        { path: 'reports/junit.xml', holds: 'tests', madeBy: { tool: 'pytest', version: '8.3.4' }, sha256: null },
        { path: 'reports/coverage.xml', holds: 'coverage', madeBy: null, sha256: null },
        { path: 'metrics.json', holds: 'metrics', madeBy: null, sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
      ],
    }] })
  })
  it.each([
    ['another schema', { schema: 2 }], ['a short commit', { commit: '3f2c1ab' }], ['no maker', { madeBy: {} }], ['a moment without a zone', { takenAt: '2026-03-01T10:05:00' }], ['no list of files', { files: null }],
  ])('with %s is refused, by the schema and by the reader', (_name, change) => {
    expect(checkAgainstSchema(schema, { ...EXAMPLE, ...change })).not.toEqual([])
    expect(read({ ...EXAMPLE, ...change })).toMatchObject({ reports: [], problems: [{ path: 'manifest.json', says: expect.stringContaining('manifest') as string }] })
  })
  it.each(['/etc/passwd', '../secret', 'a/../../b', 'a\\b', ''])('leaves out a file at %s, by the schema and by the reader', (path) => {
    const value = { ...EXAMPLE, files: [{ path }, { path: 'a..b/junit.xml' }] }
    expect(checkAgainstSchema(schema, value)).toMatchObject([{ pointer: '/files/0/path' }])
    expect(read(value)).toMatchObject({ reports: [{ files: [{ path: 'a..b/junit.xml' }] }], problems: [{ path: 'manifest.json' }] })
  })
  it('is known by what it says it is, not by its name', () => {
    expect(readAllReports({ 'manifest.json': '{"name": "web app", "icons": []}' })).toEqual({ reports: [], gaps: [], problems: [] })
  })
})
