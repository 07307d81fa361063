import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { App } from '../state/records.ts'
import { OPERATOR } from './student.ts'

/** The App as a demo's GitHub has it registered, with what its manifest asks for, of a person: key and secrets are made anew each time. */
export function registeredApp({ permissions, events }: Pick<App, 'permissions' | 'events'>): App {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
  const secret = (): string => randomBytes(24).toString('hex')
  return { id: 1001, slug: 'capstone-coach', name: 'Capstone Coach', privateKey, webhookSecret: secret(), clientId: 'Iv1.demo', clientSecret: secret(), permissions, events, owner: OPERATOR }
}
