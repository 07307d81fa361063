import type { Kysely } from 'kysely'
import type { Contributor } from '../../model/contribution.ts'
import type { KnownStudent } from '../../model/kept-student.ts'
import type { Person } from '../../model/course.ts'
import type { RosterEntry } from '../../model/roster.ts'
import type { RosterRow, Tables } from '../schema.ts'
import { fromJson } from '../text.ts'

/** `number` is a student id and the account whose courses have it: another school gives the same one to somebody else. */
type Listed = { readonly row: RosterRow; readonly entry: Omit<RosterEntry, 'key' | 'personId'>; readonly number: string | null }
type Found = { readonly rows: ReadonlySet<Listed>; readonly ids: ReadonlySet<number> }

/** Those who go by a word: their rows in lists and the people that were seen on GitHub, joined where one leads to the other. */
export async function whoIs(database: Kysely<Tables>, word: string, courseId: string | null): Promise<readonly KnownStudent[]> {
  const [listed, people] = [await listedIn(database), await peopleSeen(database)]
  const asked = word.replace(/^@/, '').toLowerCase()
  const isAsked = (text: string): boolean => text !== '' && text.toLowerCase() === asked
  const rows = listed.filter(({ row, entry }) => (courseId === null || row.course_id === courseId) && ([row.key, entry.email, entry.studentId, entry.login].some(isAsked) || String(row.person_id) === asked))
  const seen = people.filter(({ id, login }) => isAsked(login) || String(id) === asked)
  let found: readonly Found[] = []
  for (const start of [...rows.map((row) => ({ rows: new Set([row]), ids: new Set<number>() })), ...seen.map(({ id }) => ({ rows: new Set<Listed>(), ids: new Set([id]) }))]) {
    const whole = grown(start, listed, people)
    const isPart = (one: Found): boolean => sharesAny(one.rows, whole.rows) || sharesAny(one.ids, whole.ids)
    // One may lead to more than the other does, whichever of them comes first.
    const joined = [...found.filter(isPart), whole]
    found = [...found.filter((one) => !isPart(one)), { rows: new Set(joined.flatMap((one) => [...one.rows])), ids: new Set(joined.flatMap((one) => [...one.ids])) }]
  }
  return found.map((one) => studentOf(one, people))
}

/** Everything that is the same person's as what is known already. */
function grown(start: Found, listed: readonly Listed[], people: readonly Person[]): Found {
  const [rows, ids] = [new Set(start.rows), new Set(start.ids)]
  for (let before = -1; before !== rows.size + ids.size;) {
    before = rows.size + ids.size
    for (const { row: { person_id: id }, entry: { login } } of rows) {
      if (id !== null) ids.add(id)
      // A login leads to a person only where the list does not say who it is: logins change hands.
      else for (const person of people) if (login !== '' && person.login.toLowerCase() === login.toLowerCase()) ids.add(person.id)
    }
    const hasIds = ids.size > 0
    const logins = new Set(people.filter((person) => ids.has(person.id)).map(({ login }) => login.toLowerCase()))
    const [emails, numbers] = [new Set([...rows].map(({ entry }) => entry.email.toLowerCase())), new Set([...rows].map(({ number }) => number))]
    for (const one of listed) {
      const { row: { person_id: id }, entry: { login, email }, number } = one
      const isNamed = logins.has(login.toLowerCase()) || (email !== '' && emails.has(email.toLowerCase())) || (number !== null && numbers.has(number))
      // A list that says who it is counts by that, once anything says who is looked for.
      if (id !== null && hasIds ? ids.has(id) : isNamed) rows.add(one)
    }
  }
  return { rows, ids }
}

function studentOf({ rows, ids }: Found, people: readonly Person[]): KnownStudent {
  const entries = [...rows].map(({ entry }) => entry)
  const written = (texts: readonly string[]): readonly string[] => [...new Set(texts)].filter((text) => text !== '').sort()
  return {
    ids: [...ids].sort((one, other) => one - other), logins: written([...people.filter(({ id }) => ids.has(id)).map(({ login }) => login), ...entries.map(({ login }) => login)]),
    names: written(entries.map(({ name }) => name)), emails: written(entries.map(({ email }) => email)),
    numbers: written(entries.flatMap(({ studentId, platform }) => [studentId, ...Object.values(platform)])),
    listed: [...rows].map(({ row }) => ({ courseId: row.course_id, key: row.key })),
  }
}

async function listedIn(database: Kysely<Tables>): Promise<readonly Listed[]> {
  const accounts = new Map((await database.selectFrom('courses').select(['id', 'account_id']).execute()).map(({ id, account_id }) => [id, account_id]))
  return (await database.selectFrom('roster').selectAll().execute()).map((row) => {
    const entry: Listed['entry'] = fromJson(row.entry)
    return { row, entry, number: entry.studentId === '' ? null : JSON.stringify([accounts.get(row.course_id) ?? row.course_id, entry.studentId]) }
  })
}

/** Everybody that was seen on GitHub; who was erased stands there as nobody, with an id below zero. */
async function peopleSeen(database: Kysely<Tables>): Promise<readonly Person[]> {
  const parts: (readonly { readonly id: number | null; readonly login: string | null }[])[] = [
    await database.selectFrom('participants').select(['person_id as id', 'login']).distinct().execute(),
    await database.selectFrom('events').select(['actor_id as id', 'actor_login as login']).where('actor_id', '>', 0).distinct().execute(),
    await database.selectFrom('statements').select(['actor as id', 'actor_login as login']).distinct().execute(),
    await database.selectFrom('repositories').innerJoin('installations', 'installations.id', 'repositories.installation_id').select(['owner_id as id', 'owner as login']).where('installations.kind', '=', 'user').distinct().execute(),
  ]
  parts.push((await database.selectFrom('contributions').select('people').execute()).flatMap(({ people }) => fromJson<readonly Contributor[]>(people).filter(({ id, isBot }) => id !== null && id > 0 && !isBot)))
  return parts.flat().flatMap(({ id, login }) => id === null || login === null || login === '' || login.endsWith('[bot]') ? [] : [{ id, login }])
}

function sharesAny<Item>(one: ReadonlySet<Item>, other: ReadonlySet<Item>): boolean {
  return [...one].some((item) => other.has(item))
}
