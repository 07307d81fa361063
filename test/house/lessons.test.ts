import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { CHECKS } from '../../src/checks/list.ts'
import { loadChecklist } from '../../src/command-line/checklists.ts'
import { coverableIds, loadLessons } from '../../src/command-line/lessons.ts'
import { linkedPassage, passageOf, sayingOf } from '../../src/lesson/lessons.ts'
import { REASON_SUBJECTS, subjectOfReason } from '../../src/lesson/reason-subjects.ts'
import { CRITERION_IDS } from '../../src/model/criterion.ts'
import { SAYING_IDS, type Lesson } from '../../src/model/lesson.ts'
import { REASON_KINDS } from '../../src/model/run-reason.ts'
import { STEP_PARTS } from '../../src/model/step.ts'
import { STEP_RULES } from '../../src/steps/progress.ts'
import { readMarkdown } from '../../src/parse/document/markdown.ts'
import { factsOf } from '../support/memory-repository.ts'
import { snippetProblems } from '../support/snippet-problems.ts'
import { ROOT } from './source-files.ts'

const COURSE: Readonly<Record<string, readonly string[]>> = {
  '1-foundations': ['1-1-welcome-setup', '1-2-mlops-principles', '1-3-first-model', '1-4-docker-basics'],
  '2-pipeline': ['2-1-data-versioning', '2-2-experiment-tracking', '2-3-model-registry', '2-4-testing-ml'],
  '3-deployment': ['3-1-serving-options', '3-2-fastapi-model', '3-3-containers-advanced', '3-4-cloud-deployment'],
  '4-production': ['4-1-cicd-ml', '4-2-monitoring', '4-3-drift-retraining', '4-4-capstone'],
}
const PATHS = Object.entries(COURSE).flatMap(([level, stems]) => stems.map((stem) => `lesson-modules/${level}/${stem}.md`))
const { lessons, problems } = loadLessons()
const ids = coverableIds()
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

describe('the lesson modules', () => {
  it('are the sixteen of the course', () => { expect(lessons.map((lesson) => lesson.path)).toEqual(PATHS) })
  it('are written without a mistake', () => { expect(problems.map(({ path, line, says }) => `${path}:${line}: ${says}`)).toEqual([]) })
  it('say all that the App says of the capstone', () => { expect(SAYING_IDS.filter((id) => sayingOf(id, lessons).length === 0)).toEqual([]) })
  it('teach every criterion, item and step', () => { expect(ids.filter((id) => passageOf(id, lessons) === null)).toEqual([]) })
  it('use ids that no two kinds of things share', () => { expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]) })

  it('head each step as the list of steps does', () => {
    const steps = STEP_PARTS.flatMap((part) => part.steps)
    expect(steps.map((step) => passageOf(step.id, lessons)?.section.heading)).toEqual(steps.map(({ id, title }) => `${id.replace('step-', '')} ${title}`))
  })

  it('give the capstone the parts and minutes of the list of steps', () => {
    const headings = lessons.find((lesson) => lesson.stem === '4-4-capstone')?.sections.map((section) => section.heading) ?? []
    expect(headings.filter((heading) => heading.startsWith('Part '))).toEqual(STEP_PARTS.map(({ part, title, minutes }) => `Part ${part}: ${title} (${minutes} minutes)`))
  })

  it('are where every check, every item of a checklist and every step leads', () => {
    const items = (['production-readiness', 'practices'] as const).flatMap((shipped) => {
      const loaded = loadChecklist(null, shipped)
      return loaded.ok ? loaded.checklist.items : []
    })
    const astray = [...CHECKS, ...items, ...STEP_RULES].filter(({ id, lesson }) => linkedPassage(lesson, lessons)?.section !== passageOf(id, lessons)?.section)
    expect(astray.map(({ id, lesson }) => `${id}: ${lesson}`)).toEqual([])
  })
})

describe.each(lessons.map((lesson) => [lesson.stem, lesson] as const))('lesson %s', (stem, lesson) => {
  const text = textOf(lesson.path)
  const snippets = lesson.sections.flatMap((section) => section.snippets)

  it('has 60 to 150 lines, the capstone 250 at most', () => {
    const lines = text.trimEnd().split('\n').length
    expect(lines).toBeGreaterThanOrEqual(60)
    expect(lines).toBeLessThanOrEqual(stem === '4-4-capstone' ? 250 : 150)
  })

  it('leads by its links to files and headings that are there', () => {
    const targets = readMarkdown(text).links.map((link) => link.target).filter((target) => !target.startsWith('https://'))
    expect(targets.filter((target) => !resolves(target, lesson))).toEqual([])
  })

  it('has snippets that are what they say', () => {
    const broken = snippets.flatMap((snippet) => snippetProblems(snippet).map((says) => `${lesson.path}:${snippet.line}: ${says}`))
    expect(broken).toEqual([])
  })

  it('teaches what earns the credit: its files stand present for every criterion it covers', async () => {
    const files: Record<string, string> = {}
    for (const { file, text: part } of snippets) if (file !== null) files[file] = Object.hasOwn(files, file) ? `${files[file]}\n${part}` : part
    const covered = CHECKS.filter((check) => lesson.sections.some((section) => section.covers.includes(check.id)))
    const { judged } = judgeAll(covered, await factsOf(files))
    expect(judged.map(({ check, finding }) => `${check.id} ${finding.standing}${finding.standing === 'present' ? '' : `: ${finding.found}`}`)).toEqual(covered.map((check) => `${check.id} present`))
  })

  it('speaks in its hints as the App does, and names no command that does it whole', () => {
    expect(lesson.sections.flatMap((section) => section.hints).flatMap((hint) => [...toneOf(hint), ...commandsIn(hint)])).toEqual([])
  })

  it('gives no line of its snippets away in a hint', () => {
    const code = snippets.flatMap((snippet) => snippet.text.split('\n'))
    expect(lesson.sections.flatMap((section) => section.hints).filter((hint) => givesAway(hint, code))).toEqual([])
  })
})

it.each([
  ['python', null, 'def f(:\n    return 1\n'],
  ['yaml', 'params.yaml', 'a: [1\n'],
  ['yaml', '.github/workflows/ci.yml', 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n'],
  ['toml', null, '[project\n'],
  ['json', null, '{"a": }'],
  ['sh', null, 'if true; then\n'],
  ['console', null, 'docker ps\n'],
  ['haskell', null, 'main = pure ()\n'],
])('a snippet that is not what it says is a problem: %s (%s)', (language, file, text) => {
  expect(snippetProblems({ language, file, text, line: 1 })).not.toEqual([])
})

it.each([
  ['Run `dvc add data/raw` in the folder.', ['dvc add data/raw']], ['Then `pytest` tells.', []], ['Look at `docs/rollback.md` and `git`.', []], ['Call `ruff check .`, then `ruff format --check .`.', ['ruff check .', 'ruff format --check .']],
])('a hint that names a whole command is told: %s', (hint, commands) => { expect(commandsIn(hint)).toEqual(commands) })

it.each([
  ['Simply add it!', ['Simply', '!']], ['You should have seen it; I did.', ['should have', 'I']], ['Look at the first error.', []],
])('a hint in another tone is told: %s', (hint, words) => { expect(toneOf(hint)).toEqual(words) })

it.each(REASON_KINDS)('a job that failed by %s has hints of three levels', (kind) => {
  const id = subjectOfReason({ kind, about: ['the DVC remote'], line: '' })
  expect([passageOf(REASON_SUBJECTS[kind], lessons)?.section.hints.length, passageOf(id, lessons)?.section.hints.length]).toEqual([3, 3])
})

describe('a hint gives a line away', () => {
  it.each([
    ['Write `return  {"status": "ok"}` there.', '    return {"status": "ok"}', true],
    ['Then run `dvc remote add -d storage s3://data`.', '$ dvc remote add -d storage s3://data', true],
    ['Answer with a status that says it is well.', '    return {"status": "ok"}', false],
    ['Add the data, commit and push.', 'push', false],
  ])('%s', (hint, line, told) => { expect(givesAway(hint, [line])).toBe(told) })
})

it('every criterion of the rubric is one that a heading may cover', () => { expect(ids).toEqual(expect.arrayContaining([...CRITERION_IDS])) })

function resolves(target: string, from: Lesson): boolean {
  const [path = '', slug] = target.split('#', 2)
  const file = path === '' ? from.path : posix.join(dirname(from.path), path)
  if (!existsSync(join(ROOT, file))) return false
  return slug === undefined || lessons.some((lesson) => lesson.path === file && lesson.sections.some((section) => section.slug === slug))
}

function givesAway(hint: string, code: readonly string[]): boolean {
  return code.map(bare).some((line) => isTelling(line) && bare(hint).includes(line))
}

/** Words that voice.md keeps out of every sentence, and what would scold or praise. */
function toneOf(hint: string): readonly string[] {
  return [...hint.matchAll(/!|\b(?:simply|just|obviously|easy|easily|of course|should have|forgot|wrong of you|well done|great job)\b|\bI\b/gi)].map(([word]) => word).filter((word) => word !== 'i')
}

/** Commands with what they are called with: whoever copies one has done it. */
function commandsIn(hint: string): readonly string[] {
  return [...hint.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code.trim()).filter((code) => /^(?:\$ )?(?:dvc|git|gh|pytest|ruff|black|flake8|mypy|docker|mlflow|python3?|pip3?|uv|poetry|kubectl|helm|gcloud|aws|uvicorn|pre-commit|make|curl) \S/.test(code))
}

function bare(text: string): string {
  return text.replaceAll('`', '').replace(/\s+/g, ' ').trim().replace(/^\$ /, '')
}

/** A line long enough, and enough of code, that a hint with it would be the answer. */
function isTelling(line: string): boolean {
  return line.length >= 10 && /[^\w\s]/.test(line)
}
