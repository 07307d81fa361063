import { CORE_SCHEMA, loadAll, mergeTag } from 'js-yaml'
import { LineCounter, parseAllDocuments } from 'yaml'
import { isDeep } from './yaml-depth.ts'
import { plainYaml, type KeyTwice } from './yaml-plain.ts'
import { yamlSaying } from './yaml-saying.ts'
import type { Json, TextProblem } from './json.ts'

/**
 * One document of a YAML text. Keys of `lines` and `blocks` are pointers such as `jobs.build.steps.0.run`.
 * `lines` has the line of each key or list item, `blocks` the first line of the text inside a `|` or `>` scalar.
 * Both have a null prototype and are empty for a text that is too large or too deep to be read with lines.
 * `twice` is the first key that stands twice in one map, and absent where none does: some readers of YAML refuse such a text.
 * `written` has how a number stands in the text where that is another text than the value's (`1e-3`), and is absent where none does.
 */
export type YamlDocument = { readonly value: Json; readonly lines: Readonly<Record<string, number>>; readonly blocks: Readonly<Record<string, number>>; readonly written?: Readonly<Record<string, string>>; readonly twice?: KeyTwice }

export type YamlFile = { readonly documents: readonly YamlDocument[]; readonly problems: readonly TextProblem[] }

const LINES_UP_TO = 300_000
const CAP = 2_000_000
const DOCUMENTS = 500

/**
 * Reads a YAML text (any number of documents, merge keys, anchors) as plain data. Never throws: what cannot be read is a problem,
 * and a document with mistakes still gives what could be read of it.
 */
export function readYaml(text: string): YamlFile {
  if (text.length > CAP) return { documents: [], problems: [{ line: 0, says: `the file has ${text.length} characters; at most ${CAP} are read` }] }
  return text.length > LINES_UP_TO || isDeep(text) ? readWithoutLines(text) : readWithLines(text)
}

/**
 * Reads YAML that a template engine writes (`{{ … }}` of Helm or Jinja): a replacement inside a line becomes underscores of the same
 * length, and a line that holds nothing but replacements is left empty, so that every line keeps its number.
 */
export function readTemplatedYaml(text: string): YamlFile {
  return readYaml(text.split('\n').map(withoutTemplate).join('\n'))
}

function withoutTemplate(line: string): string {
  let rest = line
  let out = ''
  for (;;) {
    const from = rest.indexOf('{{')
    const to = from < 0 ? -1 : rest.indexOf('}}', from + 2)
    if (to < 0) break
    out += rest.slice(0, from) + '_'.repeat(to + 2 - from)
    rest = rest.slice(to + 2)
  }
  const plain = out + rest
  return out !== '' && /^[\s_]*$/.test(plain) ? '' : plain
}

function readWithLines(text: string): YamlFile {
  const lineCounter = new LineCounter()
  const problems: TextProblem[] = []
  const documents: YamlDocument[] = []
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line)
  try {
    for (const document of Array.from(parseAllDocuments(text, { lineCounter, uniqueKeys: false, strict: false, logLevel: 'silent' })).slice(0, DOCUMENTS)) {
      problems.push(...document.errors.slice(0, 20).map((error) => ({ line: lineAt(pastBlank(text, error.pos[0])), ...yamlSaying(error) })))
      const plain = plainYaml(document.contents, lineAt)
      problems.push(...plain.problems)
      documents.push({ value: plain.value, lines: plain.lines, blocks: plain.blocks, ...(Object.keys(plain.written).length === 0 ? {} : { written: plain.written }), ...(plain.twice === null ? {} : { twice: plain.twice }) })
    }
  } catch (thrown) {
    problems.push({ line: 0, says: sayingOf(thrown) })
  }
  return { documents, problems }
}

/** One document as plain data, ten times as fast as with the places of its values; null where it is none, or where anything in it is not as it should be (a key twice, too deep). */
export function readPlainYaml(text: string): { readonly value: Json } | null {
  const { documents: [first, ...others] } = text.length > CAP || isDeep(text) ? { documents: [] } : readWithoutLines(text)
  return first === undefined || others.length > 0 ? null : { value: first.value }
}

function readWithoutLines(text: string): YamlFile {
  const empty: Readonly<Record<string, number>> = Object.create(null) as Record<string, number>
  try {
    const values = loadAll(text, { schema: CORE_SCHEMA.withTags(mergeTag), maxAliases: 200, maxDepth: 100 }) as readonly Json[]
    return { documents: values.slice(0, DOCUMENTS).map((value) => ({ value, lines: empty, blocks: empty })), problems: [] }
  } catch (thrown) {
    return { documents: [], problems: [{ line: 0, says: sayingOf(thrown) }] }
  }
}

/** A place on an empty line means the next one that is not. */
function pastBlank(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const rest = text.slice(start, start + 2_000)
  const blank = rest.length - rest.trimStart().length
  return rest.slice(0, blank).includes('\n') && blank < rest.length ? start + blank : offset
}

function sayingOf(thrown: unknown): string {
  return thrown instanceof Error ? firstLine(thrown.message) : 'the text could not be read as YAML'
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text
}
