import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import type { CommandWord } from '../../../src/command-line/options-taken.ts'
import { makeZip } from '../../support/make-zip.ts'
import { damaged, ODD } from './change.ts'
import { CASES, fileOf, SAMPLE } from './seeds.ts'

/** Files that commands are given, by their names: real ones, which are damaged before each command. A name that ends in `/` is a folder with a repository. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  'course.yml': [fileOf('courses/example.yml'), fileOf('samples/class/course.yml')], 'checklist.yml': [fileOf('checklists/production-readiness.yml'), fileOf('checklists/practices.yml')],
  'students.csv': [fileOf('samples/class/students.csv'), 'Student,ID,SIS Login ID,email,github\n"Kovač, Ana",90017,akovac,ana@example.edu,ana\n'],
  'sheet.csv': ['Student,ID,SIS Login ID,Section,Essay (1),Capstone (4711)\n    Points Possible,,,,10,100\n"Kovač, Ana",90017,akovac,1,9.50,\n', 'Identifier,Email address,Grade,Feedback comments\nParticipant 1,ana@example.edu,,\n'],
  'runs.json': ['{"runs":[],"earlier":[],"deployments":[],"probes":[],"waysBack":[],"base":null,"claims":[],"numbers":{"metrics":[],"coverage":null},"metricsBefore":null}'],
  'record.json': ['{"schema":1,"repository":{"name":"a","commit":null,"project":".","takenAt":"2026-01-01T00:00:00Z"},"criteria":[],"items":[],"grade":null}'],
  'answers.jsonl': ['{"question":"A","text":"Drift means that the data change."}\n{"question":"B","component":"dvc","text":"It versions data."}\n'],
  'evidence.zip': [Buffer.from(makeZip([{ name: 'metrics.json', content: '{"accuracy": 0.9}' }, { name: '../x/junit.xml', content: '<testsuite><testcase name="a"/></testsuite>' }])).toString('latin1')],
}

/** What a command is first given, as somebody would who means well; further words and options come from what it takes. */
export const FRAMES: Readonly<Record<CommandWord, readonly (readonly string[])[]>> = {
  grade: [['repository'], ['repository', 'other'], ['repository', '--runs', 'runs.json'], ['repository', '--format', 'markdown', '--since', 'record.json'], ['repository', '--checklist', 'checklist.yml'], ['repository', '--course', 'course.yml', '--picture'], ['octo-org/churn']],
  runs: [['octo-org/churn'], ['repository', '--course', 'course.yml']],
  checks: [[], ['--format', 'json']],
  hint: [['health', '2'], ['merge'], ['item:lint', '3']],
  answer: [['A', 'Drift means that the data change.'], ['B', 'It versions data.', '--component', 'dvc'], ['--batch', 'answers.jsonl']],
  evidence: [['repository'], ['repository', '--check', '--out', 'evidence'], ['read', 'evidence.zip'], ['read', 'repository'], ['read', 'runs.json', '--format', 'json']],
  probe: [['http://127.0.0.1:1'], ['https://127.0.0.1:1/a', '--health', '/h']],
  course: [['course.yml'], ['course.yml', '--preview'], []],
  doctor: [[]],
  work: [[], ['again', 'all']],
  decisions: [['octo-org/capstone-ana']],
  decide: [['set', 'octo-org/capstone-ana', 'health', 'present', '--reason', 'seen', '--preview'], ['excuse', 'ana', 'lint', '--reason', 'ill'], ['extend', 'ana', '2026-12-24', '--reason', 'ill'], ['clear', 'ana', 'health', '--reason', 'x'], ['close', 'octo-org/capstone-ana', '1']],
  contributions: [[], ['--student', 'ana'], ['--repo', 'octo-org/capstone-ana', '--format', 'json']],
  watch: [[], ['--format', 'json']],
  roster: [[], ['students.csv'], ['students.csv', '--preview', '--course', 'mlops']],
  student: [['export', 'ana', '--out', 'ana.json'], ['erase', 'ana', '--reason', 'asked', '--preview']],
  grades: [[], ['--what-if', 'lint'], ['--format', 'json']],
  release: [['--class', '--preview'], ['--student', 'ana', '--reason', 'x'], ['--section', 'A', '--hold']],
  export: [['--format', 'canvas', '--title', 'Capstone'], ['--fill', 'sheet.csv', '--assignment', '4711'], ['--format', 'moodle', '--out', 'out.csv'], ['--format', 'wide', '--bom']],
  rejudge: [[], ['--all', '--reason', 'x'], ['last', '--apply', '--reason', 'x'], ['last', '--undo', '--reason', 'x']],
  token: [['create', '--name', 'a', '--role', 'reader'], ['list'], ['revoke', 'x']],
  backup: [['copy.db']],
  restore: [['copy.db'], ['answers.jsonl', '--replace'], ['moved.db']],
  move: [['--to', 'moved.db'], ['--from', 'none.db', '--to', 'postgres://a:b@127.0.0.1:1/c']],
}

const WORDS = fc.oneof(fc.constantFrom(...ODD.filter((word) => word.length < 100)), fc.constantFrom('mlops', 'ana', 'octo-org/capstone-ana', 'health', 'item:lint', 'own:x', 'main', '80%', '4/5', '-1', '1e9', '2026-02-30', 'last', 'all', 'A', '\u001b[2J\u202e', '%s%n', '../../etc', 'text', 'json', 'markdown', ...Object.keys(FILES)), fc.string({ maxLength: 12 }))

/** Words of one command: a frame of it, in which some are left out or others, with some of its options. */
export function wordsOf(name: CommandWord, options: readonly string[]): fc.Arbitrary<readonly string[]> {
  const option = options.length === 0 ? fc.constant<readonly string[]>([]) : fc.tuple(fc.constantFrom(...options), WORDS, fc.boolean()).map(([one, value, joined]): readonly string[] => joined ? [`--${one}=${value}`] : [`--${one}`, value])
  const edit = fc.record({ at: fc.nat(8), how: fc.constantFrom('none', 'none', 'none', 'leave', 'other', 'twice'), word: WORDS })
  return fc.tuple(fc.constantFrom(...FRAMES[name]), edit, fc.array(option, { maxLength: 2 })).map(([frame, { at, how, word }, more]) => {
    const words = frame.flatMap((one, index) => index !== at || how === 'none' ? [one] : how === 'leave' ? [] : how === 'twice' ? [one, one] : [word])
    return [name, ...words, ...more.flat()]
  })
}

export type Written = { readonly file: string; readonly text: string }

/** The files of a command with one of them damaged, and a repository in which one file is. */
export const filesToWrite: fc.Arbitrary<readonly Written[]> = fc.tuple(
  fc.oneof(...Object.entries(FILES).map(([file, seeds]) => damaged(seeds).map((text): Written => ({ file, text })))),
  fc.constantFrom(SAMPLE, ...CASES).chain((files) => fc.constantFrom(...Object.keys(files)).chain((path) => damaged([files[path] ?? '']).map((text): readonly Written[] => Object.entries({ ...files, [path]: text }).map(([name, content]) => ({ file: `repository/${name}`, text: content }))))),
).map(([one, repository]) => [...Object.entries(FILES).map(([file, [text = '']]): Written => ({ file, text })), ...repository, one])

/** Writes them below a folder, in which nothing else of an earlier command is left. */
export function writeFilesTo(folder: string, files: readonly Written[]): void {
  for (const name of ['repository', 'other', 'evidence']) rmSync(join(folder, name), { recursive: true, force: true })
  mkdirSync(join(folder, 'other'))
  for (const { file, text } of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), text, file.endsWith('.zip') ? 'latin1' : 'utf8')
  }
}
