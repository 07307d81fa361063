import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { clashesAmong, idOfFile } from '../../src/course/among-courses.ts'
import { readCourse } from '../../src/course/read-course.ts'
import { DEFAULT_COURSE_SETTINGS, type WrittenCourse } from '../../src/model/course.ts'
import { ROOT } from '../house/source-files.ts'

const SHA = '3f2c1ab09d7e4b5c6a8f1e2d3c4b5a69788796a5'
const BLOB = '9daeafb9864cf43055ae93beb0afd6c7d144bfa4'

function read(text: string): WrittenCourse {
  const reading = readCourse(text, loadSchema('course'), 'from-file')
  if (!reading.ok) throw new Error(reading.problems.map(({ line, says }) => `${line}: ${says}`).join('\n'))
  return reading.course
}

function problems(text: string): readonly string[] {
  const reading = readCourse(text, loadSchema('course'), 'from-file')
  return reading.ok ? [] : reading.problems.map(({ line, column, says }) => `${line}:${column}: ${says}`)
}

describe('a course', () => {
  it('of two lines has what holds by default', () => {
    expect(read('title: MLOps\nrepositories: { patterns: [capstone-*] }\n')).toEqual({
      id: 'from-file', title: 'MLOps', organization: null, repositories: { names: [], patterns: ['capstone-*'], topics: [] }, staff: { logins: [], teams: [] }, joinCode: null, settings: DEFAULT_COURSE_SETTINGS,
    })
  })

  it('says all that it can: the example', () => {
    expect(read(readFileSync(join(ROOT, 'courses/example.yml'), 'utf8'))).toEqual({
      id: 'mlops-2026', title: 'MLOps', organization: 'octo-course',
      repositories: { names: ['capstone-ana', 'churn-service'], topics: ['mlops-capstone'], templates: ['octo-course/capstone-starter'], patterns: ['capstone-*', '*-capstone-2026'], practice: ['capstone-demo'] },
      staff: { logins: ['ines'], teams: ['mlops-instructors'], assistants: { logins: ['jo-assists'], teams: ['mlops-assistants'] } }, joinCode: 'sparrow-27-umbrella',
      settings: {
        term: 'autumn 2026', probesEnabled: false, probeHosts: ['churn.example.edu'], trustedWorkflows: [{ repository: 'octo-course/workflows', path: '.github/workflows/capstone.yml', sha: SHA, shows: ['lint', 'tests-ci'] }], trustedBlobs: [BLOB],
        stuckDays: 7, disputeDays: 5, hintCeiling: 3, timeZone: 'Europe/Berlin', dateLanguage: 'en-GB', opensAt: Date.parse('2026-10-05T00:00+02:00'), dueAt: Date.parse('2026-12-18T18:00+01:00'), closesAt: Date.parse('2027-01-15T23:59:59+01:00'), gate: false, checklist: null,
        grading: { points: 100, counts: 'deadline', graceMinutes: 30, late: { kind: 'deduct', pointsADay: 10, most: 50 }, proofHours: 24, release: 'held' }, summaryIn: 'staff', summaryAs: 'issue',
      },
    })
  })

  it('may name repositories for practice, those alone too', () => { expect(read('title: A\nrepositories: { practice: [capstone-demo, try-*] }\n')).toMatchObject({ repositories: { names: [], patterns: [], practice: ['capstone-demo', 'try-*'] } }) })
  it('may take in repositories by its code alone', () => { expect(read('title: A\njoin_code: abcd-efgh\n')).toMatchObject({ joinCode: 'abcd-efgh', repositories: { patterns: [] } }) })
})

describe('what is wrong is told with its place and what was expected', () => {
  it.each<[string, string, readonly (string | RegExp)[]]>([
    ['nothing', '', ['1:1: expected object; found null']],
    ['no YAML', 'title: [a\n', [/^2:1: /]],
    ['a key twice', 'title: A\ntitle: B\njoin_code: abcd-efgh\n', [/^2:1: Map keys must be unique/]],
    ['no title', 'repositories:\n  names: [a]\n', ['1:1: "title" is not given']],
    ['a key that there is not', 'title: A\nrepositories:\n  name: [a]\n', ['3:9: repositories.name: "name" is no setting here; expected one of: names, patterns, topics, templates, practice']],
    ['a list that is none', 'title: A\nrepositories:\n  names: capstone-ana\n', ['3:10: repositories.names: expected array; found "capstone-ana"']],
    ['a repository with its owner', 'title: A\nrepositories:\n  names:\n    - a\n    - octo-course/b\n', ['5:7: repositories.names[1]: expected the name of a repository without its owner, such as capstone-ana; found "octo-course/b"']],
    ['nothing to take in', 'title: A\nrepositories: {}\n', ['2:15: repositories: expected at least one entry in names, patterns, topics, templates or practice, or a join_code: this course takes in no repository']],
    ['a template without its owner', 'title: A\nrepositories:\n  templates: [starter]\n', ['3:15: repositories.templates[0]: expected the template that repositories are made from, with its owner, such as octo-course/capstone-starter; found "starter"']],
    ['an organization by its address', 'title: A\norganization: https://github.com/octo\njoin_code: abcd-efgh\n', [/^2:15: organization: expected the login of an organization .*; found "https:\/\/github.com\/octo"$/]],
    ['people with @', 'title: A\njoin_code: abcd-efgh\nstaff:\n  people: ["@ines"]\n', ['4:12: staff.people[0]: expected the login of a person on GitHub, without @; found "@ines"']],
    ['an assistant with @', 'title: A\njoin_code: abcd-efgh\nstaff:\n  assistants: { people: ["@jo"] }\n', ['4:26: staff.assistants.people[0]: expected the login of a person on GitHub, without @; found "@jo"']],
    ['somebody of both parts', 'title: A\njoin_code: abcd-efgh\nstaff:\n  people: [Jo]\n  teams: [t]\n  assistants: { people: [kim, jo], teams: [t] }\n', ['6:31: staff.assistants.people[1]: expected "jo" either under staff.people or here; found it in both', '6:44: staff.assistants.teams[0]: expected "t" either under staff.teams or here; found it in both']],
    ['grades in a way that there is not', 'title: A\njoin_code: abcd-efgh\ngrading: { counts: first }\n', ['3:20: grading.counts: expected one of: deadline, latest, best; found "first"']],
    ['a checklist that is no YAML', 'title: A\njoin_code: abcd-efgh\nchecklist: list.json\n', [/^3:12: checklist: expected the path of a checklist from the folder of this file/]],
    ['a checklist across a line', 'title: A\njoin_code: abcd-efgh\nchecklist: "a\\nb.yml"\n', [/^3:12: checklist: /]],
    ['an extension of a person', 'title: A\njoin_code: abcd-efgh\nextensions: { ana: 2026-12-20 }\n', [/^3:13: extensions: "extensions" is no setting here: what concerns one person stands in no file. The staff extends, .* \(\/extend, \/excuse, \/set; docs\/decisions.md\)/]],
    ['lateness without a day', 'title: A\njoin_code: abcd-efgh\ngrading: { late: flag }\n', ['3:18: grading.late: expected "dates: due" in the file: without it nothing is late']],
    ['more taken off than there is', 'title: A\njoin_code: abcd-efgh\ndates: { due: 2026-12-18T18:00Z }\ngrading: { points: 20, late: { points_a_day: 5, at_most: 30 } }\n', ['4:58: grading.late.at_most: expected at most the 20 points of the course; found 30']],
    ['a short code', 'title: A\njoin_code: abc\n', [/^2:12: join_code: expected 8 to 64 letters, digits, - or _ that nobody can guess$/]],
    ['a code that is a number', 'title: A\njoin_code: 12345678\n', ['2:12: join_code: expected string']],
    ['a host with its scheme', 'title: A\njoin_code: abcd-efgh\nprobes: { enabled: true, hosts: ["http://a.example"] }\n', [/^3:34: probes\.hosts\[0\]: expected the name of a host/]],
    ['a host by its number', 'title: A\njoin_code: abcd-efgh\nprobes: { hosts: [169.254.169.254] }\n', [/^3:19: probes\.hosts\[0\]: expected the name of a host/]],
    ['a workflow that is not pinned', 'title: A\njoin_code: abcd-efgh\ntrusted_workflows: [octo/w/.github/workflows/a.yml@main]\n', [/^3:21: trusted_workflows\[0\]: expected owner\/name\/path@sha of a reusable workflow/]],
    ['a blob that would show something', `title: A\njoin_code: abcd-efgh\ntrusted_workflows: [{ workflow: ${BLOB}, shows: [lint] }]\n`, [/^3:33: trusted_workflows\[0\]\.workflow: expected owner\/name\/path@sha of a reusable workflow/]],
    ['a workflow that would show what is read', `title: A\njoin_code: abcd-efgh\ntrusted_workflows: [{ workflow: octo/w/.github/workflows/a.yml@${SHA}, shows: [readme] }]\n`, [/^3:\d+: trusted_workflows\[0\]\.shows\[0\]: expected one of: lint, .*; found "readme"$/]],
    ['days of a fraction', 'title: A\njoin_code: abcd-efgh\nstuck_days: 0.5\n', [/^3:13: stuck_days: expected integer; found 0\.5$/]],
    ['a hint level that there is not', 'title: A\njoin_code: abcd-efgh\nhint_ceiling: 4\n', ['3:15: hint_ceiling: expected one of: 1, 2, 3; found 4']],
    ['a zone that there is not', 'title: A\njoin_code: abcd-efgh\ntime_zone: Europe/Atlantis\ndates: { due: 2026-12-18 }\n', ['3:12: time_zone: expected the IANA name of a time zone, such as Europe/Berlin; found "Europe/Atlantis"']],
    ['a language that there is not', 'title: A\njoin_code: abcd-efgh\ndates:\n  language: deutsch\n', ['4:13: dates.language: expected the BCP 47 tag of a language that dates can be written in here, such as de or en-GB; found "deutsch"']],
    ['a language in the form of a locale', 'title: A\njoin_code: abcd-efgh\ndates:\n  language: de_DE\n', ['4:13: dates.language: expected the BCP 47 tag of the language that dates are written in for people, such as de or en-GB; found "de_DE"']],
    ['a term that says nothing', 'title: A\nterm: " "\njoin_code: abcd-efgh\n', [/^2:7: term: expected /]],
    ['a local time without a zone', 'title: A\njoin_code: abcd-efgh\ndates:\n  due: 2026-12-18 18:00\n', [/^4:8: dates\.due: expected "time_zone" in the file/]],
    ['a time that the clocks skip', 'title: A\njoin_code: abcd-efgh\ntime_zone: Europe/Berlin\ndates:\n  due: 2026-03-29 02:30\n', ['5:8: dates.due: expected a time that there is in Europe/Berlin; its clocks skip 2026-03-29 02:30']],
    ['dates in another order', 'title: A\njoin_code: abcd-efgh\ntime_zone: UTC\ndates:\n  due: 2026-12-18\n  closes: 2026-12-01\n', ['6:11: dates.closes: expected a moment after "due"; found one that is not']],
    ['dates that are the same', 'title: A\njoin_code: abcd-efgh\ndates:\n  due: 2026-12-18T18:00Z\n  closes: 2026-12-18T19:00+01:00\n', ['5:11: dates.closes: expected a moment after "due"; found one that is not']],
    ['an answer that is none', 'title: A\njoin_code: abcd-efgh\ngate: maybe\n', ['3:7: gate: expected boolean; found "maybe"']],
    ['disputes that nobody would live to see answered', 'title: A\njoin_code: abcd-efgh\ndispute_days: 61\n', ['3:15: dispute_days: expected a number of at most 60; found 61']],
    ['several mistakes', 'title: A\ngate: 1\nstuck_days: 0\n', ['2:7: gate: expected boolean; found 1', '3:13: stuck_days: expected a number of at least 1; found 0']],
  ])('%s', (_, text, expected) => {
    const told = problems(text)
    expect(told).toHaveLength(expected.length)
    for (const [place, one] of expected.entries()) expect(told[place]).toMatch(typeof one === 'string' ? new RegExp(`^${one.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`) : one)
  })
})

describe('several courses', () => {
  const filed = (file: string, changes: Partial<WrittenCourse>) => ({ file, course: { ...read('title: A\njoin_code: abcd-efgh\n'), ...changes } })
  it('have ids and codes of their own; the code is not told', () => {
    expect(clashesAmong([filed('a.yml', { id: 'a' }), filed('b.yml', { id: 'b', joinCode: null }), filed('c.yml', { id: 'c', joinCode: null })])).toEqual([])
    const told = clashesAmong([filed('a.yml', { id: 'a' }), filed('b.yml', { id: 'a' })])
    expect(told).toEqual([expect.stringMatching(/^b\.yml: expected an id of its own; a\.yml is the course "a" already/), expect.stringMatching(/^b\.yml: expected a join_code of its own; a\.yml has the same/)])
    expect(told.join('')).not.toContain('abcd-efgh')
  })
  it.each([['courses/MLOps 2026.yml', 'mlops-2026'], ['C:\\x\\Ünïcode.YAML', 'n-code'], ['.yml', 'course']])('%s is known as %s where it sets no id', (file, id) => { expect(idOfFile(file)).toBe(id) })
})

describe('every key', () => {
  const schema = loadSchema('course') as { readonly properties: Readonly<Record<string, { readonly properties?: object }>> }
  const keys = Object.entries(schema.properties).flatMap(([key, { properties = {} }]) => [key, ...Object.keys(properties)])
  it('stands in the example', () => {
    const example = readFileSync(join(ROOT, 'courses/example.yml'), 'utf8')
    expect(keys.filter((key) => !new RegExp(`^ *${key}:`, 'm').test(example))).toEqual([])
  })
  it('is explained in the documentation, whose examples are courses', () => {
    const page = readFileSync(join(ROOT, 'docs/course.md'), 'utf8')
    expect(keys.filter((key) => !new RegExp(`^\\| \`(?:\\w+\\.)?${key}\``, 'm').test(page))).toEqual([])
    const examples = [...page.matchAll(/```yaml\n([^`]*)```/g)].map(([, text = '']) => text)
    expect(examples.length).toBeGreaterThan(0)
    for (const text of examples) expect(problems(text)).toEqual([])
  })
  it('every file beside the example is a course', () => {
    for (const name of readdirSync(join(ROOT, 'courses'))) expect([name, problems(readFileSync(join(ROOT, 'courses', name), 'utf8'))]).toEqual([name, []])
  })
})
