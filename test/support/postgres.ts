import { POSTGRES_ADDRESS } from './global-setup.ts'

/** The URL of an empty database on a real PostgreSQL, for this test file alone; null where PostgreSQL is missing (`npm test` says so, and CI fails). */
export async function freshDatabase(): Promise<string | null> {
  const address = process.env[POSTGRES_ADDRESS] ?? ''
  if (address === '') return null
  const response = await fetch(address)
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}
