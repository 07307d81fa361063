import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../src/command-line/options.ts'

describe('the words of a command line', () => {
  it('give the options of grade, with defaults', () => {
    expect(readCommandLine(['grade', 'clone', '--at', 'abc', '--strict'])).toEqual({
      kind: 'grade', options: { paths: ['clone'], at: 'abc', apiUrl: null, format: 'text', project: null, checklist: null, explain: null, picture: false, runs: null, course: null, since: null, strict: true, out: null, quiet: false },
    })
  })

  it('give a hint its level, the first where none is named', () => {
    expect(readCommandLine(['hint', 'health'])).toEqual({ kind: 'hint', id: 'health', level: 1 })
    expect(readCommandLine(['hint', 'step-1.1', '3'])).toEqual({ kind: 'hint', id: 'step-1.1', level: 3 })
  })

  it('give a probe its paths: the usual two, or those that are named', () => {
    expect(readCommandLine(['probe', 'https://churn.example.edu'])).toEqual({ kind: 'probe', options: { url: 'https://churn.example.edu', health: '/health', metrics: '/metrics' } })
    expect(readCommandLine(['probe', 'https://churn.example.edu', '--health', '/livez'])).toEqual({ kind: 'probe', options: { url: 'https://churn.example.edu', health: '/livez', metrics: null } })
  })

  it.each([['2026-01-31', '2026-01-31T00:00:00Z'], ['2026-01-31T12:00+01:00', '2026-01-31T11:00:00Z'], ['2026-01-31 12:00', '2026-01-31T12:00:00Z']])('give evidence since %s what began at %s or later', (since, moment) => {
    expect(readCommandLine(['evidence', '--since', since])).toMatchObject({ kind: 'evidence-write', options: { since: Date.parse(moment) } })
  })

  it.each([
    [[], 'say what to do'],
    [['probe'], 'probe needs the address'],
    [['probe', 'https://a.example', 'https://b.example'], 'found more: https://b.example'],
    [['grad', 'x'], '"grad" is no command'],
    [['grade'], 'grade needs the path'],
    [['grade', 'a', ''], 'grade needs the path'],
    [['grade', 'a', 'b', '--explain', 'health'], '--explain takes one path; found 2'],
    [['grade', 'a', '--format', 'xml'], '--format is one of: text, json'],
    [['grade', 'a', 'b', '--format', 'sarif'], '--format sarif takes one path'],
    [['grade', 'a', 'b', '--format', 'junit'], '--format junit takes one path'],
    [['grade', 'a', 'b', '--format', 'markdown'], '--format markdown takes one path; found 2'],
    [['grade', 'a', '--since', 'x.json'], 'it goes with --format markdown'],
    [['grade', 'a', '--explain', 'helth'], 'found "helth"'],
    [['grade', 'a', '--colour'], '--colour'],
    [['grade', 'a', 'b', '--picture'], '--picture takes one path; found 2'],
    [['grade', 'a', '--picture', '--explain', 'health'], '--picture and --explain'],
    [['grade', 'a', '--picture', '--format', 'json'], '--picture is printed as text or markdown; found "json"'],
    [['grade', 'a', '--at'], '--at'],
    [['grade', 'a', '--at', ''], '--at takes a commit'],
    [['hint'], 'hint needs a criterion, an item or a step'],
    [['hint', 'health', '4'], 'level is 1, 2 or 3; found "4"'],
    [['hint', 'health', '1', 'x'], 'found more: x'],
    [['checks', 'lint'], 'checks takes no path'],
    [['rejudge', 'last', '--apply', '--preview', '--reason', 'x'], 'rejudge takes no --preview; its options are --all, --apply, --course'],
    [['rejudge', '--all', '--preview'], 'rejudge takes no --preview'],
    [['token', 'revoke', 'x', '--preview'], 'token takes no --preview'],
    [['grades', '--section', 'A'], 'grades takes no --section'],
    [['doctor', '--out', 'x'], 'doctor takes no --out; it takes no options'],
    [['export', '--fill', 'a.csv', '--out', './a.csv'], '--out of export --fill names another file'],
    [['evidence', '--since', 'monday'], '--since of evidence: expected a date such as 2026-12-18, a date and time'],
    [['evidence', '--since', '2026-02-30'], '--since of evidence: expected a day and time that the calendar has, from 2000 on; found 2026-02-30'],
  ])('that do not fit say what was expected: %j', (words, says) => {
    const command = readCommandLine(words)
    if (command.kind !== 'usage') throw new Error(`understood as ${command.kind}`)
    expect(command.says).toContain(says)
  })
})
