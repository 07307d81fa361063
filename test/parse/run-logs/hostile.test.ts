import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readJobLog } from '../../../src/parse/run-logs/read-job-log.ts'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1) * 200
const PIECES = [
  '##[group]Run pytest', '##[endgroup]', '##[error]Process completed with exit code 1.', 'ModuleNotFoundError: No module named \'x\'', '\u001b[31m', '\ufeff', '\r', '\0', '\u202e', '  File "../../etc/passwd", line 99999999999',
  'FAILED a::b - x', '1 failed in 0.1s', 'ERROR: Could not find a version that satisfies the requirement x (from versions: none)', 'a/b.py:1:1: F401 x', '`'.repeat(40), '@everyone', 'denied: requested access', '  API_KEY: ', 'env:', 'Traceback (most recent call last):', 'During handling of the above exception', '  File "/home/ana/a.py", line 3, in <module>', 'KeyError: \'A_B\'', '#12 0.412 /bin/sh: 1: uv: not found', 'api-1  | OSError: libx.so.1: cannot open shared object file', '- hook id: black', 'curl: (7) Failed to connect to localhost port 80', 'shell: bash', '--- Captured stdout call ---',
]

it('whatever a log says, reading it ends, and what is kept is bounded and can be seen', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 60 })), { maxLength: 60 }), fc.constantFrom('\n', '\r\n', ' '), (lines, between) => {
    const { reasons, requirements } = readJobLog(lines.join(between), [{ name: 'Run pytest' }])
    expect([reasons.length <= 2, requirements.length <= 3]).toEqual([true, true])
    for (const { line, about, at } of reasons) {
      expect(line.length <= 240 && about.length <= 5 && about.every((name) => name.length <= 120) && (at === null || at.path.length <= 300)).toBe(true)
      expect([line, ...about, at?.path ?? ''].join('')).not.toMatch(/[\p{Cc}\p{Cs}]/u)
      expect(at?.path ?? 'inside').not.toMatch(/^\/|\.\./)
      expect([line, ...about, at?.path ?? ''].join(' ')).not.toContain('/home/ana')
    }
  }), { numRuns: RUNS })
})
