import { schemaText } from './criteria-in-schema.ts'

type Schema = {
  readonly $ref?: string; readonly description?: string; readonly type?: string | readonly string[]; readonly enum?: readonly unknown[]; readonly const?: unknown; readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly items?: Schema; readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]; readonly oneOf?: readonly Schema[]; readonly allOf?: readonly Schema[]; readonly minimum?: number; readonly maximum?: number; readonly maxLength?: number; readonly maxItems?: number
  readonly definitions?: Readonly<Record<string, Schema>>; readonly $defs?: Readonly<Record<string, Schema>>
}

const FORMS = [
  { title: 'A course', file: 'checklists/course.schema.json', says: 'What an instructor writes of a course: `courses/*.yml`, or `capstone.yml` in the `.github` repository of an organization. [Write down a course](course.md) explains it.' },
  { title: 'A checklist', file: 'checklists/checklist.schema.json', says: 'What a course asks, and what each item is worth: `checklists/*.yml`. What `when` can ask is explained in [own items](own-items.md).' },
  { title: 'A student\'s own file', file: 'checklists/capstone.schema.json', says: '`.capstone.yml` at the top of a repository.' },
  { title: 'A record', file: 'schemas/record.schema.json', says: 'One judgement, as `grade --format json` prints it and the App keeps it.' },
  { title: 'What ran', file: 'schemas/runs.schema.json', says: 'What `capstone-coach runs` writes and `grade --runs FILE` takes.' },
  { title: 'A bundle of evidence', file: 'schemas/evidence.schema.json', says: '`manifest.json` of a bundle `capstone-evidence` ([evidence](evidence.md)).' },
  { title: 'What answers are read by', file: 'schemas/answers.schema.json', says: '`lesson-modules/4-production/answers/*.yml` ([answers](answers.md)).' },
] as const

/** Deeper than people read a table; the schema says the rest. */
const DEEPEST = 3
/** More in a cell is read by nobody. */
const MOST_WORDS = 10

/** The page of all files with a form, `docs/forms.md`, from their JSON Schemas. */
export function formsPage(): string {
  return [
    '# Files and their forms', '<!-- Written by `npm run docs` from the JSON Schemas in checklists/ and schemas/ and from scripts/forms-page.ts. Edit those, then run it again. -->', '',
    'For whoever writes or reads the files of a course. Each has a JSON Schema, which says all of it, and which an editor completes by: `# yaml-language-server: $schema=PATH` as the first line. Here is what stands in them, down to the third level;',
    '`a.b` is `b` within `a`, `a[]` an entry of the list `a`. What has to be there is marked with \\*.', '',
    ...FORMS.flatMap(({ title, file, says }) => [`## ${title}`, '', says, '', `Schema: [\`${file}\`](../${file})`, '', '| key | takes | says |', '| --- | --- | --- |', ...rowsOf(JSON.parse(schemaText(file)) as Schema), '']),
  ].join('\n')
}

function rowsOf(root: Schema): readonly string[] {
  const resolved = (schema: Schema): Schema => {
    const name = schema.$ref?.split('/').at(-1)
    const found = name === undefined ? undefined : (root.definitions ?? root.$defs)?.[name]
    return found === undefined ? schema : { ...resolved(found), ...schema.description === undefined ? {} : { description: schema.description } }
  }
  const within = (schema: Schema, before: string, depth: number): readonly string[] => {
    if (depth > DEEPEST) return []
    return Object.entries(schema.properties ?? {}).flatMap(([name, given]) => {
      const one = resolved(given)
      const key = before === '' ? name : `${before}.${name}`
      const item = one.items === undefined ? null : resolved(one.items)
      const says = one.description ?? item?.description ?? ''
      return [`| \`${key}\`${schema.required?.includes(name) === true ? ' \\*' : ''} | ${takes(one, resolved)} | ${inTable(says)} |`, ...within(one, key, depth + 1), ...item === null ? [] : within(item, `${key}[]`, depth + 1)]
    })
  }
  return within(root, '', 1)
}

/** What a value may be, in a few words. */
function takes(schema: Schema, resolved: (schema: Schema) => Schema): string {
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum !== undefined) return wordsOf(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined && schema.type === undefined) return [...new Set(choices.map((choice) => takes(resolved(choice), resolved)))].filter((words) => words !== '').join(', or ')
  const types = [schema.type ?? []].flat()
  return types.map((type) => (type === 'array' ? listOf(schema, resolved) : `${WORDS[type] ?? type}${within(schema, type)}`)).join(', or ')
}

const WORDS: Readonly<Record<string, string>> = { string: 'text', integer: 'a whole number', number: 'a number', boolean: '`true` or `false`', object: 'keys', null: '`null`' }

function listOf({ items, maxItems }: Schema, resolved: (schema: Schema) => Schema): string {
  const of = items === undefined ? '' : takes(resolved(items), resolved)
  return `a list${of === '' ? '' : ` of ${of}`}${maxItems === undefined ? '' : `, ${maxItems} at most`}`
}

function within({ minimum, maximum }: Schema, type: string): string {
  if (type !== 'integer' && type !== 'number') return ''
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  if (minimum !== undefined) return ` of ${minimum} or more`
  return maximum === undefined ? '' : ` up to ${maximum}`
}

function wordsOf(words: readonly unknown[]): string {
  return words.length <= MOST_WORDS ? words.map(literal).join(', ') : `one of ${words.length} words, from ${literal(words[0])} to ${literal(words.at(-1))}`
}

function literal(value: unknown): string {
  return `\`${String(value)}\``
}

function inTable(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('\n', ' ')
}
