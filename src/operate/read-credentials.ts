import { readFileSync } from 'node:fs'
import type { Credentials } from '../flow/ports/operation-ports.ts'
import { readCredentialsFile } from './credentials-file.ts'
import { isRsaKey } from './rsa-key.ts'
import { quoted, type Environment, type SettingReader } from './setting-values.ts'
import { errorCode } from './error-code.ts'

const NAMES = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET', 'CLIENT_ID', 'CLIENT_SECRET']
const SHORTEST_SECRET = 16

/**
 * The App's credentials: from the environment where one of them is set there, else from the file that the set-up page writes; null where neither
 * holds any. What is wrong is refused, and null comes back.
 */
export function readCredentials(environment: Environment, file: string, reader: SettingReader): Credentials | null {
  if (!NAMES.some((name) => (environment[name]?.trim() ?? '') !== '')) {
    const read = readCredentialsFile(file)
    if (!read.ok) reader.refuse({ name: file, ...read })
    return read.ok ? read.credentials : null
  }
  const appId = appIdOf(reader)
  const privateKey = privateKeyOf(reader)
  const webhookSecret = webhookSecretOf(reader)
  const client = clientOf(reader)
  return appId === null || privateKey === null || webhookSecret === null ? null : { appId, privateKey, webhookSecret, client }
}

function appIdOf({ text, refuse }: SettingReader): number | null {
  const value = text('APP_ID')
  if (/^[1-9]\d{0,14}$/.test(value)) return Number(value)
  refuse({ name: 'APP_ID', found: quoted(value), expected: 'the App\'s number, digits alone', next: 'It stands on the App\'s page on GitHub under "About".' })
  return null
}

function privateKeyOf({ text, refuse }: SettingReader): string | null {
  const [inline, path] = [text('PRIVATE_KEY'), text('PRIVATE_KEY_PATH')]
  if (inline !== '' && path !== '') {
    refuse({ name: 'PRIVATE_KEY', found: 'PRIVATE_KEY_PATH beside it', expected: 'one of the two', next: 'Remove one.' })
    return null
  }
  if (inline === '' && path === '') {
    refuse({ name: 'PRIVATE_KEY', found: 'nothing', expected: 'the App\'s private key, or its file in PRIVATE_KEY_PATH', next: 'Generate one on the App\'s page on GitHub under "Private keys".' })
    return null
  }
  let pem = inline.replaceAll('\\n', '\n')
  if (path !== '') {
    try {
      pem = readFileSync(path, 'utf8')
    } catch (error) {
      refuse({ name: 'PRIVATE_KEY_PATH', found: `${quoted(path)}, which cannot be read (${errorCode(error)})`, expected: 'a file with the App\'s private key', next: 'Correct the path, or let the user that runs the App read the file.' })
      return null
    }
  }
  if (isRsaKey(pem)) return `${pem.trim()}\n`
  refuse({
    name: path === '' ? 'PRIVATE_KEY' : 'PRIVATE_KEY_PATH', found: `${pem.length} characters that are no RSA key in PEM form`, expected: '-----BEGIN RSA PRIVATE KEY----- … -----END RSA PRIVATE KEY-----',
    next: 'Give the file as GitHub gave it; in one line, write each line break as \\n.',
  })
  return null
}

function webhookSecretOf({ text, refuse }: SettingReader): string | null {
  const value = text('WEBHOOK_SECRET')
  if (value.length >= SHORTEST_SECRET) return value
  refuse({
    name: 'WEBHOOK_SECRET', found: value === '' ? 'nothing' : `${value.length} characters`, expected: `a secret of ${SHORTEST_SECRET} characters or more; without one anybody could send webhooks`,
    next: 'Make one with `openssl rand -hex 32`, and set the same on the App\'s page on GitHub under "Webhook".',
  })
  return null
}

function clientOf({ text, refuse }: SettingReader): Credentials['client'] {
  const [id, secret] = [text('CLIENT_ID'), text('CLIENT_SECRET')]
  if (id !== '' && secret !== '') return { id, secret }
  if (id !== '' || secret !== '') {
    const missing = id === '' ? 'CLIENT_ID' : 'CLIENT_SECRET'
    refuse({ name: missing, found: 'nothing', expected: 'both CLIENT_ID and CLIENT_SECRET, or neither', next: 'They stand on the App\'s page on GitHub under "About" and "Client secrets".' })
  }
  return null
}
