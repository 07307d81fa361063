import type { AppPort } from '../flow/ports/github-ports.ts'
import { lookUpOperators, NAME_OPERATORS } from '../flow/people/operators.ts'
import { printable } from '../flow/printable.ts'
import type { Installation } from '../model/hosting.ts'
import { OWNER, type AppOperator } from '../model/operator.ts'
import type { Examined } from './examined.ts'

/** Looks up who may open the page of operations, as the App does that runs with this store. */
export async function examineOperators(words: readonly string[], app: Pick<AppPort, 'registration' | 'installation'>, installations: readonly Installation[], known: readonly AppOperator[]): Promise<Examined> {
  const about = 'operators'
  const { operators, troubles } = await lookUpOperators(words, { app, installations }, known)
  const next = words.length === 0 ? NAME_OPERATORS : 'See OPERATORS, and try again later where GitHub did not answer.'
  if (troubles.length > 0) return { about, state: 'warning', says: troubles.map(printable).join('; '), next }
  const names = operators.map(({ word, person }) => `${printable(person.login)}${word === OWNER ? ', who owns the App' : ''}`)
  return { about, state: 'ok', says: `the page /operations is for ${names.join(', ')}`, next: null }
}
