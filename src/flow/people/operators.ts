import type { Person } from '../../model/course.ts'
import type { Installation } from '../../model/hosting.ts'
import { OWNER, type AppOperator } from '../../model/operator.ts'
import type { AppPort } from '../ports/github-ports.ts'
import { lookUpLogin } from '../courses/look-up-staff.ts'
import type { Log } from '../ports/operation-ports.ts'
import type { OperatorStore } from '../ports/operator-port.ts'
import { readLately } from './read-lately.ts'
import type { HostingStore } from '../ports/store-ports.ts'
import { createWarnOnce } from '../warn-once.ts'

/** Who runs the App by its settings, and what is wrong with that, a sentence each. */
export type FoundOperators = { readonly operators: readonly AppOperator[]; readonly troubles: readonly string[] }

/** What is asked on GitHub of who runs the App: people through an installation, whichever it is, since the App by itself may ask for nobody. */
type Asking = { readonly app: Pick<AppPort, 'registration' | 'installation'>; readonly installations: readonly Installation[] }

/** What names somebody where nobody is. */
export const NAME_OPERATORS = 'Name who runs the App in the setting OPERATORS, by login.'

/**
 * Looks up who runs the App: those whom the setting names by login; without any (`words` is empty) the owner of its registration, where that is a person. A login is looked up once and known by its numeric id from then on (`known`), as one of a
 * course's staff is; where GitHub fails for the moment, who was known stays.
 */
export async function lookUpOperators(words: readonly string[], { app, installations }: Asking, known: readonly AppOperator[]): Promise<FoundOperators> {
  if (words.length === 0) return lookUpOwner(app, known)
  const installation = askedThrough(installations)
  const found: { readonly word: string; readonly person: Person | null; readonly trouble: string | null }[] = []
  for (const word of words) {
    const before = known.find((one) => one.word === word)?.person ?? null
    const at = `"${word}" in OPERATORS`
    if (installation === undefined) found.push({ word, person: before, trouble: before === null ? `${at} could not be looked up: the App is installed nowhere` : null })
    else found.push({ word, ...await lookUpLogin(word, before, { at, file: 'that setting' }, app.installation(installation.id)) })
  }
  return { operators: found.flatMap(({ word, person }) => person === null ? [] : [{ word, person }]), troubles: found.flatMap(({ trouble }) => trouble ?? []) }
}

function askedThrough(installations: readonly Installation[]): Installation | undefined {
  return installations.find(({ suspended }) => !suspended)
}

async function lookUpOwner(app: Pick<AppPort, 'registration'>, known: readonly AppOperator[]): Promise<FoundOperators> {
  const asked = await app.registration()
  if (!asked.ok) return { operators: known.filter(({ word }) => word === OWNER), troubles: [`whose the App is could not be looked up just now (${asked.trouble.says}); it is as it was`] }
  const { owner } = asked.value
  if (owner !== null && owner.isPerson) return { operators: [{ word: OWNER, person: { id: owner.id, login: owner.login } }], troubles: [] }
  return { operators: [], troubles: [`nobody may see the page of operations: ${owner === null ? 'GitHub names no owner of the App' : `the App is of ${owner.login}, which is no person`}`] }
}

export type OperatorParts = {
  /** The logins of the setting, in small letters. */
  readonly words: readonly string[]
  readonly app: Asking['app']
  readonly hosting: Pick<HostingStore, 'installations'>
  readonly operators: OperatorStore
  readonly now: () => number
  /** An id that no other entry of the audit has. */
  readonly newId: () => string
  readonly log: Log
}

/** Gives what looks up who runs the App and keeps it, with an entry of the audit for each change and what is wrong told in the log. */
export function createOperatorsReader({ words, app, hosting, operators, now, newId, log }: OperatorParts): () => Promise<void> {
  const warnOnce = createWarnOnce(log)
  return async () => {
    const found = await lookUpOperators(words, { app, installations: await hosting.installations() }, await operators.all())
    const at = now()
    await operators.save(found.operators, ({ word, person }, change) => ({
      id: newId(), at, actor: null, action: `operator.${change}`, subject: 'the App', says: `${person.id} (${person.login}), ${word === OWNER ? 'who owns the App' : `named in OPERATORS as ${word}`}`,
    }), at)
    warnOnce('operators', found.operators.length === 0 ? found.troubles.map((trouble) => `${trouble}. ${NAME_OPERATORS}`) : found.troubles)
  }
}

/** Gives whether somebody who signed in runs the App, by their numeric id, as it was looked up within the last minutes. `read` looks it up and keeps it. */
export function createOperatorCheck({ words, hosting, operators, now, read }: Pick<OperatorParts, 'words' | 'hosting' | 'now'> & { readonly operators: Pick<OperatorStore, 'all'>; readonly read: () => Promise<void> }): (person: Person) => Promise<boolean> {
  // By the installation that is asked through: with the first one it is looked up anew.
  const fresh = readLately<number | null>(read, now)
  return async ({ id }) => {
    await fresh(askedThrough(await hosting.installations())?.id ?? null)
    // What an earlier setting named may stand there still, while GitHub does not answer.
    return (await operators.all()).some(({ word, person }) => person.id === id && (words.length === 0 ? word === OWNER : words.includes(word)))
  }
}
