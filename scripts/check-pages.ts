import { readFileSync } from 'node:fs'
import { judgeAll } from '../src/checks/frame/judge.ts'
import type { Check } from '../src/checks/frame/check.ts'
import { sentence } from '../src/checks/frame/sentence.ts'
import { CHECKS } from '../src/checks/list.ts'
import { loadLessons } from '../src/command-line/lessons.ts'
import { linkedPassage } from '../src/lesson/lessons.ts'
import { OUTCOME_MARKS, PROOF_WORDS } from '../src/report/words/outcome-words.ts'
import { sentence as markdownSentence } from '../src/report/text/markdown-text.ts'
import { placeOf } from '../src/report/text/places.ts'
import { readLiterateCases, type LiterateCase } from '../test/support/literate-cases.ts'
import { factsOf } from '../test/support/memory-repository.ts'

const STANDINGS = ['present', 'partial', 'missing', 'unknown'] as const
/** A case longer than this is shown whole only where no shorter one is there. */
const LONGEST_SHOWN = 34

const { lessons: LESSONS } = loadLessons()

const NOTE = '<!-- Written by `npm run docs` from src/checks and test/checks. Edit those, then run it again. -->'

/** Every page of docs/checks by its path from the root: one a check, from its code and its cases, and the list. */
export async function checkPages(): Promise<ReadonlyMap<string, string>> {
  const pages = CHECKS.map((check) => ({ check, cases: readCases(check) }))
  return new Map([
    ['docs/checks/README.md', listPage(pages)],
    ...await Promise.all(pages.map(async ({ check, cases }) => [`docs/checks/${check.id}.md`, await checkPage(check, cases)] as const)),
  ])
}

function readCases(check: Check): readonly LiterateCase[] {
  const path = `test/checks/${check.id}.md`
  return readLiterateCases(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'), path)
}

function listPage(pages: readonly { readonly check: Check; readonly cases: readonly LiterateCase[] }[]): string {
  return [
    '# What is judged', NOTE, '',
    `${pages.length} criteria. Each page says what is looked for, what each level asks, and shows cases: small repositories with the verdict they get, which the tests run.`,
    '', '| Criterion | Title | Proof | Cases |', '| --- | --- | --- | --- |',
    ...pages.map(({ check, cases }) => `| [\`${check.id}\`](${check.id}.md) | ${check.title} | ${check.proof} | ${cases.length} |`),
    '',
  ].join('\n')
}

async function checkPage(check: Check, cases: readonly LiterateCase[]): Promise<string> {
  const { id, title, levels, lookedFor, proof, lesson } = check
  const of = (standing: string): readonly LiterateCase[] => cases.filter((one) => one.expected.standing === standing)
  const whole = await Promise.all((['present', 'partial', 'missing'] as const).map((standing) => wholeCase(check, standing, of(standing))))
  return [
    `# ${title}`, NOTE, '',
    `Criterion \`${id}\`. ${lessonWords(lesson)} [All criteria](README.md).`, '',
    `**Looked for.** ${lookedFor}`, '',
    '| From the files alone | when |', '| --- | --- |',
    ...(['present', 'partial', 'missing'] as const).map((standing) => `| ${OUTCOME_MARKS[standing]} ${standing} | ${levels[standing].replaceAll('|', '\\|')} |`),
    '', `**Proof.** ${sentence(PROOF_WORDS[proof])}.`, '',
    '## One case of each', '',
    ...whole.flat(),
    `## All ${cases.length} cases`, '',
    `What these small repositories hold stands in [test/checks/${id}.md](../../test/checks/${id}.md).`, '',
    ...STANDINGS.flatMap((standing) => listed(standing, of(standing))),
  ].join('\n')
}

function lessonWords(link: string): string {
  const passage = linkedPassage(link, LESSONS)
  return passage === null ? `Lesson \`${link}\`.` : `Lesson [\`${link}\`](../../${passage.lesson.path}#${passage.section.slug}).`
}

/** A case with its files, and what the check says of it. */
async function wholeCase(check: Check, standing: 'present' | 'partial' | 'missing', cases: readonly LiterateCase[]): Promise<readonly string[]> {
  const linesOf = (one: LiterateCase): number => Object.values(one.files).join('').split('\n').length
  const shown = cases.find((one) => linesOf(one) <= LONGEST_SHOWN) ?? cases.toSorted((one, other) => linesOf(one) - linesOf(other))[0]
  if (shown === undefined) return []
  const finding = judgeAll([check], await factsOf(shown.files, shown.expected)).judged[0]?.finding
  if (finding === undefined) return []
  const places = (label: string, list: typeof finding.evidence | typeof finding.against): readonly string[] =>
    (list.length === 0 ? [] : [`> - **${label}:** ${list.map((one) => `\`${placeOf(one)}\``).join(', ')}`])
  return [
    `### ${sentence(standing)}: ${shown.title}`, '', ...(shown.says === '' ? [] : [shown.says, '']),
    ...Object.entries(shown.files).flatMap(([path, text]) => [`\`${path}\``, '', ...fenced(path, text), '']),
    `> **Verdict: ${OUTCOME_MARKS[finding.standing]} ${finding.standing}**`, '>',
    `> - **Found:** ${markdownSentence(finding.found)}`, ...places('Where', finding.evidence), ...places('Against', finding.against),
    ...(finding.next === '' ? [] : [`> - **Next:** ${markdownSentence(finding.next)}`]), '',
  ]
}

function listed(standing: typeof STANDINGS[number], cases: readonly LiterateCase[]): readonly string[] {
  if (cases.length === 0) return []
  return [`### ${sentence(standing)} (${cases.length})`, '', ...cases.map((one) => `- **${one.title}**${one.says === '' ? '' : `: ${one.says.replaceAll('\n', ' ')}`}`), '']
}

const LANGUAGES: Readonly<Record<string, string>> = { py: 'python', yml: 'yaml', yaml: 'yaml', json: 'json', toml: 'toml', md: 'markdown', sh: 'bash', tf: 'terraform', ini: 'ini', cfg: 'ini', ipynb: 'json' }

function fenced(path: string, text: string): readonly string[] {
  const name = path.split('/').at(-1) ?? path
  const language = LANGUAGES[name.split('.').at(-1) ?? ''] ?? (/dockerfile/i.test(name) ? 'dockerfile' : /makefile/i.test(name) ? 'makefile' : 'text')
  const fence = text.includes('```') ? '````' : '```'
  return [`${fence}${language}`, ...text.replace(/\n$/, '').split('\n'), fence]
}
