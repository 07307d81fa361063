import type { Configuration } from './configuration.ts'

/** The App's own secrets, which have no form that they are known by: those of its webhooks and of signing in, and the password of its database, as it is and as it stands in the address. */
export function knownSecrets({ credentials, database }: Pick<Configuration, 'credentials' | 'database'>): readonly string[] {
  const written = database.kind === 'postgres' && URL.canParse(database.url) ? new URL(database.url).password : ''
  return [credentials?.webhookSecret ?? '', credentials?.client?.secret ?? '', written, decoded(written)].filter((secret) => secret !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
