import { CRITERION_IDS } from '../../model/criterion.ts'

/** Who is looked for in texts: numeric ids, logins and e-mails in any case of letters, names and numbers as they are written. */
export type Names = { readonly ids: ReadonlySet<number>; readonly logins: readonly string[]; readonly emails: readonly string[]; readonly words: readonly string[] }

/** Who stands in their place. */
export type Nobody = { readonly id: number; readonly login: string }

/** Shorter numbers and names stand for too much else. */
const SHORTEST = 4
/** Where a number is a person whatever else is beside it. */
const PERSON_KEYS: ReadonlySet<string> = new Set(['personId', 'person_id', 'actorId', 'authorId', 'userId', 'ownerId', 'accountId', 'actor', 'author', 'by'])
/** Logins that are words of every repository, or of the App's own records: as free text they name nobody, unless behind an @. */
const ORDINARY: ReadonlySet<string> = new Set([...CRITERION_IDS, ...'api app actions build capstone checks churn ci code data deploy docker docs drift evidence github health home infra latest lint main master metrics mlflow mlops model models monitoring production project python readme registry release repository results run scripts serve server service src staging test tests tracking train training ubuntu user users web workflow'.split(' '),
  ...'verified present partial failing missing unknown observed claimed attested decided reading run deployment probe student decision commit pull file artifact item criterion step push branch set clear excuse extend close pause resume done dispute withdraw add answer feedback success failure neutral cancelled skipped completed queued pending waiting inactive error open closed gone there suspended other none true false null'.split(' ')])
const PART = /[\p{L}\p{N}_-]/u

/** The same text with nobody in the place of a person: JSON by what its fields mean, any other text by whole words. What does not name them is given back as it is. */
export function withoutPerson(text: string, names: Names, nobody: Nobody): string {
  if (!/^[{["]/.test(text)) return plain(text, names, nobody)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return plain(text, names, nobody)
  }
  const scrubbed = JSON.stringify(scrub(value, '', false, names, nobody))
  return scrubbed === JSON.stringify(value) ? text : scrubbed
}

/** The pieces of text that a row which names somebody holds at least one of, as they are written and as JSON writes them. */
export function traces({ ids, logins, emails, words }: Names): readonly string[] {
  const all = [...[...ids].map(String), ...logins, ...emails, ...words]
  return [...new Set(all.flatMap((word) => [word, JSON.stringify(word).slice(1, -1)]))].filter((word) => word !== '')
}

function scrub(value: unknown, key: string, isPerson: boolean, names: Names, nobody: Nobody): unknown {
  if (typeof value === 'string') return key === 'login' && isOneOf(value, names.logins) ? nobody.login : plain(value, names, nobody)
  if (typeof value === 'number') return names.ids.has(value) && (PERSON_KEYS.has(key) || (key === 'id' && isPerson)) ? nobody.id : value
  if (Array.isArray(value)) return value.map((one: unknown) => scrub(one, key, false, names, nobody))
  if (typeof value !== 'object' || value === null) return value
  const fields = value as Readonly<Record<string, unknown>>
  const hasLogin = typeof fields['login'] === 'string'
  const entries = Object.entries(fields).map(([name, one]) => [/^[a-z][A-Za-z]*$/.test(name) ? name : plain(name, names, nobody), scrub(one, name, hasLogin, names, nobody)] as const)
  // What they said goes with who said it.
  const isTheirs = fields['kind'] === 'student' && typeof fields['login'] === 'string' && isOneOf(fields['login'], names.logins)
  return { ...Object.fromEntries(entries), ...isTheirs ? { text: '', comment: '' } : {} }
}

function plain(text: string, { ids, logins, emails, words }: Names, nobody: Nobody): string {
  const folded = [...emails, ...logins.filter((login) => !ORDINARY.has(small(login)))]
  const mentions = logins.filter((login) => ORDINARY.has(small(login))).map((login) => `@${login}`)
  const exact = [...words, ...[...ids].map(String)].filter((word) => word.length >= SHORTEST)
  const steps: readonly (readonly [string, string, boolean])[] = [
    ...folded.map((word) => [word, nobody.login, true] as const), ...mentions.map((word) => [word, `@${nobody.login}`, true] as const), ...exact.map((word) => [word, nobody.login, false] as const),
  ]
  return steps.reduce((result, [word, by, isFolded]) => withoutWord(result, word, by, isFolded), text)
}

/** Whole words alone; a word is found by its characters, never as a pattern. */
function withoutWord(text: string, word: string, by: string, isFolded: boolean): string {
  const [hay, needle] = isFolded ? [small(text), small(word)] : [text, word]
  let [result, from] = ['', 0]
  if (needle === '') return text
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + 1)) {
    if (at < from || PART.test(hay.charAt(at - 1)) || PART.test(hay.charAt(at + needle.length))) continue
    result += text.slice(from, at) + by
    from = at + needle.length
  }
  return result + text.slice(from)
}

function isOneOf(text: string, logins: readonly string[]): boolean {
  return logins.some((login) => small(login) === small(text))
}

/** Letters of ASCII alone, so that the text keeps its length. */
function small(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}
